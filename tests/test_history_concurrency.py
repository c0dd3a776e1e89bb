"""Kernels that start, and write, at the same moment: none fails and nothing is lost. Each is a process."""

import multiprocessing
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text

from aa_magics.history import open_history
from aa_magics.model import Spent
from tests.runs import LONG_AGO, a_call, a_run

KERNEL = """
import sys
from aa_magics.history import open_history
from tests.runs import a_call, a_run, just_started

def record(url, count):
    history = open_history(url)
    for number in range(int(count)):
        run = a_run(f"{sys.argv[1]}-{number}")
        history.start(just_started(run))
        assert history.record_call(run.id, 0, a_call(4.0), pending=True)
        assert history.record_call(run.id, 0, a_call(0.25))
        history.finish(run.model_copy(update={"usage": a_call(0.25).usage}))
    history.close()

print("ready", flush=True)
for line in sys.stdin:
    try:
        record(*line.rstrip("\\n").split("\\t"))
        print("recorded", flush=True)
    except Exception as error:
        print(repr(error), flush=True)
"""

Kernel = subprocess.Popen[str]


@contextmanager
def kernels(count: int) -> Iterator[Sequence[Kernel]]:
    """Yield processes that have loaded all they need, so that what they are told next they do at once."""
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", KERNEL, f"k{number}"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for number in range(count)
        ]
        assert [_answer(kernel) for kernel in started] == ["ready"] * count
        yield started


def tell(started: Sequence[Kernel], url: str, runs: int) -> list[str]:
    """Tell all kernels at once to open the history behind a URL and to record runs; return what each answers."""
    for kernel in started:
        assert kernel.stdin is not None
        kernel.stdin.write(f"{url}\t{runs}\n")
        kernel.stdin.flush()
    return [_answer(kernel) for kernel in started]


def _answer(kernel: Kernel) -> str:
    assert kernel.stdout is not None
    return kernel.stdout.readline().rstrip("\n")


def recorded(url: str) -> set[str]:
    """Return the ids of all runs, each of which has ended well and made one call."""
    history = open_history(url)
    items = history.runs(limit=1000).items
    assert history.spent(LONG_AGO) == Spent(cost=0.25 * len(items))
    assert [history.calls(item.id) for item in items] == [(a_call(0.25),)] * len(items)
    assert {item.state for item in items} == {"done"}
    assert history.uses() == {"statistical_analytics_agent": len(items)}
    history.close()
    return {item.id for item in items}


def expected(kernels: int, runs: int) -> set[str]:
    return {f"k{kernel}-{run}" for kernel in range(kernels) for run in range(runs)}


def test_six_kernels_starting_at_once_on_a_new_history_never_fail(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path}/{number}/history.db" for number in range(20)]
    with kernels(6) as started:
        answers = [tell(started, url, runs=1) for url in urls]
    assert answers == [["recorded"] * 6] * 20
    assert [recorded(url) for url in urls] == [expected(6, 1)] * 20


def test_eight_kernels_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/history.db"
    with kernels(8) as started:
        assert tell(started, url, runs=25) == ["recorded"] * 8
    assert recorded(url) == expected(8, 25)


def test_kernels_on_a_rollback_journal_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    open_history(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with kernels(4) as started:
        assert tell(started, f"sqlite:///{path}", runs=10) == ["recorded"] * 4
    assert recorded(f"sqlite:///{path}") == expected(4, 10)


def test_a_forked_process_and_its_parent_write_to_one_history(tmp_path: Path) -> None:
    history = open_history(tmp_path / "history.db")
    history.finish(a_run("parent"))
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=history.finish, args=(a_run(f"child{number}"),)) for number in range(4)]
    for child in children:
        child.start()
    history.finish(a_run("meanwhile"))
    for child in children:
        child.join()
    assert {item.id for item in history.runs().items} == {"parent", "meanwhile", "child0", "child1", "child2", "child3"}
    history.close()


# On PostgreSQL, where it is installed


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a database server of this test's own, and return its URL; it refuses to run as root."""
    programs = [shutil.which("initdb"), *map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    found = next(filter(None, programs), None)
    if found is None:
        pytest.skip("PostgreSQL is not installed")
    with TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        if user:
            shutil.chown(folder, "nobody")
        control = [str(Path(found).resolve().with_name("pg_ctl")), "-D", f"{folder}/data", "-w", "-s"]
        setup = [found, "-D", f"{folder}/data", "-U", "ada", "-A", "trust", "--no-sync"]
        subprocess.run(setup, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)
        taken.close()
        options = ["-o", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1", "-l", f"{folder}/log", "start"]
        subprocess.run([*control, *options], check=True, cwd=folder, **user)
        yield f"postgresql+psycopg://ada:secret@127.0.0.1:{port}/postgres"
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder, **user)


def test_kernels_starting_at_once_on_a_network_database_lose_nothing(postgres: str) -> None:
    with kernels(6) as started:
        assert tell(started, postgres, runs=10) == ["recorded"] * 6
    assert recorded(postgres) == expected(6, 10)


def test_a_network_database_that_was_restarted_is_used_again(postgres: str) -> None:
    history = open_history(postgres)
    engine = create_engine(postgres)
    with engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
    engine.dispose()
    history.finish(a_run("after", "größe"))
    assert history.get("after") == a_run("after", "größe")
    assert [item.id for item in history.runs(words="GRÖSSE").items] == ["after"]
    history.delete("after")
    history.close()
