"""Time as people say it: which days are meant, from the run's clock, and what is taken where the data end earlier."""

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

import aa_magics
from aa_magics.errors import GoalError
from aa_magics.model import Calendar, Condition, Run
from aa_magics.offline.lexicon import lexicon
from aa_magics.offline.text import tokenize
from aa_magics.offline.timely.phrases import time_phrases
from aa_magics.recipes import catalogue

NOON = datetime(2025, 5, 14, 12, tzinfo=UTC)  # a Wednesday


def visits() -> DataFrame:
    days = pd.date_range("2023-01-01", "2025-05-14", freq="D")
    return DataFrame(
        {"day": days, "visits": np.arange(len(days)) % 300, "site": np.resize(["north", "south"], len(days))}
    )


def ask(goal: str, frame: DataFrame | None = None, clock: datetime = NOON) -> Run:
    return aa_magics.analyze(goal, {"traffic": visits() if frame is None else frame}, clock=lambda: clock)


def kept(run: Run) -> Any:
    """Return the value of the test by which the rows of a run are kept."""
    assert run.plan is not None
    rows = run.plan.steps[0].params["rows"]
    assert isinstance(rows, Condition)
    return rows.tests[0].value


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("last year", "2024-01-01", "2025-01-01"),
        ("this week", "2025-05-12", "2025-05-19"),
        ("last 90 days", "2025-02-14", "2025-05-15"),
        ("past two months", "2025-03-15", "2025-05-15"),
        ("Q3", "2024-07-01", "2024-10-01"),
        ("in March", "2025-03-01", "2025-04-01"),
        ("in december", "2024-12-01", "2025-01-01"),
        ("last quarter", "2025-01-01", "2025-04-01"),
        ("ytd", "2025-01-01", "2025-05-15"),
        ("yesterday", "2025-05-13", "2025-05-14"),
        ("first half of 2024", "2024-01-01", "2024-07-01"),
        ("between 2024-02-03 and 2024-02-10", "2024-02-03", "2024-02-11"),
        ("from March to April", "2025-03-01", "2025-05-01"),
    ],
)
def test_words_for_a_time_become_literal_days(said: str, start: str, end: str) -> None:
    assert kept(ask(f"total visits {said}")) == (start, end)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("since summer", 'traffic["day"] >= "2024-06-01"'),
        ("before 2024-02-03", 'traffic["day"] < "2024-02-03"'),
        ("last month", 'traffic["day"].between("2025-04-01", "2025-05-01", inclusive="left")'),
    ],
)
def test_the_days_stand_in_the_cell(said: str, source: str) -> None:
    assert any(source in cell.source for cell in ask(f"total visits {said}").cells)


def test_the_plan_says_what_was_taken() -> None:
    run = ask("total visits last year")
    assert run.plan is not None
    assert run.plan.assumptions == ("last year is 2024-01-01 to 2024-12-31",)


def test_where_the_data_end_earlier_their_end_is_taken_and_said() -> None:
    run = ask("total visits last month", clock=datetime(2026, 9, 1, 12, tzinfo=UTC))
    assert kept(run) == ("2025-04-01", "2025-05-01")
    assert run.plan is not None
    assert "the data end on 2025-05-14" in run.plan.assumptions[0]


def test_a_month_a_row_stands_for_all_of_its_month() -> None:
    frame = visits().groupby(pd.Grouper(key="day", freq="MS"))["visits"].sum().reset_index()
    assert kept(ask("total visits last month", frame, datetime(2026, 9, 1, tzinfo=UTC))) == ("2025-05-01", "2025-06-01")


def test_a_time_before_the_data_is_refused() -> None:
    with pytest.raises(GoalError, match="day runs from 2023-01-01"):
        ask("total visits before 2020-01-01")


def test_weeks_begin_with_the_day_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_WEEK_START", "sunday")
    assert kept(ask("total visits this week")) == ("2025-05-11", "2025-05-18")


