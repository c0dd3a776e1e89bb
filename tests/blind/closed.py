"""A third set of closed questions, a third each easy (t3-e), medium (t3-m) and hard (t3-h)."""
# ruff: noqa: E501

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    f1_score,
    mean_absolute_error,
    mean_squared_error,
    precision_score,
    r2_score,
    recall_score,
    roc_auc_score,
    silhouette_score,
)
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from tests.closed.question import Question, iqr_mask, pearson, z_mask


def money(texts: pd.Series) -> pd.Series:
    return texts.str.replace(r"[^\d.]", "", regex=True).astype(float)


def stay(df: pd.DataFrame) -> pd.Series:
    return (pd.to_datetime(df.discharge_date) - pd.to_datetime(df.admission_date)).dt.days


def predicted(model: Any, features: pd.DataFrame, target: pd.Series, share: float, seed: int) -> tuple[Any, Any]:
    x, x_test, y, y_test = train_test_split(features, target, test_size=share, random_state=seed)
    return y_test, model.fit(x, y).predict(x_test)


EASY = [
    Question(
        "t3-e01",
        "fair",
        "What are the mean and the standard deviation of the respondents' age?",
        "Use every row of the age column. The standard deviation is the sample one (n - 1 in the denominator).",
        '@mean_age[mean]\n@std_age[std]\nwhere "mean" and "std" are numbers rounded to two decimal places.',
        lambda df: {"mean_age": round(df.age.mean(), 2), "std_age": round(df.age.std(), 2)},
    ),
    Question(
        "t3-e02",
        "fair",
        "How many respondents report any time spent in affairs?",
        "Count the rows in which the value of affairs is greater than 0.",
        '@respondents_with_affairs[count] where "count" is a whole number.',
        lambda df: {"respondents_with_affairs": int((df.affairs > 0).sum())},
    ),
    Question(
        "t3-e03",
        "macrodata",
        "When was the unemployment rate at its peak, and how high was it?",
        "Look for the largest value in the unemp column; give the year and the quarter of that row.",
        '@peak_year[year] @peak_quarter[quarter] @peak_unemp[rate] where "year" and "quarter" are integers and "rate" is a number with one decimal place.',
        lambda df: {
            "peak_year": int(df.year[df.unemp.idxmax()]),
            "peak_quarter": int(df.quarter[df.unemp.idxmax()]),
            "peak_unemp": df.unemp.max(),
        },
    ),
    Question(
        "t3-e04",
        "engel",
        "Give the median household income and the median food expenditure.",
        "The columns are income and foodexp. No rows are to be left out.",
        '@median_income[m1] @median_foodexp[m2] where "m1" and "m2" are floats rounded to 2 decimals.',
        lambda df: {"median_income": round(df.income.median(), 2), "median_foodexp": round(df.foodexp.median(), 2)},
    ),
    Question(
        "t3-e05",
        "statecrime",
        "Which state has the highest murder rate?",
        "Take the row with the maximum of the murder column and return its state together with the rate.",
        '@state[name]\n@murder_rate[rate]\nwhere "name" is a string as written in the data, "rate" a number with one decimal.',
        lambda df: {"state": df.state[df.murder.idxmax()], "murder_rate": df.murder.max()},
    ),
    Question(
        "t3-e06",
        "grunfeld",
        "Compare the average gross investment of IBM and General Electric.",
        "Average the invest column over all years separately for the rows with firm 'IBM' and with firm 'General Electric'.",
        '@mean_invest_ibm[a] @mean_invest_ge[b] where "a" and "b" are numbers rounded to three decimal places.',
        lambda df: {
            "mean_invest_ibm": round(df[df.firm == "IBM"].invest.mean(), 3),
            "mean_invest_ge": round(df[df.firm == "General Electric"].invest.mean(), 3),
        },
    ),
    Question(
        "t3-e07",
        "star98",
        "What are the lowest and the highest pupil-teacher ratios among the districts?",
        "The pupil-teacher ratio is in the column PTRATIO.",
        '@min_ptratio[low]\n@max_ptratio[high]\nwhere "low" and "high" are numbers rounded to 2 decimal places.',
        lambda df: {"min_ptratio": round(df.PTRATIO.min(), 2), "max_ptratio": round(df.PTRATIO.max(), 2)},
    ),
    Question(
        "t3-e08",
        "hospital",
        "What is the average age of patients treated in Cardiology?",
        "Restrict the data to department == 'Cardiology' and average patient_age.",
        '@mean_age_cardiology[mean_age] where "mean_age" is a float with two decimals.',
        lambda df: {"mean_age_cardiology": round(df[df.department == "Cardiology"].patient_age.mean(), 2)},
    ),
    Question(
        "t3-e09",
        "hospital",
        "How many values are missing in the bmi, cholesterol and discharge_date columns?",
        "Count null entries separately per column, without imputing or dropping anything.",
        "@missing_bmi[n1]\n@missing_cholesterol[n2]\n@missing_discharge_date[n3]\nwhere n1, n2 and n3 are integers.",
        lambda df: {f"missing_{c}": int(df[c].isna().sum()) for c in ("bmi", "cholesterol", "discharge_date")},
    ),
    Question(
        "t3-e10",
        "flights",
        "What share of the flights was cancelled?",
        "A flight was cancelled if Cancelled equals 1. Divide by the number of all flights and express the result in percent.",
        '@cancelled_pct[percent] where "percent" is a number from 0 to 100 rounded to two decimal places.',
        lambda df: {"cancelled_pct": round(100 * (df.Cancelled == 1).mean(), 2)},
    ),
    Question(
        "t3-e11",
        "flights",
        "What are the mean arrival delays of the carriers AA and UA?",
        "Missing ArrDelay values are ignored. The answer is in minutes.",
        '@mean_delay_AA[aa] @mean_delay_UA[ua] where "aa" and "ua" are floats rounded to 2 decimals.',
        lambda df: {f"mean_delay_{c}": round(df[df.Carrier == c].ArrDelay.mean(), 2) for c in ("AA", "UA")},
    ),
    Question(
        "t3-e12",
        "footballers",
        "Who scored the most goals, and how many?",
        "Use the columns Player and Goals. Exactly one player is on top.",
        '@top_scorer[player] @goals[number] where "player" is a string and "number" an integer.',
        lambda df: {"top_scorer": df.Player[df.Goals.idxmax()], "goals": int(df.Goals.max())},
    ),
    Question(
        "t3-e13",
        "footballers",
        "What percentage of the players prefer their left foot?",
        "Left-footed players have the value 'Left' in the Foot column; the base is all players.",
        '@left_footed[pct] where "pct" is a number rounded to one decimal place.',
        lambda df: {"left_footed": round(100 * (df.Foot == "Left").mean(), 1)},
    ),
    Question(
        "t3-e14",
        "bankclients",
        "Which job occurs most often among the clients and how many clients have it?",
        "Frequencies of the job column; no filter.",
        '@most_common_job[job]\n@clients[count]\nwhere "job" is a string and "count" an integer.',
        lambda df: {"most_common_job": df.job.value_counts().idxmax(), "clients": int(df.job.value_counts().max())},
    ),
    Question(
        "t3-e15",
        "bankclients",
        "Determine the first quartile, the median and the third quartile of the account balance.",
        "Quantiles of the balance column with linear interpolation, the default of pandas.",
        "@q1[q1] @median[q2] @q3[q3] where all three are numbers rounded to 2 decimal places.",
        lambda df: {
            "q1": round(df.balance.quantile(0.25), 2),
            "median": round(df.balance.quantile(0.5), 2),
            "q3": round(df.balance.quantile(0.75), 2),
        },
    ),
    Question(
        "t3-e16",
        "airquality",
        "What is the mean temperature, and on how many of the hourly records was it below zero?",
        "Temperature is in Temp_C. Strictly below 0.",
        '@mean_temp[t]\n@hours_below_zero[n]\nwhere "t" is rounded to two decimals and "n" is an integer.',
        lambda df: {"mean_temp": round(df.Temp_C.mean(), 2), "hours_below_zero": int((df.Temp_C < 0).sum())},
    ),
    Question(
        "t3-e17",
        "retail",
        "How many different customers and how many different countries appear in the data?",
        "Count distinct values; missing customer numbers do not count as a customer.",
        "@distinct_customers[n_customers] @distinct_countries[n_countries], both integers.",
        lambda df: {"distinct_customers": df.CustomerID.nunique(), "distinct_countries": df.Country.nunique()},
    ),
    Question(
        "t3-e18",
        "retail",
        "How many invoices are returns?",
        "An invoice (one row) is a return if its Quantity is negative.",
        '@returns[count] where "count" is an integer.',
        lambda df: {"returns": int((df.Quantity < 0).sum())},
    ),
    Question(
        "t3-e19",
        "homesales",
        "Calculate the average sale price of the homes.",
        "SalePrice is stored as text like '$361,200'; strip the dollar sign and the commas and convert to a number first.",
        '@average_price[price] where "price" is a number rounded to two decimal places.',
        lambda df: {"average_price": round(money(df.SalePrice).mean(), 2)},
    ),
    Question(
        "t3-e20",
        "homesales",
        "What is the range of the living area, and how many homes have a garage?",
        "The living area is SqFt; range means maximum minus minimum. Homes with a garage have Garage equal to 'Y'.",
        "@sqft_range[range]\n@with_garage[count]\nwhere both are integers.",
        lambda df: {"sqft_range": int(df.SqFt.max() - df.SqFt.min()), "with_garage": int((df.Garage == "Y").sum())},
    ),
    Question(
        "t3-e21",
        "randhie",
        "What proportion of the observations belongs to an individual deductible plan (idp equal to 1)?",
        "Number of rows with idp = 1 divided by the number of rows; do not convert to percent.",
        '@proportion_idp[share] where "share" is a number between 0 and 1 rounded to four decimal places.',
        lambda df: {"proportion_idp": round((df.idp == 1).mean(), 4)},
    ),
    Question(
        "t3-e22",
        "longley",
        "What was the average GNP before 1955 and from 1955 on?",
        "Split the rows by YEAR: smaller than 1955 against 1955 and later.",
        '@gnp_before_1955[a] @gnp_since_1955[b] where "a" and "b" are rounded to 1 decimal place.',
        lambda df: {
            "gnp_before_1955": round(df[df.YEAR < 1955].GNP.mean(), 1),
            "gnp_since_1955": round(df[df.YEAR >= 1955].GNP.mean(), 1),
        },
    ),
    Question(
        "t3-e23",
        "elnino",
        "In which year was the January sea surface temperature the highest?",
        "Use the JAN column and name the YEAR of its maximum.",
        '@warmest_january[year] where "year" is a four digit integer.',
        lambda df: {"warmest_january": int(df.YEAR[df.JAN.idxmax()])},
    ),
    Question(
        "t3-e24",
        "nile",
        "How variable is the yearly volume of the Nile? Report its coefficient of variation.",
        "Sample standard deviation (ddof = 1) divided by the mean, times 100.",
        '@cv_percent[cv] where "cv" is a number rounded to 2 decimals.',
        lambda df: {"cv_percent": round(100 * df.volume.std() / df.volume.mean(), 2)},
    ),
    Question(
        "t3-e25",
        "spector",
        "Compare the mean GPA of students with and without the PSI programme.",
        "PSI is 1 for participants and 0 for the others.",
        "@gpa_psi[with_psi]\n@gpa_no_psi[without_psi]\nwhere both are floats rounded to three decimals.",
        lambda df: {
            "gpa_psi": round(df[df.PSI == 1].GPA.mean(), 3),
            "gpa_no_psi": round(df[df.PSI == 0].GPA.mean(), 3),
        },
    ),
    Question(
        "t3-e26",
        "anes96",
        "Describe the shape of the age distribution by its skewness and kurtosis.",
        "Use the skew() and kurt() methods of pandas (bias corrected; excess kurtosis).",
        '@skewness[s] @kurtosis[k] where "s" and "k" are numbers rounded to three decimal places.',
        lambda df: {"skewness": round(df.age.skew(), 3), "kurtosis": round(df.age.kurt(), 3)},
    ),
    Question(
        "t3-e27",
        "linnerud",
        "What are the standard deviation and the variance of Situps?",
        "Both with ddof=1.",
        '@std_situps[std] @var_situps[var] where "std" and "var" are rounded to two decimals.',
        lambda df: {"std_situps": round(df.Situps.std(), 2), "var_situps": round(df.Situps.var(), 2)},
    ),
]


