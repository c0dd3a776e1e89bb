"""The form of an answer that a goal states, and the rules by which one of several answers is given."""

import pytest

from aa_magics.offline.closed.forms import read_decimals, read_form
from aa_magics.offline.closed.verdicts import Comparison, read_rules, significance_level, usual_rules

HEAD = "What is the mean tip?\nAnswer format: "


def slots(form: str) -> dict[str, object]:
    found = read_form(HEAD + form)
    assert found
    return {slot.name: slot for slot in found.slots}


def test_a_goal_without_slots_has_no_form() -> None:
    assert read_form("mean tip by day, mail me@home.org [soon]") is None


def test_the_form_is_no_part_of_the_body() -> None:
    form = read_form(HEAD + "@mean_tip[value]")
    assert form
    assert form.body == "What is the mean tip?"


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("a number rounded to two decimal places", 2),
        ("a float with 3 decimals", 3),
        ("a number to the fourth decimal place", 4),
        ("rounded to the nearest hundredth", 2),
        ("rounded to the nearest integer", 0),
        ("a number between 0 and 1", None),
        ("with up to five decimal places", 5),
    ],
)
def test_decimals_are_read_in_words_and_figures(text: str, decimals: int | None) -> None:
    assert read_decimals(text) == decimals


def test_each_placeholder_has_the_decimals_said_of_it() -> None:
    found = slots('@r[r_value] @p[p_value] where "r_value" is rounded to two decimals. "p_value" has four decimals.')
    assert [slot.decimals for slot in found.values()] == [2, 4]  # type: ignore[attr-defined]


def test_choices_are_the_answers_in_quotes() -> None:
    found = slots('@kind[kind], where "kind" is a string that can be "small", "medium" or "large".')
    assert found["kind"].choices == ("small", "medium", "large")  # type: ignore[attr-defined]


def test_names_of_columns_are_no_choices() -> None:
    found = slots("@r[r] where \"r\" is a number, the correlation of 'tip' and 'size'.")
    assert found["r"].choices == ()  # type: ignore[attr-defined]


def test_a_boolean_is_true_or_false() -> None:
    found = slots('@differs[answer] where "answer" is a boolean.')
    assert found["differs"].choices == ("True", "False")  # type: ignore[attr-defined]


def test_two_literal_answers_of_a_name_are_one_slot() -> None:
    found = slots("If the p-value is below 0.05 output @normal[no], else output @normal[yes].")
    assert found["normal"].choices == ("no", "yes")  # type: ignore[attr-defined]


def test_an_example_is_no_slot_of_its_own() -> None:
    assert list(slots("@r[value]. Example: @s[-0.5]")) == ["r"]


def test_lists_keep_the_separator_of_their_pattern() -> None:
    found = slots("@a[id1,id2,...] @b[id1, id2, ...]")
    assert [(s.is_list, s.separator) for s in found.values()] == [(True, ","), (True, ", ")]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("at a significance level (alpha) of 0.01", 0.01),
        ("use alpha = 0.1", 0.1),
        ("at the 5% level of significance", None),
        ("with a significance level of 5 %", 0.05),
        ("significant if the p-value is less than 0.001", 0.001),
    ],
)
def test_the_level_of_significance_is_read(text: str, level: float | None) -> None:
    assert significance_level(text) == level


def test_rules_in_words_become_comparisons() -> None:
    text = (
        "Call it linear if the p-value is less than 0.05 and the absolute value of r is at least 0.5. "
        "Call it nonlinear if the p-value is less than 0.05 and |r| < 0.5. Otherwise report no relationship."
    )
    first, second, rest = read_rules(text, ("linear", "nonlinear", "none"))
    assert first.any_of == ((Comparison("p", "<", 0.05), Comparison("r", ">=", 0.5, None, True)),)
    assert second.any_of == ((Comparison("p", "<", 0.05), Comparison("r", "<", 0.5, None, True)),)
    assert (rest.choice, rest.any_of) == ("none", ())


def test_a_denied_outcome_is_the_denied_choice() -> None:
    text = "If p < 0.05, conclude that the data does not follow a normal distribution, else that it does."
    first, second = read_rules(text, ("normal", "not normal"))
    assert (first.choice, second.choice) == ("normal", "not normal") or first.any_of[0][0].sign == "<"
    assert {rule.choice for rule in (first, second) if rule.any_of} == {"not normal"}


def test_yes_and_no_are_about_the_name_of_the_slot() -> None:
    text = "Consider it normal if the p-value is greater than 0.05."
    first, second = read_rules(text, ("yes", "no"), "is normal")
    assert (first.choice, first.any_of[0][0].sign, second.choice) == ("yes", ">", "no")


def test_ranges_and_alternatives_are_one_rule() -> None:
    text = (
        "r below -0.6 or above 0.6 indicates a strong correlation, "
        "between -0.6 and -0.3 or between 0.3 and 0.6 a moderate correlation."
    )
    strong, moderate, weak = read_rules(text, ("strong", "moderate", "weak"))
    assert [len(rule.any_of) for rule in (strong, moderate, weak)] == [2, 2, 0]


def test_a_level_by_name_is_its_number() -> None:
    text = "Use alpha 0.01. If the p-value is less than the significance level, report significant."
    first, _ = read_rules(text, ("significant", "not significant"))
    assert first.any_of == ((Comparison("p", "<", 0.01),),)


def test_nothing_is_guessed_for_three_choices() -> None:
    assert read_rules("Judge the strength of it.", ("strong", "moderate", "weak")) == []
    assert usual_rules(("strong", "moderate", "weak"), 0.05, denied=True) == []


@pytest.mark.parametrize(("denied", "first"), [(True, "not normal"), (False, "normal")])
def test_two_choices_have_a_usual_rule(denied: bool, first: str) -> None:
    rules = usual_rules(("normal", "not normal"), 0.05, denied=denied)
    assert (rules[0].choice, rules[0].any_of) == (first, ((Comparison("p", "<", 0.05),),))
