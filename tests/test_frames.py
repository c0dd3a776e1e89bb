"""What a profile says of each kind of column, and that it can be made of any frame."""

import datetime as dt
import json
import math
import uuid
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame, Series

from aa_magics.codegen.literals import literal
from aa_magics.frames import profile_frame
from aa_magics.model import Code, ColumnProfile, FrameProfile
from tests.samples import SAMPLES


class Contrary:
    """A value that refuses to be hashed or compared, each with an error of its own."""

    def __hash__(self) -> int:
        raise RuntimeError("no hash")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no comparison")


def worse_frames() -> dict[str, DataFrame]:
    """Return frames that recipes need not survive, but a profile must."""
    return {
        "frames in cells": DataFrame({"a": Series([DataFrame({"x": [1]}), None, DataFrame()], dtype="object")}),
        "lone surrogates": DataFrame(
            [["\ud800"], ["b"]], columns=pd.Index(["a\ud800"], dtype="object"), dtype="object"
        ),
        "contrary values": DataFrame({"a": Series([Contrary(), Contrary(), None], dtype="object")}),
        "unhashable labels": DataFrame(
            [[1, "x", "y"]], columns=pd.Index([["a"], {}, (["b"],)], dtype="object", tupleize_cols=False)
        ),
        "levels called like places": DataFrame(
            {"a": [1, 2]}, index=pd.MultiIndex.from_arrays([["x", "y"], [3, 4]], names=[1, 0])
        ),
        "levels called alike": DataFrame({"a": [1]}, index=pd.MultiIndex.from_arrays([[1], [2]], names=["k", "k"])),
        "numbers past a float": DataFrame({"a": Series([10**400, 1], dtype="object")}),
        "an interval of times": DataFrame({"a": pd.interval_range(pd.Timestamp("2024"), periods=3)}),
        "sparse text": DataFrame({"a": pd.arrays.SparseArray(["x", "y", "x"], dtype=pd.SparseDtype("object"))}),
        "a long double": DataFrame({"a": np.array([1, 2], dtype="longdouble")}),
        "a dtype of somebody's own": DataFrame({"a": pd.arrays.NumpyExtensionArray(np.array([1, 2]))}),
        "nested tuples": DataFrame({"a": Series([(1, (2, None)), (1, [2])], dtype="object")}),
    }


FRAMES = {name: make() for name, make in SAMPLES.items()} | worse_frames()


@pytest.fixture(params=FRAMES)
def frame(request: pytest.FixtureRequest) -> Iterator[DataFrame]:
    made = FRAMES[request.param]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield made


def column(values: Any, name: Any = "a", **options: Any) -> ColumnProfile:
    """Return the profile of one column."""
    return profile_frame("df", Series(values, name=name, **options).to_frame()).columns[0]


def values(profile: ColumnProfile) -> dict[Any, int]:
    return {one.value: one.count for one in profile.values}


def converted(profile: ColumnProfile, values: Series) -> Series:
    """Do what ColumnProfile says of a column that is not parsed."""
    if profile.kind == "datetime":
        return pd.to_datetime(values, format="ISO8601")
    if profile.dtype.startswith(("timedelta", "duration")):
        return values.dt.total_seconds()
    return pd.to_numeric(values) if profile.dtype == "object" else values.astype("Float64")


def test_any_frame_has_a_profile_of_its_shape(frame: DataFrame) -> None:
    profile = profile_frame("df", frame)
    named = [name for name in frame.index.names if name is not None]
    assert (profile.name, profile.rows, len(profile.columns)) == ("df", *frame.shape)
    assert len(profile.index) == len(named)


def test_a_profile_is_what_its_model_says(frame: DataFrame) -> None:
    profile = profile_frame("df", frame)
    assert FrameProfile.model_validate(profile.model_dump()) == profile


def test_a_profile_can_be_sent_as_json(frame: DataFrame) -> None:
    sent = profile_frame("df", frame).model_dump_json()
    assert len(json.loads(sent)["columns"]) == frame.shape[1]


def test_profiling_leaves_the_frame_as_it_is() -> None:
    for name, make in SAMPLES.items():
        made = make()
        profile_frame(name, made)
        pd.testing.assert_frame_equal(made, make())


def test_the_same_content_has_the_same_profile() -> None:
    for make in SAMPLES.values():
        assert profile_frame("df", make()) == profile_frame("df", make())


def test_missing_is_counted_as_pandas_does(frame: DataFrame) -> None:
    missing = [pd.isna(frame.iloc[:, place].array).sum() for place in range(frame.shape[1])]
    assert [column.missing for column in profile_frame("df", frame).columns] == missing


def test_a_bindable_label_finds_its_column(frame: DataFrame) -> None:
    for place, profiled in enumerate(profile_frame("df", frame).columns):
        if profiled.bindable:
            label = eval(literal(profiled.label), {"pd": pd, "datetime": dt})
            pd.testing.assert_series_equal(frame[label], frame.iloc[:, place])


