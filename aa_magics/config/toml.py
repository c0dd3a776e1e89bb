"""Reading a TOML file whose every fault names the file and the line."""

import tomllib
from pathlib import Path
from typing import Any


class TomlError(Exception):
    """What is wrong in a file, as the end of a sentence that begins with its path."""


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Return what a file holds, and its text; nothing where there is none. Raises TomlError."""
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}, ""
    except OSError as error:
        raise TomlError(f"cannot be read: {error.strerror}") from error
    try:
        text = raw.decode("utf-8-sig")
        return tomllib.loads(text), text
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise TomlError(f"line {line}: no UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        last = f"at line {len(text.splitlines())}, its last"
        raise TomlError(str(error).replace("at end of document", last)) from error


def at_line(text: str, name: str) -> str:
    """Return "line 3: " for the line that gives a key or opens a table; nothing where none does."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.split("=")[0].strip().strip("[]\"' ") == name:
            return f"line {number}: "
    return ""
