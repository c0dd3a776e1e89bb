"""Import and use once what most cells need, piece by piece, so that a cell waits only for what it needs itself."""

import ast
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, NamedTuple


class Piece(NamedTuple):
    library: str
    warm: Callable[[], object]


class Warming:
    """What is still cold, in the order in which it is warmed. `failed` names libraries that could not be."""

    def __init__(self) -> None:
        self.left = list(PIECES)
        self.failed: list[str] = []

    def next(self) -> None:
        """Warm the next piece; a cell that needs one that cannot be warmed fails by itself, and says why."""
        piece = self.left.pop(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                piece.warm()
            except Exception:  # not installed, or too old
                self.failed.append(piece.library)

    def finish_for(self, source: str) -> None:
        """Warm what is left if a cell imports any of it; pandas in any case."""
        wanted = {"pandas", *imported(source)}
        while wanted & {piece.library for piece in self.left}:
            self.next()


def imported(source: str) -> Iterator[str]:
    """Yield the libraries that a cell imports; none of a cell that is no Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _pandas() -> None:
    from aa_magics.frames import profile_frame

    small = _small_frame()
    profile_frame("small", small)
    small._repr_html_()
    small.groupby("group")["value"].mean().reset_index()


def _plotly() -> None:
    import plotly.basedatatypes
    import plotly.express
    import plotly.io

    plotly.express.bar(_small_frame(), x="group", y="value").to_json()
    # a figure that shows itself looks for a browser
    plotly.basedatatypes.BaseFigure.show = _shown
    plotly.io.show = _shown


def _shown(figure: Any, *_: object, **__: object) -> None:
    display = sys.modules["__main__"].__dict__.get("display")
    if display is not None:
        display(figure)


def _scipy() -> None:
    import_module("scipy.stats")


def _statsmodels() -> None:
    import_module("statsmodels.api")
    formula = import_module("statsmodels.formula.api")
    formula.ols("value ~ number", _small_frame()).fit()


def _sklearn() -> None:
    import sklearn.cluster
    import sklearn.linear_model

    for part in ("compose", "ensemble", "metrics", "model_selection", "pipeline", "preprocessing"):
        import_module(f"sklearn.{part}")
    numbers = _small_frame()[["value", "number"]]
    sklearn.linear_model.LinearRegression().fit(numbers, numbers["value"])
    sklearn.cluster.KMeans(n_clusters=2, n_init=1).fit(numbers)


def _small_frame() -> Any:
    import pandas as pd

    return pd.DataFrame({"group": list("aabb"), "value": [1.0, 2.0, 4.0, 3.0], "number": [1, 2, 3, 4]})


PIECES = (
    Piece("pandas", _pandas),
    Piece("plotly", _plotly),
    Piece("scipy", _scipy),
    Piece("statsmodels", _statsmodels),
    Piece("sklearn", _sklearn),
)
