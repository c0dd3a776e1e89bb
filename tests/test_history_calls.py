"""Calls of models are on record from the moment they are sent; what they cost counts, and answers are found again."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aa_magics.history import History, open_history
from aa_magics.model import Level, Run, Spent, StepReport, Trial, Usage, Variable
from tests.runs import LONG_AGO, a_call, a_run, just_started

EVER = LONG_AGO - timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    opened = open_history(path)
    yield opened
    opened.close()


def sql(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchall()


def asked_run(run_id: str = "r1", **changes: object) -> Run:
    """Return a run of a model that is done, with everything that the history keeps of one."""
    trial = Trial(
        ok=False,
        error="KeyError: 'price'",
        line=2,
        refused=True,
        variables=(Variable(name="means", type="DataFrame", shape=(3, 2)),),
        changed=("sales",),
        shown="Figure",
        warnings=("FutureWarning",),
        seconds=0.5,
        sampled=True,
    )
    usage = Usage(calls=2, input_tokens=200, output_tokens=40, cost=0.5)
    report = StepReport(step="s1", state="done", repairs=1, trial=trial, usage=usage, note="it is doubtful")
    run = a_run(run_id, engine="openai/gpt-test", reports=(report,), usage=usage, key="k1")
    return run.model_copy(update={"calls": (a_call(), a_call(step=None, agent="planner")), **changes})


# Recording and reading


def test_reports_usage_calls_and_key_read_as_they_were_recorded(history: History) -> None:
    run = asked_run(answered_by="earlier")
    history.start(just_started(run))
    history.finish(run)
    assert history.get("r1") == run


def test_an_unknown_price_reads_as_unknown(history: History) -> None:
    unknown = Usage(calls=1, cost=None)
    history.finish(asked_run(usage=unknown, calls=(a_call(None),)))
    assert history.get("r1").usage == unknown
    assert history.calls("r1")[0].usage.cost is None
    assert history.runs().items[0].cost is None


def test_a_run_that_asked_no_model_has_no_usage_and_cost_nothing(history: History) -> None:
    history.finish(a_run())
    assert history.get("r1").usage is None
    assert (history.runs().items[0].tokens, history.runs().items[0].cost) == (0, 0.0)


def test_a_list_tells_tokens_and_cost(history: History) -> None:
    history.finish(asked_run())
    assert (history.runs().items[0].tokens, history.runs().items[0].cost) == (240, 0.5)


def test_a_call_that_kept_no_text_has_none(history: History) -> None:
    bare = a_call(sha256="", sent=None, answer=None, failure="429: slow down")
    history.finish(asked_run(calls=(bare,)))
    assert history.calls("r1") == (bare,)


def test_printed_text_and_profiles_of_a_trial_are_not_kept(history: History, path: Path) -> None:
    trial = Trial(ok=True, printed="4711 is a secret")
    history.finish(asked_run(reports=(StepReport(step="s1", trial=trial),)))
    assert "secret" not in str(sql(path, "SELECT * FROM aa_runs"))
    assert history.get("r1").reports[0].trial == Trial(ok=True)


@pytest.mark.parametrize("text", ["größe 価格", "a\0b", "lone \ud800 half", "", "x" * 100_000])
def test_whatever_was_sent_can_be_kept(history: History, text: str) -> None:
    history.start(just_started(asked_run()))
    assert history.record_call("r1", 0, a_call(sent=text, answer=text))
    kept = history.calls("r1")[0]
    assert kept.sent == kept.answer
    assert kept.sent == text or "\\" in str(kept.sent)


# Calls as they happen


def test_a_call_is_on_record_while_it_is_under_way_and_its_answer_replaces_it(history: History) -> None:
    history.start(just_started(asked_run()))
    most = a_call(2.0, answer=None, seconds=0.0)
    history.record_call("r1", 0, most, pending=True)
    assert history.calls("r1") == (most,)
    history.record_call("r1", 0, a_call(0.25))
    assert history.calls("r1") == (a_call(0.25),)


KILLED_KERNEL = """
import sys
from pathlib import Path
from aa_magics.history import open_history
from tests.runs import a_call, a_run, just_started
history = open_history(Path(sys.argv[1]))
history.start(just_started(a_run()))
history.record_call("r1", 0, a_call(0.25))
history.record_call("r1", 1, a_call(2.0, sent="the last words"), pending=True)
print("sent", flush=True)
sys.stdin.read()
"""


def test_what_a_killed_kernel_sent_is_on_record_with_what_it_took(history: History, path: Path) -> None:
    command = [sys.executable, "-c", KILLED_KERNEL, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as kernel:
        assert kernel.stdout is not None
        assert kernel.stdout.readline() == b"sent\n"
        kernel.kill()
    run = history.get("r1")
    assert run.state == "interrupted"
    assert run.usage == Usage(calls=1, input_tokens=100, output_tokens=20, cost=0.25)
    assert [call.sent for call in run.calls] == ['columns: "price", "region"', "the last words"]
    assert history.spent(EVER) == Spent(cost=2.25)


def test_the_usage_of_a_running_run_is_unknown_once_a_price_is(history: History) -> None:
    history.start(just_started(asked_run()))
    history.record_call("r1", 0, a_call(0.25))
    history.record_call("r1", 1, a_call(None))
    assert history.runs().items[0].cost is None
    assert history.runs().items[0].tokens == 240


def test_a_call_of_a_run_that_is_not_recorded_is_not_either(history: History) -> None:
    assert not history.record_call("gone", 0, a_call())
    assert history.spent(EVER) == Spent()


def test_the_calls_of_a_finished_run_take_the_place_of_those_recorded_while_it_ran(history: History) -> None:
    history.start(just_started(asked_run()))
    for place in range(3):
        history.record_call("r1", place, a_call(9.0), pending=True)
    history.finish(asked_run())
    assert history.calls("r1") == asked_run().calls


def test_a_run_that_ends_without_its_calls_keeps_those_recorded_while_it_ran(history: History) -> None:
    history.start(just_started(asked_run()))
    history.record_call("r1", 0, a_call())
    history.finish(asked_run(calls=()))
    assert history.calls("r1") == (a_call(),)


def test_deleting_a_run_leaves_nothing_of_its_calls_on_the_disk(history: History, path: Path) -> None:
    history.finish(asked_run(calls=(a_call(sent="a secret prompt", answer="a secret answer"),)))
    history.delete("r1")
    assert sql(path, "SELECT count(*) FROM aa_calls") == [(0,)]
    sql(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"secret" not in path.read_bytes()


def test_retention_removes_calls_too(path: Path) -> None:
    history = open_history(path)
    history.finish(asked_run(started=datetime.now(UTC) - timedelta(days=8)))
    history.close()
    open_history(path, retention_days=7).close()
    assert sql(path, "SELECT count(*) FROM aa_calls") == [(0,)]


# What was spent


def test_spent_adds_up_the_calls_since_a_moment_and_counts_those_of_unknown_price(history: History) -> None:
    noon = LONG_AGO
    costs = [(1.0, -1), (0.5, 0), (0.25, 1), (None, 2)]
    history.finish(asked_run(calls=[a_call(cost, started=noon + timedelta(hours=hours)) for cost, hours in costs]))
    assert history.spent(noon) == Spent(cost=0.75, unknown=1)


def test_a_call_of_unknown_cost_counts_with_the_most_that_it_can_have_cost(history: History) -> None:
    now = datetime.now(UTC)
    history.start(just_started(asked_run()))
    history.record_call("r1", 0, a_call(None, started=now), most=2.0)
    history.record_call("r1", 1, a_call(0.25, started=now), most=2.0)
    history.record_call("r1", 2, a_call(None, started=now), pending=True, most=1.0)
    assert history.spent(now) == Spent(cost=3.25)
    history.finish(asked_run(calls=history.calls("r1")))
    assert history.spent(now) == Spent(cost=3.25)
    history.delete("r1")
    assert history.spent(now) == Spent(cost=3.25)


def test_deleting_a_run_does_not_give_its_money_back(history: History) -> None:
    now = datetime.now(UTC)
    calls = (a_call(0.5, started=now), a_call(None, started=now), a_call(4.0, started=now - timedelta(days=3)))
    history.finish(asked_run(calls=calls))
    history.finish(asked_run("r2", calls=(a_call(0.25, started=now),)))
    history.delete("r1")
    assert history.spent(now - timedelta(hours=1)) == Spent(cost=0.75, unknown=1)


def test_what_deleted_runs_spent_is_forgotten_once_no_day_needs_it(history: History, path: Path) -> None:
    for run_id in ("r1", "r2"):
        history.finish(asked_run(run_id, calls=(a_call(started=datetime.now(UTC)),)))
    history.delete("r1")
    sql(path, "UPDATE aa_spends SET started = '2026-01-01 00:00:00.000000'")
    history.delete("r2")
    assert sql(path, "SELECT count(*) FROM aa_spends") == [(1,)]


# Answers


def test_the_newest_answer_to_a_key_is_found(history: History) -> None:
    for minutes, run_id in enumerate(["old", "new", "other"]):
        key = "k2" if run_id == "other" else "k1"
        history.finish(asked_run(run_id, started=LONG_AGO + timedelta(minutes=minutes), key=key))
    found = history.answered("k1")
    assert found == history.get("new")
    assert history.answered("nothing") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "failed"},
        {"state": "cancelled"},
        {"state": "running"},
        {"cells": ()},
        {"key": None},
        {"answered_by": "good"},
        {"reports": (StepReport(step="s1", state="done"), StepReport(step="s2", state="failed"))},
    ],
)
def test_a_run_that_did_not_end_well_answers_nothing(history: History, changes: dict[str, object]) -> None:
    history.finish(asked_run("good"))
    history.finish(asked_run("bad", started=LONG_AGO + timedelta(hours=1), **changes))
    found = history.answered("k1")
    assert found is not None
    assert found.id == "good"


# Consents


def test_a_consent_holds_for_exactly_what_was_agreed_to(history: History) -> None:
    agreed: tuple[str, str, str, Level] = ("/home/ada/sales.ipynb", "openai/gpt-test", "api.openai.com", "stats")
    notebook, engine, host, level = agreed
    assert not history.consented(*agreed)
    history.consent(*agreed)
    assert history.consented(*agreed)
    assert not history.consented("/home/ada/other.ipynb", engine, host, level)
    assert not history.consented(notebook, "openai/gpt-other", host, level)
    assert not history.consented(notebook, engine, "evil.example", level)
    assert not history.consented(notebook, engine, host, "samples")


def test_a_consent_without_a_notebook_is_not_kept(history: History) -> None:
    history.consent(None, "e", "h", "stats")
    assert not history.consented(None, "e", "h", "stats")


def test_a_consent_outlives_the_kernel(history: History, path: Path) -> None:
    history.consent("n", "e", "h", "schema")
    again = open_history(path)
    assert again.consented("n", "e", "h", "schema")
    again.close()


# A database made by the first version


def test_a_database_of_the_first_version_keeps_all_that_is_in_it(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(Path("tests/history_0001.sql").read_text())
    history = open_history(path)
    contract = Run.model_validate_json(Path("tests/contract/run.json").read_text())
    assert history.get(contract.id) == contract
    assert history.get("r1") == a_run()
    assert [item.state for item in history.runs().items] == ["done", "done", "interrupted"]
    assert history.uses() == {
        "data_viz_agent": 1,
        "polars_agent": 0,
        "preprocessing_agent": 1,
        "statistical_analytics_agent": 2,
    }
    assert "polars_agent" not in history.agents_off()
    history.finish(asked_run("new"))
    assert history.get("new") == asked_run("new")
    history.delete("r1")
    history.close()
