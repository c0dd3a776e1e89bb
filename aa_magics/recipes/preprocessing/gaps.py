"""Missing values: counted, shown, dropped, filled."""

from typing import Annotated, Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import ANY, NUMBERS, Category, Columns, Frame, Number, Numbers, Role, Table, Text

Measures = Annotated[Any, Role("columns", ANY, many=True, best=NUMBERS)]


@recipe("missing", "missing values", "null", "nan", "empty cells", "incomplete", "completeness", "gaps")
def missing_values(df: Frame) -> Table:
    """Missing values of each column."""
    import pandas as pd

    missing = df.isna()
    print(f"{missing.any().sum():,} of {missing.shape[1]:,} columns have missing values")
    print(f"{missing.any(axis=1).sum():,} of {len(df):,} rows have missing values")
    counts = pd.DataFrame({"missing": missing.sum(), "percent": missing.mean().mul(100).round(1)})
    return counts.sort_values("missing", ascending=False, kind="stable")


@recipe("rows with missing", "rows with null", "rows with nan", "incomplete rows", makes="incomplete")
def rows_with_missing(df: Frame) -> Frame:
    """Rows that have a missing value."""
    incomplete = df[df.isna().any(axis=1)]
    print(f"{len(incomplete):,} of {len(df):,} rows have missing values")
    return incomplete


@recipe("drop missing", "remove missing", "dropna", "without missing", "drop null", "remove null", makes="complete")
def drop_missing(df: Frame, columns: Columns | None = None) -> Frame:
    """Rows with missing values[ in {columns}] dropped."""
    complete = df.dropna(subset=columns)
    print(f"{len(df):,} rows before, {len(complete):,} after: {len(df) - len(complete):,} had a missing value")
    return complete


@recipe("fill missing", "impute", "fillna", "replace missing", "fill null", "fill gaps", makes="filled")
def fill_average(df: Frame, columns: Numbers, how: Literal["median", "mean"] = "median") -> Frame:
    """Missing values of {columns} filled with the {how}."""
    averages = df[columns].agg(how)
    # as floats, since the average of whole numbers need not be whole
    filled = df.astype(dict.fromkeys(columns, "float64")).fillna(averages)
    print(f"{df.isna().sum().sum():,} missing values before, {filled.isna().sum().sum():,} after")
    return filled


@recipe(
    "fill missing",
    "impute",
    "fillna",
    "fill mode",
    "fill most frequent",
    "fill most common",
    "missing mode",
    "missing most frequent",
    "missing most common",
    "impute mode",
    "impute most frequent",
    "impute most common",
    makes="filled",
    rows=1,
)
def fill_most_frequent(df: Frame, column: Category) -> Frame:
    """Missing values of {column} filled with its most frequent value."""
    filled = df.fillna({column: df[column].mode().iloc[0]})
    print(f"{df.isna().sum().sum():,} missing values before, {filled.isna().sum().sum():,} after")
    return filled


@recipe("fill missing with", "fillna", "replace missing with", "fill with", makes="filled")
def fill_number(df: Frame, column: Number, number: int = 0) -> Frame:
    """Missing values of {column} filled with {number}."""
    filled = df.fillna({column: number})
    print(f"{df.isna().sum().sum():,} missing values before, {filled.isna().sum().sum():,} after")
    return filled


@recipe("fill missing with", "fillna", "replace missing with", "fill with", "unknown", makes="filled")
def fill_text(df: Frame, column: Text, text: str = "unknown") -> Frame:
    """Missing values of {column} filled with {text}."""
    filled = df.astype({column: "string"}).fillna({column: text})
    print(f"{df.isna().sum().sum():,} missing values before, {filled.isna().sum().sum():,} after")
    return filled


@recipe(
    "fill missing by", "impute by group", "fill missing within", "fill missing for each", makes="filled", one_level=True
)
def fill_group_average(df: Frame, column: Number, by: Category, how: Literal["median", "mean"] = "median") -> Frame:
    """Missing values of {column} filled with the {how} of their {by}."""
    averages = df.groupby(by, observed=True)[column].transform(how).astype("float64")
    # as floats, since the average of whole numbers need not be whole
    filled = df.astype({column: "float64"}).fillna({column: averages})
    print(f"{df.isna().sum().sum():,} missing values before, {filled.isna().sum().sum():,} after")
    return filled


@recipe("interpolate", "interpolation", "fill missing by interpolation", makes="filled")
def interpolate_gaps(df: Frame, columns: Numbers) -> Frame:
    """Missing values of {columns} filled by what lies between the rows around."""
    filled = df.copy()
    filled[columns] = df[columns].astype("float64").interpolate()
    print(f"{df.isna().sum().sum():,} missing values before, {filled.isna().sum().sum():,} after")
    return filled


@recipe("backward fill", "bfill", "next value", "carry backward", makes="filled")
def fill_backward(df: Frame, columns: Measures) -> Frame:
    """Missing values of {columns} filled with the next one after."""
    filled = df.copy()
    filled[columns] = df[columns].bfill()
    print(f"{df.isna().sum().sum():,} missing values before, {filled.isna().sum().sum():,} after")
    return filled


@recipe("forward fill", "ffill", "carry forward", "last known", "previous value", makes="filled")
def fill_forward(df: Frame, columns: Measures) -> Frame:
    """Missing values of {columns} filled with the last one before."""
    filled = df.copy()
    filled[columns] = df[columns].ffill()
    print(f"{df.isna().sum().sum():,} missing values before, {filled.isna().sum().sum():,} after")
    return filled
