"""What a cell did to the names that were there: a copy to go back to, and a mark that tells a changed frame."""

import pickle
from collections.abc import Hashable, Mapping
from typing import Any
from zlib import crc32

_COPIED = 10_000_000
"""Arrays up to so many bytes are copied before each cell."""


class Snapshot:
    """The names of a namespace as they are now, with frames, arrays and containers that a cell cannot change."""

    def __init__(self, names: dict[str, Any]) -> None:
        copies: dict[int, Any] = {}  # two names of one frame stay two names of one frame
        self.values = dict(names)
        self._copies = {name: copies.setdefault(id(value), _copy(value)) for name, value in names.items()}

    def restore(self, names: dict[str, Any]) -> None:
        names.clear()
        names.update(self._copies)


def _copy(value: Any) -> Any:
    import numpy as np
    import pandas as pd

    if isinstance(value, pd.DataFrame | pd.Series):
        return value.copy(deep=not copies_on_write())
    if type(value) in (list, dict, set) or (type(value) is np.ndarray and value.nbytes <= _COPIED):
        return value.copy()
    return value


def copies_on_write() -> bool:
    """Return whether a shallow copy of a frame keeps its values: always from pandas 3 on, before if it is so set."""
    import pandas as pd

    return int(pd.__version__.partition(".")[0]) >= 3 or pd.options.mode.copy_on_write is True


def frame_marks(names: Mapping[str, Any]) -> dict[str, Hashable]:
    """Return for each DataFrame among `names` what changes when anything in it does."""
    import pandas as pd

    return {name: _mark(value) for name, value in names.items() if isinstance(value, pd.DataFrame)}


def _mark(frame: Any) -> Hashable:
    import pandas as pd

    labels = tuple(map(_told, frame.columns)), tuple(map(str, frame.dtypes)), tuple(map(_told, frame.index.names))
    index = [pd.Series(frame.index.get_level_values(level)) for level in range(frame.index.nlevels)]
    return labels, *map(_contents, index), *(_contents(column) for _, column in frame.items())


def _told(label: Any) -> str:
    try:
        return repr(label)
    except Exception:  # a label of any class
        return type(label).__name__


def _contents(column: Any) -> Hashable:
    from aa_magics.frames.contents import checksum

    try:
        found = checksum(column)
        return crc32(pickle.dumps(column.array, protocol=5)) if found is None else found
    except Exception:  # values of any class may be in there, and fail in any way
        return len(column)
