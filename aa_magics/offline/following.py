"""A follow-up on the goal before, as "what about the median" or "only 2024", as the full goal that it stands for."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from aa_magics.errors import GoalError
from aa_magics.model import FrameProfile, Goal, Label, Param, Plan, Test
from aa_magics.offline.clauses import Clause
from aa_magics.offline.conditions import ConditionReader, Found
from aa_magics.offline.following_words import FollowingWords, ending, following_words, spots
from aa_magics.offline.forms import read_form
from aa_magics.offline.grounding import Mention
from aa_magics.offline.lexicon import Lexicon, Phrase, lexicon, longest_phrase
from aa_magics.offline.planning import plan_goal
from aa_magics.offline.rewriting import ANY_CHART, CannotChangeError, Reader, Rewriting, limits
from aa_magics.offline.suggestions import suggest_goals
from aa_magics.offline.text import Token, tokenize, written

LONGEST = 20  # words of a follow-up
Change = Callable[[], None]


@dataclass(frozen=True)
class Marks:
    """What shows that a goal follows another: `strong` where nothing else has it; `core` is what is left to read."""

    strong: bool
    core: range
    added: bool = False


@dataclass(frozen=True)
class Resolved:
    """The full goals that a follow-up may stand for, the likeliest first.

    They must hold `tests`, and draw `chart`; `left` is what was put into them as it stands.
    """

    texts: tuple[str, ...]
    tests: tuple[Test, ...] = ()
    chart: str | None = None
    left: str = ""


def is_marked(text: str) -> bool:
    """Return whether a goal has the marks of a follow-up; whether it is one, its columns tell."""
    return _marks(tokenize(text), following_words()) is not None and read_form(text) is None


def follows(text: str, profiles: Sequence[FrameProfile]) -> bool:
    """Return whether a goal can only be understood after one about these frames."""
    tokens, words = tokenize(text), following_words()
    marks = _marks(tokens, words)
    if marks is None or read_form(text) is not None:
        return False
    reader = Reader(_nearest(text, profiles, words), lexicon(), words)
    return marks.strong or not _is_whole(_clause(text, tokens, reader), reader)


def plan_following(goal: Goal, profiles: Sequence[FrameProfile]) -> Plan | None:
    """Return the plan of a goal that follows `goal.previous`; None for one that is whole in itself.

    Raises GoalError for a follow-up that follows nothing, or that the goal before cannot take.
    """
    tokens, words = tokenize(goal.text), following_words()
    marks = _marks(tokens, words)
    if marks is None or read_form(goal.text) is not None:
        return None
    if goal.previous is None:
        return _planned_alone(goal, profiles, marks)
    profile = _nearest(goal.previous, profiles, words)
    reader = Reader(profile, lexicon(), words)
    if marks.strong:
        return _plan_of(resolve(goal.text, goal.previous, profiles), goal, profiles, reader)
    if _is_whole(_clause(goal.text, tokens, reader), reader):
        return None
    return _followed_or_alone(goal, profiles, reader)


def resolve(text: str, previous: str, profiles: Sequence[FrameProfile]) -> Resolved | None:
    """Return the full goals that `text` may stand for after the goal `previous`; None where it has no mark of one.

    Raises GoalError where the goal before cannot take the change.
    """
    words, previous = following_words(), unicodedata.normalize("NFC", previous)
    text = unicodedata.normalize("NFC", text)
    tokens = tokenize(text)
    marks = _marks(tokens, words)
    if marks is None:
        return None
    reader = Reader(_nearest(previous, profiles, words), lexicon(), words)
    try:
        return _Follower(text, tokens, marks, previous, reader).resolve()
    except CannotChangeError as error:
        raise _refused(previous, str(error), reader.profile) from error


class _Follower:
    """Reads what a follow-up changes, and changes it in the goal before."""

    def __init__(self, text: str, tokens: Sequence[Token], marks: Marks, previous: str, reader: Reader) -> None:
        self.text, self.marks, self.reader, self.words = text, marks, reader, reader.words
        self.previous = Rewriting(previous, reader)
        part = tokens[marks.core.start : marks.core.stop]
        part = [*self._only(tokens), *part]
        part, old = self._without_replaced(part)
        self.clause, self.old = _clause(text, part, reader), _clause(text, old, reader)
        self.used: set[int] = set()
        self.tests: list[Test] = []

    def resolve(self) -> Resolved:
        if not self.clause.tokens:
            return Resolved((self.previous.text,))
        prepared = self._prepared()
        chart = self._chart()
        share, order, limit = self._share(), self._order(), self._limit()
        self._set_rows()
        self._set_groups()
        self._set_measures()
        for change in (share, order, limit, prepared):
            if change:
                change()
        left = self._left()
        if not self.used and not left and (unread := self._unread()):
            raise CannotChangeError(unread)
        texts = self.previous.chart_texts(chart) if chart else [self.previous.text]
        if left:
            texts = [way for text in texts for way in ([f"{left} {text}"] * (" " not in left) + [f"{text} {left}"])]
        return Resolved(tuple(texts), tuple(self.tests), chart, left)

    def _only(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return the "only" at the end, which is read before what it is about: "smokers only"."""
        stop = self.marks.core.stop
        end = longest_phrase(self.words.closing, tokens, stop)
        return tokens[stop:end] if end and self.marks.core else ()

    # --- what is said --------------------------------------------------------------------------------------

    @property
    def free(self) -> frozenset[int]:
        return self.clause.free - self.used

    def _spot(self, phrases: Sequence[Phrase], *, named: bool = False) -> range | None:
        """Return the first place of a phrase, and use it up; `named` ones may lie over a column's name."""
        free = frozenset(range(len(self.clause.tokens))) - self.used if named else self.free
        found = spots(phrases, self.clause.tokens, free)
        if not found:
            return None
        self.used |= set(found[0])
        return found[0]

    def _said(self, places: Iterable[int], clause: Clause | None = None) -> str:
        tokens = (clause or self.clause).tokens
        taken = sorted(places)
        return self.text[tokens[taken[0]].start : tokens[taken[-1]].end]

    def _without_replaced(self, tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
        """Return the tokens of what is asked for, and of what it is asked for instead of."""
        found = next((spot for spot in spots(self.words.replaced, tokens, range(len(tokens)))), None)
        if found is None:
            return tokens, ()
        before, after = tokens[: found.start], tokens[found.stop :]
        if any(token.kind != "mark" and (token.stem,) not in self.words.fillers for token in before):
            return before, after
        cut = next((n for n, t in enumerate(after) if (t.stem,) in self.words.weak or t.text == ","), None)
        if cut is None:
            raise CannotChangeError(self._said(range(len(tokens)), _clause(self.text, tokens, self.reader)))
        return after[cut + 1 :], after[:cut]

    # --- what it changes -----------------------------------------------------------------------------------

    def _prepared(self) -> Change | None:
        for how, phrases in (("outliers", self.words.outliers), ("gaps", self.words.gaps)):
            if self._spot(phrases, named=True):
                return partial(self.previous.prepare, how)
        return None

    def _chart(self) -> str | None:
        trends = spots(self.reader.lexicon.settings["ols"], self.clause.tokens, self.free)
        lines = {place for spot in trends for place in spot}
        for name, phrases in self.words.charts.items():
            if not any(set(spot) & lines for spot in spots(phrases, self.clause.tokens, self.free)) and self._spot(
                phrases
            ):
                return name
        return None

    def _share(self) -> Change | None:
        return self.previous.set_share if self._spot(self.words.shares) else None

    def _order(self) -> Change | None:
        found = self._spot([*self.reader.lexicon.ascending, *self.reader.lexicon.descending])
        if found is None:
            return None
        self._spot(self.words.sorting)
        return partial(self.previous.set_order, self._said(found))

    def _limit(self) -> Change | None:
        found = limits(self.clause, self.reader)
        if not found:
            return None
        self.used |= set(found[0])
        return partial(self.previous.set_limit, self._said(found[0]))

    def _set_rows(self) -> None:
        for found in self.clause.conditions:
            said = self._said(found.places)
            added = said if self.marks.added and found.test.comparison in ("==", "in") else ""
            self.previous.set_condition(found, f"{self._condition_word(found)} {said}".strip(), added)
            self.used |= set(self._negation(min(found.places))) | set(found.places)
            self.tests += [] if added else [found.test]

    def _condition_word(self, found: Found) -> str:
        writing, said = self.words.writing, found.test
        if said.comparison in ("!=", "not in") and list(self._negation(min(found.places))):
            return writing["excluding"]
        if said.comparison in (">", ">=", "<", "<=") and (said.part or not found.mentions):
            return ""
        if said.part or not found.mentions:
            return writing["dates"]
        named = {place for m in found.mentions for place in m.place}
        of_values = all(m.is_value for m in found.mentions) or found.places == named
        return writing["values"] if of_values else writing["tests"]

    def _negation(self, place: int) -> range:
        while place and self.clause.tokens[place - 1].text in ("the", "any", "all", "-"):
            place -= 1
        start = ending(self.reader.lexicon.negations, self.clause.tokens, place)
        return range(place, place) if start is None else range(start, place)

    def _set_groups(self) -> None:
        groups = [(m, place) for m, place in self.reader.groups(self.clause) if not set(place) & self.used]
        if not groups:
            return
        places = range(groups[0][1].start, groups[-1][1].stop)
        beside = ending(self.words.beside, self.clause.tokens, _column_start(groups[0]))
        self.used |= set(places) | ({beside} if beside is not None else set())
        if beside is not None:
            self.used |= set(range(beside, places.start))
            self.previous.append(self._said(range(beside, places.stop)))
        elif self.marks.added or self._spot(self.words.added):
            bare = range(_column_start(groups[0]), places.stop)
            self.previous.add_groups(self._said(places), self._said(bare))
        else:
            self.previous.set_groups(self._said(places))

    def _set_measures(self) -> None:
        """Change statistic and columns."""
        superlative = False
        named = self.reader.statistic_spots(self.clause, superlative=False)
        named = [(name, spot) for name, spot in named if not set(spot) & self.used]
        if not named:
            superlative = True
            named = self.reader.statistic_spots(self.clause, superlative=True)
            named = [(name, spot) for name, spot in named if not set(spot) & self.used]
        self.used |= {place for _, spot in named for place in spot}
        columns = [m for m in self.reader.values(self.clause) if not set(m.place) & self.used]
        self.used |= {place for m in columns for place in m.place}
        if len(named) > 1:
            raise CannotChangeError(" and ".join(self._said(spot) for _, spot in named))
        self._check_replaced(named)
        if named and columns and named[0][0] != "count" and self.previous.counts:
            self.previous.measure(self._said(named[0][1]), self._said(columns[0].place))
            return
        self._set_columns(columns)
        for name, spot in named:
            self.previous.set_statistic(name, self._said(spot), superlative=superlative)

    def _check_replaced(self, named: Sequence[tuple[str, range]]) -> None:
        """Refuse "instead of the mean" where the goal before asks for none."""
        old = {name for name, _ in self.reader.statistic_spots(self.old, superlative=False)}
        if named and old - self.previous.statistic_names():
            raise CannotChangeError(f"{' and '.join(sorted(old))} is not in it")

    def _set_columns(self, columns: Sequence[Mention]) -> None:
        old: list[Label] = [m.column.label for m in self.old.mentions if not m.is_value]
        compared = self._spot(self.words.compared, named=True)
        if compared and not columns:
            raise CannotChangeError(self._said(range(len(self.clause.tokens))))
        if len(columns) > 1 and not compared and not self.marks.added:
            raise CannotChangeError(" and ".join(self._said(m.place) for m in columns))
        for mention in columns:
            said = self._said(mention.place)
            if compared or (self.marks.added and mention.column.kind == "number"):
                self.previous.add_column(mention.column, said)
            else:
                self.previous.set_column(mention.column, said, old.pop(0) if old else None)
        if old:
            raise CannotChangeError(f"instead of {old[0]}")

    def _left(self) -> str:
        """Return what is said beside all that: it must stand in one piece, to be put at the end as it is."""
        matters = [
            place
            for place, token in enumerate(self.clause.tokens)
            if place not in self.used and self._matters(token) and not self._is_filler(place)
        ]
        if not matters:
            return ""
        places = range(matters[0], matters[-1] + 1)
        if set(places) & self.used:
            said = " ".join(written(self.clause.tokens[place] for place in matters))
            raise CannotChangeError(said)
        start = places.start
        while start and start - 1 not in self.used and self._goes_with(start):
            start -= 1
        return self._said(range(start, places.stop))

    def _unread(self) -> str:
        """Return what is said beside fillers, be it ever so common."""
        tokens = self.clause.tokens
        return " ".join(written(t for place, t in enumerate(tokens) if t.kind == "word" and not self._is_filler(place)))

    def _matters(self, token: Token) -> bool:
        known = self.reader.lexicon
        return known.matters(token) or token.stem in known.pointers - known.stopwords

    def _goes_with(self, place: int) -> bool:
        before, token = self.clause.tokens[place - 1], self.clause.tokens[place]
        return before.kind == "word" and before.end <= token.start

    def _is_filler(self, place: int) -> bool:
        phrases = [*self.words.fillers, *self.words.leading, *self.words.weak, *self.words.strong, *self.words.added]
        return any(
            (end := longest_phrase(phrases, self.clause.tokens, start)) and start <= place < end
            for start in range(max(0, place - 3), place + 1)
        )


# --- whether it is one -----------------------------------------------------------------------------------


def _marks(tokens: Sequence[Token], words: FollowingWords) -> Marks | None:
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


def _is_whole(clause: Clause, reader: Reader) -> bool:
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


def _clause(text: str, tokens: Sequence[Token], reader: Reader) -> Clause:
    mentions = reader.vocabulary.mentions(tokens)
    conditions = ConditionReader(tokens, mentions, reader.profile, reader.lexicon).read()
    return Clause(tokens, mentions, conditions, None, reader.lexicon, reader.vocabulary.frame)


def _nearest(text: str, profiles: Sequence[FrameProfile], words: FollowingWords) -> FrameProfile:
    """Return the frame that a goal is most about."""
    known: Lexicon = lexicon()

    def grounded(profile: FrameProfile) -> float:
        return sum(m.score for clause in Reader(profile, known, words).clauses(text) for m in clause.mentions)

    return max(profiles, key=grounded)


# --- its plan ----------------------------------------------------------------------------------------------


def _planned_alone(goal: Goal, profiles: Sequence[FrameProfile], marks: Marks) -> Plan | None:
    """Return None for a goal that can be planned by itself. Raises GoalError for one that only follows another."""
    words = following_words()
    reader = Reader(_nearest(goal.text, profiles, words), lexicon(), words)
    if not marks.strong or _is_whole(_clause(goal.text, tokenize(goal.text), reader), reader):
        return None
    asked = "; ".join(suggest_goals(reader.profile))
    said = f"{goal.text[:80]!r} follows a goal, and there was none before it here."
    raise GoalError(said, f"Say all of it. You could ask: {asked}")


def _followed_or_alone(goal: Goal, profiles: Sequence[FrameProfile], reader: Reader) -> Plan | None:
    """Return the plan of what may be a follow-up, or None where all of it can be planned by itself instead."""
    assert goal.previous is not None
    try:
        resolved = resolve(goal.text, goal.previous, profiles)
        if resolved and resolved.left and _is_answered(goal, profiles):
            return None
        return _plan_of(resolved, goal, profiles, reader)
    except GoalError:
        if _is_answered(goal, profiles):
            return None
        raise


def _is_answered(goal: Goal, profiles: Sequence[FrameProfile]) -> bool:
    """Return whether a goal that asks for more than rows can be planned by itself with no word of it unused."""
    try:
        plan = plan_goal(goal, profiles)
    except GoalError:
        return False
    return not plan.unused and any(step.recipe != "keep_rows" for step in plan.steps)


def _plan_of(resolved: Resolved | None, goal: Goal, profiles: Sequence[FrameProfile], reader: Reader) -> Plan:
    """Return the plan of the first full goal that can be planned with nothing of it lost. Raises GoalError."""
    assert goal.previous is not None
    assert resolved is not None
    before = _previous_plan(goal, profiles)
    failure: GoalError | None = None
    lost: Sequence[str] = ()
    for text in resolved.texts:
        try:
            plan = plan_goal(goal.model_copy(update={"text": text, "previous": None}), profiles)
        except GoalError as error:
            failure = failure or error
            continue
        lost = [word for word in plan.unused if before is None or word not in before.unused]
        if not lost and _keeps(plan, text, resolved, before, reader):
            read_as = (f"read as: {text}", *plan.assumptions)
            return plan.model_copy(update={"read_as": text, "assumptions": read_as})
    said = " ".join(lost) or (failure.message if failure else goal.text)
    raise _refused(goal.previous, said, reader.profile) from failure


def _draws(plan: Plan, chart: str | None, words: FollowingWords) -> bool:
    """Return whether a plan draws the chart that was asked for."""
    names = [step.recipe or "" for step in plan.steps]
    kinds = words.drawn[chart] if chart else ()
    return chart is None or any(kind in (*name.split("_"), name) for name in names for kind in kinds)


def _previous_plan(goal: Goal, profiles: Sequence[FrameProfile]) -> Plan | None:
    try:
        return plan_goal(goal.model_copy(update={"text": goal.previous, "previous": None}), profiles)
    except GoalError:
        return None


def _keeps(plan: Plan, text: str, resolved: Resolved, before: Plan | None, reader: Reader) -> bool:
    """Return whether a plan does what was asked for: these rows, this chart, and something for what was left."""
    if not _holds(resolved.tests, text, reader) or not _draws(plan, resolved.chart, reader.words):
        return False
    if not resolved.left:
        return True
    drawn = not Rewriting(text, reader).draws or _draws(plan, ANY_CHART, reader.words)
    return drawn and (before is None or _work(plan) != _work(before))


def _work(plan: Plan) -> list[tuple[str | None, Mapping[str, Param]]]:
    return [(step.recipe, step.params) for step in plan.steps]


def _holds(tests: Sequence[Test], text: str, reader: Reader) -> bool:
    """Return whether a full goal is about the rows that were asked for."""
    read = [found.test for clause in reader.clauses(text) for found in clause.conditions]
    return all(any(_covers(other, test) for other in read) for test in tests)


def _covers(read: Test, asked: Test) -> bool:
    """Return whether a test that was read is the one asked for, or one that excludes it with others."""
    if read == asked:
        return True
    values = read.value if isinstance(read.value, tuple) else (read.value,)
    wanted = asked.value if isinstance(asked.value, tuple) else (asked.value,)
    same = (read.column, read.part) == (asked.column, asked.part)
    denied = read.comparison == "not in" and asked.comparison in ("!=", "not in")
    return same and denied and set(wanted) <= set(values)


def _refused(previous: str, said: str, profile: FrameProfile) -> GoalError:
    asked = "; ".join([previous, *suggest_goals(profile)[:2]])
    return GoalError(
        f"The goal before ({previous[:80]!r}) cannot take this: {said.rstrip('.')}.", f"Ask in full, such as: {asked}"
    )


def _column_start(group: tuple[Mention | None, range]) -> int:
    mention, places = group
    return mention.place.start if mention else places.start
