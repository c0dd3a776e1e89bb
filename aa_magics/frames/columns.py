"""The facts of one column, whatever its dtype: kind, missing, distinct, range, and its values where they are few."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aa_magics.frames.amounts import sense_of
from aa_magics.frames.kinds import (
    FEW_NUMBERS,
    FEW_VALUES,
    LAST_YEAR,
    is_dated,
    is_key,
    is_long_code,
    lone_codes,
    missing_codes,
    number_kind,
    sense_of_name,
    text_kind,
)
from aa_magics.frames.labels import iso, plain_value
from aa_magics.frames.moments import moment_reading
from aa_magics.frames.numbers import Spread, spreads
from aa_magics.frames.reading import reading_of
from aa_magics.frames.tally import Tally, tally, whole_tally
from aa_magics.model import Kind, Label, Reading, Sense

_ISO_DATE = re.compile(r"\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(?P<zone>Z|[+-]\d\d(:?\d\d)?)?)?)?")
_LOOKED_AT = 1_000
_COMPARABLE = frozenset(("time", "timedelta", "period", "interval"))
_CANNOT_CONVERT = (ValueError, TypeError, OverflowError)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ColumnProfile says, but for the label. `usable` is false for values that no recipe can work with."""

    kind: Kind
    missing: int
    distinct: int
    distinct_exact: bool = True
    minimum: float | str | None = None
    maximum: float | str | None = None
    quartiles: tuple[float, float, float] | None = None
    p5: float | str | None = None
    p95: float | str | None = None
    values: tuple[tuple[Label, int], ...] = ()
    parsed: bool = True
    usable: bool = True
    reads_as: Reading | None = None
    sense: Sense | None = None
    codes: tuple[Label, ...] = ()


def number_facts(row: NDArray[Any], spread: Spread, name: str) -> Facts:
    """Return the facts of a column of numbers or booleans from its values and their spread."""
    values = tuple((value, count) for raw, count in spread.counts if (value := plain_value(raw)) is not None)
    if row.dtype.kind == "b":
        return Facts("boolean", spread.missing, spread.distinct, values=values)
    kind: Kind = "number"
    if row.dtype.kind in "iu" or (is_key(name) and _is_whole(row)):
        kind = number_kind(name, len(row) - spread.missing, spread.distinct, lambda: _counts_up(row))
    sense = sense_of_name(name, spread.minimum, spread.maximum)
    return Facts(
        kind,
        spread.missing,
        spread.distinct,
        reads_as=moment_reading(name, row, spread) if row.dtype.kind in "iuf" and is_dated(name) else None,
        sense=sense,
        codes=missing_codes(spread.counts) if spread.counts else _lone_codes(row, spread),
        minimum=spread.minimum,
        maximum=spread.maximum,
        quartiles=spread.quartiles,
        p5=spread.p5,
        p95=spread.p95,
        values=values,
    )


def column_facts(column: Any, name: str) -> Facts:
    """Return the facts of `column`, a Series of any dtype; `name` helps to tell ids from numbers."""
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return _categorical(column)
    if isinstance(dtype, pd.StringDtype):
        return _text(column, name)
    if isinstance(dtype, pd.PeriodDtype):
        return _moments(column)
    if isinstance(dtype, pd.ArrowDtype) and dtype.type is Decimal:
        return replace(_numbers(column.astype("Float64"), name), parsed=False)
    match _numpy_kind(dtype):
        case "i" | "u" | "f" | "b":
            return _numbers(column, name)
        case "M":
            return _moments(column)
        case "m":
            return replace(_numbers(column.dt.total_seconds(), name), parsed=False)
        case "U":
            return _text(column, name)
        case _:
            return _objects(column.astype("object"), name)


def _numpy_kind(dtype: Any) -> str:
    """Return the letter of NumPy's kind, or "O" for a dtype of somebody's own, which may not do what it says."""
    if isinstance(dtype, pd.SparseDtype):
        return dtype.kind if dtype.kind in "iufb" else "O"
    own = isinstance(dtype, np.dtype | pd.ArrowDtype | pd.DatetimeTZDtype) or hasattr(dtype, "numpy_dtype")
    return str(dtype.kind) if own else "O"


def _numbers(column: Any, name: str) -> Facts:
    dtype = column.dtype
    plain = getattr(dtype, "numpy_dtype", getattr(dtype, "subtype", dtype))
    row = np.asarray(column.dropna(), dtype=plain)
    facts = number_facts(row, next(spreads(row[np.newaxis])), name)
    return replace(facts, missing=facts.missing + len(column) - len(row))


def _categorical(column: Any) -> Facts:
    categories = column.cat.categories
    counts = np.bincount(column.cat.codes.to_numpy() + 1, minlength=len(categories) + 1)
    used = np.flatnonzero(counts[1:])
    missing = int(counts[0])
    return _counted("category", Tally(missing, len(column) - missing, categories[used], counts[1:][used], True))


def _text(column: Any, name: str) -> Facts:
    counted = tally(column)
    texts = [str(text) for text in counted.uniques[:_LOOKED_AT]]
    dates = _iso_dates(column, counted, texts)
    if dates is not None:
        return dates
    distinct = len(counted.uniques) if counted.exact else None
    facts = _counted(text_kind(name, counted.filled, distinct, counted.unique, texts), counted)
    named = sense_of_name(name)
    reading = None if named == "postcode" or is_key(name) else _reading(column, counted, texts, is_dated(name))
    sense = sense_of(reading) if reading else None
    return replace(facts, reads_as=reading, sense=sense or (named if reading or named == "postcode" else None))


