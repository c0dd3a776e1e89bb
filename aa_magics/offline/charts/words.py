"""The words of charts: one data file a language, see `lexicon/charts_en.toml` for what each part is."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from aa_magics.offline.lexicon import Phrase, phrase, phrase_end
from aa_magics.offline.text import Token, stem

Phrases = Mapping[str, Sequence[Phrase]]


@dataclass(frozen=True)
class ChartWords:
    """The words of charts of a language, as stems."""

    entities: frozenset[str]
    talk: frozenset[str]
    naming: frozenset[str]
    keeping: frozenset[str]
    listing: frozenset[str]
    hints: Phrases
    marks: Phrases
    modes: Phrases
    counts: Phrases
    slots: Phrases
    after: Phrases
    width: Phrases
    bins: Phrases
    order: Phrases
    periods: Phrases

    @cached_property
    def known(self) -> frozenset[str]:
        """Every stem that is a word of charts."""
        tables = (
            self.marks,
            self.modes,
            self.counts,
            self.slots,
            self.after,
            self.width,
            self.bins,
            self.order,
            self.hints,
        )
        stems = {s for table in tables for phrases in table.values() for words in phrases for s in words}
        return frozenset(stems) | self.talk | self.entities


@cache
def chart_words(language: str = "en") -> ChartWords:
    """Return the words of charts in a language, by its two letters."""
    raw = tomllib.loads(
        (files("aa_magics.offline") / "lexicon" / f"charts_{language}.toml").read_text(encoding="utf-8")
    )
    lists = ("entities", "talk", "naming", "keeping", "listing")
    tables: dict[str, Any] = {
        name: {key: [phrase(words) for words in listed] for key, listed in table.items()}
        for name, table in raw.items()
        if name not in lists
    }
    stems: dict[str, Any] = {name: frozenset(map(stem, raw[name])) for name in lists}
    return ChartWords(**stems, **tables)


def occurrences(phrases: Sequence[Phrase], tokens: Sequence[Token], free: Collection[int]) -> list[range]:
    """Return where phrases stand among the `free` tokens, the longest at each place, none overlapping another."""
    found: list[range] = []
    place = 0
    while place < len(tokens):
        ends = [end for words in phrases if (end := phrase_end(words, tokens, place))]
        end = max((end for end in ends if set(range(place, end)) <= set(free)), default=None)
        if end:
            found.append(range(place, end))
        place = end or place + 1
    return found
