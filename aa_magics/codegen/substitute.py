"""Replace names in Python source, keeping its formatting and its comments.

Each replacement is a range of bytes of the source, found through `ast`. What needs more than its own range: a
format string (rebuilt, since Python 3.11 does not know the places inside it), an import that binds a replaced
name (it gains an alias), `**{name: value}` (a keyword, where the name's text can be one), and a keyword argument
that is given None, the default of every function that a recipe calls so (it is left out).
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from keyword import iskeyword
from unicodedata import normalize


@dataclass(frozen=True)
class Replacement:
    """The source that takes a name's place, and the text that it shows inside a format string."""

    source: str
    text: str | None = None


Edit = tuple[int, int, str]


def substitute(source: str, replacements: Mapping[str, Replacement]) -> str:
    """Return `source` with every use and binding of the names in `replacements` replaced.

    Names are replaced wherever they stand, nested scopes included: a recipe never binds a name twice.
    """
    places = _Places(source)
    edits: list[Edit] = []
    _collect(ast.parse(source), None, replacements, places, edits)
    return places.apply(edits)


class _Places:
    """Where the nodes of a source are, in bytes."""

    def __init__(self, source: str) -> None:
        self.encoded = source.encode()
        lines = self.encoded.splitlines(keepends=True)
        self.line_starts = [0, *accumulate(map(len, lines))]

    def span(self, node: ast.expr | ast.arg | ast.alias | ast.keyword) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.line_starts[node.lineno - 1] + node.col_offset
        return start, self.line_starts[node.end_lineno - 1] + node.end_col_offset

    def definition(self, node: ast.FunctionDef | ast.ClassDef, text: str) -> Edit:
        """Return the edit that gives a function or a class another name: `ast` does not say where the name is."""
        start = self.line_starts[node.lineno - 1] + node.col_offset
        name = node.name.encode()
        place = self.encoded.index(name, self.encoded.index(b" ", start))
        return place, place + len(name), text

    def apply(self, edits: list[Edit]) -> str:
        result = self.encoded
        for start, end, text in sorted(edits, reverse=True):
            result = result[:start] + text.encode() + result[end:]
        return result.decode()


def _collect(
    node: ast.AST,
    parent: ast.AST | None,
    replacements: Mapping[str, Replacement],
    places: _Places,
    edits: list[Edit],
) -> None:
    """Add to `edits` what must change in `node` and below."""
    match node:
        case ast.Name(id=name) if name in replacements:
            edits.append((*places.span(node), _fitting(replacements[name].source, node, parent)))
        case ast.arg(arg=name) if name in replacements:
            start, _ = places.span(node)
            edits.append((start, start + len(name.encode()), replacements[name].source))
        case ast.alias():
            _rename_alias(node, parent, replacements, places, edits)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if name in replacements:
            edits.append(places.definition(node, replacements[name].source))
        case ast.JoinedStr():
            edits.append((*places.span(node), format_string(node, replacements)))
            return
        case ast.keyword(arg=None, value=ast.Dict(keys=[key], values=[given])) if key is not None and (
            keyword := _keyword(key, replacements)
        ):
            (start, end), (value_start, value_end) = places.span(node), places.span(given)
            edits += [(start, value_start, f"{keyword}="), (value_end, end, "")]
            _collect(given, node, replacements, places, edits)
            return
        case ast.Call(keywords=keywords):
            dropped = [k for k in keywords if _is_none(k.value, replacements)]
            _drop(node, dropped, places, edits)
            for child in ast.iter_child_nodes(node):
                if child not in dropped:
                    _collect(child, node, replacements, places, edits)
            return
    for child in ast.iter_child_nodes(node):
        _collect(child, node, replacements, places, edits)


def _fitting(text: str, node: ast.expr, parent: ast.AST | None) -> str:
    """Return `text`, in parentheses where what stands around the name binds tighter than `text` does."""
    replaced = ast.parse(text, mode="eval").body
    atoms = (ast.Name, ast.Constant, ast.List, ast.Tuple, ast.Call, ast.Subscript, ast.Attribute)
    if isinstance(replaced, atoms) and not (isinstance(parent, ast.Attribute) and isinstance(replaced, ast.Constant)):
        return text
    enclosed = isinstance(parent, ast.Call | ast.Dict | ast.keyword | ast.Assign | ast.Return) or (
        isinstance(parent, ast.Subscript) and parent.slice is node
    )
    return text if enclosed else f"({text})"


