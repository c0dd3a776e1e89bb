"""The scores of a model that a goal asks for, and those that it could."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aa_magics.model import ColumnProfile, Label, Param
from aa_magics.offline.clauses import Clause
from aa_magics.offline.grounding import affirmative
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.models.parts import Metric
from aa_magics.offline.models.words import heard, spelt

OF_NUMBERS = (
    "r_squared",
    "root_mean_squared_error",
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "accuracy",
)
OF_CLASSES = ("accuracy", "precision", "recall", "f1", "roc_auc")
BOTH: dict[str, Param] = {"actual": "actual", "predicted": "predicted"}


@dataclass
class Scores:
    """Those of the sentences of a goal that predicts `target`; `assumptions` grow as metrics are made."""

    clauses: Sequence[Clause]
    target: ColumnProfile
    lexicon: Lexicon
    assumptions: list[str] = field(default_factory=list)

    @cached_property
    def asked(self) -> list[str]:
        """The names of those that the goal asks for, in its order."""
        return list(dict.fromkeys(one.name for clause in self.clauses for one in heard("scores", clause)))

    def metrics(self, classes: bool, recipe: str) -> dict[str, Metric]:
        """Return every score of what `recipe` predicts, classes or numbers, by all its names."""
        found: dict[str, Metric] = {}
        for score in OF_CLASSES if classes else OF_NUMBERS:
            metric = self._of_classes(score, recipe) if classes else self._of_numbers(score)
            if metric:
                found |= dict.fromkeys((score, *spelt("scores", score)), metric)
        return found

    def _of_numbers(self, score: str) -> Metric | None:
        """Return a score of numbers; those that stand for yes and no can be rounded to be counted as right or wrong."""
        if score != "accuracy":
            return Metric(f"{score}_of", BOTH)
        ends = (self.target.minimum, self.target.maximum)
        binary = self.target.kind == "boolean" or (self.target.distinct == 2 and ends == (0, 1))
        return Metric("rounded_accuracy_of", BOTH) if binary else None

    def _of_classes(self, score: str, recipe: str) -> Metric | None:
        if score == "accuracy":
            return Metric("accuracy_of", BOTH)
        if score == "roc_auc":
            probable = "probabilities" in recipe
            return Metric("roc_auc_of", {"actual": "actual", "probability": "probability"}) if probable else None
        average = next((one.name for clause in self.clauses for one in heard("averages", clause)), None)
        if average or self.target.distinct > 2:
            self._assume(score, None if average else f"{score} is the macro average over the classes")
            return Metric(f"average_{score}_of", {**BOTH, "average": average or "macro"})
        positive = self._positive()
        if positive is None:
            return None
        self._assume(score, f"{score} is that of {self.target.name} being {positive}")
        return Metric(f"{score}_of", {**BOTH, "positive": positive})

    def _assume(self, score: str, said: str | None) -> None:
        if said and score in self.asked:
            self.assumptions.append(said)

    def _positive(self) -> Label:
        """Return the class that says yes, else the last in order, as scikit-learn takes it."""
        if not self.target.values and (self.target.minimum, self.target.maximum) == (0, 1):
            return 1  # codes that the goal gives
        said = affirmative(self.target, self.lexicon)
        return max((counted.value for counted in self.target.values), key=str, default=None) if said is None else said
