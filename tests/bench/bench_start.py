"""What `%load_ext aa_magics` adds to the start of a notebook."""

import statistics
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.measure import Figure

ROUNDS = 7

TIMED = """
import time
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
start = time.perf_counter()
shell.run_cell({cell!r}).raise_error()
print(time.perf_counter() - start)
"""


def figures() -> Iterator[Figure]:
    loaded, imported = _medians("%load_ext aa_magics", "import pandas")
    yield Figure("%load_ext aa_magics", loaded, "s", "import pandas", imported, 0.5)


def _medians(*cells: str) -> list[float]:
    """Return the median time in seconds of each cell, the first of a new process; the cells take turns."""
    taken = [[_seconds(cell) for cell in cells] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]


def _seconds(cell: str) -> float:
    done = subprocess.run([sys.executable, "-c", TIMED.format(cell=cell)], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])
