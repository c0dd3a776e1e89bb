"""Values and names made uniform: spaces, case, replacements, column names."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Column, Frame, Text, Value


@recipe("strip", "trim", "whitespace", "spaces", "tidy text", "clean text", makes="tidied")
def tidy_text(df: Frame, column: Text) -> Frame:
    """Superfluous spaces of {column} removed."""
    tidied = df.copy()
    tidied[column] = df[column].astype("string").str.strip().str.replace(r"\s+", " ", regex=True)
    before, after = df[column].nunique(), tidied[column].nunique()
    print(f"{before:,} distinct values before, {after:,} after")
    return tidied


@recipe("lower case", "lowercase", "normalise text", "normalize text", "ignore case", makes="tidied")
def lower_case(df: Frame, column: Text) -> Frame:
    """{column} in lower case and without superfluous spaces."""
    tidied = df.copy()
    tidied[column] = df[column].astype("string").str.strip().str.replace(r"\s+", " ", regex=True).str.lower()
    before, after = df[column].nunique(), tidied[column].nunique()
    print(f"{before:,} distinct values before, {after:,} after")
    return tidied


@recipe("replace", "substitute", "change value", "recode", makes="replaced")
def replace_value(df: Frame, column: Column, old: Value, new: Value) -> Frame:
    """{old} replaced by {new} in {column}."""
    replaced = df.copy()
    found = df[column] == old
    replaced[column] = df[column].astype("object").mask(found, new).infer_objects()
    print(f"{found.sum():,} values replaced")
    return replaced


@recipe("rename", "call it", makes="renamed")
def rename_column(df: Frame, column: Column, name: str) -> Frame:
    """{column} renamed to {name}."""
    return df.rename(columns={column: name})


@recipe("snake case", "clean column names", "rename columns", "tidy column names", "flatten", makes="renamed")
def snake_case_columns(df: Frame) -> Frame:
    """Columns renamed to snake_case."""
    import re

    spaced = [re.sub(r"(?<=[a-z\d])(?=[A-Z])", " ", str(label)) for label in df.columns]
    return df.set_axis([re.sub(r"\W+", "_", name).strip("_").lower() for name in spaced], axis=1)
