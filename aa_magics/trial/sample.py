"""A sample of a frame's rows in which every dtype, category and pattern of missing values is met again."""

from collections.abc import Iterator
from typing import Any

ENDS = 50
"""So many of the first and of the last rows are taken."""
VALUES = 1_000
"""A column with more distinct values than this is no category: only the first so many are looked for."""
LOOKED = 10_000
"""So many rows, evenly spread, tell whether a column has few distinct values."""
PATTERNS = 1_000


def sample_frame(frame: Any, at_most: int) -> Any:
    """Return `frame` if it takes at most so many bytes, else a frame of some of its rows, in order, that does.

    Taken are, as long as there is room: of each column a missing and a filled value, the first and last rows, a row for
    each distinct value of columns that have at most 1,000, a row for each of the first 1,000 patterns of missing
    values, then others at random, the same ones each time. The index keeps its labels. Beside the sample it takes
    memory for one column at a time.
    """
    size = frame_bytes(frame)
    if size <= at_most:
        return frame
    rows = max(10, int(len(frame) * at_most / size))
    return frame if rows >= len(frame) else frame.take(_places(frame, rows))


def frame_bytes(frame: Any) -> int:
    """Return about how many bytes a frame takes; those of objects are guessed from a few rows."""
    import numpy as np

    size = int(frame.memory_usage(index=True, deep=False).sum())
    objects = [place for place, dtype in enumerate(frame.dtypes) if dtype == np.dtype(object)]
    if objects and len(frame):
        some = frame.iloc[:: max(1, len(frame) // 1_000), objects]
        held = int(some.memory_usage(index=False, deep=True).sum()) - 8 * some.size
        size += held * len(frame) // len(some)
    return size


def _places(frame: Any, rows: int) -> Any:
    """Return the places of `rows` rows, in order."""
    import numpy as np

    taken = _first(_wanted(frame), rows)
    missing = rows - len(taken)
    if missing:
        drawn = np.random.default_rng(0).choice(len(frame), size=min(len(frame), rows), replace=False)
        taken = np.concatenate((taken, np.setdiff1d(drawn, taken)[:missing]))
    return np.sort(taken)


def _first(wanted: Iterator[Any], rows: int) -> Any:
    """Return the first `rows` distinct places of those wanted."""
    import numpy as np

    taken: dict[int, None] = {}
    for places in wanted:
        taken.update(dict.fromkeys(np.asarray(places).tolist()))
        if len(taken) >= rows:
            break
    return np.fromiter(taken, dtype=np.int64, count=len(taken))[:rows]


def _wanted(frame: Any) -> Iterator[Any]:
    """Yield places of rows that the sample needs, the most needed first."""
    import numpy as np

    patterns = np.zeros(len(frame), dtype=np.uint64)
    weights = np.random.default_rng(1)
    for place in range(frame.shape[1]):
        empty = frame.iloc[:, place].isna().to_numpy()
        if empty.any():
            yield [empty.argmax(), empty.argmin()]
            patterns += empty * weights.integers(1, 1 << 63, dtype=np.uint64)  # another sum for each pattern
    ends = min(ENDS, len(frame))
    yield np.r_[0:ends, len(frame) - ends : len(frame)]
    for place in range(frame.shape[1]):
        yield _first_of_each_value(frame.iloc[:, place])
    yield _first_of_each(patterns, PATTERNS)


def _first_of_each_value(column: Any) -> Any:
    """Return where each distinct value of a column stands first, if it has few; nothing for values without a hash."""
    import pandas as pd

    try:
        codes, uniques = pd.factorize(column.iloc[:: max(1, len(column) // LOOKED)])
        if len(uniques) > VALUES:
            return []
        codes, _ = pd.factorize(column)
    except TypeError:
        return []
    return _first_of_each(codes, VALUES)


def _first_of_each(values: Any, at_most: int) -> Any:
    import numpy as np
    import pandas as pd

    return np.flatnonzero(~pd.Series(values).duplicated().to_numpy())[:at_most]
