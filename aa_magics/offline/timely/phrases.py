"""Phrases of a goal that say when, each with the days that it means seen from a day."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from aa_magics.offline.lexicon import Lexicon, longest_phrase
from aa_magics.offline.text import Token
from aa_magics.offline.timely.days import Span, Unit, moved, start_of, whole
from aa_magics.offline.timely.words import ends_before, named, phrases

ISO_DAY = re.compile(r"(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-])")


@dataclass(frozen=True)
class TimePhrase:
    """Tokens that say when. `seen_from` gives the days, seen from one; `cyclic` ones name a part of every year.

    `unit` is that of which it is one, None for a reach of several; `fixed` ones depend on no day, and one that is
    `over` has ended by it.
    """

    place: range
    unit: Unit | None
    seen_from: Callable[[date], Span]
    cyclic: bool = False
    fixed: bool = False
    over: bool = False


def time_phrases(text: str, tokens: Sequence[Token], lexicon: Lexicon, week_start: int = 0) -> list[TimePhrase]:
    """Return the phrases of a goal that say when, in order, none overlapping another."""
    found: list[TimePhrase] = []
    place = 0
    while place < len(tokens):
        phrase = _Reader(text, tokens, lexicon, week_start).at(place)
        if phrase:
            found.append(phrase)
        place = phrase.place.stop if phrase else place + 1
    return found


class _Reader:
    """Reads the phrase that begins at a token."""

    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon, week_start: int) -> None:
        self.text, self.tokens, self.lexicon, self.week_start = text, tokens, lexicon, week_start

    def at(self, place: int) -> TimePhrase | None:
        return next((found for read in self._readings(place) if (found := read)), None)

    def _readings(self, place: int) -> Iterator[TimePhrase | None]:
        yield self._iso_day(place)
        yield self._to_date(place)
        yield self._rolling(place)
        yield self._unit(place)
        yield self._day(place)
        yield self._part_of_year(place)

    def _iso_day(self, place: int) -> TimePhrase | None:
        found = ISO_DAY.match(self.text, self.tokens[place].start)
        if not found:
            return None
        try:
            span = whole("day", date.fromisoformat(found.group()))
        except ValueError:
            return None
        stop = next(
            (p for p in range(place, len(self.tokens)) if self.tokens[p].start >= found.end()), len(self.tokens)
        )
        return TimePhrase(range(place, stop), "day", lambda _: span, fixed=True)

    def _to_date(self, place: int) -> TimePhrase | None:
        found = named("to_date", self.tokens, place)
        if not found:
            return None
        unit = cast(Unit, found[0])
        return TimePhrase(
            range(place, found[1]), None, lambda day: Span(self._start(unit, day), day + timedelta(days=1))
        )

    def _rolling(self, place: int) -> TimePhrase | None:
        """Read "the last 90 days", "past two months"."""
        after = longest_phrase(phrases("rolling", "words"), self.tokens, place)
        if not after or after >= len(self.tokens):
            return None
        several = longest_phrase(phrases("rolling", "several"), self.tokens, after)
        token = self.tokens[after]
        number = token.number if token.kind == "number" else self.lexicon.numbers.get(token.stem)
        number, after = (2, several) if several else (number, after + 1)
        unit = self._unit_at(after)
        if unit is None or not isinstance(number, int) or not 1 <= number <= 10_000:
            return None

        def back(day: date) -> Span:
            tomorrow = day + timedelta(days=1)
            return Span(moved(tomorrow, unit, -number), tomorrow)

        return TimePhrase(range(place, after + 1), None, back)

    def _unit(self, place: int) -> TimePhrase | None:
        """Read "last year", "this week"."""
        which = named("which", self.tokens, place)
        unit = self._unit_at(which[1]) if which else None
        if not which or unit is None:
            return None
        steps = -1 if which[0] == "last" else 0

        def seen(day: date) -> Span:
            return whole(unit, moved(self._start(unit, day), unit, steps))

        return TimePhrase(range(place, which[1] + 1), unit, seen, over=bool(steps))

    def _day(self, place: int) -> TimePhrase | None:
        back = self.lexicon.days.get(self.tokens[place].stem)
        if back is None:
            return None
        return TimePhrase(range(place, place + 1), "day", lambda day: whole("day", day - timedelta(days=back)))

    def _part_of_year(self, place: int) -> TimePhrase | None:
        """Read the name of a month, a quarter, a half or a season, with its year or as the last that has begun."""
        part = self._month(place) or self._quarter(place) or self._half(place) or self._season(place)
        if part is None:
            return None
        unit, month, stop = part
        year, end = self._year(stop)
        first = place if self.tokens[place - 1].stem != "the" or not place else place - 1
        every = ends_before("when", "every", self.tokens, first) is not None
        if every or (year is None and self._negative(place)):
            return None
        if year is not None:
            span = whole(unit, date(year, month, 1))
            return TimePhrase(range(place, end), unit, lambda _: span, fixed=True)
        last = ends_before("which", "last", self.tokens, place)
        start = place if last is None else last

        def latest(day: date) -> Span:
            begun = date(day.year, month, 1)
            span = whole(unit, begun if begun <= day else begun.replace(year=day.year - 1))
            over = span.end is not None and span.end <= day + timedelta(days=1)
            return span if last is None or over else whole(unit, moved(cast(date, span.start), "year", -1))

        return TimePhrase(range(start, stop), unit, latest, cyclic=True)

    def _negative(self, place: int) -> bool:
        """Return whether a name may mean something else here: "may", "march", "fall", "spring"."""
        token = self.tokens[place]
        if token.text[:1].isupper() and token.stem not in self.lexicon.seasons:
            return False
        before = place - 1 if place and self.tokens[place - 1].text in ("the", "last", "this") else place
        return ends_before("when", "words", self.tokens, before) is None and before == place

    def _month(self, place: int) -> tuple[Unit, int, int] | None:
        month = self.lexicon.months.get(self.tokens[place].stem)
        return ("month", month, place + 1) if month else None

    def _quarter(self, place: int) -> tuple[Unit, int, int] | None:
        texts = [token.text.casefold() for token in self.tokens[place : place + 2]]
        if texts[:1] == ["q"] and texts[1:] and texts[1] in "1234" and self._touch(place):
            return "quarter", int(texts[1]) * 3 - 2, place + 2
        ordinal = self.lexicon.ordinals.get(self.tokens[place].stem)
        if ordinal in (1, 2, 3, 4) and self._unit_at(place + 1) == "quarter":
            return "quarter", ordinal * 3 - 2, place + 2
        return None

    def _touch(self, place: int) -> bool:
        return self.tokens[place].end == self.tokens[place + 1].start

    def _half(self, place: int) -> tuple[Unit, int, int] | None:
        found = named("halves", self.tokens, place)
        if not found:
            return None
        stop = found[1] if self.tokens[found[1] - 1].stem != "of" else found[1] - 1
        return "half", 1 if found[0] == "first" else 7, stop

    def _season(self, place: int) -> tuple[Unit, int, int] | None:
        month = self.lexicon.seasons.get(self.tokens[place].stem)
        return ("season", month, place + 1) if month else None

    def _year(self, place: int) -> tuple[int | None, int]:
        """Return the year that stands at `place`, also after "of" or a comma, and where it ends."""
        while place < len(self.tokens) and self.tokens[place].text in ("of", ",", "in"):
            place += 1
        token = self.tokens[place] if place < len(self.tokens) else None
        if token is None or token.kind != "number" or not re.fullmatch(r"(1[7-9]|2[01])\d\d", token.text):
            return None, place
        return int(token.text), place + 1

    def _unit_at(self, place: int) -> Unit | None:
        found = named("units", self.tokens, place)
        return cast(Unit, found[0]) if found and found[1] == place + 1 else None

    def _start(self, unit: Unit, day: date) -> date:
        return start_of(unit, day, self.week_start)
