"""Slots that ask for statistics: of a column, of its groups, of the row or the group that stands out, of counts."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aa_magics.codegen.literals import literal
from aa_magics.model import ColumnProfile, Label, Param
from aa_magics.offline.closed.answering import Value, variable
from aa_magics.offline.closed.asks import Ask
from aa_magics.offline.closed.question import ANY_KIND, Question, UnansweredError
from aa_magics.offline.closed.words import Named
from aa_magics.offline.conditions import Found
from aa_magics.offline.text import name_words, stem, tokenize

BY = {
    "mean_of": "mean_by",
    "median_of": "median_by",
    "sum_of": "sum_by",
    "minimum_of": "minimum_by",
    "maximum_of": "maximum_by",
    "standard_deviation_of": "standard_deviation_by",
    "range_of": "range_by",
    "variance_of": "variance_by",
    "coefficient_of_variation_of": "coefficient_of_variation_by",
    "skewness_of": "skewness_by",
}
"""The recipe that measures every group, by the one that measures a column."""
UNREADABLE = frozenset(map(stem, ("numeric", "nonnumeric", "invalid", "unparsable")))
SCORED = re.compile(r"z\W?scores? (?:\w+ ){0,3}(?:above|below|over|greater|less|exceed)", re.IGNORECASE)
MOST_WORDS = 4  # of a slot that is called for duplicates alone
SAMPLE = {"skewness_of": "sample_skewness_of", "kurtosis_of": "sample_kurtosis_of"}
COUNTING = r"(?:how many|number of|count of)(?: different| unique| distinct)?$"
TOTALS = re.compile(r"\btotal (?:number|count) of(?: the)?$")
TAKEN_UP = (
    r"(?:it|this|that|(?:this|that|the) (?:value|threshold|mean|average|median|percentile|quantile|number))\b(?! of)"
)
QUARTILES = {"1": 0.25, "2": 0.5, "3": 0.75, "first": 0.25, "lower": 0.25, "second": 0.5, "third": 0.75, "upper": 0.75}
POPULATION = {
    "standard_deviation_of": "population_standard_deviation_of",
    "variance_of": "population_variance_of",
}


def statistic(question: Question, ask: Ask) -> Value:
    """Return the statistic that a slot asks for."""
    if ask.statistic == "count_of":
        return _count(question, ask)
    column = question.column(ask, _role(question, ask))
    if any(test.comparison == "missing" and test.column == column.label for test in question.kept):
        raise UnansweredError(f"which rows @{ask.slot.name} is about")  # it has no value in those that lack one
    if ask.statistic in ("maximum_of", "minimum_of") and column.label in {c.label for c in question.body.groups}:
        raise UnansweredError(f"what @{ask.slot.name} asks for")  # the group that stands out, not the last of them
    if column.kind != "number" and ask.statistic == "mode_of":
        mode = question.chain.measure("mode_of", {"value": column.label}, question.frame(ask), question.named(ask))
        return Value(mode)
    if row := _of_row(question, ask, column):
        return row
    if best := _best_of_groups(question, ask, column):
        return best
    recipe = ask.statistic
    if question.body.measures_population:
        recipe = POPULATION.get(recipe, recipe)
    if recipe in SAMPLE and question.body.wants_sample_moments:
        recipe = SAMPLE[recipe]
    decimals = None if recipe in ANY_KIND else question.decimals(ask)
    if recipe == "quantile_of":
        params: dict[str, Param] = {"value": column.label, "q": _fraction(question, ask)}
        return Value(question.chain.measure(recipe, params, question.frame(ask), question.named(ask)), decimals)
    if ask.slot.is_list and question.ranked and question.ranked.by and recipe == question.ranked.statistic:
        return Value(question.ranked.best_of(ranked_groups(question, ask)), decimals, many=True)
    if ask.slot.is_list or ask.slot.is_mapping:
        return _every_group(question, ask, recipe, column, decimals)
    if by := _shared_groups(question, ask, recipe):
        rows = question.frame(ask, (), apart=by)
        series = question.chain.measure(BY[recipe], {"value": column.label, "by": by}, rows, plural(recipe))
        key = [next(test.value for test in ask.tests if test.column == label) for label in by]
        return Value(f"{series}[{_key(key)}]", decimals)
    name = question.chain.measure(recipe, {"value": column.label}, question.frame(ask), question.named(ask))
    if recipe == "coefficient_of_variation_of" and _is_percent(question, ask):
        name = f"{name} * 100"
    return Value(name, decimals)


def _is_percent(question: Question, ask: Ask) -> bool:
    """Return whether a slot, or the sentence of the question that names its statistic, speaks of percent."""
    tokens = tokenize(f"{ask.slot.name} {ask.slot.placeholder} {ask.slot.said}".replace("_", " "))
    numbers = {t.text for t in question.body.tokens if t.kind == "number"}
    return question.words.names("roles", "percentage", tokens) or "100" in numbers


def _fraction(question: Question, ask: Ask) -> float:
    """Return which quantile a slot asks for: "q1", "75th percentile"."""
    for text in (ask.slot.name, ask.slot.placeholder, ask.slot.said, question.form.body):
        plain = text.lower().replace("_", " ")
        if found := re.search(r"(\d+(?:\.\d+)?)\s*(?:st|nd|rd|th)?\s*percentile|(?:percentile\s*|\bp)(\d+)\b", plain):
            return float(found[1] or found[2]) / 100
        if found := re.search(r"\bq([123])\b|\b(first|lower|second|third|upper)\s+quartile", plain):
            return QUARTILES[found[1] or found[2]]
    raise UnansweredError(f"which quantile @{ask.slot.name} is")


def _of_row(question: Question, ask: Ask, column: ColumnProfile) -> Value | None:
    """Return the column's value in the row that stands out: "the speed of the storm with the most rain"."""
    extreme = question.body.extreme
    plain = ask.statistic in ("maximum_of", "minimum_of", "sum_of")
    if question.ranked or extreme is None or extreme[1].label == column.label or not plain:
        return None
    row = question.chain.measure(extreme[0], {"value": extreme[1].label}, question.frame(ask), "row")
    return Value(f"{row}[{literal(column.label)}]", question.decimals(ask))


