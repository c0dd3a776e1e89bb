"""Runs are recorded from their start, found again, and deleted; agents are switched and counted."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psutil
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event

from aa_magics.errors import RunError, UsageError
from aa_magics.history import History, file, migrate, open_history
from aa_magics.history.tables import Base
from aa_magics.model import Code, Condition, Failure, Run, Step, Test
from tests.runs import LONG_AGO, a_run, just_started


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "jupyter" / "aa_magics" / "history.db"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    opened = open_history(path)
    yield opened
    opened.close()


def sql(path: Path, statement: str) -> list[tuple[object, ...]]:
    """Return what a statement reads or does, behind the history's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchall()


def ids(history: History, **wanted: object) -> list[str]:
    return [item.id for item in history.runs(**wanted).items]  # type: ignore[arg-type]


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


# Recording and reading


def test_a_run_reads_as_it_was_recorded(history: History) -> None:
    contract = Run.model_validate_json(Path("tests/contract/run.json").read_text())
    history.start(just_started(contract))
    history.finish(contract)
    assert history.get(contract.id) == contract


def test_params_of_every_kind_read_as_they_were_recorded(history: History) -> None:
    params = {
        "label": 'quote " and ünï',
        "pair": ("a", 1),
        "labels": ("a", 1, 2.5, None, True, ("b", 0)),
        "code": Code(code="pd.Timestamp('2024')", imports=("import pandas as pd",)),
        "where": Condition(tests=(Test(column="d", comparison="in", value=(1, "x")),)),
        "infinite": float("inf"),
    }
    run = a_run()
    assert run.plan is not None
    step = Step(id="s1", agent="data_viz_agent", task="t", params=params, uses=("a",), creates=("b",), words=("w",))
    run = run.model_copy(update={"plan": run.plan.model_copy(update={"steps": (step,)})})
    history.finish(run)
    assert history.get(run.id) == run


def test_a_failed_run_without_a_plan_keeps_its_failure(history: History) -> None:
    failure = Failure(message="It failed.", hint="Try again.")
    run = just_started(a_run()).model_copy(update={"state": "failed", "failure": failure, "notebook": None})
    history.finish(run)
    assert history.get(run.id) == run


def test_a_run_that_could_not_be_recorded_at_its_start_is_at_its_end(history: History) -> None:
    history.finish(a_run())
    assert ids(history) == ["r1"]


def test_a_run_deleted_while_it_ran_stays_deleted(history: History) -> None:
    history.start(just_started(a_run()))
    history.delete("r1")
    history.finish(a_run())
    assert ids(history) == []


def test_recording_the_end_again_replaces_steps_and_cells_and_counts_no_second_use(history: History) -> None:
    history.start(just_started(a_run()))
    history.finish(a_run())
    again = a_run(code="1 + 1", seconds=2.0)
    history.finish(again)
    assert history.get("r1") == again
    assert history.uses() == {"statistical_analytics_agent": 1}


def test_a_run_is_found_by_the_beginning_of_its_id(history: History) -> None:
    for run_id in ("abc1", "abc12", "abd"):
        history.finish(a_run(run_id))
    assert history.get("abd").id == "abd"
    assert history.get("abc12").id == "abc12"
    assert history.get("abc1").id == "abc1"
    with pytest.raises(RunError, match=r"Several runs start with 'ab'.\nType more of the id, such as abc1"):
        history.get("ab")


@pytest.mark.parametrize("run_id", ["zz", "", "%", "r_"])
def test_an_id_that_no_run_has_is_told(history: History, run_id: str) -> None:
    history.finish(a_run("r1"))
    with pytest.raises(RunError, match=r"No run starts with .*\nList the runs: %analyst history"):
        history.get(run_id)
    with pytest.raises(RunError):
        history.delete(run_id)
    assert ids(history) == ["r1"]


