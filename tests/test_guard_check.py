"""The check of a cell's source: harmless programs pass, and run behind the armed wall; others are refused in words."""

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from aa_magics import analyze
from aa_magics.codegen.render import cell_source
from aa_magics.errors import AnalystError
from aa_magics.recipes import Recipe, catalogue
from aa_magics.trial.guard import Refusal, check
from tests.attacks import Program, programs
from tests.bindings import FRAMES, bindings
from tests.guarded import Template, told
from tests.samples import SAMPLES

SNIPPETS = {program.name: program for program in programs(Path(__file__).parent / "harmless")}
BENCH = Path(__file__).parent.parent.parent / "shared" / "bench"
PROTECTED = frozenset(FRAMES[:1])
SALES = f"import pandas as pd\n{FRAMES[0]} = pd.read_pickle('sales')\n{FRAMES[1]} = pd.read_pickle('others')\n"


def rendered(recipe: Recipe) -> Iterator[str]:
    """Yield the cells of a recipe on every sample that it fits."""
    for sample in SAMPLES:
        yield from (cell_source(recipe, params) for params in bindings(recipe, sample))


@cache
def cells_of_recipes() -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for recipe in catalogue().values() for cell in rendered(recipe)))


@cache
def one_of_each() -> tuple[tuple[str, str], ...]:
    """Return a cell of each recipe for the typical sample, by its name."""
    found = ((recipe.name, bindings(recipe, "typical")) for recipe in catalogue().values())
    return tuple((name, cell_source(catalogue()[name], params[0])) for name, params in found if params)


def test_there_are_many_harmless_programs() -> None:
    assert len(SNIPPETS) >= 60
    assert len(cells_of_recipes()) + len(SNIPPETS) >= 400


def test_no_cell_of_a_recipe_is_refused() -> None:
    refused = {cell: check(cell, PROTECTED) for cell in cells_of_recipes()}
    assert {cell: refusal for cell, refusal in refused.items() if refusal} == {}


@pytest.mark.parametrize("name", SNIPPETS)
def test_what_a_careful_analyst_writes_is_not_refused(name: str) -> None:
    assert check(SNIPPETS[name].source, frozenset(["df"])) is None


@pytest.mark.skipif(not BENCH.is_dir(), reason="no benchmark here")
def test_no_cell_that_the_offline_engine_writes_for_the_benchmark_is_refused() -> None:
    refused: dict[str, Refusal | None] = {}
    for goal, table in benchmark_goals():
        try:
            run = analyze(goal, {"df": table})
        except AnalystError:
            continue
        refused |= {
            cell.source: check(cell.source, frozenset(["df"])) for cell in run.cells if cell.cell_type == "code"
        }
    assert len(refused) > 40
    assert {cell: refusal for cell, refusal in refused.items() if refusal} == {}


