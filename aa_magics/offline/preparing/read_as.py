"""The recipe that reads a column as what its values say, with its settings."""

from collections import Counter
from collections.abc import Mapping

from aa_magics.frames.amounts import is_scaled, noise_of
from aa_magics.model import ColumnProfile, Label, Param, Reading, ValueCount

FEW = 10
"""A column of so few distinct plain numbers in text is one of categories as it is."""
MOST_UNREAD = 0.2
"""What may remain unread of a column that is read as numbers or dates without being asked to be."""
EPOCHS = ("s", "ms", "us", "ns")
NOTHING = r"^\+"
TEXTS = ("str", "object", "string")
Conversion = tuple[str, Mapping[str, Param]]
"""A recipe that converts a column, and its settings."""


def reader_of(reading: Reading) -> Conversion | None:
    """Return the recipe that reads so; None where none does."""
    if reading.what in ("number", "percent"):
        recipe = "read_scaled_amounts" if is_scaled(reading) else "read_amounts"
        return recipe, {"noise": noise_of(reading) or NOTHING}
    return _reader_of_dates(reading) if reading.what == "date" and reading.format else None


def reads_as_needed(column: ColumnProfile) -> bool:
    """Return whether a column is numbers or dates to a person, and only held as text."""
    reading = column.reads_as
    if reading is None or not isinstance(column.label, str) or reading.what not in ("number", "percent", "date"):
        return False
    if column.kind == "number":
        return reading.what == "date" and column.sense != "year"
    if column.dtype not in TEXTS or reading.unread > max(2, MOST_UNREAD * column.distinct):
        return False
    return reading.what == "date" or bool(column.distinct > FEW or reading.units or reading.thousands)


def as_read(column: ColumnProfile) -> ColumnProfile:
    """Return the profile of a column once it is read."""
    reading = column.reads_as
    assert reading is not None
    date = reading.what == "date"
    return column.model_copy(
        update={
            "kind": "datetime" if date else "number",
            "dtype": "datetime64[ns]" if date else "float64",
            "parsed": True,
            "values": (),
            "minimum": reading.minimum,
            "maximum": reading.maximum,
            "quartiles": None,
            "missing": column.missing + sum(misfit.count for misfit in reading.misfits),
            "distinct": max(column.distinct - reading.unread, 0),
        }
    )


def spelt(column: ColumnProfile) -> tuple[ValueCount, ...]:
    """Return the values of a category with those as one that differ in white space or case only."""
    if column.kind != "category" or column.dtype not in TEXTS or not isinstance(column.label, str):
        return column.values
    usual: dict[str, Label] = {}
    counts: Counter[Label] = Counter()
    for one in column.values:  # the most frequent first
        text = " ".join(str(one.value).split())
        counts[usual.setdefault(text.casefold(), text)] += one.count
    return tuple(ValueCount(value=value, count=count) for value, count in counts.most_common())


def _reader_of_dates(reading: Reading) -> Conversion | None:
    assert reading.format is not None
    forms = (reading.format, *reading.others)
    if reading.format in EPOCHS:
        return "read_epochs", {"unit": reading.format}
    if reading.format == "excel":
        return "read_serial_days", {}
    if reading.format == "%G-W%V":
        return "read_weeks", {}
    if "%q" in reading.format:
        return "read_quarters", {}
    if any("%N" in form for form in forms):
        return "read_named_months", {"patterns": tuple(_numbered(form) for form in forms)}
    if any("%z" in form for form in forms):
        return "read_zoned_dates", {"patterns": forms}
    return ("read_mixed_dates", {"patterns": forms}) if len(forms) > 1 else ("read_dates", {"pattern": forms[0]})


def _numbered(text_format: str) -> str:
    """Return a format as it is once names of months are replaced by their numbers, full stops included."""
    return text_format.replace("%N.", "%m").replace("%N", "%m")
