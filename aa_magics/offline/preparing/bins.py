"""Values put into classes: "0-12 is 'child'", "into quartiles", "above the median", "1 if x > 5 else 0"."""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aa_magics.model import ColumnProfile, Condition, FrameProfile, Label, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import longest_phrase
from aa_magics.offline.mentions import Mention
from aa_magics.offline.preparing.converting import can_be
from aa_magics.offline.preparing.formulas import Bins, Written
from aa_magics.offline.preparing.naming import labels_told
from aa_magics.offline.preparing.words import numbers, said_written, written, written_at
from aa_magics.offline.text import name_words

SYMBOLS = {"<": "<", ">": ">", "<=": "<=", ">=": ">="}
OPPOSITE = {"<=": ">", ">=": "<"}
LETTERS = ("Q", "D")
JOINING = frozenset(("and", "or", "then", "the", "as", "others"))
MOST_OF_LABEL = 3  # words
UNDER = frozenset(("below", "under"))
EQUAL_WIDTH = re.compile(r"\bequal(?:ly)?[ -](?:width|wide|spaced)", re.IGNORECASE)
LISTED = 3  # ranges that need no labels


@dataclass(frozen=True)
class Range:
    """Numbers from `low` to `high`, each taken in or not, and the tokens that say so."""

    low: float
    high: float
    low_in: bool
    high_in: bool
    place: range


def classes(clause: Clause) -> list[int]:
    """Return where the verbs of a clause stand that ask for classes: "categorize", "group"."""
    return [said.place.start for said in said_written("classing", clause) if said.name == "verbs"]


def bins_in(
    clause: Clause, creating: bool, names: Sequence[range], profile: FrameProfile, awaited: bool = False
) -> list[Written]:
    """Return the classes that a clause asks for; `names` are the places of the columns' names, which are no labels.

    `awaited`: a clause before asks for classes and tells none.
    """
    if not creating and not awaited and not classes(clause):
        return []
    taken = {place for one in names for place in one}
    clause = _with_column(clause, names, profile)
    sized = (_widths, _quantiles) if EQUAL_WIDTH.search(clause.text) else (_quantiles, _widths)
    for reader in (_ranges, _averages, *sized, _flags):
        if found := list(reader(clause, creating, taken)):
            return [replace(one, place=_widened(clause, one.place)) for one in found]
    return []


def _with_column(clause: Clause, names: Sequence[range], profile: FrameProfile) -> Clause:
    """Return a clause that names no column of numbers with the one that the new name speaks of: Age in "Age Group"."""
    if any(not m.is_value and can_be(m.column, "number") for m in clause.mentions):
        return clause
    for place in names:
        words = {word for p in place for word in name_words(clause.tokens[p].text)}
        meant = [c for c in profile.columns if c.bindable and can_be(c, "number") and words >= set(name_words(c.name))]
        if len(meant) == 1:
            return replace(
                clause, mentions=[*clause.mentions, Mention(range(place.stop - 1, place.stop), meant[0], "part")]
            )
    return clause


def _widened(clause: Clause, place: range) -> range:
    """Return the tokens of classes with the verb before them and the words that end them."""
    start, stop = _asked(clause, place.start), place.stop
    while stop < len(clause.tokens) and clause.tokens[stop].text.casefold() in (")", "otherwise"):
        stop += 1
    return range(start, stop)


def _ranges(clause: Clause, creating: bool, taken: set[int]) -> Iterator[Written]:
    """Read two ranges or more, each beside its label."""
    found: list[Range] = []
    place = 0
    while place < len(clause.tokens):
        one = _range_at(clause, place) if place not in taken else None
        found += [one] if one else []
        place = one.place.stop if one else place + 1
    labels = _labels(clause, found, taken) or _ranges_themselves(clause, found)
    value = _value(clause, found[0].place.start if found else 0)
    if len(found) < 2 or labels is None or value is None:
        return
    pairs = sorted(zip(found, labels, strict=True), key=lambda pair: pair[0].low)
    edges = _edges([one for one, _ in pairs], _is_whole(value))
    if edges is None:
        return
    points, right, unsure = edges
    texts = tuple(_spelt(clause, place) for _, place in pairs)
    notes = (f"a value at the edge of two classes of {value.name} belongs to the lower one",) if unsure else ()
    settings: tuple[tuple[str, Param], ...] = (("edges", points), ("labels", texts))
    settings += (("right", True),) if right else ()
    places = [p for one in (*(one.place for one in found), *labels) for p in one]
    yield Written(Bins("label_ranges", value.label, settings, texts, notes), range(min(places), max(places) + 1), True)


