"""The profile of a frame: each column's facts under its label, kept for as long as the frame lives.

A kept profile is used again only for columns whose label, dtype and every byte are the same (see `contents`), so
after a change only the changed columns are looked at anew.
"""

import weakref
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aa_magics.frames.columns import Facts, column_facts, number_facts
from aa_magics.frames.contents import as_bytes, checksum
from aa_magics.frames.labels import ColumnLabel, column_labels, shown_name
from aa_magics.frames.numbers import spreads
from aa_magics.model import ColumnProfile, FrameProfile, ValueCount

_BLOCK = 1 << 17
"""Number columns are looked at together, so many values at a time: wide frames fast, long ones in little memory."""

Key = tuple[ColumnLabel, str, int, Hashable]
Columns = Mapping[Key, ColumnProfile]


class Looked(NamedTuple):
    """A column's profile, what it was made of (None: look again next time), and its bytes."""

    key: Key | None
    profile: ColumnProfile
    memory: int


class Kept:
    """The column profiles of living frames. A frame has no hash: its id finds it, a weak reference proves it."""

    def __init__(self) -> None:
        self._frames: dict[int, tuple[weakref.ref[Any], Columns]] = {}

    def __len__(self) -> int:
        return len(self._frames)

    def columns(self, frame: Any) -> Columns:
        owner, columns = self._frames.get(id(frame), (None, {}))
        return columns if owner and owner() is frame else {}

    def keep(self, frame: Any, looked: Iterable[Looked]) -> None:
        def forget(dead: weakref.ref[Any], place: int = id(frame)) -> None:
            if place in self._frames and self._frames[place][0] is dead:
                del self._frames[place]

        columns = {one.key: one.profile for one in looked if one.key is not None}
        self._frames[id(frame)] = weakref.ref(frame, forget), columns


KEPT = Kept()


def profile_of(name: str, frame: Any) -> FrameProfile:
    """Return the profile of a DataFrame; see `profile_frame`."""
    kept = KEPT.columns(frame)
    levels, names = _named_levels(frame.index)
    labels = list(frame.columns)
    columns = _columns(frame, column_labels(labels, beside=names), kept)
    called = column_labels(names, beside=labels)
    index = [_looked(level, label, kept) for level, label in zip(levels, called, strict=True)]
    KEPT.keep(frame, (*columns, *index))
    return FrameProfile.model_construct(
        name=name,
        rows=len(frame),
        memory=sum(column.memory for column in columns) + _index_bytes(frame.index),
        columns=tuple(column.profile for column in columns),
        index=tuple(level.profile for level in index),
        header=tuple(shown_name(name) for name in frame.columns.names if name is not None),
        joins=(),
    )


def _named_levels(index: Any) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the levels of an index that have a name, as Series, and those names."""
    unnamed = index.rename([None] * index.nlevels if index.nlevels > 1 else None)  # a name may look like a place
    places = [place for place, name in enumerate(index.names) if name is not None]
    levels = [unnamed.get_level_values(place) for place in places]
    return [pd.Series(level, dtype=level.dtype) for level in levels], [index.names[place] for place in places]


def _index_bytes(index: Any) -> int:
    """Return the bytes of an index without its lookup table, which comes and goes."""
    if index.nlevels == 1:
        return int(index.nbytes)
    return sum(int(part.nbytes) for part in (*index.levels, *index.codes))


def _columns(frame: Any, labels: Sequence[ColumnLabel], kept: Columns) -> Sequence[Looked]:
    blocks: dict[np.dtype[Any], list[int]] = {}
    found: dict[int, Looked] = {}
    for place, dtype in enumerate(frame.dtypes):
        if isinstance(dtype, np.dtype) and dtype.kind in "biuf":
            blocks.setdefault(dtype, []).append(place)
        else:
            found[place] = _looked(_column(frame, place), labels[place], kept)
    at_once = max(1, _BLOCK // max(1, len(frame)))
    for places in blocks.values():
        for start in range(0, len(places), at_once):
            some = places[start : start + at_once]
            found.update(zip(some, _looked_numbers(frame, some, labels, kept), strict=True))
    return [found[place] for place in range(len(labels))]


def _column(frame: Any, place: int) -> Any:
    column = frame.iloc[:, place]
    if pd.api.types.is_hashable(column.name):
        return column
    return pd.Series(column.array, dtype=column.dtype, copy=False)  # pandas fails on a name without a hash


def _looked(column: Any, label: ColumnLabel, kept: Columns) -> Looked:
    contents = checksum(column)
    key = None if contents is None else (label, str(column.dtype), len(column), contents)
    profile = kept.get(key) if key else None
    memory = int(column.memory_usage(index=False))
    return Looked(key, profile or _profile(label, str(column.dtype), column_facts(column, label.name)), memory)


def _looked_numbers(
    frame: Any, places: Sequence[int], labels: Sequence[ColumnLabel], kept: Columns
) -> Iterator[Looked]:
    """Yield number columns of one dtype, looked at as one block."""
    block = _block(frame, places)
    dtype, rows = str(block.dtype), block.shape[1]
    keys = [(labels[place], dtype, rows, crc32(as_bytes(row))) for place, row in zip(places, block, strict=True)]
    new = [i for i, key in enumerate(keys) if key not in kept]
    made = {
        i: _profile(keys[i][0], dtype, number_facts(block[i], spread, keys[i][0].name))
        for i, spread in zip(new, spreads(block[new]), strict=True)
    }
    for i, key in enumerate(keys):
        yield Looked(key, made[i] if i in made else kept[key], block[i].nbytes)


def _block(frame: Any, places: Sequence[int]) -> NDArray[Any]:
    """Return columns of one dtype as an array of columns x rows; a single one is not copied."""
    if len(places) == 1:
        return np.atleast_2d(frame.iloc[:, places[0]].to_numpy())
    return np.ascontiguousarray(frame.iloc[:, places].to_numpy().T)


def _profile(label: ColumnLabel, dtype: str, facts: Facts) -> ColumnProfile:
    return ColumnProfile.model_construct(
        label=label.label,
        name=label.name,
        dtype=dtype,
        kind=facts.kind,
        bindable=label.bindable and facts.usable,
        parsed=facts.parsed,
        missing=facts.missing,
        distinct=facts.distinct,
        distinct_exact=facts.distinct_exact,
        minimum=facts.minimum,
        maximum=facts.maximum,
        quartiles=facts.quartiles,
        p5=facts.p5,
        p95=facts.p95,
        reads_as=facts.reads_as,
        sense=facts.sense,
        codes=facts.codes,
        values=tuple(ValueCount.model_construct(value=value, count=count) for value, count in facts.values),
    )
