"""What the environment holds in secret, and variables that are set only for as long as a library is imported."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL", re.IGNORECASE)


def secret_values() -> tuple[str, ...]:
    """Return the values of the environment variables that hold a key or a password by their names, longest first."""
    found = {value for name, value in os.environ.items() if SECRET_NAME.search(name) and len(value) >= 8}
    return tuple(sorted(found, key=len, reverse=True))


def keep_only(names: Collection[str], values: Mapping[str, str]) -> None:
    """Forget every environment variable of this process but `names`, for good, and set `values`."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in names}
    os.environ.clear()
    os.environ.update({**kept, **values})


@contextmanager
def variables_set(**values: str) -> Iterator[None]:
    """Set environment variables until the block ends, and put back what they were."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
