"""The runs that this kernel made: what their cells bind, and which of them a goal that is asked again replaces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aa_magics.codegen.assemble import join_cells
from aa_magics.magics.cellnames import cell_names
from aa_magics.model import Run


@dataclass(frozen=True)
class Asked:
    """A goal's text and frames, and the id of the cell that asked, where the front end has told it.

    The same goal about the same frames, and another goal in the same cell, take the place of what was asked before.
    """

    text: str
    frames: tuple[str, ...]
    cell: str | None = None

    def replaces(self, other: "Asked") -> bool:
        same_goal = (self.text, self.frames) == (other.text, other.frames)
        return same_goal or (self.cell is not None and self.cell == other.cell)


@dataclass(frozen=True)
class Made:
    """A run of this kernel, what asked for it, and the run that was the last before it: it may follow that one."""

    asked: Asked
    run: Run
    after: Run | None = None

    @cached_property
    def sources(self) -> frozenset[str]:
        """The code of its cells, and that of the one cell in which some front ends get them all."""
        code = [cell.source for cell in self.run.cells if cell.cell_type == "code"]
        return frozenset(source.strip() for source in (*code, join_cells(self.run.cells))) - {""}

    @cached_property
    def bound(self) -> frozenset[str]:
        return frozenset(name for source in self.sources for name in cell_names(source).bound)

    @cached_property
    def variables(self) -> frozenset[str]:
        """The names that its cells bind other than by importing them."""
        return self.bound - {name for source in self.sources for name in cell_names(source).imports}


@dataclass
class MadeRuns:
    """Every run of this kernel, oldest first; `chosen` is the frame that was taken for a goal that named none."""

    runs: list[Made] = field(default_factory=list)
    chosen: dict[str, str] = field(default_factory=dict)
    _replaced: set[str] = field(default_factory=set)

    def add(self, asked: Asked, run: Run) -> None:
        """Add a run, made now or inserted again; one that is known already stays where it is."""
        if self.find(run.id) is not None:
            return
        self._replaced |= {made.run.id for made in self.runs if asked.replaces(made.asked)}
        self.runs.append(Made(asked, run, self.previous(asked)))

    def previous(self, asked: Asked) -> Run | None:
        """Return the run that one of `asked` may follow: the last that was done, by whichever cell.

        A cell that is executed again follows what it followed before, or what has been made in the place of that.
        """
        again = [made for made in self.runs if asked.cell is not None and made.asked.cell == asked.cell]
        if again and again[-1].after is not None:
            return self._in_place_of(again[-1].after)
        done = (made.run for made in reversed(self.runs) if made not in again and made.run.state == "done")
        return next(done, None)

    def _in_place_of(self, run: Run) -> Run:
        """Return the latest run of the cell that a run was asked for in."""
        cell = next(made.asked.cell for made in self.runs if made.run.id == run.id)
        later = [made.run for made in self.runs if cell is not None and made.asked.cell == cell]
        return next((run for run in reversed(later) if run.state == "done"), run)

    def forget(self, run_id: str | None) -> None:
        """Free the names of a run (None: the latest), as its cells are taken out of the notebook."""
        standing = [made.run.id for made in self._standing() if run_id is None or made.run.id.startswith(run_id)]
        self._replaced |= set(standing[-1:])

    def find(self, run_id: str) -> Run | None:
        """Return the run with this id, or the only one whose id begins with it."""
        found = [made.run for made in self.runs if run_id and made.run.id.startswith(run_id)]
        return found[0] if len(found) == 1 else None

    def wrote(self, source: str) -> bool:
        """Return whether a run wrote a cell with exactly this code."""
        return any(source.strip() in made.sources for made in self.runs)

    def bound(self) -> frozenset[str]:
        return frozenset(name for made in self.runs for name in made.bound)

    def variables_of_others(self, asked: Asked) -> frozenset[str]:
        """Return the variables of the runs that a run of `asked` would not replace."""
        others = (made for made in self._standing() if not asked.replaces(made.asked))
        return frozenset(name for made in others for name in made.variables)

    def ids(self) -> Sequence[str]:
        return [made.run.id for made in reversed(self.runs)]

    def _standing(self) -> Iterator[Made]:
        return (made for made in self.runs if made.run.id not in self._replaced)
