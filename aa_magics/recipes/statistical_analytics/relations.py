"""How columns go together: correlation, association of categories, linear regression."""

from typing import Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Features, Frame, Labels, Number, Numbers, Table

PAIRWISE: dict[str, Any] = {"rows": 2, "filled": ("columns",), "distinct": {"columns": (2, None)}}
VARIED = {"x": (2, None), "y": (2, None)}
TWO_CATEGORIES: dict[str, Any] = {"rows": 5, "distinct": {"by": (2, 50), "across": (2, 50)}}
REGRESSION: dict[str, Any] = {
    "rows": 20,
    "distinct": {"target": (3, None), "features": (2, None)},
    "levels": {"features": 30},
}
RELATED = (
    "correlation",
    "correlation of",
    "correlation between",
    "correlate",
    "relationship between",
    "relation between",
    "related",
    "association",
    "linked",
)


@recipe(*RELATED, "pearson", "depend", rows=4, distinct=VARIED)
def correlation(df: Frame, x: Number, y: Number) -> None:
    """Pearson correlation of {x} and {y}."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    test = stats.pearsonr(complete[x], complete[y])
    low, high = test.confidence_interval()
    direction = "positive" if test.statistic > 0 else "negative"
    verdict = f"a significant {direction}" if test.pvalue < 0.05 else "no significant"
    print(f"{x} and {y}: {verdict} correlation at the 5 % level")
    print(f"Pearson's r = {test.statistic:.3f} (95 % confidence interval {low:.3f} to {high:.3f})")
    print(f"p = {test.pvalue:.3g}, n = {len(complete):,} of {len(df):,} rows")


@recipe("spearman", "spearman correlation", "rank correlation", "monotonic", rows=4, distinct=VARIED)
def spearman_correlation(df: Frame, x: Number, y: Number) -> None:
    """Spearman rank correlation of {x} and {y}."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    test = stats.spearmanr(complete[x], complete[y])
    direction = "positive" if test.statistic > 0 else "negative"
    verdict = f"a significant {direction}" if test.pvalue < 0.05 else "no significant"
    print(f"{x} and {y}: {verdict} correlation at the 5 % level")
    print(f"Spearman's rho = {test.statistic:.3f}, p = {test.pvalue:.3g}, n = {len(complete):,} of {len(df):,} rows")


@recipe("kendall", "kendall correlation", "kendall tau", "concordance", rows=4, distinct=VARIED)
def kendall_correlation(df: Frame, x: Number, y: Number) -> None:
    """Kendall rank correlation of {x} and {y}."""
    from scipy import stats

    complete = df[[x, y]].dropna().astype(float)
    test = stats.kendalltau(complete[x], complete[y])
    direction = "positive" if test.statistic > 0 else "negative"
    verdict = f"a significant {direction}" if test.pvalue < 0.05 else "no significant"
    print(f"{x} and {y}: {verdict} correlation at the 5 % level")
    print(f"Kendall's tau-b = {test.statistic:.3f}, p = {test.pvalue:.3g}, n = {len(complete):,} of {len(df):,} rows")


@recipe(
    "correlation",
    "correlation by",
    "correlate",
    "correlate by",
    rows=4,
    one_level=True,
    distinct={**VARIED, "by": (2, 50)},
)
def group_correlations(df: Frame, x: Number, y: Number, by: Category) -> Table:
    """Pearson correlation of {x} and {y} for each {by}."""
    import pandas as pd

    complete = df[[x, y, by]].dropna()
    groups = complete.groupby(by, observed=True)
    r = [g[x].corr(g[y]) if len(g) > 1 else float("nan") for _, g in groups]
    found = pd.DataFrame({"r": r}, index=list(groups.groups)).rename_axis(by)
    ordered = found.assign(n=groups.size()).sort_values("r", ascending=False)
    known = ordered["r"].dropna()
    if len(known):
        print(f"highest: {known.index[0]} with r = {known.iloc[0]:.3f}")
        print(f"lowest: {known.index[-1]} with r = {known.iloc[-1]:.3f}")
    return ordered


