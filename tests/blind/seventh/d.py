# ruff: noqa: E501
"""Questions of one hand."""

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, r2_score, root_mean_squared_error
from sklearn.model_selection import train_test_split

from tests.blind.asked import asking, r2
from tests.closed.question import Question

QUESTIONS: list[Question] = []
ask = asking("seventh-d", QUESTIONS)


def _iqr_outliers(values):
    q1, q3 = values.quantile(0.25), values.quantile(0.75)
    return (values < q1 - 1.5 * (q3 - q1)) | (values > q3 + 1.5 * (q3 - q1))


def _linearity(r, p, bound=0.5, alpha=0.05):
    return "none" if p >= alpha else "linear" if abs(r) >= bound else "nonlinear"


# ---------------------------------------------------------------- googleplaystore


@ask(
    "googleplaystore",
    "easy",
    "DA",
    "Find out the total number of reviews written for the apps of the MEDICAL category.",
    'Select the rows where the "Category" is "MEDICAL". Make sure there are no null values in the "Reviews" column of these rows, then use the sum() function of pandas on this column.',
    "@total_medical_reviews[integer], where integer represents the total number of reviews of all apps in the MEDICAL category.",
)
def _(df):
    return {"total_medical_reviews": int(df.loc[df["Category"] == "MEDICAL", "Reviews"].sum())}


@ask(
    "googleplaystore",
    "easy",
    "OD",
    "Are there any outliers in the Size column? If so, how many?",
    "You should use the IQR method to define an outlier. An observation is considered an outlier if it lies 1.5 IQR below the first quartile or 1.5 IQR above the third quartile. Since Size contains string values, consider only the apps whose size is given in megabytes (ending with 'M'), remove the 'M' and convert the rest to float. Ignore all other values of the column.",
    "@outlier_count[count]",
)
def _(df):
    size = df["Size"][df["Size"].str.endswith("M")].str[:-1].astype(float)
    return {"outlier_count": int(_iqr_outliers(size).sum())}


@ask(
    "googleplaystore",
    "medium",
    "SS",
    "2. What is the rating of the paid app that has received the most reviews?",
    "Firstly, keep only the apps whose Type is 'Paid' and which have a non-null Rating. Then identify the app with the highest number of reviews. If there are multiple apps with the same number of reviews, choose the one that appears first in the given dataset. Then find the Rating corresponding to this particular app.",
    '@rating_of_most_reviewed_paid_app[number] where "number" is a float with one decimal place, indicating the rating of the paid app with the highest number of reviews.',
)
def _(df):
    paid = df[(df["Type"] == "Paid") & df["Rating"].notna()]
    return {"rating_of_most_reviewed_paid_app": r2(paid.loc[paid["Reviews"].idxmax(), "Rating"], 1)}


@ask(
    "googleplaystore",
    "hard",
    "CA",
    "Question 3: Is there a relationship between the number of installs of an app and the number of reviews it has received?",
    "Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between the number of installs and the number of reviews. Assess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.05. Report the p-value associated with the correlation test. Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.5. If the p-value is greater than or equal to 0.05, report that there is no significant correlation.",
    '@correlation_coefficient[r_value] @p_value[p_value] @relationship_type[relationship_type] where r_value is a number between -1 and 1, rounded to two decimal places. Where p_value is a number between 0 and 1, rounded to four decimal places. Where relationship_type is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.',
)
def _(df):
    installs = df["Installs"].str.replace("[+,]", "", regex=True).astype(float)
    r, p = stats.pearsonr(installs, df["Reviews"])
    return {"correlation_coefficient": r2(r), "p_value": r2(p, 4), "relationship_type": _linearity(r, p)}


# ---------------------------------------------------------------- FuelConsumption


