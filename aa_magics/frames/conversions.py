"""How to make a DataFrame of what is none, as a person would type it. Imports no library to find out."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

_CONVERSIONS = {
    "pandas.Index": "{name}.to_frame()",
    "pandas.DataFrameGroupBy": "{name}.mean(numeric_only=True)",
    "pandas.SeriesGroupBy": "{name}.describe()",
    "pandas.Styler": "{name}.data",
    "dask.Series": "{name}.to_frame()",
    "pyspark.pandas.Series": "{name}.to_frame()",
    "duckdb.DuckDBPyConnection": '{name}.sql("select ... from ... group by ...").df()',
    "geopandas.GeoSeries": "{name}.bounds",
    "pyarrow.ChunkedArray": '{name}.to_pandas().to_frame("{name}")',
    "pyarrow.Array": '{name}.to_pandas().to_frame("{name}")',
    "xarray.Dataset": "{name}.to_dataframe()",
    "xarray.DataArray": "{name}.to_dataframe(name={name!r})",
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


def called(frame: object) -> str:
    """Return what a value is, with its article: a Series, a polars DataFrame."""
    if frame is None:
        return "None"
    kind = type(frame)
    package = kind.__module__.lstrip("_").partition(".")[0]
    name = kind.__name__ if package in ("builtins", "pandas") else f"{package} {kind.__name__}"
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"


def remedy(name: str, frame: object) -> str:
    """Return what to type to make a DataFrame of a value."""
    if frame is None:
        return "Check the line that made it: a method called with inplace=True returns None."
    if isinstance(frame, str | PurePath):
        reader = _READERS.get(PurePath(frame).suffix.lower(), "pd.read_csv({name})")
        return f"Read it first: df = {reader.format(name=name)}"
    for origin in origins(frame):
        if origin in _SHAPED:
            return f"Convert it first: {name} = {_SHAPED[origin](name, frame)}"
        if origin in _CONVERSIONS:
            return f"Convert it first: {name} = {_CONVERSIONS[origin].format(name=name)}"
    if callable(frame):
        return f"Call it first, if it makes one: df = {name}(...)"
    if hasattr(frame, "__iter__"):
        return f"Convert it first, such as: df = pd.DataFrame({name})"
    return 'Name a DataFrame, such as: df = pd.read_csv("file.csv")'


def origins(frame: object) -> Sequence[str]:
    """Return `package.Class` for the class of `frame` and those it comes from, the most exact name first."""
    found = []
    for kind in type(frame).__mro__:
        package, _, module = kind.__module__.lstrip("_").partition(".")
        found += [f"{package}.{module.partition('.')[0]}.{kind.__name__}", f"{package}.{kind.__name__}"]
    return found


def _of_array(name: str, array: Any) -> str:
    """Return the conversion of a NumPy array: its columns are numbered, unless it names them itself."""
    if array.dtype.names:
        return f"pd.DataFrame({name})"
    if array.ndim == 1:
        return f'pd.DataFrame({{"{name}": {name}}})'
    flat = name if array.ndim == 2 else f"{name}.reshape(len({name}), -1)"
    return f'pd.DataFrame({flat}).add_prefix("{name}_")'


def _of_list(name: str, rows: Sequence[Any]) -> str:
    """Return the conversion of a list, by what its first element is."""
    first = rows[0] if rows else {}
    if isinstance(first, Mapping):
        nested = any(isinstance(value, Mapping) for value in first.values())
        return f"pd.json_normalize({name})" if nested else f"pd.DataFrame({name})"
    if "pandas.DataFrame" in origins(first):
        return f"pd.concat({name})"
    if type(first) in (list, tuple):
        return f'pd.DataFrame({name}).add_prefix("{name}_")'
    single = isinstance(first, str | bytes) or not (hasattr(first, "_fields") or hasattr(first, "__dataclass_fields__"))
    return f'pd.DataFrame({{"{name}": {name}}})' if single else f"pd.DataFrame({name})"


def _of_dict(name: str, values: Mapping[Any, Any]) -> str:
    """Return the conversion of a dictionary, by what its values are: columns, rows, frames or single values."""
    some = list(values.values())
    if some and "pandas.DataFrame" in origins(some[0]):
        return f'pd.concat({name}, names=["key"]).reset_index(level="key")'
    if some and all(isinstance(value, Mapping) for value in some):
        return f'pd.DataFrame.from_dict({name}, orient="index")'
    lengths = {len(value) for value in some if _is_column(value)}
    if some and not lengths:
        return f'pd.Series({name}, name="value").rename_axis("key").reset_index()'
    each = f"{{key: pd.Series(column) for key, column in {name}.items()}}"
    return f"pd.DataFrame({name if len(lengths) < 2 else each})"


def _is_column(value: object) -> bool:
    return hasattr(value, "__len__") and not isinstance(value, str | bytes)


_SHAPED: Mapping[str, Callable[[str, Any], str]] = {
    "numpy.ndarray": _of_array,
    "builtins.list": _of_list,
    "builtins.tuple": _of_list,
    "builtins.dict": _of_dict,
}
