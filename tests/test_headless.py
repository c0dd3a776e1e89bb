"""Where nobody sits in front: nbconvert, papermill, nbval, and a terminal. Each is the real program."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pexpect
import pytest
from nbclient.client import NotebookClient

from aa_magics.magics.output import RUN_MIME
from tests.kernels import environment

FRAME = (
    "%load_ext aa_magics\nimport pandas as pd\ndf = pd.DataFrame({'price': [1.0, 2.0, 9.0], 'region': ['a', 'b', 'b']})"
)
GOAL = "%%analyst\naverage price by region"
RUN = "%%analyst --run\naverage price by region"
FAILS = """
class Failing:
    name = "failing"
    async def plan(self, goal, profiles):
        from aa_magics.model import Plan, Step
        return Plan(frames=(), steps=(Step(id="s1", agent="data_viz_agent", task="divide"),))
    async def write(self, step, goal, profiles, earlier):
        from aa_magics.model import Cell
        return [Cell(cell_type="code", source="1 / 0")]
%config AnalystMagics.engine = Failing()
"""


def written(folder: Path, *sources: str) -> Path:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "notebook.ipynb"
    nbformat.write(notebook, path)
    return path


def program(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True)


def plan_of(notebook: nbformat.NotebookNode, cell: int = 1) -> nbformat.NotebookNode:
    return next(output for output in notebook.cells[cell].outputs if RUN_MIME in output.get("data", {}))


CONVERT = ("nbconvert", "--to", "notebook", "--execute", "--output", "done.ipynb", "notebook.ipynb")
MILL = ("papermill", "notebook.ipynb", "done.ipynb")


@pytest.mark.parametrize("command", [CONVERT, MILL], ids=["nbconvert", "papermill"])
def test_plan_and_code_are_in_the_output_and_nothing_is_inserted(tmp_path: Path, command: tuple[str, ...]) -> None:
    written(tmp_path, FRAME, GOAL)
    done = program(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    notebook = nbformat.read(tmp_path / "done.ipynb", as_version=4)
    nbformat.validate(notebook)
    plan = plan_of(notebook)
    assert "groupby" in plan.data["text/markdown"]
    assert plan.data[RUN_MIME]["insert"] is False
    assert plan.data[RUN_MIME]["fallback"] == ""
    assert [cell.source for cell in notebook.cells if "papermill" not in cell.metadata.get("tags", ())] == [FRAME, GOAL]


@pytest.mark.parametrize("command", [CONVERT, MILL], ids=["nbconvert", "papermill"])
def test_run_shows_its_results_below_the_plan(tmp_path: Path, command: tuple[str, ...]) -> None:
    written(tmp_path, FRAME, RUN)
    done = program(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    plan, *results = nbformat.read(tmp_path / "done.ipynb", as_version=4).cells[1].outputs
    inside = [output for cell in plan.data[RUN_MIME]["cells"] for output in cell.get("outputs", ())]
    assert [output.get("data") for output in inside] == [result.get("data") for result in results]
    assert any("5.5" in result.data["text/plain"] for result in results if "data" in result)


@pytest.mark.parametrize("command", [CONVERT, MILL], ids=["nbconvert", "papermill"])
def test_cell_that_fails_turns_the_program_red(tmp_path: Path, command: tuple[str, ...]) -> None:
    written(tmp_path, FRAME, FAILS, RUN)
    done = program(tmp_path, *command)
    assert done.returncode != 0
    assert "RunError: Cell 1 of 1 failed: ZeroDivisionError: division by zero" in done.stderr


def test_executed_notebook_compares_equal_when_it_is_executed_again(tmp_path: Path) -> None:
    path = written(tmp_path, FRAME, GOAL, RUN, "%%analyst --plan\nmean of price", "price = 1\n%who_ls")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute(env=environment(tmp_path))
    nbformat.write(notebook, path)
    done = program(tmp_path, "pytest", "--nbval", "-p", "no:cacheprovider", "notebook.ipynb")
    assert done.returncode == 0, done.stdout


def test_html_export_shows_the_plan(tmp_path: Path) -> None:
    written(tmp_path, FRAME, GOAL)
    done = program(tmp_path, "nbconvert", "--to", "html", "--execute", "notebook.ipynb")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "notebook.html").read_text(encoding="utf-8")
    assert "it is the only frame" in page
    assert "groupby" in page


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is spawned")
def test_terminal_offers_the_code_at_its_next_prompt(tmp_path: Path) -> None:
    setup = FRAME.replace("%load_ext aa_magics\n", "").replace("\n", "; ")
    command = ["-m", "IPython", "--no-banner", "--ext", "aa_magics", "-c", setup, "-i", "--colors=NoColor"]
    terminal = pexpect.spawn(
        sys.executable,
        command,
        env=environment(tmp_path, TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1"),
        cwd=str(tmp_path),
        encoding="utf-8",
        timeout=60,
    )
    try:
        terminal.expect("In \\[1\\]")
        terminal.send("%%analyst df\r")
        terminal.send("average price by region\r\r\r")
        terminal.expect_exact("The code is at the next prompt and has not run.")
        terminal.expect("groupby")
    finally:
        terminal.close(force=True)
