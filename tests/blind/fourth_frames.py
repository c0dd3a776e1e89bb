"""The frames of the fourth blind corpus: tables of the sort people upload, made with fixed seeds."""

import zlib
from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.data
from sklearn import datasets

Rng = np.random.Generator
Maker = Callable[[Rng], pd.DataFrame]
MAKERS: dict[str, Maker] = {}


def made(maker: Maker) -> Maker:
    MAKERS[maker.__name__] = maker
    return maker


def frame(name: str) -> pd.DataFrame:
    """A fresh copy of the frame: the same values each time."""
    return MAKERS[name](np.random.default_rng(zlib.crc32(name.encode())))


def holed(rng: Rng, df: pd.DataFrame, **shares: float) -> pd.DataFrame:
    """The frame with that share of the values of each column missing (a column of integers becomes one of floats)."""
    return holes(rng, df, shares)


def holes(rng: Rng, df: pd.DataFrame, shares: dict[str, float]) -> pd.DataFrame:
    for column, share in shares.items():
        df[column] = df[column].mask(rng.random(len(df)) < share)
    return df


def days(rng: Rng, start: str, span: int, n: int) -> pd.Series:
    return pd.Series(pd.Timestamp(start) + pd.to_timedelta(rng.integers(0, span, n), unit="D"))


@made
def superstore(rng: Rng) -> pd.DataFrame:
    n = 900
    subs = {
        "Furniture": ["Chairs", "Tables", "Bookcases", "Furnishings"],
        "Office Supplies": ["Paper", "Binders", "Storage", "Art", "Labels"],
        "Technology": ["Phones", "Accessories", "Copiers"],
    }
    category = rng.choice(list(subs), n, p=[0.22, 0.6, 0.18])
    ordered = days(rng, "2014-01-03", 1450, n)
    shipped = ordered + pd.to_timedelta(rng.integers(0, 8, n), unit="D")
    sales = np.round(rng.lognormal(4.1, 1.25, n), 3)
    discount = rng.choice([0, 0.1, 0.2, 0.3, 0.5, 0.7], n, p=[0.48, 0.07, 0.33, 0.05, 0.03, 0.04])
    firsts = ["Claire", "Darrin", "Sean", "Brosina", "Andrew", "Irene", "Harold", "Pete", "Alejandro", "Zuschuss"]
    lasts = ["Gute", "Van Huff", "O'Donnell", "Hoffman", "Allen", "Maddox", "Pawlan", "Kriz", "Grove", "Donatelli"]
    df = pd.DataFrame(
        {
            "Row ID": np.arange(1, n + 1),
            "Order ID": [f"CA-{d.year}-{100000 + i}" for d, i in zip(ordered, rng.integers(0, 69999, n), strict=True)],
            "Order Date": ordered.dt.strftime("%m/%d/%Y"),
            "Ship Date": shipped.dt.strftime("%m/%d/%Y"),
            "Ship Mode": rng.choice(
                ["Standard Class", "Second Class", "First Class", "Same Day"], n, p=[0.6, 0.2, 0.15, 0.05]
            ),
            "Customer Name": [f"{a} {b}" for a, b in zip(rng.choice(firsts, n), rng.choice(lasts, n), strict=True)],
            "Segment": rng.choice(["Consumer", "Corporate", "Home Office"], n, p=[0.52, 0.3, 0.18]),
            "Region": rng.choice(["West", "East", "Central", "South"], n, p=[0.32, 0.29, 0.23, 0.16]),
            "Postal Code": rng.integers(10001, 99301, n),
            "Category": category,
            "Sub-Category": [rng.choice(subs[c]) for c in category],
            "Sales": sales,
            "Quantity": rng.integers(1, 15, n),
            "Discount": discount,
            "Profit": np.round(sales * (0.28 - 0.9 * discount + rng.normal(0, 0.12, n)), 4),
        }
    )
    return holes(rng, df, {"Postal Code": 0.02})


@made
def hotel_bookings(rng: Rng) -> pd.DataFrame:
    n = 1500
    months = pd.date_range("2016-01-01", periods=12, freq="MS").strftime("%B").to_numpy()
    lead = np.round(rng.gamma(0.9, 110, n)).astype(int)
    resort = rng.random(n) < 0.35
    adr = np.round(np.clip(rng.normal(np.where(resort, 92, 106), 42, n), 0, None), 2)
    adr[7], adr[911] = 510.0, 5.4
    canceled = (rng.random(n) < 1 / (1 + np.exp(1.1 - lead / 160))).astype(int)
    df = pd.DataFrame(
        {
            "hotel": np.where(resort, "Resort Hotel", "City Hotel"),
            "is_canceled": canceled,
            "lead_time": lead,
            "arrival_date_year": rng.choice([2015, 2016, 2017], n, p=[0.2, 0.45, 0.35]),
            "arrival_date_month": rng.choice(months, n),
            "stays_in_weekend_nights": rng.poisson(0.9, n),
            "stays_in_week_nights": rng.poisson(2.5, n),
            "adults": rng.choice([1, 2, 3], n, p=[0.2, 0.74, 0.06]),
            "children": rng.choice([0, 1, 2], n, p=[0.92, 0.05, 0.03]),
            "meal": rng.choice(["BB", "HB", "SC", "FB", "Undefined"], n, p=[0.76, 0.13, 0.08, 0.01, 0.02]),
            "country": rng.choice(
                ["PRT", "GBR", "FRA", "ESP", "DEU", "ITA", "BRA"], n, p=[0.42, 0.14, 0.13, 0.11, 0.1, 0.06, 0.04]
            ),
            "market_segment": rng.choice(
                ["Online TA", "Offline TA/TO", "Direct", "Groups", "Corporate"], n, p=[0.48, 0.2, 0.11, 0.16, 0.05]
            ),
            "agent": rng.choice([9, 240, 1, 14, 7, 6], n),
            "company": rng.choice([40, 223, 67, 45], n),
            "adr": adr,
            "total_of_special_requests": rng.poisson(0.6, n),
            "reservation_status_date": days(rng, "2015-07-01", 800, n).dt.strftime("%Y-%m-%d"),
        }
    )
    return holed(rng, df, children=0.004, country=0.006, agent=0.14, company=0.94)


