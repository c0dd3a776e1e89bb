"""Closed questions of what stands out, of rows that are left out, and of what slots say beside each other."""
# ruff: noqa: E501

from scipy import stats

from tests.closed.question import Question, iqr_mask

QUESTIONS = [
    Question(
        "std-01",
        "survey",
        "Which occupation is stressed most often?",
        "A respondent is stressed if stress_lvl > 5. Leave out dissatisfied respondents (satisfied = No), then compute the percentage of stressed respondents per occupation.",
        '@occupation[name] @stressed_pct[pct] where "name" is a string and "pct" is rounded to two decimals.',
        lambda df: (lambda s: {"occupation": s.idxmax(), "stressed_pct": round(s.max(), 2)})(
            df[df.satisfied == "Yes"].groupby("occupation").stress_lvl.apply(lambda x: (x > 5).mean() * 100)
        ),
    ),
    Question(
        "std-02",
        "listings",
        "Which neighbourhood group has the highest share of expensive listings?",
        "A listing counts as expensive when its price is above 150. Report the share as a percentage of the listings of that neighbourhood_group.",
        '@neighbourhood_group[group] @expensive_pct[pct] where "group" is a string and "pct" is rounded to one decimal.',
        lambda df: (lambda s: {"neighbourhood_group": s.idxmax(), "expensive_pct": round(s.max(), 1)})(
            df.groupby("neighbourhood_group").price.apply(lambda x: (x > 150).mean() * 100)
        ),
    ),
    Question(
        "std-03",
        "orders",
        "Which ship mode occurs most often, and how many orders use it?",
        "Count the rows per ShipMode.",
        '@ship_mode[mode]\n@orders[count]\nwhere "mode" is a string and "count" an integer.',
        lambda df: {"ship_mode": df.ShipMode.mode()[0], "orders": int(df.ShipMode.value_counts().max())},
    ),
    Question(
        "std-04",
        "insurance",
        "What is the most common region and what percentage of the customers live there?",
        "Frequencies of the region column.",
        '@region[name] @region_pct[pct] where "name" is a string and "pct" a number rounded to two decimals.',
        lambda df: {
            "region": df.region.mode()[0],
            "region_pct": round(df.region.value_counts(normalize=True).max() * 100, 2),
        },
    ),
    Question(
        "std-05",
        "orders",
        "How many orders made a loss?",
        "An order made a loss if its profit is negative.",
        '@losses[n] where "n" is a whole number.',
        lambda df: {"losses": int((df.profit < 0).sum())},
    ),
    Question(
        "std-06",
        "weather",
        "What was the average wind speed on the days with a negative Min_Temp?",
        "Average WINDSPEED over those days only.",
        '@mean_wind[mean] where "mean" is rounded to two decimal places.',
        lambda df: {"mean_wind": round(df[df.Min_Temp < 0].WINDSPEED.mean(), 2)},
    ),
    Question(
        "std-07",
        "movies",
        "What is the mean rating of the films that have a known revenue?",
        "Films whose Revenue (Millions) is missing are not counted. Take the mean of Rating.",
        '@mean_rating[mean] where "mean" is rounded to three decimals.',
        lambda df: {"mean_rating": round(df.dropna(subset=["Revenue (Millions)"]).Rating.mean(), 3)},
    ),
    Question(
        "std-08",
        "credit",
        "How large is the average balance of the customers of at least 30 years?",
        "Customers with an Age below 30 are ignored. Average the Balance column.",
        '@mean_balance[mean] where "mean" is rounded to two decimals.',
        lambda df: {"mean_balance": round(df[df.Age >= 30].Balance.mean(), 2)},
    ),
    Question(
        "std-09",
        "housing",
        "How many blocks have an outlying population, and what is the mean house value of the rest?",
        "Outliers of Population are found with the IQR rule (factor 1.5). The mean of MedHouseVal is over the blocks that are not outliers.",
        '@n_outliers[n] @mean_value_rest[mean] where "n" is an integer and "mean" is rounded to three decimals.',
        lambda df: {
            "n_outliers": int(iqr_mask(df.Population).sum()),
            "mean_value_rest": round(df[~iqr_mask(df.Population)].MedHouseVal.mean(), 3),
        },
    ),
    Question(
        "std-10",
        "credit",
        "Give the lower quartile, the median and the upper quartile of the credit limit.",
        "Quantiles of the Limit column.",
        "@q1[q1] @median[q2] @q3[q3] where all are numbers rounded to one decimal.",
        lambda df: {
            "q1": round(df.Limit.quantile(0.25), 1),
            "median": round(df.Limit.median(), 1),
            "q3": round(df.Limit.quantile(0.75), 1),
        },
    ),
    Question(
        "std-11",
        "survey",
        "How many values are missing in hrs_sleep, stress_lvl and annual_income?",
        "Count the missing entries of each column by itself.",
        "@missing_sleep[a] @missing_stress[b] @missing_income[c] where a, b and c are integers.",
        lambda df: {
            "missing_sleep": int(df.hrs_sleep.isna().sum()),
            "missing_stress": int(df.stress_lvl.isna().sum()),
            "missing_income": int(df.annual_income.isna().sum()),
        },
    ),
    Question(
        "std-12",
        "survey",
        "Is gender associated with being satisfied?",
        "Chi-square test of gender and satisfied without continuity correction, at a significance level of 0.05.",
        '@chi2[chi2] @p_value[p] where "chi2" is rounded to three and "p" to four decimals.',
        lambda df: (lambda r: {"chi2": round(r.statistic, 3), "p_value": round(r.pvalue, 4)})(
            stats.chi2_contingency(df.groupby(["gender", "satisfied"]).size().unstack(), correction=False)
        ),
    ),
    Question(
        "std-13",
        "gapminder",
        "What was the average life expectancy in the 1990s?",
        "Average lifeExp over the rows of the 1990s only.",
        '@mean_life_exp[mean] where "mean" is rounded to two decimals.',
        lambda df: {"mean_life_exp": round(df[df.year.between(1990, 1999)].lifeExp.mean(), 2)},
    ),
    Question(
        "std-14",
        "wine",
        "How variable is the alcohol content? Give its coefficient of variation in percent.",
        "Sample standard deviation divided by the mean, times 100.",
        '@cv_percent[cv] where "cv" is rounded to two decimals.',
        lambda df: {"cv_percent": round(df.alcohol.std() / df.alcohol.mean() * 100, 2)},
    ),
    Question(
        "std-15",
        "weather",
        "What is the mean of Avg_Temp, and on how many days was Min_Temp below zero?",
        "Strictly below 0.",
        '@mean_temp[mean] @days_below_zero[n] where "mean" is rounded to two decimals and "n" is an integer.',
        lambda df: {"mean_temp": round(df.Avg_Temp.mean(), 2), "days_below_zero": int((df.Min_Temp < 0).sum())},
    ),
    Question(
        "std-16",
        "prices",
        "On which date was the volume at its peak, and what was the closing price then?",
        "Look for the largest Volume; give the date and the Close of that row.",
        '@peak_date[date] @close[price] where "date" is a string and "price" is rounded to two decimals.',
        lambda df: (lambda row: {"peak_date": row.Date, "close": round(row.Close, 2)})(df.loc[df.Volume.idxmax()]),
    ),
    Question(
        "std-17",
        "countries",
        "Compare the mean life expectancy of Asia and Europe.",
        "Average Life_Exp for each of the two continents.",
        '@mean_asia[a] @mean_eu[b] where "a" and "b" are rounded to two decimals.',
        lambda df: {
            "mean_asia": round(df[df.Continent == "Asia"].Life_Exp.mean(), 2),
            "mean_eu": round(df[df.Continent == "Europe"].Life_Exp.mean(), 2),
        },
    ),
    Question(
        "std-18",
        "salaries",
        "Standardise OvertimePay within each Department and name the employee with the largest value.",
        "Subtract the department's mean and divide by its sample standard deviation.",
        '@employee[EmpID] @z[z] where "EmpID" is an integer and "z" is rounded to two decimals.',
        lambda df: (lambda z: {"employee": df.EmpID[z.idxmax()], "z": round(z.max(), 2)})(
            df.groupby("Department").OvertimePay.transform(lambda x: (x - x.mean()) / x.std())
        ),
    ),
    Question(
        "std-19",
        "wine",
        "Cluster the wines by alcohol and hue.",
        "Standardise both columns, use three centres.",
        '@largest_cluster[size] @silhouette[score] where "size" is an integer and "score" is rounded to three decimals.',
    ),
    Question(
        "std-20",
        "movies",
        "Which genre of films has the longest runtime on average, in hours?",
        "Runtime must be converted from minutes to hours, to two decimals.",
        '@genre[genre] @hours[h] where "genre" is a string and "h" is rounded to two decimals.',
        lambda df: (lambda s: {"genre": s.idxmax(), "hours": round(s.max(), 2)})(
            df.groupby("Genre")["Runtime (Minutes)"].mean() / 60
        ),
    ),
    Question(
        "std-21",
        "wine",
        "Are alcohol and proline related?",
        "Compute Kendall's rank correlation of alcohol with proline. The conclusion is 'related' if the p-value is below 0.01 and 'unrelated' otherwise.",
        '@tau[tau] @conclusion[conclusion] where "tau" is rounded to three decimals and "conclusion" is a string.',
        lambda df: (
            lambda r: {"tau": round(r.statistic, 3), "conclusion": "related" if r.pvalue < 0.01 else "unrelated"}
        )(stats.kendalltau(df.alcohol, df.proline)),
    ),
    Question(
        "std-22",
        "credit",
        "Compare the median limit of the customers with and without default_next_month.",
        "default_next_month is 1 for customers who defaulted and 0 for the rest.",
        "@limit_default[a] @limit_no_default[b] where both are rounded to one decimal.",
        lambda df: {
            "limit_default": round(df[df.default_next_month == 1].Limit.median(), 1),
            "limit_no_default": round(df[df.default_next_month == 0].Limit.median(), 1),
        },
    ),
]
