"""A goal as tokens, and names as the words that they are made of."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

TOKEN = re.compile(
    r"""
    (?P<quoted>`[^`]+` | "[^"]+" | “[^”]+” | (?<!\w)'[^']+'(?!\w))
  | (?P<date>(?<![\w./-])(?:\d{4}-\d\d-\d\d|\.\.)/(?:\d{4}-\d\d-\d\d|\.\.)(?![\w/-]))
  | (?P<number>(?<![\w.])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w]))
  | (?P<word>\b[vV]/[sS]\b | [^\W_]+(?:['’](?:s|t|re|ll)\b)?)
  | (?P<mark>[^\s\w] | _ | \n)
    """,
    re.VERBOSE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


@dataclass(frozen=True)
class Token:
    """A word, a number, a quoted name, days (an ISO 8601 interval) or a mark; `stem` is what it is compared by."""

    kind: Literal["quoted", "number", "word", "date", "mark"]
    text: str
    stem: str
    start: int
    end: int

    @property
    def number(self) -> float | int:
        """The number that a number token stands for."""
        value = float(self.text.replace(",", ""))
        return int(value) if value.is_integer() and "." not in self.text else value


def tokenize(goal: str) -> list[Token]:
    """Return the tokens of a goal. A word in snake_case or camelCase is as many tokens as it has words."""
    tokens: list[Token] = []
    for match in TOKEN.finditer(unicodedata.normalize("NFC", goal)):
        kind, text, start = match.lastgroup, match.group(), match.start()
        if match.lastgroup == "word":
            plain = re.sub(r"['’](?:s|re|ll)$", "", text)
            for part in [plain] if plain == "NaN" else CAMEL.split(plain):
                tokens.append(
                    Token("number" if part.isdecimal() else "word", part, stem(part), start, start + len(part))
                )
                start += len(part)
        elif kind == "quoted":
            tokens.append(Token("quoted", text[1:-1], stem(text[1:-1]), start, match.end()))
        elif kind == "date":
            tokens.append(Token("date", text, text, start, match.end()))
        elif kind in ("number", "mark"):
            tokens.append(Token("number" if kind == "number" else "mark", text, text, start, match.end()))
    return tokens


def written(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return tokens as the words of the goal: those that stand there without a space between are one."""
    words: list[str] = []
    end = None
    for token in tokens:
        if end == token.start:
            words[-1] += token.text
        else:
            words.append(token.text)
        end = token.end
    return tuple(words)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a column's name or a value, case-folded: `gdpPercap_2007` is gdp, percap, 2007."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name))
    return tuple(part.casefold() for word in words for part in CAMEL.split(word))


UNLIKE = {"apartment": "apartment", "apartments": "apartment"}
"""Stems of words that the stemmer takes for others: an apartment is not apart."""


@cache
def stem(word: str) -> str:
    """Return the stem by which words are compared (Porter 2, as Snowball has it, but for `UNLIKE`)."""
    if (plain := word.casefold()) in UNLIKE:
        return UNLIKE[plain]
    return str(_stemmer().stemWord(word.casefold().replace("’", "'")))


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    import snowballstemmer

    return snowballstemmer.stemmer("english")
