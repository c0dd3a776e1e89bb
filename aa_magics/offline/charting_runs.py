"""Clauses that together ask for one chart, and the steps that answer them: the table first where one is asked for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from aa_magics.errors import GoalError
from aa_magics.model import FrameProfile, Label
from aa_magics.offline.chart_words import chart_words, occurrences
from aa_magics.offline.charting import ChartIntent, read_chart
from aa_magics.offline.charting_recipes import DRAWN, compiled
from aa_magics.offline.choosing import Choice, choose, triggers
from aa_magics.offline.clauses import Clause
from aa_magics.offline.conditions import ConditionReader
from aa_magics.offline.filtering import filtered_profile
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import Lexicon, Phrase
from aa_magics.offline.text import Token, written
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import bound_labels, misfit

LONGEST = 6  # clauses that are read as one
BREAK = Token("mark", ";", ";", 0, 0)
TABLES = frozenset(
    (
        *("group_aggregate", "group_aggregates", "pivot_aggregate", "cross_table", "value_counts", "top_groups"),
        *("bottom_groups", "correlation", "spearman_correlation", "kendall_correlation", "distribution"),
        *("describe_column", "aggregate_periods", "trend", "month_profile"),
    )
)
"""What a chart shows again: where a goal asks for one of these, the chart follows it."""


@cache
def other_words() -> Sequence[Phrase]:
    """Return the phrases that call for recipes that draw nothing."""
    own = (recipe for recipe in catalogue().values() if recipe.name not in DRAWN)
    return [words for recipe in own for words, _ in triggers()[recipe.name]]


@dataclass(frozen=True)
class Drawn:
    """The clause that a chart answers, the chart, and the table before it."""

    clause: Clause
    chart: Choice
    table: Choice | None = None


class ChartRuns:
    """Reads charts out of the clauses of a goal, for one frame."""

    def __init__(
        self, profile: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon, agents: Collection[str]
    ) -> None:
        self.profile, self.vocabulary, self.lexicon, self.agents = profile, vocabulary, lexicon, agents
        self.words = chart_words()

    def longest(self, clauses: Sequence[Clause], first: int, frame: str) -> tuple[Drawn, int] | None:
        """Return the chart that most clauses from `first` on ask for together, and where the next clause is.

        A chart that no word asks for is only drawn where it answers the whole goal. Raises GoalError where a chart is
        asked for that cannot be drawn.
        """
        for stop in range(min(len(clauses), first + LONGEST), first, -1):
            some = clauses[first:stop]
            if stop - first > 1 and not self._belong(some):
                continue
            clause = self._merged(some)
            intent = read_chart(clause, self.profile, self.lexicon, self.words)
            if intent is None or not (intent.asked or len(some) == len(clauses)):
                continue
            if drawn := self._drawn(some, clause, intent, frame, alone=stop - first == 1):
                return drawn, stop
        return None

    def _drawn(
        self, clauses: Sequence[Clause], clause: Clause, intent: ChartIntent, frame: str, *, alone: bool
    ) -> Drawn | None:
        if self._asks_more(clause, intent):
            return None
        bound = compiled(intent, self.profile)
        if bound is None:
            return None
        recipe = catalogue()[bound[0]]
        chart = Choice(recipe, {recipe.frames[0]: frame, **bound[1]}, set(intent.places), called=True)
        chart.assumptions += intent.assumptions
        tests = [found.test for found in clause.conditions]
        reason = misfit(recipe, chart.params, filtered_profile(self.profile, tests))
        unknown = self._unknown(clause, intent)
        if reason or unknown:
            if not (intent.asked and alone):
                return None
            if unknown:
                named = ", ".join(column.name for column in self.profile.columns[:12])
                raise GoalError(f"{self.profile.name} has no {unknown}.", f"It has {named}.")
            raise GoalError(f"That chart cannot be drawn: {reason}.", "Name other columns, or keep fewer rows first.")
        return Drawn(clause, chart, self._table(clauses, intent, frame))

    def _asks_more(self, clause: Clause, intent: ChartIntent) -> bool:
        """Return whether some words ask for what no chart shows, or a number would be left out."""
        spent = set(intent.places) | {place for m in clause.mentions for place in m.place}
        spent |= {place for found in clause.conditions for place in found.places}
        left = {place for place in range(len(clause.tokens)) if place not in spent}
        harmless = self.words.talk | self.lexicon.pointers | self.lexicon.pronouns | self.lexicon.stopwords
        asking = {p for p in left if clause.tokens[p].stem not in harmless | clause.frame}
        if any(clause.tokens[p].kind == "number" for p in left):
            return True
        called = occurrences(other_words(), clause.tokens, range(len(clause.tokens)))
        verbs = {p for p in asking if clause.tokens[p].stem in self.lexicon.verbs}
        return bool(verbs or any(asking & set(place) for place in called))

    def _table(self, clauses: Sequence[Clause], intent: ChartIntent, frame: str) -> Choice | None:
        """Return the table that the goal asks for beside the chart: none where it asks for the chart alone."""
        first = next((c for c in clauses if c.mentions), clauses[0])
        said = {token.stem for token in first.tokens}
        if first.timed:
            return None
        alone = read_chart(first, self.profile, self.lexicon, self.words)
        if (alone and alone.asked) or said & self.lexicon.drawing:
            return None
        choice = choose(first, frame, self.profile, self.agents, self.lexicon)
        if choice is None or choice.unclear or choice.consumed or choice.recipe.name not in TABLES:
            return None
        columns: set[Label] = {column.label for column in intent.columns}
        if not set(bound_labels(choice.recipe, choice.params)) <= columns:
            return None
        if "how" in choice.recipe.parameters and intent.how and intent.how != "count":
            choice.params["how"] = intent.how
        return choice

    # --- clauses --------------------------------------------------------------------------------------

    def _merged(self, clauses: Sequence[Clause]) -> Clause:
        """Return clauses as one."""
        if len(clauses) == 1:
            return clauses[0]
        tokens = [token for clause in clauses for token in (BREAK, *clause.tokens)][1:]
        mentions = self.vocabulary.mentions(tokens)
        conditions = ConditionReader(tokens, mentions, self.profile, self.lexicon).read()
        return Clause(tokens, mentions, conditions, clauses[0].before, self.lexicon, clauses[0].frame)

    def _belong(self, clauses: Sequence[Clause]) -> bool:
        """Return whether the later clauses say more of the chart of the first, rather than ask for another one."""
        for number in range(1, len(clauses)):
            before = self._alone(clauses[:number])
            own = self._alone(clauses[number : number + 1])
            if before is None or own is None or own.hangs:
                continue
            known, added = _labels(before), _labels(own)
            measured = {column.label for column in own.values}
            if not known & added or (before.values and measured - known):
                return False
        return True

    def _alone(self, clauses: Sequence[Clause]) -> ChartIntent | None:
        """Return the chart that clauses ask for by themselves, if they name all of it."""
        clause = self._merged(clauses)
        if clause.inherits or not clause.columns:
            return None
        intent = read_chart(clause, self.profile, self.lexicon, self.words)
        return intent if intent and intent.sure else None

    def _unknown(self, clause: Clause, intent: ChartIntent) -> str | None:
        """Return a word that stands where a column should, and names none: a chart without it is not what is asked."""
        known = set(intent.places) | {place for m in clause.mentions for place in m.place}
        known |= {place for found in clause.conditions for place in found.places}
        cues = [phrase for name in ("by", "color", "size") for phrase in self.words.slots[name]]
        for place, token in enumerate(clause.tokens):
            if place in known or not self.lexicon.matters(token) or token.stem in clause.frame:
                continue
            before = [clause.tokens[p].stem for p in range(max(0, place - 3), place) if clause.tokens[p].text != "the"]
            cued = any(tuple(before[-len(cue) :]) == cue for cue in cues)
            following = clause.tokens[place + 1].text if place + 1 < len(clause.tokens) else ";"
            if cued and following != "of" and (place + 1 not in known or following in ",;."):
                return " ".join(written([token]))
        return None


def _labels(intent: ChartIntent) -> set[Label]:
    return {column.label for column in intent.columns}
