"""Frames joined, put below one another, made long."""

from typing import Annotated, Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Categories, Column, Frame, Labels, Numbers, Role

Side = Literal["left", "inner", "outer", "right"]
OtherColumn = Annotated[Any, Role("other column")]
"""The label of a column of the other frame."""


@recipe("join", "merge", "lookup", "combine", "look up", makes="joined", text_labels=True)
def join_frames(df: Frame, other: Frame, on: Column, how: Side = "left") -> Frame:
    """Joined with {other} on {on}."""
    # many to one: an error rather than repeated rows
    joined = df.merge(other, on=on, how=how, validate="m:1")
    print(f"{len(df):,} rows before, {len(joined):,} after")
    return joined


@recipe("join", "merge", "lookup", "combine", "look up", makes="joined", text_labels=True)
def join_frames_on(df: Frame, other: Frame, on: Column, other_on: OtherColumn, how: Side = "left") -> Frame:
    """Joined with {other}, where {on} is its {other_on}."""
    # many to one: an error rather than repeated rows
    joined = df.merge(other, left_on=on, right_on=other_on, how=how, validate="m:1")
    print(f"{len(df):,} rows before, {len(joined):,} after")
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
