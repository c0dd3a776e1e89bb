"""What a goal explicitly asks for, and what of it tried cells lack: goals with code that meets them, or does not."""

import plotly.express as px
import pytest

from aa_magics.demands import Demand, demands, unmet
from aa_magics.frames import profile_frame
from aa_magics.model import FrameProfile, Trial, Variable
from tests.samples import SAMPLES

TIPS = profile_frame("tips", px.data.tips())
WORLD = profile_frame("world", px.data.gapminder())
SALES = profile_frame("sales", SAMPLES["typical"]())


def lacks(goal: str, profile: FrameProfile, *sources: str, trial: Trial | None = None) -> tuple[str, ...]:
    return unmet(demands(goal, [profile]), sources, [trial] if trial else [])


MET = (
    (TIPS, "average tip by day", 'tips.groupby("day")["tip"].mean()'),
    (TIPS, "average tip by day", "tips.groupby(['day']).tip.mean()"),
    (TIPS, "mean of total_bill by sex", 'tips.pivot_table("total_bill", "sex")'),
    (TIPS, "mean of total bill by sex", 'tips.pivot_table("total_bill", "sex")'),
    (TIPS, "the 5 largest tips", 'tips.nlargest(5, "tip")'),
    (TIPS, "the first five rows by tip", 'tips.sort_values("tip").head()'),
    (TIPS, "top 10 bills", 'tips.sort_values("total_bill", ascending=False)[:10]'),
    (TIPS, "histogram of tip with 20 bins", 'px.histogram(tips, x="tip", nbins=20)'),
    (TIPS, "histogram of tip", 'tips["tip"].hist()'),
    (TIPS, "histogram of tip", 'tips["tip"].plot(kind="hist")'),
    (TIPS, "bar chart of mean tip by day", 'px.bar(tips.groupby("day")["tip"].mean())'),
    (TIPS, "scatter plot of tip against total_bill", 'sns.regplot(x="tip", y="total_bill", data=tips)'),
    (TIPS, "box plot of tip by smoker", 'fig.add_trace(go.Box(y=tips.tip, x=tips["smoker"]))'),
    (TIPS, "heatmap of the correlations", "px.imshow(tips.corr(numeric_only=True))"),
    (TIPS, "is tip normal? use alpha = 0.05", "p = stats.shapiro(tips.tip).pvalue\np < 0.05"),
    (TIPS, "tips of more than 5 dollars", 'tips.query("tip > 5")'),
    (TIPS, "tips above 7.5", 'tips[tips["tip"] > 7.5]'),
    (TIPS, "parties of at least 4", 'tips[tips["size"] >= 4]'),
    (TIPS, "mean tip of female guests", 'tips[tips["sex"] == "Female"]["tip"].mean()'),
    (TIPS, "mean tip of female guests", 'tips.groupby("sex")["tip"].mean()'),
    (TIPS, "compare Lunch and Dinner by tip", 'tips.groupby("time").tip.mean()'),
    (TIPS, "mean tip rounded to two decimals", 'tips["tip"].mean().round(2)'),
    (TIPS, "mean tip rounded to 2 decimal places", 'print(f"{tips.tip.mean():.2f}")'),
    (TIPS, "mean tip rounded to the nearest integer", "round(tips.tip.mean())"),
    (TIPS, "everything without the column tip", 'tips.groupby("day").mean()'),
    (TIPS, "a table of tip, no chart", "tips.tip"),
    (TIPS, "correlations of tip", "tips.corr(numeric_only=True)"),
    (TIPS, "describe tip", "tips.describe()"),
    (TIPS, "3 clusters by tip", 'KMeans(n_clusters=3).fit(tips[["tip"]])'),
    (TIPS, "the 95% confidence interval of tip", "stats.t.interval(0.95, 10, tips.tip.mean())"),
    (TIPS, "the 95% confidence interval of tip", "low, high = np.percentile(tips.tip, [2.5, 97.5])"),
    (TIPS, "plot it", "fig, ax = plt.subplots()"),
    (TIPS, "test size of 20%: predict tip", "train_test_split(tips.tip, test_size=0.2)"),
    (TIPS, "tips over the last 12 months", "tips.tip"),
    (TIPS, "is the difference in tip significant?", "stats.ttest_ind(tips.tip, tips.tip)"),
    (WORLD, "life expectancy in Europe in 2007", 'world[(world["continent"] == "Europe") & (world["year"] == 2007)]'),
    (WORLD, "mean lifeExp by year in 2007", 'world.groupby("year")["lifeExp"].mean()'),
    (WORLD, "pop above 1 million", 'world[world["pop"] > 1_000_000]'),
    (WORLD, "pop above 1,000,000", 'world[world["pop"] > 1000000]'),
    (WORLD, "mean lifeExp per continent", 'rows.append("mean lifeExp of each continent")'),
    (SALES, "sales in 2024", 'sales[sales["sold_on"].dt.year == 2024]'),
    (SALES, "sales in 2024", 'sales.loc[sales["sold_on"].between("2024-01-01", "2024-12-31")]'),
    (SALES, "list the price and quantity of tea", 'sales.query("product == \'tea\'")[["price", "quantity"]]'),
    (SALES, "top 1,000 of price", 'sales.nlargest(1_000, "price")'),
    (WORLD, "what can be said of the pop?", 'world["pop"].mean()'),
    (SALES, "price by product", "sales.iloc[:, [2, 3]]"),
    (SALES, 'what is "order_id"', "not python at all ("),
)

