"""Whether a column's name is short for some words: `max_sust_wind`, `SibSp`, `gdpPercap`, `Pclass`, `mpg`."""

from collections.abc import Collection, Sequence
from functools import cache


def is_short_for(name: Sequence[str], words: Sequence[str], passed: Collection[str]) -> bool:
    """Return whether the words of a name, case-folded, are beginnings of `words` in their order, put together.

    Every word gives a beginning, except that `passed` (common words) may give none. A name put together of single
    letters is an acronym of at least three words; else some word gives three letters, and no two words in a row give
    only one where the name is one word.
    """
    letters = "".join(name)
    if len(letters) < 3 or letters == "".join(words):
        return False
    return any(
        _is_convincing(parts, name, words, passed) for parts in _splits(letters, tuple(words), frozenset(passed))
    )


@cache
def _splits(letters: str, words: tuple[str, ...], passed: frozenset[str]) -> tuple[tuple[int, ...], ...]:
    """Return every way to put `letters` together of beginnings of `words`, as the lengths of those beginnings."""
    if not words:
        return () if letters else ((),)
    word, rest = words[0], words[1:]
    longest = next(
        (n for n, (a, b) in enumerate(zip(letters, word, strict=False)) if a != b), min(len(letters), len(word))
    )
    found = [(n, *others) for n in range(longest, 0, -1) for others in _splits(letters[n:], rest, passed)]
    if word in passed:
        found += [(0, *others) for others in _splits(letters, rest, passed)]
    return tuple(found[:8])


def _is_convincing(parts: Sequence[int], name: Sequence[str], words: Sequence[str], passed: Collection[str]) -> bool:
    given = [n for n in parts if n]
    if not parts[0] or not parts[-1] or words[0] in passed or words[-1] in passed:
        return False
    if len(given) == 1:
        return given[0] >= 3 and len(words) == 1
    if max(given) == 1:
        return len(given) >= 3 and len(name) == 1
    ends = {sum(map(len, name[: n + 1])) for n in range(len(name))}
    reached = {sum(parts[: n + 1]) for n in range(len(parts))}
    if not ends <= reached or (given[-1] == 1 and len(name[-1]) > 1):
        return False
    return max(given) >= 3 or min(given) >= 2