def test_what_is_not_parsed_can_be(frame: DataFrame) -> None:
    for place, profiled in enumerate(profile_frame("df", frame).columns):
        if not profiled.parsed:
            assert profiled.kind in ("number", "datetime")
            parsed = converted(profiled, frame.iloc[:, place])
            assert parsed.isna().sum() == profiled.missing
            assert parsed.dtype.kind in "iufM"


def test_values_add_up_to_the_filled_rows(frame: DataFrame) -> None:
    for profiled in profile_frame("df", frame).columns:
        if profiled.values and len(profiled.values) == profiled.distinct:
            counts = [one.count for one in profiled.values]
            assert sum(counts) == len(frame) - profiled.missing
            assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("values", "options", "kind"),
    [
        ([1.5, 2.5, None], {}, "number"),
        ([1, 2, 2], {"dtype": "Int8"}, "number"),
        ([0, 1, 1, 0], {}, "number"),
        ([1, 2, None], {"dtype": "object"}, "number"),
        (pd.to_timedelta([1, 2], unit="s"), {}, "number"),
        ([True, False], {}, "boolean"),
        ([True, None], {"dtype": "boolean"}, "boolean"),
        ([True, None], {"dtype": "object"}, "boolean"),
        (["a", "b", "a"], {}, "category"),
        (["a", "b", "a"], {"dtype": "category"}, "category"),
        (["France", "Spain", "Italy"], {}, "category"),
        ([2, 1, 2], {"dtype": "category"}, "category"),
        ([dt.time(1), dt.time(2)], {}, "category"),
        ([f"The parcel number {i} came very late again." for i in range(9)], {}, "text"),
        ([f"word{i % 700}" for i in range(1000)], {}, "text"),
        ([f"{i},{i:03}.5" for i in range(500)], {}, "text"),
        ([f"{i % 28 + 1}/12/20{i:02}" for i in range(90)], {}, "text"),
        ([f"{i + 1}-Jan-18" for i in range(30)], {}, "text"),
        ([f"A-{i:03}" for i in range(30)], {}, "id"),
        ([f"user{i}@example.com" for i in range(300)], {}, "id"),
        ([str(uuid.UUID(int=i)) for i in range(30)], {}, "id"),
        (pd.date_range("2024", periods=3), {}, "datetime"),
        (pd.date_range("2024", periods=3, tz="Asia/Tokyo"), {}, "datetime"),
        (pd.period_range("2024", periods=3, freq="M"), {}, "datetime"),
        ([dt.date(2024, 1, 1), None], {}, "datetime"),
        (["2024-01-31", None, "2024-02-01"], {}, "datetime"),
        (["2024-01-31T10:00:00Z", "2024-02-01T10:00:00Z"], {}, "datetime"),
        (["2024-01", "2024-02"], {"dtype": "category"}, "category"),
        (["2024", "2025"], {}, "category"),
        (["2024-02-31", "2024-02-01"], {}, "category"),
        (["2024-01-31T10:00:00+01:00", "2024-02-01T10:00:00Z"], {}, "category"),
        (["2024-01-31", "soon"], {}, "category"),
    ],
)
def test_a_column_is_what_a_person_would_call_it(values: Any, options: dict[str, Any], kind: str) -> None:
    assert column(values, **options).kind == kind


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("order_id", [7, 3, 9], "id"),
        ("PassengerId", [7, 3, 9], "id"),
        ("Invoice No", [7, 3, 9], "id"),
        ("invoice no", [7, 3, 3], "number"),
        ("price", [7, 3, 9], "number"),
        ("paid", [7, 3, 9], "number"),
        ("Unnamed: 0", range(20), "id"),
        ("anything", range(1, 21), "id"),
        ("anything", range(2, 22), "number"),
        ("anything", [*range(1, 20), 0], "number"),
        ("day", range(1, 21), "number"),
        ("x", range(3), "number"),
        ("customer_id", [i % 40 for i in range(100)], "id"),
        ("customer_id", [float(i % 40) for i in range(100)] + [math.nan], "id"),
        ("customer_id", [i % 40 + 0.5 for i in range(100)], "number"),
        ("customer_id", [f"C{i % 40}" for i in range(100)], "id"),
        ("class_id", [i % 3 for i in range(100)], "number"),
    ],
)
def test_whole_numbers_that_name_rows_are_ids(name: str, values: Any, kind: str) -> None:
    assert column(values, name).kind == kind


def test_range_and_quartiles_are_those_of_describe() -> None:
    numbers = np.random.default_rng(1).normal(size=1001)
    numbers[::7] = np.nan
    profile, described = column(numbers), Series(numbers).describe()
    assert (profile.minimum, profile.maximum) == (described["min"], described["max"])
    assert profile.quartiles == pytest.approx(described[["25%", "50%", "75%"]].tolist())


def test_infinities_are_in_the_range_but_no_values() -> None:
    profile = column([math.inf, 1.0, -math.inf, 1.0])
    assert (profile.minimum, profile.maximum, values(profile)) == (-math.inf, math.inf, {1.0: 2})


