"""The wall around files: Landlock, Linux's way for a process to give up rights on its own, for good.

Everything that the kernel's version of Landlock can govern is given up, then handed back for single folders: reading
for libraries, reading and writing for the worker's own folder. Nothing may be executed and no TCP port used. What
Landlock leaves open (UDP, metadata, other processes) is closed by `seccomp`.

Numbers are those of linux/landlock.h, the same on every processor.
"""

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
WANT_VERSION = 1
ALL_THREADS = 1 << 3
ALL_THREADS_SINCE = 8

WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(1, 6))
MAKE_DIR, MAKE_FILE = 1 << 7, 1 << 8
TRUNCATE = 1 << 14
READ = READ_FILE | READ_DIR
WRITE = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_FILE | TRUNCATE
ON_A_FILE = READ_FILE | WRITE_FILE | TRUNCATE

FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version knows; the last holds for all later ones."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("ports", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def landlock_version() -> int:
    """Return the version of the kernel's Landlock, 0 where there is none."""
    return max(0, _syscall(CREATE_RULESET, None, 0, WANT_VERSION))


def restrict(version: int, readable: Iterable[Path], writable: Iterable[Path], devices: Iterable[Path]) -> None:
    """Give up every right on files but reading `readable`, all on `writable`, and reading and writing `devices`.

    Binds the calling thread and those it will start; all threads there are, from version 8 on. The caller has set
    "no new privileges". Raises OSError where the kernel refuses.
    """
    rights = (1 << FILE_RIGHTS.get(version, 16)) - 1
    ruleset = _Ruleset(rights, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    handle = _checked(CREATE_RULESET, ctypes.byref(ruleset), size, 0)
    try:
        for paths, wanted in ((readable, READ), (writable, READ | WRITE), (devices, READ_FILE | WRITE_FILE)):
            for path in paths:
                _allow(handle, path, wanted & rights)
        _checked(RESTRICT_SELF, handle, ALL_THREADS if version >= ALL_THREADS_SINCE else 0)
    finally:
        os.close(handle)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no right
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= ON_A_FILE
        _checked(ADD_RULE, ruleset, 1, ctypes.byref(_Beneath(rights, place)), 0)
    finally:
        os.close(place)


def _checked(number: int, *arguments: object) -> int:
    result = _syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock (system call {number}): {os.strerror(ctypes.get_errno())}")
    return result


def _syscall(number: int, *arguments: object) -> int:
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *map(_wide, arguments)))


def _wide(argument: object) -> object:
    """Return the argument so that a variadic C function reads the whole of it."""
    return ctypes.c_long(argument) if isinstance(argument, int) else argument
