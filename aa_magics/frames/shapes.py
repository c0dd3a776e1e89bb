"""Distinct texts grouped by shape, every digit a 0: a million amounts have a few dozen shapes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aa_magics.model import ValueCount

_BLANKS = (
    "|-|--|---|–|—|?|??|.|...|x|na|n/a|n.a.|n. a.|#n/a|#na|nan|none|null|nil|nul|missing|unknown|unbekannt|inconnu|k.a."
    "|k. a.|k.a|ka|keine angabe|nicht bekannt|n.v.|entfällt|fehlt|leer|not available|not applicable|n.d.|tbd|tba"
    "|pending|offen|<na>|nat|#value!|#ref!|#div/0!|#null!|(null)|(blank)|undefined|no data|s/o|nc|n.c."
)
BLANKS = frozenset(_BLANKS.split("|"))
"""What people write where there is no value, in lower case."""
MISFITS = 10


@dataclass
class Shapes:
    """Distinct texts with the rows of each, and under each shape of theirs the places where it stands."""

    texts: Sequence[str]
    counts: Sequence[int]
    places: dict[str, list[int]] = field(default_factory=dict)
    blank: int = 0

    @property
    def filled(self) -> int:
        """How many distinct texts say something."""
        return len(self.texts) - self.blank

    def misfits(self, read: Sequence[bool]) -> tuple[ValueCount, ...]:
        """Return the most frequent texts of those that are not read."""
        unread = sorted([place for place, fits in enumerate(read) if not fits], key=lambda place: -self.counts[place])
        return tuple(ValueCount(value=self.texts[place], count=int(self.counts[place])) for place in unread[:MISFITS])


def shapes_of(texts: Sequence[str], counts: Sequence[int]) -> Shapes:
    """Return the shapes of texts without the white space around them."""
    plain = [text.strip() for text in texts]
    joined = "\0".join(text.replace("\0", " ") for text in plain) if any("\0" in t for t in plain) else "\0".join(plain)
    for digit in "123456789":
        joined = joined.replace(digit, "0")
    found = Shapes(plain, counts)
    for place, shape in enumerate(joined.split("\0") if plain else ()):
        found.places.setdefault(shape, []).append(place)
    blank = [shape for shape in found.places if shape.casefold() in BLANKS]
    found.blank = sum(len(found.places.pop(shape)) for shape in blank)
    return found
