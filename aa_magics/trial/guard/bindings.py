"""Which names of the notebook a cell binds or deletes: what of the person's variables it would overwrite."""

import ast
from collections.abc import Iterator

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda


def bindings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield every name that running `tree` binds or deletes in the notebook, with its line, in no order."""
    for statement in tree.body:
        yield from _bound(statement, outside=True)


def _bound(node: ast.AST, outside: bool) -> Iterator[tuple[str, int]]:
    """Yield what `node` binds; within a function or a class (not `outside`) only what it declares global."""
    if outside or isinstance(node, ast.Global):
        yield from _names(node)
    if isinstance(node, ast.comprehension | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        yield from _walrus(node, outside)
        return
    for child in ast.iter_child_nodes(node):
        yield from _bound(child, outside and not isinstance(node, Scope))


def _names(node: ast.AST) -> Iterator[tuple[str, int]]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name, node.lineno
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, node.lineno
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from ((alias.asname or alias.name.split(".")[0], node.lineno) for alias in names)
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name, node.lineno
        case ast.MatchMapping(rest=str(name)):
            yield name, node.lineno
        case ast.Global(names=declared):
            yield from ((name, node.lineno) for name in declared)


def _walrus(node: ast.AST, outside: bool) -> Iterator[tuple[str, int]]:
    """Yield what `:=` binds out of a comprehension, whose own variables stay inside."""
    for inner in ast.walk(node):
        if outside and isinstance(inner, ast.NamedExpr):
            yield inner.target.id, inner.lineno
