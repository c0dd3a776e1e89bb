"""The tables of these questions: made from seeds, and read back from their own CSV text."""

from functools import cache
from io import StringIO

import numpy as np
import pandas as pd


def hr_dataset() -> pd.DataFrame:
    g = np.random.default_rng(7101)
    n = 311
    departments = ["Production", "IT/IS", "Sales", "Software Engineering", "Admin Offices"]
    dept = g.choice(departments, n, p=[0.62, 0.17, 0.11, 0.06, 0.04])
    base = {"Production": 58500, "IT/IS": 92000, "Sales": 68500, "Software Engineering": 95500, "Admin Offices": 71500}
    salary = np.array([base[d] for d in dept]) * np.exp(g.normal(0, 0.19, n))
    hired = pd.Timestamp("2006-01-09") + pd.to_timedelta(g.integers(0, 4300, n), unit="D")
    left = g.random(n) < 0.334
    end = hired + pd.to_timedelta(g.integers(60, 2400, n), unit="D")
    term = [e.strftime("%m/%d/%Y") if x else None for e, x in zip(end, left, strict=False)]
    score = g.choice(["Fully Meets", "Exceeds", "Needs Improvement", "PIP"], n, p=[0.76, 0.13, 0.07, 0.04])
    extra = pd.Series(score).map({"Fully Meets": 0, "Exceeds": -1, "Needs Improvement": 3, "PIP": 4}).to_numpy()
    manager = g.choice([4.0, 11.0, 14.0, 16.0, 18.0, 19.0, 20.0, 22.0, 39.0], n)
    manager[g.choice(n, 8, replace=False)] = np.nan
    first = g.choice(
        [
            "Adinolfi",
            "Smith",
            "Becker",
            "Carter",
            "Davis",
            "Evensen",
            "Gonzalez",
            "Huynh",
            "Ivey",
            "Jung",
            "Knapp",
            "Lunquist",
        ],
        n,
    )
    second = g.choice(
        ["Wilson", "Karthikeyan", "Sarah", "Trina", "Carol", "Anita", "Linda", "Jeremy", "Maria", "Colby", "Estelle"], n
    )
    return pd.DataFrame(
        {
            "Employee_Name": [f"{a}, {b}" for a, b in zip(first, second, strict=False)],
            "EmpID": 10001 + np.arange(n),
            "MarriedID": g.integers(0, 2, n),
            "Department": dept,
            "Salary": salary.round().astype(int),
            "DateofHire": hired.strftime("%m/%d/%Y"),
            "DateofTermination": term,
            "EmploymentStatus": np.where(
                left, g.choice(["Voluntarily Terminated", "Terminated for Cause"], n, p=[0.85, 0.15]), "Active"
            ),
            "ManagerID": manager,
            "PerformanceScore": score,
            "TrainingScore": g.normal(71.4, 8.7, n).round(1),
            "EmpSatisfaction": g.choice([1, 2, 3, 4, 5], n, p=[0.01, 0.03, 0.35, 0.3, 0.31]),
            "Absences": (g.integers(1, 18, n) + extra).clip(1, 20),
        }
    )


