"""A model's plan is checked, in plain words, and mended as far as that goes; recipes are offered and bound."""

from typing import Any

import pandas as pd
import pytest

from aa_magics.agents import roster
from aa_magics.frames import profile_frames
from aa_magics.llm.check_plan import Checked, check_plan
from aa_magics.llm.offer import offered_recipes, recipe_line, recipe_lines
from aa_magics.llm.params import bound_params
from aa_magics.llm.planned import Planned
from aa_magics.model import Condition, Goal, Names, Test
from aa_magics.recipes import catalogue

SALES = pd.DataFrame(
    {
        "price": [1.5, 2.0, 4.0, 8.0] * 25,
        "Units Sold": range(100),
        "region": ["north", "south"] * 50,
        "day": pd.date_range("2024-01-01", periods=100),
    }
)
REGIONS = pd.DataFrame({"region": ["north", "south"], "manager": ["Ann", "Bo"]})
PROFILES = profile_frames({"sales": SALES, "regions": REGIONS})
SALES_PROFILE = PROFILES[0]
AGENTS = [name for name in roster() if name != "polars_agent"]
GOAL = Goal(text="total price by region", frames=("sales", "regions"), names=Names(taken=frozenset({"x", "sales"})))


def step(**fields: Any) -> dict[str, Any]:
    return {"agent": "preprocessing_agent", "task": "Do it", "uses": ["sales"], **fields}


def checked(*steps: dict[str, Any], assumptions: tuple[str, ...] = ()) -> Checked:
    planned = Planned.model_validate({"steps": steps, "assumptions": list(assumptions)})
    return check_plan(planned, GOAL, PROFILES, AGENTS)


def only_step(*steps: dict[str, Any]) -> Any:
    plan = checked(*steps).plan
    assert plan is not None
    (one,) = plan.steps
    return one


def test_a_good_plan_has_no_errors() -> None:
    result = checked(step(creates=["top"]), step(agent="data_viz_agent", uses=["top"]), assumptions=("all years",))
    assert result.errors == ()
    assert result.plan is not None
    assert [one.id for one in result.plan.steps] == ["1", "2"]
    assert result.plan.assumptions == ("all years",)
    assert [(frame.name, frame.rows, frame.columns) for frame in result.plan.frames] == [("sales", 100, 4)]


@pytest.mark.parametrize(
    "agent", ["Preprocessing_Agent", "@preprocessing_agent", "preprocessing", "preprocessing agent"]
)
def test_an_agent_may_be_written_loosely(agent: str) -> None:
    assert checked(step(agent=agent)).errors == ()
    assert only_step(step(agent=agent)).agent == "preprocessing_agent"


def test_an_invented_agent_is_named_with_those_that_exist() -> None:
    (error,) = checked(step(agent="data_vis_agents")).errors
    assert error.startswith("step 1: there is no agent 'data_vis_agents'; the agents are preprocessing_agent, ")


def test_an_invented_agent_gives_way_to_the_closest_one() -> None:
    result = checked(step(agent="data_vis_agents"))
    assert result.plan is not None
    assert result.plan.steps[0].agent == "data_viz_agent"
    assert result.plan.assumptions == ("data_viz_agent stands in for data_vis_agents, which does not exist",)


def test_a_step_of_an_agent_unlike_any_is_left_out_and_said() -> None:
    result = checked(step(), step(agent="zzz", task="Pray"))
    assert result.plan is not None
    assert len(result.plan.steps) == 1
    assert result.plan.assumptions == ("Left out, for want of an agent zzz: Pray",)


def test_an_agent_that_is_off_is_none() -> None:
    assert "no agent 'polars_agent'" in checked(step(agent="polars_agent")).errors[0]


def test_a_recipe_is_bound_and_says_what_it_does() -> None:
    one = only_step(step(recipe="group_aggregate", params={"value": "price", "by": "region", "how": "sum"}))
    assert one.recipe == "group_aggregate"
    assert one.params == {"df": "sales", "value": "price", "by": "region", "how": "sum"}
    assert one.agent == "statistical_analytics_agent"
    assert one.task == "Sum of price for each region"