def _best_of_groups(question: Question, ask: Ask, column: ColumnProfile) -> Value | None:
    """Return the highest or lowest of the statistics of groups, as "highest_average" asks for; None for one statistic.

    Raises UnansweredError where the question names no groups.
    """
    own = set(name_words(column.name))
    words = [word for word in name_words(ask.slot.name) if word not in own]
    named = [n.name for n in question.words.named("statistics", tokenize(" ".join(words)))]
    ends = [name for name in named if name in ("maximum_of", "minimum_of")]
    measured = [name for name in named if name in ("mean_of", "median_of")]
    if len(ends) != 1 or len(measured) != 1 or ask.tests:
        return None
    groups = [group for group in question.body.groups if group.label != column.label]
    if not groups:
        raise UnansweredError(f"which groups @{ask.slot.name} is of")
    params: dict[str, Param] = {"value": column.label, "by": tuple(group.label for group in groups)}
    series = question.chain.measure(BY[measured[0]], params, question.frame(ask), plural(measured[0]))
    return Value(f"{series}.{'max' if ends[0] == 'maximum_of' else 'min'}()", question.decimals(ask))


def range_of_groups(question: Question, ask: Ask) -> Value | None:
    """Return how far apart the statistics of groups are: "between the highest and the lowest average of the cities"."""
    body = question.body
    for number, sentence in enumerate(body.sentences):
        ends = {end for end in ("most", "least") if question.words.names("topics", end, sentence.tokens)}
        said = [s for s in body.said if s.sentence == number and s.statistic in ("mean_of", "median_of", "sum_of")]
        spoken = [one.column.label for one in body.spoken if number in one.sentences]
        groups = [group for group in body.groups if group.label in spoken]
        numbers = [c for s in said[:1] for c in s.columns if question.is_number(c) and c not in groups]
        if ask.statistic != "difference" or len(ends) < 2 or len(groups) != 1 or not numbers or ask.tests:
            continue
        params: dict[str, Param] = {"value": question.as_number(numbers[0]).label, "by": (groups[0].label,)}
        series = question.chain.measure(BY[said[0].statistic], params, question.frame(ask), plural(said[0].statistic))
        return Value(f"{series}.max() - {series}.min()", question.decimals(ask))
    return None


