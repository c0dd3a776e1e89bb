"""Finding what is broken in a long frame."""

from collections.abc import Iterator

from aa_magics import analyze
from tests.bench.measure import Figure, seconds
from tests.bench.samples import long_frame


def figures() -> Iterator[Figure]:
    frame = long_frame()
    [cell] = [c for c in analyze("whats broken in here", {"df": frame}).cells if c.cell_type == "code"]
    found, described = seconds(lambda: exec(cell.source, {"df": frame}), lambda: frame.describe(include="all"))
    yield Figure("findings of 1,000,000 x 20", found, "s", "describe(include='all')", described, 3.0)
