"""The command line: `aa-magics run` answers a goal about a file; `history`, `doctor` and `bench` stand beside it."""

import argparse
import ast
import builtins
import keyword
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aa_magics import __version__
from aa_magics.analyst import analyze
from aa_magics.codegen.assemble import join_cells
from aa_magics.config import Settings
from aa_magics.errors import AnalystError, FrameError, HistoryError, RunError, UsageError
from aa_magics.model import Names, Plan, Run
from aa_magics.taking import read_takes

if TYPE_CHECKING:  # importing it loads SQLAlchemy
    from aa_magics.history import History

READERS = {
    ".csv": "read_csv",
    ".tsv": "read_table",
    ".json": "read_json",
    ".parquet": "read_parquet",
    ".xlsx": "read_excel",
}
COMPRESSED = (".gz", ".bz2", ".xz", ".zip", ".zst")
WHOLE = 10_000
"""Megabytes up to which a benchmark's tables are used whole."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return 0, 1 for an error in two lines or a problem, 2 for a wrong use."""
    options = _parser().parse_args(arguments)
    try:
        done: int = options.command(options)
    except AnalystError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        return 130
    return done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aa-magics", description="Auto-Analyst: a goal in words becomes code.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="print the plan and the script that answer a goal about a file")
    run.add_argument("file", metavar="FILE", type=Path, help=f"a table: {', '.join(READERS)}")
    run.add_argument("goal", metavar="GOAL", help='what you want to know, such as "mean of price by region"')
    run.add_argument("-e", "--engine", help="who plans and writes: offline, or another engine")
    run.add_argument(
        "--take", action="append", default=[], metavar="WORD=COLUMN", help="the column, or time, a word stands for"
    )
    run.add_argument("--run", action="store_true", help="run the script too, and print its results")
    run.set_defaults(command=_run)
    history = commands.add_parser("history", help="list the runs, newest first")
    history.add_argument("words", metavar="WORD", nargs="*", help="only those with all these words")
    history.set_defaults(command=_history)
    doctor = commands.add_parser("doctor", help="check the installation")
    doctor.add_argument("what", nargs="?", choices=["settings"], help="every setting, and where its value comes from")
    doctor.set_defaults(command=_doctor)
    _add_bench(commands.add_parser("bench", help="answer the questions of a benchmark, and count the right answers"))
    return parser


def _add_bench(bench: argparse.ArgumentParser) -> None:
    bench.add_argument("benchmark", metavar="BENCHMARK", choices=("dabench",), help="dabench")
    bench.add_argument("-e", "--engine", help="who answers: offline, or a model as provider/model")
    bench.add_argument("--questions", type=Path, required=True, metavar="FILE", help="questions as JSON lines")
    bench.add_argument("--labels", type=Path, required=True, metavar="FILE", help="right answers as JSON lines")
    bench.add_argument("--tables", type=Path, required=True, metavar="DIR", help="where the questions' CSV files are")
    bench.add_argument("--limit", type=int, metavar="N", help="ask the first N questions only")
    bench.add_argument("--budget", type=float, metavar="USD", help="stop before more than this is spent")
    bench.add_argument("--out", type=Path, metavar="FILE", help="keep the results as JSON lines, and go on from there")
    bench.set_defaults(command=_bench)


def _run(options: argparse.Namespace) -> int:
    reading, frame = read_file(options.file)
    name = frame_name(options.file)
    settings = Settings.load(engine=options.engine)
    names = Names(taken=frozenset({"pd", name}), imports={"pd": "pandas"})
    with _recorded(settings) as history:
        run = analyze(
            options.goal,
            {name: frame},
            engine=settings.engine,
            agents_off=history.agents_off() if history else None,
            names=names,
            takes=read_takes(options.take),
            history=history,
        )
    print(script(run, f"import pandas as pd\n\n{name} = {reading}"))
    if options.run:
        execute([cell.source for cell in run.cells if cell.cell_type == "code"], {name: frame})
    return 0


def script(run: Run, first: str) -> str:
    """Return a run in percent format: the plan as comments, the cell that reads the file, and the cells."""
    plan = "\n".join(f"# {line}" for line in _plan_lines(run.plan)) if run.plan else ""
    cells = join_cells(run.cells)
    if "display(" in cells:
        first = f"from IPython.display import display\n\n{first}"  # a script has none of its own
    return "\n\n".join([plan, f"# %%\n{first}", cells if cells.startswith("# %%") else f"# %%\n{cells}"])


