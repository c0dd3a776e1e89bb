"""Finds the explicit demands of a goal, with high precision: what is not sure is left out."""

from collections.abc import Sequence

from aa_magics.demands.kinds import Demand
from aa_magics.model import FrameProfile


def demands(goal: str, profiles: Sequence[FrameProfile]) -> tuple[Demand, ...]:
    """Return the columns, numbers, filters, charts and rounding that a goal explicitly asks for."""
    return ()