@ask(
    "FuelConsumption",
    "medium",
    "CA",
    "Are the ENGINESIZE column and the FUELCONSUMPTION_HWY column correlated?",
    "Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between the 'ENGINESIZE' and 'FUELCONSUMPTION_HWY' columns. The answer should be rounded to the third decimal place. Consider the correlation to be strong if the absolute value of r is greater than or equal to 0.7. Consider it to be moderate if the absolute value of r is less than 0.7 but at least 0.4, and weak otherwise.",
    "@correlation_coefficient[r_value] @correlation_strength[strength] where 'r_value' is a float number between -1 and 1 with three decimal places and 'strength' is a string that is either 'strong', 'moderate' or 'weak'.",
)
def _(df):
    r = df["ENGINESIZE"].corr(df["FUELCONSUMPTION_HWY"])
    return {
        "correlation_coefficient": r2(r, 3),
        "correlation_strength": "strong" if abs(r) >= 0.7 else "moderate" if abs(r) >= 0.4 else "weak",
    }


@ask(
    "FuelConsumption",
    "hard",
    "FE",
    "2. Generate a new feature called 'emission per liter' by dividing the CO2 emissions by the engine size for each vehicle. Calculate the mean and standard deviation of this new feature for the vehicles with 6 cylinders.",
    "Calculate the 'emission per liter' by dividing CO2EMISSIONS by ENGINESIZE for each vehicle, not the other way around. Only consider vehicles where CYLINDERS is equal to 6. For the mean, use the arithmetic mean formula. Calculate the standard deviation using the population standard deviation formula, not the sample standard deviation formula. Round both measures to two decimal places.",
    '@mean_emission_per_liter[avg_emission]\n@std_emission_per_liter[emission_std]\nwhere "avg_emission" and "emission_std" are numbers rounded to two decimal places.',
)
def _(df):
    feature = (df["CO2EMISSIONS"] / df["ENGINESIZE"])[df["CYLINDERS"] == 6]
    return {"mean_emission_per_liter": r2(feature.mean()), "std_emission_per_liter": r2(feature.std(ddof=0))}


@ask(
    "FuelConsumption",
    "hard",
    "ML",
    "3. Use machine learning techniques to predict the 'CO2EMISSIONS' of a vehicle based on its 'ENGINESIZE', 'CYLINDERS' and 'FUELCONSUMPTION_COMB' features. Split the dataset into a training set and a testing set with the ratio of size 7:3. Train a linear regression model on the training set and evaluate its performance by calculating the coefficient of determination (R-squared) on the testing set.",
    "{\n- Use the linear regression algorithm provided by the sklearn library in Python.\n- The dataset should be split into a training set and a testing set with the ratio 7:3 using a random_state of 42.\n- R-squared should be calculated on the testing set only and rounded to three decimal places.\n}",
    '{\n@test_r_squared[r_squared]\nwhere "r_squared" is the coefficient of determination of the testing set. The value should be a float, rounded to three decimal places.',
)
def _(df):
    x_train, x_test, y_train, y_test = train_test_split(
        df[["ENGINESIZE", "CYLINDERS", "FUELCONSUMPTION_COMB"]], df["CO2EMISSIONS"], test_size=0.3, random_state=42
    )
    return {"test_r_squared": r2(r2_score(y_test, LinearRegression().fit(x_train, y_train).predict(x_test)), 3)}


# ---------------------------------------------------------------- adult


@ask(
    "adult",
    "medium",
    "DA",
    '2. Perform a distribution analysis on the "hours-per-week" column. Determine if the distribution adheres to a normal distribution or it exhibits skewness or heavy tails.',
    "Use Python's scipy library to perform a Shapiro-Wilk test to check for normality. The Shapiro-Wilk test tests the null hypothesis that the data was drawn from a normal distribution. For skewness and kurtosis use the skew and kurtosis functions of scipy.stats with their default parameters. If the p-value is less than 0.05, the distribution is not normal.",
    '@shapiro_w[test_statistic], @skewness[skewness_value], @kurtosis[kurtosis_value], @normality[normality] where the first three answers are floating numbers rounded to four decimal places and "normality" is a string that is either "normal" or "not normal".',
)
def _(df):
    hours = df["hours-per-week"]
    w, p = stats.shapiro(hours)
    return {
        "shapiro_w": r2(w, 4),
        "skewness": r2(stats.skew(hours), 4),
        "kurtosis": r2(stats.kurtosis(hours), 4),
        "normality": "not normal" if p < 0.05 else "normal",
    }


