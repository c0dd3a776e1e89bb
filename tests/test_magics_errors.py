"""Bad input: an error in two lines, and nothing lost."""

import os
import sqlite3
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aa_magics.analyst import HistoryWarning
from aa_magics.errors import AgentError, AnalystError, EngineError, FrameError, GoalError, RunError, UsageError
from tests.fakes import Notebook

SETUP = """
empty = df.iloc[:0]
bare = df[[]]
number = 3
pairs = [(1, 2)]
"""


@pytest.mark.parametrize(
    ("source", "error", "message", "hint"),
    [
        ("%%analyst", GoalError, "The goal is empty.", "Write what you want to know"),
        ("%%analyst df\n   \n", GoalError, "The goal is empty.", "Write what you want to know"),
        ("%%analyst dff\nx", FrameError, "There is no variable named 'dff'.", "Did you mean df?"),
        ("%%analyst zzzzz\nx", FrameError, "There is no variable named 'zzzzz'.", "Known: df, empty, bare."),
        ("%%analyst df[:1]\nx", FrameError, "'df[:1]' is not the name of a variable.", "frame = df[:1]"),
        ("%%analyst number\nx", FrameError, "'number' is an int, not a pandas DataFrame.", "Name a DataFrame"),
        ("%%analyst pairs\nx", FrameError, "'pairs' is a list, not a pandas DataFrame.", "pd.DataFrame(pairs)"),
        ("%%analyst empty\nx", FrameError, "'empty' has no rows (0 x 2).", "Check what made it"),
        ("%%analyst bare\nx", FrameError, "'bare' has no columns (3 x 0).", "Check what made it"),
        ("%%analyst df -a data_viz_agnt\nx", AgentError, "There is no agent named 'data_viz_agnt'.", "data_viz_agent"),
        ("%%analyst\nx @data_viz_agnt", AgentError, "There is no agent named 'data_viz_agnt'.", "@data_viz_agent"),
        ("%%analyst df -e of\nx", EngineError, "There is no engine named 'of'.", "offline"),
        ("%%analyst --inser\nx", UsageError, "There is no option '--inser'.", "Did you mean --no-insert"),
        ("%%analyst --engine\nx", UsageError, "Argument -e/--engine: expected one argument.", "%%analyst?"),
        ("%%analyst --plan --run\nx", UsageError, "Argument --run: not allowed with argument --plan.", "%%analyst?"),
        ("%analyst histroy", UsageError, "There is no subcommand 'histroy'.", "Did you mean history?"),
        ("%analyst agents offf x", UsageError, "%analyst agents cannot 'offf x'.", "%analyst agents on"),
        ("%analyst agents off data_viz", AgentError, "There is no agent named 'data_viz'.", "data_viz_agent"),
        ("%analyst show", UsageError, "%analyst show takes the id of one run.", "%analyst history"),
        ("%analyst insert nope", RunError, "No run starts with 'nope'.", "%analyst history"),
    ],
)
def test_bad_input_is_told_in_two_lines_and_nothing_is_lost(
    notebook: Notebook,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    error: type[AnalystError],
    message: str,
    hint: str,
) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", "1")
    notebook.run(SETUP)
    bound = {name: value for name, value in notebook.shell.user_ns.items() if not name.startswith("_")}
    told = notebook.error(source)
    assert (type(told), told.message) == (error, message)
    assert hint in told.hint
    assert notebook.next_input is None
    assert notebook.shown.outputs == []
    assert {name: notebook.shell.user_ns[name] for name in bound} == bound
    assert notebook.magics.kernel.history.open().runs().items == ()


def test_no_frame_at_all(notebook: Notebook) -> None:
    notebook.run("del df")
    assert notebook.error("%%analyst\nx").message == "There is no DataFrame to work on."
    assert notebook.error("%%analyst sales\nx").hint == 'Make one first, such as: df = pd.read_csv("file.csv")'


def test_unclear_frame_lists_the_candidates(notebook: Notebook) -> None:
    notebook.shell.user_ns["other"] = notebook.shell.user_ns["df"].copy()
    notebook.shell.history_manager.reset()
    error = notebook.error("%%analyst\nx")
    assert "df (3 x 2), other (3 x 2)" in error.message
    assert error.hint == "Name it on the magic line: %%analyst df"


def test_every_agent_off(notebook: Notebook) -> None:
    names = "preprocessing_agent statistical_analytics_agent sk_learn_agent data_viz_agent feature_engineering_agent"
    notebook.run(f"%analyst agents off {names}").raise_error()
    error = notebook.error("%%analyst\nx")
    assert (type(error), error.message) == (AgentError, "Every agent is off.")


def test_error_is_shown_without_a_traceback(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.error("%%analyst\n ")
    assert capsys.readouterr().out.splitlines() == [
        "GoalError: The goal is empty.",
        "Write what you want to know, such as: mean of price by region",
    ]


def test_fault_of_an_engine_is_not_hidden(notebook: Notebook) -> None:
    async def plan(*_: object) -> None:
        raise ZeroDivisionError("the engine's own")

    notebook.magics.engine.plan = plan
    assert isinstance(notebook.run("%%analyst\nx").error_in_exec, ZeroDivisionError)
    assert notebook.magics.kernel.made.runs == []


def test_setting_that_cannot_be(notebook: Notebook) -> None:
    notebook.run("%config AnalystMagics.retention_days = -1")
    assert notebook.error("%%analyst\nx").message == "AnalystMagics.retention_days cannot be -1."


def locked(path: Path) -> object:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    return holder


def corrupt(path: Path) -> object:
    return path.write_bytes(b"no database" * 1000)


def newer(path: Path) -> object:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE aa_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO aa_version VALUES ('9999')")
    return database.close()


def folder(path: Path) -> object:
    return path.mkdir()


def full(path: Path) -> object:
    os.symlink("/dev/full", path)
    return None


@pytest.mark.parametrize("broken", [locked, corrupt, newer, folder, full])
def test_broken_history_costs_one_warning(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, broken: Callable[[Path], object]
) -> None:
    path = tmp_path / "broken.db"
    monkeypatch.setenv("AA_MAGICS_HISTORY", "1")
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", f"sqlite:///{path}?timeout=0.1")
    held = broken(path)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert notebook.analyst("df.head()")
        assert notebook.analyst("df.tail()")
        notebook.run("%analyst agents").raise_error()
    assert [(w.category, str(w.message)[:28]) for w in told] == [(HistoryWarning, "Runs are not recorded now. T")]
    assert str(path) in str(told[0].message)
    assert str(path) in notebook.error("%analyst history").message
    del held


def test_history_that_breaks_later_costs_one_warning(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", "1")
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", f"sqlite:///{tmp_path / 'later.db'}?timeout=0.1")
    notebook.analyst("df.head()")
    with closing(sqlite3.connect(tmp_path / "later.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.warns(HistoryWarning, match="locked") as told:
            assert [notebook.analyst("df.head()"), notebook.analyst("df.head()")]
    assert len(told) == 1


def test_history_that_may_only_be_read_costs_one_warning(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "read-only.db"
    monkeypatch.setenv("AA_MAGICS_HISTORY", "1")
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", f"sqlite:///{path}")
    notebook.analyst("df.head()")
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.warns(HistoryWarning, match="cannot be written") as told:
        assert [notebook.analyst("df.head()"), notebook.analyst("df.head()")]
    assert len(told) == 1
    notebook.run("%analyst history").raise_error()
    assert notebook.text().count("df.head()") == 1