@made
def pollution_us(rng: Rng) -> pd.DataFrame:
    n = 1000
    cities = {
        "Phoenix": "Arizona",
        "Tucson": "Arizona",
        "Los Angeles": "California",
        "Fresno": "California",
        "Denver": "Colorado",
        "Houston": "Texas",
        "New York": "New York",
    }
    city = rng.choice(list(cities), n)
    no2 = np.clip(rng.normal(14, 7, n) + (city == "Los Angeles") * 6, 0.2, None)
    o3 = np.clip(0.041 - 0.0007 * no2 + rng.normal(0, 0.009, n), 0.001, None)
    df = pd.DataFrame(
        {
            "State": [cities[c] for c in city],
            "City": city,
            "Date Local": days(rng, "2008-01-01", 1090, n).dt.strftime("%Y-%m-%d"),
            "NO2 Units": "Parts per billion",
            "NO2 Mean": np.round(no2, 6),
            "NO2 1st Max Hour": rng.integers(0, 24, n),
            "NO2 AQI": np.round(no2 * 1.7 + rng.normal(0, 4, n)).clip(0).astype(int),
            "O3 Mean": np.round(o3, 6),
            "O3 AQI": np.round(o3 * 1100 + rng.normal(0, 5, n)).clip(0).astype(int),
            "SO2 Mean": np.round(rng.gamma(1.1, 1.6, n), 6),
            "SO2 AQI": rng.poisson(6, n),
            "CO Mean": np.round(0.15 + no2 * 0.017 + rng.gamma(2, 0.05, n), 6),
        }
    )
    return holes(rng, df, {"SO2 AQI": 0.45, "CO Mean": 0.03})


@made
def world_indicators(rng: Rng) -> pd.DataFrame:
    n = 190
    syllables = ["bar", "lo", "ni", "ka", "stan", "ria", "mor", "ve", "ta", "zu", "gal", "en", "os", "ti"]
    names: list[str] = []
    while len(names) < n:
        name = "".join(rng.choice(syllables, rng.integers(2, 4))).capitalize()
        if name not in names:
            names.append(name)
    rich = rng.normal(8.6, 1.4, n)
    life = np.round(np.clip(40 + 3.6 * rich + rng.normal(0, 4, n), 45, 86), 1)
    people = np.round(rng.lognormal(15.8, 1.7, n)).astype(int)
    df = pd.DataFrame(
        {
            "Country": names,
            "Region": rng.choice(
                ["Africa", "Asia", "Europe", "Americas", "Oceania"], n, p=[0.28, 0.25, 0.23, 0.17, 0.07]
            ),
            "Population": people,
            "Surface area (km2)": np.round(rng.lognormal(11.6, 2, n)),
            "GDP (US$)": np.round(people * np.exp(rich) / 1e6, 1),
            "GDP per capita (US$)": np.round(np.exp(rich), 1),
            "Unemployment (% of labour force)": np.round(rng.gamma(3, 2.6, n), 1),
            "Fertility rate (live births per woman)": np.round(
                np.clip(6.6 - 0.45 * rich + rng.normal(0, 0.7, n), 1.1, 7.5), 2
            ),
            "Life expectancy": life,
            "Internet users (%)": np.round(np.clip(-75 + 14.5 * rich + rng.normal(0, 11, n), 1, 99), 1),
            "CO2 emissions (t/capita)": np.round(np.exp(rich - 7.6 + rng.normal(0, 0.6, n)), 2),
        }
    )
    return holes(
        rng,
        df,
        {"Unemployment (% of labour force)": 0.08, "CO2 emissions (t/capita)": 0.06, "Internet users (%)": 0.04},
    )


@made
def used_cars(rng: Rng) -> pd.DataFrame:
    n = 1200
    brand = rng.choice(
        ["Maruti Swift", "Hyundai i20", "Honda City", "Tata Indica", "Mahindra XUV500", "Toyota Innova", "Ford Figo"],
        n,
        p=[0.28, 0.2, 0.13, 0.12, 0.1, 0.1, 0.07],
    )
    year = 2020 - rng.poisson(6, n).clip(0, 18)
    fuel = rng.choice(["Diesel", "Petrol", "CNG", "LPG"], n, p=[0.53, 0.44, 0.02, 0.01])
    engine = rng.choice([796, 1086, 1197, 1248, 1498, 1968, 2179, 2494], n)
    power = np.round(engine * 0.062 + rng.normal(8, 9, n), 1).clip(34)
    price = np.round(np.exp(12.9 - 0.11 * (2020 - year) + 0.0065 * power + rng.normal(0, 0.25, n)), -3).astype(int)
    df = pd.DataFrame(
        {
            "name": brand,
            "year": year,
            "selling_price": price,
            "km_driven": np.round((2020 - year + 1) * rng.gamma(6, 1700, n), -2).astype(int),
            "fuel": fuel,
            "seller_type": rng.choice(["Individual", "Dealer", "Trustmark Dealer"], n, p=[0.83, 0.14, 0.03]),
            "transmission": rng.choice(["Manual", "Automatic"], n, p=[0.87, 0.13]),
            "owner": rng.choice(["First Owner", "Second Owner", "Third Owner"], n, p=[0.65, 0.27, 0.08]),
            "mileage": [f"{m:.1f} kmpl" for m in np.round(27 - engine * 0.0045 + rng.normal(0, 2, n), 1)],
            "engine": [f"{e} CC" for e in engine],
            "max_power": [f"{p} bhp" for p in power],
            "seats": rng.choice([4, 5, 7, 8], n, p=[0.03, 0.79, 0.14, 0.04]),
        }
    )
    gaps = rng.random(n) < 0.027
    df.loc[gaps, ["mileage", "engine", "max_power", "seats"]] = np.nan
    return df


@made
def hr_attrition(rng: Rng) -> pd.DataFrame:
    n = 1100
    age = rng.normal(37, 9, n).round().clip(18, 60).astype(int)
    working = (rng.random(n) * (age - 17)).astype(int)
    income = np.round(2100 + 430 * working + rng.gamma(2, 750, n)).astype(int)
    overtime = rng.random(n) < 0.28
    leaving = rng.random(n) < 1 / (1 + np.exp(1.7 - 1.3 * overtime + income / 6500))
    roles = {
        "Sales": ["Sales Executive", "Sales Representative", "Manager"],
        "Research & Development": ["Research Scientist", "Laboratory Technician", "Manager"],
        "Human Resources": ["Human Resources", "Manager"],
    }
    department = rng.choice(list(roles), n, p=[0.3, 0.65, 0.05])
    return pd.DataFrame(
        {
            "Age": age,
            "Attrition": np.where(leaving, "Yes", "No"),
            "BusinessTravel": rng.choice(["Travel_Rarely", "Travel_Frequently", "Non-Travel"], n, p=[0.71, 0.19, 0.1]),
            "DailyRate": rng.integers(102, 1500, n),
            "Department": department,
            "DistanceFromHome": (rng.gamma(1.3, 7, n).astype(int) + 1).clip(1, 29),
            "Education": rng.choice([1, 2, 3, 4, 5], n, p=[0.11, 0.19, 0.39, 0.27, 0.04]),
            "EmployeeNumber": np.sort(rng.choice(np.arange(1, 2069), n, replace=False)),
            "Gender": rng.choice(["Male", "Female"], n, p=[0.6, 0.4]),
            "JobRole": [rng.choice(roles[d]) for d in department],
            "JobSatisfaction": rng.choice([1, 2, 3, 4], n, p=[0.2, 0.19, 0.3, 0.31]),
            "MaritalStatus": rng.choice(["Single", "Married", "Divorced"], n, p=[0.32, 0.46, 0.22]),
            "MonthlyIncome": income,
            "NumCompaniesWorked": rng.poisson(2.6, n).clip(0, 9),
            "OverTime": np.where(overtime, "Yes", "No"),
            "TotalWorkingYears": working,
            "YearsAtCompany": (working * rng.beta(2, 1.4, n)).astype(int),
        }
    )