def ranked_groups(question: Question, ask: Ask) -> str:
    """Return the series of the statistics of the groups of which a question asks for those at one end."""
    ranked = question.ranked
    assert ranked
    assert ranked.by
    params: dict[str, Param] = {"value": question.as_number(ranked.column).label, "by": (ranked.by.label,)}
    return question.chain.measure(BY[ranked.statistic], params, question.frame(ask), plural(ranked.statistic))


def _every_group(question: Question, ask: Ask, recipe: str, column: ColumnProfile, decimals: int | None) -> Value:
    """Return the statistic of every group, as a list or by its name."""
    if recipe not in BY:
        raise UnansweredError(f"what @{ask.slot.name} lists")
    params = {"value": column.label, "by": (question.group_column().label,)}
    series = question.chain.measure(BY[recipe], params, question.frame(ask), plural(recipe))
    return Value(series, decimals, many=not ask.slot.is_mapping)


def _shared_groups(question: Question, ask: Ask, recipe: str) -> tuple[Label, ...]:
    """Return the columns whose groups several slots are about, this one among them."""
    users = Counter(_tested(a) for a in question.asks if a.kind == "statistic" and a.statistic == ask.statistic)
    equal = all(test.comparison == "==" and test.part is None for test in ask.tests)
    labels = _tested(ask)
    return labels if labels and equal and recipe in BY and users[labels] > 1 else ()


def _tested(ask: Ask) -> tuple[Label, ...]:
    return tuple(sorted((test.column for test in ask.tests), key=str))


def _count(question: Question, ask: Ask) -> Value:
    """Return a sum, a number of distinct values, or of rows: whichever the question counts by."""
    refuse_best(question, ask)
    _refuse_of_model(question, ask)
    if ask.slot.is_mapping:
        groups = [column for column in question.body.groups if column in ask.columns] or question.body.groups
        if len(groups) != 1:
            raise UnansweredError(f"what @{ask.slot.name} counts")
        params: dict[str, Param] = {"by": (groups[0].label,)}
        return Value(question.chain.measure("count_by", params, question.frame(ask), "counts"), mapping=True)
    if ask.words & question.words.leaving:
        return _count_of_left_out(question, ask)
    if ask.words & question.words.filling:
        return _count_of_filled(question, ask)
    if ask.stage == "after" and not question.pieces and ask.slot.name not in question.rest:
        raise UnansweredError(f"after what @{ask.slot.name} counts")
    if ask.words & question.words.unreadable:
        return _count_of_unread(question, ask)
    if _is_of_duplicates(question, ask):
        frame = question.frame(replace(ask, stage="before"))
        return Value(question.chain.measure("duplicate_count", {}, frame, question.named(ask)))
    said = {said.statistic for said in question.body.said}
    summed = any(s.statistic == "sum_of" and s.columns for s in question.body.said)
    if summed or ("sum_of" in said and "sum" in question.form.body.lower()):
        column = question.column(Ask(ask.slot, "statistic", "sum_of", (), ask.tests))
        return Value(
            question.chain.measure("sum_of", {"value": column.label}, question.frame(ask), question.named(ask))
        )
    if total := _total_number(question, ask):
        return total
    if question.words.names("topics", "rows", tokenize(ask.slot.name.replace("_", " "))):
        return Value(question.chain.measure("row_count", {}, question.frame(ask), question.named(ask)))
    if "distinct_count_of" in said:
        column = question.column(ask, "distinct_count_of")
        params = {"value": column.label}
        return Value(question.chain.measure("distinct_count_of", params, question.frame(ask), question.named(ask)))
    counted = _counted_column(question)
    if counted is not None and (many := _count_of_groups(question, ask, counted)):
        return many
    if counted is not None and counted.distinct < question.profile.rows and any(t.against for t in question.kept):
        raise UnansweredError(f"what @{ask.slot.name} counts")  # groups, not rows, that are above the average
    if counted is not None and not (question.body.filters or ask.tests):
        params = {"value": counted.label}
        return Value(question.chain.measure("distinct_count_of", params, question.frame(ask), question.named(ask)))
    scored = question.body.speaks_of("zscore") and not question.pieces
    if SCORED.search(question.form.body) and not question.body.speaks_of("outliers", "roles"):
        raise UnansweredError(f"what @{ask.slot.name} counts")  # rows by their z-scores
    if scored or not (question.body.filters or ask.tests or question.body.speaks_of("rows")):
        raise UnansweredError(f"what @{ask.slot.name} counts")
    return Value(question.chain.measure("row_count", {}, question.frame(ask), question.named(ask)))


