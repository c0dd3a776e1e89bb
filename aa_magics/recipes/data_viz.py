"""Recipes of the data_viz_agent: interactive Plotly charts whose axes say what they show."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Figure, Frame, Labels, Number


@recipe("scatter", "versus", "against", "relationship", distinct={"color": (1, 20)})
def scatter_chart(
    df: Frame, x: Number, y: Number, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """{y} against {x}[, coloured by {color}]."""
    import plotly.express as px

    points = df[shown].sample(min(len(df), 20_000), random_state=0)
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.scatter(points, x=x, y=y, color=color)
