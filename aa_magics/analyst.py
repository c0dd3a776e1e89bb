"""The use case: a goal about frames becomes a run. The only orchestration in the project."""

import asyncio
import re
import threading
import warnings
from collections.abc import Callable, Collection, Coroutine, Mapping
from concurrent.futures import Future, wait
from contextvars import copy_context
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from aa_magics.agents import pick_agents, roster
from aa_magics.codegen.assemble import assemble_cells
from aa_magics.errors import AgentError, AnalystError, EngineError, FrameError, GoalError, HistoryError, close_names
from aa_magics.frames import check_frame, profile_frames
from aa_magics.model import Call, Cell, Failure, Goal, Names, Plan, Run, State
from aa_magics.steps import Engine, RepairingEngine, StepWriter, Trier, cell_marks, delivered

T = TypeVar("T")


class Recorder(Protocol):
    """What keeps runs: called when one starts, and when it has ended. May raise HistoryError."""

    def start(self, run: Run) -> None: ...

    def finish(self, run: Run) -> None: ...


class HistoryWarning(UserWarning):
    """A run could not be recorded; the analysis itself went on."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_run_id() -> str:
    return uuid4().hex[:12]


def analyze(goal: str, frames: Mapping[str, Any], **options: Any) -> Run:
    """Return the run of `goal` about `frames` (DataFrames by variable name); see `aanalyze` for the options.

    Works with an event loop already running, as in a kernel. A KeyboardInterrupt cancels the run at once. `confirm` is
    asked on the thread that called.
    """
    questions = _Questions(options.pop("confirm", None))
    return _wait_for(aanalyze(goal, frames, confirm=questions.confirm and questions.ask, **options), questions)


async def aanalyze(
    goal: str,
    frames: Mapping[str, Any],
    *,
    engine: str | Engine = "offline",
    agents: Collection[str] = (),
    agents_off: Collection[str] | None = None,
    names: Names | None = None,
    why: Mapping[str, str] | None = None,
    plan: Plan | None = None,
    only_plan: bool = False,
    trier: Trier | None = None,
    confirm: Callable[[Call], bool] | None = None,
    progress: Callable[[Run], None] | None = None,
    notebook: str | None = None,
    history: Recorder | None = None,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_run_id,
) -> Run:
    """Return the run of `goal` about `frames`, awaitable form.

    `agents` may work on it (none: all but `agents_off`, by default those that the roster has off). `names` are the
    notebook's names, which no cell binds anew. `why` says for a frame why it was chosen. A `plan` is written as it is,
    in place of one of the engine; with `only_plan` none is written. The cells of an engine that can repair them are
    tried by `trier`. `progress` gets the run whenever it has changed, from the thread that works on it, and at its end.
    Without a `history` nothing is recorded; one that fails costs a HistoryWarning. `clock` and `new_id` make a test
    exact.

    Raises an AnalystError in two lines: GoalError, FrameError, AgentError or EngineError.
    """
    asked = _checked_goal(goal, frames, agents, agents_off, names or Names())
    chosen = _engine(engine)
    run = Run(
        id=new_id(), goal=asked, engine=chosen.name, state="running", started=clock(), notebook=notebook
    )  # fmt: skip
    going = _GoingRun(run, _Recording(history), progress, clock)
    try:
        await _ticking(_plan_and_write(going, chosen, trier, frames, why or {}, plan, only_plan))
    except asyncio.CancelledError:
        going.end("cancelled", cells=going.finished_cells())
        raise
    except Exception as error:
        going.end("failed", failure=_failure(error))
        raise
    return going.end("done")


class _GoingRun:
    """A run as it stands: every change is told to `progress`, its start and its end to the history as well."""

    def __init__(
        self, run: Run, recorder: "_Recording", progress: Callable[[Run], None] | None, clock: Callable[[], datetime]
    ) -> None:
        self.run, self._recorder, self._progress, self._clock = run, recorder, progress, clock
        self.writer: StepWriter | None = None
        recorder.record("start", run)

    def change(self, **changes: Any) -> None:
        tried = self.writer is not None and self.writer.trier is not None
        reports = tuple(self.writer.reports.values()) if self.writer and tried else ()
        self.run = self.run.model_copy(update={"reports": reports, **changes})
        if self._progress is not None:
            self._progress(self.run)

    def end(self, state: State, **changes: Any) -> Run:
        seconds = (self._clock() - self.run.started).total_seconds()
        self.change(state=state, seconds=seconds, **changes)
        self._recorder.record("finish", self.run)
        return self.run

    def finished_cells(self) -> tuple[Cell, ...]:
        """Return the cells of the steps that were written, and tried, before the run was stopped."""
        return _assembled(self.writer, self.run.goal) if self.writer and self.writer.trier else ()


async def _plan_and_write(
    going: _GoingRun,
    engine: Engine,
    trier: Trier | None,
    frames: Mapping[str, Any],
    why: Mapping[str, str],
    plan: Plan | None,
    only_plan: bool,
) -> None:
    goal = going.run.goal
    profiles = await asyncio.to_thread(profile_frames, frames)
    plan = plan or await engine.plan(goal, profiles)
    choices = (choice.model_copy(update={"why": why.get(choice.name, choice.why)}) for choice in plan.frames)
    plan = plan.model_copy(update={"frames": tuple(choices)})
    going.change(plan=plan)
    if only_plan:
        return
    trier = trier if isinstance(engine, RepairingEngine) else None
    if trier is not None:
        await trier.open(frames)
    going.writer = StepWriter(engine, plan, goal, profiles, trier=trier, changed=going.change)
    await going.writer.write()
    try:
        going.change(cells=_assembled(going.writer, goal))
    except SyntaxError as error:
        said = f"The engine {engine.name!r} wrote code that Python cannot read: {error.msg}."
        raise EngineError(said, "Ask again in other words, or choose another engine.") from error


def _assembled(writer: StepWriter, goal: Goal) -> tuple[Cell, ...]:
    """Return the cells of what was written so far, as they are handed on."""
    there = [(step, writer.written[step.id]) for step in writer.plan.steps if step.id in writer.written]
    handed = [delivered(step, now) for step, now in there]
    plan = writer.plan.model_copy(update={"steps": tuple(step for step, _ in handed)})
    marks = {step.id: cell_marks(now) for step, now in there}
    return assemble_cells(plan, {step.id: cells for step, cells in handed}, goal.names, marks)


class _Recording:
    """A history that may fail: it then warns once, and the run goes on without."""

    def __init__(self, history: Recorder | None) -> None:
        self.history = history

    def record(self, event: str, run: Run) -> None:
        if self.history is None:
            return
        try:
            getattr(self.history, event)(run)
        except HistoryError as error:
            self.history = None
            warnings.warn(f"This run is not recorded. {error.message} {error.hint}", HistoryWarning, stacklevel=2)


def mentioned_agents(goal: str) -> tuple[str, ...]:
    """Return the agents that a goal mentions as `@agent_name`. Raises AgentError for one that does not exist."""
    found = []
    for name in re.findall(r"(?<![\w.])@(\w+)", goal):
        if name in roster():
            found.append(name)
        elif name.endswith("_agent") or close_names(name, roster()):
            close = close_names(name, roster()) or list(roster())
            raise AgentError(f"There is no agent named {name!r}.", f"Did you mean @{', @'.join(close)}?")
    return tuple(found)


def _checked_goal(
    text: str, frames: Mapping[str, Any], agents: Collection[str], agents_off: Collection[str] | None, names: Names
) -> Goal:
    if not text.strip():
        raise GoalError("The goal is empty.", "Write what you want to know, such as: mean of price by region")
    if not frames:
        raise FrameError("There is no DataFrame to work on.", 'Make one first, such as: df = pd.read_csv("file.csv")')
    for name, frame in frames.items():
        check_frame(name, frame)
    off = [a.name for a in roster().values() if not a.on] if agents_off is None else agents_off
    chosen = pick_agents({*agents, *mentioned_agents(text)}, off)
    taken = Names(taken=names.taken | set(frames), imports=names.imports)
    return Goal(text=text.strip(), frames=tuple(frames), agents=chosen, names=taken)


def _engine(engine: str | Engine) -> Engine:
    if not isinstance(engine, str):
        return engine
    if engine == "offline":
        from aa_magics.offline import OfflineEngine

        return OfflineEngine()
    raise EngineError(f"There is no engine named {engine!r}.", "Known engines: offline.")


def _failure(error: Exception) -> Failure:
    if isinstance(error, AnalystError):
        return Failure(message=error.message, hint=error.hint)
    return Failure(message=f"{type(error).__name__}: {error}", hint="This is a fault of the engine, not of the goal.")


async def _ticking(work: Coroutine[Any, Any, T]) -> T:
    """Return what `work` does, waking the loop every 0.1 s: else an interrupt of a kernel waits for the work."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=0.1)
    finally:
        task.cancel()
    return task.result()


