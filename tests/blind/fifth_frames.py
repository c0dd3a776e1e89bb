# ruff: noqa: E501
"""Seven synthetic frames in the manner of public datasets, made with seeded numpy and read back as from a CSV."""

import io
from collections.abc import Callable

import numpy as np
import pandas as pd

Columns = dict[str, object]


def holes(rng: np.random.Generator, values: object, share: float) -> pd.Series:
    """The values with that share of them missing."""
    kept = pd.Series(values, dtype=object)
    kept[rng.random(len(kept)) < share] = None
    return kept


def claims() -> pd.DataFrame:
    rng = np.random.default_rng(51)
    n = 900
    age = np.clip(rng.normal(42, 12, n), 18, 84).round().astype(int)
    prior = rng.poisson(0.8, n)
    months = np.clip(rng.gamma(3.2, 40, n), 1, 480).astype(int)
    kind = rng.choice(["Collision", "Theft", "Hail", "Fire", "Vandalism"], n, p=[0.48, 0.17, 0.16, 0.06, 0.13])
    size = pd.Series(kind).map({"Collision": 1.0, "Theft": 1.5, "Hail": 0.5, "Fire": 1.9, "Vandalism": 0.4}).to_numpy()
    amount = (size * rng.lognormal(8.2, 0.65, n)).round(2)
    premium = (1500 - 6.5 * age + 160 * prior + rng.normal(0, 210, n)).clip(320, None).round(2)
    fraud = rng.random(n) < 1 / (1 + np.exp(-(-3.0 + 0.00016 * amount + 0.45 * prior)))
    start = pd.Timestamp("2018-01-01")
    days = pd.Series([start + pd.Timedelta(days=int(d)) for d in rng.integers(0, 1095, n)])
    gender = holes(rng, rng.choice(["MALE", "FEMALE"], n, p=[0.47, 0.53]), 0.03)
    return pd.DataFrame(
        {
            "policy_number": 500000 + rng.permutation(90000)[:n],
            "claim_date": days.dt.strftime("%d/%m/%Y"),
            "insured_age": age,
            "insured_sex": gender,
            "region": rng.choice(["North", "South", "East", "West", "Central"], n, p=[0.24, 0.21, 0.2, 0.2, 0.15]),
            "months_as_customer": months,
            "annual_premium ($)": [f"${p:,.2f}" for p in premium],
            "deductible": rng.choice([250, 500, 1000, 2000], n, p=[0.2, 0.4, 0.3, 0.1]),
            "incident_type": holes(rng, kind, 0.05),
            "claim_amount": holes(rng, amount, 0.04),
            "prior_claims": prior,
            "police_report_available": rng.choice(["YES", "NO", "?"], n, p=[0.42, 0.38, 0.2]),
            "fraud_reported": np.where(fraud, "Y", "N"),
        }
    )


