"""What is shown of the texts that go to a model: what they are, where they go, what they took; and the question."""

import pytest

from aa_magics.magics.asking import yes
from aa_magics.magics.frontend import FrontEnd
from aa_magics.magics.live import Live
from aa_magics.magics.made import Asked
from aa_magics.magics.output import Display
from aa_magics.magics.reports import cost, duration, facts, status_line, step_remark
from aa_magics.magics.sent import calls_bundle
from aa_magics.model import Call, Run, StepReport, Usage
from tests.fakes import Notebook
from tests.runs import a_call, a_run

HOSTILE = '<script>alert("$x$")</script> | column "price"\x1b[31m \u202e'


def shown(notebook: Notebook, *calls: Call, usage: Usage | None = None) -> str:
    """Return what %analyst sent shows of a run of these calls."""
    run = a_run(engine="openai/gpt-test", calls=calls, usage=usage)
    notebook.magics.kernel.made.add(Asked(run.goal.text, run.goal.frames), run)
    notebook.run("%analyst sent").raise_error()
    return notebook.text()


def test_every_text_is_shown_with_its_host_level_tokens_and_cost(notebook: Notebook) -> None:
    plan = a_call(step=None, agent="planner", sent="the plan's text")
    told = shown(notebook, plan, a_call(), usage=plan.usage + a_call().usage)
    assert "What run r1 sent: 2 texts, 240 tokens · $0.50" in told
    assert (
        "1 of 2: plan · planner · openai/gpt-test · api.openai.com · level stats · 120 tokens · $0.25 · 1.5 s" in told
    )
    assert "2 of 2: Mean of price · data_viz_agent" in told
    assert "\nthe plan's text\n" in told
    assert '\ncolumns: "price", "region"\n' in told


def test_failed_call_says_why_no_answer_came(notebook: Notebook) -> None:
    assert "no answer: 500" in shown(notebook, a_call(failure="500"))


@pytest.mark.parametrize(
    ("sha256", "said"), [("ab" * 32, f"The text was not kept, only its SHA-256: {'ab' * 32}"), ("", "was not kept.")]
)
def test_text_that_was_not_kept_says_so(notebook: Notebook, sha256: str, said: str) -> None:
    assert said in shown(notebook, a_call(sent=None, sha256=sha256))


def test_run_of_an_earlier_kernel_shows_what_it_sent(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", "1")
    history = notebook.magics.kernel.history.open()
    run = a_run(calls=(a_call(),))
    history.start(run)
    history.finish(run)
    notebook.run("%analyst sent r1").raise_error()
    assert 'columns: "price", "region"' in notebook.text()


def test_run_that_sent_nothing_says_so(
    notebook: Notebook, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    notebook.run("%config AnalystMagics.history = True")
    notebook.analyst("mean of price", "-e offline")
    notebook.run("%analyst sent").raise_error()
    run = notebook.magics.kernel.made.ids()[0][:8]
    assert capsys.readouterr().out.endswith(f"Run {run} sent nothing to a model (engine offline).\n")


def test_text_is_never_html_and_what_cannot_be_seen_is_written_out() -> None:
    bundle = calls_bundle([a_call(sent=HOSTILE, agent="<b>")], "<i>", {})
    assert "<script" not in bundle["text/html"]
    assert "<b>" not in bundle["text/html"]
    assert "<i>" not in bundle["text/html"]
    assert "&lt;script&gt;alert(&quot;$x$&quot;)&lt;/script&gt;" in bundle["text/html"]
    assert "\\x1b[31m \\u202e" in bundle["text/plain"]


def call_agreed(notebook: Notebook, monkeypatch: pytest.MonkeyPatch, said: str) -> tuple[bool, list[str]]:
    """Return whether a person who says that agreed to a call, and what stood there when they were asked."""
    from aa_magics.magics.asking import asker

    seen: list[str] = []
    monkeypatch.setattr("builtins.input", lambda question: seen.append(notebook.text() + question) or said)
    ask = asker(notebook.shell, Live(notebook.shell, Display(notebook.shell), a_run(state="running")))
    assert ask is not None
    return ask(a_call()), seen


@pytest.mark.parametrize(("said", "agreed"), [("y", True), (" YES ", True), ("", False), ("n", False), ("yep", False)])
def test_person_sees_the_exact_text_before_it_is_sent(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, said: str, agreed: bool
) -> None:
    notebook.shown.outputs.clear()
    answer, seen = call_agreed(notebook, monkeypatch, said)
    assert answer is agreed
    assert 'columns: "price", "region"' in seen[0]
    assert "for api.openai.com (engine openai/gpt-test, privacy level stats)" in seen[0]
    assert seen[0].endswith("Send this to api.openai.com? [y/N] ")


def test_text_is_taken_away_again_once_it_is_answered(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook.shown.outputs.clear()
    call_agreed(notebook, monkeypatch, "n")
    first, last = notebook.shown.outputs
    assert last["data"] == {"text/plain": "Not sent to api.openai.com (engine openai/gpt-test, level stats)."}
    assert last["transient"] == first["transient"]


def test_where_nobody_can_be_asked_nobody_is(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    from aa_magics.magics import asking

    monkeypatch.setattr(asking, "front_end", lambda shell: FrontEnd("notebook", "c1", asks=False))
    live = Live(notebook.shell, Display(notebook.shell), a_run(state="running"))
    assert asking.asker(notebook.shell, live) is None


def test_end_of_input_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", ended)
    assert yes("?") is False


# How a run stands, in words


def models_run(*reports: StepReport, **changes: object) -> Run:
    usage = Usage(calls=2, input_tokens=1000, output_tokens=240, cost=0.0031)
    return a_run(**{"engine": "openai/gpt-test", "reports": reports, "usage": usage, **changes})


def test_facts_tell_tokens_and_cost_and_the_history() -> None:
    assert facts(models_run(seconds=12.3)) == "openai/gpt-test · 12 s · 1,240 tokens · $0.0031"
    assert facts(models_run(answered_by="r0")).endswith(" · from history; ask again with `--fresh`")
    assert facts(models_run(usage=Usage())) == "openai/gpt-test · 0.2 s"


def test_costs_are_as_exact_as_they_are_useful() -> None:
    said = [cost(dollars) for dollars in (None, 0.0, 0.00001, 0.00314, 0.0213, 1.5)]
    assert said == ["cost unknown", "no cost", "under $0.0001", "$0.0031", "$0.02", "$1.50"]
    assert [duration(seconds) for seconds in (0.42, 12.3, 75)] == ["0.4 s", "12 s", "1 min 15 s"]


def test_remark_of_a_step_says_what_went_otherwise() -> None:
    waits = StepReport(step="s1", note="It waits for a step that failed: Keep 2024")
    assert step_remark(models_run(StepReport(step="s1", state="done")), "s1") == ""
    assert step_remark(models_run(waits), "s1") == "not written: It waits for a step that failed: Keep 2024"
    assert step_remark(models_run(waits, state="running"), "s1").startswith("waiting: ")
    assert step_remark(models_run(), "s1") == ""


def test_status_line_is_short_and_says_what_is_waited_for() -> None:
    writing = StepReport(step="s1", state="writing", note="rate limit: waits 3 s")
    told = status_line(models_run(writing, state="running", seconds=4.0))
    assert told == "openai/gpt-test: 0 of 1 steps done · rate limit: waits 3 s · 1,240 tokens · $0.0031 · 4.0 s"
