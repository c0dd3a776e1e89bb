"""Closed questions whose steps must be taken in order: classes, scales, periods, rows at an end, shares of all rows."""
# ruff: noqa: E501

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

from tests.closed.question import Question, iqr_mask


def _months(df: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(df.DATE).dt.month


def _rain_by_month(df: pd.DataFrame) -> pd.Series:
    return df.groupby(_months(df)).PRCP_mm.sum()


def _calm(df: pd.DataFrame) -> pd.Series:
    smokers = df[df.smoker == "yes"].charges
    return smokers[~iqr_mask(smokers)]


def _by_weekday(df: pd.DataFrame) -> pd.Series:
    return df.groupby(pd.to_datetime(df.Date).dt.day_name()).Volume.mean()


def _accuracy(df: pd.DataFrame) -> float:
    train, test = train_test_split(df, test_size=0.25, random_state=7)
    columns = ["age", "bmi", "charges"]
    model = LogisticRegression().fit(train[columns], train.smoker)
    return round(accuracy_score(test.smoker, model.predict(test[columns])), 2)


QUESTIONS = [
    Question(
        "ste-01",
        "insurance",
        "Sort the customers into weight classes and report how many belong to each.",
        'Based on "bmi": light: less than 25; rather heavy: from 25 to 29.999; very heavy: 30 or more.',
        "@light[n1] @rather_heavy[n2] @very_heavy[n3] where n1, n2 and n3 are integers.",
        lambda df: {
            "light": int((df.bmi < 25).sum()),
            "rather_heavy": int(df.bmi.between(25, 30, inclusive="left").sum()),
            "very_heavy": int((df.bmi >= 30).sum()),
        },
    ),
    Question(
        "ste-02",
        "insurance",
        'Create the feature "family" and report the mean charges of each class.',
        '"none" if children is 0, "one" if it is 1, "large" if it is 2 or more.',
        '@none_mean[m0]\n@one_mean[m1]\n@large_mean[m2]\nwhere "m0", "m1" and "m2" are numbers rounded to two decimals.',
        lambda df: {
            "none_mean": round(df.charges[df.children == 0].mean(), 2),
            "one_mean": round(df.charges[df.children == 1].mean(), 2),
            "large_mean": round(df.charges[df.children >= 2].mean(), 2),
        },
    ),
    Question(
        "ste-03",
        "insurance",
        "Put the customers into the age brackets 18-29, 30-44, 45-59 and 60+ and find the bracket with the most customers.",
        "Count every customer once.",
        '@bracket[bracket] @customers[n] where "bracket" is a string and "n" an integer.',
        lambda df: (lambda s: {"bracket": str(s.idxmax()), "customers": int(s.max())})(
            pd.cut(df.age, [18, 30, 45, 60, 200], labels=["18-29", "30-44", "45-59", "60+"], right=False).value_counts()
        ),
    ),
    Question(
        "ste-04",
        "insurance",
        "Remove the outliers of charges among the smokers and recalculate their mean charges.",
        "Consider only the rows where 'smoker' is 'yes'. Values below Q1 - 1.5*IQR or above Q3 + 1.5*IQR are outliers.",
        '@mean_charges[mean] where "mean" is rounded to two decimals.',
        lambda df: {"mean_charges": round(_calm(df).mean(), 2)},
    ),
    Question(
        "ste-05",
        "insurance",
        "What is the average bmi of the customers?",
        "Every customer is included, whether smoker or not, and regardless of the region northeast or southwest.",
        '@mean_bmi[mean] where "mean" is rounded to two decimals.',
        lambda df: {"mean_bmi": round(df.bmi.mean(), 2)},
    ),
    Question(
        "ste-06",
        "movies",
        "Apply z-score normalization to the Votes column and report the largest value afterwards.",
        "Use the population standard deviation.",
        '@max_z[z] where "z" is rounded to three decimal places.',
        lambda df: {"max_z": round(((df.Votes - df.Votes.mean()) / df.Votes.std(ddof=0)).max(), 3)},
    ),
    Question(
        "ste-07",
        "movies",
        "Normalize the Rating with min-max normalization and calculate its mean.",
        "Scale the values to the range [0, 1].",
        '@mean_rating[mean] where "mean" is rounded to three decimal places.',
        lambda df: {
            "mean_rating": round(((df.Rating - df.Rating.min()) / (df.Rating.max() - df.Rating.min())).mean(), 3)
        },
    ),
    Question(
        "ste-08",
        "movies",
        "How many movies have an unusual number of Votes?",
        "Unusual are the movies whose absolute z-score of Votes is above 2.",
        '@unusual_count[n] where "n" is an integer.',
        lambda df: {"unusual_count": int((((df.Votes - df.Votes.mean()) / df.Votes.std(ddof=0)).abs() > 2).sum())},
    ),
    Question(
        "ste-09",
        "movies",
        "What is the mean Runtime of the ten movies with the most Votes?",
        "Use 'Runtime (Minutes)'.",
        '@mean_runtime[mean] where "mean" is rounded to one decimal place.',
        lambda df: {"mean_runtime": round(df.nlargest(10, "Votes")["Runtime (Minutes)"].mean(), 1)},
    ),
    Question(
        "ste-10",
        "movies",
        "Who leads the field: list the titles of the top 3 movies by Votes.",
        "In descending order of the votes.",
        "@titles[title1, title2, title3] where each is a string.",
        lambda df: {"titles": ", ".join(df.nlargest(3, "Votes").Title)},
    ),
    Question(
        "ste-11",
        "weather",
        "Find the month with the highest total precipitation (PRCP_mm).",
        "Give the month as an integer between 1 and 12.",
        '@wettest_month[month] @total[total] where "total" is rounded to one decimal place.',
        lambda df: {"wettest_month": int(_rain_by_month(df).idxmax()), "total": round(_rain_by_month(df).max(), 1)},
    ),
    Question(
        "ste-12",
        "prices",
        "On which day of the week is the average Volume highest?",
        "Give the full English name of the day.",
        '@day[day_name] @average_volume[average] where "day_name" is a string and "average" is rounded to one decimal.',
        lambda df: {"day": _by_weekday(df).idxmax(), "average_volume": round(_by_weekday(df).max(), 1)},
    ),
    Question(
        "ste-13",
        "insurance",
        "Determine the percentage of rows in which smoker is 'yes' and the age is above 40.",
        "Express it as a percentage of all rows.",
        '@percentage[p] where "p" is rounded to two decimals.',
        lambda df: {"percentage": round(((df.smoker == "yes") & (df.age > 40)).mean() * 100, 2)},
    ),
    Question(
        "ste-14",
        "insurance",
        "What proportion of the customers older than 50 are smokers?",
        "Give it as a number between 0 and 1.",
        '@proportion[p] where "p" is rounded to three decimals.',
        lambda df: {"proportion": round((df.smoker[df.age > 50] == "yes").mean(), 3)},
    ),
    Question(
        "ste-15",
        "insurance",
        "Calculate the difference between the mean bmi of smokers and that of non-smokers.",
        "Smokers minus non-smokers.",
        '@difference[d] where "d" is rounded to two decimals.',
        lambda df: {"difference": round(df.bmi[df.smoker == "yes"].mean() - df.bmi[df.smoker == "no"].mean(), 2)},
    ),
    Question(
        "ste-16",
        "movies",
        "Create a feature 'votes_per_minute' by dividing Votes by the runtime, and give the mean and the median ratio.",
        "The runtime is in 'Runtime (Minutes)'.",
        "@mean_ratio[mean] @median_ratio[median] where both are rounded to two decimals.",
        lambda df: (lambda s: {"mean_ratio": round(s.mean(), 2), "median_ratio": round(s.median(), 2)})(
            df.Votes / df["Runtime (Minutes)"]
        ),
    ),
    Question(
        "ste-17",
        "movies",
        "How many movies have no missing value at all?",
        "Check every column for null values.",
        '@complete_rows[n] where "n" is an integer.',
        lambda df: {"complete_rows": len(df.dropna())},
    ),
    Question(
        "ste-18",
        "salaries",
        "What is the mean overtime pay overall, and which department has the highest mean?",
        "Ignore missing values of OvertimePay.",
        '@mean_overall[mean_all]\n@top_department[department]\n@top_department_mean[mean_department]\nwhere "mean_all" and "mean_department" are rounded to two decimals and "department" is a string.',
        lambda df: (
            lambda s: {
                "mean_overall": round(df.OvertimePay.mean(), 2),
                "top_department": s.idxmax(),
                "top_department_mean": round(s.max(), 2),
            }
        )(df.groupby("Department").OvertimePay.mean()),
    ),
    Question(
        "ste-19",
        "insurance",
        "Can smoking be predicted from the age, the bmi and the charges? Train a logistic regression model.",
        "The target is smoker. The features are age, bmi and charges, in this order. Split with test_size=0.25 and random_state=7, without stratification; use the default parameters of LogisticRegression. Report the accuracy on the test set.",
        '@accuracy[accuracy] where "accuracy" is a number between 0 and 1, rounded to two decimals.',
        lambda df: {"accuracy": _accuracy(df)},
    ),
    Question(
        "ste-20",
        "insurance",
        "What is the effect size of smoking on the charges?",
        "Compute Cohen's d with the pooled standard deviation.",
        '@cohens_d[d] where "d" is rounded to two decimals.',
        None,
    ),
    Question(
        "ste-21",
        "movies",
        "What is the mean revenue in millions of euros of the dramas?",
        "Divide by a rate that is not given.",
        '@mean_revenue[m] where "m" is in thousands of euros.',
        None,
    ),
    Question(
        "ste-27",
        "movies",
        "What is the mean revenue of the dramas, in millions?",
        "Ignore movies without a revenue.",
        '@mean_revenue[m] where "m" is rounded to two decimals.',
        lambda df: {"mean_revenue": round(df["Revenue (Millions)"][df.Genre == "Drama"].mean(), 2)},
    ),
    Question(
        "ste-22",
        "insurance",
        "How many customers have a bmi above 40 or charges above 40000?",
        "Count a customer who has both once.",
        '@customers[n] where "n" is an integer.',
        lambda df: {"customers": int(((df.bmi > 40) | (df.charges > 40000)).sum())},
    ),
    Question(
        "ste-23",
        "insurance",
        "Split the customers into quartiles by age and compute the mean bmi in the lowest and in the highest quartile.",
        "Use pandas qcut.",
        "@q1_mean[m1] @q4_mean[m4] where both are rounded to two decimals.",
        lambda df: (lambda s: {"q1_mean": round(s.iloc[0], 2), "q4_mean": round(s.iloc[3], 2)})(
            df.bmi.groupby(pd.qcut(df.age, 4), observed=True).mean()
        ),
    ),
    Question(
        "ste-24",
        "insurance",
        'Find the correlation of age and charges and decide whether it is "weak" (|r| < 0.2), "moderate" (0.2 <= |r| < 0.6) or "strong" (|r| >= 0.6).',
        "Pearson.",
        '@r[r_value] @strength[strength] where "r_value" is rounded to two decimals and "strength" is a string.',
        lambda df: (
            lambda r: {
                "r": round(r, 2),
                "strength": "weak" if abs(r) < 0.2 else "moderate" if abs(r) < 0.6 else "strong",
            }
        )(df.age.corr(df.charges)),
    ),
    Question(
        "ste-25",
        "weather",
        "Compare the mean humidity in winter with that in summer.",
        "Winter is December to February, summer is June to August. Ignore missing values.",
        "@mean_winter[w] @mean_summer[s] where both are rounded to two decimals.",
        lambda df: {
            "mean_winter": round(df.Humidity[_months(df).isin([12, 1, 2])].mean(), 2),
            "mean_summer": round(df.Humidity[_months(df).isin([6, 7, 8])].mean(), 2),
        },
    ),
    Question(
        "ste-26",
        "insurance",
        "Which region has the highest and which the lowest mean charges, and how far apart are the two means?",
        "Compute the difference on unrounded means.",
        '@highest_region[r1] @lowest_region[r2] @difference[d] where "d" is rounded to two decimals.',
        lambda df: (
            lambda s: {
                "highest_region": s.idxmax(),
                "lowest_region": s.idxmin(),
                "difference": round(s.max() - s.min(), 2),
            }
        )(df.groupby("region").charges.mean()),
    ),
]
