"""Every recipe, on every sample frame: its cell does what the function does, and it keeps the rules of recipes."""

import ast
import builtins
import contextlib
import inspect
import io
import pickle
import subprocess
import symtable
import sys
import textwrap
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import plotly
import pytest
from pandas import DataFrame, Index, Series
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

from aa_magics.codegen.conditions import condition_source
from aa_magics.codegen.formulas import formula_source
from aa_magics.codegen.plain import plain_frame
from aa_magics.codegen.render import cell_source, function_body, title
from aa_magics.model import Condition, Formula
from aa_magics.offline.topics import TOPIC_RECIPES
from aa_magics.recipes import Recipe, catalogue
from aa_magics.recipes.fit import bound_labels
from tests.bindings import FRAMES, Params, bindings, evaluate, sample_frame, second_frame, value
from tests.samples import SAMPLES

RECIPES = tuple(catalogue().values())
NOT_OURS = (
    "Concatenating sparse arrays",  # whatever is done with sparse columns
    ".*sort order is undefined",  # whatever is joined on labels of several types
    "Precision loss occurred",  # what SciPy has to say of groups that do not vary
    "divide by zero encountered",  # the same, from SciPy and statsmodels
    "invalid value encountered in scalar divide",  # what they have to say of pairs that are all equal
    "Downcasting object dtype arrays",  # what pandas 2 has to say of gaps that are filled in columns of objects
    "The design matrix is rank-deficient",  # what statsmodels has to say of features that depend on each other
)
WORDLESS = (
    *(r.name for r in RECIPES if r.result == "measure"),
    *("frame_changes", "rows_without_match", "shared_keys", "join_growth", "key_as_text", "join_frames_on_all"),
    *("bottom_rows_per_group", "change_over_years", "overall_change_over_years"),
    *("rows_of_maximum", "rows_of_minimum", "drop_z_score_outliers", "clustered_rows"),
    *(r.name for r in RECIPES if r.makes == "predictions"),
    *TOPIC_RECIPES,
    *(f"{how}_for_{which}_outliers" for how in ("mean", "median") for which in ("iqr", "z_score")),
)
"""What only goals call for that say exactly what is to be done."""
every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
every_sample = pytest.mark.parametrize("sample", SAMPLES)


@pytest.fixture(autouse=True, scope="module")
def no_template() -> None:
    """Draw charts without colours and fonts: most of their time goes into those."""
    plotly.io.templates.default = "none"


@pytest.fixture(autouse=True, scope="module")
def few_trees() -> Iterator[None]:
    """Grow forests of five trees instead of a hundred: the rules do not depend on how many there are."""
    forests = (RandomForestClassifier.__init__, RandomForestRegressor.__init__)
    before = [forest.__defaults__ for forest in forests]
    for forest in forests:
        forest.__defaults__ = (5,)
    yield
    for forest, defaults in zip(forests, before, strict=True):
        forest.__defaults__ = defaults


@every_sample
@every_recipe
def test_executing_the_cell_equals_calling_the_function(recipe: Recipe, sample: str) -> None:
    fitting = bindings(recipe, sample)
    turn = len(recipe.name) + list(SAMPLES).index(sample)  # one of them on each sample, to save time
    for params in fitting if sample == "typical" else fitting[turn % 2 :][:1] or fitting[:1]:
        expected = call(recipe, params, sample)
        same(run(cell_source(recipe, params), recipe, params, sample), expected)


@every_recipe
def test_no_name_of_a_frame_is_hidden_by_a_local(recipe: Recipe) -> None:
    sample = samples_of(recipe.name)[0]
    params = bindings(recipe, sample)[-1]
    expected = call(recipe, params, sample)
    for local in sorted(function_body(recipe.function).bound):
        named = {**params, recipe.frames[0]: local}
        same(run(cell_source(recipe, named), recipe, named, sample), expected)


@every_recipe
def test_created_variable_holds_the_value(recipe: Recipe) -> None:
    if recipe.result is None:
        return
    sample = samples_of(recipe.name)[0]
    params = bindings(recipe, sample)[0]
    source = cell_source(recipe, params, creates="made")
    same(run(f"{source}\nmade", recipe, params, sample), call(recipe, params, sample))


@every_recipe
def test_recipe_is_executed(recipe: Recipe) -> None:
    assert samples_of(recipe.name)


