"""The engine that asks a model: one call for the plan, one for each step that no recipe does, one for each repair."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from threading import Thread
from typing import Any

from aa_magics.agents import pick_agents, roster
from aa_magics.codegen.assemble import one_line
from aa_magics.codegen.left_out import with_left_out
from aa_magics.codegen.render import cell_source
from aa_magics.codegen.unfinished import with_unfinished
from aa_magics.config.settings import Settings
from aa_magics.demands import demands, unmet
from aa_magics.errors import EngineError
from aa_magics.llm.check_plan import check_plan
from aa_magics.llm.library import load
from aa_magics.llm.lm import Message, Model
from aa_magics.llm.markup import loading_text
from aa_magics.llm.offer import offered_recipes, recipe_lines
from aa_magics.llm.planned import Planned
from aa_magics.llm.reading import UnreadableError
from aa_magics.llm.telling import (
    AGENT_TOKENS,
    FRAME_TOKENS,
    agents_told,
    error_told,
    frames_of,
    frames_told,
    rules_of,
    runs_told,
    variables_told,
)
from aa_magics.llm.watch import Silent, Watch
from aa_magics.model import Cell, FrameProfile, Goal, Plan, Run, RunSummary, Step, Trial
from aa_magics.recipes import catalogue

PLANNER = "planner"
LONGEST_SUMMARY = 300
TRIES = 2
"""How often a model is asked for an answer that can be used."""


class ModelEngine:
    """Plans and writes by a model; `name` is LiteLLM's `provider/model`, such as "openai/gpt-4o-mini".

    `settings` and the key are this engine's own. `watch` is told of every call and may stop it; `get_key` gives the key
    of a provider (None: LiteLLM reads the environment). `earlier_runs` are those of the notebook, oldest first, and
    `rows` some rows of each frame as text, told at `samples` level only. Every method that asks the model raises
    EngineError where it cannot be reached or does not do what it is asked, and whatever `watch` stops a call with.
    """

    def __init__(
        self,
        name: str,
        settings: Settings,
        watch: Watch | None = None,
        get_key: Callable[[str], str | None] | None = None,
        earlier_runs: Sequence[Run | RunSummary] = (),
        rows: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self._model = Model(name, settings, watch or Silent(), get_key)
        self._rules = rules_of(settings)
        self._earlier_runs, self._rows = earlier_runs, rows or {}

    @property
    def host(self) -> str:
        """The host that calls go to."""
        return self._model.host

    def warm(self) -> None:
        """Begin to load, in the background, what the first call needs: that takes some seconds."""
        Thread(target=_import_signatures, name="aa_magics model", daemon=True).start()

    async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
        """Return the model's plan. One that has errors goes back to it once, and is then mended as far as possible."""
        agents = goal.agents or pick_agents((), [agent.name for agent in roster().values() if not agent.on])
        inputs = {
            "goal": goal.text,
            "frames": frames_told(profiles, goal.text, self._rules, FRAME_TOKENS, self._rows, profiles),
            "agents": agents_told(agents),
            "recipes": recipe_lines(offered_recipes(goal.text, profiles, agents)),
            "earlier_runs": runs_told(self._earlier_runs),
        }
        wrong, usable = "", None
        for _ in range(TRIES):
            try:
                planned: Planned = (await self._answer(_plan_signature, inputs, None, PLANNER))["plan"]
            except UnreadableError as unreadable:
                wrong = str(unreadable)
                inputs["wrong"] = wrong
                continue
            checked = check_plan(planned, goal, profiles, agents)
            if checked.plan and not checked.errors:
                return checked.plan
            usable = checked.plan or usable
            wrong = checked.errors[0]
            inputs["last_plan"] = planned.model_dump_json(exclude_defaults=True)
            inputs["wrong"] = "\n".join(checked.errors)
        if usable is None:
            raise self._unreadable("plan", wrong)
        return usable

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]:
        """Return the one cell of a step: a recipe's, which takes no call, else what the step's agent wrote."""
        if recipe := catalogue().get(step.recipe or ""):
            source = cell_source(recipe, step.params, step.creates[0] if step.creates else None)
            source = with_left_out(source, recipe, step.params, profiles)
            source = with_unfinished(source, recipe, step.params, profiles)
            return [Cell(cell_type="code", source=source)]
        return await self._written(step, self._inputs(step, goal, profiles, earlier))

    async def repair(
        self,
        step: Step,
        goal: Goal,
        profiles: Sequence[FrameProfile],
        earlier: Sequence[Cell],
        cells: Sequence[Cell],
        trial: Trial,
        missing: Sequence[str] = (),
    ) -> Sequence[Cell]:
        """Return a step's cell anew: its agent sees its code, what went wrong and where, and what the goal lacks.

        A recipe that failed becomes a task in words for its agent.
        """
        source = "\n\n".join(cell.source for cell in cells if cell.cell_type == "code")
        inputs = self._inputs(step, goal, profiles, earlier)
        wrong = error_told(trial, source, [*inputs.values()], profiles, self._rules)
        lacks = [f"The goal asks for this too: {one_line(text)}" for text in missing]
        told = {"failed_code": source, "error": "\n".join(filter(None, [wrong, *lacks]))}
        return await self._written(step, inputs | told)

    def missing(
        self,
        goal: Goal,
        profiles: Sequence[FrameProfile],
        plan: Plan,
        cells: Mapping[str, Sequence[Cell]],
        trials: Mapping[str, Trial],
    ) -> Mapping[str, Sequence[str]]:
        """Return what the goal asks for and no tried cell does, by the id of the last step that was tried."""
        tried = [step.id for step in plan.steps if step.id in cells and step.id in trials]
        sources = [cell.source for step in tried for cell in cells[step] if cell.cell_type == "code"]
        lacks = unmet(demands(goal.text, profiles), sources, [trials[step] for step in tried])
        return {tried[-1]: lacks} if tried and lacks else {}

    def _inputs(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> dict[str, str]:
        """Return what the agent of a step is given."""
        about, frames = f"{step.task} {goal.text}", frames_of(step, profiles)
        return {
            "goal": goal.text,
            "dataset": frames_told(frames, about, self._rules, AGENT_TOKENS, self._rows, profiles),
            "plan_instructions": step.task,
            "variables": variables_told(step, profiles, earlier),
        }

    async def _written(self, step: Step, inputs: dict[str, str]) -> Sequence[Cell]:
        """Return the cell that the agent of a step writes; of an answer without code it is told, once."""
        wrong = ""
        for _ in range(TRIES):
            told = "\n".join(filter(None, [inputs.get("error", ""), wrong]))
            try:
                answer = await self._answer(
                    lambda: _agent_signature(step.agent), inputs | {"error": told}, step.id, step.agent
                )
                _check_texts(answer["code"], inputs["goal"])
            except UnreadableError as unreadable:
                wrong = str(unreadable)
                continue
            summary = one_line(answer["summary"])[:LONGEST_SUMMARY]
            return [Cell(cell_type="code", source=answer["code"], metadata={"summary": summary} if summary else {})]
        raise self._unreadable("code", wrong)

    async def _answer(
        self, signature_of: Callable[[], Any], inputs: Mapping[str, str], step: str | None, agent: str
    ) -> Mapping[str, Any]:
        """Return the output fields of an answer. Raises UnreadableError with what is wrong, for the model to read."""
        await asyncio.to_thread(_import_signatures)
        from aa_magics.llm.adapter import ShortAdapter

        signature, adapter = signature_of(), ShortAdapter()
        messages = [Message(**message) for message in adapter.format(signature, [], dict(inputs))]
        answer = await self._model.ask(messages, step, agent)
        if answer.cut:
            raise UnreadableError("It was cut off, being too long: answer in fewer words.")
        if not answer.text.strip():
            raise UnreadableError("It was empty.")
        fields: Mapping[str, Any] = adapter.parse(signature, answer.text)
        return fields

    def _unreadable(self, what: str, wrong: str) -> EngineError:
        cut = "cut off" in wrong
        said = one_line(wrong).rstrip(".")[:200]
        hint = "Raise AA_MAGICS_MAX_TOKENS, or ask for less at once."
        return EngineError(
            f"{self.name} wrote no {what} that can be used, asked {TRIES} times: {said}.",
            hint if cut else "Ask again in other words, or choose a larger model.",
        )


def _check_texts(code: str, goal: str) -> None:
    if (text := loading_text(code, goal)) is not None:
        raise UnreadableError(f"No addresses and no HTML in titles and texts: {one_line(text)[:60]}")


def _import_signatures() -> None:
    """Load what takes seconds; in a thread, so that a stop does not wait for it."""
    load()
    import aa_magics.llm.adapter
    import aa_magics.llm.signatures  # noqa: F401  its names are used where they are imported again


def _plan_signature() -> Any:
    from aa_magics.llm.signatures import PlanGoal

    return PlanGoal


def _agent_signature(agent: str) -> Any:
    from aa_magics.llm.signatures import agent_signature

    return agent_signature(roster()[agent])
