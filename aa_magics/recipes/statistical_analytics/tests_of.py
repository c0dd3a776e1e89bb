"""Results of tests, each in a variable with `statistic` and `pvalue`, to answer a closed question."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Measure, Number, Numbers

PAIRS: dict[str, Any] = {"rows": 4, "distinct": {"x": (2, None), "y": (2, None)}}
SAMPLE: dict[str, Any] = {"rows": 8, "distinct": {"value": (2, None)}}
TWO_FRAMES: dict[str, Any] = {"rows": 2, "distinct": {"value": (2, None)}}
GROUPS: dict[str, Any] = {
    "rows": 4,
    "distinct": {"value": (2, None), "by": (2, 200)},
    "groups": {"by": 2},
}
SPREAD: dict[str, Any] = {"rows": 6, "distinct": {"value": (3, None), "by": (2, 200)}, "groups": {"by": 3}}
TWO_CATEGORIES: dict[str, Any] = {
    "rows": 4,
    "distinct": {"by": (2, 200), "across": (2, 200)},
    "groups": {"by": 1, "across": 1},
}


@recipe(**PAIRS)
def pearson_of(df: Frame, x: Number, y: Number) -> Measure:
    """Pearson correlation of {x} and {y}."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    return stats.pearsonr(complete[x], complete[y])


@recipe(rows=4, distinct={"target": (2, None)}, limits={"columns": (1, 10_000)})
def correlations_with(df: Frame, target: Number, columns: Numbers) -> Measure:
    """Pearson correlation of {target} with each of {columns}."""
    return df[columns].astype(float).corrwith(df[target].astype(float))


@recipe(**PAIRS)
def spearman_of(df: Frame, x: Number, y: Number) -> Measure:
    """Spearman correlation of {x} and {y}."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    return stats.spearmanr(complete[x], complete[y])


@recipe(**PAIRS)
def kendall_of(df: Frame, x: Number, y: Number) -> Measure:
    """Kendall correlation (tau-b) of {x} and {y}."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    return stats.kendalltau(complete[x], complete[y])


@recipe(**PAIRS)
def covariance_of(df: Frame, x: Number, y: Number) -> Measure:
    """Covariance (of a sample) of {x} and {y}."""
    return df[x].cov(df[y])


@recipe(**PAIRS)
def linear_fit_of(df: Frame, x: Number, y: Number) -> Measure:
    """Straight line of {y} over {x}, by least squares."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    return stats.linregress(complete[x], complete[y])


@recipe(**PAIRS)
def paired_t_of(df: Frame, x: Number, y: Number) -> Measure:
    """Paired t-test of {x} and {y}."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    return stats.ttest_rel(complete[x], complete[y])


@recipe(**PAIRS)
def wilcoxon_of(df: Frame, x: Number, y: Number) -> Measure:
    """Wilcoxon signed-rank test of {x} and {y}."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    return stats.wilcoxon(complete[x], complete[y])


@recipe(**SAMPLE)
def shapiro_of(df: Frame, value: Number) -> Measure:
    """Shapiro-Wilk test of {value}."""
    from scipy import stats

    return stats.shapiro(df[value].dropna().astype(float))


@recipe(**SAMPLE)
def dagostino_of(df: Frame, value: Number) -> Measure:
    """D'Agostino-Pearson test of {value}."""
    from scipy import stats

    return stats.normaltest(df[value].dropna().astype(float))


@recipe(**SAMPLE)
def jarque_bera_of(df: Frame, value: Number) -> Measure:
    """Jarque-Bera test of {value}."""
    from scipy import stats

    return stats.jarque_bera(df[value].dropna().astype(float))


@recipe(**SAMPLE)
def kolmogorov_smirnov_of(df: Frame, value: Number) -> Measure:
    """Kolmogorov-Smirnov test of {value} against a normal distribution of the same mean and spread."""
    from scipy import stats

    values = df[value].dropna().astype(float)
    return stats.kstest(values, "norm", args=(values.mean(), values.std()))


@recipe(**SAMPLE)
def anderson_of(df: Frame, value: Number) -> Measure:
    """Anderson-Darling test of {value} against a normal distribution."""
    import pandas as pd
    from statsmodels.stats.diagnostic import normal_ad

    statistic, pvalue = normal_ad(df[value].dropna().to_numpy(float))
    return pd.Series({"statistic": statistic, "pvalue": pvalue})