@every_sample
def test_many_recipes_are_executed_on_each_sample(sample: str) -> None:
    assert sum(sample in samples_of(recipe.name) for recipe in RECIPES) >= 10


def test_most_recipes_are_executed_on_most_samples() -> None:
    executed = sum(len(samples_of(recipe.name)) for recipe in RECIPES)
    assert executed > len(RECIPES) * len(SAMPLES) / 2


@pytest.mark.parametrize("recipe", [r for r in RECIPES if r.result == "figure"], ids=lambda recipe: recipe.name)
def test_chart_shows_no_label_as_markup(recipe: Recipe) -> None:
    for params in bindings(recipe, "markup_labels"):
        figure, _ = call(recipe, params, "markup_labels")
        drawn = str(figure.to_plotly_json())
        assert not [label for label in sample_frame("markup_labels") if "<" in label and label in drawn]


@every_recipe
def test_body_stands_alone(recipe: Recipe) -> None:
    table = symtable.symtable(source_of(recipe), recipe.name, "exec").get_children()[0]
    foreign = {name for scope in scopes(table) for name in global_names(scope)}
    assert foreign <= set(dir(builtins))


@every_recipe
def test_body_ends_in_its_only_return(recipe: Recipe) -> None:
    function = definition(recipe)
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    assert returns == ([function.body[-1]] if recipe.result else [])


@every_recipe
def test_no_branch_is_on_a_parameter(recipe: Recipe) -> None:
    settings = set(recipe.parameters) - set(recipe.frames)
    branches = [node.test for node in ast.walk(definition(recipe)) if isinstance(node, ast.If | ast.IfExp | ast.While)]
    assert not any(names_in(test) & settings for test in branches)


@every_recipe
def test_parameters_stand_alone_in_format_strings(recipe: Recipe) -> None:
    settings = set(recipe.parameters) - set(recipe.frames)
    for node in ast.walk(definition(recipe)):
        if isinstance(node, ast.FormattedValue) and names_in(node) & settings:
            assert isinstance(node.value, ast.Name)
            assert node.conversion == -1
            assert node.format_spec is None


@every_recipe
def test_no_name_is_bound_twice(recipe: Recipe) -> None:
    bound = list(binders(definition(recipe)))
    assert len(bound) == len(set(bound))


@every_recipe
def test_cell_is_formatted(recipe: Recipe) -> None:
    for params in bindings(recipe, samples_of(recipe.name)[0]):
        source = cell_source(recipe, params) + "\n"
        width = str(max(120, *map(len, source.splitlines())))  # names are as long as they are
        command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", width, "--diff", "-"]
        done = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@every_recipe
def test_title_and_words_are_given(recipe: Recipe) -> None:
    assert recipe.words or recipe.name in WORDLESS
    assert all(word == word.lower() for word in recipe.words)
    text = title(recipe, bindings(recipe, samples_of(recipe.name)[0])[0])
    assert text
    assert not set(text) & set("{}[]")


@cache
def samples_of(recipe: str) -> list[str]:
    """Return the samples that a recipe can be used on, the typical one first."""
    return [sample for sample in SAMPLES if bindings(catalogue()[recipe], sample)]


def call(recipe: Recipe, params: Params, sample: str) -> tuple[Any, str]:
    """Return the value of a recipe's function and what it prints; the frames stay as they are."""
    frames = frames_of(recipe, params, sample)
    if plain := plain_frame(recipe, params):
        frames[FRAMES[0]] = evaluate(plain.source, tuple(bound_labels(recipe, params)), **frames)
        params = plain.params
    arguments = {name: argument(param, params, recipe, frames) for name, param in params.items()}
    for parameter in recipe.parameters.values():
        if parameter.role and parameter.role.name == "labels":
            arguments[parameter.name] = [value(label) for label in dict.fromkeys(bound_labels(recipe, params))]
    with unchanged(frames), quiet() as printed:
        result = recipe.function(**arguments)
    return result, printed.getvalue()


def run(source: str, recipe: Recipe, params: Params, sample: str) -> tuple[Any, str]:
    """Return the value that a cell shows and what it prints; the frames stay as they are."""
    namespace: dict[str, Any] = dict(frames_of(recipe, params, sample))
    tree = ast.parse(source)
    shown = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) and recipe.result else None
    with unchanged(dict(namespace)), quiet() as printed:
        exec(compile(tree, "<cell>", "exec"), namespace)
        result = eval(compile(ast.Expression(shown.value), "<cell>", "eval"), namespace) if shown else None
    return result, printed.getvalue()


