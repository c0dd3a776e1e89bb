"""The offline engine on the goals of a first day: which recipes with which columns, and cells that run."""

import contextlib
import io
from functools import cache
from typing import Any

import pandas as pd
import plotly.data
import pytest

import aa_magics
from aa_magics.codegen.render import function_body
from aa_magics.errors import FrameError, GoalError
from aa_magics.model import Condition, Names, Run
from aa_magics.recipes import catalogue
from tests.samples import SAMPLES


@cache
def frame(name: str) -> pd.DataFrame:
    if name == "stocks":
        return plotly.data.stocks().assign(date=lambda df: pd.to_datetime(df["date"]))
    return getattr(plotly.data, name)()


def ask(goal: str, name: str = "tips", **options: Any) -> Run:
    return aa_magics.analyze(goal, {name: frame(name)}, **options)


def run_cells(run: Run, namespace: dict[str, Any]) -> str:
    """Execute the code cells in `namespace` as a notebook would; return what they print."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        for cell in run.cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, "<cell>", "exec"), namespace)
    return shown.getvalue()


def params(run: Run, place: int = -1) -> dict[str, object]:
    assert run.plan is not None
    return dict(run.plan.steps[place].params)


def recipes(run: Run) -> list[str | None]:
    assert run.plan is not None
    return [step.recipe for step in run.plan.steps]


FIRST_DAY = [
    ("tips", "overview", ["overview"], {}),
    ("tips", "missing values", ["missing_values"], {}),
    ("tips", "how many missing values are there?", ["missing_values"], {}),
    ("tips", "are there duplicates?", ["duplicate_rows"], {}),
    ("tips", "drop duplicates", ["drop_duplicates"], {}),
    ("tips", "10 random rows", ["random_rows"], {"n": 10}),
    ("tips", "first 5 rows", ["first_rows"], {"n": 5}),
    ("tips", "value counts of day", ["value_counts", "count_chart"], {"by": "day"}),
    ("tips", "how many rows per day", ["value_counts", "count_chart"], {"by": "day"}),
    ("tips", "count by day and sex", ["cross_table", "grouped_count_chart"], {"by": "day", "color": "sex"}),
    ("tips", "unique values of day", ["distinct_values"], {"column": "day"}),
    ("tips", "summary statistics", ["summary_statistics"], {"columns": ("total_bill", "tip", "size")}),
    ("tips", "What is the average tip?", ["statistic"], {"value": "tip", "how": "mean"}),
    ("tips", "mean tip by day", ["group_aggregate", "bar_chart"], {"value": "tip", "by": "day", "how": "mean"}),
    (
        "tips",
        "average total bill per sex",
        ["group_aggregate", "bar_chart"],
        {"value": "total_bill", "by": "sex", "how": "mean"},
    ),
    (
        "tips",
        "total tip by size",
        ["group_aggregate", "ordered_bar_chart"],
        {"value": "tip", "by": "size", "how": "sum"},
    ),
    ("tips", "top 5 total_bill", ["top_rows"], {"n": 5, "value": "total_bill"}),
    (
        "tips",
        "top 3 days by total tip",
        ["top_groups", "bar_chart"],
        {"n": 3, "by": "day", "value": "tip", "how": "sum"},
    ),
    (
        "tips",
        "Which day has the highest average tip?",
        ["top_groups", "bar_chart"],
        {"by": "day", "value": "tip", "how": "mean"},
    ),
    ("tips", "median tip for smokers", ["keep_rows", "statistic"], {"value": "tip", "how": "median"}),
    ("tips", "compare tips between men and women", ["group_aggregate", "bar_chart"], {"value": "tip", "by": "sex"}),
    (
        "tips",
        "only dinner: mean tip by sex",
        ["keep_rows", "group_aggregate", "bar_chart"],
        {"value": "tip", "by": "sex"},
    ),
    ("tips", "rows where total_bill > 40", ["keep_rows"], {}),
    ("tips", "mean tip on Sunday", ["keep_rows", "statistic"], {"value": "tip"}),
    ("tips", "sort by tip descending", ["sort_rows"], {"columns": ("tip",), "ascending": False}),
    ("tips", "percentage of smokers", ["rate"], {"column": "smoker", "value": "Yes"}),
    ("tips", "correlation matrix", ["correlation_matrix"], {}),
    ("tips", "distribution of tip", ["distribution", "histogram_chart"], {"value": "tip"}),
    ("tips", "is tip normally distributed?", ["normality_test"], {"value": "tip"}),
    ("tips", "outliers in total_bill", ["iqr_outliers"], {"value": "total_bill"}),
    ("tips", "t-test of tip by sex", ["welch_t_test"], {"value": "tip", "by": "sex"}),
    ("tips", "anova of tip across days", ["anova"], {"value": "tip", "by": "day"}),
    ("tips", "chi-square test of smoker and sex", ["chi_square_test"], {"by": "smoker", "across": "sex"}),
    ("tips", "regress tip on total_bill and size", ["ols_regression"], {"target": "tip"}),
    (
        "gapminder",
        "mean lifeExp by continent in 2007",
        ["keep_rows", "group_aggregate", "bar_chart"],
        {"by": "continent"},
    ),
    ("gapminder", "mean lifeExp in Asia", ["keep_rows", "statistic"], {"value": "lifeExp", "how": "mean"}),
    (
        "gapminder",
        "top 10 countries by population in 2007",
        ["keep_rows", "top_groups", "bar_chart"],
        {"by": "country", "value": "pop", "n": 10},
    ),
    (
        "gapminder",
        "total pop per year",
        ["group_aggregate", "line_chart"],
        {"value": "pop", "how": "sum", "time": "year"},
    ),
    ("tips", "how many women", ["keep_rows", "count_rows"], {}),
    ("tips", "what columns are there", ["overview"], {}),
    ("tips", "total tip on Saturday for men", ["keep_rows", "statistic"], {"value": "tip", "how": "sum"}),
    ("tips", "90th percentile of tip", ["percentile"], {"percent": 90}),
    ("tips", "cluster by total_bill and tip", ["best_k_means"], {"columns": ("total_bill", "tip")}),
    ("tips", "convert size to category", ["to_category"], {"columns": ("size",)}),
    (
        "gapminder",
        "mean pop by continent in 1952 and 2007",
        ["keep_rows", "pivot_aggregate", "lines_chart"],
        {"time": "year"},
    ),
    (
        "gapminder",
        "compare China and India life expectancy over time",
        ["keep_rows", "lines_chart"],
        {"color": "country", "value": "lifeExp"},
    ),
    ("stocks", "plot GOOG, AAPL and MSFT over time", ["several_lines_chart"], {"values": ("GOOG", "AAPL", "MSFT")}),
    ("tips", "what drives tip?", ["feature_importance"], {"target": "tip"}),
    ("tips", "predict tip from total_bill and size", ["compare_regressors"], {"features": ("total_bill", "size")}),
    ("tips", "predict smoker", ["compare_classifiers"], {"target": "smoker"}),
    ("tips", "cluster the customers into 3 groups", ["k_means"], {"clusters": 3}),
    ("tips", "ratio of tip to total_bill", ["ratio"], {"value": "tip", "other": "total_bill"}),
    ("tips", "one-hot encode day", ["one_hot_encode"], {"columns": ("day",)}),
    ("tips", "bin total_bill into 4 quantiles", ["quantile_bins"], {"bins": 4}),
    ("tips", "remove outliers in tip, then histogram", ["drop_iqr_outliers", "histogram_chart"], {"value": "tip"}),
    (
        "tips",
        "pivot tip by day and sex",
        ["pivot_aggregate", "grouped_bar_chart"],
        {"by": "day", "value": "tip", "color": "sex"},
    ),
    ("tips", "median tip by sex excluding day Sun", ["keep_rows", "group_aggregate", "bar_chart"], {"how": "median"}),
    (
        "tips",
        "correlation between tip and total_bill",
        ["correlation", "scatter_chart"],
        {"x": "tip", "y": "total_bill"},
    ),
    ("tips", "is tip related to total_bill?", ["correlation", "scatter_chart"], {"x": "tip", "y": "total_bill"}),
    ("tips", "histogram of total_bill", ["histogram_chart"], {"value": "total_bill"}),
    ("tips", "plot total_bill", ["histogram_chart"], {"value": "total_bill"}),
    ("tips", "scatter plot of total_bill vs tip coloured by smoker", ["scatter_chart"], {"color": "smoker"}),
    ("tips", "box plot of tip by day", ["box_chart"], {"value": "tip", "by": "day"}),
    ("tips", "violin plot of tip by sex", ["violin_chart"], {"value": "tip", "by": "sex"}),
    ("tips", "bar chart of mean tip by day", ["bar_chart"], {"value": "tip", "by": "day", "how": "mean"}),
    ("tips", "plot tip by day and sex", ["grouped_bar_chart"], {"by": "day", "color": "sex", "value": "tip"}),
    ("tips", "pie chart of day", ["pie_chart"], {"by": "day"}),
    ("tips", "heat map of correlations", ["correlation_chart"], {}),
    ("gapminder", "life expectancy over time", ["line_chart"], {"value": "lifeExp", "time": "year"}),
    (
        "gapminder",
        "plot life expectancy over time for each continent",
        ["lines_chart"],
        {"value": "lifeExp", "time": "year", "color": "continent"},
    ),
    (
        "gapminder",
        "line chart of pop for China and India",
        ["keep_rows", "lines_chart"],
        {"value": "pop", "time": "year", "color": "country"},
    ),
    ("stocks", "plot GOOG over time", ["line_chart"], {"value": "GOOG", "time": "date"}),
    (
        "stocks",
        "monthly mean of AAPL",
        ["aggregate_periods", "period_chart"],
        {"value": "AAPL", "period": "MS", "how": "mean"},
    ),
    ("stocks", "is there seasonality in AMZN?", ["month_profile"], {"value": "AMZN"}),
    ("stocks", "trend of MSFT", ["trend", "line_chart"], {"value": "MSFT", "time": "date"}),
]


@pytest.mark.parametrize(("name", "goal", "expected", "bound"), FIRST_DAY, ids=[goal for _, goal, *_ in FIRST_DAY])
def test_goal_of_a_first_day(name: str, goal: str, expected: list[str], bound: dict[str, object]) -> None:
    run = ask(goal, name)
    assert recipes(run) == expected
    assert bound.items() <= params(run).items()
    run_cells(run, {name: frame(name)})


BOUND = frozenset(name for recipe in catalogue().values() for name in function_body(recipe.function).bound)


@pytest.mark.parametrize(("name", "goal"), [(name, goal) for name, goal, *_ in FIRST_DAY[::3]])
def test_no_cell_binds_a_name_that_the_notebook_has(name: str, goal: str) -> None:
    run = ask(goal, name, names=Names(taken=BOUND - {name}))
    mine = object()
    namespace: dict[str, Any] = {**dict.fromkeys(BOUND, mine), name: frame(name)}
    run_cells(run, namespace)
    assert [bound for bound in BOUND - {name} if namespace[bound] is not mine] == []


def test_plan_says_which_frame_and_which_words_led_to_a_step() -> None:
    run = ask("average tip by day for vegetarians")
    assert run.plan is not None
    (choice,) = run.plan.frames
    assert (choice.name, choice.rows, choice.columns) == ("tips", 244, 7)
    assert choice.why == "the goal names tip and day"
    assert run.plan.steps[0].words == ("average", "tip", "day")
    assert run.plan.unused == ("vegetarians",)


def test_unsure_reading_is_an_assumption() -> None:
    run = ask("mean total_bil by gender")
    assert run.plan is not None
    assert run.plan.assumptions == ("read total_bil as total_bill", "read gender as sex")


def test_short_goal_is_one_cell() -> None:
    (cell,) = ask("mean tip on Sunday").cells
    assert cell.source.startswith(
        "# Rows where day is Sun\n"
        'tips_filtered = tips[tips["day"] == "Sun"]\n'
        'print(f"{len(tips):,} rows before, {len(tips_filtered):,} after")\n\n'
        "# Mean of tip\n"
    )


def test_table_and_chart_share_the_rows_that_are_kept() -> None:
    run = ask("mean tip by sex on Sunday")
    assert recipes(run) == ["keep_rows", "group_aggregate", "bar_chart"]
    assert params(run, 1)["df"] == params(run, 2)["df"] == "tips_filtered"


def test_clauses_become_steps_on_the_frame_that_the_one_before_left() -> None:
    run = ask("Drop duplicates, then mean tip by day. Is the difference significant?")
    assert recipes(run) == ["drop_duplicates", "group_aggregate", "anova"]
    assert params(run)["df"] == "tips_unique"
    run_cells(run, {"tips": frame("tips")})


def test_filter_of_every_value_is_none() -> None:
    assert recipes(ask("compare tip between Male and Female")) == ["group_aggregate", "bar_chart"]


def test_test_between_groups_is_not_tried_on_one() -> None:
    with pytest.raises(GoalError, match="significant"):
        ask("is tip of women significant by sex")


def test_two_frames_are_joined_where_the_goal_needs_both() -> None:
    orders = pd.DataFrame(
        {"order": range(40), "customer_id": [n % 8 for n in range(40)], "amount": [1.5 * n for n in range(40)]}
    )
    customers = pd.DataFrame({"customer_id": range(8), "segment": list("aabbccaa")})
    frames = {"orders": orders, "customers": customers}
    run = aa_magics.analyze("total amount by segment", frames)
    assert recipes(run) == ["join_frames", "group_aggregate", "bar_chart"]
    assert run.plan is not None
    assert [choice.name for choice in run.plan.frames] == ["orders", "customers"]
    assert "40 rows before, 40 after" in run_cells(run, dict(frames))
    assert recipes(aa_magics.analyze("total amount", frames)) == ["statistic"]


def test_dates_held_as_text_are_converted_first() -> None:
    sales = pd.DataFrame({"day": [f"2024-{m:02}-15" for m in range(1, 13)] * 3, "amount": [1.5, 2.5, 4.0] * 12})
    run = aa_magics.analyze("mean amount in June", {"sales": sales})
    assert recipes(run) == ["read_iso_dates", "keep_rows", "statistic"]
    run_cells(run, {"sales": sales})


@pytest.mark.parametrize("goal", ["hello", "sales per sqm by store", "cusomer churn", "what is the meaning of life?"])
def test_goal_that_names_nothing_is_refused_with_what_could_be_asked(goal: str) -> None:
    with pytest.raises(GoalError) as caught:
        ask(goal)
    assert goal.split()[-1].strip("?") in caught.value.message or "life" in caught.value.message
    assert 'mean of "total_bill" by "sex"' in caught.value.hint


def test_suggested_goals_are_answered() -> None:
    with pytest.raises(GoalError) as caught:
        ask("hello")
    for goal in caught.value.hint.removeprefix("You could ask: ").split("; "):
        assert ask(goal).state == "done"


def test_goal_that_leaves_a_column_open_is_asked_back() -> None:
    with pytest.raises(GoalError, match="not clear which column 'boxplot'") as caught:
        ask("a boxplot")
    assert caught.value.hint == "Name it in the goal: total_bill, tip and size."


def test_number_that_finds_no_place_is_not_left_out() -> None:
    with pytest.raises(GoalError, match="parties 4"):
        ask("average tip for parties of 4")


def test_clause_takes_from_the_one_before_what_it_does_not_name() -> None:
    run = ask("Which day has the highest tip, and is the difference between smokers significant?")
    assert recipes(run) == ["top_groups", "welch_t_test"]
    assert {"value": "tip", "by": "smoker"}.items() <= params(run).items()


def test_rows_that_cannot_be_are_refused_with_what_there_is() -> None:
    with pytest.raises(GoalError, match="year has no 1990, only 1952"):
        ask("mean lifeExp in 1990", "gapminder")


def test_same_goal_gives_the_same_cells() -> None:
    assert ask("top 3 days by total tip").cells == ask("top 3 days by total tip").cells


def test_only_the_agents_asked_write() -> None:
    run = ask("@data_viz_agent tip by total_bill", agents=["data_viz_agent"])
    assert run.plan is not None
    assert {step.agent for step in run.plan.steps} == {"data_viz_agent"}


def test_melting_survives_a_column_named_like_the_result() -> None:
    sites = pd.DataFrame({"x": [1.5, 2.5] * 10, "y": [2.0, 3.0] * 10, "measured": ["p", "q"] * 10})
    assert "20 rows before, 40 after" in run_cells(
        aa_magics.analyze("melt x and y", {"sites": sites}), {"sites": sites}
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_cell_fails_on_any_frame(sample: str) -> None:
    df = SAMPLES[sample]()
    names = [str(label).replace('"', " ") for label in df.columns[:4]]
    goals = ["overview", "missing values", "summary statistics", "correlation matrix", "drop duplicates"]
    goals += [f'mean of "{names[0]}" by "{names[-1]}"', f'sort by "{names[0]}"', f'plot "{names[-1]}"'] if names else []
    for goal in goals:
        with contextlib.suppress(GoalError, FrameError):
            run = aa_magics.analyze(goal, {"df": df})
            run_cells(run, {"df": df})


def test_condition_is_part_of_the_plan() -> None:
    condition = params(ask("rows where total_bill > 40"))["rows"]
    assert isinstance(condition, Condition)
    assert condition.tests[0].value == 40


@pytest.mark.parametrize("goal", ["predict tip", "cluster the rows", "regress tip", "principal components"])
def test_column_without_use_to_a_recipe_is_left_out(goal: str) -> None:
    tips = frame("tips").assign(constant=1, empty=float("nan"))
    step = aa_magics.analyze(goal, {"tips": tips}).plan.steps[0]
    listed = {label for param in step.params.values() if isinstance(param, tuple) for label in param}
    assert {"total_bill", "size"} <= listed
    assert not listed & {"constant", "empty"}


@pytest.mark.parametrize(("number", "mean"), [("3", 3), ("2.5", 2.5)])
def test_number_is_taken_whole_or_not_where_a_setting_is_a_float(number: str, mean: float) -> None:
    step = ask(f"one-sample t-test of tip against {number}").plan.steps[0]
    assert (step.recipe, step.params["mean"]) == ("one_sample_t_test", mean)


def test_rows_that_cannot_be_are_refused() -> None:
    with pytest.raises(GoalError, match="smoker has nothing but No, Yes"):
        aa_magics.analyze("mean tip for Yes and No smokers", {"tips": plotly.data.tips()})


def test_means_of_columns_are_those_of_each() -> None:
    plan = aa_magics.analyze("mean of all number columns", {"tips": plotly.data.tips()}).plan
    assert [step.recipe for step in plan.steps] == ["several_statistics"]
