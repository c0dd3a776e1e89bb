"""Categories and text as numbers."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Categories, Category, Frame, Text


@recipe(
    "one-hot",
    "one hot",
    "dummies",
    "dummy variables",
    "encode",
    makes="features",
    flat=True,
    distinct={"columns": (0, 50)},
)
def one_hot_encode(df: Frame, columns: Categories) -> Frame:
    """A column of 0 and 1 for each value of {columns}."""
    import pandas as pd

    return pd.get_dummies(df, columns=columns, dtype=int)


@recipe("label encoding", "ordinal encoding", "label encode", "ordinal", "codes", makes="features", flat=True)
def ordinal_encode(df: Frame, by: Category) -> Frame:
    """Each value of {by} as a number, in order; -1 where it is missing."""
    features = df.copy()
    features[f"{by}_code"] = df[by].astype("category").cat.codes
    return features


@recipe("frequency encoding", "count encoding", "frequency encode", makes="features", flat=True)
def frequency_encode(df: Frame, by: Category) -> Frame:
    """How many rows share each row's {by}."""
    features = df.copy()
    features[f"{by}_rows"] = df[by].groupby(df[by], observed=True).transform("size")
    return features


@recipe(
    "text length", "length of", "characters", "how long", "number of words", "word count", makes="features", flat=True
)
def text_length(df: Frame, column: Text) -> Frame:
    """Number of characters and words of {column}."""
    features = df.copy()
    features[f"{column}_characters"] = df[column].astype("string").str.len()
    features[f"{column}_words"] = df[column].astype("string").str.split().str.len()
    return features
