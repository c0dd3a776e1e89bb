"""Statistics beyond means: how goals in two languages ask for them, and what their cells compute."""

import numpy as np
import plotly.data
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

import aa_magics
from aa_magics.recipes import catalogue

TIPS, IRIS, STOCKS = plotly.data.tips(), plotly.data.iris(), plotly.data.stocks()


def asked(goal: str, frame: object) -> list[object]:
    """Return the recipes that a goal leads to, those that convert columns aside, each with its settings and columns."""
    plan = aa_magics.analyze(goal, {"data": frame}).plan
    assert plan is not None
    steps = [step for step in plan.steps if step.recipe not in ("read_iso_dates",)]
    return [(step.recipe, {name: p for name, p in step.params.items() if p not in ("data", "df")}) for step in steps]


@pytest.mark.parametrize(
    ("goal", "twin", "recipe", "params"),
    [
        (
            "coefficient of variation of tip by day",
            "Variationskoeffizient von tip je day",
            "group_spread",
            {"how": "coefficient of variation", "value": "tip", "by": "day"},
        ),
        (
            "IQR of total_bill per day",
            "Interquartilsabstand von total_bill pro day",
            "group_spread",
            {"how": "interquartile range", "value": "total_bill", "by": "day"},
        ),
        (
            "90th percentile of tip by day",
            "90. Perzentil von tip je day",
            "group_percentile",
            {"percent": 90, "value": "tip", "by": "day"},
        ),
        (
            "skewness and kurtosis of total_bill and tip",
            "Schiefe und Kurtosis von total_bill und tip",
            "column_spread",
            {"how": "skewness", "columns": ("total_bill", "tip")},
        ),
        (
            "correlation of total_bill and tip controlling for size",
            "Korrelation von total_bill und tip bereinigt um size",
            "partial_correlation",
            {"x": "total_bill", "y": "tip", "controls": ("size",)},
        ),
        (
            "two-way ANOVA of tip by sex and day",
            "zweifaktorielle Varianzanalyse von tip nach sex und day",
            "two_way_anova",
            {"value": "tip", "by": "sex", "across": "day"},
        ),
        (
            "is there multicollinearity?",
            "gibt es Multikollinearität?",
            "variance_inflation",
            {"columns": ("total_bill", "tip", "size")},
        ),
        (
            "list the top 2 correlations",
            "zeige die 2 stärksten Korrelationen",
            "correlation_pairs",
            {"n": 2, "columns": ("total_bill", "tip", "size")},
        ),
    ],
)
def test_statistics_are_asked_for_in_two_languages(goal: str, twin: str, recipe: str, params: object) -> None:
    assert asked(goal, TIPS) == asked(twin, TIPS) == [(recipe, params)]


def test_an_interquartile_range_is_no_search_for_outliers() -> None:
    assert asked("interquartile range of tip", TIPS)[0][0] == "column_spread"  # type: ignore[index]


def test_sums_of_squares_of_two_factors_are_those_of_statsmodels() -> None:
    found = catalogue()["two_way_anova"].function(TIPS, "tip", "sex", "day")
    known = sm.stats.anova_lm(smf.ols("tip ~ C(sex) * C(day)", TIPS).fit(), typ=2)
    np.testing.assert_allclose(found["p"], known["PR(>F)"].iloc[:3])


def test_factors_whose_values_do_not_all_meet_are_tested_with_the_degrees_that_are_left() -> None:
    assert list(catalogue()["two_way_anova"].function(TIPS, "tip", "day", "time")["df"].round()) == [3, 1, 1]


def test_a_partial_correlation_is_the_slope_of_a_regression_with_the_control() -> None:
    found = catalogue()["partial_correlation"].function(
        TIPS, "total_bill", "tip", ["size"], ["total_bill", "tip", "size"]
    )
    fit = smf.ols("tip ~ total_bill + size", TIPS).fit()
    assert found["p"] == pytest.approx(fit.pvalues["total_bill"])


def test_variance_inflation_is_that_of_statsmodels() -> None:
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    numbers = IRIS.iloc[:, :4]
    known = [variance_inflation_factor(sm.add_constant(numbers).to_numpy(), place) for place in range(1, 5)]
    found = catalogue()["variance_inflation"].function(IRIS, list(numbers))["VIF"]
    np.testing.assert_allclose(sorted(found), sorted(known))


def test_the_strongest_pair_stands_once_and_first() -> None:
    found = catalogue()["correlation_pairs"].function(IRIS, list(IRIS.columns[:4]), 3)
    assert list(found.iloc[0, :2]) == ["petal_length", "petal_width"]
    assert len({frozenset(pair) for pair in found.iloc[:, :2].itertuples(index=False)}) == 3
