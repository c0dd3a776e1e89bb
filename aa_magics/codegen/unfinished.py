"""Periods at the ends that the data cover only in part, marked in the tables and charts of periods.

Which they are is told by the frame's profile: where the first or the last time is farther from the end of its period
than times usually lie apart. The cell names them, so that it stays true for the rows that a filter keeps.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from aa_magics.codegen.literals import literal, literal_list
from aa_magics.model import ColumnProfile, FrameProfile, Param
from aa_magics.recipes import Recipe

DAY = timedelta(days=1)
TABLES = frozenset(("aggregate_periods", "count_periods", "rows_per_period"))
DRAWN = {
    "period_chart": ("marker_symbol", '{True: "circle-open", False: "circle"}'),
    "period_bar_chart": ("marker_opacity", "{True: 0.4, False: 1.0}"),
    "count_over_time_chart": ("marker_opacity", "{True: 0.4, False: 1.0}"),
}
"""Charts of periods, and how those are drawn that are unfinished: hollow, or light."""
TOLD = frozenset(("periods_chart", "rolling_chart", "change_by_period"))
"""What has no room for a mark: the cell only says which they are."""
MONTHS = {"MS": 1, "QS": 3, "YS": 12}
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
EVEN = ((28, 31), (89, 92), (365, 366))
"""Days between times that stand for a month, a quarter or a year each, and for all of it."""


def with_unfinished(source: str, recipe: Recipe, params: Mapping[str, Param], profiles: Sequence[FrameProfile]) -> str:
    """Return the cell of a table or a chart of periods with those marked that are unfinished, where some are."""
    time = params.get("time")
    if recipe.name not in TABLES | TOLD | DRAWN.keys() or not isinstance(time, str) or "<" in time:
        return source
    every = "every" if "every" in recipe.parameters else "period"
    period = str(params.get(every) or recipe.parameters[every].default)
    columns = [column for profile in profiles for column in profile.columns if column.label == time]
    found = list(unfinished(columns[0], period)) if len(columns) == 1 else []
    return _marked(source, recipe, columns[0], found) if found else source


def unfinished(column: ColumnProfile, period: str) -> Iterator[str]:
    """Yield the labels that pandas gives to the first and the last period, if the times cover them only in part."""
    of_our_time = all(isinstance(end, str) and "1000" < end < "9000" for end in (column.minimum, column.maximum))
    if column.kind != "datetime" or not column.parsed or column.distinct < 2 or not of_our_time:
        return
    first, last = (datetime.fromisoformat(str(end)).replace(tzinfo=None) for end in (column.minimum, column.maximum))
    step = (last - first) / (column.distinct - 1)
    (start, after, name), (_, end, last_name) = bounds(first, period), bounds(last, period)
    if step > (after - start) * 1.1:
        return
    whole = any(low * DAY <= step <= high * DAY for low, high in EVEN)
    slack = step / 4 if whole else max(1.5 * step, (after - start) / 30)
    if first - start >= max(slack, step if whole else slack):
        yield name
    if end - (last + step) >= slack:
        yield last_name


def bounds(moment: datetime, period: str) -> tuple[datetime, datetime, str]:
    """Return when the period of a moment starts, when the next one does, and the label that pandas gives it."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if months := MONTHS.get(period):
        start = day.replace(month=(day.month - 1) // months * months + 1, day=1)
        after = start.month + months
        end = start.replace(year=start.year + (after > 12), month=after - 12 if after > 12 else after)
        return start, end, f"{start:%Y-%m-%d}"
    if period.startswith("W"):  # called by its last day
        last = day + ((WEEKDAYS.index(period[2:] or "SUN") - day.weekday()) % 7) * DAY
        return last - 6 * DAY, last + DAY, f"{last:%Y-%m-%d}"
    if period == "D":
        return day, day + DAY, f"{day:%Y-%m-%d}"
    number, unit = re.fullmatch(r"(\d*)(\w+)", period).groups()  # type: ignore[union-attr]
    length = timedelta(**{"minutes" if unit == "min" else "hours": int(number or 1)})
    start = day + (moment - day) // length * length
    return start, start + length, f"{start:%Y-%m-%d %H:%M}"


def _marked(source: str, recipe: Recipe, column: ColumnProfile, found: Sequence[str]) -> str:
    time, names = literal(column.label), literal_list(dict.fromkeys(found))
    form = "%Y-%m-%d %H:%M" if " " in found[0] else "%Y-%m-%d"
    lines = source.splitlines()
    last = max(place for place, line in enumerate(lines) if line[:1] not in (" ", ")", "]", "}", ""))
    head, value = lines[:last], lines[last:]
    if recipe.name in TABLES:
        said = [f"unfinished = {names}", "print(f\"unfinished: {', '.join(unfinished)}\")"]
        marks = f'.assign(unfinished=lambda table: table[{time}].dt.strftime("{form}").isin(unfinished))'
        return "\n".join([*head, *said, *value]) + marks
    runs = f"# {column.name} runs from {_day(column.minimum)} to {_day(column.maximum)}"
    if recipe.name in TOLD:
        return "\n".join([*head, runs, f'print("unfinished: {", ".join(dict.fromkeys(found))}")', *value])
    drawn = re.search(r"px\.\w+\(\s*(\w+)", "\n".join(value))
    if drawn is None:
        return source
    mark, marks = DRAWN[recipe.name]
    said = [
        runs,
        f'unfinished = {drawn[1]}[{time}].dt.strftime("{form}").isin({names})',
        'print(f"{unfinished.sum():,} unfinished, drawn hollow or light")',
        f"marks = unfinished.map({marks})",
    ]
    return "\n".join([*head, *said, *value]) + f".update_traces({mark}=marks)"


def _day(end: object) -> str:
    return str(end)[:16].replace("T", " ").removesuffix(" 00:00")
