"""What a closed question says apart from its form: its columns and how it speaks of them, its rows, its statistics."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from aa_magics.model import ColumnProfile, Comparison, Formula, FrameProfile, Label, Test
from aa_magics.offline.clauses import Clause, read_sentences
from aa_magics.offline.closed.idle import is_idle
from aa_magics.offline.closed.words import ClosedWords, Named, closed_words
from aa_magics.offline.conditions import ConditionReader, Found
from aa_magics.offline.grounding import GENERIC, Vocabulary, affirmative
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.mentions import Mention
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.preparing.deriving import own_name
from aa_magics.offline.preparing.formulas import SUMMARIES
from aa_magics.offline.text import Token, name_words, stem, written

MOST_CODES = 12  # numbers of a column that may stand for groups
UNKNOWN = re.compile(r"\b(?:without|no|lack(?:ing|s)?) (?:an? |any )?(?:recorded|known|reported|available|valid)\b")
COMBINED = [stem("combination"), "of"]
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


@dataclass(frozen=True)
class Reading:
    """A text read on a profile."""

    profile: FrameProfile
    vocabulary: Vocabulary
    sentences: Sequence[Clause]


def read_closed(text: str, profile: FrameProfile, lexicon: Lexicon) -> Reading:
    """Return the sentences of a closed question: only its own words, such as "mean", are no parts of names."""
    words = closed_words()
    telling = {stem(word) for word in words.telling}
    known = words.stems | telling | lexicon.numbers.keys() | lexicon.months.keys()
    vocabulary = Vocabulary(profile, lexicon, known)
    return Reading(profile, vocabulary, read_sentences(text, profile, vocabulary, lexicon))


class Body:
    """The sentences of a question read on a profile that has the columns it makes."""

    def __init__(self, reading: Reading, pieces: Sequence[Piece], lexicon: Lexicon, noted: Collection[Place]) -> None:
        """`pieces` have made the profile of the reading; `noted` are tokens that are known to ask for nothing."""
        self.profile, self.vocabulary = reading.profile, reading.vocabulary
        self.pieces, self.lexicon, self.noted = pieces, lexicon, noted
        self.words: ClosedWords = closed_words()
        self.sentences: list[Clause] = [self._beside(_without_explained(sentence)) for sentence in reading.sentences]

    def _beside(self, sentence: Clause) -> Clause:
        """Return a sentence whose values are those of the column named right before them: `source "ABC News"`."""
        columns = {m.place.stop: m.column for m in sentence.mentions if not m.is_value}
        mentions = [self._moved(m, columns.get(m.place.start), sentence) for m in sentence.mentions]
        if mentions == list(sentence.mentions):
            return sentence
        conditions = ConditionReader(sentence.tokens, mentions, self.profile, self.lexicon).read()
        return replace(sentence, mentions=mentions, conditions=conditions)

    def _moved(self, mention: Mention, column: ColumnProfile | None, sentence: Clause) -> Mention:
        if not mention.is_value or column is None or mention.column.label == column.label:
            return mention
        said = "".join(word for place in mention.place for word in name_words(sentence.tokens[place].text))
        held = next((v for c, v in self.vocabulary.values.get(said, ()) if c.label == column.label), None)
        return mention if held is None else replace(mention, column=column, value=held, others=())

    @cached_property
    def tokens(self) -> list[Token]:
        return [token for sentence in self.sentences for token in sentence.tokens]

    def speaks_of(self, name: str, table: str = "topics") -> bool:
        """Return whether the question has one of the phrases of a name, other than as a column's: `Ship Mode`."""
        for sentence in self.sentences:
            named = {p for m in sentence.mentions if not m.is_value and m.how in ("exact", "stem") for p in m.place}
            if any(not named & set(place) for place in self.words.places(table, name, sentence.tokens)):
                return True
        return False

    def denies(self, topic: str) -> bool:
        """Return whether a sentence has one of the phrases of a topic after a word that denies it."""
        for sentence in self.sentences:
            for named in self.words.named("topics", sentence.tokens):
                around = [t.text.casefold() for t in sentence.tokens[: named.place.stop + 2]]
                if named.name == topic and set(around) & (self.words.denials | {"false"}):
                    return True
        return False

    @cached_property
    def gap_codes(self) -> set[Label]:
        """The numbers that stand for missing values."""
        coded = (piece.params["codes"] for piece in self.pieces if piece.recipe.endswith("codes_to_missing"))
        return {code for codes in coded if isinstance(codes, tuple) for code in codes}

    @cached_property
    def asks_for_gaps(self) -> bool:
        """Whether it speaks of missing values other than to leave them out, or to say which numbers stand for them."""
        coded = {n for piece in self.pieces if piece.recipe.endswith("codes_to_missing") for n, _ in piece.places}
        return any(self.tells_of_gaps(s) for n, s in enumerate(self.sentences) if n not in coded)

    def tells_of_gaps(self, sentence: Clause) -> bool:
        """Return whether a sentence speaks of missing values other than to leave them out."""
        for named in self.words.named("topics", sentence.tokens):
            before = {t.text.casefold() for t in sentence.tokens[max(0, named.place.start - 6) : named.place.start]}
            after = sentence.tokens[named.place.stop : named.place.stop + 2 * NEAR]
            spared = before & (self.words.omitting | self.words.including)
            if named.name == "missing" and not spared and not self._leaves_out(after):
                return True
        return False

    def named(self, table: str) -> list[str]:
        """Return what the question names of a table, in its order."""
        return list(dict.fromkeys(n.name for s in self.sentences for n in self.words.named(table, s.tokens)))

    @cached_property
    def made(self) -> list[ColumnProfile]:
        """The columns that the question has made."""
        return [column for piece in self.pieces for column in piece.columns]

    @cached_property
    def measures_population(self) -> bool:
        """Whether deviations are those of a population, other than for z-scores alone."""
        said = [s for s in self.sentences if self.words.names("topics", "population", s.tokens)]
        plain = any(not {"z", "zscore"} & {token.stem for token in s.tokens} for s in said)
        return plain or self._measures_by_numpy

    @cached_property
    def _measures_by_numpy(self) -> bool:
        """Whether deviations are those of numpy's std by default, which are those of a population."""
        numpy = {"numpi", "default"}
        said = [s for s in self.sentences if numpy <= {token.stem for token in s.tokens}]
        deviating = any(self.words.names("statistics", "standard_deviation_of", s.tokens) for s in said)
        return deviating and not any(token.stem in ("ddof", "sampl") for s in self.sentences for token in s.tokens)

    @cached_property
    def wants_sample_moments(self) -> bool:
        """Whether it asks for the skewness or kurtosis that estimates a population's, as pandas gives it."""
        moments = ("skewness_of", "kurtosis_of")
        speaking = [s for s in self.sentences if any(self.words.names("statistics", m, s.tokens) for m in moments)]
        stems = [{token.stem for token in s.tokens} for s in self.sentences]
        named = [bool(self.words.named("statistics", s.tokens)) for s in self.sentences]
        speaking += [
            s for s, own, told in zip(self.sentences, stems, named, strict=True) if "panda" in own and not told
        ]
        stated = [s for s in speaking if not any(token.stem == "scipi" for token in s.tokens)]
        return any(self.words.names("topics", "sample_skew", s.tokens) for s in stated)

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
        for piece in self.pieces:
            term = piece.params.get("formula")
            names = [own_name(term, self.profile)] if isinstance(term, Formula) else []
            for column in piece.columns:
                spoken = found.setdefault(column.label, Spoken(column))
                words = (word for name in (column.name, *names) for word in name_words(name))
                spoken.words.update({stem(word): 1.0 for word in words})
        return list(found.values())

    def spoken_of(self, column: ColumnProfile) -> Spoken | None:
        return next((spoken for spoken in self.spoken if spoken.column.label == column.label), None)

    def is_technical(self, sentence: Clause) -> bool:
        """Return whether a sentence says how to judge or to find outliers, and so keeps no rows."""
        tokens = sentence.tokens
        judged = self.words.names("roles", "p_value", tokens) or any(
            t.text.casefold() in ("alpha", "significance") for t in tokens
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
        used = {place for piece in self.pieces for place in piece.places} | set(self.noted)
        found: dict[str, Test] = {}
        explicit: set[Label] = set()
        for number, sentence in enumerate(self.sentences):
            for condition in sentence.conditions:
                spent = any((number, place) in used for place in condition.places)
                if spent or is_idle(self, sentence, condition.test) or _is_range_of_form(sentence, condition):
                    continue
                left_out = self._is_left_out(sentence, condition)
                for one in _all_denied(condition.test) if left_out else (condition.test,):
                    test = self._plainly(one)
                    found.setdefault(repr(test), test)
                    explicit |= {test.column} if left_out else set()
        missing = {test.column for test in found.values() if test.comparison == "missing"}
        return [t for t in found.values() if t.comparison != "present" or t.column in missing | explicit]

    def _plainly(self, test: Test) -> Test:
        """Return a test that denies one of two values as one of the other: "not cancelled" is `is_cancelled == 0`."""
        column = next((c for c in self.profile.columns if c.label == test.column), None)
        if test.comparison != "!=" or column is None or len(column.values) != 2 or column.missing or test.part:
            return test
        [other] = [held.value for held in column.values if held.value != test.value] or [test.value]
        return test.model_copy(update={"comparison": "==", "value": other})

    def _is_left_out(self, sentence: Clause, condition: Found) -> bool:
        """Return whether the rows of a condition are those to be left out: "exclude passengers under 18"."""
        others = {place for found in sentence.conditions if found is not condition for place in found.places}
        begin = min(condition.places)
        before = [t.text.casefold() for place, t in enumerate(sentence.tokens[:begin]) if place not in others]
        after = sentence.tokens[max(condition.places) + 1 : max(condition.places) + 1 + NEAR]
        near = before[-6:]
        denied = any(word == "not" and then in self.words.considering for word, then in pairwise(near))
        return denied or bool(set(near) & self.words.omitting) or self._leaves_out(after)

    def leaves_out_rows(self, sentence: Clause) -> bool:
        """Return whether a condition of a sentence says which rows are left out."""
        kept = [c for c in sentence.conditions if c.test in self.tests or _opposite(c.test) in self.tests]
        return any(self._is_left_out(sentence, condition) for condition in kept)

    def omission(self, sentence: Clause) -> str | None:
        """Return the words of a sentence that say that something else than gaps, or than what is usual, is left out."""
        if self.words.names("topics", "missing", sentence.tokens) or self.is_technical(sentence):
            return None
        said = " ".join(t.text.casefold() for t in sentence.tokens)
        words = set(said.split())
        if re.search(
            r"\b(?:without|no|lack(?:ing|s)?) (?:an? |any )?(?:recorded|known|reported|available|valid)\b", said
        ):
            return None
        if words & (self.words.blank | self.words.denials) - {"not", "without"} or self._has_no_zeros(sentence, words):
            return None
        return next((p for p in self.words.omitted if re.search(rf"(?<!\bnot ){re.escape(p)}\b", said)), None)

    def _has_no_zeros(self, sentence: Clause, words: Collection[str]) -> bool:
        """Return whether a sentence speaks of zeros in columns that have none."""
        least = [m.column.minimum for m in sentence.mentions if m.column.kind == "number"]
        return "zero" in words and bool(least) and all(isinstance(n, int | float) and n > 0 for n in least)

    def _leaves_out(self, tokens: Sequence[Token]) -> bool:
        """Return whether words say of what stands before them that it does not count: "are ignored", "is left out"."""
        said = " ".join(t.text.casefold() for t in tokens).split(",")[0]
        return any(re.search(rf"(?<!\bnot ){re.escape(phrase)}\b", said) for phrase in self.words.omitted)

    def words_of(self, tests: Sequence[Test]) -> tuple[str, ...]:
        """Return the words of the question that say tests."""
        for_these = [
            (found, sentence)
            for sentence in self.sentences
            for found in sentence.conditions
            if found.test in tests or _opposite(found.test) in tests
        ]
        words = [word for f, s in for_these for word in written(s.tokens[place] for place in sorted(f.places))]
        return tuple(dict.fromkeys(words))

    @cached_property
    def defined(self) -> list[Test]:
        """The tests that say what rows are called, not which are kept: "a flight is late if it has ..."."""
        return [
            t for t in self.filters if any(c.test == t and _defines(s, c) for s in self.sentences for c in s.conditions)
        ]

    @cached_property
    def compared(self) -> dict[Label, list[Test]]:
        """The tests of columns of which several values are named: the rows of each are looked at apart."""
        by_column: dict[tuple[Label, str | None], list[Test]] = {}
        for test in self.tests:
            by_column.setdefault((test.column, test.part), []).append(test)
        several = {label: tests for (label, _), tests in by_column.items() if len(_alternatives(tests)) > 1}
        return {label: tests for label, tests in several.items() if not self._are_united(tests)}

    def _are_united(self, tests: Sequence[Test]) -> bool:
        """Return whether the rows of several values are looked at together: "how many houses in Ulm or Kiel"."""
        found = [(s, c) for s in self.sentences for c in s.conditions if c.test in tests]
        if len(tests) != 1 or tests[0].comparison != "in" or not found:
            return False
        for sentence, condition in found:
            texts = {token.text.casefold() for token in sentence.tokens}
            inside = sentence.tokens[min(condition.places) : max(condition.places)]
            joints = {token.text.casefold() for token in inside} & {"or", "and"}
            together = "or" in joints or (bool(joints) and bool(texts & {"together", "combined"}))
            if not together or texts & self.words.telling_apart:
                return False
            if any(self.words.names("topics", end, sentence.tokens) for end in ("more", "less", "difference")):
                return False
        return True

    @cached_property
    def filters(self) -> list[Test]:
        """The tests that every row must pass."""
        apart = [test for tests in self.compared.values() for test in tests]
        return [test for test in self.tests if test not in apart]

    @cached_property
    def restricting(self) -> list[Test]:
        """The tests that a sentence says all the rest is about: "only consider rows with ..."."""
        said = [s for s in self.sentences if {t.stem for t in s.tokens} & self.words.restricting]
        return [condition.test for sentence in said for condition in sentence.conditions]

    @cached_property
    def sooner(self) -> list[Test]:
        """The filters that come before what is computed from the values of all rows, as the bounds of outliers are."""
        computed = [p for p in self.pieces if "outliers" in p.recipe or p.recipe.startswith("fill_") or _sums_up(p)]
        first = min((number for piece in computed for number, _ in piece.places), default=-1)
        made = {column.label for piece in self.pieces for column in piece.columns}
        found = []
        for number, sentence in enumerate(self.sentences):
            texts = {token.text.casefold() for token in sentence.tokens}
            told = number <= first or ({t.stem for t in sentence.tokens} & self.words.restricting)
            if told and not texts & self.words.later:
                found += [c.test for c in sentence.conditions if c.test in self.filters and c.test.column not in made]
        return list({repr(test): test for test in found if first >= 0}.values())

    @cached_property
    def counted(self) -> list[Test]:
        """The tests that are said only of what is counted: "the mean age, and how many are above 60"."""
        found = []
        measured = False
        for sentence in self.sentences:
            place = self._counting(sentence)
            named = self.words.named("statistics", sentence.tokens[:place])
            measured = measured or any(one.name != "count_of" for one in named)
            if measured and place < len(sentence.tokens):
                found += [c.test for c in sentence.conditions if min(c.places) > place]
        return found

    def _counting(self, sentence: Clause) -> int:
        """Return the place from which on a sentence only asks how many rows there are, or which share; else its end."""
        texts = [token.text.casefold() for token in sentence.tokens]
        many = [place for place, pair in enumerate(pairwise(texts)) if pair == ("how", "many")]
        shares = [one.place.start for one in self.words.named("roles", sentence.tokens) if one.name == "percentage"]
        asked = [place for place in shares if texts[place + 1 : place + 2] == ["of"]]
        return min([*many, *asked], default=len(texts))

    @cached_property
    def sized(self) -> dict[Place, tuple[ColumnProfile, int]]:
        """Which groups it keeps for their size, as "brands with at least 10 hotels", by the place of the number."""
        return {(n, place): found for n, s in enumerate(self.sentences) for place, found in self._sized_in(s)}

    def _sized_in(self, sentence: Clause) -> Iterable[tuple[int, tuple[ColumnProfile, int]]]:
        used = {p for found in sentence.conditions if not is_idle(self, sentence, found.test) for p in found.places}
        for place, token in enumerate(sentence.tokens):
            least = [t.stem for t in sentence.tokens[max(0, place - 2) : place]] == ["at", "least"]
            if token.kind != "number" or place in used or not least or not isinstance(token.number, int):
                continue
            before = [m for m in self.measured(sentence) if m.place.stop <= place and m.column.kind != "number"]
            if before:
                yield place, (before[-1].column, token.number)

    @cached_property
    def groups(self) -> list[ColumnProfile]:
        """The columns by which it takes rows apart: those after "each" before those after "by"."""
        each: dict[Label, ColumnProfile] = {}
        by: dict[Label, ColumnProfile] = {}
        for sentence in self.sentences:
            last: Mention | None = None
            for mention in self.measured(sentence):
                before = [t.stem for t in sentence.tokens[max(0, mention.place.start - 2) : mention.place.start]]
                listed = last and last.place.stop == mention.place.start - 1 and before[-1:] == ["and"]
                if mention.how == "part" and mention.column.distinct == self.profile.rows:
                    continue  # "sales per order" is no statistic of each order
                combined = [t.stem for t in sentence.tokens[max(0, mention.place.start - 2) : mention.place.start]]
                measured = before == ["each", "of"] and mention.column.kind == "number"  # "each of x, y and z"
                if (set(before) & self.words.each and not measured) or listed or combined == COMBINED:
                    each.setdefault(mention.column.label, mention.column)
                    last = mention
                elif "by" in sentence.cues(mention) and self._divides(mention.column, sentence):
                    by.setdefault(mention.column.label, mention.column)
        found = [self._classed(column) for column in {**each, **by}.values()]
        return list({column.label: column for column in found}.values())

    def _classed(self, column: ColumnProfile) -> ColumnProfile:
        """Return the classes that the question makes of a column of numbers, in which it stands for them."""
        classing = (piece for piece in self.pieces if piece.params.get("value") == column.label and piece.columns)
        made = [c for piece in classing for c in piece.columns if c.kind == "category" and c.label != column.label]
        return made[0] if column.kind == "number" and len(made) == 1 else column

    def _divides(self, column: ColumnProfile, sentence: Clause) -> bool:
        """Return whether a column after "by" takes rows apart; one of numbers does where groups are spoken of."""
        grouped = column.distinct <= MOST_CODES and any(t.stem == stem("group") for t in sentence.tokens)
        return column.kind in ("category", "boolean", "id", "datetime") or (column.kind == "number" and grouped)

    @cached_property
    def points_at_row(self) -> bool:
        """Whether it asks for values of "that row"."""
        texts = [t.text.casefold() for t in self.tokens]
        return any(pair == ("that", "row") for pair in pairwise(texts))

    @cached_property
    def asked_for(self) -> list[ColumnProfile]:
        """The columns of which it asks for a value: "in which year", "at what hour", "the year of that row"."""
        found = []
        for sentence in self.sentences:
            texts = [t.text.casefold() for t in sentence.tokens]
            for mention in sentence.mentions:
                asked = bool(set(texts[max(0, mention.place.start - 1) : mention.place.start]) & {"which", "what"})
                of_row = {"that", "row"} <= set(texts[mention.place.stop :])
                if not mention.is_value and (asked or of_row):
                    found.append(mention.column)
        return found

    @cached_property
    def extreme(self) -> tuple[str, ColumnProfile] | None:
        """The row that stands out, as in "with the highest price": the recipe that finds it, and its column."""
        for sentence in self.sentences:
            tokens = sentence.tokens
            for mention in self.measured(sentence):
                start = mention.place.start
                while start > 1 and [t.stem for t in tokens[start - 2 : start]] == [stem("number"), "of"]:
                    start -= 2  # "with the highest number of reviews"
                before = [t.stem for t in tokens[max(0, start - 3) : start]]
                if "with" not in before and not set(before) & {"has", "had", "have"}:
                    continue
                spot = tokens[max(0, start - 3) : start]
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
            if {(number, place) for place in named.place} <= self._classing:
                continue
            after = [m.column for m in columns if m.place.start >= named.place.stop]
            before = [m.column for m in reversed(columns) if m.place.stop <= named.place.start]
            if number in self._filled and named.name in ("mean_of", "median_of", "mode_of"):
                continue  # what gaps are filled with
            yield Said(named.name, number, tuple(after) or tuple(before))

    @cached_property
    def _classing(self) -> set[Place]:
        """The tokens that put values into classes: "low" in "low, medium and high" is no statistic."""
        return {place for piece in self.pieces if "labels" in piece.params for place in piece.places}

    @cached_property
    def _filled(self) -> set[int]:
        """The sentences that fill gaps."""
        filling = [piece for piece in self.pieces if piece.recipe.startswith(("fill_", "mean_for", "median_for"))]
        return {number for piece in filling for number, _ in piece.places}

    def measured(self, sentence: Clause) -> list[Mention]:
        """Return the mentions of columns that a sentence does not only use to keep rows."""
        used = {id(m) for found in sentence.conditions for m in found.mentions if found.test.comparison != "present"}
        return [m for m in sentence.mentions if not m.is_value and id(m) not in used]

    def two_valued(self, column: ColumnProfile) -> Label:
        """Return the value of a column of two that says yes; None when it has none."""
        return affirmative(column, self.lexicon)


def _without_explained(sentence: Clause) -> Clause:
    """Return a sentence without the mentions that the name in brackets after them explains: "ticket class (Pclass)"."""
    exact = [m for m in sentence.mentions if m.how == "exact" and not m.is_value and _is_in_brackets(sentence, m)]
    explained = [
        m
        for m in sentence.mentions
        if any(0 < e.place.start - m.place.stop <= 3 and m.column.label != e.column.label for e in exact)
        and not any(t.text == ")" or t.stem in ("and", "or") for t in sentence.tokens[m.place.stop : m.place.stop + 2])
    ]
    return replace(sentence, mentions=[m for m in sentence.mentions if m not in explained]) if explained else sentence


def _defines(sentence: Clause, condition: Found) -> bool:
    """Return whether a condition follows "is ... if" or "counts as ... when" and so says what rows are called."""
    words = [t.text.casefold() for t in sentence.tokens[: max(condition.places)]]
    asking = [place for place, word in enumerate(words) if word in ("if", "when")]
    return bool(asking) and bool({"is", "are", "counts", "count", "means"} & set(words[: asking[0]]))


def _sums_up(piece: Piece) -> bool:
    """Return whether a formula takes the mean of a column, or the like."""
    return bool(set(re.findall(r"operation='([\w ]+)'", repr(piece.params.get("formula")))) & SUMMARIES)


def _is_in_brackets(sentence: Clause, mention: Mention) -> bool:
    return bool(mention.place.start) and sentence.tokens[mention.place.start - 1].text == "("


def _alternatives(tests: Sequence[Test]) -> set[str]:
    return {repr((test.comparison, test.value)) for test in tests} if len(tests) > 1 else _listed(tests[0])


OPPOSITES: dict[Comparison, Comparison] = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "in": "not in",
    "not in": "in",
    "missing": "present",
    "present": "missing",
}


