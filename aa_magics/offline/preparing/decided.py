"""What the values of a column do not tell, told by the goal: "day first", "decimal comma"."""

import re
from collections.abc import Collection, Sequence

from aa_magics.frames.dateforms import ORDERS, swapped
from aa_magics.model import ColumnProfile, FrameProfile, Reading


def decided(text: str, profiles: Sequence[FrameProfile]) -> tuple[str, Sequence[FrameProfile]]:
    """Return a goal without the words that tell how undecided columns are read, and the profiles with them read so."""
    ways = {way for profile in profiles for c in profile.columns if c.reads_as for way in c.reads_as.undecided}
    said = {way: _pattern(way) for way in ways if _pattern(way).search(text)}
    if not said:
        return text, profiles
    for pattern in said.values():
        text = pattern.sub(" ", text)
    told = [p.model_copy(update={"columns": tuple(_decided(c, said.keys()) for c in p.columns)}) for p in profiles]
    return text, told


def told_apart(column: ColumnProfile) -> str:
    """Return what is undecided of a column, as a sentence."""
    assert column.reads_as is not None
    return f"The values of {column.name} do not tell whether to read them {' or '.join(column.reads_as.undecided)}."


def _pattern(way: str) -> re.Pattern[str]:
    words = r"[\s-]?".join(map(re.escape, way.split()))
    return re.compile(rf",?\s*(?:\((?:with|read|reading)?\s*{words}\)|\b{words}\b)", re.IGNORECASE)


def _decided(column: ColumnProfile, said: Collection[str]) -> ColumnProfile:
    reading = column.reads_as
    way = next((way for way in reading.undecided if way in said), None) if reading else None
    if reading is None or way is None:
        return column
    return column.model_copy(update={"reads_as": _read(reading, way)})


def _read(reading: Reading, way: str) -> Reading:
    if way in ORDERS.values():
        forms = [swapped(text_format, way) for text_format in (reading.format or "", *reading.others)]
        return reading.model_copy(update={"format": forms[0], "others": tuple(forms[1:]), "undecided": ()})
    if way.startswith("decimal"):
        mark = "." if way == "decimal comma" else ","
        marks = "".join(sorted({*reading.thousands} - {".", ","} | {mark}))
        return reading.model_copy(update={"thousands": marks, "undecided": ()})
    return reading.model_copy(update={"undecided": ()})
