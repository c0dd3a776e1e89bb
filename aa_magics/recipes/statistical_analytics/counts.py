"""Counts, shares and rows that stand out, each in a variable, to answer a closed question."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Column, Frame, Measure, Ordered, Rows


@recipe()
def row_count(df: Frame) -> Measure:
    """Number of rows."""
    return len(df)


@recipe()
def column_count(df: Frame) -> Measure:
    """Number of columns."""
    return df.shape[1]


@recipe()
def missing_counts(df: Frame) -> Measure:
    """Number of missing values in each column."""
    return df.isna().sum()


@recipe()
def missing_total(df: Frame) -> Measure:
    """Number of missing values in all columns."""
    return df.isna().sum().sum()


@recipe(bindable=True)
def duplicate_count(df: Frame) -> Measure:
    """Number of rows that repeat an earlier one."""
    return df.duplicated().sum()


@recipe()
def count_where(df: Frame, rows: Rows) -> Measure:
    """Number of rows where {rows}."""
    return len(df[rows])


@recipe(rows=1, filled=("rows",))
def share_of(df: Frame, rows: Rows) -> Measure:
    """Percentage of rows where {rows}."""
    return len(df[rows]) / len(df) * 100


@recipe()
def value_counts_of(df: Frame, column: Column) -> Measure:
    """Number of rows for each {column}, the most frequent first."""
    return df[column].value_counts()


@recipe(rows=1)
def row_of_maximum(df: Frame, value: Ordered) -> Measure:
    """The row with the largest {value}, the first of several."""
    return df.loc[df[value].idxmax()]


@recipe(rows=1)
def row_of_minimum(df: Frame, value: Ordered) -> Measure:
    """The row with the smallest {value}, the first of several."""
    return df.loc[df[value].idxmin()]


@recipe(makes="top", rows=1)
def rows_of_maximum(df: Frame, value: Ordered) -> Frame:
    """The rows with the largest {value}."""
    highest = df[df[value] == df[value].max()]
    print(f"{len(df):,} rows before, {len(highest):,} after")
    return highest


@recipe(makes="bottom", rows=1)
def rows_of_minimum(df: Frame, value: Ordered) -> Frame:
    """The rows with the smallest {value}."""
    lowest = df[df[value] == df[value].min()]
    print(f"{len(df):,} rows before, {len(lowest):,} after")
    return lowest
