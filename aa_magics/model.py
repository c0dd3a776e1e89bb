"""The words of the project as frozen models: the wire, a model's typed output and the stored form at once.

A Goal about one or more DataFrames, seen through their FrameProfiles, becomes a Plan of Steps; each Step is
given to one agent and becomes notebook Cells; the whole is one Run, kept in History.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, Union

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from typing_extensions import TypeAliasType

Kind = Literal["number", "category", "datetime", "text", "boolean", "id"]
State = Literal["running", "done", "failed", "cancelled", "interrupted"]
Variant = Literal["individual", "planner", "both"]
Level = Literal["schema", "stats", "samples"]
StepState = Literal["waiting", "writing", "trying", "repairing", "done", "failed"]
Comparison = Literal[
    "==", "!=", "<", "<=", ">", ">=", "in", "not in", "between", "within", "contains", "missing", "present"
]
Readable = Literal["number", "percent", "duration", "clock", "date"]
Sense = Literal["money", "percent", "unit", "postcode", "year", "weight"]
Arithmetic = Literal["+", "-", "*", "/", "**"]
Function = Literal["positive", "abs", "sqrt"]
Logarithm = Literal["log", "log10", "log2", "log1p", "exp"]
Summary = Literal["mean", "median", "sum", "min", "max", "std", "population std", "quantile"]
Running = Literal["shift", "change", "pct_change", "cumsum", "rank"]
DatePart = Literal[
    "year", "quarter", "month", "week", "day", "weekday", "hour", "minute", "second", "date", "month_name", "day_name"
]
WeekDay = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
TextMeasure = Literal["characters", "letters", "words"]
Operation = Literal[
    "column",
    "codes",
    "days",
    "seconds",
    "strftime",
    "within",
    Arithmetic,
    Function,
    Logarithm,
    Summary,
    Running,
    DatePart,
    TextMeasure,
]


class Model(BaseModel):
    """A value: frozen, and strict about what it is given."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Code(Model):
    """A value that has no JSON form, as Python source and the imports that it needs."""

    code: str
    imports: tuple[str, ...] = ()


Label = TypeAliasType("Label", Union[str, int, float, bool, Code, "tuple[Label, ...]", None])
"""A column label, a cell value or a list of them: what JSON can carry (arrays are tuples), else Code."""


class Formula(Model):
    """What a column is computed as: an operation on formulas and numbers; that of "column" is a label."""

    operation: Operation
    operands: tuple["Formula | Label", ...]


class Test(Model):
    """One comparison of a column with a value; `part` compares a part of a date, such as "year".

    What is "between" two values may be either, what is "within" two days is before the second. `against` stands in
    the place of the value where a row is compared with another of its columns, or with their mean or a quantile. A row
    may pass one of the `alternatives` instead: "over 60 or under 18".
    """

    __test__ = False  # no pytest class

    column: Label
    comparison: Comparison
    value: Label = None
    part: str | None = None
    against: Formula | None = None
    alternatives: tuple["Test", ...] = ()


class Condition(Model):
    """Tests that a row must all pass to be kept."""

    tests: tuple[Test, ...]


Param = Label | Condition | Formula


class Names(Model):
    """What the notebook has bound: every name taken, and the imports in it as `alias -> module`."""

    taken: frozenset[str] = frozenset()
    imports: Mapping[str, str] = {}


class Calendar(Model):
    """The day on which a goal is asked, and the day that weeks begin with."""

    today: date
    week_start: WeekDay = "monday"


class Goal(Model):
    """What a person asked, of which frames (the first is the active one), and of which agents (none: all).

    `previous` is the full goal that it may follow, as "only 2024" follows one. Without a `calendar` the last day of
    the data is today. `defined` are the formulas of names in it that a person noted, `takes` the columns and times that
    stand for words of it, as a person chose.
    """

    text: str
    frames: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    names: Names = Field(default=Names(), exclude=True)
    previous: str | None = Field(default=None, exclude=True)
    calendar: Calendar | None = Field(default=None, exclude=True)
    defined: Mapping[str, str] = Field(default={}, exclude=True)
    takes: Mapping[str, str] = Field(default={}, exclude=True)


class ValueCount(Model):
    value: Label
    count: int


