"""Arm the guard in a worker: forget the environment, raise what walls this system has, add the audit hook."""

import os
import sys
from errno import EACCES, EPERM, EXDEV
from pathlib import Path

from aa_magics.trial.guard import hook, landlock, seccomp
from aa_magics.trial.guard.environment import forget_environment
from aa_magics.trial.guard.places import DEVICES, readable_places


class GuardError(RuntimeError):
    """The guard cannot hold as it is asked to: nothing may be tried in this process."""


def arm(folder: Path) -> tuple[str, ...]:
    """Shut this process into `folder` for good; return the names of what holds, as "landlock 7", "seccomp", "audit
    hook".

    Call it once, first of all: before threads are started and before libraries are imported that start some (pandas
    does, through pyarrow; polars does), for Landlock binds the calling thread and those that it starts later. Limits of
    the process are set before, and libraries warmed after. The working folder becomes `folder`, and home and temporary
    folder.

    Raises GuardError where other threads run that the kernel could not bind, OSError where it refuses the wall.
    """
    folder = folder.resolve()
    os.chdir(folder)
    readable = readable_places()
    forget_environment(folder)
    holds = _walls(folder, readable) if sys.platform == "linux" else []
    hook.watch(folder, readable, DEVICES)
    return (*holds, "audit hook")


def is_refusal(error: BaseException) -> bool:
    """Return whether an error, or what caused it, is how the guard refuses something at run time."""
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen:
        if isinstance(current, OSError) and (isinstance(current, PermissionError) or current.errno in REFUSALS):
            return True
        seen.append(current)
        current = current.__cause__ or current.__context__
    return False


REFUSALS = (EPERM, EACCES, EXDEV)


def _walls(folder: Path, readable: tuple[Path, ...]) -> list[str]:
    holds: list[str] = []
    version, machine = landlock.landlock_version(), seccomp.processor()
    if version or machine:
        seccomp.forbid_new_privileges()
    if version:
        _single(version)
        landlock.restrict(version, readable, [folder], DEVICES)
        holds.append(f"landlock {version}")
    if machine:
        try:
            seccomp.install(machine)
        except OSError:
            if not version:
                return holds  # a kernel without either; the hook stands in
            raise
        holds.append("seccomp")
    return holds


def _single(version: int) -> None:
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1 and version < landlock.ALL_THREADS_SINCE:
        said = f"The guard was armed with {threads} threads running, and this kernel's Landlock binds only one of them."
        raise GuardError(said)
