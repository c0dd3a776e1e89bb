"""Kernel and server in environments of their own, as a hub has them: one data directory is all that they share."""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any
from urllib.request import Request, urlopen

import pytest
from jupyter_client.blocking import BlockingKernelClient

CHECKOUT = Path(__file__).parent.parent
TOKEN = "a-token"
SECONDS = 120

SHARED = ["alembic", "jupyter-core", "packaging", "psutil", "pydantic", "sqlalchemy"]
KERNEL = [*SHARED, "ipykernel", "pandas", "rapidfuzz", "snowballstemmer"]
SERVER = [*SHARED, "jupyterlab"]
LACKING = ["plotly", "scikit-learn", "scipy", "statsmodels"]
"""What the kernel's side would need for charts and tests, left out to be quick, and so that the doctor finds it."""

GOAL = "%%analyst df --no-insert\nmean of price by region"
SERVERS_MODULES = (
    "pandas",
    "numpy",
    "plotly",
    "sklearn",
    "scipy",
    "statsmodels",
    "rapidfuzz",
    "snowballstemmer",
    "IPython",
)


def run(*command: str | Path, **options: Any) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    assert done.returncode == 0, done.stdout
    return done.stdout


def modules_of(python: Path) -> set[str]:
    """Return which of some modules an environment has."""
    code = "import sys; from importlib.util import find_spec; print(*filter(find_spec, sys.argv[1:]))"
    return set(run(python, "-c", code, *SERVERS_MODULES, "jupyter_server", "jupyterlab", "ipykernel").split())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, CHECKOUT)
    return next(folder.glob("*.whl"))


def environment(name: str, packages: Sequence[str], wheel: Path) -> Path:
    """Return the Python of an environment with these packages and the wheel; it is kept for the next run."""
    home = CHECKOUT / name
    python, made = home / "bin" / "python", home / "packages.txt"
    if not made.exists() or made.read_text().split() != packages:
        run(sys.executable, "-m", "venv", "--clear", home)
        run(python, "-m", "pip", "install", "-qq", *packages)
        made.write_text("\n".join(packages))
    run(python, "-m", "pip", "install", "-qq", "--force-reinstall", "--no-deps", wheel)
    return python


@pytest.fixture(scope="module")
def kernel_python(wheel: Path) -> Path:
    return environment(".venv-kernel", KERNEL, wheel)


@pytest.fixture(scope="module")
def server_python(wheel: Path) -> Path:
    return environment(".venv-server", SERVER, wheel)


@dataclass
class Hub:
    """A running server, and a kernel of the other environment that it has started."""

    url: str
    client: BlockingKernelClient

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        return _ask(self.url, path, method, body)

    def run(self, code: str) -> str:
        """Return what a cell shows as text; it must not fail."""
        shown: list[str] = []

        def show(message: dict[str, Any]) -> None:
            content = message["content"]
            shown.append(content.get("text", "") or content.get("data", {}).get("text/plain", ""))

        reply = self.client.execute_interactive(code, output_hook=show, timeout=SECONDS)
        assert reply["content"]["status"] == "ok", reply["content"]
        return "".join(shown)


def _ask(url: str, path: str, method: str, body: object) -> Any:
    headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
    content = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url + path, content, headers, method=method), timeout=SECONDS) as answer:
        return json.loads(answer.read() or "null")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, kernel_python: Path) -> Path:
    """A person's folders, shared by both sides; the kernel of the other environment is known to the server."""
    home = tmp_path_factory.mktemp("home")
    spec = home / "data" / "kernels" / "analysis" / "kernel.json"
    spec.parent.mkdir(parents=True)
    argv = [str(kernel_python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Analysis", "language": "python"}))
    (home / "notebooks").mkdir()
    return home


def variables(home: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "AA_MAGICS", "PYTHON"))
    }
    folders = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    return kept | folders | {"HOME": str(home), "IPYTHONDIR": str(home / "ipython")}


@pytest.fixture(scope="module")
def hub(home: Path, server_python: Path) -> Iterator[Hub]:
    options = ["--allow-root", "--no-browser", "--port=0", f"--IdentityProvider.token={TOKEN}"]
    command = [server_python.parent / "jupyter-lab", *options, f"--ServerApp.root_dir={home}/notebooks"]
    with (home / "log.txt").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=variables(home))
        try:
            url = _url(process, home)
            with _kernel(url, home) as client:
                yield Hub(url, client)
        finally:
            process.terminate()
            process.wait(timeout=SECONDS)


def _url(process: subprocess.Popen[bytes], home: Path) -> str:
    """Wait for the server's record of its address, and for its answer."""
    record = home / "runtime" / f"jpserver-{process.pid}.json"
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, ValueError):  # not written yet, or not listening yet
            url = str(json.loads(record.read_text())["url"])
            _ask(url, "api/status", "GET", None)
            return url
        time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{(home / 'log.txt').read_text()}")


