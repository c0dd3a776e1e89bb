"""Models that goals name in many wordings: what is fitted to what, which rows are held back, what is scored."""

from typing import Any

import numpy as np
import plotly.data
import pytest
from pandas import DataFrame
from sklearn.metrics import silhouette_score

from aa_magics.analyst import analyze
from aa_magics.codegen.render import cell_source
from aa_magics.frames import profile_frame
from aa_magics.model import Code, Run
from aa_magics.offline.clauses import read_sentences
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.lexicon import lexicon
from aa_magics.offline.models.parts import ModelPiece
from aa_magics.offline.models.reading import read_model
from aa_magics.recipes import catalogue

FRAMES = {"tips": plotly.data.tips(), "iris": plotly.data.iris()}
SPLIT = " Split the data 80/20 with random_state=42."


def read(goal: str, frame: str = "tips") -> ModelPiece | None:
    profile = profile_frame(frame, FRAMES[frame])
    return read_model(read_sentences(goal, profile, Vocabulary(profile, lexicon()), lexicon()), profile, lexicon())


def model(goal: str, frame: str = "tips") -> ModelPiece:
    found = read(goal, frame)
    assert found is not None
    return found


def fitted(piece: ModelPiece) -> str:
    estimator = piece.predict.params["estimator"]
    assert isinstance(estimator, Code)
    return estimator.code


def answers(goal: str, frame: str = "tips") -> list[float]:
    """Run the cells of a model; return the scores that the goal asks for."""
    piece, names = model(goal, frame), {"frame_0": FRAMES[frame]}
    for number, step in enumerate((*piece.prepare, piece.predict)):
        recipe = catalogue()[step.recipe]
        exec(cell_source(recipe, {**step.params, "df": f"frame_{number}"}, f"frame_{number + 1}"), names)
    found = []
    for metric in (piece.metrics[name] for name in piece.asked):
        on = len(piece.prepare) + (metric.on == "predictions")
        exec(cell_source(catalogue()[metric.recipe], {**metric.params, "df": f"frame_{on}"}, "found"), names)
        found.append(eval(f"found{metric.part}", names))
    return found


@pytest.mark.parametrize(
    ("goal", "target", "features"),
    [
        ("Predict tip from total_bill and size with linear regression.", "tip", ("total_bill", "size")),
        ("Train a linear regression to predict the tip based on total_bill.", "tip", ("total_bill",)),
        ("Use total_bill and size as features and tip as the target of a linear regression.", "tip", ...),
        ("Fit a linear regression with tip as the dependent variable, total_bill as the independent one", "tip", None),
        ("The target variable is tip. The features are total_bill and size. Fit a linear model.", "tip", ...),
        ("Using total_bill and size, predict tip. Use the linear regression of sklearn.", "tip", ...),
        ("Regress tip on total_bill and size: a linear regression.", "tip", ("total_bill", "size")),
        ("Predict tip based on all numeric columns except size with a linear regression.", "tip", ("total_bill",)),
        ("Can tip be predicted from total_bill and size? Use linear regression.", "tip", ("total_bill", "size")),
        ("A linear regression with total_bill, size as input variables and tip as the output variable.", "tip", ...),
        (
            "Perform linear regression where tip is the dependent variable and total_bill is the independent variable.",
            "tip",
            ("total_bill",),
        ),
        ("Predict tip by linear regression using all other numeric columns.", "tip", ("total_bill", "size")),
    ],
)
def test_target_and_features_are_those_that_the_goal_names(goal: str, target: str, features: Any) -> None:
    params = model(goal).predict.params
    assert params["target"] == target
    expected = {...: ("total_bill", "size"), None: ("total_bill",)}.get(features, features)
    assert params["features"] == expected


