"""Forty sloppy goals on a gym's members, a carrier's parcels and a webshop's A/B test; truths come from clean twins.

Repeated rows count unless a goal says otherwise.
"""

import numpy as np
import pandas as pd

from tests.blind.asked import Sloppy
from tests.blind.sloppy import by_month, german, percent, spots

SEED = 4101


def studio(rng):
    n = 420
    start = pd.Timestamp("2022-01-03") + pd.to_timedelta(rng.integers(0, 720, n), unit="D")
    plan = rng.choice(["Basis", "Plus", "Premium"], n, p=[0.5, 0.3, 0.2])
    fee = pd.Series(plan).map({"Basis": 19.9, "Plus": 29.9, "Premium": 44.9}).to_numpy()
    gone = rng.random(n) < 0.27
    clean = pd.DataFrame(
        {
            "MitgliedNr": 7001 + np.arange(n),
            "Tarif": plan,
            "Monatsbeitrag": np.where(rng.random(n) < 0.2, fee - 5, fee).round(2),
            "Beitritt": start,
            "Kündigung": pd.Series(start + pd.to_timedelta(rng.integers(90, 500, n), unit="D")).where(gone),
            "Alter": rng.integers(16, 74, n),
            "Besuche": rng.poisson(np.where(plan == "Premium", 11, 6), n),
            "Standort": rng.choice(["Nord", "Süd", "Mitte"], n, p=[0.5, 0.3, 0.2]),
        }
    )
    clean.loc[spots(rng, n, 11), "Monatsbeitrag"] = np.nan
    clean = pd.concat([clean, clean.sample(9, random_state=1)], ignore_index=True)
    soiled = clean.copy()
    soiled["Monatsbeitrag"] = ["?" if np.isnan(v) else german(v) + " €" for v in clean["Monatsbeitrag"]]
    for column in ("Beitritt", "Kündigung"):
        soiled[column] = clean[column].dt.strftime("%d.%m.%Y").astype(object).where(clean[column].notna(), None)
    single = np.flatnonzero(~clean.duplicated(keep=False).to_numpy())
    soiled.loc[rng.choice(single, 50, replace=False), "Standort"] += " "
    return soiled, clean


def pakete(rng):
    n = 800
    sent = pd.Timestamp("2024-03-01") + pd.to_timedelta(rng.integers(0, 180, n), unit="D")
    carrier = rng.choice(["DHL", "Hermes", "GLS"], n, p=[0.5, 0.3, 0.2])
    days = rng.poisson(np.where(carrier == "Hermes", 3.2, 1.8)) + 1
    weight = rng.gamma(2, 3, n).round(1) + 0.2
    clean = pd.DataFrame(
        {
            "sendung": [f"S{100000 + i}" for i in range(n)],
            "dienst": carrier,
            "gewicht": weight.round(1),
            "versandt": sent,
            "zugestellt": pd.Series(sent + pd.to_timedelta(days, unit="D")),
            "ziel": rng.choice(["DE", "FR", "PL", "NL"], n, p=[0.6, 0.15, 0.15, 0.1]),
            "porto": (3.9 + 0.7 * weight + rng.normal(0, 0.6, n)).round(2),
            "schaden": rng.choice(["ja", "nein"], n, p=[0.06, 0.94]),
        }
    )
    clean.loc[spots(rng, n, 24), "zugestellt"] = pd.NaT
    clean.loc[spots(rng, n, 4), "gewicht"] = [212.5, 187.0, 240.3, 198.8]
    clean.loc[spots(rng, n, 15), "gewicht"] = np.nan
    soiled = clean.copy()
    soiled["gewicht"] = ["unbek." if np.isnan(v) else german(v, 1) + " kg" for v in clean["gewicht"]]
    soiled["porto"] = [german(v) for v in clean["porto"]]
    for column in ("versandt", "zugestellt"):
        soiled[column] = clean[column].dt.strftime("%d.%m.%y").astype(object).where(clean[column].notna(), "")
    return soiled, clean


def abtest(rng):
    n = 880
    group = rng.choice(["A", "B"], n)
    bought = rng.random(n) < np.where(group == "B", 0.21, 0.14)
    clean = pd.DataFrame(
        {
            "visitor": [f"v{i:05d}" for i in rng.permutation(20000)[:n]],
            "variante": group,
            "device": rng.choice(["mobile", "desktop", "tablet"], n, p=[0.6, 0.3, 0.1]),
            "besuch": pd.Timestamp("2024-09-02") + pd.to_timedelta(rng.integers(0, 28 * 24 * 60, n), unit="min"),
            "sekunden": rng.gamma(2, 60, n).round(0),
            "kauf": bought.astype(int),
            "umsatz": np.where(bought, rng.lognormal(3.8, 0.5, n), 0).round(2),
        }
    )
    clean.loc[spots(rng, n, 30), "sekunden"] = np.nan
    soiled = clean.assign(
        sekunden=clean["sekunden"].fillna(-1),
        umsatz=[f"{v:.2f} EUR" for v in clean["umsatz"]],
        besuch=clean["besuch"].dt.strftime("%d.%m.%Y %H:%M"),
        kauf=clean["kauf"].map({1: "yes", 0: "no"}),
    )
    soiled.loc[spots(rng, n, 80), "device"] = soiled["device"].str.upper()
    return soiled, clean


def frames():
    """Return ({name: soiled frame}, {name: what can be read of it}), always the same."""
    made = {make.__name__: make(np.random.default_rng(SEED + i)) for i, make in enumerate((studio, pakete, abtest))}
    return {name: pair[0] for name, pair in made.items()}, {name: pair[1] for name, pair in made.items()}


def goals(clean):
    return [*of_studio(clean["studio"]), *of_pakete(clean["pakete"]), *of_abtest(clean["abtest"], frames()[0])]


