"""The command line: a script that runs, and errors in two lines."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from aa_magics import __version__
from aa_magics.cli import execute, frame_name, main
from aa_magics.errors import RunError

SALES = pd.DataFrame({"price": [1.0, 2.0, 9.0], "region": ["a", "b", "b"]})


@pytest.fixture(autouse=True)
def sales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to ask about, in the working directory; runs are kept in a database of its own."""
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", f"sqlite:///{tmp_path / 'history.db'}")
    monkeypatch.chdir(tmp_path)
    SALES.to_csv("sales.csv", index=False)
    return tmp_path / "sales.csv"


def failed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    status = main(arguments)
    told = capsys.readouterr()
    assert told.out == ""
    lines = told.err.splitlines()
    assert len(lines) == 2
    return status, lines


def test_script_answers_the_goal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["run", "sales.csv", "average price by region"]) == 0
    script = capsys.readouterr().out
    assert script.startswith("# sales: 3 rows × 2 columns\n# 1. ")
    read = "import pandas as pd\n\nsales = pd.read_csv('sales.csv')\n"
    assert f"# %%\nfrom IPython.display import display\n\n{read}" in script
    Path("script.py").write_text(script, encoding="utf-8")
    subprocess.run([sys.executable, "script.py"], check=True, cwd=tmp_path)


def test_results_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "sales.csv", "average price by region", "--run"]) == 0
    script, _, results = capsys.readouterr().out.partition("# Results of cell 1 of 2")
    assert "groupby" in script
    assert "5.5" in results


def test_chart_is_told_rather_than_dumped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "sales.csv", "histogram of price", "--run"]) == 0
    assert "[Figure: open the script in a notebook to see it]" in capsys.readouterr().out


def test_cells_are_executed_in_one_namespace(capsys: pytest.CaptureFixture[str]) -> None:
    execute(["n = len(sales)", "display(n); n + 1", "n = None\nn"], {"sales": SALES})
    assert [line for line in capsys.readouterr().out.splitlines() if line and line[0] != "#"] == ["3", "4"]


def test_first_cell_that_fails_stops_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RunError) as failed:
        execute(["1 / 0", "print('never')"], {})
    assert str(failed.value) == "Cell 1 of 2 failed: ZeroDivisionError: division by zero\nMend the script and run it."
    assert isinstance(failed.value.__cause__, ZeroDivisionError)
    assert "never" not in capsys.readouterr().out


@pytest.mark.parametrize("file", ["sales.tsv", "sales.json", "sales.csv.gz", "sales.parquet"])
def test_tables_of_other_formats_are_read(capsys: pytest.CaptureFixture[str], file: str) -> None:
    write = {
        "sales.tsv": lambda: SALES.to_csv(file, sep="\t", index=False),
        "sales.json": lambda: SALES.to_json(file),
        "sales.csv.gz": lambda: SALES.to_csv(file, index=False),
        "sales.parquet": lambda: SALES.to_parquet(file),
    }
    write[file]()
    assert main(["run", file, "average price by region", "--run"]) == 0
    assert "5.5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "name"),
    [("sales.csv", "sales"), ("Sales 2024 (EU).csv", "sales_2024_eu"), ("2024.csv", "df"), ("list.csv", "df"),
     ("class.csv", "df"), ("pd.csv", "df"), ("größe.csv.gz", "größe")],
)  # fmt: skip
def test_variable_is_named_after_the_file(file: str, name: str) -> None:
    assert frame_name(Path(file)) == name


def test_missing_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert failed(capsys, "run", "no.csv", "x") == (
        1, ["There is no file 'no.csv'.", "Give the path of a table, such as: data/sales.csv"]
    )  # fmt: skip


def test_file_of_an_unknown_format(capsys: pytest.CaptureFixture[str]) -> None:
    status, (message, hint) = failed(capsys, "run", "sales.doc", "x")
    assert (status, message) == (1, "'sales.doc' is no table that can be read.")
    assert ".parquet" in hint


def test_file_that_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.json").write_text("{", encoding="utf-8")
    status, (message, hint) = failed(capsys, "run", "broken.json", "x")
    assert (status, message.split(":")[0]) == (1, "'broken.json' cannot be read")
    assert hint == "Try in Python: pandas.read_json(...)"


def test_goal_that_cannot_be_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert failed(capsys, "run", "sales.csv", " ")[1][0] == "The goal is empty."


def test_unknown_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert failed(capsys, "run", "sales.csv", "x", "-e", "of")[1][0] == "There is no engine named 'of'."


def test_wrong_setting_is_a_wrong_use(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_RETENTION_DAYS", "soon")
    assert failed(capsys, "history")[0] == 2


def test_runs_are_kept_and_found_by_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "sales.csv", "average price by region"])
    main(["run", "sales.csv", "histogram of price"])
    capsys.readouterr()
    assert main(["history"]) == 0
    assert capsys.readouterr().out.count("done") == 2
    main(["history", "histogram"])
    assert capsys.readouterr().out.endswith("done         histogram of price\n")


def test_history_that_is_off(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", "0")
    assert failed(capsys, "history") == (1, ["History is off.", "Switch it on: AA_MAGICS_HISTORY=1"])


def test_broken_history_does_not_stop_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    Path("history.db").write_bytes(b"no database" * 999)
    assert main(["run", "sales.csv", "average price by region"]) == 0
    told = capsys.readouterr()
    assert "groupby" in told.out
    assert told.err.startswith("This run is not recorded. The history database")


@pytest.mark.models
def test_doctor_fails_where_there_is_a_problem(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AA_MAGICS_ENGINE", "no/such")
    assert main(["doctor"]) == 1
    assert "PROBLEM kernel engine: no/such: NO_API_KEY not set" in capsys.readouterr().out


def test_doctor_lists_every_setting_with_its_source(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AA_MAGICS_REPAIRS", "1")
    assert main(["doctor", "settings"]) == 0
    assert re.search(r"^repairs = 1 +AA_MAGICS_REPAIRS +how often", capsys.readouterr().out, re.MULTILINE)


def test_command_tells_its_version() -> None:
    command = [sys.executable, "-m", "aa_magics.cli", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == __version__


def test_unknown_command_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["rnu"])
    assert stop.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
