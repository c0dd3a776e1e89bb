"""Numbers of one column, each in a variable, to answer a closed question: no goal words call for these recipes."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Column, Frame, Measure, Number, Ordered

TWO: dict[str, Any] = {"rows": 2}
VARIED: dict[str, Any] = {"rows": 3, "distinct": {"value": (2, None)}}


@recipe(rows=1)
def mean_of(df: Frame, value: Number) -> Measure:
    """Mean of {value}."""
    return df[value].mean()


@recipe(rows=1)
def median_of(df: Frame, value: Number) -> Measure:
    """Median of {value}."""
    return df[value].median()


@recipe(rows=1)
def mode_of(df: Frame, value: Column) -> Measure:
    """Most frequent value of {value}, the smallest of several."""
    return df[value].mode().iloc[0]


@recipe(rows=1)
def sum_of(df: Frame, value: Number) -> Measure:
    """Sum of {value}."""
    return df[value].sum()


@recipe(rows=1)
def minimum_of(df: Frame, value: Ordered) -> Measure:
    """Minimum of {value}."""
    return df[value].min()


@recipe(rows=1)
def maximum_of(df: Frame, value: Ordered) -> Measure:
    """Maximum of {value}."""
    return df[value].max()


@recipe(rows=1)
def range_of(df: Frame, value: Number) -> Measure:
    """Range of {value}: maximum minus minimum."""
    return df[value].max() - df[value].min()


@recipe(**TWO)
def standard_deviation_of(df: Frame, value: Number) -> Measure:
    """Standard deviation of {value} (of a sample)."""
    return df[value].std()


@recipe(rows=1)
def population_standard_deviation_of(df: Frame, value: Number) -> Measure:
    """Standard deviation of {value} (of a population)."""
    return df[value].std(ddof=0)


@recipe(**TWO)
def variance_of(df: Frame, value: Number) -> Measure:
    """Variance of {value} (of a sample)."""
    return df[value].var()


@recipe(rows=1)
def population_variance_of(df: Frame, value: Number) -> Measure:
    """Variance of {value} (of a population)."""
    return df[value].var(ddof=0)


@recipe(rows=1, limits={"q": (0, 1)})
def quantile_of(df: Frame, value: Number, q: float) -> Measure:
    """Quantile {q} of {value}."""
    return df[value].quantile(q)


@recipe(rows=1)
def interquartile_range_of(df: Frame, value: Number) -> Measure:
    """Interquartile range of {value}."""
    return df[value].quantile(0.75) - df[value].quantile(0.25)


@recipe(**VARIED)
def skewness_of(df: Frame, value: Number) -> Measure:
    """Skewness of {value} (of a population).

    The moment coefficient g1, which SciPy gives (Joanes and Gill 1998, The Statistician 47:183).
    """
    from scipy import stats

    return stats.skew(df[value].dropna().astype(float))


@recipe(**VARIED)
def sample_skewness_of(df: Frame, value: Number) -> Measure:
    """Skewness of {value} (of a sample).

    The adjusted coefficient G1, which pandas gives (Joanes and Gill 1998).
    """
    return df[value].skew()


@recipe(**VARIED)
def kurtosis_of(df: Frame, value: Number) -> Measure:
    """Excess kurtosis of {value} (of a population).

    The moment coefficient g2, which SciPy gives (Joanes and Gill 1998).
    """
    from scipy import stats

    return stats.kurtosis(df[value].dropna().astype(float))


@recipe(rows=4, distinct={"value": (2, None)})
def sample_kurtosis_of(df: Frame, value: Number) -> Measure:
    """Excess kurtosis of {value} (of a sample).

    The adjusted coefficient G2, which pandas gives (Joanes and Gill 1998).
    """
    return df[value].kurt()


@recipe(**TWO)
def standard_error_of(df: Frame, value: Number) -> Measure:
    """Standard error of the mean of {value}."""
    return df[value].sem()


@recipe(**TWO)
def coefficient_of_variation_of(df: Frame, value: Number) -> Measure:
    """Coefficient of variation of {value}: standard deviation (of a sample) over mean."""
    return df[value].std() / df[value].mean()


@recipe()
def count_of(df: Frame, value: Column) -> Measure:
    """Number of values in {value}, missing ones left out."""
    return df[value].count()


@recipe()
def distinct_count_of(df: Frame, value: Column) -> Measure:
    """Number of distinct values of {value}, missing ones left out."""
    return df[value].nunique()


@recipe()
def missing_count_of(df: Frame, value: Column) -> Measure:
    """Number of missing values in {value}."""
    return df[value].isna().sum()


@recipe()
def missing_percentage_of(df: Frame, value: Column) -> Measure:
    """Percentage of rows whose {value} is missing."""
    return df[value].isna().mean() * 100


@recipe(rows=1)
def median_absolute_deviation_of(df: Frame, value: Number) -> Measure:
    """Median absolute deviation of {value} from its median."""
    return (df[value] - df[value].median()).abs().median()


@recipe(rows=1, positive=("value",))
def geometric_mean_of(df: Frame, value: Number) -> Measure:
    """Geometric mean of {value}."""
    from scipy import stats

    return stats.gmean(df[value].dropna().astype(float))
