"""What a person gets from the wheel: built as a release is, installed where there is no Node."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).parent.parent
EXTENSION = "data/share/jupyter/labextensions/aa-magics-labextension/"

pytestmark = pytest.mark.slow


def run(command: Sequence[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a command and return all that it said, without colours; a failure shows it."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=cwd, env=env)
    assert done.returncode == 0, done.stdout
    return re.sub("\x1b\\[[0-9;]*m", "", done.stdout)


def project_files() -> list[str]:
    listed = run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=CHECKOUT)
    return [name for name in listed.splitlines() if (CHECKOUT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a source archive and from it the wheel; npm's packages are linked, to save their download."""
    home = tmp_path_factory.mktemp("package")
    source = home / "source"
    for name in project_files():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / name, source / name)
    modules = CHECKOUT / "labextension/node_modules"
    shutil.copytree(modules, source / "labextension/node_modules", symlinks=True, copy_function=os.link)
    run([sys.executable, "-m", "build", "--outdir", home, source])
    return next(home.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Iterator[Path]:
    """Return the programs of an environment with the wheel and JupyterLab; it is kept for the next run."""
    home = CHECKOUT / ".venv-package"
    programs = home / "bin"
    if not (programs / "pip").exists():
        run([sys.executable, "-m", "venv", home])
    pip = [programs / "python", "-m", "pip", "install", "-qq"]
    run([*pip, f"{wheel}[lab]"], env=only(programs))
    run([*pip, "--force-reinstall", "--no-deps", wheel], env=only(programs))
    yield programs
    run([programs / "python", "-m", "pip", "uninstall", "-qq", "-y", "aa_magics"])


def only(programs: Path) -> dict[str, str]:
    """Return an environment that finds these programs and no others: no Node above all."""
    return {**os.environ, "PATH": str(programs)}


def endings(names: Sequence[str], after: str) -> list[str]:
    return [name.split(after, 1)[1] for name in names if after in name]


def test_the_wheel_holds_every_file_of_the_package(names: Sequence[str]) -> None:
    assert {name for name in project_files() if name.startswith("aa_magics/")} - set(names) == set()


def test_the_wheel_places_the_built_extension(names: Sequence[str]) -> None:
    placed = endings(names, EXTENSION)
    assert {"package.json", "install.json"} <= set(placed)
    assert [name for name in placed if name.startswith("static/remoteEntry.")]
    assert [name for name in placed if name.startswith("schemas/")]


def test_the_wheel_enables_the_server_extension(names: Sequence[str]) -> None:
    assert "jupyter_server_config.d/aa_magics.json" in {name.split("etc/jupyter/")[-1] for name in names}


def test_the_wheel_holds_nothing_of_the_workshop(names: Sequence[str]) -> None:
    workshop = {"node_modules", "tests", "notebooks", "src", "lib"}
    assert [name for name in names if workshop & set(name.split("/"))] == []


def test_the_wheel_holds_a_released_build(names: Sequence[str]) -> None:
    assert [name for name in names if name.endswith((".js.map", ".pyc"))] == []


def test_jupyterlab_finds_the_extension_without_node(installed: Path) -> None:
    listed = run([installed / "jupyter", "labextension", "list"], env=only(installed))
    assert "aa-magics-labextension v0.1.0 enabled OK (python, aa_magics)" in listed


def test_jupyterlab_finds_the_extension_where_it_is_worked_on() -> None:
    bin_ = Path(sys.prefix, "bin")
    listed = run([bin_ / "jupyter", "labextension", "list"], env=only(bin_))
    assert [line for line in listed.splitlines() if "aa-magics-labextension" in line and "enabled OK" in line]


def test_jupyter_server_finds_the_extension(installed: Path) -> None:
    listed = run([installed / "jupyter", "server", "extension", "list"], env=only(installed))
    assert [line for line in listed.splitlines() if "aa_magics" in line and line.strip().endswith("OK")]


def test_the_command_line_answers(installed: Path) -> None:
    assert "history" in run([installed / "aa-magics", "--help"], env=only(installed))