def test_an_invented_recipe_becomes_a_task_in_words() -> None:
    asked = step(recipe="do_magic", params={"value": "price"})
    assert checked(asked).errors == ("step 1: there is no recipe 'do_magic'; leave recipe null",)
    one = only_step(asked)
    assert (one.recipe, one.params, one.task) == (None, {}, "Do it")


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"value": "price"}, "by is not given"),
        ({"value": "profit", "by": "region"}, "there is no single column 'profit'"),
        ({"value": "region", "by": "region"}, "region is a category, not a number"),
        ({"value": "price", "by": "region", "how": "bogus"}, "how is none of mean"),
    ],
)
def test_a_recipe_that_does_not_fit_becomes_a_task_in_words(params: dict[str, str], reason: str) -> None:
    asked = step(recipe="group_aggregate", params=params)
    assert reason in checked(asked).errors[0]
    assert only_step(asked).recipe is None


def test_a_recipe_on_what_an_earlier_step_makes_is_kept_if_its_columns_are_those_of_the_frame() -> None:
    shown = step(recipe="histogram_chart", params={"value": "price"}, uses=["some"])
    result = checked(
        step(creates=["some"]), shown, step(recipe="histogram_chart", params={"value": "new"}, uses=["some"])
    )
    assert result.errors == ()
    assert result.plan is not None
    assert [one.recipe for one in result.plan.steps] == [None, "histogram_chart", None]
    assert result.plan.steps[1].params["df"] == "some"


def test_two_frames_are_joined_in_the_order_in_which_they_are_used() -> None:
    one = only_step(step(recipe="join_frames", params={"on": "region"}, uses=["sales", "regions"], creates=["joined"]))
    assert (one.params["df"], one.params["other"]) == ("sales", "regions")


def test_a_variable_from_nowhere_is_an_error_and_left_out() -> None:
    result = checked(step(uses=["sales", "ghost"]))
    assert "step 1 uses 'ghost', which nothing creates" in result.errors[0]
    assert result.plan is not None
    assert result.plan.steps[0].uses == ("sales",)


def test_a_frame_in_another_case_is_that_frame() -> None:
    assert only_step(step(uses=["Sales"])).uses == ("sales",)


def test_a_step_that_uses_nothing_is_about_the_first_frame() -> None:
    assert only_step(step(uses=[])).uses == ("sales",)


def test_steps_come_after_those_that_they_need() -> None:
    plan = checked(step(task="second", uses=["top"]), step(task="first", creates=["top"])).plan
    assert plan is not None
    assert [one.task for one in plan.steps] == ["first", "second"]


def test_a_circle_is_beyond_mending() -> None:
    result = checked(step(uses=["b"], creates=["a"]), step(uses=["a"], creates=["b"]))
    assert result.plan is None
    assert "step 1" in result.errors[0]
    assert "wait for each other" in result.errors[0]


def test_a_step_that_uses_what_it_creates_is_a_circle() -> None:
    assert checked(step(uses=["a"], creates=["a"])).plan is None


@pytest.mark.parametrize(
    ("name", "mended"), [("x", "x_2"), ("sales", "sales_2"), ("my sum", "my_sum"), ("class", "result")]
)
def test_a_name_that_cannot_be_created_is_changed_in_every_step(name: str, mended: str) -> None:
    result = checked(step(creates=[name]), step(agent="data_viz_agent", uses=[name]))
    assert f"creates {name!r}" in result.errors[0]
    assert result.plan is not None
    assert result.plan.steps[0].creates == (mended,)
    assert result.plan.steps[1].uses == (mended,)


def test_a_frame_that_is_cleaned_under_its_own_name_is_the_given_one_until_then() -> None:
    plan = checked(step(creates=["sales"]), step(uses=["sales"], creates=["sales"]), step(uses=["sales"])).plan
    assert plan is not None
    assert [one.uses for one in plan.steps] == [("sales",), ("sales_2",), ("sales_3",)]


def test_a_step_without_words_does_what_the_goal_says() -> None:
    assert "does not say what to do" in checked(step(task="")).errors[0]
    assert only_step(step(task="")).task == GOAL.text


def test_no_steps_are_no_plan() -> None:
    assert checked().plan is None


def test_an_endless_plan_is_cut() -> None:
    result = checked(*[step(task=f"step {n}") for n in range(100)])
    assert "100 steps" in result.errors[0]
    assert result.plan is not None
    assert len(result.plan.steps) == 12


