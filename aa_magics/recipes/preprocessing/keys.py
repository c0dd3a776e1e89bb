"""Two frames told apart by key: what changed, what has no match, which keys stand more than once."""

from aa_magics.recipes import recipe
from aa_magics.recipes.preprocessing.shapes import OtherColumn
from aa_magics.recipes.roles import Column, Columns, Frame, Table


@recipe(text_labels=True, flat=True)
def frame_changes(df: Frame, other: Frame, on: Columns) -> Table:
    """What changed from {df} to {other}, each row found again by {on}."""
    import pandas as pd

    # a key that stands twice tells no row from the other
    once, other_once = df.drop_duplicates(on, keep=False), other.drop_duplicates(on, keep=False)
    print(f"{len(df):,} rows before, {len(other):,} after")
    print(f"left out, as their key repeats: {len(df) - len(once):,} and {len(other) - len(other_once):,} rows")
    keys = once[on].astype("object").assign(row_before=range(len(once)))
    other_keys = other_once[on].astype("object").assign(row_after=range(len(other_once)))
    pairs = keys.merge(other_keys, on=on, how="outer", validate="1:1")
    removed, added = pairs.loc[pairs["row_after"].isna(), on], pairs.loc[pairs["row_before"].isna(), on]
    print(f"{len(removed):,} rows removed: {', '.join(map(str, removed.head(5).itertuples(index=False, name=None)))}")
    print(f"{len(added):,} rows added: {', '.join(map(str, added.head(5).itertuples(index=False, name=None)))}")
    both = pairs.dropna(subset=["row_before", "row_after"]).reset_index(drop=True)
    shared = [label for label in df.columns.intersection(other.columns) if label not in on]
    old = once.iloc[both["row_before"].astype(int)][shared].astype("object").reset_index(drop=True)
    new = other_once.iloc[both["row_after"].astype(int)][shared].astype("object").reset_index(drop=True)
    differs = old.ne(new) & ~(old.isna() & new.isna())
    counts = differs.sum()
    print(f"{differs.any(axis=1).sum():,} of {len(both):,} rows that both have changed")
    print(counts[counts > 0].rename("values changed").to_string() if counts.any() else "no column changed")
    rows, columns = differs.to_numpy().nonzero()
    places = {"column": differs.columns[columns], "before": old.to_numpy()[rows, columns]}
    changes = pd.DataFrame({**places, "after": new.to_numpy()[rows, columns]})
    return pd.concat([both[on].iloc[rows].reset_index(drop=True), changes], axis=1)


@recipe(makes="unmatched", text_labels=True)
def rows_without_match(df: Frame, other: Frame, on: Column, other_on: OtherColumn) -> Frame:
    """Rows of {df} whose {on} is in no row of {other}."""
    sought = df[on].astype("object")
    matched = sought.isin(other[other_on].astype("object"))
    unmatched = df[~matched]
    print(f"{len(df):,} rows before, {len(unmatched):,} after: {len(df) - len(unmatched):,} had a match")
    print(f"{sought[~matched].nunique():,} of {sought.nunique():,} values of {on} have no match")
    return unmatched


@recipe(text_labels=True)
def shared_keys(df: Frame, other: Frame, on: Column, other_on: OtherColumn) -> Table:
    """How many values {on} of {df} and {other_on} of {other} share, and examples of those that only one has."""
    import pandas as pd

    ours, theirs = (keys.astype("object").dropna().drop_duplicates() for keys in (df[on], other[other_on]))
    sets = [ours[ours.isin(theirs)], ours[~ours.isin(theirs)], theirs[~theirs.isin(ours)]]
    counts = {"values": list(map(len, sets)), "examples": [", ".join(map(str, values.head(5))) for values in sets]}
    return pd.DataFrame(counts, index=["in both", "only in the first", "only in the second"])


@recipe(
    "repeated keys",
    "duplicate keys",
    "duplicated keys",
    "duplicate ids",
    "duplicated ids",
    text_labels=True,
    bindable=True,
)
def repeated_keys(df: Frame, on: Column) -> Table:
    """Values of {on} that stand in {df} more than once."""
    counts = df[on].value_counts()
    repeated = counts[counts > 1]
    print(f"{len(repeated):,} values of {on} stand more than once, in {repeated.sum():,} of {len(df):,} rows")
    print(f"{int(df.duplicated().sum()):,} rows repeat an earlier one in every column")
    return repeated.rename("rows").to_frame()


@recipe(text_labels=True)
def join_growth(df: Frame, other: Frame, on: Column, other_on: OtherColumn) -> Table:
    """Why a join of {df} with {other} by {on} has more rows: keys that stand in {other} more than once."""
    counts, used = other[other_on].value_counts(), df[on].value_counts()
    repeated = counts[counts > 1].rename("rows there").to_frame()
    growth = repeated.assign(rows_here=used.reindex(repeated.index, fill_value=0))
    more = ((growth["rows there"] - 1) * growth["rows_here"]).sum()
    print(f"{len(repeated):,} values of {other_on} stand more than once, in {repeated['rows there'].sum():,} rows")
    print(f"a left join would make {len(df):,} rows -> {len(df) + more:,}, each such row taken more than once")
    print("ways out: drop_duplicates(keep='last'), aggregate to one row a key, or join by more columns")
    return growth


@recipe(makes="keyed", text_labels=True)
def key_as_text(df: Frame, on: Column) -> Frame:
    """{on} as text, as the other frame has it."""
    whole = df[on].astype("object").infer_objects()
    # by way of whole numbers, since those with gaps are held as fractions
    text = whole.convert_dtypes().astype("string").astype("object")
    print(f"{on}: {text.notna().sum():,} of {len(df):,} values as text, to match the other frame")
    return df.assign(**{on: text})
