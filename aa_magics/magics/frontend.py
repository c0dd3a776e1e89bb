"""What shows the cell that runs: a notebook, a terminal, or nobody."""

from dataclasses import dataclass
from typing import Any, Literal

from IPython.core.interactiveshell import InteractiveShell


@dataclass(frozen=True)
class FrontEnd:
    """`headless` is nbclient and all that stands on it: nobody is there to take a cell. `cell` is the cell's id.

    `asks` says whether a person can be asked by `input()`.
    """

    kind: Literal["notebook", "terminal", "headless"]
    cell: str | None = None
    asks: bool = False


def front_end(shell: InteractiveShell) -> FrontEnd:
    """Return what sent the request that runs.

    JupyterLab, Notebook 7 and VS Code send the id of the cell. Consoles do not, but they can be asked for input,
    which nbclient cannot.
    """
    if not hasattr(shell, "get_parent"):
        return FrontEnd("terminal", asks=True)
    request: dict[str, Any] = shell.get_parent()
    cell = request.get("metadata", {}).get("cellId")
    asked = request.get("content", {}).get("allow_stdin", False)
    return FrontEnd("notebook" if cell or asked else "headless", cell, asked)


def notebook_path(shell: InteractiveShell) -> str | None:
    """Return the notebook's path as the Jupyter Server, or VS Code, has told the kernel."""
    path: str | None = shell.user_ns.get("__session__") or shell.user_ns.get("__vsc_ipynb_file__")
    return path
