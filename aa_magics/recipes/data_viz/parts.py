"""Parts of a whole: nested areas, shares in bars, steps up to a total, spokes."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Aggregate, Categories, Category, Figure, Frame, Number, Numbers

STACKED_TO_100 = (
    "100 stacked",
    "100 stacked bar",
    "100 percent stacked",
    "100 percent stacked bar",
    "percent stacked",
    "percentage stacked",
    "normalized stacked",
    "normalised stacked",
    "relative stacked",
    "stacked percentage",
    "stacked percent",
    "stacked shares",
)


@recipe("treemap", "tree map", "treemap chart", rows=1, text_labels=True, dense=True, limits={"by": (1, 4)})
def treemap_chart(df: Frame, value: Number, by: Categories) -> Figure:
    """Treemap: sum of {value} for each {by}."""
    import plotly.express as px

    totals = df.groupby(by, observed=True)[value].sum().reset_index(name=f"sum of {value}")
    # an area has a size above zero
    drawn = totals[totals[f"sum of {value}"] > 0].nlargest(500, f"sum of {value}")
    print(f"{len(drawn):,} of {len(totals):,} groups drawn")
    outer_first = drawn[by].nunique().sort_values(kind="stable").index.tolist()
    fig = px.treemap(drawn, path=outer_first, values=f"sum of {value}")
    return fig.update_traces(textinfo="label+percent root", marker_cornerradius=3)


@recipe("sunburst", "sun burst", "sunburst chart", rows=1, text_labels=True, dense=True, limits={"by": (1, 4)})
def sunburst_chart(df: Frame, value: Number, by: Categories) -> Figure:
    """Sunburst: sum of {value} for each {by}."""
    import plotly.express as px

    totals = df.groupby(by, observed=True)[value].sum().reset_index(name=f"sum of {value}")
    # an area has a size above zero
    drawn = totals[totals[f"sum of {value}"] > 0].nlargest(500, f"sum of {value}")
    print(f"{len(drawn):,} of {len(totals):,} groups drawn")
    outer_first = drawn[by].nunique().sort_values(kind="stable").index.tolist()
    return px.sunburst(drawn, path=outer_first, values=f"sum of {value}", height=600)


@recipe("waterfall", "waterfall chart", "waterfall plot", "bridge chart", one_level=True, distinct={"by": (1, 40)})
def waterfall_chart(df: Frame, value: Number, by: Category) -> Figure:
    """Waterfall: sum of {value} for each {by}, step by step up to the total."""
    import plotly.graph_objects as go

    steps = df.groupby(by, observed=True, sort=False)[value].sum()
    names = [*steps.index.astype(str), "total"]
    bars = go.Waterfall(x=names, y=[*steps, 0], measure=["relative"] * len(steps) + ["total"])
    fig = go.Figure(bars).update_layout(xaxis_title=f"{by}", yaxis_title=f"sum of {value}")
    return fig.update_xaxes(type="category")


@recipe(
    "radar",
    "radar chart",
    "radar plot",
    "spider chart",
    "spider plot",
    "polar chart",
    "polar plot",
    "wind rose",
    one_level=True,
    distinct={"by": (3, 40)},
)
def radar_chart(df: Frame, value: Number, by: Category, how: Aggregate = "mean") -> Figure:
    """Radar: {how} of {value} for each {by}, from zero."""
    import plotly.express as px

    # in the order of the rows, as around a compass
    spokes = df.groupby(by, observed=True, sort=False)[value].agg(how).reset_index(name=f"{how} of {value}")
    fig = px.line_polar(spokes.astype({by: "str"}), r=f"{how} of {value}", theta=by, line_close=True, markers=True)
    return fig.update_traces(fill="toself").update_layout(polar_radialaxis_rangemode="tozero")


@recipe(
    *STACKED_TO_100,
    distinct={"by": (1, 50), "color": (1, 20)},
)
def share_bars_chart(df: Frame, by: Category, color: Category) -> Figure:
    """Bars of 100 %: share of each {color} in the rows of each {by}."""
    import pandas as pd
    import plotly.express as px

    parts = pd.crosstab(df[by], df[color], normalize="index").mul(100).stack()
    shares = pd.DataFrame({"share of rows (%)": parts}).reset_index()
    fig = px.bar(shares.astype({color: "str"}), x=by, y="share of rows (%)", color=color)
    return fig.update_xaxes(type="category").update_yaxes(range=[0, 100])


@recipe(
    *STACKED_TO_100,
    text_labels=True,
    distinct={"by": (1, 50)},
    limits={"values": (2, 12)},
)
def several_share_bars_chart(df: Frame, values: Numbers, by: Category) -> Figure:
    """Bars of 100 %: share of each of {values} in their sum for each {by}."""
    import plotly.express as px

    totals = df[values].groupby(df[by], observed=True).sum()
    shares = totals.div(totals.sum(axis=1), axis=0).mul(100)
    fig = px.bar(shares, labels={"value": "share of the sum (%)", "variable": ""})
    return fig.update_xaxes(type="category", title_text=f"{by}").update_yaxes(range=[0, 100])
