"""A kernel's history keeps calls and consents, and counts what a day has spent, also where there is no database."""

import asyncio
import sqlite3
import threading
import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from aa_magics.analyst import HistoryWarning
from aa_magics.config import Settings
from aa_magics.magics.keeping import KernelHistory
from aa_magics.model import Spent
from aa_magics.watching import Watching
from tests.runs import LONG_AGO, a_call, a_run, just_started

EVER = LONG_AGO - timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def a_kernel(path: Path, **chosen: object) -> KernelHistory:
    settings = Settings.model_validate({"history_url": f"sqlite:///{path}?timeout=0.05", **chosen})
    return KernelHistory(lambda: settings)


@pytest.fixture
def kernel(path: Path) -> Iterator[KernelHistory]:
    made = a_kernel(path)
    yield made
    made.close()


def test_two_kernels_see_each_others_calls_and_consents(kernel: KernelHistory, path: Path) -> None:
    other = a_kernel(path)
    kernel.start(just_started(a_run("r1")))
    other.start(just_started(a_run("r2")))
    assert kernel.record_call("r1", 0, a_call(0.5), pending=True, most=0.5)
    assert other.record_call("r2", 0, a_call(None), most=0.25)
    kernel.consent("n", "e", "h", "stats")
    assert kernel.spent(EVER) == other.spent(EVER) == Spent(cost=0.75)
    assert other.consented("n", "e", "h", "stats")
    other.close()


def test_an_answer_is_found_again(kernel: KernelHistory) -> None:
    kernel.finish(a_run(key="k1"))
    assert kernel.answered("k1") == a_run(key="k1")


def test_without_a_history_consents_and_spending_are_kept_for_this_kernel(path: Path) -> None:
    kernel = a_kernel(path, history=False)
    assert not kernel.record_call("r1", 0, a_call(0.5), pending=True)
    assert not kernel.record_call("r1", 0, a_call(0.25))
    assert not kernel.record_call("r1", 1, a_call(None))
    kernel.consent("n", "e", "h", "stats")
    assert kernel.spent(EVER) == Spent(cost=0.25, unknown=1)
    assert kernel.spent(LONG_AGO + timedelta(seconds=1)) == Spent()
    assert kernel.consented("n", "e", "h", "stats")
    assert not kernel.consented("n", "e", "h", "samples")
    assert kernel.answered("k1") is None
    assert not path.exists()


def test_a_consent_without_a_notebook_holds_for_this_kernel_only(kernel: KernelHistory, path: Path) -> None:
    kernel.consent(None, "e", "h", "stats")
    assert kernel.consented(None, "e", "h", "stats")
    other = a_kernel(path)
    assert not other.consented(None, "e", "h", "stats")
    other.close()


def test_a_history_that_fails_during_a_run_costs_one_warning_and_no_call(kernel: KernelHistory, path: Path) -> None:
    watch = Watching(Settings.model_validate({"confirm": False, "day_budget": 1.0}), "r1", ledger=kernel)
    kernel.start(just_started(a_run()))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        asyncio.run(watch.before(a_call(0.5)))
        asyncio.run(watch.after(a_call(0.25)))
        other.execute("ROLLBACK")
    assert watch.usage.cost == kernel.spent(EVER).cost == 0.25
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        kernel.warn_once()
        kernel.warn_once()
    assert [each.category for each in told] == [HistoryWarning]
    assert "is locked" in str(told[0].message)


def test_calls_that_are_recorded_from_many_threads_open_the_history_once(
    kernel: KernelHistory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aa_magics import history

    opened: list[Path | str] = []
    real = history.open_history

    def open_history(url: Path | str, **options: int | None) -> history.History:
        opened.append(url)
        return real(url, **options)

    monkeypatch.setattr(history, "open_history", open_history)
    threads = [threading.Thread(target=kernel.spent, args=(EVER,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1
