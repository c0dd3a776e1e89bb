"""The words of a chart beside its columns: its kind, how bars stand, their order and number, bins, periods."""

from collections.abc import Iterable, Mapping, Sequence

from aa_magics.model import FrameProfile
from aa_magics.offline.charts.spots import Spot
from aa_magics.offline.charts.words import ChartWords, occurrences
from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import Lexicon, Phrase


class SignReader:
    """Reads the signs of one clause; the tokens of whatever is understood are `used`."""

    def __init__(self, clause: Clause, profile: FrameProfile, lexicon: Lexicon, words: ChartWords) -> None:
        self.clause, self.profile, self.lexicon, self.words = clause, profile, lexicon, words
        self.tokens = clause.tokens
        self.used: set[int] = set()
        self.mode: str | None = None
        self.trend = False
        self.how_bars_stand: set[int] = set()

    @property
    def free(self) -> set[int]:
        return set(self.clause.free) - self.used

    def read_mark(self) -> str | None:
        """Return the kind of chart that is named; the words for how bars stand go with it."""
        trend = occurrences(self.words.modes["trend"], self.tokens, self.free)
        self.trend = bool(trend)
        self.use(trend)
        modes = {name: occurrences(self.words.modes[name], self.tokens, self.free) for name in ("stack", "group")}
        self.how_bars_stand = {p for places in modes.values() for place in places if len(place) == 1 for p in place}
        self.mode = next((name for name, places in modes.items() if places), None)
        every = [phrase for phrases in self.words.marks.values() for phrase in phrases]
        spoken = [
            tuple(self.tokens[p].stem for p in place) for place in self.use(occurrences(every, self.tokens, self.free))
        ]
        plain = [tuple(stem for stem in words if stem != "-") for words in spoken]
        self.use([place for places in modes.values() for place in places])
        numbered = (place.start - 1 for place in occurrences(every, self.tokens, self.clause.free))
        self.used |= {p for p in numbered if self.number_at(p) is not None and p in self.free}  # "3 scatter plots"
        named = [mark for mark, phrases in self.words.marks.items() if any(words in phrases for words in plain)]
        bars = any(
            stem_ in ("bar", "column") for places in modes.values() for place in places for stem_ in self.stems(place)
        )
        return "scatter" if self.trend else named[0] if named else "bar" if bars else None

    def stems(self, place: range) -> list[str]:
        return [self.tokens[p].stem for p in place]

    def use(self, places: Iterable[range]) -> list[range]:
        listed = list(places)
        self.used |= {p for place in listed for p in place}
        return listed

    def first(self, phrases: Mapping[str, Sequence[Phrase]]) -> str | None:
        """Return the first of the named phrases that stands in the clause."""
        for name, listed in phrases.items():
            if self.use(occurrences(listed, self.tokens, self.free)):
                return name
        return None

    def read_order(self) -> tuple[str | None, int | None]:
        """Return which end stands first, and how many of the groups are asked for."""
        order = self.first(self.words.order)
        for name, phrases in self.lexicon.ends.items():
            for place in occurrences(phrases, self.tokens, self.free):
                following = place.stop
                number = self.number_at(following)
                if number is not None:
                    self.used |= {*place, following}
                    return ("descending" if name == "top" else "ascending"), int(number)
        return order, None

    def number_at(self, place: int) -> float | None:
        if place >= len(self.tokens) or place not in self.clause.free:
            return None
        token = self.tokens[place]
        return token.number if token.kind == "number" else self.lexicon.numbers.get(token.stem)

    def read_bins(self) -> tuple[float | None, int | None]:
        """Return the width of bins, or how many there are."""
        found: dict[str, float | None] = {"width": None, "bins": None}
        for place in sorted(self.free):
            number = self.number_at(place)
            if number is None or number <= 0 or self.tokens[place].kind != "number":
                continue
            hyphen = place + 1 < len(self.tokens) and self.tokens[place + 1].text == "-"  # "20-bin"
            for name, phrases in (("bins", self.words.bins["after"]), ("width", self.words.width["after"])):
                if after := [r for r in occurrences(phrases, self.tokens, self.free) if r.start == place + 1 + hyphen]:
                    self.used |= {place, *after[0]}
                    found[name] = number
                    break
            else:
                for name, phrases in (("bins", self.words.bins["before"]), ("width", self.words.width["before"])):
                    if before := [r for r in occurrences(phrases, self.tokens, self.free) if r.stop == place]:
                        self.used |= {place, *before[-1]}
                        found[name] = number
                        break
        bins = found["bins"]
        return found["width"], int(bins) if bins else None

    def talk(self) -> set[int]:
        known = self.words.talk | self.words.entities
        axes = [
            phrase for table in (self.words.slots, self.words.after) for name in ("x", "y") for phrase in table[name]
        ]
        said = {p for place in occurrences(axes, self.tokens, self.free) for p in place}
        return said | {place for place in self.free if self.tokens[place].stem in known}

    def hinted(self, name: str) -> bool:
        return bool(occurrences(self.words.hints[name], self.tokens, range(len(self.tokens))))

    def own_places(self, spots: Sequence[Spot]) -> set[int]:
        labels = {spot.column.label for spot in spots}
        return {p for m in self.clause.mentions if not m.is_value and m.column.label in labels for p in m.place}