UNMET = (
    (TIPS, "average tip by smoker", 'tips.groupby("day")["tip"].mean()', "names the column smoker"),
    (TIPS, "average total_bill by day", 'tips.groupby("day")["tip"].mean()', "names the column total_bill"),
    (TIPS, "average total bill by day", 'tips.groupby("day")["tip"].mean()', "names the column total bill"),
    (TIPS, 'what is in "time"?', 'tips["tip"].mean()', "names the column time"),
    (TIPS, "average tip", 'tips["total_bill"].mean()', "names the column tip"),
    (TIPS, "the 5 largest tips", 'tips.nlargest(3, "tip")', '"5 largest"'),
    (TIPS, "the top ten by tip", 'tips.nlargest(3, "tip")', '"top ten"'),
    (TIPS, "histogram of tip with 20 bins", 'px.histogram(tips, x="tip")', '"20 bins"'),
    (TIPS, "histogram of tip, bins=30", 'px.histogram(tips, x="tip")', '"bins=30"'),
    (TIPS, "is tip normal at a threshold of 0.01", 'stats.shapiro(tips["tip"])', '"threshold of 0.01"'),
    (TIPS, "tips of more than 5 dollars", 'tips["tip"].mean()', '"more than 5"'),
    (TIPS, "histogram of tip", 'tips["tip"].mean()', '"histogram"'),
    (TIPS, "box plot of tip by day", 'px.scatter(tips, x="day", y="tip")', '"box plot"'),
    (TIPS, "scatter plot of tip against total_bill", 'tips[["tip", "total_bill"]]', '"scatter plot"'),
    (TIPS, "average tip by day, plot it", 'tips.groupby("day")["tip"].mean()', '"plot it"'),
    (TIPS, "average tip of female guests", 'tips["tip"].mean()', 'about "female"'),
    (TIPS, "average tip on Thur", 'tips["tip"].mean()', 'about "Thur"'),
    (TIPS, "average tip rounded to two decimals", 'tips["tip"].mean()', '"rounded to two decimals"'),
    (TIPS, "average tip rounded to 2 decimals", 'tips["tip"].mean().round(1)', '"rounded to 2 decimals"'),
    (WORLD, "lifeExp in Europe", 'world["lifeExp"].mean()', 'about "Europe"'),
    (WORLD, "lifeExp in 2007", 'world["lifeExp"].mean()', 'about "2007"'),
    (WORLD, "gdpPercap above 10,000", 'world["gdpPercap"].mean()', '"above 10,000"'),
    (SALES, "price in 2024", 'sales["price"].mean()', 'about "2024"'),
    (SALES, "price of coffee", 'sales["price"].mean()', 'about "coffee"'),
    (SALES, "5 clusters by price", 'KMeans(n_clusters=3).fit(sales[["price"]])', '"5 clusters"'),
)


@pytest.mark.parametrize(("profile", "goal", "source"), MET, ids=[f"{goal}: {source}" for _, goal, source in MET])
def test_a_goal_that_is_met_raises_no_alarm(profile: FrameProfile, goal: str, source: str) -> None:
    assert lacks(goal, profile, source) == ()


@pytest.mark.parametrize(
    ("profile", "goal", "source", "said"), UNMET, ids=[f"{goal}: {source}" for _, goal, source, _ in UNMET]
)
def test_what_a_goal_asks_for_and_no_cell_does_is_said(
    profile: FrameProfile, goal: str, source: str, said: str
) -> None:
    (sentence,) = lacks(goal, profile, source)
    assert said in sentence


def test_a_demand_is_met_by_any_of_the_cells() -> None:
    assert lacks("average tip by smoker, plot it", TIPS, 'm = tips.groupby("smoker")["tip"].mean()', "px.bar(m)") == ()


def test_a_demand_is_met_by_what_a_cell_shows() -> None:
    trial = Trial(ok=True, printed="mean tip of smoker Yes: 3.0", shown="figure")
    assert lacks("tip by smoker, plot it", TIPS, "helper(tips)", trial=trial) == ()


def test_a_demand_is_met_by_a_variable_that_is_a_figure() -> None:
    trial = Trial(ok=True, variables=(Variable(name="out", type="Figure"),))
    assert lacks("draw a chart of tip", TIPS, "out = draw(tips.tip)", trial=trial) == ()


def test_a_longer_name_is_not_taken_for_a_shorter_one() -> None:
    found = demands("total_bill by day", [TIPS])
    assert [demand.label for demand in found if demand.kind == "column"] == ["total_bill", "day"]


def test_plain_words_are_no_columns() -> None:
    assert demands("how many tips of each size at that time of the day?", [WORLD]) == ()


def test_a_goal_without_demands_has_none() -> None:
    assert demands("Give me an overview", [TIPS, WORLD, SALES]) == ()


@pytest.mark.parametrize("goal", ["", "()[]{}*+?\\", "top top top", "10", "a" * 5_000, "%d %s {x}", "\x00\u202e"])
def test_any_text_can_be_a_goal(goal: str) -> None:
    assert unmet(demands(goal, [TIPS]), ["1"], []) == ()


def test_a_sentence_has_the_words_of_the_goal_and_no_value_of_the_frame() -> None:
    demand = Demand(kind="filter", words="female", label="sex", value="Female")
    assert unmet([demand], ["1"], []) == ('The goal is about "female"; no cell selects or shows it.',)
