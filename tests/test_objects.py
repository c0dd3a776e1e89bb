"""Objects other than a DataFrame: what is taken, what the cells make of it, and what is refused with a way out."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from IPython.core.completer import provisionalcompleter
from pandas import DataFrame, Series

import aa_magics
from aa_magics.errors import FrameError
from aa_magics.model import Run
from tests.fakes import Notebook

SALES = DataFrame(
    {
        "region": list("abcabcabcabc"),
        "revenue": [float(number) for number in range(12)],
        "sold_on": pd.date_range("2024-01-01", periods=12, freq="MS"),
    }
)


def code(run: Run) -> list[str]:
    return [cell.source for cell in run.cells if cell.cell_type == "code"]


def executed(run: Run, **names: Any) -> dict[str, Any]:
    """Return the names that are there when all cells of a run have been executed."""
    for source in code(run):
        exec(source, names)
    return names


def refusal(goal: str, value: Any) -> FrameError:
    with pytest.raises(FrameError) as caught:
        aa_magics.analyze(goal, {"sales": value})
    assert str(caught.value).count("\n") == 1
    return caught.value


def suggested(goal: str, value: Any) -> DataFrame:
    """Return the frame that the line of a refusal makes."""
    names = {"pl": pl, "pa": pa, "sales": value}
    exec(refusal(goal, value).hint.partition(": ")[2], names)
    made = names["sales_df"]
    assert isinstance(made, DataFrame)
    return made


SERIES: Mapping[str, tuple[Series, str, list[str]]] = {
    "named": (SALES["revenue"], "s.to_frame()", ["revenue"]),
    "without a name": (Series([1.5, 2.5]), 's.to_frame("s")', ["s"]),
    "called by a number": (Series([1.5, 2.5], name=0), 's.to_frame("s")', ["s"]),
    "called by a tuple": (Series([1.5, 2.5], name=("a", "b")), 's.to_frame("a b")', ["a b"]),
    "with a quote": (Series([1.5, 2.5], name='"'), "s.to_frame()", ['"']),
    "of some rows": (SALES["revenue"][3:], "s.to_frame()", ["revenue"]),
    "grouped": (SALES.groupby("region")["revenue"].sum(), "s.reset_index()", ["region", "revenue"]),
    "counted": (SALES["region"].value_counts(), "s.reset_index()", ["region", "count"]),
    "two levels": (
        SALES.groupby(["region", "sold_on"])["revenue"].sum(),
        "s.reset_index()",
        ["region", "sold_on", "revenue"],
    ),
    "of dates": (
        Series([1.0, 2.0], pd.date_range("2024", periods=2)),
        's.rename_axis("date").reset_index(name="s")',
        ["date", "s"],
    ),
    "of labels": (Series({"a": 1.0, "b": 2.0}, name="price"), "s.reset_index()", ["index", "price"]),
    "called like its index": (
        SALES.groupby("region")["region"].count(),
        's.reset_index(name="s")',
        ["region", "s"],
    ),
}


@pytest.mark.parametrize("called", SERIES)
def test_a_series_becomes_a_frame_in_the_cell(called: str) -> None:
    series, made_by, columns = SERIES[called]
    run = aa_magics.analyze("overview", {"s": series})
    assert f"s_df = {made_by}" in code(run)[0]
    assert list(executed(run, s=series)["s_df"].columns) == columns
    assert run.plan is not None
    assert run.plan.frames[0].name == "s"
    assert run.plan.assumptions == (f"s is a Series, taken as {made_by}",)


TABLES: Mapping[str, Callable[[], Any]] = {
    "a polars DataFrame": lambda: pl.DataFrame(SALES.to_dict("list")),
    "a pyarrow Table": lambda: pa.table(SALES.to_dict("list")),
    "a pyarrow RecordBatch": lambda: pa.record_batch(SALES.to_dict("list")),
}


@pytest.mark.parametrize("called", TABLES)
def test_a_table_in_memory_is_taken(called: str) -> None:
    table = TABLES[called]()
    run = aa_magics.analyze("mean revenue by region", {"sales": table})
    assert "sales_df = sales.to_pandas()" in "\n".join(code(run))
    assert executed(run, sales=table)["groups"]["mean"].to_dict() == {"a": 4.5, "b": 5.5, "c": 6.5}
    assert run.plan is not None
    assert run.plan.assumptions == (f"sales is {called}, taken as sales.to_pandas()",)


def test_a_polars_series_is_taken() -> None:
    series = pl.Series("price", [1.0, 2.0])
    run = aa_magics.analyze("mean price", {"s": series})
    assert executed(run, s=series)["s_df"].columns.tolist() == ["price"]


def test_frames_and_tables_are_joined() -> None:
    regions = pa.table({"region": ["a", "b", "c"], "manager": ["Ann", "Bo", "Cy"]})
    run = aa_magics.analyze("total revenue by manager", {"sales": SALES, "regions": regions})
    names = executed(run, sales=SALES, regions=regions)
    assert names["regions_df"].shape == (3, 2)
    assert names["regions"] is regions


@pytest.mark.parametrize("called", TABLES)
def test_a_large_table_is_refused_with_what_to_aggregate(called: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aa_magics.objects.taken.LARGEST", 35)
    assert refusal("x", TABLES[called]()).message.endswith("of 12 x 3: more than 35 values are not copied.")
    made = suggested("total revenue by region", TABLES[called]())
    assert sorted(made.iloc[:, 1]) == [18.0, 22.0, 26.0]


def test_what_pandas_cannot_take_is_said() -> None:
    broken = type("Table", (), {"__module__": "pyarrow.lib", "shape": (2, 2)})()
    assert refusal("x", broken).message.startswith("'sales' is a pyarrow Table, and sales.to_pandas() fails:")


class GeometryDtype(pd.api.extensions.ExtensionDtype):
    """Says what geopandas' own dtype is called."""


