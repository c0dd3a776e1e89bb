"""The names that a goal gives to new columns: in quotes, as one written word, or in capital letters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aa_magics.offline.clauses import Clause
from aa_magics.offline.preparing.words import said_at, stems, written_at
from aa_magics.offline.text import Token

NO_NAMES = frozenset(
    (
        "the",
        "a",
        "an",
        "new",
        "it",
        "a new",
        "that",
        "which",
        "by",
        "for",
        "in",
        "with",
        "from",
        "to",
        "as",
        "is",
        "of",
        "and",
        "engineering",
    )
)
ARTICLES = frozenset(("a", "an", "the", "new", "it", "in", "result"))
MOST_WORDS = 5
LABELLED = frozenset(("labelled", "labeled", "label", "labels"))
COLONS = frozenset((":", ",", "=", "as"))


@dataclass(frozen=True)
class Named:
    """A name that a clause gives to a column, and its tokens with those that introduce it."""

    name: str
    place: range


def names_in(clause: Clause, made: Collection[str] = ()) -> list[Named]:
    """Return the names that a clause gives to columns, in its order; those `made` before may be named again."""
    found: list[Named] = []
    place, told = 0, labels_told(clause.tokens)
    while place < len(clause.tokens):
        if told and place == told[0].start:
            place = told[0].stop
            continue
        named = _name_at(clause, place, made)
        if named:
            found.append(named)
        place = named.place.stop if named else place + 1
    return found


def labels_told(tokens: Sequence[Token]) -> tuple[range, tuple[str, ...]] | None:
    """Return the names that a clause gives to classes, and their tokens: "labelled near, medium and far"."""
    for place, token in enumerate(tokens):
        if token.text.casefold() not in LABELLED:
            continue
        start = place + 1
        while start < len(tokens) and tokens[start].text in (":", "as", "are", "the", "names", "labels", "'", '"'):
            start += 1
        stop, texts = start, list[str]()
        while stop < len(tokens) and tokens[stop].kind in ("word", "quoted"):
            texts.append(tokens[stop].text)
            stop += 1
            while stop < len(tokens) and tokens[stop].text.casefold() in (",", "and", "or"):
                stop += 1
        ended = stop == len(tokens) or not tokens[stop].text.isalnum()
        if len(texts) > 1 and ended:
            return range(place, stop), tuple(texts)
    return None


def _name_at(clause: Clause, place: int, made: Collection[str]) -> Named | None:
    tokens, token = clause.tokens, clause.tokens[place]
    if token.kind == "quoted":
        return _quoted(clause, place, made)
    if token.kind != "word" or (place and tokens[place - 1].end == token.start):
        return None
    before, end = _introduced(clause, place), _run_end(tokens, place)
    if _text(tokens[place:end]).casefold() in NO_NAMES:
        return None
    start = place if before is None else before
    if (
        _is_called(clause, place)
        or _is_after_noun(clause, place, end, before)
        or _is_after_verb(clause, place, end, made)
    ):
        return Named(_text(tokens[place:end]), range(start, end))
    if _equals(clause, place, end, made):
        first = _first_word(clause, place) if before is None else place
        return Named(_text(tokens[first:end]), range(min(first, start), end + 1))
    return Named(_text(tokens[place:end]), range(start, end + 1)) if _is_before_noun(clause, place, end, made) else None


def _first_word(clause: Clause, place: int) -> int:
    """Return where a name begins that ends at `place`, and has all words before it: "price per room = a / b"."""
    tokens = clause.tokens
    start = 1 if tokens[0].text.casefold() in ARTICLES else 0
    plain = all(token.kind == "word" for token in tokens[start:place])
    known = any(m.place.start < place and m.how == "exact" and place not in m.place for m in clause.mentions)
    return (
        start if plain and not known and place - start < MOST_WORDS and clause.lexicon.matters(tokens[start]) else place
    )


def _is_before_noun(clause: Clause, place: int, end: int, made: Collection[str]) -> bool:
    """Return whether a word is a name as in "create a TotalPay column": of several parts, and no column's."""
    tokens = clause.tokens
    if end >= len(tokens) or tokens[end].stem not in stems("nouns") or end - place < 2:
        return False
    created = any(token.stem in stems("creating") for token in tokens[max(0, place - 3) : place])
    return created and _text(tokens[place:end]).isidentifier() and not _is_column(clause, range(place, end), made)


