"""Formulas as a goal writes them, in symbols or in words, read into Formula values."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import get_args

from aa_magics.model import ColumnProfile, Formula, Label, Operation, Param, Running
from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import is_year
from aa_magics.offline.preparing.converting import can_be
from aa_magics.offline.preparing.formula_items import Item, items_of
from aa_magics.offline.preparing.words import said_at, stems
from aa_magics.offline.text import name_words, stem
from aa_magics.recipes.formulas import columns_of

SUMMARIES = frozenset(("mean", "median", "sum", "min", "max", "std"))
BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
MOST_WORDS = 3
"""Unknown words that may stand between the parts of a formula."""

Term = Formula | int | float


@dataclass(frozen=True)
class Bins:
    """Classes that the values of a column are put into: the recipe, its settings, and what the classes are called."""

    recipe: str
    value: Label
    settings: tuple[tuple[str, Param], ...]
    labels: tuple[Label, ...]
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """A formula that stands in a clause: its tokens, and whether symbols say it, which is more exact than words.

    `name` is what it is called where the goal gives it no name.
    """

    formula: Formula | Bins
    place: range
    symbols: bool = False
    name: str | None = None


def column(label: Label) -> Formula:
    """Return the formula that is a column itself."""
    return Formula(operation="column", operands=(label,))


def formula(operation: Operation, *operands: Formula | Label) -> Formula:
    """Return the formula of an operation."""
    return Formula(operation=operation, operands=operands)


def formulas_in(clause: Clause, creating: bool) -> list[Written]:
    """Return the formulas that a clause writes, none overlapping; `creating` says that it asks for a column."""
    parser = _Parser(items_of(clause, creating), clause)
    found: list[Written] = []
    place = 0
    while place < len(parser.items):
        written = parser.written_at(place)
        if written and columns_in(written.formula):
            found.append(written)
            place = next((i for i, item in enumerate(parser.items) if item.place.start >= written.place.stop), 10**6)
        else:
            place += 1
    return found


def columns_in(term: Formula | Bins | Label) -> tuple[Label, ...]:
    """Return the labels of the columns of a formula, each once."""
    if isinstance(term, Bins):
        return (term.value,)
    if not isinstance(term, Formula):
        return ()
    if term.operation == "column":
        label = term.operands[0]
        return () if isinstance(label, Formula) else (label,)
    return tuple(dict.fromkeys(label for operand in term.operands for label in columns_in(operand)))


def has_ratio(term: Formula | Bins | Label) -> bool:
    """Return whether a formula is a ratio at its top, not yet times a hundred."""
    return isinstance(term, Formula) and term.operation in ("/", "pct_change")


class _Parser:
    """Reads items from a place on; every method returns what it read and the place after it, or None."""

    def __init__(self, items: Sequence[Item], clause: Clause) -> None:
        self.items, self.clause = items, clause

    def written_at(self, place: int) -> Written | None:
        """Return the formula that begins at an item, if more than a column stands there."""
        item = self.items[place]
        if item.kind == "pair":
            read = self._pair(place)
        elif item.kind == "function" and item.value in SUMMARIES and not self._is_called(place):
            return None  # "the mean of": what is done to a column, not a part of one
        elif self._is_of_each_row(item):
            return None
        elif item.kind in ("column", "open", "function", "number"):
            read = self._expression(place, 0)
        else:
            return None
        if read is None or not isinstance(read[0], Formula) or not self._is_meant(place, read[0], read[1]):
            return None
        place_of = range(item.place.start, self.items[read[1] - 1].place.stop)
        between = self.items[place : read[1]]
        symbols = any(i.kind == "operator" and i.place.stop - i.place.start <= 2 for i in between)
        marked = symbols and any(
            self.clause.tokens[i.place.start].kind == "mark" for i in between if i.kind == "operator"
        )
        said = [self.clause.tokens[spot].text for spot in place_of]
        name = " ".join(said) if "per" in said and all(word.isalpha() for word in said) else None
        return Written(_simplified(read[0]), place_of, marked, name)

    def _is_meant(self, start: int, read: Formula, stop: int) -> bool:
        """Return whether this is a formula to a reader too: no hyphen or slash between words that only list."""
        if read.operation == "column" or (read.operation in SUMMARIES and read.operation != "sum"):
            return False
        if read.operation in ("sum", "shift", *SUMMARIES):
            return False
        if read.operation in ("/", "-") and len(read.operands) == 2 and read.operands[0] == read.operands[1]:
            return False
        inner = self.items[start:stop]
        if any(said_at("quantiles", self.clause.tokens, i.place.start) for i in inner):
            return False  # the bounds of outliers
        doubtful = [i for i in inner if i.kind == "operator" and not i.sure]
        exact = all(i.sure for i in inner if i.kind == "column")
        slashed = all(i.value != "-" for i in doubtful)
        return not doubtful or (exact and slashed) or any(i.kind == "open" for i in inner)

    def _expression(self, place: int, least: int) -> tuple[Term, int] | None:
        read = self._operand(place)
        if read is None:
            return None
        term, place = read
        while True:
            ahead = self._skip(place)
            if ahead >= len(self.items) or self.items[ahead].kind != "operator":
                return term, place
            operator = self.items[ahead].value
            if BINDS[operator] < least:
                return term, place
            right = self._expression(ahead + 1, BINDS[operator] + (operator != "**"))
            if right is None:
                return term, place
            term, place = Formula(operation=operator, operands=(term, right[0])), right[1]

    def _operand(self, place: int) -> tuple[Term, int] | None:
        place = self._skip(place)
        if place >= len(self.items):
            return None
        item = self.items[place]
        match item.kind:
            case "number":
                return item.value, place + 1
            case "column":
                assert isinstance(item.value, ColumnProfile)
                if not can_be(item.value, "number"):
                    return None
                return self._postfix(column(item.value.label), self._past_gloss(place + 1))
            case "open":
                return self._group(place)
            case "pair":
                return self._pair(place)
            case "function":
                return self._function(place)
            case "operator" if item.value == "-" and place + 1 < len(self.items):
                following = self.items[place + 1]
                return (-following.value, place + 2) if following.kind == "number" else None
            case "previous" | "current":
                read = self._operand(place + 1)
                if read is None or not isinstance(read[0], Formula):
                    return None
                return (formula("shift", read[0]) if item.kind == "previous" else read[0]), read[1]
            case _:
                return None

    def _is_called(self, place: int) -> bool:
        return place + 1 < len(self.items) and self.items[place + 1].kind == "open"

    def _group(self, place: int) -> tuple[Term, int] | None:
        read = self._expression(place + 1, 0)
        if read is None:
            return None
        end = self._skip(read[1])
        if end >= len(self.items) or self.items[end].kind != "close":
            return None
        return self._postfix(read[0], end + 1)

    def _function(self, place: int) -> tuple[Term, int] | None:
        name, after = self.items[place].value, place + 1
        if after >= len(self.items):
            return None
        following = self.items[after]
        called = following.kind == "open" or self.clause.tokens[following.place.start].stem == "of"
        if name in SUMMARIES and not called:
            return self._operand(after) if self._is_of_name(name, after) else None
        read = self._group(after) if following.kind == "open" else self._operand(after)
        if read is None or not isinstance(read[0], Formula):
            return None
        years = {c.label for item in self.items if isinstance(c := item.value, ColumnProfile) and is_year(c)}
        if name in get_args(Running) and years & set(columns_of(read[0])):
            return None  # "the change from 2018 to 2019" is one of something else
        if name == "square":
            return formula("**", read[0], 2), read[1]
        return Formula(operation=name, operands=(read[0],)), read[1]

    def _is_of_name(self, name: str, place: int) -> bool:
        """Return whether a word such as "average" belongs to the name of the column after it."""
        ahead = self._skip(place)
        if ahead >= len(self.items) or self.items[ahead].kind != "column":
            return False
        known = {words[0] for words in self.clause.lexicon.settings.get(name, ()) if len(words) == 1}
        return bool(known & set(map(stem, name_words(self.items[ahead].value.name))))

    def _postfix(self, term: Term, place: int) -> tuple[Term, int]:
        ahead = self._skip(place)
        if ahead < len(self.items):
            match self.items[ahead].kind:
                case "power":
                    return formula("**", term, self.items[ahead].value), ahead + 1
                case "previous" if isinstance(term, Formula):
                    return formula("shift", term), ahead + 1
                case "current":
                    return term, ahead + 1
        return term, place

    def _pair(self, place: int) -> tuple[Term, int] | None:
        """Read "sum of a, b and c", "ratio of a to b", "subtract a from b"."""
        name, terms = self.items[place].value, []
        read = self._operand(place + 1)
        while read is not None:
            term, place = read
            terms.append(term)
            joint = self._joint(place, name)
            more = joint is not None and (len(terms) < 2 or name in ("+", "*", "mean"))
            read = self._operand(joint) if more and joint is not None else None
        if len(terms) < 2:
            return None
        if name == "mean":
            return formula("/", reduce(lambda a, b: formula("+", a, b), terms), len(terms)), place
        if name == "from":
            return formula("-", terms[1], terms[0]), place
        return reduce(lambda a, b: Formula(operation=name, operands=(a, b)), terms), place

    def _joint(self, place: int, name: str) -> int | None:
        """Return the place after what joins two operands, or None where no more follows."""
        ahead = self._skip(place)
        joined = False
        while ahead < len(self.items) and self.items[ahead].kind == "joint":
            joined, ahead = True, ahead + 1
            ahead = self._skip(ahead)
        return ahead if joined else None

    def _past_gloss(self, place: int) -> int:
        """Return the place after "(WINDSPEED)" where it only says a column's name once more, or its unit."""
        if place >= len(self.items) or self.items[place].kind != "open":
            return place
        for end in range(place + 1, min(place + 6, len(self.items))):
            if self.items[end].kind == "close":
                return end + 1
            if self.items[end].kind in ("operator", "number", "function"):
                return place
        return place

    def _skip(self, place: int) -> int:
        """Return the next place that is no filler, past a few unknown words."""
        words = 0
        while place < len(self.items):
            item = self.items[place]
            if item.kind == "word" and words < MOST_WORDS and item.value not in stems("creating"):
                words += 1
            elif item.kind != "filler" and not self._is_of_each_row(item):
                return place
            place += 1
        return place

    def _is_of_each_row(self, item: Item) -> bool:
        """Return whether a word only says what the rows are: "the price of each laptop" beside `laptop_id`."""
        before = self.clause.tokens[item.place.start - 1].text.casefold() if item.place.start else ""
        return item.kind == "column" and not item.sure and before in ("each", "every")


def _simplified(term: Formula) -> Formula:
    """Return a formula with the change from the row before written as pandas has it."""
    operands = tuple(_simplified(o) if isinstance(o, Formula) else o for o in term.operands)
    term = term.model_copy(update={"operands": operands})
    first, second = (*operands, None, None)[:2]
    if term.operation == "-" and isinstance(first, Formula) and second == formula("shift", first):
        return formula("change", first)
    if term.operation == "/" and isinstance(first, Formula) and first.operation == "change":
        base = first.operands[0]
        if isinstance(base, Formula) and second == formula("shift", base):
            return formula("pct_change", base)
    if term.operation == "-" and second == 1 and isinstance(first, Formula) and first.operation == "/":
        base = first.operands[0]
        if isinstance(base, Formula) and first.operands[1] == formula("shift", base):
            return formula("pct_change", base)
    return term
