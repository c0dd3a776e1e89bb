"""Policy files of the tests: a system folder of their own, and this machine's out of the way."""

from pathlib import Path

import pytest

from aa_magics.config import places


def use_system_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Make `folder` the only system folder; return where a policy file would be."""
    folder.mkdir(exist_ok=True)
    monkeypatch.setattr(places, "SYSTEM_FOLDERS", (folder,))
    return folder / "aa_magics.toml"


def as_roots(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """Let files count as some that the person cannot change: tests may run as root, who can change any."""
    monkeypatch.setattr(places, "can_change", lambda file: file not in files)
