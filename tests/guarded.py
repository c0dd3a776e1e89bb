"""Planted things for programs to find, and a warm process that runs them there: what tests of the guard are made of."""

import ctypes
import hashlib
import json
import os
import pickle
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import psutil
import scipy.io

TOKEN = "481516234"
"""What every secret says. It is a number, so that readers of numbers find it too."""
CLAIM = "ESCAPED"
"""What a program says that did something that leaves no trace outside."""
PLANTED_NAME = "aa_planted_by_an_attack"
SHARED_KEY = 0x5EC2E7
ROOT = Path(__file__).parent.parent


class Listeners:
    """Local ports of every kind that count what reaches them."""

    def __init__(self, folder: Path) -> None:
        self.reached: list[str] = []
        self._sockets: list[socket.socket] = []
        self.words: dict[str, str] = {}
        stream, datagram = socket.SOCK_STREAM, socket.SOCK_DGRAM
        self.words["TCP"] = str(self._listen(socket.AF_INET, stream, ("127.0.0.1", 0))[1])
        self.words["UDP"] = str(self._listen(socket.AF_INET, datagram, ("127.0.0.1", 0))[1])
        self.words["UNIX"] = str(folder / "stream")
        self._listen(socket.AF_UNIX, stream, self.words["UNIX"])
        self.words["UNIX_DATAGRAM"] = str(folder / "datagram")
        self._listen(socket.AF_UNIX, datagram, self.words["UNIX_DATAGRAM"])
        self.words["ABSTRACT"] = f"aa-magics-{os.getpid()}-{folder.name}"
        self.mark = f"{PLANTED_NAME}_{os.getpid()}_{folder.name}"
        self._listen(socket.AF_UNIX, stream, f"\0{self.words['ABSTRACT']}")

    def _listen(self, family: int, kind: int, address: Any) -> Any:
        listener = socket.socket(family, kind)
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        self._sockets.append(listener)
        threading.Thread(target=self._serve, args=(listener, kind), daemon=True).start()
        return listener.getsockname()

    def _serve(self, listener: socket.socket, kind: int) -> None:
        while True:
            try:
                if kind == socket.SOCK_STREAM:
                    listener.accept()[0].close()
                else:
                    listener.recv(1000)
            except OSError:
                return
            self.reached.append(str(kind))

    def close(self) -> None:
        for listener in self._sockets:
            listener.close()


class Planted:
    """A home with secrets, a kernel's working folder, a folder to spoil, an empty one to work in: one a program."""

    def __init__(self, folder: Path, master: Path, listeners: Listeners, site: Path) -> None:
        self.folder, self.listeners, self.site = folder, listeners, site
        shutil.copytree(master, folder)
        (folder / "own").mkdir()
        self._before = self._state()
        self._reached = len(listeners.reached)

    def source(self, source: str) -> str:
        return filled(source, self.folder, self.site, self.listeners)

    def effects(self, out: Path) -> set[str]:
        """Return what a program did that it should not: read, wrote, sent, started, claimed."""
        told = out.read_bytes() if out.exists() else b""
        own = self.folder / "own"
        found = told + b"".join(
            file.read_bytes() for file in own.rglob("*") if file.is_file() and not file.is_symlink()
        )
        after = self._state()
        effects = {
            "read": TOKEN.encode() in found,
            "claimed": CLAIM.encode() in told,
            "wrote": after != self._before or bool(self._leftovers()),
            "sent": len(self.listeners.reached) > self._reached,
            "started": (own / "started").exists(),
        }
        for leftover in self._leftovers():
            leftover.unlink()
        return {effect for effect, seen in effects.items() if seen}

    def _leftovers(self) -> list[Path]:
        places = (self.site, Path(np.__file__).parent, Path("/dev/shm"))
        return [path for place in places for path in place.glob(f"{self.listeners.mark}*")]

    def _state(self) -> dict[str, tuple[Any, ...]]:
        places = [path for path in self.folder.rglob("*") if not path.is_relative_to(self.folder / "own")]
        return {str(path): _state(path) for path in places}


def filled(source: str, folder: Path, site: Path, listeners: Listeners) -> str:
    """Return a program with its words replaced by what is planted in `folder`."""
    home = folder / "home"
    places = {
        "SECRET": home / "private" / "secret.txt",
        "SECRET_TO_MOVE": home / "private" / "movable.txt",
        "SECRET_MODULE": home / "private" / "planted_module.py",
        "CWD_SECRET": folder / "notebooks" / "secret.csv",
        "CANARY": folder / "canary",
        "EVIL_LIBRARY": folder / "evil.so",
        "HOME": home,
        "SITE": site,
    }
    kinds = {"PARQUET": "parquet", "PICKLE": "pickle", "HTML": "html", "DATABASE": "db", "MAT": "mat", "SVM": "svm"}
    places |= {f"SECRET_{kind}": home / f"secret.{ending}" for kind, ending in kinds.items()}
    for word, value in {**places, **listeners.words}.items():
        source = source.replace(f"@{word}@", str(value))
    return source.replace(PLANTED_NAME, listeners.mark)


