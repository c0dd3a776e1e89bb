"""Categories and text as numbers."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Categories, Category, Frame, Text, Values


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
    return df.assign(**{f"{by}_code": df[by].astype("category").cat.codes})


@recipe("frequency encoding", "count encoding", "frequency encode", makes="features", one_level=True)
def frequency_encode(df: Frame, by: Category) -> Frame:
    """How many rows share each row's {by}."""
    return df.assign(**{f"{by}_rows": df.groupby(by, observed=True)[by].transform("size")})


@recipe(
    "text length", "length of", "characters", "how long", "number of words", "word count", makes="features", flat=True
)
def text_length(df: Frame, column: Text) -> Frame:
    """Number of characters and words of {column}."""
    text = df[column].astype("string")
    return df.assign(
        **{f"{column}_characters": text.str.len()},
        **{f"{column}_words": text.str.split().str.len()},
    )


@recipe("values as numbers", makes="coded", flat=True, one_level=True, text_labels=True)
def code_values(df: Frame, column: Category, values: Values, codes: Values = (1, 0)) -> Frame:
    """{values} of {column} as the numbers {codes}."""
    numbers = df[column].astype("object").map(dict(zip(values, codes, strict=False)))
    present, coded = df[column].count(), numbers.count()
    print(f"{column}: read {coded:,} of {present:,}")
    return df.assign(**{column: numbers})
