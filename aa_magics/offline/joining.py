"""Two frames of a goal seen as one: the profile that their join would have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aa_magics.model import FrameProfile, Join, Label


@dataclass(frozen=True)
class Joined:
    """`left` with the columns of `right` beside its own, by a key that stands once a row in `right`."""

    left: FrameProfile
    right: FrameProfile
    join: Join
    profile: FrameProfile


def joined_profiles(profiles: Sequence[FrameProfile]) -> Iterable[Joined]:
    """Yield every join of two frames that keeps the rows of the left one as they are."""
    by_name = {profile.name: profile for profile in profiles}
    for left in profiles:
        for join in left.joins:
            if join.unique in ("both", "right") and join.other in by_name:
                right = by_name[join.other]
                yield Joined(left, right, join, _profile_of(left, right, join))


def _profile_of(left: FrameProfile, right: FrameProfile, join: Join) -> FrameProfile:
    """Return the profile of the join; a label that both have is suffixed by it, so no recipe is given it."""
    shared = {c.label for c in left.columns} & {c.label for c in right.columns}
    keys: set[Label] = {join.on} if join.on == join.other_on else set()
    kept = [c for c in (*left.columns, *right.columns) if c.label not in shared]
    key_columns = [c for c in left.columns if c.label in shared & keys]
    return left.model_copy(update={"columns": (*key_columns, *kept), "joins": ()})
