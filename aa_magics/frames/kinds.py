"""What a column is to a person, where its dtype does not say: an id or a number, a category or a text."""

import re
from collections.abc import Callable, Sequence

from aa_magics.model import ColumnProfile, Kind, Sense

FEW_NUMBERS = 30
FEW_VALUES = 200
"""Distinct values are listed when there are at most so many: of numbers and dates, and of all other kinds."""

LONGEST_SCALE = 11
LEAST_LONG_CODE = 999
LAST_YEAR = 2200
_ENOUGH = 10
_LONG = 50
_WORDY = 3.5
_CODE = re.compile(r"(?=\S*\d)\S{1,40}")
_AMOUNT_OR_DATE = re.compile(
    r"(?=.*\d)(?=.*[^\w\s-])[\W\d]+|(?=.*\d).*\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*", re.I
)


def number_kind(name: str, filled: int, distinct: int, counts_up: Callable[[], bool]) -> Kind:
    """Return `id` for whole numbers that name rows, else `number`; `filled` of them are not missing.

    They are unique and named like an id; or they are many and named exactly so, as another frame's key is; or they
    count the rows up, and are not named like a time or a rank, which do so too.
    """
    words = _outer_words(name)
    unique = distinct == filled > 1
    if is_key(name):
        return "id" if unique or distinct > FEW_NUMBERS else "number"
    if unique and _UNIQUE_KEY_WORDS & words:
        return "id"
    counted = unique and filled >= _ENOUGH and not _COUNTED_WORDS & words
    return "id" if counted and counts_up() else "number"


def text_kind(name: str, filled: int, distinct: int | None, unique: bool, texts: Sequence[str]) -> Kind:
    """Return `id`, `category` or `text` for text of which `texts` are some distinct values.

    `filled` of them are not missing; `distinct` is None when it was not counted to the end. Codes that differ in
    every row are an id, and so is other short text that does from a few hundred on, but not amounts or dates. Long or
    wordy text is text, unless it stands many times; short text that does not differ much is a category.
    """
    many = distinct is None or distinct > FEW_VALUES
    wordy = _mean([len(text) for text in texts]) > _LONG or _mean([text.count(" ") for text in texts]) > _WORDY
    if wordy:
        return "text" if distinct is None or many or distinct * 10 > filled else "category"
    if unique and all(map(_AMOUNT_OR_DATE.fullmatch, texts)):
        return "text"
    codes = unique and filled >= _ENOUGH and all(map(_CODE.fullmatch, texts))
    keys = is_key(name) and (unique or distinct is None or distinct > FEW_NUMBERS)
    if codes or keys or (unique and many):
        return "id"
    return "text" if distinct is None or (many and distinct * 2 > filled) else "category"


def is_key(name: str) -> bool:
    """Return whether a column is named like the key of its own or another frame: `order_id`, the German `Kundennr`."""
    words = _outer_words(name)
    return bool(_KEY_WORDS & words) or any(word.endswith("nr") for word in words)


def is_counted(column: ColumnProfile) -> bool:
    """Return whether it makes sense to add up or average a column that is not named: no postcodes, no years."""
    return column.sense not in ("postcode", "year", "weight")


def is_dated(name: str) -> bool:
    """Return whether a column is named like a date or a time."""
    words = _outer_words(name)
    return bool(words & _DATE_WORDS) or any(word.endswith(("datum", "zeit", "date")) for word in words)


def sense_of_name(name: str, low: float | None = None, high: float | None = None) -> Sense | None:
    """Return what a column is named to hold: a postcode, a year (of numbers from `low` to `high`), a code, money."""
    words = frozenset(name_words(name))
    if words & _POSTCODE_WORDS or ("code" in words and words & {"postal", "zip", "post"}):
        return "postcode"
    years = words & _YEAR_WORDS or any(word.endswith("jahr") for word in words)
    if years and (low is None or high is None or (low >= 1000 and high <= LAST_YEAR)):
        return "year"
    return "money" if words & _MONEY_WORDS else None


