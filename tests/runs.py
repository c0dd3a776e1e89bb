"""Runs and calls to be recorded by tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aa_magics.model import Call, Cell, FrameChoice, Goal, Plan, Run, Step, Usage

LONG_AGO = datetime(2026, 1, 1, 12, 0, 0, 1, tzinfo=UTC)


def a_run(
    run_id: str = "r1",
    goal: str = "mean of price by region",
    *,
    code: str = 'sales.groupby("region")["price"].mean()',
    agent: str = "statistical_analytics_agent",
    minutes: float = 0,
    **changes: Any,
) -> Run:
    """Return a run that is done: one step, a markdown and a code cell, started some `minutes` after LONG_AGO."""
    step = Step(id="s1", agent=agent, task="Mean of price", recipe="group_means", params={"value": "price"})
    origin = {"aa_magics": {"step": "s1", "agent": agent, "source_hash": "0badcafe"}}
    run = Run(
        id=run_id,
        goal=Goal(text=goal, frames=("sales",)),
        engine="offline",
        state="done",
        started=LONG_AGO + timedelta(minutes=minutes),
        seconds=0.25,
        notebook="/home/ada/sales.ipynb",
        plan=Plan(frames=(FrameChoice(name="sales", rows=3, columns=2, why="it is the only one"),), steps=(step,)),
        cells=(
            Cell(cell_type="markdown", source="Mean of **price**", metadata=origin),
            Cell(cell_type="code", source=code, metadata=origin),
        ),
    )
    return run.model_copy(update=changes)


def just_started(run: Run) -> Run:
    """Return the run as it was before it had a plan."""
    return run.model_copy(update={"state": "running", "plan": None, "cells": (), "seconds": 0.0})


def a_call(cost: float | None = 0.25, **changes: Any) -> Call:
    """Return a call of a model that was answered, sent at LONG_AGO."""
    call = Call(
        step="s1",
        agent="data_viz_agent",
        engine="openai/gpt-test",
        host="api.openai.com",
        level="stats",
        started=LONG_AGO,
        seconds=1.5,
        usage=Usage(calls=1, input_tokens=100, output_tokens=20, cost=cost),
        sha256="ab" * 32,
        sent='columns: "price", "region"',
        answer="px.bar(sales)",
    )
    return call.model_copy(update=changes)
