# ruff: noqa: E501
"""The fourth corpus of closed questions, written without sight of the engine or of the other corpora."""

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from statsmodels.stats.diagnostic import normal_ad

from tests.blind.asked import asking, r2
from tests.closed.question import Question, iqr_mask, kind_of_relation, pearson, z_mask

QUESTIONS: list[Question] = []
ask = asking("fourth", QUESTIONS)


# superstore


@ask(
    "superstore",
    "easy",
    "SS",
    'Calculate the mean and the median of the "Sales" column.',
    "Use the built-in functions of the pandas library. Round both results to two decimal places.",
    '@mean_sales[mean_sales]\n@median_sales[median_sales]\nwhere "mean_sales" and "median_sales" are floating-point numbers rounded to two decimal places.',
)
def _(df):
    return {"mean_sales": r2(df["Sales"].mean()), "median_sales": r2(df["Sales"].median())}


@ask(
    "superstore",
    "medium",
    "FE SS",
    'Create a new feature called "Shipping Days" as the number of days between the order date and the ship date. Which ship mode has the longest average shipping time?',
    "Convert 'Order Date' and 'Ship Date' to datetime; the format is month/day/year.\nCompute 'Shipping Days' as 'Ship Date' minus 'Order Date' in whole days.\nCalculate the arithmetic mean of 'Shipping Days' for each 'Ship Mode'.",
    '@slowest_ship_mode[ship_mode] @mean_shipping_days[mean_days] where "ship_mode" is a string, the name of the ship mode with the highest mean, and "mean_days" is that mean, rounded to two decimal places.',
)
def _(df):
    form = "%m/%d/%Y"
    gap = (pd.to_datetime(df["Ship Date"], format=form) - pd.to_datetime(df["Order Date"], format=form)).dt.days
    means = gap.groupby(df["Ship Mode"]).mean()
    return {"slowest_ship_mode": means.idxmax(), "mean_shipping_days": r2(means.max())}


@ask(
    "superstore",
    "hard",
    "FE CA",
    'Question 3: Generate a new feature "Profit Margin" by dividing the profit by the sales of each row. Is there a linear relationship between the discount and the profit margin?',
    "Calculate 'Profit Margin' as Profit / Sales. Calculate the Pearson correlation coefficient (r) between 'Discount' and 'Profit Margin'. Assess the significance of the correlation using a two-tailed test with a significance level (alpha) of 0.05. Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.5. If the p-value is greater than or equal to 0.05, report that there is no significant correlation.",
    '@correlation_coefficient[r_value]\n@p_value[p_value]\n@relationship_type[relationship_type]\nwhere "r_value" is a number between -1 and 1, rounded to two decimal places.\nwhere "p_value" is a number between 0 and 1, rounded to four decimal places.\nwhere "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.',
)
def _(df):
    r, p = pearson(df.assign(margin=df["Profit"] / df["Sales"]), "Discount", "margin")
    return {
        "correlation_coefficient": r2(r),
        "p_value": r2(p, 4),
        "relationship_type": kind_of_relation(r, p),
    }


@ask(
    "superstore",
    "medium",
    "OD",
    'Are there any outliers in the profit of the orders in the "Technology" category? If so, how many?',
    "Only consider rows where 'Category' is 'Technology'. Use the IQR method: an outlier is a value below Q1 - 1.5*IQR or above Q3 + 1.5*IQR, where Q1 and Q3 are computed from the Technology rows only.",
    '@outlier_count[outlier_count] where "outlier_count" is an integer.',
)
def _(df):
    return {"outlier_count": int(iqr_mask(df.loc[df["Category"] == "Technology", "Profit"]).sum())}


# hotel_bookings


@ask(
    "hotel_bookings",
    "easy",
    "PP",
    "Which column of the dataset has the most missing values, and what percentage of its values is missing?",
    "Treat null values as missing. The percentage is the number of missing values divided by the number of rows, multiplied by 100.",
    '@column_name[column] @missing_percentage[percentage] where "column" is a string and "percentage" is a number rounded to two decimal places.',
)
def _(df):
    share = df.isna().mean() * 100
    return {"column_name": share.idxmax(), "missing_percentage": r2(share.max())}


@ask(
    "hotel_bookings",
    "hard",
    "ML",
    "3. Can the cancellation of a booking be predicted from its lead time, its average daily rate and the number of special requests? Train a logistic regression model and report its accuracy.",
    "{\nUse 'lead_time', 'adr' and 'total_of_special_requests' (in this order) as features and 'is_canceled' as the target.\nSplit the data into 80% training and 20% testing data with train_test_split and random_state = 42. Do not scale the features and do not stratify.\nUse LogisticRegression from sklearn with max_iter = 1000 and otherwise default parameters.\nEvaluate with the accuracy score on the testing set.\n}",
    '{\n@accuracy[accuracy]\nwhere "accuracy" is a number between 0 and 1, rounded to two decimal places.\n}',
)
def _(df):
    x = df[["lead_time", "adr", "total_of_special_requests"]]
    a, b, c, d = train_test_split(x, df["is_canceled"], test_size=0.2, random_state=42)
    model = LogisticRegression(max_iter=1000).fit(a, c)
    return {"accuracy": r2(accuracy_score(d, model.predict(b)))}


@ask(
    "hotel_bookings",
    "medium",
    "SS",
    "What is the cancellation rate of the bookings in each type of hotel?",
    "The cancellation rate is the share of the bookings with is_canceled equal to 1 among all bookings of that hotel type, as a percentage. Round to two decimal places.",
    '@city_hotel_rate[city_rate], @resort_hotel_rate[resort_rate] where "city_rate" and "resort_rate" are percentages (numbers between 0 and 100) rounded to two decimal places.',
)
def _(df):
    rate = df.groupby("hotel")["is_canceled"].mean() * 100
    return {"city_hotel_rate": r2(rate["City Hotel"]), "resort_hotel_rate": r2(rate["Resort Hotel"])}


# pollution_us


@ask(
    "pollution_us",
    "easy",
    "CA",
    'Is there a correlation between the "NO2 Mean" and the "O3 Mean" columns?',
    "Calculate the Pearson correlation coefficient (r) between 'NO2 Mean' and 'O3 Mean'. Ignore rows with missing values in these two columns. Round the result to two decimal places.",
    "@correlation_coefficient[r_value] where 'r_value' is a number between -1 and 1, rounded to two decimal places. Example: @correlation_coefficient[0.12].",
)
def _(df):
    return {"correlation_coefficient": r2(pearson(df, "NO2 Mean", "O3 Mean")[0])}


@ask(
    "pollution_us",
    "hard",
    "PP FE SS",
    '2. Handle the missing values of the "CO Mean" column and then find out in which month of the year the carbon monoxide concentration is highest on average.',
    "- Impute the missing values of 'CO Mean' with the median of the column.\n- Extract the month (1 to 12) from 'Date Local'.\n- Calculate the mean of the imputed 'CO Mean' for each month over all years and cities.",
    '@median_co[median_co] @highest_month[month] @highest_mean[mean_co] where "median_co" is the median used for the imputation, rounded to four decimal places, "month" is an integer between 1 and 12 and "mean_co" is the mean of that month, rounded to four decimal places.',
)
def _(df):
    median = df["CO Mean"].median()
    means = df["CO Mean"].fillna(median).groupby(pd.to_datetime(df["Date Local"]).dt.month).mean()
    return {"median_co": r2(median, 4), "highest_month": int(means.idxmax()), "highest_mean": r2(means.max(), 4)}


@ask(
    "pollution_us",
    "medium",
    "DA",
    'Calculate the skewness and the kurtosis of the "SO2 Mean" values.',
    "Use the skew() and kurt() functions of pandas (bias-corrected; Fisher's definition of the kurtosis, for which a normal distribution gives 0).",
    '@skewness[skew_value] @kurtosis[kurt_value] where "skew_value" and "kurt_value" are floats rounded to two decimal places.',
)
def _(df):
    return {"skewness": r2(df["SO2 Mean"].skew()), "kurtosis": r2(df["SO2 Mean"].kurt())}


# world_indicators


@ask(
    "world_indicators",
    "easy",
    "SS",
    "1. Which country has the highest life expectancy, and what is the average life expectancy of all countries?",
    "Use the arithmetic mean. If several countries share the highest value, report the one that comes first in the alphabet.",
    '@country_name[country] @mean_life_expectancy[mean] where "country" is a string and "mean" is a number rounded to one decimal place.',
)
def _(df):
    top = df[df["Life expectancy"] == df["Life expectancy"].max()]["Country"].min()
    return {"country_name": top, "mean_life_expectancy": r2(df["Life expectancy"].mean(), 1)}


