# ruff: noqa: E501
"""The fifth corpus of closed questions, written without sight of the engine or of the other corpora."""

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_absolute_error, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from tests.blind.asked import asking, r2
from tests.closed.question import Question, iqr_mask, kind_of_relation, number, pearson, z_mask

QUESTIONS: list[Question] = []
ask = asking("fifth", QUESTIONS)


# claims


@ask(
    "claims",
    "easy",
    "SS",
    "Calculate the mean and the standard deviation of the claim_amount column.",
    "Ignore missing values. Use the sample standard deviation (ddof = 1). Both results should be rounded to two decimal places.",
    '@mean_claim[mean_claim]\n@std_claim[std_claim]\nwhere "mean_claim" and "std_claim" are floating-point numbers rounded to two decimal places.',
)
def _(df):
    return {"mean_claim": r2(df.claim_amount.mean()), "std_claim": r2(df.claim_amount.std())}


@ask(
    "claims",
    "easy",
    "PP",
    "How many records have no incident type, and how many records are fully complete (no null in any column)?",
    'Count only null entries as missing. The "?" entries in the police_report_available column are regular values and should not be counted as null.',
    '@missing_incident_type[count1]\n@complete_records[count2]\nwhere "count1" is an integer, the number of nulls in incident_type, and "count2" is an integer, the number of rows without any null value.',
)
def _(df):
    return {"missing_incident_type": int(df.incident_type.isna().sum()), "complete_records": len(df.dropna())}


@ask(
    "claims",
    "easy",
    "DA",
    "1. What are the skewness and kurtosis of the customers' tenure (months_as_customer)?",
    "Use the skew() and kurt() methods of pandas with their default settings (kurtosis is the excess kurtosis). Round to three decimal places.",
    '@skewness[skew_value] @kurtosis[kurt_value] where "skew_value" and "kurt_value" are numbers rounded to three decimal places.',
)
def _(df):
    return {"skewness": r2(df.months_as_customer.skew(), 3), "kurtosis": r2(df.months_as_customer.kurt(), 3)}


@ask(
    "claims",
    "medium",
    "OD SS",
    "Are there unusual claims in the dataset? Detect the outliers in the claim amounts with the IQR method, and tell how the average claim changes once they are taken out.",
    "Outliers are the values lower than Q1 - 1.5*IQR or higher than Q3 + 1.5*IQR. Null claim amounts are left out of everything. Q1 and Q3 are computed with linear interpolation (the pandas default). Report the mean before and after removing the outliers, rounded to 2 decimals.",
    '@outlier_count[count], @mean_before[mean1], @mean_after[mean2], where "count" is a non-negative integer and "mean1", "mean2" are floats with two decimal places.',
)
def _(df):
    amount = df.claim_amount.dropna()
    out = iqr_mask(amount)
    return {"outlier_count": int(out.sum()), "mean_before": r2(amount.mean()), "mean_after": r2(amount[~out].mean())}


@ask(
    "claims",
    "medium",
    "SS",
    "Which type of incident has the highest share of reported frauds? And what is that share?",
    "Leave out claims without an incident type. The fraud share of an incident type is the number of its claims with fraud_reported equal to 'Y' divided by the number of all its claims, in percent. Round the share to two decimal places.",
    '@incident_type[type_name]\n@fraud_share[share]\nwhere "type_name" is a string, the name of the incident type as it appears in the dataset, and "share" is a percentage between 0 and 100 rounded to two decimal places (without the % sign).',
)
def _(df):
    share = df.assign(f=df.fraud_reported == "Y").groupby("incident_type").f.mean() * 100
    return {"incident_type": share.idxmax(), "fraud_share": r2(share.max())}


@ask(
    "claims",
    "hard",
    "CA PP",
    "Is there a relationship between the age of the insured person and the annual premium? Does it differ between people without any prior claim and people with at least one?",
    """{
Convert the "annual_premium ($)" column to a number by removing the dollar sign and the thousands separators.
Split the data into two groups: prior_claims equal to 0, and prior_claims equal to 1 or more.
Calculate the Pearson correlation coefficient (r) between insured_age and the annual premium in each group.
Assess the significance with a two-tailed test at a significance level (alpha) of 0.05.
Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.3.
Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.3.
If the p-value is greater than or equal to 0.05, report "none".
}""",
    """{
@r_no_prior[r_value]
@relationship_no_prior[relationship_type]
@r_with_prior[r_value]
@relationship_with_prior[relationship_type]
}
where "r_value" is a number between -1 and 1, rounded to two decimal places.
where "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.""",
)
def _(df):
    df = df.assign(premium=number(df["annual_premium ($)"]))
    answer = {}
    for name, part in [("no_prior", df[df.prior_claims == 0]), ("with_prior", df[df.prior_claims >= 1])]:
        r, p = pearson(part, "insured_age", "premium")
        answer |= {f"r_{name}": r2(r), f"relationship_{name}": kind_of_relation(r, p, 0.3)}
    return answer


@ask(
    "claims",
    "hard",
    "ML PP",
    "Build a logistic regression model that predicts whether a claim is reported as a fraud. How accurate is it, and how many of the test claims does it flag as fraud?",
    """Drop the rows with a missing claim_amount first. The features are claim_amount, prior_claims and deductible, in this order; the target is 1 where fraud_reported is "Y" and 0 where it is "N".
Split with sklearn's train_test_split, test_size=0.3 and random_state=42, without stratification.
Standardize the features with StandardScaler fitted on the training set only, and fit LogisticRegression with its default parameters.
Report the accuracy on the test set and the number of test claims predicted as fraud.""",
    '@accuracy[accuracy]\n@flagged[flagged]\nwhere "accuracy" is a number between 0 and 1 rounded to 4 decimal places, and "flagged" is an integer.',
)
def _(df):
    df = df.dropna(subset=["claim_amount"])
    y = (df.fraud_reported == "Y").astype(int)
    a, b, c, d = train_test_split(df[["claim_amount", "prior_claims", "deductible"]], y, test_size=0.3, random_state=42)
    scale = StandardScaler().fit(a)
    said = LogisticRegression().fit(scale.transform(a), c).predict(scale.transform(b))
    return {"accuracy": r2(accuracy_score(d, said), 4), "flagged": int(said.sum())}


