"""%%analyst in a real IPython shell: what it shows, what it hands on, and what it leaves alone."""

import json
from pathlib import Path

import pytest

from aa_magics.errors import GoalError
from aa_magics.magics.output import RUN_MIME
from aa_magics.model import Plan, Step
from aa_magics.testing import FakeEngine
from tests.fakes import Notebook

CONTRACT = Path(__file__).parent / "contract"


def test_goal_becomes_code_at_the_next_prompt(notebook: Notebook) -> None:
    notebook.analyst("means = df.mean(numeric_only=True)")
    assert notebook.next_input == "# means = df.mean(numeric_only=True)\nmeans = df.mean(numeric_only=True)"


def test_cells_of_several_steps_arrive_in_percent_format(notebook: Notebook) -> None:
    notebook.analyst("df.head()\ndf.tail()")
    assert notebook.next_input is not None
    assert notebook.next_input.count("# %%\n") == 2
    assert "display(df.head())" in notebook.next_input
    assert notebook.bundle["fallback"] == notebook.next_input


def test_cells_are_not_run(notebook: Notebook) -> None:
    notebook.analyst("means = df.mean(numeric_only=True)")
    assert "means" not in notebook.shell.user_ns


@pytest.mark.parametrize(
    "goal", ["df['{price}']", "'$HOME $df {df} {{1}}'", '"it\'s \\"quoted\\" \\\\"', "'ü 価格 🐻'"]
)
def test_goal_arrives_as_it_is_typed(notebook: Notebook, goal: str) -> None:
    notebook.analyst(goal)
    assert notebook.magics.engine.goals[-1].text == goal


def test_output_has_what_front_ends_are_promised(notebook: Notebook) -> None:
    notebook.analyst("df.head()")
    (output,) = notebook.shown.outputs
    assert set(output["data"]) == {RUN_MIME, "text/markdown", "text/plain"}
    assert set(notebook.bundle) == {"goal", "engine", "plan", "agents", "cells", "fallback", "insert"}
    assert set(notebook.metadata) == {"run", "state", "seconds", "started"}
    assert notebook.bundle["agents"] == {"data_viz_agent": {"title": "Charts", "icon": "chart"}}
    assert output["transient"]["display_id"]
    json.dumps(output["data"])


def test_run_is_shown_as_the_contract_has_it(notebook: Notebook) -> None:
    contract = json.loads((CONTRACT / "run.json").read_text())
    notebook.analyst("df.head()")
    assert notebook.bundle.keys() & contract.keys() == {"goal", "engine", "plan", "cells"}
    for name in ("goal", "plan"):
        told = contract[name].keys() - {"read_as", "alternatives"}  # which only some have
        assert notebook.bundle[name].keys() == told
    assert notebook.bundle["cells"][0].keys() == contract["cells"][0].keys()
    assert notebook.bundle["cells"][0]["metadata"]["aa_magics"].keys() == {"step", "agent", "source_hash"}


def test_nothing_in_the_data_varies_from_run_to_run(notebook: Notebook) -> None:
    notebook.analyst("df.head()")
    first, told = dict(notebook.shown.outputs[0]["data"]), notebook.metadata
    notebook.analyst("df.head()")
    assert notebook.shown.outputs[0]["data"] == first
    assert notebook.metadata["run"] != told["run"]


def test_plan_only_shows_the_plan(notebook: Notebook) -> None:
    notebook.analyst("rows = len(df)", "--plan")
    assert notebook.next_input is None
    assert notebook.bundle["insert"] is False
    assert notebook.text().splitlines() == [
        "df: 3 rows × 2 columns (it is the only frame)",
        "1. rows = len(df) (Charts)",
        "",
        "Nothing is written yet. To write it: %analyst go; to change it first: %analyst plan",
    ]
    assert notebook.bundle["cells"] == []


def test_no_insert_shows_plan_and_code(notebook: Notebook) -> None:
    notebook.analyst("df.head()", "--no-insert")
    assert notebook.next_input is None
    assert notebook.bundle["insert"] is False
    assert "```python\n# df.head()\ndf.head()\n```" in notebook.text("text/markdown")
    assert "\ndf.head()" in notebook.text()


def test_plan_says_what_was_not_used_and_what_was_assumed(notebook: Notebook) -> None:
    step = Step(id="s1", agent="data_viz_agent", task="Draw price", uses=("df",), creates=("drawn",))
    plan = Plan(frames=(), steps=(step,), unused=("fastest",), assumptions=("growth stands for price",))
    notebook.magics.engine = FakeEngine(plan, {"s1": "drawn = df"})
    notebook.analyst("draw it")
    assert "1. Draw price → drawn (Charts)\nNot used: fastest\nAssumed: growth stands for price" in notebook.text()
    assert "1. Draw price → drawn *(Charts)*" in notebook.text("text/markdown")


def test_hostile_text_stays_text(notebook: Notebook) -> None:
    task = "![x](https://evil.example/?q=1) <img src=x onerror=alert(1)>\n\x1b[31m\u202e```"
    plan = Plan(frames=(), steps=(Step(id="s1", agent="data_viz_agent", task=task),))
    notebook.magics.engine = FakeEngine(plan, {"s1": 'print("```")'})
    notebook.analyst("x", "--no-insert")
    plan_text, fence, _ = notebook.text("text/markdown").partition("\n````python\n")
    assert fence
    assert "![" not in plan_text
    assert "<img" not in plan_text
    assert "://" not in plan_text
    assert not {"\x1b", "\u202e"} & set(notebook.text())


