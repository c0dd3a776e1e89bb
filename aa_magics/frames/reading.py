"""What the text of a column can be read as: numbers, percentages, durations, times of day, dates of one format."""

import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from aa_magics.frames.labels import iso
from aa_magics.model import Readable, Reading

LOOKED_AT = 1_000
FIRST = 20
"""Text of which nothing can be read in so many values is looked at no further."""
LEAST: dict[Readable, float] = {"number": 0.5, "percent": 0.5, "duration": 0.9, "clock": 0.9, "date": 0.9}
"""The share of distinct values that must read so; words such as "tie" may stand among numbers."""
BLANKS = frozenset(("", "-", "--", "?", ".", "na", "n/a", "nan", "none", "null", "nil", "missing", "unknown"))

_NUMBER = re.compile(
    r"[-+]?\s*[$€£¥]?\s*[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*[$€£¥]?"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?P<seconds>:\d{2})?(?P<space>\s?)[AaPp][Mm]")
_DURATION = re.compile(r"\d+(?P<hours>:\d{2})?:[0-5]\d(?:\.\d+)?")
_DATE = re.compile(
    r"""
    (?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})
  | (?P<iso>\d{4}(?P<slash>[/.])\d{1,2}(?P=slash)\d{1,2})
  | (?P<day>\d{1,2})(?P<gap>[ -])(?P<month>[A-Za-z]{3,9})(?P=gap)(?P<late>\d{4}|\d{2})
  | (?P<begin>[A-Za-z]{3,9})\s+\d{1,2}(?P<comma>,?)\s+\d{4}
  | (?P<only>[A-Za-z]{3,9})(?P<dash>[ -])(?P<years>\d{4}|\d{2})(?!\d)
  | (?P<plain>\d{8})(?=[_T ]\d)
    """,
    re.VERBOSE,
)
_TIME = re.compile(
    r"""
    (?P<gap>[ T_]+|,\s+)
    (?:\d{1,2}:\d{2}(?P<seconds>:\d{2})?(?P<fraction>\.\d+)?(?P<half>\s?[AaPp][Mm])?|(?P<plain>\d{6}))
    """,
    re.VERBOSE,
)
_MONTHS = frozenset(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))


def reading_of(texts: Sequence[str]) -> Reading | None:
    """Return what distinct texts can be read as, the range that they then have, and how many of them cannot.

    Which of day and month comes first is told by all of them: the month, where no number above 12 says otherwise.
    """
    some = texts[:LOOKED_AT]
    filled = [text for text in some if text.strip().casefold() not in BLANKS]
    if not filled or not any(map(_what, filled[:FIRST])):
        return None
    found = Counter(map(_what, filled))
    numbers = found["number"] + found["percent"]
    what: Readable = max(LEAST, key=lambda kind: found[kind])
    enough = numbers if what in ("number", "percent") else found[what]
    if enough < LEAST[what] * len(filled):
        return None
    unread = len(some) - enough
    if what in ("number", "percent"):
        return _number_reading(what, filled, unread)
    if what == "date":
        return _date_reading(texts, filled, unread)
    return _time_reading(what, filled, unread)


def _what(text: str) -> Readable | None:
    plain = text.strip()
    if _NUMBER.fullmatch(plain):
        return "number"
    if plain.endswith("%") and _NUMBER.fullmatch(plain[:-1].rstrip()):
        return "percent"
    if _CLOCK.fullmatch(text):
        return "clock"
    if _DURATION.fullmatch(text):
        return "duration"
    return "date" if date_format(text, False) else None


def _number_reading(what: Readable, texts: Sequence[str], unread: int) -> Reading:
    plain = [re.sub(r"[$€£¥%\s,]", "", text) for text in texts if _what(text) in ("number", "percent")]
    numbers = [float(text) for text in plain]
    return Reading(what=what, unread=unread, minimum=min(numbers), maximum=max(numbers))


def _time_reading(what: Readable, texts: Sequence[str], unread: int) -> Reading | None:
    match = _CLOCK.fullmatch(texts[0]) or _DURATION.fullmatch(texts[0])
    if match is None:
        return Reading(what=what, unread=unread)
    if what == "clock":
        text_format = "%I:%M" + (":%S" if match["seconds"] else "") + (" " if match["space"] else "") + "%p"
    else:
        text_format = "%H:%M:%S" if match["hours"] else "%M:%S"
    return Reading(what=what, format=text_format, unread=unread)


def _date_reading(texts: Sequence[str], filled: Sequence[str], unread: int) -> Reading | None:
    day_first = any(_is_day(text) for text in texts)
    formats = Counter(date_format(text, day_first) for text in filled)
    text_format, count = formats.most_common(1)[0]
    if text_format is None or count < LEAST["date"] * len(filled):
        return None
    moments = pd.to_datetime(pd.Series(list(texts), dtype="object"), format=text_format, errors="coerce").dropna()
    if len(moments) < LEAST["date"] * len(filled):
        return None
    return Reading(
        what="date", format=text_format, unread=unread, minimum=iso(moments.min()), maximum=iso(moments.max())
    )


def _is_day(text: str) -> bool:
    match = _DATE.match(text)
    return bool(match and match["first"] and int(match["first"]) > 12)


def date_format(text: str, day_first: bool) -> str | None:
    """Return the format, as strftime has it, of a text that is a date, perhaps with a time; None for any other."""
    match = _DATE.match(text)
    date = _day_format(match, day_first) if match else None
    if match is None or date is None:
        return None
    rest = text[match.end() :]
    if not rest:
        return None if match["plain"] else date
    time = _TIME.fullmatch(rest)
    return date + _clock_format(time) if time else None


def _day_format(match: re.Match[str], day_first: bool) -> str | None:
    if match["first"]:
        mark, year = match["mark"], "%Y" if len(match["year"]) == 4 else "%y"
        return f"%d{mark}%m{mark}{year}" if day_first else f"%m{mark}%d{mark}{year}"
    if match["iso"]:
        return "%Y{0}%m{0}%d".format(match["slash"])
    if match["plain"]:
        return "%Y%m%d"
    word = match["month"] or match["begin"] or match["only"]
    if word[:3].casefold() not in _MONTHS:
        return None
    month = "%b" if len(word) == 3 else "%B"
    if match["only"]:
        return f"{month}{match['dash']}{'%Y' if len(match['years']) == 4 else '%y'}"
    if match["begin"]:
        return f"{month} %d{match['comma']} %Y"
    return f"%d{match['gap']}{month}{match['gap']}{'%Y' if len(match['late']) == 4 else '%y'}"


def _clock_format(time: re.Match[str]) -> str:
    gap = " " if time["gap"].isspace() else time["gap"]
    if time["plain"]:
        return f"{gap}%H%M%S"
    half = time["half"]
    seconds = ":%S" if time["seconds"] else ""
    fraction = ".%f" if time["fraction"] else ""
    ending = "" if half is None else f"{' ' if half[0].isspace() else ''}%p"
    return f"{gap}{'%H' if half is None else '%I'}:%M{seconds}{fraction}{ending}"
