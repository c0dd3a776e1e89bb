"""Forty sloppy goals on hourly heat meters, support tickets and rental flats; truths come from clean twins."""

import numpy as np
import pandas as pd

from tests.blind.asked import Sloppy
from tests.blind.sloppy import by_month, german, percent, spots

SEED = 4202


def waerme(rng):
    clock = pd.date_range("2024-01-08", periods=24 * 12, freq="h")
    parts = []
    for name, level in (("HK-Ost", 14.0), ("HK-West", 21.0), ("HK-Dach", 8.0)):
        load = level + 4 * np.sin((clock.hour - 3) / 24 * 2 * np.pi) + rng.normal(0, 0.9, len(clock))
        parts.append(pd.DataFrame({"ts": clock, "kreis": name, "leistung": load.round(2)}))
    clean = pd.concat(parts, ignore_index=True)
    clean["vorlauf"] = (52 + 0.8 * clean["leistung"] + rng.normal(0, 1.2, len(clean))).round(1)
    clean.loc[
        (clean["kreis"] == "HK-Dach") & clean["ts"].between("2024-01-14 05:00", "2024-01-15 04:00"), "leistung"
    ] = 7.77
    clean = clean[~((clean["kreis"] == "HK-Ost") & clean["ts"].between("2024-01-11 06:00", "2024-01-11 13:00"))]
    clean = clean.reset_index(drop=True)
    top = clean.index[(clean["kreis"] == "HK-West") & (clean["ts"] == "2024-01-16 09:00")]
    clean.loc[top, "leistung"] = 61.25
    quiet = np.flatnonzero((clean["kreis"] != "HK-Dach") & (clean["ts"] > "2024-01-17"))
    clean.loc[rng.choice(quiet, 12, replace=False), "vorlauf"] = np.nan
    soiled = clean.assign(
        ts=clean["ts"].dt.strftime("%d.%m.%Y %H:%M"),
        leistung=[german(v) + " kW" for v in clean["leistung"]],
        vorlauf=clean["vorlauf"].fillna(-999),
    )
    return soiled, clean


def tickets(rng):
    n = 640
    opened = pd.Timestamp("2024-04-01") + pd.to_timedelta(rng.integers(0, 120 * 1440, n), unit="min")
    prio = rng.choice(["hoch", "mittel", "niedrig"], n, p=[0.2, 0.5, 0.3])
    hours = rng.gamma(2, pd.Series(prio).map({"hoch": 4, "mittel": 11, "niedrig": 24}).to_numpy())
    closed = pd.Series(opened + pd.to_timedelta((hours * 60).round(), unit="min"))
    team = rng.choice(["Netz", "SAP", "Drucker", "Mail"], n, p=[0.35, 0.25, 0.15, 0.25])
    clean = pd.DataFrame(
        {
            "ticket": [f"T-{i}" for i in 20000 + np.arange(n)],
            "opened": opened,
            "closed": closed,
            "prio": prio,
            "team": team,
            "melder": [f"U{i:03d}" for i in rng.integers(1, 130, n)],
            "zufriedenheit": rng.integers(1, 6, n).astype(float),
            "reopened": rng.choice(["ja", "nein"], n, p=[0.12, 0.88]),
        }
    )
    clean.loc[spots(rng, n, 37), "closed"] = pd.NaT
    clean.loc[spots(rng, n, 150), "zufriedenheit"] = np.nan
    soiled = clean.copy()
    soiled["opened"] = clean["opened"].dt.strftime("%Y-%m-%d %H:%M")
    soiled["closed"] = clean["closed"].dt.strftime("%Y-%m-%d %H:%M").astype(object).where(clean["closed"].notna(), "-")
    soiled.loc[spots(rng, n, 70), "prio"] = soiled["prio"].str.capitalize()
    soiled.loc[spots(rng, n, 40), "team"] = " " + soiled["team"]
    return soiled, clean