# houses


@ask(
    "houses",
    "easy",
    "SS",
    "Which neighborhood has the highest median sale price, and what is this median?",
    "Use all the rows. The median must be rounded to two decimal places.",
    '@neighborhood[name]\n@median_price[median]\nwhere "name" is a string and "median" is a float rounded to two decimal places.',
)
def _(df):
    m = df.groupby("Neighborhood").Price.median()
    return {"neighborhood": m.idxmax(), "median_price": r2(m.max())}


@ask(
    "houses",
    "easy",
    "CA",
    'Find the Pearson correlation coefficient between the "Living Area (sqft)" and the "Price" of the houses.',
    "Round the coefficient to three decimal places. There are no missing values in these two columns, so no cleaning is required.",
    '@correlation_coefficient[r_value] where "r_value" is a number between -1 and 1, rounded to three decimal places. Example: @correlation_coefficient[0.123]',
)
def _(df):
    return {"correlation_coefficient": r2(pearson(df, "Living Area (sqft)", "Price")[0], 3)}


@ask(
    "houses",
    "medium",
    "PP SS",
    'The "Lot Frontage (ft)" column has missing values. Fill them in and compare the column before and after.',
    "Replace each missing value with the median lot frontage of the houses in the same Neighborhood (the median of the non-missing values). Report how many values were filled, and the mean and the sample standard deviation of the column before (ignoring nulls) and after the imputation, rounded to two decimals.",
    """@filled[n]
@mean_before[mean_before]
@mean_after[mean_after]
@std_before[std_before]
@std_after[std_after]
where "n" is an integer and the other values are floats rounded to two decimal places.""",
)
def _(df):
    old = df["Lot Frontage (ft)"]
    new = old.fillna(df.groupby("Neighborhood")["Lot Frontage (ft)"].transform("median"))
    return {
        "filled": int(old.isna().sum()),
        "mean_before": r2(old.mean()),
        "mean_after": r2(new.mean()),
        "std_before": r2(old.std()),
        "std_after": r2(new.std()),
    }


@ask(
    "houses",
    "medium",
    "FE SS",
    "Create a column 'AgeAtSale' with the age of each house when it was sold. What is the mean age, and how does the average price of houses at most 10 years old compare to that of houses older than 50 years?",
    "AgeAtSale is the year of SaleDate (its first four digits) minus Year Built. 'At most 10' includes 10; 'older than 50' excludes 50. Renovations are not taken into account. Round all the results to two decimal places.",
    '@mean_age[mean_age], @mean_price_new[price_new], @mean_price_old[price_old], where "price_new" is the average price of the houses that were at most 10 years old and "price_old" that of the houses older than 50 years. All are floats with two decimals.',
)
def _(df):
    age = df.SaleDate.str[:4].astype(int) - df["Year Built"]
    return {
        "mean_age": r2(age.mean()),
        "mean_price_new": r2(df.Price[age <= 10].mean()),
        "mean_price_old": r2(df.Price[age > 50].mean()),
    }


@ask(
    "houses",
    "medium",
    "DA",
    "Does taking the logarithm make the sale prices symmetric? Compare the skewness of Price and of its natural logarithm.",
    "Compute the skewness with scipy.stats.skew (default, biased). A distribution is 'symmetric' when the skewness lies between -0.5 and 0.5 inclusive, 'right-skewed' above 0.5 and 'left-skewed' below -0.5. Round the skewness values to 2 decimal places.",
    """@skew_price[skew1]
@skew_log_price[skew2]
@shape_price[shape1]
@shape_log_price[shape2]
where "skew1" and "skew2" are numbers rounded to two decimal places and "shape1", "shape2" are one of "symmetric", "right-skewed", "left-skewed".""",
)
def _(df):
    def shape(s):
        return "right-skewed" if s > 0.5 else "left-skewed" if s < -0.5 else "symmetric"

    first, second = stats.skew(df.Price), stats.skew(np.log(df.Price))
    return {
        "skew_price": r2(first),
        "skew_log_price": r2(second),
        "shape_price": shape(first),
        "shape_log_price": shape(second),
    }


@ask(
    "houses",
    "hard",
    "OD CA",
    "Remove the outliers of the lot area and the price with the Z-score method and then examine how the correlation between the two changes. Do the outliers hide or exaggerate the relationship?",
    """Compute the Z-scores of "Lot Area (sqft)" and of "Price" over all rows, with the sample standard deviation (ddof=1).
A row is an outlier if the absolute Z-score of at least one of the two columns is greater than 3. Remove these rows once (do not iterate).
Calculate the Pearson correlation coefficient between the two columns before and after the removal.
If the absolute value of the coefficient is larger after the removal, the effect is "hidden", otherwise it is "exaggerated".""",
    """@rows_removed[count]
@r_before[r1]
@r_after[r2]
@effect[effect]
where "count" is an integer, "r1" and "r2" are numbers between -1 and 1 rounded to 3 decimal places, and "effect" is a string, either "hidden" or "exaggerated".""",
)
def _(df):
    out = z_mask(df["Lot Area (sqft)"]) | z_mask(df.Price)
    first = pearson(df, "Lot Area (sqft)", "Price")[0]
    second = pearson(df[~out], "Lot Area (sqft)", "Price")[0]
    return {
        "rows_removed": int(out.sum()),
        "r_before": r2(first, 3),
        "r_after": r2(second, 3),
        "effect": "hidden" if abs(second) > abs(first) else "exaggerated",
    }


