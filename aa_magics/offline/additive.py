"""Whether a column holds what is added up: revenue is, a temperature is not."""

from aa_magics.model import ColumnProfile
from aa_magics.offline.languages.language import glosses
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.text import name_words, stem


def adds_up(column: ColumnProfile, lexicon: Lexicon) -> bool:
    """Return whether a total of the column means something, by its name: it is summed unless the goal says else."""
    names = (name_words(column.name), *glosses(column.name))
    return any(stem(word) in lexicon.additive for name in names for word in name)
