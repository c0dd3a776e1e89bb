"""One explicit demand of a goal."""

from typing import Literal

from aa_magics.model import Label, Model


class Demand(Model):
    """What a goal asks for: the column `label`, the number or value `value`, a chart of a kind, or rounding.

    `words` are the goal's own.
    """

    kind: Literal["column", "number", "filter", "chart", "rounding"]
    words: str
    label: Label = None
    value: Label = None