@made
def telco_churn(rng: Rng) -> pd.DataFrame:
    n = 1400
    tenure = np.where(rng.random(n) < 0.15, rng.integers(0, 3, n), rng.integers(1, 73, n))
    contract = rng.choice(["Month-to-month", "One year", "Two year"], n, p=[0.55, 0.21, 0.24])
    net = rng.choice(["Fiber optic", "DSL", "No"], n, p=[0.44, 0.34, 0.22])
    monthly = np.round(np.select([net == "No", net == "DSL"], [20.0, 56.0], 88.0) + rng.normal(0, 7, n), 2).clip(18.25)
    total = np.round(monthly * tenure + rng.normal(0, 12, n), 2).clip(18)
    leaving = rng.random(n) < 1 / (1 + np.exp(0.6 - 1.2 * (contract == "Month-to-month") + tenure / 26 - monthly / 160))
    letters = np.array(list("ABCDEFGHKLMNPQRSTUVWXYZ"))
    return pd.DataFrame(
        {
            "customerID": [f"{k:04d}-{''.join(rng.choice(letters, 5))}" for k in rng.permutation(9999)[:n]],
            "gender": rng.choice(["Male", "Female"], n),
            "SeniorCitizen": (rng.random(n) < 0.16).astype(int),
            "Partner": rng.choice(["Yes", "No"], n),
            "tenure": tenure,
            "InternetService": net,
            "Contract": contract,
            "PaperlessBilling": rng.choice(["Yes", "No"], n, p=[0.6, 0.4]),
            "PaymentMethod": rng.choice(
                ["Electronic check", "Mailed check", "Bank transfer (automatic)", "Credit card (automatic)"],
                n,
                p=[0.34, 0.23, 0.22, 0.21],
            ),
            "MonthlyCharges": monthly,
            "TotalCharges": [" " if t == 0 else f"{c}" for t, c in zip(tenure, total, strict=True)],
            "Churn": np.where(leaving, "Yes", "No"),
        }
    )


@made
def students_performance(rng: Rng) -> pd.DataFrame:
    n = 1000
    able = rng.normal(0, 13, n)
    girl = rng.random(n) < 0.52
    prepared = rng.random(n) < 0.36
    lunch = rng.random(n) < 0.64

    def score(base: float, gap: float, gain: float) -> np.ndarray:
        points = base + able + gap * girl + gain * prepared + 7 * lunch + rng.normal(0, 5.5, n)
        return np.asarray(points.round().clip(0, 100).astype(int))

    return pd.DataFrame(
        {
            "gender": np.where(girl, "female", "male"),
            "race/ethnicity": rng.choice([f"group {g}" for g in "ABCDE"], n, p=[0.09, 0.19, 0.32, 0.26, 0.14]),
            "parental level of education": rng.choice(
                [
                    "some college",
                    "associate's degree",
                    "high school",
                    "some high school",
                    "bachelor's degree",
                    "master's degree",
                ],
                n,
                p=[0.23, 0.22, 0.2, 0.18, 0.11, 0.06],
            ),
            "lunch": np.where(lunch, "standard", "free/reduced"),
            "test preparation course": np.where(prepared, "completed", "none"),
            "math score": score(62, -5, 5),
            "reading score": score(58, 7, 7),
            "writing score": score(56, 8.5, 9.5),
        }
    )


@made
def netflix_titles(rng: Rng) -> pd.DataFrame:
    n = 1300
    film = rng.random(n) < 0.69
    nouns = [
        "Winter",
        "River",
        "Night",
        "Letters",
        "Garden",
        "Stranger",
        "Fire",
        "House",
        "Summer",
        "Ghost",
        "Road",
        "King",
    ]
    adjectives = ["Silent", "Last", "Broken", "Golden", "Hidden", "Wild", "Little", "Lost", "Dark", "Secret"]
    released = 2021 - rng.gamma(1.1, 5, n).astype(int).clip(0, 60)
    added = days(rng, "2015-01-01", 2450, n)
    df = pd.DataFrame(
        {
            "show_id": [f"s{i}" for i in range(1, n + 1)],
            "type": np.where(film, "Movie", "TV Show"),
            "title": [
                f"{a} {b} {i}"
                for i, (a, b) in enumerate(zip(rng.choice(adjectives, n), rng.choice(nouns, n), strict=True), 1)
            ],
            "director": rng.choice(
                ["R. Campos", "J. Suter", "M. Vogel", "C. Karthik", "S. Ray", "Y. Tanaka", "M. Scorsone", "A. Kashy"], n
            ),
            "country": rng.choice(
                ["United States", "India", "United Kingdom", "Japan", "South Korea", "Canada", "Spain", "France"],
                n,
                p=[0.43, 0.17, 0.1, 0.08, 0.07, 0.06, 0.05, 0.04],
            ),
            "date_added": added.dt.strftime("%B %d, %Y"),
            "release_year": released,
            "rating": rng.choice(
                ["TV-MA", "TV-14", "TV-PG", "R", "PG-13", "PG"], n, p=[0.4, 0.27, 0.11, 0.1, 0.07, 0.05]
            ),
            "duration": [
                f"{m} min" if f else f"{s} Season{'s' if s > 1 else ''}"
                for f, m, s in zip(
                    film, rng.normal(99, 27, n).round().astype(int).clip(12), rng.geometric(0.55, n), strict=True
                )
            ],
        }
    )
    return holed(rng, df, director=0.3, country=0.09, date_added=0.008, rating=0.002)


