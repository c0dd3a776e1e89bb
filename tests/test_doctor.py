"""The doctor tells what is missing, on which side, and the line that mends it."""

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from aa_magics.config import Settings
from aa_magics.doctor import Check, environments, examine, probe
from aa_magics.history import open_history
from tests.runs import a_run

ENABLED = {"ServerApp": {"jpserver_extensions": {"aa_magics": True}}}
DISABLED = {"ServerApp": {"jpserver_extensions": {"aa_magics": False}}}


@pytest.fixture(autouse=True)
def jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Jupyter's user folders, empty, in a folder of the test, and preferred to those of the environment."""
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    for name in ("DATA", "CONFIG", "RUNTIME"):
        monkeypatch.setenv(f"JUPYTER_{name}_DIR", str(tmp_path / name.lower()))
        (tmp_path / name.lower()).mkdir()
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AA_MAGICS_{name.upper()}", raising=False)
    return tmp_path


def check(side: str, name: str, settings: Settings | None = None) -> Check:
    (found,) = (check for check in examine(settings) if (check.side, check.name) == (side, name))
    return found


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))


def test_a_check_that_is_well_is_one_line_and_a_problem_shows_what_to_type() -> None:
    assert str(Check(side="kernel", name="engine", ok=True, detail="offline")) == "ok      kernel engine: offline"
    wrong = Check(side="server", name="packages", ok=False, detail="none", fix="pip install x")
    assert str(wrong) == "PROBLEM server packages: none\n        type: pip install x"


def test_every_problem_has_a_line_to_type(jupyter: Path) -> None:
    checks = examine(Settings(engine="nosuch", history_url="nosuch://host"))
    problems = [check for check in checks if not check.ok]
    assert {check.name for check in problems} >= {"engine", "history"}
    assert [check.name for check in problems if not check.fix] == []


# The kernel's side


def test_a_history_that_works_is_well_and_loses_nothing(tmp_path: Path) -> None:
    history = open_history(tmp_path / "history.db")
    history.finish(a_run())
    found = check("kernel", "history", Settings(history_url=f"sqlite:///{tmp_path}/history.db"))
    assert (found.ok, found.detail) == (True, str(tmp_path / "history.db"))
    assert history.get("r1") == a_run()
    history.close()


def test_a_history_that_can_only_be_read_is_a_problem(tmp_path: Path) -> None:
    open_history(tmp_path / "history.db").close()
    url = f"sqlite:///file:{tmp_path}/history.db?mode=ro&uri=true"
    found = check("kernel", "history", Settings(history_url=url))
    assert not found.ok
    assert "cannot be written" in found.detail
    assert "AA_MAGICS_HISTORY_URL=" in found.fix


def test_a_damaged_history_is_a_problem_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "history.db").write_bytes(b"no database" * 1000)
    found = check("kernel", "history", Settings(history_url=f"sqlite:///{tmp_path}/history.db"))
    assert (found.ok, found.fix.endswith(".damaged")) == (False, True)


def test_a_history_that_is_off_is_a_choice(tmp_path: Path) -> None:
    found = check("kernel", "history", Settings(history=False))
    assert (found.ok, found.fix) == (True, "")
    assert not list((tmp_path / "data").iterdir())


def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", "perhaps")
    found = check("kernel", "settings")
    assert (found.ok, found.detail) == (False, "AA_MAGICS_HISTORY cannot be 'perhaps'.")
    assert found.fix == "Set AA_MAGICS_HISTORY to 1 or 0."


def test_packages_that_are_missing_or_too_old_are_named_with_the_versions_that_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = "Requires-Dist: nosuch-package>=2\nRequires-Dist: pytest>=99\nRequires-Dist: pytest; extra == 'x'\n"
    described = "Metadata-Version: 2.1\nName: aa_magics\nVersion: 0.1.0\nRequires-Dist: pydantic>=2\n" + needs
    write(tmp_path / "site" / "aa_magics-0.1.0.dist-info" / "METADATA", described)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    found = check("kernel", "packages")
    assert found.detail.endswith("lacks nosuch-package, pytest")
    assert found.fix == f"{sys.executable} -m pip install 'nosuch-package>=2' 'pytest>=99'"


# The server's side