def speed(df: pd.DataFrame) -> pd.Series:
    return df.Distance_km / (df.AirTime / 60)


def late_share(df: pd.DataFrame) -> pd.Series:
    flown = df[df.Cancelled == 0]
    return 100 * (flown.ArrDelay > 15).groupby(flown.Carrier).mean()


def clock(df: pd.DataFrame) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.to_datetime(df.timestamp))


def measured(df: pd.DataFrame, column: str) -> pd.Series:
    return df[column].replace(-200, np.nan).set_axis(clock(df))


def revenue(df: pd.DataFrame) -> pd.Series:
    return (df.Quantity * df.UnitPrice)[df.Quantity > 0]


def growth(df: pd.DataFrame) -> pd.Series:
    wide = df.pivot(index="firm", columns="year", values="invest")
    return 100 * (wide[1954] / wide[1935] - 1)


MEDIUM = [
    Question(
        "t3-m01",
        "fair",
        "Are the age of the women and the number of years they have been married linearly related?",
        "Pearson's r between age and yrs_married with its two-sided p-value. Call the relation 'strong' if p < 0.01 and |r| >= 0.7, 'moderate' if p < 0.01 and |r| is at least 0.3 but below 0.7, else 'negligible'.",
        '@r[r]\n@relation[relation]\nwhere "r" is rounded to three decimals and "relation" is one of "strong", "moderate", "negligible".',
        lambda df: (
            lambda r, p: {
                "r": round(r, 3),
                "relation": "negligible" if p >= 0.01 or abs(r) < 0.3 else "strong" if abs(r) >= 0.7 else "moderate",
            }
        )(*pearson(df, "age", "yrs_married")),
    ),
    Question(
        "t3-m02",
        "macrodata",
        "Did inflation and unemployment move together in the 1990s?",
        "Keep the rows with year from 1990 to 1999, both included, and compute Spearman's rank correlation of infl with unemp. The verdict is 'significant' when the two-sided p-value is smaller than 0.05 and 'not significant' otherwise.",
        '@rho[rho] @verdict[verdict] where "rho" is a number rounded to two decimals and "verdict" a string.',
        lambda df: (
            lambda t: {
                "rho": round(float(t.statistic), 2),
                "verdict": "significant" if t.pvalue < 0.05 else "not significant",
            }
        )((lambda part: stats.spearmanr(part.infl, part.unemp))(df[df.year.between(1990, 1999)])),
    ),
    Question(
        "t3-m03",
        "engel",
        "How many households have an outlying income, and what do the remaining ones spend on food on average?",
        "Outliers lie more than 1.5 times the interquartile range below the first or above the third quartile of income. The average is the mean of foodexp over the households that are not outliers.",
        '@n_outliers[n]\n@mean_foodexp_rest[mean]\nwhere "n" is an integer, "mean" a float rounded to two decimals.',
        lambda df: {
            "n_outliers": int(iqr_mask(df.income).sum()),
            "mean_foodexp_rest": round(df[~iqr_mask(df.income)].foodexp.mean(), 2),
        },
    ),
    Question(
        "t3-m04",
        "statecrime",
        "Which states have an extreme violent crime rate judged by the z-score?",
        "z = (x - mean) / sample standard deviation of the violent column; extreme means |z| > 2. Report how many states are extreme and the one with the largest z.",
        '@extreme_states[n] @most_extreme[state] where "n" is an integer and "state" is a string.',
        lambda df: {
            "extreme_states": int(z_mask(df.violent, 2).sum()),
            "most_extreme": df.state[df.violent.idxmax()],
        },
    ),
    Question(
        "t3-m05",
        "hospital",
        "Can the systolic blood pressure be regarded as normally distributed?",
        "Shapiro-Wilk test on systolic_bp with alpha = 0.05. If the p-value is above 0.05 answer 'yes', otherwise 'no'.",
        '@w_statistic[w]\n@p_value[p]\n@normal[answer]\nwhere "w" and "p" are rounded to four decimal places and "answer" is "yes" or "no".',
        lambda df: (
            lambda t: {
                "w_statistic": round(float(t.statistic), 4),
                "p_value": round(float(t.pvalue), 4),
                "normal": "yes" if t.pvalue > 0.05 else "no",
            }
        )(stats.shapiro(df.systolic_bp)),
    ),
    Question(
        "t3-m06",
        "hospital",
        "Impute the missing cholesterol values with the median. What are the mean and the standard deviation of cholesterol after the imputation?",
        "The median is taken of the values that are present. Sample standard deviation.",
        '@mean_imputed[mean] @std_imputed[std] where "mean" and "std" are numbers with two decimals.',
        lambda df: (lambda c: {"mean_imputed": round(c.mean(), 2), "std_imputed": round(c.std(), 2)})(
            df.cholesterol.fillna(df.cholesterol.median())
        ),
    ),
    Question(
        "t3-m07",
        "hospital",
        "How long do patients stay on average, and how long was the longest stay?",
        "Length of stay is discharge_date minus admission_date in days. Visits without a discharge date are left out.",
        '@mean_stay[days]\n@longest_stay[max_days]\nwhere "days" is rounded to two decimals and "max_days" is an integer.',
        lambda df: {"mean_stay": round(stay(df).mean(), 2), "longest_stay": int(stay(df).max())},
    ),
    Question(
        "t3-m08",
        "hospital",
        "How does the mean cost of a visit change with the age group of the patient?",
        "Form three groups from patient_age: 'young' for ages below 40, 'middle' for 40 to 64 and 'old' for 65 and above; average cost_usd in each.",
        '@cost_young[a]\n@cost_middle[b]\n@cost_old[c]\nwhere "a", "b" and "c" are numbers rounded to 2 decimal places.',
        lambda df: {
            f"cost_{name}": round(df[df.patient_age.between(low, high)].cost_usd.mean(), 2)
            for name, low, high in (("young", 0, 39), ("middle", 40, 64), ("old", 65, 200))
        },
    ),
    Question(
        "t3-m09",
        "flights",
        "How fast do the planes fly? Derive the speed of each flight and report its mean and its maximum.",
        "speed = Distance_km / (AirTime / 60), in km/h. Flights whose AirTime is missing are not considered.",
        '@mean_speed[mean] @max_speed[max] where "mean" and "max" are floats rounded to one decimal.',
        lambda df: {"mean_speed": round(speed(df).mean(), 1), "max_speed": round(speed(df).max(), 1)},
    ),
    Question(
        "t3-m10",
        "flights",
        "Which carrier is late most often?",
        "A flight is late if it arrives more than 15 minutes after schedule (ArrDelay > 15). Leave out cancelled flights (Cancelled = 1), then compute the percentage of late flights per Carrier.",
        '@worst_carrier[carrier] @late_pct[pct] where "carrier" is a two letter code and "pct" a number rounded to two decimal places.',
        lambda df: {"worst_carrier": late_share(df).idxmax(), "late_pct": round(late_share(df).max(), 2)},
    ),
    Question(
        "t3-m11",
        "flights",
        "On which day of the week is the departure delay the longest on average?",
        "Derive the weekday from FlightDate (format MM/DD/YYYY) and average DepDelay, ignoring missing values.",
        '@weekday[name]\n@mean_dep_delay[delay]\nwhere "name" is the English name of the day, such as "Monday", and "delay" is rounded to two decimals.',
        lambda df: (lambda m: {"weekday": m.idxmax(), "mean_dep_delay": round(m.max(), 2)})(
            df.DepDelay.groupby(pd.to_datetime(df.FlightDate, format="%m/%d/%Y").dt.day_name()).mean()
        ),
    ),
    Question(
        "t3-m12",
        "flights",
        "Is the median departure delay larger for evening departures than for morning departures?",
        "SchedDep is the scheduled time as an integer hhmm, e.g. 1540 for 15:40. Morning: SchedDep < 1200, evening: SchedDep >= 1700. Missing delays are ignored. Answer 'yes' only if the evening median is strictly larger.",
        '@median_morning[m] @median_evening[e] @evening_larger[yes_no] where "m" and "e" are numbers rounded to one decimal and "yes_no" is "yes" or "no".',
        lambda df: (
            lambda m, e: {
                "median_morning": round(m, 1),
                "median_evening": round(e, 1),
                "evening_larger": "yes" if e > m else "no",
            }
        )(df[df.SchedDep < 1200].DepDelay.median(), df[df.SchedDep >= 1700].DepDelay.median()),
    ),
    Question(
        "t3-m13",
        "footballers",
        "Players of which position have the highest body mass index on average?",
        "BMI is Weight (kg) divided by the square of the height in metres; Height (cm) must be converted to metres.",
        '@position[position]\n@mean_bmi[bmi]\nwhere "position" is a string and "bmi" a float rounded to two decimals.',
        lambda df: (lambda m: {"position": m.idxmax(), "mean_bmi": round(m.max(), 2)})(
            (df["Weight (kg)"] / (df["Height (cm)"] / 100) ** 2).groupby(df.Position).mean()
        ),
    ),
    Question(
        "t3-m14",
        "footballers",
        "What is the median weekly wage at United and at Rovers?",
        "The column 'Weekly wage' is text with a euro sign and thousands commas; make it numeric before you take the medians per Club.",
        '@median_wage_united[u] @median_wage_rovers[r] where "u" and "r" are numbers without currency sign, rounded to 2 decimals.',
        lambda df: {
            f"median_wage_{club.lower()}": round(money(df[df.Club == club]["Weekly wage"]).median(), 2)
            for club in ("United", "Rovers")
        },
    ),
    Question(
        "t3-m15",
        "footballers",
        "Which player has the best scoring rate per 90 minutes?",
        "Consider players with at least 900 Minutes. The rate is Goals * 90 / Minutes.",
        '@player[player] @goals_per_90[rate] where "player" is a string and "rate" is rounded to three decimals.',
        lambda df: (lambda rate: {"player": df.Player[rate.idxmax()], "goals_per_90": round(rate.max(), 3)})(
            (df.Goals * 90 / df.Minutes)[df.Minutes >= 900]
        ),
    ),
    Question(
        "t3-m16",
        "bankclients",
        "Does having a housing loan go along with subscribing?",
        "Chi-square test of independence between housing and subscribed, without Yates' continuity correction. Significance level 0.05.",
        '@chi2[chi2]\n@p_value[p]\n@associated[yes_no]\nwhere "chi2" is rounded to 3 decimals, "p" to 4 decimals and "yes_no" is "yes" if p < 0.05, else "no".',
        lambda df: (
            lambda t: {
                "chi2": round(t.statistic, 3),
                "p_value": round(t.pvalue, 4),
                "associated": "yes" if t.pvalue < 0.05 else "no",
            }
        )(stats.chi2_contingency(pd.crosstab(df.housing, df.subscribed), correction=False)),
    ),
    Question(
        "t3-m17",
        "bankclients",
        "How does the subscription rate depend on the number of contacts?",
        "Group the clients by campaign: exactly 1 contact, 2 or 3 contacts, 4 or more contacts. The rate is the percentage with subscribed equal to 'yes' in each group.",
        '@rate_1[a] @rate_2_3[b] @rate_4_plus[c] where "a", "b" and "c" are percentages rounded to two decimals.',
        lambda df: {
            name: round(100 * (df[df.campaign.between(low, high)].subscribed == "yes").mean(), 2)
            for name, low, high in (("rate_1", 1, 1), ("rate_2_3", 2, 3), ("rate_4_plus", 4, 999))
        },
    ),
    Question(
        "t3-m18",
        "bankclients",
        "Do subscribers hold a different mean balance than the others?",
        "Welch's t-test (unequal variances), two-sided, on balance; subscribed 'yes' is the first sample and 'no' the second.",
        '@t_statistic[t] @p_value[p] where "t" is rounded to 3 decimals and "p" to 4 decimals.',
        lambda df: (lambda t: {"t_statistic": round(t.statistic, 3), "p_value": round(t.pvalue, 4)})(
            stats.ttest_ind(df[df.subscribed == "yes"].balance, df[df.subscribed == "no"].balance, equal_var=False)
        ),
    ),
    Question(
        "t3-m19",
        "airquality",
        "What is the mean PM10 concentration once the faulty records are removed?",
        "The value -200 stands for a missing measurement and must be excluded. State also how many PM10 values are faulty.",
        '@faulty_pm10[n]\n@mean_pm10[mean]\nwhere "n" is an integer and "mean" is rounded to two decimals.',
        lambda df: {
            "faulty_pm10": int((df.PM10 == -200).sum()),
            "mean_pm10": round(df[df.PM10 != -200].PM10.mean(), 2),
        },
    ),
    Question(
        "t3-m20",
        "airquality",
        "On which day was the daily mean of NO2 the highest?",
        "Treat -200 as missing, then average the hourly values of each calendar day of timestamp.",
        '@date[date] @daily_mean[mean] where "date" has the form YYYY-MM-DD and "mean" is rounded to two decimals.',
        lambda df: (lambda m: {"date": m.idxmax().strftime("%Y-%m-%d"), "daily_mean": round(m.max(), 2)})(
            measured(df, "NO2").resample("D").mean()
        ),
    ),
    Question(
        "t3-m21",
        "airquality",
        "At what hour of the day is it coldest on average?",
        "Extract the hour (0-23) from timestamp and compare the mean Temp_C of the hours.",
        '@coldest_hour[hour]\n@mean_temp[temp]\nwhere "hour" is an integer and "temp" is rounded to two decimal places.',
        lambda df: (lambda m: {"coldest_hour": int(m.idxmin()), "mean_temp": round(m.min(), 2)})(
            df.Temp_C.groupby(clock(df).hour).mean()
        ),
    ),
    Question(
        "t3-m22",
        "retail",
        "Which category brings in the largest revenue?",
        "Revenue is Quantity times UnitPrice. Drop the returns (Quantity below zero) first.",
        '@category[category] @revenue[total] where "category" is a string and "total" a number rounded to two decimals.',
        lambda df: (lambda m: {"category": m.idxmax(), "revenue": round(m.max(), 2)})(
            revenue(df).groupby(df.Category).sum()
        ),
    ),
    Question(
        "t3-m23",
        "retail",
        "In which month was the revenue highest?",
        "Revenue = Quantity * UnitPrice summed by calendar month of InvoiceDate, over the rows with a positive Quantity.",
        '@best_month[month]\n@month_revenue[total]\nwhere "month" is written YYYY-MM and "total" is rounded to 2 decimals.',
        lambda df: (lambda m: {"best_month": m.idxmax(), "month_revenue": round(m.max(), 2)})(
            revenue(df).groupby(df.InvoiceDate.str[:7]).sum()
        ),
    ),
    Question(
        "t3-m24",
        "retail",
        "What percentage of the customers came back, i.e. has more than one invoice?",
        "Each row is an invoice of its own. Rows with a missing CustomerID are excluded; returns count as invoices.",
        '@repeat_rate[pct] where "pct" is a number between 0 and 100 with two decimals.',
        lambda df: {"repeat_rate": round(100 * (df.CustomerID.value_counts() > 1).mean(), 2)},
    ),
    Question(
        "t3-m25",
        "homesales",
        "In which borough is the median price per square foot the highest?",
        "Price per square foot = SalePrice / SqFt, after turning SalePrice (text such as '$115,200') into a number.",
        '@borough[name] @median_price_per_sqft[value] where "name" is a string and "value" is rounded to two decimals.',
        lambda df: (lambda m: {"borough": m.idxmax(), "median_price_per_sqft": round(m.max(), 2)})(
            (money(df.SalePrice) / df.SqFt).groupby(df.Borough).median()
        ),
    ),
    Question(
        "t3-m26",
        "homesales",
        "Scale SqFt to the interval from 0 to 1. What are the mean and the median of the scaled values?",
        "Min-max scaling: (x - min) / (max - min).",
        '@scaled_mean[mean]\n@scaled_median[median]\nwhere "mean" and "median" are numbers rounded to four decimals.',
        lambda df: (lambda s: {"scaled_mean": round(s.mean(), 4), "scaled_median": round(s.median(), 4)})(
            (df.SqFt - df.SqFt.min()) / (df.SqFt.max() - df.SqFt.min())
        ),
    ),
    Question(
        "t3-m27",
        "grunfeld",
        "Which firm's investment grew the most between 1935 and 1954?",
        "Growth in percent: (invest in 1954 / invest in 1935 - 1) * 100, per firm.",
        '@firm[firm] @growth_pct[growth] where "firm" is a string and "growth" is a number rounded to one decimal.',
        lambda df: {"firm": growth(df).idxmax(), "growth_pct": round(growth(df).max(), 1)},
    ),
]


