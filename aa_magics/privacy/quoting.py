"""Names and values as a prompt shows them: JSON strings on one line that cannot break out of it, cut to a length."""

import json
import math
import unicodedata

from aa_magics.model import Code, Label

LONGEST = 80

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Categories of characters that are escaped: controls, those that turn the direction of text, line separators."""


def quoted(text: str) -> str:
    """Return text as a JSON string of at most 80 characters; one that is cut ends in an ellipsis outside of it."""
    shown = text if len(text) <= LONGEST else text[:LONGEST]
    plain = shown.isascii() and shown.isprintable()
    inner = json.dumps(shown, ensure_ascii=False)
    inner = inner if plain else "".join(map(_escaped, inner))
    return inner if shown is text else f"{inner}…"


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
    """Return a number in at most four digits before the point, or after it where it is small: 81234 is 81230."""
    if not math.isfinite(value) or value == 0:
        return "0" if value == 0 else str(value)
    digits = 3 - math.floor(math.log10(abs(value)))
    near = round(value, digits)
    if digits <= 0:
        return str(int(near)) if abs(near) < 1e15 else f"{near:.3e}"
    return f"{near:.{digits}f}".rstrip("0").rstrip(".") if digits < 8 else f"{near:.3g}"


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
