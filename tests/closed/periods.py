"""Closed questions of periods as they are written, codes for missing values, columns with gaps, and text as numbers."""
# ruff: noqa: E501

import pandas as pd

from tests.closed.question import Question, number


def monthly(df: pd.DataFrame) -> pd.Series:
    return df.groupby(pd.to_datetime(df.order_date).dt.strftime("%Y-%m")).profit.sum()


QUESTIONS = [
    Question(
        "per-01",
        "orders",
        "In which month was the total profit the highest?",
        "Convert order_date to datetime. Sum the profit for each calendar month.",
        '@best_month[month]\n@total_profit[profit]\nwhere "month" is written as YYYY-MM and "profit" is rounded to two decimal places.',
        lambda df: {"best_month": monthly(df).idxmax(), "total_profit": round(monthly(df).max(), 2)},
    ),
    Question(
        "per-02",
        "orders",
        "What is the mean discount of the orders?",
        "Remove the percent sign from 'discount' and convert it to a number.",
        '@mean_discount[mean] where "mean" is a percentage rounded to two decimal places.',
        lambda df: {"mean_discount": round(number(df.discount).mean(), 2)},
    ),
    Question(
        "per-03",
        "housing",
        "Which columns have missing values?",
        "Null values are missing.",
        '@columns[names] where "names" is a string of the column names, separated by a comma and a space.',
        lambda df: {"columns": ", ".join(df.columns[df.isna().any()])},
    ),
    Question(
        "per-04",
        "credit",
        "What is the mean balance if a balance of 0 counts as unknown?",
        "Treat 0 in Balance as missing and ignore missing values.",
        '@mean_balance[mean] where "mean" is rounded to two decimal places.',
        lambda df: {"mean_balance": round(df.Balance[df.Balance != 0].mean(), 2)},
    ),
    Question(
        "per-05",
        "survey",
        "Which share of the men and of the women is satisfied?",
        "The rate is the number of respondents with satisfied equal to 'Yes' divided by the number of respondents of that gender ('M' or 'F').",
        '@rate_m[a] @rate_f[b] where "a" and "b" are numbers between 0 and 1, rounded to three decimal places.',
        lambda df: {
            f"rate_{sex.lower()}": round((df[df.gender == sex].satisfied == "Yes").mean(), 3) for sex in ("M", "F")
        },
    ),
    Question(
        "per-06",
        "insurance",
        "Is being a smoker correlated with the charges?",
        "Encode 'smoker' as 1 for 'yes' and 0 for 'no'. Calculate the Pearson correlation coefficient of smoker and charges.",
        '@r[r] where "r" is rounded to three decimal places.',
        lambda df: {"r": round((df.smoker == "yes").astype(int).corr(df.charges), 3)},
    ),
]
