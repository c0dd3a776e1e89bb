"""A code book: a frame that says of each column what it is called, and which of its values stand for "missing"."""

from collections.abc import Iterator, Mapping
from typing import Any

from aa_magics.errors import FrameError

NAMES = ("variable", "column", "name", "var", "field", "item")
LABELS = ("label", "description", "question", "text", "meaning", "title")
MISSING = ("missing", "missing values", "missings", "na", "missing codes")


def read_codebook(frame: Any) -> list[str]:
    """Return the lines of the notes that a code book holds. Raises FrameError for a frame that is none."""
    columns = {str(label).strip().casefold().replace("_", " "): label for label in frame.columns}
    roles = (NAMES, LABELS, MISSING)
    named, labelled, missing = (next((columns[n] for n in names if n in columns), None) for names in roles)
    if named is None or (labelled is None and missing is None):
        hint = f"It needs a column {NAMES[0]!r}, and one of {LABELS[0]!r} and {MISSING[0]!r}."
        raise FrameError("This frame is no code book.", hint)
    lines = []
    for row in frame.to_dict("records"):
        name = str(row[named]).strip()
        if labelled is not None and (label := _said(row[labelled])):
            lines.append(f'label {name} "{label}"')
        if missing is not None and (codes := _said(row[missing])):
            lines.append(f"{name} missing {' '.join(codes.replace(',', ' ').replace(';', ' ').split())}")
    return lines


def labels_of_attrs(attrs: Mapping[Any, Any]) -> Iterator[tuple[Any, str]]:
    """Yield columns and their labels from `df.attrs["labels"]`, or `["column_names_to_labels"]` as pyreadstat has."""
    for key in ("labels", "column_names_to_labels"):
        labels = attrs.get(key)
        if isinstance(labels, Mapping):
            yield from ((name, label) for name, label in labels.items() if isinstance(label, str) and label)


def _said(value: Any) -> str:
    """Return a cell as text: nothing where it is empty, whole numbers without a point."""
    if value is None or value != value:
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return " ".join(str(int(value) if whole else value).replace('"', "'").split())
