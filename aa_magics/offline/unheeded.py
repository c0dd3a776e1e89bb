"""What an open goal says and its plan leaves out although it would change the answer: then it is not answered."""

import re
from collections.abc import Collection
from functools import cache

from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import is_year
from aa_magics.offline.lexicon import SILENT, Lexicon, lexicon, phrase
from aa_magics.offline.text import Token, written
from aa_magics.recipes import Recipe


def unheeded(clause: Clause, used: Collection[int], words: Lexicon, told: Collection[str] = frozenset()) -> list[str]:
    """Return the words that `used` does not account for and that ask for something: but manners, and who is meant.

    `told` are the stems of what the steps do anyway. A word that only says what the rows are of is no wish: right after
    a value, as in "female passengers".
    """
    conditional = {place for found in clause.conditions for place in found.places}
    spent = conditional | set(used)
    after = {m.place.stop for m in clause.mentions if m.is_value and set(m.place) <= spent}
    after = {place for place in after if place < len(clause.tokens) and not words.asks(clause.tokens[place].text)}
    left = [
        token
        for place, token in enumerate(clause.tokens)
        if place not in spent | after
        and words.matters(token)
        and not {clause.said[place].stem, token.stem} & {*told, SILENT}
        and not _is_aside(token, clause)
        and not _is_told_apart(place, clause, conditional)
    ]
    return list(written(left))


@cache
def told_by(recipe: Recipe) -> frozenset[str]:
    """Return the stems of the words that say what a recipe does: those that call for it, its name, its first line."""
    line = re.sub(r"{\w+}", " ", (recipe.function.__doc__ or "").partition("\n")[0])
    known = lexicon()
    phrases = [*map(phrase, recipe.words), phrase(f"{recipe.name} {line}")]
    return frozenset(stem for words in phrases for stem in (*words, *known.rewritten(words)))


def asks_ahead(clause: Clause, used: Collection[int], words: Lexicon) -> list[str]:
    """Return the words that ask about what is not in any data yet, such as "will" and "should"."""
    said = [token.text.casefold() for token in clause.tokens[:2]]
    asked_when = said[:1] == ["when"] and said[1:] and said[1] in words.happened
    dated = any(m.column.kind == "datetime" or is_year(m.column) for m in clause.mentions)
    if asked_when and not dated and 0 not in used:
        return [clause.tokens[0].text]
    left = [token for place, token in enumerate(clause.tokens) if place not in used]
    return list(written(token for token in left if token.text.casefold() in words.ahead))


def bends(clause: Clause, used: Collection[int], words: Lexicon, told: Collection[str]) -> list[str]:
    """Return the words left out that make of a column another one: "adjusted", or what is "of" the column."""
    left = set(range(len(clause.tokens))) - set(used) - {place for m in clause.mentions for place in m.place}
    starts = {m.place.start for m in clause.mentions if not m.is_value}
    bent = [
        token
        for place, token in enumerate(clause.tokens)
        if place in left
        and token.kind == "word"
        and words.matters(token)
        and (
            token.stem in words.bending
            or (
                token.stem not in told
                and (
                    _is_of(place, clause, starts)
                    or _is_listed(place, clause)
                    or _is_kind(place, clause)
                    or _is_ranked(place, clause, words)
                )
            )
        )
        and not _is_aside(token, clause)
    ]
    unread = [m for m in clause.mentions if not m.is_value and not m.cue and set(m.place).isdisjoint(used)]
    return list(written(bent)) + [m.column.name for m in unread if m.column.kind == "number"]


def _is_listed(place: int, clause: Clause) -> bool:
    """Return whether a word stands beside a column as another one would: "price and warranty"."""
    stops = {m.place.stop for m in clause.mentions if not m.is_value}
    return place > 1 and clause.tokens[place - 1].text in ("and", "&") and place - 1 in stops


def _is_kind(place: int, clause: Clause) -> bool:
    """Return whether a word says what kind of chart is meant: "funnel chart", "polar plot of tips"."""
    following = [token.text.casefold() for token in clause.tokens[place + 1 : place + 3]]
    noun = following[:1] in (["chart"], ["diagram"], ["graph"])
    return noun or (following[:1] == ["plot"] and following[1:] in (["of"], ["for"], ["with"], ["showing"], ["by"]))


def _is_ranked(place: int, clause: Clause, words: Lexicon) -> bool:
    """Return whether a word names what stands at an end: "the waiter with the highest tip"."""
    following = [token for token in clause.tokens[place + 1 : place + 4] if token.text.casefold() != "the"]
    ends = {stems for phrases in words.ends.values() for stems in phrases}
    having = bool(following) and following[0].text.casefold() in ("with", "has", "had")
    return having and (following[1].stem,) in ends if len(following) > 1 else False


def _is_of(place: int, clause: Clause, starts: Collection[int]) -> bool:
    following = [token.text.casefold() for token in clause.tokens[place + 1 : place + 3]]
    return following[:1] == ["of"] and (place + 2 in starts or (following[1:] == ["the"] and place + 3 in starts))


def _is_told_apart(place: int, clause: Clause, conditional: Collection[int]) -> bool:
    """Return whether a plural is what the rows are of, told apart by a condition: "houses with 3 rooms"."""
    token, word = clause.tokens[place], clause.tokens[place].text
    if token.kind != "word" or not word.islower() or not word.endswith("s") or word in clause.lexicon.value_synonyms:
        return False
    following = range(place + 1, min(place + 4, len(clause.tokens)))
    ahead = next((p for p in following if p in conditional or clause.lexicon.matters(clause.tokens[p])), None)
    return ahead in conditional


def _is_aside(token: Token, clause: Clause) -> bool:
    """Return whether a word is spoken to the listener, an adverb, or what anyone calls the rows."""
    word = token.text.casefold()
    return token.kind == "word" and (
        token.stem in clause.frame
        or token.stem in clause.lexicon.asides
        or (word.endswith("ly") and not clause.lexicon.asks(word))
    )
