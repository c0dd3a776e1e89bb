"""The frames of the third set of closed questions: public ones of statsmodels and scikit-learn, and made ones."""

from functools import cache

import numpy as np
import pandas as pd
import statsmodels.api as sm
from sklearn import datasets

PUBLIC = (
    "fair",
    "macrodata",
    "engel",
    "statecrime",
    "grunfeld",
    "star98",
    "randhie",
    "longley",
    "elnino",
    "nile",
    "spector",
    "anes96",
)


def hospital() -> pd.DataFrame:
    rng, n = np.random.default_rng(101), 420
    age = rng.integers(1, 94, n)
    wards = ["Cardiology", "Orthopedics", "Neurology", "Oncology", "Emergency"]
    ward = rng.choice(wards, n, p=[0.25, 0.2, 0.15, 0.1, 0.3])
    came = pd.Timestamp("2022-01-03") + pd.to_timedelta(rng.integers(0, 700, n), unit="D")
    stay = rng.negative_binomial(2, 0.3, n) + 2 * (ward == "Oncology") + (ward != "Emergency")
    left = pd.Series((came + pd.to_timedelta(stay, unit="D")).strftime("%Y-%m-%d"), dtype=object)
    left[rng.choice(n, 19, replace=False)] = None
    pressure = (104 + 0.35 * age + rng.normal(0, 13, n)).round(0).astype(int)
    bmi = pd.Series(rng.normal(27, 4.6, n).round(1))
    cholesterol = pd.Series((138 + 1.9 * bmi + rng.normal(0, 26, n)).round(0))
    bmi[rng.choice(n, 33, replace=False)] = np.nan
    cholesterol[rng.choice(n, 51, replace=False)] = np.nan
    again = rng.random(n) < np.where(ward == "Cardiology", 0.31, np.where(ward == "Emergency", 0.12, 0.19))
    return pd.DataFrame(
        {
            "visit_id": np.arange(70001, 70001 + n),
            "patient_age": age,
            "sex": rng.choice(["F", "M"], n),
            "department": ward,
            "admission_date": came.strftime("%Y-%m-%d"),
            "discharge_date": left,
            "systolic_bp": pressure,
            "bmi": bmi,
            "cholesterol": cholesterol,
            "readmitted": np.where(again, "Yes", "No"),
            "cost_usd": (rng.lognormal(7.2, 0.7, n) + 410 * stay + 9 * age).round(2),
        }
    )


def flights() -> pd.DataFrame:
    rng, n = np.random.default_rng(102), 520
    ports = np.array(["JFK", "ORD", "ATL", "DEN", "SFO"])
    where = np.array(
        [
            [0, 1190, 1225, 2620, 4160],
            [1190, 0, 975, 1430, 2970],
            [1225, 975, 0, 1930, 3440],
            [2620, 1430, 1930, 0, 1555],
            [4160, 2970, 3440, 1555, 0],
        ]
    )
    start = rng.choice(5, n, p=[0.3, 0.25, 0.2, 0.15, 0.1])
    end = (start + rng.integers(1, 5, n)) % 5
    carrier = rng.choice(["AA", "DL", "UA", "WN"], n, p=[0.3, 0.3, 0.2, 0.2])
    leave = pd.Series((rng.gamma(0.8, 22, n) - 8 + 6 * (carrier == "UA")).round(0))
    arrive = pd.Series((leave + rng.normal(-3, 11, n)).round(0))
    air = pd.Series((where[start, end] / 12.6 + 17 + rng.normal(0, 7, n)).round(0))
    gone = rng.choice(n, 23, replace=False)
    cancelled = np.zeros(n, dtype=int)
    cancelled[gone] = 1
    leave[gone] = arrive[gone] = air[gone] = np.nan
    day = pd.Timestamp("2023-06-01") + pd.to_timedelta(rng.integers(0, 92, n), unit="D")
    return pd.DataFrame(
        {
            "FlightDate": day.strftime("%m/%d/%Y"),
            "Carrier": carrier,
            "Origin": ports[start],
            "Dest": ports[end],
            "SchedDep": rng.integers(5, 23, n) * 100 + rng.choice(np.arange(0, 60, 5), n),
            "DepDelay": leave,
            "ArrDelay": arrive,
            "AirTime": air,
            "Distance_km": where[start, end],
            "Cancelled": cancelled,
        }
    )


