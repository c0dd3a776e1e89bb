"""`--run`: the cells of a run are executed in the kernel, and what they show is collected as nbformat has it."""

from typing import Any

import nbformat
import pytest

from aa_magics.errors import RunError
from tests.fakes import Notebook


def outputs(notebook: Notebook) -> list[dict[str, Any]]:
    return [output for cell in notebook.bundle["cells"] for output in cell.get("outputs", [])]


def test_code_lands_in_the_namespace(notebook: Notebook) -> None:
    notebook.analyst("means = df.mean(numeric_only=True)\nimport statistics", "--run")
    assert notebook.shell.user_ns["means"]["price"] == pytest.approx(7 / 3)
    assert notebook.shell.user_ns["statistics"]


def test_nothing_is_handed_on(notebook: Notebook) -> None:
    notebook.analyst("df.head()", "--run")
    assert notebook.next_input is None


def test_everything_that_a_cell_shows_is_kept_in_order(notebook: Notebook) -> None:
    code = "import sys; print('a'); print('b'); display(1); print('c', file=sys.stderr); print('d'); 'end'"
    notebook.analyst(code, "--run")
    kinds = [(output["output_type"], output.get("name"), output.get("text")) for output in outputs(notebook)]
    assert kinds == [
        ("stream", "stdout", "a\nb\n"),
        ("display_data", None, None),
        ("stream", "stderr", "c\n"),
        ("stream", "stdout", "d\n"),
        ("execute_result", None, None),
    ]


def test_outputs_are_valid_in_a_notebook(notebook: Notebook) -> None:
    notebook.analyst("print(1); display(df); display(b'x'); df\n1 / 1", "--run")
    cells = [
        nbformat.v4.new_code_cell(cell["source"], outputs=[nbformat.from_dict(o) for o in cell["outputs"]])
        for cell in notebook.bundle["cells"]
        if cell["cell_type"] == "code"
    ]
    nbformat.validate(nbformat.v4.new_notebook(cells=cells))


def test_outputs_are_shown_again_below_the_plan(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.analyst("print('told'); len(df)", "--run")
    assert [output["data"].get("text/plain") for output in notebook.shown.outputs][1:] == ["3"]
    assert capsys.readouterr().out == "told\n"


def test_code_is_shown_with_its_outputs(notebook: Notebook) -> None:
    notebook.analyst("len(df)", "--run")
    assert "\nlen(df)" in notebook.text()


def test_value_before_a_semicolon_is_not_shown(notebook: Notebook) -> None:
    notebook.analyst("len(df);", "--run")
    assert outputs(notebook) == []


def test_what_shows_itself_is_shown_once(notebook: Notebook) -> None:
    notebook.analyst("type('Chart', (), {'_ipython_display_': lambda self: print('drawn')})()", "--run")
    assert [output["output_type"] for output in outputs(notebook)] == ["stream"]


def test_update_replaces_what_was_displayed(notebook: Notebook) -> None:
    notebook.analyst("shown = display(1, display_id='n'); shown.update(2); print(3)", "--run")
    display, stream = outputs(notebook)
    assert display["data"]["text/plain"] == "2"
    assert stream["text"] == "3\n"


def test_cleared_output_is_gone(notebook: Notebook) -> None:
    notebook.run("from IPython.display import clear_output")
    notebook.analyst("print(1); clear_output(); print(2); clear_output(wait=True); print(3)", "--run")
    assert [output["text"] for output in outputs(notebook)] == ["3\n"]


def test_picture_is_text_in_the_bundle(notebook: Notebook) -> None:
    notebook.analyst("from IPython.display import Image; Image(b'\\x89PNG\\r\\n\\x1a\\n', width=1)", "--run")
    assert isinstance(outputs(notebook)[0]["data"]["image/png"], str)


def test_first_failing_cell_stops_the_run(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    error = notebook.error("%%analyst --run\na = 1\nraise KeyError('gone')\nb = 2")
    assert isinstance(error, RunError)
    assert isinstance(error.__cause__, KeyError)
    assert error.message == "Cell 2 of 3 failed: KeyError: 'gone'"
    assert "a" in notebook.shell.user_ns
    assert "b" not in notebook.shell.user_ns
    assert "Traceback" in capsys.readouterr().err
    assert notebook.metadata["state"] == "failed"
    executed = [cell.get("outputs") for cell in notebook.bundle["cells"] if cell["cell_type"] == "code"]
    assert [[output["output_type"] for output in cell] for cell in executed] == [[], ["error"], []]


def test_cell_that_cannot_be_compiled_fails_as_well(notebook: Notebook) -> None:
    assert "SyntaxError" in notebook.error("%%analyst --run\nreturn 1").message


def test_notebooks_own_output_is_given_back(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.error("%%analyst --run\n1 / 0")
    notebook.run("print('mine')\n3")
    assert capsys.readouterr().out.endswith("mine\nOut[3]: 3\n")
    assert notebook.run("1 / 0").error_in_exec is not None
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_numbers_of_the_notebooks_cells_stay_as_they_are(notebook: Notebook) -> None:
    before = notebook.shell.execution_count
    notebook.analyst("1\n2\n3", "--run")
    assert notebook.shell.execution_count == before + 1
