"""The guard where it stands: attacks that the check lets pass, tried by the worker that the kernel has."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from aa_magics.model import Trial
from aa_magics.trial.client import Worker
from aa_magics.trial.guard import check, landlock
from tests.attacks import programs
from tests.guarded import Listeners, Planted, plant

WALL = sys.platform == "linux" and landlock.landlock_version() > 0
ATTACKS = {program.name: program for program in programs()}
SAY = "\ntry:\n    print(loot)\nexcept NameError:\n    pass\n"
WHERE = "import os\nprint(os.path.abspath('.'))"

pytestmark = pytest.mark.skipif(
    not WALL, reason="NO LANDLOCK HERE: the wall around trials is NOT tested on this system"
)


@pytest.fixture
def planted(tmp_path: Path) -> Iterator[Planted]:
    listeners = Listeners(tmp_path)
    yield Planted(tmp_path / "place", plant(tmp_path / "master"), listeners, tmp_path / "site-packages")
    listeners.close()


async def tried(sources: list[str]) -> tuple[list[Trial], bool]:
    """Return what a worker tells of each program, and whether one of them started another."""
    worker = Worker()
    try:
        await worker.open({"df": pd.DataFrame({"region": ["n", "s"], "price": [1.0, 2.0]})})
        trials = [await worker.run(source) for source in sources]
        folder = Path((await worker.run(WHERE)).printed.strip())
        return trials, (folder / "started").exists()
    finally:
        worker.close()


def test_attacks_that_the_check_lets_pass_do_nothing_in_the_worker(planted: Planted, tmp_path: Path) -> None:
    sources = [planted.source(program.source) + SAY for program in ATTACKS.values()]
    passing = [source for source in sources if check(source, frozenset()) is None]
    assert passing
    trials, started = asyncio.run(tried(passing))
    out = tmp_path / "out"
    out.write_text("\n".join(trial.model_dump_json() + trial.printed for trial in trials), encoding="utf-8")
    assert planted.effects(out) == set()
    assert not started


def test_what_the_wall_refuses_is_told_as_refused(planted: Planted) -> None:
    source = planted.source(ATTACKS["open_by_a_computed_path"].source)
    (trial,), _ = asyncio.run(tried([source]))
    assert (trial.ok, trial.refused, trial.line) == (False, True, 1)
    assert trial.error is not None
    assert trial.error.startswith("PermissionError")


def test_what_the_check_refuses_is_told_as_refused(planted: Planted) -> None:
    (trial,), _ = asyncio.run(tried(["import os\n\nos.system('ls')"]))
    assert (trial.ok, trial.refused, trial.line) == (False, True, 3)
    assert trial.error is not None
    assert "os.system" in trial.error
