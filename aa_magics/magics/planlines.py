"""A plan as lines that a person edits, and back: `agent: what to do -> variable`, one step a line.

A line that is left as it is stays its step, recipe and all. One that is changed, or new, is a task in words.
"""

import keyword
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from aa_magics.agents import roster
from aa_magics.codegen.assemble import one_line
from aa_magics.errors import UsageError
from aa_magics.magics.arguments import suggestion
from aa_magics.model import Plan, Run, Step

HEAD = """\
%%analyst go {run}
# {goal}
# One step a line: agent: what to do -> variable. Change, move or delete lines, then run this cell.
"""
EXAMPLE = "Write it as: data_viz_agent: what to do"


def editable_plan(run: Run) -> str:
    """Return a cell that holds the plan of a run, and that writes it when it is run."""
    assert run.plan is not None
    lines = [step_line(step) for step in run.plan.steps]
    return HEAD.format(run=run.id[:8], goal=one_line(run.goal.text)) + "\n".join(lines)


def step_line(step: Step) -> str:
    made = f" -> {', '.join(step.creates)}" if step.creates else ""
    return f"{step.agent}: {one_line(step.task)}{made}"


def read_plan(text: str, plan: Plan, frames: Sequence[str], *, words: bool = True) -> Plan:
    """Return a plan as a person edited it; `words` says whether steps in words can be written.

    Raises UsageError with the number of the line that is wrong, as an editor counts those of the cell.
    """
    known: dict[str, list[Step]] = {}
    for step in plan.steps:
        known.setdefault(step_line(step), []).append(step)
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=2)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if not lines:
        raise UsageError("The plan has no steps.", "Show it again: %analyst plan")
    kept = {number: known[line].pop(0) for number, line in lines if known.get(line)}
    left = {line: steps[0] for line, steps in known.items() if steps}
    at_hand: dict[str, int] = dict.fromkeys(frames, 0)  # each variable, and the line that makes it
    steps: list[Step] = []
    for number, line in lines:
        step = kept.get(number) or _in_words(number, line, left, at_hand, words)
        _check(number, step, at_hand)
        at_hand.update(dict.fromkeys(step.creates, number))
        steps.append(step)
    return plan.model_copy(update={"steps": tuple(_with_own_ids(steps))})


def _in_words(number: int, line: str, left: dict[str, Step], at_hand: Mapping[str, int], words: bool) -> Step:
    """Return the step of a line that is not as it was; it uses what the step that it comes closest to used."""
    agent, task, creates = _parts(number, line)
    if not words:
        raise UsageError(
            f"Line {number} is no recipe's, and the offline engine writes nothing else.",
            "Leave the line as it was, take it out, or choose a model: %%analyst go -e provider/model",
        )
    close = get_close_matches(line, left, 1, cutoff=0.7)
    before = left.pop(close[0]) if close else None
    used = [name for name in before.uses if name in at_hand] if before else []
    used += [name for name in at_hand if name in task.split() and name not in used]
    return Step(id=before.id if before else "", agent=agent, task=task, uses=tuple(used or at_hand), creates=creates)


def _parts(number: int, line: str) -> tuple[str, str, tuple[str, ...]]:
    agent, colon, rest = (part.strip() for part in line.partition(":"))
    if not colon or " " in agent:
        raise UsageError(f"Line {number} names no agent: {line!r}", EXAMPLE)
    if agent not in roster():
        raise UsageError(f"Line {number}: there is no agent named {agent!r}.", suggestion(agent, roster()))
    task, arrow, made = (part.strip() for part in rest.replace("→", "->").rpartition("->"))
    creates = tuple(name.strip() for name in made.split(",")) if arrow else ()
    if not arrow:
        task = made
    if not task:
        raise UsageError(f"Line {number} does not say what to do: {line!r}", EXAMPLE)
    wrong = next((name for name in creates if not name.isidentifier() or keyword.iskeyword(name)), None)
    if wrong is not None:
        raise UsageError(f"Line {number}: {wrong!r} cannot be the name of a variable.", f"{EXAMPLE} -> name")
    return agent, task, creates


def _check(number: int, step: Step, at_hand: Mapping[str, int]) -> None:
    lacking = [name for name in step.uses if name not in at_hand]
    if lacking:
        raise UsageError(
            f"Line {number} uses {lacking[0]}, which no line above it makes.",
            f"Put the line that makes {lacking[0]} above it, or take line {number} out.",
        )
    twice = next((name for name in step.creates if name in at_hand), None)
    if twice is not None:
        other = f"line {at_hand[twice]} makes too" if at_hand[twice] else "is there already"
        raise UsageError(f"Line {number} makes {twice}, which {other}.", f"Give it another name: -> {twice}_2")


def _with_own_ids(steps: Sequence[Step]) -> Iterator[Step]:
    taken = {step.id for step in steps}
    fresh = (f"s{number}" for number in range(1, 2 * len(steps) + len(taken) + 1) if f"s{number}" not in taken)
    for step in steps:
        yield step if step.id else step.model_copy(update={"id": next(fresh)})