def affair_model(df: pd.DataFrame) -> dict[str, Any]:
    features = df[["rate_marriage", "age", "yrs_married", "religious"]]
    x, x_test, y, y_test = train_test_split(features, (df.affairs > 0).astype(int), test_size=0.3, random_state=42)
    model = LogisticRegression(max_iter=1000).fit(x, y)
    chance = model.predict_proba(x_test)[:, 1]
    return {
        "accuracy": round(accuracy_score(y_test, model.predict(x_test)), 3),
        "roc_auc": round(roc_auc_score(y_test, chance), 3),
    }


def subscription_tree(df: pd.DataFrame) -> dict[str, Any]:
    features = pd.get_dummies(
        df[["age", "balance", "duration", "campaign", "housing"]], columns=["housing"], drop_first=True
    )
    pair = predicted(
        DecisionTreeClassifier(max_depth=4, random_state=1), features, (df.subscribed == "yes").astype(int), 0.25, 1
    )
    return {
        "precision": round(precision_score(*pair), 3),
        "recall": round(recall_score(*pair), 3),
        "f1": round(f1_score(*pair), 3),
    }


def routes(df: pd.DataFrame) -> dict[str, Any]:
    grouped = df.groupby(df.Origin + "-" + df.Dest).ArrDelay
    mean = grouped.mean()[grouped.size() >= 30]
    return {"routes": len(mean), "worst_route": mean.idxmax(), "mean_arr_delay": round(mean.max(), 2)}


