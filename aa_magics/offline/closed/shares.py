"""Slots that ask for a share: of which rows it is one, and which of these it counts."""

import re
from collections.abc import Sequence

from aa_magics.codegen.literals import literal
from aa_magics.model import ColumnProfile, Condition, Label, Param, Test
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.answering import Value
from aa_magics.offline.closed.asks import Ask
from aa_magics.offline.closed.body import Body, read_closed
from aa_magics.offline.closed.question import Question, UnansweredError
from aa_magics.offline.closed.statistics import refuse_best
from aa_magics.offline.text import Token, tokenize

RELATIVE = frozenset(("which", "that", "who", "where", "with", "having", "whose"))
VERBS = frozenset(("is", "are", "was", "were", "has", "have", "had", "do", "does", "did"))
"""Verbs before what a share counts: "what percentage of the women are smokers"."""


def share(question: Question, ask: Ask) -> Value:
    """Return the percentage of rows that a slot is about, among those that the question keeps.

    Without tests of its own, the question's last one is counted among the rows of those before: "of the women, how
    many smoke".
    """
    refuse_best(question, ask)
    body = question.body
    tests = [*ask.tests] or body.defined or counted_after_verb(body) or _lacking(body) or _counted_of_share(body)
    tests = tests or _of_form(question, ask)
    if not tests:
        raise UnansweredError(f"which rows @{ask.slot.name} counts")
    summed = _summed(question)
    if ask.tests and (told := _rate_within(question, ask)):
        labels = [test.column for test in told]
        tests, rows = told, question.frame(ask, [t for t in ask.tests if t.column not in labels], apart=labels)
    else:
        rows = question.frame(ask, (), apart=[test.column for test in tests])
    if summed is not None:
        part = question.chain.rows(rows, tests, body.words_of(tests))
        column = literal(summed.label)
        return as_share(question, ask, f"{part}[{column}].sum() / {rows}[{column}].sum() * 100")
    params: dict[str, Param] = {"rows": Condition(tests=tuple(tests))}
    name = question.chain.measure("share_of", params, rows, question.named(ask))
    return as_share(question, ask, name)


def _summed(question: Question) -> ColumnProfile | None:
    """Return the column of whose total a share is asked: "the share of the total volume"; None for shares of rows."""
    found = re.search(
        r"(?:share|percentage|percent|proportion) of (?:the )?(?:total|overall|sum of)\b", question.form.body, re.I
    )
    columns = [c for said in question.body.said if said.statistic == "sum_of" for c in said.columns] if found else []
    return next((question.as_number(column) for column in columns if question.is_number(column)), None)


def counted_after_verb(body: Body) -> list[Test]:
    """Return the tests of the rows that a share counts, where a verb parts them from those that it is a share of.

    "What percentage of women have a ticket" counts those with a ticket, "what percentage of rows are of women with a
    ticket" those who are both. What else the question says of the columns after the verb counts too.
    """
    for sentence in body.sentences:
        verb = _main_verb(body, sentence)
        if verb is None or body.tells_of_gaps(sentence):
            continue
        shares = (one.place.start for one in body.words.named("roles", sentence.tokens) if one.name == "percentage")
        end = next((place for place in shares if place > verb), len(sentence.tokens))  # "..., and what share of men"
        after = range(verb + 1, end)
        counted = [c.test for c in sentence.conditions if min(c.places) in after and c.test in body.tests]
        named = [m for m in body.measured(sentence) if m.place.start in after]
        labels = {m.column.label for m in named} | _called(body, sentence.tokens[after.start : after.stop])
        counted += [test for test in body.filters if test.column in labels and test not in counted]
        for mention in named:
            if mention.column.label in {test.column for test in counted}:
                continue
            if (test := _said_yes(body, mention.column, sentence.tokens[verb : mention.place.start])) is not None:
                counted.append(test)
            elif mention.column.kind == "number":
                raise UnansweredError(f"what {mention.column.name} is of the rows that are counted")
        if counted:
            return counted
    return []


def _lacking(body: Body) -> list[Test]:
    """Return the test of the rows that lack a value of the one column of whose gaps a share is asked."""
    if not body.asks_for_gaps:
        return []
    shared = [s for s in body.sentences if body.words.names("roles", "percentage", s.tokens)]
    sentences = [s for s in shared if body.words.names("topics", "missing", s.tokens)]
    gappy = {m.column.label for s in sentences for m in s.mentions if not m.is_value and m.column.missing}
    return [Test(column=label, comparison="missing") for label in gappy] if len(gappy) == 1 else []


