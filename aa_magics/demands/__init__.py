"""Demands: what a goal explicitly asks for, found without a model, and which of it no tried cell uses or shows."""

from aa_magics.demands.found import demands
from aa_magics.demands.kinds import Demand
from aa_magics.demands.met import unmet

__all__ = ["Demand", "demands", "unmet"]
