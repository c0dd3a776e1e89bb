"""Runs as rows, and back."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from aa_magics.history.owner import Owner, is_gone
from aa_magics.history.tables import CellRow, RunRow, StepRow
from aa_magics.model import Call, Run, State, Usage

AS_THEY_ARE = ("id", "engine", "started", "seconds", "notebook", "failure", "answered_by", "key")


def write_row(row: RunRow, run: Run) -> None:
    """Bring a row, its steps and its cells to what the run is."""
    data = run.model_dump(mode="json")
    plan = data["plan"]
    steps = plan.pop("steps") if plan else []
    row.id, row.goal, row.engine, row.state = run.id, run.goal.text, run.engine, run.state
    row.frames, row.agents = data["goal"]["frames"], data["goal"]["agents"]
    row.started, row.seconds, row.notebook = run.started, run.seconds, run.notebook
    row.plan, row.failure, row.text = plan, data["failure"], _search_text(run)
    row.reports, row.answered_by, row.key = data["reports"] or None, run.answered_by, run.key
    for name in Usage.model_fields:
        setattr(row, name, getattr(run.usage, name, None))
    row.steps = [StepRow(position=place, **step) for place, step in enumerate(steps)]
    row.cells = [
        CellRow(position=place, cell_type=cell["cell_type"], source=cell["source"], info=cell["metadata"])
        for place, cell in enumerate(data["cells"])
    ]


def read_run(row: RunRow, calls: Sequence[Call]) -> Run:
    """Return the run of a row, with these calls."""
    data = {name: getattr(row, name) for name in AS_THEY_ARE}
    steps = [_columns(step, "run_id", "position") for step in row.steps]
    cells = [{"cell_type": cell.cell_type, "source": cell.source, "metadata": cell.info} for cell in row.cells]
    return Run.model_validate(
        data
        | {"goal": {"text": row.goal, "frames": row.frames, "agents": row.agents}}
        | {"state": read_state(row), "plan": row.plan and row.plan | {"steps": steps}, "cells": cells}
        | {"reports": row.reports or (), "usage": _usage(row), "calls": calls}
    )


def read_state(row: Any) -> State:
    """Return how the run of a row, or of some of its columns, stands: running only while its owner lives."""
    owner = Owner(row.owner_host, row.owner_pid, row.owner_started)
    return "interrupted" if row.state == "running" and is_gone(owner, row.started) else row.state


def folded(text: str) -> str:
    """Return a text such that two spellings of the same letters, in either case, become equal."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _search_text(run: Run) -> str:
    code = [cell.source for cell in run.cells if cell.cell_type == "code"]
    agents = sorted({step.agent for step in run.plan.steps}) if run.plan else []
    return folded("\n".join([run.goal.text, run.notebook or "", *agents, *code]))


def _usage(row: RunRow) -> dict[str, Any] | None:
    return None if row.calls is None else {name: getattr(row, name) for name in Usage.model_fields}


def _columns(row: StepRow, *without: str) -> dict[str, Any]:
    return {c.name: getattr(row, c.name) for c in StepRow.__table__.columns if c.name not in without}
