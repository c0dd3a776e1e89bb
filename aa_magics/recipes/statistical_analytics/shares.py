"""Shares within groups, and tables with totals."""

from typing import Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Number, Table


@recipe("share of each within", "percent of each within")
def shares_within(df: Frame, value: Number, by: Category, within: Category) -> Table:
    """Share of each {by} in the sum of {value} within each {within}."""
    import pandas as pd

    sums = df[value].groupby([df[within], df[by]], observed=True).sum().rename("sum")
    # by the level's place: its name may be that of the other
    shares = (sums / sums.groupby(level=0, observed=True).transform("sum")).rename("share")
    print(f"shares add up to 100 % within each {within}")
    return pd.concat([sums, shares, (shares * 100).rename("percent")], axis=1)


@recipe("share of each within", "percent of each within")
def count_shares_within(df: Frame, by: Category, within: Category) -> Table:
    """Share of each {by} in the rows within each {within}."""
    import pandas as pd

    counts = df[by].groupby([df[within], df[by]], observed=True).size().rename("rows")
    # by the level's place: its name may be that of the other
    shares = (counts / counts.groupby(level=0, observed=True).transform("sum")).rename("share")
    print(f"shares add up to 100 % within each {within}")
    return pd.concat([counts, shares, (shares * 100).rename("percent")], axis=1)


@recipe(
    "pivot with totals",
    "with totals",
    "margins",
    "grand total",
    "row totals",
    "column totals",
    one_level=True,
    text_labels=True,
    rows=1,
)
def pivot_totals(
    df: Frame, value: Number, by: Category, across: Category, how: Literal["sum", "mean", "count"] = "sum"
) -> Table:
    """{how} of {value} for each {by}, a column for each {across}, with totals."""
    table = df.pivot_table(
        index=by, columns=across, values=value, aggfunc=how, observed=True, margins=True, margins_name="total"
    )
    print(f"{how} of {value} in all: {table.iloc[-1, -1]:,.6g}")
    return table
