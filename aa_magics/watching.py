"""The watch over a run's calls of models: consent and budgets before each, what it sent and took after it."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, time
from functools import reduce
from math import ceil
from operator import add
from typing import Protocol, TypeVar, runtime_checkable

from aa_magics.config import AuditLog, Settings
from aa_magics.errors import BudgetError, ConsentError, HistoryError
from aa_magics.model import Call, Level, Spent, Usage
from aa_magics.privacy.quoting import quoted

T = TypeVar("T")

NO_ANSWER = "under way, or stopped: its tokens and its cost are the most that it can take"


@runtime_checkable
class Ledger(Protocol):
    """What remembers calls and consents beyond a run: `History` and `KernelHistory` do. May raise HistoryError."""

    def record_call(
        self, run_id: str, position: int, call: Call, *, pending: bool = False, most: float | None = None
    ) -> bool: ...

    def spent(self, since: datetime) -> Spent: ...

    def consent(self, notebook: str | None, engine: str, host: str, level: Level) -> None: ...

    def consented(self, notebook: str | None, engine: str, host: str, level: Level) -> bool: ...


class Memory:
    """A ledger for as long as a process lives: what remembers where there is no history."""

    def __init__(self) -> None:
        self._counted: dict[tuple[str, int], tuple[datetime, float | None]] = {}
        self._consents: set[tuple[str | None, str, str, Level]] = set()

    def record_call(
        self, run_id: str, position: int, call: Call, *, pending: bool = False, most: float | None = None
    ) -> bool:
        self._counted[run_id, position] = call.started, most if call.usage.cost is None else call.usage.cost
        return True

    def spent(self, since: datetime) -> Spent:
        costs = [cost for started, cost in list(self._counted.values()) if started >= since]
        known = [cost for cost in costs if cost is not None]
        return Spent(cost=sum(known), unknown=len(costs) - len(known))

    def consent(self, notebook: str | None, engine: str, host: str, level: Level) -> None:
        self._consents.add((notebook, engine, host, level))

    def consented(self, notebook: str | None, engine: str, host: str, level: Level) -> bool:
        return (notebook, engine, host, level) in self._consents


class Watching:
    """Watches over the calls of one run; the engine tells it of each (`aa_magics.llm.watch.Watch`).

    Before a call is sent, it raises ConsentError where nobody agreed to it, BudgetError where it could pass a budget.
    `confirm` shows the call to a person and returns whether it may be sent (it may block: it has a thread of its
    own); without one nobody can be asked. `columns` are the names of the frames' columns: the `audit` log notes those
    that stand in what is sent. `changed` is called whenever `calls`, `usage` or `waiting_for` have changed.

    Calls of one run are let pass one by one. Kernels that share a ledger see each other's calls as soon as they are
    let pass, so a day's budget can be passed by at most one call of each kernel that looks at the same moment.
    """

    def __init__(
        self,
        settings: Settings,
        run_id: str,
        notebook: str | None = None,
        *,
        ledger: Ledger | None = None,
        confirm: Callable[[Call], bool] | None = None,
        audit: AuditLog | None = None,
        columns: Collection[str] = (),
        changed: Callable[[], None] = lambda: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.settings, self.run_id, self.notebook = settings, run_id, notebook
        self.waiting_for: dict[str | None, str] = {}
        self._ledger, self._confirm, self._audit = ledger or Memory(), confirm, audit
        self._columns, self._changed, self._clock = columns, changed, clock
        self._calls: list[Call] = []
        self._most: list[float | None] = []
        self._open: dict[int, Call] = {}
        self._agreed: tuple[str | None, str, str, Level] | None = None
        self._turn = asyncio.Lock()

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls in the order in which they were sent, with what the settings let keep of their texts."""
        return tuple(self._calls)

    @property
    def usage(self) -> Usage:
        """What the answered calls of the run took."""
        return _total(self._answered())

    def usage_of(self, step: str | None) -> Usage:
        """Return what the answered calls of a step took (None: those of the plan)."""
        return _total([call for call in self._answered() if call.step == step])

    async def before(self, call: Call) -> None:
        """Let a call pass that may be sent; see the class for what stops it."""
        async with self._turn:
            await self._agree(call)
            await self._afford(call)
            await self._note(call, "sending")
            position = len(self._calls)
            self._calls.append(self._kept(call).model_copy(update={"failure": NO_ANSWER}))
            self._most.append(call.usage.cost)
            self._open[position] = call
            try:
                await self._record(position, pending=True)
            except BaseException:  # the run was stopped, so nothing is sent
                del self._calls[position], self._most[position], self._open[position]
                raise
        self.waiting_for.pop(call.step, None)
        self._changed()

    async def after(self, call: Call) -> None:
        """Keep a call that has come back, or failed, with what it took."""
        position = self._position(call)
        del self._open[position]
        self._calls[position] = self._kept(call)
        self._changed()
        await self._record(position, pending=False)
        await self._note(call, "failed" if call.failure else "answered")

    def waiting(self, step: str | None, text: str) -> None:
        """Show that a step (None: the plan) waits before it sends its call again."""
        self.waiting_for[step] = text
        self._changed()

    async def _agree(self, call: Call) -> None:
        from aa_magics.llm.hosts import is_local  # the engine that calls has loaded it

        asked = (self.notebook, call.engine, call.host, call.level)
        if not self.settings.confirm or is_local(call.host) or asked == self._agreed:
            return
        if await self._ask(lambda ledger: ledger.consented(*asked)):
            self._agreed = asked
            return
        if self._confirm is None:
            raise ConsentError(
                f"Nothing was sent to {call.host}: nobody can be asked here whether it may be.",
                "To send without asking, type %config AnalystMagics.confirm = False, or set AA_MAGICS_CONFIRM=0",
            )
        if not await asyncio.to_thread(self._confirm, call):
            raise ConsentError(
                f"Nothing was sent to {call.host}: you did not agree to it.",
                "Choose an engine on this machine, such as: %%analyst -e offline. What would be told is set by "
                "%config AnalystMagics.privacy",
            )
        self._agreed = asked
        await self._ask(lambda ledger: ledger.consent(*asked))

    async def _afford(self, call: Call) -> None:
        budgets = {"run_budget": self.settings.run_budget, "day_budget": self.settings.day_budget}
        for name, budget in budgets.items():
            if budget is not None:
                _check_budget(name, budget, call, await self._spent(name))

    async def _spent(self, name: str) -> Spent:
        if name == "run_budget":
            return Spent(cost=sum(self._counted(position) for position in range(len(self._calls))))
        today = self._clock().astimezone().date()
        midnight = datetime.combine(today, time()).astimezone()
        return await self._ask(lambda ledger: ledger.spent(midnight))

    def _counted(self, position: int) -> float:
        """Return what a call counts against a budget: its cost, or the most it can be while that is not known."""
        cost = self._calls[position].usage.cost
        return (self._most[position] if cost is None else cost) or 0.0

    def _answered(self) -> Sequence[Call]:
        return [call for position, call in enumerate(self._calls) if position not in self._open]

    def _position(self, call: Call) -> int:
        """Return where the call that came back stands; calls of the same text are as good as one another."""
        same = (position for position, sent in self._open.items() if _identity(sent) == _identity(call))
        return next(same)

    def _kept(self, call: Call) -> Call:
        match self.settings.keep_sent:
            case "text":
                return call
            case "hash":
                return call.model_copy(update={"sent": None, "answer": None})
            case "nothing":
                return call.model_copy(update={"sent": None, "answer": None, "sha256": ""})

    async def _record(self, position: int, pending: bool) -> None:
        call, most = self._calls[position], self._most[position]
        await self._ask(lambda ledger: ledger.record_call(self.run_id, position, call, pending=pending, most=most))

    async def _ask(self, work: Callable[[Ledger], T]) -> T:
        """Return what `work` does with the ledger, in a thread; one that fails is left for the process's memory."""
        try:
            return await asyncio.to_thread(work, self._ledger)
        except HistoryError:
            self._ledger = Memory()
            for position, call in enumerate(self._calls):
                self._ledger.record_call(self.run_id, position, call, most=self._most[position])
            return work(self._ledger)

    async def _note(self, call: Call, outcome: str) -> None:
        if self._audit is not None:
            columns = [name for name in self._columns if _is_told(name, call.sent or "")]
            await asyncio.to_thread(self._audit.write, call, columns, outcome)


