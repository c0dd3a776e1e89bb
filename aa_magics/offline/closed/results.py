"""Slots that ask for the result of a test: its p-value, its statistic, and the verdict on it."""

import re
from collections.abc import Sequence

from aa_magics.model import ColumnProfile, Formula, Label, Param, Test
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.answering import Value
from aa_magics.offline.closed.asks import TESTS, Ask
from aa_magics.offline.closed.question import Question, UnansweredError, sureness
from aa_magics.offline.closed.sides import taken_first
from aa_magics.offline.closed.verdicts import Rule, read_rules, significance_level, usual_rules
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import Token, tokenize
from aa_magics.recipes.formulas import columns_of

AGAINST = re.compile(
    r"(?:\b(?:against|from|to|than|of|is|value|mean)|=)"
    r"(?: (?:a|an|the|hypothesi[sz]ed|population|mean|average|value|of|is|test))* (-?\d+(?:\.\d+)?)(?![\d%]|\.\d)",
    re.IGNORECASE,
)
"""What a mean is tested against: "against a hypothesized mean of 60"."""
MOST_GROUPS = 20
LEVEL = 0.05  # of significance where the question sets none
Pair = tuple[ColumnProfile, ColumnProfile]


def result(question: Question, ask: Ask) -> str:
    """Return the variable of the result that a p-value or a statistic is asked of: of the test that its slot names."""
    body = question.body
    named = _named_test(question, tokenize(ask.slot.name.replace("_", " ")))
    if not named:
        said = ((test, names) for test in TESTS if (names := body.named(test)))
        named = next(said, None)
    match named:
        case "one_group", names:
            return _one_group(question, ask, names[0])
        case "pairs", names:
            params = dict(zip(("x", "y"), (question.as_number(c).label for c in _pair(question, ask)), strict=True))
            return question.chain.measure(names[0], params, question.frame(ask), "test")
        case "two_groups", names:
            return _two_groups(question, ask, names)
        case "normality", names:
            return _normality(question, ask, names[0])
        case "several_groups", names:
            return _several_groups(question, ask, names[0])
        case "tables", names:
            return _table(question, ask, names[0])
    normal = body.speaks_of("normality")
    own = f"{ask.slot.name} {ask.slot.choices}".casefold()
    of_normality = normal and (ask.kind == "test_statistic" or "normal" in own or "distribution" in own)
    if body.speaks_of("relation") and not of_normality:
        return relation(question, ask)
    if normal:
        question.assumptions.append("normality is tested by Shapiro-Wilk, since no test is named")
        return _normality(question, ask, "shapiro_of")
    raise UnansweredError(f"which test @{ask.slot.name} is of")


def _named_test(question: Question, tokens: Sequence[Token]) -> tuple[str, list[str]] | None:
    """Return the test that a slot names, of those that the question speaks of: "kruskal_p", "shapiro_statistic"."""
    for test in TESTS:
        own = [one.name for one in question.words.named(test, tokens)]
        if own and (test == "normality" or own[0] in question.body.named(test)):
            return test, own
    return None


def degrees(question: Question, ask: Ask) -> Value:
    """Return the degrees of freedom of the test of a question that has some."""
    if question.body.named("tables")[:1] != ["chi_square_of"]:
        raise UnansweredError(f"what @{ask.slot.name} asks for")
    return Value(f"{result(question, ask)}.dof")


def relation(question: Question, ask: Ask) -> str:
    """Return the variable of the correlation that a slot is about."""
    if _is_of_each_group(question) and not (ask.tests or question.body.compared):
        raise UnansweredError("which rows are related")
    x, y = (question.as_number(column) for column in _pair(question, ask))
    own = question.words.named("relations", tokenize(ask.slot.name.replace("_", " ")))
    recipe = next(iter([*(named.name for named in own), *question.body.named("relations")]), "pearson_of")
    constant = [test.column for test in question.kept if test.column in (x.label, y.label) and _is_value(test)]
    frame = question.frame(ask, apart=constant)
    return question.chain.measure(recipe, {"x": x.label, "y": y.label}, frame, "correlation")


def _is_of_each_group(question: Question) -> bool:
    """Return whether something is asked "for each" group, other than a column that is computed for each row."""
    made = {number for piece in question.pieces for number, _ in piece.places}
    texts = (s.text.casefold() for number, s in enumerate(question.body.sentences) if number not in made)
    return bool(question.body.groups) and any("for each" in text for text in texts)


