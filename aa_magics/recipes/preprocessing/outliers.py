"""Outliers dropped, clipped or replaced; rows whose value is missing are kept.

Fences are Tukey's (1977, Exploratory Data Analysis): quartiles and interquartile ranges beyond them.
"""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Frame, Number

FACTOR: dict[str, Any] = {"rows": 4, "limits": {"factor": (0.1, 10)}}
DEVIATIONS: dict[str, Any] = {"rows": 4, "limits": {"deviations": (0.1, 10)}}


@recipe("remove outliers", "drop outliers", "without outliers", "exclude outliers", makes="trimmed", **FACTOR)
def drop_iqr_outliers(df: Frame, value: Number, factor: float = 1.5) -> Frame:
    """Rows whose {value} is no outlier: within {factor} interquartile ranges of the quartiles."""
    q1, q3 = df[value].quantile([0.25, 0.75])
    low, high = q1 - factor * (q3 - q1), q3 + factor * (q3 - q1)
    trimmed = df[df[value].between(low, high) | df[value].isna()]
    print(f"{len(df):,} rows before, {len(trimmed):,} after: below {low:,.5g} or above {high:,.5g} dropped")
    return trimmed


@recipe(makes="trimmed", **DEVIATIONS)
def drop_z_score_outliers(df: Frame, value: Number, deviations: float = 3.0) -> Frame:
    """Rows whose {value} is no outlier: within {deviations} standard deviations (of a population) of the mean."""
    distances = (df[value] - df[value].mean()).abs()
    trimmed = df[(distances <= deviations * df[value].std(ddof=0)) | df[value].isna()]
    print(f"{len(df):,} rows before, {len(trimmed):,} after: {len(df) - len(trimmed):,} too far from the mean")
    return trimmed


@recipe(
    "cap outliers",
    "clip outliers",
    "winsorize",
    "winsorise",
    "cap",
    "clip",
    makes="capped",
    text_labels=True,
    **FACTOR,
)
def clip_iqr_outliers(df: Frame, value: Number, factor: float = 1.5) -> Frame:
    """{value} capped at {factor} interquartile ranges beyond the quartiles."""
    q1, q3 = df[value].quantile([0.25, 0.75])
    low, high = q1 - factor * (q3 - q1), q3 + factor * (q3 - q1)
    beyond = (df[value] < low) | (df[value] > high)
    print(f"{beyond.sum():,} values capped, below {low:,.5g} or above {high:,.5g}")
    return df.assign(**{value: df[value].astype(float).clip(low, high)})


@recipe(makes="replaced", text_labels=True, **FACTOR)
def mean_for_iqr_outliers(df: Frame, value: Number, factor: float = 1.5) -> Frame:
    """Outliers of {value} replaced by its mean: beyond {factor} interquartile ranges from the quartiles."""
    values = df[value].astype(float)
    q1, q3 = values.quantile([0.25, 0.75])
    low, high = q1 - factor * (q3 - q1), q3 + factor * (q3 - q1)
    beyond = (values < low) | (values > high)
    print(f"{beyond.sum():,} values replaced")
    return df.assign(**{value: values.mask(beyond, values.mean())})


@recipe(makes="replaced", text_labels=True, **DEVIATIONS)
def mean_for_z_score_outliers(df: Frame, value: Number, deviations: float = 3.0) -> Frame:
    """Outliers of {value} replaced by its mean: more than {deviations} standard deviations (of a population) off."""
    values = df[value].astype(float)
    distances = (values - values.mean()).abs()
    beyond = distances > deviations * values.std(ddof=0)
    print(f"{beyond.sum():,} values replaced")
    return df.assign(**{value: values.mask(beyond, values.mean())})


@recipe(makes="replaced", text_labels=True, **FACTOR)
def median_for_iqr_outliers(df: Frame, value: Number, factor: float = 1.5) -> Frame:
    """Outliers of {value} replaced by its median: beyond {factor} interquartile ranges from the quartiles."""
    values = df[value].astype(float)
    q1, q3 = values.quantile([0.25, 0.75])
    low, high = q1 - factor * (q3 - q1), q3 + factor * (q3 - q1)
    beyond = (values < low) | (values > high)
    print(f"{beyond.sum():,} values replaced")
    return df.assign(**{value: values.mask(beyond, values.median())})


@recipe(makes="replaced", text_labels=True, **DEVIATIONS)
def median_for_z_score_outliers(df: Frame, value: Number, deviations: float = 3.0) -> Frame:
    """Outliers of {value} replaced by its median: more than {deviations} standard deviations (of a population) off."""
    values = df[value].astype(float)
    distances = (values - values.mean()).abs()
    beyond = distances > deviations * values.std(ddof=0)
    print(f"{beyond.sum():,} values replaced")
    return df.assign(**{value: values.mask(beyond, values.median())})
