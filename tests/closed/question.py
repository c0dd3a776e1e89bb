"""What a closed question is, and the few calculations that many truths share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from scipy import stats

Truth = Callable[[pd.DataFrame], dict[str, Any]]


@dataclass(frozen=True)
class Question:
    id: str
    frame: str
    question: str
    constraints: str
    form: str
    truth: Truth | None = None  # None: nothing can be answered, so the engine must refuse

    @property
    def goal(self) -> str:
        return "\n".join([self.question, self.constraints, "Answer format: " + self.form])


def pearson(df: pd.DataFrame, first: str, second: str) -> tuple[float, float]:
    pair = df[[first, second]].dropna()
    result = stats.pearsonr(pair[first], pair[second])
    return float(result.statistic), float(result.pvalue)


def kind_of_relation(r: float, p: float, bar: float = 0.5) -> str:
    if p >= 0.05:
        return "none"
    return "linear" if abs(r) >= bar else "nonlinear"


def iqr_mask(values: pd.Series) -> pd.Series:
    low, high = values.quantile(0.25), values.quantile(0.75)
    reach = 1.5 * (high - low)
    return (values < low - reach) | (values > high + reach)


def z_mask(values: pd.Series, bar: float = 3) -> pd.Series:
    return ((values - values.mean()) / values.std()).abs() > bar


def number(texts: pd.Series) -> pd.Series:
    return texts.str.replace(r"[,%$]", "", regex=True).astype(float)
