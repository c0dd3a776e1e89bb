"""Outliers as a whole goal tells them, and the pieces that drop, replace or clip them."""

from collections.abc import Sequence
from dataclasses import dataclass

from aa_magics.model import ColumnProfile
from aa_magics.offline.clauses import Clause
from aa_magics.offline.pieces import Piece
from aa_magics.offline.preparing.segments import Segment, methods_in

DEVIATIONS, FACTOR = 3, 1.5
"""How far off an outlier is where the goal does not say it."""


@dataclass(frozen=True)
class Outliers:
    """How outliers are told, as the whole goal says it."""

    method: str
    number: float
    said: bool = False


def methods_told(clauses: Sequence[Clause]) -> set[str]:
    """Return the methods by which the goal tells outliers."""
    return {one.name for clause in clauses for one in methods_in(clause)} & {"z_score", "iqr"}


def read_outliers(clauses: Sequence[Clause], wanted: str | None = None) -> Outliers:
    """Return by which method the goal tells outliers, the one that is `wanted` of several, and its number."""
    said = [(clause, one) for clause in clauses for one in methods_in(clause)]
    scored = [one for _, one in said if one.name == "z_score"]
    ranged = [one for _, one in said if one.name == "iqr"]
    method = wanted or ("z_score" if len(scored) >= len(ranged) and scored else "iqr")
    for clause, one in said:
        if wanted == "iqr" and len(methods_told([clause])) > 1:
            continue  # the number there is a threshold of deviations
        if one.name == method and (number := _threshold(clause, method)) is not None:
            return Outliers(method, number, said=True)
    return Outliers(method, DEVIATIONS if method == "z_score" else FACTOR, said=bool(said))


def _threshold(clause: Clause, method: str) -> float | None:
    """Return the first number of a sentence on outliers that may be a threshold."""
    named = {p for m in clause.mentions if not m.is_value for p in m.place}
    low, high = (1, 6) if method == "z_score" else (0.5, 5)
    for place, token in enumerate(clause.tokens):
        number = token.number if token.kind == "number" else clause.lexicon.numbers.get(token.stem)
        spoken = token.kind == "number" or (
            place + 1 < len(clause.tokens) and clause.tokens[place + 1].stem == "standard"
        )
        joined = place > 0 and clause.tokens[place - 1].end == token.start  # the 1 of Q1
        if number is not None and spoken and not joined and place not in named and low <= abs(number) <= high:
            return abs(number)
    return None


def outlier_piece(
    value: ColumnProfile, method: str, number: float, replaced: bool, clipped: bool, segment: Segment
) -> Piece:
    if clipped:
        return Piece("clip_iqr_outliers", {"value": value.label, "factor": number}, segment.places)
    if method == "z_score":
        recipe = "mean_for_z_score_outliers" if replaced else "drop_z_score_outliers"
        return Piece(recipe, {"value": value.label, "deviations": number}, segment.places)
    return Piece("drop_iqr_outliers", {"value": value.label, "factor": number}, segment.places)
