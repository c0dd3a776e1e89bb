"""Readings along time, held against the grid that they should come in: gaps, values that do not move, drift."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Datetime, Frame, Number, Table


@recipe("gaps in time", "time gaps", "holes in time", "missing readings")
def time_gaps(df: Frame, time: Datetime) -> Table:
    """Gaps in {time}: where more time passes than from one reading to the next."""
    import pandas as pd

    times = df[time].dropna().drop_duplicates().sort_values().reset_index(drop=True)
    before = times.shift()
    length = times - before
    seconds = length.dt.total_seconds().astype("float64")
    step = seconds.dropna().median()
    # where no daily reading is on a weekend, none is expected there
    skips = 2 * int(step == 86400 and (times.dt.day_of_week < 5).all())
    weekends = ((length.dt.days + before.dt.day_of_week) // 7).fillna(0).astype("float64")
    missing = (seconds / step).fillna(0).round() - 1 - skips * weekends
    table = pd.DataFrame({"last before": before, "next": times, "length": length, "missing": missing})
    gaps = table[missing >= 1].sort_values("length", ascending=False, kind="stable")
    print(f"{len(gaps):,} gaps in {len(times):,} times, {gaps['missing'].sum():,.0f} readings missing")
    regular = (seconds == step).sum() / max(len(times) - 1, 1)
    print(f"expected every {pd.Timedelta(step, unit='s')}, the median; {regular:.0%} come so")
    return gaps


@recipe("gaps in time by", "time gaps by", "missing readings by", one_level=True)
def group_time_gaps(df: Frame, time: Datetime, by: Category) -> Table:
    """Gaps in {time} of each {by}: where more time passes than from one reading to the next."""
    import pandas as pd

    times = df[[by, time]].dropna().drop_duplicates().sort_values([by, time]).reset_index(drop=True)
    before = times.groupby(by, observed=True)[time].shift()
    length = times[time] - before
    seconds = length.dt.total_seconds().astype("float64")
    step = seconds.dropna().median()
    # where no daily reading is on a weekend, none is expected there
    skips = 2 * int(step == 86400 and (times[time].dt.day_of_week < 5).all())
    weekends = ((length.dt.days + before.dt.day_of_week) // 7).fillna(0).astype("float64")
    missing = (seconds / step).fillna(0).round() - 1 - skips * weekends
    table = pd.DataFrame(
        {by: times[by], "last before": before, "next": times[time], "length": length, "missing": missing}
    )
    gaps = table[missing >= 1].sort_values("length", ascending=False, kind="stable")
    print(f"{len(gaps):,} gaps in {len(times):,} times, {gaps['missing'].sum():,.0f} readings missing")
    regular = (seconds == step).sum() / max(length.count(), 1)
    print(f"expected every {pd.Timedelta(step, unit='s')}, the median; {regular:.0%} come so")
    for name, start, end, _, number in gaps.head(1).itertuples(index=False):
        print(f"longest: {by} {name} from {start} to {end}, {number:,.0f} readings missing")
    return gaps


@recipe("stuck", "frozen", "flatline", "unchanged value", one_level=True)
def unchanged_runs(df: Frame, value: Number, time: Datetime) -> Table:
    """The longest times in which {value} does not change."""
    import pandas as pd

    ordered = df[[time, value]].dropna().sort_values(time, kind="stable")
    run = (ordered[value] != ordered[value].shift()).fillna(True).to_numpy(dtype=bool).cumsum()
    ends = ordered.groupby(run)[time].agg(["min", "max", "size"])
    runs = pd.DataFrame(
        {
            "value": ordered.groupby(run)[value].first(),
            "from": ends["min"],
            "to": ends["max"],
            "readings": ends["size"],
        }
    )
    longest = runs.sort_values("readings", ascending=False, kind="stable").head(10)
    for stays, start, end, number in longest.head(1).itertuples(index=False):
        print(f"longest: {value} stays {stays} in {number:,} readings, from {start} to {end}")
    return longest


@recipe("stuck", "frozen", "flatline", "unchanged value", one_level=True)
def group_unchanged_runs(df: Frame, value: Number, time: Datetime, by: Category) -> Table:
    """The longest time in which {value} of each {by} does not change."""
    import pandas as pd

    ordered = df[[by, time, value]].dropna().sort_values([by, time], kind="stable")
    same = ordered[value] == ordered.groupby(by, observed=True)[value].shift()
    run = (~same.fillna(False).to_numpy(dtype=bool)).cumsum()
    ends = ordered.groupby(run)[time].agg(["min", "max", "size"])
    runs = pd.DataFrame(
        {
            by: ordered.groupby(run)[by].first(),
            "value": ordered.groupby(run)[value].first(),
            "from": ends["min"],
            "to": ends["max"],
            "readings": ends["size"],
        }
    )
    longest = runs.sort_values("readings", ascending=False, kind="stable").drop_duplicates(by).reset_index(drop=True)
    for name, stays, start, end, number in longest.head(1).itertuples(index=False):
        print(f"{by} {name}: {value} stays {stays} in {number:,} readings, from {start} to {end}")
    return longest


@recipe("drift", "drifts", "drifting", one_level=True, distinct={"by": (3, 500)})
def group_drift(df: Frame, value: Number, time: Datetime, by: Category) -> Table:
    """How {value} of each {by} drifts from the median of all: the slope of its daily distance."""
    import numpy as np
    import pandas as pd

    daily = df.groupby([pd.Grouper(key=time, freq="D"), by], observed=True)[value].mean().astype("float64").unstack()
    apart = daily.sub(daily.median(axis=1), axis=0).dropna(how="all")
    day = apart.notna().mul(np.arange(len(apart)), axis=0).where(apart.notna())
    off, days_off = apart - apart.mean(), day - day.mean()
    slopes = (off * days_off).sum() / (days_off**2).sum()
    r = (off * days_off).sum() / ((off**2).sum() * (days_off**2).sum()) ** 0.5
    table = pd.DataFrame({"per day": slopes, "over its days": slopes * (day.max() - day.min()), "r": r})
    drift = table.sort_values("per day", key=abs, ascending=False, kind="stable")
    for name, slope, total, fit in drift.head(1).itertuples():
        print(f"{by} {name} moves {slope:+,.4g} a day away from the rest, {total:+,.4g} in all (r = {fit:.2f})")
    return drift
