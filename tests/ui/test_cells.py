"""Cells of runs arrive in a notebook once, come back by one undo, and are left alone where a person worked."""

from tests.ui.notebooks import OpenNotebook

LOAD = "%load_ext analyst_double"
GOAL = "%%analyst sales\n"


def test_cells_arrive_once_below_the_magic_cell(notebook: OpenNotebook) -> None:
    notebook.analyse("# Growth\n---\nx = 1\n---\nx")
    notebook.expect_sources(LOAD, f"{GOAL}# Growth\n---\nx = 1\n---\nx", "# Growth", "x = 1", "x", "")
    kinds = [cell["cell_type"] for cell in notebook.cells]
    assert kinds == ["code", "code", "markdown", "code", "code", "code"]
