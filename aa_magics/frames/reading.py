"""What the values of a column can be read as: numbers, percentages, durations, times of day, dates."""

import re
from collections.abc import Sequence

from aa_magics.frames.amounts import number_reading
from aa_magics.frames.days import date_reading
from aa_magics.frames.shapes import Shapes, shapes_of
from aa_magics.model import Readable, Reading

FIRST = 20
"""Text of which nothing can be read in so many values is looked at no further."""
LEAST = 0.9
"""The share of distinct values that must read as times."""

_CLOCK = re.compile(r"00?:00(?P<seconds>:00)?(?P<space>\s?)[AaPp][Mm]")
_DURATION = re.compile(r"0+(?P<hours>:00)?:00(?:\.0+)?")


def reading_of(texts: Sequence[str], counts: Sequence[int] = (), named: bool = False) -> Reading | None:
    """Return what distinct texts can be read as, the range that they then have, and what of them cannot.

    `counts` are the rows in which each stands; `named` says that the column is called like a date.
    """
    counts = counts if len(counts) else [1] * len(texts)
    first = shapes_of(texts[:FIRST], counts[:FIRST])
    if not any(_reading(_single(first, shape), named) for shape in first.places):
        return None
    return _reading(shapes_of(texts, counts), named)


def _single(shapes: Shapes, shape: str) -> Shapes:
    """Return the texts of one shape alone."""
    texts = [shapes.texts[place] for place in shapes.places[shape]]
    return Shapes(texts, [1] * len(texts), {shape: list(range(len(texts)))})


def _reading(shapes: Shapes, named: bool) -> Reading | None:
    if not shapes.filled:
        return None
    return _time_reading(shapes) or date_reading(shapes, named) or number_reading(shapes)


def _time_reading(shapes: Shapes) -> Reading | None:
    for what, pattern in (("clock", _CLOCK), ("duration", _DURATION)):
        found = {shape: places for shape, places in shapes.places.items() if pattern.fullmatch(shape)}
        read = sum(map(len, found.values()))
        if read and read >= LEAST * shapes.filled and (what == "clock" or _are_durations(shapes, found)):
            return Reading(
                what=_what(what), format=_time_format(what, pattern, next(iter(found))), unread=len(shapes.texts) - read
            )
    return None


def _what(what: str) -> Readable:
    return "clock" if what == "clock" else "duration"


def _are_durations(shapes: Shapes, found: dict[str, list[int]]) -> bool:
    """Return whether seconds and minutes stay below 60."""
    return all(re.search(r":[0-5]\d(?:\.\d+)?$", shapes.texts[place]) for places in found.values() for place in places)


def _time_format(what: str, pattern: re.Pattern[str], shape: str) -> str:
    match = pattern.fullmatch(shape)
    assert match is not None
    if what == "duration":
        return "%H:%M:%S" if match["hours"] else "%M:%S"
    return "%I:%M" + (":%S" if match["seconds"] else "") + (" " if match["space"] else "") + "%p"