def clusters(df: pd.DataFrame) -> dict[str, Any]:
    scaled = StandardScaler().fit_transform(df[df.Quantity > 0][["Quantity", "UnitPrice"]])
    labels = KMeans(n_clusters=3, random_state=0, n_init=10).fit_predict(scaled)
    return {
        "largest_cluster": int(np.bincount(labels).max()),
        "silhouette": round(float(silhouette_score(scaled, labels)), 3),
    }


def top_tenth(df: pd.DataFrame) -> dict[str, Any]:
    spent = revenue(df).groupby(df.CustomerID).sum()
    top = spent[spent >= spent.quantile(0.9)]
    return {"top_customers": len(top), "top_share": round(100 * top.sum() / spent.sum(), 2)}


def coupons(df: pd.DataFrame) -> dict[str, Any]:
    rated = df.dropna(subset=["Rating"])
    good, used = rated.Rating >= 4, rated.CouponUsed == "Y"
    first, second, pooled = good[used].mean(), good[~used].mean(), good.mean()
    z = (first - second) / np.sqrt(pooled * (1 - pooled) * (1 / used.sum() + 1 / (~used).sum()))
    return {
        "share_coupon": round(first, 3),
        "share_no_coupon": round(second, 3),
        "z": round(float(z), 2),
        "p_value": round(float(2 * stats.norm.sf(abs(z))), 4),
    }