@ask(
    "world_indicators",
    "hard",
    "DA PP",
    "Is the GDP per capita normally distributed? Apply a log transformation and check again.",
    'Use the Shapiro-Wilk test from scipy.stats with a significance level (alpha) of 0.05. Perform it on \'GDP per capita (US$)\' and on its natural logarithm. If the p-value is less than 0.05, report "not_normal", otherwise report "normal".',
    '@p_value_raw[p_raw] @normality_raw[norm_raw] @p_value_log[p_log] @normality_log[norm_log] where "p_raw" and "p_log" are numbers between 0 and 1, rounded to four decimal places, and "norm_raw" and "norm_log" are strings which can either be "normal" or "not_normal".',
)
def _(df):
    values = df["GDP per capita (US$)"]
    raw, log = stats.shapiro(values).pvalue, stats.shapiro(np.log(values)).pvalue
    said = {True: "not_normal", False: "normal"}
    return {
        "p_value_raw": r2(raw, 4),
        "normality_raw": said[bool(raw < 0.05)],
        "p_value_log": r2(log, 4),
        "normality_log": said[bool(log < 0.05)],
    }


@ask(
    "world_indicators",
    "medium",
    "CA",
    "Which of the numeric indicators has the strongest correlation with the life expectancy?",
    "Calculate the Pearson correlation coefficient of 'Life expectancy' with each of 'GDP per capita (US$)', 'Fertility rate (live births per woman)', 'Internet users (%)', 'Unemployment (% of labour force)' and 'CO2 emissions (t/capita)'. Ignore missing values pairwise. The strongest correlation is the one with the largest absolute value.",
    '@strongest_indicator[column_name] @correlation[r_value] where "column_name" is the name of the column as in the dataset and "r_value" is its correlation coefficient with the life expectancy (with its sign), rounded to two decimal places.',
)
def _(df):
    names = [
        "GDP per capita (US$)",
        "Fertility rate (live births per woman)",
        "Internet users (%)",
        "Unemployment (% of labour force)",
        "CO2 emissions (t/capita)",
    ]
    r = df[names].corrwith(df["Life expectancy"])
    return {"strongest_indicator": r.abs().idxmax(), "correlation": r2(r[r.abs().idxmax()])}


@ask(
    "world_indicators",
    "medium",
    "SS DA",
    "What are the mean and the standard deviation of the unemployment rate in the regions Africa and Europe?",
    "Ignore missing values. Use the sample standard deviation (ddof = 1), as pandas does by default. Round to two decimal places.",
    "@mean_africa[mean_africa]\n@std_africa[std_africa]\n@mean_europe[mean_europe]\n@std_europe[std_europe]\nwhere all values are numbers rounded to two decimal places.",
)
def _(df):
    groups = df.groupby("Region")["Unemployment (% of labour force)"]
    mean, std = groups.mean(), groups.std()
    return {f"{k}_{r.lower()}": r2(v[r]) for r in ["Africa", "Europe"] for k, v in [("mean", mean), ("std", std)]}


# used_cars


@ask(
    "used_cars",
    "medium",
    "PP SS",
    'The "mileage" column holds texts such as "23.4 kmpl". Convert it to numbers and calculate the mean mileage and its standard deviation.',
    "{\nRemove the unit ' kmpl' and convert the rest to float.\nIgnore the rows in which 'mileage' is missing.\nUse the sample standard deviation.\n}",
    '{\n@mean_mileage[mean]\n@std_mileage[std]\nwhere "mean" and "std" are numbers rounded to two decimal places.\n}',
)
def _(df):
    m = df["mileage"].str.replace(" kmpl", "").astype(float)
    return {"mean_mileage": r2(m.mean()), "std_mileage": r2(m.std())}


@ask(
    "used_cars",
    "hard",
    "FE CA PP",
    'Create a feature "car_age" that is the age of each car in the year 2020, and examine its relationship with the selling price.',
    "Compute car_age = 2020 - year. Calculate the Spearman rank correlation coefficient between 'car_age' and 'selling_price', separately for the cars with fuel 'Diesel' and 'Petrol'. Rows with missing values in other columns are kept.",
    "@spearman_diesel[rho_diesel], @spearman_petrol[rho_petrol], where both are numbers between -1 and 1, rounded to three decimal places.",
)
def _(df):
    df = df.assign(car_age=2020 - df["year"])
    rho = {f: g["car_age"].corr(g["selling_price"], method="spearman") for f, g in df.groupby("fuel")}
    return {"spearman_diesel": r2(rho["Diesel"], 3), "spearman_petrol": r2(rho["Petrol"], 3)}


@ask(
    "used_cars",
    "easy",
    "SS",
    "How many cars of each transmission type are in the dataset?",
    "Count the rows for each value of the 'transmission' column.",
    '@manual_count[manual] @automatic_count[automatic] where "manual" and "automatic" are integers.',
)
def _(df):
    n = df["transmission"].value_counts()
    return {"manual_count": int(n["Manual"]), "automatic_count": int(n["Automatic"])}


@ask(
    "used_cars",
    "hard",
    "OD SS",
    'Identify the outliers of the "km_driven" column with the Z-score method and remove them. How do the mean and the standard deviation change?',
    "Z = (X - mean) / standard deviation, with the population standard deviation (ddof = 0). An outlier is a value with |Z| > 3. Report the mean and the population standard deviation of 'km_driven' after the removal.",
    '@outlier_count[outlier_count]\n@mean_after[mean_after]\n@std_after[std_after]\nwhere "outlier_count" is an integer, "mean_after" and "std_after" are numbers rounded to two decimal places.',
)
def _(df):
    km = df["km_driven"]
    out = ((km - km.mean()) / km.std(ddof=0)).abs() > 3
    return {"outlier_count": int(out.sum()), "mean_after": r2(km[~out].mean()), "std_after": r2(km[~out].std(ddof=0))}


# hr_attrition


@ask(
    "hr_attrition",
    "easy",
    "SS",
    "What is the average monthly income of the employees in each department?",
    "Group by 'Department' and calculate the mean of 'MonthlyIncome'. Round to 2 decimal places.",
    '@mean_income_sales[mean_sales], @mean_income_rd[mean_rd], @mean_income_hr[mean_hr], where the values are the mean incomes in the departments "Sales", "Research & Development" and "Human Resources".',
)
def _(df):
    m = df.groupby("Department")["MonthlyIncome"].mean()
    return {
        "mean_income_sales": r2(m["Sales"]),
        "mean_income_rd": r2(m["Research & Development"]),
        "mean_income_hr": r2(m["Human Resources"]),
    }


@ask(
    "hr_attrition",
    "medium",
    "DA",
    "Do the employees who left and the employees who stayed differ in their distance from home?",
    "Compare 'DistanceFromHome' between Attrition 'Yes' and Attrition 'No' with a two-sided Mann-Whitney U test (scipy.stats.mannwhitneyu with default parameters). Use a significance level (alpha) of 0.05. If the p-value is less than 0.05 report \"different\", otherwise \"not different\".",
    '@p_value[p_value] @conclusion[conclusion] where "p_value" is a number between 0 and 1, rounded to four decimal places, and "conclusion" is a string that can be "different" or "not different".',
)
def _(df):
    groups = [df.loc[df["Attrition"] == a, "DistanceFromHome"] for a in ["Yes", "No"]]
    p = stats.mannwhitneyu(*groups).pvalue
    return {"p_value": r2(p, 4), "conclusion": "different" if p < 0.05 else "not different"}


@ask(
    "hr_attrition",
    "hard",
    "CA",
    "2. Is there a correlation between the total working years and the monthly income for employees who work overtime?",
    'Only consider rows with OverTime equal to \'Yes\'. Calculate the Pearson correlation coefficient (r). Assess the significance with a two-tailed test with a significance level (alpha) of 0.05. Consider the correlation "strong" if the p-value is below 0.05 and |r| >= 0.7, "moderate" if the p-value is below 0.05 and 0.3 <= |r| < 0.7, "weak" if the p-value is below 0.05 and |r| < 0.3, and "none" if the p-value is 0.05 or more.',
    '@r_value[r] @p_value[p] @strength[strength] where "r" is rounded to two decimal places, "p" to four decimal places and "strength" is one of "strong", "moderate", "weak" and "none".',
)
def _(df):
    r, p = pearson(df[df["OverTime"] == "Yes"], "TotalWorkingYears", "MonthlyIncome")
    word = "none" if p >= 0.05 else "strong" if abs(r) >= 0.7 else "moderate" if abs(r) >= 0.3 else "weak"
    return {"r_value": r2(r), "p_value": r2(p, 4), "strength": word}


# telco_churn


@ask(
    "telco_churn",
    "medium",
    "PP",
    'The "TotalCharges" column is stored as text. How many of its values cannot be converted to a number, and what is the mean of the rest?',
    "Convert the column with pd.to_numeric and errors='coerce'; the values that become null count as not convertible. Do not impute them.",
    '@invalid_count[count] @mean_total_charges[mean] where "count" is an integer and "mean" is a number rounded to two decimal places.',
)
def _(df):
    total = pd.to_numeric(df["TotalCharges"], errors="coerce")
    return {"invalid_count": int(total.isna().sum()), "mean_total_charges": r2(total.mean())}


