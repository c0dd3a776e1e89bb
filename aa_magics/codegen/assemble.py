"""The cells of a run out of those of its steps: shared cells, imports once, no name taken twice.

Steps whose value only the next one uses share its cell. Imports move to the top of the run, those that the notebook
has are left out. A name that a cell binds is suffixed where the notebook, or an earlier cell, has it already.
"""

import ast
from collections.abc import Mapping, Sequence
from symtable import symtable
from zlib import crc32

from pydantic import JsonValue

from aa_magics.codegen.render import fresh_name, with_imports
from aa_magics.codegen.substitute import Replacement, substitute
from aa_magics.model import Cell, Names, Plan, Step


def assemble_cells(
    plan: Plan, written: Mapping[str, Sequence[Cell]], names: Names, marks: Mapping[str, Mapping[str, JsonValue]] = {}
) -> tuple[Cell, ...]:
    """Return the cells of a run in order; `written` are those of each step, by its id.

    A run of one code cell says what it does in a comment on top, a longer one in a markdown cell above each. `marks`
    are what the metadata of a step's cells say besides, by its id.
    """
    written = {step.id: _apart(step, written[step.id], plan) for step in plan.steps if step.id in written}
    groups = shared_steps([step for step in plan.steps if step.id in written], written)
    sources = [_group_source(group, written, len(groups) > 1) for group in groups]
    sources = _hoisted(_renamed(sources, groups, names), names)
    cells: list[Cell] = []
    for group, source in zip(groups, sources, strict=True):
        if len(groups) > 1:
            cells.append(_cell("markdown", f"**{markdown_text(group[-1].task)}**", group[-1], {}))
        cells.append(
            _cell("code", source, group[-1], {k: v for step in group for k, v in marks.get(step.id, {}).items()})
        )
    return tuple(cells)


def shared_steps(steps: Sequence[Step], written: Mapping[str, Sequence[Cell]]) -> list[list[Step]]:
    """Return the steps in groups, each of which becomes one cell; one that ends in a value to show ends its cell."""
    groups: list[list[Step]] = []
    for step in steps:
        previous = groups[-1][-1] if groups else None
        if previous and _belongs_to(step, previous, steps) and not _shows_a_value(_code(written[previous.id])):
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def join_cells(cells: Sequence[Cell]) -> str:
    """Return all cells as one, in percent format.

    A value that a cell shows is wrapped in `display(...)` unless the cell is the last, so that nothing is lost.
    """
    code = [cell for cell in cells if cell.cell_type == "code"]
    if len(cells) == 1:
        return cells[0].source
    parts = []
    for cell in cells:
        if cell.cell_type == "markdown":
            parts.append("# %% [markdown]\n" + "\n".join(f"# {line}".rstrip() for line in cell.source.splitlines()))
        else:
            parts.append("# %%\n" + (cell.source if cell is code[-1] else _displayed(cell.source)))
    return "\n\n".join(parts)


def source_hash(source: str) -> str:
    """Return the CRC-32 of a cell's source, 8 hex digits: it tells whether a person has edited the cell."""
    return format(crc32(source.encode()), "08x")


