"""Where in a chart each column of a goal belongs, by the words around it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from aa_magics.model import ColumnProfile
from aa_magics.offline.charts.words import ChartWords, occurrences
from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import Phrase, phrase_end
from aa_magics.offline.mentions import Mention

BREAKS = frozenset(";.?!\n")
SURE, UNSURE = ("exact", "stem"), ("part", "synonym")
NEAR = 3  # words that may stand between a cue and its column


@dataclass
class Spot:
    """A column of the goal, where it is named first, what the words around it ask it to be, and its aggregate."""

    column: ColumnProfile
    mention: Mention
    slots: set[str] = field(default_factory=set)
    how: str | None = None


def read_spots(clause: Clause, words: ChartWords, marked: Collection[int]) -> tuple[list[Spot], set[int]]:
    """Return the spots of a clause, in order, and the tokens of the cues; `marked` name the kind of chart."""
    own = own_mentions(clause, words)
    spots: dict[object, Spot] = {}
    used: set[int] = set()
    previous: set[str] = set()
    for number, mention in enumerate(own):
        start = _window_start(clause, own[number - 1].place.stop if number else 0, mention.place.start)
        following = own[number + 1].place.start if number + 1 < len(own) else len(clause.tokens)
        before = range(start, mention.place.start)
        after = range(mention.place.stop, _window_stop(clause, mention.place.stop, following))
        slots, cues = _slots_before(clause, words, before, marked)
        if number and before and _only_joins(clause, before):
            slots |= previous & {"by", "facet", "color"}
        later, later_cues = _slots_after(clause, words, after)
        spot = spots.setdefault(mention.column.label, Spot(mention.column, mention))
        spot.slots |= slots | later
        used |= cues | later_cues
        previous = slots
    return list(spots.values()), used


def own_mentions(clause: Clause, words: ChartWords) -> list[Mention]:
    """Return the columns that a clause names outside of its conditions.

    "segmented by" is no column called segment, and "customer segment" is the segment: what is sure of two neighbours.
    """
    tested = [mention for found in clause.conditions for mention in found.mentions]
    cues = [phrase for phrases in words.slots.values() for phrase in phrases if len(phrase) > 1 and phrase[-1] == "by"]
    named = [
        m
        for m in clause.mentions
        if not m.is_value and m not in tested and not any(phrase_end(cue, clause.tokens, m.place.start) for cue in cues)
    ]
    hues = {words_[0] for words_ in words.slots["color"] if len(words_) == 1}
    following = {m.place.start: m for m in named}
    named = [m for m in named if not (_is_cue(m, clause, hues) and m.place.stop in following)]
    sure = {p for m in named if m.how in SURE for p in (m.place.start, m.place.stop)}
    return [m for m in named if m.cue or m.how not in UNSURE or not {m.place.start, m.place.stop} & sure]


def _is_cue(mention: Mention, clause: Clause, cues: Collection[str]) -> bool:
    """Return whether the name of a column is one of the words that say where another goes: "hue species"."""
    return len(mention.place) == 1 and clause.tokens[mention.place.start].stem in cues


def _window_start(clause: Clause, first: int, stop: int) -> int:
    ends = [place + 1 for place in range(first, stop) if clause.tokens[place].text in BREAKS]
    return max(ends, default=first)


def _window_stop(clause: Clause, start: int, stop: int) -> int:
    return next((place for place in range(start, stop) if clause.tokens[place].text in BREAKS), stop)


def _only_joins(clause: Clause, window: Iterable[int]) -> bool:
    """Return whether nothing but "and", a comma or the like stands between two columns."""
    joints = clause.lexicon.joints["list"]
    return all(
        clause.tokens[p].kind == "mark" or (clause.tokens[p].stem,) in joints or clause.tokens[p].text in ("the", "by")
        for p in window
    )


def _slots_before(
    clause: Clause, words: ChartWords, window: range, marked: Collection[int]
) -> tuple[set[str], set[int]]:
    slots: set[str] = set()
    used: set[int] = set()
    for name in ("color", "facet"):
        for place in occurrences(words.slots[name], clause.tokens, [p for p in window if p not in marked]):
            slots.add(name)
            used |= set(place)
    for name in ("x", "y", "size", "by"):
        if nearest := _nearest(clause, words.slots[name], window):
            slots.add(name)
            used |= set(nearest)
    return slots, used


def _nearest(clause: Clause, phrases: Sequence[Phrase], window: range) -> range | None:
    """Return the longest phrase that ends a few common words before the end of the window."""
    best: range | None = None
    for start in window:
        for words in phrases:
            end = phrase_end(words, clause.tokens, start)
            if end and end <= window.stop and _is_near(clause, end, window.stop):
                best = range(start, end) if best is None or len(best) < end - start else best
    return best


def _is_near(clause: Clause, end: int, stop: int) -> bool:
    between = [clause.tokens[place] for place in range(end, stop) if clause.tokens[place].kind != "mark"]
    return len(between) <= NEAR


def _slots_after(clause: Clause, words: ChartWords, window: range) -> tuple[set[str], set[int]]:
    slots: set[str] = set()
    used: set[int] = set()
    for name, phrases in words.after.items():
        for place in occurrences(phrases, clause.tokens, window):
            between = [clause.tokens[p] for p in range(window.start, place.start)]
            if name != "facet" and any(clause.lexicon.matters(token) for token in between):
                continue
            slots.add(name)
            used |= set(place)
    return slots, used
