"""Columns that a goal asks to be computed: their names, and the formulas that go with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from aa_magics.model import ColumnProfile, DatePart, Formula, FrameProfile, Param, ValueCount
from aa_magics.offline.bins import bins_in
from aa_magics.offline.clauses import Clause
from aa_magics.offline.features import features_in
from aa_magics.offline.formulas import Bins, Written, columns_in, formula, formulas_in, has_ratio
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.preparing_words import said_at, stems
from aa_magics.offline.text import Token

REACH = 5
"""Tokens between a verb such as "create" and the noun or the name of what is created."""


@dataclass(frozen=True)
class Named:
    """A name that a clause gives to a column, and its tokens with those that introduce it."""

    name: str
    place: range


@dataclass(frozen=True)
class Derived:
    """A column to be computed; without a name it has none of its own, without a formula that is said elsewhere."""

    name: str | None
    formula: Formula | Bins | None
    places: frozenset[Place]
    exact: bool = False
    number: float | None = None


def read_derived(number: int, clause: Clause, profile: FrameProfile) -> list[Derived]:
    """Return the columns that a clause asks to be computed, in its order; `number` is its own."""
    names = names_in(clause)
    creating = bool(names) or creates(clause)
    features = features_in(clause, creating, profile) or bins_in(clause, creating, [one.place for one in names])
    plain = [_as_percent(clause, one) if creating else one for one in formulas_in(clause, creating)]
    taken = {place for one in features for place in one.place}
    written = sorted(
        [*features, *(one for one in plain if not set(one.place) & taken)], key=lambda one: one.place.start
    )
    own = [one for one in names if not any(set(one.place) <= set(w.place) for w in written)]
    found: list[Derived] = []
    for one in written:
        name = _name_of(one, own, written)
        if name:
            own.remove(name)
        found.append(
            Derived(name.name if name else None, one.formula, _places(number, clause, one.place, name), one.symbols)
        )
    found += [Derived(name.name, None, _places(number, clause, name.place, None)) for name in own]
    return found


def creates(clause: Clause) -> bool:
    """Return whether a clause asks for a column: a verb such as "create", then soon a noun such as "column"."""
    tokens = clause.tokens
    return any(
        token.stem in stems("creating") and any(t.stem in stems("nouns") for t in tokens[place + 1 : place + 1 + REACH])
        for place, token in enumerate(tokens)
    ) or any(
        token.text.casefold() == "new" and tokens[place + 1].stem in stems("nouns")
        for place, token in enumerate(tokens[:-1])
    )


def names_in(clause: Clause) -> list[Named]:
    """Return the names that a clause gives to columns, in its order."""
    found: list[Named] = []
    place = 0
    while place < len(clause.tokens):
        named = _name_at(clause, place)
        if named:
            found.append(named)
        place = named.place.stop if named else place + 1
    return found


def _name_at(clause: Clause, place: int) -> Named | None:
    """Return the name that begins at `place`: in quotes, as one written word, or in capital letters."""
    tokens, token = clause.tokens, clause.tokens[place]
    before = _introduced(clause, place)
    if token.kind == "quoted":
        known = any(not m.is_value and m.how == "exact" and m.place.start == place for m in clause.mentions)
        defined = _defines(clause, place + 1)
        if (before is not None or defined) and not (known and not _is_called(clause, place)):
            return Named(token.text.strip(), range(place if before is None else before, place + 1))
        return None
    if token.kind != "word":
        return None
    after_noun = before is not None and place > 0 and tokens[place - 1].stem in stems("nouns")
    if _is_called(clause, place) or (after_noun and _defines(clause, _run_end(tokens, place), loosely=True)):
        end = _run_end(tokens, place)
        if tokens[place].text.casefold() in (
            "that",
            "which",
            "by",
            "for",
            "in",
            "with",
            "from",
            "to",
            "as",
            "is",
            "of",
            "and",
        ):
            return None
        return Named(_text(tokens[place:end]), range(place if before is None else before, end))
    end = _run_end(tokens, place)
    if place and tokens[place - 1].end == token.start:
        return None
    if end < len(tokens) and tokens[end].text == "=" and not _is_column(clause, range(place, end)):
        follows = tokens[end + 1].kind if end + 1 < len(tokens) else ""
        operand = any(m.place.start > end and not m.is_value for m in clause.mentions)
        if follows and operand and (end + 1 >= len(tokens) or tokens[end + 1].text != "="):
            return Named(_text(tokens[place:end]), range(place if before is None else before, end + 1))
    return None


def _introduced(clause: Clause, place: int) -> int | None:
    """Return where the words begin that introduce a name at `place`: "create a new column called"; None without."""
    tokens, start = clause.tokens, place
    seen = False
    while start and (
        _called_before(tokens, start) is not None
        or tokens[start - 1].stem in stems("nouns")
        or tokens[start - 1].stem in stems("creating")
        or tokens[start - 1].text.casefold() in ("a", "an", "the", "new", "it", "in", "result", "as")
    ):
        called = _called_before(tokens, start)
        word = tokens[start - 1]
        seen = seen or called is not None or word.stem in stems("nouns") or word.stem in stems("creating")
        start = called if called is not None else start - 1
    return start if seen else None


def _is_called(clause: Clause, place: int) -> bool:
    return _called_before(clause.tokens, place) is not None


def _called_before(tokens: Sequence[Token], place: int) -> int | None:
    """Return where a phrase such as "called" begins that ends right before `place`."""
    for start in range(max(0, place - 3), place):
        said = said_at("naming", tokens, start)
        if said and said.place.stop == place:
            return start
    return None


def _defines(clause: Clause, place: int, *, loosely: bool = False) -> bool:
    """Return whether what stands at `place` says how the name before it is computed."""
    said = said_at("defining", clause.tokens, place) if place < len(clause.tokens) else None
    if said is None:
        return False
    return loosely or len(said.place) > 1 or clause.tokens[said.place.start].text == "="


def _run_end(tokens: Sequence[Token], place: int) -> int:
    """Return where the name ends that begins at `place`: what stands without a space, then words in capitals."""
    end = place + 1
    while end < len(tokens) and (
        (
            tokens[end].start == tokens[end - 1].end
            and (tokens[end].kind in ("word", "number") or tokens[end].text in "_-")
        )
        or (tokens[end].kind == "word" and tokens[end].text[:1].isupper() and tokens[place].text[:1].isupper())
    ):
        end += 1
    return end


def _text(tokens: Sequence[Token]) -> str:
    text = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        text += (" " if before and before.end < token.start else "") + token.text
    return text


def _is_column(clause: Clause, place: range) -> bool:
    return any(m.place == place and not m.is_value and m.how == "exact" for m in clause.mentions)


def _name_of(one: Written, names: Sequence[Named], written: Sequence[Written]) -> Named | None:
    """Return the name that a formula goes by: the last one before it, else the first after it."""
    before = [n for n in names if n.place.stop <= one.place.start]
    earlier = [w for w in written if w.place.stop <= one.place.start]
    near = [n for n in before if not any(n.place.stop <= w.place.start for w in earlier)]
    if near:
        return near[-1]
    later = [w for w in written if w.place.start >= one.place.stop]
    after = [
        n for n in names if n.place.start >= one.place.stop and not any(w.place.stop <= n.place.start for w in later)
    ]
    return after[0] if after else None


def _as_percent(clause: Clause, one: Written) -> Written:
    """Return a ratio times a hundred where the clause says that a percentage is meant."""
    said = any(clause.tokens[p].stem in stems("percent") for p in clause.free) or any(
        t.text == "%" for t in clause.tokens
    )
    if isinstance(one.formula, Bins) or one.symbols or not said or not has_ratio(one.formula):
        return one
    return replace(one, formula=formula("*", one.formula, 100))


def _places(number: int, clause: Clause, place: range, name: Named | None) -> frozenset[Place]:
    """Return the tokens of a formula and its name, and those between them that say no more."""
    places = set(place)
    if name:
        low, high = min(place.start, name.place.start), max(place.stop, name.place.stop)
        places |= set(range(low, high)) if high - low <= len(place) + len(name.place) + 2 * REACH else set(name.place)
    start = min(places)
    while start and clause.tokens[start - 1].stem in stems("creating") | stems("nouns") | {
        "a",
        "an",
        "the",
        "new",
        "by",
        "as",
    }:
        start -= 1
        places.add(start)
    return frozenset((number, p) for p in places)


def own_name(term: Formula | Bins, profile: FrameProfile) -> str:
    """Return a readable name for a formula that the goal gives none."""
    names = {column.label: column.name for column in profile.columns}
    parts = [names.get(label, str(label)) for label in columns_in(term)]
    if isinstance(term, Bins):
        return f"{parts[0]}_{'bin' if term.recipe == 'add_bins' else 'group'}"
    joints = {"/": "per", "-": "minus", "*": "times", "+": "plus"}
    inner = term.operands[0] if term.operation == "*" and term.operands[-1] == 100 else term
    operation = inner.operation if isinstance(inner, Formula) else term.operation
    if operation in get_args(DatePart):
        plain = operation.removesuffix("_name") if operation == "month_name" else operation
        called = {"day_name": "weekday"}.get(plain, plain)
        return f"{parts[0]}_{called}" if called in names.values() else called
    if len(parts) == 1:
        called = {"characters": "length", "letters": "length", "/": "share"}.get(operation, operation)
        return f"{parts[0]}_{called if called.isidentifier() else 'computed'}"
    joint = joints.get(operation)
    return f"_{joint}_".join(parts) if joint else "_".join(parts)


def computed(name: str, one: Derived, profile: FrameProfile) -> Piece:
    """Return the piece that adds a column, and what is known of it."""
    assert one.formula is not None
    used = [column for column in profile.columns if column.label in columns_in(one.formula)]
    missing = max((column.missing for column in used), default=0)
    if isinstance(one.formula, Bins):
        return _classed(name, one.formula, one.places, missing)
    made = _made(name, one.formula, used, missing, profile)
    if one.number is not None:
        params: dict[str, Param] = {"name": name, "formula": one.formula, "number": one.number}
        return Piece("add_finite_column", params, one.places, (made,))
    return Piece("add_column", {"name": name, "formula": one.formula}, one.places, (made,))


def _classed(name: str, bins: Bins, places: frozenset[Place], missing: int) -> Piece:
    """Return the piece that puts values into classes; how many rows each has is not known, so it counts as some."""
    plain = all(isinstance(label, int | float) for label in bins.labels) and bool(bins.labels)
    distinct = len(bins.labels) or next((n for _, n in bins.settings if isinstance(n, int)), 2)
    made = ColumnProfile(
        label=name,
        name=name,
        dtype="int64" if plain else "category",
        kind="number" if plain else "category",
        missing=missing,
        distinct=distinct,
        values=tuple(ValueCount(value=label, count=1) for label in bins.labels),
    )
    value: dict[str, Param] = {} if bins.recipe == "label_rows" else {"value": bins.value}
    params: dict[str, Param] = {**value, "name": name, **dict(bins.settings)}
    return Piece(bins.recipe, params, places, (made,), bins.assumptions)


LEVELS: dict[str, tuple[int, int, int]] = {
    "month": (12, 1, 12),
    "quarter": (4, 1, 4),
    "week": (53, 1, 53),
    "day": (31, 1, 31),
    "weekday": (7, 0, 6),
    "hour": (24, 0, 23),
    "minute": (60, 0, 59),
}
"""Of parts of dates: how many values there are at most, the least and the greatest."""


def _made(
    name: str, term: Formula, used: Sequence[ColumnProfile], missing: int, profile: FrameProfile
) -> ColumnProfile:
    """Return what is known of a computed column."""
    rows = max(profile.rows - missing, 0)
    if term.operation in ("month_name", "day_name"):
        distinct = min(12 if term.operation == "month_name" else 7, rows)
        return ColumnProfile(label=name, name=name, dtype="str", kind="category", missing=missing, distinct=distinct)
    levels, low, high = LEVELS.get(term.operation, (rows, None, None))
    if term.operation == "year" and used and isinstance(used[0].minimum, str) and isinstance(used[0].maximum, str):
        low, high = int(used[0].minimum[:4]), int(used[0].maximum[:4])
        levels = high - low + 1
    return ColumnProfile(
        label=name,
        name=name,
        dtype="float64",
        kind="number",
        missing=missing,
        distinct=min(levels, rows),
        distinct_exact=False,
        minimum=low,
        maximum=high,
    )
