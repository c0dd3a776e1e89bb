"""What the blind corpora are made of: closed questions with truths, sloppy goals with what they must show."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from tests.closed.question import Question, Truth

Ask = Callable[[str, str, str, str, str, str], Callable[[Truth], Truth]]


def asking(corpus: str, questions: list[Question]) -> Ask:
    """Return a decorator that makes a truth a question of a corpus.

    It is given the frame, level and concepts of the question in DABench's terms, its text, its constraints, its form.
    """

    def ask(frame: str, _level: str, _concepts: str, question: str, constraints: str, form: str):
        def kept(truth: Truth) -> Truth:
            name = f"{corpus}-{len(questions) + 1:03d}"
            questions.append(Question(name, frame, question, constraints, form, truth))
            return truth

        return kept

    return ask


def r2(value: float, places: int = 2) -> float:
    """Return a rounded number, never a negative zero."""
    return round(float(value), places) + 0.0


@dataclass
class Sloppy:
    """`numbers` and `words` (patterns) must be shown, nothing of `never`; `refuse`: it must not be answered."""

    goal: str
    names: str
    numbers: list[float] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    never: list[float | str] = field(default_factory=list)
    refuse: bool = False


def cronbach(items: pd.DataFrame) -> float:
    """Return alpha of the items on complete rows (Cronbach 1951)."""
    complete = items.dropna()
    k = complete.shape[1]
    return float(k / (k - 1) * (1 - complete.var().sum() / complete.sum(axis=1).var()))
