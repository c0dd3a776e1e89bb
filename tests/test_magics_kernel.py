"""The magics in a real kernel: what a front end gets, what an interrupt does, and what is completed."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aa_magics.history import History, open_history
from aa_magics.magics.output import RUN_MIME
from tests.kernels import SECONDS, Kernel, kernel

GOAL_IS_CODE = """
import sys
sys.path.insert(0, {folder!r})
from tests.fakes import GoalIsCode
from aa_magics.magics import live
live.QUIET = {quiet}
get_ipython().magics_manager.registry["AnalystMagics"].engine = GoalIsCode({seconds})
"""


def engine(seconds: float = 0.0, quiet: float = 60.0) -> str:
    """Return the code that makes a goal's lines the code of its cells, and sets when a run is shown as running."""
    return GOAL_IS_CODE.format(folder=str(Path(__file__).parent.parent), seconds=seconds, quiet=quiet)


MENDS_CODE = """
from functools import partial
from aa_magics.analyst import analyze
from aa_magics.magics import runs
from tests.fakes import MendsCode, TriesNothing
runs.analyze = partial(analyze, trier=TriesNothing())
get_ipython().magics_manager.registry["AnalystMagics"].engine = MendsCode({seconds}, {wait})
"""


def model(seconds: float = 0.0, wait: float = 0.0) -> str:
    """Return the code that makes the engine one whose cells are tried, each line after the first being slow."""
    return engine(quiet=0.0) + MENDS_CODE.format(seconds=seconds, wait=wait)


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something that another process does has happened."""
    until = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < until, "it does not happen"
        time.sleep(0.05)


def has_state(history: History, state: str) -> bool:
    return any(run.state == state for run in history.runs(limit=1).items)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with kernel(tmp_path_factory.mktemp("lab")) as started:
        started.run(engine())
        yield started


def test_front_end_with_cells_may_insert_them_and_gets_one_next_input(lab: Kernel) -> None:
    answer = lab.run("%%analyst\ndf.head()\ndf.tail()", cell="c1")
    assert len(answer.shown) == 1
    assert answer.bundle["insert"] is True
    assert answer.next_inputs == [answer.bundle["fallback"]]
    assert answer.bundle["fallback"].startswith("# %%")


def test_what_is_asked_comes_with_its_answers_as_choices_and_as_lines_to_type(lab: Kernel) -> None:
    lab.run("bills = pd.DataFrame({'net_fee': [1.5, 2.5, 2.5], 'gross_fee': [3.5, 4.5, 4.5], 'day': ['a', 'b', 'a']})")
    answer = lab.run("%%analyst bills -e offline\nmean fee by day", cell="c1")
    assert answer.reply["ename"] == "ChoiceError"
    chosen = [{"kind": "column", "words": "fee", "meaning": name} for name in ("net_fee", "gross_fee")]
    assert answer.bundle["choices"] == chosen
    assert answer.bundle["plan"] is None
    for line in ("%%analyst bills -e offline --take fee=net_fee", "%%analyst bills -e offline --take fee=gross_fee"):
        assert line in answer.shown[-1]["data"]["text/markdown"]
        again = lab.run(f"{line}\nmean fee by day", cell="c1")
        assert "choices" not in again.bundle
        assert again.bundle["insert"] is True


def test_nothing_is_asked_where_nobody_is_there(lab: Kernel) -> None:
    lab.run("bills = pd.DataFrame({'net_fee': [1.5, 2.5, 2.5], 'gross_fee': [3.5, 4.5, 4.5], 'day': ['a', 'b', 'a']})")
    answer = lab.run("%%analyst bills -e offline\nmean fee by day", allow_stdin=False)
    assert answer.reply["ename"] == "ChoiceError"
    assert answer.shown == []


def test_console_gets_the_next_input_too(lab: Kernel) -> None:
    assert len(lab.run("%%analyst\ndf.head()").next_inputs) == 1


@pytest.mark.parametrize("option", ["--plan", "--no-insert", "--run"])
def test_next_input_is_not_sent_where_it_is_not_wanted(lab: Kernel, option: str) -> None:
    answer = lab.run(f"%%analyst {option}\ndf.head()", cell="c1")
    assert answer.next_inputs == []
    assert answer.bundle["fallback"] == ""
    assert answer.bundle["insert"] is (option == "--run")


def test_without_anybody_there_the_code_is_in_the_output(lab: Kernel) -> None:
    answer = lab.run("%%analyst\ndf.head()", allow_stdin=False)
    assert answer.next_inputs == []
    assert answer.bundle["insert"] is False
    assert "```python\n# df.head()\ndf.head()\n```" in answer.shown[0]["data"]["text/markdown"]


def test_run_shows_outputs_below_the_plan_and_in_it(lab: Kernel) -> None:
    answer = lab.run("%%analyst --run\nprint('one'); len(df)", cell="c1")
    plan, *rest = [message["msg_type"] for message in answer.messages if message["msg_type"] != "execute_input"]
    assert (plan, rest) == ("display_data", ["stream", "display_data"])
    outputs = [output for cell in answer.bundle["cells"] for output in cell.get("outputs", [])]
    assert [output["output_type"] for output in outputs] == ["stream", "execute_result"]
    assert outputs[1]["data"]["text/plain"] == "2"


def test_failing_cell_makes_the_cell_fail(lab: Kernel) -> None:
    answer = lab.run("%%analyst --run\n1 / 0", cell="c1")
    assert answer.reply["status"] == "error"
    assert answer.reply["ename"] == "RunError"
    assert len(answer.reply["traceback"]) == 2
    assert "ZeroDivisionError" in answer.text()
    assert answer.shown[0]["metadata"][RUN_MIME]["state"] == "failed"


def test_error_is_two_lines(lab: Kernel) -> None:
    answer = lab.run("%%analyst dff\nx", cell="c1")
    assert answer.reply["traceback"] == ["FrameError: There is no variable named 'dff'.", "Did you mean df?"]
    assert answer.shown == []


def test_slow_run_is_shown_as_running_then_as_done(lab: Kernel) -> None:
    lab.run(engine(seconds=1.0, quiet=0.0))
    answer = lab.run("%%analyst\ndf.head()", cell="c1")
    lab.run(engine())
    assert [message["msg_type"] for message in answer.messages[1:]] == ["display_data", "update_display_data"]
    assert len({shown["transient"]["display_id"] for shown in answer.shown}) == 1
    first, last = (shown["metadata"][RUN_MIME] for shown in answer.shown)
    assert (first["state"], last["state"]) == ("running", "done")
    assert first["run"] == last["run"]
    assert answer.shown[0]["data"][RUN_MIME]["cells"] == []


def test_interrupt_ends_a_run_at_once_and_records_it_as_cancelled(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'history.db'}"
    with kernel(tmp_path, AA_MAGICS_HISTORY="1", AA_MAGICS_HISTORY_URL=url) as slow:
        slow.run(engine(seconds=50.0, quiet=0.0))
        request = slow.send("%%analyst\ndf.head()", cell="c1")
        history = open_history(url)
        wait_for(lambda: has_state(history, "running"))
        slow.manager.interrupt_kernel()
        answer = slow.receive(request)
        assert answer.reply["ename"] == "KeyboardInterrupt"
        assert answer.shown[-1]["metadata"][RUN_MIME]["state"] == "cancelled"
        wait_for(lambda: slow.run("1 + 1").text() == "2")  # older kernels drop what comes right after an error
        wait_for(lambda: has_state(history, "cancelled"))
        history.close()


def test_interrupt_ends_the_cells_of_run(lab: Kernel, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    request = lab.send(f"%%analyst --run\nopen({str(begun)!r}, 'w').close(); import time; time.sleep(50)", cell="c1")
    wait_for(begun.exists)
    lab.manager.interrupt_kernel()
    answer = lab.receive(request)
    assert answer.reply["ename"] == "KeyboardInterrupt"
    assert answer.shown[-1]["metadata"][RUN_MIME]["state"] == "cancelled"
    assert answer.bundle["cells"][-1]["outputs"][-1]["ename"] == "KeyboardInterrupt"


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel with an engine whose cells are tried, each line of a goal after the first being slow."""
    with kernel(tmp_path_factory.mktemp("tried")) as started:
        started.run(model(wait=1.0))
        yield started


