"""An open goal that names one algorithm, and says how to judge it, becomes a plan."""

from collections.abc import Iterable, Mapping, Sequence

from aa_magics.codegen.render import fresh_name
from aa_magics.model import Condition, FrameChoice, FrameProfile, Goal, Label, Param, Plan, Step, Test
from aa_magics.offline.clauses import Clause, read_sentences
from aa_magics.offline.doubts import misread
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.models.parts import ModelPiece
from aa_magics.offline.models.reading import OWN_PIECES, SHOWN, read_model
from aa_magics.offline.models.splits import read_seed, read_test_share
from aa_magics.offline.models.words import heard, says
from aa_magics.offline.pieces import Piece, prepared_profile
from aa_magics.offline.preparing.reading import read_preparation
from aa_magics.offline.steps import recipe_step
from aa_magics.offline.text import written
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import bound_labels

AGENT = "sk_learn_agent"


def plan_model(goal: Goal, profiles: Sequence[FrameProfile], lexicon: Lexicon) -> Plan | None:
    """Return the plan of a goal that names an algorithm with its split, seed or score; None for any other goal."""
    if AGENT not in goal.agents:
        return None
    return next((plan for profile in profiles if (plan := _plan(goal, profile, lexicon))), None)


def _plan(goal: Goal, profile: FrameProfile, lexicon: Lexicon) -> Plan | None:
    clauses = _sentences(goal.text, profile, lexicon)
    if not _is_exact(clauses) or any(clause.find([(word,) for word in lexicon.drawing]) for clause in clauses):
        return None
    pieces = [p for p in read_preparation(clauses, profile, lexicon) if p.recipe not in OWN_PIECES]
    known = {column.label for column in profile.columns}
    made = [c.label for piece in pieces for c in piece.columns if c.label not in known or not c.values]
    prepared = prepared_profile(profile, pieces)
    sentences = _sentences(goal.text, prepared, lexicon)
    model = read_model(sentences, prepared, lexicon, made)
    return _Steps(goal, profile, sentences).plan(pieces, model) if model else None


def _sentences(text: str, profile: FrameProfile, lexicon: Lexicon) -> list[Clause]:
    return read_sentences(text, profile, Vocabulary(profile, lexicon), lexicon)


def _is_exact(clauses: Sequence[Clause]) -> bool:
    """Return whether a goal names an algorithm that no other recipe is for, or one and how to judge it."""
    named = {one.name for clause in clauses for one in heard("algorithms", clause)}
    stated = read_test_share(clauses) is not None or read_seed(clauses) is not None
    return bool(named) and (stated or not named & SHOWN or any(heard("scores", clause) for clause in clauses))


class _Steps:
    """The steps of a model, each on the frame that the one before has left."""

    def __init__(self, goal: Goal, profile: FrameProfile, clauses: Sequence[Clause]) -> None:
        self.profile, self.clauses, self.frame = profile, clauses, profile.name
        self.taken = set(goal.names.taken) | set(goal.frames) | {profile.name}
        self.steps: list[Step] = []

    def plan(self, pieces: Sequence[Piece], model: ModelPiece) -> Plan:
        used = {place for piece in (*pieces, model.predict) for place in piece.places}
        words = written(clause.tokens[place] for n, clause in enumerate(self.clauses) for place in _of(n, used))
        if tests := self._kept(model):
            self._add("keep_rows", {"rows": Condition(tests=tests)}, self.frame, words)
        for piece in (*pieces, *model.prepare):
            self._add(piece.recipe, piece.params, self.frame, words)
        prepared = self.frame
        metrics = [model.metrics[name] for name in model.asked if name in model.metrics]
        if any(metric.on == "predictions" for metric in metrics):
            self._add(model.predict.recipe, model.predict.params, prepared, words)
        for metric in metrics:
            self._add(metric.recipe, metric.params, prepared if metric.on == "prepared" else self.frame, words)
        choice = FrameChoice(
            name=self.profile.name, rows=self.profile.rows, columns=len(self.profile.columns), why="given"
        )
        left = (word for n, clause in enumerate(self.clauses) for word in _left(clause, n, used))
        assumptions = (*(a for piece in pieces for a in piece.assumptions), *model.assumptions)
        assumptions = (*misread(self.clauses, self.steps), *assumptions)
        return Plan(
            frames=(choice,),
            steps=tuple(self.steps),
            unused=tuple(dict.fromkeys(left)),
            assumptions=tuple(dict.fromkeys(assumptions)),
        )

    def _kept(self, model: ModelPiece) -> tuple[Test, ...]:
        """Return the tests of rows that the goal is about; numbers of a split are none, nor the classes to predict."""
        labels: set[Label] = set(bound_labels(catalogue()[model.predict.recipe], model.predict.params))
        found = [f for c in self.clauses if not _is_technical(c) for f in c.conditions]
        return tuple(one.test for one in found if one.test.column not in labels)

    def _add(self, recipe: str, params: Mapping[str, Param], frame: str, words: tuple[str, ...]) -> None:
        entry = catalogue()[recipe]
        creates: tuple[str, ...] = ()
        if entry.makes:
            self.frame = fresh_name(f"{self.profile.name}_{entry.makes}", self.taken)
            self.taken.add(self.frame)
            creates = (self.frame,)
        self.steps.append(recipe_step(self.steps, entry, params, (frame,), creates, words))


def _is_technical(clause: Clause) -> bool:
    return bool(says("split", clause)) or read_seed([clause]) is not None


def _of(number: int, places: Iterable[tuple[int, int]]) -> list[int]:
    return sorted(place for clause, place in places if clause == number)


def _left(clause: Clause, number: int, used: Iterable[tuple[int, int]]) -> list[str]:
    """Return the words of a sentence that nothing accounts for; how rows are split is read as a whole."""
    return [] if _is_technical(clause) else clause.left_over(_of(number, used))
