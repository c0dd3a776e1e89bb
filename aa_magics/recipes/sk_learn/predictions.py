"""One model, as a goal names it: fitted on some rows, asked about others, its answers beside what was so.

No goal words call for these recipes: they are for goals that name the algorithm, the split or the seed.
"""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Classifier, Frame, Labels, Outcome, Predictors, Regressor

NUMBER: dict[str, Any] = {
    "makes": "predictions",
    "rows": 10,
    "distinct": {"target": (2, None)},
    "text_labels": True,
    "limits": {"test_size": (0.01, 0.99)},
}
CLASS: dict[str, Any] = {**NUMBER, "rows": 20, "distinct": {"target": (2, 50)}, "groups": {"target": 5}}
TWO_CLASSES: dict[str, Any] = {**CLASS, "distinct": {"target": (2, 2)}}


@recipe(**NUMBER)
def predicted_numbers(
    df: Frame,
    target: Outcome,
    features: Predictors,
    estimator: Regressor,
    test_size: float = 0.2,
    seed: int = 42,
    used: Labels = slice(None),
) -> Frame:
    """{target} of test rows ({test_size} of all) as {estimator} predicts it from {features}."""
    import pandas as pd
    from sklearn.model_selection import train_test_split

    train, test = train_test_split(df[used].dropna(), test_size=test_size, random_state=seed)
    model = estimator.fit(train[features].astype(float), train[target].astype(float))
    print(f"fitted on {len(train):,} rows, tested on {len(test):,}, of {len(df):,} rows")
    X_test = test[features].astype(float)
    return pd.DataFrame({"actual": test[target].astype(float), "predicted": model.predict(X_test)})


@recipe(**NUMBER)
def fitted_numbers(
    df: Frame, target: Outcome, features: Predictors, estimator: Regressor, used: Labels = slice(None)
) -> Frame:
    """{target} of all rows as {estimator} fits it to {features}."""
    import pandas as pd

    complete = df[used].dropna()
    print(f"{len(df):,} rows before, {len(complete):,} after: {len(df) - len(complete):,} had a missing value")
    X = complete[features].astype(float)
    y = complete[target].astype(float)
    model = estimator.fit(X, y)
    return pd.DataFrame({"actual": y, "predicted": model.predict(X)})


@recipe(**CLASS)
def predicted_classes(
    df: Frame,
    target: Category,
    features: Predictors,
    estimator: Classifier,
    test_size: float = 0.2,
    seed: int = 42,
    used: Labels = slice(None),
) -> Frame:
    """{target} of test rows ({test_size} of all) as {estimator} predicts it from {features}."""
    import pandas as pd
    from sklearn.model_selection import train_test_split

    train, test = train_test_split(df[used].dropna(), test_size=test_size, random_state=seed)
    model = estimator.fit(train[features].astype(float), train[target])
    print(f"fitted on {len(train):,} rows, tested on {len(test):,}, of {len(df):,} rows")
    X_test = test[features].astype(float)
    return pd.DataFrame({"actual": test[target], "predicted": model.predict(X_test)})


@recipe(**CLASS)
def stratified_predicted_classes(
    df: Frame,
    target: Category,
    features: Predictors,
    estimator: Classifier,
    test_size: float = 0.2,
    seed: int = 42,
    used: Labels = slice(None),
) -> Frame:
    """{target} of test rows ({test_size} of each class) as {estimator} predicts it from {features}."""
    import pandas as pd
    from sklearn.model_selection import train_test_split

    complete = df[used].dropna()
    train, test = train_test_split(complete, test_size=test_size, random_state=seed, stratify=complete[target])
    model = estimator.fit(train[features].astype(float), train[target])
    print(f"fitted on {len(train):,} rows, tested on {len(test):,}, of {len(df):,} rows")
    X_test = test[features].astype(float)
    return pd.DataFrame({"actual": test[target], "predicted": model.predict(X_test)})


@recipe(**TWO_CLASSES)
def predicted_probabilities(
    df: Frame,
    target: Category,
    features: Predictors,
    estimator: Classifier,
    test_size: float = 0.2,
    seed: int = 42,
    used: Labels = slice(None),
) -> Frame:
    """Probability of {target} of test rows ({test_size} of all) as {estimator} predicts it from {features}."""
    import pandas as pd
    from sklearn.model_selection import train_test_split

    train, test = train_test_split(df[used].dropna(), test_size=test_size, random_state=seed)
    model = estimator.fit(train[features].astype(float), train[target])
    print(f"fitted on {len(train):,} rows, tested on {len(test):,}, of {len(df):,} rows")
    X_test = test[features].astype(float)
    probability = model.predict_proba(X_test)[:, 1]
    return pd.DataFrame({"actual": test[target], "predicted": model.predict(X_test), "probability": probability})


@recipe(**TWO_CLASSES)
def stratified_predicted_probabilities(
    df: Frame,
    target: Category,
    features: Predictors,
    estimator: Classifier,
    test_size: float = 0.2,
    seed: int = 42,
    used: Labels = slice(None),
) -> Frame:
    """Probability of {target} of test rows ({test_size} of each class) as {estimator} predicts it from {features}."""
    import pandas as pd
    from sklearn.model_selection import train_test_split

    complete = df[used].dropna()
    train, test = train_test_split(complete, test_size=test_size, random_state=seed, stratify=complete[target])
    model = estimator.fit(train[features].astype(float), train[target])
    print(f"fitted on {len(train):,} rows, tested on {len(test):,}, of {len(df):,} rows")
    X_test = test[features].astype(float)
    probability = model.predict_proba(X_test)[:, 1]
    return pd.DataFrame({"actual": test[target], "predicted": model.predict(X_test), "probability": probability})


@recipe(**CLASS)
def fitted_classes(
    df: Frame, target: Category, features: Predictors, estimator: Classifier, used: Labels = slice(None)
) -> Frame:
    """{target} of all rows as {estimator} fits it to {features}."""
    import pandas as pd

    complete = df[used].dropna()
    print(f"{len(df):,} rows before, {len(complete):,} after: {len(df) - len(complete):,} had a missing value")
    X = complete[features].astype(float)
    y = complete[target]
    model = estimator.fit(X, y)
    return pd.DataFrame({"actual": y, "predicted": model.predict(X)})
