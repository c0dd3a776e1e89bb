"""The stand-in where the system has no wall: an audit hook, which Python asks before it opens, starts or connects.

It refuses to write outside the worker's folder, to read outside that and the libraries, to start programs, to use
sockets, to signal other processes, to load native code from a cell, to search memory for the guard. On Linux it is
armed too: there it only says sooner, and in words, what the wall says anyway.

What it is not: a wall. Its gaps, on macOS, on Windows and on a Linux without Landlock:

- Native code asks no hook: readers and writers of pyarrow, polars, lxml, NumPy's C code, SQLite's ATTACH on an open
  connection reach every file that the person can. The check in front refuses the addresses that it can read in the
  source.
- Native code that a library was made to load, and whatever uses `ctypes` through a library, may change memory, the hook
  included.
- The hook is Python: code that gets hold of its variables through frames or memory can change what it compares with.
- Existence, size and times of files can be asked for (`os.stat` raises no event).
- Threads that native libraries start are not watched, nor paths that are relative to an open folder (`dir_fd`).
"""

import os
import sys
from collections.abc import Callable, Iterable
from errno import EACCES
from pathlib import Path
from typing import Any

STARTS = """
    subprocess.Popen os.system os.exec os.fork os.forkpty os.posix_spawn os.spawn os.startfile os.startfile/2 pty.spawn
    _winapi.CreateProcess _winapi.OpenProcess _winapi.CreateJunction
""".split()  # noqa: SIM905
CONNECTS = """
    socket. urllib.Request http.client. ftplib. smtplib. imaplib. poplib. telnetlib. nntplib. webbrowser.open
    _winapi.CreateNamedPipe _winapi.CreateFile
""".split()  # noqa: SIM905
SIGNALS = ("os.kill", "os.killpg", "signal.pthread_kill")
TAMPERS = """
    sys.addaudithook gc.get_objects gc.get_referrers gc.get_referents sys._current_frames sys._current_exceptions
    sys.remote_exec sqlite3.enable_load_extension sqlite3.load_extension winreg.CreateKey winreg.DeleteKey
    winreg.DeleteValue winreg.SetValue winreg.SaveKey winreg.LoadKey resource.setrlimit resource.prlimit
""".split()  # noqa: SIM905
CHANGES = {
    **dict.fromkeys(("os.rename", "os.link", "os.symlink"), (0, 1)),
    **dict.fromkeys(("os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.utime", "sqlite3.connect"), (0,)),
    **dict.fromkeys(("os.chmod", "os.chown", "os.chflags", "os.setxattr", "os.removexattr"), (0,)),
}
"""Which arguments of an event are paths that it changes."""
LISTS = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.chdir", "glob.glob", "os.getxattr", "os.listxattr")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

Event = tuple[Any, ...]


def watch(folder: Path, readable: Iterable[Path], devices: Iterable[Path]) -> None:
    """Add the hook, for good; `folder` is what may be written, `readable` what may be read."""
    sys.addaudithook(_hook(folder.resolve(), tuple(map(str, readable)), frozenset(map(str, devices))))


def _hook(folder: Path, readable: tuple[str, ...], devices: frozenset[str]) -> Callable[[str, Event], None]:
    """Return the hook; all that it needs is bound here, so that no module's names can be changed under it."""
    own, there, real, decoded = str(folder), os.path.lexists, os.path.realpath, os.fsdecode
    separator, writing, refuse, frame_of = os.sep, WRITING, _refuse, sys._getframe
    starts, connects, signals, tampers = frozenset(STARTS), tuple(CONNECTS), frozenset(SIGNALS), frozenset(TAMPERS)
    changes, lists, me = dict(CHANGES), frozenset(LISTS), os.getpid()

    def inside(path: str, places: tuple[str, ...]) -> bool:
        return any(path == place or path.startswith(place + separator) for place in places)

    def path_of(given: Any) -> str | None:
        if given is None or isinstance(given, int):
            return None
        return real(decoded(given))

    def check_change(given: Any) -> None:
        path = path_of(given)
        if path is not None and not inside(path, (own,)) and path not in devices:
            refuse("a trial writes only in its own folder", path)

    def check_read(given: Any) -> None:
        path = path_of(given)
        if path is not None and not inside(path, (own, *readable)) and path not in devices and there(path):
            refuse("a trial reads only its frames, libraries and its own folder", path)

    def from_a_cell() -> bool:
        return frame_of(3).f_code.co_filename.startswith("<")

    def hook(event: str, arguments: Event) -> None:
        if event == "open":
            (check_change if (arguments[2] or 0) & writing else check_read)(arguments[0])
        elif event in changes:
            for place in changes[event]:
                if arguments[place] not in (":memory:", b":memory:", ""):
                    check_change(arguments[place])
        elif event in lists:
            check_read(arguments[0] if arguments else None)
        elif event in starts:
            refuse("a trial starts no other program", event)
        elif event.startswith(connects) and event != "socket.gethostname":
            refuse("a trial uses no network", event)
        elif event in signals and not (event == "os.kill" and arguments[0] == me):
            refuse("a trial signals no other process", event)
        elif event in tampers:
            refuse("a trial does not search or change what guards it", event)
        elif event == "ctypes.dlopen" and from_a_cell():
            refuse("a trial loads no native code", event)

    return hook


def _refuse(reason: str, what: str) -> None:
    raise PermissionError(EACCES, f"{reason}", what)
