"""What a person has told about frames once: ids, codes for missing, weights, labels, other names, definitions.

A note is one line, such as `orders.PLZ is id`. Notes stand in `aa_magics.toml` beside the notebook, or in `df.attrs`.
"""

from aa_magics.notes.applied import defined, in_force, mattering, noted
from aa_magics.notes.codebook import read_codebook
from aa_magics.notes.file import add_notes, kept_notes, remove_note
from aa_magics.notes.note import Note, read_note

__all__ = [
    "Note",
    "add_notes",
    "defined",
    "in_force",
    "kept_notes",
    "mattering",
    "noted",
    "read_codebook",
    "read_note",
    "remove_note",
]