def houses() -> pd.DataFrame:
    rng = np.random.default_rng(52)
    n = 1200
    hoods = ["Oak Park", "Riverside", "Mill Valley", "Hillcrest", "Old Town", "Lakeview", "Sunnydale", "Port Gate"]
    hood = rng.choice(hoods, n, p=[0.2, 0.17, 0.15, 0.13, 0.12, 0.1, 0.08, 0.05])
    lift = pd.Series(hood).map(dict(zip(hoods, [1.0, 1.12, 1.35, 1.2, 0.9, 1.55, 0.8, 0.72], strict=True))).to_numpy()
    living = np.clip(rng.lognormal(7.5, 0.36, n), 520, 7800).round(-1).astype(int)
    beds = np.clip((living / 620 + rng.normal(0.3, 0.7, n)).round(), 1, 8).astype(int)
    baths = np.clip(((living / 900 + rng.normal(0, 0.45, n)) * 4).round() / 4, 0.75, 6)
    built = np.clip(2015 - rng.gamma(1.7, 25, n), 1900, 2015).astype(int)
    fixed = np.where((built < 1985) & (rng.random(n) < 0.12), rng.integers(1990, 2016, n), 0)
    condition = rng.choice([1, 2, 3, 4, 5], n, p=[0.02, 0.06, 0.62, 0.22, 0.08])
    lot = np.clip(rng.lognormal(8.9, 0.7, n), 900, 220000).astype(int)
    price = (
        lift
        * (
            60000
            + 165 * living
            + 9000 * baths
            + 14000 * (condition - 3)
            - 420 * (2015 - built)
            + 4.5 * np.minimum(lot, 20000)
        )
        * rng.lognormal(0, 0.17, n)
    )
    sold = pd.Series(pd.Timestamp("2014-05-01") + pd.to_timedelta(rng.integers(0, 390, n), unit="D"))
    garage = np.where(rng.random(n) < 0.1, 0, np.clip(200 + living * 0.13 + rng.normal(0, 90, n), 150, None).round())
    return pd.DataFrame(
        {
            "Id": np.arange(1, n + 1),
            "SaleDate": sold.dt.strftime("%Y%m%dT000000"),
            "Price": price.clip(45000, None).round(-2).astype(int),
            "Bedrooms": beds,
            "Bathrooms": baths,
            "Living Area (sqft)": living,
            "Lot Area (sqft)": lot,
            "Lot Frontage (ft)": holes(rng, (np.sqrt(lot) * 0.72 + rng.normal(0, 9, n)).clip(18, None).round(), 0.16),
            "Floors": rng.choice([1, 1.5, 2, 2.5, 3], n, p=[0.48, 0.09, 0.37, 0.02, 0.04]),
            "Year Built": built,
            "Year Renovated": fixed,
            "Condition": condition,
            "Garage Area": holes(rng, garage, 0.03),
            "Heating": holes(rng, rng.choice(["GasA", "GasW", "Electric", "Oil"], n, p=[0.7, 0.1, 0.14, 0.06]), 0.06),
            "Waterfront": rng.choice(["Y", "N"], n, p=[0.03, 0.97]),
            "Neighborhood": hood,
        }
    )


def exams() -> pd.DataFrame:
    rng = np.random.default_rng(53)
    n = 640
    sex = rng.choice(["female", "male"], n, p=[0.52, 0.48])
    prep = rng.choice(["none", "completed"], n, p=[0.64, 0.36])
    lunch = rng.choice(["standard", "free/reduced"], n, p=[0.65, 0.35])
    hours = np.clip(rng.gamma(4, 2.1, n), 0, 30).round(1)
    attend = np.clip(100 - rng.gamma(1.6, 5.5, n), 40, 100).round(1)
    gift = rng.normal(0, 9, n)
    shared = gift + 0.75 * hours + 0.28 * (attend - 90) + 5 * (lunch == "standard")
    maths = 57 + shared + 3 * (sex == "male") + 2.5 * (prep == "completed") + rng.normal(0, 6, n)
    read = 58 + shared + 3.5 * (sex == "female") + 5 * (prep == "completed") + rng.normal(0, 4.6, n)
    write = 0.93 * read + 3 + 1.5 * (sex == "female") + 3 * (prep == "completed") + rng.normal(0, 3.2, n)
    parents = [
        "some high school",
        "high school",
        "some college",
        "associate's degree",
        "bachelor's degree",
        "master's degree",
    ]
    score = {}
    for name, marks, share in [
        ("math score", maths, 0.0),
        ("reading score", read, 0.025),
        ("writing score", write, 0.02),
    ]:
        score[name] = holes(rng, np.clip(marks.round(), 0, 100).astype(int), share)
    return pd.DataFrame(
        {
            "student_id": [f"S{1000 + i}" for i in range(n)],
            "gender": sex,
            "school": holes(
                rng, rng.choice(["Ashby", "Brook Hill", "Carver", "Dunmore"], n, p=[0.3, 0.28, 0.24, 0.18]), 0.04
            ),
            "parental level of education": holes(
                rng, rng.choice(parents, n, p=[0.18, 0.2, 0.23, 0.22, 0.11, 0.06]), 0.05
            ),
            "lunch": lunch,
            "test preparation course": prep,
            "Hours of study (per week)": holes(rng, hours, 0.06),
            "attendance_rate": [f"{a}%" for a in attend],
            "age": rng.choice([15, 16, 17, 18, 19], n, p=[0.2, 0.31, 0.29, 0.16, 0.04]),
            **score,
            "exam date": rng.choice(["2022-01-17", "2022-05-23", "2022-06-13", "2022-12-05"], n),
        }
    )


