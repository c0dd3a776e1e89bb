"""What starting costs: import and `%load_ext` leave heavy libraries unloaded. Each test is a process of its own."""

import subprocess
import sys

import pytest

HEAVY = {
    "alembic", "dspy", "jupyter_server", "litellm", "numpy", "pandas", "plotly", "polars", "pyarrow", "pydantic",
    "rapidfuzz", "scipy", "sklearn", "sqlalchemy", "statsmodels", "tornado",
}  # fmt: skip

SHELL = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
"""
LOAD = """
shell.run_cell("%load_ext aa_magics").raise_error()
assert shell.find_cell_magic("analyst")
"""
COMPLETE = """
from IPython.core.completer import provisionalcompleter
with provisionalcompleter():
    assert list(shell.Completer.completions("import os", 9)) is not None
"""
NAMES = "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules})"


def loaded_by(code: str) -> set[str]:
    """Return the packages that a new interpreter has loaded after `code`."""
    done = subprocess.run([sys.executable, "-c", code + NAMES], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_import_loads_nothing_heavy() -> None:
    assert loaded_by("import aa_magics") & HEAVY == set()


@pytest.mark.parametrize("code", [LOAD, LOAD + COMPLETE], ids=["load_ext", "completion elsewhere"])
def test_loading_the_magics_adds_nothing_heavy(code: str) -> None:
    assert loaded_by(SHELL + code) & HEAVY - loaded_by(SHELL) == set()


def test_first_offline_plan_loads_no_model_server_or_chart_library() -> None:
    goal = """
shell.run_cell("import pandas as pd; df = pd.DataFrame({'price': [1.0, 2.0], 'region': ['a', 'b']})").raise_error()
shell.run_cell("%config AnalystMagics.history = False").raise_error()
shell.run_cell("%%analyst\\naverage price by region").raise_error()
"""
    assert loaded_by(SHELL + LOAD + goal) & {"dspy", "litellm", "plotly", "sqlalchemy", "statsmodels"} == set()


def test_nothing_is_printed_or_logged() -> None:
    done = subprocess.run([sys.executable, "-c", SHELL + LOAD], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_logging_is_quiet_until_somebody_listens() -> None:
    code = "import logging, aa_magics; logging.getLogger('aa_magics.magics').error('not to be seen')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
