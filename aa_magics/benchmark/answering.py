"""One question of a benchmark: answered by an engine, its cells run in a worker, what they print scored."""

import ast
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from aa_magics.benchmark.questions import Question
from aa_magics.benchmark.scoring import all_right, given_answers
from aa_magics.codegen.assemble import one_line
from aa_magics.errors import AgentError, EngineError, FrameError, GoalError, UsageError
from aa_magics.model import Model, Run, Usage
from aa_magics.steps import Trier

Verdict = Literal["right", "wrong", "refused", "failed"]
FRAME = "df"
Ask = Callable[..., Awaitable[Run]]
"""Answers a goal about frames, as `aanalyze` does."""


class Result(Model):
    """What became of a question. Refused: no answer was given; failed: the engine or a cell did, as `error` says.

    `seconds` are those of the engine, running the cells taken out; `cost` is in US dollars, None where it is not
    known. What the engine failed at is asked `again` when the benchmark is resumed.
    """

    id: int | str
    level: str
    engine: str
    verdict: Verdict
    given: Mapping[str, str] = {}
    wanted: Mapping[str, str]
    error: str | None = None
    again: bool = False
    seconds: float
    usage: Usage = Usage()


async def answer(
    question: Question, wanted: Mapping[str, str], table: Path, *, engine: str, trier: Trier, ask: Ask
) -> Result:
    """Return what an engine makes of a question about a CSV file; `trier` runs the cells.

    Raises UsageError for a table that cannot be read; what forbids to ask at all, as a budget does, is raised too.
    """
    frame, told, started = read_table(table), list[Run](), time.perf_counter()
    said: Mapping[str, Any] = {}
    try:
        run = await ask(question.goal, {FRAME: frame}, progress=told.append)
    except EngineError as error:
        said = {"verdict": "failed", "error": one_line(str(error)), "again": True}
    except (AgentError, FrameError, GoalError) as error:
        said = {"verdict": "refused", "error": one_line(str(error))}
    seconds = time.perf_counter() - started
    if not said:
        said = await _judged(run, frame, wanted, trier)
    usage = (told[-1].usage if told else None) or Usage()  # known also where the run failed
    return Result(
        id=question.id, level=question.level, engine=engine, wanted=wanted, seconds=seconds, usage=usage, **said
    )


async def _judged(run: Run, frame: Any, wanted: Mapping[str, str], trier: Trier) -> Mapping[str, Any]:
    sources = [cell.source for cell in run.cells if cell.cell_type == "code"]
    printed, error = await printed_by(sources, {FRAME: frame}, trier)
    given = given_answers(printed)
    verdict = "failed" if error else "right" if all_right(given, wanted) else "wrong" if given else "refused"
    return {"verdict": verdict, "given": given, "error": error}


async def printed_by(sources: Sequence[str], frames: Mapping[str, Any], trier: Trier) -> tuple[str, str | None]:
    """Return what cells print and show as text, run one after another, and the error of the one that failed, if any.

    `trier` is closed at the end.
    """
    texts: list[str] = []
    try:
        trier.warm()
        await trier.open(frames)
        for number, source in enumerate(sources, start=1):
            trial = await trier.run(printing(source))
            texts.append(trial.printed)
            if not trial.ok:
                return "\n".join(texts), f"Cell {number} of {len(sources)} failed: {trial.error}"
    finally:
        trier.close()
    return "\n".join(texts), None


def printing(source: str) -> str:
    """Return a cell that prints the value which it would show; one that is no Python stays as it is."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return source
    if tree.body and isinstance(shown := tree.body[-1], ast.Expr):
        shown.value = ast.Call(ast.Name("print", ast.Load()), [shown.value], [])
    return ast.unparse(ast.fix_missing_locations(tree))


def read_table(path: Path) -> Any:
    """Return the DataFrame of a CSV file. Raises UsageError."""
    import pandas as pd

    try:
        return pd.read_csv(path)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The table {str(path)!r} cannot be read: {one_line(str(error))}",
            "Give the folder of the tables: --tables DIR",
        ) from error
