"""What a process that we start may inherit of the environment: what is named, and nothing else."""

import os
from collections.abc import Iterable


def inherited(names: Iterable[str]) -> dict[str, str]:
    """Return those of the environment variables `names` that are set."""
    return {name: os.environ[name] for name in names if name in os.environ}
