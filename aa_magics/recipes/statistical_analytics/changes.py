"""Change over time: trend, growth, change from period to period, seasons."""

from typing import Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Aggregate, Category, Datetime, Frame, Number, Period, Table, Year

YEARS = {"time": (731, 36_525)}  # two to a hundred
GROWTH = ("growth", "grow", "grew", "growing", "fastest", "increase", "decline", "shrink", "fell", "how much grow")
VARIED = {"value": (2, None), "time": (2, None)}


@recipe("trend", "over time", "slope", "increase", "decrease", "rising", "falling", "changed", rows=4, distinct=VARIED)
def trend(df: Frame, value: Number, time: Datetime) -> None:
    """Linear trend of {value} over {time}."""
    import pandas as pd
    import statsmodels.api as sm

    complete = df[[time, value]].dropna()
    days = ((complete[time] - complete[time].min()) / pd.Timedelta(days=1)).astype(float).rename("days")
    model = sm.OLS(complete[value].astype(float), sm.add_constant(days)).fit()
    slope = model.params["days"]
    low, high = model.conf_int().loc["days"]
    direction = "rises" if slope > 0 else "falls"
    verdict = f"{direction} significantly" if model.pvalues["days"] < 0.05 else "does not change significantly"
    print(f"{value} {verdict} at the 5 % level: {slope * 365.25:,.4g} a year")
    print(f"slope {slope:,.4g} a day (95 % confidence interval {low:,.4g} to {high:,.4g})")
    print(f"p = {model.pvalues['days']:.3g}, R2 = {model.rsquared:.3f}")
    print(f"n = {len(complete):,} of {len(df):,} rows over {days.max():,.0f} days")


@recipe(*GROWTH, rows=2, one_level=True)
def growth(
    df: Frame, value: Number, time: Datetime, by: Category, every: Period = "MS", how: Aggregate = "sum"
) -> Table:
    """Growth of the {how} of {value} for each {by} from the first to the last period of {time}."""
    import pandas as pd

    periods = df.groupby([pd.Grouper(key=time, freq=every), by], observed=True)[value].agg(how).unstack()
    first, last = periods.iloc[0], periods.iloc[-1]
    print(f"first: {how} of the period from {first.name:%Y-%m-%d}, last: of the one from {last.name:%Y-%m-%d}")
    change = pd.DataFrame({"first": first, "last": last, "growth": last / first - 1})
    ordered = change.sort_values("growth", ascending=False)
    known = ordered.loc[ordered["first"] != 0, "growth"].dropna()  # nothing grows from zero by a share
    if len(known):
        print(f"highest growth: {known.index[0]} with {known.iloc[0]:+,.1%}")
        print(f"lowest growth: {known.index[-1]} with {known.iloc[-1]:+,.1%}")
    return ordered


@recipe(*GROWTH, rows=2, distinct={"time": (2, None)})
def growth_overall(df: Frame, value: Number, time: Datetime) -> Table:
    """Growth of {value} from the first to the last {time}."""
    known = df[[time, value]].dropna().sort_values(time)
    moments, values = known[time], known[value].astype(float)
    first, last = values.iloc[0], values.iloc[-1]
    result = last / first - 1 if first else float("nan")
    print(f"{first:,.6g} at {moments.iloc[0]}, {last:,.6g} at {moments.iloc[-1]}: {result:+.1%}")
    return result


@recipe(*GROWTH, rows=2, one_level=True, distinct={"time": (2, 300)})
def growth_by_year(df: Frame, value: Number, time: Year, by: Category, how: Aggregate = "mean") -> Table:
    """Growth of the {how} of {value} for each {by} from the first to the last {time}."""
    import pandas as pd

    years = df.groupby([time, by], observed=True)[value].agg(how).unstack()
    first, last = years.iloc[0], years.iloc[-1]
    changes = pd.DataFrame({"first": first, "last": last, "growth": last / first - 1})
    known = changes["growth"].dropna().sort_values()
    if len(known):
        print(f"fastest from {first.name} to {last.name}: {known.index[-1]} with {known.iloc[-1]:+.1%}")
    return changes.sort_values("growth", ascending=False)


@recipe(rows=2, one_level=True, distinct={"time": (2, 300)})
def change_over_years(df: Frame, value: Number, time: Year, by: Category, how: Aggregate = "mean") -> Table:
    """Change of the {how} of {value} for each {by} from the first to the last {time}."""
    import pandas as pd

    years = df.groupby([time, by], observed=True)[value].agg(how).unstack()
    first, last = years.iloc[0], years.iloc[-1]
    changes = pd.DataFrame({"first": first, "last": last, "change": last - first, "growth": last / first - 1})
    known = changes["change"].dropna().sort_values()
    if len(known):
        print(f"highest change from {first.name} to {last.name}: {known.index[-1]} with {known.iloc[-1]:+,.6g}")
        print(f"lowest: {known.index[0]} with {known.iloc[0]:+,.6g}; {len(changes) - len(known):,} lack one of the two")
    return changes.sort_values("change", ascending=False)


