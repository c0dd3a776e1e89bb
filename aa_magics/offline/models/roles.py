"""Which columns a model is about, by what stands before and after them: the target, the features."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from aa_magics.model import ColumnProfile, FrameProfile, Label
from aa_magics.offline.clauses import Clause
from aa_magics.offline.mentions import SCORES, Mention
from aa_magics.offline.models.words import Heard, heard, says, table
from aa_magics.offline.pieces import Place
from aa_magics.offline.text import Token, stem

TARGETS = frozenset(map(stem, ("target", "dependent", "response", "outcome", "label")))
"""What a target is called, beside the verbs that a target follows."""


@dataclass(frozen=True)
class Roles:
    """The target and the features that are named; no features stand for every other column but those `without`.

    `everything` says that the goal asks for all others, `numeric` that it means the numbers among them.
    """

    target: ColumnProfile
    features: tuple[ColumnProfile, ...]
    without: frozenset[Label]
    everything: bool
    numeric: bool
    places: frozenset[Place]

    def on(self, profile: FrameProfile) -> "Roles":
        """Return the same roles of the columns of a frame that some steps have changed."""
        columns = {column.label: column for column in profile.columns}
        features = tuple(columns[column.label] for column in self.features)
        return replace(self, target=columns[self.target.label], features=features)


def read_roles(clauses: Sequence[Clause], profile: FrameProfile, made: Sequence[Label] = ()) -> Roles | None:
    """Return the roles of columns; None where no target is named and no column was `made` to be one."""
    said = _Said()
    for number, clause in enumerate(clauses):
        _read(clause, number, said)
    if not said.target:
        columns = [c for c in profile.columns if c.label in made and c.kind in ("category", "boolean")]
        called = [m.column for clause in clauses for m in clause.mentions if m.column.name.casefold() == "target"]
        said.target = columns[-1:] or called[:1]
    named = any(
        one.name == "features" for clause in clauses for one in (*heard("before", clause), *heard("after", clause))
    )
    if not said.target or said.unread or (named and not said.features and not said.everything):
        return None  # what is said of the features is not understood
    target = said.target[0]
    listed = said.listed or said.features
    features = tuple({c.label: c for c in listed if c.label not in {target.label, *said.without}}.values())
    return Roles(
        target=target,
        features=features,
        without=frozenset(said.without),
        everything=bool(said.everything),
        numeric="numeric" in said.everything,
        places=frozenset(said.places),
    )


@dataclass
class _Said:
    """What is said of columns; `listed` are the features of a sentence that lists nothing else: "Features: a, b"."""

    target: list[ColumnProfile] = field(default_factory=list)
    listed: list[ColumnProfile] = field(default_factory=list)
    is_told: bool = False
    candidates: list[Mention] = field(default_factory=list)
    features: list[ColumnProfile] = field(default_factory=list)
    without: set[Label] = field(default_factory=set)
    everything: set[str] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)


def _read(clause: Clause, number: int, said: _Said) -> None:
    """Read one sentence: each column has the role that the words before it give, or those right after it."""
    known = len(said.features)
    before, after = heard("before", clause), heard("after", clause)
    about = bool(heard("algorithms", clause) or says("predicting", clause) or any(b.name == "target" for b in before))
    cues = before + (heard("weak", clause) if about else [])
    if (everything := heard("everything", clause)) and (about or any(cue.name == "features" for cue in before)):
        said.everything |= {one.name for one in everything}
        said.places |= {(number, place) for one in everything for place in one.place}
    role, joined = "nothing", False
    spots = list(_in_order(clause, cues, after))
    said.unread += _unread(clause, spots)
    for spot in spots:
        if isinstance(spot, Mention):
            _give(role, spot, said)
            joined = True
            said.places |= {(number, place) for place in spot.place} if role != "nothing" else set()
        elif spot in after:
            _correct(spot, clause, said)
            said.places |= {(number, place) for place in spot.place}
        elif not (spot.name == "features" and role == "without" and not joined):
            role, joined = _turned(spot, clause), False
            said.places |= {(number, place) for place in spot.place} if role != "nothing" else set()
        if said.candidates and not (isinstance(spot, Mention) and role == "target"):
            _choose(said)
    _choose(said)
    if _lists_features(clause):
        said.listed = said.listed or said.features[known:]


def _lists_features(clause: Clause) -> bool:
    """Return whether a sentence begins with the word for features, and so lists them: "The features are a and b"."""
    first = [token.stem for token in clause.tokens if token.kind == "word" and clause.lexicon.matters(token)][:1]
    return any((word,) in table("before")["features"] for word in first)


def _choose(said: _Said) -> None:
    """Take the surest of the columns that stand after "predict": a passenger's id is no target."""
    if said.candidates and not said.target:
        said.target = [max(said.candidates, key=lambda mention: SCORES[mention.how]).column]
    said.candidates = []


