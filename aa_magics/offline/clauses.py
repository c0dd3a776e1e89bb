"""A goal in clauses: each becomes one recipe, after the rows that it is about have been kept."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from aa_magics.model import FrameProfile
from aa_magics.offline.conditions import ConditionReader, Found
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import SILENT, Lexicon, Phrase, find_phrase, phrase, phrase_end
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import Token, tokenize, written

ENDS = frozenset(".;?!\n")
RANGE = (
    r"(?:(?:(?:less|lower|fewer|more|greater|higher) than|below|above|under|over|up to|at least|at most|[<>≤≥]=?)"
    r"\s*\d[\d,.]*"
    r"|(?:from |between )?\d[\d,.]*\s*(?:-|–|to|and)\s*\d[\d,.]*"
    r"|\d[\d,.]*\s*(?:\+|(?:or|and) (?:more|less|above|below|over|under|older|younger|higher|lower|greater)))"
)
LABELLED = rf"[\"']?[A-Za-z][\w +-]{{0,30}}[\"']?\s*[:=]\s*{RANGE}(?:\s+\w+){{0,2}}\s*\)?\s*"
CLASS = re.compile(rf"\s*(?:[-*•]|\d[.)])?\s*{LABELLED}$", re.IGNORECASE)
LISTED_CLASS = re.compile(rf"(?:^|[-*•:,;(])\s*{LABELLED}$", re.IGNORECASE)
"""A class of values beside its label, as a sentence of its own, and at the end of one."""


@dataclass(frozen=True)
class Clause:
    """A part of the goal that asks for one thing; without columns of its own it is about those `before` it.

    `frame` are the stems of the frame's own name: a person may speak of it.
    """

    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    conditions: Sequence[Found]
    before: "Clause | None"
    lexicon: Lexicon
    frame: frozenset[str]

    @cached_property
    def text(self) -> str:
        """Its words and marks with a space where the goal had one."""
        gaps = (b.start > a.end for a, b in zip(self.tokens, self.tokens[1:], strict=False))
        return "".join(t.text + " " * gap for t, gap in zip(self.tokens, [*gaps, False], strict=True))

    @cached_property
    def columns(self) -> list[Mention]:
        """The columns that it is about: those it names beside its conditions, else those of the clause before."""
        used = [mention for found in self.conditions for mention in found.mentions]
        named = (m for m in self.mentions if not m.is_value and m not in used and not self._is_rows(m))
        own = list({m.column.label: m for m in named}.values())
        return own or (self.before.columns if self.before else [])

    def _is_rows(self, mention: Mention) -> bool:
        """Return whether a name only says what the rows are of: "districts where total > 8000"."""
        before, after = self.tokens[: mention.place.start], self.tokens[mention.place.stop : mention.place.stop + 1]
        led = all(token.stem in self.lexicon.stopwords | self.lexicon.verbs for token in before)
        first = min((place for found in self.conditions for place in found.places), default=len(self.tokens))
        near = first <= mention.place.stop + 2
        told_apart = near and any((token.stem,) in self.lexicon.joints["where"] for token in after)
        told_apart = told_apart or (bool(self.conditions) and first == mention.place.stop + 1 and _says_where(after))
        return led and told_apart and mention.column.kind != "number"

    @cached_property
    def inherits(self) -> bool:
        """Whether its columns are those of the clause before."""
        return self.before is not None and self.columns is self.before.columns

    @cached_property
    def free(self) -> frozenset[int]:
        """The places of the tokens that name no column, and that no condition used up."""
        named = {place for m in self.mentions for place in m.place}
        conditional = {place for found in self.conditions for place in found.places}
        return frozenset(range(len(self.tokens))) - named - conditional

    @cached_property
    def said(self) -> Sequence[Token]:
        """The tokens with the stem of what they are another way to say: "for each" is by, "avg" is mean."""
        return self.lexicon.canonical(self.tokens, frozenset(range(len(self.tokens))) - self.unnamed)

    @cached_property
    def unnamed(self) -> frozenset[int]:
        """The places of the tokens that name no column and no value."""
        return frozenset(range(len(self.tokens))) - {place for m in self.mentions for place in m.place}

    @cached_property
    def timed(self) -> frozenset[int]:
        """The places of the tokens that speak of time, as in "over time"."""
        return frozenset(place for m in self.mentions if m.cue for place in m.place)

    def left_over(self, used: Collection[int]) -> list[str]:
        """Return the words that mean something, and that neither `used` nor the conditions account for."""
        spent = {place for found in self.conditions for place in found.places} | set(used)
        left = [t for place, t in enumerate(self.tokens) if place not in spent and t.stem not in self.frame]
        return list(written(token for token in left if self.lexicon.matters(token)))

    def find(self, phrases: Sequence[Phrase]) -> range | None:
        """Return the first place where one of `phrases` stands among the free tokens, the longest of them there."""
        best: range | None = None
        for words in dict.fromkeys(map(self.lexicon.rewritten, phrases)):
            place = find_phrase(words, self.said)
            while place and not set(place) <= self.free:
                place = find_phrase(words, self.said, place.start + 1)
            if place and (best is None or (len(place), -place.start) > (len(best), -best.start)):
                best = place
        return self._whole(best) if best else None

    def _whole(self, place: range) -> range:
        """Return `place` with the words right before it that are said by the one that follows them."""
        start = place.start
        while start and self.said[start - 1].stem == SILENT and start - 1 in self.free:
            start -= 1
        return range(start, place.stop)

    def find_loosely(self, words: Phrase) -> set[int] | None:
        """Return where `words` stand in order, with only names, numbers and common words between them."""
        words = self.lexicon.rewritten(words)
        free = self.free | self.timed if len(words) > 1 else self.free
        for first in sorted(free):
            if self.said[first].stem == words[0] and (places := self._follow(words, first, free)):
                return {spot for place in places for spot in self._whole(range(place, place + 1))}
        return None

    def _follow(self, words: Phrase, first: int, free: Collection[int]) -> set[int] | None:
        places, place = {first}, first + 1
        for word in words[1:]:
            while place < len(self.said) and (place not in free or self.said[place].stem != word):
                token = self.said[place]
                common = token.stem in self.lexicon.stopwords | {SILENT} and token.stem not in ("and", "or")
                passed = token.kind != "word" or place not in free or common or token.stem in self.lexicon.numbers
                if not passed:
                    return None
                place += 1
            if place == len(self.tokens):
                return None
            places.add(place)
            place += 1
        return places

    def cues(self, mention: Mention) -> frozenset[str]:
        """Return the parameters that the words before a column say it is meant for, as in "by region"."""
        if self.inherits and self.before:
            return self.before.cues(mention)
        if mention.cue:
            return frozenset((mention.cue, "x", "by", "date"))
        start = mention.place.start
        while start and self.tokens[start - 1].text in ("the", "a", "its", "their", "all", "different", "column"):
            start -= 1
        cues = {
            name
            for name, phrases in self.lexicon.cues.items()
            for words in phrases
            if self._ends_at(self.lexicon.rewritten(words), start)
        }  # fmt: skip
        if self._is_ranked(mention):
            cues.add("by")
        if start and (self.tokens[start - 1].stem,) in self.lexicon.joints["list"]:
            previous = [m for m in self.columns if m.place.stop == start - 1]
            cues |= self.cues(previous[0]) if previous else set()
        return frozenset(cues)

    def _is_ranked(self, mention: Mention) -> bool:
        """Return whether a column is followed by what it is ranked by: "hour with the most sales"."""
        after = [token for token in self.said[mention.place.stop : mention.place.stop + 4] if token.text != "the"]
        ends = {self.lexicon.rewritten(words) for phrases in self.lexicon.ends.values() for words in phrases}
        return len(after) > 1 and after[0].text in ("with", "has", "had") and (after[1].stem,) in ends

    def is_group(self, mention: Mention) -> bool:
        """Return whether "by", or another word for it, stands right before a column."""
        if self.inherits and self.before:
            return self.before.is_group(mention)
        start = mention.place.start
        while start and self.said[start - 1].text in ("the", "a", "different"):
            start -= 1
        return self._ends_at(self.lexicon.rewritten(phrase("by")), start)

    def _ends_at(self, words: Phrase, place: int) -> bool:
        start = place - len(words)
        return start >= 0 and phrase_end(words, self.said, start) == place


def _says_where(tokens: Sequence[Token]) -> bool:
    """Return whether what follows a name says where its rows are: "countries in Africa"."""
    return any(token.text.casefold() in ("in", "from") for token in tokens)


def read_clauses(goal: str, profile: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon) -> list[Clause]:
    """Return the clauses of a goal, in order."""
    clauses: list[Clause] = []
    said = tokenize(goal)
    named = {place for m in vocabulary.mentions(said) if m.how in ("exact", "stem") for place in m.place}
    for tokens in split_clauses(said, lexicon, named):
        mentions = vocabulary.mentions(tokens)
        conditions = ConditionReader(tokens, mentions, profile, lexicon).read()
        before = clauses[-1] if clauses else None
        clauses.append(Clause(tokens, mentions, conditions, before, lexicon, vocabulary.frame))
    return clauses


def read_sentences(goal: str, profile: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon) -> list[Clause]:
    """Return the sentences and lines of a goal as one clause each, in order: "and" ends none, nor a name's own dot."""
    tokens = tokenize(goal)
    found = vocabulary.mentions(tokens)
    named = {place for mention in found for place in mention.place}
    ends = [p for p, t in enumerate(tokens) if t.text in ENDS and p not in named and not _is_abbreviation(tokens, p)]
    ends = _without_lists(goal, tokens, ends)
    clauses: list[Clause] = []
    for start, stop in zip([0, *(end + 1 for end in ends)], [*ends, len(tokens)], strict=True):
        part = tokens[start:stop]
        if any(t.kind in ("word", "number", "quoted") for t in part):
            mentions = [_moved(mention, -start) for mention in found if start <= mention.place.start < stop]
            conditions = ConditionReader(part, mentions, profile, lexicon).read()
            before = clauses[-1] if clauses else None
            clauses.append(Clause(part, mentions, conditions, before, lexicon, vocabulary.frame))
    return clauses


