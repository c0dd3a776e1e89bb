"""Values as the Python source that a person would type."""

import math
from collections.abc import Iterable
from typing import get_args

from aa_magics.model import Code, Condition, Formula, Label, Logarithm, Param


def literal(value: Label) -> str:
    """Return the source of a label or a value: double quotes where they need no escape, tuples as tuples."""
    if isinstance(value, Code):
        return value.code
    if isinstance(value, tuple):
        inner = ", ".join(map(literal, value))
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value)


def literal_list(values: Iterable[Label]) -> str:
    """Return the source of a list of labels or values."""
    return "[" + ", ".join(map(literal, values)) + "]"


def formatted_text(param: Param) -> str | None:
    """Return what a format string makes of a param; None for what has no literal: Python says it when it runs."""
    return str(param) if _is_literal(param) else None


def imports_of(param: Param) -> tuple[str, ...]:
    """Return the imports that the source of `param` needs."""
    match param:
        case Code(imports=imports):
            return imports
        case Condition(tests=tests):
            return tuple(
                line for test in tests for part in (test.column, test.value, test.against) for line in imports_of(part)
            )
        case Formula(operation=operation, operands=operands):
            own = ("import numpy as np",) if operation in get_args(Logarithm) else ()
            return (*own, *(line for operand in operands for line in imports_of(operand)))
        case tuple():
            return tuple(line for part in param for line in imports_of(part))
        case _:
            return ()


def _is_literal(param: Param) -> bool:
    return (
        all(map(_is_literal, param)) if isinstance(param, tuple) else not isinstance(param, Code | Condition | Formula)
    )


def _quoted(text: str) -> str:
    plain = repr(text)
    if plain[0] == '"' or '"' in plain:
        return plain
    return '"' + plain[1:-1] + '"'
