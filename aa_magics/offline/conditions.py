"""Which rows a goal is about: comparisons, values, years and ranges, as tests on columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from aa_magics.errors import GoalError
from aa_magics.model import ColumnProfile, Comparison, FrameProfile, Label, Test
from aa_magics.offline.against import REACH, SYMBOLS, AgainstReader
from aa_magics.offline.grounding import affirmative, is_year
from aa_magics.offline.lexicon import Lexicon, Phrase, longest_phrase, phrase_end
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import Token, name_words, stem
from aa_magics.offline.timely.days import read_span
from aa_magics.offline.timely.spans import reach_of

SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
YEARS = range(1700, 2200)
HAVING = frozenset(("with", "have", "has", "had", "having"))
EQUALS: dict[str, Comparison] = {**SYMBOLS, "=": "==", "==": "==", "!=": "!="}
AGES = frozenset(("age", "ages", "aged", "year", "years", "old", "tenure", "born", "birth"))
TIMELY = frozenset(("from", "since", "until", "before", "after", "through"))  # more likely said of years


@dataclass(frozen=True)
class Found:
    """A test, the tokens that said it, and the column mentions that it used up."""

    test: Test
    places: frozenset[int]
    mentions: tuple[Mention, ...] = ()


class ConditionReader:
    """Reads the tests out of one clause."""

    def __init__(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], profile: FrameProfile, lexicon: Lexicon
    ) -> None:
        self.tokens = _with_numbers(tokens, lexicon)
        self.mentions, self.profile, self.lexicon = mentions, profile, lexicon
        self.columns = [m for m in mentions if not m.is_value]
        self.named = {place for m in mentions for place in m.place}

    def read(self) -> list[Found]:
        """Return every test of the clause, in its order; a later one never uses the tokens of an earlier one."""
        found: list[Found] = []
        against = AgainstReader(self.tokens, self.columns, self.lexicon).read()
        readers = (
            (self._found(test, places, mentions) for test, places, mentions in against),
            self._known_gaps(),
            self._comparisons(),
            self._signs(),
            self._dates(),
            self._ordinals(),
            self._values(),
            self._members(),
        )
        for candidate in (candidate for reader in readers for candidate in reader):
            if not any(candidate.places & other.places for other in found):
                found.append(candidate)
        return self._with_alternatives(sorted(_either(found), key=lambda f: min(f.places)))

    def _with_alternatives(self, found: Sequence[Found]) -> list[Found]:
        """Return tests with those that "or" joins as one. Raises GoalError where "and" and "or" stand side by side."""
        joints = [self._joint(first, second) for first, second in pairwise(found)]
        if any({"and", "or"} == {a, b} for a, b in pairwise(joints)):
            raise GoalError(
                "It is not clear which of the conditions that 'and' and 'or' join belong together.",
                "Name one of them in a step before, as in 'keep a over 1, then count b over 2 or c over 3'",
            )
        joined: list[Found] = list(found[:1])
        for one, joint in zip(found[1:], joints, strict=True):
            if joint != "or":
                joined.append(one)
                continue
            last = joined.pop()
            test = last.test.model_copy(update={"alternatives": (*last.test.alternatives, one.test)})
            joined.append(Found(test, last.places | one.places, last.mentions + one.mentions))
        return joined

    def _joint(self, first: Found, second: Found) -> str:
        """Return "and" or "or" where one of them, and no word that matters, stands between two tests."""
        start = min([*second.places, *(m.place.start for m in second.mentions if m.place.start > min(first.places))])
        between = self.tokens[max(first.places) + 1 : start]
        texts = [token.text.casefold() for token in between]
        denied = all(one.test.comparison in ("!=", "not in", "missing") for one in (first, second))
        plain = all(token.text in "," or not self.lexicon.matters(token) for token in between)
        if not plain or denied or first.test.against or second.test.against:
            return ""
        return "or" if "or" in texts else "and" if "and" in texts else ""

    # --- numbers -------------------------------------------------------------------------------------

    def _comparisons(self) -> Iterable[Found]:
        last: Found | None = None
        for place, token in enumerate(self.tokens):
            if token.kind != "number" or place in self.named:
                continue
            found = self._again(place, last) or self._between(place) or self._compared(place) or self._equal(place)
            if found:
                last = found
                yield found

    def _again(self, place: int, last: Found | None) -> Found | None:
        """Read "age under 20 or over 60", where the second comparison is of the column of the first."""
        comparison, start, stop = self._comparison_around(place)
        if comparison is None or last is None or max(last.places) + 2 != start:
            return None
        if self.tokens[start - 1].text.casefold() != "or" or self._is_counted(stop):
            return None
        test = Test(column=last.test.column, comparison=comparison, value=self.tokens[place].number)
        return self._found(test, [*range(start, stop)], [])

    def _signs(self) -> Iterable[Found]:
        """Read "change is negative" and "with zero change", of columns whose numbers reach so low."""
        signs: tuple[tuple[str, Comparison], ...] = (("negative", "<"), ("positive", ">"), ("zero", "=="))
        for mention in self.columns:
            least = mention.column.minimum
            if mention.column.kind != "number" or not isinstance(least, int | float) or least > 0:
                continue
            for name, comparison in signs if least < 0 else signs[2:]:
                column = mention.column
                if place := self._sign_beside(mention, self.lexicon.joints[name]):
                    yield self._found(Test(column=column.label, comparison=comparison, value=0), [*place], [mention])

    def _sign_beside(self, mention: Mention, phrases: Sequence[Phrase]) -> range | None:
        """Return where a sign stands right after a column, or right before it where nothing denies it."""
        linked = [phrase for phrase in phrases if len(phrase) > 1]
        if end := longest_phrase(linked, self.tokens, mention.place.stop):
            return range(mention.place.stop, end)
        start = self._ending_at([phrase for phrase in phrases if len(phrase) == 1], mention.place.start)
        denied = start is not None and start > 0 and self.tokens[start - 1].text.casefold() in ("-", "non", "not", "or")
        return None if start is None or denied else range(start, mention.place.start)

    def _between(self, place: int) -> Found | None:
        ends = self._range_at(place)
        start = self._ending_at(self.lexicon.comparisons["between"], place)
        if start is None and ends and self.tokens[place + 1].text != "and":
            start = self._ending_at(self.lexicon.joints["from"], place)
        if ends is None or start is None:
            return None
        mention = self._column_near(start, ends[1].stop, ("number",))
        if mention is None or (self._is_year(place) and not is_year(mention.column)):
            return None
        (low, last), (high, stop) = ends[0], self._amount(ends[1].stop - 1, mention.column)
        low = low * high // last if high != last else low  # "between 1 and 5 million"
        test = Test(column=mention.column.label, comparison="between", value=(low, high))
        return self._found(test, [*range(start, stop)], [mention])

    def _range_at(self, place: int) -> tuple[tuple[float, float], range] | None:
        """Return the two numbers of a range that begins at `place`, and its tokens."""
        if place + 2 >= len(self.tokens) or self.tokens[place].kind != "number":
            return None
        joint, last = self.tokens[place + 1], self.tokens[place + 2]
        if last.kind != "number" or (joint.stem,) not in self.lexicon.joints["range"]:
            return None
        return (self.tokens[place].number, last.number), range(place, place + 3)

    def _compared(self, place: int) -> Found | None:
        comparison, start, stop = self._comparison_around(place)
        if comparison is None:
            return None
        if aged := self._aged(start, stop):
            test = Test(column=aged.label, comparison=comparison, value=self.tokens[place].number)
            return self._found(test, [*range(start, stop)], [])
        inside = (m for m in self.columns if place < m.place.start < stop and m.column.kind == "number")
        mention = next(inside, None) or self._column_near(start, stop, ("number",))
        if mention is None or (self._is_year(place) and not _may_hold(mention.column, self.tokens[place].number)):
            return None
        if self.tokens[start].text in "<>=!" and self._is_of_a_letter(start):
            return None
        if is_year(mention.column) and _holds_years(mention.column) and self.tokens[place].number not in YEARS:
            return None  # "older than 50 years"
        if self._is_counted(stop) or self._is_of_others(start, mention):
            return None
        timely = {self.tokens[spot].text.casefold() for spot in range(start, place)} & TIMELY
        if timely and self._is_year(place) and not is_year(mention.column):
            return None  # "growth of income from 1952 on" is about the year
        value, end = self._amount(place, mention.column)
        test = Test(column=mention.column.label, comparison=comparison, value=value)
        return self._found(test, [*range(start, max(stop, end))], [mention])

    def _amount(self, place: int, column: ColumnProfile) -> tuple[float, int]:
        """Return the number at `place` and where it ends: "10 million", unless the column counts in millions itself."""
        number, after = self.tokens[place].number, self.tokens[place + 1 : place + 2]
        word = after[0].text.casefold().removesuffix("s") if after else ""
        if word not in SCALES or word in {name.removesuffix("s") for name in name_words(column.name)}:
            return number, place + 1
        scaled = number * SCALES[word]
        return int(scaled) if float(scaled).is_integer() else scaled, place + 2

    def _aged(self, start: int, stop: int) -> ColumnProfile | None:
        """Return the one column of ages where a comparison speaks of them, and no column beside: "older than 60"."""
        aged = {token.stem for token in self.tokens[start:stop]} & {words[0] for words in self.lexicon.joints["aged"]}
        if not aged or any(start - m.place.stop in (0, 1) for m in self.columns if m.column.kind == "number"):
            return None
        numbers = [c for c in self.profile.columns if c.kind == "number" and c.bindable]
        ages = [column for column in numbers if {"age", "ages"} & set(name_words(column.name))]
        return ages[0] if len(ages) == 1 else None

    def _comparison_around(self, place: int) -> tuple[Comparison | None, int, int]:
        """Return the comparison before or after the number at `place`, and the tokens from and to which it reaches."""
        symbol = ""
        start = place
        while start and self.tokens[start - 1].text in "<>=!":
            start -= 1
            symbol = self.tokens[start].text + symbol
        if symbol in EQUALS:
            return EQUALS[symbol], start, place + 1
        after = place + 1
        while after < len(self.tokens) and self.tokens[after].stem in ("year", "old", *SCALES):
            after += 1  # "25 years old or younger", "2 million or more"
        counted = next((m.place.stop for m in self.columns if m.place.start == after and m.column.kind == "number"), 0)
        for comparison, phrases in self.lexicon.trailing_comparisons.items():
            for stop in (after, counted) if counted else (after,):  # "4 rooms or fewer"
                if end := longest_phrase(phrases, self.tokens, stop):
                    return comparison, place, end  # type: ignore[return-value]
        for comparison, phrases in self.lexicon.comparisons.items():
            if comparison in ("==", "between"):
                continue
            if (begin := self._ending_at(phrases, place)) is not None:
                return comparison, begin, place + 1  # type: ignore[return-value]
        return None, place, place + 1

    def _equal(self, place: int) -> Found | None:
        """Read "pclass 1", "pclass = 1", "cylinders is 4": the column stands right before."""
        start = self._ending_at(self.lexicon.comparisons["=="], place)
        before = place if start is None else start
        if start is not None and start > 1 and self.tokens[start - 1].stem in (stem("value"), stem("column")):
            before -= 1  # "whose grade value is 3"
        mention = next((m for m in self.columns if m.place.stop == before), None) or self._had(place)
        number = self.tokens[place].number
        if mention is None or not _may_hold(mention.column, number) or self._is_counted(place + 1):
            return None
        if self._is_year(place) and start is not None and not is_year(mention.column):
            return None  # "income in 2007" is about the year
        test = Test(column=mention.column.label, comparison=self._negated("==", before), value=number)
        return self._found(test, [*range(before, place + 1)], [mention])

    def _had(self, place: int) -> Mention | None:
        """Return the column of a few whole numbers of which rows have just that many: "vehicles with 6 cylinders"."""
        after = next((m for m in self.columns if m.place.start == place + 1 and m.how in ("exact", "stem")), None)
        led = place and self.tokens[place - 1].text.casefold() in ("with", "having", "exactly")
        few = after is not None and after.column.kind == "number" and bool(after.column.values)
        return after if led and few else None

    def _is_counted(self, place: int) -> bool:
        """Return whether a number before `place` says how many of something that is made: "5 bins", "3 rows"."""
        return place < len(self.tokens) and (self.tokens[place].stem,) in self.lexicon.joints["counted"]

    def _is_of_others(self, start: int, mention: Mention) -> bool:
        """Return whether a comparison is about another thing than the column: "fare of people older than 30"."""
        if start > 1 and self.tokens[start - 1].text in ("of", "with"):
            start -= 1  # "parties of 4 or more"
        before = self.tokens[start - 1] if start else None
        if before and before.text in ("different", "differ", "differs", "away"):
            return True
        aged = self.tokens[start].stem in {words[0] for words in self.lexicon.joints["aged"]}
        other = aged or bool(before and start - 1 not in self.named and self._is_plural(before))
        ages = set(name_words(mention.column.name)) & AGES
        return other and not (aged and ages) and mention.place.stop < start

    def _is_of_a_letter(self, start: int) -> bool:
        """Return whether a symbol follows a letter that names no column: "tip, k = 3"."""
        before = self.tokens[start - 1] if start else None
        return before is not None and before.kind == "word" and len(before.text) == 1 and start - 1 not in self.named

    def _is_plural(self, token: Token) -> bool:
        """Return whether a word may be a noun in the plural that names nothing known."""
        ends = token.text.endswith("s") and not token.text.endswith("ss") and token.text.islower()
        return ends and self.lexicon.matters(token) and token.stem not in self.lexicon.known | self.lexicon.asides

    def _ordinals(self) -> Iterable[Found]:
        """Read "first class": an ordinal right before a column that has that number."""
        for mention in self.columns:
            start = mention.place.start
            number = self.lexicon.ordinals.get(self.tokens[start - 1].stem) if start else None
            if number is not None and mention.column.kind == "number" and _may_hold(mention.column, number):
                test = Test(column=mention.column.label, comparison="==", value=number)
                yield self._found(test, [start - 1], [mention])

    def _column_near(self, start: int, stop: int, kinds: Sequence[str]) -> Mention | None:
        """Return the column before the tokens `start` to `stop`, else the one after them."""
        fitting = [m for m in self.columns if m.column.kind in kinds]
        before = [m for m in fitting if 0 <= start - m.place.stop <= REACH]
        after = [m for m in fitting if 0 <= m.place.start - stop <= 1]
        if before and after and after[0].place.start == stop and start - before[-1].place.stop > 1:
            return after[0]  # "with at least 100 reviews"
        return before[-1] if before else after[0] if after else None

    # --- years and dates -------------------------------------------------------------------------------

    def _dates(self) -> Iterable[Found]:
        for place in range(len(self.tokens)):
            if place in self.named:
                continue
            if self.tokens[place].kind == "date":
                if found := self._days(place):
                    yield found
            elif self._is_year(place):
                if found := self._year(place):
                    yield found
            elif found := self._month(place) or self._quarter(place) or self._last_time(place):
                yield found

    def _days(self, place: int) -> Found | None:
        """Read days, as the words for a time are said again: in the column of dates, or of years."""
        span = read_span(self.tokens[place].text)
        reach = reach_of(self.profile, [m.column for m in self.columns])
        if reach is None:
            return None
        dated = reach.column.kind == "datetime"
        ends: list[Label] = [end.isoformat() if end else None for end in span] if dated else [*span.years]
        return self._found(_span_test(reach.column.label, *ends), [place], [])

    def _is_year(self, place: int) -> bool:
        """Return whether a number is written like a year, and the frame has years or dates."""
        token = self.tokens[place]
        written_so = token.kind == "number" and len(token.text) == 4 and token.number in YEARS
        return written_so and self._year_column(token.number)[0] is not None

    def _year(self, place: int) -> Found | None:
        column, part = self._year_column(self.tokens[place].number)
        if column is None:
            return None
        ends = self._range_at(place)
        if ends and ends[0][1] in YEARS:
            between = self._ending_at(self.lexicon.comparisons["between"], place)
            listed = between is None and (self.tokens[place + 1].stem,) in self.lexicon.joints["list"]
            comparison: Comparison = "in" if listed else "between"
            span = ends[0] if listed else (min(ends[0]), max(ends[0]))
            test = Test(column=column.label, comparison=comparison, value=span, part=part)
            return self._found(test, [*range(between or place, ends[1].stop)], [])
        compared, start, stop = self._comparison_around(place)
        if compared is None and self._is_decade(place):
            first = self.tokens[place].number
            start = self._ending_at(self.lexicon.comparisons["=="], place) or place
            test = Test(column=column.label, comparison="between", value=(first, first + 9), part=part)
            return self._found(test, [*range(start, place + 2)], [])
        if compared is None:
            start = self._ending_at(self.lexicon.comparisons["=="], place) or place
            compared = self._negated("==", start)
        test = Test(column=column.label, comparison=compared, value=self.tokens[place].number, part=part)
        named = [m for m in self.columns if m.column is column and m.place.stop == start]
        return self._found(test, [*range(start, stop)], named)

    def _is_decade(self, place: int) -> bool:
        """Return whether years are written as the ten that begin there: "1990s"."""
        following = self.tokens[place + 1 : place + 2]
        written = [t for t in following if t.text == "s" and t.start == self.tokens[place].end]
        return bool(written) and self.tokens[place].number % 10 == 0

    def _year_column(self, year: float) -> tuple[ColumnProfile | None, str | None]:
        """Return the column that holds years, or dates of that year (then with the part to compare)."""
        named = {m.column.label for m in self.columns}
        years = [c for c in self.profile.columns if c.bindable and is_year(c) and _holds_years(c)]
        dates = self._date_columns()
        dated = any(column.label in named for column in dates) and not any(c.label in named for c in years)
        if years and not dated:  # "sold in 2020" beside a year in which it was built
            return years[0], None
        for column in sorted(dates, key=lambda column: column.label not in named):
            if str(column.minimum)[:4] <= str(year) <= str(column.maximum)[:4]:
                return column, "year"
        return None, None

    def _date_columns(self) -> list[ColumnProfile]:
        """Return the columns of dates, and those of text that is named and reads as dates."""
        dates = [c for c in self.profile.columns if c.kind == "datetime" and c.bindable and c.minimum is not None]
        read = ((m.column, m.column.reads_as) for m in self.columns if m.column.kind == "text")
        ends = {c.label: (c, reading) for c, reading in read if reading is not None and reading.what == "date"}
        told = [c.model_copy(update={"minimum": r.minimum, "maximum": r.maximum}) for c, r in ends.values()]
        return [*dates, *told]

    def _month(self, place: int) -> Found | None:
        """Read the name of a month; "may" and "march" only with a capital, they are common words."""
        token = self.tokens[place]
        month = self.lexicon.months.get(token.stem)
        dates = self._date_columns()
        dated = place + 1 < len(self.tokens) and self._is_year(place + 1)
        if month is None or not dates or not (token.text[:1].isupper() or dated):
            return None
        if dated and (found := self._from_month(place, month, dates[0])):
            return found
        test = Test(column=dates[0].label, comparison="==", value=month, part="month")
        return self._found(test, [place], [])

    def _from_month(self, place: int, month: int, column: ColumnProfile) -> Found | None:
        """Read "after June 2019" and the like as a comparison with the day that a month begins."""
        compared, start, stop = self._comparison_around(place)
        if compared not in ("<", "<=", ">", ">=") or start == place:
            return None
        year, next_month = int(self.tokens[place + 1].number), compared in (">", "<=")
        begins = f"{year + month // 12}-{month % 12 + 1:02}-01" if next_month else f"{year}-{month:02}-01"
        comparison: Comparison = ">=" if compared in (">", ">=") else "<"
        test = Test(column=column.label, comparison=comparison, value=begins)
        return self._found(test, [*range(start, stop), place + 1], [])

    def _last_time(self, place: int) -> Found | None:
        """Read "the last 6 months", back from the last date; years also from the last year in a column of years."""
        if self.tokens[place].stem not in ("last", "past", "recent") or place + 2 >= len(self.tokens):
            return None
        count = self.tokens[place + 1]
        number = count.number if count.kind == "number" else self.lexicon.numbers.get(count.stem)
        unit, dates = self.tokens[place + 2].stem, self._date_columns()
        if number is None or unit not in ("day", "week", "month", "year"):
            return None
        years = next((c for c in self.profile.columns if c.bindable and is_year(c) and _holds_years(c)), None)
        if unit == "year" and years and isinstance(years.maximum, int | float):
            test = Test(column=years.label, comparison=">", value=int(years.maximum - number))
        elif dates:
            test = Test(column=dates[0].label, comparison=">", value=_earlier(str(dates[0].maximum), int(number), unit))
        else:
            return None
        return self._found(test, [place, place + 1, place + 2], [])

    def _quarter(self, place: int) -> Found | None:
        dates = self._date_columns()
        ordinal = self.lexicon.ordinals.get(self.tokens[place].stem)
        following = self.tokens[place + 1].stem if place + 1 < len(self.tokens) else ""
        if dates and ordinal in (1, 2, 3, 4) and following == "quarter":
            test = Test(column=dates[0].label, comparison="==", value=ordinal, part="quarter")
            return self._found(test, [place, place + 1], [])
        if self.tokens[place].text not in ("Q", "q") or place + 1 >= len(self.tokens) or not dates:
            return None
        if self.tokens[place + 1].text not in ("1", "2", "3", "4"):
            return None
        test = Test(
            column=dates[0].label, comparison="==", value=int(self.tokens[place + 1].text), part="quarter"
        )  # fmt: skip
        return self._found(test, [place, place + 1], [])

    # --- values ------------------------------------------------------------------------------------------

    def _values(self) -> Iterable[Found]:
        """Read the values that the clause names: one is equal, several of a column are in a list."""
        by_column: dict[Label, list[Mention]] = {}
        for mention in self.mentions:
            if mention.is_value:
                by_column.setdefault(mention.column.label, []).append(mention)
        for label, values in by_column.items():
            listed = tuple(dict.fromkeys(m.value for m in values))
            column = [m for m in self.columns if m.column.label == label and self._is_beside(m, values)]
            starts = [values[0].place.start, *(m.place.start for m in column)]
            negated = any(self._negated("==", start) == "!=" for start in starts)
            places = [place for m in (*values, *column) for place in m.place]
            if len(listed) > 1:
                test = Test(column=label, comparison="not in" if negated else "in", value=listed)
            else:
                test = Test(column=label, comparison="!=" if negated else "==", value=listed[0])
            yield self._found(test, places, [*values, *column])

    def _is_beside(self, column: Mention, values: Sequence[Mention]) -> bool:
        """Return whether the column's name stands right at one of its values: "continent Asia", "region is North"."""
        joints = {phrase[0] for phrase in self.lexicon.comparisons["=="]} | {"=", "-"} | self.lexicon.stopwords
        for value in values:
            between = self.tokens[column.place.stop : value.place.start]
            linked = all(token.stem in joints for token in between) and len(between) <= 2
            if column.place.stop <= value.place.start and linked:
                return True
            if column.place.start == value.place.stop:
                return True
        return False

    def _members(self) -> Iterable[Found]:
        """Read the plural of a column of yes and no as the rows that say so: "for smokers", "non-smokers"."""
        for mention in self.columns:
            yes = affirmative(mention.column, self.lexicon)
            alone = sum(m.column.label == mention.column.label for m in self.mentions) == 1
            had = self._had_or_not(mention)
            if yes is None or not alone or (mention.how == "exact" and had is None):
                continue
            denied = not had if had is not None else self._negated("==", mention.place.start) == "!="
            if had is None and not denied and not self._is_of_members(mention.place.start):
                continue
            test = Test(column=mention.column.label, comparison="!=" if denied else "==", value=yes)
            start = next((p for p in range(mention.place.start - 1, -1, -1) if self.tokens[p].stem == "without"), None)
            denial = range(start or 0, mention.place.start) if had is False and start is not None else ()
            yield self._found(test, [*denial, *mention.place], [mention])

    def _had_or_not(self, mention: Mention) -> bool | None:
        """Return whether rows are said to have what a column of yes and no is called by: "with an elevator", "have no
        garage". None where nothing is said of that, or both: "with or without an elevator".
        """
        texts = [token.text.casefold() for token in self.tokens[max(0, mention.place.start - 5) : mention.place.start]]
        article = bool(texts) and texts[-1] in ("a", "an", "any")
        before = texts[:-1] if article else texts
        if before[-1:] == ["without"] and (article or mention.how != "exact"):
            return None if before[-2:-1] in (["or"], ["and"]) else False
        if before[-1:] == ["no"] and before[-2:-1] and before[-2] in HAVING:
            return False
        if before[-1:] == ["not"] or before[-2:] == ["not", "have"]:
            return False if before[-1] == "have" else None
        if before[-1:] == ["having"] and (len(before) < 2 or before[-2] in ("does", "do", "is", "of", "by", "from")):
            return None  # "does having a loan go along with ..."
        verb = bool(before) and before[-1] in HAVING - {"with"}
        called = name_words(mention.column.name)[:1] in (("has",), ("have",)) and mention.how != "exact"
        if verb or (before[-1:] == ["with"] and (article or called)):
            return True
        return None

    def _is_of_members(self, place: int) -> bool:
        """Return whether the words before a column say that its rows of "yes" are meant: "the female smokers"."""
        valued = any(m.is_value and m.place.stop == place for m in self.mentions)
        return valued or self._ending_at(self.lexicon.members, place) is not None

    # --- gaps and text -------------------------------------------------------------------------------------

    def _known_gaps(self) -> Iterable[Found]:
        for mention in self.columns:
            after = mention.place.stop
            after += any(token.text == ")" for token in self.tokens[after : after + 1])
            for comparison in ("present", "missing"):
                if end := longest_phrase(self.lexicon.joints[comparison], self.tokens, after):
                    test = Test(column=mention.column.label, comparison=comparison)
                    yield self._found(test, [*range(mention.place.stop, end)], [mention])
            start = self._ending_at(self.lexicon.joints["lacking"], mention.place.start)
            if mention.column.missing and start is not None:
                test = Test(column=mention.column.label, comparison="missing")
                yield self._found(test, [*range(start, mention.place.start)], [mention])
            end = longest_phrase(self.lexicon.joints["contains"], self.tokens, mention.place.stop)
            if end and end < len(self.tokens) and mention.column.kind in ("text", "category", "id"):
                test = Test(column=mention.column.label, comparison="contains", value=self.tokens[end].text)
                yield self._found(test, [*range(mention.place.stop, end + 1)], [mention])

    # --- shared --------------------------------------------------------------------------------------------

    def _found(self, test: Test, places: Sequence[int], mentions: Sequence[Mention]) -> Found:
        named = [place for mention in mentions for place in mention.place]
        return Found(test, frozenset([*places, *named]), tuple(mentions))

    def _ending_at(self, phrases: Sequence[Phrase], place: int) -> int | None:
        """Return where the longest of `phrases` begins that ends right before `place`."""
        return next(
            (
                start
                for start in range(max(0, place - 5), place)
                if any(phrase_end(phrase, self.tokens, start) == place for phrase in phrases)
            ),
            None,
        )

    def _negated(self, comparison: Comparison, place: int) -> Comparison:
        """Return `comparison`, or its opposite where a negation stands right before `place`."""
        before = place
        while before and self.tokens[before - 1].text in ("the", "any", "all", "-"):
            before -= 1
        if self._ending_at(self.lexicon.negations, before) is None:
            return comparison
        return "!=" if comparison == "==" else comparison


