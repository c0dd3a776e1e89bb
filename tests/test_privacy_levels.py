"""Secrets planted in frames of every dtype: `schema` tells none, `stats` none of a small group or a denied column.

Nothing else in a text could look like a secret: its words begin with "Zq", numbers have seven digits.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame, Series

from aa_magics.frames import profile_frame, profile_frames
from aa_magics.privacy import Rules, describe_all, safe_error, sample_rows

SCHEMA, STATS = Rules(level="schema"), Rules(level="stats")

words = st.text(alphabet="abcdefghijklmnop", min_size=4, max_size=8).map(lambda text: f"Zq{text}")
secrets = st.one_of(
    words,
    st.tuples(words, words).map(" ".join),
    words.map(lambda word: f'{word}", "x": 1'),
    words.map(lambda word: f"{word}@example.com"),
    words.map(lambda word: f"it's {word}\nof two lines"),
    words.map(lambda word: f"{word}_of_{word}"),
)
numbers = st.integers(min_value=1_000_003, max_value=9_999_967).filter(lambda number: number % 1_000)
moments = st.datetimes(min_value=dt.datetime(1901, 1, 1), max_value=dt.datetime(1949, 12, 31))


TEXT: dict[str, Callable[[str, int], Series]] = {
    "text": lambda secret, rows: Series([secret, *["plain"] * (rows - 1)]),
    "object": lambda secret, rows: Series([secret, *["plain"] * (rows - 1)], dtype=object),
    "category": lambda secret, rows: Series([secret, *["plain"] * (rows - 1)], dtype="category"),
    "unused category": lambda secret, rows: Series(["plain"] * rows, dtype=pd.CategoricalDtype(["plain", secret])),
    "unique text": lambda secret, rows: Series([secret, *[f"plain {i} of the long texts" for i in range(rows - 1)]]),
    "bytes": lambda secret, rows: Series([secret.encode(), *[b"plain"] * (rows - 1)]),
    "list": lambda secret, rows: Series([[secret], *[["plain"]] * (rows - 1)]),
    "dict": lambda secret, rows: Series([{secret: secret}, *[{"plain": 1}] * (rows - 1)]),
    "tuple": lambda secret, rows: Series([(secret, 1), *[("plain", 1)] * (rows - 1)]),
    "mixed": lambda secret, rows: Series([secret, 1.5, *["plain"] * (rows - 2)], dtype=object),
}
NUMBERS: dict[str, Callable[[int, int], Series]] = {
    "int": lambda secret, rows: Series([secret, *range(rows - 1)]),
    "float": lambda secret, rows: Series([secret + 0.5, *np.linspace(0, 1, rows - 1)]),
    "float with gaps": lambda secret, rows: Series([secret + 0.5, 1.0, *[None] * (rows - 2)], dtype=float),
    "Int64": lambda secret, rows: Series([secret, None, *range(rows - 2)], dtype="Int64"),
    "decimal": lambda secret, rows: Series([Decimal(secret), *map(Decimal, range(rows - 1))]),
    "complex": lambda secret, rows: Series([complex(secret, secret), *[1j] * (rows - 1)]),
    "timedelta": lambda secret, rows: Series(pd.to_timedelta([secret, *range(rows - 1)], unit="s")),
    "interval": lambda secret, rows: Series(pd.IntervalIndex.from_breaks([*range(rows), secret])),
    "sparse": lambda secret, rows: Series(pd.arrays.SparseArray([secret, *[0] * (rows - 1)], fill_value=secret)),
    "category of numbers": lambda secret, rows: Series([secret, *[1] * (rows - 1)], dtype="category"),
}
MOMENTS: dict[str, Callable[[dt.datetime, int], Series]] = {
    "datetime": lambda secret, rows: Series([secret, *pd.date_range("2020", periods=rows - 1)]),
    "zoned": lambda secret, rows: Series([secret, *pd.date_range("2020", periods=rows - 1)]).dt.tz_localize("UTC"),
    "date": lambda secret, rows: Series([secret.date(), *[dt.date(2020, 1, 1)] * (rows - 1)]),
    "time": lambda secret, rows: Series([secret.time(), *[dt.time(1, 2)] * (rows - 1)]),
    "period": lambda secret, rows: Series(pd.PeriodIndex([secret, *pd.date_range("2020", periods=rows - 1)], freq="D")),
    "date in text": lambda secret, rows: Series([secret.date().isoformat(), *["2020-01-01"] * (rows - 1)]),
}


def told(rules: Rules, *frames: DataFrame) -> str:
    """Return all that a prompt may be told of frames."""
    named = {f"df{i}": frame for i, frame in enumerate(frames)}
    return "\n".join((describe_all(profile_frames(named), rules), *(sample_rows(frame, rules) for frame in frames)))


def framed(column: Series) -> DataFrame:
    return DataFrame({"place": range(len(column)), "kept": column.array})


def assert_hides(text: str, secret: object) -> None:
    shown = text.replace(",", "").replace("_", "").casefold()
    for part in str(secret).casefold().replace('"', " ").split():
        if part.startswith("zq") or (len(part) > 5 and part[:4].isdigit()):
            assert part.replace(",", "").replace("_", "") not in shown


def rare(rules: Rules, frame: DataFrame, secret: object) -> None:
    assert_hides(told(rules, frame), secret)


LEVELS = [(SCHEMA, 12), (SCHEMA, 300), (STATS, 12), (STATS, 60), (STATS, 300)]
ids = [f"{rules.level}-{rows}" for rules, rows in LEVELS]
each_level = pytest.mark.parametrize(("rules", "rows"), LEVELS, ids=ids)
few = settings(max_examples=4, deadline=None)


@each_level
@pytest.mark.parametrize("made", TEXT)
@few
@given(secret=secrets)
def test_a_text_of_one_row_is_never_told(rules: Rules, rows: int, made: str, secret: str) -> None:
    rare(rules, framed(TEXT[made](secret, rows)), secret)


@each_level
@pytest.mark.parametrize("made", NUMBERS)
@few
@given(secret=numbers)
def test_a_number_of_one_row_is_never_told(rules: Rules, rows: int, made: str, secret: int) -> None:
    rare(rules, framed(NUMBERS[made](secret, rows)), secret)


@each_level
@pytest.mark.parametrize("made", MOMENTS)
@few
@given(secret=moments)
def test_a_moment_of_one_row_is_never_told(rules: Rules, rows: int, made: str, secret: dt.datetime) -> None:
    text = told(rules, framed(MOMENTS[made](secret, rows)))
    assert str(secret.year) not in text
    assert secret.time().isoformat() not in text


@each_level
@few
@given(secret=secrets, group=st.integers(min_value=1, max_value=9))
def test_a_group_of_less_than_ten_rows_is_never_told(rules: Rules, rows: int, secret: str, group: int) -> None:
    rare(rules, framed(Series([secret] * group + ["plain"] * (rows - group))), secret)


@each_level
@few
@given(secret=secrets, name=st.sampled_from(["name", "Last Name", "e_mail", "IBAN", "phone_2"]))
def test_a_denied_column_is_never_told(rules: Rules, rows: int, secret: str, name: str) -> None:
    rare(rules, DataFrame({name: [secret] * rows, "place": range(rows)}), secret)
    rare(rules, DataFrame({"place": range(rows)}, index=pd.Index([secret] * rows, name=name)), secret)


@each_level
@few
@given(secret=secrets)
def test_an_index_of_unique_values_is_never_told(rules: Rules, rows: int, secret: str) -> None:
    values = [secret, *[f"plain {i}" for i in range(rows - 1)]]
    rare(rules, DataFrame({"place": range(rows)}, index=values), secret)
    rare(rules, DataFrame({"place": range(rows)}, index=pd.Index(values, name="key")), secret)
    levels = pd.MultiIndex.from_arrays([values, range(rows)], names=["key", None])
    rare(rules, DataFrame({"place": range(rows)}, index=levels), secret)


@each_level
@few
@given(secret=secrets)
def test_attrs_are_never_told(rules: Rules, rows: int, secret: str) -> None:
    frame = DataFrame({"place": range(rows)})
    frame.attrs["note"] = secret
    frame["place"].attrs["note"] = secret
    rare(rules, frame, secret)


def people(secret: str, rows: int) -> DataFrame:
    """A frame in which a secret stands in so few rows that `stats` must not tell it."""
    who = [secret if i % 30 == 0 else f"plain{i % 3}" for i in range(rows)][: min(rows, 240)]
    return DataFrame({"who": who, "day": [i // 6 for i in range(len(who))], "pay": np.linspace(1, 2, len(who))})


DERIVED: dict[str, Callable[[DataFrame], DataFrame]] = {
    "pivot": lambda frame: frame.pivot_table("pay", "day", "who"),
    "pivot with its index reset": lambda frame: frame.pivot_table("pay", "day", "who").reset_index(),
    "pivot of two levels": lambda frame: frame.pivot_table(["pay"], "day", "who"),
    "pivot without its name": lambda frame: frame.pivot_table("pay", "day", "who").rename_axis(columns=None),
    "pivot with flat names": lambda frame: frame.pivot_table("pay", "day", "who").add_prefix("pay_"),
    "crosstab": lambda frame: pd.crosstab(frame["day"], frame["who"]),
    "dummies": lambda frame: pd.get_dummies(frame),
    "dummies of a series": lambda frame: pd.get_dummies(frame["who"]),
    "dummies without the first": lambda frame: pd.get_dummies(frame, drop_first=True),
    "dummies as numbers": lambda frame: pd.get_dummies(frame, dtype=int),
    "unstacked": lambda frame: frame.groupby(["day", "who"])["pay"].mean().unstack(),
    "turned": lambda frame: frame.groupby("who").mean().T,
}


@each_level
@pytest.mark.parametrize("made", DERIVED)
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "beside its source"])
@few
@given(secret=words)
def test_a_name_made_of_a_rare_value_is_never_told(
    rules: Rules, rows: int, made: str, alone: bool, secret: str
) -> None:
    if alone and made in ("pivot without its name", "pivot with flat names"):
        return  # nothing in the frame tells where its names come from
    frame = people(secret, rows)
    derived = DERIVED[made](frame)
    assert_hides(told(rules, derived) if alone else told(rules, frame, derived), secret)


RAISED: dict[str, Callable[[DataFrame], object]] = {
    "float": lambda frame: frame["kept"].astype(float),
    "lookup": lambda frame: {}[frame["kept"][0]],
    "date": lambda frame: pd.to_datetime(frame["kept"]),
    "number": lambda frame: pd.to_numeric(frame["kept"]),
    "category": lambda frame: Series(["a"], dtype="category").fillna("a").cat.set_categories(["a"]).map(frame.loc),
    "label": lambda frame: frame.loc[frame["kept"][0]],
    "column": lambda frame: frame[frame["kept"][0]],
    "columns": lambda frame: frame[[frame["kept"][0], "place"]],
    "drop": lambda frame: frame.drop(columns=[frame["kept"][0]]),
    "attribute": lambda frame: getattr(frame, str(frame["kept"][0])),
    "query": lambda frame: frame.query(str(frame["kept"][0])),
    "mean": lambda frame: frame["kept"].mean(),
    "whole number": lambda frame: int(frame["kept"][0]),
    "set": lambda frame: frame["kept"].astype("category").cat.rename_categories([frame["kept"][0]] * 2),
    "own words": lambda frame: (_ for _ in ()).throw(ValueError(f"the value {frame['kept'][0]} is bad")),
    "assertion": lambda frame: (_ for _ in ()).throw(AssertionError(frame["kept"][0])),
}


@pytest.mark.filterwarnings("ignore:Could not infer format")
@pytest.mark.parametrize("rules", [SCHEMA, STATS], ids=["schema", "stats"])
@pytest.mark.parametrize("how", RAISED)
@settings(max_examples=4, deadline=None)
@given(secret=secrets)
def test_an_error_never_tells_a_cell(rules: Rules, how: str, secret: str) -> None:
    frame = framed(TEXT["text"](secret, 300))
    with pytest.raises(Exception) as caught:  # noqa: PT011 which error it is does not matter, but what it says
        RAISED[how](frame)
    message = f"{caught.type.__name__}: {caught.value}"
    source = 'df["kept"].astype(float)'
    assert_hides(safe_error(message, rules, [profile_frame("df", frame)], [source]), secret)


LIBRARIES = ("could not convert {}", "{}", "bad value {} in column", "'{}' not found in axis", '"{}" ({})', "[{}]: {}")


@settings(max_examples=150, deadline=None)
@given(secret=secrets, template=st.sampled_from(LIBRARIES), quote=st.sampled_from([str, repr]))
def test_no_message_tells_a_secret(secret: str, template: str, quote: Callable[[str], str]) -> None:
    message = f"ValueError: {template.format(quote(secret), quote(secret))}"
    assert_hides(safe_error(message, SCHEMA, []), secret)


@settings(max_examples=150, deadline=None)
@given(
    secret=numbers, template=st.sampled_from(LIBRARIES), form=st.sampled_from(["{}", "{:,}", "{}.5", "np.int64({})"])
)
def test_no_message_tells_a_number(secret: int, template: str, form: str) -> None:
    message = f"ValueError: {template.format(form.format(secret), form.format(secret))}"
    assert_hides(safe_error(message, SCHEMA, []), secret)
