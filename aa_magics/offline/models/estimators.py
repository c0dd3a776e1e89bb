"""Estimators as a person would write them, with the settings that a goal states."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aa_magics.model import Code


@dataclass(frozen=True)
class Algorithm:
    """What estimates numbers and what estimates classes: a class and its module; None where it cannot.

    `settings` are what it may be given by name; `seeded` says whether its answers depend on a seed.
    """

    numbers: str | None
    classes: str | None
    module: str
    settings: tuple[str, ...] = ()
    seeded: bool = False
    linear: bool = False
    trees: bool = False


TREE = ("max_depth", "min_samples_split", "min_samples_leaf", "criterion")
ALGORITHMS = {
    "linear": Algorithm("LinearRegression", None, "linear_model", linear=True),
    "ridge": Algorithm("Ridge", None, "linear_model", ("alpha",), linear=True),
    "lasso": Algorithm("Lasso", None, "linear_model", ("alpha",), linear=True),
    "logistic": Algorithm(None, "LogisticRegression", "linear_model", ("solver", "C", "max_iter")),
    "tree": Algorithm("DecisionTreeRegressor", "DecisionTreeClassifier", "tree", TREE, seeded=True, trees=True),
    "forest": Algorithm(
        "RandomForestRegressor", "RandomForestClassifier", "ensemble", ("n_estimators", *TREE), seeded=True, trees=True
    ),
    "boosting": Algorithm(
        "GradientBoostingRegressor",
        "GradientBoostingClassifier",
        "ensemble",
        ("n_estimators", "learning_rate", *TREE),
        seeded=True,
        trees=True,
    ),
    "neighbours": Algorithm("KNeighborsRegressor", "KNeighborsClassifier", "neighbors", ("n_neighbors",)),
    "vectors": Algorithm("SVR", "SVC", "svm", ("kernel", "C")),
    "bayes": Algorithm(None, "GaussianNB", "naive_bayes"),
}
SOLVERS = ("lbfgs", "liblinear", "newton-cg", "newton-cholesky", "sag", "saga")
SEEDED_SOLVERS = ("liblinear", "sag", "saga")
PATTERNS: Mapping[str, str] = {
    "n_estimators": r"n[\s_]?estimators\D{0,15}?(\d+)|(\d+)\s+(?:trees|estimators)",
    "max_depth": r"max(?:imum)?[\s_]?depth\D{0,15}?(\d+)|depth\s*(?:of|=|is|:)?\s*(\d+)",
    "min_samples_split": r"min_samples_split\D{0,10}?(\d+)",
    "min_samples_leaf": r"min_samples_leaf\D{0,10}?(\d+)",
    "learning_rate": r"learning[\s_]rate\D{0,10}?(\d*\.?\d+)",
    "n_neighbors": r"n_neighbors\D{0,10}?(\d+)|\bk\s*(?:=|of|is)\s*(\d+)|(\d+)[\s-]+(?:nearest\s+)?neighbou?rs?",
    "alpha": r"\balpha\s*(?:=|of|is)?\s*(\d*\.?\d+)",
    "C": r"\bC\s*=\s*(\d*\.?\d+)",
    "max_iter": r"max_iter\D{0,10}?(\d+)|(\d+)\s+iterations",
    "solver": rf"\b({'|'.join(sorted(SOLVERS, key=len, reverse=True))})\b",
    "kernel": r"\b(linear|rbf|poly|sigmoid)['\"]?\s+kernel|kernel\W{0,6}?(linear|rbf|poly|sigmoid)\b",
    "criterion": r"\b(gini|entropy|log_loss|squared_error|absolute_error)\b",
}
SCALERS = {"scaled": "StandardScaler", "rescaled": "MinMaxScaler"}


def estimator(name: str, classes: bool, text: str, seed: int, scaler: str | None = None) -> Code | None:
    """Return an estimator with the settings that `text` states; None where the algorithm cannot do it."""
    algorithm = ALGORITHMS[name]
    label = algorithm.classes if classes else algorithm.numbers
    if label is None:
        return None
    settings = _settings(name, text)
    if algorithm.seeded or settings.get("solver", "").strip('"') in SEEDED_SOLVERS:
        settings["random_state"] = str(seed)
    if name == "logistic" and not re.search(
        r"\bdefault\s+(?:parameters?|settings|options|values|hyperparameters)", text, re.I
    ):
        settings.setdefault("max_iter", "1_000")
    code = Code(
        code=f"{label}({', '.join(f'{key}={value}' for key, value in settings.items())})",
        imports=(f"from sklearn.{algorithm.module} import {label}",),
    )
    return _scaled(code, SCALERS[scaler]) if scaler else code


def _settings(name: str, text: str) -> dict[str, str]:
    found = {}
    for setting in ALGORITHMS[name].settings:
        if match := re.search(PATTERNS[setting], text, 0 if setting == "C" else re.IGNORECASE):
            value = next(group for group in match.groups() if group)
            found[setting] = value if re.fullmatch(r"\d*\.?\d+", value) else f'"{value.lower()}"'
    return found


def _scaled(code: Code, scaler: str) -> Code:
    imports = ("from sklearn.pipeline import make_pipeline", f"from sklearn.preprocessing import {scaler}")
    return Code(code=f"make_pipeline({scaler}(), {code.code})", imports=(*code.imports, *imports))
