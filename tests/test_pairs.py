"""Two frames of a goal: what changed, what has no match, and joins that would count rows twice."""

import contextlib
import io

import pandas as pd
import pytest
from pandas import DataFrame

import aa_magics
from aa_magics.errors import GoalError

OLD = DataFrame({"item_id": range(100, 130), "price": [float(i) for i in range(30)], "shelf": ["a", "b"] * 15})
NEW = pd.concat(
    [
        OLD.drop(index=[3, 4]).assign(price=lambda df: df["price"].where(df.index > 2, -1.0)),
        DataFrame({"item_id": [900], "price": [1.0], "shelf": ["a"]}),
    ],
    ignore_index=True,
)
SALES = DataFrame({"item_id": [100 + i % 20 for i in range(60)], "amount": [10.5] * 60})
ITEMS = OLD[["item_id", "shelf"]].astype({"item_id": "string"}).astype("object")


def answered(goal: str, **frames: DataFrame) -> str:
    """Return what the cells of a goal print."""
    namespace = dict(frames)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for cell in aa_magics.analyze(goal, frames).cells:
            if cell.cell_type == "code":
                exec(cell.source, namespace)  # type: ignore[arg-type]
    return printed.getvalue()


def recipes(goal: str, **frames: DataFrame) -> list[str | None]:
    plan = aa_magics.analyze(goal, frames).plan
    assert plan is not None
    return [step.recipe for step in plan.steps]


@pytest.mark.parametrize("goal", ["what changed between old and new?", "diff these two", "compare new and old"])
def test_rows_removed_added_and_changed_are_told(goal: str) -> None:
    printed = answered(goal, new=NEW, old=OLD)
    assert "2 rows removed" in printed
    assert "1 rows added" in printed
    assert "3 of 28 rows that both have changed" in printed


def test_frames_without_a_common_key_are_not_compared() -> None:
    with pytest.raises(GoalError, match="apart"):
        aa_magics.analyze("what changed between old and new", {"old": OLD[["shelf"]], "new": NEW[["shelf"]]})


def test_rows_without_a_match_are_found_by_a_key_that_is_text_on_one_side() -> None:
    assert "30 rows before, 10 after: 20 had a match" in answered("items without sales", sales=SALES, items=ITEMS)


def test_growth_of_a_join_is_explained_by_the_keys_that_repeat() -> None:
    items = pd.concat([ITEMS, ITEMS.head(2)], ignore_index=True)
    printed = answered("why do i get more rows after the merge", sales=SALES, items=items)
    assert "2 values of item_id stand more than once" in printed
    assert "60 rows -> 66" in printed


def test_a_join_that_would_multiply_rows_is_not_done_but_shown() -> None:
    items = pd.concat([ITEMS, ITEMS.head(2).assign(shelf="c")], ignore_index=True)
    frames = {"sales": SALES, "items": items}
    assert recipes("total amount by shelf", **frames) == ["key_as_text", "join_growth", "duplicate_rows"]
    printed = answered("total amount by shelf", **frames)
    assert "2 values of item_id stand more than once, in 4 rows" in printed
    assert "60 rows -> 66" in printed
    with pytest.raises(GoalError):
        aa_magics.analyze("total weight by colour", frames)


def test_a_comparison_of_groups_is_none_of_frames() -> None:
    assert recipes("compare price by shelf", old=OLD, new=NEW)[0] == "group_aggregate"


def test_a_key_of_several_columns_can_be_named_and_a_measure_is_none() -> None:
    old = DataFrame({"shop": list("aabb"), "day": [1, 2, 1, 2], "sold": [5, 6, 7, 8]})
    frames = {"sales_feb": old.assign(sold=[5, 6, 7, 9]), "sales_jan": old}
    assert "1 of 4 rows that both have changed" in answered("what changed by shop and day", **frames)
    with pytest.raises(GoalError, match="sales_jan and sales_feb apart"):
        aa_magics.analyze("what changed", frames)


