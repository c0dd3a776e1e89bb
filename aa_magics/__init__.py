"""Auto-Analyst for notebooks: a goal in words becomes new cells, readable and already checked."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the public API when it is used: importing the package stays cheap."""
    if name in ("analyze", "aanalyze"):
        from aa_magics import analyst

        return getattr(analyst, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
