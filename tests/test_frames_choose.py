"""Which frame a goal is about, and what is refused with two lines that say what to type."""

import pathlib
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from aa_magics.errors import FrameError
from aa_magics.frames import active_frame, check_frame
from tests.samples import SAMPLES

FRAMES = {
    "sales": SAMPLES["typical"](),
    "customers": DataFrame({"customer": ["Ann", "Bob"], "unit price": [1.5, 2.5], "city": ["Oslo", "Rome"]}),
    "trips": DataFrame({"speed km": [1], "top_speed": [2]}),
    "weather": DataFrame({"temperature": [1.5, 2.5], "wind": [3, 4]}),
}


def refusal(frame: Any, name: str = "x") -> FrameError:
    with pytest.raises(FrameError) as caught:
        check_frame(name, frame)
    assert str(caught.value).count("\n") == 1
    return caught.value


@pytest.mark.parametrize(
    ("goal", "name", "why"),
    [
        ("mean price by region", "sales", "its columns price and region are in the goal"),
        ("PRICES per Region!", "sales", "its columns price and region are in the goal"),
        ("average unit_price", "customers", "its column unit price is in the goal"),
        ("how strong was the wind", "weather", "its column wind is in the goal"),
        ("what is the mean price per person", "sales", "its column price is in the goal"),
        ("which speed in km", "trips", "a part of its columns speed km and top_speed is in the goal"),
        ("list the cities", "customers", "its column city is in the goal"),
        ("who lives in Rome", "customers", 'its value "Rome" is in the goal'),
        ("everything about weather", "weather", "its name is in the goal"),
        ("sales of tea", "sales", 'its name and its value "tea" are in the goal'),
        ("wind and temperature at noon in the region", "weather", "its columns wind and temperature are in the goal"),
        (
            "region, product, price, quantity",
            "sales",
            "its columns region, product and price are in the goal",
        ),
    ],
)
def test_the_words_of_the_goal_decide(goal: str, name: str, why: str) -> None:
    choice = active_frame(goal, FRAMES, ["customers", "weather", "sales"])
    assert (choice.name, choice.why) == (name, why)
    assert (choice.rows, choice.columns) == FRAMES[name].shape


def test_among_equals_the_last_one_decides() -> None:
    frames = {"first": FRAMES["sales"], "second": FRAMES["sales"].copy(), "third": FRAMES["weather"]}
    choice = active_frame("mean price by region", frames, ["third", "gone", "second", "first"])
    assert (choice.name, choice.why) == ("second", "it was assigned or shown last")


def test_a_goal_without_clues_is_about_the_last_frame() -> None:
    assert active_frame("plot it", FRAMES, ["weather"]).name == "weather"


def test_the_only_frame_is_taken() -> None:
    choice = active_frame("plot it", {"df": FRAMES["weather"]})
    assert (choice.name, choice.rows, choice.columns, choice.why) == ("df", 2, 2, "it is the only frame")


def test_small_words_are_no_clue() -> None:
    frames = {"one": DataFrame({"by": [1], "the": [2]}), "other": DataFrame({"price": [1]})}
    assert active_frame("show the price by and by", frames).name == "other"


def test_an_unclear_goal_lists_the_candidates_with_their_shapes() -> None:
    with pytest.raises(FrameError) as caught:
        active_frame("plot it", FRAMES)
    assert str(caught.value) == (
        "It is not clear which DataFrame is meant: sales (48 x 9), customers (2 x 3), trips (1 x 2), weather (2 x 2).\n"
        "Name it on the magic line: %%analyst sales"
    )


def test_many_candidates_are_not_all_listed() -> None:
    with pytest.raises(FrameError, match=r"df9 \(2 x 2\) and 15 more\.\n"):
        active_frame("plot it", {f"df{i}": FRAMES["weather"] for i in range(25)})


def test_no_frame_at_all_says_how_to_make_one() -> None:
    with pytest.raises(FrameError, match=r"no DataFrame to work on\.\nMake one first"):
        active_frame("plot it", {})


@pytest.mark.parametrize("name", SAMPLES)
def test_any_frame_can_be_a_candidate(name: str) -> None:
    frames = {"odd": SAMPLES[name](), "weather": FRAMES["weather"]}
    assert active_frame("temperature and wind of {odd} % 'things'", frames, ["odd"]).name in frames


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in ("no_rows", "no_columns", "nothing")])
def test_a_frame_with_rows_and_columns_is_accepted(name: str) -> None:
    check_frame("df", SAMPLES[name]())


def test_a_frame_without_rows_or_columns_is_refused() -> None:
    assert "'df' has no rows (0 x 9)." in str(refusal(SAMPLES["no_rows"](), "df"))
    assert "'df' has no columns (5 x 0)." in str(refusal(SAMPLES["no_columns"](), "df"))
    assert "'df' has no columns (0 x 0)." in str(refusal(SAMPLES["nothing"](), "df"))


CONVERTED = {
    "an Index": lambda: FRAMES["sales"].columns,
    "a DataFrameGroupBy": lambda: FRAMES["sales"].groupby("region"),
    "a SeriesGroupBy": lambda: FRAMES["sales"].groupby("region")["product"],
    "a set": lambda: {1, 2},
    "a generator": lambda: (i for i in range(3)),
    "a pyarrow Int64Array": lambda: pytest.importorskip("pyarrow").array([1]),
    "a pyarrow ChunkedArray": lambda: pytest.importorskip("pyarrow").chunked_array([[1], [2]]),
}


