"""Columns of the time between two dates: "days between a and b", "b minus a in hours"."""

from collections.abc import Iterator
from itertools import pairwise

from aa_magics.model import Formula, FrameProfile
from aa_magics.offline.clauses import Clause
from aa_magics.offline.mentions import Mention
from aa_magics.offline.preparing.converting import can_be
from aa_magics.offline.preparing.formulas import Written, column, formula
from aa_magics.offline.preparing.words import Said, said_written

NEAR = 4
"""Tokens between a unit, or a word such as "duration", and the first of both dates."""
SECONDS = {"minutes": 60, "hours": 3600}


def elapsed_in(clause: Clause, creating: bool, profile: FrameProfile) -> Iterator[Written]:
    """Yield the times between two columns of dates that a clause asks for."""
    dates = [m for m in clause.mentions if not m.is_value and can_be(m.column, "datetime")]
    units = said_written("elapsed_units", clause)
    for first, second in pairwise(dates):
        if first.column.label == second.column.label or _has_zone(first) != _has_zone(second):
            continue
        between = [token.text.casefold() for token in clause.tokens[first.place.stop : second.place.start]]
        if between and set(between) <= {"minus", "-", "–", "−", "the"} and set(between) != {"the"}:
            yield _written(clause, units, second, first)
        elif set(between) <= {"and", "to", "until", "till", "the", "its"} and _is_asked(clause, units, first):
            yield _written(clause, units, first, second)


def _has_zone(mention: Mention) -> bool:
    """Return whether times are of a time zone: from others they cannot be taken."""
    return "," in mention.column.dtype


def _is_asked(clause: Clause, units: list[Said], first: Mention) -> bool:
    """Return whether "days between" or "the time from" stands before two dates."""
    before = range(max(0, first.place.start - NEAR), first.place.start)
    joined = any(clause.tokens[place].text.casefold() in ("between", "from") for place in before)
    spans = [*units, *said_written("elapsed", clause)]
    return joined and any(0 <= first.place.start - said.place.stop <= NEAR for said in spans)


def _written(clause: Clause, units: list[Said], earlier: Mention, later: Mention) -> Written:
    """Return the time from one date to another, in the unit that is said nearest, else in days."""
    start, stop = min(earlier.place.start, later.place.start), max(earlier.place.stop, later.place.stop)
    unit = min(units, key=lambda said: abs(said.place.start - start), default=None)
    name = unit.name if unit else "days"
    time = formula("-", column(later.column.label), column(earlier.column.label))
    ends = [unit.place.start, unit.place.stop] if unit else []
    return Written(_in_unit(time, name), range(min([start, *ends]), max([stop, *ends])), name=f"elapsed_{name}")


def _in_unit(time: Formula, unit: str) -> Formula:
    return formula("/", formula("seconds", time), SECONDS[unit]) if unit in SECONDS else formula("days", time)
