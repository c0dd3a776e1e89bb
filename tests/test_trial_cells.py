"""What a tried cell is reported to have done, and what is left of one that failed. In this process, with no wall."""

import json
import sys
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from aa_magics.frames import profile_frames
from aa_magics.model import Trial
from aa_magics.trial.cells import Cells
from aa_magics.trial.serve import on_the_wire

Try = Callable[..., Trial]


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame({"price": [1.0, 2.0, 4.0], "region": ["a", "b", "a"]})


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch, frame: pd.DataFrame) -> Cells:
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    cells = Cells(characters=10_000)
    cells.give({"df": frame})
    return cells


@pytest.fixture
def attempt(cells: Cells) -> Try:
    return lambda source, *protected: cells.try_cell(source, frozenset(protected))


def made(trial: Trial) -> dict[str, tuple[str, Any]]:
    return {variable.name: (variable.type, variable.shape) for variable in trial.variables}


def test_an_error_is_one_line_with_the_line_in_the_cell(attempt: Try) -> None:
    trial = attempt("x = 1\ny = df['prize']\nz = 2")
    assert (trial.ok, trial.error, trial.line, trial.refused) == (False, "KeyError: 'prize'", 2, False)


def test_an_error_in_a_function_of_the_cell_has_the_innermost_line(attempt: Try) -> None:
    assert attempt("def half(n):\n    return n / 0\n\nhalf(1)").line == 2


def test_an_error_in_a_function_of_an_earlier_cell_has_the_line_of_the_call(attempt: Try) -> None:
    attempt("def half(n):\n\n\n    return n / 0")
    assert attempt("a = 1\nhalf(a)").line == 2


def test_what_is_no_python_has_its_line(attempt: Try) -> None:
    trial = attempt("x = 1\ny = = 2")
    assert trial.error is not None
    assert "SyntaxError" in trial.error or "syntax" in trial.error
    assert trial.line == 2


def test_an_exit_is_a_failed_trial(attempt: Try) -> None:
    assert attempt("raise SystemExit('bye')").error == "SystemExit: bye"


def test_an_error_that_cannot_say_itself_is_named(attempt: Try) -> None:
    source = "class Odd(Exception):\n    def __str__(self):\n        return 1 / 0\n\nraise Odd()"
    assert attempt(source).error == "Odd"


def test_a_long_error_is_cut(attempt: Try) -> None:
    assert len(str(attempt("raise ValueError('x\\n' * 5000)").error)) == 500


def test_a_failed_cell_leaves_no_name(attempt: Try) -> None:
    attempt("kept = 1")
    attempt("kept = 2\nnew = 3\n1 / 0")
    assert attempt("kept").shown == "int"
    assert attempt("assert kept == 1").ok
    assert attempt("new").error == "NameError: name 'new' is not defined"


def test_a_failed_cell_leaves_frames_arrays_and_containers_as_they_were(attempt: Try) -> None:
    attempt("import numpy as np\nlist_, dict_, array, series = [1], {'a': 1}, np.ones(2), df['price'].copy()")
    trial = attempt(
        "df.loc[0, 'price'] = 99\ndf['new'] = 1\nlist_.append(2)\ndict_['b'] = 2\narray[0] = 5\nseries[0] = 7\n1 / 0"
    )
    assert trial.error == "ZeroDivisionError: division by zero"
    assert attempt("assert df.price.tolist() == [1.0, 2.0, 4.0] and list(df) == ['price', 'region']").ok
    assert attempt("assert (list_, dict_, array.tolist(), series[0]) == ([1], {'a': 1}, [1.0, 1.0], 1.0)").ok


def test_two_names_of_a_frame_stay_so_after_a_failure(attempt: Try) -> None:
    attempt("same = df")
    attempt("1 / 0")
    assert attempt("assert same is df").ok


def test_a_name_deleted_by_a_failed_cell_is_there_again(attempt: Try) -> None:
    attempt("del df\n1 / 0")
    assert attempt("df").ok


def test_new_variables_are_told_with_type_and_shape(attempt: Try) -> None:
    trial = attempt("import numpy as np\nn = 2.5\narray = np.ones((2, 3))\nclean = df.dropna()\n_own = 1")
    assert made(trial) == {"n": ("float", None), "array": ("ndarray", (2, 3)), "clean": ("DataFrame", (3, 2))}


def test_imported_names_are_no_variables(attempt: Try) -> None:
    assert made(attempt("import json\nfrom math import pi as tau\nfrom collections import Counter")) == {}


def test_a_new_frame_is_profiled(attempt: Try, frame: pd.DataFrame) -> None:
    [variable] = attempt("twice = df.assign(double=df.price * 2)").variables
    assert variable.profile == profile_frames({"twice": frame.assign(double=frame.price * 2)})[0]


def test_an_earlier_frame_changed_in_place_is_told_anew(attempt: Try) -> None:
    attempt("clean = df.copy()")
    trial = attempt("clean['double'] = clean.price * 2")
    assert made(trial) == {"clean": ("DataFrame", (3, 3))}
    assert trial.changed == ()


