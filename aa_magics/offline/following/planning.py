"""A follow-up on the goal before, as "what about the median" or "only 2024", planned as the full goal it stands for."""

from collections.abc import Mapping, Sequence

from aa_magics.errors import GoalError
from aa_magics.model import FrameProfile, Goal, Param, Plan, Test
from aa_magics.offline.closed.forms import read_form
from aa_magics.offline.following.marks import Marks, is_whole, read_marks
from aa_magics.offline.following.reader import Reader, nearest_frame, one_clause
from aa_magics.offline.following.resolving import Resolved, refused, resolve
from aa_magics.offline.following.rewriting import ANY_CHART, Rewriting
from aa_magics.offline.following.words import FollowingWords, following_words
from aa_magics.offline.lexicon import lexicon
from aa_magics.offline.planning import plan_goal
from aa_magics.offline.suggestions import suggest_goals
from aa_magics.offline.text import tokenize


def is_marked(text: str) -> bool:
    """Return whether a goal has the marks of a follow-up; whether it is one, its columns tell."""
    return read_marks(tokenize(text), following_words()) is not None and read_form(text) is None


def follows(text: str, profiles: Sequence[FrameProfile]) -> bool:
    """Return whether a goal can only be understood after one about these frames."""
    tokens, words = tokenize(text), following_words()
    marks = read_marks(tokens, words)
    if marks is None or read_form(text) is not None:
        return False
    reader = Reader(nearest_frame(text, profiles, words), lexicon(), words)
    return marks.strong or not is_whole(one_clause(text, tokens, reader), reader)


def plan_following(goal: Goal, profiles: Sequence[FrameProfile]) -> Plan | None:
    """Return the plan of a goal that follows `goal.previous`; None for one that is whole in itself.

    Raises GoalError for a follow-up that follows nothing, or that the goal before cannot take.
    """
    tokens, words = tokenize(goal.text), following_words()
    marks = read_marks(tokens, words)
    if marks is None or read_form(goal.text) is not None:
        return None
    if goal.previous is None:
        return _planned_alone(goal, profiles, marks)
    profile = nearest_frame(goal.previous, profiles, words)
    reader = Reader(profile, lexicon(), words)
    if marks.strong:
        return _plan_of(resolve(goal.text, goal.previous, profiles), goal, profiles, reader)
    if is_whole(one_clause(goal.text, tokens, reader), reader):
        return None
    return _followed_or_alone(goal, profiles, reader)


def _planned_alone(goal: Goal, profiles: Sequence[FrameProfile], marks: Marks) -> Plan | None:
    """Return None for a goal that can be planned by itself. Raises GoalError for one that only follows another."""
    if not marks.strong:
        return None
    words = following_words()
    reader = Reader(nearest_frame(goal.text, profiles, words), lexicon(), words)
    if is_whole(one_clause(goal.text, tokenize(goal.text), reader), reader):
        return None
    asked = "; ".join(suggest_goals(reader.profile))
    said = f"{goal.text[:80]!r} follows a goal, and there was none before it here."
    raise GoalError(said, f"Say all of it. You could ask: {asked}")


def _followed_or_alone(goal: Goal, profiles: Sequence[FrameProfile], reader: Reader) -> Plan | None:
    """Return the plan of what may be a follow-up, or None where all of it can be planned by itself instead."""
    assert goal.previous is not None
    try:
        resolved = resolve(goal.text, goal.previous, profiles)
    except GoalError:
        if _is_answered(goal, profiles):
            return None
        raise
    if resolved and resolved.left and _is_answered(goal, profiles):
        return None
    return _plan_of(resolved, goal, profiles, reader)


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
    raise refused(goal.previous, said, reader.profile) from failure


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