def benchmark_goals() -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield a spread of the benchmarks' goals, with their tables."""
    tables: dict[Path, pd.DataFrame] = {}
    for name, words, file in (("dabench/questions", "question", "file_name"), ("nlv/items", "utterance", "table")):
        for line in (BENCH / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[::4]:
            item = json.loads(line)
            path = (BENCH / name).parent / "tables" / item[file]
            if path not in tables:
                tables[path] = pd.read_csv(path)
            yield item[words], tables[path]


@pytest.fixture(scope="module")
def behind_the_wall(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What became of a cell of each recipe, and of the snippets, run one after another in one armed process."""
    folder = tmp_path_factory.mktemp("harmless")
    (folder / "own").mkdir()
    frame = SAMPLES["typical"]()
    frame.to_pickle(folder / "own" / "sales")
    frame.drop_duplicates("region")[["region", "product"]].to_pickle(folder / "own" / "others")
    chosen = [(name, SALES + cell) for name, cell in one_of_each() if "others" not in cell]
    chosen += [(name, program.source) for name, program in SNIPPETS.items()]
    template = Template(folder)
    template.run([source for _, source in chosen], "guard", folder / "own", folder / "out", seconds=300)
    template.close()
    outcomes = [line for line in told(folder / "out") if "refused" in line]
    return dict(zip([name for name, _ in chosen], outcomes, strict=True))


@pytest.mark.skipif(sys.platform == "win32", reason="the warm process forks")
def test_harmless_programs_run_behind_the_wall(behind_the_wall: dict[str, dict[str, object]]) -> None:
    assert len(behind_the_wall) >= 120
    failed = {name: outcome["error"] for name, outcome in behind_the_wall.items() if outcome["error"]}
    assert failed == {}
    assert not [name for name, outcome in behind_the_wall.items() if outcome["refused"]]


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("import subprocess", "subprocess"),
        ("import os.path, socket", "socket"),
        ("from os import system", "os.system"),
        ("import os\nos.environ['KEY']", "os.environ"),
        ("import os as o\nx = o", "os as a value"),
        ("import numpy as np\nnp.os.system('ls')", "numpy.os"),
        ("from pandas.io.common import os", "pandas.io.common.os"),
        ("import pandas as pd\npd.read_csv = print", "pandas.read_csv"),
        ("import pandas as pd\nsetattr(pd, 'read_csv', print)", "setattr"),
        ("import pandas as pd\ngetattr(pd.io.common, 'os')", "pandas.io.common.os"),
        ("import pandas as pd\npd.read_csv('https://example.org/a.csv')", "address"),
        ("import pandas as pd\npd.read_csv(f'/home/{1}/a.csv')", "path"),
        ("import pandas as pd\npd.read_csv(filepath_or_buffer='../a.csv')", "path"),
        ("open('~/a', 'w')", "path"),
        ("open(r'C:\\Users\\a')", "path"),
        ("().__class__.__bases__", "__bases__"),
        ("getattr(x, '__globals__')", "__globals__"),
        ("'{0.__class__}'.format(x)", "__class__"),
        ("'{0.f_globals}'.format(x)", "f_globals"),
        ("df.query('@os.system(1) == 2')\nimport os", "os.system"),
        ("df.query('a.__class__ == 1')", "__class__"),
        ("smf.ols('y ~ open(1)', df)", "open"),
        ("eval('1')", "eval"),
        ("run = exec", "exec"),
        ("__import__('os')", "__import__"),
        ("__builtins__['open']", "__builtins__"),
        ("import importlib\nimportlib.import_module('os')", "importlib.import_module"),
        ("import numpy as np\nnp.load('a.npy', allow_pickle=True)", "allow_pickle"),
        ("df.to_pickle('a')", "to_pickle"),
        ("input()", "input"),
        ("get_ipython().system('ls')", "get_ipython"),
        ("from IPython.display import HTML", "HTML"),
        ("import aa_magics", "aa_magics"),
        ("import asyncio", "asyncio"),
        ("import tkinter", "tkinter"),
        ("from . import secrets", "relative"),
        ("!pip install x", "command"),
        ("files = !ls", "command"),
        ("%run a.py", "command"),
    ],
)
def test_refusal_names_what_is_refused(source: str, word: str) -> None:
    refusal = check(source, frozenset())
    assert refusal is not None
    assert word in refusal.message


def test_refusal_says_the_first_line_and_what_to_do_instead() -> None:
    refusal = check("import pandas as pd\n\nimport subprocess\nimport socket", frozenset())
    assert refusal is not None
    assert refusal.line == 3
    assert refusal.message == (
        "It uses subprocess, which starts other programs. Work on the frames with Python and its libraries."
    )


@pytest.mark.parametrize(
    "source",
    [
        "sales = 1",
        "x, *sales = 1, 2",
        "sales += 1",
        "sales: int = 1",
        "del sales",
        "for sales in []: pass",
        "with open('a') as sales: pass",
        "import pandas as sales",
        "from pandas import DataFrame as sales",
        "def sales(): pass",
        "class sales: pass",
        "try: pass\nexcept ValueError as sales: pass",
        "if (sales := 1): pass",
        "[(sales := n) for n in range(3)]",
        "def f():\n    global sales\n    sales = 1",
        "match 1:\n    case sales: pass",
        "match {}:\n    case {**sales}: pass",
        "if True:\n    sales = 1",
    ],
)
def test_binding_a_protected_name_is_refused(source: str) -> None:
    refusal = check(source, frozenset(["sales"]))
    assert refusal is not None
    assert "binds sales anew" in refusal.message


@pytest.mark.parametrize(
    "source",
    [
        "result = sales.mean()",
        "[sales for sales in range(3)]",
        "def f(sales):\n    sales = 1",
        "class A:\n    sales = 1",
        "lambda sales: sales",
        "df.assign(sales=1)",
        "df['sales'] = 1",
    ],
)
def test_a_name_of_a_scope_of_its_own_is_not_refused(source: str) -> None:
    assert check(source, frozenset(["sales"])) is None


def test_mistakes_are_left_to_be_found_by_running() -> None:
    assert check("df.mean(", frozenset()) is None


def test_deep_nesting_is_answered() -> None:
    assert isinstance(check("-" * 5000 + "1", frozenset()), Refusal | None)


def test_programs_are_told_apart_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# %% one\nx = 1\n\n# %% two\ny = 2\n")
    assert programs(tmp_path) == [Program("one", "x = 1\n"), Program("two", "y = 2\n")]
