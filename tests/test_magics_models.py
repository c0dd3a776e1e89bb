"""Runs whose cells were tried, in a real IPython shell: what they tell, hand on and run, and plans that are edited."""

import json
from functools import partial
from pathlib import Path

import psutil
import pytest

from aa_magics.analyst import analyze
from aa_magics.errors import PolicyError, RunError, UsageError
from aa_magics.magics import runs
from aa_magics.magics.frontend import FrontEnd
from aa_magics.model import Run
from tests.fakes import MendsCode, Notebook, TriesNothing
from tests.test_magics_kernel import wait_for

TWO = "a = 1\nfails = df['cost']"


@pytest.fixture
def models(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """A notebook whose engine's cells are tried."""
    notebook.magics.engine = MendsCode()
    monkeypatch.setattr(runs, "analyze", partial(analyze, trier=TriesNothing()))
    return notebook


def test_the_example_that_the_panel_is_tested_with_is_what_a_models_run_writes() -> None:
    example = json.loads((Path(__file__).parent / "contract/model_run.json").read_text())
    assert json.loads(Run.model_validate(example).model_dump_json()) == example


def answers(monkeypatch: pytest.MonkeyPatch, *said: str) -> list[str]:
    """Let a person answer so to what they are asked; return the questions."""
    asked: list[str] = []
    waiting = iter(said)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or next(waiting))
    return asked


def test_states_go_into_the_metadata_and_never_into_the_data(models: Notebook) -> None:
    models.analyst(TWO)
    assert set(models.metadata) == {"run", "state", "seconds", "started", "reports"}
    assert [(report["state"], report["repairs"]) for report in models.metadata["reports"]] == [
        ("done", 0),
        ("failed", 2),
    ]
    assert set(models.bundle) == {"goal", "engine", "plan", "agents", "cells", "fallback", "insert"}


def test_nothing_in_the_data_varies_where_nobody_is_there(models: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "front_end", lambda shell: FrontEnd("headless"))
    models.analyst(TWO)
    first = dict(models.shown.outputs[0]["data"])
    models.analyst(TWO)
    assert models.shown.outputs[0]["data"] == first


def test_text_says_which_step_failed_and_why(models: Notebook) -> None:
    models.analyst(TWO)
    assert "1. a = 1 (Charts)\n2. fails = df['cost'] (Charts) — failed: KeyError: 'cost'\n" in models.text()
    assert "— failed: KeyError: 'cost'" in models.text("text/markdown")


def test_text_says_what_was_repaired_and_tried_on_a_sample(models: Notebook) -> None:
    models.magics.engine = MendsCode(mended="sampled = 1")
    models.analyst("fails")
    assert "1. fails (Charts) — repaired once, tried on a sample of the rows\n" in models.text()
    assert models.bundle["cells"][0]["metadata"]["aa_magics"]["sampled"] is True


def test_a_cell_that_failed_its_trial_says_so_on_top_and_in_its_metadata(models: Notebook) -> None:
    _, failed = models.analyst(TWO)
    assert failed.startswith("# It failed when it was tried: KeyError: 'cost'")
    marks = [
        cell["metadata"]["aa_magics"].get("state") for cell in models.bundle["cells"] if cell["cell_type"] == "code"
    ]
    assert marks == ["done", "failed"]


