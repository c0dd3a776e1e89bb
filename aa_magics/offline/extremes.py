"""The rows at one end in each group: "the country with the lowest income in each continent"."""

from aa_magics.model import Param
from aa_magics.offline.choosing import Choice
from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import is_year
from aa_magics.offline.lexicon import Lexicon
from aa_magics.recipes import catalogue
from aa_magics.recipes.roles import GROUPS

ENDS = {"top": "top_rows_per_group", "bottom": "bottom_rows_per_group"}
NAMING = (*GROUPS, "text", "id")


def extreme_rows(clause: Clause, frame: str, lexicon: Lexicon) -> Choice | None:
    """Return the rows at an end of a number in each group, where it asks who or what stands there."""
    asked = _end_of(clause, lexicon)
    values = [m for m in clause.columns if m.column.kind == "number" and not is_year(m.column)]
    grouped = [m for m in clause.columns if m.column.kind in GROUPS and clause.is_group(m)]
    named = [m for m in clause.columns if m.column.kind in NAMING and m not in grouped]
    if asked is None or (len(values), len(grouped), len(named)) != (1, 1, 1):
        return None
    if any(clause.find([(word,)]) for word in lexicon.averages | lexicon.drawing):
        return None
    end, places = asked
    number = _number(clause, lexicon)
    params: dict[str, Param] = {"df": frame, "value": values[0].column.label, "by": grouped[0].column.label}
    params["n"] = number[0] if number else 1
    used = {*places, *(number[1:] if number else ()), *(p for m in clause.columns for p in m.place)}
    return Choice(catalogue()[ENDS[end]], params, used, [*values, *grouped, *named], called=True)


def _end_of(clause: Clause, lexicon: Lexicon) -> tuple[str, range] | None:
    found = [(end, place) for end in ENDS if (place := clause.find(lexicon.ends[end]))]
    return found[0] if len(found) == 1 else None


def _number(clause: Clause, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return how many rows are asked for, and where that is said."""
    for place in sorted(clause.free):
        token = clause.tokens[place]
        number = token.number if token.kind == "number" else lexicon.numbers.get(token.stem)
        if isinstance(number, int) and number > 0:
            return number, place
    return None
