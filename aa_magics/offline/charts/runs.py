"""Clauses that together ask for one chart, and the steps that answer them: the table first where one is asked for."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cache

from aa_magics.errors import GoalError
from aa_magics.model import FrameProfile, Label
from aa_magics.offline.charts.companions import shows
from aa_magics.offline.charts.drawing import DRAWN, compiled
from aa_magics.offline.charts.intent import ChartIntent, named_mark, read_chart
from aa_magics.offline.charts.words import chart_words, occurrences
from aa_magics.offline.choosing import Choice, choose, triggers
from aa_magics.offline.clauses import Clause
from aa_magics.offline.conditions import ConditionReader
from aa_magics.offline.filtering import filtered_profile
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import Lexicon, Phrase
from aa_magics.offline.suggestions import suggest_goals
from aa_magics.offline.text import Token, name_words, stem, written
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import bound_labels, misfit
from aa_magics.recipes.roles import GROUPS, NUMBERS

ARTICLES = frozenset(("the", "a", "an"))
LONGEST = 6  # clauses that are read as one
BREAK = Token("mark", ";", ";", 0, 0)


@cache
def other_words() -> Sequence[Phrase]:
    """Return the phrases that call for recipes that draw nothing."""
    own = (recipe for recipe in catalogue().values() if recipe.name not in DRAWN)
    return [words for recipe in own for words, _ in triggers()[recipe.name]]


@dataclass(frozen=True)
class Drawn:
    """The clause that a chart answers, the chart, the table before it, and whether some word asks for a chart."""

    clause: Clause
    chart: Choice
    table: Choice | None = None
    asked: bool = False


class ChartRuns:
    """Reads charts out of the clauses of a goal, for one frame."""

    def __init__(
        self, profile: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon, agents: Collection[str]
    ) -> None:
        self.profile, self.lexicon, self.agents = profile, lexicon, agents
        self.words = chart_words()
        self.vocabulary = copy(vocabulary)
        self.vocabulary.known = self._known()

    def _known(self) -> frozenset[str]:
        """Return the stems that name no column in a goal about a chart: fewer than in one that may ask for anything."""
        own = self.lexicon
        listed = [*own.settings.values(), *own.ends.values(), *own.cues.values(), own.negations]
        stems = {stem for phrases in listed for words in phrases for stem in words}
        stems |= own.verbs | own.drawing | own.months.keys() | own.numbers.keys() | self.words.known
        return frozenset(stems) - self.words.naming

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

    def refuse_open(self, clause: Clause) -> None:
        """Raise GoalError where a clause names a kind of chart and leaves open of which of several columns."""
        read = self._read(clause)
        mark = named_mark(read, self.lexicon, self.words)
        if mark is None or read.columns:
            return
        kinds = GROUPS if mark[0] in ("pie", "bar", "horizontal", "heat") else NUMBERS
        named = [column.name for column in self.profile.columns if column.bindable and column.kind in kinds][:8]
        if len(named) > 1:
            listed = ", ".join(named[:-1]) + " and " + named[-1]
            said = " ".join(written(clause.tokens[place] for place in sorted(mark[1])))
            raise GoalError(f"It is not clear which column {said!r} is about.", f"Name it in the goal: {listed}.")

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
            if not alone:
                return None
            if unknown:
                offered = "; ".join(suggest_goals(self.profile, [m.column for m in clause.mentions]))
                raise GoalError(f"{self.profile.name} has no {unknown}.", f"You could ask: {offered}")
            if not intent.asked:
                return None
            raise GoalError(f"That chart cannot be drawn: {reason}.", "Name other columns, or keep fewer rows first.")
        return Drawn(clause, chart, self._table(clauses, intent, frame), intent.asked)

    def _asks_more(self, clause: Clause, intent: ChartIntent) -> bool:
        """Return whether some words ask for what no chart shows, or a number would be left out."""
        spent = set(intent.places) | {place for m in clause.mentions for place in m.place}
        spent |= {place for found in clause.conditions for place in found.places}
        left = {place for place in range(len(clause.tokens)) if place not in spent}
        harmless = self.words.talk | self.lexicon.pointers | self.lexicon.pronouns | self.lexicon.stopwords
        harmless |= {stem(word) for column in self.profile.columns for word in name_words(column.name)}
        asking = {p for p in left if clause.tokens[p].stem not in harmless | clause.frame}
        listing = any(token.stem in self.words.listing for token in clause.tokens)
        if listing and not (intent.asked or intent.counted):
            return True
        if any(clause.tokens[p].kind == "number" for p in left):
            return True
        called = occurrences(other_words(), clause.said, range(len(clause.tokens)))
        verbs = {p for p in asking if clause.tokens[p].stem in self.lexicon.verbs}
        return bool(verbs or any(asking & set(place) for place in called))

    def _table(self, clauses: Sequence[Clause], intent: ChartIntent, frame: str) -> Choice | None:
        """Return the table that the goal asks for beside the chart: none where it asks for the chart alone."""
        first = next((c for c in map(self._read, clauses) if c.mentions), clauses[0])
        said = {token.stem for token in first.tokens}
        if first.timed:
            return None
        alone = read_chart(first, self.profile, self.lexicon, self.words)
        if (alone and alone.asked) or said & self.lexicon.drawing:
            return None
        choice = choose(first, frame, self.profile, self.agents, self.lexicon)
        if intent.mark == "scatter" and choice and not choice.called:
            return None
        mark = "count" if intent.how == "count" else intent.mark
        if choice is None or choice.unclear or choice.consumed or not shows(mark, choice.recipe.name):
            return None
        columns: set[Label] = {column.label for column in intent.columns}
        if set(bound_labels(choice.recipe, choice.params)) != columns:
            return None
        if "how" in choice.recipe.parameters and intent.how and intent.how != "count":
            choice.params["how"] = intent.how
        return choice

    # --- clauses --------------------------------------------------------------------------------------

    def _merged(self, clauses: Sequence[Clause]) -> Clause:
        """Return clauses as one."""
        tokens = [token for clause in clauses for token in (BREAK, *clause.tokens)][1:]
        return self._read(replace(clauses[0], tokens=tokens))

    def _read(self, clause: Clause) -> Clause:
        """Return a clause with what its tokens name in a goal about a chart."""
        mentions = self.vocabulary.mentions(clause.tokens)
        conditions = ConditionReader(clause.tokens, mentions, self.profile, self.lexicon).read()
        read = replace(clause, mentions=mentions, conditions=conditions)
        members = [found for found in conditions if not any(m.is_value for m in found.mentions) and found.mentions]
        if members and not read.columns and named_mark(read, self.lexicon, self.words):
            return replace(read, conditions=[found for found in conditions if found not in members])
        return read  # "pie of smokers" shows who smokes and who does not

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
        """Return a word that stands where a column or a value should, and names none: a chart without it misleads."""
        known = set(intent.places) | {place for m in clause.mentions for place in m.place}
        known |= {place for found in clause.conditions for place in found.places}
        named = {place for m in clause.mentions if not m.cue for place in m.place}
        for place, token in enumerate(clause.tokens):
            if place in known or not self.lexicon.matters(token) or token.stem in clause.frame | self.words.entities:
                continue
            if place + 1 in named or self._says_more(clause, place):
                continue
            if token.stem in self.words.keeping or self._is_cued(clause, place, intent):
                return str(token.text)
        return None

    def _says_more(self, clause: Clause, place: int) -> bool:
        """Return whether a word belongs to a group that follows, as in "place of origin"; "share of sales" does not."""
        after = [token.text for token in clause.tokens[place + 1 : place + 3]]
        of = place + (3 if after[1:] == ["the"] else 2)
        measured = any(of in m.place and m.column.kind == "number" for m in clause.mentions)
        return after[:1] == ["of"] and not (measured and not _is_plural(clause.tokens[place]))

    def _is_cued(self, clause: Clause, place: int, intent: ChartIntent) -> bool:
        """Return whether the words before a word that is not known ask for a column, or for rows."""
        before = [clause.tokens[p] for p in range(max(0, place - 4), place) if clause.tokens[p].text not in ARTICLES]
        stems = tuple(token.stem for token in before)
        plural = _is_plural(clause.tokens[place])
        by = [phrase for name in ("by", "color", "size") for phrase in self.words.slots[name]]
        if not plural and any(stems[-len(cue) :] == cue for cue in by):
            return True
        after = [clause.tokens[p] for p in range(place - 1, place) if p >= 0]
        groups = (
            m for m in clause.mentions if m.place.stop == place and m.column.kind == "category" and not m.is_value
        )
        if not plural and after and any(groups) and "of" in [t.text for t in before]:
            return True  # "of species banana"
        if plural or not stems:
            return False
        if clause.tokens[place + 1 : place + 2] and clause.tokens[place + 1].text == "of":
            return True
        if intent.how == "count" and not intent.counted and stems[-1] in self.lexicon.drawing | {"of"}:
            return True  # "plot salary by region" counts no rows
        one = clause.tokens[place - 1].text in ARTICLES - {"the"} and stems[-1] in ("in", "for")
        return stems[-1] in self.words.keeping and not one  # "in a car" are the rows


def _labels(intent: ChartIntent) -> set[Label]:
    return {column.label for column in intent.columns}


def _is_plural(token: Token) -> bool:
    """Return whether a word may stand for the rows: "chart of orders by region"."""
    return token.stem != token.text.casefold() and token.text.endswith("s")
