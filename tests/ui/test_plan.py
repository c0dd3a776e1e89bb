"""The shown plan: by mouse and by keyboard alone, in every theme and width, and what it says of a run's end."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.ui.conftest import ARTIFACTS
from tests.ui.notebooks import OpenNotebook

LOAD = "%load_ext analyst_double"
GOAL = "%%analyst sales\n"
WIDTHS = (220, 350, 900)
TOO_WIDE = "plan => [...plan.querySelectorAll('*')].some(one => one.getBoundingClientRect().right > RIGHT + 1)"


def test_nothing_is_wider_than_the_plan_and_axe_finds_nothing(lab: OpenNotebook, theme: str) -> None:
    lab.analyse("# Growth\n---\nx = 1")
    lab.plan.locator("summary").first.click()
    for width in WIDTHS:
        inspect(lab, f"{theme}-{width}", width)
    lab.button("Remove these cells").click()
    expect(lab.button("Insert cells")).to_be_visible()
    lab.plan.locator("summary").first.click()
    inspect(lab, f"{theme}-insert", 900)


def inspect(notebook: OpenNotebook, name: str, width: int) -> None:
    """Keep a screenshot; fail where something is wider than the plan, or where axe finds a serious violation."""
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    notebook.page.locator(".aa-ShownPlan").evaluate(f"shown => {{ shown.style.maxWidth = '{width}px'; }}")
    notebook.plan.screenshot(path=ARTIFACTS / f"plan-{name}.png")
    right = notebook.plan.evaluate("plan => plan.getBoundingClientRect().right")
    assert not notebook.plan.evaluate(TOO_WIDE.replace("RIGHT", str(right)))
    found = Axe().run(notebook.page, context=".aa-Plan").response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")] == []


def test_its_buttons_and_steps_are_reached_and_used_by_keyboard_alone(notebook: OpenNotebook) -> None:
    press = notebook.page.keyboard.press
    notebook.analyse("x = 6\n---\nx * 7")
    press("ArrowUp")
    step = notebook.plan.locator("summary")
    tab_to(notebook, "summary")
    press("Enter")
    expect(step.locator("..")).to_have_attribute("open", "")
    press("Tab")
    expect(notebook.button("Run these cells")).to_be_focused()
    press("Enter")
    notebook.wait("model.sharedModel.getCell(3).outputs.length > 0")
    assert notebook.cells[3]["outputs"][0]["data"] == {"text/plain": "42"}
    tab_to(notebook, "button:text('Remove these cells')")
    press("Space")
    notebook.expect_sources(LOAD, f"{GOAL}x = 6\n---\nx * 7", "")
    tab_to(notebook, "button:text('Insert cells')")
    press("Enter")
    notebook.expect_sources(LOAD, f"{GOAL}x = 6\n---\nx * 7", "x = 6", "x * 7", "")
    press("Shift+Enter")
    notebook.wait_idle()
    assert notebook.active == 3


def tab_to(notebook: OpenNotebook, what: str) -> None:
    """Press Tab until something in the plan has the focus."""
    target = notebook.plan.locator(what).first
    expect(target).to_be_visible()
    for _ in range(20):
        if target.evaluate("one => one === document.activeElement"):
            return
        notebook.page.keyboard.press("Tab")
    expect(target).to_be_focused()


def test_the_recipe_of_a_step_is_shown_on_demand(lab: OpenNotebook) -> None:
    lab.analyse("x = 1")
    recipe = lab.plan.locator("dl")
    expect(recipe).to_be_hidden()
    lab.plan.get_by_text("Compare the growth").click()
    expect(recipe).to_contain_text("year of sold >= 2024")


def test_while_it_runs_it_says_so_and_then_how_long_it_took(lab: OpenNotebook) -> None:
    lab.write(1, "%%analyst sales --wait 1.5\nx = 1")
    lab.start(1)
    lab.expect_plan("Writing the cells…")
    lab.expect_plan("0.4 s")


def test_a_restarted_kernel_leaves_no_plan_that_runs_for_ever(lab: OpenNotebook) -> None:
    lab.write(1, "%%analyst sales --wait 600\nx = 1")
    lab.start(1)
    lab.expect_plan("Writing the cells…")
    lab.page.evaluate("void window.jupyterapp.commands.execute('kernelmenu:restart')")
    lab.page.locator(".jp-Dialog button.jp-mod-accept").click()
    lab.expect_plan("interrupted")
    lab.run(0)  # which the new kernel does once it is there


def test_the_palette_offers_what_a_run_can_do(lab: OpenNotebook) -> None:
    lab.analyse("x = 1\n---\nx")
    lab.page.keyboard.press("Control+Shift+C")
    lab.page.keyboard.type("Undo the Latest Run")
    lab.page.keyboard.press("Enter")
    lab.expect_sources(LOAD, f"{GOAL}x = 1\n---\nx", "")