def frames_of(recipe: Recipe, params: Params, sample: str) -> dict[str, DataFrame]:
    """Return the frames that a recipe is given, by the names that `params` give them."""
    frame = sample_frame(sample)
    frames = [frame.copy(), *(second_frame(params, frame) for _ in recipe.frames[1:])]
    return {str(params[name]): frame for name, frame in zip(recipe.frames, frames, strict=True)}


def argument(param: Any, params: Params, recipe: Recipe, frames: Mapping[str, DataFrame]) -> Any:
    """Return what the function is called with where the cell has the source of `param`."""
    if isinstance(param, str) and param in frames and param in FRAMES:
        return frames[param]
    if isinstance(param, Condition):
        return evaluate(condition_source(param, str(params[recipe.frames[0]])), param, **frames)
    if isinstance(param, Formula):
        return evaluate(formula_source(param, str(params[recipe.frames[0]])), param, **frames)
    many = [p.name for p in recipe.parameters.values() if p.role and p.role.many and params.get(p.name) is param]
    return list(value(param)) if many else value(param)


@contextlib.contextmanager
def unchanged(frames: Mapping[str, DataFrame]) -> Iterator[None]:
    """Fail if frames are other than they were."""
    before = {name: frame.copy() for name, frame in frames.items()}
    yield
    for name, frame in frames.items():
        if not quickly_equal(frame, before[name]):
            pd.testing.assert_frame_equal(frame, before[name])


@contextlib.contextmanager
def quiet() -> Iterator[io.StringIO]:
    """Catch what is printed; a warning fails the test, since a person would take it for noise."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), warnings.catch_warnings():
        warnings.simplefilter("error")
        for noise in NOT_OURS:
            warnings.filterwarnings("ignore", noise)
        yield printed


def same(actual: Any, expected: Any, seen: frozenset[int] = frozenset()) -> None:
    """Fail unless two values are equal: frames, figures, fitted models, or containers of them."""
    assert type(actual) is type(expected)
    match expected:
        case DataFrame() | Series() if quickly_equal(actual, expected):
            pass
        case DataFrame():
            pd.testing.assert_frame_equal(actual, expected)
        case Series():
            pd.testing.assert_series_equal(actual, expected)
        case Index():
            pd.testing.assert_index_equal(actual, expected)
        case np.ndarray():
            np.testing.assert_array_equal(actual, expected)
        case _ if hasattr(expected, "to_plotly_json"):
            assert actual.to_json() == expected.to_json()
        case _ if hasattr(expected, "equals"):  # a Polars frame
            assert actual.equals(expected)
        case dict():
            assert actual.keys() == expected.keys()
            for key in expected:
                same(actual[key], expected[key], seen)
        case list() | tuple():
            assert len(actual) == len(expected)
            for one, other in zip(actual, expected, strict=True):
                same(one, other, seen)
        case _ if hasattr(expected, "__dict__") and not isinstance(expected, type) and not callable(expected):
            if id(expected) not in seen:
                same(vars(actual), vars(expected), seen | {id(expected)})
        case float() if expected != expected:
            assert actual != actual
        case _:
            assert actual is expected or bool(actual == expected) or pickle.dumps(actual) == pickle.dumps(expected)


def quickly_equal(one: Any, other: Any) -> bool:
    """Return whether two frames or two series are equal, without saying what differs."""
    return bool(one.equals(other)) and all(
        ours.names == theirs.names for ours, theirs in zip(one.axes, other.axes, strict=True)
    )


def source_of(recipe: Recipe) -> str:
    return textwrap.dedent(inspect.getsource(recipe.function))


def definition(recipe: Recipe) -> ast.FunctionDef:
    function = ast.parse(source_of(recipe)).body[0]
    assert isinstance(function, ast.FunctionDef)
    return function


def names_in(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from scopes(child)


def global_names(table: symtable.SymbolTable) -> set[str]:
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}


def binders(function: ast.FunctionDef) -> Iterator[str]:
    """Return every name that a function binds, as often as it does, nested scopes included."""
    for node in ast.walk(function):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.alias(name=name, asname=alias):
                yield alias or name.split(".")[0]
            case ast.FunctionDef(name=name) if node is not function:
                yield name