def _check_budget(name: str, budget: float, call: Call, spent: Spent) -> None:
    """Raise BudgetError where a call could pass a budget, in US dollars, of which so much is spent."""
    if call.usage.cost is None:
        raise BudgetError(
            f"What a call of {call.engine} costs is not known, and {name} is set to ${budget:g}.",
            f"To call it all the same, take the budget away: %config AnalystMagics.{name} = None",
        )
    needed = spent.cost + call.usage.cost
    if needed > budget:
        of = "this run" if name == "run_budget" else "today"
        unknown = f", calls of unknown price not counted ({spent.unknown})" if spent.unknown else ""
        raise BudgetError(
            f"A call of {call.engine} can cost ${call.usage.cost:.4f}; {of} has spent ${spent.cost:.4f} of "
            f"${budget:g}{unknown}.",
            f"Raise the budget: %config AnalystMagics.{name} = {_enough(needed):.2f}",
        )


def _enough(needed: float) -> float:
    """Return twice what is needed, in whole cents: the call that was stopped is seldom the last."""
    return ceil(needed * 200) / 100


def _is_told(name: str, sent: str) -> bool:
    """Return whether a text tells a column's name: prompts quote it, unless it is a number or the like."""
    return quoted(name) in sent or (not name.isidentifier() and name in sent)


def _identity(call: Call) -> tuple[str | None, str, str]:
    return call.step, call.agent, call.sha256


def _total(calls: Collection[Call]) -> Usage:
    return reduce(add, (call.usage for call in calls), Usage())
