"""What %%analyst does: a goal and the notebook around it become a run, shown where the front end can show it."""

import logging
from argparse import Namespace as Options
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from threading import Timer
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.analyst import analyze, mentioned_agents, new_run_id, utc_now
from aa_magics.codegen.assemble import join_cells
from aa_magics.errors import AnalystError, FrameError, RunError
from aa_magics.frames import active_frame
from aa_magics.magics.arguments import parse_line, suggestion
from aa_magics.magics.execution import execute_cells, publish_outputs
from aa_magics.magics.frontend import front_end, notebook_path
from aa_magics.magics.keeping import KernelHistory
from aa_magics.magics.made import Asked, MadeRuns
from aa_magics.magics.namespace import Namespace, is_engine
from aa_magics.magics.output import Display, run_bundle, run_metadata
from aa_magics.model import Failure, Goal, Run, State
from aa_magics.steps import Engine

log = logging.getLogger(__name__)

QUIET = 0.3
"""Seconds after which a run that still works is shown as running."""

CLOSING = {
    "notebook": "The code is in a new cell below and has not run. To undo: `%analyst undo`, or delete the cell.",
    "terminal": "The code is at the next prompt and has not run.",
}


@dataclass
class Kernel:
    """What a kernel keeps between runs: those that it made, and the history."""

    shell: InteractiveShell
    history: KernelHistory
    made: MadeRuns = field(default_factory=MadeRuns)


@dataclass(frozen=True)
class Defaults:
    """The engine, and the agents (none: all that are on), of a goal that names none."""

    engine: str | Engine
    agents: Sequence[str]


def answer(kernel: Kernel, defaults: Defaults, line: str, text: str) -> None:
    """Make a run of the goal `text`, show it, and do with its cells what the options on `line` say.

    Raises an AnalystError in two lines; RunError when a cell that `--run` executes fails.
    """
    options = parse_line(line)
    text = text.strip()
    seen = front_end(kernel.shell)
    display = Display(kernel.shell)
    frames, why = _frames(kernel, options.frames, text)
    run = _analyzed(kernel, defaults, options, Asked(text, tuple(frames), seen.cell), frames, why, display)
    if not options.frames:
        kernel.made.chosen[text] = run.goal.frames[0]
    if options.run:
        _execute(kernel, display, run, insert=not options.no_insert)
    else:
        deliver(kernel.shell, display, run, insert=not (options.plan or options.no_insert), code=options.no_insert)


def deliver(shell: InteractiveShell, display: Display, run: Run, *, insert: bool, code: bool) -> None:
    """Show a run, and hand its cells to the front end where it can take them; `code` shows their code as well."""
    seen = front_end(shell)
    if insert and run.cells and seen.kind != "headless":
        joined = join_cells(run.cells)
        display.show(run_bundle(run, insert=True, fallback=joined, closing=CLOSING[seen.kind]), run_metadata(run))
        shell.set_next_input(joined)
    else:
        display.show(run_bundle(run, code=code or insert), run_metadata(run))


