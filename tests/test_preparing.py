"""What goals ask to be done to a frame before anything is measured, in many wordings."""

import contextlib
import io
from typing import Any

import pandas as pd
import plotly.data
import pytest

import aa_magics
from aa_magics.codegen.formulas import formula_text
from aa_magics.codegen.render import cell_source
from aa_magics.frames import profile_frame
from aa_magics.model import Formula
from aa_magics.offline.clauses import read_sentences
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import lexicon
from aa_magics.offline.pieces import Piece
from aa_magics.offline.preparing.reading import conversion, noted_places, read_preparation
from aa_magics.recipes import catalogue
from tests.test_blind import shown

PEOPLE = pd.DataFrame(
    {
        "Age": [3.0, 15, 30, 70, None, 22],
        "Height (cm)": [80, 160, 175, None, 168, 181.0],
        "weight_kg": [12.0, 50, 80, 70, 60, 75],
        "City": ["a", "b", None, "a", "b", "a"],
        "Joined": ["10/1/2014", "12/31/2014", "3/4/2015", "5/6/2015", "1/1/2016", "2/2/2016"],
        "wait": ["00:01:30", "00:10:00", "01:00:00", "00:00:10", "00:02:00", "00:03:00"],
        "Income": ["$1,200", "$900", "$2,000", "n/a", "$700", "$100"],
        "Opened": ["7:13 PM", "8:00 AM", "9:15 AM", "1:00 PM", "2:00 PM", "3:30 PM"],
        "note": ["good one", "bad", "so so la", "fine", "ok then", "x"],
        "pop_2010": [1.0, 2, 3, 4, 5, 6],
        "pop_2020": [2.0, 3, 4, 5, 6, 7],
        "score": [0, 5, 6, 7, 8, 9.0],
    }
)
FRAMES = {
    "people": PEOPLE,
    "tips": plotly.data.tips(),
    "stocks": plotly.data.stocks(),
    "gapminder": plotly.data.gapminder(),
}

FORMULAS = [
    ("tips", "add a column tip / total_bill", "tip_per_total_bill", "tip / total_bill"),
    ("tips", "create a new column tip_rate = tip / total_bill and plot its histogram", "tip_rate", "tip / total_bill"),
    ("tips", "mean of the ratio of tip to total_bill by day", "tip_per_total_bill", "tip / total_bill"),
    ("tips", 'Create a column named "per head" by dividing total_bill by size.', "per head", "total_bill / size"),
    ("tips", "Compute rate as tip divided by total_bill times 100", "rate", "tip / total_bill * 100"),
    ("tips", "Create a feature rate: the tip as a percentage of total_bill", "rate", "tip / total_bill * 100"),
    ("tips", "Compute bill per head as total_bill / size", "bill per head", "total_bill / size"),
    ("tips", "Define 'net' as total_bill minus tip and test whether it is normal", "net", "total_bill - tip"),
    ("tips", "Calculate the mean of tip - size", "tip_minus_size", "tip - size"),
    ("tips", "create log_bill, the natural log of total_bill", "log_bill", "log of total_bill"),
    ("tips", "a new column with the square root of total_bill", "total_bill_sqrt", "square root of total_bill"),
    ("tips", "apply a log transformation to total_bill", "total_bill", "log of total_bill"),
    ("tips", "Standardize tip.", "tip", "(tip - mean of tip) / standard deviation of tip"),
    ("tips", "the range (total_bill - tip) of each bill as a new column", "total_bill_minus_tip", "total_bill - tip"),
    ("tips", "multiply tip by size, call it spread", "spread", "tip * size"),
    ("tips", "label encode day", "day", "codes of day"),
    ("stocks", "daily return of GOOG", "GOOG_pct_change", "relative change of GOOG"),
    (
        "stocks",
        'A column "r" as the percentage change in GOOG from the previous row',
        "r",
        "relative change of GOOG * 100",
    ),
    (
        "stocks",
        'Create a column "r": ((GOOG of today - GOOG of previous day) / GOOG of previous day) * 100',
        "r",
        "relative change of GOOG * 100",
    ),
    ("stocks", "create a column for the day of the week of date", "weekday", "day of the week of date"),
    ("people", "growth of pop from 2010 to 2020", "growth_2010_2020", "(pop_2020 - pop_2010) / pop_2010 * 100"),
    ("people", "the largest increase in pop between 2010 and 2020", "change_2010_2020", "pop_2020 - pop_2010"),
    ("people", "Create bmi = weight_kg / (Height (cm) / 100) ** 2", "bmi", "weight_kg / (Height (cm) / 100) ** 2"),
    (
        "people",
        "create a new column 'BMI' computed as weight_kg divided by the square of height",
        "BMI",
        "weight_kg / Height (cm) ** 2",
    ),
    ("people", "new column x: weight_kg divided by score squared", "x", "weight_kg / score ** 2"),
    ("people", "subtract score from weight_kg, call it diff", "diff", "weight_kg - score"),
    ("people", 'Create "d", the difference between pop_2020 and pop_2010.', "d", "pop_2020 - pop_2010"),
    ("people", 'Add a column "t" with the sum of score, pop_2010 and pop_2020', "t", "score + pop_2010 + pop_2020"),
    ("people", "a new column 'avg' with the average of pop_2010 and pop_2020", "avg", "(pop_2010 + pop_2020) / 2"),
    ("people", "score's share of the total as a new column", "score_share", "score / sum of score"),
    ("people", "create a column hour, the hour of the day in Opened", "hour", "hour of Opened"),
    ("people", "extract the year from Joined", "year", "year of Joined"),
    ("people", "a new column with the number of words in note", "note_words", "number of words of note"),
    ("people", "correlation of the length of note and Age", "note_length", "number of characters of note"),
]