def test_without_a_server_above_the_one_in_this_environment_is_looked_at() -> None:
    assert environments.server_python() == sys.executable


SERVER_ABOVE = """
import json, os, subprocess, sys
from pathlib import Path
Path(os.environ["JUPYTER_RUNTIME_DIR"], f"jpserver-{os.getpid()}.json").write_text("{}")
code = "from aa_magics.doctor.environments import server_python; print(server_python())"
subprocess.run([sys.argv[1], "-c", code], check=True)
"""


def test_the_server_above_is_found_by_the_python_it_was_started_with(tmp_path: Path) -> None:
    python = tmp_path / "python"  # as in a virtual environment: a link, which must not be followed
    python.symlink_to(os.path.realpath(sys.executable))
    command = [python, "-c", SERVER_ABOVE, sys.executable]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == str(python)


def test_the_labextension_is_found_on_the_jupyter_path(jupyter: Path) -> None:
    write(jupyter / "data" / "labextensions" / "aa-magics-labextension" / "package.json", {})
    found = check("server", "labextension")
    assert (found.ok, found.detail) == (True, str(jupyter / "data" / "labextensions" / "aa-magics-labextension"))


@pytest.mark.parametrize(
    ("main", "folder", "enabled"),
    [
        (ENABLED, None, True),
        (None, ENABLED, True),
        (DISABLED, ENABLED, False),
        (ENABLED, DISABLED, True),
        ("{", ENABLED, True),
    ],
)
def test_the_server_extension_is_enabled_by_the_files_that_jupyter_reads(
    jupyter: Path, main: object, folder: object, enabled: bool
) -> None:
    if main is not None:
        write(jupyter / "config" / "jupyter_server_config.json", main)
    if folder is not None:
        write(jupyter / "config" / "jupyter_server_config.d" / "aa_magics.json", folder)
    found = check("server", "extension")
    assert found.ok == enabled
    if not enabled:
        assert found.fix == f"{sys.executable} -m jupyter server extension enable --sys-prefix aa_magics"


def test_a_server_without_anything_of_ours_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "empty"], check=True)
    python = str(tmp_path / "empty" / "bin" / "python")
    monkeypatch.setattr("aa_magics.doctor.checks.server_python", lambda: python)
    packages, labextension, extension = (c for c in examine(Settings(history=False)) if c.side == "server")
    assert packages.detail.startswith(f"{python} lacks aa_magics, jupyterlab, alembic")
    assert packages.fix.startswith(f"{python} -m pip install ")
    assert "[lab]" in packages.fix
    assert not labextension.ok
    assert not extension.ok


def test_a_server_with_another_version_is_told_to_take_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = "Metadata-Version: 2.1\nName: aa_magics\nVersion: 0.0.9\n"
    write(tmp_path / "site" / "aa_magics-0.0.9.dist-info" / "METADATA", installed)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    found = check("server", "packages")
    assert not found.ok
    assert found.detail == f"{sys.executable} has aa_magics 0.0.9, the kernel 0.1.0"


def test_a_server_whose_python_does_not_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aa_magics.doctor.checks.server_python", lambda: str(tmp_path / "gone"))
    found = check("server", "packages")
    assert (found.ok, found.detail) == (False, f"{tmp_path / 'gone'} cannot be asked: FileNotFoundError")


def test_no_server_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aa_magics.doctor.checks.server_python", lambda: None)
    (found,) = (check for check in examine(Settings(history=False)) if check.side == "server")
    assert (found.ok, found.fix) == (False, "aa-magics doctor")


def test_another_process_finds_what_this_one_does(jupyter: Path) -> None:
    write(jupyter / "config" / "jupyter_server_config.json", ENABLED)
    write(jupyter / "data" / "labextensions" / "aa-magics-labextension" / "package.json", {})
    found = probe.look(["pytest", "nosuch"])
    assert found["versions"] == {"pytest": metadata.version("pytest"), "nosuch": None}
    assert environments.look_into(sys.executable, ["pytest", "nosuch"]).model_dump() == found | {
        "python": sys.executable
    }


def test_modules_in_the_notebooks_folder_do_not_mislead_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert environments.look_into(sys.executable, ["pytest"]).versions == {"pytest": metadata.version("pytest")}