@pytest.mark.parametrize(
    ("said", "share", "seed"),
    [
        ("Split the data 75/25.", 0.25, 42),
        ("Use an 8:2 train/test split and random_state=7.", 0.2, 7),
        ("Split into a training set (70%) and a testing set (30%) with a random state of 1.", 0.3, 1),
        ("Use 70% of the rows for training and the rest for testing. Set the random seed to 3.", 0.3, 3),
        ("Hold out 25% of the data.", 0.25, 42),
        ("70/30.", 0.3, 42),
        ("Keep 30% as an unseen holdout.", 0.3, 42),
        ("Hold out 10% of the rows for testing.", 0.1, 42),
        ("Use test_size=0.25 and seed 5.", 0.25, 5),
        ("The train_test_split function's random_state parameter is set to 9.", 0.2, 9),
        ("Train on 60 percent of the data, test on 40 percent.", 0.4, 42),
        ("Evaluate it on a test set.", 0.2, 42),
    ],
)
def test_split_and_seed_are_those_that_the_goal_states(said: str, share: float, seed: int) -> None:
    params = model(f"Train a linear regression to predict tip from total_bill. {said} Report the RMSE.").predict.params
    assert params["test_size"] == share
    assert params["seed"] == seed


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("linear regression", "LinearRegression()"),
        ("ridge regression with alpha=0.5", "Ridge(alpha=0.5)"),
        ("lasso", "Lasso()"),
        ("decision tree regressor with max_depth=3", "DecisionTreeRegressor(max_depth=3, random_state=42)"),
        ("random forest of 50 trees", "RandomForestRegressor(n_estimators=50, random_state=42)"),
        ("gradient boosting", "GradientBoostingRegressor(random_state=42)"),
        ("k-nearest neighbors regressor (k=5)", "KNeighborsRegressor(n_neighbors=5)"),
        ("support vector machine with an rbf kernel", 'SVR(kernel="rbf")'),
    ],
)
def test_algorithm_of_a_number_is_the_one_named(named: str, code: str) -> None:
    assert fitted(model(f"Predict tip from total_bill with a {named}.{SPLIT} Report the MAE.")) == code


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("logistic regression", "LogisticRegression(max_iter=1_000)"),
        (
            "logistic regression with the liblinear solver",
            'LogisticRegression(solver="liblinear", random_state=42, max_iter=1_000)',
        ),
        ("decision tree", "DecisionTreeClassifier(random_state=42)"),
        ("random forest", "RandomForestClassifier(random_state=42)"),
        ("Gaussian naive Bayes", "GaussianNB()"),
        ("knn", "KNeighborsClassifier()"),
    ],
)
def test_algorithm_of_a_class_is_the_one_named(named: str, code: str) -> None:
    goal = f"Predict species from sepal_length and petal_length with {named}.{SPLIT} Report the accuracy."
    assert fitted(model(goal, "iris")) == code


def test_features_are_scaled_inside_the_model() -> None:
    goal = f"Predict smoker from tip and size with logistic regression after standardizing the features.{SPLIT}"
    assert fitted(model(goal)) == "make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000))"


def test_categories_become_columns_of_zero_and_one() -> None:
    piece = model(f"Predict tip from sex and size with linear regression.{SPLIT} RMSE?")
    assert [step.recipe for step in piece.prepare] == ["one_hot_encode"]
    assert piece.predict.params["features"] == ("sex_Female", "sex_Male", "size")


def test_strata_are_kept_where_the_goal_asks_for_them() -> None:
    goal = f"Predict smoker from tip and size with logistic regression, stratified.{SPLIT}"
    assert model(f"{goal} Report the accuracy.").predict.recipe == "stratified_predicted_classes"
    assert model(f"{goal} Report the ROC AUC.").predict.recipe == "stratified_predicted_probabilities"


@pytest.mark.parametrize(
    ("said", "recipe"),
    [
        ("the RMSE", "root_mean_squared_error_of"),
        ("the mean squared error (MSE)", "mean_squared_error_of"),
        ("the mean absolute error", "mean_absolute_error_of"),
        ("R-squared", "r_squared_of"),
        ("the R2 score", "r_squared_of"),
        ("R^2", "r_squared_of"),
        ("its coefficient of determination", "r_squared_of"),
    ],
)
def test_score_is_the_one_asked_for(said: str, recipe: str) -> None:
    piece = model(f"Train a linear regression to predict tip from size.{SPLIT} Report {said}.")
    assert [piece.metrics[name].recipe for name in piece.asked] == [recipe]


