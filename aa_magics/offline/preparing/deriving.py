"""Columns that a goal asks to be computed: their names, and the formulas that go with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from aa_magics.model import ColumnProfile, DatePart, Formula, FrameProfile, Label, Param, ValueCount
from aa_magics.offline.clauses import Clause
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.preparing.bins import bins_in
from aa_magics.offline.preparing.features import features_in
from aa_magics.offline.preparing.formulas import Bins, Written, columns_in, formula, formulas_in, has_ratio
from aa_magics.offline.preparing.naming import Named, names_in
from aa_magics.offline.preparing.words import said_at, stems
from aa_magics.offline.text import Token

REACH = 5
"""Tokens between a verb such as "create" and the noun or the name of what is created."""


@dataclass(frozen=True)
class Derived:
    """A column to be computed; without a name it has none of its own, without a formula that is said elsewhere."""

    name: str | None
    formula: Formula | Bins | None
    places: frozenset[Place]
    exact: bool = False
    number: float | None = None
    called: str | None = None


def read_derived(
    number: int,
    clause: Clause,
    profile: FrameProfile,
    made: Collection[str] = (),
    awaited: Collection[Place] = (),
) -> list[Derived]:
    """Return the columns that a clause asks to be computed, in its order.

    `number` is its own, `made` are the columns that those before it compute, `awaited` the places in them that ask for
    classes which they do not tell.
    """
    names = names_in(clause, made)
    creating = bool(names) or creates(clause)
    features = features_in(clause, creating, profile) or bins_in(
        clause, creating, [one.place for one in names], profile, bool(awaited)
    )
    plain = [_as_percent(clause, one) if creating or one.symbols else one for one in formulas_in(clause, creating)]
    exact = {place for one in plain if one.symbols for place in one.place}
    features = [one for one in features if not set(one.place) & exact]
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
        name = name or _said_name(clause, one.place.start) or _glossed_name(clause, one.place)
        called = one.name if name else one.name or _defined_name(clause, one.place.start)
        found.append(
            Derived(
                name.name if name else None,
                one.formula,
                _places(number, clause, one.place, name) | _asking(one, awaited),
                one.symbols,
                called=called,
            )
        )
    asked = [name for name in own if name.name not in made or _asks_for(name, clause)]
    found += [Derived(name.name, None, _places(number, clause, name.place, None)) for name in asked]
    return found


def _asking(one: Written, awaited: Collection[Place]) -> frozenset[Place]:
    """Return the places of clauses before that ask for the classes of `one`."""
    return frozenset(awaited if isinstance(one.formula, Bins) and one.formula.labels else ())


def _said_name(clause: Clause, place: int) -> Named | None:
    """Return as a name the words between a verb and "as", where the formula follows: "compute total gdp as ..."."""
    tokens = clause.tokens
    if place < 3 or tokens[place - 1].text.casefold() != "as":
        return None
    for start in range(max(0, place - 2 - 2 * REACH), place - 2):
        between = [t for t in tokens[start + 1 : place - 1] if t.text.casefold() not in ("a", "an", "the", "new", "-")]
        of = next((n for n, t in enumerate(between) if n and t.text.casefold() in ("of", "for")), len(between))
        each = any(t.text.casefold() in ("each", "every") for t in between[of:])
        if tokens[start].stem in stems("creating") and all(t.kind == "word" for t in between):
            name = " ".join(token.text for token in (between[:of] if each else between))
            known = {mention.column.name.casefold() for mention in clause.mentions}
            return Named(name, range(start, place - 1)) if name and name.casefold() not in known else None
    return None


def _glossed_name(clause: Clause, place: range) -> Named | None:
    """Return as a name the words that a formula in brackets explains: "the profit margin (profit / sales)"."""
    tokens = clause.tokens
    inside = tokens[place.start].text == "(" and tokens[place.stop - 1].text == ")"
    start, stop = (place.start, place.stop - 1) if inside else (place.start - 1, place.stop)
    if start < 1 or tokens[start].text != "(" or [t.text for t in tokens[stop : stop + 1]] != [")"]:
        return None
    first = start
    while first and start - first < REACH and tokens[first - 1].kind == "word" and _names(clause, tokens[first - 1]):
        first -= 1
    name = " ".join(token.text for token in tokens[first:start])
    known = {mention.column.name.casefold() for mention in clause.mentions}
    return Named(name, range(first, start)) if start - first > 1 and name.casefold() not in known else None


def _names(clause: Clause, token: Token) -> bool:
    """Return whether a word may be one of a name, rather than asks for something."""
    return clause.lexicon.matters(token) and token.stem not in stems("creating")


def _defined_name(clause: Clause, place: int) -> str | None:
    """Return the words that a sentence begins with and says the formula of: "the daily return is (a - b) / b"."""
    texts = [token.text.casefold() for token in clause.tokens[:place]]
    start = len(texts) - texts[::-1].index("where") if "where" in texts else 0
    start += texts[start : start + 1] == ["the"]
    for end in range(start + 1, min(place, start + 1 + REACH)):
        said = said_at("defining", clause.tokens, end)
        name = range(start, end)
        known = any(set(name) <= set(m.place) for m in clause.mentions if m.how == "exact")
        if said and said.place.stop == place and not known and all(clause.tokens[p].kind == "word" for p in name):
            words = [clause.tokens[p].text for p in name]
            return " ".join(words[: words.index("of")] if "of" in words[1:] else words)  # "the age of a car is ..."
    return None


def _asks_for(name: Named, clause: Clause) -> bool:
    """Return whether a column that is made already is asked for once more, rather than measured."""
    return any(token.stem in stems("creating") for token in clause.tokens[name.place.start : name.place.stop])


def creates(clause: Clause) -> bool:
    """Return whether a clause asks for a column: a verb such as "create", then soon a noun such as "column"."""
    tokens = clause.tokens
    return any(
        token.stem in stems("creating") and _is_for_column(tokens[place + 1 : place + 1 + REACH], clause)
        for place, token in enumerate(tokens)
    ) or any(
        token.text.casefold() == "new" and tokens[place + 1].stem in stems("nouns")
        for place, token in enumerate(tokens[:-1])
    )


def _is_for_column(tokens: Sequence[Token], clause: Clause) -> bool:
    """Return whether the words after a verb are about a column, and no chart comes before it."""
    for token in tokens:
        if token.stem in clause.lexicon.drawing:
            return False
        if token.stem in stems("nouns"):
            return True
    return False


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
    after = {"as", "in"} & {token.text.casefold() for token in clause.tokens[one.place.stop :][:2]}
    if isinstance(one.formula, Bins) or (one.symbols and not after) or not said or not has_ratio(one.formula):
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
    if isinstance(inner, Formula) and inner.operation == "abs" and len(parts) > 1:
        operand = inner.operands[0]
        return f"{own_name(operand, profile)}_abs" if isinstance(operand, Formula) else "_".join(parts)
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
    notes = _notes(one.formula, {column.label: column for column in used})
    return Piece("add_column", {"name": name, "formula": one.formula}, one.places, (made,), notes)


def _notes(term: Formula, columns: Mapping[Label, ColumnProfile]) -> tuple[str, ...]:
    """Return what a formula takes for granted: the order of the rows, and what is divided by zero."""
    notes = []
    for part in _parts(term):
        if part.operation in ("shift", "change", "pct_change", "cumsum"):
            notes.append("the rows are in order as they stand")
        divisor = part.operands[-1]
        label = divisor.operands[0] if isinstance(divisor, Formula) and divisor.operation == "column" else None
        column = columns.get(label) if label is not None and not isinstance(label, Formula) else None
        if part.operation == "/" and column is not None and _may_be_zero(column):
            notes.append(f"where {column.name} is 0, the result is infinite")
    return tuple(dict.fromkeys(notes))


def _may_be_zero(column: ColumnProfile) -> bool:
    low, high = column.minimum, column.maximum
    within = isinstance(low, int | float) and isinstance(high, int | float) and low <= 0 <= high
    return within and (not column.values or any(counted.value == 0 for counted in column.values))


def _parts(term: Formula) -> Iterator[Formula]:
    """Yield a formula and those inside it."""
    yield term
    for operand in term.operands:
        if isinstance(operand, Formula):
            yield from _parts(operand)


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
