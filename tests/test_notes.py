"""What a person tells of the data once is kept beside the notebook, and heeded by every goal after."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from aa_magics import analyze
from aa_magics.codegen.captions import captioned
from aa_magics.errors import FrameError, UsageError
from aa_magics.model import Condition, Run
from aa_magics.notes import add_notes, kept_notes, read_codebook, read_note, remove_note
from aa_magics.notes.note import FORMS
from tests.fakes import Notebook

FILE = "aa_magics.toml"


@pytest.fixture
def orders() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "PLZ": [10115, 20095, 80331, 50667] * 10,
            "Betrag": [10.0, 20.0, 30.0, 40.0] * 10,
            "Kosten": [5.0, 5.0, 10.0, 10.0] * 10,
            "status": ["A", "K", "A", "A"] * 10,
            "Q1": [1, 2, 99, 4] * 10,
            "g": [1.0, 3.0, 1.0, 1.0] * 10,
            "region": ["Nord", "Süd"] * 20,
        }
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def planned(goal: str, orders: pd.DataFrame, *notes: str) -> Run:
    return analyze(goal, {"orders": orders}, notes=notes)


def results(run: Run, orders: pd.DataFrame) -> str:
    import contextlib
    import io

    with contextlib.redirect_stdout(printed := io.StringIO()):
        exec("\n".join(cell.source for cell in run.cells if cell.cell_type == "code"), {"orders": orders})
    return printed.getvalue()


def test_a_note_typed_in_the_notebook_is_heeded_by_the_next_goal(
    notebook: Notebook, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook.shell.user_ns["orders"] = pd.DataFrame({"Betrag": [1.0, 2.0, 3.0], "ort": list("aab")})
    assert notebook.run("%%analyst orders -e offline\nmean kohle by ort").error_in_exec is not None
    notebook.run("%analyst note kohle is Betrag").raise_error()
    assert capsys.readouterr().out.endswith("Noted in aa_magics.toml.\n")
    notebook.run("%%analyst orders -e offline\nmean kohle by ort").raise_error()
    assert "kohle is Betrag (your note)" in notebook.text()


def test_notes_are_listed_and_taken_out(notebook: Notebook, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.run("%analyst note").raise_error()
    assert capsys.readouterr().out.startswith("No note yet. Notes are such as: orders.PLZ is id; ")
    for line in ("note orders.PLZ is id", "note orders.PLZ is id", "note", "note --remove orders.PLZ is id", "note"):
        notebook.run(f"%analyst {line}").raise_error()
    said = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("No frame here")]
    assert said[:4] == [
        "Noted in aa_magics.toml.",
        "That is noted already.",
        "orders.PLZ is id",
        "The note is taken out.",
    ]
    assert said[4].startswith("No note yet.")


def test_a_note_may_come_before_its_frame(notebook: Notebook, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.run("%analyst note later.a* missing 99").raise_error()
    assert capsys.readouterr().out.endswith("No frame here has a column later.a* yet; it counts once one has.\n")
    notebook.shell.user_ns["later"] = pd.DataFrame({"abc": [1, 2, 99]})
    notebook.run("%analyst note later.a* missing 99 88").raise_error()
    assert capsys.readouterr().out == "Noted in aa_magics.toml.\n"


def test_the_file_keeps_what_a_person_wrote_in_it(folder: Path) -> None:
    (folder / FILE).write_text('# mine\nnotes = [\n    "a is id",  # why\n]\n\n[other]\nx = 1\n')
    assert add_notes(["b is id", "a is id"]) == ("b is id",)
    remove_note("a is id")
    text = (folder / FILE).read_text()
    assert text.startswith("# mine\n")
    assert text.endswith("[other]\nx = 1\n")
    assert kept_notes() == ("b is id",)


@pytest.mark.parametrize("text", ["notes = [", "notes = 3", "notes = [1]"])
def test_a_file_that_cannot_be_read_is_named_and_left_alone(folder: Path, orders: pd.DataFrame, text: str) -> None:
    (folder / FILE).write_text(text)
    for attempt in (lambda: add_notes(["a is id"]), lambda: analyze("mean Betrag", {"orders": orders})):
        with pytest.raises(UsageError, match=FILE):
            attempt()
    assert (folder / FILE).read_text() == text


@pytest.mark.parametrize("line", ["hello there", "x = y > 3", "", 'a missing "9'])
def test_what_is_no_note_is_told_with_the_forms_that_there_are(folder: Path, line: str) -> None:
    with pytest.raises(UsageError) as caught:
        add_notes([line])
    assert caught.value.hint
    assert not (folder / FILE).exists()


def test_every_form_is_read() -> None:
    assert {read_note(line).what for line in FORMS} == {
        *("is", "called", "missing", "weight", "label", "value", "formula")
    }


def test_an_id_is_not_averaged(orders: pd.DataFrame) -> None:
    kept = orders.rename(columns={"PLZ": "weight"})
    assert "'weight'" in str(planned("correlations of all numeric columns", kept).plan)
    assert "'weight'" not in str(planned("correlations of all numeric columns", kept, "orders.weight is id").plan)


def test_codes_for_missing_are_left_out(orders: pd.DataFrame) -> None:
    run = planned("mean of Q1", orders, "orders.Q* missing 99")
    assert "mean of Q1 = 2.33333" in results(run, orders)
    assert run.plan is not None
    assert "orders.Q* missing 99 (your note)" in run.plan.assumptions


def test_weighted_means_by_the_column_that_was_noted(orders: pd.DataFrame) -> None:
    run = planned("weighted mean of Betrag", orders, "orders weight g")
    namespace = {"orders": orders}
    *before, shown = "\n".join(cell.source for cell in run.cells if cell.cell_type == "code").rstrip().splitlines()
    exec("\n".join(before), namespace)
    found = eval(shown, namespace).to_numpy().ravel()
    assert np.isclose(found, np.average(orders.Betrag, weights=orders.g)).any()


def test_a_name_stands_for_a_value(orders: pd.DataFrame) -> None:
    run = planned("how many churned", orders, 'churned = status == "K"')
    assert run.plan is not None
    rows = run.plan.steps[0].params["rows"]
    assert isinstance(rows, Condition)
    assert [(test.column, test.value) for test in rows.tests] == [("status", "K")]


def test_a_name_stands_for_a_formula(orders: pd.DataFrame) -> None:
    run = planned("mean margin by region", orders, "margin = (Betrag - Kosten) / Betrag")
    namespace = {"orders": orders}
    exec(run.cells[0].source, namespace)
    assert namespace["orders_features"]["margin"].tolist()[:2] == [0.5, 0.75]
    assert run.plan is not None
    assert "margin = (Betrag - Kosten) / Betrag (your note)" in run.plan.assumptions


def test_a_name_inside_another_word_is_not_said(orders: pd.DataFrame) -> None:
    told = planned("mean Betrag by region", orders, "rag = Betrag / Kosten", "eta is Kosten")
    assert told.plan == planned("mean Betrag by region", orders).plan


def test_the_notes_of_one_frame_are_not_about_another(orders: pd.DataFrame) -> None:
    other = orders.rename(columns={"Betrag": "net.amount"})
    other.attrs = {"notes": ["net.amount is id", "orders.Kosten is id"]}
    frames = {"orders": other, "more": other.copy().assign(x=1.0)}
    frames["more"].attrs = {}
    plan = analyze("correlations of all numeric columns of more", frames, notes=[]).plan
    assert plan is not None
    assert "net.amount" in str(plan.steps)


def test_only_the_notes_that_mattered_are_shown(orders: pd.DataFrame) -> None:
    notes = ("revenue is Betrag", "orders.Q1 missing 99", "spending is Kosten")
    run = planned("median revenue", orders, *notes)
    assert run.plan is not None
    assert [text for text in run.plan.assumptions if "note" in text] == ["revenue is Betrag (your note)"]


def test_a_note_on_another_frame_changes_nothing(orders: pd.DataFrame) -> None:
    told = planned("mean Betrag by region", orders, "others.Betrag is id", "others.region missing Nord")
    assert told.plan == planned("mean Betrag by region", orders).plan


def test_notes_come_from_attrs_and_what_else_is_there_is_let_be(orders: pd.DataFrame) -> None:
    orders.attrs = {"notes": ["revenue is Betrag", "measured in 2020"], "labels": {"Q1": "satisfaction", "none": 3}}
    assert "Betrag" in str(planned("median revenue", orders).plan)
    assert "Q1" in str(planned("median satisfaction", orders).plan)


def test_a_code_book_becomes_notes() -> None:
    book = pd.DataFrame({"Variable": ["Q1", "Q2"], "Label": ['"Good"?', None], "missing values": ["99; -9", 99.0]})
    assert read_codebook(book) == ["label Q1 \"'Good'?\"", "Q1 missing 99 -9", "Q2 missing 99"]
    with pytest.raises(FrameError, match="no code book"):
        read_codebook(pd.DataFrame({"a": [1]}))


def test_a_label_is_the_title_of_an_axis(orders: pd.DataFrame) -> None:
    run = planned("bar chart of mean Q1 by region", orders, 'label Q1 "How satisfied?"')
    namespace = {"orders": orders}
    exec("\n".join(cell.source for cell in run.cells), namespace)
    assert namespace["fig"].layout.yaxis.title.text == "mean of How satisfied?"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('px.box(p, x="a", y="b")', 'px.box(p, x="a", y="b", labels={"b": "B!"})'),
        ('px.box(\n    p,\n    y="b",\n)', 'px.box(\n    p,\n    y="b",\n    labels={"b": "B!"},\n)'),
        ('px.box(p, labels={"y": "mean of b"})', 'px.box(p, labels={"y": "mean of B!"})'),
        ('px.box(p, y="bb")', 'px.box(p, y="bb")'),
        ("p.plot()", "p.plot()"),
    ],
)
def test_a_caption_stands_in_the_call_that_draws(source: str, expected: str) -> None:
    assert captioned(source, {"b": "B!"}) == expected
