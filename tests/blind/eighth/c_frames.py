"""Tables of one hand, made from seeds."""

from functools import cache
from io import StringIO

import numpy as np
import pandas as pd


def used_cars() -> pd.DataFrame:
    g = np.random.default_rng(8501)
    n = 940
    brand = g.choice(
        ["Maruti", "Hyundai", "Honda", "Toyota", "Volkswagen", "Mahindra", "BMW", "Audi", "Skoda", "Tata"],
        n,
        p=[0.21, 0.2, 0.12, 0.1, 0.08, 0.08, 0.06, 0.05, 0.05, 0.05],
    )
    models = {
        "Maruti": ["Swift VDI", "Alto 800 LXI", "Ertiga VXI", "Ciaz Zeta"],
        "Hyundai": ["i20 Sportz", "Creta 1.6 SX", "Grand i10 Asta", "Verna CRDi"],
        "Honda": ["City 1.5 V MT", "Amaze S i-Dtech", "Jazz VX"],
        "Toyota": ["Innova 2.5 G", "Corolla Altis", "Fortuner 3.0 Diesel"],
        "Volkswagen": ["Polo 1.2 MPI", "Vento Diesel Comfortline"],
        "Mahindra": ["XUV500 W8 2WD", "Scorpio S10", "Bolero ZLX"],
        "BMW": ["3 Series 320d", "5 Series 520d", "X1 sDrive20d"],
        "Audi": ["A4 2.0 TDI", "A6 35 TFSI", "Q3 30 TDI"],
        "Skoda": ["Rapid 1.6 MPI", "Superb Elegance"],
        "Tata": ["Indica Vista", "Tiago XZ", "Nexon XM"],
    }
    name = [f"{b} {g.choice(models[b])}" for b in brand]
    lux = np.isin(brand, ["BMW", "Audi"])
    year = np.clip(np.round(2014.2 - g.gamma(1.6, 2.0, n) + g.integers(0, 5, n)), 2000, 2019).astype(int)
    km = np.round(np.exp(g.normal(10.75, 0.55, n)) * (1 + (2016 - year) * 0.035)).clip(900, 400000).astype(int)
    fuel = g.choice(["Diesel", "Petrol", "CNG", "LPG"], n, p=[0.53, 0.445, 0.018, 0.007])
    trans = np.where(g.random(n) < np.where(lux, 0.92, 0.2), "Automatic", "Manual")
    owner = g.choice(["First", "Second", "Third", "Fourth & Above"], n, p=[0.81, 0.16, 0.025, 0.005])
    engine = np.where(
        lux, g.choice([1968, 1995, 2967, 1984], n), g.choice([796, 998, 1197, 1248, 1461, 1498, 1582, 2179, 2494], n)
    )
    power = np.round(engine * 0.072 + g.normal(0, 9, n) + lux * 28, 1).clip(34)
    price = np.exp(
        1.15
        + 0.00048 * engine
        + 0.118 * (year - 2013)
        + 0.85 * lux
        + 0.28 * (trans == "Automatic")
        - 0.0000012 * km
        + g.normal(0, 0.24, n)
    )
    df = pd.DataFrame(
        {
            "Name": name,
            "Location": g.choice(
                ["Mumbai", "Hyderabad", "Kochi", "Coimbatore", "Pune", "Delhi", "Kolkata", "Chennai", "Jaipur"], n
            ),
            "Year": year,
            "Kilometers_Driven": km,
            "Fuel_Type": fuel,
            "Transmission": trans,
            "Owner_Type": owner,
            "Mileage": [
                f"{v:.2f} " + ("km/kg" if f in ("CNG", "LPG") else "kmpl")
                for v, f in zip((27 - engine * 0.0046 + g.normal(0, 2, n)).clip(8), fuel, strict=False)
            ],
            "Engine": [f"{v} CC" for v in engine],
            "Power": [f"{v} bhp" for v in power],
            "Seats": g.choice([5.0, 7.0, 4.0, 8.0], n, p=[0.84, 0.11, 0.03, 0.02]),
            "New_Price": None,
            "Price": np.round(price, 2),
        }
    )
    new = g.random(n) < 0.1 + 0.13 * lux + 0.012 * (year - 2010).clip(0)
    df["New_Price"] = [f"{p * 1.55 + 1:.2f} Lakh" if k else None for p, k in zip(price, new, strict=False)]
    df.loc[g.random(n) < 0.02, "Power"] = "null bhp"
    df.loc[g.random(n) < 0.009, ["Engine", "Seats"]] = np.nan
    df.insert(0, "Unnamed: 0", range(n))
    return df


