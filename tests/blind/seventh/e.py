# ruff: noqa: E501
"""Questions of one hand."""

from scipy import stats

from tests.blind.asked import asking, r2
from tests.closed.question import Question

QUESTIONS: list[Question] = []
ask = asking("seventh-e", QUESTIONS)


@ask(
    "apartment_listings",
    "medium",
    "CA",
    "Is there a relationship between how far an apartment is from the center (dist_center_km) and its Monthly Rent?",
    "Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between dist_center_km and Monthly Rent. Exclude the rows in which dist_center_km is missing. Assess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.05. Report the p-value associated with the correlation test. Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.5. If the p-value is greater than or equal to 0.05, report that there is no significant correlation.",
    '@correlation_coefficient[r_value] @p_value[p_value] @relationship_type[relationship_type] where "r_value" is a number between -1 and 1, rounded to two decimal places. where "p_value" is a number between 0 and 1, rounded to four decimal places. where "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.',
)
def _(df):
    d = df[["dist_center_km", "Monthly Rent"]].dropna()
    r, p = stats.pearsonr(d["dist_center_km"], d["Monthly Rent"])
    return {
        "correlation_coefficient": r2(r),
        "p_value": r2(p, 4),
        "relationship_type": "none" if p >= 0.05 else "linear" if abs(r) >= 0.5 else "nonlinear",
    }


@ask(
    "district_rainfall",
    "easy",
    "DA",
    "Question 2: Does the annual rainfall of the districts follow a normal distribution?",
    "{Test the 'ANNUAL' column for normality with the Shapiro-Wilk test. Use a significance level (alpha) of 0.05. If the p-value is less than 0.05, reject the null hypothesis and report that the annual rainfall is not normally distributed. If the p-value is greater than or equal to 0.05, report that it is normally distributed.}",
    '{@rainfall_normality[status] where "status" is a string that could either be "normal" or "not normal" depending on the p-value of the test.}',
)
def _(df):
    return {"rainfall_normality": "not normal" if stats.shapiro(df["ANNUAL"].dropna()).pvalue < 0.05 else "normal"}


@ask(
    "apartment_listings",
    "hard",
    "CA",
    '2. Create a new feature "title_length" holding the number of characters in the "title" column, and perform a correlation analysis between this feature and the "Monthly Rent", "Area (sqft)" and "Floor" columns for the apartments located in the "Riverside" neighborhood. Which of these variables are related to how long the title of a listing is?',
    "{\n- Count all the characters of the title, including the spaces.\n- Use Pearson correlation and leave out missing values pair by pair.\n- Consider correlations to be weak if |r| < 0.3, moderate if 0.3 <= |r| < 0.5, and strong if |r| >= 0.5.\n}",
    '{\n@rent_title_corr[rent_correlation]\n@area_title_corr[area_correlation]\n@floor_title_corr[floor_correlation]\n}\nwhere "rent_correlation", "area_correlation" and "floor_correlation" are decimal numbers between -1 and 1 (rounded to 2 decimal places) representing the correlation of each variable with the title length.',
)
def _(df):
    d = df[df["Neighborhood"] == "Riverside"]
    n = d["title"].str.len()
    return {
        "rent_title_corr": r2(n.corr(d["Monthly Rent"])),
        "area_title_corr": r2(n.corr(d["Area (sqft)"])),
        "floor_title_corr": r2(n.corr(d["Floor"])),
    }


@ask(
    "cereal_nutrition",
    "easy",
    "SS",
    "What is the average dietary fiber content of the cereals in the dataset?",
    "Only include the cereals for which the dietary fiber is recorded. Cereals with a missing fiber value should be left out of the calculation. Report your answer rounded off to three decimal places.",
    '@average_fiber[average_fiber] where "average_fiber" is a positive float, rounded to three decimal places.',
)
def _(df):
    return {"average_fiber": r2(df["Dietary Fiber"].mean(), 3)}