def test_a_task_is_one_line_of_bounded_length() -> None:
    task = only_step(step(task="a\nb " + "c" * 1000)).task
    assert task.startswith("a b c")
    assert len(task) == 400


def test_params_are_found_in_another_case_and_with_numbers_as_text() -> None:
    params = bound_params(catalogue()["top_rows"], {"Value": "PRICE", "n": "3"}, SALES_PROFILE)
    assert params == {"value": "price", "n": 3}


def test_periods_may_be_spoken() -> None:
    params = bound_params(
        catalogue()["aggregate_periods"], {"value": "price", "time": "day", "period": "months"}, SALES_PROFILE
    )
    assert params["period"] == "MS"


@pytest.mark.parametrize(
    "rows",
    [
        [["price", ">", 3], ["region", "==", "north"]],
        [["Price", ">", "3"], ["region", "=", "north"]],
        [
            {"column": "price", "comparison": ">", "value": 3},
            {"column": "region", "comparison": "==", "value": "north"},
        ],
    ],
)
def test_conditions_are_bound(rows: list[Any]) -> None:
    params = bound_params(catalogue()["keep_rows"], {"rows": rows}, SALES_PROFILE)
    tests = (Test(column="price", comparison=">", value=3), Test(column="region", comparison="==", value="north"))
    assert params["rows"] == Condition(tests=tests)


def test_one_condition_needs_no_list_of_its_own() -> None:
    params = bound_params(catalogue()["keep_rows"], {"rows": ["region", "in", ["north"]]}, SALES_PROFILE)
    assert params["rows"] == Condition(tests=(Test(column="region", comparison="in", value=("north",)),))


@pytest.mark.parametrize("rows", ["price > 3", [["price", "~", 3]], [["profit", ">", 3]], [[1]], 7])
def test_what_is_no_condition_becomes_a_task_in_words(rows: Any) -> None:
    asked = step(recipe="keep_rows", params={"rows": rows}, creates=["kept"])
    assert "keep_rows cannot be used" in checked(asked).errors[0]
    assert only_step(asked).recipe is None


def test_a_value_is_not_looked_up_in_the_frame() -> None:
    params = bound_params(catalogue()["keep_rows"], {"rows": [["region", "==", "NORTH"]]}, SALES_PROFILE)
    assert params["rows"] == Condition(tests=(Test(column="region", comparison="==", value="NORTH"),))


def test_a_recipe_is_told_in_one_line() -> None:
    assert (
        recipe_line(catalogue()["group_aggregate"])
        == "group_aggregate(value: number, by: category, how=mean) how of value for each by"
    )


def test_the_form_of_conditions_is_told_where_a_recipe_takes_them() -> None:
    assert recipe_lines([catalogue()["keep_rows"]]).splitlines()[-1].startswith("rows: [[column, comparison, value]")
    assert "comparison" not in recipe_lines([catalogue()["histogram_chart"]])


@pytest.mark.parametrize(
    ("goal", "wanted"),
    [
        ("mean price by region", "group_aggregate"),
        ("histogram of price", "histogram_chart"),
        ("predict price from units sold", "compare_regressors"),
        ("price per month as a line", "period_chart"),
        ("is price correlated with units sold?", "correlation"),
        ("join sales with regions", "join_frames"),
        ("only the rows with price above 3", "keep_rows"),
    ],
)
def test_recipes_that_the_goal_calls_for_are_offered(goal: str, wanted: str) -> None:
    offered = [recipe.name for recipe in offered_recipes(goal, PROFILES, AGENTS)]
    assert wanted in offered
    assert 12 <= len(offered) <= 20


def test_recipes_of_agents_that_are_off_are_not_offered() -> None:
    offered = offered_recipes("histogram of price", PROFILES, ["data_viz_agent"])
    assert {recipe.agent for recipe in offered} == {"data_viz_agent"}


def test_recipes_that_the_frame_has_no_columns_for_are_not_offered() -> None:
    names = profile_frames({"df": pd.DataFrame({"name": [f"person {n}" for n in range(60)]})})
    assert "histogram_chart" not in [r.name for r in offered_recipes("histogram of name", names, AGENTS)]
