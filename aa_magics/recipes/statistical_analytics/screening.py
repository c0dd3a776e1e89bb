"""Many columns or groups looked through: corrected correlations, what makes most of a total, rows that a test needs."""

from typing import Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame, Number, Numbers, Table


@recipe(rows=4, filled=("columns",), distinct={"columns": (2, None), "target": (2, None)})
def corrected_correlations(
    df: Frame, target: Number, columns: Numbers, method: Literal["holm", "fdr_bh"] = "holm"
) -> Table:
    """Correlation of {target} with each of {columns}, p values corrected for so many tests ({method}).

    Holm 1979, Scandinavian Journal of Statistics 6:65; Benjamini and Hochberg 1995, JRSS B 57:289.
    """
    import pandas as pd
    from scipy import stats
    from statsmodels.stats.multitest import multipletests

    found = []
    for name in columns:
        pair = df[[target, name]].dropna().astype(float)
        if len(pair) > 3 and pair.nunique().min() > 1:
            test = stats.pearsonr(pair[target], pair[name])
            found.append((name, test.statistic, len(pair), test.pvalue))
    tested = pd.DataFrame(found, columns=["column", "r", "n", "p"]).set_index("column")
    corrected = multipletests(tested["p"], method=method)[1] if len(tested) else []
    table = tested.assign(p_corrected=corrected).sort_values("r", key=abs, ascending=False)
    held = list(table.index[table["p_corrected"] < 0.05])
    print(f"{len(held)} of {len(table)} correlations hold at 5 % after correction ({method}): {held}")
    return table


@recipe(rows=1, distinct={"by": (2, None)}, one_level=True)
def pareto(df: Frame, value: Number, by: Category, percent: int = 80) -> Table:
    """How few of {by} make {percent} % of {value}."""
    import pandas as pd

    totals = df.groupby(by, observed=True)[value].sum().sort_values(ascending=False)
    shares = totals.cumsum() / (totals.sum() or float("nan")) * 100
    needed = int((shares.round(9) < percent).sum()) + 1
    fifth = max(round(len(totals) * 0.2), 1)
    print(f"{needed:,} of {len(totals):,} {by} ({needed / len(totals):.1%}) make {percent} % of {value}")
    print(f"the top 20 % ({fifth:,}) make {shares.iloc[fifth - 1]:.1f} %")
    return pd.DataFrame({"total": totals, "cumulative %": shares}).head(max(needed, 20))


@recipe(rows=1, distinct={"by": (2, None)})
def pareto_of_rows(df: Frame, by: Category, percent: int = 80) -> Table:
    """How few of {by} make {percent} % of the rows."""
    import pandas as pd

    counts = df[by].value_counts()
    shares = counts.cumsum() / counts.sum() * 100
    needed = int((shares.round(9) < percent).sum()) + 1
    print(f"{needed:,} of {len(counts):,} {by} ({needed / len(counts):.1%}) make {percent} % of the rows")
    return pd.DataFrame({"rows": counts, "cumulative %": shares}).head(max(needed, 20))


@recipe(rows=2, distinct={"value": (2, None)})
def sample_size(df: Frame, value: Number, power: int = 80) -> Table:
    """Rows that each of two groups needs to find a difference in {value} (power {power} %, level 5 %).

    Effects of 0.2, 0.5 and 0.8 standard deviations are called small, medium and large (Cohen 1988, section 2.2).
    """
    import pandas as pd
    from statsmodels.stats.power import TTestIndPower

    spread, effects = df[value].std(), {"small": 0.2, "medium": 0.5, "large": 0.8}
    rows = [TTestIndPower().solve_power(effect_size=d, power=power / 100, alpha=0.05) for d in effects.values()]
    print(f"standard deviation of {value} = {spread:,.5g}, two-sided t-test of two groups of the same size")
    return pd.DataFrame(
        {
            "in standard deviations": list(effects.values()),
            "difference": [effect * spread for effect in effects.values()],
            "rows in each group": [int(-(-n // 1)) for n in rows],
        },
        index=list(effects),
    )


@recipe(rows=2, distinct={"value": (2, None)})
def sample_size_for(df: Frame, value: Number, difference: float, power: int = 80) -> Table:
    """Rows that each of two groups needs to find a difference of {difference} in {value} (power {power} %)."""
    from statsmodels.stats.power import TTestIndPower

    spread = df[value].std()
    effect = abs(difference) / spread
    needed = TTestIndPower().solve_power(effect_size=effect, power=power / 100, alpha=0.05)
    print(f"standard deviation of {value} = {spread:,.5g}: {difference} is an effect of d = {effect:.3f}")
    print(f"{int(-(-needed // 1)):,} rows in each group, for a power of {power} % at a level of 5 %, two-sided")
    return int(-(-needed // 1))
