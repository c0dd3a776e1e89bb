"""Measures, and outliers by any threshold: each number against another library or a formula by hand."""

import math
import statistics
from typing import Any

import numpy as np
import pandas as pd
import plotly.data
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from pandas import DataFrame
from scipy import stats
from statsmodels.stats.weightstats import ttest_ind

from aa_magics.codegen.render import cell_source
from aa_magics.offline.choosing import triggers
from aa_magics.recipes import catalogue

TIPS = plotly.data.tips()
BILL, TIP = TIPS["total_bill"].to_numpy(), TIPS["tip"].to_numpy()
GAPS = TIPS.assign(tip=TIPS["tip"].mask(TIPS.index < 4))
WOMEN, MEN = (TIPS[TIPS["sex"] == sex] for sex in ("Female", "Male"))
CENTRED = BILL - BILL.mean()
N = len(BILL)
G1 = (CENTRED**3).mean() / (CENTRED**2).mean() ** 1.5
G2 = (CENTRED**4).mean() / (CENTRED**2).mean() ** 2 - 3


def measured(recipe: str, df: DataFrame = TIPS, *others: DataFrame, **params: Any) -> Any:
    return catalogue()[recipe].function(df, *others, **params)


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        ("mean_of", statistics.fmean(BILL)),
        ("median_of", statistics.median(BILL)),
        ("mode_of", statistics.mode(BILL)),
        ("sum_of", math.fsum(BILL)),
        ("minimum_of", 3.07),
        ("maximum_of", 50.81),
        ("range_of", 47.74),
        ("standard_deviation_of", statistics.stdev(BILL)),
        ("population_standard_deviation_of", statistics.pstdev(BILL)),
        ("variance_of", statistics.variance(BILL)),
        ("population_variance_of", statistics.pvariance(BILL)),
        ("interquartile_range_of", stats.iqr(BILL)),
        ("skewness_of", G1),
        ("sample_skewness_of", G1 * math.sqrt(N * (N - 1)) / (N - 2)),
        ("kurtosis_of", G2),
        ("sample_kurtosis_of", ((N + 1) * G2 + 6) * (N - 1) / ((N - 2) * (N - 3))),
        ("standard_error_of", statistics.stdev(BILL) / math.sqrt(N)),
        ("coefficient_of_variation_of", statistics.stdev(BILL) / statistics.fmean(BILL)),
        ("distinct_count_of", len(set(BILL))),
        ("median_absolute_deviation_of", stats.median_abs_deviation(BILL)),
        ("geometric_mean_of", statistics.geometric_mean(BILL)),
    ],
)
def test_number_of_a_column_is_that_of_another_library(recipe: str, expected: float) -> None:
    assert_allclose(measured(recipe, value="total_bill"), expected)


def test_quantile_is_numpy_s() -> None:
    assert_allclose(measured("quantile_of", value="tip", q=0.9), np.quantile(TIP, 0.9))


def test_several_modes_give_the_smallest() -> None:
    assert measured("mode_of", DataFrame({"a": ["z", "b", "z", "b", "c"]}), value="a") == "b"


@pytest.mark.parametrize(
    ("recipe", "params", "expected"),
    [
        ("count_of", {"value": "tip"}, 240),
        ("missing_count_of", {"value": "tip"}, 4),
        ("missing_percentage_of", {"value": "tip"}, 100 * 4 / 244),
        ("missing_total", {}, 4),
        ("row_count", {}, 244),
        ("column_count", {}, 7),
        ("duplicate_count", {}, 1),
        ("count_where", {"rows": GAPS["size"] > 4}, 9),
        ("share_of", {"rows": GAPS["size"] > 4}, 100 * 9 / 244),
    ],
)
def test_counts_are_those_by_hand(recipe: str, params: dict[str, Any], expected: float) -> None:
    assert_allclose(measured(recipe, GAPS, **params), expected)


