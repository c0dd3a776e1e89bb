"""Tables of one hand, made from seeds."""

from functools import cache
from io import StringIO

import numpy as np
import pandas as pd


def county_health_2012() -> pd.DataFrame:
    g = np.random.default_rng(70112)
    n = 612
    states = ["AL", "GA", "IA", "KY", "MN", "MO", "OH", "TX", "WI"]
    seat = [
        "Adams",
        "Baker",
        "Carroll",
        "Clay",
        "Douglas",
        "Fayette",
        "Franklin",
        "Grant",
        "Greene",
        "Hardin",
        "Henry",
        "Jackson",
        "Jasper",
        "Jefferson",
        "Lincoln",
        "Logan",
        "Madison",
        "Marion",
        "Mercer",
        "Monroe",
        "Morgan",
        "Perry",
        "Pike",
        "Polk",
        "Putnam",
        "Scott",
        "Shelby",
        "Union",
        "Warren",
        "Wayne",
    ]
    st = g.choice(states, n)
    south = np.isin(st, ["AL", "GA", "KY", "TX"])
    pop = np.round(np.exp(g.normal(10.2, 1.2, n))).astype(int)
    rural = np.where(pop < 30000, "Y", "N")
    obese = g.normal(30.6, 3.3, n) + 1.0 * south
    smokers = np.clip(g.normal(20.5, 4.6, n) + 2.1 * south, 5, None)
    income = np.round(
        43800 + 4100 * g.standard_normal(n) + 9000 * g.gamma(1.3, 0.6, n) - 5200 * south - 350 * (smokers - 21)
    ).astype(int)
    male = 74.6 - 0.16 * (smokers - 21) - 0.18 * (obese - 31) + 0.00004 * (income - 45000) + g.normal(0, 1.1, n)
    female = male + 5.0 + 0.055 * (smokers - 21) + g.normal(0, 0.75, n)
    uninsured = np.clip(g.normal(14.5, 3.2, n) + 5.5 * south, 3, None)
    df = pd.DataFrame(
        {
            "Unnamed: 0": np.arange(n),
            "FIPS": 1001 + 2 * np.sort(g.choice(25000, n, replace=False)),
            "county_name": [f"{c} County" for c in g.choice(seat, n)],
            "state_abbr": st,
            "Population_2012": pop,
            "rural": rural,
            "pct_obese": obese.round(1),
            "pct_smokers": smokers.round(1),
            "median_hh_income": income,
            "pct_uninsured": uninsured.round(1),
            "life_exp_male": male.round(2),
            "life_exp_female": female.round(2),
            "PCP_rate": np.round(g.gamma(4.2, 13, n), 1),
        }
    )
    df.loc[g.choice(n, 47, replace=False), "pct_smokers"] = np.nan
    df.loc[g.choice(n, 31, replace=False), "PCP_rate"] = np.nan
    df.loc[g.choice(n, 12, replace=False), "pct_uninsured"] = np.nan
    return df


