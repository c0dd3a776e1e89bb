"""Steps by an engine that can repair: tried in order, mended, reported on; a failure leaves the others standing."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from aa_magics.analyst import aanalyze
from aa_magics.errors import EngineError, GoalError
from aa_magics.model import Cell, FrameChoice, FrameProfile, Goal, Plan, Run, Step, Trial, Variable
from aa_magics.steps import StepWriter, Written, delivered

FRAMES = {"df": pd.DataFrame({"price": [1.0, 2.0]})}
FAILS = Trial(ok=False, error="KeyError: 'cost'", line=2)
FINE = Trial(ok=True)


def step(name: str, *uses: str, creates: tuple[str, ...] | None = None) -> Step:
    made = (name,) if creates is None else creates
    return Step(id=name, agent="data_viz_agent", task=f"make {name}", uses=("df", *uses), creates=made)


class Engine:
    """Plans the given steps and writes `NAME = VERSION`; what is to be missing is given by step."""

    name = "fake"

    def __init__(self, *steps: Step, fails: Sequence[str] = (), missing: Mapping[str, Sequence[str]] | None = None):
        self.steps, self.fails, self.lacking = steps, fails, dict(missing or {})
        self.writing = 0
        self.most = 0
        self.profiles: dict[str, list[str]] = {}
        self.repairs: list[tuple[str, str | None, tuple[str, ...]]] = []

    async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
        choice = FrameChoice(name="df", rows=2, columns=1, why="given")
        return Plan(frames=(choice,), steps=self.steps)

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]:
        self.writing += 1
        self.most = max(self.most, self.writing)
        await asyncio.sleep(0.01)
        self.writing -= 1
        self.profiles[step.id] = [profile.name for profile in profiles]
        if step.id in self.fails:
            raise EngineError("The model does not answer.", "Ask again.")
        return [code(f"{step.id} = 0")]

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
        self.repairs.append((step.id, trial.error, tuple(missing)))
        return [code(f"{step.id} = {len(self.repairs)}")]

    def missing(self, *_: object) -> Mapping[str, Sequence[str]]:
        lacking, self.lacking = self.lacking, {}
        return lacking


class Trier:
    """Gives each source the trial that it is told to, else one that makes what the source assigns to."""

    def __init__(self, trials: Mapping[str, Trial] | None = None) -> None:
        self.trials = trials or {}
        self.tried: list[str] = []
        self.protected: list[frozenset[str]] = []

    def warm(self) -> None: ...

    async def undo(self) -> None: ...

    async def open(self, frames: Mapping[str, Any]) -> None:
        assert list(frames) == ["df"]

    async def run(self, source: str, protected: frozenset[str] = frozenset()) -> Trial:
        self.tried.append(source)
        self.protected.append(protected)
        name = source.split(" = ")[0]
        return self.trials.get(source) or Trial(ok=True, variables=(Variable(name=name, type="int"),))

    def close(self) -> None: ...


def code(source: str) -> Cell:
    return Cell(cell_type="code", source=source)


async def answer(engine: Engine, trier: Trier, goal: str = "show prices", **options: Any) -> Run:
    return await aanalyze(goal, FRAMES, engine=engine, trier=trier, **options)


def states(run: Run) -> dict[str, str]:
    return {report.step: report.state for report in run.reports}


async def test_steps_are_written_at_once_and_tried_in_plan_order() -> None:
    engine, trier = Engine(step("a"), step("b"), step("c")), Trier()
    run = await answer(engine, trier)
    assert engine.most == 3
    assert trier.tried == ["a = 0", "b = 0", "c = 0"]
    assert states(run) == dict.fromkeys("abc", "done")


async def test_a_cell_that_fails_goes_back_with_its_error_and_the_mended_one_is_kept() -> None:
    engine = Engine(step("a"))
    run = await answer(engine, Trier({"a = 0": FAILS}))
    assert engine.repairs == [("a", "KeyError: 'cost'", ())]
    assert [cell.source for cell in run.cells] == ["# make a\na = 1\na"]
    assert run.reports[0].repairs == 1
    assert run.reports[0].state == "done"


async def test_a_cell_that_still_fails_is_handed_on_with_what_failed() -> None:
    trials = {"a = 0": FAILS, "a = 1": FAILS, "a = 2": FAILS}
    run = await answer(Engine(step("a")), Trier(trials))
    assert run.reports[0].repairs == 2
    assert run.reports[0].note == "KeyError: 'cost'"
    assert "# It failed when it was tried: KeyError: 'cost'\na = 2" in run.cells[0].source
    assert run.cells[0].metadata["aa_magics"]["state"] == "failed"  # type: ignore[index, call-overload]


async def test_a_cell_that_the_guard_refuses_is_handed_on_commented_out() -> None:
    refused = Trial(ok=False, error="It starts a process.", line=1, refused=True)
    run = await answer(Engine(step("a")), Trier({f"a = {n}": refused for n in range(3)}))
    lines = run.cells[0].source.splitlines()
    assert all(line.startswith("#") for line in lines)
    assert "# Not run: It starts a process." in lines


async def test_only_what_waits_for_a_failed_step_is_left_out() -> None:
    engine = Engine(step("a"), step("b", "a"), step("c"), fails=("a",))
    run = await answer(engine, Trier())
    assert states(run) == {"a": "failed", "b": "waiting", "c": "done"}
    assert run.reports[0].note == "The model does not answer."
    assert run.reports[1].note == "It waits for a step that failed: make a"
    assert run.state == "done"


async def test_a_run_without_a_single_cell_fails_with_the_first_error() -> None:
    with pytest.raises(EngineError, match="does not answer"):
        await answer(Engine(step("a"), fails=("a",)), Trier())


async def test_a_step_sees_the_frames_that_tried_steps_have_made() -> None:
    made = Variable(name="a", type="DataFrame", profile=FrameProfile(name="a", rows=1, memory=1, columns=()))
    engine = Engine(step("a"), step("b", "a"))
    await answer(engine, Trier({"a = 0": Trial(ok=True, variables=(made,))}))
    assert engine.profiles == {"a": ["df"], "b": ["df", "a"]}


async def test_frames_and_what_earlier_steps_made_are_protected() -> None:
    trier = Trier()
    await answer(Engine(step("a"), step("b", "a")), trier)
    assert trier.protected == [{"df"}, {"df", "a"}]


async def test_a_frame_that_was_changed_is_a_failure_unless_the_goal_asks_for_it() -> None:
    changes = Trial(ok=True, changed=("df",), variables=(Variable(name="a", type="int"),))
    run = await answer(Engine(step("a")), Trier({"a = 0": changes}))
    assert run.reports[0].repairs == 1
    run = await answer(Engine(step("a")), Trier({"a = 0": changes}), goal="sort df in place")
    assert run.reports[0].repairs == 0


async def test_a_variable_that_the_plan_names_and_the_cell_does_not_make_is_a_failure() -> None:
    engine = Engine(step("a"))
    await answer(engine, Trier({"a = 0": FINE}))
    assert engine.repairs == [("a", "It does not make the variable a.", ())]


async def test_what_the_goal_demands_and_no_cell_does_is_mended_once() -> None:
    engine = Engine(step("a"), missing={"a": ("No cell uses price.",)})
    run = await answer(engine, Trier())
    assert engine.repairs == [("a", None, ("No cell uses price.",))]
    assert "a = 1" in run.cells[0].source


async def test_a_mended_cell_that_fails_does_not_replace_one_that_works() -> None:
    engine = Engine(step("a"), missing={"a": ("No cell uses price.",)})
    run = await answer(engine, Trier({"a = 1": FAILS}))
    assert "a = 0" in run.cells[0].source
    assert states(run) == {"a": "done"}


async def test_progress_is_told_and_the_end_of_the_run_with_it() -> None:
    seen: list[Run] = []
    run = await answer(Engine(step("a")), Trier({"a = 0": FAILS}), progress=seen.append)
    told = [run.reports[0].state for run in seen if run.reports]
    assert list(dict.fromkeys(told)) == ["writing", "trying", "repairing", "done"]
    assert seen[-1] == run


async def test_a_cancelled_run_keeps_the_cells_that_were_finished() -> None:
    seen: list[Run] = []
    never = asyncio.Event()

    class Slow(Trier):
        async def run(self, source: str, protected: frozenset[str] = frozenset()) -> Trial:
            await (never.wait() if source.startswith("b") else asyncio.sleep(0))
            return await super().run(source, protected)

    task = asyncio.ensure_future(answer(Engine(step("a"), step("b")), Slow(), progress=seen.append))
    while not (seen and seen[-1].reports and seen[-1].reports[1].state == "trying"):
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert seen[-1].state == "cancelled"
    assert ["a = 0" in cell.source for cell in seen[-1].cells] == [True]


async def test_a_plan_that_is_given_is_written_in_place_of_the_engines_own() -> None:
    given = Plan(frames=(), steps=(step("z"),))
    run = await answer(Engine(step("a")), Trier(), plan=given)
    assert [report.step for report in run.reports] == ["z"]


async def test_only_the_plan_is_made_where_no_more_is_wanted() -> None:
    engine = Engine(step("a"), fails=("a",))
    run = await answer(engine, Trier(), only_plan=True)
    assert run.plan is not None
    assert (run.cells, run.reports) == ((), ())


async def test_an_engine_that_cannot_answer_fails_the_run() -> None:
    class Refusing(Engine):
        async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
            raise GoalError("Nothing in it can be answered.", "Ask about: price")

    with pytest.raises(GoalError):
        await answer(Refusing(), Trier())


def test_code_that_python_cannot_read_is_handed_on_commented_out() -> None:
    now = Written((code("a = ("),), Trial(ok=False, error="SyntaxError: '(' was never closed", line=1))
    changed, cells = delivered(step("a"), now)
    assert cells[0].source == "# Not run: SyntaxError: '(' was never closed\n# a = ("
    assert changed.creates == ()


def test_the_line_that_failed_is_quoted() -> None:
    now = Written((code("import math\n\nmath.nothing"),), Trial(ok=False, error="AttributeError: nothing", line=3))
    _, (cell,) = delivered(step("a"), now)
    assert cell.source.startswith("# It failed when it was tried: AttributeError: nothing (at: math.nothing)\n")


async def test_what_kept_a_cell_from_being_mended_is_told() -> None:
    class Unpaid(Engine):
        async def repair(self, *_: object, **__: object) -> Sequence[Cell]:  # type: ignore[override]
            raise EngineError("The budget is spent.", "Raise it.")

    run = await answer(Unpaid(step("a")), Trier({"a = 0": FAILS}))
    assert run.reports[0].note == "KeyError: 'cost' The budget is spent."


async def test_nothing_is_mended_where_no_repairs_are_wanted() -> None:
    engine = Engine(step("a"), missing={"a": ("No cell uses price.",)})
    writer = StepWriter(engine, Plan(frames=(), steps=(step("a"),)), Goal(text="x"), (), trier=Trier(), repairs=0)
    await writer.write()
    assert engine.repairs == []
