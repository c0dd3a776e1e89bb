"""The tables of these questions: made from seeds, and read back from their own CSV text."""

from functools import cache
from io import StringIO

import numpy as np
import pandas as pd


def _blank(rng, values, share):
    s = pd.Series(values, dtype=object if np.asarray(values).dtype.kind in "OU" else float)
    s[rng.random(len(s)) < share] = np.nan
    return s


def apartment_listings() -> pd.DataFrame:
    rng = np.random.default_rng(501)
    n = 640
    hood = rng.choice(
        ["Riverside", "Old Town", "Northgate", "Harbor View", "Elm Park", "University"],
        n,
        p=[0.2, 0.16, 0.2, 0.12, 0.18, 0.14],
    )
    bedrooms = rng.choice([0, 1, 2, 3, 4], n, p=[0.12, 0.33, 0.33, 0.16, 0.06])
    baths = np.clip(np.round((1 + bedrooms * 0.35 + rng.normal(0, 0.3, n)) * 2) / 2, 1, 3.5)
    area = np.round(np.exp(rng.normal(np.log(430 + 255 * bedrooms), 0.17, n)))
    area[rng.choice(n, 7, replace=False)] = rng.integers(2600, 4200, 7)
    base = {"Riverside": 6.5, "Old Town": 1.4, "Northgate": 9.5, "Harbor View": 3.4, "Elm Park": 7.5, "University": 4.0}
    dist = np.round(np.abs(np.array([base[h] for h in hood]) + rng.normal(0, 1.5, n)) + 0.1, 1)
    rent = np.round((640 + 1.05 * area - 48 * dist + rng.normal(0, 230, n)) / 5) * 5
    rent = np.clip(rent, 450, None)
    adj = ["Bright", "Spacious", "Cozy", "Renovated", "Modern", "Charming", "Sunny", "Quiet", "Newly furnished"]
    extra = [
        "near metro",
        "with balcony",
        "great view",
        "pets welcome",
        "parking included",
        "close to schools",
        "hardwood floors",
        "in-unit laundry",
        "top floor",
        "utilities paid",
    ]
    title = []
    for i in range(n):
        k = int(np.clip(round(rng.normal(0.2 + rent[i] / 900, 0.9)), 0, 5))
        kind = "studio" if bedrooms[i] == 0 else f"{bedrooms[i]}BR apartment"
        title.append(" ".join([str(rng.choice(adj)), kind] + [str(x) for x in rng.choice(extra, k, replace=False)]))
    floor = rng.integers(1, 15, n)
    day = pd.Timestamp("2021-03-01") + pd.to_timedelta(np.sort(rng.integers(0, 210, n)), unit="D")
    return pd.DataFrame(
        {
            "Unnamed: 0": np.arange(n),
            "listing_id": rng.choice(np.arange(700000, 790000), n, replace=False),
            "title": title,
            "Neighborhood": hood,
            "Bedrooms": bedrooms,
            "Bathrooms": _blank(rng, baths, 0.02),
            "Area (sqft)": _blank(rng, area, 0.03),
            "Monthly Rent": rent.astype(int),
            "deposit": _blank(
                rng,
                np.array([f"${int(r * m):,}" for r, m in zip(rent, rng.choice([1, 1, 1.5, 2], n), strict=False)]),
                0.06,
            ),
            "Floor": floor,
            "dist_center_km": _blank(rng, dist, 0.04),
            "YearBuilt": _blank(rng, rng.integers(1925, 2021, n), 0.11),
            "Pets Allowed": rng.choice(["Yes", "No"], n, p=[0.42, 0.58]),
            "posted_on": day.strftime("%m/%d/%Y"),
        }
    )