@ask(
    "telco_churn",
    "hard",
    "FE SS",
    "Group the customers by their tenure into 'New' (0-12 months), 'Regular' (13-48 months) and 'Loyal' (more than 48 months). What is the churn rate of each group?",
    "Create a new column 'TenureGroup' from 'tenure' with the bounds given (both ends inclusive). The churn rate is the number of customers with Churn equal to 'Yes' divided by the number of customers of the group.",
    "@churn_new[rate_new] @churn_regular[rate_regular] @churn_loyal[rate_loyal] where the rates are numbers between 0 and 1, rounded to three decimal places.",
)
def _(df):
    group = pd.cut(df["tenure"], [-1, 12, 48, np.inf], labels=["new", "regular", "loyal"])
    rate = (df["Churn"] == "Yes").groupby(group, observed=True).mean()
    return {f"churn_{g}": r2(rate[g], 3) for g in ["new", "regular", "loyal"]}


@ask(
    "telco_churn",
    "easy",
    "DA",
    "What is the most common payment method, and which share of the customers uses it?",
    "The share is the number of customers with that 'PaymentMethod' divided by the number of all customers.",
    '@payment_method[method] @share[share] where "method" is a string as in the dataset and "share" is a number between 0 and 1, rounded to two decimal places.',
)
def _(df):
    share = df["PaymentMethod"].value_counts(normalize=True)
    return {"payment_method": share.index[0], "share": r2(share.iloc[0])}


@ask(
    "telco_churn",
    "hard",
    "DA CA",
    "Is the churn of the customers independent of the type of their contract?",
    "Build the contingency table of 'Contract' and 'Churn' and perform a chi-square test of independence (scipy.stats.chi2_contingency with default parameters). Use alpha = 0.05. If the p-value is less than 0.05, conclude that they are dependent.",
    '@chi2_statistic[chi2] @degrees_of_freedom[dof] @conclusion[conclusion] where "chi2" is a number rounded to two decimal places, "dof" is an integer and "conclusion" is a string: "dependent" or "independent".',
)
def _(df):
    test = stats.chi2_contingency(pd.crosstab(df["Contract"], df["Churn"]))
    return {
        "chi2_statistic": r2(test.statistic),
        "degrees_of_freedom": int(test.dof),
        "conclusion": "dependent" if test.pvalue < 0.05 else "independent",
    }


# students_performance


@ask(
    "students_performance",
    "easy",
    "CA",
    "What is the correlation between the reading score and the writing score?",
    "Use the Pearson correlation coefficient on all rows.",
    '@correlation_coefficient[r_value] where "r_value" is a number between -1 and 1, rounded to three decimal places.',
)
def _(df):
    return {"correlation_coefficient": r2(pearson(df, "reading score", "writing score")[0], 3)}


@ask(
    "students_performance",
    "medium",
    "FE SS",
    'Create a new column "average score" as the mean of the math, reading and writing scores of each student. Which parental level of education goes with the highest average?',
    "The average score of a student is (math score + reading score + writing score) / 3.\nGroup by 'parental level of education' and take the mean of 'average score'.",
    '@highest_education[level] @highest_average[average] where "level" is a string and "average" is a number rounded to two decimal places.',
)
def _(df):
    score = df[["math score", "reading score", "writing score"]].mean(axis=1)
    m = score.groupby(df["parental level of education"]).mean()
    return {"highest_education": m.idxmax(), "highest_average": r2(m.max())}


@ask(
    "students_performance",
    "hard",
    "DA SS",
    "Is the difference in the math score between students who completed the test preparation course and students who did not statistically significant?",
    "{\nPerform a two-sided independent two-sample t-test with equal_var=False (Welch's t-test) using scipy.stats, with the students who completed the course as the first sample.\nUse a significance level (alpha) of 0.05.\nIf the p-value is less than 0.05 the difference is significant.\n}",
    '{\n@mean_completed[mean_completed]\n@mean_none[mean_none]\n@t_statistic[t_value]\n@significant[significant]\nwhere "mean_completed", "mean_none" and "t_value" are numbers rounded to two decimal places.\nwhere "significant" is a string that is either "yes" or "no".\n}',
)
def _(df):
    done = df.loc[df["test preparation course"] == "completed", "math score"]
    none = df.loc[df["test preparation course"] == "none", "math score"]
    test = stats.ttest_ind(done, none, equal_var=False)
    return {
        "mean_completed": r2(done.mean()),
        "mean_none": r2(none.mean()),
        "t_statistic": r2(test.statistic),
        "significant": "yes" if test.pvalue < 0.05 else "no",
    }


# netflix_titles


@ask(
    "netflix_titles",
    "easy",
    "PP",
    "How many titles have no director, and how many have no country?",
    "Count the null values of the columns 'director' and 'country'.",
    '@missing_director[number1] @missing_country[number2] where "number1" and "number2" are integers.',
)
def _(df):
    return {"missing_director": int(df["director"].isna().sum()), "missing_country": int(df["country"].isna().sum())}


@ask(
    "netflix_titles",
    "hard",
    "PP OD",
    '2. Extract the running time of the movies in minutes from the "duration" column and identify the outliers among them.',
    "Consider only rows with type equal to 'Movie'. The running time is the number before ' min', converted to an integer. An outlier is a running time below Q1 - 1.5 * IQR or above Q3 + 1.5 * IQR.",
    '@mean_minutes[mean] @outlier_count[count] @longest_outlier[longest] where "mean" is the mean running time of all movies rounded to two decimal places, "count" is the number of outliers (an integer) and "longest" is the running time of the longest outlier in minutes (an integer).',
)
def _(df):
    m = df.loc[df["type"] == "Movie", "duration"].str.replace(" min", "").astype(int)
    out = m[iqr_mask(m)]
    return {"mean_minutes": r2(m.mean()), "outlier_count": len(out), "longest_outlier": int(out.max())}


@ask(
    "netflix_titles",
    "medium",
    "FE DA",
    "In which year were the most titles added?",
    "Parse 'date_added' as a date and extract its year. Ignore titles without a date. If there is a tie, report the earlier year.",
    '@year[year] @number_of_titles[count] where "year" and "count" are integers.',
)
def _(df):
    years = pd.to_datetime(df["date_added"], format="%B %d, %Y").dt.year.dropna().astype(int)
    n = years.value_counts().sort_index()
    return {"year": int(n.idxmax()), "number_of_titles": int(n.max())}


# googleplaystore


@ask(
    "googleplaystore",
    "easy",
    "PP",
    "Are there duplicate rows in the dataset? If so, how many?",
    "A duplicate is a row that equals an earlier row in all columns; do not count the first occurrence.",
    '@duplicate_rows[count] where "count" is an integer.',
)
def _(df):
    return {"duplicate_rows": int(df.duplicated().sum())}


@ask(
    "googleplaystore",
    "medium",
    "PP SS",
    "After removing the duplicate rows, what is the average price of the paid apps?",
    "Remove rows that are duplicated in all columns, keeping the first. Remove the dollar sign from 'Price' and convert it to float. Only consider apps with Type equal to 'Paid'.",
    '@paid_apps[count] @mean_price[mean_price] where "count" is the number of paid apps (an integer) and "mean_price" is a number rounded to two decimal places.',
)
def _(df):
    paid = df.drop_duplicates().query("Type == 'Paid'")["Price"].str.replace("$", "", regex=False).astype(float)
    return {"paid_apps": len(paid), "mean_price": r2(paid.mean())}


@ask(
    "googleplaystore",
    "hard",
    "PP CA",
    "Is there a relationship between the number of reviews and the number of installs of the apps?",
    "Convert 'Installs' to integers by removing the commas and the plus sign. Keep all rows. Calculate the Spearman rank correlation coefficient between 'Reviews' and the converted 'Installs', and the Pearson correlation coefficient of the same columns.",
    '@spearman[rho] @pearson[r] where "rho" and "r" are numbers between -1 and 1, rounded to two decimal places.',
)
def _(df):
    n = df["Installs"].str.replace("[,+]", "", regex=True).astype(int)
    return {"spearman": r2(df["Reviews"].corr(n, method="spearman")), "pearson": r2(df["Reviews"].corr(n))}


@ask(
    "googleplaystore",
    "medium",
    "SS",
    "Which category has the highest average rating among the categories with at least 100 rated apps?",
    "Ignore the rows without a rating. Do not remove duplicate rows. The categories with fewer than 100 rated apps are not considered.",
    '@best_category[category] @mean_rating[rating] where "category" is a string and "rating" is a number rounded to three decimal places.',
)
def _(df):
    g = df.groupby("Category")["Rating"].agg(["mean", "count"]).query("count >= 100")["mean"]
    return {"best_category": g.idxmax(), "mean_rating": r2(g.max(), 3)}


# insurance


@ask(
    "insurance",
    "easy",
    "SS",
    'Calculate the mean and standard deviation of the "charges" column.',
    "Use pandas for the computation. Round the results to 2 decimal places.",
    '@mean_charges[mean_charges]\\n@std_charges[std_charges]\\nwhere "mean_charges" and "std_charges" are floating-point numbers rounded to 2 decimal places.',
)
def _(df):
    return {"mean_charges": r2(df["charges"].mean()), "std_charges": r2(df["charges"].std())}


