"""Tests of whether groups differ, each with its n and its effect size."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Number, Table, Value

DIFFER = (
    "significant",
    "significantly",
    "differ",
    "differ by",
    "differ in",
    "differ between",
    "difference",
    "different",
)
BOTH_VARY = {"first": (2, None), "second": (2, None)}
TWO_GROUPS: dict[str, Any] = {"rows": 4, "distinct": {"value": (2, None), "by": (2, 2)}, "each": {"by": 2}}
TWO_OF_MANY: dict[str, Any] = {
    "rows": 4,
    "distinct": {"value": (2, None), "by": (3, 30)},
    "each": {"first": 2, "second": 2},
}
GROUPS: dict[str, Any] = {"rows": 6, "distinct": {"value": (2, None), "by": (3, 30)}, "groups": {"by": 2}}
EVEN: dict[str, Any] = {
    "rows": 6,
    "distinct": {"value": (3, None), "by": (2, 30)},
    "each": {"by": 3},
    "groups": {"by": 3},
}


@recipe(*DIFFER, "t-test", "t test", "welch", **TWO_GROUPS)
def welch_t_test(df: Frame, value: Number, by: Category) -> Table:
    """Welch's t-test of {value} between the two groups of {by}.

    Cohen's d is the difference over the root of the mean variance, as suits unequal variances (Cohen 1988,
    Statistical Power Analysis for the Behavioral Sciences, section 2.3).
    """
    import pandas as pd
    from scipy import stats

    name_a, name_b = df[by].dropna().unique()
    group_a = df[value][df[by] == name_a].dropna().astype(float)
    group_b = df[value][df[by] == name_b].dropna().astype(float)
    test = stats.ttest_ind(group_a, group_b, equal_var=False)
    low, high = test.confidence_interval()
    difference = group_a.mean() - group_b.mean()
    cohens_d = difference / ((group_a.var() + group_b.var()) / 2) ** 0.5
    verdict = "a significant difference" if test.pvalue < 0.05 else "no significant difference"
    print(f"mean {value}: {name_a} {group_a.mean():,.4g}, {name_b} {group_b.mean():,.4g}; {verdict} at the 5 % level")
    print(f"Welch's t({test.df:.0f}) = {test.statistic:.3f}, p = {test.pvalue:.3g}, n = {len(group_a)}, {len(group_b)}")
    print(f"{name_a} minus {name_b} = {difference:,.4g} (95 % {low:,.4g} to {high:,.4g}), Cohen's d = {cohens_d:.2f}")
    return pd.DataFrame({name_a: group_a.describe(), name_b: group_b.describe()})


@recipe(*DIFFER, "t-test", "t test", "welch", **TWO_OF_MANY)
def welch_t_test_of(df: Frame, value: Number, by: Category, first: Value, second: Value) -> Table:
    """Welch's t-test of {value} between {first} and {second} of {by}.

    Cohen's d is the difference over the root of the mean variance, as suits unequal variances (Cohen 1988,
    Statistical Power Analysis for the Behavioral Sciences, section 2.3).
    """
    import pandas as pd
    from scipy import stats

    group_a = df[value][df[by] == first].dropna().astype(float)
    group_b = df[value][df[by] == second].dropna().astype(float)
    test = stats.ttest_ind(group_a, group_b, equal_var=False)
    low, high = test.confidence_interval()
    difference = group_a.mean() - group_b.mean()
    cohens_d = difference / ((group_a.var() + group_b.var()) / 2) ** 0.5
    verdict = "a significant difference" if test.pvalue < 0.05 else "no significant difference"
    print(f"mean {value}: {first} {group_a.mean():,.4g}, {second} {group_b.mean():,.4g}; {verdict} at the 5 % level")
    print(f"Welch's t({test.df:.0f}) = {test.statistic:.3f}, p = {test.pvalue:.3g}, n = {len(group_a)}, {len(group_b)}")
    print(f"difference {difference:,.4g} (95 % {low:,.4g} to {high:,.4g}), Cohen's d = {cohens_d:.2f}")
    return pd.DataFrame({first: group_a.describe(), second: group_b.describe()})


@recipe("mann-whitney", "rank sum", "wilcoxon", "non-parametric", **TWO_GROUPS)
def mann_whitney_test(df: Frame, value: Number, by: Category) -> Table:
    """Mann-Whitney test of {value} between the two groups of {by}.

    The rank-biserial correlation is 2 U / (n1 n2) - 1 (Kerby 2014, Comprehensive Psychology 3:1).
    """
    import pandas as pd
    from scipy import stats

    name_a, name_b = df[by].dropna().unique()
    group_a = df[value][df[by] == name_a].dropna().astype(float)
    group_b = df[value][df[by] == name_b].dropna().astype(float)
    test = stats.mannwhitneyu(group_a, group_b)
    rank_biserial = 2 * test.statistic / (len(group_a) * len(group_b)) - 1
    verdict = "differ significantly" if test.pvalue < 0.05 else "do not differ significantly"
    print(f"median {value}: {name_a} {group_a.median():,.4g}, {name_b} {group_b.median():,.4g}")
    print(f"the ranks {verdict} at the 5 % level")
    print(f"Mann-Whitney U = {test.statistic:,.1f}, p = {test.pvalue:.3g}, n = {len(group_a):,} and {len(group_b):,}")
    print(f"rank-biserial correlation = {rank_biserial:.2f}, above 0 where {name_a} is larger than {name_b}")
    return pd.DataFrame({name_a: group_a.describe(), name_b: group_b.describe()})


@recipe("mann-whitney", "rank sum", "wilcoxon", "non-parametric", **TWO_OF_MANY)
def mann_whitney_test_of(df: Frame, value: Number, by: Category, first: Value, second: Value) -> Table:
    """Mann-Whitney test of {value} between {first} and {second} of {by}.

    The rank-biserial correlation is 2 U / (n1 n2) - 1 (Kerby 2014, Comprehensive Psychology 3:1).
    """
    import pandas as pd
    from scipy import stats

    group_a = df[value][df[by] == first].dropna().astype(float)
    group_b = df[value][df[by] == second].dropna().astype(float)
    test = stats.mannwhitneyu(group_a, group_b)
    rank_biserial = 2 * test.statistic / (len(group_a) * len(group_b)) - 1
    verdict = "differ significantly" if test.pvalue < 0.05 else "do not differ significantly"
    print(f"median {value}: {first} {group_a.median():,.4g}, {second} {group_b.median():,.4g}")
    print(f"the ranks {verdict} at the 5 % level")
    print(f"Mann-Whitney U = {test.statistic:,.1f}, p = {test.pvalue:.3g}, n = {len(group_a):,} and {len(group_b):,}")
    print(f"rank-biserial correlation = {rank_biserial:.2f}, above 0 where the first group is larger")
    return pd.DataFrame({first: group_a.describe(), second: group_b.describe()})


@recipe("one-sample", "one sample", "different from", "equal to", rows=3, distinct={"value": (2, None)})
def one_sample_t_test(df: Frame, value: Number, mean: float = 0.0) -> None:
    """One-sample t-test of {value} against a mean of {mean}.

    Cohen's d is the distance in standard deviations (Cohen 1988, section 2.3).
    """
    from scipy import stats

    values = df[value].dropna().astype(float)
    test = stats.ttest_1samp(values, mean)
    low, high = test.confidence_interval()
    cohens_d = (values.mean() - mean) / values.std()
    verdict = "differs significantly" if test.pvalue < 0.05 else "does not differ significantly"
    print(f"mean {value} of {values.mean():,.5g} {verdict} from {mean} at the 5 % level")
    print(f"t({test.df}) = {test.statistic:.3f}, p = {test.pvalue:.3g}, Cohen's d = {cohens_d:.2f}, n = {len(values)}")
    print(f"95 % confidence interval of the mean {low:,.5g} to {high:,.5g}")


@recipe("wilcoxon signed-rank", "signed-rank", "wilcoxon test of", rows=3, distinct=BOTH_VARY)
def wilcoxon_signed_rank_test(df: Frame, first: Number, second: Number) -> None:
    """Wilcoxon signed-rank test of {first} and {second}."""
    from scipy import stats

    complete = df[[first, second]].dropna().astype(float)
    differences = complete[first] - complete[second]
    # zero differences are ranked too, then dropped (Pratt 1959, JASA 54:655)
    test = stats.wilcoxon(differences, zero_method="pratt")
    verdict = "significant" if test.pvalue < 0.05 else "not significant"
    print(f"{first} minus {second}: median difference {differences.median():,.5g}, {verdict} at the 5 % level")
    print(f"W = {test.statistic:.4g}, p = {test.pvalue:.3g}, n = {len(complete):,} of {len(df):,} rows")


@recipe("paired", "paired t-test", "before and after", "matched", "dependent", rows=3, distinct=BOTH_VARY)
def paired_t_test(df: Frame, first: Number, second: Number) -> None:
    """Paired t-test of {first} and {second}.

    Cohen's d_z is the mean difference over the standard deviation of the differences (Lakens 2013, Frontiers in
    Psychology 4:863).
    """
    from scipy import stats

    complete = df[[first, second]].dropna().astype(float)
    test = stats.ttest_rel(complete[first], complete[second])
    low, high = test.confidence_interval()
    differences = complete[first] - complete[second]
    cohens_dz = differences.mean() / differences.std()
    verdict = "significant" if test.pvalue < 0.05 else "not significant"
    print(f"{first} minus {second}: mean difference {differences.mean():,.5g}, {verdict} at the 5 % level")
    print(f"t({test.df}) = {test.statistic:.3f}, p = {test.pvalue:.3g}, dz = {cohens_dz:.2f}, n = {len(complete)}")
    print(f"95 % confidence interval of the mean difference {low:,.5g} to {high:,.5g}")


@recipe(*DIFFER, "anova", "variance between", **GROUPS)
def anova(df: Frame, value: Number, by: Category) -> Table:
    """One-way analysis of variance of {value} over {by}.

    Eta squared is the share of the sum of squares that lies between the groups (Cohen 1988, section 8.2).
    """
    from scipy import stats

    complete = df[[value, by]].dropna()
    values = complete[value].astype(float)
    groups = values.groupby(complete[by], observed=True)
    test = stats.f_oneway(*(group for _, group in groups))
    eta_squared = 1 - (values - groups.transform("mean")).var() / values.var()
    between, within = groups.ngroups - 1, len(values) - groups.ngroups
    means = groups.mean()
    verdict = "differ significantly" if test.pvalue < 0.05 else "do not differ significantly"
    print(f"mean {value} from {means.min():,.4g} ({means.idxmin()}) to {means.max():,.4g} ({means.idxmax()})")
    print(f"the means {verdict} at the 5 % level")
    print(f"F({between}, {within}) = {test.statistic:.3f}, p = {test.pvalue:.3g}, eta squared = {eta_squared:.3f}")
    print(f"n = {len(values):,} of {len(df):,} rows in {groups.ngroups} groups")
    return groups.agg(["count", "mean", "std"])


@recipe("kruskal", "kruskal-wallis", "non-parametric", **GROUPS)
def kruskal_wallis_test(df: Frame, value: Number, by: Category) -> Table:
    """Kruskal-Wallis test of {value} over {by}.

    Epsilon squared is H / (n - 1) (Tomczak and Tomczak 2014, Trends in Sport Sciences 21:19).
    """
    from scipy import stats

    complete = df[[value, by]].dropna()
    groups = complete[value].astype(float).groupby(complete[by], observed=True)
    test = stats.kruskal(*(group for _, group in groups))
    epsilon_squared = test.statistic / (len(complete) - 1)
    medians = groups.median()
    verdict = "differ significantly" if test.pvalue < 0.05 else "do not differ significantly"
    print(f"median {value} from {medians.min():,.4g} ({medians.idxmin()}) to {medians.max():,.4g} ({medians.idxmax()})")
    print(f"the ranks {verdict} at the 5 % level")
    print(f"Kruskal-Wallis H({groups.ngroups - 1}) = {test.statistic:.3f}, p = {test.pvalue:.3g}")
    print(f"epsilon squared = {epsilon_squared:.3f}, n = {len(complete):,} of {len(df):,} rows")
    return groups.agg(["count", "median", "mean"])


@recipe(
    "tukey",
    "post-hoc",
    "post hoc",
    "pairwise",
    "which groups differ",
    **{**GROUPS, "distinct": {**GROUPS["distinct"], "by": (3, 20)}},
)
def tukey_hsd(df: Frame, value: Number, by: Category) -> Table:
    """Which groups of {by} differ in {value}: Tukey's HSD."""
    import pandas as pd
    from statsmodels.stats.multicomp import pairwise_tukeyhsd

    complete = df[[value, by]].dropna()
    test = pairwise_tukeyhsd(complete[value].astype(float), complete[by].astype(str))
    header, *pairs = test.summary().data
    print(f"{test.reject.sum()} of {len(pairs)} pairs differ at a family-wise level of 5 %, n = {len(complete):,}")
    return pd.DataFrame(pairs, columns=header)


@recipe("levene", "equal variances", "same variance", "homogeneity", **EVEN)
def levene_test(df: Frame, value: Number, by: Category) -> Table:
    """Test whether {value} varies equally in each {by}.

    Levene's test around the medians (Brown and Forsythe 1974, JASA 69:364).
    """
    from scipy import stats

    complete = df[[value, by]].dropna()
    groups = complete[value].astype(float).groupby(complete[by], observed=True)
    test = stats.levene(*(group for _, group in groups), center="median")
    spreads = groups.std()
    verdict = "differ significantly" if test.pvalue < 0.05 else "do not differ significantly"
    print(f"standard deviations of {value}, {spreads.min():,.4g} to {spreads.max():,.4g}, {verdict} at the 5 % level")
    print(f"Brown-Forsythe W = {test.statistic:.3f}, p = {test.pvalue:.3g}, n = {len(complete):,} of {len(df):,} rows")
    return groups.agg(["count", "std"])
