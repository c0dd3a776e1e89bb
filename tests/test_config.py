"""Settings come from the environment and from overrides; a bad value is told in two lines."""

import subprocess
import sys
from pathlib import Path

import pytest

from aa_magics.config import Settings
from aa_magics.errors import UsageError


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AA_MAGICS_{name.upper()}", raising=False)


def test_without_an_environment_history_is_a_file_in_the_jupyter_data_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    settings = Settings.load()
    assert settings == Settings(engine="offline", history=True, history_url=None, retention_days=None)
    assert settings.database == tmp_path / "aa_magics" / "history.db"


def test_every_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_ENGINE", "mine")
    monkeypatch.setenv("AA_MAGICS_HISTORY", "0")
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", "sqlite:////data/h.db")
    monkeypatch.setenv("AA_MAGICS_RETENTION_DAYS", "30")
    settings = Settings.load()
    assert settings == Settings(engine="mine", history=False, history_url="sqlite:////data/h.db", retention_days=30)
    assert settings.database == "sqlite:////data/h.db"


def test_an_override_wins_over_the_environment_and_none_is_no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_RETENTION_DAYS", "30")
    assert Settings.load(retention_days=7).retention_days == 7
    assert Settings.load(retention_days=None, history=False).retention_days == 30


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", "")
    assert Settings.load().history_url is None


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("AA_MAGICS_HISTORY", "perhaps", "Set AA_MAGICS_HISTORY to 1 or 0."),
        ("AA_MAGICS_HISTORY_URL", "/data/h.db", "Set AA_MAGICS_HISTORY_URL to a database URL, such as"),
        ("AA_MAGICS_RETENTION_DAYS", "0", "Set AA_MAGICS_RETENTION_DAYS to a number of days"),
        ("AA_MAGICS_RETENTION_DAYS", "ten", "Set AA_MAGICS_RETENTION_DAYS to a number of days"),
    ],
)
def test_a_bad_value_names_its_variable_and_what_it_may_be(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, hint: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as caught:
        Settings.load()
    assert caught.value.message == f"{name} cannot be {value!r}."
    assert caught.value.hint.startswith(hint)


def test_a_bad_override_names_itself() -> None:
    with pytest.raises(UsageError, match="retention_days cannot be -1"):
        Settings.load(retention_days=-1)


def test_an_unknown_setting_suggests_the_close_ones() -> None:
    with pytest.raises(UsageError, match="Known settings: retention_days"):
        Settings.load(retention_day=1)


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", "ada:secret@host/db")
    with pytest.raises(UsageError) as caught:
        Settings.load()
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(Settings.load(history_url="postgresql://ada:secret@host/db"))


def test_settings_load_without_anything_heavy() -> None:
    code = "import sys; from aa_magics.config import Settings; Settings.load(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"sqlalchemy", "pandas", "traitlets", "tornado"} & set(loaded)