@ask(
    "training_records",
    "hard",
    "DP",
    '1. Do employees without a certificate (null values in the "certificate_no" column) have a significantly different mean "post_score" from the employees with a certificate? What is the p-value of the statistical test?',
    'Split the rows into those where "certificate_no" is null and those where "certificate_no" is not null, and calculate the mean "post_score" of each group separately, ignoring rows where "post_score" itself is missing.\nPerform an independent two-sample t-test (assuming equal variances) to compare these two groups. Use a significance level (alpha) of 0.05.\nConsider the difference significant if the p-value is less than 0.05, and not significant otherwise.',
    '@mean_without_certificate[mean]\n@mean_with_certificate[mean]\n@pvalue[p_value]\n@difference[difference]\nwhere "mean" is a number rounded to two decimal places.\nwhere "p_value" is a number between 0 and 1, rounded to four decimal places.\nwhere "difference" is a string that can either be "significant" or "not significant".',
)
def _(df):
    d = df.dropna(subset=["post_score"])
    a, b = d.loc[d["certificate_no"].isna(), "post_score"], d.loc[d["certificate_no"].notna(), "post_score"]
    p = stats.ttest_ind(a, b).pvalue
    return {
        "mean_without_certificate": r2(a.mean()),
        "mean_with_certificate": r2(b.mean()),
        "pvalue": r2(p, 4),
        "difference": "significant" if p < 0.05 else "not significant",
    }


@ask(
    "district_rainfall",
    "hard",
    "DP",
    '2. Preprocess the dataset by handling the missing values in the "JUN" and "AUG" columns. Use the median imputation method to fill in the missing values. Then, compare the distribution of the "JUN" column before and after the imputation and evaluate whether the imputation has changed it.',
    'Fill the missing values of both the "JUN" and the "AUG" columns with the median of the respective column. Then, calculate the mean, standard deviation, skewness and kurtosis for the "JUN" column before imputation (ignoring the missing values) and after imputation. Use pandas\' built-in mean(), std(), skew() and kurt() functions.',
    '@before_mean[mean_before]\n@before_std[std_before]\n@before_skewness[skew_before]\n@before_kurtosis[kurt_before]\n@after_mean[mean_after]\n@after_std[std_after]\n@after_skewness[skew_after]\n@after_kurtosis[kurt_after]\nwhere all variables represent the corresponding statistics of the "JUN" column calculated before and after the imputation, each rounded to two decimal places.',
)
def _(df):
    pre = df["JUN"]
    post = pre.fillna(pre.median())
    return {
        f"{when}_{name}": r2(getattr(s, f)())
        for when, s in (("before", pre), ("after", post))
        for name, f in (("mean", "mean"), ("std", "std"), ("skewness", "skew"), ("kurtosis", "kurt"))
    }


@ask(
    "cereal_nutrition",
    "hard",
    "DA",
    "What is the distribution of sugars for the cold cereals (Type = 'C') displayed on shelf 2? Is the sugar content of these cereals significantly different from that of the cold cereals displayed on shelf 3?",
    "Calculate the mean and standard deviation of Sugars for the cold cereals on shelf 2 and on shelf 3 separately.\nIgnore cereals with missing Sugars.\nConduct an independent sample t-test to compare the means of these two groups.\nUse a significance level of 0.05.\nReport whether there is a significant difference in the means based on the p-value of the test.",
    '@shelf2_sugars_mean[mean_shelf2]\n@shelf2_sugars_std[std_shelf2]\n@shelf3_sugars_mean[mean_shelf3]\n@shelf3_sugars_std[std_shelf3]\n@sugars_difference[significance]\nwhere "mean_shelf2" and "mean_shelf3" are the mean sugars of the cold cereals on shelf 2 and shelf 3, rounded to two decimal places.\nwhere "std_shelf2" and "std_shelf3" are the standard deviations of sugars of the cold cereals on shelf 2 and shelf 3, rounded to two decimal places.\nwhere "significance" is a string that can either be "significant" or "not significant" based on the conditions specified in the constraints.',
)
def _(df):
    d = df[df["Type"] == "C"].dropna(subset=["Sugars"])
    a, b = d.loc[d["Shelf"] == 2, "Sugars"], d.loc[d["Shelf"] == 3, "Sugars"]
    p = stats.ttest_ind(a, b).pvalue
    assert (p < 0.05) == (stats.ttest_ind(a, b, equal_var=False).pvalue < 0.05)
    return {
        "shelf2_sugars_mean": r2(a.mean()),
        "shelf2_sugars_std": r2(a.std()),
        "shelf3_sugars_mean": r2(b.mean()),
        "shelf3_sugars_std": r2(b.std()),
        "sugars_difference": "significant" if p < 0.05 else "not significant",
    }


