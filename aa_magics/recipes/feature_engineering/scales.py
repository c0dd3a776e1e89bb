"""Numbers on another scale: standardised, logarithms, ranks, shares, bins, and what their group says."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Aggregate, Category, Frame, Number, Numbers

STANDARDISED = ("z-score", "z score", "standardise", "standardize", "normalise", "normalize")


@recipe(*STANDARDISED, makes="features", flat=True, rows=2)
def z_score(df: Frame, value: Number) -> Frame:
    """Z-score of {value}: standard deviations from the mean."""
    return df.assign(**{f"{value}_z": (df[value] - df[value].mean()) / df[value].std()})


@recipe(*STANDARDISED, makes="features", flat=True, rows=2)
def z_scores(df: Frame, columns: Numbers) -> Frame:
    """Z-scores of {columns}: standard deviations from the mean of each."""
    numbers = df[columns]
    return df.join(((numbers - numbers.mean()) / numbers.std()).add_suffix("_z"))


@recipe("min-max", "min max", "scale", "rescale", "between 0 and 1", makes="features", flat=True, rows=1)
def min_max_scale(df: Frame, value: Number) -> Frame:
    """{value} scaled to between 0 and 1."""
    return df.assign(**{f"{value}_scaled": (df[value] - df[value].min()) / (df[value].max() - df[value].min())})


@recipe("log", "logarithm", "log transform", "log scale", makes="features", flat=True)
def logarithm(df: Frame, value: Number) -> Frame:
    """Natural logarithm of {value}."""
    import numpy as np

    # only positive numbers have one
    return df.assign(**{f"{value}_log": np.log(df[value].where(df[value] > 0).astype("float64"))})


@recipe("rank", "ranking", "ranked", "position", makes="features", flat=True)
def rank(df: Frame, value: Number) -> Frame:
    """Rank of {value}, the largest first."""
    return df.assign(**{f"{value}_rank": df[value].rank(ascending=False, method="min")})


@recipe("rank within", "rank in each", "rank by", "rank per", makes="features", one_level=True)
def group_rank(df: Frame, value: Number, by: Category) -> Frame:
    """Rank of {value} within each {by}, the largest first."""
    return df.assign(**{f"{value}_rank": df.groupby(by, observed=True)[value].rank(ascending=False, method="min")})


@recipe("share column", "share in each row", "each row's share", "percent of the sum", makes="features", flat=True)
def share(df: Frame, value: Number) -> Frame:
    """Each row's share in the sum of {value}."""
    return df.assign(**{f"{value}_share": df[value] / df[value].sum()})


@recipe("share within", "share of its group", "percent within", "percent of group", makes="features", one_level=True)
def group_share(df: Frame, value: Number, by: Category) -> Frame:
    """Each row's share in the sum of {value} of its {by}."""
    return df.assign(**{f"{value}_share": df[value] / df.groupby(by, observed=True)[value].transform("sum")})


@recipe(
    "group mean as a column", "add the mean", "add the average", "transform", "target", makes="features", one_level=True
)
def group_column(df: Frame, value: Number, by: Category, how: Aggregate = "mean") -> Frame:
    """{how} of {value} of each row's {by}, as a column."""
    return df.assign(**{f"{value}_{how}_by_{by}": df.groupby(by, observed=True)[value].transform(how)})


@recipe(
    "bins", "bin", "bucket", "buckets", "intervals", "cut", "group into ranges", makes="features", flat=True, rows=1
)
def equal_width_bins(df: Frame, value: Number, bins: int = 5) -> Frame:
    """{value} in {bins} bins of equal width."""
    import pandas as pd

    return df.assign(**{f"{value}_bin": pd.cut(df[value], bins).cat.rename_categories(str)})


@recipe(
    "quantile bins",
    "cut into quantiles",
    "bin into quantiles",
    "quantiles",
    "qcut",
    "quartiles",
    "quintiles",
    "deciles",
    "equal groups",
    makes="features",
    flat=True,
    rows=1,
)
def quantile_bins(df: Frame, value: Number, bins: int = 4) -> Frame:
    """{value} in {bins} bins with about as many rows in each."""
    import pandas as pd

    return df.assign(**{f"{value}_bin": pd.qcut(df[value], bins, duplicates="drop").cat.rename_categories(str)})