def price_model(df: pd.DataFrame) -> dict[str, Any]:
    age = pd.to_datetime(df.SaleDate).dt.year - df.YearBuilt
    x = np.column_stack([df.SqFt, age])
    model = LinearRegression().fit(x, money(df.SalePrice))
    return {
        "coef_sqft": round(float(model.coef_[0]), 2),
        "coef_age": round(float(model.coef_[1]), 2),
        "r2": round(model.score(x, money(df.SalePrice)), 3),
    }


def cost_model(df: pd.DataFrame) -> dict[str, Any]:
    features = df[["patient_age", "systolic_bp", "bmi"]].assign(bmi=df.bmi.fillna(df.bmi.mean()))
    pair = predicted(LinearRegression(), features, df.cost_usd, 0.2, 7)
    return {"r2": round(r2_score(*pair), 3), "rmse": round(mean_squared_error(*pair) ** 0.5, 2)}


def growth_rates(df: pd.DataFrame) -> dict[str, Any]:
    rate = 100 * df.realgdp.pct_change()
    both = pd.DataFrame({"rate": rate, "change": df.unemp.diff()})
    r, _ = pearson(both, "rate", "change")
    return {"mean_growth": round(rate.mean(), 3), "std_growth": round(rate.std(), 3), "r": round(r, 3)}


