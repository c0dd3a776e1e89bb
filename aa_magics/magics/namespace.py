"""What the notebook has bound, and which of it is a person's: frames, names, imports.

A name is a run's when the cell that bound it last is one that a run of this kernel wrote; every other one is a
person's. So what a goal leads to depends on the cells that people wrote and on the runs before it, not on whether
the cells of runs were executed: Restart & Run All changes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import ModuleType
from typing import Any, TypeGuard

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.magics.cellnames import CellNames, cell_names
from aa_magics.magics.made import Asked, MadeRuns
from aa_magics.model import Names
from aa_magics.objects import NOT_IN_MEMORY, standing
from aa_magics.steps import Engine

IPYTHONS = re.compile(r"_+|_i*\d*|__\w+__|_exit_code")


class Namespace:
    """A view of the user's namespace and of the cells executed so far, as they are when it is made."""

    def __init__(self, shell: InteractiveShell, made: MadeRuns) -> None:
        self._bound = {name: value for name, value in shell.user_ns.items() if not _is_ipythons(shell, name)}
        self._made = made
        executed = [source for source in _executed(shell) if source.strip()]
        self._cells = [cell_names(source) for source in executed if not made.wrote(source)]
        self._runs_own = self._bound_last_by_runs(executed)

    def frames(self) -> Mapping[str, Any]:
        """Return what a goal may be about when it names nothing: a person's DataFrames, without `_hidden` ones.

        Where there is none, other tables; else Series; else what is not in memory, which is refused with a way out.
        """
        ranks = {name: rank for name, rank in self._ranks.items() if name not in self._runs_own}
        nearest = min(ranks.values(), default=0)
        return {name: self._bound[name] for name, rank in ranks.items() if rank == nearest}

    def all_frames(self) -> Mapping[str, Any]:
        """Return every DataFrame, table and Series that a goal may name."""
        return {name: self._bound[name] for name, rank in self._ranks.items() if rank < NOT_IN_MEMORY}

    def engines(self) -> Sequence[str]:
        """Return the names of a person's own engines."""
        return [name for name, value in self._bound.items() if is_engine(value)]

    def recent(self, text: str) -> Sequence[str]:
        """Return the names that people's cells assigned to or showed, latest first.

        A frame that was taken for the same goal before goes first: asked again, it is about the same frame.
        """
        before = self._made.chosen.get(text)
        touched = [name for cell in reversed(self._cells) for name in reversed(cell.touched)]
        return list(dict.fromkeys([*([before] if before else []), *touched]))

    def names(self, asked: Asked) -> Names:
        """Return the names that a run of `asked` must not bind anew, and the imports that it can do without."""
        persons = self._bound.keys() - self._runs_own
        imports = {name: module for name, module in self._imports().items() if name in persons}
        return Names(taken=frozenset(persons | self._made.variables_of_others(asked)), imports=imports)

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        """How near to a DataFrame what a goal may be about stands, by name."""
        found = {name: standing(value) for name, value in self._bound.items() if not name.startswith("_")}
        return {name: rank for name, rank in found.items() if rank is not None}

    def _bound_last_by_runs(self, executed: Sequence[str]) -> frozenset[str]:
        """Return the names that are not a person's; one that no cell bound is a run's if one of its cells would."""
        last = {name: source for source in executed for name in cell_names(source).bound}
        of_runs = self._made.bound()
        return frozenset(
            name for name in self._bound if (self._made.wrote(last[name]) if name in last else name in of_runs)
        )

    def _imports(self) -> Mapping[str, str]:
        """Return imports as `alias -> module`; those of a module's parts can only be read in the cells."""
        last: dict[str, CellNames] = {name: cell for cell in self._cells for name in cell.bound}
        parts = {name: cell.imports[name] for name, cell in last.items() if name in cell.imports}
        modules = {name: value.__name__ for name, value in self._bound.items() if isinstance(value, ModuleType)}
        return modules | parts


def is_engine(value: object) -> TypeGuard[Engine]:
    return not isinstance(value, type) and callable(getattr(value, "plan", None)) and hasattr(value, "write")


def _executed(shell: InteractiveShell) -> Sequence[str]:
    return [] if shell.history_manager is None else shell.history_manager.input_hist_parsed


def _is_ipythons(shell: InteractiveShell, name: str) -> bool:
    """Return whether a name is there because IPython put it there: one that it hides, or `_`, `_3`, `_i3`."""
    hidden = shell.user_ns_hidden
    return IPYTHONS.fullmatch(name) is not None or (name in hidden and hidden[name] is shell.user_ns[name])
