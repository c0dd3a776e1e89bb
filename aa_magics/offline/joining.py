"""Two frames of a goal seen as one: the profile that their join would have, and what makes the join safe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aa_magics.frames.kinds import family
from aa_magics.model import ColumnProfile, FrameProfile, Join, Label

MOST_REPEATED = 0.2
"""Share of rows that may repeat a key in a frame that is looked up: more, and a row is no single thing there."""


@dataclass(frozen=True)
class Joined:
    """`left` with the columns of `right` beside its own, by a key that is to stand once a row in `right`.

    Where some keys are `repeated` there, those are left out, so that no row of `left` stands twice. In a chain `left`
    is what the `first` join gives.
    """

    left: FrameProfile
    right: FrameProfile
    join: Join
    profile: FrameProfile
    repeated: int = 0
    first: "Joined | None" = None

    @property
    def steps(self) -> Sequence["Joined"]:
        """The joins of a chain, in their order."""
        return (*(self.first.steps if self.first else ()), self)


def joined_profiles(profiles: Sequence[FrameProfile]) -> Iterable[Joined]:
    """Yield every join of two frames that keeps the rows of the left one as they are, then the chains of three."""
    pairs = list(_joined_pairs(profiles))
    yield from pairs
    for first in pairs:
        yield from _chains(first, pairs)


def _chains(first: Joined, pairs: Sequence[Joined]) -> Iterable[Joined]:
    """Yield what a join leads on to by a key of its right frame: orders, their customers, the regions of those."""
    known = {column.label for column in first.profile.columns}
    direct = {pair.right.name for pair in pairs if pair.left is first.left} | {first.left.name}
    for pair in pairs:
        leads = pair.left is first.right and pair.right.name not in direct
        if leads and not (first.repeated or pair.repeated) and {pair.join.on, *pair.join.also} <= known:
            profile = _profile_of(first.profile, pair.right, pair.join)
            yield Joined(first.profile, pair.right, pair.join, profile, first=first)


def _joined_pairs(profiles: Sequence[FrameProfile]) -> Iterable[Joined]:
    by_name = {profile.name: profile for profile in profiles}
    for left in profiles:
        for join in left.joins:
            right = by_name.get(join.other)
            if right is None:
                continue
            repeated = 0 if join.unique in ("both", "right") else _repeated(right, join.other_on)
            told_apart = looked_up(right, join.other_on) > looked_up(left, join.on)
            if not repeated or (told_apart and repeated <= MOST_REPEATED * right.rows):
                yield Joined(left, right, join, _profile_of(left, right, join), repeated)


def looked_up(profile: FrameProfile, key: Label) -> float:
    """Return which share of a frame's rows has a key of its own: the frame with more is the one that is looked up."""
    return 1 - _repeated(profile, key) / max(profile.rows, 1)


def keyed_sides(left: FrameProfile, right: FrameProfile, join: Join) -> Sequence[tuple[int, Label]]:
    """Return the sides, 0 for the left one, whose key must be made text to be compared with the other's."""
    families = family(_column(left, join.on)), family(_column(right, join.other_on))
    if families[0] == families[1] or "text" not in families:
        return []
    return [(0, join.on)] if families[1] == "text" else [(1, join.other_on)]


def _repeated(profile: FrameProfile, label: Label) -> int:
    """Return how many rows repeat the key of another."""
    key = _column(profile, label)
    return max(0, profile.rows - key.missing - key.distinct)


def _column(profile: FrameProfile, label: Label) -> ColumnProfile:
    return next(column for column in profile.columns if column.label == label)


def _profile_of(left: FrameProfile, right: FrameProfile, join: Join) -> FrameProfile:
    """Return the profile of the join; a label that both have is suffixed by it, so no recipe is given it."""
    shared = {c.label for c in left.columns} & {c.label for c in right.columns}
    keys: set[Label] = {join.on, *join.also} if join.on == join.other_on else set()
    kept = [c for c in (*left.columns, *right.columns) if c.label not in shared]
    key_columns = [c for c in left.columns if c.label in shared & keys]
    return left.model_copy(update={"columns": (*key_columns, *kept), "joins": ()})
