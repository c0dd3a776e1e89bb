"""What %%analyst does: a goal and the notebook around it become a run, shown where the front end can show it."""

import logging
import re
from argparse import Namespace as Options
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.analyst import analyze, mentioned_agents, new_run_id, utc_now
from aa_magics.codegen.assemble import join_cells
from aa_magics.config import Settings
from aa_magics.engines import is_model
from aa_magics.errors import ChoiceError, FrameError, RunError
from aa_magics.frames import active_frame, other_frames, profile_frames
from aa_magics.magics.arguments import parse_line, suggestion
from aa_magics.magics.asking import asker
from aa_magics.magics.execution import publish_outputs
from aa_magics.magics.frontend import front_end, notebook_path
from aa_magics.magics.keeping import KernelHistory
from aa_magics.magics.live import Live
from aa_magics.magics.made import Asked, MadeRuns
from aa_magics.magics.namespace import Namespace, is_engine
from aa_magics.magics.output import Display, run_bundle, run_metadata
from aa_magics.magics.planlines import read_plan
from aa_magics.magics.questions import question_bundle
from aa_magics.magics.reports import facts, is_models
from aa_magics.magics.running import agreed_to_run, check_may_run, ended_run, error_of, execute_run
from aa_magics.magics.workers import Workers
from aa_magics.model import Goal, Plan, Run
from aa_magics.objects import as_frames, comparable
from aa_magics.steps import Engine, RepairingEngine
from aa_magics.taking import read_takes

log = logging.getLogger(__name__)

CLOSING = {
    "notebook": "The code is in a new cell below and has not run. To undo: `%analyst undo`, or delete the cell.",
    "terminal": "The code is at the next prompt and has not run.",
}
PLANNED = "Nothing is written yet. To write it: `%analyst go`; to change it first: `%analyst plan`"
FOLLOWED = "the goal before was about it"
FINISHED = "This run was {state}. To insert the steps that were finished: `%analyst insert {id}`"


@dataclass
class Kernel:
    """What a kernel keeps between runs: those that it made, the history, whose plan is not written yet, a worker."""

    shell: InteractiveShell
    history: KernelHistory
    settings: Callable[..., Settings]
    get_key: Callable[[str], str | None] = lambda provider: None
    made: MadeRuns = field(default_factory=MadeRuns)
    engines: dict[str, str | Engine] = field(default_factory=dict)
    workers: Workers = field(default_factory=Workers)


@dataclass(frozen=True)
class Defaults:
    """The engine, and the agents (none: all that are on), of a goal that names none."""

    engine: str | Engine
    agents: Sequence[str]


def answer(kernel: Kernel, defaults: Defaults, line: str, text: str) -> None:
    """Make a run of the goal `text`, show it, and do with its cells what the options on `line` say.

    Where the line begins with `go`, `text` is a plan instead, as a person edited it. Raises an AnalystError in two
    lines; RunError when a cell that `--run` executes fails.
    """
    options = parse_line(line)
    if options.frames[:1] == ["go"] and "go" not in Namespace(kernel.shell, kernel.made).all_frames():
        _write_plan(kernel, options, options.frames[1:], text)
        return
    text = text.strip()
    frames, why = _frames(kernel, options.frames, text)
    instead = _other_frames(kernel, options.frames, text, why)
    asked = Asked(text, tuple(frames), front_end(kernel.shell).cell)
    engine = _engine(kernel.shell, options.engine) if options.engine else defaults.engine
    agents = options.agents or (() if mentioned_agents(text) else defaults.agents)
    run = _make(kernel, options, engine, asked, frames, agents=agents, why=why, instead=instead)
    if not options.frames:
        kernel.made.chosen[text] = run.goal.frames[0]


def go(kernel: Kernel, words: Sequence[str]) -> None:
    """Write the plan of a run that `words`, the line after `%analyst go`, name; the latest where they name none."""
    options = parse_line(" ".join(words))
    _write_plan(kernel, options, options.frames, "")


def planned_run(kernel: Kernel, ids: Sequence[str]) -> Run:
    """Return the run with this id, or the latest of this kernel, that has a plan. Raises RunError."""
    found = (made.run for made in reversed(kernel.made.runs) if made.run.plan is not None)
    run = kernel.made.find(ids[0]) or kernel.history.open().get(ids[0]) if ids else next(found, None)
    if run is None or run.plan is None:
        raise RunError("There is no plan to go on with.", "Make one first: %%analyst --plan")
    return run