def test_missing_counts_are_by_column() -> None:
    assert measured("missing_counts", GAPS).to_dict() == {**dict.fromkeys(TIPS, 0), "tip": 4}


def test_share_of_counts_a_missing_value_as_a_row_that_does_not_fit() -> None:
    frame = DataFrame({"a": pd.array([1, None, 3, 4], dtype="Int64")})
    assert measured("share_of", frame, rows=frame["a"] > 1) == 50


# --- groups and rows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recipe", "number"),
    [
        ("mean_by", statistics.fmean),
        ("median_by", statistics.median),
        ("sum_by", math.fsum),
        ("minimum_by", min),
        ("maximum_by", max),
        ("range_by", lambda values: max(values) - min(values)),
        ("standard_deviation_by", statistics.stdev),
        ("skewness_by", lambda values: stats.skew(values, bias=False)),
        ("distinct_count_by", lambda values: len(set(values))),
        ("missing_by", lambda values: 0),
    ],
)
def test_number_of_each_group_is_that_of_its_values(recipe: str, number: Any) -> None:
    found = measured(recipe, value="tip", by="day")
    assert list(found.index) == ["Fri", "Sat", "Sun", "Thur"]
    assert_allclose(found["Fri"], number([tip for tip, day in zip(TIP, TIPS["day"], strict=True) if day == "Fri"]))


def test_missing_values_are_counted_in_each_group() -> None:
    assert measured("missing_by", GAPS, value="tip", by="sex").to_dict() == {"Female": 1, "Male": 3}


def test_groups_may_be_those_of_several_columns() -> None:
    assert measured("count_by", by=["sex", "smoker"])["Female", "Yes"] == 33
    assert_allclose(measured("share_by", by="sex")["Female"], 100 * 87 / 244)


def test_one_group_column_is_written_without_a_list() -> None:
    cell = cell_source(catalogue()["mean_by"], {"df": "tips", "value": "tip", "by": "sex"}, "mean_tips")
    assert cell == 'mean_tips = tips.groupby("sex", observed=True)["tip"].mean()'


def test_row_that_stands_out_is_the_first_of_those_that_do() -> None:
    frame = DataFrame({"name": ["a", "b", "c"], "value": [1, 5, 5]})
    assert measured("row_of_maximum", frame, value="value")["name"] == "b"
    assert measured("row_of_minimum", frame, value="value")["name"] == "a"
    assert list(measured("rows_of_maximum", frame, value="value")["name"]) == ["b", "c"]
    assert list(measured("rows_of_minimum", frame, value="value")["name"]) == ["a"]


def test_value_counts_begin_with_the_most_frequent() -> None:
    assert measured("value_counts_of", column="day").to_dict() == {"Sat": 87, "Sun": 76, "Thur": 62, "Fri": 19}


# --- tests --------------------------------------------------------------------------------------------


def test_correlations_are_those_of_pandas() -> None:
    for method in ("pearson", "spearman", "kendall"):
        found = measured(f"{method}_of", GAPS, x="total_bill", y="tip")
        assert_allclose(found.statistic, GAPS["total_bill"].corr(GAPS["tip"], method=method))
        assert 0 < found.pvalue < 1e-10


def test_covariance_is_numpy_s() -> None:
    assert_allclose(measured("covariance_of", x="total_bill", y="tip"), np.cov(BILL, TIP)[0, 1])


def test_straight_line_is_that_of_least_squares() -> None:
    fit, model = measured("linear_fit_of", x="total_bill", y="tip"), sm.OLS(TIP, sm.add_constant(BILL)).fit()
    assert_allclose([fit.intercept, fit.slope], model.params)
    assert_allclose([fit.rvalue**2, fit.pvalue], [model.rsquared, model.pvalues[1]])