def _reading(column: Any, counted: Tally, texts: Sequence[str], dated: bool) -> Reading | None:
    """Return what all distinct texts can be read as; they are only counted to the end where some can be."""
    if reading_of(texts[:_LOOKED_AT], named=dated) is None:
        return None
    every = counted if counted.exact else whole_tally(column)
    # by way of NumPy, which takes texts out of Arrow at once
    return reading_of(list(map(str, np.asarray(every.uniques, dtype=object))), every.counts.tolist(), dated)


def _iso_dates(column: Any, counted: Tally, texts: Sequence[str]) -> Facts | None:
    """Return the facts of text that is dates throughout, else None; `texts` are some of its distinct values."""
    found = [_ISO_DATE.fullmatch(text) for text in texts]
    if not found or None in found or len({match["zone"] for match in found if match}) > 1:
        return None
    return _object_dates(column, counted)


def _moments(column: Any) -> Facts:
    """Return the facts of dates, times and periods that have a dtype of their own."""
    if isinstance(column.dtype, pd.ArrowDtype):
        return _ranged(_counted("datetime", tally(column)), column)
    ticks = column.dropna().astype("int64").to_numpy()
    distinct = next(spreads(ticks[np.newaxis])).distinct  # sorting numbers is faster than hashing moments
    few = distinct <= FEW_NUMBERS
    facts = _counted("datetime", tally(column)) if few else Facts("datetime", len(column) - len(ticks), distinct)
    return _ranged(facts, column)


def _objects(column: Any, name: str) -> Facts:
    held = pd.api.types.infer_dtype(column, skipna=True)
    if held in ("string", "empty"):
        return _text(column, name)
    try:
        counted = tally(column)
    except Exception:  # a cell may hold anything, whose hash or comparison may raise anything
        return _opaque(column)
    match held:
        case "boolean":
            return _counted("boolean", counted)
        case "integer" | "floating" | "mixed-integer-float" | "decimal":
            facts = _object_numbers(column, counted, name)
        case "datetime" | "datetime64" | "date":
            facts = _object_dates(column, counted)
        case _:
            facts = None
    if facts is not None:
        return facts
    kind: Kind = "category" if counted.exact and len(counted.uniques) <= FEW_VALUES else "text"
    return replace(_counted(kind, counted), usable=held in _COMPARABLE)


def _object_numbers(column: Any, counted: Tally, name: str) -> Facts | None:
    try:
        numbers = pd.to_numeric(column)
    except _CANNOT_CONVERT:
        return None
    if numbers.dtype.kind not in "iuf":  # past what NumPy's integers can hold
        return None
    exact = _counted("number", counted)
    return replace(
        _numbers(numbers, name),
        distinct=exact.distinct,
        distinct_exact=exact.distinct_exact,
        values=exact.values,
        parsed=False,
    )


def _object_dates(column: Any, counted: Tally) -> Facts | None:
    try:
        moments = pd.to_datetime(column, format="ISO8601")
    except _CANNOT_CONVERT:  # several time zones, or no date after all
        return None
    if moments.dtype.kind != "M":
        return None
    return replace(_ranged(_counted("datetime", counted), moments), parsed=False)


def _opaque(column: Any) -> Facts:
    """Return the facts of what cannot be counted, such as lists: there is a value, or there is none."""
    missing = int(column.isna().sum())
    some = min(len(column) - missing, 1)
    return Facts("text", missing, some, distinct_exact=not some, usable=False)


def _counted(kind: Kind, counted: Tally) -> Facts:
    few = FEW_NUMBERS if kind in ("number", "datetime") else FEW_VALUES
    return Facts(
        kind,
        counted.missing,
        len(counted.uniques),
        distinct_exact=counted.exact,
        values=counted.values(few),
    )


def _ranged(facts: Facts, moments: Any) -> Facts:
    """Return `facts` with the first and the last of `moments`, and those at the 5th and 95th percentile."""
    if facts.distinct == 0:
        return facts
    first, p5, p95, last = map(iso, moments.quantile((0, 0.05, 0.95, 1), interpolation="lower"))
    return replace(facts, minimum=first, maximum=last, p5=p5, p95=p95)


def _lone_codes(row: NDArray[Any], spread: Spread) -> tuple[Label, ...]:
    ends = (spread.minimum, spread.maximum, spread.p5, spread.p95)
    low, high, p5, p95 = (end if end is not None else np.nan for end in ends)
    found = lone_codes(low, high, p5, p95)
    return tuple(code for code in found if (row == code).sum() > 1 and (is_long_code(code) or _is_whole(row)))


def _is_whole(row: NDArray[Any]) -> bool:
    filled = row[~np.isnan(row)]
    return bool((filled == np.floor(filled)).all())


def _counts_up(row: NDArray[Any]) -> bool:
    """Return whether numbers count rows: from 0 or 1 in their order, or past all years without a gap in any order."""
    if row.min() > LAST_YEAR:
        return bool((np.diff(np.sort(row)) == 1).all())
    return bool(row[0] in (0, 1) and (np.diff(row) == 1).all())
