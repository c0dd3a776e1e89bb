"""Which charts goals ask for: kinds, columns in their places, aggregates, however it is said; and which they do not."""

from functools import cache
from typing import Any

import pandas as pd
import plotly.data
import pytest

import aa_magics
from aa_magics.errors import GoalError
from aa_magics.model import Run


@cache
def frame(name: str) -> pd.DataFrame:
    if name == "shop":
        days = pd.date_range("2023-01-01", periods=600).strftime("%m/%d/%y")
        return pd.DataFrame(
            {
                "Order Date": list(days) * 2,
                "Sales": [n % 97 + 0.5 for n in range(1200)],
                "Segment": ["Home", "Office", "Retail"] * 400,
                "Ship Mode": ["Air", "Air", "Sea", "Road"] * 300,
                "Order ID": [f"A-{n // 2}" for n in range(1200)],
                "Customer Name": [f"name {n % 300}" for n in range(1200)],
            }
        )
    return getattr(plotly.data, name)()


def ask(goal: str, name: str = "tips", **options: Any) -> Run:
    return aa_magics.analyze(goal, {name: frame(name)}, **options)


def chart(goal: str, name: str = "tips") -> tuple[str | None, dict[str, object]]:
    """Return the last step of the plan of a goal: its recipe, and its params but for the frame."""
    plan = ask(goal, name).plan
    assert plan is not None
    step = plan.steps[-1]
    return step.recipe, {name: param for name, param in step.params.items() if name != "df"}


def recipes(goal: str, name: str = "tips") -> list[str | None]:
    plan = ask(goal, name).plan
    assert plan is not None
    return [step.recipe for step in plan.steps]


SAME = {
    ("scatter_chart", "tips"): [
        "scatter plot of tip vs total_bill",
        "tip against total bill as a scatterplot",
        "XY chart. X axis total_bill, y axis tip",
        "draw a scatterplot with total_bill on the x-axis and tip on the y-axis",
        "how does tip vary with total_bill?",
        "scatter(total_bill, tip)",
        "show the relationship between total bill and tip",
    ],
    ("grouped_bar_chart", "tips"): [
        "bar chart of average tip by day, colored by sex",
        "Column chart of AVG(tip) by day. Color by sex.",
        "bar chart of mean tip per day broken down by sex",
        "Plot the average tip by day | split it by sex",
        "average tip for each day and sex as bars",
    ],
    ("grouped_count_chart", "tips"): [
        "stacked bar chart of the number of parties by day and smoker",
        "stacked bars: count of rows per day, stacked by smoker",
        "Stacked bar chart. X axis day, y axis count, color by smoker",
    ],
    ("facet_scatter_chart", "tips"): [
        "scatterplot of tip vs total_bill, small multiples by time",
        "scatterplot of tip by total_bill, one chart per time",
        "Scatterplot of tip by total_bill. Facet by time.",
        "tip vs total_bill with a separate plot for each time",
    ],
    ("lines_chart", "gapminder"): [
        "average lifeExp over time, colored by continent",
        "Line chart. Axes are year and AVG(lifeExp). Color by continent.",
        "line graph of mean lifeExp by year, one line for each continent",
        "how has lifeExp changed over the years for each continent?",
    ],
    ("periods_chart", "shop"): [
        "total sales by order date, one line per segment",
        "Sum(Sales) by Order Date split by Segment",
        "line chart of total sales over time by segment",
        "sales trend of each segment",
    ],
}


@pytest.mark.parametrize(("expected", "goals"), SAME.items(), ids=[recipe for recipe, _ in SAME])
def test_wordings_of_one_chart_give_one_chart(expected: tuple[str, str], goals: list[str]) -> None:
    recipe, name = expected
    charts = [chart(goal, name) for goal in goals]
    assert [found for found, _ in charts] == [recipe] * len(goals)
    drop = ("mode", "ascending")
    assert len({tuple(sorted((k, v) for k, v in bound.items() if k not in drop)) for _, bound in charts}) == 1


