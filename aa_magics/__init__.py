"""Auto-Analyst for notebooks: a goal in words becomes new cells, readable and already checked."""

__version__ = "0.1.0"