def _without_lists(text: str, tokens: Sequence[Token], ends: Sequence[int]) -> list[int]:
    """Return the ends of sentences without those between the classes of a list: "young: under 30; old: 60 or more"."""
    stops = [tokens[end].start for end in ends]
    parts = [
        text[start:stop] for start, stop in zip([0, *(stop + 1 for stop in stops)], [*stops, len(text)], strict=True)
    ]
    listed = [bool(LISTED_CLASS.search(part)) for part in parts]
    inside = [bool(CLASS.match(part)) for part in parts]
    return [end for n, end in enumerate(ends) if not (listed[n] and inside[n + 1])]


def _moved(mention: Mention, places: int) -> Mention:
    return replace(mention, place=range(mention.place.start + places, mention.place.stop + places))


def _is_abbreviation(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the dot at `place` ends no sentence: more of it follows at once, or in small letters."""
    if tokens[place].text != "." or place + 1 == len(tokens):
        return False
    following, before = tokens[place + 1], tokens[place - 1]
    letter = place > 0 and before.kind == "word" and len(before.text) == 1 and before.end == tokens[place].start
    return letter or (following.start == tokens[place].end and following.kind == "word")


def split_clauses(
    tokens: Sequence[Token], lexicon: Lexicon, named: Collection[int] = frozenset()
) -> list[Sequence[Token]]:
    """Return the tokens of each clause: they end at a full stop, at "then", and before "and" with a verb.

    Those at the places `named` are no verbs, but names of columns and values.
    """
    clauses: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        if token.text in ENDS and _is_method(tokens[place + 1 :], lexicon):
            continue
        if token.text == "," and _only_leads(clauses[-1], lexicon):
            clauses[-1].append(token)
        elif token.text in ENDS or _is_then(tokens, place, lexicon, named) or _begins(tokens, place, lexicon, named):
            clauses.append([])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if any(t.kind in ("word", "number", "quoted") for t in clause)]


def _is_then(tokens: Sequence[Token], place: int, lexicon: Lexicon, named: Collection[int]) -> bool:
    """Return whether "then" begins a clause: not in "sort by region then price"."""
    following = [t for p, t in enumerate(tokens) if place < p < place + 5 and p not in named and t.kind == "word"]
    return tokens[place].stem == "then" and any(lexicon.asks(t.text) or t.stem in lexicon.verbs for t in following)


def _is_method(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return whether what is left of a goal only says by what method it is to be done: "... differ? ANOVA"."""
    words = [t.stem for t in tokens if lexicon.matters(t) and t.stem not in lexicon.asides]
    return 1 <= len(words) <= 4 and all(word in lexicon.methods for word in words)


def _only_leads(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return whether the words before a comma only say which rows what follows is about: "In 2007, how many ..."."""
    return bool(tokens) and (tokens[0].stem,) in lexicon.joints["leading"] and len(tokens) <= 6


def _begins(tokens: Sequence[Token], place: int, lexicon: Lexicon, named: Collection[int]) -> bool:
    """Return whether the "and" or comma at `place` is followed by a verb, or by a question."""
    if tokens[place].text not in ("and", ",") or place + 1 in named:
        return False
    following = [t for t in tokens[place + 1 : place + 4] if t.text not in ("and", "then", "also", "please", "finally")]
    if not following:
        return False
    return following[0].stem in lexicon.verbs or following[0].text.casefold() in ("is", "are", "which", "what", "how")
