"""Forty sloppy goals on an HR list, hospital visits, and orders with customers; truths come from clean twins."""

import numpy as np
import pandas as pd

from tests.blind.asked import Sloppy
from tests.blind.sloppy import by_month, german, percent, spots

SEED = 4303


def personal(rng):
    n = 310
    job = rng.choice(["Pflege", "Küche", "Technik", "Büro"], n, p=[0.5, 0.15, 0.15, 0.2])
    base = pd.Series(job).map({"Pflege": 3250, "Küche": 2480, "Technik": 3010, "Büro": 3380}).to_numpy()
    clean = pd.DataFrame(
        {
            "persnr": 90001 + np.arange(n),
            "bereich": job,
            "gehalt": (base + rng.normal(0, 320, n)).round(-1),
            "wochenstunden": rng.choice([20.0, 30.0, 38.5], n, p=[0.2, 0.25, 0.55]),
            "eintritt": pd.Timestamp("2016-01-04") + pd.to_timedelta(rng.integers(0, 2900, n), unit="D"),
            "plz": rng.choice(["01099", "04155", "08056", "12043"], n, p=[0.4, 0.3, 0.2, 0.1]),
            "kranktage": rng.poisson(np.where(job == "Pflege", 14, 8)),
        }
    )
    clean.loc[spots(rng, n, 8), "gehalt"] = np.nan
    soiled = clean.copy()
    soiled["gehalt"] = ["AT" if np.isnan(v) else german(v) for v in clean["gehalt"]]
    soiled["wochenstunden"] = [german(v, 1) for v in clean["wochenstunden"]]
    soiled["eintritt"] = clean["eintritt"].dt.strftime("%d.%m.%Y")
    soiled["plz"] = clean["plz"].astype(int)
    soiled.loc[spots(rng, n, 35), "bereich"] += " "
    return soiled, clean


def klinik(rng):
    n = 520
    way = rng.choice(["Notfall", "Einweisung", "Verlegung"], n, p=[0.45, 0.4, 0.15])
    clean = pd.DataFrame(
        {
            "fall": 500001 + np.arange(n),
            "alter": rng.integers(19, 94, n).astype(float),
            "geschl": rng.choice(["m", "w"], n),
            "aufnahmeart": way,
            "schmerz": np.clip(rng.poisson(np.where(way == "Notfall", 6, 4)), 0, 10).astype(float),
            "wartezeit": rng.gamma(3, np.where(way == "Notfall", 9, 17)).round(0),
            "datum": pd.Timestamp("2023-05-01") + pd.to_timedelta(rng.integers(0, 184, n), unit="D"),
            "wiederkehr": rng.choice([0, 1], n, p=[0.85, 0.15]),
        }
    )
    clean.loc[spots(rng, n, 41), "schmerz"] = np.nan
    clean.loc[spots(rng, n, 13), "alter"] = np.nan
    soiled = clean.assign(
        alter=[None if np.isnan(v) else f"{v:.0f} J." for v in clean["alter"]],
        schmerz=clean["schmerz"].fillna(99).astype(int),
        datum=clean["datum"].dt.strftime("%d.%m.%Y"),
        wartezeit=[f"{v:.0f} min" for v in clean["wartezeit"]],
    )
    soiled.loc[spots(rng, n, 45), "geschl"] = soiled["geschl"].str.upper()
    return soiled, clean


def handel(rng):
    ids = 1001 + np.arange(150)
    kunden = pd.DataFrame({"kdnr": ids, "ort": rng.choice(["Kiel", "Lübeck", "Husum"], 150, p=[0.5, 0.3, 0.2])})
    buyers = rng.choice(ids[:144], 500, p=np.sort(rng.dirichlet(np.ones(144) * 0.6))[::-1])
    orders = pd.DataFrame(
        {
            "bestnr": np.arange(1, 501),
            "kdnr": np.where(np.arange(500) % 100 == 7, 9901, buyers),
            "tag": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 182, 500), unit="D"),
            "betrag": rng.lognormal(3.9, 0.7, 500).round(2),
        }
    )
    soiled = orders.assign(
        kdnr=orders["kdnr"].astype(str),
        tag=orders["tag"].dt.strftime("%d.%m.%Y"),
        betrag=[german(v) + " €" for v in orders["betrag"]],
    )
    return soiled, orders, kunden


def frames():
    """Return ({name: soiled frame}, {name: what can be read of it}), always the same."""
    soiled, clean = {}, {}
    for i, make in enumerate((personal, klinik)):
        soiled[make.__name__], clean[make.__name__] = make(np.random.default_rng(SEED + i))
    soiled["orders"], clean["orders"], kunden = handel(np.random.default_rng(SEED + 9))
    soiled["kunden"] = clean["kunden"] = kunden
    return soiled, clean


def goals(clean):
    return [
        *of_personal(clean["personal"]),
        *of_klinik(clean["klinik"], frames()[0]["klinik"]),
        *of_handel(clean["orders"], clean["kunden"]),
    ]


