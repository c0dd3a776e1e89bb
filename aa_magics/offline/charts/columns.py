"""What the columns of a clause are to its chart: measured, with which aggregate, counted, grouped by, or time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aa_magics.model import ColumnProfile
from aa_magics.offline.charts.signs import SignReader
from aa_magics.offline.charts.spots import Spot
from aa_magics.offline.charts.words import occurrences
from aa_magics.offline.grounding import is_year
from aa_magics.offline.lexicon import Phrase
from aa_magics.offline.mentions import Mention

FEW = 12
"""Whole numbers with as few distinct values may stand for groups."""
NEAR = 4  # tokens between an aggregate and the column that it is of
PASSED = frozenset(
    ("of", "the", "all", "each", "different", "distinct", "unique", "various", "total", "these", "our", "my")
)
"""Words between "number of" and what is counted."""
NOWHERE = range(-1, -1)
AGGREGATES = ("mean", "sum", "median", "min", "max", "std")


@dataclass
class Columns:
    """The columns of a clause by what they can be: measures, groups, time, and what names single rows."""

    values: list[Spot] = field(default_factory=list)
    groups: list[Spot] = field(default_factory=list)
    times: list[Spot] = field(default_factory=list)
    few: list[Spot] = field(default_factory=list)
    rows: list[Spot] = field(default_factory=list)


class ColumnReader(SignReader):
    """Reads what the columns of one clause are to its chart.

    `counted` says that rows are counted, `single` that one number is the answer, which no chart shows; `period` is what
    each point of time stands for.
    """

    counted = False
    single = False
    period: str | None = None

    def compared(self, spots: Sequence[Spot]) -> list[Spot]:
        """Return the columns of which the clause lists several values: it compares them."""
        known = {spot.column.label for spot in spots}
        listed = [f for f in self.clause.conditions if f.test.comparison == "in" and f.test.column not in known]
        columns = {column.label: column for column in self.profile.columns}
        mentions = {m.column.label: m for m in self.clause.mentions}
        found = [(c := columns[f.test.column], mentions.get(c.label, Mention(NOWHERE, c, "exact"))) for f in listed]
        return [Spot(column, mention, {"compared"}) for column, mention in found]

    def inherited(self) -> list[Spot]:
        """Return the columns of the clause before, which this one is about."""
        columns = self.clause.columns if self.clause.inherits else []
        return [Spot(m.column, replace(m, place=NOWHERE)) for m in columns]

    def read_counts(self, spots: list[Spot]) -> list[Spot]:
        """Read "number of orders" as counted rows, "number of rooms" as a column's name; return the columns left."""
        naming = self.words.counts["naming"]
        named = {p: m.column.label for m in self.clause.mentions if not m.is_value for p in m.place}
        for place in occurrences(self.words.counts["words"], self.tokens, self.free):
            self.used |= set(place)
            target = self._counted_at(place.stop)
            spot = next((s for s in spots if s.column.label == named.get(target)), None) if target is not None else None
            before = next((s for s in spots if s.column.label == named.get(place.start - 1)), None)
            if spot is not None and spot.column.kind == "number" and self._matches(place, naming):
                spot.slots |= {"by"} if self.tokens[place.start].stem == "how" else set()
                continue
            if spot is not None and len(spots) == 1 and self._asks_how_many(place, spot):
                self.single = True
                continue
            if before is not None and before.column.kind == "number" and self._measured(spots, before):
                continue  # "rooms count" is the column
            self.counted = True
            if spot is not None and self._names_rows(spot):
                self.used |= self.own_places([spot])
                spots = [other for other in spots if other is not spot]
            elif spot is not None and self._is_distinct(place, spot, naming) and len(spots) > 1:
                self.counted = False
                spot.how = "nunique"
                self.used |= set(range(place.stop, spot.mention.place.start))
            elif spot is None and target is not None:
                self.used.add(target)
        self._read_most(spots)
        entities = [s for s in spots if self._is_entity(s)]
        self.used |= self.own_places(entities)
        left = [s for s in spots if s not in entities]
        if self.period is not None and not any(s.column.kind == "number" for s in left):
            rows = self.use(occurrences(self.words.counts["rows"], self.tokens, self.free))
            self.counted |= bool(entities or rows)
        return left

    def _is_distinct(self, place: range, spot: Spot, naming: Sequence[Phrase]) -> bool:
        """Return whether what is counted are the values of a column: "number of countries"."""
        return spot.column.kind != "number" and bool(self._says_distinct(place, spot) or self._matches(place, naming))

    def _says_distinct(self, place: range, spot: Spot) -> bool:
        between = {self.tokens[p].stem for p in range(place.stop, max(place.stop, spot.mention.place.start))}
        return bool({words[0] for words in self.lexicon.settings["nunique"]} & between)

    def _asks_how_many(self, place: range, spot: Spot) -> bool:
        """Return whether one number answers: "how many countries are there", "count distinct countries"."""
        there = any(token.stem == "there" for token in self.tokens[spot.mention.place.stop :])
        return spot.column.kind in ("category", "text", "id") and (there or self._says_distinct(place, spot))

    def _read_most(self, spots: Sequence[Spot]) -> None:
        """Read "most customers" as counted rows, where customers is no column."""
        numbers = any(s.column.kind == "number" and not is_few(s.column) for s in spots)
        for place in occurrences(self.words.counts["most"], self.tokens, self.free):
            target = self._counted_at(place.stop)
            named = any(target in m.place for m in self.clause.mentions)
            if target is not None and not named and not numbers and not self.lexicon.asks(self.tokens[target].text):
                self.counted = True
                self.used |= {*place, target}

    def _matches(self, place: range, phrases: Sequence[Phrase]) -> bool:
        return place in occurrences(phrases, self.tokens, place)

    def _counted_at(self, start: int) -> int | None:
        """Return the token that says what is counted: "number of all orders"."""
        named = {p for m in self.clause.mentions if not m.is_value for p in m.place}
        for place in range(start, min(start + 4, len(self.tokens))):
            token = self.tokens[place]
            if place in named:
                return place
            if token.text.casefold() in PASSED or token.kind == "mark":
                if token.text == ";":
                    return None
                continue
            spoken = token.stem in self.lexicon.stopwords | self.words.talk - self.words.entities
            return None if spoken or place in self.used or token.kind != "word" else place
        return None

    def _measured(self, spots: Sequence[Spot], but: Spot) -> bool:
        return any(s is not but and s.column.kind == "number" and not is_few(s.column) for s in spots)

    def _names_rows(self, spot: Spot) -> bool:
        return spot.column.kind in ("id", "text") or spot.mention.how == "part"

    def _is_entity(self, spot: Spot) -> bool:
        """Return whether a word that is a part of the name of an id stands for rows, as orders do beside order_id.

        Where periods are drawn, the plural of an id does too.
        """
        plural = spot.mention.how == "stem" and spot.column.kind == "id" and self.period is not None
        if not (plural or spot.mention.how == "part") or "by" in spot.slots:
            return False
        names = {spot.column.name, *spot.mention.others}
        return any(c.kind == "id" and c.name in names for c in self.profile.columns)

    def read_aggregates(self, spots: Sequence[Spot]) -> None:
        """Give each number the aggregate that stands before it."""
        for how in AGGREGATES:
            for place in occurrences(self.lexicon.settings[how], self.tokens, self.free):
                following = min(
                    (s for s in spots if 0 <= s.mention.place.start - place.stop <= NEAR),
                    key=lambda s: s.mention.place.start,
                    default=None,
                )
                before = next((s for s in spots if 0 <= place.start - s.mention.place.stop <= 1), None)
                if self._is_end(place):
                    self.used |= set(place)
                    continue
                target = next((s for s in (following, before) if s and s.column.kind == "number"), None)
                if target is not None:
                    target.how = target.how or how
                    self.used |= set(place)
                elif self.counted and how == "sum":
                    self.used |= set(place)

    def _is_end(self, place: range) -> bool:
        stems = tuple(self.stems(place))
        return (
            any(stems in phrases for phrases in self.lexicon.ends.values())
            and len(place) == 1
            and stems != ("maximum",)
        )

    def sort(self, spots: Sequence[Spot], mark: str | None) -> Columns:
        found = Columns()
        for spot in spots:
            column = spot.column
            if spot.how:
                found.values.append(spot)
            elif "compared" in spot.slots:
                found.groups.append(spot)
            elif column.kind == "datetime" or is_year(column):
                found.times.append(spot)
            elif column.kind == "number":
                (found.few if is_few(column) else found.values).append(spot)
            elif column.kind in ("id", "text"):
                found.rows.append(spot)
            else:
                found.groups.append(spot)
        self._place_few(found, mark)
        if mark in ("scatter", "bubble") and len(found.values) < 2:
            found.values += [s for s in found.times if s.column.kind == "number"]
            found.times = [s for s in found.times if s.column.kind != "number"]
        order = {spot.column.label: number for number, spot in enumerate(spots)}
        found.values.sort(key=lambda s: order[s.column.label])
        found.groups.sort(key=lambda s: order[s.column.label])
        return found

    def _place_few(self, found: Columns, mark: str | None) -> None:
        """Decide for whole numbers of few values whether they are measured or stand for groups."""
        for spot in found.few:
            if "size" in spot.slots:
                group = False
            elif mark in ("scatter", "bubble"):
                group = bool(spot.slots & {"color", "facet"}) or len(found.values) > 1
            elif mark in ("histogram", "box", "violin", "ecdf"):
                group = bool(spot.slots & {"color", "facet"}) or bool(found.values) or self.counted
            else:
                group = bool(
                    spot.slots & {"color", "facet", "by"}
                    or found.values
                    or self.counted
                    or mark in ("bar", "pie")
                    or (found.groups and self.hinted("distribution"))
                )
            (found.groups if group else found.values).append(spot)


def is_few(column: ColumnProfile) -> bool:
    """Return whether a number may stand for groups: whole, of few values, each in several rows."""
    whole = all(isinstance(counted.value, int) for counted in column.values)
    rows = sum(counted.count for counted in column.values)
    return bool(column.values) and whole and column.distinct <= min(FEW, rows / 4)
