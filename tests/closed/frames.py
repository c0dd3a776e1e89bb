"""The frames the closed questions are about: well-known ones, and made ones shaped like common public files."""

from functools import cache

import numpy as np
import pandas as pd
import plotly.data
from sklearn import datasets


def insurance() -> pd.DataFrame:
    rng, n = np.random.default_rng(1), 320
    age, smoker = rng.integers(18, 65, n), rng.choice(["yes", "no"], n, p=[0.2, 0.8])
    bmi = rng.normal(30.5, 6, n).round(2)
    charges = 250 * age + 23000 * (smoker == "yes") + 90 * bmi + rng.gamma(2, 1400, n)
    return pd.DataFrame(
        {
            "age": age,
            "sex": rng.choice(["male", "female"], n),
            "bmi": bmi,
            "children": rng.integers(0, 6, n),
            "smoker": smoker,
            "region": rng.choice(["southwest", "southeast", "northwest", "northeast"], n),
            "charges": charges.round(2),
        }
    )


def abalone() -> pd.DataFrame:
    rng, n = np.random.default_rng(2), 400
    length = rng.beta(5, 3, n).round(3)
    weight = (2.6 * length**3 * rng.normal(1, 0.08, n)).round(4)
    return pd.DataFrame(
        {
            "Sex": rng.choice(["M", "F", "I"], n),
            "Length": length,
            "Diameter": (0.8 * length + rng.normal(0, 0.012, n)).round(3),
            "Height": (0.28 * length + rng.normal(0, 0.01, n)).round(3),
            "Whole weight": weight,
            "Shucked weight": (0.43 * weight * rng.normal(1, 0.1, n)).round(4),
            "Rings": (4 + 9 * length + rng.gamma(2, 1.1, n)).astype(int),
        }
    )


def housing() -> pd.DataFrame:
    rng, n = np.random.default_rng(3), 300
    income, rooms = rng.gamma(4, 1.0, n).round(4), rng.normal(5.4, 1.0, n).round(3)
    bedrooms = pd.Series(rng.integers(100, 1400, n).astype(float))
    bedrooms[rng.choice(n, 21, replace=False)] = np.nan
    return pd.DataFrame(
        {
            "MedInc": income,
            "HouseAge": rng.integers(1, 53, n),
            "AveRooms": rooms,
            "total_bedrooms": bedrooms,
            "Population": rng.lognormal(7, 0.6, n).astype(int),
            "ocean_proximity": rng.choice(["INLAND", "NEAR BAY", "<1H OCEAN", "NEAR OCEAN"], n),
            "MedHouseVal": (0.42 * income + 0.1 * rooms + rng.normal(0, 0.5, n)).round(3),
        }
    )


def credit() -> pd.DataFrame:
    rng, n = np.random.default_rng(4), 250
    income = rng.gamma(2, 22, n).round(3)
    limit = (1500 + 55 * income + rng.normal(0, 900, n)).round(0)
    level = rng.choice(["High School", "Graduate", "University", "Others"], n)
    defaulted = (rng.random(n) < 1 / (1 + np.exp((limit - 3000) / 900))).astype(int)
    return pd.DataFrame(
        {
            "ID": np.arange(1, n + 1),
            "Income": income,
            "Limit": limit,
            "Cards": rng.integers(1, 9, n),
            "Age": rng.integers(22, 90, n),
            "EducationLevel": level,
            "Gender": rng.choice(["Male", "Female"], n),
            "Married": rng.choice(["Yes", "No"], n),
            "Balance": np.maximum(0, 0.17 * limit - 3 * income + rng.normal(0, 160, n)).round(0),
            "default_next_month": defaulted,
        }
    )


def salaries() -> pd.DataFrame:
    rng, n = np.random.default_rng(5), 180
    base = rng.normal(68000, 17000, n).round(2)
    hired = pd.Timestamp("2008-01-01") + pd.to_timedelta(rng.integers(0, 4700, n), unit="D")
    rating = pd.Series(rng.integers(1, 6, n).astype(float))
    rating[rng.choice(n, 14, replace=False)] = np.nan
    return pd.DataFrame(
        {
            "EmpID": np.arange(1001, 1001 + n),
            "Department": rng.choice(["Engineering", "Sales", "HR", "Finance"], n),
            "Job_Title": rng.choice(["Analyst", "Manager", "Clerk", "Director"], n),
            "HireDate": hired.strftime("%m/%d/%Y"),
            "BasePay": [f"{value:,.2f}" for value in base],
            "OvertimePay": rng.gamma(1.2, 3000, n).round(2),
            "YrsExp": rng.integers(0, 31, n),
            "PerfRating": rating,
        }
    )


