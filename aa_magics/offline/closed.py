"""A closed question, one that states the form of its answer, becomes a plan that prints exactly that."""

import re
from collections import Counter
from collections.abc import Sequence

from aa_magics.codegen.literals import literal
from aa_magics.errors import GoalError
from aa_magics.model import ColumnProfile, FrameChoice, FrameProfile, Goal, Label, Plan, Test
from aa_magics.offline.answering import Value, decided, printed, variable
from aa_magics.offline.asks import Ask, SlotReader
from aa_magics.offline.body import Body, Said, closed_vocabulary
from aa_magics.offline.chain import Chain
from aa_magics.offline.clauses import read_sentences
from aa_magics.offline.forms import Form, read_decimals
from aa_magics.offline.grounding import Mention, Vocabulary
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.pieces import Piece, Place, prepared_profile
from aa_magics.offline.preparing import conversion, noted_places, read_preparation
from aa_magics.offline.suggestions import suggest_goals
from aa_magics.offline.text import stem, tokenize
from aa_magics.offline.unread import Unread
from aa_magics.offline.verdicts import Rule, read_rules, significance_level, usual_rules

LEVEL = 0.05  # of significance where the goal sets none
DECIMALS = 2
P_DECIMALS = 4
BY = {
    "mean_of": "mean_by",
    "median_of": "median_by",
    "sum_of": "sum_by",
    "minimum_of": "minimum_by",
    "maximum_of": "maximum_by",
    "standard_deviation_of": "standard_deviation_by",
    "range_of": "range_by",
}
POPULATION = {
    "standard_deviation_of": "population_standard_deviation_of",
    "variance_of": "population_variance_of",
}
CONVERTING = ("read_", "to_number", "to_datetime")
WHOLE = frozenset(("count_of", "distinct_count_of", "missing_count_of"))
FACTOR = re.compile(r"(\d+(?:\.\d+)?)\s*(?:\*|×|x\b|times)?\s*(?:the\s+)?(?:\(?\s*iqr|interquartile)", re.IGNORECASE)
DEVIATIONS = (
    re.compile(r"(\d+(?:\.\d+)?)\s*standard deviations?", re.IGNORECASE),
    re.compile(r"threshold\D{0,30}?(\d+(?:\.\d+)?)", re.IGNORECASE),
    re.compile(r"(?:z[\s-]?scores?|greater than|more than|exceeds|above|>)\D{0,40}?(\d+(?:\.\d+)?)", re.IGNORECASE),
)


class UnansweredError(Exception):
    """What of the question could not be read, in words."""


def plan_closed(goal: Goal, profiles: Sequence[FrameProfile], form: Form, lexicon: Lexicon) -> Plan:
    """Return the plan of a closed question. Raises GoalError where a slot, or what it rests on, is not understood."""
    profile = max(profiles, key=lambda profile: _grounded(form.body, profile, lexicon))
    planner = _Closed(goal, profile, form, lexicon)
    try:
        return planner.plan()
    except UnansweredError as reason:
        offered = "; ".join(suggest_goals(profile))
        raise GoalError(
            f"Could not read {reason} of the question about {profile.name}.", f"You could ask: {offered}"
        ) from None


def _grounded(text: str, profile: FrameProfile, lexicon: Lexicon) -> float:
    return sum(mention.score for mention in Vocabulary(profile, lexicon).mentions(tokenize(text)))


