"""Sixty sloppy goals, most of them German or mixed, on messy frames of eight shapes; truths come from what can be read.

frames() gives (soiled, readable), goals(readable) the goals; repeated rows count unless a goal says otherwise.
"""

import numpy as np
import pandas as pd

from tests.blind.asked import Sloppy, cronbach

SEED = 2718
ITEMS = [f"F1_{i}" for i in range(1, 6)]
SUBJECTS = ["Mathe", "Deutsch", "Englisch", "Sport"]


def german(value, places=2, sign="front"):
    text = f"{abs(value):,.{places}f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return text if value >= 0 else f"-{text}" if sign == "front" else f"{text}-"


def spots(rng, n, count):
    return rng.choice(n, count, replace=False)


def shop(rng):
    n = 900
    day = pd.Timestamp("2024-01-02") + pd.to_timedelta(rng.integers(0, 349, n), unit="D")
    clean = pd.DataFrame(
        {
            "Bestellnr": 40001 + np.arange(n),
            "Kunde": [f"K-{i:04d}" for i in rng.integers(1, 140, n)],
            "Bestelldatum": day,
            "Warenwert": (rng.lognormal(4.6, 1.0, n) * np.where(day.dayofweek == 6, 1.6, 1)).round(2),
            "Versand": rng.choice([0.0, 4.9, 6.9, 12.5], n, p=[0.3, 0.4, 0.2, 0.1]),
            "Zahlart": rng.choice(["PayPal", "Rechnung", "Kreditkarte"], n, p=[0.45, 0.35, 0.2]),
            "Status": rng.choice(["bezahlt", "storniert", "retour"], n, p=[0.78, 0.09, 0.13]),
            "Land": rng.choice(["DE", "AT", "CH"], n, p=[0.7, 0.2, 0.1]),
        }
    )
    clean.loc[spots(rng, n, 14), "Warenwert"] = np.nan
    clean = pd.concat([clean, clean.sample(25, random_state=2)], ignore_index=True)
    soiled = clean.copy()
    soiled["Bestelldatum"] = clean["Bestelldatum"].dt.strftime("%d.%m.%Y")
    soiled["Warenwert"] = ["n.a." if np.isnan(v) else german(v) + " €" for v in clean["Warenwert"]]
    soiled["Versand"] = [german(v) + " €" for v in clean["Versand"]]
    repeated = clean.duplicated(keep=False).to_numpy()
    soiled.loc[rng.choice(np.flatnonzero(~repeated), 90, replace=False), "Status"] += " "
    return soiled, clean


def konto(rng):
    days = pd.date_range("2024-01-01", "2024-12-31")
    rows = []
    for month in range(1, 13):
        rows.append((f"2024-{month:02d}-01", "Miete", "Hausverwaltung Lindner", -985.0))
        rows.append((f"2024-{month:02d}-27", "Gehalt", "Arbeitgeber GmbH", round(3120 + 40 * rng.normal(), 2)))
        rows.append(
            (f"2024-{month:02d}-03", "Versicherung", "Allgemeine Versicherung", -round(61 + 3 * rng.random(), 2))
        )
    for day in rng.choice(days, 190):
        food = rng.random() < 0.65
        rows.append(
            (
                str(day)[:10],
                "Lebensmittel" if food else "Freizeit",
                "Markt" if food else "Kino & mehr",
                -round(float(rng.lognormal(3.4 if food else 3.9, 0.7)), 2),
            )
        )
    clean = pd.DataFrame(rows, columns=["Buchungstag", "Kategorie", "Verwendungszweck", "Betrag"])
    clean["Buchungstag"] = pd.to_datetime(clean["Buchungstag"])
    clean = clean.sort_values("Buchungstag", ignore_index=True)
    clean["Saldo"] = (850 + clean["Betrag"].cumsum()).round(2)
    food = np.flatnonzero(clean["Kategorie"] == "Lebensmittel")
    clean.loc[rng.choice(food, 6, replace=False), "Betrag"] = np.nan
    soiled = clean.copy()
    soiled["Buchungstag"] = clean["Buchungstag"].dt.strftime("%d.%m.%y")
    soiled["Betrag"] = ["offen" if np.isnan(v) else german(v, sign="behind") for v in clean["Betrag"]]
    soiled["Saldo"] = [german(v, sign="behind") for v in clean["Saldo"]]
    return soiled, clean


