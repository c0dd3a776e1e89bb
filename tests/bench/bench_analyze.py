"""A whole offline run: of a long frame, first and again, and of a wide one."""

from collections.abc import Iterator

import aa_magics
from aa_magics.frames import profile_frame
from tests.bench.measure import Figure, seconds
from tests.bench.samples import long_frame, wide_frame


def figures() -> Iterator[Figure]:
    frame, wide = long_frame(), wide_frame()
    number, category = (
        next(c.name for c in profile_frame("df", frame).columns if c.kind == kind) for kind in ("number", "category")
    )
    goal = f'mean of "{number}" by "{category}"'
    # a shallow copy is a frame of its own, of which no profile is kept
    first, described = seconds(
        lambda: aa_magics.analyze(goal, {"df": frame.copy(deep=False)}), lambda: frame.describe(include="all")
    )
    yield Figure("analyze on 1,000,000 x 20, first goal", first, "s", "describe(include='all')", described, 1.5)
    [unchanged] = seconds(lambda: profile_frame("df", frame))
    [second] = seconds(lambda: aa_magics.analyze(goal, {"df": frame}))
    yield Figure("  second goal", second, "s", "0.1 s + finding no change", 0.1 + unchanged, 1.0)
    label = wide.columns[17]
    [taken] = seconds(lambda: aa_magics.analyze(f'mean of "{label}"', {"df": wide.copy(deep=False)}), rounds=3)
    yield Figure("analyze on 1,000 x 10,000", taken, "s", "5 s", 5.0, 1.0)
