"""%analyst: agents are switched, runs are found, shown, inserted again and taken out."""

import pytest

from aa_magics.magics.output import UNDO_MIME
from tests.fakes import Notebook

ALL_SUBCOMMANDS = ["agents", "history", "show", "insert", "plan", "go", "sent", "undo", "note", "doctor", "help"]


@pytest.fixture
def kept(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """A notebook whose runs are kept."""
    monkeypatch.setenv("AA_MAGICS_HISTORY", "1")
    return notebook


def shown(notebook: Notebook, line: str) -> str:
    notebook.run(f"%analyst {line}").raise_error()
    return notebook.text()


def test_without_a_subcommand_it_explains_itself(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    shown(notebook, "")
    assert capsys.readouterr().out.startswith("Look after agents and runs.\n\n%analyst agents")


def test_agents_are_listed_with_their_uses(kept: Notebook) -> None:
    kept.analyst("df.head()")
    rows = {line.split()[0]: line.split()[1:3] for line in shown(kept, "agents").splitlines()}
    assert rows["data_viz_agent"] == ["on", "1"]
    assert rows["polars_agent"] == ["off", "0"]
    assert "| data\\_viz\\_agent | on | 1 |" in kept.text("text/markdown")


@pytest.mark.parametrize("history", ["0", "1"])
def test_agent_that_is_switched_off_works_on_nothing_until_it_is_on_again(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, history: str
) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", history)
    shown(notebook, "agents off data_viz_agent")
    notebook.analyst("1")
    assert "data_viz_agent" not in notebook.bundle["goal"]["agents"]
    shown(notebook, "agents on data_viz_agent polars_agent")
    notebook.analyst("1")
    assert {"data_viz_agent", "polars_agent"} <= set(notebook.bundle["goal"]["agents"])


def test_switch_is_kept_in_the_history_where_there_is_one(kept: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    shown(kept, "agents off data_viz_agent")
    assert capsys.readouterr().out == "data_viz_agent is off.\n"
    assert "data_viz_agent" in kept.magics.kernel.history.open().agents_off()


def test_switch_says_when_it_is_only_for_this_kernel(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    shown(notebook, "agents off data_viz_agent")
    assert capsys.readouterr().out == "data_viz_agent is off in this kernel.\n"


def test_history_lists_runs_newest_first_and_finds_words(kept: Notebook) -> None:
    kept.analyst("df.head()")
    kept.analyst("df.tail()")
    head, *rows = shown(kept, "history").splitlines()
    assert head.split() == ["run", "when", "goal", "frames", "state"]
    assert [row.split()[3] for row in rows] == ["df.tail()", "df.head()"]
    assert "df.tail()" not in shown(kept, "history head")


def test_history_without_a_match_says_so(kept: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    shown(kept, "history")
    shown(kept, "history gold mine")
    assert capsys.readouterr().out == "No run yet.\nNo run has all of these words: gold mine\n"


def test_history_that_is_off_says_how_to_switch_it_on(notebook: Notebook) -> None:
    error = notebook.error("%analyst history")
    assert str(error) == "History is off.\nSwitch it on: %config AnalystMagics.history = True"


def test_failed_run_is_kept_with_its_state(kept: Notebook) -> None:
    kept.error("%%analyst --run\n1 / 0")
    assert shown(kept, "history").endswith("failed")


@pytest.mark.parametrize("history", ["0", "1"])
def test_run_is_shown_and_inserted_by_the_beginning_of_its_id(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, history: str
) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", history)
    notebook.analyst("df.head()")
    first, run_id = notebook.bundle, notebook.metadata["run"]
    assert "\ndf.head()" in shown(notebook, f"show {run_id[:8]}")
    assert notebook.next_input is None
    shown(notebook, f"insert {run_id[:8]}")
    assert notebook.next_input == first["fallback"]
    assert notebook.bundle == first
    assert notebook.metadata["run"] == run_id


def test_run_of_an_earlier_kernel_is_found(kept: Notebook) -> None:
    kept.analyst("df.head()")
    run_id, fallback = kept.metadata["run"], kept.bundle["fallback"]
    del kept.magics.__dict__["kernel"]
    shown(kept, f"insert {run_id}")
    assert kept.bundle["fallback"] == fallback


def test_run_without_cells_cannot_be_inserted(kept: Notebook) -> None:
    assert kept.run("%%analyst -e offline\nxyzzy plugh").error_in_exec is not None
    run = kept.magics.kernel.history.open().runs().items[0]
    assert run.state == "failed"
    assert kept.error(f"%analyst insert {run.id}").message == f"Run {run.id[:8]} has no cells: it was failed."


def test_undo_asks_the_front_end_for_the_latest_or_for_one_run(notebook: Notebook) -> None:
    notebook.analyst("df.head()")
    run_id = notebook.metadata["run"]
    assert "delete the cell" in shown(notebook, "undo")
    assert notebook.shown.outputs[0]["data"][UNDO_MIME] == {"run": None}
    shown(notebook, f"undo {run_id[:6]}")
    assert notebook.shown.outputs[0]["data"][UNDO_MIME] == {"run": run_id}


def test_doctor_checks_what_the_notebook_is_set_to(kept: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    kept.run("%config AnalystMagics.history = False")
    shown(kept, "doctor")
    told = capsys.readouterr().out
    assert "kernel history: off by choice" in told
    assert "server packages:" in told


def test_long_goal_is_cut_in_the_list(kept: Notebook) -> None:
    kept.analyst("'" + "long " * 30 + "'")
    assert "lon…  df" in shown(kept, "history")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (
            "%%analyst ",
            [
                "df",
                "-e",
                "--engine",
                "-a",
                "--agents",
                "--privacy",
                "--take",
                "--plan",
                "--run",
                "--no-insert",
                "--fresh",
            ],
        ),
        ("%%analyst d", ["df"]),
        ("%%analyst df --pl", ["--plan"]),
        ("%%analyst df --privacy s", ["schema", "stats", "samples"]),
        ("%%analyst -e ", ["offline", "my_engine"]),
        ("%%analyst --engine=o", ["offline"]),
        ("%%analyst -a da", ["data_viz_agent"]),
        ("%%analyst --agents data_viz_agent,sk", ["sk_learn_agent"]),
        ("%%analyst df\nplot it @po", ["polars_agent"]),
        ("%%analyst\n\n@fea", ["feature_engineering_agent"]),
        ("%analyst ", ALL_SUBCOMMANDS),
        ("%analyst u", ["undo"]),
        ("x = 1\n%analyst agents o", ["on", "off"]),
        ("%analyst agents on po", ["polars_agent"]),
    ],
)
def test_what_is_completed(notebook: Notebook, typed: str, offered: list[str]) -> None:
    notebook.shell.user_ns["my_engine"] = notebook.magics.engine
    assert completed(notebook, typed) == offered


def test_ids_of_runs_are_completed(kept: Notebook) -> None:
    kept.analyst("1")
    of_this_kernel = kept.metadata["run"]
    kept.magics.kernel.made.__init__()
    kept.analyst("2")
    assert completed(kept, "%analyst show ") == [kept.metadata["run"], of_this_kernel]
    assert completed(kept, f"%analyst insert {of_this_kernel[:7]}") == [of_this_kernel]


@pytest.mark.parametrize("typed", ["%%analyst df\nd", "df.he", "%%time\n%analyst"])
def test_elsewhere_ipython_completes_as_ever(notebook: Notebook, typed: str) -> None:
    with_ours = completed(notebook, typed)
    notebook.run("%unload_ext aa_magics")
    assert [text for text in with_ours if "analyst" not in text] == completed(notebook, typed)


def completed(notebook: Notebook, typed: str) -> list[str]:
    from IPython.core.completer import provisionalcompleter

    with provisionalcompleter():
        return [completion.text for completion in notebook.shell.Completer.completions(typed, len(typed))]