@made
def googleplaystore(rng: Rng) -> pd.DataFrame:
    n = 1250
    reviews = rng.lognormal(7.2, 3.2, n).astype(int)
    steps = np.array([100, 500, 1000, 5000, 10000, 50000, 100000, 500000, 1000000, 5000000, 10000000, 100000000])
    installs = steps[np.clip(np.searchsorted(steps, reviews * 35) + rng.integers(-1, 2, n), 0, len(steps) - 1)]
    paid = rng.random(n) < 0.08
    price = rng.choice([0.99, 1.99, 2.99, 4.99, 9.99, 14.99], n)
    size = np.where(
        rng.random(n) < 0.16, "Varies with device", [f"{m}M" for m in rng.gamma(1.6, 14, n).round(1).clip(1.1)]
    )
    df = pd.DataFrame(
        {
            "App": [
                f"{a} {b} {i}"
                for i, (a, b) in enumerate(
                    zip(
                        rng.choice(["Photo", "Smart", "Daily", "Super", "Easy", "My"], n),
                        rng.choice(["Editor", "Planner", "Quiz", "Camera", "Tracker", "Runner"], n),
                        strict=True,
                    )
                )
            ],
            "Category": rng.choice(
                ["FAMILY", "GAME", "TOOLS", "MEDICAL", "BUSINESS", "FINANCE", "LIFESTYLE"],
                n,
                p=[0.3, 0.2, 0.17, 0.1, 0.09, 0.07, 0.07],
            ),
            "Rating": np.round(5 - rng.gamma(2.4, 0.33, n), 1).clip(1, 5),
            "Reviews": reviews,
            "Size": size,
            "Installs": [f"{i:,}+" for i in installs],
            "Type": np.where(paid, "Paid", "Free"),
            "Price": np.where(paid, [f"${p}" for p in price], "0"),
            "Content Rating": rng.choice(
                ["Everyone", "Teen", "Everyone 10+", "Mature 17+"], n, p=[0.8, 0.11, 0.04, 0.05]
            ),
            "Last Updated": days(rng, "2014-05-01", 1550, n).dt.strftime("%B %d, %Y"),
        }
    )
    df = holes(rng, df, {"Rating": 0.14})
    return pd.concat([df, df.sample(37, random_state=5)], ignore_index=True)


@made
def insurance(rng: Rng) -> pd.DataFrame:
    n = 1000
    age = rng.integers(18, 65, n)
    bmi = np.round(rng.normal(30.6, 6.0, n), 3).clip(16)
    smoker = rng.random(n) < 0.2
    charges = 250 * age - 2400 + smoker * (9000 + 480 * (bmi - 20)) + rng.gamma(1.2, 2300, n)
    return pd.DataFrame(
        {
            "age": age,
            "sex": rng.choice(["female", "male"], n),
            "bmi": bmi,
            "children": rng.choice([0, 1, 2, 3, 4, 5], n, p=[0.43, 0.24, 0.18, 0.11, 0.02, 0.02]),
            "smoker": np.where(smoker, "yes", "no"),
            "region": rng.choice(["southeast", "southwest", "northwest", "northeast"], n, p=[0.28, 0.24, 0.24, 0.24]),
            "charges": np.round(charges.clip(1121), 4),
        }
    )


@made
def heart(rng: Rng) -> pd.DataFrame:
    n = 420
    age = rng.normal(54.4, 9, n).round().clip(29, 77).astype(int)
    ill = rng.random(n) < 0.46
    df = pd.DataFrame(
        {
            "age": age,
            "sex": (rng.random(n) < 0.68).astype(int),
            "cp": rng.choice([0, 1, 2, 3], n, p=[0.47, 0.17, 0.28, 0.08]),
            "trestbps": (rng.normal(110, 15, n) + 0.4 * age).round().clip(94, 200).astype(int),
            "chol": rng.gamma(24, 10.3, n).round().astype(int),
            "fbs": (rng.random(n) < 0.15).astype(int),
            "thalach": (212 - 1.05 * age - 12 * ill + rng.normal(0, 18, n)).round().clip(71, 202).astype(int),
            "exang": (rng.random(n) < np.where(ill, 0.5, 0.16)).astype(int),
            "oldpeak": np.round(rng.gamma(1, np.where(ill, 1.5, 0.6), n), 1),
            "ca": rng.choice([0, 1, 2, 3], n, p=[0.58, 0.22, 0.13, 0.07]),
            "target": ill.astype(int),
        }
    )
    df.loc[11, "chol"] = 564
    return holed(rng, df, ca=0.02, thalach=0.03)


@made
def melbourne_housing(rng: Rng) -> pd.DataFrame:
    n = 1600
    rooms = rng.choice([1, 2, 3, 4, 5], n, p=[0.06, 0.26, 0.43, 0.2, 0.05])
    kind = rng.choice(["h", "u", "t"], n, p=[0.66, 0.24, 0.1])
    distance = np.round(rng.gamma(3, 3.6, n), 1).clip(0.7)
    price = np.exp(13.1 + 0.24 * rooms - 0.028 * distance - 0.35 * (kind == "u") + rng.normal(0, 0.27, n))
    df = pd.DataFrame(
        {
            "Suburb": rng.choice(
                [
                    "Reservoir",
                    "Richmond",
                    "Brunswick",
                    "Bentleigh East",
                    "Coburg",
                    "Preston",
                    "Essendon",
                    "Northcote",
                    "Kew",
                    "Sunbury",
                ],
                n,
            ),
            "Rooms": rooms,
            "Type": kind,
            "Price": np.round(price, -3),
            "Method": rng.choice(["S", "SP", "PI", "VB"], n, p=[0.66, 0.13, 0.12, 0.09]),
            "SellerG": rng.choice(
                ["Nelson", "Jellis", "hockingstuart", "Barry", "Ray"], n, p=[0.28, 0.22, 0.2, 0.18, 0.12]
            ),
            "Date": days(rng, "2016-02-04", 590, n).dt.strftime("%d/%m/%Y"),
            "Distance": distance,
            "Bathroom": np.clip(rooms - rng.integers(1, 3, n), 1, None),
            "Car": rng.choice([0, 1, 2, 3, 4], n, p=[0.08, 0.41, 0.4, 0.07, 0.04]),
            "Landsize": np.round(rng.lognormal(5.9, 0.8, n)),
            "BuildingArea": np.round(28 + 38 * rooms + rng.normal(0, 24, n)).clip(25),
            "YearBuilt": rng.choice(np.arange(1880, 2018), n),
            "Regionname": rng.choice(
                ["Southern Metropolitan", "Northern Metropolitan", "Western Metropolitan", "Eastern Metropolitan"],
                n,
                p=[0.35, 0.29, 0.22, 0.14],
            ),
        }
    )
    return holed(rng, df, Price=0.05, Car=0.01, BuildingArea=0.47, YearBuilt=0.4)


