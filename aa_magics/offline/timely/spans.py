"""A goal's words for a time, said again as literal days: "last 90 days" becomes 2025-08-26/2025-11-23.

Days are counted from the day of the run. Where the data end before a time begins, it is taken as seen from their last
day instead, and that is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, cast

from aa_magics.errors import GoalError
from aa_magics.model import Alternative, Calendar, ColumnProfile, FrameProfile, Param
from aa_magics.offline.grounding import Vocabulary, is_year
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.likely import likeliest_first
from aa_magics.offline.text import Token, tokenize, written
from aa_magics.offline.timely.days import MONTHS, Span, Unit, moved, start_of
from aa_magics.offline.timely.instead import Instead
from aa_magics.offline.timely.phrases import TimePhrase, time_phrases
from aa_magics.offline.timely.words import ends_before
from aa_magics.recipes.roles import WEEKS

DAY = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SUNDAY = 6
SPANS = (("period", WEEKS[0]), ("every", WEEKS[0]))
"""Settings that say weeks."""
STEPS: tuple[tuple[float, float, Unit], ...] = ((28, 31, "month"), (89, 92, "quarter"), (365, 366, "year"))
"""Days between two rows' times, and the unit that each time then stands for the beginning of."""


class Timed(NamedTuple):
    """A goal with literal days, what was taken for each time, and why there are no rows of one, if so.

    `alternatives` are what each could mean as well.
    """

    text: str
    assumptions: tuple[str, ...] = ()
    problem: GoalError | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class Reach:
    """The days that a column's times cover; `last` is the last that its last value stands for."""

    column: ColumnProfile
    first: date
    last: date

    def meets(self, span: Span) -> bool:
        return (span.start is None or span.start <= self.last) and (span.end is None or span.end > self.first)

    @property
    def text(self) -> str:
        return f"{self.column.name} runs from {self.first} to {self.last}"


def timed(
    text: str, profile: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon, calendar: Calendar | None
) -> Timed:
    """Return a goal with the days that its words for a time mean."""
    tokens = tokenize(text)
    found = time_phrases(text, tokens, lexicon, week_start(calendar))
    named = [set(m.place) for m in vocabulary.mentions(tokens) if m.how in ("exact", "stem")]
    found = [phrase for phrase in found if not any(place >= set(phrase.place) for place in named)]
    reach = reach_of(profile, [m.column for m in vocabulary.mentions(tokens) if not m.is_value])
    if reach is None or not found:
        return Timed(text)
    said, notes = text, list[str]()
    start = week_start(calendar)
    other = {p.place: p for p in time_phrases(text, tokens, lexicon, SUNDAY if start != SUNDAY else 0)}
    try:
        meant = _meant(tokens, found, reach, calendar)
        others = [a for p in found for a in _alternatives(tokens, p, other.get(p.place), reach, calendar)]
    except GoalError as problem:
        return Timed(text, problem=problem)
    for place, (span, note) in reversed(meant):
        said = f"{said[: tokens[place.start].start]} {span.text} {said[tokens[place.stop - 1].end :]}"
        notes += [note] if note else []
    said = " ".join(said.split()) if meant else text
    replaced = {_said(tokens, place) for place, _ in meant}
    offered = tuple(other for other in others if other.words in replaced)
    return Timed(said, tuple(reversed(notes)), alternatives=offered)


def _alternatives(
    tokens: Sequence[Token], phrase: TimePhrase, other: TimePhrase | None, reach: Reach, calendar: Calendar | None
) -> Sequence[Alternative]:
    """Return what a phrase could mean as well, where times are known to the day."""
    if phrase.fixed or reach.column.kind != "datetime":
        return ()
    side, place = _side(tokens, phrase)
    said = _said(tokens, place)
    try:
        meant, _ = taken(phrase, said, reach, calendar)
        week = taken(other, said, reach, calendar)[0] if other else None
    except GoalError:
        return ()
    return Instead(phrase, said, side, meant, week, reach.last, week_start(calendar)).alternatives()


def week_start(calendar: Calendar | None) -> int:
    """Return the day that weeks begin with, counted from Monday."""
    return WEEKDAYS.index(calendar.week_start) if calendar else 0


