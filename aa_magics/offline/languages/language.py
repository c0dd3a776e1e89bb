"""The words of a language and what they are in English, read from its lexicon: one data file a language."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

from aa_magics.offline.lexicon import lexicon
from aa_magics.offline.text import name_words, stem

ENGLISH = "en"
FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ê": "e", "à": "a", "ç": "c"})
SHORTEST_PART = 3  # letters of a part of a compound word
SHORTEST_HEAD, SHORTEST_TAIL = 3, 5  # letters of both parts of a compound
SHORTEST_STEMMED = 5  # letters; shorter words are function words, which differ by their endings
SHORTEST_MISSPELT = 6  # letters
LONG = 9  # letters of a word in which two may be wrong
GAP = "..."
MOST_NAMES = 50_000

Key = tuple[str, ...]
"""The words of a phrase, folded: as they stand, or their stems."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language other than English; see `lexicon/de.toml` for what each part is.

    `titles` are by recipe, `sentences` by their English, with {0}, {1} ... for the values in them.
    """

    code: str
    stemmer: str
    thousands: str
    decimal: str
    date: str
    ambiguous: frozenset[str]
    genitives: frozenset[str]
    counted: frozenset[str]
    links: Sequence[str]
    phrases: Mapping[Key, str]
    apart: Mapping[str, Sequence[tuple[str, str]]]
    before_numbers: Mapping[Key, str]
    nouns: Mapping[Key, str]
    first_parts: Mapping[str, str]
    last_parts: Mapping[str, str]
    spoken: Mapping[str, str]
    titles: Mapping[str, str]
    sentences: Mapping[str, str]

    def phrase(self, words: Sequence[str]) -> str | None:
        """Return the English of words that are a phrase or a noun, as they stand or by their stems; None for others."""
        exact, stems = tuple(map(_folded, words)), tuple(self.key(word) for word in words)
        found = (known.get(key) for key in (exact, stems) for known in (self.phrases, self.nouns))
        return next((english for english in found if english is not None), None)

    def noun(self, word: str) -> str | None:
        """Return the English of a word that names what a column holds, or a value."""
        if english := self.nouns.get((_folded(word),)) or self.nouns.get((self.key(word),)):
            return english
        said = self.phrase([word])
        return said if said and stem(said) not in lexicon().stopwords else self.compound(word) or self._ending(word)

    def _ending(self, word: str) -> str | None:
        """Return a word that ends in a noun as two, the noun in English: Kaltmiete is "kalt rent"."""
        folded = _folded(word)
        for place in range(SHORTEST_HEAD, len(folded) - SHORTEST_TAIL + 1):
            if english := self.nouns.get((folded[place:],)):
                return f"{folded[:place]} {english}"
        return None

    def near(self, word: str) -> str | None:
        """Return the English of the word that a longer one is a misspelling of; None where none is near."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        folded = _folded(word)
        if len(folded) < SHORTEST_MISSPELT:
            return None
        slips = 1 if len(folded) < LONG else 2
        best = process.extractOne(folded, self._single.keys(), scorer=OSA.distance, score_cutoff=slips)
        return self._single[best[0]] if best and best[0][0] == folded[0] else None

    @cached_property
    def _single(self) -> Mapping[str, str]:
        """The phrases and nouns of one word."""
        both = {**self.nouns, **self.phrases}
        return {key[0]: english for key, english in both.items() if len(key) == 1}

    def key(self, word: str) -> str:
        """Return what a word is compared by: its stem, or all of a short one."""
        return _key(word, self.stemmer)

    def is_noun(self, word: str) -> bool:
        """Return whether a word names something that can be of something else: Summe, Kunden, Monatsumsatz."""
        key = self.key(word)
        return (key,) in self.nouns or key in self.last_parts or self.compound(word) is not None

    def compound(self, word: str) -> str | None:
        """Return the English of a word that is made of two known parts."""
        return self._compound(_folded(word))

    def _compound(self, word: str) -> str | None:
        for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            first, last = word[:cut], word[cut:]
            if english := self._joined(first, last):
                return english
        return None

    def _joined(self, first: str, last: str) -> str | None:
        """Return the English of two parts that make up a word, or None where one of them is unknown."""
        head = self.nouns.get((self.key(last),))
        if head and (before := self.first_parts.get(first)):
            return f"{before} {head}"
        what = next((noun for link in self.links if (noun := self._part(first, link))), None)
        if what is None:
            return None
        if before := self.last_parts.get(self.key(last)):
            return f"{before} {what}"
        return f"{what} {head}" if head else None

    def _part(self, first: str, link: str) -> str | None:
        stem = first.removesuffix(link) if link else first
        return self.nouns.get((self.key(stem),)) if first.endswith(link) and len(stem) >= SHORTEST_PART else None


