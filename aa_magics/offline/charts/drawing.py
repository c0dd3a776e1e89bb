"""The recipe that draws a chart intent, and what its parameters are bound to."""

from collections.abc import Mapping
from datetime import date

from aa_magics.model import ColumnProfile, FrameProfile, Param
from aa_magics.offline.charts.intent import ChartIntent

PERIODS = ((62, "D"), (400, "W"), (7_500, "MS"))
"""Up to so many days from the first to the last date, events are drawn by this period; by years beyond."""
DRAWN = frozenset(
    (
        *("bar_chart", "ordered_bar_chart", "horizontal_bar_chart", "grouped_bar_chart", "facet_bar_chart"),
        *(
            "count_chart",
            "ordered_count_chart",
            "grouped_count_chart",
            "facet_count_chart",
            "several_bars_chart",
            "distinct_count_chart",
        ),
        *("line_chart", "several_lines_chart", "lines_chart", "period_chart", "periods_chart", "facet_line_chart"),
        *("count_over_time_chart", "count_line_chart", "count_lines_chart", "area_chart", "plain_area_chart"),
        *("period_bar_chart", "histogram_chart", "width_histogram_chart", "facet_histogram_chart", "box_chart"),
        *("violin_chart", "ecdf_chart", "pie_chart", "value_pie_chart", "heat_map", "count_heat_map", "scatter_chart"),
        *("bubble_chart", "scatter_trend_chart", "facet_scatter_chart", "scatter_matrix_chart"),
    )
)
"""The recipes of charts that an intent is compiled to."""

Bound = tuple[str, Mapping[str, Param]]


def compiled(intent: ChartIntent, profile: FrameProfile) -> Bound | None:
    """Return the recipe of an intent and its params but for the frame; None where no recipe draws it."""
    match intent.mark:
        case "bar" | "horizontal":
            found = _counts(intent) if intent.how == "count" else _bars(intent, profile)
        case "line" | "area":
            found = _line(intent, profile)
        case "scatter" | "bubble" | "matrix":
            found = _points(intent)
        case "pie":
            found = (
                ("value_pie_chart" if intent.values else "pie_chart"),
                _labels(intent, value=_value(intent), by=intent.by),
            )
        case "heat":
            name = "heat_map" if intent.values else "count_heat_map"
            found = name, {**_labels(intent, value=_value(intent), by=intent.by, across=intent.color), **_how(intent)}
        case _:
            found = _spread(intent)
    if intent.period not in (None, "YS") and intent.by is not None and intent.by.kind == "number":
        return None  # years have no months
    if found is None or any(param is None for param in found[1].values()):
        return None
    return found


def _value(intent: ChartIntent) -> ColumnProfile | None:
    return intent.values[0] if intent.values else None


def _labels(intent: ChartIntent, **columns: ColumnProfile | None) -> dict[str, Param]:
    """Return the labels of columns; a value that an intent has none of is left out, another one that lacks is None."""
    given = {
        name: column
        for name, column in columns.items()
        if column is not None or name not in ("value", "color", "facet", "size")
    }
    return {name: column.label if column else None for name, column in given.items()}


def _how(intent: ChartIntent) -> dict[str, Param]:
    return {"how": intent.how} if intent.values and intent.how else {}


def _mode(intent: ChartIntent) -> dict[str, Param]:
    return {"mode": intent.mode} if intent.mode else {}


def _order(intent: ChartIntent) -> dict[str, Param]:
    params: dict[str, Param] = {"n": intent.limit} if intent.limit else {}
    return params | ({"ascending": True} if intent.order == "ascending" else {})


def _counts(intent: ChartIntent) -> Bound | None:
    by = intent.by
    if by is None or (intent.color and intent.facet):
        return None
    if intent.facet:
        return "facet_count_chart", _labels(intent, by=by, facet=intent.facet)
    if intent.color:
        return "grouped_count_chart", _labels(intent, by=by, color=intent.color) | _mode(intent)
    if by.kind == "datetime":
        return "count_over_time_chart", _labels(intent, time=by) | {"period": _period(intent, by)}
    if (intent.limit is None and intent.order is None and by.kind == "number") or intent.order == "alphabetical":
        return "ordered_count_chart", _labels(intent, by=by)
    return "count_chart", _labels(intent, by=by) | _order(intent)


