"""A model that a goal names becomes recipes: algorithm, target, features, split, seed and scores, as it says them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aa_magics.codegen.literals import literal
from aa_magics.model import Code, ColumnProfile, FrameProfile, Label, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.models.estimators import ALGORITHMS, estimator
from aa_magics.offline.models.groups import read_groups
from aa_magics.offline.models.parts import SEED, Metric, ModelPiece
from aa_magics.offline.models.roles import Roles, read_roles
from aa_magics.offline.models.scores import Scores
from aa_magics.offline.models.splits import is_share_unclear, read_seed, read_test_share
from aa_magics.offline.models.words import heard, places, says, spelt
from aa_magics.offline.pieces import Piece, Place, prepared_profile
from aa_magics.offline.preparing.converting import conversion
from aa_magics.offline.text import name_words
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import misfit

TEST_SHARE = 0.2
"""What is held back where the goal does not say it."""
MOST_CLASSES = 50
MOST_VALUES = 30  # of a category that is told by a column of 0 and 1 for each
SHOWN = frozenset(("linear", "logistic", "forest"))
"""Algorithms that recipes of their own show, with more than a score."""
CODING = frozenset(("id", "code", "codes", "key", "label", "nr", "no", "num", "number"))
"""Words that make the name of a column that of its code."""
UNSPLIT = re.compile(
    r"\b(?:no|without|not|don't) (?:an? |the )?(?:train\W+test )?split|\b(?:whole|entire|complete|full) data", re.I
)
"""What says that a model is fitted to all rows."""
OWN_PIECES = frozenset(("one_hot_encode",))
"""Preparing recipes that a model does itself, for the features that it takes."""


def read_model(
    clauses: Sequence[Clause], profile: FrameProfile, lexicon: Lexicon, made: Sequence[Label] = ()
) -> ModelPiece | None:
    """Return the model that the sentences of a goal name; None where none is named, or something is not understood.

    `profile` is that of the frame after all preparing pieces but `OWN_PIECES`; `made` are the columns that they add.
    """
    if any(heard("grouping", clause) for clause in clauses):
        return read_groups(clauses, profile, lexicon)
    algorithms = [one.name for clause in clauses for one in heard("algorithms", clause)]
    if len(set(algorithms)) != 1 or any(_is_beyond(clause) for clause in clauses) or is_share_unclear(clauses):
        return None
    roles = read_roles(clauses, profile, made)
    if roles is None or not (algorithms[0] not in SHOWN or _asks_for_it(clauses)):
        return None
    converted = [piece for column in (roles.target, *roles.features) if (piece := conversion(column, "number"))]
    if converted:
        profile = prepared_profile(profile, converted)
        roles = roles.on(profile)
    return _Model(clauses, profile, lexicon, algorithms[0], roles, made, converted).piece()


def _is_beyond(clause: Clause) -> bool:
    """Return whether a clause asks for more than one model with one split; columns may be called so: residual sugar."""
    named = {place for mention in clause.mentions if mention.how in ("exact", "stem") for place in mention.place}
    return any(not named & set(place) for place in places("words", "beyond", clause))


def _is_denied(clause: Clause, place: range) -> bool:
    before = clause.tokens[max(0, place.start - 2) : place.start]
    return any(token.text.casefold() in clause.lexicon.denials for token in before)


def _codes(column: ColumnProfile, target: ColumnProfile) -> bool:
    """Return whether a column is called as the code of the target is, which would give it away: `species_id`."""
    words = set(name_words(column.name))
    return bool(words & CODING) and words - CODING == set(name_words(target.name))


def _asks_for_it(clauses: Sequence[Clause]) -> bool:
    return any(says("predicting", clause) or heard("learnt", clause) or heard("scores", clause) for clause in clauses)


@dataclass
class _Model:
    clauses: Sequence[Clause]
    profile: FrameProfile
    lexicon: Lexicon
    algorithm: str
    roles: Roles
    made: Sequence[Label]
    converted: Sequence[Piece]
    assumptions: list[str] = field(default_factory=list)

    def piece(self) -> ModelPiece | None:
        """Return the whole model, None where the algorithm cannot do what is asked."""
        columns = self._features()
        wide = [c for c in columns if self._is_wide(c)]
        if not columns or wide or self.estimator is None or not self._fits_target() or self._has_number_left():
            return None
        predict, prepare = Piece(self._recipe, self._params(columns), self._places()), self._encoding(columns)
        metrics = {**self.scores.metrics(self.classes, self._recipe), **self._learnt(columns)}
        asked = tuple(dict.fromkeys(self._asked()))
        if not set(asked) <= set(metrics) or self._misfits(predict, prepare):
            return None
        ordered = sorted(metrics, key=lambda name: asked.index(name) if name in asked else len(asked))
        return ModelPiece(
            prepare=(*self.converted, *prepare),
            predict=predict,
            metrics={name: metrics[name] for name in ordered},
            asked=asked,
            places=predict.places,
            assumptions=tuple(dict.fromkeys((*self._notes(), *self.assumptions, *self.scores.assumptions))),
        )

    def _notes(self) -> Iterable[str]:
        return (note for piece in self.converted for note in piece.assumptions)

    def _misfits(self, predict: Piece, prepare: Sequence[Piece]) -> bool:
        """Return whether the recipe makes no sense on the frame, or cannot keep the strata that are asked for."""
        if not self.classes and self._is_stratified:
            return True
        if self.target.label in self.made:
            return False  # how its values are spread is not known before the cells are run
        recipe, prepared = catalogue()[predict.recipe], prepared_profile(self.profile, prepare)
        return misfit(recipe, {**predict.params, recipe.frames[0]: prepared.name}, prepared) is not None

    @cached_property
    def scores(self) -> Scores:
        return Scores(self.clauses, self.target, self.lexicon)

    # --- what is fitted -------------------------------------------------------------------------------

    @cached_property
    def text(self) -> str:
        return "\n".join(clause.text for clause in self.clauses)

    @cached_property
    def target(self) -> ColumnProfile:
        return self.roles.target

    @cached_property
    def seed(self) -> int:
        return SEED if (said := read_seed(self.clauses)) is None else said

    @cached_property
    def share(self) -> float | None:
        """The share that is held back: as said, or the usual one where a prediction is judged; None for no split."""
        if said := read_test_share(self.clauses):
            return said
        whole = any(UNSPLIT.search(clause.text) for clause in self.clauses)
        judged = not whole and any(says("judged", c) or says("split", c) for c in self.clauses)
        alone = self.algorithm not in SHOWN and not self.scores.asked
        if (judged or alone) and (self.scores.asked or not self._asked_learnt):
            return TEST_SHARE
        if self.scores.asked:
            self.assumptions.append("the model is judged on the rows that it is fitted to")
        return None

    @cached_property
    def classes(self) -> bool:
        """Whether classes are predicted, not numbers."""
        algorithm = ALGORITHMS[self.algorithm]
        if algorithm.classes is None or algorithm.numbers is None:
            return algorithm.numbers is None
        if any(says("classes", clause) for clause in self.clauses):
            return True
        if any(says("numbers", clause) for clause in self.clauses) or self.target.kind == "number":
            few = self.target.kind != "number" or self.target.distinct <= 2
            return few or bool({"accuracy", "f1", "roc_auc"} & set(self.scores.asked))
        return True

    @cached_property
    def estimator(self) -> Code | None:
        scaler = next(
            (name for name in ("rescaled", "scaled") for c in self.clauses if self._scales_all(name, c)), None
        )
        return estimator(self.algorithm, self.classes, self.text, self.seed, scaler)

    def _has_number_left(self) -> bool:
        """Return whether a number beside the algorithm is no setting of it that is known: it would change the model."""
        stated = set(re.findall(r"\d*\.?\d+", self.estimator.code)) if self.estimator else set()
        for clause in (c for c in self.clauses if heard("algorithms", c) and not says("split", c)):
            known = {place for one in heard("scores", clause) for place in one.place}
            known |= {place for mention in clause.mentions for place in mention.place}
            known |= {place for found in clause.conditions for place in found.places}
            numbers = {t.text for n, t in enumerate(clause.tokens) if t.kind == "number" and n not in known}
            if numbers - stated - {str(self.seed)} and not says("rounded", clause):
                return True
        return False

    def _scales_all(self, name: str, clause: Clause) -> bool:
        """Return whether a sentence scales the features as a whole; columns that it names are scaled before."""
        said = says(name, clause)
        following = range(said.place.stop, said.place.stop + 4) if said else ()
        if said and _is_denied(clause, said.place):
            return False  # "without scaling"
        return bool(said) and not any(m.place.start in following for m in clause.mentions)

    def _fits_target(self) -> bool:
        if self.classes:
            return 2 <= self.target.distinct <= MOST_CLASSES
        return self.target.kind in ("number", "boolean") and self.target.parsed

    def _features(self) -> list[ColumnProfile]:
        if self.roles.features:
            return list(self.roles.features)
        kinds = ("number", "boolean") if self.roles.numeric else ("number", "boolean", "category")
        columns = [c for c in self.profile.columns if c.bindable and c.kind in kinds and c.label != self.target.label]
        usable = [c for c in columns if c.label not in self.roles.without and c.parsed and not self._is_wide(c)]
        usable = [c for c in usable if not _codes(c, self.target)]
        usable = [c for c in usable if c.distinct > 1 and c.missing < self.profile.rows / 2]
        how = "all other columns" if self.roles.everything else "no features are named: all other columns"
        self.assumptions.append(f"{how} that are numbers or categories are taken: {', '.join(c.name for c in usable)}")
        return usable

    def _is_wide(self, column: ColumnProfile) -> bool:
        """Return whether a column has too many values to be told by a column of 0 and 1 for each."""
        if column.kind in ("number", "boolean"):
            return not column.parsed
        return not 0 < len(column.values) <= MOST_VALUES or column.distinct > len(column.values)

    # --- recipes --------------------------------------------------------------------------------------

    @cached_property
    def _recipe(self) -> str:
        if self.share is None:
            return "fitted_classes" if self.classes else "fitted_numbers"
        if not self.classes:
            return "predicted_numbers"
        kind = "probabilities" if "roc_auc" in self.scores.asked and self.target.distinct == 2 else "classes"
        return f"{'stratified_' if self._is_stratified else ''}predicted_{kind}"

    @cached_property
    def _is_stratified(self) -> bool:
        return any((said := says("stratified", c)) and not _is_denied(c, said.place) for c in self.clauses)

    def _params(self, columns: Sequence[ColumnProfile]) -> dict[str, Param]:
        assert self.estimator is not None
        features = tuple(label for column in columns for label in self._encoded(column))
        params: dict[str, Param] = {
            "target": self.target.label,
            "features": features,
            "estimator": self.estimator,
        }
        if self.share is not None:
            params |= {"test_size": self.share, "seed": self.seed}
            self._assume()
        return params

    def _assume(self) -> None:
        if read_test_share(self.clauses) is None:
            self.assumptions.append(f"{TEST_SHARE:.0%} of the rows are held back for the test")
        if read_seed(self.clauses) is None:
            self.assumptions.append(f"rows are split at random with the seed {SEED}")

    def _encoding(self, columns: Sequence[ColumnProfile]) -> tuple[Piece, ...]:
        words = tuple(c for c in columns if c.kind not in ("number", "boolean"))
        if not words:
            return ()
        made = tuple(_indicator(c, value) for c in words for value in _values(c))
        return (Piece("one_hot_encode", {"columns": tuple(c.label for c in words)}, self._places(), made),)

    def _encoded(self, column: ColumnProfile) -> Iterable[Label]:
        if column.kind in ("number", "boolean"):
            return (column.label,)
        return (f"{column.label}_{value}" for value in _values(column))

    # --- what is asked of it ----------------------------------------------------------------------------

    @cached_property
    def _asked_learnt(self) -> list[str]:
        found = []
        for clause in self.clauses:
            scored = {place for one in heard("scores", clause) for place in one.place}
            found += [one.name for one in heard("learnt", clause) if not scored & set(one.place)]
        return list(dict.fromkeys(found))

    def _asked(self) -> list[str]:
        asked = [*self.scores.asked, *self._asked_learnt]
        return asked or (["accuracy"] if self.classes else ["r_squared", "root_mean_squared_error"])

    def _learnt(self, columns: Sequence[ColumnProfile]) -> dict[str, Metric]:
        algorithm, params = ALGORITHMS[self.algorithm], self._params(columns)
        if algorithm.trees:
            recipe = "importances_of_class" if self.classes else "importances_of_number"
            return dict.fromkeys(("importances", *spelt("learnt", "importances")), Metric(recipe, params, "prepared"))
        if not algorithm.linear or "make_pipeline" in str(params["estimator"]):
            return {}
        recipe = "coefficients_of" if self.share is None else "training_coefficients_of"
        found = {"intercept": Metric(recipe, params, "prepared", '["intercept"]')}
        labels = params["features"]
        assert isinstance(labels, tuple)
        for label in labels:
            part, said = f"[{literal(label)}]", "".join(name_words(str(label)))
            one = Metric(recipe, params, "prepared", part)
            found |= {f"{said}coefficient": one, f"coefficient{said}": one, f"coef{said}": one, f"slope{said}": one}
        single = f"[{literal(labels[0])}]" if len(labels) == 1 else ""
        return {
            **found,
            **dict.fromkeys(("coefficients", "coefficient", "slope"), Metric(recipe, params, "prepared", single)),
        }

    def _places(self) -> frozenset[Place]:
        places = set(self.roles.places)
        for number, clause in enumerate(self.clauses):
            for section in ("algorithms", "scores", "learnt", "averages"):
                places |= {(number, place) for one in heard(section, clause) for place in one.place}
            for name in ("predicting", "split", "stratified", "classes", "scaled", "rescaled"):
                said = says(name, clause)
                places |= {(number, place) for place in said.place} if said else set()
        return frozenset(places)


def _values(column: ColumnProfile) -> list[Label]:
    return [counted.value for counted in sorted(column.values, key=lambda counted: str(counted.value))]


def _indicator(column: ColumnProfile, value: Label) -> ColumnProfile:
    return ColumnProfile(
        label=f"{column.label}_{value}",
        name=f"{column.name}_{value}",
        dtype="int64",
        kind="number",
        missing=0,
        distinct=2,
        minimum=0,
        maximum=1,
    )