@cache
def languages() -> Sequence[Language]:
    """Return every language but English that has a lexicon."""
    found = (file for file in (files("aa_magics.offline") / "lexicon").iterdir() if file.name.endswith(".toml"))
    codes = sorted(file.name.removesuffix(".toml") for file in found)
    return tuple(language(code) for code in codes if len(code) == 2 and code != ENGLISH)


@cache
def language(code: str) -> Language:
    """Return the language of a code of two letters."""
    path = files("aa_magics.offline") / "lexicon" / f"{code}.toml"
    raw: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    stemmer = raw["stemmer"]
    apart: dict[str, list[tuple[str, str]]] = {}
    for english, said in _pairs(raw["phrases"]):
        if GAP in said:
            first, last = said.split(GAP)
            apart.setdefault(_key(first.strip(), stemmer), []).append((last.strip(), english))
    return Language(
        code=code,
        stemmer=stemmer,
        thousands=raw["thousands"],
        decimal=raw["decimal"],
        date=raw["date"],
        ambiguous=frozenset(_key(word, stemmer) for word in raw["ambiguous"].split()),
        genitives=frozenset(raw["genitives"]),
        counted=frozenset(raw["counted"]),
        links=raw["links"],
        phrases=_table(raw["phrases"], stemmer),
        apart=apart,
        before_numbers=_table(raw["before_numbers"], stemmer),
        nouns=_table(raw["nouns"], stemmer),
        first_parts={_folded(said): english for english, said in _pairs(raw["first_parts"])},
        last_parts={_key(said, stemmer): english for english, said in _pairs(raw["last_parts"])},
        spoken=raw["spoken"],
        titles=raw["titles"],
        sentences=raw["sentences"],
    )


@lru_cache(MOST_NAMES)
def glosses(name: str) -> Sequence[tuple[str, ...]]:
    """Return the name of a column, or a value, in English words, for each language in which a word of it is known."""
    words = name_words(name)
    english = ([(word, tongue.noun(word)) for word in words] for tongue in languages())
    return tuple(
        tuple(" ".join(known or word for word, known in pairs).split())
        for pairs in english
        if any(known for _, known in pairs)
    )


def _pairs(raw: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    return ((english, said) for english, listed in raw.items() for said in listed)


def _table(raw: Mapping[str, Sequence[str]], stemmer: str) -> Mapping[Key, str]:
    """Return what phrases are in English, by their words as they stand and by their stems; the first of two wins."""
    table: dict[Key, str] = {}
    listed = [(said.split(), english) for english, said in _pairs(raw) if GAP not in said]
    for words, english in listed:
        table[tuple(map(_folded, words))] = english
    for words, english in listed:
        table.setdefault(tuple(_key(word, stemmer) for word in words), english)
    return table


def _folded(word: str) -> str:
    return word.casefold().translate(FOLDED)


@cache
def _key(word: str, stemmer: str) -> str:
    folded = _folded(word)
    return str(_stemmer(stemmer).stemWord(folded)) if len(folded) >= SHORTEST_STEMMED else folded


@cache
def _stemmer(name: str):  # type: ignore[no-untyped-def]
    import snowballstemmer

    return snowballstemmer.stemmer(name)
