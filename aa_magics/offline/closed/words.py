"""What closed questions say: the words of their forms, statistics, tests and verdicts; one data file a language."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from aa_magics.offline.lexicon import Phrase, phrase, phrase_end
from aa_magics.offline.text import Token, stem

STEMMED = ("units", "signs", "defining", "apart", "leaving", "filling", "other_durations", "restricting", "unreadable")
"""Lists that are compared by their stems."""


@dataclass(frozen=True)
class ClosedWords:
    """See `lexicon/closed_en.toml` for what each part is; tables of phrases are by what they stand for."""

    givers: frozenset[str]
    conditions: frozenset[str]
    each: frozenset[str]
    actions: frozenset[str]
    learnt: frozenset[str]
    inside: frozenset[str]
    commas: frozenset[str]
    blank: frozenset[str]
    whole: frozenset[str]
    rates: frozenset[str]
    denials: frozenset[str]
    omitting: frozenset[str]
    restricting: frozenset[str]
    telling_apart: frozenset[str]
    omitted: frozenset[str]
    telling: frozenset[str]
    undone: frozenset[str]
    including: frozenset[str]
    letters: frozenset[str]
    considering: frozenset[str]
    widening: frozenset[str]
    later: frozenset[str]
    apart: frozenset[str]
    leaving: frozenset[str]
    other_durations: frozenset[str]
    defining: frozenset[str]
    denying: frozenset[str]
    taking: frozenset[str]
    best: frozenset[str]
    reading: frozenset[str]
    plain: frozenset[str]
    filling: frozenset[str]
    unreadable: frozenset[str]
    essays: frozenset[str]
    signs: frozenset[str]
    trade: frozenset[str]
    units: frozenset[str]
    examples: frozenset[str]
    answers: frozenset[str]
    offers: frozenset[str]
    numeric: frozenset[str]
    digits: Mapping[str, int]
    nearest: Mapping[str, int]
    quantities: Mapping[str, Sequence[str]]
    comparisons: Mapping[str, Sequence[str]]
    rules: Mapping[str, Sequence[str]]
    tables: Mapping[str, Mapping[str, Sequence[Phrase]]]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem of its tables."""
        return frozenset(s for table in self.tables.values() for listed in table.values() for p in listed for s in p)

    def named(self, table: str, tokens: Sequence[Token]) -> "list[Named]":
        """Return what the tokens name of a table, longest phrases first where they overlap, in the goal's order."""
        found = [
            Named(name, range(first, end))
            for name, phrases in self.tables[table].items()
            for words in phrases
            for first in range(len(tokens))
            if (end := phrase_end(words, tokens, first))
        ]
        return _apart(found)

    def names_any(self, table: str, tokens: Sequence[Token]) -> bool:
        """Return whether the tokens hold a phrase of a table."""
        return any(self.names(table, name, tokens) for name in self.tables[table])

    def names(self, table: str, name: str, tokens: Sequence[Token]) -> bool:
        """Return whether the tokens hold one of the phrases of a name."""
        return any(self.places(table, name, tokens))

    def places(self, table: str, name: str, tokens: Sequence[Token]) -> Iterator[range]:
        """Yield where the tokens hold a phrase of a name, also inside a longer phrase of another one."""
        for words in self.tables[table][name]:
            for first in range(len(tokens)):
                if end := phrase_end(words, tokens, first):
                    yield range(first, end)


@dataclass(frozen=True)
class Named:
    """What stands at the tokens of `place`."""

    name: str
    place: range


@cache
def closed_words(language: str = "en") -> ClosedWords:
    """Return the words of closed questions in a language, by its two letters."""
    file = files("aa_magics.offline") / "lexicon" / f"closed_{language}.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {name: frozenset(part) for name, part in raw.items() if isinstance(part, list)}
    lists |= {name: frozenset(map(stem, lists[name])) for name in STEMMED}
    other = ("digits", "nearest", "quantities", "comparisons", "rules")
    return ClosedWords(
        **lists,  # type: ignore[arg-type]
        **{name: raw[name] for name in other},
        tables={
            name: {key: [phrase(words) for words in listed] for key, listed in table.items()}
            for name, table in raw.items()
            if name not in (*lists, *other)
        },
    )


def _apart(found: Iterable[Named]) -> list[Named]:
    chosen: list[Named] = []
    for named in sorted(found, key=lambda n: (-len(n.place), n.place.start)):
        if not any(set(named.place) & set(other.place) for other in chosen):
            chosen.append(named)
    return sorted(chosen, key=lambda n: n.place.start)