def car_details() -> pd.DataFrame:
    g = np.random.default_rng(7102)
    n = 1240
    makers = {
        "Maruti Swift Dzire VDI": (82, 1248, 74.0, 23.4),
        "Hyundai i20 Asta": (79, 1197, 82.9, 18.6),
        "Honda City i-VTEC": (93, 1497, 117.3, 17.8),
        "Tata Indica Vista": (64, 1396, 69.0, 17.0),
        "Mahindra XUV500 W8": (121, 2179, 140.0, 15.1),
        "Toyota Innova 2.5 VX": (126, 2494, 100.6, 12.8),
        "Ford Figo Diesel": (72, 1399, 68.1, 20.0),
        "BMW X4 M Sport X xDrive20d": (330, 1995, 190.0, 16.8),
        "Renault Duster 110PS": (97, 1461, 108.5, 19.6),
    }
    names = g.choice(list(makers), n, p=[0.24, 0.19, 0.12, 0.1, 0.1, 0.08, 0.09, 0.02, 0.06])
    spec = np.array([makers[x] for x in names])
    year = np.clip((2020 - g.gamma(2.6, 2.3, n)).round(), 1996, 2020).astype(int)
    age = 2020 - year
    price = spec[:, 0] * 9600 * np.exp(-0.105 * age) * np.exp(g.normal(0, 0.17, n))
    km = np.maximum(1000, (age + 0.6) * g.gamma(3.2, 3100, n))
    km = np.where(g.random(n) < 0.5, km.round(-3), km.round()).astype(int)
    fuel = np.where(
        spec[:, 1] < 1200, "Petrol", g.choice(["Diesel", "Petrol", "CNG", "LPG"], n, p=[0.8, 0.16, 0.03, 0.01])
    )
    frame = pd.DataFrame(
        {
            "name": names,
            "year": year,
            "selling_price": (price / 1000).round().astype(int) * 1000,
            "km_driven": km,
            "fuel": fuel,
            "seller_type": g.choice(["Individual", "Dealer", "Trustmark Dealer"], n, p=[0.8, 0.17, 0.03]),
            "transmission": g.choice(["Manual", "Automatic"], n, p=[0.87, 0.13]),
            "owner": g.choice(
                ["First Owner", "Second Owner", "Third Owner", "Fourth & Above Owner"], n, p=[0.66, 0.25, 0.07, 0.02]
            ),
            "mileage": [f"{x:.1f} kmpl" for x in spec[:, 3] + g.normal(0, 0.5, n)],
            "engine": [f"{int(x)} CC" for x in spec[:, 1]],
            "max_power": [f"{x:g} bhp" for x in spec[:, 2]],
            "seats": np.where(spec[:, 1] > 2100, 7.0, 5.0),
        }
    )
    gone = g.choice(n, 34, replace=False)
    frame.loc[gone, ["mileage", "engine", "seats"]] = np.nan
    frame.loc[gone[:31], "max_power"] = np.nan
    frame.loc[g.choice(n, 9, replace=False), "mileage"] = np.nan
    return frame


def city_station_day() -> pd.DataFrame:
    g = np.random.default_rng(7103)
    days = pd.date_range("2019-01-01", "2019-12-31", freq="D")
    parts = []
    for station, level, loss in [("DL008", 1.5, 21), ("TG004", 0.8, 33), ("KL002", 0.55, 12), ("WB011", 1.15, 57)]:
        n = len(days)
        season = 1 + 0.55 * np.cos(2 * np.pi * (days.dayofyear.to_numpy() - 5) / 365)
        pm25 = 52 * level * season * np.exp(g.normal(0, 0.3, n))
        pm10 = pm25 * g.normal(1.75, 0.25, n) + g.normal(20, 9, n)
        wind = g.gamma(4, 0.45, n)
        no2 = 24 * level * np.exp(g.normal(0, 0.35, n))
        o3 = 34 + 9 * np.sin(2 * np.pi * (days.dayofyear.to_numpy() - 60) / 365) + 1.3 * wind + g.gamma(2, 6, n)
        part = pd.DataFrame(
            {
                "StationId": station,
                "Date": days.strftime("%d-%m-%Y"),
                "PM2.5": pm25.round(2),
                "PM10": pm10.clip(8).round(2),
                "NO2": no2.round(2),
                "O3 (ug/m3)": o3.round(2),
                "WS (m/s)": wind.round(1),
            }
        )
        for column, k in [("PM2.5", 9), ("PM10", 44), ("NO2", loss), ("O3 (ug/m3)", 16), ("WS (m/s)", 5)]:
            part.loc[g.choice(n, k, replace=False), column] = np.nan
        parts.append(part)
    frame = pd.concat(parts, ignore_index=True)
    bins = [-1, 30, 60, 90, 120, 250, 9999]
    frame["AQI_Bucket"] = pd.cut(
        frame["PM2.5"], bins, labels=["Good", "Satisfactory", "Moderate", "Poor", "Very Poor", "Severe"]
    ).astype(object)
    return frame