def test_dates_range_as_iso_text() -> None:
    profile = column(["2024-03-01", "2023-12-31", None])
    assert (profile.minimum, profile.maximum, profile.parsed) == ("2023-12-31", "2024-03-01", False)


def test_spans_of_time_are_seconds() -> None:
    profile = column(pd.to_timedelta(["1 min", "3 min", None]))
    assert (profile.minimum, profile.maximum, profile.missing) == (60.0, 180.0, 1)


def test_few_values_are_listed_most_frequent_first() -> None:
    assert list(values(column(["b", "a", "c", "a", None])).items()) == [("a", 2), ("b", 1), ("c", 1)]


def test_many_values_are_not_listed() -> None:
    assert column([f"name {i % 201}" for i in range(1000)]).values == ()
    assert column([i % 31 for i in range(1000)]).values == ()


def test_unused_categories_are_not_counted() -> None:
    profile = column(pd.Categorical(["a", None, "a"], ["z", "a", "b"]))
    assert (profile.distinct, profile.missing, values(profile)) == (1, 1, {"a": 2})


def test_distinct_is_exact_where_few_even_in_a_long_column() -> None:
    profile = column(["rare", *["a", "b"] * 30_000])
    assert (profile.distinct, profile.distinct_exact, values(profile)["rare"]) == (3, True, 1)


def test_distinct_is_a_lower_bound_where_many_in_a_long_column() -> None:
    profile = column([f"word {i} of all" for i in range(50_000)])
    assert not profile.distinct_exact
    assert 1_000 < profile.distinct < 50_000


@pytest.mark.parametrize(
    "labels",
    [
        ["a", "a", "b"],
        [1, True, "b"],
        [float("nan"), None, "b"],
        [[1], object(), "b"],
        [pd.interval_range(pd.Timestamp("2024"), periods=1)[0], ("a", None), "b"],
        [np.datetime64("2024-01-01"), pd.NaT, "b"],
    ],
)
def test_labels_that_a_cell_cannot_tell_are_not_bindable(labels: list[Any]) -> None:
    frame = DataFrame([[1, 2, 3]], columns=pd.Index(labels, dtype="object", tupleize_cols=False))
    assert [column.bindable for column in profile_frame("df", frame).columns] == [False, False, True]


def test_a_column_named_like_an_index_level_is_not_bindable() -> None:
    profile = profile_frame("df", DataFrame({"a": [1], "b": [2]}, index=pd.Index(["x"], name="a")))
    assert [column.bindable for column in (*profile.columns, *profile.index)] == [False, True, False]


@pytest.mark.parametrize("cells", [[[1], [2]], [{}, {}], [1, "a"], [b"x", b"y"], [1j, 2j]])
def test_values_that_do_not_compare_are_not_bindable(cells: list[Any]) -> None:
    assert not column(Series(cells)).bindable


@pytest.mark.parametrize(
    ("label", "code"),
    [
        (pd.Timestamp("2024-01-01"), 'pd.Timestamp("2024-01-01")'),
        (
            pd.Timestamp("2024-01-01 12:30", tz="Europe/Oslo"),
            'pd.Timestamp("2024-01-01T12:30:00+01:00", tz="Europe/Oslo")',
        ),
        (pd.Period("2024-01", "M"), 'pd.Period("2024-01", freq="M")'),
        (pd.Interval(0, 1.5), 'pd.Interval(0.0, 1.5, closed="right")'),
        (pd.Timedelta("1h"), 'pd.Timedelta("P0DT1H0M0S")'),
        (math.inf, 'float("inf")'),
    ],
)
def test_a_label_without_json_form_is_source(label: Any, code: str) -> None:
    profile = column([1], name=label)
    assert isinstance(profile.label, Code)
    assert profile.label.code == code


def test_numpy_labels_become_pythons() -> None:
    frame = DataFrame([[1, 2]], columns=pd.Index([np.int64(3), np.str_("x")], dtype="object"))
    assert [type(column.label) for column in profile_frame("df", frame).columns] == [int, str]


def test_index_levels_are_profiled_by_name() -> None:
    (region, day) = profile_frame("df", SAMPLES["index_levels"]()).index
    assert (region.label, region.kind, day.label, day.kind) == ("region", "category", "sold_on", "datetime")


def test_an_unnamed_index_is_not_profiled() -> None:
    assert profile_frame("df", SAMPLES["repeated_index"]()).index == ()


def test_memory_is_that_of_pandas() -> None:
    frame = SAMPLES["typical"]()
    assert profile_frame("df", frame).memory == frame.memory_usage().sum()


def test_ten_thousand_columns_are_profiled() -> None:
    frame = DataFrame(np.arange(50_000).reshape(5, 10_000) % 7 * 1.5)
    profile = profile_frame("df", frame)
    values = frame.to_numpy()
    assert [one.distinct for one in profile.columns] == [len(np.unique(column)) for column in values.T]
    assert [one.maximum for one in profile.columns] == values.max(axis=0).tolist()
