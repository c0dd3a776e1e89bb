"""Text as dates: the formats that stand in a column, and whether its values tell the day from the month."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from aa_magics.frames.dateforms import MONTHS, ORDERS, Ordered, form_of, orders_of
from aa_magics.frames.labels import iso
from aa_magics.frames.shapes import Shapes
from aa_magics.model import Reading

LEAST = 0.8
"""The share of distinct texts that must read as dates."""


def date_reading(shapes: Shapes, named: bool = False) -> Reading | None:
    """Return the formats of texts that are dates; None where too few of them are.

    Eight digits alone are dates only in a column that is `named` like one. Which of day and month comes first is told
    by the values; where they do not, the reading says so. With dots between them the day does, wherever dots are used.
    """
    found: dict[str, list[int]] = {}
    ordered: dict[Ordered, list[int]] = {}
    for shape, places in shapes.places.items():
        form = form_of(shape, named)
        if isinstance(form, Ordered):
            ordered.setdefault(form, []).extend(places)
        elif form:
            found.setdefault(form, []).extend(places)
    undecided: tuple[str, ...] = ()
    for mark in dict.fromkeys((form.mark, form.year) for form in ordered):
        these = {form: places for form, places in ordered.items() if (form.mark, form.year) == mark}
        orders = orders_of(mark, [shapes.texts[place] for places in these.values() for place in places])
        for form, places in these.items():
            found.setdefault(form.format(orders[0]), []).extend(places)
        undecided = undecided or (tuple(ORDERS[order] for order in orders) if len(orders) > 1 else ())
    if not found or sum(map(len, found.values())) < LEAST * shapes.filled:
        return None
    return _measured(_one_name(found), undecided, shapes)


def dates_of(texts: Sequence[str], text_format: str) -> "pd.Series[pd.Timestamp]":
    """Return texts as dates of a format, NaT for what is none. A recipe's cell reads the same."""
    column = pd.Series(list(texts), dtype="object")
    year = column.str.extract(r"(\d{4})", expand=False)
    if "%q" in text_format:
        quarter = column.str.extract(r"(?<!\d)([1-4])(?!\d)", expand=False)
        month = quarter.map({"1": "-01", "2": "-04", "3": "-07", "4": "-10"})
        return pd.to_datetime(year + month, format="%Y-%m", errors="coerce")
    if text_format == "%G-W%V":
        week = column.str.extract(r"(?<!\d)(\d{1,2})(?!\d)", expand=False)
        return pd.to_datetime(year + "-W" + week + "-1", format="%G-W%V-%u", errors="coerce")
    if "%N" in text_format:
        column = column.map(_numbered)
    return pd.to_datetime(column, format=text_format.replace("%N", "%m"), errors="coerce", utc="%z" in text_format)


def _numbered(text: str) -> str:
    """Return a text with the number of a month in the place of its name."""
    return re.sub(r"([^\W\d_]+)\.?", lambda word: f"{MONTHS.get(word[1].casefold(), word[0]):0>2}", text, count=1)


def _one_name(found: dict[str, list[int]]) -> dict[str, list[int]]:
    """Return formats with one way to name months: %b or %B where all are so, else %N, which reads any."""
    ways = {way for form in found for way in ("%b", "%B", "%N") if way in form}
    if ways <= {"%b"} or ways <= {"%B"}:
        return found
    merged: dict[str, list[int]] = {}
    for form, places in found.items():
        merged.setdefault(re.sub("%[bB]", "%N", form), []).extend(places)
    return merged


def _measured(found: dict[str, list[int]], undecided: tuple[str, ...], shapes: Shapes) -> Reading | None:
    """Return the reading with its range and what it leaves out."""
    moments = pd.Series(pd.NaT, index=range(len(shapes.texts)), dtype="datetime64[us]")
    for text_format, places in found.items():
        dates = dates_of([shapes.texts[place] for place in places], text_format)
        moments.iloc[places] = (dates.dt.tz_localize(None) if dates.dt.tz is not None else dates).to_numpy()
    read = moments.notna().to_numpy()
    if not undecided and read.sum() < LEAST * shapes.filled:
        return None
    order = Counter({form: len(places) for form, places in found.items()}).most_common()
    forms = [form for form, _ in order]
    if len(forms) > 1 and {"%Y-Q%q", "%G-W%V"} & {*forms}:
        return None  # a quarter beside a day: no column of dates
    return Reading(
        what="date",
        format=forms[0],
        others=tuple(forms[1:]),
        undecided=undecided,
        unread=int((~np.asarray(read)).sum()),
        misfits=shapes.misfits(read.tolist()),
        minimum=None if undecided else iso(moments.min()),
        maximum=None if undecided else iso(moments.max()),
    )
