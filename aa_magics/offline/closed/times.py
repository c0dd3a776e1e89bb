"""Times that slots are about: `mean_february`, `weekend_sales`, `total_winter`, of the one column of dates."""

from collections.abc import Sequence

from aa_magics.model import Test
from aa_magics.offline.closed.body import Body
from aa_magics.offline.preparing.converting import can_be
from aa_magics.offline.text import Token

WEEKEND = (5, 6)
WEEK = (0, 1, 2, 3, 4)
MONTHS_OF_SEASON = 3


def timed_tests(tokens: Sequence[Token], body: Body) -> list[Test]:
    """Return the rows that the words of a slot are about: months, seasons, weekends and weekdays of the dates.

    Empty where the frame has no column of dates that the question speaks of, or several.
    """
    dates = {s.column.label: s.column for s in body.spoken if can_be(s.column, "datetime")}
    dates |= {c.label: c for test in body.tests for c in body.profile.columns if test.part and c.label == test.column}
    if not dates:
        dates = {c.label: c for c in body.profile.columns if can_be(c, "datetime")}
    if len(dates) != 1:
        return []
    [label] = dates
    lexicon, stems = body.lexicon, [token.stem for token in tokens]
    if months := [lexicon.months[word] for word in stems if word in lexicon.months]:
        return [Test(column=label, comparison="==", part="month", value=months[0])] if len(months) == 1 else []
    if seasons := [lexicon.seasons[word] for word in stems if word in lexicon.seasons]:
        first = seasons[0]
        span = tuple((first - 1 + n) % 12 + 1 for n in range(MONTHS_OF_SEASON))
        return [Test(column=label, comparison="in", part="month", value=span)]
    if any(word.startswith("weekend") for word in stems):
        return [Test(column=label, comparison="in", part="weekday", value=WEEKEND)]
    apart = any(token.stem.startswith("weekend") for token in body.tokens)  # else it is a name: "which weekday"
    return [Test(column=label, comparison="in", part="weekday", value=WEEK)] if "weekday" in stems and apart else []
