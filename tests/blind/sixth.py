# ruff: noqa: E501
"""The sixth corpus of closed questions, written without sight of the engine or of the other corpora."""

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from tests.blind.asked import asking, r2
from tests.closed.question import Question, iqr_mask, kind_of_relation, pearson, z_mask

QUESTIONS: list[Question] = []
ask = asking("sixth", QUESTIONS)


def euros(texts: pd.Series) -> pd.Series:
    """Market values such as €12.5M and €800K, in millions of euros."""
    size = texts.str.extract(r"€([\d.]+)([MK])")
    return size[0].astype(float) * size[1].map({"M": 1.0, "K": 0.001})


def dollars(texts: pd.Series) -> pd.Series:
    return texts.str.replace(r"[$,]", "", regex=True).astype(float)


def stay(df: pd.DataFrame) -> pd.Series:
    return (pd.to_datetime(df["Discharge Date"]) - pd.to_datetime(df["Admission Date"])).dt.days


# weather


@ask(
    "weather",
    "easy",
    "SS",
    'Calculate the mean and standard deviation of the "Max Temp (°C)" column.',
    "Use the pandas built-in functions (sample standard deviation). Missing values are ignored. Round both results to two decimal places.",
    '@mean_max_temp[mean_value] @std_max_temp[std_value] where "mean_value" and "std_value" are floating-point numbers rounded to two decimal places.',
)
def _(df):
    return {"mean_max_temp": r2(df["Max Temp (°C)"].mean()), "std_max_temp": r2(df["Max Temp (°C)"].std())}


@ask(
    "weather",
    "easy",
    "DA",
    "2. Is the air pressure recorded by the stations normally distributed?",
    'Apply the Shapiro-Wilk test to the "Pressure (hPa)" column, over all the records. Take a significance level (alpha) of 0.05. If the p-value is below 0.05 the data is "not normal", otherwise it is "normal".',
    '@p_value[p_value]\n@normality[status]\nwhere "p_value" is a number between 0 and 1 rounded to four decimal places, and "status" is a string that is either "normal" or "not normal".',
)
def _(df):
    p = stats.shapiro(df["Pressure (hPa)"].dropna()).pvalue
    return {"p_value": r2(p, 4), "normality": "normal" if p >= 0.05 else "not normal"}


@ask(
    "weather",
    "easy",
    "PP",
    "How many records have no wind gust measurement, and what percentage of all the records is this?",
    'Count the null values of "Wind Gust (km/h)". The percentage is relative to the total number of rows in the file, rounded to two decimal places.',
    '@missing_count[count], @missing_percentage[percentage] where "count" is an integer and "percentage" is a number between 0 and 100 rounded to two decimal places.',
)
def _(df):
    gone = df["Wind Gust (km/h)"].isna()
    return {"missing_count": int(gone.sum()), "missing_percentage": r2(gone.mean() * 100)}


@ask(
    "weather",
    "medium",
    "OD",
    "Are there any outliers in the wind gusts? If so, how many are there, and what are the lowest and the highest of them?",
    'Use the IQR method on "Wind Gust (km/h)": a value is an outlier if it is below Q1 - 1.5*IQR or above Q3 + 1.5*IQR. Ignore missing values. Quartiles are computed with the default (linear) interpolation of pandas.',
    '@outlier_count[answer1]\n@outlier_low[answer2]\n@outlier_high[answer3]\nwhere "answer1" is an integer, "answer2" is the lowest and "answer3" the highest value among the outliers, both as integers.',
)
def _(df):
    gust = df["Wind Gust (km/h)"].dropna()
    out = gust[iqr_mask(gust)]
    return {"outlier_count": len(out), "outlier_low": int(out.min()), "outlier_high": int(out.max())}


@ask(
    "weather",
    "medium",
    "FE SS",
    'Create a new feature "Diurnal Range", which is the difference between the daily maximum and the daily minimum temperature. Which station has the largest average diurnal range, and how large is it?',
    "{\nDiurnal Range = Max Temp (°C) - Min Temp (°C).\nRows in which either temperature is missing are left out.\nAverage the feature for each Station Name with the arithmetic mean.\n}",
    '{\n@station[station_name]\n@mean_range[mean_range]\nwhere "station_name" is the name of the station as in the file (string),\nwhere "mean_range" is a number rounded to three decimal places.\n}',
)
def _(df):
    means = (df["Max Temp (°C)"] - df["Min Temp (°C)"]).groupby(df["Station Name"]).mean()
    return {"station": means.idxmax(), "mean_range": r2(means.max(), 3)}


@ask(
    "weather",
    "medium",
    "CA",
    "Question 3: Is there a relationship between the relative humidity and the maximum temperature? Is it linear or nonlinear?",
    '{\nCalculate the Pearson correlation coefficient (r) between "Rel. Humidity (%)" and "Max Temp (°C)", using only rows where both are present.\nUse a two-tailed test with alpha = 0.05.\nIf the p-value is less than 0.05 and the absolute value of r is at least 0.5, the relationship is linear.\nIf the p-value is less than 0.05 and the absolute value of r is less than 0.5, the relationship is nonlinear.\nIf the p-value is 0.05 or more, there is no significant relationship ("none").}',
    '{\n@correlation_coefficient[r_value]\n@p_value[p_value]\n@relationship_type[relationship_type]\nwhere "r_value" is a number between -1 and 1, rounded to three decimal places.\nwhere "p_value" is a number between 0 and 1, rounded to four decimal places.\nwhere "relationship_type" is "linear", "nonlinear", or "none".}',
)
def _(df):
    r, p = pearson(df, "Rel. Humidity (%)", "Max Temp (°C)")
    return {"correlation_coefficient": r2(r, 3), "p_value": r2(p, 4), "relationship_type": kind_of_relation(r, p)}


