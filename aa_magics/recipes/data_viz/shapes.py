"""The shape of numbers, row by row: density curves, strips, quantiles against the normal, margins beside points."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Figure, Frame, Labels, Number


@recipe(
    "density curve",
    "density curves",
    "density plot",
    "density chart",
    "kde",
    "kde plot",
    "kernel density",
    rows=2,
    distinct={"value": (2, None), "color": (0, 12)},
)
def density_curves_chart(
    df: Frame, value: Number, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """Density curve of {value}[, one for each {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 50_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    # the upper half of a violin is the kernel density
    fig = px.violin(points, x=value, color=color, violinmode="overlay", points=False)
    fig.update_traces(side="positive", orientation="h", width=2, spanmode="hard", meanline_visible=False)
    return fig.update_yaxes(showticklabels=False, title_text="density (each curve of the same height)", range=[0, 1.1])


@recipe("strip", "strip plot", "strip chart", "stripplot", "jitter", "jitter plot", "swarm", "swarm plot", "beeswarm")
def strip_chart(
    df: Frame,
    value: Number,
    by: Category | None = None,
    color: Category | None = None,
    shown: Labels = slice(None),
) -> Figure:
    """Strips: every {value}[ for each {by}][, coloured by {color}]."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 5_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.strip(points, x=by, y=value, color=color).update_traces(marker_opacity=0.5, jitter=0.8)


@recipe(
    "q - q plot",
    "qq plot",
    "q q plot",
    "qqplot",
    "quantile quantile",
    "quantile - quantile",
    "probability plot",
    "normal probability plot",
    rows=3,
    distinct={"value": (2, None)},
)
def qq_chart(df: Frame, value: Number) -> Figure:
    """Q-Q plot: quantiles of {value} against those of a normal distribution."""
    import plotly.express as px
    from scipy import stats

    complete = df[value].dropna().astype(float)
    sample = complete.sample(min(len(complete), 20_000), random_state=0)
    (expected, ordered), (slope, intercept, r) = stats.probplot(sample)
    print(f"{len(sample):,} of {len(df):,} rows drawn")
    print(f"correlation with the line of a normal distribution: {r:.4f}")
    fig = px.scatter(x=expected, y=ordered, labels={"x": "quantile of a normal distribution", "y": f"{value}"})
    ends = expected[[0, -1]]
    return fig.add_scatter(x=ends, y=intercept + slope * ends, mode="lines", name="normal distribution")


@recipe(
    "marginal",
    "marginals",
    "marginal histograms",
    "marginal histogram",
    "marginal distributions",
    "scatter marginal",
    "scatter marginal histograms",
    "joint plot",
    "jointplot",
    distinct={"color": (0, 20)},
)
def marginal_scatter_chart(
    df: Frame, x: Number, y: Number, color: Category | None = None, shown: Labels = slice(None)
) -> Figure:
    """Points: {y} against {x}[, coloured by {color}], with the histogram of each beside them."""
    import plotly.express as px

    complete = df[shown].dropna(ignore_index=True)
    points = complete.sample(min(len(complete), 20_000), random_state=0).sort_index()
    print(f"{len(points):,} of {len(df):,} rows drawn")
    return px.scatter(points, x=x, y=y, color=color, marginal_x="histogram", marginal_y="histogram", height=600)
