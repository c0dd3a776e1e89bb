"""A goal in any language becomes a plan: read in English, said in the person's own words."""

import re
from collections.abc import Mapping, Sequence

from aa_magics.errors import ChoiceError, GoalError
from aa_magics.model import FrameProfile, Goal, Plan, Step
from aa_magics.offline.following.planning import plan_following
from aa_magics.offline.languages.language import language
from aa_magics.offline.languages.saying import said_source, said_text, said_title
from aa_magics.offline.languages.translating import Translated, translated
from aa_magics.offline.planning import plan_goal


def plan_in_its_language(goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
    """Return the plan of a goal. Raises GoalError where no word of it can be grounded on the frames."""
    english = translated(goal.text, profiles)
    before = translated(goal.previous, profiles) if goal.previous else None
    if before:
        goal = goal.model_copy(update={"previous": before.text})
    if english is None:
        return _plan(goal, profiles)
    try:
        return _said_in(english, _plan(goal.model_copy(update={"text": english.text}), profiles))
    except ChoiceError as asked:
        raise ChoiceError(_own(asked.words, english.said), asked.choices) from asked
    except GoalError as refusal:
        message, mark, words = refusal.message.rpartition(": ")
        raise GoalError(message + mark + _own(words, english.said), refusal.hint) from refusal


def source_in_its_language(source: str, goal: Goal, profiles: Sequence[FrameProfile]) -> str:
    """Return the source of a cell that prints its sentences in the language of the goal."""
    english = translated(goal.text, profiles)
    return said_source(source, language(english.language)) if english and english.mostly else source


def _plan(goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
    return plan_following(goal, profiles) or plan_goal(goal, profiles)


def _said_in(english: Translated, plan: Plan) -> Plan:
    """Return a plan that speaks of the goal's own words where it quotes them."""
    return plan.model_copy(
        update={
            "steps": tuple(_step(english, step) for step in plan.steps),
            "unused": tuple(_own(words, english.said) for words in plan.unused),
            "assumptions": tuple(_assumption(text, english) for text in plan.assumptions),
            "alternatives": tuple(
                other.model_copy(update={"words": _own(other.words, english.said)}) for other in plan.alternatives
            ),
        }
    )


def _step(english: Translated, step: Step) -> Step:
    task = said_title(step, language(english.language)) if english.mostly else step.task
    return step.model_copy(update={"task": task, "words": tuple(_own(words, english.said) for words in step.words)})


def _assumption(text: str, english: Translated) -> str:
    """Return an assumption with the goal's own words for those that it says how they were read."""
    read = re.fullmatch(r"read (.+?)( as .+)", text)
    text = f"read {_own(read[1], english.said)}{read[2]}" if read else text
    return said_text(text, language(english.language)) if english.mostly else text


def _own(words: str, said: Mapping[str, str]) -> str:
    """Return English words as the goal has them."""
    if not said:
        return words
    longest_first = "|".join(re.escape(english) for english in sorted(said, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{longest_first})(?!\w)", lambda match: said[match[0]], words)