class Shapes(pd.api.extensions.ExtensionArray):
    """A column of shapes, none of which may be looked at."""

    dtype = GeometryDtype()

    def __init__(self, size: int) -> None:
        self.size_ = size

    def __len__(self) -> int:
        return self.size_

    def copy(self) -> "Shapes":
        return Shapes(self.size_)

    def view(self, dtype: Any = None) -> "Shapes":
        return Shapes(self.size_)

    def __getitem__(self, place: Any) -> Any:
        raise AssertionError("a shape was looked at")

    def isna(self) -> Any:
        raise AssertionError("all shapes were looked at")


def test_shapes_are_left_out_and_never_looked_at() -> None:
    parcels = SALES.assign(geometry=Series(Shapes(12)), **{"the centre": Series(Shapes(12))})
    run = aa_magics.analyze("mean revenue by region", {"parcels": parcels})
    assert 'parcels_df = parcels.drop(columns=["geometry", "the centre"])' in "\n".join(code(run))
    assert executed(run, parcels=parcels)["parcels_df"].columns.tolist() == list(SALES.columns)
    assert run.plan is not None
    assert run.plan.assumptions == ("parcels is taken without its shapes (geometry, the centre)",)
    assert (run.plan.frames[0].name, run.plan.frames[0].columns) == ("parcels", 3)


def test_a_lazy_frame_is_refused_with_the_aggregation_that_the_goal_asks_for() -> None:
    error = refusal("mean revenue by region", pl.LazyFrame(SALES.to_dict("list")))
    assert error.message == ("'sales' is a polars LazyFrame whose rows are not in memory: they are not fetched here.")
    assert error.hint == (
        "Aggregate it first, then ask about sales_df: "
        'sales_df = sales.group_by("region").agg(pl.col("revenue").mean()).collect().to_pandas()'
    )


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("total revenue per region", {18.0, 22.0, 26.0}),
        ("durchschnittlicher revenue je region", {4.5, 5.5, 6.5}),
        ("how many rows per region", {4}),
        ("bar chart of median revenue by region", {4.5, 5.5, 6.5}),
        ("mean revenue", {5.5}),
    ],
)
def test_the_aggregation_is_the_one_asked_for(goal: str, expected: set[float]) -> None:
    assert "then ask about sales_df" in refusal(goal, pl.LazyFrame(SALES.to_dict("list"))).hint
    assert set(suggested(goal, pl.LazyFrame(SALES.to_dict("list"))).iloc[:, -1]) == expected
    assert set(suggested(goal, ds.dataset(pa.table(SALES.to_dict("list")))).iloc[:, -1]) == expected


