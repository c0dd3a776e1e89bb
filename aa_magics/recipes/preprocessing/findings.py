"""What is wrong with a frame, found in one look at each column; nothing is changed."""

from aa_magics.recipes import recipe
from aa_magics.recipes.roles import Columns, Frame, Moments, Numbers, Table, Texts


@recipe(bindable=True)
def findings(
    df: Frame, called: str, texts: Texts = (), numbers: Numbers = (), dates: Moments = (), keys: Columns = ()
) -> Table:
    """What is broken in the data, with the line that mends it; nothing is changed.

    "Far from the rest" is beyond the outer fences, three interquartile ranges off the quartiles (Tukey 1977,
    Exploratory Data Analysis, section 2D).
    """
    import numpy as np
    import pandas as pd

    nothing = [
        *("", "-", "--", "?", ".", "n/a", "#n/a", "na", "nan", "none", "null", "nil", "tbd", "missing", "unknown"),
        *("k.a.", "k. a.", "keine angabe", "unbekannt", "fehlt", "inconnu"),
    ]
    codes = [-1, -9, -99, -999, -9999, 9, 77, 88, 98, 99, 888, 998, 999, 9999]

    # rows, and columns as a whole
    again = np.ones(len(df), dtype=bool)  # a row that stands twice does so in each column: most end the search soon
    for label in df:
        if again.any():
            np.logical_and(again, df[label].duplicated(keep=False), out=again)
    again[again] = df[again].duplicated()
    found = [("(rows)", "row that stands more than once", again.sum(), "", f"{called} = {called}.drop_duplicates()")]
    for name, missing in df.isna().sum().items():
        drop = f"{called} = {called}.drop(columns=[{name!r}])"
        found.append((name, "missing", missing, "", ""))
        if missing > 0.95 * len(df):
            found.append((name, "nearly empty", missing, "", drop))
        elif len(df) > 1 and df[name].head(1000).nunique() == 1 and df[name].nunique() == 1:
            found.append((name, "always the same", len(df), df[name].dropna().iloc[0], drop))
    for key in keys:
        repeated = df[key][df[key].duplicated() & ~again].dropna()
        rows = f"{called}[{called}[{key!r}].duplicated(keep=False)]  # to look at them"
        found.append((key, "one id for rows that differ", len(repeated), next(iter(repeated), ""), rows))

    # text: each of the 100,000 most frequent values is looked at once
    for text in texts:
        cell = f"{called}[{text!r}]"
        counts = df[text].value_counts().head(100_000)
        said = counts.index.to_series().astype(str)
        trimmed = said.str.strip()
        plain = trimmed.str.normalize("NFKC").str.replace(r"\s+", " ", regex=True).str.casefold()
        blank = plain.isin(nothing)
        number = plain.str.fullmatch(r"[^\w.,+-]*[+-]?[^\w.,]*\d[\d.,' ]*[^\w.,]*[a-z]{0,3}").astype(bool)
        date = plain.str.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}( \d.*)?").astype(bool)
        numeric = number[~blank].mean() > 0.5 and not plain.str.contains(r"^0\d").any()
        dated = date[~blank].mean() > 0.5
        comma = plain.str.contains(r",\d\d?\D*$").sum() > plain.str.contains(r"\.\d\d?\D*$").sum()
        digits = r'r"[^\d,-]", "", regex=True).str.replace(",", "."' if comma else r'r"[^\d.-]", "", regex=True'
        day_first = bool((plain.str.extract(r"^(\d\d?)[./-]")[0].astype(float) > 12).any())
        usual = ~plain.duplicated()
        variant = ~usual & ~trimmed.duplicated()
        known_as = trimmed[usual].set_axis(plain[usual])
        respelt = {other: known_as[same] for other, same in zip(trimmed[variant], plain[variant], strict=True)}
        types = counts.index.map(type).astype(str).to_series(said.index)
        missing_text = f"{cell}.replace({said[blank].to_list()}, None)"
        parsed_number = f"pd.to_numeric({cell}.str.replace({digits}), errors='coerce')"
        parsed_date = f"pd.to_datetime({cell}, dayfirst={day_first}, errors='coerce')"
        for trouble, has_it, mended in [
            ("stands for missing", blank, missing_text),
            ("number held as text", number & numeric, parsed_number),
            ("no number, as the others are", ~number & ~blank & numeric, parsed_number),
            ("date held as text", date & dated, parsed_date),
            ("no date, as the others are", ~date & ~blank & dated, parsed_date),
            ("space before or after", said != trimmed, f"{cell}.str.strip()"),
            ("another spelling of a value", variant, f"{cell}.replace({respelt})"),
            ("of another type than most", types != types.head(1).sum(), f"{cell}.astype(str)"),
        ]:
            count, example = counts[has_it.to_numpy()].sum(), next(iter(said[has_it]), "")
            found.append((text, trouble, count, example, f"{cell} = {mended}"))

    # numbers and dates
    for amount in numbers:
        column = f"{called}[{amount!r}]"
        values = df[amount].dropna().astype(float)
        low, high = values.quantile([0.25, 0.75])
        fence = 3 * (high - low) or float("inf")  # half of the values may be one
        far, below = values[~values.between(low - fence, high + fence)], values[values < 0]
        code = far[far.isin(codes)]
        negative = below[~below.isin(code) & (len(below) < 0.05 * len(values))]
        known = sorted(code.unique().tolist())
        rest = f"{called}[~{column}.between({low - fence:.6g}, {high + fence:.6g})]  # to look at them"
        for problem, wrong, line in [
            ("seems to stand for missing", code, f"{column} = {column}.mask({column}.isin({known}))"),
            ("below zero, where hardly any is", negative, f"{column} = {column}.mask({column} < 0)"),
            ("far from the rest", far[~far.isin(code) & ~far.isin(negative)], rest),
        ]:
            found.append((amount, problem, len(wrong), next(iter(wrong), ""), line))
    for moment in dates:
        moments = df[moment].dropna()
        future, zone = moments > pd.Timestamp.now(moments.dt.tz), moments.dt.tz and str(moments.dt.tz)
        look = f"{called}[{called}[{moment!r}] > pd.Timestamp.now({zone!r})]  # to look at them"
        found.append((moment, "in the future", future.sum(), next(iter(moments[future]), ""), look))

    table = pd.DataFrame(found, columns=["column", "problem", "rows", "example", "the line that mends it"])
    return table[table["rows"] > 0]