@pytest.mark.parametrize(("frame", "goal", "name", "formula"), FORMULAS, ids=lambda value: str(value)[:40])
def test_formula_is_read(frame: str, goal: str, name: str, formula: str) -> None:
    piece = pieces(goal, frame)[-1]
    made = piece.params["formula"]
    assert isinstance(made, Formula)
    assert (piece.recipe, piece.params["name"], formula_text(made)) == ("add_column", name, formula)


CLEANED: list[tuple[str, str, dict[str, Any]]] = [
    ("fill missing Age with the median", "fill_average", {"columns": ("Age",), "how": "median"}),
    ("impute Age with the mean", "fill_average", {"columns": ("Age",), "how": "mean"}),
    ("handle missing values in Age by imputing them with the mean", "fill_average", {"columns": ("Age",)}),
    ("Fill the missing values of Age and score with their means", "fill_average", {"columns": ("Age", "score")}),
    ("fill missing age with the mean by city, then count", "fill_group_average", {"column": "Age", "by": "City"}),
    ("impute missing values with the mode in City", "fill_most_frequent", {"column": "City"}),
    ("replace missing values of Age with 0", "fill_number", {"column": "Age", "number": 0}),
    ("fill missing city with 'unknown'", "fill_text", {"column": "City", "text": "unknown"}),
    ("forward fill Age", "fill_forward", {"columns": ("Age",)}),
    ("interpolate Age", "interpolate_gaps", {"columns": ("Age",)}),
    ("drop rows with missing values", "drop_missing", {}),
    ("drop rows where Age is missing", "drop_missing", {"columns": ("Age",)}),
    ("Exclude all rows with null values in Age before calculating its mean", "drop_missing", {"columns": ("Age",)}),
    ("Do not include people with a missing Age", "drop_missing", {"columns": ("Age",)}),
    ("drop duplicates", "drop_duplicates", {}),
    ("ensure that there are no duplicated records", "drop_duplicates", {}),
    ("drop the column score", "drop_columns", {"columns": ("score",)}),
    ("remove outliers in score", "drop_iqr_outliers", {"value": "score", "factor": 1.5}),
    ("mean score without outliers", "drop_iqr_outliers", {"value": "score"}),
    ("Use the Z-score method to remove outliers of score: threshold 2.5", "drop_z_score_outliers", {"deviations": 2.5}),
    ("Find outliers in score and remove them. Their Z-score is above 3.", "drop_z_score_outliers", {"value": "score"}),
    (
        "Remove outliers of score.\nReplace any more than three standard deviations from the mean with the mean.",
        "mean_for_z_score_outliers",
        {"value": "score", "deviations": 3},
    ),
    ("clip outliers in score", "clip_iqr_outliers", {"value": "score"}),
    ("encode City with one-hot encoding", "one_hot_encode", {"columns": ("City",)}),
    ("convert Income to numeric", "read_amounts", {"column": "Income"}),
    ("convert wait from HH:MM:SS to seconds", "read_seconds", {"column": "wait"}),
    ("strip whitespace in City", "tidy_text", {"column": "City"}),
]  # fmt: skip


