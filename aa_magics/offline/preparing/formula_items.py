"""A clause as the parts that a formula may have: columns, numbers, operators, functions, and what is between."""

from dataclasses import dataclass
from typing import Any, Literal

from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import is_year
from aa_magics.offline.preparing.words import numbers, said_at, written_at
from aa_magics.offline.text import name_words

SYMBOLS = {"+": "+", "-": "-", "–": "-", "−": "-", "*": "*", "×": "*", "·": "*", "/": "/", "÷": "/", "^": "**"}
OPENING, CLOSING = "([{", ")]}"

ItemKind = (
    Literal[
        "column", "number", "operator", "open", "close", "function", "pair", "previous", "current", "power", "joint"
    ]
    | Literal["filler", "word"]
)


@dataclass(frozen=True)
class Item:
    """A part of a formula: what it is, and the tokens that say it. `sure` means that it is one in any context."""

    kind: ItemKind
    value: Any
    place: range
    sure: bool = True


def items_of(clause: Clause, creating: bool) -> list[Item]:
    """Return a clause as parts of a formula, in order; `creating` says that it asks for a column."""
    items: list[Item] = []
    place = 0
    while place < len(clause.tokens):
        item = _item_at(clause, place, creating)
        items.append(item)
        place = item.place.stop
    return items


def _item_at(clause: Clause, place: int, creating: bool) -> Item:
    tokens, token, one = clause.tokens, clause.tokens[place], range(place, place + 1)
    mention = next((m for m in clause.mentions if m.place.start == place), None)
    if mention is not None and mention.how != "exact" and (said := written_at("operators", tokens, place)):
        return Item("operator", said.name, said.place)
    if mention is not None and not mention.is_value and mention.cue is None:
        return Item("column", mention.column, mention.place, mention.how in ("exact", "stem"))
    if token.kind == "number":
        in_word = place > 0 and tokens[place - 1].kind == "word" and tokens[place - 1].end == token.start
        return Item("word", token.text, one) if in_word else Item("number", token.number, one)  # Q1 is no 1
    if token.kind == "mark":
        return _mark_at(clause, place)
    if said := written_at("operators", tokens, place):
        return Item("operator", said.name, said.place)
    if token.text.casefold() == "per" and _is_of_one(clause, place + 1):
        return Item("operator", "/", one)
    if creating and (said := written_at("loose_operators", tokens, place)):
        return Item("operator", said.name, said.place)
    if said := said_at("sure_pairs", tokens, place):
        return Item("pair", said.name, said.place)
    if (said := said_at("pairs", tokens, place)) and _may_be_pair(clause, said.name, said.place, creating):
        return Item("pair", said.name, said.place)
    if (power := numbers("powers").get(token.text.casefold())) is not None:
        return Item("power", power, one)
    for section, kind in (("functions", "function"), ("previous", "previous"), ("current", "current")):
        if said := said_at(section, tokens, place):
            return Item(kind, said.name, said.place)  # type: ignore[arg-type]
    if token.text in ("x", "X") and place + 1 < len(tokens) and tokens[place + 1].text == "100":
        return Item("operator", "*", one)
    if token.stem in ("to", "by", "from", "with", "and", "than"):
        return Item("joint", token.stem, one)
    if said := said_at("fillers", tokens, place):
        return Item("filler", "", said.place)
    return Item("filler" if token.stem in clause.lexicon.stopwords else "word", token.stem, one)


def _is_of_one(clause: Clause, place: int) -> bool:
    """Return whether a number is named as of one, so that "per" divides by it: "price per room" beside `rooms`."""
    mention = next((m for m in clause.mentions if m.place.start == place and not m.is_value), None)
    if mention is None or mention.how != "stem" or mention.column.kind != "number" or is_year(mention.column):
        return False
    said, own = clause.tokens[mention.place.stop - 1].text.casefold(), name_words(mention.column.name)
    return own[-1:] == (f"{said}s",) and len(own) == len(mention.place)


def _mark_at(clause: Clause, place: int) -> Item:
    tokens, text, one = clause.tokens, clause.tokens[place].text, range(place, place + 1)
    if text in OPENING:
        return Item("open", text, one)
    if text in CLOSING:
        return Item("close", text, one)
    if text == "*" and place + 1 < len(tokens) and tokens[place + 1].text == "*":
        return Item("operator", "**", range(place, place + 2))
    if text in SYMBOLS:
        spaced = tokens[place - 1].end < tokens[place].start if place else False
        return Item("operator", SYMBOLS[text], one, spaced)
    return Item("joint", text, one) if text in ",&=" else Item("filler", text, one)


def _may_be_pair(clause: Clause, name: str, place: range, creating: bool) -> bool:
    """Return whether a word such as "difference between" asks for a column: "is there a difference" asks for none."""
    before = clause.tokens[place.start - 1].text.casefold() if place.start else ""
    if name == "-":
        return creating or (before == "the" and place.start > 1 and clause.tokens[place.start - 2].stem == "of")
    return creating
