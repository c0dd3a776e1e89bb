"""Which words were read in a way that may be wrong: the plan says so, and what they could also mean."""

from collections.abc import Iterable, Sequence

from aa_magics.model import Alternative, Step
from aa_magics.offline.clauses import Clause
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import written
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import bound_labels


def doubts(clause: Clause, mention: Mention) -> list[str]:
    """Return how a mention was read where that is not as it stands, and what it could also be."""
    said = _said(clause, mention)
    meant = f"{mention.value} in {mention.column.name}" if mention.is_value else mention.column.name
    found = [] if mention.how in ("exact", "stem") else [f"read {said} as {meant}"]
    if mention.others:
        found.append(f"{said} could also be {listed(mention.others)}")
    return found


def misread(clauses: Iterable[Clause], steps: Sequence[Step]) -> list[str]:
    """Return how misspelt names of columns that some step uses were read."""
    used = {label for step in steps if step.recipe for label in bound_labels(catalogue()[step.recipe], step.params)}
    return [
        doubt
        for clause in clauses
        for mention in clause.mentions
        if mention.how in ("fuzzy", "abbreviation") and mention.column.label in used
        for doubt in doubts(clause, mention)
    ]


def alternatives(clause: Clause, mention: Mention) -> list[Alternative]:
    """Return the other columns that the words of a mention could name; a value has none that could be chosen."""
    said = _said(clause, mention)
    return [] if mention.is_value else [Alternative(words=said, meaning=name) for name in mention.others]


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _said(clause: Clause, mention: Mention) -> str:
    return " ".join(written(clause.tokens[place] for place in mention.place))
