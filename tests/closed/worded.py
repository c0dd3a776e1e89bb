"""Closed questions as people word them, on seven frames of their own, from homes for sale to the orders of a shop."""
# ruff: noqa: E501

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_absolute_error, mean_squared_error, precision_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

from tests.closed.question import Question, Truth, iqr_mask, number

CHARGES = "Total Charges ($)"
NO2 = "NO2 (ug/m3)"


def rounded(truth: Truth, **decimals: int) -> Callable[[pd.DataFrame], dict[str, Any]]:
    """The truth with its numbers rounded as the form asks."""

    def of(df: pd.DataFrame) -> dict[str, Any]:
        said = {k: ", ".join(v) if isinstance(v, list) else v for k, v in truth(df).items()}
        return {k: round(float(v), decimals[k]) if k in decimals else v for k, v in said.items()}

    return of


def _of_type(df: pd.DataFrame, kind: str) -> pd.DataFrame:
    return df[df.property_type == kind]


def _year(df: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(df.last_sold).dt.year


def _accuracy(df: pd.DataFrame) -> dict[str, float]:
    features, target = df[["Age", "Length_of_Stay", "BMI"]], df.readmitted
    x, x_test, y, y_test = train_test_split(features, target, test_size=0.2, random_state=42)
    return {"accuracy": LogisticRegression().fit(x, y).score(x_test, y_test)}


def _known_pm(df: pd.DataFrame) -> pd.Series:
    return df["PM2.5"].where(df["PM2.5"] != -999)


def _time(df: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(df.datetime, format="%d/%m/%Y %H:%M")


def _ordered(df: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(df["Order Date"], format="%m/%d/%Y")


def _shipped(df: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(df["Ship Date"], format="%m/%d/%Y")


def _forest_accuracy(df: pd.DataFrame) -> dict[str, float]:
    known = df[["TEMP_C", "O3", "WSPM", "AQI_Category"]].dropna()
    x, x_test, y, y_test = train_test_split(
        known[["TEMP_C", "O3", "WSPM"]], known.AQI_Category, test_size=0.3, random_state=1
    )
    return {"accuracy": RandomForestClassifier(n_estimators=100, random_state=1).fit(x, y).score(x_test, y_test)}


def _tree_scores(df: pd.DataFrame) -> dict[str, float]:
    features = df[["Age", "MonthlyIncome", "JobSatisfaction", "DistanceFromHome"]]
    x, x_test, y, y_test = train_test_split(features, df.Attrition == "Yes", test_size=0.2, random_state=0)
    said = DecisionTreeClassifier(random_state=0).fit(x, y).predict(x_test)
    return {
        "accuracy": accuracy_score(y_test, said),
        "precision": precision_score(y_test, said),
        "recall": recall_score(y_test, said),
    }


def _squared_error(df: pd.DataFrame) -> dict[str, float]:
    features = df[["gdp_per_capita", "infant_mortality", "internet_users_%"]]
    x, x_test, y, y_test = train_test_split(features, df.life_expectancy, test_size=0.2, random_state=7)
    return {"mse": mean_squared_error(y_test, LinearRegression().fit(x, y).predict(x_test))}


def _margins(df: pd.DataFrame) -> dict[str, float]:
    features = df[["Sales", "Quantity", "Discount"]]
    model = LinearRegression().fit(features, df.Profit)
    names = ("coef_sales", "coef_quantity", "coef_discount")
    return dict(zip(names, model.coef_, strict=True)) | {"r_squared": model.score(features, df.Profit)}


def _errors(df: pd.DataFrame) -> dict[str, float]:
    x, x_test, y, y_test = train_test_split(df[["MIN", "GP", "AST"]], df.PTS, test_size=0.25, random_state=0)
    model = LinearRegression().fit(x, y)
    said = model.predict(x_test)
    return {
        "rmse": mean_squared_error(y_test, said) ** 0.5,
        "mae": mean_absolute_error(y_test, said),
        "r_squared": model.score(x_test, y_test),
    }


QUESTIONS = [
    Question(
        "wor-01",
        "homes",
        "Calculate the total price of all apartments or studios sold in 2019 or later in Belem or Chiado.",
        "",
        '@total[total] where "total" is an integer.',
        rounded(
            lambda d: {
                "total": d[
                    d.property_type.isin(["Apartment", "Studio"])
                    & (_year(d) >= 2019)
                    & d.neighborhood.isin(["Belem", "Chiado"])
                ].price_eur.sum()
            }
        ),
    ),
    Question(
        "wor-02",
        "homes",
        "Which property type has the most variable number of rooms? Compute the standard deviation of rooms for each property type.",
        "Sample standard deviation, two decimals.",
        "@most_variable[type] @std[value]",
        rounded(
            lambda d: (lambda r: {"most_variable": r.idxmax(), "std": r.max()})(d.groupby("property_type").rooms.std()),
            std=2,
        ),
    ),
    Question(
        "wor-03",
        "homes",
        "Find the listing with the highest price per room. Report its listing_id and the price per room.",
        "Two decimals.",
        "@listing[id] @price_per_room[value]",
        rounded(
            lambda d: (lambda r: {"listing": d.listing_id[r.idxmax()], "price_per_room": r.max()})(
                d.price_eur / d.rooms
            ),
            price_per_room=2,
        ),
    ),
    Question(
        "wor-04",
        "homes",
        "Is the variance of price equal between apartments and houses? Use Levene's test.",
        "alpha = 0.05.",
        '@statistic[s] @p_value[p] @equal[answer] where "answer" is "yes" or "no", "s" and "p" are rounded to three decimals.',
        rounded(
            lambda d: (lambda r: {"statistic": r[0], "p_value": r[1], "equal": "no" if r[1] < 0.05 else "yes"})(
                stats.levene(_of_type(d, "Apartment").price_eur, _of_type(d, "House").price_eur)
            ),
            statistic=3,
            p_value=3,
        ),
    ),
    Question(
        "wor-05",
        "homes",
        "How many listings have a price above the average price of their neighborhood?",
        "Compare each listing with the mean of its own neighborhood.",
        '@count[n] where "n" is an integer.',
        rounded(lambda d: {"count": (d.price_eur > d.groupby("neighborhood").price_eur.transform("mean")).sum()}),
    ),
    Question(
        "wor-06",
        "homes",
        "How many listings were sold by the end of 2018?",
        "",
        '@count[n] where "n" is an integer.',
        rounded(lambda d: {"count": (_year(d) <= 2018).sum()}),
    ),
    Question(
        "wor-07",
        "homes",
        "Bin distance_to_center_km into three equal-width bins labelled near, medium and far. How many listings are in each bin?",
        "",
        "@near[a] @medium[b] @far[c]",
        rounded(
            lambda d: dict(
                zip(("near", "medium", "far"), pd.cut(d.distance_to_center_km, 3).value_counts(sort=False), strict=True)
            )
        ),
    ),
    Question(
        "wor-08",
        "homes",
        "Split the price into low, medium and high by equal width bins. What is the average walk_score of each?",
        "Two decimals.",
        "@low[a] @medium[b] @high[c]",
        rounded(
            lambda d: d.groupby(pd.cut(d.price_eur, 3, labels=["low", "medium", "high"])).walk_score.mean().to_dict(),
            low=2,
            medium=2,
            high=2,
        ),
    ),
    Question(
        "wor-09",
        "homes",
        "Divide price_eur into quartiles labelled cheap, moderate, dear and luxury. How many listings with an elevator are there in each?",
        "",
        "@cheap[a] @moderate[b] @dear[c] @luxury[d]",
        rounded(
            lambda d: (
                d[d.has_elevator == "Y"]
                .groupby(pd.qcut(d.price_eur, 4, labels=["cheap", "moderate", "dear", "luxury"]))
                .size()
                .to_dict()
            )
        ),
    ),
    Question(
        "wor-10",
        "homes",
        "What percentage of listings are missing a walk score?",
        "Two decimals.",
        "@percentage[p]",
        rounded(lambda d: {"percentage": d.walk_score.isna().mean() * 100}, percentage=2),
    ),
    Question(
        "wor-11",
        "homes",
        "Replace the missing values in walk_score with the mean walk_score of the neighborhood. What is the new mean?",
        "Two decimals.",
        "@new_mean[mean]",
        rounded(
            lambda d: {"new_mean": d.walk_score.fillna(d.groupby("neighborhood").walk_score.transform("mean")).mean()},
            new_mean=2,
        ),
    ),
    Question(
        "wor-12",
        "homes",
        "Which energy class has the highest percentage of listings with an elevator?",
        "Two decimals.",
        "@class[c] @percentage[p]",
        rounded(
            lambda d: (lambda r: {"class": r.idxmax(), "percentage": r.max() * 100})(
                (d.has_elevator == "Y").groupby(d.energy_class).mean()
            ),
            percentage=2,
        ),
    ),
    Question(
        "wor-13",
        "homes",
        "What are the mean price of houses with more than 4 rooms and the mean price of houses with 4 rooms or fewer?",
        "Two decimals.",
        "@mean_large[a] @mean_small[b]",
        rounded(
            lambda d: {
                "mean_large": _of_type(d, "House")[_of_type(d, "House").rooms > 4].price_eur.mean(),
                "mean_small": _of_type(d, "House")[_of_type(d, "House").rooms <= 4].price_eur.mean(),
            },
            mean_large=2,
            mean_small=2,
        ),
    ),
    Question(
        "wor-14",
        "homes",
        "Is the mean of rooms significantly different from 3.5? Conduct a one sample t-test with a significance level of 0.01.",
        "Two-sided.",
        '@t[t] @p_value[p] @significant[answer] where t and p are rounded to 3 decimals and "answer" is "yes" or "no".',
        rounded(
            lambda d: (lambda r: {"t": r[0], "p_value": r[1], "significant": "yes" if r[1] < 0.01 else "no"})(
                stats.ttest_1samp(d.rooms, 3.5)
            ),
            t=3,
            p_value=3,
        ),
    ),
    Question(
        "wor-15",
        "homes",
        "Perform a paired t-test between rooms and bathrooms. Is the difference significant?",
        "alpha = 0.05. Round to two decimals.",
        '@t_statistic[t] @significant[answer] where "answer" is "yes" or "no".',
        rounded(
            lambda d: (lambda r: {"t_statistic": r[0], "significant": "yes" if r[1] < 0.05 else "no"})(
                stats.ttest_rel(d.rooms, d.bathrooms)
            ),
            t_statistic=2,
        ),
    ),
    Question(
        "wor-16",
        "homes",
        "Use the Wilcoxon signed-rank test to compare rooms with bathrooms in Belem.",
        "",
        "@statistic[w] @p_value[p]",
        rounded(
            lambda d: (
                lambda b: dict(zip(("statistic", "p_value"), stats.wilcoxon(b.rooms, b.bathrooms), strict=True))
            )(d[d.neighborhood == "Belem"]),
            statistic=2,
            p_value=4,
        ),
    ),
    Question(
        "wor-17",
        "homes",
        "What proportion of the variance in price_eur is explained by rooms in a simple linear regression?",
        "R-squared, three decimals.",
        "@r_squared[r2]",
        rounded(lambda d: {"r_squared": stats.linregress(d.rooms, d.price_eur).rvalue ** 2}, r_squared=3),
    ),
    Question(
        "wor-18",
        "homes",
        "What is the 90th percentile of monthly_fee and how many listings have a fee above it?",
        "Round the percentile to two decimals.",
        "@p90[v] @count_above[n]",
        rounded(
            lambda d: {
                "p90": d.monthly_fee.quantile(0.9),
                "count_above": (d.monthly_fee > d.monthly_fee.quantile(0.9)).sum(),
            },
            p90=2,
        ),
    ),
    Question(
        "wor-19",
        "homes",
        "Which property type is the most common in each neighborhood? Report for Belem and Graca.",
        "",
        "@belem[type] @graca[type]",
        rounded(lambda d: {k.lower(): d[d.neighborhood == k].property_type.mode()[0] for k in ("Belem", "Graca")}),
    ),
    Question(
        "wor-20",
        "homes",
        "How many neighborhoods have a mean price above 200000?",
        "",
        "@count[n]",
        rounded(lambda d: {"count": (d.groupby("neighborhood").price_eur.mean() > 200000).sum()}),
    ),
    Question(
        "wor-21",
        "homes",
        "What is the total number of rooms in listings without a monthly fee?",
        "Missing means there is no fee.",
        "@rooms[n]",
        rounded(lambda d: {"rooms": d[d.monthly_fee.isna()].rooms.sum()}),
    ),
    Question(
        "wor-22",
        "homes",
        "Is the distribution of price_eur skewed? Compute skewness and kurtosis. It is right skewed if the skewness is above 0.5, left skewed if below -0.5, else symmetric.",
        "Use pandas' defaults.",
        '@skewness[s] @kurtosis[k] @shape[shape] where "s" and "k" have two decimals, "shape" is "right skewed", "left skewed" or "symmetric".',
        rounded(
            lambda d: (
                lambda s: {
                    "skewness": s,
                    "kurtosis": d.price_eur.kurt(),
                    "shape": "right skewed" if s > 0.5 else "left skewed" if s < -0.5 else "symmetric",
                }
            )(d.price_eur.skew()),
            skewness=2,
            kurtosis=2,
        ),
    ),
    Question(
        "wor-23",
        "homes",
        "Which month has the most sales? Extract the month from last_sold.",
        "Months are numbers 1 to 12.",
        "@month[month] @sales[count]",
        rounded(
            lambda d: (lambda r: {"month": r.idxmax(), "sales": r.max()})(
                pd.to_datetime(d.last_sold).dt.month.value_counts()
            )
        ),
    ),
    Question(
        "wor-24",
        "homes",
        "What is the difference in mean price between listings with and without an elevator?",
        "With minus without. Two decimals.",
        "@difference[d]",
        rounded(
            lambda d: {
                "difference": d[d.has_elevator == "Y"].price_eur.mean() - d[d.has_elevator == "N"].price_eur.mean()
            },
            difference=2,
        ),
    ),
    Question(
        "wor-25",
        "homes",
        "Calculate the percentage of missing values in walk_score and in monthly_fee.",
        "Two decimals.",
        "@walk_score_missing[p1] @monthly_fee_missing[p2]",
        rounded(
            lambda d: {f"{k}_missing": d[k].isna().mean() * 100 for k in ("walk_score", "monthly_fee")},
            walk_score_missing=2,
            monthly_fee_missing=2,
        ),
    ),
    Question(
        "wor-26",
        "homes",
        "Test with a chi-squared test whether has_elevator and property_type are independent.",
        "alpha 0.05",
        '@chi2[x] @p_value[p] @dof[n] @independent[answer] with answer "yes" or "no", numbers rounded to 3 decimals.',
        rounded(
            lambda d: (
                lambda r: {"chi2": r[0], "p_value": r[1], "dof": r[2], "independent": "no" if r[1] < 0.05 else "yes"}
            )(stats.chi2_contingency(pd.crosstab(d.has_elevator, d.property_type))),
            chi2=3,
            p_value=3,
        ),
    ),
    Question(
        "wor-27",
        "homes",
        "What is the average age of the listings in 2024, where age is 2024 minus year_built? And the share of listings older than 50 years, in percent?",
        "Two decimals.",
        "@average_age[a] @share_older[s]",
        rounded(
            lambda d: {
                "average_age": (2024 - d.year_built).mean(),
                "share_older": (2024 - d.year_built > 50).mean() * 100,
            },
            average_age=2,
            share_older=2,
        ),
    ),
    Question(
        "wor-28",
        "homes",
        "Compute the average price per year of sale and the relative change from 2018 to 2019 in percent.",
        "Two decimals.",
        "@average_2018[a] @average_2019[b] @change[c]",
        rounded(
            lambda d: (
                lambda r: {"average_2018": r[2018], "average_2019": r[2019], "change": (r[2019] / r[2018] - 1) * 100}
            )(d.groupby(_year(d)).price_eur.mean()),
            average_2018=2,
            average_2019=2,
            change=2,
        ),
    ),
    Question(
        "wor-29",
        "homes",
        "Is there a significant difference in walk_score among the neighborhoods? Use Kruskal-Wallis.",
        "0.05",
        "@h[h] @p_value[p] @significant[answer] answer is yes or no. Round h and p to 2 decimals.",
        rounded(
            lambda d: (lambda r: {"h": r[0], "p_value": r[1], "significant": "yes" if r[1] < 0.05 else "no"})(
                stats.kruskal(*[g.dropna() for _, g in d.groupby("neighborhood").walk_score])
            ),
            h=2,
            p_value=2,
        ),
    ),
    Question(
        "wor-30",
        "patients",
        "1. What is the average length of stay of the patients admitted as an emergency?",
        'Calculate the mean of the "Length_of_Stay" column for rows where "Admission Type" is "Emergency". Round the result to two decimal places.',
        '@average_stay[mean] where "mean" is a number rounded to two decimal places.',
        rounded(
            lambda d: {"average_stay": d[d["Admission Type"] == "Emergency"].Length_of_Stay.mean()}, average_stay=2
        ),
    ),
    Question(
        "wor-31",
        "patients",
        "Is there a significant correlation between the length of stay and the total charges of the patients?",
        "Calculate the Pearson correlation coefficient to assess the strength and direction of the linear relationship. Assess the significance using a two-tailed test with a significance level (alpha) of 0.05. If the p-value is less than 0.05, conclude that there is a significant correlation, otherwise there is none.",
        '@correlation_coefficient[r_value] @p_value[p_value] @conclusion[conclusion] where "r_value" is a number between -1 and 1 rounded to two decimals, "p_value" is rounded to four decimals and "conclusion" is a string: "significant" or "not significant".',
        rounded(
            lambda d: (
                lambda r: {
                    "correlation_coefficient": r[0],
                    "p_value": r[1],
                    "conclusion": "significant" if r[1] < 0.05 else "not significant",
                }
            )(stats.pearsonr(d.Length_of_Stay, d[CHARGES])),
            correlation_coefficient=2,
            p_value=4,
        ),
    ),
    Question(
        "wor-32",
        "patients",
        "Identify the outliers in the total charges using the Z-score method. How many are there, and what is the mean charge before and after removing them?",
        "Consider a value an outlier if its absolute z-score is greater than 3. Use the sample standard deviation (ddof=1).",
        '@outlier_count[count] @mean_before[mean1] @mean_after[mean2] where "count" is an integer, "mean1" and "mean2" are rounded to two decimal places.',
        rounded(
            lambda d: (
                lambda z: {
                    "outlier_count": (z.abs() > 3).sum(),
                    "mean_before": d[CHARGES].mean(),
                    "mean_after": d[CHARGES][z.abs() <= 3].mean(),
                }
            )((d[CHARGES] - d[CHARGES].mean()) / d[CHARGES].std()),
            mean_before=2,
            mean_after=2,
        ),
    ),
    Question(
        "wor-33",
        "patients",
        'Preprocess the data by filling the missing values in the "glucose_level" column with the mean and the missing values in "BMI" with the median. Then create a new feature called "risk" which is the product of BMI and glucose_level, and report its mean and standard deviation.',
        "Fill before you compute the feature. Use the sample standard deviation.",
        "@mean_risk[mean] @std_risk[std] where both are rounded to two decimal places.",
        rounded(
            lambda d: (lambda x: {"mean_risk": x.mean(), "std_risk": x.std()})(
                d.BMI.fillna(d.BMI.median()) * d.glucose_level.fillna(d.glucose_level.mean())
            ),
            mean_risk=2,
            std_risk=2,
        ),
    ),
    Question(
        "wor-34",
        "patients",
        'Create a new column "Age Group" by categorizing the ages: "Young" (18-39), "Middle" (40-64), and "Senior" (65 and above). Which age group has the highest readmission rate?',
        "The readmission rate is the percentage of patients with readmitted equal to 1 in a group. Round to two decimals.",
        '@age_group[group] @rate[rate] where "group" is a string and "rate" is a percentage.',
        rounded(
            lambda d: (lambda r: {"age_group": r.idxmax(), "rate": r.max() * 100})(
                d.readmitted.groupby(pd.cut(d.Age, [0, 39, 64, 200], labels=["Young", "Middle", "Senior"])).mean()
            ),
            rate=2,
        ),
    ),
    Question(
        "wor-35",
        "patients",
        'Apply a logistic regression model to predict "readmitted" from "Age", "Length_of_Stay" and "BMI". What is the accuracy on the test set?',
        "Drop rows with missing values in these columns. Split the data into 80% training and 20% testing with random_state=42. Use LogisticRegression from sklearn with default parameters.",
        '@accuracy[acc] where "acc" is a number between 0 and 1 rounded to two decimals.',
        rounded(lambda d: _accuracy(d[["Age", "Length_of_Stay", "BMI", "readmitted"]].dropna()), accuracy=2),
    ),
    Question(
        "wor-36",
        "patients",
        "Does the distribution of BMI adhere to a normal distribution?",
        "Use the Shapiro-Wilk test with alpha 0.05; ignore missing values. If p is greater than 0.05 the distribution is normal, otherwise it is not.",
        '@statistic[w] @p_value[p] @is_normal[answer] where "w" and "p" have four decimals and "answer" is "yes" or "no".',
        rounded(
            lambda d: (lambda r: {"statistic": r[0], "p_value": r[1], "is_normal": "yes" if r[1] > 0.05 else "no"})(
                stats.shapiro(d.BMI.dropna())
            ),
            statistic=4,
            p_value=4,
        ),
    ),
    Question(
        "wor-37",
        "patients",
        "Which admission type has the highest median total charges, and how does it differ from the one with the lowest median?",
        "Report the names and the difference of the medians, rounded to two decimal places.",
        "@highest_type[name1] @lowest_type[name2] @median_difference[diff]",
        rounded(
            lambda d: (
                lambda r: {
                    "highest_type": r.idxmax(),
                    "lowest_type": r.idxmin(),
                    "median_difference": r.max() - r.min(),
                }
            )(d.groupby("Admission Type")[CHARGES].median()),
            median_difference=2,
        ),
    ),
    Question(
        "wor-38",
        "patients",
        "Perform an independent t-test to check if there is a significant difference in cholesterol between smokers and non-smokers.",
        "Use equal variances and a significance level of 0.05. Ignore missing cholesterol values. The null hypothesis is that the means are equal.",
        '@t_statistic[t] @p_value[p] @result[result] where "t" is rounded to three decimals, "p" to four decimals, and "result" is "reject" or "fail to reject".',
        rounded(
            lambda d: (
                lambda r: {
                    "t_statistic": r[0],
                    "p_value": r[1],
                    "result": "reject" if r[1] < 0.05 else "fail to reject",
                }
            )(stats.ttest_ind(d[d.Smoker == "yes"].cholesterol.dropna(), d[d.Smoker == "no"].cholesterol.dropna())),
            t_statistic=3,
            p_value=4,
        ),
    ),
    Question(
        "wor-39",
        "patients",
        "What percentage of the female patients were readmitted, and what percentage of the male patients?",
        "Round to one decimal place.",
        "@female_rate[f] @male_rate[m]",
        rounded(
            lambda d: {
                "female_rate": d[d.Gender == "Female"].readmitted.mean() * 100,
                "male_rate": d[d.Gender == "Male"].readmitted.mean() * 100,
            },
            female_rate=1,
            male_rate=1,
        ),
    ),
    Question(
        "wor-40",
        "patients",
        "Calculate the number of admissions per month. In which month were the most patients admitted?",
        'Use the "Admit Date" column. Months as integers from 1 to 12, over all years.',
        "@month[month] @admissions[count]",
        rounded(
            lambda d: (lambda r: {"month": r.idxmax(), "admissions": r.max()})(
                pd.to_datetime(d["Admit Date"]).dt.month.value_counts()
            )
        ),
    ),
    Question(
        "wor-41",
        "patients",
        "Calculate the skewness and kurtosis of the total charges for patients with private insurance.",
        "Use pandas. Round to two decimals.",
        "@skewness[skew] @kurtosis[kurt]",
        rounded(
            lambda d: {
                "skewness": d[d.Insurance == "Private"][CHARGES].skew(),
                "kurtosis": d[d.Insurance == "Private"][CHARGES].kurt(),
            },
            skewness=2,
            kurtosis=2,
        ),
    ),
    Question(
        "wor-42",
        "patients",
        "Compute the charge per day (total charges divided by the length of stay) for each patient. What is the median charge per day, and which patient has the highest charge per day?",
        "Report the patient_id.",
        '@median_charge_per_day[median] @patient[id] where "median" is rounded to two decimals.',
        rounded(
            lambda d: (lambda x: {"median_charge_per_day": x.median(), "patient": d.patient_id[x.idxmax()]})(
                d[CHARGES] / d.Length_of_Stay
            ),
            median_charge_per_day=2,
        ),
    ),
    Question(
        "wor-43",
        "patients",
        "How many patients aged 65 or older with a BMI over 30 stayed longer than 7 days?",
        "Missing BMI values do not count.",
        "@patients[n] where n is an integer.",
        rounded(lambda d: {"patients": ((d.Age >= 65) & (d.BMI > 30) & (d.Length_of_Stay > 7)).sum()}),
    ),
    Question(
        "wor-44",
        "patients",
        "Fill the missing values in the cholesterol column with the mean of the respective gender. What is the mean cholesterol before and after filling?",
        "Round to three decimals.",
        "@mean_before[a] @mean_after[b]",
        rounded(
            lambda d: {
                "mean_before": d.cholesterol.mean(),
                "mean_after": d.cholesterol.fillna(d.groupby("Gender").cholesterol.transform("mean")).mean(),
            },
            mean_before=3,
            mean_after=3,
        ),
    ),
    Question(
        "wor-45",
        "patients",
        "Remove the outliers of the glucose level with the IQR method and compare the standard deviation before and after.",
        "Outliers are below Q1 - 1.5 * IQR or above Q3 + 1.5 * IQR. Missing values are ignored. Round to two decimals.",
        "@std_before[std1] @std_after[std2] @removed[n] where n is the number of outliers removed.",
        rounded(
            lambda d: (
                lambda o: {
                    "std_before": d.glucose_level.std(),
                    "std_after": d.glucose_level[~o].std(),
                    "removed": o.sum(),
                }
            )(iqr_mask(d.glucose_level)),
            std_before=2,
            std_after=2,
        ),
    ),
    Question(
        "wor-46",
        "patients",
        "Standardize Age and BMI with z-scores (population standard deviation) and compute the correlation of the standardized columns with the total charges.",
        "Use Pearson's correlation; pairs with missing values are left out. Round to three decimals.",
        "@age_corr[r1] @bmi_corr[r2]",
        rounded(
            lambda d: {"age_corr": d.Age.corr(d[CHARGES]), "bmi_corr": d.BMI.corr(d[CHARGES])}, age_corr=3, bmi_corr=3
        ),
    ),
    Question(
        "wor-47",
        "patients",
        "Is there an association between smoking status and insurance type?",
        "Perform a chi-square test of independence at the 5% significance level. There is an association if p < 0.05.",
        '@chi2_statistic[chi2] @p_value[p] @association[answer] where chi2 and p are rounded to three decimals and "answer" is "yes" or "no".',
        rounded(
            lambda d: (
                lambda r: {"chi2_statistic": r[0], "p_value": r[1], "association": "yes" if r[1] < 0.05 else "no"}
            )(stats.chi2_contingency(pd.crosstab(d.Smoker, d.Insurance))),
            chi2_statistic=3,
            p_value=3,
        ),
    ),
    Question(
        "wor-48",
        "patients",
        "What are the mean, median and mode of the length of stay for each gender?",
        "If there are several modes, report the smallest. Mean to two decimals.",
        "@mean_male[m1] @median_male[m2] @mode_male[m3] @mean_female[f1] @median_female[f2] @mode_female[f3]",
        rounded(
            lambda d: {
                f"{k}_{g.lower()}": f(d[d.Gender == g].Length_of_Stay)
                for g in ("Male", "Female")
                for k, f in {
                    "mean": lambda s: s.mean(),
                    "median": lambda s: s.median(),
                    "mode": lambda s: s.mode()[0],
                }.items()
            },
            mean_male=2,
            median_male=2,
            mean_female=2,
            median_female=2,
        ),
    ),
    Question(
        "wor-49",
        "league",
        "What is the average number of points (PTS) scored by players of each position? Which position scores the most on average?",
        "POS has the values G (guard), F (forward) and C (center). Round to two decimal places.",
        '@avg_guard[g] @avg_forward[f] @avg_center[c] @best_position[pos] where "pos" is the code of the position.',
        rounded(
            lambda d: (
                lambda r: {"avg_guard": r.G, "avg_forward": r.F, "avg_center": r.C, "best_position": r.idxmax()}
            )(d.groupby("POS").PTS.mean()),
            avg_guard=2,
            avg_forward=2,
            avg_center=2,
        ),
    ),
    Question(
        "wor-50",
        "league",
        "Convert the salary column to numbers by removing the dollar sign and the commas. What are the mean and the median salary?",
        "Round to the nearest integer.",
        "@mean_salary[mean] @median_salary[median] where both are integers.",
        rounded(
            lambda d: {"mean_salary": round(number(d.salary).mean()), "median_salary": round(number(d.salary).median())}
        ),
    ),
    Question(
        "wor-51",
        "league",
        "Is there a linear relationship between minutes played (MIN) and points (PTS)?",
        "Calculate the Pearson correlation coefficient. If the absolute value of r is at least 0.7 the relationship is strong, if it is at least 0.3 but below 0.7 it is moderate, otherwise weak.",
        '@r[r] @strength[strength] where "r" is rounded to two decimals and "strength" is "strong", "moderate" or "weak".',
        rounded(
            lambda d: (
                lambda r: {"r": r, "strength": "strong" if abs(r) >= 0.7 else "moderate" if abs(r) >= 0.3 else "weak"}
            )(d.MIN.corr(d.PTS)),
            r=2,
        ),
    ),
    Question(
        "wor-52",
        "league",
        "How many players have missing values in the draft_year column, and what percentage of all players is that?",
        "Percentage rounded to two decimal places.",
        "@missing_count[n] @missing_percentage[p]",
        rounded(
            lambda d: {
                "missing_count": d.draft_year.isna().sum(),
                "missing_percentage": d.draft_year.isna().mean() * 100,
            },
            missing_percentage=2,
        ),
    ),
    Question(
        "wor-53",
        "league",
        "Train a linear regression model that predicts PTS from MIN, GP and AST. Evaluate it on the test set.",
        "Use 75% of the data for training and 25% for testing, random_state=0.",
        "@rmse[rmse] @mae[mae] @r_squared[r2] where all are rounded to three decimals.",
        rounded(_errors, rmse=3, mae=3, r_squared=3),
    ),
    Question(
        "wor-54",
        "league",
        "Detect outliers in the rebounds (REB) column with the IQR method (factor 1.5). How many players are outliers, and what is the highest number of rebounds among the remaining players?",
        "",
        '@outliers[n] @max_remaining[max] where "n" is an integer and "max" has one decimal.',
        rounded(
            lambda d: (lambda o: {"outliers": o.sum(), "max_remaining": d.REB[~o].max()})(iqr_mask(d.REB)),
            max_remaining=1,
        ),
    ),
    Question(
        "wor-55",
        "league",
        "For players from outside the USA, compute the mean FG% after filling the missing values with the overall mean of the column.",
        "Fill first, then filter. Round to two decimals.",
        "@mean_fg[mean]",
        rounded(lambda d: {"mean_fg": d["FG%"].fillna(d["FG%"].mean())[d.Country != "USA"].mean()}, mean_fg=2),
    ),
    Question(
        "wor-56",
        "league",
        "Which team has the largest total number of assists and which the smallest?",
        "Sum the AST column per team.",
        "@largest_team[t1] @largest_total[v1] @smallest_team[t2] @smallest_total[v2] with totals rounded to one decimal.",
        rounded(
            lambda d: (
                lambda r: {
                    "largest_team": r.idxmax(),
                    "largest_total": r.max(),
                    "smallest_team": r.idxmin(),
                    "smallest_total": r.min(),
                }
            )(d.groupby("Team").AST.sum()),
            largest_total=1,
            smallest_total=1,
        ),
    ),
    Question(
        "wor-57",
        "league",
        "Group the players by draft decade: 2000s (2003-2009), 2010s (2010-2019) and 2020s (2020-2021). What is the average PTS of each group?",
        "Players without a draft year are ignored. Two decimals.",
        "@avg_2000s[a] @avg_2010s[b] @avg_2020s[c]",
        rounded(
            lambda d: {
                "avg_2000s": d[d.draft_year.between(2003, 2009)].PTS.mean(),
                "avg_2010s": d[d.draft_year.between(2010, 2019)].PTS.mean(),
                "avg_2020s": d[d.draft_year.between(2020, 2021)].PTS.mean(),
            },
            avg_2000s=2,
            avg_2010s=2,
            avg_2020s=2,
        ),
    ),
    Question(
        "wor-58",
        "league",
        "Compute the 25th, 50th and 75th percentiles of the AST column and the interquartile range.",
        "Linear interpolation. Round to two decimals.",
        "@q1[q1] @median[q2] @q3[q3] @iqr[iqr]",
        rounded(
            lambda d: (lambda q: {"q1": q[0.25], "median": q[0.5], "q3": q[0.75], "iqr": q[0.75] - q[0.25]})(
                d.AST.quantile([0.25, 0.5, 0.75])
            ),
            q1=2,
            median=2,
            q3=2,
            iqr=2,
        ),
    ),
    Question(
        "wor-59",
        "league",
        "Compare the variability of points between the teams: which team has the highest standard deviation of PTS?",
        "Use the sample standard deviation rounded to two decimals.",
        "@team[team] @std[std]",
        rounded(lambda d: (lambda r: {"team": r.idxmax(), "std": r.max()})(d.groupby("Team").PTS.std()), std=2),
    ),
    Question(
        "wor-60",
        "league",
        "Drop all rows with missing values in any column. How many rows remain and what is the mean number of games played (GP) in them?",
        "Mean rounded to two decimals.",
        "@rows_remaining[n] @mean_gp[m]",
        rounded(lambda d: {"rows_remaining": len(d.dropna()), "mean_gp": d.dropna().GP.mean()}, mean_gp=2),
    ),
    Question(
        "wor-61",
        "league",
        "What is the correlation between REB and AST for centers, and is it higher than for guards?",
        "Pearson, two decimals. Centers are 'C' and guards are 'G' in the POS column.",
        '@corr_centers[r1] @corr_guards[r2] @higher_for_centers[answer] where "answer" is "yes" or "no".',
        rounded(
            lambda d: (
                lambda a, b: {"corr_centers": a, "corr_guards": b, "higher_for_centers": "yes" if a > b else "no"}
            )(*[d[k == d.POS].REB.corr(d[k == d.POS].AST) for k in "CG"]),
            corr_centers=2,
            corr_guards=2,
        ),
    ),
    Question(
        "wor-62",
        "league",
        "How many distinct colleges are there among the players of the Tigers and the Sharks together?",
        "Players without a college are not counted.",
        "@colleges[n]",
        rounded(lambda d: {"colleges": d[d.Team.isin(["Tigers", "Sharks"])].college.nunique()}),
    ),
    Question(
        "wor-063",
        "air",
        'Replace the value -999 in the "PM2.5" column with NaN and calculate the mean and standard deviation of PM2.5.',
        "Ignore missing values, use the sample standard deviation and round to two decimal places.",
        "@mean_pm25[mean] @std_pm25[std]",
        rounded(lambda d: {"mean_pm25": _known_pm(d).mean(), "std_pm25": _known_pm(d).std()}, mean_pm25=2, std_pm25=2),
    ),
    Question(
        "wor-064",
        "air",
        "Is ozone (O3) linearly correlated with temperature (TEMP_C)?",
        "Use Pearson's r; drop rows with missing values in either column. They are correlated if the p-value is below 0.01.",
        '@r[r] @p_value[p] @correlated[answer] where "r" has three decimals, "p" has four decimals and "answer" is "yes" or "no".',
        rounded(
            lambda d: (
                lambda x: (lambda r: {"r": r[0], "p_value": r[1], "correlated": "yes" if r[1] < 0.01 else "no"})(
                    stats.pearsonr(x.O3, x.TEMP_C)
                )
            )(d[["O3", "TEMP_C"]].dropna()),
            r=3,
            p_value=4,
        ),
    ),
    Question(
        "wor-065",
        "air",
        "Extract the hour from the datetime column (format day/month/year hour:minute). Which hour of the day has the highest mean NO2?",
        'The NO2 values are in the column "NO2 (ug/m3)". Round the mean to two decimals.',
        '@hour[hour] @mean_no2[mean] where "hour" is an integer between 0 and 23.',
        rounded(
            lambda d: (lambda r: {"hour": r.idxmax(), "mean_no2": r.max()})(d.groupby(_time(d).dt.hour)[NO2].mean()),
            mean_no2=2,
        ),
    ),
    Question(
        "wor-066",
        "air",
        "How many measurements were taken on rainy days, i.e. with rain_mm greater than 0, and what share of all measurements is that?",
        "The share in percent with one decimal.",
        "@rainy_count[n] @rainy_share[share]",
        rounded(
            lambda d: {"rainy_count": (d.rain_mm > 0).sum(), "rainy_share": (d.rain_mm > 0).mean() * 100}, rainy_share=1
        ),
    ),
    Question(
        "wor-067",
        "air",
        "Use the z-score method to find outliers in the wind speed (WSPM) column. A value is an outlier if its z-score is greater than 2.5 or less than -2.5. After removing the outliers, what is the mean wind speed?",
        "Use the population standard deviation for the z-scores.",
        '@outliers[n] @mean_without_outliers[mean] where "mean" is rounded to three decimals.',
        rounded(
            lambda d: (
                lambda z: {"outliers": (z.abs() > 2.5).sum(), "mean_without_outliers": d.WSPM[z.abs() <= 2.5].mean()}
            )((d.WSPM - d.WSPM.mean()) / d.WSPM.std(ddof=0)),
            mean_without_outliers=3,
        ),
    ),
    Question(
        "wor-068",
        "air",
        'Which station has the most measurements in the category "Unhealthy"?',
        "If there is a tie, take the one that comes first alphabetically.",
        "@station[station_id] @count[n]",
        rounded(
            lambda d: (lambda r: {"station": r.idxmax(), "count": r.max()})(
                d[d.AQI_Category == "Unhealthy"].station_id.value_counts().sort_index()
            )
        ),
    ),
    Question(
        "wor-069",
        "air",
        'Compute a new feature "temp_f" that converts the temperature from Celsius to Fahrenheit (TEMP_C * 9/5 + 32). What are its minimum, maximum and mean?',
        "Round to two decimals.",
        "@min_temp_f[min] @max_temp_f[max] @mean_temp_f[mean]",
        rounded(
            lambda d: (lambda f: {"min_temp_f": f.min(), "max_temp_f": f.max(), "mean_temp_f": f.mean()})(
                d.TEMP_C * 9 / 5 + 32
            ),
            min_temp_f=2,
            max_temp_f=2,
            mean_temp_f=2,
        ),
    ),
    Question(
        "wor-070",
        "air",
        "Train a random forest classifier to predict AQI_Category from TEMP_C, O3 and WSPM. Report the accuracy on the test set.",
        "Drop rows with missing values. 70% training, 30% testing, random_state=1 for both the split and the classifier, 100 trees.",
        "@accuracy[accuracy] rounded to three decimal places.",
        rounded(_forest_accuracy, accuracy=3),
    ),
    Question(
        "wor-071",
        "air",
        "What is the mean traffic count on weekdays and on weekends?",
        "Weekends are Saturday and Sunday. Dates are in the datetime column as day/month/year. Round to one decimal.",
        "@weekday_mean[a] @weekend_mean[b]",
        rounded(
            lambda d: (
                lambda w: {"weekday_mean": d.traffic_count[~w].mean(), "weekend_mean": d.traffic_count[w].mean()}
            )(_time(d).dt.weekday >= 5),
            weekday_mean=1,
            weekend_mean=1,
        ),
    ),
    Question(
        "wor-072",
        "air",
        "Fill the missing temperatures with the median temperature of the same wind direction. Report the mean temperature after filling and how many values were filled.",
        "Mean with two decimals.",
        "@mean_temp[mean] @filled[n]",
        rounded(
            lambda d: {
                "mean_temp": d.TEMP_C.fillna(d.groupby("wind_dir").TEMP_C.transform("median")).mean(),
                "filled": d.TEMP_C.isna().sum(),
            },
            mean_temp=2,
        ),
    ),
    Question(
        "wor-073",
        "air",
        "Calculate the Pearson correlation coefficients between traffic_count and each of NO2 (ug/m3), O3 and WSPM. Which one has the strongest correlation with traffic_count?",
        "Strongest by absolute value; missing values are left out pairwise.",
        '@strongest[column] @coefficient[r] where "r" is rounded to three decimals.',
        rounded(
            lambda d: (lambda r: {"strongest": r.abs().idxmax(), "coefficient": r[r.abs().idxmax()]})(
                pd.Series({c: d.traffic_count.corr(d[c]) for c in (NO2, "O3", "WSPM")})
            ),
            coefficient=3,
        ),
    ),
    Question(
        "wor-074",
        "air",
        "Is humidity (RH) normally distributed? Apply the Kolmogorov-Smirnov test against a normal distribution with the sample mean and standard deviation.",
        "alpha = 0.05",
        '@statistic[d] @p_value[p] @normal[answer] where "answer" is "yes" or "no"; round to three decimals.',
        rounded(
            lambda d: (lambda r: {"statistic": r[0], "p_value": r[1], "normal": "yes" if r[1] > 0.05 else "no"})(
                stats.kstest(d.RH, "norm", args=(d.RH.mean(), d.RH.std()))
            ),
            statistic=3,
            p_value=3,
        ),
    ),
    Question(
        "wor-075",
        "air",
        "What is the ratio of the mean NO2 in calm conditions (WSPM below 1) to the mean NO2 in windy conditions (WSPM above 4)?",
        "Round to two decimals.",
        "@ratio[ratio]",
        rounded(lambda d: {"ratio": d[d.WSPM < 1][NO2].mean() / d[d.WSPM > 4][NO2].mean()}, ratio=2),
    ),
    Question(
        "wor-076",
        "air",
        "Determine the monthly average of O3 for 2020. In which month is it the highest, and what is the value?",
        "Give the month as YYYY-MM and the value with two decimals.",
        "@month[YYYY-MM] @average[value]",
        rounded(
            lambda d: (lambda r: {"month": str(r.idxmax()), "average": r.max()})(
                d[_time(d).dt.year == 2020].O3.groupby(_time(d).dt.to_period("M")).mean()
            ),
            average=2,
        ),
    ),
    Question(
        "wor-077",
        "air",
        "Calculate the coefficient of variation of traffic_count for each AQI category. Which category has the largest one?",
        "CV = standard deviation / mean (sample standard deviation). Round to four decimals.",
        "@category[name] @cv[cv]",
        rounded(
            lambda d: (lambda r: {"category": r.idxmax(), "cv": r.max()})(
                d.groupby("AQI_Category").traffic_count.std() / d.groupby("AQI_Category").traffic_count.mean()
            ),
            cv=4,
        ),
    ),
    Question(
        "wor-078",
        "air",
        'Categorize the temperature into "cold" (below 5), "mild" (5 to below 18) and "warm" (18 and above). How many measurements fall into each class, and what is the mean O3 of the warm ones?',
        "Missing temperatures belong to no class. Round the mean to two decimals.",
        "@cold[n1] @mild[n2] @warm[n3] @warm_o3[mean]",
        rounded(
            lambda d: {
                "cold": (d.TEMP_C < 5).sum(),
                "mild": ((d.TEMP_C >= 5) & (d.TEMP_C < 18)).sum(),
                "warm": (d.TEMP_C >= 18).sum(),
                "warm_o3": d[d.TEMP_C >= 18].O3.mean(),
            },
            warm_o3=2,
        ),
    ),
    Question(
        "wor-079",
        "air",
        "Perform a one-way ANOVA to test whether the mean O3 differs among the AQI categories.",
        "Missing values are dropped. Significance level 0.05.",
        '@f_statistic[f] @p_value[p] @differs[answer] where "f" is rounded to two decimals, "p" to four decimals and "answer" is "yes" or "no".',
        rounded(
            lambda d: (lambda r: {"f_statistic": r[0], "p_value": r[1], "differs": "yes" if r[1] < 0.05 else "no"})(
                stats.f_oneway(*[g.dropna() for _, g in d.groupby("AQI_Category").O3])
            ),
            f_statistic=2,
            p_value=4,
        ),
    ),
    Question(
        "wor-080",
        "air",
        "What are the top 3 stations by average NO2?",
        "List them from the highest to the lowest.",
        "@stations[s1, s2, s3]",
        rounded(lambda d: {"stations": list(d.groupby("station_id")[NO2].mean().nlargest(3).index)}),
    ),
    Question(
        "wor-081",
        "air",
        "Count the rows where at least one value is missing, and give the percentage of complete rows.",
        "NaN is missing; -999 is not. Percentage with two decimals.",
        "@incomplete_rows[n] @complete_percentage[p]",
        rounded(
            lambda d: {
                "incomplete_rows": d.isna().any(axis=1).sum(),
                "complete_percentage": d.notna().all(axis=1).mean() * 100,
            },
            complete_percentage=2,
        ),
    ),
    Question(
        "wor-082",
        "air",
        "For measurements with wind from the north (N, NE or NW) compute the median rain_mm of the rainy ones.",
        "Rainy means rain_mm > 0. Two decimals.",
        "@median_rain[m]",
        rounded(
            lambda d: {"median_rain": d[d.wind_dir.isin(["N", "NE", "NW"]) & (d.rain_mm > 0)].rain_mm.median()},
            median_rain=2,
        ),
    ),
    Question(
        "wor-083",
        "air",
        "Which 5 stations have the lowest total traffic_count?",
        "In ascending order.",
        "@stations[list of station ids]",
        rounded(lambda d: {"stations": list(d.groupby("station_id").traffic_count.sum().nsmallest(5).index)}),
    ),
    Question(
        "wor-084",
        "air",
        "Find the three wind directions with the highest median O3.",
        "Only consider measurements with a temperature above 10. ",
        "@directions[dir1, dir2, dir3] where the directions are strings in descending order of the median.",
        rounded(lambda d: {"directions": list(d[d.TEMP_C > 10].groupby("wind_dir").O3.median().nlargest(3).index)}),
    ),
    Question(
        "wor-085",
        "air",
        "Which wind direction has the highest variance of O3, and which station the greatest number of distinct wind directions?",
        "Sample variance. Ties: first alphabetically.",
        "@direction[name] @variance[v]",
        rounded(
            lambda d: (lambda r: {"direction": r.idxmax(), "variance": r.max()})(d.groupby("wind_dir").O3.var()),
            variance=2,
        ),
    ),
    Question(
        "wor-086",
        "air",
        "Which station has the most skewed distribution of rain_mm?",
        "Use the sample skewness of pandas; most skewed means the highest skewness. Two decimals.",
        "@station[id] @skewness[s]",
        rounded(
            lambda d: (lambda r: {"station": r.idxmax(), "skewness": r.max()})(d.groupby("station_id").rain_mm.skew()),
            skewness=2,
        ),
    ),
    Question(
        "wor-087",
        "staff",
        "1. Calculate the attrition rate for each department and determine which department has the highest attrition rate.",
        'The attrition rate is the number of employees with Attrition "Yes" divided by the total number of employees in the department, as a percentage. Round to two decimal places.',
        "@highest_department[department] @attrition_rate[rate]",
        rounded(
            lambda d: (lambda r: {"highest_department": r.idxmax(), "attrition_rate": r.max() * 100})(
                (d.Attrition == "Yes").groupby(d.Department).mean()
            ),
            attrition_rate=2,
        ),
    ),
    Question(
        "wor-088",
        "staff",
        "2. Is there a significant difference in monthly income between male and female employees? Use a two-sample t-test.",
        'Assume unequal variances (Welch). Significance level 0.05. "F" stands for female and "M" for male.',
        '@t_statistic[t] @p_value[p] @significant[answer] where "t" is rounded to two decimals (female minus male), "p" to four decimals and "answer" is "yes" or "no".',
        rounded(
            lambda d: (lambda r: {"t_statistic": r[0], "p_value": r[1], "significant": "yes" if r[1] < 0.05 else "no"})(
                stats.ttest_ind(d[d.Gender == "F"].MonthlyIncome, d[d.Gender == "M"].MonthlyIncome, equal_var=False)
            ),
            t_statistic=2,
            p_value=4,
        ),
    ),
    Question(
        "wor-089",
        "staff",
        'Create a new feature "IncomePerYear" by dividing MonthlyIncome by TotalWorkingYears plus one. What are the median and the maximum of the new feature?',
        "IncomePerYear = MonthlyIncome / (TotalWorkingYears + 1). Round to two decimals.",
        "@median[median] @max[max]",
        rounded(
            lambda d: (lambda x: {"median": x.median(), "max": x.max()})(d.MonthlyIncome / (d.TotalWorkingYears + 1)),
            median=2,
            max=2,
        ),
    ),
    Question(
        "wor-090",
        "staff",
        "Train a decision tree classifier to predict attrition based on Age, MonthlyIncome, JobSatisfaction and DistanceFromHome. Calculate accuracy, precision and recall on the test set.",
        'Encode Attrition as 1 for "Yes" and 0 for "No". Split with test_size=0.2 and random_state=0; the classifier also uses random_state=0.',
        "@accuracy[acc] @precision[prec] @recall[rec] each rounded to three decimal places.",
        rounded(_tree_scores, accuracy=3, precision=3, recall=3),
    ),
    Question(
        "wor-091",
        "staff",
        "How many employees were hired in each year from 2015 to 2017?",
        "Use the HireDate column (MM/DD/YYYY).",
        "@hired_2015[n1] @hired_2016[n2] @hired_2017[n3]",
        rounded(lambda d: {f"hired_{y}": (pd.to_datetime(d.HireDate).dt.year == y).sum() for y in (2015, 2016, 2017)}),
    ),
    Question(
        "wor-092",
        "staff",
        "What percentage of employees working overtime are single, and what percentage of those not working overtime?",
        "Round to one decimal.",
        "@overtime_single[p1] @no_overtime_single[p2]",
        rounded(
            lambda d: {
                "overtime_single": (d[d.OverTime == "Yes"].MaritalStatus == "Single").mean() * 100,
                "no_overtime_single": (d[d.OverTime == "No"].MaritalStatus == "Single").mean() * 100,
            },
            overtime_single=1,
            no_overtime_single=1,
        ),
    ),
    Question(
        "wor-093",
        "staff",
        "Determine the correlation between years at the company and monthly income separately for managers and engineers.",
        "Pearson, two decimals. Job roles are in JobRole.",
        "@manager_corr[r1] @engineer_corr[r2]",
        rounded(
            lambda d: {
                f"{k.lower()}_corr": d[d.JobRole == k].YearsAtCompany.corr(d[d.JobRole == k].MonthlyIncome)
                for k in ("Manager", "Engineer")
            },
            manager_corr=2,
            engineer_corr=2,
        ),
    ),
    Question(
        "wor-094",
        "staff",
        "Find the employee with the highest monthly income in the IT department. What is the employee number and the age of this employee?",
        "",
        "@employee_number[number] @age[age]",
        rounded(
            lambda d: (lambda r: {"employee_number": r.EmployeeNumber, "age": r.Age})(
                d.loc[d[d.Department == "IT"].MonthlyIncome.idxmax()]
            ),
            age=2,
        ),
    ),
    Question(
        "wor-095",
        "staff",
        "Calculate the mean PerformanceScore by JobSatisfaction level (1 to 4). Is the mean score of level 4 higher than that of level 1?",
        "Missing scores are ignored. Two decimals.",
        '@score_level_1[s1] @score_level_4[s4] @higher[answer] where "answer" is "yes" or "no".',
        rounded(
            lambda d: (
                lambda r: {"score_level_1": r[1], "score_level_4": r[4], "higher": "yes" if r[4] > r[1] else "no"}
            )(d.groupby("JobSatisfaction").PerformanceScore.mean()),
            score_level_1=2,
            score_level_4=2,
        ),
    ),
    Question(
        "wor-096",
        "staff",
        "Check whether the TrainingHours column is normally distributed using D'Agostino's K-squared test.",
        "Drop missing values. Normal if p > 0.05.",
        '@statistic[k2] @p_value[p] @distribution[type] where "k2" is rounded to two decimals, "p" to four and "type" is "normal" or "not normal".',
        rounded(
            lambda d: (
                lambda r: {
                    "statistic": r[0],
                    "p_value": r[1],
                    "distribution": "normal" if r[1] > 0.05 else "not normal",
                }
            )(stats.normaltest(d.TrainingHours.dropna())),
            statistic=2,
            p_value=4,
        ),
    ),
    Question(
        "wor-097",
        "staff",
        "How many outliers does MonthlyIncome have in each gender according to the IQR rule computed within each gender?",
        "Bounds: Q1 - 1.5*IQR and Q3 + 1.5*IQR.",
        "@female_outliers[n1] @male_outliers[n2] with F for female and M for male.",
        rounded(
            lambda d: {
                "female_outliers": iqr_mask(d[d.Gender == "F"].MonthlyIncome).sum(),
                "male_outliers": iqr_mask(d[d.Gender == "M"].MonthlyIncome).sum(),
            }
        ),
    ),
    Question(
        "wor-098",
        "staff",
        "What is the share of the total monthly income earned by the Sales department?",
        "In percent, two decimals.",
        "@share[share]",
        rounded(
            lambda d: {"share": d[d.Department == "Sales"].MonthlyIncome.sum() / d.MonthlyIncome.sum() * 100}, share=2
        ),
    ),
    Question(
        "wor-099",
        "staff",
        "Compute the difference between the mean age of married and the mean age of single employees.",
        "Married minus single, two decimals.",
        "@age_difference[diff]",
        rounded(
            lambda d: {
                "age_difference": d[d.MaritalStatus == "Married"].Age.mean() - d[d.MaritalStatus == "Single"].Age.mean()
            },
            age_difference=2,
        ),
    ),
    Question(
        "wor-100",
        "staff",
        "What is the average monthly income of employees in the top 10% of TotalWorkingYears?",
        "Include employees at or above the 90th percentile. Two decimals.",
        "@average_income[avg]",
        rounded(
            lambda d: {
                "average_income": d[d.TotalWorkingYears >= d.TotalWorkingYears.quantile(0.9)].MonthlyIncome.mean()
            },
            average_income=2,
        ),
    ),
    Question(
        "wor-101",
        "staff",
        "Is the skewness of MonthlyIncome reduced by a log transformation?",
        "Apply the natural logarithm. Report the skewness before and after (pandas skew), rounded to three decimals.",
        '@skew_before[s1] @skew_after[s2] @reduced[answer] where "answer" is "yes" if the skewness after is smaller than before, else "no".',
        rounded(
            lambda d: (lambda a, b: {"skew_before": a, "skew_after": b, "reduced": "yes" if b < a else "no"})(
                d.MonthlyIncome.skew(), np.log(d.MonthlyIncome).skew()
            ),
            skew_before=3,
            skew_after=3,
        ),
    ),
    Question(
        "wor-102",
        "shop",
        "Calculate the profit margin (Profit divided by Sales) for each order and find the category with the highest average profit margin.",
        "Report the margin as a percentage rounded to two decimal places.",
        "@category[category] @average_margin[margin]",
        rounded(
            lambda d: (lambda r: {"category": r.idxmax(), "average_margin": r.max() * 100})(
                (d.Profit / d.Sales).groupby(d.Category).mean()
            ),
            average_margin=2,
        ),
    ),
    Question(
        "wor-103",
        "shop",
        "Is there a correlation between Discount and Profit? Compute Spearman's rank correlation and its p-value.",
        'If the p-value is below 0.05 and the coefficient is negative, the relationship is "negative"; if the p-value is below 0.05 and the coefficient is positive it is "positive"; otherwise it is "none".',
        "@rho[rho] @p_value[p] @relationship[relationship] where rho is rounded to two decimals and p to four decimals.",
        rounded(
            lambda d: (
                lambda r: {
                    "rho": r[0],
                    "p_value": r[1],
                    "relationship": ("negative" if r[0] < 0 else "positive") if r[1] < 0.05 else "none",
                }
            )(stats.spearmanr(d.Discount, d.Profit)),
            rho=2,
            p_value=4,
        ),
    ),
    Question(
        "wor-104",
        "shop",
        'Create a column "Shipping Days" as the number of days between Order Date and Ship Date. What are the mean and the maximum number of shipping days?',
        "Mean to two decimals, maximum as an integer.",
        "@mean_shipping_days[mean] @max_shipping_days[max]",
        rounded(
            lambda d: (lambda x: {"mean_shipping_days": x.mean(), "max_shipping_days": x.max()})(
                (_shipped(d) - _ordered(d)).dt.days
            ),
            mean_shipping_days=2,
            max_shipping_days=2,
        ),
    ),
    Question(
        "wor-105",
        "shop",
        "How many orders have a negative profit, and what is the average discount of these orders?",
        "Average with three decimals.",
        "@loss_orders[n] @average_discount[d]",
        rounded(
            lambda d: {"loss_orders": (d.Profit < 0).sum(), "average_discount": d[d.Profit < 0].Discount.mean()},
            average_discount=3,
        ),
    ),
    Question(
        "wor-106",
        "shop",
        "What is the return rate per category? Give the category with the lowest return rate.",
        'Return rate: percentage of orders whose Returned is "Yes", two decimals.',
        "@category[name] @return_rate[rate]",
        rounded(
            lambda d: (lambda r: {"category": r.idxmin(), "return_rate": r.min() * 100})(
                (d.Returned == "Yes").groupby(d.Category).mean()
            ),
            return_rate=2,
        ),
    ),
    Question(
        "wor-107",
        "shop",
        "Impute the missing ratings with the mode and compute the new average rating as well as the number of imputed values.",
        "Average to two decimals.",
        "@average_rating[avg] @imputed[n]",
        rounded(
            lambda d: {"average_rating": d.Rating.fillna(d.Rating.mode()[0]).mean(), "imputed": d.Rating.isna().sum()},
            average_rating=2,
        ),
    ),
    Question(
        "wor-108",
        "shop",
        "Fit a linear regression with Sales, Quantity and Discount as independent variables and Profit as the dependent variable on the complete data set. What are the coefficients and R-squared?",
        "No split. Use scikit-learn. Round to three decimals.",
        "@coef_sales[b1] @coef_quantity[b2] @coef_discount[b3] @r_squared[r2]",
        rounded(
            _margins,
            coef_sales=3,
            coef_quantity=3,
            coef_discount=3,
            r_squared=3,
        ),
    ),
    Question(
        "wor-109",
        "shop",
        "What is the average rating of orders that were returned versus not returned? Is the difference statistically significant (t-test, alpha 0.05)?",
        "Ignore missing ratings. Student's t-test with equal variances.",
        '@returned_mean[m1] @not_returned_mean[m2] @significant[answer] where the means have two decimals and "answer" is "yes" or "no".',
        rounded(
            lambda d: (
                lambda a, b: {
                    "returned_mean": a.mean(),
                    "not_returned_mean": b.mean(),
                    "significant": "yes" if stats.ttest_ind(a, b).pvalue < 0.05 else "no",
                }
            )(d[d.Returned == "Yes"].Rating.dropna(), d[d.Returned == "No"].Rating.dropna()),
            returned_mean=2,
            not_returned_mean=2,
        ),
    ),
    Question(
        "wor-110",
        "shop",
        "What is the median Shipping Cost of orders with Sales above the 75th percentile of Sales?",
        "Round to two decimals.",
        "@median_shipping_cost[median]",
        rounded(
            lambda d: {"median_shipping_cost": d[d.Sales > d.Sales.quantile(0.75)]["Shipping Cost"].median()},
            median_shipping_cost=2,
        ),
    ),
    Question(
        "wor-111",
        "shop",
        "Calculate the average sales per order for every combination of Region and Segment. Which combination is the highest?",
        "Round the average to two decimals.",
        "@region[region] @segment[segment] @average[avg]",
        rounded(
            lambda d: (lambda r: {"region": r.idxmax()[0], "segment": r.idxmax()[1], "average": r.max()})(
                d.groupby(["Region", "Segment"]).Sales.mean()
            ),
            average=2,
        ),
    ),
    Question(
        "wor-112",
        "shop",
        "What is the range, the variance and the standard deviation of Quantity?",
        "Sample statistics; two decimals.",
        "@range[range] @variance[var] @std[std]",
        rounded(
            lambda d: {
                "range": d.Quantity.max() - d.Quantity.min(),
                "variance": d.Quantity.var(),
                "std": d.Quantity.std(),
            },
            range=2,
            variance=2,
            std=2,
        ),
    ),
    Question(
        "wor-113",
        "world",
        "1. What is the average life expectancy for each continent in 2015? Which continent has the highest?",
        "Use only the rows of the year 2015. Round to two decimals.",
        "@highest_continent[continent] @highest_average[average]",
        rounded(
            lambda d: (lambda r: {"highest_continent": r.idxmax(), "highest_average": r.max()})(
                d[d.year == 2015].groupby("continent").life_expectancy.mean()
            ),
            highest_average=2,
        ),
    ),
    Question(
        "wor-114",
        "world",
        "2. Is there a relationship between GDP per capita and life expectancy? Does the relationship differ between continents Africa and Europe?",
        "Calculate the Pearson correlation coefficient for Africa and for Europe. A relationship is strong if the absolute value of r is greater than 0.5, otherwise weak.",
        '@africa_r[r1] @europe_r[r2] @africa_strength[s1] @europe_strength[s2] where "r1" and "r2" are rounded to two decimals and "s1" and "s2" are "strong" or "weak".',
        rounded(
            lambda d: (
                lambda a, e: {
                    "africa_r": a,
                    "europe_r": e,
                    "africa_strength": "strong" if abs(a) > 0.5 else "weak",
                    "europe_strength": "strong" if abs(e) > 0.5 else "weak",
                }
            )(
                *[
                    d[d.continent == k].gdp_per_capita.corr(d[d.continent == k].life_expectancy)
                    for k in ("Africa", "Europe")
                ]
            ),
            africa_r=2,
            europe_r=2,
        ),
    ),
    Question(
        "wor-115",
        "world",
        "4. Handle the missing values in literacy_rate by replacing them with the mean of the corresponding continent and those in happiness_score by replacing them with the overall median. What are the means of both columns afterwards?",
        "Round to three decimals.",
        "@literacy_mean[m1] @happiness_mean[m2]",
        rounded(
            lambda d: {
                "literacy_mean": d.literacy_rate.fillna(d.groupby("continent").literacy_rate.transform("mean")).mean(),
                "happiness_mean": d.happiness_score.fillna(d.happiness_score.median()).mean(),
            },
            literacy_mean=3,
            happiness_mean=3,
        ),
    ),
    Question(
        "wor-116",
        "world",
        '5. Convert the unemployment column to a numeric type by removing the percent sign. What is the mean unemployment of countries with a high income (Income Group "High")?',
        "Round to two decimals.",
        "@mean_unemployment[mean]",
        rounded(
            lambda d: {"mean_unemployment": number(d.unemployment)[d["Income Group"] == "High"].mean()},
            mean_unemployment=2,
        ),
    ),
    Question(
        "wor-117",
        "world",
        "6. Detect outliers in infant_mortality by the IQR method and by the z-score method (threshold 3). How many outliers does each method find?",
        "Use the sample standard deviation for the z-score.",
        "@iqr_outliers[n1] @zscore_outliers[n2]",
        rounded(
            lambda d: {
                "iqr_outliers": iqr_mask(d.infant_mortality).sum(),
                "zscore_outliers": (
                    ((d.infant_mortality - d.infant_mortality.mean()) / d.infant_mortality.std()).abs() > 3
                ).sum(),
            }
        ),
    ),
    Question(
        "wor-118",
        "world",
        "7. Build a linear regression model predicting life_expectancy from gdp_per_capita, infant_mortality and internet_users_%. Report the mean squared error on the test set.",
        "Split 80/20 with random_state 7.",
        "@mse[mse] rounded to two decimals.",
        rounded(_squared_error, mse=2),
    ),
    Question(
        "wor-119",
        "world",
        "8. Did the mean happiness score change between 2010 and 2015? Report both means and whether the change is significant by a t-test (alpha 0.05).",
        "Independent samples, equal variances; missing scores are dropped.",
        '@mean_2010[m1] @mean_2015[m2] @significant[answer] where m1 and m2 are rounded to three decimals and "answer" is "yes" or "no".',
        rounded(
            lambda d: (
                lambda a, b: {
                    "mean_2010": a.mean(),
                    "mean_2015": b.mean(),
                    "significant": "yes" if stats.ttest_ind(a, b).pvalue < 0.05 else "no",
                }
            )(d[d.year == 2010].happiness_score.dropna(), d[d.year == 2015].happiness_score.dropna()),
            mean_2010=3,
            mean_2015=3,
        ),
    ),
    Question(
        "wor-120",
        "world",
        "11. How many distinct countries have a life expectancy above 75 in at least one year?",
        "",
        "@countries[n]",
        rounded(lambda d: {"countries": d[d.life_expectancy > 75].country.nunique()}),
    ),
    Question(
        "wor-121",
        "world",
        "12. What percentage of the rows have an infant mortality lower than 10 and a literacy rate higher than 85?",
        "Rows with missing literacy rates count as not fulfilling the condition. Two decimals.",
        "@percentage[p]",
        rounded(
            lambda d: {"percentage": ((d.infant_mortality < 10) & (d.literacy_rate > 85)).mean() * 100}, percentage=2
        ),
    ),
    Question(
        "wor-122",
        "world",
        "13. Normalize co2_emissions with z-scores and report the minimum and maximum z-score.",
        "Population standard deviation, missing values ignored, two decimals.",
        "@min_z[min] @max_z[max]",
        rounded(
            lambda d: (lambda z: {"min_z": z.min(), "max_z": z.max()})(
                (d.co2_emissions - d.co2_emissions.mean()) / d.co2_emissions.std(ddof=0)
            ),
            min_z=2,
            max_z=2,
        ),
    ),
    Question(
        "wor-123",
        "world",
        '15. Divide the countries into two groups by the median of gdp_per_capita: "rich" (above the median) and "poor" (at or below the median). What is the mean life expectancy of each group?',
        "Two decimals.",
        "@rich_mean[m1] @poor_mean[m2]",
        rounded(
            lambda d: (lambda x: {"rich_mean": d[x].life_expectancy.mean(), "poor_mean": d[~x].life_expectancy.mean()})(
                d.gdp_per_capita > d.gdp_per_capita.median()
            ),
            rich_mean=2,
            poor_mean=2,
        ),
    ),
    Question(
        "wor-124",
        "world",
        "16. What is the standard error of the mean of the happiness score?",
        "Ignore missing values; use the sample standard deviation. Four decimals.",
        "@sem[sem]",
        rounded(lambda d: {"sem": d.happiness_score.sem()}, sem=4),
    ),
    Question(
        "wor-125",
        "world",
        "17. Is the variance of life expectancy in Asia larger than in Europe?",
        "Sample variance, two decimals.",
        '@asia_variance[v1] @europe_variance[v2] @larger[answer] where "answer" is "yes" or "no".',
        rounded(
            lambda d: (lambda a, b: {"asia_variance": a, "europe_variance": b, "larger": "yes" if a > b else "no"})(
                *[d[d.continent == k].life_expectancy.var() for k in ("Asia", "Europe")]
            ),
            asia_variance=2,
            europe_variance=2,
        ),
    ),
    Question(
        "wor-126",
        "world",
        "18. Filter the rows with a population of more than 10 million and compute the average CO2 emissions.",
        "Missing emissions are ignored. Two decimals.",
        "@average[avg]",
        rounded(lambda d: {"average": d[d.population > 10000000.0].co2_emissions.mean()}, average=2),
    ),
    Question(
        "wor-127",
        "world",
        "19. What is the most frequent income group in Africa between 2012 and 2014 inclusive and how often does it occur?",
        "",
        "@income_group[group] @occurrences[n]",
        rounded(
            lambda d: (lambda r: {"income_group": r.idxmax(), "occurrences": r.max()})(
                d[(d.continent == "Africa") & d.year.between(2012, 2014)]["Income Group"].value_counts()
            )
        ),
    ),
    Question(
        "wor-128",
        "world",
        '20. Create a binary feature "high_literacy" that is 1 if literacy_rate is at least 80 and 0 otherwise, after dropping the rows without a literacy rate. What is the mean happiness score for both values of the feature?',
        "Three decimals.",
        "@high_literacy_mean[m1] @low_literacy_mean[m0]",
        rounded(
            lambda d: (
                lambda x: {
                    "high_literacy_mean": x[x.literacy_rate >= 80].happiness_score.mean(),
                    "low_literacy_mean": x[x.literacy_rate < 80].happiness_score.mean(),
                }
            )(d.dropna(subset=["literacy_rate"])),
            high_literacy_mean=3,
            low_literacy_mean=3,
        ),
    ),
    Question(
        "wor-129",
        "world",
        "How many rows have a population between 1 and 5 million?",
        "Both ends count.",
        "@count[n]",
        lambda d: {"count": int(d.population.between(1e6, 5e6).sum())},
    ),
    Question(
        "wor-130",
        "patients",
        "Use the Wilcoxon rank-sum test (Mann-Whitney U) to compare the cholesterol of smokers and non-smokers.",
        "Two-sided. Missing values are ignored.",
        '@p_value[p] where "p" is rounded to four decimals.',
        rounded(
            lambda d: {
                "p_value": stats.mannwhitneyu(
                    d[d.Smoker == "yes"].cholesterol.dropna(), d[d.Smoker == "no"].cholesterol.dropna()
                ).pvalue
            },
            p_value=4,
        ),
    ),
    Question(
        "wor-131",
        "air",
        "Which 3 stations have the highest NO2?",
        "From the highest to the lowest.",
        "@stations[s1, s2, s3]",  # each has many values
    ),
    Question(
        "wor-132",
        "air",
        "Treat the value -999 in PM2.5 as missing and then fill the missing values with the median of the column. What is the mean of PM2.5?",
        "Two decimals.",
        "@mean[mean]",
        rounded(lambda d: {"mean": _known_pm(d).fillna(_known_pm(d).median()).mean()}, mean=2),
    ),
    Question(
        "wor-133",
        "air",
        "Replace -999 in the PM2.5 column with NaN, drop the rows with a missing PM2.5 and count the remaining rows.",
        "",
        "@rows[n]",
        rounded(lambda d: {"rows": _known_pm(d).notna().sum()}),
    ),
    Question(
        "wor-134",
        "air",
        "Replace -999 in the PM2.5 column with NaN and then remove outliers of PM2.5 by the IQR method. What is the mean of the remaining values?",
        "Two decimals.",
        "@mean[mean]",
        rounded(lambda d: {"mean": _known_pm(d)[~iqr_mask(_known_pm(d))].mean()}, mean=2),
    ),
    Question(
        "wor-135",
        "air",
        "The value -999 stands for missing values in PM2.5. Fill the missing values of PM2.5 with the mean of the same station. What is the standard deviation of PM2.5 afterwards?",
        "The stations are in station_id. Two decimals.",
        "@std[std]",
        rounded(
            lambda d: {"std": _known_pm(d).fillna(_known_pm(d).groupby(d.station_id).transform("mean")).std()}, std=2
        ),
    ),
    Question(
        "wor-136",
        "air",
        "Set -999 in PM2.5 to NaN. Remove all rows with missing values in PM2.5 or O3. How many rows are left and what is the correlation of PM2.5 and O3?",
        "Pearson, three decimals.",
        "@rows[n] @r[r]",
        rounded(
            lambda d: (lambda x: {"rows": len(x), "r": x.p.corr(x.O3)})(
                d.assign(p=_known_pm(d)).dropna(subset=["p", "O3"])
            ),
            r=3,
        ),
    ),
    Question(
        "wor-137",
        "air",
        "What percentage of the measurements on which the AQI category is Unhealthy had a TEMP_C that rose and O3 too?",
        "-",
        "@percentage[p]",  # over what it rose is not told
    ),
    Question(
        "wor-138",
        "patients",
        "What proportion of values is missing in BMI and in cholesterol?",
        "In percent, two decimals.",
        "@bmi[p1] @cholesterol[p2]",
        rounded(
            lambda d: {"bmi": d.BMI.isna().mean() * 100, "cholesterol": d.cholesterol.isna().mean() * 100},
            bmi=2,
            cholesterol=2,
        ),
    ),
    Question(
        "wor-139",
        "patients",
        'Perform comprehensive data preprocessing: drop the "Unnamed: 0" column, fill missing values in glucose_level with the median, fill missing values in BMI with the mean, and encode Gender (Male = 1, Female = 0). What are the mean of glucose_level, the mean of BMI and the correlation between the encoded gender and the total charges after preprocessing?',
        "Round to three decimals.",
        "@mean_glucose[g] @mean_bmi[b] @corr[r]",
        rounded(
            lambda d: {
                "mean_glucose": d.glucose_level.fillna(d.glucose_level.median()).mean(),
                "mean_bmi": d.BMI.fillna(d.BMI.mean()).mean(),
                "corr": (d.Gender == "Male").astype(int).corr(d[CHARGES]),
            },
            mean_glucose=3,
            mean_bmi=3,
            corr=3,
        ),
    ),
    Question(
        "wor-140",
        "patients",
        "Remove the rows with missing values in BMI, glucose_level or cholesterol. How many rows are removed and what is the average age of the remaining patients?",
        "Average age rounded to two decimals.",
        "@rows_removed[n] @average_age[a]",
        rounded(
            lambda d: (lambda x: {"rows_removed": len(d) - len(x), "average_age": x.Age.mean()})(
                d.dropna(subset=["BMI", "glucose_level", "cholesterol"])
            ),
            average_age=2,
        ),
    ),
    Question(
        "wor-141",
        "patients",
        "Apply min-max normalization to Age and Length_of_Stay. What is the mean of the normalized Age and the mean of the normalized Length_of_Stay?",
        "Scale to the range 0 to 1, three decimals.",
        "@mean_age_norm[a] @mean_stay_norm[s]",
        rounded(
            lambda d: {
                "mean_age_norm": ((d.Age - d.Age.min()) / (d.Age.max() - d.Age.min())).mean(),
                "mean_stay_norm": (
                    (d.Length_of_Stay - d.Length_of_Stay.min()) / (d.Length_of_Stay.max() - d.Length_of_Stay.min())
                ).mean(),
            },
            mean_age_norm=3,
            mean_stay_norm=3,
        ),
    ),
    Question(
        "wor-142",
        "patients",
        'Convert the "Admit Date" column to datetime, extract the month, and find the month with the highest average total charges.',
        "Give the month as a number.",
        '@month[month] @average_charges[avg] where "avg" is rounded to two decimals.',
        rounded(
            lambda d: (lambda r: {"month": r.idxmax(), "average_charges": r.max()})(
                d.groupby(pd.to_datetime(d["Admit Date"]).dt.month)[CHARGES].mean()
            ),
            average_charges=2,
        ),
    ),
    Question(
        "wor-143",
        "patients",
        "Fill the missing cholesterol values by linear interpolation in the order of the rows and report the mean and standard deviation afterwards.",
        "Sample standard deviation; three decimals.",
        "@mean[m] @std[s]",
        rounded(lambda d: (lambda x: {"mean": x.mean(), "std": x.std()})(d.cholesterol.interpolate()), mean=3, std=3),
    ),
    Question(
        "wor-144",
        "patients",
        "Standardize glucose_level after filling missing values with the mean. What is the minimum and maximum of the standardized values?",
        "Use the sample standard deviation of the filled column. Two decimals.",
        "@min[min] @max[max]",
        rounded(
            lambda d: (lambda g: (lambda z: {"min": z.min(), "max": z.max()})((g - g.mean()) / g.std()))(
                d.glucose_level.fillna(d.glucose_level.mean())
            ),
            min=2,
            max=2,
        ),
    ),
]