@recipe("correlation matrix", "correlations", "correlations between", "pairwise correlation", **PAIRWISE)
def correlation_matrix(
    df: Frame, columns: Numbers, method: Literal["pearson", "spearman", "kendall"] = "pearson"
) -> Table:
    """Correlations between {columns} ({method})."""
    import numpy as np

    table = df[columns].corr(method=method).round(3)
    sizes = np.tril(table.abs().fillna(0), -1)  # each pair once
    if sizes.any():
        row, column = np.unravel_index(sizes.argmax(), sizes.shape)
        print(f"strongest: {table.index[row]} and {table.columns[column]}, {method} {table.iloc[row, column]:.3f}")
    return table


@recipe("correlated with", "strongest correlation", "correlate with", "most correlated", "correlates most", **PAIRWISE)
def strongest_correlations(df: Frame, target: Number, columns: Numbers) -> Table:
    """Correlation of {columns} with {target}, strongest first."""
    import pandas as pd

    others = df[columns]
    found = pd.DataFrame({"r": others.corrwith(df[target]), "n": others[df[target].notna()].count()})
    ordered = found.sort_values("r", key=abs, ascending=False)
    if len(ordered):
        r, n = ordered.iloc[0]
        print(f"strongest with {target}: {ordered.index[0]}, r = {r:.3f}, n = {n:,.0f} of {len(df):,} rows")
    return ordered


@recipe(*RELATED, "chi-square", "chi-squared", "independent", "significant", "differ", **TWO_CATEGORIES)
def chi_square_test(df: Frame, by: Category, across: Category) -> Table:
    """Chi-square test of {by} and {across}.

    Cramer's V is the root of chi-square over n times the smaller dimension less one (Cramer 1946, Mathematical
    Methods of Statistics, section 21.9).
    """
    import pandas as pd
    from scipy import stats

    table = pd.crosstab(df[by], df[across])
    test = stats.chi2_contingency(table, correction=False)
    n = table.to_numpy().sum()
    cramers_v = (test.statistic / (n * (min(table.shape) - 1))) ** 0.5
    verdict = "a significant" if test.pvalue < 0.05 else "no significant"
    print(f"{by} and {across}: {verdict} association at the 5 % level")
    print(f"chi-square({test.dof}) = {test.statistic:.3f}, p = {test.pvalue:.3g}, Cramer's V = {cramers_v:.3f}")
    print(f"n = {n:,} of {len(df):,} rows, {(test.expected_freq < 5).sum()} of {table.size} expected counts below 5")
    return table


@recipe(
    "ols",
    "least squares",
    "linear model",
    "regress",
    "regression",
    "effect of",
    "coefficients",
    "explain",
    **REGRESSION,
)
def ols_regression(df: Frame, target: Number, features: Features, used: Labels = slice(None)) -> Table:
    """Least-squares regression of {target} on {features}."""
    import pandas as pd
    import statsmodels.api as sm

    complete = df[used].dropna()
    # a category becomes one column for each value but the first
    predictors = pd.get_dummies(complete[features], drop_first=True, dtype=float).astype(float)
    model = sm.OLS(complete[target].astype(float), sm.add_constant(predictors)).fit()
    print(f"R2 = {model.rsquared:.3f}, adjusted {model.rsquared_adj:.3f}, n = {len(complete):,} of {len(df):,} rows")
    print(f"F({model.df_model:.0f}, {model.df_resid:.0f}) = {model.fvalue:.3f}, p = {model.f_pvalue:.3g}")
    interval = model.conf_int()
    table = pd.DataFrame({"coefficient": model.params, "low": interval[0], "high": interval[1], "p": model.pvalues})
    surest = table.drop(index="const", errors="ignore").sort_values("p")
    if len(surest):
        coefficient, p = surest.iloc[0][["coefficient", "p"]]
        print(f"smallest p: {surest.index[0]}, coefficient {coefficient:,.4g}, p = {p:.3g}")
    return table
