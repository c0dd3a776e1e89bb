"""Who is running a run: a process of a host. A run that has not ended and whose owner is gone was interrupted."""

import os
import platform
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

import psutil

SAME_START = 5.0
"""Seconds by which two readings of one process's start may differ: it is reckoned from a clock that is set."""

ELSEWHERE = timedelta(days=1)
"""After this time a run of another host, whose processes cannot be seen from here, is taken for interrupted."""


class Owner(NamedTuple):
    """A process: its host, its id, and when it started (seconds since 1970)."""

    host: str
    pid: int
    started: float


@cache
def this_host() -> str:
    """Return the host's name, with the number of the process namespace: containers may share a host's name."""
    try:
        return f"{platform.node()} {os.readlink('/proc/self/ns/pid')}"
    except OSError:  # not Linux
        return platform.node()


def this_process() -> Owner:
    """Return the calling process. It is asked for anew each time, as a fork keeps what was cached."""
    process = psutil.Process()
    return Owner(this_host(), process.pid, process.create_time())


def is_gone(owner: Owner, since: datetime) -> bool:
    """Return whether the owner of a run that started at `since` is certainly not running it any more."""
    if owner.host != this_host():
        return datetime.now(UTC) - since > ELSEWHERE
    try:
        process = psutil.Process(owner.pid)
        other = abs(process.create_time() - owner.started) > SAME_START
        return other or bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return not bool(psutil.pid_exists(owner.pid))  # it may be hidden from us rather than gone
    except psutil.AccessDenied:
        return False
