"""Range, percentiles and counts of many number columns at once: one sort of a block says them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aa_magics.frames.kinds import FEW_NUMBERS

_SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Spread:
    """Numbers of one column without the missing ones; `counts` are its distinct values when few."""

    missing: int
    distinct: int
    minimum: float | None = None
    maximum: float | None = None
    quartiles: tuple[float, float, float] | None = None
    p5: float | None = None
    p95: float | None = None
    counts: tuple[tuple[Any, int], ...] = ()


def spreads(block: NDArray[Any]) -> Iterator[Spread]:
    """Yield the spread of each row of `block`, an array of columns x rows of one number dtype."""
    rows = block.shape[1]
    ordered = np.sort(block, axis=1)  # NaN comes last
    changes = ordered[:, 1:] != ordered[:, :-1]
    missing = np.isnan(ordered).sum(axis=1) if block.dtype.kind == "f" else np.zeros(len(block), dtype=np.int64)
    distinct = changes.sum(axis=1) + 1 - missing  # each NaN differs from what stands before it
    last = np.maximum(rows - missing - 1, 0)
    filled = missing < rows
    shares = np.stack([_at(ordered, last * share) for share in _SHARES], axis=1) if rows else None
    for i, some in enumerate(filled.tolist()):
        if not some or shares is None:
            yield Spread(int(missing[i]), 0)
            continue
        p5, first, median, third, p95 = shares[i].tolist()
        few = distinct[i] <= FEW_NUMBERS
        yield Spread(
            missing=int(missing[i]),
            distinct=int(distinct[i]),
            minimum=float(ordered[i, 0]),
            maximum=float(ordered[i, last[i]]),
            quartiles=(first, median, third) if isfinite(first) and isfinite(third) else None,
            p5=p5 if isfinite(p5) else None,
            p95=p95 if isfinite(p95) else None,
            counts=_counts(ordered[i, : last[i] + 1], changes[i, : last[i]]) if few else (),
        )


def _at(ordered: NDArray[Any], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the value at a fractional place of each row, in between by linear interpolation, as pandas does."""
    below = np.floor(places).astype(np.int64)
    above = np.ceil(places).astype(np.int64)
    each = np.arange(len(ordered))
    low, high = ordered[each, below].astype(np.float64), ordered[each, above].astype(np.float64)
    with np.errstate(all="ignore"):  # between infinities nothing lies
        return np.where(low == high, low, low + (high - low) * (places - below))


def _counts(ordered: NDArray[Any], changes: NDArray[np.bool_]) -> tuple[tuple[Any, int], ...]:
    starts = np.concatenate(([0], np.flatnonzero(changes) + 1))
    sizes = np.diff(starts, append=len(ordered))
    order = np.argsort(-sizes, kind="stable")
    return tuple(zip(ordered[starts[order]].tolist(), sizes[order].tolist(), strict=True))