@made
def bike_sharing(rng: Rng) -> pd.DataFrame:
    n = 1800
    when = pd.Series(pd.date_range("2011-01-01", periods=n, freq="5h"))
    temp = 20 - 12 * np.cos(2 * np.pi * when.dt.day_of_year / 365) + rng.normal(0, 3, n)
    humidity = rng.normal(62, 18, n).round().clip(8, 100).astype(int)
    day = np.exp(-((when.dt.hour - 15) ** 2) / 50)
    casual = rng.poisson(np.clip(2.2 * temp * day * (1.4 - humidity / 100), 0.3, None))
    registered = rng.poisson(np.clip(60 + 7 * temp * day, 5, None) * rng.gamma(4, 0.25, n))
    return pd.DataFrame(
        {
            "datetime": when.dt.strftime("%Y-%m-%d %H:%M:%S"),
            "season": (when.dt.month - 1) // 3 + 1,
            "holiday": (rng.random(n) < 0.03).astype(int),
            "workingday": (when.dt.day_of_week < 5).astype(int),
            "weather": rng.choice([1, 2, 3], n, p=[0.66, 0.26, 0.08]),
            "temp": temp.round(2),
            "atemp": (temp * 1.08 + 1.5 + rng.normal(0, 1, n)).round(3),
            "humidity": humidity,
            "windspeed": np.round(rng.gamma(2.4, 5.4, n), 4),
            "casual": casual,
            "registered": registered,
            "count": casual + registered,
        }
    )


@made
def online_retail(rng: Rng) -> pd.DataFrame:
    n = 1900
    goods = {
        "85123A": ("WHITE HANGING HEART T-LIGHT HOLDER", 2.95),
        "22423": ("REGENCY CAKESTAND 3 TIER", 12.75),
        "47566": ("PARTY BUNTING", 4.95),
        "84879": ("ASSORTED COLOUR BIRD ORNAMENT", 1.69),
        "20725": ("LUNCH BAG RED RETROSPOT", 1.65),
        "22720": ("SET OF 3 CAKE TINS PANTRY DESIGN", 4.95),
        "21212": ("PACK OF 72 RETROSPOT CAKE CASES", 0.55),
        "22197": ("POPCORN HOLDER", 0.85),
    }
    code = rng.choice(list(goods), n)
    back = rng.random(n) < 0.025
    invoice = np.sort(rng.integers(536365, 538000, n))
    quantity = np.round(rng.lognormal(1.6, 1.1, n)).astype(int).clip(1)
    when = pd.Timestamp("2010-12-01 08:26") + pd.to_timedelta(np.sort(rng.integers(0, 525000, n)), unit="min")
    df = pd.DataFrame(
        {
            "InvoiceNo": [f"C{i}" if b else str(i) for i, b in zip(invoice, back, strict=True)],
            "StockCode": code,
            "Description": [goods[c][0] for c in code],
            "Quantity": np.where(back, -quantity, quantity),
            "InvoiceDate": when.strftime("%m/%d/%Y %H:%M"),
            "UnitPrice": np.round([goods[c][1] for c in code] * rng.choice([1, 1.1, 0.85], n, p=[0.7, 0.15, 0.15]), 2),
            "CustomerID": rng.integers(12346, 12700, n),
            "Country": rng.choice(
                ["United Kingdom", "Germany", "France", "EIRE", "Spain", "Netherlands"],
                n,
                p=[0.86, 0.04, 0.04, 0.03, 0.02, 0.01],
            ),
        }
    )
    df = holed(rng, df, CustomerID=0.22, Description=0.01)
    return pd.concat([df, df.sample(28, random_state=3)], ignore_index=True)


@made
def avocado(rng: Rng) -> pd.DataFrame:
    regions = ["Albany", "Boston", "Chicago", "Denver", "Houston", "Seattle"]
    weeks = pd.date_range("2015-01-04", periods=156, freq="W")
    df = pd.MultiIndex.from_product(
        [weeks, regions, ["conventional", "organic"]], names=["Date", "region", "type"]
    ).to_frame(index=False)
    n = len(df)
    organic = df["type"] == "organic"
    price = (
        1.12
        + 0.46 * organic
        + 0.17 * np.sin((df["Date"].dt.day_of_year - 120) / 58)
        + df["region"].map(dict(zip(regions, [0.1, 0.12, 0.15, -0.05, -0.2, 0.04], strict=True)))
        + rng.normal(0, 0.11, n)
    )
    volume = np.exp(13.2 - 3.1 * organic - 0.9 * price + rng.normal(0, 0.25, n))
    small = volume * rng.beta(3, 8, n)
    whole = pd.DataFrame(
        {
            "Unnamed: 0": np.arange(n),
            "Date": df["Date"].dt.strftime("%Y-%m-%d"),
            "AveragePrice": price.round(2),
            "Total Volume": volume.round(2),
            "4046": (volume * 0.35).round(2),
            "4225": (volume * rng.beta(5, 9, n) * 0.6).round(2),
            "Total Bags": (small * 1.12).round(2),
            "Small Bags": small.round(2),
            "type": df["type"],
            "year": df["Date"].dt.year,
            "region": df["region"],
        }
    )
    return whole.sample(frac=0.95, random_state=9).sort_index().reset_index(drop=True)


@made
def winequality(rng: Rng) -> pd.DataFrame:
    n = 1450
    alcohol = np.round(rng.gamma(22, 0.1, n) + 8.2, 1)
    acid = np.round(rng.gamma(23, 0.36, n), 1)
    volatile = np.round(rng.gamma(8.5, 0.062, n), 3)
    quality = (
        (5.6 + 0.33 * (alcohol - 10.4) - 1.1 * (volatile - 0.53) + rng.normal(0, 0.65, n))
        .round()
        .clip(3, 8)
        .astype(int)
    )
    df = pd.DataFrame(
        {
            "fixed acidity": acid,
            "volatile acidity": volatile,
            "citric acid": np.round((0.05 * acid - 0.15 + rng.normal(0, 0.12, n)).clip(0), 2),
            "residual sugar": np.round(rng.lognormal(0.83, 0.38, n), 1),
            "chlorides": np.round(rng.lognormal(-2.5, 0.32, n), 3),
            "free sulfur dioxide": np.round(rng.gamma(2.4, 6.6, n)),
            "total sulfur dioxide": np.round(rng.gamma(2.2, 21, n)) + 4,
            "density": np.round(1.0016 - 0.00085 * alcohol + 0.0006 * acid + rng.normal(0, 0.0009, n), 5),
            "pH": np.round(3.81 - 0.06 * acid + rng.normal(0, 0.11, n), 2),
            "sulphates": np.round(rng.lognormal(-0.44, 0.22, n), 2),
            "alcohol": alcohol,
            "quality": quality,
        }
    )
    return holes(rng, df, {"pH": 0.02, "sulphates": 0.015})


