"""A whole run by a model: chosen by its name, watched, tried, kept, and answered from the history the next time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aa_magics import analyze
from aa_magics.config import Settings
from aa_magics.errors import ConsentError, EngineError
from aa_magics.history import History, open_history
from aa_magics.model import Call, Run
from tests.fakes import Notebook
from tests.llm_server import Request, ScriptedServer, Text, code_text, is_plan, plan_text

FRAME = pd.DataFrame({"price": [1.0, 2.0, 4.0] * 20, "region": ["a", "b", "c"] * 20})
STEP = {"agent": "preprocessing_agent", "task": "Add the prices up.", "uses": ["df"], "creates": ["total"]}


def answer(request: Request) -> Text:
    return Text(plan_text(STEP) if is_plan(request) else code_text('total = df["price"].sum()'))


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(answer) as started:
        yield started


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    opened = open_history(tmp_path / "history.db")
    yield opened
    opened.close()


def ask(server: ScriptedServer, frame: pd.DataFrame = FRAME, **options: Any) -> Run:
    settings = options.pop("settings", {})
    loaded = Settings.load(api_base=server.url, **settings)
    return analyze("total of price", {"df": frame}, engine="openai/fake", settings=loaded, **options)


def test_what_a_model_writes_is_tried_and_kept_with_what_it_took(server: ScriptedServer, history: History) -> None:
    run = ask(server, history=history)
    assert [cell.source for cell in run.cells] == ['# Add the prices up.\ntotal = df["price"].sum()\ntotal']
    assert [(report.state, report.usage.calls) for report in run.reports] == [("done", 1)]
    assert run.reports[0].trial is not None
    assert [variable.name for variable in run.reports[0].trial.variables] == ["total"]
    assert run.usage is not None
    assert run.usage.calls == 2
    assert [call.agent for call in history.calls(run.id)] == ["planner", "preprocessing_agent"]


def test_the_same_goal_is_answered_from_the_history_for_nothing(server: ScriptedServer, history: History) -> None:
    first = ask(server, history=history)
    asked = len(server.requests)
    second = ask(server, history=history)
    assert len(server.requests) == asked
    assert (second.answered_by, second.cells, second.plan) == (first.id, first.cells, first.plan)
    assert second.usage is not None
    assert second.usage.calls == 0
    assert history.get(second.id).answered_by == first.id


@pytest.mark.parametrize(
    "changes", [{"fresh": True}, {"frame": FRAME.head(30)}, {"settings": {"privacy": "schema"}}, {"history": None}]
)
def test_it_is_asked_again_where_that_is_wanted_or_something_has_changed(
    server: ScriptedServer, history: History, changes: dict[str, Any]
) -> None:
    ask(server, history=history)
    asked = len(server.requests)
    assert ask(server, **{"history": history, **changes}).answered_by is None
    assert len(server.requests) == asked + 2


def test_nothing_is_sent_off_the_machine_before_somebody_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a key")
    shown: list[Call] = []

    def refuse(call: Call) -> bool:
        shown.append(call)
        return False

    settings = Settings.load(api_base="https://models.invalid/v1")
    with pytest.raises(ConsentError, match=r"models\.invalid"):
        analyze("total of price", {"df": FRAME}, engine="openai/fake", settings=settings, confirm=refuse)
    assert shown[0].sent is not None
    assert '"price"' in shown[0].sent


def test_an_engine_that_is_not_known_is_told_with_those_that_are() -> None:
    with pytest.raises(EngineError) as caught:
        analyze("total of price", {"df": FRAME}, engine="gpt")
    assert "'gpt'" in caught.value.message
    assert "provider/model" in caught.value.hint


def test_a_notebook_gives_the_key_and_the_level(server: ScriptedServer, notebook: Notebook) -> None:
    notebook.shell.user_ns |= {"df": FRAME, "look_up": lambda provider: f"the key of {provider}"}
    notebook.run("%config AnalystMagics.get_key = look_up").raise_error()
    notebook.run(f"%config AnalystMagics.api_base = {server.url!r}").raise_error()
    asked = len(server.requests)
    notebook.analyst("how large is the total of price", "df -e openai/fake --privacy schema")
    assert {request.key for request in server.requests[asked:]} == {"the key of openai"}
    assert not any("60 rows" in request.text for request in server.requests[asked:])
    notebook.analyst("how large is the sum of price", "df -e openai/fake")
    assert "60 rows" in server.requests[-1].text


def test_a_level_that_is_not_known_is_refused(notebook: Notebook) -> None:
    assert "privacy cannot be 'all'" in notebook.error("%%analyst --privacy all\ntotal of price").message