def fit(question: Question, ask: Ask) -> Value:
    """Return the slope or the intercept of a straight line, or the covariance of two columns."""
    x, y = (question.as_number(column) for column in _pair(question, ask))
    params = {"x": x.label, "y": y.label}
    if ask.statistic == "covariance":
        name = question.chain.measure("covariance_of", params, question.frame(ask), question.named(ask))
        return Value(name, question.decimals(ask))
    name = question.chain.measure("linear_fit_of", params, question.frame(ask), "line")
    if ask.statistic == "r_squared":
        told = {s.column.label for s in question.body.spoken} - {test.column for test in question.kept}
        if not told <= {x.label, y.label}:
            raise UnansweredError(f"what @{ask.slot.name} asks for")  # a model of more columns
        return Value(f"{name}.rvalue ** 2", question.decimals(ask))
    return Value(f"{name}.{ask.statistic}", question.decimals(ask))


def _table(question: Question, ask: Ask, recipe: str) -> str:
    """Return the result of a test of two columns of groups."""
    kinds = ("category", "boolean")
    spoken = [s.column for s in question.body.spoken if s.column.kind in kinds or s.column.distinct <= MOST_GROUPS]
    spoken.sort(key=question.is_only_near)
    if len(spoken) < 2:
        raise UnansweredError("which two columns are related")
    if recipe == "chi_square_of" and question.body.denies("correction"):
        recipe = "uncorrected_chi_square_of"
    params = {"by": spoken[0].label, "across": spoken[1].label}
    frame = question.frame(ask, apart=(spoken[0].label, spoken[1].label))
    return question.chain.measure(recipe, params, frame, "test")


def _normality(question: Question, ask: Ask, recipe: str) -> str:
    column = question.column(ask, "normality", shared=True)
    return question.chain.measure(recipe, {"value": column.label}, question.frame(ask), "normality")


# --- groups ------------------------------------------------------------------------------------------


def _one_group(question: Question, ask: Ask, recipe: str) -> str:
    """Return the result of a test of one column against the number that the question names."""
    column = question.column(ask, "test", shared=True)
    told = against(question)
    if len(told) != 1:
        raise UnansweredError(f"what {column.name} is tested against")
    mean = float(told[0])
    params: dict[str, Param] = {"value": column.label, "mean": int(mean) if mean.is_integer() else mean}
    return question.chain.measure(recipe, params, question.frame(ask), "test")


def against(question: Question) -> list[str]:
    """Return the numbers that a question tests the mean of one group against, as they are written; none for others."""
    if not question.body.named("one_group"):
        return []
    known = {str(test.value) for test in question.body.tests} | {str(significance_level(question.form.body))}
    judging = (s for s in question.body.sentences if not question.words.names("roles", "p_value", s.tokens))
    return list(dict.fromkeys(found for s in judging for found in AGAINST.findall(s.text) if found not in known))


def _two_groups(question: Question, ask: Ask, names: Sequence[str]) -> str:
    recipe = next((name for name in names if name != "pooled_t_of"), names[0])
    sides = _two_sides(question)
    if taken_first(question, ask.slot.said, sides) == 1:
        sides = (sides[1], sides[0])
    labels = [side.column for side in sides]
    column = question.column(ask, "test", apart=labels, shared=True)
    whole = question.whole_frame(ask)
    kept = [test for test in question.body.filters if test.column not in labels]
    first, second = (question.chain.rows(whole, [*kept, side]) for side in sides)
    return question.chain.measure(recipe, {"value": column.label}, first, "test", other=second)


def _two_sides(question: Question) -> tuple[Test, Test]:
    """Return the rows of the two groups that are compared: as the question or its slots take them apart."""
    asked = list(dict.fromkeys(test for ask in question.asks for test in ask.tests))
    divided = [_sides(tests) for tests in question.body.compared.values()]
    twofold = [_yes_first(_values(s.column), question.body.two_valued(s.column)) for s in question.body.spoken]
    for sides in (*divided, asked, *twofold):
        if len(sides) == 2:
            return sides[0], sides[1]
    raise UnansweredError("which two groups are compared")


