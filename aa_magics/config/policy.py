"""The policy of those who run this machine: values, which of them are locked, and which engines may be asked.

    locked = ["privacy", "run_cells"]        # these values bind; others are defaults that a person may change

    [settings]
    privacy = "stats"
    run_cells = "never"

    [[engines]]                              # with such tables, no engine but offline and these
    allow = "openai/*"
    api_base = "https://gateway.corp/*"      # without it: only at the provider's own address

It binds those who use this package, not those who change its code: what must not leave a network, a wall of that
network must keep in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from aa_magics.config.fields import Fields
from aa_magics.config.limits import LIMITS, SAME
from aa_magics.config.patterns import address_matches, matches, may_match
from aa_magics.config.places import policy_files
from aa_magics.config.providers import addresses
from aa_magics.config.shown import shown
from aa_magics.config.toml import TomlError, at_line, read_toml
from aa_magics.errors import PolicyError, close_names
from aa_magics.model import Model

OFFLINE = "offline"
ASK = "ask those who run this machine"


class EngineRule(Model):
    """Engines that are allowed, at which address (None: their providers' own); `*` stands for any text."""

    allow: str = Field(min_length=1)
    api_base: str | None = None

    def __str__(self) -> str:
        return f"{self.allow} at {self.api_base}" if self.api_base else self.allow


@dataclass(frozen=True)
class Policy:
    """A policy file as it is now; without a file nothing is locked.

    `values` are its settings, `engines` those that are allowed (None: all). `problem` says what is wrong with the file:
    then nothing of it counts, and no engine but offline may be asked. `ignored` are files that are not in force.
    """

    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    engines: tuple[EngineRule, ...] | None = None
    problem: str | None = None
    ignored: tuple[Path, ...] = ()

    def check(self, name: str, value: object, where: str | None = None) -> None:
        """Raise PolicyError where a value of a setting, given at `where`, goes against a locked one."""
        if name not in self.locked:
            return
        limit, locked = LIMITS.get(name, SAME), self.limit(name)
        if limit.allows(value, locked):
            return
        where = where or name
        raise PolicyError(
            f"{where} cannot be {shown(name, value)}: {self.file} locks {name} at {shown(name, locked)}.",
            f"Leave {where} unset, or set it to {shown(name, limit.told(locked))}.",
        )

    def check_all(self, settings: Fields) -> None:
        """Raise PolicyError where settings, however they were made, go against a locked one."""
        for name in self.locked:
            self.check(name, getattr(settings, name))

    def check_engine(self, name: str, api_base: str | None = None) -> None:
        """Raise PolicyError where an engine must not be asked at the address to which it would send.

        Without `api_base` that is what the environment says (OPENAI_BASE_URL, ...), else its provider's own.
        """
        if name == OFFLINE:
            return
        if self.problem is not None:
            raise PolicyError(
                f"The policy {self.problem}. Until it is mended no model may be asked.",
                f"Use the engine {OFFLINE}, and {ASK}.",
            )
        self.check("engine", name)
        found = addresses(name, api_base)
        if "api_base" in self.locked:
            for where, address in found.items():
                self.check("api_base", address, where)
        if self.engines is None:
            return
        ways: Mapping[str, str | None] = found or {"": None}
        for way, target in ways.items():
            if not any(_is_allowed(rule, name, target) for rule in self.engines):
                raise self._refusal(name, way, target)

    def allows_provider(self, provider: str) -> bool:
        """Return whether any engine of a provider may be asked at some address."""
        if self.problem is not None:
            return False
        return self.engines is None or any(may_match(provider, rule.allow) for rule in self.engines)

    def limit(self, name: str) -> Any:
        """Return the policy's value of a setting, else the default."""
        return self.values.get(name, Fields.model_fields[name].default)

    def _refusal(self, name: str, where: str, address: str | None) -> PolicyError:
        at = f" at {shown('api_base', address)} ({where})" if address else ""
        allowed = ", ".join(str(rule) for rule in self.engines or ())
        return PolicyError(
            f"The engine {name!r}{at} is not allowed by {self.file}.",
            f"Allowed: {allowed + ', ' if allowed else ''}{OFFLINE}. For others {ASK}.",
        )


def load_policy() -> Policy:
    """Return the policy that is in force, read anew; a file that cannot be used is told in its `problem`."""
    file, ignored = policy_files()
    if file is None:
        return Policy(ignored=ignored)
    try:
        found = _read(file)
    except TomlError as fault:
        return Policy(file=file, problem=f"{file}: {fault}".rstrip("."), ignored=ignored)
    values = found.settings.model_dump(include=found.settings.model_fields_set)
    return Policy(file, values, frozenset(found.locked), found.engines, None, ignored)


class _File(Model):
    settings: Fields = Fields()
    locked: tuple[str, ...] = ()
    engines: tuple[EngineRule, ...] | None = None


def _read(file: Path) -> _File:
    raw, text = read_toml(file)
    try:
        found = _File.model_validate(raw)
    except ValidationError as error:
        wrong = error.errors()[0]
        place = [str(part) for part in wrong["loc"] if isinstance(part, str)]
        raise TomlError(f"{_line(text, place)}{'.'.join(place)}: {_said(wrong)}") from error
    for name in found.locked:
        if name not in Fields.model_fields:
            close = " or ".join(close_names(name, Fields.model_fields)) or "a setting"
            raise TomlError(f"{at_line(text, 'locked')}locked: there is no setting named {name!r}, perhaps {close}")
    return found


def _said(wrong: Mapping[str, Any]) -> str:
    """Return what is wrong in one line, without the value: it may hold a password."""
    if wrong["type"] == "extra_forbidden":
        return "there is no such key here"
    return " ".join(str(wrong["msg"]).split())


def _line(text: str, place: Sequence[str]) -> str:
    return next((line for name in reversed(place) if (line := at_line(text, name))), "")


def _is_allowed(rule: EngineRule, name: str, address: str | None) -> bool:
    if not matches(name, rule.allow):
        return False
    if address is None or rule.api_base is None:
        return address is None and rule.api_base is None
    return address_matches(address, rule.api_base)
