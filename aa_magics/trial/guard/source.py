"""Read a cell's source, before it is run, for what it may not do: the readable one of the guard's layers.

It judges what the source says plainly. What is computed it lets pass: the wall around the process is for that.
"""

import ast
from collections.abc import Iterator
from string import Formatter

from aa_magics.model import Model
from aa_magics.trial.guard import words
from aa_magics.trial.guard.bindings import bindings


class Refusal(Model):
    """What a cell may not do, and what to do instead, in one or two sentences; `line` is where, from 1."""

    message: str
    line: int


def check(source: str, protected: frozenset[str]) -> Refusal | None:
    """Return what the guard refuses of a cell, the first in its text, None if nothing.

    `protected` are names that it may not bind anew or delete: the variables of the person. A cell that Python cannot
    read is refused where it is one for the notebook (`!ls`, `%run`); other mistakes are left to be found by running it.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _command(source)
    reader = _Reader(tree)
    try:
        reader.visit(tree)
    except RecursionError:
        reader.found.append(Refusal(message="It is nested too deeply to be read. Write it in steps.", line=1))
    for name, line in bindings(tree):
        if name in protected:
            said = f"It binds {name} anew, a variable that the notebook already has. Give the result another name."
            reader.found.append(Refusal(message=said, line=line))
    return min(reader.found, key=lambda refusal: refusal.line, default=None)


def _command(source: str) -> Refusal | None:
    for number, line in enumerate(source.splitlines(), 1):
        start = line.lstrip()
        _, assigned, value = start.partition("=")
        if start.startswith(("!", "%", "?")) or (assigned and value.lstrip().startswith(("!", "%"))):
            said = "It is a command for the notebook or the shell. Write plain Python, without ! and %."
            return Refusal(message=said, line=number)
    return None


class _Reader(ast.NodeVisitor):
    """Walks a cell's tree and collects what it finds."""

    def __init__(self, tree: ast.AST) -> None:
        self.found: list[Refusal] = []
        self.modules = dict(_imported(tree))

    def refuse(self, node: ast.AST, what: str, reason: words.Reason) -> None:
        does, instead = reason
        said = f"It uses {what}, which {does}. {instead}"
        self.found.append(Refusal(message=said, line=getattr(node, "lineno", 1)))

    def module(self, node: ast.AST) -> str | None:
        """Return the full name of what is reached from an imported module by plain attributes."""
        if isinstance(node, ast.Name):
            return self.modules.get(node.id)
        if isinstance(node, ast.Attribute) and (base := self.module(node.value)):
            return f"{base}.{node.attr}"
        return None

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.check_module(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.level or not node.module:
            self.refuse(node, "a relative import", words.INSIDES)
            return
        self.check_module(node, node.module)
        for alias in node.names:
            self.check_part(node, node.module, alias.name)

    def check_module(self, node: ast.AST, name: str) -> None:
        if reason := words.why_refused(name):
            self.refuse(node, name, reason)
        elif words.REACHED & set(name.split(".")[1:]):
            self.refuse(node, name, words.INSIDES)

    def check_part(self, node: ast.AST, module: str, part: str) -> None:
        """Refuse a part of a module that may not be used, or that is a module of another kind."""
        name = f"{module}.{part}"
        if module in words.PARTS and part not in words.PARTS[module]:
            self.refuse(node, name, words.part_reason(name))
        elif name in words.PART_REASONS:
            self.refuse(node, name, words.PART_REASONS[name])
        elif part in words.REACHED:
            self.refuse(node, name, words.MODULES.get(part, words.INSIDES))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        inner = node.value
        if node.attr in ("__name__", "__qualname__") and isinstance(inner, ast.Attribute) and inner.attr == "__class__":
            self.visit(inner.value)  # type(x).__name__ in other words
            return
        self.check_attribute(node, node.attr)
        if base := self.module(inner):
            self.check_part(node, base, node.attr)
            if isinstance(inner, ast.Name) and not isinstance(node.ctx, ast.Load):
                self.refuse(node, f"{base}.{node.attr} = ...", words.PATCHES)
        if not (base and isinstance(inner, ast.Name)):
            self.visit(inner)

    def check_attribute(self, node: ast.AST, name: str) -> None:
        if name in words.INTROSPECTION or (_is_dunder(name) and name not in words.HARMLESS_DUNDERS):
            self.refuse(node, name, words.INSIDES)

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in words.NAMES:
            self.refuse(node, node.id, words.NAMES[node.id])
        elif _is_dunder(node.id) and node.id not in words.HARMLESS_DUNDERS:
            self.refuse(node, node.id, words.INSIDES)
        elif (module := self.modules.get(node.id)) in words.PARTS and isinstance(node.ctx, ast.Load):
            self.refuse(node, f"{module} as a value", words.MODULES.get(str(module), words.INSIDES))

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            for name in filter(_is_dunder, _identifiers(node.value)):
                self.check_attribute(node, name)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node.func)
        if name in words.CALLED:
            self.refuse(node, f"{name}()", words.CALLED[name])
        if not name or name in words.FILE_FUNCTIONS or name.startswith(words.FILE_PREFIXES):
            self.check_places(node, name)
        self.check_keywords(node)
        self.check_reaching(node, name)
        self.check_texts(node, name)
        self.generic_visit(node)

    def check_places(self, node: ast.Call, name: str) -> None:
        given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in words.PATH_KEYWORDS)]
        for argument in given:
            text = _start(argument)
            if _is_remote(text):
                self.refuse(argument, f"an address in {name}()", words.NETWORK)
            elif _is_elsewhere(text):
                self.refuse(argument, f"a path in {name}()", words.OUTSIDE)

    def check_keywords(self, node: ast.Call) -> None:
        for keyword in node.keywords:
            plain = isinstance(keyword.value, ast.Constant) and not keyword.value.value
            if keyword.arg == "allow_pickle" and not plain:
                self.refuse(node, "allow_pickle", words.PICKLES)

    def check_reaching(self, node: ast.Call, name: str) -> None:
        """Look at what reaches for attributes by their name, or for all of them."""
        if name == "vars" and not node.args:
            self.refuse(node, "vars()", words.VARIABLES)
        if name not in ("getattr", "setattr", "delattr", "hasattr") or len(node.args) < 2:
            return
        base, part = self.module(node.args[0]), node.args[1]
        if base and name in ("setattr", "delattr"):
            self.refuse(node, f"{name}({base}, ...)", words.PATCHES)
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            self.check_attribute(node, part.value)
            if base:
                self.check_part(node, base, part.value)

    def check_texts(self, node: ast.Call, name: str) -> None:
        """Look into texts that are read as code: a format string, a query of pandas."""
        texts = [node.func.value] if isinstance(node.func, ast.Attribute) and name in ("format", "format_map") else []
        if texts and isinstance(texts[0], ast.Constant) and isinstance(texts[0].value, str):
            for field in _fields(texts[0].value):
                for part in field.replace("[", ".").replace("]", ".").split("."):
                    self.check_attribute(node, part)
        first = _start(node.args[0]) if node.args else ""
        if name in words.READ_AS_CODE:
            self.check_code(node, first)
        if name in words.RUN_AS_SQL and words.SQL_REFUSED & set(_identifiers(first.lower())):
            self.refuse(node, f"{name}()", words.OUTSIDE)

    def check_code(self, node: ast.AST, text: str) -> None:
        """Look into a query or a formula as far as it is Python; what is in backticks is a column."""
        try:
            inner = ast.parse(text.replace("@", "").rpartition("~")[2].strip())
        except (SyntaxError, ValueError, RecursionError):
            return
        reader = _Reader(inner)
        reader.modules = self.modules
        reader.visit(inner)
        if any(isinstance(part, ast.Call) and _called(part.func) == "open" for part in ast.walk(inner)):
            reader.refuse(node, "open", words.OUTSIDE)
        self.found += [refusal.model_copy(update={"line": getattr(node, "lineno", 1)}) for refusal in reader.found]


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each name that an import binds, and the module (or its part) that it then is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _called(function: ast.expr) -> str:
    return getattr(function, "id", None) or getattr(function, "attr", None) or ""


