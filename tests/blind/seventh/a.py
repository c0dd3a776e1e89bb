# ruff: noqa: E501
"""Questions of one hand."""

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_squared_error
from sklearn.model_selection import train_test_split

from tests.blind.asked import asking, r2
from tests.closed.question import Question

QUESTIONS: list[Question] = []
ask = asking("seventh-a", QUESTIONS)


def outside(x, low=1.5):
    q1, q3 = x.quantile(0.25), x.quantile(0.75)
    return (x < q1 - low * (q3 - q1)) | (x > q3 + low * (q3 - q1))


# ---- HR employees


@ask(
    "HRDataset_v14",
    "easy",
    "SS",
    "Calculate the mean and standard deviation of the Salary column.",
    "Use pandas' `mean()` and `std()` methods. All the employees should be included, whether they are active or terminated. Do not transform the Salary data in any way.",
    '@mean_salary[mean_value] @std_salary[std_value] where "mean_value" and "std_value" are numbers with up to two decimal places.',
)
def _(df):
    return {"mean_salary": r2(df["Salary"].mean()), "std_salary": r2(df["Salary"].std())}


@ask(
    "HRDataset_v14",
    "easy",
    "DP",
    '2. How many employees have a null value in the "DateofTermination" column?',
    'Count the number of entries which are null in the "DateofTermination" column. A null value means that no date of termination was recorded for the employee.',
    '@null_termination_count[number] where "number" is an integer indicating the count of null entries in the "DateofTermination" column.',
)
def _(df):
    return {"null_termination_count": int(df["DateofTermination"].isna().sum())}


@ask(
    "HRDataset_v14",
    "hard",
    "DA",
    "Question 3: Calculate the mean and standard deviation of the salary and of the training score of the employees. Then, use the Anderson-Darling test to find out whether each of the two columns follows a normal distribution at the 5% significance level.",
    "The mean should be rounded to 2 decimal places and the standard deviation (sample standard deviation) should be rounded to 3 decimal places.\n"
    "Use scipy's Anderson-Darling test for the normal distribution. If the test statistic is greater than the critical value at the 5% significance level, the distribution is considered as 'Not Normal', else 'Normal'.",
    "@mean_salary[mean_salary]\n@std_dev_salary[std_dev_salary]\n@dist_salary[dist_salary]\n@mean_training[mean_training]\n@std_dev_training[std_dev_training]\n@dist_training[dist_training]\n"
    "where \"mean_salary\" and \"mean_training\" are the mean values of the 'Salary' and 'TrainingScore' columns, rounded to two decimal places.\n"
    'where "std_dev_salary" and "std_dev_training" are the standard deviations, rounded to three decimal places.\n'
    'where "dist_salary" and "dist_training" are strings that can either be "Normal" or "Not Normal" based on the conditions specified in the constraints.',
)
def _(df):
    out = {}
    for key, column in [("salary", "Salary"), ("training", "TrainingScore")]:
        x = df[column]
        test = stats.anderson(x, "norm")
        out[f"mean_{key}"] = r2(x.mean())
        out[f"std_dev_{key}"] = r2(x.std(), 3)
        out[f"dist_{key}"] = "Not Normal" if test.statistic > test.critical_values[2] else "Normal"
    return out


@ask(
    "HRDataset_v14",
    "medium",
    "SS",
    "What is the average number of absences of the employees for each performance score?",
    'Calculate the average (mean) of \'Absences\' separately for each of the four values of \'PerformanceScore\' ("Exceeds", "Fully Meets", "Needs Improvement" and "PIP").\nRound the averages to two decimal places.',
    "@exceeds_average_absences[average_1]\n@fully_meets_average_absences[average_2]\n@needs_improvement_average_absences[average_3]\n@pip_average_absences[average_4]\n"
    'where "average_1", "average_2", "average_3" and "average_4" are the average numbers of absences of the employees with the corresponding performance score, rounded to two decimal places.',
)
def _(df):
    m = df.groupby("PerformanceScore")["Absences"].mean()
    return {
        "exceeds_average_absences": r2(m["Exceeds"]),
        "fully_meets_average_absences": r2(m["Fully Meets"]),
        "needs_improvement_average_absences": r2(m["Needs Improvement"]),
        "pip_average_absences": r2(m["PIP"]),
    }


