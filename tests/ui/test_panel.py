"""The panel lists runs and agents, by mouse and by keyboard alone, in every state, theme and width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.ui.conftest import ARTIFACTS
from tests.ui.notebooks import OpenNotebook
from tests.ui.panel import GOALS, FakeServer, Panel, example

REGION = GOALS[1][0]
SOURCES = [cell["source"] for cell in example("run")["cells"]]
LOAD = "%load_ext analyst_double"
LOCKED = example("error")


@pytest.fixture
def server_double(page: Page) -> FakeServer:
    return FakeServer(page)


@pytest.fixture
def panel(server_double: FakeServer, lab: OpenNotebook) -> Panel:
    """Show the panel beside an open notebook in JupyterLab."""
    return shown(lab)


def shown(notebook: OpenNotebook) -> Panel:
    panel = Panel(notebook.page)
    panel.show()
    return panel


def expect_focus(locator: Locator) -> None:
    expect(locator).to_be_focused()


# History


def test_runs_stand_newest_first_with_state_engine_and_cells(panel: Panel) -> None:
    panel.expect_goals(*(goal for goal, _, _ in GOALS))
    expect(panel.run(REGION)).to_have_accessible_name(f"done {REGION} 4 days ago offline 3 cells")
    expect(panel.run("Cluster the customers")).to_contain_text("failed")


def test_a_run_opens_to_its_plan_and_its_cells(panel: Panel) -> None:
    panel.run(REGION).click()
    expect(panel.run(REGION)).to_have_attribute("aria-expanded", "true")
    titles = {agent["name"]: agent["title"] for agent in example("agents")["items"]}
    steps = [f"{titles[step['agent']]}{step['task']}" for step in example("run")["plan"]["steps"]]
    expect(panel.details.get_by_role("listitem")).to_have_text(steps)
    expect(panel.details.locator("pre")).to_have_text(SOURCES)
    expect(panel.details.locator("pre").last.locator("span").first).to_have_text("import")
    panel.run(REGION).click()
    expect(panel.details).to_be_hidden()


def test_a_failed_run_opens_to_what_happened_and_what_to_type(panel: Panel) -> None:
    panel.run("Cluster the customers").click()
    expect(panel.details).to_contain_text(LOCKED["message"])
    expect(panel.details).to_contain_text(LOCKED["hint"])
    expect(panel.details.get_by_role("button", name="Insert again")).to_be_disabled()


def test_a_run_is_inserted_again_below_the_active_cell(server_double: FakeServer, notebook: OpenNotebook) -> None:
    panel = shown(notebook)
    panel.run(REGION).click()
    notebook.select(0)
    panel.details.get_by_role("button", name="Insert again").click()
    notebook.expect_sources(LOAD, *SOURCES, "")
    assert notebook.active == 1


def test_hovering_a_run_offers_to_insert_it(panel: Panel, lab: OpenNotebook) -> None:
    panel.run(REGION).hover()
    panel.runs.get_by_role("listitem").nth(1).get_by_role("button", name="Insert its cells again").click()
    lab.expect_sources(LOAD, "", *SOURCES)


def test_code_is_copied_as_it_would_be_run(panel: Panel) -> None:
    panel.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.run(REGION).click()
    panel.button("Copy code").click()
    expect(panel.root.get_by_text("Copied", exact=True)).to_be_attached()
    assert panel.page.evaluate("navigator.clipboard.readText()") == "\n\n".join(SOURCES[1:]) + "\n"


def test_deleting_a_run_asks_first(panel: Panel, server_double: FakeServer) -> None:
    panel.run(REGION).click()
    panel.button("Delete this run").click()
    panel.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(panel.run(REGION)).to_be_visible()
    panel.button("Delete this run").click()
    panel.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(panel.run(REGION)).to_be_hidden()
    assert REGION not in server_double.goals()


def test_the_search_asks_the_server_and_its_end_shows_all_again(panel: Panel) -> None:
    panel.search.fill("customers")
    panel.expect_goals("Cluster the customers")
    panel.search.fill("zebra")
    expect(panel.root).to_contain_text("Nothing found for “zebra”")
    panel.button("Clear search").click()
    panel.expect_goals(*(goal for goal, _, _ in GOALS))
    expect_focus(panel.search)


def test_this_notebook_asks_with_the_path_that_its_session_has(
    panel: Panel, server_double: FakeServer, lab: OpenNotebook
) -> None:
    server_double.runs = []
    panel.root.get_by_role("radio", name="This notebook").click()
    expect(panel.root).to_contain_text("No runs here yet")
    assert server_double.asked[-1]["notebook"] == lab.path
    panel.button("Show all notebooks").click()
    expect(panel.root.get_by_role("radio", name="All")).to_be_checked()


def test_more_runs_come_as_one_scrolls(panel: Panel, server_double: FakeServer) -> None:
    for number in range(60):
        server_double.add(f"Goal {number}")
    panel.button("Refresh").click()
    for shown in (20, 40, 60, 65):
        expect(panel.runs.locator(".aa-Run")).to_have_count(shown)
        panel.runs.locator(".aa-Run").last.scroll_into_view_if_needed()
    expect(panel.button("Show more")).to_be_hidden()


def test_markup_in_a_goal_and_in_a_plan_is_text(panel: Panel, server_double: FakeServer) -> None:
    server_double.add("<img src=x onerror=alert(1)>")
    panel.button("Refresh").click()
    panel.run("<img src=x").click()
    expect(panel.details.locator("pre").first).to_have_text(SOURCES[0])
    expect(panel.root.locator("img")).to_have_count(0)


# When it looks for what is new


def test_a_run_that_ends_in_the_notebook_appears(panel: Panel, server_double: FakeServer, lab: OpenNotebook) -> None:
    panel.expect_goals(*(goal for goal, _, _ in GOALS))
    server_double.add("The newest")
    lab.analyse("x = 1")
    expect(panel.run("The newest")).to_be_visible()


def test_other_cells_do_not_ask_the_server(panel: Panel, server_double: FakeServer, lab: OpenNotebook) -> None:
    panel.expect_goals(*(goal for goal, _, _ in GOALS))
    asked = len(server_double.asked)
    lab.write(1, "x = 1")
    lab.run(1)
    assert len(server_double.asked) == asked


def test_a_hidden_panel_asks_only_when_it_is_shown_again(
    panel: Panel, server_double: FakeServer, lab: OpenNotebook
) -> None:
    panel.expect_goals(*(goal for goal, _, _ in GOALS))
    panel.hide()
    asked = len(server_double.asked)
    lab.analyse("x = 1")
    assert len(server_double.asked) == asked
    server_double.add("The newest")
    panel.show()
    expect(panel.run("The newest")).to_be_visible()


# Agents


def test_agents_show_what_they_are_for_and_how_often_they_were_used(panel: Panel) -> None:
    for agent in example("agents")["items"]:
        row = panel.agents.get_by_role("listitem").filter(has_text=agent["purpose"])
        expect(row).to_contain_text(agent["title"])
        expect(row).to_contain_text(f"{agent['uses']} use")
        expect(row.get_by_role("switch")).to_be_checked(checked=agent["on"])


def test_an_agent_is_switched_on_and_off(panel: Panel, server_double: FakeServer) -> None:
    panel.switch("Polars").click()
    expect(panel.switch("Polars")).to_be_checked()
    panel.switch("Polars").click()
    expect(panel.switch("Polars")).not_to_be_checked()
    assert server_double.agents[-1]["on"] is False


def test_a_switch_that_the_server_refuses_goes_back_and_says_why(panel: Panel, server_double: FakeServer) -> None:
    expect(panel.switch("Charts")).to_be_checked()
    server_double.broken = True
    panel.switch("Charts").click()
    expect(panel.page.get_by_role("alert").filter(has_text=LOCKED["hint"])).to_be_visible()
    expect(panel.switch("Charts")).to_be_checked()


def test_a_mention_is_written_at_the_cursor(server_double: FakeServer, notebook: OpenNotebook) -> None:
    panel = shown(notebook)
    notebook.write(1, "%%analyst\nCompare prices")
    notebook.select(1)
    notebook.ask("notebook.activeCell.editor.setCursorPosition({line: 1, column: 7})")
    panel.agents.get_by_role("button", name="@data_viz_agent").click()
    notebook.expect_sources(LOAD, "%%analyst\nCompare @data_viz_agent  prices")
    notebook.page.keyboard.type("and")
    notebook.expect_sources(LOAD, "%%analyst\nCompare @data_viz_agent and prices")


# By keyboard alone


def test_a_run_is_found_opened_and_inserted_by_keyboard_alone(panel: Panel, lab: OpenNotebook) -> None:
    press = panel.page.keyboard.press
    panel.hide()
    press("Control+Shift+C")
    panel.page.keyboard.type("Show Auto-Analyst")
    press("Enter")
    expect_focus(panel.search)
    panel.page.keyboard.type("region")
    expect(panel.runs.locator(".aa-Run")).to_have_count(3)
    press("Escape")
    expect(panel.runs.locator(".aa-Run")).to_have_count(len(GOALS))
    press("Tab")
    expect_focus(panel.root.get_by_role("radio", name="All"))
    press("Tab")
    expect_focus(panel.run(GOALS[0][0]))
    press("End")
    expect_focus(panel.run(GOALS[4][0]))
    press("Home")
    press("ArrowDown")
    expect_focus(panel.run(REGION))
    press("Enter")
    expect(panel.details.locator("pre").first).to_be_visible()
    press("Tab")
    expect_focus(panel.details.get_by_role("button", name="Insert again"))
    press("Escape")
    expect_focus(panel.run(REGION))
    expect(panel.details).to_be_hidden()
    press("i")
    lab.expect_sources(LOAD, "", *SOURCES)
    assert lab.active == 2


def test_a_shortcut_goes_from_a_cell_to_the_history(panel: Panel, lab: OpenNotebook) -> None:
    lab.press(1, "g", "h")
    expect_focus(panel.search)


def test_runs_are_deleted_by_keyboard_and_the_focus_goes_on(panel: Panel, server_double: FakeServer) -> None:
    press = panel.page.keyboard.press
    panel.run(REGION).focus()
    for following in (GOALS[2][0], GOALS[3][0]):
        press("Delete")
        expect_focus(panel.page.get_by_role("dialog").get_by_role("button", name="Delete"))
        press("Enter")
        expect_focus(panel.run(following))
    press("Delete")
    press("Escape")
    expect_focus(panel.run(GOALS[3][0]))
    assert server_double.goals() == [GOALS[0][0], GOALS[3][0], GOALS[4][0]]


def test_agents_are_one_stop_of_tab_and_arrows_go_among_them(panel: Panel) -> None:
    press = panel.page.keyboard.press
    panel.switch("Preprocessing").focus()
    press("ArrowDown")
    expect_focus(panel.switch("Statistics"))
    press("Tab")
    expect_focus(panel.agents.get_by_role("button", name="@statistical_analytics_agent"))
    press("End")
    expect_focus(panel.agents.get_by_role("button", name="@polars_agent"))
    press("Shift+Tab")
    press("Space")
    expect(panel.switch("Polars")).to_be_checked()


# States


def test_without_runs_it_says_what_to_type(panel: Panel, server_double: FakeServer) -> None:
    server_double.runs, server_double.agents = [], []
    panel.button("Refresh").click()
    expect(panel.root).to_contain_text("No runs yet")
    expect(panel.root.locator("pre")).to_have_text(["%load_ext aa_magics", "%%analyst df\nCompare price by region"])
    expect(panel.root).to_contain_text("No agents")


def test_while_the_first_page_is_on_its_way_rows_are_hinted_at(server_double: FakeServer, lab: OpenNotebook) -> None:
    server_double.hold()
    panel = shown(lab)
    expect(panel.root.get_by_text("Loading…").first).to_be_attached()
    expect(panel.root.locator(".aa-Skeleton").first).to_be_visible()
    server_double.release()
    expect(panel.run(REGION)).to_be_visible()
    expect(panel.root.locator(".aa-Skeleton")).to_have_count(0)


def test_an_error_shows_its_message_and_hint_and_retry_mends_it(server_double: FakeServer, lab: OpenNotebook) -> None:
    server_double.broken = True
    panel = shown(lab)
    expect(panel.root.get_by_role("alert").first).to_contain_text(LOCKED["message"])
    expect(panel.root.get_by_role("alert").first).to_contain_text(LOCKED["hint"])
    server_double.broken = False
    panel.button("Retry").first.click()
    expect(panel.run(REGION)).to_be_visible()
    expect(panel.switch("Charts")).to_be_visible()
    expect(panel.root.get_by_role("alert")).to_have_count(0)


def test_an_error_later_on_leaves_the_runs_in_place(panel: Panel, server_double: FakeServer) -> None:
    expect(panel.run(REGION)).to_be_visible()
    server_double.broken = True
    panel.button("Refresh").click()
    expect(panel.root.get_by_role("alert").first).to_contain_text(LOCKED["hint"])
    expect(panel.run(REGION)).to_be_visible()


def test_without_the_server_extension_it_says_what_to_type(lab: OpenNotebook) -> None:
    lab.page.route("**/aa-magics/api/**", lambda route: route.fulfill(status=404, body="<!DOCTYPE HTML>"))
    panel = shown(lab)
    expect(panel.root.get_by_role("alert")).to_contain_text("jupyter server extension enable aa_magics")
    expect(panel.root.get_by_role("alert")).to_contain_text("%%analyst works without it.")
    expect(panel.search).to_be_hidden()
    lab.page.unroute("**/aa-magics/api/**")
    FakeServer(lab.page)
    panel.button("Retry").click()
    expect(panel.run(REGION)).to_be_visible()


# Looks


def test_nothing_is_wider_than_the_panel_and_axe_finds_nothing(
    panel: Panel, server_double: FakeServer, theme: str
) -> None:
    for width in (220, 350, 600):
        panel.resize(width)
        panel.run(REGION).click()
        expect(panel.details.locator("pre").last.locator("span").first).to_be_visible()
        inspect(panel, f"{theme}-{width}-open")
        panel.run(REGION).click()
        inspect(panel, f"{theme}-{width}")
    server_double.runs, server_double.agents = [], []
    panel.button("Refresh").click()
    expect(panel.root).to_contain_text("No runs yet")
    inspect(panel, f"{theme}-empty")
    server_double.broken = True
    panel.button("Refresh").click()
    expect(panel.root.get_by_role("alert").first).to_be_visible()
    inspect(panel, f"{theme}-error")


def inspect(panel: Panel, name: str) -> None:
    """Keep a screenshot; fail where something is wider than the panel, or where axe finds a serious violation."""
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    panel.root.screenshot(path=ARTIFACTS / f"panel-{name}.png")
    wider = "panel => panel.getBoundingClientRect().right"
    right = panel.root.evaluate(wider)
    assert not [edge for edge in panel.root.locator(":visible").evaluate_all(EDGES) if edge > right + 1]
    found = Axe().run(panel.page, context="#aa-magics-panel").response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")] == []


EDGES = "found => found.filter(one => !one.closest('.jp-sr-only')).map(one => one.getBoundingClientRect().right)"
