"""A plan as a model writes it: few fields, and read tolerantly, since small models get case, lists and nulls wrong."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

NAMES = ("uses", "creates")
TEXTS = ("agent", "task")


class PlannedStep(BaseModel):
    """One step; `params` are a recipe's, with columns by their names."""

    model_config = ConfigDict(extra="ignore")

    agent: str = ""
    task: str = ""
    recipe: str | None = None
    params: dict[str, Any] = {}
    uses: list[str] = []
    creates: list[str] = []

    @model_validator(mode="before")
    @classmethod
    def _lowered(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"task": given}
        return _with_lower_keys(given)

    @field_validator(*NAMES, mode="before")
    @classmethod
    def _listed(cls, given: Any) -> Any:
        if isinstance(given, str):
            return [part for part in given.replace(",", " ").split() if part]
        return [str(part) for part in given] if isinstance(given, list | tuple) else []

    @field_validator(*TEXTS, mode="before")
    @classmethod
    def _text(cls, given: Any) -> Any:
        return "" if given is None else str(given)

    @field_validator("recipe", mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        if not isinstance(given, str) or given.strip().lower() in ("", "null", "none"):
            return None
        return given.partition("(")[0].strip()

    @field_validator("params", mode="before")
    @classmethod
    def _mapped(cls, given: Any) -> Any:
        return {str(name): value for name, value in given.items()} if isinstance(given, Mapping) else {}


class Planned(BaseModel):
    """A whole plan."""

    model_config = ConfigDict(extra="ignore")

    steps: list[PlannedStep] = []
    assumptions: list[str] = []

    @model_validator(mode="before")
    @classmethod
    def _unwrapped(cls, given: Any) -> Any:
        return _with_steps(given)

    @field_validator("assumptions", mode="before")
    @classmethod
    def _texts(cls, given: Any) -> Any:
        if isinstance(given, str):
            return [given]
        return [str(part) for part in given if part] if isinstance(given, list | tuple) else []


def _with_steps(given: Any) -> Any:
    """Return a plan of a list of steps, of a single step, or of a plan inside of `plan`."""
    if isinstance(given, list):
        return {"steps": given}
    given = _with_lower_keys(given)
    if not isinstance(given, dict) or "steps" in given:
        return given
    if "plan" in given:
        return _with_steps(given["plan"])
    return {"steps": [given]} if "task" in given or "recipe" in given else given


def _with_lower_keys(given: Any) -> Any:
    return {str(key).strip().lower(): value for key, value in given.items()} if isinstance(given, Mapping) else given
