"""The server's one open history, and the few threads in which its database is waited for."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from aa_magics.config import Settings
from aa_magics.errors import HistoryError, PolicyError, UsageError
from aa_magics.history import History, open_history

T = TypeVar("T")
THREADS = 4


class HistoryAccess:
    """Opens the history that the settings name when it is first asked for, and again as long as that fails."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="aa_magics history")
        self._lock = threading.Lock()
        self._history: History | None = None

    async def use(self, work: Callable[[History], T]) -> T:
        """Return what `work` does with the history, in a thread. Raises HistoryError, also where it is off."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: work(self._opened()))

    def close(self) -> None:
        """Wait for the work that has begun, drop what has not, and close the history."""
        self._threads.shutdown(cancel_futures=True)
        if self._history is not None:
            self._history.close()

    def _opened(self) -> History:
        with self._lock:
            if self._history is None:
                self._history = self._open()
            return self._history

    def _open(self) -> History:
        try:
            settings = self._settings()
        except (UsageError, PolicyError) as error:
            raise HistoryError(error.message, error.hint) from error
        if not settings.history:
            raise HistoryError("History is off.", "Start the Jupyter Server with AA_MAGICS_HISTORY=1")
        return open_history(settings.database, retention_days=settings.retention_days)
