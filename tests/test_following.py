"""Follow-ups: which full goal each stands for after the goal before, that it is planned, and what is refused."""

from functools import cache
from typing import Any

import pandas as pd
import plotly.data
import pytest

from aa_magics.analyst import analyze
from aa_magics.errors import GoalError
from aa_magics.model import Plan, Run
from aa_magics.offline.following.planning import is_marked
from tests.fakes import Notebook


@cache
def frame(name: str) -> pd.DataFrame:
    if name == "stocks":
        return pd.DataFrame(plotly.data.stocks()).assign(date=lambda df: pd.to_datetime(df["date"]))
    found: pd.DataFrame = getattr(plotly.data, name)()
    return found


@cache
def asked(goal: str, name: str) -> Run:
    return analyze(goal, {name: frame(name)})


def follow(text: str, before: str | Run, name: str = "tips", **options: Any) -> Run:
    previous = asked(before, name) if isinstance(before, str) else before
    return analyze(text, {name: frame(name)}, previous=previous, **options)


def plan(run: Run) -> Plan:
    assert run.plan is not None
    return run.plan


def kept_rows(run: Run) -> list[object]:
    return [step.params["rows"] for step in plan(run).steps if step.recipe == "keep_rows"]


STATISTICS = [
    ("mean tip by day", "what about the median", "median tip by day"),
    ("mean tip by day", "median instead", "median tip by day"),
    ("mean tip by day", "instead of mean use sum", "sum tip by day"),
    ("mean tip by day", "use the median instead of the mean", "median tip by day"),
    ("mean tip by day", "sum rather than mean", "sum tip by day"),
    ("mean tip by day", "use sum", "sum tip by day"),
    ("mean tip by day", "how about the minimum?", "minimum tip by day"),
    ("mean tip by day", "and the max?", "max tip by day"),
    ("mean tip by day", "switch to the sum", "sum tip by day"),
    ("mean tip by day", "the count instead", "count by day"),
    ("What is the mean tip?", "and the median?", "What is the median tip?"),
    ("how many by day", "mean tip instead", "mean tip by day"),
    ("sum of tip by day", "in percent", "share of total of tip by day"),
    ("correlation of tip and total_bill", "spearman instead", "spearman correlation of tip and total_bill"),
]
COLUMNS = [
    ("mean tip by day", "same for total_bill", "mean total_bill by day"),
    ("mean tip by day", "and total_bill?", "mean total_bill by day"),
    ("mean tip by day", "instead of tip use total_bill", "mean total_bill by day"),
    ("mean tip by day", "mean total_bill instead", "mean total_bill by day"),
    ("mean tip by day", "compare with total_bill", "mean tip and total_bill by day"),
    ("mean tip by day", "total_bill too", "mean tip and total_bill by day"),
    ("mean tip by day", "what about median total_bill by time", "median total_bill by time"),
    ("histogram of tip", "what about total_bill", "histogram of total_bill"),
    ("scatter of tip against total_bill", "size instead of tip", "scatter of size against total_bill"),
]
GROUPS = [
    ("mean tip by day", "now by sex", "mean tip by sex"),
    ("mean tip by day", "now, for each sex", "mean tip for each sex"),
    ("mean tip by day", "what about sex", "mean tip by sex"),
    ("mean tip by day", "now by time and smoker", "mean tip by time and smoker"),
    ("mean tip by day", "also by sex", "mean tip by day and sex"),
    ("mean tip by day", "by sex as well", "mean tip by day and sex"),
    ("mean tip by day", "split by sex", "mean tip by day split by sex"),
    ("What is the mean tip?", "by sex?", "What is the mean tip by sex?"),
    ("how many by day", "now by sex", "how many by sex"),
    ("bar chart of mean tip by day for women", "now by time", "bar chart of mean tip by time for women"),
    ("scatter of tip against total_bill", "color by sex", "scatter of tip against total_bill color by sex"),
]
ROWS = [
    ("mean tip by day", "only women", "mean tip by day for women"),
    ("mean tip by day", "and for women?", "mean tip by day for women"),
    ("mean tip by day", "show only the women", "mean tip by day for women"),
    ("mean tip by day", "but only for lunch", "mean tip by day for lunch"),
    ("mean tip by day", "Dinner only", "mean tip by day for Dinner"),
    ("mean tip by day", "only smokers", "mean tip by day for smokers"),
    ("mean tip by day", "smokers only", "mean tip by day for smokers"),
    ("mean tip by day", "only total_bill over 20", "mean tip by day where total_bill over 20"),
    ("mean tip by day", "exclude Sun", "mean tip by day excluding Sun"),
    ("mean tip by day", "without Sun", "mean tip by day excluding Sun"),
    ("mean tip by day", "drop Sun", "mean tip by day excluding Sun"),
    ("mean tip by day", "remove all rows from Sun", "mean tip by day excluding Sun"),
    ("mean tip by day", "not for women", "mean tip by day excluding women"),
    ("mean tip by day", "only women but not on Sun", "mean tip by day for women excluding Sun"),
    ("mean tip by day", "other than Sun", "mean tip by day excluding Sun"),
    ("mean tip by day", "without outliers", "remove outliers in tip, then mean tip by day"),
    ("mean tip by day", "without missing values", "drop rows with missing tip, then mean tip by day"),
    ("mean tip by day and plot it", "only women", "mean tip by day for women and plot it"),
    ("bar chart of mean tip by day for women", "and for men?", "bar chart of mean tip by day for men"),
    ("bar chart of mean tip by day for women", "men as well", "bar chart of mean tip by day for women and men"),
]
CHARTS = [
    ("mean tip by day", "make it a bar chart", "bar chart of mean tip by day"),
    ("mean tip by day", "as a bar chart please", "bar chart of mean tip by day"),
    ("mean tip by day", "as a pie chart", "pie chart of mean tip by day"),
    ("mean tip by day", "as a histogram", "histogram of tip by day"),
    ("What is the mean tip?", "as a histogram", "histogram of tip"),
    ("mean tip by day", "plot it", "plot mean tip by day"),
    ("histogram of tip", "as a box plot", "box plot of tip"),
    ("histogram of tip", "with 20 bins", "histogram of tip with 20 bins"),
    ("scatter of tip against total_bill", "with a trend line", "scatter of tip against total_bill with a trend line"),
    ("mean tip by day", "top 3 only", "mean tip by day top 3"),
    ("top 3 tips", "only the top 10", "top 10 tips"),
    ("mean tip by day", "sort it ascending", "mean tip by day ascending"),
    ("mean tip by day", "sort it descending", "mean tip by day descending"),
]
SEVERAL = [
    ("mean tip by day", "the same but median, only women", "median tip by day for women"),
    ("mean tip by day", "now without Sun and by sex", "mean tip by sex excluding Sun"),
    ("mean tip by day", "plot it by sex", "plot mean tip by sex"),
    ("mean tip by day", "same again", "mean tip by day"),
]
YEARS = [
    ("mean lifeExp by continent in 2007", "what about 1997", "mean lifeExp by continent in 1997"),
    ("mean lifeExp by continent in 2007", "and in 1997?", "mean lifeExp by continent in 1997"),
    ("mean lifeExp by continent in 2007", "since 1980", "mean lifeExp by continent since 1980"),
    ("mean lifeExp by continent", "only 2007", "mean lifeExp by continent in 2007"),
    ("mean lifeExp by continent", "exclude Asia", "mean lifeExp by continent excluding Asia"),
    ("mean lifeExp by continent", "without Asia and Europe", "mean lifeExp by continent excluding Asia and Europe"),
    ("mean lifeExp by continent in 2007", "same for gdpPercap", "mean gdpPercap by continent in 2007"),
    ("mean lifeExp by continent", "over time", "mean lifeExp over time"),
    (
        "which country has the highest lifeExp in 2007",
        "and the lowest?",
        "which country has the lowest lifeExp in 2007",
    ),
    ("line chart of mean lifeExp over time", "as an area chart", "area chart of mean lifeExp over time"),
    ("line chart of mean lifeExp over time", "by continent", "line chart of mean lifeExp over time by continent"),
]
PERIODS = [
    ("mean GOOG per month", "per week", "mean GOOG per week"),
    ("mean GOOG per month", "again but weekly", "mean GOOG weekly"),
    ("mean GOOG per month", "same for AAPL", "mean AAPL per month"),
    ("mean GOOG per month", "only 2019", "mean GOOG per month in 2019"),
    ("mean GOOG per month", "as a line chart", "line chart of mean GOOG per month"),
]
ALL = [
    *(("tips", *case) for case in [*STATISTICS, *COLUMNS, *GROUPS, *ROWS, *CHARTS, *SEVERAL]),
    *(("gapminder", *case) for case in YEARS),
    *(("stocks", *case) for case in PERIODS),
]


