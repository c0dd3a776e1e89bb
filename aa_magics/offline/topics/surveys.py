"""Topics about answers: shares of each, reliability of a scale, figures that are weighted."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile
from aa_magics.offline.choosing import Choice
from aa_magics.offline.lexicon import phrase
from aa_magics.offline.topics.asked import Asked, is_level, labels

MOST_ANSWERS = 13
SHARES = ("share", "shares", "percentage", "proportion", "percent", "distribution", "breakdown")


def likert(asked: Asked) -> Choice | None:
    return asked.choice("answer_shares", columns=labels(_items(asked)))


def alpha(asked: Asked) -> Choice | None:
    items = _items(asked)
    return asked.choice("cronbach_alpha", columns=labels(items)) if len(items) > 1 else None


def weighted(asked: Asked) -> Choice | None:
    """Return the weighted mean of what is named, or the weighted shares of groups; weights are found by name."""
    weight = asked.weight()
    if weight is None:
        return None
    values = [column for column in asked.numbers() if column.label != weight.label]
    group = asked.group(besides=[weight.label, *labels(values)])
    if weight.label not in labels(asked.numbers()):
        asked.assumptions.append(f"the weights are in {weight.name}")
    if values and group:
        return _means_by(asked, values, weight, group)
    if values:
        return asked.choice("weighted_means", values=labels(values), weight=weight.label)
    shares = any(asked.clause.find([phrase(word)]) for word in SHARES)
    return asked.choice("weighted_shares", by=group.label, weight=weight.label) if group and shares else None


def _means_by(
    asked: Asked, values: Sequence[ColumnProfile], weight: ColumnProfile, group: ColumnProfile
) -> Choice | None:
    return asked.choice("group_weighted_means", values=labels(values), weight=weight.label, by=group.label)


def _items(asked: Asked) -> list[ColumnProfile]:
    """Return the items that are named; else all numbers of few answers with a name in common."""
    if named := asked.numbers():
        return named
    levels = [c for c in asked.quantities() if c.distinct <= MOST_ANSWERS and is_level(c)]
    stems = {column.name.rstrip("0123456789").rstrip("_- ") for column in levels}
    if len(stems) != 1 or len(levels) < 2:
        return []
    asked.assumptions.append(f"the items are {levels[0].name} to {levels[-1].name}")
    return levels
