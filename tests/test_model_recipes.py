"""The numbers of a model that a goal names are those that scikit-learn gives when it is used by hand."""

from typing import Any

import plotly.data
import pytest
from numpy.testing import assert_allclose
from pandas import DataFrame, Series
from sklearn import metrics
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from aa_magics.codegen.render import cell_source
from aa_magics.model import Code, Param
from aa_magics.recipes import catalogue

TIPS = plotly.data.tips()
FEATURES = ["total_bill", "size"]
CANCER = load_breast_cancer(as_frame=True).frame
WORST = ["worst radius", "worst texture"]
ACTUAL, PREDICTED = Series(["a", "a", "b", "b", "b", "c"]), Series(["a", "b", "b", "b", "c", "c"])
CLASSES = DataFrame({"actual": ACTUAL, "predicted": PREDICTED})


def made(recipe: str, df: DataFrame, **params: Any) -> Any:
    return catalogue()[recipe].function(df, **params)


def test_predicted_numbers_are_those_of_the_rows_that_were_held_back() -> None:
    predictions = made(
        "predicted_numbers", TIPS, target="tip", features=FEATURES, estimator=LinearRegression(), test_size=0.3, seed=7
    )
    train, test = train_test_split(TIPS, test_size=0.3, random_state=7)
    model = LinearRegression().fit(train[FEATURES], train["tip"])
    assert list(predictions.index) == list(test.index)
    assert_allclose(predictions["actual"], test["tip"])
    assert_allclose(predictions["predicted"], model.predict(test[FEATURES]))


@pytest.mark.parametrize("stratified", [False, True])
def test_predicted_classes_are_those_of_the_rows_that_were_held_back(stratified: bool) -> None:
    params = {"target": "target", "features": WORST, "estimator": DecisionTreeClassifier(random_state=1)}
    recipe = "stratified_predicted_probabilities" if stratified else "predicted_probabilities"
    predictions = made(recipe, CANCER, **params)
    stratify = CANCER["target"] if stratified else None
    train, test = train_test_split(CANCER, test_size=0.2, random_state=42, stratify=stratify)
    model = DecisionTreeClassifier(random_state=1).fit(train[WORST], train["target"])
    assert list(predictions["predicted"]) == list(model.predict(test[WORST]))
    assert_allclose(predictions["probability"], model.predict_proba(test[WORST])[:, 1])
    assert made(recipe.replace("probabilities", "classes"), CANCER, **params).equals(predictions.iloc[:, :2])


def test_rows_with_gaps_are_left_out() -> None:
    gaps = TIPS.assign(size=TIPS["size"].mask(TIPS.index < 10))
    fitted = made("fitted_numbers", gaps, target="tip", features=FEATURES, estimator=LinearRegression())
    assert list(fitted.index) == list(range(10, 244))


def test_coefficients_are_named_and_end_in_the_intercept() -> None:
    params: dict[str, Any] = {"target": "tip", "features": FEATURES, "estimator": LinearRegression()}
    model = LinearRegression().fit(TIPS[FEATURES], TIPS["tip"])
    found = made("coefficients_of", TIPS, **params)
    assert list(found.index) == [*FEATURES, "intercept"]
    assert_allclose(found, [*model.coef_, model.intercept_])
    train, _ = train_test_split(TIPS, test_size=0.2, random_state=42)
    model.fit(train[FEATURES], train["tip"])
    assert_allclose(made("training_coefficients_of", TIPS, **params), [*model.coef_, model.intercept_])


def test_importances_begin_with_the_largest() -> None:
    found = made(
        "importances_of_number", TIPS, target="tip", features=FEATURES, estimator=DecisionTreeRegressor(random_state=0)
    )
    assert found.is_monotonic_decreasing
    assert_allclose(found.sum(), 1)
    assert found.index[0] == "total_bill"


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        ("mean_squared_error_of", 2.5),
        ("root_mean_squared_error_of", 2.5**0.5),
        ("mean_absolute_error_of", 1.5),
        ("mean_absolute_percentage_error_of", (1 / 1 + 2 / 4) / 2),
        ("r_squared_of", 1 - 5 / 4.5),
    ],
)
def test_scores_of_numbers_are_those_by_hand(recipe: str, expected: float) -> None:
    frame = DataFrame({"actual": [1.0, 4.0], "predicted": [2.0, 2.0]})
    assert_allclose(made(recipe, frame, actual="actual", predicted="predicted"), expected)


def test_numbers_are_rounded_at_a_half_to_be_scored_as_classes() -> None:
    frame = DataFrame({"actual": [0, 1, 1, 0], "predicted": [-0.8, 1.7, 0.4, 0.5]})
    assert made("rounded_accuracy_of", frame, actual="actual", predicted="predicted") == 0.5


def test_scores_of_classes_are_those_by_hand() -> None:
    params: dict[str, Any] = {"actual": "actual", "predicted": "predicted"}
    assert_allclose(made("accuracy_of", CLASSES, **params), 4 / 6)
    assert_allclose(made("precision_of", CLASSES, positive="b", **params), 2 / 3)
    assert_allclose(made("recall_of", CLASSES, positive="a", **params), 1 / 2)
    assert_allclose(made("f1_of", CLASSES, positive="a", **params), 2 / 3)
    assert_allclose(made("average_precision_of", CLASSES, average="macro", **params), (1 + 2 / 3 + 1 / 2) / 3)
    assert_allclose(made("average_recall_of", CLASSES, average="weighted", **params), (1 / 2 * 2 + 2 / 3 * 3 + 1) / 6)
    assert_allclose(
        made("average_f1_of", CLASSES, average="macro", **params), metrics.f1_score(ACTUAL, PREDICTED, average="macro")
    )


def test_area_under_the_curve_is_the_share_of_pairs_in_the_right_order() -> None:
    frame = DataFrame({"actual": [0, 0, 1, 1], "probability": [0.1, 0.4, 0.35, 0.8]})
    assert made("roc_auc_of", frame, actual="actual", probability="probability") == 0.75


def test_cell_is_what_a_person_would_write() -> None:
    linear = Code(code="LinearRegression()", imports=("from sklearn.linear_model import LinearRegression",))
    params: dict[str, Param] = {"df": "tips", "target": "tip", "features": ("total_bill", "size"), "estimator": linear}
    source = cell_source(catalogue()["predicted_numbers"], params, "tips_predictions")
    assert ".dropna(), test_size=0.2, random_state=42)" in source
    assert (
        'model = LinearRegression().fit(train[["total_bill", "size"]].astype(float), train["tip"].astype(float))'
        in source
    )
