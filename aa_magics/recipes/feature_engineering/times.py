"""Columns from dates: their parts, the time between them, sums and means of periods."""

from typing import Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import HOURS, Column, Datetime, Frame, Measured, Number, Period


@recipe("date parts", "extract", "year and month", "add year", "add month", "add weekday", makes="features", flat=True)
def date_parts(df: Frame, time: Datetime) -> Frame:
    """Year, quarter, month, day and weekday of {time}."""
    return df.assign(
        **{f"{time}_year": df[time].dt.year},
        **{f"{time}_quarter": df[time].dt.quarter},
        **{f"{time}_month": df[time].dt.month},
        **{f"{time}_day": df[time].dt.day},
        **{f"{time}_weekday": df[time].dt.day_name()},
    )


@recipe("hour", "time of day", "hour of day", makes="features", flat=True)
def hour_of_day(df: Frame, time: Datetime) -> Frame:
    """Hour of {time}."""
    import pandas as pd

    return df.assign(**{f"{time}_hour": pd.to_datetime(df[time]).dt.hour})


@recipe("elapsed", "days since", "age in days", "how long ago", makes="features", flat=True)
def elapsed_days(df: Frame, time: Datetime) -> Frame:
    """Days since the first {time}."""
    return df.assign(**{f"{time}_days": (df[time] - df[time].min()).dt.days})


@recipe(
    "resample",
    "per day",
    "per week",
    "per month",
    "daily",
    "weekly",
    "monthly",
    "yearly",
    "aggregate",
    *HOURS,
    makes="periods",
    distinct={"time": (1, None)},
)
def aggregate_periods(df: Frame, value: Number, time: Datetime, period: Period = "MS", how: Measured = "sum") -> Frame:
    """{how} of {value} for each {period} of {time}."""
    groups = df.set_index(time)[value].resample(period)
    # a period without values has none, not zero
    periods = groups.agg(how).where(groups.count() > 0)
    known = periods.dropna().sort_values()
    if len(known):
        print(f"highest: {known.iloc[-1]:,.6g} at {known.index[-1]:%Y-%m-%d}")
        print(f"lowest: {known.iloc[0]:,.6g} at {known.index[0]:%Y-%m-%d}")
    print(f"{periods.isna().sum():,} of {len(periods):,} periods without values")
    first, last = df[time].min(), df[time].max()
    print(f"{time} runs from {first} to {last}")
    return periods.reset_index()


@recipe(
    "resample",
    "per day",
    "per week",
    "per month",
    "daily",
    "weekly",
    "monthly",
    "yearly",
    *HOURS,
    makes="periods",
    distinct={"time": (1, None)},
)
def count_periods(
    df: Frame, value: Column, time: Datetime, period: Period = "MS", how: Literal["count", "nunique"] = "count"
) -> Frame:
    """{how} of {value} for each {period} of {time}."""
    periods = df.set_index(time)[value].resample(period).agg(how)
    print(f"{(periods == 0).sum():,} of {len(periods):,} periods with none")
    first, last = df[time].min(), df[time].max()
    print(f"{time} runs from {first} to {last}")
    return periods.reset_index()


@recipe(
    "how many per",
    "number per",
    "rows per",
    "count per",
    "rows by hour",
    "count by hour",
    makes="periods",
    distinct={"time": (1, None)},
)
def rows_per_period(df: Frame, time: Datetime, period: Period = "MS") -> Frame:
    """Number of rows for each {period} of {time}."""
    periods = df.set_index(time).resample(period).size()
    print(f"{(periods == 0).sum():,} of {len(periods):,} periods with none")
    first, last = df[time].min(), df[time].max()
    print(f"{time} runs from {first} to {last}")
    return periods.reset_index(name="rows")


LAST = ("last by", "last value", "resample last", "month-end", "end of", "closing")


@recipe(*LAST, makes="periods", distinct={"time": (1, None)})
def last_of_periods(df: Frame, value: Number, time: Datetime, period: Period) -> Frame:
    """Last {value} of each {period} of {time}."""
    ordered = df.dropna(subset=[value]).sort_values(time)
    return ordered.set_index(time)[value].resample(period).last().reset_index()
