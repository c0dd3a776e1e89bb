"""A closed question, one that states the form of its answer, becomes a plan that prints exactly that."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aa_magics.codegen.literals import literal
from aa_magics.errors import GoalError
from aa_magics.model import FrameChoice, FrameProfile, Goal, Label, Plan, Reading, Test
from aa_magics.offline.closed.answering import Value, decided, printed
from aa_magics.offline.closed.asks import Ask
from aa_magics.offline.closed.forms import Form
from aa_magics.offline.closed.models import metric
from aa_magics.offline.closed.namings import with_names_told
from aa_magics.offline.closed.outstanding import complete, missing, outliers, without_outliers
from aa_magics.offline.closed.question import Question, UnansweredError
from aa_magics.offline.closed.results import (
    against,
    conventional_rules,
    degrees,
    fit,
    judged_numbers,
    relation,
    result,
    stated_rules,
)
from aa_magics.offline.closed.shares import share
from aa_magics.offline.closed.sides import between, two_sides, which_is_greater
from aa_magics.offline.closed.standing import Standing, of_standing, outstanding_name
from aa_magics.offline.closed.statistics import counted_beyond, outstanding_groups, range_of_groups, statistic
from aa_magics.offline.closed.unread import Unread
from aa_magics.offline.closed.words import closed_words
from aa_magics.offline.doubts import misread
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.preparing.decided import decided as told
from aa_magics.offline.suggestions import suggest_goals
from aa_magics.offline.text import name_words, stem, tokenize

P_DECIMALS = 4


def plan_closed(goal: Goal, profiles: Sequence[FrameProfile], form: Form, lexicon: Lexicon) -> Plan:
    """Return the plan of a closed question. Raises GoalError where a slot, or what it rests on, is not understood."""
    profiles = _with_marks_told(profiles, form.body)
    profile = profiles[0]
    if len(profiles) > 1:
        profile = max(profiles, key=lambda profile: _grounded(form.body, profile, lexicon))
    profile = with_names_told(profile, form.body, lexicon)
    try:
        return _plan(Question(goal, profile, form, lexicon))
    except UnansweredError as reason:
        offered = "; ".join(suggest_goals(profile))
        text = f"Could not read {reason} of the question about {profile.name}."
        raise GoalError(text, f"You could ask: {offered}") from None


def _with_marks_told(profiles: Sequence[FrameProfile], text: str) -> Sequence[FrameProfile]:
    """Return the profiles with what the question tells of marks in numbers: "strip the commas" is a decimal point."""
    said = text.casefold()
    grouping = any(re.search(rf"\b{phrase}\b", said) for phrase in closed_words().commas)
    other = re.search(r"\bdecimal comma|\breplac", said)
    return told(f"{text} decimal point" if grouping and not other else text, profiles)[1]


def _grounded(text: str, profile: FrameProfile, lexicon: Lexicon) -> float:
    return sum(mention.score for mention in Vocabulary(profile, lexicon).mentions(tokenize(text)))


def _plan(question: Question) -> Plan:
    question.prepare()
    if left := Unread(question.body, question.noted | _taken(question), _known(question), _readings(question)).words():
        raise UnansweredError(" ".join(map(repr, left[:6])))
    _refuse_other_scales(question)
    _refuse_quantiles_not_read(question)
    _refuse_what_is_not_learnt(question)
    _refuse_groups_not_told(question)
    _refuse_rest_not_told(question)
    question.rest = _rest(question)
    lines = _answer(question)
    _refuse_what_is_made_for_nothing(question, lines)
    _refuse_rows_not_told_apart(question)
    question.chain.answer(lines)
    profile = question.profile
    choice = FrameChoice(name=profile.name, rows=profile.rows, columns=len(profile.columns), why="given")
    return Plan(
        frames=(choice,),
        steps=tuple(question.chain.steps),
        assumptions=tuple(
            dict.fromkeys([*misread(question.body.sentences, question.chain.steps), *question.assumptions])
        ),
    )


def _answer(question: Question) -> list[str]:
    """Return the lines that answer every slot, what stands out being found first: other slots may ask more of it."""
    for slot in question.form.slots:
        if {word.lower() for word in re.findall(r"[A-Za-z]+", slot.placeholder)} & question.words.essays:
            raise UnansweredError(f"what @{slot.name} asks for")
    answers = _Answers(question)
    for ask in sorted(question.asks, key=lambda ask: TURNS.get(ask.kind, 1)):
        question.chain.words = (f"@{ask.slot.name}",)
        answers.add(ask)
    _refuse_the_same_twice(question, answers.lines)
    return [line for ask in question.asks for line in answers.lines[ask.slot.name]]


TURNS: Mapping[str, int] = {"name": 0, "between": 2, "verdict": 2}
"""When slots are answered that others ask more of, or that ask more of others."""


class _Answers:
    """The lines that answer slots, and the values that later ones may ask more of, by the names of the slots."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.lines: dict[str, list[str]] = {}
        self.values: dict[str, Value] = {}
        self.standings: dict[str, Standing] = {}

    def add(self, ask: Ask) -> None:
        """Answer a slot."""
        self.lines[ask.slot.name] = self._lines(ask)

    def _lines(self, ask: Ask) -> list[str]:
        slot = ask.slot
        standing = self._standing_of(ask)
        more = of_standing(self.question, ask, standing) if standing else None
        if more is None and ask.kind == "verdict":
            return self._verdict(ask)
        if more is None and slot.is_row and ask.kind != "name":
            return outstanding_groups(self.question, ask)
        self.values[slot.name] = _without_sign(ask, more or self._value(ask))
        return printed(slot, self.values[slot.name])

    def _standing_of(self, ask: Ask) -> Standing | None:
        """Return what stands out that a slot asks more of: the one whose slot shares most words, else the first."""
        words = set(name_words(ask.slot.name))
        return max(
            self.standings.items(), key=lambda found: len(words & set(name_words(found[0]))), default=("", None)
        )[1]

    def _value(self, ask: Ask) -> Value:
        if ask.kind == "name":
            value, found = outstanding_name(self.question, ask)
            if found:
                self.standings[ask.slot.name] = found
            return value
        if ask.kind == "between":
            if apart := self._both_ends(ask) or self._from_mean(ask) or range_of_groups(self.question, ask):
                return apart
            sides = two_sides(self.question, ask)
            if not sides:
                raise UnansweredError(f"what @{ask.slot.name} asks for")
            return between(self.question, ask, sides, self._values(sides))
        return counted_beyond(self.question, ask, self.values) or _value(self.question, ask)

    def _both_ends(self, ask: Ask) -> Value | None:
        """Return how far both ends of the same groups are apart, where slots name them and one asks for that."""
        ends = {(s.variable, s.end) for s in self.standings.values() if s.kind == "groups"}
        names = {variable for variable, _ in ends}
        if len(ends) != 2 or len(names) != 1 or ask.statistic != "difference":
            return None
        [name] = names
        return Value(f"{name}.max() - {name}.min()", self.question.decimals(ask))

    def _from_mean(self, ask: Ask) -> Value | None:
        """Return how far the one number that is asked of a row that stands out is from the mean of all rows."""
        words = name_words(ask.slot.name)
        of_mean = ask.statistic == "difference" and "from" in words and {"mean", "average"} & set(words)
        columns = {
            column.label: value.code
            for value in self.values.values()
            for column in self.question.body.profile.columns
            if column.kind == "number" and re.fullmatch(rf"row\w*\[{re.escape(literal(column.label))}\]", value.code)
        }
        if not of_mean or len(columns) != 1:
            return None
        [(label, code)] = columns.items()
        name = self.question.chain.measure("mean_of", {"value": label}, self.question.frame(ask), "mean")
        return Value(f"{code} - {name}", self.question.decimals(ask))

    def _values(self, sides: Sequence[Ask]) -> list[Value]:
        """Return the values of two sides: those of slots as they are, others measured now."""
        known = [self.values[side.slot.name] if side in self.question.asks else None for side in sides]
        return [value or _value(self.question, side) for value, side in zip(known, sides, strict=True)]

    def _verdict(self, ask: Ask) -> list[str]:
        """Return the lines of a verdict: by rules on numbers, by which of two sides is greater, or by convention."""
        question, rules = self.question, stated_rules(self.question, ask)
        sides = [] if rules else two_sides(question, ask)
        greater = which_is_greater(question, ask, sides) if sides else None
        name = question.chain.fresh(question.named(ask))
        if greater:
            return [*greater.lines(name, self._values(sides)), *printed(ask.slot, Value(name))]
        rules = rules or conventional_rules(question, ask)
        return [*decided(name, rules, judged_numbers(question, ask, rules)), *printed(ask.slot, Value(name))]


