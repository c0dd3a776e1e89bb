"""How far a person may go where a setting is locked: to what is at least as strict as the policy's value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aa_magics.config.fields import LEVELS, RUN_CELLS


@dataclass(frozen=True)
class Limit:
    """Whether a value goes with the policy's (`allows(value, locked)`), and what does, in words."""

    allows: Callable[[Any, Any], bool]
    told: Callable[[Any], str]


def _up_to(order: Sequence[str]) -> Limit:
    return Limit(
        lambda value, locked: order.index(value) <= order.index(locked),
        lambda locked: " or ".join(order[: order.index(locked) + 1]),
    )


def _is_at_most(value: float | None, locked: float | None) -> bool:
    return locked is None or (value is not None and value <= locked)


SAME = Limit(lambda value, locked: bool(value == locked), str)
AT_MOST = Limit(_is_at_most, lambda locked: f"at most {locked}")
ONLY_ON = Limit(lambda value, locked: value or not locked, lambda locked: "1")
ONLY_OFF = Limit(lambda value, locked: locked or not value, lambda locked: "0")

LIMITS: Mapping[str, Limit] = {
    "engine": Limit(lambda value, locked: value in (locked, "offline"), lambda locked: f"{locked} or offline"),
    "privacy": _up_to(LEVELS),
    "run_cells": _up_to(RUN_CELLS),
    "run_recipes": _up_to(RUN_CELLS),
    "deny": Limit(lambda value, locked: {*value} >= {*locked}, lambda locked: f"{','.join(locked)} and others"),
    "confirm": ONLY_ON,
    "redact": ONLY_ON,
    "agents_from_packages": ONLY_OFF,
    **dict.fromkeys(("run_budget", "day_budget", "sample_rows", "concurrency", "repairs"), AT_MOST),
    **dict.fromkeys(("timeout", "max_tokens", "trial_seconds", "trial_memory"), AT_MOST),
}
"""The limits of settings that may be chosen stricter; any other is locked at one value."""
