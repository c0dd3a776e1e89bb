"""Formulas that columns are computed as: their columns, and of which kinds those must be."""

from collections.abc import Iterator
from typing import get_args

from aa_magics.model import DatePart, Formula, Kind, Label, TextMeasure
from aa_magics.recipes.roles import ANY, DATES, NUMBERS, WORDS


def columns_of(formula: Formula) -> tuple[Label, ...]:
    """Return the labels of the columns of a formula, each once, in its order."""
    return tuple(dict.fromkeys(label for label, _ in _uses(formula, NUMBERS)))


def numbers_of(formula: Formula) -> list[float]:
    """Return the numbers that a formula computes with."""
    found: list[float] = []
    for operand in formula.operands if formula.operation != "column" else ():
        if isinstance(operand, Formula):
            found += numbers_of(operand)
        elif isinstance(operand, int | float):
            found.append(operand)
    return found


def kinds_of(formula: Formula, label: Label) -> frozenset[Kind]:
    """Return the kinds of column that the formula can be computed from where it has the column of `label`."""
    return frozenset.intersection(ANY, *(kinds for used, kinds in _uses(formula, NUMBERS) if used == label))


def _uses(formula: Formula, kinds: frozenset[Kind]) -> Iterator[tuple[Label, frozenset[Kind]]]:
    if formula.operation == "column":
        label = formula.operands[0]
        assert not isinstance(label, Formula)
        yield label, kinds
        return
    for operand in formula.operands:
        if isinstance(operand, Formula):
            timed = kinds == DATES and formula.operation == "-"  # what is a time is the difference of two
            yield from _uses(operand, DATES if timed else _needed(formula))


def _needed(formula: Formula) -> frozenset[Kind]:
    """Return the kinds of column that the operation of a formula is done to."""
    if formula.operation in get_args(DatePart) or formula.operation in ("days", "seconds", "strftime"):
        return DATES
    if formula.operation in get_args(TextMeasure):
        return WORDS
    return ANY if formula.operation == "codes" else NUMBERS
