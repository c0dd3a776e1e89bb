"""New columns from sums, differences, products and ratios of columns."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Computed, Frame, Number, Numbers, Rows


@recipe("computed column", makes="features", flat=True)
def add_column(df: Frame, name: str, formula: Computed) -> Frame:
    """Column {name}: {formula}."""
    return df.assign(**{name: formula})


@recipe("computed column without infinity", makes="features", flat=True)
def add_finite_column(df: Frame, name: str, formula: Computed, number: float) -> Frame:
    """Column {name}: {formula}, infinite values replaced by {number}."""
    values = formula
    return df.assign(**{name: values.replace([float("inf"), float("-inf")], number)})


@recipe(
    "ratio",
    "divided by",
    "divide",
    "as share of",
    "share of",
    "as percentage of",
    "quotient",
    "per unit",
    makes="features",
    flat=True,
)
def ratio(df: Frame, value: Number, other: Number) -> Frame:
    """Ratio of {value} to {other}."""
    # nothing can be divided by zero: no value there
    return df.assign(**{f"{value}_per_{other}": df[value] / df[other].where(df[other] != 0)})


@recipe("difference", "difference between", "subtract", "minus", "less", "margin", makes="features", flat=True)
def difference(df: Frame, value: Number, other: Number) -> Frame:
    """{value} minus {other}."""
    return df.assign(**{f"{value}_minus_{other}": df[value] - df[other]})


@recipe("product", "multiply", "multiplied by", "interaction", makes="features", flat=True)
def product(df: Frame, value: Number, other: Number) -> Frame:
    """{value} times {other}."""
    return df.assign(**{f"{value}_times_{other}": df[value] * df[other]})


@recipe("row sum", "add up", "add columns", "sum columns", "sum of columns", makes="features", flat=True)
def row_sum(df: Frame, columns: Numbers) -> Frame:
    """Sum of {columns} in each row."""
    return df.assign(row_sum=df[columns].sum(axis=1))


@recipe("row mean", "row average", "mean across columns", "average across columns", makes="features", flat=True)
def row_mean(df: Frame, columns: Numbers) -> Frame:
    """Mean of {columns} in each row."""
    return df.assign(row_mean=df[columns].mean(axis=1))


@recipe("squared", "square", "polynomial", "quadratic", makes="features", flat=True)
def square(df: Frame, value: Number) -> Frame:
    """{value} squared."""
    return df.assign(**{f"{value}_squared": df[value].astype("float64") ** 2})


@recipe("flag", "mark", "indicator", "whether", "boolean column", makes="features", flat=True)
def flag(df: Frame, rows: Rows, name: str = "flag") -> Frame:
    """Column {name}: whether {rows}."""
    return df.assign(**{name: rows})
