"""Periods that slots are to be written as: "YYYY-MM" asks for a column of months with their years."""

import re
from collections.abc import Sequence

from aa_magics.model import ColumnProfile, Formula, FrameProfile, Operation, Param
from aa_magics.offline.closed.forms import Form
from aa_magics.offline.pieces import Piece
from aa_magics.offline.preparing.converting import TEXTS, can_be, conversion
from aa_magics.offline.preparing.formulas import column, formula
from aa_magics.offline.text import name_words

WRITTEN = re.compile(r"\b(?:YYYY[-/.]?MM(?:[-/.]?DD)?|MM[-/.]?YYYY|DD[-/.]?MM[-/.]?YYYY)\b")
PARTS = {"month": "month", "year": "year", "weekday": "day of the week|day of week|weekday"}
NAMES = {"month": ("month",), "year": ("year",), "weekday": ("weekday", "day", "dayofweek")}
"""Parts of dates by the words of a question for them, and by those of a slot."""
CODES = {"YYYY": "%Y", "MM": "%m", "DD": "%d"}


def with_periods(
    pieces: Sequence[Piece], form: Form, profile: FrameProfile, spoken: Sequence[ColumnProfile]
) -> list[Piece]:
    """Return the pieces, and those that make the periods as which slots are written; `spoken` are columns it names.

    `profile` is that of the frame which the pieces leave. A part of a date of the same name is not made beside them.
    """
    found = {match[0] for slot in form.slots if (match := WRITTEN.search(f"{slot.placeholder} {slot.said}"))}
    if not found and any("month" in name_words(slot.name) for slot in form.slots):
        told = re.search(
            r"\b(?:as|format(?:ted)?|form|written)\b[^.\n]{0,20}?(?<![-/\w])(YYYY[-/.]?MM|MM[-/.]?YYYY)\b(?![-/])",
            form.body,
        )
        found = {told[1]} if told else set()
    dates = [c for c in spoken if can_be(c, "datetime")] or [c for c in profile.columns if can_be(c, "datetime")]
    made = list(pieces)
    for pattern in sorted(found) if len({c.label for c in dates}) == 1 else ():
        name = "date" if "DD" in pattern else "month"
        if _is_written(dates[0], pattern):
            continue
        made = [piece for piece in made if piece.params.get("name") != name]
        made += _converted(made, dates[0])
        made = [piece for piece in made if not _is_year_beside(piece, form)]
        term = formula(
            "strftime", column(dates[0].label), re.sub("|".join(CODES), lambda match: CODES[match[0]], pattern)
        )
        made.append(_period(name, dates[0], term))
    named = {*(piece.params.get("name") for piece in made), *(c.name.casefold() for c in profile.columns)}
    for unit, words in PARTS.items():
        called = _ranked_name(unit, words, form)
        if called and called not in named and len({c.label for c in dates}) == 1:
            made += _converted(made, dates[0])
            made.append(_period(called, dates[0], formula(_part(unit, form), column(dates[0].label))))
    return made


def _converted(made: Sequence[Piece], date: ColumnProfile) -> list[Piece]:
    """Return what converts a column to dates, where no piece does."""
    piece = conversion(date, "datetime")
    return [piece] if piece and not any(_converts(one, date) for one in made) else []


def _ranked_name(unit: str, words: str, form: Form) -> str | None:
    """Return what a slot calls a part of dates that stands out: "find the month with the lowest average"."""
    asked = rf"\b(?:which|what) (?:{words})\b|\b(?:{words})s? (?:with|that|in which|when|on which|has|had)\b"
    if not re.search(asked, form.body, re.IGNORECASE):
        return None
    for slot in form.slots:
        own = [word for text in (slot.name, slot.placeholder) for word in name_words(text) if word in NAMES[unit]]
        if own:
            return own[0]
    return None


def _part(unit: str, form: Form) -> Operation:
    """Return the part of dates that a slot gives: a month by its number, or by its name."""
    if unit == "weekday":
        return "day_name"
    slots = (slot for slot in form.slots if unit in name_words(slot.name))
    said = " ".join(f"{slot.name} {slot.placeholder} {slot.said}" for slot in slots)
    named = unit == "month" and re.search(r"\bnames?\b|\bstring\b|January", f"{said.replace('_', ' ')} {form.body}")
    return "month_name" if named else unit  # type: ignore[return-value]


def _is_year_beside(piece: Piece, form: Form) -> bool:
    """Return whether a piece makes the year of dates whose months are written with it."""
    alone = any("year" in name_words(slot.name) for slot in form.slots)
    return piece.params.get("name") == "year" and not alone


def _is_written(date: ColumnProfile, pattern: str) -> bool:
    """Return whether a column of text has days as they are to be written."""
    days = all(isinstance(end, str) and len(end) == len("2024-01-31") for end in (date.minimum, date.maximum))
    iso = date.dtype in TEXTS and date.kind == "datetime"
    own = date.reads_as.format if date.reads_as else "%Y-%m-%d" if iso and days else None
    return own == re.sub("|".join(CODES), lambda match: CODES[match[0]], pattern)


def _converts(piece: Piece, date: ColumnProfile) -> bool:
    return piece.params.get("column") == date.label


def _period(name: str, date: ColumnProfile, term: Formula) -> Piece:
    params: dict[str, Param] = {"name": name, "formula": term}
    made = ColumnProfile(label=name, name=name, dtype="str", kind="category", missing=date.missing, distinct=2)
    return Piece("add_column", params, frozenset(), (made.model_copy(update={"distinct_exact": False}),))