def _range_at(clause: Clause, place: int) -> Range | None:
    tokens = clause.tokens
    token = tokens[place]
    if token.text in "<>" and token.kind == "mark":
        symbol = token.text + ("=" if place + 1 < len(tokens) and tokens[place + 1].text == "=" else "")
        return _compared(clause, symbol, place, place + len(symbol))
    if token.text.casefold() in ("from", "between") and (inner := _between(clause, place + 1)):
        return replace(inner, place=range(place, inner.place.stop))
    for comparison, phrases in clause.lexicon.comparisons.items():
        if comparison in ("<", "<=", ">", ">=") and (end := longest_phrase(phrases, tokens, place)):
            longer = clause.lexicon.comparisons
            best = max(((longest_phrase(longer[c], tokens, place) or 0), c) for c in ("<", "<=", ">", ">="))
            if best[0] == end and (compared := _compared(clause, best[1], place, end)):
                return compared
    if token.kind != "number" or any(place in m.place for m in clause.mentions if not m.is_value):
        return None
    if between := _between(clause, place) or _around(clause, place):
        return between
    after = _past_units(clause, place + 1)
    for comparison, phrases in clause.lexicon.trailing_comparisons.items():
        if end := longest_phrase(phrases, tokens, after):
            upward = comparison == ">="
            low, high = (token.number, math.inf) if upward else (-math.inf, token.number)
            return Range(low, high, upward, not upward, range(place, end))
    if place and tokens[place - 1].text.casefold() in ("is", "equals", "exactly"):
        return Range(token.number, token.number, True, True, range(place, after))  # "middle if it is 6"
    return None


def _between(clause: Clause, place: int) -> Range | None:
    """Return the range of two numbers that begins at `place`: "30-44", "1 to 5 years"."""
    tokens = clause.tokens
    after = _past_units(clause, place + 1)
    if after + 1 >= len(tokens) or tokens[place].kind != "number":
        return None
    last = _past_units(clause, after + (tokens[after].text.casefold() == "up") + 1)
    ends = last < len(tokens) and tokens[last].text.casefold() in UNDER
    upto = ends and tokens[after].text.casefold() in ("to", "and")
    last = last + 1 if upto and last + 1 < len(tokens) else last
    joined = upto or tokens[last - 1].text.casefold() in ("-", "–", "—", "to", "and", "through")
    if joined and last < len(tokens) and tokens[last].kind == "number" and tokens[last].number > tokens[place].number:
        stop = _past_units(clause, last + 1)
        return Range(tokens[place].number, tokens[last].number, True, not upto, range(place, stop))
    return None


def _around(clause: Clause, place: int) -> Range | None:
    """Return the range that a column stands within: "18 <= age < 65"."""
    column = next((m for m in clause.mentions if not m.is_value and m.place.start > place), None)
    if column is None:
        return None
    signs = ["".join(t.text for t in clause.tokens[place + 1 : column.place.start])]
    last = next((p for p in range(column.place.stop, len(clause.tokens)) if clause.tokens[p].kind == "number"), None)
    signs += ["".join(t.text for t in clause.tokens[column.place.stop : last])] if last else []
    if last is None or not set(signs) <= {"<", "<="} or clause.tokens[last].number <= clause.tokens[place].number:
        return None
    low, high = clause.tokens[place].number, clause.tokens[last].number
    return Range(low, high, signs[0] == "<=", signs[1] == "<=", range(place, last + 1))


def _compared(clause: Clause, comparison: str, start: int, place: int) -> Range | None:
    place = _past_units(clause, place)
    if place >= len(clause.tokens) or clause.tokens[place].kind != "number":
        return None
    number, stop = clause.tokens[place].number, _past_units(clause, place + 1)
    if comparison.startswith(">"):
        return Range(number, math.inf, comparison == ">=", False, range(start, stop))
    return Range(-math.inf, number, False, comparison == "<=", range(start, stop))


def _past_units(clause: Clause, place: int) -> int:
    units = {word for words in written("units", "words") for word in words}
    while place < len(clause.tokens) and clause.tokens[place].text.casefold() in units:
        place += 1
    return place


