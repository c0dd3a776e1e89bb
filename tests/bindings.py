"""What a recipe's parameters are bound to on a sample frame: columns that fit, settings, conditions, a second frame."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any

from pandas import DataFrame

from aa_magics.codegen.literals import imports_of
from aa_magics.frames import profile_frame
from aa_magics.model import Code, ColumnProfile, Condition, Formula, FrameProfile, Param, Test
from aa_magics.recipes import Parameter, Recipe
from aa_magics.recipes.fit import misfit
from tests.samples import SAMPLES

Params = Mapping[str, Param]
FRAMES = ("sales", "others")
"""What the frames of a recipe are called, the one it is about first."""
ESTIMATORS: Mapping[str, Code] = {
    "regressor": Code(code="LinearRegression()", imports=("from sklearn.linear_model import LinearRegression",)),
    "trees": Code(
        code="DecisionTreeRegressor(random_state=0)", imports=("from sklearn.tree import DecisionTreeRegressor",)
    ),
    "classifier": Code(
        code="DecisionTreeClassifier(random_state=0)", imports=("from sklearn.tree import DecisionTreeClassifier",)
    ),
}


@cache
def profile(sample: str) -> FrameProfile:
    return profile_frame(FRAMES[0], sample_frame(sample))


@cache
def sample_frame(sample: str) -> DataFrame:
    """Return a sample that all tests share: copy it before it is given away."""
    return SAMPLES[sample]()


def bindings(recipe: Recipe, sample: str) -> list[Params]:
    """Return params that fit: first columns and defaults; the last columns and every option; none where none fit."""
    columns = [column for column in profile(sample).columns if column.bindable]
    turn = list(SAMPLES).index(sample)
    plain = _first_fitting(recipe, sample, columns, turn, False)
    full = _first_fitting(recipe, sample, columns[::-1], turn + 1, True)
    return [params for params in (plain, full) if params]


def second_frame(params: Params, frame: DataFrame) -> DataFrame:
    """Return what a frame is joined with: each of its keys once, with one more column; else its rows in reverse."""
    if "on" not in params:
        return frame.iloc[::-1]
    key = value(params["on"])
    return frame[list(key) if isinstance(params["on"], tuple) else [key]].drop_duplicates().assign(extra=1)


def value(param: Any) -> Any:
    """Return the Python value of a param."""
    if isinstance(param, Code):
        return evaluate(param.code, param)
    return tuple(map(value, param)) if isinstance(param, tuple) else param


def evaluate(source: str, param: Param, **names: Any) -> Any:
    """Return the value of the source of `param`, after its imports."""
    exec("\n".join(imports_of(param)), names)
    return eval(source, names)


def _first_fitting(
    recipe: Recipe, sample: str, columns: list[ColumnProfile], turn: int, full: bool
) -> dict[str, Param] | None:
    for start in range(max(len(columns), 1)):
        params = dict(_params(recipe, columns[start:] + columns[:start], turn, full))
        if len(params) >= _required(recipe) and misfit(recipe, params, profile(sample)) is None:
            return params
    return None


def _required(recipe: Recipe) -> int:
    return sum(not p.optional for p in recipe.parameters.values())


def _params(recipe: Recipe, columns: list[ColumnProfile], turn: int, full: bool) -> Iterator[tuple[str, Param]]:
    free = list(columns)
    last: ColumnProfile | None = None
    frames, turns = iter(FRAMES), count(turn)
    for parameter in recipe.parameters.values():
        role = parameter.role
        if role and role.name == "frame":
            yield parameter.name, next(frames)
        elif (parameter.optional and not full) or (role and role.name == "labels"):
            continue
        elif role and role.kinds:
            fitting = [column for column in free if _fits(recipe, parameter, column)]
            taken = fitting[:3] if role.many else fitting[:1]
            if not taken:
                continue
            free = [column for column in free if column not in taken]
            last = taken[0]
            yield parameter.name, tuple(c.label for c in taken) if role.many else last.label
        elif role and role.name == "rows":
            if columns:
                yield parameter.name, Condition(tests=tuple(_tests(columns, turn)))
        elif role and role.name == "formula":
            if formula := _formula(free, turn):
                yield parameter.name, formula
        elif role and role.name == "edges":
            yield parameter.name, (0, 10, 20.5)
        elif role and role.name == "names":
            yield parameter.name, ("low", 'it\'s "high"')
        elif role and role.name in ESTIMATORS:
            yield parameter.name, ESTIMATORS[role.name]
        elif role and role.name == "other column":
            yield parameter.name, last.label if last else None
        elif role and role.name in ("value", "values"):
            known = [counted.value for counted in last.values] if last else []
            if known or not parameter.optional:
                found = known[next(turns) % len(known)] if known else "none"
                yield parameter.name, (found,) if role.many else found
        elif parameter.values:
            yield parameter.name, parameter.values[turn % len(parameter.values)]
        elif not parameter.optional:
            yield parameter.name, {int: 3, float: 0.5, str: "new name"}.get(_plain(recipe, parameter), 3)


def _plain(recipe: Recipe, parameter: Parameter) -> Any:
    return recipe.function.__annotations__[parameter.name]


def _fits(recipe: Recipe, parameter: Parameter, column: ColumnProfile) -> bool:
    low, high = recipe.needs.distinct.get(parameter.name, (0, None))
    assert parameter.role
    return column.kind in parameter.role.kinds and low <= column.distinct and (high is None or column.distinct <= high)


def _tests(columns: list[ColumnProfile], turn: int) -> Iterator[Test]:
    first = columns[0]
    match first.kind:
        case "number":
            yield Test(column=first.label, comparison=(">", "<=", "between")[turn % 3], value=_middle(first, turn))
        case "category" if first.values:
            values = tuple(counted.value for counted in first.values[:2])
            yield Test(column=first.label, comparison=("in", "not in")[turn % 2], value=values)
        case "boolean" if first.values:
            yield Test(column=first.label, comparison="==", value=first.values[0].value)
        case _:
            yield Test(column=first.label, comparison=("present", "missing")[turn % 2])
    if len(columns) > 1 and turn % 4 == 0:
        yield Test(column=columns[1].label, comparison="present")
    if first.kind == "number" and turn % 2:
        usual = Formula(operation="quantile", operands=(Formula(operation="column", operands=(first.label,)), 0.25))
        yield Test(column=first.label, comparison=">=", against=usual)


def _formula(columns: list[ColumnProfile], turn: int) -> Formula | None:
    """Return what can be computed of some of the first columns: of numbers, of a date, of a text."""
    by_kind = {column.kind: Formula(operation="column", operands=(column.label,)) for column in reversed(columns)}
    number, date, text = (by_kind.get(kind) for kind in ("number", "datetime", "text"))
    if date and turn % 4 == 1:
        return Formula(operation="month", operands=(date,))
    if text and turn % 4 == 2:
        return Formula(operation="words", operands=(text,))
    if number is None:
        return None
    tripled = Formula(operation="*", operands=(number, 3))
    return Formula(operation="/", operands=(Formula(operation="-", operands=(tripled, number)), number))


def _middle(column: ColumnProfile, turn: int) -> Param:
    middle = column.quartiles[1] if column.quartiles else 0.0
    return (middle, middle + 10) if turn % 3 == 2 else middle
