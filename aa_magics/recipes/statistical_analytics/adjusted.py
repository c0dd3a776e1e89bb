"""Several columns at once: the strongest pairs, correlation with others held, collinear columns, two factors."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Labels, Number, Numbers, Table

SEVERAL: dict[str, Any] = {"rows": 3, "filled": ("columns",), "distinct": {"columns": (2, None)}}
HELD: dict[str, Any] = {
    "rows": 6,
    "text_labels": True,
    "distinct": {"x": (2, None), "y": (2, None), "controls": (2, None)},
}
FACTORS: dict[str, Any] = {"rows": 10, "distinct": {"value": (2, None), "by": (2, 50), "across": (2, 50)}}


@recipe(
    "strongest pairs",
    "strongest correlations",
    "strongest correlated",
    "correlated pairs",
    "pairs of correlated",
    "pairs correlate",
    "two most strongly correlated",
    "most strongly correlated",
    "columns most correlated",
    "top correlations",
    "highest correlations",
    "largest correlations",
    limits={"columns": (2, 200), "n": (1, 500)},
    **SEVERAL,
)
def correlation_pairs(df: Frame, columns: Numbers, n: int = 10) -> Table:
    """Pairs of {columns}, the {n} most strongly correlated (Pearson)."""
    import numpy as np
    import pandas as pd

    table = df[columns].astype(float).corr()
    rows, others = np.triu_indices(len(table), 1)  # each pair once
    names = pd.Series(list(table.columns))
    pairs = pd.DataFrame({"column": names.take(rows).array, "other": names.take(others).array})
    known = pairs.assign(r=table.to_numpy()[rows, others]).dropna()
    strongest = known.sort_values("r", key=abs, ascending=False, ignore_index=True).head(n)
    if len(strongest):
        one, other, r = strongest.iloc[0]
        print(f"strongest: {one} and {other}, r = {r:.3f}")
    return strongest


@recipe(
    "partial correlation",
    "partial correlations",
    "correlation controlling for",
    "correlation controlled for",
    "correlation adjusted for",
    "correlation adjusting for",
    "controlling for",
    "controlled for",
    "adjusted for",
    "adjusting for",
    "holding constant",
    **HELD,
)
def partial_correlation(df: Frame, x: Number, y: Number, controls: Numbers, used: Labels = slice(None)) -> Table:
    """Partial correlation of {x} and {y}, with {controls} held constant.

    It is the correlation of what is left of both once least squares on the controls are taken away (Fisher 1924,
    Metron 3).
    """
    import pandas as pd
    import statsmodels.api as sm
    from scipy import stats

    complete = df[used].dropna().astype(float)
    held = sm.add_constant(complete[controls])
    rest_of_x = sm.OLS(complete[x], held).fit().resid
    rest_of_y = sm.OLS(complete[y], held).fit().resid
    r = rest_of_x.corr(rest_of_y)
    free = len(complete) - 1 - held.shape[1]
    p = 2 * stats.t.sf(abs(r) * (free / max(1 - r**2, 1e-15)) ** 0.5, free)
    print(f"partial correlation r = {r:.3f}, p = {p:.3g}, n = {len(complete):,} of {len(df):,} rows")
    return pd.Series({"partial r": r, "r without holding": complete[x].corr(complete[y]), "p": p})


@recipe(
    "vif",
    "vifs",
    "variance inflation",
    "variance inflation factor",
    "variance inflation factors",
    "multicollinearity",
    "multicollinear",
    "collinearity",
    "collinear",
    rows=5,
    limits={"columns": (2, 60)},
    distinct={"columns": (2, None)},
)
def variance_inflation(df: Frame, columns: Numbers) -> Table:
    """Variance inflation factor of each of {columns}: 1 / (1 - R2) from the others."""
    import pandas as pd
    import statsmodels.api as sm

    complete = df[columns].dropna().astype(float)
    r2 = [sm.OLS(complete[c], sm.add_constant(complete.drop(columns=c))).fit().rsquared for c in complete]
    found = (1 / (1 - pd.Series(r2, index=complete.columns, name="VIF", dtype=float))).sort_values(ascending=False)
    print(f"{(found > 10).sum()} of {len(found)} columns above 10, a usual limit; n = {len(complete):,} rows")
    if len(found):
        print(f"highest: {found.index[0]} with {found.iloc[0]:,.6g}")
    return found.to_frame()


@recipe(
    "two way anova",
    "two-way anova",
    "2 way anova",
    "2-way anova",
    "two factor anova",
    "anova of by",
    "interaction",
    "interaction of",
    "interaction between",
    **FACTORS,
)
def two_way_anova(df: Frame, value: Number, by: Category, across: Category) -> Table:
    """Two-way analysis of variance of {value} over {by} and {across}, with their interaction.

    Sums of squares are of type II: each factor beside the other (Fox 2016, Applied Regression Analysis, section 8.2).
    """
    import numpy as np
    import pandas as pd
    import statsmodels.api as sm
    from scipy import stats

    complete = df[[value, by, across]].dropna()
    y = complete[value].astype(float).to_numpy()
    first = pd.get_dummies(complete[by], dtype=float).to_numpy()
    second = pd.get_dummies(complete[across], dtype=float).to_numpy()
    cells = pd.get_dummies(complete.groupby([by, across], observed=True).ngroup(), dtype=float).to_numpy()
    both = sm.OLS(y, np.hstack([first, second[:, 1:]])).fit()
    full = sm.OLS(y, cells).fit()
    less = pd.DataFrame([[fit.ssr, fit.df_resid] for fit in [sm.OLS(y, second).fit(), sm.OLS(y, first).fit(), both]])
    more = pd.DataFrame([[test.ssr, test.df_resid] for test in [both, both, full]])
    table = (less - more).set_axis(["sum of squares", "df"], axis=1).set_axis([f"{by}", f"{across}", "interaction"])
    ratios = table["sum of squares"] / table["df"] / (full.ssr / max(full.df_resid, 1))
    tested = table.assign(F=ratios, p=stats.f.sf(ratios, table["df"], full.df_resid))
    for effect, row in tested.iterrows():
        print(f"{effect}: F({row['df']:.0f}, {full.df_resid:.0f}) = {row['F']:.3f}, p = {row['p']:.3g}")
    print(f"n = {len(complete):,} of {len(df):,} rows")
    return tested