def patienten(rng):
    n = 340
    came = pd.Timestamp("2023-02-01") + pd.to_timedelta(rng.integers(0, 320, n), unit="D")
    ward = rng.choice(["Chirurgie", "Innere", "Kardio"], n, p=[0.4, 0.35, 0.25])
    smokes = rng.random(n) < 0.3
    size = rng.normal(172, 9, n).round(0).astype(int)
    clean = pd.DataFrame(
        {
            "Pat-ID": 880001 + np.arange(n),
            "Geschlecht": rng.choice(["m", "w"], n, p=[0.47, 0.53]),
            "Größe": size,
            "Gewicht": (size - 96 + rng.normal(0, 11, n)).round(1),
            "Raucher": np.where(smokes, "ja", "nein"),
            "HbA1c": (5.9 + 0.35 * smokes + rng.normal(0, 0.7, n)).round(1),
            "RR": [f"{a}/{b}" for a, b in zip(rng.integers(105, 175, n), rng.integers(60, 100, n), strict=True)],
            "Station": ward,
            "Aufnahme": came,
            "Entlassung": came + pd.to_timedelta(rng.poisson(np.where(ward == "Kardio", 7, 4.5)) + 1, unit="D"),
        }
    )
    clean.loc[spots(rng, n, 17), "Entlassung"] = pd.NaT
    clean.loc[spots(rng, n, 12), "Gewicht"] = np.nan
    clean.loc[spots(rng, n, 29), "HbA1c"] = np.nan
    soiled = clean.copy()
    for column in ("Aufnahme", "Entlassung"):
        soiled[column] = clean[column].dt.strftime("%d.%m.%Y").astype(object).where(clean[column].notna(), None)
    soiled["Gewicht"] = ["k.A." if np.isnan(v) else german(v, 1) + " kg" for v in clean["Gewicht"]]
    soiled["HbA1c"] = [None if np.isnan(v) else german(v, 1) + " %" for v in clean["HbA1c"]]
    some = spots(rng, n, 60)
    soiled.loc[some[:40], "Geschlecht"] = clean.loc[some[:40], "Geschlecht"].str.upper()
    soiled.loc[some[30:], "Raucher"] = clean.loc[some[30:], "Raucher"].str.capitalize() + " "
    return soiled, clean


def noten(rng):
    n = 84
    able = rng.normal(0, 0.7, n)
    first = ["Anna", "Ben", "Cem", "Dilek", "Emil", "Fatma", "Greta", "Hugo", "Ida", "Jonas", "Käthe", "Lars"]
    last = ["Abel", "Busch", "Conrad", "Demir", "Ernst", "Fuchs", "Götz"]
    marks = np.array([1, 1.3, 1.7, 2, 2.3, 2.7, 3, 3.3, 3.7, 4, 4.3, 4.7, 5, 5.3, 5.7, 6])
    clean = pd.DataFrame(
        {"Schüler": [f"{a} {b}" for a in first for b in last], "Klasse": np.repeat(["7a", "7b", "8a"], 28)}
    )
    absent = np.clip(np.round(6 - 2 * able + rng.normal(0, 2.4, n)), 0, None).astype(int)
    better = clean["Klasse"].map({"7a": 0.25, "7b": -0.45, "8a": 0.1}).to_numpy()
    for subject, level in zip(SUBJECTS, (2.9, 2.7, 2.8, 2.0), strict=True):
        raw = level - able + rng.normal(0, 0.7, n) + (better if subject == "Mathe" else 0)
        clean[subject] = marks[np.abs(raw[:, None] - marks).argmin(axis=1)]
    clean["Fehltage"] = absent
    clean.loc[spots(rng, n, 4), "Mathe"] = np.nan
    clean.loc[spots(rng, n, 6), "Sport"] = np.nan
    soiled = clean.copy()
    for subject in SUBJECTS:
        soiled[subject] = ["krank" if np.isnan(v) else german(v, 1) for v in clean[subject]]
    return soiled, clean