@pytest.mark.parametrize(
    "source",
    [
        "df['new'] = 1",
        "df.loc[1, 'price'] = 0",
        "df.sort_values('price', ascending=False, inplace=True)",
        "df.index = df.index[::-1]",
        "df.columns = ['cost', 'region']",
        "df = df.head(1)",
        "del df",
        "df.drop(columns='region', inplace=True)",
    ],
)
def test_a_frame_that_is_changed_or_bound_anew_is_named(attempt: Try, source: str) -> None:
    assert attempt(source).changed == ("df",)


@pytest.mark.parametrize(
    "source", ["df", "df.copy()['new'] = 1", "df2 = df.assign(new=1)", "df.sum(numeric_only=True)"]
)
def test_a_frame_that_is_left_alone_is_not_named(attempt: Try, source: str) -> None:
    assert attempt(source).changed == ()


def test_a_change_inside_of_an_object_is_seen(cells: Cells) -> None:
    cells.give({"lists": pd.DataFrame({"tags": [["a"], ["b"]]})})
    assert cells.try_cell("lists.tags[0].append('c')", frozenset()).changed == ("lists",)


def test_undoing_takes_back_a_cell_that_worked(cells: Cells, attempt: Try) -> None:
    attempt("kept = 1")
    attempt("df['new'] = 1\nmore = 2")
    cells.undo()
    assert attempt("assert list(df) == ['price', 'region'] and kept == 1").ok
    assert attempt("more").error == "NameError: name 'more' is not defined"
    assert attempt("df['new'] = 1").changed == ("df",)


def test_undoing_takes_back_nothing_twice(cells: Cells, attempt: Try) -> None:
    attempt("kept = 1")
    attempt("more = 2")
    cells.undo()
    cells.undo()
    assert attempt("kept").ok


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("df", "DataFrame 3 × 2"),
        ("df.price", "Series 3"),
        ("df.price.mean().item()", "float"),
        ("import plotly.express as px\npx.bar(df, x='region', y='price')", "Figure"),
        ("display(df)\ndf.price.sum().item()", "DataFrame 3 × 2, float"),
        ("df;", None),
        ("x = df", None),
        ("None", None),
    ],
)
def test_what_a_cell_shows_is_told(attempt: Try, source: str, shown: str | None) -> None:
    assert attempt(source).shown == shown


def test_a_figure_that_cannot_be_drawn_fails_on_its_line(attempt: Try) -> None:
    trial = attempt("import plotly.graph_objects as go\nfig = go.Figure(layout={'meta': {'odd': object()}})\n\nfig")
    assert (trial.ok, trial.line) == (False, 4)
    assert "JSON" in str(trial.error)


def test_a_value_whose_html_fails_fails_the_cell(attempt: Try) -> None:
    assert attempt("class Odd:\n    def _repr_html_(self):\n        return 1 / 0\n\nOdd()").line == 3


def test_values_shown_in_a_loop_are_told_up_to_a_bound(attempt: Try) -> None:
    assert str(attempt("for i in range(1000):\n    display(i)").shown).count("int") == 50


def test_very_wide_frames_are_told_without_a_profile(attempt: Try) -> None:
    [variable] = attempt("import numpy as np, pandas as pd\nwide = pd.DataFrame(np.ones((2, 6_000)))").variables
    assert (variable.shape, variable.profile) == ((2, 6_000), None)


def test_printed_text_is_told_and_cut(attempt: Try) -> None:
    assert attempt("print('hello')").printed == "hello\n"
    assert len(attempt("print('x' * 9000)").printed) == 4000


def test_endless_text_ends_the_cell(attempt: Try) -> None:
    trial = attempt("while True:\n    print('x' * 100)")
    assert (trial.error, trial.line) == ("OutputError: It prints more than 10,000 characters.", 2)


def test_warnings_are_told_once_each_in_one_line(attempt: Try) -> None:
    trial = attempt("import warnings\nfor i in range(3):\n    warnings.warn('old\\nway', FutureWarning)")
    assert trial.warnings == ("FutureWarning: old way",)


def test_a_frame_is_protected_from_being_bound_anew(attempt: Try) -> None:
    trial = attempt("x = 1\ndf = df.head()", "df")
    assert (trial.ok, trial.refused, trial.line) == (False, True, 2)


def test_classes_of_a_cell_belong_to_main_as_in_a_notebook(attempt: Try) -> None:
    source = "from dataclasses import dataclass\n\n@dataclass\nclass Point:\n    x: 'int' = 0\n\n"
    assert attempt(f"{source}point = Point(2)").ok  # dataclasses look up the module of a class


def test_a_trial_survives_the_wire_with_profiles_and_text(attempt: Try) -> None:
    trial = attempt("clean = df.assign(odd=['\\ud800', 'b', None], inf=float('inf'))\nprint('\\udfff')\nclean")
    assert Trial.model_validate(json.loads(json.dumps(on_the_wire(trial)))) == trial


def test_numbers_of_numpy_shapes_are_plain(attempt: Try) -> None:
    [variable] = attempt("class Odd:\n    shape = (True, 2)\n\nodd = Odd()\ndel Odd").variables
    assert variable.shape == (1, 2)
    assert type(variable.shape[0]) is int