# ---- used cars


@ask(
    "Car details v3",
    "easy",
    "SS",
    'Calculate the mean, standard deviation, minimum and maximum of the "km_driven" column.',
    "Use the built-in functions of pandas to calculate these four statistics. Round the values to two decimal places.",
    '@mean_km[mean value]\n@std_km[standard deviation value]\n@min_km[minimum value]\n@max_km[maximum value]\nwhere "mean value", "standard deviation value", "minimum value" and "maximum value" are numbers rounded to two decimal places.',
)
def _(df):
    x = df["km_driven"]
    return {"mean_km": r2(x.mean()), "std_km": r2(x.std()), "min_km": r2(x.min()), "max_km": r2(x.max())}


@ask(
    "Car details v3",
    "hard",
    "OD",
    "2. Detect the outliers of the selling_price column by means of the Z-score method with a threshold of 3. After dropping the outliers from the dataset, what are the new mean and the new median of the selling price?",
    "Calculate the Z-score of each value in the selling_price column as (value - mean) / standard deviation, with the population standard deviation.\n"
    "Identify as outliers the values whose Z-score is greater than 3 or less than -3.\nRemove these rows only once, do not repeat the detection on the remaining data.\n"
    "Report the number of removed rows, the new mean and the new median.",
    '@removed_rows[number_of_rows]\n@new_mean_price[new_mean]\n@new_median_price[new_median]\nwhere "number_of_rows" is an integer.\nwhere "new_mean" and "new_median" are numbers rounded to two decimal places.',
)
def _(df):
    x = df["selling_price"]
    out = ((x - x.mean()) / x.std(ddof=0)).abs() > 3
    return {
        "removed_rows": int(out.sum()),
        "new_mean_price": r2(x[~out].mean()),
        "new_median_price": r2(x[~out].median()),
    }


@ask(
    "Car details v3",
    "hard",
    "FE",
    '3. Perform feature engineering by creating a new column "km_per_year", which tells how many kilometers the car was driven per year of its age. The age of a car is 2020 minus its "year". '
    'Find the mean and median of the "km_per_year" column, and compare them with the mean and median of the "km_driven" column.',
    'The "km_per_year" is calculated as the ratio of "km_driven" to the age of the car in years. Handle the divisions by zero (cars of the year 2020) by replacing the infinity values with zero, and keep these rows. '
    "Use the pandas mean and median functions; all results must be rounded off to 2 decimal places.",
    "@km_per_year_mean[mean], @km_per_year_median[median], @km_driven_mean[mean], @km_driven_median[median] where each answer is a floating number rounded to two decimal places.",
)
def _(df):
    x = (df["km_driven"] / (2020 - df["year"])).replace([np.inf, -np.inf], 0)
    return {
        "km_per_year_mean": r2(x.mean()),
        "km_per_year_median": r2(x.median()),
        "km_driven_mean": r2(df["km_driven"].mean()),
        "km_driven_median": r2(df["km_driven"].median()),
    }


@ask(
    "Car details v3",
    "easy",
    "DP",
    "Which column of the dataset has the highest number of missing values, and how many values are missing in it?",
    "Columns with missing values: mileage, engine, max_power, seats. Only null values are counted as missing.",
    '@column_with_most_missing[column_name] @missing_count[count] where "column_name" is a string with the name of the column and "count" is an integer.',
)
def _(df):
    m = df.isna().sum()
    assert (m == m.max()).sum() == 1
    return {"column_with_most_missing": m.idxmax(), "missing_count": int(m.max())}


# ---- air quality by station


