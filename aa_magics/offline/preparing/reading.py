"""What a goal's sentences ask to be done to the frame before anything is measured: pieces, in the goal's order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from aa_magics.model import ColumnProfile, Formula, FrameProfile, Label
from aa_magics.offline.clauses import Clause
from aa_magics.offline.conditions import ConditionReader
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.mentions import Mention
from aa_magics.offline.pieces import Piece, Place, prepared_profile
from aa_magics.offline.preparing.bins import classes
from aa_magics.offline.preparing.cleaning import Cleaned, Cleaner
from aa_magics.offline.preparing.converting import conversion
from aa_magics.offline.preparing.deriving import Derived, computed, own_name, read_derived
from aa_magics.offline.preparing.formulas import Bins, columns_in, has_ratio
from aa_magics.offline.preparing.words import said_in
from aa_magics.recipes.formulas import kinds_of

__all__ = ["conversion", "noted_places", "read_preparation"]


def read_preparation(clauses: Sequence[Clause], profile: FrameProfile, lexicon: Lexicon) -> list[Piece]:
    """Return the pieces that `clauses`, the sentences of a goal, ask for, in order, what is said twice once.

    A later sentence that says a piece more exactly (a formula in symbols, a name) wins over an earlier one. Columns
    that are text but read as numbers, durations or dates are converted by a piece of their own, before they are used.
    """
    return _read(clauses, profile, lexicon).pieces()


def noted_places(clauses: Sequence[Clause], profile: FrameProfile, lexicon: Lexicon) -> frozenset[Place]:
    """Return the tokens that ask for nothing: "do not remove outliers", "ignore missing values", what is so already."""
    return frozenset(_read(clauses, profile, lexicon).cleaner.noted)


def _read(clauses: Sequence[Clause], profile: FrameProfile, lexicon: Lexicon) -> "_Preparation":
    preparation = _Preparation(profile, lexicon, Cleaner(clauses, profile))
    for number, clause in enumerate(clauses):
        preparation.read(number, clause)
    return preparation


@dataclass
class _Preparation:
    """What has been read so far: each thing once, in the order in which it was first said."""

    profile: FrameProfile
    lexicon: Lexicon
    cleaner: Cleaner
    found: list[Derived | Cleaned] = field(default_factory=list)
    awaited: set[Place] = field(default_factory=set)

    def read(self, number: int, clause: Clause) -> None:
        clause = self._grounded(clause)
        made = [one.name for one in self.found if isinstance(one, Derived) and one.name]
        awaited = self.awaited.union(*(o.places for o in self.found if isinstance(o, Derived) and o.formula is None))
        derived = read_derived(number, clause, self.profile, made, awaited)
        classed = any(isinstance(one.formula, Bins) for one in derived)
        self.awaited = set() if classed else self.awaited | {(number, place) for place in classes(clause)}
        spent = {place for one in derived if one.formula for place in one.places}
        cleaned = [one for one in self.cleaner.read(number, clause) if not self._is_derived(one, spent)]
        everything: list[Derived | Cleaned] = [*derived, *cleaned]
        for one in sorted(everything, key=lambda one: (not _is_first(one, clause), min(_places(one)))):
            self._add(one)
        self._replace_infinity(number, clause)

    def _grounded(self, clause: Clause) -> Clause:
        """Return a clause that names the columns which earlier ones have made."""
        made = self.pieces() if any(isinstance(one, Derived) for one in self.found) else []
        if not made:
            return clause
        profile = prepared_profile(self.profile, made)
        columns = tuple(column for piece in made for column in piece.columns)
        own = Vocabulary(self.profile.model_copy(update={"columns": columns}), self.lexicon).mentions(clause.tokens)
        mentions = _with_made(clause.mentions, [m for m in own if m.how in ("exact", "stem")])
        conditions = ConditionReader(clause.tokens, mentions, profile, self.lexicon).read()
        return replace(clause, mentions=mentions, conditions=conditions)

    def _is_derived(self, one: Cleaned, spent: set[Place]) -> bool:
        """Return whether the words of a change of values are those of a formula: "create the log of x"."""
        return one.piece.recipe == "add_column" and bool(spent & one.piece.places)

    def _replace_infinity(self, number: int, clause: Clause) -> None:
        """Keep what infinite values of the last ratio are to be replaced by, where a sentence says so."""
        said = said_in("infinity", clause)
        given = [value for place in range(len(clause.tokens)) if (value := _number_at(clause, place)) is not None]
        for place, one in reversed(list(enumerate(self.found))):
            if (
                said
                and given
                and isinstance(one, Derived)
                and isinstance(one.formula, Formula)
                and has_ratio(one.formula)
            ):
                first = min(words.place.start for words in said) - 1
                places = one.places | {(number, p) for p in range(max(first, 0), len(clause.tokens))}
                self.found[place] = replace(one, number=given[-1], places=places)
                return

    def _add(self, one: Derived | Cleaned) -> None:
        for place, earlier in enumerate(self.found):
            if merged := _merged(earlier, one):
                self.found[place] = merged
                return
        self.found.append(one)

    def pieces(self) -> list[Piece]:
        """Return the pieces, each after those that convert what it is computed from."""
        found: list[Piece] = []
        profile = self.profile
        for one in self._in_order():
            made = one.piece if isinstance(one, Cleaned) else self._column_piece(one, profile)
            for piece in [*_conversions(made, profile), made] if made else ():
                if (place := _converted_before(piece, found)) is not None:
                    found[place] = replace(found[place], places=found[place].places | piece.places)
                    continue
                found.append(piece)
                profile = prepared_profile(profile, [piece])
        return found

    def _in_order(self) -> list["Derived | Cleaned"]:
        """Return what has been found, each column after those that it is computed from."""
        left, found = list(self.found), list[Derived | Cleaned]()
        while left:
            waiting = {one.called or one.name for one in left if isinstance(one, Derived)}
            ready = [one for one in left if not _parts(one) & (waiting - {getattr(one, "name", None)})] or left
            found.append(ready[0])
            left = [one for one in left if one is not ready[0]]
        return found

    def _column_piece(self, one: Derived, profile: FrameProfile) -> Piece | None:
        if one.formula is None:
            return None
        name = one.name or one.called or own_name(one.formula, profile)
        return computed(name, one, profile)


def _parts(one: Derived | Cleaned) -> set[Label]:
    """Return the columns that one is computed from."""
    return set(columns_in(one.formula)) if isinstance(one, Derived) else set()


def _with_made(known: Sequence[Mention], made: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of columns that are there and of those that are made, the longer one where both stand."""
    kept = [m for m in known if not any(set(m.place) & set(n.place) and len(n.place) >= len(m.place) for n in made)]
    taken = {place for mention in kept for place in mention.place}
    return sorted([*kept, *(m for m in made if not set(m.place) & taken)], key=lambda m: m.place.start)