def test_the_two_frames_that_are_most_alike_are_compared() -> None:
    plan = aa_magics.analyze("what changed", {"sales": SALES, "new": NEW, "old": OLD}).plan
    assert plan is not None
    assert [choice.name for choice in plan.frames] == ["old", "new"]


def test_keys_are_made_of_one_type_before_frames_are_compared() -> None:
    old = OLD.astype({"item_id": "string"}).astype({"item_id": "object"})
    assert "3 of 28 rows that both have changed" in answered("what changed", old=old, new=NEW)


@pytest.mark.parametrize("frame", ["old", "new"])
def test_of_two_frames_with_the_same_columns_the_named_one_is_taken(frame: str) -> None:
    plan = aa_magics.analyze(f"mean price by shelf in {frame}", {"old": OLD, "new": NEW}).plan
    assert plan is not None
    assert plan.frames[0].name == frame


def test_a_join_tells_the_keys_without_a_match_on_both_sides() -> None:
    sales = pd.concat([SALES, DataFrame({"item_id": [7, 7], "amount": [1.0, 2.0]})], ignore_index=True)
    printed = answered("total amount by shelf", sales=sales, items=OLD[["item_id", "shelf"]])
    assert "62 rows before, 62 after" in printed
    assert "2 rows without a match: 7" in printed
    assert "10 rows of the other frame without one: 120, 121, 122, 123, 124" in printed


def test_a_key_that_cannot_be_written_is_refused() -> None:
    old = DataFrame({0: list("abcd"), 1: [1, 2, 3, 4]})
    with pytest.raises(GoalError, match="no text"):
        aa_magics.analyze("what changed", {"old": old, "new": old.iloc[1:]})


DAYS = DataFrame({"store": list("aabb"), "day": ["mo", "tu"] * 2, "rain": ["wet", "dry", "dry", "wet"]})
TAKINGS = pd.concat([DAYS.drop(columns="rain")] * 3, ignore_index=True).assign(amount=[1, 2, 2, 5] * 3)


def test_frames_are_joined_by_keys_that_only_together_stand_once() -> None:
    takings = pd.concat([TAKINGS, DataFrame({"store": ["c"], "day": ["mo"], "amount": [9]})], ignore_index=True)
    frames = {"takings": takings, "days": DAYS}
    assert recipes("mean amount by rain", **frames)[:2] == ["join_frames_on_all", "group_aggregate"]
    printed = answered("mean amount by rain", **frames)
    assert "13 rows before, 13 after\n1 rows without a match: ('c', 'mo')" in printed
    assert "0 rows of the other frame without one: none" in printed
    assert "highest: wet with 3" in printed


def test_keys_that_repeat_together_are_not_joined() -> None:
    frames = {"takings": TAKINGS, "days": pd.concat([DAYS, DAYS.head(1)], ignore_index=True)}
    with pytest.raises(GoalError):
        aa_magics.analyze("mean amount by rain", frames)


def test_three_frames_are_joined_in_a_chain_with_the_rows_of_each_step() -> None:
    frames = {
        "orders": DataFrame({"customer_id": [1, 2, 3, 4, 9] * 4, "amount": [1, 2, 3, 4, 5] * 4}),
        "customers": DataFrame({"customer_id": [1, 2, 3, 4], "region_id": [10, 20, 10, 20]}),
        "regions": DataFrame({"region_id": [10, 20], "manager": ["Ann", "Bo"]}),
    }
    assert recipes("total amount by manager", **frames)[:3] == ["join_frames", "join_frames", "group_aggregate"]
    printed = answered("total amount by manager", **frames)
    assert printed.count("20 rows before, 20 after") == 2
    assert "4 rows without a match: 9" in printed
    assert "highest: Bo with 24" in printed
    assert recipes("total amount by region_id", **frames)[:2] == ["join_frames", "group_aggregate"]
