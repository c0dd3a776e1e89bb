"""The README's worked example is what the tool does."""

import contextlib
import io
import re
from pathlib import Path

import plotly.express as px
import pytest

from aa_magics import analyze
from aa_magics.magics.text import plain_run

README = (Path(__file__).parent.parent / "README.md").read_text()
GOAL = "Is the difference in tip between smokers and non-smokers significant?"


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    """Return the fenced blocks from the goal to the result: goal, plan, cell, what it printed."""
    example = README[README.index("%%analyst tips\n") :]
    return re.findall(r"```\w*\n(.*?)\n```", "```\n" + example, re.DOTALL)[:4]


def test_the_goal_gets_the_plan_and_the_cell(blocks: list[str]) -> None:
    run = analyze(GOAL, {"tips": px.data.tips()}, why={"tips": "you named it"})
    assert blocks[:3] == [f"%%analyst tips\n{GOAL}", plain_run(run), run.cells[0].source]


def test_the_cell_prints_the_result(blocks: list[str]) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(blocks[2], {"tips": px.data.tips()})
    assert blocks[3].startswith(printed.getvalue())