def city_day_2019() -> pd.DataFrame:
    g = np.random.default_rng(8502)
    rows = []
    for city, level in [("Delhi", 1.0), ("Lucknow", 0.82)]:
        t = np.arange(365)
        season = np.cos(2 * np.pi * (t - 5) / 365)
        wind = np.exp(g.normal(0.45 - 0.16 * season, 0.38))
        pm25 = np.exp(4.25 + 0.72 * season + np.log(level) - 0.24 * np.log(wind) * 1.6 + g.normal(0, 0.3, 365))
        pm10 = pm25 * 1.35 + np.exp(g.normal(4.0, 0.4, 365))
        temp = 25.2 - 8.6 * season + g.normal(0, 2.3, 365)
        rows.append(
            pd.DataFrame(
                {
                    "City": city,
                    "Date": pd.date_range("2019-01-01", periods=365).strftime("%d-%m-%Y"),
                    "PM2.5 (ug/m3)": pm25.round(2),
                    "PM10 (ug/m3)": pm10.round(2),
                    "NO2": np.exp(g.normal(3.4 + 0.25 * season, 0.42)).round(2),
                    "SO2": np.exp(g.normal(2.45, 0.35, 365)).round(2),
                    "CO": np.exp(g.normal(0.1 + 0.2 * season, 0.4)).round(2),
                    "O3": (38 - 9 * season + g.normal(0, 9, 365)).clip(2).round(2),
                    "TEMP_C": temp.round(1),
                    "RH %": (62 + 7 * season + g.normal(0, 12, 365)).clip(12, 99).round(0),
                    "Wind Speed (m/s)": wind.round(2),
                    "AQI": (pm25 * 1.55 + 45 + g.normal(0, 18, 365)).clip(30).round(0),
                }
            )
        )
    df = pd.concat(rows, ignore_index=True)
    df["AQI_Bucket"] = pd.cut(
        df["AQI"],
        [0, 50, 100, 200, 300, 400, 9999],
        labels=["Good", "Satisfactory", "Moderate", "Poor", "Very Poor", "Severe"],
    ).astype(object)
    for col, share in {
        "PM2.5 (ug/m3)": 0.03,
        "PM10 (ug/m3)": 0.06,
        "NO2": 0.12,
        "SO2": 0.04,
        "CO": 0.02,
        "O3": 0.05,
        "TEMP_C": 0.015,
        "RH %": 0.01,
        "Wind Speed (m/s)": 0.02,
    }.items():
        df.loc[g.random(len(df)) < share, col] = np.nan
    return df