def readmission(df: pd.DataFrame) -> dict[str, Any]:
    table = pd.crosstab(df.department, df.readmitted)
    test = stats.chi2_contingency(table)
    rate = table["Yes"] / table.sum(axis=1)
    return {
        "highest_department": rate.idxmax(),
        "highest_rate": round(100 * rate.max(), 2),
        "chi2": round(test.statistic, 2),
        "dof": int(test.dof),
        "cramers_v": round(float(np.sqrt(test.statistic / (len(df) * (min(table.shape) - 1)))), 3),
    }


def tied_delays(df: pd.DataFrame) -> dict[str, Any]:
    r = pd.Series({name: pearson(part, "DepDelay", "ArrDelay")[0] for name, part in df.groupby("Carrier")})
    return {"carrier": r.idxmax(), "r": round(r.max(), 3), "lowest_r": round(r.min(), 3)}


def standing_out(df: pd.DataFrame) -> dict[str, Any]:
    goals = df.groupby("Position").Goals
    z = (df.Goals - goals.transform("mean")) / goals.transform("std")
    return {"player": df.Player[z.idxmax()], "position": df.Position[z.idxmax()], "z": round(z.max(), 2)}


def pass_rate(df: pd.DataFrame) -> dict[str, Any]:
    rate = 100 * df.NABOVE / (df.NABOVE + df.NBELOW)
    r, p = stats.pearsonr(rate, df.LOWINC)
    poor, rich = df.LOWINC.quantile(0.75) <= df.LOWINC, df.LOWINC.quantile(0.25) >= df.LOWINC
    return {
        "r": round(float(r), 3),
        "gap": round(rate[rich].mean() - rate[poor].mean(), 2),
        "verdict": "negative" if p < 0.05 and r < 0 else "positive" if p < 0.05 else "none",
    }


def components(df: pd.DataFrame) -> dict[str, Any]:
    columns = ["selfLR", "ClinLR", "DoleLR", "PID", "age", "educ", "income"]
    ratio = PCA().fit(StandardScaler().fit_transform(df[columns])).explained_variance_ratio_
    return {
        "first_component": round(float(ratio[0]), 3),
        "components_needed": int((ratio.cumsum() < 0.8).sum()) + 1,
    }


