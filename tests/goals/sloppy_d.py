"""Forty sloppy goals on school marks, a Likert questionnaire and app reviews; truths come from clean twins."""

import numpy as np
import pandas as pd

from tests.blind.asked import Sloppy, cronbach
from tests.blind.sloppy import spots

SEED = 4404
ITEMS = [f"Q{i}" for i in range(1, 9)]
TERMS = ["Bio_HJ1", "Bio_HJ2", "Physik_HJ1", "Physik_HJ2"]


def zeugnis(rng):
    n = 130
    able = rng.normal(0, 0.6, n)
    clean = pd.DataFrame({"nr": 1 + np.arange(n), "kurs": rng.choice(["10a", "10b", "10c"], n)})
    for term, level in zip(TERMS, (9.0, 9.7, 7.8, 7.5), strict=True):
        clean[term] = np.clip(np.round(level + 3 * able + rng.normal(0, 1.8, n)), 0, 15)
    clean["fehlstunden"] = np.clip(np.round(14 - 7 * able + rng.normal(0, 6, n)), 0, None)
    clean["bus"] = rng.choice(["ja", "nein"], n, p=[0.4, 0.6])
    clean.loc[spots(rng, n, 7), "Physik_HJ2"] = np.nan
    clean.loc[spots(rng, n, 3), "Bio_HJ1"] = np.nan
    soiled = clean.copy()
    for term in TERMS:
        soiled[term] = ["nb" if np.isnan(v) else f"{v:.0f} P" for v in clean[term]]
    soiled.loc[spots(rng, n, 20), "kurs"] = soiled["kurs"].str.upper()
    return soiled, clean


def befragung(rng):
    n = 610
    mood = rng.normal(3.2, 0.7, (n, 1))
    clean = pd.DataFrame(np.clip(np.round(mood + rng.normal(0, 0.8, (n, 8))), 1, 5), columns=ITEMS)
    clean.insert(0, "bogen", 1 + np.arange(n))
    clean["abteilung"] = rng.choice(["Lager", "Fahrer", "Zentrale"], n, p=[0.45, 0.35, 0.2])
    clean["jahre"] = rng.gamma(2, 4, n).round(0)
    soiled = clean.copy()
    for item in ITEMS:
        some = spots(rng, n, 30 + 2 * int(item[1]))
        soiled.loc[some, item] = 9
        clean.loc[some, item] = np.nan
    soiled["jahre"] = [f"{v:.0f} Jahre" for v in clean["jahre"]]
    return soiled, clean


def reviews(rng):
    n = 560
    version = rng.choice(["3.1", "3.2", "4.0"], n, p=[0.3, 0.4, 0.3])
    low, high = [0.08, 0.1, 0.17, 0.3, 0.35], [0.3, 0.2, 0.2, 0.15, 0.15]
    stars = [float(rng.choice([1, 2, 3, 4, 5], p=high if v == "4.0" else low)) for v in version]
    says = np.array(
        ["läuft super", "crash beim start", "login geht nicht", "ganz ok", "Werbung nervt", "Crash after update"]
    )
    clean = pd.DataFrame(
        {
            "id": [f"r{i}" for i in rng.permutation(9000)[:n]],
            "stars": stars,
            "text": says[rng.integers(0, 6, n)],
            "app_version": version,
            "store": rng.choice(["ios", "android"], n, p=[0.4, 0.6]),
            "am": pd.Timestamp("2024-02-01") + pd.to_timedelta(rng.integers(0, 150, n), unit="D"),
            "likes": rng.poisson(2, n),
        }
    )
    clean.loc[spots(rng, n, 33), "text"] = None
    clean.loc[spots(rng, n, 18), "stars"] = np.nan
    clean.loc[spots(rng, n, 2), "likes"] = [412, 377]
    clean = pd.concat([clean, clean.sample(12, random_state=3)], ignore_index=True)
    soiled = clean.copy()
    soiled["stars"] = [None if np.isnan(v) else f"{v:.0f} Sterne" for v in clean["stars"]]
    soiled["am"] = clean["am"].dt.strftime("%d/%m/%Y")
    single = np.flatnonzero(~clean.duplicated(keep=False).to_numpy())
    some = rng.choice(single, 60, replace=False)
    soiled.loc[some, "store"] = soiled.loc[some, "store"].str.upper()
    return soiled, clean


def frames():
    """Return ({name: soiled frame}, {name: what can be read of it}), always the same."""
    made = {m.__name__: m(np.random.default_rng(SEED + i)) for i, m in enumerate((zeugnis, befragung, reviews))}
    return {name: pair[0] for name, pair in made.items()}, {name: pair[1] for name, pair in made.items()}


def goals(clean):
    return [
        *of_zeugnis(clean["zeugnis"]),
        *of_befragung(clean["befragung"], frames()[0]["befragung"]),
        *of_reviews(clean["reviews"]),
    ]


