"""Stop: an interrupt ends a model's run at whatever stage it is, keeps what was finished, leaves nothing running."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty

import psutil
import pytest

from aa_magics.history import open_history
from aa_magics.magics.output import RUN_MIME
from tests.kernels import SECONDS, Answer, Kernel, kernel
from tests.llm_server import Hang, Request, ScriptedServer, Status, Text
from tests.test_magics_kernel import wait_for

STEPS = [
    {"agent": "preprocessing_agent", "task": "make one", "uses": ["df"], "creates": ["one"]},
    {"agent": "preprocessing_agent", "task": "make two", "uses": ["df"], "creates": ["two"]},
]
PLAN = Text(json.dumps({"steps": STEPS}))
ONE = Text("```python\none = len(df)\n```\nsummary: one")
ENDLESS = Text("```python\nwhile True:\n    pass\n```\nsummary: two")
FAILING = Text('```python\ntwo = df["no such column"]\n```\nsummary: two')

STAGES = {
    "planning": (Hang(), ENDLESS, Hang()),
    "waiting for a rate limit": (Status(429, retry_after=50), ENDLESS, Hang()),
    "writing": (PLAN, Hang(), Hang()),
    "trying": (PLAN, ENDLESS, Hang()),
    "repairing": (PLAN, FAILING, Hang()),
}


def answers(stage: str) -> Callable[[Request], object]:
    """Return the script of a server that gets stuck at a stage; step one is always done."""
    plan, two, mended = STAGES[stage]

    def answer(request: Request) -> object:
        if "make " not in request.text:
            return plan
        if "make one" in request.text:
            return ONE
        return mended if "failed_code" in request.text else two

    return answer


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(stage: str) -> Iterator[ScriptedServer]:
    with ScriptedServer(answers(stage)) as started:
        yield started


def is_at(stage: str, server: ScriptedServer, shown: Answer) -> bool:
    """Return whether a run has come to a stage: the server has its request, or the output says so."""
    last = shown.shown[-1]["metadata"][RUN_MIME] if shown.shown else {}
    state = {report["step"]: report["state"] for report in last.get("reports", ())}.get("2")
    if stage in ("planning", "waiting for a rate limit"):
        return bool(server.requests)
    return state == stage


def follow(running: Kernel, request: str, reached: Callable[[Answer], bool]) -> None:
    """Read what a run shows until it has come to where it is to be stopped."""
    seen, until = Answer(), time.monotonic() + SECONDS
    while not reached(seen):
        assert time.monotonic() < until, "it does not come so far"
        with suppress(Empty):
            message = running.client.get_iopub_msg(timeout=0.2)
            if message["parent_header"].get("msg_id") == request:
                seen.messages.append(message)


def workers(of: Kernel) -> set[int]:
    """Return the processes of a kernel that try cells."""
    pid = of.manager.provisioner.pid  # type: ignore[union-attr]
    found = set()
    for child in psutil.Process(pid).children(recursive=True):
        with suppress(psutil.Error):  # it has just ended
            found |= {child.pid} if "aa_magics.trial" in child.cmdline() else set()
    return found


def test_an_interrupt_ends_a_run_wherever_it_is(stage: str, server: ScriptedServer, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/history.db"
    settings = {"AA_MAGICS_ENGINE": "openai/fake", "AA_MAGICS_API_BASE": server.url, "AA_MAGICS_HISTORY": "1"}
    with kernel(tmp_path, AA_MAGICS_HISTORY_URL=url, **settings) as running:
        request = running.send("%%analyst df\ncount the rows", cell="c1")
        follow(running, request, lambda seen: is_at(stage, server, seen))
        of_this_run = workers(running)
        running.manager.interrupt_kernel()
        answer = running.receive(request)
        assert answer.reply["ename"] == "KeyboardInterrupt"
        wait_for(lambda: not of_this_run & workers(running))
        assert running.run("df.shape").text() == "(2, 2)"
    history = open_history(url)
    (run,) = (history.get(item.id) for item in history.runs().items)
    assert run.state == "cancelled"
    finished = stage in ("writing", "trying", "repairing")
    assert any("one = len(df)" in cell.source for cell in run.cells) == finished
    history.close()
