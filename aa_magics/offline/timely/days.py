"""Days of the calendar: where a unit begins, and how far one lies from another. A span ends before its second day."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["day", "week", "month", "quarter", "half", "season", "year"]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12}


class Span(NamedTuple):
    """From a day to the one before another; None is open."""

    start: date | None
    end: date | None

    @property
    def text(self) -> str:
        """As ISO 8601 has it, with the last day that is in it: 2025-01-01/2025-03-31, 2025-06-01/.."""
        last = (self.end - timedelta(days=1)).isoformat() if self.end else ".."
        return f"{self.start.isoformat() if self.start else '..'}/{last}"

    @property
    def spoken(self) -> str:
        start, last = self.text.split("/")
        if start == last:
            return start
        return f"{start} to {last}" if self.start and self.end else f"from {start} on" if self.start else f"to {last}"

    @property
    def years(self) -> list[int | None]:
        """The first whole year in it, and the one after its last: a year that has begun counts at its end."""
        first = self.start.year + (self.start > date(self.start.year, 1, 1)) if self.start else None
        return [first, (self.end - timedelta(days=1)).year + 1 if self.end else None]


def read_span(text: str) -> Span:
    """Return the span of an ISO 8601 interval, as `Span.text` gives it."""
    start, last = (None if part == ".." else date.fromisoformat(part) for part in text.split("/"))
    return Span(start, last + timedelta(days=1) if last else None)


def start_of(unit: Unit, day: date, week_start: int = 0) -> date:
    """Return the first day of the unit that a day lies in; `week_start` counts from Monday."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=(day.weekday() - week_start) % 7)
    length = MONTHS[unit]
    return day.replace(month=(day.month - 1) // length * length + 1, day=1)


def moved(day: date, unit: Unit, number: int) -> date:
    """Return the day that lies `number` units after one; the last of its month where that one has no such day."""
    if unit in ("day", "week"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * MONTHS[unit]
    first = date(months // 12, months % 12 + 1, 1)
    length = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, length))


def whole(unit: Unit, start: date) -> Span:
    """Return the span of one unit that begins on a day."""
    return Span(start, moved(start, unit, 1))