@made
def fifa_players(rng: Rng) -> pd.DataFrame:
    n = 950
    age = rng.gamma(28, 0.9, n).round().clip(16, 41).astype(int)
    overall = (
        (56 + 0.55 * age - 0.45 * np.clip(age - 30, 0, None) + rng.normal(-4, 6, n)).round().clip(46, 94).astype(int)
    )
    value = np.exp(0.17 * (overall - 66) - 0.05 * (age - 25) + rng.normal(-0.2, 0.25, n)) * 1e6
    wage = np.exp(0.12 * (overall - 66) + rng.normal(1.8, 0.4, n))
    df = pd.DataFrame(
        {
            "ID": rng.permutation(240000)[:n] + 16,
            "Name": [
                f"{a}. {b}"
                for a, b in zip(
                    rng.choice(list("ABCDEFGJKLMNPRST"), n),
                    rng.choice(
                        [
                            "Silva",
                            "Müller",
                            "Rossi",
                            "García",
                            "Smith",
                            "Dubois",
                            "Kim",
                            "Sato",
                            "Jansen",
                            "Novak",
                            "Hernández",
                            "Okafor",
                        ],
                        n,
                    ),
                    strict=True,
                )
            ],
            "Age": age,
            "Nationality": rng.choice(
                ["England", "Germany", "Spain", "Argentina", "France", "Brazil", "Japan"],
                n,
                p=[0.24, 0.18, 0.16, 0.14, 0.12, 0.1, 0.06],
            ),
            "Overall": overall,
            "Potential": (overall + np.clip(28 - age, 0, None) * rng.random(n) * 1.2).round().astype(int).clip(max=95),
            "Club": rng.choice(
                ["Real Norte", "Athletic Sur", "FC Lindau", "Harbour United", "AS Colline", "Racing Vale"], n
            ),
            "Value": [f"€{v / 1e6:.1f}M" if v >= 1e6 else f"€{v / 1e3:.0f}K" for v in value],
            "Wage": [f"€{max(w, 1):.0f}K" for w in wage],
            "Preferred Foot": rng.choice(["Right", "Left"], n, p=[0.77, 0.23]),
            "Position": rng.choice(["ST", "GK", "CB", "CM", "LB", "RM"], n),
            "Height": [f"{h // 12}'{h % 12}" for h in rng.normal(71.3, 2.6, n).round().astype(int)],
            "Weight": [f"{w}lbs" for w in rng.normal(166, 15, n).round().astype(int)],
        }
    )
    return holed(rng, df, Club=0.015, Position=0.004)


@made
def spotify_tracks(rng: Rng) -> pd.DataFrame:
    n = 1700
    energy = rng.beta(3.2, 2, n)
    genre = rng.choice(["pop", "rock", "hip-hop", "classical", "techno", "folk"], n)
    energy = np.where(genre == "classical", energy * 0.4, energy)
    return pd.DataFrame(
        {
            "track_id": [f"{v:010x}" for v in rng.integers(0, 2**40, n)],
            "artists": rng.choice(
                ["Ada Lune", "The Quiet Hours", "MC Kelp", "Orchestra Vena", "Neon Birch", "Sol & Sea"], n
            ),
            "popularity": np.where(rng.random(n) < 0.12, 0, rng.normal(41, 17, n).round().clip(0, 100)).astype(int),
            "duration_ms": rng.lognormal(12.3, 0.32, n).round().astype(int),
            "explicit": rng.random(n) < np.where(genre == "hip-hop", 0.4, 0.05),
            "danceability": np.round(rng.beta(5, 4, n), 3),
            "energy": np.round(energy, 3),
            "key": rng.integers(0, 12, n),
            "loudness": np.round(-19 + 16 * energy - rng.gamma(2, 0.9, n), 3),
            "acousticness": np.round((1 - energy) * rng.beta(4, 2, n), 3),
            "valence": np.round(rng.beta(2, 2, n), 3),
            "tempo": np.round(rng.normal(121, 29, n).clip(40), 3),
            "track_genre": genre,
        }
    )


@made
def coin_prices(rng: Rng) -> pd.DataFrame:
    n = 730
    close = 4000 * np.exp(np.cumsum(rng.standard_t(4, n) * 0.024 + 0.001))
    opened = np.r_[3955.2, close[:-1]]
    high = np.maximum(opened, close) * (1 + rng.gamma(1.5, 0.009, n))
    low = np.minimum(opened, close) * (1 - rng.gamma(1.5, 0.009, n))
    df = pd.DataFrame(
        {
            "SNo": np.arange(1, n + 1),
            "Name": "Bytecoin",
            "Symbol": "BYT",
            "Date": pd.date_range("2019-01-01 23:59:59", periods=n, freq="D").strftime("%Y-%m-%d %H:%M:%S"),
            "High": high.round(2),
            "Low": low.round(2),
            "Open": opened.round(2),
            "Close": close.round(2),
            "Volume": (rng.lognormal(22.3, 0.6, n)).round(),
        }
    )
    df["Marketcap"] = (df["Close"] * (17_500_000 + 900 * df["SNo"])).round()
    return holed(rng, df, Volume=0.012)


@made
def monsters(rng: Rng) -> pd.DataFrame:
    n = 640
    kinds = ["Water", "Grass", "Fire", "Bug", "Normal", "Psychic", "Rock", "Ghost"]
    legend = rng.random(n) < 0.07
    stats = {
        k: (rng.gamma(9, 7.6, n) + 34 * legend).round().astype(int)
        for k in ["HP", "Attack", "Defense", "Sp. Atk", "Sp. Def", "Speed"]
    }
    df = pd.DataFrame(
        {
            "#": np.arange(1, n + 1),
            "Name": [
                f"{a}{b}{i}"
                for i, (a, b) in enumerate(
                    zip(
                        rng.choice(["Bul", "Char", "Squi", "Pid", "Rat"], n),
                        rng.choice(["saur", "mon", "rtle", "gey", "tata"], n),
                        strict=True,
                    )
                )
            ],
            "Type 1": rng.choice(kinds, n, p=[0.2, 0.16, 0.13, 0.13, 0.15, 0.1, 0.08, 0.05]),
            "Type 2": rng.choice(["Flying", "Poison", "Ground", "Steel", "Dragon"], n),
            **stats,
            "Generation": rng.integers(1, 7, n),
            "Legendary": legend,
        }
    )
    df.insert(4, "Total", sum(stats.values()))
    return holes(rng, df, {"Type 2": 0.48})


