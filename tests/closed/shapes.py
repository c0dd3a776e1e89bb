"""Closed questions of distributions and of outliers."""
# ruff: noqa: E501

import pandas as pd
from scipy import stats

from tests.closed.question import Question, iqr_mask, z_mask


def anderson(values: pd.Series) -> tuple[float, bool]:
    result = stats.anderson(values.dropna(), "norm")
    return float(result.statistic), bool(result.statistic < result.critical_values[2])


DISTRIBUTIONS = [
    Question(
        "dis-01",
        "insurance",
        "Check whether the bmi column follows a normal distribution.",
        "Use the Shapiro-Wilk test with alpha = 0.05. If the p-value is less than 0.05, the data is not normally distributed.",
        '@normality[result] where "result" is a string that is either "Normal" or "Not Normal".',
        lambda df: {"normality": "Normal" if stats.shapiro(df.bmi).pvalue >= 0.05 else "Not Normal"},
    ),
    Question(
        "dis-02",
        "insurance",
        "Is the distribution of charges skewed?",
        "Use the skew function of scipy.stats with its default arguments. A value above 0.5 means right-skewed, below -0.5 left-skewed, else symmetric.",
        '@skewness[value] @shape[shape] where "value" is rounded to two decimals and "shape" is "right-skewed", "left-skewed" or "symmetric".',
        lambda df: (
            lambda s: {
                "skewness": round(s, 2),
                "shape": "right-skewed" if s > 0.5 else "left-skewed" if s < -0.5 else "symmetric",
            }
        )(stats.skew(df.charges)),
    ),
    Question(
        "dis-03",
        "abalone",
        "Test the normality of Rings with D'Agostino and Pearson's test.",
        "Use scipy.stats.normaltest. Report the statistic and the p-value; the significance level is 0.05.",
        '@statistic[stat]\n@p_value[p]\n@is_normal[yes/no]\nwhere "stat" is rounded to two decimals and "p" to four.',
        lambda df: (
            lambda t: {
                "statistic": round(t.statistic, 2),
                "p_value": round(t.pvalue, 4),
                "is_normal": "yes" if t.pvalue >= 0.05 else "no",
            }
        )(stats.normaltest(df.Rings)),
    ),
    Question(
        "dis-04",
        "housing",
        "Determine the skewness and the kurtosis of the MedInc column.",
        "Use the pandas functions skew() and kurt(). Round to 2 decimals.",
        "@skewness[skew] @kurtosis[kurt] where both are floats with two decimal places.",
        lambda df: {"skewness": round(df.MedInc.skew(), 2), "kurtosis": round(df.MedInc.kurt(), 2)},
    ),
    Question(
        "dis-05",
        "housing",
        "Does AveRooms come from a normal distribution?",
        "Apply the Anderson-Darling test at the 5% significance level: if the test statistic is below the critical value, consider it normal.",
        '@ad_statistic[statistic] @conclusion[conclusion] where "statistic" is rounded to 3 decimals and "conclusion" is either "Normal" or "Not Normal".',
        lambda df: {
            "ad_statistic": round(anderson(df.AveRooms)[0], 3),
            "conclusion": "Normal" if anderson(df.AveRooms)[1] else "Not Normal",
        },
    ),
    Question(
        "dis-06",
        "credit",
        "Perform a Kolmogorov-Smirnov test to see if Income is normally distributed.",
        "Standardise the column with its mean and standard deviation (ddof=1) first, then compare with the standard normal distribution. alpha = 0.05.",
        '@ks_statistic[d] @ks_p[p] where "d" is rounded to three decimals and "p" to four decimals.',
        lambda df: (lambda t: {"ks_statistic": round(t.statistic, 3), "ks_p": round(t.pvalue, 4)})(
            stats.kstest((df.Income - df.Income.mean()) / df.Income.std(), "norm")
        ),
    ),
    Question(
        "dis-07",
        "salaries",
        "Is OvertimePay normally distributed? What is the p-value?",
        "Use the Shapiro-Wilk test at alpha=0.05. Report the p-value to four decimal places.",
        "@p_value[p_value] @normal[True/False] where the second is a boolean.",
        lambda df: {
            "p_value": round(stats.shapiro(df.OvertimePay).pvalue, 4),
            "normal": str(stats.shapiro(df.OvertimePay).pvalue >= 0.05),
        },
    ),
    Question(
        "dis-08",
        "prices",
        "Analyse the distribution of the closing prices: mean, standard deviation, skewness and kurtosis.",
        "Use scipy.stats for skewness and kurtosis (Fisher), pandas for the rest.",
        "@mean[m], @std[s], @skew[sk], @kurt[k] where every value is a float rounded to 2 decimals.",
        lambda df: {
            "mean": round(df.Close.mean(), 2),
            "std": round(df.Close.std(), 2),
            "skew": round(stats.skew(df.Close), 2),
            "kurt": round(stats.kurtosis(df.Close), 2),
        },
    ),
    Question(
        "dis-09",
        "survey",
        "Is the distribution of hrs_sleep normal for female respondents?",
        "Only the rows with gender 'F'; drop missing values. Use Shapiro-Wilk. Non-normal if p < 0.05.",
        '@W[statistic]\n@normality_result[result]\nwhere "statistic" is a number rounded to three decimals and "result" is "Normal" or "Non-normal".',
        lambda df: (
            lambda t: {
                "W": round(t.statistic, 3),
                "normality_result": "Normal" if t.pvalue >= 0.05 else "Non-normal",
            }
        )(stats.shapiro(df[df.gender == "F"].hrs_sleep.dropna())),
    ),
    Question(
        "dis-10",
        "movies",
        "Does the rating differ in distribution between Drama and Horror?",
        "Run a two-sample Kolmogorov-Smirnov test. If the p-value is below 0.05 the distributions differ.",
        '@ks_p_value[p] @different[True/False] where "p" is rounded to four decimal places.',
        lambda df: (lambda t: {"ks_p_value": round(t.pvalue, 4), "different": str(t.pvalue < 0.05)})(
            stats.ks_2samp(df[df.Genre == "Drama"].Rating, df[df.Genre == "Horror"].Rating)
        ),
    ),
    Question(
        "dis-11",
        "weather",
        "Which of the columns Avg_Temp, WINDSPEED and PRCP_mm has the highest skewness?",
        "Use pandas skew().",
        '@most_skewed[column] @value[skewness] where "column" is a string and "skewness" a float rounded to two decimals.',
        lambda df: (lambda s: {"most_skewed": s.idxmax(), "value": round(s.max(), 2)})(
            df[["Avg_Temp", "WINDSPEED", "PRCP_mm"]].skew()
        ),
    ),
    Question(
        "dis-12",
        "countries",
        "Apply a log transformation to GDP_per_cap and test if the result adheres to a normal distribution.",
        "Use the natural logarithm and the Shapiro-Wilk test. Consider it normal if p > 0.05.",
        '@shapiro_p[p] @normal_after_log[yes/no] where "p" is a number rounded to four decimals.',
        lambda df: (lambda p: {"shapiro_p": round(p, 4), "normal_after_log": "yes" if p > 0.05 else "no"})(
            stats.shapiro(df.GDP_per_cap.map(__import__("math").log)).pvalue
        ),
    ),
    Question(
        "dis-13",
        "iris",
        "Compute the skewness of petal_length for each species.",
        "Use pandas' unbiased skewness.",
        '@skew_setosa[a]\n@skew_versicolor[b]\n@skew_virginica[c]\nwhere "a", "b", "c" are numbers rounded to two decimal places.',
        lambda df: {
            f"skew_{name}": round(df[df.species == name].petal_length.skew(), 2)
            for name in ("setosa", "versicolor", "virginica")
        },
    ),
]

