"""Rows and columns kept, dropped, sorted."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Columns, Frame, Number, Rows


@recipe("keep", "filter", "only", "rows where", "subset", "restrict", makes="filtered")
def keep_rows(df: Frame, rows: Rows) -> Frame:
    """Rows where {rows}."""
    filtered = df[rows]
    print(f"{len(df):,} rows before, {len(filtered):,} after")
    return filtered


@recipe("sort", "sort by", "sorted by", "sorted", "order by", "ordered", "arrange", makes="sorted")
def sort_rows(df: Frame, columns: Columns, ascending: bool = False) -> Frame:
    """Rows sorted by {columns}."""
    return df.sort_values(columns, ascending=ascending)


@recipe("top", "largest", "highest", "biggest", "greatest", "most", "best", makes="top")
def top_rows(df: Frame, value: Number, n: int = 10) -> Frame:
    """{n} rows with the largest {value}."""
    largest = df.nlargest(n, value)
    values = largest[value]
    print(f"highest {value}: {values.max():,.6g}, the lowest of these {values.min():,.6g}")
    print(f"{len(df):,} rows before, {len(largest):,} after")
    return largest


@recipe("bottom", "smallest", "lowest", "least", "fewest", "worst", makes="bottom")
def bottom_rows(df: Frame, value: Number, n: int = 10) -> Frame:
    """{n} rows with the smallest {value}."""
    smallest = df.nsmallest(n, value)
    values = smallest[value]
    print(f"lowest {value}: {values.min():,.6g}, the highest of these {values.max():,.6g}")
    print(f"{len(df):,} rows before, {len(smallest):,} after")
    return smallest


@recipe("top of each", "top per", "best per", "top rows of", makes="top")
def top_rows_per_group(df: Frame, value: Number, by: Category, n: int = 3) -> Frame:
    """{n} rows with the largest {value} for each {by}."""
    largest = df.sort_values(value, ascending=False).groupby(by, observed=True).head(n)
    print(f"{len(df):,} rows before, {len(largest):,} after")
    return largest


@recipe(makes="bottom")
def bottom_rows_per_group(df: Frame, value: Number, by: Category, n: int = 3) -> Frame:
    """{n} rows with the smallest {value} for each {by}."""
    smallest = df.sort_values(value).groupby(by, observed=True).head(n)
    print(f"{len(df):,} rows before, {len(smallest):,} after")
    return smallest


@recipe("pick columns", "select columns", "keep columns", "only columns", "choose columns", makes="picked")
def pick_columns(df: Frame, columns: Columns) -> Frame:
    """The columns {columns}."""
    return df[columns]


@recipe("drop columns", "remove columns", "delete columns", "drop column", "remove column", makes="reduced")
def drop_columns(df: Frame, columns: Columns) -> Frame:
    """Without the columns {columns}."""
    return df.drop(columns=columns)


@recipe("empty columns", "drop empty columns", "remove empty columns", makes="reduced")
def drop_empty_columns(df: Frame) -> Frame:
    """Columns without any value dropped."""
    reduced = df.dropna(axis=1, how="all")
    print(f"{df.shape[1]:,} columns before, {reduced.shape[1]:,} after")
    return reduced


@recipe("constant columns", "drop constant", "remove constant", "useless columns", makes="reduced", bindable=True)
def drop_constant_columns(df: Frame) -> Frame:
    """Columns that say the same in every row dropped."""
    reduced = df.loc[:, df.nunique(dropna=False) > 1]
    print(f"{df.shape[1]:,} columns before, {reduced.shape[1]:,} after")
    return reduced


@recipe("duplicates", "duplicate", "duplicated", "repeated rows", "identical rows", makes="duplicates", bindable=True)
def duplicate_rows(df: Frame, columns: Columns | None = None) -> Frame:
    """Rows that stand more than once[, judged by {columns}]."""
    duplicates = df[df.duplicated(subset=columns, keep=False)]
    print(f"{len(duplicates):,} of {len(df):,} rows stand more than once")
    return duplicates


@recipe("drop duplicates", "remove duplicates", "deduplicate", "without duplicates", makes="unique", bindable=True)
def drop_duplicates(df: Frame, columns: Columns | None = None) -> Frame:
    """Duplicate rows dropped[, judged by {columns}]."""
    unique = df.drop_duplicates(subset=columns)
    print(f"{len(df):,} rows before, {len(unique):,} after: {len(df) - len(unique):,} stood more than once")
    return unique