def in_weeks(params: Mapping[str, Param], calendar: Calendar | None) -> Mapping[str, Param]:
    """Return the params of a step, its weeks beginning with the day that is set."""
    return {name: WEEKS[week_start(calendar)] if (name, param) in SPANS else param for name, param in params.items()}


def reach_of(profile: FrameProfile, named: Sequence[ColumnProfile] = ()) -> Reach | None:
    """Return what the column of times covers: the one that is named, else the first; else one of years."""
    dates = [c for c in profile.columns if c.kind == "datetime" and c.bindable and _is_of_our_time(c)]
    column = next((c for c in named if c in dates), next(iter(likeliest_first(dates, profile.name)), None))
    if column:
        first, last = (date.fromisoformat(str(end)[:10]) for end in (column.minimum, column.maximum))
        return Reach(column, first, _covered(first, last, column.distinct))
    years = (c for c in profile.columns if c.bindable and is_year(c))
    column = next((c for c in years if isinstance(c.maximum, int | float) and 1000 < c.maximum < 3000), None)
    if column is None:
        return None
    return Reach(column, date(int(cast(float, column.minimum)), 1, 1), date(int(cast(float, column.maximum)), 12, 31))


def _is_of_our_time(column: ColumnProfile) -> bool:
    """Return whether days can be counted from a column's ends: 9999-12-31 stands for no time."""
    return all(isinstance(end, str) and "1000" < end < "9000" for end in (column.minimum, column.maximum))


def _covered(first: date, last: date, distinct: int) -> date:
    """Return the last day that the last of some times stands for: all of March, where there is one time a month."""
    step = (last - first).days / (distinct - 1) if distinct > 1 else 0
    unit = next((unit for low, high, unit in STEPS if low <= step <= high), None)
    return moved(start_of(unit, last), unit, 1) - DAY if unit and first.day == last.day else last


def taken(phrase: TimePhrase, said: str, reach: Reach, calendar: Calendar | None) -> tuple[Span, str]:
    """Return the days that a phrase means, and how that was found out. Raises GoalError where the data have none."""
    seen = reach.last + DAY if phrase.over else reach.last
    today = calendar.today if calendar else seen
    meant = phrase.seen_from(min(today, reach.last) if phrase.cyclic else today)
    if reach.meets(meant):
        return meant, "" if phrase.fixed else f"{said} is {meant.spoken}" + _more(phrase, said, meant, reach, today)
    instead = phrase.seen_from(seen)
    if phrase.fixed or reach.first > today or not reach.meets(instead) or meant.start is None:
        raise GoalError(f"No row fits {said}, which is {meant.spoken}: {reach.text}.", "Name a time that lies in it.")
    why = f"{said} is {meant.spoken}, but the data end on {reach.last}"
    return instead, f"{why}: taken as seen from there, {instead.spoken}"


