"""The magics of a notebook: loaded and unloaded here; what a run needs is loaded by the first one."""

import re
from collections.abc import Callable

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.magics.shell import AnalystMagics

Lines = list[str]


def load(shell: InteractiveShell) -> None:
    """Register the magics; doing so again changes nothing, and finds the runs that were made before."""
    magics = shell.magics_manager.registry.get("AnalystMagics") or AnalystMagics(shell)
    shell.register_magics(magics)
    for hooks, hook in _hooks(shell, magics):
        if hook not in hooks:
            hooks.append(hook)


def unload(shell: InteractiveShell) -> None:
    """Take the magics away; the runs that were made are kept for when they are loaded again."""
    magics = shell.magics_manager.registry["AnalystMagics"]
    for kind in ("cell", "line"):
        del shell.magics_manager.magics[kind]["analyst"]
    for hooks, hook in _hooks(shell, magics):
        hooks.remove(hook)
    magics.close()


def with_body(lines: Lines) -> Lines:
    """Give a %%analyst without a goal an empty one: IPython's own message would point to %analyst instead."""
    bare = len(lines) == 1 and re.match(r"%%analyst(\s|$)", lines[0])
    return [*lines, "\n"] if bare else lines


with_body.has_side_effects = True  # type: ignore[attr-defined]  # so that a terminal still waits for the goal


def _hooks(
    shell: InteractiveShell, magics: AnalystMagics
) -> list[tuple[list[Callable[..., object]], Callable[..., object]]]:
    return [(shell.input_transformers_cleanup, with_body), (shell.Completer.custom_matchers, magics.complete)]