@ask(
    "station_day_2019",
    "easy",
    "SS",
    "2. Calculate the average PM2.5 concentration for each month in the dataset, over all the stations.",
    'The "Date" column is in the format "DD-MM-YYYY". Extract the month from each date and calculate the mean of PM2.5 for the month, ignoring the missing values. Keep only two decimal places. The months should be given in chronological order.',
    "@monthly_avg_pm25[{'month_1':avg_1, 'month_2':avg_2, ..., 'month_12':avg_12}] where each \"avg\" is a number rounded to two decimal places.",
)
def _(df):
    m = df.groupby(pd.to_datetime(df["Date"], format="%d-%m-%Y").dt.month)["PM2.5"].mean()
    return {"monthly_avg_pm25": str({f"month_{k}": float(r2(v)) for k, v in m.items()})}


@ask(
    "station_day_2019",
    "medium",
    "DP",
    "4. Are there missing values in the NO2 column? If yes, which station (StationId) has the most missing NO2 values and how many does it have?",
    'In your analysis:\n- Missing values are represented as "NaN".\n- Calculate the number of missing NO2 values for each station separately.',
    '@station_most_missing["station_id"]\n@most_missing_no2_count[num_missing]\n\nwhere "station_id" is a string, the StationId of the station with the most missing NO2 values.\n'
    'where "num_missing" is an integer greater than or equal to 0, the number of missing NO2 values of this station.',
)
def _(df):
    m = df["NO2"].isna().groupby(df["StationId"]).sum()
    return {"station_most_missing": f'"{m.idxmax()}"', "most_missing_no2_count": int(m.max())}


@ask(
    "station_day_2019",
    "medium",
    "DA",
    '1. Check if the "O3 (ug/m3)" column is normally distributed for the station KL002.',
    "Only use the rows whose StationId is KL002, and drop the missing values. Use the Shapiro-Wilk test to assess the normality. If the p-value is less than 0.05, the ozone values of the station do not follow a normal distribution; otherwise they do.",
    '@shapiro_statistic[statistic] @normality_status[status], where "statistic" is the test statistic W rounded to two decimal places, and "status" is a string that is either "Normal" or "Not Normal".',
)
def _(df):
    w, p = stats.shapiro(df.loc[df["StationId"] == "KL002", "O3 (ug/m3)"].dropna())
    return {"shapiro_statistic": r2(w), "normality_status": "Not Normal" if p < 0.05 else "Normal"}


@ask(
    "station_day_2019",
    "hard",
    "CA",
    "Is there a significant correlation between the wind speed and the ozone concentration? If so, what is the correlation coefficient and p-value?",
    "Calculate the Pearson correlation coefficient (r) between 'WS (m/s)' and 'O3 (ug/m3)'. Ignore the rows with a missing value in one of the two columns. Assess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.01. "
    "Report the p-value associated with the correlation test. Consider the correlation to be significant if the p-value is less than 0.01. If the p-value is greater than or equal to 0.01, report that there is no significant correlation.",
    '@correlation_coefficient[r_value] @p_value[p_value] @significance[significance] where "r_value" is a number between -1 and 1, rounded to two decimal places. "p_value" is a number between 0 and 1, rounded to four decimal places. '
    '"significance" is a string that can either be "significant" or "not significant".',
)
def _(df):
    d = df[["WS (m/s)", "O3 (ug/m3)"]].dropna()
    r, p = stats.pearsonr(d["WS (m/s)"], d["O3 (ug/m3)"])
    return {
        "correlation_coefficient": r2(r),
        "p_value": r2(p, 4),
        "significance": "significant" if p < 0.01 else "not significant",
    }


# ---- football players


@ask(
    "players_20",
    "medium",
    "CA",
    "Examine the correlation between the height and the weight of the players.",
    "Transform the height from the feet'inches string format (for example 5'11) to inches (integer type), with 12 inches in a foot, and the weight from a string such as '159lbs' to an integer. "
    "Then use the Pearson's method to calculate the correlation coefficient between the transformed height and weight. The result should be rounded to three decimal places.",
    "@height_weight_correlation[float], where float is a number between -1 and 1, rounded to three decimal places.",
)
def _(df):
    h = df["height"].str.split("'", expand=True).astype(int)
    w = df["weight"].str.replace("lbs", "").astype(int)
    return {"height_weight_correlation": r2((h[0] * 12 + h[1]).corr(w), 3)}


