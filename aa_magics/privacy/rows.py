"""Some rows of a frame as text, at `samples` level only."""

from collections.abc import Iterator
from typing import Any

from aa_magics.privacy.quoting import quoted
from aa_magics.privacy.redaction import redacted
from aa_magics.privacy.rules import Rules

_MOST_COLUMNS = 40
_LOOKED_AT = 500
_BINARY = (bytes, bytearray, memoryview)


def sample_rows(frame: Any, rules: Rules) -> str:
    """Return `rules.sample_rows` rows of a DataFrame, evenly spread, one a line under a line of names.

    It is "" below the level `samples`, and for a frame whose columns are named by values of a denied one. Columns that
    the rules deny are left out, as are those past the fortieth; of a cell at most 80 characters are told, and no bytes.
    """
    pivoted = any(rules.denies(_name(name)) for name in frame.columns.names)
    if rules.level != "samples" or rules.sample_rows < 1 or not len(frame) or pivoted:
        return ""
    places = [place for place, label in enumerate(frame.columns) if not rules.denies(_name(label))][:_MOST_COLUMNS]
    step = max(1, len(frame) // rules.sample_rows)
    some = frame.iloc[::step, places].head(rules.sample_rows)
    names = ", ".join(quoted(_name(label)) for label in some.columns)
    return "\n".join((f"rows of {names}", *_rows(some, rules)))


def _rows(some: Any, rules: Rules) -> Iterator[str]:
    columns = [some.iloc[:, place].astype("object").tolist() for place in range(some.shape[1])]
    for row in zip(*columns, strict=True):
        yield ", ".join(_cell(value, rules) for value in row)


def _cell(value: Any, rules: Rules) -> str:
    if isinstance(value, _BINARY):
        return "bytes"
    text = _text(value)[:_LOOKED_AT]  # redacted before it is cut to what is told: half an address is one too
    text = redacted(text) if rules.redact else text
    return text if isinstance(value, bool | int | float) and len(text) < 40 else quoted(text)


def _text(value: Any) -> str:
    try:
        return str(value)
    except Exception:  # a cell may hold anything, which may raise anything
        return type(value).__name__


def _name(label: Any) -> str:
    return " ".join(map(str, label)) if isinstance(label, tuple) else str(label)
