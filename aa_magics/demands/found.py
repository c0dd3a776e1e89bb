"""Finds the explicit demands of a goal, with high precision: what is not sure is left out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from aa_magics.demands.charts import CHARTS, NO_CHART
from aa_magics.demands.kinds import Demand
from aa_magics.demands.numbers import numbers, rounding
from aa_magics.model import ColumnProfile, FrameProfile

Span = tuple[int, int]

_QUOTED = re.compile(r"""(?<!\w)(?:"([^"]+)"|'([^']+)'|`([^`]+)`|“([^”]+)”|‘([^’]+)’)(?!\w)""")
_GROUPED = re.compile(r"\b(?:by|per|each|every|column|columns|of the|group by|versus|vs\.?) $", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"\b(?:without|except|except for|excluding|ignore|ignoring|regardless of|other than|not|but)"
    r" (?:the )?(?:column )?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:in|for|during|since|from|of|before|after|until|and|to|year) ((?:19|20)\d\d)\b", re.IGNORECASE)

_ALSO_PLAIN_WORDS = frozenset(
    (
        *("average", "bar", "box", "category", "change", "chart", "class", "cluster", "code", "color", "column"),
        *("compare", "correlation", "count", "country", "data", "date", "day", "description", "difference", "distance"),
        *("event", "frequency", "group", "growth", "high", "hour", "id", "index", "item", "key", "kind", "label"),
        *(
            "length",
            "level",
            "line",
            "low",
            "max",
            "mean",
            "median",
            "min",
            "model",
            "month",
            "name",
            "number",
            "order",
        ),
        *("outcome", "outlier", "percent", "percentage", "place", "plot", "position", "product", "quarter", "range"),
        *("rank", "rate", "ratio", "record", "relationship", "result", "row", "sample", "scale", "score", "share"),
        *("significant", "size", "source", "state", "status", "sum", "summary", "survival", "table", "target", "test"),
        *("text", "time", "title", "top", "total", "trend", "type", "unit", "value", "variable", "week", "width"),
        *("year", "x", "y", "z", "a", "i", "in", "on", "by", "to", "no", "per", "all", "is", "as", "at"),
    )
)
"""Words that a goal may use in their plain sense; as the name of a column they count only after "by" and the like."""

_NO_VALUES = frozenset(
    (
        *("all", "and", "any", "average", "bad", "bar", "best", "big", "both", "box", "chart", "count", "data", "day"),
        *("days", "each", "false", "few", "first", "for", "good", "group", "high", "highest", "last", "least", "less"),
        *("line", "long", "low", "lowest", "many", "may", "mean", "median", "medium", "missing", "month", "more"),
        *("most", "new", "nan", "no", "none", "normal", "not", "null", "old", "other", "others", "over", "per", "plot"),
        *("scatter", "second", "short", "show", "small", "sum", "test", "the", "third", "time", "top", "total"),
        *("true", "unknown", "value", "week", "will", "with", "without", "worst", "year", "yes", "sales", "model"),
    )
)
"""Values that are plain words of a goal more often than not."""

_NAMED_BY_A_VALUE = 3


def demands(goal: str, profiles: Sequence[FrameProfile]) -> tuple[Demand, ...]:
    """Return the columns, numbers, filters, charts and rounding that a goal explicitly asks for."""
    taken: list[Span] = []
    found = [*_columns(goal, profiles, taken), *_values(goal, profiles, taken), *_years(goal, profiles)]
    return tuple(dict.fromkeys((*found, *rounding(goal), *numbers(goal), *_charts(goal, taken))))


def _columns(goal: str, profiles: Sequence[FrameProfile], taken: list[Span]) -> Iterator[Demand]:
    quoted = {next(filter(None, found.groups())).casefold() for found in _QUOTED.finditer(goal)}
    columns = {c.label: c for profile in profiles for c in profile.columns if isinstance(c.label, str) and c.label}
    for label in sorted(columns, key=lambda label: -len(str(label))):
        name = str(label)
        for found in _standing(name, goal):
            if _is_free(found.span(), taken):
                taken.append(found.span())
                if name.casefold() in quoted or _names_column(goal, found, name):
                    yield Demand(kind="column", words=found[0], label=label)
                    break


def _standing(name: str, goal: str) -> Iterator[re.Match[str]]:
    """Yield where a name stands in a goal; spaces may stand for underscores."""
    if len(name) > len(goal):
        return
    pattern = re.sub(r"(?:_|\\ |\\-)+", r"[\\s_-]+", re.escape(name))
    yield from re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", goal, re.IGNORECASE)


def _names_column(goal: str, found: re.Match[str], name: str) -> bool:
    before = goal[: found.start()]
    if _LEFT_OUT.search(before):
        return False
    plain = {name.casefold(), name.casefold().removesuffix("s")} & _ALSO_PLAIN_WORDS
    return not plain or _GROUPED.search(before) is not None


def _values(goal: str, profiles: Sequence[FrameProfile], taken: list[Span]) -> Iterator[Demand]:
    """Yield the values of categories that stand in a goal, where just one column has them."""
    found: dict[str, list[ColumnProfile]] = {}
    lowered = goal.casefold()
    for column in (column for profile in profiles for column in profile.columns if column.kind == "category"):
        for one in column.values:
            if isinstance(one.value, str) and len(one.value) >= _NAMED_BY_A_VALUE and one.value.casefold() in lowered:
                found.setdefault(one.value, []).append(column)
    for value in sorted(found, key=len, reverse=True):
        if value.casefold() in _NO_VALUES or not any(map(str.isalpha, value)):
            continue
        case = re.IGNORECASE if len(value) > _NAMED_BY_A_VALUE else re.NOFLAG  # a code, such as CAN
        match = re.search(rf"(?<![\w-]){re.escape(value)}s?(?![\w-])", goal, case)
        if match and _is_free(match.span(), taken):
            taken.append(match.span())
            yield Demand(kind="filter", words=match[0], label=found[value][0].label, value=value)


def _years(goal: str, profiles: Sequence[FrameProfile]) -> Iterator[Demand]:
    for found in _YEAR.finditer(goal):
        for column in (column for profile in profiles for column in profile.columns):
            if _has_year(column, int(found[1])):
                yield Demand(kind="filter", words=found[1], label=column.label, value=int(found[1]))
                break


def _has_year(column: ColumnProfile, year: int) -> bool:
    first, last = column.minimum, column.maximum
    if column.kind == "datetime" and isinstance(first, str) and isinstance(last, str):
        return first[:4] <= str(year) <= last[:4]
    named = "year" in column.name.casefold() and isinstance(first, float | int) and isinstance(last, float | int)
    return named and float(first or 0) <= year <= float(last or 0)


def _charts(goal: str, taken: Sequence[Span]) -> Iterator[Demand]:
    kinds: Mapping[str, re.Pattern[str]] = CHARTS
    if NO_CHART.search(goal):
        return
    for kind, pattern in kinds.items():
        found = pattern.search(goal)
        if found and _is_free(found.span(), taken):
            yield Demand(kind="chart", words=found[0].lower(), value=kind)
            return


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)
