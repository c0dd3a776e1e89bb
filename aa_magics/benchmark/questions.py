"""Question files in the format of InfiAgent-DABench: JSON lines, the right answers in a file of their own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from aa_magics.errors import UsageError


class Line(BaseModel):
    """A line of a file that is not ours: what is not needed is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: int | str


T = TypeVar("T", bound=Line)


class Question(Line):
    question: str
    constraints: str = ""
    format: str
    file_name: str
    level: str = ""

    @property
    def goal(self) -> str:
        """The question as a goal; its answer is to be printed in the form that the scoring reads."""
        asked = [self.question, self.constraints, f"Print the answer in this format: {self.format}"]
        return "\n".join(part.strip() for part in asked if part.strip())


class RightAnswers(Line):
    common_answers: tuple[tuple[str, JsonValue], ...]

    @property
    def wanted(self) -> Mapping[str, str]:
        return {name: str(value) for name, value in self.common_answers}


def read_questions(questions: Path, labels: Path) -> Sequence[tuple[Question, Mapping[str, str]]]:
    """Return each question with its right answers by name. Raises UsageError for files that are not of that form."""
    right = {found.id: found.wanted for found in _lines(labels, RightAnswers)}
    asked = list(_lines(questions, Question))
    if lacking := [question.id for question in asked if question.id not in right]:
        raise UsageError(
            f"{str(labels)!r} has no answer to question {lacking[0]!r}.", "Give the labels of these questions."
        )
    return [(question, right[question.id]) for question in asked]


def _lines(path: Path, kind: type[T]) -> Iterator[T]:
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            yield _parsed(line, kind, f"Line {number} of {str(path)!r}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{str(path)!r} cannot be read: {said}.", "Give a file of JSON lines.") from error


def _parsed(line: str, kind: type[T], where: str) -> T:
    try:
        found: Any = json.loads(line)
        return kind.model_validate(found)
    except (ValidationError, ValueError) as error:
        needed = ", ".join(name for name, field in kind.model_fields.items() if field.is_required())
        raise UsageError(f"{where} is no {kind.__name__}.", f"It must be a JSON object with {needed}.") from error