def _all_denied(test: Test) -> list[Test]:
    """Return the tests that rows pass which pass neither a test nor one of its alternatives."""
    return [_opposite(one.model_copy(update={"alternatives": ()})) for one in (test, *test.alternatives)]


def _opposite(test: Test) -> Test:
    return test.model_copy(update={"comparison": OPPOSITES.get(test.comparison, test.comparison)})


def _listed(test: Test) -> set[str]:
    return set(map(repr, test.value)) if test.comparison == "in" and isinstance(test.value, tuple) else {repr(test)}


def _learn(spoken: Spoken, tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> None:
    """Note the words of a column's name, those that it was named by, and those before its name in brackets."""
    place = mention.place
    spoken.words.update({stem(word): 1.0 for word in name_words(mention.column.name)})
    own = [t for p in place for t in [tokens[p]] if t.kind in ("word", "number")]
    spoken.words.update({t.stem: spoken.words.get(t.stem, 0.9) for t in own})
    after, sure = tokens[place.stop : place.stop + 1], mention.how in ("exact", "stem")
    if after and sure and after[0].text.casefold() in GENERIC:
        spoken.words.setdefault(after[0].stem, 0.8)
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


def _is_range_of_form(sentence: Clause, condition: Found) -> bool:
    """Return whether a range only says what an answer may be: "report the month as an integer between 1 and 12"."""
    if condition.test.comparison != "between":
        return False
    before = (sentence.tokens[place - 1].stem for place in condition.places if place)
    return any(word in (stem("integer"), stem("number"), stem("float")) for word in before)
