"""The words that the offline engine knows besides those of recipes, columns and values: one data file a language."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files

from aa_magics.offline.text import Token, stem, tokenize

Phrase = tuple[str, ...]
"""Stems, in order."""
SILENT = ""
"""The stem of a word that is said by the one after it, as "for" is in "for each"."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The lexicon of a language, its words as stems; see `lexicon/en.toml` for what each part is."""

    stopwords: frozenset[str]
    verbs: frozenset[str]
    pronouns: frozenset[str]
    asides: frozenset[str]
    ahead: frozenset[str]
    happened: frozenset[str]
    bending: frozenset[str]
    methods: frozenset[str]
    drawing: frozenset[str]
    additive: frozenset[str]
    general: frozenset[str]
    beside: frozenset[str]
    changing: frozenset[str]
    affirmatives: frozenset[str]
    members: Sequence[Phrase]
    time_phrases: Sequence[Phrase]
    ascending: Sequence[Phrase]
    descending: Sequence[Phrase]
    cues: Mapping[str, Sequence[Phrase]]
    settings: Mapping[str, Sequence[Phrase]]
    ends: Mapping[str, Sequence[Phrase]]
    comparisons: Mapping[str, Sequence[Phrase]]
    trailing_comparisons: Mapping[str, Sequence[Phrase]]
    joints: Mapping[str, Sequence[Phrase]]
    against: Mapping[str, Sequence[Phrase]]
    rewrites: Mapping[Phrase, str]
    negations: Sequence[Phrase]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    parts: Mapping[str, int]
    measures: Mapping[str, str]
    quartiles: Mapping[int, Sequence[Phrase]]
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    units: frozenset[str]
    days: Mapping[str, int]
    synonyms: Mapping[str, frozenset[str]]
    value_synonyms: Mapping[str, frozenset[str]]

    def matters(self, token: Token) -> bool:
        """Return whether a token carries a wish of its own."""
        known = self.stopwords | self.verbs | self.pronouns | self.denials | self.pointers
        return token.kind in ("word", "number", "quoted", "date") and token.stem not in known

    def asks(self, word: str) -> bool:
        """Return whether a word asks for something that is done, rather than names something that is not there."""
        return stem(word) in self.known and stem(word) not in self.stopwords

    def canonical(self, tokens: Sequence[Token], named: Set[int]) -> Sequence[Token]:
        """Return tokens with the stem of the word that they are another way to say, but for those that are `named`."""
        said = list(tokens)
        place = 0
        while place < len(said):
            ends = ((phrase_end(words, tokens, place), stem_) for words, stem_ in self.rewrites.items())
            end, stem_ = max(((end, stem_) for end, stem_ in ends if end), default=(None, ""))
            if end is None or not named.isdisjoint(range(place, end)):
                place += 1
                continue
            for silent in range(place, end - 1):
                said[silent] = replace(said[silent], stem=SILENT)
            said[end - 1] = replace(said[end - 1], stem=stem_)
            place = end
        return said

    def rewritten(self, words: Phrase) -> Phrase:
        """Return a phrase in the words that others are another way to say."""
        return _rewritten(words, self)

    @cached_property
    def pointers(self) -> frozenset[str]:
        """The stems of the words that only say which parameter a column is meant for, as "coloured by" does."""
        cues = (self.cues[name] for name in ("by", "color", "facet", "size", "x"))
        return frozenset(stem for phrases in cues for words in phrases for stem in words)

    @cached_property
    def averages(self) -> frozenset[str]:
        """The stems of the statistics that a group is ranked by, as in "highest mean tip by day"."""
        return frozenset(map(stem, ("mean", "median", "sum", "total", "count", "std")))

    @cached_property
    def denials(self) -> frozenset[str]:
        """The stems of negations."""
        return frozenset(stem for words in self.negations for stem in words)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every stem that means something to the engine: none of them is a misspelt name."""
        from aa_magics.recipes import catalogue

        own = [*self.settings.values(), *self.ends.values(), *self.comparisons.values(), *self.cues.values()]
        recipes = [phrase(words) for recipe in catalogue().values() for words in recipe.words]
        phrases = [*(p for listed in own for p in listed), *self.negations, *recipes]
        said = {stem for p in phrases for stem in p}
        times = self.months.keys() | self.seasons.keys() | self.days.keys()
        return frozenset(said) | times | self.verbs | self.drawing | self.numbers.keys()


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Return the lexicon of a language, by its two letters."""
    raw = tomllib.loads((files("aa_magics.offline") / "lexicon" / f"{language}.toml").read_text(encoding="utf-8"))
    return Lexicon(
        stopwords=_stems(raw["stopwords"].split()),
        verbs=_stems(raw["verbs"].split()),
        pronouns=_stems(raw["pronouns"]),
        asides=_stems(raw["asides"].split()),
        ahead=frozenset(raw["ahead"]),
        happened=frozenset(raw["happened"]),
        bending=_stems(raw["bending"]),
        methods=_stems(raw["methods"].split()),
        drawing=_stems(raw["drawing"]),
        additive=_stems(raw["additive"]),
        general=_stems(raw["general"]),
        beside=_stems(raw["beside"]),
        changing=_stems(raw["changing"]),
        affirmatives=frozenset(raw["affirmatives"]),
        members=list(map(phrase, raw["members"])),
        time_phrases=list(map(phrase, raw["time_phrases"])),
        ascending=list(map(phrase, raw["ascending"])),
        descending=list(map(phrase, raw["descending"])),
        cues=_phrases(raw["cues"]),
        settings=_phrases(raw["settings"]),
        ends=_phrases(raw["ends"]),
        comparisons=_phrases(raw["comparisons"]),
        trailing_comparisons=_phrases(raw["trailing_comparisons"]),
        joints=_phrases(raw["joints"]),
        against=_phrases(raw["against"]),
        rewrites={phrase(words): stem(said) for said, listed in raw["rewrites"].items() for words in listed},
        negations=[phrase(words) for words in raw["negations"]["words"]],
        numbers={stem(word): number for word, number in raw["numbers"].items()},
        parts={stem(word): number for word, number in raw["parts"].items()},
        measures={stem(word): stem(name) for name, listed in raw["measures"].items() for word in listed},
        quartiles={int(number): words for number, words in _phrases(raw["quartiles"]).items()},
        ordinals={stem(word): number for word, number in raw["ordinals"].items()},
        months={stem(word): number for word, number in raw["months"].items()},
        seasons={stem(word): number for word, number in raw["seasons"].items()},
        days={stem(word): number for word, number in raw["days"].items()},
        units=frozenset(raw["units"].split()),
        synonyms=_synonyms([["".join(phrase(name)) for name in group] for group in raw["synonyms"]["names"]]),
        value_synonyms=_synonyms(raw["value_synonyms"]["names"]),
    )


