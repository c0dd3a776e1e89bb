"""The use case: a goal about frames becomes a run. The only orchestration in the project."""

import asyncio
import re
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, runtime_checkable
from uuid import uuid4

from aa_magics.agents import pick_agents, roster
from aa_magics.answers import answer_key, fits
from aa_magics.blocking import Questions, ticking, wait_for
from aa_magics.codegen.assemble import assemble_cells
from aa_magics.config import Settings, first_weekday
from aa_magics.engines import Asking, Chosen, choose_engine
from aa_magics.errors import AgentError, AnalystError, EngineError, FrameError, GoalError, HistoryError, close_names
from aa_magics.frames import profile_frames
from aa_magics.model import (
    Alternative,
    Calendar,
    Call,
    Cell,
    Failure,
    FrameProfile,
    Goal,
    Names,
    Plan,
    Run,
    State,
    StepReport,
    Usage,
)
from aa_magics.notes import defined, in_force, kept_notes, mattering, noted
from aa_magics.objects import Taken, frames_of, opened, with_objects
from aa_magics.steps import Engine, StepWriter, Trier, cell_marks, delivered
from aa_magics.taking import can_be_taken, explicit_goal, taken


class Recorder(Protocol):
    """What keeps runs: called when one starts, and when it has ended. May raise HistoryError."""

    def start(self, run: Run) -> None: ...

    def finish(self, run: Run) -> None: ...


@runtime_checkable
class Answers(Protocol):
    """A recorder that also finds the run that answered the same question before."""

    def answered(self, key: str) -> Run | None: ...