def player_stats_1718() -> pd.DataFrame:
    g = np.random.default_rng(8503)
    n = 486
    first = [
        "Marcus",
        "Tyler",
        "Jalen",
        "Andre",
        "Kevin",
        "Nikola",
        "Derrick",
        "Terrence",
        "Chris",
        "Isaiah",
        "Luke",
        "Bogdan",
        "Ray",
        "Malik",
        "Jordan",
        "Will",
        "Dario",
        "Cory",
        "Eric",
        "Trey",
    ]
    last = [
        "Adams",
        "Bell",
        "Carter",
        "Dunn",
        "Ellis",
        "Frazier",
        "Gibson",
        "Holland",
        "Ivory",
        "Jackson",
        "Knox",
        "Lewis",
        "Mack",
        "Nash",
        "Oliver",
        "Porter",
        "Quinn",
        "Rivers",
        "Sims",
        "Thornton",
        "Vucic",
        "Walker",
        "Young",
        "Zeller",
        "Bryant",
        "Haywood",
    ]
    pairs = g.permutation([f"{a} {b}" for a in first for b in last])[:n]
    pos = g.choice(["PG", "SG", "SF", "PF", "C"], n)
    age = np.clip(np.round(19 + g.gamma(2.6, 2.8, n)), 19, 41).astype(int)
    games = np.clip(np.round(g.beta(2.0, 1.05, n) * 82), 1, 82).astype(int)
    mp = np.clip(g.beta(1.9, 2.2, n) * 41 + 1, 1.2, 38).round(1)
    starts = np.round(games * np.clip((mp - 14) / 18 + g.normal(0, 0.12, n), 0, 1)).astype(int)
    big = np.isin(pos, ["PF", "C"])
    fga = (mp * 0.37 * np.exp(g.normal(0, 0.25, n))).round(1)
    fgp = (np.where(pos == "C", 0.525, np.where(big, 0.468, 0.432)) + g.normal(0, 0.055, n)).clip(0.1, 0.8).round(3)
    fg = (fga * fgp).round(1)
    tpa = (fga * np.where(pos == "C", 0.08, np.where(big, 0.3, 0.4)) * np.exp(g.normal(0, 0.5, n))).round(1)
    tpa[(pos == "C") & (g.random(n) < 0.35) | (tpa <= 0.1) & (g.random(n) < 0.8)] = 0
    tpp = np.where(tpa > 0, (0.345 - 0.03 * (pos == "C") + g.normal(0, 0.06, n)).clip(0, 0.6).round(3), np.nan)
    fta = (fga * 0.24 * np.exp(g.normal(0, 0.5, n))).round(1)
    fta[fta <= 0.1] = 0
    ftp = np.where(fta > 0, (np.where(pos == "C", 0.68, 0.775) + g.normal(0, 0.09, n)).clip(0.25, 1).round(3), np.nan)
    pts = (2 * fg + np.nan_to_num(tpa * tpp) + np.nan_to_num(fta * ftp)).round(1)
    return pd.DataFrame(
        {
            "Rk": range(1, n + 1),
            "Player": np.sort(pairs),
            "Pos": pos,
            "Age": age,
            "Tm": g.choice(
                [
                    "ATL",
                    "BOS",
                    "BRK",
                    "CHI",
                    "CLE",
                    "DAL",
                    "DEN",
                    "GSW",
                    "HOU",
                    "LAL",
                    "MIA",
                    "NYK",
                    "OKC",
                    "PHI",
                    "SAS",
                    "TOR",
                    "UTA",
                    "WAS",
                ],
                n,
            ),
            "G": games,
            "GS": starts,
            "MP": mp,
            "FG": fg,
            "FGA": fga,
            "FG%": np.where(fga > 0, fgp, np.nan),
            "3PA": tpa,
            "3P%": tpp,
            "FTA": fta,
            "FT%": ftp,
            "TRB": (mp * np.where(big, 0.24, 0.13) * np.exp(g.normal(0, 0.25, n))).round(1),
            "AST": (mp * np.where(pos == "PG", 0.17, 0.07) * np.exp(g.normal(0, 0.35, n))).round(1),
            "BLK": (mp * np.where(big, 0.03, 0.012) * np.exp(g.normal(0, 0.5, n))).round(1),
            "PF": (mp * 0.085 + g.normal(0.1, 0.4, n)).clip(0, 4.5).round(1),
            "PTS": pts,
        }
    )


