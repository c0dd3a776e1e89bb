"""Patterns of engines and addresses, in which only `*` is special; an address is compared part by part."""

import re
from urllib.parse import unquote

DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def matches(text: str, pattern: str) -> bool:
    """Return whether all of `text` is as the pattern, where `*` stands for any text."""
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("*")), text, re.DOTALL) is not None


def address_matches(address: str, pattern: str) -> bool:
    """Return whether an address is as the pattern: scheme, host with port, and path, each by itself.

    So a `*` never reaches from the host into the path. What different programs read differently (a name before the
    host, a backslash, dots that climb out of the path) matches nothing.
    """
    given, wanted = _parts(address), _parts(pattern)
    if given is None or wanted is None or ".." in unquote(given[2]).split("/"):
        return False
    scheme, place, path = given
    path_matches = matches(path, wanted[2]) or matches(f"{path}/", wanted[2])
    return matches(scheme, wanted[0]) and matches(place, wanted[1]) and path_matches


def may_match(provider: str, pattern: str) -> bool:
    """Return whether a pattern of engines lets any model of a provider through."""
    head, star, _ = pattern.partition("*")
    return head.startswith(f"{provider}/") or (bool(star) and f"{provider}/".startswith(head))


def _parts(address: str) -> tuple[str, str, str] | None:
    """Return scheme, host with port, and path without a slash at its end; None for what is no plain address."""
    if re.search(r"[\s\\@?#\x00-\x1f]", address):
        return None
    scheme, colon, rest = address.partition("://")
    place, _, path = rest.partition("/")
    if not colon or not place:
        return None
    scheme = scheme.lower()
    return scheme, place.lower().removesuffix(DEFAULT_PORTS.get(scheme, ":")), f"/{path.rstrip('/')}"
