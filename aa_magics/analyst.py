"""The use case: a goal about frames becomes a run. The only orchestration in the project."""

import asyncio
import re
import threading
import warnings
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from concurrent.futures import Future, wait
from contextvars import copy_context
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from aa_magics.agents import pick_agents, roster
from aa_magics.codegen.assemble import assemble_cells
from aa_magics.errors import AgentError, AnalystError, EngineError, FrameError, GoalError, HistoryError, close_names
from aa_magics.frames import check_frame, profile_frames
from aa_magics.model import Cell, Failure, FrameProfile, Goal, Names, Plan, Run, Step

T = TypeVar("T")
CONCURRENT_STEPS = 5


class Engine(Protocol):
    """What turns a goal into a plan, and a step into cells. Raises GoalError for a goal that it cannot answer."""

    name: str

    async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan: ...

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]: ...


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

    Works with an event loop already running, as in a kernel. A KeyboardInterrupt cancels the run at once.
    """
    return _wait_for(aanalyze(goal, frames, **options))


async def aanalyze(
    goal: str,
    frames: Mapping[str, Any],
    *,
    engine: str | Engine = "offline",
    agents: Collection[str] = (),
    agents_off: Collection[str] | None = None,
    names: Names | None = None,
    why: Mapping[str, str] | None = None,
    notebook: str | None = None,
    history: Recorder | None = None,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_run_id,
) -> Run:
    """Return the run of `goal` about `frames`, awaitable form.

    `agents` may work on it (none: all but `agents_off`, by default those that the roster has off). `names` are the
    notebook's names, which no cell binds anew. `why` says for a frame why it was chosen. Without a `history` nothing
    is recorded; one that fails costs a HistoryWarning. `clock` and `new_id` make a test exact.

    Raises an AnalystError in two lines: GoalError, FrameError, AgentError or EngineError.
    """
    asked = _checked_goal(goal, frames, agents, agents_off, names or Names())
    chosen = _engine(engine)
    run = Run(
        id=new_id(), goal=asked, engine=chosen.name, state="running", started=clock(), notebook=notebook
    )  # fmt: skip
    recorder = _Recording(history)
    recorder.record("start", run)

    def ended(**changes: Any) -> Run:
        seconds = (clock() - run.started).total_seconds()
        done = run.model_copy(update={**changes, "seconds": seconds})
        recorder.record("finish", done)
        return done

    try:
        plan, cells = await _ticking(_plan_and_write(chosen, asked, frames, why or {}))
    except asyncio.CancelledError:
        ended(state="cancelled")
        raise
    except Exception as error:
        ended(state="failed", failure=_failure(error))
        raise
    return ended(state="done", plan=plan, cells=cells)


async def _plan_and_write(
    engine: Engine, goal: Goal, frames: Mapping[str, Any], why: Mapping[str, str]
) -> tuple[Plan, tuple[Cell, ...]]:
    profiles = await asyncio.to_thread(profile_frames, frames)
    plan = await engine.plan(goal, profiles)
    choices = (choice.model_copy(update={"why": why.get(choice.name, choice.why)}) for choice in plan.frames)
    plan = plan.model_copy(update={"frames": tuple(choices)})
    written = await _write_steps(engine, plan, goal, profiles)
    try:
        return plan, assemble_cells(plan, written, goal.names)
    except SyntaxError as error:
        said = f"The engine {engine.name!r} wrote code that Python cannot read: {error.msg}."
        raise EngineError(said, "Ask again in other words, or choose another engine.") from error


async def _write_steps(
    engine: Engine, plan: Plan, goal: Goal, profiles: Sequence[FrameProfile]
) -> Mapping[str, Sequence[Cell]]:
    """Return the cells of each step by its id; steps that do not wait for one another are written concurrently."""
    places = asyncio.Semaphore(CONCURRENT_STEPS)
    tasks: dict[str, asyncio.Task[Sequence[Cell]]] = {}

    async def write(step: Step, before: Sequence[asyncio.Task[Sequence[Cell]]]) -> Sequence[Cell]:
        earlier = [cell for cells in await asyncio.gather(*before) for cell in cells]
        async with places:
            return await engine.write(step, goal, profiles, earlier)

    makers: dict[str, asyncio.Task[Sequence[Cell]]] = {}
    for step in plan.steps:
        before = [makers[name] for name in step.uses if name in makers]
        tasks[step.id] = asyncio.ensure_future(write(step, before))
        makers.update(dict.fromkeys(step.creates, tasks[step.id]))
    try:
        await asyncio.gather(*tasks.values())
    finally:
        for task in tasks.values():
            task.cancel()
    return {step_id: task.result() for step_id, task in tasks.items()}


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


def _wait_for(work: Coroutine[Any, Any, T]) -> T:
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
        return outcome.result()
    except KeyboardInterrupt:
        loop, task = started.result()
        loop.call_soon_threadsafe(task.cancel)
        raise
