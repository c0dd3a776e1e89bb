"""What is taken as a frame: a Series, a small table of PyArrow or Polars, and a GeoDataFrame without its shapes.

Each is made a DataFrame by one short expression, which stands in the cell as well. Only what is in memory already is
looked at: what would first have to be computed or read is refused, with what to aggregate first.
"""

import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from aa_magics.codegen.literals import literal, literal_list
from aa_magics.errors import FrameError
from aa_magics.frames import check_frame
from aa_magics.frames.conversions import called, origins
from aa_magics.objects.ahead import aggregate_first
from aa_magics.objects.schemas import is_lazy

LARGEST = 10_000_000
"""Values, rows times columns, up to which a table is copied into a DataFrame."""

NOT_IN_MEMORY = 3
_TABLES = ("polars.DataFrame", "pyarrow.Table", "pyarrow.RecordBatch")
_POLARS_SERIES = "polars.Series"
_DATED = ("DatetimeIndex", "PeriodIndex")


class Taken(NamedTuple):
    """A DataFrame, and what makes it, put behind the name of the object; what that is called, and what is said."""

    frame: Any
    made_by: str
    called: str
    what: str


def standing(value: Any) -> int | None:
    """Return how near a value is to a frame: 0 a DataFrame, 1 a table, 2 a Series, then what is not in memory.

    None is what no goal can be about.
    """
    if _is_pandas(value, "DataFrame"):
        return 0
    found = origins(value)
    if any(table in found for table in _TABLES):
        return 1
    if _POLARS_SERIES in found or (_is_pandas(value, "Series") and not _is_shape(value.dtype)):
        return 2
    return NOT_IN_MEMORY if is_lazy(value) else None


def as_frames(goal: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the DataFrame of each value, by name. Raises FrameError where there is none."""
    taken = frames_of(goal, values)
    return {name: taken[name].frame if name in taken else value for name, value in values.items()}


def comparable(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the DataFrames among which a goal may choose; what is not in memory, or too large, is left out."""
    found = {}
    for name, value in values.items():
        with suppress(FrameError):
            taken = _taken("", name, value)
            found[name] = taken.frame if taken else value
    return found


def frames_of(goal: str, values: Mapping[str, Any]) -> Mapping[str, Taken]:
    """Return what is taken of `values`, by name: those that are no plain DataFrame. Raises FrameError for the others.

    What is not in memory, or too large to be copied, is refused with the aggregation that the goal asks for.
    """
    taken = {name: one for name, value in values.items() if (one := _taken(goal, name, value))}
    for name, value in values.items():
        check_frame(name, taken[name].frame if name in taken else value)
    return taken


def _taken(goal: str, name: str, value: Any) -> Taken | None:
    """Return what is taken of a value, None for a DataFrame and for what is none at all. Raises FrameError."""
    made_by = _made_by(goal, name, value)
    if made_by is None:
        return None
    return Taken(_converted(name, value, made_by), made_by, called(value), _what(name, value, made_by))


def _made_by(goal: str, name: str, value: Any) -> str | None:
    """Return what makes a DataFrame of a value, None where nothing does or need."""
    rank = standing(value)
    if rank == 0:
        shapes = [label for label, dtype in zip(value.columns, value.dtypes, strict=True) if _is_shape(dtype)]
        return f".drop(columns={literal_list(shapes)})" if shapes else None
    if rank == 1:
        rows, columns = value.shape
        if rows * columns > LARGEST:
            size = f"of {rows:,} x {columns:,}: more than {LARGEST:,} values are not copied"
            raise aggregate_first(goal, name, value, size)
        return ".to_pandas()"
    if rank == 2:
        return _frame_of_series(name, value)
    if rank == NOT_IN_MEMORY:
        raise aggregate_first(goal, name, value, "whose rows are not in memory: they are not fetched here")
    return None


def _frame_of_series(name: str, series: Any) -> str:
    """Return what makes a frame of a Series, with its index where that says something."""
    label = " ".join(map(str, series.name)) if isinstance(series.name, tuple) else series.name
    label = label if isinstance(label, str) and label else name
    if _POLARS_SERIES in origins(series):
        return f".to_frame({literal(label)}).to_pandas()"
    if not _tells(series.index):
        return ".to_frame()" if series.name == label else f".to_frame({literal(label)})"
    levels = list(series.index.names)
    named = '.rename_axis("date")' if levels == [None] and type(series.index).__name__ in _DATED else ""
    beside = ["date" if named else level for level in levels]
    if label in beside:
        label = next(other for other in (name, "value", "values") if other not in beside)
    return f"{named}.reset_index()" if series.name == label else f"{named}.reset_index(name={literal(label)})"


def _tells(index: Any) -> bool:
    """Return whether an index says something of its rows: it has a name, or is no mere number."""
    if any(level is not None for level in index.names) or index.nlevels > 1:
        return True
    return getattr(index.dtype, "kind", "O") not in "iu"


def _converted(name: str, value: Any, made_by: str) -> Any:
    """Return the DataFrame: the very expression that the cell shows is evaluated. Raises FrameError."""
    try:
        return eval(f"value{made_by}", {"value": value})
    except Exception as error:  # the libraries of others may raise anything
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise FrameError(
            f"{name!r} is {called(value)}, and {name}{made_by} fails: {said}",
            f"Make a DataFrame of it first, and name that: df = {name}{made_by}",
        ) from error


def _what(name: str, value: Any, made_by: str) -> str:
    if standing(value) == 0:
        shapes = [str(label) for label, dtype in zip(value.columns, value.dtypes, strict=True) if _is_shape(dtype)]
        return f"{name} is taken without its shapes ({', '.join(shapes)})"
    return f"{name} is {called(value)}, taken as {name}{made_by}"


def _is_pandas(value: object, kind: str) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, getattr(pandas, kind))


def _is_shape(dtype: object) -> bool:
    return type(dtype).__name__ == "GeometryDtype"


def column_names(value: Any) -> Iterable[str]:
    """Return the names of the columns of what is taken, without making a frame of it."""
    if standing(value) == 2:
        return () if value.name is None else (str(value.name),)
    return map(str, value.column_names if hasattr(value, "column_names") else getattr(value, "columns", ()))