def _labels(clause: Clause, found: Sequence[Range], taken: set[int]) -> list[range] | None:
    """Return where the label of each range stands: in quotes, else the words right before it, or one after it."""
    columns = {p for m in clause.mentions if not m.is_value for p in m.place}
    quoted = [range(p, p + 1) for p, t in enumerate(clause.tokens) if t.kind == "quoted" and p not in taken | columns]
    if len(quoted) == len(found):
        return quoted
    if quoted:
        return None
    before = [_words_before(clause, one.place.start - 1, columns) for one in found]
    after = [_word(clause, one.place.stop, 1) for one in found]
    for some in (before, after):
        known = [place for place in some if place is not None]
        if len(known) == len(found) and len({_spelt(clause, place) for place in known}) == len(found):
            return known
    return None


def _ranges_themselves(clause: Clause, found: Sequence[Range]) -> list[range] | None:
    """Return the ranges of a bare list as their own labels: "age brackets 18-29, 30-44, 45-59 and 60+"."""
    between = [t for a, b in pairwise(found) for t in clause.tokens[a.place.stop : b.place.start]]
    bare = all(token.text in (",", ";", "/") or token.text.casefold() in JOINING for token in between)
    return [one.place for one in found] if bare and len(found) >= LISTED else None


def _spelt(clause: Clause, place: range) -> str:
    """Return the text of some tokens, as it is written."""
    return replace(clause, tokens=clause.tokens[place.start : place.stop]).text


def _words_before(clause: Clause, place: int, columns: Collection[int]) -> range | None:
    """Return the words that a class is called by, which a range follows: "very late: 60 or more"."""
    while place >= 0 and place in columns:
        place -= 1  # "Low (income below 2000)"
    last = _word(clause, place, -1)
    if last is None:
        return None
    start = last.start
    while start and clause.tokens[start - 1].kind == "word" and start - 1 not in columns:
        start -= 1
    while clause.tokens[start].text.casefold() in JOINING:
        start += 1
    plain = clause.tokens[start - 1].kind == "mark" if start else True
    return range(start, last.stop) if plain and last.stop - start <= MOST_OF_LABEL else last


def _word(clause: Clause, place: int, step: int) -> range | None:
    """Return the word at or past the marks and small words beside a range, where a mark or a verb joins them."""
    joined = False
    while 0 <= place < len(clause.tokens):
        token = clause.tokens[place]
        if token.text in "(:=" if step < 0 else token.text in "=:->" or token.text.casefold() in ("is", "as", "are"):
            joined = True
        elif not (token.text.casefold() in ("if", "for", "when", "between", "from", "it") or token.text == ")"):
            return range(place, place + 1) if token.kind == "word" and joined else None
        place += step
    return None


def _value(clause: Clause, place: int) -> ColumnProfile | None:
    """Return the column of numbers that is put into classes: the last one named before `place`, else the first."""
    known = [m for m in clause.mentions if not m.is_value and can_be(m.column, "number")]
    before = [m for m in known if m.place.stop <= place]
    chosen = before[-1] if before else known[0] if known else None
    return chosen.column if chosen else None


def _is_whole(value: ColumnProfile) -> bool:
    """Return whether a column is known to hold whole numbers only."""
    listed = [counted.value for counted in value.values]
    whole = bool(listed) and all(isinstance(one, int | float) and float(one).is_integer() for one in listed)
    return whole or value.dtype.casefold().startswith(("int", "uint"))


def _edges(found: Sequence[Range], whole: bool) -> tuple[tuple[Label, ...], bool, bool] | None:
    """Return the edges of ranges in order, whether each class takes in its right edge, and whether that is a guess.

    Between 12 and 13 the edge is 13, so that 12.5 belongs to the lower class.
    """
    gaps = list(pairwise(found))
    if any(later.low < earlier.high for earlier, later in gaps):
        return None
    touching = [(a, b) for a, b in gaps if a.high == b.low]
    right = bool(touching) and all(a.high_in for a, _ in touching)
    unsure = any(a.high_in and b.low_in for a, b in touching)
    inner = [b.low if not right or a.high < b.low else a.high for a, b in gaps]
    if not right and any(a.high_in and not b.low_in for a, b in touching):
        return _whole_edges(found) if whole else None
    if right and len(touching) < len(gaps):
        return None
    first, last = found[0], found[-1]
    low = first.low - 1 if right and first.low_in and math.isfinite(first.low) else first.low
    high = last.high
    if not right and last.high_in and math.isfinite(high):
        high = high + 1
    return tuple(_plain(number) for number in (low, *inner, high)), right, unsure


