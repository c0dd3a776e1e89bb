"""A goal typed in a hurry, said in full: "tickets per team" is "number of rows per team", "under 18" is said of an age.

The goal is written with marks for what its words name on the frame, and the rules of `lexicon/hurried_en.toml` are
patterns on that: what a rule says stands there for any frame.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from aa_magics.frames.amounts import CURRENCIES
from aa_magics.model import ColumnProfile, FrameProfile
from aa_magics.offline.additive import adds_up
from aa_magics.offline.charts.words import chart_words
from aa_magics.offline.conditions import AGES
from aa_magics.offline.grounding import Vocabulary, affirmative
from aa_magics.offline.languages.language import glosses
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.likely import likeliest
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import Token, name_words, stem, tokenize

OPEN, CLOSE = "⟦", "⟧"
MARK = re.compile(rf"{OPEN}(\d+)[^{CLOSE}]*{CLOSE}")
FEW = 10
"""Numbers of as few distinct values are a scale, of which each value is counted."""
FEWEST_ITEMS = 3
MOST_RULES = 4
"""How many rules may follow each other in one goal."""


@dataclass(frozen=True)
class Marked:
    """What a mark stands for: the words of the goal, and the column that they name; `of` is that of a value."""

    words: str
    column: ColumnProfile | None = None
    yes: str = ""
    of: str = ""

    @property
    def name(self) -> str:
        """The column's name in quotes, else the words."""
        return f"`{self.column.name}`" if self.column else self.words


def in_full(
    text: str, profile: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon, others: Sequence[str] = ()
) -> str:
    """Return a goal as the first rules that fit say it in full; most goals stay as they are.

    `others` are the names of the frames that there are beside that of the profile.
    """
    said = _Goal(text, profile, vocabulary, lexicon, others)
    for _ in range(MOST_RULES):
        if OPEN in said.text:
            break  # a sign of ours in a goal, or in a name, is none of our marks
        rule = next((found for one in rules() if (found := said.by(one))), None)
        if rule is None:
            break
        said = _Goal(rule, profile, vocabulary, lexicon, others)
    return said.text


