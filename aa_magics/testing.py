"""A fake engine for tests: it plans and writes what it was given, as fast or as slowly as it was told."""

import asyncio
from collections.abc import Mapping, Sequence

from aa_magics.model import Cell, FrameChoice, FrameProfile, Goal, Plan, Step


class FakeEngine:
    """Answers every goal with `plan`; `sources` are the code cells of its steps, by their id.

    A plan without frames is given those of the goal. Planning takes `seconds`, and raises `fails` if that is given.
    The goals that were asked are kept in `goals`.
    """

    name = "fake"

    def __init__(
        self, plan: Plan, sources: Mapping[str, str], *, seconds: float = 0.0, fails: Exception | None = None
    ) -> None:
        self.answer, self.sources = plan, sources
        self.seconds, self.fails = seconds, fails
        self.goals: list[Goal] = []

    async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
        self.goals.append(goal)
        await asyncio.sleep(self.seconds)
        if self.fails is not None:
            raise self.fails
        return self.answer if self.answer.frames else self.answer.model_copy(update={"frames": _choices(profiles)})

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]:
        return [Cell(cell_type="code", source=self.sources[step.id])]


def _choices(profiles: Sequence[FrameProfile]) -> tuple[FrameChoice, ...]:
    return tuple(FrameChoice(name=p.name, rows=p.rows, columns=len(p.columns), why="it was given") for p in profiles)
