"""An engine for a URL: connections that give up in time, and transactions that begin as what they are."""

from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from aa_magics.errors import HistoryError
from aa_magics.history import file
from aa_magics.history.failures import WITHOUT

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


def make_engine(url: URL) -> Engine:
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
    """Leave transactions to us, remove what hangs on a deleted run, and overwrite on the disk what was deleted.

    With a write-ahead log nothing waits for the disk: a killed kernel loses nothing, a power cut may lose the last run.
    """
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    """Begin as a writer where writing is meant: who begins as a reader cannot wait for another writer later."""
    connection.exec_driver_sql(connection.get_execution_options().get("aa_begin", "BEGIN"))


def writer(engine: Engine) -> Engine:
    """Return the engine with transactions that begin by asking for the right to write."""
    return engine.execution_options(aa_begin="BEGIN IMMEDIATE")