@ask(
    "adult",
    "medium",
    "OD",
    'Identify any outliers in the "capital-gain" column of the adult.csv file using the Z-score method.',
    "Define an outlier to be any data point that falls more than 3 standard deviations from the mean. Use the formula Z = (X - μ) / σ where X is a data point, μ is the mean, and σ is the standard deviation of the whole column, including the zeros.",
    '@outlier_count[outlier_count], @smallest_outlier[smallest_outlier], where "outlier_count" is an integer indicating the total number of outliers identified and "smallest_outlier" is an integer, the lowest capital-gain value among the outliers.',
)
def _(df):
    gain = df["capital-gain"]
    out = gain[((gain - gain.mean()) / gain.std(ddof=0)).abs() > 3]
    assert len(out) == ((gain - gain.mean()) / gain.std()).abs().gt(3).sum()
    return {"outlier_count": len(out), "smallest_outlier": int(out.min())}


@ask(
    "adult",
    "hard",
    "CA",
    "Is there a correlation between the age and the weekly working hours of the women who have never been married (marital-status = 'Never-married')?",
    "Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between age and hours-per-week for women who have never been married.\nAssess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.01.\nReport the p-value associated with the correlation test.\nConsider the relationship to be significant if the p-value is less than 0.01.\nIf the p-value is greater than or equal to 0.01, report that there is no significant correlation.",
    '@correlation_coefficient[r_value]\n@p_value[p_value]\n@relationship_significance[significance]\nwhere "r_value" is a number between -1 and 1, rounded to two decimal places.\nwhere "p_value" is a number between 0 and 1, rounded to four decimal places.\nwhere "significance" is a string that can either be "significant" or "not significant" based on the conditions specified in the constraints.',
)
def _(df):
    part = df[(df["sex"] == "Female") & (df["marital-status"] == "Never-married")]
    r, p = stats.pearsonr(part["age"], part["hours-per-week"])
    return {
        "correlation_coefficient": r2(r),
        "p_value": r2(p, 4),
        "relationship_significance": "significant" if p < 0.01 else "not significant",
    }


@ask(
    "adult",
    "hard",
    "ML",
    "Apply the logistic regression algorithm from the sklearn library to predict whether a person earns more than 50K based on the features 'age', 'education-num', 'hours-per-week', 'capital-loss', 'sex' and 'marital-status'. Encode 'sex' and 'marital-status' to numerical values before applying the model. Split the dataset into a training set (80%) and a testing set (20%), train the model on the training set, and evaluate its performance on the testing set using the accuracy score. Ensure that the train_test_split function's random_state parameter is set to 42 for consistency.",
    "Use one-hot encoding for the 'sex' and 'marital-status' features. Encode the target 'income' as 1 for '>50K' and 0 for '<=50K'. Use LogisticRegression with max_iter=1000 and otherwise default parameters. Do not scale the features.",
    '@prediction_accuracy[accuracy], where "accuracy" is a float number rounded to 2 decimal places and has a range of 0.0 to 1.0.',
)
def _(df):
    x = pd.get_dummies(
        df[["age", "education-num", "hours-per-week", "capital-loss", "sex", "marital-status"]],
        columns=["sex", "marital-status"],
    )
    x_train, x_test, y_train, y_test = train_test_split(
        x, (df["income"] == ">50K").astype(int), test_size=0.2, random_state=42
    )
    return {
        "prediction_accuracy": r2(
            accuracy_score(y_test, LogisticRegression(max_iter=1000).fit(x_train, y_train).predict(x_test))
        )
    }


# ---------------------------------------------------------------- pitching_salaries


