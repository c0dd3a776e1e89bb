"""Topics about the state of a frame: what is broken, useless columns, its figures, its story in sentences."""

from aa_magics.model import ColumnProfile
from aa_magics.offline.choosing import Choice
from aa_magics.offline.topics.asked import Asked, is_group, is_quantity, labels
from aa_magics.offline.topics.words import is_named, phrases

TEXTS = ("object", "str", "string", "category")
MOST_IN_SENTENCES = 30  # groups, of which one is the largest
NEARLY_ALL = 0.9  # of the rows: an id that is not one for each


def findings(asked: Asked) -> Choice | None:
    """Return what looks for everything that may be wrong: in all columns, or in those that are named."""
    if any(map(asked.clause.is_group, asked.named)) or any(
        asked.clause.find([words]) for words in phrases("findings", "others")
    ):
        return None
    named = {mention.column.label for mention in asked.named}
    raw = [c for c in asked.raw.columns if c.bindable and (not named or c.label in named)]
    numbers = [c for c in raw if c.kind == "number" and c.parsed and not is_named(c.name, "ids")]
    return asked.choice(
        "findings",
        *asked.named,
        called=asked.frame,
        texts=labels([c for c in raw if c.dtype.startswith(TEXTS) and c.kind in ("text", "category", "id")]),
        numbers=labels(numbers),
        dates=labels([c for c in raw if c.dtype.startswith("datetime64")]),
        keys=labels([c for c in raw if c.kind == "id" and _names_rows(c, asked.raw.rows)]),
    )


def clean(asked: Asked) -> Choice | None:
    """Return the clean frame; what is held as text and can be read is converted after it."""
    if asked.named:
        return None
    texts = [c for c in asked.raw.columns if c.bindable and c.dtype.startswith(TEXTS) and c.kind != "datetime"]
    return asked.choice("clean_frame", texts=labels([c for c in texts if c.kind in ("text", "category", "id")]))


def useless(asked: Asked) -> Choice | None:
    return None if asked.named else asked.choice("useless_columns")


def summary(asked: Asked) -> Choice | None:
    """Return the figures of all quantities, or of several that are named."""
    quantities = asked.quantities()
    if asked.named or not quantities:
        return None
    left = [c.name for c in asked.profile.columns if c.kind in ("number", "id") and not is_quantity(c)]
    if left:
        asked.assumptions.append(f"left out as no quantities: {', '.join(left)}")
    return asked.choice("summary_statistics", columns=labels(quantities))


def sentences(asked: Asked) -> Choice | None:
    """Return the frame in three sentences, about its main quantity and its largest group."""
    value = asked.value() or next((c for c in asked.quantities() if not asked.numbers()), None)
    if value is None:
        return None
    if not asked.numbers():
        asked.assumptions.append(f"{value.name} is the quantity that it is told by")
    dates = labels([c for c in asked.profile.columns if c.bindable and c.kind == "datetime"][:1])
    groups = [asked.group()] if asked.group() else [c for c in asked.groups() if c.distinct <= MOST_IN_SENTENCES]
    fitting = [c for c in groups if c and is_group(c)]
    if fitting:
        return asked.choice("three_sentences", value=value.label, by=fitting[0].label, dates=dates)
    return asked.choice("three_sentences_of", value=value.label, dates=dates)


def _names_rows(column: ColumnProfile, rows: int) -> bool:
    filled = rows - column.missing
    return is_named(column.name, "ids") and NEARLY_ALL * filled < column.distinct < filled
