# ruff: noqa: E501
"""The tables of these questions: made from seeds, and read back from their own CSV text."""

from functools import cache
from io import StringIO

import numpy as np
import pandas as pd


def _holes(rng, values, share):
    """The values with that share of them missing."""
    out = pd.Series(values, dtype=object)
    out[rng.random(len(out)) < share] = np.nan
    return out


def googleplaystore() -> pd.DataFrame:
    rng = np.random.default_rng(4101)
    n = 860
    categories = [
        "FAMILY",
        "GAME",
        "TOOLS",
        "MEDICAL",
        "BUSINESS",
        "PRODUCTIVITY",
        "FINANCE",
        "LIFESTYLE",
        "PHOTOGRAPHY",
        "EVENTS",
        "COMICS",
    ]
    share = np.array([0.2, 0.17, 0.13, 0.09, 0.08, 0.08, 0.07, 0.07, 0.06, 0.03, 0.02])
    category = rng.choice(categories, n, p=share / share.sum())
    first = [
        "Super",
        "My",
        "Easy",
        "Daily",
        "Smart",
        "Pocket",
        "Pro",
        "Magic",
        "Simple",
        "Tiny",
        "Epic",
        "Cloud",
        "Fit",
        "Photo",
        "Baby",
    ]
    second = [
        "Notes",
        "Runner",
        "Camera",
        "Calendar",
        "Wallet",
        "Doctor",
        "Chess",
        "Scanner",
        "Radio",
        "Weather",
        "Puzzle",
        "Coach",
        "Stories",
        "Browser",
        "Farm",
    ]
    app = [
        f"{rng.choice(first)} {rng.choice(second)}{rng.choice(['', ' 2', ' Free', ' - HD', ' Plus', ' Lite', ' 3D'])} {k}"
        if rng.random() < 0.5
        else f"{rng.choice(first)} {rng.choice(second)} {rng.choice(['for Android', 'Deluxe', 'Go', '2018', 'Online'])} {k}"
        for k in range(n)
    ]
    steps = np.array([100, 500, 1000, 5000, 10000, 50000, 100000, 500000, 1000000, 5000000, 10000000, 50000000])
    weight = np.array([5, 4, 9, 5, 11, 5, 13, 7, 18, 9, 11, 3.0])
    step = rng.choice(steps, n, p=weight / weight.sum())
    reviews = np.maximum(1, np.round(step * rng.lognormal(-4.2, 1.1, n))).astype(int)
    rating = np.clip(np.round(4.75 - rng.gamma(2.2, 0.26, n) + 0.012 * np.log(step), 1), 1.0, 5.0)
    rating = _holes(rng, rating, 0.13)
    size = []
    for _ in range(n):
        u = rng.random()
        size.append(
            "Varies with device"
            if u < 0.16
            else f"{rng.integers(25, 990)}k"
            if u < 0.22
            else f"{rng.lognormal(2.8, 0.85):.1f}M"
            if u < 0.5
            else f"{rng.integers(10, 101)}M"
        )
    paid = rng.random(n) < 0.09
    price = np.where(
        paid,
        [
            f"${p}"
            for p in rng.choice(
                [0.99, 1.49, 1.99, 2.49, 2.99, 3.99, 4.99, 6.99, 9.99, 14.99, 24.99],
                n,
                p=[0.23, 0.07, 0.13, 0.07, 0.18, 0.09, 0.11, 0.04, 0.05, 0.02, 0.01],
            )
        ],
        "0",
    )
    content = rng.choice(["Everyone", "Teen", "Everyone 10+", "Mature 17+"], n, p=[0.8, 0.11, 0.04, 0.05])
    updated = pd.Timestamp("2018-08-08") - pd.to_timedelta(np.round(rng.exponential(290, n)).clip(0, 2400), unit="D")
    updated = [f"{d:%B} {d.day}, {d.year}" for d in updated]
    version = _holes(
        rng,
        [
            f"{rng.integers(1, 9)}.{rng.integers(0, 10)}.{rng.integers(0, 20)}"
            if rng.random() < 0.8
            else "Varies with device"
            for _ in range(n)
        ],
        0.01,
    )
    return pd.DataFrame(
        {
            "App": app,
            "Category": category,
            "Rating": rating,
            "Reviews": reviews,
            "Size": size,
            "Installs": [f"{s:,}+" for s in step],
            "Type": np.where(paid, "Paid", "Free"),
            "Price": price,
            "Content Rating": content,
            "Last Updated": updated,
            "Current Ver": version,
            "Android Ver": rng.choice(
                ["4.1 and up", "4.0.3 and up", "4.4 and up", "5.0 and up", "Varies with device"],
                n,
                p=[0.32, 0.24, 0.19, 0.1, 0.15],
            ),
        }
    )


