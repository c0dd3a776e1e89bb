# ruff: noqa: E501
"""Questions of one hand."""

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split

from tests.blind.asked import asking, r2
from tests.closed.question import Question

QUESTIONS: list[Question] = []
ask = asking("eighth-d", QUESTIONS)


# 7
@ask(
    "apartments_lisbon",
    "hard",
    "ML",
    "Train a linear regression model to predict the price of an apartment (PriceKEur) using the features AreaNet_m2, Bedrooms, Bathrooms, ConstructionYear, Dist_Metro_m, Elevator and Garage. Evaluate the model's performance with the Mean Absolute Error (MAE) and the R-squared score.",
    "Use the LinearRegression() class of the sklearn library with its default parameters. Split the dataset into a 75% training set and a 25% test set using train_test_split, and set the random_state to 42 for reproducibility. Do not scale the features. Both metrics should be calculated on the test set only.",
    '@MAE[mae_value] @R_squared[r2_value] where "mae_value" is a positive number rounded to two decimal places and "r2_value" is a number rounded to two decimal places.',
)
def _(df):
    features = df[["AreaNet_m2", "Bedrooms", "Bathrooms", "ConstructionYear", "Dist_Metro_m", "Elevator", "Garage"]]
    a, b, c, d = train_test_split(features, df["PriceKEur"], test_size=0.25, random_state=42)
    p = LinearRegression().fit(a, c).predict(b)
    return {"MAE": r2(mean_absolute_error(d, p)), "R_squared": r2(r2_score(d, p))}


# 15
@ask(
    "county_health_2012",
    "hard",
    "CA",
    "Question 3: Is there a relationship between the gap in life expectancy of women and men (female minus male) and the percentage of smokers in a county?",
    "Calculate the gap as life_exp_female minus life_exp_male for each county. Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between the gap and pct_smokers. Ignore the counties with a missing value of pct_smokers. Assess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.05. Report the p-value associated with the correlation test. Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.5. If the p-value is greater than or equal to 0.05, report that there is no significant correlation.",
    '@correlation_coefficient[r_value] @p_value[p_value] @relationship_type[relationship_type] where r_value is a number between -1 and 1, rounded to two decimal places. Where p_value is a number between 0 and 1, rounded to four decimal places. Where relationship_type is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.',
)
def _(df):
    x = df.dropna(subset=["pct_smokers"])
    r, p = stats.pearsonr(x["life_exp_female"] - x["life_exp_male"], x["pct_smokers"])
    return {
        "correlation_coefficient": r2(r),
        "p_value": r2(p, 4),
        "relationship_type": "none" if p >= 0.05 else "linear" if abs(r) >= 0.5 else "nonlinear",
    }


# 23
@ask(
    "east_river_bicycle_counts",
    "easy",
    "DA",
    "Find the date(s) with the lowest number of cyclists counted on the Manhattan Bridge.",
    """{
Extract the value of the 'Date' column corresponding to the lowest 'Manhattan Bridge' count.
If multiple dates share the same lowest count, list all of them in the order in which they appear in the dataset.
Do not convert the dates to any other format.}""",
    """{
@lowest_count_date[date]
where "date" is a string from the 'Date' column. If multiple dates should be listed, return them as a single string separated by commas.""",
)
def _(df):
    c = df["Manhattan Bridge"]
    return {"lowest_count_date": ", ".join(df.loc[c == c.min(), "Date"])}


# 31
@ask(
    "county_health_2012",
    "medium",
    "SS",
    "What is the median household income of rural counties compared to the counties which are not rural, on average?",
    "Use the 'groupby' function on the 'rural' column ('Y' means that the county is rural, 'N' means that it is not) and then use the 'mean' function on the 'median_hh_income' column to find the average of the median household income for these two groups of counties.",
    '@average_income_rural[average_income]\\n@average_income_not_rural[average_income] where "average_income" is a float rounded to two decimal places specifying the average median household income of the rural and the non-rural counties, respectively.',
)
def _(df):
    m = df.groupby("rural")["median_hh_income"].mean()
    return {"average_income_rural": r2(m["Y"]), "average_income_not_rural": r2(m["N"])}


def weight(df):
    return pd.to_numeric(df["Weight"].str.replace(r"[^0-9.]", "", regex=True), errors="coerce").dropna()