@ask(
    "houses",
    "hard",
    "ML FE",
    "Predict the price of a house with linear regression. How well does the model do on unseen houses?",
    """{
Features: "Living Area (sqft)", "Bathrooms", "Condition", "Year Built" and a new binary feature "IsRenovated", which is 1 if "Year Renovated" is greater than 0 and 0 otherwise, in this order.
Target: "Price".
Split the dataset with train_test_split from sklearn: 80% for training, 20% for testing, random_state = 42.
Train an ordinary least squares LinearRegression on the training set.
Evaluate with the R-squared score and the Root Mean Squared Error (RMSE) on the test set.
}""",
    """{
@r2_score[r2]
@rmse[rmse]
}
where "r2" is rounded to three decimal places and "rmse" is rounded to two decimal places.""",
)
def _(df):
    x = df[["Living Area (sqft)", "Bathrooms", "Condition", "Year Built"]].assign(
        IsRenovated=(df["Year Renovated"] > 0).astype(int)
    )
    a, b, c, d = train_test_split(x, df.Price, test_size=0.2, random_state=42)
    said = LinearRegression().fit(a, c).predict(b)
    return {"r2_score": r2(r2_score(d, said), 3), "rmse": r2(mean_squared_error(d, said) ** 0.5)}


# exams


@ask(
    "exams",
    "easy",
    "SS",
    "How many students completed the test preparation course and what percentage of all the students is this?",
    "Percentage = students who completed the course / all students in the dataset * 100, rounded to one decimal place.",
    "@completed_count[count] @completed_percentage[percentage] where 'count' is a positive integer and 'percentage' is a number with one decimal place.",
)
def _(df):
    done = df["test preparation course"] == "completed"
    return {"completed_count": int(done.sum()), "completed_percentage": r2(done.mean() * 100, 1)}


@ask(
    "exams",
    "easy",
    "DA",
    "Is the number of hours of study per week normally distributed?",
    "Perform the Shapiro-Wilk test from scipy.stats on the non-null values of 'Hours of study (per week)'. Take 0.05 as the significance level: the distribution is regarded as normal if the p-value is greater than 0.05.",
    '@w_statistic[w] @is_normal[answer] where "w" is the test statistic rounded to three decimal places and "answer" is a string, "yes" or "no".',
)
def _(df):
    w, p = stats.shapiro(df["Hours of study (per week)"].dropna())
    return {"w_statistic": r2(w, 3), "is_normal": "yes" if p > 0.05 else "no"}


@ask(
    "exams",
    "medium",
    "SS DA",
    "What is the average math score of the students for each parental level of education? Name the levels with the highest and the lowest average, and give the gap between these two.",
    "Students whose parental level of education is unknown (null) are excluded. The gap is the highest average minus the lowest average, computed on unrounded averages and then rounded to two decimal places.",
    """@highest_level[level1]
@lowest_level[level2]
@gap[gap]
where "level1" and "level2" are strings exactly as written in the dataset and "gap" is a number rounded to two decimal places.""",
)
def _(df):
    m = df.groupby("parental level of education")["math score"].mean()
    return {"highest_level": m.idxmax(), "lowest_level": m.idxmin(), "gap": r2(m.max() - m.min())}


@ask(
    "exams",
    "medium",
    "FE CA",
    'Create a new feature "average score", the mean of the math, reading and writing scores of a student. How strongly is it correlated with the hours of study per week?',
    "Only use students for whom all three scores and the hours of study are known. Use the Pearson correlation coefficient r. The correlation is strong if |r| >= 0.5, moderate if 0.2 <= |r| < 0.5 and weak if |r| < 0.2.",
    '@students_used[n]\n@correlation[r_value]\n@strength[strength]\nwhere "n" is an integer, "r_value" is rounded to two decimal places and "strength" is "strong", "moderate" or "weak".',
)
def _(df):
    df = df[["math score", "reading score", "writing score", "Hours of study (per week)"]].dropna()
    df = df.assign(m=df.iloc[:, :3].mean(axis=1))
    r = pearson(df, "m", "Hours of study (per week)")[0]
    return {
        "students_used": len(df),
        "correlation": r2(r),
        "strength": "strong" if abs(r) >= 0.5 else "moderate" if abs(r) >= 0.2 else "weak",
    }


@ask(
    "exams",
    "easy",
    "PP SS",
    "Convert the attendance_rate column to numeric values. What is the mean attendance and how many students attended less than 80 percent?",
    "Strip the percent sign and parse the rest as a float (so '93.5%' is 93.5). Strictly less than 80. Round the mean to two decimals.",
    '@mean_attendance[mean], @low_attendance_count[count] where "mean" is a float with two decimal places and "count" is an integer.',
)
def _(df):
    rate = number(df.attendance_rate)
    return {"mean_attendance": r2(rate.mean()), "low_attendance_count": int((rate < 80).sum())}


@ask(
    "exams",
    "hard",
    "DA SS",
    "Do female and male students differ in their reading scores? Test it, and give the means of both groups.",
    """Ignore the null reading scores.
Use Welch's t-test (independent samples, unequal variances), two-sided, with female as the first group and male as the second group.
The significance level is 0.05. If the p-value is less than 0.05, the difference is "significant", otherwise it is "not significant".""",
    """@female_mean[female_mean]
@male_mean[male_mean]
@t_statistic[t]
@conclusion[conclusion]
where the means are rounded to two decimal places, "t" is rounded to three decimal places, and "conclusion" is either "significant" or "not significant".""",
)
def _(df):
    f, m = (df.loc[df.gender == g, "reading score"].dropna() for g in ["female", "male"])
    t, p = stats.ttest_ind(f, m, equal_var=False)
    return {
        "female_mean": r2(f.mean()),
        "male_mean": r2(m.mean()),
        "t_statistic": r2(t, 3),
        "conclusion": "significant" if p < 0.05 else "not significant",
    }