class _Questions:
    """What a run asks a person, carried from its thread to the one that waits for it."""

    def __init__(self, confirm: Callable[[Call], bool] | None) -> None:
        self.confirm = confirm
        self._asked: SimpleQueue[tuple[Call, Future[bool]]] = SimpleQueue()

    def ask(self, call: Call) -> bool:
        answer: Future[bool] = Future()
        self._asked.put((call, answer))
        return answer.result()

    def reply(self) -> None:
        """Put the questions that wait to the person."""
        while not self._asked.empty():
            call, answer = self._asked.get()
            assert self.confirm is not None
            try:
                answer.set_result(self.confirm(call))
            except BaseException as error:  # an interrupt ends the run too
                answer.set_exception(error)
                raise


def _wait_for(work: Coroutine[Any, Any, T], questions: _Questions) -> T:
    """Return what `work` does, run by a loop in a thread of its own with the caller's context."""
    outcome: Future[T] = Future()
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = Future()

    async def main() -> T:
        task = asyncio.ensure_future(work)
        started.set_result((asyncio.get_running_loop(), task))
        return await task

    def run() -> None:
        try:
            outcome.set_result(asyncio.run(main()))
        except BaseException as error:  # carried over to the caller, whatever it is
            outcome.set_exception(error)

    threading.Thread(target=copy_context().run, args=(run,), name="aa_magics run", daemon=True).start()
    try:
        while not outcome.done():
            wait([outcome], timeout=0.05)
            questions.reply()
        return outcome.result()
    except KeyboardInterrupt:
        loop, task = started.result()
        loop.call_soon_threadsafe(task.cancel)
        raise
