"""Clusters and principal components that a goal names, with their number and seed."""

import re
from collections.abc import Mapping, Sequence

from aa_magics.model import ColumnProfile, FrameProfile, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.models.parts import SEED, Metric, ModelPiece
from aa_magics.offline.models.splits import read_seed
from aa_magics.offline.models.words import heard, says, spelt
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.text import stem

CLUSTERS = re.compile(
    r"(\d+)\s+(?:k-?means\s+)?clusters|\bk\s*(?:=|of|is)\s*(\d+)|n_clusters\D{0,10}?(\d+)", re.IGNORECASE
)
RATIO = ".explained_variance_ratio_"


def read_groups(clauses: Sequence[Clause], profile: FrameProfile, lexicon: Lexicon) -> ModelPiece | None:
    """Return the one grouping that a goal names, None where its columns, number or scores are not understood."""
    named = {one.name for clause in clauses for one in heard("grouping", clause)}
    asked = tuple(dict.fromkeys(one.name for clause in clauses for one in heard("grouped", clause)))
    columns = _columns(clauses)
    if len(named) != 1 or not asked or len(columns) < 2:
        return None
    scaled = any(says(name, clause) for name in ("scaled", "rescaled") for clause in clauses)
    if "components" in named:
        return _components(clauses, columns, asked, scaled)
    count = _count(clauses, lexicon)
    return _clusters(clauses, columns, asked, count) if count and not scaled else None


def _columns(clauses: Sequence[Clause]) -> tuple[ColumnProfile, ...]:
    """Return the numbers that the sentence which names the grouping, or else its features, names."""
    about = [c for c in clauses if heard("grouping", c) or any(one.name == "features" for one in heard("before", c))]
    found = {m.column.label: m.column for c in about for m in c.mentions if not m.is_value}
    columns = tuple(found.values())
    return columns if all(c.kind == "number" and c.parsed for c in columns) else ()


def _count(clauses: Sequence[Clause], lexicon: Lexicon) -> int | None:
    """Return how many clusters a goal asks for, as a number or a word."""
    for clause in clauses:
        if found := CLUSTERS.search(clause.text):
            return int(next(group for group in found.groups() if group))
        for token, following in zip(clause.tokens, clause.tokens[1:], strict=False):
            if following.stem == stem("clusters") and isinstance(number := lexicon.numbers.get(token.stem), int):
                return number
    return None


def _clusters(
    clauses: Sequence[Clause], columns: Sequence[ColumnProfile], asked: tuple[str, ...], count: int
) -> ModelPiece | None:
    seed = read_seed(clauses)
    labels = tuple(column.label for column in columns)
    params: dict[str, Param] = {"columns": labels, "clusters": count, "seed": SEED if seed is None else seed}
    sizes: dict[str, Param] = {"by": "cluster"}
    metrics = {
        "inertia": Metric("clusters_of", params, "prepared", ".inertia_"),
        "silhouette": Metric("silhouette_of", params, "prepared"),
        "largest": Metric("count_by", sizes, "predictions", ".max()"),
        "smallest": Metric("count_by", sizes, "predictions", ".min()"),
    }
    assumptions = () if seed is not None else (f"clusters are begun at random with the seed {SEED}",)
    return _piece(clauses, Piece("clustered_rows", params, _places(clauses)), metrics, asked, assumptions)


def _components(
    clauses: Sequence[Clause], columns: Sequence[ColumnProfile], asked: tuple[str, ...], scaled: bool
) -> ModelPiece | None:
    params: dict[str, Param] = {"columns": tuple(column.label for column in columns)}
    recipe = "scaled_components_of" if scaled else "components_of"
    part = f"{RATIO}[:2].sum()" if "two" in asked else f"{RATIO}[0]" if "first" in asked else None
    if part is None:
        return None
    explained = Metric(recipe, params, "prepared", part)
    assumptions = () if scaled else ("columns are not standardised before the components are found",)
    metrics = {"explained": explained, "first": explained, "two": explained}
    return _piece(clauses, Piece("pick_columns", params, _places(clauses)), metrics, asked, assumptions)


def _piece(
    clauses: Sequence[Clause],
    predict: Piece,
    metrics: Mapping[str, Metric],
    asked: tuple[str, ...],
    assumptions: tuple[str, ...],
) -> ModelPiece | None:
    if not set(asked) <= set(metrics):
        return None
    ordered = (*asked, *(name for name in metrics if name not in asked))
    names = {spelling: metrics[name] for name in ordered for spelling in (name, *spelt("grouped", name))}
    return ModelPiece((), predict, names, asked, predict.places, assumptions)


def _places(clauses: Sequence[Clause]) -> frozenset[Place]:
    """Return all tokens of the sentences that name the grouping, its columns, its number or its seed."""
    about = [
        n
        for n, c in enumerate(clauses)
        if heard("grouping", c) or read_seed([c]) is not None or CLUSTERS.search(c.text)
    ]
    return frozenset((number, place) for number in about for place in range(len(clauses[number].tokens)))
