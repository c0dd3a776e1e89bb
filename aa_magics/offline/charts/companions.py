"""Which chart stands beside which table: it follows one that a goal asks for, with a word for drawing or without."""

from collections.abc import Callable, Mapping

from aa_magics.model import ColumnProfile, FrameProfile, Label, Param
from aa_magics.offline.choosing import Choice
from aa_magics.offline.grounding import is_year
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import misfit

Params = Mapping[str, Param]
Columns = Mapping[Label, ColumnProfile]
Companion = tuple[str, dict[str, Param]]
GROUPED = ("group_aggregate", "group_aggregates", "pivot_aggregate", "top_groups", "bottom_groups")
TABLES = {
    "bar": (*GROUPED, "aggregate_periods"),
    "count": ("value_counts", "cross_table"),
    "line": ("group_aggregate", "pivot_aggregate", "aggregate_periods", "trend", "month_profile"),
    "scatter": ("correlation", "spearman_correlation", "kendall_correlation"),
    "histogram": ("distribution", "describe_column"),
}
"""What a chart shows again: where a goal asks for one of these, the chart follows it."""


def shows(mark: str, table: str) -> bool:
    """Return whether a chart of a mark ("count" where it counts rows) shows again what a recipe tells in a table."""
    return table in TABLES.get(mark, ())


def is_shown(table: str) -> bool:
    """Return whether some chart shows again what a recipe tells in a table."""
    return any(table in tables for tables in TABLES.values())


def companion(table: Choice, profile: FrameProfile) -> Choice | None:
    """Return the chart of a table, its frame aside; None where it has none that fits the rows."""
    if table.recipe.name not in COMPANIONS:
        return None
    defaults = {p.name: p.default for p in table.recipe.parameters.values() if p.optional}
    columns = {column.label: column for column in profile.columns}
    name, params = COMPANIONS[table.recipe.name]({**defaults, **table.params}, columns)
    recipe = catalogue()[name]
    if misfit(recipe, {**params, recipe.frames[0]: profile.name}, profile):
        return None
    return Choice(recipe, params, set(table.places), called=True)


def _bars(params: Params, columns: Columns) -> Companion:
    column = columns[params["by"]]  # type: ignore[index]
    bound = {name: params[name] for name in ("value", "by", "how")}
    if is_year(column) or column.kind == "datetime":
        return "line_chart", {"value": params["value"], "time": params["by"], "how": params["how"]}
    return ("ordered_bar_chart" if column.kind == "number" else "bar_chart"), bound


def _ranked(params: Params, columns: Columns, *, ascending: bool) -> Companion:
    name, bound = _bars(params, columns)
    return name, {**bound, "n": params["n"], "ascending": ascending} if name == "bar_chart" else bound


def _grouped(params: Params, columns: Columns) -> Companion:
    bound = {"value": params["value"], "how": params["how"]}
    for time, color in (("by", "across"), ("across", "by")):
        column = columns[params[time]]  # type: ignore[index]
        if is_year(column) or column.kind == "datetime":
            return "lines_chart", {**bound, "time": params[time], "color": params[color]}
    return "grouped_bar_chart", {**bound, "by": params["by"], "color": params["across"]}


def _counted(params: Params, columns: Columns) -> Companion:
    return "count_chart", {"by": params["column"]}


def _crossed(params: Params, columns: Columns) -> Companion:
    return "grouped_count_chart", {"by": params["by"], "color": params["across"]}


def _points(params: Params, columns: Columns) -> Companion:
    return "scatter_chart", {"x": params["x"], "y": params["y"]}


def _spread(params: Params, columns: Columns) -> Companion:
    return "histogram_chart", {"value": params["value"]}


def _line(params: Params, columns: Columns) -> Companion:
    return "line_chart", {"value": params["value"], "time": params["time"]}


COMPANIONS: Mapping[str, Callable[[Params, Columns], Companion]] = {
    "group_aggregate": _bars,
    "top_groups": lambda params, columns: _ranked(params, columns, ascending=False),
    "bottom_groups": lambda params, columns: _ranked(params, columns, ascending=True),
    "pivot_aggregate": _grouped,
    "value_counts": _counted,
    "cross_table": _crossed,
    "correlation": _points,
    "spearman_correlation": _points,
    "kendall_correlation": _points,
    "distribution": _spread,
    "trend": _line,
}