def deliver(shell: InteractiveShell, display: Display, run: Run, *, insert: bool, code: bool) -> None:
    """Show a run, and hand its cells to the front end where it can take them; `code` shows their code as well."""
    seen = front_end(shell)
    told = [facts(run)] if is_models(run) and seen.kind != "headless" else []
    if insert and run.cells and seen.kind != "headless":
        joined, closing = join_cells(run.cells), "\n\n".join([*told, CLOSING[seen.kind]])
        display.show(run_bundle(run, insert=True, fallback=joined, closing=closing), run_metadata(run))
        shell.set_next_input(joined)
    else:
        told += [PLANNED] if run.plan and not run.cells and seen.kind != "headless" else []
        display.show(run_bundle(run, code=code or insert, closing="\n\n".join(told)), run_metadata(run))


def _frames(kernel: Kernel, named: Sequence[str], text: str) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Return the frames that a goal is about, and why each was taken."""
    namespace = Namespace(kernel.shell, kernel.made)
    if named:
        return {name: _named(kernel.shell, namespace, name) for name in named}, dict.fromkeys(named, "you named it")
    candidates = namespace.frames() or namespace.all_frames()
    if not text or not candidates:
        return candidates, {}
    if before := _frames_before(kernel, text, namespace.all_frames()):
        return before, dict.fromkeys(before, FOLLOWED)
    name, why = _chosen(text, candidates, namespace.recent(text))
    return {name: candidates[name]}, {name: why}


def _chosen(text: str, candidates: Mapping[str, Any], recent: Sequence[str]) -> tuple[str, str]:
    """Return which of `candidates` a goal is about, and why; where none is in memory, the one touched last."""
    if frames := comparable(candidates):
        choice = active_frame(text, frames, recent)
        return choice.name, choice.why
    touched = [name for name in recent if name in candidates] or list(candidates)
    return touched[0], "it was assigned or shown last"


def _other_frames(kernel: Kernel, named: Sequence[str], text: str, why: Mapping[str, str]) -> Sequence[str]:
    """Return the frames that a goal could be about as well, where neither a person nor the goal before says which."""
    chosen = next(iter(why), None)
    if named or chosen is None or why[chosen] == FOLLOWED:
        return ()
    namespace = Namespace(kernel.shell, kernel.made)
    frames = comparable(namespace.frames() or namespace.all_frames())
    return other_frames(text, frames, chosen) if chosen in frames else ()


def _frames_before(kernel: Kernel, text: str, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the frames of the goal before, for a goal that follows it and names no other frame; else none."""
    from aa_magics.offline.following.planning import follows, is_marked

    previous = kernel.made.previous(Asked(text, (), front_end(kernel.shell).cell)) if is_marked(text) else None
    names = [choice.name for choice in previous.plan.frames] if previous and previous.plan else []
    others = known.keys() - set(names)
    if not names or not set(names) <= known.keys() or others & set(re.findall(r"\w+", text)):
        return {}
    frames = {name: known[name] for name in names}
    return frames if follows(text, profile_frames(as_frames(text, frames))) else {}


def _named(shell: InteractiveShell, namespace: Namespace, name: str) -> Any:
    """Return what a name on the line is bound to; whether it is a DataFrame is checked later."""
    if name in shell.user_ns:
        return shell.user_ns[name]
    if not name.isidentifier():
        raise FrameError(f"{name!r} is not the name of a variable.", f"Give the frame a name first: frame = {name}")
    frames = namespace.all_frames()
    hint = suggestion(name, frames) if frames else 'Make one first, such as: df = pd.read_csv("file.csv")'
    raise FrameError(f"There is no variable named {name!r}.", hint)


def _write_plan(kernel: Kernel, options: Options, ids: Sequence[str], edited: str) -> None:
    """Write the plan of an earlier run, as `edited` has it, with the engine that made it unless another is named."""
    run = planned_run(kernel, ids)
    assert run.plan is not None
    named = _engine(kernel.shell, options.engine) if options.engine else None
    engine = named or kernel.engines.get(run.id) or run.engine
    plan = read_plan(edited, run.plan, run.goal.frames, words=engine != "offline") if edited.strip() else run.plan
    namespace = Namespace(kernel.shell, kernel.made)
    frames = {name: _named(kernel.shell, namespace, name) for name in run.goal.frames}
    asked = Asked(run.goal.text, run.goal.frames, front_end(kernel.shell).cell)
    why = {choice.name: choice.why for choice in plan.frames}
    _make(kernel, options, engine, asked, frames, agents=run.goal.agents, why=why, plan=plan, takes=run.goal.takes)


