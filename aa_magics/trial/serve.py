"""Answer the kernel's messages: frames taken, libraries made warm, cells tried. One message, one answer in JSON."""

import faulthandler
import json
import os
import pickle
import sys
import threading
from collections.abc import Mapping
from queue import Empty, SimpleQueue
from typing import Any

from aa_magics.model import Trial
from aa_magics.trial.cells import Cells, clean
from aa_magics.trial.limits import Limits
from aa_magics.trial.warming import Warming
from aa_magics.trial.wire import WireError, receive, send

LONGEST = 1 << 34
PAUSE = 0.2
"""Seconds without a message after which warming goes on: a cell comes right after the frames, or its preparation."""
GRACE = 10
"""Seconds after which this process ends by itself when nobody ends it for a cell that runs too long."""


def serve(reading: int, writing: int, limits: Limits) -> None:
    """Answer every message, one after another, and warm libraries while there is none."""
    inbox: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(reading, inbox), daemon=True).start()
    _close_errors()
    server = Server(limits)
    pause = 0.0
    while True:
        try:
            message = inbox.get(timeout=pause if server.warming.left else None)
        except Empty:
            server.warming.next()
            pause = 0.0
            continue
        send(writing, json.dumps(server.answer(pickle.loads(message))).encode())
        pause = PAUSE


class Server:
    def __init__(self, limits: Limits) -> None:
        self.warming = Warming()
        self._limits = limits
        self._cells = Cells(limits.characters)

    def answer(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        match message:
            case {"frames": frames}:
                return {"unknown": self._take(frames)}
            case {"prepare": source}:
                self.warming.finish_for(source)
                return {}
            case {"cell": source, "protected": protected}:
                return on_the_wire(self._try(source, protected))
            case _:
                self._cells.undo()
                return {}

    def _take(self, frames: Mapping[str, bytes]) -> list[str]:
        """Bind frames; return the names of those that hold objects of which this process knows no class."""
        self.warming.finish_for("")
        taken: dict[str, Any] = {}
        for name, packed in frames.items():
            try:
                taken[name] = pickle.loads(packed)
            except Exception:  # the classes of a person's own objects fail in any way; the kernel sends it otherwise
                continue
        self._cells.give(taken)
        return [name for name in frames if name not in taken]

    def _try(self, source: str, protected: frozenset[str]) -> Trial:
        # a thread of its own, in C: it also ends a cell that never lets another thread run
        faulthandler.dump_traceback_later(self._limits.seconds + GRACE, exit=True)
        try:
            return self._cells.try_cell(source, protected)
        finally:
            faulthandler.cancel_dump_traceback_later()


def on_the_wire(trial: Trial) -> Mapping[str, Any]:
    """Return a trial as JSON's values, with the parts that are kept out of notebooks and the history."""
    told = trial.model_dump(mode="json")
    told["printed"] = trial.printed
    for variable, shown in zip(trial.variables, told["variables"], strict=True):
        shown["name"] = clean(variable.name)
        shown["profile"] = variable.profile and variable.profile.model_dump(mode="json")
    return told


def _listen(reading: int, inbox: "SimpleQueue[bytes]") -> None:
    """Put messages into `inbox` while a cell may run, and end this process when the kernel is gone."""
    try:
        while (message := receive(reading, LONGEST)) is not None:
            inbox.put(message)
    except (OSError, WireError):
        os._exit(1)
    os._exit(0)


def _close_errors() -> None:
    """Let standard error, which told the kernel what went wrong at the start, lead nowhere."""
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 2)
    os.close(nowhere)
