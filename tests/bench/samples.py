"""The frames that the bars are about: a long one, a wide one, and one of amounts as text."""

import numpy as np
import pandas as pd
from pandas import DataFrame


def long_frame(rows: int = 1_000_000) -> DataFrame:
    """Return 10 floats, 3 integers, 4 categories as text, an id, timestamps, and a text of 5,000 values."""
    rng = np.random.default_rng(0)
    columns: dict[str, object] = {f"measure_{i}": rng.normal(size=rows) for i in range(10)}
    columns |= {f"count_{i}": rng.integers(0, 10 ** (i + 1), rows) for i in range(3)}
    columns |= {f"group_{i}": rng.choice([f"group {j}" for j in range(3 * i + 3)], rows) for i in range(4)}
    columns["order_id"] = np.arange(rows)
    columns["sold_on"] = pd.date_range("2020-01-01", periods=rows, freq="min")
    columns["product"] = rng.choice([f"product number {j}" for j in range(5_000)], rows)
    return DataFrame(columns)


def wide_frame(columns: int = 10_000) -> DataFrame:
    """Return 1,000 rows of numbers."""
    numbers = np.random.default_rng(0).normal(size=(1_000, columns))
    return DataFrame(numbers, columns=[f"measure_{i}" for i in range(columns)])


def text_amounts(rows: int = 1_000_000) -> DataFrame:
    """Return one column of amounts as text, "170.123,45 €", each of which stands once."""
    cents = np.random.default_rng(0).permutation(np.arange(10_000_000, 10_000_000 + 7 * rows, 7)).tolist()
    return DataFrame({"amount": [f"{c // 100_000}.{c // 100 % 1000:03},{c % 100:02} €" for c in cents]})
