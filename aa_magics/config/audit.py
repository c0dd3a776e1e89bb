"""The audit log: a JSON line for each call of a model, with nothing of what was asked or answered."""

import getpass
import json
import os
import sys
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from aa_magics.config.policy import load_policy
from aa_magics.config.settings import Settings
from aa_magics.errors import PolicyError
from aa_magics.model import Call

USER = "{user}"
"""Stands in the path of a log for the name of the person's account, so that each has a file of their own."""


class AuditWarning(UserWarning):
    """A call could not be noted in the log that the person chose; the run itself went on."""


class AuditLog:
    """A file to which lines are appended, each by one write, so that no two processes mix theirs.

    `policy` is the file that demands the log: where a line cannot be written, PolicyError is raised. Without one there
    is a warning, once. Write a line before a call is made ("sending") as well as after it: then nothing leaves without.
    """

    def __init__(self, path: str | Path, policy: Path | None = None) -> None:
        self.path = Path(str(path).replace(USER, account())).expanduser()
        self.policy = policy
        self._warned = False

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return the log that the settings name, or none; the policy in force says whether it is demanded."""
        if settings.audit_log is None:
            return None
        policy = load_policy()
        return cls(settings.audit_log, policy.file if "audit_log" in policy.locked else None)

    def write(self, call: Call, columns: Sequence[str], outcome: str) -> None:
        """Append a line: the call, the names of the columns that were told, and in a word how it ended.

        The file is made for its owner alone (0600). Raises PolicyError where the policy demands the log.
        """
        line = json.dumps(_entry(call, columns, outcome)).encode("ascii") + b"\n"
        try:
            self._append(line)
        except OSError as error:
            self._failed(error)

    def _append(self, line: bytes) -> None:
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            if os.write(file, line) < len(line):
                raise OSError(0, "no room for a whole line")
        finally:
            os.close(file)

    def _failed(self, error: OSError) -> None:
        told = f"The audit log {self.path} cannot be written: {error.strerror}."
        if self.policy is not None:
            raise PolicyError(
                told, f"{self.policy} demands it: until it can, use the engine offline, or tell those who run this."
            ) from error
        if not self._warned:
            self._warned = True
            warnings.warn(f"{told} Calls are not noted now.", AuditWarning, stacklevel=3)


def account() -> str:
    """Return the name of the account that this process runs as; its number where it has no name."""
    if sys.platform == "win32":
        return getpass.getuser()
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def _entry(call: Call, columns: Sequence[str], outcome: str) -> dict[str, object]:
    hub_user = os.environ.get("JUPYTERHUB_USER")
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "user": account(),
        **({"hub_user": hub_user} if hub_user else {}),
        "engine": call.engine,
        "host": call.host,
        "level": call.level,
        "columns": list(columns),
        "input_tokens": call.usage.input_tokens,
        "output_tokens": call.usage.output_tokens,
        "cost": call.usage.cost,
        "sha256": call.sha256,
        "outcome": outcome,
    }
