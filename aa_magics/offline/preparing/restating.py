"""A goal whose columns must be computed first, said again with those columns by their names.

"mean of the ratio of tip to total_bill by day" becomes "mean of the `tip_per_total_bill` by day", after the piece that
computes it; what such a goal asks for is then planned as any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from aa_magics.model import Formula, FrameProfile
from aa_magics.offline.clauses import Clause, read_sentences
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.pieces import Piece, prepared_profile
from aa_magics.offline.preparing.formula_items import SYMBOLS
from aa_magics.offline.preparing.reading import read_preparation
from aa_magics.offline.text import written
from aa_magics.offline.unheeded import told_by
from aa_magics.recipes import catalogue

COMPUTED = frozenset(("add_column", "add_finite_column", "label_ranges", "label_rows", "label_above_average"))
COMPUTED |= {"label_below_average", "fill_group_average", "code_values", "interpolate_gaps", "fill_backward"}
COMPUTED |= {"codes_to_missing", "all_codes_to_missing"}
NAMED = frozenset(("add_bins", "label_bins", "label_quantiles"))
"""Recipes that are only taken so where the goal names the column; recipes that words call for do the rest."""
CODES = ("codes_to_missing", "all_codes_to_missing")
ALONE = frozenset(("fill_group_average", "code_values", *CODES))
"""Recipes that no words of their own call for, so that a goal may ask for nothing else."""
SINGLE = (
    "z_score",
    "z_scores",
    "min_max_scale",
    "logarithm",
    "rank",
    "running_total",
    "percent_change",
    "ratio",
    "difference",
)
SEQUENTIAL = ("shift", "change", "pct_change", "cumsum")
CONVERTING = ("read_", "to_number", "to_datetime")


@dataclass(frozen=True)
class Restated:
    """The pieces that come first with the goal's words for each, the frame then, and the goal as it is then said.

    `spans` are the places in `text` where the names of new columns stand that the goal only asks for.
    """

    text: str
    profile: FrameProfile
    pieces: Sequence[tuple[Piece, tuple[str, ...]]] = ()
    spans: Sequence[range] = ()

    def is_done(self, clause: Clause, lexicon: Lexicon) -> bool:
        """Return whether a clause says no more than what the pieces have done."""
        tokens = [t for t in clause.tokens if lexicon.matters(t)]
        made = [t for t in tokens if any(t.start in span for span in self.spans)]
        return bool(made) and len(made) == len(tokens)


def restated(text: str, profile: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon) -> Restated:
    """Return the goal as it is after the columns that it computes are there; most goals stay as they are."""
    clauses = read_sentences(text, profile, vocabulary, lexicon)
    read = read_preparation(clauses, profile, lexicon)
    timed = any(column.kind == "datetime" for column in profile.columns)
    taken = [_is_taken(piece, clauses) or (not timed and _is_sequential(piece)) for piece in read]
    pieces = [p for n, p in enumerate(read) if taken[n] or _is_for(p, read[n + 1 :], taken[n + 1 :])]
    if not any(taken):
        return Restated(text, profile)
    said, spans = _with_names(text, clauses, pieces)
    words = [written(clauses[a].tokens[b] for a, b in sorted(piece.places)) for piece in pieces]
    return Restated(said, prepared_profile(profile, pieces), list(zip(pieces, words, strict=True)), spans)


def _is_taken(piece: Piece, clauses: Sequence[Clause]) -> bool:
    """Return whether a piece computes a column that no single recipe would be called for."""
    if piece.recipe not in COMPUTED | NAMED:
        return False
    tokens = [clauses[a].tokens[b] for a, b in piece.places]
    name = str(piece.params.get("name", ""))
    sentences = {a for a, _ in piece.places}
    named = any(name in " ".join(written(clauses[a].tokens)) for a in sentences)
    known = {m.column.name for a in sentences for m in clauses[a].mentions}
    if (named and name not in known) or piece.recipe in ALONE:
        return True
    ends = {token.end for token in tokens}
    symbols = any(t.text in SYMBOLS and t.kind == "mark" and not (t.text == "-" and t.start in ends) for t in tokens)
    beside = [
        token.stem
        for a in sentences
        for b, token in enumerate(clauses[a].tokens)
        if (a, b) not in piece.places and clauses[a].lexicon.matters(token)
    ]
    more = any(stem not in clauses[0].lexicon.asides | _alone() for stem in beside)
    symbols = symbols and not (beside and set(beside) <= _alone())  # "a / b ratio" is the ratio
    return piece.recipe not in NAMED and (symbols or more or len(clauses) > len(sentences))


@cache
def _alone() -> frozenset[str]:
    """Return the stems that only say over again what one recipe alone does: "log-transform", "min-max scaling".

    A mean asks for more, even though one is a part of a z-score.
    """
    return frozenset(stem for name in SINGLE for stem in told_by(catalogue()[name])) - {"mean"}


def _is_sequential(piece: Piece) -> bool:
    """Return whether a piece looks at the rows before, for which recipes want a column of time."""
    term = piece.params.get("formula")
    return isinstance(term, Formula) and term.operation in SEQUENTIAL


def _is_for(piece: Piece, later: Sequence[Piece], taken: Sequence[bool]) -> bool:
    """Return whether a piece converts what a later one that is taken computes with."""
    return piece.recipe.startswith(CONVERTING) and any(
        is_taken and piece.places & other.places for other, is_taken in zip(later, taken, strict=True)
    )


def _is_silent(piece: Piece) -> bool:
    """Return whether a piece makes no column that the goal could name instead of its words."""
    return piece.recipe.startswith(CONVERTING) or piece.recipe in CODES


def _with_names(text: str, clauses: Sequence[Clause], pieces: Sequence[Piece]) -> tuple[str, list[range]]:
    """Return the goal with the names of columns in the place of the words that ask for them."""
    spent: dict[int, tuple[int, int]] = {}
    for number, piece in enumerate(pieces):
        for a, b in piece.places:
            token = clauses[a].tokens[b]
            spent[token.start] = (token.end, number)
    said, spans, place, shown = "", [], 0, set[int]()
    for start in sorted(spent):
        end, number = spent[start]
        said += text[place:start] if place == 0 or text[place:start].strip() else ""
        if number not in shown and pieces[number].columns and not _is_silent(pieces[number]):
            shown.add(number)
            name = f" `{pieces[number].columns[-1].name}` "
            spans.append(range(len(said), len(said) + len(name)))
            said += name
        place = end
    return said + text[place:], spans