@ask(
    "pitching_salaries",
    "easy",
    "DA",
    "Find the player(s) with the highest number of saves (SV).",
    "{\nExtract the playerID corresponding to the highest SV value.\nIn the case multiple players have the same highest SV value, list all playerIDs in the order of the dataset.\nUse the data as they are, do not remove any rows.}",
    '{\n@player_id[player_id]\n@saves[saves]\nwhere "player_id" is a string from the \'playerID\' column. If multiple players should be listed, return them as a single string separated by commas.\nwhere "saves" is an integer.',
)
def _(df):
    return {"player_id": ", ".join(df.loc[df["SV"] == df["SV"].max(), "playerID"]), "saves": int(df["SV"].max())}


@ask(
    "pitching_salaries",
    "medium",
    "SS",
    "What is the average salary of pitchers in the American League compared to pitchers in the National League?",
    "Use the 'groupby' function on the 'lgID' column to group the data by league ('AL' is the American League, 'NL' is the National League). Then use the 'mean' function on the 'salary' column to find the average salary of these two groups of players. Ignore the pitchers without a recorded salary.",
    '@average_salary_american_league[average_salary]\n@average_salary_national_league[average_salary] where "average_salary" is a float rounded to two decimal places specifying the average salary of the pitchers in the American League and in the National League, respectively.',
)
def _(df):
    mean = df.groupby("lgID")["salary"].mean()
    return {"average_salary_american_league": r2(mean["AL"]), "average_salary_national_league": r2(mean["NL"])}


@ask(
    "pitching_salaries",
    "hard",
    "FE",
    "Using feature engineering techniques, create a new feature that represents the strikeouts of a pitcher as a percentage of the outs pitched. Then, explore the distribution of this new feature and determine if it adheres to a normal distribution.",
    "Create a new feature 'strikeout_rate' that is defined as the ratio of SO to IPouts, represented as a percentage. After creating the feature, calculate its mean and its skewness, using the skew function of scipy.stats. Use the skewness to determine whether the data is normally distributed. For normally distributed data, skewness should be about 0.",
    '@strikeout_rate_mean[mean_value]\n@strikeout_rate_skewness[skewness_value]\n@is_normal[is_normal]\nwhere "mean_value" and "skewness_value" are the mean and the skewness of the \'strikeout_rate\' feature rounded to two decimal places.\nwhere "is_normal" is a boolean value that should be "True" if the absolute value of skewness is less than 0.5 and "False" otherwise.',
)
def _(df):
    rate = df["SO"] / df["IPouts"] * 100
    skew = stats.skew(rate)
    return {
        "strikeout_rate_mean": r2(rate.mean()),
        "strikeout_rate_skewness": r2(skew),
        "is_normal": str(bool(abs(skew) < 0.5)),
    }


@ask(
    "pitching_salaries",
    "hard",
    "ML",
    "Perform machine learning by training a linear regression model to predict the number of strikeouts (SO) based on the features age, W, L, G, SV, IPouts, BB, and HR. Use the Root Mean Squared Error (RMSE) for evaluating the model's performance.",
    "Perform the machine learning task using the sklearn library's LinearRegression() function. Split the dataset into a 75% training set and a 25% test set. Set the random seed to 42 for reproducibility of the results. Calculate the RMSE on the test set.",
    '@RMSE[RMSE_value] where "RMSE_value" is a number rounded to two decimal places.',
)
def _(df):
    x_train, x_test, y_train, y_test = train_test_split(
        df[["age", "W", "L", "G", "SV", "IPouts", "BB", "HR"]], df["SO"], test_size=0.25, random_state=42
    )
    return {"RMSE": r2(root_mean_squared_error(y_test, LinearRegression().fit(x_train, y_train).predict(x_test)))}


# ---------------------------------------------------------------- hotel_bookings


@ask(
    "hotel_bookings",
    "easy",
    "SS",
    "1. What is the average lead time of the bookings that were not canceled?",
    "Calculate the mean of the lead_time column using only the bookings whose is_canceled value is 0. Round your result to two decimal places.",
    '@average_lead_time[average] where "average" is a number rounded to two decimal places, and representing the average lead time in days of the bookings that were not canceled.',
)
def _(df):
    return {"average_lead_time": r2(df.loc[df["is_canceled"] == 0, "lead_time"].mean())}


