"""Which engines would work here and why not: packages, keys (whether they are set, never what they are), policy."""

import shlex
import sys
from importlib import metadata
from importlib.util import find_spec

from aa_magics.config import Policy, Settings, load_policy, variable
from aa_magics.config.providers import KEYLESS, KEYS, addresses, key_names, key_set_in, provider_of
from aa_magics.config.shown import shown
from aa_magics.doctor.check import Check
from aa_magics.doctor.local import SERVERS, local_lines, models_at
from aa_magics.errors import PolicyError

PACKAGES = ("dspy", "litellm")
INSTALL = shlex.join([sys.executable, "-m", "pip", "install", "dspy-ai"])


def check_engine(settings: Settings) -> Check:
    """Return whether the engine of goals that name none would work."""
    name = settings.engine
    if name == "offline":
        return _engine(True, "offline, which needs no key, no network and no model")
    if "/" not in name:
        return _engine(False, f"there is none named {name!r}", f"{variable('engine')}=offline")
    try:
        load_policy().check_engine(name, settings.api_base)
    except PolicyError as error:
        return _engine(False, error.message, error.hint)
    if find_spec("dspy") is None:
        return _engine(False, f"{name} needs DSPy, which is not installed", INSTALL)
    return _reachable(name, settings)


def check_models() -> Check:
    """Return what there is for engines that are models; it is no problem to have none."""
    there = {name: _version(name) for name in PACKAGES if find_spec(name)}
    installed = len(there) == len(PACKAGES)
    versions = ", ".join(f"{name} {version}" for name, version in there.items())
    detail = versions if installed else f"not installed, and offline needs none: {INSTALL}"
    lines = (*_keys(load_policy()), *local_lines())
    return Check(side="kernel", name="models", ok=True, detail=detail, lines=lines)


def _reachable(name: str, settings: Settings) -> Check:
    """Return whether a model has a key, or an address at which it is asked for none."""
    provider = provider_of(name)
    found = addresses(name, settings.api_base)
    at = ", ".join(f"{where} {shown('api_base', address)}" for where, address in found.items())
    if given := key_set_in(provider):
        return _engine(True, f"{name}: {' and '.join(given)} set{f', {at}' if at else ''}")
    if at:
        return _engine(True, f"{name}: {at}, without a key")
    if provider in KEYLESS:
        return _served(name, provider)
    needed = key_names(provider)
    fix = f"{'; '.join(f'export {key}=...' for key in needed)} before Jupyter starts"
    return _engine(False, f"{name}: {' and '.join(needed)} not set", fix)


def _served(name: str, provider: str) -> Check:
    """Return whether the server of a model without a key answers at its usual port."""
    server = next((one for one in SERVERS if provider.startswith(one.provider)), None)
    if server is not None and models_at(server.address) is not None:
        return _engine(True, f"{name}: {server.name} answers at {server.address}")
    silent = f"{server.name} does not answer at {server.address}" if server else "it is not said where it is served"
    return _engine(False, f"{name}: {silent}", f"start it, or {variable('api_base')}=http://HOST:PORT")


def _keys(policy: Policy) -> tuple[str, ...]:
    allowed = [provider for provider in KEYS if policy.allows_provider(provider)]
    given = [f"{provider} ({' and '.join(names)})" for provider in allowed if (names := key_set_in(provider))]
    lacking = [" and ".join(key_names(provider)) for provider in allowed if not key_set_in(provider)]
    refused = [provider for provider in KEYS if provider not in allowed]
    return (
        f"key set: {', '.join(given) or 'none'}",
        *([f"key not set: {', '.join(lacking)}"] if lacking else []),
        *([f"not allowed by {policy.file}: {', '.join(refused)}"] if refused else []),
    )


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "of unknown version"


def _engine(ok: bool, detail: str, fix: str = "") -> Check:
    return Check(side="kernel", name="engine", ok=ok, detail=detail, fix=fix)
