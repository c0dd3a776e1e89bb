"""A recipe that is used on frames becomes the next step of a plan."""

from collections.abc import Mapping, Sequence

from aa_magics.codegen.render import title
from aa_magics.model import Param, Step
from aa_magics.recipes import Recipe


def recipe_step(
    before: Sequence[Step],
    recipe: Recipe,
    params: Mapping[str, Param],
    frames: tuple[str, ...],
    creates: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> Step:
    """Return the step that follows those `before`; the recipe's parameters that are frames are bound to `frames`."""
    bound = {**params, **dict(zip(recipe.frames, frames, strict=False))}
    return Step(
        id=str(len(before) + 1),
        agent=recipe.agent,
        task=title(recipe, bound),
        recipe=recipe.name,
        params=bound,
        uses=frames,
        creates=creates,
        words=words,
    )