def fuel_consumption() -> pd.DataFrame:
    rng = np.random.default_rng(4202)
    n = 640
    makes = {
        "FORD": ["F150 FFV", "FOCUS", "ESCAPE AWD", "MUSTANG"],
        "TOYOTA": ["COROLLA", "CAMRY", "TACOMA 4WD", "PRIUS"],
        "HONDA": ["CIVIC", "ACCORD", "CR-V AWD"],
        "BMW": ["328i", "X5 xDrive35i", "M3"],
        "CHEVROLET": ["SILVERADO", "CRUZE", "MALIBU", "TAHOE"],
        "MERCEDES-BENZ": ["C 300", "E 350 4MATIC", "GL 550"],
        "NISSAN": ["ALTIMA", "ROGUE", "TITAN"],
        "LAMBORGHINI": ["AVENTADOR COUPE", "GALLARDO COUPE"],
        "KIA": ["RIO", "OPTIMA", "SORENTO"],
    }
    names = list(makes)
    make = rng.choice(names, n, p=[0.17, 0.14, 0.11, 0.13, 0.16, 0.11, 0.1, 0.02, 0.06])
    model = [rng.choice(makes[m]) for m in make]
    big = {
        "FORD": 0.5,
        "TOYOTA": 0.1,
        "HONDA": -0.2,
        "BMW": 0.7,
        "CHEVROLET": 0.8,
        "MERCEDES-BENZ": 1.0,
        "NISSAN": 0.2,
        "LAMBORGHINI": 3.2,
        "KIA": -0.3,
    }
    engine = np.clip(np.round(2.5 + np.array([big[m] for m in make]) + rng.gamma(2.0, 0.55, n) - 0.8, 1), 1.2, 8.0)
    cylinders = np.select([engine < 2.6, engine < 4.0, engine < 6.3], [4, 6, 8], 12)
    cylinders = np.where(rng.random(n) < 0.06, np.maximum(cylinders - 2, 4), cylinders)
    cylinders = np.where(cylinders == 10, 8, cylinders)
    kind = rng.choice(
        ["COMPACT", "MID-SIZE", "SUV - SMALL", "SUV - STANDARD", "PICKUP TRUCK - STANDARD", "TWO-SEATER", "FULL-SIZE"],
        n,
        p=[0.22, 0.21, 0.17, 0.13, 0.13, 0.05, 0.09],
    )
    heavy = (
        pd.Series(kind)
        .map(
            {
                "COMPACT": 0,
                "MID-SIZE": 0.3,
                "SUV - SMALL": 1.2,
                "SUV - STANDARD": 2.6,
                "PICKUP TRUCK - STANDARD": 2.9,
                "TWO-SEATER": 0.6,
                "FULL-SIZE": 0.8,
            }
        )
        .to_numpy()
    )
    fuel = rng.choice(["X", "Z", "E", "D"], n, p=[0.52, 0.34, 0.1, 0.04])
    city = np.round(
        5.4
        + 1.75 * engine
        + heavy
        + np.where(fuel == "E", 4.1, 0)
        - np.where(fuel == "D", 1.8, 0)
        + rng.normal(0, 0.95, n),
        1,
    )
    highway = np.round(city * 0.66 + rng.normal(0.2, 0.4, n), 1)
    comb = np.round(0.55 * city + 0.45 * highway, 1)
    per = np.where(fuel == "E", 16.1, np.where(fuel == "D", 27.0, 23.1))
    return pd.DataFrame(
        {
            "MODELYEAR": rng.choice([2013, 2014], n),
            "MAKE": make,
            "MODEL": model,
            "VEHICLECLASS": kind,
            "ENGINESIZE": engine,
            "CYLINDERS": cylinders,
            "TRANSMISSION": rng.choice(["A6", "M6", "AS6", "A8", "M5", "AV"], n, p=[0.27, 0.17, 0.22, 0.13, 0.1, 0.11]),
            "FUELTYPE": fuel,
            "FUELCONSUMPTION_CITY": city,
            "FUELCONSUMPTION_HWY": highway,
            "FUELCONSUMPTION_COMB": comb,
            "CO2EMISSIONS": np.round(comb * per).astype(int),
        }
    )