def phrase(words: str) -> Phrase:
    """Return the stems of the words of a phrase."""
    tokens = tokenize(words)
    return tuple(token.stem for token in tokens if token.kind != "mark") or tuple(token.stem for token in tokens)


def find_phrase(phrase: Phrase, tokens: Sequence[Token], start: int = 0) -> range | None:
    """Return the first place at or after `start` where the stems of `phrase` stand in a row, marks passed over."""
    for first in range(start, len(tokens)):
        if end := phrase_end(phrase, tokens, first):
            return range(first, end)
    return None


def phrase_end(phrase: Phrase, tokens: Sequence[Token], first: int) -> int | None:
    """Return where `phrase` ends if it stands at `first`; hyphens between its words are passed over."""
    place = first
    for number, stem_ in enumerate(phrase):
        while number and place < len(tokens) and (tokens[place].text == "-" or tokens[place].stem == SILENT):
            place += 1
        if place >= len(tokens) or tokens[place].stem != stem_:
            return None
        place += 1
    return place


def longest_phrase(phrases: Iterable[Phrase], tokens: Sequence[Token], first: int) -> int | None:
    """Return the furthest end of those of `phrases` that stand at `first`."""
    return max((end for p in phrases if (end := phrase_end(p, tokens, first))), default=None)


@cache
def _rewritten(words: Phrase, lexicon: Lexicon) -> Phrase:
    tokens = [Token("word", word, word, 0, 0) for word in words]
    return tuple(token.stem for token in lexicon.canonical(tokens, frozenset()) if token.stem != SILENT)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


def _phrases(raw: Mapping[str, Sequence[str]]) -> dict[str, Sequence[Phrase]]:
    return {name: [phrase(words) for words in listed] for name, listed in raw.items()}


def _synonyms(groups: Sequence[Sequence[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        for one in group:
            found[one.replace(" ", "")] = found.get(one, frozenset()) | {name.replace(" ", "") for name in group}
    return found
