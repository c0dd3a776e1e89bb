"""What can be written without a model: recipes, ordinary functions, one module per agent.

    @recipe("compare", "between", "by")               # goal words that call for it
    def group_means(df: Frame, value: Number, by: Category) -> Table:
        \"""Mean of {value} for each {by}.\"""          # its title: the cell's comment or markdown
        return df.groupby(by, observed=True)[value].agg(["mean", "count"]).sort_values("mean")

A recipe's body becomes a cell: the names of its parameters are replaced by what they are bound to, everything else
stays as it is written. So each follows rules, which a test enforces: imports inside the body; the frame is never
changed in place; one `return`, last; no branch on a parameter; no name bound twice; in a format string a parameter
stands alone (`{value}`). A keyword argument bound to None is left out of the cell. In the title `[, by {color}]` is
left out when `color` is None.
"""

import inspect
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from aa_magics.agents import roster
from aa_magics.recipes.roles import Role

Function = Callable[..., Any]
Range = tuple[int, int | None]


@dataclass(frozen=True)
class Needs:
    """What a frame must have for a recipe to make sense on it; mappings are by parameter.

    rows: complete rows of the columns that are bound, all finite; those whose gaps the recipe fills are `filled`
    distinct: fewest and most distinct values
    levels: most distinct values of a column that is no number
    each: rows in which every value of a column stands, or the cell value that is given
    groups: rows that at least two values keep, whichever rows the gaps of other columns take
    days: fewest and most days from the first to the last date
    positive: columns without a zero and without a negative number
    whole: columns without gaps
    limits: least and largest number that a setting takes, or fewest and most columns
    text_labels: columns are called by text, as scikit-learn and Polars ask
    dense: columns are not sparse, which Polars cannot take
    one_level: columns are called by no tuple, which pandas does not take to pick a column from groups
    bindable: every column of the frame is, so that whole rows can be compared
    flat: column labels of one level, since a column is added; the cell flattens others
    """

    rows: int = 0
    filled: Collection[str] = ()
    distinct: Mapping[str, Range] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    each: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    positive: Collection[str] = ()
    whole: Collection[str] = ()
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    text_labels: bool = False
    dense: bool = False
    one_level: bool = False
    bindable: bool = False
    flat: bool = False


@dataclass(frozen=True)
class Parameter:
    """`role` is None for a plain setting, such as a number of rows. `values` are those a Literal allows."""

    name: str
    role: Role | None
    optional: bool
    default: Any
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class Recipe:
    """A function that becomes a cell; `words` call for it; `makes` is the suffix of the frame it makes, if any."""

    function: Function
    agent: str
    words: tuple[str, ...]
    makes: str | None
    needs: Needs

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def title(self) -> str:
        return inspect.cleandoc(self.function.__doc__ or "").splitlines()[0]

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        hints = typing.get_type_hints(self.function, include_extras=True)
        signature = inspect.signature(self.function)
        return {name: _parameter(p, hints[name]) for name, p in signature.parameters.items()}

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """The names of the parameters that are frames, the one it is about first."""
        return tuple(p.name for p in self.parameters.values() if p.role and p.role.name == "frame")

    @cached_property
    def result(self) -> str | None:
        """What the function returns: "frame", "table", "figure", "model", "measure", or None for what only prints."""
        role = _role(typing.get_type_hints(self.function, include_extras=True).get("return"))
        return role.name if role else None


def recipe(*words: str, makes: str | None = None, **needs: Any) -> Callable[[Function], Function]:
    """Mark a function as a recipe that the goal `words` call for; `makes` is the suffix of the frame it makes.

    It is only used where the frame has what it `needs`, see Needs: `rows=3, distinct={"by": (2, None)}` asks for
    three complete rows and for two distinct values or more. Without words the planner of open goals never takes it.
    """

    def mark(function: Function) -> Function:
        function.__recipe__ = (words, makes, Needs(**needs))  # type: ignore[attr-defined]
        return function

    return mark


@cache
def catalogue() -> Mapping[str, Recipe]:
    """Return every recipe by name, in the order of the roster and of its modules."""
    found: dict[str, Recipe] = {}
    for agent in roster().values():
        for function in _functions(agent.recipes):
            if marked := getattr(function, "__recipe__", None):
                found[function.__name__] = Recipe(function, agent.name, *marked)
    return found


def _functions(name: str) -> Iterator[Any]:
    """Yield what is defined in a module and, if it is a package, in the modules inside it."""
    module = import_module(name)
    yield from (value for value in vars(module).values() if getattr(value, "__module__", None) == name)
    for inner in iter_modules(getattr(module, "__path__", ()), f"{name}."):
        yield from _functions(inner.name)


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    optional = parameter.default is not inspect.Parameter.empty
    values = typing.get_args(hint) if typing.get_origin(hint) is typing.Literal else ()
    return Parameter(parameter.name, _role(hint), optional, parameter.default if optional else None, values)


def _role(hint: Any) -> Role | None:
    """Return the Role that annotates `hint`, also where None is allowed beside it."""
    for candidate in (hint, *typing.get_args(hint)):
        for extra in getattr(candidate, "__metadata__", ()):
            if isinstance(extra, Role):
                return extra
    return None
