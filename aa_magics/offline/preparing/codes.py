"""Numbers that a goal says to stand for missing values: "treat -200 as missing", "999 means no answer"."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile, FrameProfile, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.preparing.words import said_written, written
from aa_magics.offline.text import Token

REACH = 7
"""Tokens between a number and the word "missing" that says what it stands for."""


def codes_piece(number: int, clause: Clause, profile: FrameProfile) -> Piece | None:
    """Return the piece that sets such a number to missing: where columns end with it, else in those named.

    `number` is that of the clause.
    """
    missing = [said for said in said_written("topics", clause) if said.name == "missing"]
    gaps = [said.place for said in (*missing, *said_written("unanswered", clause))]
    inside = {place for m in clause.mentions for place in m.place[1:]}  # a name counts as one word
    for place in range(len(clause.tokens)):
        ahead = (gap for gap in gaps if gap.start > place)
        gap = next((gap for gap in ahead if len({*range(place, gap.start)} - inside) <= REACH), None)
        code = _code(clause.tokens, place, gap) if gap is not None else None
        if gap is None or code is None:
            continue
        if (start := _stands_for(clause.tokens, place, gap.start)) is not None:
            columns = _columns(clause, profile, code, gap.start - place)
            places = frozenset((number, spot) for spot in range(start, _end(clause.tokens, gap.stop)))
            return _piece(columns, code, places) if columns else None
    return None


def _code(tokens: Sequence[Token], place: int, gap: range) -> float | None:
    """Return the number at a place; zeros in words count where they are taken for gaps: "replace zeros with NaN"."""
    if tokens[place].kind == "number":
        return tokens[place].number
    taken = tokens[gap.start - 1].text.casefold() in ("as", "with", "by", "to")
    return 0 if taken and tokens[place].text.casefold() in ("zero", "zeros", "zeroes") else None


def _stands_for(tokens: Sequence[Token], place: int, gap: int) -> int | None:
    """Return where it begins to be said that a number stands for a gap, or is to be taken so; None where it is not."""
    between = " ".join(token.text.casefold() for token in tokens[place + 1 : gap])
    if not between or any(between.startswith(" ".join(words)) for words in written("codes", "standing")):
        return place if between else None
    verbs = {words[0] for words in written("codes", "taking")}
    taken = [n for n in range(max(0, place - REACH), place) if tokens[n].text.casefold() in verbs]
    joined = between.split(" ")[0] in ("as", "with", "by", "to", "values", "in", "of")
    return taken[0] if taken and joined else None


def _end(tokens: Sequence[Token], stop: int) -> int:
    closed = stop < len(tokens) and tokens[stop].text == ")"
    return stop + 1 if closed else stop


def _columns(clause: Clause, profile: FrameProfile, code: float, reach: int) -> Sequence[ColumnProfile]:
    having = [c for c in profile.columns if c.kind == "number" and c.bindable and _may_have(c, code)]
    named = list({m.column.label: m.column for m in clause.mentions if not m.is_value and m.column in having}.values())
    ends = [column for column in having if code in (column.minimum, column.maximum)]
    return named if len(named) == 1 else ends or named


def _may_have(column: ColumnProfile, code: float) -> bool:
    if column.values and column.distinct == len(column.values):
        return any(counted.value == code for counted in column.values)
    low, high = column.minimum, column.maximum
    return isinstance(low, int | float) and isinstance(high, int | float) and low <= code <= high


def _piece(columns: Sequence[ColumnProfile], code: float, places: frozenset[Place]) -> Piece:
    made = tuple(c.model_copy(update={"missing": c.missing + 1, "minimum": None, "maximum": None}) for c in columns)
    labels = tuple(column.label for column in columns)
    params: dict[str, Param] = {"column": labels[0]} if len(labels) == 1 else {"columns": labels}
    recipe = "codes_to_missing" if len(labels) == 1 else "all_codes_to_missing"
    return Piece(recipe, {**params, "codes": (code,)}, places, made)