@ask(
    "weather",
    "hard",
    "PP SS",
    'Clean the "Precip (mm)" column, in which very small amounts were written as "trace", and then find out which station was the wettest. How much did it rain there in total, and on how many of its recorded days did at least 1 mm fall?',
    'Replace every "trace" with 0 and convert the column to numbers. Drop the rows in which "Precip (mm)" is missing. Sum the precipitation for each "Station ID"; the wettest station is the one with the largest sum. A wet day is a record of that station with 1.0 mm or more.',
    '@wettest_station[station_id]\n@total_precipitation[total]\n@wet_days[days]\n@trace_count[trace]\nwhere "station_id" is a Station ID, "total" is a number in mm rounded to one decimal place, "days" is an integer, and "trace" is the integer number of "trace" entries replaced in the whole dataset.',
)
def _(df):
    rain = pd.to_numeric(df["Precip (mm)"].replace("trace", "0"))
    total = rain.groupby(df["Station ID"]).sum()
    top = total.idxmax()
    return {
        "wettest_station": top,
        "total_precipitation": r2(total[top], 1),
        "wet_days": int((rain[df["Station ID"] == top] >= 1).sum()),
        "trace_count": int((df["Precip (mm)"] == "trace").sum()),
    }


@ask(
    "weather",
    "hard",
    "FE DA",
    "Derive the season from the Date column and check whether the wind gusts in winter differ from those in summer. Report the mean gust in each of the two seasons and the outcome of the test.",
    'Dates are written as DD/MM/YYYY. Winter is December, January and February; summer is June, July and August. Ignore the records without a gust. Compare the "Wind Gust (km/h)" of the two seasons with Welch\'s two-sample t-test (unequal variances, two-sided, winter as the first sample); the difference is significant if the p-value is below 0.05.',
    '@mean_winter[mean1]\n@mean_summer[mean2]\n@t_statistic[t]\n@significant[answer]\nwhere "mean1", "mean2" and "t" are floats rounded to two decimal places and "answer" is "yes" or "no".',
)
def _(df):
    month = pd.to_datetime(df["Date"], format="%d/%m/%Y").dt.month
    gust = df["Wind Gust (km/h)"]
    cold, warm = gust[month.isin([12, 1, 2])].dropna(), gust[month.isin([6, 7, 8])].dropna()
    test = stats.ttest_ind(cold, warm, equal_var=False)
    return {
        "mean_winter": r2(cold.mean()),
        "mean_summer": r2(warm.mean()),
        "t_statistic": r2(test.statistic),
        "significant": "yes" if test.pvalue < 0.05 else "no",
    }


# football


@ask(
    "football",
    "easy",
    "SS",
    "Who scored the most goals this season, for which squad does he play and how many goals is it?",
    'Goals are in the "Gls" column. Return the name as it is in the "Player" column. There is only one such player.',
    '@top_scorer[player], @squad[squad], @goals[goals] where "player" and "squad" are strings and "goals" is an integer.',
)
def _(df):
    best = df.loc[df["Gls"].idxmax()]
    assert (df["Gls"] == best["Gls"]).sum() == 1
    return {"top_scorer": best["Player"], "squad": best["Squad"], "goals": int(best["Gls"])}


@ask(
    "football",
    "easy",
    "CA",
    "Compute the correlation coefficient between the number of goals and the expected goals of the players.",
    'Calculate the Pearson correlation coefficient (r) between "Gls" and "xG" over all the players. Do not filter any rows.',
    '@correlation_coefficient[r_value]\nwhere "r_value" is a number between -1 and 1, rounded to two decimal places.',
)
def _(df):
    return {"correlation_coefficient": r2(pearson(df, "Gls", "xG")[0])}


@ask(
    "football",
    "easy",
    "DA",
    "Describe the shape of the distribution of the pass completion: what are its skewness and its kurtosis?",
    'Use the skew() and kurt() methods of pandas on the "Pass Cmp %" column (bias-corrected, excess kurtosis). Missing values are ignored.',
    '@skewness[skewness_value]\n@kurtosis[kurtosis_value]\nwhere "skewness_value" and "kurtosis_value" are floats rounded to three decimal places.',
)
def _(df):
    return {"skewness": r2(df["Pass Cmp %"].skew(), 3), "kurtosis": r2(df["Pass Cmp %"].kurt(), 3)}


@ask(
    "football",
    "medium",
    "PP SS",
    'The "Height" column is text such as "183 cm". Convert it to numbers, and compare the average height of goalkeepers, defenders, midfielders and forwards.',
    'Remove the unit and convert to a numeric type before calculating. Positions are in "Pos": GK for goalkeepers, DF for defenders, MF for midfielders, FW for forwards.',
    "@goalkeepers_height[mean_gk]\n@defenders_height[mean_df]\n@midfielders_height[mean_mf]\n@forwards_height[mean_fw]\nwhere every value is the mean height in cm, rounded to two decimal places.",
)
def _(df):
    mean = df["Height"].str.replace(" cm", "").astype(float).groupby(df["Pos"]).mean()
    return {
        "goalkeepers_height": r2(mean["GK"]),
        "defenders_height": r2(mean["DF"]),
        "midfielders_height": r2(mean["MF"]),
        "forwards_height": r2(mean["FW"]),
    }


@ask(
    "football",
    "medium",
    "FE CA",
    'Generate a feature called "GA90": the goals plus assists a player makes per 90 minutes. Then find the Spearman rank correlation between GA90 and the age of the players who have played at least 900 minutes.',
    'The "Min" column has thousands separators, which must be removed first. GA90 = (Gls + Ast) / Min * 90. Keep only rows with Min >= 900. Use Spearman\'s rho.',
    '@player_count[n]\n@spearman_rho[rho]\nwhere "n" is the integer number of players with at least 900 minutes, and "rho" is a number between -1 and 1 rounded to three decimal places.',
)
def _(df):
    minutes = df["Min"].str.replace(",", "").astype(float)
    kept = minutes >= 900
    rate = (df["Gls"] + df["Ast"]) / minutes * 90
    return {
        "player_count": int(kept.sum()),
        "spearman_rho": r2(stats.spearmanr(rate[kept], df["Age"][kept]).statistic, 3),
    }


