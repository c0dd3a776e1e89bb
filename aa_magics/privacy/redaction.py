"""Takes e-mail addresses and phone, card, bank account and national numbers out of a text.

Where a number has a check digit, it counts as one only if that is right. The checks: Luhn (ISO/IEC 7812) for cards
and Swedish personal numbers, ISO 7064 mod 97-10 for IBANs and French numbers, mod 11,10 for German tax numbers,
Verhoeff for Indian ones, and the weighted sums that Spain, Poland, Brazil, the Netherlands and China prescribe.
"""

import re
from collections.abc import Callable, Sequence

Check = Callable[[str], bool]


def redacted(text: str) -> str:
    """Return a text with `<email>`, `<iban>`, `<card>`, `<national number>` or `<phone>` in place of each."""
    if not _SOME.search(text):
        return text
    for pattern, check, name in _KINDS:
        if pattern.search(text):
            text = pattern.sub(lambda found, check=check, name=name: name if check(found[0]) else found[0], text)  # type: ignore[misc]
    return text


def _digits(text: str) -> Sequence[int]:
    return [int(character) for character in text if character.isdecimal()]


def _always(_: str) -> bool:
    return True


def is_iban(text: str) -> bool:
    """Return whether a text is an IBAN: ISO 13616, the remainder by 97 of its characters read as numbers is 1."""
    plain = "".join(text.split()).upper()
    return 15 <= len(plain) <= 34 and int("".join(str(int(each, 36)) for each in plain[4:] + plain[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """Return whether the digits of a text are those of a payment card."""
    digits = _digits(text)
    return 13 <= len(digits) <= 19 and digits[0] in (2, 3, 4, 5, 6) and _luhn(digits)


def _luhn(digits: Sequence[int]) -> bool:
    doubled = (
        digit if i % 2 else (2 * digit if digit < 5 else 2 * digit - 9) for i, digit in enumerate(digits[::-1], 1)
    )
    return sum(doubled) % 10 == 0


def is_german_tax_number(text: str) -> bool:
    """Return whether 11 digits are a German Steuer-Identifikationsnummer: ISO 7064, mod 11,10."""
    *digits, last = _digits(text)
    product = 10
    for digit in digits:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return digits[0] != 0 and (11 - product) % 10 == last


def _weighted(weights: Sequence[int], modulus: int) -> Check:
    """Return the check that the sum of the digits, each times its weight, is a multiple of `modulus`."""

    def check(text: str) -> bool:
        return sum(w * d for w, d in zip(weights, _digits(text), strict=True)) % modulus == 0

    return check


def _french(text: str) -> bool:
    digits = "".join(map(str, _digits(text)))
    return (int(digits[:13]) + int(digits[13:])) % 97 == 0


def _spanish(text: str) -> bool:
    first = {"X": "0", "Y": "1", "Z": "2"}
    plain = text.replace("-", "").upper()
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(first.get(plain[0], plain[0]) + plain[1:-1]) % 23] == plain[-1]


def _brazilian(text: str) -> bool:
    digits = _digits(text)
    ends = [sum(w * d for w, d in zip(range(n, 1, -1), digits, strict=False)) * 10 % 11 % 10 for n in (10, 11)]
    return ends == digits[9:]


def _chinese(text: str) -> bool:
    total = sum(2 ** (17 - i) % 11 * digit for i, digit in enumerate(_digits(text[:17])))
    return "10X98765432"[total % 11] == text[-1].upper()


def _swedish(text: str) -> bool:
    return _luhn(_digits(text)[-10:])


def _indian(text: str) -> bool:
    check = 0
    for i, digit in enumerate(reversed(_digits(text))):
        check = _dihedral(check, _shuffled(digit, i))
    return check == 0


def _dihedral(left: int, right: int) -> int:
    """Return the product in the group of the turns and flips of a pentagon, as J. Verhoeff numbers them."""
    if left < 5:
        return (left + right) % 5 if right < 5 else 5 + (left + right) % 5
    return 5 + (left - right) % 5 if right < 5 else (left - right) % 5


def _shuffled(digit: int, times: int) -> int:
    for _ in range(times % 8):
        digit = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[digit]
    return digit


_SOME = re.compile(r"@|\d\D{0,2}\d\D{0,2}\d")
_START, _END = r"(?<![\w.+-])", r"(?![\w-]|\.\d)"


def _number(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{_START}(?:{pattern}){_END}", re.IGNORECASE)


_NATIONAL: Sequence[tuple[str, Check]] = (
    (r"(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}", _always),  # United States
    (r"[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]", _always),  # United Kingdom
    (r"[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]", _always),  # Italy
    (r"[12] ?\d{2} ?[01]\d ?\d{2} ?\d{3} ?\d{3} ?\d{2}", _french),
    (r"[XYZ\d]\d{7}-?[A-Z]", _spanish),
    (r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}", _brazilian),
    (r"\d{2} ?\d{3} ?\d{3} ?\d{3}", is_german_tax_number),
    (r"\d{11}", _weighted((1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1), 10)),  # Poland
    (r"\d{9}", _weighted((9, 8, 7, 6, 5, 4, 3, 2, -1), 11)),  # the Netherlands
    (r"(?:19|20)?\d{2}[01]\d[0-3]\d[-+]?\d{4}", _swedish),
    (r"[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dX]", _chinese),
    (r"[2-9]\d{3} ?\d{4} ?\d{4}", _indian),
)

_PHONES = (
    r"\+\d[\d ()/.-]{6,18}\d",
    r"\(\d{2,5}\)[ -]?\d{3,4}[ .-]?\d{3,5}",
    r"\d{3}[ .-]\d{3}[ .-]\d{4}",
    r"00[1-9][\d /-]{7,16}\d",
    r"0[1-9]\d{1,4}[ /-]\d[\d -]{4,9}\d",
    r"0[1-9]\d{8,10}",
)

_KINDS: Sequence[tuple[re.Pattern[str], Check, str]] = (
    (re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)*"), _always, "<email>"),
    (_number(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}"), is_iban, "<iban>"),
    (_number(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?"), is_iban, "<iban>"),
    *((_number(pattern), check, "<national number>") for pattern, check in _NATIONAL),
    (_number(r"\d(?:[ -]?\d){12,18}"), is_card, "<card>"),
    *((re.compile(rf"(?<![\w.+]){pattern}{_END}"), _always, "<phone>") for pattern in _PHONES),
)