@ask(
    "insurance",
    "medium",
    "DA",
    'Check if the distribution of the "bmi" column adheres to a normal distribution.',
    "Use the Kolmogorov-Smirnov test of scipy.stats (kstest) against a normal distribution with the mean and the sample standard deviation (ddof = 1) of the column. Use a significance level (alpha) of 0.05. If the p-value is less than alpha, declare that the distribution is not normal.",
    '@p_value[p_value] @is_normal[is_normal] where "p_value" is rounded to four decimal places and "is_normal" is a string that can be either "Normal" or "Not Normal".',
)
def _(df):
    p = stats.kstest(df["bmi"], "norm", args=(df["bmi"].mean(), df["bmi"].std())).pvalue
    return {"p_value": r2(p, 4), "is_normal": "Not Normal" if p < 0.05 else "Normal"}


@ask(
    "insurance",
    "hard",
    "ML PP",
    "Apply the linear regression algorithm from the sklearn library to predict the charges based on the features 'age', 'bmi', 'children' and 'smoker'. Encode 'smoker' as 1 for 'yes' and 0 for 'no' before applying the model. Report the performance on the testing set.",
    "Split the dataset into a training set (70%) and a testing set (30%) with train_test_split and random_state set to 0. Use the features in the order given, without scaling. Evaluate with the R-squared score and the root mean squared error on the testing set.",
    '@r2_score[r2] @rmse[rmse] where "r2" is rounded to three decimal places and "rmse" to two decimal places.',
)
def _(df):
    x = df[["age", "bmi", "children"]].assign(smoker=(df["smoker"] == "yes").astype(int))
    a, b, c, d = train_test_split(x, df["charges"], test_size=0.3, random_state=0)
    guess = LinearRegression().fit(a, c).predict(b)
    return {"r2_score": r2(r2_score(d, guess), 3), "rmse": r2(mean_squared_error(d, guess) ** 0.5)}


@ask(
    "insurance",
    "medium",
    "CA",
    "Is there a correlation between the age and the charges for smokers and for non-smokers?",
    "Calculate the Pearson correlation coefficient between 'age' and 'charges' separately for smoker 'yes' and smoker 'no'.",
    "@correlation_smokers[r_smokers], @correlation_nonsmokers[r_nonsmokers], where each is a float between -1 and 1, rounded to two decimal places.",
)
def _(df):
    r = {s: pearson(g, "age", "charges")[0] for s, g in df.groupby("smoker")}
    return {"correlation_smokers": r2(r["yes"]), "correlation_nonsmokers": r2(r["no"])}


# heart


@ask(
    "heart",
    "medium",
    "OD",
    'Identify any outliers in the "chol" column using the Z-score method.',
    "Define an outlier to be any data point that falls more than 3 standard deviations from the mean. Use the formula Z = (X - μ) / σ where X is a data point, μ is the mean and σ is the standard deviation of the column.",
    '@outliers[outliers_count] @largest_outlier[largest] where "outliers_count" is an integer indicating the total number of outliers and "largest" is the largest value among them, an integer.',
)
def _(df):
    out = df.loc[z_mask(df["chol"]), "chol"]
    return {"outliers": len(out), "largest_outlier": int(out.max())}


@ask(
    "heart",
    "hard",
    "PP CA",
    '2. Impute the missing values of "thalach" with the mean and determine its relationship with the age of the patients.',
    "Replace null values of 'thalach' by the mean of the column. Then calculate the Pearson correlation coefficient (r) between 'age' and 'thalach' and its two-tailed p-value. Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.5. Otherwise report that there is no significant correlation.",
    '@correlation_coefficient[r_value]\n@relationship_type[relationship_type]\nwhere "r_value" is a number between -1 and 1, rounded to two decimal places.\nwhere "relationship_type" is a string that can either be "linear", "nonlinear", or "none".',
)
def _(df):
    r, p = pearson(df.assign(thalach=df["thalach"].fillna(df["thalach"].mean())), "age", "thalach")
    return {"correlation_coefficient": r2(r), "relationship_type": kind_of_relation(r, p)}


@ask(
    "heart",
    "easy",
    "SS",
    "What is the average resting blood pressure (trestbps) of the patients with heart disease?",
    "Patients with heart disease have target equal to 1. Calculate the arithmetic mean.",
    '@mean_trestbps[mean] where "mean" is a number rounded to two decimal places.',
)
def _(df):
    return {"mean_trestbps": r2(df.loc[df["target"] == 1, "trestbps"].mean())}


# melbourne_housing


@ask(
    "melbourne_housing",
    "easy",
    "PP SS",
    "How many houses have no price, and what is the median of the known prices?",
    "Null values of 'Price' are missing prices. Ignore them in the calculation of the median.",
    '@missing_prices[count] @median_price[median] where "count" is an integer and "median" is a number rounded to the nearest integer.',
)
def _(df):
    return {"missing_prices": int(df["Price"].isna().sum()), "median_price": int(df["Price"].median())}


@ask(
    "melbourne_housing",
    "medium",
    "FE SS",
    'Create a feature "PricePerRoom" by dividing the price by the number of rooms. What are its mean values for the types h, u and t?',
    "Drop the rows in which 'Price' is missing. Calculate the mean of 'PricePerRoom' per 'Type'.",
    "@mean_h[mean_h] @mean_u[mean_u] @mean_t[mean_t] where the values are numbers rounded to two decimal places.",
)
def _(df):
    m = (df["Price"] / df["Rooms"]).groupby(df["Type"]).mean()
    return {f"mean_{k}": r2(m[k]) for k in "hut"}


@ask(
    "melbourne_housing",
    "hard",
    "PP DA",
    '3. Perform a preprocessing of the "BuildingArea" column: impute its missing values with the median of the houses with the same number of rooms. How do the mean and the skewness of the column change?',
    "- Compute the median of 'BuildingArea' for each value of 'Rooms' from the non-null values and use it for the missing values of the rows with that number of rooms.\n- Use the skew() function of pandas.",
    "@mean_before[mean_before]\n@mean_after[mean_after]\n@skewness_before[skew_before]\n@skewness_after[skew_after]\nwhere the means are rounded to two decimal places and the skewness values to three decimal places.",
)
def _(df):
    old = df["BuildingArea"]
    new = old.fillna(df.groupby("Rooms")["BuildingArea"].transform("median"))
    return {
        "mean_before": r2(old.mean()),
        "mean_after": r2(new.mean()),
        "skewness_before": r2(old.skew(), 3),
        "skewness_after": r2(new.skew(), 3),
    }


@ask(
    "melbourne_housing",
    "medium",
    "SS",
    "Which suburb has the highest median price?",
    "Ignore missing prices. Group by 'Suburb' and calculate the median of 'Price'.",
    '@suburb[suburb_name] @median_price[median_price] where "suburb_name" is a string and "median_price" is a number rounded to two decimal places.',
)
def _(df):
    m = df.groupby("Suburb")["Price"].median()
    return {"suburb": m.idxmax(), "median_price": r2(m.max())}


# bike_sharing


@ask(
    "bike_sharing",
    "easy",
    "CA",
    "Calculate the Pearson correlation coefficient between the temperature (temp) and the total number of rentals (count).",
    "Use all rows. Round to two decimal places.",
    '@correlation[r_value] where "r_value" is a number between -1 and 1.',
)
def _(df):
    return {"correlation": r2(pearson(df, "temp", "count")[0])}


@ask(
    "bike_sharing",
    "medium",
    "FE SS",
    "At which hour of the day are the most bikes rented on average by casual users?",
    "Extract the hour (0-23) from the 'datetime' column and calculate the mean of 'casual' for each hour.",
    '@peak_hour[hour] @mean_casual[mean] where "hour" is an integer between 0 and 23 and "mean" is a number rounded to two decimal places.',
)
def _(df):
    m = df["casual"].groupby(pd.to_datetime(df["datetime"]).dt.hour).mean()
    return {"peak_hour": int(m.idxmax()), "mean_casual": r2(m.max())}


@ask(
    "bike_sharing",
    "hard",
    "DA",
    "Do the rentals differ between the four seasons?",
    "Perform a one-way ANOVA (scipy.stats.f_oneway) on 'count' with the groups given by 'season' (1, 2, 3, 4). Additionally perform the Kruskal-Wallis test (scipy.stats.kruskal) on the same groups. Use alpha = 0.05: a test is significant if its p-value is less than 0.05.",
    '@f_statistic[f] @h_statistic[h] @anova_significant[sig1] @kruskal_significant[sig2] where "f" and "h" are numbers rounded to two decimal places and "sig1" and "sig2" are strings, either "yes" or "no".',
)
def _(df):
    groups = [g for _, g in df.groupby("season")["count"]]
    one, two = stats.f_oneway(*groups), stats.kruskal(*groups)
    return {
        "f_statistic": r2(one.statistic),
        "h_statistic": r2(two.statistic),
        "anova_significant": "yes" if one.pvalue < 0.05 else "no",
        "kruskal_significant": "yes" if two.pvalue < 0.05 else "no",
    }


