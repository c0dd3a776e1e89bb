"""What a recipe's parameters and results may be: roles, written as annotations.

A column role says which kinds of column it takes; the planner binds it to columns of those kinds.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from aa_magics.model import Kind


@dataclass(frozen=True)
class Role:
    """`many` takes a list of columns; no `kinds` means that it is no column.

    A column of a kind outside `best` is only taken where the goal says so: groups by the values of a number.
    """

    name: str
    kinds: frozenset[Kind] = frozenset()
    many: bool = False
    best: frozenset[Kind] = frozenset()


ANY = frozenset[Kind](("number", "category", "datetime", "text", "boolean", "id"))
NUMBERS = frozenset[Kind](("number",))
GROUPS = frozenset[Kind](("category", "boolean"))
DATES = frozenset[Kind](("datetime",))
ORDERED = frozenset[Kind](("number", "datetime", "id"))
WORDS = frozenset[Kind](("text", "category", "id"))

Frame = Annotated[Any, Role("frame")]
Rows = Annotated[Any, Role("rows")]
"""A boolean mask over the frame: given as a Condition."""
Computed = Annotated[Any, Role("formula")]
"""What a column is computed as: given as a Formula."""
Edges = Annotated[Any, Role("edges", many=True)]
"""Numbers that rise, between which bins lie."""
Names = Annotated[Any, Role("names", many=True)]
"""Texts of the goal's own, such as those for bins."""
Value = Annotated[Any, Role("value")]
"""A cell value of the column before it."""
Values = Annotated[Any, Role("values", many=True)]

Column = Annotated[Any, Role("column", ANY, best=ANY)]
Number = Annotated[Any, Role("column", NUMBERS, best=NUMBERS)]
Category = Annotated[Any, Role("column", ANY, best=GROUPS)]
Datetime = Annotated[Any, Role("column", DATES, best=DATES)]
Year = Annotated[Any, Role("column", NUMBERS)]
"""A number that is a year: of no kind is any column best, its name must say so."""
Ordered = Annotated[Any, Role("column", ORDERED, best=ORDERED)]
"""What has a least and a largest value."""
Text = Annotated[Any, Role("column", WORDS, best=WORDS)]
Columns = Annotated[Any, Role("columns", ANY, many=True, best=ANY)]
Numbers = Annotated[Any, Role("columns", NUMBERS, many=True, best=NUMBERS)]
Categories = Annotated[Any, Role("columns", ANY, many=True, best=GROUPS)]
Texts = Annotated[Any, Role("columns", WORDS, many=True, best=WORDS)]
Moments = Annotated[Any, Role("columns", DATES, many=True, best=DATES)]
Features = Annotated[Any, Role("columns", NUMBERS | GROUPS, many=True, best=NUMBERS | GROUPS)]
"""What a model is fitted on."""
Predictors = Annotated[Any, Role("columns", NUMBERS | {"boolean"}, many=True, best=NUMBERS | {"boolean"})]
"""What a model is fitted on that takes numbers only."""
Outcome = Annotated[Any, Role("column", NUMBERS | {"boolean"}, best=NUMBERS | {"boolean"})]
Regressor = Annotated[Any, Role("regressor")]
"""An estimator of a number that is not fitted yet, as Code."""
Trees = Annotated[Any, Role("trees")]
"""One of those whose importances are known: a tree, or many."""
Classifier = Annotated[Any, Role("classifier")]
"""An estimator of a class that is not fitted yet, as Code."""

Labels = Annotated[Any, Role("labels", many=True)]
"""The labels of all columns that the other parameters bind: filled in when the cell is written."""

Aggregate = Literal["mean", "median", "sum", "min", "max", "count", "std", "nunique"]
Measured = Literal["mean", "median", "sum", "min", "max", "std"]
"""What there is none of where there are no rows; only a count of nothing is zero."""
Period = Literal[
    "h", "D", "W", "MS", "QS", "YS", "1min", "5min", "10min", "15min", "30min", "2h", "3h", "4h", "6h", "12h"
]
"""A period of time as pandas names it: minutes, hours, a day, a week, or what starts with a month or a longer one."""
PER_DAY = {"1min": 1440, "5min": 288, "10min": 144, "15min": 96, "30min": 48, "h": 24, "2h": 12, "3h": 8, "4h": 6}
"""How many of the shortest periods a day has."""
HOURS = (
    *("per hour", "by hour", "oneminutely", "fiveminutely", "tenminutely", "quarterhourly", "halfhourly"),
    *("twohourly", "threehourly", "fourhourly", "sixhourly", "twelvehourly"),
)
"""What calls for hours and parts of them; the lexicon has one word for "every 15 minutes"."""
WEEKS = ("W", "W-MON", "W-TUE", "W-WED", "W-THU", "W-FRI", "W-SAT")
"""Weeks as pandas names them, by the day that they begin with, from Monday: it calls a week by its last day."""
SPOKEN = {
    **dict.fromkeys(WEEKS, "week"),
    "h": "hour",
    "1min": "minute",
    **{f"{minutes}min": f"{minutes} minutes" for minutes in (5, 10, 15, 30)},
    **{f"{hours}h": f"{hours} hours" for hours in (2, 3, 4, 6, 12)},
    "D": "day",
    "MS": "month",
    "QS": "quarter",
    "YS": "year",
    "min": "minimum",
    "max": "maximum",
    "std": "standard deviation",
    "nunique": "number of distinct values",
}
"""What a title says for a setting that only code calls so."""

Table = Annotated[Any, Role("table")]
"""A result that is shown: a frame, a series or a number."""
Figure = Annotated[Any, Role("figure")]
Model = Annotated[Any, Role("model")]
"""A fitted estimator or result."""
Measure = Annotated[Any, Role("measure")]
"""A number, a series or the result of a test that a later step refers to: what answers a closed question."""
