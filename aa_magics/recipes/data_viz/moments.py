"""Moments side by side: first and last, two axes, an animation, days and hours, how a series goes with its past."""

from typing import Annotated, Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import (
    DATES,
    NUMBERS,
    Aggregate,
    Category,
    Datetime,
    Figure,
    Frame,
    Labels,
    Number,
    Role,
)

Along = Annotated[Any, Role("column", DATES | NUMBERS, best=DATES)]
"""What rows are ordered by: dates, or numbers such as years."""
SERIES: dict[str, Any] = {"rows": 5, "distinct": {"value": (2, None), "time": (5, None)}}


@recipe("dumbbell", "dumbbell plot", "dumbbell chart", "dumbell plot", "barbell chart", distinct={"by": (1, 60)})
def dumbbell_chart(df: Frame, value: Number, by: Category, time: Along, how: Aggregate = "mean") -> Figure:
    """Dumbbells: {how} of {value} for each {by} at the first and the last {time}."""
    import plotly.express as px

    ends = df[df[time].isin([df[time].min(), df[time].max()])]
    points = ends[value].groupby([ends[by], ends[time]], observed=True).agg(how).reset_index(name=f"{how} of {value}")
    fig = px.scatter(points.astype({time: "str"}), x=f"{how} of {value}", y=by, color=time)
    bars = px.line(points, x=f"{how} of {value}", y=by, line_group=by)
    fig.update_traces(marker_size=12).add_traces(bars.update_traces(line_color="gray", line_width=2).data)
    return fig.update_layout(height=200 + 25 * points[by].nunique()).update_yaxes(type="category")


@recipe("slope", "slope chart", "slope graph", "slopegraph", "slope plot", distinct={"by": (1, 20)})
def slope_chart(df: Frame, value: Number, by: Category, time: Along, how: Aggregate = "mean") -> Figure:
    """Slopes: {how} of {value} for each {by} from the first to the last {time}."""
    import plotly.express as px

    ends = df[df[time].isin([df[time].min(), df[time].max()])]
    points = ends[value].groupby([ends[by], ends[time]], observed=True).agg(how).reset_index(name=f"{how} of {value}")
    fig = px.line(points.astype({time: "str"}), x=time, y=f"{how} of {value}", color=by, markers=True)
    return fig.update_xaxes(type="category")


@recipe(
    "two axes",
    "two y axes",
    "dual axis",
    "dual axes",
    "dual y axis",
    "dual - axis",
    "second axis",
    "secondary axis",
    "secondary y axis",
    "second y axis",
    distinct={"time": (0, 5_000)},
)
def two_axes_chart(df: Frame, first: Number, second: Number, time: Along) -> Figure:
    """Lines: mean of {first} and, on an axis of its own, of {second} along {time}."""
    import plotly.express as px

    lines = df.groupby(time)[[first, second]].mean()
    fig = px.line(lines, y=first).update_traces(name=f"{first}", showlegend=True)
    fig.add_scatter(x=lines.index, y=lines[second], yaxis="y2", name=f"{second}")
    fig.update_layout(
        xaxis_title=f"{time}",
        yaxis_title=f"mean of {first}",
        yaxis2={
            "title": f"mean of {second}",
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
            "tickmode": "auto",
        },
        legend={"orientation": "h", "y": 1.1},
    )
    return fig


