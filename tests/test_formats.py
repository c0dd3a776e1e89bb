"""Texts of numbers and dates in many formats, mixtures and dirt: read right, or said to be undecided, never wrong."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame, Series

from aa_magics.frames import profile_frame
from aa_magics.offline.preparing.read_as import reader_of
from aa_magics.recipes import catalogue

SEED = 20240
DIRT: Sequence[tuple[str, ...]] = ((), ("k.A.",), ("n/a", "-"), ("unbekannt", "#N/A", ""), ("see note",))
Shown = Callable[[Any], str]


@dataclass
class Made:
    """A column of text, the values that it was written from (NaN for dirt), and whether they can be told."""

    name: str
    text: Series
    true: Series
    decidable: bool = True


# --- numbers ----------------------------------------------------------------------------------------------


def grouped(thousands: str, decimal: str, places: int = 2) -> Shown:
    return lambda value: f"{value:,.{places}f}".replace(",", "T").replace(".", decimal).replace("T", thousands)


def lakh(value: float) -> str:
    whole, cents = f"{abs(value):.2f}".split(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(place - 2, 0) : place] for place in range(len(head), 0, -2)][::-1]
    return ("-" if value < 0 else "") + ",".join([*pairs, tail]) + "." + cents


NUMBERS: dict[str, Shown] = {
    "German": grouped(".", ","),
    "English": grouped(",", "."),
    "French": grouped("\u202f", ","),
    "no-break": grouped("\u00a0", ","),
    "ISO": grouped(" ", "."),
    "Swiss": grouped("'", "."),
    "Swiss ’": grouped("’", "."),
    "Indian": lakh,
    "plain point": grouped("", "."),
    "plain comma": grouped("", ","),
    "one decimal": grouped(".", ",", 1),
    "three decimals": grouped(" ", ",", 3),
}


def negative(before: str, after: str, minus: str = "") -> Callable[[Shown], Shown]:
    return lambda shown: lambda value: f"{before}{shown(-value)}{after}" if value < 0 else shown(value)


def dressed(before: str, after: str, every: int = 1) -> Callable[[Shown], Shown]:
    """Show every so many values with what stands before and after."""
    turn = iter(range(10**9))
    return lambda shown: lambda value: f"{before}{shown(value)}{after}" if next(turn) % every == 0 else shown(value)


DRESSES: dict[str, Callable[[Shown], Shown]] = {
    "bare": lambda shown: shown,
    "€ after": dressed("", " €"),
    "€ before": dressed("€", ""),
    "EUR": dressed("EUR ", ""),
    "some $": dressed("$", "", 3),
    "CHF after": dressed("", " CHF", 2),
    "brackets": negative("(", ")"),
    "trailing minus": negative("", "-"),
    "−": negative("−", ""),
    "percent": dressed("", " %"),
    "some kg": dressed("", " kg", 2),
    "km/h": dressed("", " km/h"),
    "zł": dressed("", " zł"),
    "£": dressed("£", ""),
}


def number_columns() -> Iterator[Made]:
    rng = np.random.default_rng(SEED)
    for turn, (style, shown) in enumerate(NUMBERS.items()):
        for other, (dress, dressing) in enumerate(DRESSES.items()):
            places = {"one decimal": 1, "three decimals": 3}.get(style, 2)
            size = (6, 40, 300)[(turn + other) % 3]
            true = np.round(rng.lognormal(6, 2.5, size) * rng.choice([1, 1, 1, -1], size), places)
            made = Series([dressing(shown)(value) for value in true], dtype="object")
            decidable = places != 3 or bool((abs(true) >= 1000).any()) or bool((abs(true) < 1).any())
            yield soiled(f"{style}, {dress}", made, Series(true), DIRT[(turn + other) % len(DIRT)], rng, decidable)


def open_columns() -> Iterator[Made]:
    """Yield numbers of which no mark tells what it is, beside such that do."""
    rng = np.random.default_rng(SEED + 1)
    for turn in range(24):
        mark = ".,"[turn % 2]
        true = Series(rng.integers(1_000, 999_999, 30).astype(float))
        text = true.map(lambda value, mark=mark: f"{value:,.0f}".replace(",", mark))
        if turn % 3 == 0:
            yield soiled(f"only {mark}{turn}", text.astype("object"), true, DIRT[turn % 5], rng, decidable=False)
            continue
        other = "," if mark == "." else "."
        text.iloc[3], true.iloc[3] = f"12{other}5", 12.5
        yield soiled(f"told by one {mark}{turn}", text.astype("object"), true, DIRT[turn % 5], rng)
    for turn in range(20):
        true = Series(np.round(rng.lognormal(8, 1, 40), 2))
        some = [grouped(".", ",") if place % 2 else grouped(",", ".") for place in range(40)]
        text = Series([shown(value) for shown, value in zip(some, true, strict=True)], dtype="object")
        yield soiled(f"both decimal marks {turn}", text, true, DIRT[turn % 5], rng)
    for turn in range(12):
        true = Series(rng.integers(1, 900, 30) * 1000.0)
        scale = ("k", " Tsd.", " Tsd. €", "K")[turn % 4]
        text = Series([f"{value / 1000:.0f}{scale}" for value in true], dtype="object")
        yield soiled(f"scaled {scale} {turn}", text, true, DIRT[turn % 5], rng)


# --- dates ------------------------------------------------------------------------------------------------


GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
FRENCH_SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
GERMAN_SHORT = ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def strf(text_format: str) -> Shown:
    return lambda day: day.strftime(text_format)


def month_names(names: Sequence[str], text: str) -> Shown:
    return lambda day: text.format(day=day.day, month=names[day.month - 1], year=day.year)


DATES: dict[str, tuple[Shown, str]] = {
    "d.m.Y": (strf("%d.%m.%Y"), "D"),
    "d.m.y": (strf("%d.%m.%y"), "D"),
    "d/m/Y": (strf("%d/%m/%Y"), "D"),
    "m/d/Y": (strf("%m/%d/%Y"), "D"),
    "d-m-Y": (strf("%d-%m-%Y"), "D"),
    "m-d-Y": (strf("%m-%d-%Y"), "D"),
    "d/m/y": (strf("%d/%m/%y"), "D"),
    "m/d/y": (strf("%m/%d/%y"), "D"),
    "Y/m/d": (strf("%Y/%m/%d"), "D"),
    "Y.m.d": (strf("%Y.%m.%d"), "D"),
    "Y-m-d": (strf("%Y-%m-%d"), "D"),
    "not padded": (lambda day: f"{day.day}.{day.month}.{day.year}", "D"),
    "not padded, slashes": (lambda day: f"{day.month}/{day.day}/{day.year}", "D"),
    "d b Y": (strf("%d %b %Y"), "D"),
    "d-b-y": (strf("%d-%b-%y"), "D"),
    "B d, Y": (strf("%B %d, %Y"), "D"),
    "German": (month_names(GERMAN, "{day}. {month} {year}"), "D"),
    "German short": (month_names(GERMAN_SHORT, "{day}. {month} {year}"), "D"),
    "French": (month_names(FRENCH, "{day} {month} {year}"), "D"),
    "French short": (month_names(FRENCH_SHORT, "{day} {month} {year}"), "D"),
    "English": (month_names(ENGLISH, "{day} {month} {year}"), "D"),
    "with time": (strf("%d.%m.%Y %H:%M"), "s"),
    "with seconds": (strf("%d/%m/%Y %H:%M:%S"), "s"),
    "with AM": (strf("%m/%d/%Y %I:%M %p"), "s"),
    "with zone": (lambda day: day.strftime("%Y-%m-%dT%H:%M:%S") + ("+00:00" if day.month % 2 else "Z"), "s"),
    "week": (lambda day: f"{day.isocalendar()[0]}-W{day.isocalendar()[1]:02}", "W"),
    "KW": (lambda day: f"KW {day.isocalendar()[1]}/{day.isocalendar()[0]}", "W"),
    "Q Y": (lambda day: f"Q{day.quarter} {day.year}", "Q"),
    "Y-Q": (lambda day: f"{day.year}-Q{day.quarter}", "Q"),
    "Quartal": (lambda day: f"{day.quarter}. Quartal {day.year}", "Q"),
    "m/Y": (strf("%m/%Y"), "M"),
    "Y-m": (strf("%Y-%m"), "M"),
    "German month": (month_names(GERMAN, "{month} {year}"), "M"),
    "French month": (month_names(FRENCH_SHORT, "{month} {year}"), "M"),
}
UNTOLD = ("d/m/Y", "m/d/Y", "d-m-Y", "m-d-Y", "d/m/y", "m/d/y", "not padded, slashes", "with seconds", "with AM")
MIXED = (("d.m.Y", "Y-m-d"), ("d.m.Y", "German"), ("Y-m-d", "d b Y"), ("d.m.y", "d.m.Y"), ("Y/m/d", "Y-m-d"))
MIXED += (("English", "German short"), ("French", "d.m.Y"), ("d.m.Y", "with time"))


def cut(days: Series, precision: str) -> Series:
    if precision == "W":
        return days.dt.normalize() - pd.to_timedelta(days.dt.weekday, unit="D")
    if precision in "QM":
        return days.dt.to_period(precision).dt.to_timestamp()
    if precision == "s":
        return days.dt.floor("min")
    return days.dt.normalize()


def date_columns() -> Iterator[Made]:
    rng = np.random.default_rng(SEED + 2)
    for turn, (name, (shown, precision)) in enumerate(DATES.items()):
        for size in (30, 60, 200, 400):
            days = moments(rng, size)
            if "second" in name:
                days = days.dt.floor("min")
            dirt = DIRT[(turn + size) % len(DIRT)]
            yield soiled(f"{name} {size}", days.map(shown).astype("object"), cut(days, precision), dirt, rng)
    for turn, name in enumerate(UNTOLD):
        for dirt in DIRT[:4]:
            days = moments(rng, 30)
            days = days.map(lambda day: day.replace(day=min(day.day, 12)))
            days.iloc[0] = pd.Timestamp("2023-04-03 10:00")
            shown, precision = DATES[name]
            made = soiled(
                f"{name}, told by nothing", days.map(shown).astype("object"), cut(days, precision), dirt, rng, False
            )
            yield made
        del turn
    for one, other in MIXED:
        for size in (30, 60, 200, 400):
            days = moments(rng, size)
            ways = [DATES[one if place % 3 else other] for place in range(size)]
            true = pd.concat([cut(days.iloc[[i]], precision) for i, (_, precision) in enumerate(ways)])
            text = Series([shown(day) for (shown, _), day in zip(ways, days, strict=True)], dtype="object")
            yield soiled(f"{one} and {other} {size}", text, true, DIRT[size % len(DIRT)], rng)


def moments(rng: np.random.Generator, size: int) -> Series:
    minutes = rng.integers(0, 6 * 365 * 24 * 60, size)
    return Series(pd.Timestamp("2019-01-01") + pd.to_timedelta(minutes, unit="min"))


# --- what is asked of each --------------------------------------------------------------------------------


def soiled(
    name: str, text: Series, true: Series, dirt: Sequence[str], rng: np.random.Generator, decidable: bool = True
) -> Made:
    """Return a column with dirt in some places where it leaves enough, white space around some values."""
    text, true = text.copy(), true.copy()
    if len(text) >= 30:
        for spot, word in zip(rng.choice(np.arange(5, len(text)), len(dirt), replace=False), dirt, strict=True):
            text.iloc[spot], true.iloc[spot] = word, None
    text.iloc[::4] = text.iloc[::4] + " "
    return Made(name, text, true, decidable)


def outcome(made: Made) -> str:
    """Return "right", "undecided", "not read" or "wrong" for how a column is read."""
    frame = DataFrame({"x": made.text})
    [column] = profile_frame("df", frame).columns
    if column.kind == "datetime" and not column.parsed:
        read = catalogue()["read_iso_dates"].function(frame, "x")["x"]
    elif column.reads_as is None:
        return "not read"
    elif column.reads_as.undecided:
        return "undecided"
    elif reader := reader_of(column.reads_as):
        recipe, settings = reader
        read = catalogue()[recipe].function(frame, "x", **settings)["x"]
    else:
        return "not read"
    return "right" if same(read, made.true) else "wrong"


def same(read: Series, true: Series) -> bool:
    if true.dtype.kind == "M":
        read = read.dt.tz_localize(None) if getattr(read.dtype, "tz", None) else read
        return read.astype("datetime64[s]").equals(true.astype("datetime64[s]"))
    return bool((read.isna() == true.isna()).all() and np.allclose(read.dropna(), true.dropna()))


COLUMNS = [*number_columns(), *open_columns(), *date_columns()]


def test_there_are_many_columns() -> None:
    assert len(COLUMNS) >= 400


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[Made]]:
    found: dict[str, list[Made]] = {}
    for made in COLUMNS:
        said = outcome(made)
        fine = said == "right" or (said == "undecided" and not made.decidable)
        found.setdefault("fine" if fine else said, []).append(made)
    return found


def test_no_column_is_read_wrong_in_silence(outcomes: dict[str, list[Made]]) -> None:
    assert [made.name for made in outcomes.get("wrong", [])] == []


def test_columns_are_read_or_said_to_be_undecided(outcomes: dict[str, list[Made]]) -> None:
    others = [made.name for said, some in outcomes.items() if said != "fine" for made in some]
    assert len(others) <= 0.01 * len(COLUMNS), others