@ask(
    "players_20",
    "easy",
    "DA",
    "2. Are there any left-footed players with an overall rating of at least 80? If yes, how many such players are there?",
    'Count only the players whose preferred_foot is "Left" and whose overall is greater than or equal to 80. The count should be a non-negative integer.',
    '@left_footed_players[count] where "count" is a non-negative integer representing the number of left-footed players with an overall rating of 80 or more.',
)
def _(df):
    return {"left_footed_players": int(((df["preferred_foot"] == "Left") & (df["overall"] >= 80)).sum())}


@ask(
    "players_20",
    "medium",
    "SS",
    "3. What is the average wage (wage_eur) of the players in each club? How many clubs have an average wage far above or far below the overall average wage of all players?",
    "Calculate the average wage for each club. Compare the results to the overall average wage of all the players in the dataset. "
    "A club is far above if its average is more than twice the overall average, and far below if its average is less than half of the overall average.",
    '@clubs_far_above[number_of_clubs_above], @clubs_far_below[number_of_clubs_below], where "number_of_clubs_above" and "number_of_clubs_below" are non-negative integers representing the number of clubs meeting the corresponding criteria.',
)
def _(df):
    m, a = df.groupby("club")["wage_eur"].mean(), df["wage_eur"].mean()
    return {"clubs_far_above": int((m > 2 * a).sum()), "clubs_far_below": int((m < a / 2).sum())}


@ask(
    "players_20",
    "hard",
    "CA",
    "Can you identify any relationship between the age of the players and the room they still have to grow, i.e. the difference between their potential and overall ratings?",
    'Create a new feature "growth" by subtracting overall from potential. Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between age and growth. '
    "Assess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.05. Report the p-value associated with the correlation test. "
    "Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. "
    "Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.5. If the p-value is greater than or equal to 0.05, report that there is no significant correlation.",
    '@correlation_coefficient[r_value], @p_value[p_value], @relationship_type[relationship_type]. Where "r_value" is a float number between -1 and 1, rounded to two decimal places. '
    '"p_value" is a float number between 0 and 1, rounded to four decimal places. "relationship_type" is a string that can either be "linear", "nonlinear", or "none".',
)
def _(df):
    r, p = stats.pearsonr(df["age"], df["potential"] - df["overall"])
    return {
        "correlation_coefficient": r2(r),
        "p_value": r2(p, 4),
        "relationship_type": "none" if p >= 0.05 else "linear" if abs(r) >= 0.5 else "nonlinear",
    }


# ---- supermarket orders


@ask(
    "supermarket_orders",
    "hard",
    "DP",
    'Perform comprehensive data preprocessing on the "Date" column to extract the month and the year. Calculate the total revenue for each month and year combination and return the combination with the highest total revenue.',
    'The dates are strings in the format month/day/year.\nThe revenue of a month is the sum of the "Total" column over all the orders of the month.\nFor ties, return the earliest month and year combination.',
    '@Highest_Monthly_Revenue[month, year, total_revenue]\nwhere "month" is an integer between 1 and 12, "year" is an integer, and "total_revenue" is a float rounded to two decimal places.',
)
def _(df):
    d = pd.to_datetime(df["Date"], format="%m/%d/%Y")
    s = df["Total"].groupby([d.dt.year.rename("y"), d.dt.month.rename("m")]).sum()
    y, m = s.idxmax()
    return {"Highest_Monthly_Revenue": f"{m}, {y}, {s.max():.2f}"}


