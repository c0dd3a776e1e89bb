# ruff: noqa: E501
"""The seven frames of the fifth corpus, part a: made from seeds, and read back from their own CSV text."""

from functools import cache
from io import StringIO

import numpy as np
import pandas as pd


def _gaps(rng: np.random.Generator, values, share: float) -> pd.Series:
    out = pd.Series(values).astype(object)
    out[rng.random(len(out)) < share] = None
    return out


def _names(rng: np.random.Generator, first: list[str], last: list[str], n: int) -> list[str]:
    pairs = [f"{a} {b}" for a in first for b in last]
    return [pairs[i] for i in rng.permutation(len(pairs))[:n]]


def weather() -> pd.DataFrame:
    rng = np.random.default_rng(5101)
    stations = {
        "KLM-01": ("Kilmory", 12),
        "BRN-04": ("Brannoch", 268),
        "TVR-02": ("Tavern Hill", 431),
        "OSP-07": ("Ospring", 77),
    }
    days = pd.date_range("2018-01-01", "2018-12-31", freq="D")
    rows = []
    for code, (name, height) in stations.items():
        season = -np.cos(2 * np.pi * (days.dayofyear.to_numpy() - 20) / 365)
        noise = rng.normal(0, 2.6, len(days))
        high = 12.5 + 8.2 * season - height * 0.0075 + noise
        low = high - np.abs(rng.normal(6.8, 1.9, len(days))) - 0.4
        humid = np.clip(79 - 1.1 * noise - 5 * season + rng.normal(0, 7, len(days)), 31, 100)
        press = 1013.6 + rng.normal(0, 9.5, len(days))
        wet = rng.random(len(days)) < 1 / (1 + np.exp((press - 1011) / 6))
        rain = np.where(wet, rng.gamma(0.9, 6.5, len(days)), 0)
        gust = np.clip(34 - 0.55 * (press - 1013) + height * 0.02 + rng.gamma(2.2, 5, len(days)), 9, None)
        gust[rng.random(len(days)) < 0.008] += 55
        sky = np.where(
            rain > 8,
            "Rain",
            np.where(rain > 0, "Showers", np.where(humid > 88, "Fog", np.where(humid > 74, "Cloudy", "Clear"))),
        )
        for i, day in enumerate(days):
            text = "trace" if 0 < rain[i] < 0.4 else f"{rain[i]:.1f}"
            rows.append(
                [
                    code,
                    name,
                    height,
                    day.strftime("%d/%m/%Y"),
                    round(high[i], 1),
                    round(low[i], 1),
                    text,
                    round(gust[i]),
                    round(humid[i]),
                    round(press[i], 1),
                    sky[i],
                ]
            )
    table = pd.DataFrame(
        rows,
        columns=[
            "Station ID",
            "Station Name",
            "Elevation (m)",
            "Date",
            "Max Temp (°C)",
            "Min Temp (°C)",
            "Precip (mm)",
            "Wind Gust (km/h)",
            "Rel. Humidity (%)",
            "Pressure (hPa)",
            "Conditions",
        ],
    )
    table = table[rng.random(len(table)) < 0.9].reset_index(drop=True)
    for column, share in [
        ("Max Temp (°C)", 0.02),
        ("Min Temp (°C)", 0.025),
        ("Precip (mm)", 0.03),
        ("Wind Gust (km/h)", 0.06),
        ("Rel. Humidity (%)", 0.04),
        ("Conditions", 0.05),
    ]:
        table[column] = _gaps(rng, table[column], share)
    return table


