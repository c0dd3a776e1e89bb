"""What an executed cell did to names: which it bound, imported, and worked on last. Read by `ast`, never executed."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

INNER_SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
RUNS_ITS_BODY = ("time", "capture")


@dataclass(frozen=True)
class CellNames:
    """`bound` are the names that a cell left; `imports` those of them that it imported, as `alias -> module`.

    `touched` are the names that it assigned to (also `name[...] = ...`) or showed at its end, in that order.
    """

    bound: frozenset[str]
    imports: Mapping[str, str]
    touched: tuple[str, ...]


@lru_cache(maxsize=2000)
def cell_names(source: str) -> CellNames:
    """Return what the cell with this source, as IPython transformed it, did to names; nothing if it is no Python."""
    statements = _statements(source)
    bound = frozenset(name for statement in statements for name in _bound(statement))
    touched = [name for statement in statements for target in _targets(statement) for name in _used(target)]
    if statements and isinstance(statements[-1], ast.Expr):
        touched += _used(statements[-1])
    return CellNames(bound, _imports(statements), tuple(touched))


def _statements(source: str) -> Sequence[ast.stmt]:
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return ()  # a cell that cannot be read has not run either
    match statements:
        case [
            ast.Expr(ast.Call(ast.Attribute(attr="run_cell_magic"), [ast.Constant(name), _, ast.Constant(str(body))]))
        ]:
            return _statements(body) if name in RUNS_ITS_BODY else ()
    return statements


def _bound(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement binds in the scope where it stands."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
            return
        case ast.alias(name=name, asname=alias):
            yield alias or name.split(".")[0]
    if not isinstance(node, INNER_SCOPES):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)


def _imports(statements: Sequence[ast.stmt]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for statement in statements:
        match statement:
            case ast.Import(names=aliases):
                found.update({a.asname: a.name for a in aliases if a.asname})
                found.update({name: name for name in (a.name.split(".")[0] for a in aliases if not a.asname)})
            case ast.ImportFrom(module=str(module), names=aliases):
                found.update({a.asname or a.name: f"{module}.{a.name}" for a in aliases})
    return found


def _targets(statement: ast.stmt) -> Sequence[ast.expr]:
    match statement:
        case ast.Assign(targets=targets):
            return targets
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return [target]
    return ()


def _used(node: ast.AST) -> Iterator[str]:
    return (name.id for name in ast.walk(node) if isinstance(name, ast.Name))
