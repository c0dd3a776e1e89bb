"""What a goal asks of one model, as recipes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from aa_magics.model import Param
from aa_magics.offline.pieces import Piece, Place

SEED = 42
"""Where the goal states none."""


@dataclass(frozen=True)
class Metric:
    """A measure recipe with its params but for the frame, which is the one of the predictions or the one `prepared`.

    `part` is written after the variable that it creates: `["age"]` for one of several coefficients.
    """

    recipe: str
    params: Mapping[str, Param]
    on: Literal["predictions", "prepared"] = "predictions"
    part: str = ""


@dataclass(frozen=True)
class ModelPiece:
    """What a goal asks of one model.

    `prepare` makes the frame that the model is fitted on from the one before it, `predict` the frame of predictions
    from that. `metrics` are by every name that an answer may have, as words without a space in between; those that
    the goal asks for come first, and `asked` are the first names of just those.
    """

    prepare: tuple[Piece, ...]
    predict: Piece
    metrics: Mapping[str, Metric]
    asked: tuple[str, ...]
    places: frozenset[Place]
    assumptions: tuple[str, ...]
