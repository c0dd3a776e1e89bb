"""The levels of an index as columns, as `reset_index` makes them."""

from aa_magics.model import ColumnProfile, FrameProfile, Label


def with_levels(profile: FrameProfile) -> FrameProfile | None:
    """Return the profile of a frame whose named index levels are columns, and whose labels have one level.

    None where it has no such levels, or where two columns would have one label.
    """
    columns = [_flat(column) for column in (*profile.index, *profile.columns)]
    if not profile.index or len({column.label for column in columns}) < len(columns):
        return None
    return profile.model_copy(update={"columns": tuple(columns), "index": (), "header": ()})


def levels_recipe(profile: FrameProfile) -> str:
    """Return the recipe that makes columns of an index, and one level of the labels where they have more."""
    return "flatten_labels" if any(isinstance(c.label, tuple) for c in profile.columns) else "index_to_columns"


def _flat(column: ColumnProfile) -> ColumnProfile:
    parts: Label = column.label
    if not isinstance(parts, tuple):
        return column
    label = str(parts[0]) if len(parts) == 1 else "_".join(str(part) for part in parts if part != "")
    return column.model_copy(update={"label": label, "name": label})
