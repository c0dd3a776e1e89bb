"""What could be asked of a frame: goals that are sure to be answered, for a person whose own was not."""

from collections.abc import Sequence

from aa_magics.frames.kinds import is_counted
from aa_magics.model import ColumnProfile, FrameProfile

MOST = 4
MOST_GROUPS = 50  # distinct values of a column that is offered to group by


def suggest_goals(profile: FrameProfile, named: Sequence[ColumnProfile] = ()) -> list[str]:
    """Return up to four goals that name the frame's own columns: those that the person `named` come first."""
    known = {column.label: column for column in profile.columns if column.bindable}
    columns = [known[column.label] for column in named if column.label in known]
    columns += [column for column in known.values() if column not in columns]
    numbers = [c.name for c in columns if c.kind == "number" and is_counted(c) and _is_plain(c)]
    groups = [c.name for c in columns if c.kind in ("category", "boolean") and _is_plain(c)]
    goals = [] if named else ["overview"]
    if numbers and groups:
        goals.append(f'mean of "{numbers[0]}" by "{groups[0]}"')
    if numbers:
        goals.append(f'histogram of "{numbers[0]}"')
    if len(numbers) > 1:
        goals.append(f'correlation of "{numbers[0]}" and "{numbers[1]}"')
    if groups and (named or len(numbers) <= 1):
        goals.append(f'count by "{groups[0]}"')
    return goals[:MOST] or ["overview"]


def _is_plain(column: ColumnProfile) -> bool:
    """Return whether a column can be quoted, has values that differ, and not too many to group by."""
    few = column.kind == "number" or column.distinct <= MOST_GROUPS
    return '"' not in column.name and column.distinct > 1 and few
