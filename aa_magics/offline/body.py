"""What a closed question says apart from its form: its columns and how it speaks of them, its rows, its statistics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aa_magics.model import ColumnProfile, FrameProfile, Label, Test
from aa_magics.offline.clauses import Clause, read_sentences
from aa_magics.offline.closed_words import ClosedWords, Named, closed_words
from aa_magics.offline.conditions import affirmative
from aa_magics.offline.grounding import Mention, Vocabulary
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.pieces import Piece
from aa_magics.offline.text import Token, name_words, stem

NEAR = 4  # words before "(AT)" that say what it is


@dataclass
class Spoken:
    """A column that a question speaks of: the stems it is spoken of by, and the sentences that do."""

    column: ColumnProfile
    words: dict[str, float] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)

    def match(self, word: str) -> float:
        """Return how well a stem names the column: 1 for one of its own words, less for the beginning of one."""
        if word in self.words:
            return self.words[word]
        return max((0.6 * weight for own, weight in self.words.items() if _begins(own, word)), default=0.0)


@dataclass(frozen=True)
class Said:
    """A statistic that a sentence names, and the columns that it is said of."""

    statistic: str
    sentence: int
    columns: tuple[ColumnProfile, ...]


class Body:
    """The sentences of a question read on a profile that has the columns it makes."""

    def __init__(self, text: str, profile: FrameProfile, pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        self.text, self.profile, self.pieces, self.lexicon = text, profile, pieces, lexicon
        self.words: ClosedWords = closed_words()
        self.vocabulary = Vocabulary(profile, lexicon)
        self.sentences: list[Clause] = read_sentences(text, profile, self.vocabulary, lexicon)

    @cached_property
    def tokens(self) -> list[Token]:
        return [token for sentence in self.sentences for token in sentence.tokens]

    def speaks_of(self, name: str, table: str = "topics") -> bool:
        """Return whether the question has one of the phrases of a name."""
        return any(self.words.names(table, name, sentence.tokens) for sentence in self.sentences)

    def named(self, table: str) -> list[str]:
        """Return what the question names of a table, in its order."""
        return list(dict.fromkeys(n.name for s in self.sentences for n in self.words.named(table, s.tokens)))

    @cached_property
    def made(self) -> list[ColumnProfile]:
        """The columns that the question has made."""
        return [column for piece in self.pieces for column in piece.columns]

    @cached_property
    def spoken(self) -> list[Spoken]:
        """The columns that it names, first those named first."""
        found: dict[Label, Spoken] = {}
        for number, sentence in enumerate(self.sentences):
            for mention in sentence.mentions:
                if mention.is_value:
                    continue
                spoken = found.setdefault(mention.column.label, Spoken(mention.column))
                spoken.sentences.append(number)
                _learn(spoken, sentence.tokens, mention, self.lexicon)
        for column in self.made:
            spoken = found.setdefault(column.label, Spoken(column))
            spoken.words.update({stem(word): 1.0 for word in name_words(column.name)})
        return list(found.values())

    def spoken_of(self, column: ColumnProfile) -> Spoken | None:
        return next((spoken for spoken in self.spoken if spoken.column.label == column.label), None)

    @cached_property
    def loose(self) -> list[ColumnProfile]:
        """The columns that a word left over is a part of, where it is a part of one name only."""
        named = {s.column.label for s in self.spoken}
        found: dict[Label, ColumnProfile] = {}
        for sentence in self.sentences:
            taken = {place for m in sentence.mentions for place in m.place}
            for place, token in enumerate(sentence.tokens):
                columns = self.vocabulary.parts.get(token.stem, [])
                if place not in taken and len(columns) == 1 and token.stem not in self.lexicon.stopwords:
                    found.setdefault(columns[0].label, columns[0])
        return [column for label, column in found.items() if label not in named]

    def is_technical(self, sentence: Clause) -> bool:
        """Return whether a sentence says how to judge or to find outliers, and so keeps no rows."""
        tokens = sentence.tokens
        judged = self.words.names("roles", "p_value", tokens) or any(
            t.stem in ("alpha", stem("significance")) for t in tokens
        )
        return (
            judged
            or any(self.words.names("topics", topic, tokens) for topic in ("zscore", "iqr"))
            or any(
                self.words.names("roles", "outliers", tokens) and c.test.comparison not in ("==", "in")
                for c in sentence.conditions
            )
        )

    @cached_property
    def tests(self) -> list[Test]:
        """The row tests of its sentences, each once; those that its pieces have used up are none."""
        used = {place for piece in self.pieces for place in piece.places}
        found: dict[str, Test] = {}
        for number, sentence in enumerate(self.sentences):
            for condition in sentence.conditions:
                if any((number, place) in used for place in condition.places) or self._is_idle(
                    sentence, condition.test
                ):
                    continue
                found.setdefault(repr(condition.test), condition.test)
        missing = {test.column for test in found.values() if test.comparison == "missing"}
        return [t for t in found.values() if t.comparison != "present" or t.column in missing]

    def _is_idle(self, sentence: Clause, test: Test) -> bool:
        """Return whether a test only says how to judge, or names what the rows are: "hotels" beside `hotel_id`."""
        if self.is_technical(sentence) and test.comparison not in ("==", "in", "missing", "present"):
            return True
        values = [m for m in sentence.mentions if m.is_value and m.column.label == test.column]
        words = [sentence.tokens[place] for m in values for place in m.place]
        beside = any(not m.is_value and m.column.label == test.column for m in sentence.mentions)
        return bool(words) and not beside and all(self._is_noun_of_rows(word) for word in words)

    def _is_noun_of_rows(self, token: Token) -> bool:
        return token.kind == "word" and len(self.vocabulary.parts.get(token.stem, ())) > 1

    @cached_property
    def compared(self) -> dict[Label, list[Test]]:
        """The tests of columns of which several values are named: the rows of each are looked at apart."""
        by_column: dict[Label, list[Test]] = {}
        for test in self.tests:
            by_column.setdefault(test.column, []).append(test)
        return {label: tests for label, tests in by_column.items() if len(_alternatives(tests)) > 1}

    @cached_property
    def filters(self) -> list[Test]:
        """The tests that every row must pass."""
        return [test for test in self.tests if test.column not in self.compared]

    @cached_property
    def groups(self) -> list[ColumnProfile]:
        """The columns by which it takes rows apart: those after "each" before those after "by"."""
        each: dict[Label, ColumnProfile] = {}
        by: dict[Label, ColumnProfile] = {}
        for sentence in self.sentences:
            for mention in self.measured(sentence):
                before = [t.stem for t in sentence.tokens[max(0, mention.place.start - 2) : mention.place.start]]
                if set(before) & self.words.each:
                    each.setdefault(mention.column.label, mention.column)
                elif "by" in sentence.cues(mention) and mention.column.kind in (
                    "category",
                    "boolean",
                    "id",
                    "datetime",
                ):
                    by.setdefault(mention.column.label, mention.column)
        return list({**each, **by}.values())

    @cached_property
    def extreme(self) -> tuple[str, ColumnProfile] | None:
        """The row that stands out, as in "with the highest price": the recipe that finds it, and its column."""
        for sentence in self.sentences:
            tokens = sentence.tokens
            for mention in self.measured(sentence):
                before = [t.stem for t in tokens[max(0, mention.place.start - 3) : mention.place.start]]
                if "with" not in before and not set(before) & {"has", "had", "have"}:
                    continue
                spot = tokens[max(0, mention.place.start - 3) : mention.place.start]
                for end, recipe in (("most", "row_of_maximum"), ("least", "row_of_minimum")):
                    if self.words.names("topics", end, spot):
                        return recipe, mention.column
        return None

    @cached_property
    def said(self) -> list[Said]:
        """The statistics that it names with the columns that they are of."""
        return [said for number in range(len(self.sentences)) for said in self._said_in(number)]

    def _said_in(self, number: int) -> Iterable[Said]:
        sentence = self.sentences[number]
        columns = self.measured(sentence)
        for named in self.words.named("statistics", sentence.tokens):
            if any(set(named.place) & set(m.place) for m in sentence.mentions if not m.is_value):
                continue
            after = [m.column for m in columns if m.place.start >= named.place.stop]
            before = [m.column for m in reversed(columns) if m.place.stop <= named.place.start]
            yield Said(named.name, number, tuple(after) or tuple(before))

    def measured(self, sentence: Clause) -> list[Mention]:
        """Return the mentions of columns that a sentence does not only use to keep rows."""
        used = {id(m) for found in sentence.conditions for m in found.mentions if found.test.comparison != "present"}
        return [m for m in sentence.mentions if not m.is_value and id(m) not in used]

    def two_valued(self, column: ColumnProfile) -> Label:
        """Return the value of a column of two that says yes; None when it has none."""
        return affirmative(column, self.lexicon)


def _alternatives(tests: Sequence[Test]) -> set[str]:
    return {repr((test.comparison, test.value)) for test in tests} if len(tests) > 1 else _listed(tests[0])


def _listed(test: Test) -> set[str]:
    return set(map(repr, test.value)) if test.comparison == "in" and isinstance(test.value, tuple) else {repr(test)}


def _learn(spoken: Spoken, tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> None:
    """Note the words of a column's name, those that it was named by, and those before it where it stands in brackets."""
    place = mention.place
    spoken.words.update({stem(word): 1.0 for word in name_words(mention.column.name)})
    own = [t for p in place for t in [tokens[p]] if t.kind in ("word", "number")]
    spoken.words.update({t.stem: spoken.words.get(t.stem, 0.9) for t in own})
    if place.start and tokens[place.start - 1].text == "(":
        before = [t for t in tokens[: place.start - 1] if t.kind == "word"][-NEAR:]
        words = [t.stem for t in before if lexicon.matters(t)]
        spoken.words.update({word: spoken.words.get(word, 0.8) for word in words})


def _begins(own: str, word: str) -> bool:
    return min(len(own), len(word)) >= 3 and (own.startswith(word) or word.startswith(own))


def named_apart(named: Sequence[Named], mentions: Sequence[Mention]) -> list[Named]:
    """Return what is named outside the names of columns."""
    taken = {place for mention in mentions for place in mention.place}
    return [n for n in named if not taken & set(n.place)]