@made
def appliances_energy(rng: Rng) -> pd.DataFrame:
    n = 1440
    when = pd.Series(pd.date_range("2016-01-11 17:00", periods=n, freq="30min"))
    out = 4 + 4 * np.sin((when.dt.hour - 9) / 24 * 2 * np.pi) + np.cumsum(rng.normal(0, 0.12, n))
    t1 = 20.5 + 0.12 * out + rng.normal(0, 0.6, n)
    df = pd.DataFrame(
        {
            "date": when.dt.strftime("%Y-%m-%d %H:%M:%S"),
            "Appliances": (rng.lognormal(4.3, 0.6, n) / 10).round().astype(int).clip(1) * 10,
            "lights": rng.choice([0, 10, 20, 30, 40], n, p=[0.77, 0.11, 0.08, 0.03, 0.01]),
            "T1": t1.round(2),
            "RH_1": (41 - 0.25 * out + rng.normal(0, 2.5, n)).round(3),
            "T2": (t1 - 1.3 + rng.normal(0, 1, n)).round(2),
            "RH_2": (40.5 + rng.normal(0, 4, n)).round(3),
            "T_out": out.round(2),
            "Press_mm_hg": (755 + np.cumsum(rng.normal(0, 0.25, n))).round(1),
            "RH_out": (84 - 1.8 * out + rng.normal(0, 7, n)).clip(24, 100).round(1),
            "Windspeed": rng.gamma(2.5, 1.6, n).round(2),
            "Visibility": rng.normal(38, 11, n).clip(1, 66).round(1),
        }
    )
    return holed(rng, df, RH_2=0.02, Visibility=0.05)