def maschine(rng):
    clock = pd.date_range("2024-05-06", periods=12 * 24 * 7, freq="5min")
    parts = []
    for k in range(1, 6):
        base = 58 + 2.2 * k + 3 * np.sin(np.arange(len(clock)) / 46)
        drift = np.linspace(0, 17, len(clock)) if k == 5 else 0
        parts.append(
            pd.DataFrame(
                {
                    "zeit": clock,
                    "maschine": f"M{k}",
                    "temp": (base + drift + rng.normal(0, 0.8, len(clock))).round(1),
                    "druck": (3.1 + 0.12 * k + rng.normal(0, 0.2, len(clock))).round(2),
                    "vib": rng.gamma(9, 0.25, len(clock)).round(2),
                    "status": rng.choice(["OK", "WARN", "ALARM"], len(clock), p=[0.96, 0.03, 0.01]),
                }
            )
        )
    clean = pd.concat(parts, ignore_index=True)
    clean.loc[spots(rng, len(clean), 5), "vib"] = [31.4, 37.2, 40.8, 44.6, 48.7]
    stuck = (clean["maschine"] == "M4") & clean["zeit"].between("2024-05-09 02:00", "2024-05-09 21:55")
    clean.loc[stuck, "druck"] = 3.33
    clean = clean[~((clean["maschine"] == "M2") & clean["zeit"].between("2024-05-08 10:00", "2024-05-08 16:55"))]
    clean = clean.sample(frac=1, random_state=4, ignore_index=True)
    clean.loc[spots(rng, len(clean), 80), "temp"] = np.nan
    soiled = clean.assign(
        zeit=clean["zeit"].dt.strftime("%Y-%m-%d %H:%M:%S"),
        temp=clean["temp"].fillna(999.9),
        druck=[f"{v} bar" for v in clean["druck"]],
    )
    return soiled, clean


def umfrage(rng):
    n = 760
    likes = rng.normal(3.3, 0.8, (n, 1))
    clean = pd.DataFrame(np.clip(np.round(likes + rng.normal(0, 0.85, (n, 5))), 1, 5), columns=ITEMS)
    clean["nps"] = np.clip(np.round(2.2 * likes[:, 0] + rng.normal(-0.4, 1.8, n)), 0, 10)
    clean["Alter"] = rng.integers(18, 83, n)
    clean["Geschlecht"] = rng.choice(["weiblich", "männlich"], n, p=[0.54, 0.46])
    clean["Region"] = rng.choice(["Stadt", "Land"], n, p=[0.6, 0.4])
    clean["gew"] = rng.uniform(0.5, 1.9, n).round(3)
    soiled = clean.copy()
    for column in [*ITEMS, "nps"]:
        some = spots(rng, n, 70)
        soiled.loc[some[: 46 + 3 * len(column)], column] = 99
        soiled.loc[some[46 + 3 * len(column) :], column] = -9
        clean.loc[some, column] = np.nan
    return soiled, clean


