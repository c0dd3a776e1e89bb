"""Conditions of a closed question that keep no rows: how to judge, what rows are called, what is but named."""

from collections.abc import Sequence
from typing import Protocol

from aa_magics.model import Formula, FrameProfile, Label, Param, Test
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.verdicts import compares
from aa_magics.offline.closed.words import ClosedWords
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.pieces import Piece
from aa_magics.offline.text import Token
from aa_magics.recipes.formulas import columns_of, numbers_of

SHORT = 2  # digits of a code in text, which a bare number does not name


class Body(Protocol):
    """What is looked at of the body of a question."""

    profile: FrameProfile
    vocabulary: Vocabulary
    pieces: Sequence[Piece]
    sentences: list[Clause]
    words: ClosedWords

    @property
    def gap_codes(self) -> set[Label]: ...

    def is_technical(self, sentence: Clause) -> bool: ...

    def speaks_of(self, name: str, table: str = "topics") -> bool: ...


def is_idle(body: Body, sentence: Clause, test: Test) -> bool:
    """Return whether a test only says how to judge, or names what the rows are: "hotels" beside `hotel_id`."""
    if body.is_technical(sentence) and test.comparison not in ("==", "in", "missing", "present"):
        return True
    if test.part == "quarter" and body.speaks_of("iqr"):
        return True  # Q1 and Q3 are quartiles
    if test.comparison == "==" and test.value in body.gap_codes:
        return True  # a number that stands for a gap
    if test.comparison == "contains" and not any(
        token.kind == "quoted" and token.text.casefold() == str(test.value).casefold() for token in sentence.tokens
    ):
        return True  # "Size contains string values"
    if _includes(body, sentence):
        return True  # "all are included, whether active or not"
    if lists_codes(body, sentence, test.column):
        return True  # "1 for members and 0 for the others"
    if any(_is_in_formula(test, piece.params.get("formula")) for piece in body.pieces):
        return True  # "the age in 2020" beside "2020 - year"
    if body.is_technical(sentence) and (test.part is not None or _is_out_of_range(body, test)):
        return True  # "above Q3", "test on pressure with alpha = 0.05"
    values = [m for m in sentence.mentions if m.is_value and m.column.label == test.column]
    words = [sentence.tokens[place] for m in values for place in m.place]
    beside = _stands_beside(body, sentence, test)
    if words and not beside and all(word.kind == "number" for word in words) and compares(sentence.text):
        return True  # "if the skewness is greater than 1" names no value
    return is_stray(body, test, words, beside)


def _includes(body: Body, sentence: Clause) -> bool:
    """Return whether a sentence says that rows count which one might leave out."""
    said = {token.text.casefold() for token in sentence.tokens}
    only = any(token.stem in body.words.restricting for token in sentence.tokens)
    return bool(said & body.words.including and said & body.words.widening) and not only


def lists_codes(body: Body, sentence: Clause, label: Label) -> bool:
    """Return whether a sentence lists all numbers of a column, as by what they stand for, and so keeps no rows."""
    column = next((c for c in body.profile.columns if c.label == label), None)
    named = [m for m in sentence.mentions if m.column.label == label and not m.is_value]
    if column is None or column.distinct < 2 or len(column.values) != column.distinct or not named:
        return False
    numbers = {t.number for t in sentence.tokens[named[0].place.stop :] if t.kind == "number"}
    return numbers == {counted.value for counted in column.values}


def _is_out_of_range(body: Body, test: Test) -> bool:
    """Return whether a column has no such number."""
    column = next(c for c in body.profile.columns if c.label == test.column)
    ends = (test.value, column.minimum, column.maximum)
    if not all(isinstance(end, int | float) for end in ends):
        return False
    return not column.minimum <= test.value <= column.maximum  # type: ignore[operator]


def _stands_beside(body: Body, sentence: Clause, test: Test) -> bool:
    return any(not m.is_value and m.column.label == test.column for m in sentence.mentions)


def is_stray(body: Body, test: Test, words: Sequence[Token], beside: bool) -> bool:
    """Return whether the words that a test was read from name no value: numbers, a noun of the rows."""
    if words and all(word.kind == "number" for word in words):
        code = isinstance(test.value, str) and len(test.value) <= SHORT
        return (code and not beside) or "".join(word.text for word in words) != str(test.value)
    plain = body.words.answers | body.words.denials | {"other", "others"}
    if (
        words
        and not beside
        and all(w.text.casefold() in plain and (w.kind == "word" or _offers(body, w)) for w in words)
    ):
        return True
    column = next(c for c in body.profile.columns if c.label == test.column)
    if words and column.reads_as is not None and column.reads_as.what == "number":
        return True  # a word among numbers is no value to keep rows by
    return bool(words) and not beside and all(_is_noun_of_rows(body, word) for word in words)


def _offers(body: Body, token: Token) -> bool:
    """Return whether a word in quotes is one of the answers of a sentence that says when to give which."""
    said = [s for s in body.sentences if any(t is token for t in s.tokens)]
    return token.kind == "quoted" and any(compares(sentence.text) for sentence in said)


def _is_noun_of_rows(body: Body, token: Token) -> bool:
    return token.kind == "word" and len(body.vocabulary.parts.get(token.stem, ())) > 1


def _is_in_formula(test: Test, formula: Param | None) -> bool:
    """Return whether a formula computes with the column of a test and with its very value."""
    if not isinstance(formula, Formula) or test.comparison != "==":
        return False
    return test.value in numbers_of(formula) and test.column in columns_of(formula)
