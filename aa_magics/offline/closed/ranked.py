"""Rows at an end that a closed question is about: "the five people with the highest income", "the top 10 by sales"."""

from dataclasses import dataclass

from aa_magics.model import ColumnProfile
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.body import Body
from aa_magics.offline.mentions import Mention
from aa_magics.offline.pieces import Place

MEASURED = ("mean_of", "median_of", "sum_of")
JOINTS = ("with", "by", "have", "has", "had")
REACH = 4  # words between how many rows there are and what they are ranked by


@dataclass(frozen=True)
class Ranked:
    """The `n` rows with the most or the least of a column, and the tokens that say so.

    With `by` they are the groups of that column with the most or the least of `statistic`, the recipe that measures it.
    """

    recipe: str
    column: ColumnProfile
    n: int
    places: frozenset[Place]
    by: ColumnProfile | None = None
    statistic: str = ""

    def best_of(self, series: str) -> str:
        """Return the expression of the groups at the end that is meant, in their order."""
        return f"{series}.{'nlargest' if self.recipe == 'top_rows' else 'nsmallest'}({self.n})"


def read_ranked(body: Body) -> Ranked | None:
    """Return the rows at an end that a question is about; None where it names none, or groups rather than rows."""
    for number, sentence in enumerate(body.sentences):
        for place in range(len(sentence.tokens)):
            if found := _ranked_at(body, number, sentence, place):
                return found
    return None


def _ranked_at(body: Body, number: int, sentence: Clause, place: int) -> Ranked | None:
    tokens = sentence.tokens
    n = tokens[place].number if tokens[place].kind == "number" else body.lexicon.numbers.get(tokens[place].stem)
    texts = [token.text.casefold() for token in tokens]
    if not isinstance(n, int) or n < 2 or place + 1 >= len(tokens) or tokens[place + 1].kind != "word":
        return None
    if any(m.column.kind == "number" for m in sentence.mentions if m.place.start == place + 1):
        return None
    led = texts[place - 1] if place else ""
    joint = next((p for p in range(place + 2, min(place + 2 + REACH, len(texts))) if texts[p] in JOINTS), None)
    value = _after(body, sentence, joint) if joint is not None else None
    if joint is None or value is None:
        return None
    between = tokens[joint + 1 : value.place.start]
    ends = [end for end in ("most", "least") if body.words.names("topics", end, between)]
    if not ends and texts[joint] == "by" and led in ("top", "bottom", "first"):
        ends = ["least" if led == "bottom" else "most"]
    if len(ends) != 1:
        return None
    places = frozenset((number, p) for p in range(place - (led in ("top", "bottom")), value.place.stop))
    recipe = "top_rows" if ends == ["most"] else "bottom_rows"
    measured = [one.name for one in body.words.named("statistics", between) if one.name in MEASURED]
    by = next((m.column for m in sentence.mentions if m.place.start == place + 1 and not m.is_value), None)
    if not measured:
        repeated = by is not None and by.distinct * 2 < body.profile.rows  # by which number of several rows?
        return None if repeated else Ranked(recipe, value.column, n, places)
    return Ranked(recipe, value.column, n, places, by, measured[0]) if by and len(measured) == 1 else None


def _after(body: Body, sentence: Clause, joint: int) -> Mention | None:
    """Return the first column of numbers after the word that says what rows are ranked by."""
    after = [m for m in sentence.mentions if m.place.start > joint and not m.is_value]
    near = after[0] if after and after[0].place.start - joint <= REACH else None
    return near if near and near.column.kind == "number" and near.column.parsed else None
