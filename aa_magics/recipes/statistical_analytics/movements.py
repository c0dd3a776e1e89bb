"""One period against another: what moved, and the share of each segment in it; it does not say why."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Categories, Frame, Labels, Number, Numbers, Outcome, Rows, Table


@recipe("what moved", "against the period before", one_level=True, limits={"values": (1, 30)})
def moved_totals(df: Frame, values: Numbers, now: Rows, before: Rows) -> Table:
    """What moved: sums of {values} in a period and the one before it."""
    import pandas as pd

    later = df[now]
    earlier = df[before]
    table = pd.DataFrame({"before": earlier[values].sum(), "now": later[values].sum()}).astype("float64")
    table.loc["rows"] = [len(earlier), len(later)]
    table["change"] = table["now"] - table["before"]
    table["percent"] = table["change"] / table["before"] * 100
    print(f"{len(later):,} rows now, {len(earlier):,} before")
    return table


@recipe("what moved by", "segments of the change", one_level=True, dense=True, limits={"by": (1, 8)})
def moved_segments(df: Frame, value: Number, by: Categories, now: Rows, before: Rows) -> Table:
    """What moved in the sum of {value}: the share of each {by} in the change."""
    import pandas as pd

    later = df[now]
    earlier = df[before]
    parts = {"all rows": pd.DataFrame({"before": [earlier[value].sum()], "now": [later[value].sum()]}, index=[""])}
    for name in by:
        sums = [rows[value].astype("float64").groupby(rows[name].map(str)).sum() for rows in (earlier, later)]
        parts[str(name)] = pd.concat(sums, axis=1, keys=["before", "now"])
    table = pd.concat(parts).fillna(0).astype("float64").rename_axis(["column", "segment"])
    table["change"] = table["now"] - table["before"]
    table["share of change"] = table["change"] / table["change"].iloc[0]
    table["percent"] = table["change"] / table["before"] * 100
    was, total, change, _, percent = table.iloc[0]
    print(f"sum of {value}: {total:,.6g}, {was:,.6g} before: {change:+,.6g} ({percent:+.1f} %)")
    # the total first, then the segments that moved most
    order = table["change"].abs().iloc[1:].sort_values(ascending=False, kind="stable").index
    moved = table.loc[[table.index[0], *order]]
    for column, segment in moved.index[1:2]:
        print(f"largest mover: {column} {segment} with {moved['change'].iloc[1]:+,.6g}")
    return moved.head(25)


@recipe("what moved in the rate", "rate and mix", one_level=True, dense=True, limits={"by": (1, 8)})
def moved_rates(
    df: Frame, value: Outcome, base: Number, by: Categories, now: Rows, before: Rows, shown: Labels = slice(None)
) -> Table:
    """What moved in {value} per {base}: the part of each {by}, rate and mix apart.

    The rate's part is its change at the average weight, the mix's the change of weight times the distance of the
    average rate from that of all rows (Kitagawa 1955, Components of a difference between two rates); they add up.
    """
    import pandas as pd

    later = df.loc[now, shown]
    earlier = df.loc[before, shown]
    spans = ["before", "now"]
    rows = pd.concat([earlier, later], keys=spans).dropna(subset=[value, base])
    span = rows.index.get_level_values(0)
    numbers = pd.DataFrame({"total": rows[value].astype("float64"), "base": rows[base].astype("float64")})
    every = numbers.groupby(span).sum().reindex(spans).fillna(0).T.stack()
    # a segment that is missing is one as well
    parts = {str(name): numbers.groupby([rows[name].map(str), span]).sum().unstack() for name in by}
    counted = pd.concat({"all rows": pd.DataFrame([every], index=[""]), **parts}).reindex(columns=every.index).fillna(0)
    rates = pd.DataFrame(counted["total"] / counted["base"])
    weights = pd.DataFrame(counted["base"] / counted["base"].iloc[0])
    overall = rates.iloc[0]
    # one that is there in one period only has no rate of its own in the other: all of its part is mix
    known = rates.bfill(axis=1).ffill(axis=1)
    table = pd.concat([counted["total"].add_prefix("total "), rates.add_prefix("rate ")], axis=1)
    table["rate part"] = weights.mean(axis=1) * (known["now"] - known["before"])
    table["mix part"] = (weights["now"] - weights["before"]) * (known.mean(axis=1) - overall.mean())
    table["share of change"] = (table["rate part"] + table["mix part"]) / (overall["now"] - overall["before"])
    print(f"{value} per {base}: {overall['now']:.2%}, {overall['before']:.2%} before")
    print(f"sum of {value}: {table['total now'].iloc[0]:,.6g}, {table['total before'].iloc[0]:,.6g} before")
    size = (table["rate part"] + table["mix part"]).abs().iloc[1:]
    order = [table.index[0], *size.sort_values(ascending=False, kind="stable").index]
    moved = table.loc[order].rename_axis(["column", "segment"])
    for column, segment in moved.index[1:2]:
        print(f"largest mover: {column} {segment} with {moved['share of change'].iloc[1]:.0%} of the change")
    return moved.head(25)


@recipe("what moved in the mean", "mean and mix", one_level=True, dense=True, limits={"by": (1, 8)})
def moved_means(
    df: Frame, value: Outcome, by: Categories, now: Rows, before: Rows, shown: Labels = slice(None)
) -> Table:
    """What moved in the mean of {value}: the part of each {by}, mean and mix apart.

    The parts add up to the change of the mean (Kitagawa 1955, Components of a difference between two rates).
    """
    import pandas as pd

    later = df.loc[now, shown]
    earlier = df.loc[before, shown]
    spans = ["before", "now"]
    rows = pd.concat([earlier, later], keys=spans).dropna(subset=[value])
    span = rows.index.get_level_values(0)
    numbers = pd.DataFrame({"total": rows[value].astype("float64"), "rows": 1.0})
    every = numbers.groupby(span).sum().reindex(spans).fillna(0).T.stack()
    # a segment that is missing is one as well
    parts = {str(name): numbers.groupby([rows[name].map(str), span]).sum().unstack() for name in by}
    counted = pd.concat({"all rows": pd.DataFrame([every], index=[""]), **parts}).reindex(columns=every.index).fillna(0)
    means = pd.DataFrame(counted["total"] / counted["rows"])
    weights = pd.DataFrame(counted["rows"] / counted["rows"].iloc[0])
    overall = means.iloc[0]
    # one that is there in one period only has no mean of its own in the other: all of its part is mix
    known = means.bfill(axis=1).ffill(axis=1)
    table = pd.concat([counted["rows"].add_prefix("rows "), means.add_prefix("mean ")], axis=1)
    table["mean part"] = weights.mean(axis=1) * (known["now"] - known["before"])
    table["mix part"] = (weights["now"] - weights["before"]) * (known.mean(axis=1) - overall.mean())
    change = overall["now"] - overall["before"]
    table["share of change"] = (table["mean part"] + table["mix part"]) / change
    print(f"mean of {value}: {overall['now']:,.6g}, {overall['before']:,.6g} before: {change:+,.6g}")
    size = (table["mean part"] + table["mix part"]).abs().iloc[1:]
    order = [table.index[0], *size.sort_values(ascending=False, kind="stable").index]
    moved = table.loc[order].rename_axis(["column", "segment"])
    for column, segment in moved.index[1:2]:
        print(f"largest mover: {column} {segment} with {moved['share of change'].iloc[1]:.0%} of the change")
    return moved.head(25)
