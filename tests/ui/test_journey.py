"""The whole way, nothing faked: a goal is typed, cells come and run, the panel lists the run and inserts it again."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import ARTIFACTS, Server, change_theme
from tests.ui.notebooks import OpenNotebook, write_notebook
from tests.ui.panel import Panel

LOAD = "%load_ext aa_magics\nimport plotly.express as px\ntips = px.data.tips()"
GOAL = "mean tip by day"


@pytest.fixture(params=["lab", "notebook"])
def notebook(page: Page, server: Server, request: pytest.FixtureRequest) -> OpenNotebook:
    """Open a notebook that has a frame and one empty cell."""
    name = f"journey-{request.node.name}.ipynb"
    write_notebook(server.root / name, [LOAD, ""])
    opened = OpenNotebook(page, request.param, name)
    opened.open()
    opened.run(0)
    return opened


def made(notebook: OpenNotebook) -> list[int]:
    return [index for index, cell in enumerate(notebook.cells) if "aa_magics" in cell["metadata"]]


def type_goal(notebook: OpenNotebook) -> int:
    """Type the goal into the last cell and run it; return how many cells came."""
    notebook.press(1, "Enter")
    notebook.page.keyboard.insert_text(f"%%analyst tips\n{GOAL}")
    notebook.page.keyboard.press("Shift+Enter")
    notebook.wait("model.sharedModel.cells.some(cell => cell.getMetadata('aa_magics'))")
    notebook.wait_idle()
    assert made(notebook) == list(range(2, 2 + len(made(notebook))))
    assert notebook.active == 2
    return len(made(notebook))


def expect_result(notebook: OpenNotebook) -> None:
    """Wait until the last new cell shows the mean tip of each day."""
    last = made(notebook)[-1]
    notebook.wait(f"model.sharedModel.getCell({last}).outputs.length > 0")
    expect(notebook.page.locator(".jp-OutputArea").filter(has_text="Thur").last).to_be_visible()


def test_by_mouse(notebook: OpenNotebook) -> None:
    count = type_goal(notebook)
    notebook.button("Run these cells").click()
    expect_result(notebook)
    panel = Panel(notebook.page)
    panel.show()
    panel.run(GOAL).first.click()
    notebook.select(len(notebook.cells) - 1)
    panel.details.get_by_role("button", name="Insert again").click()
    notebook.wait(f"model.sharedModel.cells.filter(cell => cell.getMetadata('aa_magics')).length === {2 * count}")


def test_by_keyboard_alone(notebook: OpenNotebook) -> None:
    press = notebook.page.keyboard.press
    count = type_goal(notebook)
    for _ in range(count):
        press("Shift+Enter")
    notebook.wait_idle()
    expect_result(notebook)
    press("Escape")
    press("g")
    press("h")
    panel = Panel(notebook.page)
    expect(panel.search).to_be_focused()
    expect(panel.run(GOAL).first).to_be_visible()
    press("Tab")
    press("Tab")
    expect(panel.run(GOAL).first).to_be_focused()
    press("i")
    notebook.wait(f"model.sharedModel.cells.filter(cell => cell.getMetadata('aa_magics')).length === {2 * count}")


AMBIGUOUS = "%%analyst bills\nmean amount by day"
TAKEN = "%%analyst bills --take amount=tip_amount\nmean amount by day"


@pytest.fixture
def two_amounts(page: Page, server: Server, request: pytest.FixtureRequest) -> OpenNotebook:
    """Open a notebook with a goal that may mean either of two columns, answered."""
    name = f"journey-{request.node.name}.ipynb"
    amounts = "bills = tips.rename(columns={'total_bill': 'bill amount', 'tip': 'tip amount'})"
    write_notebook(server.root / name, [f"{LOAD}\n{amounts}", AMBIGUOUS])
    opened = OpenNotebook(page, "lab", name)
    opened.open()
    opened.run(0)
    opened.run(1)
    opened.wait("model.sharedModel.cells.some(cell => cell.getMetadata('aa_magics'))")
    opened.wait_idle()
    return opened


def expect_taken(notebook: OpenNotebook) -> None:
    """Wait until the other column is taken in the magic line and in the cells, which stand once."""
    notebook.wait("model.sharedModel.cells.some(cell => cell.getSource().includes('[\"tip amount\"]'))")
    notebook.wait_idle()
    sources = [cell["source"] for cell in notebook.cells]
    assert sources[1] == TAKEN
    assert not any("bill amount" in source for source in sources[2:])


def test_another_column_is_taken_by_a_click(two_amounts: OpenNotebook) -> None:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    two_amounts.plan.screenshot(path=ARTIFACTS / "plan-alternatives.png")
    two_amounts.button("Take tip amount for “amount”").click()
    expect_taken(two_amounts)


def test_another_column_is_taken_by_keyboard_alone(two_amounts: OpenNotebook) -> None:
    press_by_keyboard(two_amounts, "Take tip amount for “amount”")
    expect_taken(two_amounts)


ASKED = "%%analyst visits\nmean charge by day"
ANSWERED = "%%analyst visits --take charge=tip_charge\nmean charge by day"


@pytest.fixture
def question(page: Page, server: Server, request: pytest.FixtureRequest) -> OpenNotebook:
    """Open a notebook with a goal of two equal readings, which asks."""
    name = f"journey-{request.node.name}.ipynb"
    charges = "visits = tips.rename(columns={'total_bill': 'bill charge', 'tip': 'tip charge'})"
    write_notebook(server.root / name, [f"{LOAD}\n{charges}", ASKED])
    opened = OpenNotebook(page, "lab", name)
    opened.open()
    opened.run(0)
    opened.start(1)
    expect(opened.page.get_by_role("group", name="Meant by “charge”")).to_be_visible()
    opened.wait_idle()
    assert not made(opened)
    return opened


def expect_answered(notebook: OpenNotebook) -> None:
    """Wait until the choice stands in the magic line and the cells are there, and nothing is asked any more."""
    notebook.wait("model.sharedModel.cells.some(cell => cell.getSource().includes('[\"tip charge\"]'))")
    notebook.wait_idle()
    assert notebook.cells[1]["source"] == ANSWERED
    expect(notebook.page.get_by_role("group", name="Meant by “charge”")).to_have_count(0)


def test_a_question_is_answered_by_a_click(question: OpenNotebook) -> None:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        change_theme(question.page, theme)
        question.page.screenshot(path=ARTIFACTS / f"question-{theme.split()[1].lower()}.png")
    question.button("Take tip charge for “charge”").click()
    expect_answered(question)


def test_a_question_is_answered_by_keyboard_alone(question: OpenNotebook) -> None:
    press_by_keyboard(question, "Take tip charge for “charge”")
    expect_answered(question)


def press_by_keyboard(notebook: OpenNotebook, name: str) -> None:
    """Walk from the magic cell to a button of its output, and press it."""
    button = notebook.button(name)
    notebook.press(1, "Escape")
    for _ in range(30):
        if button.evaluate("one => one === document.activeElement"):
            break
        notebook.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    notebook.page.keyboard.press("Enter")


def test_another_frame_is_taken_by_a_click(page: Page, server: Server) -> None:
    frames = "visits = tips.copy()\nlate = tips[tips['time'] == 'Dinner']\ndel tips\nvisits"
    write_notebook(server.root / "journey-frame.ipynb", [f"{LOAD}\n{frames}", ""])
    opened = OpenNotebook(page, "lab", "journey-frame.ipynb")
    opened.open()
    opened.run(0)
    opened.write(1, "%%analyst\nmean tip by day")
    opened.run(1)
    opened.wait_idle()
    opened.button("Take late for “visits”").click()
    opened.wait("model.sharedModel.getCell(1).getSource() === '%%analyst late\\nmean tip by day'")
    opened.wait_idle()
    assert any("late.groupby" in cell["source"] for cell in opened.cells[2:])
