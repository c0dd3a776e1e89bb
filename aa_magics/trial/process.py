"""One worker process and its folder, started, spoken to and ended by a thread of its own.

The thread lives as long as the process: Linux ends a process with the thread that started it.
"""

import atexit
import os
import shutil
import signal
import site
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import psutil

import aa_magics
from aa_magics.config.inherited import inherited
from aa_magics.trial.limits import Limits
from aa_magics.trial.wire import WireError, receive, send

LONGEST = 1 << 25
"""The longest answer that is taken, in bytes."""
INHERITED = (
    *("PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TZDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"),
    *("PYTHONUTF8", "PYTHONHASHSEED", "CONDA_PREFIX", "VIRTUAL_ENV"),
)
HOMES = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")
THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
PREFIX = "aa_magics-trial-"

_living: set["Process"] = set()


class EndedError(Exception):
    """The worker process ended; `said` is what it wrote last, where it ended at its start."""

    def __init__(self, code: int | None, said: str = "") -> None:
        ended = "It ended." if code is None else f"It ended with exit code {code}."
        super().__init__(f"{ended} {said}".strip())
        self.code, self.said = code, said


class Process:
    """A worker process; starting it takes no time of the caller's."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits.resolved()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")).resolve()
        self._owner = os.getpid()
        self._requests: SimpleQueue[tuple[bytes, Future[bytes]] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._over = False
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._live, name="aa_magics trial", daemon=True)
        _living.add(self)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        return None if self._child is None else self._child.pid

    def ask(self, message: bytes) -> "Future[bytes]":
        """Return the answer to come; it raises EndedError where the process has ended."""
        answer: Future[bytes] = Future()
        with self._lock:
            if not self._over:
                self._requests.put((message, answer))
                return answer
        answer.set_exception(EndedError(None))
        return answer

    def end(self) -> None:
        """Kill the process and what it started; its folder goes soon after. A fork of the owner ends nothing."""
        if os.getpid() != self._owner:
            return
        with self._lock:
            self._over = True
            self._requests.put(None)
            if self._child is not None:
                _kill(self._child)

    def wait(self, seconds: float = 5) -> None:
        """Wait until nothing is left of an ended process."""
        self._thread.join(seconds)

    def _live(self) -> None:
        error = EndedError(None)
        try:
            self._start()
            self._converse()
        except (OSError, WireError) as reason:
            error = EndedError(None, str(reason))
        finally:
            self._bury(error)

    def _start(self) -> None:
        remove_left_behind()
        limits = self.limits.model_dump_json()
        with self._lock:
            if not self._over:
                self._child = subprocess.Popen(
                    [sys.executable, "-P", "-m", "aa_magics.trial", str(self.folder), str(os.getpid()), limits],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    bufsize=0,
                    cwd=self.folder,
                    env=environment(self.folder),
                    start_new_session=True,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )

    def _converse(self) -> None:
        while self._child is not None and (request := self._requests.get()) is not None:
            message, answer = request
            if answer.set_running_or_notify_cancel():
                try:
                    answer.set_result(self._exchanged(self._child, message))
                except EndedError as error:
                    answer.set_exception(error)
                    return

    def _exchanged(self, child: "subprocess.Popen[bytes]", message: bytes) -> bytes:
        assert child.stdin is not None
        assert child.stdout is not None
        said = ""
        try:
            send(child.stdin.fileno(), message)
            answer = receive(child.stdout.fileno(), LONGEST)
            if answer is not None:
                return answer
        except (OSError, WireError) as error:
            said = str(error)
        _kill(child)
        raise EndedError(child.wait(), _last_line(child) or said)

    def _bury(self, error: EndedError) -> None:
        with self._lock:
            self._over = True
        if self._child is not None:
            _kill(self._child)
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
                if pipe is not None:
                    pipe.close()
        with suppress(Empty):
            while True:
                request = self._requests.get_nowait()
                if request is not None and request[1].set_running_or_notify_cancel():
                    request[1].set_exception(error)
        shutil.rmtree(self.folder, ignore_errors=True)
        _living.discard(self)


def environment(folder: Path) -> dict[str, str]:
    """Return all that the worker's environment holds: no key, no token, no path into the person's files."""
    return {
        **inherited(INHERITED),
        **dict.fromkeys(HOMES, str(folder)),
        **dict.fromkeys(THREADS, "1"),
        "POLARS_MAX_THREADS": "2",
        "LOKY_MAX_CPU_COUNT": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUSERBASE": site.getuserbase(),
        "PYTHONPATH": os.pathsep.join(_library_folders()),
    }


def _library_folders() -> list[str]:
    """Return what of `sys.path` a worker needs: where libraries are installed, and where we are."""
    ours = str(Path(aa_magics.__file__).parent.parent)
    kept = (entry for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages") or entry == ours)
    return list(dict.fromkeys((*kept, ours)))


def remove_left_behind() -> None:
    """Remove the folders of workers whose kernel was killed before it could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _kill(child: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all that it started; nothing happens to one that is gone."""
    if child.returncode is not None:
        return
    with suppress(psutil.Error):
        started = psutil.Process(child.pid).children(recursive=True)
        child.kill()
        for process in started:
            with suppress(psutil.Error):
                process.kill()
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def _last_line(child: "subprocess.Popen[bytes]") -> str:
    assert child.stderr is not None
    lines = child.stderr.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def end_all() -> None:
    """End every worker of this process, and wait until nothing is left of them."""
    ended = list(_living)
    for process in ended:
        process.end()
    for process in ended:
        process.wait()


atexit.register(end_all)
