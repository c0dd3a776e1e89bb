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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import Any

from aa_magics.agents import roster
from aa_magics.recipes.roles import Role

Function = Callable[..., Any]
Range = tuple[int, int | None]


@dataclass(frozen=True)
class Needs:
    """What a frame must have for a recipe to make sense on it."""

    rows: int
    distinct: Mapping[str, Range]


@dataclass(frozen=True)
class Parameter:
    """`role` is None for a plain setting, such as a number of rows. `values` are those a Literal allows."""

    name: str
    role: Role | None
    optional: bool
    default: Any
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
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
        """What the function returns: "frame", "table", "figure", "model", or None for what only prints."""
        role = _role(typing.get_type_hints(self.function, include_extras=True).get("return"))
        return role.name if role else None


def recipe(
    *words: str, makes: str | None = None, rows: int = 0, distinct: Mapping[str, Range] | None = None
) -> Callable[[Function], Function]:
    """Mark a function as a recipe that the goal `words` call for; `makes` is the suffix of the frame it makes.

    It is only used where its columns have at least `rows` complete rows, all of them finite, and as many `distinct`
    values as the range given for a parameter says, both ends included (None: no upper end).
    """
    needs = Needs(rows, distinct or {})

    def mark(function: Function) -> Function:
        function.__recipe__ = (words, makes, needs)  # type: ignore[attr-defined]
        return function

    return mark


@cache
def catalogue() -> Mapping[str, Recipe]:
    """Return every recipe by name, in the order of the roster and of its modules."""
    found: dict[str, Recipe] = {}
    for agent in roster().values():
        for function in vars(import_module(agent.recipes)).values():
            marked = getattr(function, "__recipe__", None)
            if marked and function.__module__ == agent.recipes:
                found[function.__name__] = Recipe(function, agent.name, *marked)
    return found


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