def wohnungen(rng):
    n = 360
    area = rng.normal(68, 22, n).clip(22).round(0)
    part = rng.choice(["Altstadt", "Neustadt", "Lindenau", "Gohlis"], n, p=[0.2, 0.3, 0.3, 0.2])
    per = pd.Series(part).map({"Altstadt": 13.5, "Neustadt": 11.2, "Lindenau": 8.4, "Gohlis": 9.9}).to_numpy()
    clean = pd.DataFrame(
        {
            "inserat": 3000001 + np.arange(n),
            "stadtteil": part,
            "qm": area,
            "zimmer": (area // 24 + 1).clip(1, 5),
            "kaltmiete": (area * per * rng.normal(1, 0.09, n)).round(0),
            "nebenkosten": (area * 2.6 + rng.normal(0, 14, n)).round(0),
            "balkon": rng.choice(["ja", "nein"], n, p=[0.58, 0.42]),
            "baujahr": rng.integers(1905, 2023, n),
            "online_seit": pd.Timestamp("2024-01-02") + pd.to_timedelta(rng.integers(0, 180, n), unit="D"),
        }
    )
    clean.loc[spots(rng, n, 14), "nebenkosten"] = np.nan
    clean.loc[spots(rng, n, 3), "kaltmiete"] = [6400.0, 7150.0, 8200.0]
    soiled = clean.copy()
    soiled["qm"] = [f"{v:.0f} m²" for v in clean["qm"]]
    soiled["kaltmiete"] = [german(v, 0) + " €" for v in clean["kaltmiete"]]
    soiled["nebenkosten"] = ["auf Anfrage" if np.isnan(v) else german(v, 0) + " €" for v in clean["nebenkosten"]]
    soiled["online_seit"] = clean["online_seit"].dt.strftime("%d.%m.%Y")
    return soiled, clean


def frames():
    """Return ({name: soiled frame}, {name: what can be read of it}), always the same."""
    made = {make.__name__: make(np.random.default_rng(SEED + i)) for i, make in enumerate((waerme, tickets, wohnungen))}
    return {name: pair[0] for name, pair in made.items()}, {name: pair[1] for name, pair in made.items()}


def goals(clean):
    return [*of_waerme(clean["waerme"]), *of_tickets(clean["tickets"]), *of_wohnungen(clean["wohnungen"])]


def of_waerme(df):
    kreis, day = df.groupby("kreis"), df["ts"].dt.strftime("%Y-%m-%d")
    raw = df["vorlauf"].fillna(-999).groupby(df["kreis"]).mean()
    hour = df.groupby(df["ts"].dt.hour)["leistung"].mean()
    west = df[df["kreis"] == "HK-West"]
    daily = west.groupby(day)["leistung"].mean()
    return [
        Sloppy("leistung im schnitt pro kreis", "waerme", list(kreis["leistung"].mean())),
        Sloppy(
            "vorlauf mittel je kreis, -999 = ausfall",
            "waerme",
            list(kreis["vorlauf"].mean()),
            never=[raw["HK-Ost"], raw["HK-West"]],
        ),
        Sloppy("fehlen stunden??", "waerme", words=["HK-Ost", r"2024-01-11[ T]0?(5|6):00|11\.01\.2024 0?(5|6):00"]),
        Sloppy("hängt ein zähler fest", "waerme", words=["HK-Dach", r"7\.77"]),
        Sloppy("wann war die spitze der leistung", "waerme", [61.25], [r"2024-01-16[ T]09:00|16\.01\.2024 09:00"]),
        Sloppy("tagesmittel leistung HK-West als linie pls", "waerme", [daily["2024-01-09"], daily["2024-01-12"]]),
        Sloppy("leistung nach stunde des tages", "waerme", [hour[4], hour[9], hour[20]]),
        Sloppy("corr leistung vorlauf", "waerme", [df["leistung"].corr(df["vorlauf"])]),
        Sloppy(
            "summe leistung pro tag",
            "waerme",
            [df.groupby(day)["leistung"].sum()[d] for d in ("2024-01-10", "2024-01-18")],
        ),
        Sloppy(
            "erste woche gegen zweite woche, leistung mean (ab 15.1. = zweite)",
            "waerme",
            [df.loc[df["ts"] < "2024-01-15", "leistung"].mean(), df.loc[df["ts"] >= "2024-01-15", "leistung"].mean()],
        ),
        Sloppy("wieviel messwerte je kreis", "waerme", list(kreis.size())),
        Sloppy("gaspreis pro monat", "waerme", refuse=True),
    ]


def of_tickets(df):
    hours = (df["closed"] - df["opened"]).dt.total_seconds() / 3600
    who, day = df["melder"].value_counts(), df["opened"].dt.day_of_week.value_counts()
    week = df.groupby(df["opened"].dt.to_period("W")).size()
    happy = df.groupby("team")["zufriedenheit"].mean()
    return [
        Sloppy("wieviele tickets sind noch offen", "tickets", [37]),
        Sloppy(
            "median bearbeitungszeit in std pro prio (closed - opened)",
            "tickets",
            list(hours.groupby(df["prio"]).median()),
        ),
        Sloppy("tickets je team", "tickets", list(df["team"].value_counts())),
        Sloppy("tickets pro woche, kurve", "tickets", list(week.iloc[2:5])),
        Sloppy("welcher wochentag hat am meisten tickets", "tickets", [int(day.max())]),
        Sloppy("zufriedenheit avg by team", "tickets", list(happy)),
        Sloppy("reopened quote pro prio", "tickets", percent(df["reopened"] == "ja", df["prio"])),
        Sloppy("top 3 melder", "tickets", list(who.iloc[:2])),
        Sloppy("anteil hoch an allen tickets", "tickets", [int((df["prio"] == "hoch").sum())], [r"18\.[23]|0\.183"]),
        Sloppy("prio x team kreuztabelle", "tickets", list(pd.crosstab(df["prio"], df["team"]).to_numpy().ravel())),
        Sloppy("wie viele ohne bewertung (zufriedenheit leer)", "tickets", [150]),
        Sloppy("mai vs juni: anzahl tickets", "tickets", [int((df["opened"].dt.month == m).sum()) for m in (5, 6)]),
        Sloppy("wieviele melder ham mehr als 1 ticket", "tickets", [int((who > 1).sum())]),
        Sloppy(
            "tickets vom team SAP mit prio hoch zählen",
            "tickets",
            [int(((df["team"] == "SAP") & (df["prio"] == "hoch")).sum())],
        ),
        Sloppy("kosten pro ticket in euro", "tickets", refuse=True),
    ]


def of_wohnungen(df):
    rent, part = df["kaltmiete"], df.groupby("stadtteil")
    per = rent / df["qm"]
    return [
        Sloppy("median kaltmiete pro stadtteil", "wohnungen", list(part["kaltmiete"].median())),
        Sloppy(
            "qm preis (kaltmiete / qm) im mittel je stadtteil", "wohnungen", list(per.groupby(df["stadtteil"]).mean())
        ),
        Sloppy("wieviele whg unter 500 euro kalt", "wohnungen", [int((rent < 500).sum())]),
        Sloppy("ausreißer bei der kaltmiete pls", "wohnungen", [6400, 7150, 8200]),
        Sloppy("durchschnitt qm mit balkon vs ohne", "wohnungen", list(df.groupby("balkon")["qm"].mean())),
        Sloppy("nebenkosten durchschnitt", "wohnungen", [df["nebenkosten"].mean()]),
        Sloppy("bei wievielen fehlen die nebenkosten", "wohnungen", [14]),
        Sloppy("anteil mit balkon je stadtteil in %", "wohnungen", percent(df["balkon"] == "ja", df["stadtteil"])),
        Sloppy(
            "inserate pro monat (online_seit)",
            "wohnungen",
            list(df.groupby(df["online_seit"].dt.month).size().iloc[:5]),
            never=[df["inserat"].mean()],
        ),
        Sloppy("zusammenhang qm und kaltmiete", "wohnungen", [df["qm"].corr(rent)]),
        Sloppy("warmmiete = kalt + nebenkosten, schnitt", "wohnungen", [(rent + df["nebenkosten"]).mean()]),
        Sloppy("summe kaltmiete im märz eingestellt", "wohnungen", [by_month(df, "online_seit", "kaltmiete", 3)]),
        Sloppy("entfernung zum bahnhof im mittel", "wohnungen", refuse=True),
    ]