def adult() -> pd.DataFrame:
    rng = np.random.default_rng(4303)
    n = 1300
    schools = ["HS-grad", "Some-college", "Bachelors", "Masters", "11th", "Assoc-voc", "Doctorate", "7th-8th"]
    years = dict(zip(schools, [9, 10, 13, 14, 7, 11, 16, 4], strict=False))
    school = rng.choice(schools, n, p=[0.34, 0.23, 0.18, 0.07, 0.06, 0.06, 0.02, 0.04])
    num = np.array([years[s] for s in school])
    age = np.clip(np.round(17 + rng.gamma(2.4, 9.2, n)), 17, 90).astype(int)
    sex = rng.choice(["Male", "Female"], n, p=[0.67, 0.33])
    married = np.where(
        rng.random(n) < np.clip((age - 17) / 38, 0.02, 0.62),
        "Married-civ-spouse",
        rng.choice(["Never-married", "Divorced", "Widowed"], n, p=[0.6, 0.31, 0.09]),
    )
    hours = np.clip(
        np.round(np.where(rng.random(n) < 0.47, 40, rng.normal(41, 14, n) + np.where(sex == "Male", 2.5, -3))), 2, 99
    ).astype(int)
    gain = np.where(rng.random(n) < 0.085, np.round(rng.lognormal(8.6, 0.85, n)), 0).clip(0, 99999).astype(int)
    loss = np.where((rng.random(n) < 0.045) & (gain == 0), np.round(rng.normal(1880, 330, n)), 0).astype(int)
    z = (
        -7.6
        + 0.033 * age
        + 0.3 * num
        + 0.026 * hours
        + np.where(married == "Married-civ-spouse", 1.9, 0)
        + np.where(gain > 5000, 2.5, 0)
        + np.where(sex == "Male", 0.2, 0)
    )
    income = np.where(rng.random(n) < 1 / (1 + np.exp(-z)), ">50K", "<=50K")
    workclass = rng.choice(
        ["Private", "Self-emp-not-inc", "Local-gov", "State-gov", "Self-emp-inc", "Federal-gov"],
        n,
        p=[0.74, 0.085, 0.065, 0.04, 0.04, 0.03],
    ).astype(object)
    occupation = rng.choice(
        [
            "Prof-specialty",
            "Craft-repair",
            "Exec-managerial",
            "Adm-clerical",
            "Sales",
            "Other-service",
            "Machine-op-inspct",
            "Transport-moving",
        ],
        n,
    ).astype(object)
    unknown = rng.random(n) < 0.055
    workclass[unknown] = np.nan
    occupation[unknown | (rng.random(n) < 0.004)] = np.nan
    country = _holes(
        rng,
        rng.choice(
            ["United-States", "Mexico", "Philippines", "Germany", "Canada", "India"],
            n,
            p=[0.91, 0.03, 0.02, 0.015, 0.015, 0.01],
        ),
        0.018,
    )
    return pd.DataFrame(
        {
            "age": age,
            "workclass": workclass,
            "fnlwgt": np.round(rng.lognormal(12.0, 0.55, n)).astype(int),
            "education": school,
            "education-num": num,
            "marital-status": married,
            "occupation": occupation,
            "sex": sex,
            "capital-gain": gain,
            "capital-loss": loss,
            "hours-per-week": hours,
            "native-country": country,
            "income": income,
        }
    )


