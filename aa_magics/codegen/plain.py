"""Column labels that are in a cell's way, made plain first.

Plotly takes a tuple for values and `<a href=...>` for markup: a chart of columns with such labels is drawn from those
columns under names that it shows as they are. A column cannot be added beside labels of several levels: there a frame
whose labels have one level comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from aa_magics.codegen.literals import literal_list
from aa_magics.model import Condition, Formula, Label, Param
from aa_magics.recipes import Recipe
from aa_magics.recipes.fit import bound_labels


@dataclass(frozen=True)
class Plain:
    """The source of a frame with plain labels, why it is needed, and a recipe's params on it."""

    source: str
    why: str
    params: Mapping[str, Param]


def plain_frame(recipe: Recipe, params: Mapping[str, Param]) -> Plain | None:
    """Return what a recipe works on in place of its frame, or None where no label is in its way."""
    frame = str(params[recipe.frames[0]])
    labels = tuple(dict.fromkeys(bound_labels(recipe, params)))
    names = {label: _plain_name(label) for label in labels}
    if recipe.result == "figure" and any(name != label for label, name in names.items()):
        source = f"{frame}[{literal_list(names)}].set_axis({literal_list(names.values())}, axis=1)"
        return Plain(source, "under names that Plotly shows as they are", _renamed(recipe, params, names))
    if recipe.needs.flat and any(isinstance(label, tuple) for label in labels):
        source = f"{frame}.set_axis({frame}.columns.to_flat_index(), axis=1)"
        return Plain(source, "with labels of one level, so that columns can be added", params)
    return None


def _plain_name(label: Label) -> Label:
    match label:
        case tuple():
            return " ".join(str(_plain_name(part)) for part in label if part != "")
        case str():
            return label.replace("<", "&lt;")
        case _:
            return label


def _renamed(recipe: Recipe, params: Mapping[str, Param], names: Mapping[Label, Label]) -> dict[str, Param]:
    columns = {p.name: p.role.many for p in recipe.parameters.values() if p.role and p.role.kinds}
    return {
        name: _new_names(param, names, columns[name]) if name in columns else param for name, param in params.items()
    }


def _new_names(param: Param, names: Mapping[Label, Label], many: bool) -> Param:
    if isinstance(param, Condition | Formula) or param is None:
        return param
    return tuple(names[label] for label in param) if many and isinstance(param, tuple) else names[param]
