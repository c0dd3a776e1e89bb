"""Closed questions that tell what columns and values are called, which pairs are related, which side is counted."""
# ruff: noqa: E501

import pandas as pd
from scipy import stats

from tests.closed.question import Question


def _above_upper_fence(values: pd.Series) -> int:
    q1, q3 = values.quantile(0.25), values.quantile(0.75)
    return int((values > q3 + 1.5 * (q3 - q1)).sum())


QUESTIONS = [
    Question(
        "tol-01",
        "abalone",
        "What is the average number of rings of males, females and infants?",
        'Sexes are in "Sex": M for males, F for females, I for infants.',
        "@males_rings[m] @females_rings[f] @infants_rings[i] where all are rounded to two decimals.",
        lambda df: {
            f"{name}_rings": round(df[df.Sex == code].Rings.mean(), 2)
            for code, name in (("M", "males"), ("F", "females"), ("I", "infants"))
        },
    ),
    Question(
        "tol-02",
        "orders",
        "In which order were the most pieces sold, in which category is it, and how many pieces is it?",
        'Pieces are in the "qty" column. If several orders have as many, take the first. Return the OrderID.',
        '@order[order_id] @category[category] @pieces[n] where "order_id" and "n" are integers and "category" is a string.',
        lambda df: (lambda row: {"order": row.OrderID, "category": row.Category, "pieces": row.qty})(
            df.loc[df.qty.idxmax()]
        ),
    ),
    Question(
        "tol-03",
        "insurance",
        "Do charges differ between the regions?",
        'Perform a one-way ANOVA (scipy.stats.f_oneway) on "charges" over the categories "northeast", "southwest" and "southeast" of "region". They differ if p < 0.05.',
        '@f_statistic[f] @p_value[p] where "f" is rounded to two decimals and "p" to four.',
        lambda df: (lambda r: {"f_statistic": round(r.statistic, 2), "p_value": round(r.pvalue, 4)})(
            stats.f_oneway(*(df[df.region == name].charges for name in ("northeast", "southwest", "southeast")))
        ),
    ),
    Question(
        "tol-04",
        "insurance",
        "Do the charges of smokers and non-smokers follow the same distribution?",
        "Two-sample Kolmogorov-Smirnov test (scipy.stats.ks_2samp) with alpha = 0.05.",
        '@ks_statistic[d] @same[answer] where "d" is rounded to three decimals and "answer" is "yes" or "no".',
        lambda df: (lambda r: {"ks_statistic": round(r.statistic, 3), "same": "no" if r.pvalue < 0.05 else "yes"})(
            stats.ks_2samp(df[df.smoker == "yes"].charges, df[df.smoker == "no"].charges)
        ),
    ),
    Question(
        "tol-05",
        "weather",
        "Calculate the Pearson correlation coefficients between Max_Temp and Humidity, and between Min_Temp and Humidity.",
        "Ignore the rows in which one of the two values is missing.",
        "@max_humidity[r1] @min_humidity[r2] where both are correlation coefficients rounded to three decimals.",
        lambda df: {
            "max_humidity": round(df.Max_Temp.corr(df.Humidity), 3),
            "min_humidity": round(df.Min_Temp.corr(df.Humidity), 3),
        },
    ),
    Question(
        "tol-06",
        "listings",
        "How many outliers of price lie above the upper bound of the interquartile range method?",
        "The bounds are Q1 - 1.5*IQR and Q3 + 1.5*IQR. Do not remove any data.",
        '@high_price_outliers[n] where "n" is an integer.',
        lambda df: {"high_price_outliers": _above_upper_fence(df.price)},
    ),
    Question(
        "tol-07",
        "insurance",
        "Compare the bmi of women and men by an independent t-test with equal variances.",
        'The columns "sex" and "bmi" are used.',
        '@t_statistic[t] where "t" is the absolute value of the t-statistic rounded to three decimals.',
        lambda df: {
            "t_statistic": round(
                abs(stats.ttest_ind(df[df.sex == "male"].bmi, df[df.sex == "female"].bmi).statistic), 3
            )
        },
    ),
    Question(
        "tol-08",
        "housing",
        "Find out how MedHouseVal is correlated with MedInc and with HouseAge.",
        "Pearson correlation coefficient for the two pairs: MedHouseVal and MedInc, MedHouseVal and HouseAge.",
        "@corr_val_inc[r1] @corr_val_age[r2] where both are numbers between -1 and 1, rounded to two decimals.",
        lambda df: {
            "corr_val_inc": round(df.MedHouseVal.corr(df.MedInc), 2),
            "corr_val_age": round(df.MedHouseVal.corr(df.HouseAge), 2),
        },
    ),
    Question(
        "tol-09",
        "insurance",
        "What percentage of the women have more than two children and smoke?",
        'The smoker column is "yes" for those who smoke.',
        '@percentage[p] where "p" is a number between 0 and 100, rounded to two decimals.',
        lambda df: (
            lambda women: {"percentage": round(((women.children > 2) & (women.smoker == "yes")).mean() * 100, 2)}
        )(df[df.sex == "female"]),
    ),
    Question(
        "tol-10",
        "insurance",
        "What percentage of all clients are smokers from the southeast?",
        "Two decimals.",
        "@percentage[p]",
        lambda df: {"percentage": round(((df.smoker == "yes") & (df.region == "southeast")).mean() * 100, 2)},
    ),
    Question(
        "tol-11",
        "insurance",
        "What percentage of smokers are female? Only consider clients older than 40.",
        "Two decimals.",
        "@percentage[p]",
        lambda df: (lambda old: {"percentage": round((old.sex == "female").mean() * 100, 2)})(
            df[(df.smoker == "yes") & (df.age > 40)]
        ),
    ),
    Question(
        "tol-12",
        "insurance",
        "What is the difference between the highest and the lowest average charges among the regions?",
        "Two decimals.",
        "@difference[d]",
        lambda df: (lambda means: {"difference": round(means.max() - means.min(), 2)})(
            df.groupby("region").charges.mean()
        ),
    ),
    Question(
        "tol-13",
        "orders",
        "How many distinct ship modes are there and which is the least common?",
        "Use the ShipMode column.",
        '@modes[n] @least_common[mode] where "n" is an integer and "mode" is a string.',
        lambda df: {"modes": df.ShipMode.nunique(), "least_common": df.ShipMode.value_counts().idxmin()},
    ),
    Question(
        "tol-14",
        "insurance",
        "Perform a chi-square test of independence between smoker and region.",
        "Use alpha = 0.05.",
        '@chi2[x] @conclusion[c] where "x" is rounded to three decimals and "c" is "dependent" or "independent".',
        lambda df: (
            lambda r: {"chi2": round(r.statistic, 3), "conclusion": "dependent" if r.pvalue < 0.05 else "independent"}
        )(stats.chi2_contingency(pd.crosstab(df.smoker, df.region))),
    ),
    Question(
        "tol-15",
        "insurance",
        "Compare the mean charges of smokers and non-smokers by Welch's t-test.",
        "Smokers are the first sample.",
        '@t_stat[t] where "t" is rounded to three decimals.',
        lambda df: {
            "t_stat": round(
                stats.ttest_ind(
                    df[df.smoker == "yes"].charges, df[df.smoker == "no"].charges, equal_var=False
                ).statistic,
                3,
            )
        },
    ),
]
