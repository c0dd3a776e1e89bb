"""A plan as lines that a person edits, and back."""

import pytest

from aa_magics.errors import UsageError
from aa_magics.magics.planlines import editable_plan, read_plan, step_line
from aa_magics.model import Plan, Step
from tests.runs import a_run

KEEP = Step(
    id="s1",
    agent="preprocessing_agent",
    task="Keep 2024",
    recipe="filter_rows",
    uses=("sales",),
    creates=("sales_2024",),
)
MEAN = Step(id="s2", agent="statistical_analytics_agent", task="Mean of price", recipe="mean", uses=("sales_2024",))
DRAW = Step(id="s3", agent="data_viz_agent", task="Draw it as bars", uses=("sales_2024",))
PLAN = Plan(frames=(), steps=(KEEP, MEAN, DRAW))
LINES = [step_line(step) for step in PLAN.steps]


def read(*lines: str) -> tuple[Step, ...]:
    return read_plan("\n".join(lines), PLAN, ("sales",)).steps


def test_a_plan_that_nobody_edits_stays_as_it_is() -> None:
    text = editable_plan(a_run(plan=PLAN)).partition("\n")[2]
    assert read_plan(text, PLAN, ("sales",)) == PLAN


def test_steps_are_deleted_and_moved() -> None:
    assert read(LINES[0], LINES[2], "", LINES[1]) == (KEEP, DRAW, MEAN)
    assert read(LINES[0], "# not this", LINES[2]) == (KEEP, DRAW)


def test_a_step_in_other_words_uses_what_it_used_and_is_no_recipe_any_more() -> None:
    *_, changed = read(LINES[0], "statistical_analytics_agent: Median of price -> middle")
    assert changed == Step(
        id="s2",
        agent="statistical_analytics_agent",
        task="Median of price",
        uses=("sales_2024",),
        creates=("middle",),
    )


def test_a_new_step_uses_what_it_names_or_all_that_is_there() -> None:
    _, named, other = read(LINES[0], "polars_agent: Sort sales by price", "polars_agent: Count everything")
    assert named.uses == ("sales",)
    assert other.uses == ("sales", "sales_2024")
    assert len({"s1", named.id, other.id}) == 3


def test_an_agent_is_switched() -> None:
    *_, drawn = read(LINES[0], "polars_agent: Draw it as bars")
    assert (drawn.agent, drawn.task, drawn.id) == ("polars_agent", "Draw it as bars", "s3")


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        (["# nothing"], "The plan has no steps.", "%analyst plan"),
        ([LINES[0], "draw it"], "Line 3 names no agent: 'draw it'", "data_viz_agent: what to do"),
        (["data_vis_agent: x"], "Line 2: there is no agent named 'data_vis_agent'.", "Did you mean data_viz_agent"),
        (["", "polars_agent:  -> x"], "Line 3 does not say what to do: 'polars_agent:  -> x'", "what to do"),
        (["polars_agent: do -> 2x"], "Line 2: '2x' cannot be the name of a variable.", "-> name"),
        ([LINES[1]], "Line 2 uses sales_2024, which no line above it makes.", "Put the line that makes sales_2024"),
        ([LINES[0], LINES[0]], "Line 3 makes sales_2024, which line 2 makes too.", "-> sales_2024_2"),
        (["polars_agent: x -> sales"], "Line 2 makes sales, which is there already.", "-> sales_2"),
    ],
)
def test_a_mistake_is_told_with_its_line(lines: list[str], message: str, hint: str) -> None:
    with pytest.raises(UsageError) as error:
        read(*lines)
    assert error.value.message == message
    assert hint in error.value.hint


def test_hostile_words_stay_on_their_line() -> None:
    step = DRAW.model_copy(update={"task": "Draw\nimport os\x1b[31m"})
    assert step_line(step) == "data_viz_agent: Draw import os[31m"