def _more(phrase: TimePhrase, said: str, meant: Span, reach: Reach, today: date) -> str:
    """Return what else there is to know: that the data end earlier, that they have the same month of other years."""
    assert meant.start is not None
    if phrase.cyclic and phrase.unit and reach.first < moved(meant.start, phrase.unit, 1 - 12 // MONTHS[phrase.unit]):
        return f", the last in the data; every {said} takes those of all years"
    ended = meant.end is not None and reach.last < min(meant.end - DAY, today)
    return f"; the data end on {reach.last}" if ended else ""


Meant = list[tuple[range, tuple[Span, str]]]
"""Tokens that are to be replaced, the days that stand for them, and how these were found out."""


def _meant(tokens: Sequence[Token], found: Sequence[TimePhrase], reach: Reach, calendar: Calendar | None) -> Meant:
    """Return what stands for each time that is named, alone or with the one that it is joined with."""
    meant: Meant = []
    left = list(found)
    while left:
        phrase = left.pop(0)
        joint = _joint(tokens, phrase, left[0]) if left else None
        if joint:
            meant += _pair(tokens, phrase, left.pop(0), joint, reach, calendar)
            continue
        side, place = _side(tokens, phrase)
        if _is_compared(tokens, place.start) or _is_read_elsewhere(phrase, reach, side):
            continue
        said = _said(tokens, place)
        span, note = taken(phrase, said, reach, calendar)
        if side:
            span = on_side(span, side)
            if not reach.meets(span):
                raise GoalError(f"No row fits {said}, which is {span.spoken}: {reach.text}.", "Name another time.")
            note = note if ":" in note or phrase.fixed else f"{said} is {span.spoken}"
        meant.append((place, (span, note)))
    return meant


def _pair(
    tokens: Sequence[Token],
    first: TimePhrase,
    last: TimePhrase,
    joint: str,
    reach: Reach,
    calendar: Calendar | None,
) -> Meant:
    """Return what stands for two times: all from one to the other, both where they are compared or meet."""
    if reach.column.kind != "datetime" and {first.unit, last.unit} - {"year", None}:
        return []
    _, start = _side(tokens, first) if joint == "range" else (None, first.place)
    place = range(start.start, last.place.stop)
    said = _said(tokens, place)
    pair = [(p.place, taken(p, _said(tokens, p.place), reach, calendar)) for p in (first, last)]
    (begin, end), (other_begin, other_end) = (span for _, (span, _) in pair)
    if joint == "compared":
        return pair
    if joint == "list" and end != other_begin:
        return []  # two times apart: conditions list them as they stand
    if begin and other_end and other_end <= begin and first.cyclic:
        begin = moved(begin, "year", -1)
    if begin and other_end and other_end <= begin:
        raise GoalError(f"{said} ends before it begins.", "Name the earlier time first.")
    span = Span(begin, other_end)
    return [(place, (span, "" if first.fixed and last.fixed else f"{said} is {span.spoken}"))]


def _said(tokens: Sequence[Token], place: range) -> str:
    return " ".join(written(tokens[p] for p in place))


def _joint(tokens: Sequence[Token], phrase: TimePhrase, following: TimePhrase) -> str | None:
    """Return how two times are joined: as the ends of a range, in a list, or to be compared."""
    between = range(phrase.place.stop, following.place.start)
    if ends_before("compared", "words", tokens, following.place.start) == between.start and between:
        return "compared"
    if len(between) != 1:
        return None
    if _is_range(tokens, phrase.place):
        return "range"
    return "list" if tokens[between.start].text.casefold() in ("and", "or", ",", "&", "/") else None


def _side(tokens: Sequence[Token], phrase: TimePhrase) -> tuple[str | None, range]:
    """Return on which side of a phrase the rows lie, and its tokens with those that say it."""
    if ends_before("sides", "around", tokens, phrase.place.start) is not None:
        return None, phrase.place
    for side in ("since", "after", "before", "until"):
        if (start := ends_before("sides", side, tokens, phrase.place.start)) is not None:
            return side, range(start, phrase.place.stop)
    if phrase.place.start and tokens[phrase.place.start - 1].text.casefold() == "the":
        return None, range(phrase.place.start - 1, phrase.place.stop)
    return None, phrase.place


def on_side(span: Span, side: str) -> Span:
    """Return the days since, after, before or until a span."""
    sides = {"since": (span.start, None), "after": (span.end, None), "before": (None, span.start)}
    return Span(*sides.get(side, (None, span.end)))


def _is_range(tokens: Sequence[Token], place: range) -> bool:
    """Return whether what follows a phrase joins it with the next as the ends of a range."""
    joint = tokens[place.stop].text.casefold()
    led = ends_before("ranges", "led", tokens, place.start) is not None
    return joint in ("to", "until", "through", "-", "–") or (joint == "and" and led)


def _is_compared(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a time is what others are compared with, as in "than last year": no rows are kept by it."""
    return ends_before("compared", "words", tokens, place) is not None


def _is_read_elsewhere(phrase: TimePhrase, reach: Reach, side: str | None) -> bool:
    """Return whether conditions are read from a phrase as it stands, or none can be: months of a column of years."""
    if reach.column.kind != "datetime":
        return phrase.unit not in ("year", None)
    return phrase.fixed and (phrase.unit == "month" or (phrase.unit == "quarter" and side is None))