@pytest.mark.parametrize("goal", ["whats broken in here", "mean revenue by region in the north", "forecast"])
def test_where_the_goal_does_not_tell_an_aggregation_is_an_example(goal: str) -> None:
    assert "Aggregate it first, such as: sales_df = " in refusal(goal, pl.LazyFrame(SALES.to_dict("list"))).hint


def test_where_the_columns_allow_none_some_rows_are_offered() -> None:
    assert len(suggested("mean", pl.LazyFrame({"name": ["a", "b"]}))) == 2


def test_a_lazy_frame_whose_file_is_gone_is_refused() -> None:
    assert "sales.head(10_000)" in refusal("mean price", pl.scan_parquet("/nowhere/at_all.parquet")).hint


class NeverFetched:
    """A table of another library: its columns may be read, nothing else may be asked of it."""

    columns = ("region", "revenue")
    dtypes = (("region", "string"), ("revenue", "double"))
    types = ("VARCHAR", "DOUBLE")
    asked: list[str] = []  # noqa: RUF012  # one list for all on purpose

    def schema(self) -> Mapping[str, str]:
        return dict(self.dtypes)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            self.asked.append(name)
        raise AttributeError(name)

    def __len__(self) -> int:
        raise AssertionError("its rows were counted")

    def __iter__(self) -> Any:
        raise AssertionError("its rows were fetched")

    def __repr__(self) -> str:
        raise AssertionError("its rows were shown")


ELSEWHERE = {
    ("dask.dataframe.dask_expr._collection", "DataFrame"): (
        'sales_df = sales.groupby("region")["revenue"].mean().reset_index().compute()'
    ),
    ("pyspark.sql.dataframe", "DataFrame"): (
        'sales_df = sales.groupBy("region").agg({"revenue": "avg"}).toDF("region", "revenue").toPandas()'
    ),
    ("pyspark.sql.connect.dataframe", "DataFrame"): (
        'sales_df = sales.groupBy("region").agg({"revenue": "avg"}).toDF("region", "revenue").toPandas()'
    ),
    ("pyspark.pandas.frame", "DataFrame"): (
        'sales_df = sales.groupby("region")["revenue"].mean().reset_index().to_pandas()'
    ),
    ("cudf.core.dataframe", "DataFrame"): (
        'sales_df = sales.groupby("region")["revenue"].mean().reset_index().to_pandas()'
    ),
    ("duckdb", "DuckDBPyRelation"): """sales_df = sales.aggregate('"region", avg("revenue") as "revenue"').df()""",
    ("_duckdb", "DuckDBPyRelation"): """sales_df = sales.aggregate('"region", avg("revenue") as "revenue"').df()""",
    ("ibis.expr.types.relations", "Table"): (
        'sales_df = sales.group_by("region").agg(sales["revenue"].mean().name("revenue")).to_pandas()'
    ),
}


def elsewhere(module: str, name: str) -> Any:
    return type("Mine", (type(name, (NeverFetched,), {"__module__": module}),), {})()


@pytest.mark.parametrize(("module", "name"), ELSEWHERE)
def test_what_another_library_holds_is_never_fetched(module: str, name: str) -> None:
    NeverFetched.asked.clear()
    hint = refusal("mean revenue by region", elsewhere(module, name)).hint
    assert hint == f"Aggregate it first, then ask about sales_df: {ELSEWHERE[module, name]}"
    assert NeverFetched.asked == []


def test_odd_names_are_quoted_for_sql() -> None:
    relation = elsewhere("duckdb", "DuckDBPyRelation")
    type(relation).columns = ('the "region"', "net revenue")
    assert refusal("total net revenue", relation).hint.endswith(
        """sales.aggregate('sum("net revenue") as "net revenue"').df()"""
    )


