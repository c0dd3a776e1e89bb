"""A run while it goes on: how it looks in every theme and width, updated in place, and stopped."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.llm_server import Answer, Hang, Request, ScriptedServer, Text, code_text, is_plan, plan_text
from tests.ui.conftest import ARTIFACTS, Server
from tests.ui.notebooks import OpenNotebook, write_notebook
from tests.ui.panel import FakeServer, Panel
from tests.ui.test_plan import WIDTHS, inspect

USAGE = {"calls": 2, "input_tokens": 1000, "output_tokens": 240, "cost": 0.0031}
TRIAL = {"ok": True, "error": None, "line": None, "refused": False, "variables": [], "changed": [], "shown": None}
LIMIT = "rate limit: waits 3 s"
FAILED = "KeyError: 'growth_of_a_column_whose_name_is_long_and_has_no_place_where_it_could_be_broken'"


def report(step: str, state: str, **changes: Any) -> dict[str, Any]:
    usage = USAGE if state != "waiting" else USAGE | {"calls": 0}
    return {"step": step, "state": state, "repairs": 0, "trial": None, "usage": usage, "note": "", **changes}


def update(*reports: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"reports": reports, "usage": USAGE, **changes}


def show(notebook: OpenNotebook, *updates: dict[str, Any]) -> None:
    """Show a run that is updated again and again, and that goes on until it is stopped."""
    notebook.write(1, "%%analyst_live\n" + "\n".join(json.dumps(each) for each in updates))
    notebook.press(1, "Control+Enter")


def states(notebook: OpenNotebook) -> Locator:
    return notebook.plan.locator(".aa-StepState")


def test_a_run_that_goes_on_fits_every_width_and_theme(lab: OpenNotebook, theme: str) -> None:
    sampled = TRIAL | {"warnings": [], "seconds": 0.1, "sampled": True}
    writing = update(report("s1", "done", repairs=1, trial=sampled), report("s2", "writing", note=LIMIT), seconds=72)
    show(lab, writing)
    expect(states(lab)).to_have_text(["done", "writing"])
    for width in WIDTHS:
        inspect(lab, f"live-{theme}-{width}", width)


def test_how_it_ended_fits_every_width_and_theme(lab: OpenNotebook, theme: str) -> None:
    broken = TRIAL | {"ok": False, "error": FAILED, "warnings": [], "seconds": 0.1, "sampled": False}
    waits = report("s2", "waiting", note="It waits for a step that failed: Compare the growth")
    usage = USAGE | {"cost": None}
    ended = update(report("s1", "failed", note=FAILED, trial=broken, repairs=2), waits, usage=usage, answered_by="r0")
    show(lab, ended | {"state": "done", "seconds": 12.3})
    expect(states(lab)).to_have_text(["failed", "not written"])
    expect(lab.plan.locator(".aa-Plan-facts")).to_contain_text("from history; ask again with --fresh")
    for width in WIDTHS:
        inspect(lab, f"ended-{theme}-{width}", width)


def test_it_is_updated_in_place_and_says_each_step_once(notebook: OpenNotebook) -> None:
    first, second = report("s1", "writing"), report("s2", "waiting")
    running = [update(first, second, pause=2), update(first | {"state": "trying"}, second, pause=0.3)]
    show(notebook, *running, update(first | {"state": "done"}, second | {"state": "writing"}))
    expect(states(notebook)).to_have_text(["writing", "waiting"])
    notebook.plan.evaluate(OBSERVE)
    notebook.plan.locator("summary").first.click()
    expect(states(notebook)).to_have_text(["done", "writing"])
    assert notebook.plan.evaluate("plan => plan === window.shownPlan")
    expect(notebook.plan.locator("details").first).to_have_attribute("open", "")
    expect(notebook.plan.get_by_role("status")).to_have_text("1 of 2 steps done")
    expect(notebook.plan.get_by_role("timer")).not_to_have_text("0 s")
    assert notebook.page.evaluate("window.announced") == ["1 of 2 steps done"]


OBSERVE = """plan => {
    window.shownPlan = plan;
    window.announced = [];
    const status = plan.querySelector('[role=status]');
    const look = () => window.announced.push(status.textContent);
    new MutationObserver(look).observe(status, { characterData: true, childList: true, subtree: true });
}"""


def test_stop_interrupts_the_kernel_and_what_was_finished_can_be_inserted(notebook: OpenNotebook) -> None:
    show(notebook, update(report("s1", "done"), report("s2", "writing")))
    notebook.button("Stop").focus()
    notebook.page.keyboard.press("Enter")
    notebook.wait_idle()
    expect(states(notebook)).to_have_text(["done", "not written"])
    expect(notebook.button("Stop")).to_have_count(0)
    notebook.button("Insert cells").click()
    notebook.wait("model.sharedModel.getCell(2).getSource() === 'x = 6'")
    assert notebook.cells[1]["outputs"][-1]["ename"] == "KeyboardInterrupt"


def test_a_run_of_a_kernel_that_is_gone_does_not_tick(lab: OpenNotebook) -> None:
    show(lab, update(report("s1", "writing"), report("s2", "waiting")))
    expect(lab.plan.get_by_role("timer")).to_be_visible()
    lab.execute("kernelmenu:restart")
    lab.page.locator(".jp-Dialog button.jp-mod-accept").click()
    expect(lab.plan.get_by_role("timer")).to_have_count(0)
    expect(states(lab)).to_have_text(["not written", "not written"])
    lab.run(0)  # which the new kernel does once it is there


# A real model engine, against a server that speaks the OpenAI protocol

GOAL = "%%analyst df\ntotal price by region"
SETUP = """
import os, pandas as pd
os.environ["OPENAI_API_KEY"] = "none"
%load_ext aa_magics
%config AnalystMagics.engine = "openai/fake"
%config AnalystMagics.api_base = "{url}"
df = pd.DataFrame({{"price": [1.0, 2.0, 4.0] * 30, "region": ["a", "b", "c"] * 30}})
"""
SUMS = {"agent": "preprocessing_agent", "task": "Sum price by region.", "uses": ["df"], "creates": ["sums"]}
DRAWS = {"agent": "data_viz_agent", "task": "Draw the prices.", "uses": ["df"], "creates": []}
CODE = 'sums = df.groupby("region")["price"].sum()'


def answered(request: Request) -> Answer:
    """Plan two steps, write the first one, and never answer to the second."""
    if is_plan(request):
        return Text(plan_text(SUMS, DRAWS))
    return Hang() if DRAWS["task"] in request.text else Text(code_text(CODE))


def answered_at_once(request: Request) -> Answer:
    return Text(plan_text(SUMS) if is_plan(request) else code_text(CODE))


@pytest.fixture
def model() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def analyst(page: Page, server: Server, model: ScriptedServer) -> OpenNotebook:
    """Open a notebook whose engine is that server, at an address that is not known to be this machine's."""
    write_notebook(server.root / "models.ipynb", [SETUP.format(url=model.url.replace("127.0.0.1", "0.0.0.0")), GOAL])
    opened = OpenNotebook(page, "lab", "models.ipynb")
    opened.open()
    opened.run(0)
    return opened