@ask(
    "football",
    "hard",
    "PP OD SS",
    'Transform the "Market Value" column to a number in millions of euros, identify the outliers by their Z-score, and give the average market value before and after the outliers are removed.',
    'Values end in M (millions) or in K (thousands): "€12.5M" is 12.5 and "€800K" is 0.8. Drop the players without a market value. Z = (value - mean) / standard deviation, with the sample standard deviation (ddof=1); an outlier has a Z-score greater than 3 or less than -3. Remove the outliers only once (no repetition).',
    '@outlier_count[count] @mean_before[mean_before] @mean_after[mean_after] where "count" is an integer; "mean_before" and "mean_after" are in millions of euros and rounded to two decimal places.',
)
def _(df):
    value = euros(df["Market Value"].dropna())
    out = z_mask(value)
    return {"outlier_count": int(out.sum()), "mean_before": r2(value.mean()), "mean_after": r2(value[~out].mean())}


@ask(
    "football",
    "hard",
    "FE SS PP",
    "Group the players in age categories and work out how the market looks for each one. Which age category has the highest median market value?",
    '{\nCreate "AgeGroup" with the categories: "U21" (20 or younger), "21-24" (21 to 24), "25-28" (25 to 28), "29+" (29 or older).\nConvert "Market Value" into millions of euros ("M" = millions, "K" = thousands) and exclude players whose market value is missing.\nUse the median for each category.\n}',
    '{\n@median_u21[m1]\n@median_21_24[m2]\n@median_25_28[m3]\n@median_29_plus[m4]\n@top_group[group]\nwhere "m1" to "m4" are in millions of euros, rounded to two decimal places, and "group" is one of "U21", "21-24", "25-28", "29+".\n}',
)
def _(df):
    group = pd.cut(df["Age"], [0, 20, 24, 28, 99], labels=["U21", "21-24", "25-28", "29+"]).astype(str)
    mid = euros(df["Market Value"]).dropna().groupby(group).median()
    return {
        "median_u21": r2(mid["U21"]),
        "median_21_24": r2(mid["21-24"]),
        "median_25_28": r2(mid["25-28"]),
        "median_29_plus": r2(mid["29+"]),
        "top_group": mid.idxmax(),
    }


# loans


@ask(
    "loans",
    "easy",
    "SS",
    "What percentage of the loan applications was approved?",
    'An application is approved if "Loan_Status" is "Y". Divide by the number of all applications.',
    '@approval_rate[rate] where "rate" is a percentage between 0 and 100, rounded to two decimal places, without the % sign.',
)
def _(df):
    return {"approval_rate": r2((df["Loan_Status"] == "Y").mean() * 100)}


@ask(
    "loans",
    "easy",
    "SS",
    "Find the minimum, the median and the maximum of the requested loan amounts, together with the interquartile range.",
    'Use the "LoanAmount" column and exclude missing values. The interquartile range is Q3 - Q1 with the default quantile method of pandas.',
    "@min_amount[min]\n@median_amount[median]\n@max_amount[max]\n@iqr_amount[iqr]\nwhere all values are numbers rounded to two decimal places.",
)
def _(df):
    amount = df["LoanAmount"].dropna()
    return {
        "min_amount": r2(amount.min()),
        "median_amount": r2(amount.median()),
        "max_amount": r2(amount.max()),
        "iqr_amount": r2(amount.quantile(0.75) - amount.quantile(0.25)),
    }


@ask(
    "loans",
    "easy",
    "OD",
    "Identify the number of outliers in the applicant income column using the interquartile range.",
    "Outliers in ApplicantIncome are the values lower than Q1 - 1.5 * IQR or higher than Q3 + 1.5 * IQR. Do not remove or transform any data before.",
    '@num_outliers[num_outliers] where "num_outliers" is an integer.',
)
def _(df):
    return {"num_outliers": int(iqr_mask(df["ApplicantIncome"]).sum())}


@ask(
    "loans",
    "medium",
    "SS",
    "How does the approval rate change between urban, semiurban and rural properties?",
    "Group the applications by Property_Area. The approval rate of a group is the number of rows with Loan_Status equal to 'Y' divided by the number of rows of the group.",
    "@urban_rate[rate_urban], @semiurban_rate[rate_semiurban], @rural_rate[rate_rural] where each rate is a fraction between 0 and 1 rounded to three decimal places.",
)
def _(df):
    rate = (df["Loan_Status"] == "Y").groupby(df["Property_Area"]).mean()
    return {
        "urban_rate": r2(rate["Urban"], 3),
        "semiurban_rate": r2(rate["Semiurban"], 3),
        "rural_rate": r2(rate["Rural"], 3),
    }


@ask(
    "loans",
    "medium",
    "CA",
    "Is the outcome of a loan application associated with the education of the applicant?",
    'Build the contingency table of "Education" and "Loan_Status" and perform a chi-square test of independence with scipy.stats.chi2_contingency, without Yates\' continuity correction (correction=False). Take alpha = 0.05: if the p-value is less than 0.05 the two are "associated", else they are "independent".',
    '@chi_square[chi2]\n@p_value[p]\n@conclusion[conclusion]\nwhere "chi2" is rounded to two decimal places, "p" is a number between 0 and 1 rounded to four decimal places and "conclusion" is a string, "associated" or "independent".',
)
def _(df):
    chi, p, *_rest = stats.chi2_contingency(pd.crosstab(df["Education"], df["Loan_Status"]), correction=False)
    return {"chi_square": r2(chi), "p_value": r2(p, 4), "conclusion": "associated" if p < 0.05 else "independent"}


@ask(
    "loans",
    "medium",
    "FE CA",
    'Create a new column "TotalIncome" by adding the income of the applicant and the coapplicant, take its natural logarithm, and calculate the Pearson correlation coefficient between the logarithm and the loan amount.',
    "TotalIncome = ApplicantIncome + CoapplicantIncome. Use the natural logarithm of TotalIncome. Rows without a LoanAmount are not used for the correlation; do no other cleaning.",
    '@correlation[r_value]\nwhere "r_value" is a number between -1 and 1, rounded to three decimal places.',
)
def _(df):
    logs = np.log(df["ApplicantIncome"] + df["CoapplicantIncome"])
    return {"correlation": r2(logs.corr(df["LoanAmount"]), 3)}


