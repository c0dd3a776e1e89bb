"""Try cells from the kernel's side: a worker is started, given the frames, watched, and replaced where it ended."""

import asyncio
import json
import pickle
import time
import weakref
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any

from pydantic import ValidationError

from aa_magics.errors import EngineError
from aa_magics.model import Trial
from aa_magics.trial.limits import Limits
from aa_magics.trial.packing import pack_frames, pack_plainly
from aa_magics.trial.process import EndedError, Process
from aa_magics.trial.usage import excess

START_SECONDS = 60
LOOK = 0.25
"""Seconds between two looks at what a cell takes."""

Attempt = tuple[str, frozenset[str]]
"""The source of a cell, and the names that it must not bind anew."""


class _StoppedError(Exception):
    """A cell was ended, or ended its process; the text says why."""


class Worker:
    """A namespace apart for the cells of one run, in a process with `limits`; it survives the end of that process.

    Whatever a cell does, `run` returns a Trial: one that takes too long or too much is killed, and the cells that
    had worked before are run again in a new process before the next one.
    """

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008, a frozen value
        self.limits = limits
        self._frames: Mapping[str, bytes] = {}
        self._sampled = False
        self._done: list[Attempt] = []
        self._last: list[Attempt] = []
        self._processes: list[Process] = []
        self._is_ready = False
        self._is_closed = False
        self._turn = asyncio.Lock()
        weakref.finalize(self, _end, self._processes)

    def warm(self) -> None:
        """Start the process, if there is none, and return at once; it imports libraries by itself."""
        if not self._processes and not self._is_closed:
            self._processes.append(Process(self.limits))

    async def open(self, frames: Mapping[str, Any]) -> None:
        """Give the cells DataFrames by name: whole up to `limits.frames_mb` together, else samples of their rows.

        Raises EngineError where the process cannot be started.
        """
        async with self._turn, self._or_closed():
            self.warm()
            self._frames, self._sampled = await asyncio.to_thread(pack_frames, frames, self.limits.frames_mb)
            unknown = (await self._starting({"frames": self._frames})).get("unknown", [])
            if unknown:
                plain = await asyncio.to_thread(pack_plainly, frames, unknown, self.limits.frames_mb)
                self._frames = {**self._frames, **plain}
                await self._starting({"frames": plain})
            self._is_ready = True

    async def run(self, source: str, protected: frozenset[str] = frozenset()) -> Trial:
        """Return what a cell does, which must not bind the `protected` names anew. Cancelled, it kills the process.

        Raises EngineError where the process cannot be started.
        """
        async with self._turn, self._or_closed():
            trial = await self._tried((source, protected))
            self._last = [(source, protected)] if trial.ok else []
            self._done += self._last
            return trial.model_copy(update={"sampled": self._sampled})

    async def undo(self) -> None:
        """Take back what the last cell did, if it worked: the names are again as they were before it."""
        async with self._turn, self._or_closed():
            if self._last and self._is_ready:
                await self._starting({"undo": True})
            if self._last:
                self._done.pop()
            self._last = []

    def close(self) -> None:
        """End the process and all that it started, and remove its folder; a worker that is closed stays so."""
        self._is_closed = True
        self._stop()

    def _stop(self) -> None:
        _end(self._processes)
        self._is_ready = False

    @asynccontextmanager
    async def _or_closed(self) -> AsyncIterator[None]:
        """Close the worker where what it does is cancelled."""
        try:
            yield
        except asyncio.CancelledError:
            self.close()
            raise

    async def _tried(self, cell: Attempt) -> Trial:
        start = time.monotonic()
        try:
            await self._prepared(cell)
            return await self._attempt(cell)
        except _StoppedError as stopped:
            self._renew()
            return Trial(ok=False, error=str(stopped), seconds=time.monotonic() - start)

    async def _prepared(self, cell: Attempt) -> None:
        """Have the worker warm what a cell imports; a process that has ended since the last cell is replaced."""
        wish = {"prepare": cell[0]}
        if self._is_ready:
            try:
                await self._asked(wish)
                return
            except (EndedError, TimeoutError):
                self._renew()
        await self._brought_up()
        await self._starting(wish)

    async def _brought_up(self) -> None:
        """Make sure that a process stands where the last one stood, with what the earlier cells made."""
        while not self._is_ready:
            self.warm()
            await self._starting({"frames": self._frames})
            self._is_ready = True
            await self._replay()

    async def _replay(self) -> None:
        for cell in list(self._done):
            try:
                await self._starting({"prepare": cell[0]})
                await self._attempt(cell)
            except _StoppedError:
                self._done.remove(cell)  # it is not tried a third time
                self._renew()
                break

    async def _attempt(self, cell: Attempt) -> Trial:
        source, protected = cell
        try:
            process = self._process()
            answer = process.ask(pickle.dumps({"cell": source, "protected": protected}))
            return Trial.model_validate(json.loads(await self._watched(process, answer)))
        except (ValidationError, ValueError, RecursionError) as error:
            raise _StoppedError("It wrote an answer of its own in place of the worker's.") from error
        except EndedError as error:
            raise _StoppedError(self._why(error)) from error

    async def _watched(self, process: Process, answer: "Future[bytes]") -> bytes:
        """Return the answer to a cell. Raises _StoppedError where it takes more than it may, EndedError."""
        waiting = asyncio.wrap_future(answer)
        end = time.monotonic() + self.limits.seconds
        try:
            while not (await asyncio.wait({waiting}, timeout=min(LOOK, max(0.0, end - time.monotonic()))))[0]:
                if time.monotonic() >= end:
                    raise _StoppedError(f"It runs for more than {self.limits.seconds:g} s.")
                if much := await asyncio.to_thread(excess, process.pid, process.limits):
                    raise _StoppedError(much)
            return waiting.result()
        finally:
            waiting.cancel()

    async def _starting(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the worker's own answer, one that no cell has a part in. Raises EngineError where none comes."""
        try:
            return await self._asked(message)
        except (EndedError, TimeoutError) as error:
            self._stop()
            raise EngineError(
                f"The process in which cells are tried does not answer: {error or 'it takes too long'}",
                "Try the goal again; if that does not help, restart the kernel.",
            ) from error

    async def _asked(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        answer = asyncio.wrap_future(self._process().ask(pickle.dumps(message, protocol=5)))
        try:
            found = json.loads(await asyncio.wait_for(answer, START_SECONDS))
        except (ValueError, RecursionError) as error:
            raise EndedError(None, "It wrote what cannot be read.") from error
        return found if isinstance(found, dict) else {}

    def _process(self) -> Process:
        if not self._processes:
            raise EndedError(None, "The worker has been closed.")
        return self._processes[-1]

    def _renew(self) -> None:
        """End the process, and start another, which warms up while nothing is tried."""
        self._stop()
        self.warm()

    def _why(self, error: EndedError) -> str:
        memory = self.limits.memory_mb and f"{self.limits.memory_mb} MB"
        return (
            f"It ends the process in which it is tried (exit code {error.code}):"
            f" it may take more memory than {memory or 'there is'}."
        )


def _end(processes: list[Process]) -> None:
    while processes:
        processes.pop().end()
