"""What %analyst does: look after agents and runs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from inspect import getdoc

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.agents import pick_agents, roster
from aa_magics.errors import FrameError, RunError, UsageError
from aa_magics.magics.arguments import suggestion
from aa_magics.magics.frontend import front_end
from aa_magics.magics.made import Asked
from aa_magics.magics.namespace import Namespace
from aa_magics.magics.output import UNDO_MIME, Display
from aa_magics.magics.planlines import editable_plan
from aa_magics.magics.reports import spent
from aa_magics.magics.runs import Kernel, deliver, go, planned_run
from aa_magics.magics.sent import calls_bundle, step_titles
from aa_magics.magics.text import markdown_table, plain_table
from aa_magics.model import Run, RunSummary
from aa_magics.notes import add_notes, kept_notes, read_codebook, read_note, remove_note
from aa_magics.notes.note import FORMS
from aa_magics.objects import as_frames, column_names

Words = Sequence[str]

LISTED = 20
SHOWN_ID = 8
UNDO = "JupyterLab and Notebook 7 take out the cells that nobody has edited. Elsewhere, delete the cell that came in."


def look_after(kernel: Kernel, line: str) -> None:
    """Do what `line` says. Raises UsageError for a subcommand that does not exist."""
    name, *words = line.split() or ["help"]
    if name not in SUBCOMMANDS:
        raise UsageError(f"There is no subcommand {name!r}.", suggestion(name, SUBCOMMANDS))
    SUBCOMMANDS[name](kernel, words)


def _help(kernel: Kernel, words: Words) -> None:
    print(getdoc(kernel.shell.find_line_magic("analyst")))


def _agents(kernel: Kernel, words: Words) -> None:
    match words:
        case []:
            off, uses = kernel.history.agents_off(), kernel.history.uses()
            head = ("agent", "", "uses", "purpose")
            rows = [
                (agent.name, "off" if agent.name in off else "on", str(uses.get(agent.name, 0)), agent.purpose)
                for agent in roster().values()
            ]
            _table(kernel.shell, head, rows)
        case ["on" | "off" as switch, *names] if names:
            for name in pick_agents(names):
                kept = kernel.history.set_agent(name, switch == "on")
                print(f"{name} is {switch}{'' if kept else ' in this kernel'}.")
        case _:
            raise UsageError(f"%analyst agents cannot {' '.join(words)!r}.", "Type: %analyst agents on data_viz_agent")
    kernel.history.warn_once()


def _history(kernel: Kernel, words: Words) -> None:
    page = kernel.history.open().runs(words=" ".join(words), limit=LISTED)
    if not page.items:
        print(f"No run has all of these words: {' '.join(words)}" if words else "No run yet.")
        return
    rows = [(run.id[:SHOWN_ID], _when(run.started), _goal(run), ", ".join(run.frames), run.state) for run in page.items]
    _table(kernel.shell, ("run", "when", "goal", "frames", "state"), rows)
    if page.next is not None:
        print(f"The newest {LISTED} are shown; find older ones by their words: %analyst history WORDS")


def _show(kernel: Kernel, words: Words) -> None:
    deliver(kernel.shell, Display(kernel.shell), _found(kernel, words, "show"), insert=False, code=True)


def _insert(kernel: Kernel, words: Words) -> None:
    run = _found(kernel, words, "insert")
    if not run.cells:
        raise RunError(f"Run {run.id[:SHOWN_ID]} has no cells: it was {run.state}.", "List the runs: %analyst history")
    kernel.made.add(Asked(run.goal.text, run.goal.frames), run)
    deliver(kernel.shell, Display(kernel.shell), run, insert=True, code=False)


def _plan(kernel: Kernel, words: Words) -> None:
    cell = editable_plan(planned_run(kernel, words))
    if front_end(kernel.shell).kind == "headless":
        print(cell)
    else:
        kernel.shell.set_next_input(cell)


def _go(kernel: Kernel, words: Words) -> None:
    go(kernel, words)


def _sent(kernel: Kernel, words: Words) -> None:
    run = _found(kernel, words or _latest(kernel), "sent")
    calls = run.calls or kernel.history.open().calls(run.id)
    if not calls:
        print(f"Run {run.id[:SHOWN_ID]} sent nothing to a model ({_why_nothing(run)}).")
        return
    count = f"{len(calls)} text{'s' * (len(calls) != 1)}"
    heading = f"What run {run.id[:SHOWN_ID]} sent: {count}, {' · '.join(spent(run.usage)) or 'cost unknown'}"
    Display(kernel.shell).show(calls_bundle(calls, heading, step_titles(run)))


def _why_nothing(run: Run) -> str:
    if run.answered_by is not None:
        return f"it was answered from history: %analyst sent {run.answered_by[:SHOWN_ID]}"
    return f"engine {run.engine}"


def _latest(kernel: Kernel) -> Words:
    """Return the id of the latest run, of this kernel or else of the history."""
    return kernel.made.ids()[:1] or [run.id for run in kernel.history.newest(1)]


def _undo(kernel: Kernel, words: Words) -> None:
    run_id = _found(kernel, words, "undo").id if words else None
    kernel.made.forget(run_id)
    Display(kernel.shell).show({UNDO_MIME: {"run": run_id}, "text/plain": UNDO})


def _note(kernel: Kernel, words: Words) -> None:
    match words:
        case []:
            print(*(kept_notes() or [f"No note yet. Notes are such as: {'; '.join(FORMS)}"]), sep="\n")
        case ["--remove", *line] if line:
            remove_note(" ".join(line))
            print("The note is taken out.")
        case ["from", name]:
            frame = Namespace(kernel.shell, kernel.made).all_frames().get(name)
            if frame is None:
                raise FrameError(f"There is no DataFrame named {name!r}.", "Make it first, or run the cell that does.")
            new = add_notes(read_codebook(as_frames("", {name: frame})[name]))
            print(f"{len(new)} new note{'s' * (len(new) != 1)} from {name}: %analyst note lists them.")
        case _:
            new = add_notes([" ".join(words)])
            print("Noted in aa_magics.toml." if new else "That is noted already.")
            frames = Namespace(kernel.shell, kernel.made).all_frames().items()
            columns = [(name, label) for name, frame in frames for label in column_names(frame)]
            note = read_note(" ".join(words))
            if note.target and not any(note.is_about(*column) for column in columns):
                print(f"No frame here has a column {note.target} yet; it counts once one has.")


def _doctor(kernel: Kernel, words: Words) -> None:
    from aa_magics.doctor import examine, setting_lines

    match words:
        case []:
            print(*examine(kernel.history.settings), sep="\n")
        case ["settings"]:
            print(*setting_lines(kernel.history.settings()), sep="\n")
        case _:
            raise UsageError(f"%analyst doctor cannot {' '.join(words)!r}.", "Type: %analyst doctor settings")


def _found(kernel: Kernel, words: Words, subcommand: str) -> Run:
    """Return the run that an id names, of this kernel or else of the history. Raises RunError or UsageError."""
    if len(words) != 1:
        raise UsageError(f"%analyst {subcommand} takes the id of one run.", "List the runs: %analyst history")
    return kernel.made.find(words[0]) or kernel.history.open().get(words[0])


def _table(shell: InteractiveShell, head: Words, rows: Sequence[Words]) -> None:
    Display(shell).show({"text/markdown": markdown_table(head, rows), "text/plain": plain_table(head, rows)})


def _when(started: datetime) -> str:
    return format(started.astimezone(), "%Y-%m-%d %H:%M")


def _goal(run: RunSummary) -> str:
    goal = " ".join(run.goal.split())
    return goal if len(goal) <= 70 else f"{goal[:69]}…"


SUBCOMMANDS: Mapping[str, Callable[[Kernel, Words], None]] = {
    "agents": _agents,
    "history": _history,
    "show": _show,
    "insert": _insert,
    "plan": _plan,
    "go": _go,
    "sent": _sent,
    "undo": _undo,
    "note": _note,
    "doctor": _doctor,
    "help": _help,
}