@ask(
    "exams",
    "hard",
    "FE DA",
    "A student passes if every one of the three scores is at least 60. Is passing associated with the test preparation course?",
    """1. Drop the students with a missing score in any of the three subjects.
2. Create a 'passed' feature following the definition above (60 itself is enough).
3. Compute the pass rate, in percent, of the students who completed the course and of those who did not ("none").
4. Run a chi-square test of independence between 'test preparation course' and 'passed' on the 2x2 table, without Yates' continuity correction.
5. They are associated if the p-value < 0.05.""",
    """@pass_rate_completed[rate1]
@pass_rate_none[rate2]
@chi2[chi2]
@associated[answer]
where "rate1" and "rate2" are percentages rounded to one decimal place, "chi2" is the test statistic rounded to two decimal places and "answer" is "yes" or "no".""",
)
def _(df):
    marks = ["math score", "reading score", "writing score"]
    df = df.dropna(subset=marks)
    ok = (df[marks] >= 60).all(axis=1)
    rate = ok.groupby(df["test preparation course"]).mean() * 100
    chi2, p = stats.chi2_contingency(pd.crosstab(df["test preparation course"], ok), correction=False)[:2]
    return {
        "pass_rate_completed": r2(rate["completed"], 1),
        "pass_rate_none": r2(rate["none"], 1),
        "chi2": r2(chi2),
        "associated": "yes" if p < 0.05 else "no",
    }


# stocks


@ask(
    "stocks",
    "easy",
    "SS",
    "What was the highest closing price of ALFA, and on which day was it reached?",
    "Consider the rows with Symbol 'ALFA' only and the unadjusted 'Close' column. Should several days share the highest close, give the first of them.",
    '@max_close[price]\n@date[date]\nwhere "price" is a float with two decimal places and "date" is a string in the format of the dataset, MM/DD/YYYY.',
)
def _(df):
    row = df.loc[df[df.Symbol == "ALFA"].Close.idxmax()]
    return {"max_close": r2(row.Close), "date": row.Date}


@ask(
    "stocks",
    "easy",
    "SS PP",
    "What is the average daily trading volume of the stock DLTX?",
    "The Volume column is text with commas as thousands separators; convert it to a number first. Round the average to the nearest integer.",
    "@average_volume[volume] where 'volume' is an integer.",
)
def _(df):
    return {"average_volume": round(number(df[df.Symbol == "DLTX"].Volume).mean())}


@ask(
    "stocks",
    "medium",
    "FE SS",
    "Calculate the daily return of every stock and find out which one is the most volatile.",
    "The daily return is the percentage change of Close from one trading day to the next, within each Symbol (the first day of each symbol has no return). The rows of each symbol are already in date order. Volatility is the sample standard deviation of the daily returns, expressed in percent.",
    """@most_volatile[symbol]
@volatility[value1]
@mean_return[value2]
where "symbol" is a string, "value1" is the volatility of this stock in percent, rounded to three decimal places, and "value2" is the mean daily return of this stock in percent, rounded to three decimal places.""",
)
def _(df):
    move = df.groupby("Symbol").Close.pct_change() * 100
    spread = move.groupby(df.Symbol).std()
    top = spread.idxmax()
    return {"most_volatile": top, "volatility": r2(spread[top], 3), "mean_return": r2(move[df.Symbol == top].mean(), 3)}


@ask(
    "stocks",
    "medium",
    "PP",
    'Fill the gaps of the "Adj Close" column. How many values were missing and what is the mean adjusted close of CRLE after the filling?',
    "Use forward fill within each Symbol, in the order of the file (the rows of a symbol are in chronological order). A gap at the very beginning of a symbol, if there is any, is filled with the next known value of that symbol. Round the mean to 4 decimal places.",
    '@missing_count[count] @mean_adj_close_crle[mean] where "count" is the number of missing values in the whole "Adj Close" column before filling and "mean" is a float rounded to four decimal places.',
)
def _(df):
    full = df.groupby("Symbol")["Adj Close"].ffill()
    full = full.fillna(df.groupby("Symbol")["Adj Close"].bfill())
    return {
        "missing_count": int(df["Adj Close"].isna().sum()),
        "mean_adj_close_crle": r2(full[df.Symbol == "CRLE"].mean(), 4),
    }


@ask(
    "stocks",
    "medium",
    "OD",
    'For the stock BRVO, create a feature "range" equal to High minus Low and find the days on which it is an outlier.',
    "Use the IQR rule: a day is an outlier if its range is above Q3 + 1.5 * IQR or below Q1 - 1.5 * IQR, the quartiles being those of BRVO's ranges only (linear interpolation).",
    '@outlier_days[number] @largest_range[value] where "number" is a non-negative integer and "value" is the largest range of BRVO rounded to two decimal places.',
)
def _(df):
    df = df[df.Symbol == "BRVO"]
    reach = df.High - df.Low
    return {"outlier_days": int(iqr_mask(reach).sum()), "largest_range": r2(reach.max())}


@ask(
    "stocks",
    "hard",
    "FE",
    "Compute the 20-day and the 50-day simple moving averages of the closing price of ALFA. On how many days was the short average above the long one, and how many times did it cross from below to above?",
    """Use only the rows with Symbol 'ALFA', in date order, and the column Close.
A moving average exists only from the day on which its window is full (so the 50-day average starts on the 50th row).
Only the days on which both averages exist are considered.
An upward crossing is a day on which the 20-day average is strictly greater than the 50-day average while on the previous considered day it was less than or equal to it.""",
    """@days_above[days]
@upward_crossings[crossings]
where "days" and "crossings" are non-negative integers.""",
)
def _(df):
    close = df[df.Symbol == "ALFA"].Close
    above = (close.rolling(20).mean() > close.rolling(50).mean())[49:]
    return {"days_above": int(above.sum()), "upward_crossings": int((above & ~above.shift(fill_value=True)).sum())}


