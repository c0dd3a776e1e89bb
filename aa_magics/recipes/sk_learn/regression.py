"""Models of a number: compared, cross-validated, and what they need of their features."""

from typing import Any

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Features, Frame, Number, Table

FEATURES: dict[str, Any] = {"rows": 40, "filled": ("features",), "text_labels": True}
NUMBER: dict[str, Any] = FEATURES | {"distinct": {"target": (3, None), "features": (2, None)}}
MODELS = ("predict", "machine learning", "model", "random forest", "learn")
DRIVERS = (
    *("what drives", "drivers", "importance", "important", "most important", "matter most", "features matter"),
    *("key factors", "matters", "influence", "determine"),
)


@recipe(*MODELS, "estimate", **NUMBER)
def compare_regressors(df: Frame, target: Number, features: Features) -> Table:
    """Models that predict {target} from {features}, on rows that they have not seen."""
    import pandas as pd
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.dummy import DummyRegressor
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LinearRegression
    from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

    known = df[df[target].notna()]
    y = known[target].astype(float)
    X_train, X_test, y_train, y_test = train_test_split(known[features], y, random_state=0)
    encode = make_pipeline(
        FunctionTransformer(lambda texts: texts.astype("str")),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20),
    )
    prepare = make_column_transformer(
        (SimpleImputer(strategy="median"), make_column_selector(dtype_include="number")),
        (encode, make_column_selector(dtype_exclude="number")),
    )
    models = {
        "mean of the training rows": DummyRegressor(),
        "linear regression": LinearRegression(),
        "random forest": RandomForestRegressor(random_state=0),
    }
    scores = {}
    for name, model in models.items():
        predicted = make_pipeline(prepare, model).fit(X_train, y_train).predict(X_test)
        scores[name] = {
            "R2": r2_score(y_test, predicted),
            "MAE": mean_absolute_error(y_test, predicted),
            "RMSE": root_mean_squared_error(y_test, predicted),
        }
    table = pd.DataFrame.from_dict(scores, orient="index").sort_values("R2", ascending=False, kind="stable")
    print(f"best: {table.index[0]}, R2 = {table['R2'].iloc[0]:.3f} on rows that it has not seen")
    print(f"fitted on {len(X_train):,} rows, tested on {len(X_test):,}, of {len(df):,} rows")
    return table


@recipe(
    "cross-validated regression",
    "cross-validate model",
    "cross-validate",
    "cross-validation",
    "cross validated",
    "folds",
    "how well",
    **NUMBER,
)
def cross_validate_regressor(df: Frame, target: Number, features: Features) -> Table:
    """Five-fold cross-validation of a random forest that predicts {target} from {features}."""
    import pandas as pd
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.impute import SimpleImputer
    from sklearn.model_selection import KFold, cross_validate
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

    known = df[df[target].notna()]
    y = known[target].astype(float)
    encode = make_pipeline(
        FunctionTransformer(lambda texts: texts.astype("str")),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20),
    )
    prepare = make_column_transformer(
        (SimpleImputer(strategy="median"), make_column_selector(dtype_include="number")),
        (encode, make_column_selector(dtype_exclude="number")),
    )
    model = make_pipeline(prepare, RandomForestRegressor(random_state=0))
    folds = KFold(5, shuffle=True, random_state=0)
    scores = cross_validate(model, known[features], y, cv=folds, scoring=["r2", "neg_mean_absolute_error"])
    table = pd.DataFrame({"R2": scores["test_r2"], "MAE": -scores["test_neg_mean_absolute_error"]})
    print(f"mean R2 {table['R2'].mean():.3f}, mean MAE {table['MAE'].mean():,.4g}")
    print(f"{len(df):,} rows before, {len(known):,} after: the others have no {target}")
    return table.rename_axis("fold")


@recipe(*DRIVERS, **NUMBER)
def feature_importance(df: Frame, target: Number, features: Features) -> Table:
    """What a random forest needs of {features} to predict {target}.

    Permutation importance: the loss of R2 when a column of the test rows is shuffled (Breiman 2001, Machine
    Learning 45:5).
    """
    import pandas as pd
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.impute import SimpleImputer
    from sklearn.inspection import permutation_importance
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

    known = df[df[target].notna()]
    y = known[target].astype(float)
    X_train, X_test, y_train, y_test = train_test_split(known[features], y, random_state=0)
    encode = make_pipeline(
        FunctionTransformer(lambda texts: texts.astype("str")),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20),
    )
    prepare = make_column_transformer(
        (SimpleImputer(strategy="median"), make_column_selector(dtype_include="number")),
        (encode, make_column_selector(dtype_exclude="number")),
    )
    model = make_pipeline(prepare, RandomForestRegressor(random_state=0)).fit(X_train, y_train)
    loss = permutation_importance(model, X_test, y_test, random_state=0)
    table = pd.DataFrame({"loss": loss.importances_mean, "deviation": loss.importances_std}, index=X_test.columns)
    ordered = table.sort_values("loss", ascending=False)
    print(f"strongest: {ordered.index[0]}, R2 falls by {ordered['loss'].iloc[0]:.3f} when it is shuffled")
    print(f"fitted on {len(X_train):,} rows, tested on {len(X_test):,}, of {len(df):,} rows")
    print(f"R2 {model.score(X_test, y_test):.3f} on {len(X_test):,} test rows; loss when a column is shuffled:")
    return ordered