def district_rainfall() -> pd.DataFrame:
    rng = np.random.default_rng(502)
    states = {
        "KERALA": 14,
        "TAMIL NADU": 32,
        "KARNATAKA": 30,
        "MAHARASHTRA": 35,
        "GUJARAT": 26,
        "RAJASTHAN": 33,
        "PUNJAB": 20,
        "BIHAR": 38,
        "ASSAM": 27,
        "ODISHA": 30,
        "MADHYA PRADESH": 40,
    }
    level = {
        "KERALA": 1.9,
        "TAMIL NADU": 0.55,
        "KARNATAKA": 0.95,
        "MAHARASHTRA": 1.1,
        "GUJARAT": 0.75,
        "RAJASTHAN": 0.42,
        "PUNJAB": 0.5,
        "BIHAR": 1.0,
        "ASSAM": 1.75,
        "ODISHA": 1.2,
        "MADHYA PRADESH": 0.95,
    }
    months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    mean = np.array([12, 14, 16, 27, 58, 165, 285, 265, 175, 82, 26, 10.0])
    rows = []
    for state, k in states.items():
        m = mean.copy()
        if state == "TAMIL NADU":
            m[[9, 10, 11]] *= [4.5, 12, 14]
            m[[5, 6, 7]] *= 0.45
        if state == "ASSAM":
            m[[2, 3, 4]] *= 3
        for d in range(k):
            f = level[state] * np.exp(rng.normal(0, 0.25))
            rows.append(
                [
                    state,
                    f"{state.title().split()[0][:5].upper()} DIST {d + 1:02d}",
                    *np.round(m * f * np.exp(rng.normal(0, 0.22, 12)), 1),
                ]
            )
    df = pd.DataFrame(rows, columns=["STATE_UT_NAME", "DISTRICT", *months])
    df["ANNUAL"] = df[months].sum(axis=1).round(1)
    df["Jan-Feb"] = df[["JAN", "FEB"]].sum(axis=1).round(1)
    df["Mar-May"] = df[["MAR", "APR", "MAY"]].sum(axis=1).round(1)
    df["Jun-Sep"] = df[["JUN", "JUL", "AUG", "SEP"]].sum(axis=1).round(1)
    df["Oct-Dec"] = df[["OCT", "NOV", "DEC"]].sum(axis=1).round(1)
    for c, share in {"JAN": 0.02, "JUN": 0.09, "AUG": 0.03, "NOV": 0.02, "Oct-Dec": 0.015}.items():
        df.loc[rng.random(len(df)) < share, c] = np.nan
    return df


def cereal_nutrition() -> pd.DataFrame:
    rng = np.random.default_rng(503)
    n = 132
    a = [
        "Honey",
        "Golden",
        "Crunchy",
        "Apple",
        "Cocoa",
        "Multi-Grain",
        "Raisin",
        "Frosted",
        "Almond",
        "Corn",
        "Berry",
        "Bran",
    ]
    b = ["Flakes", "Puffs", "Clusters", "Squares", "Loops", "Crisps", "Granola", "Oats", "Bites", "Wheats", "Nuggets"]
    name = rng.choice(np.array([f"{x} {y}" for x in a for y in b]), n, replace=False)
    shelf = rng.choice([1, 2, 3], n, p=[0.27, 0.3, 0.43])
    fiber = np.round(np.abs(rng.gamma(1.6, 1.35, n)), 1)
    sugars = np.clip(np.round(np.where(shelf == 2, 10.2, 6.4) + rng.normal(0, 3.3, n) - 0.35 * fiber), 0, 16)
    fat = rng.choice([0, 1, 2, 3, 5], n, p=[0.3, 0.38, 0.19, 0.11, 0.02])
    cal = np.round((75 + 2.1 * sugars + 7 * fat - 2 * fiber + rng.normal(0, 9, n)) / 10) * 10
    rating = np.round(46 - 1.15 * (sugars - 7) + 2.2 * (fiber - 2) - 1.5 * (fat - 1) + rng.normal(0, 6.5, n), 6)
    return pd.DataFrame(
        {
            "Cereal Name": name,
            "mfr": rng.choice(["K", "G", "P", "Q", "R", "N"], n, p=[0.31, 0.29, 0.13, 0.11, 0.09, 0.07]),
            "Type": rng.choice(["C", "H"], n, p=[0.94, 0.06]),
            "Calories": cal.astype(int),
            "Protein (g)": rng.choice([1, 2, 3, 4, 6], n, p=[0.2, 0.34, 0.33, 0.11, 0.02]),
            "Fat (g)": fat,
            "Sodium_mg": np.clip(np.round(rng.normal(165, 80, n) / 5) * 5, 0, 330).astype(int),
            "Dietary Fiber": _blank(rng, fiber, 0.035),
            "Sugars": _blank(rng, sugars, 0.03),
            "Potass": _blank(rng, np.round((30 + 31 * fiber + rng.normal(0, 18, n)).clip(15) / 5) * 5, 0.05),
            "vitamins": np.array(["0%", "25%", "100%"])[rng.choice(3, n, p=[0.1, 0.8, 0.1])],
            "Shelf": shelf,
            "Weight(oz)": rng.choice([0.5, 1, 1.25, 1.33, 1.5], n, p=[0.04, 0.8, 0.05, 0.08, 0.03]),
            "Cups": rng.choice([0.33, 0.5, 0.67, 0.75, 0.88, 1, 1.25], n),
            "Rating": rating,
        }
    )