@pytest.mark.parametrize(("name", "before", "text", "full"), ALL, ids=[" -> ".join(case[1:3]) for case in ALL])
def test_follow_up_is_planned_as_the_full_goal_that_it_stands_for(name: str, before: str, text: str, full: str) -> None:
    run = follow(text, before, name)
    assert plan(run).read_as == full
    assert plan(run).assumptions[0] == f"read as: {full}"
    assert plan(run).steps == plan(asked(full, name)).steps
    assert run.goal.text == text


def test_follow_up_of_a_follow_up_changes_what_that_was_read_as() -> None:
    run = follow("what about the median", follow("only women", "mean tip by day"))
    assert plan(follow("now by sex", run)).read_as == "median tip by sex for women"


def test_same_follow_up_twice_changes_nothing_more() -> None:
    for text in ("without outliers", "only women", "compare with total_bill", "top 3 only", "same for total_bill"):
        once = follow(text, "mean tip by day")
        assert plan(follow(text, once)).read_as == plan(once).read_as


WHOLE = [
    "median total_bill by time",
    "now the standard deviation of total_bill",
    "for women, mean total_bill by time",
    "show the correlation of tip and size",
    "remove duplicates",
    "overview",
    "in lunch, total_bill by sex",
]


@pytest.mark.parametrize("text", WHOLE)
def test_goal_that_is_whole_is_never_rewritten(text: str) -> None:
    run = follow(text, "mean tip by day for men")
    assert plan(run).read_as is None
    assert run.cells == analyze(text, {"tips": frame("tips")}).cells