def _sides(tests: Sequence[Test]) -> list[Test]:
    listed = [test for test in tests if test.comparison == "in" and isinstance(test.value, tuple)]
    if not listed:
        return list(tests)
    return [listed[0].model_copy(update={"comparison": "==", "value": value}) for value in listed[0].value]  # type: ignore[union-attr]


def _values(column: ColumnProfile) -> list[Test]:
    return [Test(column=column.label, comparison="==", value=counted.value) for counted in column.values]


def _yes_first(sides: list[Test], yes: Label) -> list[Test]:
    return sorted(sides, key=lambda side: side.value != yes) if yes is not None else sides


def _several_groups(question: Question, ask: Ask, recipe: str) -> str:
    by, frame = _divided(question, ask)
    classed = [p.params["value"] for p in question.pieces if by in p.columns and "value" in p.params]
    column = question.column(ask, "test", apart=[by.label, *classed], shared=True)  # type: ignore[list-item]
    return question.chain.measure(recipe, {"value": column.label, "by": by.label}, frame, "test")


def _divided(question: Question, ask: Ask) -> tuple[ColumnProfile, str]:
    """Return the column by which rows are taken apart, and the frame of the groups that the question names."""
    frame = question.frame(ask)
    by = question.body.groups[:1]
    listed = {label: _sides(tests) for label, tests in question.body.compared.items()}
    listed = {label: sides for label, sides in listed.items() if len(sides) > 1 and all(map(_is_value, sides))}
    by = by or [column for column in question.body.profile.columns if column.label in listed]
    if len(by) != 1:
        return question.group_column(), frame
    sides = listed.get(by[0].label, [])
    if 0 < len(sides) < by[0].distinct:
        one_of = Test(column=by[0].label, comparison="in", value=tuple(side.value for side in sides))
        frame = question.chain.rows(frame, [one_of], question.body.words_of(question.body.compared[by[0].label]))
    return by[0], frame


def _is_value(test: Test) -> bool:
    return test.comparison == "==" and test.part is None


# --- the two columns of a relation --------------------------------------------------------------------


def _pair(question: Question, ask: Ask) -> Pair:
    """Return the two columns of a relation: those that the slot names, else those that a sentence relates."""
    if pair := _spelt(ask) or _of_made(question) or _between(question):
        return pair
    related = max((_related(question, s) for s in question.body.sentences), key=_surest_two, default={})
    columns = [mention.column for mention in related.values()]
    if len(columns) < 2:
        columns = [spoken.column for spoken in question.body.spoken if spoken.column.kind == "number"]
    named = [c for c in ask.columns if c.kind == "number" and (c in columns or len(ask.columns) > 1)]
    if len(named) >= 2:
        return named[0], named[1]
    if named and len(columns) > 2:
        return named[0], _shared(question, named[0], columns)
    if len(columns) < 2:
        raise UnansweredError("which two columns are related")
    return columns[0], columns[1]


def _of_made(question: Question) -> Pair | None:
    """Return the one number that the question computes, and the one that it is related to, no part of its formula."""
    formulas = [term for piece in question.pieces if isinstance(term := piece.params.get("formula"), Formula)]
    made = [column for column in question.body.made if column.kind == "number"]
    if len(made) != 1 or len(formulas) != 1:
        return None
    parts = columns_of(formulas[0])
    used = {place for piece in question.pieces for place in piece.places}
    sentences = enumerate(question.body.sentences)
    relating = [(n, s) for n, s in sentences if question.words.names("topics", "relation", s.tokens)]
    free = [[m for m in question.numbers_in(s) if (n, m.place.start) not in used] for n, s in relating]
    by_sentence = [{m.column.label: m.column for m in mentions} for mentions in free]
    alone = [pair for pair in by_sentence if len(pair) == 2 and made[0].label in pair and not pair.keys() & set(parts)]
    named = {label: column for found in alone or by_sentence for label, column in found.items()}
    others = [column for label, column in named.items() if label not in (*parts, made[0].label)]
    return (made[0], others[0]) if len(others) == 1 and not named.keys() & set(parts) else None


def _spelt(ask: Ask) -> Pair | None:
    """Return the two columns of one letter that a slot spells, as "XY" does."""
    named = [column for column in ask.columns if column.kind == "number" and len(column.name.strip()) == 1]
    return (named[0], named[1]) if len(named) == 2 else None


