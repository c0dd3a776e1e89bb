"""A frame told in a few sentences, with every number computed from it; columns that tell nothing."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Moments, Number, Table


@recipe(rows=1, distinct={"by": (2, 200)}, one_level=True)
def three_sentences(df: Frame, value: Number, by: Category, dates: Moments = ()) -> None:
    """The data in three sentences: rows, {value}, and {value} by {by}."""
    values, totals = df[value].dropna(), df.groupby(by, observed=True)[value].sum().sort_values(ascending=False)
    when = "".join(f", from {df[name].min():%Y-%m-%d} to {df[name].max():%Y-%m-%d} ({name})" for name in dates)
    shares = totals / (totals.sum() or float("nan"))
    mean, middle, total = values.mean(), values.median(), values.sum()
    print(f"There are {len(df):,} rows{when}.")
    print(f"{value} is {mean:,.2f} on average (median {middle:,.2f}) and {total:,.2f} in total.")
    print(f"By {by}, {totals.index[0]} has the most: {totals.iloc[0]:,.2f} ({shares.iloc[0]:.1%})", end="")
    print(f"; {totals.index[-1]} has the least: {totals.iloc[-1]:,.2f} ({shares.iloc[-1]:.1%}).")


@recipe(rows=1)
def three_sentences_of(df: Frame, value: Number, dates: Moments = ()) -> None:
    """The data in three sentences: rows, {value}, and its spread."""
    values = df[value].dropna()
    when = "".join(f", from {df[name].min():%Y-%m-%d} to {df[name].max():%Y-%m-%d} ({name})" for name in dates)
    low, middle, high = values.quantile([0.25, 0.5, 0.75])
    mean, total, least, most = values.mean(), values.sum(), values.min(), values.max()
    print(f"There are {len(df):,} rows{when}.")
    print(f"{value} is {mean:,.2f} on average (median {middle:,.2f}) and {total:,.2f} in total.")
    print(f"Half of them lie between {low:,.2f} and {high:,.2f}, all between {least:,.2f} and {most:,.2f}.")


@recipe(bindable=True)
def useless_columns(df: Frame) -> Table:
    """Columns that tell little: always the same, nearly empty, copies of another, different in every row."""
    import pandas as pd

    found = []
    for place, name in enumerate(df.columns):
        column, distinct = df[name], df[name].nunique()
        copies = [other for other in df.columns[:place] if df[other].dtype == column.dtype and df[other].equals(column)]
        if column.isna().mean() > 0.95:
            found.append((name, f"empty in {column.isna().mean():.1%} of the rows"))
        elif distinct <= 1 < len(df):
            found.append((name, f"always {column.dropna().iloc[0]!r}"))
        elif copies:
            found.append((name, f"the same as {copies[0]}"))
        elif distinct == len(df) > 1 and not pd.api.types.is_float_dtype(column):
            found.append((name, "different in every row: a name for it, no measure"))
    print(f"{len(found)} of {df.shape[1]} columns tell little")
    return pd.DataFrame(found, columns=["column", "why"])