@recipe(rows=2, one_level=True, distinct={"time": (2, 300)})
def overall_change_over_years(df: Frame, value: Number, time: Year, how: Aggregate = "mean") -> Table:
    """Change of the {how} of {value} from the first to the last {time}."""
    years = df.groupby(time, observed=True)[value].agg(how).dropna()
    first, last = years.iloc[0], years.iloc[-1]
    change, growth = last - first, last / first - 1 if first else float("nan")
    print(f"{first:,.6g} in {years.index[0]}, {last:,.6g} in {years.index[-1]}: {change:+,.6g} ({growth:+.1%})")
    return years.to_frame()


@recipe("change", "month over month", "year over year", "growth rate", "period", "from month to month", one_level=True)
def change_by_period(df: Frame, value: Number, time: Datetime, every: Period = "MS", how: Aggregate = "sum") -> Table:
    """{how} of {value} in each period of {time}, and how it changed."""
    import pandas as pd

    totals = df.resample(every, on=time)[value].agg(how)
    changes = totals.diff().dropna().sort_values()
    if len(changes):
        print(f"highest change of {value}: {changes.iloc[-1]:+,.6g} at {changes.index[-1]:%Y-%m-%d}")
        print(f"lowest change of {value}: {changes.iloc[0]:+,.6g} at {changes.index[0]:%Y-%m-%d}")
    return pd.DataFrame({how: totals, "change": totals.diff(), "growth": totals.pct_change(fill_method=None)})


@recipe("when highest", "highest", "at its highest", rows=1)
def when_highest(df: Frame, value: Number, time: Datetime) -> Table:
    """The rows with the highest {value}, and their {time}."""
    highest = df[df[value] == df[value].max()]
    for moment, number in zip(highest[time].head(3), highest[value].head(3), strict=True):
        print(f"highest: {number:,.6g} at {moment}")
    return highest


@recipe("when lowest", "lowest", "at its lowest", rows=1)
def when_lowest(df: Frame, value: Number, time: Datetime) -> Table:
    """The rows with the lowest {value}, and their {time}."""
    lowest = df[df[value] == df[value].min()]
    for moment, number in zip(lowest[time].head(3), lowest[value].head(3), strict=True):
        print(f"lowest: {number:,.6g} at {moment}")
    return lowest


@recipe("season", "seasonal", "seasonality", "month of the year", "by month", "monthly pattern", "calendar month")
def month_profile(df: Frame, value: Number, time: Datetime, how: Aggregate = "mean") -> Table:
    """{how} of {value} in each month of the year, by {time}."""
    months = df[value].groupby(df[time].dt.month).agg([how, "size"])
    known = months[how].dropna().sort_values()
    if len(known):
        print(f"highest: month {known.index[-1]:.0f} with {known.iloc[-1]:,.6g}")
        print(f"lowest: month {known.index[0]:.0f} with {known.iloc[0]:,.6g}")
    return months


@recipe("weekday", "day of the week", "days of the week", "weekly pattern", "weekend")
def weekday_profile(df: Frame, value: Number, time: Datetime, how: Aggregate = "mean") -> Table:
    """{how} of {value} on each day of the week, by {time}."""
    import calendar

    days = df[value].groupby(df[time].dt.day_name()).agg([how, "size"]).reindex(list(calendar.day_name))
    known = days[how].dropna().sort_values()
    if len(known):
        print(f"highest: {known.index[-1]} with {known.iloc[-1]:,.6g}")
        print(f"lowest: {known.index[0]} with {known.iloc[0]:,.6g}")
    return days


@recipe("hour of the day", "hour of day", "hours of the day", "time of day", "hourly pattern", "daily pattern")
def hour_profile(df: Frame, value: Number, time: Datetime, how: Aggregate = "mean") -> Table:
    """{how} of {value} in each hour of the day, by {time}."""
    hours = df[value].groupby(df[time].dt.hour).agg([how, "size"])
    known = hours[how].dropna().sort_values()
    if len(known):
        print(f"highest: hour {known.index[-1]:.0f} with {known.iloc[-1]:,.6g}")
        print(f"lowest: hour {known.index[0]:.0f} with {known.iloc[0]:,.6g}")
    return hours


@recipe("season", "seasonal", "seasonality", "decompose", "decomposition", "stl", rows=24, days=YEARS)
def seasonal_decomposition(df: Frame, value: Number, time: Datetime, how: Literal["mean", "sum"] = "mean") -> Table:
    """Trend and season of the monthly {how} of {value}.

    The strength of the season is 1 - var(residual) / var(season + residual) (Hyndman and Athanasopoulos 2021,
    Forecasting: Principles and Practice, section 4.3).
    """
    import pandas as pd
    from statsmodels.tsa.seasonal import STL

    complete = df[[time, value]].dropna().set_index(time)[value].astype(float)
    monthly = complete.resample("MS").agg(how).interpolate()
    parts = STL(monthly, period=12, robust=True).fit()
    strength = 1 - parts.resid.var() / (parts.seasonal + parts.resid).var()
    print(f"strength of the season {max(strength, 0):.2f} (0 none, 1 all) over {len(monthly)} months")
    return pd.DataFrame({"observed": monthly, "trend": parts.trend, "season": parts.seasonal, "residual": parts.resid})