def test_sums_of_weeks_begin_with_the_day_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any('resample("W")' in cell.source for cell in ask("total visits per week").cells)
    monkeypatch.setenv("AA_MAGICS_WEEK_START", "sunday")
    assert any('resample("W-SAT")' in cell.source for cell in ask("total visits per week").cells)


def test_a_day_that_stands_for_no_time_is_no_end_of_the_data() -> None:
    frame = DataFrame({"until": pd.array(["9999-12-31"] * 2, dtype="datetime64[s]"), "day": visits()["day"].tail(2)})
    frame = frame.assign(visits=[3.5, 4.5])
    run = ask("total visits this month", frame)
    assert kept(run) == ("2025-05-01", "2025-06-01")
    assert any('traffic["day"].between' in cell.source for cell in run.cells)


def test_time_zones_are_kept() -> None:
    frame = visits().assign(day=lambda df: df["day"].dt.tz_localize("Europe/Berlin"))
    run = ask("total visits in March", frame)
    namespace: dict[str, Any] = {"traffic": frame}
    exec(run.cells[-1].source, namespace)
    assert len(namespace["traffic_filtered"]) == 31


@pytest.mark.parametrize("said", ["may", "march on", "fall", "the last 10 rows", "every March"])
def test_words_that_may_mean_something_else_are_no_times(said: str) -> None:
    assert time_phrases(said, tokenize(said), lexicon()) == []


def test_without_a_calendar_the_last_day_of_the_data_is_today() -> None:
    assert Calendar(today=date(2025, 1, 1)).week_start == "monday"


def sensors() -> DataFrame:
    clock = pd.date_range("2025-01-06", periods=300, freq="h")
    rows = [
        DataFrame({"at": clock, "station": name, "level": np.sin(np.arange(300) + n)}) for n, name in enumerate("abc")
    ]
    return pd.concat(rows, ignore_index=True)


def test_gaps_are_found_against_the_grid_of_each_group() -> None:
    frame = sensors()
    hole = (frame["station"] == "b") & frame["at"].between("2025-01-08 05:00", "2025-01-08 08:00")
    gaps = catalogue()["group_time_gaps"].function(frame[~hole], "at", "station")
    assert gaps[["station", "missing"]].to_numpy().tolist() == [["b", 4]]


def test_no_reading_is_missed_on_the_weekends_of_business_days() -> None:
    days = pd.bdate_range("2025-01-01", "2025-03-31").delete(10)
    assert catalogue()["time_gaps"].function(DataFrame({"day": days}), "day")["missing"].tolist() == [1]


def test_the_longest_unchanged_run_tells_what_is_stuck() -> None:
    frame = sensors()
    frame.loc[(frame["station"] == "c") & (frame["at"] >= "2025-01-10"), "level"] = 0.5
    runs = catalogue()["group_unchanged_runs"].function(frame, "level", "at", "station")
    assert runs.iloc[0][["station", "value", "readings"]].tolist() == ["c", 0.5, 204]


def test_parts_of_rate_and_mix_add_up_to_the_change() -> None:
    rng = np.random.default_rng(3)
    frame = DataFrame({"kind": list("abcd") * 6, "month": [1] * 12 + [2] * 12, "base": rng.integers(50, 90, 24)})
    frame["left"] = rng.integers(1, 40, 24)
    moved = catalogue()["moved_rates"].function(
        frame, "left", "base", ["kind"], frame["month"] == 2, frame["month"] == 1, ["kind", "left", "base"]
    )
    parts = moved.loc["kind"][["rate part", "mix part"]].sum().sum()
    assert parts == pytest.approx(moved.loc[("all rows", "")][["rate now", "rate before"]].diff().iloc[-1] * -1)


def test_shares_within_a_group_add_up_to_one() -> None:
    frame = sensors().assign(level=1.0, half=lambda df: df["at"] < "2025-01-10")
    shares = catalogue()["shares_within"].function(frame, "level", "half", "station")
    assert shares.groupby(level=0)["share"].sum().tolist() == pytest.approx([1, 1, 1])


