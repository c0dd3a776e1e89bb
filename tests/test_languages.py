"""Goals in other languages than English: the same plan as in English, said in the person's own words."""

import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

import aa_magics
from aa_magics.errors import GoalError
from aa_magics.frames import profile_frame
from aa_magics.offline.languages.language import Language, glosses, language, languages
from aa_magics.offline.languages.saying import completeness, said_source
from aa_magics.offline.languages.translating import translated
from aa_magics.recipes import catalogue

MOST_LACKING = {"titles": 264, "sentences": 145}  # titles and sentences that a language may lack

ORDERS = pd.DataFrame(
    {
        "Bestelldatum": pd.date_range("2024-01-01", periods=60, freq="13D"),
        "Betrag": [10.5 + i % 7 for i in range(60)],
        "Region": ["Nord", "Süd", "Ost"] * 20,
        "Kanal": ["web", "shop"] * 30,
        "Geschlecht": ["w", "m"] * 30,
    }
)


def english(goal: str) -> str | None:
    found = translated(goal, [profile_frame("orders", ORDERS)])
    return found and found.text


def steps(goal: str) -> list[object]:
    plan = aa_magics.analyze(goal, {"orders": ORDERS}).plan
    assert plan is not None
    return [(step.recipe, step.params) for step in plan.steps]


def sources(goal: str) -> str:
    return "\n".join(cell.source for cell in aa_magics.analyze(goal, {"orders": ORDERS}).cells)


@pytest.mark.parametrize(
    ("german", "twin"),
    [
        ("Durchschnitt von Betrag nach Region", "mean of Betrag by Region"),
        ("mittlerer Betrag je Kanal", "mean Betrag per Kanal"),
        ("welche Region hat den höchsten Gesamtumsatz?", "which Region has the highest total revenue?"),
        ("Zeige den Betrag pro Kanal als Balkendiagramm an", "show the Betrag by Kanal as bar chart"),
        ("Verteilung der Beträge", "distribution of Betrag"),
        ("mean Betrag je Region, ohne Süd", "mean Betrag by Region, without Süd"),
        ("Wie hoch ist der durchschnittliche Umsatz der Frauen?", "what is the mean revenue of women?"),
        ("fuelle fehlende Werte mit dem Median", "fill missing values with the median"),
    ],
)
def test_a_german_goal_gives_the_steps_of_its_english_twin(german: str, twin: str) -> None:
    assert steps(german) == steps(twin)


@pytest.mark.parametrize(
    ("german", "said"),
    [
        ("umsatz pro monat 2025", "revenue per month 2025"),
        ("Bestellungen nach dem 1.3.2025", "order after 2025-03-01"),
        ("Beträge über 1.000,50", "amount over 1000.50"),
        ("Durchschnittsumsatz je Region", "mean revenue per Region"),
        ("stelle die Verteilung der Beträge dar", "plot distribution of amount"),
        ("räum das bitte mal auf", "clean this up"),
    ],
)
def test_words_numbers_dates_and_compounds_become_english(german: str, said: str) -> None:
    assert english(german) == said


def test_names_of_columns_and_values_stay_as_they_are() -> None:
    assert english("nur Region Nord und Süd") == "only Region Nord and Süd"
    assert english('Mittelwert von "Betrag"') == 'mean of "Betrag"'


def test_english_goals_are_left_alone() -> None:
    text = (Path(__file__).parent / "goals" / "paraphrases.toml").read_text(encoding="utf-8")
    goals = [wording for rows in tomllib.loads(text).values() for wordings in rows for wording in wordings]
    assert len(goals) > 500
    assert [goal for goal in goals if translated(goal, [])] == []


def test_words_that_are_english_too_are_only_read_beside_others() -> None:
    assert english("was the rate higher in April?") is None
    assert english("was ist die höchste rate?") == "what is highest rate?"


