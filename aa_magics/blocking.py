"""Work of a loop of its own waited for from ordinary code, such that an interrupt of a kernel ends it at once."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from contextvars import copy_context
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Q = TypeVar("Q")
A = TypeVar("A")


class Questions(Generic[Q, A]):
    """What work asks a person: `ask` is called on its thread, `answer` on the one that waits for it."""

    def __init__(self, answer: Callable[[Q], A]) -> None:
        self._answer = answer
        self._asked: SimpleQueue[tuple[Q, Future[A]]] = SimpleQueue()

    def ask(self, question: Q) -> A:
        reply: Future[A] = Future()
        self._asked.put((question, reply))
        return reply.result()

    def reply(self) -> None:
        """Put the questions that wait to the person."""
        while not self._asked.empty():
            question, reply = self._asked.get()
            try:
                reply.set_result(self._answer(question))
            except BaseException as error:  # an interrupt ends the work too
                reply.set_exception(error)
                raise


def wait_for(work: Coroutine[Any, Any, T], questions: Questions[Any, Any] | None = None) -> T:
    """Return what `work` does, run by a loop in a thread of its own with the caller's context."""
    outcome: Future[T] = Future()
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = Future()

    async def main() -> T:
        task = asyncio.ensure_future(work)
        started.set_result((asyncio.get_running_loop(), task))
        return await task

    def run() -> None:
        try:
            outcome.set_result(asyncio.run(main()))
        except BaseException as error:  # carried over to the caller, whatever it is
            outcome.set_exception(error)

    threading.Thread(target=copy_context().run, args=(run,), name="aa_magics run", daemon=True).start()
    try:
        while not outcome.done():
            wait([outcome], timeout=0.05)
            if questions is not None:
                questions.reply()
        return outcome.result()
    except KeyboardInterrupt:
        loop, task = started.result()
        loop.call_soon_threadsafe(task.cancel)
        raise


async def ticking(work: Coroutine[Any, Any, T]) -> T:
    """Return what `work` does, waking the loop every 0.1 s: else an interrupt of a kernel waits for the work."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=0.1)
    finally:
        task.cancel()
    return task.result()
