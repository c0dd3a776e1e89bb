"""What holds for the profile of any frame, tried on frames of every dtype that Hypothesis thinks of."""

import copy
import datetime as dt
import warnings
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas import DataFrame, Series

from aa_magics.codegen.literals import literal
from aa_magics.frames import profile_frame, profile_frames
from aa_magics.model import FrameProfile
from tests.test_frames import converted

ROWS = st.shared(st.integers(0, 12), key="rows")

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
floats = st.floats(width=64)
big_integers = st.integers(-(2**70), 2**70)
moments = st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2200, 1, 1))
scalars = st.one_of(words, floats, big_integers, st.booleans(), st.none(), st.dates(), st.binary(max_size=3))
anything = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(words, inner, max_size=2))
)

CELLS: dict[str, tuple[st.SearchStrategy[Any], Any]] = {
    "float64": (floats, "float64"),
    "float32": (st.floats(width=32), "float32"),
    "float16": (st.floats(width=16), "float16"),
    "int64": (st.integers(-(2**63), 2**63 - 1), "int64"),
    "uint64": (st.integers(0, 2**64 - 1), "uint64"),
    "int8": (st.integers(-5, 5), "int8"),
    "bool": (st.booleans(), "bool"),
    "complex": (st.complex_numbers(), "complex128"),
    "Int64": (st.none() | st.integers(-5, 5), "Int64"),
    "Float64": (st.none() | floats.filter(lambda x: x == x), "Float64"),
    "boolean": (st.none() | st.booleans(), "boolean"),
    "str": (st.none() | words, "str"),
    "string": (st.none() | words, "string"),
    "iso dates": (st.none() | st.dates().map(str), "str"),
    "naive": (st.none() | moments, "datetime64[ns]"),
    "seconds": (st.none() | st.datetimes(), "datetime64[s]"),
    "zoned": (st.none() | moments, "datetime64[us, Europe/Berlin]"),
    "span": (st.none() | st.timedeltas(dt.timedelta(-9999), dt.timedelta(9999)), "timedelta64[ns]"),
    "category": (st.none() | st.sampled_from("abc"), "category"),
    "object": (scalars, "object"),
    "nested": (anything, "object"),
    "decimal": (st.none() | st.decimals(allow_nan=False, allow_infinity=False), "object"),
    "dates": (st.none() | st.dates(), "object"),
    "moments": (st.none() | st.datetimes(timezones=st.none() | st.just(dt.UTC)), "object"),
    "arrow int": (st.none() | st.integers(-5, 5), pd.ArrowDtype(pa.int32())),
    "arrow text": (st.none() | words, pd.ArrowDtype(pa.string())),
    "arrow time": (st.none() | moments, pd.ArrowDtype(pa.timestamp("us"))),
    "arrow date": (st.none() | st.dates(), pd.ArrowDtype(pa.date32())),
    "arrow span": (st.none() | st.timedeltas(dt.timedelta(-9), dt.timedelta(9)), pd.ArrowDtype(pa.duration("us"))),
    "arrow decimal": (st.none() | st.just(Decimal("1.25")), pd.ArrowDtype(pa.decimal128(5, 2))),
    "arrow list": (st.none() | st.lists(st.integers(0, 3), max_size=2), pd.ArrowDtype(pa.list_(pa.int8()))),
    "arrow null": (st.none(), pd.ArrowDtype(pa.null())),
}
LABELS = st.one_of(words, st.integers(), floats, st.booleans(), st.none(), st.dates(), st.tuples(words, words))


@st.composite
def columns(draw: st.DrawFn) -> Series:
    cells, dtype = CELLS[draw(st.sampled_from(list(CELLS)))]
    rows = draw(ROWS)
    few = draw(st.lists(cells, min_size=1, max_size=3))
    values = draw(st.lists(cells | st.sampled_from(few), min_size=rows, max_size=rows))
    return Series(values, dtype=dtype)