@contextmanager
def _kernel(url: str, home: Path) -> Iterator[BlockingKernelClient]:
    session = {"path": "sales.ipynb", "name": "sales.ipynb", "type": "notebook", "kernel": {"name": "analysis"}}
    kernel_id = _ask(url, "api/sessions", "POST", session)["kernel"]["id"]
    client = BlockingKernelClient(connection_file=str(home / "runtime" / f"kernel-{kernel_id}.json"))
    client.load_connection_file()
    client.start_channels()
    for _ in range(SECONDS):  # until what the kernel publishes arrives here
        client.kernel_info()
        with suppress(Empty):
            client.get_iopub_msg(timeout=1)
            break
    try:
        yield client
    finally:
        client.stop_channels()
        _ask(url, f"api/kernels/{kernel_id}", "DELETE", None)


@pytest.mark.slow
def test_the_two_sides_share_no_package_that_only_the_other_needs(kernel_python: Path, server_python: Path) -> None:
    assert modules_of(kernel_python) & {"jupyter_server", "jupyterlab"} == set()
    assert modules_of(server_python) & {"pandas", "plotly", "sklearn", "scipy", "statsmodels"} == set()


@pytest.mark.slow
def test_the_server_shows_what_a_kernel_of_the_other_environment_did(hub: Hub) -> None:
    hub.run("%load_ext aa_magics\nimport pandas as pd")
    hub.run("df = pd.DataFrame({'price': [1.0, 2.0, 4.0, 8.0], 'region': list('abab')})")
    hub.run(GOAL)
    (run,) = hub.ask("aa-magics/api/runs?notebook=sales.ipynb")["items"]
    assert (run["goal"], run["state"], run["frames"]) == ("mean of price by region", "done", ["df"])
    cells = hub.ask(f"aa-magics/api/runs/{run['id']}")["cells"]
    assert "groupby" in "".join(cell["source"] for cell in cells)
    uses = {agent["name"]: agent["uses"] for agent in hub.ask("aa-magics/api/agents")["items"]}
    assert uses["statistical_analytics_agent"] == 1
    hub.ask("aa-magics/api/agents/data_viz_agent", "PATCH", {"on": False})
    hub.ask(f"aa-magics/api/runs/{run['id']}", "DELETE")
    assert "'data_viz_agent'" in hub.run(
        "from aa_magics.history import open_history\n"
        "from aa_magics.config import Settings\n"
        "history = open_history(Settings.load().database)\n"
        "print(sorted(history.agents_off()), history.runs().items)"
    )


@pytest.mark.slow
def test_the_doctor_tells_the_sides_apart_and_its_lines_mend_them(
    hub: Hub, home: Path, kernel_python: Path, server_python: Path
) -> None:
    hub.run("%load_ext aa_magics")
    well = hub.run("%analyst doctor")
    assert f"PROBLEM kernel packages: aa_magics 0.1.0 in {kernel_python} lacks {', '.join(LACKING)}" in well
    assert f"type: {kernel_python} -m pip install 'plotly>=" in well
    assert f"ok      kernel history: {home}/data/aa_magics/history.db" in well
    assert f"ok      server packages: aa_magics 0.1.0 in {server_python}" in well
    assert "ok      server labextension: " in well
    assert "ok      server extension: enabled" in well

    run(server_python, "-m", "pip", "uninstall", "-qq", "-y", "aa_magics")
    ill = hub.run("%analyst doctor")
    assert f"PROBLEM server packages: {server_python} lacks aa_magics" in ill
    assert "PROBLEM server labextension: " in ill
    assert "PROBLEM server extension: " in ill

    (line,) = (line for line in ill.splitlines() if line.endswith(".whl'") and "[lab]" in line)
    run(*shlex.split(line.split("type: ")[1]), env=os.environ | {"PIP_NO_DEPS": "1"})  # the rest is still there
    mended = hub.run("%analyst doctor")
    assert "PROBLEM server" not in mended


def blocked(code: str, *modules: str) -> str:
    """Return what code prints where some modules cannot be imported."""
    block = f"import sys; sys.modules.update(dict.fromkeys({modules!r}))\n"
    return run(sys.executable, "-c", block + code)


def test_the_servers_side_needs_none_of_the_kernels_libraries(tmp_path: Path) -> None:
    code = (
        "import aa_magics.server.app, aa_magics.model, aa_magics.agents, aa_magics.config, aa_magics.errors\n"
        "import aa_magics.doctor, aa_magics.history\n"
        f"history = aa_magics.history.open_history('sqlite:///{tmp_path}/history.db')\n"
        "print(history.runs().items, *sorted(history.agents_off()), aa_magics.agents.roster()['polars_agent'].title)\n"
        "print(aa_magics._jupyter_server_extension_points()[0]['app'].name)"
    )
    assert blocked(code, *SERVERS_MODULES) == "() polars_agent Polars\naa_magics\n"


def test_the_kernels_side_needs_no_server(tmp_path: Path) -> None:
    code = (
        "import pandas as pd, aa_magics, aa_magics.doctor\n"
        "from aa_magics.history import open_history\n"
        f"history = open_history('sqlite:///{tmp_path}/history.db')\n"
        "frame = pd.DataFrame({'price': [1.0, 2.0, 4.0, 8.0], 'region': list('abab')})\n"
        "aa_magics.analyze('mean of price by region', {'df': frame}, history=history)\n"
        "print(history.runs().items[0].state)"
    )
    assert blocked(code, "jupyter_server", "jupyterlab", "tornado") == "done\n"