def _without_sign(ask: Ask, value: Value) -> Value:
    """Return the absolute value where a slot is said to be one."""
    said = re.search(r"\babsolute value\b", ask.slot.said) and ask.kind in ("r", "test_statistic", "fit", "statistic")
    return replace(value, code=f"abs({value.code})") if said and not (value.many or value.mapping) else value


def _rest(question: Question) -> dict[str, Piece]:
    """Return what leaves out the outliers by the names of the slots that are about the rows that remain."""
    piece = without_outliers(question)
    if piece is None:
        return {}
    asks = [ask for ask in question.asks if ask.kind in ("statistic", "r", "p")]
    if not asks:
        return {}
    named = [a for a in asks if question.words.names("topics", "rest", tokenize(a.slot.name.replace("_", " ")))]
    named = named or [ask for ask in asks if ask.stage == "after"]
    if not named and len(asks) != 1:
        raise UnansweredError("which slots are about the rows that remain")
    return {ask.slot.name: piece for ask in named or asks}


def _refuse_what_is_not_learnt(question: Question) -> None:
    """Raise UnansweredError where a slot asks what a model has learnt and the question has none."""
    columns = {stem(word) for column in question.profile.columns for word in name_words(column.name)}
    for ask in question.asks:
        learnt = {w for w in name_words(ask.slot.name) if w in question.words.learnt and stem(w) not in columns}
        if learnt and ask.kind not in ("metric", "verdict", "fit"):
            raise UnansweredError(f"what @{ask.slot.name} asks for")