@ask(
    "supermarket_orders",
    "easy",
    "SS",
    'Calculate the mean and standard deviation of the "Unit price" column for the orders of the "Fashion accessories" product line.',
    'Filter the rows where "Product line" is equal to "Fashion accessories". Use the built-in functions in Python\'s pandas library for computation. Round the result to 2 decimal places.',
    '@mean_unit_price[mean_unit_price]\n@std_dev_unit_price[std_dev_unit_price]\nwhere "mean_unit_price" and "std_dev_unit_price" are floating-point numbers rounded to 2 decimal places.',
)
def _(df):
    x = df.loc[df["Product line"] == "Fashion accessories", "Unit price"]
    return {"mean_unit_price": r2(x.mean()), "std_dev_unit_price": r2(x.std())}


@ask(
    "supermarket_orders",
    "medium",
    "DA",
    "What is the distribution of the ratings given by the members who paid in cash? Is it significantly different from the distribution of the ratings given by the normal customers who paid in cash?",
    "Members are the customers whose 'Customer type' is 'Member', normal customers those whose 'Customer type' is 'Normal'; paid in cash means that 'Payment' is 'Cash'. Ignore the missing ratings. "
    "Perform a two-sample Kolmogorov-Smirnov test to compare the two distributions. Use a significance level (alpha) of 0.05. If the p-value is less than 0.05, conclude the distributions are significantly different. "
    "If the p-value is greater than or equal to 0.05, conclude the distributions are not significantly different.",
    '@ks_statistic[statistic] @is_significantly_different[answer] where "statistic" is the Kolmogorov-Smirnov statistic rounded to two decimal places and "answer" is a boolean ("True" or "False") indicating the result of the test.',
)
def _(df):
    d = df[df["Payment"] == "Cash"].dropna(subset=["Rating"])
    k, p = stats.ks_2samp(
        d.loc[d["Customer type"] == "Member", "Rating"], d.loc[d["Customer type"] == "Normal", "Rating"]
    )
    return {"ks_statistic": r2(k), "is_significantly_different": str(bool(p < 0.05))}


@ask(
    "supermarket_orders",
    "easy",
    "SS",
    "Calculate the average rating given by the customers.",
    "Calculate the mean of the Rating column using pandas, excluding the orders without a rating. Rounding off the answer to two decimal places.",
    '@mean_rating[mean_rating_value] where "mean_rating_value" is a floating-point number rounded to two decimal places.',
)
def _(df):
    return {"mean_rating": r2(df["Rating"].mean())}


# ---- heart disease patients


@ask(
    "heart_cleveland",
    "hard",
    "ML",
    "Utilize machine learning techniques to classify the patients into those with and without heart disease (the target column, 1 or 0) based on the features age, sex, cp, trestbps, chol, thalach, exang and oldpeak. "
    "Split the dataset into training and testing sets with an 80:20 ratio using a specified random state of 42. Train a logistic regression model on the training set, and evaluate its performance on the testing set using accuracy as a metric.",
    "Use scikit-learn's Logistic Regression with the 'liblinear' solver, and a random state of 42 both when splitting the data and when building the model. Use the features as they are, in the given order, without scaling or encoding. All numeric values should be rounded to two decimal places.",
    "@test_accuracy[float between 0 and 1, inclusive, rounded to two decimal places].",
)
def _(df):
    x = df[["age", "sex", "cp", "trestbps", "chol", "thalach", "exang", "oldpeak"]]
    a, b, c, d = train_test_split(x, df["target"], test_size=0.2, random_state=42)
    model = LogisticRegression(solver="liblinear", random_state=42).fit(a, c)
    return {"test_accuracy": r2(accuracy_score(d, model.predict(b)))}


@ask(
    "heart_cleveland",
    "easy",
    "DA",
    "2. Is the distribution of the oldpeak values symmetric or skewed?",
    "Calculate the skewness of the 'oldpeak' column using the skew function from 'scipy.stats' with its default settings. A skewness value between -0.5 and +0.5 indicates that the distribution is approximately symmetric, "
    "a value greater than +0.5 indicates a distribution skewed to the right and a value less than -0.5 indicates a distribution skewed to the left.",
    '@oldpeak_skewness[skewness] @distribution_shape[shape] where "skewness" is a number rounded to two decimal places and "shape" is a string that can be "symmetric", "skewed_right", or "skewed_left" based on the criteria provided in the constraints.',
)
def _(df):
    s = stats.skew(df["oldpeak"])
    return {
        "oldpeak_skewness": r2(s),
        "distribution_shape": "skewed_right" if s > 0.5 else "skewed_left" if s < -0.5 else "symmetric",
    }