def _state(path: Path) -> tuple[Any, ...]:
    info = path.lstat()
    plain = stat.S_ISREG(info.st_mode)
    content = hashlib.sha256(path.read_bytes()).hexdigest() if plain else ""
    return (info.st_mode, info.st_nlink if plain else 0, info.st_mtime_ns if plain else 0, info.st_uid, content)


def plant(folder: Path) -> Path:
    """Make what `Planted` copies: secrets in every format, a folder to spoil, a native library."""
    private = folder / "home" / "private"
    private.mkdir(parents=True)
    text = f"name key\nmine {TOKEN}\n"
    for name in ("secret.txt", "movable.txt"):
        (private / name).write_text(text)
    with suppress(OSError):  # not every file system has attributes
        os.setxattr(private / "secret.txt", "user.key", TOKEN.encode())
    (private / "planted_module.py").write_text(f"token = {TOKEN}\n")
    home = private.parent
    frame = pd.DataFrame({"name": ["mine"], "key": [int(TOKEN)]})
    frame.to_parquet(home / "secret.parquet")
    frame.to_html(home / "secret.html")
    (home / "secret.pickle").write_bytes(pickle.dumps(TOKEN))
    (home / "secret.svm").write_text(f"1 1:{TOKEN}\n")
    scipy.io.savemat(home / "secret.mat", {"token": np.array([int(TOKEN)])})
    with sqlite3.connect(home / "secret.db") as connection:
        frame.to_sql("secrets", connection)
    connection.close()
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "secret.csv").write_text(f"name,key\nmine,{TOKEN}\nyours,2\n")
    (folder / "canary").mkdir()
    (folder / "canary" / "kept.txt").write_text("kept")
    if found := list(Path(sys.base_prefix).glob("lib/python*/lib-dynload/_csv*.so")):
        shutil.copy(found[0], folder / "evil.so")
    return folder


class SharedSecret:
    """A System V segment that says the token."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None, use_errno=True)
        self._library.shmat.restype = ctypes.c_void_p
        self._library.shmdt.argtypes = [ctypes.c_void_p]
        self._id = self._library.shmget(SHARED_KEY, 64, 0o1600)
        place = self._library.shmat(self._id, None, 0)
        if self._id >= 0 and place:
            ctypes.memmove(place, TOKEN.encode(), len(TOKEN))
            self._library.shmdt(place)

    def close(self) -> None:
        self._library.shmctl(self._id, 0, None)


class Template:
    """The warm process, started again when a program got it; its environment holds a secret, it stands for a kernel."""

    def __init__(self, cwd: Path) -> None:
        self._cwd = cwd
        self._process: subprocess.Popen[str] | None = None

    def run(self, sources: list[str], arm: str, folder: Path, out: Path, seconds: int = 15) -> set[str]:
        """Run programs in one copy of the process, and return what happened to the process itself."""
        process = self._running()
        before = _conditions(process.pid)
        job = {"folder": str(folder), "sources": sources, "arm": arm, "out": str(out), "seconds": seconds}
        answer = ""
        try:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            pass
        if answer and _conditions(process.pid) == before:
            return set()
        self.close()
        return {"harmed its parent"}

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
            single |= {"JOBLIB_MULTIPROCESSING": "0"}  # as `arm` has it for libraries that come later
            environment = single | {"PATH": os.defpath, "PLANTED_KEY": TOKEN, "PYTHONPATH": str(ROOT)}
            self._process = subprocess.Popen(
                [sys.executable, str(ROOT / "tests" / "guarded_template.py")],
                env=environment, cwd=self._cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                start_new_session=True,
            )  # fmt: skip
            assert self._process.stdout
            assert self._process.stdout.readline() == "ready\n"
        return self._process

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _conditions(pid: int) -> tuple[Any, ...]:
    """Return what another process could change of this one without ending it."""
    process = psutil.Process(pid)
    try:
        return (process.nice(), tuple(process.cpu_affinity() or ()), process.rlimit(psutil.RLIMIT_NOFILE))
    except (psutil.Error, AttributeError):
        return ()


def told(out: Path) -> list[dict[str, Any]]:
    """Return what the copies of a warm process wrote, line by line; what programs printed is left out."""
    lines = out.read_text(encoding="utf-8", errors="replace").splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"')]
