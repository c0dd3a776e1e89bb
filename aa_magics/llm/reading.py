"""What a model answered, read tolerantly: fences of any sort, prose around JSON, DSPy's markers, fields in any case."""

import ast
import json
import re
from collections.abc import Collection, Mapping
from typing import Any

FENCE = re.compile(
    r"^[ \t]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<tag>[\w+-]*)[^\n]*\n(?P<body>.*?)(?:^[ \t]*(?P=mark)[ \t]*$|\Z)",
    re.M | re.S,
)
MARKED = re.compile(r"\[\[\s*##\s*(\w+)\s*##\s*\]\]")
PYTHON = ("", "python", "py", "python3", "ipython", "ipython3", "pycon", "code")
SUMMARY = re.compile(r"^[ \t#*_>-]*summary[ \t*_]*:[ \t*_]*(?P<text>.*)$", re.I | re.M)
MAGIC = re.compile(r"^\s*[%!]{1,2}\s*\w|^\s*\?\w|^\s*\w+\?+\s*$")


class UnreadableError(Exception):
    """An answer that holds nothing of what was asked for; the text says so to the model."""


def read_json(text: str) -> Any:
    """Return the JSON value in an answer, mended where it is broken. Raises UnreadableError when there is none."""
    import json_repair

    for part in (marked_fields(text).get("plan"), *(match["body"] for match in FENCE.finditer(text)), text):
        start = re.search(r"[\[{]", part or "")
        if part and start:
            value = json_repair.loads(part[start.start() :])
            if isinstance(value, dict | list) and value:
                return _first_object(value)
    raise UnreadableError("It holds no JSON object.")


def read_code(text: str) -> tuple[str, str]:
    """Return the code in an answer, and its summary ("" where there is none). Raises UnreadableError without code."""
    fields = marked_fields(text) or _json_fields(text, ("code", "summary"))
    if code := fields.get("code", ""):
        return _checked(_unfenced(code)), fields.get("summary", "").strip()
    fenced = _fenced(text)
    rest = FENCE.sub("", text) if fenced else text
    summary = SUMMARY.search(rest)
    if fenced:
        return _checked(fenced), (summary["text"] if summary else rest).strip()
    bare = (text[: summary.start()] + text[summary.end() :] if summary else text).strip()
    if not _is_code(bare):
        raise UnreadableError("It holds no Python code.")
    return _checked(bare), summary["text"].strip() if summary else ""


def marked_fields(text: str) -> Mapping[str, str]:
    """Return the fields of an answer in the form of DSPy's chat adapter, by their names in lower case."""
    parts = MARKED.split(text)
    return {name.lower(): value.strip() for name, value in zip(parts[1::2], parts[2::2], strict=True)}


def is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _first_object(value: Any) -> Any:
    """Return the object among what json_repair found beside it, such as the words before it."""
    if isinstance(value, list):
        objects = [part for part in value if isinstance(part, dict)]
        return objects[0] if len(objects) == 1 else objects or value
    return value


def _json_fields(text: str, names: Collection[str]) -> Mapping[str, str]:
    """Return the text fields of an answer that is one JSON object; code is only read as JSON where it surely is."""
    start = text.find("{")
    if start < 0 or not re.match(r"\{\s*[\"']?(code|summary)\b", text[start:], re.I):
        return {}
    try:
        value = json.loads(text[start : text.rfind("}") + 1])
    except ValueError:
        import json_repair

        value = json_repair.loads(text[start:])
    if not isinstance(value, dict):
        return {}
    lowered = {str(name).lower(): str(said) for name, said in value.items()}
    return {name: lowered[name] for name in names if name in lowered}


def _fenced(text: str) -> str:
    """Return the Python in an answer's fences, one block after another."""
    blocks = [(match["tag"].lower(), match["body"]) for match in FENCE.finditer(text)]
    python = [body for tag, body in blocks if tag in PYTHON] or [body for _, body in blocks if is_python(body)]
    return "\n\n".join(body.strip("\n") for body in python if body.strip())


def _unfenced(code: str) -> str:
    return _fenced(code) or code


def _is_code(text: str) -> bool:
    """Return whether text without a fence is Python that does something, not prose that happens to be."""
    if not is_python(text):
        return bool(re.search(r"^(import|from) \w+|^\w+ = |\w\(.*\)$", text, re.M)) and ";" not in text[:40]
    wanted = (ast.Call, ast.Assign, ast.Import, ast.ImportFrom, ast.Subscript, ast.Attribute)
    return any(isinstance(node, wanted) for node in ast.walk(ast.parse(text)))


def _checked(code: str) -> str:
    """Return code without trailing blanks. Raises UnreadableError for magics and shell commands."""
    code = code.strip("\n").rstrip()
    if not code.strip():
        raise UnreadableError("It holds no Python code.")
    if not is_python(code) and any(MAGIC.match(line) for line in code.splitlines()):
        raise UnreadableError("Magics and shell commands are not allowed; write plain Python.")
    return code
