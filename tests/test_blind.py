"""Corpora of other hands, which the engine was not written with: how much it answers right, and how little wrong.

The bars only say that it gets no worse; what there is to mend, the failures say (`pytest -rP tests/test_blind.py`).
"""

import ast
import contextlib
import io
import math
import re
import tomllib
import warnings
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import aa_magics
from aa_magics.errors import AnalystError
from tests import test_closed, test_goals
from tests.blind import (
    closed,
    closed_frames,
    eighth,
    fifth,
    fifth_frames,
    fourth,
    fourth_frames,
    seventh,
    sixth,
    sixth_frames,
    sloppy,
)
from tests.blind.asked import Sloppy

CLOSED = {
    "closed": (closed, closed_frames),
    "fourth": (fourth, fourth_frames),
    "fifth": (fifth, fifth_frames),
    "sixth": (sixth, sixth_frames),
    "seventh": (seventh, seventh),
    "eighth": (eighth, eighth),
}
RIGHT = {"closed": 0.63, "fourth": 0.89, "fifth": 0.46, "sixth": 0.74, "seventh": 0.92, "eighth": 0.96, "sloppy": 0.7}
WRONG = {"closed": 0.0, "fourth": 0.01, "fifth": 0.0, "sixth": 0.0, "seventh": 0.0, "eighth": 0.0, "sloppy": 0.0}
SAME = 0.12
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


@cache
def closed_outcomes(corpus: str) -> dict[str, str]:
    questions, frames = CLOSED[corpus]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_closed, "frame", frames.frame)
        return {question.id: test_closed.outcome(question)[0] for question in questions.QUESTIONS}


@cache
def sloppy_outcomes() -> dict[str, str]:
    soiled, readable = sloppy.frames()
    return {item.goal: sloppy_outcome(item, soiled) for item in sloppy.goals(readable)}


def sloppy_outcome(item: Sloppy, tables: dict[str, pd.DataFrame]) -> str:
    frames = {name: tables[name].copy() for name in item.names.split()}
    try:
        run = aa_magics.analyze(item.goal, dict(frames))
    except AnalystError:
        return "right" if item.refuse else "refused"
    try:
        text = shown([(cell.cell_type, cell.source) for cell in run.cells], {**frames})
    except Exception:
        return "failed"
    return "wrong" if item.refuse else judged(item, text)


def shown(cells: list[tuple[str, str]], namespace: dict[str, Any]) -> str:
    """Return all that the cells of a notebook show, as text; of figures their titles and data."""
    out = io.StringIO()
    wide = ("display.max_rows", 300, "display.max_columns", 60, "display.width", 400, "display.precision", 8)
    with contextlib.redirect_stdout(out), warnings.catch_warnings(), pd.option_context(*wide):
        warnings.simplefilter("ignore")
        for kind, source in cells:
            if kind == "markdown":
                print(source)
                continue
            tree = ast.parse(source)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "<cell>", "exec"), namespace)
            if isinstance(last, ast.Expr):
                print(as_text(eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)))
    return out.getvalue()


def as_text(value: Any) -> str:
    if not hasattr(value, "to_plotly_json"):
        return str(value)
    parts = [str(value.layout.title.text or "")]
    for trace in value.data:
        data = (getattr(trace, key, None) for key in ("name", "x", "y", "z", "labels", "values", "text"))
        parts += [" ".join(map(str, np.ravel(np.asarray(one, dtype=object)))) for one in data if one is not None]
    return "\n".join(parts)


def judged(item: Sloppy, text: str) -> str:
    numbers = [float(number) for number in NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text))]
    exact = [n for n in item.never if not isinstance(n, str) and any(math.isclose(n, x, rel_tol=1e-4) for x in numbers)]
    if exact or any(isinstance(n, str) and re.search(n, text, re.IGNORECASE) for n in item.never):
        return "wrong"
    told = all(is_shown(float(number), numbers) for number in item.numbers)
    return "right" if told and all(re.search(word, text, re.IGNORECASE) for word in item.words) else "incomplete"


def is_shown(wanted: float, numbers: list[float]) -> bool:
    """Return whether a number is shown to three digits: small whole ones exactly, percentages also as shares."""
    forms = (wanted, -wanted, wanted / 100) if abs(wanted) <= 100 else (wanted, -wanted)
    for form in forms:
        if form.is_integer() and abs(form) < 1000:
            if form in numbers:
                return True
        elif any(math.isclose(x, form, rel_tol=5e-3 if abs(form) < 1 else 1e-3, abs_tol=5e-4) for x in numbers):
            return True
    return False


@pytest.mark.parametrize("corpus", [*CLOSED, "sloppy"])
def test_a_blind_corpus_comes_out_no_worse(corpus: str) -> None:
    outcomes = sloppy_outcomes() if corpus == "sloppy" else closed_outcomes(corpus)
    counts = Counter(outcomes.values())
    print(dict(counts), *(f"{outcome}: {name}" for name, outcome in outcomes.items() if outcome != "right"), sep="\n")
    assert counts["right"] / len(outcomes) >= RIGHT[corpus]
    assert counts["wrong"] / len(outcomes) <= WRONG[corpus]


def test_blind_wordings_give_the_same_plan_no_less_often() -> None:
    text = (Path(__file__).parent / "blind" / "paraphrases.toml").read_text(encoding="utf-8")
    goals = [(frame, wordings) for frame, listed in tomllib.loads(text).items() for wordings in listed]
    differing = [wordings for frame, wordings in goals if not test_goals._agree(frame, wordings)]
    print(f"{len(goals) - len(differing)} of {len(goals)}", *map(" | ".join, differing), sep="\n")
    assert 1 - len(differing) / len(goals) >= SAME


def test_what_must_not_be_shown_makes_an_answer_wrong() -> None:
    item = Sloppy("mean", "df", numbers=[2.5], never=[99.0])
    assert judged(item, "2.50") == "right"
    assert judged(item, "nothing") == "incomplete"
    assert judged(item, "2.50 and 99") == "wrong"
