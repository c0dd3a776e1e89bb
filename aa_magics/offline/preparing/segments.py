"""Sentences in segments: each does one thing, and says what to and to what columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from aa_magics.model import ColumnProfile
from aa_magics.offline.clauses import Clause
from aa_magics.offline.pieces import Place
from aa_magics.offline.preparing.words import Said, said_written, written_at

BREAKS = frozenset((",", ";", ":", "and", "then", "after", "before", "without"))
BETWEEN = frozenset(
    (
        "do",
        "not",
        "don't",
        "the",
        "any",
        "outlier",
        "and",
        "then",
        "also",
        "finally",
        "to",
        "first",
        "next",
        "please",
        "by",
    )
)


@dataclass(frozen=True)
class Segment:
    """A part of a sentence: from one verb of doing up to the next that stands after "and", "then" or a comma."""

    number: int
    clause: Clause
    place: range

    @cached_property
    def doing(self) -> Sequence[Said]:
        """What is done: the words that say it, in order."""
        return said_written("doing", self.clause, self.place)

    @cached_property
    def topics(self) -> Sequence[Said]:
        """What it is done to, such as missing values."""
        return said_written("topics", self.clause, self.place)

    @cached_property
    def columns(self) -> Sequence[ColumnProfile]:
        """The columns that it names, each once."""
        methods = {place for said in methods_in(self.clause) for place in said.place}
        named = [
            m.column
            for m in self.clause.mentions
            if not m.is_value and m.place.start in self.place and not set(m.place) <= methods
        ]
        return list({column.label: column for column in named}.values())

    @property
    def own(self) -> Sequence[ColumnProfile]:
        """The columns that its whole sentence names, each once."""
        return list({m.column.label: m.column for m in self.clause.mentions if not m.is_value}.values())

    @property
    def texts(self) -> Sequence[str]:
        return [self.clause.tokens[place].text.casefold() for place in self.place]

    @property
    def places(self) -> frozenset[Place]:
        heads = [said.place.start for said in (*self.doing, *self.topics, *self.said("fillers_of_gaps"))]
        named = [m.place.start for m in self.clause.mentions if m.place.start in self.place and not m.is_value]
        start = min((*heads, *named), default=self.place.start)
        while start > self.place.start and self.clause.tokens[start - 1].text.casefold() in BETWEEN | BREAKS:
            start -= 1
        return frozenset((self.number, place) for place in range(start, self.place.stop))

    def said(self, section: str) -> list[Said]:
        """Return the phrases of a section that it has."""
        return said_written(section, self.clause, self.place)

    def does(self, name: str) -> Said | None:
        """Return the words that say that something is done, unless they are denied."""
        found = next((said for said in self.doing if said.name == name), None)
        return None if found is None or self.denies(found) else found

    def denies(self, said: Said) -> bool:
        """Return whether a denial stands before what is said, as in "do not remove" and "without removing"."""
        before = range(max(self.place.start, said.place.start - 6), said.place.start)
        denials = said_written("denials", self.clause, before)
        texts = [self.clause.tokens[place].text.casefold() for place in before]
        return bool(denials) or any(text in ("n't", "don’t") for text in texts)


def methods_in(clause: Clause) -> Sequence[Said]:
    """Return the words for methods, such as "Z-score", even where a column is called Z."""
    return [
        said for place in range(len(clause.tokens)) if (said := written_at("outlier_methods", clause.tokens, place))
    ]


def segments_of(number: int, clause: Clause) -> Iterator[Segment]:
    """Yield the segments of a sentence, in order; a sentence without a verb of doing is one."""
    said = [*said_written("doing", clause), *said_written("measuring", clause)]
    doing = {one.place.start for one in said_written("doing", clause)}
    verbs = {one.place.start for one in said} | {
        place + 1 for place, token in enumerate(clause.tokens[:-1]) if token.text.casefold() == "without"
    }
    names = {p for m in clause.mentions if not m.is_value for p in m.place}
    starts = [0]
    for place in sorted(verbs):
        begin = place
        while begin and clause.tokens[begin - 1].text.casefold() in BETWEEN | BREAKS:
            begin -= 1
        between = {token.text.casefold() for token in clause.tokens[begin:place]}
        if begin and between & BREAKS and begin > starts[-1] and not (place in names and place not in doing):
            starts.append(begin)
    for start, stop in zip(starts, [*starts[1:], len(clause.tokens)], strict=True):
        yield Segment(number, clause, range(start, stop))
