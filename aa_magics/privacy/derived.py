"""Column names that were made of values, by a pivot or by dummies, and how many rows stand behind each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from aa_magics.model import ColumnProfile, FrameProfile, Label, ValueCount
from aa_magics.privacy.rules import SMALL_FRAME, Rules, tells_column

_SEPARATORS = frozenset("_=:.-/| ")
_FLAGS = frozenset(("is", "are", "was", "has", "had", "have", "can", "did", "does", "should", "will", "not"))
_AGGREGATES = frozenset(
    (
        *("", "mean", "median", "sum", "min", "max", "count", "size", "std", "var", "sem", "first", "last", "nunique"),
        *("prod", "any", "all", "mode", "unique", "top", "freq", "25%", "50%", "75%", "skew", "total", "quantile"),
    )
)


@dataclass(frozen=True, slots=True)
class Derived:
    """A name made of a value: of which column or header level, if that is known, and in how many rows it stands."""

    origin: str | None = None
    rows: int = 0


def derived_names(profile: FrameProfile, beside: Sequence[FrameProfile], rules: Rules) -> Mapping[int, Derived]:
    """Return the columns of a frame, by position, whose name is or holds a value of this frame or one `beside` it."""
    others = [other for other in beside if other is not profile]
    plain = _plain_names(profile, others)
    cuts = {place: _cuts(c.label) for place, c in enumerate(profile.columns) if isinstance(c.label, str)}
    values = _Values((profile, *others), rules, _candidates(profile, cuts.values()), _lefts(cuts.values()))
    found = {place: Derived() for place, column in enumerate(profile.columns) if _odd(column.label, place, plain)}
    found |= {place: derived for place, parts in cuts.items() if (derived := values.built(parts, plain))}
    found |= {place: d for place, d in _dummies(profile).items() if place not in found or not found[place].rows}
    for place, column in enumerate(profile.columns):
        if isinstance(column.label, str) and column.label in values.equal:
            found[place] = values.equal[column.label]
    if profile.header:
        origin = ", ".join(profile.header)
        for place, column in enumerate(profile.columns):
            if column.label not in plain and not _of_names(column.label, plain):
                found[place] = Derived(origin, max(values.rows(column.label), found.get(place, Derived()).rows))
    return found


def _plain_names(profile: FrameProfile, others: Iterable[FrameProfile]) -> frozenset[Label]:
    """Return the names that no value made: those of columns and index levels of frames that are no pivot."""
    found: set[Label] = {level.label for level in profile.index}
    for other in (profile, *others):
        if not other.header:
            found.update(column.label for column in (*other.columns, *other.index) if isinstance(column.label, str))
    return frozenset(found)


def _odd(label: Label, place: int, plain: frozenset[Label]) -> bool:
    """Return whether a label is no text and not its own position: a number, a date, a tuple of more than names."""
    if isinstance(label, str) or (type(label) is int and label == place):
        return False
    return not _of_names(label, plain)


def _of_names(label: Label, plain: frozenset[Label]) -> bool:
    """Return whether a label is a tuple of names and of what they were aggregated by."""
    return isinstance(label, tuple) and all(
        isinstance(part, str) and (part in plain or part in _AGGREGATES) for part in label
    )


@lru_cache(8192)
def _cuts(name: str) -> Sequence[tuple[str, str]]:
    """Return a name in two parts, at each separator in it."""
    places = (place for place, character in enumerate(name) if character in _SEPARATORS)
    return [(name[:place], name[place + 1 :]) for place in places if 0 < place < len(name) - 1]


def _candidates(profile: FrameProfile, cuts: Iterable[Sequence[tuple[str, str]]]) -> frozenset[Label]:
    parts = {part for some in cuts for cut in some for part in cut}
    return frozenset(parts.union(_atoms(column.label for column in profile.columns)))


def _atoms(labels: Iterable[Label]) -> Iterator[Label]:
    for label in labels:
        if isinstance(label, tuple):
            yield from _atoms(label)
        else:
            yield label


def _lefts(cuts: Iterable[Sequence[tuple[str, str]]]) -> frozenset[str]:
    return frozenset(left for some in cuts for left, _ in some)


class _Values:
    """Those values of frames that a column name may be made of, and the rows that may be told to stand behind them."""

    def __init__(
        self, profiles: Sequence[FrameProfile], rules: Rules, wanted: frozenset[Label], lefts: frozenset[str]
    ) -> None:
        self.equal: dict[Label, Derived] = {}
        self._by_column: dict[str, dict[str, int]] = defaultdict(dict)
        for number, profile in enumerate(profiles):
            for column in (*profile.columns, *profile.index):
                if not column.values or (number and column.distinct == profile.rows - column.missing):
                    continue  # of another frame's values only those that stand several times make columns
                told = tells_column(column, profile, rules)
                for one in column.values:
                    if one.value in wanted:
                        self._add(column, one, told)
                if column.name in lefts:
                    self._by_column[column.name] |= {str(one.value): one.count * told for one in column.values}

    def _add(self, column: ColumnProfile, one: ValueCount, told: bool) -> None:
        known = self.equal.get(one.value)
        rows = one.count if told else 0
        if known is None or rows > known.rows:
            self.equal[one.value] = Derived(column.name, rows)

    def rows(self, label: Label) -> int:
        """Return in how many rows each part of a label stands at least."""
        return min((self.equal.get(part, Derived()).rows for part in _atoms((label,))), default=0)

    def built(self, cuts: Iterable[tuple[str, str]], plain: frozenset[Label]) -> Derived | None:
        """Return what a name is made of, if one part names a column and the other is a value."""
        for left, right in cuts:
            if right in self._by_column.get(left, ()):
                return Derived(left, self._by_column[left][right])
            for name, value in ((left, right), (right, left)):
                if name in plain and isinstance(value, str) and value in self.equal:
                    return Derived(name, self.equal[value].rows)
        return None


def _dummies(profile: FrameProfile) -> Mapping[int, Derived]:
    """Return the columns that are dummies of one another: of ones and zeros, in no row two ones."""
    ones = {place: rows for place, column in enumerate(profile.columns) if (rows := _ones(column)) is not None}
    told = ones if profile.rows >= SMALL_FRAME else dict.fromkeys(ones, 0)
    found: dict[int, Derived] = {}
    for prefix, places in _by_prefix(profile, ones).items():
        if sum(ones[place] for place in places) <= profile.rows:
            found |= {place: Derived(prefix, told[place]) for place in places if place not in found}
    for run in _runs(ones):
        found |= {
            place: Derived(None, told[place]) for place in _filling(run, ones, profile.rows) if place not in found
        }
    return found


def _ones(column: ColumnProfile) -> int | None:
    """Return how many ones are in a column of ones and zeros, None for any other."""
    if column.distinct > 2 or column.missing or not column.values or column.kind not in ("boolean", "number"):
        return None
    counts = {one.value: one.count for one in column.values}
    return counts.get(1, 0) if counts.keys() <= {0, 1} else None


def _by_prefix(profile: FrameProfile, ones: Iterable[int]) -> Mapping[str, Sequence[int]]:
    """Return the columns that share what stands before a separator; a lone one where the rest is no plain name."""
    found: dict[str, list[int]] = defaultdict(list)
    for place in ones:
        label = profile.columns[place].label
        for left, right in _cuts(label if isinstance(label, str) else ""):
            if left.casefold() not in _FLAGS:
                found[left].append(place)
                if not (right.isidentifier() and right.islower()):
                    found[left] += [place]
    shared = {left: list(dict.fromkeys(places)) for left, places in found.items() if len(places) > 1}
    return dict(sorted(shared.items(), key=lambda item: -len(item[0])))


def _runs(ones: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in ones:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    yield run


def _filling(run: Sequence[int], ones: Mapping[int, int], rows: int) -> Sequence[int]:
    """Return the columns of a run, side by side, whose ones fill each row once."""
    sums = list(accumulate((ones[place] for place in run), initial=0))
    starts = {total: start for start, total in reversed(list(enumerate(sums)))}
    for end, total in enumerate(sums):
        start = starts.get(total - rows)
        if start is not None and end - start > 1:
            return run[start:end]
    return ()
