"""A Jupyter Server with JupyterLab and Notebook 7, and a Chromium that opens notebooks in it."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.ui.notebooks import OpenNotebook, write_notebook

CHECKOUT = Path(__file__).parents[2]
ARTIFACTS = CHECKOUT / "artifacts/ui"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking")
TOKEN = "a-token-for-tests"


@dataclass(frozen=True)
class Server:
    """A running Jupyter Server and the folder that it serves."""

    url: str
    root: Path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server with folders of its own; kernels find the tests' extension for IPython in its root."""
    home = tmp_path_factory.mktemp("jupyter")
    root = home / "root"
    root.mkdir()
    shutil.copy(Path(__file__).with_name("analyst_double.py"), root)
    extension = home / "data/labextensions/aa-magics-labextension"
    extension.parent.mkdir(parents=True)
    extension.symlink_to(CHECKOUT / "aa_magics/labextension")
    quiet(home)
    command = [sys.executable, "-m", "jupyterlab", f"--config={Path(__file__).with_name('config.py')}"]
    options = [f"--ServerApp.root_dir={root}", "--ServerApp.port=0", f"--IdentityProvider.token={TOKEN}"]
    with (home / "log.txt").open("w") as log:
        process = subprocess.Popen([*command, *options], stdout=log, stderr=log, env=environment(home))
        try:
            yield Server(url_of(process, home), root)
        finally:
            process.terminate()
            process.wait(timeout=30)


def quiet(home: Path) -> None:
    """Settle what JupyterLab asks a newcomer, so that nothing covers the page."""
    settings = home / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"fetchNews": "false", "checkForUpdates": false}')


def environment(home: Path) -> dict[str, str]:
    folders = {"CONFIG": "config", "DATA": "data", "RUNTIME": "runtime"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "AA_MAGICS"))}
    own = {f"JUPYTER_{name}_DIR": str(home / folder) for name, folder in folders.items()}
    lab = {f"JUPYTERLAB_{name}_DIR": str(home / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    first = {"JUPYTER_PREFER_ENV_PATH": "0"}  # the extension of this checkout, not one that is installed
    return {**kept, **own, **lab, **first, "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(CHECKOUT)}


def url_of(process: subprocess.Popen[bytes], home: Path) -> str:
    """Wait for the server's own record of its address, and for its answer."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        for record in (home / "runtime").glob("jpserver-*.json"):
            url = str(json.loads(record.read_text())["url"])
            if answers(f"{url}api/status?token={TOKEN}"):
                return url
        time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{(home / 'log.txt').read_text()}")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30):
            return True
    except urllib.error.URLError:  # its record is written before it listens
        return False


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("The browser tests need Chrome or Chromium on the PATH (on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def person(browser: Browser, server: Server) -> BrowserContext:
    """Log in, once for all tests: the application then comes from the browser's cache."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(20_000)
    context.request.get(f"{server.url}lab?token={TOKEN}")
    return context


@pytest.fixture
def page(person: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open an empty page; what it shows when its test fails is kept in artifacts/ui."""
    page = person.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    yield page
    if getattr(request.node, "failed", False):
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ARTIFACTS / f"{request.node.name}.png")
    page.evaluate("window.jupyterapp?.serviceManager.sessions.shutdownAll()")
    page.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture(params=["lab", "notebook"])
def notebook(page: Page, server: Server, request: pytest.FixtureRequest) -> OpenNotebook:
    """Open a notebook that has the double loaded and one empty cell, in JupyterLab and in Notebook 7."""
    return open_notebook(page, server, request.param)


@pytest.fixture
def lab(page: Page, server: Server) -> OpenNotebook:
    """Open such a notebook in JupyterLab."""
    return open_notebook(page, server, "lab")


def open_notebook(page: Page, server: Server, application: str, name: str = "") -> OpenNotebook:
    path = f"{name or 'analysis'}-{time.time_ns()}.ipynb"
    write_notebook(server.root / path, ["%load_ext analyst_double", ""])
    opened = OpenNotebook(page, application, path)
    opened.open()
    opened.run(0)
    return opened


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"])
def theme(request: pytest.FixtureRequest, lab: OpenNotebook) -> Iterator[str]:
    """Change the theme of the application, and change it back for the tests that follow."""
    yield change_theme(lab.page, request.param)
    change_theme(lab.page, "JupyterLab Light")


def change_theme(page: Page, name: str) -> str:
    change = "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
    page.evaluate(change, name)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-name", name)
    expect(page.locator("#jupyterlab-splash")).to_be_hidden()  # it lies over everything and takes the mouse
    return name.rpartition(" ")[2].lower()
