"""The harness of benchmarks: question files are answered, run and scored, within a budget, resumable."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aa_magics.analyst import mentioned_agents, utc_now
from aa_magics.benchmark.answering import Result, answer, printing
from aa_magics.benchmark.questions import Question, read_questions
from aa_magics.benchmark.running import Kept, run_benchmark, summary
from aa_magics.benchmark.scoring import all_right, given_answers
from aa_magics.cli import main
from aa_magics.errors import BudgetError, EngineError, GoalError, UsageError
from aa_magics.model import Cell, Run, Trial, Usage
from tests.llm_server import Answer, Request, ScriptedServer, Text, code_text, is_plan, plan_text

MEAN = {"id": 1, "question": "What is the mean price?", "format": "@mean[value]", "file_name": "t.csv", "level": "easy"}
LABEL = {"id": 1, "common_answers": [["mean", "2.0"]]}
TABLE = pd.DataFrame({"price": [1.0, 3.0]})


def lines(path: Path, *objects: Mapping[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, objects)), encoding="utf-8")
    return path


class ExecTrier:
    """Runs cells in this process, as a worker does elsewhere."""

    def warm(self) -> None: ...

    async def open(self, frames: Mapping[str, Any]) -> None:
        self.namespace = dict(frames)

    async def run(self, source: str, protected: frozenset[str] = frozenset()) -> Trial:
        printed: list[str] = []
        try:
            exec(source, self.namespace | {"print": lambda value: printed.append(str(value))})
        except ZeroDivisionError as error:
            return Trial(ok=False, error=str(error), printed="\n".join(printed))
        return Trial(ok=True, printed="\n".join(printed))

    def close(self) -> None: ...


class Writes:
    """Answers every goal with the same cell, or with an error."""

    def __init__(self, outcome: str | Exception, cost: float | None = 0.25) -> None:
        self.outcome, self.cost = outcome, cost
        self.goals: list[str] = []

    async def __call__(self, goal: str, frames: Mapping[str, Any], *, progress: Callable[[Run], None]) -> Run:
        self.goals.append(goal)
        source = "" if isinstance(self.outcome, Exception) else self.outcome
        run = Run(
            id="r",
            goal={"text": goal},  # type: ignore[arg-type]
            engine="fake",
            state="done",
            started=utc_now(),
            cells=(Cell(cell_type="code", source=source),),
            usage=Usage(calls=2, input_tokens=10, output_tokens=5, cost=self.cost),
        )
        progress(run)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return run


async def result_of(outcome: str | Exception, folder: Path) -> Result:
    TABLE.to_csv(folder / "t.csv", index=False)
    question = Question.model_validate(MEAN)
    return await answer(
        question, {"mean": "2.0"}, folder / "t.csv", engine="fake", trier=ExecTrier(), ask=Writes(outcome)
    )


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        ("print(f'@mean[{df.price.mean()}]')", "right"),
        ("f'@mean[{df.price.mean():.0f}]'", "right"),
        ("'@mean[3]'", "wrong"),
        ("df.price.mean()", "refused"),
        (GoalError("Nothing in df answers to it.", "Ask otherwise."), "refused"),
        ("'@mean[2]'; 1 / 0", "failed"),
        (EngineError("It is not there.", "Start it."), "failed"),
    ],
)
async def test_an_answer_has_its_verdict(outcome: str | Exception, verdict: str, tmp_path: Path) -> None:
    result = await result_of(outcome, tmp_path)
    assert result.verdict == verdict
    assert result.usage.cost == 0.25
    assert result.again == isinstance(outcome, EngineError)


async def test_what_forbids_to_ask_is_no_refusal(tmp_path: Path) -> None:
    with pytest.raises(BudgetError):
        await result_of(BudgetError("It could cost more.", "Raise the budget."), tmp_path)


def test_a_shown_value_is_printed_once() -> None:
    assert printing("x = 1\nx + 1") == "x = 1\nprint(x + 1)"
    assert printing("x = 1") == "x = 1"
    assert printing("no python") == "no python"


def test_numbers_are_compared_as_numbers() -> None:
    assert all_right({"a": "0.50", "b": " yes "}, {"a": "0.5", "b": "yes"})
    assert not all_right({"a": "0.51"}, {"a": "0.5"})
    assert not all_right({"a": "nothing"}, {"a": "0.5"})
    assert not all_right({"b": "0.5"}, {"a": "0.5"})


def test_the_last_answer_given_counts() -> None:
    assert given_answers("@a[1] @b[x y]\n@a[2]") == {"a": "2", "b": "x y"}


def test_a_goal_is_question_constraints_and_format(tmp_path: Path) -> None:
    questions = lines(tmp_path / "q", MEAN | {"constraints": "Round it.", "concepts": ["Summary"]}, MEAN | {"id": 2})
    labels = lines(tmp_path / "l", LABEL, LABEL | {"id": 2})
    (first, wanted), (second, _) = read_questions(questions, labels)
    assert first.goal == "What is the mean price?\nRound it.\nPrint the answer in this format: @mean[value]"
    assert second.goal == "What is the mean price?\nPrint the answer in this format: @mean[value]"
    assert wanted == {"mean": "2.0"}


@pytest.mark.parametrize(
    ("questions", "labels", "said"),
    [
        ("{}", json.dumps(LABEL), r"Line 1 of .*q' is no Question\.\nIt must be .* id, question, format, file_name\."),
        (json.dumps(MEAN), "\nnothing", r"Line 2 of .*l' is no RightAnswers\.\n"),
        (json.dumps(MEAN), json.dumps(LABEL | {"id": 5}), r"l' has no answer to question 1\.\n"),
        (json.dumps(MEAN), None, r"l' cannot be read: No such file or directory\.\n"),
    ],
)
def test_a_file_in_another_form_is_said(questions: str, labels: str | None, said: str, tmp_path: Path) -> None:
    (tmp_path / "q").write_text(questions)
    if labels is not None:
        (tmp_path / "l").write_text(labels)
    with pytest.raises(UsageError, match=said):
        read_questions(tmp_path / "q", tmp_path / "l")


class Answers:
    """Gives every question the next verdict."""

    def __init__(self, *verdicts: str, cost: float | None = 0.25) -> None:
        self.verdicts, self.cost = list(verdicts), cost
        self.left: list[float | None] = []

    async def __call__(self, question: Question, wanted: Mapping[str, str], left: float | None) -> Result:
        self.left.append(left)
        verdict = self.verdicts.pop(0)
        usage = Usage(calls=1, cost=self.cost)
        told = {"verdict": verdict, "again": verdict == "failed", "error": "No." if verdict == "failed" else None}
        return Result(id=question.id, level="easy", engine="fake", wanted=wanted, seconds=1.0, usage=usage, **told)  # type: ignore[arg-type]


def asked(count: int) -> Sequence[tuple[Question, Mapping[str, str]]]:
    return [(Question.model_validate(MEAN | {"id": number}), {"mean": "2.0"}) for number in range(count)]


async def test_a_resumed_benchmark_asks_what_is_left_and_what_the_engine_failed_at(tmp_path: Path) -> None:
    out, said = tmp_path / "out.jsonl", list[str]()
    await run_benchmark(asked(2), Answers("right", "failed"), kept=Kept(out, "fake"), said=said.append)
    out.write_text(out.read_text() + '{"id": 5, "half')
    answers = Answers("wrong", "refused")
    results = await run_benchmark(asked(3), answers, kept=Kept(out, "fake"), said=said.append)
    assert [result.verdict for result in results] == ["right", "wrong", "refused"]
    assert [line.split()[:2] for line in said[-2:]] == [["2/3", "wrong"], ["3/3", "refused"]]
    again = await run_benchmark(asked(3), Answers(), kept=Kept(out, "fake"))
    assert again == results


async def test_results_of_another_engine_are_not_taken_over(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    await run_benchmark(asked(1), Answers("right"), kept=Kept(out, "fake"), said=lambda line: None)
    assert Kept(out, "other").results == {}


async def test_an_engine_that_always_fails_is_not_asked_for_ever() -> None:
    answers = Answers(*["failed"] * 5)
    with pytest.raises(EngineError, match=r"3 times in a row: No\.\n"):
        await run_benchmark(asked(5), answers, kept=Kept(None, "fake"), said=lambda line: None)
    assert len(answers.left) == 3


async def test_a_budget_stops_the_benchmark_before_it_is_passed() -> None:
    answers = Answers(*["right"] * 5)
    with pytest.raises(UsageError, match=r"budget of \$0\.5 is spent \(\$0\.5000\)"):
        await run_benchmark(asked(5), answers, kept=Kept(None, "fake"), budget=0.5, said=lambda line: None)
    assert answers.left == [0.5, 0.25]


async def test_a_budget_needs_a_known_price() -> None:
    answers = Answers("right", "right", cost=None)
    with pytest.raises(UsageError, match="price of this engine is not known"):
        await run_benchmark(asked(2), answers, kept=Kept(None, "fake"), budget=1.0, said=lambda line: None)


async def test_the_summary_counts_verdicts_cost_and_time() -> None:
    answers = Answers("right", "wrong", "refused", "right")
    results = await run_benchmark(asked(4), answers, kept=Kept(None, "fake"), said=lambda line: None)
    text = summary("dabench", "fake", results)
    assert "right        2   50.0 %" in text
    assert "refused      1   25.0 %" in text
    assert "right of easy: 2 of 4" in text
    assert text.endswith("cost $1.0000, 4 s, 0 + 0 tokens in 4 calls")


def test_the_form_of_an_answer_is_no_agent() -> None:
    assert mentioned_agents("Answer as @data_wiz_agent[value], @mean_wage[0.5], by @data_viz_agent.") == (
        "data_viz_agent",
    )


def bench(folder: Path, *options: str) -> int:
    TABLE.to_csv(folder / "t.csv", index=False)
    questions = lines(folder / "q", MEAN, MEAN | {"id": 2, "question": "What is the largest price?"})
    labels = lines(folder / "l", LABEL, LABEL | {"id": 2})
    files = ["--questions", str(questions), "--labels", str(labels), "--tables", str(folder)]
    return main(["bench", "dabench", *files, *options])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-nobody")
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", f"sqlite:///{tmp_path / 'history.db'}")
    return tmp_path


@pytest.mark.models
def test_a_model_is_scored_on_the_command_line(
    folder: Path, llm_server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    step = {"agent": "statistical_analytics_agent", "task": "Take it.", "uses": ["df"], "creates": []}

    def answer(request: Request) -> Answer:
        taken = "max" if "largest" in request.text else "mean"
        return Text(plan_text(step) if is_plan(request) else code_text(f'print(f"@mean[{{df.price.{taken}()}}]")'))

    llm_server.script = answer
    monkeypatch.setenv("AA_MAGICS_API_BASE", llm_server.url)
    out = folder / "out.jsonl"
    assert bench(folder, "--engine", "openai/fake", "--out", str(out)) == 0
    told = capsys.readouterr().out
    assert "right        1   50.0 %" in told
    assert "wrong        1   50.0 %" in told
    assert told.endswith("400 + 80 tokens in 4 calls\n")
    assert [json.loads(line)["given"] for line in out.read_text().splitlines()] == [{"mean": "2.0"}, {"mean": "3.0"}]
    assert main(["history"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    llm_server.script = []
    assert bench(folder, "--engine", "openai/fake", "--out", str(out)) == 0
    assert capsys.readouterr().out == told[told.index("dabench with") :]


def test_an_offline_score_takes_no_model(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(folder, "--limit", "1") == 0
    told = capsys.readouterr().out
    assert told.startswith("1/1  right")
    assert told.endswith("0 + 0 tokens in 0 calls\n")


def test_a_table_that_is_not_there_is_said_in_two_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(folder, "--tables", str(folder / "elsewhere")) == 2
    assert capsys.readouterr().err.splitlines()[1] == "Give the folder of the tables: --tables DIR"
