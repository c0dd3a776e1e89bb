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
    assert "30 rows -> 10 without a match" in answered("items without sales", sales=SALES, items=ITEMS)


def test_growth_of_a_join_is_explained_by_the_keys_that_repeat() -> None:
    items = pd.concat([ITEMS, ITEMS.head(2)], ignore_index=True)
    printed = answered("why do i get more rows after the merge", sales=SALES, items=items)
    assert "2 values of item_id stand more than once" in printed
    assert "60 rows -> 66" in printed


def test_keys_that_repeat_with_other_values_are_left_out_of_a_join() -> None:
    items = pd.concat([ITEMS, ITEMS.head(2).assign(shelf="c")], ignore_index=True)
    goal = "total amount by shelf"
    assert "rows_of_single_keys" in recipes(goal, sales=SALES, items=items)
    assert "2 values of item_id stand more than once: 100, 101" in answered(goal, sales=SALES, items=items)
