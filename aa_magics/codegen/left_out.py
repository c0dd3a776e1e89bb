"""The line of a cell that says which rows take no part, since a value is missing in them.

pandas leaves them out of groups, means, comparisons and charts without a word. The line is written where a column may
have gaps, as far as the frames' profiles tell; recipes that count the rows which they use say it themselves.
"""

from collections.abc import Iterator, Mapping, Sequence

from aa_magics.codegen.literals import literal_list
from aa_magics.codegen.render import fresh_name, function_body
from aa_magics.model import Condition, FrameProfile, Label, Param
from aa_magics.recipes import Recipe
from aa_magics.recipes.fit import labels_of

KEEPING = frozenset(("!=", "not in", "missing", "present"))
"""Comparisons that a missing value passes, or that say themselves what becomes of it."""
COUNTED = "{len(df):,}"
"""What stands in the body of a recipe that says how many rows it uses."""


def with_left_out(source: str, recipe: Recipe, params: Mapping[str, Param], profiles: Sequence[FrameProfile]) -> str:
    """Return the cell of a recipe under the line that says how many rows lack a value; as it is where none may."""
    frame = str(params[recipe.frames[0]]) if recipe.frames else ""
    gappy = [label for label in dict.fromkeys(_leaving_out(recipe, params)) if _may_lack(label, frame, profiles)]
    if not gappy:
        return source
    lines = source.splitlines()
    first = next((place for place, line in enumerate(lines) if line and not line.startswith(("import ", "from "))), 0)
    return "\n".join([*lines[:first], *_lines(recipe, params, frame, gappy), *lines[first:]])


def _lines(recipe: Recipe, params: Mapping[str, Param], frame: str, labels: Sequence[Label]) -> Iterator[str]:
    missing = f"{frame}[{literal_list(labels)}].isna()"
    if recipe.result == "figure" or _by_column(recipe, params):
        yield f'print(f"left out of {{len({frame}):,}} rows, without a value:", {missing}.sum().to_dict())'
        return
    gaps = fresh_name("gaps", function_body(recipe.function).bound | {frame})
    yield f"{gaps} = {missing}"
    after = f"{{(~{gaps}.any(axis=1)).sum():,}} after"
    yield f'print(f"{{len({frame}):,}} rows before, {after}; without a value:", {gaps}.sum().to_dict())'


def _by_column(recipe: Recipe, params: Mapping[str, Param]) -> bool:
    """Return whether other values of a row may be used though one is missing, or rows are left out besides."""
    many = [p for p in recipe.parameters.values() if p.role and p.role.many and len(list(labels_of(p, params))) > 1]
    return bool(many) or any(isinstance(param, Condition) for param in params.values())


def _leaving_out(recipe: Recipe, params: Mapping[str, Param]) -> Iterator[Label]:
    """Yield the columns without whose value a row takes no part."""
    for parameter in recipe.parameters.values():
        param = params.get(parameter.name)
        if isinstance(param, Condition):
            tests = (test for test in param.tests if not test.alternatives)  # a row without one may pass the other
            yield from (test.column for test in tests if test.comparison not in KEEPING)
        elif _aggregates(recipe) and COUNTED not in function_body(recipe.function).source:
            yield from labels_of(parameter, params)


def _aggregates(recipe: Recipe) -> bool:
    """Return whether a recipe sums rows up; those of scikit-learn fill gaps, Polars shows them as a group."""
    summed = recipe.result in ("table", "figure", None) or recipe.makes == "periods"
    return summed and recipe.agent not in ("polars_agent", "sk_learn_agent")


def _may_lack(label: Label, frame: str, profiles: Sequence[FrameProfile]) -> bool:
    """Return whether a column may have gaps: it has, or nothing is known of it, as after a join."""
    own = [profile for profile in profiles if profile.name == frame]
    if not own and len(profiles) > 1:
        return True
    columns = [column for profile in own or profiles for column in (*profile.columns, *profile.index)]
    found = [column for column in columns if column.label == label]
    # a frame that an earlier step made may have read text as numbers, or codes as missing
    return not found or any(c.missing or (not own and (c.codes or c.reads_as)) for c in found)
