"""A frame made clean: the changes that are safe whatever the data mean, each counted."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Frame, Texts


@recipe(makes="clean", bindable=True, one_level=True)
def clean_frame(df: Frame, texts: Texts = ()) -> Frame:
    """Repeated rows, spaces around text and texts that only say "unknown" taken out, each counted."""
    nothing = [
        *("", "-", "--", "?", ".", "n/a", "#n/a", "na", "nan", "none", "null", "nil", "tbd", "missing", "unknown"),
        *("k.a.", "k. a.", "keine angabe", "unbekannt", "fehlt", "inconnu"),
    ]
    # rows that stand more than once are kept once
    clean = df.drop_duplicates().copy()
    print(f"{len(df):,} rows before, {len(clean):,} after: {len(df) - len(clean):,} stood more than once")
    for text in texts:
        # spaces before and after a text are no part of it
        trimmed = clean[text].map(lambda value: value.strip() if isinstance(value, str) else value)
        # a text that says that nothing is known is missing
        known = trimmed.mask(trimmed.astype(str).str.casefold().isin(nothing))
        spaced = (trimmed.astype(str) != clean[text].astype(str)).sum()
        unknown = known.isna().sum() - clean[text].isna().sum()
        before, after = clean[text].nunique(), known.nunique()
        print(f"{text}: {spaced:,} trimmed, {unknown:,} now missing, {before:,} distinct before, {after:,} after")
        clean[text] = known
    return clean


@recipe(makes="ready", bindable=True)
def ready_frame(df: Frame, other: Frame) -> Frame:
    """What was changed from {other} to {df}: rows, missing and distinct values, kinds of columns."""
    import pandas as pd

    before = {"kind before": other.dtypes, "missing before": other.isna().sum(), "distinct before": other.nunique()}
    after = {"kind after": df.dtypes, "missing after": df.isna().sum(), "distinct after": df.nunique()}
    columns = pd.DataFrame({**before, **after}).astype("str")
    changed = columns[(columns[list(before)].to_numpy() != columns[list(after)].to_numpy()).any(axis=1)]
    print(f"{len(other):,} rows before, {len(df):,} after; {len(changed):,} of {len(columns):,} columns changed:")
    print(changed.to_string() if len(changed) else "")
    return df