@ask(
    "hotel_bookings",
    "medium",
    "CA",
    "2. Among the bookings of the City Hotel, what is the correlation between the lead time and the average daily rate (adr)? Do bookings with more special requests show a stronger correlation?",
    "Calculate the correlation coefficient using the Pearson method. Consider only bookings where hotel is 'City Hotel'. Report the correlation separately for bookings with no special request, with exactly one special request, and with two or more special requests (total_of_special_requests).",
    '@no_request_correlation[correlation_value1], @one_request_correlation[correlation_value2], @two_or_more_requests_correlation[correlation_value3], where each "correlation_value" is a float between -1 and 1, rounded to two decimal places.',
)
def _(df):
    city = df[df["hotel"] == "City Hotel"]
    requests = city["total_of_special_requests"]
    r = [
        r2(city.loc[part, "lead_time"].corr(city.loc[part, "adr"]))
        for part in (requests == 0, requests == 1, requests >= 2)
    ]
    return {"no_request_correlation": r[0], "one_request_correlation": r[1], "two_or_more_requests_correlation": r[2]}


@ask(
    "hotel_bookings",
    "hard",
    "DP",
    "2. Perform data preprocessing on the dataset, which includes replacing outliers in the adr column using the Z-score method (outliers are values that have a Z-score greater than 3 or lesser than -3) and handling missing values in the agent column by replacing them with 0. After preprocessing, calculate the mean adr and the number of bookings made without an agent.",
    "Calculate the mean and standard deviation of the adr column before preprocessing.\nReplace any adr value that is more than three standard deviations away from the mean, with the median adr of the original column.\nFill missing values in the agent column with 0 and consider a booking with agent equal to 0 as made without an agent.\nCalculate the mean of adr after preprocessing.",
    '@mean_adr_pre[mean_adr_pre]\n@mean_adr_post[mean_adr_post]\n@replaced_count[replaced_count]\n@no_agent_count[no_agent_count]\nwhere "mean_adr_pre" and "mean_adr_post" are the mean adr values before and after preprocessing, rounded to two decimal places.\nwhere "replaced_count" is an integer, the number of adr values that were replaced, and "no_agent_count" is an integer, the number of bookings without an agent.',
)
def _(df):
    adr = df["adr"]
    out = (adr - adr.mean()).abs() > 3 * adr.std()
    assert (out == ((adr - adr.mean()).abs() > 3 * adr.std(ddof=0))).all()
    return {
        "mean_adr_pre": r2(adr.mean()),
        "mean_adr_post": r2(adr.mask(out, adr.median()).mean()),
        "replaced_count": int(out.sum()),
        "no_agent_count": int((df["agent"].fillna(0) == 0).sum()),
    }


# ---------------------------------------------------------------- street_trees_2015


@ask(
    "street_trees_2015",
    "easy",
    "DA",
    "1. What is the distribution of trunk diameters (tree_dbh) of the pin oaks in the dataset? Is it normally distributed?",
    'Consider only the rows whose spc_common is "pin oak". Use the Shapiro-Wilk test to determine if the distribution is normal. Accept the null hypothesis that the data is normally distributed if the p-value is greater than 0.05, and reject it otherwise.',
    '@shapiro_wilk_statistic[w_value] @normal_distribution[yes/no] where "w_value" is a number between 0 and 1, rounded to three decimal places and "normal_distribution" is a string that can either be "yes" if p_value > 0.05 or "no" if p_value <= 0.05',
)
def _(df):
    w, p = stats.shapiro(df.loc[df["spc_common"] == "pin oak", "tree_dbh"])
    return {"shapiro_wilk_statistic": r2(w, 3), "normal_distribution": "yes" if p > 0.05 else "no"}