REFUSED = [
    ("mean tip by day", "what about the weather", "weather"),
    ("mean tip by day", "make it blue", "blue"),
    ("mean tip by day", "only Mars", "Mars"),
    ("mean tip by day", "only 2024", "2024"),
    ("mean tip by day", "now per month", "month"),
    ("mean tip by day", "now on a log scale", "log scale"),
    ("mean tip by day", "as a line chart", "line"),
    ("mean tip by day", "in percent", "percentages of what"),
    ("mean tip by day", "now median and sum", "median and sum"),
    ("mean tip by day", "instead of the sum use the median", "sum is not in it"),
    ("mean tip by day", "compare with the median", "median"),
    ("mean tip by day", "make it stacked", "stacked"),
    ("mean tip by day", "drop total_bill over 20", "drop"),
    ("mean tip by day", "not total_bill over 20", "not"),
    ("mean tip by day", "only the largest", "largest"),
    ("mean tip by day", "first 2 only", "first 2"),
    ("which day has the highest tip", "now by sex", "by sex"),
    ("mean tip by day for women", "without men", "sex"),
    ("how many by day", "what about the mean", "mean of which column"),
    ("correlation of tip and total_bill", "what about size", "tip or total_bill"),
    ("scatter of tip against total_bill", "same for size", "tip or total_bill"),
]


@pytest.mark.parametrize(("before", "text", "named"), REFUSED)
def test_what_the_goal_before_cannot_take_is_named(before: str, text: str, named: str) -> None:
    with pytest.raises(GoalError) as raised:
        follow(text, before)
    assert named in raised.value.message
    assert before in raised.value.hint


