"""The kinds of charts: the words that ask for each, and the names in code that draw it."""

import re
from collections.abc import Mapping

NO_CHART = re.compile(
    r"\b(?:no|not|don't|do not|without|instead of)(?: \w+){0,3} (?:plot|chart|graph|figure|visuali[sz]ation)s?\b",
    re.IGNORECASE,
)


def _asked(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


CHARTS: Mapping[str, re.Pattern[str]] = {
    "histogram": _asked(r"histograms?"),
    "scatter matrix": _asked(r"pair ?-?plots?|scatter(?: ?plot)? matri(?:x|ces)"),
    "scatter": _asked(r"scatter[ -]?(?:plots?|charts?|diagrams?|graphs?)"),
    "box": _asked(r"box[ -]?(?:plots?|charts?)|box[ -]and[ -]whiskers?(?: plots?)?"),
    "violin": _asked(r"violin[ -]?(?:plots?|charts?)"),
    "pie": _asked(r"(?:pie|donut|doughnut)[ -]?(?:charts?|plots?|graphs?)"),
    "heatmap": _asked(r"heat ?-?maps?"),
    "area": _asked(r"area[ -](?:charts?|plots?|graphs?)"),
    "bar": _asked(r"(?:bar|column)[ -]?(?:charts?|plots?|graphs?)"),
    "line": _asked(r"line[ -]?(?:charts?|plots?|graphs?)"),
    "any": _asked(r"plot (?:it|them|this|the|a|an|its|their|each)|(?:a|as|the) (?:plot|chart|graph)|visuali[sz]e"),
}

DRAWN_BY: Mapping[str, frozenset[str]] = {
    "histogram": frozenset(
        ("histogram", "hist", "histplot", "displot", "distplot", "create_distplot", "bar", "barplot")
    ),
    "scatter matrix": frozenset(("scatter_matrix", "pairplot", "splom", "pairgrid", "scatterplotmatrix", "scatter")),
    "scatter": frozenset(
        (
            "scatter",
            "scattergl",
            "scatterplot",
            "regplot",
            "lmplot",
            "jointplot",
            "relplot",
            "scatter_matrix",
            "scatter_3d",
        )
    ),
    "box": frozenset(("box", "boxplot", "catplot", "boxenplot")),
    "violin": frozenset(("violin", "violinplot", "catplot")),
    "pie": frozenset(("pie", "sunburst")),
    "heatmap": frozenset(("heatmap", "imshow", "density_heatmap", "matshow", "pcolormesh", "annotated_heatmap"))
    | {"create_annotated_heatmap", "clustermap", "background_gradient"},
    "area": frozenset(("area", "stackplot", "fill_between", "stackgroup")),
    "bar": frozenset(("bar", "barh", "barplot", "countplot", "catplot", "histogram", "hist", "mark_bar", "waterfall")),
    "line": frozenset(("line", "lineplot", "plot", "scatter", "relplot", "mark_line", "step", "area", "line_mapbox")),
}
"""Lowered names of functions, methods, classes and `kind=` arguments."""

ANY = frozenset(name for names in DRAWN_BY.values() for name in names) | {
    *("figure", "subplots", "make_subplots", "treemap", "funnel", "density_contour", "choropleth", "strip", "ecdf"),
    *("timeline", "parallel_coordinates", "parallel_categories", "scatter_map", "scatter_geo", "line_polar", "kdeplot"),
    *("qqplot", "probplot", "plot_tree", "plot_acf", "dendrogram", "create_dendrogram", "trisurf", "surface"),
}
