"""The exact texts that went to a model, shown with where they went and what they took; nothing in them is ever HTML."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from aa_magics.codegen.assemble import one_line
from aa_magics.magics.reports import duration, spent
from aa_magics.model import Call, Run

NOT_KEPT = "The text was not kept."
ONLY_HASH = "The text was not kept, only its SHA-256: {sha256}"
RULE = "-" * 72
STYLE = "max-height: 24em; overflow: auto; white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere"


def calls_bundle(calls: Sequence[Call], heading: str, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return calls as HTML and plain text, below a heading; `titles` says what each step is to do, by its id."""
    heads = [_head(number, len(calls), call, titles) for number, call in enumerate(calls, start=1)]
    texts = [_text(call) for call in calls]
    plain = "\n".join(f"{RULE}\n{head}\n{RULE}\n{text}\n" for head, text in zip(heads, texts, strict=True))
    rich = "".join(_html(head, text, len(calls) == 1) for head, text in zip(heads, texts, strict=True))
    return {"text/html": f"<p>{escape(heading)}</p>{rich}", "text/plain": f"{heading}\n{plain}"}


def step_titles(run: Run) -> Mapping[str, str]:
    return {step.id: step.task for step in run.plan.steps} if run.plan else {}


def _head(number: int, count: int, call: Call, titles: Mapping[str, str]) -> str:
    about = "plan" if call.step is None else titles.get(call.step, call.step)
    took = [*spent(call.usage), duration(call.seconds)] if call.seconds else []
    failure = [f"no answer: {call.failure}"] if call.failure else []
    where = [call.engine, call.host, f"level {call.level}"]
    told = " · ".join(one_line(part) for part in [about, call.agent, *where, *took, *failure] if part)
    return f"{number} of {count}: {told}" if count > 1 else told


def _text(call: Call) -> str:
    if call.sent is not None:
        return visible(call.sent)
    return ONLY_HASH.format(sha256=call.sha256) if call.sha256 else NOT_KEPT


def visible(text: str) -> str:
    """Return a text with what cannot be seen in it, or changes the direction of the rest, written as an escape."""
    return "".join(char if char.isprintable() or char in "\n\t" else ascii(char)[1:-1] for char in text)


def _html(head: str, text: str, opened: bool) -> str:
    """Return a call as HTML that can be folded; in a `pre` no formula is typeset, so the text stays as it is."""
    shown = f'<pre style="{STYLE}">{escape(text)}</pre>'
    return f"<details{' open' if opened else ''}><summary>{escape(head)}</summary>{shown}</details>"
