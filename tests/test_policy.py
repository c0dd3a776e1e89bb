"""A policy binds: no file, variable, trait, option or argument goes past what it locks, and a refusal names it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from aa_magics import agents
from aa_magics.agents import roster
from aa_magics.config import Settings, Traits, load_policy, places
from aa_magics.config.patterns import address_matches, matches, may_match
from aa_magics.errors import PolicyError
from aa_magics.model import Agent
from tests.fakes import Notebook
from tests.policies import as_roots, use_system_folder

GATEWAY = '[[engines]]\nallow = "openai/*"\napi_base = "https://gateway.corp/*"\n'


@pytest.fixture(autouse=True)
def policy_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AA_MAGICS_{name.upper()}", raising=False)
    for name in [name for name in os.environ if name.endswith(("_API_BASE", "_BASE_URL"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    return use_system_folder(monkeypatch, tmp_path / "etc")


def lock(file: Path, **values: object) -> None:
    """Write a policy that locks settings; None locks one at its default."""
    given = "\n".join(f"{name} = {value!r}" for name, value in values.items() if value is not None)
    written = given.replace("True", "true").replace("False", "false").replace("(", "[").replace(")", "]")
    file.write_text(f"locked = {list(values)}\n[settings]\n{written}\n")


def refused(**overrides: object) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        Settings.load(**overrides)
    assert len(str(caught.value).splitlines()) == 2
    return caught.value


# What is locked


def test_without_a_policy_nothing_is_refused() -> None:
    policy = load_policy()
    policy.check_engine("openai/gpt-4o", "https://anywhere.example/v1")
    policy.check("privacy", "samples")
    assert (policy.file, policy.locked, policy.engines) == (None, frozenset(), None)


def test_a_policy_gives_values_that_are_defaults_unless_they_are_locked(policy_file: Path) -> None:
    policy_file.write_text('locked = ["repairs"]\n[settings]\nrepairs = 1\nprivacy = "schema"')
    settings = Settings.load(privacy="samples")
    assert (settings.repairs, settings.privacy) == (1, "samples")
    assert settings.sources["repairs"] == str(policy_file)


def test_a_refusal_names_the_file_the_key_and_what_may_be_chosen(policy_file: Path) -> None:
    lock(policy_file, privacy="stats")
    error = refused(privacy="samples")
    assert error.message == f"privacy cannot be samples: {policy_file} locks privacy at stats."
    assert error.hint == "Leave privacy unset, or set it to schema or stats."


def test_a_locked_setting_is_not_overridden_by_the_environment(
    policy_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(policy_file, privacy="stats")
    monkeypatch.setenv("AA_MAGICS_PRIVACY", "samples")
    assert refused().message.startswith("AA_MAGICS_PRIVACY cannot be samples")


def test_a_locked_setting_is_not_overridden_by_the_persons_file(policy_file: Path, tmp_path: Path) -> None:
    lock(policy_file, history=True)
    own = tmp_path / "config" / "aa_magics.toml"
    own.write_text("[settings]\nhistory = false")
    assert refused().message.startswith(f"history in {own} cannot be 0")


def test_a_locked_setting_is_not_overridden_by_traits(policy_file: Path) -> None:
    lock(policy_file, run_cells="never")
    with pytest.raises(PolicyError, match=r"^AnalystMagics\.run_cells cannot be allow"):
        Settings.load(Traits("AnalystMagics", {"run_cells": "allow"}))


def test_settings_made_by_hand_are_checked_too(policy_file: Path) -> None:
    lock(policy_file, privacy="stats")
    load_policy().check_all(Settings(privacy="schema"))
    with pytest.raises(PolicyError, match="locks privacy at stats"):
        load_policy().check_all(Settings(privacy="samples"))


@pytest.mark.parametrize(
    ("name", "locked", "free", "wrong"),
    [
        ("privacy", "stats", "schema", "samples"),
        ("run_cells", "ask", "never", "allow"),
        ("run_recipes", "never", "never", "ask"),
        ("run_budget", 0.5, 0.25, 0.75),
        ("day_budget", 5, 5.0, 5.01),
        ("confirm", True, "1", "0"),
        ("redact", None, True, False),
        ("deny", ("*name*",), "*name*,*tax*", "*tax*"),
        ("history", False, "no", "yes"),
        ("history_url", "sqlite:////srv/h.db", "sqlite:////srv/h.db", "sqlite:////home/h.db"),
        ("retention_days", 30, 30, 31),
        ("retention_days", 30, "30", 29),
        ("agents_from_packages", False, False, True),
        ("audit_log", "/var/log/a.jsonl", "/var/log/a.jsonl", "/dev/null"),
        ("engine", "openai/gpt-4o", "offline", "openai/gpt-5"),
        ("api_base", "https://gateway.corp/v1", "https://gateway.corp/v1", "https://elsewhere.example/v1"),
        ("keep_sent", None, "text", "nothing"),
    ],
)
def test_a_locked_setting_can_be_chosen_as_strict_or_stricter_only(
    policy_file: Path, name: str, locked: object, free: object, wrong: object
) -> None:
    lock(policy_file, **{name: locked})
    Settings.load(**{name: free})
    assert f"locks {name} at" in refused(**{name: wrong}).message


def test_a_budget_locked_without_a_value_can_only_be_lowered(policy_file: Path) -> None:
    lock(policy_file, run_budget=None)
    assert Settings.load(run_budget=1).run_budget == 1


def test_the_highest_level_is_checked_by_itself(policy_file: Path) -> None:
    lock(policy_file, privacy="stats")
    load_policy().check("privacy", "stats")
    with pytest.raises(PolicyError, match=str(policy_file)):
        load_policy().check("privacy", "samples")


def test_a_password_in_a_locked_address_is_not_shown(policy_file: Path) -> None:
    lock(policy_file, history_url="postgresql://hub:secret@db/history")
    error = refused(history_url="postgresql://ada:hidden@db/mine")
    assert "secret" not in str(error)
    assert "hidden" not in str(error)


# In a notebook


def test_config_is_refused_at_once_and_leaves_the_trait_as_it_was(
    notebook: Notebook, policy_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lock(policy_file, privacy="stats")
    notebook.run("%config AnalystMagics.privacy = 'schema'").raise_error()
    notebook.run("%config AnalystMagics.privacy = 'samples'")
    notebook.run("%config AnalystMagics.repairs = 1").raise_error()
    assert f"{policy_file} locks privacy at stats" in caplog.text
    assert notebook.magics.settings().privacy == "schema"


def test_a_trait_that_python_sets_is_refused_when_it_is_used(notebook: Notebook, policy_file: Path) -> None:
    lock(policy_file, history=None)
    notebook.magics.history = False
    assert notebook.error("%%analyst df\ndf.head()").message.startswith("AnalystMagics.history cannot be 0")


def test_an_option_of_a_magic_is_refused(notebook: Notebook, policy_file: Path) -> None:
    lock(policy_file, engine="openai/gpt-4o")
    with pytest.raises(PolicyError, match=r"^engine cannot be openai/gpt-5"):
        notebook.magics.settings(engine="openai/gpt-5")


class Entry:
    """What an installed package offers as an agent."""

    def load(self) -> Agent:
        return agents.BUILT_IN[0].model_copy(update={"name": "guest_agent"})


@pytest.fixture
def guest(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(agents, "entry_points", lambda group: [Entry()])
    agents._with_packages.cache_clear()
    yield "guest_agent"
    agents._with_packages.cache_clear()


def test_agents_of_packages_take_part_only_where_the_policy_lets_them(policy_file: Path, guest: str) -> None:
    assert guest in roster()
    lock(policy_file, agents_from_packages=False)
    assert guest not in roster()
    assert set(roster()) == {agent.name for agent in agents.BUILT_IN}


def test_asking_for_agents_of_packages_against_the_policy_gives_none(
    policy_file: Path, guest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(policy_file, agents_from_packages=False)
    monkeypatch.setenv("AA_MAGICS_AGENTS_FROM_PACKAGES", "1")
    assert guest not in roster()
    refused()


# Engines


@pytest.mark.parametrize(
    ("engine", "api_base", "allowed"),
    [
        ("openai/gpt-4o", "https://gateway.corp/v1", True),
        ("openai/gpt-4o", None, False),
        ("openai/gpt-4o", "https://api.openai.com/v1", False),
        ("anthropic/claude", "https://gateway.corp/v1", False),
        ("gpt-4o", "https://gateway.corp/v1", False),
        ("ollama/llama3.2", None, True),
        ("ollama/llama3.2", "http://elsewhere.example:11434", False),
        ("offline", None, True),
    ],
)
def test_an_engine_is_allowed_by_its_name_and_its_address_together(
    policy_file: Path, engine: str, api_base: str | None, allowed: bool
) -> None:
    policy_file.write_text(f'{GATEWAY}[[engines]]\nallow = "ollama/*"')
    if allowed:
        load_policy().check_engine(engine, api_base)
        return
    with pytest.raises(PolicyError) as caught:
        load_policy().check_engine(engine, api_base)
    assert f"is not allowed by {policy_file}." in caught.value.message
    assert caught.value.hint.startswith("Allowed: openai/* at https://gateway.corp/*, ollama/*, offline.")


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "OPENAI_API_BASE"])
def test_an_address_of_the_environment_is_checked_as_libraries_follow_it(
    policy_file: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    policy_file.write_text('[[engines]]\nallow = "openai/*"')
    load_policy().check_engine("openai/gpt-4o")
    monkeypatch.setenv(name, "https://elsewhere.example/v1?key=secret")
    with pytest.raises(PolicyError, match=name) as caught:
        load_policy().check_engine("openai/gpt-4o")
    assert "secret" not in str(caught.value)


def test_a_locked_address_binds_the_environment_too(policy_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(policy_file, api_base="https://gateway.corp/v1")
    load_policy().check_engine("openai/gpt-4o", "https://gateway.corp/v1")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.example/v1")
    with pytest.raises(PolicyError, match="OPENAI_BASE_URL cannot be"):
        load_policy().check_engine("openai/gpt-4o")


def test_with_an_empty_list_only_offline_is_allowed(policy_file: Path) -> None:
    policy_file.write_text("engines = []")
    load_policy().check_engine("offline")
    with pytest.raises(PolicyError, match="is not allowed"):
        load_policy().check_engine("ollama/llama3.2")


@pytest.mark.parametrize(
    "address",
    [
        "https://gateway.corp.evil.example/v1",
        "https://gateway.corp@evil.example/v1",
        "https://evil.example/https://gateway.corp/v1",
        "https://evil.example\\@gateway.corp/v1",
        "https://evil.example#@gateway.corp/v1",
        "https://evil.example?x=gateway.corp/v1",
        "http://gateway.corp/v1",
        "https://gateway.corp:8443/v1",
        "https://gateway.corp/v1/../admin",
        "https://gateway.corp/v1/%2e%2e/admin",
        "https://gateway.corp\n.evil.example/v1",
        "gateway.corp/v1",
        "https:///v1",
    ],
)
def test_no_address_slips_through_a_pattern(address: str) -> None:
    assert not address_matches(address, "https://gateway.corp/v1*")
    assert not address_matches(address, "https://*.corp/v1*")


@pytest.mark.parametrize(
    ("address", "pattern"),
    [
        ("https://gateway.corp/v1/", "https://gateway.corp/v1"),
        ("https://Gateway.Corp:443/v1", "https://gateway.corp/*"),
        ("https://gateway.corp", "https://gateway.corp/*"),
        ("https://gateway.corp/v1", "https://gateway.corp/v1/*"),
        ("https://llm.gateway.corp/a/b", "https://*.gateway.corp/*"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/*"),
        ("http://localhost:8001/v1", "http://localhost:*/*"),
    ],
)
def test_an_address_matches_part_by_part(address: str, pattern: str) -> None:
    assert address_matches(address, pattern)


def test_only_a_star_is_special_in_a_pattern() -> None:
    assert matches("openai/gpt-4[o]", "openai/gpt-4[o]")
    assert not matches("openai/gpt-4o", "openai/gpt-4[o]")
    assert not matches("openai/gpt-4o-mini", "openai/gpt-4o")


def test_a_provider_is_allowed_if_some_model_of_it_is() -> None:
    assert [may_match("openai", pattern) for pattern in ("openai/gpt-4*", "open*", "*", "azure/*", "openai")] == [
        True,
        True,
        True,
        False,
        False,
    ]


# The file


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('locked = ["privacy"]\n[settings\n', "(at line 2, column 10)"),
        ("[settings]\n\nprivacy = 'all'", "line 3: settings.privacy: Input should be 'schema', 'stats' or 'samples'"),
        ("[settings]\nlocked = []", "line 2: settings.locked: there is no such key here"),
        ("[setings]", "line 1: setings: there is no such key here"),
        ("\nlocked = ['privcy']", "line 2: locked: there is no setting named 'privcy', perhaps privacy"),
        ("[[engines]]\nallow = ''", "line 2: engines.allow: String should have at least 1 character"),
    ],
)
def test_a_broken_policy_stops_models_naming_file_and_line_and_offline_goes_on(
    policy_file: Path, text: str, told: str
) -> None:
    policy_file.write_text(text)
    assert Settings.load().engine == "offline"
    load_policy().check_engine("offline")
    with pytest.raises(PolicyError) as caught:
        load_policy().check_engine("ollama/llama3.2")
    assert caught.value.message.startswith(f"The policy {policy_file}: ")
    assert told in caught.value.message
    assert len(str(caught.value).splitlines()) == 2


def test_a_policy_that_is_no_text_or_no_file_stops_models_too(policy_file: Path) -> None:
    policy_file.write_bytes(b"\n\xff")
    assert "line 2: no UTF-8 text" in str(load_policy().problem)
    policy_file.unlink()
    policy_file.mkdir()
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy().check_engine("openai/gpt-4o")


def test_a_password_in_a_broken_policy_is_not_shown(policy_file: Path) -> None:
    policy_file.write_text("[settings]\nhistory_url = 'hub:secret@db'")
    assert "secret" not in str(load_policy().problem)


@pytest.mark.parametrize(
    ("name", "value"),
    [("JUPYTER_NO_CONFIG", "1"), ("JUPYTER_PLATFORM_DIRS", "1"), ("JUPYTER_CONFIG_PATH", "/nowhere")],
)
def test_no_variable_puts_a_policy_out_of_sight(
    policy_file: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    lock(policy_file, privacy="stats")
    monkeypatch.setenv(name, value)
    refused(privacy="samples")


def test_a_file_that_the_person_can_change_never_shadows_one_that_they_cannot(
    policy_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    planted = tmp_path / "first" / "aa_magics.toml"
    planted.parent.mkdir()
    planted.write_text("")
    lock(policy_file, privacy="stats")
    monkeypatch.setattr(places, "SYSTEM_FOLDERS", (planted.parent, policy_file.parent))
    as_roots(monkeypatch, policy_file)
    assert (load_policy().file, load_policy().ignored) == (policy_file, (planted,))


def test_a_file_in_the_environment_counts_only_where_the_person_cannot_change_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(places, "ENVIRONMENT_FOLDER", tmp_path)
    file = tmp_path / "aa_magics.toml"
    lock(file, privacy="stats")
    assert (load_policy().file, load_policy().ignored) == (None, (file,))
    as_roots(monkeypatch, file)
    assert load_policy().file == file


@pytest.fixture
def somebody() -> Iterator[Path]:
    """Be a person without rights, and have a folder that only root can write."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))
    folder.chmod(0o755)
    (folder / "aa_magics.toml").touch(0o644)
    try:
        os.seteuid(65534)
        yield folder
    finally:
        os.seteuid(0)
        shutil.rmtree(folder)


def test_a_file_of_root_cannot_be_changed(somebody: Path) -> None:
    assert not places.can_change(somebody / "aa_magics.toml")


@pytest.mark.parametrize(("what", "mode"), [("aa_magics.toml", 0o666), ("", 0o777)])
def test_a_file_can_be_changed_by_its_own_permissions_or_its_folders(somebody: Path, what: str, mode: int) -> None:
    os.seteuid(0)
    (somebody / what).chmod(mode)
    os.seteuid(65534)
    assert places.can_change(somebody / "aa_magics.toml")


def test_a_file_behind_ones_own_link_can_be_changed(somebody: Path) -> None:
    own = Path(tempfile.mkdtemp(dir="/var/tmp"))
    (own / "aa_magics.toml").symlink_to(somebody / "aa_magics.toml")
    try:
        assert places.can_change(own / "aa_magics.toml")
    finally:
        shutil.rmtree(own)
