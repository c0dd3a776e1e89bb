"""Who comes back: cohorts by their first month, and the share that came more than once."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Column, Datetime, Frame, Table


@recipe("cohort retention", rows=1)
def cohort_retention(df: Frame, who: Column, time: Datetime) -> Table:
    """Share of each {who} of a first month that came again, by months since."""
    import pandas as pd

    known = df[[who, time]].dropna()
    first = known[time].groupby(known[who], observed=True).transform("min")
    months = (known[time].dt.year - first.dt.year) * 12 + known[time].dt.month - first.dt.month
    cohort = first.dt.strftime("%Y-%m").rename("first month")
    counts = known[who].groupby([cohort, months.rename("months since")]).nunique().unstack()
    shares = counts.astype("float64").div(counts[0].astype("float64"), axis=0)
    later = counts.drop(columns=0).sum(axis=1).gt(0).sum()
    last = known[time].max()
    print(f"{counts[0].sum():,.0f} in {len(counts):,} cohorts, {later:,} of which came again")
    print(f"the last months of each may not be over: {time} ends on {last}")
    return pd.concat([counts[0].rename("size"), shares], axis=1)


@recipe("repeat rate", rows=1)
def repeat_rate(df: Frame, who: Column) -> Table:
    """How many rows each {who} has, and the share with more than one."""
    import pandas as pd

    times = df[who].value_counts()
    counts = times[times > 0].value_counts().sort_index()
    print(f"{(times > 1).sum():,} of {(times > 0).sum():,} came more than once: {(times[times > 0] > 1).mean():.2%}")
    table = pd.DataFrame({"how many": counts, "share": counts / counts.sum()})
    return table.rename_axis("rows of one").head(50)
