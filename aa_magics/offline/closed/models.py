"""Slots that ask for what a model scores, or has learnt."""

from aa_magics.offline.closed.answering import Value
from aa_magics.offline.closed.asks import Ask
from aa_magics.offline.closed.question import Question, UnansweredError


def metric(question: Question, ask: Ask) -> Value:
    """Return a score of the question's model, or what it has learnt."""
    model = question.model
    if model is None:
        raise UnansweredError(f"what @{ask.slot.name} asks for")
    prepared = question.frame(ask)
    for piece in model.prepare:
        prepared = question.chain.frame(piece.recipe, piece.params, prepared)
    found = model.metrics[ask.statistic]
    frame = prepared
    if found.on == "predictions":
        frame = question.chain.frame(model.predict.recipe, model.predict.params, prepared)
    name = question.chain.measure(found.recipe, found.params, frame, question.named(ask))
    return Value(f"{name}{found.part}", question.decimals(ask))
