"""Where configuration files are, and which of them the person who runs this could have written.

The folders of policies are fixed: those that Jupyter computes follow the environment (JUPYTER_PLATFORM_DIRS,
JUPYTER_NO_CONFIG, ...), so that whoever sets a variable could put a policy out of sight.
"""

import os
import stat
import sys
from itertools import pairwise
from pathlib import Path

NAME = "aa_magics.toml"
SYSTEM_FOLDERS: tuple[Path, ...] = (
    () if sys.platform == "win32" else (Path("/usr/local/etc/jupyter"), Path("/etc/jupyter"))
)  # Windows has no such folder that only an administrator can write, as Jupyter says too
ENVIRONMENT_FOLDER = Path(sys.prefix, "etc", "jupyter")


def user_file() -> Path:
    """Return the person's own file, in Jupyter's configuration folder."""
    from jupyter_core.paths import jupyter_config_dir

    return Path(jupyter_config_dir(), NAME)


def policy_files() -> tuple[Path | None, tuple[Path, ...]]:
    """Return the policy file that is in force, and those that are there and are not.

    A file that the person cannot change goes before one that they can. In this Python's environment only the former
    counts; in the system's folders (which an owner of /usr/local, or root in a container, can write) the latter does
    where there is no other.
    """
    system = [file for folder in SYSTEM_FOLDERS if _is_there(file := folder / NAME)]
    own = [file] if _is_there(file := ENVIRONMENT_FOLDER / NAME) and file not in system else []
    firm = [file for file in [*system, *own] if not can_change(file)]
    chosen = next(iter([*firm, *system]), None)
    return chosen, tuple(file for file in [*system, *own] if file != chosen)


def can_change(file: Path) -> bool:
    """Return whether this process could write a file or put another in its place, as owner or by its permissions."""
    if sys.platform == "win32":
        return _opens(file)
    real = file.resolve()
    chains = [[path, *path.parents] for path in {file.absolute(), real}]
    return _writable(real) or any(_can_swap(*pair) for chain in chains for pair in pairwise(chain))


def _is_there(file: Path) -> bool:
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        pass  # it cannot be looked at: a policy that cannot be read is no leave to do without
    return True


def _writable(path: Path) -> bool:
    try:
        return path.stat().st_uid == os.geteuid() or _allows(path)
    except OSError:
        return False


def _can_swap(path: Path, folder: Path) -> bool:
    """Return whether `path` could be renamed in its folder; in a sticky one only its owner can."""
    try:
        inside, around = path.lstat(), folder.stat()
    except OSError:
        return False
    mine = os.geteuid()
    if around.st_uid == mine:
        return True
    return _allows(folder) and (inside.st_uid == mine or not around.st_mode & stat.S_ISVTX)


def _allows(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)


def _opens(file: Path) -> bool:
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_APPEND))
    except OSError:
        return False
    return True
