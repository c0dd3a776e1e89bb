"""Start the worker: pipes put out of reach, limits set, the guard armed; only then libraries, threads and cells."""

import ctypes
import os
import signal
import sys
from pathlib import Path

_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of linux/prctl.h."""

LIBRARY_SETTINGS = {
    "MPLBACKEND": "Agg",  # figures are drawn into memory
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve 1 GB, which counts as taken
    "MIMALLOC_ARENA_EAGER_COMMIT": "0",
}


def start(folder: Path, parent: int, limits: str) -> None:
    """Serve a kernel until it ends; `limits` is a Limits as JSON."""
    reading, writing = _own_pipes()
    _end_with(parent)
    from aa_magics.trial.guard import arm
    from aa_magics.trial.limits import Limits, set_limits

    chosen = Limits.model_validate_json(limits)
    set_limits(chosen)
    arm(folder)
    from aa_magics.config.environment import variables_set
    from aa_magics.trial.serve import serve

    with variables_set(**LIBRARY_SETTINGS):
        serve(reading, writing, chosen)


def _own_pipes() -> tuple[int, int]:
    """Return standard input and output under numbers of their own; what cells read and write there leads nowhere."""
    reading, writing = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(reading, os.O_BINARY)
        msvcrt.setmode(writing, os.O_BINARY)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return reading, writing


def _end_with(parent: int) -> None:
    """Have Linux kill this process when the thread that started it ends, even in the middle of native code."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it ended before that was set
        os._exit(1)
