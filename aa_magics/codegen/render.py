"""A recipe's body with its parameters bound: the source of a cell, and the title that goes with it."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from aa_magics.codegen.conditions import condition_source
from aa_magics.codegen.formulas import formula_source, formula_text
from aa_magics.codegen.literals import formatted_text, imports_of, literal, literal_list
from aa_magics.codegen.plain import plain_frame
from aa_magics.codegen.substitute import Replacement, substitute
from aa_magics.model import Code, Condition, Formula, Param, Test
from aa_magics.recipes import Parameter, Recipe
from aa_magics.recipes.fit import bound_labels
from aa_magics.recipes.roles import SPOKEN


@dataclass(frozen=True)
class Body:
    """A recipe's function without its head: source, names that it binds, and where its value stands."""

    source: str
    bound: frozenset[str]
    returned: str | None


def cell_source(recipe: Recipe, params: Mapping[str, Param], creates: str | None = None) -> str:
    """Return the source of the cell that does `recipe` with `params`.

    The cell ends in the recipe's value, or binds it to `creates`. A local that would hide a frame is renamed.
    """
    imports = [line for param in params.values() for line in imports_of(param)]
    plain = plain_frame(recipe, params)
    if plain is None:
        return with_imports(_body_source(recipe, params, creates), imports)
    taken = function_body(recipe.function).bound | names_in(plain.source) | ({creates} if creates else set())
    name = fresh_name("plain", taken)
    source = _body_source(recipe, {**plain.params, recipe.frames[0]: name}, creates)
    return with_imports(f"# {plain.why}\n{name} = {plain.source}\n{source}", imports)


def _body_source(recipe: Recipe, params: Mapping[str, Param], creates: str | None) -> str:
    body = function_body(recipe.function)
    bound = _bound_params(recipe, params)
    replacements = {name: _replacement(recipe, name, bound) for name in recipe.parameters}
    used = {name for r in replacements.values() for name in names_in(r.source)} | ({creates} if creates else set())
    for local in body.bound & used:
        replacements[local] = Replacement(fresh_name(local, used | body.bound))
    source, returned = body.source, body.returned
    if creates and returned in body.bound:
        replacements[returned] = Replacement(creates)
        returned = None
    tail = "" if returned is None else f"{creates} = {returned}" if creates else returned
    return substitute((source + tail).rstrip("\n"), replacements)


def with_imports(source: str, imports: Collection[str]) -> str:
    """Return `source` with the import lines that it lacks on top."""
    missing = [line for line in dict.fromkeys(imports) if line not in source.splitlines()]
    return "\n".join([*missing, source])


Say = Callable[[str], str]
"""Gives fixed words, such as "is not", as a language has them."""


def title(recipe: Recipe, params: Mapping[str, Param], template: str | None = None, say: Say = str) -> str:
    """Return the recipe's title, or another `template`, with what its parameters are bound to, as words."""
    bound = _bound_params(recipe, params)
    shown = {name: _spoken(recipe.parameters[name], param, say) for name, param in bound.items()}
    optional = re.compile(r"\[([^\[\]]*\{(\w+)\}[^\[\]]*)\]")
    template = optional.sub(lambda m: "" if bound[m[2]] is None else m[1], template or recipe.title)
    text = re.sub(r"\{(\w+)\}", lambda m: shown[m[1]], template)
    if (first := re.match(r"\{(\w+)\}", template)) and recipe.parameters[first[1]].role is None:
        text = text[:1].upper() + text[1:]  # a setting, such as the mean; the name of a column stays as it is
    return " ".join(text.rstrip(".").split())


def _spoken(parameter: Parameter, param: Param, say: Say) -> str:
    text = param_text(param, say)
    return say(SPOKEN.get(text, text)) if parameter.values else text


def param_text(param: Param, say: Say = str) -> str:
    """Return a param as a person reads it."""
    match param:
        case Condition(tests=tests):
            return f" {say('and')} ".join(_any_text(test, say, alone=len(tests) == 1) for test in tests)
        case Formula():
            return formula_text(param)
        case Code(code=code):
            return code
        case tuple():
            return ", ".join(param_text(part) for part in param)
        case _:
            return str(param)


