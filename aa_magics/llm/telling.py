"""What a prompt says besides the goal: frames as the privacy rules allow, agents, earlier runs, variables at hand."""

from collections.abc import Mapping, Sequence

from aa_magics.agents import roster
from aa_magics.codegen.assemble import one_line
from aa_magics.config.settings import Settings
from aa_magics.model import Cell, FrameProfile, Run, RunSummary, Step, Trial
from aa_magics.privacy import Rules, describe, safe_error
from aa_magics.privacy.quoting import quoted

FRAME_TOKENS = 2_400
"""The most that a planner is told of all frames; wide ones are shortened to it."""
AGENT_TOKENS = 500
LONGEST_CODE = 1_500
MOST_RUNS = 3


def rules_of(settings: Settings) -> Rules:
    """Return the privacy rules that settings make."""
    return Rules(level=settings.privacy, sample_rows=settings.sample_rows, deny=settings.deny, redact=settings.redact)


def frames_told(
    told: Sequence[FrameProfile],
    goal: str,
    rules: Rules,
    budget: int,
    rows: Mapping[str, str],
    beside: Sequence[FrameProfile],
) -> str:
    """Return the text about frames; `rows` are sample rows by the frame's name, told at `samples` level.

    `beside` are all frames that are known: a column that is named by a value of theirs is told like one.
    """
    each = budget // max(1, len(told))
    parts = [describe(profile, rules, goal, each, beside) for profile in told]
    if rules.level == "samples":
        parts += [f"rows of {p.name}:\n{rows[p.name]}" for p in told if rows.get(p.name)]
    return "\n".join(parts)


def agents_told(names: Sequence[str]) -> str:
    return "\n".join(f"{name}: {roster()[name].purpose}" for name in names)


def runs_told(runs: Sequence[Run | RunSummary]) -> str:
    """Return the last runs of a notebook: what was asked, and which variables that made."""
    lines = []
    for run in runs[-MOST_RUNS:]:
        goal = run.goal if isinstance(run, RunSummary) else run.goal.text
        made = [name for step in _steps(run) for name in step.creates]
        lines.append(f"{quoted(one_line(goal))}{' made ' + ', '.join(made) if made else ''}")
    return "\n".join(lines)


def variables_told(step: Step, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]) -> str:
    """Return what a step has at hand, what it must create, and how that was made whose columns are not known."""
    lines = [f"at hand: {', '.join(step.uses)}"]
    lines.append(f"create: {', '.join(step.creates)}" if step.creates else "create: nothing")
    known = {profile.name for profile in profiles}
    if not known.issuperset(step.uses) and earlier:
        code = "\n".join(cell.source for cell in earlier if cell.cell_type == "code")
        lines.append(f"made before by:\n{code[-LONGEST_CODE:]}")
    return "\n".join(lines)


def frames_of(step: Step, profiles: Sequence[FrameProfile]) -> Sequence[FrameProfile]:
    """Return the frames that a step uses, as they are known; all where it names none of them."""
    return [profile for profile in profiles if profile.name in step.uses] or profiles


def error_told(trial: Trial, source: str, known: Sequence[str], profiles: Sequence[FrameProfile], rules: Rules) -> str:
    """Return what a cell did wrong: the error without cell values but those in `known` texts, and the line it is in."""
    lines = source.splitlines()
    told = [safe_error(trial.error, rules, profiles, (source, *known))] if trial.error else []
    if trial.line and trial.line <= len(lines):
        told.append(f"line {trial.line}: {lines[trial.line - 1].strip()}")
    if trial.changed:
        told.append(f"It changed {', '.join(trial.changed)}: work on a copy.")
    return "\n".join(told)


def _steps(run: Run | RunSummary) -> Sequence[Step]:
    return run.plan.steps if isinstance(run, Run) and run.plan else ()
