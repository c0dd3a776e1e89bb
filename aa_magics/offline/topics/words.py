"""The words of topics: `lexicon/topics_en.toml`."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from aa_magics.offline.lexicon import Phrase, phrase
from aa_magics.offline.text import name_words, stem


@cache
def phrases(topic: str, part: str = "phrases") -> Sequence[Phrase]:
    """Return the phrases of a topic, the longest first."""
    listed = _raw()["topics"][topic].get(part, ())
    return sorted(map(phrase, listed), key=len, reverse=True)


@cache
def talk(topic: str) -> frozenset[str]:
    """Return the stems of words that ask for nothing more, beside a topic."""
    own = {one for words in (*phrases(topic), *phrases(topic, "with"), *phrases(topic, "paired")) for one in words}
    return frozenset(map(stem, _raw()["topics"][topic]["talk"])) | own


@cache
def topics() -> Sequence[str]:
    return tuple(_raw()["topics"])


@cache
def spelt() -> Sequence[str]:
    """Return the words of all phrases as they are spelt, that a goal's may be misspellings of."""
    listed = (words for name in topics() for words in _raw()["topics"][name]["phrases"])
    return sorted({word for words in listed for word in words.split() if len(word) >= 5})


def is_named(name: str, kind: str) -> bool:
    """Return whether a column's name has a word of the `names`: ids, times, weights, units."""
    return bool(_names(kind) & set(name_words(name)))


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(_raw()["names"][kind])


@cache
def _raw():  # type: ignore[no-untyped-def]
    text = (files("aa_magics.offline") / "lexicon" / "topics_en.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
