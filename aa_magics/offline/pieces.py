"""What a goal asks to be done to its frame before anything is measured, drawn or tested: pieces, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aa_magics.model import ColumnProfile, FrameProfile, Param

Place = tuple[int, int]
"""The number of a clause, and that of a token in it."""


@dataclass(frozen=True)
class Piece:
    """A recipe that makes a frame, with its params but for the frame, and the tokens that asked for it.

    `columns` are the profiles of the columns that it adds or changes, as far as the profile before tells.
    """

    recipe: str
    params: Mapping[str, Param]
    places: frozenset[Place]
    columns: tuple[ColumnProfile, ...] = ()
    assumptions: tuple[str, ...] = ()


def prepared_profile(profile: FrameProfile, pieces: Sequence[Piece]) -> FrameProfile:
    """Return the profile of the frame that `pieces` leave: their columns in the place of those of the same label."""
    columns = {column.label: column for column in profile.columns}
    columns.update({column.label: column for piece in pieces for column in piece.columns})
    return profile.model_copy(update={"columns": tuple(columns.values())})