def prices() -> pd.DataFrame:
    rng, n = np.random.default_rng(6), 260
    close = 90 * np.exp(np.cumsum(rng.normal(0.0004, 0.014, n)))
    opened = close * np.exp(rng.normal(0, 0.006, n))
    return pd.DataFrame(
        {
            "Date": pd.bdate_range("2018-01-02", periods=n).strftime("%Y-%m-%d"),
            "Open": opened.round(2),
            "High": (np.maximum(opened, close) * 1.006).round(2),
            "Low": (np.minimum(opened, close) * 0.994).round(2),
            "Close": close.round(2),
            "Volume": rng.lognormal(16, 0.35, n).astype(int),
        }
    )


def covid() -> pd.DataFrame:
    rng, days = np.random.default_rng(7), 60
    parts = []
    for country, size in {"Italy": 900, "Spain": 800, "France": 600, "Brazil": 1500, "India": 2100}.items():
        cases = rng.poisson(size * np.linspace(0.2, 1.4, days))
        deaths = rng.binomial(cases, 0.03)
        when = pd.date_range("2020-03-01", periods=days).strftime("%d/%m/%Y")
        parts.append(pd.DataFrame({"dateRep": when, "country": country, "cases": cases, "deaths": deaths}))
    return pd.concat(parts, ignore_index=True)


def survey() -> pd.DataFrame:
    rng, n = np.random.default_rng(8), 220
    sleep = pd.Series(rng.normal(6.9, 1.1, n).round(1))
    stress = pd.Series((10 - 0.8 * sleep + rng.normal(0, 1, n)).round(1))
    income = pd.Series(rng.lognormal(10.4, 0.5, n).round(0))
    for column, gaps in ((sleep, 17), (stress, 9), (income, 31)):
        column[rng.choice(n, gaps, replace=False)] = np.nan
    job = pd.Series(rng.choice(["student", "employed", "retired"], n), dtype=object)
    job[rng.choice(n, 12, replace=False)] = np.nan
    return pd.DataFrame(
        {
            "respondent_id": np.arange(n),
            "gender": rng.choice(["F", "M"], n),
            "hrs_sleep": sleep,
            "stress_lvl": stress,
            "annual_income": income,
            "occupation": job,
            "satisfied": rng.choice(["Yes", "No"], n, p=[0.6, 0.4]),
        }
    )


def movies() -> pd.DataFrame:
    rng, n = np.random.default_rng(9), 200
    rating = rng.normal(6.6, 0.9, n).clip(1, 10).round(1)
    gross = pd.Series(rng.lognormal(3.2, 1.0, n).round(2))
    gross[rng.choice(n, 26, replace=False)] = np.nan
    return pd.DataFrame(
        {
            "Title": [f"Film {number:03d}" for number in range(n)],
            "Genre": rng.choice(["Drama", "Comedy", "Action", "Horror"], n),
            "Year": rng.integers(1995, 2017, n),
            "Runtime (Minutes)": rng.normal(112, 17, n).round(0).astype(int),
            "Rating": rating,
            "Votes": (np.exp(rating) * rng.gamma(3, 30, n)).astype(int),
            "Revenue (Millions)": gross,
            "Metascore": (8 * rating + rng.normal(6, 8, n)).round(0),
        }
    )


def orders() -> pd.DataFrame:
    rng, n = np.random.default_rng(10), 240
    day = pd.Timestamp("2021-01-01") + pd.to_timedelta(rng.integers(0, 364, n), unit="D")
    discount = rng.choice([0.0, 5.0, 7.5, 12.5, 20.0], n)
    return pd.DataFrame(
        {
            "OrderID": np.arange(50001, 50001 + n),
            "order_date": day.strftime("%Y-%m-%d"),
            "Category": rng.choice(["Furniture", "Technology", "Office Supplies"], n),
            "ShipMode": rng.choice(["Standard", "Express", "Same Day"], n),
            "qty": rng.integers(1, 11, n),
            "unit_price": [f"{value:,}" for value in rng.integers(40, 4200, n)],
            "discount": [f"{value}%" for value in discount],
            "profit": rng.normal(55, 80, n).round(2),
        }
    )


