"""A database behind a URL: opened, brought to the newest schema, and read or written in short transactions."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from sqlite3 import OperationalError as SqliteError
from time import monotonic
from typing import TypeVar

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from aa_magics.history import file, migrate
from aa_magics.history.engine import make_engine, writer
from aa_magics.history.failures import is_locked, told

T = TypeVar("T")

ATTEMPTS = 3
LONGEST = 30.0
"""Seconds that a transaction waits for others that go on writing; one that only holds the file is not waited for."""


class Database:
    """The one way to a history's tables. Nothing but an AnalystError leaves it.

    `where` names it for a person, without a password. A file that was deleted while it was open (a person may do so
    at any time) is made anew by the next transaction. A forked process opens connections of its own.
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
                    return self._in_turn(lambda: self._write(work))
            return self._in_turn(lambda: self._write(work))

    def close(self) -> None:
        self._engine.dispose()

    def _write(self, work: Callable[[Session], T]) -> T:
        with Session(writer(self._current())) as session, session.begin():
            return work(session)

    def _current(self) -> Engine:
        with self._lock:
            if os.getpid() != self._pid:
                self._engine.dispose(close=False)  # they are the parent's, and go on there
                self._open()
            elif self._file and file.identity(self._file) != self._identity:
                self._engine.dispose()
                self._open()
            return self._engine

    def _open(self) -> None:
        if self._file:
            file.make_file(self._file)
        self._pid = os.getpid()
        self._engine = make_engine(self._url)
        try:
            self._in_turn(self._migrate)
        except BaseException:
            self._engine.dispose()
            raise
        self._identity = self._file and file.identity(self._file)

    def _migrate(self) -> None:
        if not migrate.is_current(self._engine, self.where):
            if self._file:
                file.choose_journal(self._file)
                self._engine.dispose()  # a connection knows the journal from its start
            migrate.upgrade(writer(self._engine), self.where)

    def _in_turn(self, action: Callable[[], T]) -> T:
        """Return what `action` does. SQLite keeps no queue: who is passed over by busy writers tries again."""
        deadline = monotonic() + LONGEST
        while True:
            seen = self._activity()
            try:
                return action()
            except (OperationalError, SqliteError) as error:
                if not is_locked(error) or self._activity() == seen or monotonic() > deadline:
                    raise

    def _activity(self) -> object:
        return file.activity(self._file) if self._file else None


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
