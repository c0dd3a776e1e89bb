"""Charts of a kind of their own: how goals in two languages ask for them, and what they draw."""

import pandas as pd
import plotly.data
import pytest

import aa_magics
from aa_magics.errors import GoalError
from aa_magics.recipes import catalogue

FRAMES = {
    "tips": plotly.data.tips(),
    "gapminder": plotly.data.gapminder(),
    "stocks": plotly.data.stocks(),
    "wind": plotly.data.wind(),
    "medals": plotly.data.medals_wide(),
    "load": pd.DataFrame(
        {"at": pd.date_range("2024-01-01", periods=400, freq="h"), "load": [h % 24 + 0.5 for h in range(400)]}
    ),
}


def drawn(goal: str, frame: str) -> tuple[str | None, dict[str, object]]:
    """Return the recipe and the columns of the last step of a goal."""
    plan = aa_magics.analyze(goal, {frame: FRAMES[frame]}).plan
    assert plan is not None
    last = plan.steps[-1]
    return last.recipe, {name: param for name, param in last.params.items() if param != last.uses[0]}


@pytest.mark.parametrize(
    ("frame", "goal", "twin", "recipe"),
    [
        (
            "gapminder",
            "treemap of pop by continent and country",
            "Kacheldiagramm von pop nach continent und country",
            "treemap_chart",
        ),
        ("gapminder", "sunburst of pop by continent", "Sonnendiagramm von pop nach continent", "sunburst_chart"),
        ("wind", "radar chart of frequency by direction", "Netzdiagramm von frequency nach direction", "radar_chart"),
        ("medals", "waterfall chart of gold by nation", "Wasserfalldiagramm von gold nach nation", "waterfall_chart"),
        (
            "tips",
            "100% stacked bar of smoker by day",
            "100 % gestapelte Balken von smoker nach day",
            "share_bars_chart",
        ),
        ("tips", "density curve of tip by sex", "Dichtekurve von tip nach sex", "density_curves_chart"),
        ("tips", "strip plot of tip by day", "Streifendiagramm von tip nach day", "strip_chart"),
        ("stocks", "autocorrelation of GOOG", "Autokorrelation von GOOG", "autocorrelation_chart"),
        ("stocks", "max drawdown of FB", "Rückgang vom Höchststand von FB", "drawdown_chart"),
        ("stocks", "plot GOOG and AAPL with two y axes", "zeichne GOOG und AAPL mit zwei Achsen", "two_axes_chart"),
        (
            "load",
            "heatmap of load per weekday and hour",
            "Wärmekarte von load je Wochentag und Stunde",
            "weekday_hour_chart",
        ),
    ],
)
def test_charts_are_asked_for_in_two_languages(frame: str, goal: str, twin: str, recipe: str) -> None:
    assert drawn(goal, frame) == drawn(twin, frame)
    assert drawn(goal, frame)[0] == recipe


@pytest.mark.parametrize("goal", ["Q-Q plot of tip", "qq plot of tip", "quantile-quantile plot of tip"])
def test_a_q_q_plot_is_known_by_several_names(goal: str) -> None:
    assert drawn(goal, "tips") == ("qq_chart", {"value": "tip"})


def test_a_dumbbell_compares_the_years_that_are_named() -> None:
    goal = "dumbbell plot of lifeExp in 1952 and 2007 per continent"
    assert drawn(goal, "gapminder") == ("dumbbell_chart", {"value": "lifeExp", "by": "continent", "time": "year"})


def test_areas_lie_in_the_column_with_fewer_values_whichever_is_named_first() -> None:
    fig = catalogue()["treemap_chart"].function(FRAMES["gapminder"], "pop", ["country", "continent"])
    assert {label for label, parent in zip(fig.data[0].labels, fig.data[0].parents, strict=True) if not parent} == set(
        FRAMES["gapminder"]["continent"]
    )


def test_shares_of_a_bar_add_up_to_100() -> None:
    fig = catalogue()["share_bars_chart"].function(FRAMES["tips"], "day", "smoker")
    assert sum(bar.y[0] for bar in fig.data) == pytest.approx(100)


def test_a_drawdown_is_never_above_the_peak(capsys: pytest.CaptureFixture[str]) -> None:
    fig = catalogue()["drawdown_chart"].function(FRAMES["stocks"], "FB", "date")
    assert fig.data[0].y.max() == 0
    assert "deepest: " in capsys.readouterr().out


@pytest.mark.parametrize("goal", ["funnel chart of tip by day", "the waiter with the highest tip in each day as bars"])
def test_an_unknown_kind_of_chart_and_an_unknown_name_at_an_end_are_refused(goal: str) -> None:
    with pytest.raises(GoalError):
        drawn(goal, "tips")


def test_a_largest_increase_is_never_drawn_as_a_mean() -> None:
    with pytest.raises(GoalError):
        drawn("the country with the largest increase of pop from 1952 to 2007 as a bar chart", "gapminder")
