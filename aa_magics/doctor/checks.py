"""The checks: the kernel's packages, policy, settings, engines and history, then the server's packages."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

import aa_magics
from aa_magics.config import Settings, variable
from aa_magics.doctor.check import Check
from aa_magics.doctor.engines import check_engine, check_models
from aa_magics.doctor.environments import Environment, look_into, server_python
from aa_magics.doctor.settings import check_policy, check_settings
from aa_magics.errors import AnalystError

SERVER_PACKAGES = (
    "aa_magics",
    "jupyterlab",
    "alembic",
    "jupyter-core",
    "packaging",
    "psutil",
    "pydantic",
    "sqlalchemy",
)


def examine(settings: Callable[[], Settings] = Settings.load) -> tuple[Check, ...]:
    """Return what is well and what is not, for the kernel that this is and for the server that started it."""
    return (*_kernel(settings), *_server())


def _kernel(settings: Callable[[], Settings]) -> Iterator[Check]:
    yield _packages()
    yield check_policy()
    try:
        chosen = settings()
    except AnalystError as error:
        yield Check(side="kernel", name="settings", ok=False, detail=error.message, fix=error.hint)
    else:
        yield check_settings(chosen)
        yield check_engine(chosen)
        yield _history(chosen)
    yield check_models()


def _packages() -> Check:
    here = f"aa_magics {aa_magics.__version__} in {sys.executable}"
    try:
        needed = [Requirement(text) for text in metadata.requires("aa_magics") or ()]
    except metadata.PackageNotFoundError:
        folder = Path(aa_magics.__file__).parent.parent
        fix = _pip(sys.executable, str(folder))
        return Check(side="kernel", name="packages", ok=False, detail=f"{here}, not installed but found", fix=fix)
    missing = [need for need in needed if not _is_met(need)]
    if not missing:
        return Check(side="kernel", name="packages", ok=True, detail=here)
    detail = f"{here} lacks {', '.join(need.name for need in missing)}"
    fix = _pip(sys.executable, *(f"{need.name}{need.specifier}" for need in missing))
    return Check(side="kernel", name="packages", ok=False, detail=detail, fix=fix)


def _is_met(need: Requirement) -> bool:
    if need.marker is not None and not need.marker.evaluate({"extra": ""}):
        return True
    try:
        return need.specifier.contains(metadata.version(need.name), prereleases=True)
    except metadata.PackageNotFoundError:
        return False


def _history(settings: Settings) -> Check:
    if not settings.history:
        return Check(side="kernel", name="history", ok=True, detail=f"off by choice ({variable('history')})")
    from aa_magics.history import open_history

    try:
        history = open_history(settings.database, retention_days=settings.retention_days)
        history.check()
    except AnalystError as error:
        return Check(side="kernel", name="history", ok=False, detail=error.message, fix=error.hint)
    history.close()
    return Check(side="kernel", name="history", ok=True, detail=history.where)


def _server() -> Iterator[Check]:
    python = server_python()
    if python is None:
        detail = f"none started {sys.executable}, and none is installed with it: look where yours is"
        yield Check(side="server", name="packages", ok=False, detail=detail, fix="aa-magics doctor")
        return
    try:
        found = look_into(python, SERVER_PACKAGES)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        detail = f"{python} cannot be asked: {type(error).__name__}"
        yield Check(side="server", name="packages", ok=False, detail=detail, fix=f"{shlex.quote(python)} --version")
        return
    yield _server_packages(found)
    yield _labextension(found)
    yield _server_extension(found)


def _server_packages(found: Environment) -> Check:
    missing = [name for name, version in found.versions.items() if version is None]
    there, here = found.versions["aa_magics"], aa_magics.__version__
    if not missing and there == here:
        return Check(side="server", name="packages", ok=True, detail=f"aa_magics {there} in {found.python}")
    if missing:
        detail = f"{found.python} lacks {', '.join(missing)}"
        wanted = [_ourselves("[lab]")] if "aa_magics" in missing else missing
    else:
        detail = f"{found.python} has aa_magics {there}, the kernel {here}"
        wanted = [_ourselves("[lab]")]
    return Check(side="server", name="packages", ok=False, detail=detail, fix=_pip(found.python, *wanted))


def _labextension(found: Environment) -> Check:
    if found.labextension:
        return Check(side="server", name="labextension", ok=True, detail=found.labextension)
    detail = f"not on the Jupyter path of {found.python}"
    fix = _pip(found.python, "--force-reinstall", "--no-deps", _ourselves())
    return Check(side="server", name="labextension", ok=False, detail=detail, fix=fix)


def _server_extension(found: Environment) -> Check:
    if found.enabled:
        return Check(side="server", name="extension", ok=True, detail="enabled")
    detail = f"not enabled in the configuration that {found.python} reads"
    fix = f"{shlex.quote(found.python)} -m jupyter server extension enable --sys-prefix aa_magics"
    return Check(side="server", name="extension", ok=False, detail=detail, fix=fix)


def _ourselves(extras: str = "") -> str:
    """Return what makes pip install this very aa_magics: its release, or the place that it was installed from."""
    try:
        origin = metadata.distribution("aa_magics").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return f"{Path(aa_magics.__file__).parent.parent}{extras}"
    if origin is None:
        return f"aa_magics{extras}=={aa_magics.__version__}"
    return f"aa_magics{extras} @ {json.loads(origin)['url']}"


def _pip(python: str, *wanted: str) -> str:
    return shlex.join([python, "-m", "pip", "install", *wanted])
