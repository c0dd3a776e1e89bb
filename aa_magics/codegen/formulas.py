"""Formulas as the Python source of a column, and as a person reads them."""

from collections.abc import Mapping
from typing import get_args

from aa_magics.codegen.literals import literal
from aa_magics.model import Arithmetic, DatePart, Formula, Label, Logarithm

BINDS: Mapping[str, int] = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
"""How tightly operations bind; what is no arithmetic binds tighter still."""
TIGHTEST = 9
METHODS: Mapping[str, str] = {
    "abs": ".abs()",
    "mean": ".mean()",
    "median": ".median()",
    "sum": ".sum()",
    "min": ".min()",
    "max": ".max()",
    "std": ".std()",
    "population std": ".std(ddof=0)",
    "shift": ".shift()",
    "change": ".diff()",
    "pct_change": ".pct_change(fill_method=None)",
    "cumsum": ".cumsum()",
    "rank": ".rank()",
    "month_name": ".dt.month_name()",
    "day_name": ".dt.day_name()",
    "week": ".dt.isocalendar().week",
    "characters": ".str.len()",
    "letters": '.str.replace(r"\\s", "", regex=True).str.len()',
    "words": ".str.split().str.len()",
    "codes": '.astype("category").cat.codes',
}
PANDAS_PARTS: Mapping[str, str] = {"weekday": "day_of_week"}
"""What pandas calls a part of a date that it calls otherwise."""
UNITS: Mapping[object, str] = {60: "minutes", 3600: "hours"}
"""What a time is counted in, by how many seconds it is divided."""
SPOKEN: Mapping[str, str] = {
    "abs": "absolute value",
    "sqrt": "square root",
    "min": "minimum",
    "max": "maximum",
    "std": "standard deviation",
    "population std": "population standard deviation",
    "shift": "previous value",
    "pct_change": "relative change",
    "cumsum": "running total",
    "month_name": "name of the month",
    "day_name": "day of the week",
    "weekday": "day of the week",
    "characters": "number of characters",
    "letters": "number of characters without spaces",
    "words": "number of words",
}


def formula_source(formula: Formula, frame: str) -> str:
    """Return the expression that computes a formula on `frame`, with no more parentheses than it needs."""
    return _source(formula, frame)


def formula_text(formula: Formula | Label) -> str:
    """Return a formula as a person reads it."""
    if not isinstance(formula, Formula):
        return f"{formula:g}" if isinstance(formula, float) else str(formula)
    inner = [_enclosed_text(operand, formula, place) for place, operand in enumerate(formula.operands)]
    match formula.operation:
        case "column" | "positive":
            return inner[0]
        case "days" | "seconds" as unit:
            return f"{unit} of {inner[0]}"
        case "/" if isinstance(time := formula.operands[0], Formula) and time.operation == "seconds":
            return formula_text(time).replace("seconds", UNITS.get(formula.operands[1], f"{inner[1]} seconds"), 1)
        case "strftime":
            return f"{inner[0]} as {inner[1]}"
        case "quantile":
            return f"{inner[1]} quantile of {inner[0]}"
        case "within":
            return f"{inner[0]} within its {inner[1]}"
        case operation if operation in BINDS:
            return f" {operation} ".join(inner)
        case operation:
            return f"{SPOKEN.get(operation, operation)} of {inner[0]}"


def _source(operand: Formula | Label, frame: str) -> str:
    if not isinstance(operand, Formula):
        return literal(operand)
    first = operand.operands[0]
    match operand.operation:
        case "column":
            assert not isinstance(first, Formula)
            return f"{frame}[{literal(first)}]"
        case operation if operation in get_args(Arithmetic):
            return f" {operation} ".join(_enclosed(part, operand, n, frame) for n, part in enumerate(operand.operands))
        case "sqrt":
            return f"{_tight(first, frame)} ** 0.5"
        case "positive":
            return f"{_tight(first, frame)}.where({_source(first, frame)} > 0)"
        case "days":
            return f"{_tight(first, frame)}.dt.days"
        case "seconds":
            return f"{_tight(first, frame)}.dt.total_seconds()"
        case "strftime":
            return f"{_tight(first, frame)}.dt.strftime({_source(operand.operands[1], frame)})"
        case "quantile":
            return f"{_tight(first, frame)}.quantile({_source(operand.operands[1], frame)})"
        case "within":
            return _source_within(operand, frame)
        case operation if operation in get_args(Logarithm):
            return f"np.{operation}({_source(first, frame)})"
        case operation if operation in get_args(DatePart) and operation not in METHODS:
            return f"{_tight(first, frame)}.dt.{PANDAS_PARTS.get(operation, operation)}"
        case operation:
            return f"{_tight(first, frame)}{METHODS[operation]}"


def _source_within(formula: Formula, frame: str) -> str:
    """Return the statistic of each row's group: a summary of a column, and the column that holds the groups."""
    summary, by = formula.operands
    assert isinstance(summary, Formula)
    [column] = summary.operands
    assert isinstance(column, Formula)
    values = f"{frame}.groupby({literal(by)})[{literal(column.operands[0])}]"  # type: ignore[arg-type]
    return f'{values}.transform("{summary.operation}")'


def _tight(operand: Formula | Label, frame: str) -> str:
    source = _source(operand, frame)
    return f"({source})" if _binding(operand) < TIGHTEST else source


def _enclosed(operand: Formula | Label, parent: Formula, place: int, frame: str) -> str:
    source = _source(operand, frame)
    return f"({source})" if _is_enclosed(operand, parent, place) else source


def _enclosed_text(operand: Formula | Label, parent: Formula, place: int) -> str:
    text = formula_text(operand)
    return f"({text})" if _is_enclosed(operand, parent, place) else text


def _is_enclosed(operand: Formula | Label, parent: Formula, place: int) -> bool:
    """Return whether an operand needs parentheses: it binds no tighter than what stands around it."""
    own, outer = _binding(operand), BINDS.get(parent.operation, 0)
    if own > outer:
        return isinstance(operand, int | float) and operand < 0 and outer == BINDS["**"]
    return own < outer or (place > 0 and parent.operation != "+") or parent.operation == "**"


def _binding(operand: Formula | Label) -> int:
    if not isinstance(operand, Formula):
        return TIGHTEST
    return BINDS["**"] if operand.operation == "sqrt" else BINDS.get(operand.operation, TIGHTEST)
