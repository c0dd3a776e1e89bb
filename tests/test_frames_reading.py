"""What text is read as: its kind, its format, its range, and what of it cannot be read."""

import re

import numpy as np
import pandas as pd
import pytest

from aa_magics.frames import profile_frame
from aa_magics.frames.numerals import FEW, number_of, numbers_of
from aa_magics.frames.reading import reading_of

READ = [
    (["37,410", "1,234", "5"], "number", None),
    (["$5", "$10.50"], "number", None),
    (["1", "TIE", "-3", "4"], "number", None),
    (["3.5", "n/a"], "number", None),
    (["15.17%", "3%"], "percent", None),
    (["00:01:30", "10:00:05"], "duration", "%H:%M:%S"),
    (["1:30", "12:05"], "duration", "%M:%S"),
    (["7:13 PM", "11:00 AM"], "clock", "%I:%M %p"),
    (["19-Jan-18", "1-Feb-18"], "date", "%d-%b-%y"),
    (["5 January 2018"], "date", "%d %B %Y"),
    (["January 5, 2020", "March 12, 2020"], "date", "%B %d, %Y"),
    (["Jan 2020", "Feb 2020"], "date", "%b %Y"),
    (["10/1/2014", "12/31/2014"], "date", "%m/%d/%Y"),
    (["1/10/2014", "31/12/2014"], "date", "%d/%m/%Y"),
    (["2014/1/5"], "date", "%Y/%m/%d"),
    (["01/02/2015 00:00", "01/22/2015 00:00"], "date", "%m/%d/%Y %H:%M"),
    (["Apr 13  2017 12:00:00 AM"], "date", "%b %d %Y %I:%M:%S %p"),
    (["20170413_080000"], "date", "%Y%m%d_%H%M%S"),
]


@pytest.mark.parametrize(("texts", "what", "text_format"), READ, ids=lambda value: str(value)[:30])
def test_text_is_read(texts: list[str], what: str, text_format: str | None) -> None:
    reading = reading_of(texts)
    assert reading is not None
    assert (reading.what, reading.format) == (what, text_format)


@pytest.mark.parametrize("texts", [["male", "female"], ["A/5 21171", "C85"], ["12 Main St"], [""], [], ["May", "June"]])
def test_other_text_is_not_read(texts: list[str]) -> None:
    assert reading_of(texts) is None


def test_what_cannot_be_read_is_counted() -> None:
    reading = reading_of(["1", "TIE", "-3", "4", "?"])
    assert reading is not None
    assert (reading.unread, reading.minimum, reading.maximum) == (2, -3, 4)


def test_profile_tells_the_range_of_dates_in_text() -> None:
    profile = profile_frame("df", pd.DataFrame({"day": ["10/1/2014", "12/31/2014"]}))
    reading = profile.columns[0].reads_as
    assert reading is not None
    assert (reading.minimum, reading.maximum) == ("2014-10-01", "2014-12-31")


def test_numbers_are_not_read_once_more() -> None:
    assert profile_frame("df", pd.DataFrame({"a": [1, 2]})).columns[0].reads_as is None


SIGNS = (
    "0,00",
    "0.000,00 €",
    "-0.000,0",
    "(0.000)",
    "0,0-",
    "−0 €",
    "0 k",
    "-00,5 Mio €",
    "0,00e0",
    "0" * 17,
    "0.0",
    "0 000 €",
)


@pytest.mark.parametrize("scaled", [False, True])
@pytest.mark.parametrize("shape", SIGNS)
def test_many_texts_of_a_shape_are_read_as_each_is_by_itself(shape: str, scaled: bool) -> None:
    rng = np.random.default_rng(0)
    texts = ["".join(str(rng.integers(10)) if mark == "0" else mark for mark in shape) for _ in range(2 * FEW)]
    noise = re.compile(r"\s*(?:Mio|€|k)\s*|(?<=\d)[.\s](?=\d{3}(?!\d))")
    for some in (texts, [shape, *texts]):
        assert list(map(repr, numbers_of(some, noise, scaled))) == [repr(number_of(t, noise, scaled)) for t in some]
