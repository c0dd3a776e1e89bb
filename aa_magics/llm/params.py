"""A recipe's parameters as a model gives them, made what recipes take: labels of columns, conditions, settings."""

from collections.abc import Mapping
from typing import Any, get_args

from aa_magics.llm.offer import told_parameters
from aa_magics.model import ColumnProfile, Comparison, Condition, FrameProfile, Label, Param, Test
from aa_magics.recipes import Parameter, Recipe
from aa_magics.recipes.roles import SPOKEN

COMPARISONS: tuple[str, ...] = get_args(Comparison)
ALIASES = {"=": "==", "is": "==", "<>": "!=", "isna": "missing", "isnull": "missing", "notna": "present"}
ALIASES |= {"notnull": "present", "equals": "==", "gt": ">", "lt": "<", "ge": ">=", "le": "<=", "isin": "in"}
CODES = {spoken: code for code, spoken in SPOKEN.items()}


def bound_params(recipe: Recipe, given: Mapping[str, Any], profile: FrameProfile) -> dict[str, Param]:
    """Return the parameters of a recipe from those that a model gave for a frame; those that it does not have are left.

    What cannot be made out is kept as it is: `misfit` then says what is wrong with it. A cell value is never looked up:
    what the model wrote may be sent again, and must not be mended by what it was not told. Raises ValueError for a
    condition that is none.
    """
    lowered = {name.lower(): value for name, value in given.items()}
    params: dict[str, Param] = {}
    for parameter in told_parameters(recipe):
        value = lowered.get(parameter.name.lower())
        if value not in (None, "", []):
            params[parameter.name] = _bound(parameter, value, profile, params)
    return params


def label_of(said: Any, profile: FrameProfile) -> Label:
    """Return the label of the column that a model means: by its label, its name, or its name in another case."""
    label = _plain(said)
    columns = profile.columns
    spoken = str(said).strip("`'\" ").casefold()
    exact = [column.label for column in columns if column.label == label and type(column.label) is type(label)]
    named = [column.label for column in columns if column.name == str(said)]
    alike = [column.label for column in columns if column.name.casefold() == spoken]
    return next((found[0] for found in (exact, named, alike) if len(found) == 1), label)


def _bound(parameter: Parameter, value: Any, profile: FrameProfile, before: Mapping[str, Param]) -> Param:
    role = parameter.role
    if role is None:
        return _setting(parameter, value)
    if role.name == "rows":
        return _condition(value, profile)
    if role.name == "frame":
        return str(value)
    if role.name in ("value", "values"):
        column = _column(list(before.values())[-1] if before else None, profile)
        return tuple(_cell(part, column) for part in value) if role.many else _cell(value, column)
    if not role.many:
        return label_of(value[0] if isinstance(value, list) and len(value) == 1 else value, profile)
    listed = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(label_of(part, profile) for part in listed))


def _setting(parameter: Parameter, value: Any) -> Param:
    if parameter.values:
        text = str(value)
        return text if text in parameter.values else CODES.get(text.lower().rstrip("s"), CODES.get(text.lower(), text))
    if isinstance(parameter.default, int | float) and isinstance(value, str):
        return _number(value)
    return _plain(value)


def _condition(value: Any, profile: FrameProfile) -> Condition:
    if isinstance(value, Mapping):
        value = value.get("tests", [value])
    tests = [value] if isinstance(value, list) and value and isinstance(value[0], str) else value
    if not isinstance(tests, list) or not tests:
        raise ValueError("rows is no list of [column, comparison, value]")
    return Condition(tests=tuple(_test(test, profile) for test in tests))


def _test(said: Any, profile: FrameProfile) -> Test:
    parts = [said.get("column"), said.get("comparison"), said.get("value")] if isinstance(said, Mapping) else said
    if not isinstance(parts, list) or len(parts) not in (2, 3):
        raise ValueError("rows is no list of [column, comparison, value]")
    column, comparison, value = (*parts, None)[:3]
    spoken = str(comparison).strip().lower()
    spoken = ALIASES.get(spoken, spoken)
    if spoken not in COMPARISONS:
        raise ValueError(f"{comparison!r} is no comparison")
    label = label_of(column, profile)
    found = _column(label, profile)
    if found is None:
        raise ValueError(f"there is no single column {column!r}")
    listed = isinstance(value, list)
    if spoken in ("==", "!=") and listed:
        spoken = "in" if spoken == "==" else "not in"
    typed = tuple(_cell(part, found) for part in value) if listed else _cell(value, found)
    if spoken in ("in", "not in") and not listed:
        typed = (typed,)
    return Test.model_validate({"column": label, "comparison": spoken, "value": typed})


def _column(label: Param, profile: FrameProfile) -> ColumnProfile | None:
    return next((column for column in profile.columns if column.label == label and column.bindable), None)


def _cell(said: Any, column: ColumnProfile | None) -> Label:
    """Return a cell value in the type of its column: `"3"` is 3 in a column of numbers."""
    return _number(said) if column and column.kind == "number" and isinstance(said, str) else _plain(said)


def _number(text: str) -> Label:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return text
    return int(value) if value.is_integer() and "." not in text else value


def _plain(value: Any) -> Label:
    if isinstance(value, list | tuple):
        return tuple(_plain(part) for part in value)
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
