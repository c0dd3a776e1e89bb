"""Recipes of the data_viz_agent: interactive Plotly charts whose axes say what they show."""

from typing import Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Figure, Frame, Number


@recipe("scatter", "versus", "against", "relationship", "plot")
def scatter_chart(
    df: Frame,
    x: Number,
    y: Number,
    color: Category | None = None,
    facet: Category | None = None,
    trend: Literal["ols"] | None = None,
) -> Figure:
    """{y} against {x}[, coloured by {color}]."""
    import plotly.express as px

    # a browser draws 20,000 points smoothly
    points = df.sample(min(len(df), 20_000), random_state=0).sort_index()
    fig = px.scatter(points, x=x, y=y, color=color, facet_col=facet, trendline=trend)
    print(f"{len(points):,} of {len(df):,} rows drawn, {y} with {x}")
    return fig