def signups() -> DataFrame:
    months = pd.period_range("2024-09", "2025-04", freq="M").to_timestamp()
    rows = [
        (month, plan, place, size, size // 50 + 90 * (plan == "free" and month == months[-2]))
        for month in months
        for plan, size in (("free", 1000), ("paid", 3000))
        for place in ("AT", "CH")
    ]
    return DataFrame(rows, columns=["month", "plan", "place", "members_at_start", "cancelled"])


def recipes(run: Run) -> list[str | None]:
    assert run.plan is not None
    return [step.recipe for step in run.plan.steps]


def shown(run: Run, **frames: DataFrame) -> Any:
    """Return the value that the last line of the last cell shows."""
    namespace: dict[str, Any] = dict(frames)
    for cell in run.cells:
        if cell.cell_type == "code":
            *lines, last = cell.source.rstrip().splitlines()
            exec("\n".join(lines), namespace)
    return eval(last, namespace)


def test_a_movement_is_a_rate_where_there_is_a_base_and_names_the_segment() -> None:
    run = ask("why did cancelled go up in march?", signups())
    moved = shown(run, traffic=signups())
    assert recipes(run) == ["moved_rates"]
    assert moved.index[1] == ("plan", "free")
    assert moved.iloc[0]["rate now"] == pytest.approx((160 + 180) / 8000)


@pytest.mark.parametrize("goal", ["what moved last month", "why did cancelled drop in April", "cancelled yoy in 2025"])
def test_the_plan_says_which_periods_are_compared_or_the_goal_is_refused(goal: str) -> None:
    try:
        run = ask(goal, signups())
    except GoalError:
        return
    assert run.plan is not None
    assert any(said.startswith("compared: 2025-0") for said in run.plan.assumptions)


def test_gaps_are_sought_in_each_series() -> None:
    run = ask("any holes in the data?", sensors())
    assert run.plan is not None
    assert run.plan.steps[0].params["by"] == "station"


def test_gaps_to_be_filled_are_no_question() -> None:
    assert recipes(ask("fill gaps in level", sensors()))[-1] != "group_time_gaps"


def test_levels_of_an_index_are_columns_by_their_names() -> None:
    frame = signups().groupby(["plan", "place"])[["cancelled"]].agg(["sum", "mean"])
    run = ask("share within each plan", frame)
    assert recipes(run) == ["flatten_labels", "shares_within"]
    assert shown(run, traffic=frame)["share"].groupby(level=0).sum().tolist() == pytest.approx([1, 1])


def test_a_value_in_an_index_level_keeps_rows() -> None:
    frame = signups().set_index(["plan", "month"])
    assert recipes(ask("mean cancelled where plan is paid", frame))[:2] == ["index_to_columns", "keep_rows"]


def sales() -> DataFrame:
    days = pd.date_range("2022-01-01", "2024-12-20", freq="D")
    size = 100 + 10 * days.month.to_numpy() + 50 * (days >= "2024-06-01")
    return DataFrame({"day": days, "amount": size, "customer": np.arange(len(days)) % 400})


@pytest.mark.parametrize(
    ("goal", "recipe"),
    [
        ("forecast amount for the next 3 months", "seasonal_naive_forecast"),
        ("amount before and after 2024-06-01", "before_and_after"),
        ("customer cohorts", "cohort_retention"),
        ("repeat rate of customers", "repeat_rate"),
    ],
)
def test_questions_of_the_first_week_have_a_recipe(goal: str, recipe: str) -> None:
    assert recipes(ask(goal, sales())) == [recipe]


def test_a_forecast_leaves_out_the_month_that_is_not_over() -> None:
    table = shown(ask("forecast amount for the next 3 months", sales()), traffic=sales())
    assert [f"{month:%Y-%m}" for month in table.index] == ["2024-12", "2025-01", "2025-02"]


def test_a_forecast_by_another_step_is_refused() -> None:
    with pytest.raises(GoalError):
        ask("forecast amount for the next 3 weeks", sales())


def test_before_and_after_a_day_puts_the_day_after() -> None:
    table = shown(ask("amount before and after 2024-06-01", sales()), traffic=sales())
    assert table.loc["count", "after"] == (sales()["day"] >= "2024-06-01").sum()


def test_a_period_without_values_is_missing_and_not_zero() -> None:
    frame = sales()[lambda df: df["day"].dt.month != 3]
    periods = catalogue()["aggregate_periods"].function(frame, "amount", "day", "MS", "sum")
    assert periods["amount"].isna().sum() == 3


@pytest.mark.parametrize("goal", ["visits in April vs March", "compare visits this month with last month"])
def test_two_times_are_compared_and_none_is_lost(goal: str) -> None:
    run = ask(goal)
    assert run.plan is not None
    assert recipes(run) == ["moved_segments"]
    assert any(said.startswith("compared: ") for said in run.plan.assumptions)


def test_two_times_that_meet_are_one_and_a_range_may_cross_the_year() -> None:
    assert kept(ask("total visits in January and February")) == ("2025-01-01", "2025-03-01")
    assert kept(ask("total visits from November to February")) == ("2024-11-01", "2025-03-01")


def test_two_times_that_nothing_compares_are_refused_rather_than_found_empty() -> None:
    with pytest.raises(GoalError):
        ask("histogram of visits in April vs March")


def readings() -> DataFrame:
    times = pd.date_range("2025-03-01", periods=2_000, freq="5min")
    return DataFrame({"read_at": times, "load": np.arange(2_000) % 97, "meter": np.resize(["north", "south"], 2_000)})


def period_of(goal: str) -> Any:
    """Return the period by which the first step of a goal aggregates."""
    run = ask(goal, readings())
    assert run.plan is not None
    return run.plan.steps[0].params.get("period")


@pytest.mark.parametrize(
    ("goal", "period"),
    [
        ("load by hour", "h"),
        ("avg load per hour", "h"),
        ("hourly load", "h"),
        ("load je Stunde", "h"),
        ("mean load every 15 minutes", "15min"),
        ("load in 15-minute intervals", "15min"),
        ("quarter-hourly load", "15min"),
        ("load every 30 min", "30min"),
        ("half-hourly load", "30min"),
        ("Durchschnitt von load alle 10 Minuten", "10min"),
        ("Durchschnitt von load je Viertelstunde", "15min"),
        ("plot load every 6 hours", "6h"),
        ("how many rows per hour", "h"),
        ("15 min average of load", "15min"),
        ("2-hour means of load", "2h"),
        ("mean load per minute", "1min"),
    ],
)
def test_hours_and_minutes_are_periods(goal: str, period: str) -> None:
    assert period_of(goal) == period


@pytest.mark.parametrize(
    ("goal", "recipe", "other"),
    [
        ("load by hour", "aggregate_periods", "hour of the day"),
        ("load by hour of the day", "hour_profile", "per hour"),
        ("at what hour of the day is load highest", "hour_profile", "per hour"),
    ],
)
def test_which_hours_are_meant_is_said_with_the_other_way(goal: str, recipe: str, other: str) -> None:
    plan = ask(goal, readings()).plan
    assert plan is not None
    assert plan.steps[0].recipe == recipe
    assert any(other in assumption for assumption in plan.assumptions)


@pytest.mark.parametrize("goal", ["load in the last 30 minutes", "load in the last 3 hours"])
def test_minutes_that_are_no_period_are_not_taken_for_one(goal: str) -> None:
    with pytest.raises(GoalError):
        ask(goal, readings())


@pytest.mark.parametrize("goal", ["how many rows per day", "rows per 10 minutes", "count rows by hour"])
def test_rows_of_each_period_are_counted_though_a_number_stands_beside(goal: str) -> None:
    plan = ask(goal, readings()).plan
    assert plan is not None
    assert plan.steps[0].recipe == "rows_per_period"


def test_years_are_not_cut_into_millions_of_minutes() -> None:
    long = DataFrame({"read_at": pd.to_datetime(["1990-01-01", "2024-01-01"] * 10), "load": range(20)})
    with pytest.raises(GoalError):
        ask("mean load per minute", long)
