"""The words of follow-ups: one data file a language, see `lexicon/following_en.toml` for what each part is."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aa_magics.offline.lexicon import Phrase, longest_phrase, phrase
from aa_magics.offline.text import Token

SINGLE = ("total",)
TABLES = ("charts", "writing", "drawn", "spread", "timed")


@dataclass(frozen=True)
class FollowingWords:
    """The words of follow-ups of a language, as stems; `writing` and `total` are what a full goal is written with."""

    polite: Sequence[Phrase]
    strong: Sequence[Phrase]
    weak: Sequence[Phrase]
    leading: Sequence[Phrase]
    closing: Sequence[Phrase]
    final: Sequence[Phrase]
    polite_end: Sequence[Phrase]
    fillers: Sequence[Phrase]
    replaced: Sequence[Phrase]
    compared: Sequence[Phrase]
    added: Sequence[Phrase]
    beside: Sequence[Phrase]
    asking: Sequence[Phrase]
    outliers: Sequence[Phrase]
    gaps: Sequence[Phrase]
    dropping: Sequence[Phrase]
    unordered: Sequence[Phrase]
    rows: Sequence[Phrase]
    questions: Sequence[Phrase]
    prepositions: Sequence[Phrase]
    sorting: Sequence[Phrase]
    shares: Sequence[Phrase]
    charts: Mapping[str, Sequence[Phrase]]
    writing: Mapping[str, str]
    drawn: Mapping[str, Sequence[str]]
    spread: frozenset[str]
    timed: frozenset[str]
    total: str


@cache
def following_words(language: str = "en") -> FollowingWords:
    """Return the words of follow-ups in a language, by its two letters."""
    raw = tomllib.loads(
        (files("aa_magics.offline") / "lexicon" / f"following_{language}.toml").read_text(encoding="utf-8")
    )
    lists = {name: list(map(phrase, words)) for name, words in raw.items() if name not in (*SINGLE, *TABLES)}
    charts = {name: list(map(phrase, words)) for name, words in raw["charts"].items()}
    return FollowingWords(
        charts=charts,
        writing=raw["writing"],
        drawn=raw["drawn"],
        spread=frozenset(raw["spread"]["charts"]),
        timed=frozenset(raw["timed"]["charts"]),
        total=raw["total"],
        **lists,
    )


def spots(phrases: Sequence[Phrase], tokens: Sequence[Token], free: Collection[int]) -> list[range]:
    """Return where phrases stand among the `free` tokens, the longest at each place, none overlapping another."""
    found: list[range] = []
    place = 0
    while place < len(tokens):
        end = longest_phrase(phrases, tokens, place)
        if end and set(range(place, end)) <= set(free):
            found.append(range(place, end))
            place = end
        else:
            place += 1
    return found


def ending(phrases: Sequence[Phrase], tokens: Sequence[Token], stop: int) -> int | None:
    """Return where the longest of `phrases` begins that ends right before `stop`."""
    starts = (start for start in range(max(0, stop - 6), stop) if longest_phrase(phrases, tokens[:stop], start) == stop)
    return next(starts, None)
