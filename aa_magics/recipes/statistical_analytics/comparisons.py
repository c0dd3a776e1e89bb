"""Groups side by side: characteristics of each, A against B, a gap adjusted for what else differs."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Categories, Category, Column, Frame, Labels, Number, Numbers, Table, Value

ARMS: dict[str, Any] = {
    "rows": 4,
    "distinct": {"value": (2, None), "by": (2, 30)},
    "each": {"first": 2, "second": 2},
    "one_level": True,
}


@recipe(distinct={"by": (1, 20), "categories": (1, 30)}, rows=1, one_level=True)
def table_one(df: Frame, by: Category, numbers: Numbers, categories: Categories = ()) -> Table:
    """Table 1: characteristics by {by}: mean (SD) of numbers, n (%) of categories."""
    import pandas as pd

    groups, grouped = df.groupby(by, observed=True), df[by].notna().sum()
    lines = {("rows", "n"): groups.size().map("{:,}".format)}
    for number in numbers:
        mean, spread = groups[number].mean().map("{:,.2f}".format), groups[number].std().map("{:,.2f}".format)
        lines[number, "mean (SD)"] = mean + " (" + spread + ")"
    for category in categories:
        counts = pd.crosstab(df[category], df[by])
        shares = (counts / counts.sum() * 100).map("{:.1f} %".format)
        for answer in counts.index:
            count, share = counts.loc[answer].map("{:,}".format), shares.loc[answer]
            lines[category, f"{answer}, n (%)"] = count + " (" + share + ")"
    for column in [*numbers, *categories]:
        missing = df[column].isna().groupby(df[by], observed=True).sum()
        if missing.any():
            lines[column, "missing, n"] = missing.map("{:,}".format)
    print(f"{grouped:,} of {len(df):,} rows have a group; shares are of those known")
    return pd.DataFrame(lines).T


@recipe(**ARMS)
def paired_comparison(df: Frame, key: Column, value: Number, by: Category, first: Value, second: Value) -> Table:
    """{value} of {first} against {second} ({by}), paired by {key}.

    Cohen's d_z is the mean difference over the standard deviation of the differences (Lakens 2013, Frontiers in
    Psychology 4:863).
    """
    import pandas as pd
    from scipy import stats

    arms = [df[df[by] == arm].groupby(key, observed=True)[value].mean() for arm in (first, second)]
    pairs = pd.concat(arms, axis=1, keys=["first", "second"], join="inner").dropna().astype(float)
    differences, n = pairs["first"] - pairs["second"], len(pairs)
    mean, spread = differences.mean(), differences.std() or float("nan")
    reach = stats.t.ppf(0.975, n - 1) * spread / max(n, 1) ** 0.5
    t = mean / spread * n**0.5
    single = len(arms[0].index.union(arms[1].index)) - n
    print(f"paired by {key}: {n:,} have both, {single:,} only one")
    print(f"{first} minus {second} = {mean:,.4g} (95 % interval {mean - reach:,.4g} to {mean + reach:,.4g})")
    print(f"t({n - 1}) = {t:.3f}, p = {2 * stats.t.sf(abs(t), n - 1):.3g}, Cohen's dz = {mean / spread:.2f}")
    print(f"{first} is higher in {(differences > 0).sum():,} pairs; whether higher is better, the data do not say")
    return pd.DataFrame({"first": pairs["first"].describe(), "second": pairs["second"].describe()})


@recipe(**ARMS)
def independent_comparison(df: Frame, value: Number, by: Category, first: Value, second: Value) -> Table:
    """{value} of {first} against {second} ({by}): difference, interval, effect size.

    Welch's t-test; Cohen's d is the difference over the root of the mean variance (Cohen 1988, section 2.3).
    """
    import pandas as pd
    from scipy import stats

    one = df[value][df[by] == first].dropna().astype(float)
    other = df[value][df[by] == second].dropna().astype(float)
    test = stats.ttest_ind(one, other, equal_var=False)
    low, high = test.confidence_interval()
    difference, spread = one.mean() - other.mean(), ((one.var() + other.var()) / 2) ** 0.5 or float("nan")
    print(f"{first} minus {second} = {difference:,.4g} (95 % interval {low:,.4g} to {high:,.4g})")
    print(f"Welch's t({test.df:.1f}) = {test.statistic:.3f}, p = {test.pvalue:.3g}")
    print(f"Cohen's d = {difference / spread:.2f}")
    print(f"independent groups, n = {len(one):,} and {len(other):,}; whether higher is better, the data do not say")
    return pd.DataFrame({"first": one.describe(), "second": other.describe()})


@recipe(**{**ARMS, "rows": 20})
def adjusted_gap(
    df: Frame,
    value: Number,
    by: Category,
    first: Value,
    second: Value,
    numbers: Numbers,
    categories: Categories,
    used: Labels = slice(None),
) -> Table:
    """Gap in {value} between {first} and {second} of {by}: as it is, and adjusted for other columns.

    Adjusted by least squares: the difference between rows that are alike in the other columns.
    """
    import pandas as pd
    import statsmodels.api as sm

    complete = df[used][df[by].isin([first, second])].dropna()
    arm = (complete[by] == first).astype(float).rename("gap")
    outcome = complete[value].astype(float)
    # a category becomes one column for each value but the first, so one of many values is left out
    few = [category for category in categories if complete[category].nunique() <= len(complete) / 10]
    many = ", ".join(str(name) for name in categories if name not in few)
    others = pd.concat([arm, complete[numbers].astype(float), complete[few].astype("category")], axis=1)
    adjusting = pd.get_dummies(others, drop_first=True, dtype=float)
    models = {
        "as it is": sm.OLS(outcome, sm.add_constant(arm)),
        "adjusted": sm.OLS(outcome, sm.add_constant(adjusting)),
    }
    found = {}
    for title, model in models.items():
        fitted = model.fit()
        low, high = fitted.conf_int().loc["gap"]
        difference, p = fitted.params["gap"], fitted.pvalues["gap"]
        found[title] = {"gap": difference, "low": low, "high": high, "p": p}
        print(f"{title}: {first} minus {second} = {difference:,.5g} (95 % {low:,.5g} to {high:,.5g}), p = {p:.3g}")
    names = ", ".join(map(str, [*numbers, *few]))
    print(f"adjusted for {names}" + f"; not for {many}: too many values" * bool(many))
    means = outcome.groupby(arm).mean()
    print(f"mean of {first} {means.get(1.0, float('nan')):,.6g}, of {second} {means.get(0.0, float('nan')):,.6g}")
    print(f"n = {len(complete):,} of {len(df):,} rows. An association: what is not in the data is not adjusted for.")
    return pd.DataFrame(found).T
