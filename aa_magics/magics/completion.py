"""Tab completion: frames, options, agents and engines after %%analyst; subcommands, agents and runs after %analyst."""

import re
from collections.abc import Iterable
from typing import get_args

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult

from aa_magics.agents import roster
from aa_magics.magics.arguments import line_parser, option_names
from aa_magics.magics.namespace import Namespace
from aa_magics.magics.runs import Kernel
from aa_magics.magics.subcommands import SUBCOMMANDS
from aa_magics.model import Level
from aa_magics.objects import column_names

ENGINES = ("offline",)
LISTED_RUNS = 20
TIMES = ("last_12_months", "last_3_months", "last_30_days", "last_7_days")
"""What words for a time may stand for; any other time does as well."""


def complete(kernel: Kernel, context: CompletionContext) -> SimpleMatcherResult:
    """Return what may stand where the cursor is; where that is anything, no other kind of completion is shown."""
    before = context.text_until_cursor.removesuffix(context.token)
    fitting = [text for text in _candidates(kernel, context, before) if text.lower().startswith(context.token.lower())]
    return {"completions": [SimpleCompletion(text) for text in fitting], "suppress": bool(fitting), "ordered": True}


def _candidates(kernel: Kernel, context: CompletionContext, before: str) -> Iterable[str]:
    above = context.full_text.split("\n")[: context.cursor_line]
    if re.match(r"\s*%%analyst\s", "\n".join([*above, before])):
        in_goal = any(line.strip() for line in above)
        return _in_goal(before) if in_goal else _on_line(kernel, before)
    words = before.split()
    return _subcommand(kernel, words[1:]) if words[:1] == ["%analyst"] else ()


def _in_goal(before: str) -> Iterable[str]:
    return roster() if before.endswith("@") else ()


def _on_line(kernel: Kernel, before: str) -> Iterable[str]:
    namespace = Namespace(kernel.shell, kernel.made)
    if re.search(r"\s(-e|--engine)[\s=]+$", before):
        return _engines(kernel, namespace)
    if re.search(r"\sgo\s+$", before):
        return _runs(kernel)
    if re.search(r"\s--privacy[\s=]+$", before):
        return get_args(Level)
    if re.search(r"\s--take[\s=]+\w+=$", before):
        return [*_columns(namespace), *TIMES]
    if re.search(r"\s(-a|--agents)[\s=]+(\w+,)*$", before):
        return roster()
    return [*namespace.all_frames(), *option_names(line_parser())]


def _columns(namespace: Namespace) -> Iterable[str]:
    """Return the columns as they are typed on a line, which spaces divide."""
    names = (name for frame in namespace.all_frames().values() for name in column_names(frame))
    return dict.fromkeys("_".join(name.split()) for name in names)


def _subcommand(kernel: Kernel, words: list[str]) -> Iterable[str]:
    match words:
        case []:
            return SUBCOMMANDS
        case ["agents"]:
            return ("on", "off")
        case ["agents", "on" | "off"]:
            return roster()
        case ["note"]:
            return ("from", "label", "--remove")
        case ["note", "from"]:
            return Namespace(kernel.shell, kernel.made).all_frames()
        case ["show" | "insert" | "plan" | "go" | "sent" | "undo"]:
            return _runs(kernel)
    return ()


def _runs(kernel: Kernel) -> Iterable[str]:
    stored = kernel.history.newest(LISTED_RUNS)
    return dict.fromkeys([*kernel.made.ids(), *(run.id for run in stored)])


def _engines(kernel: Kernel, namespace: Namespace) -> Iterable[str]:
    """Return the engines that are known here: built in, a person's own, the one that is set, those that were asked."""
    asked = [run.engine for run in kernel.history.newest(LISTED_RUNS)]
    models = [name for name in (kernel.history.settings().engine, *asked) if "/" in name]
    return dict.fromkeys([*ENGINES, *namespace.engines(), *models])