def test_deleting_a_run_leaves_nothing_of_it(history: History, path: Path) -> None:
    history.finish(a_run("r1", "a secret goal", code="secret_code()"))
    history.finish(a_run("r2"))
    history.delete("r1")
    assert ids(history) == ["r2"]
    assert sql(path, "SELECT run_id FROM aa_steps") == [("r2",)]
    assert sql(path, "SELECT DISTINCT run_id FROM aa_cells") == [("r2",)]
    sql(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"secret" not in path.read_bytes()


def test_times_are_stored_as_utc(history: History, path: Path) -> None:
    east = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    history.finish(a_run(started=east))
    assert sql(path, "SELECT started FROM aa_runs") == [("2026-02-28 23:30:00.000000",)]
    assert history.get("r1").started == east


# Runs whose kernel is gone


RUNNING_KERNEL = """
import sys
from pathlib import Path
from aa_magics.history import open_history
from tests.runs import a_run, just_started
open_history(Path(sys.argv[1])).start(just_started(a_run()))
print("started", flush=True)
sys.stdin.read()
"""


def test_a_run_is_running_while_its_kernel_lives_and_interrupted_once_it_was_killed(
    history: History, path: Path
) -> None:
    command = [sys.executable, "-c", RUNNING_KERNEL, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as kernel:
        assert kernel.stdout is not None
        assert kernel.stdout.readline() == b"started\n"
        assert history.get("r1").state == "running"
        kernel.kill()
        os.waitid(os.P_PID, kernel.pid, os.WEXITED | os.WNOWAIT)  # dead, but not yet taken leave of
        assert history.get("r1").state == "interrupted"
    assert history.get("r1").state == "interrupted"
    assert history.runs().items[0].state == "interrupted"
    assert sql(path, "SELECT state FROM aa_runs") == [("running",)], "reading rewrote a run"


def test_another_process_with_the_number_of_a_gone_kernel_is_not_taken_for_it(history: History, path: Path) -> None:
    history.start(just_started(a_run()))
    assert history.get("r1").state == "running"
    sql(path, "UPDATE aa_runs SET owner_started = owner_started - 60")
    assert history.get("r1").state == "interrupted"


def test_a_run_of_another_host_is_running_for_a_day(history: History, path: Path) -> None:
    fresh = datetime.now(UTC) - timedelta(hours=23)
    history.start(just_started(a_run("fresh", started=fresh)))
    history.start(just_started(a_run("old", started=fresh - timedelta(hours=2))))
    sql(path, "UPDATE aa_runs SET owner_host = 'elsewhere', owner_pid = 1")
    assert {item.id: item.state for item in history.runs().items} == {"fresh": "running", "old": "interrupted"}


# Lists


def test_pages_show_every_run_once_newest_first_while_new_ones_arrive(history: History) -> None:
    for number in range(11):
        history.finish(a_run(f"r{number:02}", minutes=number // 3))  # three at the same moment
    seen, cursor = [], None
    while True:
        page = history.runs(cursor=cursor, limit=4)
        seen += [item.id for item in page.items]
        history.finish(a_run(f"new{len(seen):02}", minutes=60))
        cursor = page.next
        if cursor is None:
            break
    assert seen == [f"r{number:02}" for number in reversed(range(11))]


def test_a_full_last_page_has_no_next(history: History) -> None:
    history.finish(a_run("r1"))
    history.finish(a_run("r2"))
    assert history.runs(limit=2).next is None
    assert history.runs(limit=1).next is not None


@pytest.mark.parametrize("cursor", ["", "7", "2026-01-01T00:00:00+00:00", "yesterday~r1"])
def test_a_cursor_that_no_page_gave_is_told(history: History, cursor: str) -> None:
    with pytest.raises(UsageError, match="There is no page at"):
        history.runs(cursor=cursor)


def test_a_summary_shows_the_run_and_the_number_of_its_code_cells(history: History) -> None:
    run = a_run()
    history.finish(run)
    (item,) = history.runs().items
    assert (item.goal, item.frames, item.cells) == (run.goal.text, ("sales",), 1)
    assert (item.engine, item.state, item.seconds, item.notebook) == ("offline", "done", 0.25, run.notebook)
    assert item.started == LONG_AGO


def test_a_page_costs_one_query_however_many_runs_it_shows(history: History) -> None:
    history.finish(a_run("r00"))
    with statements() as for_one:
        history.runs()
    for number in range(1, 60):
        history.finish(a_run(f"r{number:02}"))
    history.start(just_started(a_run("now")))
    with statements() as for_many:
        page = history.runs(limit=50, words="price mean", notebook="/home/ada/sales.ipynb")
    assert len(page.items) == 50
    assert len([s for s in for_many if s.startswith("SELECT")]) == 1
    assert len(for_many) == len(for_one)


def test_reading_a_run_costs_four_queries_however_many_cells_it_has(history: History) -> None:
    run = a_run()
    history.finish(run)
    history.finish(run.model_copy(update={"id": "r2", "cells": run.cells * 40}))
    for run_id in ("r1", "r2"):
        with statements() as seen:
            history.get(run_id)
        assert len([s for s in seen if s.startswith("SELECT")]) == 4


def test_only_the_runs_of_a_notebook_are_listed_when_it_is_given(history: History) -> None:
    history.finish(a_run("r1"))
    history.finish(a_run("r2", notebook="/home/ada/other.ipynb"))
    history.finish(a_run("r3", notebook=None))
    assert ids(history, notebook="/home/ada/other.ipynb") == ["r2"]


@pytest.mark.parametrize(
    "words",
    ["price", "groupby", "statistical", "sales.ipynb", "PRICE Region", "  mean\tADA ", 'groupby("reg', "by_re"],
)
def test_words_are_found_in_goal_code_agents_and_notebook(history: History, words: str) -> None:
    history.finish(a_run(goal="mean of price by_region"))
    assert ids(history, words=words) == ["r1"]


@pytest.mark.parametrize("words", ["price absent", "**price**", "group_means", "%", "_rice", "\\", "/", "'; DROP"])
def test_every_word_must_occur_as_it_is_typed(history: History, words: str) -> None:
    history.finish(a_run(notebook=None))
    assert ids(history, words=words) == []


@pytest.mark.parametrize("words", ["50%", "\\d", "x_1", "a/b", "''"])
def test_signs_that_a_search_could_misread_are_found_as_they_are(history: History, words: str) -> None:
    history.finish(a_run("r1", "50% of \\d and x_1 of a/b ''"))
    history.finish(a_run("r2", "500 of xd and xy1"))
    assert ids(history, words=words) == ["r1"]


@pytest.mark.parametrize(
    ("goal", "words"),
    [("Größe je Straße", "GRÖSSE STRASSE"), ("ΣΟΦΟΣ", "σοφος"), ("Cafe\u0301", "CAFÉ"), ("Ｆull 価格", "full 価格")],
)
def test_letters_of_any_script_are_found_in_either_case(history: History, goal: str, words: str) -> None:
    history.finish(a_run(goal=goal))
    assert ids(history, words=words) == ["r1"]


# Agents


def test_agents_are_as_the_roster_has_them_until_they_are_switched(history: History) -> None:
    assert history.agents_off() == {"polars_agent"}
    history.set_agent("polars_agent", True)
    history.set_agent("data_viz_agent", False)
    assert history.agents_off() == {"data_viz_agent"}
    history.set_agent("data_viz_agent", True)
    assert history.agents_off() == set()


def test_uses_count_the_runs_that_used_an_agent_and_outlive_them(history: History) -> None:
    for number in range(3):
        history.start(just_started(a_run(f"r{number}")))
        history.finish(a_run(f"r{number}"))
    history.finish(a_run("other", agent="data_viz_agent"))
    history.set_agent("data_viz_agent", False)
    history.delete("r1")
    assert history.uses() == {"statistical_analytics_agent": 3, "data_viz_agent": 1}


# Retention


def test_runs_older_than_the_retention_are_deleted_but_for_the_running_ones(path: Path) -> None:
    now = datetime.now(UTC)
    history = open_history(path)
    history.finish(a_run("old", started=now - timedelta(days=8)))
    history.finish(a_run("young", started=now - timedelta(days=6)))
    history.start(just_started(a_run("long", started=now - timedelta(days=9))))
    history.close()
    history = open_history(path, retention_days=7)
    assert ids(history) == ["young", "long"]
    assert sql(path, "SELECT DISTINCT run_id FROM aa_cells") == [("young",)]
    history.finish(a_run("old", started=now - timedelta(days=8)))
    history.start(just_started(a_run("next", started=now)))
    assert ids(history) == ["next", "young", "long"]
    history.close()


# Schema and file


def test_the_migrations_make_what_the_models_say(history: History, path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": migrate.VERSION_TABLE, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_head_that_opening_looks_for_is_the_newest_migration() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == migrate.HEAD


def test_opening_an_up_to_date_history_does_not_load_alembic(history: History, path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from aa_magics.history import open_history;"
        f"open_history(Path({str(path)!r})).runs(); print('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout == b"False\n"


def test_migrating_leaves_logging_alone(path: Path) -> None:
    code = (
        "import logging; from pathlib import Path; from aa_magics.history import open_history;"
        f"logging.getLogger('mine'); open_history(Path({str(path)!r}));"
        "print(logging.root.handlers, logging.root.level, logging.getLogger('mine').disabled)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[] 30 False\n", "")


def test_nobody_but_the_owner_may_read_the_folder_or_any_file_of_the_history(path: Path) -> None:
    before = os.umask(0)
    try:
        history = open_history(path)
        history.finish(a_run())
    finally:
        os.umask(before)
    modes = {found.name: stat.S_IMODE(found.stat().st_mode) for found in path.parent.iterdir()}
    assert modes == {"history.db": 0o600, "history.db-wal": 0o600, "history.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    history.close()


def test_a_file_that_is_shared_on_purpose_stays_shared(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()
    path.chmod(0o660)
    open_history(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_the_default_journal_is_a_write_ahead_log(history: History, path: Path) -> None:
    assert sql(path, "PRAGMA journal_mode") == [("wal",)]


def test_where_a_log_cannot_be_written_a_rollback_journal_does(path: Path) -> None:
    path.parent.mkdir(parents=True)
    scratch = path.parent / f".try-{os.getpid()}-{threading.get_ident()}"
    Path(f"{scratch}-shm").symlink_to("/nowhere/shm")  # SQLite cannot make the memory that a log shares
    history = open_history(path)
    history.finish(a_run())
    assert sql(path, "PRAGMA journal_mode") == [("delete",)]
    assert ids(history) == ["r1"]
    history.close()
    assert [found.name for found in path.parent.iterdir()] == ["history.db"], "the trial left something behind"


def test_the_switch_to_a_log_waits_for_whoever_holds_the_file(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.1, other.rollback).start()
        file.choose_journal(path)
    assert sql(path, "PRAGMA journal_mode") == [("wal",)]


def test_on_a_network_file_system_a_rollback_journal_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not file.on_network(path)
    monkeypatch.setattr(file, "NETWORK", {disk.fstype for disk in psutil.disk_partitions(all=True)})
    open_history(path).close()
    assert sql(path, "PRAGMA journal_mode") == [("delete",)]


def test_a_relative_file_stays_the_same_when_the_notebook_changes_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").mkdir()
    monkeypatch.chdir(tmp_path / "one")
    history = open_history("sqlite:///mine.db")
    monkeypatch.chdir(tmp_path)
    history.close()
    history.finish(a_run())
    assert history.where == str(tmp_path / "one" / "mine.db")
    assert [found.name for found in tmp_path.iterdir()] == ["one"]
    history.close()


def test_a_history_deleted_by_hand_is_made_anew(history: History, path: Path) -> None:
    history.finish(a_run("r1"))
    for found in path.parent.iterdir():
        found.unlink()
    path.parent.rmdir()
    history.finish(a_run("r2"))
    assert ids(history) == ["r2"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_history_in_memory_is_one_for_all_threads() -> None:
    history = open_history("sqlite://")
    thread = threading.Thread(target=history.finish, args=(a_run(),))
    thread.start()
    thread.join()
    assert ids(history) == ["r1"]
    history.close()