class _Goal:
    """A goal with marks for what its words name."""

    def __init__(
        self, text: str, profile: FrameProfile, vocabulary: Vocabulary, lexicon: Lexicon, others: Sequence[str]
    ) -> None:
        self.text, self.profile, self.lexicon = text, profile, lexicon
        self.others = {stem(word): name for name in others for word in (*name_words(name), *_glossed(name))}
        self.marks: list[Marked] = []
        tokens = tokenize(text)
        mentions = {mention.place.start: mention for mention in vocabulary.mentions(tokens) if mention.cue is None}
        self.sets = _sets(vocabulary.mentions(tokens))
        self.marked, place, end = "", 0, 0
        while place < len(tokens):
            mention = mentions.get(place)
            if mention and mention.how != "exact" and tokens[place].stem in self.others:
                mention = None  # another frame is meant
            stop = mention.place.stop if mention else place + 1
            words = text[tokens[place].start : tokens[stop - 1].end]
            flags = self._flags(mention, words) if mention else self._flags_of_word(tokens[place], vocabulary)
            self.marked += text[end : tokens[place].start] + (self._mark(words, mention, flags) if flags else words)
            place, end = stop, tokens[stop - 1].end
        self.marked += text[end:]

    def by(self, rule: "Rule") -> str | None:
        """Return the goal as a rule says it; None where the rule does not fit, or says the same."""
        found = rule.said.search(self.marked)
        if found is None or not self._is_free(rule, self.marked[: found.start()]):
            return None
        said = {name: words or "" for name, words in found.groupdict().items()}
        given = {name: self._plain(words) for name, words in said.items()}
        given |= {f"{name}_long": _words()["long"].get(unit_of(words), words) for name, words in given.items()}
        given |= {f"{name}_frame": self.others.get(stem(words), words) for name, words in given.items()}
        given |= {f"{name}_yes": self._yes(words) for name, words in said.items()}
        given |= {f"{name}_share": self._share(words) for name, words in said.items()}
        given |= {f"{name}_of": self.marks[int(n[1])].of for name, words in said.items() if (n := MARK.search(words))}
        unnamed = self._unnamed(rule, found, given)
        if unnamed is None:
            return None
        instead = rule.instead.format(**given, **unnamed)
        text = f"{self._own(self.marked[: found.start()])}{instead}{self._own(self.marked[found.end() :])}"
        return None if text == self.text else text

    def _is_free(self, rule: "Rule", before: str) -> bool:
        """Return whether nothing of the frame, or of the words before, is what a rule must not have."""
        if rule.unless and any(c.kind == "number" and adds_up(c, self.lexicon) for c in self.profile.columns):
            return False
        return not rule.alone or not re.search(rf"{_mark_pattern('number')}(?: is| are| was| of)? ?$", before)

    def _unnamed(self, rule: "Rule", found: re.Match[str], given: Mapping[str, str]) -> dict[str, str] | None:
        """Return what a rule needs and no word names; None where the frame does not tell it."""
        unnamed: dict[str, str] = {}
        if rule.column:
            column = self._column(found, rule.column)
            unnamed["column"] = f"`{column.name}`" if column else ""
            unnamed |= {"test": self._test(column), "opposite": self._opposite(column)} if column else {}
        if rule.items:
            unnamed["items"] = self._items(found)
        if "ranges" in given:
            unnamed["ranges_classes"] = _classes(given["ranges"])
        return unnamed if all(unnamed.values()) else None

    # --- marks ----------------------------------------------------------------------------------------

    def _mark(self, words: str, mention: Mention | None, flags: Sequence[str]) -> str:
        """Return the mark that stands for words, and keep what it stands for."""
        column = mention.column if mention and not mention.is_value and mention.place.start not in self.sets else None
        yes = affirmative(column, self.lexicon) if column else None
        of = f"`{mention.column.name}`" if mention and mention.is_value else ""
        self.marks.append(Marked(words, column, "" if yes is None else str(yes), of))
        return f"{OPEN}{len(self.marks) - 1} {' '.join(flags)} {CLOSE}"

    def _flags(self, mention: Mention, words: str) -> list[str]:
        """Return what a mention may stand for in a rule."""
        column = mention.column
        if mention.is_value:
            return ["value"]
        flags: list[str] = ["column", column.kind]
        yes = affirmative(column, self.lexicon) is not None
        if yes:
            flags.append("yes")
        if column.missing and not yes:
            flags += ["blank"] if column.kind == "number" else ["blank", "gaps"]
        if words.casefold().endswith(tuple(_words()["rates"])) and (yes or column.missing):
            flags.append("rate")
        if column.kind == "number" and 1 < column.distinct <= FEW and len(column.values) == column.distinct:
            flags.append("few")
        if column.kind == "id" and not column.missing and column.distinct >= 0.9 * self.profile.rows:
            flags.append("rows")
        return flags

    def _flags_of_word(self, token: Token, vocabulary: Vocabulary) -> list[str]:
        """Return what a word that names no column may stand for: the rows, or something that is not known."""
        if token.kind != "word" or len(token.text) == 1:
            return []
        if token.text.casefold() in _words()["plain"] or token.stem in _stems("measures"):
            return []
        if token.stem in vocabulary.frame:
            return ["frame", "rows"]
        if self._is_denied(token):
            return ["denied"]
        if token.stem in self.others:
            return ["other"]  # the rows of another frame
        if token.stem in _stems("nouns"):
            return ["rows"]
        ours = self.lexicon.known | chart_words().known | self.lexicon.asides | self.lexicon.additive
        if not self.lexicon.matters(token) or token.stem in ours:
            return []
        plural, participle = _is_plural(token), _participle(token.text) is not None
        flags = {"unknown": True, "plural": plural, "participle": participle}
        return [flag for flag, holds in flags.items() if holds]

    def _is_denied(self, token: Token) -> bool:
        """Return whether a word denies what a column says of a row: "nonsmokers" where there is a column `smoker`."""
        rests = [token.text.casefold().removeprefix(word) for word in _words()["denying"]]
        stems = {stem(rest) for rest in rests if rest != token.text.casefold()}
        told = [c for c in self.profile.columns if affirmative(c, self.lexicon) is not None]
        return any(stem(word) in stems for column in told for word in name_words(column.name))

    def _plain(self, words: str) -> str:
        """Return words with the names of columns in quotes."""
        return MARK.sub(lambda match: self.marks[int(match[1])].name, words)

    def _own(self, words: str) -> str:
        """Return words as the goal has them."""
        return MARK.sub(lambda match: self.marks[int(match[1])].words, words)

    def _yes(self, words: str) -> str:
        found = MARK.search(words)
        return self.marks[int(found[1])].yes if found else ""

    def _share(self, words: str) -> str:
        """Return what asks for the share of rows in which a column says yes, or has a value."""
        found = MARK.search(words)
        one = self.marks[int(found[1])] if found else None
        if one is None or one.column is None:
            return ""
        if one.yes:
            return f"share of {one.name} = {one.yes}"
        made = f"has {one.column.name}"
        return f"Create a column `{made}` as 1 if {one.name} is not missing, 0 otherwise. Share of `{made}` = 1"

    def _test(self, column: ColumnProfile) -> str:
        """Return what keeps the rows in which a column says yes, or has a value."""
        yes = affirmative(column, self.lexicon)
        return f"with `{column.name}` = {yes}" if yes is not None else f"where `{column.name}` is present"

    def _opposite(self, column: ColumnProfile) -> str:
        """Return what keeps the rows in which a column does not say yes, or has no value."""
        yes = affirmative(column, self.lexicon)
        return f"where `{column.name}` is not {yes}" if yes is not None else f"where `{column.name}` is missing"

    def _items(self, found: re.Match[str]) -> str:
        """Return the columns of a questionnaire that go on from each other, as "Q1 to Q8"; "" where none do."""
        series: dict[str, list[ColumnProfile]] = {}
        for column in self.profile.columns:
            numbered = re.fullmatch(r"(.*?)(\d+)", column.name)
            if numbered and column.kind == "number" and column.bindable:
                series.setdefault(numbered[1], []).append(column)
        meant = {one.column.label for n in MARK.findall(found[0]) if (one := self.marks[int(n)]).column}
        among = [s for s in series.values() if not meant or meant & {column.label for column in s}]
        longest = max(among, key=len, default=[])
        if len(longest) < FEWEST_ITEMS or not self._are_greatest(longest[0], found.groupdict()):
            return ""
        return f"{longest[0].name} to {longest[-1].name}"

    def _are_greatest(self, column: ColumnProfile, given: Mapping[str, str | None]) -> bool:
        """Return whether the two answers that are taken together, if any, are the greatest of an item."""
        if not given.get("x") or not given.get("y"):
            return True
        told = {float(n) for n in re.findall(r"-?\d+", given.get("rest") or "")} | set(column.codes)
        values = (counted.value for counted in column.values)
        answers = sorted(float(v) for v in values if isinstance(v, int | float) and v not in told)
        return answers[-2:] == sorted((float(given["x"] or 0), float(given["y"] or 0)))

    # --- columns that no word names -----------------------------------------------------------------------

    def _column(self, found: re.Match[str], how: str) -> ColumnProfile | None:
        """Return the one column that a number with its unit, a verb, or what is not over yet is said of."""
        columns = [c for c in self.profile.columns if c.bindable]
        if how == "measured":
            fitting = self._measured(columns, float(found["n"]), self._own(found.groupdict().get("unit") or ""))
        elif how == "done":
            verb = self._own(found["verb"])
            told = [c for c in columns if affirmative(c, self.lexicon) is not None or c.missing]
            fitting = [c for c in told if _is_root(verb, c)]
        elif how == "only":
            fitting = [c for c in columns if c.kind == "number"]
        elif how == "money":
            fitting = [c for c in columns if c.sense == "money"]
        elif how == "time":
            times = [c for c in columns if c.kind == "datetime"]
            fitting = likeliest(times, self.profile.name) if times else []
        else:
            closing = set(_words()["closing"])
            fitting = [c for c in columns if c.missing and closing & {*name_words(c.name), *_glossed(c.name)}]
        return fitting[0] if len(fitting) == 1 else None

    def _measured(self, columns: Sequence[ColumnProfile], number: float, unit: str) -> list[ColumnProfile]:
        numbers = [c for c in columns if c.kind == "number" and _reaches(c, number)]
        if unit:
            return [c for c in numbers if any(_is_same_unit(unit_of(unit), own) for own in units_of(c))]
        return [c for c in numbers if set(name_words(c.name)) & AGES or _glossed(c.name) & AGES]


