"""Is it a DataFrame that a goal can be about? If not, how to make it one. Imports no library to find out."""

import sys
from pathlib import PurePath

from aa_magics.errors import FrameError

_CONVERSIONS = {
    "pandas.Series": "{name}.to_frame()",
    "pandas.Index": "{name}.to_frame()",
    "pandas.DataFrameGroupBy": "{name}.mean(numeric_only=True)",
    "pandas.SeriesGroupBy": "{name}.describe()",
    "pandas.Styler": "{name}.data",
    "polars.DataFrame": "{name}.to_pandas()",
    "polars.LazyFrame": "{name}.collect().to_pandas()",
    "polars.Series": "{name}.to_frame().to_pandas()",
    "pyarrow.Table": "{name}.to_pandas()",
    "pyarrow.RecordBatch": "{name}.to_pandas()",
    "dask.DataFrame": "{name}.compute()",
    "pyspark.DataFrame": "{name}.toPandas()",
    "pyspark.pandas.DataFrame": "{name}.to_pandas()",
    "cudf.DataFrame": "{name}.to_pandas()",
    "modin.DataFrame": "{name}.modin.to_pandas()",
    "duckdb.DuckDBPyRelation": "{name}.df()",
    "ibis.Table": "{name}.to_pandas()",
    "xarray.Dataset": "{name}.to_dataframe()",
    "xarray.DataArray": "{name}.to_dataframe(name={name!r})",
    "numpy.ndarray": "pd.DataFrame({name})",
    "builtins.dict": "pd.DataFrame({name})",
    "builtins.list": "pd.DataFrame({name})",
    "builtins.tuple": "pd.DataFrame(list({name}))",
    "builtins.set": "pd.DataFrame(list({name}))",
    "builtins.generator": "pd.DataFrame(list({name}))",
}
_READERS = {
    ".tsv": 'pd.read_csv({name}, sep="\\t")',
    ".parquet": "pd.read_parquet({name})",
    ".feather": "pd.read_feather({name})",
    ".xlsx": "pd.read_excel({name})",
    ".xls": "pd.read_excel({name})",
    ".json": "pd.read_json({name})",
}


def check_frame(name: str, frame: object) -> None:
    """Raise FrameError, with what to type next, unless `frame` is a pandas DataFrame with rows and columns."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not isinstance(frame, pandas.DataFrame):
        raise FrameError(f"{name!r} is {_called(frame)}, not a pandas DataFrame.", _remedy(name, frame))
    rows, columns = frame.shape
    if columns == 0:
        raise FrameError(
            f"{name!r} has no columns ({rows:,} x 0).",
            "Check what made it: a selection may have kept no column, or a file had none.",
        )
    if rows == 0:
        raise FrameError(
            f"{name!r} has no rows (0 x {columns:,}).",
            "Check what made it: a filter, a merge or dropna() may have kept no row.",
        )


def _called(frame: object) -> str:
    if frame is None:
        return "None"
    kind = type(frame)
    package = kind.__module__.partition(".")[0]
    name = kind.__name__ if package in ("builtins", "pandas") else f"{package} {kind.__name__}"
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"


def _remedy(name: str, frame: object) -> str:
    if frame is None:
        return "Check the line that made it: a method called with inplace=True returns None."
    if isinstance(frame, str | PurePath):
        reader = _READERS.get(PurePath(frame).suffix.lower(), "pd.read_csv({name})")
        return f"Read it first: df = {reader.format(name=name)}"
    for origin in _origins(frame):
        if origin in _CONVERSIONS:
            return f"Convert it first: {name} = {_CONVERSIONS[origin].format(name=name)}"
    if callable(frame):
        return f"Call it first, if it makes one: df = {name}(...)"
    if hasattr(frame, "__iter__"):
        return f"Convert it first, such as: df = pd.DataFrame({name})"
    return 'Name a DataFrame, such as: df = pd.read_csv("file.csv")'


def _origins(frame: object) -> list[str]:
    """Return `package.Class` for the class of `frame` and those it comes from, the most exact name first."""
    found = []
    for kind in type(frame).__mro__:
        package, _, module = kind.__module__.partition(".")
        found += [f"{package}.{module.partition('.')[0]}.{kind.__name__}", f"{package}.{kind.__name__}"]
    return found
