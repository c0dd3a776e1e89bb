"""Has a column changed? Checksums over every byte of it, so that any change in place is seen.

A frame may be changed without a trace in its identity: `df.loc[0, "a"] = 1`, `df.sort_values(inplace=True)`, a NumPy
view of a column. So nothing but the values is trusted. CRC-32 sees every change within 32 bits, and misses another
one with a chance of 1 in 4,000,000,000; it reads about 1 GB/s or more.
"""

from collections.abc import Hashable
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_UNCHANGEABLE = frozenset(("string", "boolean", "date", "empty"))


def checksum(column: Any) -> Hashable | None:
    """Return what equals itself only while `column`, a Series, holds the same; None where nothing cheap is sound.

    That is so for objects other than text, which may change inside, and for dtypes that are rarely met.
    """
    dtype = column.dtype
    match dtype:
        case pd.ArrowDtype():
            return _arrow(column)
        case pd.StringDtype():
            return _arrow(column) if dtype.storage.startswith("pyarrow") else _objects(column)
        case pd.CategoricalDtype():
            categories = checksum(pd.Series(dtype.categories))
            codes = crc32(column.cat.codes.to_numpy())
            return None if categories is None else (categories, dtype.ordered, codes)
        case pd.IntervalDtype():
            sides = pd.Series(column.array.left), pd.Series(column.array.right)
            return dtype.closed, *map(checksum, sides)
        case pd.DatetimeTZDtype() | pd.PeriodDtype():
            return crc32(column.astype("int64").to_numpy())
        case np.dtype():
            return _objects(column) if dtype.kind == "O" else crc32(as_bytes(column.to_numpy()))
    if hasattr(dtype, "numpy_dtype"):
        filled = column.to_numpy(dtype=dtype.numpy_dtype, na_value=dtype.type(0))
        return crc32(filled), crc32(column.isna().to_numpy())
    return None


def as_bytes(values: NDArray[Any]) -> memoryview:
    """Return the bytes of an array, copied only if they do not lie one after the other."""
    return np.ascontiguousarray(values).view(np.uint8).data


def _arrow(column: Any) -> Hashable | None:
    array = column.array.__arrow_array__()
    if array.type.num_fields or hasattr(array.type, "index_type"):  # nested, or with a dictionary beside it
        return None
    return tuple(
        (chunk.offset, len(chunk), *(None if buffer is None else crc32(buffer) for buffer in chunk.buffers()))
        for chunk in array.chunks
    )


def _objects(column: Any) -> Hashable | None:
    """Return the hash of a column of text; Python keeps that of each text, so this is fast."""
    values = column.to_numpy()
    held = pd.api.types.infer_dtype(values, skipna=True)
    return (held, hash(tuple(values.tolist()))) if held in _UNCHANGEABLE else None
