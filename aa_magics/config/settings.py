"""Settings: what a person chose, what the policy locks, and where each value comes from."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from pydantic import PrivateAttr, ValidationError

from aa_magics.config.fields import Fields
from aa_magics.config.places import user_file
from aa_magics.config.policy import Policy, load_policy
from aa_magics.config.toml import TomlError, at_line, read_toml
from aa_magics.errors import AnalystError, UsageError, close_names
from aa_magics.model import WeekDay

PREFIX = "AA_MAGICS_"
DEFAULT = "default"


class Traits(NamedTuple):
    """The traits of a class that Jupyter configures; those that are None are not set."""

    owner: str
    values: Mapping[str, object]


class Settings(Fields):
    """The settings in force. `sources` tells for each the file, variable, trait or argument that gave it."""

    _sources: Mapping[str, str] = PrivateAttr(default_factory=dict)

    @classmethod
    def load(cls, traits: Traits | None = None, /, **overrides: object) -> Self:
        """Return the settings as they are now: later sources win, and none goes against what the policy locks.

        Defaults, the policy's values, the person's aa_magics.toml, the environment (AA_MAGICS_ENGINE, ...), traits,
        and `overrides` that are not None. An empty variable counts as not set.
        Raises UsageError for a value that a setting cannot have, PolicyError for one that a policy locks otherwise.
        """
        policy = load_policy()
        found = _of_policy(policy) | _of_file() | _of_environment() | _of_traits(traits) | _given(overrides, str)
        return cls._checked(found, policy)

    @classmethod
    def check(cls, traits: Traits) -> None:
        """Raise UsageError or PolicyError for the first of some traits that cannot be, whatever else is set."""
        cls._checked(_of_traits(traits), load_policy())

    @classmethod
    def _checked(cls, found: "Found", policy: Policy) -> Self:
        sources = {name: where for name, (_, where) in found.items()}
        try:
            settings = cls.model_validate({name: value for name, (value, _) in found.items()})
        except ValidationError as error:
            raise _bad_value(error, sources) from error
        settings._sources = sources
        for name in policy.locked & found.keys():
            policy.check(name, getattr(settings, name), sources[name])
        return settings

    @property
    def sources(self) -> Mapping[str, str]:
        """Where each setting comes from: "default", a file, a variable, a trait, or the name of an argument."""
        return {name: self._sources.get(name, DEFAULT) for name in type(self).model_fields}

    @property
    def database(self) -> str | Path:
        """The history's database, as `open_history` takes it: the URL, else a file in the Jupyter data directory."""
        if self.history_url is not None:
            return self.history_url
        from jupyter_core.paths import jupyter_data_dir

        return Path(jupyter_data_dir(), "aa_magics", "history.db")

    def __eq__(self, other: object) -> bool:
        """Return whether the values are the same, wherever they come from."""
        return isinstance(other, Settings) and self.model_dump() == other.model_dump()


def allows_package_agents() -> bool:
    """Return whether agents of installed packages take part; not where the settings are wrong or refused.

    Traits do not count: the roster is the same for everyone who asks in a process.
    """
    try:
        return Settings.load().agents_from_packages
    except AnalystError:  # told by whatever uses the settings
        return False


def first_weekday(settings: Settings | None = None) -> WeekDay:
    """Return the day that weeks begin with; Monday where the settings are wrong or refused."""
    try:
        return (settings or Settings.load()).week_start
    except AnalystError:  # told by whatever uses the settings
        return "monday"


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


Found = dict[str, tuple[Any, str]]
"""Values of settings, and where each comes from."""


def _of_policy(policy: Policy) -> Found:
    return {name: (value, str(policy.file)) for name, value in policy.values.items()}


def _of_file() -> Found:
    """Return what the person's own file says. Raises UsageError."""
    file = user_file()
    try:
        raw, text = read_toml(file)
        for name in raw:
            if name != "settings" or not isinstance(raw[name], dict):
                raise TomlError(f"{at_line(text, name)}only a table [settings] can stand here, not {name!r}")
    except TomlError as fault:
        raise UsageError(f"{file}: {fault}.", f"Mend it, or move it away: {file}") from fault
    return _given(raw.get("settings", {}), lambda name: f"{name} in {file}")


def _of_environment() -> Found:
    found = {name: (os.environ.get(variable(name)), variable(name)) for name in Settings.model_fields}
    return {name: (value, where) for name, (value, where) in found.items() if value}


def _of_traits(traits: Traits | None) -> Found:
    return _given(traits.values, lambda name: f"{traits.owner}.{name}") if traits else {}


def _given(values: Mapping[str, object], where: Callable[[str], str]) -> Found:
    return {name: (value, where(name)) for name, value in values.items() if value is not None}


def _bad_value(error: ValidationError, sources: Mapping[str, str]) -> UsageError:
    wrong = error.errors()[0]
    name = str(wrong["loc"][0])
    field = Settings.model_fields.get(name)
    if field is None:
        known = ", ".join(close_names(name, Settings.model_fields) or Settings.model_fields)
        return UsageError(f"There is no setting named {sources[name]!r}.", f"Known settings: {known}.")
    value = re.sub(r":.*@", ":***@", repr(wrong["input"]))
    return UsageError(f"{sources[name]} cannot be {value}.", f"Set {sources[name]} to {field.description}.")
