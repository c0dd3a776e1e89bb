"""A kept profile is used again on an unchanged frame only: whatever changes it in place is noticed."""

import copy
import gc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from aa_magics.frames import profile as module
from aa_magics.frames import profile_frame
from aa_magics.frames.profile import KEPT
from tests.samples import SAMPLES


def assign_cell(frame: DataFrame) -> None:
    frame.loc[0, "price"] = -1.0


def assign_text(frame: DataFrame) -> None:
    frame.loc[3, "region"] = "Nowhere"


def assign_missing(frame: DataFrame) -> None:
    frame.loc[3, "product"] = None


def swap_cells(frame: DataFrame) -> None:
    frame.iloc[[0, 1], 3] = frame.iloc[[1, 0], 3].to_numpy()


def write_to_the_buffer(frame: DataFrame) -> None:
    buffer = frame["price"].array.to_numpy()
    buffer.flags.writeable = True
    buffer[5] = 99.0


def sort_in_place(frame: DataFrame) -> None:
    frame.sort_values("price", inplace=True)


def rename_in_place(frame: DataFrame) -> None:
    frame.rename(columns={"price": "order_id_price"}, inplace=True)


def relabel_all(frame: DataFrame) -> None:
    frame.columns = [*frame.columns[:-1], "region"]


def swap_labels(frame: DataFrame) -> None:
    frame.columns = ["order_id", "product", "region", *frame.columns[3:]]


def add_a_column(frame: DataFrame) -> None:
    frame["total"] = frame["price"] * 2


def drop_a_column(frame: DataFrame) -> None:
    del frame["cost"]


def insert_a_column(frame: DataFrame) -> None:
    frame.insert(0, "first", 1)


def add_a_row(frame: DataFrame) -> None:
    frame.loc[len(frame)] = frame.loc[0]


def drop_rows(frame: DataFrame) -> None:
    frame.drop(index=[0, 1], inplace=True)


def convert_a_column(frame: DataFrame) -> None:
    frame["quantity"] = frame["quantity"].astype("float64")


def set_the_index(frame: DataFrame) -> None:
    frame.set_index("region", inplace=True)


def name_the_index(frame: DataFrame) -> None:
    frame.index.name = "row"


def assign_an_index(frame: DataFrame) -> None:
    frame.index = pd.Index(range(100, 148), name="place")


def fill_in_place(frame: DataFrame) -> None:
    frame.replace({"North": "Up"}, inplace=True)


def make_a_category(frame: DataFrame) -> None:
    frame["region"] = frame["region"].astype("category")


pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword")  # people use it as long as it is there

CHANGES = [
    assign_cell, assign_text, assign_missing, swap_cells, write_to_the_buffer, sort_in_place, rename_in_place,
    relabel_all, swap_labels, add_a_column, drop_a_column, insert_a_column, add_a_row, drop_rows, convert_a_column,
    set_the_index, name_the_index, assign_an_index, fill_in_place, make_a_category,
]  # fmt: skip


def change_inside(frame: DataFrame) -> None:
    frame["lists"].iloc[0].append("more")
    frame["dicts"].iloc[1]["more"] = 1


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that names the columns which are looked at from now on."""
    names: list[str] = []

    def noted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            names.append(given[-1])
            return function(*given)

        return call

    monkeypatch.setattr(module, "column_facts", noted(module.column_facts))
    monkeypatch.setattr(module, "number_facts", noted(module.number_facts))
    return names


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_in_place_is_noticed(change: Callable[[DataFrame], None]) -> None:
    frame = SAMPLES["typical"]()
    before = profile_frame("df", frame)
    change(frame)
    after = profile_frame("df", frame)
    assert after == profile_frame("df", copy.deepcopy(frame))
    if change is not swap_cells and change is not sort_in_place and change is not assign_an_index:
        assert after != before


@pytest.mark.parametrize("name", ["nullable", "arrow", "categorical", "dates", "with_missing", "mixed", "booleans"])
def test_a_change_of_any_cell_of_any_dtype_is_noticed(name: str) -> None:
    frame = SAMPLES[name]().drop(columns=["tags", "shop"], errors="ignore")  # lists cannot be set by place
    for place in range(frame.shape[1]):
        for row in (0, len(frame) - 1):
            profile_frame("df", frame)
            frame.iloc[row, place] = frame.iloc[row - 1 if row else 5, place]
            assert profile_frame("df", frame) == profile_frame("df", frame.copy())


def test_a_change_inside_of_a_cell_is_noticed() -> None:
    frame = SAMPLES["nested"]()
    frame["region"] = pd.Series([["a"], ["b"]] * 3, dtype="object")
    profile_frame("df", frame)
    frame["region"] = pd.Series([("a",), ("b",)] * 3, dtype="object")
    change_inside(frame)
    assert profile_frame("df", frame) == profile_frame("df", copy.deepcopy(frame))


def test_a_replaced_object_at_the_same_address_is_noticed() -> None:
    frame = DataFrame({"a": pd.Series(["x", "y"], dtype="object")})
    for i in range(200):
        frame.iloc[0, 0] = f"text {i}"
        assert profile_frame("df", frame).columns[0].values[0].value == f"text {i}"


def test_an_unchanged_frame_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("typical", "nullable", "categorical", "text_dates", "index_levels", "booleans", "with_missing")
    frames = [SAMPLES[name]() for name in names]
    first = [profile_frame("df", frame) for frame in frames]
    looked = looked_at(monkeypatch)
    assert [profile_frame("df", frame) for frame in frames] == first
    assert looked == []


def test_only_the_changed_column_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = SAMPLES["typical"]()
    profile_frame("df", frame)
    looked = looked_at(monkeypatch)
    assign_cell(frame)
    profile_frame("df", frame)
    assert looked == ["price"]


def test_objects_that_may_change_inside_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = SAMPLES["nested"]()
    profile_frame("df", frame)
    looked = looked_at(monkeypatch)
    profile_frame("df", frame)
    assert looked == ["lists", "dicts", "sets", "arrays"]


def test_a_kept_profile_has_the_name_that_is_asked_for() -> None:
    frame = SAMPLES["typical"]()
    assert profile_frame("first", frame).name == "first"
    assert profile_frame("second", frame).name == "second"


def test_a_frame_that_is_gone_leaves_nothing_behind() -> None:
    frame = SAMPLES["typical"]()
    kept = len(KEPT)
    profile_frame("df", frame)
    alive = weakref.ref(frame)
    assert len(KEPT) == kept + 1
    del frame
    gc.collect()
    assert alive() is None
    assert len(KEPT) <= kept


def test_a_new_frame_in_the_place_of_an_old_one_is_a_frame_of_its_own() -> None:
    for value in range(50):
        frame = DataFrame({"a": np.full(3, value)})
        assert profile_frame("df", frame).columns[0].maximum == value
        del frame
