"""Some rows of a frame as text, at `samples` level only."""

from typing import Any

from aa_magics.privacy.rules import Rules


def sample_rows(frame: Any, rules: Rules) -> str:
    """Return some rows of a DataFrame for a prompt, or "" where the rules tell none."""
    return ""
