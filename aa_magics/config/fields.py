"""Every setting: its type, its bounds, its default, and what it may be, in words that follow "Set it to"."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import Field, field_validator

from aa_magics.model import Level, Model, WeekDay

Keep = Literal["text", "hash", "nothing"]
RunCells = Literal["never", "ask", "allow"]

LEVELS: tuple[Level, ...] = get_args(Level)
"""Privacy levels, from the one that tells least."""
RUN_CELLS: tuple[RunCells, ...] = get_args(RunCells)
"""What `--run` may do, from the strictest."""

SWITCH = "1 or 0"
DOLLARS = "US dollars, such as 0.50"


class Fields(Model):
    """The settings of a run: engine, privacy, budgets, calls, trial, history, and what may run.

    Seconds, megabytes, tokens, days and US dollars are the units; None is no limit, and for `temperature` the
    model's own. `run_cells` is for cells that a model wrote, `run_recipes` for those of recipes, which are tested code.
    """

    engine: str = Field(default="offline", min_length=1, description="a name, such as offline or openai/gpt-4o-mini")
    api_base: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s@?#]+$",
        description="an address without a key, such as http://localhost:11434",
    )
    privacy: Level = Field(default="stats", description="schema, stats or samples")
    sample_rows: int = Field(default=5, ge=1, le=50, description="a number of rows from 1 to 50")
    deny: tuple[str, ...] = Field(
        default=("*name*", "*mail*", "*iban*"), description="patterns of column names, such as *name*,*mail*"
    )
    redact: bool = Field(default=True, description=SWITCH)
    keep_sent: Keep = Field(default="text", description="text, hash or nothing")
    confirm: bool = Field(default=True, description=SWITCH)
    run_budget: float | None = Field(default=None, ge=0, allow_inf_nan=False, description=DOLLARS)
    day_budget: float | None = Field(default=None, ge=0, allow_inf_nan=False, description=DOLLARS)
    concurrency: int = Field(default=5, ge=1, le=100, description="a number of steps from 1 to 100")
    repairs: int = Field(default=2, ge=0, le=10, description="a number from 0 to 10")
    timeout: float = Field(default=120.0, gt=0, le=3600, description="a number of seconds up to 3600")
    max_tokens: int = Field(default=4000, ge=1, le=1_000_000, description="a number of tokens from 1 to 1000000")
    temperature: float | None = Field(default=None, ge=0, le=2, description="a number from 0 to 2")
    trial_seconds: float = Field(default=30.0, gt=0, le=3600, description="a number of seconds up to 3600")
    trial_memory: int | None = Field(default=None, ge=64, description="a number of megabytes from 64")
    run_cells: RunCells = Field(default="ask", description="never, ask or allow")
    run_recipes: RunCells = Field(default="allow", description="never, ask or allow")
    agents_from_packages: bool = Field(default=True, description=SWITCH)
    history: bool = Field(default=True, description=SWITCH)
    history_url: str | None = Field(
        default=None,
        pattern=r"^[\w+.-]+://",
        repr=False,
        description="a database URL, such as sqlite:////data/history.db",
    )  # not shown: it may hold a password
    retention_days: int | None = Field(default=None, ge=1, le=36500, description="a number of days from 1 to 36500")
    week_start: WeekDay = Field(default="monday", description="a day, such as monday or sunday")
    audit_log: str | None = Field(
        default=None, min_length=1, description="the path of a file, such as /var/log/ada.jsonl"
    )

    @field_validator("deny", mode="before")
    @classmethod
    def _parts(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


WHAT: Mapping[str, str] = {
    "engine": "who plans and writes where a goal names nobody",
    "api_base": "the address of the model's API; unset: the provider's own",
    "privacy": "what of a frame a model is told",
    "sample_rows": "rows that the level samples tells",
    "deny": "columns of which only the type is told",
    "redact": "mask e-mail addresses, phone, card and national numbers in samples",
    "keep_sent": "what is kept of the texts that were sent",
    "confirm": "show and ask before the first text leaves this machine",
    "run_budget": "US dollars that a run may cost",
    "day_budget": "US dollars that a day may cost",
    "concurrency": "steps that are written at once",
    "repairs": "how often a failing cell goes back to its agent",
    "timeout": "seconds to wait for an answer of a model",
    "max_tokens": "tokens of an answer",
    "temperature": "of the model; unset: its own",
    "trial_seconds": "seconds for which a cell may run when it is tried",
    "trial_memory": "megabytes that it may take; unset: what is left",
    "run_cells": "what --run does with cells that a model wrote",
    "run_recipes": "what --run does with cells of recipes",
    "agents_from_packages": "whether agents of installed packages take part",
    "history": "whether runs are kept",
    "history_url": "the database that keeps them",
    "retention_days": "for how many days; unset: for ever",
    "week_start": "the day that weeks begin with",
    "audit_log": "the file that notes every call of a model, without its content",
}
"""What each setting is for, in a few words."""
