"""Calls of models as rows, and back; what they cost together."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, case, delete, func, insert, select, union_all, update
from sqlalchemy.orm import Session

from aa_magics.history.tables import Base, CallRow, RunRow, SpendRow
from aa_magics.model import Call, Spent, Usage

REMEMBERED = timedelta(days=2)
"""For how long the cost of a deleted run's calls is kept: longer than any day, as a day's budget counts it."""

COUNTED = func.coalesce(CallRow.cost, CallRow.most)
"""What a call counts against a budget."""

CALLS, RUNS = Base.metadata.tables["aa_calls"], Base.metadata.tables["aa_runs"]
FIND_RUN = select(RUNS.c.id).where(RUNS.c.id == bindparam("run")).with_for_update()
FORGET = delete(CALLS).where(CALLS.c.run_id == bindparam("run"), CALLS.c.position == bindparam("place"))


def _count() -> Update:
    """Return what brings a run's usage to that of its answered calls; an unknown cost makes it unknown."""
    answered = (CALLS.c.run_id == bindparam("run")) & CALLS.c.pending.is_(False)
    cost = case((func.count(CALLS.c.cost) == func.count(), func.coalesce(func.sum(CALLS.c.cost), 0.0)))
    totals = {name: func.coalesce(func.sum(CALLS.c[name]), 0) for name in Usage.model_fields} | {"cost": cost}
    values = {name: select(total).where(answered).scalar_subquery() for name, total in totals.items()}
    return update(RUNS).where(RUNS.c.id == bindparam("run")).values(values)


COUNT = _count()

TEXTS = ("sent", "answer", "failure")
PLAIN = tuple(name for name in Call.model_fields if name not in (*TEXTS, "usage"))


def write_call(session: Session, run_id: str, position: int, call: Call, pending: bool, most: float | None) -> bool:
    """Record a call, in place of what was recorded of it before; return False where its run is not recorded."""
    connection, which = session.connection(), {"run": run_id, "place": position}
    if connection.scalar(FIND_RUN, which) is None:
        return False
    connection.execute(FORGET, which)
    connection.execute(insert(CALLS), _values(run_id, position, call, pending, most))
    if not pending:
        connection.execute(COUNT, which)
    return True


def write_calls(session: Session, run_id: str, calls: Sequence[Call]) -> None:
    """Record all calls of a run that has ended, in place of those recorded while it ran."""
    recorded = session.execute(select(CallRow.position, CallRow.most).where(CallRow.run_id == run_id))
    most = {row.position: row.most for row in recorded}
    session.execute(delete(CallRow).where(CallRow.run_id == run_id))
    rows = [_values(run_id, place, call, False, most.get(place)) for place, call in enumerate(calls)]
    session.execute(insert(CallRow), rows)


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


def _values(run_id: str, position: int, call: Call, pending: bool, most: float | None) -> dict[str, Any]:
    values = {name: getattr(call, name) for name in PLAIN} | call.usage.model_dump()
    texts = {name: _storable(getattr(call, name)) for name in TEXTS}
    return {"run_id": run_id, "position": position, "pending": pending, "most": most, **values, **texts}


def _call(row: CallRow) -> Call:
    values = {name: getattr(row, name) for name in (*PLAIN, *TEXTS)}
    return Call(**values, usage=Usage(**{name: getattr(row, name) for name in Usage.model_fields}))


def _storable(text: str | None) -> str | None:
    """Return a text as every database can keep it: what is no character is written out as its number."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
