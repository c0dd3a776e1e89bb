"""Error messages that may go back to a model: what may be a cell's value is taken out.

A message is made by a library, which puts values anywhere in it, quoted or not, so it is not enough to look for what
is quoted. What stays is known: words that libraries' messages are made of (`words.txt`) and names of Python's and the
libraries' own (`names.txt`), and what the model has anyway. In quotes, in brackets and after a colon, where
values stand most often, no mere word stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aa_magics.model import FrameProfile
from aa_magics.privacy.describe import describe_all
from aa_magics.privacy.redaction import redacted
from aa_magics.privacy.rules import Rules

LONGEST = 600
_LOOKED_AT = 5_000
PLACEHOLDER = "<value>"

_QUOTED = re.compile(r"""(?<!\w)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)(?!\w)""", re.DOTALL)
_TOKEN = re.compile(
    rf"{_QUOTED.pattern}|(?P<bracket>[(\[][^()\[\]'\"`]*[)\]])|(?P<line>\bline \d+)"
    r"|(?P<chunk>[^\s\[\](){},;=<>|\"'`]+)",
    re.DOTALL,
)
_NUMBER_OR_WORD = re.compile(r"\d+(?:\.\d+)+|\w+")
_TO_COLON = re.compile(r"[^'\"`\n]*?: ")
_ERROR = re.compile(r"(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt|Iteration): ")
_SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "are", "at", "but", "for", "from", "got", "in", "is", "line", "not", "of", "on", "or"),
        *("position", "s", "the", "to", "with"),
    )
)
_OWN_WORDS = ("AssertionError", "KeyError")
_FEWEST_WORDS = 3
_DIMENSIONS = frozenset(("0d", "1d", "2d", "3d", "0D", "1D", "2D", "3D", "x", "X", "y", "t"))


def safe_error(message: str, rules: Rules, profiles: Sequence[FrameProfile], known: Sequence[str] = ()) -> str:
    """Return an error or warning, on one line, with `<value>` for what may come from a cell.

    `known` are texts that the model has or gets anyway: the cell's source, the goal, the step's task. At `samples` only
    what `redacted` takes out is taken out, if the rules say so.
    """
    message = message[:_LOOKED_AT]
    if rules.level == "samples":
        return _one_line(redacted(message) if rules.redact else message)
    told = _told((describe_all(profiles, rules), *known))
    return _one_line(re.sub(rf"{PLACEHOLDER}([\s,.:]+{PLACEHOLDER})+", PLACEHOLDER, _clean_message(message, told)))


@dataclass(frozen=True)
class _Told:
    """What a model has: whole quoted strings, words, and how many lines its texts have."""

    strings: frozenset[str]
    words: frozenset[str]
    lines: int

    def allows(self, chunk: str, strict: bool) -> bool:
        """Return whether a run of characters without a space holds nothing that is not known."""
        words = _NUMBER_OR_WORD.findall(chunk)
        if not words:
            return chunk.isascii()
        return all(word in self.words or word in _names() or self._is_prose(word, strict) for word in words)

    def _is_prose(self, word: str, strict: bool) -> bool:
        lowered = word.lower()
        return lowered in _SMALL_WORDS or (not strict and (lowered in _words() or word in _DIMENSIONS))


def _told(texts: Sequence[str]) -> _Told:
    strings = {_content(found[0]) for text in texts for found in _QUOTED.finditer(text)}
    words = {word for text in texts for word in _NUMBER_OR_WORD.findall(text)}
    return _Told(frozenset(strings), frozenset(words), max((text.count("\n") + 1 for text in texts), default=0))


def _content(literal: str) -> str:
    """Return what a quoted string says, but for the escapes that no name needs."""
    return re.sub(r"\\(.)", r"\1", literal[1:-1])


def _clean_message(message: str, told: _Told) -> str:
    """Return a message cleaned, strictly from the first colon after the error's own name on.

    What a cell raised itself, as an assertion or a few words, may be a value from its start.
    """
    error = _ERROR.match(message)
    kept = error[0] if error else ""
    own = kept.startswith(_OWN_WORDS) or len(message[len(kept) :].split()) < _FEWEST_WORDS
    lines = []
    for line in message[len(kept) :].splitlines():
        found = _TO_COLON.match(line)
        end = 0 if own else found.end() if found else len(line)
        lines.append(_clean(line[:end], told, strict=False) + _clean(line[end:], told, strict=True))
    return kept + "\n".join(lines)


def _clean(text: str, told: _Told, strict: bool) -> str:
    return _TOKEN.sub(lambda found: _kept(found, told, strict), text)


def _kept(found: re.Match[str], told: _Told, strict: bool) -> str:
    text = found[0]
    match found.lastgroup:
        case "line":
            return text if int(text.split()[1]) <= told.lines else f"line {PLACEHOLDER}"
        case "bracket":
            return text[0] + _clean(text[1:-1], told, strict=True) + text[-1]
        case "chunk":
            core = text.rstrip(".:!?")
            return text if told.allows(core, strict) else PLACEHOLDER + text[len(core) :]
        case _:
            return _kept_quoted(text, told)


def _kept_quoted(literal: str, told: _Told) -> str:
    content = _content(literal)
    if len(content) < 3 and not _NUMBER_OR_WORD.search(content):
        return literal if content.isascii() else PLACEHOLDER
    if content in told.strings or (_NUMBER_OR_WORD.fullmatch(content) and told.allows(content, strict=True)):
        return literal
    if _QUOTED.search(content):
        return literal[0] + _clean(literal[1:-1], told, strict=False) + literal[-1]
    return PLACEHOLDER


def _one_line(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


@cache
def _words() -> frozenset[str]:
    return _listed("words.txt")


@cache
def _names() -> frozenset[str]:
    return _listed("names.txt")


def _listed(name: str) -> frozenset[str]:
    return frozenset(Path(__file__).with_name(name).read_text(encoding="utf-8").split())
