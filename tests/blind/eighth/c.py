# ruff: noqa: E501
"""Questions of one hand."""

from scipy import stats

from tests.blind.asked import asking, r2
from tests.closed.question import Question

QUESTIONS: list[Question] = []
ask = asking("eighth-c", QUESTIONS)


@ask(
    "city_day_2019",
    "medium",
    "CA",
    "Is there a relationship between the wind speed and the PM2.5 concentration?",
    'Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between "Wind Speed (m/s)" and "PM2.5 (ug/m3)". Drop the rows where either of the two values is missing. Assess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.05. Consider the relationship to be "linear" if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. Consider the relationship to be "nonlinear" if the p-value is less than 0.05 and the absolute value of r is less than 0.5. If the p-value is greater than or equal to 0.05, report "none".',
    '@r_wind_pm25[r_value] @p_value[p_value] @relationship_type[relationship_type] where "r_value" is a number between -1 and 1, rounded to two decimal places. where "p_value" is a number between 0 and 1, rounded to four decimal places. where "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.',
)
def _(df):
    d = df[["Wind Speed (m/s)", "PM2.5 (ug/m3)"]].dropna()
    r, p = stats.pearsonr(d.iloc[:, 0], d.iloc[:, 1])
    return {
        "r_wind_pm25": r2(r),
        "p_value": r2(p, 4),
        "relationship_type": "none" if p >= 0.05 else "linear" if abs(r) >= 0.5 else "nonlinear",
    }


@ask(
    "player_stats_1718",
    "easy",
    "DA",
    "Question 2: Do the minutes played per game (MP) of the players follow a normal distribution?",
    "{Use the Shapiro-Wilk test on the 'MP' column with a significance level (alpha) of 0.05. If the p-value is less than 0.05, report that the minutes are not normally distributed. If the p-value is greater than or equal to 0.05, report that they are normally distributed.}",
    '{@mp_distribution[status] where "status" is a string that could either be "normal" or "not normal" depending on the result of the test.',
)
def _(df):
    return {"mp_distribution": "not normal" if stats.shapiro(df["MP"].dropna()).pvalue < 0.05 else "normal"}


@ask(
    "winemag_sample",
    "hard",
    "CA|FE",
    '3. For the wines from Italy, explore how the length of the review is related to the rating and the price of the wine. Create a new feature "word_count" that holds the number of words in the "description" column and perform a correlation analysis between "word_count", "points" and "price". Briefly explain which relationships are strong.',
    '{\n- Only consider the rows where "country" is "Italy".\n- Words are separated by whitespace.\n- Use the Pearson correlation coefficient for each pair of variables. Ignore missing values of a pair.\n- Consider a correlation to be weak if |r| < 0.3, moderate if 0.3 <= |r| < 0.6, and strong if |r| >= 0.6.\n}',
    '{\n@points_wordcount_corr[r_points]\n@price_wordcount_corr[r_price]\n@points_wordcount_strength[strength]\nwhere "r_points" and "r_price" are decimal numbers between -1 and 1 (rounded to 2 decimal places) representing the correlation of the word count with the points and with the price respectively.\nwhere "strength" is a string that can be "weak", "moderate" or "strong".',
)
def _(df):
    d = df[df["country"] == "Italy"]
    w = d["description"].str.split().str.len()
    a, b = d["points"].corr(w), d["price"].corr(w)
    return {
        "points_wordcount_corr": r2(a),
        "price_wordcount_corr": r2(b),
        "points_wordcount_strength": "weak" if abs(a) < 0.3 else "moderate" if abs(a) < 0.6 else "strong",
    }


@ask(
    "player_stats_1718",
    "easy",
    "SS",
    "What is the average three-point percentage of the players in the dataset?",
    "Use only the players who have a recorded value in the '3P%' column. Players without any recorded three-point percentage should be left out and must not be counted as zero. Round your answer to three decimal places.",
    '@avg_three_point_pct[avg_value] where "avg_value" is a float between 0 and 1, rounded to three decimal places.',
)
def _(df):
    return {"avg_three_point_pct": r2(df["3P%"].mean(), 3)}


@ask(
    "used_cars",
    "hard",
    "SS|DP",
    '1. Do the cars with a missing value in the "New_Price" column have a significantly different mean "Price" from the cars with a recorded value in the "New_Price" column?',
    'Split the dataset into two groups: the rows where "New_Price" is null and the rows where "New_Price" is not null.\nCalculate the mean "Price" of each group.\nPerform an independent two-sample t-test (assuming equal variances) to compare the two groups, with a significance level (alpha) of 0.05.\nConsider the difference to be significant if the p-value is less than 0.05.',
    '@mean_price_null[mean]\n@mean_price_notnull[mean]\n@t_statistic[t_value]\n@is_significant[answer]\nwhere "mean" is a number rounded to two decimal places.\nwhere "t_value" is the absolute value of the t-statistic, rounded to two decimal places.\nwhere "answer" is a string that is either "yes" or "no".',
)
def _(df):
    a, b = df.loc[df["New_Price"].isna(), "Price"], df.loc[df["New_Price"].notna(), "Price"]
    t, p = stats.ttest_ind(a, b)
    return {
        "mean_price_null": r2(a.mean()),
        "mean_price_notnull": r2(b.mean()),
        "t_statistic": r2(abs(t)),
        "is_significant": "yes" if p < 0.05 else "no",
    }


