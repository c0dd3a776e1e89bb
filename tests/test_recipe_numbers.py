"""The numbers that recipes show are right: each against another library, a formula by hand or a published value."""

import contextlib
import io
import math
import re
from typing import Any

import numpy as np
import pandas as pd
import plotly.data
import polars as pl
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from numpy.testing import assert_allclose
from pandas import DataFrame, Series
from scipy import stats
from sklearn.datasets import load_iris
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from aa_magics.recipes import catalogue

TIPS = plotly.data.tips()
IRIS = load_iris(as_frame=True).frame.assign(species=lambda frame: frame["target"].map(dict(enumerate("svb"))))
LENGTH, WIDTH = "petal length (cm)", "petal width (cm)"
MEASURES = ["sepal length (cm)", "sepal width (cm)", LENGTH, WIDTH]
FEMALE, MALE = (TIPS.loc[TIPS["sex"] == sex, "tip"].to_numpy() for sex in ("Female", "Male"))
NUMBER = r"-?\d[\d,]*\.?\d*(?:e[-+]?\d+)?%?"


def called(recipe: str, df: DataFrame, **params: Any) -> tuple[Any, str]:
    """Return the value of a recipe and what it prints."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        result = catalogue()[recipe].function(df, **params)
    return result, printed.getvalue()


def said(text: str, words: str) -> float:
    """Return the number that stands after `words` in what a recipe printed."""
    found = re.search(re.escape(words) + rf" ?=? ?({NUMBER})", text)
    assert found, text
    number = found[1].replace(",", "")
    return float(number.rstrip("%")) / (100 if number.endswith("%") else 1)


# --- summaries ----------------------------------------------------------------------------------------


def test_summary_statistics_counts_gaps() -> None:
    frame = TIPS.assign(tip=TIPS["tip"].mask(TIPS.index < 4))
    table, _ = called("summary_statistics", frame, columns=["total_bill", "tip"])
    assert table.loc["tip", "missing"] == 4
    assert table.loc["tip", "count"] == 240
    assert_allclose(table.loc["total_bill", "mean"], np.mean(TIPS["total_bill"]))


@pytest.mark.parametrize(
    ("how", "expected"), [("mean", 2.99827869), ("median", 2.9), ("sum", 731.58), ("nunique", 123)]
)
def test_statistic_is_that_of_the_column(how: str, expected: float) -> None:
    assert_allclose(called("statistic", TIPS, value="tip", how=how)[0], expected)


def test_statistic_says_how_many_values_it_is_of() -> None:
    frame = TIPS.assign(tip=TIPS["tip"].mask(TIPS.index < 4))
    assert called("statistic", frame, value="tip", how="max")[1] == "max of tip = 10 (240 of 244 rows)\n"


def test_standard_deviation_is_that_of_a_sample() -> None:
    assert_allclose(called("statistic", TIPS, value="tip", how="std")[0], np.std(TIPS["tip"], ddof=1))


def test_several_statistics_say_the_largest_and_the_smallest() -> None:
    _, text = called("several_statistics", TIPS, values=["tip", "total_bill", "size"], how="max")
    assert text == "highest: total_bill with 50.81\nlowest: size with 6\n"


def test_percentile_is_numpy_s() -> None:
    assert_allclose(
        called("percentile", TIPS, value="total_bill", percent=90)[0], np.percentile(TIPS["total_bill"], 90)
    )


def test_percentile_says_how_many_values_it_is_of() -> None:
    _, text = called("percentile", TIPS, value="total_bill", percent=50)
    assert text == "50th percentile of total_bill = 17.795 (244 of 244 rows)\n"


def test_distribution_says_unbiased_skewness_and_kurtosis() -> None:
    quartiles, text = called("distribution", TIPS, value="tip")
    assert_allclose(said(text, "skewness"), stats.skew(TIPS["tip"], bias=False), atol=0.005)
    assert_allclose(said(text, "excess kurtosis"), stats.kurtosis(TIPS["tip"], bias=False), atol=0.005)
    assert_allclose(quartiles["25%"], np.percentile(TIPS["tip"], 25))


def test_confidence_interval_is_that_of_statsmodels() -> None:
    _, text = called("mean_confidence_interval", TIPS, value="tip")
    low, high = DescrStatsW(TIPS["tip"]).tconfint_mean()
    assert_allclose([said(text, "interval"), said(text, "to")], [low, high], rtol=1e-4)


def test_weighted_mean_is_numpy_s() -> None:
    expected = np.average(TIPS["tip"], weights=TIPS["size"])
    assert_allclose(called("weighted_mean", TIPS, value="tip", weight="size")[0], expected)


def test_weighted_mean_of_groups_is_numpy_s() -> None:
    means, _ = called("group_weighted_mean", TIPS, value="tip", weight="size", by="day")
    friday = TIPS[TIPS["day"] == "Fri"]
    assert_allclose(means["Fri"], np.average(friday["tip"], weights=friday["size"]))


def test_rate_has_the_interval_of_wilson() -> None:
    _, text = called("rate", TIPS, column="smoker", value="Yes")
    p, n, z = 93 / 244, 244, stats.norm.ppf(0.975)
    middle, margin = p + z**2 / (2 * n), z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    expected = [(middle - margin) / (1 + z**2 / n), (middle + margin) / (1 + z**2 / n)]
    assert "93 of 244" in text
    assert_allclose([said(text, "interval"), said(text, "to")], expected, atol=0.0005)


def test_rate_leaves_missing_values_out() -> None:
    _, text = called(
        "rate", DataFrame({"a": pd.array([True, None, False, True], dtype="boolean")}), column="a", value=True
    )
    assert "2 of 3 rows = 66.7%" in text


def test_iqr_outliers_are_those_beyond_tukey_s_fences() -> None:
    outliers, text = called("iqr_outliers", TIPS, value="total_bill")
    q1, q3 = np.percentile(TIPS["total_bill"], [25, 75])
    assert (outliers["total_bill"] > q3 + 1.5 * (q3 - q1)).all()
    assert len(outliers) == 9
    assert "9 of 244" in text


def test_z_score_outliers_are_those_of_scipy() -> None:
    outliers, _ = called("z_score_outliers", TIPS, value="total_bill")
    scores = stats.zscore(TIPS["total_bill"])
    assert list(outliers.index) == list(TIPS.index[np.abs(scores) > 3])


def test_value_counts_say_the_most_frequent_value() -> None:
    _, text = called("value_counts", TIPS, column="day")
    assert text == "most frequent: Sat, 87 of 244 rows (35.7 %)\n"


# --- groups -------------------------------------------------------------------------------------------


def test_group_aggregate_sorts_and_counts_rows() -> None:
    table, _ = called("group_aggregate", TIPS, value="tip", by="day")
    assert list(table.index) == ["Sun", "Sat", "Thur", "Fri"]
    assert_allclose(table.loc["Sun", "mean"], 3.2551315789)
    assert table["size"].sum() == 244


def test_group_aggregate_says_which_groups_are_highest_and_lowest() -> None:
    means = TIPS.groupby("day")["tip"].mean()
    _, text = called("group_aggregate", TIPS, value="tip", by="day")
    assert_allclose([said(text, "Sun with"), said(text, "Fri with")], [means.max(), means.min()], rtol=1e-5)


def test_top_and_bottom_groups_say_the_first_of_them() -> None:
    sums = TIPS.groupby("day")["tip"].sum()
    for recipe, day in (("top_groups", "Sat"), ("bottom_groups", "Fri")):
        _, text = called(recipe, TIPS, by="day", value="tip", how="sum")
        assert_allclose(said(text, f"{day} with"), sums[day], rtol=1e-5)


def test_group_confidence_intervals_are_those_of_statsmodels() -> None:
    table, _ = called("group_confidence_intervals", TIPS, value="tip", by="sex", confidence=99)
    assert_allclose(table.loc["Male", ["low", "high"]].astype(float), DescrStatsW(MALE).tconfint_mean(0.01))


def test_shares_of_the_total_add_up() -> None:
    table, _ = called("share_of_total", TIPS, value="tip", by="day")
    assert_allclose(table["share"].sum(), 1)
    assert_allclose(table.loc["Sat", "share"], 260.4 / 731.58)


def test_group_rates_are_shares_of_known_rows() -> None:
    frame = TIPS.assign(smoker=TIPS["smoker"].mask(TIPS.index < 10))
    table, _ = called("group_rates", frame, column="smoker", value="Yes", by="day")
    known = frame[frame["smoker"].notna() & (frame["day"] == "Sun")]
    assert table.loc["Sun", "of"] == len(known)
    assert_allclose(table.loc["Sun", "rate"], np.mean(known["smoker"] == "Yes"))


def test_cross_table_says_the_most_frequent_pair() -> None:
    _, text = called("cross_table", TIPS, by="sex", across="smoker")
    assert text == "most frequent: Male and No, 97 of 244 rows\n"


def test_cross_shares_add_up_in_each_row() -> None:
    table, _ = called("cross_shares", TIPS, by="day", across="smoker")
    assert_allclose(table.sum(axis=1), 1)
    assert_allclose(table.loc["Fri", "Yes"], 15 / 19)


@pytest.mark.parametrize(
    ("recipe", "params", "said_first"),
    [
        ("share_of_total", {"value": "tip", "by": "day"}, "first: Sat with 35.6% of the total of tip, 731.58"),
        ("group_rates", {"column": "smoker", "value": "Yes", "by": "day"}, "highest: Fri with 78.9%"),
        ("cross_shares", {"by": "day", "across": "smoker"}, "highest share: Yes with 78.9% of Fri"),
        ("group_statistics", {"value": "tip", "by": "day"}, "highest mean: Sun with 3.25513"),
        ("distinct_counts", {"columns": ["day", "sex"]}, "most: day, 4 distinct values in 244 rows"),
        ("count_rows", {}, "244 rows"),
        ("top_rows", {"value": "tip", "n": 2}, "highest tip: 10, the lowest of these 9"),
        ("bottom_rows", {"value": "total_bill", "n": 1}, "lowest total_bill: 3.07, the highest of these 3.07"),
    ],
)
def test_a_table_is_told_by_its_first_line(recipe: str, params: dict[str, Any], said_first: str) -> None:
    assert called(recipe, TIPS, **params)[1].splitlines()[0] == said_first


# --- relations ----------------------------------------------------------------------------------------


def test_pearson_s_r_p_and_interval_follow_fisher() -> None:
    _, text = called("correlation", TIPS, x="total_bill", y="tip")
    r, n = np.corrcoef(TIPS["total_bill"], TIPS["tip"])[0, 1], 244
    t = r * math.sqrt((n - 2) / (1 - r**2))
    half = stats.norm.ppf(0.975) / math.sqrt(n - 3)
    assert_allclose(said(text, "r"), r, atol=0.0005)
    assert_allclose(said(text, "p"), 2 * stats.t.sf(t, n - 2), rtol=0.01)
    assert_allclose(said(text, "interval"), math.tanh(math.atanh(r) - half), atol=0.0005)
    assert "n = 244 of 244" in text


def test_spearman_s_rho_is_pearson_s_of_the_ranks() -> None:
    _, text = called("spearman_correlation", TIPS, x="total_bill", y="tip")
    ranks = TIPS[["total_bill", "tip"]].rank()
    assert_allclose(said(text, "rho"), np.corrcoef(ranks["total_bill"], ranks["tip"])[0, 1], atol=0.0005)


def test_kendall_s_tau_counts_pairs_and_ties() -> None:
    x, y = np.array([1, 2, 2, 3, 5, 4]), np.array([1, 3, 2, 2, 6, 5])
    _, text = called("kendall_correlation", DataFrame({"x": x, "y": y}), x="x", y="y")
    i, j = np.triu_indices(6, 1)
    a, b = np.sign(x[i] - x[j]), np.sign(y[i] - y[j])
    assert_allclose(said(text, "tau-b"), (a * b).sum() / math.sqrt((a != 0).sum() * (b != 0).sum()), atol=0.0005)


def test_correlation_uses_complete_pairs_only() -> None:
    frame = TIPS.assign(tip=TIPS["tip"].mask(TIPS.index < 20))
    _, text = called("correlation", frame, x="total_bill", y="tip")
    assert "n = 224 of 244" in text
    assert_allclose(said(text, "r"), np.corrcoef(TIPS["total_bill"][20:], TIPS["tip"][20:])[0, 1], atol=0.0005)


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
def test_correlation_matrix_is_scipy_s(method: str) -> None:
    table, _ = called("correlation_matrix", TIPS, columns=["total_bill", "tip"], method=method)
    test = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}[method]
    assert_allclose(table.loc["tip", "total_bill"], test(TIPS["total_bill"], TIPS["tip"]).statistic, atol=0.0005)


def test_correlation_matrix_says_the_strongest_pair() -> None:
    _, text = called("correlation_matrix", IRIS, columns=MEASURES)
    r = np.corrcoef(IRIS[LENGTH], IRIS[WIDTH])[0, 1]
    assert text == f"strongest: {WIDTH} and {LENGTH}, pearson {r:.3f}\n"


def test_strongest_correlations_are_sorted_by_size() -> None:
    table, _ = called("strongest_correlations", IRIS, target=LENGTH, columns=["sepal width (cm)", WIDTH])
    assert list(table.index) == [WIDTH, "sepal width (cm)"]
    assert_allclose(table["r"], [0.9628654, -0.4284401], atol=1e-6)  # R: cor(iris[3:4]), cor(iris[2:3])


def test_chi_square_and_cramer_s_v_are_by_hand() -> None:
    table, text = called("chi_square_test", TIPS, by="day", across="smoker")
    counts = table.to_numpy()
    expected = np.outer(counts.sum(1), counts.sum(0)) / counts.sum()
    chi_square = ((counts - expected) ** 2 / expected).sum()
    assert_allclose(said(text, "chi-square(3)"), chi_square, atol=0.0005)
    assert_allclose(said(text, "p"), stats.chi2.sf(chi_square, 3), rtol=0.01)
    assert_allclose(said(text, "V"), math.sqrt(chi_square / 244), atol=0.0005)
    assert_allclose(said(text, "V"), stats.contingency.association(counts, "cramer"), atol=0.0005)


def test_regression_is_that_of_a_formula() -> None:
    table, text = called(
        "ols_regression", TIPS, target="tip", features=["total_bill", "sex"], used=["tip", "total_bill", "sex"]
    )
    model = smf.ols("tip ~ total_bill + sex", TIPS).fit()
    assert_allclose(table["coefficient"], model.params[["Intercept", "total_bill", "sex[T.Male]"]])
    assert_allclose(table["p"], model.pvalues[["Intercept", "total_bill", "sex[T.Male]"]])
    assert_allclose(table.loc["total_bill", ["low", "high"]].astype(float), model.conf_int().loc["total_bill"])
    assert_allclose(said(text, "R2"), model.rsquared, atol=0.0005)


def test_regression_gets_longley_s_certified_coefficients() -> None:
    longley = sm.datasets.longley.load_pandas().data  # NIST's certified values of a nearly collinear set
    table, _ = called("ols_regression", longley, target="TOTEMP", features=[c for c in longley if c != "TOTEMP"])
    assert_allclose(table.loc["GNPDEFL", "coefficient"], 15.0618722713733, rtol=1e-6)
    assert_allclose(table.loc["YEAR", "coefficient"], 1829.15146461355, rtol=1e-6)


# --- differences --------------------------------------------------------------------------------------


def test_welch_s_t_is_that_of_statsmodels() -> None:
    table, text = called("welch_t_test", TIPS, value="tip", by="sex")
    both = CompareMeans.from_data(FEMALE, MALE)
    t, p, _ = both.ttest_ind(usevar="unequal")
    assert list(table.columns) == ["Female", "Male"]
    assert_allclose([said(text, "Welch's t(216)"), said(text, "p")], [t, p], atol=0.0005)
    assert_allclose([said(text, "(95 %"), said(text, "to")], both.tconfint_diff(usevar="unequal"), atol=0.0005)
    assert "n = 87, 157" in text


def test_welch_s_d_divides_by_the_root_of_the_mean_variance() -> None:
    _, text = called("welch_t_test_of", TIPS, value="tip", by="sex", first="Male", second="Female")
    pooled = math.sqrt((np.var(MALE, ddof=1) + np.var(FEMALE, ddof=1)) / 2)
    assert_allclose(said(text, "d"), (MALE.mean() - FEMALE.mean()) / pooled, atol=0.005)


@pytest.mark.parametrize(
    ("recipe", "groups"),
    [("mann_whitney_test", {}), ("mann_whitney_test_of", {"first": "Female", "second": "Male"})],
)
def test_mann_whitney_counts_pairs(recipe: str, groups: dict[str, str]) -> None:
    _, text = called(recipe, TIPS, value="tip", by="sex", **groups)
    larger = (FEMALE[:, None] > MALE).sum() + 0.5 * (FEMALE[:, None] == MALE).sum()
    assert_allclose(said(text, "U"), larger)
    assert_allclose(said(text, "correlation"), 2 * larger / (87 * 157) - 1, atol=0.005)
    assert_allclose(said(text, "p"), stats.mannwhitneyu(FEMALE, MALE).pvalue, rtol=0.01)


def test_one_sample_t_is_that_of_statsmodels() -> None:
    _, text = called("one_sample_t_test", TIPS, value="total_bill", mean=18)
    t, p, df = DescrStatsW(TIPS["total_bill"]).ttest_mean(18)
    assert_allclose([said(text, f"t({df:.0f})"), said(text, "p")], [t, p], rtol=0.01)
    assert_allclose(said(text, "d"), t / math.sqrt(244), atol=0.005)


def test_paired_t_is_student_s_of_sleep() -> None:
    # Student (1908), extra hours of sleep under two drugs: t = -4.0621, df = 9, p = 0.002833
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    _, text = called("paired_t_test", DataFrame({"first": first, "second": second}), first="first", second="second")
    assert_allclose([said(text, "t(9)"), said(text, "p")], [-4.062, 0.00283])
    assert_allclose(said(text, "dz"), -4.0621 / math.sqrt(10), atol=0.005)


def test_anova_and_eta_squared_are_those_of_iris() -> None:
    means, text = called("anova", IRIS, value=LENGTH, by="species")
    values, group = IRIS[LENGTH], IRIS.groupby("species")[LENGTH]
    between = (group.size() * (group.mean() - values.mean()) ** 2).sum()
    total = ((values - values.mean()) ** 2).sum()
    assert_allclose(said(text, "F(2, 147)"), 1180.16, atol=0.005)  # R: aov(Petal.Length ~ Species, iris)
    assert_allclose(said(text, "squared"), between / total, atol=0.0005)
    assert_allclose(means.loc["v", "mean"], 4.26)


def test_kruskal_wallis_is_from_the_ranks() -> None:
    _, text = called("kruskal_wallis_test", TIPS, value="tip", by="day")
    ranks, n = stats.rankdata(TIPS["tip"]), 244
    groups = Series(ranks).groupby(TIPS["day"])
    h = 12 / (n * (n + 1)) * (groups.sum() ** 2 / groups.size()).sum() - 3 * (n + 1)
    _, ties = np.unique(ranks, return_counts=True)
    h /= 1 - (ties**3 - ties).sum() / (n**3 - n)
    assert_allclose(said(text, "H(3)"), h, atol=0.0005)
    assert_allclose(said(text, "squared"), h / 243, atol=0.0005)


def test_tukey_is_scipy_s() -> None:
    table, text = called("tukey_hsd", TIPS, value="tip", by="day")
    groups = [group for _, group in TIPS.groupby("day")["tip"]]
    expected = stats.tukey_hsd(*groups)
    first = table.iloc[0]
    assert (first["group1"], first["group2"]) == ("Fri", "Sat")
    assert_allclose(first["p-adj"], expected.pvalue[0, 1], atol=0.001)
    assert_allclose(-first["upper"], expected.confidence_interval().low[0, 1], atol=0.001)
    assert "0 of 6 pairs" in text


def test_brown_forsythe_is_an_anova_of_distances_from_the_median() -> None:
    _, text = called("levene_test", TIPS, value="tip", by="day")
    distances = [np.abs(group - group.median()) for _, group in TIPS.groupby("day")["tip"]]
    test = stats.f_oneway(*distances)
    assert_allclose([said(text, "W"), said(text, "p")], [test.statistic, test.pvalue], atol=0.0005)


@pytest.mark.parametrize(("rows", "name"), [(5_000, "Shapiro-Wilk W"), (5_001, "D'Agostino-Pearson K2")])
def test_normality_test_says_which_one_it_is(rows: int, name: str) -> None:
    values = np.random.default_rng(1).normal(size=rows)
    _, text = called("normality_test", DataFrame({"x": values}), value="x")
    if rows > 5_000:
        expected = stats.skewtest(values).statistic ** 2 + stats.kurtosistest(values).statistic ** 2
    else:
        expected = stats.shapiro(values).statistic
    assert_allclose(said(text, name), expected, rtol=0.001)


SEED = stats.norm.ppf((np.random.default_rng(7).permutation(40) + 0.5) / 40)
CERTAIN = DataFrame(
    {"a": SEED, "b": 1.5 * SEED + 3, "group": np.repeat(["low", "high"], 20), "by": np.tile([*"uv"], 20)}
)
CERTAIN = CERTAIN.assign(far=SEED + 9 * (CERTAIN["group"] == "high"), kind=CERTAIN["group"], skewed=np.exp(2 * SEED))
THREE = CERTAIN.assign(
    group=np.arange(40) % 3, far=SEED + 9 * (np.arange(40) % 3), wide=SEED * 30 ** (np.arange(40) % 3)
)


@pytest.mark.parametrize(
    ("recipe", "frame", "found", "absent", "words"),
    [
        ("welch_t_test", CERTAIN, ("far", "group"), ("far", "by"), "a significant difference"),
        ("mann_whitney_test", CERTAIN, ("far", "group"), ("far", "by"), "ranks differ significantly"),
        ("anova", THREE, ("far", "group"), ("a", "group"), "means differ significantly"),
        ("kruskal_wallis_test", THREE, ("far", "group"), ("a", "group"), "ranks differ significantly"),
        ("levene_test", THREE, ("wide", "group"), ("a", "group"), ", differ significantly"),
        ("chi_square_test", CERTAIN, ("group", "kind"), ("group", "by"), "a significant association"),
        ("correlation", CERTAIN, ("a", "b"), ("a", "code"), "a significant positive correlation"),
        ("spearman_correlation", CERTAIN, ("a", "b"), ("a", "code"), "a significant positive correlation"),
        ("kendall_correlation", CERTAIN, ("a", "b"), ("a", "code"), "a significant positive correlation"),
        ("paired_t_test", CERTAIN, ("a", "b"), ("a", "code"), ", significant"),
        ("wilcoxon_signed_rank_test", CERTAIN, ("a", "b"), ("a", "code"), ", significant"),
        ("normality_test", CERTAIN, ("skewed",), ("a",), "departs significantly"),
    ],
)
def test_a_test_says_in_words_what_it_found(
    recipe: str, frame: DataFrame, found: tuple[str, ...], absent: tuple[str, ...], words: str
) -> None:
    frame = frame.assign(code=np.tile([-1.0, 1.0], 20))
    columns = list(catalogue()[recipe].parameters)[1:]
    told = [called(recipe, frame, **dict(zip(columns, bound, strict=False)))[1] for bound in (found, absent)]
    assert [words in text for text in told] == [True, False]
    assert all("at the 5 % level" in text for text in told)


# --- changes ------------------------------------------------------------------------------------------


def daily(values: Any, start: str = "2021-01-01") -> DataFrame:
    return DataFrame({"day": pd.date_range(start, periods=len(values)), "sold": values})


def test_trend_finds_a_known_slope() -> None:
    noise = np.random.default_rng(5).normal(size=400)
    frame = daily(3 + 0.25 * np.arange(400) + noise).sample(frac=1, random_state=1)
    _, text = called("trend", frame, value="sold", time="day")
    expected = stats.linregress(np.arange(400), frame.sort_values("day")["sold"])
    assert_allclose(said(text, "slope"), expected.slope, rtol=1e-3)
    assert_allclose(said(text, "R2"), expected.rvalue**2, atol=0.0005)
    margin = stats.t.ppf(0.975, 398) * expected.stderr
    assert_allclose(said(text, "interval"), expected.slope - margin, rtol=1e-3)


def test_trend_says_which_way_it_goes() -> None:
    noise = np.random.default_rng(5).normal(size=100)
    told = [called("trend", daily(values), value="sold", time="day")[1] for values in (noise - np.arange(100), noise)]
    assert told[0].startswith("sold falls significantly at the 5 % level: -36")
    assert told[1].startswith("sold does not change significantly at the 5 % level")


def test_growth_from_nothing_is_not_said() -> None:
    frame = pd.concat([daily(np.ones(120)).assign(shop="a"), daily(np.arange(120.0) // 60).assign(shop="b")])
    _, text = called("growth", frame, value="sold", time="day", by="shop")
    assert "highest growth: a with -3.2%" in text


def test_changes_say_when_they_were_largest() -> None:
    _, text = called("change_by_period", daily(np.arange(90.0) ** 2), value="sold", time="day")
    assert re.search(r"highest change of sold: \+\S+ at 2021-03-01", text)


def test_growth_compares_the_first_with_the_last_month() -> None:
    frame = pd.concat([daily(np.ones(120)).assign(shop="a"), daily(np.arange(120.0)).assign(shop="b")])
    table, text = called("growth", frame, value="sold", time="day", by="shop")
    assert list(table.index) == ["b", "a"]
    assert_allclose(table.loc["a", ["first", "last"]].astype(float), [31, 30])
    assert_allclose(table.loc["b", "growth"], np.arange(90, 120).sum() / np.arange(31).sum() - 1)
    assert "2021-01-01" in text
    assert "2021-04-01" in text


def test_change_by_period_sums_and_compares() -> None:
    table, _ = called("change_by_period", daily(np.ones(59)), value="sold", time="day")
    assert_allclose(table["sum"], [31, 28])
    assert_allclose(table["growth"].iloc[1], 28 / 31 - 1)


def test_profiles_average_by_the_calendar() -> None:
    frame = daily(np.arange(28.0), start="2021-02-01")  # a Monday
    days, _ = called("weekday_profile", frame, value="sold", time="day")
    assert list(days.index[:2]) == ["Monday", "Tuesday"]
    assert_allclose(days.loc["Monday", "mean"], np.mean([0, 7, 14, 21]))
    months, _ = called("month_profile", frame, value="sold", time="day")
    assert_allclose(months.loc[2, "mean"], 13.5)
    quarters = DataFrame({"at": pd.date_range("2021-02-01", periods=8, freq="6h"), "load": np.arange(8.0)})
    hours, said = called("hour_profile", quarters, value="load", time="at")
    assert_allclose(hours["mean"], [2, 3, 4, 5])
    assert said == "highest: hour 18 with 5\nlowest: hour 0 with 2\n"


def test_decomposition_finds_a_known_season() -> None:
    months = pd.date_range("2015-01-01", periods=72, freq="MS")
    season = 10 * np.sin(2 * np.pi * np.arange(72) / 12)
    frame = DataFrame({"month": months, "sold": 100 + 0.5 * np.arange(72) + season})
    parts, text = called("seasonal_decomposition", frame, value="sold", time="month")
    assert said(text, "season") > 0.99
    assert_allclose(parts["season"], season, atol=0.5)
    assert_allclose(parts[["trend", "season", "residual"]].sum(axis=1), parts["observed"])


# --- models -------------------------------------------------------------------------------------------


def test_regressors_are_compared_with_the_mean() -> None:
    table, text = called("compare_regressors", IRIS, target=LENGTH, features=[WIDTH, "species"])
    assert table.loc["linear regression", "R2"] > 0.9
    assert table.loc["mean of the training rows", "R2"] <= 0
    assert (table["RMSE"] >= table["MAE"]).all()
    assert "fitted on 112 rows, tested on 38" in text


def test_classifiers_are_compared_with_the_largest_class() -> None:
    table, _ = called("compare_classifiers", IRIS, target="species", features=MEASURES)
    assert (table.drop(index="most frequent class")["accuracy"] > 0.85).all()
    assert_allclose(table.loc["most frequent class", "balanced accuracy"], 1 / 3)
    assert_allclose(table.loc["most frequent class", "ROC AUC"], 0.5)


def test_area_under_the_curve_of_two_classes_counts_pairs() -> None:
    rng = np.random.default_rng(0)
    frame = DataFrame({"x": rng.normal(size=200)}).assign(y=lambda f: f["x"] + rng.normal(size=200) > 0)
    table, _ = called("compare_classifiers", frame, target="y", features=["x"])
    from sklearn.model_selection import train_test_split

    y = frame["y"].astype("str")
    _, test, _, truth = train_test_split(frame["x"], y, stratify=y, random_state=0)
    positive, negative = test[truth == "True"].to_numpy(), test[truth == "False"].to_numpy()
    assert_allclose(table.loc["logistic regression", "ROC AUC"], (positive[:, None] > negative).mean())


def test_confusion_matrix_has_the_accuracy_on_its_diagonal() -> None:
    table, text = called("confusion_matrix", IRIS, target="species", features=MEASURES)
    assert_allclose(said(text, "accuracy"), np.diag(table).sum() / table.to_numpy().sum(), atol=0.0005)
    assert table.to_numpy().sum() == 38


def test_rare_classes_and_gaps_are_left_out() -> None:
    frame = IRIS.assign(species=IRIS["species"].mask(IRIS.index < 48).mask(IRIS.index == 149, "rare"))
    _, text = called("compare_classifiers", frame, target="species", features=MEASURES)
    assert "of 150 rows" in text
    assert said(text, "fitted on") + said(text, "tested on") == 99


@pytest.mark.parametrize(
    ("recipe", "target"), [("feature_importance", LENGTH), ("feature_importance_of_class", "species")]
)
def test_importance_puts_the_column_that_matters_first(recipe: str, target: str) -> None:
    noise = np.random.default_rng(2).normal(size=len(IRIS))
    table, _ = called(recipe, IRIS.assign(noise=noise), target=target, features=["noise", WIDTH])
    assert list(table.index) == [WIDTH, "noise"]


def test_cross_validation_tests_every_fold() -> None:
    table, text = called("cross_validate_regressor", IRIS, target=LENGTH, features=[WIDTH])
    assert len(table) == 5
    assert_allclose(said(text, "mean R2"), table["R2"].mean(), atol=0.0005)
    classes, _ = called("cross_validate_classifier", IRIS, target="species", features=MEASURES)
    assert (classes["accuracy"] > 0.85).all()


def blobs() -> DataFrame:
    rng = np.random.default_rng(3)
    centres = np.repeat([[0, 0], [10, 0], [0, 10], [10, 10]], 50, axis=0)
    return DataFrame(centres + rng.normal(size=(200, 2)), columns=["x", "y"])


def test_clusters_are_found_and_counted() -> None:
    table, _ = called("k_means", blobs(), columns=["x", "y"], clusters=4)
    assert table["rows"].tolist() == [50] * 4
    assert sorted(table["x"].round(-1)) == [0, 0, 10, 10]


def test_number_of_clusters_is_that_of_the_largest_silhouette() -> None:
    table, text = called("best_k_means", blobs(), columns=["x", "y"])
    assert len(table) == 4
    assert text.startswith("4 clusters: silhouette 0.8")


def test_components_are_the_eigenvectors_of_the_correlation_matrix() -> None:
    table, _ = called("principal_components", IRIS, columns=MEASURES)
    values = np.linalg.eigvalsh(np.corrcoef(IRIS[MEASURES].T))[::-1]
    assert_allclose(table["explained"], values / 4)
    assert_allclose(table["cumulative"].iloc[-1], 1)
    assert_allclose((table[MEASURES] ** 2).sum(axis=1), 1)


def test_models_say_which_does_best_and_what_it_needs() -> None:
    table, text = called("compare_regressors", IRIS, target=LENGTH, features=MEASURES[:2])
    assert text.startswith(f"best: {table['R2'].idxmax()}, R2 = {table['R2'].max():.3f}")
    loss, text = called("feature_importance", IRIS, target=LENGTH, features=[WIDTH, "sepal width (cm)"])
    assert text.startswith(f"strongest: {WIDTH}, R2 falls by {loss['loss'].max():.3f}")
    _, text = called("ols_regression", IRIS, target=LENGTH, features=MEASURES[:2], used=MEASURES[:3])
    assert "smallest p: sepal length (cm), coefficient 1.7" in text  # R: lm(Petal.Length ~ ., iris[1:3])


def test_row_far_from_all_others_is_the_first_anomaly() -> None:
    frame = blobs()
    frame.loc[7] = [60, -40]
    rows, _ = called("anomalies", frame, columns=["x", "y"], n=3)
    assert rows.index[0] == 7


# --- Polars -------------------------------------------------------------------------------------------


def test_polars_agrees_with_pandas() -> None:
    table, _ = called("polars_group_aggregate", TIPS, value="tip", by="day", used=["tip", "day"])
    means = TIPS.groupby("day")["tip"].mean().sort_values(ascending=False)
    assert table["day"].to_list() == list(means.index)
    assert_allclose(table["tip_mean"], means)
    medians, _ = called("polars_group_medians", TIPS, values=["tip"], by=["day", "sex"], used=["tip", "day", "sex"])
    expected = TIPS.groupby(["day", "sex"], sort=False)["tip"].median()
    assert_allclose(medians["tip"], expected)
    rows, _ = called("polars_top_rows", TIPS, value="tip", columns=["day"], n=2, used=["tip", "day"])
    assert rows["tip"].to_list() == [10, 9]


def test_polars_periods_are_calendar_months() -> None:
    table, _ = called("polars_periods", daily(np.ones(59)), value="sold", time="day")
    assert table["sold_sum"].to_list() == [31, 28]


def test_polars_frame_has_the_columns_asked_for() -> None:
    frame, _ = called("to_polars", TIPS, columns=["tip", "day"])
    assert isinstance(frame, pl.DataFrame)
    assert frame.shape == (244, 2)
