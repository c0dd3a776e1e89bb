"""Auto-Analyst for notebooks: a goal in words becomes new cells, readable and already checked."""

import logging
from typing import Any

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())  # quiet unless somebody listens


def __getattr__(name: str) -> object:
    """Load the public API when it is used: importing the package stays cheap."""
    if name in ("analyze", "aanalyze"):
        from aa_magics import analyst

        return getattr(analyst, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """Give IPython the magics: `%load_ext aa_magics`."""
    from aa_magics import magics

    magics.load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """Take the magics away: `%unload_ext aa_magics`."""
    from aa_magics import magics

    magics.unload(shell)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Tell JupyterLab where the built labextension is."""
    return [{"src": "labextension", "dest": "aa-magics-labextension"}]


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    """Tell the Jupyter Server what extends it; imported here, since a kernel has no use for it."""
    from aa_magics import server

    return server._jupyter_server_extension_points()