@ask(
    "city_day_2019",
    "hard",
    "DP|DA",
    '2. Handle the missing values of the "NO2" column by replacing them with the median of the column. Then, compare the distribution of "NO2" before and after the imputation. Discuss whether the imputation has changed the shape of the distribution.',
    'Use median imputation for the "NO2" column only, with the median taken over the whole dataset. Before the imputation, the missing values should be ignored. Calculate the mean, standard deviation, skewness, and kurtosis of "NO2" before and after the imputation with the built-in functions of the pandas library (mean, std, skew and kurt).',
    '@before_mean[mean_before]\n@before_std[std_before]\n@before_skewness[skew_before]\n@before_kurtosis[kurt_before]\n@after_mean[mean_after]\n@after_std[std_after]\n@after_skewness[skew_after]\n@after_kurtosis[kurt_after]\nwhere all variables represent the corresponding statistics of the "NO2" column before and after the imputation, each rounded to two decimal places.',
)
def _(df):
    x = df["NO2"]
    out = {}
    for k, v in {"before": x, "after": x.fillna(x.median())}.items():
        out |= {
            f"{k}_mean": r2(v.mean()),
            f"{k}_std": r2(v.std()),
            f"{k}_skewness": r2(v.skew()),
            f"{k}_kurtosis": r2(v.kurt()),
        }
    return out


@ask(
    "player_stats_1718",
    "hard",
    "DA|DP",
    "How are the points per game (PTS) distributed among the centers (Pos = 'C') who are 25 years old or younger? Do they differ significantly from the points per game of the centers older than 25?",
    "Calculate the mean and the standard deviation (sample standard deviation) of PTS for the two groups of centers separately.\nConduct an independent sample t-test with equal variances assumed to compare the means of the groups.\nUse a significance level of 0.05.\nReport whether there is a significant difference in the means based on the p-value of the test.",
    '@young_pts_mean[mean_young]\n@young_pts_std[std_young]\n@older_pts_mean[mean_older]\n@older_pts_std[std_older]\n@pts_difference[difference]\nwhere "mean_young" and "std_young" are the mean and standard deviation of PTS for the centers aged 25 or younger, rounded to two decimal places.\nwhere "mean_older" and "std_older" are the mean and standard deviation of PTS for the centers older than 25, rounded to two decimal places.\nwhere "difference" is a string that can either be "significant" or "not significant" based on the conditions specified in the constraints.',
)
def _(df):
    c = df[df["Pos"] == "C"]
    a, b = c.loc[c["Age"] <= 25, "PTS"], c.loc[c["Age"] > 25, "PTS"]
    p = stats.ttest_ind(a, b).pvalue
    return {
        "young_pts_mean": r2(a.mean()),
        "young_pts_std": r2(a.std()),
        "older_pts_mean": r2(b.mean()),
        "older_pts_std": r2(b.std()),
        "pts_difference": "significant" if p < 0.05 else "not significant",
    }


@ask(
    "city_day_2019",
    "easy",
    "SS",
    "1. What is the median and the range of the temperature recorded in the dataset?",
    "Calculate the median and the range (maximum minus minimum) of TEMP_C, excluding any null values. The results must be given to one decimal place.",
    '@median_temp[median_temp], @range_temp[range_temp], where "median_temp" and "range_temp" are numbers with one decimal place.',
)
def _(df):
    x = df["TEMP_C"]
    return {"median_temp": r2(x.median(), 1), "range_temp": r2(x.max() - x.min(), 1)}


@ask(
    "winemag_sample",
    "medium",
    "CA",
    "2. Is there a correlation between the alcohol content of a wine and the points it received?",
    "Calculate the Pearson correlation coefficient (r) between alcohol_pct and points. Ignore the rows with a null value in 'alcohol_pct'. An absolute value of r above 0.7 indicates a strong correlation, between 0.3 and 0.7 indicates a moderate correlation, and below 0.3 indicates a weak correlation.",
    '@alcohol_points_strength[strength] where "strength" is a string which can be "strong", "moderate", or "weak" based on the criteria provided in the constraints.',
)
def _(df):
    r = abs(df["alcohol_pct"].corr(df["points"]))
    return {"alcohol_points_strength": "strong" if r > 0.7 else "moderate" if r >= 0.3 else "weak"}