@ask(
    "stocks",
    "hard",
    "CA FE",
    "Do large price moves come with a large trading volume? Analyse the relation between the absolute daily return and the volume for BRVO and for CRLE.",
    """{
Convert Volume to a number (remove the commas).
Calculate the daily return of each stock as the percentage change of Close from the previous trading day of the same Symbol, and take its absolute value. The first day of each stock has no return and is dropped.
Calculate the Pearson correlation coefficient (r) between the absolute return and the volume for each of the two stocks, with the two-tailed p-value.
If the p-value is less than 0.05 and the absolute value of r is at least 0.4, the relationship is "linear".
If the p-value is less than 0.05 and the absolute value of r is less than 0.4, the relationship is "nonlinear".
If the p-value is 0.05 or more, the relationship is "none".
}""",
    """@r_brvo[r_value]
@relationship_brvo[relationship_type]
@r_crle[r_value]
@relationship_crle[relationship_type]
where "r_value" is a number between -1 and 1, rounded to two decimal places, and "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.""",
)
def _(df):
    df = df.assign(move=df.groupby("Symbol").Close.pct_change().abs(), many=number(df.Volume))
    answer = {}
    for name in ["BRVO", "CRLE"]:
        r, p = pearson(df[df.Symbol == name], "move", "many")
        answer |= {f"r_{name.lower()}": r2(r), f"relationship_{name.lower()}": kind_of_relation(r, p, 0.4)}
    return answer


# pandemic


@ask(
    "pandemic",
    "easy",
    "SS",
    "Which continent recorded the largest number of new cases over the whole period?",
    "Sum the new_cases of all the countries and days of a continent, ignoring missing values.",
    '@continent[continent_name], @total_cases[total], where "continent_name" is a string and "total" is an integer, the sum of new_cases of that continent.',
)
def _(df):
    total = df.groupby("continent").new_cases.sum()
    return {"continent": total.idxmax(), "total_cases": int(total.max())}


@ask(
    "pandemic",
    "easy",
    "PP",
    "What percentage of the new_tests column is missing, and which country has the most missing values in it?",
    "The percentage is relative to the number of all rows, rounded to two decimals. The country is given by its location.",
    '@missing_percentage[percentage] @country[location] where "percentage" is a number between 0 and 100 with two decimals, and "location" is a string.',
)
def _(df):
    gap = df.new_tests.isna()
    return {"missing_percentage": r2(gap.mean() * 100), "country": gap.groupby(df.location).sum().idxmax()}


@ask(
    "pandemic",
    "medium",
    "FE SS",
    "Calculate the case fatality rate of each country. Which countries have the highest and the lowest rate?",
    "Use only the rows in which both new_cases and new_deaths are known. The case fatality rate of a country (location) is the sum of its new_deaths divided by the sum of its new_cases, times 100. Round the rates to three decimal places.",
    """@highest_country[location1]
@highest_rate[rate1]
@lowest_country[location2]
@lowest_rate[rate2]
where "location1" and "location2" are strings and "rate1", "rate2" are percentages rounded to three decimal places.""",
)
def _(df):
    total = df.dropna(subset=["new_cases", "new_deaths"]).groupby("location")[["new_cases", "new_deaths"]].sum()
    rate = total.new_deaths / total.new_cases * 100
    return {
        "highest_country": rate.idxmax(),
        "highest_rate": r2(rate.max(), 3),
        "lowest_country": rate.idxmin(),
        "lowest_rate": r2(rate.min(), 3),
    }


@ask(
    "pandemic",
    "medium",
    "CA",
    "Are richer-in-years populations hit by more deaths? Find the Spearman rank correlation between median_age and the total number of deaths per million inhabitants, country by country.",
    "For each location, sum new_deaths (ignoring nulls) and divide by 'population (millions)', which is constant for a location. This gives one pair of values per location. The correlation is considered significant if the p-value given by scipy.stats.spearmanr is below 0.05.",
    '@spearman_rho[rho]\n@significant[answer]\nwhere "rho" is a number between -1 and 1 rounded to three decimals and "answer" is "yes" or "no".',
)
def _(df):
    group = df.groupby("location")
    per = group.new_deaths.sum() / group["population (millions)"].first()
    rho, p = stats.spearmanr(group.median_age.first(), per)
    return {"spearman_rho": r2(rho, 3), "significant": "yes" if p < 0.05 else "no"}


@ask(
    "pandemic",
    "medium",
    "SS",
    "For each month in the dataset, what is the mean number of daily new deaths per country-day?",
    "Extract the month from the 'date' column (format YYYY-MM-DD). The mean is over all rows of the month with a known new_deaths value. The period runs from February to May 2021; keep two decimal places.",
    "@mean_deaths_february[feb], @mean_deaths_march[mar], @mean_deaths_april[apr], @mean_deaths_may[may] where each value is a number rounded to two decimal places.",
)
def _(df):
    m = df.groupby(df.date.str[5:7]).new_deaths.mean()
    return {
        f"mean_deaths_{name}": r2(m[key])
        for name, key in [("february", "02"), ("march", "03"), ("april", "04"), ("may", "05")]
    }


@ask(
    "pandemic",
    "hard",
    "FE DA",
    "Is there a weekend effect in the reporting of cases? Compare the daily new cases per million inhabitants on weekends with those on weekdays.",
    """- Create "cases_per_million" as new_cases divided by 'population (millions)'; rows without new_cases are dropped.
- Saturday and Sunday are the weekend, the other days are weekdays.
- Report the median of cases_per_million of both groups.
- Compare the groups with a two-sided Mann-Whitney U test (scipy.stats.mannwhitneyu, default options apart from alternative='two-sided').
- There is a weekend effect if the p-value is below 0.01.""",
    """@median_weekend[median1]
@median_weekday[median2]
@weekend_effect[answer]
where "median1" and "median2" are numbers rounded to two decimal places and "answer" is either "yes" or "no".""",
)
def _(df):
    df = df.dropna(subset=["new_cases"])
    per = df.new_cases / df["population (millions)"]
    free = pd.to_datetime(df.date).dt.dayofweek >= 5
    p = stats.mannwhitneyu(per[free], per[~free], alternative="two-sided").pvalue
    return {
        "median_weekend": r2(per[free].median()),
        "median_weekday": r2(per[~free].median()),
        "weekend_effect": "yes" if p < 0.01 else "no",
    }