@ask(
    "bike_sharing",
    "easy",
    "OD",
    'How many outliers are there in the "windspeed" column based on the interquartile range?',
    "An outlier is a value below Q1 - 1.5*IQR or above Q3 + 1.5*IQR.",
    '@outlier_count[count] where "count" is an integer.',
)
def _(df):
    return {"outlier_count": int(iqr_mask(df["windspeed"]).sum())}


# online_retail


@ask(
    "online_retail",
    "easy",
    "PP",
    'How many missing values are there in the "CustomerID" column?',
    "Count the number of null values in the column. Do not remove any rows before counting.",
    '@missing_values[missing_values] where "missing_values" is an integer.',
)
def _(df):
    return {"missing_values": int(df["CustomerID"].isna().sum())}


@ask(
    "online_retail",
    "hard",
    "PP FE SS",
    "1. Clean the data and calculate the total revenue and the average revenue per invoice.",
    "{\nFirst remove duplicate rows (equal in all columns), keeping the first.\nThen remove the cancelled invoices, whose 'InvoiceNo' starts with the letter 'C'.\nThe revenue of a row is Quantity * UnitPrice. The revenue of an invoice is the sum over the rows with the same 'InvoiceNo'.\n}",
    '{\n@total_revenue[total]\n@mean_invoice_revenue[mean]\nwhere "total" and "mean" are numbers rounded to two decimal places.\n}',
)
def _(df):
    df = df.drop_duplicates()
    df = df[~df["InvoiceNo"].str.startswith("C")]
    revenue = df["Quantity"] * df["UnitPrice"]
    return {
        "total_revenue": r2(revenue.sum()),
        "mean_invoice_revenue": r2(revenue.groupby(df["InvoiceNo"]).sum().mean()),
    }


@ask(
    "online_retail",
    "medium",
    "OD",
    'Identify the outliers of the "Quantity" column using the Z-score method with a threshold of 3. What are the smallest and the largest value after their removal?',
    "Consider values as outliers if their z-score is greater than 3 or less than -3. Calculate the z-score with the sample standard deviation over all rows, cancellations included.",
    "@outlier_count[count] @min_after[min] @max_after[max] where all three are integers.",
)
def _(df):
    out = z_mask(df["Quantity"])
    rest = df.loc[~out, "Quantity"]
    return {"outlier_count": int(out.sum()), "min_after": int(rest.min()), "max_after": int(rest.max())}


@ask(
    "online_retail",
    "easy",
    "DA",
    "Which country apart from the United Kingdom appears most often in the dataset?",
    "Count the rows per 'Country', leaving out 'United Kingdom'.",
    '@country[country_name] @rows[number_of_rows] where "country_name" is a string and "number_of_rows" is an integer.',
)
def _(df):
    n = df.loc[df["Country"] != "United Kingdom", "Country"].value_counts()
    return {"country": n.index[0], "rows": int(n.iloc[0])}


# avocado


@ask(
    "avocado",
    "easy",
    "SS",
    "What is the average price of organic and of conventional avocados?",
    "Calculate the mean of 'AveragePrice' for each 'type'. Do not weight by volume.",
    '@mean_organic[organic] @mean_conventional[conventional] where "organic" and "conventional" are numbers rounded to two decimal places.',
)
def _(df):
    m = df.groupby("type")["AveragePrice"].mean()
    return {"mean_organic": r2(m["organic"]), "mean_conventional": r2(m["conventional"])}


@ask(
    "avocado",
    "medium",
    "CA",
    "Is there a relationship between the average price and the total volume sold of conventional avocados in Houston?",
    "Only consider rows with type 'conventional' and region 'Houston'. Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship. Report the two-tailed p-value. Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.5. If the p-value is greater than or equal to 0.05, report that there is no significant correlation.",
    '@correlation_coefficient[r_value] @p_value[p_value] @relationship_type[relationship_type] where "r_value" is a number between -1 and 1, rounded to two decimal places. where "p_value" is a number between 0 and 1, rounded to four decimal places. where "relationship_type" is a string that can either be "linear", "nonlinear", or "none" based on the conditions specified in the constraints.',
)
def _(df):
    r, p = pearson(df.query("type == 'conventional' and region == 'Houston'"), "AveragePrice", "Total Volume")
    return {"correlation_coefficient": r2(r), "p_value": r2(p, 4), "relationship_type": kind_of_relation(r, p)}


@ask(
    "avocado",
    "hard",
    "FE SS",
    "Which month had the highest monthly average of the price over the three years?",
    "Convert 'Date' to datetime and extract year and month. Calculate the mean of 'AveragePrice' for each combination of year and month over all regions and types.",
    '@highest_month[month] @highest_price[price] where "month" is a string in the format YYYY-MM and "price" is the mean of that month, rounded to three decimal places.',
)
def _(df):
    m = df.groupby(df["Date"].str[:7])["AveragePrice"].mean()
    return {"highest_month": m.idxmax(), "highest_price": r2(m.max(), 3)}


# winequality


@ask(
    "winequality",
    "easy",
    "CA",
    'Which of the columns "alcohol", "volatile acidity" and "sulphates" correlates most strongly with the "quality"?',
    "Use the Pearson correlation coefficient and ignore missing values pairwise. The strongest correlation has the largest absolute value.",
    '@strongest_column[column] @r_value[r] where "column" is the name of the column and "r" is the coefficient with its sign, rounded to two decimal places.',
)
def _(df):
    r = df[["alcohol", "volatile acidity", "sulphates"]].corrwith(df["quality"])
    return {"strongest_column": r.abs().idxmax(), "r_value": r2(r[r.abs().idxmax()])}


@ask(
    "winequality",
    "medium",
    "OD",
    "Are there any outliers in the volatile acidity of the wines? If so, how many outliers are there and what is their range?",
    "An outlier is identified based on the IQR method: a point that falls below Q1 - 1.5*IQR or above Q3 + 1.5*IQR.",
    '@outlier_count[answer1] @outlier_range_low[answer2] @outlier_range_high[answer3] where "answer1" is the number of outliers, "answer2" is the lowest value among the outliers and "answer3" is the highest value among the outliers. "answer2" and "answer3" are rounded to 3 decimal places.',
)
def _(df):
    out = df.loc[iqr_mask(df["volatile acidity"]), "volatile acidity"]
    return {"outlier_count": len(out), "outlier_range_low": r2(out.min(), 3), "outlier_range_high": r2(out.max(), 3)}


@ask(
    "winequality",
    "hard",
    "DA",
    "Is the pH of the wines normally distributed?",
    "Drop the missing values of 'pH'. Use D'Agostino and Pearson's test (scipy.stats.normaltest) with a significance level (alpha) of 0.05. If the p-value is less than 0.05, report that the distribution is not normal.",
    '@statistic[statistic] @p_value[p_value] @distribution[distribution] where "statistic" is rounded to two decimal places, "p_value" to four decimal places and "distribution" is a string which can either be "normal" or "not_normal".',
)
def _(df):
    test = stats.normaltest(df["pH"].dropna())
    return {
        "statistic": r2(test.statistic),
        "p_value": r2(test.pvalue, 4),
        "distribution": "not_normal" if test.pvalue < 0.05 else "normal",
    }


@ask(
    "winequality",
    "medium",
    "FE CA",
    'Create a feature "free sulfur ratio" by dividing the free sulfur dioxide by the total sulfur dioxide. What is its correlation with the quality?',
    "Compute 'free sulfur dioxide' / 'total sulfur dioxide' for each row. Calculate the Pearson correlation coefficient between the new feature and 'quality'.",
    '@mean_ratio[mean] @correlation[r_value] where "mean" is the mean of the new feature, rounded to three decimal places, and "r_value" is rounded to two decimal places.',
)
def _(df):
    ratio = df["free sulfur dioxide"] / df["total sulfur dioxide"]
    return {"mean_ratio": r2(ratio.mean(), 3), "correlation": r2(ratio.corr(df["quality"]))}


# fifa_players


@ask(
    "fifa_players",
    "hard",
    "PP SS",
    '2. Convert the "Value" column to numbers. What are the mean and the median value of the players in euros?',
    "- Remove the euro sign.\n- A trailing 'M' means millions and a trailing 'K' means thousands.\n- Use all players.",
    "@mean_value[mean_value] @median_value[median_value] where both are numbers in euros, rounded to the nearest integer.",
)
def _(df):
    text = df["Value"].str.strip("€")
    value = text.str[:-1].astype(float) * text.str[-1].map({"M": 1e6, "K": 1e3})
    return {"mean_value": round(float(value.mean())), "median_value": round(float(value.median()))}


@ask(
    "fifa_players",
    "easy",
    "SS",
    'Which nationality has the highest mean of the "Overall" rating?',
    "Group the players by 'Nationality' and calculate the mean of 'Overall'.",
    '@nationality[nationality] @mean_overall[mean] where "nationality" is a string and "mean" is a number rounded to two decimal places.',
)
def _(df):
    m = df.groupby("Nationality")["Overall"].mean()
    return {"nationality": m.idxmax(), "mean_overall": r2(m.max())}