def hr(rng):
    n = 430
    team = rng.choice(["Vertrieb", "IT", "Produktion", "Verwaltung"], n, p=[0.25, 0.2, 0.4, 0.15])
    base = pd.Series(team).map({"Vertrieb": 56000, "IT": 67000, "Produktion": 43000, "Verwaltung": 48000}).to_numpy()
    sex = rng.choice(["w", "m"], n, p=[0.44, 0.56])
    start = pd.Timestamp("2015-01-01") + pd.to_timedelta(rng.integers(0, 3200, n), unit="D")
    gone = rng.random(n) < np.where(team == "Vertrieb", 0.34, 0.18)
    clean = pd.DataFrame(
        {
            "Personalnr": 5001 + np.arange(n),
            "Abteilung": team,
            "Geschlecht": sex,
            "Eintritt": start,
            "Austritt": pd.Series(start + pd.to_timedelta(rng.integers(120, 900, n), unit="D")).where(gone),
            "Gehalt": (base + rng.normal(0, 8200, n) + 2600 * (sex == "m")).round(-1),
            "PLZ": rng.choice(["01067", "04109", "06108", "39104", "99084"], n, p=[0.34, 0.26, 0.19, 0.12, 0.09]),
        }
    )
    soiled = clean.copy()
    soiled["Eintritt"] = clean["Eintritt"].dt.strftime("%d.%m.%Y")
    soiled["Austritt"] = clean["Austritt"].dt.strftime("%d.%m.%Y").astype(object).where(clean["Austritt"].notna(), "")
    soiled["Gehalt"] = [german(v, 0) for v in clean["Gehalt"]]
    soiled["PLZ"] = clean["PLZ"].astype(int)
    return soiled, clean


def zaehler(rng):
    clock = pd.date_range("2024-10-21", "2024-11-04", freq="15min", tz="Europe/Berlin", inclusive="left")
    hour = clock.hour + clock.minute / 60
    parts = []
    for name, scale in (("Z1", 1.0), ("Z2", 1.7)):
        load = scale * (0.4 + 0.35 * np.exp(-((hour - 19) ** 2) / 9) + 0.2 * (clock.dayofweek > 4)) + rng.gamma(
            2, 0.03, len(clock)
        )
        parts.append(pd.DataFrame({"zeitstempel": clock.tz_localize(None), "zaehler": name, "kwh": np.round(load, 3)}))
    clean = pd.concat(parts, ignore_index=True)
    clean = clean[~((clean["zaehler"] == "Z2") & clean["zeitstempel"].between("2024-10-30 13:00", "2024-10-30 15:45"))]
    clean = clean.reset_index(drop=True)
    peak = clean.index[(clean["zaehler"] == "Z1") & (clean["zeitstempel"] == "2024-10-24 18:45")]
    clean.loc[peak, "kwh"] = 4.871
    quiet = np.flatnonzero(clean["zeitstempel"].dt.hour.isin([10, 11]))
    clean.loc[rng.choice(quiet, 3, replace=False), "kwh"] = [-0.412, -0.387, -0.151]
    soiled = clean.assign(
        zeitstempel=clean["zeitstempel"].dt.strftime("%d.%m.%Y %H:%M"), kwh=[german(v, 3) for v in clean["kwh"]]
    )
    return soiled, clean


def lager(rng):
    """Orders of articles, and the list of articles, in which five stand twice with different prices."""
    numbers = [f"A{i:03d}" for i in range(1, 61)]
    ordered = [a for a in numbers if a not in ("A007", "A019", "A033", "A058")]
    auftraege = pd.DataFrame(
        {
            "auftrag": np.arange(1, 701),
            "artikelnr": rng.choice([*ordered, "A901", "A902", "A903"], 700),
            "menge": rng.integers(1, 13, 700),
            "filiale": rng.choice(["Bonn", "Köln", "Aachen"], 700, p=[0.5, 0.3, 0.2]),
        }
    )
    artikel = pd.DataFrame(
        {
            "artikelnr": numbers,
            "gruppe": rng.choice(["Werkzeug", "Farbe", "Garten"], 60),
            "preis": rng.gamma(3, 6, 60).round(2),
        }
    )
    again = artikel.iloc[[3, 11, 25, 40, 51]].assign(preis=lambda x: (x["preis"] * 1.1).round(2))
    return auftraege, pd.concat([artikel, again], ignore_index=True).sample(frac=1, random_state=6, ignore_index=True)