@ask(
    "street_trees_2015",
    "medium",
    "FE",
    'Create a new column called "basal_area" that calculates the cross-sectional area of each trunk from its diameter. Calculate the mean and standard deviation of the "basal_area" column for the trees that are alive.',
    'Calculate "basal_area" as 0.005454 * tree_dbh * tree_dbh. Consider only rows where status is "Alive". Use the sample standard deviation. Calculate mean and standard deviation to two decimal places.',
    '@basal_area_mean[mean], @basal_area_std[std] where "mean" and "std" are the mean and standard deviation of the "basal_area" column, respectively, rounded to two decimal places.',
)
def _(df):
    area = 0.005454 * df.loc[df["status"] == "Alive", "tree_dbh"] ** 2
    return {"basal_area_mean": r2(area.mean()), "basal_area_std": r2(area.std())}


@ask(
    "street_trees_2015",
    "hard",
    "SS",
    "5. Calculate the median and range of the tree height (Height (ft)) for each health condition (health) recorded in the dataset. Are there any differences in the median and range between the health conditions?",
    'In your analysis:\n- Consider only two health conditions: "Good" and "Poor".\n- Ignore trees without a recorded height.\n- Report the median and the range rounded to two decimal places.\n- Calculate the range as the difference between the maximum and minimum height for each health condition.',
    '@median_good["median_Good"]\n@median_poor["median_Poor"]\n@range_good["range_Good"]\n@range_poor["range_Poor"]\n\nwhere "median_Good" and "median_Poor" are the median heights for the Good and Poor health conditions, respectively. They are positive numbers, rounded to two decimal places.\nwhere "range_Good" and "range_Poor" are the range of heights for the Good and Poor health conditions, respectively. They are numbers greater than 0.',
)
def _(df):
    good, poor = (df.loc[df["health"] == h, "Height (ft)"] for h in ("Good", "Poor"))
    return {
        "median_good": r2(good.median()),
        "median_poor": r2(poor.median()),
        "range_good": r2(good.max() - good.min()),
        "range_poor": r2(poor.max() - poor.min()),
    }


# ---------------------------------------------------------------- greenhouse_sensors


@ask(
    "greenhouse_sensors",
    "easy",
    "SS",
    "1. Calculate the mean and standard deviation of the relative humidity column.",
    "Use built-in pandas functions to compute the mean and standard deviation, ignore the missing readings, and round these values to three decimal places.",
    '@mean_rh[mean] @std_dev_rh[standard_deviation] where "mean" and "standard_deviation" are decimal numbers rounded to three decimal places.',
)
def _(df):
    return {"mean_rh": r2(df["RH (%)"].mean(), 3), "std_dev_rh": r2(df["RH (%)"].std(), 3)}


@ask(
    "greenhouse_sensors",
    "medium",
    "CA",
    "1. Perform a correlation analysis on the Temp_C, RH (%) and CO2_ppm columns. Calculate the Pearson correlation coefficients between the temperature and the humidity, and between the temperature and the CO2 concentration.",
    "Calculate the correlation coefficient (r) to assess the strength and direction of the linear relationship between the pairs of variables.\nFor each pair, use only the rows where both values are present.\nReport the correlation coefficients for both pairs.",
    '@correlation_temp_rh[r_value_rh]\n@correlation_temp_co2[r_value_co2]\nwhere "r_value_rh" and "r_value_co2" are numbers between -1 and 1, rounded to two decimal places.',
)
def _(df):
    return {
        "correlation_temp_rh": r2(df["Temp_C"].corr(df["RH (%)"])),
        "correlation_temp_co2": r2(df["Temp_C"].corr(df["CO2_ppm"])),
    }


@ask(
    "greenhouse_sensors",
    "medium",
    "SS",
    '1. Perform data preprocessing by dropping the rows where the "SoilMoisture" value is missing or not a number, and calculate the mean and standard deviation of the remaining "SoilMoisture" values.',
    '{\nRemove the percent sign from the "SoilMoisture" values.\nExclude rows where "SoilMoisture" is missing or is a non-numeric value.\nConvert "SoilMoisture" to numeric values before calculations.\nCompute the mean and standard deviation to two decimal places.\n}',
    '{\n@excluded_rows[excluded_rows]\n@mean_soil_moisture[mean_soil_moisture]\n@stddev_soil_moisture[stddev_soil_moisture]\nwhere "excluded_rows" is an integer, the number of excluded rows.\nwhere "mean_soil_moisture" and "stddev_soil_moisture" are numeric values rounded off to two decimal places.',
)
def _(df):
    soil = pd.to_numeric(df["SoilMoisture"].str.replace("%", "").str.strip(), errors="coerce")
    return {
        "excluded_rows": int(soil.isna().sum()),
        "mean_soil_moisture": r2(soil.mean()),
        "stddev_soil_moisture": r2(soil.std()),
    }


