"""Every setting with its value and where that comes from, and the policy that is in force."""

import shlex
from collections.abc import Iterator, Sequence

from aa_magics.config import Policy, Settings, load_policy, places
from aa_magics.config.fields import WHAT
from aa_magics.config.settings import DEFAULT
from aa_magics.config.shown import shown
from aa_magics.doctor.check import Check

ALL = "all: %analyst doctor settings"


def check_settings(settings: Settings) -> Check:
    """Return those settings that somebody chose or locked."""
    policy = load_policy()
    chosen = [name for name in Settings.model_fields if _is_chosen(settings, name, policy)]
    detail = f"{len(chosen)} of {len(Settings.model_fields)} chosen or locked ({ALL})"
    return Check(side="kernel", name="settings", ok=True, detail=detail, lines=_lines(settings, chosen, policy))


def check_policy() -> Check:
    """Return which policy file is in force and what it says, or that there is none."""
    policy = load_policy()
    ignored = tuple(f"not in force, as you could change it, or another comes first: {file}" for file in policy.ignored)
    if policy.problem is not None:
        fix = f"sudoedit {shlex.quote(str(policy.file))}"
        told = f"{policy.problem}; until it is mended no model may be asked"
        return Check(side="kernel", name="policy", ok=False, detail=told, fix=fix, lines=ignored)
    if policy.file is None:
        detail = f"none in {', '.join(str(folder) for folder in (*places.SYSTEM_FOLDERS, places.ENVIRONMENT_FOLDER))}"
        return Check(side="kernel", name="policy", ok=True, detail=detail, lines=ignored)
    return Check(side="kernel", name="policy", ok=True, detail=str(policy.file), lines=(*_says(policy), *ignored))


def setting_lines(settings: Settings) -> tuple[str, ...]:
    """Return a line for each setting: value, source and what it is for; those that somebody chose or locked first."""
    policy = load_policy()
    names = sorted(Settings.model_fields, key=lambda name: not _is_chosen(settings, name, policy))
    lines = _lines(settings, names, policy)
    width = max(map(len, lines))
    return tuple(f"{line:{width}}  {WHAT[name]}" for name, line in zip(names, lines, strict=True))


def _is_chosen(settings: Settings, name: str, policy: Policy) -> bool:
    return name in policy.locked or settings.sources[name] != DEFAULT or _differs(settings, name)


def _differs(settings: Settings, name: str) -> bool:
    return bool(getattr(settings, name) != Settings.model_fields[name].default)


def _lines(settings: Settings, names: Sequence[str], policy: Policy) -> tuple[str, ...]:
    pairs = [f"{name} = {shown(name, getattr(settings, name))}" for name in names]
    width = max(map(len, pairs), default=0)
    return tuple(f"{pair:{width}}  {_source(settings, name, policy)}" for name, pair in zip(names, pairs, strict=True))


def _source(settings: Settings, name: str, policy: Policy) -> str:
    """Return where a value comes from, and who locks it."""
    source = settings.sources[name]
    if name not in policy.locked:
        return source
    return f"{source}, locked" if source == str(policy.file) else f"{source}, locked by {policy.file}"


def _says(policy: Policy) -> Iterator[str]:
    if policy.locked:
        yield f"locked: {', '.join(sorted(policy.locked))}"
    if policy.engines is not None:
        yield f"engines: {', '.join([*map(str, policy.engines), 'offline'])}"
