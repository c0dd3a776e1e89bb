"""Conditions that "or" joins: a row is kept that passes one of them."""

import contextlib
import io

import pandas as pd
import pytest
from pandas import DataFrame

import aa_magics
from aa_magics.codegen.conditions import condition_source
from aa_magics.errors import GoalError
from aa_magics.model import Condition, Test

TRIPS = DataFrame(
    {
        "trip": [f"t{n}" for n in range(40)],
        "length_km": [3 + n * 1.7 % 31 for n in range(40)],
        "fare": [4 + n * 2.3 % 47 for n in range(40)],
        "zone": ["inner", "outer", "airport", "outer"] * 10,
    }
)


def kept(goal: str) -> DataFrame:
    """Return the rows that a goal keeps."""
    namespace: dict[str, object] = {"trips": TRIPS.copy()}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in aa_magics.analyze(goal, {"trips": TRIPS}).cells:
            if cell.cell_type == "code":
                exec(cell.source, namespace)
    found = next(value for name, value in namespace.items() if name.startswith("trips_"))
    assert isinstance(found, DataFrame)
    return found


@pytest.mark.parametrize(
    ("goal", "mask"),
    [
        (
            "count the trips with a fare above 40 or a length_km above 25",
            (TRIPS["fare"] > 40) | (TRIPS["length_km"] > 25),
        ),
        ("rows where zone is airport or fare is under 6", (TRIPS["zone"] == "airport") | (TRIPS["fare"] < 6)),
        ("mean length_km of trips with fare under 6 or over 45", (TRIPS["fare"] < 6) | (TRIPS["fare"] > 45)),
        ("mean fare of trips with fare under 6 or fare over 45", (TRIPS["fare"] < 6) | (TRIPS["fare"] > 45)),
        (
            "Zeilen mit fare über 40 oder length_km über 25",
            (TRIPS["fare"] > 40) | (TRIPS["length_km"] > 25),
        ),
    ],
)
def test_rows_that_pass_one_of_two_conditions_are_kept(goal: str, mask: pd.Series) -> None:
    assert list(kept(goal)["trip"]) == list(TRIPS["trip"][mask])


def test_and_and_or_side_by_side_are_asked_about() -> None:
    goal = "count trips with zone outer and fare above 20 or length_km above 25"
    with pytest.raises(GoalError, match="belong together"):
        aa_magics.analyze(goal, {"trips": TRIPS})


def test_alternatives_stand_in_parentheses_beside_other_tests() -> None:
    either = Test(column="fare", comparison=">", value=9, alternatives=(Test(column="zone", comparison="missing"),))
    other = Test(column="length_km", comparison="<", value=5)
    source = condition_source(Condition(tests=(either, other)), "df")
    assert source == '((df["fare"] > 9) | df["zone"].isna()) & (df["length_km"] < 5)'
