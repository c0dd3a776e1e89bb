"""What to aggregate before a table that is not in memory becomes a frame, in its own library's words.

The goal is planned on the schema alone. Where that gives one aggregate, it is the one that is told; else one that the
schema allows.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from aa_magics.agents import roster
from aa_magics.codegen.literals import literal
from aa_magics.errors import AnalystError, FrameError
from aa_magics.frames.conversions import called
from aa_magics.frames.kinds import is_key
from aa_magics.model import ColumnProfile, FrameProfile, Goal, Kind, Plan, Step
from aa_magics.objects.schemas import Schema, frame_name, library, schema_of

ROWS = 1_000
_ENDS: Mapping[str, tuple[float | str, float | str]] = {
    "number": (1.0, 1_000.5),
    "datetime": ("2020-01-01", "2024-12-31"),
}
_COUNTED = ("value_counts", "count_chart")


class Aggregation(NamedTuple):
    """`how` of `value` for each `by`, or of all rows; without a value the rows are counted."""

    how: str
    value: str | None
    by: str | None


def aggregate_first(goal: str, name: str, value: Any, why: str) -> FrameError:
    """Return the refusal of a table, with the line that aggregates it and makes a frame of the few rows that come."""
    known, schema = library(value) or "", schema_of(value)
    asked = _asked(goal, name, schema)
    if asked and asked.by is None and known in _GROUPS_ONLY:
        asked = None
    wanted = asked or _possible(schema)
    frame = frame_name(name)
    if wanted is None:
        line = name + _SOME_ROWS.get(known, ".to_pandas()")
        return FrameError(_said(name, value, why), f"Aggregate it first; to see some rows: {frame} = {line}")
    line = _OPENED.get(known, "{}").format(name) + _AGGREGATES[known](name, wanted)
    then = f"then ask about {frame}" if asked else "such as"
    return FrameError(_said(name, value, why), f"Aggregate it first, {then}: {frame} = {line}")


def _said(name: str, value: Any, why: str) -> str:
    return f"{name!r} is {called(value)} {why}."


def _asked(goal: str, name: str, schema: Schema) -> Aggregation | None:
    """Return the one aggregate that a goal asks for, None where that cannot be told from the names of the columns."""
    from aa_magics.offline.languages.planning import plan_in_its_language

    about = Goal(text=goal, frames=(name,), agents=tuple(roster()))
    try:
        plan = plan_in_its_language(about, [_profile(name, schema)]) if schema else None
    except AnalystError:
        return None
    return _of_plan(plan) if plan and not plan.unused else None


def _of_plan(plan: Plan) -> Aggregation | None:
    """Return the aggregate that all steps of a plan show, as tables or charts; None where one does more."""
    found = {_of_step(step) for step in plan.steps}
    return found.pop() if len(found) == 1 else None


def _of_step(step: Step) -> Aggregation | None:
    match step.params:
        case {"how": str(how), "value": str(value), **more} if more.keys() <= {"df", "by", "n", "ascending"}:
            by = more.get("by")
            return Aggregation(how, value, by if isinstance(by, str) else None)
        case {"by": str(by)} | {"column": str(by)} if step.recipe in _COUNTED:
            return Aggregation("count", None, by)
    return None


def _possible(schema: Schema) -> Aggregation | None:
    """Return an aggregate that makes sense of a schema: of the first measure by the first group."""
    groups = [name for name, kind in schema.items() if kind == "other"]
    numbers = [name for name, kind in schema.items() if kind == "number" and not is_key(name)]
    return Aggregation("mean", numbers[0], groups[0]) if groups and numbers else None


def _profile(name: str, schema: Schema) -> FrameProfile:
    columns = tuple(_column(label, kind) for label, kind in schema.items())
    return FrameProfile(name=name, rows=ROWS, memory=0, columns=columns)


def _column(name: str, kind: str) -> ColumnProfile:
    """Return a column as it may well be, since its values are not known."""
    kinds: Mapping[str, Kind] = {"number": "number", "datetime": "datetime"}
    few = kind == "other"
    ends: tuple[float | str | None, float | str | None] = _ENDS.get(kind, (None, None))
    return ColumnProfile(
        label=name,
        name=name,
        dtype={"number": "float64", "datetime": "datetime64[ns]"}.get(kind, "str"),
        kind="id" if is_key(name) else kinds.get(kind, "category"),
        bindable=True,
        parsed=True,
        missing=0,
        distinct=5 if few else ROWS,
        distinct_exact=True,
        minimum=ends[0],
        maximum=ends[1],
    )


def _polars(name: str, wanted: Aggregation) -> str:
    if wanted.value is None:
        return f".group_by({literal(wanted.by)}).len()"
    made = f"pl.col({literal(wanted.value)}).{ {'nunique': 'n_unique'}.get(wanted.how, wanted.how) }()"
    return f".select({made})" if wanted.by is None else f".group_by({literal(wanted.by)}).agg({made})"


def _arrow(name: str, wanted: Aggregation) -> str:
    hows = {"median": "approximate_median", "std": "stddev", "nunique": "count_distinct"}
    how = hows.get(wanted.how, wanted.how)
    aggregate = '([], "count_all")' if wanted.value is None else f'({literal(wanted.value)}, "{how}")'
    by = "[]" if wanted.by is None else literal(wanted.by)
    return f".group_by({by}).aggregate([{aggregate}]).to_pandas()"


def _dataset(name: str, wanted: Aggregation) -> str:
    columns = ", ".join(literal(column) for column in (wanted.by, wanted.value) if column is not None)
    return f".to_table(columns=[{columns}]){_arrow(name, wanted)}"


def _duckdb(name: str, wanted: Aggregation) -> str:
    by = "" if wanted.by is None else f"{_sql(wanted.by)}, "
    if wanted.value is None:
        return f".aggregate({literal(f'{by}count(*) as rows')}).df()"
    value = _sql(wanted.value)
    hows = {"mean": f"avg({value})", "std": f"stddev({value})", "nunique": f"count(distinct {value})"}
    made = hows.get(wanted.how, f"{wanted.how}({value})")
    return f".aggregate({literal(f'{by}{made} as {value}')}).df()"


def _sql(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _spark(name: str, wanted: Aggregation) -> str:
    groups = "" if wanted.by is None else f".groupBy({literal(wanted.by)})"
    if wanted.value is None:
        return f"{groups}.count().toPandas()"
    named = ", ".join(literal(column) for column in (wanted.by, wanted.value) if column is not None)
    value = literal(wanted.value)
    how = {"mean": "avg", "std": "stddev", "nunique": "approx_count_distinct"}.get(wanted.how, wanted.how)
    return f'{groups}.agg({{{value}: "{how}"}}).toDF({named}).toPandas()'


def _ibis(name: str, wanted: Aggregation) -> str:
    column = "" if wanted.value is None else f"[{literal(wanted.value)}]"
    made = f"{name}.count()" if wanted.value is None else f"{name}{column}.{wanted.how}()"
    groups = "" if wanted.by is None else f".group_by({literal(wanted.by)})"
    return f"{groups}.agg({made}.name({literal(wanted.value or 'rows')})).to_pandas()"


def _like_pandas(name: str, wanted: Aggregation) -> str:
    groups = f".groupby({literal(wanted.by)})"
    if wanted.value is None:
        return f'{groups}.size().to_frame("rows").reset_index()'
    return f"{groups}[{literal(wanted.value)}].{wanted.how}().reset_index()"


def _then(aggregated: Callable[[str, Aggregation], str], tail: str) -> Callable[[str, Aggregation], str]:
    return lambda name, wanted: aggregated(name, wanted) + tail


_AGGREGATES: Mapping[str, Callable[[str, Aggregation], str]] = {
    "polars.LazyFrame": _then(_polars, ".collect().to_pandas()"),
    "polars.DataFrame": _then(_polars, ".to_pandas()"),
    "pyarrow.Table": _arrow,
    "pyarrow.RecordBatch": _arrow,
    "pyarrow.Dataset": _dataset,
    "duckdb.DuckDBPyRelation": _duckdb,
    "dask.DataFrame": _then(_like_pandas, ".compute()"),
    "pyspark.pandas.DataFrame": _then(_like_pandas, ".to_pandas()"),
    "pyspark.DataFrame": _spark,
    "modin.DataFrame": _then(_like_pandas, ".modin.to_pandas()"),
    "cudf.DataFrame": _then(_like_pandas, ".to_pandas()"),
    "ibis.Table": _ibis,
}
_OPENED = {"pyarrow.RecordBatch": "pa.Table.from_batches([{}])"}
_GROUPS_ONLY = ("dask.DataFrame", "pyspark.pandas.DataFrame", "modin.DataFrame", "cudf.DataFrame")
"""Whose aggregate of all rows is no frame."""
_SOME_ROWS = {
    "polars.LazyFrame": ".head(10_000).collect().to_pandas()",
    "polars.DataFrame": ".head(10_000).to_pandas()",
    "pyarrow.Table": ".slice(0, 10_000).to_pandas()",
    "pyarrow.RecordBatch": ".slice(0, 10_000).to_pandas()",
    "pyarrow.Dataset": ".head(10_000).to_pandas()",
    "duckdb.DuckDBPyRelation": ".limit(10_000).df()",
    "dask.DataFrame": ".head(10_000, npartitions=-1)",
    "pyspark.pandas.DataFrame": ".head(10_000).to_pandas()",
    "pyspark.DataFrame": ".limit(10_000).toPandas()",
    "modin.DataFrame": ".head(10_000).modin.to_pandas()",
    "cudf.DataFrame": ".head(10_000).to_pandas()",
    "ibis.Table": ".limit(10_000).to_pandas()",
}