def laptop_prices() -> pd.DataFrame:
    g = np.random.default_rng(70213)
    n = 438
    kinds = g.choice(
        ["Notebook", "Ultrabook", "Gaming", "2 in 1 Convertible", "Workstation", "Netbook"],
        n,
        p=[0.54, 0.16, 0.15, 0.09, 0.03, 0.03],
    )
    inch = (
        pd.Series(kinds)
        .map(
            {
                "Notebook": 15.6,
                "Ultrabook": 13.3,
                "Gaming": 15.6,
                "2 in 1 Convertible": 13.3,
                "Workstation": 15.6,
                "Netbook": 11.6,
            }
        )
        .to_numpy()
    )
    inch = np.where(
        (kinds == "Gaming") & (g.random(n) < 0.4),
        17.3,
        np.where((kinds == "Notebook") & (g.random(n) < 0.25), 14.0, inch),
    )
    ram = np.where(
        kinds == "Netbook",
        g.choice([2, 4], n),
        np.where(
            np.isin(kinds, ["Gaming", "Workstation"]),
            g.choice([8, 16, 32], n, p=[0.35, 0.55, 0.10]),
            g.choice([4, 6, 8, 12, 16], n, p=[0.34, 0.04, 0.48, 0.02, 0.12]),
        ),
    )
    weight = np.clip(
        0.2 * inch - 1.0 + g.normal(0, 0.17, n) + 0.45 * (kinds == "Gaming") - 0.3 * (kinds == "Ultrabook"), 0.92, None
    )
    big = g.choice(np.flatnonzero(kinds == "Gaming"), 7, replace=False)
    weight[big] += g.uniform(1.3, 1.9, 7)
    price = np.exp(
        5.55
        + 0.42 * np.log(ram)
        + 0.35 * np.isin(kinds, ["Ultrabook", "Gaming"])
        + 0.7 * (kinds == "Workstation")
        + g.normal(0, 0.27, n)
    )
    text = np.array([f"{w:.2f}".rstrip("0").rstrip(".") + "kg" for w in weight], dtype=object)
    text[g.choice(n, 6, replace=False)] = "?"
    text[g.choice(n, 9, replace=False)] = np.nan
    cpu = g.choice(
        [
            "Intel Core i5 7200U 2.5GHz",
            "Intel Core i7 7700HQ 2.8GHz",
            "Intel Core i7 7500U 2.7GHz",
            "Intel Core i3 6006U 2GHz",
            "AMD A9-Series 9420 3GHz",
            "Intel Celeron Dual Core N3350 1.1GHz",
        ],
        n,
    )
    df = pd.DataFrame(
        {
            "laptop_ID": np.arange(1, n + 1),
            "Company": g.choice(
                ["Lenovo", "Dell", "HP", "Asus", "Acer", "MSI", "Toshiba", "Apple"],
                n,
                p=[0.23, 0.23, 0.21, 0.13, 0.08, 0.05, 0.04, 0.03],
            ),
            "TypeName": kinds,
            "Inches": inch,
            "Cpu": cpu,
            "Ram": [f"{r}GB" for r in ram],
            "Memory": g.choice(
                ["256GB SSD", "1TB HDD", "500GB HDD", "128GB SSD", "512GB SSD", "128GB SSD +  1TB HDD"], n
            ),
            "OpSys": g.choice(["Windows 10", "No OS", "Linux", "Windows 7"], n, p=[0.8, 0.06, 0.07, 0.07]),
            "Weight": text,
            "battery_hours": np.round(np.clip(g.normal(7.4, 1.9, n) - 1.4 * (kinds == "Gaming"), 2, None), 1),
            "Price_euros": price.round(2),
        }
    )
    df.loc[g.choice(n, 18, replace=False), "battery_hours"] = np.nan
    return df


def east_river_bicycle_counts() -> pd.DataFrame:
    g = np.random.default_rng(70314)
    days = pd.date_range("2016-04-01", "2016-10-31")
    n = len(days)
    t = np.arange(n)
    high = 62 + 22 * np.sin((t - 10) / n * np.pi) + g.normal(0, 6, n)
    low = high - g.uniform(9, 22, n)
    wet = g.random(n) < 0.31
    rain = np.where(wet, np.round(g.gamma(0.8, 0.35, n), 2), 0.0)
    base = (1500 + 62 * (high - 40) - 1900 * np.minimum(rain, 1.3)) * np.where(days.dayofweek >= 5, 0.76, 1.0)
    base = np.clip(base, 500, None)
    share = {"Brooklyn Bridge": 0.76, "Manhattan Bridge": 1.52, "Williamsburg Bridge": 1.82, "Queensboro Bridge": 1.24}
    counts = {k: np.round(base * v * g.normal(1, 0.085, n)).astype(int) for k, v in share.items()}
    df = pd.DataFrame(
        {
            "Unnamed: 0": t,
            "Date": days.strftime("%d-%b-%y"),
            "Day": days.day_name(),
            "High Temp (°F)": high.round(1),
            "Low Temp (°F)": low.round(1),
            "Precipitation": np.where(rain == 0, np.where(wet, "T", "0"), [f"{r:.2f}" for r in rain]),
            **counts,
        }
    )
    df["Total"] = df[list(share)].sum(axis=1)
    df["Queensboro Bridge"] = df["Queensboro Bridge"].astype(float)
    df.loc[g.choice(n, 5, replace=False), "Queensboro Bridge"] = np.nan
    df.loc[g.choice(n, 4, replace=False), "Low Temp (°F)"] = np.nan
    return df