def test_paired_tests_are_those_of_the_differences() -> None:
    differences = (GAPS["total_bill"] - GAPS["tip"]).dropna()
    paired = measured("paired_t_of", GAPS, x="total_bill", y="tip")
    assert_allclose(paired.statistic, differences.mean() / differences.sem())
    assert_allclose(
        measured("wilcoxon_of", GAPS, x="total_bill", y="tip").pvalue,
        stats.wilcoxon(differences.to_numpy()).pvalue,
    )


def test_normality_tests_leave_gaps_out() -> None:
    values = TIP[4:]
    spread = sm.stats.stattools.jarque_bera(values)
    assert_allclose(measured("shapiro_of", GAPS, value="tip").statistic, stats.shapiro(values)[0])
    assert_allclose(measured("dagostino_of", GAPS, value="tip").pvalue, stats.normaltest(values)[1])
    assert_allclose(measured("jarque_bera_of", GAPS, value="tip").pvalue, spread[1])


def test_kolmogorov_smirnov_distance_is_the_largest_from_the_normal_curve() -> None:
    curve = stats.norm.cdf(np.sort(TIP), TIP.mean(), TIP.std(ddof=1))
    steps = np.arange(N + 1) / N
    distance = max((steps[1:] - curve).max(), (curve - steps[:-1]).max())
    assert_allclose(measured("kolmogorov_smirnov_of", value="tip").statistic, distance)


def test_anderson_darling_statistic_is_that_of_its_formula() -> None:
    z = np.sort((TIP - TIP.mean()) / TIP.std(ddof=1))
    i = np.arange(1, N + 1)
    expected = -N - ((2 * i - 1) * (stats.norm.logcdf(z) + stats.norm.logsf(z[::-1]))).mean()
    found = measured("anderson_of", value="tip")
    assert_allclose(found.statistic, expected)
    assert found.pvalue < 0.001


def test_one_sample_t_is_the_distance_in_standard_errors() -> None:
    found = measured("one_sample_t_of", value="tip", mean=2.5)
    assert_allclose(found.statistic, (TIP.mean() - 2.5) / (TIP.std(ddof=1) / math.sqrt(N)))


def test_t_tests_of_two_frames_are_those_of_statsmodels() -> None:
    for recipe, usevar in (("welch_t_of", "unequal"), ("pooled_t_of", "pooled")):
        found = measured(recipe, WOMEN, MEN, value="tip")
        assert_allclose([found.statistic, found.pvalue], ttest_ind(WOMEN["tip"], MEN["tip"], usevar=usevar)[:2])


def test_mann_whitney_counts_the_pairs_that_the_first_frame_wins() -> None:
    pairs = WOMEN["tip"].to_numpy()[:, None] - MEN["tip"].to_numpy()
    expected = (pairs > 0).sum() + (pairs == 0).sum() / 2
    assert_allclose(measured("mann_whitney_of", WOMEN, MEN, value="tip").statistic, expected)


def test_two_sample_distance_is_the_largest_between_the_curves() -> None:
    curves = [np.searchsorted(np.sort(frame["tip"]), TIP, side="right") / len(frame) for frame in (WOMEN, MEN)]
    expected = np.abs(curves[0] - curves[1]).max()
    assert_allclose(measured("two_sample_ks_of", WOMEN, MEN, value="tip").statistic, expected)


def test_levene_is_an_analysis_of_the_distances_from_the_medians() -> None:
    distances = [(frame["tip"] - frame["tip"].median()).abs() for frame in (WOMEN, MEN)]
    expected = stats.f_oneway(*distances).statistic
    assert_allclose(measured("levene_of", WOMEN, MEN, value="tip").statistic, expected)
    assert_allclose(measured("levene_by", value="tip", by="sex").statistic, expected)


def test_analysis_of_variance_is_that_of_statsmodels() -> None:
    table = sm.stats.anova_lm(sm.OLS.from_formula("tip ~ day", TIPS).fit())
    found = measured("anova_by", value="tip", by="day")
    assert_allclose([found.statistic, found.pvalue], table.loc["day", ["F", "PR(>F)"]].astype(float))


