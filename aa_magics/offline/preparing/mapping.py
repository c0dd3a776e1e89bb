"""Values that a goal wants as numbers: "encode sex as 1 for male and 0 for female", "map yes to 1 and no to 0"."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile, Label
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