def _whole_edges(found: Sequence[Range]) -> tuple[tuple[Label, ...], bool, bool]:
    """Return the edges of ranges of whole numbers, each class with its left edge: above 60 begins at 61."""
    lows = [one.low if one.low_in or not math.isfinite(one.low) else one.low + 1 for one in found]
    last = found[-1]
    high = last.high + 1 if last.high_in and math.isfinite(last.high) else last.high
    return tuple(map(_plain, (*lows, high))), False, False


def _plain(number: float) -> Label:
    return int(number) if math.isfinite(number) and float(number).is_integer() else float(number)


def _averages(clause: Clause, creating: bool, taken: set[int]) -> Iterator[Written]:
    """Read "values up to the mean are 'low', the rest 'high'", "above and below the median"."""
    tokens = clause.tokens
    for said in said_written("averages", clause):
        start, comparison = _comparison_before(clause, said.place.start)
        value = _value(clause, start)
        if comparison is None or value is None:
            continue
        columns = {p for m in clause.mentions if not m.is_value for p in m.place}
        quoted = [p for p, t in enumerate(tokens) if t.kind == "quoted" and p not in taken | columns]
        if len(quoted) == 2:
            texts = [tokens[p].text for p in quoted]
        elif quoted:
            continue
        elif not creating and not {"above", "below"} <= {token.text.casefold() for token in tokens}:
            continue  # rows that are meant, no classes
        else:
            upward = comparison in (">", ">=")
            texts = ["above", "below"] if upward else ["below", "above"]
        stop = max([said.place.stop, *(p + 1 for p in quoted)])
        bins = _split(value.label, said.name, comparison, texts)
        yield Written(bins, range(min([start, *quoted]), stop), True)
        return


def _comparison_before(clause: Clause, place: int) -> tuple[int, str | None]:
    """Return where the comparison begins that ends right before `place`, articles between them, and which it is."""
    while place and clause.tokens[place - 1].text.casefold() in ("the", "its", "their", "overall"):
        place -= 1
    for start in range(max(0, place - 6), place):
        for comparison in ("<=", ">=", "<", ">"):
            if longest_phrase(clause.lexicon.comparisons[comparison], clause.tokens, start) == place:
                return start, comparison
    symbol = "".join(token.text for token in clause.tokens[max(0, place - 2) : place] if token.text in "<>=")
    return (place - len(symbol), SYMBOLS[symbol]) if symbol in SYMBOLS else (place, None)


def _split(value: Label, how: str, comparison: str, texts: Sequence[str]) -> Bins:
    """Return the two classes that a comparison with an average makes; the first text is of what passes it."""
    passing, rest = texts
    strict = OPPOSITE.get(comparison, comparison)
    first, second = (rest, passing) if comparison in OPPOSITE else (passing, rest)
    recipe, name = ("label_above_average", "above") if strict == ">" else ("label_below_average", "below")
    return Bins(recipe, value, (("how", how), (name, first), ("rest", second)), tuple(sorted({passing, rest})))


def _quantiles(clause: Clause, creating: bool, taken: set[int]) -> Iterator[Written]:
    """Read "into quartiles", "into 5 equal-sized groups", "into low, medium and high"."""
    for place, token in enumerate(clause.tokens):
        value = _value(clause, place)
        count = numbers("quantile_names").get(token.text.casefold())
        said = written_at("classing", clause.tokens, place)
        if count is None and said and said.name == "quantiles":
            count = _count_before(clause, place)
        ladder = written_at("ladders", clause.tokens, place)
        texts = _ladder(clause, ladder.place) if ladder else ()
        count = len(texts) if ladder else count
        if not count or value is None:
            continue
        columns = {p for m in clause.mentions if not m.is_value for p in m.place}
        quoted = [t.text for p, t in enumerate(clause.tokens) if t.kind == "quoted" and p not in taken | columns]
        told = labels_told(clause.tokens)
        texts = texts or (told[1] if told and len(told[1]) == count else ())
        labels = texts or (tuple(quoted) if len(quoted) == count else tuple(f"Q{n}" for n in range(1, count + 1)))
        stop = (ladder or said).place.stop if ladder or said else place + 1  # type: ignore[union-attr]
        notes = (f"the classes of {value.name} have about as many rows each",) if ladder else ()
        settings: tuple[tuple[str, Param], ...] = (("bins", count), ("labels", labels))
        yield Written(Bins("label_quantiles", value.label, settings, labels, notes), range(_asked(clause, place), stop))
        return


