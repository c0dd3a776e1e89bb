"""What a worker takes while a cell runs, where the system itself does not keep it to its limits."""

import psutil

from aa_magics.trial.limits import Limits


def excess(pid: int | None, limits: Limits) -> str | None:
    """Return in words what a process, with those that it started, takes more of than it may; None for nothing."""
    try:
        worker = psutil.Process(pid)
        started = worker.children(recursive=True)
        memory = sum(process.memory_info().rss for process in (worker, *started))
    except psutil.Error:  # it has just ended
        return None
    if memory > limits.memory:
        return f"It takes more than {limits.memory_mb} MB of memory."
    if len(started) > limits.processes:
        return f"It starts more than {limits.processes} processes."
    return None
