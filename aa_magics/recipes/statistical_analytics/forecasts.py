"""What comes next if the season repeats, and what changed at a day."""

from typing import Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Datetime, Frame, Number, Rows, Table


@recipe("seasonal naive forecast", rows=24, days={"time": (425, 36_525)}, limits={"months": (1, 12)})
def seasonal_naive_forecast(
    df: Frame, value: Number, time: Datetime, months: int = 6, how: Literal["sum", "mean"] = "sum"
) -> Table:
    """Forecast of the monthly {how} of {value} for {months} months: each as the same month a year before.

    The seasonal naive method (Hyndman and Athanasopoulos 2021, Forecasting: Principles and Practice, section 5.2), with
    the tenth and the ninetieth percentile of the errors that it made on the months that are known.
    """
    import pandas as pd

    groups = df.set_index(time)[value].astype("float64").resample("MS")
    counts = groups.count()
    monthly = groups.agg(how).where(counts > 0).set_axis(pd.DatetimeIndex(counts.index))
    # the last month counts only if it is over: up to the last time, and one step more
    step = df[time].drop_duplicates().sort_values().diff().median()
    known = monthly[monthly.index + pd.DateOffset(months=1) <= df[time].max() + 1.1 * step]
    errors = (known - known.shift(12)).dropna()
    last = (known - known.shift()).reindex(errors.index)
    ahead = pd.date_range(known.index[-1], periods=months + 1, freq="MS")[1:]
    table = pd.DataFrame({"forecast": known.reindex(ahead - pd.DateOffset(years=1)).to_numpy()}, index=ahead)
    table["low"] = table["forecast"] + errors.quantile(0.1)
    table["high"] = table["forecast"] + errors.quantile(0.9)
    total = table["forecast"].sum()
    print(f"forecast of {months} months after {known.index[-1]:%Y-%m}: {total:,.6g} in all")
    print(f"back-test on {len(errors)} months: mean absolute error {errors.abs().mean():,.6g},")
    print(f"{last.abs().mean():,.6g} with the month before instead; errors of {errors.mean():+,.6g} on average")
    return table


@recipe("before and after", "pre and post", one_level=True)
def before_and_after(df: Frame, value: Number, before: Rows, after: Rows) -> Table:
    """{value} before and after: {after}."""
    import pandas as pd

    earlier = df[before][value].astype("float64")
    later = df[after][value].astype("float64")
    table = pd.concat([earlier.describe(), later.describe()], axis=1, keys=["before", "after"])
    difference = later.mean() - earlier.mean()
    reach = 1.96 * (earlier.sem() ** 2 + later.sem() ** 2) ** 0.5
    print(f"mean of {value}: {later.mean():,.6g} after, {earlier.mean():,.6g} before: {difference:+,.6g}")
    print(f"95 % confidence interval {difference - reach:,.6g} to {difference + reach:,.6g}")
    print("other things may have changed as well")
    return table
