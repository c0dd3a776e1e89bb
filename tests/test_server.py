"""The routes of the server extension, on a real Jupyter Server: what they answer, to whom, and how they fail."""

import asyncio
import json
import re
import sqlite3
import threading
import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.auth.authorizer import Authorizer

from aa_magics.agents import roster
from aa_magics.history import History, open_history
from aa_magics.model import AgentEntry, Failure, Page, Run
from aa_magics.server.agents import AgentList
from tests.runs import a_call, a_run, just_started
from tests.servers import BASE, TOKEN, VERBS, Server, running_server

CONTRACT = Path(__file__).parent / "contract"
NAME = "data_viz_agent"
"""What stands for the name in a route: an agent, and in these tests the id of a run too."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    url = f"sqlite:///{folder}/history.db?timeout=0.05"
    config = {"ServerApp": {"allow_unauthenticated_access": False}, "AnalystServer": {"history_url": url}}
    with running_server(folder, config) as server:
        yield server


@pytest.fixture
def path(shared: Server) -> Path:
    return shared.root.parent / "history.db"


@pytest.fixture
def server(shared: Server, path: Path) -> Server:
    """The server, its history deleted by hand."""
    for file in path.parent.glob("history.db*"):
        file.unlink()
    return shared


@pytest.fixture
def history(server: Server, path: Path) -> Iterator[History]:
    """The server's history as a kernel has it open."""
    opened = open_history(path)
    yield opened
    opened.close()


def contract(name: str) -> Any:
    return json.loads((CONTRACT / name).read_text())


def failure(answer: Any) -> Failure:
    """Return the error that an answer is; there is nothing else in it."""
    return Failure.model_validate(answer, strict=True)


# Agents


def test_agents_are_listed_with_switches_and_uses(server: Server, history: History) -> None:
    history.finish(a_run())
    history.set_agent(NAME, False)
    status, answer = server.ask("agents")
    assert status == 200
    items = {item.name: item for item in AgentList.model_validate(answer).items}
    assert list(items) == list(roster())
    assert items["statistical_analytics_agent"].uses == 1
    assert [name for name, item in items.items() if not item.on] == [NAME, "polars_agent"]


def test_an_agent_is_switched_for_all_who_share_the_history(server: Server, history: History) -> None:
    status, answer = server.ask("agents/polars_agent", "PATCH", {"on": True})
    assert status == 200
    assert AgentEntry.model_validate(answer).on
    assert history.agents_off() == set()


def test_an_unknown_agent_is_told_with_the_close_ones(server: Server) -> None:
    status, answer = server.ask("agents/polar_agent", "PATCH", {"on": True})
    assert status == 404
    assert answer["message"] == "There is no agent named 'polar_agent'."
    assert answer["hint"].startswith("Known agents: polars_agent")


@pytest.mark.parametrize("body", [{}, {"on": "yes"}, {"on": 1}, {"on": True, "more": 1}, [], "on", None])
def test_a_switch_that_is_none_is_refused(server: Server, history: History, body: object) -> None:
    status, answer = server.ask("agents/polars_agent", "PATCH", body)
    assert status == 400
    assert failure(answer)
    assert history.agents_off() == {"polars_agent"}


def test_a_body_that_is_no_json_is_refused(server: Server) -> None:
    token = {"Authorization": f"token {TOKEN}"}
    answer = server.knock(f"{BASE}aa-magics/api/agents/polars_agent", "patch", token, b"{")
    assert answer.status == 400
    assert failure(answer.json)


# Runs


def test_runs_are_listed_searched_and_paged(server: Server, history: History) -> None:
    for number in range(5):
        history.finish(a_run(f"r{number}", "größe" if number % 2 else "mean", minutes=number))
    _, first = server.ask("runs", limit="3")
    _, second = server.ask("runs", limit="3", cursor=first["next"])
    _, found = server.ask("runs", words="GRÖSSE price")
    assert [item["id"] for item in first["items"] + second["items"]] == ["r4", "r3", "r2", "r1", "r0"]
    assert second["next"] is None
    assert [item["id"] for item in found["items"]] == ["r3", "r1"]
    assert Page.model_validate(first) == history.runs(limit=3)


def test_runs_of_a_notebook_are_found_by_its_path_on_the_server(server: Server, history: History) -> None:
    (server.root / "my folder").mkdir()
    session = {"path": "my folder/a.ipynb", "name": "a.ipynb"}
    history.finish(a_run("mine", notebook=server.app.session_manager.get_kernel_env(**session)["JPY_SESSION_NAME"]))
    history.finish(a_run("other", notebook=str(server.root / "other.ipynb")))
    _, answer = server.ask("runs", notebook="my folder/a.ipynb")
    assert [item["id"] for item in answer["items"]] == ["mine"]


@pytest.mark.parametrize(
    "params", [{"limit": "0"}, {"limit": "101"}, {"limit": "many"}, {"cursor": "x"}, {"words": "w" * 1001}]
)
def test_a_list_that_cannot_be_given_is_refused(server: Server, params: dict[str, str]) -> None:
    status, answer = server.ask("runs", **params)
    assert status == 400
    assert failure(answer)