def test_columns_and_values_are_found_by_their_english_words() -> None:
    assert glosses("Bestelldatum") == (("order", "date"),)
    assert glosses("Kunden_Nr") == (("customer", "number"),)
    assert glosses("Kaltmiete") == (("kalt", "rent"),)
    assert glosses("gdpPercap") == ()
    assert sources("mean amount of women") == sources("mean Betrag for w")


def test_a_plan_quotes_the_goal_as_it_was_said() -> None:
    plan = aa_magics.analyze("mittlerer umsatz je Region", {"orders": ORDERS}).plan
    assert plan is not None
    assert "umsatz wurde als Betrag gelesen" in plan.assumptions
    assert "mittlerer" in plan.steps[-1].words


def test_a_refusal_quotes_the_goal_as_it_was_said() -> None:
    with pytest.raises(GoalError, match="answers to: Gehalt"):
        aa_magics.analyze("durchschnittliches Gehalt je Region", {"orders": ORDERS})


def test_a_follow_up_may_be_in_another_language_than_its_goal() -> None:
    first = aa_magics.analyze("mean of Betrag by Region", {"orders": ORDERS})
    second = aa_magics.analyze("und jetzt nach Kanal", {"orders": ORDERS}, previous=first)
    assert second.plan is not None
    assert 'groupby("Kanal"' in second.cells[-1].source


def test_an_answer_is_in_the_language_of_most_of_the_goal() -> None:
    german, mixed = sources("nur Nord: Betrag je Kanal als Balkendiagramm"), sources("mean Umsatz by region")
    assert "Nur Zeilen mit: Region ist Nord" in german
    assert "Zeilen vorher" in german
    assert "# Mean" in mixed or "**Mean" in mixed


def test_a_printed_sentence_keeps_its_values_in_another_order() -> None:
    swapped = replace(language("de"), sentences={"{0} of {1} rows": "{1} Zeilen, davon {0}"})
    source = 'n = 3\nprint(f"{n:,} of {len(df):,} rows")\nn'
    assert said_source(source, swapped) == 'n = 3\nprint(f"{len(df):,} Zeilen, davon {n:,}")\nn'


def test_a_language_has_nothing_that_no_recipe_has() -> None:
    """What is translated is still said: a title or a sentence that was reworded must be so here as well."""
    for tongue in languages():
        assert set(tongue.titles) <= set(catalogue())
        for name, title in tongue.titles.items():
            assert set(re.findall(r"\{(\w+)\}", title)) == set(re.findall(r"\{(\w+)\}", catalogue()[name].title)), name


@pytest.mark.parametrize("tongue", languages(), ids=lambda tongue: tongue.code)
def test_a_language_says_most_of_what_english_says(tongue: Language) -> None:
    lacking = completeness(tongue)
    assert len(lacking["titles"]) <= MOST_LACKING["titles"], lacking["titles"]
    assert len(lacking["sentences"]) <= MOST_LACKING["sentences"], lacking["sentences"]


def test_every_lexicon_of_another_language_has_the_same_sections() -> None:
    folder = files("aa_magics.offline") / "lexicon"
    lexicons = [f for f in folder.iterdir() if len(f.name) == len("de.toml") and f.name != "en.toml"]
    german = tomllib.loads((folder / "de.toml").read_text(encoding="utf-8"))
    assert [
        file.name for file in lexicons if tomllib.loads(file.read_text(encoding="utf-8")).keys() != german.keys()
    ] == []


def test_what_adds_up_is_summed_and_the_plan_says_so() -> None:
    plan = aa_magics.analyze("which Region has the highest revenue?", {"orders": ORDERS}).plan
    assert plan is not None
    assert plan.steps[0].params["how"] == "sum"
    assert "Betrag adds up, so it is summed" in plan.assumptions
    assert "mean" in sources("mean revenue by Region")


def test_a_misspelt_word_is_read_in_a_goal_of_that_language() -> None:
    assert english("zeige die ausreiser von Betrag") == "show outliers of Betrag"
    assert english("show ausreiser of Betrag") is None
