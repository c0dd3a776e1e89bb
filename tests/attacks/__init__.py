"""Programs written to defeat the guard, as data: `# %% name` on top of each; `@WORD@` stands for something planted."""

from pathlib import Path
from typing import NamedTuple


class Program(NamedTuple):
    name: str
    source: str


def programs(folder: Path = Path(__file__).parent) -> list[Program]:
    """Return every program of the text files in `folder`."""
    return [program for file in sorted(folder.glob("*.txt")) for program in _parts(file.read_text(encoding="utf-8"))]


def _parts(text: str) -> list[Program]:
    parts = [part.partition("\n") for part in text.split("# %% ") if part.strip()]
    return [Program(name.strip(), source.strip() + "\n") for name, _, source in parts]
