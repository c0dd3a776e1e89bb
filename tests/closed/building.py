"""Closed questions that first build something: new columns, bins, date parts, filled gaps, codes, scales."""
# ruff: noqa: E501

import pandas as pd

from tests.closed.question import Question, iqr_mask, number, pearson

FEATURES = [
    Question(
        "fea-01",
        "insurance",
        "Create a new column called 'age_group' with the categories 'Young' (18-30), 'Middle' (31-50) and 'Senior' (51 and above). What is the mean of charges in each group?",
        "Both ends of each range belong to the group. Round to two decimals.",
        '@mean_young[a], @mean_middle[b], @mean_senior[c], where "a", "b", "c" are floats rounded to 2 decimal places.',
        lambda df: {
            "mean_young": round(df[df.age.between(18, 30)].charges.mean(), 2),
            "mean_middle": round(df[df.age.between(31, 50)].charges.mean(), 2),
            "mean_senior": round(df[df.age >= 51].charges.mean(), 2),
        },
    ),
    Question(
        "fea-02",
        "abalone",
        'Generate a new feature "shell_ratio" by dividing Diameter by Length. Calculate its mean and standard deviation.',
        "Do not perform other preprocessing.",
        "@ratio_mean[mean] @ratio_std[std] where both are rounded to four decimal places.",
        lambda df: (lambda s: {"ratio_mean": round(s.mean(), 4), "ratio_std": round(s.std(), 4)})(
            df.Diameter / df.Length
        ),
    ),
    Question(
        "fea-03",
        "abalone",
        "Add a column 'Age' that equals Rings + 1.5. What is the correlation of 'Age' with 'Whole weight'?",
        "Pearson correlation, two decimals.",
        '@corr_age_weight[r] where "r" is a number between -1 and 1.',
        lambda df: {"corr_age_weight": round(pearson(df, "Rings", "Whole weight")[0], 2)},
    ),
    Question(
        "fea-04",
        "credit",
        "Create the feature 'utilization' = Balance / Limit * 100, then find the average utilization of each Gender.",
        "{\nThe averages are arithmetic means.\nRound to two decimals.\n}",
        '{\n@utilization_male[m]\n@utilization_female[f]\nwhere "m" and "f" are numbers rounded to two decimal places.\n}',
        lambda df: (
            lambda u: {
                "utilization_male": round(u[df.Gender == "Male"].mean(), 2),
                "utilization_female": round(u[df.Gender == "Female"].mean(), 2),
            }
        )(df.Balance / df.Limit * 100),
    ),
    Question(
        "fea-05",
        "salaries",
        "Extract the year from HireDate. In which year were the most people hired?",
        "HireDate is in the format MM/DD/YYYY. If several years tie, give the earliest one.",
        '@busiest_year[year] @hires[count] where "year" and "count" are integers.',
        lambda df: (lambda c: {"busiest_year": c.idxmax(), "hires": c.max()})(
            pd.to_datetime(df.HireDate, format="%m/%d/%Y").dt.year.value_counts().sort_index()
        ),
    ),
    Question(
        "fea-06",
        "salaries",
        "Create a TotalPay column by adding BasePay and OvertimePay. What is the maximum TotalPay, and what is the mean for the Sales department?",
        "Convert BasePay to a number by removing the thousands separators.",
        "@max_total_pay[max]\n@mean_total_pay_sales[mean]\nwhere both are numbers rounded to two decimal places.",
        lambda df: (
            lambda t: {
                "max_total_pay": round(t.max(), 2),
                "mean_total_pay_sales": round(t[df.Department == "Sales"].mean(), 2),
            }
        )(number(df.BasePay) + df.OvertimePay),
    ),
    Question(
        "fea-07",
        "prices",
        "Create a new column 'Daily_Return' which is the percentage change of Close from the previous day. What are its mean and standard deviation?",
        "Daily_Return = (Close today - Close yesterday) / Close yesterday * 100. The first row has no return.",
        "@mean_return[mean] @std_return[std] where both are rounded to three decimal places.",
        lambda df: (lambda s: {"mean_return": round(s.mean(), 3), "std_return": round(s.std(), 3)})(
            df.Close.pct_change() * 100
        ),
    ),
    Question(
        "fea-08",
        "prices",
        "Calculate the average closing price for each month of the data set and tell which month (1-12) is the highest.",
        "Extract the month from the Date column, ignore the year.",
        '@best_month[month] @average_close[avg] where "month" is an integer between 1 and 12 and "avg" is rounded to two decimals.',
        lambda df: (lambda m: {"best_month": m.idxmax(), "average_close": round(m.max(), 2)})(
            df.Close.groupby(pd.to_datetime(df.Date).dt.month).mean()
        ),
    ),
    Question(
        "fea-09",
        "prices",
        "Define the daily range as High minus Low. Find the correlation between the daily range and Volume.",
        "Pearson's coefficient and p-value (two-sided).",
        '@r[r]\n@p[p]\nwhere "r" is rounded to two decimals and "p" to four decimals.',
        lambda df: (lambda rp: {"r": round(rp[0], 2), "p": round(rp[1], 4)})(
            pearson(df.assign(span=df.High - df.Low), "span", "Volume")
        ),
    ),
    Question(
        "fea-10",
        "covid",
        "Create a column for the case fatality rate (deaths divided by cases, in percent) and give its mean for Spain.",
        "Rows with zero cases are to be ignored.",
        '@cfr_spain[mean_cfr] where "mean_cfr" is a float rounded to two decimals.',
        lambda df: (lambda d: {"cfr_spain": round((d.deaths / d.cases * 100).mean(), 2)})(
            df[(df.country == "Spain") & (df.cases > 0)]
        ),
    ),
    Question(
        "fea-11",
        "orders",
        "Compute the revenue of every order as qty * unit_price and find the category with the highest total revenue.",
        "unit_price is text with thousands separators, e.g. '1,234'. Do not apply the discount.",
        '@top_category[category] @total_revenue[revenue] where "category" is a string and "revenue" is an integer.',
        lambda df: (lambda s: {"top_category": s.idxmax(), "total_revenue": int(s.max())})(
            (df.qty * number(df.unit_price)).groupby(df.Category).sum()
        ),
    ),
    Question(
        "fea-12",
        "orders",
        "How many orders were placed on a weekend?",
        "Derive the day of the week from order_date; Saturday and Sunday are the weekend.",
        '@weekend_orders[n] where "n" is an integer.',
        lambda df: {"weekend_orders": int((pd.to_datetime(df.order_date).dt.dayofweek >= 5).sum())},
    ),
    Question(
        "fea-13",
        "weather",
        "Create a feature temp_range = Max_Temp - Min_Temp. Which date had the largest temp_range?",
        "If there are ties, report the first one. Dates are reported as written in the data.",
        '@date[date] @temp_range[value] where "date" is YYYY-MM-DD and "value" has one decimal.',
        lambda df: (lambda s: {"date": df.DATE[s.idxmax()], "temp_range": round(s.max(), 1)})(
            df.Max_Temp - df.Min_Temp
        ),
    ),
    Question(
        "fea-14",
        "countries",
        "Classify each country into 'low' (GDP_per_cap below 3000), 'medium' (3000 up to but not including 12000) and 'high' (12000 and more). Count the countries in each class.",
        "The new column shall be called income_class.",
        '@low_count[n1] @medium_count[n2] @high_count[n3] where "n1", "n2" and "n3" are integers.',
        lambda df: {
            "low_count": int((df.GDP_per_cap < 3000).sum()),
            "medium_count": int(((df.GDP_per_cap >= 3000) & (df.GDP_per_cap < 12000)).sum()),
            "high_count": int((df.GDP_per_cap >= 12000).sum()),
        },
    ),
]

