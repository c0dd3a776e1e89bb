"""Auto-Analyst for notebooks: a goal in words becomes new cells, readable and already checked."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the public API when it is used: importing the package stays cheap."""
    if name in ("analyze", "aanalyze"):
        from aa_magics import analyst

        return getattr(analyst, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Tell JupyterLab where the built labextension is."""
    return [{"src": "labextension", "dest": "aa-magics-labextension"}]


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    """Tell the Jupyter Server what extends it; imported here, since a kernel has no use for it."""
    from aa_magics import server

    return server._jupyter_server_extension_points()