def _ladder(clause: Clause, place: range) -> tuple[str, ...]:
    return tuple(
        t.text for t in clause.tokens[place.start : place.stop] if t.kind == "word" and t.text not in ("and", "or")
    )


def _widths(clause: Clause, creating: bool, taken: set[int]) -> Iterator[Written]:
    for said in said_written("classing", clause):
        value = _value(clause, said.place.start)
        count = _count_before(clause, said.place.start) if said.name == "widths" else None
        labels = _labels_of_widths(clause, count, said.place.stop) if said.name == "widths" else None
        count = count or (len(labels[1]) if labels and EQUAL_WIDTH.search(clause.text) else None)
        if not count or value is None:
            continue
        settings: tuple[tuple[str, Param], ...] = (("bins", count),)
        bins, stop = Bins("add_bins", value.label, settings, ()), said.place.stop
        if labels:
            bins = Bins("label_bins", value.label, (*settings, ("labels", labels[1])), labels[1])
            stop = max(stop, labels[0].stop)
        yield Written(bins, range(_asked(clause, max(0, said.place.start - 1)), stop))
        return


def _labels_of_widths(clause: Clause, count: int | None, stop: int) -> tuple[range, tuple[str, ...]] | None:
    """Return what bins of equal width are called, and where: in words after "labelled", in quotes, or as a ladder."""
    told = labels_told(clause.tokens)
    if told and count in (None, len(told[1])):
        return told
    quoted = [p for p in range(stop, len(clause.tokens)) if clause.tokens[p].kind == "quoted"]
    if len(quoted) == count:
        return range(quoted[0], quoted[-1] + 1), tuple(clause.tokens[p].text for p in quoted)
    ladders = (written_at("ladders", clause.tokens, place) for place in range(len(clause.tokens)))
    ladder = next((said for said in ladders if said), None)
    return (ladder.place, _ladder(clause, ladder.place)) if ladder else None


def _asked(clause: Clause, place: int) -> int:
    """Return where the verb stands that asks for classes, if it does shortly before `place`."""
    verbs = [s for s in said_written("classing", clause, range(max(0, place - 12), place)) if s.name == "verbs"]
    return verbs[0].place.start if verbs else place


def _count_before(clause: Clause, place: int) -> int | None:
    for token in reversed(clause.tokens[max(0, place - 3) : place]):
        count = token.number if token.kind == "number" else clause.lexicon.numbers.get(token.stem)
        if isinstance(count, int) and 2 <= count <= 100:
            return count
    return None


def _flags(clause: Clause, creating: bool, taken: set[int]) -> Iterator[Written]:
    """Read "1 if the tip is over 5, else 0": a value for the rows that pass a test, and one for the others."""
    texts = [token.text.casefold() for token in clause.tokens]
    word = next((w for w in ("if", "when", "where", "for") if w in texts), None)
    other = (
        next((w for w in ("else", "otherwise", "elsewhere") if w in texts[texts.index(word) :]), None) if word else None
    )
    if not creating or word is None or other is None:
        return
    asked, rest = texts.index(word), texts.index(other, texts.index(word))
    tests = [found for found in clause.conditions if asked <= min(found.places) < rest]
    yes, no = _constant(clause, asked - 1, -1, taken), _constant(clause, rest + 1, 1, taken)
    no = _constant(clause, rest - 1, -1, taken) if no is None and other == "otherwise" else no
    if yes is None or no is None or len(tests) != 1:
        return
    test = tests[0]
    values = (_text_of(clause, yes), _text_of(clause, no))
    settings: tuple[tuple[str, Param], ...] = (
        ("rows", Condition(tests=(test.test,))),
        ("yes", values[0]),
        ("no", values[1]),
    )
    places = [yes, no, *test.places]
    yield Written(Bins("label_rows", test.test.column, settings, values), range(min(places), max(places) + 1), True)


def _constant(clause: Clause, place: int, step: int, taken: set[int]) -> int | None:
    for near in (place, place + step):
        if 0 <= near < len(clause.tokens) and clause.tokens[near].kind in ("quoted", "number") and near not in taken:
            return near
    return None


def _text_of(clause: Clause, place: int) -> Label:
    token = clause.tokens[place]
    return token.number if token.kind == "number" else token.text