PREPARING = [
    Question(
        "pre-01",
        "housing",
        "How many missing values are there in the total_bedrooms column?",
        "Count null values.",
        '@missing_count[n] where "n" is an integer.',
        lambda df: {"missing_count": int(df.total_bedrooms.isna().sum())},
    ),
    Question(
        "pre-02",
        "survey",
        "Which column has the most missing values, and what percentage of its values is missing?",
        "Treat NaN as missing.",
        '@column[name] @missing_pct[pct] where "name" is a string and "pct" a number rounded to two decimals.',
        lambda df: (lambda m: {"column": m.idxmax(), "missing_pct": round(m.max() * 100, 2)})(df.isna().mean()),
    ),
    Question(
        "pre-03",
        "survey",
        "Impute the missing annual_income values with the median and calculate the mean before and after the imputation.",
        "The median is that of the known values.",
        '@mean_before[a]\n@mean_after[b]\nwhere "a" and "b" are rounded to two decimal places.',
        lambda df: {
            "mean_before": round(df.annual_income.mean(), 2),
            "mean_after": round(df.annual_income.fillna(df.annual_income.median()).mean(), 2),
        },
    ),
    Question(
        "pre-04",
        "survey",
        "Drop every row with at least one missing value. How many rows remain?",
        "All columns count.",
        '@rows_remaining[rows] where "rows" is an integer.',
        lambda df: {"rows_remaining": len(df.dropna())},
    ),
    Question(
        "pre-05",
        "weather",
        "Fill the gaps of Humidity with the mean of the column; then compute the standard deviation of Humidity.",
        "Sample standard deviation, two decimals.",
        '@std_humidity[std] where "std" is a float with two decimals.',
        lambda df: {"std_humidity": round(df.Humidity.fillna(df.Humidity.mean()).std(), 2)},
    ),
    Question(
        "pre-06",
        "insurance",
        "Encode the smoker column as 1 for 'yes' and 0 for 'no' and calculate its correlation with charges.",
        "Pearson correlation.",
        '@corr_smoker_charges[r] where "r" is a number between -1 and 1 rounded to two decimal places.',
        lambda df: {"corr_smoker_charges": round((df.smoker == "yes").astype(int).corr(df.charges), 2)},
    ),
    Question(
        "pre-07",
        "credit",
        "Normalize the Limit column with min-max scaling to the range 0 to 1. What are the mean and the median of the scaled column?",
        "scaled = (x - min) / (max - min)",
        "@scaled_mean[mean] @scaled_median[median] where both are rounded to three decimal places.",
        lambda df: (lambda s: {"scaled_mean": round(s.mean(), 3), "scaled_median": round(s.median(), 3)})(
            (df.Limit - df.Limit.min()) / (df.Limit.max() - df.Limit.min())
        ),
    ),
    Question(
        "pre-08",
        "orders",
        "Clean the discount column: remove the percent sign and convert it to numbers. What is the average discount?",
        "The result is in percent.",
        '@avg_discount[avg] where "avg" is a number rounded to two decimals.',
        lambda df: {"avg_discount": round(number(df.discount).mean(), 2)},
    ),
    Question(
        "pre-09",
        "listings",
        "Replace missing values of reviews_per_month with 0. Then group by room_type and report the mean reviews_per_month for private rooms and shared rooms.",
        "Use room_type 'Private room' and 'Shared room'.",
        '@private_mean[a] @shared_mean[b] where "a" and "b" are floats rounded to 2 decimals.',
        lambda df: (lambda g: {"private_mean": round(g["Private room"], 2), "shared_mean": round(g["Shared room"], 2)})(
            df.reviews_per_month.fillna(0).groupby(df.room_type).mean()
        ),
    ),
    Question(
        "pre-10",
        "weather",
        "Compute the relative humidity step of the station and report its mean and its standard deviation.",
        "The humidity step is (Humidity - Humidity of the previous row) / Humidity of the previous row, in percent. Drop the first row, for which there is none.",
        '@humidity_step_mean[a] @humidity_step_std[b] where "a" and "b" are rounded to two decimal places.',
        lambda df: (lambda s: {"humidity_step_mean": round(s.mean(), 2), "humidity_step_std": round(s.std(), 2)})(
            df.Humidity.pct_change(fill_method=None) * 100
        ),
    ),
    Question(
        "pre-11",
        "credit",
        "Scale Limit to the interval from 0 to 1. What are the mean and the median of the scaled values?",
        "Min-max scaling is used.",
        "@scaled_mean[mean] @scaled_median[median] where both are rounded to three decimal places.",
        lambda df: (lambda s: {"scaled_mean": round(s.mean(), 3), "scaled_median": round(s.median(), 3)})(
            (df.Limit - df.Limit.min()) / (df.Limit.max() - df.Limit.min())
        ),
    ),
    Question(
        "pre-12",
        "insurance",
        "Do the mean and the median of the charges of smokers exceed those of non-smokers?",
        'Answer "yes" for each measure if the value for smokers is greater than the value for non-smokers, otherwise "no".',
        '@mean_exceeds[answer1] @median_exceeds[answer2] where the answers are strings, "yes" or "no".',
        lambda df: (
            lambda g: {f"{how}_exceeds": "yes" if g["yes"][how] > g["no"][how] else "no" for how in ("mean", "median")}
        )(df.groupby("smoker").charges.agg(["mean", "median"]).T.to_dict()),
    ),
    Question(
        "pre-13",
        "credit",
        "What is the mean Limit, and how many customers have a Limit above 6000?",
        "Strictly above. Round the mean to two decimals.",
        '@mean_limit[mean], @above_count[count] where "mean" is a float with two decimal places and "count" is an integer.',
        lambda df: {"mean_limit": round(df.Limit.mean(), 2), "above_count": int((df.Limit > 6000).sum())},
    ),
    Question(
        "pre-14",
        "insurance",
        "Find the outliers of the charges by the IQR method, and give the mean before and after they are removed.",
        "Missing charges are left out of everything. Q1 and Q3 are computed with linear interpolation.",
        '@outlier_count[count], @mean_before[mean1], @mean_after[mean2], where "count" is an integer and the means have two decimals.',
        lambda df: (
            lambda out: {
                "outlier_count": int(out.sum()),
                "mean_before": round(df.charges.mean(), 2),
                "mean_after": round(df.charges[~out].mean(), 2),
            }
        )(iqr_mask(df.charges)),
    ),
    Question(
        "pre-15",
        "survey",
        "Fill the missing values of annual_income and report how many were filled and the mean afterwards.",
        "Replace each missing value with the median annual_income of the persons in the same gender.",
        '@filled[n] @mean_after[mean] where "n" is an integer and "mean" is rounded to two decimals.',
        lambda df: {
            "filled": int(df.annual_income.isna().sum()),
            "mean_after": round(
                df.annual_income.fillna(df.groupby("gender").annual_income.transform("median")).mean(), 2
            ),
        },
    ),
]
QUESTIONS = FEATURES + PREPARING
