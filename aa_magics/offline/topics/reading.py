"""A whole goal read as one topic, where its words and columns leave nothing over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from aa_magics.model import FrameProfile
from aa_magics.offline.choosing import Choice
from aa_magics.offline.clauses import Clause
from aa_magics.offline.conditions import ConditionReader
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.text import Token, stem, tokenize
from aa_magics.offline.topics import comparisons, state, surveys
from aa_magics.offline.topics.asked import Asked
from aa_magics.offline.topics.words import spelt, talk
from aa_magics.offline.unheeded import unheeded

SHORTEST = 5  # letters of a word that may be misspelt
LONG = 8  # letters of one in which two may be wrong
READERS: Mapping[str, Callable[[Asked], Choice | None]] = {
    "findings": state.findings,
    "clean": state.clean,
    "useless": state.useless,
    "sentences": state.sentences,
    "summary": state.summary,
    "table_one": comparisons.table_one,
    "likert": surveys.likert,
    "alpha": surveys.alpha,
    "weighted": surveys.weighted,
    "many_tests": comparisons.many_tests,
    "power": comparisons.power,
    "gap": comparisons.gap,
    "pareto": comparisons.pareto,
    "arms": comparisons.arms,
}


def read_topic(
    text: str, profile: FrameProfile, raw: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[Choice, Clause] | None:
    """Return what answers a goal that is about one topic, and the goal as one clause; None for any other goal.

    `raw` is the profile of the frame as it is, before columns are converted.
    """
    tokens, assumptions = _spelt_right(tokenize(text), vocabulary, lexicon)
    if any(token.stem in lexicon.drawing for token in tokens):
        return None
    mentions = vocabulary.mentions(tokens)
    conditions = ConditionReader(tokens, mentions, profile, lexicon).read()
    clause = Clause(tokens, mentions, conditions, None, lexicon, vocabulary.frame)
    for topic, read in READERS.items():
        asked = Asked(clause, raw.name, profile, raw, topic, list(assumptions))
        called = asked.called or (topic == "arms" and asked.says("paired"))
        choice = read(asked) if called else None
        if choice:
            choice.places |= _talk(asked)
            compared = {mention for found in conditions for mention in found.mentions} & set(choice.bound)
            choice.consumed = [found for found in conditions if compared & set(found.mentions)]
            if not unheeded(clause, choice.places, lexicon):
                return choice, clause
    return None


def _talk(asked: Asked) -> set[int]:
    """Return the places of the words that a topic accounts for."""
    known, clause = talk(asked.topic), asked.clause
    own = {p for p in clause.free if {clause.tokens[p].stem, clause.said[p].stem} & known}
    return own | (asked.called or set())


def _spelt_right(
    tokens: Sequence[Token], vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[list[Token], Sequence[str]]:
    """Return the tokens with misspelt words of topics put right, and how they were read."""
    named = {place for mention in vocabulary.mentions(tokens) for place in mention.place}
    right, said = list(tokens), []
    for place, token in enumerate(tokens):
        if place in named or token.kind != "word" or len(token.text) < SHORTEST or _is_known(token, lexicon):
            continue
        if word := _nearest(token.text.casefold()):
            right[place] = replace(token, stem=stem(word))
            said.append(f"read {token.text} as {word}")
    return right, said


def _is_known(token: Token, lexicon: Lexicon) -> bool:
    return token.stem in lexicon.known | lexicon.stopwords | lexicon.asides | frozenset(map(stem, spelt()))


def _nearest(word: str) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 1 if len(word) < LONG else 2
    best = process.extractOne(word, spelt(), scorer=OSA.distance, score_cutoff=slips)
    return best[0] if best else None
