"""What a question calls columns and their values by: "goals are in the Gls column", "G (guard)", "M for men"."""

import re
from collections.abc import Iterable

from aa_magics.model import ColumnProfile, FrameProfile, Label, Naming
from aa_magics.offline.closed.words import closed_words
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.text import name_words, stem

IN = r"(?:is|are) (?:(?:given|stored|recorded|found|listed|held|contained) )?in (?:the )?(?:column )?"
FOR = r"(?: column)? (?:stands for|denotes|represents) (?:the )?"
WORDS = r"((?:[^\W\d_]+[ -]){0,2}[^\W\d_]+)"
WORD = r"([^\W\d_]{3,})"
LONGEST_CODE = 3
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
    also += tuple(Naming(name=name, value=value) for value, name in _value_names(column, text, lexicon))
    return column.model_copy(update={"also": (*column.also, *also)}) if also else column


def _explained(written: str, text: str, lexicon: Lexicon) -> Iterable[str]:
    """Yield the words before a column's name in brackets: "wind speed (WSPM)"; one word alone may say anything."""
    for found in re.finditer(rf"\b{WORDS} \({written}\)", text, re.IGNORECASE):
        words = list(name_words(found[1]))
        ends = [n for n, w in enumerate(words) if stem(w) in lexicon.stopwords | closed_words().stems]
        words = words[max(ends) + 1 :] if ends else words
        if len(words) > 1:
            yield " ".join(words)


def _value_names(column: ColumnProfile, text: str, lexicon: Lexicon) -> Iterable[tuple[Label, str]]:
    """Yield what a text calls the values of a column of codes: "G (guard)", "M for men", "centers are 'C'"."""
    codes = [counted.value for counted in column.values if isinstance(counted.value, str)]
    if column.kind != "category" or any(len(code) > LONGEST_CODE for code in codes):
        return
    known = {code.casefold() for code in codes}
    for code in codes:
        written = rf"[\"'“`]?(?<!\w){re.escape(code)}(?!\w)[\"'”`]?"
        quoted = rf"[\"'“`]{re.escape(code)}[\"'”`]"
        told = rf"{written}(?: ?\({WORD}\)| (?:for|stands for|means|denotes|represents|=) (?:the |an? )?{WORD}\b)"
        called = rf"\b{WORD}(?: \({written}\)| (?:is|are) (?:coded |marked |denoted |called )?(?:as |by )?{quoted})"
        for found in (*re.finditer(told, text), *re.finditer(called, text)):
            word = next(filter(None, found.groups())).casefold()
            if word not in known and stem(word) not in lexicon.stopwords and not _is_named(column, word):
                yield code, word


def _is_named(column: ColumnProfile, word: str) -> bool:
    return stem(word) in map(stem, name_words(column.name))


def _names(column: ColumnProfile, text: str, lexicon: Lexicon) -> Iterable[str]:
    """Yield what a text calls a column, less the words that say nothing: "the number of goals"."""
    written = rf"[\"'“`]?{re.escape(column.name)}[\"'”`]?"
    before = re.finditer(rf"(?:^|[.;,\n])\s*(?:The )?{WORDS} {IN}{written}(?!\w)", text, re.IGNORECASE)
    after = re.finditer(rf"(?<!\w){written}{FOR}(?:number of )?{WORDS}(?=\s*(?:[.;,\n]|and\b|$))", text, re.IGNORECASE)
    being = re.finditer(rf"(?:^|[.;,\n])\s*(?:The )?{WORDS} (?:is|are) the {written} column\b", text, re.IGNORECASE)
    yield from _explained(written, text, lexicon)
    for found in (*before, *after, *being):
        words = name_words(found[1].casefold().removeprefix("number of "))
        if words and not any(stem(word) in lexicon.stopwords for word in words):
            yield " ".join(words)
