"""Slots that ask for outliers and for gaps: how many, which, and what is asked of their values."""

import re
from dataclasses import replace

from aa_magics.codegen.literals import literal
from aa_magics.model import ColumnProfile, Param
from aa_magics.offline.closed.answering import Value
from aa_magics.offline.closed.asks import Ask
from aa_magics.offline.closed.question import Question, UnansweredError, sureness
from aa_magics.offline.pieces import Piece
from aa_magics.offline.preparing.outlying import Outliers, methods_told, read_outliers
from aa_magics.offline.text import name_words, stem

UPPER = frozenset(("upper", "high", "above", "over"))
LOWER = frozenset(("lower", "low", "below", "under"))
"""Words of slots for the outliers on one side."""
METHODS = {"iqr": frozenset(("iqr", "interquartile", "tukey")), "z_score": frozenset(("z", "zscore"))}
"""Words of slots for the methods by which outliers are told."""
ONE_SIDE = re.compile(
    r"\b(?:how many|only|number of|count)\b[^.;?]*?\b(?:above|below|exceed|exceeding|beyond|under|over) the "
    r"(upper|lower) (?:bound|fence|limit|whisker|threshold)(?!\w)(?![^.;?]*\b(?:upper|lower)\b)",
    re.IGNORECASE,
)

# --- outliers ----------------------------------------------------------------------------------------


def outliers(question: Question, ask: Ask) -> Value:
    """Return how many outliers there are, which, or what is asked of their values."""
    column = _outlying_column(question, ask)
    frame = _found(question, ask, column)
    if sign := _side(question, ask):
        whole = question.frame(replace(ask, stage="before"))
        name = literal(column.label)
        return Value(f"({frame}[{name}] {sign} {whole}[{name}].median()).sum()")
    if ask.slot.is_list or ask.statistic == "list":
        return _list_of(question, ask, frame, column)
    if ask.statistic == "percentage":
        whole = question.frame(replace(ask, stage="before"))
        return Value(f"len({frame}) / {whole}[{literal(column.label)}].count() * 100", question.decimals(ask))
    if ask.statistic == "count_of":
        return Value(f"len({frame})")
    name = question.chain.measure(_end_of(question, ask), {"value": column.label}, frame, question.named(ask))
    return Value(name, question.decimals(ask))


def _side(question: Question, ask: Ask) -> str | None:
    """Return "<" or ">" where only the outliers on one side are asked for: by the slot, or by the question."""
    counted = ask.statistic == "count_of" or re.search(r"\binteger\b", ask.slot.said)
    if not counted or ask.slot.is_list:
        return None
    names = {word for spoken in question.body.spoken for word in name_words(spoken.column.name)}
    words = set(name_words(ask.slot.name)) - names
    own = [sign for sign, side in ((">", UPPER), ("<", LOWER)) if words & side]
    if own:
        return own[0] if len(own) == 1 else None
    found = [found[1].casefold() for s in question.body.sentences for found in ONE_SIDE.finditer(s.text)]
    return {"upper": ">", "lower": "<"}[found[0]] if len(set(found)) == 1 else None


def without_outliers(question: Question) -> Piece | None:
    """Return the piece that leaves out the outliers, where the question speaks of the rest and nothing drops them."""
    done = any("outliers" in piece.recipe for piece in question.pieces)
    if done or not question.body.speaks_of("outliers", "roles") or not question.body.speaks_of("rest"):
        return None
    asked = next((ask for ask in question.asks if ask.kind == "outliers"), None)
    if asked is None:
        return None
    told = read_outliers(question.body.sentences)
    column = _outlying_column(question, asked)
    if told.method == "z_score":
        return Piece("drop_z_score_outliers", {"value": column.label, "deviations": told.number}, frozenset())
    return Piece("drop_iqr_outliers", {"value": column.label, "factor": told.number}, frozenset())


def _outlying_column(question: Question, ask: Ask) -> ColumnProfile:
    for sentence in question.body.sentences:
        numbers = question.numbers_in(sentence)
        spots = [place.start for place in question.words.places("roles", "outliers", sentence.tokens)]
        beside = [mention for mention in numbers if mention.place.stop in spots]  # "the price outliers"
        numbers = beside or numbers
        if numbers and spots:
            return question.as_number(max(numbers, key=sureness).column)
    return question.column(ask, "outliers")


def _told(question: Question, ask: Ask) -> Outliers:
    """Return by which method a slot's outliers are told. Raises UnansweredError where two are, and it names none."""
    sentences, words = question.body.sentences, set(name_words(ask.slot.name))
    if len(methods_told(sentences)) < 2:
        return read_outliers(sentences)
    own = [method for method, names in METHODS.items() if words & names]
    several = len([one for one in question.asks if one.kind == "outliers"]) > 1
    if not own and several:
        raise UnansweredError(f"by which method @{ask.slot.name} is found")
    return read_outliers(sentences, own[0] if len(own) == 1 else None)


