"""Words that could mean another column just as well, where the answer would differ: a person must choose."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from aa_magics.errors import ChoiceError
from aa_magics.model import ColumnProfile, FrameProfile, Label, Step
from aa_magics.offline.clauses import Clause
from aa_magics.offline.likely import likeliest
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import written
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import bound_labels, labels_of
from aa_magics.recipes.roles import DATES

LOOSE = ("stem", "synonym", "abbreviation", "part")
"""How words name a column where they could name another: what is written out is no question."""
PERIODS = ("day", "week", "month", "quarter", "year")


def refuse_ties(clauses: Sequence[Clause], steps: Sequence[Step], profile: FrameProfile) -> None:
    """Raise ChoiceError for the first words that could mean a column other than the one that the steps use."""
    used = {label for step in steps if step.recipe for label in bound_labels(catalogue()[step.recipe], step.params)}
    for clause in clauses:
        for mention in clause.mentions:
            others = [c for c in profile.columns if c.name in mention.others] if _is_loose(mention, used) else []
            _refuse_tie(_said(clause, mention.place), mention.column, others, used, profile)
        for time, said in _unnamed_times(clause, steps, profile):
            others = [c for c in profile.columns if c.kind == "datetime" and c.bindable]
            _refuse_tie(said, time, others, used, profile)


def two_in_one(clause: Clause) -> list[str]:
    """Return two words that a clause joins and that could only be read as the same column: "income and expenses"."""
    synonyms = [m for m in clause.mentions if m.how == "synonym" and not m.is_value and not m.others]
    for first, second in pairwise(synonyms):
        between = clause.tokens[first.place.stop : second.place.start]
        joined = [token.text.casefold() for token in between] in (["and"], ["vs"], ["minus"])
        if joined and first.column.label == second.column.label:
            return [_said(clause, first.place), _said(clause, second.place)]
    return []


def _is_loose(mention: Mention, used: Collection[Label]) -> bool:
    return not mention.is_value and mention.how in LOOSE and mention.column.label in used


def _refuse_tie(
    said: str, taken: ColumnProfile, others: Iterable[ColumnProfile], used: Collection[Label], profile: FrameProfile
) -> None:
    rivals = [other for other in others if other.label not in used and _may_differ(taken, other)]
    equal = likeliest([taken, *rivals], profile.name)
    if taken in equal and len(equal) > 1:
        raise ChoiceError(said, [column.name for column in equal])


def _may_differ(one: ColumnProfile, other: ColumnProfile) -> bool:
    """Return whether another column of the same kind could give another answer."""
    nameless = {"label": "", "name": ""}
    return one.kind == other.kind and one.model_copy(update=nameless) != other.model_copy(update=nameless)


def _unnamed_times(clause: Clause, steps: Sequence[Step], profile: FrameProfile) -> Iterator[tuple[ColumnProfile, str]]:
    """Yield the columns of dates that steps use and no word names, with the words that say a period."""
    if any(m.column.kind == "datetime" and m.cue is None for m in clause.mentions):
        return
    said = _period(clause)
    times = {label for step in steps for label in _times_of(step)}
    yield from ((column, said) for column in profile.columns if said and column.label in times)


def _times_of(step: Step) -> Iterator[Label]:
    parameters = catalogue()[step.recipe].parameters.values() if step.recipe else ()
    for parameter in parameters:
        if parameter.role and parameter.role.best == DATES:
            yield from labels_of(parameter, step.params)


def _period(clause: Clause) -> str | None:
    """Return the words that say by which periods, as "month" and "monthly" do."""
    phrases = [p for period in PERIODS for p in clause.lexicon.settings[period]]
    place = next((place for p in phrases if (place := clause.find([p]))), None)
    return _said(clause, place) if place else None


def _said(clause: Clause, place: Iterable[int]) -> str:
    return " ".join(written(clause.tokens[spot] for spot in place))
