"""Numbers that are moments in time: seconds since 1970, days of a spreadsheet, dates of eight digits."""

from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aa_magics.frames.labels import iso
from aa_magics.frames.numbers import Spread
from aa_magics.model import Reading

SPANS: dict[Literal["s", "ms", "us", "ns"], tuple[float, float]] = {
    "s": (1e8, 4.2e9),
    "ms": (1e11, 4.2e12),
    "us": (1e14, 4.2e15),
    "ns": (1e17, 4.2e18),
}
"""The numbers from 1973 to 2103, in each unit."""
SERIALS = (20_000, 80_000)
"""The days from 1954 to 2119 as spreadsheets number them."""


def moment_reading(name: str, row: NDArray[Any], spread: Spread) -> Reading | None:
    """Return as what moments the numbers of a column can be read that is named like a date; None for other numbers."""
    low, high = spread.minimum, spread.maximum
    if low is None or high is None or not np.isfinite((low, high)).all():
        return None
    for unit, (first, last) in SPANS.items():
        if first <= low and high <= last:
            return _reading(unit, pd.to_datetime(pd.Series([low, high]), unit=unit))
    if (
        row.dtype.kind in "iu"
        and low >= 19_000_101
        and high <= 22_001_231
        and (parsed := _eight_digits(row)) is not None
    ):
        return _reading("%Y%m%d", parsed)
    if SERIALS[0] <= low and high <= SERIALS[1]:
        return _reading("excel", pd.to_datetime(pd.Series([low, high]), unit="D", origin="1899-12-30"))
    return None


def _eight_digits(row: NDArray[Any]) -> Any:
    """Return numbers such as 20240315 as dates, None where one of them is no date."""
    try:
        return pd.to_datetime(pd.Series(np.unique(row).astype(str)), format="%Y%m%d")
    except ValueError:
        return None


def _reading(text_format: str, moments: Any) -> Reading:
    first, last = iso(moments.min()), iso(moments.max())
    return Reading(what="date", format=text_format, minimum=first, maximum=last)
