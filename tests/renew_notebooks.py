"""Execute notebooks again and store what they show now: run by `make notebooks`.

Where cells of a run stand below the `%%analyst` cell that made them, they are replaced by those it makes now, as a
person would have them who let them in.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

RUN = "application/vnd.aa-magics.run.v1+json"


def renew(path: Path) -> None:
    """Execute a notebook cell by cell and write it back. Raises CellExecutionError for a cell that fails."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, record_timing=False)
    with client.setup_kernel():
        index = 0
        while index < len(notebook.cells):
            cell = notebook.cells[index]
            if cell.cell_type == "code":
                client.execute_cell(cell, index)
            index += 1
            accepted, made = count_accepted(notebook.cells[index:]), list(made_cells(cell))
            if accepted and made:
                notebook.cells[index : index + accepted] = made
    nbformat.write(notebook, path)


def count_accepted(cells: Sequence[NotebookNode]) -> int:
    """Return how many cells of a run stand first in `cells`."""
    return next((n for n, cell in enumerate(cells) if "aa_magics" not in cell.metadata), len(cells))


def made_cells(magic: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the cells that a `%%analyst` cell has just made; nothing for any other cell."""
    for output in magic.get("outputs", ()):
        for number, made in enumerate(output.get("data", {}).get(RUN, {}).get("cells", ()), start=1):
            origin = {"run": output.metadata[RUN]["run"], **made["metadata"]["aa_magics"]}
            new_cell = new_code_cell if made["cell_type"] == "code" else new_markdown_cell
            yield new_cell(made["source"], metadata={"aa_magics": origin}, id=f"{magic.id}-{number}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        renew(Path(name))
