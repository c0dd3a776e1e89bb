"""What the neighbours of a mention say that it is: a value after its column, a statistic, the next of a series."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from aa_magics.model import ColumnProfile, Label
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import Token, name_words, stem

Values = Mapping[str, Sequence[tuple[ColumnProfile, Label]]]
"""Columns and their values by the words of the value, joined."""
LINKS = frozenset(("is", "was", "=", "==", ":", "equals"))
POSSESSIVE = ("'s", "’s")
REACH = 3  # tokens between a statistic and what it is of


def by_neighbours(
    mentions: Sequence[Mention], tokens: Sequence[Token], values: Values, lexicon: Lexicon
) -> list[Mention]:
    """Return mentions in order, each as what stands around it says that it is."""
    statistics = frozenset(words[0] for name in ("sum", "mean", "count") for words in lexicon.settings[name])
    found: list[Mention] = []
    for number, mention in enumerate(mentions):
        before = found[-1] if found else None
        after = mentions[number + 1] if number + 1 < len(mentions) else None
        if valued := _as_value(mention, before, tokens, values):
            found.append(valued)
        elif _is_number_of(before, mention, tokens):
            continue  # "sex equal to 1" is about sex, also where another column has a text "1"
        elif mention.is_value and mention.others:
            found.append(_in_named_column(mention, before, after, tokens, values))
        elif not _is_statistic(mention, before, after, tokens, statistics):
            found.append(mention)
    return found


def in_series(mentions: Sequence[Mention], tokens: Sequence[Token], columns: Iterable[ColumnProfile]) -> list[Mention]:
    """Return mentions with those that only their numbers name: "experiment 1, 2 and 3"."""
    by_words = {name_words(column.name): column for column in columns}
    found: list[Mention] = []
    for mention in mentions:
        found.append(mention)
        *words, last = name_words(mention.column.name)
        place = mention.place.stop
        while words and last.isdecimal() and (spot := _next_number(tokens, place)) is not None:
            column = by_words.get((*words, tokens[spot].text))
            if mention.is_value or column is None or any(spot in other.place for other in mentions):
                break
            found.append(Mention(range(spot, spot + 1), column, "exact"))
            place = spot + 1
    return found


def _next_number(tokens: Sequence[Token], place: int) -> int | None:
    """Return where the number stands that a comma or "and" joins to what ends before `place`."""
    start = place
    while place < len(tokens) and tokens[place].text in (",", "and", "&", "or"):
        place += 1
    return place if start < place < len(tokens) and tokens[place].kind == "number" else None


def _as_value(mention: Mention, before: Mention | None, tokens: Sequence[Token], values: Values) -> Mention | None:
    """Return a name as a value of the column right before it: "winner is Joly", where Joly has a column as well."""
    if before is None or before.is_value or mention.is_value:
        return None
    between = tokens[before.place.stop : mention.place.start]
    if len(between) > 2 or any(token.text not in LINKS for token in between):
        return None
    said = "".join(word for place in mention.place for word in name_words(tokens[place].text))
    held = (value for column, value in values.get(said, ()) if column.label == before.column.label)
    value = next(held, None)
    return None if value is None else replace(mention, column=before.column, value=value, is_value=True)


def _is_number_of(before: Mention | None, mention: Mention, tokens: Sequence[Token]) -> bool:
    """Return whether a value is a number that stands right after another column of numbers."""
    if not mention.is_value or before is None or before.is_value or before.column.label == mention.column.label:
        return False
    near = mention.place.start - before.place.stop <= REACH and before.column.kind == "number"
    return near and all(tokens[place].kind == "number" for place in mention.place)


def _in_named_column(
    mention: Mention, before: Mention | None, after: Mention | None, tokens: Sequence[Token], values: Values
) -> Mention:
    """Return a value that several columns have as that of the one named beside it: "unknown education"."""
    said = "".join(word for place in mention.place for word in name_words(tokens[place].text))
    held = {column.label: (column, value) for column, value in values.get(said, ())}
    gaps = [
        (gap, other.column.label)
        for other, gap in (
            (after, after.place.start - mention.place.stop if after else 0),
            (before, mention.place.start - before.place.stop if before else 0),
        )
        if other and not other.is_value and gap <= REACH and other.column.label in held
    ]
    if not gaps and not (before and before.is_value and before.column.label in held):
        return mention
    label = min(gaps, key=lambda one: one[0])[1] if gaps else before.column.label if before else None
    column, value = held[label]
    return replace(mention, column=column, value=value, others=())


def _is_statistic(
    mention: Mention,
    before: Mention | None,
    after: Mention | None,
    tokens: Sequence[Token],
    statistics: frozenset[str],
) -> bool:
    """Return whether a word that is also a column's name is what is computed: "total votes for Coderre"."""
    words = [tokens[place] for place in mention.place]
    if mention.is_value or len(words) != 1 or words[0].kind != "word" or stem(words[0].text) not in statistics:
        return False
    if before and before.column.kind == "number" and _is_possessive(before, mention, tokens):
        return True
    if after is None or after.is_value or after.column.kind != "number":
        return False
    between = [token.text for token in tokens[mention.place.stop : after.place.start]]
    return len(between) <= REACH and bool(between) and between[-1] in ("of", "for")


def _is_possessive(before: Mention, mention: Mention, tokens: Sequence[Token]) -> bool:
    """Return whether "'s" stood between two names: a token ends before it."""
    first, second = tokens[before.place.stop - 1], tokens[mention.place.start]
    return mention.place.start == before.place.stop and second.start - first.end > len(" ")
