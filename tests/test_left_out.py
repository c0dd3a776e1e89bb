"""No cell leaves rows out without a line that says how many there were, how many are left, and why."""

import re

import pandas as pd
import pytest
from pandas import DataFrame

import aa_magics
from aa_magics.codegen.left_out import with_left_out
from aa_magics.codegen.render import cell_source
from aa_magics.recipes import Recipe, catalogue
from aa_magics.recipes.fit import bound_labels
from tests.bindings import Params, bindings, profile, sample_frame
from tests.test_recipes import run

RECIPES = tuple(catalogue().values())
SHORT = [recipe for recipe in RECIPES if recipe.result == "frame" and recipe.makes != "periods"]
SUMMED = [r for r in RECIPES if r.result in ("table", "figure", None) or r.makes == "periods"]
SAMPLES = ("typical", "with_missing", "duplicate_rows")
SAID = re.compile(r"[\d,]+ rows before, [\d,]+ after|[\d,]+ of [\d,]+ rows|left out of [\d,]+ rows|[\d,]+ gaps in ")
READ = re.compile(r"read [\d,]+ of [\d,]+|missing values before|set to missing|now missing|missing values filled")
TELL_OF_MISSING = frozenset(
    (
        *("describe_column", "summary_statistics", "distinct_values", "distinct_counts"),
        *("shared_keys", "join_growth"),
        *("several_statistics", "three_sentences", "three_sentences_of"),
    )
)
"""Recipes that count the values of each column, or that say of keys which of them stand where."""
FILL = frozenset(("best_k_means", "principal_components"))
"""Recipes that fill gaps and leave no row out."""
CELLS = [(recipe, sample) for recipe in SHORT for sample in SAMPLES if bindings(recipe, sample)]


@pytest.mark.parametrize(("recipe", "sample"), CELLS, ids=lambda value: getattr(value, "name", value))
def test_a_frame_gets_no_shorter_without_saying_so(recipe: Recipe, sample: str) -> None:
    for params in bindings(recipe, sample):
        made, printed = shown(recipe, params, sample)
        if len(made) < len(sample_frame(sample)):
            assert SAID.search(printed), printed


@pytest.mark.parametrize(("recipe", "sample"), CELLS, ids=lambda value: getattr(value, "name", value))
def test_no_value_is_lost_without_saying_so(recipe: Recipe, sample: str) -> None:
    for params in bindings(recipe, sample):
        before, (made, printed) = sample_frame(sample), shown(recipe, params, sample)
        kept = [label for label in before if label in made.columns] if len(made) == len(before) else []
        if any(made[label].isna().sum() > before[label].isna().sum() for label in kept):
            assert READ.search(printed), printed


@pytest.mark.parametrize("recipe", SUMMED, ids=lambda recipe: recipe.name)
def test_what_sums_rows_up_says_which_lack_a_value(recipe: Recipe) -> None:
    if recipe.name in TELL_OF_MISSING | FILL or recipe.agent == "polars_agent":
        return
    frame = sample_frame("with_missing")
    for params in bindings(recipe, "with_missing"):
        if any(frame[label].isna().any() for label in bound_labels(recipe, params)):
            assert SAID.search(shown(recipe, params, "with_missing")[1])


def shown(recipe: Recipe, params: Params, sample: str) -> tuple[DataFrame, str]:
    """Return the value of a recipe's cell as a notebook gets it, and what it prints."""
    source = with_left_out(cell_source(recipe, params), recipe, params, [profile(sample)])
    return run(source, recipe, params, sample)


def test_missing_values_of_what_is_used_are_counted_by_column() -> None:
    frame = DataFrame({"shop": ["a", None, "b", "b"], "sold": [1.0, 2.0, None, 4.0], "note": [None] * 4})
    source = aa_magics.analyze("mean sold by shop", {"sales": frame}).cells[1].source
    assert '[["sold", "shop"]].isna()' in source


def test_a_frame_without_gaps_has_no_line_about_them() -> None:
    frame = DataFrame({"shop": ["a", "a", "b", "b"], "sold": [1.0, 2.0, 3.0, 4.0]})
    assert "isna" not in "".join(cell.source for cell in aa_magics.analyze("mean sold by shop", {"sales": frame}).cells)


def test_a_condition_says_how_many_rows_have_nothing_to_compare(capsys: pytest.CaptureFixture[str]) -> None:
    frame = DataFrame({"shop": list("abcd"), "sold": [1.0, 2.0, None, 4.0]})
    exec(aa_magics.analyze("rows with sold over 1", {"sales": frame}).cells[-1].source, {"sales": frame, "pd": pd})
    assert capsys.readouterr().out.splitlines() == [
        "left out of 4 rows, without a value: {'sold': 1}",
        "4 rows before, 2 after",
    ]


def test_what_an_earlier_step_made_is_looked_at_for_gaps() -> None:
    frame = DataFrame({"shop": ["a", "a", "b", "b"], "sold": [1.0, 2.0, 3.0, 4.0], "days": [1.0, 0.0, 2.0, 4.0]})
    cells = aa_magics.analyze("sold divided by days, then its mean by shop", {"sales": frame}).cells
    assert ".isna()" in cells[-1].source
