"""Slots about two others, or about two groups: their difference, their ratio, and which of both is greater."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aa_magics.model import Test
from aa_magics.offline.closed.answering import Value, chosen
from aa_magics.offline.closed.asks import Ask, Stage
from aa_magics.offline.closed.question import Question, UnansweredError
from aa_magics.offline.text import name_words, stem, tokenize

MEASURED = ("statistic", "share", "r", "outliers")
"""Kinds of slots whose values are compared."""
FALLS = frozenset(map(stem, ("decrease", "reduction", "drop", "decline")))
TAKEN = re.compile(r"\s(?:minus|-|−|–|divided by|/)\s|\bratio of\b(?=.*\bto\b)", re.IGNORECASE)
SUBTRACTED = re.compile(r"\bsubtract(?:ing)?\b(.*)\bfrom\b(.*)", re.IGNORECASE)
FROM_TO = re.compile(r"\bfrom\b([^.;?]*?)\bto\b([^.;?]*)", re.IGNORECASE)
CHANGE = "(?:change|difference|increase|decrease|growth|drop|decline)"
RELATIVE = re.compile(
    rf"\b(?:relative|percent(?:age)?|%) {CHANGE}|\b{CHANGE}\b[^.;?]*\b(?:in|as a) (?:percent|%)", re.IGNORECASE
)
SENTENCES = re.compile(r"(?<=[^\s\d])[.;?](?:\s|$)|\n")
STAGES: Mapping[Stage, Sequence[str]] = {
    "before": ("before", "original", "initial", "raw", "old"),
    "after": ("after", "new", "final", "cleaned", "remaining", "updated"),
}


def two_sides(question: Question, ask: Ask) -> list[Ask]:
    """Return the two asks that a slot compares: two others of the form, else the two groups that the question names."""
    others = [one for one in question.asks if one.kind in MEASURED]
    own = _statistics(question, ask.slot.name) or _statistics(question, ask.slot.placeholder)
    like = [one for one in others if one.statistic in own] if own else others
    for sides in (_staged(like), like):
        if len(sides) == 2 and _are_alike(*sides):
            return sides
    return [] if like else _groups(question, ask, own)


def _statistics(question: Question, text: str) -> list[str]:
    tokens = tokenize(text.replace("_", " "))
    return [n.name for n in question.words.named("statistics", tokens) if n.name not in ("count_of", "sum_of")]


def _staged(asks: Sequence[Ask]) -> list[Ask]:
    """Return the asks that come before and after something is done, the earlier first."""
    return sorted((ask for ask in asks if ask.stage), key=lambda ask: ask.stage != "before")


def _are_alike(first: Ask, second: Ask) -> bool:
    return (first.kind, first.statistic) == (second.kind, second.statistic)


def _groups(question: Question, ask: Ask, own: Sequence[str]) -> list[Ask]:
    """Return an ask for each of the two groups that the question names, of the one statistic that it names."""
    said = list(dict.fromkeys(s.statistic for s in question.body.said if s.statistic != "count_of"))
    divided = [tests for tests in map(_single, question.body.compared.values()) if len(tests) == 2]
    divided = divided or _denied(question)
    if len(divided) != 1 or len(own or said) != 1:
        return []
    statistic = (*own, *said)[0]
    return [replace(ask, kind="statistic", statistic=statistic, tests=(test,), columns=()) for test in divided[0]]


def _denied(question: Question) -> list[list[Test]]:
    """Return the two groups of a column of yes and no of which the question names both: "members and non-members"."""
    found = []
    for spoken in question.body.spoken:
        yes = question.body.two_valued(spoken.column)
        words = "|".join(re.escape(word) for word in name_words(spoken.column.name))
        denied = rf"\b(?:non-?|not )(?:{words})|\bwith (?:and|or|versus|vs\.?) without (?:an? |any |the )?(?:{words})"
        if yes is not None and re.search(denied, question.form.body, re.IGNORECASE):
            label = spoken.column.label
            no = next(held.value for held in spoken.column.values if held.value != yes)
            found.append([Test(column=label, comparison="==", value=value) for value in (yes, no)])
    return found


def _single(tests: Sequence[Test]) -> list[Test]:
    """Return the tests of single values: two of one for a list of two."""
    listed = next((t.value for t in tests if t.comparison == "in" and isinstance(t.value, tuple)), None)
    if listed is None:
        return list(tests)
    return [Test(column=tests[0].column, comparison="==", value=value) for value in listed]


# --- numbers -----------------------------------------------------------------------------------------


def between(question: Question, ask: Ask, sides: Sequence[Ask], values: Sequence[Value]) -> Value:
    """Return the difference or the ratio of two sides, taken as the question says it."""
    text = f"{question.form.body}\n{ask.slot.said}"
    first, second = (value.code for value in values)
    codes = _in_order(question, text, sides, (first, second))
    decimals = question.decimals(ask)
    if ask.statistic == "ratio":
        if not codes:
            raise UnansweredError(f"which way round @{ask.slot.name} is")
        return Value(f"{codes[0]} / {codes[1]}", decimals)
    staged = all(side.stage for side in sides)
    base = first if staged else ""
    if not codes and staged:
        codes = (first, second) if FALLS & ask.words else (second, first)
    if not codes and (moved := _from_to(question, text, sides, (first, second))):
        base, codes = moved[0], moved if FALLS & ask.words else (moved[1], moved[0])
    if _is_relative(question, ask):
        if not codes or not base:
            raise UnansweredError(f"of what @{ask.slot.name} is a percentage")
        return Value(f"({codes[0]} - {codes[1]}) / {base} * 100", decimals)
    if codes and not re.search(r"\babsolute (?:difference|change|value)", text, re.IGNORECASE):
        return Value(f"{codes[0]} - {codes[1]}", decimals)
    if not codes:
        question.assumptions.append(f"{ask.slot.name} is taken without its sign")
    return Value(f"abs({first} - {second})", decimals)


def _is_relative(question: Question, ask: Ask) -> bool:
    """Return whether a change is asked for in percent, by its slot or by the question."""
    tokens = tokenize(f"{ask.slot.name} {ask.slot.placeholder} {ask.slot.said}".replace("_", " "))
    return question.words.names("roles", "percentage", tokens) or bool(RELATIVE.search(question.form.body))


def _from_to(question: Question, text: str, sides: Sequence[Ask], codes: tuple[str, str]) -> tuple[str, str] | None:
    """Return the codes in the order in which something goes "from 2018 to 2019"."""
    patterns = [_patterns(question, side, sides) for side in sides]
    for found in FROM_TO.finditer(text):
        if (place := _side(found[1], found[2], patterns)) is not None:
            return codes if place == 0 else (codes[1], codes[0])
    return None


# --- verdicts ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Greater:
    """The answer to give where side `left` of two is, by `sign`, greater or less than the other; and the one else."""

    left: int
    sign: str
    answers: tuple[str, ...]

    def lines(self, name: str, values: Sequence[Value]) -> list[str]:
        """Return the lines that bind `name` to the answer; `values` are those of both sides."""
        condition = f"{values[self.left].code} {self.sign} {values[1 - self.left].code}"
        return chosen(name, condition, self.answers)


def which_is_greater(question: Question, ask: Ask, sides: Sequence[Ask]) -> Greater | None:
    """Return how a slot's answer is chosen by which of two sides is greater; None where the question does not tell."""
    if named := _named_sides(ask, sides):
        most, least = (any(map(question.body.speaks_of, ends)) for ends in (("most", "more"), ("least", "less")))
        return None if most == least else Greater(0, ">" if most else "<", named)
    patterns = [_patterns(question, side, sides) for side in sides]
    for sentence in SENTENCES.split(f"{question.form.body}\n{ask.slot.said}"):
        for sign, left, right in _compared(question, sentence):
            place, answers = _side(left, right, patterns), _answers(ask, sentence)
            if place is not None and answers:
                return Greater(place, sign, answers)
    return None


