"""One period against the one before: which rows, which number, by which segments."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

from aa_magics.model import ColumnProfile, Condition, Param, Test
from aa_magics.offline.choosing import Choice
from aa_magics.offline.conditions import Found
from aa_magics.offline.text import stem
from aa_magics.offline.timely.asked import MOST_SEGMENTS, Asked, is_named
from aa_magics.offline.timely.days import Span, Unit, moved, start_of, whole
from aa_magics.offline.timely.words import stems_of

DAY = timedelta(days=1)
UNITS: tuple[Unit, ...] = ("year", "half", "quarter", "month", "week", "day")
MOST_COLUMNS = 8
JOINTS = frozenset(map(stem, ("compare", "comparison", "vs", "versus", "with", "against", "than", "to", "relative")))


def movement(asked: Asked) -> Sequence[Choice]:
    """Return what sets a period against the one before it: the number that is named, in its segments."""
    yearly = asked.says("year_over_year")
    if asked.reach is None:
        return ()
    if sides := _sides(asked):
        return _compared(asked, *sides)
    if not (asked.says("moved") or yearly):
        return ()
    period = _period(asked)
    if period is None:
        return ()
    span, said = period
    span, before = _alike(asked, span, "year" if yearly else None)
    return _compared(asked, span, before, said) if asked.reach.meets(before) else ()


def _compared(asked: Asked, span: Span, before: Span, said: Sequence[Found]) -> Sequence[Choice]:
    """Return what sets one period against another."""
    asked.notes.append(f"compared: {span.spoken} with {before.spoken}")
    rows: dict[str, Param] = {"now": _rows(asked, span), "before": _rows(asked, before)}
    return [_consuming(choice, said) for choice in _answer(asked, rows)]


def _sides(asked: Asked) -> tuple[Span, Span, Sequence[Found]] | None:
    """Return the two periods that are named, the later one first, and what says them."""
    assert asked.reach
    label = asked.reach.column.label
    said = [f for f in asked.clause.conditions if f.test.column == label and f.test.comparison == "within"]
    if len(said) != 2:
        return None
    spans = [Span(*map(date.fromisoformat, map(str, cast(tuple[str, str], f.test.value)))) for f in said]
    before, now = sorted(spans, key=lambda span: cast(date, span.start))
    asked.places |= {place for place, token in enumerate(asked.clause.tokens) if token.stem in JOINTS}
    if cast(date, before.end) > cast(date, now.start):
        return None
    if moved_span(now) == before:
        now, before = _alike(asked, now, None)
    elif asked.reach.last < cast(date, now.end) - DAY:
        asked.notes.append(f"the data end on {asked.reach.last}: the later period is not over")
    return now, before, said


def _answer(asked: Asked, rows: dict[str, Param]) -> Sequence[Choice]:
    """Return the recipe for what moved: a rate where there is a base, a mean where one is asked for, else a sum."""
    values = [c for c in asked.numbers if c.kind == "number"]
    flags = [c for c in asked.groups if c.kind == "boolean"]
    segments = _segments(asked, flags)
    if not values and not flags:
        return _only(_totals(asked, rows))
    value = (values or flags)[0]
    by: Param = tuple(column.label for column in segments)
    base = None if flags and not values else _base(asked, value)
    used = [value, *segments, asked.reach.column if asked.reach else value]
    mean = asked.says_mean() or bool(flags and not values)
    if not segments:
        return _only(asked.choice("moved_totals", {"values": (value.label,), **rows}, *used))
    if base is not None:
        asked.notes.append(f"the rate is {value.name} per {base.name}")
        params: dict[str, Param] = {"value": value.label, "base": base.label, "by": by, **rows}
        return _only(asked.choice("moved_rates", params, base, *used))
    recipe = "moved_means" if mean or is_named(value, "averages") else "moved_segments"
    return _only(asked.choice(recipe, {"value": value.label, "by": by, **rows}, *used))


def _only(choice: Choice | None) -> Sequence[Choice]:
    return (choice,) if choice else ()


def _consuming(choice: Choice, said: Sequence[Found]) -> Choice:
    """Return a choice that takes the conditions of its period upon itself."""
    choice.consumed += said
    choice.places |= {place for found in said for place in found.places}
    return choice


def _totals(asked: Asked, rows: dict[str, Param]) -> Choice | None:
    """Return the sums of every number that can be added up, where none is named."""
    numbers = [c for c in asked.profile.columns if c.kind == "number" and c.bindable and not is_named(c, "averages")]
    if not numbers:
        return None
    return asked.choice("moved_totals", {"values": tuple(c.label for c in numbers[:30]), **rows})


def _period(asked: Asked) -> tuple[Span, Sequence[Found]] | None:
    """Return the period that the clause names and what says it, else the last whole month that the data have."""
    assert asked.reach
    dated = [f for f in asked.clause.conditions if f.test.column == asked.reach.column.label]
    parts = {found.test.part: found.test.value for found in dated if found.test.comparison == "=="}
    if isinstance(year := parts.get("year"), int):
        unit: Unit
        for unit in ("month", "quarter"):
            if isinstance(number := parts.get(unit), int):
                first = date(year, number if unit == "month" else 3 * number - 2, 1)
                return whole(unit, first), dated
        return whole("year", date(year, 1, 1)), dated
    for found in dated:
        value = found.test.value
        if found.test.comparison == "within" and isinstance(value, tuple):
            return Span(*(date.fromisoformat(str(end)) for end in value)), [found]
        if found.test.comparison == ">=" and isinstance(value, str):
            return Span(date.fromisoformat(value[:10]), asked.reach.last + DAY), [found]
    if dated or not any(token.stem in stems_of("changes", "words") for token in asked.clause.tokens):
        return None
    start = moved(start_of("month", asked.reach.last + DAY), "month", -1)
    asked.notes.append("no period is named: the last whole month is taken")
    return whole("month", start), ()


def moved_span(span: Span, by: Unit | None = None) -> Span:
    """Return the period of the same kind right before one, or a unit earlier."""
    assert span.start
    assert span.end
    if by:
        return Span(moved(span.start, by, -1), moved(span.end, by, -1))
    for unit in UNITS:
        if whole(unit, start_of(unit, span.start)) == span:
            return whole(unit, moved(span.start, unit, -1))
    return Span(span.start - (span.end - span.start), span.start)


def _alike(asked: Asked, span: Span, by: Unit | None) -> tuple[Span, Span]:
    """Return a period and the one before, cut to as many days as the data have of the later one."""
    assert asked.reach
    assert span.start
    assert span.end
    before = moved_span(span, by)
    if not span.start <= asked.reach.last < span.end - DAY:
        return span, before
    asked.notes.append(f"the data end on {asked.reach.last}: the same days of both periods are compared")
    end = asked.reach.last + DAY
    part = Span(span.start, end)
    assert before.start
    return part, moved_span(part, by) if by else Span(before.start, before.start + (end - span.start))


def _rows(asked: Asked, span: Span) -> Condition:
    """Return the condition of a period."""
    assert asked.reach
    assert span.start
    assert span.end
    days = Test(
        column=asked.reach.column.label, comparison="within", value=(span.start.isoformat(), span.end.isoformat())
    )
    return Condition(tests=(days,))


def _segments(asked: Asked, flags: Sequence[ColumnProfile]) -> list[ColumnProfile]:
    """Return the columns by which a movement is split: those that are named, else all with few groups."""
    named = [c for c in asked.groups if c not in flags and c.kind in ("category", "boolean", "text", "id")]
    tested = {found.test.column for found in asked.clause.conditions}
    every = (c for c in asked.profile.columns if c.bindable and c.kind in ("category", "boolean") and c not in flags)
    few = [c for c in every if 2 <= c.distinct <= MOST_SEGMENTS and c.label not in tested]
    return (named or few)[:MOST_COLUMNS]


def _base(asked: Asked, value: ColumnProfile) -> ColumnProfile | None:
    """Return the one column that a count is out of: it is called so, and is never smaller."""
    named = [c for c in asked.numbers if c is not value]
    columns = named or [c for c in asked.profile.columns if c.kind == "number" and c.bindable and c is not value]
    fitting = [c for c in columns if is_named(c, "bases") and _is_larger(c, value)]
    return fitting[0] if len(fitting) == 1 else None


def _is_larger(column: ColumnProfile, value: ColumnProfile) -> bool:
    ends = (column.minimum, column.maximum, value.minimum, value.maximum)
    if not all(isinstance(end, int | float) for end in ends):
        return False
    low, high, least, most = cast(tuple[float, float, float, float], ends)
    return low >= least >= 0 and high >= most and low > 0
