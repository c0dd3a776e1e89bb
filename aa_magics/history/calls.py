"""Calls of models as rows, and back; what they cost together."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, insert, select, union_all, update
from sqlalchemy.orm import Session

from aa_magics.history.tables import CallRow, RunRow, SpendRow
from aa_magics.model import Call, Spent, Usage

REMEMBERED = timedelta(days=2)
"""For how long the cost of a deleted run's calls is kept: longer than any day, as a day's budget counts it."""

COUNTED = func.coalesce(CallRow.cost, CallRow.most)
"""What a call counts against a budget."""

TEXTS = ("sent", "answer", "failure")
PLAIN = tuple(name for name in Call.model_fields if name not in (*TEXTS, "usage"))


def write_call(session: Session, run_id: str, position: int, call: Call, pending: bool, most: float | None) -> bool:
    """Record a call, in place of what was recorded of it before; return False where its run is not recorded."""
    if session.get(RunRow, run_id, with_for_update=True) is None:
        return False
    session.merge(_row(run_id, position, call, pending, most))
    session.flush()
    session.execute(update(RunRow).where(RunRow.id == run_id).values(_usage_of(run_id)))
    return True


def write_calls(session: Session, run_id: str, calls: Sequence[Call]) -> None:
    """Record all calls of a run that has ended, in place of those recorded while it ran."""
    recorded = session.execute(select(CallRow.position, CallRow.most).where(CallRow.run_id == run_id))
    most = {row.position: row.most for row in recorded}
    session.execute(delete(CallRow).where(CallRow.run_id == run_id))
    session.add_all(_row(run_id, place, call, False, most.get(place)) for place, call in enumerate(calls))


def read_calls(session: Session, run_id: str) -> tuple[Call, ...]:
    found = session.scalars(select(CallRow).where(CallRow.run_id == run_id).order_by(CallRow.position))
    return tuple(_call(row) for row in found)


def read_spent(session: Session, since: datetime) -> Spent:
    """Return what calls since a moment cost, those of deleted runs included."""
    calls = select(COUNTED.label("cost")).where(CallRow.started >= since)
    costs = union_all(calls, select(SpendRow.cost).where(SpendRow.started >= since)).subquery()
    known, all_calls, total = session.execute(
        select(func.count(costs.c.cost), func.count(), func.coalesce(func.sum(costs.c.cost), 0.0)).select_from(costs)
    ).one()
    return Spent(cost=total, unknown=all_calls - known)


def keep_spent(session: Session, runs: ColumnElement[bool]) -> None:
    """Keep what the calls of these runs cost, and no more of them, before the runs are deleted."""
    oldest = datetime.now(UTC) - REMEMBERED
    session.execute(delete(SpendRow).where(SpendRow.started < oldest))
    costs = select(CallRow.started, COUNTED).join(RunRow).where(runs, CallRow.started >= oldest)
    session.execute(insert(SpendRow).from_select(["started", "cost"], costs))


def _row(run_id: str, position: int, call: Call, pending: bool, most: float | None) -> CallRow:
    values = {name: getattr(call, name) for name in PLAIN} | call.usage.model_dump()
    texts = {name: _storable(getattr(call, name)) for name in TEXTS}
    return CallRow(run_id=run_id, position=position, pending=pending, most=most, **values, **texts)


def _call(row: CallRow) -> Call:
    values = {name: getattr(row, name) for name in (*PLAIN, *TEXTS)}
    return Call(**values, usage=Usage(**{name: getattr(row, name) for name in Usage.model_fields}))


def _usage_of(run_id: str) -> dict[str, Any]:
    """Return what the answered calls of a run took together, as values of its row; an unknown cost makes it unknown."""
    answered = (CallRow.run_id == run_id) & CallRow.pending.is_(False)

    def total(column: Any) -> Any:
        return select(func.coalesce(func.sum(column), 0)).where(answered).scalar_subquery()

    cost = case((func.count(CallRow.cost) == func.count(), func.coalesce(func.sum(CallRow.cost), 0.0)))
    counted = {name: total(getattr(CallRow, name)) for name in ("calls", "input_tokens", "output_tokens")}
    return counted | {"cost": select(cost).where(answered).scalar_subquery()}


def _storable(text: str | None) -> str | None:
    """Return a text as every database can keep it: what is no character is written out as its number."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
