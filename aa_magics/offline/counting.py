"""How many different values a column has among some rows: "how many countries had a life expectancy below 50"."""

from aa_magics.model import Param
from aa_magics.offline.choosing import Choice
from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import affirmative
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.mentions import Mention
from aa_magics.recipes import catalogue
from aa_magics.recipes.roles import GROUPS


def counted_values(clause: Clause, frame: str, lexicon: Lexicon) -> Choice | None:
    """Return the count of the values of the column that "how many" stands right before; None where it asks else."""
    asked = clause.find([words for words in lexicon.settings["count"] if len(words) > 1])
    drawn = clause.find([(word,) for word in lexicon.drawing])
    compared = any(found.test.comparison == "in" for found in clause.conditions)
    if asked is None or drawn or compared or not clause.conditions:
        return None
    tested = [mention for found in clause.conditions for mention in found.mentions]
    named = [m for m in clause.mentions if not m.is_value and m not in tested]
    mention = next((m for m in named if m.place.start == asked.stop), None)
    if mention is None or len(named) > 1 or not _is_called_by_values(mention, lexicon):
        return None
    params: dict[str, Param] = {"df": frame, "columns": (mention.column.label,)}
    return Choice(catalogue()["distinct_counts"], params, {*asked, *mention.place}, [mention], called=True)


def _is_called_by_values(mention: Mention, lexicon: Lexicon) -> bool:
    """Return whether the plural of a column's name means its values: not that of yes and no, as in "smokers"."""
    return mention.column.kind in {*GROUPS, "text", "id"} and affirmative(mention.column, lexicon) is None