def test_kruskal_is_that_of_the_groups() -> None:
    groups = [TIPS["tip"][TIPS["day"] == day] for day in TIPS["day"].unique()]
    assert_allclose(measured("kruskal_by", value="tip", by="day").pvalue, stats.kruskal(*groups).pvalue)


def test_chi_square_and_cramer_s_v_are_those_of_the_counts() -> None:
    counts = pd.crosstab(TIPS["day"], TIPS["smoker"]).to_numpy()
    expected = counts.sum(1)[:, None] * counts.sum(0) / N
    statistic = ((counts - expected) ** 2 / expected).sum()
    assert_allclose(measured("chi_square_of", by="day", across="smoker").statistic, statistic)
    assert_allclose(measured("cramers_v_of", by="day", across="smoker"), math.sqrt(statistic / N))


def test_fisher_s_odds_ratio_is_that_of_the_counts() -> None:
    (a, b), (c, d) = pd.crosstab(TIPS["sex"], TIPS["smoker"]).to_numpy()
    assert_allclose(measured("fisher_exact_of", by="sex", across="smoker").statistic, a * d / (b * c))


# --- outliers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", [1.5, 3.0])
def test_outliers_by_quartiles_are_listed_dropped_clipped_and_replaced(factor: float) -> None:
    low = np.percentile(BILL, 25) - factor * stats.iqr(BILL)
    high = np.percentile(BILL, 75) + factor * stats.iqr(BILL)
    beyond = (low > BILL) | (high < BILL)
    params: dict[str, Any] = {"value": "total_bill", "factor": factor}
    assert list(measured("iqr_outliers", **params).index) == list(np.flatnonzero(beyond))
    assert list(measured("drop_iqr_outliers", **params).index) == list(np.flatnonzero(~beyond))
    assert_allclose(measured("clip_iqr_outliers", **params)["total_bill"], np.clip(BILL, low, high))
    for how, number in (("mean", BILL.mean()), ("median", np.median(BILL))):
        replaced = measured(f"{how}_for_iqr_outliers", **params)["total_bill"]
        assert_allclose(replaced, np.where(beyond, number, BILL))


@pytest.mark.parametrize("deviations", [2.0, 3.0])
def test_outliers_by_z_score_are_listed_dropped_and_replaced(deviations: float) -> None:
    beyond = np.abs(stats.zscore(BILL)) > deviations
    params: dict[str, Any] = {"value": "total_bill", "deviations": deviations}
    assert list(measured("z_score_outliers", **params).index) == list(np.flatnonzero(beyond))
    assert list(measured("drop_z_score_outliers", **params).index) == list(np.flatnonzero(~beyond))
    for how, number in (("mean", BILL.mean()), ("median", np.median(BILL))):
        replaced = measured(f"{how}_for_z_score_outliers", **params)["total_bill"]
        assert_allclose(replaced, np.where(beyond, number, BILL))


def test_modified_z_score_is_that_of_its_formula() -> None:
    scores = 0.6745 * (BILL - np.median(BILL)) / stats.median_abs_deviation(BILL)
    expected = list(np.flatnonzero(np.abs(scores) > 3.5))
    assert expected
    assert list(measured("modified_z_score_outliers", value="total_bill").index) == expected


@pytest.mark.parametrize("dtype", ["float64", "Int64"])
def test_rows_without_a_value_are_kept_when_outliers_are_dropped(dtype: Any) -> None:
    frame = DataFrame({"a": [*range(20), 500, None]}).astype(dtype)
    for recipe in ("drop_iqr_outliers", "drop_z_score_outliers"):
        assert list(measured(recipe, frame, value="a").index) == [*range(20), 21]


# --- planning -----------------------------------------------------------------------------------------


def test_no_goal_word_calls_for_a_measure() -> None:
    measures = [name for name, recipe in catalogue().items() if recipe.result == "measure"]
    assert len(measures) > 60
    assert not any(triggers()[name] for name in measures)
