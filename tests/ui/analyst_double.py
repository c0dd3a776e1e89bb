"""Stands in for the kernel's side of `%%analyst`: an IPython extension whose cell says what to send to the browser.

The body is the sources of the cells, divided by lines of three dashes. What is sent is what `aa_magics` sends.
"""

import json
import time
import zlib
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from IPython.display import display, publish_display_data, update_display

RUN_MIME = "application/vnd.aa-magics.run.v1+json"
UNDO_MIME = "application/vnd.aa-magics.undo.v1+json"
AGENT = "statistical_analytics_agent"


@magic_arguments()
@argument("frames", nargs="*")
@argument("--wait", type=float, default=0, help="seconds from the plan to its cells")
@argument("--run", action="store_true", help="send the cells with outputs, and show these below the plan")
@argument("--no-insert", action="store_true")
@argument("--no-fallback", action="store_true")
@argument("--fail", action="store_true")
def analyst(line: str, body: str) -> None:
    """Show a plan, then its cells."""
    asked = parse_argstring(analyst, line)
    sources = [] if asked.fail else [source.strip("\n") for source in body.split("\n---\n")]
    run, shown = uuid4().hex, f"plan-{uuid4().hex}"
    show(run, shown, "running", [], asked)
    time.sleep(asked.wait)
    show(run, shown, "failed" if asked.fail else "done", sources, asked)
    if asked.run:
        for source in sources:
            print(printed(source))
    if fallback := joined(sources, asked):
        asked_shell().set_next_input(fallback)
    if asked.fail:
        raise ValueError("the run failed")


def live(line: str, body: str) -> None:
    """Show a plan whose metadata are updated to those in each line (JSON); the last stays until it is interrupted."""
    asked = parse_argstring(analyst, "sales --no-insert")
    run, shown = uuid4().hex, f"plan-{uuid4().hex}"
    about: dict[str, Any] = {}
    for number, changes in enumerate(body.strip().splitlines()):
        about |= {"run": run, "state": "running", "seconds": 0.4, "started": datetime.now(UTC).isoformat()}
        about |= json.loads(changes)
        data = {RUN_MIME: bundle([], asked), "text/plain": "A plan"}
        send = update_display if number else display
        send(data, raw=True, display_id=shown, metadata={RUN_MIME: dict(about)})
        time.sleep(about.get("pause", 0))
    try:
        time.sleep(0 if about["state"] != "running" else 600)
    except KeyboardInterrupt:
        cancelled = {RUN_MIME: about | {"state": "cancelled"}}
        update_display({RUN_MIME: bundle(["x = 6"], asked)}, raw=True, display_id=shown, metadata=cancelled)
        raise


def undo(line: str) -> None:
    """Ask for the cells of a run to be removed; with no run, for those of the latest."""
    publish_display_data({UNDO_MIME: {"run": line or None}, "text/plain": "Removed."})


def show(run: str, shown: str, state: str, sources: list[str], asked: Any) -> None:
    data = {RUN_MIME: bundle(sources, asked), "text/markdown": "A plan", "text/plain": "A plan"}
    about = {"run": run, "state": state, "seconds": 0.42, "started": datetime.now(UTC).isoformat()}
    send = display if state == "running" else update_display
    send(data, raw=True, display_id=shown, metadata={RUN_MIME: about})


def bundle(sources: list[str], asked: Any) -> dict[str, Any]:
    return {
        "goal": {"text": "Which region grew fastest?", "frames": asked.frames, "agents": []},
        "engine": "offline",
        "plan": plan(),
        "agents": {
            AGENT: {"title": "Statistics", "icon": "sigma"},
            "data_viz_agent": {"title": "Charts", "icon": "chart"},
        },
        "cells": [cell(source, asked.run) for source in sources],
        "fallback": joined(sources, asked),
        "insert": not asked.no_insert,
    }


def plan() -> dict[str, Any]:
    nothing: dict[str, Any] = {"params": {}, "uses": [], "creates": [], "words": []}
    return {
        "frames": [{"name": "sales", "rows": 12345, "columns": 8, "why": "named on the magic line"}],
        "steps": [
            {
                **nothing,
                "id": "s1",
                "agent": AGENT,
                "task": "Compare the growth of price between regions",
                "recipe": "group_growth",
                "params": {"value": "price", "by": ["region", "city"], "keep": kept()},
                "words": ["region", "grew"],
            },
            {**nothing, "id": "s2", "agent": "data_viz_agent", "task": "Draw it as bars", "recipe": None},
        ],
        "unused": ["significantly"],
        "assumptions": ["growth is the change of the sum of price from 2023 to 2024"],
    }


def kept() -> dict[str, Any]:
    return {"tests": [{"column": "sold", "comparison": ">=", "value": 2024, "part": "year"}]}


def cell(source: str, run: bool) -> dict[str, Any]:
    kind = "markdown" if source.startswith("# ") else "code"
    checksum = format(zlib.crc32(source.encode()), "08x")
    made = {
        "cell_type": kind,
        "source": source,
        "metadata": {"aa_magics": {"step": "s1", "agent": AGENT, "source_hash": checksum}},
    }
    outputs = [{"output_type": "stream", "name": "stdout", "text": printed(source) + "\n"}]
    return {**made, "outputs": outputs} if run and kind == "code" else made


def printed(source: str) -> str:
    return f"printed by {source!r}"


def joined(sources: list[str], asked: Any) -> str:
    wanted = sources and not (asked.no_fallback or asked.no_insert)
    return "\n\n".join(f"# %%\n{source}" for source in sources) if wanted else ""


def asked_shell() -> InteractiveShell:
    return InteractiveShell.instance()


def load_ipython_extension(shell: InteractiveShell) -> None:
    shell.register_magic_function(analyst, "cell")
    shell.register_magic_function(undo, "line", "analyst_undo")
    shell.register_magic_function(live, "cell", "analyst_live")
