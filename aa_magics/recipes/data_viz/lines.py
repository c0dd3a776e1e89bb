"""Lines and areas: one number along time, or along another number."""

from typing import Annotated, Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import (
    DATES,
    HOURS,
    NUMBERS,
    Aggregate,
    Category,
    Datetime,
    Figure,
    Frame,
    Measured,
    Number,
    Numbers,
    Period,
    Role,
)

Along = Annotated[Any, Role("column", DATES | NUMBERS, best=DATES)]
"""What a line runs along: dates, or numbers such as years."""


@recipe("line", "lines", "line chart", "line plot", "curve", "over time", "trend", distinct={"time": (0, 5_000)})
def line_chart(df: Frame, value: Number, time: Along, how: Aggregate = "mean") -> Figure:
    """Line: {how} of {value} along {time}."""
    import plotly.express as px

    line = df.groupby(time)[value].agg(how).reset_index(name=f"{how} of {value}")
    return px.line(line, x=time, y=f"{how} of {value}")


@recipe("line", "lines", "line chart", "over time", "compare", text_labels=True, limits={"values": (2, 20)})
def several_lines_chart(df: Frame, time: Along, values: Numbers) -> Figure:
    """Lines: {values} along {time}."""
    import plotly.express as px

    lines = df.groupby(time)[values].mean().reset_index()
    return px.line(lines, x=time, y=values, labels={"value": "mean", "variable": ""})


@recipe("line", "lines", "line chart", "line for each", "over time", distinct={"time": (0, 5_000), "color": (0, 20)})
def lines_chart(df: Frame, value: Number, time: Along, color: Category, how: Aggregate = "mean") -> Figure:
    """Lines: {how} of {value} along {time}, one for each {color}."""
    import plotly.express as px

    lines = df[value].groupby([df[time], df[color]], observed=True).agg(how).reset_index(name=f"{how} of {value}")
    return px.line(lines, x=time, y=f"{how} of {value}", color=color)


@recipe(
    "per month",
    "monthly",
    "per week",
    "weekly",
    "per day",
    "daily",
    "per year",
    "yearly",
    "quarterly",
    "over time",
    *HOURS,
    distinct={"time": (1, None)},
)
def period_chart(df: Frame, value: Number, time: Datetime, period: Period = "MS", how: Measured = "mean") -> Figure:
    """Line: {how} of {value} for each {period} of {time}."""
    import plotly.express as px

    periods = df.set_index(time)[value].resample(period)
    # a period without values has none, not zero
    line = periods.agg(how).where(periods.count() > 0).reset_index(name=f"{how} of {value}")
    return px.line(line, x=time, y=f"{how} of {value}", markers=True)


@recipe(
    "per month",
    "monthly",
    "per week",
    "weekly",
    "per day",
    "daily",
    "per year",
    *HOURS,
    distinct={"time": (1, None), "color": (0, 20)},
)
def periods_chart(
    df: Frame, value: Number, time: Datetime, color: Category, period: Period = "MS", how: Aggregate = "mean"
) -> Figure:
    """Lines: {how} of {value} for each {period} of {time}, one for each {color}."""
    import pandas as pd
    import plotly.express as px

    groups = df.groupby([pd.Grouper(key=time, freq=period), color], observed=True)[value]
    lines = groups.agg(how).reset_index(name=f"{how} of {value}")
    return px.line(lines, x=time, y=f"{how} of {value}", color=color)


@recipe(
    "count over time",
    "how many per",
    "number per",
    "rows per",
    "counts per",
    "per month",
    "per day",
    "per year",
    distinct={"time": (1, None)},
)
def count_over_time_chart(df: Frame, time: Datetime, period: Period = "MS") -> Figure:
    """Bars: number of rows for each {period} of {time}."""
    import plotly.express as px

    counts = df.set_index(time).resample(period).size().reset_index(name=f"count of {time}")
    return px.bar(counts, x=time, y=f"count of {time}", labels={f"count of {time}": "count of rows"})


@recipe("count over time", "how many per", "number per", distinct={"time": (0, 5_000)})
def count_line_chart(df: Frame, time: Along) -> Figure:
    """Line: number of rows along {time}."""
    import plotly.express as px

    line = df[time].value_counts().sort_index().reset_index(name=f"count of {time}")
    return px.line(line, x=time, y=f"count of {time}", labels={f"count of {time}": "count of rows"})


@recipe("count over time", "how many per", "number per", distinct={"time": (0, 5_000), "color": (0, 20)})
def count_lines_chart(df: Frame, time: Along, color: Category) -> Figure:
    """Lines: number of rows along {time}, one for each {color}."""
    import plotly.express as px

    lines = df[time].groupby([df[time], df[color]], observed=True).size().reset_index(name=f"count of {time}")
    return px.line(lines, x=time, y=f"count of {time}", labels={f"count of {time}": "count of rows"}, color=color)


@recipe("facet", "small multiples", "panels", "line", distinct={"time": (0, 5_000), "facet": (0, 20)})
def facet_line_chart(df: Frame, value: Number, time: Along, facet: Category, how: Aggregate = "mean") -> Figure:
    """Lines: {how} of {value} along {time}, a panel for each {facet}."""
    import plotly.express as px

    lines = df[value].groupby([df[time], df[facet]], observed=True).agg(how).reset_index(name=f"{how} of {value}")
    fig = px.line(lines, x=time, y=f"{how} of {value}", facet_col=facet, facet_col_wrap=3)
    # a value in a title is text, not markup
    return fig.for_each_annotation(lambda panel: panel.update(text=panel.text.replace("<", "&lt;")))


@recipe("area", "area chart", distinct={"time": (0, 5_000)})
def plain_area_chart(df: Frame, value: Number, time: Along, how: Aggregate = "sum") -> Figure:
    """Area: {how} of {value} along {time}."""
    import plotly.express as px

    area = df.groupby(time)[value].agg(how).reset_index(name=f"{how} of {value}")
    return px.area(area, x=time, y=f"{how} of {value}")


@recipe("area", "area chart", "stacked area", distinct={"time": (0, 5_000), "color": (0, 20)})
def area_chart(df: Frame, value: Number, time: Along, color: Category, how: Aggregate = "sum") -> Figure:
    """Stacked areas: {how} of {value} along {time}, one for each {color}."""
    import plotly.express as px

    areas = df[value].groupby([df[time], df[color]], observed=True).agg(how).reset_index(name=f"{how} of {value}")
    return px.area(areas, x=time, y=f"{how} of {value}", color=color)


@recipe(
    "rolling",
    "rolling mean",
    "moving average",
    "smooth",
    "smoothed",
    limits={"window": (1, 1_000)},
    distinct={"time": (1, None)},
)
def rolling_chart(
    df: Frame, value: Number, time: Datetime, window: int = 3, period: Period = "MS", how: Aggregate = "mean"
) -> Figure:
    """Line: {how} of {value} for each {period} of {time}, with the rolling mean of {window}."""
    import plotly.express as px

    lines = df.set_index(time)[value].resample(period).agg(how).to_frame("each period")
    lines[f"rolling mean of {window}"] = lines["each period"].rolling(window).mean()
    return px.line(lines, labels={"value": f"{how} of {value}", "variable": ""})
