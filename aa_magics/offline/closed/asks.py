"""What each slot of an answer's form asks for: a statistic of which column, which rows, and at which stage."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from aa_magics.model import ColumnProfile, Comparison, Formula, Label, Test
from aa_magics.offline.closed.body import Body, Spoken
from aa_magics.offline.closed.definitions import defined_tests, read_definitions
from aa_magics.offline.closed.forms import Form, Slot
from aa_magics.offline.closed.idle import is_stray
from aa_magics.offline.closed.times import timed_tests
from aa_magics.offline.conditions import ConditionReader
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import Token, name_words, stem, tokenize

Others = Literal["name", "metric", "unknown"]
Kind = (
    Literal[
        "statistic",
        "p",
        "r",
        "test_statistic",
        "fit",
        "share",
        "verdict",
        "outliers",
        "missing",
        "complete",
        "between",
        "degrees",
    ]
    | Others
)
Stage = Literal["before", "after"]
DEVIANT = re.compile(r"absolute z\W?scores?\b(?:\W+\w+){0,4}?\W+(?:above|over|exceeding|exceeds|than|>)\W*\d", re.I)
NEGATED = 6  # letters that a word has at least where "non" denies the rest: "nonsmoker", not "none"
SIDES: Sequence[tuple[set[str], set[Comparison]]] = (
    ({"high", "higher", "above", "over", "more", "long", "large", "old", "older", "oldest"}, {">", ">="}),
    ({"low", "lower", "below", "under", "less", "short", "small", "young", "younger", "youngest"}, {"<", "<="}),
)
"""Words of slots for the two sides of a number at which a question divides a column."""
EXTREMES: Sequence[tuple[Kind, str]] = (("statistic", "maximum_of"), ("statistic", "minimum_of"))
COUNTS = frozenset(("count", "counts", "number", "frequency", "value", "percentage", "share"))
ENDS = ("high", "low", "max", "min")
"""Words of statistics that are parts of names where a slot asks for a correlation: "high temp"."""
FRACTIONS = ("mean_of", "standard_deviation_of", "variance_of", "skewness_of", "kurtosis_of")
"""Statistics that are no whole numbers."""
TESTS = ("one_group", "pairs", "two_groups", "normality", "several_groups", "tables")
"""Tables of tests, in the order in which a question's is looked for."""
NAMED = frozenset(("id", "column", "variable", "feature"))
"""Placeholders of slots for names."""
OF_TESTS: Sequence[Kind] = ("p", "r", "test_statistic", "degrees")
TEXTS = frozenset(map(stem, ("string", "strings", "name", "names", "list", "identifier")))


@dataclass(frozen=True)
class Ask:
    """What a slot asks for; `statistic` is a recipe's name or a metric's, `tests` keep its rows beside the goal's own.

    `columns` are those that the slot itself names.
    """

    slot: Slot
    kind: Kind
    statistic: str = ""
    columns: tuple[ColumnProfile, ...] = ()
    tests: tuple[Test, ...] = ()
    stage: Stage | None = None
    words: frozenset[str] = field(default=frozenset())


