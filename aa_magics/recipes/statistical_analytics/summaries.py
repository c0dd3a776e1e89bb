"""Numbers that describe columns: averages, distributions, intervals, rates."""

from typing import Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Number, Numbers, Table, Value

FILLED: dict[str, Any] = {"rows": 1, "filled": ("columns",)}
INTERVAL: dict[str, Any] = {"rows": 2, "distinct": {"value": (2, None)}, "limits": {"confidence": (50, 99)}}
Statistic = Literal["mean", "median", "sum", "min", "max", "std", "var", "count", "nunique"]


@recipe("summary", "summarize", "summarise", "summary statistics", "statistics of", **FILLED)
def summary_statistics(df: Frame, columns: Numbers) -> Table:
    """Summary statistics of {columns}."""
    numbers = df[columns]
    print(f"{numbers.shape[1]:,} columns, {len(df):,} rows, {numbers.isna().sum().sum():,} missing values")
    return numbers.describe().T.assign(missing=numbers.isna().sum())


ENDS = ("minimum", "maximum", "earliest", "latest")


@recipe("average", "mean", "median", "sum", "total", *ENDS, "standard deviation", "variance", "how much")
def statistic(df: Frame, value: Number, how: Statistic = "mean") -> Table:
    """{how} of {value}."""
    values = df[value]
    result = values.agg(how)
    print(f"{how} of {value} = {result:,.6g} ({values.count():,} of {len(df):,} rows)")
    return result


@recipe("average", "mean", "median", "sum", "total", "standard deviation", "variance", limits={"values": (2, 200)})
def several_statistics(df: Frame, values: Numbers, how: Statistic = "mean") -> Table:
    """{how} of {values}."""
    results = df[values].agg(how)
    known = results.dropna().sort_values()
    if len(known):
        print(f"highest: {known.index[-1]} with {known.iloc[-1]:,.6g}")
        print(f"lowest: {known.index[0]} with {known.iloc[0]:,.6g}")
    return results


@recipe(
    "percentile",
    "quantile",
    "first quartile",
    "third quartile",
    "lower quartile",
    "upper quartile",
    rows=1,
    limits={"percent": (0, 100)},
)
def percentile(df: Frame, value: Number, percent: int = 90) -> Table:
    """{percent}th percentile of {value}."""
    values = df[value]
    result = values.quantile(percent / 100)
    print(f"{percent}th percentile of {value} = {result:,.6g} ({values.count():,} of {len(df):,} rows)")
    return result


@recipe("distribution", "distributed", "skew", "skewness", "kurtosis", "quartiles", "spread", rows=4)
def distribution(df: Frame, value: Number) -> Table:
    """Distribution of {value}.

    Skewness and kurtosis are the estimators G1 and G2 (Joanes and Gill 1998, The Statistician 47:183).
    """
    values = df[value].dropna().astype(float)
    low, median, high = values.quantile([0.25, 0.5, 0.75])
    print(f"median of {value} = {median:,.6g}, the middle half from {low:,.6g} to {high:,.6g}")
    print(f"skewness {values.skew():.2f} (G1), excess kurtosis {values.kurt():.2f} (G2), n = {len(values):,}")
    return values.describe()


@recipe(
    "normal",
    "normality",
    "normally distributed",
    "gaussian",
    "shapiro",
    "shapiro wilk",
    rows=8,
    distinct={"value": (2, None)},
)
def normality_test(df: Frame, value: Number) -> Table:
    """Test whether {value} is normally distributed."""
    from scipy import stats

    values = df[value].dropna().astype(float)
    # Shapiro and Wilk's p value holds up to 5,000 values
    test = stats.shapiro(values) if len(values) <= 5_000 else stats.normaltest(values)
    name = "Shapiro-Wilk W" if len(values) <= 5_000 else "D'Agostino-Pearson K2"
    verdict = "departs significantly" if test.pvalue < 0.05 else "does not depart significantly"
    print(f"{value} {verdict} from a normal distribution at the 5 % level")
    print(f"{name} = {test.statistic:.4g}, p = {test.pvalue:.3g}, n = {len(values):,} of {len(df):,} rows")
    return values.agg(["mean", "median", "std", "skew", "kurt"])


@recipe("confidence interval", "ci", "interval of the mean", "standard error", "margin of error", **INTERVAL)
def mean_confidence_interval(df: Frame, value: Number, confidence: int = 95) -> None:
    """{confidence} % confidence interval of the mean of {value}."""
    from scipy import stats

    values = df[value].dropna().astype(float)
    low, high = stats.t.interval(confidence / 100, len(values) - 1, loc=values.mean(), scale=values.sem())
    print(f"mean = {values.mean():,.5g}, {confidence} % confidence interval {low:,.5g} to {high:,.5g} (Student's t)")
    print(f"n = {len(values):,} of {len(df):,} rows")


@recipe("weighted mean", "weighted average", "weighted", rows=1)
def weighted_mean(df: Frame, value: Number, weight: Number) -> Table:
    """Mean of {value}, weighted by {weight}."""
    complete = df[[value, weight]].dropna()
    result = (complete[value] * complete[weight]).sum() / complete[weight].sum()
    print(f"mean of {value}, weighted by {weight} = {result:,.6g} ({len(complete):,} of {len(df):,} rows)")
    return result


@recipe("rate", "share", "proportion", "percentage", "percent", "fraction", "how often", "likely", rows=1)
def rate(df: Frame, column: Category, value: Value) -> None:
    """Share of rows whose {column} is {value}.

    The interval is the score interval (Wilson 1927, JASA 22:209).
    """
    from scipy import stats

    known = df[column].dropna()
    found = stats.binomtest((known == value).sum(), len(known))
    low, high = found.proportion_ci(method="wilson")
    print(f"{found.k:,} of {found.n:,} rows = {found.statistic:.1%}")
    print(f"95 % confidence interval {low:.1%} to {high:.1%} (Wilson)")
