"""Rows compared with their own other columns, or with what is usual: "more gold than silver", "above the median"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aa_magics.model import Comparison, Formula, Label, Operation, Test
from aa_magics.offline.lexicon import Lexicon, longest_phrase, phrase_end
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import Token

SYMBOLS: dict[str, Comparison] = {">": ">", "<": "<", ">=": ">=", "<=": "<="}
COMPARED: tuple[Comparison, ...] = (">=", "<=", ">", "<")
REACH = 3  # tokens between a comparison and the column that it is about

Against = tuple[Test, range, tuple[Mention, ...]]
"""A test, the tokens that say it, and the columns that it is about."""


@dataclass(frozen=True)
class AgainstReader:
    """Reads the tests of one clause that compare a column with no value of the goal."""

    tokens: Sequence[Token]
    columns: Sequence[Mention]
    lexicon: Lexicon

    def read(self) -> Iterator[Against]:
        for place in range(len(self.tokens)):
            found = self._more_than(place) or self._compared(place) or self._share(place)
            if found:
                yield found

    def _compared(self, place: int) -> Against | None:
        comparison, stop = self._comparison_at(place)
        if comparison is None:
            return None
        left, after = self._left_of(place), self._past(stop)
        if right := self._at(after):
            if left is None or not _alike(left, right) or not self._may_compare(left, place, stop):
                return None
            return _test(left, comparison, _column(right)), range(place, right.place.stop), (left, right)
        return None if self._stands("taking", place) == stop else self._with_usual(left, comparison, place, after)

    def _may_compare(self, left: Mention, place: int, stop: int) -> bool:
        """Return whether the words of a comparison say something of two columns: "over" is said of ratios too."""
        said = {words for words in ("times", "only_values") if self._stands(words, place) == stop}
        return "only_values" not in said and (left.column.kind == "datetime" or "times" not in said)

    def _stands(self, words: str, place: int) -> int | None:
        return longest_phrase(self.lexicon.against[words], self.tokens, place)

    def _with_usual(self, left: Mention | None, comparison: Comparison, place: int, after: int) -> Against | None:
        """Read "above the average", "above average tip", "over its 90th percentile"."""
        usual, stop = self._usual_at(after)
        if usual is None or self._stands("asking", 0):
            return None  # "is the tip above average on Sundays?" is about no row
        of = self.tokens[stop].text == "of" if stop < len(self.tokens) else False
        named = self._at(self._past(stop))
        column = named if named and (left is None or named.column.label == left.column.label or not of) else left
        if column is None or column.column.kind != "number":
            return None
        stop = named.place.stop if named and (column is named or of) else stop
        mentions = tuple(m for m in (left, named) if m and m.column.label == column.column.label)
        about = named if of and named and left else column
        against = _usual(about, *usual)
        if (group := self._group_at(stop)) and usual[0] != "quantile":
            stop, by = group.place.stop, group.column.label
            against, mentions = Formula(operation="within", operands=(against, by)), (*mentions, group)
        return _test(column, comparison, against), range(place, stop), mentions

    def _group_at(self, place: int) -> Mention | None:
        """Return the column whose groups a statistic is taken in: "above the mean price of their city"."""
        if place >= len(self.tokens) or self.tokens[place].text.casefold() not in ("of", "for", "in", "within"):
            return None
        while place < len(self.tokens) and (self._stands("articles", place) or self._stands("own", place)):
            place += 1
        group = self._at(place)
        return group if group and group.column.kind in ("category", "boolean") else None

    def _more_than(self, place: int) -> Against | None:
        """Read "more gold than silver" and "Joly more votes than Coderre"."""
        comparison: Comparison | None = (
            ">" if self._stands("more", place) else "<" if self._stands("fewer", place) else None
        )
        than = next((p for p in range(place + 2, min(place + 5, len(self.tokens))) if self.tokens[p].text == "than"), 0)
        if comparison is None or not than:
            return None
        right = self._at(self._past(than + 1))
        left = next((m for m in self.columns if m.place.start == place + 1 and m.place.stop == than), None)
        left = left or (self._left_of(place) if than == place + 2 else None)
        if left is None or right is None or left.column.kind != "number" or not _alike(left, right):
            return None
        return _test(left, comparison, _column(right)), range(place, right.place.stop), (left, right)

    def _share(self, place: int) -> Against | None:
        """Read "top 10 percent of rows by tip" and "bottom quartile of tip" as a comparison with a quantile."""
        side = next((end for end, words in self.lexicon.ends.items() if (self.tokens[place].stem,) in words), None)
        share, stop = self._share_at(place + 1)
        if side is None or share is None:
            return None
        column = self._at(self._past(stop))
        if column is None or column.column.kind != "number":
            return None
        quantile = round(1 - share, 6) if side == "top" else share
        comparison: Comparison = ">=" if side == "top" else "<="
        test = _test(column, comparison, _usual(column, "quantile", quantile))
        return test, range(place, column.place.stop), (column,)

    def _share_at(self, place: int) -> tuple[float | None, int]:
        """Return the share of rows that a number of percent, or a word like "decile", stands for, and where it ends."""
        if place >= len(self.tokens):
            return None, place
        token = self.tokens[place]
        if token.stem in self.lexicon.parts:
            return round(1 / self.lexicon.parts[token.stem], 6), place + 1
        stop = self._stands("percent", place + 1)
        if stop and token.kind == "number" and 0 < token.number < 100:
            return token.number / 100, stop
        return None, place

    def _usual_at(self, place: int) -> tuple[tuple[Operation, float | None] | None, int]:
        """Return the statistic that stands at `place`, with the quantile of a percentile, and where it ends."""
        for name in ("mean", "median"):
            for words in self.lexicon.settings[name]:
                if end := phrase_end(words, self.tokens, place):
                    return (name, None), end
        if (percentile := self._percentile_at(place)) is not None:
            return ("quantile", percentile[0]), percentile[1]
        return None, place

    def _percentile_at(self, place: int) -> tuple[float, int] | None:
        said = self.tokens[place : place + 3]
        digits = "".join(c for c in said[0].text if c.isdigit()) if said else ""
        if not digits or not 0 < int(digits) < 100:
            return None
        stop = next((end for spot in (place + 1, place + 2) if (end := self._stands("percentile", spot))), None)
        return (int(digits) / 100, stop) if stop else None

    def _comparison_at(self, place: int) -> tuple[Comparison | None, int]:
        symbol = "".join(token.text for token in self.tokens[place : place + 2])
        for length in (2, 1):
            if symbol[:length] in SYMBOLS and self.tokens[place].text in "<>":
                return SYMBOLS[symbol[:length]], place + length
        ends = [
            (end, comparison)
            for comparison in COMPARED
            for words in self.lexicon.comparisons[comparison]
            if (end := phrase_end(words, self.tokens, place))
        ]
        return (max(ends)[1], max(ends)[0]) if ends else (None, place)

    def _left_of(self, place: int) -> Mention | None:
        near = [m for m in self.columns if 0 <= place - m.place.stop <= REACH]
        return max(near, key=lambda m: m.place.stop, default=None)

    def _at(self, place: int) -> Mention | None:
        return next((m for m in self.columns if m.place.start == place), None)

    def _past(self, place: int) -> int:
        """Return the first place at or after `place` where no article or the like stands."""
        while place < len(self.tokens) and self._stands("articles", place):
            place += 1
        return place


def _alike(one: Mention, other: Mention) -> bool:
    return one.column.kind == other.column.kind in ("number", "datetime") and one.column.label != other.column.label


def _test(left: Mention, comparison: Comparison, against: Formula) -> Test:
    return Test(column=left.column.label, comparison=comparison, against=against)


def _column(mention: Mention) -> Formula:
    return Formula(operation="column", operands=(mention.column.label,))


def _usual(mention: Mention, operation: Operation, quantile: float | None) -> Formula:
    operands: tuple[Formula | Label, ...] = (_column(mention),) if quantile is None else (_column(mention), quantile)
    return Formula(operation=operation, operands=operands)