def _between(question: Question) -> Pair | None:
    """Return the surest columns on both sides of the joint in "between the a ... and the b ..."."""
    found = [pair for sentence in question.body.sentences for pair in _joined(question, sentence)]
    asked = [
        tuple(c.label for c in a.columns if c.kind == "number") for a in question.asks if a.kind == "r" and a.columns
    ]
    several = len(set(asked)) > 1
    if not found or several:
        return None
    x, y = max(found, key=lambda pair: round(sureness(pair[0]) + sureness(pair[1]), 2))
    if x.others or y.others:
        raise UnansweredError(f"which column is meant by {x.column.name} or {y.column.name}")
    return x.column, y.column


def _joined(question: Question, sentence: Clause) -> list[tuple[Mention, Mention]]:
    words = [token.text.casefold() for token in sentence.tokens]
    if "between" not in words or not question.words.names("topics", "relation", sentence.tokens):
        return []
    numbers = [m for m in question.numbers_in(sentence) if m.place.start > words.index("between")]
    pairs = []
    for place in (p for p, word in enumerate(words) if word in ("and", "with", "to", "versus")):
        left = [m for m in numbers if m.place.stop <= place]
        right = [m for m in numbers if m.place.start > place]
        if left and right:
            pairs.append((max(left, key=sureness), max(right, key=sureness)))
    return [(x, y) for x, y in pairs if x.column.label != y.column.label]


def _related(question: Question, sentence: Clause) -> dict[Label, Mention]:
    if not question.words.names("topics", "relation", sentence.tokens):
        return {}
    return {m.column.label: m for m in reversed(question.numbers_in(sentence))}


def _surest_two(related: dict[Label, Mention]) -> float:
    return sum(sorted(map(sureness, related.values()))[-2:]) if len(related) > 1 else 0.0


def _shared(question: Question, named: ColumnProfile, columns: Sequence[ColumnProfile]) -> ColumnProfile:
    """Return the column that every relation of the question has beside the one that its slot names."""
    others = [column for column in columns if column.label != named.label]
    named_elsewhere = [ask.columns[0] for ask in question.asks if ask.kind == "r" and ask.columns]
    named_elsewhere += [c for ask in question.asks if ask.kind == "r" and named in ask.columns for c in ask.columns]
    return next((c for c in reversed(others) if c not in named_elsewhere), others[-1])


# --- verdicts ----------------------------------------------------------------------------------------


def stated_rules(question: Question, ask: Ask) -> list[Rule]:
    """Return the rules on numbers by which the question chooses a slot's answer; empty where it states none."""
    slot = ask.slot
    text = "\n".join((question.form.body, slot.said, slot.condition))
    return read_rules(text, slot.choices, slot.name.replace("_", " "))


def conventional_rules(question: Question, ask: Ask) -> list[Rule]:
    """Return the rules by which a slot's answer is chosen where the question states none."""
    slot = ask.slot
    normal = bool(question.body.named("normality")) or question.body.speaks_of("normality")
    normal = normal or question.words.names("topics", "alike", tokenize(slot.name.replace("_", " ")))
    unlike = question.words.names("topics", "unlike", tokenize(slot.name.replace("_", " ")))
    level = significance_level(question.form.body) or LEVEL
    rules = usual_rules(slot.choices, level, denied=normal and not unlike)
    if not rules:
        raise UnansweredError(f"when @{slot.name} is {' or '.join(slot.choices)}")
    return rules


def judged_numbers(question: Question, ask: Ask, rules: Sequence[Rule]) -> dict[str, str]:
    """Return the expressions of the numbers that the rules compare, by their quantity."""
    needed = {c.quantity for rule in rules for all_of in rule.any_of for c in all_of}
    return {quantity: _judged(question, ask, quantity) for quantity in sorted(needed)}


def _judged(question: Question, ask: Ask, quantity: str) -> str:
    match quantity:
        case "p":
            return f"{result(question, ask)}.pvalue"
        case "r":
            return f"{relation(question, ask)}.statistic"
        case "skewness" | "kurtosis":
            column = question.column(Ask(ask.slot, "statistic", f"{quantity}_of", (), ask.tests), f"judged {quantity}")
            return question.chain.measure(f"{quantity}_of", {"value": column.label}, question.frame(ask), quantity)
        case _:
            raise UnansweredError(f"what @{ask.slot.name} is judged by")
