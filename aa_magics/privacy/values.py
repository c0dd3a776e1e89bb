"""What is told of a column's values: counts of missing and distinct ones, percentiles, and categories of many rows."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from aa_magics.model import ColumnProfile, FrameProfile, Label, ValueCount
from aa_magics.privacy.quoting import number, written
from aa_magics.privacy.redaction import redacted
from aa_magics.privacy.rules import SMALL_FRAME, SMALL_GROUP, Rules, tells_column, tells_values

MOST = 8
"""So many categories are listed at most."""

_ENOUGH_FOR_TAILS = 20 * SMALL_GROUP


def facts(column: ColumnProfile, profile: FrameProfile, rules: Rules) -> str:
    """Return what may be told of a column beside its name and type, with a comma before each part."""
    if not tells_values(profile, rules) or rules.denies(column.name):
        return ""
    return "".join(f", {part}" for part in _parts(column, profile, rules))


def _parts(column: ColumnProfile, profile: FrameProfile, rules: Rules) -> Iterator[str]:
    filled = profile.rows - column.missing
    shows = tells_column(column, profile, rules)
    values = _values(column, rules)[:MOST] if shows else ()
    if column.missing:
        yield f"{column.missing} missing"
    if len(values) < column.distinct and not _goes_without_saying(column):
        yield f"{column.distinct}{'' if column.distinct_exact else '+'} distinct"
    if not shows:
        return
    if column.kind in ("number", "datetime") and column.distinct > MOST:
        yield from _range(column, filled, rules)
    elif values:
        yield " ".join(f"{_value(one.value, rules)}:{one.count}" for one in values)


def _goes_without_saying(column: ColumnProfile) -> bool:
    """Return whether nobody asks how many distinct values there are: of ids, and of measures with a range."""
    return column.kind == "id" or (column.dtype.startswith("float") and column.distinct > MOST)


def _values(column: ColumnProfile, rules: Rules) -> Sequence[ValueCount]:
    least = 1 if rules.level == "samples" else SMALL_GROUP
    return [one for one in column.values if one.count >= least]


def _value(value: Label, rules: Rules) -> str:
    return written(redacted(value) if rules.redact and isinstance(value, str) else value)


def _range(column: ColumnProfile, filled: int, rules: Rules) -> Iterator[str]:
    """Yield the percentiles of a number or a date, where enough rows lie on the outer side of each."""
    all_told = rules.level == "samples"
    tails = all_told or filled >= _ENOUGH_FOR_TAILS
    if isinstance(column.p5, str) and isinstance(column.p95, str) and tails:
        yield "..".join(_moments(column.p5, column.p95))
    elif column.quartiles and (all_told or filled >= SMALL_FRAME):
        ends = (column.p5, column.p95) if tails else (None, None)
        shown = [
            number(each) if isinstance(each, float | int) else "" for each in (ends[0], *column.quartiles, ends[1])
        ]
        yield "|".join(shown)


def _moments(first: str, last: str) -> tuple[str, str]:
    """Return two dates only as exact as their distance calls for."""
    try:
        days = (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds() / 86_400
    except (ValueError, TypeError):  # a period, such as 2024Q1
        return written(first), written(last)
    length = 7 if days > 90 else 10 if days > 3 else 16
    return first[:length], last[:length]
