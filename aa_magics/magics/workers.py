"""The process that tries the cells of a kernel's next run by a model: started before it is needed."""

from typing import TYPE_CHECKING

from aa_magics.config import Settings
from aa_magics.engines import new_worker

if TYPE_CHECKING:
    from aa_magics.trial.client import Worker


class Workers:
    """Keeps one worker warm, from the moment when a model's engine is chosen."""

    def __init__(self) -> None:
        self._next: Worker | None = None

    def warm(self, settings: Settings) -> None:
        """Start a worker with the limits of `settings`, unless one is there."""
        worker = new_worker(settings)
        if self._next is not None and self._next.limits == worker.limits:
            return
        self.close()
        self._next = worker
        worker.warm()

    def take(self, settings: Settings) -> "Worker":
        """Return the warm worker, for one run."""
        self.warm(settings)
        worker, self._next = self._next, None
        assert worker is not None
        return worker

    def close(self) -> None:
        if self._next is not None:
            self._next.close()
            self._next = None