def _classes(words: str) -> str:
    """Return ranges with a label each: "to 39, 65+" as "at most 39 is 'to 39', at least 65 is '65+'"."""
    labelled = []
    for said in re.findall(_words()["parts"]["range"], words, re.IGNORECASE):
        bound = re.search(r"\d+", said)[0]  # type: ignore[index]
        if re.match(r"(?:up to|to|until|till)\b", said, re.IGNORECASE):
            full = f"at most {bound}"
        elif re.match("from", said, re.IGNORECASE) or re.search(r"\+$|\b(?:over|older|more|above)$", said):
            full = f"at least {bound}"
        else:
            full = f"at most {bound}" if re.search(r"\b(?:under|younger|less)$", said) else said
        labelled.append(f"{full} is '{said}'")
    return ", ".join(labelled)


def _is_same_unit(one: str, other: str) -> bool:
    """Return whether two units are the same, or forms of one word: "star" and "stars"."""
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    return shorter == longer or (len(shorter) > 3 and longer.startswith(shorter) and len(longer) - len(shorter) < 3)


def units_of(column: ColumnProfile) -> set[str]:
    """Return the units that a column's numbers are in, as its values or its name have them."""
    written = column.reads_as.units if column.reads_as else ()
    return {unit_of(unit) for unit in (*written, *name_words(column.name))}


