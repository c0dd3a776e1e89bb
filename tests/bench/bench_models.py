"""A run by a model that answers in 0.5 s: its steps at once and one after another, and our own part of the time."""

import os
from collections.abc import Iterator
from typing import Any

import pandas as pd

from aa_magics.analyst import analyze
from aa_magics.config import Settings
from aa_magics.model import Run
from tests.bench.measure import Figure, seconds
from tests.fakes import NoTrial
from tests.llm_server import Answer, Request, ScriptedServer, Text, code_text, is_plan, plan_text

STEPS = 4
ANSWER = 0.5
FRAME = pd.DataFrame({"price": [1.0, 2.0, 4.0] * 20, "region": ["a", "b", "c"] * 20})
GOAL = "describe price by region in four ways"


def figures() -> Iterator[Figure]:
    os.environ.setdefault("OPENAI_API_KEY", "none")
    with ScriptedServer(_answers(ANSWER)) as slow, ScriptedServer(_answers(0.0)) as fast:
        _run(fast)  # what is imported for a first run is no part of the others
        at_once, in_turn = seconds(lambda: _run(slow), lambda: _run(slow, concurrency=1), rounds=3)
        [own] = seconds(lambda: _run(fast), rounds=15)
    yield Figure("plan + 4 steps, a model answering in 0.5 s", at_once, "s", "the bar", 1.35, 1.0)
    yield Figure("  against one after another", at_once, "s", "in turn", in_turn, 1.35 / 2.5)
    yield Figure("  our own time, model and trial taken out", own, "s", "the bar", 0.1, 1.0)


def _answers(delay: float) -> Any:
    steps = [
        {"agent": "preprocessing_agent", "task": f"Describe it in way {n}.", "uses": ["df"], "creates": []}
        for n in range(1, STEPS + 1)
    ]

    def answer(request: Request) -> Answer:
        return Text(plan_text(*steps) if is_plan(request) else code_text("df.describe()"), delay=delay)

    return answer


def _run(server: ScriptedServer, **options: Any) -> Run:
    settings = Settings.load(engine="openai/fake", api_base=server.url, **options)
    run = analyze(GOAL, {"df": FRAME}, engine="openai/fake", settings=settings, trier=NoTrial(), fresh=True)
    assert len(run.reports) == STEPS, run
    return run
