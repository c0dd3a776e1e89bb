"""A notebook open in a browser: what its model holds, and what a person does with it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Locator, Page, expect


def write_notebook(path: Path, sources: Sequence[str]) -> None:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


class OpenNotebook:
    """A notebook in JupyterLab ("lab") or in Notebook 7 ("notebook")."""

    def __init__(self, page: Page, application: str, path: str) -> None:
        self.page = page
        self.application = application
        self.path = path

    def open(self) -> None:
        """Load the application with this notebook, and wait until its kernel is ready."""
        place = "lab/tree" if self.application == "lab" else "notebooks"
        self.page.goto(f"{place}/{self.path}?reset")
        self.wait("widget?.context.isReady && widget.sessionContext.session?.kernel?.status === 'idle'")

    def ask(self, expression: str) -> Any:
        """Return what a JavaScript expression says of this notebook's `widget`, `notebook` and `model`."""
        return self.page.evaluate(self._script(expression))

    def wait(self, expression: str) -> None:
        """Wait until a JavaScript expression holds."""
        self.page.wait_for_function(self._script(expression))

    def wait_idle(self) -> None:
        """Wait until no cell runs or waits to be run."""
        self.wait("""model.sharedModel.cells.every(cell => cell.executionState !== 'running')
            && widget.sessionContext.session?.kernel?.status === 'idle'""")

    @property
    def cells(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("model.sharedModel.toJSON().cells")
        return found

    @property
    def sources(self) -> list[str]:
        return [cell["source"] for cell in self.cells]

    @property
    def active(self) -> int:
        return int(self.ask("notebook.activeCellIndex"))

    @property
    def plan(self) -> Locator:
        return self.page.locator(".aa-Plan")

    def write(self, index: int, source: str) -> None:
        """Write a cell's source as a person would have typed it."""
        self.ask(f"model.sharedModel.getCell({index}).setSource({json.dumps(source)})")

    def select(self, index: int) -> None:
        """Make a cell the active one, with the focus on the notebook and not in an editor."""
        self.ask(f"(notebook.deselectAll(), notebook.activeCellIndex = {index}, notebook.mode = 'command')")
        self.ask(f"notebook.scrollToItem({index}).then(() => notebook.activate())")

    def press(self, index: int, *keys: str) -> None:
        """Press keys on a cell."""
        self.select(index)
        for key in keys:
            self.page.keyboard.press(key)

    def start(self, index: int) -> None:
        """Begin to run a cell, which stays the active one."""
        self.press(index, "Control+Enter")
        self.wait(f"model.sharedModel.getCell({index}).executionState === 'running'")

    def run(self, index: int) -> None:
        """Run a cell by Shift+Enter, and wait until it is done."""
        self.press(index, "Shift+Enter")
        self.wait_idle()

    def analyse(self, body: str, options: str = "sales") -> None:
        """Run an `%%analyst` cell of these sources in the last cell."""
        last = len(self.cells) - 1
        self.write(last, f"%%analyst {options}\n{body}")
        self.run(last)

    def execute(self, command: str) -> None:
        """Execute a command of the application; do not wait for its end."""
        self.page.evaluate("command => { void window.jupyterapp.commands.execute(command); }", command)

    def restart_and_run_all(self) -> None:
        self.execute("notebook:restart-run-all")
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        self.wait("widget.sessionContext.session?.kernel?.status !== 'idle'")
        self.wait("model.sharedModel.cells.every(cell => !cell.outputs || !cell.getSource() || cell.execution_count)")
        self.wait_idle()

    def save(self) -> None:
        self.execute("docmanager:save")
        self.wait("!model.dirty")

    def expect_sources(self, *sources: str) -> None:
        """Wait until the cells have these sources."""
        listed = "JSON.stringify(model.sharedModel.cells.map(cell => cell.getSource()))"
        self.wait(f"{listed} === JSON.stringify({json.dumps(sources)})")

    def button(self, name: str) -> Locator:
        return self.plan.get_by_role("button", name=name)

    def expect_plan(self, text: str) -> None:
        expect(self.plan).to_contain_text(text)

    def _script(self, expression: str) -> str:
        return f"""() => {{
            const main = window.jupyterapp ? [...window.jupyterapp.shell.widgets('main')] : [];
            const widget = main.find(widget => widget.context?.path === {json.dumps(self.path)});
            const notebook = widget?.content;
            const model = notebook?.model;
            return {expression};
        }}"""