def players_20() -> pd.DataFrame:
    g = np.random.default_rng(7104)
    n = 860
    clubs = {
        "FC Barcelona": 9,
        "Real Madrid": 9,
        "Manchester City": 8,
        "Juventus": 8,
        "Liverpool": 7,
        "FC Bayern München": 7,
        "Valencia CF": 3,
        "Everton": 4,
        "Lazio": 2,
        "Ajax": 2,
        "SL Benfica": 1,
        "Olympique Lyonnais": 2,
        "Celtic": -1,
        "Udinese": 0,
        "Levante UD": -1,
        "SC Freiburg": 0,
        "Real Betis": 1,
        "PSV": 0,
        "LA Galaxy": -4,
        "Burnley": 0,
        "Aberdeen": -7,
        "FC Twente": -5,
        "Stoke City": -4,
        "Ferencvárosi TC": -6,
    }
    club = g.choice(list(clubs), n)
    bonus = np.array([clubs[c] for c in club])
    age = np.clip(g.normal(25.4, 4.5, n).round(), 16, 39).astype(int)
    overall = np.clip(
        (69.5 + bonus + 0.45 * (age - 25) - 0.05 * (age - 27) ** 2 + g.normal(0, 4, n)).round(), 48, 94
    ).astype(int)
    potential = np.clip(overall + np.maximum(0, (27.5 - age) * 0.95 + g.normal(0, 2.6, n)).round(), overall, 95).astype(
        int
    )
    wage = np.exp(0.15 * (overall - 66) + 0.05 * bonus + g.normal(0, 0.35, n)) * 5500
    value = np.exp(0.18 * (overall - 66) + 0.06 * (potential - overall) + g.normal(0, 0.2, n)) * 1_050_000
    cm = g.normal(181.5, 6.8, n)
    inches = (cm / 2.54).round().astype(int)
    lbs = ((cm - 181.5) * 1.75 + 167 + g.normal(0, 8.5, n)).round().astype(int)
    surname = g.choice(
        [
            "Silva",
            "Müller",
            "García",
            "Jansen",
            "Kovács",
            "Smith",
            "Rossi",
            "Dubois",
            "Andersen",
            "Costa",
            "Novak",
            "Traoré",
            "Diallo",
            "Moreno",
            "Kane",
        ],
        n,
    )
    letter = g.choice(list("ABCDEFGHJKLMNPRST"), n)
    clause = np.where(g.random(n) < 0.07, np.nan, (value * g.uniform(1.4, 2.2, n)).round(-5))
    return pd.DataFrame(
        {
            "sofifa_id": 158023 + np.sort(g.choice(90000, n, replace=False)),
            "short_name": [f"{a}. {b}" for a, b in zip(letter, surname, strict=False)],
            "age": age,
            "height": [f"{x // 12}'{x % 12}" for x in inches],
            "weight": [f"{x}lbs" for x in lbs],
            "nationality": g.choice(
                [
                    "Spain",
                    "Brazil",
                    "France",
                    "Germany",
                    "England",
                    "Argentina",
                    "Italy",
                    "Netherlands",
                    "Portugal",
                    "Scotland",
                    "Hungary",
                ],
                n,
            ),
            "club": club,
            "overall": overall,
            "potential": potential,
            "value_eur": value.round(-4).astype(int),
            "wage_eur": wage.round(-3).clip(1000).astype(int),
            "preferred_foot": g.choice(["Right", "Left"], n, p=[0.76, 0.24]),
            "player_positions": g.choice(["GK", "CB", "LB", "RB", "CM", "CDM", "CAM", "LW", "RW", "ST"], n),
            "release_clause_eur": clause,
        }
    )


def supermarket_orders() -> pd.DataFrame:
    g = np.random.default_rng(7105)
    n = 1000
    branch = g.choice(["A", "B", "C"], n)
    day = pd.Timestamp("2018-10-01") + pd.to_timedelta(g.integers(0, 243, n), unit="D")
    minute = g.integers(600, 1260, n)
    price = g.uniform(10, 100, n).round(2)
    amount = g.integers(1, 11, n)
    cogs = (price * amount).round(2)
    kind = g.choice(["Member", "Normal"], n)
    pay = g.choice(["Ewallet", "Cash", "Credit card"], n, p=[0.345, 0.345, 0.31])
    rating = np.where((kind == "Member") & (pay == "Cash"), g.triangular(4, 8.4, 10, n), g.uniform(4, 10, n)).round(1)
    rating[g.choice(n, 17, replace=False)] = np.nan
    number = g.choice(900, n) + 100
    return pd.DataFrame(
        {
            "Invoice ID": [
                f"{a}-{b:02d}-{c:04d}"
                for a, b, c in zip(number, g.integers(10, 100, n), g.integers(1000, 10000, n), strict=False)
            ],
            "Branch": branch,
            "City": pd.Series(branch).map({"A": "Yangon", "B": "Mandalay", "C": "Naypyitaw"}),
            "Customer type": kind,
            "Gender": g.choice(["Female", "Male"], n),
            "Product line": g.choice(
                [
                    "Health and beauty",
                    "Electronic accessories",
                    "Home and lifestyle",
                    "Sports and travel",
                    "Food and beverages",
                    "Fashion accessories",
                ],
                n,
            ),
            "Unit price": price,
            "Quantity": amount,
            "Tax 5%": (cogs * 0.05).round(4),
            "Total": (cogs * 1.05).round(4),
            "Date": [f"{d.month}/{d.day}/{d.year}" for d in day],
            "Time": [f"{m // 60:02d}:{m % 60:02d}" for m in minute],
            "Payment": pay,
            "gross income": (cogs * 0.05).round(4),
            "Rating": rating,
        }
    )


