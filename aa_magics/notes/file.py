"""The notes beside the notebook: `notes` in `aa_magics.toml`, whose comments and order a person keeps."""

import os
from collections.abc import Sequence
from pathlib import Path

from aa_magics.errors import UsageError
from aa_magics.notes.note import read_note

NAME = "aa_magics.toml"
HEAD = "Notes on the data in this folder: %analyst note adds them, and they may be edited here."


def kept_notes(folder: Path | None = None) -> tuple[str, ...]:
    """Return the lines of the notes in a folder (none: the working directory). Raises UsageError."""
    if not _path(folder).is_file():
        return ()
    lines = _document(_path(folder)).get("notes", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise UsageError(f"notes in {_path(folder)} is no list of texts.", 'Write: notes = ["orders.PLZ is id"]')
    return tuple(map(str, lines))


def add_notes(lines: Sequence[str], folder: Path | None = None) -> tuple[str, ...]:
    """Keep notes, and return those that were not there. Raises UsageError where one is no note, or cannot be kept."""
    import tomlkit

    known = {read_note(line).line for line in kept_notes(folder)}
    new = [line for line in dict.fromkeys(read_note(line).line for line in lines) if line not in known]
    if new:
        document = _document(_path(folder))
        if "notes" not in document:
            document.add(tomlkit.comment(HEAD))
            document.add("notes", tomlkit.array().multiline(True))
        for line in new:
            document["notes"].append(line)
        _write(_path(folder), tomlkit.dumps(document))
    return tuple(new)


def remove_note(line: str, folder: Path | None = None) -> None:
    """Take a note out. Raises UsageError where it is not there."""
    import tomlkit

    lines = [" ".join(kept.split()) for kept in kept_notes(folder)]
    wanted = " ".join(line.split())
    if wanted not in lines:
        raise UsageError(f"There is no note {wanted!r}.", "List them: %analyst note")
    document = _document(_path(folder))
    del document["notes"][lines.index(wanted)]
    _write(_path(folder), tomlkit.dumps(document))


def _path(folder: Path | None) -> Path:
    return (folder or Path.cwd()) / NAME


def _document(path: Path):  # type: ignore[no-untyped-def]  # a tomlkit.TOMLDocument, which is loaded when it is needed
    import tomlkit
    from tomlkit.exceptions import ParseError

    if not path.is_file():
        return tomlkit.document()
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except ParseError as error:
        raise UsageError(f"{path} cannot be read: {error}.", "Mend the line, or move the file away.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.", "Notes are kept in a UTF-8 text file.") from error


def _write(path: Path, text: str) -> None:
    """Write a file as a whole, or leave it as it was."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        hint = "Start Jupyter in a folder of yours."
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint) from error
