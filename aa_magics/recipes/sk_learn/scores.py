"""How well predictions do, each score in a variable: no goal words call for these recipes."""

from typing import Any, Literal

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Column, Frame, Measure, Number, Outcome, Value

NUMBERS: dict[str, Any] = {"rows": 2, "whole": ("actual", "predicted")}
CLASSES: dict[str, Any] = {"rows": 1, "whole": ("actual", "predicted")}
Average = Literal["macro", "weighted", "micro"]


@recipe(**NUMBERS)
def mean_squared_error_of(df: Frame, actual: Number, predicted: Number) -> Measure:
    """Mean squared error of {predicted} for {actual}."""
    from sklearn.metrics import mean_squared_error

    return mean_squared_error(df[actual], df[predicted])


@recipe(**NUMBERS)
def root_mean_squared_error_of(df: Frame, actual: Number, predicted: Number) -> Measure:
    """Root mean squared error of {predicted} for {actual}."""
    from sklearn.metrics import root_mean_squared_error

    return root_mean_squared_error(df[actual], df[predicted])


@recipe(**NUMBERS)
def mean_absolute_error_of(df: Frame, actual: Number, predicted: Number) -> Measure:
    """Mean absolute error of {predicted} for {actual}."""
    from sklearn.metrics import mean_absolute_error

    return mean_absolute_error(df[actual], df[predicted])


@recipe(**NUMBERS)
def mean_absolute_percentage_error_of(df: Frame, actual: Number, predicted: Number) -> Measure:
    """Mean absolute percentage error (as a fraction) of {predicted} for {actual}."""
    from sklearn.metrics import mean_absolute_percentage_error

    return mean_absolute_percentage_error(df[actual], df[predicted])


@recipe(**NUMBERS)
def r_squared_of(df: Frame, actual: Number, predicted: Number) -> Measure:
    """R squared of {predicted} for {actual}."""
    from sklearn.metrics import r2_score

    return r2_score(df[actual], df[predicted])


@recipe(**CLASSES)
def rounded_accuracy_of(df: Frame, actual: Outcome, predicted: Number) -> Measure:
    """Share of rows where {predicted} is 0.5 or more and {actual} is 1, or less and it is not."""
    return ((df[predicted] >= 0.5) == (df[actual] == 1)).mean()


@recipe(**CLASSES)
def accuracy_of(df: Frame, actual: Column, predicted: Column) -> Measure:
    """Share of rows where {predicted} is {actual}."""
    from sklearn.metrics import accuracy_score

    return accuracy_score(df[actual].astype(str), df[predicted].astype(str))


@recipe(**CLASSES)
def precision_of(df: Frame, actual: Column, positive: Value, predicted: Column) -> Measure:
    """Precision of {predicted} for {actual} being {positive}."""
    from sklearn.metrics import precision_score

    return precision_score(df[actual] == positive, df[predicted] == positive, zero_division=0)


@recipe(**CLASSES)
def average_precision_of(df: Frame, actual: Column, predicted: Column, average: Average) -> Measure:
    """Precision of {predicted} for {actual}, {average} average over classes."""
    from sklearn.metrics import precision_score

    return precision_score(df[actual].astype(str), df[predicted].astype(str), average=average, zero_division=0)


@recipe(**CLASSES)
def recall_of(df: Frame, actual: Column, positive: Value, predicted: Column) -> Measure:
    """Recall of {predicted} for {actual} being {positive}."""
    from sklearn.metrics import recall_score

    return recall_score(df[actual] == positive, df[predicted] == positive, zero_division=0)


@recipe(**CLASSES)
def average_recall_of(df: Frame, actual: Column, predicted: Column, average: Average) -> Measure:
    """Recall of {predicted} for {actual}, {average} average over classes."""
    from sklearn.metrics import recall_score

    return recall_score(df[actual].astype(str), df[predicted].astype(str), average=average, zero_division=0)


@recipe(**CLASSES)
def f1_of(df: Frame, actual: Column, positive: Value, predicted: Column) -> Measure:
    """F1 score of {predicted} for {actual} being {positive}."""
    from sklearn.metrics import f1_score

    return f1_score(df[actual] == positive, df[predicted] == positive, zero_division=0)


@recipe(**CLASSES)
def average_f1_of(df: Frame, actual: Column, predicted: Column, average: Average) -> Measure:
    """F1 score of {predicted} for {actual}, {average} average over classes."""
    from sklearn.metrics import f1_score

    return f1_score(df[actual].astype(str), df[predicted].astype(str), average=average, zero_division=0)


@recipe(rows=2, distinct={"actual": (2, 2)}, whole=("actual", "probability"))
def roc_auc_of(df: Frame, actual: Column, probability: Number) -> Measure:
    """Area under the ROC curve of {probability} for {actual}."""
    from sklearn.metrics import roc_auc_score

    return roc_auc_score(df[actual], df[probability])
