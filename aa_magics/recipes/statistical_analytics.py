"""Recipes of the statistical_analytics_agent: summaries, comparisons, correlation, tests, OLS, trends."""

from typing import Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Number, Table

Aggregate = Literal["mean", "median", "sum", "min", "max", "count", "std", "nunique"]


@recipe("compare", "between", "by", "per", "each", "group")
def group_aggregate(df: Frame, value: Number, by: Category, how: Aggregate = "mean") -> Table:
    """{how} of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].agg([how, "count"]).sort_values(how, ascending=False)