def frames():
    """Return ({name: soiled frame}, {name: what can be read of it}), always the same."""
    soiled, clean = {}, {}
    for number, make in enumerate((shop, konto, patienten, noten, maschine, umfrage, hr, zaehler)):
        soiled[make.__name__], clean[make.__name__] = make(np.random.default_rng(SEED + number))
    for name, frame in zip(("auftraege", "artikel"), lager(np.random.default_rng(SEED + 99)), strict=True):
        soiled[name] = clean[name] = frame
    return soiled, clean


def by_month(frame, day, value, month):
    return float(frame.loc[frame[day].dt.month == month, value].sum())


def percent(flags, keys):
    return list(100 * flags.groupby(keys).mean())


P = r"\bp\b|p-?value|p-?wert|signifi"


def goals(clean):
    soiled = frames()[0]
    return [
        *of_shop(clean["shop"]),
        *of_konto(clean["konto"]),
        *of_patienten(clean["patienten"], soiled["patienten"]),
        *of_noten(clean["noten"]),
        *of_maschine(clean["maschine"], soiled["maschine"]),
        *of_umfrage(clean["umfrage"], soiled["umfrage"]),
        *of_hr(clean["hr"], soiled["hr"]),
        *of_zaehler(clean["zaehler"]),
        *of_lager(clean["auftraege"], clean["artikel"]),
    ]


def of_shop(df):
    spent = df.groupby("Kunde")["Warenwert"].sum().nlargest(5)
    pay = df.groupby("Zahlart")["Warenwert"].mean()
    return [
        Sloppy(
            "warenwert pro monat aufsummieren",
            "shop",
            [by_month(df, "Bestelldatum", "Warenwert", m) for m in (2, 7, 11)],
        ),
        Sloppy("was stimmt mit der tabelle nich", "shop", [25], ["Warenwert", "Status", r"n\.a\."]),
        Sloppy("wieviele bestellungn sind storniert", "shop", [int((df["Status"] == "storniert").sum())]),
        Sloppy("top 5 kunden nach warenwert", "shop", [spent.iloc[0], spent.iloc[4]], list(spent.index)),
        Sloppy("anteil retour pro zahlart in %", "shop", percent(df["Status"] == "retour", df["Zahlart"])),
        Sloppy("doppelte zeilen raus bitte", "shop", [25, 900]),
        Sloppy("was ham wir insgesamt an versand eingenommen", "shop", [df["Versand"].sum()]),
        Sloppy(
            "paypal vs rechnung, is the mean warenwert realy different", "shop", [pay["PayPal"], pay["Rechnung"]], [P]
        ),
        Sloppy("gewinnmarge pro produkt", "shop", refuse=True),
    ]


def of_konto(df):
    out, got = df[df["Betrag"] < 0], df[df["Betrag"] > 0]
    food = df[df["Kategorie"] == "Lebensmittel"]
    return [
        Sloppy("betrag spalte in zahlen umwandeln", "konto", [6, len(df) - 6], ["offen"]),
        Sloppy("summe betrag pro kategorie", "konto", list(df.groupby("Kategorie")["Betrag"].sum())),
        Sloppy("wieviel ging im märz raus (nur minus)", "konto", [by_month(out, "Buchungstag", "Betrag", 3)]),
        Sloppy("einnahmen und ausgaben gesamt", "konto", [got["Betrag"].sum(), out["Betrag"].sum()]),
        Sloppy("lebensmittel je monat, chart", "konto", [by_month(food, "Buchungstag", "Betrag", m) for m in (4, 10)]),
    ]


