"""DSPy's adapter of this project: prompts that are short enough for small models, and answers read tolerantly.

ChatAdapter says every field three times and asks for markers; that alone takes more tokens than a frame.
"""

from typing import Any, get_args, get_origin

import dspy
from pydantic import BaseModel, ValidationError

from aa_magics.llm.reading import UnreadableError, read_code, read_json

WORDS = {str: "text", int: "number", float: "number", bool: "true or false", Any: "value"}


class ShortAdapter(dspy.Adapter):
    """The instructions once, then each input that is not empty under its name, and the form of the answer.

    Signatures with an output field `code` are answered by a fenced block and a line of summary, all others by the
    JSON object of their one output field.
    """

    def format(self, signature: Any, demos: list[dict[str, Any]], inputs: dict[str, Any]) -> list[dict[str, Any]]:
        system = f"{signature.instructions}\n{self._answer_form(signature)}"
        parts = [
            f"## {name}{self._described(field)}\n{inputs[name]}"
            for name, field in signature.input_fields.items()
            if inputs.get(name)
        ]
        return [{"role": "system", "content": system}, {"role": "user", "content": "\n\n".join(parts)}]

    def parse(self, signature: Any, completion: str) -> dict[str, Any]:
        """Return the output fields of an answer. Raises UnreadableError with what is wrong, for the model to read."""
        if "code" in signature.output_fields:
            code, summary = read_code(completion)
            return {"code": code, "summary": summary}
        (name, field), *_ = signature.output_fields.items()
        try:
            return {name: field.annotation.model_validate(read_json(completion))}
        except ValidationError as error:
            wrong = error.errors()[0]
            place = ".".join(map(str, wrong["loc"]))
            raise UnreadableError(f"{place}: {wrong['msg']}") from error

    def _answer_form(self, signature: Any) -> str:
        if "code" in signature.output_fields:
            return "Answer with one ```python block, then a line `summary:` with one sentence."
        annotation = next(iter(signature.output_fields.values())).annotation
        return f"Answer with one JSON object and nothing else: {shape(annotation)}"

    def _described(self, field: Any) -> str:
        said = field.json_schema_extra.get("desc", "")
        return "" if said.startswith("${") or not said else f" ({said})"


def shape(annotation: Any) -> str:
    """Return the form of a type's JSON, shorter than its schema: `{"steps": [...], "recipe": text or null}`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = (f'"{name}": {shape(field.annotation)}' for name, field in annotation.model_fields.items())
        return "{" + ", ".join(fields) + "}"
    parts = get_args(annotation)
    if get_origin(annotation) is list:
        return f"[{shape(parts[0])}]"
    if get_origin(annotation) is dict:
        return "{name: value}"
    if type(None) in parts:
        return f"{shape(parts[0])} or null"
    return WORDS.get(annotation, "value")
