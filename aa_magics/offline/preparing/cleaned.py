"""The pieces that cleaning comes to: gaps filled, columns on another scale, categories as numbers."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile, Formula, Label, Operation, Param
from aa_magics.offline.pieces import Piece
from aa_magics.offline.preparing.formulas import column, formula
from aa_magics.offline.preparing.segments import Segment


def fill_piece(
    method: str | None, columns: Sequence[ColumnProfile], by: ColumnProfile | None, value: Label, segment: Segment
) -> Piece | None:
    """Return the piece that fills the gaps of columns by a method, or with a value."""
    labels: tuple[Label, ...] = tuple(c.label for c in columns)
    filled = tuple(c.model_copy(update={"missing": 0}) for c in columns)
    places, first = segment.places, columns[0]
    if value is not None:
        if isinstance(value, str):
            return Piece("fill_text", {"column": first.label, "text": value}, places, filled[:1])
        return Piece("fill_number", {"column": first.label, "number": value}, places, filled[:1])
    match method:
        case "mean" | "median" if by is not None:
            params: dict[str, Param] = {"column": first.label, "by": by.label, "how": method}
            return Piece("fill_group_average", params, places, filled[:1])
        case "mean" | "median":
            return Piece("fill_average", {"columns": labels, "how": method}, places, filled)
        case "mode":
            return Piece("fill_most_frequent", {"column": first.label}, places, filled[:1])
        case "forward" | "backward":
            return Piece(f"fill_{method}", {"columns": labels}, places, filled)
        case "interpolate":
            return Piece("interpolate_gaps", {"columns": labels}, places, filled)
        case _:
            return None


def in_place(one: ColumnProfile, term: Formula, segment: Segment) -> Piece:
    """Return the piece that puts what is computed of a column in its place."""
    made = one.model_copy(
        update={"kind": "number", "dtype": "float64", "values": (), "minimum": None, "maximum": None, "quartiles": None}
    )
    return Piece("add_column", {"name": one.label, "formula": term}, segment.places, (made,))


def scaled(name: str, one: ColumnProfile, population: bool = False) -> Formula:
    """Return a column on another scale, under its own name; `population`: by the deviation of a population."""
    own = column(one.label)
    if name == "label":
        return formula("codes", own)
    if name == "log":
        positive = isinstance(one.minimum, int | float) and one.minimum > 0
        return formula("log", own if positive else formula("positive", own))
    low: Operation = "mean" if name == "scale" else "min"
    deviation: Operation = "population std" if population else "std"
    width = formula(deviation, own) if name == "scale" else formula("-", formula("max", own), formula("min", own))
    return formula("/", formula("-", own, formula(low, own)), width)


def encoded(columns: Sequence[ColumnProfile], segment: Segment) -> Piece:
    """Return the piece that gives each value of some columns a column of 0 and 1."""
    labels = tuple(c.label for c in columns)
    made = [
        ColumnProfile(
            label=f"{c.label}_{counted.value}", name=f"{c.name}_{counted.value}", dtype="int64", kind="number",
            missing=0, distinct=2, minimum=0, maximum=1,
        )
        for c in columns
        for counted in sorted(c.values, key=lambda counted: str(counted.value))
    ]  # fmt: skip
    gone = [c.model_copy(update={"bindable": False}) for c in columns]
    return Piece("one_hot_encode", {"columns": labels}, segment.places, (*gone, *made))
