"""A benchmark from the first question to the last: within a budget, resumable, each result said and kept at once."""

import json
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from aa_magics.benchmark.answering import Result
from aa_magics.benchmark.questions import Question
from aa_magics.errors import EngineError, UsageError
from aa_magics.model import Usage

FAILURES = 3
Asked = tuple[Question, Mapping[str, str]]
Answering = Callable[[Question, Mapping[str, str], float | None], Awaitable[Result]]


async def run_benchmark(
    asked: Sequence[Asked],
    answering: Answering,
    *,
    kept: "Kept",
    budget: float | None = None,
    said: Callable[[str], None] = print,
) -> Sequence[Result]:
    """Return the results of all questions, those kept from before among them.

    `answering` gets what is left of the `budget` in US dollars. Raises EngineError when the engine has failed three
    times in a row, and UsageError when the budget is spent or cannot be held, as the price is not known. What was
    answered until then is kept.
    """
    done = dict(kept.results)
    failures = 0
    for number, (question, wanted) in enumerate(asked, start=1):
        if question.id in done:
            continue
        left = money_left(done.values(), budget)
        result = await answering(question, wanted, left)
        done[question.id] = result
        kept.add(result)
        said(f"{number}/{len(asked)}  {told(result)}")
        failures = failures + 1 if result.again else 0
        if failures == FAILURES:
            raise EngineError(
                f"The engine failed {FAILURES} times in a row: {result.error}", "Mend that, and ask again."
            )
    return [done[question.id] for question, _ in asked]


def money_left(results: Collection[Result], budget: float | None) -> float | None:
    """Return what is left of a budget after these results; None without a budget. Raises UsageError."""
    if budget is None:
        return None
    costs = [result.usage.cost for result in results]
    if None in costs:
        raise UsageError("The price of this engine is not known, so --budget cannot be held.", "Leave out --budget.")
    spent = sum(cost for cost in costs if cost is not None)
    if spent >= budget:
        raise UsageError(f"The budget of ${budget:g} is spent (${spent:.4f}).", "Resume with a higher --budget.")
    return budget - spent


class Kept:
    """The results in a file of JSON lines, of one engine; without a path none are kept."""

    def __init__(self, path: Path | None, engine: str) -> None:
        self.path = path
        self.results = {result.id: result for result in _read(path) if result.engine == engine and not result.again}
        self._end_line()

    def add(self, result: Result) -> None:
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(result.model_dump_json() + "\n")

    def _end_line(self) -> None:
        """End a line that was cut when it was written, so that the next one stands alone."""
        if self.path is not None and self.path.exists() and not self.path.read_bytes().endswith(b"\n"):
            with self.path.open("a", encoding="utf-8") as file:
                file.write("\n")


def _read(path: Path | None) -> Iterator[Result]:
    """Yield the results of a file; a line that was cut when it was written is passed over."""
    if path is None or not path.exists():
        return
    for line in path.read_text(encoding="utf-8").split("\n"):
        try:
            yield Result.model_validate(json.loads(line))
        except (ValueError, ValidationError):
            continue


def told(result: Result) -> str:
    return f"{result.verdict:8} {result.seconds:6.1f} s  {price(result.usage.cost)}  question {result.id}"


def price(cost: float | None) -> str:
    return "unknown" if cost is None else f"${cost:.4f}"


def summary(name: str, engine: str, results: Sequence[Result]) -> str:
    """Return the score as a table in text."""
    total = len(results)
    verdicts = [result.verdict for result in results]
    lines = [f"{name} with {engine}: {total} questions"]
    for verdict in ("right", "wrong", "refused", "failed"):
        count = verdicts.count(verdict)
        lines.append(f"  {verdict:8} {count:5}  {100 * count / max(total, 1):5.1f} %")
    for level in sorted({result.level for result in results}):
        of_level = [result.verdict for result in results if result.level == level]
        lines.append(f"  right of {level}: {of_level.count('right')} of {len(of_level)}")
    return "\n".join([*lines, _totals(results)])


def _totals(results: Sequence[Result]) -> str:
    usage = sum((result.usage for result in results), Usage())
    seconds = sum(result.seconds for result in results)
    tokens = f"{usage.input_tokens:,} + {usage.output_tokens:,} tokens in {usage.calls:,} calls"
    return f"  cost {price(usage.cost)}, {seconds:,.0f} s, {tokens}"
