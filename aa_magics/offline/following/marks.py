"""Whether a goal follows another: by what it begins and ends with, and by what it leaves unsaid."""

from collections.abc import Sequence
from dataclasses import dataclass

from aa_magics.offline.clauses import Clause
from aa_magics.offline.following.reader import Reader
from aa_magics.offline.following.words import FollowingWords, ending, spots
from aa_magics.offline.lexicon import longest_phrase
from aa_magics.offline.text import Token

LONGEST = 20  # words of a follow-up


@dataclass(frozen=True)
class Marks:
    """What shows that a goal follows another: `strong` where nothing else has it; `core` is what is left to read."""

    strong: bool
    core: range
    added: bool = False


def read_marks(tokens: Sequence[Token], words: FollowingWords) -> Marks | None:
    """Return the marks of a follow-up at the beginning and the end of a goal; None where it has none."""
    said = [place for place, token in enumerate(tokens) if token.kind != "mark"]
    if not said or len(said) > LONGEST:
        return None
    start, marked, strong = 0, False, False
    while start < len(tokens):
        drawn = [phrase for phrase in words.charts["plot"] if len(phrase) > 1]
        if longest_phrase([*words.replaced, *words.compared, *drawn], tokens, start):
            marked = strong = True
            break
        if end := longest_phrase(words.strong, tokens, start):
            start, marked, strong = end, True, True
        elif end := longest_phrase(words.weak, tokens, start):
            start, marked = end, True
        elif (end := longest_phrase(words.polite, tokens, start)) or tokens[start].text in (",", ":", "…"):
            start = end or start + 1
        elif strong and (end := longest_phrase(words.fillers, tokens, start)) and _is_plain(tokens[start], words):
            start = end
        else:
            break
    if longest_phrase(words.leading, tokens, start):
        marked = True
    stop, added = len(tokens), False
    while stop > start:
        if (begin := ending([*words.closing, *words.final], tokens, stop)) is not None and begin >= start:
            added |= longest_phrase(words.added, tokens, begin) == stop
            strong |= longest_phrase(words.final, tokens, begin) == stop
            stop, marked = begin, True
        elif (begin := ending(words.polite_end, tokens, stop)) is not None and begin >= start:
            stop = begin
        elif tokens[stop - 1].text in ".?!…,":
            stop -= 1
        else:
            break
    if spots(words.replaced, tokens, range(start, stop)):
        marked = strong = True
    if start == stop and not strong:
        return None
    added |= any(longest_phrase(words.added, tokens, place) for place in range(start + 1))
    return Marks(strong, range(start, stop), added) if marked else None


def _is_plain(token: Token, words: FollowingWords) -> bool:
    """Return whether a word says nothing of what follows it, as "for" and "by" do."""
    return (token.stem,) not in words.leading


def is_whole(clause: Clause, reader: Reader) -> bool:
    """Return whether a goal says both what is asked and of which column, or a column and its groups."""
    tokens = clause.tokens
    groups = [m for m, _ in reader.groups(clause) if m and not m.cue]
    values = reader.values(clause)
    measured = any(reader.statistic_spots(clause, superlative=end) for end in (True, False))
    charts = [p for phrases in reader.words.charts.values() for p in phrases]
    verbs = reader.lexicon.verbs | reader.lexicon.drawing
    asks = (
        measured
        or bool(spots(charts, tokens, clause.free))
        or any(tokens[place].stem in verbs for place in clause.free)
    )
    return bool((asks and (values or groups)) or (values and groups))
