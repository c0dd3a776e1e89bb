"""Which folders and files a trial may read: libraries, time zones, fonts and what numeric libraries ask of the system.

A person's home and working folder are never among them as a whole, though libraries may lie inside: of what is on
`sys.path` without being a library folder (an editable install, PYTHONPATH, the working folder) only packages already
imported count.
"""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

SYSTEM = """
    /usr/lib /usr/lib32 /usr/lib64 /usr/local/lib /usr/local/lib64 /lib /lib64 /nix/store /gnu/store
    /usr/share/zoneinfo /etc/localtime /etc/timezone /usr/share/locale /usr/share/icu /usr/share/mime /etc/mime.types
    /usr/share/fonts /usr/local/share/fonts /usr/share/fontconfig /etc/fonts /etc/ld.so.cache /etc/os-release
    /etc/ssl/openssl.cnf /etc/pki/tls/openssl.cnf /etc/crypto-policies /sys/devices/system/cpu
    /proc/cpuinfo /proc/meminfo /proc/stat /proc/sys/vm/overcommit_memory /proc/self/maps /dev/urandom /dev/random
""".split()  # noqa: SIM905
MAC = ("/System/Library", "/Library/Frameworks", "/usr/share/icu", "/private/var/db/timezone", "/opt/homebrew/lib")
OF_A_PREFIX = ("lib", "lib64", "Lib", "DLLs", "Library/bin", "share/zoneinfo", "share/fonts", "pyvenv.cfg")
DEVICES = (Path("/dev/null"), Path("/dev/zero"), Path("/dev/full"))


def readable_places() -> tuple[Path, ...]:
    """Return what may be read besides the worker's own folder, links followed, without what is not there."""
    there = {path.resolve() for path in _candidates() if path.exists()}
    return tuple(sorted(path for path in there if path not in _private()))


def _candidates() -> Iterator[Path]:
    yield Path(sys.executable)  # `platform` looks into it
    yield from map(Path, (*SYSTEM, *(MAC if sys.platform == "darwin" else ())))
    for prefix in {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}:
        yield from (Path(prefix) / name for name in OF_A_PREFIX)
    libraries = list(_library_folders())
    yield from libraries
    for entry in dict.fromkeys(map(os.path.abspath, sys.path)):
        other = Path(entry).resolve()
        yield from [other] if _is_inside(other, libraries) or other.suffix == ".zip" else _imported_from(entry)


def _library_folders() -> Iterator[Path]:
    """Yield where this Python keeps its own library and what was installed."""
    paths = sysconfig.get_paths()
    for folder in (*(paths[kind] for kind in ("stdlib", "platstdlib", "purelib", "platlib")), *site.getsitepackages()):
        yield Path(folder).resolve()
    yield Path(site.getusersitepackages()).resolve()


def _is_inside(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _imported_from(folder: str) -> Iterator[Path]:
    """Yield the packages in `folder` that have been imported: each one's folder, or its file."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if "." in name or name == "__main__" or not file:
            continue
        parent, base = os.path.split(file)
        place = parent if base.startswith("__init__.") else file
        if os.path.dirname(place) == folder:
            yield Path(place)


def _private() -> set[Path]:
    """Return the folders that nobody may be let into whole: home, the working folder, and all above them."""
    homes = [Path.home().resolve(), Path.cwd().resolve()]
    return {above for home in homes for above in (home, *home.parents)}