def _total_number(question: Question, ask: Ask) -> Value | None:
    """Return the sum of a column of counts: "the total number of rooms in houses"."""
    for sentence in question.body.sentences:
        for mention in question.body.measured(sentence):
            before = " ".join(t.text.casefold() for t in sentence.tokens[: mention.place.start])
            if mention.column.kind != "number" or mention.how == "part" or not TOTALS.search(before):
                continue
            params = {"value": mention.column.label}
            return Value(question.chain.measure("sum_of", params, question.frame(ask), question.named(ask)))
    return None


def _count_of_groups(question: Question, ask: Ask, counted: ColumnProfile) -> Value | None:
    """Return how many groups have a mean, or the like, that passes a test: "how many cities have a mean above 9"."""
    for sentence in question.body.sentences:
        for named in question.words.named("statistics", sentence.tokens):
            own = [c for c in sentence.conditions if c.test in question.kept and _is_said_of(named, c)]
            if named.name not in BY or named.name in ("maximum_of", "minimum_of") or len(own) != 1:
                continue
            test = own[0].test
            params: dict[str, Param] = {"value": test.column, "by": (counted.label,)}
            frame = question.frame(ask, apart=[test.column])
            series = question.chain.measure(BY[named.name], params, frame, plural(named.name))
            return Value(f"({series} {test.comparison} {literal(test.value)}).sum()")
    return None


def _is_said_of(named: Named, condition: Found) -> bool:
    """Return whether a condition is one of a statistic that is named right before: "a mean price above 9"."""
    plain = condition.test.comparison in (">", ">=", "<", "<=", "==") and not condition.test.against
    return plain and any(0 <= m.place.start - named.place.stop <= 2 for m in condition.mentions)


def counted_beyond(question: Question, ask: Ask, values: Mapping[str, Value]) -> Value | None:
    """Return how many values lie beyond that of the one other statistic: "the mean, and how many are above it"."""
    others = [a for a in question.asks if a.kind == "statistic" and a.statistic not in ANY_KIND and not a.stage]
    if ask.kind != "statistic" or ask.statistic != "count_of" or len(others) != 1 or others[0].slot.name not in values:
        return None
    [other] = others
    for sign in (">=", "<=", ">", "<"):
        phrases = "|".join(map(re.escape, sorted(question.words.comparisons[sign], key=len, reverse=True)))
        if re.search(rf"(?<!\w)(?:{phrases}) {TAKEN_UP}", question.form.body, re.IGNORECASE):
            column = question.column(other, _role(question, other), shared=True)
            value = f"{question.frame(ask)}[{literal(column.label)}]"
            return Value(f"({value} {sign} {values[other.slot.name].code}).sum()")
    return None


def _role(question: Question, ask: Ask) -> str:
    """Return what a statistic is of a column, which two slots never ask of the same."""
    return f"quantile {_fraction(question, ask)}" if ask.statistic == "quantile_of" else ""


def refuse_best(question: Question, ask: Ask) -> None:
    """Raise UnansweredError where a slot is about several groups at an end: "top_customers"."""
    if set(name_words(ask.slot.name)) & question.words.best:
        raise UnansweredError(f"what @{ask.slot.name} asks for")


def _refuse_of_model(question: Question, ask: Ask) -> None:
    """Raise UnansweredError where a slot counts what a model has predicted, or the rows of a part of the split."""
    tokens = tokenize(ask.slot.name.replace("_", " "))
    parted = {token.stem for token in tokens} & {"train", "test"}
    if question.model and (parted or not question.words.names("topics", "rows", tokens)):
        raise UnansweredError(f"what @{ask.slot.name} counts")


def _is_of_duplicates(question: Question, ask: Ask) -> bool:
    """Return whether a slot is called for rows that stand more than once, and for nothing that is done to them."""
    tokens = tokenize(ask.slot.name.replace("_", " "))
    said = question.words.names("topics", "duplicates", tokens)
    return said and len(tokens) <= MOST_WORDS and not ask.stage and not ask.columns


