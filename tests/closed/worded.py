"""Closed questions as people word them, on three frames of their own: homes for sale, patients and a league."""
# ruff: noqa: E501

from collections.abc import Callable
from typing import Any

import pandas as pd
from scipy import stats
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import mean_absolute_error, mean_squared_error
from sklearn.model_selection import train_test_split

from tests.closed.question import Question, Truth, iqr_mask, number

CHARGES = "Total Charges ($)"


def rounded(truth: Truth, **decimals: int) -> Callable[[pd.DataFrame], dict[str, Any]]:
    """The truth with its numbers rounded as the form asks."""

    def of(df: pd.DataFrame) -> dict[str, Any]:
        return {k: round(float(v), decimals[k]) if k in decimals else v for k, v in truth(df).items()}

    return of


def _of_type(df: pd.DataFrame, kind: str) -> pd.DataFrame:
    return df[df.property_type == kind]


def _year(df: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(df.last_sold).dt.year


def _accuracy(df: pd.DataFrame) -> dict[str, float]:
    features, target = df[["Age", "Length_of_Stay", "BMI"]], df.readmitted
    x, x_test, y, y_test = train_test_split(features, target, test_size=0.2, random_state=42)
    return {"accuracy": LogisticRegression().fit(x, y).score(x_test, y_test)}


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
]
