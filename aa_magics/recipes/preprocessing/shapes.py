"""Frames joined, put below one another, made long."""

from typing import Annotated, Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Categories, Column, Columns, Frame, Labels, Numbers, Role

Side = Literal["left", "inner", "outer", "right"]
OtherColumn = Annotated[Any, Role("other column")]
"""The label of a column of the other frame."""


@recipe("join", "merge", "lookup", "combine", "look up", makes="joined", text_labels=True)
def join_frames(df: Frame, other: Frame, on: Column, how: Side = "left") -> Frame:
    """Joined with {other} on {on}."""
    # many to one: an error rather than repeated rows
    joined = df.merge(other, on=on, how=how, validate="m:1")
    print(f"{len(df):,} rows before, {len(joined):,} after")
    keys, other_keys = df[on].astype("object"), other[on].astype("object")
    unmatched, unused = keys[~keys.isin(other_keys)], other_keys[~other_keys.isin(keys)]
    print(f"{len(unmatched):,} rows without a match: {', '.join(map(str, unmatched.unique()[:5])) or 'none'}")
    print(f"{len(unused):,} rows of the other frame without one: {', '.join(map(str, unused.unique()[:5])) or 'none'}")
    return joined


@recipe("join", "merge", "lookup", "combine", "look up", makes="joined", text_labels=True)
def join_frames_on(df: Frame, other: Frame, on: Column, other_on: OtherColumn, how: Side = "left") -> Frame:
    """Joined with {other}, where {on} is its {other_on}."""
    # many to one: an error rather than repeated rows
    joined = df.merge(other, left_on=on, right_on=other_on, how=how, validate="m:1")
    print(f"{len(df):,} rows before, {len(joined):,} after")
    keys, other_keys = df[on].astype("object"), other[other_on].astype("object")
    unmatched, unused = keys[~keys.isin(other_keys)], other_keys[~other_keys.isin(keys)]
    print(f"{len(unmatched):,} rows without a match: {', '.join(map(str, unmatched.unique()[:5])) or 'none'}")
    print(f"{len(unused):,} rows of the other frame without one: {', '.join(map(str, unused.unique()[:5])) or 'none'}")
    return joined


@recipe(makes="joined", text_labels=True)
def join_frames_on_all(df: Frame, other: Frame, on: Columns, how: Side = "left") -> Frame:
    """Joined with {other} on {on} together."""
    # many to one: an error rather than repeated rows
    joined = df.merge(other, on=on, how=how, validate="m:1")
    print(f"{len(df):,} rows before, {len(joined):,} after")
    keys, other_keys = df.set_index(on).index, other.set_index(on).index
    unmatched, unused = keys[~keys.isin(other_keys)], other_keys[~other_keys.isin(keys)]
    print(f"{len(unmatched):,} rows without a match: {', '.join(map(str, unmatched.unique()[:5])) or 'none'}")
    print(f"{len(unused):,} rows of the other frame without one: {', '.join(map(str, unused.unique()[:5])) or 'none'}")
    return joined


@recipe("append", "concatenate", "concat", "union", "below each other", makes="combined", bindable=True)
def concat_frames(df: Frame, other: Frame) -> Frame:
    """The rows of {other} below those of {df}."""
    import pandas as pd

    print(f"{len(df):,} rows before, {len(df) + len(other):,} after")
    return pd.concat([df, other], ignore_index=True)


@recipe("melt", "wide to long", "long format", "unpivot", "tidy format", makes="long", text_labels=True)
def melt_columns(df: Frame, columns: Numbers, by: Categories | None = None, shown: Labels = slice(None)) -> Frame:
    """{columns} below one another[, for each {by}]."""
    long = df[shown].melt(id_vars=by, value_vars=columns, var_name="measure", value_name="measured")
    print(f"{len(df):,} rows before, {len(long):,} after")
    return long


@recipe("reset index", "index as columns", "index to columns", "index levels", makes="rows")
def index_to_columns(df: Frame) -> Frame:
    """The levels of the index as columns."""
    return df.reset_index(allow_duplicates=True)


@recipe("flatten", "flat columns", "single level", "one level", "unnest the columns", makes="flat")
def flatten_labels(df: Frame) -> Frame:
    """One level of column labels, and the named levels of the index as columns."""
    rows = df.reset_index(drop=not any(df.index.names), allow_duplicates=True)
    labels = [label if isinstance(label, tuple) else (label,) for label in rows.columns]
    # a label of one part stays what it is, also where it is a number or a date
    names = [parts[0] if len(parts) == 1 else "_".join(str(part) for part in parts if part != "") for parts in labels]
    print(f"{df.columns.nlevels} levels of columns before, 1 after: {', '.join(map(str, names[:10]))}")
    return rows.set_axis(names, axis=1)