def footballers() -> pd.DataFrame:
    rng, n = np.random.default_rng(103), 310
    role = rng.choice(["Goalkeeper", "Defender", "Midfielder", "Forward"], n, p=[0.1, 0.34, 0.32, 0.24])
    rate = pd.Series(role).map({"Goalkeeper": 0.0, "Defender": 0.07, "Midfielder": 0.16, "Forward": 0.42}).to_numpy()
    tall = pd.Series(role).map({"Goalkeeper": 190, "Defender": 185, "Midfielder": 180, "Forward": 182}).to_numpy()
    height = (tall + rng.normal(0, 5.5, n)).round(0).astype(int)
    played = rng.integers(45, 3420, n)
    return pd.DataFrame(
        {
            "Player": [f"Player {number:03d}" for number in range(1, n + 1)],
            "Club": rng.choice(["Rovers", "United", "Athletic", "City", "Wanderers", "Albion"], n),
            "Position": role,
            "Age": rng.integers(17, 39, n),
            "Height (cm)": height,
            "Weight (kg)": (height - 104 + rng.normal(0, 4.5, n)).round(1),
            "Foot": rng.choice(["Right", "Left"], n, p=[0.74, 0.26]),
            "Goals": rng.poisson(rate * played / 90),
            "Assists": rng.poisson(0.6 * rate * played / 90),
            "Minutes": played,
            "Weekly wage": [f"€{value:,}" for value in rng.lognormal(10, 0.8, n).round(-2).astype(int)],
        }
    )


def bankclients() -> pd.DataFrame:
    rng, n = np.random.default_rng(104), 640
    call = rng.gamma(1.4, 180, n).round(0).astype(int)
    housing = rng.choice(["yes", "no"], n, p=[0.55, 0.45])
    said = rng.random(n) < 1 / (1 + np.exp(2.6 - call / 260 + 0.5 * (housing == "yes")))
    return pd.DataFrame(
        {
            "client_no": np.arange(1, n + 1),
            "age": rng.integers(19, 81, n),
            "job": rng.choice(
                ["admin.", "technician", "services", "management", "retired"], n, p=[0.27, 0.24, 0.2, 0.2, 0.09]
            ),
            "marital": rng.choice(["married", "single", "divorced"], n, p=[0.58, 0.29, 0.13]),
            "education": rng.choice(["primary", "secondary", "tertiary", "unknown"], n, p=[0.15, 0.5, 0.3, 0.05]),
            "balance": (rng.gamma(0.9, 1500, n) - 320 + 260 * said).round(0).astype(int),
            "housing": housing,
            "duration": call,
            "campaign": rng.geometric(0.42, n),
            "subscribed": np.where(said, "yes", "no"),
        }
    )


def airquality() -> pd.DataFrame:
    rng = np.random.default_rng(105)
    clock = pd.date_range("2019-01-07", periods=24 * 56, freq="h")
    hour, rush = clock.hour.to_numpy(), np.isin(clock.hour, [7, 8, 17, 18])
    work = (clock.dayofweek < 5).astype(float)
    temp = (
        4
        + 3.5 * np.sin((hour - 9) / 24 * 2 * np.pi)
        + np.repeat(rng.normal(0, 2.4, 56), 24)
        + rng.normal(0, 0.6, len(clock))
    )
    no2 = (
        (24 + 17 * rush * (0.4 + 0.6 * work) + np.repeat(rng.normal(0, 5, 56), 24) + rng.normal(0, 5, len(clock)))
        .clip(2)
        .round(1)
    )
    pm10 = (14 + 0.5 * no2 + np.repeat(rng.gamma(2, 6, 56), 24) + rng.normal(0, 4, len(clock))).clip(1).round(1)
    co = (0.2 + 0.017 * no2 + rng.normal(0, 0.11, len(clock))).clip(0.05).round(2)
    no2[rng.choice(len(clock), 41, replace=False)] = -200
    pm10[rng.choice(len(clock), 67, replace=False)] = -200
    return pd.DataFrame(
        {
            "timestamp": clock.strftime("%Y-%m-%d %H:%M:%S"),
            "CO_mgm3": co,
            "NO2": no2,
            "PM10": pm10,
            "Temp_C": temp.round(1),
            "RelHum": rng.normal(74, 9, len(clock)).clip(20, 100).round(0).astype(int),
        }
    )


