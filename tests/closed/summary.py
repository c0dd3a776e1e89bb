"""Closed questions of summary statistics."""
# ruff: noqa: E501

from tests.closed.question import Question, number

QUESTIONS = [
    Question(
        "sum-01",
        "insurance",
        "Calculate the mean and standard deviation of the charges column.",
        "Use pandas' built-in functions. Round the results to two decimal places.",
        '@mean_charges[mean_value] @std_charges[std_value] where "mean_value" and "std_value" are numbers rounded to two decimal places.',
        lambda df: {"mean_charges": round(df.charges.mean(), 2), "std_charges": round(df.charges.std(), 2)},
    ),
    Question(
        "sum-02",
        "insurance",
        "What is the average charge for smokers and for non-smokers?",
        "Group the rows by the 'smoker' column and take the arithmetic mean of 'charges' for each group. Round to 2 decimals.",
        '@mean_charges_smoker[mean_smoker]\n@mean_charges_non_smoker[mean_non_smoker]\nwhere "mean_smoker" and "mean_non_smoker" are floats with two decimal places.',
        lambda df: {
            "mean_charges_smoker": round(df[df.smoker == "yes"].charges.mean(), 2),
            "mean_charges_non_smoker": round(df[df.smoker == "no"].charges.mean(), 2),
        },
    ),
    Question(
        "sum-03",
        "insurance",
        "1. Which region has the highest average charges?",
        "Compute the mean of charges per region. Report the name of the region and its average rounded to two decimals.",
        '@region[region_name] @average_charges[avg] where "region_name" is a string and "avg" is a float rounded to two decimal places.',
        lambda df: {
            "region": df.groupby("region").charges.mean().idxmax(),
            "average_charges": round(df.groupby("region").charges.mean().max(), 2),
        },
    ),
    Question(
        "sum-04",
        "abalone",
        "What is the mean number of rings for each sex (M, F and I)?",
        "Means must be rounded to 2 decimal places.",
        '@mean_rings_M[mean], @mean_rings_F[mean], @mean_rings_I[mean], where "mean" is a float rounded to 2 decimal places.',
        lambda df: {f"mean_rings_{sex}": round(df[df.Sex == sex].Rings.mean(), 2) for sex in "MFI"},
    ),
    Question(
        "sum-05",
        "abalone",
        "Find the minimum, maximum and median of the Whole weight.",
        "Do not filter or transform the data. Report three decimal places.",
        "@min_weight[min]\n@max_weight[max]\n@median_weight[median]\nwhere all values are numbers rounded to three decimal places.",
        lambda df: {
            "min_weight": round(float(df["Whole weight"].min()), 3),
            "max_weight": round(float(df["Whole weight"].max()), 3),
            "median_weight": round(float(df["Whole weight"].median()), 3),
        },
    ),
    Question(
        "sum-06",
        "housing",
        "Question 1: What is the range of the HouseAge column, and what is its interquartile range?",
        "The range is the difference between the maximum and the minimum. The interquartile range is Q3 - Q1.",
        '@range[range_value] @iqr[iqr_value] where "range_value" and "iqr_value" are numbers rounded to two decimal places.',
        lambda df: {
            "range": df.HouseAge.max() - df.HouseAge.min(),
            "iqr": round(df.HouseAge.quantile(0.75) - df.HouseAge.quantile(0.25), 2),
        },
    ),
    Question(
        "sum-07",
        "housing",
        "What is the median MedHouseVal of the blocks whose ocean_proximity is INLAND?",
        "Only consider the rows where ocean_proximity equals 'INLAND'. Round to 3 decimal places.",
        '@median_inland[median], where "median" is a number rounded to 3 decimal places.',
        lambda df: {"median_inland": round(df[df.ocean_proximity == "INLAND"].MedHouseVal.median(), 3)},
    ),
    Question(
        "sum-08",
        "credit",
        "How many people in the data are married and have an income above 60?",
        "Count the rows in which Married is 'Yes' and Income is greater than 60.",
        '@count[number_of_people] where "number_of_people" is an integer.',
        lambda df: {"count": int(((df.Married == "Yes") & (df.Income > 60)).sum())},
    ),
    Question(
        "sum-09",
        "credit",
        "What percentage of clients defaulted (default_next_month = 1)?",
        "The percentage is the number of defaulting clients divided by the total number of clients, times 100.",
        '@default_rate[percentage] where "percentage" is a number between 0 and 100, rounded to two decimal places.',
        lambda df: {"default_rate": round((df.default_next_month == 1).mean() * 100, 2)},
    ),
    Question(
        "sum-10",
        "salaries",
        "Calculate the mean base pay of the employees.",
        "The BasePay column holds text such as '54,367.17'. Remove the commas and convert it to numeric before calculating. Round to two decimal places.",
        '@mean_base_pay[mean] where "mean" is a float rounded to two decimal places.',
        lambda df: {"mean_base_pay": round(number(df.BasePay).mean(), 2)},
    ),
    Question(
        "sum-11",
        "salaries",
        "Which department has the most employees, and how many does it have?",
        "Count the rows of each Department. In case of a tie choose the alphabetically first one.",
        '@department[name]\n@employee_count[count]\nwhere "name" is a string and "count" an integer.',
        lambda df: {
            "department": df.Department.value_counts().idxmax(),
            "employee_count": int(df.Department.value_counts().max()),
        },
    ),
    Question(
        "sum-12",
        "prices",
        "On which date was the highest closing price recorded?",
        "Find the maximum of the Close column and report the Date of that row as it is written in the data together with the price.",
        '@date[date] @max_close[price] where "date" is a string in the format YYYY-MM-DD and "price" is a number rounded to two decimal places.',
        lambda df: {"date": df.loc[df.Close.idxmax(), "Date"], "max_close": df.Close.max()},
    ),
    Question(
        "sum-13",
        "prices",
        "Determine the average trading volume.",
        "Compute the arithmetic mean of the 'Volume' column and round to the nearest whole number.",
        '@avg_volume[volume] where "volume" is an integer.',
        lambda df: {"avg_volume": round(df.Volume.mean())},
    ),
    Question(
        "sum-14",
        "covid",
        "What is the total number of cases and deaths reported in Italy?",
        "Sum the daily values for country = 'Italy'.",
        '@total_cases[cases]\n@total_deaths[deaths]\nwhere "cases" and "deaths" are integers.',
        lambda df: {
            "total_cases": int(df[df.country == "Italy"].cases.sum()),
            "total_deaths": int(df[df.country == "Italy"].deaths.sum()),
        },
    ),
    Question(
        "sum-15",
        "covid",
        "Identify the country with the largest total number of deaths.",
        "Sum deaths per country, and report the name of the country only.",
        '@country_most_deaths[country] where "country" is a string.',
        lambda df: {"country_most_deaths": df.groupby("country").deaths.sum().idxmax()},
    ),
    Question(
        "sum-16",
        "survey",
        "Calculate the mean, median and mode of the hrs_sleep column.",
        "Ignore the missing values. If there is more than one mode, use the smallest. Round everything to 1 decimal place.",
        '@mean[mean]\n@median[median]\n@mode[mode]\nwhere "mean", "median" and "mode" are floats rounded to one decimal place.',
        lambda df: {
            "mean": round(df.hrs_sleep.mean(), 1),
            "median": round(df.hrs_sleep.median(), 1),
            "mode": df.hrs_sleep.mode()[0],
        },
    ),
    Question(
        "sum-17",
        "movies",
        "Find the average runtime of the films released after 2010.",
        "Use the 'Runtime (Minutes)' column and only the rows with a Year greater than 2010. The answer should be rounded to two decimals.",
        '@average_runtime[avg_runtime], where "avg_runtime" is a float.',
        lambda df: {"average_runtime": round(df[df.Year > 2010]["Runtime (Minutes)"].mean(), 2)},
    ),
    Question(
        "sum-18",
        "movies",
        "What is the title of the film with the highest number of votes? What is its rating?",
        "Use the Votes column. Report the rating of the same film, to one decimal.",
        '@title[title] @rating[rating] where "title" is a string and "rating" is a float with one decimal place.',
        lambda df: {"title": df.loc[df.Votes.idxmax(), "Title"], "rating": df.loc[df.Votes.idxmax(), "Rating"]},
    ),
    Question(
        "sum-19",
        "orders",
        "How many unique categories are there and what is the total quantity ordered?",
        "Use the columns Category and qty.",
        '@unique_categories[n] @total_qty[total] where "n" and "total" are integers.',
        lambda df: {"unique_categories": df.Category.nunique(), "total_qty": int(df.qty.sum())},
    ),
    Question(
        "sum-20",
        "listings",
        "Compute the mean and the median of `no. of reviews`.",
        "{\nUse all rows.\nRound both to two decimals.\n}",
        '{\n@mean_reviews[mean]\n@median_reviews[median]\nwhere "mean" and "median" are floats rounded to two decimal places.\n}',
        lambda df: {
            "mean_reviews": round(df["no. of reviews"].mean(), 2),
            "median_reviews": df["no. of reviews"].median(),
        },
    ),
    Question(
        "sum-21",
        "listings",
        "What is the average price of entire homes/apartments in Brooklyn?",
        "Consider rows with room_type 'Entire home/apt' and neighbourhood_group 'Brooklyn'. Round to 2 decimal places.",
        '@avg_price[price] where "price" is a number rounded to 2 decimal places.',
        lambda df: {
            "avg_price": round(
                df[(df.room_type == "Entire home/apt") & (df.neighbourhood_group == "Brooklyn")].price.mean(), 2
            )
        },
    ),
    Question(
        "sum-22",
        "gapminder",
        "What was the mean life expectancy in Africa in 2007 and how does it compare with Europe's in the same year?",
        "Use year = 2007 and the continent column. Calculate the difference as the mean of Europe minus the mean of Africa.",
        '@mean_africa[a]\n@mean_europe[b]\n@difference[d]\nwhere "a", "b" and "d" are numbers rounded to two decimal places.',
        lambda df: (
            lambda m: {
                "mean_africa": round(m["Africa"], 2),
                "mean_europe": round(m["Europe"], 2),
                "difference": round(m["Europe"] - m["Africa"], 2),
            }
        )(df[df.year == 2007].groupby("continent").lifeExp.mean()),
    ),
    Question(
        "sum-23",
        "election",
        "For each winner, how many districts were won? Report the candidate with the most districts and the count.",
        "Count the rows per winner.",
        '@top_winner[winner] @districts_won[count] where "winner" is a string and "count" is an integer.',
        lambda df: {
            "top_winner": df.winner.value_counts().idxmax(),
            "districts_won": int(df.winner.value_counts().max()),
        },
    ),
    Question(
        "sum-24",
        "tips",
        "What is the variance of total_bill on Saturdays, and the 90th percentile of tip overall?",
        "Use the sample variance (ddof=1). Round both answers to two decimal places.",
        '@variance_sat[var] @tip_p90[percentile] where "var" and "percentile" are numbers rounded to two decimal places.',
        lambda df: {
            "variance_sat": round(df[df.day == "Sat"].total_bill.var(), 2),
            "tip_p90": round(df.tip.quantile(0.9), 2),
        },
    ),
]
