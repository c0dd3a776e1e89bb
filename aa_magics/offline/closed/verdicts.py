"""Which answer of several a result calls for: the rules that a goal states, as "if p < 0.05, report not normal"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from aa_magics.offline.closed.words import closed_words
from aa_magics.offline.text import stem

NUMBER = r"[-+−]?\s?\d*\.?\d+"
SPLIT = re.compile(r"(?<=[^\s.])[.;](?=\s|$)|\n|(?<=\d)\.(?=\s[A-Z])")
COMPARED = re.compile(r"§(\w+)§")


@dataclass(frozen=True)
class Comparison:
    """A number of a result compared: `quantity` with `sign` ("<", "<=", ">", ">=", "between", "outside")."""

    quantity: str
    sign: str
    number: float
    upper: float | None = None
    absolute: bool = False


@dataclass(frozen=True)
class Rule:
    """The answer to give where one of several lists of comparisons holds; without any, where no other rule does."""

    choice: str
    any_of: tuple[tuple[Comparison, ...], ...] = ()


def significance_level(text: str) -> float | None:
    """Return the level of significance that a text sets; None where it sets none."""
    words = "|".join(map(re.escape, closed_words().rules["level"]))
    found = re.search(rf"(?:{words})\D{{0,25}}?(0?\.\d+|\d+(?:\.\d+)?\s?%)", text, re.IGNORECASE)
    found = found or re.search(r"p[\s-]?values?\D{0,40}?(0?\.\d+)", text, re.IGNORECASE)
    if not found:
        return None
    said = found[1].replace(" ", "")
    return float(said[:-1]) / 100 if said.endswith("%") else float(said)


def read_rules(text: str, choices: Sequence[str], about: str = "") -> list[Rule]:
    """Return the rules that a text states for `choices`, the last without conditions where it covers the rest.

    `about` is what a plain yes or no is about. Empty where the text does not say for all but one of them.
    """
    spoken = {_spoken(choice, about): choice for choice in choices}
    apart = CHAINED.sub(". ", text)
    readings = ((one, words) for one in (text, apart) for words in (list(spoken), choices))
    rules = next((found for one, words in readings if (found := _read_rules(one, words))), [])
    return [Rule(spoken.get(rule.choice, rule.choice), rule.any_of) for rule in rules]


def _spoken(choice: str, about: str) -> str:
    """Return a choice in words: yes to "is normal" is "is normal", no is "not is normal"."""
    if choice.lower() not in closed_words().answers or not about:
        return choice
    return about if choice.lower() in ("yes", "true") else f"not {about}"


def _read_rules(text: str, choices: Sequence[str]) -> list[Rule]:
    found: dict[str, list[tuple[Comparison, ...]]] = {}
    default: str | None = None
    last = ""
    for sentence in SPLIT.split(_with_level(text)):
        stated = list(_stated(sentence, choices, last))
        named = re.findall(r"«\w+»", _normal(sentence))
        last = named[-1] if named else last
        for conditions, choice in stated:
            if not conditions:
                default = default or choice
            elif choice not in found:
                found[choice] = list(conditions)
    left = [choice for choice in choices if choice not in found]
    if len(left) > 1 or not found:
        return []
    rules = [Rule(choice, tuple(found[choice])) for choice in choices if choice in found]
    return [*rules, Rule(left[0])] if left else [*rules[:-1], Rule(rules[-1].choice)]


def compares(sentence: str, last: str = "") -> bool:
    """Return whether a sentence compares a number of a result, or the `last` that was named, as a rule does."""
    return bool(_marked(sentence, last)[1])


def usual_rules(choices: Sequence[str], level: float, *, denied: bool) -> list[Rule]:
    """Return the rules by convention for two choices: where p is below `level`, the one that denies if `denied`."""
    kept = [choice for choice in choices if KEPT.search(choice)]
    rejected = [choice for choice in choices if choice not in kept and "reject" in choice.casefold()]
    if len(choices) == 2 and len(kept) == len(rejected) == 1:  # of the null hypothesis
        return [Rule(rejected[0], ((Comparison("p", "<", level),),)), Rule(kept[0])]
    denials = [choice for choice in choices if _meaning(choice)[0]]
    nothing = [choice for choice in choices if choice not in denials and _meaning(choice)[1] & NOTHING]
    if len(choices) == 2 and len(nothing) == 1:
        return [Rule(next(c for c in choices if c not in nothing), ((Comparison("p", "<", level),),)), Rule(nothing[0])]
    if len(choices) != 2 or len(denials) != 1:
        return []
    other = next(choice for choice in choices if choice not in denials)
    first, second = (denials[0], other) if denied else (other, denials[0])
    return [Rule(first, ((Comparison("p", "<", level),),)), Rule(second)]


def _with_level(text: str) -> str:
    """Return a text with the level of significance as a number wherever something is compared with it by name."""
    level = significance_level(text)
    if level is None:
        return text
    words = _either(closed_words().rules["level"])
    named = rf"\b((?:than|equal to|below|above)\s+)(?:the )?(?:chosen |given |specified )?(?:{words})(?: \(alpha\))?"
    return re.sub(rf"{named}(?!\s+(?:of|at|=|is)?\s*\d)", rf"\g<1>{level}", text, flags=re.IGNORECASE)


def _stated(sentence: str, choices: Sequence[str], last: str) -> Iterable[tuple[list[tuple[Comparison, ...]], str]]:
    """Yield the conditions that a sentence states with the choice that each calls for."""
    marked, comparisons = _marked(sentence, last)
    groups = _groups(marked)
    otherwise = re.search(rf"\b(?:{_either(closed_words().rules['otherwise'])})\b", marked)
    if not groups and not otherwise:
        return
    for number, (start, stop, names) in enumerate(groups):
        before = marked[groups[number - 1][1] if number else 0 : start]
        end = groups[number + 1][0] if number + 1 < len(groups) else len(marked)
        after = marked[stop:end]
        if otherwise and stop <= otherwise.start() < end:
            after = marked[stop : otherwise.start()]
            if not re.search(r"\w", marked[otherwise.end() :]):  # "high if r > 0.5, and low otherwise"
                after = after[: max(after.rfind(","), after.rfind(" and "), after.rfind(" or "), 0)]
        if re.search(rf"\b(?:{_either(closed_words().rules['asking'])})\b[^,§]*$", after) and end < len(marked):
            after = ""  # what stands there is the outcome of the next condition
        choice = _outcome(before, after, choices, first=number == 0)
        if before.rstrip().endswith("("):  # "'weak' (|r| < 0.3), 'strong' (|r| >= 0.3)"
            choice = _closest(re.split(r"[,;:)]", before.rstrip()[:-1])[-1], choices) or choice
        if choice is not None:
            yield [tuple(comparisons[name] for name in group) for group in names], choice
    if otherwise:
        around = marked[otherwise.end() :]
        near = re.split(r"\band\b|\bor\b|,", marked[: otherwise.start()])[-1]
        said = _closest(around.split("§")[0], choices) or _closest(near, choices)
        if said is not None:
            yield [], said


def _outcome(before: str, after: str, choices: Sequence[str], *, first: bool) -> str | None:
    """Return the choice that the words around a condition give: right before "if", else after it."""
    asking = _either(closed_words().rules["asking"])
    asked = re.search(rf"(.*)\b(?:{asking})\b[^,]*$", before, re.DOTALL)
    if asked:
        said = asked[1].rstrip()
        tail = said if first else re.split(r",|\bor\b|\band\b", said)[-1]
        if said and not said.endswith((",", "then")) and (choice := _closest(tail, choices)) is not None:
            ahead = _closest(after, choices)
            return choice if ahead is None or _is_quoted(tail, choice) or not after.lstrip().startswith(",") else ahead
    return _closest(after, choices) if after.strip(" ,.)") else _closest(before, choices)


def _is_quoted(text: str, choice: str) -> bool:
    return any(quote + choice.lower() + quote in text for quote in "\"'")


def _closest(text: str, choices: Sequence[str]) -> str | None:
    """Return the choice that a text says: of the same meaning, denied or not, with the most words in common."""
    if not re.search(r"\w", COMPARED.sub("", text)):
        return None
    denied, said = _meaning(text)
    scored = []
    for choice in choices:
        choice_denied, words = _meaning(choice)
        common = len(words & said)
        if choice_denied == denied and (common or (denied and not words)):
            scored.append((2 * common - len(words - said), choice))
    return max(scored, key=lambda s: s[0])[1] if scored else None


@cache
def _meaning(text: str) -> tuple[bool, frozenset[str]]:
    """Return whether a text denies, and the stems of its other words."""
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", COMPARED.sub(" ", text.lower()).replace("_", " ").replace("-", " "))
    denied, stems = False, set()
    for word in words:
        bare = word.removeprefix("non") if len(word) > 6 else word
        denied |= bare != word or word in DENIALS or word.endswith("n't")
        if bare and bare not in DENIALS and bare not in SMALL:
            stems.add(stem(bare))
    return denied, frozenset(stems)


DENIALS = frozenset(("not", "no", "non", "none", "false", "insignificant", "nonsignificant", "without", "neither"))
CHAINED = re.compile(r",\s+(?:and\s+)?(?=(?:if|otherwise)\b)", re.IGNORECASE)
"""Where a sentence goes from one rule to the next: "if it is above 3 it is high, if it is below 1 it is low"."""
KEPT = re.compile(r"\b(?:fail(?:ed|s)? to reject|(?:do|does|did|can)? ?not reject|accept|retain)", re.IGNORECASE)
NOTHING = frozenset(map(stem, ("independent", "unrelated", "unassociated", "uncorrelated", "equal", "same", "similar")))
"""What a test holds to be so until it finds that it is not."""
SMALL = frozenset(("a", "an", "the", "is", "to", "be", "of", "it", "that", "does"))


# --- comparisons ---------------------------------------------------------------------------------------


def _marked(sentence: str, last: str = "") -> tuple[str, dict[str, Comparison]]:
    """Return a sentence with a mark in the place of each comparison, and the comparisons by their marks.

    One without a quantity is of the `last` that was named.
    """
    text, found = _normal(sentence), dict[str, Comparison]()

    def mark(comparison: Comparison) -> str:
        found[f"c{len(found)}"] = comparison
        return f" §c{len(found) - 1}§ "

    out, place = "", 0
    for match in PATTERN.finditer(text):
        quantity = match["quantity"] or match["after"] or match["about"] or last
        if not quantity:
            continue
        last = quantity
        out += text[place : match.start()] + mark(_comparison(match, quantity))
        place = match.end()
    return out + text[place:], found


ABOUT = r"[^‹›«»§.,]{0,40}?"
PATTERN = re.compile(
    rf"""(?P<low>{NUMBER})\s*‹(?P<flipped><|<=)›\s*(?P<after>«\w+»)\s*‹(?P<then><|<=)›\s*(?P<high>{NUMBER})
      | (?:(?P<quantity>«\w+»){ABOUT})?‹(?P<sign>[<>]=?)›[^\w+−.-]{{0,2}}(?:the\s+)?(?P<number>{NUMBER}|@)
      | (?:(?P<about>«\w+»){ABOUT})?‹(?P<range>between|outside)›\s*
        (?P<from>{NUMBER})\s*(?:and|to|-|–)\s*(?P<to>{NUMBER})
    """,
    re.VERBOSE,
)


def _comparison(match: re.Match[str], quantity: str) -> Comparison:
    name = quantity.strip("«»")
    absolute = name.startswith("abs_")
    name = name.removeprefix("abs_")
    if match["range"]:
        return Comparison(name, match["range"], _number(match["from"]), _number(match["to"]), absolute)
    if match["after"]:
        return Comparison(name, "between", _number(match["low"]), _number(match["high"]), absolute)
    return Comparison(name, match["sign"], _number(match["number"]), None, absolute)


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace(" ", ""))


def _normal(sentence: str) -> str:
    """Return a sentence in small letters with its quantities as «name» and its comparisons as ‹sign›."""
    words = closed_words()
    text = re.sub(r"\|\s*r\s*\|", " absolute r ", sentence.lower())
    for sign, phrases in words.comparisons.items():
        for phrase in phrases:
            edge = r"\b" if phrase[0].isalpha() else ""
            text = re.sub(rf"(?<![‹<>])(?:\bis\s+)?{edge}{re.escape(phrase)}{edge}(?![›=<>])", f" ‹{sign}› ", text)
    text = re.sub(rf"(?<![‹›.\d-])({NUMBER})\s+or\s+(?:{_either(words.rules['upwards'])})\b", r" ‹>=› \1 ", text)
    text = re.sub(rf"(?<![‹›.\d-])({NUMBER})\s+or\s+(?:{_either(words.rules['downwards'])})\b", r" ‹<=› \1 ", text)
    text = re.sub(rf"\bfrom\s+({NUMBER})\s+(?:up\s+)?to\s+({NUMBER})", r" ‹between› \1 and \2 ", text)
    absolute = _either(words.rules["absolute"])
    for name, phrases in words.quantities.items():
        either = _either(phrases)
        text = re.sub(
            rf"(?<![\w«])(?:{absolute})\s+(?:pearson\s+)?(?:{either})(?:\s*\((?:r|p)\))?(?![\w»])",
            f" «abs_{name}» ",
            text,
        )
        text = re.sub(rf"(?<![\w«])(?:{either})(?:\s*\((?:r|p)\))?(?![\w»])", f" «{name}» ", text)
    text = re.sub(r"(«\w+»)\s+(?:is\s+)?(?:also\s+)?negative\b", r"\1 ‹<› 0 ", text)
    text = re.sub(r"(«\w+»)\s+(?:is\s+)?(?:also\s+)?positive\b", r"\1 ‹>› 0 ", text)
    return " ".join(text.split())


def _either(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


def _groups(marked: str) -> list[tuple[int, int, list[list[str]]]]:
    """Return where the conditions stand: comparisons with only "and" or "or" between them are one."""
    groups: list[tuple[int, int, list[list[str]]]] = []
    for match in COMPARED.finditer(marked):
        between = marked[groups[-1][1] : match.start()] if groups else ""
        joint = re.fullmatch(r"\s*(?:,?\s*(and|or|but)?)\s*(?:if|the|its|it|is|value)*\s*", between) if groups else None
        if joint and (joint[1] or "") and groups:
            start, _, names = groups[-1]
            if joint[1] == "or":
                names.append([match[1]])
            else:
                names[-1].append(match[1])
            groups[-1] = (start, match.end(), names)
        else:
            groups.append((match.start(), match.end(), [[match[1]]]))
    return groups