def test_what_the_goal_leaves_open_is_said() -> None:
    said = " ".join(model("Predict smoker with logistic regression and report precision.").assumptions)
    assert all(words in said for words in ("20%", "seed 42", "no features are named", "smoker being Yes"))
    assert not model(f"Predict tip from size with linear regression.{SPLIT} Report the RMSE.").assumptions


def test_fit_without_a_prediction_takes_all_rows() -> None:
    piece = model("Fit a linear regression of tip on total_bill. What are the slope and the intercept?")
    assert piece.predict.recipe == "fitted_numbers"
    assert piece.metrics["slope"].part == '["total_bill"]'
    assert piece.metrics["intercept"].recipe == "coefficients_of"


@pytest.mark.parametrize(
    "goal",
    [
        "Train a neural network to predict tip from size.",
        "Predict tip from total_bill and the mood of the waiter with linear regression.",
        "Predict smoker from tip with linear regression.",
        "Predict tip from size with linear regression and five-fold cross validation.",
        "Compare a linear regression with a random forest that predicts tip.",
        "Predict tip from size with a polynomial linear regression.",
        "Predict tip from size with a random forest of 3 layers.",
        "Predict tip from size with linear regression and report RMSE. Split the rows 50%, 20% and 30%.",
        "Predict tip from size with linear regression, stratified, and report the RMSE.",
        "Predict smoker from tip with logistic regression, report the accuracy and the feature importances.",
        "Predict tip with linear regression; the features are what the waiter saw.",
        "What is the mean tip?",
        "Report the accuracy of a linear regression that predicts tip from size.",
        "Predict smoker from tip with a logistic regression, 25% test, and report the log loss.",
    ],
)
def test_what_is_not_understood_gives_no_model(goal: str) -> None:
    assert read(goal) is None


@pytest.mark.parametrize(
    ("goal", "recipes"),
    [
        (
            "Train a linear regression to predict tip from size, 75/25 split, seed 1, and report the MAE and R2.",
            ["predicted_numbers", "mean_absolute_error_of", "r_squared_of"],
        ),
        (
            "Predict smoker from sex and tip with a random forest for dinners only. Report the accuracy.",
            ["keep_rows", "one_hot_encode", "predicted_classes", "accuracy_of"],
        ),
        (
            "Fill missing values of size with the mean, then predict tip from size by ridge regression. Report RMSE.",
            ["fill_average", "predicted_numbers", "root_mean_squared_error_of"],
        ),
        (
            "Classify the rows into two categories based on total_bill: values above the mean are 'high', the rest "
            "'low'. Train a logistic regression, random state 42, and report the accuracy.",
            ["label_above_average", "predicted_classes", "accuracy_of"],
        ),
        ("predict smoker with knn", ["one_hot_encode", "predicted_classes", "accuracy_of"]),
        ("decision tree for smoker with max depth 3", ["one_hot_encode", "predicted_classes", "accuracy_of"]),
        ("sage smoker mit einem Entscheidungsbaum vorher", ["one_hot_encode", "predicted_classes", "accuracy_of"]),
        (
            "gradient boosting for tip from total_bill and size",
            ["predicted_numbers", "r_squared_of", "root_mean_squared_error_of"],
        ),
        ("predict tip from total_bill and sex", ["compare_regressors"]),
        ("compare classifiers for smoker", ["compare_classifiers"]),
        ("regress tip on total_bill and size", ["ols_regression"]),
    ],
)
def test_goals_that_name_an_algorithm_of_no_other_recipe_or_a_score_are_planned_as_one(
    goal: str, recipes: list[str]
) -> None:
    tips = FRAMES["tips"].assign(size=FRAMES["tips"]["size"].mask(FRAMES["tips"].index < 3))
    run: Run = analyze(goal, {"tips": tips})
    assert run.plan
    assert [step.recipe for step in run.plan.steps] == recipes
    exec("\n".join(cell.source for cell in run.cells if cell.cell_type == "code"), {"tips": tips})


