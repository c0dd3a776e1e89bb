"""Cells of runs arrive in a notebook once, come back by one undo, and are left alone where a person worked."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.ui.conftest import Server, open_notebook
from tests.ui.notebooks import OpenNotebook, write_notebook

LOAD = "%load_ext analyst_double"
GOAL = "%%analyst sales\n"


def origins(cells: list[dict[str, Any]]) -> list[dict[str, str]]:
    found = [cell["metadata"].get("aa_magics") for cell in cells]
    return [origin for origin in found if origin]


def compared(cells: list[dict[str, Any]]) -> list[Any]:
    """Return what a run must not change: sources, ids, origins, counts and the data of outputs."""
    same = ("id", "cell_type", "source", "execution_count")
    origin = [cell["metadata"].get("aa_magics") for cell in cells]
    data = [[{**output, "metadata": None} for output in cell.get("outputs", [])] for cell in cells]
    return [[[cell.get(key) for key in same] for cell in cells], origin, data]


def test_cells_arrive_once_below_the_magic_cell(notebook: OpenNotebook) -> None:
    notebook.analyse("# Growth\n---\nx = 1\n---\nx")
    notebook.expect_sources(LOAD, f"{GOAL}# Growth\n---\nx = 1\n---\nx", "# Growth", "x = 1", "x", "")
    assert [cell["cell_type"] for cell in notebook.cells] == ["code", "code", "markdown", "code", "code", "code"]
    assert all(cell["metadata"].get("trusted") for cell in notebook.cells if cell["cell_type"] == "code")
    made = origins(notebook.cells)
    assert [origin["step"] for origin in made] == ["s1", "s1", "s1"]
    assert len({origin["run"] for origin in made}) == 1


def test_one_undo_takes_all_cells_back_and_nothing_else(notebook: OpenNotebook) -> None:
    notebook.analyse("x = 1\n---\nx")
    notebook.press(2, "z")
    notebook.expect_sources(LOAD, f"{GOAL}x = 1\n---\nx", "")
    notebook.press(1, "Shift+Z")
    notebook.expect_sources(LOAD, f"{GOAL}x = 1\n---\nx", "x = 1", "x", "")


def test_shift_enter_walks_on_through_the_new_cells(notebook: OpenNotebook) -> None:
    notebook.analyse("x = 6\n---\nx * 7")
    assert notebook.active == 2
    notebook.page.keyboard.press("Shift+Enter")
    notebook.page.keyboard.press("Shift+Enter")
    notebook.wait_idle()
    assert notebook.cells[3]["outputs"][0]["data"] == {"text/plain": "42"}
    assert notebook.active == 4


def test_who_has_moved_on_is_left_there(lab: OpenNotebook) -> None:
    lab.write(1, "%%analyst sales --wait 1.5\nx = 1")
    lab.start(1)
    lab.select(0)
    lab.wait_idle()
    assert (lab.active, len(lab.cells)) == (0, 3)


def test_opening_a_saved_notebook_inserts_nothing(notebook: OpenNotebook) -> None:
    notebook.analyse("x = 1")
    notebook.press(2, "d", "d")
    notebook.save()
    notebook.open()
    notebook.expect_plan("Insert cells")
    assert notebook.sources == [LOAD, f"{GOAL}x = 1", ""]
    notebook.button("Insert cells").click()
    notebook.expect_sources(LOAD, f"{GOAL}x = 1", "x = 1", "")


def test_running_the_same_goal_again_touches_nothing(notebook: OpenNotebook) -> None:
    notebook.analyse("x = 1\n---\nx")
    before = notebook.cells
    notebook.run(1)
    after = notebook.cells
    assert [cell["id"] for cell in after] == [cell["id"] for cell in before]
    assert origins(after) == origins(before)
    assert notebook.active == 2


def test_another_goal_replaces_the_cells_that_nobody_edited(lab: OpenNotebook) -> None:
    lab.analyse("x = 1\n---\ny = 2\n---\nz = 3")
    lab.write(3, "y = 'mine'")
    lab.write(1, f"{GOAL}x = 1\n---\nz = 4")
    lab.run(1)
    lab.expect_sources(LOAD, f"{GOAL}x = 1\n---\nz = 4", "x = 1", "z = 4", "y = 'mine'", "")
    assert [bool(cell["metadata"].get("aa_magics")) for cell in lab.cells] == [False, False, True, True, False, False]


def test_restart_and_run_all_changes_nothing(notebook: OpenNotebook) -> None:
    notebook.analyse("# Growth\n---\nx = 1\n---\nx")
    notebook.write(5, f"{GOAL}y = 2\n---\ny")
    notebook.run(5)
    notebook.write(8, "x + y")
    notebook.restart_and_run_all()
    accepted = compared(notebook.cells)
    for _ in range(3):
        notebook.restart_and_run_all()
        assert compared(notebook.cells) == accepted


def test_while_cells_wait_the_plan_says_what_would_change(lab: OpenNotebook) -> None:
    lab.analyse("x = 1\n---\nx")
    lab.write(1, f"{GOAL}x = 2\n---\nx + 1")
    lab.restart_and_run_all()
    assert lab.sources == [LOAD, f"{GOAL}x = 2\n---\nx + 1", "x = 1", "x", ""]
    lab.expect_plan("2 cells would change")
    lab.button("Update").click()
    lab.expect_sources(LOAD, f"{GOAL}x = 2\n---\nx + 1", "x = 2", "x + 1", "")


def test_edited_cells_are_never_touched(lab: OpenNotebook) -> None:
    lab.analyse("x = 1\n---\nx")
    lab.write(2, "x = 'mine'")
    lab.restart_and_run_all()
    lab.run(1)
    assert lab.sources == [LOAD, f"{GOAL}x = 1\n---\nx", "x = 'mine'", "x", ""]
    lab.button("Remove these cells").click()
    lab.expect_sources(LOAD, f"{GOAL}x = 1\n---\nx", "x = 'mine'", "")


def test_the_right_notebook_gets_the_cells_though_the_tab_changed(lab: OpenNotebook, server: Server) -> None:
    write_notebook(server.root / "other.ipynb", ["1"])
    lab.write(1, "%%analyst sales --wait 2\nx = 1")
    lab.start(1)
    lab.page.evaluate("window.jupyterapp.commands.execute('docmanager:open', {path: 'other.ipynb'})")
    other = OpenNotebook(lab.page, "lab", "other.ipynb")
    other.wait("widget?.context.isReady && widget.isVisible")
    lab.expect_sources(LOAD, "%%analyst sales --wait 2\nx = 1", "x = 1")
    assert other.sources == ["1"]


def test_cells_follow_a_magic_cell_that_was_moved_meanwhile(lab: OpenNotebook) -> None:
    lab.write(1, "%%analyst sales --wait 2\nx = 1")
    lab.start(1)
    lab.press(1, "Control+Shift+ArrowUp")
    lab.expect_sources("%%analyst sales --wait 2\nx = 1", "x = 1", LOAD)


def test_cells_of_a_deleted_magic_cell_come_with_its_return(lab: OpenNotebook) -> None:
    lab.write(1, "%%analyst sales --wait 2\nx = 1")
    lab.start(1)
    lab.press(1, "d", "d")
    lab.wait_idle()
    assert lab.sources == [LOAD]
    lab.press(0, "z")
    lab.expect_sources(LOAD, "%%analyst sales --wait 2\nx = 1", "x = 1")


def test_a_read_only_notebook_keeps_its_cells(page: Page, server: Server) -> None:
    notebook = open_notebook(page, server, "lab", "readonly")
    notebook.analyse("x = 1")
    assert notebook.sources == [LOAD, f"{GOAL}x = 1", ""]
    assert notebook.button("Insert cells").is_disabled()
    notebook.expect_plan("This notebook is read-only.")


def test_cells_far_out_of_view_are_inserted_run_and_removed(lab: OpenNotebook) -> None:
    many = "\n---\n".join(f"print({number}, *range(200), sep='\\n')" for number in range(60))
    lab.analyse(many)
    lab.button("Run these cells").click()
    lab.wait("model.sharedModel.cells.slice(2, 62).every(cell => cell.execution_count)")
    lab.wait_idle()
    assert all(cell["outputs"] for cell in lab.cells[2:62])
    lab.run(1)
    assert len(lab.cells) == 63
    lab.press(1, "g", "x")
    lab.expect_sources(LOAD, f"{GOAL}{many}", "")


def test_cells_that_the_kernel_ran_bring_their_outputs(lab: OpenNotebook) -> None:
    lab.analyse("x = 1\n---\nx", "sales --run")
    lab.wait("model.sharedModel.getCell(1).outputs.length === 1")
    texts = [cell["outputs"][0].get("text") for cell in lab.cells[1:4]]
    assert texts == [None, "printed by 'x = 1'\n", "printed by 'x'\n"]
    before = compared(lab.cells[2:4])
    lab.run(1)
    assert compared(lab.cells[2:4]) == before
    assert len(lab.cells[1]["outputs"]) == 1


def test_no_insert_leaves_a_button(lab: OpenNotebook) -> None:
    lab.analyse("x = 1", "sales --no-insert")
    lab.expect_plan("Insert cells")
    assert len(lab.cells) == 3


def test_with_the_setting_off_the_plan_offers_a_button(page: Page, server: Server) -> None:
    settings = server.root.parent / "settings/aa-magics-labextension/plugin.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"insertCells": false}')
    try:
        notebook = open_notebook(page, server, "lab")
        notebook.analyse("x = 1")
        notebook.expect_plan("Insert cells")
        assert notebook.sources == [LOAD, f"{GOAL}x = 1", ""]
    finally:
        settings.unlink()


def test_a_failed_run_says_so(lab: OpenNotebook) -> None:
    lab.analyse("x = 1", "sales --fail")
    lab.expect_plan("failed")
    assert lab.plan.get_by_role("button").count() == 0
    assert len(lab.cells) == 3


@pytest.mark.parametrize("line", ["%analyst_undo", "%analyst_undo {run}"])
def test_a_line_of_the_kernel_takes_the_cells_back(lab: OpenNotebook, line: str) -> None:
    lab.analyse("x = 1\n---\nx")
    run = lab.cells[1]["outputs"][0]["metadata"]["application/vnd.aa-magics.run.v1+json"]["run"]
    line = line.format(run=run)
    lab.write(4, line)
    lab.run(4)
    lab.expect_sources(LOAD, f"{GOAL}x = 1\n---\nx", line, "")