def question(notebook: OpenNotebook) -> Locator:
    return notebook.page.locator(".jp-Stdin-input")


def test_nothing_is_sent_that_was_not_shown_and_agreed_to(analyst: OpenNotebook, model: ScriptedServer) -> None:
    model.script = answered_at_once
    analyst.press(1, "Control+Enter")
    expect(question(analyst)).to_be_focused(timeout=60_000)  # the first run loads DSPy
    expect(analyst.page.locator(".jp-OutputArea details pre")).to_contain_text("price")
    analyst.expect_plan("Waiting for your answer…")
    analyst.page.screenshot(path=ARTIFACTS / "live-confirm.png")
    question(analyst).fill("n")
    question(analyst).press("Enter")
    analyst.wait_idle()
    assert analyst.cells[1]["outputs"][-1]["ename"] == "ConsentError"
    assert model.chats == []


def test_agreed_once_it_is_sent_and_not_asked_again(analyst: OpenNotebook, model: ScriptedServer) -> None:
    model.script = answered_at_once
    analyst.press(1, "Control+Enter")
    shown = analyst.page.locator(".jp-OutputArea details pre")
    expect(question(analyst)).to_be_visible(timeout=60_000)
    text = shown.inner_text()
    expect(question(analyst)).to_be_visible(timeout=60_000)
    question(analyst).fill("y")
    question(analyst).press("Enter")
    analyst.wait_idle()
    assert [line for line in text.splitlines() if line.strip() and line not in ("[system]", "[user]")] == [
        line for line in model.chats[0].text.splitlines() if line.strip()
    ]
    assert text not in json.dumps(analyst.cells)
    assert "sums = df.groupby" in analyst.sources[2]
    sent = len(model.chats)
    analyst.write(1, GOAL.replace("df", "df --fresh", 1))
    analyst.run(1)
    assert len(model.chats) == 2 * sent


def test_a_model_that_hangs_is_stopped_and_the_finished_step_inserted(
    analyst: OpenNotebook, model: ScriptedServer
) -> None:
    model.script = answered
    analyst.press(1, "Control+Enter")
    expect(question(analyst)).to_be_visible(timeout=60_000)
    question(analyst).fill("y")
    question(analyst).press("Enter")
    expect(states(analyst)).to_have_text(["done", "writing"])
    analyst.page.screenshot(path=ARTIFACTS / "live-model.png")
    analyst.button("Stop").click()
    analyst.wait_idle()
    analyst.button("Insert cells").click()
    analyst.wait("model.sharedModel.cells.some(cell => cell.getSource().includes('sums = df.groupby'))")
    assert model.gone == 1


# In the panel

CLUSTER = "Cluster the customers by what they spent"


def test_the_panel_tells_what_a_models_run_took_and_how_its_steps_ended(
    page: Page, lab: OpenNotebook, theme: str
) -> None:
    double = FakeServer(page)
    double.add(CLUSTER, engine="anthropic/claude-sonnet-4-5", tokens=5210, cost=0.0213, cells=2)
    panel = Panel(page)
    panel.show()
    expect(panel.run(CLUSTER)).to_contain_text("5,210 tokens$0.02")
    panel.run(CLUSTER).click()
    expect(panel.details.locator(".aa-StepState")).to_have_text(["done", "failed", "not written"])
    for width in (220, 350):
        panel.resize(width)
        page.screenshot(path=ARTIFACTS / f"panel-model-{theme}-{width}.png")
        found = Axe().run(page, context="#aa-magics-panel").response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
