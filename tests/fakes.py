"""Fakes that several tests share: an engine that takes a goal for code, and a notebook around a real IPython shell."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

from aa_magics.errors import AnalystError
from aa_magics.magics.output import RUN_MIME
from aa_magics.model import Cell, FrameChoice, FrameProfile, Goal, Plan, Step, Trial


class GoalIsCode:
    """An engine that writes every line of a goal as the code of a step of its own; `; ` stands for a new line."""

    name = "goal-is-code"

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.goals: list[Goal] = []

    async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
        self.goals.append(goal)
        await asyncio.sleep(self.seconds)
        frames = [FrameChoice(name=p.name, rows=p.rows, columns=len(p.columns), why="it was given") for p in profiles]
        lines = enumerate(goal.text.splitlines(), start=1)
        steps = [Step(id=f"s{n}", agent="data_viz_agent", task=line, uses=(profiles[0].name,)) for n, line in lines]
        return Plan(frames=tuple(frames), steps=tuple(steps))

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]:
        return [Cell(cell_type="code", source=step.task.replace("; ", "\n"))]


class NoTrial:
    """Says at once that every cell works; `tried` are their sources."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def warm(self) -> None: ...

    async def undo(self) -> None: ...

    async def open(self, frames: Mapping[str, Any]) -> None: ...

    async def run(self, source: str, protected: frozenset[str] = frozenset()) -> Trial:
        self.tried.append(source)
        return Trial(ok=True)

    def close(self) -> None: ...


class MendsCode(GoalIsCode):
    """An engine like a model: its cells are tried, and a line that fails is written again as it was, or as `mended`.

    Writing takes `seconds`, and `wait` more for each line after the first.
    """

    name = "mends-code"

    def __init__(self, seconds: float = 0.0, wait: float = 0.0, mended: str | None = None) -> None:
        super().__init__(seconds)
        self.wait, self.mended = wait, mended

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]:
        await asyncio.sleep(0 if step.id == "s1" else self.wait)
        return await super().write(step, goal, profiles, earlier)

    async def repair(
        self,
        step: Step,
        goal: Goal,
        profiles: Sequence[FrameProfile],
        earlier: Sequence[Cell],
        cells: Sequence[Cell],
        trial: Trial,
        missing: Sequence[str] = (),
    ) -> Sequence[Cell]:
        return cells if self.mended is None else [Cell(cell_type="code", source=self.mended)]

    def missing(self, *_: object) -> Mapping[str, Sequence[str]]:
        return {}


class TriesNothing:
    """Says of a cell what its own text says: that it fails, is refused, or saw a sample; the others are fine."""

    def warm(self) -> None: ...

    async def undo(self) -> None: ...

    async def open(self, frames: Mapping[str, Any]) -> None: ...

    async def run(self, source: str, protected: frozenset[str] = frozenset()) -> Trial:
        refused, fails = "refused" in source, "fails" in source
        error = "It may not do that." if refused else "KeyError: 'cost'" if fails else None
        return Trial(ok=error is None, error=error, line=1, refused=refused, sampled="sampled" in source)

    def close(self) -> None: ...


class Notebook:
    """A notebook with the magics loaded: cells are executed in a real shell, and what they show can be read.

    `cell` is the id that the front end sends for the cell that runs; without a front end it is a terminal.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self.shown = CapturingDisplayPublisher()
        shell.display_pub = self.shown
        shell.run_line_magic("load_ext", "aa_magics")
        self.magics = shell.magics_manager.registry["AnalystMagics"]

    def run(self, source: str) -> ExecutionResult:
        """Execute a cell as a front end does; what it shows replaces what was shown before."""
        self.shown.outputs.clear()
        self.shell.rl_next_input = None
        return self.shell.run_cell(source, store_history=True)

    def analyst(self, goal: str, line: str = "") -> list[str]:
        """Run a %%analyst cell that must succeed, and return the code of its cells."""
        self.run(f"%%analyst {line}\n{goal}").raise_error()
        return [cell["source"] for cell in self.bundle["cells"] if cell["cell_type"] == "code"]

    def error(self, source: str) -> AnalystError:
        """Run a cell that must fail with an error in two lines, and return it."""
        error = self.run(source).error_in_exec
        assert isinstance(error, AnalystError), repr(error)
        assert len(str(error).splitlines()) == 2, str(error)
        return error

    @property
    def bundle(self) -> dict[str, Any]:
        """What the last cell showed of a run, for front ends that know ours."""
        shown: dict[str, Any] = self._run_output["data"][RUN_MIME]
        return shown

    @property
    def metadata(self) -> dict[str, Any]:
        told: dict[str, Any] = self._run_output["metadata"][RUN_MIME]
        return told

    def text(self, mime: str = "text/plain") -> str:
        """Return what the last cell showed as text."""
        return "\n".join(output["data"].get(mime, "") for output in self.shown.outputs)

    @property
    def next_input(self) -> str | None:
        text: str | None = self.shell.rl_next_input
        return text

    @property
    def _run_output(self) -> dict[str, Any]:
        *_, last = (output for output in self.shown.outputs if RUN_MIME in output["data"])
        return last