@ask(
    "loans",
    "hard",
    "PP SS",
    "Perform data preprocessing on the loan data: fill the gaps in the loan amount with the median loan amount of the applicants with the same education, and fill the gaps in the Gender and Self_Employed columns with the most frequent value. After this, report the mean and standard deviation of the loan amount, and the number of men and of self-employed applicants.",
    '{\nMedians are computed on the non-missing "LoanAmount" values, separately for "Graduate" and "Not Graduate".\nThe mode is used for "Gender" and "Self_Employed".\nSample standard deviation (ddof=1).\nRound the mean and standard deviation to two decimal places.\n}',
    '{\n@mean_amount[mean]\n@std_amount[std]\n@male_count[males]\n@self_employed_count[self_employed]\nwhere "mean" and "std" are numbers with two decimal places, calculated after the imputation;\nwhere "males" is the integer number of rows with Gender "Male" and "self_employed" the integer number of rows with Self_Employed "Yes", both after the imputation.\n}',
)
def _(df):
    amount = df["LoanAmount"].fillna(df.groupby("Education")["LoanAmount"].transform("median"))
    sex, own = (df[c].fillna(df[c].mode()[0]) for c in ("Gender", "Self_Employed"))
    return {
        "mean_amount": r2(amount.mean()),
        "std_amount": r2(amount.std()),
        "male_count": int((sex == "Male").sum()),
        "self_employed_count": int((own == "Yes").sum()),
    }


@ask(
    "loans",
    "hard",
    "ML PP",
    "Can the approval of a loan be predicted? Train a logistic regression on the credit history, the credit score, the loan amount and the income of the applicant, and evaluate it by its accuracy on unseen data.",
    '{\nDrop every row with a missing value in any of "Credit_History", "Credit Score", "LoanAmount", "ApplicantIncome" or "Loan_Status".\nTarget: 1 if Loan_Status is "Y", else 0. Features in the order: Credit_History, Credit Score, LoanAmount, ApplicantIncome.\nSplit with train_test_split of sklearn: 80% training and 20% test, random_state=42, no stratification.\nStandardize the features with StandardScaler fitted on the training set.\nUse sklearn\'s LogisticRegression with its default parameters.\n}',
    '{\n@rows_used[rows]\n@accuracy[accuracy]\nwhere "rows" is the integer number of rows that are left after dropping and "accuracy" is the accuracy on the test set, between 0 and 1, rounded to three decimal places.\n}',
)
def _(df):
    columns = ["Credit_History", "Credit Score", "LoanAmount", "ApplicantIncome"]
    rows = df.dropna(subset=[*columns, "Loan_Status"])
    x_train, x_test, y_train, y_test = train_test_split(
        rows[columns], (rows["Loan_Status"] == "Y").astype(int), test_size=0.2, random_state=42
    )
    scaler = StandardScaler().fit(x_train)
    model = LogisticRegression().fit(scaler.transform(x_train), y_train)
    return {"rows_used": len(rows), "accuracy": r2(accuracy_score(y_test, model.predict(scaler.transform(x_test))), 3)}


@ask(
    "loans",
    "hard",
    "CA PP",
    "1. Is there a relationship between the credit score of an applicant and the interest rate? How does this relationship differ between self-employed applicants and the others?",
    '{\nThe "Interest Rate" column contains texts with a percent sign; convert it to a number first.\nCalculate the Pearson correlation coefficient (r) of "Credit Score" and the interest rate, separately for the applicants whose "Self_Employed" is "Yes" and for those with "No". Leave out rows where "Self_Employed" or "Credit Score" is missing.\nTwo-tailed test, alpha = 0.05.\nThe relationship is "linear" if the p-value is less than 0.05 and |r| >= 0.7, "nonlinear" if the p-value is less than 0.05 and |r| < 0.7, and "none" if the p-value is 0.05 or greater.\n}',
    '{\n@self_employed_correlation[r_value]\n@self_employed_relationship[relationship_type]\n@other_correlation[r_value]\n@other_relationship[relationship_type]\nwhere "r_value" is a number between -1 and 1, rounded to three decimal places.\nwhere "relationship_type" is a string: "linear", "nonlinear" or "none".\n}',
)
def _(df):
    rows = df.assign(rate=df["Interest Rate"].str.rstrip("%").astype(float))
    (r, p), (s, q) = (pearson(rows[rows["Self_Employed"] == own], "Credit Score", "rate") for own in ("Yes", "No"))
    return {
        "self_employed_correlation": r2(r, 3),
        "self_employed_relationship": kind_of_relation(r, p, 0.7),
        "other_correlation": r2(s, 3),
        "other_relationship": kind_of_relation(s, q, 0.7),
    }


# hospital


@ask(
    "hospital",
    "easy",
    "SS",
    "Which department treated the most patients, and how many encounters did it have?",
    'Count the rows per "Department".',
    '@department[name] @encounters[count] where "name" is a string and "count" an integer.',
)
def _(df):
    many = df["Department"].value_counts()
    return {"department": many.index[0], "encounters": int(many.iloc[0])}


@ask(
    "hospital",
    "easy",
    "PP",
    "Check the dataset for missing data. Which column has most missing values, and how many rows have no missing value at all?",
    "Treat null values as missing. Consider all the columns of the file.",
    '@column_name[column]\n@missing_values[missing]\n@complete_rows[complete]\nwhere "column" is the name of the column exactly as in the file, "missing" is an integer (its number of missing values), "complete" is the integer number of rows without any missing value.',
)
def _(df):
    gone = df.isna().sum()
    return {"column_name": gone.idxmax(), "missing_values": int(gone.max()), "complete_rows": len(df.dropna())}


