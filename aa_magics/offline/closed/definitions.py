"""What a question calls rows of a column by: "men have sex equal to 1, women have sex equal to 0"."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from aa_magics.model import ColumnProfile, Label, Test
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.words import closed_words
from aa_magics.offline.text import Token

BREAKS = frozenset((",", ";", ".", "(", ")", "\n"))


@dataclass(frozen=True)
class Definition:
    """Rows by the words that they are called by; `denied` says that these deny what the words say: "without"."""

    test: Test
    words: frozenset[str]
    denied: bool


def read_definitions(sentences: Sequence[Clause]) -> list[Definition]:
    """Return the definitions of a question: of each column at least two, which tell its rows apart."""
    found = [one for sentence in sentences for one in _in_sentence(sentence)]
    unique = list({(one.test.column, one.test.value): one for one in reversed(found)}.values())
    columns = [one.test.column for one in unique]
    return [one for one in unique if columns.count(one.test.column) > 1]


def defined_tests(words: Collection[str], texts: Collection[str], definitions: Sequence[Definition]) -> list[Test]:
    """Return the tests of the rows that the words of a slot, stems and as they are written, call by a definition."""
    denied = is_denied(texts)
    found: list[Test] = []
    for label in dict.fromkeys(one.test.column for one in definitions):
        group = [one for one in definitions if one.test.column == label]
        common = frozenset.intersection(*(one.words for one in group))
        own = [one for one in group if (one.words - common) & set(words)]
        if not own and common & set(words) and len({one.denied for one in group}) > 1:
            own = [one for one in group if one.denied == denied]
        if len(own) == 1:
            found.append(own[0].test)
    return found


def is_denied(texts: Iterable[str]) -> bool:
    """Return whether some of these words denies the others."""
    return bool(set(texts) & closed_words().denying)


def _in_sentence(sentence: Clause) -> Iterable[Definition]:
    column: ColumnProfile | None = None
    for start, stop in _parts(sentence.tokens):
        named = [m for m in sentence.mentions if not m.is_value and start <= m.place.start < stop]
        column = named[-1].column if named else column
        tokens = sentence.tokens[start:stop]
        listed = _value_before_for(tokens, column) if column else None
        value = listed[0] if listed else _value(tokens, column) if column else None
        if column is None or value is None or not (listed or {t.stem for t in tokens} & closed_words().defining):
            continue
        spoken = {place for m in named for place in m.place} | ({start + listed[1]} if listed else set())
        subject = [t for p, t in enumerate(tokens, start) if p not in spoken and t.kind == "word"]
        said = [t for t in subject if sentence.lexicon.matters(t) and t.stem not in closed_words().defining]
        if said:
            test = Test(column=column.label, comparison="==", value=value)
            yield Definition(test, frozenset(t.stem for t in said), is_denied(t.text.casefold() for t in subject))


def _parts(tokens: Sequence[Token]) -> Iterable[tuple[int, int]]:
    """Yield where the parts of a sentence lie that a mark or "and" ends."""
    start = 0
    for place, token in enumerate(tokens):
        if token.text in BREAKS or token.text.casefold() in ("and", "while", "where"):
            yield start, place
            start = place + 1
    yield start, len(tokens)


def _value_before_for(tokens: Sequence[Token], column: ColumnProfile) -> tuple[Label, int] | None:
    """Return the value of a column that a list gives words for, and its place: "GK for goalkeepers"."""
    values = {str(counted.value): counted.value for counted in column.values}
    found = [(values[t.text], n) for n, t in enumerate(tokens) if t.text in values and t.kind != "mark"]
    if len(found) != 1 or found[0][1] + 1 >= len(tokens):
        return None
    return found[0] if tokens[found[0][1] + 1].text in ("for", "=") else None


def _value(tokens: Sequence[Token], column: ColumnProfile) -> Label:
    """Return the one value of a column that stands among tokens, as a number or in quotes."""
    values = {str(counted.value): counted.value for counted in column.values}
    said = [values[t.text] for t in tokens if t.kind in ("number", "quoted") and t.text in values]
    return said[0] if len(said) == 1 else None
