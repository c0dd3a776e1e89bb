"""The history as a kernel uses it: opened when a run needs it first; where it fails, one warning and no more."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from aa_magics.agents import roster
from aa_magics.analyst import HistoryWarning
from aa_magics.config import Settings
from aa_magics.errors import HistoryError
from aa_magics.model import Call, Level, Run, RunSummary, Spent
from aa_magics.watching import Memory

T = TypeVar("T")

PAUSE = 60.0
"""Seconds for which a history that failed is not tried again: a locked one takes seconds to say so."""

if TYPE_CHECKING:  # importing it loads SQLAlchemy
    from aa_magics.history import History


class KernelHistory:
    """Keeps runs, calls, consents and the switches of agents, or does without: failing, it never breaks an analysis.

    Without a history, agents are switched, consents hold and a day's spending is counted for this kernel only.
    """

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self.settings = settings
        self._opened: tuple[Settings, History] | None = None
        self._switched: dict[str, bool] = {}
        self._memory = Memory()
        self._opening = Lock()  # calls are recorded from threads
        self._of_run: Settings | None = None
        self._failure: HistoryError | None = None
        self._not_before = 0.0
        self._warned = False

    def open(self) -> "History":
        """Return the history that the settings name, opened once. Raises HistoryError, also where it is off."""
        settings = self.settings()
        if not settings.history:
            raise HistoryError("History is off.", "Switch it on: %config AnalystMagics.history = True")
        return self._open(settings)

    def start(self, run: Run) -> None:
        self._of_run = self.settings()
        self._during_run(lambda history: history.start(run), None)

    def finish(self, run: Run) -> None:
        self._attempt(lambda history: history.finish(run), None)

    def answered(self, key: str) -> Run | None:
        """Return the newest run with this key whose answer can be given again; none without a history."""
        return self._attempt(lambda history: history.answered(key), None)

    def record_call(
        self, run_id: str, position: int, call: Call, *, pending: bool = False, most: float | None = None
    ) -> bool:
        """Record a call of a running run; return whether the history has it. See `History.record_call`."""
        self._memory.record_call(run_id, position, call, pending=pending, most=most)
        return self._during_run(
            lambda history: history.record_call(run_id, position, call, pending=pending, most=most), False
        )

    def spent(self, since: datetime) -> Spent:
        """Return what calls cost since a moment: those of every kernel, or at least those of this one."""
        seen = self._memory.spent(since)
        return max(self._during_run(lambda history: history.spent(since), seen), seen, key=lambda spent: spent.cost)

    def consent(self, notebook: str | None, engine: str, host: str, level: Level) -> None:
        """Keep a person's word for what may be sent where; where there is no notebook, for this kernel only."""
        self._memory.consent(notebook, engine, host, level)
        self._during_run(lambda history: history.consent(notebook, engine, host, level), None)

    def consented(self, notebook: str | None, engine: str, host: str, level: Level) -> bool:
        return self._memory.consented(notebook, engine, host, level) or self._during_run(
            lambda history: history.consented(notebook, engine, host, level), False
        )

    def agents_off(self) -> frozenset[str]:
        """Return the agents that are off, in the history or else in this kernel."""
        off_at_first = frozenset(agent.name for agent in roster().values() if not agent.on)
        off = self._attempt(lambda history: history.agents_off(), off_at_first)
        switched_on = {name for name, on in self._switched.items() if on}
        return (off | self._switched.keys()) - switched_on

    def set_agent(self, name: str, on: bool) -> bool:
        """Switch an agent on or off; return whether the history keeps it, or only this kernel."""

        def keep(history: "History") -> bool:
            history.set_agent(name, on)
            return True

        self._switched[name] = on
        kept = self._attempt(keep, False)
        if kept:
            del self._switched[name]
        return kept

    def newest(self, limit: int) -> Sequence[RunSummary]:
        return self._attempt(lambda history: history.runs(limit=limit).items, ())

    def uses(self) -> Mapping[str, int]:
        return self._attempt(lambda history: history.uses(), {})

    def warn_once(self) -> None:
        """Tell the first failure of this kernel, from the thread that shows it."""
        if self._failure is not None and not self._warned:
            self._warned = True
            told = f"Runs are not recorded now. {self._failure.message} {self._failure.hint}"
            warnings.warn_explicit(told, HistoryWarning, "%%analyst", 1)  # no line of ours helps a person

    def close(self) -> None:
        if self._opened is not None:
            self._opened[1].close()
            self._opened = None

    def _open(self, settings: Settings) -> "History":
        with self._opening:
            if self._opened is None or self._opened[0] != settings:
                from aa_magics.history import open_history

                self._opened = (settings, open_history(settings.database, retention_days=settings.retention_days))
            return self._opened[1]

    def _during_run(self, work: Callable[["History"], T], otherwise: T) -> T:
        """Return what `_attempt` does, by the settings that the run started with: they take a while to read anew."""
        return self._attempt(work, otherwise, self._of_run)

    def _attempt(self, work: Callable[["History"], T], otherwise: T, settings: Settings | None = None) -> T:
        """Return what `work` does with the history, or `otherwise`; after a failure it is left alone for a while."""
        settings = settings or self.settings()
        if not settings.history or monotonic() < self._not_before:
            return otherwise
        try:
            return work(self._open(settings))
        except HistoryError as error:
            self._failure = error
            self._not_before = monotonic() + PAUSE
            return otherwise
