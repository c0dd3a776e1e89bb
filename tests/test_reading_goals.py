"""Goals about columns that are held as text: they are read first, and asked about where no value tells how."""

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

import aa_magics
from aa_magics.errors import GoalError
from aa_magics.frames import profile_frame

SOLD = DataFrame(
    {
        "Betrag": ["1.234,50 €", "k.A.", "12,00 €"] * 10,
        "Datum": ["03.04.2024", "13.04.2024", "unbekannt"] * 10,
        "paid": ["03/04/2024", "05/04/2024"] * 15,
        "Region": ["Nord", "Nord ", "Ost"] * 10,
        "answer": [1, 2, 99, 4, 5] * 6,
        "PLZ": [10115, 20095, 50667] * 10,
    }
)


def recipes_of(goal: str) -> list[str | None]:
    plan = aa_magics.analyze(goal, {"sold": SOLD}).plan
    assert plan is not None
    return [step.recipe for step in plan.steps]


@pytest.mark.parametrize("goal", ["fix the money col", "parse the amounts please"])
def test_columns_are_named_by_their_kind(goal: str) -> None:
    assert recipes_of(goal) == ["read_amounts"]


def test_dates_that_may_be_two_are_asked_about() -> None:
    with pytest.raises(GoalError) as refused:
        aa_magics.analyze("convert the dates", {"sold": SOLD})
    assert '"day first" or "month first"' in str(refused.value.hint)


def test_the_goal_may_tell_the_order() -> None:
    plan = aa_magics.analyze("convert the dates, month first", {"sold": SOLD}).plan
    assert plan is not None
    assert [step.params["pattern"] for step in plan.steps] == ["%d.%m.%Y", "%m/%d/%Y"]


def test_text_is_read_and_spelt_before_it_is_added_up() -> None:
    assert recipes_of("sum of Betrag by Region")[:3] == ["read_amounts", "one_spelling", "group_aggregate"]


def test_codes_are_left_out_of_a_mean() -> None:
    assert recipes_of("mean of answer")[0] == "codes_to_missing"


def test_postcodes_are_not_averaged_unasked() -> None:
    plan = aa_magics.analyze("summary statistics", {"sold": SOLD}).plan
    assert plan is not None
    assert "PLZ" not in str([step.params for step in plan.steps])


def test_codes_are_far_off_a_scale() -> None:
    frame = DataFrame({"likert": [1, 2, 5, 99, 99], "sign": [-1, 0, 1, -1, 0], "ages": [20, 99, 99, 45, 61]})
    assert [column.codes for column in profile_frame("df", frame).columns] == [(99,), (), ()]


def test_numbers_named_like_a_date_are_moments() -> None:
    frame = DataFrame({"created_at": [1_712_131_200, 1_712_217_600], "size": [1_712_131_200, 1_712_217_600]})
    created, size = profile_frame("df", frame).columns
    assert created.reads_as is not None
    assert created.reads_as.format == "s"
    assert size.reads_as is None
    assert pd.Timestamp(str(created.reads_as.minimum)) == pd.Timestamp("2024-04-03 08:00")


def test_a_long_code_among_decimals_is_left_out() -> None:
    heat = pd.DataFrame({"flow": [60.5, -999, 61.2, 63.1, -999, *np.linspace(58, 70, 60)], "n": range(65)})
    run = aa_magics.analyze("mean of flow", {"heat": heat})
    assert run.plan.steps[0].recipe == "codes_to_missing"
    assert "-999 in flow counts as missing" in run.plan.assumptions


@pytest.mark.parametrize("name", ["Kundennr", "PersNr", "listing"])
def test_numbers_that_name_rows_are_not_averaged_over_time(name: str) -> None:
    days = pd.date_range("2024-01-01", periods=120)
    numbers = np.random.default_rng(1).permutation(np.arange(70001, 70121))
    run = aa_magics.analyze(f"{name} per month", {"df": pd.DataFrame({name: numbers, "day": days})})
    assert [step.recipe for step in run.plan.steps] == ["rows_per_period"]


@pytest.mark.parametrize(
    "goal", ["tickets per week, line chart", "rows per week as a line chart", "tickets pro Woche, Kurve"]
)
def test_a_chart_of_what_the_rows_are_counts_them(goal: str) -> None:
    opened = pd.date_range("2024-01-01", periods=90, freq="31h")
    tickets = pd.DataFrame(
        {"ticket": [f"T-{n}" for n in range(90)], "opened": opened, "score": [n % 5 for n in range(90)]}
    )
    assert [step.recipe for step in aa_magics.analyze(goal, {"tickets": tickets}).plan.steps] == [
        "count_over_time_chart"
    ]


def test_words_of_the_trade_are_no_values_of_another_language() -> None:
    moods = [1.5, 2, 4, 3.5] * 6
    tickets = pd.DataFrame({"prio": ["mittel", "niedrig", "hoch"] * 8, "team": list("ab") * 12, "mood": moods})
    plan = aa_magics.analyze("mean mood by team, lowest first", {"tickets": tickets}).plan
    assert plan is not None
    assert "keep_rows" not in [step.recipe for step in plan.steps]


def test_the_order_of_means_asks_for_no_minimum() -> None:
    survey = pd.DataFrame({f"Q{n}": range(n, n + 9) for n in range(1, 5)})
    with pytest.raises(GoalError):
        aa_magics.analyze("mean of Q1 to Q4, lowest first", {"survey": survey})


def test_two_words_for_one_column_are_not_added_up() -> None:
    account = pd.DataFrame({"Betrag": [5.5, -3.0, 8.25, -1.5] * 5, "Kategorie": list("abcd") * 5})
    with pytest.raises(GoalError, match="einnahmen ausgaben"):
        aa_magics.analyze("einnahmen und ausgaben gesamt", {"konto": account})
