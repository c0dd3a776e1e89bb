"""What can go wrong with a database, as a HistoryError: the database in its message, the remedy in its hint."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from shlex import quote

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from aa_magics.errors import AnalystError, HistoryError

WITHOUT = "go without history: AA_MAGICS_HISTORY=0"
ELSEWHERE = "keep it elsewhere: AA_MAGICS_HISTORY_URL=sqlite:////another/folder/history.db"

LOCKED = ("is locked by another program", "Close the program that has it open, or {elsewhere}")
FULL = ("has no room left on its disk", "Free some space, or {elsewhere}")
READ_ONLY = ("cannot be written", "Make it and its folder writable for you, or {elsewhere}")
CLOSED = ("cannot be opened", "Make its folder readable and writable for you, or {elsewhere}")
DAMAGED = ("is damaged or no SQLite database", "Move it away, and a new one is made: mv {quoted} {quoted}.damaged")
BROKEN = ("cannot be read or written", "Check its disk, or {elsewhere}")

SQLITE = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: CLOSED,
    sqlite3.SQLITE_AUTH: CLOSED,
    sqlite3.SQLITE_CANTOPEN: CLOSED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_IOERR: BROKEN,
}

SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Let nothing but an AnalystError out: history must never break an analysis, whatever its database does."""
    try:
        yield
    except AnalystError:
        raise
    except Exception as error:
        raise _history_error(error, where) from error


def is_locked(error: Exception) -> bool:
    """Return whether another connection held what this one needed, for longer than it waits."""
    return _known(error) is LOCKED


def _history_error(error: Exception, where: str) -> HistoryError:
    known = _known(error)
    if known:
        what, hint = known
        return HistoryError(
            f"The history database {where} {what}.", hint.format(elsewhere=ELSEWHERE, quoted=quote(where))
        )
    said = _said(error)
    if isinstance(error, (ImportError, NoSuchModuleError)):
        return HistoryError(
            f"The history database {where} needs a driver that is not here: {said}.",
            f"Install the driver, or {WITHOUT}",
        )
    if isinstance(error, ArgumentError):
        return HistoryError(f"{where} is no database URL: {said}.", f"Write it as dialect://..., or {ELSEWHERE}")
    if isinstance(error, (DBAPIError, PoolTimeoutError)):
        return HistoryError(
            f"The history database {where} cannot be used: {said}.",
            f"Check that it runs and that its URL is right, or {WITHOUT}",
        )
    return HistoryError(
        f"The history database {where} failed: {type(error).__name__}: {said}.", f"Repair it, or {WITHOUT}"
    )


def _known(error: Exception) -> tuple[str, str] | None:
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(cause, OSError) and cause.filename is not None:
        return SYSTEM.get(cause.errno or 0, CLOSED)
    return None


def _said(error: Exception) -> str:
    """Return the first line of what the driver said, without a full stop."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip() or type(cause).__name__).splitlines()[0].rstrip(".:")