@pytest.mark.parametrize(
    "text", ["what about the median", "same for tip", "again", "as a bar chart", "use sum instead"]
)
def test_follow_up_of_nothing_says_so(text: str) -> None:
    with pytest.raises(GoalError, match="there was none before"):
        analyze(text, {"tips": frame("tips")})


def test_run_about_another_frame_is_not_followed() -> None:
    with pytest.raises(GoalError, match="there was none before"):
        follow("what about the median", asked("mean tip by day", "tips"), "gapminder")


def test_run_that_failed_is_not_followed() -> None:
    failed = asked("mean tip by day", "tips").model_copy(update={"state": "failed"})
    with pytest.raises(GoalError, match="there was none before"):
        follow("what about the median", failed)


def test_rows_are_those_of_the_follow_up_alone() -> None:
    before = "mean tip by day for men"
    assert kept_rows(follow("only women", before)) == kept_rows(asked("mean tip by day for women", "tips"))


@pytest.mark.parametrize("goal", ["mean tip by day", "mean_tip@[x]", "does tip differ between men and women?", "", "?"])
def test_ordinary_goals_have_no_marks(goal: str) -> None:
    assert not is_marked(goal)


def test_what_was_read_is_kept_with_the_run() -> None:
    run = follow("now by sex", "mean tip by day")
    assert Run.model_validate_json(run.model_dump_json()).plan == run.plan


# --- in a notebook ---------------------------------------------------------------------------------------------------


@pytest.fixture
def offline(notebook: Notebook) -> Notebook:
    notebook.magics.engine = "offline"
    return notebook


def read_as(notebook: Notebook, goal: str, line: str = "") -> str | None:
    notebook.analyst(goal, line)
    text: str | None = notebook.bundle["plan"].get("read_as")
    return text


def in_cell(notebook: Notebook, cell: str) -> None:
    """Make the shell say that the cell that runs next has this id."""
    request = {"metadata": {"cellId": cell}, "content": {"allow_stdin": True}}
    vars(notebook.shell)["get_parent"] = lambda: request


def test_magic_follows_the_run_before_and_shows_how_it_read_it(offline: Notebook) -> None:
    offline.analyst("mean price by region")
    assert read_as(offline, "what about the median") == "median price by region"
    assert "read as: median price by region" in offline.text()


def test_other_goals_are_shown_as_before(offline: Notebook) -> None:
    offline.analyst("mean price by region")
    assert "read_as" not in offline.bundle["plan"]


def test_magic_follows_onto_the_frame_of_the_run_before(offline: Notebook) -> None:
    offline.run("other = pd.DataFrame({'cost': [1.0, 2.0, 5.0], 'town': list('xyy')})")
    offline.analyst("mean price by region", "df")
    offline.run("other.head()")
    assert read_as(offline, "what about the median") == "median price by region"


def test_goal_that_names_another_frame_is_about_that(offline: Notebook) -> None:
    offline.run("other = pd.DataFrame({'cost': [1.0, 2.0, 5.0], 'town': list('xyy')})")
    offline.analyst("mean price by region", "df")
    offline.analyst("now mean cost by town in other")
    assert offline.bundle["goal"]["frames"] == ["other"]


def test_follow_up_without_a_run_before_fails_in_two_lines(offline: Notebook) -> None:
    assert "there was none before" in offline.error("%%analyst\nwhat about the median").message


def test_cell_that_is_executed_again_follows_what_it_followed(offline: Notebook) -> None:
    in_cell(offline, "a")
    offline.analyst("mean price by region")
    in_cell(offline, "b")
    first = offline.analyst("same for price, median")
    in_cell(offline, "c")
    offline.analyst("max price by region")
    in_cell(offline, "b")
    assert offline.analyst("same for price, median") == first
    assert read_as(offline, "use the sum") == "sum price by region"


def test_cell_follows_what_its_predecessor_was_changed_to(offline: Notebook) -> None:
    in_cell(offline, "a")
    offline.analyst("mean price by region")
    in_cell(offline, "b")
    offline.analyst("only a")
    in_cell(offline, "a")
    offline.analyst("median price by region")
    in_cell(offline, "b")
    assert str(read_as(offline, "only region a")).startswith("median price by region")
