"""Lists of runs: the one query for their summaries, and the cursor that leads from a page to the next."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from aa_magics.errors import UsageError
from aa_magics.history.rows import read_state
from aa_magics.history.tables import CellRow, RunRow
from aa_magics.model import RunSummary

SUMMARY = ("id", "goal", "frames", "engine", "state", "started", "seconds", "notebook")


def summaries() -> Select[Any]:
    code = select(func.count()).where(CellRow.run_id == RunRow.id, CellRow.cell_type == "code").scalar_subquery()
    owner = (RunRow.owner_host, RunRow.owner_pid, RunRow.owner_started)
    usage = (RunRow.calls, RunRow.input_tokens, RunRow.output_tokens, RunRow.cost)
    return select(*(getattr(RunRow, name) for name in SUMMARY), *owner, *usage, code.label("cells"))


def read_summary(row: Any) -> RunSummary:
    tokens = (row.input_tokens or 0) + (row.output_tokens or 0)
    read = {"state": read_state(row), "cells": row.cells, "tokens": tokens, "cost": row.cost if row.calls else 0.0}
    return RunSummary(**{name: getattr(row, name) for name in SUMMARY} | read)


def cursor_after(item: RunSummary) -> str:
    return f"{item.started.isoformat()}~{item.id}"


def after(cursor: str) -> ColumnElement[bool]:
    moment, mark, run_id = cursor.partition("~")
    try:
        started = datetime.fromisoformat(moment)
    except ValueError:
        mark = ""
    if not mark:
        raise UsageError(f"There is no page at {cursor!r}.", "Use the `next` of the page before, or none.")
    return or_(RunRow.started < started, and_(RunRow.started == started, RunRow.id < run_id))