def of_patienten(df, soiled):
    stay = (df["Entlassung"] - df["Aufnahme"]).dt.days
    sugar = df.groupby("Raucher")["HbA1c"].mean()
    return [
        Sloppy(
            "mittlere verweildauer pro station (entlassung - aufnahme)",
            "patienten",
            list(stay.groupby(df["Station"]).mean()),
        ),
        Sloppy("wie viele raucher ham wir", "patienten", [int((df["Raucher"] == "ja").sum())]),
        Sloppy("durchschnittsgewicht", "patienten", [df["Gewicht"].mean()]),
        Sloppy(
            "anzahl pro geschlecht",
            "patienten",
            list(df["Geschlecht"].value_counts()),
            never=[rf"\bW\s+{int((soiled['Geschlecht'] == 'W').sum())}\b"],
        ),
        Sloppy("hba1c raucher gegen nichtraucher, unterschied signifikant?", "patienten", list(sugar), [P]),
        Sloppy("which cols have missings and how many", "patienten", [17, 29], ["Entlassung", "HbA1c"]),
        Sloppy("quick summary of the numbers", "patienten", [df["Größe"].mean()], never=[float(df["Pat-ID"].mean())]),
        Sloppy("nur die covid fälle", "patienten", refuse=True),
    ]


def of_noten(df):
    means, gap = df[SUBJECTS].mean(), (df["Mathe"] - df["Deutsch"]).mean()
    away = df[df["Fehltage"] > 10]
    return [
        Sloppy("notenschnitt pro fach", "noten", list(means)),
        Sloppy(
            "mathe schnitt je klasse, beste (=kleinste) zuerst", "noten", list(df.groupby("Klasse")["Mathe"].mean())
        ),
        Sloppy("wer hat mehr als 10 fehltage", "noten", words=list(away["Schüler"])),
        Sloppy("hängen fehltage und mathe zusammen", "noten", [df["Fehltage"].corr(df["Mathe"])]),
        Sloppy("make it long: one row per schüler and fach", "noten", [len(df) * 4], ["Englisch", "Sport"]),
        Sloppy(
            "sind die mathenoten schlechter als deutsch bei den selben schülern",
            "noten",
            [gap],
            [r"pair|gepaart|verbund|gleichen|wilcoxon"],
        ),
    ]


def of_maschine(df, soiled):
    m1 = df[df["maschine"] == "M1"]
    raw = soiled.groupby("maschine")["temp"].mean()
    return [
        Sloppy("lücken in den daten??", "maschine", words=["M2", r"2024-05-08[ T](10:00|09:55)"]),
        Sloppy("hängt irgendwo ein sensor fest", "maschine", words=["M4", r"3\.33|2024-05-09"]),
        Sloppy(
            "avg temp je maschine, 999.9 ist fehlercode",
            "maschine",
            list(df.groupby("maschine")["temp"].mean()),
            never=[float(raw["M1"]), float(raw["M3"])],
        ),
        Sloppy("max druck pro maschine", "maschine", list(df.groupby("maschine")["druck"].max())),
        Sloppy("tagesmittel vib von M1 als linie", "maschine", list(m1.groupby(m1["zeit"].dt.date)["vib"].mean()[1:4])),
        Sloppy("wie oft ALARM je maschine", "maschine", list(df[df["status"] == "ALARM"].groupby("maschine").size())),
        Sloppy("ausreiser in vib zeigen", "maschine", [31.4, 37.2, 40.8, 44.6, 48.7]),
    ]


def of_umfrage(df, soiled):
    kept, item = df["nps"].dropna(), df.dropna(subset=["F1_1"])
    box = 100 * df[ITEMS].ge(4).sum() / df[ITEMS].notna().sum()
    sexes = df.groupby("Geschlecht")[["F1_2", "F1_4"]].mean()
    groups = pd.cut(df["Alter"], [17, 29, 49, 120]).value_counts()
    return [
        Sloppy("mittel von F1_3", "umfrage", [df["F1_3"].mean()], ["99"], never=[float(soiled["F1_3"].mean())]),
        Sloppy("mittelwert aller F1 items nach geschlecht", "umfrage", list(sexes.to_numpy().ravel())),
        Sloppy(
            "nps score bitte (promoter minus detraktoren)", "umfrage", [100 * ((kept >= 9).mean() - (kept <= 6).mean())]
        ),
        Sloppy("cronbachs alpha für die F1 skala", "umfrage", [cronbach(df[ITEMS])]),
        Sloppy("altersgruppen 18-29, 30-49, 50+ wieviel leute jeweils", "umfrage", list(groups)),
        Sloppy(
            "gewichteter mittelwert F1_1 (gewicht = gew)", "umfrage", [np.average(item["F1_1"], weights=item["gew"])]
        ),
        Sloppy("topbox (4 oder 5) in prozent für jedes F1 item", "umfrage", list(box)),
    ]


