"""What stands between an engine and a host: consent, budgets, and a record of everything that was sent."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aa_magics.config import AuditLog, Settings
from aa_magics.errors import AnalystError, BudgetError, ConsentError, HistoryError, PolicyError
from aa_magics.history import History, open_history
from aa_magics.model import Call, Spent, Usage
from aa_magics.watching import NO_ANSWER, Ledger, Memory, Watching
from tests.runs import a_call, a_run, just_started

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOTEBOOK = "/home/ada/sales.ipynb"


def watching(ledger: Ledger | None = None, /, **chosen: Any) -> Watching:
    """Return a watch that asks nobody, unless `confirm` is given; what is no argument of it is a setting."""
    names = ("confirm", "audit", "columns", "changed", "clock")
    given = {"clock": lambda: NOW} | {name: chosen.pop(name) for name in names if name in chosen}
    settings = Settings.model_validate({"confirm": "confirm" in given, **chosen})
    return Watching(settings, "r1", NOTEBOOK, ledger=ledger, **given)


def sent(cost: float | None = 1.0, **changes: Any) -> Call:
    """Return a call that is about to be sent, and can cost so much."""
    usage = Usage(calls=1, input_tokens=100, output_tokens=4000, cost=cost)
    return a_call(started=NOW, seconds=0.0, usage=usage, answer=None, **changes)


def answered(call: Call, cost: float | None = 0.25, **changes: Any) -> Call:
    usage = Usage(calls=1, input_tokens=90, output_tokens=10, cost=cost)
    return call.model_copy(update={"seconds": 1.5, "usage": usage, "answer": "px.bar(sales)", **changes})


async def ask(watch: Watching, call: Call, cost: float | None = 0.25) -> None:
    """Send a call, and let it be answered."""
    await watch.before(call)
    await watch.after(answered(call, cost))


def run(*work: Coroutine[Any, Any, None]) -> None:
    async def one_by_one() -> None:
        for each in work:
            await each

    asyncio.run(one_by_one())


def stopped(kind: type[AnalystError], watch: Watching, call: Call) -> tuple[str, str]:
    """Return the two lines with which a call is stopped, of which nothing is then on record."""
    before = watch.calls
    with pytest.raises(kind) as caught:
        run(watch.before(call))
    assert str(caught.value).count("\n") == 1
    assert watch.calls == before
    return caught.value.message, caught.value.hint


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    opened = open_history(tmp_path / "history.db")
    for run_id in ("r1", "r2"):
        opened.start(just_started(a_run(run_id)))
    yield opened
    opened.close()


# What is kept


def test_calls_are_kept_in_the_order_in_which_they_were_sent_with_what_came_back() -> None:
    watch, first, second = watching(), sent(sha256="1"), sent(sha256="2")

    async def work() -> None:
        await watch.before(first)
        await watch.before(second)
        await watch.after(answered(second))
        await watch.after(answered(first))

    run(work())
    assert watch.calls == (answered(first), answered(second))


@pytest.mark.parametrize(
    ("keep", "kept"),
    [
        ("text", {"sent": 'columns: "price", "region"', "answer": "px.bar(sales)", "sha256": "ab" * 32}),
        ("hash", {"sent": None, "answer": None, "sha256": "ab" * 32}),
        ("nothing", {"sent": None, "answer": None, "sha256": ""}),
    ],
)
def test_the_setting_says_what_is_kept_of_a_text_here_and_in_the_history(
    keep: str, kept: dict[str, str | None], history: History
) -> None:
    watch = watching(history, keep_sent=keep)
    run(ask(watch, sent()))
    assert watch.calls == (answered(sent()).model_copy(update=kept),)
    assert history.calls("r1") == watch.calls


def test_a_call_under_way_is_on_record_and_says_that_no_answer_came(history: History) -> None:
    watch = watching(history)
    run(watch.before(sent()))
    assert [call.failure for call in watch.calls] == [NO_ANSWER]
    assert history.calls("r1") == watch.calls
    assert history.calls("r1")[0].sent == sent().sent


def test_usage_adds_up_the_answered_calls_of_the_run_and_of_a_step() -> None:
    watch = watching()
    plan = sent(step=None, agent="planner", sha256="plan")
    run(ask(watch, plan, 0.5), ask(watch, sent(), 0.25), ask(watch, sent(step="s2"), 1.0), watch.before(sent()))
    assert watch.usage == Usage(calls=3, input_tokens=270, output_tokens=30, cost=1.75)
    assert watch.usage_of("s1") == Usage(calls=1, input_tokens=90, output_tokens=10, cost=0.25)
    assert watch.usage_of(None).cost == 0.5
    assert watch.usage_of("s9") == Usage()


def test_the_cost_of_a_run_is_unknown_once_that_of_a_call_is() -> None:
    watch = watching()
    run(ask(watch, sent(), 0.25), ask(watch, sent(), None))
    assert watch.usage.cost is None
    assert watch.usage.calls == 2


def test_every_change_is_told_and_a_wait_is_shown_until_the_next_call() -> None:
    seen: list[tuple[int, dict[str | None, str]]] = []

    def look() -> None:
        seen.append((watch.usage.calls, dict(watch.waiting_for)))

    watch: Watching = watching(changed=look)
    run(watch.before(sent()), watch.after(answered(sent(), failure="429")))
    watch.waiting("s1", "rate limit: waits 3 s")
    run(ask(watch, sent()))
    assert seen == [(0, {}), (1, {}), (1, {"s1": "rate limit: waits 3 s"}), (1, {}), (2, {})]


def test_a_call_that_was_stopped_while_it_was_being_recorded_was_not_sent() -> None:
    entered, go_on = threading.Event(), threading.Event()

    class Slow(Memory):
        def record_call(self, *_: Any, **__: Any) -> bool:
            entered.set()
            return go_on.wait()

    watch = watching(Slow())

    async def work() -> None:
        task = asyncio.ensure_future(watch.before(sent()))
        await asyncio.to_thread(entered.wait)
        task.cancel()
        await asyncio.wait({task})
        go_on.set()
        assert task.cancelled()

    run(work())
    assert watch.calls == ()


# Budgets


def test_a_call_that_could_pass_the_budget_of_the_run_is_stopped_before_it_is_sent() -> None:
    watch = watching(run_budget=1.5)
    run(ask(watch, sent(1.0), 0.6))
    assert stopped(BudgetError, watch, sent(1.0)) == (
        "A call of openai/gpt-test can cost $1.0000; this run has spent $0.6000 of $1.5.",
        "Raise the budget: %config AnalystMagics.run_budget = 3.20",
    )
    run(ask(watch, sent(0.9)))


def test_calls_under_way_count_with_the_most_that_they_can_cost() -> None:
    watch = watching(run_budget=2.5)
    run(watch.before(sent(1.0)), watch.before(sent(1.0)))
    stopped(BudgetError, watch, sent(1.0))
    run(watch.after(answered(sent(), 0.1)))
    run(watch.before(sent(1.0)))


def test_a_call_whose_cost_stays_unknown_goes_on_counting_with_its_most(history: History) -> None:
    watch = watching(history, run_budget=1.5)
    run(ask(watch, sent(1.0), None))
    stopped(BudgetError, watch, sent(1.0))
    assert history.spent(NOW - timedelta(hours=1)) == Spent(cost=1.0)


def test_five_steps_that_start_at_once_do_not_pass_the_budget_together() -> None:
    watch = watching(run_budget=2.0)

    async def work() -> None:
        asked = await asyncio.gather(*(watch.before(sent(1.0)) for _ in range(5)), return_exceptions=True)
        assert [type(each) for each in asked] == [type(None)] * 2 + [BudgetError] * 3

    run(work())


def test_a_budget_of_a_day_counts_other_runs_and_kernels_since_midnight(history: History, tmp_path: Path) -> None:
    midnight = datetime.combine(NOW.astimezone().date(), datetime.min.time()).astimezone()
    for place, (cost, started) in enumerate([(4.0, midnight - timedelta(seconds=1)), (0.75, midnight), (None, NOW)]):
        history.record_call("r2", place, a_call(cost, started=started))
    other = open_history(tmp_path / "history.db")
    watch = watching(other, day_budget=1.0)
    assert stopped(BudgetError, watch, sent(0.5)) == (
        "A call of openai/gpt-test can cost $0.5000; today has spent $0.7500 of $1, calls of unknown price not "
        "counted (1).",
        "Raise the budget: %config AnalystMagics.day_budget = 2.50",
    )
    run(ask(watch, sent(0.25)))
    other.close()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a process cannot change its time zone here")
def test_a_day_begins_at_midnight_where_the_person_is(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    evening = datetime(2026, 11, 23, 20, tzinfo=UTC)  # five in the morning of the next day there
    history.record_call("r2", 0, a_call(4.0, started=evening - timedelta(hours=5, minutes=1)))
    history.record_call("r2", 1, a_call(0.25, started=evening - timedelta(hours=4)))
    message, _ = stopped(BudgetError, watching(history, day_budget=1.0, clock=lambda: evening), sent(0.8))
    assert "today has spent $0.2500" in message
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", ["run_budget", "day_budget"])
def test_a_call_of_unknown_price_is_stopped_while_a_budget_is_set(name: str) -> None:
    watch = watching(None, **{name: 100})
    assert stopped(BudgetError, watch, sent(None)) == (
        f"What a call of openai/gpt-test costs is not known, and {name} is set to $100.",
        f"To call it all the same, take the budget away: %config AnalystMagics.{name} = None",
    )


def test_without_a_budget_a_call_of_unknown_price_is_sent() -> None:
    watch = watching()
    run(ask(watch, sent(None), None))
    assert len(watch.calls) == 1


def test_a_call_that_costs_nothing_passes_a_budget_of_nothing() -> None:
    run(ask(watching(run_budget=0), sent(0.0), 0.0))


# Consent


class Person:
    """Answers what may be sent, and remembers what was shown."""

    def __init__(self, answer: bool) -> None:
        self.answer = answer
        self.shown: list[Call] = []

    def __call__(self, call: Call) -> bool:
        self.shown.append(call)
        return self.answer


def test_a_person_is_shown_the_first_text_and_asked_once() -> None:
    ada = Person(True)
    watch = watching(confirm=ada, keep_sent="nothing")
    run(ask(watch, sent()), ask(watch, sent(step="s2")))
    assert ada.shown == [sent()]


def test_five_calls_at_once_ask_once() -> None:
    ada = Person(True)
    watch = watching(confirm=ada)

    async def work() -> None:
        await asyncio.gather(*(watch.before(sent()) for _ in range(5)))

    run(work())
    assert len(ada.shown) == 1


def test_what_a_person_does_not_agree_to_is_not_sent() -> None:
    message, hint = stopped(ConsentError, watching(confirm=Person(False)), sent())
    assert message == "Nothing was sent to api.openai.com: you did not agree to it."
    assert "-e offline" in hint


def test_where_nobody_can_be_asked_nothing_is_sent_and_the_setting_is_named() -> None:
    message, hint = stopped(ConsentError, watching(confirm=None), sent())
    assert message == "Nothing was sent to api.openai.com: nobody can be asked here whether it may be."
    assert "%config AnalystMagics.confirm = False" in hint
    assert "AA_MAGICS_CONFIRM=0" in hint


@pytest.mark.parametrize("host", ["localhost:11434", "127.0.0.1:8080", "[::1]:8080"])
def test_nobody_is_asked_about_this_machine(host: str) -> None:
    run(ask(watching(confirm=None), sent(host=host)))


def test_a_consent_is_remembered_for_the_notebook_engine_host_and_level(history: History) -> None:
    run(ask(watching(history, confirm=Person(True)), sent()))
    again = watching(history, confirm=None)
    run(ask(again, sent()))
    for other in (sent(engine="openai/other"), sent(host="evil.example"), sent(level="samples")):
        stopped(ConsentError, again, other)
    elsewhere = Watching(Settings.model_validate({}), "r1", "/home/ada/other.ipynb", ledger=history)
    stopped(ConsentError, elsewhere, sent())


def test_without_a_notebook_a_person_is_asked_once_a_run(history: History) -> None:
    ada = Person(True)
    for _ in range(2):
        watch = Watching(Settings.model_validate({}), "r1", ledger=history, confirm=ada)
        run(ask(watch, sent()), ask(watch, sent()))
    assert len(ada.shown) == 2


def test_a_refusal_is_not_remembered() -> None:
    ada = Person(False)
    watch = watching(confirm=ada)
    stopped(ConsentError, watch, sent())
    ada.answer = True
    run(ask(watch, sent()))


# Ledgers that fail


class Broken(Memory):
    """A ledger that fails from its fifth use on."""

    def __init__(self) -> None:
        super().__init__()
        self.uses = 0

    def _use(self, work: Callable[..., Any], *args: Any, **options: Any) -> Any:
        self.uses += 1
        if self.uses > 4:
            raise HistoryError("It is locked.", "Unlock it.")
        return work(*args, **options)

    def record_call(self, *args: Any, **options: Any) -> bool:
        return bool(self._use(super().record_call, *args, **options))

    def spent(self, since: datetime) -> Spent:
        spent: Spent = self._use(super().spent, since)
        return spent


def test_a_ledger_that_fails_stops_no_call_and_what_this_run_spent_still_counts() -> None:
    watch = watching(Broken(), day_budget=1.5)
    run(ask(watch, sent(1.0), 0.75))
    run(ask(watch, sent(0.5), 0.5))
    assert watch.usage.cost == 1.25
    stopped(BudgetError, watch, sent(0.5))


# The audit log


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_the_audit_log_has_a_line_before_and_after_each_call_and_nothing_of_its_content(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    watch = watching(audit=AuditLog(path), columns=("price", "region", "tip", "col", "7"), keep_sent="nothing")
    run(ask(watch, sent()))
    run(watch.before(sent(step="s2")), watch.after(answered(sent(step="s2"), failure="500 of /secret")))
    assert [line["outcome"] for line in lines(path)] == ["sending", "answered", "sending", "failed"]
    assert all(line["columns"] == ["price", "region"] for line in lines(path))
    assert all(line["sha256"] == "ab" * 32 for line in lines(path))
    assert [line["cost"] for line in lines(path)][:2] == [1.0, 0.25]
    assert "secret" not in path.read_text()
    assert "px.bar" not in path.read_text()


def test_where_the_audit_log_is_demanded_and_cannot_be_written_nothing_is_sent(tmp_path: Path) -> None:
    audit = AuditLog(tmp_path / "missing" / "audit.jsonl", policy=tmp_path / "aa_magics.toml")
    stopped(PolicyError, watching(audit=audit), sent())


def test_a_call_that_is_stopped_leaves_no_line_in_the_audit_log(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    stopped(BudgetError, watching(audit=AuditLog(path), run_budget=0.5), sent(1.0))
    assert not path.exists()