@pytest.mark.parametrize("kind", ["fails", "refused"])
def test_run_leaves_out_what_failed_its_trial_and_says_so(
    models: Notebook, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    asked = answers(monkeypatch, "y")
    error = models.error(f"%%analyst --run\na = 1\n{kind} = 2\nb = 3")
    assert asked == ["Run 2 cells that mends-code wrote, in this kernel? [y/N] "]
    assert (type(error), error.message) == (RunError, "Cell 2 of 3 was not run: it failed when it was tried.")
    assert (models.shell.user_ns["a"], models.shell.user_ns["b"]) == (1, 3)
    assert kind not in models.shell.user_ns


def test_cells_that_a_person_does_not_want_to_run_are_handed_on(
    models: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "")
    models.analyst("a = 1", "--run")
    assert "a" not in models.shell.user_ns
    assert models.next_input == "# a = 1\na = 1"


def test_person_is_shown_the_code_before_it_runs(models: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("builtins.input", lambda _: seen.append(models.text()) or "n")
    models.analyst("a = 1 + 1", "--run")
    assert "# a = 1 + 1\na = 1 + 1" in seen[0]


def test_run_that_is_allowed_asks_nothing(models: Notebook) -> None:
    models.run("%config AnalystMagics.run_cells = 'allow'").raise_error()
    models.analyst("a = 1", "--run")
    assert models.shell.user_ns["a"] == 1


def test_run_that_is_never_allowed_asks_no_model(models: Notebook) -> None:
    models.run("%config AnalystMagics.run_cells = 'never'").raise_error()
    error = models.error("%%analyst --run\na = 1")
    assert (type(error), error.message) == (PolicyError, "--run is switched off here: run_cells is 'never'.")
    assert models.magics.engine.goals == []


def test_cells_of_recipes_have_a_policy_of_their_own(models: Notebook) -> None:
    models.run("%config AnalystMagics.run_cells = 'never'").raise_error()
    models.analyst("mean of price", "-e offline --run")
    assert any(cell.get("outputs") for cell in models.bundle["cells"])


def test_plan_is_written_when_a_person_says_go(models: Notebook) -> None:
    models.analyst("a = 1\nb = 2", "--plan")
    assert models.bundle["cells"] == []
    models.run("%analyst go").raise_error()
    assert [cell["source"] for cell in models.bundle["cells"] if cell["cell_type"] == "code"] == ["a = 1", "b = 2"]
    assert len(models.magics.engine.goals) == 1


def test_plan_of_recipes_is_written_when_a_person_says_go(models: Notebook) -> None:
    models.analyst("mean of price by region", "-e offline --plan")
    models.run("%analyst go --run").raise_error()
    assert 'groupby("region"' in models.bundle["cells"][-1]["source"]


def test_plan_can_be_edited_in_a_cell(models: Notebook) -> None:
    models.analyst("a = 1\nb = 2", "--plan")
    run = models.metadata["run"][:8]
    models.run("%analyst plan").raise_error()
    cell = models.next_input
    assert cell is not None
    head, goal, _, *lines = cell.splitlines()
    assert (head, goal) == (f"%%analyst go {run}", "# a = 1 b = 2")
    assert lines == ["data_viz_agent: a = 1", "data_viz_agent: b = 2"]
    models.run("\n".join([head, "polars_agent: c = 3 + 3", lines[1]])).raise_error()
    assert [step["task"] for step in models.bundle["plan"]["steps"]] == ["c = 3 + 3", "b = 2"]
    assert models.bundle["plan"]["steps"][0]["agent"] == "polars_agent"
    assert models.next_input is not None
    assert "c = 3 + 3" in models.next_input


def test_plan_of_an_earlier_kernel_is_found(models: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", "1")
    models.analyst("mean of price by region", "-e offline --plan")
    run = models.metadata["run"]
    del models.magics.__dict__["kernel"]
    models.run(f"%analyst go {run[:8]}").raise_error()
    assert models.bundle["cells"]


def test_go_without_a_plan_says_how_to_make_one(models: Notebook) -> None:
    assert str(models.error("%analyst go")) == "There is no plan to go on with.\nMake one first: %%analyst --plan"


def test_offline_engine_is_not_given_words(models: Notebook) -> None:
    models.analyst("mean of price by region", "-e offline --plan")
    error = models.error(f"%%analyst go {models.metadata['run']}\ndata_viz_agent: draw something nice")
    assert (type(error), error.message) == (
        UsageError,
        "Line 2 is no recipe's, and the offline engine writes nothing else.",
    )


def test_frame_that_is_called_go_is_a_frame(models: Notebook) -> None:
    models.run("go = df.copy()")
    models.analyst("a = 1", "go")
    assert models.bundle["goal"]["frames"] == ["go"]


def test_what_tries_cells_is_started_when_a_model_is_chosen(notebook: Notebook) -> None:
    notebook.run('%config AnalystMagics.engine = "ollama/llama3.2"').raise_error()
    settings = notebook.magics.settings()
    worker = notebook.magics.kernel.workers.take(settings)
    try:
        wait_for(lambda: any("aa_magics.trial" in child.cmdline() for child in psutil.Process().children()))
        assert notebook.magics.kernel.workers.take(settings) is not worker
    finally:
        worker.close()
        notebook.magics.kernel.workers.close()