def heart_cleveland() -> pd.DataFrame:
    g = np.random.default_rng(7106)
    n = 303
    age = np.clip(g.normal(54.4, 9.0, n).round(), 29, 77).astype(int)
    sex = (g.random(n) < 0.68).astype(int)
    thalach = np.clip((149.6 - 1.0 * (age - 54.4) + g.normal(0, 20, n)).round(), 71, 202).astype(int)
    oldpeak = np.where(g.random(n) < 0.3, 0.0, g.gamma(1.5, 0.95, n)).clip(0, 6.2).round(1)
    cp = g.choice([0, 1, 2, 3], n, p=[0.47, 0.17, 0.28, 0.08])
    exang = (g.random(n) < 0.33).astype(int)
    logit = 0.9 * (cp > 0) - 0.8 * sex - 1.0 * exang - 0.75 * (oldpeak - 1) + 0.03 * (thalach - 150) + 0.8
    ca = g.choice(["0", "1", "2", "3"], n, p=[0.59, 0.21, 0.13, 0.07]).astype(object)
    ca[g.choice(n, 4, replace=False)] = "?"
    return pd.DataFrame(
        {
            "age": age,
            "sex": sex,
            "cp": cp,
            "trestbps": np.clip(g.normal(131.6, 17.5, n).round(-0), 94, 200).astype(int),
            "chol": np.clip(np.exp(g.normal(5.485, 0.2, n)).round(), 126, 564).astype(int),
            "fbs": (g.random(n) < 0.15).astype(int),
            "restecg": g.choice([0, 1, 2], n, p=[0.49, 0.49, 0.02]),
            "thalach": thalach,
            "exang": exang,
            "oldpeak": oldpeak,
            "slope": g.choice([0, 1, 2], n, p=[0.07, 0.46, 0.47]),
            "ca": ca,
            "thal": g.choice([1, 2, 3], n, p=[0.06, 0.55, 0.39]),
            "target": (g.random(n) < 1 / (1 + np.exp(-1.2 * logit))).astype(int),
        }
    )


def bank_marketing() -> pd.DataFrame:
    g = np.random.default_rng(7107)
    n = 1480
    job = g.choice(
        [
            "management",
            "blue-collar",
            "technician",
            "admin.",
            "services",
            "retired",
            "self-employed",
            "student",
            "unknown",
        ],
        n,
        p=[0.22, 0.22, 0.18, 0.12, 0.1, 0.06, 0.05, 0.04, 0.01],
    )
    age = (
        np.where(
            job == "retired", g.normal(63, 6, n), np.where(job == "student", g.normal(26, 4, n), g.normal(40, 8.5, n))
        )
        .clip(18, 90)
        .round()
        .astype(int)
    )
    balance = np.where(g.random(n) < 0.09, -g.gamma(1.4, 230, n), g.gamma(0.62, 2450, n)).round().astype(int)
    duration = np.exp(g.normal(5.17, 0.87, n)).clip(4, 3025).round().astype(int)
    before = g.random(n) < 0.18
    yes = g.random(n) < 1 / (1 + np.exp(-(-3.3 + duration / 260 + 0.8 * before)))
    education = g.choice(["primary", "secondary", "tertiary"], n, p=[0.15, 0.53, 0.32]).astype(object)
    education[g.choice(n, 52, replace=False)] = np.nan
    return pd.DataFrame(
        {
            "Unnamed: 0": np.arange(n),
            "age": age,
            "job": job,
            "marital": g.choice(["married", "single", "divorced"], n, p=[0.6, 0.28, 0.12]),
            "education": education,
            "default": g.choice(["no", "yes"], n, p=[0.98, 0.02]),
            "balance": balance,
            "housing": g.choice(["yes", "no"], n, p=[0.56, 0.44]),
            "loan": g.choice(["no", "yes"], n, p=[0.84, 0.16]),
            "contact": g.choice(["cellular", "telephone", "unknown"], n, p=[0.65, 0.06, 0.29]),
            "day": g.integers(1, 32, n),
            "month": g.choice(["may", "jul", "aug", "jun", "nov", "apr", "feb", "jan", "oct"], n),
            "duration": duration,
            "campaign": np.minimum(1 + g.geometric(0.37, n) - 1, 32),
            "pdays": np.where(before, g.integers(60, 400, n), -1),
            "poutcome": np.where(before, g.choice(["failure", "success", "other"], n), "unknown"),
            "y": np.where(yes, "yes", "no"),
        }
    )