def _start(node: ast.expr) -> str:
    """Return the text that a text begins with, as far as the source says: "/home/" of f"/home/{user}"."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Constant(value=bytes(raw)):
            return raw.decode(errors="replace")
        case ast.JoinedStr(values=[first, *_]):
            return _start(first)
        case ast.BinOp(left=left):
            return _start(left)
    return ""


def _identifiers(text: str) -> list[str]:
    """Return the words of a text that could be names: ["a", "__class__"] of "{a.__class__}"."""
    return "".join(letter if letter.isalnum() or letter == "_" else " " for letter in text).split()


def _fields(text: str) -> Iterator[str]:
    try:
        yield from (field or "" for _, field, _, _ in Formatter().parse(text))
    except ValueError:
        return  # no format string: it will say so when it is run


def _is_dunder(name: str) -> bool:
    return len(name) > 4 and name.startswith("__") and name.endswith("__") and name.isidentifier()


def _is_remote(text: str) -> bool:
    scheme, found, _ = text.partition("://")
    return bool(found) and scheme.replace("+", "").isalnum()


def _is_elsewhere(text: str) -> bool:
    slashed = text.replace("\\", "/")
    rooted = len(slashed) > 1 and (slashed[0] in "/~" or slashed[1:3] == ":/")
    return "\n" not in text and (rooted or ".." in slashed.split("/"))
