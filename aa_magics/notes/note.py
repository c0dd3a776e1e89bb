"""A note as a person writes it: one line of few words."""

import re
import shlex
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from aa_magics.errors import UsageError
from aa_magics.model import Label

What = Literal["is", "called", "missing", "weight", "label", "value", "formula"]
KINDS = ("id", "postcode", "year", "money", "percent", "category", "text", "number")
FORMS = (
    "orders.PLZ is id",
    "revenue is Betrag",
    "survey.Q* missing 99 -9",
    "survey weight wt",
    'label Q12_3 "How satisfied are you?"',
    'churned = status == "K"',
    "margin = (price - cost) / price",
)
"""One example of each form."""


@dataclass(frozen=True)
class Note:
    """A line, what it says, and of which columns: `target` is a column, or frame.column, either with `*` for any text.

    `name` is another name or a label, `values` are codes for missing or the value that has the name; `formula` is what
    a name is computed as.
    """

    line: str
    what: What
    target: str = ""
    name: str = ""
    values: tuple[Label, ...] = ()
    formula: str = ""

    def is_about(self, frame: str, column: str) -> bool:
        """Return whether the target is this column of the frame."""
        of, dot, name = self.target.partition(".")
        return fnmatchcase(column, self.target) or (bool(dot) and fnmatchcase(frame, of) and fnmatchcase(column, name))


def read_note(line: str) -> Note:
    """Return what a line notes. Raises UsageError, with every form, for one that says nothing known."""
    line = " ".join(line.split())
    readers = (_label, _missing, _weight, _definition, _is)
    note = next((note for reader in readers if (note := reader(line))), None)
    if note is None:
        raise UsageError(f"{line!r} is no note.", f"Notes are such as: {'; '.join(FORMS)}")
    return note


def _label(line: str) -> Note | None:
    said = re.fullmatch(r'label (.+?) ["“](.+)["”]', line)
    return Note(line, "label", _bare(said[1]), name=said[2]) if said else None


def _missing(line: str) -> Note | None:
    said = re.fullmatch(r"(.+?) missing (.+)", line)
    return Note(line, "missing", _bare(said[1]), values=tuple(map(_value, _words(said[2])))) if said else None


def _weight(line: str) -> Note | None:
    said = re.fullmatch(r"(?:(\S+) )?weight (?!is )(.+)", line)
    if said is None or "=" in line:
        return None
    column = _bare(said[2])
    return Note(line, "weight", f"{said[1]}.{column}" if said[1] else column)


def _definition(line: str) -> Note | None:
    """Read `name = column == value`, another name of a value, and `name = formula`, a column that is computed."""
    said = re.fullmatch(r"([^=<>!]+?) ?=(?!=) ?(.+)", line)
    if said is None:
        return None
    name, told = _bare(said[1]), said[2]
    if equal := re.fullmatch(r"(.+?) ?== ?(.+)", told):
        return Note(line, "value", _bare(equal[1]), name=name, values=(_value(_words(equal[2])[0]),))
    if re.search(r"[<>=!]", told):
        hint = 'A name stands for one value, as in churned = status == "K", or for a formula of columns.'
        raise UsageError(f"{told!r} cannot be given a name.", hint)
    return Note(line, "formula", name=name, formula=told)


def _is(line: str) -> Note | None:
    said = re.fullmatch(r"(.+?) is (?:an? )?(.+)", line)
    if said is None:
        return None
    left, right = _bare(said[1]), _bare(said[2])
    return Note(line, "is", left, name=right) if right in KINDS else Note(line, "called", right, name=left)


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text.replace(",", " "))
    except ValueError as error:
        raise UsageError(f"{text!r} cannot be read: {error}.", "Close every quote.") from error


def _bare(text: str) -> str:
    """Return a name without the quotes around it or its last part: orders."Unit Price"."""
    return re.sub(r"""["'`“”]""", "", text.strip())


def _value(text: str) -> Label:
    """Return a number where the text is one, else the text."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and "." not in text else number
