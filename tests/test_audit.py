"""The audit log notes every call and nothing of its content; where the policy demands it, no call goes without."""

import json
import multiprocessing
import os
import stat
import sys
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aa_magics.config import AuditLog, AuditWarning, Settings
from aa_magics.config.audit import account
from aa_magics.errors import PolicyError
from aa_magics.model import Call, Usage
from tests.policies import use_system_folder

FULL = Path("/dev/full")
CALL = Call(
    step="s1",
    agent="data_viz_agent",
    engine="openai/gpt-4o",
    host="gateway.corp",
    level="stats",
    started=datetime(2024, 5, 1, tzinfo=UTC),
    usage=Usage(calls=1, input_tokens=900, output_tokens=120, cost=0.0031),
    sha256="ab12",
    sent="the planted secret of the goal",
    answer="the planted secret of the answer",
    failure="the planted secret of the failure",
)


def lines(path: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_line_says_who_asked_which_engine_with_what_and_how_it_ended(tmp_path: Path) -> None:
    AuditLog(tmp_path / "audit.jsonl").write(CALL, ["price", "größe\n"], "answered")
    (line,) = lines(tmp_path / "audit.jsonl")
    assert abs(datetime.now(UTC) - datetime.fromisoformat(line.pop("time"))).total_seconds() < 600
    line.pop("hub_user", None)
    assert line == {
        "user": account(),
        "engine": "openai/gpt-4o",
        "host": "gateway.corp",
        "level": "stats",
        "columns": ["price", "größe\n"],
        "input_tokens": 900,
        "output_tokens": 120,
        "cost": 0.0031,
        "sha256": "ab12",
        "outcome": "answered",
    }


def test_no_content_is_noted(tmp_path: Path) -> None:
    AuditLog(tmp_path / "audit.jsonl").write(CALL, [], "failed")
    assert "planted" not in (tmp_path / "audit.jsonl").read_text()


def test_the_user_of_a_hub_is_noted_besides_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    monkeypatch.setenv("USER", "somebody else")
    AuditLog(tmp_path / "audit.jsonl").write(CALL, [], "answered")
    (line,) = lines(tmp_path / "audit.jsonl")
    assert (line["hub_user"], line["user"]) == ("ada", account())


def test_a_file_of_ones_own_is_made_where_the_path_says_so(tmp_path: Path) -> None:
    AuditLog(tmp_path / "{user}.jsonl").write(CALL, [], "answered")
    assert len(lines(tmp_path / f"{account()}.jsonl")) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_new_log_is_its_owners_alone_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    AuditLog(tmp_path / "new.jsonl").write(CALL, [], "answered")
    assert stat.S_IMODE((tmp_path / "new.jsonl").stat().st_mode) == 0o600
    (tmp_path / "old.jsonl").touch()
    (tmp_path / "old.jsonl").chmod(0o640)
    AuditLog(tmp_path / "old.jsonl").write(CALL, [], "answered")
    assert stat.S_IMODE((tmp_path / "old.jsonl").stat().st_mode) == 0o640


def write_many(path: Path) -> None:
    for _ in range(100):
        AuditLog(path).write(CALL, ["column " * 200] * 5, "answered")


def test_lines_of_several_processes_do_not_mix(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(tmp_path / "audit.jsonl",)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(lines(tmp_path / "audit.jsonl")) == 300


# Where it cannot be written


def places_that_fail(tmp_path: Path) -> list[Path]:
    return [tmp_path / "nowhere" / "audit.jsonl", tmp_path, *([FULL] if FULL.exists() else [])]


def test_a_log_that_the_policy_demands_stops_the_call(tmp_path: Path) -> None:
    for path in places_that_fail(tmp_path):
        with pytest.raises(PolicyError, match="cannot be written") as caught:
            AuditLog(path, policy=Path("/etc/jupyter/aa_magics.toml")).write(CALL, [], "sending")
        assert str(path) in caught.value.message
        assert caught.value.hint.startswith("/etc/jupyter/aa_magics.toml demands it")


def test_a_log_of_ones_own_choice_costs_one_warning(tmp_path: Path) -> None:
    for path in places_that_fail(tmp_path):
        log = AuditLog(path)
        with pytest.warns(AuditWarning, match="Calls are not noted now"):
            log.write(CALL, [], "sending")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            log.write(CALL, [], "answered")


def test_the_log_of_the_settings_is_demanded_only_where_the_policy_locks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = use_system_folder(monkeypatch, tmp_path / "etc")
    assert AuditLog.of(Settings()) is None
    own = AuditLog.of(Settings(audit_log=str(tmp_path / "own.jsonl")))
    assert own is not None
    assert own.policy is None
    policy.write_text(f'locked = ["audit_log"]\n[settings]\naudit_log = "{os.devnull}"')
    demanded = AuditLog.of(Settings.load())
    assert demanded is not None
    assert (demanded.path, demanded.policy) == (Path(os.devnull), policy)
