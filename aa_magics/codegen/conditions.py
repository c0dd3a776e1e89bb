"""Conditions as the Python source of the mask that keeps their rows."""

from aa_magics.codegen.formulas import PANDAS_PARTS, formula_source
from aa_magics.codegen.literals import literal, literal_list
from aa_magics.model import Condition, Test


def condition_source(condition: Condition, frame: str) -> str:
    """Return the boolean mask that keeps the rows of `frame` that pass every test."""
    masks = [_any_source(test, frame) for test in condition.tests]
    if len(masks) == 1:
        return masks[0]
    return " & ".join(
        f"({mask})" if _is_open(test) else mask for mask, test in zip(masks, condition.tests, strict=True)
    )


def _any_source(test: Test, frame: str) -> str:
    """Return the mask of the rows that pass a test or one of its alternatives."""
    if not test.alternatives:
        return _test_source(test, frame)
    every = (test.model_copy(update={"alternatives": ()}), *test.alternatives)
    return " | ".join(f"({_test_source(one, frame)})" if _is_open(one) else _test_source(one, frame) for one in every)


def _is_open(test: Test) -> bool:
    """Return whether a mask needs parentheses beside another."""
    return bool(test.alternatives) or _is_compared(test)


def _is_compared(test: Test) -> bool:
    return test.comparison in ("==", "!=", "<", "<=", ">", ">=")


def _test_source(test: Test, frame: str) -> str:
    column = f"{frame}[{literal(test.column)}]"
    if test.part is not None:
        column += f".dt.{PANDAS_PARTS.get(test.part, test.part)}"
    value = test.value
    if test.against is not None:
        return f"{column} {test.comparison} {formula_source(test.against, frame)}"
    if _is_compared(test):
        return f"{column} {test.comparison} {literal(value)}"
    listed = value if isinstance(value, tuple) else (value,)
    match test.comparison:
        case "in":
            return f"{column}.isin({literal_list(listed)})"
        case "not in":
            return f"~{column}.isin({literal_list(listed)})"
        case "between":
            return f"{column}.between({literal(listed[0])}, {literal(listed[-1])})"
        case "within":
            return f'{column}.between({literal(listed[0])}, {literal(listed[-1])}, inclusive="left")'
        case "contains":
            return f"{column}.str.contains({literal(value)}, case=False, regex=False, na=False)"
        case "missing":
            return f"{column}.isna()"
        case _:
            return f"{column}.notna()"
