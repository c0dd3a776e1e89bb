"""A model that a goal names becomes recipes: algorithm, target, features, split, seed and scores, as it says them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aa_magics.codegen.literals import literal
from aa_magics.model import Code, ColumnProfile, FrameProfile, Label, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.conditions import affirmative
from aa_magics.offline.estimators import ALGORITHMS, estimator
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.modelling_groups import read_groups
from aa_magics.offline.modelling_parts import SEED, Metric, ModelPiece
from aa_magics.offline.modelling_roles import Roles, read_roles
from aa_magics.offline.modelling_words import heard, says, spelt
from aa_magics.offline.pieces import Piece, Place
from aa_magics.offline.splits import is_share_unclear, read_seed, read_test_share
from aa_magics.offline.text import name_words

TEST_SHARE = 0.2
"""What is held back where the goal does not say it."""
MOST_CLASSES = 50
MOST_VALUES = 30  # of a category that is told by a column of 0 and 1 for each
OWN_PIECES = frozenset(("one_hot_encode",))
"""Preparing recipes that a model does itself, for the features that it takes."""
NUMBER_SCORES = (
    "r_squared",
    "root_mean_squared_error",
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
)
CLASS_SCORES = ("accuracy", "precision", "recall", "f1", "roc_auc")


def read_model(
    clauses: Sequence[Clause], profile: FrameProfile, lexicon: Lexicon, made: Sequence[Label] = ()
) -> ModelPiece | None:
    """Return the model that the sentences of a goal name; None where none is named, or something is not understood.

    `profile` is that of the frame after all preparing pieces but `OWN_PIECES`; `made` are the columns that they add.
    """
    if any(heard("grouping", clause) for clause in clauses):
        return read_groups(clauses, profile, lexicon)
    algorithms = [one.name for clause in clauses for one in heard("algorithms", clause)]
    if len(set(algorithms)) != 1 or any(says("beyond", clause) for clause in clauses) or is_share_unclear(clauses):
        return None
    roles = read_roles(clauses, profile, made)
    if roles is None or not _asks_for_it(clauses):
        return None
    return _Model(clauses, profile, lexicon, algorithms[0], roles).piece()


def _asks_for_it(clauses: Sequence[Clause]) -> bool:
    return any(says("predicting", clause) or heard("learnt", clause) or heard("scores", clause) for clause in clauses)


@dataclass
class _Model:
    clauses: Sequence[Clause]
    profile: FrameProfile
    lexicon: Lexicon
    algorithm: str
    roles: Roles
    assumptions: list[str] = field(default_factory=list)

    def piece(self) -> ModelPiece | None:
        """Return the whole model, None where the algorithm cannot do what is asked."""
        columns = self._features()
        wide = [c for c in columns if self._is_wide(c)]
        if not columns or wide or self.estimator is None or not self._fits_target() or self._has_number_left():
            return None
        predict = Piece(self._recipe, self._params(columns), self._places())
        metrics = {**self._scores(), **self._learnt(columns)}
        if not metrics or not set(self._asked_scores) <= {m.recipe for m in metrics.values()} | set(metrics):
            return None
        asked = tuple(dict.fromkeys(self._asked()))
        ordered = sorted(metrics, key=lambda name: asked.index(name) if name in asked else len(asked))
        return ModelPiece(
            prepare=self._encoding(columns),
            predict=predict,
            metrics={name: metrics[name] for name in ordered},
            asked=asked,
            places=predict.places,
            assumptions=tuple(dict.fromkeys((*self.roles.assumptions, *self.assumptions))),
        )

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
        judged = any(says("judged", c) or says("split", c) for c in self.clauses)
        if judged and (self._asked_scores or not self.asked_learnt):
            return TEST_SHARE
        if self._asked_scores:
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
            return few or bool({"accuracy", "f1", "roc_auc"} & set(self._asked_scores))
        return True

    @cached_property
    def estimator(self) -> Code | None:
        scaler = next(
            (name for name in ("scaled", "rescaled") for c in self.clauses if self._scales_all(name, c)), None
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
        kind = "probabilities" if "roc_auc" in self._asked_scores and self.target.distinct == 2 else "classes"
        stratified = any(says("stratified", clause) for clause in self.clauses)
        return f"{'stratified_' if stratified else ''}predicted_{kind}"

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
    def _asked_scores(self) -> list[str]:
        return list(dict.fromkeys(one.name for clause in self.clauses for one in heard("scores", clause)))

    @cached_property
    def asked_learnt(self) -> list[str]:
        found = []
        for clause in self.clauses:
            scored = {place for one in heard("scores", clause) for place in one.place}
            found += [one.name for one in heard("learnt", clause) if not scored & set(one.place)]
        return list(dict.fromkeys(found))

    def _asked(self) -> list[str]:
        asked = [*self._asked_scores, *self.asked_learnt]
        return asked or (["accuracy"] if self.classes else ["r_squared", "root_mean_squared_error"])

    def _scores(self) -> dict[str, Metric]:
        found: dict[str, Metric] = {}
        for score in CLASS_SCORES if self.classes else (*NUMBER_SCORES, "accuracy"):
            if metric := self._score(score):
                found |= dict.fromkeys((score, *spelt("scores", score)), metric)
        return found

    def _score(self, score: str) -> Metric | None:
        both: dict[str, Param] = {"actual": "actual", "predicted": "predicted"}
        if score == "accuracy":
            if not self.classes and not self._is_zero_one:
                return None
            return Metric("accuracy_of" if self.classes else "rounded_accuracy_of", both)
        if score == "roc_auc":
            probable = "probabilities" in self._recipe
            return Metric("roc_auc_of", {"actual": "actual", "probability": "probability"}) if probable else None
        if score not in CLASS_SCORES:
            return Metric(f"{score}_of", both)
        average = next((one.name for clause in self.clauses for one in heard("averages", clause)), None)
        if average or self.target.distinct > 2:
            if average is None and score in self._asked_scores:
                self.assumptions.append(f"{score} is the macro average over the classes")
            return Metric(f"average_{score}_of", {**both, "average": average or "macro"})
        positive = self._positive()
        if positive is None:
            return None
        if score in self._asked_scores:
            self.assumptions.append(f"{score} is that of {self.target.name} being {positive}")
        return Metric(f"{score}_of", {**both, "positive": positive})

    @cached_property
    def _is_zero_one(self) -> bool:
        ends = (self.target.minimum, self.target.maximum)
        return self.target.kind == "boolean" or (self.target.distinct == 2 and ends == (0, 1))

    def _positive(self) -> Label:
        said = affirmative(self.target, self.lexicon)
        return max((counted.value for counted in self.target.values), key=str, default=None) if said is None else said

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