def unit_of(word: str) -> str:
    """Return the one name of a unit: "EUR" for euros, "min" for minutes."""
    plain = word.strip().rstrip(".").casefold()
    return CURRENCIES.get(plain) or _words()["units"].get(plain, plain)


def _glossed(name: str) -> set[str]:
    """Return the words of a name in English, where it is of another language."""
    return {word for gloss in glosses(name) for word in gloss}


def _reaches(column: ColumnProfile, number: float) -> bool:
    low, high = column.minimum, column.maximum
    known = isinstance(low, int | float) and isinstance(high, int | float)
    return not known or low <= number <= high  # type: ignore[operator]


def _is_root(verb: str, column: ColumnProfile) -> bool:
    """Return whether a German participle is that of a column's noun: "gekauft" of Kauf, "gekündigt" of Kündigung."""
    root = _participle(verb)
    return root is not None and any(word.startswith(root) for word in name_words(column.name))


def _sets(mentions: Sequence[Mention]) -> set[int]:
    """Return where several columns are named together: "Q1 to Q8"."""
    starts = [mention.place.start for mention in mentions]
    return {start for start in starts if starts.count(start) > 1}


def _participle(word: str) -> str | None:
    """Return the root of a German participle; None for any other word."""
    found = re.fullmatch(r"\w{0,4}ge(\w{3,}?)(?:e?t|en)", word.casefold())
    return found[1] if found else None


def _is_plural(token: Token) -> bool:
    """Return whether an unknown word is a plural that names things, in English or in German, and no measure."""
    word = token.text.casefold()
    parts = _glossed(word) or {word}
    measured = any(stem(part) in _stems("measures") for part in parts) or word.endswith(tuple(_words()["lengths"]))
    return not measured and re.search(r"[^siu]s$|[^t]en$", word) is not None


# --- rules ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """A pattern on a marked goal, and what stands in its place; see `lexicon/hurried_en.toml` for the rest."""

    said: re.Pattern[str]
    instead: str
    column: str | None = None
    unless: str | None = None
    items: bool = False
    alone: bool = False


@cache
def rules() -> Sequence[Rule]:
    """Return the rules, in the order in which they are tried."""
    raw = _words()
    known = {name: _mark_pattern(flag) for name, flag in raw["marks"].items()}
    for name, pattern in raw["parts"].items():
        known[name] = _expanded(pattern, known)
    found = []
    for rule in raw["rules"]:
        said = re.compile(_expanded(rule["said"], known), re.IGNORECASE)
        found.append(Rule(said, **{name: value for name, value in rule.items() if name != "said"}))
    return found


def _expanded(pattern: str, known: Mapping[str, str]) -> str:
    """Return a pattern with those that it names."""
    return re.sub(r"\{([a-z]+)\}", lambda match: known[match[1]], pattern)


def _mark_pattern(flag: str) -> str:
    """Return the pattern of a mark that has one of some flags."""
    return rf"{OPEN}\d+[^{CLOSE}]* (?:{flag}) [^{CLOSE}]*{CLOSE}"


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, _words()[name]))


@cache
def _words() -> Mapping[str, Any]:
    path = files("aa_magics.offline") / "lexicon" / "hurried_en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
