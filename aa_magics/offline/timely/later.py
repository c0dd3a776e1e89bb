"""What comes next, what changed at a day, and who comes back: with which columns they are answered."""

from collections.abc import Sequence
from datetime import date, timedelta

from aa_magics.model import ColumnProfile, Condition, Label, Param, Test
from aa_magics.offline.choosing import Choice
from aa_magics.offline.text import stem
from aa_magics.offline.timely.asked import Asked, is_named

OTHER_UNITS = frozenset(map(stem, ("day", "week", "quarter", "year", "hour")))
"""Steps that a forecast by months does not take."""


def forecast(asked: Asked) -> Sequence[Choice]:
    """Return a forecast of the next months by the year before."""
    if not asked.reach or not asked.says("forecast") or any(t.stem in OTHER_UNITS for t in asked.clause.tokens):
        return ()
    value = _value(asked)
    if value is None:
        return ()
    params: dict[str, Param] = {"value": value.label, "time": asked.reach.column.label}
    if months := _months(asked):
        params["months"] = months
    if asked.says_mean() or is_named(value, "averages"):
        params["how"] = "mean"
    asked.notes.append("each month is taken to be as the same month a year before")
    found = asked.choice("seasonal_naive_forecast", params, value, asked.reach.column)
    return (found,) if found else ()


def around(asked: Asked) -> Sequence[Choice]:
    """Return a number before and after the day, or the period, that is named."""
    said = [f for f in asked.clause.conditions if asked.reach and f.test.column == asked.reach.column.label]
    if not asked.reach or not asked.says("before_after") or len(said) != 1 or said[0].test.comparison != "within":
        return ()
    value, span = _value(asked), said[0].test.value
    if value is None or not isinstance(span, tuple):
        return ()
    # a day belongs to what comes after it, a longer time to neither side
    start, end = (date.fromisoformat(str(day)) for day in span)
    day = start if end - start == timedelta(days=1) else end
    sides: dict[str, Param] = {
        "before": _test(asked.reach.column.label, "<", start),
        "after": _test(asked.reach.column.label, ">=", day),
    }
    asked.says_mean()
    asked.notes.append(f"after begins with {day}, before ends before {start}")
    found = asked.choice("before_and_after", {"value": value.label, **sides}, value, asked.reach.column)
    if not found:
        return ()
    found.consumed += said
    return (found,)


def returning(asked: Asked) -> Sequence[Choice]:
    """Return cohorts by their first month, or the share that came more than once."""
    cohorts = asked.says("cohorts")
    if not cohorts and not asked.says("repeat"):
        return ()
    named = [m.column for m in asked.clause.columns if m.column.kind != "datetime"]
    known = [c for c in asked.profile.columns if c.bindable and c.kind != "datetime" and is_named(c, "people")]
    who = next(iter(named), known[0] if len(known) == 1 else None)
    if who is None or who.distinct < 2:
        return ()
    if not named:
        asked.notes.append(f"who comes back is told by {who.name}, each row being one time")
    params: dict[str, Param] = {"who": who.label}
    if not cohorts:
        found = asked.choice("repeat_rate", params, who)
    elif asked.reach:
        params["time"] = asked.reach.column.label
        found = asked.choice("cohort_retention", params, who, asked.reach.column)
    else:
        return ()
    return (found,) if found else ()


def _value(asked: Asked) -> ColumnProfile | None:
    """Return the number that is named, else the only one."""
    numbers = asked.numbers or [c for c in asked.profile.columns if c.kind == "number" and c.bindable]
    return numbers[0] if len(numbers) == 1 else None


def _months(asked: Asked) -> int | None:
    """Return how many months are asked for: "the next 3 months"."""
    for place, token in enumerate(asked.clause.tokens[:-1]):
        number = token.number if token.kind == "number" else asked.lexicon.numbers.get(token.stem)
        if number and isinstance(number, int) and asked.clause.tokens[place + 1].stem == stem("month"):
            asked.places |= {place, place + 1}
            return number
    return None


def _test(label: Label, comparison: str, day: date) -> Condition:
    return Condition(
        tests=(Test.model_validate({"column": label, "comparison": comparison, "value": day.isoformat()}),)
    )
