"""Columns that look at the rows before, in the order of time."""

from typing import Annotated, Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import DATES, NUMBERS, Category, Frame, Number, Role

Order = Annotated[Any, Role("column", DATES | NUMBERS, best=DATES)]
"""What rows are sorted by: dates, or numbers such as years."""
Rolled = Literal["mean", "sum", "median", "min", "max", "std"]


@recipe("lag", "lagged", "previous", "shift", "row before", makes="features", flat=True)
def lag(df: Frame, value: Number, time: Order, periods: int = 1) -> Frame:
    """{value} {periods} rows before, in the order of {time}."""
    ordered = df.sort_values(time)
    return ordered.assign(**{f"{value}_lag_{periods}": ordered[value].shift(periods)})


@recipe("lag", "lagged", "previous", "shift", "lag by", "lag within", makes="features", one_level=True)
def group_lag(df: Frame, value: Number, by: Category, time: Order, periods: int = 1) -> Frame:
    """{value} {periods} rows before within each {by}, in the order of {time}."""
    ordered = df.sort_values(time)
    previous = ordered.groupby(by, observed=True)[value].shift(periods)
    return ordered.assign(**{f"{value}_lag_{periods}": previous})


@recipe(
    "change from previous", "diff", "differences", "increase over the row before", "delta", makes="features", flat=True
)
def change(df: Frame, value: Number, time: Order) -> Frame:
    """Change of {value} from row to row, in the order of {time}."""
    ordered = df.sort_values(time)
    changes = ordered[value].diff()
    print(f"change of {value}: mean {changes.mean():,.4g}, from {changes.min():,.4g} to {changes.max():,.4g}")
    return ordered.assign(**{f"{value}_change": changes})


@recipe(
    "percent change",
    "percentage change",
    "pct change",
    "relative change",
    "daily return",
    "returns of",
    makes="features",
    flat=True,
)
def percent_change(df: Frame, value: Number, time: Order) -> Frame:
    """Percent change of {value} from row to row, in the order of {time}."""
    ordered = df.sort_values(time)
    changes = ordered[value].pct_change(fill_method=None) * 100
    print(f"percent change of {value}: mean {changes.mean():,.4g}, from {changes.min():,.4g} to {changes.max():,.4g}")
    return ordered.assign(**{f"{value}_percent_change": changes})


@recipe("percent change", "percentage change", "pct change", "percent change within", makes="features", one_level=True)
def group_percent_change(df: Frame, value: Number, by: Category, time: Order) -> Frame:
    """Percent change of {value} from row to row within each {by}, in the order of {time}."""
    ordered = df.sort_values(time)
    changes = ordered.groupby(by, observed=True)[value].pct_change(fill_method=None) * 100
    print(f"percent change of {value}: mean {changes.mean():,.4g}, from {changes.min():,.4g} to {changes.max():,.4g}")
    return ordered.assign(**{f"{value}_percent_change": changes})


@recipe("running total", "cumulative", "cumulative sum", "cumsum", "running sum", makes="features", flat=True)
def running_total(df: Frame, value: Number, time: Order) -> Frame:
    """Running total of {value}, in the order of {time}."""
    ordered = df.sort_values(time)
    values = ordered[value]
    print(f"total of {value} = {values.sum():,.6g} ({values.count():,} of {len(df):,} rows)")
    return ordered.assign(**{f"{value}_running_total": values.cumsum()})


@recipe("running total", "cumulative", "cumulative sum", "cumsum", "running total by", makes="features", one_level=True)
def group_running_total(df: Frame, value: Number, by: Category, time: Order) -> Frame:
    """Running total of {value} within each {by}, in the order of {time}."""
    ordered = df.sort_values(time)
    return ordered.assign(**{f"{value}_running_total": ordered.groupby(by, observed=True)[value].cumsum()})


@recipe("running maximum", "cumulative maximum", "cumulative max", "cummax", makes="features", flat=True)
def running_maximum(df: Frame, value: Number, time: Order) -> Frame:
    """Largest {value} so far, in the order of {time}."""
    ordered = df.sort_values(time)
    return ordered.assign(**{f"{value}_running_maximum": ordered[value].cummax()})


@recipe("running minimum", "cumulative minimum", "cumulative min", "cummin", makes="features", flat=True)
def running_minimum(df: Frame, value: Number, time: Order) -> Frame:
    """Smallest {value} so far, in the order of {time}."""
    ordered = df.sort_values(time)
    return ordered.assign(**{f"{value}_running_minimum": ordered[value].cummin()})


@recipe("rolling", "moving average", "rolling mean", "moving", "smooth", "smoothed", makes="features", flat=True)
def rolling(df: Frame, value: Number, time: Order, window: int = 7, how: Rolled = "mean") -> Frame:
    """{how} of {value} over {window} rows, in the order of {time}."""
    ordered = df.sort_values(time)
    return ordered.assign(**{f"{value}_rolling_{how}": ordered[value].rolling(window).agg(how)})


@recipe("rolling", "moving average", "rolling mean", "moving", "rolling by", makes="features", one_level=True)
def group_rolling(df: Frame, value: Number, by: Category, time: Order, window: int = 7, how: Rolled = "mean") -> Frame:
    """{how} of {value} over {window} rows within each {by}, in the order of {time}."""
    ordered = df.sort_values(time)
    groups = ordered.groupby(by, observed=True)[value]
    rolled = groups.transform(lambda values: values.rolling(window).agg(how))
    return ordered.assign(**{f"{value}_rolling_{how}": rolled})