@ask(
    "fifa_players",
    "medium",
    "FE DA",
    'Create a new feature "Growth" as the difference between the potential and the overall rating. What percentage of the players has no growth left?',
    "Growth = Potential - Overall. Players with a growth of 0 have no growth left. The percentage refers to all players.",
    '@no_growth_percentage[percentage] @max_growth[max_growth] where "percentage" is rounded to two decimal places and "max_growth" is the largest growth, an integer.',
)
def _(df):
    growth = df["Potential"] - df["Overall"]
    return {"no_growth_percentage": r2((growth == 0).mean() * 100), "max_growth": int(growth.max())}


@ask(
    "fifa_players",
    "medium",
    "CA",
    'Determine the correlation coefficient between the "Age" and "Overall" columns for left-footed and right-footed players.',
    "Calculate the Pearson correlation coefficient for each value of 'Preferred Foot'. Round the results to two decimal places.",
    "@correlation_left[r_left], @correlation_right[r_right], where each value is a float between -1 and 1, rounded to two decimal places.",
)
def _(df):
    r = {foot: pearson(g, "Age", "Overall")[0] for foot, g in df.groupby("Preferred Foot")}
    return {"correlation_left": r2(r["Left"]), "correlation_right": r2(r["Right"])}


# spotify_tracks


@ask(
    "spotify_tracks",
    "easy",
    "CA",
    "Is there a linear relationship between the energy and the loudness of the tracks?",
    "Calculate the Pearson correlation coefficient (r) between 'energy' and 'loudness'. A value of r below -0.6 or above +0.6 indicates a strong correlation, between -0.6 and -0.3 or between +0.3 and +0.6 indicates a moderate correlation, between -0.3 and +0.3 indicates a weak correlation.",
    '@r_value[r] @correlation_strength[strength] where "r" is rounded to two decimal places and "strength" is a string which can be "strong", "moderate", or "weak" based on the criteria provided in the constraints.',
)
def _(df):
    r = pearson(df, "energy", "loudness")[0]
    return {
        "r_value": r2(r),
        "correlation_strength": "strong" if abs(r) > 0.6 else "moderate" if abs(r) > 0.3 else "weak",
    }


@ask(
    "spotify_tracks",
    "medium",
    "FE SS",
    "Convert the duration of the tracks to minutes. Which genre has the longest tracks on average?",
    "Create a new column 'duration_min' as duration_ms / 60000. Group by 'track_genre' and calculate the mean.",
    '@longest_genre[genre] @mean_minutes[mean] where "genre" is a string and "mean" is a number rounded to two decimal places.',
)
def _(df):
    m = (df["duration_ms"] / 60000).groupby(df["track_genre"]).mean()
    return {"longest_genre": m.idxmax(), "mean_minutes": r2(m.max())}


@ask(
    "spotify_tracks",
    "hard",
    "OD DA",
    '3. Identify the outliers in the "duration_ms" column with the IQR method and remove them. Is the skewness of the column lower afterwards?',
    'Outliers are values outside of [Q1 - 1.5*IQR, Q3 + 1.5*IQR]. Compute the skewness with pandas\' skew() before and after the removal. Answer "yes" if the skewness after the removal is lower than before, otherwise "no".',
    '@outlier_count[count]\n@skewness_before[before]\n@skewness_after[after]\n@lower[lower]\nwhere "count" is an integer, "before" and "after" are numbers rounded to three decimal places and "lower" is either "yes" or "no".',
)
def _(df):
    d = df["duration_ms"]
    out = iqr_mask(d)
    before, after = d.skew(), d[~out].skew()
    return {
        "outlier_count": int(out.sum()),
        "skewness_before": r2(before, 3),
        "skewness_after": r2(after, 3),
        "lower": "yes" if after < before else "no",
    }


# coin_prices


@ask(
    "coin_prices",
    "easy",
    "SS",
    "1. Calculate the mean, the minimum and the maximum of the closing price.",
    "Use the 'Close' column. Round the results to two decimal places.",
    "@mean_close[mean] @min_close[min] @max_close[max] where the values are decimal numbers rounded to two decimal places.",
)
def _(df):
    c = df["Close"]
    return {"mean_close": r2(c.mean()), "min_close": r2(c.min()), "max_close": r2(c.max())}


@ask(
    "coin_prices",
    "medium",
    "FE SS",
    "Calculate the daily return of the coin and report its mean and its standard deviation.",
    "The daily return is (Close of the day - Close of the previous day) / Close of the previous day, in percent. The rows are in the order of the dates. Drop the first row, for which there is no return. Use the sample standard deviation.",
    '@daily_return_mean[mean] @daily_return_std[std] where "mean" and "std" are percentages rounded to two decimal places.',
)
def _(df):
    change = df["Close"].pct_change().dropna() * 100
    return {"daily_return_mean": r2(change.mean()), "daily_return_std": r2(change.std())}


@ask(
    "coin_prices",
    "hard",
    "FE OD DA",
    'Create a new feature called "Price Range" by subtracting the "Low" value from the "High" value of each day. Determine whether it follows a normal distribution and how many outliers it has.',
    "Test the normality of 'Price Range' using the Shapiro-Wilk test. Consider the data to follow a normal distribution if the p-value is greater than 0.05. Count as outliers the values whose Z-score, calculated with the sample standard deviation, is above 3 or below -3.",
    '@price_range_mean[mean_value] @p_value[p_value] @is_normal[str] @outlier_count[count], where "mean_value" is the mean of "Price Range", rounded to two decimal places, "p_value" is a number between 0 and 1, rounded to four decimal places, "is_normal" is a string that can be either "yes" or "no" based on the Shapiro-Wilk test result, and "count" is an integer.',
)
def _(df):
    span = df["High"] - df["Low"]
    p = stats.shapiro(span).pvalue
    return {
        "price_range_mean": r2(span.mean()),
        "p_value": r2(p, 4),
        "is_normal": "yes" if p > 0.05 else "no",
        "outlier_count": int(z_mask(span).sum()),
    }


@ask(
    "coin_prices",
    "easy",
    "CA",
    "Is there a correlation between the trading volume and the closing price?",
    "Calculate the Pearson correlation coefficient between 'Volume' and 'Close'. Ignore the rows with a missing volume.",
    '@correlation_coefficient[r_value] where "r_value" is a number between -1 and 1, rounded to two decimal places.',
)
def _(df):
    return {"correlation_coefficient": r2(pearson(df, "Volume", "Close")[0])}


# monsters


@ask(
    "monsters",
    "easy",
    "DA",
    "What percentage of the monsters is legendary?",
    "Use the boolean column 'Legendary'. The percentage refers to all rows.",
    '@legendary_percentage[percentage] where "percentage" is a number between 0 and 100, rounded to two decimal places.',
)
def _(df):
    return {"legendary_percentage": r2(df["Legendary"].mean() * 100)}


@ask(
    "monsters",
    "medium",
    "SS DA",
    'Do the mean and the median of the "Attack" of Fire monsters exceed those of Water monsters?',
    'Use the column \'Type 1\' to select the monsters. Answer "yes" for each measure if the value of Fire is greater than the value of Water, otherwise "no".',
    '@mean_fire[mean_fire] @mean_water[mean_water] @mean_exceeds[answer1] @median_exceeds[answer2] where "mean_fire" and "mean_water" are numbers rounded to two decimal places and the answers are strings, "yes" or "no".',
)
def _(df):
    g = df.groupby("Type 1")["Attack"]
    mean, median = g.mean(), g.median()
    return {
        "mean_fire": r2(mean["Fire"]),
        "mean_water": r2(mean["Water"]),
        "mean_exceeds": "yes" if mean["Fire"] > mean["Water"] else "no",
        "median_exceeds": "yes" if median["Fire"] > median["Water"] else "no",
    }


@ask(
    "monsters",
    "easy",
    "OD",
    'Identify the number of outliers in the "Speed" column.',
    "Use the Z-score method: a value is an outlier if it lies more than 3 standard deviations from the mean of the column.",
    '@outlier_count[count] where "count" is an integer representing the number of outliers.',
)
def _(df):
    return {"outlier_count": int(z_mask(df["Speed"]).sum())}


# appliances_energy


@ask(
    "appliances_energy",
    "easy",
    "CA",
    "Calculate the correlation between the outdoor temperature (T_out) and the outdoor humidity (RH_out).",
    "Calculate the Pearson correlation coefficient (r) and the two-tailed p-value. Round r to two decimal places and the p-value to four decimal places.",
    '@r_value[r_value] @p_value[p_value] where "r_value" is a number between -1 and 1 and "p_value" is a number between 0 and 1.',
)
def _(df):
    r, p = pearson(df, "T_out", "RH_out")
    return {"r_value": r2(r), "p_value": r2(p, 4)}