def one_line(text: str) -> str:
    """Return text as one line that is only shown: no control characters, none that change the direction."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def markdown_text(text: str) -> str:
    """Return text that names columns or values so that markdown shows it as it is: no HTML, no links, no images."""
    escaped = "".join(f"\\{char}" if char in "\\`*_{}[]()#+!|~$" else char for char in one_line(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("://", ":&#47;&#47;")


def _apart(step: Step, cells: Sequence[Cell], plan: Plan) -> Sequence[Cell]:
    """Return the cells of a step with its own names suffixed where another step uses a variable of that name."""
    others = {name for other in plan.steps for name in other.uses} - set(step.uses) - set(step.creates)
    apart = []
    for cell in cells:
        bound = top_level_names(cell.source) if cell.cell_type == "code" else set()
        fresh = {name: Replacement(fresh_name(name, others | bound)) for name in sorted(bound & others)}
        apart.append(cell.model_copy(update={"source": substitute(cell.source, fresh)}) if fresh else cell)
    return apart


def _belongs_to(step: Step, previous: Step, steps: Sequence[Step]) -> bool:
    """Return whether only `step` uses what the step before makes, or only one later step uses what both make."""
    users = _users(previous, steps)
    return len(users) == 1 and (users == [step.id] or users == _users(step, steps))


def _users(step: Step, steps: Sequence[Step]) -> list[str]:
    return [other.id for other in steps if set(step.creates) & set(other.uses)]


def _cell(cell_type: str, source: str, step: Step, marks: Mapping[str, JsonValue]) -> Cell:
    origin = {"step": step.id, "agent": step.agent, "source_hash": source_hash(source), **marks}
    return Cell.model_validate({"cell_type": cell_type, "source": source, "metadata": {"aa_magics": origin}})


def _group_source(group: Sequence[Step], written: Mapping[str, Sequence[Cell]], titled: bool) -> str:
    """Return the source of the cell that a group of steps shares, each under a comment that says what it does."""
    parts = []
    for step in group:
        source = _code(written[step.id])
        commented = len(group) > 1 or not titled
        parts.append(f"# {one_line(step.task)}\n{source}" if commented else source)
    together = "\n\n".join(parts)
    shown = () if _shows_a_value(together) else group[-1].creates[-1:]
    return together + "".join(f"\n{name}" for name in shown)


def _code(cells: Sequence[Cell]) -> str:
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "code")


def _shows_a_value(source: str) -> bool:
    match ast.parse(source).body:
        case [*_, ast.Expr(ast.Call(ast.Name("print")))]:
            return False
        case [*_, ast.Expr()]:
            return True
    return False


def _renamed(sources: Sequence[str], groups: Sequence[Sequence[Step]], names: Names) -> list[str]:
    """Return the sources with every name suffixed that the notebook, or an earlier cell, has for something else."""
    made = {name for group in groups for step in group for name in step.creates}
    taken = {name: names.imports.get(name) for name in names.taken}
    result = []
    for source in sources:
        imported, fresh = _imports(source), dict[str, Replacement]()
        bound = top_level_names(source) - made
        for name in sorted(bound):
            module = imported.get(name)
            if name in taken and (module is None or taken[name] != module):
                fresh[name] = Replacement(fresh_name(name, taken.keys() | made | bound))
            taken[fresh[name].source if name in fresh else name] = module
        result.append(substitute(source, fresh))
    return result


def top_level_names(source: str) -> set[str]:
    """Return the names that a cell leaves in the notebook."""
    symbols = symtable(source, "<cell>", "exec").get_symbols()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}


def _hoisted(sources: Sequence[str], names: Names) -> list[str]:
    """Return the sources without their imports, and those that the notebook lacks on top of the first."""
    lines: dict[str, None] = {}
    bare = []
    for source in sources:
        statements = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
        lines.update(dict.fromkeys(ast.unparse(node) for node in statements))
        bare.append(_without_lines(source, statements))
    missing = [line for line in lines if any(names.imports.get(n) != m for n, m in _imports(line).items())]
    if not missing:
        return bare
    missing.sort(key=lambda line: (line.startswith("from"), line))
    return [with_imports("\n" + bare[0], missing), *bare[1:]]


def _imports(source: str) -> dict[str, str]:
    """Return what the top-level imports of `source` bind: name -> module, or module.attribute."""
    found: dict[str, str] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.Import(names=aliases):
                found.update({alias.asname or alias.name: alias.name for alias in aliases})
            case ast.ImportFrom(module=str(module), names=aliases):
                found.update({alias.asname or alias.name: f"{module}.{alias.name}" for alias in aliases})
    return found


def _without_lines(source: str, statements: Sequence[ast.stmt]) -> str:
    """Return `source` without the lines of `statements` and without the blank lines that followed them."""
    dropped = {n for node in statements for n in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    kept: list[str] = []
    after_drop = False
    for number, line in enumerate(source.splitlines(), start=1):
        if number in dropped:
            after_drop = True
        elif line.strip() or not after_drop:
            kept.append(line)
            after_drop = False
    return "\n".join(kept)


def _displayed(source: str) -> str:
    """Return `source` with the value that it ends in, if any, in `display(...)`."""
    last = ast.parse(source).body[-1]
    if not isinstance(last, ast.Expr):
        return source
    lines = source.splitlines()
    head, value = lines[: last.lineno - 1], lines[last.lineno - 1 :]
    return "\n".join([*head, f"display({value[0]}", *value[1:]]) + ")"
