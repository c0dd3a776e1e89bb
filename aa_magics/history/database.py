"""A database behind a URL: opened, brought to the newest schema, and read or written in short transactions."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from aa_magics.errors import HistoryError
from aa_magics.history import file, migrate
from aa_magics.history.failures import WITHOUT, told

T = TypeVar("T")

ATTEMPTS = 3

CONNECT_LIMIT = {
    "mariadbconnector": "connect_timeout",
    "mysqlconnector": "connect_timeout",
    "mysqldb": "connect_timeout",
    "pg8000": "timeout",
    "psycopg": "connect_timeout",
    "psycopg2": "connect_timeout",
    "pymysql": "connect_timeout",
    "pyodbc": "timeout",
}
"""What each driver calls its limit on connecting: without one, a host that is gone stops a notebook for minutes."""

CONNECT_SECONDS = 5


class Database:
    """The one way to a history's tables. Nothing but an AnalystError leaves it.

    `where` names it for a person, without a password. A file that was deleted while it was open (a person may do so
    at any time) is made anew by the next transaction.
    """

    def __init__(self, url: str | Path) -> None:
        self.where = str(url).split("@")[-1]
        self._lock = threading.Lock()
        with told(self.where):
            self._url = _absolute(url)
            self._file = _file(self._url)
        self.where = str(self._file or self._url.render_as_string())
        with told(self.where):
            self._open()

    def read(self, work: Callable[[Session], T]) -> T:
        """Return what `work` reads, in one transaction."""
        with told(self.where), Session(self._current()) as session, session.begin():
            return work(session)

    def write(self, work: Callable[[Session], T]) -> T:
        """Return what `work` does, in one transaction: all that it writes is kept, or nothing.

        It is done again where another process has inserted the same row meanwhile (SQLite lets it wait instead).
        """
        with told(self.where):
            for _ in range(ATTEMPTS - 1):
                with suppress(IntegrityError):
                    return self._write(work)
            return self._write(work)

    def close(self) -> None:
        self._engine.dispose()

    def _write(self, work: Callable[[Session], T]) -> T:
        with Session(_writer(self._current())) as session, session.begin():
            return work(session)

    def _current(self) -> Engine:
        with self._lock:
            if self._file and file.identity(self._file) != self._identity:
                self._engine.dispose()
                self._open()
            return self._engine

    def _open(self) -> None:
        if self._file:
            file.make_file(self._file)
        self._engine = _engine(self._url)
        try:
            self._migrate()
        except BaseException:
            self._engine.dispose()
            raise
        self._identity = self._file and file.identity(self._file)

    def _migrate(self) -> None:
        if not migrate.is_current(self._engine, self.where):
            if self._file:
                file.choose_journal(self._file)
            migrate.upgrade(_writer(self._engine), self.where)


def _absolute(url: str | Path) -> URL:
    """Return the URL with the path of a SQLite file made absolute: a notebook may change its folder at any time."""
    parsed = URL.create("sqlite", database=str(url)) if isinstance(url, Path) else make_url(url)
    path = _file(parsed)
    return parsed.set(database=str(path.absolute())) if path else parsed


def _file(url: URL) -> Path | None:
    """Return the file of a SQLite database, none for one in memory, a `file:` URI or another database."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":memory:", "file:")):
        return None
    return Path(url.database)


def _engine(url: URL) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {"pool_pre_ping": not sqlite}
    if sqlite and not url.database:
        url = url.set(database=":memory:")
    if url.database == ":memory:":  # one database for all threads, so one connection
        options |= {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
    engine = create_engine(url, connect_args=_connect_args(url), **options)
    if engine.dialect.is_async:
        raise HistoryError(
            f"The history database {url.render_as_string()} has an asynchronous driver.",
            f"Choose one that is not, such as psycopg for PostgreSQL, or {WITHOUT}",
        )
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _connect_args(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"check_same_thread": False} | ({} if "timeout" in url.query else {"timeout": file.PATIENCE})
    limit = CONNECT_LIMIT.get(url.get_driver_name())
    return {limit: CONNECT_SECONDS} if limit and limit not in url.query else {}


def _prepare(connection: SqliteConnection, _: object) -> None:
    """Leave transactions to us, remove what hangs on a deleted run, and overwrite on the disk what was deleted."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    """Begin as a writer where writing is meant: who begins as a reader cannot wait for another writer later."""
    connection.exec_driver_sql(connection.get_execution_options().get("aa_begin", "BEGIN"))


def _writer(engine: Engine) -> Engine:
    return engine.execution_options(aa_begin="BEGIN IMMEDIATE")
