"""A clause that asks for something along time or for shares: its words, and what the frame has for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from aa_magics.model import ColumnProfile, FrameProfile, Param
from aa_magics.offline.choosing import Choice
from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.text import name_words, stem
from aa_magics.offline.timely.spans import Reach, reach_of
from aa_magics.offline.timely.words import listed, phrases, stems_of
from aa_magics.offline.unheeded import unheeded
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import misfit

MOST_SEGMENTS = 50  # distinct values of a column by which a movement is split


@dataclass
class Asked:
    """A clause that asks for something along time: the words that say it, and what the frame has for it."""

    clause: Clause
    profile: FrameProfile
    frame: str
    lexicon: Lexicon
    places: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def numbers(self) -> list[ColumnProfile]:
        """The number columns that the clause names."""
        return [m.column for m in self.clause.columns if m.column.kind == "number"]

    @cached_property
    def groups(self) -> list[ColumnProfile]:
        """The columns with groups that the clause names."""
        return [m.column for m in self.clause.columns if m.column.kind in ("category", "boolean", "id", "text")]

    @cached_property
    def reach(self) -> Reach | None:
        reach = reach_of(self.profile, [m.column for m in self.clause.columns])
        return reach if reach and reach.column.kind == "datetime" else None

    def says(self, name: str) -> bool:
        """Return whether the clause has one of the phrases of a name; their places are kept."""
        found = [place for words in phrases("asks", name) if (place := self.clause.find_loosely(words))]
        self.places |= set().union(*found)
        return bool(found)

    def says_mean(self) -> bool:
        """Return whether the clause asks for a mean; its place is kept."""
        place = self.clause.find([("mean",)])
        self.places |= set(place or ())
        return place is not None

    def choice(self, recipe: str, params: Mapping[str, Param], *used: ColumnProfile) -> Choice | None:
        """Return a recipe with its params; None where it does not fit, or a word of the clause asks for more."""
        entry = catalogue()[recipe]
        bound: dict[str, Param] = {entry.frames[0]: self.frame, **params}
        labels = [column.label for column in used]
        named = {place for m in self.clause.mentions if m.column.label in labels for place in m.place}
        told = {place for place, token in enumerate(self.clause.tokens) if token.stem in stems_of("asides", "words")}
        places = self.places | named | told
        conditions = {place for found in self.clause.conditions for place in found.places}
        if misfit(entry, bound, self.profile) or unheeded(self.clause, places | conditions, self.lexicon):
            return None
        if any(not m.is_value and not set(m.place) & (places | conditions) for m in self.clause.mentions):
            return None
        return Choice(entry, bound, places, called=True, assumptions=list(self.notes))


def is_named(column: ColumnProfile, section: str) -> bool:
    """Return whether a word of a column's name is one of a section's."""
    return bool({stem(word) for word in name_words(column.name)} & {stem(word) for word in listed(section, "names")})
