"""A number for each group, in a series sorted by group, to answer a closed question.

Groups may be those of several columns; a single column may be given as it is, without a list.
"""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Categories, Column, Frame, Measure, Number, Ordered, Rows

GROUPED: dict[str, Any] = {"rows": 1, "one_level": True}


@recipe(**GROUPED)
def mean_by(df: Frame, value: Number, by: Categories) -> Measure:
    """Mean of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].mean()


@recipe(**GROUPED)
def median_by(df: Frame, value: Number, by: Categories) -> Measure:
    """Median of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].median()


@recipe(**GROUPED)
def sum_by(df: Frame, value: Number, by: Categories) -> Measure:
    """Sum of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].sum()


@recipe(**GROUPED)
def minimum_by(df: Frame, value: Ordered, by: Categories) -> Measure:
    """Minimum of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].min()


@recipe(**GROUPED)
def maximum_by(df: Frame, value: Ordered, by: Categories) -> Measure:
    """Maximum of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].max()


@recipe(**GROUPED)
def range_by(df: Frame, value: Number, by: Categories) -> Measure:
    """Range of {value} for each {by}: maximum minus minimum."""
    groups = df.groupby(by, observed=True)[value]
    return groups.max() - groups.min()


@recipe(**GROUPED)
def standard_deviation_by(df: Frame, value: Number, by: Categories) -> Measure:
    """Standard deviation (of a sample) of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].std()


@recipe(**GROUPED)
def variance_by(df: Frame, value: Number, by: Categories) -> Measure:
    """Variance (of a sample) of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].var()


@recipe(**GROUPED)
def coefficient_of_variation_by(df: Frame, value: Number, by: Categories) -> Measure:
    """Coefficient of variation of {value} for each {by}: standard deviation (of a sample) over mean."""
    groups = df.groupby(by, observed=True)[value]
    return groups.std() / groups.mean()


@recipe(**GROUPED)
def skewness_by(df: Frame, value: Number, by: Categories) -> Measure:
    """Skewness (of a sample) of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].skew()


@recipe(one_level=True)
def distinct_count_by(df: Frame, value: Column, by: Categories) -> Measure:
    """Number of distinct values of {value} for each {by}."""
    return df.groupby(by, observed=True)[value].nunique()


@recipe(one_level=True)
def missing_by(df: Frame, value: Column, by: Categories) -> Measure:
    """Number of missing values of {value} for each {by}."""
    groups = df.groupby(by, observed=True)
    return groups.size() - groups[value].count()


@recipe()
def count_by(df: Frame, by: Categories) -> Measure:
    """Number of rows for each {by}."""
    return df.groupby(by, observed=True).size()


@recipe(rows=1, filled=("by",))
def share_by(df: Frame, by: Categories) -> Measure:
    """Percentage of all rows for each {by}."""
    return df.groupby(by, observed=True).size() / len(df) * 100


@recipe(rows=1, filled=("by",))
def share_of_rows_by(df: Frame, rows: Rows, by: Categories) -> Measure:
    """Percentage of rows where {rows} for each {by}."""
    sizes = df.groupby(by, observed=True).size()
    return df[rows].groupby(by, observed=True).size().reindex(sizes.index, fill_value=0) / sizes * 100
