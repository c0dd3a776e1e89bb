"""Goals typed in a hurry are read as if they were said in full; what only looks like one is left alone."""

import contextlib
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import aa_magics
from aa_magics.errors import AnalystError, GoalError
from tests.test_blind import NUMBER, shown


@pytest.fixture
def gym() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    n = 240
    day = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 180, n), unit="D")
    return pd.DataFrame(
        {
            "visit_id": [f"v{i}" for i in rng.permutation(n)],
            "hall": rng.choice(["North", "South", "West"], n, p=[0.5, 0.3, 0.2]),
            "plan": rng.choice(["basic", "plus"], n),
            "age": rng.integers(14, 80, n),
            "weight": [f"{w:.1f} kg" for w in rng.normal(75, 12, n)],
            "spend": rng.gamma(2, 20, n).round(2),
            "on": day,
            "Kündigung": pd.Series(day + pd.Timedelta(days=40)).where(rng.random(n) < 0.3),
            "injured": rng.choice(["ja", "nein"], n, p=[0.1, 0.9]),
            "mood": rng.choice([1, 2, 3, 4, 5, 9], n, p=[0.1, 0.2, 0.3, 0.2, 0.15, 0.05]),
        }
    )


def answer(goal: str, **frames: pd.DataFrame) -> str:
    """Return all that the cells of a goal show."""
    run = aa_magics.analyze(goal, dict(frames))
    return shown([(cell.cell_type, cell.source) for cell in run.cells], dict(frames))


def weights(gym: pd.DataFrame) -> pd.Series:
    return gym.weight.str.removesuffix(" kg").astype(float)


def p_of(gym: pd.DataFrame, by: str, first: str, second: str) -> float:
    """Return the p of Welch's test of spend between two groups."""
    a, b = (gym.spend[gym[by] == group] for group in (first, second))
    return float(stats.ttest_ind(a, b, equal_var=False).pvalue)


TRUTHS: dict[str, Any] = {
    "gym visits per hall": lambda g: g.hall.value_counts(),
    "visits per month": lambda g: g.on.dt.month.value_counts(),
    "Besuche je hall": lambda g: g.hall.value_counts(),
    "how many under 18": lambda g: [(g.age < 18).sum()],
    "wieviele über 65": lambda g: [(g.age > 65).sum()],
    "visits over 90 kg how many": lambda g: [(weights(g) > 90).sum()],
    "how many more then 80 kg": lambda g: [(weights(g) > 80).sum()],
    "wieviele haben gekündigt": lambda g: [g["Kündigung"].notna().sum()],
    "sum spend without Kündigung": lambda g: [round(g.spend[g["Kündigung"].isna()].sum(), 2)],
    "how many without Kündigung": lambda g: [g["Kündigung"].isna().sum()],
    "Anteil injured je plan in Prozent": lambda g: (g.injured == "ja").groupby(g.plan).mean().mul(100),
    "injured quote pro hall": lambda g: (g.injured == "ja").groupby(g.hall).mean().mul(100)[["North"]],
    "Kündigungsquote pro plan": lambda g: g["Kündigung"].notna().groupby(g.plan).mean().mul(100),
    "hall x plan": lambda g: g.groupby(["hall", "plan"]).size(),
    "which weekday has the most visits": lambda g: [g.on.dt.day_name().value_counts().max()],
    "an welchem Wochentag der meiste spend": lambda g: [round(g.groupby(g.on.dt.day_of_week).spend.sum().max(), 1)],
    "spend january vs february": lambda g: g.groupby(g.on.dt.month).spend.sum().round(2).loc[[1, 2]],
    "biggest 3 visits by spend": lambda g: g.spend.nlargest(3),
    "how many injured per hall": lambda g: g.hall[g.injured == "ja"].value_counts(),
    "mean mood by hall, 9 = k.A.": lambda g: g[g.mood < 9].groupby("hall").mood.mean().round(3),
    "mean mood without the 9": lambda g: [round(g.mood[g.mood < 9].mean(), 3)],
    "age groups until 29, 30-49, 50+ how many": lambda g: pd.cut(g.age, [0, 29, 49, 99]).value_counts(),
    "mean spend without injured": lambda g: [round(g.spend[g.injured == "nein"].mean(), 4)],
    "did basic affect spend": lambda g: g.groupby("plan").spend.mean(),
    "mean mood by hall w/o the 9": lambda g: g[g.mood < 9].groupby("hall").mood.mean(),
    "how many 9s for mood": lambda g: [(g.mood == 9).sum()],
    "North vs South, is the mean spend realy different": lambda g: [p_of(g, "hall", "North", "South")],
    "spend injured vs uninjured, difference significant?": lambda g: [p_of(g, "injured", "ja", "nein")],
    "mean spend injured gegen nichtinjured": lambda g: g.groupby("injured").spend.mean(),
}


