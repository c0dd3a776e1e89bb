"""Two corpora of goals: three wordings of one goal give one plan, and what a frame cannot answer is refused helpfully.

Only planned, never run: tests/test_offline.py runs cells.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import plotly.data
import pytest

from aa_magics.agents import roster
from aa_magics.errors import GoalError
from aa_magics.frames import profile_frame
from aa_magics.model import Condition, FrameProfile, Goal, Plan, Step
from aa_magics.offline.planning import plan_goal
from aa_magics.recipes import catalogue

CORPORA = Path(__file__).parent / "goals"
AGENTS = tuple(roster())
SAME = 0.95
"""Of the goals, how many must give the same plan in all three wordings."""
PLOTLY = ("tips", "gapminder", "iris", "stocks", "election", "carshare", "experiment", "wind")
MEASURED = {"wine": "cultivar", "cancer": "diagnosis"}
"""scikit-learn's data by what its target stands for."""


@cache
def corpus(name: str) -> Mapping[str, Sequence[Sequence[str]]]:
    return tomllib.loads((CORPORA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def profile(name: str) -> FrameProfile:
    return profile_frame(name, _frame(name))


def plan(goal: str, name: str) -> Plan | str:
    """Return the plan of a goal, or why there is none."""
    try:
        return plan_goal(Goal(text=goal, frames=(name,), agents=AGENTS), [profile(name)])
    except GoalError as error:
        return str(error)


def meant(goal: str, name: str) -> str:
    """Return what a plan does: its recipes and params, step by step."""
    found = plan(goal, name)
    return f"refused: {found}" if isinstance(found, str) else "; ".join(map(_done, found.steps))


def _done(step: Step) -> str:
    """Return a step as its recipe with all params: a default that is said is none that differs."""
    defaults = {name: p.default for name, p in catalogue()[str(step.recipe)].parameters.items() if p.optional}
    params = {**defaults, **step.params}
    shown = (f"{name}={_unordered(params[name])!r}" for name in sorted(params) if params[name] is not None)
    return f"{step.recipe}({', '.join(shown)})"


def _unordered(param: object) -> object:
    """Return the tests of a condition in one order: all of them must pass."""
    return sorted(map(str, param.tests)) if isinstance(param, Condition) else param


def test_three_wordings_of_a_goal_give_the_same_plan() -> None:
    goals = [(frame, wordings) for frame, listed in corpus("paraphrases").items() for wordings in listed]
    differing = [(frame, wordings) for frame, wordings in goals if not _agree(frame, wordings)]
    shown = "\n".join(f"{frame}: {' | '.join(wordings)}" for frame, wordings in differing)
    assert 1 - len(differing) / len(goals) >= SAME, f"{len(differing)} of {len(goals)} differ:\n{shown}"


def test_goal_that_a_frame_cannot_answer_is_refused_with_goals_that_it_can() -> None:
    goals = [(frame, goal) for frame, listed in corpus("nonsense").items() for goal in listed]
    answered = [(frame, goal) for frame, goal in goals if not isinstance(plan(str(goal), frame), str)]
    assert not answered
    assert [goal for frame, goal in goals if not _is_helpful(str(goal), frame)] == []


def _agree(frame: str, wordings: Sequence[str]) -> bool:
    plans = {meant(goal, frame) for goal in wordings}
    return len(plans) == 1 and not plans.pop().startswith("refused")


def _is_helpful(goal: str, frame: str) -> bool:
    """Return whether a refusal names some part of the goal, and offers goals that are answered."""
    with pytest.raises(GoalError) as caught:
        plan_goal(Goal(text=goal, frames=(frame,), agents=AGENTS), [profile(frame)])
    named = set(re.findall(r"[^\W_]+", goal.casefold())) & set(re.findall(r"[^\W_]+", caught.value.message.casefold()))
    offered = caught.value.hint.partition(": ")[2].split("; ")
    return bool(named) and all(isinstance(plan(other, frame), Plan) for other in offered)


def _frame(name: str) -> Any:
    import sklearn.datasets

    if name in PLOTLY:
        return getattr(plotly.data, name)()
    if name == "medals":
        return plotly.data.medals_wide()
    if name == "diabetes":
        return sklearn.datasets.load_diabetes(as_frame=True).frame
    loaded = {"wine": sklearn.datasets.load_wine, "cancer": sklearn.datasets.load_breast_cancer}[name](as_frame=True)
    named = [loaded.target_names[number] for number in loaded.target]
    return loaded.data.assign(**{MEASURED[name]: named})
