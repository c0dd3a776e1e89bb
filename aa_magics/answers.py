"""Answers given before: what an answer depends on, as a key, and whether one fits the notebook as it is now."""

import ast
import builtins
import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from symtable import symtable

from aa_magics import __version__
from aa_magics.codegen.render import bound_names
from aa_magics.config import Settings
from aa_magics.model import FrameProfile, Goal, Run

TOLD = ("api_base", "privacy", "sample_rows", "deny", "redact", "max_tokens", "temperature", "repairs")
"""The settings that change what a model is told, or what is made of its answer."""

THERE = frozenset((*dir(builtins), "display", "get_ipython"))


def answer_key(
    goal: Goal,
    profiles: Sequence[FrameProfile],
    engine: str,
    settings: Settings,
    agents: Collection[str],
    also: Sequence[str] = (),
) -> str:
    """Return the SHA-256 of all that an answer depends on, in hexadecimal; `also` is what else a model is told.

    The notebook's names are not in it: they change all the time. Whether an answer goes with them, `fits` tells.
    """
    everything = {
        "version": __version__,
        "goal": [goal.text, goal.frames],
        "profiles": [profile.model_dump() for profile in profiles],
        "engine": engine,
        "settings": settings.model_dump(include={*TOLD}),
        "agents": sorted(agents),
        "also": list(also),
    }
    return hashlib.sha256(json.dumps(everything, sort_keys=True, default=str).encode()).hexdigest()


def fits(run: Run, goal: Goal) -> bool:
    """Return whether the cells of an earlier run work in the notebook of a goal, and leave its variables alone.

    They must bind no name that is taken, unless they import what it already is, and what they use must be there.
    """
    cells = [ast.parse(cell.source) for cell in run.cells if cell.cell_type == "code"]
    frames, names = {*goal.frames}, goal.names
    left = {name for cell in cells for name in _left(cell)}
    imports = {name: module for cell in cells for name, module in _imports(cell)}
    clashes = {n for n in (left - frames) & names.taken if names.imports.get(n, "") != imports.get(n)}
    used = {node.id for cell in cells for node in ast.walk(cell) if isinstance(node, ast.Name)}
    inner = {name for cell in cells for name in bound_names(cell.body)}
    return not clashes and used <= left | inner | frames | names.taken | THERE


def _left(cell: ast.Module) -> Iterator[str]:
    """Yield the names that a cell leaves in the notebook."""
    for symbol in symtable(ast.unparse(cell), "<cell>", "exec").get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            yield symbol.get_name()


def _imports(cell: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what the imports of a cell bind, as name and module, or module.name."""
    for node in cell.body:
        match node:
            case ast.Import(names=aliases):
                yield from ((a.asname, a.name) if a.asname else (a.name.split(".")[0],) * 2 for a in aliases)
            case ast.ImportFrom(module=str(module), names=aliases):
                yield from ((alias.asname or alias.name, f"{module}.{alias.name}") for alias in aliases)
