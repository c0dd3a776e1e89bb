"""The numbers that a goal says must be used: how many, from where on, at which level; and to how many decimals."""

import re
from collections.abc import Iterator

from aa_magics.demands.kinds import Demand

_IN_WORDS = {
    word: number
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2
    )
} | {"zero": 0, "one": 1, "no": 0, "fifteen": 15, "twenty": 20, "fifty": 50, "hundred": 100}

_NUMBER = (
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?![.,]?\d)(?P<unit> ?%| ?percent\b|k\b| ?thousand\b| ?million\b)?(?!\w)"
)
_WORDS = "|".join(word for word in _IN_WORDS if word not in ("zero", "one", "no"))
_COUNT = rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|{_WORDS})\b(?![.,]\d)"
_TIME = r"(?! ?-?(?:hour|day|week|month|quarter|year|decade|minute|second)s?\b)"
_MOST = r"largest|smallest|highest|lowest|biggest|best|worst|oldest|youngest|cheapest|longest|shortest|top"
_THAN = r"more|less|fewer|greater|higher|lower|larger|smaller|older|younger|cheaper|longer|shorter"
_SETTINGS = (
    r"threshold|cut-?off|alpha|significance level|confidence level|bins|clusters|components|window(?: size)?|degree"
    r"|neighbou?rs|folds|seed|random[ _]state|test[ _]size|k|n_clusters|n_components|n_bins|nbins|max_depth"
)


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_ASKED = _compiled(
    rf"\b(?:top|bottom|first|{_MOST})[ -]{_COUNT}{_TIME}(?! ?%)",
    rf"\b{_COUNT}[ -](?:most|least|{_MOST})\b",
    rf"\b(?:{_SETTINGS})(?: ?[=:] ?| of | at | is | to | as )(?:about |exactly )?{_NUMBER}",
    rf"\b(?:threshold|cut-?off|alpha) {_NUMBER}",
    rf"\b{_COUNT}[ -](?:bins|buckets|clusters|components|neighbou?rs|folds?)\b",
    rf"(?<![\w.]){_NUMBER} (?:confidence|significance)\b",
    rf"\b(?:{_THAN}) than \$?{_NUMBER}{_TIME}",
    rf"\b(?:at least|at most|above|below|exceeding|exceeds?) \$?{_NUMBER}{_TIME}",
    rf"(?:>=?|<=?|≥|≤) ?\$?{_NUMBER}",
    rf"\b[a-z]\w*=(?=\d){_NUMBER}",
)
_ROUNDED = _compiled(
    r"\b(?:round(?:ed|ing)?|with|to) (?:\w+ ){0,3}?(?:to )?(?P<number>\d|zero|one|two|three|four|five|six|no) "
    r"(?:decimals?|decimal (?:places?|digits?)|(?:places|digits) after the (?:decimal )?point)\b",
    r"\bround(?:ed|ing)? (?:\w+ ){0,3}?to the nearest (?P<number>whole number|integer|whole)\b",
)
_UNITS = {"k": 1_000, "thousand": 1_000, "million": 1_000_000}


def numbers(goal: str) -> Iterator[Demand]:
    """Yield the numbers that a cell must hold; a percentage has the value that it is written with."""
    seen: set[float] = set()
    for pattern in _ASKED:
        for found in pattern.finditer(goal):
            value = _value(found)
            if value not in seen:
                seen.add(value)
                yield Demand(kind="number", words=found[0].strip(), value=value)


def rounding(goal: str) -> Iterator[Demand]:
    """Yield to how many decimals numbers must be rounded."""
    for pattern in _ROUNDED:
        if found := pattern.search(goal):
            text = found["number"].lower()
            value = int(text) if text.isdigit() else _IN_WORDS.get(text, 0)
            yield Demand(kind="rounding", words=found[0].strip(), value=value)
            return


def _value(found: re.Match[str]) -> float:
    text = found["number"].lower().replace(",", "")
    if text in _IN_WORDS:
        return _IN_WORDS[text]
    unit = (found.groupdict().get("unit") or "").strip().lower()
    value = float(text) * _UNITS.get(unit, 1)
    return int(value) if value == int(value) else value
