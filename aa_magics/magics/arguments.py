"""What may stand on the line of %%analyst, parsed; a mistake is a UsageError that names what comes close."""

import argparse
from collections.abc import Collection, Sequence
from typing import NoReturn

from aa_magics.errors import UsageError, close_names


class Parser(argparse.ArgumentParser):
    """A parser that raises where argparse would end the process."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", "Help: %%analyst?")


def line_parser() -> Parser:
    parser = Parser(prog="%%analyst", add_help=False, allow_abbrev=False)
    parser.add_argument("frames", nargs="*")
    parser.add_argument("-e", "--engine")
    parser.add_argument("-a", "--agents", type=_names, default=[])
    parser.add_argument("--privacy")
    parser.add_argument("--take", action="append", default=[])
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--plan", action="store_true")
    either.add_argument("--run", action="store_true")
    parser.add_argument("--no-insert", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    return parser


def parse_line(line: str) -> argparse.Namespace:
    """Return the frames and options of a line. Raises UsageError."""
    parser = line_parser()
    options, unknown = parser.parse_known_intermixed_args(line.split())
    if unknown:
        raise UsageError(f"There is no option {unknown[0]!r}.", suggestion(unknown[0], option_names(parser)))
    options.line = " ".join(line.split())
    options.frames = list(dict.fromkeys(name for part in options.frames for name in _names(part)))
    return options


def option_names(parser: argparse.ArgumentParser) -> Sequence[str]:
    return [name for action in parser._actions for name in action.option_strings]


def suggestion(wrong: str, known: Collection[str]) -> str:
    """Return a hint that names what comes close to a mistyped word, or else all that is known."""
    close = close_names(wrong, known)
    return f"Did you mean {' or '.join(close)}?" if close else f"Known: {', '.join(known)}."


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]
