"""By which keys frames could be joined."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from aa_magics.frames import profile_frames
from aa_magics.model import Join


def joins(left: DataFrame, right: DataFrame, *, names: tuple[str, str] = ("left", "right")) -> tuple[Join, ...]:
    """Return the joins of `left` to `right`."""
    return profile_frames(dict(zip(names, (left, right), strict=True)))[0].joins


def keys(found: tuple[Join, ...]) -> list[tuple[Any, Any, str]]:
    return [(join.on, join.other_on, join.unique) for join in found]


def test_one_frame_has_no_joins() -> None:
    (profile,) = profile_frames({"df": DataFrame({"id": [1, 2]})})
    assert profile.joins == ()


def test_joins_are_seen_from_both_sides() -> None:
    left, right = profile_frames(
        {"orders": DataFrame({"customer_id": [1, 2, 2]}), "customers": DataFrame({"customer_id": [1, 2, 3]})}
    )
    assert left.joins == (Join(other="customers", on="customer_id", other_on="customer_id", unique="right"),)
    assert right.joins == (Join(other="orders", on="customer_id", other_on="customer_id", unique="left"),)


@pytest.mark.parametrize(
    ("left", "right", "unique"),
    [
        (["a", "b"], ["b", "a"], "both"),
        (["a", "b"], ["b", "b"], "left"),
        (["b", "b"], ["a", "b"], "right"),
        (["b", "b"], ["b", "b"], "neither"),
        (["a", None, None], ["a", "b"], "right"),
        (["a", None], ["a", "b"], "both"),
    ],
)
def test_the_side_on_which_a_key_stands_once_is_said(left: list[Any], right: list[Any], unique: str) -> None:
    assert keys(joins(DataFrame({"key": left}), DataFrame({"key": right}))) == [("key", "key", unique)]


def test_a_long_key_that_stands_once_but_for_the_last_row_is_not_unique() -> None:
    ids = [f"customer {i}" for i in range(50_000)]
    left, right = DataFrame({"key": ids}), DataFrame({"key": [*ids[:-1], ids[0]]})
    assert keys(joins(left, right)) == [("key", "key", "left")]


@pytest.mark.parametrize("names", [("Customer ID", "customer_id"), ("customerId", "CUSTOMER-ID")])
def test_names_are_compared_without_case_and_separators(names: tuple[str, str]) -> None:
    one, other = names
    assert keys(joins(DataFrame({one: [1, 2]}), DataFrame({other: [2, 1]}))) == [(one, other, "both")]


def test_the_id_of_a_frame_is_the_key_that_carries_its_name() -> None:
    orders, customers = DataFrame({"customer_id": [7, 8, 8]}), DataFrame({"id": [7, 8, 9]})
    assert keys(joins(orders, customers, names=("orders", "customers"))) == [("customer_id", "id", "right")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ([1, 2], ["1", "2"]),
        ([1, 2], [8, 9]),
        ([0.5, 1.5], [0.5, 1.5]),
        ([True, False], [True, False]),
        ([None, None], ["a", "b"]),
        ([dt.date(2024, 1, 1), None], pd.array(["2024-01-01", "b"], "string[pyarrow]")),
        ([dt.time(1), dt.time(2)], pd.array(["01:00:00", "b"], "string[pyarrow]")),
        (pd.to_datetime(["2024-01-01", "2024-01-02"]), pd.to_datetime(["2024-01-01", "2024-01-02"], utc=True)),
        ([[1], [2]], [[1], [2]]),
        (np.array(["2263-01-01"], "datetime64[s]"), np.array(["2024-01-01"], "datetime64[ns]")),
    ],
)
def test_what_does_not_compare_or_overlap_is_no_key(left: Any, right: Any) -> None:
    assert joins(DataFrame({"key": left}), DataFrame({"key": right})) == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (pd.array([1, 2], "Int64"), np.array([1, 2])),
        (pd.array(["a", "b"], "string"), pd.Categorical(["a", "b"])),
        (pd.to_datetime(["2024-01-01", "2024-01-02"]), pd.to_datetime(["2024-01-02", "2024-01-01"])),
        (["2024-01-01", "2024-01-02"], ["2024-01-02", "2024-01-01"]),
    ],
)
def test_dtypes_that_merge_are_a_key(left: Any, right: Any) -> None:
    one, other = DataFrame({"key": left}), DataFrame({"key": right})
    assert len(one.merge(other, on="key"))
    assert keys(joins(one, other)) == [("key", "key", "both")]


def test_an_id_with_gaps_is_a_key() -> None:
    few = DataFrame({"customer_id": [1.0, 2.0, None, 2.0]})
    assert keys(joins(few, DataFrame({"customer_id": [1, 2]}))) == [("customer_id", "customer_id", "right")]
    assert joins(few + 0.5, DataFrame({"customer_id": [1.5, 2.5]})) == ()
    many = DataFrame({"customer_id": [*map(float, range(40)), None, 3.0]})
    assert keys(joins(many, DataFrame({"customer_id": range(40)}))) == [("customer_id", "customer_id", "right")]


def test_a_measure_that_both_have_is_no_key() -> None:
    frame = DataFrame({"quantity": [3, 3, 5], "region": ["N", "N", "S"]})
    assert keys(joins(frame, frame.copy())) == [("region", "region", "neither")]


def test_a_label_that_stands_twice_is_no_key() -> None:
    twice = DataFrame([[1, 2], [3, 4]], columns=["key", "key"])
    assert joins(twice, DataFrame({"key": [1, 3]})) == ()


def test_keys_that_are_unique_on_the_other_side_come_first() -> None:
    sales = DataFrame({"region": ["N", "S", "S"], "shop_id": [1, 2, 2]})
    shops = DataFrame({"region": ["N", "S", "S"], "shop_id": [1, 2, 3]})
    assert [join.on for join in joins(sales, shops)] == ["shop_id", "region"]


def test_wide_frames_of_the_same_columns_have_a_few_joins() -> None:
    frame = DataFrame(np.arange(6_000).reshape(3, 2_000)).add_prefix("column ")
    assert 0 < len(joins(frame, frame.copy())) <= 20


def test_keys_that_only_together_stand_once_are_a_join() -> None:
    days = DataFrame({"store": list("aabb"), "day": ["mo", "tu"] * 2, "rain": [1.5, 2.5, 3.5, 4.5]})
    sales = pd.concat([days.drop(columns="rain")] * 2).assign(amount=range(8))
    found, *_ = joins(sales, days)
    assert (found.on, found.other_on, found.also, found.unique) == ("store", "store", ("day",), "right")


def test_keys_that_repeat_even_together_are_none() -> None:
    days = DataFrame({"store": list("aaab"), "day": ["mo", "mo", "tu", "mo"]})
    assert all(not join.also for join in joins(days.copy(), days))


def test_a_key_of_its_own_needs_no_other() -> None:
    stores = DataFrame({"store": ["a", "b"], "country": ["x", "y"]})
    sales = DataFrame({"store": list("aabb"), "country": list("xxyy")})
    assert all(not join.also for join in joins(sales, stores))