def _with_numbers(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Return tokens with numbers in the place of words for them, where something is compared: "more than two"."""
    led = [pair[0].text.casefold() in ("than", "least", "most") for pair in pairwise(tokens)]
    numbers = (
        lexicon.numbers.get(t.stem) if before else None for t, before in zip(tokens, [False, *led], strict=False)
    )
    return [t if n is None else replace(t, kind="number", text=str(n)) for t, n in zip(tokens, numbers, strict=False)]


def _span_test(label: Label, start: Label, end: Label) -> Test:
    """Return the test of what lies in a span: from its start, before its end, None where it is open."""
    if start is None or end is None:
        return Test(column=label, comparison=">=" if end is None else "<", value=end if start is None else start)
    return Test(column=label, comparison="within", value=(start, end))


def _either(found: Sequence[Found]) -> list[Found]:
    """Return tests with those that ask for several values of one column as one: no row has both."""
    joined: dict[tuple[Label, str | None], list[Found]] = {}
    for one in found:
        if one.test.comparison == "==":
            joined.setdefault((one.test.column, one.test.part), []).append(one)
    listed = [group for group in joined.values() if len({one.test.value for one in group}) > 1]
    kept = [one for one in found if not any(one in group for group in listed)]
    for group in listed:
        values = tuple(dict.fromkeys(one.test.value for one in group))
        test = group[0].test.model_copy(update={"comparison": "in", "value": values})
        places = frozenset(place for one in group for place in one.places)
        kept.append(Found(test, places, tuple(m for one in group for m in one.mentions)))
    return kept


def _earlier(last: str, number: int, unit: str) -> str:
    """Return the day that lies so many days, weeks, months or years before one."""
    day = date.fromisoformat(last[:10])
    if unit in ("day", "week"):
        return (day - timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
    months = day.year * 12 + day.month - 1 - number * (12 if unit == "year" else 1)
    return day.replace(year=months // 12, month=months % 12 + 1, day=min(day.day, 28)).isoformat()


def _holds_years(column: ColumnProfile) -> bool:
    return all(isinstance(end, int | float) and int(end) in YEARS for end in (column.minimum, column.maximum))


def _may_hold(column: ColumnProfile, number: float) -> bool:
    """Return whether a number is one of the column's values, or lies between its ends."""
    if column.values and column.kind == "number":
        return any(counted.value == number for counted in column.values)
    low, high = column.minimum, column.maximum
    return isinstance(low, int | float) and isinstance(high, int | float) and low <= number <= high
