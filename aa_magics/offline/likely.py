"""Which of several columns that words could mean is meant most likely, by what else their names say."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile
from aa_magics.offline.lexicon import Lexicon, lexicon
from aa_magics.offline.text import Token, name_words, stem


def likeliest(columns: Sequence[ColumnProfile], frame: str) -> list[ColumnProfile]:
    """Return the columns that nothing tells apart: those whose names say no more than others do, if there are any.

    "date" and "total amount" go before "ship date" and "tip amount", "order date" in orders too; what is only noted
    beside, such as a date of birth, comes last.
    """
    words = lexicon()
    own = {column.label: _own_stems(column, columns) - words.general - _stems(frame) for column in columns}
    plain = [column for column in columns if not own[column.label]]
    return plain or [column for column in columns if not own[column.label] & words.beside] or list(columns)


def likeliest_first(columns: Sequence[ColumnProfile], frame: str) -> list[ColumnProfile]:
    """Return columns in their order, but the likeliest of them first."""
    first = likeliest(columns, frame)
    return [*first, *(column for column in columns if column not in first)]


def measured(columns: Sequence[ColumnProfile], tokens: Sequence[Token], words: Lexicon) -> ColumnProfile | None:
    """Return the one column whose name says what the tokens ask for: petal length for "the longest petals"."""
    asked = {words.measures[token.stem] for token in tokens if token.stem in words.measures}
    fitting = [column for column in columns if asked & _stems(column.name)]
    return fitting[0] if len(fitting) == 1 else None


def _own_stems(column: ColumnProfile, columns: Sequence[ColumnProfile]) -> frozenset[str]:
    """Return what the name of a column says that not all of the names do."""
    return _stems(column.name) - frozenset.intersection(*(_stems(other.name) for other in columns))


def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, name_words(name)))
