"""Whatever a database does, a HistoryError in two lines says what happened and what to do, and nothing is lost."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from aa_magics.errors import HistoryError
from aa_magics.history import History, file, open_history
from aa_magics.history.database import Database
from tests.runs import a_run

ELSEWHERE = "keep it elsewhere: AA_MAGICS_HISTORY_URL=sqlite:////another/folder/history.db"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A history with one run in it, closed."""
    path = tmp_path / "aa_magics" / "history.db"
    history = open_history(path)
    history.finish(a_run("kept"))
    history.close()
    return path


@pytest.fixture
def opened() -> Iterator[list[History]]:
    histories: list[History] = []
    yield histories
    for history in histories:
        history.close()


def error_of(action: object, *args: object) -> tuple[str, str]:
    """Return the two lines of the HistoryError that an action raises."""
    assert callable(action)
    with pytest.raises(HistoryError) as caught:
        action(*args)
    assert str(caught.value).count("\n") == 1
    assert caught.value.__cause__ is not None or "newer" in caught.value.message or "async" in caught.value.message
    return caught.value.message, caught.value.hint


def assert_kept(path: Path) -> None:
    history = open_history(path)
    assert [item.id for item in history.runs().items] == ["kept"]
    assert history.get("kept") == a_run("kept")
    history.close()


def test_locked(path: Path, opened: list[History]) -> None:
    opened.append(history := open_history(f"sqlite:///{path}?timeout=0.05"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        message, hint = error_of(history.finish, a_run("new"))
        assert [item.id for item in history.runs().items] == ["kept"]
        other.execute("ROLLBACK")
    assert message == f"The history database {path} is locked by another program."
    assert hint == f"Close the program that has it open, or {ELSEWHERE}"
    assert_kept(path)


@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
def test_locked_before_it_is_opened_for_the_first_time(
    tmp_path: Path, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "PATIENCE", 0.05)
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        message, _ = error_of(open_history, f"sqlite:///{path}?timeout=0.05")
    assert message == f"The history database {path} is locked by another program."


@pytest.mark.parametrize(("written", "tries"), [(True, 3), (False, 1)])
def test_a_locked_database_is_waited_for_only_as_long_as_others_write_to_it(
    path: Path, written: bool, tries: int
) -> None:
    database, tried = Database(path), []

    def work(session: Session) -> None:
        tried.append(session.connection())
        if len(tried) == 3:
            return
        if written:
            os.utime(path)  # as somebody who writes does
        with closing(sqlite3.connect(path, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")  # locked, by the transaction that this is

    with nullcontext() if written else pytest.raises(HistoryError, match="is locked by another program"):
        database.write(work)
    assert len(tried) == tries
    database.close()


def test_full(path: Path, opened: list[History]) -> None:
    def nearly_full(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 30")

    event.listen(Engine, "connect", nearly_full)
    try:
        opened.append(history := open_history(path))
        message, hint = error_of(history.finish, a_run("new", code="x" * 200_000))
    finally:
        event.remove(Engine, "connect", nearly_full)
    assert message == f"The history database {path} has no room left on its disk."
    assert hint == f"Free some space, or {ELSEWHERE}"
    assert_kept(path)


def test_read_only_but_still_readable(path: Path, opened: list[History]) -> None:
    opened.append(history := open_history(f"sqlite:///file:{path}?mode=ro&uri=true"))
    assert [item.id for item in history.runs().items] == ["kept"]
    message, hint = error_of(history.finish, a_run("new"))
    assert "history.db" in message
    assert message.endswith("cannot be written.")
    assert hint == f"Make it and its folder writable for you, or {ELSEWHERE}"
    assert_kept(path)


def test_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "my history.db"
    path.write_bytes(garbage := b"no database at all, but long enough to be taken for one" * 100)
    message, hint = error_of(open_history, path)
    assert message == f"The history database {path} is damaged or no SQLite database."
    assert hint == f"Move it away, and a new one is made: mv '{path}' '{path}'.damaged"
    assert path.read_bytes() == garbage


def test_corrupt_in_the_middle(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    message, _ = error_of(open_history, path)
    assert message == f"The history database {path} is damaged or no SQLite database."
    assert path.read_bytes() == content


def test_made_by_a_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE aa_version SET version_num = '0099'")
    message, hint = error_of(open_history, path)
    assert message == f"The history database {path} was made by a newer aa_magics (schema 0099, here 0002)."
    assert hint == "Update this one: pip install --upgrade aa_magics"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE aa_version SET version_num = '0002'")
    assert_kept(path)


def test_a_run_that_was_tampered_with(path: Path, opened: list[History]) -> None:
    opened.append(history := open_history(path))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE aa_runs SET plan = '{'")
    message, hint = error_of(history.get, "kept")
    assert message.startswith(f"The history database {path} failed: JSONDecodeError: ")
    assert hint == "Repair it, or go without history: AA_MAGICS_HISTORY=0"


def test_a_goal_that_no_database_can_hold(path: Path, opened: list[History]) -> None:
    opened.append(history := open_history(path))
    message, _ = error_of(history.finish, a_run("new", goal="half a sign: \ud800"))
    assert message.startswith(f"The history database {path} failed: UnicodeEncodeError: ")
    assert_kept(path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    path = tmp_path / "taken" / "aa_magics" / "history.db"
    message, hint = error_of(open_history, path)
    assert message == f"The history database {path} cannot be opened."
    assert hint == f"Make its folder readable and writable for you, or {ELSEWHERE}"
    assert (tmp_path / "taken").read_text() == "a file"


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    message, _ = error_of(open_history, tmp_path)
    assert message == f"The history database {tmp_path} cannot be opened."


def test_an_unknown_database() -> None:
    message, hint = error_of(open_history, "nosuch://ada:secret@host/db")
    assert message.startswith("The history database nosuch://ada:***@host/db needs a driver that is not here: ")
    assert hint == "Install the driver, or go without history: AA_MAGICS_HISTORY=0"


def test_a_driver_that_is_not_installed() -> None:
    message, _ = error_of(open_history, "mssql+pymssql://ada:secret@host/db")
    assert message == (
        "The history database mssql+pymssql://ada:***@host/db needs a driver that is not here: "
        "No module named 'pymssql'."
    )


def test_an_asynchronous_driver() -> None:
    message, hint = error_of(open_history, "postgresql+psycopg_async://ada:secret@host/db")
    assert message == "The history database postgresql+psycopg_async://ada:***@host/db has an asynchronous driver."
    assert hint.startswith("Choose one that is not")


@pytest.mark.parametrize("url", ["", "history.db", "postgresql://ada:secret@host:port/db"])
def test_what_is_no_url(url: str) -> None:
    message, _ = error_of(open_history, url)
    assert "secret" not in message


def test_a_network_database_that_is_gone() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql+psycopg://ada:secret@127.0.0.1:{taken.getsockname()[1]}/db"
        message, hint = error_of(open_history, url)
    assert message.startswith(f"The history database {url.replace('secret', '***')} cannot be used: ")
    assert "refused" in message
    assert hint == "Check that it runs and that its URL is right, or go without history: AA_MAGICS_HISTORY=0"


def test_a_network_database_that_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        message, _ = error_of(open_history, f"postgresql+psycopg://ada:secret@127.0.0.1:{port}/db?connect_timeout=2")
    assert "timeout" in message
    assert "secret" not in message
