"""Trying a cell in a warm worker, beside running it here, and what a worker's start costs the first cell."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

from pandas import DataFrame

from aa_magics.trial.client import Worker
from aa_magics.trial.sample import frame_bytes, sample_frame
from tests.bench.measure import Figure, seconds
from tests.bench.samples import long_frame

T = TypeVar("T")

CELL = "means = df.groupby('group_0', as_index=False)['measure_0'].mean()"
WIDER = "kept = df[df['measure_0'] > 0]"
CHART = "import plotly.express as px\npx.histogram(df, x='count_0')"
SHOWN = f"{CHART}.to_json()"
ABOVE, DELAY = 0.08, 1.5
"""Seconds that a trial may take longer than the cell itself, and by which a start may delay a first cell."""


def figures() -> Iterator[Figure]:
    whole = long_frame()
    frame = _of_ten_megabytes(whole)
    with asyncio.Runner() as loop:
        yield from _warm(frame, loop.run)
    for rows, given in (("10 MB", frame), ("1,000,000 x 20", whole)):
        started, here = seconds(lambda given=given: asyncio.run(_first_cell(given)), lambda: _run_here(CELL, frame))
        baseline = f"{DELAY:g} s + the same cell here"
        yield Figure(f"first cell of a new worker, {rows}", started, "s", baseline, DELAY + here, 1.0)
    sampled, described = seconds(lambda: sample_frame(whole, 10_000_000), lambda: whole.describe(include="all"))
    yield Figure("sample of 1,000,000 x 20", sampled, "s", "describe(include='all')", described, 1.0)


def _warm(frame: DataFrame, run: Callable[[Coroutine[Any, Any, T]], T]) -> Iterator[Figure]:
    worker = run(_opened(frame))
    run(worker.run("import sklearn, statsmodels.api, plotly.express"))  # all is warm then
    cells = (("a group's mean", CELL, CELL), ("half of the rows", WIDER, WIDER), ("a histogram", CHART, SHOWN))
    for name, cell, shown in cells:
        tried, here = seconds(
            lambda cell=cell: run(worker.run(cell)), lambda shown=shown: _run_here(shown, frame), rounds=15
        )
        yield Figure(f"trial on 10 MB, warm: {name}", tried, "s", f"{ABOVE:g} s + the same here", ABOVE + here, 1.0)
    worker.close()


async def _opened(frame: DataFrame) -> Worker:
    worker = Worker()
    await worker.open({"df": frame})
    return worker


async def _first_cell(frame: DataFrame) -> None:
    worker = await _opened(frame)
    trial = await worker.run(CELL)
    assert trial.ok, trial.error
    worker.close()


def _run_here(cell: str, frame: DataFrame) -> None:
    exec(cell, {"df": frame})


def _of_ten_megabytes(frame: DataFrame) -> DataFrame:
    return frame.head(int(len(frame) * 9_900_000 / frame_bytes(frame)))
