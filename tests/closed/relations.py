"""Closed questions of correlation: coefficients, p-values, verdicts, groups and filtered rows."""
# ruff: noqa: E501

import pandas as pd
from scipy import stats

from tests.closed.question import Question, kind_of_relation, pearson

KIND_FORM = (
    "@correlation_coefficient[r_value]\n@p_value[p_value]\n@relationship_type[relationship_type]\n"
    'where "r_value" is a number between -1 and 1, rounded to two decimal places.\n'
    'where "p_value" is a number between 0 and 1, rounded to four decimal places.\n'
    'where "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.'
)
KIND_RULE = (
    "Assess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.05.\n"
    "The relationship is linear if the p-value is below 0.05 and the absolute value of r is at least 0.5.\n"
    "The relationship is nonlinear if the p-value is below 0.05 and the absolute value of r is smaller than 0.5.\n"
    "If the p-value is 0.05 or more, report that there is no significant correlation."
)


def kind(df: pd.DataFrame, first: str, second: str) -> dict[str, object]:
    r, p = pearson(df, first, second)
    relation = kind_of_relation(r, p)
    return {"correlation_coefficient": round(r, 2), "p_value": round(p, 4), "relationship_type": relation}


def strength(r: float, weak: float, strong: float) -> str:
    return "weak" if abs(r) < weak else "moderate" if abs(r) < strong else "strong"


