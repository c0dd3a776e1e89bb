"""How much memory is left: of the machine, and of the container or job (cgroup) that this process is in."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import psutil

_UNLIMITED = 1 << 60
"""Version 1 of cgroups writes "no limit" as a number near the largest one."""


def memory_left(root: Path = Path("/")) -> int:
    """Return bytes; `root` is where the system's files are looked for."""
    return min((int(psutil.virtual_memory().available), *_left_in_groups(root)))


def _left_in_groups(root: Path) -> Iterator[int]:
    """Yield what each memory group around this process has left, where it has a limit."""
    for limit, used, cached, folder in _groups(root):
        most = _number(folder / limit)
        now = _number(folder / used)
        if most is not None and now is not None and most < _UNLIMITED:
            yield max(0, most - now + _cached(folder / "memory.stat", cached))


def _groups(root: Path) -> Iterator[tuple[str, str, str, Path]]:
    """Yield the file names of limit and use, the entry of what can be dropped, and the folder, of each group."""
    mounted = root / "sys/fs/cgroup"
    for line in _lines(root / "proc/self/cgroup"):
        number, controllers, path = line.split(":", 2)
        if number == "0":
            for folder in _upwards(mounted, path):
                yield "memory.max", "memory.current", "inactive_file", folder
        elif "memory" in controllers.split(","):
            for folder in _upwards(mounted / "memory", path):
                yield "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file", folder


def _upwards(mounted: Path, path: str) -> Iterator[Path]:
    """Yield a group's folder and those around it. In a container the path is the host's, and only the top is there."""
    inner = PurePosixPath(path.lstrip("/"))
    yield from (mounted / part for part in (inner, *inner.parents))


def _cached(file: Path, entry: str) -> int:
    """Return the bytes that the system would drop from its cache of files."""
    entries = dict(line.split(" ", 1) for line in _lines(file) if " " in line)
    return int(entries.get(entry, 0))


def _number(file: Path) -> int | None:
    lines = _lines(file)
    return int(lines[0]) if lines and lines[0].isdigit() else None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except OSError:
        return []