@ask(
    "pandemic",
    "hard",
    "OD PP",
    "Some daily case counts look unusual for the country they belong to. After filling the gaps, detect them with Z-scores computed country by country.",
    """1. Sort the rows of each location by date and fill the missing new_cases by linear interpolation within the location (pandas interpolate, method='linear', limit_direction='both').
2. For each location compute the Z-scores of the filled new_cases with the mean and the sample standard deviation (ddof=1) of that location.
3. A day is unusual if the absolute Z-score is greater than 2.""",
    """@filled_count[count1]
@unusual_count[count2]
@top_country[location]
where "count1" is the number of filled values, "count2" is the number of unusual country-days in the whole dataset, and "location" is the country with the most unusual days (in case of a tie, the first one in alphabetical order).""",
)
def _(df):
    df = df.sort_values(["location", "date"])
    full = df.groupby("location").new_cases.transform(lambda v: v.interpolate(method="linear", limit_direction="both"))
    odd = full.groupby(df.location).transform(lambda v: z_mask(v, 2)).astype(bool)
    return {
        "filled_count": int(df.new_cases.isna().sum()),
        "unusual_count": int(odd.sum()),
        "top_country": odd.groupby(df.location).sum().idxmax(),
    }


# cars


@ask(
    "cars",
    "easy",
    "PP",
    "Check the dataset for duplicated rows. How many are there, and how many rows remain without them?",
    "A row is a duplicate when all of its columns are equal to those of an earlier row (the first occurrence is not counted; null equals null).",
    '@duplicate_count[n1] @remaining_rows[n2] where "n1" and "n2" are integers.',
)
def _(df):
    return {"duplicate_count": int(df.duplicated().sum()), "remaining_rows": len(df.drop_duplicates())}


@ask(
    "cars",
    "easy",
    "SS DA",
    "What is the most common brand in the dataset, and how many different brands appear at least 50 times?",
    "Count all the rows, without removing duplicates.",
    '@most_common_brand[brand]\n@brands_50_plus[number]\nwhere "brand" is a string and "number" is a non-negative integer.',
)
def _(df):
    many = df.Brand.value_counts()
    return {"most_common_brand": many.idxmax(), "brands_50_plus": int((many >= 50).sum())}


@ask(
    "cars",
    "medium",
    "FE PP",
    "How many kilometres per year were the cars driven on average? Create the needed feature and report the average for each of the transmissions.",
    "Parse Kilometers_Driven by removing ' km' and the commas. The age of a car is 2021 - Year. The feature is kilometres / age, and the average is the arithmetic mean over the cars of a transmission. Keep duplicates. Round to one decimal place.",
    '@km_per_year_manual[value1], @km_per_year_automatic[value2], where "value1" and "value2" are floats rounded to one decimal place.',
)
def _(df):
    rate = number(df.Kilometers_Driven.str.replace(" km", "")) / (2021 - df.Year)
    m = rate.groupby(df.Transmission).mean()
    return {"km_per_year_manual": r2(m["Manual"], 1), "km_per_year_automatic": r2(m["Automatic"], 1)}


@ask(
    "cars",
    "medium",
    "DA SS",
    'Examine the distribution of the price, "Price (GBP)", for first-owner cars versus all the others. Which group has the larger coefficient of variation?',
    'First-owner cars are those with Owner_Type "First". The coefficient of variation is the sample standard deviation divided by the mean. Round to three decimal places. Use all rows.',
    """@cv_first[cv1]
@cv_others[cv2]
@larger_group[group]
where "cv1" and "cv2" are numbers with three decimal places, and "group" is "first" or "others".""",
)
def _(df):
    one = df.Owner_Type == "First"
    first, others = (p.std() / p.mean() for p in [df["Price (GBP)"][one], df["Price (GBP)"][~one]])
    return {
        "cv_first": r2(first, 3),
        "cv_others": r2(others, 3),
        "larger_group": "first" if first > others else "others",
    }


@ask(
    "cars",
    "medium",
    "OD",
    'Identify the outliers in the "Power (bhp)" column using Z-scores.',
    "Drop the null values. The Z-score is (value - mean) / standard deviation, where the standard deviation is the population one (ddof = 0). Values with an absolute Z-score above 3 are outliers. Do not remove duplicated rows.",
    '@outlier_count[count]\n@smallest_outlier[value]\nwhere "count" is an integer and "value" is the smallest power among the outliers, rounded to one decimal place.',
)
def _(df):
    power = df["Power (bhp)"].dropna()
    out = power[np.abs(stats.zscore(power)) > 3]
    return {"outlier_count": len(out), "smallest_outlier": r2(out.min(), 1)}


