"""What %%analyst displays: one output whose data never varies from run to run, and text for other front ends."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.agents import roster
from aa_magics.magics.reports import is_models
from aa_magics.magics.text import markdown_run, plain_run
from aa_magics.model import Run

RUN_MIME = "application/vnd.aa-magics.run.v1+json"
UNDO_MIME = "application/vnd.aa-magics.undo.v1+json"

Output = dict[str, Any]
Bundle = dict[str, Any]


def run_bundle(
    run: Run,
    *,
    insert: bool = False,
    fallback: str = "",
    code: bool = False,
    closing: str = "",
    outputs: Sequence[Sequence[Output]] = (),
) -> Bundle:
    """Return a run as MIME data: ours, markdown and plain text.

    `insert` lets the front end insert the cells; `fallback` is the text given to those that do not know ours.
    `outputs` are those of each code cell, in order, where the kernel has executed them.
    """
    executed = iter(outputs)
    cells = []
    for cell in run.cells:
        entry = cell.model_dump(mode="json")
        if outputs and cell.cell_type == "code":
            entry["outputs"] = next(executed, [])
        cells.append(entry)
    data = run.model_dump(mode="json", include={"goal", "engine", "plan"})
    if run.plan is not None and run.plan.read_as is None:
        del data["plan"]["read_as"]  # so that saved notebooks, which nbval compares, keep their form
    if run.plan is not None and not run.plan.alternatives:
        del data["plan"]["alternatives"]  # for the same reason
    shown = {"agents": _agents(run), "cells": cells, "fallback": fallback, "insert": insert}
    return {
        RUN_MIME: data | shown,
        "text/markdown": markdown_run(run, code=code, closing=closing),
        "text/plain": plain_run(run, code=code, closing=closing),
    }


def run_metadata(run: Run, note: str = "") -> Mapping[str, Any]:
    """Return what varies from run to run; where a model was asked, also how its steps stand and what it took.

    `note` says what a run that goes on is doing, where its steps do not.
    """
    seen = run.model_dump(mode="json", include={"state", "seconds", "started"})
    models = run.model_dump(mode="json", include={"reports", "usage", "answered_by"})
    told = {name: value for name, value in models.items() if value} if is_models(run) else {}
    return {RUN_MIME: {"run": run.id, **seen, **told, **({"note": note} if note else {})}}


class Display:
    """One output of the cell that runs: the first time it is published, then updated where it stands."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._publish = shell.display_pub.publish
        self._transient = {"display_id": uuid4().hex}
        self.published = False

    def show(self, data: Bundle, metadata: Mapping[str, Any] | None = None) -> None:
        self._publish(data, dict(metadata or {}), transient=self._transient, update=self.published)
        self.published = True


def _agents(run: Run) -> Mapping[str, Mapping[str, str]]:
    steps = run.plan.steps if run.plan else ()
    agents = (roster()[step.agent] for step in steps if step.agent in roster())
    return {agent.name: {"title": agent.title, "icon": agent.icon} for agent in agents}
