"""The steps of a plan: written concurrently, tried in plan order, repaired where they fail, and reported on."""

import ast
import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from pydantic import JsonValue

from aa_magics.codegen.assemble import one_line
from aa_magics.errors import AnalystError
from aa_magics.model import Cell, FrameProfile, Goal, Plan, Step, StepReport, Trial

CHANGES_WANTED = re.compile(r"\b(in[ -]?place|overwrit\w+)\b", re.IGNORECASE)


class Engine(Protocol):
    """What turns a goal into a plan, and a step into cells. Raises GoalError for a goal that it cannot answer."""

    name: str

    async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan: ...

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]: ...


@runtime_checkable
class RepairingEngine(Engine, Protocol):
    """An engine whose cells are tried before they are handed on, and which can mend them.

    `repair` returns the cells of a step anew: `trial` says what the ones at hand did, `missing` what the goal asks for
    and they do not do. The method `missing` tells that of a whole plan, by the id of the step that could do it.
    """

    async def repair(
        self,
        step: Step,
        goal: Goal,
        profiles: Sequence[FrameProfile],
        earlier: Sequence[Cell],
        cells: Sequence[Cell],
        trial: Trial,
        missing: Sequence[str] = (),
    ) -> Sequence[Cell]: ...

    def missing(
        self,
        goal: Goal,
        profiles: Sequence[FrameProfile],
        plan: Plan,
        cells: Mapping[str, Sequence[Cell]],
        trials: Mapping[str, Trial],
    ) -> Mapping[str, Sequence[str]]: ...


class Trier(Protocol):
    """An isolated process that tries cells one by one in one namespace, which a failing cell leaves as it was."""

    def warm(self) -> None:
        """Begin to start in the background; called before anything else."""
        ...

    async def open(self, frames: Mapping[str, Any]) -> None: ...

    async def run(self, source: str, protected: frozenset[str] = frozenset()) -> Trial:
        """Return what a cell did; it must not bind the `protected` names anew."""
        ...

    async def undo(self) -> None:
        """Take back what the last cell did, if it worked."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Written:
    """The cells of a step as they are now, and what they did when they were tried."""

    cells: tuple[Cell, ...]
    trial: Trial | None = None

    @property
    def works(self) -> bool:
        return self.trial is None or self.trial.ok

    @property
    def source(self) -> str:
        return "\n\n".join(cell.source for cell in self.cells if cell.cell_type == "code")


class StepWriter:
    """Writes the steps of a plan by an engine; with a `trier`, each is tried, and repaired at most `repairs` times.

    At most `concurrency` steps are written at once. `written` holds what is there so far, by the id of the step, and
    `reports` how each stands; `changed` is called whenever that changes.
    """

    def __init__(
        self,
        engine: Engine,
        plan: Plan,
        goal: Goal,
        profiles: Sequence[FrameProfile],
        *,
        trier: Trier | None = None,
        concurrency: int = 5,
        repairs: int = 2,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.engine, self.plan, self.goal, self.profiles = engine, plan, goal, profiles
        self.trier, self.repairs, self.changed = trier, repairs, changed
        self.written: dict[str, Written] = {}
        self.reports = {step.id: StepReport(step=step.id) for step in plan.steps}
        self._places = asyncio.Semaphore(concurrency)
        self._errors: list[AnalystError] = []
        self._unmended: dict[str, str] = {}
        self._last_tried = ""

    async def write(self) -> None:
        """Write every step. A step waits only for those that create what it uses.

        Without a trier the first error ends it all; with one, a step that fails leaves those standing that do not wait
        for it. Raises the first error where not a single step could be written.
        """
        tasks: dict[str, asyncio.Task[None]] = {}
        previous: asyncio.Task[None] | None = None
        for step in self.plan.steps:
            before = [tasks[maker.id] for maker in self._makers(step)]
            previous = tasks[step.id] = asyncio.ensure_future(self._step(step, before, previous))
        try:
            await asyncio.gather(*tasks.values())
        finally:
            for task in tasks.values():
                task.cancel()
        if self._errors and not self.written:
            raise self._errors[0]
        await self._complete()

    async def _step(
        self, step: Step, before: Sequence[asyncio.Task[None]], previous: asyncio.Task[None] | None
    ) -> None:
        await asyncio.gather(*before)
        if broken := next((maker for maker in self._makers(step) if not self._works(maker)), None):
            self._tell(step, note=f"It waits for a step that failed: {broken.task}")
            return
        try:
            await self._write(step, previous)
        except AnalystError as error:
            if self.trier is None:
                raise
            self._errors.append(error)
            self._tell(step, state="failed", note=error.message)

    async def _write(self, step: Step, previous: asyncio.Task[None] | None) -> None:
        async with self._places:
            self._tell(step, state="writing")
            cells = await self.engine.write(step, self.goal, self._at_hand(), self._earlier(step))
        if previous is not None:
            await asyncio.wait({previous})  # cells are tried in the order in which they will run
        now = await self._try(step, cells)
        while not now.works and self.reports[step.id].repairs < self.repairs:
            mended = await self._repaired(step, now)
            if mended is None:
                break
            now = mended
        if not now.works:
            await self._undo(step)
        self._keep(step, now)

    async def _repaired(self, step: Step, now: Written, missing: Sequence[str] = ()) -> Written | None:
        """Return a step's cells anew, and tried; None where the engine cannot mend them."""
        if now.trial is None or not isinstance(self.engine, RepairingEngine):
            return None
        self._tell(step, state="repairing", repairs=self.reports[step.id].repairs + 1, trial=now.trial)
        await self._undo(step)
        at_hand, earlier = self._at_hand(), self._earlier(step)
        try:
            async with self._places:
                cells = await self.engine.repair(step, self.goal, at_hand, earlier, now.cells, now.trial, missing)
        except AnalystError as error:
            self._unmended[step.id] = error.message
            return None
        return await self._try(step, cells)

    async def _try(self, step: Step, cells: Sequence[Cell]) -> Written:
        now = Written(tuple(cells))
        if self.trier is None:
            return now
        self._tell(step, state="trying")
        self._last_tried = step.id
        made = {name for other in self.plan.steps if other.id in self.written for name in other.creates}
        protected = frozenset({*self.goal.frames, *made} - {*step.creates})
        return Written(now.cells, _judged(await self.trier.run(now.source, protected), step, self.goal))

    async def _undo(self, step: Step) -> None:
        """Take back what a step's cell did when it was tried, as long as no other was tried since."""
        if self.trier is not None and self._last_tried == step.id:
            await self.trier.undo()

    async def _complete(self) -> None:
        """Compare what the cells do with what the goal asks for; what is missing is mended once, then said."""
        steps = {step.id: step for step in self.plan.steps}
        for step_id, lacks in self._missing().items():
            if self.reports[step_id].repairs < self.repairs:
                now = self.written[step_id]
                mended = await self._repaired(steps[step_id], now, lacks)
                self._keep(steps[step_id], mended if mended and mended.works else now)
        for step_id, lacks in self._missing().items():
            self._tell(steps[step_id], note=" ".join(lacks))

    def _missing(self) -> Mapping[str, Sequence[str]]:
        working = {step: now for step, now in self.written.items() if now.trial and now.trial.ok}
        if not working or not isinstance(self.engine, RepairingEngine):
            return {}
        cells = {step: now.cells for step, now in working.items()}
        trials = {step: now.trial for step, now in working.items() if now.trial}
        found = self.engine.missing(self.goal, self.profiles, self.plan, cells, trials)
        return {step: lacks for step, lacks in found.items() if step in working and lacks}

    def _makers(self, step: Step) -> Sequence[Step]:
        """Return the earlier steps that create what a step uses."""
        last: dict[str, Step] = {}
        for other in self.plan.steps[: self.plan.steps.index(step)]:
            last.update(dict.fromkeys(other.creates, other))
        return list({maker.id: maker for name, maker in last.items() if name in step.uses}.values())

    def _works(self, step: Step) -> bool:
        return step.id in self.written and self.written[step.id].works

    def _earlier(self, step: Step) -> Sequence[Cell]:
        return [cell for maker in self._makers(step) for cell in self.written[maker.id].cells]

    def _at_hand(self) -> Sequence[FrameProfile]:
        """Return the goal's frames, and those that tried steps have made since."""
        trials = [now.trial for now in self.written.values() if now.trial]
        made = {v.name: v.profile for trial in trials for v in trial.variables if v.profile}
        return [*self.profiles, *(profile for name, profile in made.items() if name not in self.goal.frames)]

    def _keep(self, step: Step, now: Written) -> None:
        self.written[step.id] = now
        told = [] if now.works or now.trial is None else [str(now.trial.error), self._unmended.get(step.id, "")]
        note = " ".join(filter(None, told))
        self._tell(step, state="done" if now.works else "failed", trial=now.trial, note=note)

    def _tell(self, step: Step, **changes: Any) -> None:
        self.reports[step.id] = self.reports[step.id].model_copy(update=changes)
        self.changed()


