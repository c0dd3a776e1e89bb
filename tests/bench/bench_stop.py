"""Stop: seconds from an interrupt to an idle kernel, at each stage of a model's run."""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Figure
from tests.kernels import kernel
from tests.llm_server import ScriptedServer
from tests.test_stop import STAGES, answers, follow, is_at


def figures() -> Iterator[Figure]:
    for stage in STAGES:
        yield Figure(f"stop while {stage}", stopped_after(stage), "s", "a second", 1.0, at_most=1)


def stopped_after(stage: str) -> float:
    with TemporaryDirectory() as folder, ScriptedServer(answers(stage)) as server:
        settings = {"AA_MAGICS_ENGINE": "openai/fake", "AA_MAGICS_API_BASE": server.url}
        with kernel(Path(folder), **settings) as running:
            request = running.send("%%analyst df\ncount the rows", cell="c1")
            follow(running, request, lambda seen: is_at(stage, server, seen))
            start = time.perf_counter()
            running.manager.interrupt_kernel()
            running.receive(request)
            return time.perf_counter() - start