QUESTIONS = [
    Question(
        "cor-01",
        "insurance",
        "Is there a linear relationship between the age of the insured and the charges?",
        "Calculate the Pearson correlation coefficient (r) between age and charges.\n" + KIND_RULE,
        KIND_FORM,
        lambda df: kind(df, "age", "charges"),
    ),
    Question(
        "cor-02",
        "insurance",
        "Calculate the correlation coefficient between bmi and charges for the people who smoke.",
        "Use only rows with smoker equal to 'yes'. Use the Pearson method and round to 3 decimals.",
        '@correlation[r] where "r" is a number between -1 and 1, rounded to three decimal places.',
        lambda df: {"correlation": round(pearson(df[df.smoker == "yes"], "bmi", "charges")[0], 3)},
    ),
    Question(
        "cor-03",
        "abalone",
        "Determine the correlation between Length and Diameter.",
        "Pearson's r, rounded to two decimal places.",
        '@correlation_coefficient[r_value] where "r_value" is a float between -1 and 1.',
        lambda df: {"correlation_coefficient": round(pearson(df, "Length", "Diameter")[0], 2)},
    ),
    Question(
        "cor-04",
        "abalone",
        "Which of the physical measurements (Length, Diameter, Height, Whole weight) is most strongly correlated with Rings?",
        "Use the Pearson correlation and compare absolute values.",
        '@strongest_feature[feature]\n@r[r_value]\nwhere "feature" is a string, the name of a column, and "r_value" is its correlation coefficient with Rings, rounded to 2 decimal places.',
        lambda df: (lambda r: {"strongest_feature": r.abs().idxmax(), "r": round(r[r.abs().idxmax()], 2)})(
            df[["Length", "Diameter", "Height", "Whole weight"]].corrwith(df.Rings)
        ),
    ),
    Question(
        "cor-05",
        "housing",
        "Question 2: Is there a relationship between HouseAge and MedHouseVal?",
        "{\nCalculate Pearson's r to assess the strength and direction of the relationship.\n" + KIND_RULE + "\n}",
        "{\n" + KIND_FORM + "\n}",
        lambda df: kind(df, "HouseAge", "MedHouseVal"),
    ),
    Question(
        "cor-06",
        "housing",
        "Check the association between MedInc and MedHouseVal with Spearman's rank correlation.",
        "Report the coefficient and the two-sided p-value.",
        '@spearman_rho[rho] @p_value[p] where "rho" is a number rounded to two decimals and "p" a number rounded to four decimals.',
        lambda df: {
            "spearman_rho": round(stats.spearmanr(df.MedInc, df.MedHouseVal).statistic, 2),
            "p_value": round(stats.spearmanr(df.MedInc, df.MedHouseVal).pvalue, 4),
        },
    ),
    Question(
        "cor-07",
        "housing",
        "Is total_bedrooms correlated with Population?",
        "Drop rows with missing total_bedrooms first. If p < 0.05 the relation is 'significant', otherwise 'not significant'.",
        '@r[r_value], @significance[significance] where "r_value" is rounded to two decimals and "significance" is a string that is either "significant" or "not significant".',
        lambda df: {
            "r": round(pearson(df, "total_bedrooms", "Population")[0], 2),
            "significance": "significant"
            if pearson(df, "total_bedrooms", "Population")[1] < 0.05
            else "not significant",
        },
    ),
    Question(
        "cor-08",
        "credit",
        "Assess the strength of the linear relationship between Income and Limit.",
        "Use Pearson's correlation. Consider the correlation weak if |r| < 0.3, moderate if 0.3 <= |r| < 0.7, and strong if |r| >= 0.7.",
        '@correlation[r_value] @strength[strength] where "r_value" is a number rounded to two decimal places and "strength" is one of "weak", "moderate" or "strong".',
        lambda df: {
            "correlation": round(pearson(df, "Income", "Limit")[0], 2),
            "strength": strength(pearson(df, "Income", "Limit")[0], 0.3, 0.7),
        },
    ),
    Question(
        "cor-09",
        "credit",
        "Compare the correlation between Age and Balance for men and for women.",
        "Calculate the Pearson correlation separately for Gender = 'Male' and Gender = 'Female'. Round to two decimals.",
        '@corr_male[r_male]\n@corr_female[r_female]\nwhere "r_male" and "r_female" are numbers between -1 and 1.',
        lambda df: {
            f"corr_{sex.lower()}": round(pearson(df[df.Gender == sex], "Age", "Balance")[0], 2)
            for sex in ("Male", "Female")
        },
    ),
    Question(
        "cor-10",
        "salaries",
        "Is there a correlation between years of experience (YrsExp) and overtime pay (OvertimePay)?",
        "Calculate r by Pearson's method. " + KIND_RULE.replace("\n", " "),
        KIND_FORM.replace("\n", " "),
        lambda df: kind(df, "YrsExp", "OvertimePay"),
    ),
    Question(
        "cor-11",
        "prices",
        "Calculate the correlation between the opening price and the closing price, and between the closing price and the volume.",
        "Use Pearson correlation coefficients.",
        '@corr_open_close[r1]\n@corr_close_volume[r2]\nwhere "r1" and "r2" are floating-point numbers rounded to 2 decimal places.',
        lambda df: {
            "corr_open_close": round(pearson(df, "Open", "Close")[0], 2),
            "corr_close_volume": round(pearson(df, "Close", "Volume")[0], 2),
        },
    ),
    Question(
        "cor-12",
        "covid",
        "For Brazil, is the number of cases related to the number of deaths?",
        "Filter the rows where country is Brazil. Calculate the Pearson correlation and its p-value.",
        '@r_value[r]\n@p_value[p]\nwhere "r" is rounded to three decimal places and "p" to four decimal places.',
        lambda df: {
            "r_value": round(pearson(df[df.country == "Brazil"], "cases", "deaths")[0], 3),
            "p_value": round(pearson(df[df.country == "Brazil"], "cases", "deaths")[1], 4),
        },
    ),
    Question(
        "cor-13",
        "survey",
        "Do people who sleep more have lower stress levels? Calculate the correlation between hrs_sleep and stress_lvl.",
        "Exclude the rows with a null value in either of the two columns. Significance level 0.05. If the p-value is less than 0.05 and r is negative the relation is 'negative'; if the p-value is less than 0.05 and r is positive the relation is 'positive'; otherwise 'none'.",
        '@r[r_value] @p[p_value] @direction[direction] where "r_value" is a number rounded to two decimals, "p_value" a number rounded to four decimals and "direction" is a string: "positive", "negative" or "none".',
        lambda df: (
            lambda rp: {
                "r": round(rp[0], 2),
                "p": round(rp[1], 4),
                "direction": "none" if rp[1] >= 0.05 else "negative" if rp[0] < 0 else "positive",
            }
        )(pearson(df, "hrs_sleep", "stress_lvl")),
    ),
    Question(
        "cor-14",
        "movies",
        "How strongly do Rating and Metascore correlate?",
        "Compute Pearson's correlation coefficient; ignore missing values. Round off to 2 decimal places.",
        "@rating_metascore_corr[corr] where 'corr' is a float between -1 and 1.",
        lambda df: {"rating_metascore_corr": round(pearson(df, "Rating", "Metascore")[0], 2)},
    ),
    Question(
        "cor-15",
        "movies",
        "3. Is there any correlation between the runtime of a movie and its revenue?",
        "Compute the Pearson correlation coefficient between 'Runtime (Minutes)' and 'Revenue (Millions)' on the rows where the revenue is known. Use a significance level of 0.01. The relationship is significant if the p-value is less than 0.01.",
        '@correlation_coefficient[r_value]\n@p_value[p_value]\n@is_significant[yes/no]\nwhere "r_value" is rounded to two decimal places, "p_value" is rounded to four decimal places and the last one is "yes" or "no".',
        lambda df: (
            lambda rp: {
                "correlation_coefficient": round(rp[0], 2),
                "p_value": round(rp[1], 4),
                "is_significant": "yes" if rp[1] < 0.01 else "no",
            }
        )(pearson(df, "Runtime (Minutes)", "Revenue (Millions)")),
    ),
    Question(
        "cor-16",
        "weather",
        "Is there a relationship between the average temperature and the wind speed on days with rain (PRCP_mm > 0)?",
        "Calculate the Pearson correlation coefficient between Avg_Temp and WINDSPEED for these days. " + KIND_RULE,
        KIND_FORM,
        lambda df: kind(df[df.PRCP_mm > 0], "Avg_Temp", "WINDSPEED"),
    ),
    Question(
        "cor-17",
        "listings",
        'Find the correlation coefficient between "no. of reviews" and "price".',
        "Pearson. Do not modify the data prior to computation.",
        '@corr[r] where "r" is a number rounded to four decimal places.',
        lambda df: {"corr": round(pearson(df, "no. of reviews", "price")[0], 4)},
    ),
    Question(
        "cor-18",
        "countries",
        "Does GDP_per_cap correlate with Life_Exp? Use Kendall's tau as well as Pearson's r.",
        "Round to two decimals.",
        '@pearson_r[r] @kendall_tau[tau] where "r" and "tau" are numbers between -1 and 1.',
        lambda df: {
            "pearson_r": round(pearson(df, "GDP_per_cap", "Life_Exp")[0], 2),
            "kendall_tau": round(stats.kendalltau(df.GDP_per_cap, df.Life_Exp).statistic, 2),
        },
    ),
    Question(
        "cor-19",
        "gapminder",
        "For the year 1997, what is the Pearson correlation between gdpPercap and lifeExp in each of Asia and Americas?",
        "Only rows of the year 1997 count. Compute one coefficient per continent.",
        "@corr_asia[r_asia], @corr_americas[r_americas] where both are rounded to two decimal places.",
        lambda df: {
            f"corr_{name.lower()}": round(
                pearson(df[(df.year == 1997) & (df.continent == name)], "gdpPercap", "lifeExp")[0], 2
            )
            for name in ("Asia", "Americas")
        },
    ),
    Question(
        "cor-20",
        "diabetes",
        "Which two columns have the strongest positive correlation?",
        "Calculate the Pearson correlation matrix of all numeric columns, leave out the diagonal and take the pair with the largest coefficient.",
        '@pair[column1, column2] @max_corr[value] where "column1" and "column2" are names of columns in alphabetical order and "value" is rounded to two decimal places.',
        lambda df: (lambda m: {"pair": ", ".join(sorted(m.idxmax())), "max_corr": round(m.max(), 2)})(
            df.corr().stack().pipe(lambda s: s[[a < b for a, b in s.index]])
        ),
    ),
    Question(
        "cor-21",
        "breast_cancer",
        "Investigate the linear relationship between mean radius and mean texture.",
        "Calculate the Pearson correlation coefficient (r). Consider the relationship to be linear if the p-value is less than 0.05 and |r| >= 0.6, nonlinear if the p-value is less than 0.05 and |r| < 0.6, and none if the p-value is greater than or equal to 0.05.",
        KIND_FORM,
        lambda df: kind(df, "mean radius", "mean texture"),
    ),
]
