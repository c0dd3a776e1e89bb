"""Numbers in classes that have names: by edges, by rank, by width, by what they are compared with."""

from typing import Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Edges, Frame, Names, Number, Rows

Average = Literal["mean", "median"]


@recipe("named ranges", "age groups", makes="features", flat=True, one_level=True)
def label_ranges(df: Frame, value: Number, name: str, edges: Edges, labels: Names, right: bool = False) -> Frame:
    """Column {name}: {value} in the classes {labels}."""
    import pandas as pd

    return df.assign(**{name: pd.cut(df[value], edges, labels=labels, right=right)})


@recipe("named quantiles", "named quartiles", makes="features", flat=True, rows=1)
def label_quantiles(df: Frame, value: Number, name: str, bins: int, labels: Names) -> Frame:
    """Column {name}: {value} in classes with about as many rows in each, {labels}."""
    import pandas as pd

    classes = pd.qcut(df[value], bins, labels=False, duplicates="drop")
    return df.assign(**{name: classes.map(dict(enumerate(labels)))})


@recipe("named bins", makes="features", flat=True, rows=1)
def add_bins(df: Frame, value: Number, name: str, bins: int) -> Frame:
    """Column {name}: {value} in {bins} bins of equal width."""
    import pandas as pd

    return df.assign(**{name: pd.cut(df[value], bins).cat.rename_categories(str)})


@recipe("labelled bins", makes="features", flat=True, rows=1)
def label_bins(df: Frame, value: Number, name: str, bins: int, labels: Names) -> Frame:
    """Column {name}: {value} in {bins} bins of equal width, {labels}."""
    import pandas as pd

    classes = pd.cut(df[value], bins, labels=False)
    return df.assign(**{name: classes.map(dict(enumerate(labels)))})


@recipe("above average", "above the mean", "above the median", makes="features", flat=True)
def label_above_average(df: Frame, value: Number, name: str, how: Average, above: str, rest: str) -> Frame:
    """Column {name}: {above} where {value} is above its {how}, else {rest}."""
    classes = (df[value] > df[value].agg(how)).map({True: above, False: rest})
    return df.assign(**{name: classes.where(df[value].notna())})


@recipe("below average", "below the mean", "below the median", makes="features", flat=True)
def label_below_average(df: Frame, value: Number, name: str, how: Average, below: str, rest: str) -> Frame:
    """Column {name}: {below} where {value} is below its {how}, else {rest}."""
    classes = (df[value] < df[value].agg(how)).map({True: below, False: rest})
    return df.assign(**{name: classes.where(df[value].notna())})


@recipe("label rows", "if else", makes="features", flat=True)
def label_rows(df: Frame, rows: Rows, name: str, yes: Any, no: Any) -> Frame:
    """Column {name}: {yes} where {rows}, else {no}."""
    import numpy as np

    return df.assign(**{name: np.where(rows, yes, no)})