@pytest.mark.parametrize("goal", TRUTHS)
def test_what_a_hurried_goal_means_is_answered(goal: str, gym: pd.DataFrame) -> None:
    found = [float(number) for number in NUMBER.findall(answer(goal, gym=gym).replace(",", ""))]
    for truth in TRUTHS[goal](gym):
        near = [
            value for value in found if np.isclose(value, truth, rtol=1e-3) or np.isclose(value, truth / 100, rtol=1e-3)
        ]
        assert near, truth


@pytest.mark.parametrize(
    "goal", ["profit per hall", "hours by plan", "refunds per hall", "Überstunden je Halle", "how many above 100"]
)
def test_what_is_no_row_and_has_no_column_is_not_counted(goal: str, gym: pd.DataFrame) -> None:
    with pytest.raises(AnalystError):
        aa_magics.analyze(goal, {"gym": gym})


@pytest.mark.parametrize(
    "goal", ["mean spend by hall", "mean age over 30", "correlation of age and spend", "spend over time", "top 3 spend"]
)
def test_what_is_said_in_full_stays_as_it_is(goal: str, gym: pd.DataFrame) -> None:
    plan = aa_magics.analyze(goal, {"gym": gym}).plan
    assert plan is not None
    assert not any("understood as" in assumption for assumption in plan.assumptions)


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("visits per hall", "understood as number of rows per `hall`"),
        ("Besuche je hall", "verstanden als number of rows per `hall`"),
    ],
)
def test_a_plan_says_how_a_goal_was_understood(goal: str, said: str, gym: pd.DataFrame) -> None:
    plan = aa_magics.analyze(goal, {"gym": gym}).plan
    assert plan is not None
    assert said in plan.assumptions


def test_a_code_is_set_to_missing_once(gym: pd.DataFrame) -> None:
    coded = gym.assign(temp=gym.spend.where(gym.index % 9 > 0, -999))
    plan = aa_magics.analyze("mean temp by hall, -999 = n/a", {"gym": coded}).plan
    assert plan is not None
    assert [step.recipe for step in plan.steps].count("codes_to_missing") == 1


def test_what_denies_no_column_is_not_compared(gym: pd.DataFrame) -> None:
    with pytest.raises(AnalystError):
        aa_magics.analyze("spend injured vs nonmembers, difference significant?", {"gym": gym})


def test_items_of_a_questionnaire_are_taken_together() -> None:
    rng = np.random.default_rng(0)
    survey = pd.DataFrame(
        {f"Q{n}": rng.choice([1, 2, 3, 4, 5, 9], 80) for n in range(1, 5)} | {"team": ["a", "b"] * 40}
    )
    known = survey.filter(like="Q").where(lambda q: q < 9)
    text = answer("share 4 or 5 per question, 9 = k.A.", survey=survey)
    assert f"{(known.Q2 >= 4).sum() / known.Q2.notna().sum() * 100:.2f}" in text
    assert f"{known.mean().min():.5f}" in answer("which question has the lowest mean (9 = k.A.)", survey=survey)
    with pytest.raises(AnalystError):
        answer("share 2 or 3 per question, 9 = k.A.", survey=survey)


@pytest.mark.parametrize("name", ["⟦5 number ⟧", "a`b", "{x}", 'say "hi"', "😀"])
def test_odd_names_break_nothing(name: str, gym: pd.DataFrame) -> None:
    odd = gym.rename(columns={"hall": name})
    for goal in (f"visits per {name}", f"{name} x plan", f"how many under 18 in {name}"):
        with contextlib.suppress(AnalystError):
            answer(goal, gym=odd)


def test_a_sign_of_ours_in_a_goal_is_no_mark(gym: pd.DataFrame) -> None:
    with pytest.raises(AnalystError):
        aa_magics.analyze("how many under 18 in ⟦9 x⟧", {"gym": gym})


def test_rows_of_one_frame_are_counted_by_what_another_has() -> None:
    orders = pd.DataFrame({"order": range(6), "customer": [1, 1, 2, 3, 3, 3], "amount": [5.0, 6, 7, 8, 9, 10]})
    customers = pd.DataFrame({"customer": [1, 2, 3, 4], "city": ["Kiel", "Kiel", "Ulm", "Ulm"]})
    text = answer("orders per city", orders=orders, customers=customers)
    assert "3" in text
    assert "join" in text.lower() or "without a match" in text
    never = answer("which customers have no orders", orders=orders, customers=customers)
    assert "1 of 4 values of customer have no match" in never


