"""Gaps, readings that stand still or drift, and shares within a group: with which columns they are answered."""

from collections.abc import Sequence

from aa_magics.model import ColumnProfile, Param
from aa_magics.offline.choosing import Choice
from aa_magics.offline.timely.asked import Asked, is_named

CHANGING = frozenset(("fill", "replac", "drop", "remov", "interpol", "imput", "plot", "draw", "chart"))
"""Stems of what is done to a frame, not asked of it."""

INSIDE = frozenset(("within", "insid"))
"""Stems of words that say within what shares are taken, where only that is named."""


def gaps(asked: Asked) -> Sequence[Choice]:
    """Return what finds the gaps in time; where only "gaps" is said, also the missing values."""
    if not asked.reach or not asked.says("gaps") or _changes(asked) or asked.numbers:
        return ()
    time, by = asked.reach.column, series_of(asked)
    recipe = "group_time_gaps" if by else "time_gaps"
    params: dict[str, Param] = {"time": time.label, **({"by": by.label} if by else {})}
    found = asked.choice(recipe, params, time, *([by] if by else []))
    return (found,) if found else ()


def stuck(asked: Asked) -> Sequence[Choice]:
    """Return what finds the longest time in which a value does not change."""
    if not asked.reach or not asked.says("stuck"):
        return ()
    time, by, value = asked.reach.column, series_of(asked), _reading(asked)
    if value is None:
        return ()
    recipe = "group_unchanged_runs" if by else "unchanged_runs"
    params: dict[str, Param] = {"value": value.label, "time": time.label, **({"by": by.label} if by else {})}
    found = asked.choice(recipe, params, time, value, *([by] if by else []))
    return (found,) if found else ()


def drift(asked: Asked) -> Sequence[Choice]:
    """Return what tells how far each series drifts from the rest."""
    if not asked.reach or not asked.says("drift"):
        return ()
    time, by, value = asked.reach.column, series_of(asked), _reading(asked)
    if value is None or by is None:
        return ()
    params: dict[str, Param] = {"value": value.label, "time": time.label, "by": by.label}
    found = asked.choice("group_drift", params, time, value, by)
    return (found,) if found else ()


def shares(asked: Asked) -> Sequence[Choice]:
    """Return the shares of one group within each of another."""
    if not asked.says("within") or not asked.groups:
        return ()
    places = {m.column.label: m.place.start for m in asked.clause.columns}
    within = max(asked.groups, key=lambda column: _after(asked, places[column.label]))
    others = [column for column in asked.groups if column is not within]
    if not others and not any(token.stem in INSIDE for token in asked.clause.tokens):
        return ()  # "share by channel" is that of each channel in all
    left = [c for c in asked.profile.columns if c.kind in ("category", "boolean") and c.bindable and c is not within]
    by = others[0] if others else left[0] if len(left) == 1 else None
    if by is None:
        return ()
    if not others:
        asked.notes.append(f"the shares are those of {by.name}, the only other column with groups")
    params: dict[str, Param] = {"by": by.label, "within": within.label}
    value = asked.numbers[0] if len(asked.numbers) == 1 else _added(asked, by, within)
    if value is None and _are_pairs(asked, by, within):
        return ()
    if value is None:
        asked.notes.append("the shares are in the rows")
        found = asked.choice("count_shares_within", params, within, by)
    else:
        asked.notes += [] if asked.numbers else [f"the shares are in {value.name}"]
        found = asked.choice("shares_within", {"value": value.label, **params}, within, by, value)
    return (found,) if found else ()


def _added(asked: Asked, by: ColumnProfile, within: ColumnProfile) -> ColumnProfile | None:
    """Return the only number that adds up, where each row stands for a pair of groups, so that rows say nothing."""
    numbers = [c for c in asked.profile.columns if c.kind == "number" and c.bindable and not is_named(c, "averages")]
    return numbers[0] if len(numbers) == 1 and _are_pairs(asked, by, within) else None


def _are_pairs(asked: Asked, by: ColumnProfile, within: ColumnProfile) -> bool:
    """Return whether each row may stand for a pair of groups, as after an aggregation."""
    return asked.profile.rows <= by.distinct * within.distinct


def series_of(asked: Asked) -> ColumnProfile | None:
    """Return the column that tells one series of readings from another; None where there is but one series."""
    if asked.groups:
        return asked.groups[0]
    assert asked.reach
    rows, times = asked.profile.rows, asked.reach.column.distinct
    fitting = [c for c in asked.profile.columns if c.bindable and c.kind in ("category", "id", "boolean")]
    fitting = [c for c in fitting if 2 <= c.distinct <= max(rows // 10, 2)]
    named = [c for c in fitting if is_named(c, "series")]
    grid = [c for c in fitting if 0.5 * c.distinct * times <= rows <= c.distinct * times]
    found = next(iter(named or (grid if len(grid) == 1 else [])), None)
    if found:
        asked.notes.append(f"each {found.name} is a series of its own")
    return found


def _reading(asked: Asked) -> ColumnProfile | None:
    """Return the number that is read: the one that is named, else the only one."""
    numbers = asked.numbers or [c for c in asked.profile.columns if c.kind == "number" and c.bindable]
    return numbers[0] if len(numbers) == 1 else None


def _after(asked: Asked, place: int) -> tuple[int, int]:
    """Return how surely the words before a column say that the shares are within it, and where it stands."""
    before = {token.text.casefold() for token in asked.clause.tokens[max(0, place - 3) : place]}
    return 2 * bool(before & {"within", "inside", "in"}) + bool(before & {"each", "per", "every"}), place


def _changes(asked: Asked) -> bool:
    return any(token.stem in CHANGING for token in asked.clause.tokens)
