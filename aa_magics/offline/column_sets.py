"""Which words of a goal name several columns at once: `Q12_*`, "Q3 to Q9", "the stress items"."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aa_magics.model import ColumnProfile
from aa_magics.offline.text import Token, name_words, stem

LONGEST = 6  # tokens of a name
FEWEST = 2
FEWEST_OF_SERIES = 3
NUMBERED = re.compile(r"(.*?)[\W_]*(\d+)")


class ColumnSet(NamedTuple):
    """Columns that the tokens of `place` name together."""

    place: range
    columns: tuple[ColumnProfile, ...]


def column_sets(tokens: Sequence[Token], columns: Sequence[ColumnProfile], means: frozenset[str]) -> list[ColumnSet]:
    """Return the sets that `tokens` name, none overlapping another; `means` are stems that are no part of a name."""
    names = _Names(columns, means)
    found: list[ColumnSet] = []
    place = 0
    while place < len(tokens):
        here = max(names.at(tokens, place), key=lambda one: len(one.place), default=None)
        if here:
            found.append(here)
        place = here.place.stop if here else place + 1
    return found


class _Names:
    """The names of columns, by what several have in common."""

    def __init__(self, columns: Sequence[ColumnProfile], means: frozenset[str]) -> None:
        self.columns, self.means = columns, means
        self.joined = {"".join(name_words(column.name)): column for column in columns}
        self.series: defaultdict[str, dict[int, ColumnProfile]] = defaultdict(dict)
        for column in columns:
            if numbered := NUMBERED.fullmatch(column.name):
                self.series["".join(name_words(numbered[1]))][int(numbered[2])] = column

    def at(self, tokens: Sequence[Token], first: int) -> Iterator[ColumnSet]:
        """Yield the sets that tokens from `first` on may name."""
        yield from self._pattern(tokens, first)
        if tokens[first].kind == "mark":
            return
        yield from self._reach(tokens, first)
        yield from self._items(tokens, first)
        yield from self._money(tokens, first)

    def _pattern(self, tokens: Sequence[Token], first: int) -> Iterator[ColumnSet]:
        """Yield what a name with a star stands for, written without spaces."""
        stop = first + 1
        while stop < len(tokens) and tokens[stop].start == tokens[stop - 1].end:
            stop += 1
        text = "".join(token.text for token in tokens[first:stop]).rstrip(".,;?!").casefold()
        if (text.endswith("*") or text.startswith("*")) and text.strip("*"):
            found = tuple(column for column in self.columns if fnmatchcase(column.name.casefold(), text))
            if found:
                yield ColumnSet(range(first, stop), found)

    def _reach(self, tokens: Sequence[Token], first: int) -> Iterator[ColumnSet]:
        """Yield the columns from one to another of the same series, as in "Q3 to Q9" and "Q12_1-6"."""
        for middle in range(first + 1, min(first + LONGEST, len(tokens))):
            start = self._named(tokens[first:middle])
            if start is None or tokens[middle].text.casefold() not in words()["through"]:
                continue
            for stop in range(middle + 2, min(middle + 2 + LONGEST, len(tokens) + 1)):
                last = self._named(tokens[middle + 1 : stop])
                number = tokens[middle + 1].text if stop == middle + 2 else ""
                ends = start[1], last[1] if last else int(number) if number.isdecimal() else -1
                if (last is None or last[0] == start[0]) and ends[0] < ends[1]:
                    found = (column for n, column in sorted(self.series[start[0]].items()) if ends[0] <= n <= ends[1])
                    yield ColumnSet(range(first, stop), tuple(found))

    def _named(self, tokens: Sequence[Token]) -> tuple[str, int] | None:
        """Return the series and the number of the column that tokens name."""
        column = self.joined.get("".join(token.text.casefold() for token in tokens if token.kind != "mark"))
        numbered = NUMBERED.fullmatch(column.name) if column and tokens[-1].kind != "mark" else None
        return ("".join(name_words(numbered[1])), int(numbered[2])) if numbered else None

    def _items(self, tokens: Sequence[Token], first: int) -> Iterator[ColumnSet]:
        """Yield the columns whose names begin so: "stress items", "the Q12 scale", and "Q12" where it is a series."""
        for stop in range(first + 1, min(first + LONGEST, len(tokens)) + 1):
            said = [token for token in tokens[first:stop] if token.kind != "mark"]
            if tokens[stop - 1].kind == "mark" or any(t.kind == "mark" and t.text != "_" for t in tokens[first:stop]):
                continue
            key = "".join(token.text.casefold() for token in said)
            if key in self.joined:
                continue
            following = tokens[stop].text.casefold() if stop < len(tokens) else ""
            if following in words()["items"] and not self._is_common(said):
                found = tuple(c for c in self.columns if _begins(name_words(c.name), said))
                if len(found) >= FEWEST:
                    yield ColumnSet(range(first, stop + 1), found)
            elif len(self.series.get(key, ())) >= FEWEST_OF_SERIES and self._is_alone(tokens, first, stop):
                found = tuple(column for _, column in sorted(self.series[key].items()))
                yield ColumnSet(range(first, stop), found)

    def _is_alone(self, tokens: Sequence[Token], first: int, stop: int) -> bool:
        """Return whether words name a series by themselves, and are no part of a longer name."""
        numbered = stop < len(tokens) and tokens[stop].kind == "number"
        cut = numbered or _goes_on(tokens, first) or _goes_on(tokens, stop)
        return not cut and not self._is_common([token for token in tokens[first:stop] if token.kind != "mark"])

    def _is_common(self, said: Sequence[Token]) -> bool:
        """Return whether words mean something else, and are no name such as Q12."""
        return not any(token.text.isdecimal() for token in said) and any(token.stem in self.means for token in said)

    def _money(self, tokens: Sequence[Token], first: int) -> Iterator[ColumnSet]:
        """Yield the columns that hold money, by their name or by what their text reads as."""
        following = tokens[first + 1].text.casefold() if first + 1 < len(tokens) else ""
        if tokens[first].text.casefold() in words()["money"] and following in words()["columns"]:
            found = tuple(column for column in self.columns if is_money(column))
            if found:
                yield ColumnSet(range(first, first + 2), found)


def is_money(column: ColumnProfile) -> bool:
    """Return whether a column holds money, by its name."""
    numeric = column.kind == "number" or (column.reads_as is not None and column.reads_as.what == "number")
    return numeric and bool({stem(word) for word in name_words(column.name)} & money_names())


@cache
def money_names() -> frozenset[str]:
    """Return the stems of words that names of amounts of money have."""
    return frozenset(map(stem, words()["money_names"]))


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Return the words of `lexicon/topics_en.toml` about sets of columns."""
    text = (files("aa_magics.offline") / "lexicon" / "topics_en.toml").read_text(encoding="utf-8")
    return {name: frozenset(listed) for name, listed in tomllib.loads(text)["sets"].items()}


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Return whether what stands before a place and what stands there is written as one word."""
    if not 0 < place < len(tokens) or tokens[place].start != tokens[place - 1].end:
        return False
    return tokens[place].kind != "mark" or tokens[place].text == "_"


def _begins(name: Sequence[str], said: Sequence[Token]) -> bool:
    """Return whether a name begins with words, and goes on."""
    begun = list(map(stem, name[: len(said)])) == [token.stem for token in said]
    return begun and len(name) > len(said)
