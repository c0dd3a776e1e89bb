"""A frame looked over: its columns, some of its rows, the values of one column."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Column, Columns, Frame, Table


@recipe(
    "overview",
    "columns are there",
    "what columns",
    "describe",
    "structure",
    "schema",
    "info",
    "dtypes",
    "shape",
    "column types",
    "what is in",
    bindable=True,
)
def overview(df: Frame) -> Table:
    """Overview: type, missing and distinct values of each column."""
    import pandas as pd

    print(f"{len(df):,} rows, {df.shape[1]:,} columns, {df.memory_usage(deep=True).sum() / 1000000:,.1f} MB")
    return pd.DataFrame(
        {
            "dtype": df.dtypes,
            "missing": df.isna().sum(),
            "missing %": df.isna().mean().mul(100).round(1),
            "distinct": df.nunique(),
        }
    )


@recipe("overview", "structure", "schema", "info", "dtypes", "shape", "column types", "what is in")
def column_overview(df: Frame) -> Table:
    """Overview: type and missing values of each column."""
    import pandas as pd

    print(f"{len(df):,} rows, {df.shape[1]:,} columns, {df.memory_usage(deep=True).sum() / 1e6:,.1f} MB")
    missing = df.isna()
    return pd.DataFrame(
        {
            "dtype": df.dtypes,
            "missing": missing.sum(),
            "missing %": missing.mean().mul(100).round(1),
        }
    )


@recipe("how many", "number of", "count", "how many rows", "how many are there", "row count", "how big", "size of")
def count_rows(df: Frame) -> Table:
    """Number of rows."""
    print(f"{len(df):,} rows")
    return len(df)


@recipe("first rows", "head", "preview", "peek", "glimpse", "first lines")
def first_rows(df: Frame, n: int = 10) -> Table:
    """First {n} rows."""
    return df.head(n)


@recipe("last rows", "tail", "last lines", "end of")
def last_rows(df: Frame, n: int = 10) -> Table:
    """Last {n} rows."""
    return df.tail(n)


@recipe("random rows", "random", "sample", "subsample", makes="sample")
def random_rows(df: Frame, n: int = 10) -> Frame:
    """{n} rows drawn at random."""
    drawn = df.sample(min(n, len(df)), random_state=0)
    print(f"{len(df):,} rows before, {len(drawn):,} after")
    return drawn


@recipe("describe", "description", "about")
def describe_column(df: Frame, column: Column) -> Table:
    """Description of {column}."""
    values = df[column]
    print(f"{column}: {values.count():,} of {len(df):,} values present, {values.nunique():,} distinct")
    return values.describe()


@recipe(
    "value counts",
    "mode",
    "most frequent",
    "most common",
    "frequencies",
    "frequency table",
    "how often",
    "tally",
    "how many of each",
    "breakdown",
    "count",
    "how many",
    "number of",
    "share",
    "percent",
    "percentage",
    "proportion",
)
def value_counts(df: Frame, column: Category) -> Table:
    """How often each value of {column} occurs."""
    counts = df[column].value_counts(dropna=False).to_frame()
    counts["percent"] = (counts["count"] / len(df) * 100).round(1)
    if len(counts):
        most, percent = counts.iloc[0]
        print(f"most frequent: {counts.index[0]}, {most:,.0f} of {len(df):,} rows ({percent:.1f} %)")
    return counts


@recipe("unique values", "distinct values", "unique", "distinct", "which values", "different values", "possible values")
def distinct_values(df: Frame, column: Column) -> Table:
    """Distinct values of {column}."""
    values = df[column].dropna().drop_duplicates().reset_index(drop=True)
    print(f"{len(values):,} distinct values in {len(df):,} rows")
    return values


@recipe(
    "how many are there", "how many distinct", "how many different", "number of distinct", "count distinct", "nunique"
)
def distinct_counts(df: Frame, columns: Columns) -> Table:
    """Number of distinct values in {columns}."""
    counts = df[columns].nunique().sort_values(ascending=False)
    if len(counts):
        print(f"most: {counts.index[0]}, {counts.iloc[0]:,} distinct values in {len(df):,} rows")
    return counts.to_frame("distinct values")