@ask(
    "hospital",
    "easy",
    "CA",
    "Calculate the correlation between the age of the patients and their systolic blood pressure.",
    'Use the Pearson correlation coefficient between "Age (years)" and "Systolic BP (mmHg)". Rows with a missing value in either of the columns are excluded.',
    '@correlation_coefficient[r_value] where "r_value" is a number between -1 and 1 rounded to two decimal places.',
)
def _(df):
    return {"correlation_coefficient": r2(pearson(df, "Age (years)", "Systolic BP (mmHg)")[0])}


@ask(
    "hospital",
    "medium",
    "FE SS",
    'Add a column "Length of Stay" to the data, i.e. the number of days from admission to discharge. What is the average length of stay overall, and in which department do the patients stay the longest on average?',
    "Length of Stay = Discharge Date - Admission Date, in whole days. Use the arithmetic mean.",
    '@mean_stay[mean_all]\n@longest_department[department]\n@longest_department_mean[mean_department]\nwhere "mean_all" and "mean_department" are numbers of days rounded to two decimal places and "department" is a string.',
)
def _(df):
    by = stay(df).groupby(df["Department"]).mean()
    return {
        "mean_stay": r2(stay(df).mean()),
        "longest_department": by.idxmax(),
        "longest_department_mean": r2(by.max()),
    }


@ask(
    "hospital",
    "medium",
    "DA",
    "Do male and female patients have the same distribution of systolic blood pressure?",
    'Run a two-sample Kolmogorov-Smirnov test (two-sided, scipy.stats.ks_2samp with default settings) on the non-missing "Systolic BP (mmHg)" values of the patients with Sex "M" and "F". At a significance level of 0.05, the distributions are significantly different if the p-value is less than 0.05.',
    '@ks_statistic[statistic]\n@is_significantly_different[answer]\nwhere "statistic" is a number between 0 and 1 rounded to three decimal places, and "answer" is "True" if they are significantly different, otherwise "False".',
)
def _(df):
    m, f = (df.loc[df["Sex"] == s, "Systolic BP (mmHg)"].dropna() for s in "MF")
    test = stats.ks_2samp(m, f)
    return {"ks_statistic": r2(test.statistic, 3), "is_significantly_different": str(bool(test.pvalue < 0.05))}


@ask(
    "hospital",
    "medium",
    "DA",
    "Does the number of medications differ between patients who were readmitted within 30 days, after 30 days or not at all?",
    'Perform a one-way ANOVA (scipy.stats.f_oneway) on "num_medications" over the three categories of "readmitted" ("<30", ">30", "NO"). If the p-value is below 0.05, the means differ ("different"), otherwise they do not ("same").',
    '@f_statistic[f]\n@p_value[p]\n@result[result]\nwhere "f" is rounded to two decimal places, "p" to four decimal places, and "result" is "different" or "same".',
)
def _(df):
    test = stats.f_oneway(*(df.loc[df["readmitted"] == k, "num_medications"] for k in ("<30", ">30", "NO")))
    return {
        "f_statistic": r2(test.statistic),
        "p_value": r2(test.pvalue, 4),
        "result": "different" if test.pvalue < 0.05 else "same",
    }


@ask(
    "hospital",
    "hard",
    "FE OD SS",
    "Some patients stayed unusually long. Compute the length of stay from the two date columns, find the outliers with the Z-score method, and list the encounters. What are the mean and the standard deviation of the length of stay without these?",
    "{\nLength of stay is the number of days between Admission Date and Discharge Date.\nZ = (value - mean) / standard deviation, using the population standard deviation (ddof=0). A stay is an outlier if the absolute value of Z is greater than 3.\nThe standard deviation of the remaining stays is the sample standard deviation (ddof=1).\n}",
    '{\n@outlier_ids[id1, id2, ...]\n@mean_stay[mean]\n@std_stay[std]\nwhere "id1, id2, ..." are the "encounter_id" values of the outliers in ascending order, separated by commas.\nwhere "mean" and "std" are rounded to two decimal places.\n}',
)
def _(df):
    days = stay(df)
    out = ((days - days.mean()) / days.std(ddof=0)).abs() > 3
    return {
        "outlier_ids": ", ".join(str(v) for v in sorted(df.loc[out, "encounter_id"])),
        "mean_stay": r2(days[~out].mean()),
        "std_stay": r2(days[~out].std()),
    }


@ask(
    "hospital",
    "hard",
    "PP CA",
    "Examine whether the total charges go up with the number of lab procedures, and whether this is stronger for emergency or for elective admissions.",
    'Strip the dollar sign and the thousands separators of "Total Charges" and make it numeric. Calculate the Pearson correlation coefficient between "Total Charges" and "num_lab_procedures" for the rows whose admission_type is "Emergency", and separately for those whose admission_type is "Elective". "Stronger" means a larger absolute coefficient.',
    '@emergency_r[r1]\n@elective_r[r2]\n@stronger[type]\nwhere "r1" and "r2" are numbers between -1 and 1 rounded to three decimal places, "type" is a string, either "Emergency" or "Elective".',
)
def _(df):
    rows = df.assign(cost=dollars(df["Total Charges"]))
    r, s = (
        pearson(rows[rows["admission_type"] == k], "cost", "num_lab_procedures")[0] for k in ("Emergency", "Elective")
    )
    return {"emergency_r": r2(r, 3), "elective_r": r2(s, 3), "stronger": "Emergency" if abs(r) > abs(s) else "Elective"}


# films


@ask(
    "films",
    "easy",
    "SS",
    "Which movie received the most votes on IMDb, and what is its rating?",
    'Use the columns "IMDb Votes" and "IMDb Rating". Give the title exactly as written in "Movie Title".',
    '@movie_title[title]\n@imdb_rating[rating]\nwhere "title" is a string and "rating" is a number with one decimal place.',
)
def _(df):
    best = df.loc[df["IMDb Votes"].idxmax()]
    return {"movie_title": best["Movie Title"], "imdb_rating": r2(best["IMDb Rating"], 1)}


