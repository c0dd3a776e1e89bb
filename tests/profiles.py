"""A profile of a frame, as small as recipes' tests need it."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series
from pandas.api import types

from aa_magics.model import Code, ColumnProfile, FrameProfile, Kind, Label, ValueCount


def profile_frame(name: str, frame: DataFrame) -> FrameProfile:
    columns = tuple(_column(label, frame.iloc[:, i], frame) for i, label in enumerate(frame.columns))
    return FrameProfile(name=name, rows=len(frame), memory=0, columns=columns)


def _column(label: Any, column: Series, frame: DataFrame) -> ColumnProfile:
    present = column.dropna()
    try:
        counts = present.value_counts()
    except (TypeError, ValueError, NotImplementedError):
        counts = present.astype(str).value_counts()
    kind = _kind(label, column, len(counts))
    ends: dict[str, Any] = {}
    if kind == "number" and len(present):
        numbers = present.astype("float64")
        ends = {"minimum": numbers.min(), "maximum": numbers.max(), "quartiles": (numbers.median(),) * 3}
    code = _label(label)
    return ColumnProfile(
        label="" if code is None else code,
        name=str(label),
        dtype=str(column.dtype),
        kind=kind,
        bindable=code is not None and list(frame.columns).count(label) == 1,
        missing=int(column.isna().sum()),
        distinct=len(counts),
        values=tuple(
            ValueCount(value=found, count=int(n)) for v, n in counts.head(5).items() if (found := _label(v)) is not None
        )
        if len(counts) <= 20
        else (),
        **ends,
    )


def _kind(label: Any, column: Series, distinct: int) -> Kind:
    if types.is_bool_dtype(column.dtype):
        return "boolean"
    if isinstance(column.dtype, pd.CategoricalDtype):
        return "category"
    if types.is_numeric_dtype(column.dtype) and not types.is_complex_dtype(column.dtype):
        return "id" if str(label).endswith("_id") else "number"
    if types.is_datetime64_any_dtype(column.dtype):
        return "datetime"
    if types.infer_dtype(column, skipna=True) == "boolean":
        return "boolean"
    if types.infer_dtype(column, skipna=True) == "string":
        return "category" if distinct <= 20 else "text"
    return "text"


def _label(label: Any) -> Label:
    """Return the label as a param holds it; None when it cannot be bound."""
    if isinstance(label, tuple):
        parts = tuple(map(_label, label))
        return None if None in parts else parts
    if isinstance(label, bool | str | int) or (isinstance(label, float) and label == label):
        return label
    if isinstance(label, np.generic) and not isinstance(label, np.datetime64):
        return _label(label.item())
    if isinstance(label, pd.Timestamp) and not pd.isna(label):
        return Code(code=f'pd.Timestamp("{label}")', imports=("import pandas as pd",))
    if type(label) is dt.date:
        return Code(code=repr(label), imports=("import datetime",))
    return Code(code=repr(label)) if isinstance(label, bytes) else None