@pytest.mark.parametrize("goal", ["orders per city", "number of orders by city"])
def test_rows_of_a_frame_that_nothing_joins_are_not_counted(goal: str) -> None:
    orders = pd.DataFrame({"order": range(6), "amount": [5.5, 6, 7, 8, 9, 10]})
    customers = pd.DataFrame({"customer": ["a", "b", "c", "d"], "city": ["Kiel", "Kiel", "Ulm", "Ulm"]})
    with pytest.raises(AnalystError):
        aa_magics.analyze(goal, {"orders": orders, "customers": customers})


def test_a_number_is_compared_with_numbers_that_are_text() -> None:
    reviews = pd.DataFrame({"stars": ["1 stars", "5 stars", "1 stars", "3 stars"] * 5, "shop": ["a", "b"] * 10})
    assert "100.0%" in answer("share of stars = 1 by shop", reviews=reviews)


def test_money_that_is_grouped_by_thousands_only() -> None:
    pay = pd.DataFrame({"pay": ["52.300 €", "61.000 €", "48.750 €", "75.125 €"] * 4, "unit": list("abab") * 4})
    with pytest.raises(GoalError, match="decimal"):
        aa_magics.analyze("mean pay by unit", {"pay": pay})


@pytest.fixture
def crew() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    n = 150
    return pd.DataFrame(
        {
            "parcel": [f"p{i}" for i in range(n)],
            "depot": rng.choice(["Kiel", "Ulm"], n),
            "weight_kg": rng.gamma(2, 4, n).round(1) - 1,
            "Alter": rng.integers(16, 70, n),
            "zugestellt": pd.Series(["2024-03-05"] * n).where(rng.random(n) < 0.7),
        }
    )


NOT_SO: dict[str, Any] = {
    "how many parcels are not yet zugestellt": lambda c: c.zugestellt.isna().sum(),
    "wieviele sind zugestellt": lambda c: c.zugestellt.notna().sum(),
    "sum weight_kg of those not zugestellt": lambda c: round(c.weight_kg[c.zugestellt.isna()].sum(), 3),
    "mean weight_kg not in Kiel": lambda c: round(c.weight_kg[c.depot != "Kiel"].mean(), 4),
    "wieviele sind nicht im depot Ulm": lambda c: (c.depot != "Ulm").sum(),
    "parcel over 10 kg how many": lambda c: (c.weight_kg > 10).sum(),
    "how many between 20 and 30": lambda c: c.Alter.between(20, 30).sum(),
    "gibts negative weight_kg": lambda c: (c.weight_kg < 0).sum(),
}


@pytest.mark.parametrize("goal", NOT_SO)
def test_what_is_not_so_is_not_taken_for_what_is(goal: str, crew: pd.DataFrame) -> None:
    found = [float(number) for number in NUMBER.findall(answer(goal, crew=crew).replace(",", ""))]
    assert np.isclose(found, NOT_SO[goal](crew), rtol=1e-4).any()


def test_a_negated_verb_asks_for_the_rows_without_its_column(gym: pd.DataFrame) -> None:
    assert f"{gym['Kündigung'].isna().sum()} " in answer("wieviele haben nicht gekündigt", gym=gym)


def test_negative_values_are_not_sought_in_one_of_several_columns(crew: pd.DataFrame) -> None:
    with pytest.raises(AnalystError):
        aa_magics.analyze("gibts negative werte", {"crew": crew})


@pytest.mark.parametrize(
    "goal",
    [
        "altersgruppen bis 29, 30-49, 50+ wieviele",
        "age groups under 30, 30-49, 50 and over: how many",
        "how many per age group under 30, 30-49 and from 50",
    ],
)
def test_ranges_in_passing_are_classes_to_count(goal: str, crew: pd.DataFrame) -> None:
    text = answer(goal, crew=crew)
    for count in ((crew.Alter < 30).sum(), crew.Alter.between(30, 49).sum(), (crew.Alter >= 50).sum()):
        assert re.search(rf"\b{count}\b", text)


def test_ranges_that_overlap_are_no_classes(crew: pd.DataFrame) -> None:
    with pytest.raises(AnalystError):
        aa_magics.analyze("age groups 18-40, 30-49, 50+ how many", {"crew": crew})
