"""The offline engine: no key, no network, no model. Grounds a goal's words on the frames and composes recipes."""

from collections.abc import Sequence

from aa_magics.codegen.captions import captioned
from aa_magics.codegen.left_out import with_left_out
from aa_magics.codegen.render import cell_source
from aa_magics.codegen.unfinished import with_unfinished
from aa_magics.errors import EngineError
from aa_magics.model import Cell, Code, FrameProfile, Goal, Plan, Step
from aa_magics.offline.languages.planning import plan_in_its_language, source_in_its_language
from aa_magics.recipes import catalogue


class OfflineEngine:
    """Deterministic: the same goal on the same profiles gives the same cells."""

    name = "offline"

    async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
        """Return a plan of recipes. Raises GoalError where no word of the goal can be grounded."""
        return plan_in_its_language(goal, profiles)

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]:
        """Return the one cell of a step. Raises EngineError for a step without a known recipe."""
        if isinstance(answer := step.params.get("answer"), Code):
            return [Cell(cell_type="code", source=answer.code)]
        recipe = catalogue().get(step.recipe or "")
        if recipe is None:
            raise EngineError(
                f"The offline engine has no recipe {step.recipe!r}.", "Choose a model for tasks in words."
            )
        source = cell_source(recipe, step.params, step.creates[0] if step.creates else None)
        source = with_left_out(source, recipe, step.params, profiles)
        source = with_unfinished(source, recipe, step.params, profiles)
        if recipe.result == "figure":
            captions = {c.name: c.caption for profile in profiles for c in profile.columns if c.caption}
            source = captioned(source, captions) if captions else source
        return [Cell(cell_type="code", source=source_in_its_language(source, goal, profiles))]
