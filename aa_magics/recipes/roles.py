"""What a recipe's parameters and results may be: roles, written as annotations.

A column role says which kinds of column it takes; the planner binds it to columns of those kinds.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from aa_magics.model import Kind


@dataclass(frozen=True)
class Role:
    """`many` takes a list of columns; no `kinds` means that it is no column."""

    name: str
    kinds: frozenset[Kind] = frozenset()
    many: bool = False


ANY: frozenset[Kind] = frozenset(("number", "category", "datetime", "text", "boolean", "id"))
GROUPS: frozenset[Kind] = frozenset(("category", "boolean", "text", "id"))

Frame = Annotated[Any, Role("frame")]
Rows = Annotated[Any, Role("rows")]
"""A boolean mask over the frame: given as a Condition."""
Value = Annotated[Any, Role("value")]
"""A cell value of the column before it."""
Values = Annotated[Any, Role("values", many=True)]

Column = Annotated[Any, Role("column", ANY)]
Number = Annotated[Any, Role("column", frozenset[Kind](("number",)))]
Category = Annotated[Any, Role("column", GROUPS)]
Datetime = Annotated[Any, Role("column", frozenset[Kind](("datetime",)))]
Text = Annotated[Any, Role("column", frozenset[Kind](("text", "category", "id")))]
Columns = Annotated[Any, Role("columns", ANY, many=True)]
Numbers = Annotated[Any, Role("columns", frozenset[Kind](("number",)), many=True)]
Categories = Annotated[Any, Role("columns", GROUPS, many=True)]

Table = Annotated[Any, Role("table")]
"""A result that is shown: a frame, a series or a number."""
Figure = Annotated[Any, Role("figure")]
Model = Annotated[Any, Role("model")]
"""A fitted estimator or result."""