def football() -> pd.DataFrame:
    rng = np.random.default_rng(5202)
    n = 540
    first = [
        "Luca",
        "Marco",
        "Jonas",
        "Emil",
        "Pedro",
        "Iker",
        "Yusuf",
        "Karim",
        "Tomas",
        "Andre",
        "Oskar",
        "Milan",
        "Hugo",
        "Rafael",
        "Stefan",
        "Ali",
        "Noah",
        "Felix",
        "Diego",
        "Ivan",
        "Bruno",
        "Leon",
        "Mateo",
        "Samuel",
        "Viktor",
    ]
    last = [
        "Almeida",
        "Berg",
        "Costa",
        "Dimov",
        "Eriksen",
        "Ferrer",
        "Gruber",
        "Horvat",
        "Ibarra",
        "Jansen",
        "Kovac",
        "Lindqvist",
        "Moreau",
        "Novak",
        "Okafor",
        "Pereira",
        "Quintero",
        "Rossi",
        "Schmid",
        "Traore",
        "Ulrich",
        "Vidal",
        "Weber",
        "Zidan",
        "Sousa",
    ]
    clubs = [
        "Northgate United",
        "Real Albora",
        "SC Weissbach",
        "Porto Leone",
        "AS Verrane",
        "FK Dravica",
        "Olympic Sund",
        "Castellana CF",
        "Inter Morava",
        "Racing Lys",
        "Harbour City",
        "Vale Athletic",
    ]
    where = rng.choice(["GK", "DF", "MF", "FW"], n, p=[0.09, 0.36, 0.33, 0.22])
    age = np.clip(np.round(rng.normal(25.6, 4.1, n)), 17, 39).astype(int)
    games = rng.integers(1, 39, n)
    minutes = np.minimum(games * 90, np.round(games * rng.uniform(22, 90, n))).astype(int)
    rate = pd.Series(where).map({"GK": 0.001, "DF": 0.035, "MF": 0.10, "FW": 0.34}).to_numpy() * rng.gamma(4, 0.25, n)
    xg = rate * minutes / 90
    goals = rng.poisson(xg)
    assists = rng.poisson(
        minutes / 90 * pd.Series(where).map({"GK": 0.004, "DF": 0.05, "MF": 0.13, "FW": 0.12}).to_numpy()
    )
    height = np.round(
        rng.normal(0, 5.3, n) + pd.Series(where).map({"GK": 190.5, "DF": 184.6, "MF": 179.2, "FW": 181.3}).to_numpy()
    ).astype(int)
    passes = np.round(
        np.clip(
            rng.normal(0, 5, n) + pd.Series(where).map({"GK": 66, "DF": 81, "MF": 83, "FW": 74}).to_numpy(), 40, 96
        ),
        1,
    )
    value = np.exp(rng.normal(0.75, 0.8, n) + 0.05 * goals + 0.00035 * minutes - 0.011 * (age - 24) ** 2)
    worth = [f"€{v:.1f}M" if v >= 1 else f"€{max(25, round(v * 1000 / 25) * 25)}K" for v in value]
    return pd.DataFrame(
        {
            "Rk": range(1, n + 1),
            "Player": _names(rng, first, last, n),
            "Squad": rng.choice(clubs, n),
            "Pos": where,
            "Age": age,
            "Height": [f"{h} cm" for h in height],
            "Preferred Foot": _gaps(rng, rng.choice(["Right", "Left", "Both"], n, p=[0.71, 0.24, 0.05]), 0.07),
            "MP": games,
            "Min": [f"{m:,}" for m in minutes],
            "Gls": goals,
            "Ast": assists,
            "xG": np.round(xg + rng.normal(0, 0.15, n).clip(-0.2, 0.4), 1).clip(0),
            "Pass Cmp %": _gaps(rng, passes, 0.05),
            "CrdY": rng.poisson(minutes / 90 * 0.17),
            "CrdR": rng.binomial(1, 0.05, n),
            "Market Value": _gaps(rng, worth, 0.04),
            "Contract Expires": _gaps(
                rng, rng.choice(["30/06/2023", "30/06/2024", "30/06/2025", "30/06/2026", "31/12/2024"], n), 0.09
            ),
        }
    )


