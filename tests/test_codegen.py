"""A recipe's body becomes a cell, and the steps' cells become a run's: what is replaced, shared, hoisted, renamed."""

import pytest

from aa_magics.codegen.assemble import assemble_cells, join_cells, markdown_text, source_hash
from aa_magics.codegen.conditions import condition_source
from aa_magics.codegen.literals import formatted_text, literal
from aa_magics.codegen.plain import plain_frame
from aa_magics.codegen.render import cell_source, title
from aa_magics.codegen.substitute import Replacement, substitute
from aa_magics.model import Cell, Code, Condition, Formula, FrameChoice, Names, Plan, Step, Test
from aa_magics.recipes import catalogue


def plan_of(*steps: Step) -> Plan:
    return Plan(frames=(FrameChoice(name="df", rows=1, columns=1, why="given"),), steps=steps)


def step(number: int, uses: str = "df", creates: str = "") -> Step:
    made = (creates,) if creates else ()
    return Step(id=str(number), agent="data_viz_agent", task=f"Task {number}", uses=(uses,), creates=made)


def assembled(steps: list[Step], sources: list[str], names: Names | None = None) -> list[str]:
    written = {s.id: [Cell(cell_type="code", source=source)] for s, source in zip(steps, sources, strict=True)}
    return [cell.source for cell in assemble_cells(plan_of(*steps), written, names or Names())]


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("price", '"price"'),
        ('say "hi"', "'say \"hi\"'"),
        ("it's", '"it\'s"'),
        ("both ' and \"", "'both \\' and \"'"),
        ("line\nbreak", '"line\\nbreak"'),
        (("a", 1), '("a", 1)'),
        (("a",), '("a",)'),
        (True, "True"),
        (float("inf"), 'float("inf")'),
        (Code(code='pd.Timestamp("2024-01-01")'), 'pd.Timestamp("2024-01-01")'),
    ],
)
def test_literal_is_what_a_person_would_type(value: object, source: str) -> None:
    assert literal(value) == source  # type: ignore[arg-type]


def test_tests_are_joined_with_parentheses_only_where_they_are_needed() -> None:
    tests = (
        Test(column="Sex", comparison="==", value="female"),
        Test(column="Age", comparison="between", value=(20, 30)),
        Test(column="Date", comparison="==", value=2015, part="year"),
        Test(column="Cabin", comparison="missing"),
    )
    assert condition_source(Condition(tests=tests[:1]), "df") == 'df["Sex"] == "female"'
    assert condition_source(Condition(tests=tests), "df") == (
        '(df["Sex"] == "female") & df["Age"].between(20, 30) & (df["Date"].dt.year == 2015) & df["Cabin"].isna()'
    )


def test_a_row_is_compared_with_its_other_columns_and_with_what_is_usual() -> None:
    silver = Formula(operation="column", operands=("silver",))
    tests = (
        Test(column="gold", comparison=">", against=silver),
        Test(column="silver", comparison="<=", against=Formula(operation="quantile", operands=(silver, 0.9))),
    )
    assert condition_source(Condition(tests=tests), "df") == (
        '(df["gold"] > df["silver"]) & (df["silver"] <= df["silver"].quantile(0.9))'
    )


def test_names_are_replaced_and_all_else_is_kept() -> None:
    source = "# ärger  with x\ny = f(x, key=x)[x]   # x stays here"
    assert substitute(source, {"x": Replacement('"ü"')}) == '# ärger  with x\ny = f("ü", key="ü")["ü"]   # x stays here'


def test_negative_number_is_put_in_parentheses_where_it_binds_tighter() -> None:
    assert substitute("n**2 + f(n)", {"n": Replacement("-3")}) == "(-3)**2 + f(-3)"


def test_argument_that_is_none_is_left_out() -> None:
    gone = {"c": Replacement("None"), "d": Replacement("None")}
    assert substitute("f(a, color=c, facet=d, n=1)", gone) == "f(a, n=1)"
    assert substitute("f(color=c, n=1)", gone) == "f(n=1)"
    assert substitute("f(color=c)", gone) == "f()"