@ask(
    "training_records",
    "easy",
    "SS",
    "1. What is the mean training cost in the dataset?",
    "Calculate the arithmetic mean of Training Cost, excluding any null values. Convert the values from strings to numbers if necessary. The mean must be calculated to three decimal places.",
    '@mean_training_cost[mean_cost], where "mean_cost" is a number with a maximum of three decimal places.',
)
def _(df):
    return {"mean_training_cost": r2(df["Training Cost"].str.replace(",", "").astype(float).mean(), 3)}


@ask(
    "training_records",
    "medium",
    "CA",
    "3. Is there a correlation between the tenure of the employees and the hours they spent in training?",
    "Calculate the Pearson correlation coefficient (r) between 'Tenure_Years' and 'TotalHours'. Ignore the null values in both columns for this analysis. A value of r above +0.7 or below -0.7 indicates a strong correlation, between +0.3 and +0.7 or between -0.7 and -0.3 indicates a moderate correlation, and between -0.3 and +0.3 indicates a weak correlation.",
    '@tenure_hours_correlation[strength] where "strength" is a string which can be "strong", "moderate", or "weak" based on the criteria provided in the constraints.',
)
def _(df):
    r = abs(df["Tenure_Years"].corr(df["TotalHours"]))
    return {"tenure_hours_correlation": "strong" if r > 0.7 else "moderate" if r > 0.3 else "weak"}


@ask(
    "district_rainfall",
    "easy",
    "CA",
    "Is there a correlation between the rainfall in August and the total rainfall of the year?",
    "Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between 'AUG' and 'ANNUAL'. Drop the districts with missing values in either of these two columns. Round the result to two decimal places.",
    "@aug_annual_correlation[r_value] where 'r_value' is a number between -1 and 1, rounded to two decimal places. Example: @aug_annual_correlation[0.31].",
)
def _(df):
    return {"aug_annual_correlation": r2(df["AUG"].corr(df["ANNUAL"]))}


@ask(
    "apartment_listings",
    "easy",
    "SS",
    "What is the median Monthly Rent of the apartments with a Bedrooms value of 2 and a Neighborhood of Elm Park?",
    "Filter the data frame first by Bedrooms value of 2, then by Neighborhood of Elm Park, and calculate the median Monthly Rent of the remaining entries.",
    '@median_rent[median_value] where "median_value" is a float rounded to 2 decimal places.',
)
def _(df):
    return {
        "median_rent": r2(df.loc[(df["Bedrooms"] == 2) & (df["Neighborhood"] == "Elm Park"), "Monthly Rent"].median())
    }