def _refuse_other_scales(question: Question) -> None:
    """Raise UnansweredError where numbers are to be given in millions and the like, and nothing divides them."""
    text = " ".join([question.form.body, *(slot.said for slot in question.form.slots)])
    said = dict.fromkeys(re.findall(r"\b(?:in|into|to)\s+(thousands|millions|billions)\b", text.casefold()))
    names = " ".join(spoken.column.name.casefold() for spoken in question.body.spoken)
    formulas = repr([piece.params["formula"] for piece in question.pieces if "formula" in piece.params])
    divided = re.search(r"\b1_?000_?(?:000)?\b|\b1e[369]\b", formulas)
    left = [scale for scale in said if scale[:-1] not in names]  # a column may be called "Revenue (Millions)"
    if left and not divided:
        raise UnansweredError(f"how numbers are told in {left[0]}")


def _refuse_quantiles_not_read(question: Question) -> None:
    """Raise UnansweredError where a quantile is named that nothing looks at: "income in the top quartile"."""
    body = question.body
    looked_at = repr([piece.params for piece in question.pieces]) + repr(body.tests)
    asked = any(ask.statistic in ("quantile_of", "interquartile_range_of") for ask in question.asks)
    known = "quantile" in looked_at or "bins" in looked_at or "clip" in repr([p.recipe for p in question.pieces])
    whiskers = re.search(r"\biqr\b|interquartile|box ?plot", question.form.body, re.IGNORECASE)
    if asked or known or whiskers or body.speaks_of("outliers", "roles"):
        return
    if any(said.statistic == "quantile_of" for said in body.said):
        raise UnansweredError("which quantile is meant")


def _refuse_groups_not_told(question: Question) -> None:
    """Raise UnansweredError where slots are about groups of a column and one like them is about none that is known."""
    for label in question.body.compared:
        apart = [ask for ask in question.asks if label in {test.column for test in ask.tests}]
        like = {(ask.kind, ask.statistic) for ask in apart}
        for ask in question.asks:
            plain = ask not in apart and ask.kind in ("statistic", "r") and (ask.kind, ask.statistic) in like
            if plain and not set(name_words(f"{ask.slot.name} {ask.slot.placeholder}")) & question.words.whole:
                raise UnansweredError(f"which {label} @{ask.slot.name} is about")


def _refuse_rest_not_told(question: Question) -> None:
    """Raise UnansweredError where rows are divided by one condition, "cheap (below 10) and dear (the rest)", and slots
    are about both parts, but none of them was understood to be.
    """
    divided = re.search(r"\b(?:split|divide|separate|group)\b[^.]*?\bthe (?:rest|others)\b", question.form.body, re.I)
    if divided and question.body.filters and len(question.asks) > 1 and not any(ask.tests for ask in question.asks):
        raise UnansweredError("which rows are the rest")


