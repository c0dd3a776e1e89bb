"""Which words of a goal name columns, values and rows."""

import pandas as pd
import pytest

from aa_magics.frames import profile_frame
from aa_magics.model import Test
from aa_magics.offline.clauses import read_clauses
from aa_magics.offline.filtering import covers_all, filtered_profile, impossible
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import lexicon, phrase
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import name_words, tokenize

SALES = pd.DataFrame(
    {
        "total_bill": [10.5, 20.0, 30.25, 12.0, 55.0, 8.5],
        "unitPrice": [1.0, 2.0, 3.5, 4.0, 5.0, 6.5],
        "Region": ["North", "South", "North", "East", "South", "West"],
        "sex": ["Male", "Female", "Female", "Male", "Female", "Male"],
        "smoker": ["Yes", "No", "No", "Yes", "No", "No"],
        "pclass": [1, 2, 3, 1, 2, 3],
        "ordered at": pd.to_datetime(
            ["2023-01-05", "2023-06-01", "2024-03-03", "2024-07-09", "2024-11-11", "2025-01-01"]
        ),
        "customer_id": [101, 102, 103, 104, 105, 106],
    }
)
PROFILE = profile_frame("sales", SALES)
VOCABULARY = Vocabulary(PROFILE, lexicon())


def mentions(goal: str) -> list[Mention]:
    return VOCABULARY.mentions(tokenize(goal))


def columns(goal: str) -> list[str]:
    return [m.column.name for m in mentions(goal) if not m.is_value]


def read(goal: str) -> list[tuple[object, ...]]:
    (clause,) = read_clauses(goal, PROFILE, VOCABULARY, lexicon())
    found = [f.test for f in clause.conditions]
    return [
        (t.column, t.comparison, t.value) if t.part is None else (t.column, t.comparison, t.value, t.part)
        for t in found
    ]


def test_names_are_split_into_their_words() -> None:
    assert name_words("gdpPercap_2007") == ("gdp", "percap", "2007")
    assert name_words("Umsatz (€)") == ("umsatz",)


def test_numbers_quotes_and_words_are_told_apart() -> None:
    tokens = tokenize('top 1,000 of "my column", unit_price >= -2.5 - what\'s new')
    assert [t.number for t in tokens if t.kind == "number"] == [1000, -2.5]
    assert [t.text for t in tokens if t.kind == "quoted"] == ["my column"]
    assert [t.text for t in tokens if t.kind == "word"] == ["top", "of", "unit", "price", "what", "new"]


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("mean total_bill", ["total_bill"]),
        ("mean total bill", ["total_bill"]),
        ("Total Bills by regions", ["total_bill", "Region"]),
        ("mean unit price", ["unitPrice"]),
        ('mean of "ordered at"', ["ordered at"]),
        ("bills by gender", ["total_bill", "sex"]),
        ("cusomer id", ["customer_id"]),
        ("smokers", ["smoker"]),
        ("the weather", []),
    ],
)
def test_columns_are_found_however_they_are_written(goal: str, expected: list[str]) -> None:
    assert columns(goal) == expected


def test_misspelt_and_synonymous_names_say_so() -> None:
    assert [(m.column.name, m.how) for m in mentions("gender of the custmer_id")] == [
        ("sex", "synonym"),
        ("customer_id", "fuzzy"),
    ]


def test_word_of_analysis_is_never_part_of_a_name() -> None:
    assert columns("total by Region") == ["Region"]


def test_value_that_is_a_common_word_counts_only_in_its_own_case() -> None:
    assert read("is there no trend") == []
    assert read("rows with smoker No") == [("smoker", "==", "No")]


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("female", [("sex", "==", "Female")]),
        ("women in the north", [("sex", "==", "Female"), ("Region", "==", "North")]),
        ("bills in North and East", [("Region", "in", ("North", "East"))]),
        ("all regions except North", [("Region", "!=", "North")]),
        ("total_bill over 20", [("total_bill", ">", 20)]),
        ("total_bill >= 20.5", [("total_bill", ">=", 20.5)]),
        ("at most 3 unit price", [("unitPrice", "<=", 3)]),
        ("total bill between 10 and 30", [("total_bill", "between", (10, 30))]),
        ("total_bill 20 or more", [("total_bill", ">=", 20)]),
        ("pclass 1", [("pclass", "==", 1)]),
        ("first pclass", [("pclass", "==", 1)]),
        ("bills in 2024", [("ordered at", "==", 2024, "year")]),
        ("bills since 2024", [("ordered at", ">=", 2024, "year")]),
        ("bills in March", [("ordered at", "==", 3, "month")]),
        ("bills in Q3 2024", [("ordered at", "==", 3, "quarter"), ("ordered at", "==", 2024, "year")]),
        ("bills for smokers", [("smoker", "==", "Yes")]),
        ("bills of non-smokers", [("smoker", "!=", "Yes")]),
        ("smokers and non-smokers", []),
        ("bills by Region", []),
        ("Region is missing", [("Region", "missing", None)]),
        ("Region is not missing", [("Region", "present", None)]),
        ('Region contains "ort"', [("Region", "contains", "ort")]),
    ],
)
def test_rows_are_read_as_tests(goal: str, expected: list[tuple[object, ...]]) -> None:
    assert read(goal) == expected


def test_goal_is_split_where_another_thing_is_asked() -> None:
    goal = "Mean bill by Region, then plot it. Is the difference significant?"
    clauses = read_clauses(goal, PROFILE, VOCABULARY, lexicon())
    assert [" ".join(t.text for t in c.tokens) for c in clauses] == [
        "Mean bill by Region", "plot it", "Is the difference significant"
    ]  # fmt: skip
    assert [m.column.name for m in clauses[-1].columns] == ["total_bill", "Region"]


def test_what_no_row_can_pass_is_known_before() -> None:
    assert impossible(Test(column="Region", comparison="==", value="Mars"), PROFILE)
    assert impossible(Test(column="total_bill", comparison=">", value=99), PROFILE)
    assert impossible(Test(column="total_bill", comparison=">", value=9), PROFILE) is None


def test_filter_leaves_the_values_that_pass() -> None:
    left = filtered_profile(PROFILE, [Test(column="Region", comparison="in", value=("North", "East"))])
    region = next(c for c in left.columns if c.label == "Region")
    assert (left.rows, region.distinct, {v.value for v in region.values}) == (3, 2, {"North", "East"})
    assert covers_all(Test(column="sex", comparison="in", value=("Male", "Female")), PROFILE)


def test_lexicon_is_readable_and_its_words_are_stems() -> None:
    words = lexicon()
    assert phrase("standard deviation") in words.settings["std"]
    assert "plot" in words.drawing