@recipe("animated", "animate", "animation", "animated scatter", rows=2, distinct={"time": (2, 200), "color": (0, 20)})
def animated_scatter_chart(
    df: Frame, x: Number, y: Number, time: Along, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """Points: {y} against {x}[, coloured by {color}], moving along {time}."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 20_000), random_state=0).sort_values(time)
    print(f"{len(points):,} of {len(df):,} rows drawn")
    fig = px.scatter(points, x=x, y=y, animation_frame=time, color=color, height=550)
    # axes that stand still
    room_x, room_y = (points[x].max() - points[x].min()) * 0.05, (points[y].max() - points[y].min()) * 0.05
    fig.update_xaxes(range=[points[x].min() - room_x, points[x].max() + room_x])
    return fig.update_yaxes(range=[points[y].min() - room_y, points[y].max() + room_y])


@recipe(
    "hour weekday",
    "weekday hour",
    "hour and weekday heat map",
    "weekday and hour heat map",
    "hour and weekday",
    "weekday and hour",
    "hour of the week",
    "day and hour",
)
def weekday_hour_chart(df: Frame, value: Number, time: Datetime, how: Aggregate = "mean") -> Figure:
    """Heat map: {how} of {value} for each weekday and hour, by {time}."""
    import calendar

    import plotly.express as px

    days = df[time].dt.day_name().rename("weekday")
    hours = df[time].dt.hour.rename("hour")
    grid = df[value].groupby([days, hours]).agg(how).unstack().reindex(list(calendar.day_name))
    return px.imshow(grid, aspect="auto", labels={"color": f"{how} of {value}"}, color_continuous_scale="Blues")


@recipe(
    "count hour weekday", "count weekday hour", "count hour and weekday", "count weekday and hour", "count day and hour"
)
def count_weekday_hour_chart(df: Frame, time: Datetime) -> Figure:
    """Heat map: number of rows for each weekday and hour, by {time}."""
    import calendar

    import plotly.express as px

    days = df[time].dt.day_name().rename("weekday")
    hours = df[time].dt.hour.rename("hour")
    grid = df.groupby([days, hours]).size().unstack(fill_value=0).reindex(list(calendar.day_name), fill_value=0)
    return px.imshow(grid, aspect="auto", labels={"color": "count of rows"}, color_continuous_scale="Blues")


@recipe(
    "autocorrelation",
    "auto correlation",
    "acf",
    "acf lags",
    "autocorrelation lags",
    "correlogram",
    "autocorrelated",
    "serial correlation",
    **SERIES,
)
def autocorrelation_chart(df: Frame, value: Number, time: Along, n: int = 30) -> Figure:
    """Autocorrelation of {value} with itself, up to {n} steps back in {time}."""
    import numpy as np
    import plotly.express as px
    from statsmodels.tsa.stattools import acf

    series = df.groupby(time)[value].mean().dropna().astype(float)
    r = acf(series, nlags=min(n, len(series) // 2))[1:]
    lags = np.arange(1, len(r) + 1)
    limit = 1.96 / len(series) ** 0.5
    print(f"after 1: r = {r[0]:.3f}; beyond chance (5 % level) from {limit:.3f}, n = {len(series):,}")
    fig = px.bar(x=lags, y=r, labels={"x": f"steps back in {time}", "y": f"autocorrelation of {value}"})
    return fig.add_hrect(y0=-limit, y1=limit, opacity=0.2, line_width=0, fillcolor="gray", layer="below")


@recipe("lag plot", "lag chart", "lag scatter", **SERIES)
def lag_chart(df: Frame, value: Number, time: Along, periods: int = 1) -> Figure:
    """Points: {value} against itself, {periods} back in {time}."""
    import pandas as pd
    import plotly.express as px

    series = df.groupby(time)[value].mean().dropna().astype(float)
    pairs = pd.DataFrame({"before": series.shift(periods), "now": series}).dropna()
    print(f"r = {pairs['before'].corr(pairs['now']):.3f}, n = {len(pairs):,}")
    return px.scatter(pairs, x="before", y="now", labels={"before": f"{value} before", "now": f"{value}"})


@recipe(
    "drawdown",
    "drawdowns",
    "max drawdown",
    "maximum drawdown",
    "drop from peak",
    "fall from peak",
    "below peak",
    positive=("value",),
    **SERIES,
)
def drawdown_chart(df: Frame, value: Number, time: Along) -> Figure:
    """Drawdown: how far {value} lies below its highest so far, along {time}."""
    import plotly.express as px

    series = df.groupby(time)[value].mean().dropna().astype(float)
    below = (series / series.cummax() - 1) * 100
    peak = series.loc[: below.idxmin()].idxmax()
    print(f"deepest: {below.min():.1f} % at {below.idxmin()}, below the peak at {peak}")
    return px.area(below.reset_index(), x=time, y=value, labels={value: f"{value} below its peak (%)"})