def of_zeugnis(df):
    kurs = df.groupby("kurs")
    return [
        Sloppy("schnitt Bio_HJ1 je kurs", "zeugnis", list(kurs["Bio_HJ1"].mean())),
        Sloppy("mittel von allen 4 noten spalten", "zeugnis", list(df[TERMS].mean())),
        Sloppy("wie viele schüler pro kurs", "zeugnis", list(df["kurs"].value_counts())),
        Sloppy("Bio_HJ1 vs Bio_HJ2, ham die sich verbessert", "zeugnis", [(df["Bio_HJ2"] - df["Bio_HJ1"]).mean()]),
        Sloppy("hängen fehlstunden mit Physik_HJ1 zusammen", "zeugnis", [df["fehlstunden"].corr(df["Physik_HJ1"])]),
        Sloppy("wieviele haben unter 5 punkte in Physik_HJ1", "zeugnis", [int((df["Physik_HJ1"] < 5).sum())]),
        Sloppy("fehlstunden summe pro kurs", "zeugnis", list(kurs["fehlstunden"].sum())),
        Sloppy("wie oft nb pro spalte", "zeugnis", [7, 3], ["Physik_HJ2", "Bio_HJ1"]),
        Sloppy("fehlstunden bus kinder gegen die andern", "zeugnis", list(df.groupby("bus")["fehlstunden"].mean())),
        Sloppy("die 5 mit den meisten fehlstunden", "zeugnis", list(df["fehlstunden"].nlargest(5))),
        Sloppy("median Physik_HJ2", "zeugnis", [df["Physik_HJ2"].median()]),
        Sloppy("körpergröße im schnitt", "zeugnis", refuse=True),
    ]


def of_befragung(df, soiled):
    part, known = df.groupby("abteilung"), df["Q4"].dropna()
    raw = soiled["Q3"].mean()
    box = 100 * df[ITEMS].ge(4).sum() / df[ITEMS].notna().sum()
    return [
        Sloppy("mean Q3, 9 = keine angabe", "befragung", [df["Q3"].mean()], never=[raw]),
        Sloppy("mittelwerte Q1 bis Q8 (9 raus)", "befragung", list(df[ITEMS].mean()), never=[raw]),
        Sloppy("Q5 nach abteilung, 9 nicht mitzählen", "befragung", list(part["Q5"].mean())),
        Sloppy("wieviele 9er je frage", "befragung", [30 + 2 * i for i in (1, 4, 8)]),
        Sloppy("verteilung von Q4 ohne die 9", "befragung", list(known.value_counts())),
        Sloppy("cronbach alpha Q1-Q8, 9 ist missing", "befragung", [cronbach(df[ITEMS])]),
        Sloppy("anteil 4 oder 5 je frage ohne 9", "befragung", list(box)),
        Sloppy("korrelation Q1 und Q2 (9 = k.a.)", "befragung", [df["Q1"].corr(df["Q2"])]),
        Sloppy("wie viele bögen pro abteilung", "befragung", list(part.size())),
        Sloppy("jahre im mittel je abteilung", "befragung", list(part["jahre"].mean())),
        Sloppy(
            "welche frage hat den schlechtesten schnitt, 9 = k.a.",
            "befragung",
            [df[ITEMS].mean().min()],
            [df[ITEMS].mean().idxmin()],
        ),
        Sloppy(
            "lager gegen fahrer bei Q7 (9 ist k.a.)", "befragung", [part["Q7"].mean()[k] for k in ("Lager", "Fahrer")]
        ),
        Sloppy("einkommen nach abteilung", "befragung", refuse=True),
    ]


def of_reviews(df):
    crash, month = df["text"].str.contains("crash", case=False, na=False), df["am"].dt.month
    stars = df.groupby("app_version")["stars"]
    new = df["app_version"] == "4.0"
    return [
        Sloppy("avg stars pro app_version", "reviews", list(stars.mean())),
        Sloppy("wieviele reviews erwähnen crash im text", "reviews", [int(crash.sum())]),
        Sloppy("reviews pro monat als chart", "reviews", list(df.groupby(month).size())),
        Sloppy("verteilung der sterne (stars)", "reviews", list(df["stars"].value_counts())),
        Sloppy("ios vs android stars", "reviews", list(df.groupby("store")["stars"].mean())),
        Sloppy(
            "doppelte reviews?",
            "reviews",
            words=[rf"{df.loc[df.duplicated(), 'id'].iloc[0]}|\b12 (?:of|von|Zeilen|rows|dup|dopp)"],
        ),
        Sloppy("reviews ohne text, how many", "reviews", [int(df["text"].isna().sum())]),
        Sloppy(
            "anteil 1 stern pro app_version", "reviews", list(100 * stars.apply(lambda x: (x.dropna() == 1).mean()))
        ),
        Sloppy("ausreisser likes", "reviews", [412, 377]),
        Sloppy(
            "sind die stars bei 4.0 schlechter als vorher",
            "reviews",
            [df.loc[new, "stars"].mean(), df.loc[~new, "stars"].mean()],
        ),
        Sloppy("stars mittel pro monat", "reviews", list(df.groupby(month)["stars"].mean())),
        Sloppy("likes gesamt pro store", "reviews", list(df.groupby("store")["likes"].sum())),
        Sloppy(
            "häufigster text", "reviews", [int(df["text"].value_counts().iloc[0])], [df["text"].value_counts().index[0]]
        ),
        Sloppy("absturzrate pro handymodell", "reviews", refuse=True),
        Sloppy("median likes je store", "reviews", list(df.groupby("store")["likes"].median())),
    ]