def of_hr(df, soiled):
    pay = df.groupby("Geschlecht")["Gehalt"].mean()
    return [
        Sloppy("gehalt im schnitt pro abteilung", "hr", list(df.groupby("Abteilung")["Gehalt"].mean())),
        Sloppy("wieviele sind noch da (austritt leer)", "hr", [int(df["Austritt"].isna().sum())]),
        Sloppy("anteil ausgetreten je abteilung", "hr", percent(df["Austritt"].notna(), df["Abteilung"])),
        Sloppy("gender pay gap roh, in euro", "hr", [pay["m"] - pay["w"]]),
        Sloppy("eintritte pro jahr als balken", "hr", list(df.groupby(df["Eintritt"].dt.year).size())),
        Sloppy("how many ppl earn more then 60000", "hr", [int((df["Gehalt"] > 60000).sum())]),
        Sloppy(
            "overview of the numeric stuff",
            "hr",
            [df["Gehalt"].mean()],
            never=[float(soiled["PLZ"].mean()), float(df["Personalnr"].mean())],
        ),
        Sloppy("umsatz pro filiale", "hr", refuse=True),
    ]


def of_zaehler(df):
    day = df["zeitstempel"].dt.strftime("%Y-%m-%d")
    hour = df.groupby(df["zeitstempel"].dt.hour)["kwh"].mean()
    per_day = df.groupby(day)["kwh"].sum()
    return [
        Sloppy(
            "tagesverbrauch in kwh", "zaehler", [per_day["2024-10-23"], per_day["2024-10-27"], per_day["2024-11-02"]]
        ),
        Sloppy(
            "fehlen viertelstunden?", "zaehler", words=["Z2", r"2024-10-30[ T](13:00|12:45)|30\.10\.2024 (13:00|12:45)"]
        ),
        Sloppy("höchste last wann", "zaehler", [4.871], [r"2024-10-24[ T]18:45|24\.10\.2024 18:45"]),
        Sloppy("gibts negative werte", "zaehler", [-0.412, -0.387, -0.151]),
        Sloppy("mittlerer kwh wert je stunde des tages", "zaehler", [hour[3], hour[12], hour[19]]),
    ]


def of_lager(orders, articles):
    total = orders.groupby("artikelnr")["menge"].sum().nlargest(3)
    merged = orders.merge(articles, on="artikelnr")
    fanned = (merged["menge"] * merged["preis"]).groupby(merged["gruppe"]).sum()
    both = "auftraege artikel"
    return [
        Sloppy(
            "umsatz pro gruppe, menge mal preis",
            both,
            [5],
            ["artikelnr", r"duplicat|doppelt|mehrfach|more than once|twice|not unique"],
            never=[float(v) for v in fanned],
        ),
        Sloppy("welche artikelnr aus auftraege fehln in artikel", both, words=["A901", "A902", "A903"]),
        Sloppy("welche artikel wurden nie bestelt", both, words=["A007", "A019", "A033", "A058"]),
        Sloppy(
            "warum hab ich nach dem join mehr zeilen",
            both,
            [5],
            ["artikelnr", r"duplicat|doppelt|mehrfach|more than once|twice|not unique"],
        ),
        Sloppy("welche 3 artikel gehn am meisten weg (menge)", "auftraege", list(total), list(total.index)),
    ]