def missing_codes(counts: Sequence[tuple[float, int]]) -> tuple[int, ...]:
    """Return the numbers that stand for "missing" among few whole ones: 99 or -9 far off a scale of ten at most.

    `counts` are all values with their rows. One that stands once may be a value after all.
    """
    if not all(float(value).is_integer() for value, _ in counts):
        return ()
    values = [int(value) for value, _ in counts]
    scale = [value for value in values if value not in _CODES]
    scale += [v for v in values if v in _CODES and scale and min(scale) - 1 <= v <= max(scale) + 1]
    if len(set(scale)) < 2 or min(scale) < 0 or max(scale) > LONGEST_SCALE:
        return ()
    far = {int(value): rows for value, rows in counts if int(value) not in scale}
    return tuple(sorted(far)) if sum(far.values()) > 1 else ()


def lone_codes(low: float, high: float, p5: float, p95: float) -> tuple[int, ...]:
    """Return the ends of many numbers that are codes, as -9 or 999 are far off ages: they may stand for "missing"."""
    below = low in _CODES and low < 0 <= p5
    above = high in _CODES and high >= LEAST_LONG_CODE and p95 * 5 < high
    return tuple(int(end) for end, found in ((low, below), (high, above)) if found)


def is_long_code(code: int) -> bool:
    """Return whether a code of three nines or the like is one among numbers with decimals too."""
    return abs(code) >= LEAST_LONG_CODE


def name_words(name: str) -> Sequence[str]:
    """Return the words of a column's name, lowered: `orderID`, `order_id` and `Order ID` are `order`, `id`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.findall(r"[^\W_]+", spaced.casefold())


def _outer_words(name: str) -> frozenset[str]:
    words = name_words(name)
    return frozenset((*words[:1], *words[-1:]))


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


_KEY_WORDS = frozenset(("id", "ids", "uuid", "guid"))
_UNIQUE_KEY_WORDS = frozenset(name_words("code identifier index key no nr num number pk sku unnamed"))
_COUNTED_WORDS = frozenset(
    name_words(
        "age day days epoch hour hours iteration minute minutes month months period position rank round"
        " second seconds step t time week weeks x y year years"
    )
)

_DATE_WORDS = frozenset(
    name_words(
        "date dates dated day timestamp timestamps ts time datetime datum tag zeit zeitpunkt zeitstempel created"
        " updated modified epoch at when jour heure"
    )
)
_POSTCODE_WORDS = frozenset(name_words("plz postleitzahl zip zipcode postcode postalcode postcodes cp cap npa"))
_YEAR_WORDS = frozenset(name_words("year years yr jahr année annee ano anno"))
_MONEY_WORDS = frozenset(
    name_words(
        "amount betrag price prix preis cost costs kosten revenue umsatz salary gehalt lohn income einkommen fee fees"
        " payment turnover montant eur usd gbp chf money geld"
    )
)
_CODES = frozenset((-1, -2, -3, -6, -7, -8, -9, -66, -77, -88, -97, -98, -99, -999, 66, 77, 88, 96, 97, 98, 99))
_CODES |= frozenset((888, 996, 997, 998, 999, 8888, 9998, 9999, 99999))


def family(column: ColumnProfile) -> str | None:
    """Return which columns a merge can compare with this one; None for what is no key, such as fractions."""
    dtype = column.dtype
    if column.kind == "datetime" and column.parsed:
        return "datetime" if dtype.startswith("datetime64") and "," not in dtype else dtype
    if dtype.lower().startswith(("float", "double")):
        return "int" if column.kind == "id" or _is_key_with_gaps(column) else None
    if dtype.lower().startswith(("int", "uint")) and not dtype.startswith("interval"):
        return "int"
    if dtype.startswith(("str", "large_string", "object")) and column.kind in ("id", "category", "text", "datetime"):
        return "text"
    is_text = dtype == "category" and column.values and isinstance(column.values[0].value, str)
    return "text" if is_text else None


def _is_key_with_gaps(column: ColumnProfile) -> bool:
    """Return whether a column of fractions is a short key: missing values alone have made fractions of it."""
    values = [one.value for one in column.values]
    return is_key(column.name) and bool(values) and all(isinstance(v, float) and v.is_integer() for v in values)
