"""Answers of a survey: shares of each answer, how well items go together, figures that are weighted."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Number, Numbers, Table

ITEMS: dict[str, Any] = {"rows": 3, "distinct": {"columns": (2, None)}, "limits": {"columns": (2, 200)}}
WEIGHTED: dict[str, Any] = {"rows": 1, "filled": ("values",)}


@recipe(rows=1, filled=("columns",), distinct={"columns": (2, 11)})
def answer_shares(df: Frame, columns: Numbers) -> Table:
    """Share of each answer to {columns}, in percent of those who answered, and the two highest answers together."""
    shares = df[columns].apply(lambda item: item.value_counts(normalize=True)).T.fillna(0).mul(100)
    answers = sorted(shares.columns)
    highest = shares[answers[-2:]].sum(axis=1)
    print(f"top-2-box: answers {answers[-2:]} together; a missing answer counts in no share")
    return shares[answers].assign(top_2_box=highest, mean=df[columns].mean(), n=df[columns].count()).round(2)


@recipe(**ITEMS)
def cronbach_alpha(df: Frame, columns: Numbers) -> Table:
    """Cronbach's alpha of {columns}, and of the scale without each item.

    Alpha is k / (k - 1) times one less the items' variances over that of their sum, on rows without a gap (Cronbach
    1951, Psychometrika 16:297).
    """
    import pandas as pd

    items = df[columns].dropna().astype(float)
    scales = {"all items": items, **{f"without {name}": items.drop(columns=[name]) for name in items}}
    found = []
    for scale in scales.values():
        k, variance = scale.shape[1], scale.sum(axis=1).var() or float("nan")
        found.append(k / max(k - 1, 1) * (1 - scale.var().sum() / variance))
    print(f"Cronbach's alpha = {found[0]:.3f}, {items.shape[1]} items, n = {len(items):,} of {len(df):,} rows")
    print("rows with a missing answer are left out; an item that lowers alpha may be scored the other way round")
    return pd.DataFrame({"alpha": found}, index=list(scales))


@recipe(**WEIGHTED)
def weighted_means(df: Frame, values: Numbers, weight: Number) -> Table:
    """Means of {values}, weighted by {weight}."""
    import pandas as pd

    weights = df[values].notna().mul(df[weight], axis=0)  # a missing value has no weight
    means, known = df[values].mul(df[weight], axis=0).sum() / weights.sum(), df[weight].notna().sum()
    print(f"weighted by {weight}, {known:,} of {len(df):,} rows have a weight")
    return pd.DataFrame({"weighted mean": means, "mean": df[values].mean(), "n": (weights > 0).sum()})


@recipe(distinct={"by": (1, 50)}, **WEIGHTED)
def group_weighted_means(df: Frame, values: Numbers, weight: Number, by: Category) -> Table:
    """Means of {values} for each {by}, weighted by {weight}."""
    weights = df[values].notna().mul(df[weight], axis=0)  # a missing value has no weight
    sums = df[values].mul(df[weight], axis=0).groupby(df[by], observed=True).sum()
    known = df[[by, weight]].notna().all(axis=1).sum()
    print(f"weighted by {weight}, {known:,} of {len(df):,} rows have a weight and a group")
    return (sums / weights.groupby(df[by], observed=True).sum()).T


@recipe(rows=1, distinct={"by": (1, 200)})
def weighted_shares(df: Frame, by: Category, weight: Number) -> Table:
    """Shares of {by} in percent, weighted by {weight}."""
    import pandas as pd

    sums = df[weight].groupby(df[by], observed=True).sum()
    counts = df[by].value_counts()
    weighted, unweighted = sums / sums.sum() * 100, counts / counts.sum() * 100
    return pd.DataFrame({"weighted %": weighted, "unweighted %": unweighted, "n": counts}).round(2)
