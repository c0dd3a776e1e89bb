"""The words for what is done to a frame before it is measured: `lexicon/preparing_en.toml`."""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import Phrase, phrase, phrase_end
from aa_magics.offline.text import Token

Phrases = Sequence[Phrase]


class Said(NamedTuple):
    """A phrase of a section that stands in a clause: its name in the section, and its tokens."""

    name: str
    place: range


@cache
def phrases(section: str) -> Phrases:
    """Return the phrases of a section that is a list."""
    return list(map(phrase, _raw()[section]))


@cache
def groups(section: str) -> Mapping[str, Phrases]:
    """Return the phrases of a section that is a table, by name."""
    return {name: list(map(phrase, listed)) for name, listed in _raw()[section].items()}


@cache
def stems(section: str) -> frozenset[str]:
    """Return the single words of a section as stems."""
    return frozenset(words[0] for words in phrases(section) if len(words) == 1)


@cache
def numbers(section: str) -> Mapping[str, int]:
    """Return the numbers of a section by their words, in small letters."""
    return dict(_raw()[section])


def said_at(section: str, tokens: Sequence[Token], first: int) -> Said | None:
    """Return the longest phrase of a section, list or table, that begins at `first`."""
    begun = _by_stem(section).get(tokens[first].stem)
    if begun is None:
        return None
    found = [Said(name, range(first, end)) for name, words in begun if (end := phrase_end(words, tokens, first))]
    return max(found, key=lambda said: len(said.place), default=None)


def written_at(section: str, tokens: Sequence[Token], first: int) -> Said | None:
    """Return the longest phrase of a table that stands at `first` as it is written: "times", but not "time"."""
    begun = _by_word(section).get(tokens[first].text.casefold())
    if begun is None:
        return None
    found = [
        Said(name, range(first, first + len(words)))
        for name, words in begun
        if tuple(token.text.casefold() for token in tokens[first : first + len(words)]) == words
    ]
    return max(found, key=lambda said: len(said.place), default=None)


@cache
def _by_stem(section: str) -> Mapping[str, Sequence[tuple[str, Phrase]]]:
    """Return the phrases of a section with their names, by the stem that they begin with."""
    listed = groups(section) if isinstance(_raw()[section], dict) else {"": phrases(section)}
    return _by_first((name, words) for name, some in listed.items() for words in some)


@cache
def _by_word(section: str) -> Mapping[str, Sequence[tuple[str, Phrase]]]:
    """Return the phrases of a table with their names, by the word that they begin with."""
    return _by_first((name, words) for name, some in _written(section).items() for words in some)


def _by_first(named: Iterable[tuple[str, Phrase]]) -> dict[str, list[tuple[str, Phrase]]]:
    found: dict[str, list[tuple[str, Phrase]]] = {}
    for name, words in named:
        found.setdefault(words[0], []).append((name, words))
    return found


def said_written(
    section: str, clause: Clause, within: range | None = None, unsure: Collection[str] = ("fuzzy",)
) -> list[Said]:
    """Return the phrases of a table that a clause has as they are written, none overlapping, outside column names.

    Names of columns that are seen in one of the `unsure` ways do not count.
    """
    found: list[Said] = []
    place, stop = (within.start, within.stop) if within is not None else (0, len(clause.tokens))
    named = {p for m in clause.mentions if not m.is_value and m.how not in unsure for p in m.place}
    while place < stop:
        said = written_at(section, clause.tokens, place)
        if said and said.place.stop <= stop and not set(said.place) & named:
            found.append(said)
            place = said.place.stop
        else:
            place += 1
    return found


def written(section: str, name: str) -> Sequence[tuple[str, ...]]:
    """Return the phrases of one name of a table as they are written."""
    return _written(section)[name]


@cache
def _written(section: str) -> Mapping[str, Sequence[tuple[str, ...]]]:
    return {name: [tuple(words.split()) for words in listed] for name, listed in _raw()[section].items()}


def said_in(section: str, clause: Clause, within: range | None = None, free: bool = True) -> list[Said]:
    """Return the phrases of a section that stand in a clause, none overlapping, names of columns left out if `free`."""
    found: list[Said] = []
    place, stop = (within.start, within.stop) if within is not None else (0, len(clause.tokens))
    named = {p for m in clause.mentions for p in m.place} if free else set()
    while place < stop:
        said = said_at(section, clause.tokens, place)
        if said and said.place.stop <= stop and not set(said.place) <= named:
            found.append(said)
            place = said.place.stop
        else:
            place += 1
    return found


@cache
def _raw() -> Mapping[str, Any]:
    return tomllib.loads((files("aa_magics.offline") / "lexicon" / "preparing_en.toml").read_text(encoding="utf-8"))
