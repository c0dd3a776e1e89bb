"""What is asked along time, and of shares: which recipe answers it, with which columns and periods.

Movements, gaps, readings that stand still or drift, shares within a group, what comes next, who comes back. A clause
that asks for none of these, or for more than these tell, is left to the recipes that words call for.
"""

from collections.abc import Callable, Collection, Sequence

from aa_magics.model import FrameProfile
from aa_magics.offline.choosing import Choice
from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.timely.asked import Asked
from aa_magics.offline.timely.later import around, forecast, returning
from aa_magics.offline.timely.moving import movement
from aa_magics.offline.timely.series import drift, gaps, shares, stuck

AGENT = "statistical_analytics_agent"
READERS: tuple[Callable[[Asked], Sequence[Choice]], ...] = (
    around,
    movement,
    gaps,
    stuck,
    drift,
    shares,
    forecast,
    returning,
)


def asked_choices(
    clause: Clause, profile: FrameProfile, frame: str, lexicon: Lexicon, agents: Collection[str]
) -> Sequence[Choice]:
    """Return what answers a clause that asks for something along time or for shares; nothing for any other."""
    found = (read(Asked(clause, profile, frame, lexicon)) for read in READERS if AGENT in agents)
    return next((choices for choices in found if choices), ())