@ask(
    "kidney_patients",
    "easy",
    "CA",
    "Is there a correlation between the stage of the kidney disease and the hemoglobin level?",
    "Calculate the Pearson correlation coefficient (r) between 'CKD_Stage' and 'Hemoglobin(g/dL)'. Ignore rows with missing values in these two columns. Round the result to two decimal places.",
    "@stage_hemoglobin_r[r_value] where 'r_value' is a number between -1 and 1, rounded to two decimal places. Example: @stage_hemoglobin_r[0.12].",
)
def _(df):
    return {"stage_hemoglobin_r": r2(df["CKD_Stage"].corr(df["Hemoglobin(g/dL)"]))}


@ask(
    "used_cars",
    "easy",
    "SS|DA",
    "What is the median Kilometers_Driven value for the cars with a Fuel_Type of Diesel, and a Location of Pune?",
    "Filter the data frame first by Fuel_Type of Diesel, then by Location of Pune, calculate the median Kilometers_Driven of these entries.",
    '@median_km[median_value] where "median_value" is a float rounded to 2 decimal places.',
)
def _(df):
    return {
        "median_km": r2(
            df.loc[(df["Fuel_Type"] == "Diesel") & (df["Location"] == "Pune"), "Kilometers_Driven"].median()
        )
    }


@ask(
    "winemag_sample",
    "hard",
    "OD|SS",
    "1. Detect the outliers in the price column with the Z-score method and a threshold of 3. After the outliers have been removed, what are the new mean, median and standard deviation of the price?",
    "{\nRows with a null value in the price column should be excluded before the Z-scores are computed.\nAny price with a Z-score greater than 3 or less than -3 is considered an outlier. Apply the method only once.\nUse the sample standard deviation (pandas default) throughout.\nThe results should be calculated up to 2 decimal places.}",
    '{\n@price_outliers[outlier_count]\n@new_mean_price[mean]\n@new_median_price[median]\n@new_std_price[std_dev]\nwhere "outlier_count" is an integer representing the total number of outliers detected.\nwhere "mean", "median" and "std_dev" are non-negative numbers represented up to two decimal places.',
)
def _(df):
    x = df["price"].dropna()
    bad = ((x - x.mean()) / x.std()).abs() > 3
    y = x[~bad]
    return {
        "price_outliers": int(bad.sum()),
        "new_mean_price": r2(y.mean()),
        "new_median_price": r2(y.median()),
        "new_std_price": r2(y.std()),
    }


@ask(
    "kidney_patients",
    "medium",
    "OD",
    '3. Does the "Urea mmol/L" column contain any outliers? If yes, how many outliers lie above the upper bound of the interquartile range method?',
    "Use the interquartile range (IQR) method, where the upper bound is Q3 + 1.5*IQR and the lower bound is Q1 - 1.5*IQR. Ignore the missing values. Count only the observations above the upper bound. Do not remove any data.",
    '@high_urea_outliers[outlier_number] where "outlier_number" is an integer representing the number of observations above the upper bound.',
)
def _(df):
    x = df["Urea mmol/L"].dropna()
    a, b = x.quantile([0.25, 0.75])
    return {"high_urea_outliers": int((x > b + 1.5 * (b - a)).sum())}


@ask(
    "used_cars",
    "medium",
    "CA",
    "3. Find out how the 'Price' of a car is correlated with its 'Year' and its 'Kilometers_Driven'.",
    "Calculate the Pearson correlation coefficient (r) for the two pairs: Price and Year, Price and Kilometers_Driven. Round both r to two decimal places.",
    "@corr_price_year[r_value1], @corr_price_km[r_value2] where 'r_value1' and 'r_value2' are numbers between -1 and 1, rounded to two decimal places.",
)
def _(df):
    return {
        "corr_price_year": r2(df["Price"].corr(df["Year"])),
        "corr_price_km": r2(df["Price"].corr(df["Kilometers_Driven"])),
    }


@ask(
    "kidney_patients",
    "medium",
    "DA",
    'Check if the "BMI" column in the kidney_patients.csv file is normally distributed.',
    "Drop the missing values of the column and use the Shapiro-Wilk test from the scipy.stats library to test for normality, with a significance level (alpha) of 0.05. If the p-value is less than the significance level, declare that the distribution is not normal. Otherwise, declare that the distribution is normal.",
    '@bmi_normality[answer] where "answer" is a string that can be either "Normal" or "Not Normal" based on the Shapiro-Wilk test result.',
)
def _(df):
    return {"bmi_normality": "Not Normal" if stats.shapiro(df["BMI"].dropna()).pvalue < 0.05 else "Normal"}
