"""How the value of a setting is shown: in one line, without a password or what follows a question mark."""

import re


def shown(name: str, value: object) -> str:
    """Return a setting's value as a person would type it."""
    match value:
        case None:
            return "unset"
        case bool():
            return "1" if value else "0"
        case float():
            return f"{value:g}"
        case tuple():
            return ",".join(str(part) for part in value)
        case _ if name in ("history_url", "api_base"):
            return _without_secret(str(value))
        case _:
            return " ".join(str(value).split())


def _without_secret(address: str) -> str:
    """Return an address whose name and password, and what follows a question mark, are masked."""
    masked = re.sub(r":.*@", ":***@", address)
    return re.sub(r"\?.*", "?***", masked)
