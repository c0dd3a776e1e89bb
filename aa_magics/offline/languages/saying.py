"""The titles, printed sentences and assumptions of a plan in the language of its goal, where the lexicon has them."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache, partial

from aa_magics.codegen.render import title
from aa_magics.model import Step
from aa_magics.offline.languages.language import Language
from aa_magics.recipes import catalogue

FEWEST_LETTERS = 6  # of a sentence that is told by its letters
HOLE = re.compile(r"\{(\d+)\}")


def said_title(step: Step, tongue: Language) -> str:
    """Return the title of a step; the English one where the language has none for its recipe."""
    template = tongue.titles.get(step.recipe or "")
    if template is None or step.recipe is None:
        return step.task
    return title(catalogue()[step.recipe], step.params, template, lambda words: tongue.spoken.get(words, words))


def said_text(text: str, tongue: Language) -> str:
    """Return a plain sentence, such as an assumption; as it is where the language has none for it."""
    return _own_template(text, tongue) or text


def said_source(source: str, tongue: Language) -> str:
    """Return a cell's source with what it prints in the language. What is computed stays as it is."""
    lines = source.encode().splitlines(keepends=True)
    changes: list[tuple[int, int, str]] = []
    for text in printed_texts(ast.parse(source)):
        template, parts = template_of(text)
        if own := _own_template(template, tongue):
            start = sum(map(len, lines[: text.lineno - 1])) + text.col_offset
            end = sum(map(len, lines[: (text.end_lineno or 0) - 1])) + (text.end_col_offset or 0)
            changes.append((start, end, _source(own, parts)))
    raw = source.encode()
    for start, end, own in sorted(changes, reverse=True):
        raw = raw[:start] + own.encode() + raw[end:]
    return raw.decode()


def _own_template(template: str, tongue: Language) -> str | None:
    """Return a sentence in the language, where names may stand in the place of values; None where it has none."""
    if (own := tongue.sentences.get(template)) is not None:
        return own
    for english, own in sorted(tongue.sentences.items(), key=lambda pair: -len(pair[0])):
        letters = sum(map(str.isalpha, HOLE.sub("", english)))
        found = _pattern(english).fullmatch(template) if letters >= FEWEST_LETTERS else None
        if found:
            return HOLE.sub(partial(_filled, found), own)
    return None


def _filled(found: re.Match[str], hole: re.Match[str]) -> str:
    return found[f"hole{hole[1]}"]


def printed_texts(tree: ast.AST) -> Iterator[ast.JoinedStr | ast.Constant]:
    """Yield the texts that a cell's source gives to print."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    prints = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print")
    for argument in (argument for call in prints for argument in call.args):
        if isinstance(argument, ast.JoinedStr) or (
            isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ):
            yield argument


def template_of(text: ast.JoinedStr | ast.Constant) -> tuple[str, list[ast.FormattedValue]]:
    """Return a text with its values numbered, as "{0} of {1} rows", and the values."""
    if isinstance(text, ast.Constant):
        return str(text.value), []
    template = ""
    parts: list[ast.FormattedValue] = []
    for value in text.values:
        if isinstance(value, ast.FormattedValue):
            template += f"{{{len(parts)}}}"
            parts.append(value)
        elif isinstance(value, ast.Constant):
            template += str(value.value)
    return template, parts


def _source(own: str, parts: list[ast.FormattedValue]) -> str:
    """Return a text with its values put in, as Python source with the quotes that ruff takes."""
    if not parts:
        return '"' + own.replace("\\", "\\\\").replace('"', '\\"') + '"'
    values: list[ast.expr] = []
    for place, piece in enumerate(HOLE.split(own)):
        if place % 2:
            values.append(parts[int(piece)])
        elif piece:
            values.append(ast.Constant(piece))
    source = ast.unparse(ast.JoinedStr(values))
    inner = source[2:-1]
    return f'f"{inner}"' if source.startswith("f'") and '"' not in inner else source


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = HOLE.split(template)
    return re.compile("".join(f"(?P<hole{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts)))


def completeness(tongue: Language) -> Mapping[str, tuple[str, ...]]:
    """Return what a language lacks: the recipes without a title, and the printed sentences that it does not have."""
    recipes = catalogue()
    return {
        "titles": tuple(name for name in recipes if name not in tongue.titles),
        "sentences": tuple(dict.fromkeys(s for s in _printed_by_recipes() if s not in tongue.sentences)),
    }


def _printed_by_recipes() -> Iterator[str]:
    from aa_magics.codegen.render import function_body

    for recipe in catalogue().values():
        for text in printed_texts(ast.parse(function_body(recipe.function).source)):
            template, _ = template_of(text)
            if re.search(r"[A-Za-z]{2}", HOLE.sub("", template)):
                yield template