def test_clusters_have_the_number_and_the_seed_of_the_goal() -> None:
    from sklearn.cluster import KMeans

    goal = (
        "Apply k-means clustering with 3 clusters and random_state 7 to total_bill and tip. What are the inertia, the"
    )
    found = answers(f"{goal} silhouette score and the size of the largest cluster?")
    points = FRAMES["tips"][["total_bill", "tip"]]
    hand = KMeans(3, n_init=10, random_state=7).fit(points)
    assert found[0] == pytest.approx(hand.inertia_)
    assert found[1] == pytest.approx(silhouette_score(points, hand.labels_))
    assert found[2] == max(np.bincount(hand.labels_))
    assert read("Apply k-means to total_bill and tip and report the inertia.") is None


@pytest.mark.parametrize(
    ("said", "scaled", "count"),
    [("", False, 2), ("after standardizing the features, ", True, 2), ("", False, 1)],
)
def test_components_explain_as_much_as_by_hand(said: str, scaled: bool, count: int) -> None:
    components = "first two components" if count == 2 else "first component"
    goal = f"Perform PCA on total_bill, tip and size; {said}how much of the variance do the {components} explain?"
    points = FRAMES["tips"][["total_bill", "tip", "size"]]
    points = (points - points.mean()) / points.std() if scaled else points
    lengths = np.linalg.eigvalsh(np.cov(points.T))[::-1]
    assert answers(goal)[0] == pytest.approx(lengths[:count].sum() / lengths.sum())


def test_scores_are_those_of_scikit_learn_by_hand() -> None:
    from sklearn.linear_model import LinearRegression
    from sklearn.metrics import root_mean_squared_error
    from sklearn.model_selection import train_test_split

    tips: DataFrame = FRAMES["tips"]
    train, test = train_test_split(tips, test_size=0.25, random_state=1)
    hand = LinearRegression().fit(train[["total_bill", "size"]], train["tip"])
    expected = root_mean_squared_error(test["tip"], hand.predict(test[["total_bill", "size"]]))
    goal = "Predict tip from total_bill and size with linear regression, a 75/25 split and seed 1. Report the RMSE."
    assert answers(goal) == pytest.approx([expected])


def test_every_score_of_a_model_can_be_run() -> None:
    goal = (
        "Predict smoker from sex and tip with a decision tree, 70% training. Accuracy, precision, recall, F1, ROC AUC?"
    )
    assert all(0 <= score <= 1 for score in answers(goal))
    goal = "Train a linear regression to predict tip from size. Report MSE, RMSE, MAE, MAPE and R2."
    assert len(answers(goal)) == 5


def test_each_slot_of_an_answer_is_its_own_score() -> None:
    goal = "Train a linear regression to predict tip from size, 80/20, seed 42. Report the MSE and R^2 of the test set."
    run: Run = analyze(f"{goal}\n@mse[mse]\n@r2[r2]\nrounded to three decimals", {"tips": FRAMES["tips"]})
    assert run.plan
    assert [step.recipe for step in run.plan.steps][:-1] == [
        "predicted_numbers",
        "mean_squared_error_of",
        "r_squared_of",
    ]


@pytest.mark.parametrize("goal", ["cluster the rows into 3 groups", "pca", "predict species"])
def test_a_key_that_nobody_named_is_no_feature(goal: str) -> None:
    plan = analyze(goal, {"iris": FRAMES["iris"]}).plan
    assert plan is not None
    assert "species_id" not in str([step.params for step in plan.steps])


def test_a_code_of_the_target_is_no_feature() -> None:
    features = model("predict species with knn", "iris").predict.params["features"]
    assert features == ("sepal_length", "sepal_width", "petal_length", "petal_width")
