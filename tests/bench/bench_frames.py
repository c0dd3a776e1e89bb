"""Profiling a long and a wide frame, and finding that nothing changed."""

from collections.abc import Iterator

from aa_magics.frames import profile_frame
from tests.bench.measure import Figure, extra_megabytes, seconds
from tests.bench.samples import long_frame, text_amounts, wide_frame


def figures() -> Iterator[Figure]:
    frame = long_frame()
    # a shallow copy is a frame of its own, of which no profile is kept
    first, described = seconds(
        lambda: profile_frame("df", frame.copy(deep=False)), lambda: frame.describe(include="all")
    )
    yield Figure("profile of 1,000,000 x 20", first, "s", "describe(include='all')", described, 1.0)
    profile_frame("df", frame)
    [again] = seconds(lambda: profile_frame("df", frame))
    yield Figure("  again, nothing changed", again, "s", "describe(include='all')", described, 0.3)
    extra = extra_megabytes(
        "from tests.bench.samples import long_frame; from aa_magics.frames import profile_frame\n"
        "frame = long_frame(); profile_frame('df', frame.head())",
        "profile_frame('df', frame)",
    )
    yield Figure("  extra memory", extra, "MB", "the frame", frame.memory_usage().sum() / 1e6, 0.25)
    wide = wide_frame()
    [taken] = seconds(lambda: profile_frame("df", wide.copy(deep=False)), rounds=3)
    yield Figure("profile of 1,000 x 10,000", taken, "s", "5 s", 5.0, 0.5)
    amounts = text_amounts()
    read, described = seconds(
        lambda: profile_frame("df", amounts.copy(deep=False)), lambda: amounts.describe(include="all"), rounds=3
    )
    yield Figure("profile of 1,000,000 distinct text amounts", read, "s", "describe(include='all')", described, 4.0)
