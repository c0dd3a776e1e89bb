"""Distinct values of a column and how often each stands, without counting to the end where they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aa_magics.frames.labels import plain_value
from aa_magics.model import Label

SAMPLE = 10_000
"""So many rows, evenly spread, are looked at first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct values as they first appear, with their counts; `exact` is false for those of a sample only."""

    missing: int
    filled: int
    uniques: Sequence[Any]
    counts: NDArray[np.int64]
    exact: bool

    @property
    def unique(self) -> bool:
        """Whether there are several values and none stands twice, as far as was looked."""
        return len(self.uniques) == int(self.counts.sum()) > 1

    def values(self, few: int) -> tuple[tuple[Label, int], ...]:
        """Return each distinct value that JSON can carry, most frequent first, or none of more than `few`."""
        if not self.exact or len(self.uniques) > few:
            return ()
        order = np.argsort(-self.counts, kind="stable")
        plain = ((plain_value(self.uniques[i]), int(self.counts[i])) for i in order if self.counts[i])
        return tuple((value, count) for value, count in plain if value is not None)


def tally(column: Any) -> Tally:
    """Count the distinct values of a Series; of a long one only in a sample, where that has many.

    Raises TypeError for values that cannot be hashed.
    """
    missing = int(column.isna().sum())
    filled = len(column) - missing
    if filled > 2 * SAMPLE:
        uniques, counts = _counted(column.iloc[:: len(column) // SAMPLE])
        if len(uniques) > counts.sum() / 2:
            return Tally(missing, filled, uniques, counts, exact=False)
    return Tally(missing, filled, *_counted(column), exact=True)


def whole_tally(column: Any) -> Tally:
    """Count all distinct values of a Series, however many there are."""
    missing = int(column.isna().sum())
    return Tally(missing, len(column) - missing, *_counted(column), exact=True)


def _counted(column: Any) -> tuple[Sequence[Any], NDArray[np.int64]]:
    codes, uniques = pd.factorize(column)
    return uniques, np.bincount(codes + 1, minlength=len(uniques) + 1)[1:]
