"""Is it a DataFrame that a goal can be about? Imports no library to find out."""

import sys

from aa_magics.errors import FrameError
from aa_magics.frames.conversions import called, remedy


def check_frame(name: str, frame: object) -> None:
    """Raise FrameError, with what to type next, unless `frame` is a pandas DataFrame with rows and columns."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not isinstance(frame, pandas.DataFrame):
        raise FrameError(f"{name!r} is {called(frame)}, not a pandas DataFrame.", remedy(name, frame))
    rows, columns = frame.shape
    if columns == 0:
        raise FrameError(
            f"{name!r} has no columns ({rows:,} x 0).",
            "Check what made it: a selection may have kept no column, or a file had none.",
        )
    if rows == 0:
        raise FrameError(
            f"{name!r} has no rows (0 x {columns:,}).",
            "Check what made it: a filter, a merge or dropna() may have kept no row.",
        )