def _named_sides(ask: Ask, sides: Sequence[Ask]) -> tuple[str, ...]:
    """Return the choices that are the names of the two groups, in their order."""
    names = [str(side.tests[0].value).casefold() if side.tests else "" for side in sides]
    found = [next((c for c in ask.slot.choices if c.casefold() == name), None) for name in names]
    return tuple(choice for choice in found if choice) if all(found) and len(ask.slot.choices) == 2 else ()


def _compared(question: Question, sentence: str) -> list[tuple[str, str, str]]:
    """Return the comparisons of a sentence: their sign, and the text on both sides."""
    found = []
    for sign, phrases in question.words.comparisons.items():
        for phrase in sorted(phrases, key=len, reverse=True) if sign in ("<", ">") else ():
            match = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", sentence, re.IGNORECASE)
            if match:
                found.append((sign, sentence[: match.start()], sentence[match.end() :]))
                break
    return found


def _answers(ask: Ask, sentence: str) -> tuple[str, str] | None:
    """Return the answer that a sentence gives where its comparison holds, and the other."""
    if len(ask.slot.choices) != 2:
        return None
    condition = re.search(r"\b(?:if|when)\b", sentence, re.IGNORECASE)
    yes = next((choice for choice in ask.slot.choices if choice.casefold() in ("yes", "true")), None)
    if condition:
        spots = {choice: _spots(re.escape(choice), sentence) for choice in ask.slot.choices}
        before = {c: max((p for p in at if p < condition.start()), default=-1) for c, at in spots.items()}
        after = {c: min((p for p in at if p > condition.end()), default=len(sentence)) for c, at in spots.items()}
        if max(before.values()) >= 0:
            yes = max(before, key=lambda choice: before[choice])
        elif min(after.values()) < len(sentence):
            yes = min(after, key=lambda choice: after[choice])
    if yes is None:
        return None
    return yes, next(choice for choice in ask.slot.choices if choice != yes)