def of_studio(df):
    fee, joined = df.groupby("Tarif")["Monatsbeitrag"], df.groupby(df["Beitritt"].dt.year).size()
    stay = (df["Kündigung"] - df["Beitritt"]).dt.days
    keep = df[df["Kündigung"].isna()]
    return [
        Sloppy("wieviele mitglieder pro tarif", "studio", list(df["Tarif"].value_counts())),
        Sloppy("durchschnittl. monatsbeitrag je tarif", "studio", list(fee.mean())),
        Sloppy("summe beiträge gesamt", "studio", [df["Monatsbeitrag"].sum()]),
        Sloppy("beitritte pro jahr mal eben als balken", "studio", list(joined)),
        Sloppy("how many hav gekündigt", "studio", [int(df["Kündigung"].notna().sum())]),
        Sloppy("kündigungsquote pro standort", "studio", percent(df["Kündigung"].notna(), df["Standort"])),
        Sloppy("sind zeilen doppelt drin?", "studio", [9]),
        Sloppy("wo fehln werte", "studio", [int(df["Kündigung"].isna().sum())], ["Kündigung"]),
        Sloppy("median alter der premium leute", "studio", [df.loc[df["Tarif"] == "Premium", "Alter"].median()]),
        Sloppy("besuche im schnitt nach tarif, höchste zuerst", "studio", list(df.groupby("Tarif")["Besuche"].mean())),
        Sloppy("tage zwischen beitritt und kündigung im mittel", "studio", [stay.mean()]),
        Sloppy("wieviele unter 18", "studio", [int((df["Alter"] < 18).sum())]),
        Sloppy("summe monatsbeitrag der leute ohne kündigung", "studio", [keep["Monatsbeitrag"].sum()]),
        Sloppy(
            "pivot standort x tarif anzahl", "studio", list(pd.crosstab(df["Standort"], df["Tarif"]).to_numpy().ravel())
        ),
        Sloppy("welcher trainer hat die meisten kurse", "studio", refuse=True),
    ]


def of_pakete(df):
    took = (df["zugestellt"] - df["versandt"]).dt.days
    weekday = df["versandt"].dt.day_of_week.value_counts()
    heavy = df[df["gewicht"] > 10]
    return [
        Sloppy(
            "laufzeit in tagen pro dienst (zugestellt minus versandt), mittel",
            "pakete",
            list(took.groupby(df["dienst"]).mean()),
        ),
        Sloppy("was is noch nich zugestellt, anzahl", "pakete", [24]),
        Sloppy("porto gesamt pro ziel", "pakete", list(df.groupby("ziel")["porto"].sum())),
        Sloppy("anteil schaden je dienst in prozent", "pakete", percent(df["schaden"] == "ja", df["dienst"])),
        Sloppy("median gewicht", "pakete", [df["gewicht"].median()]),
        Sloppy("ausreisser beim gewicht?", "pakete", [212.5, 187.0, 240.3, 198.8]),
        Sloppy("porto pro monat", "pakete", [by_month(df, "versandt", "porto", m) for m in (4, 6)]),
        Sloppy("an welchem wochentag wird am meisten versandt", "pakete", [int(weekday.max())]),
        Sloppy("pakete über 10 kg wieviele", "pakete", [len(heavy)]),
        Sloppy("korrelation gewicht und porto pls", "pakete", [df["gewicht"].corr(df["porto"])]),
        Sloppy(
            "teuerste 3 sendungen nach porto",
            "pakete",
            list(df["porto"].nlargest(3)),
            list(df.nlargest(3, "porto")["sendung"]),
        ),
        Sloppy(
            "dhl vs hermes: porto im schnitt",
            "pakete",
            [df.loc[df["dienst"] == d, "porto"].mean() for d in ("DHL", "Hermes")],
        ),
        Sloppy("whats wrong with this table", "pakete", [15], ["gewicht", r"unbek"]),
        Sloppy("co2 ausstoß je dienst", "pakete", refuse=True),
    ]


def of_abtest(df, soiled):
    rate, long = df.groupby("variante")["kauf"].mean(), df.groupby("variante")["sekunden"].mean()
    raw = soiled["abtest"].groupby("variante")["sekunden"].mean()
    phones = df[df["device"] == "mobile"]
    return [
        Sloppy("conversion rate pro variante (kauf = yes)", "abtest", [100 * rate["A"], 100 * rate["B"]]),
        Sloppy(
            "ist B besser als A beim kauf, signifikant?",
            "abtest",
            [100 * rate["A"], 100 * rate["B"]],
            [r"\bp\b|p-?value|p-?wert|signifi"],
        ),
        Sloppy("umsatz pro variante gesammt", "abtest", list(df.groupby("variante")["umsatz"].sum())),
        Sloppy("avg sekunden per variante, -1 heißt nicht gemessen", "abtest", list(long), never=list(raw)),
        Sloppy("wieviel visits je device", "abtest", list(df["device"].value_counts())),
        Sloppy("umsatz nur mobile", "abtest", [phones["umsatz"].sum()]),
        Sloppy(
            "umsatz per woche line chart",
            "abtest",
            list(df.groupby(df["besuch"].dt.isocalendar().week)["umsatz"].sum()),
        ),
        Sloppy("mean umsatz per besuch A gegen B", "abtest", list(df.groupby("variante")["umsatz"].mean())),
        Sloppy("wieviele haben gekauft", "abtest", [int(df["kauf"].sum())]),
        Sloppy("durchschn. umsatz der käufer (kauf yes)", "abtest", [df.loc[df["kauf"] == 1, "umsatz"].mean()]),
        Sloppy("retourenquote pro variante", "abtest", refuse=True),
    ]