def retail() -> pd.DataFrame:
    rng, n = np.random.default_rng(106), 460
    customer = pd.Series(rng.choice(np.arange(12001, 12190), n).astype(float))
    customer[rng.choice(n, 38, replace=False)] = np.nan
    quantity = rng.integers(1, 25, n)
    back = rng.choice(n, 21, replace=False)
    quantity[back] = -quantity[back]
    stars = pd.Series(rng.choice([1, 2, 3, 4, 5], n, p=[0.05, 0.1, 0.2, 0.35, 0.3]).astype(float))
    stars[rng.choice(n, 70, replace=False)] = np.nan
    when = pd.Timestamp("2020-03-01") + pd.to_timedelta(rng.integers(0, 60 * 24 * 300, n), unit="min")
    return pd.DataFrame(
        {
            "InvoiceNo": np.arange(536001, 536001 + n),
            "InvoiceDate": when.strftime("%Y-%m-%d %H:%M"),
            "CustomerID": customer,
            "Country": rng.choice(["United Kingdom", "Germany", "France", "Spain"], n, p=[0.55, 0.2, 0.15, 0.1]),
            "Category": rng.choice(["Toys", "Kitchen", "Garden", "Stationery"], n),
            "Quantity": quantity,
            "UnitPrice": rng.gamma(2.2, 3.1, n).round(2) + 0.29,
            "CouponUsed": rng.choice(["Y", "N"], n, p=[0.36, 0.64]),
            "Rating": stars,
        }
    ).round({"UnitPrice": 2})


def homesales() -> pd.DataFrame:
    rng, n = np.random.default_rng(107), 360
    sqft = rng.normal(1650, 430, n).clip(520).round(0).astype(int)
    borough = rng.choice(["Riverside", "Old Town", "Hillcrest", "Docklands"], n)
    extra = pd.Series(borough).map({"Riverside": 60, "Old Town": 95, "Hillcrest": 20, "Docklands": 0}).to_numpy()
    built = rng.integers(1921, 2018, n)
    sold = pd.Timestamp("2018-01-02") + pd.to_timedelta(rng.integers(0, 728, n), unit="D")
    price = sqft * (145 + extra + rng.normal(0, 22, n)) + 330 * (built - 1921) + rng.normal(0, 9000, n)
    return pd.DataFrame(
        {
            "SaleDate": sold.strftime("%Y-%m-%d"),
            "Borough": borough,
            "SqFt": sqft,
            "Bedrooms": np.clip((sqft / 520 + rng.normal(0, 0.7, n)).round(0), 1, 6).astype(int),
            "YearBuilt": built,
            "Garage": rng.choice(["Y", "N"], n),
            "SalePrice": [f"${value:,}" for value in price.round(-2).astype(int)],
        }
    )


def linnerud() -> pd.DataFrame:
    return datasets.load_linnerud(as_frame=True).frame


@cache
def frame(name: str) -> pd.DataFrame:
    if name not in PUBLIC:
        return globals()[name]()
    data = getattr(sm.datasets, name).load_pandas().data
    return (data.reset_index() if name == "statecrime" else data).rename_axis(columns=None)