def _unread(clause: Clause, spots: Sequence[Mention | Heard]) -> list[str]:
    """Return what a list of features has that no column is called by: the list is not understood then."""
    unread, role = [], "nothing"
    for spot, following in zip_longest(spots, spots[1:]):
        role = role if isinstance(spot, Mention) else spot.name
        if not isinstance(spot, Mention) or role != "features":
            continue
        stop = following.place.start if following else len(clause.tokens)
        tokens = clause.tokens[spot.place.stop : stop]
        first = next((n for n, token in enumerate(tokens[:2]) if token.text in (",", "and", "&")), None)
        if first is None:
            continue
        item = list(tokens[first:])
        while item and item[0].text in (",", "and", "&", "the", "its", "their", "then", "also"):
            item.pop(0)
        if [token.stem for token in item][:1] == ["in"] and any(token.stem == "order" for token in item):
            continue  # "in this order"
        if item and item[0].kind in ("word", "quoted") and not _begins_something(clause, item[0]):
            last = not following or not isinstance(following, Mention)
            unread += [token.text for token in item if last and token.kind != "mark" and clause.lexicon.matters(token)]
    return unread


def _begins_something(clause: Clause, token: Token) -> bool:
    """Return whether a word after a list begins what is to be done next: "and report the error"."""
    known = {
        place
        for section in ("algorithms", "scores", "learnt", "before")
        for h in heard(section, clause)
        for place in h.place
    }
    spot = next(place for place, one in enumerate(clause.tokens) if one is token)
    return (
        spot in known or token.stem in clause.lexicon.verbs or any((token.stem,) in p for p in table("words").values())
    )


def _turned(cue: Heard, clause: Clause) -> str:
    """Return the role that a cue gives; what is classified into groups is the rows, not a column."""
    into = says("into", clause)
    if cue.name == "target" and clause.tokens[cue.place.start].stem == "classifi" and into:
        return "nothing"
    noun = clause.tokens[cue.place.start].stem in TARGETS
    return "told" if cue.name == "target" and noun else cue.name


def _in_order(clause: Clause, cues: Sequence[Heard], after: Sequence[Heard]) -> Iterator[Mention | Heard]:
    mentions = [m for m in clause.mentions if not m.is_value or m.column.distinct <= 2]
    named = {place for m in mentions for place in m.place}
    taken = {place for one in after for place in one.place}
    spots: list[Mention | Heard] = [*mentions, *after]
    spots += [cue for cue in cues if not set(cue.place) & (named | taken)]
    return iter(sorted(spots, key=lambda spot: spot.place.start))


def _give(role: str, mention: Mention, said: _Said) -> None:
    match role:
        case "told" if not said.is_told:
            said.target, said.is_told = [mention.column], True
        case "target" if not said.target:
            said.candidates.append(mention)
        case "features" if not mention.is_value:
            said.features.append(mention.column)
        case "without" if not mention.is_value:
            said.without.add(mention.column.label)


def _correct(one: Heard, clause: Clause, said: _Said) -> None:
    """Give the columns right before "as the target", "as features" the role that it says."""
    last = one.place.start
    listed: list[ColumnProfile] = []
    for mention in sorted((m for m in clause.mentions if not m.is_value), key=lambda m: -m.place.start):
        between = clause.tokens[mention.place.stop : last]
        if mention.place.stop <= last and all(t.text in (",", "and", "&", "'", "the", "variable") for t in between):
            listed.append(mention.column)
            last = mention.place.start
    if one.name == "target":
        said.target = listed[:1]
        said.features = [c for c in said.features if c.label != listed[0].label] if listed else said.features
    else:
        said.features += reversed(listed)
        said.target = [c for c in said.target if c.label not in {f.label for f in listed}]
