"""A run shown while it goes on: updated in place in a notebook, at most five times a second, one line in a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Thread

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.analyst import utc_now
from aa_magics.codegen.assemble import one_line
from aa_magics.magics.frontend import front_end
from aa_magics.magics.output import Display, run_bundle, run_metadata
from aa_magics.magics.reports import is_models, status_line
from aa_magics.model import Run

QUIET = 0.3
"""Seconds after which a run that still works is shown as running."""

PAUSE = 0.2
"""Seconds from one update to the next."""

LAST = 0.7
"""Seconds for which the end of a run that was stopped is waited for: what was finished comes with it."""


class Live:
    """Shows how a run stands from time to time; `tell` is given it whenever it changes, on any thread.

    Nothing is shown of a run that is quick, and nothing where nobody is there to see it.
    """

    def __init__(self, shell: InteractiveShell, display: Display, run: Run) -> None:
        self._display, self._kind = display, front_end(shell).kind
        self.run = run
        self._note = ""
        self._changed, self._over, self._left = Event(), Event(), Event()
        self._changed.set()

    def tell(self, run: Run) -> None:
        """Take a run as it stands now; one that no model works on is shown as it was when it began."""
        if is_models(run):
            self.run = run
            self._changed.set()
        if run.state != "running":
            self._over.set()

    @contextmanager
    def noting(self, text: str) -> Iterator[None]:
        """Show `text` in place of what the run is doing, for as long as this lasts."""
        self._say(text)
        try:
            yield
        finally:
            self._say("")

    def _say(self, text: str) -> None:
        self._note = text
        self._changed.set()

    def ended(self, *, stopped: bool) -> Run | None:
        """Return how a model's run ended, with what was finished; None for other runs, and where that is not known."""
        if stopped:  # the run's own thread may still be at it
            self._over.wait(LAST)
        return self.run if self.run.state != "running" else None

    @contextmanager
    def showing(self) -> Iterator[None]:
        """Show the run for as long as this lasts; its last state is for others to show."""
        if self._kind == "headless":
            yield
            return
        painter = Thread(target=copy_context().run, args=(self._paint,), name="aa_magics live", daemon=True)
        painter.start()
        try:
            yield
        finally:
            self._left.set()
            self._changed.set()
            painter.join()
            self._wipe()

    def _paint(self) -> None:
        pause = QUIET
        while not self._left.wait(pause):
            self._changed.wait(1.0 if self._kind == "terminal" else None)  # a terminal does not count the seconds
            self._changed.clear()
            if not self._left.is_set():
                self._show(self.run)
            pause = PAUSE

    def _show(self, run: Run) -> None:
        if run.state != "running":
            return
        now = run.model_copy(update={"seconds": (utc_now() - run.started).total_seconds(), "cells": ()})
        if self._kind == "notebook":
            note = self._note or one_line(run.waits)
            self._display.show(run_bundle(now, closing="Working on it ..."), run_metadata(now, note))
        elif is_models(run) and sys.stderr.isatty():
            print(f"\r\x1b[K{status_line(now)}", end="", file=sys.stderr, flush=True)

    def _wipe(self) -> None:
        if self._kind == "terminal" and is_models(self.run) and sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
