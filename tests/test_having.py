"""Rows that have, or lack, what a column of yes and no is called by."""

import pandas as pd
import pytest

import aa_magics
from aa_magics.model import Condition, Test

FLATS = pd.DataFrame(
    {
        "flat_id": range(100, 112),
        "town": ["Ulm", "Bonn", "Kiel"] * 4,
        "has_elevator": ["Y", "N", "N", "Y"] * 3,
        "garden": ["no", "no", "yes"] * 4,
        "price": [210.5, 180.0, 95.5, 310.0, 150.0, 120.5, 99.0, 205.5, 175.0, 260.0, 130.5, 88.0],
    }
)


@pytest.mark.parametrize(
    ("goal", "kept"),
    [
        ("mean price of flats with an elevator", [("has_elevator", "==", "Y")]),
        ("how many flats have an elevator", [("has_elevator", "==", "Y")]),
        ("mean price of flats that have a garden", [("garden", "==", "yes")]),
        ("mean price of flats without a garden", [("garden", "!=", "yes")]),
        ("number of flats without an elevator in Ulm", [("has_elevator", "!=", "Y"), ("town", "==", "Ulm")]),
        ("mean price with or without an elevator", []),
        ("mean price by garden", []),
    ],
)
def test_rows_are_kept_that_have_or_lack_it(goal: str, kept: list[tuple[str, str, str]]) -> None:
    assert [(test.column, test.comparison, test.value) for test in _tests(goal)] == kept


def test_a_closed_question_keeps_the_same_rows() -> None:
    asked = "How many flats without an elevator are in Ulm?\n@flats[n] where n is an integer."
    told = [(test.column, test.comparison, test.value) for test in _tests(asked)]
    assert told == [("has_elevator", "==", "N"), ("town", "==", "Ulm")]


def test_having_something_is_no_filter_where_it_is_what_is_related() -> None:
    asked = "Does having a garden go along with an elevator? Chi-square test.\n@p_value[p]"
    assert _tests(asked) == []


def _tests(goal: str) -> list[Test]:
    plan = aa_magics.analyze(goal, {"flats": FLATS}).plan
    kept = [step.params["rows"] for step in plan.steps if "rows" in step.params]
    return [test for rows in kept if isinstance(rows, Condition) for test in rows.tests]