OUTLIERS = [
    Question(
        "out-01",
        "insurance",
        "Are there any outliers in the charges column? If so, how many?",
        "Use the IQR method: values below Q1 - 1.5*IQR or above Q3 + 1.5*IQR are outliers.",
        '@outlier_count[count] where "count" is an integer.',
        lambda df: {"outlier_count": int(iqr_mask(df.charges).sum())},
    ),
    Question(
        "out-02",
        "abalone",
        "Remove the outliers of the Rings column with the Z-score method and recalculate its mean and standard deviation.",
        "A value is an outlier if its Z-score is greater than 3 or less than -3. Use the sample standard deviation.",
        '@n_outliers[n]\n@new_mean[mean]\n@new_std[std]\nwhere "n" is an integer and the others are rounded to two decimal places.',
        lambda df: (
            lambda kept: {
                "n_outliers": len(df) - len(kept),
                "new_mean": round(kept.mean(), 2),
                "new_std": round(kept.std(), 2),
            }
        )(df.Rings[~z_mask(df.Rings)]),
    ),
    Question(
        "out-03",
        "housing",
        "Identify outliers in Population using the interquartile range and report the lowest and the highest of them.",
        "Outliers are values more than 1.5 IQR below the first or above the third quartile.",
        "@outlier_count[n] @lowest_outlier[low] @highest_outlier[high] where all three are integers.",
        lambda df: (lambda s: {"outlier_count": len(s), "lowest_outlier": s.min(), "highest_outlier": s.max()})(
            df.Population[iqr_mask(df.Population)]
        ),
    ),
    Question(
        "out-04",
        "credit",
        "Detect the outliers of Income by the Z-score (threshold 2.5).",
        "Z = (x - mean) / standard deviation. Count values whose absolute Z-score exceeds 2.5.",
        '@outliers[outliers_count], where "outliers_count" is an integer.',
        lambda df: {"outliers": int(z_mask(df.Income, 2.5).sum())},
    ),
    Question(
        "out-05",
        "countries",
        "Which countries have an outlying Pop_2010? How many are there?",
        "Apply the IQR rule with the factor 3 rather than 1.5.",
        '@number_of_outliers[n] where "n" is an integer.',
        lambda df: (
            lambda q1, q3: {
                "number_of_outliers": int(
                    ((df.Pop_2010 < q1 - 3 * (q3 - q1)) | (df.Pop_2010 > q3 + 3 * (q3 - q1))).sum()
                )
            }
        )(df.Pop_2010.quantile(0.25), df.Pop_2010.quantile(0.75)),
    ),
    Question(
        "out-06",
        "salaries",
        "What percentage of the OvertimePay values are outliers?",
        "Use the 1.5*IQR rule.",
        '@outlier_percentage[pct] where "pct" is a number between 0 and 100 rounded to two decimals.',
        lambda df: {"outlier_percentage": round(iqr_mask(df.OvertimePay).mean() * 100, 2)},
    ),
    Question(
        "out-07",
        "election",
        "List the districts whose total number of votes is an outlier.",
        "Use the IQR method (1.5). Sort the districts alphabetically and separate them by a comma and a space.",
        '@outlier_districts[list] where "list" holds the names of the districts.',
        lambda df: {"outlier_districts": ", ".join(sorted(df.district[iqr_mask(df.total)]))},
    ),
    Question(
        "out-08",
        "movies",
        "Drop the outliers in 'Revenue (Millions)' (IQR method) and compare the mean revenue before and after.",
        "Ignore missing revenues. Outliers are outside [Q1 - 1.5*IQR, Q3 + 1.5*IQR].",
        '@mean_before[before]\n@mean_after[after]\nwhere "before" and "after" are floats rounded to two decimals.',
        lambda df: (lambda s: {"mean_before": round(s.mean(), 2), "mean_after": round(s[~iqr_mask(s)].mean(), 2)})(
            df["Revenue (Millions)"].dropna()
        ),
    ),
    Question(
        "out-09",
        "weather",
        "Replace every WINDSPEED value more than three standard deviations away from the mean by the median, then calculate the mean.",
        "Mean, median and standard deviation are those of the original column.",
        '@mean_windspeed[mean] where "mean" is rounded to three decimal places.',
        lambda df: {"mean_windspeed": round(df.WINDSPEED.mask(z_mask(df.WINDSPEED), df.WINDSPEED.median()).mean(), 3)},
    ),
    Question(
        "out-10",
        "listings",
        "Find the upper and the lower bound of the IQR rule for price, and the number of listings above the upper bound.",
        "Bounds are Q1 - 1.5*IQR and Q3 + 1.5*IQR.",
        '@lower_bound[low] @upper_bound[high] @n_above[n] where "low" and "high" are rounded to two decimals and "n" is an integer.',
        lambda df: (
            lambda q1, q3: {
                "lower_bound": round(q1 - 1.5 * (q3 - q1), 2),
                "upper_bound": round(q3 + 1.5 * (q3 - q1), 2),
                "n_above": int((df.price > q3 + 1.5 * (q3 - q1)).sum()),
            }
        )(df.price.quantile(0.25), df.price.quantile(0.75)),
    ),
]
QUESTIONS = DISTRIBUTIONS + OUTLIERS
