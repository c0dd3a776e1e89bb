"""Periods that slots are to be written as: "YYYY-MM" asks for a column of months with their years."""

import re
from collections.abc import Sequence

from aa_magics.model import ColumnProfile, FrameProfile, Param
from aa_magics.offline.closed.forms import Form
from aa_magics.offline.pieces import Piece
from aa_magics.offline.preparing.converting import TEXTS, can_be, conversion
from aa_magics.offline.preparing.formulas import column, formula

WRITTEN = re.compile(r"\b(?:YYYY[-/.]?MM(?:[-/.]?DD)?|MM[-/.]?YYYY|DD[-/.]?MM[-/.]?YYYY)\b")
CODES = {"YYYY": "%Y", "MM": "%m", "DD": "%d"}


def with_periods(
    pieces: Sequence[Piece], form: Form, profile: FrameProfile, spoken: Sequence[ColumnProfile]
) -> list[Piece]:
    """Return the pieces, and those that make the periods as which slots are written; `spoken` are columns it names.

    `profile` is that of the frame which the pieces leave. A part of a date of the same name is not made beside them.
    """
    found = {match[0] for slot in form.slots if (match := WRITTEN.search(f"{slot.placeholder} {slot.said}"))}
    dates = [c for c in spoken if can_be(c, "datetime")] or [c for c in profile.columns if can_be(c, "datetime")]
    made = list(pieces)
    for pattern in sorted(found) if len({c.label for c in dates}) == 1 else ():
        name = "date" if "DD" in pattern else "month"
        if _is_written(dates[0], pattern):
            continue
        made = [piece for piece in made if piece.params.get("name") != name]
        converting = conversion(dates[0], "datetime")
        made += [converting] if converting and not any(_converts(piece, dates[0]) for piece in made) else []
        made.append(_period(name, dates[0], re.sub("|".join(CODES), lambda match: CODES[match[0]], pattern)))
    return made


def _is_written(date: ColumnProfile, pattern: str) -> bool:
    """Return whether a column of text has days as they are to be written."""
    days = all(isinstance(end, str) and len(end) == len("2024-01-31") for end in (date.minimum, date.maximum))
    iso = date.dtype in TEXTS and date.kind == "datetime"
    own = date.reads_as.format if date.reads_as else "%Y-%m-%d" if iso and days else None
    return own == re.sub("|".join(CODES), lambda match: CODES[match[0]], pattern)


def _converts(piece: Piece, date: ColumnProfile) -> bool:
    return piece.params.get("column") == date.label


def _period(name: str, date: ColumnProfile, pattern: str) -> Piece:
    term = formula("strftime", column(date.label), pattern)
    params: dict[str, Param] = {"name": name, "formula": term}
    made = ColumnProfile(label=name, name=name, dtype="str", kind="category", missing=date.missing, distinct=2)
    return Piece("add_column", params, frozenset(), (made.model_copy(update={"distinct_exact": False}),))
