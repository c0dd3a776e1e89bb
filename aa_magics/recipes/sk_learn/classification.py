"""Models of a class: compared, cross-validated, where they err, and what they need of their features."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Features, Frame, Table
from aa_magics.recipes.sk_learn.regression import DRIVERS, FEATURES, MODELS

CLASS: dict[str, Any] = FEATURES | {"distinct": {"target": (2, 20), "features": (2, None)}, "groups": {"target": 5}}


@recipe(*MODELS, "classify", "classification", "classifier", "logistic regression", **CLASS)
def compare_classifiers(df: Frame, target: Category, features: Features) -> Table:
    """Models that predict {target} from {features}, on rows that they have not seen."""
    import pandas as pd
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.dummy import DummyClassifier
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score, roc_auc_score
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

    # a class of fewer than five rows cannot be learned and tested
    known = df[df[target].groupby(df[target], observed=True).transform("size") >= 5]
    y = known[target].astype("str")
    X_train, X_test, y_train, y_test = train_test_split(known[features], y, stratify=y, random_state=0)
    encode = make_pipeline(
        FunctionTransformer(lambda texts: texts.astype("str")),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20),
    )
    scale = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    prepare = make_column_transformer(
        (scale, make_column_selector(dtype_include="number")),
        (encode, make_column_selector(dtype_exclude="number")),
    )
    models = {
        "most frequent class": DummyClassifier(),
        "logistic regression": LogisticRegression(max_iter=1_000),
        "random forest": RandomForestClassifier(random_state=0),
    }
    scores = {}
    for name, model in models.items():
        fitted = make_pipeline(prepare, model).fit(X_train, y_train)
        predicted = fitted.predict(X_test)
        scores[name] = {
            "accuracy": accuracy_score(y_test, predicted),
            "balanced accuracy": balanced_accuracy_score(y_test, predicted),
            "macro F1": f1_score(y_test, predicted, average="macro"),
            "ROC AUC": roc_auc_score(pd.get_dummies(y_test), fitted.predict_proba(X_test)),
        }
    table = pd.DataFrame.from_dict(scores, orient="index").sort_values("accuracy", ascending=False, kind="stable")
    print(f"best: {table.index[0]}, accuracy {table['accuracy'].iloc[0]:.3f} on rows that it has not seen")
    print(f"fitted on {len(X_train):,} rows, tested on {len(X_test):,}, of {len(df):,} rows")
    return table


@recipe("confusion matrix", "confusion", "misclassified", "confused", "classification report", **CLASS)
def confusion_matrix(df: Frame, target: Category, features: Features) -> Table:
    """Confusion matrix of a random forest that predicts {target} from {features}."""
    import pandas as pd
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

    # a class of fewer than five rows cannot be learned and tested
    known = df[df[target].groupby(df[target], observed=True).transform("size") >= 5]
    y = known[target].astype("str")
    X_train, X_test, y_train, y_test = train_test_split(known[features], y, stratify=y, random_state=0)
    encode = make_pipeline(
        FunctionTransformer(lambda texts: texts.astype("str")),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20),
    )
    prepare = make_column_transformer(
        (SimpleImputer(strategy="median"), make_column_selector(dtype_include="number")),
        (encode, make_column_selector(dtype_exclude="number")),
    )
    model = make_pipeline(prepare, RandomForestClassifier(random_state=0)).fit(X_train, y_train)
    majority = (y_test == y_train.mode()[0]).mean()
    print(f"fitted on {len(X_train):,} rows, tested on {len(X_test):,}, of {len(df):,} rows")
    print(f"accuracy {model.score(X_test, y_test):.3f} on {len(X_test):,} rows, the largest class has {majority:.3f}")
    return pd.crosstab(y_test, model.predict(X_test), rownames=["actual"], colnames=["predicted"])


@recipe(
    "cross-validated accuracy",
    "cross-validate classifier",
    "cross-validate",
    "cross-validation",
    "cross validated",
    "folds",
    "how well",
    **CLASS,
)
def cross_validate_classifier(df: Frame, target: Category, features: Features) -> Table:
    """Five-fold cross-validation of a random forest that predicts {target} from {features}."""
    import pandas as pd
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.model_selection import StratifiedKFold, cross_validate
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

    # a class of fewer than five rows cannot be in every fold
    known = df[df[target].groupby(df[target], observed=True).transform("size") >= 5]
    y = known[target].astype("str")
    encode = make_pipeline(
        FunctionTransformer(lambda texts: texts.astype("str")),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20),
    )
    prepare = make_column_transformer(
        (SimpleImputer(strategy="median"), make_column_selector(dtype_include="number")),
        (encode, make_column_selector(dtype_exclude="number")),
    )
    model = make_pipeline(prepare, RandomForestClassifier(random_state=0))
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = cross_validate(model, known[features], y, cv=folds, scoring=["accuracy", "balanced_accuracy", "f1_macro"])
    table = pd.DataFrame(scores).filter(like="test_").rename(columns=lambda name: name.removeprefix("test_"))
    majority = y.value_counts(normalize=True).max()
    print(f"{len(df):,} rows before, {len(known):,} after: the others have no {target}")
    print(f"mean accuracy {table['accuracy'].mean():.3f} on {len(known):,} rows, the largest class has {majority:.3f}")
    return table.rename_axis("fold")


@recipe(*DRIVERS, **CLASS)
def feature_importance_of_class(df: Frame, target: Category, features: Features) -> Table:
    """What a random forest needs of {features} to predict {target}.

    Permutation importance: the loss of accuracy when a column of the test rows is shuffled (Breiman 2001, Machine
    Learning 45:5).
    """
    import pandas as pd
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.inspection import permutation_importance
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

    # a class of fewer than five rows cannot be learned and tested
    known = df[df[target].groupby(df[target], observed=True).transform("size") >= 5]
    y = known[target].astype("str")
    X_train, X_test, y_train, y_test = train_test_split(known[features], y, stratify=y, random_state=0)
    encode = make_pipeline(
        FunctionTransformer(lambda texts: texts.astype("str")),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20),
    )
    prepare = make_column_transformer(
        (SimpleImputer(strategy="median"), make_column_selector(dtype_include="number")),
        (encode, make_column_selector(dtype_exclude="number")),
    )
    model = make_pipeline(prepare, RandomForestClassifier(random_state=0)).fit(X_train, y_train)
    loss = permutation_importance(model, X_test, y_test, random_state=0)
    table = pd.DataFrame({"loss": loss.importances_mean, "deviation": loss.importances_std}, index=X_test.columns)
    ordered = table.sort_values("loss", ascending=False)
    print(f"strongest: {ordered.index[0]}, accuracy falls by {ordered['loss'].iloc[0]:.3f} when it is shuffled")
    print(f"fitted on {len(X_train):,} rows, tested on {len(X_test):,}, of {len(df):,} rows")
    print(f"accuracy {model.score(X_test, y_test):.3f} on {len(X_test):,} test rows; loss when a column is shuffled:")
    return ordered