def _bars(intent: ChartIntent, profile: FrameProfile) -> Bound | None:
    by, value = intent.by, _value(intent)
    if by is None or (intent.color and intent.facet):
        return None
    if intent.how == "nunique":
        alone = len(intent.values) == 1 and not (intent.color or intent.facet)
        return ("distinct_count_chart", _labels(intent, value=value, by=by) | _order(intent)) if alone else None
    if len(intent.values) > 1:
        several = {"values": tuple(c.label for c in intent.values), "by": by.label} | _how(intent)
        return None if intent.color or intent.facet else ("several_bars_chart", several)
    params = _labels(intent, value=value, by=by, color=intent.color, facet=intent.facet) | _how(intent)
    if intent.facet:
        return "facet_bar_chart", params
    if intent.color:
        return "grouped_bar_chart", params | _mode(intent)
    if by.kind == "datetime" and (intent.period or not _is_series(by, profile)):
        params = _labels(intent, value=value, time=by) | _how(intent)
        return "period_bar_chart", params | {"period": _period(intent, by)}
    if intent.mark == "horizontal":
        return "horizontal_bar_chart", params | _order(intent)
    if (by.kind in ("number", "datetime") and intent.limit is None) or intent.order == "alphabetical":
        return "ordered_bar_chart", params
    if by.kind in ("number", "datetime"):
        return None
    return "bar_chart", params | _order(intent)


def _line(intent: ChartIntent, profile: FrameProfile) -> Bound | None:
    time = intent.by
    if time is None or (intent.color and intent.facet):
        return None
    periods = time.kind == "datetime" and (intent.period is not None or not _is_series(time, profile, intent.color))
    period: dict[str, Param] = {"period": _period(intent, time)} if periods else {}
    if intent.how == "count":
        return _counted_line(intent, time, period)
    if len(intent.values) > 1:
        several: dict[str, Param] = {"time": time.label, "values": tuple(c.label for c in intent.values)}
        return None if intent.color or intent.facet or intent.mark == "area" else ("several_lines_chart", several)
    params = _labels(intent, value=_value(intent), time=time, color=intent.color, facet=intent.facet) | _how(intent)
    if intent.facet:
        return "facet_line_chart", params
    if intent.mark == "area":
        return ("area_chart" if intent.color else "plain_area_chart"), params
    if periods:
        return ("periods_chart" if intent.color else "period_chart"), params | period
    return ("lines_chart" if intent.color else "line_chart"), params


def _counted_line(intent: ChartIntent, time: ColumnProfile, period: dict[str, Param]) -> Bound | None:
    if intent.facet or intent.mark == "area":
        return None
    if intent.color:
        return "count_lines_chart", _labels(intent, time=time, color=intent.color)
    if period:
        return "count_over_time_chart", _labels(intent, time=time) | period
    return "count_line_chart", _labels(intent, time=time)


def _is_series(time: ColumnProfile, profile: FrameProfile, color: ColumnProfile | None = None) -> bool:
    """Return whether a time stands about once, or once for each colour: then each is drawn, and no period's mean."""
    expected = time.distinct * max(color.distinct if color else 1, 1)
    return profile.rows * 0.95 <= expected <= profile.rows * 1.3


def _period(intent: ChartIntent, time: ColumnProfile) -> str:
    if intent.period:
        return intent.period
    if not isinstance(time.minimum, str) or not isinstance(time.maximum, str):
        return "MS"
    days = (date.fromisoformat(time.maximum[:10]) - date.fromisoformat(time.minimum[:10])).days
    return next((period for most, period in PERIODS if days <= most), "YS")


def _points(intent: ChartIntent) -> Bound | None:
    if intent.mark == "matrix":
        columns: dict[str, Param] = {"columns": tuple(c.label for c in intent.values)}
        return None if intent.facet else ("scatter_matrix_chart", columns | _labels(intent, color=intent.color))
    params = _labels(
        intent, x=intent.by, y=_value(intent), size=intent.size, color=intent.color, facet=intent.facet
    )  # fmt: skip
    if intent.size:
        return None if intent.facet else ("bubble_chart", params)
    if intent.trend:
        return None if intent.color or intent.facet else ("scatter_trend_chart", params)
    return ("facet_scatter_chart" if intent.facet else "scatter_chart"), params


def _spread(intent: ChartIntent) -> Bound | None:
    """Return how a number is spread: a histogram, boxes, violins or a cumulative share."""
    by, color = intent.by, intent.color
    if intent.mark in ("box", "violin"):
        params = _labels(intent, value=_value(intent), color=color) | ({"by": by.label} if by else {})
        return None if intent.facet else (f"{intent.mark}_chart", params)
    params = _labels(intent, value=_value(intent), color=color, facet=intent.facet)
    if intent.mark == "ecdf":
        return None if intent.facet else ("ecdf_chart", params)
    if intent.facet:
        return None if color else ("facet_histogram_chart", params)
    if intent.width:
        return "width_histogram_chart", params | {"width": intent.width}
    return "histogram_chart", params | ({"bins": intent.bins} if intent.bins else {})