class Reading(Model):
    """What the values of a column can be read as: by which format, from what to what, and what of them cannot.

    `format` is that of most dates, `others` are those that stand beside it. Of numbers, `thousands` is the mark that
    groups digits ("." or ",", both where each value tells for itself) and `units` are the currencies, units and scales
    that stand at them, the most frequent first. `undecided` are the ways to read it that the values do not decide
    between, in words: whoever needs it asks. `unread` counts the distinct values that cannot be read, `misfits` are the
    most frequent of them with their rows. `minimum` and `maximum` are as a ColumnProfile has them, None for times.
    """

    what: Readable
    format: str | None = None
    others: tuple[str, ...] = ()
    thousands: str = ""
    units: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    unread: int = 0
    misfits: tuple[ValueCount, ...] = ()
    minimum: float | str | None = None
    maximum: float | str | None = None


class Naming(Model):
    """Another name of a column, or of one of its values, that a person noted."""

    name: str
    value: Label = None


class ColumnProfile(Model):
    """One column, or one index level.

    `minimum`, `maximum`, `quartiles`, `p5` and `p95` (the 5th and 95th percentile) are in the column's own unit (dates
    as ISO strings, time spans in seconds) and ignore missing values. `distinct` is a lower bound where
    `distinct_exact` is false. `values` lists every distinct value that JSON can carry, most frequent first, where
    they are few. A column whose label stands twice or has no literal, or whose values do not compare (nested, mixed),
    is not `bindable`: no recipe is given it.

    A number or datetime that is not `parsed` is held in another dtype, so a step must convert the column first:
    dates with `pd.to_datetime(column, format="ISO8601")`, numbers in dtype object with `pd.to_numeric(column)`, time
    spans with `column.dt.total_seconds()`, decimals with `column.astype("Float64")`. That cannot fail. What could be
    read as something else `reads_as` that, as far as its distinct values tell: text as numbers or dates, numbers as
    dates. `sense` is what the values stand for, where name or format tell; numbers that only name something (postcodes,
    years) are not averaged unless a goal says so. `codes` are numbers that stand for "missing", such as 99 on a scale
    to 5. `also` are other names that a person noted or the goal tells, `caption` the
    label by which charts call it.
    """

    label: Label
    name: str
    dtype: str
    kind: Kind
    bindable: bool = True
    parsed: bool = True
    missing: int
    distinct: int
    distinct_exact: bool = True
    minimum: float | str | None = None
    maximum: float | str | None = None
    quartiles: tuple[float, float, float] | None = None
    p5: float | str | None = None
    p95: float | str | None = None
    values: tuple[ValueCount, ...] = ()
    reads_as: Reading | None = None
    sense: Sense | None = None
    codes: tuple[Label, ...] = ()
    also: tuple[Naming, ...] = ()
    caption: str | None = None


class Join(Model):
    """A key by which a frame could be joined to `other`; `unique` says on which sides it stands once a row.

    `also` are columns, called alike in both frames, that are the key together with `on`.
    """

    other: str
    on: Label
    other_on: Label
    unique: Literal["both", "left", "right", "neither"]
    also: tuple[Label, ...] = ()


class FrameProfile(Model):
    """A frame's rows, memory in bytes, columns, named index levels, and joins to the other frames of the goal.

    `header` names the levels of the column labels that have a name, as a pivot's do.
    """

    name: str
    rows: int
    memory: int
    columns: tuple[ColumnProfile, ...]
    index: tuple[ColumnProfile, ...] = ()
    header: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()


class FrameChoice(Model):
    """The frame that a plan is about, its shape, and why it was taken."""

    name: str
    rows: int
    columns: int
    why: str


class Step(Model):
    """One piece of a plan: a recipe with its params, or a task in words, for one agent.

    `uses` and `creates` name variables; a step waits only for those that create what it uses. `words` are the
    goal's words that led to it.
    """

    id: str
    agent: str
    task: str
    recipe: str | None = None
    params: Mapping[str, Param] = {}
    uses: tuple[str, ...] = ()
    creates: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Alternative(Model):
    """What words of the goal could mean as well as what was taken for them: a column, a time.

    Where it is another frame, `words` are the name of the one that was taken.
    """

    kind: Literal["column", "time", "frame"] = "column"
    words: str
    meaning: str


class Plan(Model):
    """Steps in an order that can be run; the goal's words that none could use; what had to be assumed.

    `alternatives` are what could have been assumed instead. `read_as` is the full goal that a follow-up was read as.
    """

    frames: tuple[FrameChoice, ...]
    steps: tuple[Step, ...]
    unused: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    read_as: str | None = None


