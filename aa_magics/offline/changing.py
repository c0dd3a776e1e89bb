"""How much a number has changed from the first to the last year: "change in income from 1990 to 2010 by country"."""

from aa_magics.model import FrameProfile, Param
from aa_magics.offline.choosing import Choice
from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import is_year
from aa_magics.offline.lexicon import Lexicon
from aa_magics.recipes import catalogue
from aa_magics.recipes.roles import GROUPS


def change_over_years(clause: Clause, frame: str, profile: FrameProfile, lexicon: Lexicon) -> Choice | None:
    """Return the change of the number that a clause is about, by the group that it names; None where it asks else."""
    asked = clause.find([(word,) for word in sorted(lexicon.changing)])
    years = [column for column in profile.columns if is_year(column) and column.bindable]
    values = [m for m in clause.columns if m.column.kind == "number" and not is_year(m.column)]
    groups = [m for m in clause.columns if m.column.kind in {*GROUPS, "text", "id"}]
    if (
        asked is None
        or len(years) != 1
        or len(values) != 1
        or len(groups) > 1
        or not _says_when(clause, years[0].label)
    ):
        return None
    compared = any(f.test.comparison == "in" and f.test.column != years[0].label for f in clause.conditions)
    ends = [place for end in lexicon.ends.values() if (place := clause.find(end))]
    if compared or (not ends and clause.find([(word,) for word in sorted(lexicon.drawing)])):
        return None  # "the difference between Asia and Europe" is no change, "plot the change" a line
    params: dict[str, Param] = {"df": frame, "value": values[0].column.label, "time": years[0].label}
    if groups:
        params["by"] = groups[0].column.label
    name = "change_over_years" if groups else "overall_change_over_years"
    used = {*asked, *(p for place in ends for p in place), *(p for m in clause.columns for p in m.place)}
    return Choice(catalogue()[name], params, used, [*values, *groups], called=True)


def _says_when(clause: Clause, label: object) -> bool:
    """Return whether it says from when to when, or since when: with one year alone there is no change."""
    tests = [found.test for found in clause.conditions if found.test.column == label]
    ranged = any(test.comparison in ("between", ">=", ">", "<=", "<") for test in tests)
    listed = any(test.comparison == "in" and isinstance(test.value, tuple) and len(test.value) == 2 for test in tests)
    return ranged or listed