def _found(question: Question, ask: Ask, column: ColumnProfile) -> str:
    """Return the frame of the outliers, looked for before anything is cleaned."""
    frame = question.frame(replace(ask, stage="before"))
    told = _told(question, ask)
    params: dict[str, Param] = {"value": column.label}
    if told.method == "z_score":
        return question.chain.frame("z_score_outliers", {**params, "deviations": told.number}, frame)
    return question.chain.frame("iqr_outliers", {**params, "factor": told.number}, frame)


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
    shown = column if values else (named or entities(question) or [column])[0]
    decimals = question.decimals(ask) if shown.label == column.label else None
    listed = f"{frame}[{literal(shown.label)}]"
    told = f"{ask.slot.said} {question.form.body}"
    if re.search(r"\balphabetical|\bascending|\bsorted\b", ask.slot.said) or re.search(r"\bascending order\b", told):
        listed = f"sorted({listed})"
    elif re.search(r"\bdescending order\b", told):
        listed = f"sorted({listed}, reverse=True)"
    return Value(listed, decimals, many=True)


def entities(question: Question) -> list[ColumnProfile]:
    """Return the columns that name rows: those that the question speaks of, else the frame's."""
    spoken = [s.column for s in question.body.spoken if s.column.kind in ("id", "text", "category")]
    return spoken or [c for c in question.profile.columns if c.kind in ("id", "text") and c.bindable]


# --- gaps --------------------------------------------------------------------------------------------


def missing(question: Question, ask: Ask) -> Value:
    """Return how many values are missing: in a column, in each, in the group with the most."""
    if ask.slot.is_mapping:
        return Value(question.chain.measure("missing_counts", {}, question.frame(ask), "missing"), mapping=True)
    column = _gappy_column(question, ask)
    if column is None:
        return Value(question.chain.measure("missing_total", {}, question.frame(ask), question.named(ask)))
    recipe = "missing_percentage_of" if ask.statistic == "percentage" else "missing_count_of"
    name = question.chain.measure(recipe, {"value": column.label}, question.whole_frame(ask), question.named(ask))
    return Value(name, question.decimals(ask) if ask.statistic == "percentage" else None)


EVERY = re.compile(r"\b(?:any|all|every|each|no)\s+(?:of\s+)?(?:the\s+)?(?:columns?|missing|null)")


def complete(question: Question, ask: Ask) -> Value:
    """Return how many rows miss nothing in any column, or miss something; as a percentage where one is asked for."""
    dropped = any(piece.recipe == "drop_missing" for piece in question.pieces)
    gaps = [s for s in question.body.sentences if question.words.names("topics", "missing", s.tokens)]
    some = any(not m.is_value for s in gaps for m in s.mentions) and not EVERY.search(question.form.body.casefold())
    filtered = any(test.comparison not in ("missing", "present") for test in question.kept)
    if not dropped and (some or filtered):
        raise UnansweredError(f"what @{ask.slot.name} counts")
    frame = question.whole_frame(ask)
    kept = frame if dropped else question.chain.frame("drop_missing", {}, frame)
    whole = question.frames[0] if dropped else frame
    counted = f"len({whole}) - len({kept})" if "incomplete" in ask.statistic else f"len({kept})"
    if "percentage" in ask.statistic:
        counted = f"({counted})" if "incomplete" in ask.statistic else counted
        return Value(f"{counted} / len({whole}) * 100", question.decimals(ask))
    if "incomplete" in ask.statistic:
        return Value(counted)
    return Value(question.chain.measure("row_count", {}, kept, question.named(ask)))


def _gappy_column(question: Question, ask: Ask) -> ColumnProfile | None:
    """Return the column whose gaps are asked for: the surest that a sentence about gaps names."""
    sentences = [s for s in question.body.sentences if question.words.names("topics", "missing", s.tokens)]
    mentions = [m for s in sentences for m in s.mentions if not m.is_value]
    named = [m.column for m in mentions if m.column in ask.columns[:1]]
    if named:
        return named[0]
    surest = max(mentions, key=lambda m: m.score, default=None)
    return surest.column if surest else next(iter(ask.columns), None)


def missing_by(question: Question, ask: Ask, by: ColumnProfile) -> str:
    mentions = [m.column for s in question.body.sentences for m in s.mentions if not m.is_value]
    column = next((c for c in (_gappy_column(question, ask), *mentions) if c and c.label != by.label), None)
    if column is None:
        raise UnansweredError(f"what @{ask.slot.name} asks for")
    params = {"value": column.label, "by": (by.label,)}
    return question.chain.measure("missing_by", params, question.frame(ask), "missing")
