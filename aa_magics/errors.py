"""Every error a person may meet: what happened, and what to type next.

AnalystError
├── GoalError       the goal is empty, or nothing in it can be answered from these frames
│   └── ChoiceError words of it could mean several columns, and the answer would differ
├── FrameError      a frame is unknown, unclear, empty, or no pandas DataFrame
├── AgentError      an agent is unknown, or every agent is off
├── UsageError      an option, a subcommand or a setting is not known
├── RunError        a run cannot be found, or one of its cells failed
├── EngineError     an engine is unknown, or what it wrote cannot be used
├── PolicyError     the policy of those who run this machine does not allow it
├── BudgetError     a call could cost more than what is left of the budget of a run or of a day
├── ConsentError    a text was not sent, because nobody agreed to it
└── HistoryError    the history database cannot be read or written
"""

from collections.abc import Iterable, Sequence


class AnalystError(Exception):
    """An error in two lines: `message` says what happened, with the value; `hint` what to type next."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}"

    def _render_traceback_(self) -> list[str]:
        """Return the short form that IPython shows in place of a traceback."""
        return [f"{type(self).__name__}: {self.message}", self.hint]


class GoalError(AnalystError):
    pass


class ChoiceError(GoalError):
    """Words of a goal could mean any of some columns: which, `--take` says in the magic line, `takes` in Python."""

    def __init__(self, words: str, choices: Sequence[str]) -> None:
        *most, last = choices
        ready = [f"--take {_on_a_line(words)}={_on_a_line(choice)}" for choice in choices]
        super().__init__(
            f"{words!r} could be {', '.join(most)} or {last}, and the answer would differ.",
            f"Say which: {' or '.join(ready)}; in Python: takes={{{words!r}: {choices[0]!r}}}.",
        )
        self.words, self.choices, self.ready = words, tuple(choices), tuple(ready)


class FrameError(AnalystError):
    pass


class AgentError(AnalystError):
    pass


class UsageError(AnalystError):
    pass


class RunError(AnalystError):
    pass


class EngineError(AnalystError):
    pass


class PolicyError(AnalystError):
    pass


class BudgetError(AnalystError):
    pass


class ConsentError(AnalystError):
    pass


class HistoryError(AnalystError):
    pass


def _on_a_line(text: str) -> str:
    """Return a text as an option takes it, which ends at a space."""
    return "_".join(text.split())


def close_names(wrong: str, known: Iterable[str], limit: int = 3) -> Sequence[str]:
    """Return the names of `known` that `wrong` may have meant, closest first."""
    from difflib import get_close_matches

    lowered: dict[str, str] = {}
    for name in known:
        lowered.setdefault(name.lower(), name)
    return [lowered[name] for name in get_close_matches(wrong.lower(), lowered, limit, cutoff=0.6)]
