"""`--run`: the cells of a run are executed in the kernel, as far as policy, person and their trial allow."""

from collections.abc import Sequence

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.analyst import utc_now
from aa_magics.config import Settings
from aa_magics.errors import AnalystError, PolicyError, RunError
from aa_magics.magics.asking import WAITING, yes
from aa_magics.magics.execution import execute_cells
from aa_magics.magics.frontend import front_end
from aa_magics.magics.output import Display, Output, run_bundle, run_metadata
from aa_magics.magics.reports import is_models
from aa_magics.model import Cell, Failure, Run, State

NOT_RUN = ("failed", "refused")


def check_may_run(shell: InteractiveShell, settings: Settings, models: bool) -> None:
    """Refuse `--run` before anything is asked of a model. Raises PolicyError."""
    name, policy = _policy(settings, models)
    if policy == "never":
        raise PolicyError(f"--run is switched off here: {name} is 'never'.", "Ask without --run, and run the cells.")
    if policy == "ask" and not front_end(shell).asks:
        raise PolicyError(
            f"--run has to be confirmed here, and nobody can be asked: {name} is 'ask'.",
            f"Ask without --run, or allow it: %config AnalystMagics.{name} = 'allow'",
        )


def agreed_to_run(shell: InteractiveShell, settings: Settings, display: Display, run: Run) -> bool:
    """Show the code of a run, and ask whether it may be executed, where the settings want that."""
    _, policy = _policy(settings, is_models(run))
    if policy == "allow":
        return True
    count = len(runnable(run))
    shown = run.model_copy(update={"state": "running"})  # so that no front end inserts anything yet
    display.show(run_bundle(shown, code=True, closing="Shall these cells be run?"), run_metadata(shown, WAITING))
    return count > 0 and yes(f"Run {count} cell{'s' * (count != 1)} that {run.engine} wrote, in this kernel? [y/N] ")


def execute_run(shell: InteractiveShell, run: Run) -> tuple[list[list[Output]], BaseException | None]:
    """Execute a run's code cells but for those that failed or were refused when they were tried, up to an error.

    Returns the outputs of every code cell, and the error.
    """
    outputs, error = execute_cells(shell, runnable(run))
    shown = iter(outputs)
    return [next(shown, []) if is_runnable(cell) else [] for cell in code_cells(run)], error


def error_of(run: Run, outputs: Sequence[Sequence[Output]], error: BaseException | None) -> BaseException | None:
    """Return what to raise when the cells of a run have been executed: None where all of them were, and went well."""
    code = code_cells(run)
    if error is not None:
        at = max((n for n, shown in enumerate(outputs, start=1) if _tells_error(shown)), default=len(code))
        return _cell_failed(at, len(code), error)
    left = [number for number, cell in enumerate(code, start=1) if not is_runnable(cell)]
    if not left:
        return None
    said = f"Cell {left[0]} of {len(code)} was not run: it failed when it was tried."
    return RunError(said, "Its first line says why. Mend it and run it, or ask again in other words.")


def ended_run(run: Run, error: BaseException) -> Run:
    state: State = "failed" if isinstance(error, Exception) else "cancelled"
    failure = Failure(message=error.message, hint=error.hint) if isinstance(error, AnalystError) else None
    seconds = (utc_now() - run.started).total_seconds()
    return run.model_copy(update={"state": state, "failure": failure, "seconds": seconds})


def code_cells(run: Run) -> Sequence[Cell]:
    return [cell for cell in run.cells if cell.cell_type == "code"]


def runnable(run: Run) -> Sequence[Cell]:
    return [cell for cell in code_cells(run) if is_runnable(cell)]


def is_runnable(cell: Cell) -> bool:
    origin = cell.metadata.get("aa_magics")
    return not (isinstance(origin, dict) and origin.get("state") in NOT_RUN)


def _policy(settings: Settings, models: bool) -> tuple[str, str]:
    name = "run_cells" if models else "run_recipes"
    return name, getattr(settings, name)


def _tells_error(outputs: Sequence[Output]) -> bool:
    return any(output["output_type"] == "error" for output in outputs)


def _cell_failed(number: int, count: int, error: BaseException) -> BaseException:
    if not isinstance(error, Exception):
        return error  # an interrupt
    told = " ".join(f"{type(error).__name__}: {error}".split())
    hint = "Its traceback is above. Ask again without --run, and mend the cell."
    return RunError(f"Cell {number} of {count} failed: {told}", hint)
