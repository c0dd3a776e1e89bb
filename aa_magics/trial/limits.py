"""What a tried cell may take, and the limits that the system itself keeps."""

import sys

from pydantic import Field

from aa_magics.model import Model
from aa_magics.trial.memory import memory_left

_MB = 1024 * 1024
LIBRARIES = 512 * _MB
"""What the libraries map for themselves, code and reserves, before a cell takes anything."""


class Limits(Model):
    """Seconds for a cell; megabytes beside the libraries (None: half of what machine or container has left);
    child processes at once; characters printed; megabytes of a file; megabytes of frames beyond which they are sampled.
    """

    seconds: float = Field(default=30, gt=0)
    memory_mb: int | None = Field(default=None, ge=1)
    processes: int = Field(default=4, ge=0)
    characters: int = Field(default=1_000_000, ge=0)
    file_mb: int = Field(default=100, ge=0)
    frames_mb: float = Field(default=10, gt=0)

    def resolved(self) -> "Limits":
        """Return the limits with the memory that they mean now."""
        if self.memory_mb is not None:
            return self
        return self.model_copy(update={"memory_mb": max(1, memory_left() // 2 // _MB)})

    @property
    def memory(self) -> int:
        """Bytes that a process with resolved limits may have, libraries included."""
        return (self.memory_mb or 0) * _MB + LIBRARIES


def set_limits(limits: Limits) -> None:
    """Have the system keep this process to `limits`, as far as it can; for good. Windows has none of these."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, 1024)
    _lower(resource.RLIMIT_FSIZE, limits.file_mb * _MB)
    if sys.platform == "linux":
        # not the address space: libraries reserve much more of that than they ever use
        _lower(resource.RLIMIT_DATA, limits.memory)


def _lower(kind: int, value: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))