@ask(
    "heart_cleveland",
    "easy",
    "CA",
    "Calculate the correlation coefficient between the age and the maximum heart rate achieved (thalach) of the patients.",
    "{\nCalculate the Pearson correlation coefficient (r) between age and thalach.\nDo not remove any outliers or modify the data prior to computation.\nUse all the patients in the dataset.\n}",
    '{\n@correlation_age_thalach[r_value]\nwhere "r_value" is a float number between -1 and 1, rounded to two decimal places.\n}',
)
def _(df):
    return {"correlation_age_thalach": r2(df["age"].corr(df["thalach"]))}


# ---- bank telemarketing


@ask(
    "bank_marketing",
    "easy",
    "SS",
    "Calculate the mean and standard deviation of the account balance of all the clients in the dataset. Round your answers to 2 decimal places.",
    "Perform arithmetic mean and (sample) standard deviation calculations on the 'balance' column of the dataset. Clients with a negative balance are included too. Do not use modes, medians, or any other form of average.",
    "@mean_balance[float], @standard_deviation_balance[float] where each float is a positive number rounded to two decimal places.",
)
def _(df):
    return {"mean_balance": r2(df["balance"].mean()), "standard_deviation_balance": r2(df["balance"].std())}


@ask(
    "bank_marketing",
    "easy",
    "OD",
    "How many outliers are there in the campaign column?",
    "Detect outliers in the 'campaign' column using the IQR method, where observations that fall below Q1 - 1.5*IQR or above Q3 + 1.5*IQR are considered outliers.",
    "@campaign_outliers[count] where 'count' is a non-negative integer.",
)
def _(df):
    return {"campaign_outliers": int(outside(df["campaign"]).sum())}


@ask(
    "bank_marketing",
    "easy",
    "SS",
    'Calculate the mean and standard deviation of the "duration" of the calls to the clients who subscribed to the term deposit ("y" is "yes") in the bank_marketing.csv file.',
    'Calculate the mean and standard deviation using built-in functions in Python\'s pandas library, on the rows where "y" is equal to "yes" only. Round the outputs to two decimal places.',
    '@mean_duration_yes[mean_value], @std_dev_duration_yes[std_dev_value] where "mean_value" and "std_dev_value" are the calculated mean and standard deviation of the "duration" column for these clients. Both should be rounded to two decimal places.',
)
def _(df):
    x = df.loc[df["y"] == "yes", "duration"]
    return {"mean_duration_yes": r2(x.mean()), "std_dev_duration_yes": r2(x.std())}


# ---- weather stations


@ask(
    "Summary of Weather",
    "easy",
    "SS",
    "1. What is the mean daily precipitation (Precip) recorded in the dataset?",
    'The Precip column contains strings, where "T" stands for a trace of precipitation. Treat the "T" values as 0 and convert the column to numeric values. Calculate the mean as the sum of all values divided by the total number of observations.',
    '@mean_Precip[mean_precipitation] where "mean_precipitation" is a non-negative number rounded to two decimal places.',
)
def _(df):
    return {"mean_Precip": r2(pd.to_numeric(df["Precip"].replace("T", "0")).mean())}


@ask(
    "Summary of Weather",
    "easy",
    "CA",
    "2. Is there any correlation between the wind gust speed (WindGustSpd) and the mean temperature (MeanTemp)? If so, what is the correlation coefficient?",
    "Use the Pearson Correlation Coefficient on the rows where both values are present. Round the calculated correlation coefficient to three decimal places. If the absolute correlation coefficient is less than 0.02, assume the correlation is negligible and consider the correlation value as zero.",
    '@correlation_coefficient[correlation_coefficient_value] where "correlation_coefficient_value" is a decimal number between -1 and 1, rounded to three decimal places.',
)
def _(df):
    r = df["WindGustSpd"].corr(df["MeanTemp"])
    return {"correlation_coefficient": r2(r if abs(r) >= 0.02 else 0.0, 3)}


