"""A run as markdown and as plain text, for front ends that do not know ours."""

from collections.abc import Callable, Sequence

from aa_magics.agents import roster
from aa_magics.codegen.assemble import markdown_text, one_line
from aa_magics.magics.reports import step_remark
from aa_magics.model import Cell, FrameChoice, Plan, Run, Step

Style = Callable[[str], str]


def markdown_run(run: Run, *, closing: str = "", code: bool = False) -> str:
    """Return a run as markdown: its plan, its code where asked for, and a closing line."""
    shown = [] if run.plan is None else _markdown_plan(run, run.plan)
    blocks = [_fenced(cell.source) for cell in _code(run)] if code else []
    return "\n\n".join([*shown, *blocks, *([closing] if closing else [])])


def plain_run(run: Run, *, closing: str = "", code: bool = False) -> str:
    """Return a run as text: its plan, its code where asked for, and a closing line."""
    shown = [] if run.plan is None else ["\n".join(_plain_plan(run, run.plan))]
    blocks = [cell.source for cell in _code(run)] if code else []
    return "\n\n".join([*shown, *blocks, *([closing.replace("`", "")] if closing else [])])


def agent_title(name: str) -> str:
    agent = roster().get(name)
    return agent.title if agent else name


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as markdown; its texts are shown as they are."""
    lines = [head, ["---"] * len(head), *([markdown_text(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plain_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as text; its texts are shown as they are."""
    rows = [[one_line(text) for text in row] for row in rows]
    widths = [max(len(text) for text in column) for column in zip(head, *rows, strict=True)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in (head, *rows)]
    return "\n".join(line.rstrip() for line in lines)


def _markdown_plan(run: Run, plan: Plan) -> list[str]:
    frames = "  \n".join(_frame(choice, _bold, markdown_text) for choice in plan.frames)
    steps = "\n".join(
        f"{number}. {_step(step, markdown_text)} *({markdown_text(agent_title(step.agent))})*"
        f"{_remark(run, step, markdown_text)}"
        for number, step in enumerate(plan.steps, start=1)
    )
    return [part for part in (frames, steps, "  \n".join(_remarks(plan, markdown_text))) if part]


def _plain_plan(run: Run, plan: Plan) -> list[str]:
    steps = [
        f"{number}. {_step(step, one_line)} ({agent_title(step.agent)}){_remark(run, step, one_line)}"
        for number, step in enumerate(plan.steps, start=1)
    ]
    return [*(_frame(choice, one_line, one_line) for choice in plan.frames), *steps, *_remarks(plan, one_line)]


def _frame(choice: FrameChoice, name: Style, text: Style) -> str:
    rows = f"{choice.rows:,} row{'s' * (choice.rows != 1)}"
    columns = f"{choice.columns:,} column{'s' * (choice.columns != 1)}"
    return f"{name(choice.name)}: {rows} × {columns} ({text(choice.why)})"


def _step(step: Step, text: Style) -> str:
    made = ", ".join(text(name) for name in step.creates)
    return f"{text(step.task)} → {made}" if made else text(step.task)


def _remark(run: Run, step: Step, text: Style) -> str:
    said = step_remark(run, step.id)
    return f" — {text(said)}" if said else ""


def _remarks(plan: Plan, text: Style) -> list[str]:
    unused = [f"Not used: {', '.join(text(word) for word in plan.unused)}"] if plan.unused else []
    return unused + [f"Assumed: {text(assumption)}" for assumption in plan.assumptions]


def _code(run: Run) -> list[Cell]:
    return [cell for cell in run.cells if cell.cell_type == "code"]


def _bold(text: str) -> str:
    return f"**{markdown_text(text)}**"


def _fenced(source: str) -> str:
    """Return code in a fence longer than any in it."""
    fence = "```"
    while fence in source:
        fence += "`"
    return f"{fence}python\n{source}\n{fence}"