def names_in(source: str) -> set[str]:
    """Return the names that an expression uses."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def bound_names(statements: Sequence[ast.stmt]) -> frozenset[str]:
    """Return the names that statements bind: variables, imports, functions, and those of inner scopes."""
    names: set[str] = set()
    for statement in statements:
        for node in ast.walk(statement):
            match node:
                case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                    names.add(name)
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    names.add(name)
                case ast.alias():
                    names.add(node.asname or node.name)
    return frozenset(names)


def fresh_name(name: str, taken: Collection[str]) -> str:
    """Return `name`, or the first of `name_2`, `name_3`, ... that is not taken."""
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}_{number}", number + 1
    return candidate


@cache
def function_body(function: Any) -> Body:
    """Return the body of a recipe's function, dedented, comments kept, the final `return` taken apart."""
    source = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    lines = source.encode().splitlines(keepends=True)
    docstring, *statements = definition.body
    last = statements[-1]
    first_line = docstring.end_lineno or 0
    if not isinstance(last, ast.Return) or last.value is None:
        body = b"".join(lines[first_line:]).decode()
        return Body(textwrap.dedent(body).strip("\n"), bound_names(statements), None)
    body = b"".join(lines[first_line : last.lineno - 1]).decode()
    # a return over several lines is dedented with its body, so that brackets keep their layout
    returned = textwrap.dedent(b"".join(lines[last.lineno - 1 : last.end_lineno]).decode()).strip("\n")
    return Body(textwrap.dedent(body).lstrip("\n"), bound_names(statements), returned.removeprefix("return "))


def _bound_params(recipe: Recipe, params: Mapping[str, Param]) -> dict[str, Param]:
    bound = {name: params.get(name, parameter.default) for name, parameter in recipe.parameters.items()}
    labels = tuple(dict.fromkeys(bound_labels(recipe, params)))
    return bound | {p.name: labels for p in recipe.parameters.values() if p.role and p.role.name == "labels"}


def _replacement(recipe: Recipe, name: str, bound: Mapping[str, Param]) -> Replacement:
    param, parameter = bound[name], recipe.parameters[name]
    return Replacement(_param_source(recipe, parameter, param, bound), formatted_text(param))


def _param_source(recipe: Recipe, parameter: Parameter, param: Param, bound: Mapping[str, Param]) -> str:
    if isinstance(param, Condition):
        return condition_source(param, str(bound[recipe.frames[0]]))
    if isinstance(param, Formula):
        return formula_source(param, str(bound[recipe.frames[0]]))
    if parameter.role and parameter.role.name == "frame":
        return str(param)
    if parameter.role and parameter.role.many and isinstance(param, tuple):
        return literal_list(param)
    return literal(param)


def _any_text(test: Test, say: Say, *, alone: bool) -> str:
    text = f" {say('or')} ".join(_test_text(one, say) for one in (test, *test.alternatives))
    return text if alone or not test.alternatives else f"({text})"


def _test_text(test: Test, say: Say) -> str:
    column = param_text(test.column)
    if test.part is not None:
        column = f"{say(test.part)} {say('of')} {column}"
    value = test.value
    match test.comparison:
        case "missing" | "present":
            return f"{column} {say(f'is {test.comparison}')}"
        case "==" | "!=":
            return f"{column} {say('is' if test.comparison == '==' else 'is not')} {param_text(value)}"
        case "between":
            ends = value if isinstance(value, tuple) else (value, value)
            return f"{column} {say('is between')} {param_text(ends[0])} {say('and')} {param_text(ends[-1])}"
        case "in" | "not in":
            return f"{column} {say(f'is {test.comparison}')} {param_text(value)}"
        case "within":
            ends = value if isinstance(value, tuple) else (value, value)
            return f"{column} {say('is from')} {param_text(ends[0])} {say('to before')} {param_text(ends[-1])}"
        case _:
            return f"{column} {say(test.comparison)} {param_text(test.against or value)}"
