"""How a model's run stands, in words: each step's state, what is to be said of it, and what it all took."""

from collections.abc import Sequence

from aa_magics.codegen.assemble import one_line
from aa_magics.model import Run, StepReport, Usage

SETTLED = ("done", "failed")


def is_models(run: Run) -> bool:
    """Return whether a model was asked for a run, as far as is known yet."""
    return run.usage is not None or bool(run.reports)


def step_remark(run: Run, step: str) -> str:
    """Return what is to be said of a step, in one line; "" for one that went well at once, and where no model wrote."""
    report = next((report for report in run.reports if report.step == step), None)
    if report is None:
        return ""
    state = _state(report, run.state != "running")
    said = ", ".join(one_line(text) for text in (report.note, *_repairs(report), *_sample(report)) if text)
    return said if state == "done" else f"{state}: {said}" if said else state


def facts(run: Run) -> str:
    """Return engine, time, tokens and cost of a model's run as one line, and whether the history had the answer."""
    known = [one_line(run.engine), duration(run.seconds), *spent(run.usage)]
    again = ["from history; ask again with `--fresh`"] if run.answered_by else []
    return " · ".join([*known, *again])


def status_line(run: Run) -> str:
    """Return how a run that goes on stands, for a terminal."""
    steps = len(run.plan.steps) if run.plan else 0
    ended = sum(report.state in SETTLED for report in run.reports)
    doing = f"{ended} of {steps} steps done" if steps else "planning"
    notes = [report.note for report in run.reports if report.note and report.state not in SETTLED]
    notes = [one_line(note) for note in (run.waits, *notes) if note]
    return " · ".join([f"{one_line(run.engine)}: {doing}", *notes[:1], *spent(run.usage), duration(run.seconds)])[:100]


def spent(usage: Usage | None) -> Sequence[str]:
    """Return tokens and cost in words; nothing where no model was called."""
    if usage is None or usage.calls == 0:
        return ()
    tokens = usage.input_tokens + usage.output_tokens
    return (f"{tokens:,} token{'s' * (tokens != 1)}", cost(usage.cost))


def cost(dollars: float | None) -> str:
    """Return US dollars: cents from a cent up, two digits below it; one that is not known is not guessed."""
    if dollars is None:
        return "cost unknown"
    if dollars == 0:
        return "no cost"
    return "under $0.0001" if dollars < 0.0001 else f"${dollars:.{4 if dollars < 0.01 else 2}f}"


def duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"


def _state(report: StepReport, ended: bool) -> str:
    return "not written" if ended and report.state not in SETTLED else report.state


def _repairs(report: StepReport) -> Sequence[str]:
    if report.state != "done" or report.repairs == 0:
        return ()
    return ("repaired once" if report.repairs == 1 else f"repaired {report.repairs} times",)


def _sample(report: StepReport) -> Sequence[str]:
    return ("tried on a sample of the rows",) if report.trial is not None and report.trial.sampled else ()