def test_a_series_is_named_on_the_magic_line(notebook: Notebook) -> None:
    notebook.run("s = df['price']")
    (cell,) = notebook.analyst("mean price", "s -e offline --run")
    assert cell.startswith("# s, a Series, as the frame s_df\ns_df = s.to_frame()\n")
    assert "mean of price = 2.33333 (3 of 3 rows)" in str(notebook.bundle)
    assert notebook.shell.user_ns["s_df"].shape == (3, 1)


def test_asked_again_the_same_frame_is_made(notebook: Notebook) -> None:
    notebook.run("s = df['price']")
    first = notebook.analyst("mean price", "s -e offline --run")
    assert notebook.analyst("mean price", "s -e offline --run") == first


def test_a_name_that_is_taken_stays(notebook: Notebook) -> None:
    notebook.run("s = df['price']\ns_df = 'mine'")
    (cell,) = notebook.analyst("mean price", "s -e offline --run")
    assert "s_df_2 = s.to_frame()" in cell
    assert notebook.shell.user_ns["s_df"] == "mine"


def test_a_follow_up_is_about_the_same_series(notebook: Notebook) -> None:
    notebook.run("s = df.groupby('region')['price'].sum()\ndel df")
    notebook.analyst("mean price by region", "-e offline --run")
    assert any('"median"' in cell for cell in notebook.analyst("what about the median", "-e offline"))


def test_a_plan_about_a_series_is_written_later(notebook: Notebook) -> None:
    notebook.run("s = df['price']")
    notebook.analyst("mean price", "s -e offline --plan")
    notebook.run("%analyst go").raise_error()
    assert notebook.next_input is not None
    assert "s_df = s.to_frame()" in notebook.next_input


@pytest.mark.parametrize(
    ("before", "taken"),
    [
        ("t = pl.DataFrame({'price': [1.0]}); s = df['price']", "df"),
        ("t = pl.DataFrame({'price': [1.0, 2.0]}); s = df['price']; del df", "t"),
        ("s = df['price']; lazy = pl.LazyFrame({'a': [1]}); del df", "s"),
    ],
)
def test_without_a_name_a_frame_goes_before_a_table_and_a_table_before_a_series(
    notebook: Notebook, before: str, taken: str
) -> None:
    notebook.run(f"import polars as pl\n{before}").raise_error()
    notebook.analyst("mean price", "-e offline")
    assert notebook.bundle["plan"]["frames"][0]["name"] == taken


def test_without_a_name_the_only_lazy_frame_is_refused_with_a_way_out(notebook: Notebook) -> None:
    notebook.run("import polars as pl\nsales = pl.LazyFrame({'price': [1.0], 'region': ['a']})\ndel df")
    assert "sales_df = sales.group_by" in notebook.error("%%analyst -e offline\nmean price by region").hint


def completed(notebook: Notebook, typed: str) -> list[str]:
    with provisionalcompleter():
        found = notebook.shell.Completer.completions(typed, len(typed))
        return sorted(completion.text for completion in found if completion.text.strip())


def test_what_is_taken_is_completed(notebook: Notebook) -> None:
    notebook.run("import polars as pl\nprices = df['price']; parts = pl.DataFrame({'weight': [1]}); pairs = [1, 2]")
    assert completed(notebook, "%%analyst p") == ["parts", "prices"]
    assert completed(notebook, "%%analyst parts --take x=w") == ["weight"]
    assert completed(notebook, "%%analyst prices --take x=p") == ["price"]


def test_no_library_is_imported_to_find_out() -> None:
    asked = (
        "import sys, aa_magics.objects as o; o.standing([1]); print(*{'pandas', 'polars', 'pyarrow'} & {*sys.modules})"
    )
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "\n"


@pytest.mark.parametrize(("goal", "drawn"), [("histogram", "px.histogram("), ("box plot", "px.box(")])
def test_a_chart_of_the_only_number_need_not_name_it(goal: str, drawn: str) -> None:
    assert drawn in code(aa_magics.analyze(goal, {"s": SALES["revenue"]}))[-1]
