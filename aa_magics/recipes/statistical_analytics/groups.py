"""Groups side by side: aggregates, shares and rates for each value of a category, cross tables."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Aggregate, Categories, Category, Frame, Number, Numbers, Table, Value


@recipe("compare", "between", "by", "per", "each", "group", one_level=True)
def group_aggregate(df: Frame, value: Number, by: Category, how: Aggregate = "mean") -> Table:
    """{how} of {value} for each {by}."""
    groups = df.groupby(by, observed=True)[value].agg([how, "size"]).sort_values(how, ascending=False)
    known = groups[how].dropna()
    if len(known):
        print(f"highest: {known.index[0]} with {known.iloc[0]:,.6g}")
        print(f"lowest: {known.index[-1]} with {known.iloc[-1]:,.6g}")
    return groups


@recipe(
    "top", "largest", "highest", "biggest", "greatest", "most", "best", "which", "leading", "richest", one_level=True
)
def top_groups(df: Frame, by: Category, value: Number, how: Aggregate = "mean", n: int = 10) -> Table:
    """{how} of {value} for each {by}, the {n} largest."""
    largest = df.groupby(by, observed=True)[value].agg(how).nlargest(n)
    if len(largest):
        print(f"highest: {largest.index[0]} with {largest.iloc[0]:,.6g}")
    return largest


@recipe("bottom", "smallest", "lowest", "least", "fewest", "worst", "which", "poorest", one_level=True)
def bottom_groups(df: Frame, by: Category, value: Number, how: Aggregate = "mean", n: int = 10) -> Table:
    """{how} of {value} for each {by}, the {n} smallest."""
    smallest = df.groupby(by, observed=True)[value].agg(how).nsmallest(n)
    if len(smallest):
        print(f"lowest: {smallest.index[0]} with {smallest.iloc[0]:,.6g}")
    return smallest


@recipe("compare", "by", "per", "each", "group")
def group_aggregates(df: Frame, values: Numbers, by: Categories, how: Aggregate = "mean") -> Table:
    """{how} of {values} for each {by}."""
    groups = df.groupby(by, observed=True)[values].agg(how)
    first = groups.iloc[:, 0].dropna().sort_values()
    if len(first):
        print(f"highest {first.name}: {first.index[-1]} with {first.iloc[-1]:,.6g}")
        print(f"lowest {first.name}: {first.index[0]} with {first.iloc[0]:,.6g}")
    return groups


@recipe("statistics by", "summary by", "describe by", "statistics for each", "summary for each", rows=1, one_level=True)
def group_statistics(df: Frame, value: Number, by: Category) -> Table:
    """Summary statistics of {value} for each {by}."""
    table = df.groupby(by, observed=True)[value].describe()
    known = table["mean"].dropna().sort_values()
    if len(known):
        print(f"highest mean: {known.index[-1]} with {known.iloc[-1]:,.6g}")
        print(f"lowest mean: {known.index[0]} with {known.iloc[0]:,.6g}")
    return table


@recipe("share of total", "percent of total", "contribution", "contribute", "share of", "proportion of", one_level=True)
def share_of_total(df: Frame, value: Number, by: Category) -> Table:
    """Share of each {by} in the total of {value}."""
    import pandas as pd

    totals = df.groupby(by, observed=True)[value].sum().sort_values(ascending=False)
    shares = totals / totals.sum()
    if len(shares):
        print(f"first: {shares.index[0]} with {shares.iloc[0]:.1%} of the total of {value}, {totals.sum():,.6g}")
    return pd.DataFrame({"total": totals, "share": shares})


@recipe("weighted mean", "weighted average", "weighted", "weighted by")
def group_weighted_mean(df: Frame, value: Number, weight: Number, by: Category) -> Table:
    """Mean of {value} for each {by}, weighted by {weight}."""
    complete = df[[value, weight, by]].dropna()
    products = complete[value] * complete[weight]
    totals = products.groupby(complete[by], observed=True).sum()
    means = totals / complete[weight].groupby(complete[by], observed=True).sum()
    known = means.dropna().sort_values()
    if len(known):
        print(f"highest: {known.index[-1]} with {known.iloc[-1]:,.6g}")
        print(f"lowest: {known.index[0]} with {known.iloc[0]:,.6g}")
    return means


@recipe(
    "confidence interval",
    "confidence intervals",
    "standard error",
    "error bars",
    rows=2,
    limits={"confidence": (50, 99)},
)
def group_confidence_intervals(df: Frame, value: Number, by: Category, confidence: int = 95) -> Table:
    """Mean of {value} for each {by} with its {confidence} % confidence interval."""
    from scipy import stats

    means = df[value].astype(float).groupby(df[by], observed=True).agg(["mean", "sem", "count"])
    margin = means["sem"] * stats.t.isf((1 - confidence / 100) / 2, means["count"] - 1)
    known = means["mean"].dropna().sort_values()
    if len(known):
        print(f"highest mean: {known.index[-1]} with {known.iloc[-1]:,.6g}")
        print(f"lowest mean: {known.index[0]} with {known.iloc[0]:,.6g}")
    return means.assign(low=means["mean"] - margin, high=means["mean"] + margin)


@recipe("rate", "share", "proportion", "percentage", "percent", "fraction", "how often", "likely", "rate by", rows=1)
def group_rates(df: Frame, column: Category, value: Value, by: Category) -> Table:
    """Share of rows whose {column} is {value}, for each {by}."""
    known = df[df[column].notna()]
    found = (known[column] == value).astype(bool)
    rates = found.groupby(known[by], observed=True).agg(["sum", "count", "mean"])
    ordered = rates.set_axis(["rows", "of", "rate"], axis=1).sort_values("rate", ascending=False)
    if len(ordered):
        print(f"highest: {ordered.index[0]} with {ordered['rate'].iloc[0]:.1%}")
        print(f"lowest: {ordered.index[-1]} with {ordered['rate'].iloc[-1]:.1%}")
    return ordered


@recipe("pivot", "pivot table", "pivoted", text_labels=True)
def pivot_aggregate(df: Frame, value: Number, by: Category, across: Category, how: Aggregate = "mean") -> Table:
    """{how} of {value} for each {by}, a column for each {across}."""
    table = df.pivot_table(index=by, columns=across, values=value, aggfunc=how, observed=True)
    cells = table.T.unstack().dropna().sort_values()
    if len(cells):
        lowest, highest = [" and ".join(map(str, pair)) for pair in cells.index[[0, -1]]]
        print(f"highest: {highest} with {cells.iloc[-1]:,.6g}")
        print(f"lowest: {lowest} with {cells.iloc[0]:,.6g}")
    return table


@recipe(
    "cross table",
    "crosstab",
    "cross tabulate",
    "cross tabulation",
    "contingency table",
    "combinations",
    "count",
    "how many",
    "number of",
)
def cross_table(df: Frame, by: Category, across: Category) -> Table:
    """Number of rows for each {by} and {across}."""
    import pandas as pd

    pairs = df[[by, across]].value_counts()
    if len(pairs):
        most = " and ".join(map(str, pairs.index[0]))
        print(f"most frequent: {most}, {pairs.iloc[0]:,} of {pairs.sum():,} rows")
    return pd.crosstab(df[by], df[across])


@recipe("share", "proportion", "percentage", "percent", "composition", "breakdown", "made up of")
def cross_shares(df: Frame, by: Category, across: Category) -> Table:
    """Shares of {across} within each {by}."""
    import numpy as np
    import pandas as pd

    table = pd.crosstab(df[by], df[across], normalize="index")
    shares = table.to_numpy()
    if shares.size:
        row, column = map(int, np.unravel_index(shares.argmax(), shares.shape))
        print(f"highest share: {table.columns[column]} with {shares.max():.1%} of {table.index[row]}")
    return table