def _count_of_filled(question: Question, ask: Ask) -> Value:
    """Return how many values the one piece that fills gaps of one column fills."""
    filling = [(n, piece) for n, piece in enumerate(question.pieces) if piece.recipe.startswith("fill_")]
    if len(filling) != 1 or len(filling[0][1].columns) != 1 or ask.tests:
        raise UnansweredError(f"what @{ask.slot.name} counts")
    [(number, piece)] = filling
    before, after = question.frames[number : number + 2]
    column = literal(piece.columns[0].label)
    return Value(f"{after}[{column}].count() - {before}[{column}].count()")


def _count_of_left_out(question: Question, ask: Ask) -> Value:
    """Return how many rows the one piece that drops some leaves out: "rows_removed", not those that are left."""
    if any(t.stem in UNREADABLE for sentence in question.body.sentences for t in sentence.tokens):
        raise UnansweredError(f"what @{ask.slot.name} counts")  # text that is no number goes with the gaps
    dropping = [n for n, piece in enumerate(question.pieces) if piece.recipe.startswith(("drop_", "trim_"))]
    if len(dropping) != 1 or ask.tests:
        raise UnansweredError(f"what @{ask.slot.name} counts")
    before, after = question.frames[dropping[0] : dropping[0] + 2]
    return Value(f"len({before}) - len({after})")


def _count_of_unread(question: Question, ask: Ask) -> Value:
    """Return how many values of a column of text are no numbers."""
    column = question.column(ask, "unread")
    before = question.frames[0]
    after = question.frame(ask)
    gaps = [f"{frame}[{literal(column.label)}].isna().sum()" for frame in (after, before)]
    if after == before or question.body.filters:
        raise UnansweredError(f"what @{ask.slot.name} counts")
    return Value(" - ".join(gaps))


def _counted_column(question: Question) -> ColumnProfile | None:
    """Return the column whose values are counted: "how many countries are there"."""
    for sentence in question.body.sentences:
        for mention in sentence.mentions:
            before = " ".join(t.text.casefold() for t in sentence.tokens[: mention.place.start])
            if not mention.is_value and mention.column.kind != "number" and re.search(COUNTING, before):
                return mention.column
    return None


def outstanding_groups(question: Question, ask: Ask) -> list[str]:
    """Return the lines for a slot of several parts: the groups that stand out, and by what."""
    body, parts = question.body, ask.slot.parts
    named = [_outright(question, part) for part in parts]
    by = [column for column in named if column is not None and column in body.groups]
    measured = [s for s in body.said if s.statistic in BY and s.columns]
    said = next(iter(sorted(measured, key=lambda said: said.statistic in ("maximum_of", "minimum_of"))), None)
    most = body.speaks_of("most")
    if not by or said is None or len(by) != len(parts) - 1 or not (most or body.speaks_of("least")):
        raise UnansweredError(f"what @{ask.slot.name} asks for")
    end = "max" if most else "min"
    value = next(column for column in said.columns if column not in by)
    params = {"value": value.label, "by": tuple(column.label for column in by)}
    series = question.chain.measure(BY[said.statistic], params, question.frame(ask), plural(said.statistic))
    names = {column.label: question.chain.fresh(variable(column.name).lower()) for column in by}
    best = f"{{{series}.{end}():.{question.decimals(ask)}f}}"
    shown = [f"{{{names[column.label]}}}" if column is not None and column in by else best for column in named]
    bound = f"{', '.join(names.values())} = {series}.idx{end}()"
    return [bound, f'print(f"@{ask.slot.name}[{ask.slot.separator.join(shown)}]")']


def _outright(question: Question, part: str) -> ColumnProfile | None:
    """Return the column that a part of a slot names outright."""
    columns = [*question.body.made, *(spoken.column for spoken in question.body.spoken)]
    name = part.casefold().replace("_", " ")
    return next((c for c in columns if c.name.strip().casefold().replace("_", " ") == name), None)


def plural(recipe: str) -> str:
    """Return what the statistics of several groups are called."""
    return recipe.removesuffix("_of") + "s"


def _key(values: Sequence[Label]) -> str:
    inner = ", ".join(map(literal, values))
    return inner if len(values) == 1 else f"({inner})"
