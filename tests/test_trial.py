"""Cells tried in a worker process: what becomes of the process, whatever a cell does."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pandas as pd
import psutil
import pytest

from aa_magics.errors import EngineError
from aa_magics.trial import process, wire
from aa_magics.trial.client import Worker
from aa_magics.trial.limits import Limits
from aa_magics.trial.packing import pack_frames
from aa_magics.trial.process import PREFIX, Process, environment, remove_left_behind
from aa_magics.trial.usage import excess

FRAME = pd.DataFrame({"price": [1.0, 2.0, 4.0], "region": ["a", "b", "a"]})


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    worker = Worker(Limits(seconds=20, memory_mb=512))
    await worker.open({"df": FRAME})
    yield worker
    worker.close()


def process_of(worker: Worker) -> Process:
    return worker._processes[-1]


def is_gone(pid: int | None) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def ends_soon(pid: int) -> bool:
    return any(is_gone(pid) or time.sleep(0.05) for _ in range(200))


async def test_cells_share_their_variables(worker: Worker) -> None:
    first = await worker.run("means = df.groupby('region', as_index=False).price.mean()")
    [variable] = first.variables
    assert (variable.name, variable.shape) == ("means", (2, 2))
    assert variable.profile is not None
    assert [column.name for column in variable.profile.columns] == ["region", "price"]
    assert (await worker.run("means")).shown == "DataFrame 2 × 2"


async def test_the_persons_frame_is_never_changed(worker: Worker) -> None:
    before = FRAME.copy()
    assert (await worker.run("df.loc[0, 'price'] = 99\ndf['new'] = 1")).changed == ("df",)
    pd.testing.assert_frame_equal(FRAME, before)


async def test_a_loop_without_end_is_killed_and_the_next_cell_finds_earlier_variables() -> None:
    worker = Worker(Limits(seconds=2))
    await worker.open({"df": FRAME})
    await worker.run("kept = df.price.sum()")
    old = process_of(worker).pid
    trial = await worker.run("while True:\n    pass")
    assert (trial.ok, trial.error) == (False, "It runs for more than 2 s.")
    assert (await worker.run("assert kept == 7 and len(df) == 3")).ok
    assert old is not None
    assert ends_soon(old)
    worker.close()


async def test_a_cell_that_needs_too_much_memory_fails_and_the_process_stays(worker: Worker) -> None:
    await worker.run("kept = 1")
    pid = process_of(worker).pid
    trial = await worker.run("import numpy as np\nparts = [np.ones(10_000_000) for i in range(1000)]")
    assert "allocate" in str(trial.error) or "memory" in str(trial.error)
    assert (await worker.run("kept")).ok
    assert process_of(worker).pid == pid or sys.platform != "linux"


async def test_memory_and_processes_are_looked_at_where_the_system_has_no_limit() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT_OF_ONE], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        few, many = Limits(memory_mb=4096, processes=0), Limits(memory_mb=4096, processes=1)
        little = many.model_copy(update={"memory_mb": -500})  # the libraries' share is 512
        assert excess(parent.pid, few) == "It starts more than 0 processes."
        assert excess(parent.pid, many) is None
        assert str(excess(parent.pid, little)).endswith("MB of memory.")
        for child in psutil.Process(parent.pid).children():
            child.kill()


PARENT_OF_ONE = """
import subprocess, sys
held = b"x" * 50_000_000
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("started", flush=True)
child.wait()
"""


async def test_a_cell_that_ends_its_process_is_a_failed_trial(worker: Worker) -> None:
    await worker.run("kept = 1")
    running = asyncio.ensure_future(worker.run("while True:\n    pass"))
    await asyncio.sleep(0.5)
    os.kill(process_of(worker).pid or 0, signal.SIGKILL)
    trial = await running
    assert not trial.ok
    assert "ends the process" in str(trial.error)
    assert (await worker.run("kept")).ok


async def test_a_process_that_ended_between_two_cells_is_replaced(worker: Worker) -> None:
    await worker.run("kept = 1")
    os.kill(process_of(worker).pid or 0, signal.SIGKILL)
    assert (await worker.run("kept")).shown == "int"


async def test_undoing_holds_over_the_end_of_the_process(worker: Worker) -> None:
    await worker.run("kept = 1")
    await worker.run("df['new'] = 1")
    await worker.undo()
    assert (await worker.run("assert 'new' not in df")).ok
    os.kill(process_of(worker).pid or 0, signal.SIGKILL)
    assert (await worker.run("assert 'new' not in df and kept == 1")).ok


async def test_undoing_after_a_failure_takes_back_nothing(worker: Worker) -> None:
    await worker.run("kept = 1")
    await worker.run("1 / 0")
    await worker.undo()
    assert (await worker.run("kept")).ok


async def test_what_is_written_to_standard_output_by_number_is_no_answer(worker: Worker) -> None:
    source = "file = open(1, 'w', closefd=False)\nfile.write('no json' * 10_000)\nfile.close()\ndel file"
    assert (await worker.run(source)).error is None
    assert (await worker.run("print('told')")).printed == "told\n"


async def test_reading_standard_input_ends_at_once(worker: Worker) -> None:
    assert not (await worker.run("input()")).ok
    assert (await worker.run("1")).ok


async def test_cancelling_kills_the_process_at_once(worker: Worker) -> None:
    pid = process_of(worker).pid
    assert pid is not None
    running = asyncio.ensure_future(worker.run("while True:\n    pass"))
    await asyncio.sleep(0.3)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ends_soon(pid)


async def test_the_loop_is_free_while_a_cell_runs(worker: Worker) -> None:
    running = asyncio.ensure_future(worker.run("import time\ntime.sleep(1)"))
    ticks = 0
    while not running.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert (await running).ok
    assert ticks > 20


async def test_closing_twice_ends_the_process_and_removes_its_folder(worker: Worker) -> None:
    running = process_of(worker)
    worker.close()
    worker.close()
    running.wait()
    assert is_gone(running.pid)
    assert not running.folder.exists()


async def test_closing_while_a_cell_runs_starts_no_other_process(worker: Worker) -> None:
    pid = process_of(worker).pid
    running = asyncio.ensure_future(worker.run("while True:\n    pass"))
    await asyncio.sleep(0.3)
    worker.close()
    assert not (await running).ok
    assert worker._processes == []
    assert pid is not None
    assert ends_soon(pid)
    with pytest.raises(EngineError, match="closed"):
        await worker.run("1")


async def test_a_worker_that_is_forgotten_ends_its_process() -> None:
    worker = Worker()
    worker.warm()
    worker.warm()
    [running] = worker._processes
    del worker
    running.wait()
    assert not running.folder.exists()


async def test_a_fork_of_the_kernel_ends_nothing(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as forked:
        forked.setattr(process.os, "getpid", lambda: -1)
        process_of(worker).end()
    assert not is_gone(process_of(worker).pid)
    assert (await worker.run("1")).ok


async def test_warming_returns_before_the_process_is_there() -> None:
    worker = Worker()
    worker.warm()
    await worker.open({"df": FRAME})
    assert (await worker.run("df.price.sum()")).ok
    worker.close()


KERNEL = """
import asyncio, sys
import pandas as pd
from aa_magics.trial.client import Worker

