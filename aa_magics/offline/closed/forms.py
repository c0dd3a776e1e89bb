"""The form of an answer that a goal states, `@name[value]`: its slots, how each is written, and what is said of it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from aa_magics.offline.closed.verdicts import compares, read_rules
from aa_magics.offline.closed.words import closed_words
from aa_magics.offline.text import name_words, stem

SLOT = re.compile(r"@+(\w+)\[((?:[^\[\]\n]|\[[^\]\n]*\])*)(\]|$|(?=\n))", re.MULTILINE)
HEADING = re.compile(r"\s*(?:answer|output|response)\s+format\s*:?\s*\{?\s*$", re.IGNORECASE)
NUMBERED = re.compile(r"^[\s{]*(?:(?:question|q)\s*)?\d{1,2}\s*[.:)]\s+(?=\D)", re.IGNORECASE | re.MULTILINE)
SENTENCES = re.compile(r"(?<=[\w\"'])[.;](?:\s|$)|\n")
QUOTED = re.compile(r'"([^"\n]+)"|“([^”\n]+)”|(?<!\w)\'([^\'\n]+)\'(?!\w)')
PLAIN = re.compile(r"^\W*(?:is |be |should be )?(?:either )?\W*(yes|true|no|false) or \W*(no|false|yes|true)\b", re.I)
"""An answer of two words without quotes: "where answer is yes or no"."""


@dataclass(frozen=True)
class Slot:
    """One `@name[placeholder]`; `said` is what the form says of it beside that.

    `decimals` are None where none are stated; `numeric` says that they are stated of it. `choices` are the words that
    the answer may be. `shared` says that `said` is about no slot alone. `literal` is set where the form gives an answer
    itself, as in "output @normal[True]"; `condition` is what it says of when to give it.
    """

    name: str
    placeholder: str
    said: str = ""
    decimals: int | None = None
    choices: tuple[str, ...] = ()
    numeric: bool = False
    literal: str | None = None
    shared: bool = False
    condition: str = ""

    @property
    def quoted(self) -> bool:
        """Whether the value stands in quotes."""
        return self.placeholder.startswith('"') and self.placeholder.endswith('"')

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """What stands between the commas of the placeholder: more than one is a list or a row of values."""
        inner = self.placeholder.strip("\"'{}")
        return tuple(part.strip() for part in inner.split(",")) if "," in inner else ()

    @property
    def separator(self) -> str:
        """What stands between the values of a list."""
        return "," if self.parts and ", " not in self.placeholder else ", "

    @property
    def is_row(self) -> bool:
        """Whether it holds several values of different kinds, as in `[month, year, mean]`."""
        return len(self.parts) > 1 and not (self.is_list or self.is_mapping or " " in self.parts[0])

    @property
    def is_mapping(self) -> bool:
        return self.placeholder.startswith("{") or bool(re.match(r"\W*is a dictionary\b", self.said))

    @property
    def is_list(self) -> bool:
        words = set(re.findall(r"[a-z]+", self.placeholder.lower()))
        dots = any(part.startswith(("...", "…")) or part.endswith("…") for part in self.parts)
        numbered = [re.fullmatch(r"(\D*?)_?(\d+)", part) for part in self.parts]
        alike = len({one[1] for one in numbered if one}) == 1 and all(numbered)  # "id1, id2, id3"
        return dots or bool({"list", "lists"} & words) or alike


@dataclass(frozen=True)
class Form:
    """What a goal asks apart from its form, the slots in their order, and the text of the form."""

    body: str
    slots: tuple[Slot, ...]
    text: str


def read_form(goal: str) -> Form | None:
    """Return the form that a goal states; None when it states none."""
    goal = goal.replace("\\n", "\n")
    found = list(SLOT.finditer(goal))
    if not found:
        return None
    text = goal[found[0].start() :]
    body = NUMBERED.sub("", HEADING.sub("", goal[: found[0].start()]))
    others = [name for match in found for name in (match[1], match[2].strip("\"' ")) if name]
    slots: dict[str, Slot] = {}
    literals: list[Slot] = []
    for match in found:
        slot = _read_slot(match, goal, text, others)
        if _is_example(goal, match.start()):
            continue
        if slot.literal is not None:
            literals.append(slot)
        elif slot.name not in slots:
            slots[slot.name] = slot
    told = [slot if slot.choices else replace(slot, choices=_told(slot, body)) for slot in slots.values()]
    told = _with_only_rules(told, body)
    return Form(body, (*told, *_decided(literals, slots)), text)


def _with_only_rules(slots: list[Slot], body: str) -> list[Slot]:
    """Return the slots, the one that is text with the answers that the question gives rules on numbers for."""
    texts = [slot for slot in slots if "string" in slot.said.lower() and not slot.numeric]
    if len(texts) != 1 or texts[0].choices or any(slot.choices for slot in slots):
        return slots
    judging = [line for line in SENTENCES.split(body) if compares(line)]
    quoted = dict.fromkeys(next(filter(None, match.groups())) for line in judging for match in QUOTED.finditer(line))
    choices = tuple(quoted)
    if len(choices) < 2 or not read_rules(body, choices):
        return slots
    return [replace(slot, choices=choices) if slot is texts[0] else slot for slot in slots]


def _told(slot: Slot, body: str) -> tuple[str, ...]:
    """Return the answers that the question itself gives for a slot: "it is 'low' when ... and 'high' otherwise"."""
    words = closed_words()
    for sentence in SENTENCES.split(body):
        said = set(re.findall(r"\w+", sentence.lower()))
        quoted = [next(filter(None, match.groups())) for match in QUOTED.finditer(sentence)]
        named = slot.name.lower() in said and said & {"is", "are", "be"} and said & words.conditions
        if named and len(set(quoted)) > 1 and not slot.numeric:
            return tuple(dict.fromkeys(quoted))
    return _told_one_by_one(slot, body)


def _told_one_by_one(slot: Slot, body: str) -> tuple[str, ...]:
    """Return the answers that sentences in a row give: "if p < 0.05, the result is 'a'; otherwise it is 'b'"."""
    words, found = closed_words(), list[str]()
    for sentence in SENTENCES.split(body):
        said = set(re.findall(r"\w+", sentence.lower()))
        quoted = [next(filter(None, match.groups())) for match in QUOTED.finditer(sentence)]
        ruled = said & {"is", "are", "be"} and said & (words.conditions | {"otherwise", "else"})
        if quoted and ruled and (found or slot.name.lower() in said):
            found += quoted
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 and not slot.numeric else ()


def _decided(literals: Sequence[Slot], slots: dict[str, Slot]) -> list[Slot]:
    """Return the slots whose answers the form gives, one for all of a name."""
    together: dict[str, list[Slot]] = {}
    for slot in literals:
        together.setdefault(slot.name, []).append(slot)
    return [
        replace(same[0], choices=tuple(slot.literal or "" for slot in same), said=" ".join(s.condition for s in same))
        for name, same in together.items()
        if len(same) > 1 and name not in slots
    ]


def _read_slot(match: re.Match[str], goal: str, text: str, others: Collection[str]) -> Slot:
    name, placeholder = match[1], match[2].strip()
    before = goal[: match.start()].splitlines()[-1] if match.start() else ""
    if _is_given(before):
        start = max(before.rfind(". "), before.rfind(", else"), 0)
        condition = f"{before[start:]} {placeholder}"
        return Slot(name, placeholder, literal=placeholder.strip("\"'"), condition=condition)
    said, rest = _said_of(name, placeholder, text, others)
    own = read_decimals(f"{placeholder} {said}")
    own = _shortened_decimals(said) if own is None else own
    own = _decimals_of_kind(name, rest) if own is None and not said else own
    decimals = read_decimals(rest) if own is None else own
    choices = _choices(placeholder, said or rest, [other for other in others if other != name])
    return Slot(name, placeholder, said or rest, decimals, choices, own is not None, shared=not said)


def _shortened_decimals(said: str) -> int | None:
    """Return the number of decimals that only what follows calls so: "to three and ... to two decimal places"."""
    found = re.search(r"\brounded to (\w+)(?: and| or|,)?\W*$", said) or re.match(r"\W*to (\w+)(?!\w* \w)", said)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else closed_words().digits.get(found[1])


def _decimals_of_kind(name: str, text: str) -> int | None:
    """Return the decimals that a text states of a kind of slots: "the means to two and the counts to no decimals"."""
    words = {stem(word) for word in name_words(name)}
    parts = re.split(r",|;|\band\b|\. ", text)
    kinds = [part for part in parts if words & {stem(word) for word in name_words(part)}]
    return next((found for part in kinds if (found := read_decimals(part)) is not None), None)


def _is_given(before: str) -> bool:
    """Return whether the words before a slot say when to give just what it says."""
    words = re.findall(r"\w+", before.lower())
    return bool(words) and words[-1] in closed_words().givers and bool(set(words) & closed_words().conditions)


def _is_example(goal: str, start: int) -> bool:
    words = re.findall(r"\w+", SLOT.sub("", goal[:start]).lower())
    return bool(words) and words[-1] in closed_words().examples


def _said_of(name: str, placeholder: str, text: str, others: Collection[str]) -> tuple[str, str]:
    """Return what the form says of a placeholder up to where it speaks of another, and all that follows."""
    names = [n for n in (placeholder.strip("\"'"), *_items(placeholder), name, *_plural(placeholder)) if n]
    plain = SLOT.sub(lambda m: " " * len(m[0]), text)
    spots = [match.end() for n in names for match in re.finditer(_mention(n), plain)]
    rest = " ".join(plain[min(spots) :].split()) if spots else " ".join(plain.split())
    either = "|".join(_mention(other) for other in sorted(others, key=len, reverse=True) if other not in names)
    if not spots:
        return "", rest
    if not either:
        return rest, rest
    listed = re.match(rf"(?:[\s,\"'”]*(?:and|or)?\s*(?:{either}))+", rest)
    start = listed.end() if listed else 0
    following = re.search(either, rest[start:])
    return rest[start : start + following.start()] if following else rest[start:], rest


def _mention(name: str) -> str:
    """Return the pattern of a name where a form speaks of it: a short one stands in quotes, as "r" does."""
    escaped = re.escape(name)
    return rf"[\"'“]{escaped}[\"'”]" if len(name) < 3 else rf"[\"'“]?(?<!\w){escaped}(?!\w)[\"'”]?"


def _items(placeholder: str) -> list[str]:
    return [part.strip(" \"'") for part in placeholder.split(",")] if "," in placeholder else []


def _plural(placeholder: str) -> list[str]:
    """Return what a form may call a placeholder together with others like it: "answers" for `answer1`."""
    numbered = re.fullmatch(r"([a-z]{3,}?)_?\d+", placeholder.strip("\"'").casefold())
    return [f"{numbered[1]}s"] if numbered else []


def _choices(placeholder: str, said: str, others: Collection[str]) -> tuple[str, ...]:
    """Return the words that an answer may be: those in quotes, or yes and no."""
    words = closed_words()
    if placeholder.count("/") == 1 and set(placeholder.lower().split("/")) <= words.answers:
        return tuple(placeholder.split("/"))
    sentence = re.split(r"(?<=[\w\"'])[.;](?:\s|$)|(?<!\w)[Ww]here(?!\w)", said)[0]
    quoted = [next(filter(None, match.groups())) for match in QUOTED.finditer(sentence)]
    found = [text for text in dict.fromkeys(quoted) if text not in others]
    head = set(re.findall(r"[a-z]+", sentence.split(found[0])[0].lower())) if found else set()
    either = len(found) > 1 and bool(re.search(rf"\bor\s+\W*{re.escape(found[-1])}", sentence))
    either = either or (len(found) > 1 and bool(re.search(r"\bif\b", sentence.split(found[0])[-1])))
    if len(found) > 1 and (head & words.offers or either) and not head & words.numeric:
        return tuple(found)
    if re.search(r"\bboolean\b", sentence, re.IGNORECASE):
        return ("True", "False")
    if plain := PLAIN.search(sentence):
        return (plain[1], plain[2])
    return ()


def read_decimals(text: str) -> int | None:
    """Return how many decimals the first phrase of a text asks for, as in "to two decimal places"; None for none."""
    words = closed_words()
    numbers = "|".join(sorted(words.digits, key=len, reverse=True))
    count = rf"(\d+|{numbers})(?:st|nd|rd|th)?"
    pattern = rf"\b{count}[\s-]+(?:decimal|digit)|\bdecimal places?\s*[:=]\s*{count}|\bnearest\s+(\w+)"
    for match in re.finditer(pattern, text.lower()):
        if match[3]:
            if match[3].rstrip("s") in words.nearest:
                return words.nearest[match[3].rstrip("s")]
            continue
        said = match[1] or match[2]
        return int(said) if said.isdigit() else words.digits[said]
    return None
