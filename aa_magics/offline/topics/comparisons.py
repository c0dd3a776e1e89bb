"""Topics that compare: table 1, A against B, a fair gap, many correlations, how few make most, sample size."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile, Label, ValueCount
from aa_magics.offline.choosing import Choice
from aa_magics.offline.topics.asked import Asked, is_group, is_level, is_quantity, labels
from aa_magics.offline.topics.words import is_named

MOST_ANSWERS = 20
OVERLAP = 1.5  # rows for each unit where there are two arms: most stand in both
MOST_COLUMNS = 30
POWERS = (80, 90, 95)
"""Percentages that are the power of a test, not the difference that it is to find."""


def table_one(asked: Asked) -> Choice | None:
    """Return the characteristics of each group: of what is named, else of all quantities and categories."""
    by = asked.group()
    if by is None or not is_group(by):
        return None
    named = [m.column for m in asked.named if m.column.label != by.label]
    columns = named or [c for c in asked.profile.columns if c.label != by.label]
    numbers = [c for c in columns if is_quantity(c)][:MOST_COLUMNS]
    groups = [c for c in columns if is_group(c) and c.distinct <= MOST_ANSWERS][:MOST_COLUMNS]
    return asked.choice("table_one", by=by.label, numbers=labels(numbers), categories=labels(groups))


def arms(asked: Asked) -> Choice | None:
    """Return the comparison of two groups, paired where the same units stand in both."""
    by, pair = _pair(asked)
    if by is None or pair is None:
        return None
    key = _unit(asked, by)
    if asked.called is None and key is None:
        return None
    besides = [by.label, *([key.label] if key else [])]
    value = asked.value(besides=besides)
    if value is None:
        return None
    first, second = pair
    if key is None:
        return asked.choice(
            "independent_comparison", *asked.values, value=value.label, by=by.label, first=first, second=second
        )
    asked.assumptions.append(f"rows of the same {key.name} are pairs")
    return asked.choice(
        "paired_comparison", *asked.values, key=key.label, value=value.label, by=by.label, first=first, second=second
    )


def gap(asked: Asked) -> Choice | None:
    """Return the gap between two groups, as it is and adjusted for the columns named, else for all others."""
    by, pair = _pair(asked)
    if by is None or pair is None:
        return None
    value = _outcome(asked, by)
    if value is None:
        return None
    besides = {by.label, value.label}
    named = [m.column for m in asked.named if m.column.label not in besides]
    others = named or [c for c in asked.profile.columns if c.bindable and c.label not in besides]
    numbers = [c for c in others if is_quantity(c) and not is_level(c)]
    groups = [c for c in others if (is_group(c) and c.distinct <= MOST_ANSWERS) or (is_quantity(c) and is_level(c))]
    if not numbers and not groups:
        return None
    adjusted = ", ".join(c.name for c in (*numbers, *groups))
    asked.assumptions.append(f"adjusted for {adjusted}; ids, names and texts are left out")
    return asked.choice(
        "adjusted_gap",
        *asked.values,
        value=value.label,
        by=by.label,
        first=pair[0],
        second=pair[1],
        numbers=labels(numbers),
        categories=labels(groups),
    )


def many_tests(asked: Asked) -> Choice | None:
    """Return the correlations of one column with all others, corrected for their number."""
    if asked.says("with") is None or len(asked.named) != 1:
        return None
    target = asked.named[0].column
    others = asked.quantities(besides=[target.label])
    if target.kind != "number" or not others:
        return None
    method = "fdr_bh" if asked.says("benjamini") else "holm"
    return asked.choice("corrected_correlations", target=target.label, columns=labels(others), method=method)


def power(asked: Asked) -> Choice | None:
    """Return how many rows a test of two groups needs to find a difference, which the goal may name."""
    value = asked.value()
    if value is None:
        return None
    clause = asked.clause
    places = {p: clause.tokens[p].number for p in clause.free if clause.tokens[p].kind == "number"}
    differences = [number for number in places.values() if number not in POWERS]
    level = next((int(number) for number in places.values() if number in POWERS), POWERS[0])
    if len(differences) > 1:
        return None
    if differences:
        choice = asked.choice("sample_size_for", value=value.label, difference=float(differences[0]), power=level)
    else:
        choice = asked.choice("sample_size", value=value.label, power=level)
    if choice:
        choice.places |= set(places)
    return choice


def pareto(asked: Asked) -> Choice | None:
    """Return how few of what is named make most of a quantity, or of the rows."""
    named = [m.column for m in asked.named]
    by = next((c for c in named if asked.clause.is_group(_mention(asked, c))), None)
    by = by or next((c for c in named if c.kind in ("id", "category", "text")), None)
    if by is None:
        return None
    besides = [by.label]
    value = asked.value(besides=besides)
    if value is None:
        return asked.choice("pareto_of_rows", by=by.label)
    return asked.choice("pareto", value=value.label, by=by.label)


def _mention(asked: Asked, column: ColumnProfile):  # type: ignore[no-untyped-def]
    return next(m for m in asked.named if m.column.label == column.label)


def _pair(asked: Asked) -> tuple[ColumnProfile | None, tuple[Label, Label] | None]:
    """Return the column of two groups that are compared, and the two: those named, else the only ones there are."""
    said: dict[Label, list[Label]] = {}
    columns = {column.label: column for column in asked.profile.columns}
    for mention in asked.values:
        said.setdefault(mention.column.label, []).append(mention.value)
    for label, values in said.items():
        known = list(dict.fromkeys(values))
        if len(known) == 2:
            return columns[label], (known[0], known[1])
        if len(known) == 1 and columns[label].distinct == 2:
            other = next(v.value for v in columns[label].values if v.value != known[0])
            return columns[label], (known[0], other)
    by = asked.group() or _spelt_small(asked)
    common = _two(by.values) if by else None
    if by and common and by.distinct > 2:
        asked.assumptions.append(f"{common[0]} and {common[1]} are the largest groups of {by.name}")
    return by, common


def _two(values: Sequence[ValueCount]) -> tuple[Label, Label] | None:
    return (values[0].value, values[1].value) if len(values) > 1 else None


def _spelt_small(asked: Asked) -> ColumnProfile | None:
    """Return the only column of two groups, where the goal names none."""
    fitting = [column for column in asked.groups() if column.distinct == 2]
    if len(fitting) != 1 or asked.named:
        return None
    asked.assumptions.append(f"{fitting[0].name} is the only column of two groups")
    return fitting[0]


def _outcome(asked: Asked, by: ColumnProfile) -> ColumnProfile | None:
    """Return what the gap is in: the first number named, unless it is said to be adjusted for."""
    named = [column for column in asked.numbers() if column.label != by.label]
    return named[0] if named else asked.value(besides=[by.label])


def _unit(asked: Asked, by: ColumnProfile) -> ColumnProfile | None:
    """Return the column that names what stands in both arms, so that rows are pairs."""
    fitting = [
        column
        for column in asked.profile.columns
        if column.bindable and column.label != by.label and (is_named(column.name, "units") or column.kind == "id")
    ]
    return next(
        (c for c in fitting if c.distinct > 2 and OVERLAP * c.distinct <= asked.profile.rows <= 2 * c.distinct), None
    )