@pytest.mark.parametrize("called", CONVERTED)
def test_what_is_no_frame_is_refused_with_a_conversion_that_works(called: str) -> None:
    names: dict[str, Any] = {"pd": pd, "x": CONVERTED[called]()}
    error = refusal(names["x"])
    assert error.message == f"'x' is {called}, not a pandas DataFrame."
    exec(error.hint.removeprefix("Convert it first: "), names)
    check_frame("x", names["x"])


ROWS = [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


@pytest.mark.parametrize(
    ("value", "conversion", "columns"),
    [
        (np.eye(2), 'pd.DataFrame(x).add_prefix("x_")', ["x_0", "x_1"]),
        (np.eye(2)[0], 'pd.DataFrame({"x": x})', ["x"]),
        (np.ones((2, 2, 1)), 'pd.DataFrame(x.reshape(len(x), -1)).add_prefix("x_")', ["x_0", "x_1"]),
        (np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]), "pd.DataFrame(x)", ["a", "b"]),
        (ROWS, "pd.DataFrame(x)", ["a", "b"]),
        (tuple(ROWS), "pd.DataFrame(x)", ["a", "b"]),
        ([{"a": {"b": 1}}], "pd.json_normalize(x)", ["a.b"]),
        ([1, 2], 'pd.DataFrame({"x": x})', ["x"]),
        (("one", "two"), 'pd.DataFrame({"x": x})', ["x"]),
        ([[1, 2], [3, 4]], 'pd.DataFrame(x).add_prefix("x_")', ["x_0", "x_1"]),
        ([DataFrame({"a": [1]})] * 2, "pd.concat(x)", ["a"]),
        ({"a": [1, 2], "b": 0}, "pd.DataFrame(x)", ["a", "b"]),
        ({"a": [1, 2], "b": [1]}, "pd.DataFrame({key: pd.Series(column) for key, column in x.items()})", ["a", "b"]),
        ({"a": 1, "b": 2}, 'pd.Series(x, name="value").rename_axis("key").reset_index()', ["key", "value"]),
        ({"a": {"p": 1}, "b": {"p": 2}}, 'pd.DataFrame.from_dict(x, orient="index")', ["p"]),
        ({"n": DataFrame({"a": [1]})}, 'pd.concat(x, names=["key"]).reset_index(level="key")', ["key", "a"]),
    ],
)
def test_values_of_python_and_numpy_are_converted_by_what_is_in_them(
    value: Any, conversion: str, columns: list[str]
) -> None:
    names: dict[str, Any] = {"pd": pd, "x": value}
    assert refusal(value).hint == f"Convert it first: x = {conversion}"
    exec(f"x = {conversion}", names)
    assert list(names["x"].columns) == columns


@pytest.mark.parametrize(
    ("module", "name", "conversion"),
    [
        ("dask.dataframe.dask_expr._collection", "Series", "x = x.to_frame()"),
        ("pyspark.pandas.series", "Series", "x = x.to_frame()"),
        ("geopandas.geoseries", "GeoSeries", "x = x.bounds"),
        ("_duckdb", "DuckDBPyConnection", 'x = x.sql("select ... from ... group by ...").df()'),
        ("xarray.core.dataset", "Dataset", "x = x.to_dataframe()"),
        ("pandas.io.formats.style", "Styler", "x = x.data"),
    ],
)
def test_a_frame_of_a_library_that_is_not_here_is_known_by_name(module: str, name: str, conversion: str) -> None:
    subclass = type("Mine", (type(name, (), {"__module__": module}),), {})
    assert refusal(subclass()).hint == f"Convert it first: {conversion}"


@pytest.mark.parametrize(
    ("path", "reader"),
    [
        ("sales.csv", "df = pd.read_csv(x)"),
        ("https://example.com/data", "df = pd.read_csv(x)"),
        (pathlib.Path("a.TSV"), 'df = pd.read_csv(x, sep="\\t")'),
        (pathlib.Path("a.parquet"), "df = pd.read_parquet(x)"),
        ("a.xlsx", "df = pd.read_excel(x)"),
        ("a.json", "df = pd.read_json(x)"),
    ],
)
def test_a_path_is_to_be_read(path: Any, reader: str) -> None:
    assert refusal(path).hint == f"Read it first: {reader}"


def test_none_points_at_the_line_that_made_it() -> None:
    assert "'x' is None" in refusal(None).message
    assert "inplace=True returns None" in refusal(None).hint


def test_what_cannot_be_converted_says_what_a_frame_is() -> None:
    assert refusal(3).hint == 'Name a DataFrame, such as: df = pd.read_csv("file.csv")'
    assert refusal(FRAMES["sales"].copy).hint == "Call it first, if it makes one: df = x(...)"
    assert refusal(range(3)).hint == "Convert it first, such as: df = pd.DataFrame(x)"


def test_without_pandas_nothing_is_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pandas")
    assert "a list" in refusal([1]).message
    assert "pandas" not in sys.modules
