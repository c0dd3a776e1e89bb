"""A model that misbehaves in a notebook: the kernel stands, the history is right, and the key stays where it was."""

import json
import logging
from pathlib import Path

import pytest

from aa_magics.history import open_history
from tests.fakes import Notebook
from tests.llm_server import (
    Answer,
    Empty,
    Request,
    ResetHalfway,
    ScriptedServer,
    Status,
    Text,
    code_text,
    is_plan,
    plan_text,
)

KEY = "sk-planted-77e0a1b2c3d4"
ASK = "%%analyst df --engine openai/fake\ntotal price by region"
PLAN = plan_text({"agent": "preprocessing_agent", "task": "Sum price by region.", "uses": ["df"], "creates": []})
CODE = 'df.groupby("region")["price"].sum()'


def fine(request: Request) -> Answer:
    return Text(PLAN if is_plan(request) else code_text(CODE))


@pytest.fixture
def asked(notebook: Notebook, llm_server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Notebook:
    """A notebook whose person has a key, a history, an audit log, and a model behind the scripted server."""
    told = {
        "OPENAI_API_KEY": KEY,
        "HOME": str(tmp_path),
        "AA_MAGICS_HISTORY": "1",
        "AA_MAGICS_API_BASE": llm_server.url,
        "AA_MAGICS_AUDIT_LOG": str(tmp_path / "audit.jsonl"),
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return notebook


def states(folder: Path) -> list[str]:
    """Return how the runs ended that the history has, newest first."""
    history = open_history(folder / "history.db")
    found = [run.state for run in history.runs().items]
    history.close()
    return found


@pytest.mark.parametrize(
    "fault", [Status(401), Status(404), ResetHalfway(), Empty(), Text("{")], ids=["key", "model", "reset", "empty", "{"]
)
def test_after_a_fault_the_kernel_works_on(
    fault: Answer, asked: Notebook, llm_server: ScriptedServer, tmp_path: Path
) -> None:
    llm_server.script = [fault]
    asked.error(ASK)
    llm_server.script = fine
    assert CODE in "\n".join(asked.analyst("total price by region", "df --engine openai/fake"))
    asked.run("df.price.sum()").raise_error()
    assert states(tmp_path) == ["done", "failed"]


def test_a_planted_key_stands_in_nothing_that_is_written(
    asked: Notebook,
    llm_server: ScriptedServer,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    shown = []
    for script in (fine, [Status(401)], [Status(500, message=f"The key {KEY} is of no use.")], [Text(f"It is {KEY}")]):
        llm_server.script = script
        asked.run(ASK.replace("df ", "df --fresh ", 1))
        shown += [json.dumps(asked.shown.outputs, default=str), str(asked.next_input)]
    for line in ("sent", "doctor", "history"):
        asked.run(f"%analyst {line}")
        shown.append(json.dumps(asked.shown.outputs, default=str))
    printed = capsys.readouterr()
    assert {chat.key for chat in llm_server.chats} == {KEY}
    assert states(tmp_path) == ["failed", "failed", "failed", "done"]
    assert "openai/fake" in (tmp_path / "audit.jsonl").read_text()
    assert KEY not in "\n".join([*shown, printed.out, printed.err, caplog.text])
    assert [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()] == []
