"""The recipes that a planner is offered: those that fit the goal's words and the frames best, a line each."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from aa_magics.model import ColumnProfile, FrameProfile
from aa_magics.recipes import Parameter, Recipe, catalogue
from aa_magics.recipes.fit import column_misfit
from aa_magics.recipes.roles import ANY, DATES, GROUPS, NUMBERS, SPOKEN, WORDS

MOST = 16
FEWEST = 12
KINDS = {NUMBERS: "number", GROUPS: "category", DATES: "date", WORDS: "text", ANY: "column"}
SMALL_WORDS = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "do",
            "for",
            "has",
            "in",
            "is",
            "it",
            "its",
            "me",
            "of",
            "on",
            "or",
        ),
        *("that", "the", "there", "this", "to", "was", "with"),
    )
)
COMMON = frozenset(("group_aggregate", "keep_rows", "value_counts", "bar_chart", "histogram_chart"))
"""What many goals come down to, whatever their words."""
BONUS = 3.0
"""What it is worth that the goal's own columns are of the kinds that a recipe takes."""
TESTS = "rows: [[column, comparison, value], ...], comparisons == != < <= > >= in contains missing present"


def offered_recipes(goal: str, profiles: Sequence[FrameProfile], agents: Collection[str]) -> Sequence[Recipe]:
    """Return the recipes of `agents` that a frame has columns for, those nearest to the goal's words first."""
    said = stems(goal)
    columns = [column for profile in profiles for column in profile.columns if column.bindable]
    named = [column for column in columns if (own := stems(column.name)) and own <= said]
    asked = said - {stem for column in named for stem in stems(column.name)}
    usable = [
        recipe
        for recipe in catalogue().values()
        if recipe.agent in agents
        and len(recipe.frames) <= len(profiles)
        and not _is_reserved(recipe)
        and _takes(recipe, columns)
    ]
    scores = {
        recipe: _score(recipe, asked) + BONUS * (_takes(recipe, named, once=True) + (recipe.name in COMMON))
        for recipe in usable
    }
    scored = sorted(((score, recipe) for recipe, score in scores.items()), key=lambda pair: -pair[0])
    near = sum(score > BONUS for score, _ in scored)
    return [recipe for _, recipe in scored[: min(max(near, FEWEST), MOST)]]


def _is_reserved(recipe: Recipe) -> bool:
    """Return whether a recipe takes a formula or edges, which a model rather writes as code itself."""
    return any(p.role and p.role.name in ("formula", "edges", "names") for p in recipe.parameters.values())


def recipe_lines(recipes: Sequence[Recipe]) -> str:
    """Return what a planner is told of recipes: their parameters, and what they do."""
    lines = [recipe_line(recipe) for recipe in recipes]
    if any(p.role and p.role.name == "rows" for recipe in recipes for p in recipe.parameters.values()):
        lines.append(TESTS)
    return "\n".join(lines)


def recipe_line(recipe: Recipe) -> str:
    """Return a recipe as one line: `group_means(value: number, by: category) mean of value for each by`."""
    parameters = ", ".join(filter(None, map(_told, told_parameters(recipe))))
    text = re.sub(r"\[[^\[\]]*\]|[{}]", "", recipe.title).rstrip(". ")
    return f"{recipe.name}({parameters}) {text[:1].lower()}{text[1:]}"


def told_parameters(recipe: Recipe) -> Sequence[Parameter]:
    """Return the parameters that a planner gives: not the frame, which the step uses, nor labels, which follow."""
    hidden = (recipe.frames[:1], ("labels",))
    return [
        p
        for p in recipe.parameters.values()
        if p.name not in hidden[0] and (not p.role or p.role.name not in hidden[1])
    ]


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words, without the small ones; a name in camelCase or snake_case is several."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", text)
    words = (word.casefold() for word in re.findall(r"[^\W_]+", spaced))
    return frozenset(_stem(word) for word in words if word not in SMALL_WORDS)


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@cache
def _recipe_stems(recipe: Recipe) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """Return the stems of each phrase that calls for a recipe, and those of its name and title."""
    title = re.sub(r"\{\w+\}", " ", recipe.title)
    return tuple(stems(words) for words in recipe.words), stems(f"{recipe.name} {title}")


@cache
def _weights() -> Mapping[str, float]:
    """Return what each stem tells: the fewer recipes it stands in, the more."""
    recipes = catalogue().values()
    counts = Counter(stem for recipe in recipes for stem in frozenset().union(*(_recipe_stems(recipe)[0])))
    return {stem: math.log(len(recipes) / count) for stem, count in counts.items()}


def _score(recipe: Recipe, asked: frozenset[str]) -> float:
    """Return how near a recipe is to what is asked: by its phrases that stand there whole, and by its title."""
    phrases, about = _recipe_stems(recipe)
    whole = {stem for phrase in phrases if phrase <= asked for stem in phrase}
    weights = _weights()
    return sum(weights[stem] for stem in whole) + 0.5 * sum(weights.get(stem, 0.0) for stem in about & asked - whole)


def _takes(recipe: Recipe, columns: Sequence[ColumnProfile], once: bool = False) -> bool:
    """Return whether a recipe's columns can be had of these, each by another one if `once`."""
    left = list(columns)
    needed = [p for p in recipe.parameters.values() if p.role and p.role.kinds and not p.optional]
    for parameter in needed:
        kinds = parameter.role.best if once and parameter.role else ANY
        fits = (column for column in left if column.kind in kinds and column_misfit(recipe, parameter, column) is None)
        found = next(fits, None)
        if found is None:
            return False
        if once:
            left.remove(found)
    return bool(needed) or not once


def _told(parameter: Parameter) -> str:
    if parameter.role is None:
        value = parameter.default if parameter.optional else "|".join(map(str, parameter.values))
        return f"{parameter.name}={SPOKEN.get(str(value), value)}"
    if parameter.role.name in ("frame", "rows", "value", "values"):
        return f"{parameter.name}: {parameter.role.name}" if parameter.role.name != "rows" else "rows"
    kind = KINDS.get(parameter.role.best, "column")
    told = f"[{kind}]" if parameter.role.many else kind
    return f"{parameter.name}?: {told}" if parameter.optional else f"{parameter.name}: {told}"
