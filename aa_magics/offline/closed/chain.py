"""The steps of a plan as they are chained: frames that are made, rows that are kept, numbers that are measured."""

import re
from collections.abc import Mapping, Sequence

from aa_magics.codegen.render import fresh_name, function_body
from aa_magics.model import Code, Condition, Goal, Param, Step, Test
from aa_magics.offline.steps import recipe_step
from aa_magics.recipes import catalogue


class Chain:
    """Makes each step once: what is asked for again is given by its name.

    `words` are those of the goal that steps come from which are given none of their own.
    """

    def __init__(self, goal: Goal, frame: str) -> None:
        self.base = frame
        self.taken = set(goal.names.taken) | set(goal.frames) | {frame}
        self.steps: list[Step] = []
        self.made: dict[str, str] = {}
        self.words: tuple[str, ...] = ()

    def frame(self, recipe: str, params: Mapping[str, Param], frame: str, words: Sequence[str] = ()) -> str:
        """Return the frame that a recipe makes of `frame`."""
        suffix = catalogue()[recipe].makes or recipe
        return self._step(recipe, params, (frame,), f"{self.base}_{suffix}", words)

    def rows(self, frame: str, tests: Sequence[Test], words: Sequence[str] = ()) -> str:
        """Return the frame of the rows of `frame` that pass `tests`."""
        if not tests:
            return frame
        name = f"{self.base}_{_spoken(tests[0])}" if len(tests) == 1 else f"{self.base}_filtered"
        return self._step("keep_rows", {"rows": Condition(tests=tuple(tests))}, (frame,), name, words)

    def measure(self, recipe: str, params: Mapping[str, Param], frame: str, name: str, other: str | None = None) -> str:
        """Return the variable that holds what a recipe measures on `frame`, and on `other` beside it."""
        return self._step(recipe, params, (frame, other) if other else (frame,), name, ())

    def answer(self, lines: Sequence[str]) -> None:
        """Add the step that prints the answer."""
        uses = tuple(dict.fromkeys(name for step in self.steps for name in step.creates if _is_used(name, lines)))
        code = Code(code="\n".join(lines))
        self.steps.append(
            Step(
                id=str(len(self.steps) + 1),
                agent=self.steps[-1].agent,
                task="Answer",
                params={"answer": code},
                uses=uses,
            )
        )

    def fresh(self, name: str) -> str:
        """Return a name for a variable that nothing has yet."""
        found = fresh_name(name, self.taken)
        self.taken.add(found)
        return found

    def _step(
        self, recipe: str, params: Mapping[str, Param], frames: tuple[str, ...], name: str, words: Sequence[str]
    ) -> str:
        entry = catalogue()[recipe]
        bound = {**params, **dict(zip(entry.frames, frames, strict=False))}
        key = f"{recipe} {sorted((k, repr(v)) for k, v in bound.items())}"
        if key not in self.made:
            self.taken |= function_body(entry.function).bound
            self.made[key] = self.fresh(name)
            said = tuple(words) or self.words
            self.steps.append(recipe_step(self.steps, entry, params, frames, (self.made[key],), said))
        return self.made[key]


def _spoken(test: Test) -> str:
    """Return a word for the rows of a test: its value where it is a plain word."""
    word = str(test.value).lower()
    if test.comparison == "==" and word.isidentifier():
        return word
    return test.comparison if test.comparison in ("missing", "present") else "filtered"


def _is_used(name: str, lines: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", line) for line in lines)
