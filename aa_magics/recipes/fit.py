"""Whether a recipe can be used on a frame, judged by the frame's profile alone."""

import math
from collections.abc import Iterable, Mapping

from aa_magics.model import ColumnProfile, Condition, FrameProfile, Label, Param
from aa_magics.recipes import Parameter, Range, Recipe


def misfit(recipe: Recipe, params: Mapping[str, Param], profile: FrameProfile) -> str | None:
    """Return why `recipe` cannot be used with `params` on the frame, in words; None when it can."""
    columns = {column.label: column for column in profile.columns if column.bindable}
    reasons = (_parameter_misfit(recipe, p, params, columns) for p in recipe.parameters.values())
    return next((reason for reason in reasons if reason), None) or _rows_misfit(recipe, params, profile, columns)


def bound_labels(recipe: Recipe, params: Mapping[str, Param]) -> tuple[Label, ...]:
    """Return the column labels that `params` bind, in the order of the recipe's parameters."""
    return tuple(label for p in recipe.parameters.values() for label in _labels(p, params))


def _labels(parameter: Parameter, params: Mapping[str, Param]) -> Iterable[Label]:
    param = params.get(parameter.name)
    if isinstance(param, Condition):
        return [test.column for test in param.tests]
    if not parameter.role or not parameter.role.kinds or param is None:
        return []
    return param if parameter.role.many and isinstance(param, tuple) else [param]


def _parameter_misfit(
    recipe: Recipe, parameter: Parameter, params: Mapping[str, Param], columns: Mapping[Label, ColumnProfile]
) -> str | None:
    if parameter.name not in params:
        return None if parameter.optional else f"{parameter.name} is not given"
    if parameter.values and params[parameter.name] not in (*parameter.values, parameter.default):
        return f"{parameter.name} is none of {', '.join(map(str, parameter.values))}"
    for label in _labels(parameter, params):
        if label not in columns:
            return f"there is no single column {label!r}"
        column = columns[label]
        if parameter.role and parameter.role.kinds and column.kind not in parameter.role.kinds:
            return f"{column.name} is a {column.kind}, not a {' or '.join(sorted(parameter.role.kinds))}"
        if reason := _distinct_misfit(column, recipe.needs.distinct.get(parameter.name)):
            return reason
    return None


def _distinct_misfit(column: ColumnProfile, limits: Range | None) -> str | None:
    low, high = limits or (0, None)
    if column.distinct < low:
        return f"{column.name} has {column.distinct} distinct values, fewer than {low}"
    if high is not None and column.distinct > high:
        return f"{column.name} has {column.distinct} distinct values, more than {high}"
    return None


def _rows_misfit(
    recipe: Recipe, params: Mapping[str, Param], profile: FrameProfile, columns: Mapping[Label, ColumnProfile]
) -> str | None:
    if not recipe.needs.rows:
        return None
    bound = [columns[label] for label in set(bound_labels(recipe, params))]
    infinite = [column.name for column in bound if not _is_finite(column)]
    if infinite:
        return f"{infinite[0]} holds infinite values"
    complete = profile.rows - sum(column.missing for column in bound)  # a lower bound: gaps may share rows
    if complete < recipe.needs.rows:
        return f"{max(complete, 0)} complete rows are fewer than the {recipe.needs.rows} it needs"
    return None


def _is_finite(column: ColumnProfile) -> bool:
    ends = (column.minimum, column.maximum)
    return all(math.isfinite(end) for end in ends if isinstance(end, float))
