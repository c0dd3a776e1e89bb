"""A goal in another language, or in two, becomes the English goal that all else reads."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from aa_magics.model import FrameProfile
from aa_magics.offline.languages.language import Language, languages
from aa_magics.offline.lexicon import lexicon
from aa_magics.offline.text import TOKEN, Token, name_words, stem

LONGEST = 5  # words of a phrase
FURTHEST = 12  # words between the two parts of a phrase such as "stelle ... dar"
MOST_ENGLISH = 3  # English function words for each word that can only be of the other language
SHORTEST_SURE = 2  # letters
CONJUNCTIONS = ("and", "or", "as")
SENTENCE_ENDS = ".!?;\n"


@dataclass(frozen=True)
class Translated:
    """A goal's text in English; `said` are the goal's own words by their English ones.

    `mostly` says that the other language is that of most words, so that it is answered in.
    """

    text: str
    language: str
    said: Mapping[str, str]
    mostly: bool


@dataclass(frozen=True)
class _Piece:
    """What `tokens` from `first` to before `end` are in English; `sure` says that they are no English words."""

    first: int
    end: int
    english: str
    sure: bool


def translated(text: str, profiles: Sequence[FrameProfile]) -> Translated | None:
    """Return a goal in English; None for one that is English already, or of no language that is known.

    Names of frames, columns and values stay as they are. Words that could be English as well are only translated beside
    one that could not.
    """
    text = unicodedata.normalize("NFC", text)
    tokens = _tokens(text)
    for tongue in languages():
        if not _speaks(_Reader(tongue, tokens, frozenset())):
            continue
        reader = _Reader(tongue, tokens, _named(tokens, profiles, tongue), loosely=True)
        if _speaks(reader):
            return _rewritten(text, tokens, reader, tongue)
    return None


def _speaks(reader: "_Reader") -> bool:
    """Return whether a goal is in a language, at least in part: not a long English one with a word that looks so."""
    sure = sum(piece.sure for piece in reader.pieces())
    return sure > 0 and reader.english <= MOST_ENGLISH * sure


class _Reader:
    """Reads tokens as words of a language, but for those at the places that are `named`."""

    def __init__(
        self, tongue: Language, tokens: Sequence[Token], named: Collection[int], *, loosely: bool = False
    ) -> None:
        """Where it reads `loosely`, words may be misspelt."""
        self.tongue, self.tokens, self.named, self.loosely = tongue, tokens, named, loosely
        self.words = [token.text for token in tokens]
        self.keys = [tongue.key(token.text) if token.kind == "word" else "" for token in tokens]
        self.dropped: set[int] = set()

    def pieces(self) -> Sequence[_Piece]:
        """Return what is translated, in order; words of no meaning are pieces without English."""
        found: list[_Piece] = []
        place = 0
        while place < len(self.tokens):
            piece = None if place in self.named or not self.keys[place] else self._piece(place)
            if piece:
                found.append(piece)
            place = piece.end if piece else place + 1
        return found

    @property
    def english(self) -> int:
        """How many words are English ones that the language does not have."""
        read = {place for piece in self.pieces() for place in range(piece.first, piece.end)}
        known = lexicon().stopwords | lexicon().known
        return sum(stem(word) in known for place, word in enumerate(self.words) if place not in read)

    def _piece(self, place: int) -> _Piece | None:
        if place in self.dropped:
            return _Piece(place, place + 1, "", sure=False)
        return self._genitive(place) or self._apart(place) or self._phrase(place) or self._word(place)

    def _genitive(self, place: int) -> _Piece | None:
        """Return an article as "of" where it stands after a noun or a name."""
        if not place or self.words[place].casefold() not in self.tongue.genitives:
            return None
        after_noun = place - 1 in self.named or self.tongue.is_noun(self.words[place - 1])
        return _Piece(place, place + 1, "of", sure=False) if after_noun else None

    def _apart(self, place: int) -> _Piece | None:
        """Return the first part of a phrase whose last part comes later in the sentence."""
        for last, english in self.tongue.apart.get(self.keys[place], ()):
            for other in range(place + 1, min(place + FURTHEST, len(self.tokens))):
                if self.tokens[other].text in SENTENCE_ENDS:
                    break
                if self.words[other].casefold() == last and self._ends_clause(other):
                    self.dropped.add(other)
                    return _Piece(place, place + 1, english, sure=True)
        return None

    def _ends_clause(self, place: int) -> bool:
        following = self.tokens[place + 1 : place + 2]
        return not following or following[0].kind == "mark" or self.tongue.phrase([following[0].text]) in CONJUNCTIONS

    def _phrase(self, place: int) -> _Piece | None:
        for length in range(min(LONGEST, len(self.tokens) - place), 0, -1):
            key = tuple(self.keys[place : place + length])
            if "" in key or any(one in self.named for one in range(place, place + length)):
                continue
            if (english := self.tongue.before_numbers.get(key)) and self._is_before_number(place + length):
                return _Piece(place, place + length, english, self._is_sure(place, place + length))
            if (english := self.tongue.phrase(self.words[place : place + length])) is not None:
                return _Piece(place, place + length, english, self._is_sure(place, place + length))
        return None

    def _word(self, place: int) -> _Piece | None:
        english = self.tongue.compound(self.words[place])
        if english:
            return _Piece(place, place + 1, english, sure=True)
        known = lexicon().known | lexicon().stopwords | lexicon().asides
        near = None if not self.loosely or stem(self.words[place]) in known else self.tongue.near(self.words[place])
        return _Piece(place, place + 1, near, sure=False) if near else None

    def _is_before_number(self, place: int) -> bool:
        following = self.tokens[place : place + 1]
        if not following:
            return False
        english = self.tongue.phrase([following[0].text]) or following[0].text
        return following[0].kind == "number" or stem(english) in lexicon().months

    def _is_sure(self, first: int, end: int) -> bool:
        """Return whether some word of a phrase is no English word that the engine knows."""
        known = lexicon().known | lexicon().stopwords | lexicon().asides
        return any(
            len(self.words[place]) >= SHORTEST_SURE
            and self.keys[place] not in self.tongue.ambiguous
            and stem(self.words[place]) not in known
            for place in range(first, end)
        )


def _rewritten(text: str, tokens: Sequence[Token], reader: _Reader, tongue: Language) -> Translated:
    """Return the text with its pieces in English, and numbers and dates as English has them."""
    pieces = reader.pieces()
    changes = [(tokens[p.first].start, tokens[p.end - 1].end, p.english) for p in pieces]
    said = {p.english: text[tokens[p.first].start : tokens[p.end - 1].end] for p in pieces if p.english}
    changes += [change for change in _numbers(text, tongue) if not _overlaps(change, changes)]
    parts, end = [], 0
    for start, stop, english in sorted(changes):
        parts += [text[end:start], english]
        end = stop
    english = re.sub(r"[ \t]+", " ", "".join([*parts, text[end:]])).strip()
    return Translated(english, tongue.code, said, mostly=len(pieces) >= reader.english)


def _overlaps(change: tuple[int, int, str], changes: Iterable[tuple[int, int, str]]) -> bool:
    return any(change[0] < stop and start < change[1] for start, stop, _ in changes)


def _numbers(text: str, tongue: Language) -> Iterable[tuple[int, int, str]]:
    """Yield the dates and numbers of a text with where they stand, as ISO 8601 and Python write them."""
    dates = re.compile(re.sub(r"%[dmY]", lambda m: r"\d{4}" if m[0] == "%Y" else r"\d{1,2}", re.escape(tongue.date)))
    mark, point = re.escape(tongue.thousands), re.escape(tongue.decimal)
    numbers = re.compile(
        rf"(?<![\w.,])\d{{1,3}}(?:{mark}\d{{3}})+(?:{point}\d+)?(?![\w])|(?<![\w.,])\d+{point}\d+(?![\w,.])"
    )
    for match in dates.finditer(text):
        try:
            yield match.start(), match.end(), datetime.strptime(match[0], tongue.date).date().isoformat()
        except ValueError:
            continue  # such as 31.02.2024
    for match in numbers.finditer(text):
        yield match.start(), match.end(), match[0].replace(tongue.thousands, "").replace(tongue.decimal, ".")
    for match in re.finditer(
        rf"(?<![\w.,])(\d+)\.(?=\s+(?:{'|'.join(sorted(tongue.counted))})\b)", text, re.IGNORECASE
    ):
        yield match.start(), match.end(), f"{match[1]}th"


def _tokens(text: str) -> list[Token]:
    """Return the tokens of a text, each word whole."""
    return [
        Token(_kind(match.lastgroup), match.group(), match.group().casefold(), match.start(), match.end())
        for match in TOKEN.finditer(text)
    ]


def _kind(group: str | None) -> Literal["number", "word", "mark"]:
    """Return the kind of a token: a quoted name is a mark here, since it stays as it is."""
    if group == "word":
        return "word"
    return "number" if group == "number" else "mark"


def _named(tokens: Sequence[Token], profiles: Sequence[FrameProfile], tongue: Language) -> frozenset[int]:
    """Return the places of tokens that are names of frames and columns, words of those, or values as they stand."""
    names = {name for profile in profiles for name in (profile.name, *(column.name for column in profile.columns))}
    words = {word for name in names for word in name_words(name)}
    values = {
        counted.value
        for profile in profiles
        for column in profile.columns
        for counted in column.values
        if isinstance(counted.value, str) and len(counted.value) > 1
    }
    joined, joined_values = set(map(_joined, names)), set(map(_joined, values))
    places: set[int] = set()
    for first, token in enumerate(tokens):
        meant = (tongue.key(token.text),) in tongue.phrases
        if token.kind == "word" and token.text.casefold() in words and not meant:
            places.add(first)
        for end in range(first + 1, min(first + LONGEST, len(tokens)) + 1):
            said = " ".join(one.text for one in tokens[first:end])
            is_value = _joined(said) in joined_values and (not meant or end > first + 1 or said in values)
            if _joined(said) and (_joined(said) in joined or is_value):
                places |= set(range(first, end))
    return frozenset(places)


def _joined(name: str) -> str:
    return "".join(name_words(name))
