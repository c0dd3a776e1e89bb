"""Text as the numbers and dates that it says, with what could not be read; codes and spellings put right."""

from typing import Annotated, Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import DATES, NUMBERS, WORDS, Frame, Names, Number, Numbers, Role, Text, Values

NumberText = Annotated[Any, Role("column", WORDS | NUMBERS, best=WORDS)]
DateText = Annotated[Any, Role("column", WORDS | NUMBERS | DATES, best=WORDS)]
ISO_AND_GERMAN = ("%Y-%m-%d", "%d.%m.%Y")


@recipe("amounts", makes="typed", text_labels=True)
def read_amounts(df: Frame, column: NumberText, noise: str = r"[€$£¥%]|(?<=\d),(?=\d{3}(?!\d))") -> Frame:
    """{column} read as numbers."""
    import pandas as pd

    text = df[column].astype("string").astype("object").str.strip()
    # currency, unit and the marks between thousands are no part of the number; (5) and 5- are below zero
    plain = text.str.replace(noise, "", regex=True).str.replace(r"^\((.*)\)$|^(.*\d)[-−–]$", r"-\1\2", regex=True)
    numbers = pd.to_numeric(plain.str.replace(r"^[−–]", "-", regex=True).str.replace(",", "."), errors="coerce")
    unread = text[numbers.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {numbers.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: numbers})


@recipe("amounts in thousands", makes="typed", text_labels=True)
def read_scaled_amounts(df: Frame, column: NumberText, noise: str = r"\s*(?:Tsd|Mio|Mrd|bn|mn|k|K|M|B)\.?\s*") -> Frame:
    """{column} read as numbers, in full: 5k as 5000."""
    import pandas as pd

    text = df[column].astype("string").astype("object").str.strip()
    scales = {"k": 1e3, "tsd": 1e3, "m": 1e6, "mio": 1e6, "mn": 1e6, "mrd": 1e9, "bn": 1e9, "b": 1e9}
    scale = text.str.extract(r"\d\s*([Tt]sd|[Mm]io|[Mm]rd|bn|mn|k|K|M|B)(?![^\W\d_])", expand=False).str.lower()
    plain = text.str.replace(noise, "", regex=True).str.replace(r"^\((.*)\)$|^(.*\d)[-−–]$", r"-\1\2", regex=True)
    digits = plain.str.replace(r"^[−–]", "-", regex=True).str.replace(",", ".")
    numbers = pd.to_numeric(digits, errors="coerce") * scale.map(scales).fillna(1).astype(float)
    unread = text[numbers.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {numbers.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: numbers})


@recipe("dates in a format", makes="typed", text_labels=True)
def read_dates(df: Frame, column: DateText, pattern: str = "%Y-%m-%d") -> Frame:
    """{column} read as dates, written {pattern}."""
    import pandas as pd

    text = df[column].astype("string").astype("object").str.strip()
    dates = pd.to_datetime(text, format=pattern, errors="coerce")
    unread = text[dates.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {dates.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: dates})


@recipe("dates in several formats", makes="typed", text_labels=True)
def read_mixed_dates(df: Frame, column: DateText, patterns: Names = ISO_AND_GERMAN) -> Frame:
    """{column} read as dates, written in several ways."""
    import pandas as pd

    text = df[column].astype("string").astype("object").str.strip()
    ways = [pd.to_datetime(text, format=pattern, errors="coerce") for pattern in patterns]
    dates = pd.concat(ways, axis=1).bfill(axis=1).iloc[:, 0].rename(column)
    unread = text[dates.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {dates.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: dates})


@recipe("dates with names of months", makes="typed", text_labels=True)
def read_named_months(df: Frame, column: DateText, patterns: Names = ("%d. %m %Y", "%m %Y")) -> Frame:
    """{column} read as dates, its months by name."""
    import pandas as pd

    text = df[column].astype("string").astype("object").str.strip()
    # the beginnings of English, German and French names
    stems = (
        "j[aä]n",
        "f[eé][bv]",
        "m[aä]e?r|mrz",
        "a[pv]r",
        "ma[iy]",
        "juin|jun",
        "jui?l",
        "ao[uû]|aug",
        "sep",
        "o[ck]t",
        "nov",
    )
    months = {rf"(?i)\b(?:{stem})[^\W\d_]*\.?": f"{number:02}" for number, stem in enumerate((*stems, "d[eé][cz]"), 1)}
    numbered = text.replace(months, regex=True)
    ways = [pd.to_datetime(numbered, format=pattern, errors="coerce") for pattern in patterns]
    dates = pd.concat(ways, axis=1).bfill(axis=1).iloc[:, 0].rename(column)
    unread = text[dates.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {dates.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: dates})


