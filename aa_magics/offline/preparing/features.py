"""Columns computed as analysts call it: parts of dates, lengths of text, changes from row to row, shares, growth."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from aa_magics.model import ColumnProfile, Formula, FrameProfile
from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import is_year
from aa_magics.offline.mentions import Mention
from aa_magics.offline.preparing.converting import can_be
from aa_magics.offline.preparing.elapsed import elapsed_in
from aa_magics.offline.preparing.formulas import Written, column, formula
from aa_magics.offline.preparing.words import Said, said_at, said_written, written
from aa_magics.offline.text import name_words

NEAR = 5
"""Tokens between a word such as "length of" and the column that it is about."""
TEXTS = ("str", "object", "string")
CLOCK = ("hour", "minute", "second")


def features_in(clause: Clause, creating: bool, profile: FrameProfile) -> list[Written]:
    """Return the columns that a clause asks for by a name for what they are, none overlapping."""
    readers = (elapsed_in, _date_parts, _text_measures, _steps, _shares, _growth)
    found: list[Written] = []
    for candidate in (one for reader in readers for one in reader(clause, creating, profile)):
        if not any(set(candidate.place) & set(other.place) for other in found):
            found.append(candidate)
    return sorted(found, key=lambda one: one.place.start)


def _date_parts(clause: Clause, creating: bool, profile: FrameProfile) -> Iterator[Written]:
    extracting = any(token.stem in ("extract", "deriv") for token in clause.tokens)
    if not creating and not extracting:
        return
    named = any(m.how == "exact" and can_be(m.column, "datetime") for m in _columns(clause))
    unsure = ("fuzzy", "part") if extracting and named else ("fuzzy",)  # "extract its year" beside `release_year`
    for said in said_written("parts", clause, unsure=unsure):
        if _is_ignored(clause, said) or _is_in_pattern(clause, said):
            continue
        dates = [m for m in _columns(clause) if can_be(m.column, "datetime") and _has_part(m.column, said.name)]
        near = [m for m in dates if 0 <= m.place.start - said.place.stop <= NEAR]
        mention = near[0] if near and _leads(clause, said) else dates[0] if dates and extracting else None
        if mention is not None:
            stop = mention.place.stop if mention in near and _leads(clause, said) else said.place.stop
            yield Written(_part(said, mention.column), range(said.place.start, stop))
        elif len(said.place) > 1 or extracting:
            some = [c for c in profile.columns if c.bindable and can_be(c, "datetime") and _has_part(c, said.name)]
            if len(some) == 1 and not dates:
                yield Written(_part(said, some[0]), said.place)


def _is_ignored(clause: Clause, said: Said) -> bool:
    """Return whether a part is named to be left alone: "extract the month, ignore the year"."""
    before = {token.text.casefold() for token in clause.tokens[max(0, said.place.start - 2) : said.place.start]}
    return bool(before & {word for words in written("doing", "ignore") for word in words})


def _is_in_pattern(clause: Clause, said: Said) -> bool:
    """Return whether a part only says how dates are written: "month/day/year"."""
    around = [
        clause.tokens[place].text for place in (said.place.start - 1, said.place.stop) if place < len(clause.tokens)
    ]
    return bool({"/", "-", ":"} & set(around))


def _leads(clause: Clause, said: Said) -> bool:
    """Return whether "of" or "from" follows: "month of the date"."""
    after = clause.tokens[said.place.stop : said.place.stop + 2]
    return any(token.text.casefold() in ("of", "from", "in") for token in after)


def _has_part(one: ColumnProfile, part: str) -> bool:
    """Return whether a column has such a part at all: a time of day has no month, a date no hour."""
    if one.reads_as is None or one.reads_as.format is None:
        return one.kind == "datetime"
    timed = "%H" in one.reads_as.format or "%I" in one.reads_as.format
    return timed if part in CLOCK else "%d" in one.reads_as.format or "%Y" in one.reads_as.format


def _part(said: Said, one: ColumnProfile) -> Formula:
    return Formula(operation=said.name, operands=(column(one.label),))  # type: ignore[arg-type]


def _text_measures(clause: Clause, creating: bool, profile: FrameProfile) -> Iterator[Written]:
    for said in said_written("text_measures", clause):
        texts = [m for m in _columns(clause) if m.column.kind in ("text", "category", "id") and m.column.dtype in TEXTS]
        near = [m for m in texts if _distance(m.place, said.place) <= NEAR]
        alone = len(said.place) == 1 and not creating
        of = clause.tokens[said.place.stop - 1].text == "of"  # "the length of the rides" is that of no text
        if of and not creating:
            near = [m for m in near if not _between(clause, said.place.stop, m.place.start)]
        if near and not alone:
            nearest = min(near, key=lambda m: _distance(m.place, said.place))
            start, stop = min(nearest.place.start, said.place.start), max(nearest.place.stop, said.place.stop)
            yield Written(_part(said, nearest.column), range(start, stop))


def _between(clause: Clause, start: int, stop: int) -> bool:
    """Return whether words that mean something stand between two places, or the second is before the first."""
    return stop < start or any(clause.lexicon.matters(token) for token in clause.tokens[start:stop])


def _steps(clause: Clause, creating: bool, profile: FrameProfile) -> Iterator[Written]:
    for said in said_written("steps", clause):
        by_name = clause.tokens[said.place.start].text.casefold() == said.name  # as pandas calls it
        sure = (by_name and said.name == "cumsum") or len(said.place) > (2 if said.name == "percent" else 1)
        timed = said.name == "cumsum" and any(c.kind == "datetime" or is_year(c) for c in profile.columns)
        if not creating and (timed or said.name == "rank"):
            continue  # a recipe answers it on the rows that the goal keeps, in the order of time
        before = _previous(clause, said.place.stop)
        if not (creating or sure or before) or (said.name == "change" and not (before or sure)):
            continue
        numbers = [m for m in _columns(clause) if can_be(m.column, "number")]
        mention = _nearest(numbers, said.place)
        if mention is None:
            continue
        start, stop = min(mention.place.start, said.place.start), max(mention.place.stop, said.place.stop)
        own = column(mention.column.label)
        yield Written(_step(said.name, own), range(start, max(stop, before.stop if before else 0)))


def _previous(clause: Clause, place: int) -> range | None:
    """Return where the row before is spoken of, at most a few tokens after `place`."""
    for first in range(place, min(place + 2 * NEAR, len(clause.tokens))):
        if said := said_at("previous", clause.tokens, first):
            return said.place
    return None


def _step(name: str, own: Formula) -> Formula:
    match name:
        case "percent":
            return formula("*", formula("pct_change", own), 100)
        case "relative":
            return formula("pct_change", own)
        case "log":
            return formula("log", formula("/", own, formula("shift", own)))
        case _:
            return Formula(operation=name, operands=(own,))  # type: ignore[arg-type]


def _shares(clause: Clause, creating: bool, profile: FrameProfile) -> Iterator[Written]:
    """Read a share of the total, and what a value is per head of the population."""
    numbers = [m for m in _columns(clause) if can_be(m.column, "number")]
    for said in said_written("shares", clause) if creating else ():
        if mention := _nearest(numbers, said.place):
            own = column(mention.column.label)
            share = formula("/", own, formula("sum", own))
            start, stop = min(mention.place.start, said.place.start), max(mention.place.stop, said.place.stop)
            yield Written(formula("*", share, 100) if said.name == "percent" else share, range(start, stop))
    people_words = {word for words in written("capita", "people") for word in words}
    for said in said_written("capita", clause):
        people = [
            c for c in profile.columns if set(map(str, name_words(c.name))) & people_words and can_be(c, "number")
        ]
        before = [m for m in numbers if m.place.stop == said.place.start and m.column not in people]
        if said.name == "words" and len(people) == 1 and before:
            place = range(before[0].place.start, said.place.stop)
            yield Written(formula("/", column(before[0].column.label), column(people[0].label)), place)


def _growth(clause: Clause, creating: bool, profile: FrameProfile) -> Iterator[Written]:
    """Read "growth from 2010 to 2020" over columns that are called by years."""
    tokens = clause.tokens
    years = [p for p, token in enumerate(tokens) if token.kind == "number" and len(token.text) == 4]
    for first, last in pairwise(years):
        joined = last - first == 2 and tokens[last - 1].text.casefold() in ("to", "and", "-", "until", "through")
        start = max(0, first - 2 * NEAR)
        said = [s for p in range(start, first) for s in _growing(tokens, p)]
        pair = _year_columns(clause, profile, tokens[first].text, tokens[last].text) if joined and said else None
        if pair is None:
            continue
        change = formula("-", column(pair[1].label), column(pair[0].label))
        relative = any(name == "growth" for name, _ in said)
        place = range(min(p.start for _, p in said), last + 1)
        term = formula("*", formula("/", change, column(pair[0].label)), 100) if relative else change
        called = f"{'growth' if relative else 'change'}_{tokens[first].text}_{tokens[last].text}"
        yield Written(term, place, name=called)


def _growing(tokens: Sequence[object], place: int) -> Iterable[tuple[str, range]]:
    for name in ("growth", "change"):
        if said := said_at(name, tokens, place):  # type: ignore[arg-type]
            yield name, said.place


def _year_columns(
    clause: Clause, profile: FrameProfile, first: str, last: str
) -> tuple[ColumnProfile, ColumnProfile] | None:
    """Return the two columns that are called alike but for the years; None where several pairs are, or none is."""
    named: dict[tuple[str, ...], dict[str, ColumnProfile]] = {}
    for one in profile.columns:
        words = name_words(one.name)
        for year in (first, last):
            if year in words and one.bindable and can_be(one, "number"):
                named.setdefault(tuple(word for word in words if word != year), {})[year] = one
    pairs = {words: pair for words, pair in named.items() if len(pair) == 2}
    spoken = {token.text.casefold() for token in clause.tokens}
    meant = {words: pair for words, pair in pairs.items() if set(words) & spoken} or pairs
    if len(meant) != 1:
        return None
    pair = next(iter(meant.values()))
    return pair[first], pair[last]


def _columns(clause: Clause) -> list[Mention]:
    return [m for m in clause.mentions if not m.is_value and m.cue is None]


def _nearest(mentions: Sequence[Mention], place: range) -> Mention | None:
    """Return the column after a phrase, within reach, else the one before it."""
    near = [m for m in mentions if _distance(m.place, place) <= NEAR]
    after = [m for m in near if m.place.start >= place.stop]
    return after[0] if after else near[-1] if near else None


def _distance(one: range, other: range) -> int:
    return max(one.start - other.stop, other.start - one.stop, 0)
