"""Rows whose value is an outlier."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Frame, Number

BY_QUARTILES: dict[str, Any] = {"makes": "outliers", "rows": 4, "limits": {"factor": (0.1, 10)}}
BY_DEVIATIONS: dict[str, Any] = {"makes": "outliers", "rows": 4, "limits": {"deviations": (0.1, 10)}}


@recipe("outlier", "outliers", "extreme", "unusual", "iqr", "interquartile", **BY_QUARTILES)
def iqr_outliers(df: Frame, value: Number, factor: float = 1.5) -> Frame:
    """Outliers of {value}: more than {factor} interquartile ranges beyond the quartiles.

    The fences are Tukey's (1977, Exploratory Data Analysis).
    """
    values = df[value]
    q1, q3 = values.quantile([0.25, 0.75])
    low, high = q1 - factor * (q3 - q1), q3 + factor * (q3 - q1)
    outliers = df[(values < low) | (values > high)]
    print(f"{len(outliers):,} of {values.count():,} values are below {low:,.5g} or above {high:,.5g}")
    print(f"{len(df):,} rows before, {len(outliers):,} after")
    return outliers


@recipe("outlier", "outliers", "z-score outliers", "outliers by z-score", "sigma", **BY_DEVIATIONS)
def z_score_outliers(df: Frame, value: Number, deviations: float = 3.0) -> Frame:
    """Outliers of {value}: more than {deviations} standard deviations (of a population) from the mean."""
    values = df[value]
    mean, deviation = values.mean(), values.std(ddof=0)
    outliers = df[(values - mean).abs() > deviations * deviation]
    print(f"{len(outliers):,} of {values.count():,} values are beyond {mean:,.5g} ± {deviations} × {deviation:,.5g}")
    print(f"{len(df):,} rows before, {len(outliers):,} after")
    return outliers


@recipe("modified z-score", "modified z score", "median absolute deviation", **BY_DEVIATIONS)
def modified_z_score_outliers(df: Frame, value: Number, deviations: float = 3.5) -> Frame:
    """Outliers of {value}: modified z-score above {deviations}.

    It is 0.6745 times the distance from the median over the median absolute deviation (Iglewicz and Hoaglin 1993,
    How to Detect and Handle Outliers).
    """
    values = df[value]
    distances = (values - values.median()).abs()
    outliers = df[0.6745 * distances > deviations * distances.median()]
    print(f"{len(outliers):,} of {values.count():,} values have a modified z-score above {deviations}")
    print(f"{len(df):,} rows before, {len(outliers):,} after")
    return outliers