def stocks() -> pd.DataFrame:
    rng = np.random.default_rng(54)
    days = pd.bdate_range("2019-01-02", periods=400)
    parts = []
    for symbol, sector, first, drift, swing, crowd in [
        ("ALFA", "Technology", 84.0, 0.0012, 0.021, 15.1),
        ("BRVO", "Energy", 41.0, -0.0005, 0.024, 14.4),
        ("CRLE", "Utilities", 56.0, 0.0003, 0.009, 13.6),
        ("DLTX", "Healthcare", 118.0, 0.0006, 0.016, 14.0),
    ]:
        moves = drift + swing * rng.standard_t(5, len(days)) / np.sqrt(5 / 3)
        close = first * np.exp(np.cumsum(moves))
        opened = np.concatenate([[first], close[:-1]]) * (1 + rng.normal(0, swing / 5, len(days)))
        high = np.maximum(opened, close) * (1 + np.abs(rng.normal(0, swing / 2.5, len(days))))
        low = np.minimum(opened, close) * (1 - np.abs(rng.normal(0, swing / 2.5, len(days))))
        volume = np.exp(crowd + 12 * np.abs(moves) + rng.normal(0, 0.33, len(days))).astype(int)
        parts.append(
            pd.DataFrame(
                {
                    "Date": days.strftime("%m/%d/%Y"),
                    "Symbol": symbol,
                    "Sector": sector,
                    "Open": opened.round(2),
                    "High": high.round(2),
                    "Low": low.round(2),
                    "Close": holes(rng, close.round(2), 0.0),
                    "Adj Close": holes(rng, (close * 0.967).round(4), 0.012),
                    "Volume": [f"{v:,}" for v in volume],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def pandemic() -> pd.DataFrame:
    rng = np.random.default_rng(55)
    days = pd.date_range("2021-02-01", periods=90)
    places = [
        ("AVL", "Avalonia", "Europe", 8.4), ("BRG", "Bergia", "Europe", 17.2), ("CAS", "Castellan", "Europe", 46.1),
        ("DOR", "Dorvia", "Europe", 5.6), ("ELM", "Elmark", "Europe", 10.3), ("FAR", "Farovia", "Asia", 98.7),
        ("GHA", "Ghazir", "Asia", 34.9), ("HIN", "Hinlong", "Asia", 71.5), ("ISH", "Ishtar", "Asia", 22.8),
        ("JUN", "Junara", "Asia", 6.2), ("KAL", "Kalamba", "Africa", 29.4), ("LES", "Lesara", "Africa", 12.6),
        ("MOB", "Mobasi", "Africa", 54.3), ("NAR", "Narobe", "Africa", 19.1), ("ORI", "Orinoca", "South America", 31.7),
        ("PAM", "Pampara", "South America", 45.0), ("QUI", "Quilla", "South America", 17.9), ("ROS", "Rosalia", "North America", 37.6),
        ("SAN", "Sanvero", "North America", 11.0), ("TOR", "Tormonte", "North America", 128.2),
    ]  # fmt: skip
    parts = []
    for code, place, continent, millions in places:
        rate = rng.uniform(20, 240) * (
            1 + rng.uniform(0.2, 0.8) * np.sin(np.arange(90) / rng.uniform(9, 22) + rng.uniform(0, 6))
        )
        week = 1 - 0.28 * (days.dayofweek.to_numpy() >= 5)
        cases = rng.poisson(np.clip(rate * millions * week * rng.lognormal(0, 0.16, 90), 1, None))
        deaths = rng.poisson(cases * rng.uniform(0.006, 0.024))
        strict = np.clip(np.repeat(rng.normal(58, 13, 9), 10) + rng.normal(0, 0.0, 90), 5, 100).round(2)
        tests = (cases * rng.uniform(6, 22) * rng.lognormal(0, 0.2, 90)).round()
        shots = np.cumsum(np.abs(rng.normal(0.18, 0.12, 90)) * rng.uniform(0.2, 2.2)).round(2)
        parts.append(
            pd.DataFrame(
                {
                    "iso_code": code,
                    "continent": continent,
                    "location": place,
                    "date": days.strftime("%Y-%m-%d"),
                    "new_cases": holes(rng, cases, 0.015),
                    "new_deaths": holes(rng, deaths, 0.04),
                    "new_tests": holes(rng, tests.astype(int), rng.uniform(0.02, 0.35)),
                    "stringency_index": strict,
                    "people_vaccinated_per_hundred": holes(rng, shots, 0.1),
                    "population (millions)": millions,
                    "median_age": float(
                        np.round(
                            rng.normal(
                                {"Europe": 42, "Asia": 31, "Africa": 20, "South America": 31, "North America": 33}[
                                    continent
                                ],
                                2.2,
                            ),
                            1,
                        )
                    ),
                }
            )
        )
    return pd.concat(parts, ignore_index=True).sort_values(["date", "location"], ignore_index=True)


def cars() -> pd.DataFrame:
    rng = np.random.default_rng(56)
    n = 1050
    makes = {
        "Toyota": 1.15,
        "Honda": 1.05,
        "Ford": 0.95,
        "Hyundai": 0.9,
        "BMW": 2.1,
        "Skoda": 1.1,
        "Fiat": 0.7,
        "Volvo": 1.8,
        "Kia": 0.92,
    }
    brand = rng.choice(list(makes), n, p=[0.22, 0.16, 0.14, 0.14, 0.1, 0.09, 0.07, 0.03, 0.05])
    worth = pd.Series(brand).map(makes).to_numpy()
    year = np.clip(2020 - rng.gamma(2.6, 2.1, n), 1999, 2020).astype(int)
    km = np.clip((2020.5 - year) * rng.normal(13500, 3800, n) + rng.normal(0, 5000, n), 800, None).round(-1).astype(int)
    fuel = rng.choice(["Petrol", "Diesel", "Hybrid", "CNG"], n, p=[0.49, 0.41, 0.06, 0.04])
    engine = np.array([998, 1197, 1248, 1498, 1598, 1968, 1995, 2494, 2993])[
        np.clip((worth * 2.6 + rng.normal(0, 1.5, n)).astype(int), 0, 8)
    ]
    power = (engine * 0.068 + rng.normal(0, 11, n)).clip(40, None).round(1)
    price = (
        worth * (3200 + 62 * power) * np.exp(-0.105 * (2020 - year)) * np.exp(-km / 900000) * rng.lognormal(0, 0.14, n)
    )
    box = np.where(rng.random(n) < 0.18 + 0.3 * (worth > 1.5), "Automatic", "Manual")
    frame = pd.DataFrame(
        {
            "Brand": brand,
            "Year": year,
            "Kilometers_Driven": [f"{k:,} km" for k in km],
            "Fuel_Type": fuel,
            "Transmission": box,
            "Owner_Type": rng.choice(["First", "Second", "Third", "Fourth & Above"], n, p=[0.7, 0.22, 0.06, 0.02]),
            "Engine": holes(rng, [f"{e} CC" for e in engine], 0.02),
            "Power (bhp)": holes(rng, power, 0.05),
            "Mileage (km/l)": holes(
                rng, (27 - engine / 210 + 2.4 * (fuel == "Diesel") + rng.normal(0, 1.6, n)).clip(7, None).round(2), 0.03
            ),
            "Seats": holes(rng, rng.choice([2, 4, 5, 7, 8], n, p=[0.01, 0.05, 0.8, 0.12, 0.02]), 0.03),
            "Location": rng.choice(
                ["Leeds", "York", "Hull", "Derby", "Bath", "Luton"], n, p=[0.24, 0.2, 0.18, 0.15, 0.12, 0.11]
            ),
            "New_Price": holes(rng, (worth * (3900 + 66 * power) * rng.lognormal(0, 0.05, n)).round(-1), 0.55),
            "Price (GBP)": price.clip(350, None).round().astype(int),
        }
    )
    again = frame.sample(14, random_state=7)
    return pd.concat([frame, again]).sample(frac=1, random_state=8).reset_index(drop=True)


def wine() -> pd.DataFrame:
    rng = np.random.default_rng(57)
    n = 780
    kind = rng.choice(["red", "white"], n, p=[0.36, 0.64])
    red = kind == "red"
    alcohol = np.clip(rng.gamma(9, 0.36, n) + 7.4, 8.2, 14.6).round(1)
    fixed = np.where(red, rng.normal(8.3, 1.6, n), rng.normal(6.85, 0.84, n)).clip(4.0, None).round(1)
    volatile = np.where(red, rng.gamma(9, 0.058, n), rng.gamma(8, 0.035, n)).clip(0.08, None).round(3)
    citric = np.clip(rng.normal(0.31, 0.13, n) - 0.35 * (volatile - 0.35), 0, 1.2).round(2)
    sugar = np.where(red, rng.lognormal(0.86, 0.36, n), rng.lognormal(1.5, 0.8, n)).clip(0.6, None).round(1)
    free = np.where(red, rng.gamma(2.3, 6.8, n), rng.gamma(4.6, 7.6, n)).clip(1, None).round()
    total = (free * np.where(red, 2.4, 3.0) + rng.gamma(4, 7, n) + np.where(red, 0, 75) * citric).round()
    density = (
        0.9979 + 0.00038 * sugar - 0.0011 * (alcohol - 9.5) + 0.0006 * (fixed - 7) + rng.normal(0, 0.0006, n)
    ).round(5)
    acid = (3.63 - 0.055 * fixed + 0.06 * red + rng.normal(0, 0.1, n)).round(2)
    sulph = np.where(red, rng.lognormal(-0.44, 0.22, n), rng.lognormal(-0.74, 0.22, n)).round(2)
    grade = 5.6 + 0.36 * (alcohol - 10.6) - 1.5 * (volatile - 0.35) + 0.6 * (sulph - 0.55) + rng.normal(0, 0.62, n)
    return pd.DataFrame(
        {
            "wine_id": [f"W-{i:04d}" for i in range(1, n + 1)],
            "type": kind,
            "grape": holes(
                rng,
                np.where(
                    red,
                    rng.choice(["Merlot", "Pinot Noir", "Syrah"], n),
                    rng.choice(["Riesling", "Chardonnay", "Vinho Verde"], n),
                ),
                0.07,
            ),
            "fixed acidity": fixed,
            "volatile acidity": holes(rng, volatile, 0.012),
            "citric acid": citric,
            "residual sugar (g/L)": holes(rng, sugar, 0.02),
            "chlorides": np.clip(rng.lognormal(-2.95, 0.34, n), 0.01, 0.6).round(3),
            "free sulfur dioxide": free,
            "total sulfur dioxide": total,
            "density": density,
            "pH": holes(rng, acid, 0.015),
            "sulphates": sulph,
            "alcohol (% vol)": alcohol,
            "bottling date": pd.Series(
                pd.Timestamp("2008-01-01") + pd.to_timedelta(rng.integers(0, 1460, n), unit="D")
            ).dt.strftime("%b %d, %Y"),
            "price_eur": holes(
                rng, ["€" + f"{p:.2f}" for p in np.exp(1.1 + 0.28 * grade + rng.normal(0, 0.3, n))], 0.05
            ),
            "quality": np.clip(grade.round(), 3, 9).astype(int),
        }
    )


MAKERS: dict[str, Callable[[], pd.DataFrame]] = {
    "claims": claims,
    "houses": houses,
    "exams": exams,
    "stocks": stocks,
    "pandemic": pandemic,
    "cars": cars,
    "wine": wine,
}


def frame(name: str) -> pd.DataFrame:
    """The frame as pandas would read it from its CSV file."""
    return pd.read_csv(io.StringIO(MAKERS[name]().to_csv(index=False)))