def of_personal(df):
    area, pay = df.groupby("bereich"), df["gehalt"]
    return [
        Sloppy("gehalt avg je bereich", "personal", list(area["gehalt"].mean())),
        Sloppy("lohnsumme gesamt (gehalt)", "personal", [pay.sum()]),
        Sloppy("wieviele leute in pflege", "personal", [int((df["bereich"] == "Pflege").sum())]),
        Sloppy("kranktage pro bereich im mittel, chart", "personal", list(area["kranktage"].mean())),
        Sloppy("einstellungen pro jahr", "personal", list(df.groupby(df["eintritt"].dt.year).size())),
        Sloppy("wer verdient am meisten, top 5 persnr", "personal", list(df.nlargest(3, "gehalt")["persnr"])),
        Sloppy("wieviele pro plz", "personal", list(df["plz"].value_counts())),
        Sloppy("gibts fehlende gehälter, wieviele", "personal", [8]),
        Sloppy(
            "median gehalt vollzeit (38,5 std)", "personal", [df.loc[df["wochenstunden"] == 38.5, "gehalt"].median()]
        ),
        Sloppy(
            "technik vs küche gehalt im mittel", "personal", [area["gehalt"].mean()[k] for k in ("Technik", "Küche")]
        ),
        Sloppy("anzahl mit mehr als 20 kranktagen", "personal", [int((df["kranktage"] > 20).sum())]),
        Sloppy("min und max gehalt pro bereich", "personal", [*area["gehalt"].min(), *area["gehalt"].max()]),
        Sloppy("überstunden pro bereich", "personal", refuse=True),
    ]


def of_klinik(df, soiled):
    raw = soiled.groupby("aufnahmeart")["schmerz"].mean()
    way, sexes = df.groupby("aufnahmeart"), df["geschl"].value_counts()
    bins = pd.cut(df["alter"], [0, 39, 64, 120]).value_counts()
    return [
        Sloppy("schmerz mittel je aufnahmeart, 99 = k.a.", "klinik", list(way["schmerz"].mean()), never=list(raw)),
        Sloppy("mean alter", "klinik", [df["alter"].mean()]),
        Sloppy("fälle je geschl", "klinik", list(sexes)),
        Sloppy("wartezeit median pro aufnahmeart", "klinik", list(way["wartezeit"].median())),
        Sloppy("wiederkehr quote nach aufnahmeart", "klinik", percent(df["wiederkehr"] == 1, df["aufnahmeart"])),
        Sloppy("altersgruppen bis 39, 40-64, 65+ wieviele", "klinik", list(bins)),
        Sloppy("fälle pro monat", "klinik", list(df.groupby(df["datum"].dt.month).size())),
        Sloppy("wieviele ham mehr als 60 min gewartet", "klinik", [int((df["wartezeit"] > 60).sum())]),
        Sloppy("wartezeit m vs w", "klinik", list(df.groupby("geschl")["wartezeit"].mean())),
        Sloppy(
            "notfälle im juli, anzahl",
            "klinik",
            [int(((df["aufnahmeart"] == "Notfall") & (df["datum"].dt.month == 7)).sum())],
        ),
        Sloppy("korreliert alter mit wartezeit?", "klinik", [df["alter"].corr(df["wartezeit"])]),
        Sloppy("wie oft 99 bei schmerz", "klinik", [41]),
        Sloppy("blutdruck im mittel", "klinik", refuse=True),
    ]


def of_handel(df, kunden):
    spent = df.groupby("kdnr")["betrag"].sum().sort_values(ascending=False)
    count, town = df["kdnr"].value_counts(), df.merge(kunden, on="kdnr")
    best = spent.iloc[: round(len(spent) * 0.2)].sum() / spent.sum()
    never = kunden.loc[~kunden["kdnr"].isin(df["kdnr"]), "kdnr"]
    both = "orders kunden"
    return [
        Sloppy("umsatz (betrag) pro monat", "orders", [by_month(df, "tag", "betrag", m) for m in (1, 3, 5)]),
        Sloppy("top 5 kdnr nach betrag", "orders", [spent.iloc[0], spent.iloc[4]]),
        Sloppy("wieviele kunden ham mehr als einmal bestellt", "orders", [int((count > 1).sum())]),
        Sloppy("wieviel prozent vom betrag machen die top 20% der kdnr", "orders", [100 * best]),
        Sloppy("avg betrag", "orders", [df["betrag"].mean()]),
        Sloppy("betrag pro ort bitte joinen", both, list(town.groupby("ort")["betrag"].sum())),
        Sloppy("welche kunden haben nix bestellt", both, words=[str(k) for k in never]),
        Sloppy("kdnr in orders die es in kunden nich gibt", both, words=["9901"]),
        Sloppy(
            "bestellungen pro ort anzahl",
            both,
            list(town["ort"].value_counts()),
            never=[int(kunden["ort"].value_counts().iloc[0])],
        ),
        Sloppy("wieviele verschiedene kdnr", "orders", [df["kdnr"].nunique()]),
        Sloppy("q1 gegen q2 umsatz betrag", "orders", list(df.groupby(df["tag"].dt.quarter)["betrag"].sum())),
        Sloppy("größte bestellung", "orders", [df["betrag"].max()]),
        Sloppy(
            "an welchem wochentag der meiste umsatz (betrag)",
            "orders",
            [df.groupby(df["tag"].dt.day_of_week)["betrag"].sum().max()],
        ),
        Sloppy("rabatt pro ort", both, refuse=True),
    ]
