"""Which frame is a goal about? The goal's own words decide, then what a person last worked with."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aa_magics.errors import FrameError
from aa_magics.frames.kinds import name_words
from aa_magics.model import FrameChoice

_LOOKED_AT = 1_000
_CELLS = 200_000
_LISTED = 10
_OFFERED = 4
_QUOTED = 3
_SMALL_WORDS = frozenset(
    name_words(
        "a all an and any are as at be between by can do each every for from had has have how i in is it its me most"
        " my no not of on or out over per show than that the their them there this to top up was we were what when"
        " where which who why will with"
    )
)
Words = tuple[str, ...]


@dataclass(frozen=True)
class _Clues:
    """What of a frame is in a goal: its name, labels and values, labels in part, and the places of their words."""

    name: bool
    labels: Sequence[str]
    values: Sequence[str]
    in_part: Sequence[str]
    full: frozenset[int]
    part: frozenset[int]

    @property
    def weight(self) -> int:
        return 2 * len(self.full) + len(self.part - self.full)

    @property
    def why(self) -> str:
        if not self.full:
            return f"a part of its {_plural('column', self.in_part)} {_listed(self.in_part)} is in the goal"
        parts = ["its name"] if self.name else []
        if self.labels:
            parts.append(f"its {_plural('column', self.labels)} {_listed(self.labels)}")
        if self.values:
            parts.append(f"its {_plural('value', self.values)} {_listed(self.values)}")
        several = len(parts) > 1 or len(self.labels) > 1 or len(self.values) > 1
        return f"{_listed(parts)} {'are' if several else 'is'} in the goal"


def active_frame(goal: str, frames: Mapping[str, Any], recent: Sequence[str] = ()) -> FrameChoice:
    """Return the frame of `frames`, by variable name, that `goal` is about, and why.

    Names, column labels and cell values (of up to 1,000 rows, fewer of a wide frame) that stand in the goal decide;
    among equals what comes first in `recent`, the names that were assigned or shown, newest first. Raises FrameError
    when there is no frame, or when it is not clear which: it lists the candidates with their shapes.
    """
    if not frames:
        raise FrameError("There is no DataFrame to work on.", 'Make one first, such as: df = pd.read_csv("file.csv")')
    if len(frames) == 1:
        return _choice(frames, next(iter(frames)), "it is the only frame")
    words = _words(goal)
    clues = {name: _clues(words, name, frame) for name, frame in frames.items()}
    most = max(found.weight for found in clues.values())
    best = [name for name in frames if clues[name].weight == most]
    if most and len(best) == 1:
        return _choice(frames, best[0], clues[best[0]].why)
    for name in recent:
        if name in best:
            return _choice(frames, name, "it was assigned or shown last")
    listed = ", ".join(f"{name} ({_shape(frames[name])})" for name in best[:_LISTED])
    more = f" and {len(best) - _LISTED} more" if len(best) > _LISTED else ""
    raise FrameError(
        f"It is not clear which DataFrame is meant: {listed}{more}.", f"Name it on the magic line: %%analyst {best[0]}"
    )


def other_frames(goal: str, frames: Mapping[str, Any], chosen: str) -> Sequence[str]:
    """Return the names of the frames that a goal could be about as well as about the one that was chosen for it.

    A goal that says the name of the chosen one leaves no other; of many, those come that are most in the goal.
    """
    words = _words(goal)
    clues = {name: _clues(words, name, frame) for name, frame in frames.items()}
    if len(frames) == 1 or clues[chosen].name:
        return ()
    others = [name for name in frames if name != chosen and (clues[name].weight or not clues[chosen].weight)]
    return sorted(others, key=lambda name: -clues[name].weight)[:_OFFERED]


def _choice(frames: Mapping[str, Any], name: str, why: str) -> FrameChoice:
    rows, columns = frames[name].shape
    return FrameChoice(name=name, rows=rows, columns=columns, why=why)


def _shape(frame: Any) -> str:
    return f"{frame.shape[0]:,} x {frame.shape[1]:,}"


def _clues(goal: Words, name: str, frame: Any) -> _Clues:
    places = _places(goal)
    labels = {str(label): _words(_text(label)) for label in frame.columns}
    values = {value: _words(value) for value in _values(frame, places)}
    named = _standing(goal, places, {name: _words(name)})
    said = _standing(goal, places, labels)
    valued = _standing(goal, places, values)
    in_part = {
        label: {place for word in words if len(word) > 2 for place in places.get(word, ())}
        for label, words in labels.items()
    }
    return _Clues(
        bool(named),
        labels=list(said),
        values=[f'"{value}"' for value in valued],
        in_part=[label for label, found in in_part.items() if found],
        full=frozenset().union(*named.values(), *said.values(), *valued.values()),
        part=frozenset().union(*in_part.values()),
    )


def _standing(goal: Words, places: Mapping[str, Sequence[int]], called: Mapping[str, Words]) -> dict[str, set[int]]:
    """Return which of `called` stand in the goal, in its order, and the places of their words."""
    found = {}
    for text, words in called.items():
        for start in places.get(words[0], ()) if words else ():
            if goal[start : start + len(words)] == words:
                found[text] = set(range(start, start + len(words)))
    return dict(sorted(found.items(), key=lambda item: min(item[1])))


def _places(goal: Words) -> Mapping[str, Sequence[int]]:
    """Return where each word of the goal stands, but for those that say nothing about a frame."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(goal):
        if word not in _SMALL_WORDS:
            places.setdefault(word, []).append(place)
    return places


def _values(frame: Any, places: Collection[str]) -> Iterable[str]:
    """Yield the short texts in a frame's cells whose first word is in the goal."""
    rows = min(_LOOKED_AT, _CELLS // frame.shape[1] + 1) if frame.size else 1
    step = max(1, len(frame) // rows)
    for place, dtype in enumerate(frame.dtypes):
        if dtype.kind in "OU":
            cells = {cell for cell in frame.iloc[::step, place] if isinstance(cell, str) and len(cell) < 100}
            yield from sorted(cell for cell in cells if (words := _words(cell)) and words[0] in places)


def _text(label: Any) -> str:
    return " ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _words(text: str) -> Words:
    """Return the words of a text as they compare: lowered, composed, without the ending of a plural."""
    return tuple(map(_singular, name_words(unicodedata.normalize("NFKC", text))))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _plural(word: str, things: Sequence[str]) -> str:
    return word if len(things) == 1 else f"{word}s"


def _listed(things: Sequence[str]) -> str:
    """Return the first few as a person says them: a, b and c."""
    *before, last = things[:_QUOTED]
    return f"{', '.join(before)} and {last}" if before else last
