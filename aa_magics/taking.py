"""A goal whose words are taken for columns that a person chose: `--take revenue=net_amount` makes it say so."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from aa_magics.errors import UsageError, close_names


def read_takes(choices: Sequence[str]) -> Mapping[str, str]:
    """Return what is taken for which words of a goal, from `words=column`; "_" in words stands for a space too.

    Raises UsageError.
    """
    takes: dict[str, str] = {}
    for choice in choices:
        words, equals, column = choice.partition("=")
        if not (words and equals and column):
            raise UsageError(
                f"--take does not say what to take for what: {choice!r}.", "Write it as: --take word=column"
            )
        takes[words] = column
    return takes


def explicit_goal(text: str, takes: Mapping[str, str], frames: Mapping[str, Any]) -> str:
    """Return a goal in which the names of the chosen columns, quoted, stand for its words. Raises UsageError."""
    if not takes:
        return text
    names = [str(label) for frame in frames.values() for label in frame.columns]
    by_words = {_spaced(words): _column(words, column, names) for words, column in takes.items()}
    longest_first = "|".join(map(_pattern, sorted(by_words, key=len, reverse=True)))
    found = re.compile(rf"""(?<![\w@])(["`]?)({longest_first})\1(?!\w)""", re.IGNORECASE)
    said = {_spaced(match[2]) for match in found.finditer(text)}
    if lacking := [words for words in by_words if words not in said]:
        raise UsageError(
            f"The goal does not say {lacking[0]!r}.", "Write --take with a word of the goal, as it is there."
        )
    return found.sub(lambda match: _quoted(by_words[_spaced(match[2])]), text)


def _column(words: str, column: str, names: Sequence[str]) -> str:
    """Return the name of the column that is meant, where "_" may stand for a space. Raises UsageError."""
    loosely = {_spaced(name): name for name in reversed(names)}
    if name := column if column in names else loosely.get(_spaced(column)):
        return name
    known = close_names(column, names) or names[:8]
    raise UsageError(f"There is no column {column!r} to take for {words!r}.", f"Take one of: {', '.join(known)}.")


def _quoted(name: str) -> str:
    return f"`{name}`" if '"' in name else f'"{name}"'


def _spaced(words: str) -> str:
    return " ".join(words.replace("_", " ").casefold().split())


def _pattern(words: str) -> str:
    return r"[\s_]+".join(map(re.escape, words.split()))
