"""The words for time: `lexicon/timely_en.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from aa_magics.offline.lexicon import Phrase, longest_phrase, phrase
from aa_magics.offline.text import Token, stem


@cache
def phrases(section: str, name: str) -> Sequence[Phrase]:
    """Return the phrases of a name in a section."""
    return [phrase(words) for words in _raw()[section][name]]


def listed(section: str, name: str) -> Any:
    """Return what a section has for a name, as it stands."""
    return _raw()[section][name]


@cache
def stems_of(section: str, name: str) -> frozenset[str]:
    """Return the stems of the words that a section lists under a name."""
    return frozenset(stem(word) for word in str(_raw()[section][name]).split())


def named(section: str, tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    """Return which name of a section the tokens from `place` on say, and where its longest phrase ends."""
    ends = [(longest_phrase(phrases(section, name), tokens, place), name) for name in _raw()[section]]
    end, name = max(((end or 0, name) for end, name in ends), default=(0, ""))
    return (name, end) if end else None


def ends_before(section: str, name: str, tokens: Sequence[Token], place: int) -> int | None:
    """Return where the longest phrase of a name begins that ends right before `place`."""
    starts = (start for start in range(max(0, place - 5), place))
    return next((s for s in starts if longest_phrase(phrases(section, name), tokens, s) == place), None)


def backwards(unit: str) -> str | None:
    """Return how to say a unit as a reach back from now, as "last 12 months" is a year."""
    return _raw()["backwards"].get(unit)


@cache
def _raw() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("aa_magics.offline") / "lexicon" / "timely_en.toml").read_text(encoding="utf-8"))
