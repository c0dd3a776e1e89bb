"""A plan as a model wrote it becomes a Plan: every doubt is said in plain words, and mended as far as that goes.

What is said goes back to the model once, so it tells nothing but types and what the model wrote itself. Of its second
plan the mended form is used: a recipe that does not fit becomes a task in words, an agent that does not exist the
closest one, a name that is taken another one.
"""

import keyword
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from aa_magics.codegen.assemble import one_line
from aa_magics.codegen.render import fresh_name, title
from aa_magics.errors import close_names
from aa_magics.llm.params import bound_params
from aa_magics.llm.planned import Planned, PlannedStep
from aa_magics.model import FrameChoice, FrameProfile, Goal, Param, Plan, Step
from aa_magics.recipes import Recipe, catalogue
from aa_magics.recipes.fit import misfit

MOST_STEPS = 12
LONGEST_TASK = 400
BARE = {"missing": 0, "distinct": 2, "values": (), "minimum": None, "maximum": None, "quartiles": None}
"""A column of which nothing but name and type is known."""


@dataclass
class Checked:
    """The plan, mended, and what was wrong with it; None where it is beyond mending."""

    plan: Plan | None
    errors: Sequence[str]


def check_plan(planned: Planned, goal: Goal, profiles: Sequence[FrameProfile], agents: Collection[str]) -> Checked:
    """Return a model's plan checked against the goal's frames, names and `agents`."""
    return _Checking(goal, {profile.name: profile for profile in profiles}, list(agents)).checked(planned)


