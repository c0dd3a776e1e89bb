"""A goal as a topic sees it: the columns that it names by what they are for, and those that the frame has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aa_magics.model import ColumnProfile, FrameProfile, Label, Param
from aa_magics.offline.choosing import Choice
from aa_magics.offline.clauses import Clause
from aa_magics.offline.column_sets import is_money
from aa_magics.offline.grounding import is_year
from aa_magics.offline.mentions import Mention
from aa_magics.offline.topics.words import is_named, phrases
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import misfit

MOST_GROUPS = 50
AS_IT_IS = ("findings", "clean_frame", "useless_columns")
"""Recipes about the frame as it is, before anything in it is converted."""
FEW = 10
"""Distinct values of a whole number that is taken for levels, not for a quantity."""


@dataclass
class Asked:
    """A goal of one clause about a frame; `raw` is the frame's profile before any column is converted."""

    clause: Clause
    frame: str
    profile: FrameProfile
    raw: FrameProfile
    topic: str
    assumptions: list[str] = field(default_factory=list)

    @cached_property
    def called(self) -> set[int] | None:
        """The places of the longest phrase that calls for the topic, also where it names a column: `weight`."""
        if found := self.says("phrases"):
            return found
        single = {words[0] for words in phrases(self.topic, "verbs") if len(words) == 1}
        spots = (m.place for m in self.clause.mentions if m.how == "stem" and len(m.place) == 1)
        return next((set(place) for place in spots if self.clause.tokens[place.start].stem in single), None)

    def says(self, part: str) -> set[int] | None:
        found = (self.clause.find_loosely(words) for words in phrases(self.topic, part))
        return next((places for places in found if places), None)

    @property
    def named(self) -> Sequence[Mention]:
        """The mentions of columns, those of one set one after another."""
        return self.clause.columns

    @property
    def values(self) -> Sequence[Mention]:
        """The mentions of values."""
        return [mention for mention in self.clause.mentions if mention.is_value]

    def quantities(self, *, besides: Collection[Label] = ()) -> list[ColumnProfile]:
        """Return the columns whose numbers mean an amount: no ids, codes, postcodes, years, weights."""
        return [c for c in self.profile.columns if is_quantity(c) and c.label not in besides]

    def numbers(self) -> list[ColumnProfile]:
        """Return the columns of numbers that the goal names."""
        return [m.column for m in self.named if m.column.kind == "number" and not self.clause.is_group(m)]

    def value(self, *, besides: Collection[Label] = ()) -> ColumnProfile | None:
        """Return the number that the goal is about: named, of money, or the only one."""
        named = [column for column in self.numbers() if column.label not in besides]
        if named:
            return named[0] if len(named) == 1 else None
        fitting = self.quantities(besides=besides)
        money = [column for column in fitting if is_money(column)]
        found = money if len(money) == 1 else fitting
        if len(found) != 1:
            return None
        self.assumptions.append(f"{found[0].name} is the only {'amount of money' if money else 'quantity'}")
        return found[0]

    def group(self, *, besides: Collection[Label] = ()) -> ColumnProfile | None:
        """Return the column of groups that the goal names, by itself or by a value."""
        named = [m.column for m in self.named if self.clause.is_group(m)]
        named += [m.column for m in self.named if is_group(m.column)] + [m.column for m in self.values]
        return next((column for column in named if column.label not in besides), None)

    def groups(self, *, besides: Collection[Label] = ()) -> list[ColumnProfile]:
        """Return the columns of few groups, each of several rows."""
        return [c for c in self.profile.columns if is_group(c) and c.label not in besides]

    def weight(self) -> ColumnProfile | None:
        """Return the column of weights: named so, and a number."""
        numbers = [c for c in self.profile.columns if c.kind == "number"]
        told = [c for c in numbers if c.sense == "weight"]
        fitting = told or [c for c in numbers if is_named(c.name, "weights")]
        named = [m.column for m in self.named if m.column in fitting]
        return next(iter(named or fitting), None)

    def choice(self, recipe: str, *mentions: Mention, **params: Param) -> Choice | None:
        """Return a recipe with its params, the places of the mentions that it uses; None where it does not fit."""
        entry = catalogue()[recipe]
        bound: dict[str, Param] = {**params, entry.frames[0]: self.frame}
        if misfit(entry, bound, self.raw if recipe in AS_IT_IS else self.profile):
            return None
        labels = {label for param in params.values() for label in (param if isinstance(param, tuple) else (param,))}
        used = [m for m in self.clause.mentions if m.column.label in labels or m in mentions]
        places = {place for mention in used for place in mention.place} | (self.called or set())
        return Choice(entry, bound, places, list(used), assumptions=self.assumptions, called=True)


def is_quantity(column: ColumnProfile) -> bool:
    """Return whether the numbers of a column mean an amount."""
    named = any(is_named(column.name, kind) for kind in ("ids", "weights")) or is_year(column)
    told_apart = named or column.sense in ("postcode", "year", "weight")
    return column.bindable and column.kind == "number" and column.distinct > 1 and not told_apart


def is_group(column: ColumnProfile) -> bool:
    """Return whether a column has few values that rows share."""
    few = 2 <= column.distinct <= MOST_GROUPS
    return column.bindable and few and column.kind in ("category", "boolean")


def is_level(column: ColumnProfile) -> bool:
    """Return whether a number has so few values that they are levels, such as grades."""
    return column.kind == "number" and column.distinct <= FEW and bool(column.values)


def labels(columns: Sequence[ColumnProfile]) -> tuple[Label, ...]:
    return tuple(dict.fromkeys(column.label for column in columns))
