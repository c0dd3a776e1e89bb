"""Goals that only ask to put columns of a kind right: "fix the money col", "convert the dates"."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile, FrameProfile
from aa_magics.offline.preparing.read_as import reads_as_needed
from aa_magics.offline.preparing.words import groups
from aa_magics.offline.text import tokenize


def columns_to_fix(text: str, profile: FrameProfile) -> Sequence[ColumnProfile]:
    """Return the columns in text that a goal wants read, by their kind; none where it says anything else."""
    said = [token.stem for token in tokenize(text) if token.kind == "word"]
    stems = {name: {word for words in listed for word in words} for name, listed in groups("fixing").items()}
    kinds = [name for name in ("money", "percent", "unit", "date", "number") if stems[name] & {*said}]
    if not kinds or not stems["verbs"] & {*said} or not {*said} <= set().union(*stems.values()):
        return ()
    return [c for c in profile.columns if reads_as_needed(c) and any(_is_of(c, kind) for kind in kinds)]


def _is_of(column: ColumnProfile, kind: str) -> bool:
    reading = column.reads_as
    assert reading is not None
    if kind in ("date", "number"):
        return (reading.what == "date") == (kind == "date")
    return column.sense == kind and reading.what != "date"
