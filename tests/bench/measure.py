"""How a figure is taken, and how it is shown beside its baseline."""

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

Action = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """`value` of a measure and that of its `baseline`, in the same unit; the bar is their ratio."""

    name: str
    value: float
    unit: str
    baseline: str
    baseline_value: float
    at_most: float

    @property
    def ratio(self) -> float:
        return self.value / self.baseline_value

    @property
    def holds(self) -> bool:
        return self.ratio <= self.at_most

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "TOO MUCH"
        value, baseline = (f"{number:.3f} {self.unit}" for number in (self.value, self.baseline_value))
        return (
            f"{self.name:<46} {value:>12}   {self.ratio:6.2f} x {self.baseline} ({baseline}),"
            f" at most {self.at_most:g}: {verdict}"
        )


def seconds(*actions: Action, rounds: int = 5, before: Action | None = None) -> list[float]:
    """Return the median time of each action; they take turns, so that a busy moment hits all of them."""
    taken: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, times in zip(actions, taken, strict=True):
            if before:
                before()
            gc.collect()
            start = time.perf_counter()
            action()
            times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def extra_megabytes(prepare: str, action: str) -> float:
    """Return by how much the memory of a new process peaks while it runs `action`, Python source, after `prepare`.

    Linux only: the peak is the kernel's own. What is freed goes back to it at once, so that no reserve hides a copy.
    """
    source = "\n".join(
        (
            "import gc, re",
            "def status(field):",
            "    return int(re.search(field + r':\\s+(\\d+)', open('/proc/self/status').read())[1])",
            prepare,
            "gc.collect()",
            "open('/proc/self/clear_refs', 'w').write('5')",
            "held = status('VmRSS')",
            action,
            "print((status('VmHWM') - held) * 1024 / 1e6)",
        )
    )
    frugal = {"MALLOC_MMAP_THRESHOLD_": "65536", "ARROW_DEFAULT_MEMORY_POOL": "system"}
    done = subprocess.run(
        [sys.executable, "-c", source], env=os.environ | frugal, capture_output=True, text=True, check=True
    )
    return float(done.stdout)