def training_records() -> pd.DataFrame:
    rng = np.random.default_rng(504)
    n = 870
    dept = rng.choice(
        ["Sales", "IT", "Finance", "Human Resources", "Operations", "Marketing"], n, p=[0.24, 0.2, 0.13, 0.1, 0.23, 0.1]
    )
    tenure = np.round(rng.gamma(2, 2.6, n), 1)
    days = rng.integers(1, 6, n)
    cost = np.round(120 * days + rng.gamma(3, 70, n), 2)
    pre = np.clip(np.round(rng.normal(58, 11, n)), 15, 98)
    post = np.clip(np.round(0.62 * pre + 34 + 1.1 * days + rng.normal(0, 7.5, n)), 20, 100)
    hours = np.round(days * 6.5 + rng.normal(0, 1.6, n), 1)
    hours[rng.choice(n, 11, replace=False)] = np.round(rng.uniform(68, 96, 11), 1)
    cert = _blank(rng, np.array([f"C-{x}" for x in rng.integers(1000, 9999, n)]), 0.02)
    cert[(rng.random(n) < 0.22) | (post < 62)] = np.nan
    post_s = pd.Series(post)
    share = {"Sales": 0.05, "IT": 0.04, "Finance": 0.03, "Human Resources": 0.05, "Operations": 0.09, "Marketing": 0.04}
    post_s[rng.random(n) < np.array([share[d] for d in dept])] = np.nan
    day = pd.Timestamp("2022-08-01") + pd.to_timedelta(rng.integers(0, 365, n), unit="D")
    return pd.DataFrame(
        {
            "EmployeeID": rng.choice(np.arange(1001, 4000), n, replace=False),
            "Department": dept,
            "Tenure_Years": _blank(rng, tenure, 0.03),
            "Training Program Name": rng.choice(
                [
                    "Leadership Development",
                    "Customer Service",
                    "Technical Skills",
                    "Communication Skills",
                    "Project Management",
                ],
                n,
            ),
            "TrainingType": rng.choice(["Internal", "External"], n, p=[0.55, 0.45]),
            "training_date": day.strftime("%d-%b-%y"),
            "Duration(Days)": days,
            "TotalHours": _blank(rng, hours, 0.025),
            "Training Cost": _blank(rng, np.array([f"{c:,.2f}" for c in cost * 1.6]), 0.02),
            "pre_score": _blank(rng, pre, 0.02),
            "post_score": post_s,
            "certificate_no": cert,
            "Outcome": rng.choice(["Completed", "Passed", "Failed", "Incomplete"], n, p=[0.34, 0.36, 0.14, 0.16]),
            "Trainer": rng.choice(["A. Morgan", "L. Chen", "R. Gupta", "S. Okafor", "P. Novak"], n),
        }
    )


@cache
def frame(name: str) -> pd.DataFrame:
    made = {
        "apartment_listings": apartment_listings,
        "district_rainfall": district_rainfall,
        "cereal_nutrition": cereal_nutrition,
        "training_records": training_records,
    }
    return pd.read_csv(StringIO(made[name]().to_csv(index=False)))
