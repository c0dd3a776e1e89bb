"""Closed questions of machine learning and of tests between groups, and those that cannot be answered."""
# ruff: noqa: E501

from typing import Any

import pandas as pd
from scipy import stats
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_absolute_error, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

from tests.closed.question import Question


def predicted(model: Any, features: pd.DataFrame, target: pd.Series, share: float, seed: int) -> tuple[Any, Any]:
    x, x_test, y, y_test = train_test_split(features, target, test_size=share, random_state=seed)
    return y_test, model.fit(x, y).predict(x_test)


LEARNING = [
    Question(
        "ml-01",
        "insurance",
        "Train a linear regression model to predict charges from age, bmi and children, and evaluate it with the root mean squared error.",
        "Use sklearn's LinearRegression. Split the data 80/20 into training and test set with random_state=42. RMSE on the test set.",
        '@rmse[rmse_value] where "rmse_value" is a number rounded to two decimal places.',
        lambda df: {
            "rmse": round(
                mean_squared_error(*predicted(LinearRegression(), df[["age", "bmi", "children"]], df.charges, 0.2, 42))
                ** 0.5,
                2,
            )
        },
    ),
    Question(
        "ml-02",
        "diabetes",
        "Can target be predicted from bmi, bp and s5? Fit a linear regression.",
        "Split into 70% training and 30% testing with a random seed of 0. Report the R-squared score and the mean absolute error of the test set.",
        '@r2[r2]\n@mae[mae]\nwhere "r2" is rounded to three decimals and "mae" to two decimals.',
        lambda df: (lambda pair: {"r2": round(r2_score(*pair), 3), "mae": round(mean_absolute_error(*pair), 2)})(
            predicted(LinearRegression(), df[["bmi", "bp", "s5"]], df.target, 0.3, 0)
        ),
    ),
    Question(
        "ml-03",
        "credit",
        "Use logistic regression to predict default_next_month with the features Income, Limit and Age.",
        "sklearn's LogisticRegression with max_iter=1000, test_size 0.25 and random_state 1. Report the accuracy on the test data.",
        '@accuracy[acc] where "acc" is a number between 0 and 1, rounded to two decimals.',
        lambda df: {
            "accuracy": round(
                accuracy_score(
                    *predicted(
                        LogisticRegression(max_iter=1000),
                        df[["Income", "Limit", "Age"]],
                        df.default_next_month,
                        0.25,
                        1,
                    )
                ),
                2,
            )
        },
    ),
    Question(
        "ml-04",
        "wine",
        "Classify the wines (target) by a decision tree on alcohol, flavanoids and proline.",
        "DecisionTreeClassifier with random_state=42 and otherwise default parameters; train_test_split with test_size=0.3 and random_state=42.",
        '@tree_accuracy[accuracy] where "accuracy" is rounded to three decimal places.',
        lambda df: {
            "tree_accuracy": round(
                accuracy_score(
                    *predicted(
                        DecisionTreeClassifier(random_state=42),
                        df[["alcohol", "flavanoids", "proline"]],
                        df.target,
                        0.3,
                        42,
                    )
                ),
                3,
            )
        },
    ),
    Question(
        "ml-05",
        "weather",
        "Fit a simple linear regression of Max_Temp on Avg_Temp with all rows. What are the slope and the intercept?",
        "Ordinary least squares.",
        "@slope[slope] @intercept[intercept] where both are numbers rounded to three decimals.",
        lambda df: (lambda fit: {"slope": round(fit.slope, 3), "intercept": round(fit.intercept, 3)})(
            stats.linregress(df.Avg_Temp, df.Max_Temp)
        ),
    ),
]