def weather() -> pd.DataFrame:
    rng, n = np.random.default_rng(11), 365
    season = 11 - 9 * np.cos(np.arange(n) / 365 * 2 * np.pi)
    humid = pd.Series(rng.normal(68, 9, n).round(0))
    humid[rng.choice(n, 25, replace=False)] = np.nan
    mean = season + rng.normal(0, 2.2, n)
    return pd.DataFrame(
        {
            "DATE": pd.date_range("2015-01-01", periods=n).strftime("%Y-%m-%d"),
            "Avg_Temp": mean.round(1),
            "Max_Temp": (mean + rng.gamma(3, 1.4, n)).round(1),
            "Min_Temp": (mean - rng.gamma(3, 1.4, n)).round(1),
            "Humidity": humid,
            "WINDSPEED": rng.gamma(3, 2.1, n).round(2),
            "PRCP_mm": (rng.gamma(0.6, 6, n) * (rng.random(n) < 0.4)).round(1),
        }
    )


def listings() -> pd.DataFrame:
    rng, n = np.random.default_rng(12), 280
    per_month = pd.Series(rng.gamma(1.2, 1.1, n).round(2))
    per_month[rng.choice(n, 40, replace=False)] = np.nan
    return pd.DataFrame(
        {
            "id": np.arange(9000, 9000 + n),
            "neighbourhood_group": rng.choice(["Manhattan", "Brooklyn", "Queens"], n),
            "room_type": rng.choice(["Private room", "Entire home/apt", "Shared room"], n, p=[0.45, 0.45, 0.1]),
            "price": rng.lognormal(4.7, 0.6, n).astype(int),
            "minimum_nights": rng.integers(1, 15, n),
            "no. of reviews": rng.negative_binomial(1, 0.03, n),
            "reviews_per_month": per_month,
        }
    )


def countries() -> pd.DataFrame:
    rng, n = np.random.default_rng(13), 120
    gdp = rng.lognormal(8.8, 1.1, n).round(1)
    return pd.DataFrame(
        {
            "Country": [f"Land {number}" for number in range(n)],
            "Continent": rng.choice(["Asia", "Europe", "Africa"], n),
            "GDP_per_cap": gdp,
            "Life_Exp": (28 + 4.8 * np.log(gdp) + rng.normal(0, 3, n)).round(1),
            "Literacy(%)": rng.normal(82, 9, n).clip(20, 99.9).round(1),
            "Pop_2010": rng.lognormal(16, 1.2, n).astype(int),
        }
    )


def diabetes() -> pd.DataFrame:
    return datasets.load_diabetes(as_frame=True, scaled=False).frame


def wine() -> pd.DataFrame:
    return datasets.load_wine(as_frame=True).frame


def breast_cancer() -> pd.DataFrame:
    return datasets.load_breast_cancer(as_frame=True).frame


def homes() -> pd.DataFrame:
    rng, n = np.random.default_rng(3), 420
    rooms = rng.integers(1, 7, n)
    sold = pd.to_datetime("2015-01-01") + pd.to_timedelta(rng.integers(0, 2900, n), "D")
    df = pd.DataFrame(
        {
            "listing_id": range(5000, 5000 + n),
            "neighborhood": rng.choice(["Alfama", "Belem", "Chiado", "Graca"], n),
            "property_type": rng.choice(["Apartment", "House", "Studio"], n, p=[0.6, 0.25, 0.15]),
            "price_eur": (rng.lognormal(12, 0.4, n) * (1 + rooms * 0.05)).round(0),
            "area_m2": [f"{area:.0f} m2" for area in rng.gamma(9, 10, n)],
            "rooms": rooms,
            "bathrooms": rng.integers(1, 4, n),
            "year_built": rng.integers(1900, 2021, n),
            "distance_to_center_km": rng.gamma(2, 2, n).round(2),
            "has_elevator": rng.choice(["Y", "N"], n),
            "energy_class": rng.choice(list("ABCDEF"), n),
            "last_sold": sold.strftime("%m/%d/%Y"),
            "walk_score": rng.integers(20, 100, n).astype(float),
            "monthly_fee": rng.gamma(3, 20, n).round(2),
        }
    )
    df.loc[::11, "walk_score"] = np.nan
    df.loc[::9, "monthly_fee"] = np.nan
    return df


