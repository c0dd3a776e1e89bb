"""The words for a model that is to be fitted: `lexicon/models_en.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import Phrase, phrase, phrase_end


class Heard(NamedTuple):
    """A phrase that stands in a clause: what it stands for, and its tokens."""

    name: str
    place: range


@cache
def table(section: str) -> Mapping[str, Sequence[Phrase]]:
    """Return the phrases of a section by what they stand for."""
    return {name: [phrase(words) for words in listed] for name, listed in _raw()[section].items()}


@cache
def spelt(section: str, name: str) -> tuple[str, ...]:
    """Return the phrases of a name as one word each: "meansquarederror", "mse"."""
    return tuple("".join(words.split()) for words in _raw()[section][name])


def heard(section: str, clause: Clause) -> list[Heard]:
    """Return what a clause says of a section, in order; of phrases that overlap, the longest."""
    found = [Heard(name, place) for name in table(section) for place in places(section, name, clause)]
    chosen: list[Heard] = []
    for one in sorted(found, key=lambda heard: (-len(heard.place), heard.place.start)):
        if not any(set(one.place) & set(other.place) for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda heard: heard.place.start)


def places(section: str, name: str, clause: Clause) -> list[range]:
    """Return the places where a clause has one of the phrases of a name; "R^2" is R2."""
    spots = [place for place, token in enumerate(clause.tokens) if token.text != "^"]
    tokens = [clause.tokens[place] for place in spots]
    return [
        range(spots[first], spots[end - 1] + 1)
        for words in table(section)[name]
        for first in range(len(tokens))
        if (end := phrase_end(words, tokens, first))
    ]


def says(name: str, clause: Clause) -> Heard | None:
    """Return the first place where a clause has one of the `words` of a name."""
    found = places("words", name, clause)
    return Heard(name, min(found, key=lambda place: place.start)) if found else None


@cache
def _raw() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files("aa_magics.offline") / "lexicon" / "models_en.toml").read_text(encoding="utf-8"))