class _Closed:
    def __init__(self, goal: Goal, profile: FrameProfile, form: Form, lexicon: Lexicon) -> None:
        self.goal, self.profile, self.form, self.lexicon = goal, profile, form, lexicon
        self.pieces = read_pieces(form.body, profile, lexicon)
        self.noted = noted(form.body, profile, lexicon)
        self.body = Body(form.body, prepared_profile(profile, self.pieces), self.pieces, lexicon, self.noted)
        self.words = self.body.words
        self.asks = SlotReader(form, self.body).read()
        self.chain = Chain(goal, profile.name)
        self.assumptions = [a for piece in self.pieces for a in piece.assumptions]
        self.level = significance_level(form.body) or LEVEL
        self.frames = [profile.name]
        self.lines: list[str] = []
        self.converted: dict[Label, ColumnProfile] = {}
        self.chosen: dict[str, list[Label]] = {}

    def plan(self) -> Plan:
        for piece in self.pieces:
            self.frames.append(self.chain.piece(piece, self.frames[-1]))
        for column, number in dict.fromkeys((c.label, n) for c, n in self.body.sized.values()):
            self.frames.append(self.chain.frame("large_groups", {"by": column, "n": number}, self.frames[-1]))
        known = [n for slot in self.form.slots for n in (slot.name, slot.placeholder, *slot.choices)]
        known += [str(value) for test in self._every_test() for value in _values(test)]
        if left := Unread(self.body, self.noted, known).words():
            raise UnansweredError(" ".join(map(repr, left[:6])))
        for ask in self.asks:
            self._answer(ask)
        self.chain.answer(self.lines)
        choice = FrameChoice(
            name=self.profile.name, rows=self.profile.rows, columns=len(self.profile.columns), why="given"
        )
        return Plan(frames=(choice,), steps=tuple(self.chain.steps), assumptions=tuple(dict.fromkeys(self.assumptions)))

    def _every_test(self) -> list[Test]:
        return [*self.body.tests, *(test for ask in self.asks for test in ask.tests)]

    def _answer(self, ask: Ask) -> None:
        if ask.kind == "verdict":
            rules = self._rules(ask)
            name = self.chain.fresh(variable(ask.slot.name).lower())
            self.lines += decided(name, rules, self._numbers(ask, rules))
            self.lines += printed(ask.slot, Value(name))
            return
        if self._is_essay(ask):
            raise UnansweredError(f"what @{ask.slot.name} asks for")
        if len(ask.slot.parts) > 1 and not (ask.slot.is_list or ask.slot.is_mapping or " " in ask.slot.parts[0]):
            self._row_of_answers(ask)
            return
        self.lines += printed(ask.slot, self._value(ask))

    def _is_essay(self, ask: Ask) -> bool:
        """Return whether a slot asks for more than a value: a text, a table, a chart."""
        return bool({word.lower() for word in re.findall(r"[A-Za-z]+", ask.slot.placeholder)} & self.words.essays)

    def _row_of_answers(self, ask: Ask) -> None:
        """Answer a slot of several parts: the groups that stand out, and by what."""
        named = [self._made_or_spoken(part) for part in ask.slot.parts]
        by = [column for column in named if column in self.body.groups]
        end = "max" if self.body.speaks_of("most") else "min"
        said = next((s for s in self.body.said if s.statistic in BY and s.columns), None)
        ranked = self.body.speaks_of("most") or self.body.speaks_of("least")
        if not by or said is None or len(by) != len(ask.slot.parts) - 1 or not ranked:
            raise UnansweredError(f"what @{ask.slot.name} asks for")
        value = next(c for c in said.columns if c not in by)
        params = {"value": value.label, "by": tuple(column.label for column in by)}
        series = self.chain.measure(BY[said.statistic], params, self._frame(ask), _plural(said.statistic))
        names = {column.label: self.chain.fresh(variable(column.name).lower()) for column in by}
        self.lines.append(f"{', '.join(names.values())} = {series}.idx{end}()")
        best = f"{{{series}.{end}():.{self._decimals(ask)}f}}"
        shown = [f"{{{names[column.label]}}}" if column in by else best for column in named]
        self.lines.append(f'print(f"@{ask.slot.name}[{ask.slot.separator.join(shown)}]")')

    def _made_or_spoken(self, part: str) -> ColumnProfile | None:
        """Return the column that a part of a slot names outright."""
        columns = [*self.body.made, *(s.column for s in self.body.spoken)]
        return next((c for c in columns if c.name.strip().casefold() == part.casefold().replace("_", " ")), None)

    def _value(self, ask: Ask) -> Value:
        match ask.kind:
            case "r":
                return Value(f"{self._relation(ask)}.statistic", self._decimals(ask))
            case "p":
                return Value(f"{self._result(ask)}.pvalue", self._decimals(ask, P_DECIMALS))
            case "test_statistic":
                return Value(f"{self._result(ask)}.statistic", self._decimals(ask))
            case "statistic":
                return self._statistic(ask)
            case "outliers":
                return self._outliers(ask)
            case "missing":
                return self._missing(ask)
            case "name":
                return self._name(ask)
            case _:
                raise UnansweredError(f"what @{ask.slot.name} asks for")

    def _decimals(self, ask: Ask, usual: int = DECIMALS) -> int:
        if ask.slot.decimals is not None:
            return ask.slot.decimals
        stated = None if usual == P_DECIMALS else read_decimals(self.form.body)
        if stated is None:
            self.assumptions.append(f"{ask.slot.name} is rounded to {usual} decimals")
        return usual if stated is None else stated

    # --- frames and columns ------------------------------------------------------------------------------

    def _frame(self, ask: Ask, tests: Sequence[Test] | None = None, apart: Sequence[Label] = ()) -> str:
        """Return the frame of the rows that an ask is about, at its stage; no test of a column of `apart` counts."""
        own = ask.tests if tests is None else tests
        columns = {test.column for test in own} | set(apart)
        kept = [test for test in self.body.filters if test.column not in columns]
        return self.chain.rows(self._stage_frame(ask), [*kept, *own])

    def _stage_frame(self, ask: Ask) -> str:
        if ask.stage != "before":
            return self.frames[-1]
        return self.frames[self._first_cleaning()]

    def _first_cleaning(self) -> int:
        """Return how many pieces come before the first that changes or drops what the frame has."""
        known = {column.label for column in self.profile.columns}
        for number, piece in enumerate(self.pieces):
            converts = piece.recipe.startswith(CONVERTING)
            if not converts and (not piece.columns or any(column.label in known for column in piece.columns)):
                return number
        return len(self.pieces)

    def _column(self, ask: Ask) -> ColumnProfile:
        """Return the column that an ask is about: that its slot names, else that the question measures so."""
        kinds = ("number",) if ask.statistic not in WHOLE else ()
        same = [s for s in self.body.said if s.statistic == ask.statistic]
        said = [c for s in (*same, *self.body.said) for c in s.columns]
        named = sorted([*said, *(s.column for s in self.body.spoken)], key=self._is_only_near)
        candidates = [*ask.columns, *reversed(self._new()), *named]
        fitting = [c for c in candidates if not kinds or self._is_number(c)]
        tested = {test.column for test in (*ask.tests, *self.body.tests)}
        if ask.slot.is_list or ask.slot.is_mapping:
            tested |= {column.label for column in self.body.groups}
            fitting = [column for column in fitting if column.label not in tested]
        key = f"{ask.statistic} {ask.tests} {ask.stage}"
        used = self.chosen.setdefault(key, [])
        for column in fitting:
            free = column.label not in used and (column.label not in tested or column in ask.columns)
            if free:
                used.append(column.label)
                return self._as_number(column) if kinds else column
        raise UnansweredError(f"which column @{ask.slot.name} is about")

    def _is_number(self, column: ColumnProfile) -> bool:
        return (column.kind == "number" and column.parsed) or conversion(column, "number") is not None

    def _as_number(self, column: ColumnProfile) -> ColumnProfile:
        """Return the column once it holds numbers, converted before anything else is done where it does not."""
        piece = conversion(column, "number")
        if piece is None or column.label in self.converted:
            return self.converted.get(column.label, column)
        if self.chain.steps:
            raise UnansweredError(f"the numbers of {column.name}")
        self.frames = [self.chain.piece(piece, self.frames[-1])]
        self.assumptions += piece.assumptions
        self.converted[column.label] = piece.columns[0]
        return piece.columns[0]

    def _is_only_near(self, column: ColumnProfile) -> bool:
        """Return whether the question never names a column outright, but by a part or a misspelling."""
        found = [m for s in self.body.sentences for m in s.mentions if m.column.label == column.label]
        return bool(found) and all(m.how in ("part", "fuzzy") for m in found)

    def _new(self) -> list[ColumnProfile]:
        known = {column.label for column in self.profile.columns}
        return [column for column in self.body.made if column.label not in known]

    # --- statistics -------------------------------------------------------------------------------------

    def _statistic(self, ask: Ask) -> Value:
        if ask.statistic == "count_of" and not self._counts_values(ask):
            return self._count(ask)
        column = self._column(ask)
        if row := self._row(ask, column):
            return row
        recipe = ask.statistic
        if self.body.speaks_of("population"):
            recipe = POPULATION.get(recipe, recipe)
        decimals = None if recipe in WHOLE else self._decimals(ask)
        if ask.slot.is_list or ask.slot.is_mapping:
            return self._grouped(ask, recipe, column, decimals)
        if by := self._by(ask, recipe):
            rows = self._frame(ask, (), apart=by)
            name = self.chain.measure(BY[recipe], {"value": column.label, "by": by}, rows, _plural(recipe))
            return Value(f"{name}[{_key([self._tested(ask, label) for label in by])}]", decimals)
        name = self.chain.measure(recipe, {"value": column.label}, self._frame(ask), self._named(ask))
        return Value(name, decimals)

    def _row(self, ask: Ask, column: ColumnProfile) -> Value | None:
        """Return the column's value in the row that stands out: "the speed of the storm with the most rain"."""
        extreme = self.body.extreme
        if (
            extreme is None
            or extreme[1].label == column.label
            or ask.statistic not in ("maximum_of", "minimum_of", "sum_of")
        ):
            return None
        name = self.chain.measure(extreme[0], {"value": extreme[1].label}, self._frame(ask), "row")
        return Value(f"{name}[{literal(column.label)}]", self._decimals(ask))

    def _grouped(self, ask: Ask, recipe: str, column: ColumnProfile, decimals: int | None) -> Value:
        """Return the statistic of every group, as a list or by its name."""
        if recipe not in BY:
            raise UnansweredError(f"what @{ask.slot.name} lists")
        by = self._group_column()
        name = self.chain.measure(
            BY[recipe], {"value": column.label, "by": (by.label,)}, self._frame(ask), _plural(recipe)
        )
        return Value(name, decimals, many=ask.slot.is_list and not ask.slot.is_mapping)

    def _by(self, ask: Ask, recipe: str) -> tuple[Label, ...]:
        """Return the columns whose groups several slots are about, this one of them."""
        labels = tuple(sorted((test.column for test in ask.tests), key=str))
        equal = all(test.comparison == "==" and test.part is None for test in ask.tests)
        users = Counter(
            tuple(sorted((test.column for test in other.tests), key=str))
            for other in self.asks
            if other.kind == "statistic" and other.statistic == ask.statistic
        )
        return labels if labels and equal and recipe in BY and users[labels] > 1 else ()

    def _tested(self, ask: Ask, label: Label) -> Label:
        return next(test.value for test in ask.tests if test.column == label)

    def _named(self, ask: Ask) -> str:
        return variable(ask.slot.name).lower()

    def _counts_values(self, ask: Ask) -> bool:
        return False

    def _count(self, ask: Ask) -> Value:
        summed = [s for s in self.body.said if s.statistic == "sum_of" and s.columns]
        if summed or any(s.statistic == "sum_of" and "sum" in self.form.body.lower() for s in self.body.said):
            column = self._column(Ask(ask.slot, "statistic", "sum_of", (), ask.tests))
            return Value(self.chain.measure("sum_of", {"value": column.label}, self._frame(ask), self._named(ask)))
        if any(s.statistic == "distinct_count_of" for s in self.body.said):
            column = self._column(Ask(ask.slot, "statistic", "distinct_count_of", ask.columns, ask.tests))
            return Value(
                self.chain.measure("distinct_count_of", {"value": column.label}, self._frame(ask), self._named(ask))
            )
        if not (self.body.filters or ask.tests):
            raise UnansweredError(f"what @{ask.slot.name} counts")
        return Value(self.chain.measure("row_count", {}, self._frame(ask), self._named(ask)))

    # --- relations and tests ------------------------------------------------------------------------------

    def _relation(self, ask: Ask) -> str:
        x, y = (self._as_number(column) for column in self._pair(ask))
        recipe = next(iter(self.body.named("relations")), "pearson_of")
        return self.chain.measure(recipe, {"x": x.label, "y": y.label}, self._frame(ask), "correlation")

    def _pair(self, ask: Ask) -> tuple[ColumnProfile, ColumnProfile]:
        """Return the two columns of a relation: those that the slot names, else those that a sentence relates."""
        if pair := self._spelt(ask) or self._between():
            return pair
        pairs = [p for s in self.body.sentences if (p := self._related(s)) and len(p) >= 2]
        best = max(pairs, key=lambda p: p[0][1] + p[1][1], default=[])
        columns = [column for column, _ in best] or [s.column for s in self.body.spoken if s.column.kind == "number"]
        named = [c for c in ask.columns if c.kind == "number" and (c in columns or len(ask.columns) > 1)]
        if len(named) >= 2:
            return named[0], named[1]
        if named and len(columns) > 2:
            other = [c for c in columns if c.label not in {n.label for n in named}]
            shared = [c for c in other if not any(c in a.columns[:1] for a in self.asks if a.kind == "r")]
            if shared or other:
                return named[0], (shared or other)[-1]
        if len(columns) < 2:
            raise UnansweredError("which two columns are related")
        return columns[0], columns[1]

    def _spelt(self, ask: Ask) -> tuple[ColumnProfile, ColumnProfile] | None:
        numbers = [column for column in ask.columns if column.kind == "number"]
        named = [c for c in numbers if len(c.name.strip()) == 1]
        return (named[0], named[1]) if len(named) == 2 else None

    def _between(self) -> tuple[ColumnProfile, ColumnProfile] | None:
        """Return the surest columns on both sides of the joint in "between the a ... and the b ..."."""
        best: tuple[float, ColumnProfile, ColumnProfile, Mention, Mention] | None = None
        for sentence in self.body.sentences:
            if not self.words.names("topics", "relation", sentence.tokens):
                continue
            words = [t.text.casefold() for t in sentence.tokens]
            start = words.index("between") if "between" in words else None
            mentions = [m for m in self.body.measured(sentence) if start is not None and m.place.start > start]
            numbers = [m for m in mentions if m.column.kind == "boolean" or self._is_number(m.column)]
            for place in (p for p, word in enumerate(words) if word in ("and", "with", "to", "versus")):
                left = [m for m in numbers if m.place.stop <= place]
                right = [m for m in numbers if m.place.start > place]
                if not left or not right:
                    continue
                x, y = max(left, key=_sureness), max(right, key=_sureness)
                score = _sureness(x) + _sureness(y)
                if x.column.label != y.column.label and (best is None or score > best[0] + 0.01):
                    best = (score, x.column, y.column, x, y)
        if best and any(m.others for m in best[3:]):
            raise UnansweredError(f"which column is meant by {best[3].column.name} or {best[4].column.name}")
        several = len({a.columns[:1] for a in self.asks if a.kind == "r" and a.columns}) > 1
        return None if several or best is None else (best[1], best[2])

    def _related(self, sentence: object) -> list[tuple[ColumnProfile, float]]:
        from aa_magics.offline.clauses import Clause

        assert isinstance(sentence, Clause)
        if not self.words.names("topics", "relation", sentence.tokens):
            return []
        found: dict[Label, tuple[ColumnProfile, float]] = {}
        for mention in self.body.measured(sentence):
            weight = mention.score - (0.5 if mention.others else 0)
            if mention.column.kind == "boolean" or self._is_number(mention.column):
                found.setdefault(mention.column.label, (mention.column, weight))
        return list(found.values())

    def _result(self, ask: Ask) -> str:
        """Return the variable of the result whose p-value or statistic is asked for."""
        if names := self.body.named("normality"):
            return self._normality(ask, names[0])
        if names := self.body.named("two_groups"):
            return self._two_groups(ask, names)
        if names := self.body.named("several_groups"):
            return self._several_groups(ask, names[0])
        if self.body.speaks_of("relation"):
            return self._relation(ask)
        if self.body.speaks_of("normality"):
            return self._normality(ask, "shapiro_of")
        raise UnansweredError(f"which test @{ask.slot.name} is of")

    def _normality(self, ask: Ask, recipe: str) -> str:
        column = self._column(Ask(ask.slot, ask.kind, f"{ask.kind} of normality", ask.columns, ask.tests, ask.stage))
        return self.chain.measure(recipe, {"value": column.label}, self._frame(ask), "normality")

    def _two_groups(self, ask: Ask, names: Sequence[str]) -> str:
        recipe = next((n for n in names if n != "pooled_t_of"), names[0])
        first, second = self._two_sides()
        column = self._column(Ask(ask.slot, ask.kind, "test", ask.columns, (first, second)))
        kept = [t for t in self.body.filters if t.column not in (first.column, second.column)]
        frames = [self.chain.rows(self.frames[-1], [*kept, test]) for test in (first, second)]
        return self.chain.measure(recipe, {"value": column.label}, frames[0], "test", other=frames[1])

    def _two_sides(self) -> tuple[Test, Test]:
        """Return the rows of the two groups that are compared."""
        for label, tests in self.body.compared.items():
            values = [
                v for t in tests for v in (t.value if t.comparison == "in" and isinstance(t.value, tuple) else (t,))
            ]
            sides = [v if isinstance(v, Test) else Test(column=label, comparison="==", value=v) for v in values]
            if len(sides) == 2:
                return sides[0], sides[1]
        asked = list(dict.fromkeys(test for ask in self.asks for test in ask.tests))
        if len(asked) == 2:
            return asked[0], asked[1]
        for spoken in self.body.spoken:
            values = [counted.value for counted in spoken.column.values]
            if len(values) == 2:
                return tuple(Test(column=spoken.column.label, comparison="==", value=v) for v in values)  # type: ignore[return-value]
        raise UnansweredError("which two groups are compared")

    def _several_groups(self, ask: Ask, recipe: str) -> str:
        by = self._group_column()
        column = self._column(
            Ask(ask.slot, ask.kind, "test", ask.columns, (Test(column=by.label, comparison="present"),))
        )
        return self.chain.measure(recipe, {"value": column.label, "by": by.label}, self._frame(ask), "test")

    def _group_column(self) -> ColumnProfile:
        if groups := self.body.groups:
            return groups[0]
        raise UnansweredError("which groups are compared")

    # --- verdicts ----------------------------------------------------------------------------------------

    def _rules(self, ask: Ask) -> list[Rule]:
        slot = ask.slot
        text = "\n".join((self.form.body, slot.said, slot.condition))
        rules = read_rules(text, slot.choices, slot.name.replace("_", " "))
        normal = bool(self.body.named("normality")) or self.body.speaks_of("normality")
        rules = rules or usual_rules(slot.choices, self.level, denied=normal)
        if not rules:
            raise UnansweredError(f"when @{slot.name} is {' or '.join(slot.choices)}")
        return rules

    def _numbers(self, ask: Ask, rules: Sequence[Rule]) -> dict[str, str]:
        needed = {c.quantity for rule in rules for all_of in rule.any_of for c in all_of}
        found = {}
        for quantity in sorted(needed):
            if quantity == "p":
                found["p"] = f"{self._result(ask)}.pvalue"
            elif quantity == "r":
                found["r"] = f"{self._relation(ask)}.statistic"
            elif quantity in ("skewness", "kurtosis"):
                statistic = Ask(ask.slot, "statistic", f"{quantity}_of", (), ask.tests, ask.stage)
                column = self._verdict_column(statistic)
                found[quantity] = self.chain.measure(
                    statistic.statistic, {"value": column.label}, self._frame(ask), quantity
                )
            else:
                raise UnansweredError(f"what @{ask.slot.name} is judged by")
        return found

    def _verdict_column(self, ask: Ask) -> ColumnProfile:
        self.chosen.pop(f"{ask.statistic} {ask.tests} {ask.stage}", None)
        return self._column(ask)

    # --- outliers ----------------------------------------------------------------------------------------

    def _outliers(self, ask: Ask) -> Value:
        column = self._outlier_column(ask)
        frame = self._found_outliers(column, ask)
        if ask.slot.is_list or ask.statistic == "list":
            return self._outlier_list(ask, frame, column)
        if ask.statistic == "count_of":
            return Value(f"len({frame})")
        words = ask.words
        statistic = ask.statistic
        if statistic == "range_of":
            ends = self.words.tables["statistics"]
            low = any(p[0] in words for p in ends["minimum_of"])
            high = any(p[0] in words for p in ends["maximum_of"])
            statistic = "minimum_of" if low else "maximum_of" if high else statistic
        name = self.chain.measure(statistic, {"value": column.label}, frame, self._named(ask))
        return Value(name, self._decimals(ask))

    def _outlier_column(self, ask: Ask) -> ColumnProfile:
        for sentence in self.body.sentences:
            if self.words.names("roles", "outliers", sentence.tokens):
                fitting = [m for m in self.body.measured(sentence) if self._is_number(m.column)]
                if fitting:
                    return self._as_number(max(fitting, key=_sureness).column)
        return self._column(Ask(ask.slot, "statistic", "outliers", ask.columns))

    def _found_outliers(self, column: ColumnProfile, ask: Ask) -> str:
        text = self.form.body
        before = Ask(ask.slot, ask.kind, ask.statistic, ask.columns, ask.tests, "before")
        frame = self._frame(before)
        if self.body.speaks_of("zscore") and not re.search(r"\biqr\b|interquartile", text, re.IGNORECASE):
            deviations = next((float(m[1]) for pattern in DEVIATIONS if (m := pattern.search(text))), 3.0)
            return self.chain.frame("z_score_outliers", {"value": column.label, "deviations": deviations}, frame)
        factor = float(m[1]) if (m := FACTOR.search(text)) else 1.5
        return self.chain.frame("iqr_outliers", {"value": column.label, "factor": factor}, frame)

    def _outlier_list(self, ask: Ask, frame: str, column: ColumnProfile) -> Value:
        named = [c for c in ask.columns if c.label != column.label]
        values = any(n in {stem("values"), stem("value")} for n in ask.words)
        entity = column if values else (named or self._entities(ask) or [column])[0]
        shown = f"{frame}[{literal(entity.label)}]"
        if entity.label == column.label:
            return Value(shown, self._decimals(ask), many=True)
        return Value(shown, None, many=True)

    def _entities(self, ask: Ask) -> list[ColumnProfile]:
        """Return the columns that name rows: those that the question speaks of, else the frame's."""
        spoken = [s.column for s in self.body.spoken if s.column.kind in ("id", "text", "category")]
        return spoken or [c for c in self.profile.columns if c.kind in ("id", "text") and c.bindable]

    # --- gaps ----------------------------------------------------------------------------------------

    def _missing(self, ask: Ask) -> Value:
        if ask.slot.is_mapping:
            return Value(self.chain.measure("missing_counts", {}, self._frame(ask), "missing"), mapping=True)
        if self.body.groups and any(a.kind == "name" for a in self.asks):
            end = "max" if self.body.speaks_of("most") else "min"
            return Value(f"{self._missing_groups(ask, self.body.groups[0])}.{end}()")
        column = self._missing_column(ask)
        if column is None:
            return Value(self.chain.measure("missing_total", {}, self._frame(ask), self._named(ask)))
        recipe = "missing_percentage_of" if ask.statistic == "percentage" else "missing_count_of"
        frame = self._stage_frame(ask)
        name = self.chain.measure(recipe, {"value": column.label}, frame, self._named(ask))
        return Value(name, self._decimals(ask) if recipe == "missing_percentage_of" else None)

    def _missing_column(self, ask: Ask) -> ColumnProfile | None:
        """Return the column whose gaps are asked for: the surest that a sentence about gaps names."""
        sentences = [s for s in self.body.sentences if self.words.names("topics", "missing", s.tokens)]
        mentions = [m for s in sentences for m in s.mentions if not m.is_value]
        surest = max(mentions, key=lambda m: m.score, default=None)
        return surest.column if surest else next(iter(ask.columns), None)

    # --- names ----------------------------------------------------------------------------------------

    def _name(self, ask: Ask) -> Value:
        """Answer with the value, or the column, that stands out."""
        most = self.body.speaks_of("most")
        if not most and not self.body.speaks_of("least"):
            raise UnansweredError(f"what @{ask.slot.name} asks for")
        end, row = ("idxmax", "row_of_maximum") if most else ("idxmin", "row_of_minimum")
        missing = self.body.speaks_of("missing")
        if missing and "column" in self.form.body.lower():
            return Value(f"{self.chain.measure('missing_counts', {}, self._frame(ask), 'missing')}.{end}()")
        entity = next((c for c in ask.columns if c.kind != "number"), None)
        entity = entity or next(iter(ask.columns), None) or next(iter(self._entities(ask)), None)
        if entity is None:
            raise UnansweredError(f"what @{ask.slot.name} names")
        if missing:
            return Value(f"{self._missing_groups(ask, entity)}.{end}()")
        said = self._extreme(entity)
        if said.statistic in BY and entity.distinct < self.profile.rows:
            name = self.chain.measure(
                BY[said.statistic],
                {"value": said.columns[0].label, "by": (entity.label,)},
                self._frame(ask),
                _plural(said.statistic),
            )
            return Value(f"{name}.{end}()")
        name = self.chain.measure(row, {"value": said.columns[0].label}, self._frame(ask), "row")
        return Value(f"{name}[{literal(entity.label)}]")

    def _missing_groups(self, ask: Ask, by: ColumnProfile) -> str:
        column = self._missing_column(ask)
        if column is None or column.label == by.label:
            others = [c for s in self.body.sentences for m in s.mentions if not m.is_value for c in [m.column]]
            column = next((c for c in others if c.label != by.label), None)
        if column is None:
            raise UnansweredError(f"what @{ask.slot.name} asks for")
        return self.chain.measure("missing_by", {"value": column.label, "by": (by.label,)}, self._frame(ask), "missing")

    def _extreme(self, entity: ColumnProfile) -> Said:
        """Return which statistic of which column stands out."""
        for said in self.body.said:
            columns = tuple(c for c in said.columns if c.label != entity.label and c.kind == "number")
            if columns and said.statistic in BY and said.statistic not in ("maximum_of", "minimum_of"):
                return Said(said.statistic, said.sentence, columns)
        columns = tuple(
            s.column for s in self.body.spoken if s.column.kind == "number" and s.column.label != entity.label
        )
        if not columns:
            raise UnansweredError("what stands out")
        return Said("maximum_of", 0, columns)


def read_pieces(text: str, profile: FrameProfile, lexicon: Lexicon) -> list[Piece]:
    """Return what a question asks to be done before anything is measured."""
    return list(
        read_preparation(read_sentences(text, profile, closed_vocabulary(profile, lexicon), lexicon), profile, lexicon)
    )


def _sureness(mention: Mention) -> float:
    return mention.score - (0.4 if mention.others else 0)


def noted(text: str, profile: FrameProfile, lexicon: Lexicon) -> frozenset[Place]:
    """Return the tokens that are known to ask for nothing."""
    return noted_places(read_sentences(text, profile, closed_vocabulary(profile, lexicon), lexicon), profile, lexicon)


def _values(test: Test) -> tuple[Label, ...]:
    return test.value if isinstance(test.value, tuple) else (test.value,)


def _plural(recipe: str) -> str:
    return recipe.removesuffix("_of") + "s"


def _key(values: Sequence[Label]) -> str:
    inner = ", ".join(literal(value) for value in values)
    return inner if len(values) == 1 else f"({inner})"
