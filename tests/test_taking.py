"""Which column stands for a word of a goal, said on the line: --take word=column."""

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
    assert [(other.words, other.column) for other in plan.alternatives] == [("amount", "tip amount")]
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