@pytest.mark.parametrize(("goal", "recipe", "params"), CLEANED, ids=lambda value: str(value)[:40])
def test_cleaning_is_read(goal: str, recipe: str, params: dict[str, Any]) -> None:
    found = pieces(goal)
    assert [piece.recipe for piece in found] == [recipe]
    assert {name: found[0].params.get(name) for name in params} == params


NOTHING = [
    "Do not remove any outliers, mean of score",
    "mean score without removing outliers",
    "Do not perform any further data cleaning on score",
    "Ignore missing values. mean age",
    "mean score, without excluding any data",
    "identify outliers in score",
    "how many missing values are in Age?",
    "is there a difference between pop_2010 and pop_2020?",
    "mean of pop_2010 and pop_2020",
    "Replace outliers in score with the median",
    "correlation between score and Age",
    "mean score per City",
    "ratio of men to women",
    "plot score over Joined",
]


@pytest.mark.parametrize("goal", NOTHING)
def test_nothing_is_prepared(goal: str) -> None:
    assert pieces(goal) == []


BINS: list[tuple[str, dict[str, Any]]] = [
    (
        "Group Age into 'child' (< 13), 'teen' (13 to 19), 'adult' (20 to 64) and 'senior' (65+)",
        {"edges": (float("-inf"), 13, 20, 65, float("inf")), "labels": ("child", "teen", "adult", "senior")},
    ),
    (
        "Create age groups: 0-17 as minor, 18-64 as adult, 65 and above as senior",
        {"edges": (0, 18, 65, float("inf")), "labels": ("minor", "adult", "senior")},
    ),
    (
        "Bin Age into young (under 30), middle (30-59), old (60 and over)",
        {"edges": (float("-inf"), 30, 60, float("inf")), "labels": ("young", "middle", "old")},
    ),
    (
        "new column \"Band\": 'A' for ages 0-20, 'B' for ages 20-40, 'C' for 40-80",
        {"name": "Band", "edges": (-1, 20, 40, 80), "right": True},
    ),
    (
        "Create a column 'Age Group': 'young' (below 18), 'adult' (18 to 60), and 'old' (above 60)",
        {"name": "Age Group", "value": "Age", "edges": (float("-inf"), 18, 61, float("inf")), "right": None},
    ),
    ("Create a column 'home' that equals 1 if score > 6 and 0 otherwise", {"name": "home", "yes": 1, "no": 0}),
    ("divide score into quartiles", {"bins": 4, "labels": ("Q1", "Q2", "Q3", "Q4")}),
    ("categorize score into low, medium and high", {"bins": 3, "labels": ("low", "medium", "high")}),
    ("bin score into 5 equal-width bins", {"value": "score", "bins": 5}),
    (
        "Classify rows as 'low' when the score is less than or equal to the mean, and 'high' otherwise",
        {"how": "mean", "above": "high", "rest": "low"},
    ),
    (
        "label people as 'small' if weight_kg is below the median, 'large' otherwise",
        {"how": "median", "below": "small", "rest": "large"},
    ),
    ("create a column is_old which is 1 if Age > 60 else 0", {"name": "is_old", "yes": 1, "no": 0}),
]


@pytest.mark.parametrize(("goal", "params"), BINS, ids=lambda value: str(value)[:40])
def test_classes_are_read(goal: str, params: dict[str, Any]) -> None:
    piece = pieces(goal)[-1]
    assert {name: piece.params.get(name) for name in params} == params