def apartments_lisbon() -> pd.DataFrame:
    g = np.random.default_rng(70415)
    n = 356
    beds = g.choice([0, 1, 2, 3, 4, 5], n, p=[0.08, 0.22, 0.36, 0.22, 0.09, 0.03])
    area = np.round(34 + 24 * beds + g.gamma(3, 5.5, n)).astype(int)
    baths = np.clip(np.round(0.7 + 0.42 * beds + g.normal(0, 0.4, n)), 1, 4).astype(int)
    year = g.choice(np.r_[1930:2018], n)
    metro = np.round(np.clip(g.gamma(2, 410, n), 60, None)).astype(int)
    lift, garage = (g.random(n) < 0.58).astype(int), (g.random(n) < 0.36).astype(int)
    price = (
        52
        + 2.15 * area
        + 14 * baths
        + 0.55 * (year - 1970)
        - 0.027 * metro
        + 17 * lift
        + 26 * garage
        + g.normal(0, 34, n)
    )
    price = np.clip(price, 58, None)
    lux = g.choice(n, 13, replace=False)
    price[lux] *= g.uniform(1.7, 2.9, 13)
    df = pd.DataFrame(
        {
            "ListingId": np.sort(g.choice(np.arange(20110, 29990), n, replace=False)),
            "Parish": g.choice(
                ["Arroios", "Alvalade", "Benfica", "Estrela", "Lumiar", "Olivais", "Campolide", "Santo António"], n
            ),
            "PriceKEur": price.round(1),
            "AreaNet_m2": area,
            "Bedrooms": beds,
            "Bathrooms": baths,
            "ConstructionYear": year,
            "Dist_Metro_m": metro,
            "Elevator": lift,
            "Garage": garage,
            "EnergyClass": g.choice(["A", "B", "B-", "C", "D", "E", "F"], n),
            "DaysOnMarket": np.round(g.gamma(1.7, 36, n) + 2).astype(int),
            "ListedOn": pd.to_datetime("2018-01-02") + pd.to_timedelta(g.integers(0, 330, n), unit="D"),
        }
    )
    df["ListedOn"] = df["ListedOn"].dt.strftime("%d/%m/%Y")
    df["DaysOnMarket"] = df["DaysOnMarket"].astype(float)
    df.loc[g.choice(n, 21, replace=False), "DaysOnMarket"] = np.nan
    df.loc[g.choice(n, 16, replace=False), "EnergyClass"] = np.nan
    return df


def quakes_2011_q1() -> pd.DataFrame:
    g = np.random.default_rng(70516)
    n = 1184
    when = pd.to_datetime("2011-01-01") + pd.to_timedelta(np.sort(g.integers(0, 90 * 86400000, n)), unit="ms")
    depth = np.where(g.random(n) < 0.42, g.choice([10.0, 33.0, 35.0], n), np.round(g.gamma(1.15, 52, n) + 1.4, 1))
    deep = g.random(n) < 0.05
    depth = np.where(deep, np.round(g.uniform(320, 640, n), 1), depth)
    mag = np.round(4.0 + g.exponential(0.42, n), 1)
    mag = np.minimum(mag, 6.8)
    k = g.choice(np.arange(400, n), 2, replace=False)
    mag[k] = 7.3
    depth[k] = [24.4, 52.7]
    places = [
        "near the east coast of Honshu, Japan",
        "Tonga region",
        "south of the Fiji Islands",
        "Sumatra, Indonesia",
        "Vanuatu",
        "Kuril Islands",
        "offshore Bio-Bio, Chile",
        "Andreanof Islands, Aleutian Islands, Alaska",
        "Kermadec Islands region",
    ]
    df = pd.DataFrame(
        {
            "time": [f"{w:%Y-%m-%dT%H:%M:%S}.{w.microsecond // 1000:03d}Z" for w in when],
            "latitude": g.uniform(-45, 52, n).round(3),
            "longitude": g.uniform(-179, 179, n).round(3),
            "depth": depth,
            "mag": mag,
            "magType": g.choice(["mb", "mwc", "mwb", "ms"], n, p=[0.84, 0.09, 0.05, 0.02]),
            "nst": np.round(g.gamma(2, 34, n) + 6),
            "gap": np.round(g.uniform(14, 230, n), 1),
            "rms": np.round(np.clip(g.normal(0.89, 0.21, n), 0.15, None), 2),
            "net": "us",
            "id": [
                "usp000" + a
                for a in pd.Series(np.sort(g.choice(46000, n, replace=False)) + 100000).map(
                    lambda v: np.base_repr(v, 36).lower()
                )
            ],
            "place": g.choice(places, n),
        }
    )
    df.loc[g.choice(n, 203, replace=False), "nst"] = np.nan
    df.loc[g.choice(n, 268, replace=False), "gap"] = np.nan
    df.loc[g.choice(n, 3, replace=False), "rms"] = np.nan
    return df


TABLES = {
    f.__name__: f
    for f in (county_health_2012, laptop_prices, east_river_bicycle_counts, apartments_lisbon, quakes_2011_q1)
}


@cache
def frame(name: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(TABLES[name.removesuffix(".csv")]().to_csv(index=False)))
