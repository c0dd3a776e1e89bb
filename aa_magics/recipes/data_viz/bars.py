"""Bars and pies: one number for each value of a category."""

from typing import Annotated, Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import (
    ANY,
    DATES,
    GROUPS,
    WORDS,
    Aggregate,
    Category,
    Datetime,
    Figure,
    Frame,
    Number,
    Numbers,
    Period,
    Role,
)

Name = Annotated[Any, Role("column", WORDS | GROUPS, best=GROUPS)]
"""A category without an order of its own: its bars are sorted by length."""
Place = Annotated[Any, Role("column", ANY, best=DATES)]
"""What has an order of its own, such as a number or a date: its bars stand in it."""


@recipe("bar", "bars", "bar chart", "bar plot", "column chart", "rank", limits={"n": (1, 200)})
def bar_chart(
    df: Frame, value: Number, by: Name, how: Aggregate = "mean", n: int = 30, ascending: bool = False
) -> Figure:
    """Bars: {how} of {value} for each {by}."""
    import plotly.express as px

    bars = df.groupby(by, observed=True)[value].agg(how).sort_values(ascending=ascending)
    shown = bars.head(n).reset_index(name=f"{how} of {value}")
    print(f"{len(shown):,} of {len(bars):,} bars drawn")
    fig = px.bar(shown, x=by, y=f"{how} of {value}")
    # names stay names, also where they look like numbers or dates
    return fig.update_xaxes(type="category")


@recipe("bar", "bars", "bar chart", "bar plot", "column chart", distinct={"by": (0, 200)})
def ordered_bar_chart(df: Frame, value: Number, by: Place, how: Aggregate = "mean") -> Figure:
    """Bars: {how} of {value} for each {by}, in its order."""
    import plotly.express as px

    bars = df.groupby(by, observed=True)[value].agg(how).reset_index(name=f"{how} of {value}")
    return px.bar(bars, x=by, y=f"{how} of {value}")


@recipe("horizontal", "horizontal bar", "horizontal bars", "sideways", "barh", limits={"n": (1, 200)})
def horizontal_bar_chart(
    df: Frame, value: Number, by: Category, how: Aggregate = "mean", n: int = 30, ascending: bool = False
) -> Figure:
    """Horizontal bars: {how} of {value} for each {by}."""
    import plotly.express as px

    bars = df.groupby(by, observed=True)[value].agg(how).sort_values(ascending=ascending)
    shown = bars.head(n).reset_index(name=f"{how} of {value}")
    print(f"{len(shown):,} of {len(bars):,} bars drawn")
    fig = px.bar(shown, x=f"{how} of {value}", y=by, orientation="h")
    fig.update_layout(height=150 + 20 * len(shown))
    return fig.update_yaxes(type="category", autorange="reversed")


@recipe("grouped", "stacked", "bar", "bars", "bar chart", "side by side", distinct={"by": (0, 50), "color": (0, 20)})
def grouped_bar_chart(
    df: Frame,
    value: Number,
    by: Category,
    color: Category,
    how: Aggregate = "mean",
    mode: Literal["group", "stack"] = "group",
) -> Figure:
    """Bars: {how} of {value} for each {by} and {color}."""
    import plotly.express as px

    bars = df[value].groupby([df[by], df[color]], observed=True).agg(how).reset_index(name=f"{how} of {value}")
    # as text, so that each value has a colour of its own, also where it is a number
    fig = px.bar(bars.astype({color: "str"}), x=by, y=f"{how} of {value}", color=color, barmode=mode)
    return fig.update_xaxes(type="category")


@recipe("count", "counts", "how many", "number of", "frequency", "bar", "bars", limits={"n": (1, 200)})
def count_chart(df: Frame, by: Category, n: int = 30, ascending: bool = False) -> Figure:
    """Bars: number of rows for each {by}."""
    import plotly.express as px

    bars = df[by].value_counts(ascending=ascending)
    shown = bars.head(n).reset_index(name=f"count of {by}")
    print(f"{len(shown):,} of {len(bars):,} bars drawn")
    fig = px.bar(shown, x=by, y=f"count of {by}", labels={f"count of {by}": "count of rows"})
    return fig.update_xaxes(type="category")


@recipe("count", "counts", "how many", "number of", "bar", "bars", distinct={"by": (0, 200)})
def ordered_count_chart(df: Frame, by: Place) -> Figure:
    """Bars: number of rows for each {by}, in its order."""
    import plotly.express as px

    bars = df[by].value_counts().sort_index().reset_index(name=f"count of {by}")
    return px.bar(bars, x=by, y=f"count of {by}", labels={f"count of {by}": "count of rows"})


@recipe("count", "counts", "how many", "grouped", "stacked", "bars", distinct={"by": (0, 50), "color": (0, 20)})
def grouped_count_chart(df: Frame, by: Category, color: Category, mode: Literal["group", "stack"] = "stack") -> Figure:
    """Bars: number of rows for each {by} and {color}."""
    import plotly.express as px

    bars = df[by].groupby([df[by], df[color]], observed=True).size().reset_index(name=f"count of {by}")
    # as text, so that each value has a colour of its own, also where it is a number
    fig = px.bar(
        bars.astype({color: "str"}),
        x=by,
        y=f"count of {by}",
        labels={f"count of {by}": "count of rows"},
        color=color,
        barmode=mode,
    )
    return fig.update_xaxes(type="category")


