"""A process with the libraries of an analyst loaded, that runs programs in copies of itself, armed or not.

Reads jobs as lines of JSON: the folder to work in, the programs to run one after another, what to arm ("guard", or
"wall" or "hook" alone, or "nothing"), the file to write to. Answers each with one line when its copy has ended.
Starting a Python for each of some hundred programs would take minutes.
"""

import ast
import json
import os
import signal
import sys
import time
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

LIBRARIES = (
    "pandas",
    "plotly.express",
    "scipy.stats",
    "sklearn.linear_model",
    "statsmodels.api",
    "aa_magics.trial.guard",
)


def main() -> None:
    for library in LIBRARIES:
        import_module(library)
    print("ready", flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                run_job(**job)
            finally:
                os._exit(0)
        print(wait_for(child, job["seconds"]), flush=True)


def wait_for(child: int, seconds: int) -> str:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG)[0]:
            return "ended"
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "killed"


def run_job(folder: str, sources: list[str], arm: str, out: str, seconds: int) -> None:
    """Run programs, and write a line of JSON for what the guard said and for what each left."""
    result = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.dup2(result, 1)
    os.dup2(result, 2)
    os.closerange(3, 256)
    warnings.simplefilter("ignore")
    os.chdir(folder)
    refused = _arm(arm, Path(folder))
    for source in sources:
        _say(run_program(source, refused))


def _arm(how: str, folder: Path) -> Any:
    from aa_magics.trial.guard import arm, is_refusal, walls

    if how == "hook":
        walls._walls = lambda *_: []
    if how == "wall":
        walls.hook.watch = lambda *_: None
    _say({"holds": arm(folder) if how != "nothing" else ()})
    return is_refusal


def run_program(source: str, is_refusal: Any) -> dict[str, Any]:
    """Return the error of a program, and all that its variables then say."""
    import pandas as pd

    rows = {"region": list("nnssee"), "price": [1.0, 2.0, 4.0, 3.0, 5.0, 9.0], "quantity": [1, 2, 2, 3, 4, 1]}
    names: dict[str, Any] = {"__name__": "__main__", "df": pd.DataFrame(rows)}
    error = None
    try:
        tree = ast.parse(source)
        exec(compile(tree, "<cell>", "exec"), names)
    except BaseException as raised:
        error = raised
    left = {name: repr(value)[:100_000] for name, value in names.items() if name not in ("__builtins__", "df")}
    told = {"error": repr(error) if error else None, "refused": bool(error and is_refusal(error))}
    return told | {"left": left if not (error and len(left) > 200) else {}}


def _say(told: dict[str, Any]) -> None:
    os.write(1, json.dumps(told).encode() + b"\n")


if __name__ == "__main__":
    main()
