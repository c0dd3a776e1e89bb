"""What the environment of a Python has for a Jupyter Server, printed as JSON.

It is run by the server's Python, which may have no aa_magics, nor Jupyter: only the standard library is sure.
"""

import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

LABEXTENSION = "aa-magics-labextension"


def look(packages: list[str]) -> dict[str, Any]:
    """Return the versions of packages, where the labextension is, and whether the server extension is enabled."""
    return {
        "versions": {name: _version(name) for name in packages},
        "labextension": _labextension(),
        "enabled": _enabled(),
    }


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _labextension() -> str | None:
    try:
        from jupyter_core.paths import jupyter_path
    except ImportError:
        return None
    folders = [Path(folder, LABEXTENSION) for folder in jupyter_path("labextensions")]
    return next((str(folder) for folder in folders if (folder / "package.json").is_file()), None)


def _enabled() -> bool:
    """Return whether the server extension is enabled, by the configuration files in the server's own order."""
    try:
        from jupyter_core.paths import jupyter_config_path
    except ImportError:
        return False
    enabled: dict[str, bool] = {}
    for folder in reversed(jupyter_config_path()):
        main = Path(folder, "jupyter_server_config.json")
        for path in (*sorted(main.with_suffix(".d").glob("*.json")), main):
            enabled.update(_extensions(path))
    return bool(enabled.get("aa_magics"))


def _extensions(path: Path) -> dict[str, bool]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # the server skips what it cannot read, too
        return {}
    return dict(found.get("ServerApp", {}).get("jpserver_extensions", {}))


if __name__ == "__main__":
    print(json.dumps(look(sys.argv[1:])))
