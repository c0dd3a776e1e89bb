"""Whether a recipe can be used on a frame, judged by the frame's profile alone."""

from collections.abc import Iterable, Mapping
from datetime import date

from aa_magics.frames.kinds import FEW_VALUES
from aa_magics.model import ColumnProfile, Condition, Formula, FrameProfile, Label, Param
from aa_magics.recipes import Parameter, Range, Recipe
from aa_magics.recipes.formulas import columns_of, kinds_of
from aa_magics.recipes.roles import ANY, PER_DAY, WORDS

LARGEST = 1e150
MOST_PERIODS = 1_000_000
TEXTS = ("str", "string", "object")
"""Types whose values have methods of text."""


def misfit(recipe: Recipe, params: Mapping[str, Param], profile: FrameProfile) -> str | None:
    """Return why `recipe` cannot be used with `params` on the frame, in words; None when it can."""
    columns = {column.label: column for column in profile.columns if column.bindable}
    if recipe.needs.bindable and (odd := [column.name for column in profile.columns if not column.bindable]):
        return f"{odd[0]} stands twice, has no plain name, or holds values that cannot be compared"
    reasons = (_parameter_misfit(recipe, p, params, columns) for p in recipe.parameters.values())
    reason = next((reason for reason in reasons if reason), None)
    return reason or _periods_misfit(params, columns) or _rows_misfit(recipe, params, profile, columns)


def bound_labels(recipe: Recipe, params: Mapping[str, Param]) -> tuple[Label, ...]:
    """Return the column labels that `params` bind, in the order of the recipe's parameters."""
    return tuple(label for p in recipe.parameters.values() for label in labels_of(p, params))


def typed_labels(recipe: Recipe, params: Mapping[str, Param]) -> tuple[Label, ...]:
    """Return those labels that stand where text would not do: they must be held as what they are."""
    typed = (p for p in recipe.parameters.values() if not p.role or "text" not in p.role.kinds)
    return tuple(label for p in typed for label in labels_of(p, params))


def labels_of(parameter: Parameter, params: Mapping[str, Param]) -> Iterable[Label]:
    """Return the column labels that `params` bind to one parameter."""
    param = params.get(parameter.name)
    if isinstance(param, Condition):
        tests = [one for test in param.tests for one in (test, *test.alternatives)]
        against = [label for test in tests if test.against for label in columns_of(test.against)]
        return [*(test.column for test in tests), *against]
    if isinstance(param, Formula):
        return columns_of(param)
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
    if reason := _limits_misfit(parameter.name, params[parameter.name], recipe.needs.limits.get(parameter.name)):
        return reason
    for label in labels_of(parameter, params):
        if label not in columns:
            return f"there is no single column {label!r}"
        if reason := column_misfit(recipe, parameter, columns[label]):
            return reason
        if reason := _operand_misfit(params[parameter.name], columns[label]):
            return reason
    return _value_misfit(recipe, parameter, params, columns)


def _operand_misfit(param: Param, column: ColumnProfile) -> str | None:
    """Return why a formula cannot be computed from `column`; None when it can, or when `param` is no formula."""
    if not isinstance(param, Formula):
        return None
    kinds = kinds_of(param, column.label)
    if column.kind not in kinds:
        return f"{column.name} is a {column.kind}, not a {' or '.join(sorted(kinds))}"
    if not column.parsed and "text" not in kinds:
        return f"{column.name} has its {column.kind}s in {column.dtype}; they must be converted first"
    if kinds == WORDS and column.dtype not in TEXTS:
        return f'{column.name} is {column.dtype}; convert it with .astype("string")'
    return None


def column_misfit(recipe: Recipe, parameter: Parameter, column: ColumnProfile) -> str | None:
    """Return why `column` cannot be what `parameter` is bound to, whatever the other columns are; None when it can."""
    needs, kinds = recipe.needs, parameter.role.kinds if parameter.role else None
    if kinds and column.kind not in kinds:
        return f"{column.name} is a {column.kind}, not a {' or '.join(sorted(kinds))}"
    if kinds and not column.parsed and "text" not in kinds:
        return f"{column.name} has its {column.kind}s in {column.dtype}; they must be converted first"
    if column.dtype.startswith("period") and kinds and "text" not in kinds:
        return f"{column.name} holds periods; convert them with .dt.to_timestamp()"
    if column.dtype.startswith("date32") and kinds and "text" not in kinds:
        return f"{column.name} holds {column.dtype}; convert it with pd.to_datetime"
    if recipe.result == "figure" and _is_undrawable(column):
        return f"{column.name} holds periods, intervals or time spans, which Plotly cannot draw; use .astype(str)"
    if column.dtype == "float16" and parameter.role and parameter.role.best != ANY:
        return f'{column.name} is float16, which pandas cannot group; convert it with .astype("float32")'
    if needs.one_level and isinstance(column.label, tuple):
        return f'{column.name} has a label of several levels; join them with df.columns = df.columns.map(" ".join)'
    if needs.dense and column.dtype.startswith("Sparse"):
        return f"{column.name} is sparse; make it dense with .sparse.to_dense()"
    if needs.dense and column.label == "":
        return "a column has no name; name it with df.rename(columns={'': 'name'})"
    if needs.text_labels and not isinstance(column.label, str):
        return f"{column.name} is no text; name columns by text with df.columns = df.columns.map(str)"
    return (
        _distinct_misfit(column, needs.distinct.get(parameter.name), needs.levels.get(parameter.name))
        or _each_misfit(column, needs.each.get(parameter.name, 0))
        or _days_misfit(column, needs.days.get(parameter.name))
        or (_positive_misfit(column) if parameter.name in needs.positive else None)
        or (_gaps_in(column) if parameter.name in needs.whole else None)
    )


