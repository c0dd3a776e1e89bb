"""The cells of a run about objects that are no frames: what makes a frame of each stands first, in the open.

Until then the steps are about the frame under the name of the object, so that goals, notes and follow-ups are read
with the names that a person uses.
"""

from collections.abc import Mapping, Sequence

from aa_magics.codegen.assemble import top_level_names
from aa_magics.codegen.render import fresh_name, names_in
from aa_magics.codegen.substitute import Replacement, substitute
from aa_magics.model import Cell, Names, Plan, Step
from aa_magics.objects.schemas import frame_name
from aa_magics.objects.taken import Taken

Written = Mapping[str, Sequence[Cell]]


def with_objects(taken: Mapping[str, Taken], plan: Plan) -> Plan:
    """Return a plan that says among its assumptions what was taken."""
    lines = [one.what for one in taken.values() if one.what not in plan.assumptions]
    return plan.model_copy(update={"assumptions": (*plan.assumptions, *lines)}) if lines else plan


def opened(plan: Plan, written: Written, taken: Mapping[str, Taken], names: Names) -> tuple[Plan, Written]:
    """Return a plan and the cells of its steps, with a first step for each object that they use: it makes its frame."""
    used = {name for cells in written.values() for cell in cells for name in _read(cell)} & taken.keys()
    if not used:
        return plan, written
    others = names.taken | {name for step in plan.steps for name in step.creates}
    frames = {name: fresh_name(frame_name(name), others) for name in taken if name in used}
    first = [_step(name, frame, taken[name]) for name, frame in frames.items()]
    made = {step.id: [_made(name, frames[name], taken[name])] for step, name in zip(first, frames, strict=True)}
    steps = [_on_frames(step, frames) for step in plan.steps]
    cells = {step: [_renamed(cell, frames) for cell in shown] for step, shown in written.items()}
    return plan.model_copy(update={"steps": (*first, *steps)}), {**made, **cells}


def _step(name: str, frame: str, taken: Taken) -> Step:
    task = f"{name}, {taken.called}, as the frame {frame}"
    return Step(id=f"{name} as a frame", agent="preprocessing_agent", task=task, uses=(name,), creates=(frame,))


def _made(name: str, frame: str, taken: Taken) -> Cell:
    return Cell(cell_type="code", source=f"{frame} = {name}{taken.made_by}")


def _on_frames(step: Step, frames: Mapping[str, str]) -> Step:
    return step.model_copy(update={"uses": tuple(frames.get(name, name) for name in step.uses)})


def _renamed(cell: Cell, frames: Mapping[str, str]) -> Cell:
    """Return a cell about the frames that were made; a variable of its own that is called like an object stays."""
    if cell.cell_type != "code":
        return cell
    wanted = {name: Replacement(frame) for name, frame in frames.items() if name in _read(cell)}
    return cell.model_copy(update={"source": substitute(cell.source, wanted)})


def _read(cell: Cell) -> set[str]:
    """Return the names that a cell takes from the notebook."""
    return names_in(cell.source) - top_level_names(cell.source) if cell.cell_type == "code" else set()
