"""Texts that are dates by their shape: the format of each, and the orders of day and month that values allow."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MANY_DAYS = 10
ORDERS = {"d": "day first", "m": "month first", "y": "year first"}
MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "january jan january januar jän jänner janvier janv",
            "february feb februar feber février févr fév fevrier fevr",
            "march mar märz mär mrz maerz mars",
            "april apr avril avr",
            "may mai",
            "june jun juni juin",
            "july jul juli juillet juil",
            "august aug août aout",
            "september sep sept septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dezember dez décembre déc decembre",
        ),
        start=1,
    )
    for month in names.split()
}
_NAMES = "january february march april may june july august september october november december"
_FULL = tuple(_NAMES.split())
_SHORT = frozenset(name[:3] for name in _FULL)
_WORD = re.compile(r"[^\W\d_]+")
_DATE = re.compile(
    r"""
    (?P<first>00?)(?P<mark>[/.-])(?P<second>00?)(?P=mark)(?P<year>0000|00)
  | (?P<iso>0000)(?P<slash>[/.-])00?(?P=slash)00?
  | (?P<day>00?)(?P<gap>\.?[ -]|[./])(?P<month>~\.?)(?P<late>[ ./-]|,\ )(?P<years>0000|00)
  | (?P<begin>~\.?)\s+00?(?P<comma>,?)\s+0000
  | (?P<only>~\.?)(?P<dash>[ -]|/)(?P<after>0000|00)(?!0)
  | (?P<led>0000)(?P<lead>[ -])(?P<behind>~\.?)
  | (?P<week>0000-?W00-0)
  | (?P<plain>00000000)
  | (?P<monthly>0000-00|00?[-/.]0000)
    """,
    re.VERBOSE,
)
_TIME = re.compile(
    r"""
    (?P<gap>[ T_]+|,\s+)
    (?:00?:00(?P<seconds>:00)?(?P<fraction>\.0+)?(?P<half>\s?[AaPp][Mm])?(?P<said>\s[Uu]hr)?|(?P<plain>000000))
    (?P<zone>\s?(?:Z|UTC|GMT|[+-]00:?00))?
    """,
    re.VERBOSE,
)
_WEEK = re.compile(r"(?:0000[ -]?(?:W|KW|CW|S)[ -]?00?|(?:W|KW|CW|S)[ .-]?00?\s?[/ -]\s?0000)", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?:0000[ -/]?[QT]0|[QT]0[ -/]?0000|0(?:\.|st|nd|rd|th|er|e|ème)?\s(?:quartal|quarter|trimestre)\s0000)",
    re.IGNORECASE,
)
_FORMS = {"%G-W%V": _WEEK, "%Y-Q%q": _QUARTER}


@dataclass(frozen=True)
class Ordered:
    """A format of which the first two or three fields may be in any order; `mark` stands between them."""

    mark: str
    year: str
    rest: str

    def format(self, order: str) -> str:
        """Return the format with the day, the month or the year first."""
        fields = {"d": ("%d", "%m", self.year), "m": ("%m", "%d", self.year), "y": (self.year, "%m", "%d")}
        return self.mark.join(fields[order]) + self.rest


def form_of(shape: str, named: bool) -> str | Ordered | None:
    """Return the format of a shape that is a date; None of any other. In a `named` column eight digits are one too."""
    for text_format, pattern in _FORMS.items():
        if pattern.fullmatch(shape):
            return text_format
    months = [word for word in _WORD.findall(shape) if word.casefold() in MONTHS]
    plain = shape.replace(months[0], "~", 1) if months else shape
    match = _DATE.match(plain)
    if match is None:
        return None
    rest = plain[match.end() :]
    time = _TIME.fullmatch(rest) if rest else None
    if (rest and time is None) or (_is_number_too(match) and not rest and not named) or (rest and match["monthly"]):
        return None
    ending = _clock_format(time) if time else ""
    if match["first"]:
        return Ordered(match["mark"], "%Y" if len(match["year"]) == 4 else "%y", ending)
    return _day_format(match, months) + ending


def _is_number_too(match: re.Match[str]) -> bool:
    """Return whether what is a date may as well be a number: 20240315, 03.2024."""
    return bool(match["plain"] or "." in (match["monthly"] or ""))


def _day_format(match: re.Match[str], months: Sequence[str]) -> str:
    if match["iso"]:
        return "%Y{0}%m{0}%d".format(match["slash"])
    if match["plain"]:
        return "%Y%m%d"
    if match["week"]:
        return "%G-W%V-%u" if "-W" in match["week"] else "%GW%V-%u"
    if match["monthly"]:
        mark = re.sub("0", "", match["monthly"])
        return f"%Y{mark}%m" if match["monthly"].startswith("0000") else f"%m{mark}%Y"
    word = months[0].casefold()
    month = "%b" if word in _SHORT else "%B" if word in _FULL else "%N"
    if "." in (match["month"] or match["begin"] or match["only"] or match["behind"]):
        month = "%N"
    if match["only"]:
        return f"{month}{match['dash']}{'%Y' if len(match['after']) == 4 else '%y'}"
    if match["led"]:
        return f"%Y{match['lead']}{month}"
    if match["begin"]:
        return f"{month} %d{match['comma']} %Y"
    return f"%d{match['gap']}{month}{match['late']}{'%Y' if len(match['years']) == 4 else '%y'}"


def _clock_format(time: re.Match[str]) -> str:
    gap = " " if time["gap"].isspace() else time["gap"]
    zone = "" if time["zone"] is None else f"{' ' if time['zone'][0].isspace() else ''}%z"
    if time["plain"]:
        return f"{gap}%H%M%S{zone}"
    half = time["half"]
    seconds = ":%S" if time["seconds"] else ""
    fraction = ".%f" if time["fraction"] else ""
    ending = "" if half is None else f"{' ' if half[0].isspace() else ''}%p"
    return f"{gap}{'%H' if half is None else '%I'}:%M{seconds}{fraction}{ending}{time['said'] or ''}{zone}"


def orders_of(mark: tuple[str, str], texts: Iterable[str]) -> str:
    """Return the orders that the values allow, "d", "m" or "y" for what comes first; several where they do not tell."""
    fields = {tuple(map(int, re.findall(r"\d+", text[:10])[:3])) for text in texts}
    fitting = {
        "d": {f for f in fields if 1 <= f[0] <= 31 and 1 <= f[1] <= 12},
        "m": {f for f in fields if 1 <= f[0] <= 12 and 1 <= f[1] <= 31},
        "y": {f for f in fields if 1 <= f[1] <= 12 and 1 <= f[2] <= 31} if mark[1] == "%y" else set(),
    }
    if mark[0] == "." and fitting["d"]:
        return "d"
    possible = set().union(*fitting.values())
    allowed = [order for order, fit in fitting.items() if fit == possible]
    if {"d", "m"} <= {*allowed} and all(f[0] == f[1] for f in possible):
        allowed.remove("m")
    firsts, lasts = len({f[0] for f in possible}), len({f[2] for f in possible})
    if "y" in allowed and len(allowed) > 1 and max(firsts, lasts) > MANY_DAYS >= min(firsts, lasts):
        allowed = ["y"] if lasts > firsts else [order for order in allowed if order != "y"]  # days vary most
    return "".join(allowed) or "dm"


def swapped(text_format: str, order: str) -> str:
    """Return a format that was taken to be day first with another `order`, in words."""
    if order == ORDERS["m"]:
        return re.sub(r"^%d(\W)%m", r"%m\1%d", text_format)
    return re.sub(r"^%d(\W)%m\W%y", r"%y\1%m\1%d", text_format) if order == ORDERS["y"] else text_format