def _spots(pattern: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]


# --- which side a text speaks of -----------------------------------------------------------------------


def _in_order(question: Question, text: str, sides: Sequence[Ask], codes: tuple[str, str]) -> tuple[str, str] | None:
    """Return the codes in the order in which a text takes one from the other, or divides them."""
    patterns = [_patterns(question, side, sides) for side in sides]
    for sentence in SENTENCES.split(text):
        for match in TAKEN.finditer(sentence):
            tail = sentence[match.end() :]
            left, right = (tail.rsplit(" to ", 1)) if "ratio" in match[0].lower() else (sentence[: match.start()], tail)
            if (place := _side(left, right, patterns)) is not None:
                return codes if place == 0 else (codes[1], codes[0])
        said = SUBTRACTED.search(sentence)
        if said and (place := _side(said[1], said[2], patterns)) is not None:
            return codes if place == 1 else (codes[1], codes[0])
    return None


def taken_first(question: Question, text: str, tests: Sequence[Test]) -> int | None:
    """Return which of two groups a text takes the other from, as "female minus male" does."""
    patterns = [_said_of(question, test) for test in tests]
    found = ((text[: match.start()], text[match.end() :]) for match in TAKEN.finditer(text))
    return next((place for left, right in found if (place := _side(left, right, patterns)) is not None), None)


def _side(left: str, right: str, patterns: Sequence[Sequence[str]]) -> int | None:
    """Return which side the text on the left speaks of, where that on the right speaks of the other."""
    before = [max((p for word in words for p in _spots(word, left)), default=-1) for words in patterns]
    after = [min((p for word in words for p in _spots(word, right)), default=len(right)) for words in patterns]
    first, second = before.index(max(before)), after.index(min(after))
    return first if first != second and max(before) >= 0 and min(after) < len(right) else None


def _patterns(question: Question, side: Ask, sides: Sequence[Ask]) -> list[str]:
    """Return the patterns of the words that say one side and not the other."""
    if side.stage:
        return list(STAGES[side.stage])
    other = next(one for one in sides if one is not side)
    own = set(name_words(side.slot.name)) - set(name_words(other.slot.name))
    return [*(p for test in side.tests for p in _said_of(question, test)), *map(re.escape, own)]


def _said_of(question: Question, test: Test) -> list[str]:
    """Return the patterns of what rows of a test are called: their value, or "smokers" where it is a yes to smoker."""
    patterns = [rf"{re.escape(str(test.value))}(?:e?s)?"] if test.comparison == "==" else []
    if phrases := question.words.comparisons.get(test.comparison):
        patterns.append(rf"(?:{'|'.join(map(re.escape, phrases))}) {re.escape(str(test.value))}")
    column = next(c for c in question.body.profile.columns if c.label == test.column)
    yes = question.body.two_valued(column)
    names = [re.escape(word) + r"\w*" for word in name_words(column.name) if yes is not None]
    words = question.body.lexicon.value_synonyms
    patterns += [word for word, held in sorted(words.items()) if str(test.value).casefold() in held]
    affirmed = (test.value == yes) == (test.comparison == "==")
    if names and re.search(r"\bwith (?:and|or|minus) without\b", question.form.body, re.IGNORECASE):
        patterns.append("with" if affirmed else "without")
    if affirmed:
        return [*patterns, *(rf"(?<!non-)(?<!non )(?<!not ){name}" for name in names)]
    return [*patterns, *(rf"(?:non-?|not ){name}" for name in names)]
