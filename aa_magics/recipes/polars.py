"""Recipes of the polars_agent: common questions answered with Polars, for frames where speed matters."""

from typing import Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Categories, Category, Columns, Datetime, Frame, Labels, Number, Numbers, Table

POLARS: dict[str, Any] = {"text_labels": True, "dense": True}
SOME: dict[str, Any] = POLARS | {"rows": 1}


@recipe("polars", "to polars", "as polars", **POLARS)
def to_polars(df: Frame, columns: Columns) -> Table:
    """{columns} as a Polars frame."""
    import polars as pl

    return pl.from_pandas(df[columns])


@recipe("polars", "summary", "describe", "statistics", **POLARS)
def polars_summary(df: Frame, columns: Columns) -> Table:
    """Summary of {columns}, with Polars."""
    import polars as pl

    return pl.from_pandas(df[columns]).describe()


@recipe("polars", "by", "per", "each", "average", "total", **SOME)
def polars_group_aggregate(df: Frame, value: Number, by: Category, used: Labels = slice(None)) -> Table:
    """Mean, sum and rows of {value} for each {by}, with Polars."""
    import polars as pl

    groups = pl.from_pandas(df[used]).group_by(by, maintain_order=True)
    table = groups.agg(
        pl.col(value).mean().name.suffix("_mean"),
        pl.col(value).sum().name.suffix("_sum"),
        pl.col(value).len().name.suffix("_rows"),
    )
    ordered = table.sort(f"{value}_mean", descending=True, nulls_last=True)
    known = ordered.drop_nulls(f"{value}_mean")
    if len(known):
        group, mean, *_ = known.row(0)
        print(f"highest mean: {group} with {mean:,.6g}")
    return ordered


@recipe("polars", "lazy", "by", "per", "each", "medians", **SOME)
def polars_group_medians(df: Frame, values: Numbers, by: Categories, used: Labels = slice(None)) -> Table:
    """Medians of {values} for each {by}, as a lazy Polars query."""
    import polars as pl

    rows = pl.from_pandas(df[used]).lazy()
    medians = rows.group_by(by, maintain_order=True).agg(pl.col(values).median())
    return medians.collect()


@recipe("polars", "top", "largest", "highest", "biggest", **SOME)
def polars_top_rows(df: Frame, value: Number, columns: Columns, n: int = 10, used: Labels = slice(None)) -> Table:
    """{n} rows with the largest {value}, with Polars."""
    import polars as pl

    rows = pl.from_pandas(df[used])
    return rows.sort(value, descending=True, nulls_last=True, maintain_order=True).head(n)


@recipe("polars", "over time", "monthly", "period", **SOME)
def polars_periods(
    df: Frame,
    value: Number,
    time: Datetime,
    every: Literal["1d", "1w", "1mo", "1q", "1y"] = "1mo",
    used: Labels = slice(None),
) -> Table:
    """Sum and rows of {value} in each period of {time}, with Polars."""
    import polars as pl

    rows = pl.from_pandas(df[used]).drop_nulls(time).sort(time)
    print(f"{len(df):,} rows before, {len(rows):,} after: {len(df) - len(rows):,} without {time}")
    return rows.group_by_dynamic(time, every=every).agg(
        pl.col(value).sum().name.suffix("_sum"),
        pl.col(value).len().name.suffix("_rows"),
    )
