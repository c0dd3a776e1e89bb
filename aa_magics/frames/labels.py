"""Column labels and cell values as the words of the wire: a JSON value, else source, else nothing."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from aa_magics.model import Code, Label

_PANDAS = ("import pandas as pd",)
_DATETIME = ("import datetime",)


@dataclass(frozen=True, slots=True)
class ColumnLabel:
    """How a column is called: in a cell (`label`), on a screen (`name`), and whether a cell can name just it."""

    label: Label
    name: str
    bindable: bool


def column_labels(labels: Sequence[Any], beside: Sequence[Any] = ()) -> Sequence[ColumnLabel]:
    """Return each of `labels`; one that also stands in `beside`, or equals another, is not bindable.

    1, True and 1.0 are equal labels to pandas. NaN, None and objects without a literal cannot be named in a cell,
    nor can bytes: beside other labels NumPy makes bytes of those too.
    """
    times = Counter(label for label in (*labels, *beside) if pd.api.types.is_hashable(label))
    found = [(label_of(raw), raw) for raw in labels]
    return [ColumnLabel(label, shown_name(raw), bindable=label is not None and times[raw] == 1) for label, raw in found]


def label_of(raw: Any) -> Label:
    """Return what a cell can write to mean `raw`, or None when there is no faithful literal."""
    if isinstance(raw, tuple):
        parts = tuple(map(label_of, raw))
        return None if None in parts else parts
    if isinstance(raw, np.generic) and not isinstance(raw, np.datetime64 | np.timedelta64):
        raw = raw.item()
    plain = plain_value(raw) if isinstance(raw, str | bool | int | float) else None
    return _source_of(raw) if plain is None else plain


def plain_value(value: Any) -> Label:
    """Return a cell value as JSON can carry it, dates as ISO strings, or None when it has no such form."""
    if isinstance(value, tuple):
        parts = tuple(map(plain_value, value))
        return None if None in parts else parts
    if isinstance(value, np.generic):
        value = pd.Timestamp(value) if isinstance(value, np.datetime64) else value.item()
    if type(value) in (bool, int):
        return value  # type: ignore[no-any-return]
    if type(value) is float:
        return value if np.isfinite(value) else None
    if type(value) is str:
        return value if _is_unicode(value) else None
    if isinstance(value, dt.date | pd.Period) and value is not pd.NaT:
        return iso(value)
    return None


def iso(moment: Any) -> str:
    """Return a date or period in ISO 8601, without the time of day where it is midnight."""
    text = str(moment) if isinstance(moment, pd.Period) else str(moment.isoformat())
    return text.removesuffix("T00:00:00")


def shown_name(raw: Any) -> str:
    """Return a label as a person reads it; the parts of a tuple are joined by spaces."""
    if isinstance(raw, tuple):
        return " ".join(filter(None, map(shown_name, raw)))
    text = iso(raw) if isinstance(raw, dt.date) and raw is not pd.NaT else str(raw)
    return text if _is_unicode(text) else text.encode(errors="replace").decode()


def _source_of(raw: Any) -> Code | None:
    match raw:
        case float() if raw == raw and type(raw) is float:
            return Code(code=f'float("{raw}")')
        case pd.Timestamp() | pd.Timedelta() | pd.Period() | pd.Interval():
            return _pandas_source(raw)
        case dt.date() | dt.time() if raw is not pd.NaT and getattr(raw, "tzinfo", None) is None:
            return Code(code=repr(raw), imports=_DATETIME)
        case _:
            return None


def _pandas_source(raw: Any) -> Code | None:
    match raw:
        case pd.Timestamp(tzinfo=None):
            return _call(raw, iso(raw))
        case pd.Timestamp():
            return _call(raw, raw.isoformat(), tz=str(raw.tzinfo))
        case pd.Timedelta():
            return _call(raw, raw.isoformat())
        case pd.Period():
            return _call(raw, str(raw), freq=raw.freqstr)
        case _:
            return _call(raw, label_of(raw.left), label_of(raw.right), closed=raw.closed)


def _call(raw: Any, *given: Any, **named: Any) -> Code | None:
    """Return the call of the constructor of `raw`, if what it makes is `raw` again."""
    try:
        same = bool(type(raw)(*given, **named) == raw)
        arguments = [json.dumps(value) for value in given] + [f"{k}={json.dumps(v)}" for k, v in named.items()]
    except (ValueError, TypeError, KeyError):  # a zone without a name, an interval of dates
        return None
    return Code(code=f"pd.{type(raw).__name__}({', '.join(arguments)})", imports=_PANDAS) if same else None


def _is_unicode(text: str) -> bool:
    """Return whether `text` can be encoded: a lone surrogate cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
