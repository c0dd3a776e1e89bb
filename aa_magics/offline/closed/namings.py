"""What a question calls columns by: "goals are in the Gls column", "RM stands for rooms"."""

import re
from collections.abc import Iterable

from aa_magics.model import ColumnProfile, FrameProfile, Naming
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.text import name_words, stem

IN = r"(?:is|are) (?:(?:given|stored|recorded|found|listed|held|contained) )?in (?:the )?(?:column )?"
FOR = r"(?: column)? (?:stands for|denotes|represents) (?:the )?"
WORDS = r"((?:[^\W\d_]+[ -]){0,2}[^\W\d_]+)"
MOST_COLUMNS = 500


def with_names_told(profile: FrameProfile, text: str, lexicon: Lexicon) -> FrameProfile:
    """Return the profile with the names that a text tells of its columns, none of them one that a column has."""
    if len(profile.columns) > MOST_COLUMNS:
        return profile
    own = {"".join(map(stem, name_words(column.name))) for column in profile.columns}
    return profile.model_copy(update={"columns": tuple(_told(c, text, own, lexicon) for c in profile.columns)})


def _told(column: ColumnProfile, text: str, own: set[str], lexicon: Lexicon) -> ColumnProfile:
    also = tuple(
        Naming(name=name) for name in _names(column, text, lexicon) if "".join(map(stem, name_words(name))) not in own
    )
    return column.model_copy(update={"also": (*column.also, *also)}) if also else column


def _names(column: ColumnProfile, text: str, lexicon: Lexicon) -> Iterable[str]:
    """Yield what a text calls a column, less the words that say nothing: "the number of goals"."""
    written = rf"[\"'“`]?{re.escape(column.name)}[\"'”`]?"
    before = re.finditer(rf"(?:^|[.;,\n])\s*(?:The )?{WORDS} {IN}{written}(?!\w)", text, re.IGNORECASE)
    after = re.finditer(rf"(?<!\w){written}{FOR}(?:number of )?{WORDS}(?=\s*(?:[.;,\n]|and\b|$))", text, re.IGNORECASE)
    for found in (*before, *after):
        words = name_words(found[1].casefold().removeprefix("number of "))
        if words and not any(stem(word) in lexicon.stopwords for word in words):
            yield " ".join(words)
