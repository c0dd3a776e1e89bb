"""The axis titles of a chart in a person's own words: a label that was noted stands where the column's name would."""

import ast
import re
from collections.abc import Mapping

from aa_magics.codegen.literals import literal

LONGEST = 120


def captioned(source: str, captions: Mapping[str, str]) -> str:
    """Return the source of a cell whose Plotly Express call labels columns as `captions` have them, by their names."""
    call = next((node for node in ast.walk(ast.parse(source)) if _is_express(node)), None)
    if not isinstance(call, ast.Call):
        return source
    names = [
        k.value.value for k in call.keywords if isinstance(k.value, ast.Constant) and isinstance(k.value.value, str)
    ]
    labels = {name: said for name in names if (said := _said(name, captions)) != name}
    known = next((k.value for k in call.keywords if k.arg == "labels"), None)
    if isinstance(known, ast.Dict):
        return _relabelled(source, known, captions, labels)
    return _with_argument(source, call, f"labels={_dict(labels)}") if labels and known is None else source


def _is_express(node: ast.AST) -> bool:
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "px"


def _said(name: str, captions: Mapping[str, str]) -> str:
    """Return a name with each column in it called by its caption: "mean of Q1" is "mean of satisfaction"."""
    if not captions:
        return name
    longest_first = "|".join(re.escape(column) for column in sorted(captions, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{longest_first})(?!\w)", lambda found: captions[found[0]], name)


def _relabelled(source: str, known: ast.Dict, captions: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Return the source with captions in the labels that are there, and labels for what had none."""
    items = {
        key.value: value.value
        for key, value in zip(known.keys, known.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
    }
    said = {str(key): _said(str(value), captions) for key, value in items.items()}
    if len(items) < len(known.keys) or {**said, **labels} == items:
        return source
    start, stop = _span(source, known)
    return source[:start] + _dict({**labels, **said}) + source[stop:]


def _with_argument(source: str, call: ast.Call, argument: str) -> str:
    """Return the source with one more argument of a call, on lines of their own where one would be too long."""
    start, stop = _span(source, call)
    opening = source.index("(", start) + 1
    inner = source[opening : stop - 1]
    line_start = source.rfind("\n", 0, start) + 1
    if "\n" not in inner and len(source[line_start:stop]) + len(argument) + 2 <= LONGEST:
        return f"{source[: stop - 1]}, {argument}{source[stop - 1 :]}"
    if "\n" not in inner:
        inner = f"\n    {inner},\n"
    return f"{source[:opening]}{inner}    {argument},\n{source[stop - 1 :]}"


def _span(source: str, node: ast.expr) -> tuple[int, int]:
    """Return where a node begins and ends in the source, in characters."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    lines = source.splitlines(keepends=True)
    ends = []
    for line, column in ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)):
        before = lines[line - 1].encode()[:column].decode()
        ends.append(sum(map(len, lines[: line - 1])) + len(before))
    return ends[0], ends[1]


def _dict(labels: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{literal(name)}: {literal(said)}" for name, said in labels.items()) + "}"