@ask(
    "cars",
    "hard",
    "FE CA",
    "How does the loss of value relate to the age of a car, and is it the same for petrol and diesel cars?",
    """{
Remove exact duplicate rows first, then the rows with a missing New_Price.
Create "retained_value" as "Price (GBP)" / New_Price, and "age" as 2020 - Year.
Calculate the Pearson correlation coefficient (r) between age and retained_value separately for Fuel_Type "Petrol" and "Diesel".
Use a two-tailed test with a significance level (alpha) of 0.05.
If the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5, infer the relationship to be linear.
If the p-value is less than 0.05 and the absolute value of r is less than 0.5, infer the relationship to be nonlinear.
If the p-value is greater than or equal to 0.05, report that there is no significant correlation ("none").
}""",
    """{
@petrol_r[r_value]
@petrol_relationship[relationship_type]
@diesel_r[r_value]
@diesel_relationship[relationship_type]
where "r_value" is a number between -1 and 1, rounded to 2 decimal places.
where "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.
}""",
)
def _(df):
    df = df.drop_duplicates().dropna(subset=["New_Price"])
    df = df.assign(kept=df["Price (GBP)"] / df.New_Price, age=2020 - df.Year)
    answer = {}
    for fuel in ["Petrol", "Diesel"]:
        r, p = pearson(df[df.Fuel_Type == fuel], "age", "kept")
        answer |= {f"{fuel.lower()}_r": r2(r), f"{fuel.lower()}_relationship": kind_of_relation(r, p)}
    return answer


@ask(
    "cars",
    "hard",
    "ML PP FE",
    "Train a linear regression model which predicts the selling price of the used cars and evaluate it.",
    """Preprocessing, in this order: (1) drop the exact duplicate rows; (2) convert Kilometers_Driven ("45,000 km") and Engine ("1498 CC") to numbers; (3) drop the rows with a missing Engine or "Power (bhp)".
Features, in this order: Year, Kilometers_Driven, Engine, Power (bhp), and is_automatic (1 for Automatic, 0 for Manual). Target: the natural logarithm of "Price (GBP)".
Split with train_test_split(test_size=0.25, random_state=0) and fit LinearRegression with default settings.
Evaluate on the test set with the R2 score and the mean absolute error (MAE), both on the logarithmic scale.""",
    '@rows_used[n]\n@r2[r2]\n@mae[mae]\nwhere "n" is the number of rows after the preprocessing (train and test together), and "r2" and "mae" are rounded to three decimal places.',
)
def _(df):
    df = df.drop_duplicates()
    df = df.assign(
        Kilometers_Driven=number(df.Kilometers_Driven.str.replace(" km", "")),
        Engine=df.Engine.str.replace(" CC", "").astype(float),
        is_automatic=(df.Transmission == "Automatic").astype(int),
    ).dropna(subset=["Engine", "Power (bhp)"])
    x = df[["Year", "Kilometers_Driven", "Engine", "Power (bhp)", "is_automatic"]]
    a, b, c, d = train_test_split(x, np.log(df["Price (GBP)"]), test_size=0.25, random_state=0)
    said = LinearRegression().fit(a, c).predict(b)
    return {"rows_used": len(df), "r2": r2(r2_score(d, said), 3), "mae": r2(mean_absolute_error(d, said), 3)}


# wine


@ask(
    "wine",
    "easy",
    "OD",
    "Which wines have an extreme value of sulphates? Give their number and their ids.",
    "Extreme means that the absolute Z-score of sulphates is greater than 3, where the Z-score uses the mean and the sample standard deviation (ddof=1) of the whole column.",
    '@extreme_count[count], @extreme_ids[id1, id2, ...] where "count" is an integer and "id1, id2, ..." are the values of wine_id of the extreme wines, in ascending order and separated by a comma and a space.',
)
def _(df):
    out = df[z_mask(df.sulphates)]
    return {"extreme_count": len(out), "extreme_ids": ", ".join(sorted(out.wine_id))}


@ask(
    "wine",
    "easy",
    "CA",
    "Is the pH of the wines related to their fixed acidity? Give the Pearson correlation.",
    "Rows in which either value is null should be ignored. A correlation below -0.1 is called 'negative', above 0.1 'positive', anything else 'negligible'. Round r to 2 decimals.",
    "@correlation_coefficient[r_value] @direction[direction] where 'r_value' is a number between -1 and 1 with two decimals and 'direction' is one of 'negative', 'positive', 'negligible'.",
)
def _(df):
    r = pearson(df, "pH", "fixed acidity")[0]
    return {
        "correlation_coefficient": r2(r),
        "direction": "negative" if r < -0.1 else "positive" if r > 0.1 else "negligible",
    }


@ask(
    "wine",
    "medium",
    "CA",
    "Which of the measured properties is most strongly correlated with the quality of a wine? And which one is the weakest?",
    "Consider these eleven columns: fixed acidity, volatile acidity, citric acid, residual sugar (g/L), chlorides, free sulfur dioxide, total sulfur dioxide, density, pH, sulphates, alcohol (% vol). For each one compute the Pearson correlation with quality over the rows where it is not null. Strength is the absolute value of the coefficient.",
    """@strongest_property[name1]
@strongest_r[r1]
@weakest_property[name2]
where "name1" and "name2" are column names exactly as in the dataset and "r1" is the (signed) coefficient of the strongest property, rounded to three decimal places.""",
)
def _(df):
    r = df.loc[:, "fixed acidity":"alcohol (% vol)"].corrwith(df.quality)
    top = r.abs().idxmax()
    return {"strongest_property": top, "strongest_r": r2(r[top], 3), "weakest_property": r.abs().idxmin()}


@ask(
    "wine",
    "hard",
    "CA FE",
    "Compute the bound sulfur dioxide of each wine and find whether it is related to the citric acid. How does this differ between red and white wines?",
    """Bound sulfur dioxide = total sulfur dioxide - free sulfur dioxide.
Calculate the Pearson correlation coefficient (r) between the bound sulfur dioxide and the citric acid for red and for white wines separately.
Assess the significance of each correlation with a two-tailed test (alpha = 0.05) and report the p-value.
The relationship type is "linear" if the p-value is less than 0.05 and |r| >= 0.5, "nonlinear" if the p-value is less than 0.05 and |r| < 0.5, and "none" if the p-value is greater than or equal to 0.05.""",
    """@red_r[r_value]
@red_p_value[p_value]
@red_relationship[relationship_type]
@white_r[r_value]
@white_p_value[p_value]
@white_relationship[relationship_type]
where "r_value" is a number between -1 and 1, rounded to two decimal places; "p_value" is a number between 0 and 1, rounded to four decimal places; "relationship_type" is "linear", "nonlinear" or "none".""",
)
def _(df):
    df = df.assign(bound=df["total sulfur dioxide"] - df["free sulfur dioxide"])
    answer = {}
    for kind in ["red", "white"]:
        r, p = pearson(df[df.type == kind], "bound", "citric acid")
        answer |= {f"{kind}_r": r2(r), f"{kind}_p_value": r2(p, 4), f"{kind}_relationship": kind_of_relation(r, p)}
    return answer