class Cell(Model):
    """A notebook cell, with nbformat's own field names."""

    cell_type: Literal["code", "markdown"]
    source: str
    metadata: Mapping[str, JsonValue] = {}


class Failure(Model):
    """Why a run failed, in an AnalystError's two lines."""

    message: str
    hint: str


class Usage(Model):
    """What calls of a model took, by the provider's own numbers; a cost (US dollars) that is not known is None."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        known = self.cost is not None and other.cost is not None
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cost=(self.cost or 0.0) + (other.cost or 0.0) if known else None,
        )


class Spent(Model):
    """What calls took together: US dollars, and the number of calls of unknown price, which are not in them."""

    cost: float = 0.0
    unknown: int = 0


class Call(Model):
    """One call of a model: for which step (None: the plan), what was sent to which host, and what came back.

    `level` is the privacy level of what was sent. `sha256` is that of the text sent; `sent` and `answer` are the
    texts themselves, None where they are not kept. `failure` says why no answer came.
    """

    step: str | None
    agent: str
    engine: str
    host: str
    level: Level
    started: datetime
    seconds: float = 0.0
    usage: Usage = Usage()
    sha256: str
    sent: str | None = None
    answer: str | None = None
    failure: str | None = None


class Variable(Model):
    """A variable that a tried cell made: its type, its shape if it has one, its profile where it is a DataFrame."""

    name: str
    type: str
    shape: tuple[int, ...] | None = None
    profile: FrameProfile | None = Field(default=None, exclude=True)


class Trial(Model):
    """What a cell did when it was tried in an isolated process.

    `error` is the exception in one line, `line` where in the cell it was raised (from 1); `refused` says that the
    guard did not let it. `shown` is the kind and shape of the value it shows, `printed` its text, cut to 4,000
    characters. `changed` names frames that it changed in place. `sampled`: it saw a sample of the rows.
    """

    ok: bool
    error: str | None = None
    line: int | None = None
    refused: bool = False
    variables: tuple[Variable, ...] = ()
    changed: tuple[str, ...] = ()
    shown: str | None = None
    printed: str = Field(default="", exclude=True)
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    sampled: bool = False


class StepReport(Model):
    """How a step of a run stands: repaired how often, its last trial, what it cost, and what remains to be said."""

    step: str
    state: StepState = "waiting"
    repairs: int = 0
    trial: Trial | None = None
    usage: Usage = Usage()
    note: str = ""


class Run(Model):
    """A goal, its plan and its cells, by which engine, when, for how long (seconds), and how it ended.

    `reports` are those of the plan's steps, in order, where a model wrote them; `usage` is what it all took, None
    where no model was asked; `calls` are kept in the history only. `answered_by` is the earlier run whose answer it is,
    and `key` the hash of all that an answer depends on (None: it is not used again). `waits` says what its planning
    waits for, such as the end of a rate limit.
    """

    id: str
    goal: Goal
    engine: str
    state: State
    started: datetime
    seconds: float = 0.0
    notebook: str | None = None
    plan: Plan | None = None
    cells: tuple[Cell, ...] = ()
    failure: Failure | None = None
    reports: tuple[StepReport, ...] = ()
    usage: Usage | None = None
    calls: tuple[Call, ...] = Field(default=(), exclude=True)
    answered_by: str | None = None
    key: str | None = Field(default=None, exclude=True)
    waits: str = Field(default="", exclude=True)


class Agent(Model):
    """One entry of the roster.

    `icon` names a drawing of the panel, `recipes` the module with what the agent can write without a model, and
    `signature` is what a model is given.
    """

    name: str
    title: str
    purpose: str
    variant: Variant
    icon: str
    recipes: str
    on: bool = True
    signature: str = "goal, dataset, plan_instructions -> code, summary"


class AgentEntry(Model):
    """An agent as a list shows it: whether it is on, and how many runs used it."""

    name: str
    title: str
    purpose: str
    variant: Variant
    icon: str
    on: bool
    uses: int


class RunSummary(Model):
    """A run as a list shows it; `goal` is its text, `cells` the number of its code cells.

    `tokens` are those sent and answered, `cost` is in US dollars: None where it is not known.
    """

    id: str
    goal: str
    frames: tuple[str, ...]
    engine: str
    state: State
    started: datetime
    seconds: float
    notebook: str | None
    cells: int
    tokens: int = 0
    cost: float | None = 0.0


class Page(Model):
    """Runs, newest first; `next` is the cursor of the page after it, none on the last."""

    items: tuple[RunSummary, ...]
    next: str | None = None