@ask(
    "greenhouse_sensors",
    "hard",
    "OD",
    "1. Identify and remove any outliers in the CO2 concentration based on the Z-score method (a data point is considered to be an outlier if its z-score is less than -2.5 or greater than 2.5). Calculate the new mean and standard deviation of the CO2 concentration after removing the outliers.",
    "For outlier detection, use the Z-score method where a data point is considered to be an outlier if its z-score is less than -2.5 or greater than 2.5. Remove the outliers only once, do not repeat the detection on the cleaned data. For calculating the mean and standard deviation, use the built-in functions mean() and std() from numpy with their default parameters. The values should be rounded off to 2 decimal places.",
    '@removed_count[count] @mean_new[mean_value] @std_dev_new[std_dev_value] where "count" is the number of removed data points and "mean_value" and "std_dev_value" are numbers rounded to two decimal places.',
)
def _(df):
    co2 = df["CO2_ppm"].to_numpy()
    out = np.abs(stats.zscore(co2)) > 2.5
    assert (out == (np.abs(stats.zscore(co2, ddof=1)) > 2.5)).all()
    return {"removed_count": int(out.sum()), "mean_new": r2(np.mean(co2[~out])), "std_dev_new": r2(np.std(co2[~out]))}


# ---------------------------------------------------------------- crime_incidents_2018


@ask(
    "crime_incidents_2018",
    "easy",
    "DP",
    'How many missing values are there in the "STREET" column?',
    "Count the number of missing values in the 'STREET' column for the whole dataset. Treat null values as missing values.",
    '@missing_street[missing_street] where "missing_street" is an integer.',
)
def _(df):
    return {"missing_street": int(df["STREET"].isna().sum())}


@ask(
    "crime_incidents_2018",
    "medium",
    "OD",
    "Identify any outliers in the response times of the incidents that belong to the offense group 'Robbery'. Define an outlier as any data point that falls more than 1.5 times the interquartile range (IQR) below the first quartile or above the third quartile. Report the incident number or numbers whose response times are identified as outliers.",
    "Use the interquartile range (IQR) rule for outlier detection: a data point is considered an outlier if it falls more than 1.5*IQR below the first quartile (Q1) or above the third quartile (Q3). Calculate Q1 and Q3 from the 'Robbery' incidents only. Don't use any other outlier detection methods or parameters.",
    "@outlier_incidents[list_of_strings] where each string in list_of_strings is the INCIDENT_NUMBER of an incident that is an outlier according to the IQR rule, sorted in ascending order.",
)
def _(df):
    part = df[df["OFFENSE_CODE_GROUP"] == "Robbery"]
    return {
        "outlier_incidents": ", ".join(sorted(part.loc[_iqr_outliers(part["Response Time (min)"]), "INCIDENT_NUMBER"]))
    }