@st.composite
def frames(draw: st.DrawFn) -> DataFrame:
    made = draw(st.lists(columns(), max_size=4))
    labels = draw(st.lists(LABELS, min_size=len(made), max_size=len(made)))
    frame = pd.concat(made, axis=1) if made else DataFrame(index=range(draw(ROWS)))
    frame.columns = pd.Index(labels, dtype="object", tupleize_cols=False)
    if draw(st.booleans()):
        level = draw(columns().filter(lambda column: column.dtype != "float16"))  # pandas has no such index
        frame.index = pd.Index(level, name=draw(words))
    return frame


tried = settings(deadline=None, derandomize=True, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def same(one: DataFrame, other: DataFrame) -> bool:
    """Return whether two frames hold the same, whatever is in their cells, under the same labels."""
    return one.shape == other.shape and all(
        (column.dtype, repr(column.tolist())) == (other.iloc[:, place].dtype, repr(other.iloc[:, place].tolist()))
        for place, column in enumerate(one.iloc[:, i] for i in range(one.shape[1]))
    )


@tried
@given(frames())
def test_a_profile_is_made_without_error_or_warning_and_changes_nothing(frame: DataFrame) -> None:
    before = copy.deepcopy(frame)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        profile = profile_frame("df", frame)
    assert same(frame, before)
    assert FrameProfile.model_validate(profile.model_dump()) == profile
    assert profile.model_dump_json()


@tried
@given(frames())
def test_a_kept_profile_equals_a_new_one(frame: DataFrame) -> None:
    profile_frame("df", frame)
    assert profile_frame("df", frame) == profile_frame("df", copy.deepcopy(frame))


@tried
@given(frames())
def test_counts_are_those_of_pandas(frame: DataFrame) -> None:
    for place, profile in enumerate(profile_frame("df", frame).columns):
        column = frame.iloc[:, place]
        assert profile.missing == column.isna().sum()
        if profile.distinct_exact and profile.distinct:  # pandas cannot count lists of Arrow
            assert profile.distinct == column.nunique()
        if profile.kind == "number" and profile.parsed and profile.distinct:
            assert profile.minimum == float(column.min())
            assert profile.maximum == float(column.max())


@tried
@given(frames())
def test_quartiles_are_those_of_numpy(frame: DataFrame) -> None:
    for place, profile in enumerate(profile_frame("df", frame).columns):
        if profile.quartiles and profile.parsed and np.isfinite([profile.minimum, profile.maximum]).all():
            numbers = frame.iloc[:, place].dropna().to_numpy(dtype="float64")
            assert profile.quartiles == pytest.approx(np.quantile(numbers, [0.25, 0.5, 0.75]).tolist())


@tried
@given(frames())
def test_a_bindable_label_finds_its_column_and_what_is_not_parsed_can_be(frame: DataFrame) -> None:
    for place, profile in enumerate(profile_frame("df", frame).columns):
        if profile.bindable:
            found = frame[eval(literal(profile.label), {"pd": pd, "datetime": dt})]
            assert found.equals(frame.iloc[:, place])
        if not profile.parsed:
            assert converted(profile, frame.iloc[:, place]).isna().sum() == profile.missing


@tried
@given(frames(), st.data())
def test_any_cell_that_changes_in_place_is_noticed(frame: DataFrame, data: st.DataObject) -> None:
    if frame.size:
        profile_frame("df", frame)
        row = data.draw(st.integers(0, len(frame) - 1))
        other = data.draw(st.integers(0, len(frame) - 1))
        place = data.draw(st.integers(0, frame.shape[1] - 1))
        taken = [other if i == row else i for i in range(len(frame))]
        frame.isetitem(place, frame.iloc[:, place].array.take(taken))
        assert profile_frame("df", frame) == profile_frame("df", copy.deepcopy(frame))


@tried
@given(columns(), columns())
def test_joins_merge_and_their_unique_sides_are(left: Series, right: Series) -> None:
    frames = {"left": left.to_frame("key"), "right": right.to_frame("key")}
    for profile in profile_frames(frames):
        one = frames[profile.name]
        for join in profile.joins:
            other = frames[join.other]
            assert len(one.merge(other, on="key"))
            assert one["key"].is_unique == (join.unique in ("both", "left"))
            assert other["key"].is_unique == (join.unique in ("both", "right"))
