"""The rules of what is told: the privacy level, the columns that are never told, and the limits of small groups."""

import re
from fnmatch import translate
from functools import cache, lru_cache

from aa_magics.model import ColumnProfile, FrameProfile, Level, Model

SMALL_FRAME = 50
"""Of fewer rows, `stats` tells names and types alone; so it does of a column with fewer values."""

SMALL_GROUP = 10
"""A category, or a column name made of one, is told from so many rows up."""

DENY = (
    *("*name*", "*mail*", "*iban*", "*bic*", "*phone*", "*mobile*", "*fax*", "*ssn*", "*social*sec*", "*passw*"),
    *("*passport*", "*token*", "*secret*", "*address*", "*street*", "*birth*", "dob", "*tax*id*", "*credit*card*"),
    *("*card*n*", "*account*n*"),
)


class Rules(Model):
    """At which level frames are told; how many rows at `samples`; which columns never, by globs on their names.

    `redact`: e-mail addresses, phone, card, bank account and national numbers are taken out of the values told.
    """

    level: Level = "stats"
    sample_rows: int = 5
    deny: tuple[str, ...] = DENY
    redact: bool = True

    def denies(self, name: str) -> bool:
        """Return whether a column of this name, or with this part in its name, is told by its type alone."""
        return _denies(self.deny, name)


def tells_values(profile: FrameProfile, rules: Rules) -> bool:
    """Return whether anything but names and types is told of a frame."""
    return rules.level == "samples" or (rules.level == "stats" and profile.rows >= SMALL_FRAME)


def tells_column(column: ColumnProfile, profile: FrameProfile, rules: Rules) -> bool:
    """Return whether values of a column are told."""
    return tells_values(profile, rules) and column.kind != "id" and not rules.denies(column.name)


@lru_cache(4096)
def _denies(globs: tuple[str, ...], name: str) -> bool:
    return _pattern(globs).match(name.casefold()) is not None


@cache
def _pattern(globs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(glob.casefold()) for glob in globs) or r"(?!)", re.DOTALL)
