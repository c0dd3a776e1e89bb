"""Values that a goal wants as numbers: "encode sex as 1 for male and 0 for female", "treat 'trace' as 0"."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile, FrameProfile, Label, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.pieces import Piece
from aa_magics.offline.preparing.words import stems


def mapping_piece(number: int, clause: Clause) -> Piece | None:
    """Return the piece that puts a number in the place of each value of a column; None where some lack one.

    `number` is that of the clause.
    """
    verbs = [place for place, token in enumerate(clause.tokens) if token.stem in stems("mapping")]
    columns = list({m.column.label: m.column for m in clause.mentions if m.is_value}.values())
    for column in columns if verbs else ():
        pairs = _pairs(clause, column)
        if len(pairs) == column.distinct and len(set(pairs.values())) == len(pairs) and column.kind != "number":
            said = [m.place.stop for m in clause.mentions if m.is_value and m.column is column]
            said += [place + 1 for place, token in enumerate(clause.tokens) if token.kind == "number"]
            places = frozenset((number, place) for place in range(verbs[0], max(said)))
            made = column.model_copy(update={"kind": "number", "dtype": "float64", "values": ()})
            ends = {"minimum": float(min(pairs.values())), "maximum": float(max(pairs.values()))}
            params = {"column": column.label, "values": tuple(pairs), "codes": tuple(pairs.values())}
            return Piece("code_values", params, places, (made.model_copy(update=ends),))
    return None


def replaced_piece(number: int, clause: Clause, profile: FrameProfile) -> Piece | None:
    """Return the piece that puts a number in the place of a word among numbers: "treat 'trace' as 0".

    `number` is that of the clause. None where no text that reads as numbers has such a word, or more than one.
    """
    texts = [token.text.casefold() for token in clause.tokens]
    heads = [place for place, token in enumerate(clause.tokens) if token.stem in stems("replacing")]
    by = [place for place in range(1, len(texts)) if texts[place - 1] in ("as", "with", "by", "to")]
    given = [place for place in by if clause.tokens[place].kind == "number"]
    words = {clause.tokens[place].text: place for place in range(heads[0], given[0])} if heads and given else {}
    numbers = [(c, c.reads_as) for c in profile.columns if c.reads_as and c.reads_as.what == "number"]
    misfits = [(column, reading, held.value) for column, reading in numbers for held in reading.misfits]
    found = [one for one in misfits if one[2] in words]
    if len(found) != 1:
        return None
    [(column, reading, old)] = found
    left = tuple(held for held in reading.misfits if held.value != old)
    reading = reading.model_copy(update={"unread": reading.unread - 1, "misfits": left})
    params: dict[str, Param] = {"column": column.label, "old": old, "new": clause.tokens[given[0]].number}
    places = frozenset((number, place) for place in range(heads[0], given[0] + 1))
    return Piece("replace_value", params, places, (column.model_copy(update={"reads_as": reading}),))


def _pairs(clause: Clause, column: ColumnProfile) -> dict[Label, int]:
    """Return the whole number that stands beside each value: all before them, or all after."""
    values = {m.place.start: m.value for m in clause.mentions if m.is_value and m.column.label == column.label}
    numbers = {
        place: token.number
        for place, token in enumerate(clause.tokens)
        if token.kind == "number" and isinstance(token.number, int)
    }
    order: Sequence[int] = sorted([*values, *numbers])
    kinds = "".join("v" if place in values else "n" for place in order)
    said = [values.get(place, numbers.get(place)) for place in order]
    if len(order) < 4 or kinds not in ("vn" * (len(order) // 2), "nv" * (len(order) // 2)):
        return {}
    first, second = (0, 1) if kinds.startswith("v") else (1, 0)
    return {said[n + first]: said[n + second] for n in range(0, len(said), 2)}  # type: ignore[misc]
