"""What of a closed question no part of its plan accounts for, and would change the answer: then it is not answered."""

import re
from collections.abc import Collection, Iterable

from aa_magics.offline.body import Body
from aa_magics.offline.clauses import Clause
from aa_magics.offline.pieces import Place
from aa_magics.offline.text import Token, tokenize
from aa_magics.offline.verdicts import compares

CODE = re.compile(r"^\w+[.(][\w.()=, ]*$")
FORMAT = re.compile(r"^[YMDHSymdhs:/ %.-]+$|^\W*$")


def unread(body: Body, noted: Collection[Place], known: Collection[str]) -> list[str]:
    """Return the words that ask for something that is not done: actions, numbers and names in quotes.

    `noted` are tokens that are known to ask for nothing, `known` names that the form of the answer gives.
    """
    return [
        word
        for number, sentence in enumerate(body.sentences)
        if not body.is_technical(sentence) and not compares(sentence.text)
        for word in _unread_in(body, number, sentence, noted, known)
    ]


def _unread_in(
    body: Body, number: int, sentence: Clause, noted: Collection[Place], known: Collection[str]
) -> Iterable[str]:
    spent = {place for n, place in noted if n == number}
    spent |= {place for piece in body.pieces for n, place in piece.places if n == number}
    done = bool(spent)
    spent |= {place for found in sentence.conditions for place in found.places}
    spent |= {place for mention in sentence.mentions for place in mention.place}
    names = {name.casefold() for name in known}
    for place, token in enumerate(sentence.tokens):
        if place in spent:
            continue
        if token.kind == "quoted" and not _is_word(body, token, names):
            yield token.text
        elif (
            token.kind == "number"
            and not done
            and token.text not in names
            and not _is_idle_number(body, sentence, place)
        ):
            yield token.text
        elif token.text.casefold() in body.words.actions and not done and not _is_denied(body, sentence, place):
            yield token.text


def _is_word(body: Body, token: Token, names: Collection[str]) -> bool:
    """Return whether a name in quotes is known to the form, a way to write dates, or a word of the trade."""
    text = token.text.casefold().strip("() ")
    if text in names or FORMAT.match(token.text) or CODE.match(text) or text in body.words.trade:
        return True
    words = [t for t in tokenize(token.text) if body.lexicon.matters(t)]
    return all(_is_known(body, word) for word in words)


def _is_known(body: Body, token: Token) -> bool:
    """Return whether a word is one of a statistic's, or one that the question's columns are called by."""
    return body.words.names_any("statistics", [token]) or any(s.match(token.stem) >= 0.6 for s in body.spoken)


def _is_idle_number(body: Body, sentence: Clause, place: int) -> bool:
    """Return whether a number says nothing of what is computed: decimals, a numbering, "two" of a name."""
    after = [t.stem for t in sentence.tokens[place + 1 : place + 3]]
    before = [t.stem for t in sentence.tokens[max(0, place - 3) : place]]
    if set(after) & body.words.units or set(before) & body.words.units:
        return True
    if abs(sentence.tokens[place].number) <= 1 and body.words.names_any("roles", sentence.tokens):
        return True  # the ends of a coefficient or of a probability
    return place == 0 or all(t.kind != "word" for t in sentence.tokens)


def _is_denied(body: Body, sentence: Clause, place: int) -> bool:
    before = [t.text.casefold() for t in sentence.tokens[:place]]
    return any(word in ("not", "no", "without", "never", "don't", "avoid") for word in before)