def _is_undrawable(column: ColumnProfile) -> bool:
    """Return whether a column holds periods, intervals or time spans; JSON carries no values of their categories."""
    unlisted = column.dtype == "category" and 0 < column.distinct <= FEW_VALUES and not column.values
    return unlisted or column.dtype.startswith(("period", "interval", "timedelta"))


def _value_misfit(
    recipe: Recipe, parameter: Parameter, params: Mapping[str, Param], columns: Mapping[Label, ColumnProfile]
) -> str | None:
    fewest = recipe.needs.each.get(parameter.name, 0)
    if not fewest or not parameter.role or parameter.role.name != "value":
        return None
    names = list(recipe.parameters)
    before = [recipe.parameters[name] for name in names[: names.index(parameter.name)]]
    column = columns[[label for p in before for label in labels_of(p, params)][-1]]
    if column.kind == "datetime":
        return f"{column.name} is a datetime, whose values are not compared as groups"
    rows = next((found.count for found in column.values if found.value == params[parameter.name]), 0)
    return f"{column.name} is {params[parameter.name]} in {_rows(rows)}, fewer than {fewest}" if rows < fewest else None


def _limits_misfit(name: str, param: Param, limits: tuple[float, float] | None) -> str | None:
    number = len(param) if isinstance(param, tuple) else param
    if not limits or not isinstance(number, int | float) or limits[0] <= number <= limits[1]:
        return None
    return f"{name} is {number}, not from {limits[0]:g} to {limits[1]:g}"


def _distinct_misfit(column: ColumnProfile, limits: Range | None, levels: int | None) -> str | None:
    low, high = limits or (0, None)
    if column.distinct < low:
        return f"{column.name} has {column.distinct} distinct values, fewer than {low}"
    high = levels if levels and column.kind != "number" else high
    if high is not None and column.distinct > high:
        return f"{column.name} has {column.distinct} distinct values, more than {high}"
    return None


def _each_misfit(column: ColumnProfile, fewest: int) -> str | None:
    rare = next((found for found in column.values if found.count < fewest), None)
    return f"{column.name} is {rare.value} in {_rows(rare.count)}, fewer than {fewest}" if rare else None


def _positive_misfit(column: ColumnProfile) -> str | None:
    low = column.minimum
    return f"{column.name} is as low as {low:g}, not above 0" if isinstance(low, float) and low <= 0 else None


def _gaps_in(column: ColumnProfile) -> str | None:
    return f"{column.name} is missing in {_rows(column.missing)}" if column.missing else None


def _rows(number: int) -> str:
    return f"{number} row" if number == 1 else f"{number} rows"


def _days_misfit(column: ColumnProfile, limits: tuple[int, int] | None) -> str | None:
    if not limits or not isinstance(column.minimum, str) or not isinstance(column.maximum, str):
        return None
    days = (date.fromisoformat(column.maximum[:10]) - date.fromisoformat(column.minimum[:10])).days
    return (
        None if limits[0] <= days <= limits[1] else f"{column.name} spans {days} days, not {limits[0]} to {limits[1]}"
    )


def _periods_misfit(params: Mapping[str, Param], columns: Mapping[Label, ColumnProfile]) -> str | None:
    """Return why there would be too many periods from the first to the last date."""
    per_day = next((PER_DAY[str(param)] for param in params.values() if str(param) in PER_DAY), 0)
    time = next((column for label, column in columns.items() if label == params.get("time")), None)
    return _days_misfit(time, (0, MOST_PERIODS // per_day)) if time and per_day else None


def _rows_misfit(
    recipe: Recipe, params: Mapping[str, Param], profile: FrameProfile, columns: Mapping[Label, ColumnProfile]
) -> str | None:
    if not recipe.needs.rows:
        return None
    bound = [columns[label] for label in dict.fromkeys(bound_labels(recipe, params))]
    huge = [column.name for column in bound if not _is_finite(column)]
    if huge:
        return f"{huge[0]} holds infinite values, or too large ones to be squared"
    filled = {label for name in recipe.needs.filled for label in labels_of(recipe.parameters[name], params)}
    gaps = sum(column.missing for column in bound if column.label not in filled)
    complete = max(profile.rows - gaps, 0)  # a lower bound: gaps may share rows
    if complete < recipe.needs.rows:
        return f"it needs {recipe.needs.rows} complete rows and has {complete}"
    return _groups_misfit(recipe, params, columns, gaps)


def _groups_misfit(
    recipe: Recipe, params: Mapping[str, Param], columns: Mapping[Label, ColumnProfile], gaps: int
) -> str | None:
    for name, fewest in recipe.needs.groups.items():
        for column in (columns[label] for label in labels_of(recipe.parameters[name], params)):
            # what all groups but the largest can lose before fewer than `fewest` rows are left in each
            spare = sum(max(found.count - fewest + 1, 0) for found in column.values[1:])
            if gaps - column.missing >= spare:
                return f"gaps may leave fewer than two groups of {column.name} with {fewest} rows"
    return None


def _is_finite(column: ColumnProfile) -> bool:
    """Return whether all values of a column and their squares are finite."""
    ends = (column.minimum, column.maximum)
    return all(abs(end) < LARGEST for end in ends if isinstance(end, float))