@recipe(rows=3, distinct={"value": (2, None)})
def one_sample_t_of(df: Frame, value: Number, mean: float) -> Measure:
    """One-sample t-test of {value} against a mean of {mean}."""
    from scipy import stats

    return stats.ttest_1samp(df[value].dropna().astype(float), mean)


@recipe(**TWO_FRAMES)
def welch_t_of(df: Frame, other: Frame, value: Number) -> Measure:
    """Welch's t-test of {value} in {df} and {other}."""
    from scipy import stats

    first, second = df[value].dropna().astype(float), other[value].dropna().astype(float)
    return stats.ttest_ind(first, second, equal_var=False)


@recipe(**TWO_FRAMES)
def pooled_t_of(df: Frame, other: Frame, value: Number) -> Measure:
    """Student's t-test (equal variances) of {value} in {df} and {other}."""
    from scipy import stats

    first, second = df[value].dropna().astype(float), other[value].dropna().astype(float)
    return stats.ttest_ind(first, second)


@recipe(**TWO_FRAMES)
def mann_whitney_of(df: Frame, other: Frame, value: Number) -> Measure:
    """Mann-Whitney test of {value} in {df} and {other}."""
    from scipy import stats

    first, second = df[value].dropna().astype(float), other[value].dropna().astype(float)
    return stats.mannwhitneyu(first, second)


@recipe(**TWO_FRAMES)
def two_sample_ks_of(df: Frame, other: Frame, value: Number) -> Measure:
    """Kolmogorov-Smirnov test of {value} in {df} and {other}."""
    from scipy import stats

    first, second = df[value].dropna().astype(float), other[value].dropna().astype(float)
    return stats.ks_2samp(first, second)


@recipe(rows=6, distinct={"value": (3, None)})
def levene_of(df: Frame, other: Frame, value: Number) -> Measure:
    """Levene's test (around the medians) of {value} in {df} and {other}."""
    from scipy import stats

    first, second = df[value].dropna().astype(float), other[value].dropna().astype(float)
    return stats.levene(first, second)


@recipe(**GROUPS)
def anova_by(df: Frame, value: Number, by: Category) -> Measure:
    """One-way analysis of variance of {value} over {by}."""
    from scipy import stats

    complete = df[[value, by]].dropna()
    groups = complete[value].astype(float).groupby(complete[by], observed=True)
    return stats.f_oneway(*(group for _, group in groups))


@recipe(**GROUPS)
def kruskal_by(df: Frame, value: Number, by: Category) -> Measure:
    """Kruskal-Wallis test of {value} over {by}."""
    from scipy import stats

    complete = df[[value, by]].dropna()
    groups = complete[value].astype(float).groupby(complete[by], observed=True)
    return stats.kruskal(*(group for _, group in groups))


@recipe(**SPREAD)
def levene_by(df: Frame, value: Number, by: Category) -> Measure:
    """Levene's test (around the medians) of {value} over {by}."""
    from scipy import stats

    complete = df[[value, by]].dropna()
    groups = complete[value].astype(float).groupby(complete[by], observed=True)
    return stats.levene(*(group for _, group in groups))


@recipe(**TWO_CATEGORIES)
def chi_square_of(df: Frame, by: Category, across: Category) -> Measure:
    """Chi-square test of {by} and {across}."""
    import pandas as pd
    from scipy import stats

    return stats.chi2_contingency(pd.crosstab(df[by], df[across]))


@recipe(**TWO_CATEGORIES)
def uncorrected_chi_square_of(df: Frame, by: Category, across: Category) -> Measure:
    """Chi-square test of {by} and {across}, without the continuity correction for two by two groups."""
    import pandas as pd
    from scipy import stats

    return stats.chi2_contingency(pd.crosstab(df[by], df[across]), correction=False)


@recipe(**TWO_CATEGORIES)
def cramers_v_of(df: Frame, by: Category, across: Category) -> Measure:
    """Cramer's V of {by} and {across}."""
    import pandas as pd
    from scipy import stats

    return stats.contingency.association(pd.crosstab(df[by], df[across]), method="cramer")


@recipe(**{**TWO_CATEGORIES, "distinct": {"by": (2, 2), "across": (2, 2)}})
def fisher_exact_of(df: Frame, by: Category, across: Category) -> Measure:
    """Fisher's exact test of {by} and {across}."""
    import pandas as pd
    from scipy import stats

    return stats.fisher_exact(pd.crosstab(df[by], df[across]))