def test_value_between_whole_numbers_belongs_to_the_lower_class() -> None:
    goal = "Group Age into 'child' (0-12), 'teen' (13-19), 'adult' (20 and above)"
    made = prepared(goal, PEOPLE.assign(Age=[12.0, 12.5, 13, 19.9, 20, 70]))
    assert list(made["Age_group"]) == ["child", "child", "teen", "teen", "adult", "adult"]


def test_what_is_said_twice_is_done_once() -> None:
    goal = (
        'Create a new feature "d" by subtracting score from Age.\nCreate "d" as the difference between Age and score.'
    )
    (piece,) = pieces(goal)
    assert piece.params["name"] == "d"
    assert {clause for clause, _ in piece.places} == {0, 1}


def test_formula_in_symbols_wins_over_words() -> None:
    (piece,) = pieces('Create "d", the ratio of score to Age.\nCompute "d" as (score - 1) / Age.')
    assert formula_text(piece.params["formula"]) == "(score - 1) / Age"  # type: ignore[arg-type]


def test_name_and_formula_may_stand_in_two_sentences() -> None:
    found = pieces('Create a new feature named "h" for when each one came.\nExtract the hour from Opened.')
    assert [piece.recipe for piece in found] == ["read_dates", "add_column"]
    assert found[1].params["name"] == "h"


def test_later_piece_uses_an_earlier_column() -> None:
    made = prepared("create half = weight_kg / 2; then create most = half * 10", PEOPLE)
    assert list(made["most"]) == list(PEOPLE["weight_kg"] * 5)


def test_infinite_values_are_replaced_as_said() -> None:
    made = prepared('Create "ratio" as weight_kg / score. Replace infinite values with 0.', PEOPLE)
    assert made["ratio"][0] == 0


def test_text_is_converted_before_it_is_computed_with() -> None:
    made = prepared('Create "x" as Income / weight_kg', PEOPLE)
    assert made["x"][0] == 100


def test_column_is_converted_once() -> None:
    found = pieces("Create x as wait / Age. Convert wait to seconds before.")
    assert [piece.recipe for piece in found] == ["read_seconds", "add_column"]


def test_steps_keep_the_order_of_the_goal() -> None:
    found = pieces("First drop missing values in Age, then normalise score, then remove outliers in Age")
    assert [piece.recipe for piece in found] == ["drop_missing", "add_column", "drop_iqr_outliers"]


def test_what_asks_for_nothing_is_noted() -> None:
    goal, profile = "mean score. Do not remove any outliers.", profile_frame("people", PEOPLE)
    clauses = read_sentences(goal, profile, Vocabulary(profile, lexicon()), lexicon())
    assert {clause for clause, _ in noted_places(clauses, profile, lexicon())} == {1}


def test_words_of_the_measure_are_left_to_it() -> None:
    (piece,) = pieces("Recalculate the mean of score after removing the outliers")
    assert min(place for _, place in piece.places) >= 5


def test_name_of_a_computed_column_is_left_to_what_measures_it() -> None:
    (piece,) = pieces('Create "d" as Age - score. Correlation between the new feature "d" and Age.')
    assert {clause for clause, _ in piece.places} == {0}


def test_what_is_taken_for_granted_is_said() -> None:
    assert pieces("daily return of GOOG", "stocks")[0].assumptions == ("the rows are in order as they stand",)
    assert pieces("add a column Age / score")[0].assumptions == ("where score is 0, the result is infinite",)
    assert pieces("add a column score / Age")[0].assumptions == ()


OPEN = [
    ("create a column rate = tip / total_bill and plot its histogram", "add_column", "rate"),
    ("mean of the ratio of tip to total_bill by day", "add_column", "tip_per_total_bill"),
    ("Create a column named 'per head' by dividing total_bill by size. What is its mean?", "add_column", "per head"),
    ("scatter plot of tip / size against total_bill", "add_column", "tip_per_size"),
    ("create a column is_big which is 1 if size > 3 else 0, then mean tip by is_big", "label_rows", "is_big"),
]


@pytest.mark.parametrize(("goal", "recipe", "name"), OPEN)
def test_open_goal_computes_a_column_and_then_uses_it(goal: str, recipe: str, name: str) -> None:
    run = aa_magics.analyze(goal, {"tips": FRAMES["tips"]})
    assert run.plan is not None
    first, *others = run.plan.steps
    assert (first.recipe, first.params["name"]) == (recipe, name)
    used = [str(param) for step in others for param in step.params.values()]
    assert any(name in param for param in used)


