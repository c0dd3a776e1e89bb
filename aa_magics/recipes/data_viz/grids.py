"""Heat maps, and a chart of what is missing."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Aggregate, Category, Figure, Frame, Number, Numbers


@recipe("correlation", "correlations", "correlation heat map", "correlation matrix", "heatmap", "heat map", rows=2)
def correlation_chart(df: Frame, columns: Numbers) -> Figure:
    """Heat map: correlations of {columns}."""
    import plotly.express as px

    correlations = df[columns].corr().round(2)
    return px.imshow(correlations, text_auto=True, zmin=-1, zmax=1, color_continuous_scale="RdBu_r")


@recipe("heat map", "heatmap", "matrix", "grid", distinct={"by": (0, 100), "across": (0, 100)})
def heat_map(df: Frame, value: Number, by: Category, across: Category, how: Aggregate = "mean") -> Figure:
    """Heat map: {how} of {value} for each {by} and {across}."""
    import plotly.express as px

    grid = df[value].groupby([df[by], df[across]], observed=True).agg(how).unstack()
    fig = px.imshow(grid, aspect="auto", labels={"x": f"{across}", "y": f"{by}", "color": f"{how} of {value}"})
    return fig.update_xaxes(type="category").update_yaxes(type="category")


@recipe("heat map", "heatmap", "count", "counts", "combinations", distinct={"by": (0, 100), "across": (0, 100)})
def count_heat_map(df: Frame, by: Category, across: Category) -> Figure:
    """Heat map: number of rows for each {by} and {across}."""
    import pandas as pd
    import plotly.express as px

    grid = pd.crosstab(df[by], df[across])
    labels = {"x": f"{across}", "y": f"{by}", "color": "count"}
    fig = px.imshow(grid, text_auto=True, aspect="auto", labels=labels, color_continuous_scale="Blues")
    return fig.update_xaxes(type="category").update_yaxes(type="category")


@recipe("missing", "missing values", "null", "nan", "gaps", "completeness")
def missing_chart(df: Frame) -> Figure:
    """Bars: share of missing values in each column."""
    from html import escape

    import pandas as pd
    import plotly.express as px

    shares = df.isna().mean().mul(100).sort_values(ascending=False, kind="stable").head(50)
    print(f"{len(shares):,} of {df.shape[1]:,} columns drawn, those with most missing values first")
    # the name of a column is text, not markup
    names = [escape(str(label)) for label in shares.index]
    bars = pd.DataFrame({"column": names, "missing values (%)": shares.to_numpy()})
    fig = px.bar(bars, x="missing values (%)", y="column", orientation="h", height=150 + 20 * len(bars))
    return fig.update_yaxes(type="category", autorange="reversed")