@ask(
    "films",
    "easy",
    "CA",
    "Do the critics agree with the audience? Determine the correlation coefficient between Metascore and IMDb Rating.",
    "Pearson's correlation coefficient, on the movies that have both scores. If the absolute value is 0.6 or more the correlation is strong, from 0.3 up to 0.6 it is moderate, and below 0.3 it is weak.",
    '@correlation_coefficient[r_value] @correlation_strength[strength] where "r_value" is rounded to three decimal places and "strength" is one of "strong", "moderate", "weak".',
)
def _(df):
    r, _p = pearson(df, "Metascore", "IMDb Rating")
    return {
        "correlation_coefficient": r2(r, 3),
        "correlation_strength": "strong" if abs(r) >= 0.6 else "moderate" if abs(r) >= 0.3 else "weak",
    }


@ask(
    "films",
    "medium",
    "PP DA",
    "The worldwide gross is stored as text. Convert it and examine its distribution. Does a logarithmic transformation make it more symmetrical?",
    'Remove "$" and "," from "Worldwide Gross". Calculate the skewness with pandas skew() of the gross itself and of its base-10 logarithm. The distribution is called symmetrical if the skewness is between -0.5 and 0.5.',
    '@skewness_original[skew1]\n@skewness_log[skew2]\n@log_symmetrical[answer]\nwhere "skew1" and "skew2" are rounded to two decimal places and "answer" is "yes" if the logarithm is symmetrical, otherwise "no".',
)
def _(df):
    gross = dollars(df["Worldwide Gross"])
    skew = np.log10(gross).skew()
    return {
        "skewness_original": r2(gross.skew()),
        "skewness_log": r2(skew),
        "log_symmetrical": "yes" if -0.5 <= skew <= 0.5 else "no",
    }


@ask(
    "films",
    "medium",
    "OD",
    "Identify the movies whose budget is an outlier according to the Z-score, and report their titles.",
    'Use the non-missing values of "Budget ($)". Z-score = (value - mean) / standard deviation, with the sample standard deviation as computed by pandas std(). A movie is an outlier if its Z-score is above 4.',
    '@outlier_count[count], @outlier_titles[title1, title2, ...]. "count" is an integer. "title1, title2, ..." are the titles in alphabetical order, separated by commas.',
)
def _(df):
    rows = df.dropna(subset=["Budget ($)"])
    titles = rows.loc[(rows["Budget ($)"] - rows["Budget ($)"].mean()) / rows["Budget ($)"].std() > 4, "Movie Title"]
    return {"outlier_count": len(titles), "outlier_titles": ", ".join(sorted(titles))}


@ask(
    "films",
    "hard",
    "FE SS PP",
    "2. Engineer a return-on-investment feature for the movies and find out which genre is the best investment. Exclude the movies for which the budget is unknown.",
    '{\nWorldwide Gross has to be cleaned of "$" and "," and converted to a number.\nROI = (Worldwide Gross - Budget ($)) / Budget ($).\nDrop rows with missing budget, do not impute.\nThe best genre is the one with the highest median ROI.\nA movie loses money if its ROI is negative.\n}',
    '{\n@movies_with_roi[n]\n@median_roi[median_all]\n@best_genre[genre]\n@best_genre_median_roi[median_genre]\n@losing_percentage[percentage]\nwhere "n" is an integer; "median_all" (all genres together) and "median_genre" are rounded to two decimal places; "genre" is a string; "percentage" is the share of the movies with ROI that lose money, from 0 to 100, rounded to one decimal place.\n}',
)
def _(df):
    rows = df.dropna(subset=["Budget ($)"])
    roi = (dollars(rows["Worldwide Gross"]) - rows["Budget ($)"]) / rows["Budget ($)"]
    mid = roi.groupby(rows["Genre"]).median()
    return {
        "movies_with_roi": len(rows),
        "median_roi": r2(roi.median()),
        "best_genre": mid.idxmax(),
        "best_genre_median_roi": r2(mid.max()),
        "losing_percentage": r2((roi < 0).mean() * 100, 1),
    }


@ask(
    "films",
    "hard",
    "ML PP",
    "Build a linear regression model which predicts the domestic gross of a movie from its budget, the number of opening theaters and the IMDb rating. How good is it on the test set?",
    'Clean "Domestic Gross" of its dollar signs and commas; express both the domestic gross and the budget in millions of dollars. Remove rows where any of the four columns is missing. Features in this order: Budget ($) in millions, Opening Theaters, IMDb Rating. Use sklearn\'s LinearRegression and train_test_split with test_size=0.25 and random_state=7.',
    '@train_rows[n_train]\n@r_squared[r2]\n@rmse[rmse]\nwhere "n_train" is the integer number of rows in the training set, "r2" is the coefficient of determination on the test set rounded to three decimal places and "rmse" is the root mean squared error on the test set in millions of dollars, rounded to two decimal places.',
)
def _(df):
    rows = df.assign(home=dollars(df["Domestic Gross"]) / 1e6, cost=df["Budget ($)"] / 1e6)
    rows = rows.dropna(subset=["home", "cost", "Opening Theaters", "IMDb Rating"])
    x_train, x_test, y_train, y_test = train_test_split(
        rows[["cost", "Opening Theaters", "IMDb Rating"]], rows["home"], test_size=0.25, random_state=7
    )
    guess = LinearRegression().fit(x_train, y_train).predict(x_test)
    return {
        "train_rows": len(x_train),
        "r_squared": r2(r2_score(y_test, guess), 3),
        "rmse": r2(mean_squared_error(y_test, guess) ** 0.5),
    }


# electricity


@ask(
    "electricity",
    "easy",
    "SS",
    "How much electricity did all the countries of the dataset together generate from coal in 2015, and which country generated the most of it?",
    'Use the rows where "Year" is 2015 and the column "Coal (TWh)".',
    '@total_coal_2015[total], @top_country[country] where "total" is in TWh and rounded to two decimal places, and "country" is a string.',
)
def _(df):
    rows = df[df["Year"] == 2015].set_index("Country")["Coal (TWh)"]
    return {"total_coal_2015": r2(rows.sum()), "top_country": rows.idxmax()}