def test_arguments_that_jupyter_adds_are_ignored(server: Server) -> None:
    assert server.ask("runs", **{"1763848000000": "", "no_track_activity": "1", "notebook": ""})[0] == 200


def test_a_run_is_shown_whole(server: Server, history: History) -> None:
    run = Run.model_validate(contract("run.json"))
    history.start(just_started(run))
    history.finish(run)
    status, answer = server.ask(f"runs/{run.id}")
    assert status == 200
    assert Run.model_validate(answer) == run


def test_what_a_run_sent_to_a_model_is_not_sent_to_the_browser(server: Server, history: History) -> None:
    history.finish(a_run("r1", key="k1", calls=(a_call(sent="a prompt", answer="an answer"),)))
    _, answer = server.ask("runs/r1")
    assert not {"calls", "key"} & answer.keys()
    assert "a prompt" not in str(answer)


def test_a_run_is_deleted_once(server: Server, history: History) -> None:
    history.finish(a_run("r1"))
    history.finish(a_run("r2"))
    assert server.ask("runs/r1", "DELETE") == (204, None)
    assert [item.id for item in history.runs().items] == ["r2"]
    status, answer = server.ask("runs/r1", "DELETE")
    assert (status, answer["message"]) == (404, "No run starts with 'r1'.")


def test_a_run_that_does_not_exist_is_told(server: Server) -> None:
    assert server.ask("runs/3f6c") == (404, contract("error.json"))


# Without a history


def assert_history_is_missing(server: Server, message: str) -> None:
    """Assert that agents are listed as the roster has them, and that the rest says what is wrong."""
    status, answer = server.ask("agents")
    assert status == 200
    listed = {item["name"]: (item["on"], item["uses"]) for item in answer["items"]}
    assert listed == {name: (agent.on, 0) for name, agent in roster().items()}
    for status, answer in (
        server.ask("runs"),
        server.ask("runs/r1"),
        server.ask("runs/r1", "DELETE"),
        server.ask("agents/polars_agent", "PATCH", {"on": True}),
    ):
        assert status == 503
        assert re.search(message, failure(answer).message)


def test_with_history_off_agents_are_listed_and_the_rest_says_so(tmp_path: Path) -> None:
    with running_server(tmp_path, {"AnalystServer": {"history": False}}) as server:
        assert_history_is_missing(server, r"^History is off\.$")


def test_a_bad_setting_is_told_and_stops_neither_the_server_nor_the_list_of_agents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AA_MAGICS_RETENTION_DAYS", "soon")
    with running_server(tmp_path, {}) as server:
        assert_history_is_missing(server, r"^AA_MAGICS_RETENTION_DAYS cannot be 'soon'\.$")