class HistoryWarning(UserWarning):
    """A run could not be recorded; the analysis itself went on."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_run_id() -> str:
    return uuid4().hex[:12]


def analyze(goal: str, frames: Mapping[str, Any], **options: Any) -> Run:
    """Return the run of `goal` about `frames` (DataFrames by variable name); see `aanalyze` for the options.

    A Series, a table of PyArrow or Polars and a GeoDataFrame are taken as well: the cells make a frame of it first.

    Works with an event loop already running, as in a kernel. A KeyboardInterrupt cancels the run at once. `confirm` is
    asked on the thread that called.
    """
    confirm = options.pop("confirm", None)
    questions = Questions[Call, bool](confirm) if confirm else None
    return wait_for(aanalyze(goal, frames, confirm=questions.ask if questions else None, **options), questions)


async def aanalyze(
    goal: str,
    frames: Mapping[str, Any],
    *,
    engine: str | Engine = "offline",
    agents: Collection[str] = (),
    agents_off: Collection[str] | None = None,
    names: Names | None = None,
    why: Mapping[str, str] | None = None,
    other_frames: Sequence[str] = (),
    takes: Mapping[str, str] | None = None,
    plan: Plan | None = None,
    only_plan: bool = False,
    fresh: bool = False,
    earlier: Sequence[Run] = (),
    settings: Settings | None = None,
    get_key: Callable[[str], str | None] | None = None,
    trier: Trier | None = None,
    confirm: Callable[[Call], bool] | None = None,
    progress: Callable[[Run], None] | None = None,
    notebook: str | None = None,
    previous: Run | None = None,
    history: Recorder | None = None,
    notes: Sequence[str] | None = None,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_run_id,
) -> Run:
    """Return the run of `goal` about `frames`, awaitable form.

    `engine` is "offline", a model as `provider/model`, or an engine of your own. `agents` may work on it (none: all but
    `agents_off`, by default those that the roster has off). `names` are the notebook's names, which no cell binds anew.
    `why` says for a frame why it was chosen, `other_frames` could be meant as well as the first. `takes` says which
    column or time stands for words of the goal. A `plan` is written as
    it is, in place of one of the engine; with `only_plan` none is written. The goal may follow that of the `previous`
    run, as "only 2024" does, if that was done, about some of the same frames. `progress` gets the run whenever it has
    changed, from the thread that works on it, and at its end. `notes` are lines such as "orders.PLZ is id" (none: those
    in the working directory's `aa_magics.toml`). Without a `history` nothing is recorded; one that fails costs a
    HistoryWarning. `clock` and `new_id` make a test exact.

    For a model: `settings` (none: the environment's) hold its address, privacy level, budgets and limits; `get_key`
    gives the key of a provider (none: its environment variable); `earlier` are the notebook's runs that it is told of.
    `confirm` is asked, with the text, before the first is sent off this machine (none: nobody can be asked). What it
    writes is tried by `trier` (none: a worker of its own), which is closed at the end. A goal to which the `history`
    has an answer is not asked again unless it is to be `fresh`.

    Raises an AnalystError in two lines: GoalError, FrameError, AgentError or EngineError; for a model also PolicyError,
    ConsentError or BudgetError.
    """
    asked = _checked_goal(goal, frames, agents, agents_off, names or Names())
    objects = await asyncio.to_thread(frames_of, asked.text, frames)
    frames = {name: objects[name].frame if name in objects else frame for name, frame in frames.items()}
    asked = asked.model_copy(update={"takes": takes or {}})
    explicit_goal(asked, frames)  # what is wrong is told before anything is recorded
    started = clock()
    calendar = Calendar(today=started.astimezone().date(), week_start=first_weekday(settings))
    asked = asked.model_copy(update={"previous": _followed(previous, frames), "calendar": calendar})
    asking = Asking(settings, get_key, earlier, trier, confirm)
    run_id = new_id()
    chosen = choose_engine(engine, asking, run_id, notebook, frames, history, lambda: going.change())
    run = Run(
        id=run_id, goal=asked, engine=chosen.engine.name, state="running", started=started, notebook=notebook
    )  # fmt: skip
    going = _GoingRun(run, chosen, _Recording(history), progress, clock, objects)
    try:
        await ticking(_answer(going, frames, why or {}, other_frames, plan, only_plan, fresh, notes))
    except asyncio.CancelledError:
        going.end("cancelled", cells=going.finished_cells())
        raise
    except Exception as error:
        going.end("failed", failure=_failure(error))
        raise
    finally:
        if chosen.trier is not None:
            chosen.trier.close()
    return going.end("done")


class _GoingRun:
    """A run as it stands: every change is told to `progress`, its start and its end to the history as well."""

    def __init__(
        self,
        run: Run,
        chosen: Chosen,
        recorder: "_Recording",
        progress: Callable[[Run], None] | None,
        clock: Callable[[], datetime],
        objects: Mapping[str, Taken],
    ) -> None:
        self.objects = objects
        self.run, self.chosen, self.recorder, self._progress, self._clock = run, chosen, recorder, progress, clock
        self.writer: StepWriter | None = None
        recorder.record("start", run)

    def change(self, **changes: Any) -> None:
        watching = self.chosen.watching
        took: dict[str, Any] = {}
        if watching:
            took = {"usage": watching.usage, "calls": watching.calls, "waits": watching.waiting_for.get(None, "")}
        self.run = self.run.model_copy(update={"reports": self._reports(), **took, **changes})
        if self._progress is not None:
            self._progress(self.run)

    def end(self, state: State, **changes: Any) -> Run:
        seconds = (self._clock() - self.run.started).total_seconds()
        self.change(state=state, seconds=seconds, **changes)
        self.recorder.record("finish", self.run)
        return self.run

    def finished_cells(self) -> tuple[Cell, ...]:
        """Return the cells of the steps that were written, and tried, before the run was stopped."""
        return _assembled(self.writer, self.run.goal, self.objects) if self.writer and self.writer.trier else ()

    def _reports(self) -> tuple[StepReport, ...]:
        """Return how the steps stand, with what each took, and what one waits for where it does."""
        if self.writer is None or self.writer.trier is None:
            return self.run.reports
        watching = self.chosen.watching
        if watching is None:
            return tuple(self.writer.reports.values())
        return tuple(
            report.model_copy(
                update={
                    "usage": watching.usage_of(report.step),
                    "note": watching.waiting_for.get(report.step, report.note),
                }
            )
            for report in self.writer.reports.values()
        )


async def _answer(
    going: _GoingRun,
    frames: Mapping[str, Any],
    why: Mapping[str, str],
    other_frames: Sequence[str],
    plan: Plan | None,
    only_plan: bool,
    fresh: bool,
    notes: Sequence[str] | None,
) -> None:
    """Bring a run from its goal to its cells, or to those of the earlier run that answered the same."""
    goal, chosen = explicit_goal(going.run.goal, frames), going.chosen
    if chosen.trier is not None:
        chosen.trier.warm()
    known = in_force(kept_notes() if notes is None else notes, frames)
    profiles = noted(await asyncio.to_thread(profile_frames, frames), known)
    goal = goal.model_copy(update={"defined": defined(goal.text, known)})
    if plan is None and not only_plan and await _answered_before(going, goal, profiles, fresh):
        return
    if plan is None:
        plan = await chosen.engine.plan(goal, profiles)
        told = [f"{line} (your note)" for line in mattering(plan, goal.text, profiles, known)]
        plan = plan.model_copy(update={"assumptions": (*taken(goal.takes, frames), *plan.assumptions, *told)})
    choices = (choice.model_copy(update={"why": why.get(choice.name, choice.why)}) for choice in plan.frames)
    frames_instead = [Alternative(kind="frame", words=next(iter(frames)), meaning=other) for other in other_frames]
    offered = [other for other in (*frames_instead, *plan.alternatives) if can_be_taken(other, going.run.goal)]
    plan = with_objects(
        going.objects, plan.model_copy(update={"frames": tuple(choices), "alternatives": tuple(offered)})
    )
    going.change(plan=plan)
    if only_plan:
        return
    await _write(going, goal, plan, profiles, frames)


async def _answered_before(going: _GoingRun, goal: Goal, profiles: Sequence[FrameProfile], fresh: bool) -> bool:
    """Take over what an earlier run of a model answered to the very same, if there is one; return whether there is."""
    settings, recorder = going.chosen.settings, going.recorder
    if settings is None:
        return False
    key = answer_key(goal, profiles, going.run.engine, settings, goal.agents, going.chosen.rows)
    going.change(key=key)
    earlier = None if fresh else await asyncio.to_thread(recorder.answered, key)
    if earlier is None or not fits(earlier, goal):
        return False
    going.change(plan=earlier.plan, cells=earlier.cells, reports=earlier.reports, answered_by=earlier.id, usage=Usage())
    return True


async def _write(
    going: _GoingRun, goal: Goal, plan: Plan, profiles: Sequence[FrameProfile], frames: Mapping[str, Any]
) -> None:
    chosen = going.chosen
    if chosen.trier is not None:
        await chosen.trier.open(frames)
    going.writer = StepWriter(
        chosen.engine,
        plan,
        goal,
        profiles,
        trier=chosen.trier,
        concurrency=chosen.concurrency,
        repairs=chosen.repairs,
        changed=going.change,
    )
    await going.writer.write()
    try:
        going.change(cells=_assembled(going.writer, goal, going.objects))
    except SyntaxError as error:
        said = f"The engine {chosen.engine.name!r} wrote code that Python cannot read: {error.msg}."
        raise EngineError(said, "Ask again in other words, or choose another engine.") from error


def _assembled(writer: StepWriter, goal: Goal, objects: Mapping[str, Taken]) -> tuple[Cell, ...]:
    """Return the cells of what was written so far, as they are handed on."""
    there = [(step, writer.written[step.id]) for step in writer.plan.steps if step.id in writer.written]
    handed = [delivered(step, now) for step, now in there]
    plan = writer.plan.model_copy(update={"steps": tuple(step for step, _ in handed)})
    marks = {step.id: cell_marks(now) for step, now in there}
    plan, written = opened(plan, {step.id: cells for step, cells in handed}, objects, goal.names)
    return assemble_cells(plan, written, goal.names, marks)


class _Recording:
    """A history that may fail: it then warns once, and the run goes on without."""

    def __init__(self, history: Recorder | None) -> None:
        self.history = history

    def record(self, event: str, run: Run) -> None:
        self._attempt(lambda history: getattr(history, event)(run))

    def answered(self, key: str) -> Run | None:
        """Return the earlier run that answered the same, where the history can find it."""
        return self._attempt(lambda history: history.answered(key) if isinstance(history, Answers) else None)

    def _attempt(self, work: Callable[[Recorder], Run | None]) -> Run | None:
        if self.history is None:
            return None
        try:
            return work(self.history)
        except HistoryError as error:
            self.history = None
            warnings.warn(f"This run is not recorded. {error.message} {error.hint}", HistoryWarning, stacklevel=4)
            return None


def mentioned_agents(goal: str) -> tuple[str, ...]:
    """Return the agents that a goal mentions as `@agent_name`. Raises AgentError for one that does not exist.

    What is written as `@name[value]` is no agent but the form of an answer.
    """
    found = []
    for name in re.findall(r"(?<![\w.])@(\w+)(?![\w\[])", goal):
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
    off = [a.name for a in roster().values() if not a.on] if agents_off is None else agents_off
    chosen = pick_agents({*agents, *mentioned_agents(text)}, off)
    taken = Names(taken=names.taken | set(frames), imports=names.imports)
    return Goal(text=text.strip(), frames=tuple(frames), agents=chosen, names=taken)


def _followed(previous: Run | None, frames: Mapping[str, Any]) -> str | None:
    """Return the full goal of a run that one about `frames` may follow."""
    if previous is None or previous.plan is None or previous.state != "done":
        return None
    if not {choice.name for choice in previous.plan.frames} <= set(frames):
        return None
    return previous.plan.read_as or explicit_goal(previous.goal, frames).text


def _failure(error: Exception) -> Failure:
    if isinstance(error, AnalystError):
        return Failure(message=error.message, hint=error.hint)
    return Failure(message=f"{type(error).__name__}: {error}", hint="This is a fault of the engine, not of the goal.")
