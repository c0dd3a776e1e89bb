"""Slots that ask for what stands out: outliers, gaps, the group or the row with the most or the least."""

import re
from dataclasses import replace

from aa_magics.codegen.literals import literal
from aa_magics.model import ColumnProfile
from aa_magics.offline.closed.answering import Value
from aa_magics.offline.closed.asks import Ask
from aa_magics.offline.closed.body import Said
from aa_magics.offline.closed.question import Question, UnansweredError, sureness
from aa_magics.offline.closed.statistics import BY, plural
from aa_magics.offline.text import stem

FACTOR_NAMED = re.compile(r"(?:factor|multiplier)(?:\s+of)?\s+(\d+(?:\.\d+)?)", re.IGNORECASE)
FACTOR = re.compile(r"(\d+(?:\.\d+)?)\s*(?:\*|×|x\b|times)?\s*(?:the\s+)?(?:\(?\s*iqr|interquartile)", re.IGNORECASE)
DEVIATIONS = (
    re.compile(r"(\d+(?:\.\d+)?)\s*standard deviations?", re.IGNORECASE),
    re.compile(r"threshold\D{0,30}?(\d+(?:\.\d+)?)", re.IGNORECASE),
    re.compile(r"(?:z[\s-]?scores?|greater than|more than|exceeds|above|>)\D{0,40}?(\d+(?:\.\d+)?)", re.IGNORECASE),
)
QUARTILES = re.compile(r"\biqr\b|interquartile", re.IGNORECASE)


# --- outliers ----------------------------------------------------------------------------------------


def outliers(question: Question, ask: Ask) -> Value:
    """Return how many outliers there are, which, or what is asked of their values."""
    column = _outlying_column(question, ask)
    frame = _found(question, ask, column)
    if ask.slot.is_list or ask.statistic == "list":
        return _list_of(question, ask, frame, column)
    if ask.statistic == "percentage":
        whole = question.frame(replace(ask, stage="before"))
        return Value(f"len({frame}) / {whole}[{literal(column.label)}].count() * 100", question.decimals(ask))
    if ask.statistic == "count_of":
        return Value(f"len({frame})")
    name = question.chain.measure(_end_of(question, ask), {"value": column.label}, frame, question.named(ask))
    return Value(name, question.decimals(ask))


def _outlying_column(question: Question, ask: Ask) -> ColumnProfile:
    for sentence in question.body.sentences:
        numbers = question.numbers_in(sentence)
        if numbers and question.words.names("roles", "outliers", sentence.tokens):
            return question.as_number(max(numbers, key=sureness).column)
    return question.column(ask, "outliers")


def _found(question: Question, ask: Ask, column: ColumnProfile) -> str:
    """Return the frame of the outliers, looked for before anything is cleaned."""
    frame = question.frame(replace(ask, stage="before"))
    text = question.form.body
    if question.body.speaks_of("zscore") and not QUARTILES.search(text):
        deviations = next((float(found[1]) for pattern in DEVIATIONS if (found := pattern.search(text))), 3.0)
        return question.chain.frame("z_score_outliers", {"value": column.label, "deviations": deviations}, frame)
    found = FACTOR_NAMED.search(text) or FACTOR.search(text)
    factor = float(found[1]) if found else 1.5
    return question.chain.frame("iqr_outliers", {"value": column.label, "factor": factor}, frame)


def _end_of(question: Question, ask: Ask) -> str:
    """Return the statistic of a slot; "range low" is the minimum."""
    if ask.statistic != "range_of":
        return ask.statistic
    ends = question.words.tables["statistics"]
    named = [end for end in ("minimum_of", "maximum_of") if any(phrase[0] in ask.words for phrase in ends[end])]
    return named[0] if named else ask.statistic


def _list_of(question: Question, ask: Ask, frame: str, column: ColumnProfile) -> Value:
    """Return the values of the outliers, or the names of their rows."""
    named = [c for c in ask.columns if c.label != column.label]
    values = bool({stem("values"), stem("value")} & ask.words)
    shown = column if values else (named or _entities(question) or [column])[0]
    decimals = question.decimals(ask) if shown.label == column.label else None
    return Value(f"{frame}[{literal(shown.label)}]", decimals, many=True)


def _entities(question: Question) -> list[ColumnProfile]:
    """Return the columns that name rows: those that the question speaks of, else the frame's."""
    spoken = [s.column for s in question.body.spoken if s.column.kind in ("id", "text", "category")]
    return spoken or [c for c in question.profile.columns if c.kind in ("id", "text") and c.bindable]


