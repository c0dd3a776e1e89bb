"""A full goal with one thing changed by spans of its text: statistic, columns, groups, rows, chart, order, limit."""

from collections.abc import Iterable, Iterator, Sequence

from aa_magics.model import ColumnProfile, Label
from aa_magics.offline.clauses import Clause
from aa_magics.offline.conditions import Found
from aa_magics.offline.following.reader import Reader, limits
from aa_magics.offline.following.words import ending, spots
from aa_magics.offline.grounding import is_year
from aa_magics.offline.lexicon import longest_phrase
from aa_magics.offline.mentions import Mention

ANY_CHART = "plot"
NUMBERS = frozenset(("number",))
Span = tuple[int, int]


class CannotChangeError(Exception):
    """What a follow-up asks for finds no place in the goal before; the text says why."""


class Rewriting:
    """A full goal that is changed step by step: `text` is what it has become."""

    def __init__(self, text: str, reader: Reader) -> None:
        self.text, self.reader = text, reader
        self.words, self.lexicon = reader.words, reader.lexicon

    @property
    def clauses(self) -> list[Clause]:
        return self.reader.clauses(self.text)

    @property
    def main(self) -> Clause:
        """The clause that asks for something to be measured or drawn, not for rows to be made ready."""
        clauses = self.clauses
        return next((clause for clause in clauses if self._measures(clause)), clauses[0])

    # --- statistics --------------------------------------------------------------------------------------

    def set_statistic(self, name: str, said: str, *, superlative: bool = False) -> None:
        """Ask for another statistic: in the place of that which there is, else before the columns."""
        standing = [
            (clause, spot) for clause in self.clauses for spot in self._statistics(clause, superlative=superlative)
        ]
        if superlative and not standing:
            superlative, said = False, name
            standing = [(clause, spot) for clause in self.clauses for spot in self._statistics(clause)]
        if name == "count" and not superlative:
            self._set_count()
        elif not standing:
            self._insert_statistic(said)
        else:
            self._replace_statistics(standing, said)

    def statistic_names(self) -> set[str]:
        """Return the statistics that the goal names."""
        kinds = (True, False)
        return {
            name
            for clause in self.clauses
            for end in kinds
            for name, _ in self.reader.statistic_spots(clause, superlative=end)
        }

    def _statistics(self, clause: Clause, *, superlative: bool = False) -> list[tuple[str, range]]:
        return self.reader.statistic_spots(clause, superlative=superlative)

    def _replace_statistics(self, standing: Sequence[tuple[Clause, tuple[str, range]]], said: str) -> None:
        counted = any(name == "count" for _, (name, _) in standing)
        if counted and not any(self.reader.values(clause) for clause, _ in standing):
            raise CannotChangeError(f"{said} of which column")
        names = {name for _, (name, _) in standing}
        if len(names) > 1:
            raise CannotChangeError(f"which of {' and '.join(sorted(names))} becomes {said}")
        self._replace([(_span(clause, spot), said) for clause, (_, spot) in standing])

    def _insert_statistic(self, said: str) -> None:
        clause = self.main
        values = [m for m in self.reader.values(clause) if m.column.kind in NUMBERS]
        if not values:
            raise CannotChangeError(f"{said} of which column")
        start = clause.tokens[values[0].place.start].start
        self._replace([((start, start), f"{said} ")])

    def _set_count(self) -> None:
        """Count rows instead of measuring columns."""
        clause = self.main
        found = self._statistics(clause)
        if any(name == "count" for name, _ in found):
            return
        values = [m.place for m in self.reader.values(clause)]
        places = [*(spot for _, spot in found), *values]
        if not places or not self.reader.groups(clause):
            raise CannotChangeError("a count of what")
        joined = range(min(p.start for p in places), max(p.stop for p in places))
        if any(set(group) & set(joined) for _, group in self.reader.groups(clause)):
            raise CannotChangeError("a count of what")
        self._replace([(_span(clause, joined), self.words.writing["count"])])

    def measure(self, statistic: str, column: str) -> None:
        """Ask for a statistic of a column where rows are counted."""
        clause = self.main
        counted = [spot for name, spot in self._statistics(clause) if name == "count"]
        stop = min([group.start for _, group in self.reader.groups(clause)] + [len(clause.tokens)])
        for found in clause.conditions:
            stop = min(stop, self._with_preposition(clause, found).start)
        self._replace([(_span(clause, range(counted[0].start, max(stop, counted[0].stop))), f"{statistic} {column}")])

    @property
    def counts(self) -> bool:
        """Whether the goal counts rows, and measures no column."""
        counted = any(name == "count" for name, _ in self._statistics(self.main))
        return counted and not any(m.column.kind in NUMBERS for m in self.reader.values(self.main))

    def set_share(self) -> None:
        """Ask for parts of the whole in the place of sums."""
        clause = self.main
        found = self._statistics(clause)
        if [name for name, _ in found] != ["sum"] or not self.reader.groups(clause):
            raise CannotChangeError("percentages of what: only a sum by groups, or a count, has parts of a whole")
        self._replace([(_span(clause, found[0][1]), self.words.total)])

    # --- columns -----------------------------------------------------------------------------------------

    def set_column(self, column: ColumnProfile, said: str, old: Label = None) -> None:
        """Ask the same of another column: it takes the place of the only one that is as it is, or of `old`."""
        labels = self._labels_like(column) if old is None else [old]
        labels = [label for label in labels if label != column.label] or labels
        if len(labels) != 1:
            among = " or ".join(str(label) for label in labels) or "nothing that it could replace"
            raise CannotChangeError(f"{said} in the place of {among}")
        if labels == [column.label]:
            return
        places = [
            _span(clause, m.place)
            for clause in self.clauses
            for m in clause.mentions
            if m.column.label == labels[0] and not m.is_value and not m.cue
        ]
        if not places:
            raise CannotChangeError(f"{said} in the place of {labels[0]}")
        self._replace([(place, said) for place in places])

    def add_column(self, column: ColumnProfile, said: str) -> None:
        """Ask the same of one more column."""
        clause = self.main
        values = self.reader.values(clause)
        like = [m for m in values if (m.column.kind in NUMBERS) == (column.kind in NUMBERS)]
        if any(m.column.label == column.label for m in values):
            return
        if not like:
            raise CannotChangeError(f"{said} beside which column")
        end = clause.tokens[like[-1].place.stop - 1].end
        self._replace([((end, end), f" and {said}")])

    def _labels_like(self, column: ColumnProfile) -> list[Label]:
        """Return the columns in whose place one can stand: those that are measured before those that group."""
        for listed in (self._values, self._groups):
            like = [m.column.label for m in listed() if (m.column.kind in NUMBERS) == (column.kind in NUMBERS)]
            if like:
                return list(dict.fromkeys(like))
        return []

    def _values(self) -> Iterator[Mention]:
        return (m for clause in self.clauses for m in self.reader.values(clause))

    def _groups(self) -> Iterator[Mention]:
        return (m for clause in self.clauses for m, _ in self.reader.groups(clause) if m and not m.cue)

    # --- groups ------------------------------------------------------------------------------------------

    def set_groups(self, said: str) -> None:
        """Ask by these groups, in the place of those that there are."""
        standing = [(clause, groups) for clause in self.clauses if (groups := self.reader.groups(clause))]
        if any(longest_phrase(self.words.questions, clause.tokens, groups[0][1].start) for clause, groups in standing):
            raise CannotChangeError(said)
        places = [_span(clause, range(groups[0][1].start, groups[-1][1].stop)) for clause, groups in standing]
        drawn = not self._charts().isdisjoint(self.words.timed)
        flowing = any(m and m.cue for _, groups in standing for m, _ in groups)
        timed = flowing or (drawn and self._is_timed(self.text))
        if not places or (timed and not self._is_timed(said)):
            self.append(said)
            return
        self._replace([(place, said) for place in places])

    def _is_timed(self, text: str) -> bool:
        groups = (group for clause in self.reader.clauses(text) for group in self.reader.groups(clause))
        return any(m is None or m.cue or m.column.kind == "datetime" or is_year(m.column) for m, _ in groups)

    def _charts(self) -> set[str]:
        """Return the charts that the goal names."""
        named = self.words.charts.items()
        return {name for c in self.clauses for name, phrases in named if spots(phrases, c.tokens, c.free)}

    def add_groups(self, said: str, bare: str) -> None:
        """Ask by these groups beside those that there are."""
        clause = self.main
        groups = self.reader.groups(clause)
        if not groups:
            self.append(said)
            return
        end = clause.tokens[groups[-1][1].stop - 1].end
        self._replace([((end, end), f" and {bare}")])

    # --- rows --------------------------------------------------------------------------------------------

    def set_condition(self, found: Found, said: str, added: str = "") -> None:
        """Ask of these rows only; a test of the same column gives way, unless the values are `added` to its own."""
        standing = [
            (clause, other)
            for clause in self.clauses
            for other in clause.conditions
            if (other.test.column, other.test.part) == (found.test.column, found.test.part)
        ]
        denied = found.test.comparison in ("!=", "not in")
        kept = [other for _, other in standing if other.test.comparison in ("==", "in", "between")]
        if denied and kept:
            raise CannotChangeError(f"{said}: the rows are chosen by {found.test.column} already")
        if denied or not standing:
            self.append(said)
            return
        if any(other.test == found.test for _, other in standing):
            return
        if added:
            ends = [
                (_span(clause, range(max(other.places), max(other.places) + 1))[1], added) for clause, other in standing
            ]
            self._replace([((end, end), f" and {more}") for end, more in ends])
            return
        self._replace([(_span(clause, self._with_preposition(clause, other)), said) for clause, other in standing])

    def prepare(self, how: str) -> None:
        """Ask for rows to be left out before anything else, by each column of numbers that is measured."""
        values = [m for m in self._values() if m.column.kind in NUMBERS]
        names = list(dict.fromkeys(_said(self.text, m, self.clauses) for m in values))
        if not names:
            raise CannotChangeError("which column")
        parts = [self.words.writing[how].format(column=name) for name in names]
        self.text = "".join(part for part in parts if part not in self.text) + self.text

    # --- charts ------------------------------------------------------------------------------------------

    def chart_texts(self, chart: str) -> list[str]:
        """Return how the goal may ask for this chart, the likeliest first."""
        if chart in self.words.spread:
            self._drop_statistic()
        charts = [p for name, listed in self.words.charts.items() if name != ANY_CHART for p in listed]
        drawn = [(clause, spot) for clause in self.clauses for spot in spots(charts, clause.tokens, clause.free)]
        if chart == ANY_CHART:
            return [self.text if self.draws else self.words.writing["plot"].format(goal=self._without_asking())]
        if drawn:
            clause, spot = drawn[-1]
            return [_replaced(self.text, [(_span(clause, spot), chart)])]
        ways = ("chart_after", "chart_before") if self.draws else ("chart_before", "chart_after")
        return [self.words.writing[way].format(chart=chart, goal=self._without_asking()) for way in ways]

    def _drop_statistic(self) -> None:
        clause = self.main
        places = [spot for name, spot in self._statistics(clause) if name != "count"]
        for spot in places[:1]:
            following = clause.tokens[spot.stop].start if spot.stop < len(clause.tokens) else len(self.text)
            self._replace([((clause.tokens[spot.start].start, following), "")])

    @property
    def draws(self) -> bool:
        """Whether the goal asks for a chart."""
        words = any(token.stem in self.lexicon.drawing for clause in self.clauses for token in clause.tokens)
        return words or bool(self._charts())

    def _without_asking(self) -> str:
        """Return the goal without what a question begins and ends with."""
        tokens = self.clauses[0].tokens
        start = longest_phrase(self.words.asking, tokens, 0) or 0
        return self.text[tokens[start].start if start < len(tokens) else 0 :].rstrip(" .?!")

    # --- order and limit ---------------------------------------------------------------------------------

    def set_order(self, said: str) -> None:
        phrases = [*self.lexicon.ascending, *self.lexicon.descending]
        places = [_span(c, spot) for c in self.clauses for spot in spots(phrases, c.tokens, c.free)]
        self._replace([(place, said) for place in places]) if places else self.append(said)

    def set_limit(self, said: str) -> None:
        places = [_span(clause, spot) for clause in self.clauses for spot in limits(clause, self.reader)]
        self._replace([(place, said) for place in places]) if places else self.append(said)

    def append(self, said: str) -> None:
        """Put words at the end of what the main clause says."""
        end = self.main.tokens[-1].end
        end = next((t.start for t in self.main.tokens if t.text in ("?", "!", ";")), end)
        self._replace([((end, end), f" {said}")])

    # --- shared ------------------------------------------------------------------------------------------

    def _replace(self, changes: Iterable[tuple[Span, str]]) -> None:
        self.text = _replaced(self.text, list(changes))

    def _measures(self, clause: Clause) -> bool:
        prepares = any(spots([*self.words.outliers, *self.words.gaps], clause.tokens, range(len(clause.tokens))))
        first = next((t for t in clause.tokens if t.kind == "word"), None)
        verb = first is not None and (first.stem,) in self.words.leading
        return not prepares and not verb and bool(clause.columns or clause.conditions or self._statistics(clause))

    def _with_preposition(self, clause: Clause, found: Found) -> range:
        """Return the places of a condition, from the preposition or negation before it on."""
        start, stop = min(found.places), max(found.places) + 1
        phrases = [*self.words.prepositions, *self.lexicon.negations]
        while (before := ending(phrases, clause.tokens, start)) is not None and before < start:
            start = before
        return range(start, stop)


def _said(text: str, mention: Mention, clauses: Sequence[Clause]) -> str:
    clause = next(clause for clause in clauses if mention in clause.mentions)
    start, stop = _span(clause, mention.place)
    return text[start:stop]


def _span(clause: Clause, places: range) -> Span:
    return clause.tokens[places.start].start, clause.tokens[places.stop - 1].end


def _replaced(text: str, changes: Sequence[tuple[Span, str]]) -> str:
    for (start, stop), said in sorted(changes, reverse=True):
        text = text[:start] + said + text[stop:]
    return text
