"""The offline engine on closed questions of many hands: how many come out right, and how few wrong."""

import contextlib
import io
import re
import warnings
from collections import Counter
from functools import cache

import pytest

import aa_magics
from aa_magics.errors import AnalystError
from aa_magics.model import Run
from tests.closed import building, learning, relations, shapes, sides, standing, steps, summary, told, worded
from tests.closed.frames import frame
from tests.closed.question import Question

QUESTIONS = [
    question
    for part in (summary, relations, shapes, building, learning, standing, sides, steps, told, worded)
    for question in part.QUESTIONS
]
RIGHT = 0.94  # the share of all questions that must come out right
WRONG = 0.0  # the share that may come out wrong: a refusal is better than a wrong answer


def same(given: str | None, truth: object) -> bool:
    if given is None:
        return False
    try:
        return given.strip() == str(truth).strip() or abs(float(given) - float(str(truth))) < 1e-6
    except ValueError:
        return False


def printed(run: Run, namespace: dict[str, object]) -> str:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in run.cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, "<cell>", "exec"), namespace)
    return shown.getvalue()


def outcome(question: Question) -> tuple[str, str]:
    """Right, wrong, refused or failed; and what came."""
    df = frame(question.frame).copy()
    try:
        run = aa_magics.analyze(question.goal, {"df": df})
        given = dict(re.findall(r"@(\w+)\[(.*?)\]", printed(run, {"df": df})))
    except AnalystError as refusal:
        return ("refused" if question.truth else "right"), str(refusal)
    except Exception as error:
        return "failed", f"{type(error).__name__}: {error}"
    if question.truth is None or not given:
        return ("wrong" if given else "refused" if question.truth else "right"), str(given)
    off = {name: (given.get(name), value) for name, value in question.truth(df).items()}
    off = {name: pair for name, pair in off.items() if not same(*pair)}
    return ("wrong" if off else "right"), str(off)


@cache
def outcomes() -> dict[str, tuple[str, str]]:
    return {question.id: outcome(question) for question in QUESTIONS}


def share(kind: str) -> float:
    return Counter(came for came, _ in outcomes().values())[kind] / len(QUESTIONS)


def listed(kind: str) -> str:
    return "\n".join(f"{name}: {what}" for name, (came, what) in outcomes().items() if came == kind)


def test_enough_closed_questions_come_out_right():
    assert share("right") >= RIGHT, listed("refused")


def test_few_closed_questions_come_out_wrong():
    assert share("wrong") <= WRONG, listed("wrong")


def test_no_cell_of_a_closed_answer_fails():
    assert not listed("failed"), listed("failed")


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.truth], ids=lambda question: question.id)
def test_the_truths_leave_the_frame_alone(question):
    before = frame(question.frame).copy()
    assert question.truth(frame(question.frame))
    assert before.equals(frame(question.frame))