@ask(
    "electricity",
    "easy",
    "DA",
    "Check whether the net imports follow a normal distribution.",
    "Use D'Agostino and Pearson's test (scipy.stats.normaltest) on the \"Net imports (TWh)\" column without its missing values. If the p-value is less than 0.05, the data is considered non-normal, otherwise normal.",
    '@normality_test_result[result]\nwhere "result" is a string that is either "Normal" or "Non-normal".',
)
def _(df):
    return {
        "normality_test_result": "Normal"
        if stats.normaltest(df["Net imports (TWh)"].dropna()).pvalue >= 0.05
        else "Non-normal"
    }


@ask(
    "electricity",
    "medium",
    "FE SS",
    "Which country generated the most electricity per inhabitant in 2021? Make a per-capita feature in MWh per person for this.",
    'The "Population" column has values such as "12.50 million"; take the number out of it. Generation per capita in MWh = Total Generation (TWh) / population in millions (1 TWh per million persons is 1 MWh per person). Only consider the year 2021.',
    '@top_country[country]\n@generation_per_capita[value]\n@mean_per_capita[mean]\nwhere "country" is a string, "value" is the generation per capita of this country and "mean" the unweighted mean over all the countries in 2021, both in MWh rounded to two decimal places.',
)
def _(df):
    rows = df[df["Year"] == 2021].set_index("Country")
    each = rows["Total Generation (TWh)"] / rows["Population"].str.replace(" million", "").astype(float)
    return {"top_country": each.idxmax(), "generation_per_capita": r2(each.max()), "mean_per_capita": r2(each.mean())}


@ask(
    "electricity",
    "medium",
    "CA",
    "Has Germany been moving away from coal over the years? Measure the monotonic association between the year and the coal generation in Germany.",
    'Filter the rows with Country equal to "Germany". Use Kendall\'s tau (scipy.stats.kendalltau, default settings) between "Year" and "Coal (TWh)". The trend is "decreasing" if the p-value is less than 0.05 and tau is negative, "increasing" if the p-value is less than 0.05 and tau is positive, and "no trend" otherwise.',
    '@kendall_tau[tau]\n@trend[trend]\nwhere "tau" is a number between -1 and 1 rounded to three decimal places and "trend" is "decreasing", "increasing" or "no trend".',
)
def _(df):
    rows = df[df["Country"] == "Germany"]
    tau, p = stats.kendalltau(rows["Year"], rows["Coal (TWh)"])
    return {"kendall_tau": r2(tau, 3), "trend": "no trend" if p >= 0.05 else "decreasing" if tau < 0 else "increasing"}


@ask(
    "electricity",
    "hard",
    "FE CA",
    "3. Create a feature for the share of low-carbon electricity and study how it is related to the carbon intensity. Is the relationship the same in Europe and in Asia?",
    '{\nLow-carbon share = (Hydro + Nuclear + Wind + Solar) / Total Generation, all in TWh, as a fraction.\nExclude rows where Hydro, Solar or the carbon intensity is missing.\nCalculate the Pearson correlation coefficient (r) and the two-tailed p-value between the low-carbon share and "Carbon intensity (gCO2/kWh)" for Region "Europe" and for Region "Asia".\nA relationship with a p-value less than 0.05 is "linear" if the absolute value of r is 0.5 or more and "nonlinear" if it is smaller; with a p-value of 0.05 or more it is "none".\n}',
    '{\n@europe_correlation[r_value]\n@europe_relationship[relationship_type]\n@asia_correlation[r_value]\n@asia_relationship[relationship_type]\nwhere "r_value" is a number between -1 and 1, rounded to two decimal places.\nwhere "relationship_type" is "linear", "nonlinear" or "none".\n}',
)
def _(df):
    clean = (
        df[["Hydro (TWh)", "Nuclear (TWh)", "Wind (TWh)", "Solar (TWh)"]].sum(axis=1, skipna=False)
        / df["Total Generation (TWh)"]
    )
    rows = df.assign(clean=clean)
    (r, p), (s, q) = (
        pearson(rows[rows["Region"] == land], "clean", "Carbon intensity (gCO2/kWh)") for land in ("Europe", "Asia")
    )
    return {
        "europe_correlation": r2(r),
        "europe_relationship": kind_of_relation(r, p),
        "asia_correlation": r2(s),
        "asia_relationship": kind_of_relation(s, q),
    }


@ask(
    "electricity",
    "hard",
    "PP DA",
    "Handle the missing values of the carbon intensity by imputing them with the median of the same country, then compare the distribution of the carbon intensity before and after the imputation.",
    'Use the median of the non-missing "Carbon intensity (gCO2/kWh)" values of each "Country". Calculate the mean, the sample standard deviation and the skewness (pandas skew()) of the whole column before the imputation (ignoring missing values) and after it.',
    '@imputed_count[n]\n@pre_mean[mean_before]\n@pre_sd[sd_before]\n@pre_skewness[skew_before]\n@post_mean[mean_after]\n@post_sd[sd_after]\n@post_skewness[skew_after]\nwhere "n" is the integer number of values that were imputed; means and standard deviations are rounded to two decimal places and the skewness to three decimal places.',
)
def _(df):
    old = df["Carbon intensity (gCO2/kWh)"]
    new = old.fillna(old.groupby(df["Country"]).transform("median"))
    return {
        "imputed_count": int(old.isna().sum()),
        "pre_mean": r2(old.mean()),
        "pre_sd": r2(old.std()),
        "pre_skewness": r2(old.skew(), 3),
        "post_mean": r2(new.mean()),
        "post_sd": r2(new.std()),
        "post_skewness": r2(new.skew(), 3),
    }


# flights


@ask(
    "flights",
    "easy",
    "DA",
    "What is the most frequent cause of delay and what share of the delays with a known cause does it have?",
    'Count the values of "DELAY_CAUSE" and disregard the empty cells, both for the counts and for the share.',
    '@top_cause[cause]\n@top_cause_share[share]\nwhere "cause" is a string from the column and "share" is a percentage from 0 to 100 rounded to two decimal places.',
)
def _(df):
    share = df["DELAY_CAUSE"].value_counts(normalize=True)
    return {"top_cause": share.index[0], "top_cause_share": r2(share.iloc[0] * 100)}