def test_open_goal_may_only_ask_for_a_column() -> None:
    run = aa_magics.analyze("add a column tip / total_bill", {"tips": FRAMES["tips"]})
    assert run.plan is not None
    assert [step.recipe for step in run.plan.steps] == ["add_column"]


CONVERSIONS = [
    ("Income", "number", "read_amounts"),
    ("wait", "number", "read_seconds"),
    ("wait", "duration", "read_seconds"),
    ("Joined", "datetime", "read_dates"),
    ("Opened", "datetime", "read_dates"),
    ("Age", "number", None),
    ("City", "number", None),
    ("City", "datetime", None),
]


@pytest.mark.parametrize(("name", "need", "recipe"), CONVERSIONS)
def test_column_is_converted_to_what_is_needed(name: str, need: Any, recipe: str | None) -> None:
    column = next(c for c in profile_frame("people", PEOPLE).columns if c.name == name)
    piece = conversion(column, need)
    assert (piece.recipe if piece else None) == recipe
    if piece:
        assert conversion(piece.columns[0], need) is None


@pytest.mark.parametrize("frame", FRAMES)
def test_every_piece_runs(frame: str) -> None:
    goals = [goal for name, goal, *_ in FORMULAS if name == frame]
    goals += [goal for goal, _, _ in CLEANED] + [goal for goal, _ in BINS] if frame == "people" else []
    for goal in goals:
        assert len(prepared(goal, FRAMES[frame])) <= len(FRAMES[frame])


def pieces(goal: str, frame: str | pd.DataFrame = "people") -> list[Piece]:
    df = FRAMES[frame] if isinstance(frame, str) else frame
    profile = profile_frame(frame if isinstance(frame, str) else "people", df)
    clauses = read_sentences(goal, profile, Vocabulary(profile, lexicon()), lexicon())
    return read_preparation(clauses, profile, lexicon())


def prepared(goal: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame that the pieces of a goal leave, their cells executed."""
    namespace: dict[str, Any] = {"df": frame.copy()}
    for piece in pieces(goal, frame):
        recipe = catalogue()[piece.recipe]
        with contextlib.redirect_stdout(io.StringIO()):
            exec(cell_source(recipe, {**piece.params, recipe.frames[0]: "df"}, "df"), namespace)
    made = namespace["df"]
    assert isinstance(made, pd.DataFrame)
    return made


VISITS = pd.DataFrame(
    {
        "came": pd.to_datetime(["2024-01-01 08:00", "2024-01-05 10:00", "2024-02-01 00:00"]),
        "left": pd.to_datetime(["2024-01-03 09:00", "2024-01-05 11:30", "2024-02-11 00:00"]),
        "ward": ["a", "b", "a"],
    }
)


@pytest.mark.parametrize(
    ("goal", "mean"),
    [
        ("mean days between came and left", 4.0),
        ("mean number of days from came to left", 4.0),
        ("average of left minus came in hours", 96.8333),
        ("mean minutes between came and left", 5810.0),
        ("Mittelwert der Tage zwischen came und left", 4.0),
    ],
)
def test_time_between_two_dates_is_a_column(goal: str, mean: float) -> None:
    made: dict[str, Any] = {"df": VISITS.copy()}
    run = aa_magics.analyze(goal, {"df": VISITS})
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in run.cells:
            if cell.cell_type == "code":
                exec(cell.source, made)
    elapsed = next(column for column in made["df_features"] if column.startswith("elapsed_"))
    assert made["df_features"][elapsed].mean() == pytest.approx(mean, abs=1e-3)


def test_spellings_that_differ_in_case_are_one_in_a_clean_frame() -> None:
    visits = pd.DataFrame({"device": ["desktop", "DESKTOP", "mobile", "Mobile ", "mobile"] * 8, "n": range(40)})
    run = aa_magics.analyze("clean this up", {"visits": visits})
    text = shown([(cell.cell_type, cell.source) for cell in run.cells], {"visits": visits})
    assert "device: 16 of 40 values written as the others are" in text