def patients() -> pd.DataFrame:
    rng, n = np.random.default_rng(11), 520
    stay = rng.gamma(2, 2.4, n).round(0).astype(int) + 1
    pressures = zip(rng.integers(95, 180, n), rng.integers(55, 110, n), strict=True)
    df = pd.DataFrame(
        {
            "Unnamed: 0": range(n),
            "patient_id": rng.permutation(np.arange(20000, 20000 + n)),
            "Age": rng.integers(18, 93, n),
            "Gender": rng.choice(["Male", "Female"], n, p=[0.47, 0.53]),
            "Admission Type": rng.choice(["Emergency", "Elective", "Urgent"], n, p=[0.5, 0.3, 0.2]),
            "Length_of_Stay": stay,
            "Total Charges ($)": (rng.lognormal(9, 0.6, n) * (0.5 + 0.1 * stay)).round(2),
            "BMI": rng.normal(27, 5, n).round(1),
            "Blood Pressure": [f"{systolic}/{diastolic}" for systolic, diastolic in pressures],
            "glucose_level": rng.normal(105, 25, n).round(1),
            "Smoker": rng.choice(["yes", "no"], n, p=[0.25, 0.75]),
            "readmitted": rng.integers(0, 2, n),
            "Insurance": rng.choice(["Medicare", "Medicaid", "Private", None], n),
            "Admit Date": pd.date_range("2022-01-01", periods=n, freq="17h").strftime("%Y-%m-%d %H:%M:%S"),
            "cholesterol": rng.normal(200, 35, n).round(0),
        }
    )
    for column, gaps in (("glucose_level", 40), ("BMI", 25), ("cholesterol", 12)):
        df.loc[rng.choice(n, gaps, replace=False), column] = np.nan
    df.loc[[3, 77, 200], "Total Charges ($)"] = [250000.0, 310000.0, 190000.0]
    return df


def league() -> pd.DataFrame:
    rng, n = np.random.default_rng(23), 380
    attempts = rng.integers(0, 500, n)
    df = pd.DataFrame(
        {
            "player": [f"Player {number}" for number in range(n)],
            "Team": rng.choice(["Falcons", "Tigers", "Sharks", "Wolves", "Eagles", "Bears"], n),
            "POS": rng.choice(["G", "F", "C"], n, p=[0.4, 0.4, 0.2]),
            "GP": rng.integers(5, 83, n),
            "MIN": rng.normal(22, 8, n).clip(2).round(1),
            "PTS": rng.gamma(2.2, 4.5, n).round(1),
            "REB": rng.gamma(2, 2, n).round(1),
            "AST": rng.gamma(1.5, 1.7, n).round(1),
            "FG%": rng.normal(45, 6, n).round(1),
            "3PA": attempts,
            "3PM": (attempts * rng.uniform(0.25, 0.42, n)).round(0).astype(int),
            "salary": [f"${int(pay):,}" for pay in rng.lognormal(15.2, 0.9, n)],
            "draft_year": rng.integers(2003, 2022, n).astype(float),
            "Country": rng.choice(["USA", "France", "Spain", "Canada", "Serbia"], n, p=[0.7, 0.08, 0.08, 0.08, 0.06]),
            "college": rng.choice(["Duke", "Kentucky", "UCLA", None], n),
        }
    )
    df.loc[rng.choice(n, 60, replace=False), "draft_year"] = np.nan
    df.loc[rng.choice(n, 14, replace=False), "FG%"] = np.nan
    return df


def air() -> pd.DataFrame:
    rng, n = np.random.default_rng(77), 600
    temperature = rng.normal(13, 8, n).round(1)
    df = pd.DataFrame(
        {
            "station_id": rng.choice([f"ST{number:02}" for number in range(1, 13)], n),
            "datetime": pd.date_range("2020-03-01", periods=n, freq="9h").strftime("%d/%m/%Y %H:%M"),
            "PM2.5": rng.gamma(3, 9, n).round(1),
            "NO2 (ug/m3)": rng.gamma(4, 7, n).round(1),
            "O3": (rng.normal(55, 18, n) + 0.8 * temperature).round(1),
            "TEMP_C": temperature,
            "RH": rng.uniform(20, 100, n).round(0),
            "wind_dir": rng.choice(["N", "NE", "E", "SE", "S", "SW", "W", "NW"], n),
            "WSPM": rng.gamma(2, 1.2, n).round(1),
            "rain_mm": np.where(rng.random(n) < 0.7, 0, rng.gamma(1, 4, n)).round(1),
            "AQI_Category": rng.choice(["Good", "Moderate", "Unhealthy"], n, p=[0.5, 0.35, 0.15]),
            "traffic_count": rng.poisson(800, n),
        }
    )
    df.loc[rng.choice(n, 45, replace=False), "PM2.5"] = -999
    df.loc[rng.choice(n, 30, replace=False), "O3"] = np.nan
    df.loc[rng.choice(n, 20, replace=False), "TEMP_C"] = np.nan
    return df