def delivered(step: Step, now: Written) -> tuple[Step, Sequence[Cell]]:
    """Return a step and its cells as they are handed on: what failed says so, what must not run is commented out.

    A step that failed creates nothing, so no later cell shows what is not there.
    """
    if now.works or now.trial is None:
        return step, now.cells
    why = one_line(str(now.trial.error)) + _at(now.source, now.trial.line)
    if now.trial.refused or not _is_python(now.source):
        source = "\n".join([f"# Not run: {why}", *(f"# {line}".rstrip() for line in now.source.splitlines())])
    else:
        source = f"# It failed when it was tried: {why}\n{now.source}"
    return step.model_copy(update={"creates": ()}), [Cell(cell_type="code", source=source)]


def cell_marks(now: Written) -> Mapping[str, JsonValue]:
    """Return what the metadata of a tried cell say of its trial."""
    if now.trial is None:
        return {}
    state = "done" if now.trial.ok else "refused" if now.trial.refused else "failed"
    return {"state": state, **({"sampled": True} if now.trial.sampled else {})}


def _at(source: str, line: int | None) -> str:
    """Return the text of a line: its number changes when the cell is put together."""
    lines = source.splitlines()
    return f" (at: {one_line(lines[line - 1])})" if line and line <= len(lines) and len(lines) > 1 else ""


def _judged(trial: Trial, step: Step, goal: Goal) -> Trial:
    """Return a trial that also fails where a given frame was changed, or where what the step creates is not there."""
    made = {variable.name for variable in trial.variables}
    lacking = [name for name in step.creates if name not in made]
    error = None
    if trial.changed and not CHANGES_WANTED.search(goal.text):
        error = f"It changes {', '.join(trial.changed)}, which must stay as it is: work on a copy."
    elif lacking:
        error = f"It does not make the variable {', '.join(lacking)}."
    return trial.model_copy(update={"ok": False, "error": error}) if trial.ok and error else trial


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True