def test_named_column_becomes_a_keyword_where_it_can() -> None:
    source = "df.assign(**{c: f(df[c])}, n=1)"
    assert substitute(source, {"c": Replacement('"price"', "price")}) == 'df.assign(price=f(df["price"]), n=1)'
    for text in ("unit price", "class", "self", "Gro\u0308ße"):
        kept = f'df.assign(**{{"{text}": f(df["{text}"])}}, n=1)'
        assert substitute(source, {"c": Replacement(f'"{text}"', text)}) == kept


def test_format_string_takes_values_into_its_text() -> None:
    given = {"name": Replacement('"50 %{x}"', "50 %{x}"), "m": Replacement("m_2")}
    assert substitute('f"mean of {name}"', given) == '"mean of 50 %{x}"'
    assert substitute('f"{name}: {m:.2f}"', given) == 'f"50 %{{x}}: {m_2:.2f}"'


def test_import_of_a_taken_name_gains_an_alias() -> None:
    renamed = substitute("import numpy as np\nfrom scipy import stats\nnp.abs(stats)", {
        "np": Replacement("np_2"), "stats": Replacement("stats_2")
    })  # fmt: skip
    assert renamed == "import numpy as np_2\nfrom scipy import stats as stats_2\nnp_2.abs(stats_2)"


def test_one_step_is_one_code_cell_with_its_task_on_top() -> None:
    assert assembled([step(1)], ["df.head()"]) == ["# Task 1\ndf.head()"]


def test_steps_that_only_the_next_one_uses_share_its_cell() -> None:
    cells = assembled([step(1, creates="kept"), step(2, uses="kept")], ["kept = df[m]", "kept.mean()"])
    assert cells == ["# Task 1\nkept = df[m]\n\n# Task 2\nkept.mean()"]


def test_value_that_two_steps_use_is_shown_in_a_cell_of_its_own() -> None:
    steps = [step(1, creates="kept"), step(2, uses="kept"), step(3, uses="kept")]
    cells = assembled(steps, ["kept = df[m]", "kept.mean()", "kept.max()"])
    assert cells == [
        "**Task 1**", "kept = df[m]\nkept", "**Task 2**", "kept.mean()", "**Task 3**", "kept.max()"
    ]  # fmt: skip


def test_imports_stand_once_per_run_and_not_again_where_the_notebook_has_them() -> None:
    sources = [
        "import pandas as pd\nimport plotly.express as px\n\npx.bar(df)",
        "import pandas as pd\n\npd.concat([df])",
    ]
    names = Names(taken=frozenset({"pd"}), imports={"pd": "pandas"})
    code = assembled([step(1), step(2)], sources, names)[1::2]
    assert code == ["import plotly.express as px\n\npx.bar(df)", "pd.concat([df])"]


def test_import_whose_alias_the_notebook_uses_for_something_else_is_renamed() -> None:
    code = assembled([step(1)], ["import plotly.express as px\n\npx.bar(df)"], Names(taken=frozenset({"px"})))
    assert code == ["import plotly.express as px_2\n\n# Task 1\npx_2.bar(df)"]


def test_name_taken_in_the_notebook_or_by_an_earlier_cell_is_suffixed() -> None:
    sources = ["fig = f(df)\nfig", "fig = g(df)\nfig"]
    code = assembled([step(1), step(2)], sources, Names(taken=frozenset({"fig"})))[1::2]
    assert code == ["fig_2 = f(df)\nfig_2", "fig_3 = g(df)\nfig_3"]


def test_comprehension_variables_are_left_alone() -> None:
    assert assembled([step(1)], ["[c for c in df]"], Names(taken=frozenset({"c"}))) == ["# Task 1\n[c for c in df]"]