def summary_of_weather() -> pd.DataFrame:
    g = np.random.default_rng(7108)
    days = pd.date_range("1943-06-01", "1944-01-31", freq="D")
    parts = []
    for sta, heat in [(10001, 27.6), (10505, 26.1), (22508, 22.4), (31302, 14.8)]:
        n = len(days)
        mean = heat + 3.2 * np.sin(2 * np.pi * (days.dayofyear.to_numpy() - 110) / 365) + g.normal(0, 1.9, n)
        spread = g.gamma(6, 0.7, n)
        rain = np.where(g.random(n) < 0.45, 0.0, g.gamma(0.55, 11, n)).round(2)
        text = np.array([f"{r:g}" for r in rain], dtype=object)
        text[g.random(n) < 0.11] = "T"
        gust = (g.gamma(5, 7.2, n) + 1.9 * (heat - mean)).clip(5).round(2)
        part = pd.DataFrame(
            {
                "STA": sta,
                "Date": [f"{d.year}-{d.month}-{d.day}" for d in days],
                "Precip": text,
                "WindGustSpd": gust,
                "MaxTemp": (mean + spread).round(2),
                "MinTemp": (mean - spread).round(2),
                "MeanTemp": mean.round(2),
                "Snowfall": 0,
                "YR": days.year - 1900,
                "MO": days.month,
                "DA": days.day,
            }
        )
        part.loc[g.choice(n, 61, replace=False), "WindGustSpd"] = np.nan
        part.loc[g.choice(n, 6, replace=False), "MeanTemp"] = np.nan
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def winequality() -> pd.DataFrame:
    g = np.random.default_rng(7109)
    n = 1150
    white = g.random(n) < 0.7
    sugar = np.where(white, g.gamma(1.5, 4.1, n) + 0.6, np.exp(g.normal(0.85, 0.33, n))).round(2)
    alcohol = (8.6 + g.gamma(2.6, 0.72, n)).round(1)
    density = (
        0.9975
        + 0.00036 * (sugar - 5)
        - 0.00125 * (alcohol - 10.5)
        + np.where(white, -0.0012, 0.001)
        + g.normal(0, 0.0007, n)
    ).round(5)
    chlorides = np.exp(np.where(white, g.normal(-3.1, 0.28, n), g.normal(-2.5, 0.33, n))).round(3)
    frame = pd.DataFrame(
        {
            "type": np.where(white, "white", "red"),
            "fixed acidity": np.where(white, g.normal(6.85, 0.83, n), g.normal(8.3, 1.6, n)).clip(3.8).round(1),
            "volatile acidity": g.gamma(6, 0.055, n).round(3),
            "citric acid": np.abs(g.normal(0.32, 0.14, n)).round(2),
            "residual sugar": sugar,
            "chlorides": chlorides,
            "free sulfur dioxide": g.gamma(4, 7.6, n).round(),
            "total sulfur dioxide": g.gamma(6, 19, n).round(),
            "density": density,
            "pH": g.normal(3.22, 0.16, n).round(2),
            "sulphates": g.gamma(14, 0.038, n).round(2),
            "alcohol": alcohol,
            "quality": np.clip((5.8 + 0.3 * (alcohol - 10.5) + g.normal(0, 0.75, n)).round(), 3, 9).astype(int),
        }
    )
    for column, k in [("fixed acidity", 7), ("residual sugar", 6), ("density", 11), ("alcohol", 15), ("pH", 9)]:
        frame.loc[g.choice(n, k, replace=False), column] = np.nan
    return frame


FRAMES = {
    "HRDataset_v14": hr_dataset,
    "Car details v3": car_details,
    "station_day_2019": city_station_day,
    "players_20": players_20,
    "supermarket_orders": supermarket_orders,
    "heart_cleveland": heart_cleveland,
    "bank_marketing": bank_marketing,
    "Summary of Weather": summary_of_weather,
    "winequality_mixed": winequality,
}


@cache
def frame(name: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(FRAMES[name]().to_csv(index=False)))