@ask(
    "appliances_energy",
    "hard",
    "PP OD SS",
    '2. Handle the missing values in the "Visibility" column and detect the outliers of the completed column.',
    "Impute the missing values with the mean of the non-missing values. Then count the values of the imputed column that lie below Q1 - 1.5*IQR or above Q3 + 1.5*IQR, with the quartiles of the imputed column. Finally calculate the sample standard deviation of the imputed column without these outliers.",
    '@imputed_mean[mean] @outlier_count[count] @std_without_outliers[std] where "mean" and "std" are numbers rounded to two decimal places and "count" is an integer.',
)
def _(df):
    v = df["Visibility"].fillna(df["Visibility"].mean())
    out = iqr_mask(v)
    return {
        "imputed_mean": r2(v.mean()),
        "outlier_count": int(out.sum()),
        "std_without_outliers": r2(v[~out].std()),
    }


@ask(
    "appliances_energy",
    "medium",
    "DA",
    "Is the distribution of the energy use of the appliances skewed?",
    'Calculate the skewness of \'Appliances\' with the skew() function of pandas. If the skewness is greater than 0.5, report "right-skewed"; if it is less than -0.5, report "left-skewed"; otherwise report "symmetric".',
    '@skewness[skew] @shape[shape] where "skew" is a number rounded to two decimal places and "shape" is a string: "right-skewed", "left-skewed" or "symmetric".',
)
def _(df):
    s = df["Appliances"].skew()
    return {"skewness": r2(s), "shape": "right-skewed" if s > 0.5 else "left-skewed" if s < -0.5 else "symmetric"}


# supermarket_sales


@ask(
    "supermarket_sales",
    "easy",
    "SS",
    "What is the average total of the invoices of each customer type?",
    "Calculate the arithmetic mean of 'Total' for the customer types 'Member' and 'Normal'.",
    "@mean_member[mean_member] @mean_normal[mean_normal] where the values are numbers rounded to two decimal places.",
)
def _(df):
    m = df.groupby("Customer type")["Total"].mean()
    return {"mean_member": r2(m["Member"]), "mean_normal": r2(m["Normal"])}


@ask(
    "supermarket_sales",
    "medium",
    "FE SS",
    "On which day of the week is the sum of the sales the highest?",
    "Convert 'Date' (month/day/year) to datetime and derive the name of the weekday. Sum the column 'Total' for each weekday.",
    '@weekday[weekday_name] @sum_of_sales[sum] where "weekday_name" is a string such as "Monday" and "sum" is a number rounded to two decimal places.',
)
def _(df):
    s = df.groupby(pd.to_datetime(df["Date"], format="%m/%d/%Y").dt.day_name())["Total"].sum()
    return {"weekday": s.idxmax(), "sum_of_sales": r2(s.max())}


@ask(
    "supermarket_sales",
    "hard",
    "PP CA",
    "3. Drop the rows with a missing rating. Is there a significant correlation between the unit price and the rating?",
    "{\nRemove rows in which 'Rating' is null.\nCalculate the Pearson correlation coefficient between 'Unit price' and 'Rating' and its two-tailed p-value.\nThe correlation is significant if the p-value is less than 0.05.\n}",
    '{\n@remaining_rows[rows]\n@correlation[r]\n@p_value[p]\n@significance[significance]\nwhere "rows" is the number of rows left (an integer), "r" is rounded to two decimal places, "p" is rounded to four decimal places and "significance" is a string that is either "significant" or "not significant".\n}',
)
def _(df):
    df = df.dropna(subset=["Rating"])
    r, p = pearson(df, "Unit price", "Rating")
    return {
        "remaining_rows": len(df),
        "correlation": r2(r),
        "p_value": r2(p, 4),
        "significance": "significant" if p < 0.05 else "not significant",
    }


# earthquakes


@ask(
    "earthquakes",
    "easy",
    "SS",
    "How strong are the earthquakes on average, and what is the strongest magnitude?",
    "Only consider rows with type equal to 'earthquake'. Use the 'mag' column.",
    '@mean_magnitude[mean] @max_magnitude[max] where "mean" and "max" are numbers rounded to two decimal places.',
)
def _(df):
    m = df.loc[df["type"] == "earthquake", "mag"]
    return {"mean_magnitude": r2(m.mean()), "max_magnitude": r2(m.max())}


@ask(
    "earthquakes",
    "medium",
    "CA",
    "What is the relationship between the magnitude and the number of stations (nst) that reported the event?",
    "Ignore rows with a missing 'nst'. Calculate both the Pearson and the Spearman correlation coefficient between 'mag' and 'nst'.",
    "@pearson_r[r] @spearman_rho[rho] where both are numbers between -1 and 1, rounded to two decimal places.",
)
def _(df):
    d = df[["mag", "nst"]].dropna()
    return {"pearson_r": r2(d.corr().iloc[0, 1]), "spearman_rho": r2(d.corr(method="spearman").iloc[0, 1])}


@ask(
    "earthquakes",
    "hard",
    "PP FE",
    'Extract the region of each event from the "place" column. Which region has the most events, and how deep are its events on average?',
    "The region is the text after the last comma of 'place', without leading and trailing blanks. Consider events of all types. The average depth is the arithmetic mean of 'depth'.",
    '@region[region] @events[count] @mean_depth[depth] where "region" is a string, "count" is an integer and "depth" is a number rounded to two decimal places.',
)
def _(df):
    g = df.groupby(df["place"].str.rsplit(",", n=1).str[-1].str.strip())["depth"]
    top = g.size().idxmax()
    return {"region": top, "events": int(g.size()[top]), "mean_depth": r2(g.mean()[top])}


# bank_marketing


@ask(
    "bank_marketing",
    "easy",
    "DA",
    "What is the median, the first and the third quartile of the age of the clients?",
    "Use the quantile function of pandas with its default interpolation.",
    "@q1[q1] @median[median] @q3[q3] where the values are numbers rounded to one decimal place.",
)
def _(df):
    q = df["age"].quantile([0.25, 0.5, 0.75])
    return {"q1": r2(q[0.25], 1), "median": r2(q[0.5], 1), "q3": r2(q[0.75], 1)}


@ask(
    "bank_marketing",
    "hard",
    "OD SS",
    '1. Identify and remove any outliers in the "balance" column using the IQR method. How does the mean balance of the clients change?',
    "An outlier is a balance below Q1 - 1.5*IQR or above Q3 + 1.5*IQR. The change is the mean after the removal minus the mean before the removal.",
    '@outlier_count[count]\n@mean_before[mean_before]\n@mean_after[mean_after]\n@change[change]\nwhere "count" is an integer and the other values are numbers rounded to two decimal places.',
)
def _(df):
    b = df["balance"]
    out = iqr_mask(b)
    before, after = b.mean(), b[~out].mean()
    return {
        "outlier_count": int(out.sum()),
        "mean_before": r2(before),
        "mean_after": r2(after),
        "change": r2(after - before),
    }


@ask(
    "bank_marketing",
    "medium",
    "SS",
    "Which job has the highest share of clients who made a deposit?",
    "The share is the number of clients with deposit 'yes' divided by the number of clients with that job. Do not consider the job 'unknown'.",
    '@job[job] @deposit_share[share] where "job" is a string and "share" is a number between 0 and 1, rounded to three decimal places.',
)
def _(df):
    df = df[df["job"] != "unknown"]
    share = (df["deposit"] == "yes").groupby(df["job"]).mean()
    return {"job": share.idxmax(), "deposit_share": r2(share.max(), 3)}


# athlete_events


@ask(
    "athlete_events",
    "medium",
    "CA",
    "Is there a correlation between the height and the weight of the athletes?",
    "Calculate the Pearson correlation coefficient (r) to assess the strength and direction of the linear relationship between 'Height' and 'Weight'. Ignore rows in which one of the two is missing. Assess the significance using a two-tailed test with a significance level (alpha) of 0.05. Consider the relationship to be linear if the p-value is less than 0.05 and the absolute value of r is greater than or equal to 0.5. Consider the relationship to be nonlinear if the p-value is less than 0.05 and the absolute value of r is less than 0.5. If the p-value is greater than or equal to 0.05, report that there is no significant correlation.",
    '@correlation_coefficient[r_value], @p_value[p_value], @relationship_type[relationship_type]. Where "r_value" is a float number between -1 and 1, rounded to two decimal places. "p_value" is a float number between 0 and 1, rounded to four decimal places. "relationship_type" is a string that can either be "linear", "nonlinear", or "none".',
)
def _(df):
    r, p = pearson(df, "Height", "Weight")
    return {"correlation_coefficient": r2(r), "p_value": r2(p, 4), "relationship_type": kind_of_relation(r, p)}


@ask(
    "athlete_events",
    "easy",
    "SS",
    "How many medals of each kind were won by the athletes of the United States?",
    "Only consider rows with NOC equal to 'USA'. Rows without a medal are not counted.",
    "@gold[gold] @silver[silver] @bronze[bronze] where the values are integers.",
)
def _(df):
    n = df.loc[df["NOC"] == "USA", "Medal"].value_counts()
    return {k.lower(): int(n[k]) for k in ["Gold", "Silver", "Bronze"]}