@ask(
    "crime_incidents_2018",
    "hard",
    "CA",
    "1. Is there a relationship between the hour at which an incident occurred and its response time? How does this relationship differ between incidents with a high and a low estimated loss?",
    "{\nConvert the EstimatedLoss column to numbers by removing the dollar signs and the thousands separators, and use only the incidents with a recorded loss.\nCalculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between HOUR and Response Time (min) for incidents with a loss above the median loss (high) and for incidents with a loss less than or equal to the median loss (low).\nAssess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.05.\nReport the p-value associated with the correlation test.\nConsider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.4.\nConsider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.4.\nIf the p-value is greater than or equal to 0.05, report that there is no significant correlation.\n}",
    '{\n@high_loss_correlation_coefficient[r_value]\n@high_loss_p_value[p_value]\n@high_loss_relationship_type[relationship_type]\n@low_loss_correlation_coefficient[r_value]\n@low_loss_p_value[p_value]\n@low_loss_relationship_type[relationship_type]\nwhere "r_value" is a number between -1 and 1, rounded to two decimal places.\nwhere "p_value" is a number between 0 and 1, rounded to four decimal places.\nwhere "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.',
)
def _(df):
    loss = df["EstimatedLoss"].str.replace("[$,]", "", regex=True).astype(float)
    truth = {}
    for name, part in (("high", loss > loss.median()), ("low", loss <= loss.median())):
        r, p = stats.pearsonr(df.loc[part, "HOUR"], df.loc[part, "Response Time (min)"])
        truth |= {
            f"{name}_loss_correlation_coefficient": r2(r),
            f"{name}_loss_p_value": r2(p, 4),
            f"{name}_loss_relationship_type": _linearity(r, p, 0.4),
        }
    return truth


# ---------------------------------------------------------------- remote_work_survey


@ask(
    "remote_work_survey",
    "medium",
    "CA",
    '3. Is there any correlation between the "Hours of sleep" and "Stress level (1-10)" columns? If so, what is the correlation coefficient?',
    "Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between 'Hours of sleep' and 'Stress level (1-10)'. Ignore the respondents who did not report their hours of sleep. If the Pearson correlation coefficient (absolute value) is close to 1, it means that there exists a strong correlation. If it is close to 0, it means that there exists a weak or no correlation. If the coefficient is positive, the correlation is positive; if negative, the correlation is negative.",
    "@correlation_coefficient[r_value] @correlation_direction[direction] where 'r_value' is a number between -1 and 1, rounded to two decimal places, and 'direction' is a string that is either \"positive\" or \"negative\".",
)
def _(df):
    r = df["Hours of sleep"].corr(df["Stress level (1-10)"])
    return {"correlation_coefficient": r2(r), "correlation_direction": "positive" if r > 0 else "negative"}


@ask(
    "remote_work_survey",
    "medium",
    "OD",
    "Are there any outliers in the commute time of the respondents? If so, how many are there and can you identify them?",
    "Identify outliers using the IQR method where a commute time is considered an outlier if it is 1.5 times the IQR above the third quartile or below the first quartile. Use all reported commute times for this analysis and do not consider the missing ones.",
    '@outlier_count[count], @outlier_ids[id1, id2, ...]. The "count" is an integer. "id1, id2, ..." are the "Respondent ID"s of the outliers, separated by commas and sorted in ascending order.',
)
def _(df):
    ids = sorted(df.loc[_iqr_outliers(df["Commute time (minutes)"]), "Respondent ID"])
    return {"outlier_count": len(ids), "outlier_ids": ", ".join(map(str, ids))}


@ask(
    "remote_work_survey",
    "hard",
    "DA",
    "Explore the distribution of the Productivity score column and determine if it adheres to a normal distribution by calculating skewness and kurtosis. The kurtosis value should be calculated using Fisher's method. If the skewness value is between -0.5 and 0.5 and the kurtosis value is between -0.5 and 0.5, the data is assumed to be normally distributed.",
    "Perform the calculations using the skew and kurtosis functions provided in the scipy.stats module of Python. All numeric values should be rounded to two decimal places.",
    '@skewness_value[skewness] @kurtosis_value[kurtosis] @distribution_type[type], where "skewness" and "kurtosis" are floats rounded to two decimal places, and "type" is a string that is either "normal" or "not normal" based on the ranges given in the question.',
)
def _(df):
    skew, kurtosis = stats.skew(df["Productivity score"]), stats.kurtosis(df["Productivity score"])
    return {
        "skewness_value": r2(skew),
        "kurtosis_value": r2(kurtosis),
        "distribution_type": "normal" if abs(skew) <= 0.5 and abs(kurtosis) <= 0.5 else "not normal",
    }