@made
def supermarket_sales(rng: Rng) -> pd.DataFrame:
    n = 1000
    branch = rng.choice(["A", "B", "C"], n)
    price = np.round(rng.uniform(10, 100, n), 2)
    quantity = rng.integers(1, 11, n)
    cogs = np.round(price * quantity, 2)
    df = pd.DataFrame(
        {
            "Invoice ID": [
                f"{a}-{b:02d}-{c}"
                for a, b, c in zip(
                    rng.integers(101, 899, n), rng.integers(1, 99, n), rng.integers(1000, 9999, n), strict=True
                )
            ],
            "Branch": branch,
            "City": pd.Series(branch).map({"A": "Yangon", "B": "Mandalay", "C": "Naypyitaw"}),
            "Customer type": rng.choice(["Member", "Normal"], n),
            "Gender": rng.choice(["Female", "Male"], n),
            "Product line": rng.choice(
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
            "Quantity": quantity,
            "Tax 5%": np.round(cogs * 0.05, 4),
            "Total": np.round(cogs * 1.05, 4),
            "Date": days(rng, "2019-01-01", 89, n).dt.strftime("%m/%d/%Y"),
            "Time": [f"{h}:{m:02d}" for h, m in zip(rng.integers(10, 21, n), rng.integers(0, 60, n), strict=True)],
            "Payment": rng.choice(["Ewallet", "Cash", "Credit card"], n, p=[0.35, 0.34, 0.31]),
            "cogs": cogs,
            "gross income": np.round(cogs * 0.05, 4),
            "Rating": np.round(rng.uniform(4, 10, n), 1),
        }
    )
    return holes(rng, df, {"Rating": 0.03})


@made
def earthquakes(rng: Rng) -> pd.DataFrame:
    n = 1150
    where = rng.choice(
        ["Alaska", "California", "Puerto Rico", "Japan", "Indonesia", "Chile"], n, p=[0.3, 0.28, 0.12, 0.11, 0.11, 0.08]
    )
    when = pd.Timestamp("2023-02-01") + pd.to_timedelta(np.sort(rng.integers(0, 28 * 86400, n)), unit="s")
    far = np.isin(where, ["Japan", "Indonesia", "Chile"])
    mag = np.round(np.where(far, 4.2, 1.1) + rng.exponential(0.55, n), 2)
    df = pd.DataFrame(
        {
            "time": when.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "latitude": np.round(rng.normal(34, 16, n), 4),
            "longitude": np.round(rng.uniform(-170, 150, n), 4),
            "depth": np.round(rng.gamma(0.8, np.where(far, 80, 18), n), 2),
            "mag": mag,
            "magType": np.where(
                far, rng.choice(["mb", "mww"], n, p=[0.9, 0.1]), rng.choice(["ml", "md"], n, p=[0.7, 0.3])
            ),
            "nst": rng.poisson(8 + 7 * mag),
            "gap": rng.gamma(4, 28, n).round().clip(12, 345),
            "rms": np.round(rng.gamma(2, 0.2, n), 2),
            "place": [
                f"{k} km {d} of somewhere, {w}"
                for k, d, w in zip(rng.integers(1, 150, n), rng.choice(["N", "SSE", "W", "ENE"], n), where, strict=True)
            ],
            "type": rng.choice(["earthquake", "quarry blast", "explosion"], n, p=[0.965, 0.025, 0.01]),
            "status": np.where(rng.random(n) < 0.72, "reviewed", "automatic"),
        }
    )
    return holed(rng, df, nst=0.18, gap=0.18, magType=0.003)


@made
def bank_marketing(rng: Rng) -> pd.DataFrame:
    n = 1550
    duration = rng.gamma(1.2, 215, n).round().astype(int)
    previous = rng.choice(["unknown", "failure", "success", "other"], n, p=[0.81, 0.11, 0.04, 0.04])
    yes = rng.random(n) < 1 / (1 + np.exp(3.3 - duration / 300 - 1.9 * (previous == "success")))
    return pd.DataFrame(
        {
            "age": rng.gamma(15, 2.75, n).round().clip(18, 92).astype(int),
            "job": rng.choice(
                ["management", "blue-collar", "technician", "admin.", "services", "retired", "student", "unknown"],
                n,
                p=[0.23, 0.21, 0.18, 0.13, 0.11, 0.07, 0.05, 0.02],
            ),
            "marital": rng.choice(["married", "single", "divorced"], n, p=[0.57, 0.31, 0.12]),
            "education": rng.choice(["secondary", "tertiary", "primary", "unknown"], n, p=[0.49, 0.32, 0.15, 0.04]),
            "default": rng.choice(["no", "yes"], n, p=[0.98, 0.02]),
            "balance": (rng.gamma(0.75, 2100, n) - 280).round().astype(int),
            "housing": rng.choice(["yes", "no"], n, p=[0.55, 0.45]),
            "loan": rng.choice(["no", "yes"], n, p=[0.84, 0.16]),
            "contact": rng.choice(["cellular", "unknown", "telephone"], n, p=[0.65, 0.28, 0.07]),
            "day": rng.integers(1, 32, n),
            "month": rng.choice(
                ["may", "jul", "aug", "jun", "nov", "apr", "feb"], n, p=[0.32, 0.16, 0.14, 0.13, 0.1, 0.08, 0.07]
            ),
            "duration": duration,
            "campaign": rng.geometric(0.38, n),
            "poutcome": previous,
            "deposit": np.where(yes, "yes", "no"),
        }
    )


@made
def athlete_events(rng: Rng) -> pd.DataFrame:
    n = 1650
    man = rng.random(n) < 0.7
    sport = rng.choice(
        ["Athletics", "Swimming", "Gymnastics", "Rowing", "Basketball", "Judo"],
        n,
        p=[0.33, 0.22, 0.18, 0.12, 0.08, 0.07],
    )
    tall = np.where(man, 179, 168) + np.select([sport == "Basketball", sport == "Gymnastics"], [14, -9], 0)
    height = (tall + rng.normal(0, 6.5, n)).round()
    nations = {
        "USA": "United States",
        "GBR": "Great Britain",
        "FRA": "France",
        "JPN": "Japan",
        "ITA": "Italy",
        "KEN": "Kenya",
        "NED": "Netherlands",
    }
    noc = rng.choice(list(nations), n, p=[0.25, 0.17, 0.16, 0.14, 0.13, 0.05, 0.1])
    df = pd.DataFrame(
        {
            "ID": np.sort(rng.integers(1, 1200, n)),
            "Sex": np.where(man, "M", "F"),
            "Age": rng.gamma(20, 1.26, n).round().clip(13, 60),
            "Height": height,
            "Weight": (0.95 * height - 98 + 4 * man + rng.normal(0, 7, n)).round().clip(32),
            "Team": [nations[c] for c in noc],
            "NOC": noc,
            "Year": rng.choice(np.arange(1960, 2017, 4), n),
            "Season": "Summer",
            "Sport": sport,
            "Medal": rng.choice(["Gold", "Silver", "Bronze"], n),
        }
    )
    return holed(rng, df, Age=0.035, Height=0.22, Weight=0.23, Medal=0.85)


@made
def loan_prediction(rng: Rng) -> pd.DataFrame:
    n = 614
    income = rng.lognormal(8.35, 0.55, n).round().astype(int)
    history = (rng.random(n) < 0.84).astype(float)
    amount = (income / 42 + rng.gamma(3, 15, n)).round()
    yes = rng.random(n) < np.where(history == 1, 0.79, 0.09)
    df = pd.DataFrame(
        {
            "Loan_ID": [f"LP{i:06d}" for i in np.sort(rng.choice(np.arange(1002, 2991), n, replace=False))],
            "Gender": rng.choice(["Male", "Female"], n, p=[0.81, 0.19]),
            "Married": rng.choice(["Yes", "No"], n, p=[0.65, 0.35]),
            "Dependents": rng.choice(["0", "1", "2", "3+"], n, p=[0.57, 0.17, 0.17, 0.09]),
            "Education": rng.choice(["Graduate", "Not Graduate"], n, p=[0.78, 0.22]),
            "Self_Employed": rng.choice(["No", "Yes"], n, p=[0.86, 0.14]),
            "ApplicantIncome": income,
            "CoapplicantIncome": np.where(rng.random(n) < 0.44, 0, rng.lognormal(7.6, 0.6, n).round()),
            "LoanAmount": amount,
            "Loan_Amount_Term": rng.choice([360, 180, 480, 120], n, p=[0.86, 0.08, 0.04, 0.02]),
            "Credit_History": history,
            "Property_Area": rng.choice(["Urban", "Semiurban", "Rural"], n, p=[0.33, 0.38, 0.29]),
            "Loan_Status": np.where(yes, "Y", "N"),
        }
    )
    return holed(
        rng,
        df,
        Gender=0.02,
        Dependents=0.025,
        Self_Employed=0.05,
        LoanAmount=0.036,
        Loan_Amount_Term=0.023,
        Credit_History=0.08,
    )


@made
def ride_log(rng: Rng) -> pd.DataFrame:
    n = 860
    start = pd.Series(
        pd.Timestamp("2016-01-01 06:10") + pd.to_timedelta(np.sort(rng.integers(0, 525000, n)), unit="min")
    )
    miles = np.round(rng.lognormal(1.8, 0.8, n), 1).clip(0.5)
    minutes = np.round(4 + miles * rng.gamma(12, 0.2, n)).astype(int)
    df = pd.DataFrame(
        {
            "START_DATE*": start.dt.strftime("%m/%d/%Y %H:%M"),
            "END_DATE*": (start + pd.to_timedelta(minutes, unit="min")).dt.strftime("%m/%d/%Y %H:%M"),
            "CATEGORY*": rng.choice(["Business", "Personal"], n, p=[0.9, 0.1]),
            "START*": rng.choice(
                ["Cary", "Morrisville", "Whitebridge", "Raleigh", "Unknown Location"],
                n,
                p=[0.34, 0.2, 0.18, 0.12, 0.16],
            ),
            "STOP*": rng.choice(
                ["Cary", "Morrisville", "Whitebridge", "Durham", "Unknown Location"], n, p=[0.34, 0.2, 0.17, 0.13, 0.16]
            ),
            "MILES*": miles,
            "PURPOSE*": rng.choice(
                ["Meeting", "Meal/Entertain", "Errand/Supplies", "Customer Visit", "Temporary Site"],
                n,
                p=[0.3, 0.25, 0.2, 0.17, 0.08],
            ),
        }
    )
    return holes(rng, df, {"PURPOSE*": 0.43})


@made
def tips(rng: Rng) -> pd.DataFrame:
    return pd.DataFrame(plotly.data.tips())


@made
def diabetes(rng: Rng) -> pd.DataFrame:
    return pd.DataFrame(datasets.load_diabetes(as_frame=True, scaled=False).frame)


@made
def breast_cancer(rng: Rng) -> pd.DataFrame:
    df = pd.DataFrame(datasets.load_breast_cancer(as_frame=True).frame)
    return df[[*df.columns[:14], "target"]]
