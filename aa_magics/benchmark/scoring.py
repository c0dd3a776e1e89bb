"""Which answers were given, and whether they are right, by the rules of InfiAgent-DABench."""

import re
from collections.abc import Mapping

GIVEN = re.compile(r"@(\w+)\[(.*?)\]")
TOLERANCE = 1e-6


def given_answers(text: str) -> Mapping[str, str]:
    """Return what a text says as `@name[value]`, by name; what is said last counts."""
    return dict(GIVEN.findall(text))


def all_right(given: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Return whether every answer that is wanted was given: as the same text, or as the same number."""
    return all(name in given and _same(given[name], value) for name, value in wanted.items())


def _same(given: str, wanted: str) -> bool:
    if given.strip() == wanted.strip():
        return True
    try:
        return abs(float(given) - float(wanted)) < TOLERANCE
    except ValueError:
        return False
