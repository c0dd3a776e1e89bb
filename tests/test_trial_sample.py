"""A sample of a frame has every dtype, category and pattern of missing values, and its rows unchanged."""

import numpy as np
import pandas as pd
import pytest

from aa_magics.trial.packing import pack_frames
from aa_magics.trial.sample import frame_bytes, sample_frame

ROWS = 200_000


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(
        {
            "n": rng.normal(size=ROWS),
            "i": rng.integers(0, 9, ROWS).astype("int8"),
            "text": rng.choice([f"value {i}" for i in range(50)], ROWS),
            "category": pd.Categorical(rng.choice(list("ab"), ROWS), categories=list("abc"), ordered=True),
            "when": pd.date_range("2020", periods=ROWS, freq="min", tz="Europe/Paris"),
            "nullable": pd.array(rng.integers(0, 9, ROWS), dtype="Int64"),
            "object": np.array(["x", 1] * (ROWS // 2), dtype=object),
            "yes": rng.random(ROWS) < 0.5,
        },
        index=pd.Index(range(7, 7 + 3 * ROWS, 3), name="id"),
    )
    frame.iloc[123_456, 2] = "once only"
    frame.iloc[111_111, 3] = None
    frame.iloc[100_000:100_003, 5] = pd.NA
    frame.loc[frame.index[150_000], ["n", "nullable"]] = None
    return frame


@pytest.fixture(scope="module")
def sample(frame: pd.DataFrame) -> pd.DataFrame:
    return sample_frame(frame, 500_000)


def patterns(frame: pd.DataFrame) -> set[tuple[bool, ...]]:
    return set(frame.isna().drop_duplicates().itertuples(index=False, name=None))


def test_a_small_frame_is_not_touched(frame: pd.DataFrame) -> None:
    small = frame.head()
    assert sample_frame(small, 10_000_000) is small


def test_a_sample_is_as_small_as_asked(frame: pd.DataFrame, sample: pd.DataFrame) -> None:
    assert frame_bytes(sample) < 700_000
    assert len(sample) > 1_000


def test_a_sample_keeps_labels_dtypes_and_categories(frame: pd.DataFrame, sample: pd.DataFrame) -> None:
    pd.testing.assert_series_equal(sample.dtypes, frame.dtypes)
    assert sample.index.name == "id"
    assert list(sample.category.cat.categories) == ["a", "b", "c"]


def test_a_sample_is_rows_of_the_frame_in_their_order(frame: pd.DataFrame, sample: pd.DataFrame) -> None:
    assert sample.index.is_monotonic_increasing
    assert sample.index.is_unique
    pd.testing.assert_frame_equal(sample, frame.loc[sample.index])


def test_a_sample_has_each_value_that_stands_once_among_few(sample: pd.DataFrame) -> None:
    assert "once only" in set(sample.text)
    assert sample.text.nunique() == 51


def test_a_sample_has_each_pattern_of_missing_values(frame: pd.DataFrame, sample: pd.DataFrame) -> None:
    assert patterns(sample) == patterns(frame)
    assert len(patterns(frame)) == 4  # none, the category, the nullable number, two columns at once


def test_a_sample_has_the_first_and_last_rows(frame: pd.DataFrame, sample: pd.DataFrame) -> None:
    assert list(sample.index[:50]) == list(frame.index[:50])
    assert list(sample.index[-50:]) == list(frame.index[-50:])


def test_a_sample_is_the_same_each_time(frame: pd.DataFrame, sample: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(sample_frame(frame, 500_000), sample)


def test_a_column_missing_in_every_row_can_be_sampled() -> None:
    frame = pd.DataFrame({"none": [None] * ROWS, "n": range(ROWS)})
    assert sample_frame(frame, 100_000).none.isna().all()


def test_more_values_and_patterns_than_there_is_room_still_give_a_sample() -> None:
    frame = pd.DataFrame(np.where(np.random.default_rng(0).random((20_000, 12)) < 0.5, np.nan, 1.0))
    frame["group"] = [f"group {i % 900}" for i in range(20_000)]
    sample = sample_frame(frame, 20_000)
    assert 10 <= len(sample) < 400
    assert sample.isna().any()[:12].all()
    assert sample.notna().any().all()


@pytest.mark.parametrize("labels", [["a", "a"], [("x", 1), ("x", 2)], [None, "b"]])
def test_odd_labels_are_kept(labels: list[object]) -> None:
    frame = pd.DataFrame(np.ones((ROWS, 2)), columns=pd.Index(labels))
    assert sample_frame(frame, 100_000).columns.identical(frame.columns)


def test_values_without_a_hash_can_be_sampled() -> None:
    frame = pd.DataFrame({"tags": [["a"], ["b"]] * 50_000})
    assert 100 < len(sample_frame(frame, 1_000_000)) < 50_000


def test_objects_count_with_what_they_hold() -> None:
    frame = pd.DataFrame({"tags": pd.Series(["x" * 1_000] * 1_000, dtype=object)})
    assert frame_bytes(frame) == pytest.approx(1_058_000, rel=0.02)


def test_several_frames_share_the_room_and_small_ones_stay_whole(frame: pd.DataFrame) -> None:
    small = frame.head(100)
    packed, sampled = pack_frames({"large": frame, "small": small, "also": frame}, 1)
    assert sampled
    assert {name: len(data) < 700_000 for name, data in packed.items()} == dict.fromkeys(packed, True)
    assert len(packed["large"]) > 100_000
    assert pack_frames({"small": small}, 1)[1] is False
