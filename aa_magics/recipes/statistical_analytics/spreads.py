"""How much numbers vary: measures of spread and shape of columns and of groups, percentiles of groups."""

from typing import Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Number, Numbers, Table

Spread = Literal["coefficient of variation", "interquartile range", "range", "skewness", "kurtosis", "standard error"]
GroupSpread = Literal[
    "coefficient of variation", "interquartile range", "range", "variance", "skewness", "kurtosis", "standard error"
]
MEASURES = (
    "coefficient of variation",
    "relative standard deviation",
    "cv",
    "interquartile range",
    "iqr",
    "skewness",
    "skew",
    "kurtosis",
    "range",
    "standard error",
)
OF_GROUPS = (
    *(f"{words} by" for words in MEASURES),
    *(f"{end} {words}" for end in ("highest", "lowest") for words in MEASURES),
)


@recipe(*MEASURES, rows=1)
def column_spread(df: Frame, columns: Numbers, how: Spread = "coefficient of variation") -> Table:
    """{how} of {columns}, beside other measures of spread."""
    import pandas as pd

    numbers = df[columns].astype(float)
    table = pd.DataFrame(
        {
            "coefficient of variation": numbers.std() / numbers.mean(),
            "interquartile range": numbers.quantile(0.75) - numbers.quantile(0.25),
            "range": numbers.max() - numbers.min(),
            "variance": numbers.var(),
            "skewness": numbers.skew(),
            "kurtosis": numbers.kurt(),  # 0 for a normal distribution
            "standard error": numbers.sem(),
        }
    ).sort_values(how, ascending=False)
    known = table[how].dropna()
    if len(known):
        print(f"highest: {known.index[0]} with {known.iloc[0]:,.6g}")
        print(f"lowest: {known.index[-1]} with {known.iloc[-1]:,.6g}")
    return table


@recipe(
    *MEASURES,
    "variance by",
    *OF_GROUPS,
    rows=1,
    one_level=True,
)
def group_spread(df: Frame, value: Number, by: Category, how: GroupSpread = "coefficient of variation") -> Table:
    """{how} of {value} for each {by}, beside other measures of spread."""
    import pandas as pd

    groups = df[value].astype(float).groupby(df[by], observed=True)
    table = pd.DataFrame(
        {
            "coefficient of variation": groups.std() / groups.mean(),
            "interquartile range": groups.quantile(0.75) - groups.quantile(0.25),
            "range": groups.max() - groups.min(),
            "variance": groups.var(),
            "skewness": groups.skew(),
            "kurtosis": groups.apply(pd.Series.kurt),  # 0 for a normal distribution
            "standard error": groups.sem(),
            "size": groups.size(),
        }
    ).sort_values(how, ascending=False)
    known = table[how].dropna()
    if len(known):
        print(f"highest: {known.index[0]} with {known.iloc[0]:,.6g}")
        print(f"lowest: {known.index[-1]} with {known.iloc[-1]:,.6g}")
    return table


@recipe(
    "percentile by",
    "quantile by",
    "first quartile by",
    "third quartile by",
    "lower quartile by",
    "upper quartile by",
    rows=1,
    one_level=True,
    limits={"percent": (0, 100)},
)
def group_percentile(df: Frame, value: Number, by: Category, percent: int = 90) -> Table:
    """{percent}th percentile of {value} for each {by}."""
    found = df.groupby(by, observed=True)[value].quantile(percent / 100).sort_values(ascending=False)
    known = found.dropna()
    if len(known):
        print(f"highest: {known.index[0]} with {known.iloc[0]:,.6g}")
        print(f"lowest: {known.index[-1]} with {known.iloc[-1]:,.6g}")
    return found
