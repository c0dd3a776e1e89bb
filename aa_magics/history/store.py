"""The store: runs and their calls are recorded, listed, searched, read and deleted; agents are switched and counted."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from aa_magics.agents import roster
from aa_magics.errors import RunError
from aa_magics.history.calls import keep_spent, read_calls, read_spent, write_call, write_calls
from aa_magics.history.database import Database
from aa_magics.history.owner import this_process
from aa_magics.history.pages import after, cursor_after, read_summary, summaries
from aa_magics.history.rows import folded, read_run, read_state, write_row
from aa_magics.history.tables import AgentRow, ConsentRow, RunRow
from aa_magics.model import Call, Level, Page, Run, Spent


def open_history(url: str | Path, *, retention_days: int | None = None) -> "History":
    """Return the history in a SQLite file or behind a SQLAlchemy URL, made and brought up to date where needed.

    Runs older than `retention_days` are deleted now and whenever a run starts. Raises HistoryError.
    """
    history = History(Database(url), None if retention_days is None else timedelta(days=retention_days))
    history.forget_old()
    return history


class History:
    """Runs and agents in a database. Every method may be called from any thread, and raises HistoryError."""

    def __init__(self, database: Database, retention: timedelta | None = None) -> None:
        self._database = database
        self._retention = retention
        self._begun: set[str] = set()

    @property
    def where(self) -> str:
        """The database, named for a person."""
        return self._database.where

    def check(self) -> None:
        """Raise HistoryError unless the history can be read and written now."""
        nothing = update(AgentRow).where(AgentRow.name == "").values(uses=0)
        self._database.write(lambda session: session.execute(nothing))

    def start(self, run: Run) -> None:
        """Record a run that starts, owned by this process."""
        self._database.write(lambda session: self._start(session, run))
        self._begun.add(run.id)

    def finish(self, run: Run) -> None:
        """Record how a run ended, and count the use of its agents. Its calls take the place of those recorded so far.

        One that could not be recorded at its start is now; one that was deleted meanwhile stays deleted.
        """
        self._database.write(lambda session: self._finish(session, run))
        self._begun.discard(run.id)

    def runs(self, *, words: str = "", notebook: str | None = None, cursor: str | None = None, limit: int = 20) -> Page:
        """Return a page of runs, newest first, by one query; `cursor` is the `next` of the page before.

        Every one of `words` must occur in the goal, the code, the agents or the notebook, in upper or lower case.
        Raises UsageError for a cursor that no page gave.
        """
        query = summaries().order_by(RunRow.started.desc(), RunRow.id.desc()).limit(limit + 1)
        for word in words.split():
            query = query.where(RunRow.text.contains(folded(word), autoescape=True))
        if notebook is not None:
            query = query.where(RunRow.notebook == notebook)
        if cursor is not None:
            query = query.where(after(cursor))
        found = self._database.read(lambda session: [read_summary(row) for row in session.execute(query)])
        return Page(items=tuple(found[:limit]), next=cursor_after(found[limit - 1]) if len(found) > limit else None)

    def get(self, run_id: str) -> Run:
        """Return a run by its id, or by a beginning that no other shares. Raises RunError when there is none."""
        return self._database.read(lambda session: _read(session, _find(session, run_id)))

    def answered(self, key: str) -> Run | None:
        """Return the newest run with this key whose answer can be given again: done, with cells, no step failed.

        One that was itself answered by an earlier run is none: it asked nothing.
        """
        return self._database.read(lambda session: _answered(session, key))

    def delete(self, run_id: str) -> None:
        """Delete a run, found as by `get`, with all that hangs on it. Raises RunError when there is none.

        What its calls cost goes on counting for the day.
        """
        self._database.write(lambda session: _delete(session, RunRow.id == _find(session, run_id).id))

    def record_call(
        self, run_id: str, position: int, call: Call, *, pending: bool = False, most: float | None = None
    ) -> bool:
        """Record the call at a position (from 0) of a run that is running; return whether it is, as the run is.

        One that is `pending` was sent, and no answer has come yet; recorded again with its answer, it replaces that.
        What the answered calls of the run took is kept with the run at once. `most` is what it can cost at the most,
        in US dollars: what it counts where its cost is not known.
        """
        return self._database.write(lambda session: write_call(session, run_id, position, call, pending, most))

    def calls(self, run_id: str) -> tuple[Call, ...]:
        """Return the calls of a run, found as by `get`, in the order in which they were sent."""
        return self._database.read(lambda session: read_calls(session, _find(session, run_id).id))

    def spent(self, since: datetime) -> Spent:
        """Return what the calls of all kernels that share this history cost since a moment.

        Pending calls are among them, and for two days those of runs deleted since.
        """
        return self._database.read(lambda session: read_spent(session, since))

    def consent(self, notebook: str | None, engine: str, host: str, level: Level) -> None:
        """Keep a person's word that text of this level may go from a notebook to a host for an engine.

        Where there is no notebook, nothing is kept: what asked could not be known again.
        """
        if notebook is not None:
            given = ConsentRow(notebook=notebook, engine=engine, host=host, level=level, given=datetime.now(UTC))
            self._database.write(lambda session: session.add(given))

    def consented(self, notebook: str | None, engine: str, host: str, level: Level) -> bool:
        """Return whether a person has agreed to exactly that."""
        if notebook is None:
            return False
        query = select(ConsentRow.id).filter_by(notebook=notebook, engine=engine, host=host, level=level).limit(1)
        return self._database.read(lambda session: session.scalar(query) is not None)

    def agents_off(self) -> frozenset[str]:
        """Return the agents that were switched off, or that the roster has off and nobody switched on."""
        query = select(AgentRow.name, AgentRow.on).where(AgentRow.on.is_not(None))
        switched = self._database.read(lambda session: {row.name: row.on for row in session.execute(query)})
        on = {name: agent.on for name, agent in roster().items()} | switched
        return frozenset(name for name in on if not on[name])

    def set_agent(self, name: str, on: bool) -> None:
        """Switch an agent on or off, for every notebook that shares this history."""

        def switch(session: Session) -> None:
            _agent(session, name).on = on

        self._database.write(switch)

    def uses(self) -> Mapping[str, int]:
        """Return how many runs used each agent, those deleted since included."""
        query = select(AgentRow.name, AgentRow.uses)
        return self._database.read(lambda session: {row.name: row.uses for row in session.execute(query)})

    def forget_old(self) -> None:
        """Delete the runs that are older than the retention, but for those still running."""
        if self._retention is not None and self._database.read(self._has_old):
            self._database.write(self._forget_old)

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self._database.close()

    def _start(self, session: Session, run: Run) -> None:
        session.add(_new_row(run))
        if self._retention is not None:
            self._forget_old(session)

    def _finish(self, session: Session, run: Run) -> None:
        row = session.get(RunRow, run.id)
        if row is None and run.id in self._begun:
            return
        counted = row is not None and row.state != "running"
        if row is None:
            session.add(_new_row(run))
        else:
            write_row(row, run)
        if run.calls:
            session.flush()  # a new run goes before its calls
            write_calls(session, run.id, run.calls)
        if run.plan is not None and not counted:
            for name in sorted({step.agent for step in run.plan.steps}):
                _agent(session, name).uses += 1

    def _has_old(self, session: Session) -> bool:
        return session.scalar(select(RunRow.id).where(self._old()).limit(1)) is not None

    def _forget_old(self, session: Session) -> None:
        running = session.execute(summaries().where(self._old(), RunRow.state == "running"))
        alive = [row.id for row in running if read_state(row) == "running"]
        _delete(session, self._old() & RunRow.id.not_in(alive))

    def _old(self) -> ColumnElement[bool]:
        assert self._retention is not None
        return RunRow.started < datetime.now(UTC) - self._retention


def _new_row(run: Run) -> RunRow:
    owner = this_process()
    row = RunRow(owner_host=owner.host, owner_pid=owner.pid, owner_started=owner.started)
    write_row(row, run)
    return row


def _find(session: Session, run_id: str) -> RunRow:
    starts = RunRow.id.startswith(run_id, autoescape=True)
    found = session.scalars(select(RunRow).where(starts).order_by(RunRow.id).limit(2)).all() if run_id else ()
    if not found:
        raise RunError(f"No run starts with {run_id!r}.", "List the runs: %analyst history")
    if len(found) > 1 and found[0].id != run_id:
        raise RunError(f"Several runs start with {run_id!r}.", f"Type more of the id, such as {found[0].id}")
    return found[0]


def _read(session: Session, row: RunRow) -> Run:
    return read_run(row, read_calls(session, row.id))


def _answered(session: Session, key: str) -> Run | None:
    query = select(RunRow.id, RunRow.reports).order_by(RunRow.started.desc())
    query = query.where(RunRow.key == key, RunRow.state == "done", RunRow.answered_by.is_(None), RunRow.cells.any())
    for run_id, reports in session.execute(query):
        if all(report["state"] != "failed" for report in reports or ()):
            return _read(session, session.get_one(RunRow, run_id))
    return None


def _delete(session: Session, runs: ColumnElement[bool]) -> None:
    keep_spent(session, runs)
    session.execute(delete(RunRow).where(runs))


def _agent(session: Session, name: str) -> AgentRow:
    """Return an agent's row, added where missing, and keep others from changing it until the transaction ends."""
    row = session.get(AgentRow, name, with_for_update=True)
    if row is None:
        row = AgentRow(name=name, on=None, uses=0)
        session.add(row)
    return row
