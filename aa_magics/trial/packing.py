"""Frames as bytes for the worker: whole, or a sample of their rows where they are large."""

import pickle
from collections.abc import Iterable, Mapping
from typing import Any

from aa_magics.trial.sample import frame_bytes, sample_frame

_OF_OBJECTS = ("mixed", "mixed-integer", "unknown-array")


def pack_frames(frames: Mapping[str, Any], megabytes: float) -> tuple[dict[str, bytes], bool]:
    """Return each frame pickled, and whether any is a sample; together they take about `megabytes` at most."""
    sent = _small_enough(frames, megabytes)
    packed = {name: _packed(frame) for name, frame in sent.items()}
    return packed, any(sent[name] is not frames[name] for name in frames)


def pack_plainly(frames: Mapping[str, Any], names: Iterable[str], megabytes: float) -> dict[str, bytes]:
    """Return those frames with text in place of objects, for a worker that knows nothing of their classes."""
    sent = _small_enough(frames, megabytes)
    return {name: pickle.dumps(_plain(sent[name]), protocol=5) for name in names}


def _small_enough(frames: Mapping[str, Any], megabytes: float) -> Mapping[str, Any]:
    sizes = {name: frame_bytes(frame) for name, frame in frames.items()}
    left, most = megabytes * 1e6, {}
    for waiting, name in zip(range(len(sizes), 0, -1), sorted(sizes, key=lambda name: sizes[name]), strict=True):
        most[name] = max(1, int(left / waiting))  # what small frames leave goes to large ones
        left -= min(most[name], sizes[name])
    return {name: sample_frame(frame, most[name]) for name, frame in frames.items()}


def _packed(frame: Any) -> bytes:
    alone = frame.copy(deep=False)
    alone.attrs = {}  # they may hold anything
    try:
        return pickle.dumps(alone, protocol=5)
    except Exception:  # objects of any class may be in there, and fail in any way
        return pickle.dumps(_plain(alone), protocol=5)


def _plain(frame: Any) -> Any:
    """Return a DataFrame with text in place of all objects that are no text, number or date."""
    import pandas as pd

    plain = pd.DataFrame(frame).copy(deep=False)
    plain.attrs = {}
    for place, dtype in enumerate(plain.dtypes):
        column: Any = plain.iloc[:, place]
        if dtype.kind == "O" and pd.api.types.infer_dtype(column) in _OF_OBJECTS:
            plain.isetitem(place, column.map(lambda value: value if value is None else str(value)))
    return plain