def winemag_sample() -> pd.DataFrame:
    g = np.random.default_rng(8504)
    n = 620
    country = g.choice(
        ["US", "France", "Italy", "Spain", "Portugal", "Chile", "Argentina", "Australia"],
        n,
        p=[0.38, 0.17, 0.16, 0.08, 0.07, 0.06, 0.05, 0.03],
    )
    prov = {
        "US": ["California", "Oregon", "Washington", "New York"],
        "France": ["Bordeaux", "Burgundy", "Alsace"],
        "Italy": ["Tuscany", "Piedmont", "Veneto", "Sicily & Sardinia"],
        "Spain": ["Northern Spain", "Catalonia"],
        "Portugal": ["Douro", "Alentejano"],
        "Chile": ["Maipo Valley", "Colchagua Valley"],
        "Argentina": ["Mendoza Province", "Other"],
        "Australia": ["South Australia", "Victoria"],
    }
    taster = {
        "US": ["Virginie Boone", "Matt Kettmann", "Paul Gregutt"],
        "France": ["Roger Voss"],
        "Italy": ["Kerin O’Keefe"],
        "Spain": ["Michael Schachner"],
        "Portugal": ["Roger Voss"],
        "Chile": ["Michael Schachner"],
        "Argentina": ["Michael Schachner"],
        "Australia": ["Joe Czerwinski"],
    }
    points = np.clip(np.round(g.normal(88.4, 2.9, n)), 80, 98).astype(int)
    price = np.round(np.exp(3.25 + 0.115 * (points - 88.4) + g.normal(0, 0.48, n))).clip(5)
    price[g.choice(n, 4, replace=False)] = [260, 320, 410, 225]
    words = [
        "aromas",
        "of",
        "cherry",
        "blackberry",
        "plum",
        "oak",
        "vanilla",
        "spice",
        "leather",
        "tobacco",
        "citrus",
        "apple",
        "with",
        "firm",
        "tannins",
        "bright",
        "acidity",
        "and",
        "a",
        "long",
        "finish",
        "this",
        "ripe",
        "full-bodied",
        "wine",
        "shows",
        "notes",
        "drink",
        "now",
        "through",
        "2022",
        "pepper",
        "herb",
        "mineral",
    ]
    count = np.clip(np.round(40 + 2.6 * (points - 88) + g.normal(0, 8.5, n)), 12, 90).astype(int)
    text = [" ".join(g.choice(words, k)).capitalize() + "." for k in count]
    df = pd.DataFrame(
        {
            "country": country,
            "description": text,
            "designation": np.where(
                g.random(n) < 0.32,
                None,
                g.choice(["Reserve", "Estate", "Riserva", "Old Vines", "Gran Reserva", "Barrel Select"], n),
            ),
            "points": points,
            "price": price,
            "province": [g.choice(prov[c]) for c in country],
            "taster_name": [g.choice(taster[c]) for c in country],
            "variety": g.choice(
                [
                    "Pinot Noir",
                    "Chardonnay",
                    "Cabernet Sauvignon",
                    "Red Blend",
                    "Sauvignon Blanc",
                    "Syrah",
                    "Riesling",
                    "Malbec",
                ],
                n,
            ),
            "vintage": g.choice(np.arange(2006, 2017), n).astype(float),
            "alcohol_pct": (13.6 + 0.13 * (points - 88.4) + g.normal(0, 0.75, n)).round(1),
        }
    )
    for col, share in {"price": 0.07, "taster_name": 0.15, "vintage": 0.03, "alcohol_pct": 0.09}.items():
        df.loc[g.random(n) < share, col] = np.nan
    df.insert(0, "Unnamed: 0", g.permutation(130000)[:n])
    return df


def kidney_patients() -> pd.DataFrame:
    g = np.random.default_rng(8505)
    n = 398
    age = np.clip(np.round(g.normal(54, 15, n)), 17, 90)
    egfr = np.clip(128 - 0.95 * age + g.normal(0, 19, n), 6, 130)
    stage = np.digitize(-egfr, [-90, -60, -30, -15]) + 1
    df = pd.DataFrame(
        {
            "Patient ID": [f"P-{i:05d}" for i in g.permutation(20000)[:n] + 1000],
            "AGE": age,
            "Gender": g.choice(["M", "F", "f"], n, p=[0.52, 0.465, 0.015]),
            "BMI": g.normal(27.4, 3.9, n).round(1),
            "SystolicBP": (118 + 0.32 * age + g.normal(0, 14, n)).round(0),
            "Urea mmol/L": np.exp(1.6 + 0.008 * (80 - egfr) + g.normal(0, 0.33, n)).round(1),
            "Creatinine": (5400 / (egfr + 12) * np.exp(g.normal(0, 0.12, n))).round(0),
            "eGFR": egfr.round(1),
            "CKD_Stage": stage,
            "Hemoglobin(g/dL)": (14.3 - 0.9 * (stage - 2) + g.normal(0, 1.3, n)).round(1),
            "HbA1c": np.exp(g.normal(1.86, 0.2, n)).round(1),
            "Diabetes": g.choice(["yes", "no", " yes"], n, p=[0.34, 0.65, 0.01]),
            "Visit_Date": (pd.Timestamp("2017-03-01") + pd.to_timedelta(g.integers(0, 640, n), unit="D")).strftime(
                "%m/%d/%Y"
            ),
        }
    )
    for col, share in {
        "BMI": 0.05,
        "SystolicBP": 0.03,
        "Urea mmol/L": 0.045,
        "Creatinine": 0.03,
        "Hemoglobin(g/dL)": 0.11,
        "HbA1c": 0.2,
    }.items():
        df.loc[g.random(n) < share, col] = np.nan
    return df


MADE = {
    "used_cars": used_cars,
    "city_day_2019": city_day_2019,
    "player_stats_1718": player_stats_1718,
    "winemag_sample": winemag_sample,
    "kidney_patients": kidney_patients,
}


@cache
def frame(name: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(MADE[name]().to_csv(index=False)))
