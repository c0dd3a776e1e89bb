"""The one-way order of imports, read from the source of every module by `ast`."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "aa_magics"

LAYERS = (
    ("errors",),
    ("model",),
    ("config", "frames"),
    ("agents",),
    ("recipes", "privacy"),
    ("codegen", "demands", "notes"),
    ("history", "offline", "llm", "trial"),
    ("steps", "watching", "answers", "blocking", "taking", "objects"),
    ("engines",),
    ("analyst", "doctor", "testing"),
    ("benchmark",),
    ("magics", "server", "cli"),
)
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
SHELLS = LAYERS[-1]

SHELL_LIBRARIES = {"IPython", "comm", "ipykernel", "jupyter_client", "jupyter_server", "tornado", "traitlets"}
HEAVY = {"dspy", "litellm", "sqlalchemy", "alembic", "plotly", "sklearn", "scipy", "statsmodels", "polars", "pyarrow"}
HEAVY |= {"pandas", "numpy", "tornado", "jupyter_server"}
OWNED = {"sqlalchemy": "history", "alembic": "history", "dspy": "llm", "litellm": "llm"}
MAY_LOAD = {
    "frames": {"pandas", "numpy"},
    "history": {"sqlalchemy", "alembic"},
    "llm": {"dspy", "litellm"},
    "server": {"tornado", "jupyter_server", "sqlalchemy", "alembic"},
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def part(module: str) -> str:
    """Return the layer's part that a module of ours belongs to; the package itself is ""."""
    return module.split(".")[1] if "." in module else ""


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def statements(node: ast.AST, eager: bool) -> Iterator[ast.stmt]:
    """Yield the statements in `node`: when `eager`, those that run on import."""
    for child in ast.iter_child_nodes(node):
        if eager and (isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or for_types(child)):
            continue
        if isinstance(child, ast.stmt):
            yield child
        yield from statements(child, eager)


def for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@cache
def imports(module: str, eager: bool = False) -> frozenset[str]:
    """Return the full names that a module imports; `from ours import x` is `ours.x` where that is a module."""
    found: set[str] = set()
    for node in statements(tree(module), eager):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found.update(name if name in MODULES else str(node.module) for name in names)
    return frozenset(found)


def libraries(module: str, eager: bool = False) -> set[str]:
    return {name.split(".")[0] for name in imports(module, eager)}


def ours(module: str, eager: bool = False) -> set[str]:
    return {name for name in imports(module, eager) if name in MODULES} - {"aa_magics"}


def loaded_with(module: str) -> set[str]:
    """Return the modules of ours that importing `module` loads."""
    seen: set[str] = set()
    waiting = {module}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= ours(name, eager=True) - seen
    return seen


def test_every_part_has_its_layer() -> None:
    assert {part(module) for module in MODULES} - {""} <= set(RANK)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_layers_before_its_own(module: str) -> None:
    me = part(module)
    if me:
        wrong = {name for name in ours(module) if part(name) != me and RANK[part(name)] >= RANK[me]}
        assert not wrong


def test_no_modules_import_each_other() -> None:
    TopologicalSorter({module: ours(module) - {module} for module in MODULES}).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_a_database_and_a_model_have_one_importer_each(module: str) -> None:
    assert {library for library in libraries(module) & set(OWNED) if OWNED[library] != part(module)} == set()


@pytest.mark.parametrize("module", [name for name in MODULES if part(name) not in SHELLS])
def test_only_shells_know_what_they_run_in(module: str) -> None:
    assert libraries(module) & SHELL_LIBRARIES == set()


@pytest.mark.parametrize("module", MODULES)
def test_importing_a_module_loads_nothing_heavy(module: str) -> None:
    loads = set().union(*(libraries(name, eager=True) for name in loaded_with(module)))
    assert loads & HEAVY - MAY_LOAD.get(part(module), set()) == set()


@pytest.mark.parametrize("module", [name for name in MODULES if part(name) != "config"])
def test_only_config_reads_the_environment(module: str) -> None:
    for node in ast.walk(tree(module)):
        name = node.attr if isinstance(node, ast.Attribute) else node.name if isinstance(node, ast.alias) else ""
        assert name not in ("environ", "environb", "getenv", "getenvb"), f"line {getattr(node, 'lineno', 0)}"


def test_importing_the_package_loads_none_of_its_modules() -> None:
    code = "import sys, aa_magics; print(*(name for name in sys.modules if name.startswith('aa_magics.')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
