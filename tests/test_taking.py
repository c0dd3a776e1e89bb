"""Which column stands for a word of a goal, said on the line: --take word=column."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

import aa_magics
from aa_magics.cli import main
from aa_magics.errors import UsageError
from tests.fakes import Notebook

SALES = pd.DataFrame({"net_amount": [1.0, 2.0, 3.0], "Gross Amount": [2.0, 3.0, 4.0], "region": list("aba")})


def code(goal: str, takes: dict[str, str]) -> str:
    run = aa_magics.analyze(goal, {"sales": SALES}, takes=takes)
    return "\n".join(cell.source for cell in run.cells)


@pytest.mark.parametrize(
    "goal",
    ["mean revenue by region", "What is the mean Revenue?", 'mean of "revenue"', "mittelwert von revenue je region"],
)
@pytest.mark.parametrize("column", ["net_amount", "Gross Amount"])
def test_word_stands_for_the_column_that_was_said(goal: str, column: str) -> None:
    assert f'"{column}"' in code(goal, {"revenue": column})


def test_the_plan_says_what_was_chosen_and_the_run_keeps_the_goal_as_it_was_typed() -> None:
    run = aa_magics.analyze("mean revenue by region", {"sales": SALES}, takes={"revenue": "gross_amount"})
    assert run.plan is not None
    assert run.plan.assumptions == ("revenue is Gross Amount (you said so)",)
    assert run.goal.text == "mean revenue by region"


def test_a_follow_up_keeps_what_was_chosen_for_the_goal_before() -> None:
    before = aa_magics.analyze("mean revenue by region", {"sales": SALES}, takes={"revenue": "gross_amount"})
    run = aa_magics.analyze("what about the median", {"sales": SALES}, previous=before)
    assert '"Gross Amount"' in run.cells[-1].source


@pytest.fixture
def orders() -> pd.DataFrame:
    times = {"ordered": pd.date_range("2023-01-05", periods=300, freq="3D")}
    shipped = {"shipped": times["ordered"] + pd.Timedelta(days=9)}
    return pd.DataFrame({**times, **shipped, "net": [n % 7 + 0.5 for n in range(300)]})


@pytest.mark.parametrize(
    ("goal", "takes", "expected"),
    [
        ("sum of net last year", {"last_year": "last_12_months"}, ("2024-06-21", "2025-06-21")),
        ("sum of net last year", {"last year": "2023-01-01/2023-12-31"}, ("2023-01-01", "2024-01-01")),
        ("Summe von net letztes Jahr", {"letztes_Jahr": "last_12_months"}, ("2024-06-21", "2025-06-21")),
    ],
)
def test_words_stand_for_the_time_that_was_said(
    orders: pd.DataFrame, goal: str, takes: dict[str, str], expected: tuple[str, str]
) -> None:
    run = aa_magics.analyze(goal, {"orders": orders}, takes=takes, clock=lambda: datetime(2025, 6, 20, tzinfo=UTC))
    assert all(day in run.cells[0].source for day in expected)


@pytest.mark.parametrize(("goal", "word"), [("sum of net by month", "month"), ("Summe von net je Monat", "Monat")])
def test_the_column_that_has_the_dates_is_said_beside_a_period(orders: pd.DataFrame, goal: str, word: str) -> None:
    run = aa_magics.analyze(goal, {"orders": orders}, takes={word: "shipped"})
    assert run.plan is not None
    assert run.plan.steps[0].params["time"] == "shipped"
    assert run.plan.steps[0].params["period"] == "MS"


def test_underscore_stands_for_a_space() -> None:
    assert '"Gross Amount"' in code("mean sales amount by region", {"sales_amount": "gross_amount"})


@pytest.mark.parametrize(
    ("takes", "message", "hint"),
    [
        ({"revenue": "net_amont"}, "no column 'net_amont' to take for 'revenue'", "net_amount"),
        ({"costs": "net_amount"}, "does not say 'costs'", "--take"),
    ],
)
def test_wrong_name_is_told(takes: dict[str, str], message: str, hint: str) -> None:
    with pytest.raises(UsageError) as told:
        code("mean revenue by region", takes)
    assert message in told.value.message
    assert hint in told.value.hint


def test_choice_on_the_magic_line(notebook: Notebook) -> None:
    notebook.shell.user_ns["sales"] = SALES
    notebook.analyst("mean revenue by region", "sales -e offline --take revenue=gross_amount --no-insert")
    assert '"Gross Amount"' in notebook.text()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("AA_MAGICS_HISTORY", "0")
    SALES.to_csv(tmp_path / "sales.csv", index=False)
    return str(tmp_path / "sales.csv")


def test_choice_on_the_command_line(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", file, "mean revenue by region", "--take", "revenue=net_amount"]) == 0
    assert '"net_amount"' in capsys.readouterr().out


def test_choice_without_a_column_is_told(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", file, "mean revenue", "--take", "revenue"]) == 2
    assert "Write it as: --take word=column" in capsys.readouterr().err


def test_the_columns_that_a_word_could_name_as_well_are_offered_until_one_is_taken() -> None:
    bills = pd.DataFrame({"bill amount": [1.0, 2.0, 3.5], "tip amount": [0.1, 0.2, 0.4], "day": ["a", "b", "a"]})
    plan = aa_magics.analyze("mean amount by day", {"bills": bills}).plan
    assert plan is not None
    assert [(other.words, other.meaning) for other in plan.alternatives] == [("amount", "tip amount")]
    taken = aa_magics.analyze("mean amount by day", {"bills": bills}, takes={"amount": "tip amount"}).plan
    assert taken is not None
    assert taken.alternatives == ()


@pytest.mark.parametrize(
    "goal",
    [
        "mean customer_incme by region",
        "histogram of customer_incme",
        "Calculate the mean of the customer_incme column.\nRound to 2 decimals.\n@mean_income[mean]",
        "linear regression of net on customer_incme, test size 0.25, random state 3, R2",
        "mittelwert von customer_incme je region",
    ],
)
def test_a_misspelt_name_is_said_to_be_read_as_a_column(goal: str) -> None:
    numbers = {"customer_income": [n * 7 % 11 + 0.5 for n in range(40)], "net": [n % 7 + n / 3 for n in range(40)]}
    frame = pd.DataFrame({**numbers, "region": ["a", "b"] * 20})
    plan = aa_magics.analyze(goal, {"sales": frame}).plan
    assert plan is not None
    said = ["read customer_incme as customer_income", "customer_incme wurde als customer_income gelesen"]
    assert any(text in said for text in plan.assumptions)


ASKED = datetime(2025, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("goal", "words", "meanings"),
    [
        ("sum of net last year", "last year", ["last 12 months"]),
        ("sum of net last week", "last week", ["last 7 days", "2025-03-02/2025-03-08"]),
        ("sum of net this week", "this week", ["2025-03-09/2025-03-15"]),
        ("sum of net since summer", "since summer", ["2024-09-01/.."]),
        ("Summe von net letztes Jahr", "letztes Jahr", ["last 12 months"]),
        ("sum of net in 2024", "2024", []),
        ("sum of net yesterday", "yesterday", []),
    ],
)
def test_what_a_time_could_mean_as_well_is_offered(
    orders: pd.DataFrame, goal: str, words: str, meanings: list[str]
) -> None:
    plan = aa_magics.analyze(goal, {"orders": orders}, clock=lambda: ASKED).plan
    assert plan is not None
    assert [(other.kind, other.words, other.meaning) for other in plan.alternatives] == [
        ("time", words, meaning) for meaning in meanings
    ]
    for other in plan.alternatives:
        taken = aa_magics.analyze(goal, {"orders": orders}, clock=lambda: ASKED, takes={words: other.meaning}).plan
        assert taken is not None
        assert taken.steps[0].params != plan.steps[0].params
        assert taken.alternatives == ()


def test_the_last_whole_period_is_offered_where_the_data_end_in_the_one_that_is_meant(orders: pd.DataFrame) -> None:
    plan = aa_magics.analyze(
        "sum of net last year", {"orders": orders}, clock=lambda: datetime(2026, 3, 9, tzinfo=UTC)
    ).plan
    assert plan is not None
    assert [other.meaning for other in plan.alternatives] == ["last 12 months", "2024-01-01/2024-12-31"]


def test_frames_that_answer_as_well_as_the_first_are_offered(orders: pd.DataFrame) -> None:
    frames = {"orders": orders, "returns": orders, "stores": pd.DataFrame({"store": ["a", "b"]})}
    plan = aa_magics.analyze("mean of net", frames).plan
    assert plan is not None
    assert [(other.kind, other.words, other.meaning) for other in plan.alternatives] == [("frame", "orders", "returns")]
    assert "the goal is about orders, which stands first: returns would do as well" in plan.assumptions


@pytest.mark.parametrize(
    ("line", "goal", "offered"),
    [
        ("", "mean of net", ["returns"]),
        ("", "mean of net in orders", []),
        ("orders", "mean of net", []),
        ("", "overview", ["returns", "stores"]),
    ],
)
def test_frames_of_the_notebook_that_could_be_meant_are_offered_where_none_is_named(
    notebook: Notebook, orders: pd.DataFrame, line: str, goal: str, offered: list[str]
) -> None:
    del notebook.shell.user_ns["df"]
    notebook.shell.user_ns |= {"returns": orders, "stores": pd.DataFrame({"store": ["a", "b"]}), "orders": orders}
    notebook.run("orders")
    notebook.analyst(goal, f"{line} -e offline --no-insert")
    found = notebook.bundle["plan"].get("alternatives", [])
    assert [(other["kind"], other["words"], other["meaning"]) for other in found] == [
        ("frame", "orders", name) for name in offered
    ]