async def main():
    worker = Worker()
    await worker.open({"df": pd.DataFrame({"a": [1]})})
    print(worker._processes[-1].pid, worker._processes[-1].folder, flush=True)
    await worker.run(sys.argv[1])

asyncio.run(main())
"""


@pytest.mark.parametrize("cell", ["while True:\n    pass", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')"])
def test_a_killed_kernel_takes_its_worker_along_even_out_of_native_code(cell: str) -> None:
    with subprocess.Popen([sys.executable, "-c", KERNEL, cell], stdout=subprocess.PIPE, text=True) as kernel:
        assert kernel.stdout is not None
        pid, folder = kernel.stdout.readline().split()
        time.sleep(0.5)  # the cell runs
        assert not is_gone(int(pid))
        kernel.kill()
    assert ends_soon(int(pid))
    remove_left_behind()
    assert not Path(folder).exists()


def test_a_kernel_that_ends_leaves_neither_process_nor_folder() -> None:
    done = subprocess.run([sys.executable, "-c", KERNEL, "x = 1"], capture_output=True, text=True, check=True)
    pid, folder = done.stdout.split()
    assert is_gone(int(pid))
    assert not Path(folder).exists()


def test_folders_of_living_kernels_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process.tempfile, "tempdir", str(tmp_path))
    mine, dead = tmp_path / f"{PREFIX}{os.getpid()}-abc", tmp_path / f"{PREFIX}999999999-abc"
    mine.mkdir()
    dead.mkdir()
    remove_left_behind()
    assert (mine.exists(), dead.exists()) == (True, False)


def test_the_environment_holds_no_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "token-planted")
    given = environment(tmp_path)
    assert "planted" not in str(given)
    assert given["HOME"] == str(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
async def test_the_running_process_has_no_key_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted")
    worker = Worker()
    worker.warm()
    while (pid := process_of(worker).pid) is None:
        await asyncio.sleep(0.01)
    assert b"planted" not in Path(f"/proc/{pid}/environ").read_bytes()
    worker.close()


async def test_a_python_that_cannot_start_is_an_error_in_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process.sys, "executable", "/does/not/exist")
    worker = Worker()
    with pytest.raises(EngineError, match="does not answer"):
        await worker.open({"df": FRAME})


async def test_a_worker_that_fails_at_its_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "model_dump_json", lambda self: "no limits")
    with pytest.raises(EngineError, match="exit code 1"):
        await Worker().open({"df": FRAME})


async def test_a_forged_answer_is_a_failed_trial(worker: Worker) -> None:
    running = process_of(worker)
    assert running._child is not None
    running._exchanged = lambda *_: b'{"ok": true, "error": 5}'  # type: ignore[method-assign]
    trial = await worker.run("1")
    assert (trial.ok, trial.error) == (False, "It wrote an answer of its own in place of the worker's.")


class Money:
    """An object whose class the worker cannot import."""

    def __init__(self, amount: int) -> None:
        self.amount = amount

    def __str__(self) -> str:
        return f"{self.amount} EUR"


async def test_objects_of_classes_that_the_worker_does_not_know_become_text() -> None:
    worker = Worker()
    await worker.open({"df": pd.DataFrame({"cost": [Money(1), None], "n": [1, 2]}), "other": FRAME})
    assert (await worker.run("assert df.cost[0] == '1 EUR' and df.n.sum() == 3 and len(other) == 3")).error is None
    worker.close()


async def test_objects_that_cannot_be_packed_become_text() -> None:
    worker = Worker()
    await worker.open({"df": pd.DataFrame({"call": [lambda: 1, None]})})
    assert (await worker.run("assert 'lambda' in df.call[0]")).error is None
    worker.close()


def test_attributes_of_a_frame_stay_here() -> None:
    frame = FRAME.copy()
    frame.attrs["source"] = "planted-secret"
    packed, sampled = pack_frames({"df": frame}, 10)
    assert b"planted-secret" not in packed["df"]
    assert not sampled
    assert frame.attrs == {"source": "planted-secret"}


async def test_large_frames_are_tried_as_samples() -> None:
    worker = Worker(Limits(frames_mb=0.5))
    await worker.open({"df": pd.DataFrame({"n": range(1_000_000)}), "small": FRAME})
    trial = await worker.run("assert 20_000 < len(df) < 80_000 and len(small) == 3")
    assert (trial.error, trial.sampled) == (None, True)
    worker.close()


async def test_a_cell_before_libraries_are_warm_gets_those_that_it_imports() -> None:
    worker = Worker()
    await worker.open({"df": FRAME})
    trial = await worker.run("from sklearn.cluster import KMeans\nKMeans(2, n_init=1).fit(df[['price']])")
    assert (trial.error, trial.shown, trial.warnings) == (None, "KMeans", ())
    worker.close()


async def test_files_are_written_into_a_folder_of_its_own_up_to_a_size(tmp_path: Path) -> None:
    worker = Worker(Limits(file_mb=1))
    await worker.open({"df": FRAME})
    assert (await worker.run("df.to_csv('out.csv')\nassert len(open('out.csv').read()) > 20")).error is None
    if sys.platform != "win32":
        assert not (await worker.run("with open('big', 'w') as file:\n    file.write('x' * 3_000_000)")).ok
    worker.close()


def test_messages_arrive_whole_or_not_at_all() -> None:
    reading, writing = os.pipe()
    wire.send(writing, b"one")
    wire.send(writing, b"")
    os.write(writing, b"\0\0\0")
    os.close(writing)
    assert (wire.receive(reading, 3), wire.receive(reading, 3)) == (b"one", b"")
    with pytest.raises(wire.WireError):
        wire.receive(reading, 3)
    assert wire.receive(reading, 3) is None
    os.close(reading)


def test_a_message_that_is_too_long_is_refused() -> None:
    reading, writing = os.pipe()
    wire.send(writing, b"four")
    with pytest.raises(wire.WireError, match="4 bytes"):
        wire.receive(reading, 3)
    os.close(reading)
    os.close(writing)
