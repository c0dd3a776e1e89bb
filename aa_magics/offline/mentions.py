"""A mention: words of a goal that name a column, or a value in one."""

from dataclasses import dataclass
from typing import Literal

from aa_magics.model import ColumnProfile, Label

How = Literal["exact", "stem", "synonym", "abbreviation", "part", "fuzzy"]
SCORES: dict[How, float] = {"exact": 1.0, "stem": 0.95, "abbreviation": 0.8, "synonym": 0.75, "part": 0.7, "fuzzy": 0.6}


@dataclass(frozen=True)
class Mention:
    """A column that the tokens of `place` name; for a value, the value and its column.

    `others` are columns that the words could name as well; `cue` a parameter that they are meant for by themselves.
    """

    place: range
    column: ColumnProfile
    how: How
    value: Label = None
    is_value: bool = False
    others: tuple[str, ...] = ()
    cue: str | None = None

    @property
    def score(self) -> float:
        """Sure and long mentions win over unsure and short ones; a column over a value of the same name."""
        return SCORES[self.how] + 0.1 * len(self.place) - (0.05 if self.is_value else 0)
