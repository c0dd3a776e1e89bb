"""A goal as it reads on one frame, on two that are joined, or on one with the levels of its index as columns."""

from collections.abc import Sequence
from functools import cache

from aa_magics.codegen.render import param_text
from aa_magics.model import (
    ColumnProfile,
    FrameChoice,
    FrameProfile,
    Goal,
    Kind,
)
from aa_magics.offline.clauses import read_clauses
from aa_magics.offline.doubts import listed
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.hurried import in_full
from aa_magics.offline.joining import Joined
from aa_magics.offline.lexicon import Lexicon, Phrase, phrase
from aa_magics.offline.preparing.read_as import Conversion, as_read, reader_of, reads_as_needed, spelt
from aa_magics.offline.preparing.restating import restated
from aa_magics.offline.text import name_words, stem, tokenize
from aa_magics.offline.timely.spans import timed
from aa_magics.recipes import catalogue

JOIN_COST = 0.5
CONVERSIONS: dict[Kind, tuple[str, str]] = {
    "datetime": ("read_iso_dates", "to_datetime"),
    "number": ("read_numbers", "to_number"),
}
"""Recipes that convert a column: of a label that is text, and of any other."""


class GoalReading:
    """A goal read against one frame, also with the levels of its index as columns, or against two joined."""

    def __init__(
        self,
        goal: Goal,
        text: str,
        profile: FrameProfile,
        words: Lexicon,
        names: Sequence[str],
        joined: Joined | None = None,
        *,
        levels: str | None = None,
    ) -> None:
        """`names` are those of all frames of the goal."""
        self.given, self.text, self.joined = profile, text, joined
        self.unconverted = {c.label: found for c in profile.columns if (found := _conversion(c))}
        converted = _as_converted(profile)
        vocabulary = Vocabulary(converted, words)
        self.levels = levels
        own = {profile.name, *(step.right.name for step in joined.steps)} if joined else {profile.name}
        self.others = [name for name in names if name not in own]
        self.full = full = in_full(text, converted, vocabulary, words, self.others)
        self.timed = timed(full, converted, vocabulary, words, goal.calendar)
        self.says_when = self.timed.text != full
        self.prepared = restated(self.timed.text, converted, vocabulary, words)
        self.profile, self.raw = self.prepared.profile, profile
        self.vocabulary = Vocabulary(self.profile, words) if self.prepared.pieces else vocabulary
        self.clauses = read_clauses(self.prepared.text, self.profile, self.vocabulary, words)

    @property
    def grounded(self) -> float:
        """How much of the goal is about it; two frames are only joined when that says clearly more than one."""
        score = self.says_when + sum(mention.score for clause in self.clauses for mention in clause.mentions)
        if self.joined and not self.asks_to_join:
            return score - JOIN_COST * len(self.joined.steps) + 2 * JOIN_COST * self.counts_joined
        return score - JOIN_COST if self.levels else score

    @property
    def rank(self) -> tuple[float, int]:
        """How well it is the reading of the goal: the more of it is about the frame, then the more of its name."""
        return self.grounded, self.said_by_name

    @property
    def said_by_name(self) -> int:
        """How many words of the frame's name the goal has: what tells two frames with the same columns apart."""
        said = {token.stem for token in tokenize(self.text)}
        return sum(stem(word) in said for word in name_words(self.profile.name))

    @property
    def counts_joined(self) -> bool:
        """Whether it counts the rows of the left frame by what only the right one has: orders by city."""
        counting = any(clause.find(clause.lexicon.settings["count"]) for clause in self.clauses)
        return counting and self.joined is not None and self.said_by_name > 0

    @property
    def counted_elsewhere(self) -> list[str]:
        """The words by which it counts the rows of a frame that it is not about."""
        if not any(clause.find(clause.lexicon.settings["count"]) for clause in self.clauses):
            return []
        others = {stem(word) for name in self.others for word in name_words(name)}
        own = {stem(word) for word in name_words(self.profile.name)}
        free = (clause.tokens[place] for clause in self.clauses for place in sorted(clause.free))
        return [token.text for token in free if token.stem in others - own]

    @property
    def asks_to_join(self) -> bool:
        return any(clause.find_loosely(words) for clause in self.clauses for words in join_words())

    @property
    def choices(self) -> tuple[FrameChoice, ...]:
        """The frames that it is about, with why."""
        names = dict.fromkeys(m.column.name for clause in self.clauses for m in clause.mentions)
        why = f"the goal names {listed(list(names))}" if names else "given"
        if self.joined is None:
            return (_choice(self.raw, why),)
        first, *_ = steps = self.joined.steps
        beside = [_choice(step.right, f"joined by {param_text(step.join.on)}") for step in steps]
        return _choice(first.left, why), *beside


@cache
def join_words() -> Sequence[Phrase]:
    return [phrase(words) for words in catalogue()["join_frames"].words]


def _as_converted(profile: FrameProfile) -> FrameProfile:
    """Return the profile as it is once its columns are converted; what no recipe converts is given to none."""
    return profile.model_copy(update={"columns": tuple(map(_converted, profile.columns))})


def _converted(column: ColumnProfile) -> ColumnProfile:
    if len(values := spelt(column)) < len(column.values):
        return column.model_copy(update={"values": values, "distinct": len(values)})
    if _conversion(column) is None:
        return column if column.parsed else column.model_copy(update={"bindable": False})
    if column.parsed and column.reads_as:
        return as_read(column)
    return column.model_copy(update={"parsed": True})


def _conversion(column: ColumnProfile) -> Conversion | None:
    """Return what converts a column of text that holds dates or numbers; None where it needs nothing, or cannot be."""
    named, reading = isinstance(column.label, str), column.reads_as
    if not column.parsed:
        of_text, of_any = CONVERSIONS.get(column.kind, ("", ""))
        converts = of_text and column.dtype in ("str", "object", "string")
        return (of_text if named else of_any, {}) if converts else None
    if not named and reading and reading.what == "date" and reading.format and not reading.unread:
        return ("to_datetime", {})
    return reader_of(reading) if reading and reads_as_needed(column) else None


def _choice(profile: FrameProfile, why: str) -> FrameChoice:
    return FrameChoice(name=profile.name, rows=profile.rows, columns=len(profile.columns), why=why)
