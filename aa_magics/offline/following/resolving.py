"""What a follow-up changes in the goal before, and the full goal that so comes out."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from aa_magics.errors import GoalError
from aa_magics.model import Comparison, FrameProfile, Label, Test
from aa_magics.offline.conditions import Found
from aa_magics.offline.following.marks import Marks, read_marks
from aa_magics.offline.following.reader import Reader, limits, nearest_frame, one_clause
from aa_magics.offline.following.rewriting import CannotChangeError, Rewriting
from aa_magics.offline.following.words import ending, following_words, spots
from aa_magics.offline.lexicon import Phrase, lexicon, longest_phrase
from aa_magics.offline.mentions import Mention
from aa_magics.offline.suggestions import suggest_goals
from aa_magics.offline.text import Token, tokenize, written

Change = Callable[[], None]
DENIALS: Mapping[Comparison, Comparison] = {"==": "!=", "in": "not in"}


@dataclass(frozen=True)
class Resolved:
    """The full goals that a follow-up may stand for, the likeliest first.

    They must hold `tests`, and draw `chart`; `left` is what was put into them as it stands.
    """

    texts: tuple[str, ...]
    tests: tuple[Test, ...] = ()
    chart: str | None = None
    left: str = ""


def resolve(text: str, previous: str, profiles: Sequence[FrameProfile]) -> Resolved | None:
    """Return the full goals that `text` may stand for after the goal `previous`; None where it has no mark of one.

    Raises GoalError where the goal before cannot take the change.
    """
    words, previous = following_words(), unicodedata.normalize("NFC", previous)
    text = unicodedata.normalize("NFC", text)
    tokens = tokenize(text)
    marks = read_marks(tokens, words)
    if marks is None:
        return None
    reader = Reader(nearest_frame(previous, profiles, words), lexicon(), words)
    try:
        return _Follower(text, tokens, marks, previous, reader).resolve()
    except CannotChangeError as error:
        raise refused(previous, str(error), reader.profile) from error


def refused(previous: str, said: str, profile: FrameProfile) -> GoalError:
    asked = "; ".join([previous, *suggest_goals(profile)[:2]])
    return GoalError(
        f"The goal before ({previous[:80]!r}) cannot take this: {said.rstrip('.')}.", f"Ask in full, such as: {asked}"
    )


class _Follower:
    """Reads what a follow-up changes, and changes it in the goal before."""

    def __init__(self, text: str, tokens: Sequence[Token], marks: Marks, previous: str, reader: Reader) -> None:
        self.text, self.marks, self.reader, self.words = text, marks, reader, reader.words
        self.previous = Rewriting(previous, reader)
        part = tokens[marks.core.start : marks.core.stop]
        part = [*self._only(tokens), *part]
        part, old = self._without_replaced(part)
        self.clause, self.old = one_clause(text, part, reader), one_clause(text, old, reader)
        self.used: set[int] = set()
        self.tests: list[Test] = []

    def resolve(self) -> Resolved:
        if not self.clause.tokens:
            return Resolved((self.previous.text,))
        prepared = self._prepared()
        chart = self._chart()
        share, order, limit = self._share(), self._order(), self._limit()
        self._set_rows()
        self._set_groups()
        self._set_measures()
        for change in (share, order, limit, prepared):
            if change:
                change()
        left = self._left()
        if not self.used and not left and (unread := self._unread()):
            raise CannotChangeError(unread)
        texts = self.previous.chart_texts(chart) if chart else [self.previous.text]
        if left:
            texts = [way for text in texts for way in ([f"{left} {text}"] * (" " not in left) + [f"{text} {left}"])]
        return Resolved(tuple(texts), tuple(self.tests), chart, left)

    def _only(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return the "only" at the end, which is read before what it is about: "smokers only"."""
        stop = self.marks.core.stop
        end = longest_phrase(self.words.closing, tokens, stop)
        return tokens[stop:end] if end and self.marks.core else ()

    # --- what is said --------------------------------------------------------------------------------------

    @property
    def free(self) -> frozenset[int]:
        return self.clause.free - self.used

    def _spot(self, phrases: Sequence[Phrase], *, named: bool = False) -> range | None:
        """Return the first place of a phrase, and use it up; `named` ones may lie over a column's name."""
        free = frozenset(range(len(self.clause.tokens))) - self.used if named else self.free
        found = spots(phrases, self.clause.tokens, free)
        if not found:
            return None
        self.used |= set(found[0])
        return found[0]

    def _said(self, places: Iterable[int]) -> str:
        tokens = [self.clause.tokens[place] for place in places]
        return self.text[min(t.start for t in tokens) : max(t.end for t in tokens)]

    def _without_replaced(self, tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
        """Return the tokens of what is asked for, and of what it is asked for instead of."""
        found = next((spot for spot in spots(self.words.replaced, tokens, range(len(tokens)))), None)
        if found is None:
            return tokens, ()
        before, after = tokens[: found.start], tokens[found.stop :]
        if any(token.kind != "mark" and (token.stem,) not in self.words.fillers for token in before):
            return before, after
        cut = next((n for n, t in enumerate(after) if (t.stem,) in self.words.weak or t.text == ","), None)
        if cut is None:
            raise CannotChangeError(" ".join(written(tokens)))
        return after[cut + 1 :], after[:cut]

    # --- what it changes -----------------------------------------------------------------------------------

    def _prepared(self) -> Change | None:
        for how, phrases in (("outliers", self.words.outliers), ("gaps", self.words.gaps)):
            if self._spot(phrases, named=True):
                return partial(self.previous.prepare, how)
        return None

    def _chart(self) -> str | None:
        trends = spots(self.reader.lexicon.settings["ols"], self.clause.tokens, self.free)
        lines = {place for spot in trends for place in spot}
        for name, phrases in self.words.charts.items():
            if not any(set(spot) & lines for spot in spots(phrases, self.clause.tokens, self.free)) and self._spot(
                phrases
            ):
                return name
        return None

    def _share(self) -> Change | None:
        return self.previous.set_share if self._spot(self.words.shares) else None

    def _order(self) -> Change | None:
        found = self._spot([*self.reader.lexicon.ascending, *self.reader.lexicon.descending])
        if found is None:
            return None
        self._spot(self.words.sorting)
        return partial(self.previous.set_order, self._said(found))

    def _limit(self) -> Change | None:
        found = limits(self.clause, self.reader)
        if not found:
            return None
        unordered = any((self.clause.tokens[place].stem,) in self.words.unordered for place in found[0])
        if unordered or longest_phrase(self.words.rows, self.clause.tokens, found[0].stop):
            raise CannotChangeError(self._said(range(len(self.clause.tokens))))
        self.used |= set(found[0])
        return partial(self.previous.set_limit, self._said(found[0]))

    def _set_rows(self) -> None:
        for found in map(self._as_meant, self.clause.conditions):
            said = self._said(found.places)
            added = said if self.marks.added and found.test.comparison in ("==", "in") else ""
            self.previous.set_condition(found, f"{self._condition_word(found)} {said}".strip(), added)
            self.used |= set(self._negation(min(found.places))) | set(found.places)
            self.tests += [] if added else [found.test]

    def _as_meant(self, found: Found) -> Found:
        """Return a condition, turned around where something before it says that: "drop Asia", "not for women".

        Raises CannotChangeError where no full goal would say so.
        """
        start = min(found.places)
        ends = [max(other.places) for other in self.clause.conditions if max(other.places) < start]
        between = range(max(ends, default=-1) + 1, start)
        dropped = spots(self.words.dropping, self.clause.tokens, between)
        denied = spots(self.reader.lexicon.negations, self.clause.tokens, between)
        self.used |= {place for spot in (*dropped, *denied) for place in spot}
        if not dropped and (not denied or found.test.comparison in DENIALS.values()):
            return found
        if found.test.comparison not in DENIALS or (dropped and denied):
            raise CannotChangeError(self._said(range(len(self.clause.tokens))))
        test = found.test.model_copy(update={"comparison": DENIALS[found.test.comparison]})
        return Found(test, found.places, found.mentions)

    def _condition_word(self, found: Found) -> str:
        writing, said = self.words.writing, found.test
        if said.comparison in ("!=", "not in"):
            return writing["excluding"]
        if said.comparison in (">", ">=", "<", "<=") and (said.part or not found.mentions):
            return ""
        if said.part or not found.mentions:
            return writing["dates"]
        named = {place for m in found.mentions for place in m.place}
        of_values = all(m.is_value for m in found.mentions) or found.places == named
        return writing["values"] if of_values else writing["tests"]

    def _negation(self, place: int) -> range:
        while place and self.clause.tokens[place - 1].text in ("the", "any", "all", "-"):
            place -= 1
        start = ending(self.reader.lexicon.negations, self.clause.tokens, place)
        return range(place, place) if start is None else range(start, place)

    def _set_groups(self) -> None:
        groups = [(m, place) for m, place in self.reader.groups(self.clause) if not set(place) & self.used]
        if not groups:
            return
        places = range(groups[0][1].start, groups[-1][1].stop)
        beside = ending(self.words.beside, self.clause.tokens, _column_start(groups[0]))
        self.used |= set(places) | ({beside} if beside is not None else set())
        if beside is not None:
            self.used |= set(range(beside, places.start))
            self.previous.append(self._said(range(beside, places.stop)))
        elif self.marks.added or self._spot(self.words.added):
            bare = range(_column_start(groups[0]), places.stop)
            self.previous.add_groups(self._said(places), self._said(bare))
        else:
            self.previous.set_groups(self._said(places))

    def _set_measures(self) -> None:
        """Change statistic and columns."""
        superlative = False
        named = self.reader.statistic_spots(self.clause, superlative=False)
        named = [(name, spot) for name, spot in named if not set(spot) & self.used]
        if not named:
            superlative = True
            named = self.reader.statistic_spots(self.clause, superlative=True)
            named = [(name, spot) for name, spot in named if not set(spot) & self.used]
        self.used |= {place for _, spot in named for place in spot}
        columns = [m for m in self.reader.values(self.clause) if not set(m.place) & self.used]
        self.used |= {place for m in columns for place in m.place}
        if len(named) > 1:
            raise CannotChangeError(" and ".join(self._said(spot) for _, spot in named))
        self._check_replaced(named)
        if named and columns and named[0][0] != "count" and self.previous.counts:
            self.previous.measure(self._said(named[0][1]), self._said(columns[0].place))
            return
        self._set_columns(columns)
        only = any(longest_phrase(self.words.closing, self.clause.tokens, p) for p in range(len(self.clause.tokens)))
        if superlative and named and only:
            raise CannotChangeError(self._said(named[0][1]))
        for name, spot in named:
            self.previous.set_statistic(name, self._said(spot), superlative=superlative)

    def _check_replaced(self, named: Sequence[tuple[str, range]]) -> None:
        """Refuse "instead of the mean" where the goal before asks for none."""
        old = {name for name, _ in self.reader.statistic_spots(self.old, superlative=False)}
        if named and old - self.previous.statistic_names():
            raise CannotChangeError(f"{' and '.join(sorted(old))} is not in it")

    def _set_columns(self, columns: Sequence[Mention]) -> None:
        old: list[Label] = [m.column.label for m in self.old.mentions if not m.is_value]
        compared = self._spot(self.words.compared, named=True)
        if compared and not columns:
            raise CannotChangeError(self._said(range(len(self.clause.tokens))))
        if len(columns) > 1 and not compared and not self.marks.added:
            raise CannotChangeError(" and ".join(self._said(m.place) for m in columns))
        for mention in columns:
            said = self._said(mention.place)
            if compared or (self.marks.added and mention.column.kind == "number"):
                self.previous.add_column(mention.column, said)
            else:
                self.previous.set_column(mention.column, said, old.pop(0) if old else None)
        if old:
            raise CannotChangeError(f"instead of {old[0]}")

    def _left(self) -> str:
        """Return what is said beside all that: it must stand in one piece, to be put at the end as it is."""
        matters = [
            place
            for place, token in enumerate(self.clause.tokens)
            if place not in self.used and self._matters(token) and not self._is_filler(place)
        ]
        if not matters:
            return ""
        places = range(matters[0], matters[-1] + 1)
        if set(places) & self.used:
            said = " ".join(written(self.clause.tokens[place] for place in matters))
            raise CannotChangeError(said)
        start = places.start
        while start and start - 1 not in self.used and self._goes_with(start):
            start -= 1
        return self._said(range(start, places.stop))

    def _unread(self) -> str:
        """Return what is said beside fillers, be it ever so common."""
        tokens = self.clause.tokens
        return " ".join(written(t for place, t in enumerate(tokens) if t.kind == "word" and not self._is_filler(place)))

    def _matters(self, token: Token) -> bool:
        known = self.reader.lexicon
        return known.matters(token) or token.stem in known.pointers - known.stopwords

    def _goes_with(self, place: int) -> bool:
        before, token = self.clause.tokens[place - 1], self.clause.tokens[place]
        return before.kind == "word" and before.end <= token.start

    def _is_filler(self, place: int) -> bool:
        phrases = [*self.words.fillers, *self.words.leading, *self.words.weak, *self.words.strong, *self.words.added]
        return any(
            (end := longest_phrase(phrases, self.clause.tokens, start)) and start <= place < end
            for start in range(max(0, place - 3), place + 1)
        )


def _column_start(group: tuple[Mention | None, range]) -> int:
    mention, places = group
    return mention.place.start if mention else places.start
