"""What a time could mean instead: the last 12 months for last year, a week from Sunday on, the last whole period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from aa_magics.model import Alternative
from aa_magics.offline.timely.days import Span, moved, start_of, whole
from aa_magics.offline.timely.phrases import TimePhrase
from aa_magics.offline.timely.words import backwards

DAY = timedelta(days=1)
LONG = ("quarter", "half", "season", "year")
"""Units whose beginning is far from their end: "since" one may mean either."""


@dataclass(frozen=True)
class Instead:
    """A time as it was read: the days of its unit, and on which side of them the rows lie.

    `other_week` are its days where weeks begin on the other day, `last` is the last day of the data.
    """

    phrase: TimePhrase
    said: str
    side: str | None
    meant: Span
    other_week: Span | None
    last: date
    week_start: int

    def alternatives(self) -> list[Alternative]:
        """Return what else the words could mean, as a goal can say it."""
        found = dict.fromkeys(self._since() if self.side else self._meanings())
        return [Alternative(kind="time", words=self.said, meaning=meaning) for meaning in found]

    def _since(self) -> Iterator[str]:
        """Yield the days after the end of what "since" was taken to begin with."""
        end = self.meant.end
        if self.side == "since" and self.phrase.unit in LONG and end and end <= self.last:
            yield Span(end, None).text

    def _meanings(self) -> Iterator[str]:
        unit = self.phrase.unit
        if unit is None or self.phrase.fixed or self.phrase.cyclic:
            return
        if self.phrase.over and (rolling := backwards(unit)):
            yield rolling
        if unit == "week" and self.other_week and self.other_week != self.meant:
            yield self.other_week.text
        unfinished = self.meant.end is not None and self.meant.end - DAY > self.last
        if unfinished and unit != "day":
            yield whole(unit, moved(start_of(unit, self.last + DAY, self.week_start), unit, -1)).text