# --- gaps --------------------------------------------------------------------------------------------


def missing(question: Question, ask: Ask) -> Value:
    """Return how many values are missing: in a column, in each, in the group with the most."""
    if ask.slot.is_mapping:
        return Value(question.chain.measure("missing_counts", {}, question.frame(ask), "missing"), mapping=True)
    if question.body.groups and any(other.kind == "name" for other in question.asks):
        end = "max" if question.body.speaks_of("most") else "min"
        return Value(f"{_missing_by(question, ask, question.body.groups[0])}.{end}()")
    column = _gappy_column(question, ask)
    if column is None:
        return Value(question.chain.measure("missing_total", {}, question.frame(ask), question.named(ask)))
    recipe = "missing_percentage_of" if ask.statistic == "percentage" else "missing_count_of"
    name = question.chain.measure(recipe, {"value": column.label}, question.whole_frame(ask), question.named(ask))
    return Value(name, question.decimals(ask) if ask.statistic == "percentage" else None)


def _gappy_column(question: Question, ask: Ask) -> ColumnProfile | None:
    """Return the column whose gaps are asked for: the surest that a sentence about gaps names."""
    sentences = [s for s in question.body.sentences if question.words.names("topics", "missing", s.tokens)]
    mentions = [m for s in sentences for m in s.mentions if not m.is_value]
    surest = max(mentions, key=lambda m: m.score, default=None)
    return surest.column if surest else next(iter(ask.columns), None)


def _missing_by(question: Question, ask: Ask, by: ColumnProfile) -> str:
    mentions = [m.column for s in question.body.sentences for m in s.mentions if not m.is_value]
    column = next((c for c in (_gappy_column(question, ask), *mentions) if c and c.label != by.label), None)
    if column is None:
        raise UnansweredError(f"what @{ask.slot.name} asks for")
    params = {"value": column.label, "by": (by.label,)}
    return question.chain.measure("missing_by", params, question.frame(ask), "missing")


# --- the most and the least ------------------------------------------------------------------------------


def outstanding_name(question: Question, ask: Ask) -> Value:
    """Return the value, or the column, that stands out."""
    body = question.body
    if body.speaks_of("frequent") and not body.speaks_of("missing"):
        params = {"value": _entity(question, ask).label}
        return Value(question.chain.measure("mode_of", params, question.frame(ask), question.named(ask)))
    most = body.speaks_of("most")
    if not most and not body.speaks_of("least"):
        raise UnansweredError(f"what @{ask.slot.name} asks for")
    end = "idxmax" if most else "idxmin"
    gaps = body.speaks_of("missing")
    if gaps and "column" in question.form.body.lower():
        return Value(f"{question.chain.measure('missing_counts', {}, question.frame(ask), 'missing')}.{end}()")
    entity = _entity(question, ask)
    if gaps:
        return Value(f"{_missing_by(question, ask, entity)}.{end}()")
    said = _outstanding(question, entity)
    if said.statistic in BY and entity.distinct < question.profile.rows:
        params = {"value": said.columns[0].label, "by": (entity.label,)}
        series = question.chain.measure(BY[said.statistic], params, question.frame(ask), plural(said.statistic))
        return Value(f"{series}.{end}()")
    recipe = "row_of_maximum" if most else "row_of_minimum"
    row = question.chain.measure(recipe, {"value": said.columns[0].label}, question.frame(ask), "row")
    return Value(f"{row}[{literal(entity.label)}]")


def _entity(question: Question, ask: Ask) -> ColumnProfile:
    """Return the column that names what stands out."""
    named = sorted(ask.columns, key=lambda column: column.kind == "number")
    for column in (*named, *_entities(question)):
        return column
    raise UnansweredError(f"what @{ask.slot.name} names")


def _outstanding(question: Question, entity: ColumnProfile) -> Said:
    """Return which statistic of which column stands out."""
    for said in question.body.said:
        columns = tuple(c for c in said.columns if c.label != entity.label and c.kind == "number")
        if columns and said.statistic in BY and said.statistic not in ("maximum_of", "minimum_of"):
            return Said(said.statistic, said.sentence, columns)
    spoken = [spoken.column for spoken in question.body.spoken if spoken.column.kind == "number"]
    columns = tuple(column for column in spoken if column.label != entity.label)
    if not columns:
        raise UnansweredError("what stands out")
    return Said("maximum_of", 0, columns)