@ask(
    "wine",
    "hard",
    "DA FE",
    "Group the wines by quality into low, middle and high ones. Does the alcohol content differ between the three groups, and are the variances equal?",
    """{
Create the feature "quality_group": "low" if quality is 5 or less, "middle" if it is 6, "high" if it is 7 or more.
Run Levene's test (scipy.stats.levene, center='median') on "alcohol (% vol)" of the three groups. The variances are "equal" if the p-value is greater than or equal to 0.05, otherwise "unequal".
Run a one-way ANOVA on "alcohol (% vol)" of the three groups. The group means are "different" if the p-value is less than 0.05, otherwise "same".
}""",
    """{
@high_count[count]
@levene_p_value[p_value]
@variances[variances]
@f_statistic[f]
@means[means]
}
where "count" is the number of wines in the "high" group, "p_value" is rounded to four decimal places, "variances" is "equal" or "unequal", "f" is the F statistic of the ANOVA rounded to two decimal places, and "means" is "different" or "same".""",
)
def _(df):
    name = pd.cut(df.quality, [0, 5, 6, 10], labels=["low", "middle", "high"])
    parts = [df.loc[name == g, "alcohol (% vol)"] for g in ["low", "middle", "high"]]
    p = stats.levene(*parts, center="median").pvalue
    f, q = stats.f_oneway(*parts)
    return {
        "high_count": len(parts[2]),
        "levene_p_value": r2(p, 4),
        "variances": "equal" if p >= 0.05 else "unequal",
        "f_statistic": r2(f),
        "means": "different" if q < 0.05 else "same",
    }


@ask(
    "wine",
    "hard",
    "PP DA",
    'Clean and transform the "residual sugar (g/L)" column and describe how its distribution changes with each step.',
    """Step 1: fill the missing values with the median residual sugar of the wines of the same type (red or white).
Step 2: cap the filled values at the 95th percentile (linear interpolation) of the filled column: larger values are replaced by this percentile.
Step 3: apply log(1 + x), natural logarithm, to the capped values.
After each of the steps calculate the skewness with the pandas skew() method.""",
    """@cap[cap]
@capped_values[n]
@skew_step1[s1]
@skew_step2[s2]
@skew_step3[s3]
where "cap" is the 95th percentile rounded to three decimals, "n" is the number of values that were strictly above it, and "s1", "s2", "s3" are the skewness values rounded to three decimals.""",
)
def _(df):
    name = "residual sugar (g/L)"
    one = df[name].fillna(df.groupby("type")[name].transform("median"))
    cap = one.quantile(0.95)
    two = one.clip(upper=cap)
    return {
        "cap": r2(cap, 3),
        "capped_values": int((one > cap).sum()),
        "skew_step1": r2(one.skew(), 3),
        "skew_step2": r2(two.skew(), 3),
        "skew_step3": r2(np.log1p(two).skew(), 3),
    }


@ask(
    "wine",
    "hard",
    "CA OD PP",
    "Does a better quality cost more? Investigate the correlation between price and quality, with and without the price outliers.",
    """- price_eur is text such as "€12.50": turn it into a number; drop the wines without a price.
- An outlier is a price outside [Q1 - 1.5*IQR, Q3 + 1.5*IQR], where the quartiles are those of the remaining prices (pandas default interpolation).
- Use Spearman's rank correlation coefficient between price and quality.""",
    """@price_outliers[count]
@rho_all[rho1]
@rho_without_outliers[rho2]
where "count" is an integer and "rho1", "rho2" are numbers between -1 and 1 rounded to three decimal places.""",
)
def _(df):
    df = df.assign(cost=df.price_eur.str.replace("€", "").astype(float)).dropna(subset=["cost"])
    out = iqr_mask(df.cost)
    rho = [stats.spearmanr(d.cost, d.quality).statistic for d in [df, df[~out]]]
    return {"price_outliers": int(out.sum()), "rho_all": r2(rho[0], 3), "rho_without_outliers": r2(rho[1], 3)}


@ask(
    "wine",
    "hard",
    "ML PP",
    "Reduce the chemistry of the wines to principal components. How much of the variance do the first two of them explain, and how many are needed for at least 90%?",
    """{
Use the columns fixed acidity, volatile acidity, citric acid, residual sugar (g/L), chlorides, free sulfur dioxide, total sulfur dioxide, density, pH, sulphates and alcohol (% vol).
Fill the missing values with the mean of their column.
Standardize every column to mean 0 and standard deviation 1 (sklearn StandardScaler).
Fit a PCA with all the components.
}""",
    """{
@variance_pc1[v1]
@variance_pc2[v2]
@components_90[k]
}
where "v1" and "v2" are the explained variance ratios of the first and the second component (between 0 and 1, rounded to four decimal places) and "k" is the smallest number of components whose cumulative explained variance ratio is at least 0.9.""",
)
def _(df):
    x = df.loc[:, "fixed acidity":"alcohol (% vol)"]
    ratio = PCA().fit(StandardScaler().fit_transform(x.fillna(x.mean()))).explained_variance_ratio_
    return {
        "variance_pc1": r2(ratio[0], 4),
        "variance_pc2": r2(ratio[1], 4),
        "components_90": int((ratio.cumsum() < 0.9).sum()) + 1,
    }
