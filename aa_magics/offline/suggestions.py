"""What could be asked of a frame: goals that are sure to be answered, for a person whose own was not."""

from aa_magics.model import FrameProfile


def suggest_goals(profile: FrameProfile) -> list[str]:
    """Return up to four goals that name the frame's own columns."""
    numbers = [c.name for c in profile.columns if c.kind == "number" and c.bindable]
    groups = [c.name for c in profile.columns if c.kind in ("category", "boolean") and c.bindable]
    goals = ["overview"]
    if numbers and groups:
        goals.append(f'mean of "{numbers[0]}" by "{groups[0]}"')
    if numbers:
        goals.append(f'histogram of "{numbers[0]}"')
    if len(numbers) > 1:
        goals.append(f'correlation of "{numbers[0]}" and "{numbers[1]}"')
    elif groups:
        goals.append(f'count by "{groups[0]}"')
    return goals
