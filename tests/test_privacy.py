"""PRIVACY.md's promise: import, `%load_ext`, the offline engine and its cells open no network connection.

Each test is a process of its own in which Python ends at the first name look-up, connection or datagram.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FORBID = """
import os, sys

def forbid(event, arguments):
    if event.startswith(("socket.get", "socket.connect", "socket.send", "socket.bind", "urllib.", "http.client.")):
        print("network:", event, arguments, flush=True)
        os._exit(99)

sys.addaudithook(forbid)
"""

IMPORT = "import aa_magics"

LOAD = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_line_magic("load_ext", "aa_magics")
assert "aa_magics" in shell.extension_manager.loaded
"""

ANALYZE = """
import plotly.express as px
from aa_magics import analyze
tips = px.data.tips()
for goal in (
    "Give me an overview",
    "Average tip by day as a bar chart",
    "Is the difference in tip between smokers and non-smokers significant?",
    "Cluster the rows",
    "Predict tip",
):
    run = analyze(goal, {"tips": tips})
    for cell in run.cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, goal, "exec"), {"tips": tips, "display": print})
"""

MAGIC = (
    LOAD
    + """
shell.run_cell("import plotly.express as px; tips = px.data.tips()").raise_error()
shell.run_cell("%%analyst tips --run\\nAverage tip by day as a bar chart").raise_error()
shell.run_line_magic("analyst", "history")
shell.run_line_magic("analyst", "agents")
"""
)


def without_network(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    settings = {"HOME": str(home), "JUPYTER_DATA_DIR": str(home), "IPYTHONDIR": str(home), "MPLCONFIGDIR": str(home)}
    return subprocess.run(
        [sys.executable, "-c", FORBID + code], env=os.environ | settings, cwd=home, capture_output=True, text=True
    )


@pytest.mark.parametrize("code", [IMPORT, LOAD, ANALYZE, MAGIC], ids=["import", "load_ext", "analyze", "magic"])
def test_nothing_reaches_for_the_network(code: str, tmp_path: Path) -> None:
    done = without_network(code, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "reach",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://localhost:9')",
        "import asyncio; asyncio.run(asyncio.open_connection('localhost', 9))",
    ],
)
def test_reaching_for_the_network_would_be_seen(reach: str, tmp_path: Path) -> None:
    done = without_network(reach, tmp_path)
    assert done.returncode == 99
    assert done.stdout.startswith("network: ")
