"""Sloppy goals of somebody's first week with a file: how much is answered right, and how little wrong.

As in tests/test_blind.py the bars only say that it gets no worse (`pytest -rP tests/test_sloppy.py`
shows the failures).
"""

from collections import Counter

import pytest

from tests.goals import sloppy_a, sloppy_b, sloppy_c, sloppy_d
from tests.test_blind import sloppy_outcome

PARTS = {"a": sloppy_a, "b": sloppy_b, "c": sloppy_c, "d": sloppy_d}
RIGHT = {"a": 0.87, "b": 0.92, "c": 0.95, "d": 0.87}
REFUSED = 0.13


@pytest.mark.parametrize("part", PARTS)
def test_sloppy_goals_come_out_no_worse(part: str) -> None:
    soiled, readable = PARTS[part].frames()
    outcomes = {item.goal: sloppy_outcome(item, soiled) for item in PARTS[part].goals(readable)}
    counts = Counter(outcomes.values())
    print(dict(counts), *(f"{outcome}: {goal}" for goal, outcome in outcomes.items() if outcome != "right"), sep="\n")
    assert len(outcomes) == 40
    assert counts["right"] / len(outcomes) >= RIGHT[part]
    assert counts["refused"] / len(outcomes) <= REFUSED
    assert counts["wrong"] == 0
