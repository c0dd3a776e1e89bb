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
        prepared = question.chain.piece(piece, prepared)
    found = model.metrics[ask.statistic]
    frame = question.chain.piece(model.predict, prepared) if found.on == "predictions" else prepared
    name = question.chain.measure(found.recipe, found.params, frame, question.named(ask))
    return Value(f"{name}{found.part}", question.decimals(ask))