def _refuse_rows_not_told_apart(question: Question) -> None:
    """Raise UnansweredError where the question names several values of a column that no step looks at."""
    looked_at = " ".join(repr(step.params) for step in question.chain.steps)
    for label, tests in question.body.compared.items():
        if repr(label) not in looked_at:
            raise UnansweredError(f"what {label} {' and '.join(str(test.value) for test in tests)} is for")


def _refuse_what_is_made_for_nothing(question: Question, lines: Sequence[str]) -> None:
    """Raise UnansweredError where a column that the question asks for is used by no step after it."""
    given = {column.label for column in question.profile.columns}
    for piece in question.pieces:
        made = [column for column in piece.columns if column.label not in given]
        others = [step for step in question.chain.steps if step.recipe != piece.recipe or "name" not in step.params]
        used = " ".join([*(repr(step.params) for step in others), *lines])
        if made and not any(str(column.label) in used for column in made):
            raise UnansweredError(f"what {made[0].name} is for")


def _refuse_the_same_twice(question: Question, lines: Mapping[str, list[str]]) -> None:
    """Raise UnansweredError where two slots get the same answer: what tells them apart was not understood."""
    seen: dict[tuple[str, ...], str] = {}
    for ask in question.asks:
        if ask.kind == "verdict":
            continue
        plain = tuple(line.replace(f"@{ask.slot.name}[", "") for line in lines[ask.slot.name])
        if plain in seen:
            raise UnansweredError(f"how @{ask.slot.name} differs from @{seen[plain]}")
        seen[plain] = ask.slot.name


def _known(question: Question) -> list[str]:
    """Return the names and values that the slots, and the tests of rows, account for."""
    names = [name for slot in question.form.slots for name in (slot.name, slot.placeholder, *slot.choices)]
    tests = [*question.body.tests, *(test for ask in question.asks for test in ask.tests)]
    names += [str(piece.params["old"]) for piece in question.pieces if "old" in piece.params]
    names += re.findall(r"[\w.]+", repr(question.model.predict.params)) if question.model else []
    names += against(question)
    return names + [str(value) for test in tests for value in _values(test)]


def _readings(question: Question) -> dict[Label, Reading]:
    """Return how the columns of text are read that hold numbers."""
    found = {column.label: column.reads_as for column in question.profile.columns if question.is_number(column)}
    return {label: reading for label, reading in found.items() if reading is not None}


def _taken(question: Question) -> set[Place]:
    """Return the words that say how two numbers are compared, or a share is computed, where a slot asks for that."""
    kinds = {ask.kind for ask in question.asks}
    found = set()
    for number, sentence in enumerate(question.body.sentences):
        shared = question.words.names("statistics", "count_of", sentence.tokens) and "share" in kinds
        if "between" in kinds or shared:
            said = (p for p, t in enumerate(sentence.tokens) if t.text.casefold() in question.words.taking)
            found |= {(number, place) for place in said}
        if "fit" in kinds:
            found |= {(number, place) for place, t in enumerate(sentence.tokens) if t.text.casefold() == "regression"}
    return found


def _values(test: Test) -> tuple[Label, ...]:
    return test.value if isinstance(test.value, tuple) else (test.value,)


def _value(question: Question, ask: Ask) -> Value:
    match ask.kind:
        case "r":
            return Value(f"{relation(question, ask)}.statistic", question.decimals(ask))
        case "p":
            return Value(f"{result(question, ask)}.pvalue", question.decimals(ask, P_DECIMALS, stated=False))
        case "degrees":
            return degrees(question, ask)
        case "test_statistic":
            return Value(f"{result(question, ask)}.statistic", question.decimals(ask))
        case "fit":
            return fit(question, ask)
        case "share":
            return share(question, ask)
        case "statistic":
            return statistic(question, ask)
        case "outliers":
            return outliers(question, ask)
        case "missing":
            return missing(question, ask)
        case "complete":
            return complete(question, ask)
        case "metric":
            return metric(question, ask)
        case _:
            raise UnansweredError(f"what @{ask.slot.name} asks for")
