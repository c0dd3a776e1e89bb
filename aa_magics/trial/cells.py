"""Cells executed one after another in one namespace, each reported on; one that fails leaves it as it was."""

import sys
import time
import warnings
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from types import ModuleType, TracebackType
from typing import Any

from aa_magics.model import FrameProfile, Trial, Variable
from aa_magics.trial.changes import Snapshot, frame_marks
from aa_magics.trial.compiled import Compiled, compiled
from aa_magics.trial.guard import check, is_refusal
from aa_magics.trial.output import Printed, Shown, shape_of

_WARNINGS = 20
_WIDEST = 5_000
"""Frames of more columns than this are not profiled: it would take longer than the cells do."""
_QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


class Cells:
    """The namespace of a run's cells, which is that of the module `__main__`, as in a notebook."""

    def __init__(self, characters: int = 1_000_000) -> None:
        module = ModuleType("__main__")
        sys.modules["__main__"] = module
        self._names = module.__dict__
        self._characters = characters
        self._given: list[str] = []
        self._marks: Mapping[str, Hashable] = {}
        self._before: Snapshot | None = None
        self._count = 0

    def give(self, frames: Mapping[str, Any]) -> None:
        """Bind frames of the person, under their names."""
        self._names.update(frames)
        self._given.extend(frames)
        self._marks = frame_marks(self._names)

    def undo(self) -> None:
        """Take back what the last cell did, if it has not been taken back."""
        if self._before is not None:
            self._before.restore(self._names)
            self._marks = frame_marks(self._names)
            self._before = None

    def try_cell(self, source: str, protected: frozenset[str]) -> Trial:
        """Return what a cell does when it is executed."""
        self._before = None
        refusal = check(source, protected)
        if refusal is not None:
            return Trial(ok=False, error=one_line(refusal.message), line=refusal.line, refused=True)
        self._count += 1
        try:
            cell = compiled(source, f"<cell {self._count}>")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return Trial(ok=False, error=_told(error), line=getattr(error, "lineno", None))
        before = Snapshot(self._names)
        done = self._executed(cell)
        if done.error is not None:
            before.restore(self._names)
            return done.trial(ok=False, error=done.error, line=done.line, refused=done.refused)
        self._before = before
        return self._reported(before, cell, done)

    def _executed(self, cell: Compiled) -> "Done":
        done = Done(Printed(self._characters))
        self._names["display"] = done.shown.display
        start = time.perf_counter()
        try:
            with _recorded(done):
                self._run(cell, done.shown)
        except BaseException as error:  # SystemExit, KeyboardInterrupt: the cell's, not ours
            done.error, done.refused = _told(error), is_refusal(error)
            done.line = _line_in(error.__traceback__, cell.file) or cell.line
        done.seconds = time.perf_counter() - start
        return done

    def _run(self, cell: Compiled, shown: Shown) -> None:
        exec(cell.body, self._names)
        if cell.last is not None:
            value = eval(cell.last, self._names)
            if value is not None and cell.is_shown:
                shown.display(value)
        shown.plots()

    def _reported(self, before: Snapshot, cell: Compiled, done: "Done") -> Trial:
        marks = frame_marks(self._names)
        bound = [name for name, value in self._names.items() if before.values.get(name, before) is not value]
        edited = [name for name in marks if name not in bound and marks[name] != self._marks.get(name)]
        gone = [name for name in before.values if name not in self._names]
        self._marks = marks
        made = [name for name in (*bound, *edited) if name not in cell.imports]
        return done.trial(
            ok=True,
            variables=tuple(_variables(self._names, made)),
            changed=tuple(name for name in self._given if name in (*bound, *edited, *gone)),
        )


@dataclass
class Done:
    """What an execution left behind."""

    printed: Printed
    shown: Shown = field(default_factory=Shown)
    warned: list[warnings.WarningMessage] = field(default_factory=list)
    error: str | None = None
    refused: bool = False
    line: int | None = None
    seconds: float = 0.0

    def trial(self, **outcome: Any) -> Trial:
        return Trial(
            shown=clean(", ".join(self.shown.kinds)) or None,
            printed=clean(self.printed.text),
            warnings=tuple(_warnings(self.warned)),
            seconds=self.seconds,
            **outcome,
        )


def clean(text: str) -> str:
    """Return text that can be sent: a lone half of a surrogate pair cannot."""
    return text.encode(errors="replace").decode()


def one_line(text: str, at_most: int = 500) -> str:
    line = " ".join(clean(text).split())
    return line if len(line) <= at_most else f"{line[: at_most - 1]}…"


def _told(error: BaseException) -> str:
    kind = type(error).__name__
    if isinstance(error, SyntaxError):
        return one_line(f"{kind}: {error.msg}")
    try:
        text = str(error)
    except Exception:  # an exception of the cell's own may not know how to say itself
        text = ""
    return one_line(f"{kind}: {text}" if text else kind)


@contextmanager
def _recorded(done: Done) -> Iterator[None]:
    with (
        warnings.catch_warnings(record=True) as warned,
        redirect_stdout(done.printed),
        redirect_stderr(Printed(sys.maxsize)),
    ):
        warnings.simplefilter("default")
        for category in _QUIET:
            warnings.simplefilter("ignore", category)
        warnings.filterwarnings("ignore", ".*non-interactive")  # a figure of matplotlib that is shown
        done.warned = warned
        yield


def _warnings(warned: list[warnings.WarningMessage]) -> list[str]:
    said = dict.fromkeys(one_line(f"{one.category.__name__}: {one.message}") for one in warned)
    return list(said)[:_WARNINGS]


def _line_in(trace: TracebackType | None, name: str) -> int | None:
    """Return the innermost line of a cell in a traceback."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _variables(names: Mapping[str, Any], made: Iterable[str]) -> Iterator[Variable]:
    for name in made:
        value = names[name]
        if name != "display" and not name.startswith("_") and not isinstance(value, ModuleType):
            kind = clean(type(value).__name__)
            yield Variable(name=name, type=kind, shape=shape_of(value), profile=_profile(name, value))


def _profile(name: str, value: Any) -> FrameProfile | None:
    import pandas as pd

    from aa_magics.frames import profile_frame

    if not isinstance(value, pd.DataFrame) or value.shape[1] > _WIDEST:
        return None
    try:
        return profile_frame(name, value)
    except Exception:  # a frame may hold objects that fail in any way; that is no fault of the cell
        return None