CHARTS = [
    ("tips", "histogram of tip with 20 bins", "histogram_chart", {"value": "tip", "bins": 20}),
    ("tips", "histogram of total_bill with a bin width of 5", "width_histogram_chart", {"width": 5}),
    ("tips", "number of parties per day", "count_chart", {"by": "day"}),
    ("tips", "how many rows per size", "ordered_count_chart", {"by": "size"}),
    ("tips", "tip by size", "ordered_bar_chart", {"value": "tip", "by": "size", "how": "mean"}),
    ("tips", "bar chart of total tip by day, ascending", "bar_chart", {"how": "sum", "ascending": True}),
    ("tips", "bar chart of tip by day in alphabetical order", "ordered_bar_chart", {"by": "day"}),
    ("tips", "horizontal bar chart of total tip per day", "horizontal_bar_chart", {"how": "sum"}),
    ("tips", "heat map of tip by day and time", "heat_map", {"by": "day", "across": "time"}),
    ("tips", "violin plot of total bill by sex", "violin_chart", {"by": "sex"}),
    ("tips", "distribution of tip for each day", "box_chart", {"value": "tip", "by": "day"}),
    ("tips", "pie chart of day", "pie_chart", {"by": "day"}),
    ("tips", "cumulative distribution of tip", "ecdf_chart", {"value": "tip"}),
    ("tips", "bubble chart of tip vs total_bill sized by size", "bubble_chart", {"size": "size", "y": "tip"}),
    ("tips", "tip vs total_bill with a trend line", "scatter_trend_chart", {"x": "total_bill", "y": "tip"}),
    ("tips", "average total_bil by smokr", "bar_chart", {"value": "total_bill", "by": "smoker"}),
    ("gapminder", "life expectancy vs gdp per capita in 2007", "scatter_chart", {"x": "gdpPercap", "y": "lifeExp"}),
    ("gapminder", "median lifeExp by continent", "bar_chart", {"how": "median"}),
    ("gapminder", "bar chart of the number of countries per continent", "distinct_count_chart", {"value": "country"}),
    ("gapminder", "area chart of pop by year and continent", "area_chart", {"how": "sum", "color": "continent"}),
    ("gapminder", "mean lifeExp per year, separate panels for each continent", "facet_line_chart", {}),
    ("gapminder", "top 10 countries by lifeExp in 2007 as a bar chart", "bar_chart", {"n": 10, "by": "country"}),
    ("iris", "petal length by petal width, color by species", "scatter_chart", {"color": "species"}),
    ("iris", "histogram of sepal width faceted by species", "facet_histogram_chart", {"facet": "species"}),
    ("iris", "pair plot of sepal_length, sepal_width and petal_length", "scatter_matrix_chart", {}),
    ("stocks", "plot GOOG and AAPL over time", "several_lines_chart", {"values": ("GOOG", "AAPL")}),
    ("stocks", "line chart of NFLX", "line_chart", {"time": "date"}),
    ("medals_wide", "bar chart of gold, silver and bronze by nation", "several_bars_chart", {"by": "nation"}),
    (
        "wind",
        "stacked bar of frequency by direction and strength",
        "grouped_bar_chart",
        {"mode": "stack", "how": "sum"},
    ),
    ("shop", "number of orders by customer", "count_chart", {"by": "Customer Name"}),
    ("shop", "average sales for orders by ship mode", "bar_chart", {"by": "Ship Mode", "how": "mean"}),
    ("shop", "sales by customer segment", "bar_chart", {"by": "Segment", "how": "sum"}),
    ("shop", "sales per month", "period_chart", {"period": "MS", "how": "sum"}),
]


@pytest.mark.parametrize(("name", "goal", "recipe", "bound"), CHARTS, ids=[goal for _, goal, *_ in CHARTS])
def test_goal_gives_a_chart(name: str, goal: str, recipe: str, bound: dict[str, object]) -> None:
    found, params = chart(goal, name)
    assert found == recipe
    assert bound.items() <= params.items()


def test_table_comes_first_unless_a_chart_alone_is_asked_for() -> None:
    assert recipes("mean tip by day") == ["group_aggregate", "bar_chart"]
    assert recipes("bar chart of mean tip by day") == ["bar_chart"]
    assert recipes("mean tip by day, then plot it") == ["group_aggregate", "bar_chart"]


def test_listed_values_are_colours_and_keep_the_rows() -> None:
    goal = "line chart of lifeExp for China and India"
    assert recipes(goal, "gapminder") == ["keep_rows", "lines_chart"]
    assert chart(goal, "gapminder")[1]["color"] == "country"
    assert recipes("tip vs total_bill for Male and Female") == ["scatter_chart"]


@pytest.mark.parametrize(
    "goal",
    ["t-test of tip by sex", "predict tip from total_bill", "fill missing values of tip", "sort by tip", "overview"],
)
def test_goal_for_something_else_has_no_chart(goal: str) -> None:
    assert not any(str(recipe).endswith("_chart") for recipe in recipes(goal))


def test_two_questions_are_not_one_chart() -> None:
    assert recipes("plot tip by day. plot total_bill by sex.") == ["bar_chart", "bar_chart"]


@pytest.mark.parametrize("goal", ["plot salary by day", "bar chart of tip by weather", "tip vs total_bill by planet"])
def test_chart_of_what_is_not_there_is_refused_by_name(goal: str) -> None:
    with pytest.raises(GoalError, match=r"salary|weather|planet"):
        ask(goal)


def test_chart_that_cannot_be_read_says_why() -> None:
    with pytest.raises(GoalError, match="country has 142 distinct values, more than 12"):
        ask("pie chart of country", "gapminder")


def test_kind_of_chart_alone_is_asked_back() -> None:
    with pytest.raises(GoalError, match="not clear which column 'violin plot'"):
        ask("a violin plot")


def test_months_are_not_read_from_years() -> None:
    with pytest.raises(GoalError):
        ask("line chart of monthly lifeExp", "gapminder")


def test_without_the_agent_for_charts_there_is_only_the_table() -> None:
    run = ask("mean tip by day", agents=["statistical_analytics_agent"])
    assert run.plan is not None
    assert [step.recipe for step in run.plan.steps] == ["group_aggregate"]
