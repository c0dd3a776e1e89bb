"""A cell's source, compiled as a notebook would: statements, and an expression at the end whose value is shown."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType


@dataclass(frozen=True)
class Compiled:
    """The code of a cell; `line` is that of its last expression, `file` what tracebacks call it."""

    file: str
    body: CodeType
    last: CodeType | None
    line: int | None
    is_shown: bool
    """Whether no semicolon follows the last expression."""
    imports: frozenset[str]
    """The names that it binds by importing."""


def compiled(source: str, file: str) -> Compiled:
    """Return a cell's code. Raises what `compile` raises: SyntaxError, ValueError, RecursionError, MemoryError."""
    tree = ast.parse(source, file)
    imports = frozenset(_imported_names(tree))
    last, line = None, None
    if tree.body and isinstance(end := tree.body[-1], ast.Expr):
        tree.body.pop()
        last = compile(ast.Expression(end.value), file, "eval", dont_inherit=True)
        line = end.lineno
    body = compile(tree, file, "exec", dont_inherit=True)
    return Compiled(file, body, last, line, not source.rstrip().endswith(";"), imports)


def _imported_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0]