def test_joined_cells_display_every_value() -> None:
    cells = (
        Cell(cell_type="markdown", source="**Task 1**"),
        Cell(cell_type="code", source="x = 1\nf(\n    x\n)"),
        Cell(cell_type="code", source="g(x)"),
    )
    assert join_cells(cells) == "# %% [markdown]\n# **Task 1**\n\n# %%\nx = 1\ndisplay(f(\n    x\n))\n\n# %%\ng(x)"


def test_hostile_text_shows_as_it_is_in_markdown() -> None:
    shown = markdown_text('![x](https://evil.example/?q=1) <img src="x"> `a` *b*')
    assert "![" not in shown
    assert "<" not in shown
    assert "://" not in shown
    assert "\\`a\\`" in shown


def test_hash_tells_whether_a_cell_was_edited() -> None:
    assert source_hash("a = 1") == "2aab5485"
    assert source_hash("a = 1") != source_hash("a = 2")


def test_format_string_shows_what_python_would() -> None:
    assert formatted_text(("money", 2024)) == "('money', 2024)"
    assert formatted_text(1.5) == "1.5"
    assert formatted_text(("a", Code(code="pd.NaT"))) is None
    month = {"value": Replacement('pd.Timestamp("2024-01")', formatted_text(Code(code='pd.Timestamp("2024-01")')))}
    assert substitute('f"mean of {value}"', month) == "f\"mean of {pd.Timestamp('2024-01')}\""


def test_key_that_a_format_string_makes_becomes_a_keyword() -> None:
    source = 'df.assign(**{f"{c}_log": f(df[c])}, n=1)'
    assert substitute(source, {"c": Replacement('"a"', "a")}) == 'df.assign(a_log=f(df["a"]), n=1)'
    assert substitute(source, {"c": Replacement('"a b"', "a b")}) == 'df.assign(**{"a b_log": f(df["a b"])}, n=1)'


def test_chart_of_hostile_labels_is_drawn_under_plain_names() -> None:
    params = {"df": "df", "x": "<b>a</b>", "y": ("money", 2024)}
    plain, *drawn = cell_source(catalogue()["scatter_chart"], params).splitlines()[1:]
    assert plain == 'plain = df[["<b>a</b>", ("money", 2024)]].set_axis(["&lt;b>a&lt;/b>", "money 2024"], axis=1)'
    assert drawn[-1] == 'px.scatter(points, x="&lt;b>a&lt;/b>", y="money 2024")'


def test_chart_of_plain_labels_is_drawn_from_the_frame_itself() -> None:
    assert plain_frame(catalogue()["scatter_chart"], {"df": "df", "x": "a < b", "y": 1}) is not None
    assert plain_frame(catalogue()["scatter_chart"], {"df": "df", "x": "a > b", "y": 1}) is None


def test_column_beside_labels_of_several_levels_is_added_to_labels_of_one() -> None:
    source = cell_source(catalogue()["square"], {"df": "plain", "value": ("a", 1)}, creates="made")
    flat, made = source.splitlines()[1:]
    assert flat == "plain_2 = plain.set_axis(plain.columns.to_flat_index(), axis=1)"
    assert made.startswith('made = plain_2.assign(**{"(\'a\', 1)_squared": plain_2[("a", 1)]')


def test_title_speaks_of_periods_and_aggregates_in_words() -> None:
    params = {"df": "df", "value": "std", "time": "day", "period": "QS", "how": "nunique"}
    told = title(catalogue()["period_chart"], params)
    assert told == "Line: number of distinct values of std for each quarter of day"


def test_a_step_that_shows_a_value_ends_its_cell() -> None:
    steps = [step(1, creates="kept"), step(2, uses="kept")]
    sources = assembled(steps, ["kept = df.dropna()\nkept.head()", "kept.describe()"])
    assert sources[1::2] == ["kept = df.dropna()\nkept.head()", "kept.describe()"]


def test_what_is_only_printed_is_no_value_to_show() -> None:
    assert assembled([step(1, creates="kept")], ["kept = df.dropna()\nprint(len(kept))"]) == [
        "# Task 1\nkept = df.dropna()\nprint(len(kept))\nkept"
    ]
