"""Which Python runs the Jupyter Server that started this kernel, and what its environment has."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import psutil
from jupyter_core.paths import jupyter_runtime_dir

from aa_magics.doctor import probe
from aa_magics.model import Model

SECONDS = 60


class Environment(Model):
    """The versions of packages (None: not there), the labextension's folder, and whether ours is enabled."""

    python: str
    versions: Mapping[str, str | None]
    labextension: str | None
    enabled: bool


def server_python() -> str | None:
    """Return the Python of the Jupyter Server above this process, else this one where it has a server itself."""
    try:
        for process in psutil.Process().parents():
            if Path(jupyter_runtime_dir(), f"jpserver-{process.pid}.json").exists():
                return _interpreter(process)
    except psutil.Error:  # the process is gone, or another person's
        pass
    return sys.executable if find_spec("jupyter_server") else None


def look_into(python: str, packages: Sequence[str]) -> Environment:
    """Return what the environment of a Python has. Raises OSError, SubprocessError or ValueError where it cannot run.

    It runs in the probe's folder, as a module in the notebook's folder may have the name of one that it imports.
    """
    source = Path(probe.__file__)
    command = [python, "-c", source.read_text(encoding="utf-8"), *packages]
    done = subprocess.run(command, cwd=source.parent, capture_output=True, text=True, check=True, timeout=SECONDS)
    return Environment.model_validate(json.loads(done.stdout) | {"python": python})


def _interpreter(process: psutil.Process) -> str:
    """Return the Python as it was started: the file behind it would have lost its virtual environment."""
    started: str | None = shutil.which(process.cmdline()[0])
    return started or str(process.exe())