def _called(body: Body, tokens: Sequence[Token]) -> set[Label]:
    """Return the columns of yes and no that words are about, as "smoke" is about `smoker`."""
    twofold = [spoken for spoken in body.spoken if body.two_valued(spoken.column) is not None]
    return {one.column.label for one in twofold for t in tokens if t.kind == "word" and one.match(t.stem) >= 0.6}


def _main_verb(body: Body, sentence: Clause) -> int | None:
    """Return the place of the verb after "what percentage of ..."; None where it stands in a clause of its own."""
    share = next((n.place.stop for n in body.words.named("roles", sentence.tokens) if n.name == "percentage"), None)
    texts = [token.text.casefold() for token in sentence.tokens]
    if share is None or texts[share : share + 1] != ["of"]:
        return None
    verbs = [place for place in range(share, len(texts)) if texts[place] in VERBS]
    inner = any(text in RELATIVE - {"with"} for text in texts[share : verbs[0]]) if verbs else False
    verbs = verbs[1:] if inner else verbs  # "of the houses that were built before 1950 have ..."
    return verbs[0] if verbs else None


def _said_yes(body: Body, column: ColumnProfile, before: Sequence[Token]) -> Test | None:
    """Return the test of the rows for which a column of yes and no says yes, or no where the words before deny it."""
    yes = body.two_valued(column)
    if yes is None:
        return None
    denied = any(token.text.casefold() in body.words.denials for token in before)
    return Test(column=column.label, comparison="!=" if denied else "==", value=yes)


def _counted_of_share(body: Body) -> list[Test]:
    """Return the tests of the rows that a share counts: the last one, or all of a sentence that begins with all rows.

    "The percentage of rows in which a is 1 and b is 2" is one of all rows, "of the women who smoke" one of the women.
    """
    for sentence in body.sentences:
        share = next((n.place.stop for n in body.words.named("roles", sentence.tokens) if n.name == "percentage"), None)
        own = [found for found in sentence.conditions if found.test in body.filters]
        if share is None or not own or body.words.names("statistics", "sum_of", sentence.tokens):
            continue
        tested = {found.test.column for found in own}
        for mention in body.measured(sentence):
            plain = mention.column.kind == "number" and mention.how in ("exact", "stem")
            if plain and mention.place.start > share and mention.column.label not in tested:
                raise UnansweredError(f"what {mention.column.name} is of the rows that are counted")
        if len(own) < 2:
            continue
        before = sentence.tokens[share : min(place for found in own for place in found.places)]
        texts = {token.text.casefold() for token in before}
        if texts & RELATIVE and body.words.names("topics", "rows", before):
            return [found.test for found in own]
    return body.filters[-1:]


def as_share(question: Question, ask: Ask, percentage: str) -> Value:
    """Return a percentage as a slot has it: as it is, or as a number between 0 and 1."""
    said = f"{ask.slot.name} {ask.slot.placeholder} {ask.slot.said}"
    told = f"{said} {question.form.body}"
    fraction = r"\bproportion|between 0 and 1(?!\d)"
    whole = bool(re.search(fraction, said) or re.search(r"\bas an? [\w ]*between 0 and 1(?!\d)", told))
    percent = re.search(r"percent|%", said if "between 0 and 1" in said else told, re.IGNORECASE)
    whole = whole and not percent
    return Value(f"{percentage} / 100" if whole else percentage, question.decimals(ask))


def _of_form(question: Question, ask: Ask) -> list[Test]:
    """Return the tests of the rows that the form says a slot counts: "the share of rows with status 'open'"."""
    reading = read_closed(ask.slot.said, question.body.profile, question.body.lexicon)
    return Body(reading, (), question.body.lexicon, ()).filters


def _rate_within(question: Question, ask: Ask) -> list[Test]:
    """Return the tests of the rows that a rate counts in the group of its slot: "the churn rate of each plan"."""
    groups = {test.column for test in ask.tests}
    counted = [t for t in question.body.defined or question.body.filters if t.column not in groups]
    if (told := counted_after_verb(question.body)) and not groups <= {test.column for test in told}:
        return told  # "what percentage of the women smoke, and what percentage of the men"
    said = {t.stem for t in tokenize(f"{ask.slot.name} {ask.slot.placeholder}".replace("_", " "))}
    apart = groups <= {column.label for column in question.body.groups}
    return counted if "rate" in said or apart else []