def loans() -> pd.DataFrame:
    rng = np.random.default_rng(5303)
    n = 1200
    income = np.round(np.exp(rng.normal(8.35, 0.48, n)) + 900).astype(int)
    co = np.where(rng.random(n) < 0.44, 0, np.round(np.exp(rng.normal(7.4, 0.55, n)))).astype(int)
    score = np.clip(np.round(rng.normal(668, 62, n)), 430, 850)
    amount = np.clip(np.round(25 + 0.0165 * income + 0.010 * co + rng.normal(0, 31, n)), 12, None)
    amount[rng.random(n) < 0.015] *= 2.6
    rate = np.round(np.clip(21.5 - 0.0165 * (score - 400) * 1.4 + rng.normal(0, 1.5, n) - 0.4, 4.1, 27), 2)
    history = (rng.random(n) < np.clip(0.84 + (score - 668) / 650, 0.1, 0.99)).astype(int)
    area = rng.choice(["Urban", "Semiurban", "Rural"], n, p=[0.34, 0.39, 0.27])
    grad = rng.choice(["Graduate", "Not Graduate"], n, p=[0.77, 0.23])
    z = (
        -2.6
        + 3.1 * history
        + 0.010 * (score - 668)
        + 0.5 * (area == "Semiurban")
        - 0.0048 * (amount - 110)
        + 0.35 * (grad == "Graduate")
    )
    status = np.where(rng.random(n) < 1 / (1 + np.exp(-z)), "Y", "N")
    day = pd.Timestamp("2021-01-04") + pd.to_timedelta(rng.integers(0, 720, n), unit="D")
    return pd.DataFrame(
        {
            "Loan_ID": [f"LP{v:06d}" for v in np.sort(rng.permutation(9000)[:n] + 1002)],
            "Application Date": pd.Series(day).dt.strftime("%m/%d/%Y"),
            "Gender": _gaps(rng, rng.choice(["Male", "Female"], n, p=[0.72, 0.28]), 0.03),
            "Married": rng.choice(["Yes", "No"], n, p=[0.63, 0.37]),
            "Dependents": _gaps(rng, rng.choice(["0", "1", "2", "3+"], n, p=[0.56, 0.18, 0.17, 0.09]), 0.03),
            "Education": grad,
            "Self_Employed": _gaps(rng, rng.choice(["No", "Yes"], n, p=[0.86, 0.14]), 0.055),
            "ApplicantIncome": income,
            "CoapplicantIncome": co,
            "LoanAmount": _gaps(rng, amount.astype(int), 0.04),
            "Loan_Amount_Term": _gaps(
                rng, rng.choice([360, 180, 240, 120, 480], n, p=[0.8, 0.09, 0.05, 0.03, 0.03]), 0.025
            ),
            "Interest Rate": [f"{v:.2f}%" for v in rate],
            "Credit Score": _gaps(rng, score.astype(int), 0.05),
            "Credit_History": _gaps(rng, history, 0.08),
            "Property_Area": area,
            "Loan_Status": status,
        }
    )


def hospital() -> pd.DataFrame:
    rng = np.random.default_rng(5404)
    n = 860
    dept = rng.choice(
        ["Cardiology", "Orthopedics", "General Surgery", "Neurology", "Maternity", "Oncology"],
        n,
        p=[0.23, 0.2, 0.22, 0.13, 0.12, 0.1],
    )
    age = np.clip(
        np.round(
            rng.normal(0, 13, n)
            + pd.Series(dept)
            .map(
                {
                    "Cardiology": 66,
                    "Orthopedics": 58,
                    "General Surgery": 52,
                    "Neurology": 60,
                    "Maternity": 30,
                    "Oncology": 62,
                }
            )
            .to_numpy()
        ),
        18,
        97,
    )
    age = np.where(dept == "Maternity", np.clip(np.round(rng.normal(30.5, 5.2, n)), 18, 46), age).astype(int)
    sex = np.where(dept == "Maternity", "F", rng.choice(["M", "F"], n, p=[0.53, 0.47]))
    kind = rng.choice(["Emergency", "Elective", "Urgent"], n, p=[0.46, 0.33, 0.21])
    stay = np.clip(
        np.round(rng.gamma(2.1, 1.5, n) + 0.03 * (age - 40) + 1.3 * (kind == "Emergency") + 1.6 * (dept == "Oncology")),
        1,
        None,
    ).astype(int)
    stay[rng.random(n) < 0.012] += 24
    labs = np.round(rng.normal(37, 12, n) + 1.4 * stay).clip(1).astype(int)
    meds = np.round(rng.normal(8.5, 3.2, n) + 1.1 * stay + 0.04 * (age - 50)).clip(1).astype(int)
    bmi = np.round(rng.normal(27.6, 4.6, n), 1)
    systolic = np.round(rng.normal(118, 13, n) + 0.28 * (age - 45) + 0.6 * (bmi - 27)).astype(int)
    glucose = np.round(np.exp(rng.normal(4.72, 0.24, n) + 0.008 * (bmi - 27))).astype(int)
    cost = (
        1850 * stay
        + 65 * labs
        + np.exp(rng.normal(8.1, 0.5, n))
        + 5200 * (dept == "General Surgery")
        + 7400 * (dept == "Oncology")
    )
    came = pd.Series(pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 366, n), unit="D"))
    left = came + pd.to_timedelta(stay, unit="D")
    back = rng.random(n) + 0.012 * (stay - 5)
    return pd.DataFrame(
        {
            "encounter_id": 410000 + np.arange(n) * 7,
            "Age (years)": _gaps(rng, age, 0.02),
            "Sex": sex,
            "Department": dept,
            "admission_type": _gaps(rng, kind, 0.045),
            "Admission Date": came.dt.strftime("%Y-%m-%d"),
            "Discharge Date": left.dt.strftime("%Y-%m-%d"),
            "num_lab_procedures": labs,
            "num_medications": meds,
            "BMI (kg/m2)": _gaps(rng, bmi, 0.09),
            "Systolic BP (mmHg)": _gaps(rng, systolic, 0.05),
            "Glucose (mg/dL)": _gaps(rng, glucose, 0.07),
            "Smoker": _gaps(rng, rng.choice(["No", "Yes", "Former"], n, p=[0.6, 0.18, 0.22]), 0.12),
            "Total Charges": [f"${v:,.2f}" for v in cost],
            "Insurance": _gaps(rng, rng.choice(["Public", "Private", "Self-pay"], n, p=[0.58, 0.34, 0.08]), 0.03),
            "readmitted": np.where(back > 0.9, "<30", np.where(back > 0.68, ">30", "NO")),
        }
    )


