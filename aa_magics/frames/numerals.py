"""The numbers that texts are: of one text, and of the many that have one shape."""

import re
from collections.abc import Sequence
from math import copysign

SCALES = {
    **dict.fromkeys(("k", "K", "Tsd", "tsd"), 1e3),
    **dict.fromkeys(("M", "Mio", "mio", "mn"), 1e6),
    **dict.fromkeys(("Mrd", "mrd", "bn", "B"), 1e9),
}
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
MINUS = "-−–"
DIGITS = "0123456789"
FEW = 100
"""So many texts of one shape are read one by one."""
LONGEST = 15
"""Whole numbers of so many digits, and their quotient by a power of ten, are exact: Python reads the same."""


def number_of(text: str, noise: "re.Pattern[str]", scaled: bool = False) -> float:
    """Return the number that a text is, without its noise; NaN for what is none. A recipe's cell reads the same."""
    plain = noise.sub("", text) if noise.pattern else text
    plain = re.sub(rf"^\((.*)\)$|^(.*\d)[{MINUS}]$", r"-\1\2", plain)
    plain = re.sub(rf"^[{MINUS}]", "-", plain).replace(",", ".")
    try:
        number = float(plain) if ("_" not in plain and plain[-1:].isdigit()) or plain[-1:] == "." else float("nan")
    except ValueError:
        return float("nan")
    if scaled and (found := re.search(rf"\d\s*({SCALE})(?![^\W\d_])", text)):
        return number * SCALES[found[1]]
    return number


def numbers_of(texts: Sequence[str], noise: "re.Pattern[str]", scaled: bool = False) -> Sequence[float]:
    """Return the numbers of texts of one shape, which differ in their digits only.

    Noise, sign, scale and decimal mark stand at the same places in all of them: the first text tells which.
    """
    import numpy as np

    if len(texts) >= FEW and (found := _places(texts[0], noise, scaled)):
        digits, decimals, factor = found
        letters = np.array(texts).view(np.uint32).reshape(len(texts), -1)
        fixed = [place for place, letter in enumerate(texts[0]) if letter not in DIGITS]
        if (letters[:, fixed] == letters[0, fixed]).all():
            whole = np.zeros(len(texts), dtype=np.int64)
            for place in digits:
                whole = whole * 10 + letters[:, place] - ord("0")
            numbers: list[float] = (whole / 10.0**decimals * factor).tolist()
            return numbers
    return [number_of(text, noise, scaled) for text in texts]


def _places(text: str, noise: "re.Pattern[str]", scaled: bool) -> tuple[list[int], int, float] | None:
    """Return where the digits of a number stand in a text, how many are decimals, and its sign and scale in one.

    None where it is no such number: with a power, or of more digits than a float holds.
    """
    dropped = {place for match in noise.finditer(text) for place in range(*match.span())} if noise.pattern else set()
    kept = [place for place, letter in enumerate(text) if place not in dropped and letter not in f"()+{MINUS}"]
    if not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", "".join(text[place] for place in kept)):
        return None
    digits = [place for place in kept if text[place] in DIGITS]
    decimals = len(digits) - next((n for n, place in enumerate(kept) if text[place] not in DIGITS), len(digits))
    number = number_of(text, noise, scaled)
    scale = re.search(rf"\d\s*({SCALE})(?![^\W\d_])", text) if scaled else None
    factor = copysign(SCALES[scale[1]] if scale else 1.0, number)
    is_exact = (
        len(digits) <= LONGEST and int("".join(text[place] for place in digits)) / 10.0**decimals * factor == number
    )
    return (digits, decimals, factor) if is_exact else None