def test_a_broken_history_is_told_and_works_again_once_it_is_repaired(server: Server, path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    assert_history_is_missing(server, "history.db is damaged or no SQLite database")
    path.unlink()
    assert server.ask("runs") == (200, {"items": [], "next": None})


def test_a_locked_history_is_told_and_loses_nothing(server: Server, history: History, path: Path) -> None:
    history.finish(a_run("r1"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, answer = server.ask("runs/r1", "DELETE")
    assert status == 503
    assert "is locked by another program" in failure(answer).message
    assert history.get("r1").id == "r1"


def test_the_server_answers_others_while_the_database_is_waited_for(server: Server) -> None:
    """All threads of the history are taken, and more work waits; the event loop does not."""
    access, loop = server.app.web_app.settings["aa_magics"].access, server.app.io_loop.asyncio_loop
    gate = threading.Event()
    waiting = [asyncio.run_coroutine_threadsafe(access.use(lambda _: gate.wait(30)), loop) for _ in range(10)]
    answer = server.knock(f"{BASE}api/status", "get", {"Authorization": f"token {TOKEN}"})
    assert answer.status == 200
    assert not any(work.done() for work in waiting)
    gate.set()
    assert [work.result(30) for work in waiting] == [True] * 10


# Who may ask


def test_these_tests_know_every_route(server: Server) -> None:
    api = f"{BASE}aa-magics/api"
    assert server.routes(NAME) == {
        f"{api}/agents": ["get"],
        f"{api}/agents/{NAME}": ["patch"],
        f"{api}/runs": ["get"],
        f"{api}/runs/{NAME}": ["get", "delete"],
    }


def knock(server: Server, url: str, verb: str, headers: dict[str, str]) -> int:
    """Return the status of an answer; one that refuses says so as every error does."""
    answer = server.knock(url, verb, headers, b'{"on": false}' if verb in ("post", "put", "patch") else None)
    if answer.status >= 400 and verb != "head":
        assert failure(answer.json)
    return answer.status


def test_no_route_answers_without_authentication_whatever_the_verb(server: Server, history: History) -> None:
    history.finish(a_run(NAME))
    for url, verbs in server.routes(NAME).items():
        for verb in VERBS:
            refused = {403} if verb in verbs else {403, 405}
            for headers in ({}, {"Authorization": "token guessed"}, {"Cookie": "username-localhost=guessed"}):
                assert knock(server, url, verb, headers) in refused, f"{verb} {url} {headers}"
    assert history.get(NAME).id == NAME
    assert NAME not in history.agents_off()


def test_no_verb_answers_without_authentication_where_jupyter_leaves_that_to_extensions(tmp_path: Path) -> None:
    with running_server(tmp_path, {"ServerApp": {"allow_unauthenticated_access": True}}) as server:
        for url, verbs in server.routes(NAME).items():
            for verb in verbs:
                assert knock(server, url, verb, {}) == 403, f"{verb} {url}"


def test_every_verb_tells_jupyter_who_may_use_it(tmp_path: Path) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with running_server(tmp_path, {"ServerApp": {"allow_unauthenticated_access": False}}):
            assert [str(warning.message) for warning in told if "aa-magics" in str(warning.message)] == []


def test_no_route_accepts_a_write_from_another_site(server: Server, history: History) -> None:
    history.finish(a_run(NAME))
    login = server.login()
    cookies = {"Cookie": login["Cookie"]}
    for url, verbs in server.routes(NAME).items():
        for verb in set(verbs) - {"get", "head"}:
            assert knock(server, url, verb, cookies) == 403, f"{verb} {url} without an XSRF token"
            assert knock(server, url, verb, cookies | {"X-XSRFToken": "x"}) == 403, f"{verb} {url} with a guessed one"
            for elsewhere in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
                assert knock(server, url, verb, login | elsewhere) in (403, 404), f"{verb} {url} {elsewhere}"
    assert history.get(NAME).id == NAME
    assert NAME not in history.agents_off()


def test_no_route_can_be_read_by_another_site(server: Server) -> None:
    elsewhere = server.login() | {"Origin": "https://elsewhere.example"}
    for url, verbs in server.routes(NAME).items():
        if "get" in verbs:
            answer = server.knock(url, "get", elsewhere)
            assert answer.status in (403, 404)
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_browser_that_has_logged_in_may_read_and_write(server: Server, history: History) -> None:
    history.finish(a_run(NAME))
    login = server.login()
    for url, verbs in server.routes(NAME).items():
        for verb in verbs:
            assert knock(server, url, verb, login) in (200, 204), f"{verb} {url}"
    assert history.runs().items == ()
    assert NAME in history.agents_off()


def test_asking_which_verbs_there_are_shows_nothing(server: Server) -> None:
    for url in server.routes(NAME):
        assert server.knock(url, "options", {}).body == b""


class Denier(Authorizer):
    """Lets nobody do anything, and notes what was asked."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        self.asked.append((action, resource))
        return False


def test_every_verb_asks_who_is_authorized(tmp_path: Path) -> None:
    Denier.asked.clear()
    with running_server(tmp_path, {"ServerApp": {"authorizer_class": Denier}}) as server:
        for url, verbs in server.routes(NAME).items():
            for verb in verbs:
                assert knock(server, url, verb, server.login()) == 403, f"{verb} {url}"
    ours = [asked for asked in Denier.asked if asked[1] == "aa_magics"]
    assert [action for action, _ in ours] == ["read", "write", "read", "read", "write"]


def test_answers_carry_jupyters_own_security_headers(server: Server) -> None:
    token = {"Authorization": f"token {TOKEN}"}
    ours = server.knock(f"{BASE}aa-magics/api/runs", "get", token).headers
    jupyters = server.knock(f"{BASE}api/status", "get", token).headers
    for name in ("X-Content-Type-Options", "Content-Type"):
        assert ours[name] == jupyters[name]
    without_report = [header["Content-Security-Policy"].split(";") for header in (ours, jupyters)]
    assert without_report[0] == without_report[1]


# The contract with the panel


@pytest.mark.parametrize(
    ("name", "model"), [("run.json", Run), ("runs.json", Page), ("agents.json", AgentList), ("error.json", Failure)]
)
def test_the_examples_that_the_panel_is_tested_with_are_what_the_models_write(name: str, model: Any) -> None:
    example = contract(name)
    assert json.loads(model.model_validate(example).model_dump_json()) == example


def test_the_server_answers_with_the_examples_that_the_panel_is_tested_with(server: Server, history: History) -> None:
    run = Run.model_validate(contract("run.json"))
    history.finish(run)
    assert server.ask(f"runs/{run.id}")[1] == contract("run.json")
    assert server.ask("runs")[1]["items"] == contract("runs.json")["items"][:1]
    varying = {"on": None, "uses": None}
    listed = server.ask("agents")[1]["items"]
    assert [item | varying for item in listed] == [item | varying for item in contract("agents.json")["items"]]


def test_a_page_is_continued_as_the_examples_show(server: Server, history: History) -> None:
    last = contract("runs.json")["items"][-1]
    history.finish(a_run(last["id"], started=datetime.fromisoformat(last["started"])))
    history.finish(a_run("older"))
    assert server.ask("runs", limit="1")[1]["next"] == contract("runs.json")["next"]