def films() -> pd.DataFrame:
    rng = np.random.default_rng(5505)
    n = 420
    one = [
        "The Last",
        "Midnight",
        "Silent",
        "Broken",
        "Return to",
        "Beyond",
        "Crimson",
        "A Winter",
        "Iron",
        "Lost in",
        "Golden",
        "Dark",
        "Summer of",
        "Paper",
        "Electric",
        "The Hidden",
        "Escape from",
        "Little",
        "Savage",
        "Falling",
    ]
    two = [
        "Harbor",
        "Kingdom",
        "Horizon",
        "River",
        "Empire",
        "Letters",
        "Garden",
        "Runners",
        "Symphony",
        "Station",
        "Promise",
        "Valley",
        "Mirror",
        "Circus",
        "Protocol",
        "Island",
        "Thunder",
        "Shadows",
        "Orchard",
        "Detective",
        "Lanterns",
        "Frontier",
    ]
    genre = rng.choice(
        ["Action", "Comedy", "Drama", "Horror", "Animation", "Thriller"], n, p=[0.23, 0.21, 0.24, 0.11, 0.09, 0.12]
    )
    base = (
        pd.Series(genre)
        .map({"Action": 17.9, "Comedy": 16.9, "Drama": 16.6, "Horror": 15.9, "Animation": 18.1, "Thriller": 17.0})
        .to_numpy()
    )
    budget = np.round(np.exp(rng.normal(base, 0.65)), -5).astype(int)
    budget = np.maximum(budget, 400000)
    rating = np.round(
        np.clip(rng.normal(6.35, 0.85, n) + 0.3 * (genre == "Drama") - 0.5 * (genre == "Horror"), 2.4, 9.1), 1
    )
    home = np.round(budget**0.82 * np.exp(rng.normal(3.0, 0.75, n) + 0.28 * (rating - 6.3))).astype(int)
    world = np.round(home * (1.15 + rng.gamma(1.8, 0.6, n))).astype(int)
    theaters = np.clip(np.round(rng.normal(120 * (np.log(home) - 9.5), 480)), 4, 4500)
    votes = np.round(np.exp(rng.normal(3.2, 0.6, n) + 0.42 * np.log(world) + 0.25 * (rating - 6))).astype(int)
    meta = np.clip(np.round(10.2 * rating - 10 + rng.normal(0, 9, n)), 8, 98)
    day = pd.Series(pd.Timestamp("2005-01-07") + pd.to_timedelta(7 * rng.integers(0, 780, n), unit="D"))
    minutes = np.clip(
        np.round(rng.normal(107, 13, n) + 11 * (genre == "Drama") - 13 * (genre == "Animation")), 74, 188
    ).astype(int)
    return pd.DataFrame(
        {
            "Movie Title": _names(rng, one, two, n),
            "Release Date": [f"{d:%B} {d.day}, {d.year}" for d in day],
            "Distributor": _gaps(
                rng,
                rng.choice(
                    ["Meridian", "Bluestone Pictures", "Halcyon", "Grand Union", "Parallax", "Indie Reel"],
                    n,
                    p=[0.2, 0.2, 0.18, 0.17, 0.13, 0.12],
                ),
                0.03,
            ),
            "Genre": genre,
            "MPAA": _gaps(rng, rng.choice(["G", "PG", "PG-13", "R"], n, p=[0.06, 0.22, 0.41, 0.31]), 0.06),
            "Runtime": [f"{m} min" for m in minutes],
            "Budget ($)": _gaps(rng, budget, 0.13),
            "Domestic Gross": [f"${v:,}" for v in home],
            "Worldwide Gross": [f"${v:,}" for v in world],
            "Opening Theaters": _gaps(rng, theaters.astype(int), 0.05),
            "IMDb Rating": rating,
            "IMDb Votes": votes,
            "Metascore": _gaps(rng, meta.astype(int), 0.08),
        }
    )