# 39
@ask(
    "laptop_prices",
    "easy",
    "OD",
    "Are there any outliers in the Weight column? If so, how many?",
    "The Weight column contains string values such as '1.86kg', so first remove the unit and convert the values into float. Entries which cannot be converted into a number should be ignored, as well as the missing ones. Use the IQR method: an observation is an outlier if it lies more than 1.5 IQR below the first quartile or more than 1.5 IQR above the third quartile.",
    "@outlier_count[count]",
)
def _(df):
    w = weight(df)
    a, b = w.quantile([0.25, 0.75])
    return {"outlier_count": int(((w < a - 1.5 * (b - a)) | (w > b + 1.5 * (b - a))).sum())}


# 47
@ask(
    "quakes_2011_q1",
    "easy",
    "DP",
    'How many earthquakes have no value recorded in the "nst" column, and what percentage of the dataset is this?',
    "Count the null values in the 'nst' column. The percentage should be calculated relative to the total number of rows in the dataset.",
    '@missing_nst[count] @missing_nst_percentage[percentage] where "count" is an integer and "percentage" is a number between 0 and 100, rounded to two decimal places.',
)
def _(df):
    k = df["nst"].isna()
    return {"missing_nst": int(k.sum()), "missing_nst_percentage": r2(100 * k.mean())}


# 55
@ask(
    "quakes_2011_q1",
    "medium",
    "SS",
    "2. At what depth did the earthquake with the highest magnitude occur, and how does it compare to the average depth of all earthquakes?",
    "Identify the earthquake with the highest value in the 'mag' column. If there are several earthquakes with the same highest magnitude, choose the one that appears first in the given dataset. Then find the depth of this particular earthquake and subtract the mean depth of the whole dataset from it.",
    '@strongest_quake_depth[depth] @difference_from_mean[difference] where "depth" is a float with two decimal places indicating the depth of the strongest earthquake, and "difference" is a float with two decimal places which is negative if this earthquake was shallower than the average.',
)
def _(df):
    d = df.loc[df["mag"].idxmax(), "depth"]
    return {"strongest_quake_depth": r2(d), "difference_from_mean": r2(d - df["depth"].mean())}


# 63
@ask(
    "county_health_2012",
    "easy",
    "DA",
    "1. Are the obesity rates (pct_obese) of the counties normally distributed?",
    "Use the Shapiro-Wilk test to determine if the distribution is normal. Accept the null hypothesis that the data is normally distributed if the p-value is greater than 0.05, and reject it otherwise.",
    '@shapiro_p_value[p_value] @is_normal[yes/no] where "p_value" is a number between 0 and 1, rounded to four decimal places and "is_normal" is a string that is "yes" if p_value > 0.05 or "no" if p_value <= 0.05',
)
def _(df):
    p = stats.shapiro(df["pct_obese"].dropna())[1]
    return {"shapiro_p_value": r2(p, 4), "is_normal": "yes" if p > 0.05 else "no"}


# 71
@ask(
    "apartments_lisbon",
    "easy",
    "SS",
    "1. How many days does an apartment stay on the market on average?",
    "Calculate the mean of the DaysOnMarket column from the entire dataset, ignoring the missing values. Round your result to one decimal place.",
    '@average_days[average] where "average" is a number rounded to one decimal place, representing the average number of days on the market per apartment.',
)
def _(df):
    return {"average_days": r2(df["DaysOnMarket"].mean(), 1)}


# 79
@ask(
    "apartments_lisbon",
    "medium",
    "OD",
    "Are there any outliers in the prices of the apartments? If so, how many are there and which listings are they?",
    "Identify outliers in the 'PriceKEur' column using the IQR method, where a price is considered an outlier if it is more than 1.5 times the IQR above the third quartile or below the first quartile. Use all the price values for this analysis.",
    '@outlier_count[count], @outlier_listings[id1, id2, ...]. The "count" is an integer. "id1, id2, ..." are the "ListingId"s of the outliers, separated by commas and sorted in ascending order.',
)
def _(df):
    w = df["PriceKEur"]
    a, b = w.quantile([0.25, 0.75])
    ids = sorted(df.loc[(w < a - 1.5 * (b - a)) | (w > b + 1.5 * (b - a)), "ListingId"])
    return {"outlier_count": len(ids), "outlier_listings": ", ".join(map(str, ids))}


# 87
@ask(
    "east_river_bicycle_counts",
    "easy",
    "DA",
    "Find out the total number of cyclists that crossed the Queensboro Bridge in the whole period.",
    'Load the CSV file with Python\'s pandas. Perform the data cleaning step to drop null or NaN values of the "Queensboro Bridge" column. Then use the sum() function on this column to get the total.',
    "@total_queensboro[integer], where integer represents the total number of cyclists counted on the Queensboro Bridge.",
)
def _(df):
    return {"total_queensboro": int(df["Queensboro Bridge"].dropna().sum())}


