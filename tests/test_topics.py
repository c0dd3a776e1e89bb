"""What people ask in the first week: findings, surveys, comparisons; and columns named in sets."""

import contextlib
import io
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame
from scipy import stats

from aa_magics import analyze
from aa_magics.errors import GoalError
from aa_magics.model import Run

rng = np.random.default_rng(5)
LEVEL = rng.normal(3, 1, (200, 1))
SURVEY = DataFrame(
    np.clip(np.round(LEVEL + rng.normal(0, 0.8, (200, 4))), 1, 5), columns=[f"stress_{i}" for i in range(1, 5)]
).assign(
    mood=np.clip(np.round(LEVEL[:, 0] + rng.normal(0, 1, 200)), 1, 5),
    sex=rng.choice(["f", "m"], 200),
    arm=rng.choice(["drug", "placebo"], 200),
    years_old=rng.integers(18, 80, 200),
    weight=np.round(rng.uniform(0.5, 2, 200), 2),
)
ITEMS = SURVEY[[f"stress_{i}" for i in range(1, 5)]]
MICE = DataFrame(
    {
        "mouse_id": np.tile(np.arange(100, 112), 2),
        "diet": ["fat"] * 12 + ["plain"] * 12,
        "mass": np.round(np.r_[np.linspace(20, 31, 12), np.linspace(19, 29, 12)], 1),
    }
)
STAFF = DataFrame(
    {
        "employee": [f"E{i:03}" for i in range(120)],
        "sex": np.tile(["f", "m"], 60),
        "grade": np.repeat([1, 2, 3], 40),
        "salary": np.repeat([30_000, 40_000, 50_000], 40) + np.tile([0, 1_000], 60) + rng.integers(0, 500, 120),
    }
)
SOILED = DataFrame(
    {
        "ref": [1, 2, 3, 4, 5, 6, 7, 7],
        "city": ["Rome", "Rome ", "rome", "Oslo", "Oslo", "Oslo", "unknown", "unknown"],
        "paid": ["1,50", "2,00", "3,10", "n/a", "4,00", "7,25", "9,00", "9,00"],
        "land": ["IT"] * 8,
        "score": [3.0, 4.0, 2.0, 99.0, 5.0, 3.0, 4.0, 4.0],
    }
)


def run_of(goal: str, **frames: DataFrame) -> Run:
    return analyze(goal, frames)


def recipes(goal: str, **frames: DataFrame) -> list[str | None]:
    plan = run_of(goal, **frames).plan
    assert plan
    return [step.recipe for step in plan.steps]


def params(goal: str, **frames: DataFrame) -> Any:
    plan = run_of(goal, **frames).plan
    assert plan
    return plan.steps[-1].params


def shown(goal: str, **frames: DataFrame) -> tuple[Any, str]:
    """Return the value that the last cell of a goal shows, and all that its cells print."""
    namespace: dict[str, Any] = {name: frame.copy() for name, frame in frames.items()}
    value, printed = None, io.StringIO()
    with contextlib.redirect_stdout(printed):
        for cell in run_of(goal, **frames).cells:
            if cell.cell_type == "code":
                exec(cell.source, namespace)
                with contextlib.suppress(SyntaxError):
                    value = eval(cell.source.splitlines()[-1], namespace)
    return value, printed.getvalue()


@pytest.mark.parametrize(
    "goal",
    [
        "whats broken in here",
        "anything wrong with this data?",
        "sanity check pls",
        "is the data ok",
        "what are the problems with this file",
        "any data quality issues?",
        "sanity chekc",
        "check for errors before i send this",
    ],
)
def test_findings_are_called_for_in_many_ways(goal: str) -> None:
    assert recipes(goal, parcels=SOILED) == ["findings"]


def test_findings_name_column_problem_rows_and_what_mends_it() -> None:
    table, _ = shown("whats broken in here", parcels=SOILED)
    found = {(row.column, row.problem): row.rows for row in table.itertuples()}
    assert found["(rows)", "row that stands more than once"] == 1
    assert found["city", "space before or after"] == 1
    assert found["city", "another spelling of a value"] == 1
    assert found["city", "stands for missing"] == 2
    assert found["paid", "stands for missing"] == 1
    assert found["paid", "number held as text"] == 7
    assert found["land", "always the same"] == 8
    assert found["score", "seems to stand for missing"] == 1
    assert all(line == "" or "parcels" in line for line in table["the line that mends it"])


def test_lines_of_findings_mend_what_they_say() -> None:
    table, _ = shown("whats broken in here", parcels=SOILED)
    lines = table.set_index(["column", "problem"])["the line that mends it"]
    namespace: dict[str, Any] = {"parcels": SOILED.copy(), "pd": pd}
    for key in [
        ("paid", "number held as text"),
        ("city", "space before or after"),
        ("score", "seems to stand for missing"),
    ]:
        exec(lines[key], namespace)
    assert namespace["parcels"]["paid"].tolist()[:3] == [1.5, 2.0, 3.1]
    assert namespace["parcels"]["city"].iloc[1] == "Rome"
    assert namespace["parcels"]["score"].isna().sum() == 1