def electricity() -> pd.DataFrame:
    rng = np.random.default_rng(5606)
    lands = {
        "Germany": ("DEU", "Europe", 600, 0.46, 0.14, 0.04, 0.2), "France": ("FRA", "Europe", 540, 0.04, 0.06, 0.11, 0.74), "Spain": ("ESP", "Europe", 275, 0.2, 0.3, 0.12, 0.2),
        "Poland": ("POL", "Europe", 158, 0.85, 0.06, 0.02, 0.0), "Norway": ("NOR", "Europe", 138, 0.0, 0.02, 0.96, 0.0), "Sweden": ("SWE", "Europe", 152, 0.01, 0.01, 0.45, 0.42),
        "Italy": ("ITA", "Europe", 285, 0.14, 0.5, 0.17, 0.0), "Brazil": ("BRA", "South America", 460, 0.03, 0.08, 0.78, 0.03), "Chile": ("CHL", "South America", 62, 0.3, 0.2, 0.4, 0.0),
        "Argentina": ("ARG", "South America", 118, 0.02, 0.58, 0.3, 0.06), "Japan": ("JPN", "Asia", 1050, 0.3, 0.35, 0.08, 0.2), "South Korea": ("KOR", "Asia", 440, 0.42, 0.2, 0.01, 0.33),
        "India": ("IND", "Asia", 950, 0.72, 0.07, 0.12, 0.03), "Thailand": ("THA", "Asia", 148, 0.2, 0.68, 0.05, 0.0), "South Africa": ("ZAF", "Africa", 240, 0.92, 0.0, 0.01, 0.05),
        "Egypt": ("EGY", "Africa", 130, 0.0, 0.82, 0.09, 0.0), "Morocco": ("MAR", "Africa", 25, 0.5, 0.2, 0.07, 0.0),
    }  # fmt: skip
    rows = []
    for land, (code, region, size, coal, gas, hydro, atom) in lands.items():
        people = size * rng.uniform(0.11, 0.5)
        growth = rng.uniform(0.0, 0.028) + (
            0.03 if region in ("Asia", "Africa") and land not in ("Japan", "South Africa") else 0
        )
        sun = rng.uniform(0.0006, 0.004)
        for i, year in enumerate(range(2000, 2022)):
            total = size * (1 + growth) ** i * rng.normal(1, 0.02)
            wind = total * sun * i * 1.4 * rng.uniform(0.85, 1.15)
            solar = total * sun * max(0, i - 6) * 1.1 * rng.uniform(0.85, 1.15)
            parts = [total * s * rng.normal(1, 0.06) * (1 - 0.012 * i * (s == coal)) for s in (coal, gas, hydro, atom)]
            total = sum(parts) + wind + solar + total * 0.02
            carbon = (parts[0] * 920 + parts[1] * 420 + 25 * (wind + solar) + total * 12) / total + rng.normal(0, 8)
            rows.append(
                [
                    land,
                    code,
                    region,
                    year,
                    *[round(p, 2) for p in parts],
                    round(wind, 2),
                    round(solar, 3),
                    round(total, 2),
                    f"{people * (1 + 0.009) ** i:.2f} million",
                    round(carbon, 1),
                    round(rng.normal(0, size * 0.03), 2),
                ]
            )
    table = pd.DataFrame(
        rows,
        columns=[
            "Country",
            "ISO code",
            "Region",
            "Year",
            "Coal (TWh)",
            "Gas (TWh)",
            "Hydro (TWh)",
            "Nuclear (TWh)",
            "Wind (TWh)",
            "Solar (TWh)",
            "Total Generation (TWh)",
            "Population",
            "Carbon intensity (gCO2/kWh)",
            "Net imports (TWh)",
        ],
    )
    for column, share in [
        ("Solar (TWh)", 0.05),
        ("Carbon intensity (gCO2/kWh)", 0.04),
        ("Net imports (TWh)", 0.11),
        ("Hydro (TWh)", 0.03),
    ]:
        table[column] = _gaps(rng, table[column], share)
    return table


