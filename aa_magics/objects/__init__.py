"""Objects other than a DataFrame: which are taken as one, which are refused, and what to aggregate first."""

from aa_magics.objects.opening import opened, with_objects
from aa_magics.objects.taken import NOT_IN_MEMORY, Taken, as_frames, column_names, comparable, frames_of, standing

__all__ = [
    "NOT_IN_MEMORY",
    "Taken",
    "as_frames",
    "column_names",
    "comparable",
    "frames_of",
    "opened",
    "standing",
    "with_objects",
]
