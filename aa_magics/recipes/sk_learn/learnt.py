"""One model, as a goal names it: fitted on some rows, asked about others, what it has learnt.

No goal words call for these recipes: they are for goals that name the algorithm, the split or the seed.
"""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Category, Classifier, Frame, Labels, Measure, Outcome, Predictors, Regressor, Trees

FITTED: dict[str, Any] = {"rows": 10, "distinct": {"target": (2, None)}, "text_labels": True}
SPLIT: dict[str, Any] = {**FITTED, "limits": {"test_size": (0.01, 0.99)}}
CLASSES: dict[str, Any] = {**SPLIT, "rows": 20, "distinct": {"target": (2, 50)}, "groups": {"target": 5}}


@recipe(**FITTED)
def coefficients_of(
    df: Frame, target: Outcome, features: Predictors, estimator: Regressor, used: Labels = slice(None)
) -> Measure:
    """Coefficients and intercept of {estimator} for {target} from {features}, fitted on all rows."""
    import pandas as pd

    complete = df[used].dropna()
    model = estimator.fit(complete[features].astype(float), complete[target].astype(float))
    return pd.Series([*model.coef_, model.intercept_], index=[*features, "intercept"])


@recipe(**SPLIT)
def training_coefficients_of(
    df: Frame,
    target: Outcome,
    features: Predictors,
    estimator: Regressor,
    test_size: float = 0.2,
    seed: int = 42,
    used: Labels = slice(None),
) -> Measure:
    """Coefficients and intercept of {estimator} for {target} from {features}, without {test_size} of the rows."""
    import pandas as pd
    from sklearn.model_selection import train_test_split

    train, _ = train_test_split(df[used].dropna(), test_size=test_size, random_state=seed)
    model = estimator.fit(train[features].astype(float), train[target].astype(float))
    return pd.Series([*model.coef_, model.intercept_], index=[*features, "intercept"])


@recipe(**CLASSES)
def importances_of_class(
    df: Frame,
    target: Category,
    features: Predictors,
    estimator: Classifier,
    test_size: float = 0.2,
    seed: int = 42,
    used: Labels = slice(None),
) -> Measure:
    """Importances of {features} in {estimator} for {target}, without test rows ({test_size} of all)."""
    import pandas as pd
    from sklearn.model_selection import train_test_split

    train, _ = train_test_split(df[used].dropna(), test_size=test_size, random_state=seed)
    model = estimator.fit(train[features].astype(float), train[target])
    return pd.Series(model.feature_importances_, index=features).sort_values(ascending=False)


@recipe(**SPLIT)
def importances_of_number(
    df: Frame,
    target: Outcome,
    features: Predictors,
    estimator: Trees,
    test_size: float = 0.2,
    seed: int = 42,
    used: Labels = slice(None),
) -> Measure:
    """Importances of {features} in {estimator} for {target}, without test rows ({test_size} of all)."""
    import pandas as pd
    from sklearn.model_selection import train_test_split

    train, _ = train_test_split(df[used].dropna(), test_size=test_size, random_state=seed)
    model = estimator.fit(train[features].astype(float), train[target].astype(float))
    return pd.Series(model.feature_importances_, index=features).sort_values(ascending=False)
