"""Closed questions that compare two numbers: differences, ratios, and which of both is greater."""
# ruff: noqa: E501

from tests.closed.question import Question, iqr_mask

QUESTIONS = [
    Question(
        "sid-01",
        "insurance",
        "What is the difference between the average charges of smokers and of non-smokers?",
        "Subtract the mean charges of rows with smoker equal to 'no' from the mean charges of rows with smoker equal to 'yes'.",
        '@difference[diff] where "diff" is a number rounded to two decimal places.',
        lambda df: {"difference": round(df.groupby("smoker").charges.mean().diff().iloc[-1], 2)},
    ),
    Question(
        "sid-02",
        "insurance",
        "How far apart are the median charges of males and females?",
        "Calculate the median of charges for sex 'male' and for sex 'female' and report the absolute difference.",
        '@median_difference[value] where "value" is rounded to two decimal places.',
        lambda df: {"median_difference": round(abs(df.groupby("sex").charges.median().diff().iloc[-1]), 2)},
    ),
    Question(
        "sid-03",
        "insurance",
        "Compare the mean BMI of smokers and non-smokers.",
        "Use the column smoker ('yes' or 'no'). The ratio is the mean of smokers divided by the mean of non-smokers.",
        '@mean_bmi_smoker[a]\n@mean_bmi_nonsmoker[b]\n@ratio[r]\nwhere "a" and "b" are rounded to two decimal places and "r" to three decimal places.',
        lambda df: (
            lambda m: {
                "mean_bmi_smoker": round(m["yes"], 2),
                "mean_bmi_nonsmoker": round(m["no"], 2),
                "ratio": round(m["yes"] / m["no"], 3),
            }
        )(df.groupby("smoker").bmi.mean()),
    ),
    Question(
        "sid-04",
        "housing",
        "Remove the outliers of 'AveRooms' with the IQR method. By what percentage does the mean of the column change?",
        "Outliers lie below Q1 - 1.5 * IQR or above Q3 + 1.5 * IQR. The percentage change is relative to the mean before the removal.",
        '@mean_before[mean_before]\n@mean_after[mean_after]\n@percentage_change[change]\nwhere the means are rounded to three decimal places and "change" is a percentage rounded to two decimal places.',
        lambda df: (
            lambda a, b: {
                "mean_before": round(a, 3),
                "mean_after": round(b, 3),
                "percentage_change": round((b - a) / a * 100, 2),
            }
        )(df.AveRooms.mean(), df.AveRooms[~iqr_mask(df.AveRooms)].mean()),
    ),
    Question(
        "sid-05",
        "insurance",
        "Which of both sexes has the higher mean charges?",
        "Calculate the mean of charges for 'male' and for 'female'.",
        '@mean_male[m]\n@mean_female[f]\n@higher[sex] where "m" and "f" are rounded to two decimal places and "sex" is a string, either "male" or "female".',
        lambda df: (
            lambda m: {"mean_male": round(m["male"], 2), "mean_female": round(m["female"], 2), "higher": m.idxmax()}
        )(df.groupby("sex").charges.mean()),
    ),
    Question(
        "sid-06",
        "insurance",
        "Do smokers have a higher median age than non-smokers?",
        "Compute the median age for smoker = 'yes' and smoker = 'no'. Report 'True' if the median of smokers is greater than the median of non-smokers, else 'False'.",
        '@smokers_older[answer] where "answer" is a boolean: "True" or "False".',
        lambda df: (lambda m: {"smokers_older": str(bool(m["yes"] > m["no"]))})(df.groupby("smoker").age.median()),
    ),
    Question(
        "sid-07",
        "housing",
        "Drop the outliers of 'Population' (Z-score above 3). Is the standard deviation smaller afterwards?",
        "Z-scores are computed with the mean and the sample standard deviation. Answer 'yes' if the standard deviation after the removal is smaller than the one before, 'no' otherwise.",
        '@std_before[a]\n@std_after[b]\n@smaller[answer]\nwhere "a" and "b" are rounded to one decimal place and "answer" is "yes" or "no".',
        lambda df: (
            lambda p: (
                lambda k: {
                    "std_before": round(p.std(), 1),
                    "std_after": round(k.std(), 1),
                    "smaller": "yes" if k.std() < p.std() else "no",
                }
            )(p[((p - p.mean()) / p.std()).abs() <= 3])
        )(df.Population),
    ),
    Question(
        "sid-08",
        "salaries",
        "What is the gap in mean overtime pay between the Engineering and the Sales department?",
        "The gap is the mean OvertimePay of Sales minus the mean OvertimePay of Engineering.",
        '@pay_gap[gap] where "gap" is rounded to two decimal places.',
        lambda df: (lambda m: {"pay_gap": round(m["Sales"] - m["Engineering"], 2)})(
            df.groupby("Department").OvertimePay.mean()
        ),
    ),
]
