"""Slots that ask for what stands out: the group or the row with the most or the least, and what more is asked of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from aa_magics.codegen.literals import literal
from aa_magics.model import ColumnProfile, Condition, Formula, Label, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.answering import Value
from aa_magics.offline.closed.asks import Ask
from aa_magics.offline.closed.body import Body, Said
from aa_magics.offline.closed.outstanding import entities, missing_by
from aa_magics.offline.closed.question import ANY_KIND, Question, UnansweredError
from aa_magics.offline.closed.shares import as_share
from aa_magics.offline.closed.statistics import BY, plural, ranked_groups
from aa_magics.offline.mentions import Mention
from aa_magics.offline.text import name_words, stem, tokenize

AVERAGES = ("mean_of", "median_of", "standard_deviation_of")
AVERAGING = frozenset(map(stem, ("mean", "average", "avg", "median", "std")))
WHICH_COLUMN = re.compile(
    r"\b(?:which|what) (?:one )?(?:of the )?(?:numeric(?:al)? )?(?:columns?|variables?|features?)\b", re.I
)
PERIOD = re.compile(r"\bYYYY\W?M|\bMM\W?YYYY")
"""Periods that are written with their year: no part of a date alone is."""


@dataclass(frozen=True)
class Standing:
    """What stands out, for slots that ask more of it: the variable of a row, or of a series by group or by column.

    `statistic` is that of a series, `column` what it, or the row, stands out by, `entity` its name or names.
    """

    kind: Literal["row", "groups", "gaps", "relation", "frequent"]
    variable: str
    end: Literal["max", "min"]
    statistic: str = ""
    column: ColumnProfile | None = None
    entity: Label | tuple[Label, ...] = None


def outstanding_name(question: Question, ask: Ask) -> tuple[Value, Standing | None]:
    """Return the value, or the column, that stands out, and what it stands out by."""
    body = question.body
    if question.ranked and question.ranked.by:
        if not ask.slot.is_list:
            raise UnansweredError(f"which of the {question.ranked.n} @{ask.slot.name} names")
        return Value(f"{question.ranked.best_of(ranked_groups(question, ask))}.index", many=True), None
    if question.ranked:
        if not (ask.slot.is_list or ask.slot.is_row):
            raise UnansweredError(f"which of the {question.ranked.n} @{ask.slot.name} names")
        return Value(f"{question.frame(ask)}[{literal(_entity(question, ask).label)}]", many=True), None
    if _is_rarest(question, ask):
        column = _entity(question, ask)
        counts = question.chain.measure("count_by", {"by": (column.label,)}, question.frame(ask), "counts")
        return Value(f"{counts}.idxmin()"), Standing("groups", counts, "min", "count_of")
    if body.speaks_of("frequent") and not body.asks_for_gaps and not _is_share_of_groups(question):
        column = _common(question, ask)
        frame, params = question.frame(ask), {"value": column.label}
        mode = question.chain.measure("mode_of", params, frame, question.named(ask))
        return Value(mode), Standing("frequent", f"({frame}[{literal(column.label)}] == {mode})", "max", column=column)
    if body.asks_for_gaps and "columns" in question.form.body.lower() and not _is_ranked(body):
        counts = question.chain.measure("missing_counts", {}, question.frame(ask), "missing")
        return Value(f"{counts}[{counts} > 0].index", many=True), None
    if not _is_ranked(body):
        raise UnansweredError(f"what @{ask.slot.name} asks for")
    if body.speaks_of("relation"):
        return _most_correlated(question, ask)
    if PERIOD.search(f"{ask.slot.placeholder} {ask.slot.said}") and _entity(question, ask).kind == "number":
        raise UnansweredError(f"how @{ask.slot.name} is written")
    if WHICH_COLUMN.search(question.form.body) and not body.asks_for_gaps:
        raise UnansweredError(f"what the columns are compared by that @{ask.slot.name} names")
    standing = _standing(question, ask)
    if ask.slot.is_list:
        raise UnansweredError(f"how many @{ask.slot.name} lists")
    if standing.kind == "row":
        return Value(f"{standing.variable}[{literal(_entity(question, ask).label)}]"), standing
    best = f"{standing.variable}.idx{standing.end}()"
    if isinstance(standing.entity, tuple):
        best = f"{best}[{standing.entity.index(ask.columns[0].label)}]"
    return Value(best), standing


def _common(question: Question, ask: Ask) -> ColumnProfile:
    """Return the column whose most common value a slot names: not that by which it takes rows apart."""
    column = _entity(question, ask)
    tested = {test.column for test in ask.tests}
    if column.label not in tested:
        return column
    spoken = [s.column for s in question.body.spoken if s.column.kind != "number" and s.column.label not in tested]
    if len(spoken) != 1:
        raise UnansweredError(f"what @{ask.slot.name} names")
    return spoken[0]


def _is_rarest(question: Question, ask: Ask) -> bool:
    """Return whether a slot names the value that fewest rows have."""
    own = tokenize(ask.slot.name.replace("_", " "))
    if not question.body.speaks_of("rare") or question.words.names("topics", "frequent", own):
        return False
    return question.words.names("topics", "rare", own) or not question.body.speaks_of("frequent")


def _is_ranked(body: Body) -> bool:
    return body.speaks_of("most") or body.speaks_of("least")


def _is_share_of_groups(question: Question) -> bool:
    """Return whether it is a share of rows, which the question says how to tell, in which groups differ."""
    body = question.body
    return bool(body.defined and body.groups) and body.speaks_of("percentage", "roles")


def _most_correlated(question: Question, ask: Ask) -> tuple[Value, Standing]:
    """Return the column that goes most with another: of those that a sentence names, else of all numbers."""
    relating = [s for s in question.body.sentences if question.words.names("topics", "relation", s.tokens)]
    named = max((list({m.column.label: m for m in question.numbers_in(s)}.values()) for s in relating), key=len)
    after = _before_each(relating, named) or [
        m for m in named if m.place.start and _before(relating, m) in ("with", "to", "and")
    ]
    if not after or question.body.named("relations") not in ([], ["pearson_of"]):
        raise UnansweredError(f"what @{ask.slot.name} names")
    target = after[-1].column
    others = [m.column for m in named if m.column.label != target.label]
    if len(others) < 2:
        others = [c for c in question.body.profile.columns if c.kind == "number" and c.parsed and c.bindable]
    labels = tuple(column.label for column in others if column.label != target.label)
    params: dict[str, Param] = {"target": target.label, "columns": labels}
    series = question.chain.measure("correlations_with", params, question.frame(ask), "correlations")
    name = f"{series}.abs().idx{_end(question, ask)}()"
    return Value(name), Standing("relation", f"{series}[{name}]", "max")


def _before_each(sentences: Sequence[Clause], named: Sequence[Mention]) -> list[Mention]:
    """Return the column that a sentence relates "with each of" others, or "and each of" them."""
    for sentence in sentences:
        words = [t.text.casefold() for t in sentence.tokens]
        joints = (["with", "each"], ["and", "each"], ["to", "each"])
        place = next((n for n in range(len(words) - 1) if words[n : n + 2] in joints), None)
        before = [m for m in named if place and m.place.stop <= place and any(m is own for own in sentence.mentions)]
        if before:
            return before[-1:]
    return []


def _before(sentences: Sequence[Clause], mention: Mention) -> str:
    """Return the word before a mention, articles passed over."""
    sentence = next(s for s in sentences if any(m is mention for m in s.mentions))
    words = [t.text.casefold() for t in sentence.tokens[: mention.place.start]]
    return next((word for word in reversed(words) if word not in ("the", "a", "its", "their")), "")


def of_standing(question: Question, ask: Ask, standing: Standing) -> Value | None:
    """Return what a slot asks of that which stands out; None where it asks for something else."""
    counted = standing.statistic == "share_of" and ask.kind == "share"  # "deposit_share" names what is counted
    if _is_overall(question, ask):
        return None
    if (ask.tests and not counted) or ask.stage or ask.slot.is_list or ask.slot.is_mapping:
        return None
    if standing.kind == "relation":
        return Value(standing.variable, question.decimals(ask)) if ask.kind == "r" else None
    if standing.kind == "frequent":
        return _of_frequent(question, ask, standing)
    best = f"{standing.variable}.{standing.end}()"
    if standing.kind == "gaps" and ask.kind in ("missing", "share", "statistic"):
        if ask.statistic != "percentage" and ask.kind != "share":
            return Value(best)
        return Value(f"{best} / len({question.frame(ask)}) * 100", question.decimals(ask))
    if standing.statistic == "share_of":
        return as_share(question, ask, best) if ask.kind == "share" else None
    extreme = standing.kind == "groups" and standing.statistic in ("maximum_of", "minimum_of")
    if extreme and ask.kind == "unknown" and standing.column in ask.columns:
        return Value(best, question.decimals(ask))
    if standing.kind == "groups" and _counts_rows_of(ask, standing):
        rows = f"{question.frame(ask)}[{literal(standing.entity)}]"
        return Value(f"({rows} == {standing.variable}.idx{standing.end}()).sum()")
    if standing.kind == "groups" and ask.kind == "statistic":
        if standing.statistic == "count_of" and question.body.speaks_of("distinct_count_of", "statistics"):
            return None  # how many groups there are
        same = ask.statistic in (standing.statistic, "count_of", "maximum_of", "minimum_of")
        whole = standing.statistic in ANY_KIND
        return Value(best, None if whole else question.decimals(ask)) if same else None
    if standing.kind == "row" and _is_of_all(question, ask):
        return None
    if standing.kind == "row" and ask.kind == "name":
        return _of_row(ask, standing)
    if standing.kind == "row" and ask.kind in ("statistic", "unknown"):
        own = [standing.column] if standing.column in ask.columns else []
        named = next((c for c in (*own, *ask.columns) if c and c.kind == "number"), standing.column)
        return Value(f"{standing.variable}[{literal(named.label)}]", question.decimals(ask)) if named else None
    return None


def _counts_rows_of(ask: Ask, standing: Standing) -> bool:
    """Return whether a slot counts the rows of the group that stands out by the mean of a column, or the like."""
    counted = ask.kind == "statistic" and ask.statistic == "count_of" and standing.column not in ask.columns
    return counted and standing.statistic in AVERAGES and isinstance(standing.entity, str)


def _is_overall(question: Question, ask: Ask) -> bool:
    """Return whether a slot is about everything, not about what stands out: "mean_all", where no column is."""
    said = set(name_words(f"{ask.slot.name} {ask.slot.placeholder}")) & question.words.whole - {"total"}
    return bool(said) and not any(said & set(name_words(column.name)) for column in ask.columns)


def _of_row(ask: Ask, standing: Standing) -> Value | None:
    """Return what else a slot names of the row that stands out: "who scored most, and for which squad"."""
    other = next((c for c in ask.columns[:1] if c.kind != "number" and c.label != standing.entity), None)
    return Value(f"{standing.variable}[{literal(other.label)}]") if other else None


def _is_of_all(question: Question, ask: Ask) -> bool:
    """Return whether a slot asks for a mean or the like, which one row has none of; no column is called so."""
    if ask.kind != "statistic" or ask.statistic not in AVERAGES:
        return False
    columns = {stem(word) for column in ask.columns for word in name_words(column.name)}
    said = {token.stem for token in tokenize(ask.slot.name.replace("_", " "))} & AVERAGING
    return bool(said) and not said & columns


def _of_frequent(question: Question, ask: Ask, standing: Standing) -> Value | None:
    """Return in how many rows the most frequent value is, or in which share of them; None for other columns."""
    if question.body.sized and re.search(r"\d", ask.slot.name):
        raise UnansweredError(f"what @{ask.slot.name} counts")
    others = [c for c in ask.columns if c != standing.column and c.distinct < question.profile.rows]
    if others or question.body.speaks_of("distinct_count_of", "statistics"):
        return None
    if ask.kind == "statistic" and ask.statistic in ("count_of", "mode_of", "maximum_of"):
        return Value(f"{standing.variable}.sum()")
    if ask.kind != "share":
        return None
    share = f"{standing.variable}.mean() * 100"
    if standing.column and standing.column.missing and _leaves_gaps_out(question.body):
        known = f"{question.frame(ask)}[{literal(standing.column.label)}].count()"
        share = f"{standing.variable}.sum() / {known} * 100"
    return as_share(question, ask, share)


def _leaves_gaps_out(body: Body) -> bool:
    """Return whether a question says that empty cells do not count."""
    said = {token.text.casefold() for token in body.tokens}
    gaps = said & body.words.blank or body.speaks_of("missing") or "known" in said
    return bool(gaps) and bool(said & (body.words.omitting | {"known", "non"}))


def _standing(question: Question, ask: Ask) -> Standing:
    """Return what stands out: a group by its statistic or its size, a row, a column by its gaps."""
    end = _end(question, ask)
    gaps = question.body.asks_for_gaps
    by_group = any(column in question.body.groups for column in ask.columns)
    if gaps and "column" in question.form.body.lower() and not by_group:
        counts = question.chain.measure("missing_counts", {}, question.frame(ask), "missing")
        return Standing("gaps", counts, end)
    entity = _entity(question, ask)
    if any(test.column == entity.label and test.comparison == "==" and not test.part for test in question.kept):
        raise UnansweredError(f"which rows @{ask.slot.name} is about")  # one value stands out of itself
    if len(together := _together(question)) > 1:
        return _combination(question, ask, together, end)
    if gaps:
        return Standing("gaps", missing_by(question, ask, entity), end)
    if (shared := _share_standing(question, ask, entity, end)) is not None:
        return shared
    said = _outstanding(question, entity)
    grouped = entity.distinct < question.profile.rows or entity in question.body.made
    if grouped and said is None and _measures_otherwise(question, entity):
        raise UnansweredError("what stands out")
    if grouped and said is None:
        series = question.chain.measure("count_by", {"by": (entity.label,)}, question.frame(ask), "counts")
        return Standing("groups", series, end, "count_of")
    if said is None:
        raise UnansweredError("what stands out")
    column = question.as_number(said.columns[0])
    of_row = question.body.points_at_row and said.statistic in ("maximum_of", "minimum_of")
    if grouped and said.statistic in BY and not of_row:
        params = {"value": column.label, "by": (entity.label,)}
        series = question.chain.measure(BY[said.statistic], params, question.frame(ask), plural(said.statistic))
        return Standing("groups", series, end, said.statistic, column, entity.label)
    row = question.chain.measure(f"row_of_{end}imum", {"value": column.label}, question.frame(ask), "row")
    return Standing("row", row, end, column=column, entity=entity.label)


def _measures_otherwise(question: Question, entity: ColumnProfile) -> bool:
    """Return whether groups are to be compared by a statistic that is not measured for groups."""
    plain = ("maximum_of", "minimum_of")
    measured = (s for s in question.body.said if s.statistic not in ANY_KIND | set(BY) and s.statistic not in plain)
    return any(question.is_number(c) for said in measured for c in said.columns if c.label != entity.label)


def _together(question: Question) -> list[ColumnProfile]:
    """Return the groups of a combination that stands out, each of which has a slot of its own."""
    names = [ask.columns[0] for ask in question.asks if ask.kind == "name" and ask.columns]
    named = [column for column in question.body.groups if column in names]
    return named if re.search(r"\bcombinations?\b|\bpairs?\b", question.form.body, re.IGNORECASE) else []


def _combination(question: Question, ask: Ask, by: Sequence[ColumnProfile], end: Literal["max", "min"]) -> Standing:
    """Return the combination of groups that stands out, by the one statistic that is named of a number."""
    said = [s for s in question.body.said if s.statistic in BY and s.statistic not in ("maximum_of", "minimum_of")]
    column = next((c for s in said for c in s.columns if c not in by and question.is_number(c)), None)
    labels = tuple(column.label for column in by)
    if not said or column is None:
        raise UnansweredError("what stands out")
    params: dict[str, Param] = {"value": question.as_number(column).label, "by": labels}
    statistic = said[0].statistic
    series = question.chain.measure(BY[statistic], params, question.frame(ask, ()), plural(statistic))
    return Standing("groups", series, end, statistic, column, labels)


def _end(question: Question, ask: Ask) -> Literal["max", "min"]:
    """Return which end a slot asks for: where the question speaks of both, that which its own words name."""
    most, least = (question.body.speaks_of(end) for end in ("most", "least"))
    if most and least:
        own = [n.name for n in question.words.named("topics", tokenize(ask.slot.name.replace("_", " ")))]
        most = "least" not in own
    return "max" if most else "min"


def _share_standing(question: Question, ask: Ask, entity: ColumnProfile, end: Literal["max", "min"]) -> Standing | None:
    """Return the group with the highest or the lowest percentage of certain rows; None where none is spoken of."""
    kept = [test for test in question.body.filters if test.column != entity.label]
    rates = {t.text.casefold() for t in question.body.tokens} & question.words.rates
    together = re.search(r"\bshare the\b", question.form.body)  # "days that share the highest price"
    if not (rates or (question.body.speaks_of("percentage", "roles") and not together)):
        return None
    tests = question.body.defined or kept
    yes = {s.column.label for s in question.body.spoken if question.body.two_valued(s.column) is not None}
    certain = bool(question.body.defined) or all(test.column in yes for test in tests)
    if not tests or ask.tests or (rates and not certain):
        return None
    if len(tests) > 1:
        raise UnansweredError(f"which rows the percentages of @{ask.slot.name} count")
    params: dict[str, Param] = {"rows": Condition(tests=tuple(tests)), "by": (entity.label,)}
    rows = question.frame(ask, (), apart=[test.column for test in tests])
    return Standing("groups", question.chain.measure("share_of_rows_by", params, rows, "shares"), end, "share_of")


def _entity(question: Question, ask: Ask) -> ColumnProfile:
    """Return the column that names what stands out: that its slot names, a group of the question, an id or a text."""
    groups = [column.label for column in question.body.groups]
    named = sorted(ask.columns, key=lambda column: (column.kind == "number", column.label not in groups))
    for column in (*named, *question.body.groups, *entities(question)):
        return column
    raise UnansweredError(f"what @{ask.slot.name} names")


def _is_of_made(question: Question, sentence: Clause) -> bool:
    """Return whether the one number that the question makes stands out, not one that stands apart in the sentence."""
    given = {column.label for column in question.profile.columns}
    made = [c for c in question.body.made if c.kind == "number" and c.label not in given]
    ends = [n for n in question.words.named("topics", sentence.tokens) if n.name in ("most", "least")]
    after = {m.place.start for m in question.numbers_in(sentence)}
    return len(made) == 1 and not any(set(range(end.place.stop, end.place.stop + 3)) & after for end in ends)


def _outstanding(question: Question, entity: ColumnProfile) -> Said | None:
    """Return which statistic of which column stands out; None where it is the number of rows."""
    made = question.body.made
    classed = {p.params.get("value") for p in question.pieces if entity.label in {c.label for c in p.columns}}
    for said in sorted(question.body.said, key=lambda said: all(column not in made for column in said.columns)):
        columns = tuple(c for c in said.columns if c.label != entity.label and question.is_number(c))
        if columns and said.statistic in BY and said.statistic not in ("maximum_of", "minimum_of"):
            return Said(said.statistic, said.sentence, columns)
    asked = {ask.columns[0].label for ask in question.asks if ask.kind == "unknown" and ask.columns}
    own = tuple(c for c in made if c.label in asked and c.kind == "number")
    if len(own) == 1:
        return Said(_of_groups(question, entity), 0, own)  # "which country generates most per head, and how much"
    for number, sentence in enumerate(question.body.sentences):
        ranked = any(question.words.names("topics", end, sentence.tokens) for end in ("most", "least"))
        numbers = [m.column for m in question.numbers_in(sentence) if m.column.label not in {entity.label, *classed}]
        if ranked and numbers and not _is_of_made(question, sentence):
            return Said(_of_groups(question, entity), number, tuple(numbers))
    made = [c for c in question.body.made if c.label != entity.label and c.kind == "number"]
    return Said(_of_groups(question, entity), 0, tuple(made)) if made else None


def _of_groups(question: Question, entity: ColumnProfile) -> str:
    """Return the statistic that groups are compared by: that which the question names of no other number.

    A product of amounts, such as a revenue, is added up.
    """
    plain = ("maximum_of", "minimum_of")
    for said in question.body.said:
        columns = [c for c in said.columns if c.label != entity.label and question.is_number(c)]
        if said.statistic in BY and said.statistic not in plain and not columns:
            return said.statistic
    products = [f for piece in question.pieces if isinstance(f := piece.params.get("formula"), Formula)]
    return "sum_of" if any(term.operation == "*" for term in products) else "maximum_of"
