"""A recipe that needs what a frame does not have is refused in words, before a cell is written."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from aa_magics.frames import profile_frame
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import misfit


def sales(rows: int = 60) -> DataFrame:
    rng = np.random.default_rng(1)
    return DataFrame(
        {
            "price": rng.normal(20, 5, rows),
            "region": np.resize(["North", "South", "East"], rows),
            "paid": np.resize(["yes", "no"], rows),
            "sold_on": pd.date_range("2023-01-01", periods=rows, freq="13D"),
        }
    )


def why(recipe: str, frame: DataFrame, **params: Any) -> str | None:
    found = catalogue()[recipe]
    return misfit(found, {found.frames[0]: "sales", **params}, profile_frame("sales", frame))


def test_what_fits_has_no_reason() -> None:
    assert why("anova", sales(), value="price", by="region") is None
    assert why("welch_t_test", sales(), value="price", by="paid") is None
    assert why("compare_regressors", sales(), target="price", features=("region", "paid")) is None
    assert why("seasonal_decomposition", sales(), value="price", time="sold_on") is None


def test_gaps_leave_too_few_rows() -> None:
    frame = sales().assign(price=lambda f: f["price"].where(f.index < 3))
    assert why("correlation_matrix", frame, columns=("price",)) is None
    assert why("anova", frame, value="price", by="region") == "it needs 6 complete rows and has 3"


def test_gaps_of_features_that_are_filled_do_not_count() -> None:
    frame = sales().assign(region=lambda f: f["region"].where(f.index % 2 == 0))
    assert why("compare_regressors", frame, target="price", features=("region", "paid")) is None


def test_infinite_values_are_refused() -> None:
    frame = sales().assign(price=lambda f: f["price"].where(f.index > 0, np.inf))
    assert why("distribution", frame, value="price") == "price holds infinite values, or too large ones to be squared"


def test_values_of_a_group_are_too_many_or_too_few() -> None:
    assert why("welch_t_test", sales(), value="price", by="region") == "region has 3 distinct values, more than 2"
    assert why("anova", sales(), value="price", by="paid") == "paid has 2 distinct values, fewer than 3"


def test_group_of_one_row_is_refused() -> None:
    frame = sales().assign(paid=lambda f: f["paid"].where(f.index == 0, "no"))
    assert why("welch_t_test", frame, value="price", by="paid") == "paid is yes in 1 row, fewer than 2"


def test_cell_value_that_is_too_rare_is_refused() -> None:
    params = {"value": "price", "by": "region", "first": "North", "second": "West"}
    assert why("welch_t_test_of", sales(), **params) == "region is West in 0 rows, fewer than 2"


@pytest.mark.parametrize(("kept", "fits"), [(30, True), (6, False)])
def test_gaps_may_empty_all_groups_but_one(kept: int, fits: bool) -> None:
    frame = sales().assign(region=lambda f: f["region"].where(f.index < kept, "North"))
    frame["price"] = frame["price"].where(frame.index >= 10)
    reason = why("anova", frame, value="price", by="region")
    assert reason == (None if fits else "gaps may leave fewer than two groups of region with 2 rows")


def test_features_of_too_many_levels_are_refused() -> None:
    frame = sales().assign(shop=[f"shop {i // 2}" if i % 2 else f"store {i // 2}" for i in range(60)])
    frame = pd.concat([frame] * 3, ignore_index=True)
    assert why("ols_regression", frame, target="price", features=("shop",)) == (
        "shop has 60 distinct values, more than 30"
    )


def test_span_of_dates_is_too_short() -> None:
    frame = sales(30)
    assert why("seasonal_decomposition", frame, value="price", time="sold_on") == (
        "sold_on spans 377 days, not 731 to 36525"
    )


@pytest.mark.parametrize(("percent", "reason"), [(95, None), (101, "percent is 101, not from 0 to 100")])
def test_setting_out_of_its_limits_is_refused(percent: int, reason: str | None) -> None:
    assert why("percentile", sales(), value="price", percent=percent) == reason


def test_labels_that_are_no_text_are_refused_with_what_to_type() -> None:
    reason = why("k_means", sales().rename(columns={"price": 7}), columns=(7,))
    assert reason == "7 is no text; name columns by text with df.columns = df.columns.map(str)"


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        (pd.arrays.SparseArray([0.0, 1.0] * 30), "price is sparse; make it dense with .sparse.to_dense()"),
        (
            np.arange(60, dtype="float16"),
            'price is float16, which pandas cannot group; convert it with .astype("float32")',
        ),
    ],
)
def test_dtypes_that_a_library_cannot_take_are_refused(column: Any, reason: str) -> None:
    assert why("polars_group_aggregate", sales().assign(price=column), value="price", by="region") == reason


def test_periods_are_refused_where_dates_are_needed() -> None:
    frame = sales().assign(sold_on=lambda f: f["sold_on"].dt.to_period("M"))
    assert why("trend", frame, value="price", time="sold_on") == (
        "sold_on holds periods; convert them with .dt.to_timestamp()"
    )
