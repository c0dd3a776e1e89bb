"""`analyze`: the use case, with engines and histories that are small fakes."""

import asyncio
import signal
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

import aa_magics
from aa_magics.analyst import HistoryWarning, aanalyze, mentioned_agents
from aa_magics.errors import AgentError, EngineError, FrameError, GoalError, HistoryError
from aa_magics.model import Cell, FrameChoice, FrameProfile, Goal, Plan, Run, Step

FRAMES = {"df": pd.DataFrame({"price": [1.0, 2.0], "region": ["a", "b"]})}


def step(name: str, uses: str = "df") -> Step:
    return Step(id=name, agent="data_viz_agent", task=name, uses=(uses,), creates=(name,))


class Engine:
    """Plans the steps that it is given, and notes when each is written."""

    name = "fake"

    def __init__(self, *steps: Step, fails: Exception | None = None, seconds: float = 0.0) -> None:
        self.steps, self.fails, self.seconds = steps, fails, seconds
        self.events: list[str] = []
        self.goal: Goal | None = None

    async def plan(self, goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
        self.goal = goal
        await asyncio.sleep(self.seconds)
        choice = FrameChoice(name=profiles[0].name, rows=profiles[0].rows, columns=2, why="given")
        return Plan(frames=(choice,), steps=self.steps)

    async def write(
        self, step: Step, goal: Goal, profiles: Sequence[FrameProfile], earlier: Sequence[Cell]
    ) -> Sequence[Cell]:
        self.events.append(f"start {step.id}")
        await asyncio.sleep(0.01)
        if self.fails:
            raise self.fails
        self.events.append(f"end {step.id}")
        return [Cell(cell_type="code", source=f"{step.id} = {step.uses[0]}")]


class History:
    def __init__(self, fails: bool = False) -> None:
        self.runs: list[Run] = []
        self.fails = fails

    def start(self, run: Run) -> None:
        if self.fails:
            raise HistoryError("The database is locked.", "Close what holds it.")
        self.runs.append(run)

    finish = start


def test_run_carries_goal_plan_cells_and_time() -> None:
    ticks = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n) for n in range(9))
    run = aa_magics.analyze(
        " mean price ", FRAMES, engine=Engine(step("a")), clock=lambda: next(ticks), new_id=lambda: "run1"
    )
    assert (run.id, run.goal.text, run.engine, run.state) == ("run1", "mean price", "fake", "done")
    assert (run.started, run.seconds) == (datetime(2026, 1, 1, tzinfo=UTC), 1.0)
    assert [cell.source for cell in run.cells] == ["# a\na = df\na"]


def test_steps_that_do_not_wait_are_written_at_the_same_time() -> None:
    engine = Engine(step("a"), step("b"), step("c", uses="a"))
    aa_magics.analyze("goal", FRAMES, engine=engine)
    assert engine.events[:2] == ["start a", "start b"]
    assert engine.events.index("start c") > engine.events.index("end a")


def test_run_works_with_an_event_loop_already_running() -> None:
    async def cell() -> Run:
        return aa_magics.analyze("goal", FRAMES, engine=Engine(step("a")))

    assert asyncio.run(cell()).state == "done"


async def test_awaitable_form_is_the_same() -> None:
    assert (await aanalyze("goal", FRAMES, engine=Engine(step("a")))).state == "done"


def test_history_sees_the_start_and_the_end() -> None:
    history = History()
    aa_magics.analyze("goal", FRAMES, engine=Engine(step("a")), history=history)
    assert [run.state for run in history.runs] == ["running", "done"]


def test_failing_history_costs_one_warning() -> None:
    with pytest.warns(HistoryWarning, match="locked") as caught:
        run = aa_magics.analyze("goal", FRAMES, engine=Engine(step("a")), history=History(fails=True))
    assert (run.state, len(caught)) == ("done", 1)


def test_failure_is_recorded_and_raised() -> None:
    history = History()
    with pytest.raises(EngineError, match="broken"):
        aa_magics.analyze(
            "goal", FRAMES, engine=Engine(step("a"), step("b"), fails=EngineError("It is broken.", "Mend it.")),
            history=history,
        )  # fmt: skip
    last = history.runs[-1]
    assert last.state == "failed"
    assert last.failure is not None
    assert (last.failure.message, last.failure.hint) == ("It is broken.", "Mend it.")


def test_code_that_python_cannot_read_is_an_error_of_the_engine() -> None:
    with pytest.raises(EngineError, match="'fake' wrote code that Python cannot read"):
        aa_magics.analyze("goal", FRAMES, engine=Engine(step("a", uses="1 +")))


def test_interrupt_cancels_at_once_and_is_recorded() -> None:
    history, main, engine = History(), threading.main_thread(), Engine(step("a"), seconds=60)

    def interrupt() -> None:
        while engine.goal is None:  # it has begun
            time.sleep(0.01)
        time.sleep(0.2)
        signal.pthread_kill(main.ident or 0, signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        aa_magics.analyze("goal", FRAMES, engine=engine, history=history)
    deadline = time.monotonic() + 10
    while history.runs[-1].state != "cancelled" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert history.runs[-1].state == "cancelled"


def test_names_of_the_frames_are_taken() -> None:
    engine = Engine(step("a"))
    aa_magics.analyze("goal", FRAMES, engine=engine)
    assert engine.goal is not None
    assert "df" in engine.goal.names.taken


def test_mentioned_agent_works_alone_even_when_it_is_off() -> None:
    engine = Engine(step("a"))
    aa_magics.analyze("@polars_agent mean price", FRAMES, engine=engine)
    assert engine.goal is not None
    assert engine.goal.agents == ("polars_agent",)


def test_address_in_a_goal_is_no_mention() -> None:
    assert mentioned_agents("mails of ann@data_viz_agent.org and @home") == ()


@pytest.mark.parametrize(
    ("goal", "frames", "options", "error", "message", "hint"),
    [
        ("  ", FRAMES, {}, GoalError, "goal is empty", "mean of"),
        ("x", {}, {}, FrameError, "no DataFrame", "pd.read_csv"),
        ("x", FRAMES, {"engine": "nope"}, EngineError, "'nope'", "offline"),
        ("x", FRAMES, {"agents": ["data_vis_agent"]}, AgentError, "'data_vis_agent'", "data_viz_agent"),
        ("@data_vis_agent x", FRAMES, {}, AgentError, "'data_vis_agent'", "@data_viz_agent"),
    ],
)
def test_bad_input_is_two_lines(goal, frames, options, error, message, hint) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error) as caught:
        aa_magics.analyze(goal, frames, **options)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert len(str(caught.value).splitlines()) == 2


def test_all_agents_off_is_refused() -> None:
    from aa_magics.agents import roster

    with pytest.raises(AgentError, match="Every agent is off"):
        aa_magics.analyze("x", FRAMES, agents_off=list(roster()))