def _make(
    kernel: Kernel,
    options: Options,
    engine: str | Engine,
    asked: Asked,
    frames: Mapping[str, Any],
    *,
    agents: Sequence[str],
    why: Mapping[str, str],
    plan: Plan | None = None,
    takes: Mapping[str, str] | None = None,
    instead: Sequence[str] = (),
) -> Run:
    """Make the run of what was asked, or of a plan, show it, and do with its cells what the options say."""
    settings = kernel.settings(privacy=options.privacy)
    if options.run:
        check_may_run(kernel.shell, settings, _may_be_models(engine))
    display = Display(kernel.shell)
    given: dict[str, Any] = {"engine": engine, "agents": agents, "why": why, "plan": plan, "settings": settings}
    given["other_frames"] = instead
    given["takes"] = read_takes(options.take) or takes or {}
    given |= {"only_plan": options.plan, "fresh": options.fresh, "get_key": kernel.get_key}
    if is_model(engine):
        given["trier"] = kernel.workers.take(settings)
    try:
        run = _analyzed(kernel, display, asked, frames, given, options.line)
    finally:
        if is_model(engine):
            kernel.workers.warm(settings)
    log.debug("run %s: %d cells in %.3f s", run.id, len(run.cells), run.seconds)
    kernel.made.add(asked, run)
    if options.plan:
        kernel.engines[run.id] = engine
    if options.run and agreed_to_run(kernel.shell, settings, display, run):
        _execute(kernel, display, run, insert=not options.no_insert)
    else:
        deliver(kernel.shell, display, run, insert=not (options.plan or options.no_insert), code=options.no_insert)
    return run


def _analyzed(
    kernel: Kernel, display: Display, asked: Asked, frames: Mapping[str, Any], given: Mapping[str, Any], line: str
) -> Run:
    """Return the run of what was asked; one that takes its time is shown as it stands, and then how it ended."""
    engine = given["engine"]
    pending = Run(
        id=new_run_id(),
        goal=Goal(text=asked.text, frames=asked.frames),
        engine=engine if isinstance(engine, str) else engine.name,
        state="running",
        started=utc_now(),
    )
    live = Live(kernel.shell, display, pending)
    try:
        with live.showing():
            return analyze(
                asked.text,
                frames,
                **given,
                agents_off=kernel.history.agents_off(),
                names=Namespace(kernel.shell, kernel.made).names(asked),
                earlier=[made.run for made in kernel.made.runs],
                progress=live.tell,
                confirm=asker(kernel.shell, live),
                notebook=notebook_path(kernel.shell),
                previous=kernel.made.previous(asked),
                history=kernel.history,
                new_id=lambda: pending.id,
            )
    except ChoiceError as question:
        if front_end(kernel.shell).kind == "notebook":
            ended = ended_run(pending, question)
            display.show(question_bundle(ended, question, line), run_metadata(ended))
        raise
    except BaseException as error:
        stopped = not isinstance(error, Exception)
        _show_end(kernel, display, asked, live.ended(stopped=stopped) or ended_run(pending, error))
        raise
    finally:
        kernel.history.warn_once()


def _show_end(kernel: Kernel, display: Display, asked: Asked, run: Run) -> None:
    """Show how a run ended that was not answered, with what was finished of it, which can still be inserted."""
    closing = f"This run was {run.state}."
    if run.cells:
        kernel.made.add(asked, run)
        closing = FINISHED.format(state=run.state, id=run.id[:8])
    if display.published or is_models(run):
        display.show(run_bundle(run, closing=closing), run_metadata(run))


def _engine(shell: InteractiveShell, name: str) -> str | Engine:
    """Return the engine that a variable of the notebook is bound to, else the name, as that of a known one."""
    value = shell.user_ns.get(name)
    return value if is_engine(value) else name


def _may_be_models(engine: str | Engine) -> bool:
    return engine != "offline" if isinstance(engine, str) else isinstance(engine, RepairingEngine)


def _execute(kernel: Kernel, display: Display, run: Run, *, insert: bool) -> None:
    """Execute a run's cells and show their outputs below the plan. Raises RunError for the first that fails."""
    going = run.model_copy(update={"state": "running", "cells": ()})
    with Live(kernel.shell, display, going).showing():
        outputs, error = execute_run(kernel.shell, run)
    failure = error_of(run, outputs, error)
    ended = run if error is None else ended_run(run, error)
    insert = insert and front_end(kernel.shell).kind == "notebook"
    display.show(run_bundle(ended, insert=insert, code=True, outputs=outputs), run_metadata(ended))
    for shown in outputs:
        publish_outputs(kernel.shell, shown)
    if error is not None:
        kernel.history.finish(ended)
    if failure is not None:
        raise failure from error
