"""Groups kept by how many rows they have."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Frame


@recipe("groups with at least", "groups of at least", makes="large", one_level=True, limits={"n": (1, 1_000_000)})
def large_groups(df: Frame, by: Category, n: int = 10) -> Frame:
    """Rows of each {by} that stands in at least {n} rows."""
    missing = df[by].isna().sum()
    large = df[df.groupby(by, observed=True)[by].transform("size") >= n]
    print(f"{len(df):,} rows before, {len(large):,} after; {missing:,} without a group")
    return large
