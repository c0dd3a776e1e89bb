"""The first and the last period are marked where the data cover them in part only."""

import ast
from datetime import UTC, datetime
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame, DatetimeIndex

import aa_magics
from aa_magics.codegen.unfinished import bounds, unfinished
from aa_magics.frames import profile_frame
from aa_magics.recipes.roles import WEEKS, Period

DAILY = pd.date_range("2024-01-15", "2024-04-17", freq="D")


def ends(times: DatetimeIndex, period: str) -> list[str]:
    """Return the periods that are unfinished."""
    return list(unfinished(profile_frame("sales", DataFrame({"sold_on": times})).columns[0], period))


@pytest.mark.parametrize(
    ("start", "end", "every", "period", "marked"),
    [
        ("2024-01-15", "2024-04-17", "D", "MS", ["2024-01-01", "2024-04-01"]),
        ("2024-01-01", "2024-04-17", "D", "MS", ["2024-04-01"]),
        ("2024-01-01", "2024-03-31", "D", "MS", []),
        ("2024-01-01", "2024-03-31 23:00", "h", "MS", []),
        ("2024-01-01", "2024-03-29", "B", "MS", []),  # a Friday, and the weekend ends the month
        ("2024-01-01", "2024-03-20", "B", "MS", ["2024-03-01"]),
        ("2023-01-01", "2024-03-01", "MS", "MS", []),
        ("2023-01-31", "2024-03-31", "ME", "MS", []),
        ("2023-01-01", "2024-02-01", "MS", "QS", ["2024-01-01"]),
        ("2023-01-01", "2024-03-01", "MS", "QS", []),
        ("2020-01-01", "2024-06-01", "MS", "YS", ["2024-01-01"]),
        ("2024-01-01", "2024-03-06", "D", "W", ["2024-03-10"]),
        ("2024-01-01", "2024-03-10", "D", "W", []),
        ("2024-01-01", "2024-01-09 08:00", "h", "D", ["2024-01-09"]),
        ("2024-01-01", "2024-01-02 10:10", "5min", "h", ["2024-01-02 10:00"]),
        ("2024-01-01", "2024-06-01", "MS", "D", []),
    ],
)
def test_unfinished_periods_are_found(start: str, end: str, every: str, period: str, marked: list[str]) -> None:
    assert ends(pd.date_range(start, end, freq=every), period) == marked


def test_times_that_no_calendar_goes_on_from_are_left_alone() -> None:
    assert ends(DatetimeIndex(np.array(["2024-01-05", "9999-12-31"], dtype="datetime64[s]")), "YS") == []


@pytest.mark.parametrize("period", [*get_args(Period), *WEEKS])
def test_periods_are_called_as_pandas_does(period: str) -> None:
    for moment in pd.date_range("2023-12-25 01:07", periods=20, freq="61h"):
        [label] = pd.Series([1], index=[moment]).resample(period).sum().index
        start, end, name = bounds(moment.to_pydatetime(), period)
        assert start <= moment < end
        assert pd.Timestamp(name) == label


@pytest.mark.parametrize("zone", [None, "Europe/Berlin"])
def test_a_monthly_table_has_a_column_for_it(zone: str | None) -> None:
    table = answered("amount per month", DAILY.tz_localize(zone))
    assert table["unfinished"].tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("goal", "mark", "drawn"),
    [
        ("line chart of amount per month", "symbol", ["circle-open", "circle", "circle", "circle-open"]),
        ("bar chart of amount per month", "opacity", [0.4, 1.0, 1.0, 0.4]),
        ("bar chart of count of rows per month of sold_on", "opacity", [0.4, 1.0, 1.0, 0.4]),
    ],
)
def test_a_chart_draws_it_apart(goal: str, mark: str, drawn: list[Any]) -> None:
    [trace] = answered(goal, DAILY).data
    assert list(trace.marker[mark]) == drawn


@pytest.mark.parametrize("goal", ["change of amount from month to month", "line of amount per month for each shop"])
def test_what_has_no_room_for_a_mark_says_it(goal: str, capsys: pytest.CaptureFixture[str]) -> None:
    answered(goal, DAILY)
    assert "unfinished: 2024-01-01, 2024-04-01" in capsys.readouterr().out


def test_a_filter_that_leaves_the_ends_out_leaves_no_mark() -> None:
    goal = "amount per month where sold_on is between 2024-02-01 and 2024-03-31"
    assert not answered(goal, DAILY)["unfinished"].any()


def test_finished_periods_leave_the_cell_as_it_was() -> None:
    times = pd.date_range("2024-01-01", "2024-03-31", freq="D")
    assert "unfinished" not in "".join(cell.source for cell in asked("amount per month", times).cells)


def sales(times: DatetimeIndex) -> DataFrame:
    shops = np.resize(["north", "south"], len(times))
    return DataFrame({"sold_on": times, "amount": np.arange(len(times)) * 1.5, "shop": shops})


def asked(goal: str, times: DatetimeIndex) -> Any:
    return aa_magics.analyze(goal, {"sales": sales(times)}, clock=lambda: datetime(2024, 5, 1, tzinfo=UTC))


def answered(goal: str, times: DatetimeIndex) -> Any:
    """Return what the cells of a goal make: the last table of periods, or the chart where one is asked for."""
    run = asked(goal, times)
    names: dict[str, Any] = {"sales": sales(times), "display": lambda value: None}
    *first, last = [cell.source for cell in run.cells if cell.cell_type == "code"]
    exec("\n".join(first), names)
    *lines, shown = split(last)
    exec("\n".join(lines), names)
    value = eval(shown, names)
    return names.get("sales_periods", value)


def split(source: str) -> list[str]:
    """Return the statements of a cell."""
    return [ast.unparse(statement) for statement in ast.parse(source).body]