@recipe("facet", "facets", "small multiples", "panels", "bars", distinct={"by": (0, 50), "facet": (0, 20)})
def facet_bar_chart(df: Frame, value: Number, by: Category, facet: Category, how: Aggregate = "mean") -> Figure:
    """Bars: {how} of {value} for each {by}, a panel for each {facet}."""
    import plotly.express as px

    bars = df[value].groupby([df[by], df[facet]], observed=True).agg(how).reset_index(name=f"{how} of {value}")
    fig = px.bar(bars, x=by, y=f"{how} of {value}", facet_col=facet, facet_col_wrap=3)
    # a value in a title is text, not markup
    fig.for_each_annotation(lambda panel: panel.update(text=panel.text.replace("<", "&lt;")))
    return fig.update_xaxes(type="category")


@recipe("distinct", "unique", "how many different", "number of different", limits={"n": (1, 200)})
def distinct_count_chart(df: Frame, value: Category, by: Category, n: int = 30, ascending: bool = False) -> Figure:
    """Bars: number of distinct {value} for each {by}."""
    import plotly.express as px

    bars = df[value].groupby(df[by], observed=True).nunique().sort_values(ascending=ascending)
    shown = bars.head(n).reset_index(name=f"distinct {value}")
    print(f"{len(shown):,} of {len(bars):,} bars drawn")
    fig = px.bar(shown, x=by, y=f"distinct {value}")
    return fig.update_xaxes(type="category")


@recipe("facet", "facets", "small multiples", "panels", "count", distinct={"by": (0, 50), "facet": (0, 20)})
def facet_count_chart(df: Frame, by: Category, facet: Category) -> Figure:
    """Bars: number of rows for each {by}, a panel for each {facet}."""
    import plotly.express as px

    bars = df[by].groupby([df[by], df[facet]], observed=True).size().reset_index(name=f"count of {by}")
    fig = px.bar(
        bars, x=by, y=f"count of {by}", labels={f"count of {by}": "count of rows"}, facet_col=facet, facet_col_wrap=3
    )
    # a value in a title is text, not markup
    fig.for_each_annotation(lambda panel: panel.update(text=panel.text.replace("<", "&lt;")))
    return fig.update_xaxes(type="category")


@recipe(
    "bar", "bars", "grouped", "side by side", text_labels=True, limits={"values": (2, 12)}, distinct={"by": (0, 50)}
)
def several_bars_chart(df: Frame, values: Numbers, by: Category, how: Aggregate = "mean") -> Figure:
    """Bars: {how} of {values} for each {by}, side by side."""
    import plotly.express as px

    bars = df[values].groupby(df[by], observed=True).agg(how)
    fig = px.bar(bars, barmode="group", labels={"value": f"{how} of each", "variable": ""})
    return fig.update_xaxes(type="category", title_text=f"{by}")


@recipe("bar", "bars", "per month", "monthly", "per week", "per day", "per year", distinct={"time": (1, None)})
def period_bar_chart(
    df: Frame, value: Number, time: Datetime, period: Period = "MS", how: Aggregate = "mean"
) -> Figure:
    """Bars: {how} of {value} for each {period} of {time}."""
    import plotly.express as px

    bars = df.set_index(time)[value].resample(period).agg(how).reset_index(name=f"{how} of {value}")
    return px.bar(bars, x=time, y=f"{how} of {value}")


@recipe("pie", "pie chart", "donut", "doughnut", "shares", "share", "composition", distinct={"by": (0, 12)})
def pie_chart(df: Frame, by: Category) -> Figure:
    """Shares of each {by} in the rows."""
    import plotly.express as px

    shares = df[by].value_counts().reset_index(name=f"count of {by}")
    return px.pie(shares, names=by, values=f"count of {by}", hole=0.4)


@recipe("pie", "pie chart", "donut", "doughnut", "shares of", "share of", distinct={"by": (0, 12)})
def value_pie_chart(df: Frame, value: Number, by: Category) -> Figure:
    """Shares of each {by} in the sum of {value}."""
    import plotly.express as px

    shares = df.groupby(by, observed=True)[value].sum().reset_index(name=f"sum of {value}")
    return px.pie(shares, names=by, values=f"sum of {value}", hole=0.4)


@recipe("pareto", "pareto chart", "80/20", "cumulative share", "concentration", distinct={"by": (0, 100)})
def pareto_chart(df: Frame, value: Number, by: Category) -> Figure:
    """Pareto chart: sum of {value} for each {by}, and the cumulative share."""
    import plotly.express as px

    totals = df.groupby(by, observed=True)[value].sum().sort_values(ascending=False)
    fig = px.bar(totals.reset_index(name=f"sum of {value}"), x=by, y=f"sum of {value}")
    cumulative = totals.cumsum() / totals.sum() * 100
    fig.add_scatter(x=totals.index, y=cumulative, yaxis="y2", showlegend=False)
    fig.update_layout(
        yaxis2={"title": "cumulative share (%)", "overlaying": "y", "side": "right", "range": [0, 105], "dtick": 20}
    )
    return fig.update_xaxes(type="category")
