"""What an open goal says and the plan would leave out: it is answered whole, or refused by name."""

import pytest

from aa_magics.errors import GoalError
from tests.test_offline import ask, params, recipes


@pytest.mark.parametrize(
    ("goal", "named"),
    [
        ("mean tip adjusted for humidity", "adjusted humidity"),
        ("mean tip for vegetarians", "vegetarians"),
        ("average tip of parties larger than 4", "parties larger 4"),
        ("ARIMA model of tip", "ARIMA"),
        ("plot tip and warranty by day", "warranty"),
        ("when was tip highest", "when"),
        ("tip_9 by day", "9"),
        ("mean tip, parties of 4 or more", "parties 4 more"),
        ("is the tip above average on Sundays?", "above"),
    ],
)
def test_word_that_would_change_the_answer_is_named_in_a_refusal(goal: str, named: str) -> None:
    with pytest.raises(GoalError) as caught:
        ask(goal)
    assert named in caught.value.message


def test_refusal_offers_goals_about_the_columns_that_were_named() -> None:
    with pytest.raises(GoalError, match="waiter") as caught:
        ask("tip per waiter by time")
    assert 'mean of "tip" by "time"' in caught.value.hint


@pytest.mark.parametrize("goal", ["quickly, mean tip by day please", "mean tip of female customers", "run an overview"])
def test_manners_and_what_the_rows_are_of_are_no_wish(goal: str) -> None:
    assert ask(goal).state == "done"


def test_two_statistics_are_both_answered() -> None:
    assert recipes(ask("mean and median of tip")) == ["statistic", "statistic"]


@pytest.mark.parametrize("way", ["avg tip by day", "average tip per day", "mean of the tips for each day"])
def test_other_ways_to_say_a_word_are_read_as_that_word(way: str) -> None:
    assert recipes(ask(way)) == recipes(ask("mean tip by day"))


def test_last_months_are_counted_from_the_last_date() -> None:
    run = ask("mean GOOG in the last 6 months", "stocks")
    assert "'2019-06-" in str(params(run, 0)["rows"])


def test_after_a_month_begins_with_the_next() -> None:
    assert "'2019-07-01'" in str(params(ask("mean GOOG after June 2019", "stocks"), 0)["rows"])
