"""How a number is distributed: histogram, box, violin, cumulative share."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Figure, Frame, Labels, Number


@recipe("histogram", "distribution", "distributed", limits={"bins": (1, 1_000)}, distinct={"color": (0, 20)})
def histogram_chart(
    df: Frame, value: Number, color: Category | None = None, bins: int = 30, shown: Labels = slice(None)
) -> Figure:
    """Histogram of {value}[, coloured by {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 100_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.histogram(points, x=value, color=color, nbins=bins)


@recipe("bin width", "bin size", "bins of", "buckets of", limits={"width": (1e-9, 1e12)}, distinct={"color": (0, 20)})
def width_histogram_chart(
    df: Frame, value: Number, width: float, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """Histogram of {value}[, coloured by {color}], in bins of {width}."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 100_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.histogram(points, x=value, color=color).update_traces(xbins_size=width)


@recipe(
    "facet",
    "facets",
    "small multiples",
    "panels",
    "histogram",
    limits={"bins": (1, 1_000)},
    distinct={"facet": (0, 20)},
)
def facet_histogram_chart(
    df: Frame, value: Number, facet: Category, bins: int = 30, shown: Labels = slice(None)
) -> Figure:
    """Histogram of {value}, a panel for each {facet}."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 100_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    fig = px.histogram(points, x=value, facet_col=facet, facet_col_wrap=3, nbins=bins)
    # a value in a title is text, not markup
    return fig.for_each_annotation(lambda panel: panel.update(text=panel.text.replace("<", "&lt;")))


@recipe("box", "box plot", "boxplot", "box chart", "outliers", "quartiles", distinct={"by": (0, 50), "color": (0, 10)})
def box_chart(
    df: Frame,
    value: Number,
    by: Category | None = None,
    color: Category | None = None,
    shown: Labels = slice(None),
) -> Figure:
    """Boxes: {value}[ for each {by}][, coloured by {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 50_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.box(points, x=by, y=value, color=color)


@recipe("violin", "violin plot", "violins", distinct={"by": (0, 20), "color": (0, 10)})
def violin_chart(
    df: Frame,
    value: Number,
    by: Category | None = None,
    color: Category | None = None,
    shown: Labels = slice(None),
) -> Figure:
    """Violins: {value}[ for each {by}][, coloured by {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 20_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.violin(points, x=by, y=value, color=color, box=True)


@recipe("ecdf", "cdf", "cumulative distribution", "cumulative share", "percentile curve", distinct={"color": (0, 20)})
def ecdf_chart(df: Frame, value: Number, color: Category | None = None, shown: Labels = slice(None)) -> Figure:
    """Share of rows up to each {value}[, coloured by {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 20_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.ecdf(points, x=value, color=color)
