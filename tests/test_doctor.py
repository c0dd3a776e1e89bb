"""The doctor tells what is missing, on which side, and the line that mends it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path

import pytest

from aa_magics.config import Settings
from aa_magics.config.providers import KEYS
from aa_magics.doctor import Check, engines, environments, examine, local, probe, setting_lines
from aa_magics.history import open_history
from tests.policies import use_system_folder
from tests.runs import a_run

SERVERS = local.SERVERS
ENABLED = {"ServerApp": {"jpserver_extensions": {"aa_magics": True}}}
DISABLED = {"ServerApp": {"jpserver_extensions": {"aa_magics": False}}}


@pytest.fixture
def policy_file(jupyter: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_system_folder(monkeypatch, jupyter / "etc")


@pytest.fixture(autouse=True)
def jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Jupyter's user folders, empty, in a folder of the test, and preferred to those of the environment."""
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    for name in ("DATA", "CONFIG", "RUNTIME"):
        monkeypatch.setenv(f"JUPYTER_{name}_DIR", str(tmp_path / name.lower()))
        (tmp_path / name.lower()).mkdir()
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AA_MAGICS_{name.upper()}", raising=False)
    for name in [name for name in os.environ if name.endswith(("_API_KEY", "_API_BASE", "_BASE_URL"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(local, "SERVERS", tuple(local.Server(server.name, 9, server.provider) for server in SERVERS))
    monkeypatch.setattr(engines, "SERVERS", local.SERVERS)
    return tmp_path


def check(side: str, name: str, settings: Settings | None = None) -> Check:
    checks = examine(lambda: settings) if settings else examine()
    (found,) = (check for check in checks if (check.side, check.name) == (side, name))
    return found


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))


def test_a_check_that_is_well_is_one_line_and_a_problem_shows_what_to_type() -> None:
    assert str(Check(side="kernel", name="engine", ok=True, detail="offline")) == "ok      kernel engine: offline"
    wrong = Check(side="server", name="packages", ok=False, detail="none", fix="pip install x")
    assert str(wrong) == "PROBLEM server packages: none\n        type: pip install x"


def test_every_problem_has_a_line_to_type(jupyter: Path) -> None:
    checks = examine(lambda: Settings(engine="nosuch", history_url="nosuch://host"))
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


# Settings and policy


def test_settings_that_somebody_chose_are_shown_with_where_they_come_from(
    policy_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy_file.write_text('locked = ["repairs", "run_budget"]\n[settings]\nrepairs = 1')
    monkeypatch.setenv("AA_MAGICS_PRIVACY", "schema")
    found = check("kernel", "settings")
    assert found.detail.startswith("3 of ")
    assert [" ".join(line.split()) for line in found.lines] == [
        "privacy = schema AA_MAGICS_PRIVACY",
        f"run_budget = unset default, locked by {policy_file}",
        f"repairs = 1 {policy_file}, locked",
    ]


def test_all_settings_are_listed_those_that_differ_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_AUDIT_LOG", "/var/log/a.jsonl")
    lines = setting_lines(Settings.load())
    assert lines[0].split()[:4] == ["audit_log", "=", "/var/log/a.jsonl", "AA_MAGICS_AUDIT_LOG"]
    assert {line.split()[0] for line in lines} == set(Settings.model_fields)


def test_no_password_is_shown_in_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", "postgresql://ada:secret@db/history?key=secret")
    assert "secret" not in "\n".join(setting_lines(Settings.load()))


def test_a_setting_that_the_policy_refuses_is_a_problem_and_the_rest_is_still_told(
    policy_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy_file.write_text('locked = ["privacy"]')
    monkeypatch.setenv("AA_MAGICS_PRIVACY", "samples")
    found = check("kernel", "settings")
    assert (found.ok, found.fix) == (False, "Leave AA_MAGICS_PRIVACY unset, or set it to schema or stats.")
    assert check("kernel", "policy").lines == ("locked: privacy",)
    assert check("kernel", "models").ok


def test_without_a_policy_it_is_said_where_one_would_be(policy_file: Path) -> None:
    found = check("kernel", "policy")
    assert found.ok
    assert found.detail.startswith(f"none in {policy_file.parent}, ")


def test_a_broken_policy_is_a_problem(policy_file: Path) -> None:
    policy_file.write_text("[settings")
    found = check("kernel", "policy")
    assert (found.ok, found.fix) == (False, f"sudoedit {policy_file}")
    assert "(at line 1, its last)" in found.detail


def test_a_policy_that_is_not_in_force_is_named(policy_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = policy_file.parent / "other" / "aa_magics.toml"
    write(other, "")
    write(policy_file, 'engines = [{allow = "ollama/*"}]')
    monkeypatch.setattr("aa_magics.config.places.ENVIRONMENT_FOLDER", other.parent)
    engines, ignored = check("kernel", "policy").lines
    assert engines == "engines: ollama/*, offline"
    assert ignored.startswith("not in force")
    assert ignored.endswith(str(other))


# Engines


@pytest.mark.parametrize(
    ("engine", "variables", "api_base", "ok", "told"),
    [
        ("offline", {}, None, True, "offline, which needs no key"),
        ("openai/gpt-4o", {"OPENAI_API_KEY": "planted"}, None, True, "OPENAI_API_KEY set"),
        ("openai/gpt-4o", {}, None, False, "OPENAI_API_KEY not set"),
        ("openai/mine", {}, "http://10.0.0.1/v1", True, "api_base http://10.0.0.1/v1, without a key"),
        ("openai/mine", {"OPENAI_BASE_URL": "http://a/v1"}, None, True, "OPENAI_BASE_URL http://a/v1, without a key"),
        ("gemini/pro", {"GOOGLE_API_KEY": "planted"}, None, True, "GOOGLE_API_KEY set"),
        ("bedrock/x", {"AWS_ACCESS_KEY_ID": "planted"}, None, False, "AWS_SECRET_ACCESS_KEY not set"),
        ("newcomer/x", {"NEWCOMER_API_KEY": "planted"}, None, True, "NEWCOMER_API_KEY set"),
        ("ollama/llama3.2", {}, None, False, "Ollama does not answer"),
    ],
)
@pytest.mark.models
def test_an_engine_works_with_a_key_or_an_address(
    monkeypatch: pytest.MonkeyPatch, engine: str, variables: dict[str, str], api_base: str | None, ok: bool, told: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    found = check("kernel", "engine", Settings(engine=engine, api_base=api_base, history=False))
    assert (found.ok, told in found.detail) == (ok, True), found
    assert "planted" not in str(found)


def test_an_engine_that_the_policy_does_not_allow_is_a_problem(
    policy_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy_file.write_text("[[engines]]\nallow = 'azure/*'")
    monkeypatch.setenv("OPENAI_API_KEY", "planted")
    found = check("kernel", "engine", Settings(engine="openai/gpt-4o", history=False))
    assert (found.ok, found.detail) == (False, f"The engine 'openai/gpt-4o' is not allowed by {policy_file}.")
    assert any(line.startswith(f"not allowed by {policy_file}: openai, ") for line in check("kernel", "models").lines)


def test_a_model_without_dspy_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    found = check("kernel", "engine", Settings(engine="openai/gpt-4o", history=False))
    assert (found.ok, found.fix) == (False, f"{sys.executable} -m pip install dspy-ai")
    models = check("kernel", "models")
    assert models.ok
    assert models.detail.startswith("not installed")


def test_keys_are_told_to_be_set_or_not_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in {name for ways in KEYS.values() for way in ways for name in way}:
        monkeypatch.setenv(name, "planted")
    told = "\n".join(map(str, examine(lambda: Settings(history=False))))
    assert "planted" not in told
    assert "openai (OPENAI_API_KEY), anthropic (ANTHROPIC_API_KEY)" in told
    monkeypatch.delenv("GROQ_API_KEY")
    assert "key not set: GROQ_API_KEY" in check("kernel", "models").lines


def test_looking_for_engines_loads_no_model_library() -> None:
    code = "import sys; from aa_magics.doctor.engines import check_models; check_models(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"dspy", "litellm"} & set(loaded)


@contextmanager
def serving(answers: dict[str, tuple[int, object]]) -> Iterator[int]:
    """Serve JSON by path on a port of this machine; what is not known is sent to another address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # its base class calls it so
            status, body = answers.get(self.path, (302, ""))
            self.send_response(status)
            self.send_header("Location", "/redirected")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def use_server(monkeypatch: pytest.MonkeyPatch, name: str, port: int) -> None:
    servers = tuple(local.Server(s.name, port if s.name == name else s.port, s.provider) for s in local.SERVERS)
    monkeypatch.setattr(local, "SERVERS", servers)
    monkeypatch.setattr(engines, "SERVERS", servers)


@pytest.mark.models
def test_a_server_of_models_on_this_machine_is_found_and_its_models_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    models = {"data": [{"id": "llama3.2"}, {"id": "bad\x1bname"}, {"id": "a"}, {"id": "b"}, {"id": "c"}]}
    with serving({"/v1/models": (200, models)}) as port:
        use_server(monkeypatch, "Ollama", port)
        lines = check("kernel", "models").lines
        assert "Ollama answers: ollama/llama3.2, ollama/a, ollama/b and 1 more" in lines
        assert "no answer on this machine: vLLM (9), llama.cpp (9), LM Studio (9)" in lines
        assert check("kernel", "engine", Settings(engine="ollama/llama3.2", history=False)).ok


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"/v1/models": (401, "")}, ()),
        ({"/v1/models": (500, "")}, None),
        ({"/v1/models": (200, ["another", "program"])}, None),
        ({"/v1/models": (200, {"data": 3})}, None),
        ({"/redirected": (200, {"data": [{"id": "elsewhere"}]})}, None),
    ],
)
def test_another_program_at_a_usual_port_is_no_server_of_models(
    answers: dict[str, tuple[int, object]], found: object
) -> None:
    with serving(answers) as port:
        assert local.models_at(f"http://127.0.0.1:{port}") == found


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
    packages, labextension, extension = (c for c in examine(lambda: Settings(history=False)) if c.side == "server")
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
    (found,) = (check for check in examine(lambda: Settings(history=False)) if check.side == "server")
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