def test_clean_frame_is_a_new_one_and_says_what_changed() -> None:
    clean, printed = shown("clean this up", parcels=SOILED)
    assert "8 rows before, 7 after" in printed
    assert clean["city"].tolist()[:2] == ["Rome", "Rome"]
    assert clean["city"].isna().sum() == 1
    assert SOILED["city"].iloc[1] == "Rome "


def test_clean_frame_is_told_by_column_before_and_after() -> None:
    clean, printed = shown("clean this up", parcels=SOILED)
    told = printed[printed.index("columns changed:") :]
    assert "missing before" in told
    assert re.search(rf"paid +(str|object) .* {clean['paid'].dtype} ", told)


@pytest.mark.parametrize(
    "goal",
    [
        "cronbachs alpha of stress_*",
        "reliability of the stress scale",
        "alpha for stress_1 to stress_4",
        "alpha for all the stress items",
    ],
)
def test_scale_is_named_as_a_set(goal: str) -> None:
    assert params(goal, survey=SURVEY)["columns"] == tuple(ITEMS.columns)


def test_alpha_is_that_of_1951() -> None:
    k = ITEMS.shape[1]
    alpha = k / (k - 1) * (1 - ITEMS.var().sum() / ITEMS.sum(axis=1).var())
    _, printed = shown("reliability of the stress items", survey=SURVEY)
    assert f"{alpha:.3f}" in printed


def test_weights_are_found_by_name() -> None:
    table, _ = shown("avg of all the stress items by sex, weighted", survey=SURVEY)
    women = SURVEY[SURVEY["sex"] == "f"]
    assert table.loc["stress_2", "f"] == pytest.approx(np.average(women["stress_2"], weights=women["weight"]))


def test_same_units_in_both_arms_are_pairs() -> None:
    _, printed = shown("is fat better than plain", mice=MICE)
    wide = MICE.pivot(index="mouse_id", columns="diet", values="mass")
    assert "paired by mouse_id" in printed
    assert f"{(wide['fat'] - wide['plain']).mean():,.4g}" in printed
    assert f"p = {stats.ttest_rel(wide['fat'], wide['plain']).pvalue:.3g}" in printed


def test_units_of_one_arm_are_no_pairs() -> None:
    assert recipes("does drug work better than placebo on mood", survey=SURVEY) == ["independent_comparison"]


def test_gap_is_adjusted_for_the_other_columns_but_names() -> None:
    run = run_of("salary gap by sex, fair comparison pls", staff=STAFF)
    assert run.plan
    assert run.plan.steps[-1].params["categories"] == ("grade",)
    table, printed = shown("salary gap by sex, fair comparison pls", staff=STAFF)
    raw = STAFF.groupby("sex")["salary"].mean()
    assert abs(table.loc["as it is", "gap"]) == pytest.approx(abs(raw["m"] - raw["f"]))
    assert "association" in printed


def test_many_correlations_are_corrected() -> None:
    assert params("anything correlate w mood? careful w the many tests", survey=SURVEY)["method"] == "holm"
    assert params("what correlates with mood, benjamini hochberg", survey=SURVEY)["method"] == "fdr_bh"


def test_summary_leaves_out_what_is_no_quantity() -> None:
    orders = DataFrame({"zip": [10115, 80331, 20095, 50667], "year": [2020, 2021, 2021, 2022], "net": [1.5, 2, 9, 4]})
    assert params("summary stats pls", orders=orders)["columns"] == ("net",)


def test_table_one_has_a_line_for_each_characteristic() -> None:
    table, _ = shown("table 1 by arm", survey=SURVEY)
    assert list(table.columns) == ["drug", "placebo"]
    assert {"mood", "sex"} <= set(table.index.get_level_values(0))


def test_three_sentences_have_computed_numbers() -> None:
    _, printed = shown("give me three sentences for my boss", staff=STAFF)
    assert f"{STAFF['salary'].mean():,.2f}" in printed


def test_few_that_make_most_are_counted() -> None:
    sales = DataFrame({"customer": [f"c{i}" for i in range(10)] * 2, "amount": ([100] * 2 + [1] * 8) * 2})
    _, printed = shown("80/20 of amount by customer", sales=sales)
    assert "2 of 10 customer" in printed


def test_rows_that_a_test_needs() -> None:
    value, _ = shown("how many people do i need to detect a difference of 2 in mass", mice=MICE)
    assert value == 49


@pytest.mark.parametrize(
    "goal", ["reliability of the moon scale", "gap in happiness by planet", "is purple better than green"]
)
def test_what_is_not_there_is_refused(goal: str) -> None:
    with pytest.raises(GoalError):
        run_of(goal, survey=SURVEY)
