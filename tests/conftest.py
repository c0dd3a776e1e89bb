"""Fixtures that several test modules share."""

import atexit
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from tests.fakes import GoalIsCode, Notebook
from tests.llm_server import ScriptedServer

collect_ignore = ["test_local_model.py"]  # needs a model: `make test-local-model` names it


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Notebook]:
    """A notebook with pandas, a frame `df`, and an engine that takes a goal for code; nothing is kept."""
    monkeypatch.setenv("AA_MAGICS_HISTORY", "0")
    monkeypatch.setenv("AA_MAGICS_HISTORY_URL", f"sqlite:///{tmp_path / 'history.db'}")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    InteractiveShell.clear_instance()
    config = Config()
    config.HistoryManager.enabled = False
    notebook = Notebook(InteractiveShell.instance(config=config))
    notebook.magics.engine = GoalIsCode()
    notebook.run("import pandas as pd\ndf = pd.DataFrame({'price': [1.0, 2.0, 4.0], 'region': list('aab')})")
    yield notebook
    notebook.magics.close()
    InteractiveShell.clear_instance()
    # its farewell would collect all garbage at the end, once for each test: minutes
    atexit.unregister(notebook.shell.atexit_operations)


@pytest.fixture
def llm_server() -> Iterator[ScriptedServer]:
    """A server that speaks the OpenAI protocol; a test gives it its script."""
    with ScriptedServer() as server:
        yield server
