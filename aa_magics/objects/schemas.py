"""The columns of what is not in memory, read from its schema: nothing of it is computed, and no library imported."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aa_magics.frames.conversions import origins

NUMBERS = ("int", "uint", "float", "double", "decimal", "number", "long", "bigint", "smallint", "tinyint", "hugeint")
DATES = ("date", "datetime", "timestamp")

Schema = Mapping[str, str]
"""The kind of each column, by name: "number", "datetime" or "other"."""


def frame_name(name: str) -> str:
    """Return what the frame that is made of an object is called: `sales_df`."""
    return f"{name}_pandas" if name.endswith(("df", "frame")) else f"{name}_df"


def _pairs(dtypes: Any) -> Iterable[tuple[str, Any]]:
    """Return names and dtypes: those of a Spark frame are a list, those that are like pandas' a Series."""
    pairs: Iterable[tuple[str, Any]] = dtypes.items() if hasattr(dtypes, "items") else dtypes
    return pairs


_SCHEMAS: Mapping[str, Callable[[Any], Iterable[tuple[str, Any]]]] = {
    "polars.LazyFrame": lambda value: value.collect_schema().items(),
    "polars.DataFrame": lambda value: value.schema.items(),
    "pyarrow.Table": lambda value: zip(value.schema.names, value.schema.types, strict=True),
    "pyarrow.RecordBatch": lambda value: zip(value.schema.names, value.schema.types, strict=True),
    "pyarrow.Dataset": lambda value: zip(value.schema.names, value.schema.types, strict=True),
    "duckdb.DuckDBPyRelation": lambda value: zip(value.columns, value.types, strict=True),
    "dask.DataFrame": lambda value: _pairs(value.dtypes),
    "pyspark.pandas.DataFrame": lambda value: _pairs(value.dtypes),
    "pyspark.DataFrame": lambda value: _pairs(value.dtypes),
    "modin.DataFrame": lambda value: _pairs(value.dtypes),
    "cudf.DataFrame": lambda value: _pairs(value.dtypes),
    "ibis.Table": lambda value: value.schema().items(),
}
_IN_MEMORY = ("polars.DataFrame", "pyarrow.Table", "pyarrow.RecordBatch")


def library(value: object) -> str | None:
    """Return `package.Class` of a table that another library holds, None for anything else."""
    return next((origin for origin in origins(value) if origin in _SCHEMAS), None)


def is_lazy(value: object) -> bool:
    """Return whether a value is a table that is not in the memory of this process, or not as such."""
    known = library(value)
    return known is not None and known not in _IN_MEMORY


def schema_of(value: Any) -> Schema:
    """Return the kind of each column; nothing where the schema cannot be had."""
    known = library(value)
    try:
        return {str(name): _kind(str(dtype)) for name, dtype in _SCHEMAS[known](value)} if known else {}
    except Exception:  # a file that is gone, a session that is closed: the library may raise anything
        return {}


def _kind(dtype: str) -> str:
    said = dtype.lower()
    if said.startswith(NUMBERS):
        return "number"
    return "datetime" if said.startswith(DATES) else "other"
