"""Kernels that start, and write, at the same moment: none fails and nothing is lost. Each is a process."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aa_magics.history import open_history

KERNEL = """
import sys
from pathlib import Path
from aa_magics.history import open_history
from tests.runs import a_run, just_started

def record(folder, count):
    history = open_history(Path(folder, "aa_magics", "history.db"))
    for number in range(int(count)):
        run = a_run(f"{sys.argv[1]}-{number}")
        history.start(just_started(run))
        history.finish(run)
    history.close()

print("ready", flush=True)
for line in sys.stdin:
    try:
        record(*line.rstrip("\\n").split("\\t"))
        print("recorded", flush=True)
    except Exception as error:
        print(repr(error), flush=True)
"""

Kernel = subprocess.Popen[str]


@contextmanager
def kernels(count: int) -> Iterator[Sequence[Kernel]]:
    """Yield processes that have loaded all they need, so that what they are told next they do at once."""
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", KERNEL, f"k{number}"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for number in range(count)
        ]
        assert [_answer(kernel) for kernel in started] == ["ready"] * count
        yield started


def tell(started: Sequence[Kernel], folder: Path, runs: int) -> list[str]:
    """Tell all kernels at once to open the history in a folder and to record runs; return what each answers."""
    for kernel in started:
        assert kernel.stdin is not None
        kernel.stdin.write(f"{folder}\t{runs}\n")
        kernel.stdin.flush()
    return [_answer(kernel) for kernel in started]


def _answer(kernel: Kernel) -> str:
    assert kernel.stdout is not None
    return kernel.stdout.readline().rstrip("\n")


def test_six_kernels_starting_at_once_on_a_new_history_never_fail(tmp_path: Path) -> None:
    with kernels(6) as started:
        answers = [tell(started, tmp_path / str(number), runs=1) for number in range(20)]
    assert answers == [["recorded"] * 6] * 20
    for number in range(20):
        history = open_history(tmp_path / str(number) / "aa_magics" / "history.db")
        assert {item.id for item in history.runs().items} == {f"k{kernel}-0" for kernel in range(6)}
        history.close()


def test_eight_kernels_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    with kernels(8) as started:
        assert tell(started, tmp_path, runs=25) == ["recorded"] * 8
    history = open_history(tmp_path / "aa_magics" / "history.db")
    assert {item.id for item in history.runs(limit=1000).items} == {f"k{k}-{n}" for k in range(8) for n in range(25)}
    assert {item.state for item in history.runs(limit=1000).items} == {"done"}
    assert history.uses() == {"statistical_analytics_agent": 200}
    history.close()