def flights() -> pd.DataFrame:
    rng = np.random.default_rng(5707)
    n = 1900
    ports = ["ATL", "ORD", "DFW", "DEN", "LAX", "SFO", "JFK", "SEA", "MCO", "BOS"]
    spot = rng.uniform(0, 1, (10, 2)) * np.array([2300, 1100])
    a = rng.integers(0, 10, n)
    b = (a + rng.integers(1, 10, n)) % 10
    miles = np.round(np.hypot(*(spot[a] - spot[b]).T) + 140).astype(int)
    carrier = rng.choice(["AA", "DL", "UA", "WN", "B6", "AS"], n, p=[0.22, 0.23, 0.17, 0.21, 0.09, 0.08])
    hour = rng.integers(5, 23, n)
    minute = rng.choice(np.arange(0, 60, 5), n)
    late = np.round(
        rng.normal(-3, 6, n)
        + np.where(rng.random(n) < 0.19 + 0.012 * (hour - 10), rng.exponential(36, n), 0)
        + 2 * (carrier == "B6")
    )
    out = np.round(np.clip(rng.gamma(7, 2.3, n), 5, 95))
    air = np.round(miles / 7.6 + 17 + rng.normal(0, 6, n))
    land = np.round(late + (out - 16) * 0.8 + rng.normal(-5, 9, n))
    gone = rng.random(n) < 0.022
    day = pd.Series(pd.Timestamp("2019-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 181, n)), unit="D"))

    def hide(v):
        return pd.Series(v).where(~gone).map(lambda x: None if pd.isna(x) else int(x)).astype(object)

    cause = np.where(
        land >= 15,
        rng.choice(["Carrier", "Weather", "NAS", "Late Aircraft", "Security"], n, p=[0.3, 0.1, 0.27, 0.32, 0.01]),
        None,
    )
    table = pd.DataFrame(
        {
            "FL_DATE": day.dt.strftime("%Y-%m-%d"),
            "OP_CARRIER": carrier,
            "FL_NUM": rng.integers(11, 6200, n),
            "ORIGIN": np.array(ports)[a],
            "DEST": np.array(ports)[b],
            "CRS_DEP_TIME": [f"{h:02d}:{m:02d}" for h, m in zip(hour, minute, strict=True)],
            "DEP_DELAY (min)": hide(late),
            "TAXI_OUT": hide(out),
            "AIR_TIME": hide(air),
            "ARR_DELAY (min)": hide(land),
            "DISTANCE (miles)": miles,
            "CANCELLED": gone.astype(int),
            "DELAY_CAUSE": pd.Series(cause).where(~gone),
            "SEATS": _gaps(rng, rng.choice([76, 128, 143, 160, 180, 199], n), 0.06),
            "Load Factor": _gaps(rng, [f"{v:.1f}%" for v in np.clip(rng.normal(83, 9, n), 38, 100)], 0.05),
        }
    )
    table["AIR_TIME"] = table["AIR_TIME"].where(rng.random(n) > 0.012)
    return table


MAKERS = {f.__name__: f for f in (weather, football, loans, hospital, films, electricity, flights)}


@cache
def text(name: str) -> str:
    """The frame as the CSV file that a user would upload."""
    return MAKERS[name]().to_csv(index=False)


def frame(name: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(text(name)))