@ask(
    "flights",
    "medium",
    "FE DA",
    "Categorize the flights by their arrival delay into 'early', 'on time', 'late' and 'very late', and count how many flights fall in each of the categories.",
    'Only flights with an arrival delay are categorized. Based on "ARR_DELAY (min)": early: less than 0; on time: from 0 to 14; late: from 15 to 59; very late: 60 or more.',
    "@early[n1] @on_time[n2] @late[n3] @very_late[n4] where n1, n2, n3, n4 are integers.",
)
def _(df):
    late = df["ARR_DELAY (min)"].dropna()
    return {
        "early": int((late < 0).sum()),
        "on_time": int(late.between(0, 14).sum()),
        "late": int(late.between(15, 59).sum()),
        "very_late": int((late >= 60).sum()),
    }


@ask(
    "flights",
    "medium",
    "OD",
    "How many outliers are there in the taxi-out times, and how does removing them change the mean?",
    'Use the IQR rule with a factor of 1.5 on the non-null values of "TAXI_OUT" (below Q1 - 1.5*IQR or above Q3 + 1.5*IQR).',
    '@outlier_count[count]\n@mean_before[mean1]\n@mean_after[mean2]\nwhere "count" is an integer, "mean1" is the mean with and "mean2" the mean without the outliers, in minutes, both rounded to two decimal places.',
)
def _(df):
    taxi = df["TAXI_OUT"].dropna()
    out = iqr_mask(taxi)
    return {"outlier_count": int(out.sum()), "mean_before": r2(taxi.mean()), "mean_after": r2(taxi[~out].mean())}


@ask(
    "flights",
    "hard",
    "FE DA",
    "Does it matter at which time of the day one flies? Split the scheduled departures in three periods, give the median departure delay of each period and test whether the delays differ.",
    '{\nTake the hour of "CRS_DEP_TIME" (HH:MM). Periods: "morning" is before 12:00, "afternoon" is from 12:00 up to and including 17:59, "evening" is 18:00 and later.\nIgnore flights whose "DEP_DELAY (min)" is missing.\nUse the Kruskal-Wallis test (scipy.stats.kruskal) on the three groups with alpha = 0.05.\n}',
    '{\n@morning_median[m1]\n@afternoon_median[m2]\n@evening_median[m3]\n@h_statistic[h]\n@significant[answer]\nwhere "m1", "m2", "m3" are in minutes, rounded to one decimal place,\nwhere "h" is rounded to two decimal places,\nwhere "answer" is "yes" if the p-value is less than 0.05 and "no" otherwise.\n}',
)
def _(df):
    hour = df["CRS_DEP_TIME"].str[:2].astype(int)
    late = df["DEP_DELAY (min)"]
    parts = [late[m].dropna() for m in (hour < 12, hour.between(12, 17), hour >= 18)]
    test = stats.kruskal(*parts)
    return {
        "morning_median": r2(parts[0].median(), 1),
        "afternoon_median": r2(parts[1].median(), 1),
        "evening_median": r2(parts[2].median(), 1),
        "h_statistic": r2(test.statistic),
        "significant": "yes" if test.pvalue < 0.05 else "no",
    }


@ask(
    "flights",
    "hard",
    "FE CA OD",
    "Compute the average speed of each flight in miles per hour, throw away the implausible speeds, and tell whether longer flights are flown faster.",
    'Speed = DISTANCE (miles) / (AIR_TIME / 60). Flights without AIR_TIME are excluded. A speed is implausible if it is an outlier by the IQR method (below Q1 - 1.5*IQR or above Q3 + 1.5*IQR of all the speeds). After removing these, calculate the Pearson correlation coefficient between the speed and "DISTANCE (miles)".',
    '@removed_flights[removed]\n@mean_speed[mean]\n@correlation_coefficient[r_value]\nwhere "removed" is an integer, "mean" is the mean of the remaining speeds in mph rounded to one decimal place, and "r_value" is between -1 and 1 rounded to two decimal places.',
)
def _(df):
    rows = df.assign(speed=df["DISTANCE (miles)"] / (df["AIR_TIME"] / 60)).dropna(subset=["speed"])
    out = iqr_mask(rows["speed"])
    return {
        "removed_flights": int(out.sum()),
        "mean_speed": r2(rows["speed"][~out].mean(), 1),
        "correlation_coefficient": r2(pearson(rows[~out], "speed", "DISTANCE (miles)")[0]),
    }


@ask(
    "flights",
    "hard",
    "CA SS",
    "Find the carrier with the highest mean arrival delay and the carrier with the lowest one. For each of these two, is the arrival delay correlated with the departure delay?",
    'Use OP_CARRIER, "ARR_DELAY (min)" and "DEP_DELAY (min)"; cancelled flights have no delays and are left out of the means and of the correlations. Pearson\'s correlation coefficient, computed on the flights of the one carrier only.',
    '@worst_carrier[carrier1]\n@worst_mean_delay[mean1]\n@worst_correlation[r1]\n@best_carrier[carrier2]\n@best_mean_delay[mean2]\n@best_correlation[r2]\nwhere "carrier1" (the highest mean) and "carrier2" (the lowest mean) are carrier codes, "mean1" and "mean2" are minutes rounded to two decimal places, and "r1" and "r2" are rounded to three decimal places.',
)
def _(df):
    mean = df.groupby("OP_CARRIER")["ARR_DELAY (min)"].mean()
    worst, best = mean.idxmax(), mean.idxmin()
    r, s = (pearson(df[df["OP_CARRIER"] == c], "ARR_DELAY (min)", "DEP_DELAY (min)")[0] for c in (worst, best))
    return {
        "worst_carrier": worst,
        "worst_mean_delay": r2(mean[worst]),
        "worst_correlation": r2(r, 3),
        "best_carrier": best,
        "best_mean_delay": r2(mean[best]),
        "best_correlation": r2(s, 3),
    }
