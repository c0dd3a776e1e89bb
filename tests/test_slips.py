"""A misspelt name that is read as a column is always said to be, on every path to an answer."""

from functools import cache

import pandas as pd
import plotly.data
import pytest
from sklearn.datasets import load_wine

import aa_magics
from aa_magics.errors import GoalError
from aa_magics.model import Plan

FRAMES = {
    "tips": ("total_bill", "smoker", plotly.data.tips),
    "iris": ("sepal_length", "species", plotly.data.iris),
    "gapminder": ("lifeExp", "continent", plotly.data.gapminder),
    "experiment": ("experiment_1", "gender", plotly.data.experiment),
    "wine": ("alcohol", "target", lambda: load_wine(as_frame=True).frame),
}
GOALS = (
    "mean {value} by {by}",
    "histogram of {value}",
    "median {value}",
    "box plot of {value} by {by}",
    "rows with {value} over the mean",
    "does {value} differ by {by}?",
    "highest {value} in each {by}",
    "sort by {value} descending",
    "outliers in {value}",
    "missing values in {value}",
    "correlation of {value} with everything",
    "Mittelwert von {value} je {by}",
    "Calculate the mean of the {value} column.\nRound to 2 decimals.\n@mean_value[mean]",
)


@cache
def frame(name: str) -> pd.DataFrame:
    return FRAMES[name][2]()


def slips(name: str) -> list[str]:
    """Return a name with two letters swapped, one left out and one doubled, near its end."""
    at = len(name) - (4 if name[-1].isdigit() else 3)
    return [
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        name[:at] + name[at + 1 :],
        name[:at] + name[at : at + 1] + name[at:],
    ]


def answered(goal: str, name: str) -> Plan | None:
    """Return the plan of a goal; None where it is refused."""
    try:
        return aa_magics.analyze(goal, {name: frame(name)}, notes=[]).plan
    except GoalError:
        return None


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("goal", GOALS)
def test_every_slip_that_is_read_as_a_column_is_shown(name: str, goal: str) -> None:
    value, by, _ = FRAMES[name]
    for slip in slips(value):
        plan = answered(goal.format(value=slip, by=by), name)
        used = plan is not None and any(value in str(step.params) for step in plan.steps)
        said = {f"read {slip} as {value}", f"{slip} wurde als {value} gelesen"}
        assert not used or said & set(plan.assumptions if plan else ()), slip


def test_slips_are_read_at_all() -> None:
    assert sum(answered(f"mean {slip} by smoker", "tips") is not None for slip in slips("total_bill")) == 3