@ask(
    "training_records",
    "hard",
    "OD",
    "1. Detect the outliers in the TotalHours column using the Z-score method with a threshold of 3 and remove them from the dataset. What are the mean and standard deviation of the TotalHours column before and after removing the outliers?",
    "{\nA data point is considered an outlier if its z-score is greater than 3 or less than -3.\nExclude all rows with null values in the TotalHours column before any calculation.\nUse the sample standard deviation.\nThe mean and standard deviation should be calculated up to 3 decimal places.\n}",
    '{\n@outlier_count[outlier_count]\n@mean_before[mean_before]\n@std_before[std_before]\n@mean_after[mean_after]\n@std_after[std_after]\nwhere "outlier_count" is an integer representing the total number of outliers detected.\nwhere "mean_before" and "mean_after" are numbers represented up to three decimal places.\nwhere "std_before" and "std_after" are non-negative numbers represented up to three decimal places.\n}',
)
def _(df):
    s = df["TotalHours"].dropna()
    out = ((s - s.mean()) / s.std()).abs() > 3
    assert out.sum() == (abs(stats.zscore(s)) > 3).sum()
    return {
        "outlier_count": int(out.sum()),
        "mean_before": r2(s.mean(), 3),
        "std_before": r2(s.std(), 3),
        "mean_after": r2(s[~out].mean(), 3),
        "std_after": r2(s[~out].std(), 3),
    }


@ask(
    "apartment_listings",
    "medium",
    "OD",
    "3. Are there any unusually small or large apartments in the dataset? If yes, how many outliers does the Area (sqft) column have according to the interquartile range method?",
    "Use the interquartile range (IQR) method, where outliers are defined as values that fall below Q1 - 1.5*IQR or above Q3 + 1.5*IQR. Ignore the missing values of the column and do not remove any other data before the calculation.",
    '@area_outliers[outlier_number] where "outlier_number" is an integer representing the number of outliers in the data.',
)
def _(df):
    s = df["Area (sqft)"].dropna()
    q1, q3 = s.quantile([0.25, 0.75])
    return {"area_outliers": int(((s < q1 - 1.5 * (q3 - q1)) | (s > q3 + 1.5 * (q3 - q1))).sum())}


@ask(
    "training_records",
    "medium",
    "CA",
    "3. Find the correlation coefficient between the 'pre_score' and 'post_score' columns.",
    "Calculate the Pearson correlation coefficient (r) to assess how strongly the score before the training is related to the score after the training. Only use the employees who have both scores. Round r to three decimal places.",
    "@score_correlation[r_value] where 'r_value' is a number between -1 and 1, rounded to three decimal places.",
)
def _(df):
    return {"score_correlation": r2(df["pre_score"].corr(df["post_score"]), 3)}


@ask(
    "cereal_nutrition",
    "medium",
    "DA",
    'Check if the "Rating" column in the cereal_nutrition.csv file adheres to a normal distribution.',
    "Use the Shapiro-Wilk test from the scipy.stats library with a significance level (alpha) of 0.05. If the p-value is less than the significance level, declare that the distribution is not normal. Otherwise, declare that the distribution is normal. Round the p-value to four decimal places.",
    '@p_value[p_value] @rating_distribution[distribution] where "p_value" is a number between 0 and 1, rounded to four decimal places and "distribution" is a string that can be either "Normal" or "Not Normal" based on the Shapiro-Wilk test result.',
)
def _(df):
    p = stats.shapiro(df["Rating"].dropna()).pvalue
    return {"p_value": r2(p, 4), "rating_distribution": "Not Normal" if p < 0.05 else "Normal"}


@ask(
    "district_rainfall",
    "medium",
    "SS",
    '4. Which state has the highest average rainfall in the "Oct-Dec" season, and how many districts of this state are in the dataset?',
    'Group the districts by "STATE_UT_NAME" and calculate the arithmetic mean of "Oct-Dec" for each state.\nIgnore missing values when calculating the mean.\nCount all the districts of the state with the highest average, including those with missing values.',
    '@wettest_state[state_name]\n@average_rainfall[average]\n@district_count[count]\nwhere "state_name" is a string representing the name of the state.\nwhere "average" is the average "Oct-Dec" rainfall of this state, rounded to two decimal places.\nwhere "count" is an integer.',
)
def _(df):
    m = df.groupby("STATE_UT_NAME")["Oct-Dec"].mean()
    return {
        "wettest_state": m.idxmax(),
        "average_rainfall": r2(m.max()),
        "district_count": int((df["STATE_UT_NAME"] == m.idxmax()).sum()),
    }
