"""Points: two numbers of each row, or several, in all their pairs."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Figure, Frame, Labels, Number, Numbers


@recipe("scatter", "scatter plot", "versus", "vs", "against", "relationship", "points", distinct={"color": (0, 20)})
def scatter_chart(
    df: Frame, x: Number, y: Number, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """Points: {y} against {x}[, coloured by {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 20_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.scatter(points, x=x, y=y, color=color)


@recipe("bubble", "bubbles", "bubble chart", "sized by", "size", distinct={"color": (0, 20)})
def bubble_chart(
    df: Frame, x: Number, y: Number, size: Number, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """Bubbles: {y} against {x}, sized by {size}[, coloured by {color}]."""
    import plotly.express as px

    # a bubble has a size above zero
    complete = df.loc[df[size] > 0, shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 20_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.scatter(points, x=x, y=y, size=size, color=color, size_max=40)


@recipe(
    "trend line",
    "trendline",
    "regression line",
    "fitted line",
    "line of best fit",
    rows=3,
    distinct={"x": (2, None), "y": (2, None)},
)
def scatter_trend_chart(df: Frame, x: Number, y: Number, shown: Labels = slice(None)) -> Figure:
    """Points: {y} against {x}, with the line of least squares."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 20_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.scatter(points, x=x, y=y, trendline="ols", trendline_color_override="black")


@recipe("facet", "facets", "small multiples", "panels", "scatter", distinct={"facet": (0, 20), "color": (0, 20)})
def facet_scatter_chart(
    df: Frame, x: Number, y: Number, facet: Category, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """Points: {y} against {x}, a panel for each {facet}[, coloured by {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 20_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    fig = px.scatter(points, x=x, y=y, color=color, facet_col=facet, facet_col_wrap=3)
    # a value in a title is text, not markup
    return fig.for_each_annotation(lambda panel: panel.update(text=panel.text.replace("<", "&lt;")))


@recipe(
    "scatter matrix",
    "pair plot",
    "pairplot",
    "pairs",
    "all pairs",
    limits={"columns": (1, 8)},
    distinct={"color": (0, 20)},
)
def scatter_matrix_chart(
    df: Frame, columns: Numbers, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """Points: every pair of {columns}[, coloured by {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 2_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.scatter_matrix(points, dimensions=columns, color=color).update_traces(diagonal_visible=False)


@recipe("density", "contour", "contours", "density contour", "where points are dense")
def density_chart(df: Frame, x: Number, y: Number, shown: Labels = slice(None)) -> Figure:
    """Density of the rows along {x} and {y}."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 50_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.density_contour(points, x=x, y=y).update_traces(contours_coloring="fill", colorscale="Blues")
