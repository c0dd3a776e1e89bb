"""Compares demands with what tried cells use and show."""

from collections.abc import Sequence

from aa_magics.demands.kinds import Demand
from aa_magics.model import Trial


def unmet(found: Sequence[Demand], sources: Sequence[str], trials: Sequence[Trial]) -> tuple[str, ...]:
    """Return, in one short sentence each, the demands that no tried cell uses or shows."""
    return ()