@ask(
    "Summary of Weather",
    "hard",
    "OD",
    '1. Identify and remove any outliers in the "WindGustSpd" column using the Z-score method, where Z is defined as (value - mean) / standard deviation. Assume a data point to be an outlier if its Z-score is greater than 2.5 or less than -2.5. '
    "After removing the outliers, calculate the new mean and standard deviation of the wind gust speed.",
    'Ignore the missing values of WindGustSpd. The standard deviation, for the Z-scores as well as for the final answer, is the sample standard deviation (pandas\' default). Do this for the "WindGustSpd" column only, and only once.',
    '@outliers_removed[count]\n@mean_gust[mean]\n@std_dev_gust[std_dev] where "count" is an integer and "mean" and "std_dev" are floating-point numbers rounded to two decimal places.',
)
def _(df):
    x = df["WindGustSpd"].dropna()
    out = ((x - x.mean()) / x.std()).abs() > 2.5
    return {"outliers_removed": int(out.sum()), "mean_gust": r2(x[~out].mean()), "std_dev_gust": r2(x[~out].std())}


# ---- wine properties


@ask(
    "winequality_mixed",
    "easy",
    "SS",
    "1. Calculate the mean and median of the 'residual sugar' column.",
    "Calculate the mean and median of the 'residual sugar' column, leaving out the missing values only. Round your results to two decimal places.",
    "@mean_sugar[mean_value], @median_sugar[median_value] where 'mean_value' and 'median_value' are numbers rounded to two decimal places.",
)
def _(df):
    x = df["residual sugar"]
    return {"mean_sugar": r2(x.mean()), "median_sugar": r2(x.median())}


@ask(
    "winequality_mixed",
    "hard",
    "ML",
    "2. Can we predict the alcohol content of a wine based on its density and residual sugar? What is the performance of the prediction model?",
    "{\nUse a linear regression model for prediction.\nUse 80% of the dataset for training and the rest for testing, with sklearn's train_test_split and a random_state of 42.\n"
    "Use Mean Squared Error (MSE) on the testing set as the evaluation metric to assess the model's performance.\n"
    'Before the split, handle missing values in the "alcohol", "density", and "residual sugar" columns by imputing them with their respective column means.\n}',
    '{\n@mean_squared_error[mse]\nwhere "mse" is the mean squared error of the model, rounded to four decimal places.\n}',
)
def _(df):
    d = df[["density", "residual sugar", "alcohol"]]
    d = d.fillna(d.mean())
    a, b, c, e = train_test_split(d[["density", "residual sugar"]], d["alcohol"], test_size=0.2, random_state=42)
    return {"mean_squared_error": r2(mean_squared_error(e, LinearRegression().fit(a, c).predict(b)), 4)}


@ask(
    "winequality_mixed",
    "hard",
    "OD",
    "3. Perform outlier detection on the 'chlorides' column of the red wines using the interquartile range method. Remove the outliers and recalculate the mean and standard deviation of 'chlorides' for the red wines.",
    "Consider only the rows where 'type' is 'red'. Values below Q1 - 1.5*IQR or above Q3 + 1.5*IQR are outliers. For the \"average chlorides\" after the removal, calculate it using the arithmetic mean formula. "
    "Calculate the standard deviation using the population standard deviation formula, not the sample standard deviation formula. Round both measures to four decimal places.",
    '@mean_chlorides[avg_chlorides]\n@std_chlorides[chlorides_std]\nwhere "avg_chlorides" and "chlorides_std" are numbers rounded to four decimal places.',
)
def _(df):
    x = df.loc[df["type"] == "red", "chlorides"]
    x = x[~outside(x)]
    return {"mean_chlorides": r2(x.mean(), 4), "std_chlorides": r2(x.std(ddof=0), 4)}