def _is_first(one: Derived | Cleaned, clause: Clause) -> bool:
    """Return whether something is done before what its sentence says before it: "scale x after filling its gaps"."""
    start = min(place for _, place in _places(one))
    around = [clause.tokens[place].text.casefold() for place in (start - 1, start) if place > 0]
    return "after" in around


def _number_at(clause: Clause, place: int) -> float | None:
    """Return the number that stands after "with", "by" or "as"."""
    token = clause.tokens[place]
    if place == 0 or clause.tokens[place - 1].text.casefold() not in ("with", "by", "as", "to"):
        return None
    return token.number if token.kind == "number" else 0 if token.text.casefold() in ("zero", "zeros") else None


def _places(one: Derived | Cleaned) -> frozenset[Place]:
    return one.places if isinstance(one, Derived) else one.piece.places


def _merged(earlier: Derived | Cleaned, later: Derived | Cleaned) -> Derived | Cleaned | None:
    """Return two statements as one where they speak of the same; None where they do not."""
    if isinstance(earlier, Derived) and isinstance(later, Derived):
        return _merged_columns(earlier, later)
    if isinstance(earlier, Cleaned) and isinstance(later, Cleaned) and later.restates(earlier):
        better = later if (later.exact, len(later.labels)) > (earlier.exact, len(earlier.labels)) else earlier
        return replace(better, piece=replace(better.piece, places=earlier.piece.places | later.piece.places))
    return None


def _merged_columns(earlier: Derived, later: Derived) -> Derived | None:
    places = earlier.places | later.places
    same_name = earlier.name and later.name and earlier.name.casefold() == later.name.casefold()
    same_formula = earlier.formula == later.formula and earlier.formula and not (earlier.name and later.name)
    if same_name or same_formula:
        exact = later if later.formula and (later.exact or not earlier.exact) else earlier
        number = earlier.number if later.number is None else later.number
        name, called = earlier.name or later.name, earlier.called or later.called
        return Derived(name, exact.formula or earlier.formula, places, exact.exact, number, called)
    shared = set(columns_in(earlier.formula)) & set(columns_in(later.formula))
    if earlier.name is None and later.name and not earlier.exact and shared:
        return replace(later, places=places)  # "a new feature", said again with its name
    if earlier.formula is None and later.name is None and later.formula is not None:
        return replace(later, name=earlier.name, places=places)
    return None


def _converted_before(piece: Piece, found: Sequence[Piece]) -> int | None:
    """Return which earlier piece converts the same column, so that none is converted twice."""
    same = (n for n, other in enumerate(found) if other.recipe == piece.recipe and other.params == piece.params)
    return next(same, None) if piece.recipe.startswith(("read_", "to_number", "to_datetime")) else None


def _conversions(piece: Piece, profile: FrameProfile) -> Iterable[Piece]:
    """Yield what must be converted before a piece can use it."""
    columns = {column.label: column for column in profile.columns}
    for label in _used(piece):
        column = columns.get(label)
        if column is not None and (made := _needed(piece, column)):
            yield replace(made, places=piece.places)


def _used(piece: Piece) -> tuple[Label, ...]:
    term = piece.params.get("formula")
    if isinstance(term, Formula):
        return columns_in(term)
    numeric = ("fill_average", "interpolate_gaps", "fill_group_average")
    if piece.recipe not in numeric and "outliers" not in piece.recipe and "value" not in piece.params:
        return ()
    labels = piece.params.get("columns", piece.params.get("column", piece.params.get("value")))
    return labels if isinstance(labels, tuple) else (labels,)  # type: ignore[return-value]


def _needed(piece: Piece, column: ColumnProfile) -> Piece | None:
    term = piece.params.get("formula")
    kinds = kinds_of(term, column.label) if isinstance(term, Formula) else frozenset(("number",))
    if column.kind in kinds and column.parsed:
        return None
    return conversion(column, "datetime" if "datetime" in kinds and "number" not in kinds else "number")
