"""What a goal's sentences ask to be done to the frame before anything is measured: pieces, in the goal's order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aa_magics.model import ColumnProfile, Formula, FrameProfile
from aa_magics.offline.clauses import Clause
from aa_magics.offline.deriving import Derived, own_name, read_derived
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.pieces import Piece, prepared_profile


def read_preparation(clauses: Sequence[Clause], profile: FrameProfile, lexicon: Lexicon) -> list[Piece]:
    """Return the pieces that `clauses`, the sentences of a goal, ask for, in order, what is said twice once.

    A later sentence that says a piece more exactly (a formula in symbols, a name) wins over an earlier one.
    """
    preparation = _Preparation(profile, lexicon)
    for number, clause in enumerate(clauses):
        preparation.read(number, clause)
    return preparation.pieces()


@dataclass
class _Preparation:
    """The pieces read so far."""

    profile: FrameProfile
    lexicon: Lexicon
    derived: list[Derived] = field(default_factory=list)

    def read(self, number: int, clause: Clause) -> None:
        for one in read_derived(number, clause):
            self._add_derived(one)

    def _add_derived(self, one: Derived) -> None:
        for place, earlier in enumerate(self.derived):
            if merged := _merged(earlier, one):
                self.derived[place] = merged
                return
        self.derived.append(one)

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        profile = self.profile
        for one in self.derived:
            if one.formula is not None:
                found.append(_column_piece(one, one.formula, profile))
                profile = prepared_profile(profile, found[-1:])
        return found


def _merged(earlier: Derived, later: Derived) -> Derived | None:
    """Return two statements as one where they speak of the same column; None where they do not."""
    places = earlier.places | later.places
    same_name = earlier.name and later.name and earlier.name.casefold() == later.name.casefold()
    if same_name or (earlier.formula == later.formula and not (earlier.name and later.name)):
        exact = later if later.formula and (later.exact or not earlier.exact) else earlier
        return Derived(earlier.name or later.name, exact.formula or earlier.formula, places, exact.exact)
    if earlier.formula is None and later.name is None:
        return replace(later, name=earlier.name, places=places)
    return None


def _column_piece(one: Derived, term: Formula, profile: FrameProfile) -> Piece:
    name = one.name or own_name(term, profile)
    made = ColumnProfile(label=name, name=name, dtype="float64", kind="number", missing=0, distinct=profile.rows)
    return Piece("add_column", {"name": name, "formula": term}, one.places, (made,))
