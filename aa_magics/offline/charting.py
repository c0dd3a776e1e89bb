"""A goal's clause read as a chart: what is drawn, of which columns, in which places; checked against the profile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aa_magics.model import ColumnProfile, FrameProfile
from aa_magics.offline.chart_words import ChartWords, occurrences
from aa_magics.offline.charting_spots import Spot, read_spots
from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import Mention, is_year
from aa_magics.offline.lexicon import Lexicon, Phrase
from aa_magics.offline.text import name_words, stem

FEW = 12
"""Whole numbers with as few distinct values may stand for groups."""
NEAR = 4  # tokens between an aggregate and the column that it is of
PASSED = frozenset(("of", "the", "all", "each", "different", "various", "total", "these", "our", "my"))
"""Words between "number of" and what is counted."""
NOWHERE = range(-1, -1)
AGGREGATES = ("mean", "sum", "median", "min", "max", "std")


@dataclass(frozen=True)
class ChartIntent:
    """What is to be drawn. `how` is "count" where rows are counted; no `how` draws every row.

    `asked` says whether the goal has a word for drawing, `sure` whether it says what is drawn, `hangs` whether it only
    says where columns go, as a sentence about an earlier chart does, `counted` whether it speaks of counts. `places`
    are the tokens that led to it.
    """

    mark: str
    values: tuple[ColumnProfile, ...] = ()
    by: ColumnProfile | None = None
    color: ColumnProfile | None = None
    facet: ColumnProfile | None = None
    size: ColumnProfile | None = None
    how: str | None = None
    mode: str | None = None
    trend: bool = False
    bins: int | None = None
    width: float | None = None
    period: str | None = None
    order: str | None = None
    limit: int | None = None
    asked: bool = False
    sure: bool = False
    hangs: bool = False
    counted: bool = False
    places: frozenset[int] = frozenset()
    assumptions: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[ColumnProfile, ...]:
        placed = (*self.values, self.by, self.color, self.facet, self.size)
        return tuple(column for column in placed if column is not None)


@dataclass
class _Columns:
    """The columns of a clause by what they can be: measures, groups, time, and what names single rows."""

    values: list[Spot] = field(default_factory=list)
    groups: list[Spot] = field(default_factory=list)
    times: list[Spot] = field(default_factory=list)
    few: list[Spot] = field(default_factory=list)
    rows: list[Spot] = field(default_factory=list)


def read_chart(clause: Clause, profile: FrameProfile, lexicon: Lexicon, words: ChartWords) -> ChartIntent | None:
    """Return the chart that a clause asks for, or None where it asks for none, or for what no chart shows."""
    return _Reader(clause, profile, lexicon, words).read()


def named_mark(clause: Clause, lexicon: Lexicon, words: ChartWords) -> tuple[str, set[int]] | None:
    """Return the kind of chart that a clause names, and the tokens that name it."""
    reader = _Reader(clause, FrameProfile.model_construct(columns=()), lexicon, words)
    mark = reader._read_mark()
    return (mark, reader.used) if mark else None


class _Reader:
    """Reads one clause; the tokens of whatever is understood are `used`."""

    def __init__(self, clause: Clause, profile: FrameProfile, lexicon: Lexicon, words: ChartWords) -> None:
        self.clause, self.profile, self.lexicon, self.words = clause, profile, lexicon, words
        self.tokens = clause.tokens
        self.used: set[int] = set()
        self.assumptions: list[str] = []
        self.counted = False

    def read(self) -> ChartIntent | None:
        mark = self._read_mark()
        drawing = {place for place in self.clause.free if self.tokens[place].stem in self.lexicon.drawing}
        order, limit = self._read_order()
        width, bins = self._read_bins()
        self.period = period = self._first(self.words.periods)
        spots, cues = read_spots(self.clause, self.words, self.used - self.how_bars_stand)
        spots += self._compared(spots)
        spots = spots or self._inherited()
        spots = self._read_counts(spots)
        self._read_aggregates(spots)
        if mark in (None, "scatter") and any("size" in s.slots for s in spots):
            mark = "bubble"
        columns = self._sorted(spots, mark)
        if columns.groups and columns.values:
            self._use(occurrences([p for ends in self.lexicon.ends.values() for p in ends], self.tokens, self.free))
        intent = self._decide(mark, columns, bool(drawing))
        if intent is None:
            return None
        self.used |= cues | drawing | self._talk() | self._own_places(spots)
        return replace(
            intent,
            mode=self.mode,
            trend=self.trend,
            bins=bins,
            width=width,
            period=period,
            order=order,
            limit=limit,
            asked=bool(mark or drawing or any(s.slots & {"color", "facet", "size"} for s in spots)),
            sure=bool(mark or drawing or self.counted or intent.values),
            counted=self.counted,
            hangs=not intent.values and not self.counted and all(s.slots & {"color", "facet", "by"} for s in spots),
            places=frozenset(self.used),
            assumptions=tuple(self.assumptions),
        )

    # --- words ----------------------------------------------------------------------------------------

    @property
    def free(self) -> set[int]:
        return set(self.clause.free) - self.used

    def _read_mark(self) -> str | None:
        """Return the kind of chart that is named; the words for how bars stand go with it."""
        trend = occurrences(self.words.modes["trend"], self.tokens, self.free)
        self.trend = bool(trend)
        self._use(trend)
        modes = {name: occurrences(self.words.modes[name], self.tokens, self.free) for name in ("stack", "group")}
        self.how_bars_stand = {p for places in modes.values() for place in places if len(place) == 1 for p in place}
        self.mode = next((name for name, places in modes.items() if places), None)
        every = [phrase for phrases in self.words.marks.values() for phrase in phrases]
        spoken = [
            tuple(self.tokens[p].stem for p in place) for place in self._use(occurrences(every, self.tokens, self.free))
        ]
        plain = [tuple(stem for stem in words if stem != "-") for words in spoken]
        self._use([place for places in modes.values() for place in places])
        numbered = (place.start - 1 for place in occurrences(every, self.tokens, self.clause.free))
        self.used |= {p for p in numbered if self._number_at(p) is not None and p in self.free}  # "3 scatter plots"
        named = [mark for mark, phrases in self.words.marks.items() if any(words in phrases for words in plain)]
        bars = any(
            stem_ in ("bar", "column") for places in modes.values() for place in places for stem_ in self._stems(place)
        )
        return "scatter" if self.trend else named[0] if named else "bar" if bars else None

    def _stems(self, place: range) -> list[str]:
        return [self.tokens[p].stem for p in place]

    def _use(self, places: Iterable[range]) -> list[range]:
        listed = list(places)
        self.used |= {p for place in listed for p in place}
        return listed

    def _first(self, phrases: Mapping[str, Sequence[Phrase]]) -> str | None:
        """Return the first of the named phrases that stands in the clause."""
        for name, listed in phrases.items():
            if self._use(occurrences(listed, self.tokens, self.free)):
                return name
        return None

    def _read_order(self) -> tuple[str | None, int | None]:
        """Return which end stands first, and how many of the groups are asked for."""
        order = self._first(self.words.order)
        for name, phrases in self.lexicon.ends.items():
            for place in occurrences(phrases, self.tokens, self.free):
                following = place.stop
                number = self._number_at(following)
                if number is not None:
                    self.used |= {*place, following}
                    return ("descending" if name == "top" else "ascending"), int(number)
        return order, None

    def _number_at(self, place: int) -> float | None:
        if place >= len(self.tokens) or place not in self.clause.free:
            return None
        token = self.tokens[place]
        return token.number if token.kind == "number" else self.lexicon.numbers.get(token.stem)

    def _read_bins(self) -> tuple[float | None, int | None]:
        """Return the width of bins, or how many there are."""
        found: dict[str, float | None] = {"width": None, "bins": None}
        for place in sorted(self.free):
            number = self._number_at(place)
            if number is None or number <= 0 or self.tokens[place].kind != "number":
                continue
            for name, phrases in (("bins", self.words.bins["after"]), ("width", self.words.width["after"])):
                if after := [r for r in occurrences(phrases, self.tokens, self.free) if r.start == place + 1]:
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

    def _talk(self) -> set[int]:
        known = self.words.talk | self.words.entities
        axes = [
            phrase for table in (self.words.slots, self.words.after) for name in ("x", "y") for phrase in table[name]
        ]
        said = {p for place in occurrences(axes, self.tokens, self.free) for p in place}
        return said | {place for place in self.free if self.tokens[place].stem in known}

    def _own_places(self, spots: Sequence[Spot]) -> set[int]:
        labels = {spot.column.label for spot in spots}
        return {p for m in self.clause.mentions if not m.is_value and m.column.label in labels for p in m.place}

    # --- columns --------------------------------------------------------------------------------------

    def _compared(self, spots: Sequence[Spot]) -> list[Spot]:
        """Return the columns of which the clause lists several values: it compares them."""
        known = {spot.column.label for spot in spots}
        listed = [f for f in self.clause.conditions if f.test.comparison == "in" and f.test.column not in known]
        columns = {column.label: column for column in self.profile.columns}
        mentions = {m.column.label: m for m in self.clause.mentions}
        found = [(c := columns[f.test.column], mentions.get(c.label, Mention(NOWHERE, c, "exact"))) for f in listed]
        return [Spot(column, mention, {"compared"}) for column, mention in found]

    def _inherited(self) -> list[Spot]:
        """Return the columns of the clause before, which this one is about."""
        columns = self.clause.columns if self.clause.inherits else []
        return [Spot(m.column, replace(m, place=NOWHERE)) for m in columns]

    def _read_counts(self, spots: list[Spot]) -> list[Spot]:
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
            if before is not None and before.column.kind == "number" and self._measured(spots, before):
                continue  # "rooms count" is the column
            self.counted = True
            if spot is not None and self._names_rows(spot):
                self.used |= self._own_places([spot])
                spots = [other for other in spots if other is not spot]
            elif spot is not None and spot.column.kind != "number" and self._matches(place, naming) and len(spots) > 1:
                self.counted = False
                spot.how = "nunique"
            elif spot is None and target is not None:
                self.used.add(target)
        self._read_most(spots)
        entities = [s for s in spots if self._is_entity(s)]
        self.used |= self._own_places(entities)
        return [s for s in spots if s not in entities]

    def _read_most(self, spots: Sequence[Spot]) -> None:
        """Read "most customers" as counted rows, where customers is no column."""
        numbers = any(s.column.kind == "number" and not _is_few(s.column) for s in spots)
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
        return any(s is not but and s.column.kind == "number" and not _is_few(s.column) for s in spots)

    def _names_rows(self, spot: Spot) -> bool:
        return spot.column.kind in ("id", "text") or spot.mention.how == "part"

    def _is_entity(self, spot: Spot) -> bool:
        """Return whether a word that is a part of the name of an id stands for rows, as orders do beside order_id."""
        if spot.mention.how != "part" or "by" in spot.slots:
            return False
        names = {spot.column.name, *spot.mention.others}
        return any(c.kind == "id" and c.name in names for c in self.profile.columns)

    def _read_aggregates(self, spots: Sequence[Spot]) -> None:
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
        stems = tuple(self._stems(place))
        return (
            any(stems in phrases for phrases in self.lexicon.ends.values())
            and len(place) == 1
            and stems != ("maximum",)
        )

    def _sorted(self, spots: Sequence[Spot], mark: str | None) -> _Columns:
        found = _Columns()
        for spot in spots:
            column = spot.column
            if spot.how:
                found.values.append(spot)
            elif "compared" in spot.slots:
                found.groups.append(spot)
            elif column.kind == "datetime" or is_year(column):
                found.times.append(spot)
            elif column.kind == "number":
                (found.few if _is_few(column) else found.values).append(spot)
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

    def _place_few(self, found: _Columns, mark: str | None) -> None:
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
                    or (found.groups and self._hinted("distribution"))
                )
            (found.groups if group else found.values).append(spot)

    def _hinted(self, name: str) -> bool:
        return bool(occurrences(self.words.hints[name], self.tokens, range(len(self.tokens))))

    # --- decision -------------------------------------------------------------------------------------

    def _decide(self, mark: str | None, found: _Columns, drawing: bool) -> ChartIntent | None:
        intent = self._mark_of(mark, found, drawing)
        if intent is None:
            return None
        return self._with_groups(intent, found)

    def _mark_of(self, mark: str | None, found: _Columns, drawing: bool) -> ChartIntent | None:
        """Return the intent without its groups."""
        values, how = found.values, next((s.how for s in found.values if s.how), None)
        columns = tuple(s.column for s in values)
        timed = bool(found.times) or ((self.period or self._hinted("trend")) and len(values) == 1)
        match mark:
            case "scatter" | "bubble":
                return self._points(mark, values)
            case "line" | "area":
                return self._line(mark, found, how)
            case "histogram" | "ecdf" | "box" | "violin" if columns and not (
                mark == "histogram" and how and found.groups
            ):
                return ChartIntent(mark, columns[:1])
            case "heat" if found.groups:
                return ChartIntent("heat", columns[:1], how=self._how(columns, how) if columns else "count")
            case "pie" if found.groups:
                return ChartIntent("pie", columns[:1], how="sum" if columns else "count")
            case "bar" | "horizontal" | "histogram":
                return self._bars(mark, found, how)
            case None:
                pass
            case _:
                return None
        if timed and (values or self.counted):
            return self._line("line", found, how)
        if self.counted:
            return self._bars("bar", found, how)
        if len(values) == 2 and not found.times and (how is None or not found.groups):
            return self._points("scatter", values)
        if len(values) == 1 and found.groups and how is None and self._hinted("spread"):
            return ChartIntent("box", columns)
        if values and found.groups:
            return self._bars("bar", found, how)
        if len(values) > 2 and drawing and how is None:
            return ChartIntent("matrix", columns)
        if len(values) == 1 and how is None and (drawing or self._hinted("distribution")):
            return ChartIntent("histogram", columns)
        if (
            not values
            and (found.groups or found.rows or found.times)
            and (drawing or len(found.groups) > 1 or self._hinted("distribution"))
        ):
            return self._bars("bar", found, how)
        return None

    def _points(self, mark: str, values: Sequence[Spot]) -> ChartIntent | None:
        """Return points of two numbers: the first along y in "A by B" and "A vs B", else along x."""
        sized = [s for s in values if "size" in s.slots]
        plain = [s for s in values if s not in sized] if len(values) > 2 else list(values)
        if len(plain) < 2:
            return None
        first, second, *others = plain
        if others and mark == "bubble" and not sized:
            sized, others = others[:1], others[1:]
        if others:
            return ChartIntent("matrix", tuple(s.column for s in plain)) if not sized else None
        x, y = (first, second) if self._is_x(first, second) else (second, first)
        return ChartIntent(mark, (y.column,), by=x.column, size=sized[0].column if sized else None)

    def _is_x(self, first: Spot, second: Spot) -> bool:
        if "x" in first.slots or "y" in second.slots:
            return True
        if "y" in first.slots or "x" in second.slots:
            return False
        between = range(first.mention.place.stop, second.mention.place.start)
        return not occurrences(self.words.slots["first_up"], self.tokens, between)

    def _line(self, mark: str, found: _Columns, how: str | None) -> ChartIntent | None:
        """Return a line along time; along another number where one is named and no time is."""
        values = [s.column for s in found.values]
        along = found.times[0].column if found.times else None
        if along is None and len(values) == 2 and how is None:
            return ChartIntent(mark, (values[0],), by=values[1], how="mean")
        if along is None:
            along = self._time_column()
        if along is None or not (values or self.counted or found.groups):
            return None
        if not values:
            return ChartIntent(mark, by=along, how="count")
        return ChartIntent(mark, tuple(values), by=along, how=self._how(values, how, mark))

    def _time_column(self) -> ColumnProfile | None:
        """Return the column that has the dates, where no word names it."""
        columns = [c for c in self.profile.columns if c.bindable]
        found = [c for c in columns if c.kind == "datetime"] or [c for c in columns if is_year(c)]
        if not found:
            return None
        self.assumptions.append(f"time is in {found[0].name}")
        return found[0]

    def _bars(self, mark: str, found: _Columns, how: str | None) -> ChartIntent | None:
        values = tuple(s.column for s in found.values)
        kind = "bar" if mark == "histogram" else mark
        places = [*found.groups, *found.times, *found.rows]
        if self.counted and values and how is None:
            return ChartIntent("histogram", values[:1]) if len(values) == 1 else None
        if not places:
            return ChartIntent("histogram", values) if len(values) == 1 and how is None else None
        if self.counted or not values:
            return ChartIntent(kind, by=places[0].column, how="count")
        return ChartIntent(kind, values, by=places[0].column, how=self._how(values, how))

    def _how(self, values: Sequence[ColumnProfile], how: str | None, mark: str = "") -> str:
        """Return the aggregate: the one said; sums of what is added up, or stacked; else the mean."""
        if how or mark == "area" or self.mode == "stack":
            return how or "sum"
        additive = all(self.words.is_additive([stem(w) for w in name_words(c.name)]) for c in values)
        return "sum" if additive else "mean"

    def _with_groups(self, intent: ChartIntent, found: _Columns) -> ChartIntent | None:
        """Put the groups where their words say, else where there is room: along x, then in colour, then in panels."""
        taken = {c.label for c in (*intent.values, intent.by, intent.size) if c}
        left = [s for s in (*found.groups, *found.times) if s.column.label not in taken]
        barred = intent.mark in ("bar", "horizontal", "pie", "heat", "box", "violin")
        if barred:
            left = [s for s in (*found.groups, *found.times, *found.rows) if s.column not in intent.values]
            if len([s for s in left if s not in found.rows]) > 0:
                left = [s for s in left if s not in found.rows]
        places: dict[str, Spot] = {}
        for slot in ("facet", "color"):
            spot = next((s for s in left if slot in s.slots and s not in places.values()), None)
            if spot and (not barred or len(left) > 1):
                places[slot] = spot
        rest = [s for s in left if s not in places.values()]
        order = ["by"] if barred else []
        if barred and not rest and places:
            slot, spot = places.popitem()
            rest = [spot]
        for spot in sorted(rest, key=lambda s: (not (s.slots & {"x"}), rest.index(s))):
            room = [slot for slot in (*order, "color", "facet") if slot not in places]
            if intent.mark in ("scatter",) and self._for_each(spot) and "facet" in room:
                room = ["facet"]
            if not room:
                return None
            places[room[0]] = spot
        chosen = {slot: spot.column for slot, spot in places.items()}
        return replace(intent, **chosen)  # type: ignore[arg-type]

    def _for_each(self, spot: Spot) -> bool:
        start = spot.mention.place.start
        before = [self.tokens[p].stem for p in range(max(0, start - 2), start)]
        return bool({stem("each"), stem("every")} & set(before))


def _is_few(column: ColumnProfile) -> bool:
    """Return whether a number may stand for groups: whole, of few values, each in several rows."""
    whole = all(isinstance(counted.value, int) for counted in column.values)
    rows = sum(counted.count for counted in column.values)
    return bool(column.values) and whole and column.distinct <= min(FEW, rows / 4)
