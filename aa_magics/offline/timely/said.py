"""Whether words say when, as "last 12 months" does, or by which periods, as "monthly" does."""

from aa_magics.offline.languages.translating import translated
from aa_magics.offline.lexicon import find_phrase, lexicon
from aa_magics.offline.text import tokenize
from aa_magics.offline.timely.phrases import time_phrases

PERIODS = ("day", "week", "month", "quarter", "year")


def says_when(words: str) -> bool:
    """Return whether words, in any language, say when or by which periods."""
    english = translated(words, [])
    text, known = english.text if english else words, lexicon()
    tokens = tokenize(text)
    units = (phrase for period in PERIODS for phrase in known.settings[period])
    return bool(time_phrases(text, tokens, known)) or any(find_phrase(unit, tokens) for unit in units)