def pitching_salaries() -> pd.DataFrame:
    rng = np.random.default_rng(4404)
    n = 410
    teams = {
        "BOS": "AL",
        "NYA": "AL",
        "CLE": "AL",
        "DET": "AL",
        "OAK": "AL",
        "SEA": "AL",
        "TEX": "AL",
        "ATL": "NL",
        "CHN": "NL",
        "LAN": "NL",
        "NYN": "NL",
        "PHI": "NL",
        "SFN": "NL",
        "SLN": "NL",
        "PIT": "NL",
    }
    team = rng.choice(list(teams), n)
    start = rng.random(n) < 0.42
    games = np.where(start, rng.integers(8, 35, n), rng.integers(6, 79, n))
    outs = (
        np.round(np.where(start, games * rng.normal(17.8, 1.6, n), games * rng.normal(3.3, 0.7, n))).clip(6).astype(int)
    )
    skill = rng.normal(0, 1, n)
    era = np.clip(np.round(4.15 - 0.62 * skill + rng.normal(0, 1, n) * 13 / np.sqrt(outs), 2), 0.6, 12.4)
    so = np.round(outs / 3 * np.clip(0.8 + 0.12 * skill + rng.normal(0, 0.12, n), 0.25, 1.6)).astype(int)
    bb = np.round(outs / 3 * np.clip(0.36 - 0.04 * skill + rng.normal(0, 0.09, n), 0.08, 0.9)).astype(int)
    hr = rng.poisson(outs / 3 * 0.115)
    wins = rng.binomial(
        np.where(start, games, games // 5 + 1), np.clip(0.34 + 0.06 * skill - 0.04 * (era - 4), 0.03, 0.8)
    )
    losses = rng.binomial(np.where(start, games, games // 5 + 1) - wins, 0.45)
    saves = np.where(
        ~start & (skill > 0.9) & (games > 40), rng.integers(10, 46, n), np.where(~start, rng.poisson(0.6, n), 0)
    )
    age = np.clip(np.round(rng.normal(28.6, 4.2, n)), 20, 43).astype(int)
    salary = (
        np.round(
            np.exp(13.1 + 0.11 * np.clip(age - 24, 0, 10) + 0.35 * skill + 0.0018 * outs + rng.normal(0, 0.6, n)), -3
        )
        .clip(414000, 2.4e7)
        .astype(int)
    )
    salary = _holes(rng, salary, 0.05)
    ids = [
        f"{rng.choice(['harr', 'mart', 'lopez', 'john', 'park', 'weav', 'cole', 'sabb', 'hugh', 'ohma', 'rive', 'benn'])}{rng.choice(['jo', 'mi', 'ca', 'da', 'br', 'al', 'ty'])}{k:03d}"
        for k in range(n)
    ]
    return pd.DataFrame(
        {
            "Unnamed: 0": np.arange(n),
            "playerID": ids,
            "yearID": rng.choice([2011, 2012, 2013, 2014], n),
            "teamID": team,
            "lgID": [teams[t] for t in team],
            "age": age,
            "salary": salary,
            "W": wins,
            "L": losses,
            "G": games,
            "SV": saves,
            "IPouts": outs,
            "ERA": _holes(rng, era, 0.02),
            "SO": so,
            "BB": bb,
            "HR": hr,
        }
    )


def hotel_bookings() -> pd.DataFrame:
    rng = np.random.default_rng(4505)
    n = 1150
    months = [
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
    city = rng.random(n) < 0.64
    month = rng.choice(12, n, p=np.array([5, 6.5, 8, 9.5, 10, 9.5, 10.5, 11.5, 9, 9.5, 5.5, 5.5]) / 100)
    lead = np.clip(np.round(rng.gamma(0.85, 122, n)), 0, 620).astype(int)
    segment = rng.choice(
        ["Online TA", "Offline TA/TO", "Groups", "Direct", "Corporate", "Complementary"],
        n,
        p=[0.47, 0.2, 0.16, 0.11, 0.05, 0.01],
    )
    deposit = np.where((segment == "Groups") & (rng.random(n) < 0.42), "Non Refund", "No Deposit")
    requests = rng.choice(5, n, p=[0.58, 0.28, 0.11, 0.025, 0.005])
    z = -1.15 + 0.0046 * lead - 0.55 * requests + np.where(deposit == "Non Refund", 3.6, 0) + np.where(city, 0.28, 0)
    canceled = (rng.random(n) < 1 / (1 + np.exp(-z))).astype(int)
    adults = rng.choice([1, 2, 3], n, p=[0.2, 0.74, 0.06])
    children = np.where(rng.random(n) < 0.075, rng.integers(1, 4, n), 0)
    season = np.array([-22, -16, -10, 2, 8, 14, 28, 36, 6, -6, -16, -10])[month]
    adr = np.where(
        segment == "Complementary",
        0,
        np.clip(
            np.where(city, 101, 88)
            + season * np.where(city, 0.7, 1.4)
            + 13 * (adults - 2)
            + 19 * children
            + rng.normal(0, 23, n),
            22,
            None,
        ),
    )
    adr = np.round(np.where(rng.random(n) < 0.008, adr * 2.6, adr), 2)
    year = np.where(month >= 6, rng.choice([2015, 2016, 2017], n, p=[0.3, 0.45, 0.25]), rng.choice([2016, 2017], n))
    arrival = pd.to_datetime([f"{y}-{m + 1}-{d}" for y, m, d in zip(year, month, rng.integers(1, 29, n), strict=False)])
    status = arrival + pd.to_timedelta(
        np.where(canceled == 1, -rng.integers(0, 40, n), rng.integers(1, 9, n)), unit="D"
    )
    week = np.where(city, rng.poisson(2.1, n), rng.poisson(3.1, n))
    return pd.DataFrame(
        {
            "hotel": np.where(city, "City Hotel", "Resort Hotel"),
            "is_canceled": canceled,
            "lead_time": lead,
            "arrival_date_year": year,
            "arrival_date_month": [months[m] for m in month],
            "stays_in_weekend_nights": rng.choice(4, n, p=[0.43, 0.27, 0.27, 0.03]),
            "stays_in_week_nights": week,
            "adults": adults,
            "children": _holes(rng, children, 0.006),
            "country": _holes(
                rng,
                rng.choice(
                    ["PRT", "GBR", "FRA", "ESP", "DEU", "ITA", "IRL"], n, p=[0.45, 0.15, 0.12, 0.1, 0.08, 0.05, 0.05]
                ),
                0.01,
            ),
            "market_segment": segment,
            "deposit_type": deposit,
            "agent": _holes(rng, rng.choice([9, 240, 1, 14, 7, 6, 250, 28], n), 0.14),
            "company": _holes(rng, rng.choice([40, 223, 67, 45, 153], n), 0.94),
            "adr": adr,
            "total_of_special_requests": requests,
            "reservation_status_date": status.strftime("%Y-%m-%d"),
        }
    )


def street_trees() -> pd.DataFrame:
    rng = np.random.default_rng(4606)
    n = 1240
    species = [
        "London planetree",
        "honeylocust",
        "Callery pear",
        "pin oak",
        "Norway maple",
        "littleleaf linden",
        "cherry",
        "Japanese zelkova",
        "ginkgo",
        "Sophora",
        "red maple",
        "green ash",
        "American elm",
        "silver maple",
    ]
    size = dict(zip(species, [21, 9, 10, 16, 14, 9, 6, 7, 6.5, 9, 9, 14, 15, 21.0], strict=False))
    boroughs = ["Queens", "Brooklyn", "Staten Island", "Bronx", "Manhattan"]
    borough = rng.choice(boroughs, n, p=[0.36, 0.26, 0.16, 0.12, 0.1])
    spc = rng.choice(species, n, p=np.array([14, 11, 10, 9, 8, 8, 8, 8, 6, 5, 5, 4, 3, 1]) / 100)
    shape = (
        pd.Series(borough)
        .map({"Queens": 1.08, "Brooklyn": 1.02, "Staten Island": 0.98, "Bronx": 0.95, "Manhattan": 0.8})
        .to_numpy()
    )
    dbh = np.clip(np.round(np.array([size[s] for s in spc]) * shape * rng.gamma(3.6, 1 / 3.6, n)), 1, 70).astype(int)
    status = rng.choice(["Alive", "Stump", "Dead"], n, p=[0.952, 0.026, 0.022])
    health = np.where(rng.random(n) < 0.81, "Good", np.where(rng.random(n) < 0.77, "Fair", "Poor")).astype(object)
    spc = spc.astype(object)
    alive = status == "Alive"
    health[~alive] = np.nan
    spc[~alive] = np.nan
    walk = np.where(rng.random(n) < 0.28, "Damage", "NoDamage").astype(object)
    walk[~alive] = np.nan
    stump = np.where(status == "Stump", np.clip(np.round(rng.gamma(4, 4.2, n)), 3, 50), 0).astype(int)
    dbh = np.where(status == "Stump", 0, dbh)
    height = np.round(
        np.where(dbh > 0, 9 + 4.3 * np.sqrt(dbh) + 1.1 * dbh * 0.5 + rng.normal(0, 4.5, n), np.nan).clip(6), 1
    )
    centre = {
        "Queens": (40.72, -73.80),
        "Brooklyn": (40.65, -73.95),
        "Staten Island": (40.57, -74.15),
        "Bronx": (40.85, -73.87),
        "Manhattan": (40.78, -73.97),
    }
    steward = _holes(rng, rng.choice(["1or2", "3or4", "4orMore"], n, p=[0.83, 0.14, 0.03]), 0.74)
    created = pd.Timestamp("2015-05-19") + pd.to_timedelta(rng.integers(0, 500, n), unit="D")
    return pd.DataFrame(
        {
            "Unnamed: 0": np.arange(n),
            "tree_id": 180000 + rng.permutation(n * 5)[:n],
            "created_at": created.strftime("%m/%d/%Y"),
            "tree_dbh": dbh,
            "stump_diam": stump,
            "Height (ft)": _holes(rng, height, 0.03),
            "status": status,
            "health": health,
            "spc_common": spc,
            "steward": steward,
            "sidewalk": walk,
            "borough": borough,
            "latitude": np.round([centre[b][0] + rng.normal(0, 0.03) for b in borough], 6),
            "longitude": np.round([centre[b][1] + rng.normal(0, 0.03) for b in borough], 6),
        }
    )


def greenhouse_sensors() -> pd.DataFrame:
    rng = np.random.default_rng(4707)
    when = pd.date_range("2019-04-01 00:00", periods=1008, freq="10min")
    n = len(when)
    hour = (when.hour + when.minute / 60).to_numpy()
    sun = np.clip(np.sin((hour - 6) / 13 * np.pi), 0, None) * (hour < 19) * (hour > 6)
    cloud = np.repeat(rng.uniform(0.45, 1, 7), 144)
    light = np.round(np.clip(sun * cloud * 31000 + rng.normal(0, 420, n) * (sun > 0), 0, None), 0)
    drift = np.convolve(rng.normal(0, 1, n + 40), np.ones(41) / 41, "valid")
    temp = np.round(16.4 + 8.7 * np.roll(sun * cloud, 9) + 3.4 * drift + rng.normal(0, 0.35, n), 2)
    humidity = np.round(np.clip(83 - 2.1 * (temp - 16) + rng.normal(0, 2.3, n), 25, 100), 1)
    co2 = 520 - 130 * sun * cloud + rng.normal(0, 17, n)
    burst = rng.choice(n, 13, replace=False)
    co2[burst] += rng.uniform(160, 420, 13)
    soil = np.round(41 - 0.012 * (np.arange(n) % 288) * 1.9 + rng.normal(0, 0.7, n), 1)
    text = [f"{v:.1f} %" for v in soil]
    text = ["err" if u < 0.012 else np.nan if u < 0.02 else t for u, t in zip(rng.random(n), text, strict=False)]
    lost = rng.random(n) < 0.021
    humidity = pd.Series(humidity)
    humidity[lost] = np.nan
    temp = _holes(rng, temp, 0.013)
    pump = np.zeros(n, dtype=int)
    pump[rng.choice(np.flatnonzero(hour > 5.5), 60, replace=False)] = 1
    return pd.DataFrame(
        {
            "timestamp": when.strftime("%d/%m/%Y %H:%M"),
            "node_id": rng.choice(["GH-01", "GH-02", "GH-03"], n, p=[0.4, 0.35, 0.25]),
            "Temp_C": temp,
            "RH (%)": humidity,
            "Light (lux)": light.astype(int),
            "CO2_ppm": np.round(co2).astype(int),
            "SoilMoisture": text,
            "pump_on": pump,
            "Battery_V": np.round(4.12 - np.arange(n) * 0.00031 + rng.normal(0, 0.012, n), 3),
        }
    )


def crime_incidents() -> pd.DataFrame:
    rng = np.random.default_rng(4808)
    n = 1480
    groups = [
        "Motor Vehicle Accident Response",
        "Larceny",
        "Medical Assistance",
        "Investigate Person",
        "Simple Assault",
        "Vandalism",
        "Drug Violation",
        "Verbal Disputes",
        "Towed",
        "Larceny From Motor Vehicle",
        "Fraud",
        "Auto Theft",
        "Aggravated Assault",
        "Warrant Arrests",
        "Robbery",
    ]
    share = np.array([13, 10, 9.5, 7.5, 6.5, 6, 6.5, 5, 4.5, 4.2, 3.4, 2.2, 3.1, 3.2, 1.7])
    share /= share.sum()
    code = dict(
        zip(groups, [3831, 617, 3006, 3115, 802, 1402, 1843, 3301, 3410, 614, 1102, 724, 413, 3125, 301], strict=False)
    )
    part = dict(
        zip(
            groups,
            [
                "Part Three",
                "Part One",
                "Part Three",
                "Part Three",
                "Part Two",
                "Part Two",
                "Part Two",
                "Part Three",
                "Part Three",
                "Part One",
                "Part Two",
                "Part One",
                "Part One",
                "Part Three",
                "Part One",
            ],
            strict=False,
        )
    )
    group = rng.choice(groups, n, p=share)
    curve = np.array(
        [4.4, 2.9, 2.4, 1.5, 1.1, 1.1, 1.7, 2.8, 4.1, 4.6, 5.2, 5.3, 6, 5.3, 5.4, 5, 6.2, 6.6, 6.5, 5.5, 5, 4.4, 4, 3.0]
    )
    hour = rng.choice(24, n, p=curve / curve.sum())
    when = (
        pd.Timestamp("2018-01-01")
        + pd.to_timedelta(rng.integers(0, 243, n), unit="D")
        + pd.to_timedelta(hour, unit="h")
        + pd.to_timedelta(rng.choice(60, n), unit="min")
    )
    when = when.sort_values()
    hour = when.hour
    response = np.round(
        rng.lognormal(2.15, 0.62, n) + np.where(np.isin(group, ["Towed", "Fraud", "Vandalism"]), 6.5, 0), 1
    )
    shooting = _holes(rng, np.full(n, "Y"), 0.994)
    district = _holes(
        rng,
        rng.choice(
            ["B2", "C11", "D4", "A1", "B3", "C6", "D14", "E13", "E18", "A7"],
            n,
            p=np.array([16, 14, 13, 11, 11, 8, 8, 7, 6, 6]) / 100,
        ),
        0.008,
    )
    lat, long = np.round(42.32 + rng.normal(0, 0.03, n), 6), np.round(-71.08 + rng.normal(0, 0.025, n), 6)
    gone = rng.random(n) < 0.055
    off = rng.random(n) < 0.006
    lat, long = np.where(off, -1, lat), np.where(off, -1, long)
    lat, long = np.where(gone, np.nan, lat), np.where(gone, np.nan, long)
    value = np.where(
        np.isin(group, ["Larceny", "Larceny From Motor Vehicle", "Fraud", "Auto Theft", "Robbery"]),
        rng.lognormal(6.2, 1.15, n),
        np.nan,
    )
    loss = [np.nan if np.isnan(v) else f"${v:,.2f}" for v in value]
    return pd.DataFrame(
        {
            "INCIDENT_NUMBER": [f"I1820{k:05d}" for k in np.sort(rng.choice(90000, n, replace=False))],
            "OFFENSE_CODE": [code[g] for g in group],
            "OFFENSE_CODE_GROUP": group,
            "DISTRICT": district,
            "SHOOTING": shooting,
            "OCCURRED_ON_DATE": when.strftime("%Y-%m-%d %H:%M:%S"),
            "MONTH": when.month,
            "DAY_OF_WEEK": when.day_name(),
            "HOUR": hour,
            "UCR_PART": _holes(rng, [part[g] for g in group], 0.004),
            "STREET": _holes(
                rng,
                rng.choice(
                    [
                        "WASHINGTON ST",
                        "BLUE HILL AVE",
                        "BOYLSTON ST",
                        "DORCHESTER AVE",
                        "TREMONT ST",
                        "HARRISON AVE",
                        "CENTRE ST",
                    ],
                    n,
                ),
                0.03,
            ),
            "Response Time (min)": response,
            "EstimatedLoss": loss,
            "Lat": lat,
            "Long": long,
        }
    )


def remote_survey() -> pd.DataFrame:
    rng = np.random.default_rng(4909)
    n = 236
    age = np.clip(np.round(rng.normal(37, 9.4, n)), 19, 66).astype(int)
    years = np.clip(np.round((age - 20) * rng.beta(2, 4, n), 0), 0, 30).astype(int)
    field = rng.choice(["IT", "Education", "Finance", "Healthcare", "Sales"], n, p=[0.33, 0.19, 0.18, 0.14, 0.16])
    days = rng.choice(6, n, p=[0.13, 0.11, 0.2, 0.22, 0.13, 0.21])
    sleep = np.round(np.clip(rng.normal(6.9, 0.9, n) + 0.06 * days, 3.5, 10.5) * 2) / 2
    stress = np.clip(np.round(6.4 - 0.55 * (sleep - 7) - 0.13 * days + rng.normal(0, 1.6, n)), 1, 10).astype(int)
    happy = np.clip(np.round(5.7 + 0.38 * days - 0.34 * (stress - 5) + rng.normal(0, 1.3, n)), 1, 10).astype(int)
    commute = np.clip(np.round(rng.gamma(2.3, 15.5, n) / 5) * 5, 0, 180)
    score = np.round(np.clip(61 + 2.3 * happy - 1.1 * stress + 0.25 * years + rng.normal(0, 6.5, n), 20, 100), 1)
    meetings = rng.poisson(9, n)
    commute = _holes(rng, commute, 0.04)
    text = _holes(rng, [f"{m} per week" if rng.random() < 0.93 else "not sure" for m in meetings], 0.02)
    return pd.DataFrame(
        {
            "Respondent ID": np.arange(5001, 5001 + n),
            "Age": age,
            "Gender": _holes(rng, rng.choice(["Female", "Male", "Non-binary"], n, p=[0.5, 0.47, 0.03]), 0.02),
            "Field of work": field,
            "Years in current job": years,
            "Remote days per week": days,
            "Commute time (minutes)": commute,
            "Meetings": text,
            "Hours of sleep": _holes(rng, sleep, 0.03),
            "Stress level (1-10)": stress,
            "Job satisfaction (1-10)": happy,
            "Productivity score": score,
            "Would recommend": _holes(rng, np.where(happy + rng.normal(0, 1.5, n) > 6, "Yes", "No"), 0.05),
        }
    )


FRAMES = {
    "googleplaystore": googleplaystore,
    "FuelConsumption": fuel_consumption,
    "adult": adult,
    "pitching_salaries": pitching_salaries,
    "hotel_bookings": hotel_bookings,
    "street_trees_2015": street_trees,
    "greenhouse_sensors": greenhouse_sensors,
    "crime_incidents_2018": crime_incidents,
    "remote_work_survey": remote_survey,
}


@cache
def frame(name: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(FRAMES[name]().to_csv(index=False)))
