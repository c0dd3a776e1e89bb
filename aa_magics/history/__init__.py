"""History: runs kept from their start, found again, and forgotten when told. The only importer of SQLAlchemy.

A run is a row with its steps and cells. It is written when it starts, with the process that owns it, and once more
when it has ended. A run that has not ended and whose owner is gone reads as `interrupted`; nothing ever rewrites it.
"""

from aa_magics.history.store import History, open_history

__all__ = ["History", "open_history"]
