"""The default database, a SQLite file: for its owner only, with a write-ahead log where the file system can do it."""

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import psutil

NETWORK = {"9p", "afs", "afpfs", "beegfs", "ceph", "cifs", "fuse.sshfs", "glusterfs", "lustre", "nfs", "nfs4", "smb3", "smbfs"}  # fmt: skip  # noqa: E501
PATIENCE = 5.0
"""Seconds that a kernel waits for another one to let go of the file."""


def make_file(path: Path) -> None:
    """Create the folder and the file where missing; nobody but their owner may read them from the first moment.

    SQLite gives its side files the mode of the file. What exists keeps its mode: it may be shared on purpose.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells this file from one made later in its place, while it is held open; none where none is."""
    found = _stat(path)
    return found and (found.st_dev, found.st_ino)


def activity(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Return what changes whenever somebody writes to the database: sizes and times of the file and of its log."""
    return tuple(_written(Path(f"{path}{suffix}")) for suffix in ("", "-wal"))


def choose_journal(path: Path) -> None:
    """Switch a new database to a write-ahead log where that works; elsewhere it keeps its rollback journal.

    SQLite does not wait for others that switch at the same moment, so it is tried again for some seconds.
    """
    if on_network(path) or not log_works(path.with_name(f".try-{os.getpid()}-{threading.get_ident()}")):
        return
    deadline = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
            time.sleep(0.02)


def log_works(scratch: Path) -> bool:
    """Return whether SQLite can write with a write-ahead log beside `scratch`: its PRAGMA alone does not tell."""
    try:
        make_file(scratch)
        with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            connection.execute("CREATE TABLE trial (x)")
            return bool(mode == "wal")
    except (sqlite3.Error, OSError):
        return False
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{scratch}{suffix}").unlink(missing_ok=True)


def on_network(path: Path) -> bool:
    """Return whether the file is on a network file system, where a log fails once two hosts use it."""
    mounts = {disk.mountpoint: disk.fstype for disk in psutil.disk_partitions(all=True)}
    folder = path.resolve().parent
    mount = next((place for place in (folder, *folder.parents) if str(place) in mounts), None)
    return mount is not None and mounts[str(mount)].lower() in NETWORK


def _written(path: Path) -> tuple[int, int] | None:
    found = _stat(path)
    return found and (found.st_size, found.st_mtime_ns)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None