def test_column_name_with_control_characters_gives_code_that_runs(notebook: Notebook) -> None:
    notebook.run("df = df.rename(columns={'price': 'price\\x00\\x1b[31m\\u202e'})").raise_error()
    notebook.analyst("average by region", "-e offline --run")
    assert not {"\x00", "\x1b", "\u202e"} & set("".join(cell["source"] for cell in notebook.bundle["cells"]))


def test_engine_option_wins_over_the_setting(notebook: Notebook) -> None:
    notebook.analyst("average price by region", "--engine offline")
    assert notebook.bundle["engine"] == "offline"


def test_variable_of_the_notebook_can_be_the_engine(notebook: Notebook) -> None:
    notebook.shell.user_ns["mine"] = FakeEngine(Plan(frames=(), steps=()), {})
    notebook.run("%config AnalystMagics.engine = 'offline'")
    notebook.analyst("df.head()", "-e mine")
    assert notebook.bundle["engine"] == "fake"


def test_goal_that_an_engine_refuses_inserts_nothing(notebook: Notebook) -> None:
    notebook.magics.engine = FakeEngine(Plan(frames=(), steps=()), {}, fails=GoalError("Not this.", "Ask for that."))
    assert notebook.error("%%analyst\nx").message == "Not this."
    assert (notebook.next_input, notebook.shown.outputs) == (None, [])


def test_agents_come_from_the_line_the_goal_or_the_setting(notebook: Notebook) -> None:
    notebook.run("%config AnalystMagics.agents = ['polars_agent']")
    asked = []
    for line, goal in (("-a sk_learn_agent,data_viz_agent", "1"), ("", "1  # @sk_learn_agent"), ("", "1")):
        notebook.analyst(goal, line)
        asked.append(notebook.bundle["goal"]["agents"])
    assert asked == [["sk_learn_agent", "data_viz_agent"], ["sk_learn_agent"], ["polars_agent"]]


def test_several_frames_can_be_named(notebook: Notebook) -> None:
    notebook.run("orders = df.copy()")
    notebook.analyst("1", "orders, df")
    assert notebook.bundle["goal"]["frames"] == ["orders", "df"]


def test_nothing_is_left_in_the_namespace(notebook: Notebook) -> None:
    before = set(notebook.shell.user_ns)
    notebook.analyst("df.head()")
    notebook.run("%analyst agents")
    assert {name for name in set(notebook.shell.user_ns) - before if not name.startswith("_i")} == set()


def test_config_is_listed_and_checked(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.run("%config AnalystMagics")
    listed = capsys.readouterr().out
    for name in ("engine", "agents", "history", "history_url", "retention_days"):
        assert f"AnalystMagics.{name}=" in listed


def test_unset_traits_fall_back_to_the_environment(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_RETENTION_DAYS", "7")
    assert notebook.magics.settings().retention_days == 7
    notebook.run("%config AnalystMagics.retention_days = 30")
    assert notebook.magics.settings().retention_days == 30


def test_config_files_set_traits() -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    from aa_magics.magics import AnalystMagics

    shell = InteractiveShell(config=Config(AnalystMagics={"engine": "offline", "history": False}))
    magics = AnalystMagics(shell)
    assert (magics.engine, magics.history, magics.agents) == ("offline", False, [])


def test_loading_twice_and_reloading_are_harmless(notebook: Notebook) -> None:
    import aa_magics

    notebook.analyst("a = 1")
    aa_magics.load_ipython_extension(notebook.shell)
    notebook.run("%load_ext aa_magics").raise_error()
    notebook.run("%reload_ext aa_magics").raise_error()
    notebook.analyst("b = 2")
    assert len(notebook.magics.kernel.made.runs) == 2
    assert notebook.shell.configurables.count(notebook.magics) == 1
    assert notebook.shell.Completer.custom_matchers.count(notebook.magics.complete) == 1


def test_unloading_takes_the_magics_away(notebook: Notebook) -> None:
    notebook.run("%unload_ext aa_magics").raise_error()
    assert notebook.shell.find_cell_magic("analyst") is None
    assert notebook.shell.find_line_magic("analyst") is None
    assert notebook.magics.complete not in notebook.shell.Completer.custom_matchers
    notebook.run("%load_ext aa_magics").raise_error()
    assert notebook.analyst("df.head()")


def test_help_names_every_option_and_subcommand(notebook: Notebook) -> None:
    from aa_magics.magics.arguments import line_parser, option_names
    from aa_magics.magics.subcommands import SUBCOMMANDS

    cell_help = notebook.shell.find_cell_magic("analyst").__doc__
    line_help = notebook.shell.find_line_magic("analyst").__doc__
    assert [name for name in option_names(line_parser()) if name not in cell_help] == []
    assert [name for name in SUBCOMMANDS if f"%analyst {name}" not in line_help] == ["help"]


@pytest.mark.parametrize("source", ["%%analyst?", "%analyst?"])
def test_question_mark_shows_the_help(notebook: Notebook, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.shell.set_hook("show_in_pager", lambda shell, data, start, screen_lines: print(data["text/plain"]))
    notebook.run(source).raise_error()
    assert "%%analyst" in capsys.readouterr().out


def test_terminal_still_waits_for_the_goal(notebook: Notebook) -> None:
    assert notebook.shell.check_complete("%%analyst df")[0] == "incomplete"