TESTS = [
    Question(
        "tst-01",
        "tips",
        "Is there a significant difference between the tips given by smokers and by non-smokers?",
        "Conduct an independent two-sample t-test (equal variances) on the tip column with alpha 0.05. Report 'significant' if p < 0.05, else 'not significant'.",
        '@t_statistic[t]\n@p_value[p]\n@difference[difference]\nwhere "t" is rounded to two decimals (smokers minus non-smokers), "p" to four decimals and "difference" is "significant" or "not significant".',
        lambda df: (
            lambda t: {
                "t_statistic": round(t.statistic, 2),
                "p_value": round(t.pvalue, 4),
                "difference": "significant" if t.pvalue < 0.05 else "not significant",
            }
        )(stats.ttest_ind(df[df.smoker == "Yes"].tip, df[df.smoker == "No"].tip)),
    ),
    Question(
        "tst-02",
        "survey",
        "Are gender and satisfied independent?",
        "Perform a chi-square test of independence (with the default continuity correction) on the contingency table. alpha = 0.05.",
        '@chi2[chi2] @p_value[p] @independent[yes/no] where "chi2" is rounded to three decimals and "p" to four.',
        lambda df: (
            lambda t: {
                "chi2": round(t.statistic, 3),
                "p_value": round(t.pvalue, 4),
                "independent": "yes" if t.pvalue >= 0.05 else "no",
            }
        )(stats.chi2_contingency(pd.crosstab(df.gender, df.satisfied))),
    ),
    Question(
        "tst-03",
        "experiment",
        "Do the means of experiment_1 differ between the groups (column group)?",
        "Use a one-way ANOVA; the difference is significant when the p-value is below 0.05.",
        '@f_statistic[f] @anova_p[p] where "f" is rounded to three decimals, "p" to four decimals.',
        lambda df: (lambda t: {"f_statistic": round(t.statistic, 3), "anova_p": round(t.pvalue, 4)})(
            stats.f_oneway(*(part for _, part in df.groupby("group").experiment_1))
        ),
    ),
    Question(
        "tst-04",
        "movies",
        "Compare the Votes of Comedy and Action films by the Mann-Whitney U test.",
        "Two-sided. Significance level 0.05.",
        '@p_value[p] @significant[True/False] where "p" is rounded to four decimals.',
        lambda df: (lambda p: {"p_value": round(p, 4), "significant": str(p < 0.05)})(
            stats.mannwhitneyu(df[df.Genre == "Comedy"].Votes, df[df.Genre == "Action"].Votes).pvalue
        ),
    ),
]

REFUSED = [
    Question(
        "ref-01",
        "insurance",
        "What is the average blood pressure of the insured?",
        "Use the blood_pressure column. Round to two decimals.",
        '@mean_bp[mean] where "mean" is a number.',
    ),
    Question(
        "ref-02",
        "movies",
        "Calculate the correlation between Budget and Rating.",
        "Pearson's r rounded to two decimals.",
        "@correlation[r]",
    ),
    Question(
        "ref-03",
        "salaries",
        "Train a convolutional neural network on the employee photos and report its accuracy.",
        "Use Keras with 10 epochs.",
        "@accuracy[acc]",
    ),
    Question(
        "ref-04",
        "weather",
        "What is the mean of the snowfall column for days in January?",
        "Take the column 'SNOW_cm'.",
        "@mean_snow[mean] rounded to two decimals",
    ),
    Question(
        "ref-05",
        "listings",
        "Perform a sentiment analysis of the guests' comments and give the share of positive ones.",
        "Use a BERT model.",
        "@positive_share[share]",
    ),
    Question(
        "ref-06",
        "credit",
        "What is the average Balance of clients living in Texas?",
        "Use only the rows whose State is 'Texas'.",
        "@mean_balance_texas[mean]",
    ),
    Question(
        "ref-07",
        "gapminder",
        "What was the mean life expectancy on the continent 'Atlantis' in 1987?",
        "Filter by continent == 'Atlantis'.",
        "@mean_lifeExp_atlantis[mean]",
    ),
    Question(
        "ref-08",
        "prices",
        "Predict the closing price for tomorrow with an LSTM network.",
        "Two layers, 50 units each.",
        "@prediction[price] rounded to two decimals",
    ),
    Question(
        "ref-09",
        "iris",
        "What is the Pearson correlation between the species and the petal colour?",
        "Use the columns species and petal_colour.",
        "@corr[r]",
    ),
    Question(
        "ref-10",
        "orders",
        "Translate the customers' complaints into French and report how many mention delivery.",
        "Use the complaint_text column.",
        '@n_delivery[count] where "count" is an integer.',
    ),
]
QUESTIONS = LEARNING + TESTS + REFUSED
