"""Text that holds numbers, times or dates: the piece that converts a column to what is needed of it."""

from typing import Literal

from aa_magics.model import ColumnProfile, Param
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.preparing.read_as import as_read, reader_of

Need = Literal["number", "datetime", "duration"]
TEXTS = ("str", "object", "string")


def conversion(column: ColumnProfile, need: Need, places: frozenset[Place] = frozenset()) -> Piece | None:
    """Return the piece that makes a column numbers, dates, or seconds of a duration; None where it is so already,
    or cannot be.

    A duration that is needed as a number is one of seconds; a time of day that is needed as a date lies on 1900-01-01.
    """
    if not column.parsed:
        return _unparsed(column, need, places) if column.kind == need and column.dtype in TEXTS else None
    reading = column.reads_as
    if reading is None or column.kind in ("number", "datetime", "boolean") or not isinstance(column.label, str):
        return None
    what = reading.what
    if (need == "number" and what in ("number", "percent")) or (need == "datetime" and what == "date"):
        if reading.undecided or (reader := reader_of(reading)) is None:
            return None
        recipe, settings = reader
        notes = _unread(column, "date" if what == "date" else "number")
        return Piece(recipe, {"column": column.label, **settings}, places, (as_read(column),), notes)
    if need in ("number", "duration") and what == "duration":
        made = column.model_copy(update={"kind": "number", "dtype": "float64", **_known(column)})
        recipe = "read_minutes_seconds" if reading.format == "%M:%S" else "read_seconds"
        return Piece(recipe, {"column": column.label}, places, (made,), _unread(column, "duration"))
    if need == "datetime" and reading.format is not None:
        made = column.model_copy(update={"kind": "datetime", "dtype": "datetime64[ns]", **_known(column)})
        params: dict[str, Param] = {"column": column.label, "pattern": reading.format}
        return Piece("read_dates", params, places, (made,), _unread(column, "date"))
    return None


def can_be(column: ColumnProfile, need: Need) -> bool:
    """Return whether a column is what is needed, or can be converted to it."""
    kind = "number" if need == "duration" else need
    return (column.kind == kind and column.parsed) or conversion(column, need) is not None


def _unparsed(column: ColumnProfile, need: Need, places: frozenset[Place]) -> Piece:
    text = isinstance(column.label, str)
    made = column.model_copy(update={"parsed": True})
    if need == "datetime":
        return Piece("read_iso_dates" if text else "to_datetime", {"column": column.label}, places, (made,))
    return Piece("read_numbers" if text else "to_number", {"column": column.label}, places, (made,))


def _known(column: ColumnProfile) -> dict[str, object]:
    """Return what is known of the values once they are read."""
    reading = column.reads_as
    assert reading is not None
    blanks = {"missing": column.missing + reading.unread, "distinct": max(column.distinct - reading.unread, 0)}
    return {"parsed": True, "values": (), "minimum": reading.minimum, "maximum": reading.maximum, **blanks}


def _unread(column: ColumnProfile, what: str) -> tuple[str, ...]:
    reading = column.reads_as
    notes = []
    if reading and reading.unread:
        notes.append(f"what is no {what} in {column.name} counts as missing")
    if reading and reading.what == "percent":
        notes.append(f"{column.name} is in percent: 5% is read as 5")
    return tuple(notes)