@ask(
    "athlete_events",
    "hard",
    "FE DA",
    'Create a new feature "BMI" from the height and the weight. Are the mean values of female gymnasts and female swimmers different?',
    "BMI = Weight / (Height / 100)^2. Ignore rows with missing values of 'Height' or 'Weight'. Only consider rows with Sex 'F' and Sport 'Gymnastics' or 'Swimming'. Perform a two-sided independent t-test assuming equal variances (scipy.stats.ttest_ind with default parameters). If the p-value is less than 0.05, report \"different\", otherwise \"not different\".",
    '@bmi_gymnastics[bmi1] @bmi_swimming[bmi2] @conclusion[conclusion] where "bmi1" and "bmi2" are the mean values, rounded to two decimal places, and "conclusion" is a string.',
)
def _(df):
    bmi = df["Weight"] / (df["Height"] / 100) ** 2
    one, two = (bmi[(df["Sex"] == "F") & (df["Sport"] == s)].dropna() for s in ["Gymnastics", "Swimming"])
    p = stats.ttest_ind(one, two).pvalue
    return {
        "bmi_gymnastics": r2(one.mean()),
        "bmi_swimming": r2(two.mean()),
        "conclusion": "different" if p < 0.05 else "not different",
    }


# loan_prediction


@ask(
    "loan_prediction",
    "easy",
    "PP",
    "Which columns contain missing values?",
    "Treat null values as missing. List the column names in the order of the columns of the dataset.",
    '@columns_with_missing_values[columns] @total_missing[total] where "columns" is a string of the column names separated by a comma and a space, and "total" is the number of missing values in the whole dataset (an integer).',
)
def _(df):
    n = df.isna().sum()
    return {"columns_with_missing_values": ", ".join(n[n > 0].index), "total_missing": int(n.sum())}


@ask(
    "loan_prediction",
    "medium",
    "CA",
    "Determine the correlation coefficient between the income of the applicant and the loan amount for graduates.",
    "Only consider rows with Education equal to 'Graduate'. Ignore rows without a loan amount. Calculate the Pearson correlation coefficient.",
    '@correlation_coefficient[correlation_value] where "correlation_value" is rounded to two decimal places.',
)
def _(df):
    r = pearson(df[df["Education"] == "Graduate"], "ApplicantIncome", "LoanAmount")[0]
    return {"correlation_coefficient": r2(r)}


@ask(
    "loan_prediction",
    "hard",
    "ML PP",
    "3. Preprocess the data and train a logistic regression model that predicts the loan status.",
    "- Fill missing values of 'Credit_History' with the mode of the column and missing values of 'LoanAmount' with its median, using all rows.\n- Use the features 'Credit_History', 'ApplicantIncome', 'CoapplicantIncome' and 'LoanAmount' in this order, without scaling; the target is 1 for Loan_Status 'Y' and 0 for 'N'.\n- Split into 75% training and 25% testing data with train_test_split and random_state=1.\n- Use LogisticRegression of sklearn with max_iter=5000 and otherwise default parameters.",
    '@accuracy[accuracy] @positive_rate[rate] where "accuracy" is the accuracy on the testing set and "rate" is the share of rows of the whole dataset with Loan_Status \'Y\', both numbers between 0 and 1, rounded to two decimal places.',
)
def _(df):
    target = (df["Loan_Status"] == "Y").astype(int)
    x = pd.DataFrame(
        {
            "Credit_History": df["Credit_History"].fillna(df["Credit_History"].mode()[0]),
            "ApplicantIncome": df["ApplicantIncome"],
            "CoapplicantIncome": df["CoapplicantIncome"],
            "LoanAmount": df["LoanAmount"].fillna(df["LoanAmount"].median()),
        }
    )
    a, b, c, d = train_test_split(x, target, test_size=0.25, random_state=1)
    model = LogisticRegression(max_iter=5000).fit(a, c)
    return {"accuracy": r2(accuracy_score(d, model.predict(b))), "positive_rate": r2(target.mean())}


# ride_log


@ask(
    "ride_log",
    "easy",
    "SS",
    "What is the average length of the rides in miles by category?",
    "Calculate the mean of 'MILES*' for the categories 'Business' and 'Personal' of the column 'CATEGORY*'.",
    "@mean_business[mean_business] @mean_personal[mean_personal] where the values are numbers rounded to two decimal places.",
)
def _(df):
    m = df.groupby("CATEGORY*")["MILES*"].mean()
    return {"mean_business": r2(m["Business"]), "mean_personal": r2(m["Personal"])}


@ask(
    "ride_log",
    "medium",
    "FE CA",
    "Create a new feature for the duration of each ride in minutes and calculate its correlation with the miles.",
    "The duration is 'END_DATE*' minus 'START_DATE*' in minutes; the format of both is month/day/year hour:minute. Calculate the Pearson correlation coefficient between the duration and 'MILES*'.",
    '@mean_duration[mean] @correlation[r_value] where "mean" is the mean duration in minutes, rounded to two decimal places, and "r_value" is a number between -1 and 1, rounded to two decimal places.',
)
def _(df):
    start, end = (pd.to_datetime(df[c], format="%m/%d/%Y %H:%M") for c in ["START_DATE*", "END_DATE*"])
    minutes = (end - start).dt.total_seconds() / 60
    return {"mean_duration": r2(minutes.mean()), "correlation": r2(minutes.corr(df["MILES*"]))}


@ask(
    "ride_log",
    "medium",
    "PP DA",
    'Fill the missing purposes of the rides with the text "Unknown". What are the three most frequent purposes then?',
    'Replace null values of \'PURPOSE*\' by "Unknown" and count the rows of each purpose. "Unknown" counts as a purpose.',
    '@top_three[purposes] @unknown_share[share] where "purposes" is a string with the three purposes separated by a comma and a space, the most frequent first, and "share" is the share of the rows with the purpose "Unknown", rounded to two decimal places.',
)
def _(df):
    n = df["PURPOSE*"].fillna("Unknown").value_counts(normalize=True)
    return {"top_three": ", ".join(n.index[:3]), "unknown_share": r2(n["Unknown"])}


# tips


@ask(
    "tips",
    "medium",
    "FE SS",
    'Create a new feature "tip_percentage" as the tip divided by the total bill times 100. On which day is the average tip percentage the highest?',
    "Calculate tip_percentage for each row first and then the mean for each value of 'day'.",
    '@best_day[day] @mean_tip_percentage[mean] where "day" is a string as in the dataset and "mean" is a number rounded to two decimal places.',
)
def _(df):
    m = (df["tip"] / df["total_bill"] * 100).groupby(df["day"], observed=True).mean()
    return {"best_day": m.idxmax(), "mean_tip_percentage": r2(m.max())}


@ask(
    "tips",
    "medium",
    "OD",
    'How many outliers are there in the "total_bill" column, and what is the mean of the column without them?',
    "Use the IQR method with a threshold of 1.5.",
    '@outlier_count[count] @mean_without_outliers[mean] where "count" is an integer and "mean" is a number rounded to two decimal places.',
)
def _(df):
    out = iqr_mask(df["total_bill"])
    return {"outlier_count": int(out.sum()), "mean_without_outliers": r2(df.loc[~out, "total_bill"].mean())}


# diabetes


@ask(
    "diabetes",
    "hard",
    "ML CA",
    "Can the disease progression (target) be predicted from the body mass index (bmi) and the blood pressure (bp)? Also report which of the two correlates more strongly with the target.",
    "Use a linear regression model with the features 'bmi' and 'bp'. Use 80% of the dataset for training and the rest for testing (train_test_split with random_state=42). Use the Mean Squared Error (MSE) on the testing set as the evaluation metric. Use the Pearson correlation on all rows for the comparison.",
    '@mean_squared_error[mse] @stronger_feature[feature] where "mse" is rounded to two decimal places and "feature" is a string, either "bmi" or "bp".',
)
def _(df):
    a, b, c, d = train_test_split(df[["bmi", "bp"]], df["target"], test_size=0.2, random_state=42)
    mse = mean_squared_error(d, LinearRegression().fit(a, c).predict(b))
    r = df[["bmi", "bp"]].corrwith(df["target"]).abs()
    return {"mean_squared_error": r2(mse), "stronger_feature": r.idxmax()}


# breast_cancer


@ask(
    "breast_cancer",
    "hard",
    "DA CA",
    'Is the "mean smoothness" normally distributed, and how is it correlated with the "mean compactness"?',
    " Calculate the Pearson correlation coefficient between 'mean smoothness' and 'mean compactness'.",
    '@statistic[statistic] @distribution[distribution] @correlation_coefficient[r_value] where "statistic" and "r_value" are numbers rounded to two decimal places and "distribution" is a string, either "Normal" or "Not Normal".',
)
def _(df):
    statistic, p = normal_ad(df["mean smoothness"].to_numpy())
    return {
        "statistic": r2(statistic),
        "distribution": "Not Normal" if p < 0.05 else "Normal",
        "correlation_coefficient": r2(pearson(df, "mean smoothness", "mean compactness")[0]),
    }
