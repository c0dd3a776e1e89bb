"""What a worker takes while a cell runs, where the system itself does not keep it to its limits."""

import psutil

from aa_magics.trial.limits import LIBRARIES, Limits


def excess(pid: int | None, limits: Limits) -> str | None:
    """Return in words what a process, with those that it started, takes more of than it may; None for nothing."""
    try:
        worker = psutil.Process(pid)
        started = worker.children(recursive=True)
        taken = [process.memory_info() for process in (worker, *started)]
    except psutil.Error:  # it has just ended
        return None
    # Linux keeps what is a process's own to the limit, so that what it shares, libraries first, must not count twice
    own, whole = sum(info.rss - getattr(info, "shared", 0) for info in taken), sum(info.rss for info in taken)
    if own > limits.memory or whole > limits.memory + LIBRARIES:
        return f"It takes more than {limits.memory_mb} MB of memory."
    if len(started) > limits.processes:
        return f"It starts more than {limits.processes} processes."
    return None