def test_steps_are_shown_as_they_stand_in_one_output(tried: Kernel) -> None:
    answer = tried.run("%%analyst\na = 1\nb = 2", cell="c1")
    assert len({shown["transient"]["display_id"] for shown in answer.shown}) == 1
    told = [shown["metadata"][RUN_MIME] for shown in answer.shown]
    assert {"state": "running", "reports": ["done", "writing"]} in [
        {"state": each["state"], "reports": [report["state"] for report in each.get("reports", [])]} for each in told
    ]
    assert [report["state"] for report in told[-1]["reports"]] == ["done", "done"]
    assert told[-1]["state"] == "done"


def test_many_changes_are_few_updates(tried: Kernel) -> None:
    tried.run(model())
    answer = tried.run("%%analyst\n" + "\n".join(f"a{number} = {number}" for number in range(40)), cell="c1")
    tried.run(model(wait=1.0))
    assert len(answer.bundle["plan"]["steps"]) == 40
    assert len(answer.shown) < 40  # each step changes three times


def test_nobody_there_is_shown_the_end_only(tried: Kernel) -> None:
    answer = tried.run("%%analyst\na = 1\nb = 2", allow_stdin=False)
    assert [shown["metadata"][RUN_MIME]["state"] for shown in answer.shown] == ["done"]
    assert "tokens" not in answer.shown[0]["data"]["text/plain"]


def test_what_was_finished_when_a_run_was_stopped_can_be_inserted(tried: Kernel) -> None:
    tried.run(model(wait=50.0))
    request = tried.send("%%analyst\na = 1\nb = 2", cell="c1")
    while "done" not in str(tried.wait_for_message(request, "update_display_data")["content"]["metadata"]):
        pass
    tried.manager.interrupt_kernel()
    answer = tried.receive(request)
    wait_for(lambda: tried.run("1 + 1").text() == "2")  # older kernels drop what comes right after an error
    assert answer.reply["ename"] == "KeyboardInterrupt"
    told = answer.shown[-1]["metadata"][RUN_MIME]
    assert told["state"] == "cancelled"
    assert [cell["source"] for cell in answer.bundle["cells"]] == ["# a = 1\na = 1"]
    assert answer.bundle["insert"] is False
    inserted = tried.run(f"%analyst insert {told['run'][:8]}", cell="c2")
    assert inserted.next_inputs == ["# a = 1\na = 1"]


@pytest.mark.parametrize("jedi", [True, False])
def test_completion_reaches_front_ends(lab: Kernel, jedi: bool) -> None:
    lab.run(f"%config IPCompleter.use_jedi = {jedi}")
    assert lab.complete("%%analyst d") == ["df"]
    assert lab.complete("%%analyst --no") == ["--no-insert"]
    assert lab.complete("%%analyst --take revenue=pr") == ["price"]
    assert "last_12_months" in lab.complete("%%analyst --take last_year=last")
    assert lab.complete("%%analyst\nplot it @data") == ["data_viz_agent"]
    assert lab.complete("%analyst hist") == ["history"]
