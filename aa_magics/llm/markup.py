"""Markup and addresses in the texts of a model's code: a title with an image sends data when it is only shown."""

import ast
from collections.abc import Iterator
from html.parser import HTMLParser

LOADING = {"img", "image", "script", "iframe", "frame", "link", "object", "embed", "svg", "style", "form", "video"}
LOADING |= {"audio", "meta", "base", "input", "source", "track"}
ENDS = (">", "'>", '">')
"""What may close a tag that a text leaves open, as a part of a format string does."""
LOADING_ATTRIBUTES = {"href", "src", "srcset", "action", "background", "poster", "style"}


def loading_text(code: str, known: str) -> str | None:
    """Return a text in `code` that would load something when it is shown; not one that stands in `known` text."""
    return next((text for text in _texts(code) if _loads(text) and text not in known), None)


def _texts(code: str) -> Iterator[str]:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return  # the trial will say so
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _loads(text: str) -> bool:
    return "://" in text or ("<" in text and any(_Tags(text + end).found for end in ENDS))


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.found = self.found or tag in LOADING or bool(names & LOADING_ATTRIBUTES)
