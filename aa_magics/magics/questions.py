"""The question which of several columns is meant, with what answers it: a button in JupyterLab, a line elsewhere."""

from aa_magics.codegen.assemble import markdown_text, one_line
from aa_magics.errors import ChoiceError
from aa_magics.magics.output import RUN_MIME, Bundle, run_bundle
from aa_magics.model import Alternative, Run

ASKED = "Run the cell again with one of these lines, which is then kept:"


def question_bundle(run: Run, asked: ChoiceError, line: str) -> Bundle:
    """Return what asks: `choices` for the front end, and the lines to type, made from the `line` that was there."""
    bundle = run_bundle(run)
    choices = [Alternative(words=asked.words, meaning=choice) for choice in asked.choices]
    bundle[RUN_MIME]["choices"] = [choice.model_dump(mode="json") for choice in choices]
    lines = [one_line(f"%%analyst {line}".strip() + f" {ready}") for ready in asked.ready]
    indented = "\n".join(f"    {ready}" for ready in lines)
    bundle["text/markdown"] = f"{markdown_text(asked.message)} {ASKED}\n\n{indented}"
    bundle["text/plain"] = f"{one_line(asked.message)} {ASKED}\n\n{indented}"
    return bundle
