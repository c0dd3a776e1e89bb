"""Which columns of a wide frame a goal is about, so that a short text about the frame has them in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from aa_magics.frames.kinds import name_words
from aa_magics.model import ColumnProfile, Kind

_KINDS: tuple[Kind, ...] = ("datetime", "category", "number", "boolean", "text", "id")
_ALIKE = 87
_LONGEST_NAME = 4
_SHORTEST = 4


def named_columns(goal: str, columns: Sequence[ColumnProfile]) -> Sequence[int]:
    """Return the positions of the columns that a goal names: exactly, in its words, or but for a slip of the pen."""
    words = _stems(goal)
    runs = {"".join(words[i : i + size]) for size in range(1, _LONGEST_NAME + 1) for i in range(len(words))}
    said = frozenset(words)
    called = [_stems(column.name) for column in columns]
    found = [place for place, own in enumerate(called) if own and ("".join(own) in runs or said.issuperset(own))]
    exact = [place for place, column in enumerate(columns) if names_exactly(goal, column.name)]
    alike = _alike({place: "".join(own) for place, own in enumerate(called)}, runs)
    return sorted({*found, *exact, *alike})


def names_exactly(goal: str, name: str) -> bool:
    """Return whether a name stands in a goal as it is, and is no part of a longer word."""
    if name not in goal:
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", goal) is not None


def by_kind(columns: Mapping[int, ColumnProfile]) -> Iterable[int]:
    """Return the positions of columns so that each kind is early among them: one of each kind in turn."""
    kinds = [[place for place, column in columns.items() if column.kind == kind] for kind in _KINDS]
    return (place for turn in zip_longest(*kinds) for place in turn if place is not None)


def _alike(names: Mapping[int, str], runs: Iterable[str]) -> Iterable[int]:
    from rapidfuzz import fuzz, process

    long = {place: name for place, name in names.items() if len(name) >= _SHORTEST}
    for run in runs:
        if len(run) >= _SHORTEST:
            yield from (place for *_, place in process.extract(run, long, scorer=fuzz.ratio, score_cutoff=_ALIKE))


@lru_cache(8192)
def _stems(name: str) -> tuple[str, ...]:
    return tuple(map(_stem, name_words(name)))


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