def _quoted(clause: Clause, place: int, made: Collection[str]) -> Named | None:
    before = _introduced(clause, place)
    known = _is_column(clause, range(place, place + 1), made)
    if (before is None and not _defines(clause, place + 1)) or (known and not _is_called(clause, place)):
        return None
    return Named(clause.tokens[place].text.strip(), range(place if before is None else before, place + 1))


def _is_after_noun(clause: Clause, place: int, end: int, before: int | None) -> bool:
    """Return whether a word is a name as in "a column total as ...", "a feature rate: ..."."""
    noun = before is not None and place > 0 and clause.tokens[place - 1].stem in stems("nouns")
    asked = before is not None and any(
        token.stem in stems("creating") or token.text.casefold() == "new" for token in clause.tokens[before:place]
    )
    colon = asked and end < len(clause.tokens) and clause.tokens[end].text in COLONS
    return noun and (colon or _defines(clause, end, loosely=True))


def _is_after_verb(clause: Clause, place: int, end: int, made: Collection[str]) -> bool:
    """Return whether a word is a name as in "compute rate as ...", "create log_bill, the log of ..."."""
    tokens = clause.tokens
    if not place or tokens[place - 1].stem not in stems("creating") or end >= len(tokens):
        return False
    joined = end - place > 1 and _text(tokens[place:end]).isidentifier()
    fresh = not _is_column(clause, range(place, end), made)
    return fresh and (tokens[end].text.casefold() == "as" or (joined and tokens[end].text in COLONS))


def _equals(clause: Clause, place: int, end: int, made: Collection[str]) -> bool:
    """Return whether "=" and then a column follow what is no column itself."""
    tokens = clause.tokens
    if end + 1 >= len(tokens) or tokens[end].text != "=" or tokens[end + 1].text == "=":
        return False
    operand = any(m.place.start > end and not m.is_value for m in clause.mentions)
    return operand and not _is_column(clause, range(place, end), made)


def _introduced(clause: Clause, place: int) -> int | None:
    """Return where the words begin that introduce a name at `place`: "create a new column called"; None without."""
    tokens, start = clause.tokens, place
    seen = False
    while start:
        called = _called_before(tokens, start)
        word = tokens[start - 1]
        own = called is not None or word.stem in stems("nouns") or word.stem in stems("creating")
        if not own and word.text.casefold() not in ARTICLES:
            break
        seen = seen or own
        start = called if called is not None else start - 1
    return start if seen else None


def _is_called(clause: Clause, place: int) -> bool:
    return _called_before(clause.tokens, place) is not None


def _called_before(tokens: Sequence[Token], place: int) -> int | None:
    """Return where a phrase such as "called" begins that ends right before `place`."""
    for start in range(max(0, place - 4), place):
        said = written_at("naming", tokens, start)
        if said and said.place.stop == place:
            return start
    return None


def _defines(clause: Clause, place: int, *, loosely: bool = False) -> bool:
    """Return whether what stands at `place` says how the name before it is computed."""
    said = said_at("defining", clause.tokens, place) if place < len(clause.tokens) else None
    if said is None:
        return False
    return loosely or len(said.place) > 1 or clause.tokens[said.place.start].text == "="


def _run_end(tokens: Sequence[Token], place: int) -> int:
    """Return where the name ends that begins at `place`: what stands without a space, then words in capitals."""
    end = place + 1
    while end < len(tokens) and (_is_joined(tokens, end) or _is_capital(tokens, place, end)):
        end += 1
    return end


def _is_joined(tokens: Sequence[Token], end: int) -> bool:
    part = tokens[end].kind in ("word", "number") or tokens[end].text in "_-"
    return part and tokens[end].start == tokens[end - 1].end


def _is_capital(tokens: Sequence[Token], place: int, end: int) -> bool:
    return tokens[end].kind == "word" and tokens[end].text[:1].isupper() and tokens[place].text[:1].isupper()


def _text(tokens: Sequence[Token]) -> str:
    text = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        text += (" " if before and before.end < token.start else "") + token.text
    return text


def _is_column(clause: Clause, place: range, made: Collection[str]) -> bool:
    exact = (m for m in clause.mentions if m.place == place and not m.is_value and m.how == "exact")
    return any(m.column.name not in made for m in exact)
