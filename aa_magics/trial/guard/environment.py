"""Take what is in the environment away from a trial: a hub's tokens and a person's keys are there."""

import ctypes
import sys
from pathlib import Path

from aa_magics.config.environment import keep_only

KEPT = """
    LANG LANGUAGE LC_ALL LC_CTYPE LC_NUMERIC LC_TIME LC_COLLATE TZ PYTHONUTF8 PYTHONHASHSEED OMP_NUM_THREADS
    OPENBLAS_NUM_THREADS MKL_NUM_THREADS NUMEXPR_NUM_THREADS VECLIB_MAXIMUM_THREADS POLARS_MAX_THREADS
    SYSTEMROOT SYSTEMDRIVE NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE
""".split()  # noqa: SIM905
OWN_FOLDER = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR")
ALONE = {"JOBLIB_MULTIPROCESSING": "0", "LOKY_MAX_CPU_COUNT": "1"}
"""Keeps joblib from trying what the wall refuses: counting cores by starting a program, making shared semaphores."""


def forget_environment(folder: Path) -> None:
    """Keep only what says nothing of the person; home and temporary folder become `folder`.

    On Linux the text itself is overwritten as well, since it stays in memory, where native code finds it.
    """
    if sys.platform == "linux":
        _overwrite()  # what Python knows of it is a copy
    keep_only(KEPT, dict.fromkeys(OWN_FOLDER, str(folder)) | ALONE)


def _overwrite() -> None:
    places = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), "environ")
    place = 0
    while places and (text := places[place]):
        name = ctypes.string_at(text).partition(b"=")[0]
        start = text + len(name) + 1
        ctypes.memset(start, 0, len(ctypes.string_at(start)))
        place += 1
