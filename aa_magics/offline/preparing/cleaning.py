"""Cleaning that a goal asks for: missing values dropped or filled, duplicates, columns, outliers, types, scales."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aa_magics.model import ColumnProfile, FrameProfile, Label, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.preparing.cleaned import encoded, fill_piece, in_place, scaled
from aa_magics.offline.preparing.codes import codes_piece
from aa_magics.offline.preparing.converting import can_be, conversion
from aa_magics.offline.preparing.mapping import mapping_piece, replaced_piece
from aa_magics.offline.preparing.outlying import outlier_piece, read_outliers
from aa_magics.offline.preparing.segments import Segment, segments_of
from aa_magics.offline.preparing.words import said_in, said_written

ROWS = frozenset(("row", "rows", "record", "records", "observations", "entries", "dataset", "data", "frame"))
ASKING = frozenset(("what", "which", "how", "who", "is", "are"))
GROUPS_AFTER = 4  # words between a mean and the groups that it is taken in
CALLED = frozenset(("the", "a", "value", "constant", "text", "string", "word", "label", "category", "number"))
GAP_VERBS = ("imput", "fillna", "interpol", "ffill", "bfill")


@dataclass(frozen=True)
class Cleaned:
    """A piece of cleaning: `topic` and the labels say which other one it restates, `exact` which of both wins."""

    topic: str
    piece: Piece
    labels: tuple[Label, ...]
    exact: int = 0

    def restates(self, other: "Cleaned") -> bool:
        """Return whether both say the same: one of them need not name its columns again."""
        shared = set(self.labels) & set(other.labels) or not self.labels or not other.labels
        return self.topic == other.topic and bool(shared)


MARKS = frozenset(
    ("sign", "signs", "symbol", "symbols", "separator", "separators", "comma", "commas", "suffix", "prefix")
)
"""What is taken out of text that holds numbers: no column is dropped then."""


class Cleaner:
    """Reads sentence after sentence: what one leaves open, the ones before it may have said."""

    def __init__(self, clauses: Sequence[Clause], profile: FrameProfile) -> None:
        self.profile = profile
        self.outliers = read_outliers(clauses)
        self.scaling = {said.name for clause in clauses for said in said_written("scaling", clause)}
        self.spoken: dict[str, Sequence[ColumnProfile]] = {}
        self.topic: str | None = None
        self.noted: set[Place] = set()
        self.coded: set[Label] = set()

    def read(self, number: int, clause: Clause) -> list[Cleaned]:
        """Return the cleaning that a sentence asks for, in its order."""
        if coded := codes_piece(number, clause, self.profile):
            self.coded |= {column.label for column in coded.columns}
            self.spoken["missing"] = coded.columns
            one = Cleaned("codes", coded, tuple(column.label for column in coded.columns))
            return [one, *self._read_beside(coded, number, clause)]
        if mapped := mapping_piece(number, clause):
            one = Cleaned("encode", mapped, (mapped.columns[0].label,), 1)
            return [one, *self._read_beside(mapped, number, clause)]
        found = [one for segment in segments_of(number, clause) for one in self._read_segment(segment)]
        if replaced := replaced_piece(number, clause, self.profile):
            return [Cleaned("replaced", replaced, (replaced.columns[0].label,)), *found]
        return found

    def _read_beside(self, piece: Piece, number: int, clause: Clause) -> list[Cleaned]:
        """Return what else a sentence asks for, beside a piece: "..., and fill the gaps with the median"."""
        segments = (s for s in segments_of(number, clause) if not {(number, p) for p in s.place} & piece.places)
        return [one for segment in segments for one in self._read_segment(segment)]

    def _read_segment(self, segment: Segment) -> Iterable[Cleaned]:
        topics = list(dict.fromkeys(said.name for said in segment.topics))
        if not topics and self.topic and segment.said("taken_up"):
            topics = [self.topic]
        if not topics and _is_of_gaps(segment):
            topics = ["missing"]
        if topics:
            self.topic = topics[0]
        for topic in topics:
            if segment.columns:
                self.spoken[topic] = segment.columns
        self._note(segment, topics)
        readers = {"missing": self._missing, "duplicates": self._duplicates, "outliers": self._outliers}
        for topic in topics:
            yield from readers[topic](segment) if topic in readers else ()
        if not topics:
            yield from self._columns(segment)
            yield from self._changed(segment)

    def _note(self, segment: Segment, topics: Sequence[str]) -> None:
        """Keep the words that ask for nothing: what is denied, and what the library does by itself."""
        denied = any(segment.denies(said) for said in segment.doing)
        if denied or (topics and any(said.name == "ignore" for said in segment.doing)):
            self.noted |= segment.places

    # --- missing values -------------------------------------------------------------------------------

    def _missing(self, segment: Segment) -> Iterable[Cleaned]:
        if filled := (segment.does("fill") and list(self._all_filled(segment))):
            yield from filled
        elif segment.does("drop") or self._is_left_out(segment):
            named = segment.columns or segment.own
            columns = [c for c in named if self._has_gaps(c) or c.reads_as]
            if (named and not columns) or not (named or self._is_of_all(segment)):
                self.noted |= segment.places  # none is missing there, or a measure leaves them out by itself
                return
            labels = tuple(c.label for c in columns)
            params: dict[str, Param] = {"columns": labels} if labels else {}
            changed = [c.model_copy(update={"missing": 0}) for c in columns or self.profile.columns]
            yield Cleaned("missing", Piece("drop_missing", params, segment.places, tuple(changed)), labels)

    def _has_gaps(self, column: ColumnProfile) -> bool:
        """Return whether values of a column are missing, or numbers stand for such."""
        return bool(column.missing) or column.label in self.coded

    def _is_of_all(self, segment: Segment) -> bool:
        """Return whether rows are meant that miss any value at all: "drop missing values", "rows with gaps"."""
        first = segment.doing[0].place.start if segment.doing else segment.place.start
        commanded = segment.place.start == 0 and first <= 2
        return commanded or (segment.place.start == 0 and bool(ROWS & set(segment.texts)))

    def _is_left_out(self, segment: Segment) -> bool:
        """Return whether "do not include" stands there, which is as good as "drop"."""
        gaps = [said.place.start for said in segment.topics if said.name == "missing"]
        left_out = (s for s in segment.doing if s.name == "include" and segment.denies(s))
        return any(said.place.start < gap for said in left_out for gap in gaps)

    def _all_filled(self, segment: Segment) -> Iterable[Cleaned]:
        """Read "fill a with its mode and b with its median" part by part, else as a whole."""
        stops = [self._past_groups(segment, said.place.stop) for said in segment.said("fillers_of_gaps")]
        parts = [replace(segment, place=range(a, b)) for a, b in pairwise((segment.place.start, *stops))]
        if len(parts) > 1 and all(part.columns for part in parts):
            yield from (filled for part in parts if (filled := self._filled(part)))
        elif filled := self._filled(segment):
            yield filled

    def _past_groups(self, segment: Segment, stop: int) -> int:
        """Return the place after the groups that a mean is taken in, where they follow it: "the mean of its class"."""
        after = [m for m in segment.clause.mentions if not m.is_value and 0 < m.place.start - stop <= GROUPS_AFTER]
        texts = [t.text.casefold() for t in segment.clause.tokens[stop : after[0].place.start]] if after else []
        grouped = texts[:1] in (["of"], ["for"], ["in"], ["within"], ["by"], ["per"]) and "and" not in texts
        return after[0].place.stop if grouped and after[0].column.kind in ("category", "boolean") else stop

    def _filled(self, segment: Segment) -> Cleaned | None:
        methods = segment.said("fillers_of_gaps")
        by = self._group(segment) if methods else None
        columns = [c for c in segment.columns if by is None or c.label != by.label]
        columns = columns or [c for c in self.spoken.get("missing", ()) if by is None or c.label != by.label]
        if not columns and "its" in segment.texts:
            columns = [c for c in segment.own if by is None or c.label != by.label]
        named = bool(columns)
        method = methods[-1].name if methods else None
        if method == "interpolate" and said_in("quantiles", segment.clause, segment.place):
            self.noted |= segment.places
            return None  # how quantiles are computed
        value = self._constant(segment) if method in (None, "zero") else None
        if method is None and value is None:
            return None
        if not named:
            numeric = method in ("mean", "median", "interpolate")
            columns = [
                c
                for c in self.profile.columns
                if self._has_gaps(c) and c.bindable and (c.kind == "number" or not numeric)
            ]
        if method in ("mean", "median", "interpolate"):
            columns = [c for c in columns if can_be(c, "number")]
        if not columns:
            self.noted |= segment.places
            return None
        piece = fill_piece(method, columns, by, value, segment)
        return Cleaned("missing", piece, tuple(c.label for c in columns) if named else (), 1) if piece else None

    def _group(self, segment: Segment) -> ColumnProfile | None:
        """Return the column by whose groups gaps are filled: "with the median of each class"."""
        for said in segment.said("grouping"):
            for mention in segment.clause.mentions:
                near = 0 <= mention.place.start - said.place.stop <= 1
                kinds: Sequence[str] = ("category", "boolean", "number", "id")
                if said.name == "of_all":  # "with the mean fare of the deck", not "with the mode of the deck"
                    others = [c for c in segment.columns if c.label != mention.column.label]
                    kinds = ("category", "boolean") if others and mention.how in ("exact", "stem") else ()
                if near and not mention.is_value and mention.column.kind in kinds:
                    return mention.column
        return None

    def _constant(self, segment: Segment) -> Label:
        """Return the value that gaps are filled with: what stands after "with" or "as"."""
        tokens = segment.clause.tokens
        for place in segment.place:
            if tokens[place].text.casefold() not in ("with", "by", "to", "as") or place + 1 >= segment.place.stop:
                continue
            after = place + 1
            while after + 1 < segment.place.stop and tokens[after].text.casefold() in CALLED:
                after += 1
            if tokens[after].kind == "number":
                return tokens[after].number
            if tokens[after].kind == "quoted":
                return tokens[after].text
            if tokens[after].text.casefold() in ("zero", "zeros", "zeroes"):
                return 0
            if tokens[after].text.casefold() == "unknown":
                return tokens[after].text
        return None

    # --- rows and columns -----------------------------------------------------------------------------

    def _duplicates(self, segment: Segment) -> Iterable[Cleaned]:
        texts = segment.texts
        ensured = "no" in texts and any(text in ("ensure", "ensuring", "sure") for text in texts)
        if not (segment.does("drop") or ensured or "deduplicate" in texts):
            return
        labels = () if "all" in texts else tuple(c.label for c in self._told_apart(segment))
        params: dict[str, Param] = {"columns": labels} if labels else {}
        yield Cleaned("duplicates", Piece("drop_duplicates", params, segment.places), labels)

    def _told_apart(self, segment: Segment) -> Sequence[ColumnProfile]:
        """Return the columns by which duplicates are told: up to the comma after which something else is asked."""
        said = next((said.place.stop for said in segment.topics if said.name == "duplicates"), segment.place.start)
        texts = {place: segment.clause.tokens[place].text.casefold() for place in segment.place}
        commas = (place for place, text in texts.items() if place > said and text == ",")
        asked = set(texts.values()) & (ASKING | {"then"})  # "duplicates first, then the rows with a missing a"
        end = next(commas, segment.place.stop) if asked else segment.place.stop
        named = {m.column.label for m in segment.clause.mentions if not m.is_value and m.place.start < end}
        return [column for column in segment.columns if column.label in named]

    def _columns(self, segment: Segment) -> Iterable[Cleaned]:
        """Read "drop the column X"; rows that are dropped are conditions."""
        asked = any(text in ("column", "columns") for text in segment.texts)
        conditions = [f for f in segment.clause.conditions if min(f.places) in segment.place]
        if MARKS & set(segment.texts):
            return  # "remove the percent sign of the column"
        if not segment.does("drop") or not asked or not segment.columns or conditions or "rows" in segment.texts:
            return
        labels = tuple(c.label for c in segment.columns)
        made = tuple(c.model_copy(update={"bindable": False}) for c in segment.columns)
        yield Cleaned("columns", Piece("drop_columns", {"columns": labels}, segment.places, made), labels)

    # --- outliers -------------------------------------------------------------------------------------

    def _outliers(self, segment: Segment) -> Iterable[Cleaned]:
        dropped, replaced = segment.does("drop") or self._is_without(segment), segment.does("fill")
        clipped = segment.does("clip")
        if not (dropped or replaced or clipped) or self._are_ignored(segment):
            return
        values = [c for c in segment.columns if can_be(c, "number")]
        values = values or [c for c in self.spoken.get("outliers", ()) if can_be(c, "number")]
        values = values or [c for c in segment.own if can_be(c, "number")]
        told = self.outliers.said and self.outliers.method == "z_score" and "median" not in segment.texts
        if replaced and not clipped and not told:
            return  # by what, or by which method, no recipe does
        method = self.outliers.method
        for value in values[:1] if len(values) == 1 else values:
            changed = value.model_copy(update={"distinct_exact": False, "values": (), "missing": value.missing})
            piece = outlier_piece(value, method, self.outliers.number, bool(replaced), bool(clipped), segment)
            yield Cleaned("outliers", replace(piece, columns=(changed,)), (value.label,), 2 if replaced else 1)

    def _is_without(self, segment: Segment) -> bool:
        """Return whether "without outliers" stands there."""
        for said in segment.topics:
            before = segment.clause.tokens[said.place.start - 1].text.casefold() if said.place.start else ""
            if said.name == "outliers" and before == "without":
                return True
        return False

    def _are_ignored(self, segment: Segment) -> bool:
        return any(said.name == "ignore" for said in segment.doing)

    # --- values ---------------------------------------------------------------------------------------

    def _changed(self, segment: Segment) -> Iterable[Cleaned]:
        if segment.does("convert") and (converted := list(self._converted(segment))):
            yield from converted
            return
        columns = segment.columns or ()
        if segment.does("rescale") is None and _is_to_unit(segment):
            for one in columns:
                if can_be(one, "number"):
                    yield Cleaned("rescale", in_place(one, scaled("rescale", one), segment), (one.label,), 1)
        for name, kind in (("log", "number"), ("scale", "number"), ("rescale", "number"), ("label", None)):
            said = segment.does(name)
            for one in columns if said else ():
                if kind is None or can_be(one, "number"):
                    how = "scale" if name == "rescale" and self._is_by_deviation(segment) else name
                    term = scaled(how, one, "population" in self.scaling)
                    yield Cleaned(how, in_place(one, term, segment), (one.label,), 1)
        if segment.does("encode") and columns:
            yield Cleaned("encode", encoded(columns, segment), tuple(c.label for c in columns))
        for name, recipe in (("strip", "tidy_text"), ("lower", "lower_case")):
            for one in columns if segment.does(name) else ():
                if one.kind in ("text", "category", "id"):
                    piece = Piece(recipe, {"column": one.label}, segment.places, (one,))
                    yield Cleaned(name, piece, (one.label,))

    def _is_by_deviation(self, segment: Segment) -> bool:
        """Return whether "normalize" is said of values that are put on the scale of their deviations."""
        plain = any(text.startswith("normali") for text in segment.texts) and "min" not in segment.texts
        return plain and "z_score" in self.scaling

    def _converted(self, segment: Segment) -> Iterable[Cleaned]:
        wanted = segment.said("conversions")
        if not wanted:
            return
        needs = {said.name for said in wanted}
        need = "duration" if "duration" in needs else "number" if "number" in needs else "datetime"
        for one in segment.columns:
            piece = conversion(one, need, segment.places)  # type: ignore[arg-type]
            if piece is None and need == "number" and one.kind in ("text", "category", "id") and one.parsed:
                made = one.model_copy(update={"kind": "number", "dtype": "float64", "values": ()})
                note = f"what is no number in {one.name} counts as missing"
                piece = Piece("to_number", {"column": one.label}, segment.places, (made,), (note,))
            if piece is None:
                self.noted |= segment.places  # it is so already
            else:
                yield Cleaned("conversion", piece, (one.label,), 1)


def _is_of_gaps(segment: Segment) -> bool:
    """Return whether a verb says itself that missing values are meant: "impute", "forward fill"."""
    directed = any(said.name in ("forward", "backward") for said in segment.said("fillers_of_gaps"))
    return directed or any(text.startswith(GAP_VERBS) for text in segment.texts)


def _is_to_unit(segment: Segment) -> bool:
    """Return whether values are scaled to lie from 0 to 1: "scale x to the interval from 0 to 1"."""
    texts = segment.texts
    return bool({"scale", "scaled", "scaling"} & set(texts)) and "0" in texts and "1" in texts
