"""A sloppy goal about messy frames, and what its answer must and must not show."""

from dataclasses import dataclass, field

import pandas as pd


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