class SlotReader:
    """Reads the slots of a form against the body of its question."""

    def __init__(self, form: Form, body: Body, metrics: Sequence[str] = ()) -> None:
        self.form, self.body, self.metrics = form, body, metrics
        self.words = body.words
        self.definitions = read_definitions(body.sentences)

    def read(self) -> list[Ask]:
        """Return what each slot asks for, in order."""
        asks = [self._ask(slot) for slot in self.form.slots]
        return [self._with_columns(ask, asks) for ask in asks]

    def _ask(self, slot: Slot) -> Ask:
        kind, statistic = self._kind(slot)
        tokens = _tokens(slot.name)
        tests = self._tests(tokens)
        return Ask(
            slot, kind, statistic, (), tests, self._stage(slot), frozenset(t.stem for t in tokens if t.kind == "word")
        )

    # --- kinds ----------------------------------------------------------------------------------------

    def _kind(self, slot: Slot) -> tuple[Kind, str]:
        shared = len(self.form.slots) > 1 and all(slot.choices == other.choices for other in self.form.slots)
        called = self._kind_of(slot.name, slot) if slot.numeric or shared else None
        numeric = called is not None and (called[0] != "between" if slot.numeric else called[0] in OF_TESTS)
        if slot.choices and not numeric:
            return "verdict", ""
        if self._is_best_group(slot) or self._is_most_common(slot):
            return "name", ""
        if slot.name.casefold() in self.words.letters and self._has_test():
            return "test_statistic", ""
        said = re.sub(r"\bnumbers?\b(?! of)", "", self._said(slot))  # "is a number" is no count
        placeholder = slot.placeholder.strip("\"'")
        own = (slot.name, "" if placeholder.casefold() == "number" else placeholder)
        for text in own if self._is_group(slot) else (*own, said):
            if found := self._kind_of(text, slot):
                if found in EXTREMES and self._is_coefficient(said):
                    return "r", ""  # "max_humidity" of two columns that are related
                return ("outliers", found[1] or "percentage") if self._counts_deviants(found) else found
        if self._is_text(slot) or self._is_group(slot):
            return "name", ""
        if slot.is_list and not self.body.speaks_of("outliers", "roles") and self._lists_names(slot):
            return "name", ""
        return self._fallback(slot)

    def _lists_names(self, slot: Slot) -> bool:
        """Return whether a slot is called for what a column of names holds: "stations" beside `station_id`."""
        named = [spoken for spoken in self.body.spoken if spoken.column.kind in ("id", "text", "category")]
        return any(spoken.match(t.stem) >= 0.9 for spoken in named for t in _tokens(slot.name))

    def _is_most_common(self, slot: Slot) -> bool:
        """Return whether a slot is for the value that is most, or least, common; not for how often it is."""
        said = name_words(f"{slot.placeholder} {_first_sentence(slot.said)}")
        counted = {"count", "number", "integer", "frequency", "n", "float", "percentage"} & set(said)
        tokens = _tokens(slot.name)
        if any(s.statistic == "mode_of" and [c.kind for c in s.columns[:1]] == ["number"] for s in self.body.said):
            return False
        common = any(self.words.names("topics", topic, tokens) for topic in ("frequent", "rare"))
        return common and not counted and slot.decimals is None and tokens[-1].text.casefold() not in COUNTS

    def _is_coefficient(self, said: str) -> bool:
        """Return whether a slot is said to be a correlation coefficient, of which the question speaks."""
        return self.words.names("roles", "coefficient", _tokens(said)) and self.body.speaks_of("relation")

    def _counts_deviants(self, found: tuple[Kind, str]) -> bool:
        """Return whether rows are counted whose distance from the mean is told: "an absolute z-score above 2"."""
        counted = found in (("statistic", "count_of"), ("share", ""))
        text = " ".join(sentence.text for sentence in self.body.sentences)
        return counted and not self.body.speaks_of("outliers", "roles") and bool(DEVIANT.search(text))

    def _is_group(self, slot: Slot) -> bool:
        """Return whether a slot is for a group by which the question takes rows apart: "best_month[month]"."""
        return self._group(slot) is not None

    def _is_best_group(self, slot: Slot) -> bool:
        """Return whether a slot is for the group that stands out, and is called so: "highest_month[month]"."""
        group = self._group(slot)
        ends = [n.name for n in self.words.named("statistics", _tokens(slot.name))]
        return group in self.body.groups and bool(ends) and set(ends) <= {"maximum_of", "minimum_of"}

    def _group(self, slot: Slot) -> ColumnProfile | None:
        ends = {phrase[0] for end in ("most", "least") for phrase in self.words.tables["topics"][end]}
        bare = [word for word in name_words(slot.name) if stem(word) not in ends]
        names = {"".join(bare), *("".join(name_words(text)) for text in (slot.name, slot.placeholder))}
        common = self.body.speaks_of("frequent") or self.body.speaks_of("rare")
        ranked = common or self.body.speaks_of("most") or self.body.speaks_of("least")
        made = [c for c in self.body.made if c.kind != "number" or c.minimum is not None]  # no computed numbers
        groups = [*self.body.groups, *made, *self.body.asked_for] if ranked else []
        groups += [spoken.column for spoken in self.body.spoken if spoken.column.kind != "number"] if common else []
        groups += [spoken.column for spoken in self.body.spoken if spoken.column.kind == "id" and self.body.extreme]
        if re.search(r"\bfloat\b|\bdecimal", self._said(slot)):
            groups = [column for column in groups if column.kind != "number"]  # "at what depth" names no group
        whole = next((column for column in groups if "".join(name_words(column.name)) in names), None)
        return whole or self._partly(slot, bare, groups)

    def _partly(self, slot: Slot, bare: Sequence[str], groups: Sequence[ColumnProfile]) -> ColumnProfile | None:
        """Return the one group that a slot is called by the last words of: "class" for `energy_class`."""
        held = {column.label: column for column in groups if column.kind != "number"}.values()
        for words in (tuple(map(stem, bare)), tuple(map(stem, name_words(slot.placeholder)))):
            ends = [c for c in held if words and tuple(map(stem, name_words(c.name)))[-len(words) :] == words]
            if len(ends) == 1 and slot.decimals is None:
                return ends[0]
        return None

    def _kind_of(self, text: str, slot: Slot) -> tuple[Kind, str] | None:
        tokens = _tokens(text)
        if not tokens:
            return None
        if metric := self._metric(tokens):
            return "metric", metric
        if self._is_class(tokens) or self._is_made(tokens):
            return None
        if re.fullmatch(r"p_?[1-4]", text.casefold()) and not self._has_test():
            return None  # a percentage or the like, with its number
        tokens = self._unnamed(tokens) or tokens
        roles = {named.name for named in self.words.named("roles", tokens)}
        statistics = [named.name for named in self.words.named("statistics", tokens)]
        if self._gaps(_tokens(slot.name), set()):
            statistics = [name for name in statistics if name != "missing_count_of"]
        if any("mode" in name_words(spoken.column.name) for spoken in self.body.spoken):
            statistics = [name for name in statistics if name != "mode_of"]  # "ship modes"
        if re.search(r"\bp(?:[5-9]|\d\d)\b", text.replace("_", " ")):
            return "statistic", "quantile_of"
        if "p_value" in roles:
            return "p", ""
        if "degrees" in roles:
            return "degrees", ""
        if (
            self._is_text(slot)
            and not slot.is_mapping
            and not (slot.is_list and statistics and "outliers" not in roles)
        ):
            return ("outliers", "list") if "outliers" in roles else ("name", "")
        rest = self.words.names("topics", "rest", tokens) and bool(statistics or "coefficient" in roles)
        if "outliers" in roles and not self._stage_in(tokens) and not rest:
            if "percentage" in roles:
                return "outliers", "percentage"
            plain = ("count_of", "interquartile_range_of")  # "iqr_outliers"
            return "outliers", next((s for s in statistics if s not in plain), "count_of")
        if "missing_count_of" in statistics:
            return "missing", "percentage" if "percentage" in roles or self._in_percent(statistics) else "count"
        if "statistic" in roles and (self._has_test() or not statistics):
            return "test_statistic", ""
        if "coefficient" in roles and self.body.speaks_of("relation"):
            return "r", ""
        if self._is_compared(tokens) and not self._is_rate(slot, tokens):
            return self._between(tokens)
        of_rows = self.words.names("topics", "rows", tokens)
        whole = [t.stem for t in tokens if t.stem in (stem("complete"), stem("incomplete"))]
        if whole and (of_rows or self.body.asks_for_gaps):
            left = "incomplete" if stem("incomplete") in whole else "complete"
            return "complete", f"{left} percentage" if "percentage" in roles else left
        if of_rows and set(statistics) <= {"count_of"}:
            return ("share", "") if "percentage" in roles else ("statistic", "count_of")
        if fits := self.words.named("fits", tokens):
            return "fit", fits[0].name
        if "coefficient_of_variation_of" in statistics:
            return "statistic", "coefficient_of_variation_of"
        if ("percentage" in roles or self._is_rate(slot, tokens)) and set(statistics) <= {"count_of", "sum_of"}:
            return "share", ""
        if {"low", "high"} & {t.text.casefold() for t in tokens} and tokens[-1].stem == "count":
            return "statistic", "count_of"  # of rows in which something is low
        if statistics:
            return "statistic", self._counted(_strongest(statistics), slot)
        if len(tokens) == 1 and tokens[0].text == slot.placeholder == "n":
            return "statistic", "count_of"
        integer = bool(re.search(r"\b(?:integer|whole)", slot.said)) and self.body.speaks_of("count_of", "statistics")
        if "n" in (tokens[0].text, tokens[-1].text) and (len(tokens) > 1 or integer):
            return "statistic", "count_of"
        return None

    def _in_percent(self, statistics: Collection[str]) -> bool:
        """Return whether gaps are only asked for as percentages: "the percentage of missing values in a and b"."""
        tables = [self.words.named(table, s.tokens) for s in self.body.sentences for table in ("roles", "statistics")]
        said = {named.name for found in tables for named in found} | set(statistics)
        return "percentage" in said and "count_of" not in said

    def _is_compared(self, tokens: Sequence[Token]) -> bool:
        """Return whether a slot asks for two numbers in one, as "difference" does, where no column is called so."""
        compared = {phrase[0] for phrase in self.words.tables["topics"]["compared"]}
        named = [token for token in tokens if token.stem in compared - self._computed]
        return any(all(spoken.match(token.stem) < 0.9 for spoken in self.body.spoken) for token in named)

    @cached_property
    def _computed(self) -> set[str]:
        """The stems of what columns that the question makes are: a "ratio" is no more asked of two numbers then."""
        formulas = [term for piece in self.body.pieces if isinstance(term := piece.params.get("formula"), Formula)]
        named = {"/": ("ratio", "rate"), "-": ("difference", "change", "gap"), "pct_change": ("change", "growth")}
        return {stem(word) for term in formulas for word in named.get(term.operation, ())}

    def _between(self, tokens: Sequence[Token]) -> tuple[Kind, str]:
        """Return what a slot asks for that compares two numbers: their difference, their ratio, or nothing known."""
        named = self.words.named("between", tokens)
        return ("between", named[0].name) if named else ("unknown", "")

    def _is_rate(self, slot: Slot, tokens: Sequence[Token]) -> bool:
        """Return whether a rate is said to be a percentage of rows, or a number between 0 and 1."""
        said = _tokens(f"{slot.placeholder} {_first_sentence(slot.said)}")
        shared = self.words.names("roles", "percentage", said) or "between 0 and 1" in slot.said
        held = any("rate" in name_words(spoken.column.name) for spoken in self.body.spoken)
        shared = shared or (self.body.speaks_of("percentage", "roles") and not held)
        return any(t.stem == "rate" for t in tokens) and shared

    def _counted(self, statistic: str, slot: Slot) -> str:
        """Return the statistic, a count for a total that is said to be one: "total_rows[count]"."""
        if statistic != "sum_of" or any(said.statistic == "sum_of" and said.columns for said in self.body.said):
            return statistic
        said = _tokens(f"{slot.placeholder} {_first_sentence(slot.said)}")
        counts = any(n.name == "count_of" for n in self.words.named("statistics", said))
        return "count_of" if counts or any(t.stem == stem("integer") for t in said) else statistic

    def _unnamed(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens without those that spell a column that the question speaks of, or a class of its."""
        names = [[stem(word) for word in name_words(spoken.column.name)] for spoken in self.body.spoken]
        classes = [str(held.value) for column in self.body.made for held in column.values if column.kind != "number"]
        tests = [test for tests in self.body.compared.values() for test in tests]
        classes += [str(v) for t in tests for v in (t.value if isinstance(t.value, tuple) else (t.value,))]
        spelt = [*(name for name in names if len(name) > 1), *([stem(w) for w in name_words(one)] for one in classes)]
        return _without(tokens, [*spelt, *(name for _, names in self._flags for name in names)])

    @cached_property
    def _flags(self) -> list[tuple[ColumnProfile, list[list[str]]]]:
        """The columns of 1 and 0 that are made and called for one side, with the names of the other: "low income"."""
        found = []
        for piece in self.body.pieces:
            column = piece.columns[0] if piece.recipe == "label_rows" and piece.columns else None
            side, *rest = name_words(column.name) if column else ("",)
            others = {word for words, _ in SIDES if side not in words for word in words}
            if column and rest and len(others) < sum(len(words) for words, _ in SIDES):
                found.append((column, [[stem(word), *map(stem, rest)] for word in (side, *sorted(others))]))
        return found

    def _is_class(self, tokens: Sequence[Token]) -> bool:
        """Return whether tokens spell nothing but a class that the question makes, as "low" may be."""
        made = {str(held.value).casefold() for c in self.body.made if c.kind == "category" for held in c.values}
        return " ".join(token.text for token in tokens).casefold() in made

    def _is_made(self, tokens: Sequence[Token]) -> bool:
        """Return whether tokens spell nothing but a number that the question computes, or that is asked of one row."""
        spelt = [token.text.casefold() for token in tokens if token.kind != "mark"]
        named = [*self.body.made, *(s.column for s in self.body.spoken if self.body.extreme)]
        numbers = [list(name_words(column.name)) for column in named if column.kind in ("number", "id")]
        return len(spelt) > 1 and spelt in numbers

    def _metric(self, tokens: Sequence[Token]) -> str | None:
        said = "".join(t.text.lower() for t in tokens if t.kind in ("word", "number"))  # "r2", "f1"
        return next((m for m in sorted(self.metrics, key=len, reverse=True) if m.replace("_", "") in said), None)

    def _has_test(self) -> bool:
        return any(self.body.named(table) for table in TESTS)

    def _said(self, slot: Slot) -> str:
        """Return the first sentence that the form says of a slot; none where it is one about others."""
        said = _first_sentence(slot.said)
        others = (
            name for one in self.form.slots if one is not slot for name in (one.name, one.placeholder.strip("\"'"))
        )
        own = (slot.name, slot.placeholder.strip("\"'"))
        told = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in others if name and name not in own)
        return "" if slot.shared and told else said

    def _is_text(self, slot: Slot) -> bool:
        numeric = {stem(word) for word in self.words.numeric}
        own = {t.stem for t in _tokens(slot.placeholder)}
        if (own & TEXTS and not own & numeric) or slot.placeholder.casefold() in NAMED:
            return True
        said = [t.stem for t in _tokens(self._said(slot))]
        first = next((word for word in said if word in TEXTS | numeric), None)
        return first in TEXTS

    def _fallback(self, slot: Slot) -> tuple[Kind, str]:
        """Return what a slot of few words asks for: the one thing that the question asks for."""
        if self.metrics and len(self.form.slots) == 1:
            return "metric", self.metrics[0]
        if self.body.speaks_of("outliers", "roles"):
            return "outliers", "count_of"
        said = [said.statistic for said in self.body.said]
        if any(piece.recipe == "label_quantiles" for piece in self.body.pieces):
            said = [name for name in said if name != "quantile_of"]
        if said and said[0] == "count_of" and slot.decimals:
            return "unknown", ""
        if said and said[0] in FRACTIONS and re.search(r"\binteger", slot.said):
            return "unknown", ""
        if said[:1] == ["missing_count_of"] and self.body.asks_for_gaps and self._in_percent(said):
            return "missing", "percentage"
        if said and (said[0] != "missing_count_of" or self.body.asks_for_gaps):
            return "statistic", said[0]
        if self.body.speaks_of("relation"):
            return "r", ""
        if self.body.speaks_of("percentage", "roles"):
            return "share", ""
        return ("name" if slot.decimals is None else "unknown"), ""

    # --- stages and rows ---------------------------------------------------------------------------------

    def _stage(self, slot: Slot) -> Stage | None:
        return self._stage_in(_tokens(slot.name)) or self._stage_in(_tokens(slot.placeholder))

    def _stage_in(self, tokens: Sequence[Token]) -> Stage | None:
        named = [n.name for n in self.words.named("stages", tokens)]
        return named[0] if named else None  # type: ignore[return-value]

    def _tests(self, tokens: Sequence[Token]) -> tuple[Test, ...]:
        """Return the rows that the words of a slot are about: values, numbers of a column, yes and no, gaps."""
        mentions = [m for m in self.body.vocabulary.mentions(tokens) if m.is_value]
        found = [c.test for c in ConditionReader(tokens, mentions, self.body.profile, self.body.lexicon).read()]
        words = [tokens[place] for mention in mentions for place in mention.place]
        found = [test for test in found if not is_stray(self.body, test, words, beside=False)] or self._ranges(tokens)
        found = found or timed_tests(tokens, self.body)
        found = [self._in_its_column(test) for test in found or self._part_of_value(tokens)]
        known = {test.column for test in found}
        stems, texts = {t.stem for t in tokens}, {t.text.casefold() for t in tokens}
        found += [test for test in defined_tests(stems, texts, self.definitions) if test.column not in known]
        known |= {test.column for test in found}
        found += self._sided(tokens, known)
        known |= {test.column for test in found}
        tests = [*found, *self._numbered(tokens, known), *self._gaps(tokens, known), *self._yes(tokens, known)]
        return tuple({test.column: test for test in tests if test.part or self._is_divided(test.column)}.values())

    def _in_its_column(self, test: Test) -> Test:
        """Return a test of a value that several columns have as that of the column in which the question has it."""
        dated = [other for other in self.body.tests if other.part == "year"]
        year = test.comparison == "==" and isinstance(test.value, int) and test.part is None
        if dated and year and not any(other.column == test.column for other in self.body.tests):
            return test.model_copy(update={"column": dated[0].column, "part": "year"})
        same = [other for other in self.body.tests if other.value == test.value and other.comparison == "=="]
        return test if not same or any(other.column == test.column for other in same) else same[0]

    def _is_divided(self, label: Label) -> bool:
        """Return whether the question speaks of a column, or makes it: a slot takes rows apart by no other."""
        tested = any(test.column == label for test in self.body.tests)
        return tested or any(spoken.column.label == label for spoken in self.body.spoken)

    def _sided(self, tokens: Sequence[Token], known: set[Label]) -> list[Test]:
        """Read "high_loss" and "low_loss" as the two sides of the one column that the question divides at a number."""
        texts = {t.text.casefold() for t in tokens}
        side = [signs for words, signs in SIDES if texts & words]
        for label, tests in self.body.compared.items() if len(side) == 1 else ():
            signs = {test.comparison for test in tests}
            own = [test for test in tests if test.comparison in side[0]]
            if label not in known and len(own) == 1 and len(tests) == 2 and all(signs & other for _, other in SIDES):
                return own
        return []

    def _numbered(self, tokens: Sequence[Token], known: set[Label]) -> list[Test]:
        """Read "class 1" and "first class", the word being one by which the question speaks of a column."""
        found = []
        for place, token in enumerate(tokens):
            number = token.number if token.kind == "number" else self.body.lexicon.ordinals.get(token.stem)
            near = [tokens[p] for p in (place - 1, place + 1) if 0 <= p < len(tokens) and tokens[p].kind == "word"]
            if number is None:
                continue
            for spoken in sorted(self.body.spoken, key=lambda spoken: spoken.column.label not in self.body.compared):
                holds = any(value.value == number for value in spoken.column.values)
                if holds and spoken.column.label not in known and any(spoken.match(t.stem) >= 0.6 for t in near):
                    found.append(Test(column=spoken.column.label, comparison="==", value=number))
                    break
        return found

    def _part_of_value(self, tokens: Sequence[Token]) -> list[Test]:
        """Read a word of one of the values that the question compares: "private" for "Private room"."""
        for label, tests in self.body.compared.items():
            values = [v for t in tests for v in (t.value if isinstance(t.value, tuple) else (t.value,))]
            words = {value: {stem(word) for word in name_words(str(value))} for value in values}
            for token in tokens:
                holding = [value for value, own in words.items() if token.stem in own]
                if len(token.text) > 1:
                    short = token.text.casefold()
                    holding += [value for value in values if value not in holding and _shortens(value, short)]
                if len(holding) == 1 and isinstance(holding[0], str):
                    return [Test(column=label, comparison="==", value=holding[0])]
        return []

    def _ranges(self, tokens: Sequence[Token]) -> list[Test]:
        """Read "below3" and "between3and4" as said of the column that the question compares so."""
        ranges = [test.column for test in self.body.tests if test.comparison in ("<", "<=", ">", ">=", "between")]
        for label in dict.fromkeys(ranges):
            column = next(c for c in self.body.profile.columns if c.label == label)
            spot = Mention(range(0), column, "exact")
            found = ConditionReader(tokens, [spot], self.body.profile, self.body.lexicon).read()
            if own := [c.test for c in found if c.test.column == label]:
                return own
        return []

    def _gaps(self, tokens: Sequence[Token], known: set[Label]) -> list[Test]:
        words = [t.text.lower() for t in tokens]
        missing = {w for phrases in self.words.tables["topics"]["missing"] for w in phrases}
        bare = [w.removeprefix("not").removeprefix("non") for w in words]
        gap = next((n for n, word in enumerate(bare) if word in missing), None)
        if gap is None:
            return self._lacking(tokens, known)
        absent = bare[gap] != words[gap] or any(w in ("not", "non", "without") for w in words[:gap])
        for spoken in self.body.spoken:
            near = [w for n, w in enumerate(words) if n != gap]
            if (
                spoken.column.missing
                and any(spoken.match(stem(w)) >= 0.9 for w in near)
                and spoken.column.label not in known
            ):
                return [Test(column=spoken.column.label, comparison="present" if absent else "missing")]
        return []

    def _lacking(self, tokens: Sequence[Token], known: set[Label]) -> list[Test]:
        """Read "with certificate" and "without certificate" where the question takes apart which rows lack one."""
        words = [t.text.casefold() for t in tokens]
        place = next((n for n, word in enumerate(words) if word in ("with", "without", "no")), None)
        for spoken in self.body.spoken if place is not None else ():
            apart = {test.comparison for test in self.body.compared.get(spoken.column.label, ())}
            near = any(spoken.match(t.stem) >= 0.9 for t in tokens[(place or 0) + 1 :])
            if near and apart == {"missing", "present"} and spoken.column.label not in known:
                return [
                    Test(column=spoken.column.label, comparison="present" if words[place or 0] == "with" else "missing")
                ]
        return []

    def _yes(self, tokens: Sequence[Token], known: set[Label]) -> list[Test]:
        """Read the name of a column of yes and no as the rows that say so: "survived", "not eligible"."""
        words = [t.stem for t in tokens]
        bare = [stem(t.text.removeprefix("non")) if len(t.text) > NEGATED else t.stem for t in tokens]
        denied = {p[0] for p in self.words.tables["topics"]["negative"]}
        found = [test for test in self._other_side(tokens) if test.column not in known]
        for spoken in (one for one in self.body.spoken if one.column.label not in {test.column for test in found}):
            yes = self.body.two_valued(spoken.column)
            place = next((n for n, w in enumerate(bare) if max(map(spoken.match, (w, words[n]))) >= 0.9), None)
            if yes is None or place is None or spoken.column.label in known or self._is_measured(spoken):
                continue
            no = any(w in denied for w in words[:place]) or spoken.match(words[place]) < 0.9
            found.append(Test(column=spoken.column.label, comparison="!=" if no else "==", value=yes))
        return found

    def _other_side(self, tokens: Sequence[Token]) -> list[Test]:
        """Read "low income" as the rows that `high_income`, which the question makes, says no of."""
        found = []
        for column, (_, *others) in self._flags:
            yes = self.body.two_valued(column)
            if yes is not None and any(len(_without(tokens, [name])) < len(tokens) for name in others):
                found.append(Test(column=column.label, comparison="!=", value=yes))
        return found

    def _is_measured(self, spoken: Spoken) -> bool:
        measured = (column.label for said in self.body.said for column in said.columns[:1])
        return spoken.column.kind in ("number", "boolean") and spoken.column.label in measured

    # --- columns --------------------------------------------------------------------------------------

    def _with_columns(self, ask: Ask, asks: Sequence[Ask]) -> Ask:
        """Return the ask with the columns that its slot names; two slots never ask for the same."""
        if ask.kind in ("verdict", "metric"):
            return replace(ask, columns=tuple(self._ranked(ask))[:1])
        if ask.kind == "name" and (group := self._group(ask.slot) or self._named_so(ask.slot)):
            return replace(ask, columns=(group,))
        return replace(ask, columns=tuple(self._ranked(ask)))

    def _named_so(self, slot: Slot) -> ColumnProfile | None:
        """Return the column of no numbers that a slot has the very name of, where the question speaks of none so."""
        if any(spoken.match(t.stem) >= 0.9 for spoken in self.body.spoken for t in _tokens(slot.name)):
            return None
        columns = [c for c in self.body.profile.columns if c.bindable and c.kind != "number"]
        names = (slot.name.casefold(), slot.placeholder.strip("\"'").casefold())
        return next((c for name in names for c in columns if c.name.strip().casefold() == name), None)

    def _ranked(self, ask: Ask) -> list[ColumnProfile]:
        """Return the columns that the slot's words fit, best first."""
        used = {test.column for test in ask.tests}
        tokens = _without(_tokens(ask.slot.name), [name for _, names in self._flags for name in names])
        kept = {stem(word) for word in ENDS} if ask.kind == "r" else set[str]()
        scored = []
        for spoken in self.body.spoken:
            if spoken.column.label in used:
                continue
            score = self._score(spoken, tokens, kept)
            if score:
                scored.append((score, spoken.column))
        scored += [(0.9, column) for column in self._spelt(tokens) if column not in [c for _, c in scored]]
        return [column for _, column in sorted(scored, key=lambda s: -s[0])]

    def _score(self, spoken: Spoken, tokens: Sequence[Token], kept: Collection[str]) -> float:
        """Return how well the words of a slot fit a column; those of statistics count only where they are `kept`."""
        stats = {p for n in self.words.named("statistics", tokens) for p in n.place if tokens[p].stem not in kept}
        roles = {p for n in self.words.named("roles", tokens) for p in n.place}
        joined = "".join(t.text.casefold() for t in tokens)
        free = [t for p, t in enumerate(tokens) if p not in stats | roles and t.kind in ("word", "number")]
        score = sum(spoken.match(t.stem) for t in free)
        whole = "".join(name_words(spoken.column.name))
        spelt = (
            0.5 if any(tokens[p].text.casefold() == whole for p in stats) else 1.0
        )  # "total_x" beside a column Total
        return score + (spelt if len(whole) > 2 and (whole in joined or whole in stem(joined)) else 0.0)

    def _spelt(self, tokens: Sequence[Token]) -> list[ColumnProfile]:
        """Return the columns of one letter each that a word spells, as "XY" does."""
        letters = {c.name.lower(): c for c in self.body.profile.columns if len(c.name.strip()) == 1}
        for token in tokens:
            if token.kind == "word" and 1 < len(token.text) <= 3 and all(x in letters for x in token.text.lower()):
                return [letters[x] for x in token.text.lower()]
        return []


def _without(tokens: Sequence[Token], names: Sequence[Sequence[str]]) -> list[Token]:
    """Return the tokens without those that spell names, each once; these are given as stems."""
    left = list(tokens)
    for name in names:
        for first in range(len(left) - len(name) + 1):
            if name and [t.stem for t in left[first : first + len(name)]] == list(name):
                left = left[:first] + left[first + len(name) :]
                break
    return left


def _shortens(value: Label, short: str) -> bool:
    """Return whether a few letters are the first ones of a value, or of its words."""
    words = name_words(str(value))
    return short == "".join(word[:1] for word in words) or any(word.startswith(short) for word in words)


def _strongest(statistics: Sequence[str]) -> str:
    """Return the statistic that a name is about: a count only where nothing else is named."""
    return next((s for s in statistics if s not in ("count_of", "sum_of")), statistics[0])


def _tokens(text: str) -> list[Token]:
    return tokenize(re.sub(r"\bzero\b", "0", text.replace("_", " ")))


def _first_sentence(text: str) -> str:
    return text.replace(". ", "\n").replace(";", "\n").split("\n", maxsplit=1)[0]
