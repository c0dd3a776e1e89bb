"""Names and values as a prompt shows them: JSON strings on one line that cannot break out of it, cut to a length."""

import json
import unicodedata
from functools import lru_cache

from aa_magics.model import Code, Label

LONGEST = 80

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Categories of characters that are escaped: controls, those that turn the direction of text, line separators."""


@lru_cache(4096)
def quoted(text: str) -> str:
    """Return text as a JSON string of at most 80 characters; one that is cut ends in an ellipsis outside of it."""
    inner = json.dumps(text[:LONGEST], ensure_ascii=False)
    shown = inner if inner.isascii() and inner.isprintable() else "".join(map(_escaped, inner))
    return shown if len(text) <= LONGEST else f"{shown}…"


def written(label: Label) -> str:
    """Return a label or a cell value as code that stands for it, on one line."""
    match label:
        case str():
            return quoted(label)
        case float():
            return number(label)
        case Code():
            return "".join(map(_escaped, label.code[:LONGEST]))
        case tuple():
            return f"({', '.join(map(written, label))})"
        case _:
            return repr(label)


def number(value: float) -> str:
    """Return a number by its first four digits: 81234.5 is 81230."""
    text = f"{value:.4g}"
    return f"{float(text):.0f}" if "e+" in text and abs(value) < 1e15 else text


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
