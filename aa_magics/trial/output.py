"""What a cell prints, kept up to a bound, and what it shows, rendered as a notebook would."""

import io
import sys
from typing import Any

PRINTED = 4_000
KINDS = 50


class OutputError(Exception):
    """A cell prints more than may be."""


class Printed(io.TextIOBase):
    """A stream that keeps the first characters and counts all."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._count = 0
        self._kept = io.StringIO()

    def write(self, text: str) -> int:
        room = PRINTED - self._count
        if room > 0:
            self._kept.write(text[:room])
        self._count += len(text)
        if self._count > self._at_most:
            raise OutputError(f"It prints more than {self._at_most:,} characters.")
        return len(text)

    def writable(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self._kept.getvalue()


class Shown:
    """The kinds of the values that a cell shows, in order; `display` is what a cell calls."""

    def __init__(self) -> None:
        self.kinds: list[str] = []

    def display(self, *values: Any, **_: object) -> None:
        for value in values:
            render(value)
            self._note(kind_of(value))

    def plots(self) -> None:
        """Render and close the figures that matplotlib keeps, as a notebook does after each cell."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        try:
            for number in pyplot.get_fignums():
                pyplot.figure(number).canvas.draw()
                self._note("Figure")
        finally:
            pyplot.close("all")

    def _note(self, kind: str) -> None:
        if len(self.kinds) < KINDS:
            self.kinds.append(kind)


def render(value: Any) -> None:
    """Make of a value what a notebook would show. Raises whatever goes wrong in that."""
    if hasattr(type(value), "to_plotly_json"):
        value.to_json()
        return
    for method in ("_repr_mimebundle_", "_repr_html_"):
        if callable(getattr(type(value), method, None)):
            getattr(value, method)()
    if type(value).__module__ != "builtins":  # a notebook shows the first of a long list only
        repr(value)


def kind_of(value: Any) -> str:
    """Return a value's type and shape, such as "DataFrame 3 × 2"."""
    sizes = " × ".join(map(str, shape_of(value) or ()))
    return f"{type(value).__name__} {sizes}".strip()


def shape_of(value: Any) -> tuple[int, ...] | None:
    try:
        shape = value.shape
    except Exception:  # a class of the cell's own may answer in any way
        return None
    if isinstance(shape, tuple) and all(isinstance(size, int) for size in shape):
        return tuple(map(int, shape))
    return None
