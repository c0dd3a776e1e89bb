"""A goal whose words are taken for what a person chose, a column or a time: `--take revenue=net_amount` says which."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from aa_magics.errors import UsageError, close_names
from aa_magics.model import Alternative, Goal

DAYS = re.compile(r"\d{4}-\d{2}-\d{2}/(\d{4}-\d{2}-\d{2}|\.\.)")


def read_takes(choices: Sequence[str]) -> Mapping[str, str]:
    """Return what is taken for which words of a goal, from `words=meaning`; "_" stands for a space too.

    Raises UsageError.
    """
    takes: dict[str, str] = {}
    for choice in choices:
        words, equals, meaning = choice.partition("=")
        if not (words and equals and meaning):
            raise UsageError(
                f"--take does not say what to take for what: {choice!r}.", "Write it as: --take word=column"
            )
        takes[words] = meaning
    return takes


def explicit_goal(goal: Goal, frames: Mapping[str, Any]) -> Goal:
    """Return a goal in which what was chosen stands for its words: columns quoted, times as they are.

    Raises UsageError.
    """
    if not goal.takes:
        return goal
    by_words = {_spaced(words): _Meaning(words, meaning, frames) for words, meaning in goal.takes.items()}
    longest_first = "|".join(map(_pattern, sorted(by_words, key=len, reverse=True)))
    found = re.compile(rf"""(?<![\w@])(["`]?)({longest_first})\1(?!\w)""", re.IGNORECASE)
    said = {_spaced(match[2]) for match in found.finditer(goal.text)}
    if lacking := [words for words in by_words if words not in said]:
        raise UsageError(
            f"The goal does not say {lacking[0]!r}.", "Write --take with a word of the goal, as it is there."
        )
    text = found.sub(lambda match: by_words[_spaced(match[2])].for_words(match[2]), goal.text)
    return goal.model_copy(update={"text": text})


def can_be_taken(other: Alternative, goal: Goal) -> bool:
    """Return whether a goal, as it was typed, has the words for which something else could be taken."""
    return other.kind == "frame" or re.search(_pattern(other.words), goal.text, re.IGNORECASE) is not None


def taken(takes: Mapping[str, str], frames: Mapping[str, Any]) -> Sequence[str]:
    """Return what was chosen as sentences of a plan. Raises UsageError."""
    meant = {_loose(words): _Meaning(words, meaning, frames).name for words, meaning in takes.items()}
    return [f"{words} is {name} (you said so)" for words, name in meant.items()]


class _Meaning:
    """What is taken for some words: a column of the frames, whose spaces may be written as "_", or a time."""

    def __init__(self, words: str, meaning: str, frames: Mapping[str, Any]) -> None:
        names = [str(label) for frame in frames.values() for label in frame.columns]
        loosely = {_spaced(name): name for name in reversed(names)}
        column = meaning if meaning in names else loosely.get(_spaced(meaning))
        self.is_column = column is not None
        self.has_times = column is not None and _has_times(_held(column, frames))
        if column is None and not is_time(_loose(meaning)):
            known = close_names(meaning, names) or names[:8]
            said = f"There is no column {meaning!r} to take for {words!r}."
            raise UsageError(said, f"Take one of: {', '.join(known)}; or a time, such as last_12_months.")
        self.name = column if column is not None else _loose(meaning)

    def for_words(self, words: str) -> str:
        """Return what stands in the goal for words: beside those that say when, the column that has the dates."""
        if not self.is_column:
            return self.name
        quoted = f"`{self.name}`" if '"' in self.name else f'"{self.name}"'
        return f"{words} of {quoted}" if self.has_times and is_time(words) else quoted


def is_time(words: str) -> bool:
    """Return whether words say when, or by which periods: "last 12 months", "2024-01-01/2024-06-30", "month"."""
    from aa_magics.offline.timely.said import says_when

    return DAYS.fullmatch(words) is not None or says_when(words)


def _held(name: str, frames: Mapping[str, Any]) -> Any:
    """Return the first column of a name."""
    places = ((frame, place) for frame in frames.values() for place in range(frame.shape[1]))
    return next(frame.iloc[:, place] for frame, place in places if str(frame.columns[place]) == name)


def _has_times(column: Any) -> bool:
    """Return whether a column holds times, or text that begins with digits as dates do."""
    if column.dtype.kind == "M":
        return True
    first = column.dropna().head(1).tolist()
    return bool(first) and isinstance(first[0], str) and first[0][:1].isdigit()


def _loose(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _spaced(words: str) -> str:
    return _loose(words).casefold()


def _pattern(words: str) -> str:
    return r"[\s_]+".join(map(re.escape, words.split()))