HARD = [
    Question(
        "t3-h01",
        "fair",
        "Predict whether a respondent has an affair with logistic regression and evaluate the classifier.",
        "The target is 1 where affairs is greater than 0 and 0 elsewhere. Features: rate_marriage, age, yrs_married, religious. train_test_split with test_size=0.3 and random_state=42, not stratified; sklearn's LogisticRegression(max_iter=1000) and no scaling. Report the accuracy and the area under the ROC curve (from the predicted probabilities) on the test part.",
        '@accuracy[acc]\n@roc_auc[auc]\nwhere "acc" and "auc" are numbers from 0 to 1 rounded to three decimals.',
        affair_model,
    ),
    Question(
        "t3-h02",
        "statecrime",
        "How well do poverty, single-parent households and urbanisation explain the murder rate of a state?",
        "Ordinary least squares with an intercept: murder on poverty, single and urban, with all 51 rows. Give R-squared, the coefficient of single and the column with the smallest p-value.",
        '@r_squared[r2] @coef_single[coef] @most_significant[column] where "r2" and "coef" are rounded to three decimal places and "column" is one of poverty, single, urban.',
        lambda df: (
            lambda fit: {
                "r_squared": round(fit.rsquared, 3),
                "coef_single": round(fit.params["single"], 3),
                "most_significant": fit.pvalues.drop("const").idxmin(),
            }
        )(ols(df.murder, df[["poverty", "single", "urban"]])),
    ),
    Question(
        "t3-h03",
        "macrodata",
        "How fast does real GDP grow from quarter to quarter, and does unemployment fall when it grows?",
        "Growth is the percentage change of realgdp against the row before, in percent; the change of unemployment is the difference of unemp against the row before. Leave out the first row. Give mean and sample standard deviation of growth and the Pearson correlation of growth with the change of unemployment.",
        "@mean_growth[mean]\n@std_growth[std]\n@r[r]\nwhere all are numbers rounded to three decimals.",
        growth_rates,
    ),
    Question(
        "t3-h04",
        "engel",
        "What is the income elasticity of food expenditure?",
        "Regress the natural logarithm of foodexp on the natural logarithm of income by ordinary least squares; the slope is the elasticity. Report the R-squared of this regression as well.",
        '@elasticity[slope] @r_squared[r2] where "slope" and "r2" are rounded to 4 decimals.',
        lambda df: (lambda fit: {"elasticity": round(fit.slope, 4), "r_squared": round(fit.rvalue**2, 4)})(
            stats.linregress(np.log(df.income), np.log(df.foodexp))
        ),
    ),
    Question(
        "t3-h05",
        "hospital",
        "Does readmission depend on the department? Name the department with the highest readmission rate and quantify the association.",
        "The readmission rate is the percentage of visits with readmitted 'Yes'. Chi-square test on the department by readmitted table; Cramér's V = sqrt(chi2 / (n * (k - 1))) with k the smaller of the numbers of rows and columns of the table.",
        '@highest_department[name]\n@highest_rate[pct]\n@chi2[chi2]\n@dof[dof]\n@cramers_v[v]\nwhere "name" is a string, "pct" and "chi2" are rounded to two decimals, "dof" is an integer and "v" is rounded to three decimals.',
        readmission,
    ),
    Question(
        "t3-h06",
        "hospital",
        "Is cholesterol related to body mass index among women?",
        "Take the rows with sex 'F', drop those in which bmi or cholesterol is missing, and compute both Pearson's and Spearman's coefficient. State how many rows were used.",
        '@n_used[n] @pearson_r[r] @spearman_rho[rho] where "n" is an integer, "r" and "rho" are rounded to three decimals.',
        lambda df: (
            lambda part: {
                "n_used": len(part),
                "pearson_r": round(part.bmi.corr(part.cholesterol), 3),
                "spearman_rho": round(part.bmi.corr(part.cholesterol, method="spearman"), 3),
            }
        )(df[df.sex == "F"].dropna(subset=["bmi", "cholesterol"])),
    ),
    Question(
        "t3-h07",
        "hospital",
        "Build a linear regression for the cost of a visit from patient_age, systolic_bp and bmi.",
        "Replace missing bmi values by the mean of bmi over the whole table before splitting. The target is cost_usd. Hold out 20 percent as test data with random_state 7; fit sklearn's LinearRegression on the rest and evaluate it on the held-out part.",
        '@r2[r2]\n@rmse[rmse]\nwhere "r2" is rounded to three and "rmse" to two decimal places.',
        cost_model,
    ),
    Question(
        "t3-h08",
        "hospital",
        "How much do outliers drive the average cost of a visit?",
        "Find the outliers of cost_usd by the 1.5 * IQR rule. Report their number, the mean of cost_usd with all rows, the mean without the outliers, and the percentage by which the mean falls when they are removed, relative to the mean of all rows.",
        '@outliers[n] @mean_all[m1] @mean_clean[m2] @drop_pct[pct] where "n" is an integer and the others are rounded to two decimals.',
        lambda df: (
            lambda cost, kept: {
                "outliers": len(cost) - len(kept),
                "mean_all": round(cost.mean(), 2),
                "mean_clean": round(kept.mean(), 2),
                "drop_pct": round(100 * (cost.mean() - kept.mean()) / cost.mean(), 2),
            }
        )(df.cost_usd, df.cost_usd[~iqr_mask(df.cost_usd)]),
    ),
    Question(
        "t3-h09",
        "flights",
        "Which busy route has the worst arrival delays?",
        "A route is Origin and Dest joined by a hyphen, e.g. 'JFK-SFO', directions kept apart. Busy routes have at least 30 rows, cancelled flights included in that count. Average ArrDelay over the flights where it is present.",
        '@routes[n]\n@worst_route[route]\n@mean_arr_delay[delay]\nwhere "n" is the number of busy routes (integer), "route" a string and "delay" is rounded to two decimals.',
        routes,
    ),
    Question(
        "t3-h10",
        "flights",
        "For which carrier are departure and arrival delay most closely tied?",
        "Compute Pearson's r between DepDelay and ArrDelay for each Carrier, without the rows that lack either. Report the carrier with the largest r, this r, and the smallest r among the carriers.",
        '@carrier[code] @r[r_max] @lowest_r[r_min] where "code" is a string and "r_max" and "r_min" are rounded to three decimals.',
        tied_delays,
    ),
    Question(
        "t3-h11",
        "flights",
        "Predict the arrival delay from the departure delay and the distance.",
        "Drop rows with missing DepDelay or ArrDelay. Features DepDelay and Distance_km, target ArrDelay; 75% training data, 25% test data, random_state=0; LinearRegression of sklearn. Report the mean absolute error and R-squared on the test data.",
        '@mae[mae] @r2[r2] where "mae" and "r2" are rounded to 3 decimal places.',
        lambda df: (lambda pair: {"mae": round(mean_absolute_error(*pair), 3), "r2": round(r2_score(*pair), 3)})(
            (lambda full: predicted(LinearRegression(), full[["DepDelay", "Distance_km"]], full.ArrDelay, 0.25, 0))(
                df.dropna(subset=["DepDelay", "ArrDelay"])
            )
        ),
    ),
    Question(
        "t3-h12",
        "footballers",
        "Does the height of players differ between positions?",
        "Run a one-way ANOVA and, as a check, the Kruskal-Wallis test on 'Height (cm)' grouped by Position. Conclude 'different' only if both p-values are below 0.01, otherwise 'same'.",
        '@f_statistic[f]\n@h_statistic[h]\n@conclusion[conclusion]\nwhere "f" and "h" are rounded to two decimals and "conclusion" is "different" or "same".',
        lambda df: (
            lambda f, h: {
                "f_statistic": round(float(f.statistic), 2),
                "h_statistic": round(float(h.statistic), 2),
                "conclusion": "different" if max(f.pvalue, h.pvalue) < 0.01 else "same",
            }
        )(
            stats.f_oneway(*(part for _, part in df.groupby("Position")["Height (cm)"])),
            stats.kruskal(*(part for _, part in df.groupby("Position")["Height (cm)"])),
        ),
    ),
    Question(
        "t3-h13",
        "footballers",
        "Estimate the number of goals with a random forest.",
        "RandomForestRegressor(n_estimators=50, random_state=42), features Age, Minutes and Assists in this order, target Goals, train_test_split(test_size=0.2, random_state=42). Evaluate the mean absolute error on the test set.",
        '@mae_goals[mae] where "mae" is a number rounded to two decimals.',
        lambda df: {
            "mae_goals": round(
                mean_absolute_error(
                    *predicted(
                        RandomForestRegressor(n_estimators=50, random_state=42),
                        df[["Age", "Minutes", "Assists"]],
                        df.Goals,
                        0.2,
                        42,
                    )
                ),
                2,
            )
        },
    ),
    Question(
        "t3-h14",
        "footballers",
        "Which player stands out most in goals compared with players of the same position?",
        "Standardise Goals within each Position: subtract the position's mean and divide by the position's sample standard deviation (ddof=1). Report the player with the highest standardised value. Goalkeepers without any goals have no defined value and are ignored.",
        '@player[player] @position[position] @z[z] where "player" and "position" are strings and "z" is rounded to 2 decimals.',
        standing_out,
    ),
    Question(
        "t3-h15",
        "bankclients",
        "Classify subscribers with a decision tree and report precision, recall and F1 for the class 'yes'.",
        "Features in this order: age, balance, duration, campaign and housing, the last one-hot encoded with the first level dropped. Target 1 for subscribed 'yes' and 0 for 'no'. DecisionTreeClassifier(max_depth=4, random_state=1); test_size=0.25 and random_state=1 for the split.",
        '@precision[p]\n@recall[r]\n@f1[f]\nwhere "p", "r" and "f" are rounded to three decimals.',
        subscription_tree,
    ),
    Question(
        "t3-h16",
        "bankclients",
        "Are calls longer with those who subscribe in the end?",
        "Two-sided Mann-Whitney U test on duration, the subscribers ('yes') as the first sample. Also give the median duration of both groups.",
        '@u_statistic[u] @median_yes[m1] @median_no[m2] @significant[yes_no] where "u", "m1" and "m2" are rounded to one decimal and "yes_no" is "yes" for p < 0.05, else "no".',
        lambda df: (
            lambda yes, no: {
                "u_statistic": round(float(stats.mannwhitneyu(yes, no).statistic), 1),
                "median_yes": round(yes.median(), 1),
                "median_no": round(no.median(), 1),
                "significant": "yes" if stats.mannwhitneyu(yes, no).pvalue < 0.05 else "no",
            }
        )(df[df.subscribed == "yes"].duration, df[df.subscribed == "no"].duration),
    ),
    Question(
        "t3-h17",
        "airquality",
        "On how many days did the daily mean of PM10 exceed 45, and what was the highest 7-day rolling mean of the daily means?",
        "PM10 = -200 is a missing value. Average per calendar day first; the rolling mean covers seven consecutive days and is defined from the seventh day on.",
        '@days_above_45[n]\n@max_rolling[max]\nwhere "n" is an integer and "max" is rounded to two decimals.',
        lambda df: (
            lambda day: {
                "days_above_45": int((day > 45).sum()),
                "max_rolling": round(day.rolling(7).mean().max(), 2),
            }
        )(measured(df, "PM10").resample("D").mean()),
    ),
    Question(
        "t3-h18",
        "airquality",
        "How much higher is NO2 in the rush hours than at night?",
        "Discard records with NO2 equal to -200. Rush hours: the hours 7, 8, 17 and 18 of timestamp. Night: the hours 0 to 4. Report both means and their ratio, rush hours over night, computed from unrounded means.",
        '@no2_rush[a] @no2_night[b] @ratio[ratio] where "a" and "b" are rounded to two decimals and "ratio" to three.',
        lambda df: (
            lambda rush, night: {
                "no2_rush": round(rush, 2),
                "no2_night": round(night, 2),
                "ratio": round(rush / night, 3),
            }
        )(
            *(
                (lambda no2: no2[no2.index.hour.isin(hours)].mean())(measured(df, "NO2"))
                for hours in ([7, 8, 17, 18], [0, 1, 2, 3, 4])
            )
        ),
    ),
    Question(
        "t3-h19",
        "airquality",
        "Is the air cleaner at the weekend?",
        "After removing NO2 values of -200, compare the hourly NO2 of Saturdays and Sundays with that of Monday to Friday by Welch's t-test (weekend is the first sample). Verdict 'cleaner' if p < 0.05 and the weekend mean is lower, else 'not cleaner'.",
        '@t_statistic[t]\n@mean_difference[d]\n@verdict[verdict]\nwhere "t" and "d" (weekend mean minus weekday mean) are rounded to two decimals and "verdict" is a string.',
        lambda df: (
            lambda rest, work: {
                "t_statistic": round(float(stats.ttest_ind(rest, work, equal_var=False).statistic), 2),
                "mean_difference": round(rest.mean() - work.mean(), 2),
                "verdict": "cleaner"
                if stats.ttest_ind(rest, work, equal_var=False).pvalue < 0.05 and rest.mean() < work.mean()
                else "not cleaner",
            }
        )(
            *(
                (lambda no2: no2[(no2.index.dayofweek >= 5) == weekend])(measured(df, "NO2").dropna())
                for weekend in (True, False)
            )
        ),
    ),
    Question(
        "t3-h20",
        "retail",
        "How much of the revenue comes from the best tenth of the customers?",
        "Exclude returns (Quantity < 0) and rows without CustomerID. Sum Quantity * UnitPrice per customer; the best tenth are the customers whose sum is at least the 90th percentile of these sums (linear interpolation). Report how many they are and their percentage of the total revenue of all these customers.",
        '@top_customers[n] @top_share[pct] where "n" is an integer and "pct" is rounded to two decimals.',
        top_tenth,
    ),
    Question(
        "t3-h21",
        "retail",
        "Cluster the purchases by quantity and unit price with k-means.",
        "Leave out rows with a negative Quantity, standardise Quantity and UnitPrice with StandardScaler, use KMeans with n_clusters=3, random_state=0 and n_init=10. Report the number of rows in the largest cluster and the silhouette score on the standardised data.",
        '@largest_cluster[size]\n@silhouette[score]\nwhere "size" is an integer and "score" is rounded to 3 decimal places.',
        clusters,
    ),
    Question(
        "t3-h22",
        "retail",
        "Do purchases with a coupon get good ratings more often?",
        "Only rows with a Rating count; a rating is good if it is 4 or 5. Compare the share of good ratings with CouponUsed 'Y' and 'N' by the two-sided two-proportion z-test with pooled variance (coupon users minus the others).",
        '@share_coupon[a] @share_no_coupon[b] @z[z] @p_value[p] where "a" and "b" are fractions rounded to three decimals, "z" to two and "p" to four decimals.',
        coupons,
    ),
    Question(
        "t3-h23",
        "homesales",
        "What is a square foot worth, and what does a year of age cost? Fit a linear model of the price.",
        "Age is the year of SaleDate minus YearBuilt; SalePrice must be made numeric first. Ordinary least squares with an intercept of SalePrice on SqFt and age over all rows.",
        '@coef_sqft[b1]\n@coef_age[b2]\n@r2[r2]\nwhere "b1" and "b2" are rounded to two decimals and "r2" to three decimals.',
        price_model,
    ),
    Question(
        "t3-h24",
        "homesales",
        "Did prices rise from 2018 to 2019 in every borough?",
        "Median of SalePrice (made numeric) per Borough and year of SaleDate. A borough rises if its 2019 median exceeds its 2018 median. Report the number of rising boroughs and the borough with the largest percentage change (2019 against 2018).",
        '@rising[n] @largest_change_borough[name] @largest_change_pct[pct] where "n" is an integer, "name" a string and "pct" is rounded to two decimals.',
        lambda df: (
            lambda change: {
                "rising": int((change > 0).sum()),
                "largest_change_borough": change.idxmax(),
                "largest_change_pct": round(change.max(), 2),
            }
        )(
            (lambda wide: 100 * (wide["2019"] / wide["2018"] - 1))(
                money(df.SalePrice).groupby([df.Borough, df.SaleDate.str[:4]]).median().unstack()
            )
        ),
    ),
    Question(
        "t3-h25",
        "star98",
        "Do districts with many low-income students have lower pass rates?",
        "Pass rate in percent: 100 * NABOVE / (NABOVE + NBELOW). Pearson correlation of the pass rate with LOWINC; the verdict is 'negative' or 'positive' by the sign of r if p < 0.05, else 'none'. The gap is the mean pass rate of districts with LOWINC at or below its first quartile minus that of districts at or above its third quartile.",
        '@r[r]\n@gap[gap]\n@verdict[verdict]\nwhere "r" is rounded to three and "gap" to two decimals, and "verdict" is a string.',
        pass_rate,
    ),
    Question(
        "t3-h26",
        "anes96",
        "How many principal components describe the voters?",
        "Standardise selfLR, ClinLR, DoleLR, PID, age, educ and income (zero mean, unit variance) and run a PCA. Give the share of variance of the first component and the smallest number of components that together explain at least 80 % of the variance.",
        '@first_component[share] @components_needed[k] where "share" is a number between 0 and 1 rounded to three decimals and "k" an integer.',
        components,
    ),
]


def ols(target: pd.Series, features: pd.DataFrame) -> Any:
    import statsmodels.api as sm

    return sm.OLS(target, sm.add_constant(features)).fit()


QUESTIONS = EASY + MEDIUM + HARD
