"""Settings come from files, the environment, traits and overrides; a bad value is told in two lines."""

import subprocess
import sys
from pathlib import Path

import pytest

from aa_magics.config import Settings, Traits
from aa_magics.config.fields import WHAT
from aa_magics.errors import UsageError
from aa_magics.magics import AnalystMagics
from tests.policies import use_system_folder


@pytest.fixture(autouse=True)
def policy_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AA_MAGICS_{name.upper()}", raising=False)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    return use_system_folder(monkeypatch, tmp_path / "etc")


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "aa_magics.toml"


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


def test_later_sources_win_and_each_value_says_where_it_comes_from(
    monkeypatch: pytest.MonkeyPatch, policy_file: Path, own_file: Path
) -> None:
    def load() -> tuple[int, str]:
        settings = Settings.load(traits, **options)
        return settings.repairs, settings.sources["repairs"]

    traits, options = Traits("AnalystMagics", {"repairs": None}), {}
    assert load() == (2, "default")
    policy_file.write_text("[settings]\nrepairs = 3")
    assert load() == (3, str(policy_file))
    own_file.write_text("[settings]\nrepairs = 4")
    assert load() == (4, f"repairs in {own_file}")
    monkeypatch.setenv("AA_MAGICS_REPAIRS", "5")
    assert load() == (5, "AA_MAGICS_REPAIRS")
    traits = Traits("AnalystMagics", {"repairs": 6})
    assert load() == (6, "AnalystMagics.repairs")
    options = {"repairs": 7}
    assert load() == (7, "repairs")


def test_settings_are_the_same_wherever_they_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_REPAIRS", "5")
    assert Settings.load() == Settings(repairs=5) != Settings(repairs=6)


def test_a_list_is_written_with_commas_in_the_environment_and_as_a_list_in_a_file(
    monkeypatch: pytest.MonkeyPatch, own_file: Path
) -> None:
    own_file.write_text('[settings]\ndeny = ["*tax*"]')
    assert Settings.load().deny == ("*tax*",)
    monkeypatch.setenv("AA_MAGICS_DENY", "*name*, *phone*")
    assert Settings.load().deny == ("*name*", "*phone*")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[settings]\nrepairs = = 3", "Invalid value (at line 2, column 11)"),
        ("[settings]\n\n[locked]", "line 3: only a table [settings] can stand here, not 'locked'"),
        ("privacy = 'stats'", "line 1: only a table [settings] can stand here, not 'privacy'"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(own_file: Path, text: str, told: str) -> None:
    own_file.write_text(text)
    with pytest.raises(UsageError) as caught:
        Settings.load()
    assert caught.value.message == f"{own_file}: {told}."


def test_a_bad_value_in_a_file_names_the_file(own_file: Path) -> None:
    own_file.write_text("[settings]\nrepairs = 99")
    with pytest.raises(UsageError) as caught:
        Settings.load()
    assert caught.value.message == f"repairs in {own_file} cannot be 99."


def test_an_unknown_setting_in_a_file_suggests_the_close_ones(own_file: Path) -> None:
    own_file.write_text("[settings]\nrepair = 1")
    with pytest.raises(UsageError, match="Known settings: repairs"):
        Settings.load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("privacy", "all"),
        ("api_base", "localhost:8000"),
        ("api_base", "https://ada:secret@gateway.corp/v1"),
        ("run_budget", "-1"),
        ("day_budget", "inf"),
        ("concurrency", "0"),
        ("timeout", "0"),
        ("temperature", "3"),
        ("trial_memory", "1"),
        ("keep_sent", "some"),
        ("run_cells", "always"),
    ],
)
def test_each_setting_has_its_bounds(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"AA_MAGICS_{name.upper()}", value)
    with pytest.raises(UsageError, match=f"^AA_MAGICS_{name.upper()} cannot be ") as caught:
        Settings.load()
    assert "secret" not in str(caught.value)


def test_every_setting_of_a_notebook_has_a_trait_and_each_a_word_on_what_it_is_for() -> None:
    traits = AnalystMagics.class_traits(config=True)
    helped = {name for name, trait in traits.items() if trait.help}
    assert Settings.model_fields.keys() - helped == {"agents_from_packages"}  # decided before there is a notebook
    assert Settings.model_fields.keys() == WHAT.keys()


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
