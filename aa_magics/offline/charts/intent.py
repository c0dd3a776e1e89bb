"""A goal's clause read as a chart: what is drawn, of which columns, in which places; checked against the profile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aa_magics.model import ColumnProfile, FrameProfile
from aa_magics.offline.additive import adds_up
from aa_magics.offline.charts.columns import ColumnReader, Columns
from aa_magics.offline.charts.signs import SignReader
from aa_magics.offline.charts.spots import Spot, read_spots
from aa_magics.offline.charts.words import ChartWords, occurrences
from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import is_year
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.likely import likeliest_first
from aa_magics.offline.text import stem


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


def read_chart(clause: Clause, profile: FrameProfile, lexicon: Lexicon, words: ChartWords) -> ChartIntent | None:
    """Return the chart that a clause asks for, or None where it asks for none, or for what no chart shows."""
    return _Reader(clause, profile, lexicon, words).read()


def named_mark(clause: Clause, lexicon: Lexicon, words: ChartWords) -> tuple[str, set[int]] | None:
    """Return the kind of chart that a clause names, and the tokens that name it."""
    reader = SignReader(clause, FrameProfile.model_construct(columns=()), lexicon, words)
    mark = reader.read_mark()
    return (mark, reader.used) if mark else None


class _Reader(ColumnReader):
    """Decides what one clause asks to be drawn."""

    def __init__(self, clause: Clause, profile: FrameProfile, lexicon: Lexicon, words: ChartWords) -> None:
        super().__init__(clause, profile, lexicon, words)
        self.assumptions: list[str] = []
        self.named = False

    def read(self) -> ChartIntent | None:
        mark = self.read_mark()
        self.named = mark is not None
        drawing = {place for place in self.clause.free if self.tokens[place].stem in self.lexicon.drawing}
        order, limit = self.read_order()
        width, bins = self.read_bins()
        self.period = period = self.first(self.words.periods)
        spots, cues = read_spots(self.clause, self.words, self.used - self.how_bars_stand)
        spots += self.compared(spots)
        spots = spots or self.inherited()
        spots = self.read_counts(spots)
        if self.single and not mark and not drawing:
            return None
        self.read_aggregates(spots)
        if mark in (None, "scatter") and any("size" in s.slots for s in spots):
            mark = "bubble"
        columns = self.sort(spots, mark)
        if columns.groups and columns.values:
            self.use(occurrences([p for ends in self.lexicon.ends.values() for p in ends], self.tokens, self.free))
        intent = self._decide(mark, columns, bool(drawing))
        if intent is None:
            return None
        self.used |= cues | drawing | self.talk() | self.own_places(spots)
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

    def _decide(self, mark: str | None, found: Columns, drawing: bool) -> ChartIntent | None:
        intent = self._mark_of(mark, found, drawing)
        if intent is None:
            return None
        return self._with_groups(intent, found)

    def _mark_of(self, mark: str | None, found: Columns, drawing: bool) -> ChartIntent | None:
        """Return the intent without its groups."""
        values, how = found.values, next((s.how for s in found.values if s.how), None)
        columns = tuple(s.column for s in values)
        timed = bool(found.times) or ((self.period or self.hinted("trend")) and len(values) == 1)
        match mark:
            case "scatter" | "bubble":
                return self._points(mark, values)
            case "matrix":
                return ChartIntent("matrix", columns or self._numbers())
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
        if timed and (values or self.counted or (drawing and self._says_all())):
            return self._line("line", found, how)
        if self.counted:
            return self._bars("bar", found, how)
        if len(values) == 2 and not found.times and (how is None or not found.groups):
            return self._points("scatter", values)
        if len(values) == 1 and found.groups and how is None and self.hinted("spread"):
            return ChartIntent("box", columns)
        if values and found.groups:
            return self._bars("bar", found, how)
        if len(values) > 2 and drawing and how is None:
            return ChartIntent("matrix", columns)
        if len(values) == 1 and how is None and (drawing or self.hinted("distribution")):
            return ChartIntent("histogram", columns)
        if (
            not values
            and (found.groups or found.rows)
            and (drawing or len(found.groups) > 1 or self.hinted("distribution"))
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
        x, y = (first, second) if self._is_x(first, second, self.named) else (second, first)
        return ChartIntent(mark, (y.column,), by=x.column, size=sized[0].column if sized else None)

    def _is_x(self, first: Spot, second: Spot, drawn: bool) -> bool:
        if "x" in first.slots or "y" in second.slots:
            return True
        if "y" in first.slots or "x" in second.slots:
            return False
        between = range(first.mention.place.stop, second.mention.place.start)
        paired = first.mention.place.start and self.tokens[first.mention.place.start - 1].text == "("
        if drawn and not paired:
            return False
        return not occurrences(self.words.slots["first_up"], self.tokens, between)

    def _line(self, mark: str, found: Columns, how: str | None) -> ChartIntent | None:
        """Return a line along time; along another number where one is named and no time is."""
        values = [s.column for s in found.values]
        if not (values or found.groups or self.counted) and self._says_all():
            values = list(self._numbers())
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

    def _says_all(self) -> bool:
        """Return whether the clause means every measure: "plot all stocks over time"."""
        return any(self.tokens[place].stem in ("all", "every", "each") for place in self.clause.free)

    def _numbers(self) -> tuple[ColumnProfile, ...]:
        """Return the measures of the frame, as many as are drawn against each other."""
        return tuple(c for c in self.profile.columns if c.bindable and c.kind == "number" and not is_year(c))[:8]

    def _time_column(self) -> ColumnProfile | None:
        """Return the column that has the dates, where no word names it."""
        columns = [c for c in self.profile.columns if c.bindable]
        dates = likeliest_first([c for c in columns if c.kind == "datetime"], self.profile.name)
        found = dates or [c for c in columns if is_year(c)]
        if not found:
            return None
        self.assumptions.append(f"time is in {found[0].name}")
        return found[0]

    def _bars(self, mark: str, found: Columns, how: str | None) -> ChartIntent | None:
        values = tuple(s.column for s in found.values)
        kind = "bar" if mark == "histogram" else mark
        places = [*found.groups, *found.times, *found.rows]
        if self.counted and values and how is None:
            return ChartIntent("histogram", values[:1]) if len(values) == 1 else None
        if self.named and not places and self.period and (along := self._time_column()):
            return ChartIntent(kind, values, by=along, how=self._how(values, how) if values else "count")
        if not places:
            return ChartIntent("histogram", values) if len(values) == 1 and how is None else None
        if self.counted or not values:
            return ChartIntent(kind, by=places[0].column, how="count")
        return ChartIntent(kind, values, by=places[0].column, how=self._how(values, how))

    def _how(self, values: Sequence[ColumnProfile], how: str | None, mark: str = "") -> str:
        """Return the aggregate: the one said; sums of what is added up, or stacked; else the mean."""
        if how or mark == "area" or self.mode == "stack":
            return how or "sum"
        return "sum" if all(adds_up(column, self.lexicon) for column in values) else "mean"

    def _with_groups(self, intent: ChartIntent, found: Columns) -> ChartIntent | None:
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
            if intent.mark == "scatter" and (self._for_each(spot) or self._is_faceted()) and "facet" in room:
                room = ["facet"]
            if not room:
                return None
            places[room[0]] = spot
        chosen = {slot: spot.column for slot, spot in places.items()}
        return replace(intent, **chosen)  # type: ignore[arg-type]

    def _is_faceted(self) -> bool:
        """Return whether the clause asks for panels ahead of what they are of: "facet scatter of a and b by c"."""
        return bool(occurrences(self.words.slots["facet"], self.tokens, self.clause.free))

    def _for_each(self, spot: Spot) -> bool:
        start = spot.mention.place.start
        before = [self.tokens[p].stem for p in range(max(0, start - 2), start)]
        return bool({stem("each"), stem("every")} & set(before))
