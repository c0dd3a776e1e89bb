"""Short periods said as a number and a unit become one word: "every 15 minutes" is said as "per quarterhourly"."""

import re
from collections.abc import Sequence
from functools import cache

from aa_magics.model import Param
from aa_magics.offline.timely.words import listed


def in_one_word(text: str) -> str:
    """Return a goal with each such length as the word that settings know it by."""
    for pattern, word in _patterns():
        text = pattern.sub(word, text)
    return text


def hours_meant(recipe: str, params: Sequence[Param]) -> tuple[str, ...]:
    """Return what was taken where hours are said, which may be those of the clock or of the day, and the other way."""
    if recipe == "hour_profile":
        return ('the hour of the day is taken over all days; "per hour" takes each hour by itself',)
    if "h" in params:
        return ('each hour is taken by itself; "by hour of the day" takes the same hour of all days together',)
    return ()


@cache
def _patterns() -> Sequence[tuple["re.Pattern[str]", str]]:
    led, after, before = (listed("lengths", name) for name in ("led", "after", "before"))
    said = [(rf"{led} {length}{after}", word) for word, length in listed("lengths", "words").items()]
    said += [(rf"(?=\d){length}(?={before})", word) for word, length in listed("lengths", "words").items()]
    said += [(said, word) for word, said in listed("lengths", "either").items()]
    return [(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), f"per {word}") for pattern, word in said]
