"""The panel in a browser, and a server extension made of the contract's examples in its place."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from playwright.sync_api import Locator, Page, Request, Route, expect

CONTRACT = Path(__file__).parents[1] / "contract"
API = "/aa-magics/api/"
PAGE = 20
GOALS = [
    ("Mean price by region", "running", 0),
    ("Which region grew fastest in 2024, and is the difference significant? Plot it.", "done", 3),
    ("Cluster the customers", "failed", 0),
    ("Missing values?", "cancelled", 1),
    ("mean_of_averylongcolumnnamewithoutanyplacewhereitcouldbebroken_by_region", "interrupted", 2),
]


def example(name: str) -> Any:
    return json.loads((CONTRACT / f"{name}.json").read_text())


class FakeServer:
    """Answers the panel's requests in the browser; everything else goes to the real server.

    Set `broken` and it answers with an error; `hold()` lets requests wait until `release()`.
    """

    def __init__(self, page: Page) -> None:
        self.agents: list[dict[str, Any]] = example("agents")["items"]
        self.runs: list[dict[str, Any]] = []
        self.broken = False
        self.asked: list[Mapping[str, str]] = []
        self._held: list[Route] | None = None
        for goal, state, cells in reversed(GOALS):
            self.add(goal, state=state, cells=cells)
        page.route(f"**{API}**", self._answer)

    def add(self, goal: str, **facts: Any) -> str:
        """Put a run on top of the history, and return its id."""
        number = len(self.runs)
        started = datetime.now(UTC) - timedelta(hours=100 - number)
        own = {"id": f"{number:032x}", "goal": goal, "started": started.isoformat()}
        self.runs.insert(0, {**example("runs")["items"][0], **own, **facts})
        return f"{number:032x}"

    def goals(self) -> list[str]:
        return [run["goal"] for run in self.runs]

    def hold(self) -> None:
        self._held = []

    def release(self) -> None:
        held, self._held = self._held or [], None
        for route in held:
            self._answer(route)

    def _answer(self, route: Route) -> None:
        if self._held is not None:
            self._held.append(route)
        elif self.broken:
            route.fulfill(status=503, json=example("error"))
        else:
            answer = self._reply(route.request)
            route.fulfill(status=200 if answer else 204, json=answer)

    def _reply(self, request: Request) -> Any:
        url = urlsplit(request.url)
        match request.method, *unquote(url.path.partition(API)[2]).split("/"):
            case "GET", "agents":
                return {"items": self.agents}
            case "PATCH", "agents", name:
                return self._switch(name, request.post_data_json["on"])
            case "GET", "runs":
                return self._page({name: values[0] for name, values in parse_qs(url.query).items()})
            case "GET", "runs", run_id:
                return self._run(run_id)
            case "DELETE", "runs", run_id:
                self.runs = [run for run in self.runs if run["id"] != run_id]
                return None
        raise AssertionError(f"The contract has no {request.method} {request.url}")

    def _switch(self, name: str, on: bool) -> Any:
        agent = next(agent for agent in self.agents if agent["name"] == name)
        agent["on"] = on
        return agent

    def _page(self, query: Mapping[str, str]) -> Any:
        self.asked.append(query)
        found = [run for run in self.runs if query.get("words", "") in run["goal"]]
        start = int(query.get("cursor", "0"))
        following = str(start + PAGE) if len(found) > start + PAGE else None
        return {"items": found[start : start + PAGE], "next": following}

    def _run(self, run_id: str) -> Any:
        summary = next(run for run in self.runs if run["id"] == run_id)
        run = example("model_run" if summary["tokens"] else "run")
        same = {name: summary[name] for name in ("id", "state", "started")}
        none = {} if summary["cells"] else {"plan": None, "cells": [], "failure": example("error")}
        return {**run, **same, **none, "goal": {**run["goal"], "text": summary["goal"]}}


class Panel:
    """The panel, found as assistive technology finds it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("#aa-magics-panel")
        self.search = self.root.get_by_role("searchbox", name="Search history")
        self.runs = self.root.get_by_role("list", name="Runs")
        self.agents = self.root.get_by_role("list", name="Agents")
        self.details = self.root.get_by_role("group", name="Details of the run")

    def show(self) -> None:
        self.page.evaluate("void window.jupyterapp.commands.execute('aa-magics:show-panel')")
        expect(self.root).to_be_visible()

    def hide(self) -> None:
        self.page.evaluate("window.jupyterapp.shell.collapseRight()")
        expect(self.root).to_be_hidden()

    def run(self, goal: str) -> Locator:
        return self.runs.get_by_role("button", name=goal)

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def switch(self, agent: str) -> Locator:
        return self.agents.get_by_role("switch", name=agent)

    def expect_goals(self, *goals: str) -> None:
        expect(self.runs.locator(".aa-Run-goal")).to_have_text(list(goals))

    def resize(self, width: int) -> None:
        """Make the panel so many pixels wide: in JupyterLab by its handle, where it may be below its usual least."""
        least = f"document.documentElement.style.setProperty('--jp-sidebar-min-width', '{min(width, 250)}px')"
        self.page.evaluate(least)
        self.hide()
        self.show()
        handle = self.page.locator("#jp-main-split-panel > .lm-SplitPanel-handle:not(.lm-mod-hidden)").last
        place, panel = handle.bounding_box(), self.root.bounding_box()
        assert place
        assert panel
        x, y = place["x"] + place["width"] / 2, place["y"] + 200
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + panel["width"] - width, y, steps=3)
        self.page.mouse.up()
        expect(self.root).to_have_css("width", f"{width}px")