def read_file(path: Path) -> tuple[str, Any]:
    """Return the expression that reads a table from a file, and its DataFrame. Raises FrameError."""
    import pandas as pd

    kinds = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in COMPRESSED]
    reader = READERS.get(kinds[-1]) if kinds else None
    if reader is None:
        raise FrameError(
            f"{str(path)!r} is no table that can be read.", f"Give a file that ends in {', '.join(READERS)}."
        )
    try:
        return f"pd.{reader}({str(path)!r})", getattr(pd, reader)(path)
    except FileNotFoundError as error:
        raise FrameError(
            f"There is no file {str(path)!r}.", "Give the path of a table, such as: data/sales.csv"
        ) from error
    except (OSError, ValueError, ImportError) as error:
        said = " ".join(str(error).split())
        raise FrameError(f"{str(path)!r} cannot be read: {said}", f"Try in Python: pandas.{reader}(...)") from error


def frame_name(path: Path) -> str:
    """Return the name of the variable for a file: its own as far as that can be one, else `df`."""
    name = re.sub(r"\W+", "_", path.name.split(".")[0]).strip("_").lower()
    free = name.isidentifier() and not keyword.iskeyword(name) and not hasattr(builtins, name) and name != "pd"
    return name if free else "df"


def _plan_lines(plan: Plan) -> Iterator[str]:
    for choice in plan.frames:
        yield f"{choice.name}: {choice.rows:,} rows × {choice.columns:,} columns"
    for number, step in enumerate(plan.steps, start=1):
        yield f"{number}. {' '.join(step.task.split())}"
    if plan.unused:
        yield f"Not used: {', '.join(plan.unused)}"
    for assumption in plan.assumptions:
        yield f"Assumed: {' '.join(assumption.split())}"


def execute(sources: Sequence[str], frames: Mapping[str, Any]) -> None:
    """Execute cells one after another and print the value that each ends in. Raises RunError."""
    import pandas as pd

    namespace: dict[str, Any] = {"pd": pd, **frames, "display": _print, "__name__": "__main__"}
    for number, source in enumerate(sources, start=1):
        print(f"\n# Results of cell {number} of {len(sources)}")
        *statements, last = ast.parse(source).body
        shown = isinstance(last, ast.Expr)
        try:
            exec(
                compile(ast.Module([*statements, *([] if shown else [last])], []), f"cell {number}", "exec"), namespace
            )
            if isinstance(last, ast.Expr):
                _print(eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), namespace))
        except Exception as error:
            told = " ".join(f"{type(error).__name__}: {error}".split())
            raise RunError(f"Cell {number} of {len(sources)} failed: {told}", "Mend the script and run it.") from error


def _print(value: object) -> None:
    """Print a value as a terminal can show it."""
    if hasattr(value, "write_html"):
        print(f"[{type(value).__name__}: open the script in a notebook to see it]")
    elif value is not None:
        print(value)


def _history(options: argparse.Namespace) -> int:
    settings = Settings.load()
    if not settings.history:
        raise HistoryError("History is off.", "Switch it on: AA_MAGICS_HISTORY=1")
    from aa_magics.history import open_history

    history = open_history(settings.database, retention_days=settings.retention_days)
    for run in history.runs(words=" ".join(options.words)).items:
        started = format(run.started.astimezone(), "%Y-%m-%d %H:%M")
        print(f"{run.id[:8]}  {started}  {run.state:11}  {' '.join(run.goal.split())}")
    history.close()
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from aa_magics.doctor import examine, setting_lines

    if options.what == "settings":
        print(*setting_lines(Settings.load()), sep="\n")
        return 0
    checks = examine()
    print(*checks, sep="\n")
    return 0 if all(check.ok for check in checks) else 1


def _bench(options: argparse.Namespace) -> int:
    from aa_magics.benchmark.dabench import DABench
    from aa_magics.trial.client import Worker
    from aa_magics.trial.limits import Limits

    settings = Settings.load(engine=options.engine)
    limits = Limits(seconds=settings.trial_seconds, memory_mb=settings.trial_memory, frames_mb=WHOLE)
    files = DABench(options.questions, options.labels, options.tables)
    chosen = {"limit": options.limit, "budget": options.budget, "out": options.out}
    with _recorded(settings) as history:
        print(files.run(settings, lambda: Worker(limits), history=history, **chosen))
    return 0


@contextmanager
def _recorded(settings: Settings) -> Iterator["History | None"]:
    """Provide the history, or none where it is off or fails: that costs one warning."""
    history = None
    if settings.history:
        from aa_magics.history import open_history

        try:
            history = open_history(settings.database, retention_days=settings.retention_days)
        except HistoryError as error:
            print(f"This run is not recorded. {error}", file=sys.stderr)
    try:
        yield history
    finally:
        if history is not None:
            history.close()


if __name__ == "__main__":
    sys.exit(main())
