"""What a goal and its follow-up say, part by part: statistics, columns, groups, limits."""

from collections.abc import Sequence

from aa_magics.model import FrameProfile
from aa_magics.offline.clauses import Clause, read_clauses
from aa_magics.offline.conditions import ConditionReader
from aa_magics.offline.following.words import FollowingWords, ending, spots
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import Lexicon, lexicon
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import Token

STATISTICS = ("mean", "median", "sum", "min", "max", "count", "std", "var", "nunique")
PERIODS = ("D", "W", "MS", "QS", "YS", "h", "15min", "30min")
ARTICLES = frozenset(("the", "a", "an", "its", "all", "each", "every"))


class Reader:
    """Reads texts about one frame."""

    def __init__(self, profile: FrameProfile, lexicon: Lexicon, words: FollowingWords) -> None:
        self.profile, self.lexicon, self.words = profile, lexicon, words
        self.vocabulary = Vocabulary(profile, lexicon)
        self.statistics = {name: lexicon.settings[name] for name in STATISTICS}
        self.periods = [p for name in PERIODS for p in lexicon.settings[name]]
        self.ends = [p for phrases in lexicon.ends.values() for p in phrases]

    def clauses(self, text: str) -> list[Clause]:
        return read_clauses(text, self.profile, self.vocabulary, self.lexicon)

    def statistic_spots(self, clause: Clause, *, superlative: bool) -> list[tuple[str, range]]:
        """Return the statistics that a clause names, in order; the words of an end, as "highest", apart."""
        found = [(name, spot) for name, p in self.statistics.items() for spot in spots(p, clause.tokens, clause.free)]
        longest = [
            (name, spot)
            for name, spot in found
            if not any(set(spot) < set(other) for _, other in found) and self._is_end(clause, spot) == superlative
        ]
        return sorted(longest, key=lambda named: named[1].start)

    def groups(self, clause: Clause) -> list[tuple[Mention | None, range]]:
        """Return the groups of a clause with the places of each from its cue on; those of time may name no column."""
        found: list[tuple[Mention | None, range]] = []
        for mention in self._free_columns(clause):
            if mention.cue:
                found.append((mention, mention.place))
            elif "by" in clause.cues(mention) and not clause.inherits:
                found.append((mention, range(self._cue_start(clause, mention.place.start), mention.place.stop)))
        for spot in spots(self.periods, clause.tokens, clause.free):
            start = self._cue_start(clause, spot.start)
            found.append((None, range(start, spot.stop)))
        return sorted(found, key=lambda group: group[1].start)

    def values(self, clause: Clause) -> list[Mention]:
        """Return the columns of a clause that are no groups and in no condition."""
        grouped = {place for _, places in self.groups(clause) for place in places}
        return [m for m in self._free_columns(clause) if not set(m.place) & grouped]

    def _free_columns(self, clause: Clause) -> list[Mention]:
        used = [mention for found in clause.conditions for mention in found.mentions]
        return [m for m in clause.mentions if not m.is_value and m not in used]

    def _cue_start(self, clause: Clause, start: int) -> int:
        """Return where the cue before a group begins, or the comma or "and" that joins it to another."""
        before = start
        while before and clause.tokens[before - 1].stem in ARTICLES:
            before -= 1
        cue = ending(self.lexicon.cues["by"], clause.tokens, before)
        if cue is None:
            cue = ending(self.lexicon.cues["by"], clause.tokens, start)
        if cue is None and before and (clause.tokens[before - 1].stem,) in self.lexicon.joints["list"]:
            cue = before - 1
        return start if cue is None else cue

    def _is_end(self, clause: Clause, spot: range) -> bool:
        stems = tuple(clause.tokens[place].stem for place in spot)
        return stems in self.ends and stems[0] not in ("minimum", "maximum")


def one_clause(text: str, tokens: Sequence[Token], reader: Reader) -> Clause:
    mentions = reader.vocabulary.mentions(tokens)
    conditions = ConditionReader(tokens, mentions, reader.profile, reader.lexicon).read()
    return Clause(tokens, mentions, conditions, None, reader.lexicon, reader.vocabulary.frame)


def nearest_frame(text: str, profiles: Sequence[FrameProfile], words: FollowingWords) -> FrameProfile:
    """Return the frame that a goal is most about."""
    known: Lexicon = lexicon()

    def grounded(profile: FrameProfile) -> float:
        return sum(m.score for clause in Reader(profile, known, words).clauses(text) for m in clause.mentions)

    return max(profiles, key=grounded)


def limits(clause: Clause, reader: Reader) -> list[range]:
    """Return where a clause says how many, as "top 5" or "5 largest"."""
    found = []
    for spot in spots(reader.ends, clause.tokens, clause.free):
        after, before = spot.stop, spot.start - 1
        if after < len(clause.tokens) and _counts(clause, after, reader.lexicon):
            found.append(range(spot.start, after + 1))
        elif before >= 0 and _counts(clause, before, reader.lexicon):
            found.append(range(before, spot.stop))
    return found


def _counts(clause: Clause, place: int, lexicon: Lexicon) -> bool:
    token = clause.tokens[place]
    return place in clause.free and (token.kind == "number" or token.stem in lexicon.numbers)