@dataclass
class _Checking:
    goal: Goal
    profiles: Mapping[str, FrameProfile]
    agents: Sequence[str]
    errors: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)

    def checked(self, planned: Planned) -> Checked:
        if len(planned.steps) > MOST_STEPS:
            self.errors.append(f"the plan has {len(planned.steps)} steps, more than {MOST_STEPS}")
        drafts = [(f"step {n}", step) for n, step in enumerate(planned.steps[:MOST_STEPS], start=1)]
        drafts = self._with_names(drafts)
        ordered = self._ordered(drafts)
        steps: list[Step] = []
        for place, draft in ordered or ():
            if step := self._step(place, draft, steps):
                steps.append(step)
        if not steps:
            self.errors.append("the plan has no step that can be done")
            return Checked(None, tuple(self.errors))
        assumed = [one_line(text)[:200] for text in [*planned.assumptions[:5], *self.assumptions]]
        plan = Plan(frames=self._frames(steps), steps=tuple(steps), assumptions=tuple(dict.fromkeys(assumed)))
        return Checked(plan, tuple(self.errors))

    def _with_names(self, drafts: Sequence[tuple[str, PlannedStep]]) -> list[tuple[str, PlannedStep]]:
        """Return the steps with variables that can be created, and with frames in the case in which they are called.

        A name means what the last step before made of it; a later step's only where nothing else is called so.
        """
        taken = set(self.goal.names.taken) | set(self.profiles)
        created = []
        for place, draft in drafts:
            new = {name: self._created(place, name, taken) for name in draft.creates}
            taken |= set(new.values())
            created.append(new)
        later = {name: new for step in reversed(created) for name, new in step.items()}
        frames = {name.casefold(): name for name in self.profiles}
        before: dict[str, str] = {}
        named = []
        for (place, draft), new in zip(drafts, created, strict=True):
            uses = [before.get(name) or frames.get(name.casefold()) or later.get(name, name) for name in draft.uses]
            named.append((place, draft.model_copy(update={"creates": list(dict.fromkeys(new.values())), "uses": uses})))
            before |= new
        return named

    def _created(self, place: str, name: str, taken: Collection[str]) -> str:
        """Return the name of a variable that a step may create."""
        if not name.isidentifier() or keyword.iskeyword(name):
            self.errors.append(f"{place} creates {name!r}, which is no name of a variable")
            plain = "".join(char if char.isalnum() else "_" for char in name).strip("_")
            name = plain if plain.isidentifier() and not keyword.iskeyword(plain) else "result"
            return fresh_name(name, taken)
        if name in taken:
            self.errors.append(f"{place} creates {name!r}, which exists already; choose a new name")
        return fresh_name(name, taken)

    def _ordered(self, drafts: Sequence[tuple[str, PlannedStep]]) -> Sequence[tuple[str, PlannedStep]] | None:
        """Return the steps so that each comes after those that create what it uses; None where they go in a circle."""
        makers = {name: n for n, (_, draft) in enumerate(drafts) for name in draft.creates}
        waits = {
            n: sorted({makers[name] for name in draft.uses if name in makers}) for n, (_, draft) in enumerate(drafts)
        }
        try:
            order = list(TopologicalSorter(waits).static_order())
        except CycleError as error:
            circle = ", ".join(drafts[n][0] for n in dict.fromkeys(error.args[1]))
            self.errors.append(f"{circle} wait for each other: a step can only use what earlier steps create")
            return None
        before = all(max(needed, default=-1) < n for n, needed in waits.items())
        return list(drafts) if before else [drafts[n] for n in order]

    def _step(self, place: str, draft: PlannedStep, earlier: Sequence[Step]) -> Step | None:
        uses = self._uses(place, draft, earlier)
        recipe, params = self._recipe(place, draft, uses)
        agent = recipe.agent if recipe else self._agent(place, draft)
        task = title(recipe, params) if recipe else one_line(draft.task)[:LONGEST_TASK]
        if not task:
            self.errors.append(f"{place} does not say what to do")
            task = one_line(self.goal.text)[:LONGEST_TASK]
        if agent is None:
            self.assumptions.append(f"Left out, for want of an agent {one_line(draft.agent)}: {task}")
            return None
        creates = draft.creates[:1] if recipe else draft.creates
        if recipe and recipe.result is None:
            creates = []
        return Step(
            id=str(len(earlier) + 1),
            agent=agent,
            task=task,
            recipe=recipe.name if recipe else None,
            params=params,
            uses=uses,
            creates=tuple(creates),
        )

    def _uses(self, place: str, draft: PlannedStep, earlier: Sequence[Step]) -> tuple[str, ...]:
        made = {name for step in earlier for name in step.creates}
        unknown = [name for name in draft.uses if name not in made and name not in self.profiles]
        if unknown:
            there = ", ".join([*self.profiles, *sorted(made)])
            self.errors.append(f"{place} uses {unknown[0]!r}, which nothing creates; there are: {there}")
        known = tuple(dict.fromkeys(name for name in draft.uses if name not in unknown))
        return known or (next(iter(self.profiles)),)

    def _agent(self, place: str, draft: PlannedStep) -> str | None:
        said = draft.agent.strip().strip("@`").lower().replace(" ", "_")
        for name in (said, f"{said}_agent"):
            if name in self.agents:
                return name
        self.errors.append(f"{place}: there is no agent {draft.agent!r}; the agents are {', '.join(self.agents)}")
        if len(self.agents) == 1:
            return self.agents[0]
        close = close_names(said, self.agents, 1)
        if close:
            self.assumptions.append(f"{close[0]} stands in for {one_line(draft.agent)}, which does not exist")
        return close[0] if close else None

    def _recipe(self, place: str, draft: PlannedStep, uses: Sequence[str]) -> tuple[Recipe | None, Mapping[str, Param]]:
        """Return the recipe of a step with its params bound; none where the step is for an agent to write."""
        if draft.recipe is None:
            return None, {}
        recipe = catalogue().get(draft.recipe.lower())
        if recipe is None or recipe.agent not in self.agents:
            self.errors.append(f"{place}: there is no recipe {draft.recipe!r}; leave recipe null")
            return None, {}
        base = self.profiles.get(uses[0]) or next(iter(self.profiles.values()))
        try:
            params = bound_params(recipe, draft.params, base)
            params |= dict(zip(recipe.frames, uses, strict=False)) if len(recipe.frames) <= len(uses) else {}
            params[recipe.frames[0]] = uses[0]
            missing = [name for name in recipe.frames if params.get(name) not in uses]
            reason = f"{missing[0]} is not given" if missing else misfit(recipe, params, base)
        except ValueError as error:
            reason = str(error)
        if reason is None:
            return recipe, params
        if uses[0] in self.profiles:  # of what an earlier step makes, the columns are not known yet
            told = _told(reason, recipe, draft.params, base)
            self.errors.append(f"{place}: {recipe.name} cannot be used: {told}; give other parameters, or recipe null")
        return None, {}

    def _frames(self, steps: Sequence[Step]) -> tuple[FrameChoice, ...]:
        used = {name for step in steps for name in step.uses}
        chosen = [p for p in self.profiles.values() if p.name in used] or list(self.profiles.values())[:1]
        return tuple(
            FrameChoice(name=p.name, rows=p.rows, columns=len(p.columns), why="the plan uses it") for p in chosen
        )


def _told(reason: str, recipe: Recipe, given: Mapping[str, Any], profile: FrameProfile) -> str:
    """Return why a recipe cannot be used, if names and types alone say so: values and numbers of rows are not told."""
    bare = profile.model_copy(
        update={"rows": 10**6, "columns": tuple(column.model_copy(update=BARE) for column in profile.columns)}
    )
    try:
        params: dict[str, Param] = dict.fromkeys(recipe.frames, profile.name)
        params |= bound_params(recipe, given, bare)
    except ValueError:
        return reason
    return reason if misfit(recipe, params, bare) == reason else "its columns do not have what it needs"
