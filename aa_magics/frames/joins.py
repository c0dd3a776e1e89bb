"""By which keys could frames be joined? Columns of the same name, and of a type, whose values overlap."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal

import pandas as pd

from aa_magics.frames.kinds import family, is_key, name_words
from aa_magics.model import ColumnProfile, FrameProfile, Join, Label

_LOOKED_AT = 10_000
_COMPARED = 1_000
_ENOUGH = 0.1
_MOST_KEYS = 20
_MOST_TOGETHER = 6
_OWN_KEYS = frozenset(("id", "key", "code", "name", "uuid"))
_RANK = {"both": 0, "right": 1, "left": 2, "neither": 3}


def with_joins(profiles: Sequence[FrameProfile], frames: Mapping[str, Any]) -> tuple[FrameProfile, ...]:
    """Return `profiles` with the joins of each to the others, those to a side where the key is unique first."""
    return tuple(
        profile.model_copy(
            update={
                "joins": tuple(
                    join
                    for other in profiles
                    if other is not profile
                    for join in _joins(profile, other, frames[profile.name], frames[other.name])
                )
            }
        )
        for profile in profiles
    )


def _joins(left: FrameProfile, right: FrameProfile, frame: Any, other: Any) -> Sequence[Join]:
    found = []
    for place, other_place in _same_names(left, right)[:_MOST_KEYS]:
        column, other_column = frame.iloc[:, place], other.iloc[:, other_place]
        on, other_on = left.columns[place], right.columns[other_place]
        if not _overlap(on, column, other_on, other_column):
            continue
        unique = _unique(_stands_once(on, column), _stands_once(other_on, other_column))
        if unique != "neither" or on.kind != "number" or is_key(on.name):  # a measure that both have is no key
            found.append(Join(other=right.name, on=on.label, other_on=other_on.label, unique=unique))
    if not any(join.unique in ("both", "right") for join in found):
        found += _together(left, right, frame, other, found)
    return sorted(found, key=lambda join: _RANK[join.unique])


def _together(
    left: FrameProfile, right: FrameProfile, frame: Any, other: Any, single: Sequence[Join]
) -> Sequence[Join]:
    """Return the join by the fewest keys that only together stand once a row on the other side, if there is one."""
    columns = {column.label: column for column in right.columns}
    kinds = {column.label: column for column in left.columns}
    keys = [
        join.on
        for join in single
        if join.on == join.other_on
        and not columns[join.on].missing
        and family(kinds[join.on]) == family(columns[join.on])
        and (columns[join.on].kind != "number" or is_key(str(join.on)))
    ]
    for size in (2, 3):
        for some in combinations(keys[:_MOST_TOGETHER], size):
            on, *also = some
            if _once(other, some) and _pairs_overlap(frame, other, some):
                unique = _unique(_once(frame, some), right=True)
                return [Join(other=right.name, on=on, other_on=on, unique=unique, also=tuple(also))]
    return []


def _once(frame: Any, labels: Sequence[Label]) -> bool:
    """Return whether labels together stand once a row; a few rows mostly tell that they do not."""
    keys = frame[list(labels)]
    return not keys.head(_LOOKED_AT).duplicated().any() and not keys.duplicated().any()


def _pairs_overlap(frame: Any, other: Any, labels: Sequence[Label]) -> bool:
    """Return whether one in ten of the keys of a frame, or more, are on the other side too."""
    keys = frame[list(labels)].drop_duplicates().head(_COMPARED)
    try:
        return len(keys.merge(other[list(labels)], on=list(labels))) >= _ENOUGH * len(keys)
    except ValueError:  # dtypes that pandas does not merge
        return False


def _same_names(left: FrameProfile, right: FrameProfile) -> Sequence[tuple[int, int]]:
    """Return the places of columns that could be a key of both, ids first."""
    called: dict[str, list[int]] = {}
    for place, column in enumerate(right.columns):
        for name in _key_names(right.name, column):
            called.setdefault(name, []).append(place)
    found = dict.fromkeys(
        (place, other)
        for place, column in enumerate(left.columns)
        for name in _key_names(left.name, column)
        for other in called.get(name, ())
        if _comparable(column, right.columns[other])
    )
    return sorted(found, key=lambda pair: left.columns[pair[0]].kind != "id" and right.columns[pair[1]].kind != "id")


def _key_names(frame: str, column: ColumnProfile) -> Iterator[str]:
    """Yield what a key may be called: `id` of the frame `customers` is also `customer_id`."""
    if not column.bindable or not column.distinct or family(column) is None:
        return
    words = name_words(column.name)
    yield "".join(words)
    if "".join(words) in _OWN_KEYS:
        owner = "".join(name_words(frame))
        yield from (owner + "".join(words), owner.removesuffix("s") + "".join(words))


def _comparable(left: ColumnProfile, right: ColumnProfile) -> bool:
    """Return whether two columns hold what can be compared: keys also where only one of them is text."""
    families = family(left), family(right)
    keys = all(is_key(column.name) or column.kind == "id" for column in (left, right))
    return families[0] == families[1] or (keys and set(families) == {"int", "text"})


def _overlap(left: ColumnProfile, column: Any, right: ColumnProfile, other: Any) -> bool:
    """Return whether one in ten values of the side with fewer of them, or more, are on the other side too."""
    few, many = (column, other) if left.distinct <= right.distinct else (other, column)
    if family(left) != family(right):  # a key that is text on one side only
        few, many = (keys.convert_dtypes().astype("string") for keys in (few, many))
    values = few.iloc[:: max(1, len(few) // _LOOKED_AT)].dropna().drop_duplicates().head(_COMPARED).tolist()
    if "text" in (family(left), family(right)):  # objects that are no text may have been taken for it
        values = [value for value in values if isinstance(value, str)]
    try:
        return bool(values) and many[many.isin(values)].nunique() >= _ENOUGH * len(values)
    except pd.errors.OutOfBoundsDatetime:  # dates past what the unit of the other side can hold: no merge either
        return False


def _stands_once(profile: ColumnProfile, column: Any) -> bool:
    if profile.distinct_exact:
        return profile.missing <= 1 and profile.distinct == len(column) - profile.missing
    return bool(column.is_unique)


def _unique(left: bool, right: bool) -> Literal["both", "left", "right", "neither"]:
    if left:
        return "both" if right else "left"
    return "right" if right else "neither"