def staff() -> pd.DataFrame:
    rng, n = np.random.default_rng(5), 450
    years = rng.gamma(2, 3.5, n).astype(int)
    working = years + rng.integers(0, 12, n)
    hired = pd.to_datetime("2005-01-01") + pd.to_timedelta(rng.integers(0, 6200, n), "D")
    df = pd.DataFrame(
        {
            "EmployeeNumber": range(1001, 1001 + n),
            "Department": rng.choice(["Sales", "R&D", "HR", "IT"], n, p=[0.3, 0.4, 0.1, 0.2]),
            "JobRole": rng.choice(["Manager", "Analyst", "Engineer", "Clerk"], n),
            "MonthlyIncome": rng.lognormal(8.6, 0.4, n).astype(int) + 120 * working,
            "YearsAtCompany": years,
            "TotalWorkingYears": working,
            "Age": rng.integers(20, 61, n),
            "Gender": rng.choice(["F", "M"], n),
            "OverTime": rng.choice(["Yes", "No"], n, p=[0.3, 0.7]),
            "Attrition": rng.choice(["Yes", "No"], n, p=[0.18, 0.82]),
            "JobSatisfaction": rng.integers(1, 5, n),
            "DistanceFromHome": rng.integers(1, 30, n),
            "PerformanceScore": rng.normal(3.2, 0.6, n).round(2),
            "HireDate": hired.strftime("%m/%d/%Y"),
            "TrainingHours": rng.gamma(3, 8, n).round(1),
            "MaritalStatus": rng.choice(["Single", "Married", "Divorced"], n),
        }
    )
    df.loc[rng.choice(n, 33, replace=False), "TrainingHours"] = np.nan
    df.loc[rng.choice(n, 18, replace=False), "PerformanceScore"] = np.nan
    return df


def shop() -> pd.DataFrame:
    rng, n = np.random.default_rng(99), 500
    ordered = pd.date_range("2018-01-02", periods=n, freq="31h")
    sales, discount = rng.lognormal(4.6, 1, n).round(2), rng.choice([0, 0.1, 0.2, 0.3, 0.5], n)
    return pd.DataFrame(
        {
            "Order ID": [f"CA-{number}" for number in range(100001, 100001 + n)],
            "Order Date": ordered.strftime("%m/%d/%Y"),
            "Ship Date": (ordered.normalize() + pd.to_timedelta(rng.integers(0, 9, n), "D")).strftime("%m/%d/%Y"),
            "Segment": rng.choice(["Consumer", "Corporate", "Home Office"], n, p=[0.5, 0.3, 0.2]),
            "Region": rng.choice(["East", "West", "South", "Central"], n),
            "Category": rng.choice(["Furniture", "Technology", "Office Supplies"], n),
            "Sales": sales,
            "Quantity": rng.integers(1, 12, n),
            "Discount": discount,
            "Profit": (sales * (0.25 - discount) + rng.normal(0, 8, n)).round(2),
            "Rating": rng.choice([1, 2, 3, 4, 5, np.nan], n, p=[0.05, 0.08, 0.2, 0.35, 0.25, 0.07]),
            "Shipping Cost": rng.gamma(2, 6, n).round(2),
            "Returned": rng.choice(["Yes", "No"], n, p=[0.1, 0.9]),
        }
    )


def world() -> pd.DataFrame:
    rng, n = np.random.default_rng(41), 420
    income = rng.lognormal(9, 0.8, n).round(2)
    land = np.arange(n) % 70
    df = pd.DataFrame(
        {
            "country": [f"Land{number:02}" for number in land],
            "continent": np.array(["Africa", "Asia", "Europe", "Americas", "Oceania"])[land % 5],
            "year": 2010 + np.arange(n) // 70,
            "gdp_per_capita": income,
            "population": rng.lognormal(15.5, 1.2, n).round(0),
            "life_expectancy": (rng.normal(51, 7, n) + 2.2 * np.log(income)).round(1),
            "infant_mortality": rng.gamma(2, 9, n).round(1),
            "literacy_rate": (rng.beta(8, 2, n) * 100).round(1),
            "co2_emissions": rng.gamma(2, 2.3, n).round(2),
            "internet_users_%": rng.uniform(2, 98, n).round(1),
            "unemployment": [f"{share:.1f}%" for share in rng.gamma(3, 2.4, n)],
            "happiness_score": rng.normal(5.5, 1, n).round(3),
            "Income Group": rng.choice(["Low", "Lower middle", "Upper middle", "High"], n),
        }
    )
    for column, gaps in (("literacy_rate", 38), ("happiness_score", 21), ("co2_emissions", 9)):
        df.loc[rng.choice(n, gaps, replace=False), column] = np.nan
    return df


@cache
def frame(name: str) -> pd.DataFrame:
    made = globals().get(name)
    data = made() if made else getattr(plotly.data, name)()
    return data.rename_axis(columns=None)