def _keyword(key: ast.expr, replacements: Mapping[str, Replacement]) -> str | None:
    """Return a key's text if it can be given as a keyword: then `assign(**{"a": x})` is written `assign(a=x)`."""
    match key:
        case ast.Name(id=name) if name in replacements:
            source = replacements[name].source
        case ast.JoinedStr():
            source = format_string(key, replacements)
        case _:
            return None
    written = ast.parse(source, mode="eval").body
    text = written.value if isinstance(written, ast.Constant) and isinstance(written.value, str) else ""
    as_read = normalize("NFKC", text) == text  # as Python reads a keyword
    return text if as_read and text.isidentifier() and not iskeyword(text) and text != "self" else None


def _is_none(value: ast.expr, replacements: Mapping[str, Replacement]) -> bool:
    return isinstance(value, ast.Name) and value.id in replacements and replacements[value.id].source == "None"


def _drop(call: ast.Call, dropped: list[ast.keyword], places: _Places, edits: list[Edit]) -> None:
    """Leave out keyword arguments together with the comma that set them apart."""
    arguments: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    arguments.sort(key=places.span)
    kept = [a for a in arguments if a not in dropped]
    for keyword in dropped:
        start, end = places.span(keyword)
        before = [a for a in kept if places.span(a) < (start, end)]
        if before:
            previous = arguments[arguments.index(keyword) - 1]
            edits.append((places.span(previous)[1], end, ""))
        elif kept:
            following = arguments[arguments.index(keyword) + 1]
            edits.append((start, places.span(following)[0], ""))
        else:
            edits.append((start, end, ""))


def _rename_alias(
    node: ast.alias,
    parent: ast.AST | None,
    replacements: Mapping[str, Replacement],
    places: _Places,
    edits: list[Edit],
) -> None:
    bound = node.asname or node.name
    if bound not in replacements:
        return
    edits.append((*places.span(node), f"{node.name} as {replacements[bound].source}"))


def format_string(node: ast.JoinedStr, replacements: Mapping[str, Replacement]) -> str:
    """Return the source of a format string in which replaced values that are text have become part of the text."""
    parts: list[str | tuple[str, str]] = []  # text, or (expression, conversion and format)
    for value in node.values:
        match value:
            case ast.Constant(value=str(text)):
                parts.append(text)
            case ast.FormattedValue(value=ast.Name(id=name), conversion=-1, format_spec=None) if (
                name in replacements and (shown := replacements[name].text) is not None
            ):
                parts.append(shown)
            case ast.FormattedValue():
                parts.append((_formatted(value, replacements), _conversion(value)))
    return _joined(parts)


def _formatted(value: ast.FormattedValue, replacements: Mapping[str, Replacement]) -> str:
    return substitute(ast.unparse(value.value), replacements)


def _conversion(value: ast.FormattedValue) -> str:
    conversion = f"!{chr(value.conversion)}" if value.conversion != -1 else ""
    match value.format_spec:
        case ast.JoinedStr(values=[ast.Constant(value=str(spec))]):
            return f"{conversion}:{spec}"
        case None:
            return conversion
        case _:
            raise NotImplementedError("a recipe's formats are constant")


def _joined(parts: list[str | tuple[str, str]]) -> str:
    if all(isinstance(part, str) for part in parts):
        from aa_magics.codegen.literals import literal

        return literal("".join(part for part in parts if isinstance(part, str)))
    inner = ""
    for part in parts:
        if isinstance(part, str):
            escaped = part.encode("unicode_escape").decode() if not part.isprintable() else part.replace("\\", "\\\\")
            inner += escaped.replace("{", "{{").replace("}", "}}").replace('"', '\\"')
        else:
            inner += "{" + part[0].replace('"', "'") + part[1] + "}"
    return f'f"{inner}"'