@recipe("dates with zones", makes="typed", text_labels=True)
def read_zoned_dates(df: Frame, column: DateText, patterns: Names = ("%Y-%m-%dT%H:%M:%S%z",)) -> Frame:
    """{column} read as moments in UTC."""
    import pandas as pd

    text = df[column].astype("string").astype("object").str.strip()
    ways = [pd.to_datetime(text, format=pattern, errors="coerce", utc=True) for pattern in patterns]
    dates = pd.concat(ways, axis=1).bfill(axis=1).iloc[:, 0].rename(column)
    unread = text[dates.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {dates.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: dates})


@recipe("calendar weeks", makes="typed", text_labels=True)
def read_weeks(df: Frame, column: DateText) -> Frame:
    """{column} read as the Monday of its week (ISO 8601)."""
    import pandas as pd

    text = df[column].astype("string").astype("object").str.strip()
    year = text.str.extract(r"(\d{4})", expand=False).astype("string")
    week = text.str.extract(r"(?<!\d)(\d{1,2})(?!\d)", expand=False).astype("string")
    dates = pd.to_datetime(year + "-W" + week + "-1", format="%G-W%V-%u", errors="coerce")
    unread = text[dates.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {dates.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: dates})


@recipe("quarters of a year", makes="typed", text_labels=True)
def read_quarters(df: Frame, column: DateText) -> Frame:
    """{column} read as the first day of its quarter."""
    import pandas as pd

    text = df[column].astype("string").astype("object").str.strip()
    starts = {"1": "-01", "2": "-04", "3": "-07", "4": "-10"}
    month = text.str.extract(r"(?<!\d)([1-4])(?!\d)", expand=False).map(starts).astype("string")
    year = text.str.extract(r"(\d{4})", expand=False).astype("string")
    dates = pd.to_datetime(year + month, format="%Y-%m", errors="coerce")
    unread = text[dates.isna()].dropna().value_counts().head(20)
    listed = ", ".join(f"{value} ({count:,})" for value, count in unread.items()) or "none"
    print(f"{column}: read {dates.count():,} of {text.count():,}; not read: {listed}")
    return df.assign(**{column: dates})


@recipe("epoch", "unix time", makes="typed", text_labels=True)
def read_epochs(df: Frame, column: Number, unit: Literal["s", "ms", "us", "ns"] = "s") -> Frame:
    """{column} read as dates, counted in {unit} since 1970 (UTC)."""
    import pandas as pd

    numbers = df[column].astype("float64")
    dates = pd.to_datetime(numbers, unit=unit, errors="coerce")
    print(f"{column}: read {dates.count():,} of {numbers.count():,}")
    return df.assign(**{column: dates})


@recipe("serial days", makes="typed", text_labels=True)
def read_serial_days(df: Frame, column: Number) -> Frame:
    """{column} read as dates, numbered by days as spreadsheets do."""
    import pandas as pd

    values = df[column]
    days = pd.to_numeric(values, errors="coerce").astype("float64")
    dates = pd.to_datetime(days, unit="D", origin="1899-12-30", errors="coerce")
    print(f"{column}: read {dates.count():,} of {values.count():,}")
    return df.assign(**{column: dates})


@recipe("codes for missing", makes="known", text_labels=True)
def codes_to_missing(df: Frame, column: Number, codes: Values = (99, -9)) -> Frame:
    """{column} without the codes that stand for missing values."""
    coded = df[column].isin(codes)
    found = df[column][coded].astype("object").value_counts()
    listed = ", ".join(f"{code} ({count:,} times)" for code, count in found.items()) or "none"
    print(f"{column}, set to missing: {listed}")
    return df.assign(**{column: df[column].mask(coded)})


@recipe("codes for missing in columns", makes="known", text_labels=True)
def all_codes_to_missing(df: Frame, columns: Numbers, codes: Values = (99, -9)) -> Frame:
    """{columns} without the codes that stand for missing values."""
    known, values = df.copy(), df[columns]
    coded = values.isin(codes)
    print(f"{coded.to_numpy().sum():,} codes of {coded.any().sum():,} columns set to missing")
    known[columns] = values.mask(coded)
    return known


@recipe("one spelling", makes="tidied", text_labels=True)
def one_spelling(df: Frame, column: Text) -> Frame:
    """{column} with one spelling of values that differ in white space or case."""
    text = df[column].astype("string").astype("object").str.split().str.join(" ")
    # of several ways to write a value the most frequent one stands for all
    usual = text.groupby(text.str.casefold()).agg(lambda same: same.value_counts().index[0])
    spelt = text.str.casefold().map(usual)
    changed = (spelt != df[column]) & text.notna()
    print(f"{column}: {changed.sum():,} of {text.count():,} values written as the others are")
    return df.assign(**{column: spelt})
