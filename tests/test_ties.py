"""Words that could mean another column just as well: which, is asked once; what tells the columns apart, is taken."""

import pandas as pd
import plotly.data
import pytest

import aa_magics
from aa_magics.errors import ChoiceError, GoalError
from aa_magics.model import Plan

DAYS = pd.date_range("2024-01-01", periods=120, freq="D")


@pytest.fixture
def sales() -> pd.DataFrame:
    amounts = {"net_fee": [n % 7 + 0.5 for n in range(120)], "gross_fee": [n % 7 + 1.5 for n in range(120)]}
    times = {"order_date": DAYS, "ship_date": DAYS + pd.Timedelta(days=9)}
    return pd.DataFrame({**amounts, **times, "region": ["a", "b", "c"] * 40})


def plan(goal: str, frame: pd.DataFrame, name: str = "sales", **takes: str) -> Plan:
    found = aa_magics.analyze(goal, {name: frame}, takes=takes).plan
    assert found is not None
    return found


AMOUNTS = ("net_fee", "gross_fee")
DATES = ("order_date", "ship_date")


@pytest.mark.parametrize(
    ("goal", "words", "choices"),
    [
        ("sum of fee by region", "fee", AMOUNTS),
        ("histogram of fee", "fee", AMOUNTS),
        ("mean fee", "fee", AMOUNTS),
        ("sum of net_fee by month", "month", DATES),
        ("monthly net_fee", "monthly", DATES),
        ("Summe von net_fee pro Monat", "Monat", DATES),
    ],
)
def test_two_equal_readings_are_asked_about_once(
    sales: pd.DataFrame, goal: str, words: str, choices: tuple[str, str]
) -> None:
    with pytest.raises(ChoiceError) as asked:
        plan(goal, sales)
    assert (asked.value.words, asked.value.choices) == (words, choices)
    assert asked.value.ready == tuple(f"--take {words}={choice}" for choice in choices)
    for choice in choices:
        params = plan(goal, sales, **{words: choice}).steps[0].params.values()
        assert any(choice in param if isinstance(param, tuple) else choice == param for param in params)


def test_a_choice_is_a_refusal_where_nobody_can_choose(sales: pd.DataFrame) -> None:
    with pytest.raises(GoalError, match="'fee' could be net_fee or gross_fee"):
        plan("mean fee", sales)


@pytest.mark.parametrize(
    ("goal", "renamed", "name", "taken"),
    [
        ("sum of fee by region", {"gross_fee": "total_fee"}, "sales", "total_fee"),
        ("sum of fee by region", {"gross_fee": "sale_fee"}, "sales", "sale_fee"),
        ("sum of net_fee by month", {"ship_date": "date"}, "sales", "date"),
        ("sum of net_fee by month", {"order_date": "date_of_birth"}, "sales", "ship_date"),
        ("sum of net_fee by month", {}, "orders", "order_date"),
        ("sum of net_fee by month of ship_date", {}, "sales", "ship_date"),
    ],
)
def test_what_the_names_tell_apart_is_not_asked(
    sales: pd.DataFrame, goal: str, renamed: dict[str, str], name: str, taken: str
) -> None:
    params = plan(goal, sales.rename(columns=renamed), name).steps[0].params
    assert taken in params.values()


def test_columns_that_hold_the_same_are_no_question(sales: pd.DataFrame) -> None:
    same = sales.assign(gross_fee=sales["net_fee"])
    assert plan("mean fee by region", same).steps[0].params["value"] == "net_fee"


@pytest.mark.parametrize(("how", "column"), [("widest", "petal_width"), ("longest", "petal_length")])
def test_the_size_that_is_asked_for_tells_which_column_is_meant(how: str, column: str) -> None:
    found = plan(f"which species has the {how} petals on average", plotly.data.iris(), "iris")
    assert found.steps[0].params["value"] == column
