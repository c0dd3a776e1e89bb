"""Types of columns: text as numbers and dates, what varies little as categories."""

from typing import Annotated, Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import DATES, NUMBERS, WORDS, Categories, Columns, Frame, Numbers, Role, Text

NumberText = Annotated[Any, Role("column", WORDS | NUMBERS, best=WORDS)]
Dates = Annotated[Any, Role("column", DATES | {"text"}, best=DATES)]
DateText = Annotated[Any, Role("column", WORDS | DATES, best=WORDS | DATES)]


@recipe("to number", "to numeric", "as number", "convert to float", "parse numbers", makes="typed")
def to_number(df: Frame, column: NumberText) -> Frame:
    """Text of {column} as numbers."""
    import pandas as pd

    typed = df.copy()
    # currency, percent signs and thousands separators are no part of the number
    plain = df[column].astype("str").str.replace(r"[$€£¥%\s]|\+$|,(?=\d{3}\b)", "", regex=True)
    typed[column] = pd.to_numeric(plain, errors="coerce")
    print(f"{df.isna().sum().sum():,} missing values before, {typed.isna().sum().sum():,} after")
    return typed


@recipe("to datetime", "to date", "parse dates", "parse date", "as date", "as datetime", "as dates", makes="typed")
def to_datetime(df: Frame, column: DateText) -> Frame:
    """Text of {column} as dates."""
    import pandas as pd

    typed = df.copy()
    # one date such as 25/12/2024 tells that the day comes first in all of them
    first = pd.to_numeric(df[column].astype("str").str.extract(r"^\s*(\d{1,2})\D", expand=False))
    typed[column] = pd.to_datetime(df[column], format="mixed", dayfirst=bool((first > 12).any()), errors="coerce")
    print(f"{df.isna().sum().sum():,} missing values before, {typed.isna().sum().sum():,} after")
    return typed


@recipe("iso dates", makes="typed", text_labels=True)
def read_iso_dates(df: Frame, column: Dates) -> Frame:
    """{column} read as dates."""
    import pandas as pd

    values = df[column]
    dates = pd.to_datetime(values, format="ISO8601", errors="coerce")
    print(f"{column}: read {dates.count():,} of {values.count():,}")
    return df.assign(**{column: dates})


@recipe("plain numbers", makes="typed", text_labels=True)
def read_numbers(df: Frame, column: NumberText) -> Frame:
    """{column} read as numbers."""
    import pandas as pd

    values = df[column]
    numbers = pd.to_numeric(values, errors="coerce")
    print(f"{column}: read {numbers.count():,} of {values.count():,}")
    return df.assign(**{column: numbers})


@recipe("durations", "to seconds", "in seconds", "convert to seconds", makes="typed", text_labels=True)
def read_seconds(df: Frame, column: Text) -> Frame:
    """{column}, written as hours, minutes and seconds, in seconds."""
    import pandas as pd

    text = df[column].astype("string").astype("object")
    seconds = pd.to_timedelta(text, errors="coerce").dt.total_seconds()
    unread = text[seconds.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {seconds.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: seconds})


@recipe("minutes and seconds", makes="typed", text_labels=True)
def read_minutes_seconds(df: Frame, column: Text) -> Frame:
    """{column}, written as minutes and seconds, in seconds."""
    import pandas as pd

    text = df[column].astype("string").astype("object")
    seconds = pd.to_timedelta("00:" + text, errors="coerce").dt.total_seconds()
    unread = text[seconds.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {seconds.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: seconds})


@recipe("to category", "categorical", "as category", "as categories", "convert to category", makes="typed")
def to_category(df: Frame, columns: Categories) -> Frame:
    """{columns} as categories."""
    return df.astype(dict.fromkeys(columns, "category"))


@recipe("to text", "to string", "as text", "as string", "convert to text", makes="typed")
def to_text(df: Frame, columns: Columns) -> Frame:
    """{columns} as text."""
    return df.astype(dict.fromkeys(columns, "string"))


@recipe("round", "rounded", "decimals", "decimal places", makes="rounded")
def round_numbers(df: Frame, columns: Numbers, decimals: int = 0) -> Frame:
    """{columns} rounded to {decimals} decimals."""
    return df.round(dict.fromkeys(columns, decimals))
