"""Notes at work: what they change in the profiles of frames, and which of them a plan made use of."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from aa_magics.errors import UsageError
from aa_magics.model import ColumnProfile, FrameProfile, Label, Naming, Plan
from aa_magics.notes.codebook import labels_of_attrs
from aa_magics.notes.note import Note, read_note
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import bound_labels

KIND_OF: Mapping[str, Mapping[str, str | None]] = {
    "id": {"kind": "id"},
    "category": {"kind": "category"},
    "text": {"kind": "text"},
    "number": {"kind": "number", "sense": None},
}
"""What a column becomes that is said to be one; of all other words it is the `sense`."""


def in_force(lines: Sequence[str], frames: Mapping[str, Any]) -> tuple[Note, ...]:
    """Return the notes of some lines and of the frames' own `attrs`, in which `notes` and `labels` are read."""
    own = [_of_frame(note, name) for name, frame in frames.items() for note in _attrs_notes(frame)]
    return (*map(read_note, lines), *own)


def noted(profiles: Sequence[FrameProfile], notes: Sequence[Note]) -> tuple[FrameProfile, ...]:
    """Return profiles as the notes say that the frames are."""
    return tuple(_noted_frame(profile, notes) for profile in profiles)


def defined(goal: str, notes: Sequence[Note]) -> Mapping[str, str]:
    """Return the formulas whose names a goal has, by name."""
    return {note.name: note.formula for note in notes if note.what == "formula" and _is_said(note.name, goal)}


def mattering(plan: Plan, goal: str, profiles: Sequence[FrameProfile], notes: Sequence[Note]) -> list[str]:
    """Return the lines of the notes that a plan made use of: about its columns, by a name that the goal has."""
    labels = {label for step in plan.steps for label in _labels(step.recipe, step.params)}
    frames = {choice.name for choice in plan.frames}
    used = [(p.name, c.name) for p in profiles if p.name in frames for c in p.columns if c.label in labels]
    return [note.line for note in notes if _matters(note, goal, used)]


def _matters(note: Note, goal: str, used: Sequence[tuple[str, str]]) -> bool:
    said = note.what not in ("called", "label", "value", "formula") or _is_said(note.name, goal)
    return said and (note.what == "formula" or any(note.is_about(frame, column) for frame, column in used))


def _labels(recipe: str | None, params: Mapping[str, Any]) -> Collection[Label]:
    found = catalogue().get(recipe or "")
    return bound_labels(found, params) if found else ()


def _is_said(name: str, goal: str) -> bool:
    """Return whether a goal has a name as words of its own: "rate" is not said by "separate"."""
    return re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", goal, re.IGNORECASE) is not None


def _noted_frame(profile: FrameProfile, notes: Sequence[Note]) -> FrameProfile:
    columns = []
    for column in profile.columns:
        for note in notes:
            if note.target and note.is_about(profile.name, column.name):
                column = column.model_copy(update=_changes(note, column))
        columns.append(column)
    return profile.model_copy(update={"columns": tuple(columns)})


def _changes(note: Note, column: ColumnProfile) -> Mapping[str, Any]:
    match note.what:
        case "is":
            return KIND_OF.get(note.name, {"sense": note.name})
        case "missing":
            return {"codes": tuple(dict.fromkeys((*column.codes, *note.values)))}
        case "weight":
            return {"sense": "weight"}
        case "label":
            return {"also": (*column.also, Naming(name=note.name)), "caption": note.name}
        case "value":
            return {"also": (*column.also, Naming(name=note.name, value=note.values[0]))}
        case _:
            return {"also": (*column.also, Naming(name=note.name))}


def _attrs_notes(frame: Any) -> list[Note]:
    """Return the notes in a frame's `attrs`; what is no note there is none of ours."""
    attrs = getattr(frame, "attrs", None) or {}
    lines = attrs.get("notes", ())
    labels = [Note(f'label {name} "{label}"', "label", str(name), name=label) for name, label in labels_of_attrs(attrs)]
    own = [note for line in lines if isinstance(line, str) and (note := _note(line))] if _is_list(lines) else []
    return [*own, *labels]


def _is_list(lines: Any) -> bool:
    return isinstance(lines, list | tuple)


def _note(line: str) -> Note | None:
    """Return a line of a frame's own as a note, or None: people keep other notes there, too."""
    try:
        return read_note(line)
    except UsageError:
        return None


def _of_frame(note: Note, frame: str) -> Note:
    """Return a note that was found in a frame as one about this frame alone."""
    bare = note.target.removeprefix(f"{frame}.")
    target = f"{frame}.{bare}" if bare else ""
    return Note(note.line, note.what, target, note.name, note.values, note.formula)