def _frames(kernel: Kernel, named: Sequence[str], text: str) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Return the frames that a goal is about, and why each was taken."""
    namespace = Namespace(kernel.shell, kernel.made)
    if named:
        return {name: _named(kernel.shell, namespace, name) for name in named}, dict.fromkeys(named, "you named it")
    candidates = namespace.frames() or namespace.all_frames()
    if not text or not candidates:
        return candidates, {}
    choice = active_frame(text, candidates, namespace.recent(text))
    return {choice.name: candidates[choice.name]}, {choice.name: choice.why}


def _named(shell: InteractiveShell, namespace: Namespace, name: str) -> Any:
    """Return what a name on the line is bound to; whether it is a DataFrame is checked later."""
    if name in shell.user_ns:
        return shell.user_ns[name]
    if not name.isidentifier():
        raise FrameError(f"{name!r} is not the name of a variable.", f"Give the frame a name first: frame = {name}")
    frames = namespace.all_frames()
    hint = suggestion(name, frames) if frames else 'Make one first, such as: df = pd.read_csv("file.csv")'
    raise FrameError(f"There is no variable named {name!r}.", hint)


def _analyzed(
    kernel: Kernel,
    defaults: Defaults,
    options: Options,
    asked: Asked,
    frames: Mapping[str, Any],
    why: Mapping[str, str],
    display: Display,
) -> Run:
    """Return the run of what was asked; one that takes its time is shown as running, and then how it ended."""
    engine = _engine(kernel.shell, options.engine) if options.engine else defaults.engine
    pending = Run(
        id=new_run_id(),
        goal=Goal(text=asked.text, frames=asked.frames),
        engine=engine if isinstance(engine, str) else engine.name,
        state="running",
        started=utc_now(),
    )
    try:
        with _shown_if_slow(kernel.shell, display, pending):
            run = analyze(
                asked.text,
                frames,
                engine=engine,
                agents=options.agents or (() if mentioned_agents(asked.text) else defaults.agents),
                agents_off=kernel.history.agents_off(),
                names=Namespace(kernel.shell, kernel.made).names(asked),
                why=why,
                notebook=notebook_path(kernel.shell),
                history=kernel.history,
                new_id=lambda: pending.id,
            )
    except BaseException as error:
        if display.published:
            ended = _ended(pending, error)
            display.show(run_bundle(ended, closing=f"This run was {ended.state}."), run_metadata(ended))
        raise
    finally:
        kernel.history.warn_once()
    log.debug("run %s: %d cells in %.3f s", run.id, len(run.cells), run.seconds)
    kernel.made.add(asked, run)
    return run


def _engine(shell: InteractiveShell, name: str) -> str | Engine:
    """Return the engine that a variable of the notebook is bound to, else the name, as that of a known one."""
    value = shell.user_ns.get(name)
    return value if is_engine(value) else name


def _execute(kernel: Kernel, display: Display, run: Run, *, insert: bool) -> None:
    """Execute a run's cells and show their outputs below the plan. Raises RunError for the first that fails."""
    code = [cell for cell in run.cells if cell.cell_type == "code"]
    with _shown_if_slow(kernel.shell, display, run.model_copy(update={"state": "running", "cells": ()})):
        outputs, error = execute_cells(kernel.shell, code)
    ended = run if error is None else _ended(run, error)
    insert = insert and front_end(kernel.shell).kind == "notebook"
    display.show(run_bundle(ended, insert=insert, code=True, outputs=outputs), run_metadata(ended))
    for shown in outputs:
        publish_outputs(kernel.shell, shown)
    if error is not None:
        kernel.history.finish(ended)
        raise _cell_failed(len(outputs), len(code), error) from error


def _cell_failed(number: int, count: int, error: BaseException) -> BaseException:
    if not isinstance(error, Exception):
        return error  # an interrupt
    told = " ".join(f"{type(error).__name__}: {error}".split())
    hint = "Its traceback is above. Ask again without --run, and mend the cell."
    return RunError(f"Cell {number} of {count} failed: {told}", hint)


def _ended(run: Run, error: BaseException) -> Run:
    state: State = "failed" if isinstance(error, Exception) else "cancelled"
    failure = Failure(message=error.message, hint=error.hint) if isinstance(error, AnalystError) else None
    seconds = (utc_now() - run.started).total_seconds()
    return run.model_copy(update={"state": state, "failure": failure, "seconds": seconds})


@contextmanager
def _shown_if_slow(shell: InteractiveShell, display: Display, run: Run) -> Iterator[None]:
    """Show `run` as running where what is done meanwhile takes long and somebody is there to see it."""
    if front_end(shell).kind != "notebook":
        yield
        return
    shown = run_bundle(run, closing="Working on it ...")
    timer = Timer(QUIET, copy_context().run, (display.show, shown, run_metadata(run)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
