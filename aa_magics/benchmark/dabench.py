"""InfiAgent-DABench by question files that a person has: `aa-magics bench dabench`."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aa_magics.analyst import Recorder, aanalyze
from aa_magics.benchmark.answering import Result, answer
from aa_magics.benchmark.questions import Question, read_questions
from aa_magics.benchmark.running import Kept, run_benchmark, summary
from aa_magics.config import Settings
from aa_magics.steps import Trier


@dataclass(frozen=True)
class DABench:
    """The files of a benchmark: questions and right answers as JSON lines, and a folder of CSV files."""

    questions: Path
    labels: Path
    tables: Path

    def run(
        self,
        settings: Settings,
        trier: Callable[[], Trier],
        *,
        history: Recorder | None = None,
        limit: int | None = None,
        budget: float | None = None,
        out: Path | None = None,
        said: Callable[[str], None] = print,
    ) -> str:
        """Return the score of the settings' engine on the first `limit` questions; see `run_benchmark`.

        `trier` gives a new process for the cells of each question; the runs are kept in the `history`.
        """
        asked = read_questions(self.questions, self.labels)[:limit]
        answering = partial(self._answer, settings, trier, history)
        work = run_benchmark(asked, answering, kept=Kept(out, settings.engine), budget=budget, said=said)
        return summary("dabench", settings.engine, asyncio.run(work))

    async def _answer(
        self,
        settings: Settings,
        trier: Callable[[], Trier],
        history: Recorder | None,
        question: Question,
        wanted: Mapping[str, str],
        left: float | None,
    ) -> Result:
        budgets = [money for money in (settings.run_budget, left) if money is not None]
        allowed = settings.model_copy(update={"run_budget": min(budgets, default=None)})
        ask = partial(aanalyze, engine=settings.engine, settings=allowed, history=history, fresh=True)
        table = self.tables / question.file_name
        return await answer(question, wanted, table, engine=settings.engine, trier=trier(), ask=ask)
