"""Sloppy goals of somebody's first week with a file: how much is answered right, and how little wrong.

As in tests/test_blind.py the bars only say that it gets no worse (`pytest -rP tests/test_sloppy.py`
shows the failures).
"""

from collections import Counter

import pytest

from tests.goals import sloppy_a, sloppy_b, sloppy_c, sloppy_d
from tests.test_blind import sloppy_outcome

PARTS = {"a": sloppy_a, "b": sloppy_b, "c": sloppy_c, "d": sloppy_d}
RIGHT = {"a": 0.52, "b": 0.6, "c": 0.52, "d": 0.57}
WRONG = {"a": 0.0, "b": 0.0, "c": 0.025, "d": 0.0}


@pytest.mark.parametrize("part", PARTS)
def test_sloppy_goals_come_out_no_worse(part: str) -> None:
    soiled, readable = PARTS[part].frames()
    outcomes = {item.goal: sloppy_outcome(item, soiled) for item in PARTS[part].goals(readable)}
    counts = Counter(outcomes.values())
    print(dict(counts), *(f"{outcome}: {goal}" for goal, outcome in outcomes.items() if outcome != "right"), sep="\n")
    assert len(outcomes) == 40
    assert counts["right"] / len(outcomes) >= RIGHT[part]
    assert counts["wrong"] / len(outcomes) <= WRONG[part]
