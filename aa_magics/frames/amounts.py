"""Text as numbers: which mark groups digits and which is the decimal one, told by all values together."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan

from aa_magics.frames.numerals import MINUS, SCALE, SCALES, numbers_of
from aa_magics.frames.shapes import Shapes
from aa_magics.model import Reading, Sense

LEAST = 0.5
"""The share of distinct texts that must read as numbers; words such as "tie" may stand among them."""
_CODES = "SEK NOK DKK CNY HUF AUD CAD NZD SGD HKD MXN ZAR KRW ILS THB RON BGN kr Ft ₩ ₪ ฿ ₫ ₴"
CURRENCIES = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("$", "usd", "us$", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), "GBP"),
    **dict.fromkeys(("¥", "jpy", "yen", "円"), "JPY"),
    **dict.fromkeys(("chf", "fr", "sfr", "franken"), "CHF"),
    **dict.fromkeys(("zł", "pln", "zl"), "PLN"),
    **dict.fromkeys(("₹", "inr", "rs"), "INR"),
    **dict.fromkeys(("₽", "rub"), "RUB"),
    **dict.fromkeys(("₺", "try"), "TRY"),
    **dict.fromkeys(("kč", "czk"), "CZK"),
    **dict.fromkeys(("r$", "brl"), "BRL"),
    **{code.casefold(): code for code in _CODES.split()},
}
SHARES = ("all in percent", "some as shares")
BOTH_WAYS = ("decimal comma", "decimal point")
_SCALED = re.compile(rf"({SCALE})\.?(?:\s+(.*)|([€$£¥].*)|)")
_SHAPE = re.compile(
    rf"""
    (?P<open>\()?\s*
    (?P<sign>[{MINUS}+]?)
    (?P<before>\s*[^\W\d_]{{1,7}}\.?\$?\s*|\s*[$€£¥₹₽₺₩₪฿₫₴]\s*)?
    (?P<inner>[{MINUS}+]?)
    (?P<body>0(?:[0.,'’\s]*0)?|[.,]0+|0+\.)
    (?P<power>[eE][-+]?0+)?
    (?P<trail>[{MINUS}]?)
    \s*(?P<after>\+|[^\d\s()+−–-][^\d()+−]{{0,14}}?)?
    \s*(?P<close>\))?
    """,
    re.VERBOSE,
)
_GROUPED = re.compile(r"0{1,3}([\s'’])000(?:\1000)*(?=$|[.,])")


@dataclass(frozen=True)
class Body:
    """The digits of a shape: the decimal mark that they tell (None: none stands there), and the marks of groups.

    `open` is a mark with three digits after it, which may be either; `triple` says that there are three decimals.
    """

    decimal: str | None = None
    groups: str = ""
    open: str = ""
    lakh: bool = False
    triple: bool = False


@dataclass(frozen=True)
class Amount:
    """A shape that may be a number: its digits, and what stands at them."""

    body: Body
    places: Sequence[int]
    units: tuple[str, ...]
    whole: bool

    @property
    def is_label(self) -> bool:
        """Return whether nothing but digits stands there."""
        return self.whole and not self.units


def number_reading(shapes: Shapes) -> Reading | None:
    """Return how texts read as numbers; None where less than half of them do, or where they are numbers to call by."""
    amounts = [a for shape, places in shapes.places.items() if (a := _amount(shape, places, shapes.texts))]
    amounts = _of_one_unit(amounts)
    if sum(len(a.places) for a in amounts) < LEAST * shapes.filled or not amounts:
        return None
    if _are_labels(amounts, shapes):
        return None
    thousands, undecided = _marks(amounts, shapes.texts)
    units = _units(amounts)
    kinds = list(dict.fromkeys(_currency(unit) for unit in units if unit.rstrip(".") not in SCALES))
    if len(kinds) > 1:
        undecided = (*undecided, *(f"all in {kind}" for kind in kinds))
    lakh = any(a.body.lakh for a in amounts)
    read = Reading(what="percent" if kinds == ["%"] else "number", format="lakh" if lakh else None, thousands=thousands)
    read = read.model_copy(update={"units": units, "undecided": undecided})
    return _measured(read, amounts, shapes)


def noise_of(reading: Reading) -> str:
    """Return the regular expression of what stands at the digits and is no part of the number; "" for nothing."""
    parts = []
    if reading.units:
        longest = sorted(reading.units, key=lambda unit: (-len(unit), unit))
        parts.append(rf"\s*(?:{'|'.join(map(_escaped, longest))})\s*")
    if reading.thousands:
        marks = reading.thousands.replace(" ", r"\s").replace("'", "'’")
        following = r"(?:\d\d,)*\d{3}(?!\d)" if reading.format == "lakh" else r"\d{3}(?!\d)"
        parts.append(rf"(?<=\d)[{marks}](?={following})")
    return "|".join(parts)


def sense_of(reading: Reading) -> Sense | None:
    """Return what numbers stand for by what stands at them."""
    if reading.what == "percent":
        return "percent"
    if any(unit.casefold().rstrip(".") in CURRENCIES for unit in reading.units):
        return "money"
    return "unit" if reading.what == "number" and reading.units else None


def is_scaled(reading: Reading) -> bool:
    """Return whether some numbers are in thousands or millions: "5k"."""
    return any(unit.rstrip(".") in SCALES for unit in reading.units)


def _amount(shape: str, places: Sequence[int], texts: Sequence[str]) -> Amount | None:
    match = _SHAPE.fullmatch(shape)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    if sum(bool(match[name]) for name in ("open", "sign", "inner", "trail")) > 1:
        return None
    before, after = (match["before"] or "").strip(), (match["after"] or "").strip()
    if before and before.casefold().rstrip(".") not in CURRENCIES:
        return None
    body = _body(match["body"])
    if body is None:
        return None
    units = tuple(filter(None, (before, *_after(after))))
    plain = match["body"].isdigit() and not match["power"]
    return Amount(body, places, units, plain)


def _after(after: str) -> Iterable[str]:
    """Yield the scale and the unit that stand after a number."""
    if found := _SCALED.fullmatch(after):
        yield after[: len(found[1]) + after[len(found[1]) :].startswith(".")]
        after = (found[2] or found[3] or "").strip()
    yield after


def _body(digits: str) -> Body | None:
    groups = ""
    if re.search(r"[\s'’]", digits):
        match = _GROUPED.match(digits)
        if match is None or re.search(r"[\s'’]", digits[match.end() :]):
            return None
        groups = " " if match[1].isspace() else "'"
        rest = digits[match.end() :]
        if not rest:
            return Body(groups=groups)
        return Body(rest[0], groups) if re.fullmatch(r"[.,]0+", rest) else None
    marks = re.sub("0", "", digits)
    if not marks:
        return Body()
    last, first = marks[-1], marks[0]
    whole, _, part = digits.rpartition(last)
    if len(set(marks)) == 2:
        kind = _groups(whole, first)
        told = Body(last, first, lakh=kind == "lakh", triple=len(part) == 3)
        return told if kind and last not in whole else None
    if len(marks) > 1:
        kind = _groups(digits, first)
        return Body("," if first == "." else ".", first, lakh=kind == "lakh") if kind else None
    return Body(open=last) if len(part) == 3 and 1 <= len(whole) <= 3 else Body(last, triple=len(part) == 3)


def _groups(digits: str, mark: str) -> str:
    m = re.escape(mark)
    if re.fullmatch(rf"0{{1,3}}(?:{m}000)+", digits):
        return "plain"
    return "lakh" if mark == "," and re.fullmatch(r"00?(?:,00)+,000", digits) else ""


def _of_one_unit(amounts: Sequence[Amount]) -> list[Amount]:
    """Return the amounts without those of a rare unit that is no currency: "12 Main" among numbers is an address."""
    found: Counter[str] = Counter()
    for amount in amounts:
        found.update({_currency(u): len(amount.places) for u in amount.units})
    total = sum(found.values())
    known = {u for u, n in found.items() if u in KNOWN or (n >= 0.9 * total and " " not in u)}
    return [a for a in amounts if all(_currency(u) in known for u in a.units)]


def _currency(unit: str) -> str:
    """Return the one name of a unit, however it is written."""
    plain = unit.rstrip(".")
    if plain in SCALES:
        return plain
    return CURRENCIES.get(plain.casefold(), plain)


_UNITS = (
    "% ‰ g kg mg t lb lbs oz km m cm mm mi ft in km/h mph m/s l ml h min s sec ms °C °F ° m² m³ m2 km² ha kWh MWh Wh kW"
    " MW W V A Hz MHz GHz GB MB KB TB"
)
KNOWN = frozenset((*CURRENCIES.values(), *SCALES, *_UNITS.split()))
"""What may stand at some numbers only."""


def _are_labels(amounts: Sequence[Amount], shapes: Shapes) -> bool:
    """Return whether digits are what something is called by, as "00501" is: with zeros in front."""
    plain = [shapes.texts[place] for a in amounts if a.is_label for place in a.places]
    zeros = sum(len(text) > 1 and text[0] == "0" for text in plain)
    return zeros > 0.01 * len(plain)


def _marks(amounts: Sequence[Amount], texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the marks that group digits, and what is undecided of them."""
    decimals = {a.body.decimal for a in amounts} - {None}
    groups = {mark for a in amounts for mark in a.body.groups if mark}
    opened: dict[str, list[str]] = {}
    for a in amounts:
        if a.body.open:
            opened.setdefault(a.body.open, []).extend(texts[place] for place in a.places)
    for mark, found in opened.items():  # 0.125 has no thousands
        if any(re.search(rf"(?<!\d)0+{re.escape(mark)}", text) for text in found):
            decimals.add(mark)
    marks = "".join(sorted(groups))
    if len(decimals) == 1:
        [decimal] = decimals
        other = "," if decimal == "." else "."
        if other in opened and groups & {" ", "'"}:
            return marks, BOTH_WAYS
        return "".join(sorted({*groups, *({other} & opened.keys())})), ()
    if len(decimals) > 1 or len(opened) > 1:  # each value tells for itself, or none does
        blurred = opened or any(a.body.triple for a in amounts)
        return marks, BOTH_WAYS if blurred else ()
    if not opened:
        return marks, ()
    [(mark, found)] = opened.items()
    # with decimals of any length none ends in 0; with three of them none stands without a mark
    if any(a.whole for a in amounts) and any(re.search(r"0(?!\d)", text) for text in found):
        return "".join(sorted({*groups, mark})), ()
    return marks, BOTH_WAYS


def _units(amounts: Sequence[Amount]) -> tuple[str, ...]:
    found: Counter[str] = Counter()
    for a in amounts:
        found.update(dict.fromkeys(a.units, len(a.places)))
    return tuple(unit for unit, _ in found.most_common())


def _measured(reading: Reading, amounts: Sequence[Amount], shapes: Shapes) -> Reading:
    """Return the reading with its range and what it leaves out."""
    numbers = [nan] * len(shapes.texts)
    noise, scaled = re.compile(noise_of(reading)), is_scaled(reading)
    for a in amounts:
        found = numbers_of([shapes.texts[place] for place in a.places], noise, scaled)
        for place, number in zip(a.places, found, strict=True):
            numbers[place] = number
    read = [number == number for number in numbers]
    if not any(read):
        return reading
    if reading.what == "percent" and _is_share_among_percent(amounts, numbers):
        reading = reading.model_copy(update={"undecided": (*reading.undecided, *SHARES)})
    known = [number for number in numbers if number == number]
    ends: dict[str, float] = {}
    if not reading.undecided:
        ends = {"minimum": min(known), "maximum": max(known)}
    return reading.model_copy(update={"unread": read.count(False), "misfits": shapes.misfits(read), **ends})


def _is_share_among_percent(amounts: Sequence[Amount], numbers: Sequence[float]) -> bool:
    """Return whether numbers without % may be shares of 1 beside 12 %."""
    signed = [abs(numbers[place]) for a in amounts if a.units for place in a.places]
    plain = [abs(numbers[place]) for a in amounts if not a.units for place in a.places]
    if not plain or not signed:
        return False
    return max(plain) <= 1 < max(signed)


def _escaped(unit: str) -> str:
    return re.sub(r"([.$^*+?()\[\]{}|\\])", r"\\\1", unit)