# 95
@ask(
    "quakes_2011_q1",
    "hard",
    "OD",
    "1. Identify and remove any outliers in the depth of the earthquakes based on the Z-score method (a data point is considered to be an outlier if its z-score is less than -2.5 or greater than 2.5). How many outliers were removed? Calculate the new mean and standard deviation of the depth after removing the outliers.",
    "For outlier detection, use the Z-score method with the threshold of 2.5, where the z-score is (value - mean) / standard deviation. For calculating the mean and standard deviation, use the functions np.mean and np.std from numpy with their default parameters. The values should be rounded off to 2 decimal places. Remove the outliers only once, do not repeat the detection on the cleaned data.",
    '@removed_outliers[count] @new_mean_depth[mean_value] @new_std_depth[std_dev_value] where "count" is an integer and "mean_value" and "std_dev_value" are numbers rounded to two decimal places.',
)
def _(df):
    v = df["depth"].to_numpy()
    z = (v - v.mean()) / v.std()
    k = v[np.abs(z) <= 2.5]
    z1 = (v - v.mean()) / v.std(ddof=1)
    assert (np.abs(z1) > 2.5).sum() == len(v) - len(k)
    return {"removed_outliers": len(v) - len(k), "new_mean_depth": r2(np.mean(k)), "new_std_depth": r2(np.std(k))}


# 103
@ask(
    "east_river_bicycle_counts",
    "medium",
    "CA",
    '1. Perform a correlation analysis between the temperature columns and the total number of cyclists. Calculate the Pearson correlation coefficients between "High Temp (°F)" and "Total", and between "Low Temp (°F)" and "Total".',
    """Calculate the correlation coefficient (r) to assess the strength and direction of the linear relationship between the pairs of variables.
For each pair, ignore the rows in which one of the two values is missing.
Report the correlation coefficients for both pairs.""",
    """@correlation_high_total[r_value_high]
@correlation_low_total[r_value_low]
where "r_value_high" and "r_value_low" are numbers between -1 and 1, rounded to three decimal places.""",
)
def _(df):
    return {
        "correlation_high_total": r2(df["High Temp (°F)"].corr(df["Total"]), 3),
        "correlation_low_total": r2(df["Low Temp (°F)"].corr(df["Total"]), 3),
    }


# 111
@ask(
    "laptop_prices",
    "hard",
    "FE",
    "2. Generate a new feature called 'price_per_GB' by dividing the price of each laptop by its amount of RAM in gigabytes. Calculate the mean and standard deviation of this new feature for the laptops of the type 'Gaming'.",
    "Convert the 'Ram' column (e.g. '8GB') to a number before the division. The 'price_per_GB' is 'Price_euros' divided by the number of gigabytes, not the other way around. Only use rows where 'TypeName' is 'Gaming'. Calculate the mean using the arithmetic mean formula. Calculate the standard deviation using the population standard deviation formula, not the sample standard deviation formula. Round both measures to two decimal places.",
    """@mean_price_per_GB[mean_value]
@std_price_per_GB[std_value]
where "mean_value" and "std_value" are numbers rounded to two decimal places.""",
)
def _(df):
    x = df[df["TypeName"] == "Gaming"]
    f = x["Price_euros"] / x["Ram"].str.replace("GB", "").astype(float)
    return {"mean_price_per_GB": r2(f.mean()), "std_price_per_GB": r2(f.std(ddof=0))}


# 119
@ask(
    "laptop_prices",
    "medium",
    "OD",
    'Identify any outliers in the "Price_euros" column of the laptop_prices.csv file using the Z-score method and report the most expensive and the cheapest of them.',
    "Define an outlier to be any data point that falls more than 3 standard deviations from the mean. Use the formula Z = (X - μ) / σ where X is a data point, μ is the mean, and σ is the standard deviation.",
    '@outliers_count[outliers_count], @max_outlier[max_price], @min_outlier[min_price], where "outliers_count" is an integer indicating the total number of outliers identified and "max_price" and "min_price" are the highest and the lowest price among the outliers, rounded to two decimal places.',
)
def _(df):
    v = df["Price_euros"]
    k = v[(v - v.mean()).abs() > 3 * v.std(ddof=1)]
    assert len(k) == ((v - v.mean()).abs() > 3 * v.std(ddof=0)).sum()
    return {"outliers_count": len(k), "max_outlier": r2(k.max()), "min_outlier": r2(k.min())}
