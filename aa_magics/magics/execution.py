"""Execute the cells of a run in the kernel, as if they were typed, and collect each one's outputs as nbformat's."""

import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from ipykernel.jsonutil import encode_images
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from aa_magics.magics.output import Output
from aa_magics.model import Cell


def execute_cells(shell: InteractiveShell, cells: Sequence[Cell]) -> tuple[list[list[Output]], BaseException | None]:
    """Execute code cells one after another, up to the first that fails; return their outputs, and its error."""
    outputs: list[list[Output]] = []
    for cell in cells:
        collector = _Collector()
        with _collecting(shell, collector, cell.source):
            # outside of In, so that the numbers of the notebook's own cells stay as they are
            result = shell.run_cell(cell.source, store_history=False)
        outputs.append(collector.outputs)
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            return outputs, error
    return outputs, None


def publish_outputs(shell: InteractiveShell, outputs: Sequence[Output]) -> None:
    """Show outputs again, as those of the cell that runs."""
    for output in outputs:
        match output:
            case {"output_type": "stream", "name": "stdout", "text": text}:
                print(text, end="")
            case {"output_type": "stream", "text": text}:
                print(text, end="", file=sys.stderr)
            case {"output_type": "error", "traceback": lines}:
                print("\n".join(lines), file=sys.stderr)
            case {"data": data, "metadata": metadata}:
                shell.display_pub.publish(data, metadata)


class _Collector:
    """The outputs of one cell, in the order in which they came."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self._by_id: dict[str, Output] = {}
        self._clear_before_next = False

    def stream(self, name: str, text: str) -> None:
        last = self.outputs[-1] if self.outputs and not self._clear_before_next else {}
        if last.get("name") == name:
            last["text"] += text
        elif text:
            self._add({"output_type": "stream", "name": name, "text": text})

    def result(self, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        self._add({"output_type": "execute_result", "execution_count": None, **_rich(data, metadata)})

    def display(
        self, data: Mapping[str, Any], metadata: Mapping[str, Any], display_id: str | None, update: bool
    ) -> None:
        shown = _rich(data, metadata)
        if display_id is not None and display_id in self._by_id:
            self._by_id[display_id].update(shown)
        if not update:
            output = {"output_type": "display_data", **shown}
            self._add(output)
            if display_id is not None:
                self._by_id[display_id] = output

    def error(self, kind: type[BaseException], value: BaseException, lines: Sequence[str]) -> None:
        told = {"ename": kind.__name__, "evalue": str(value), "traceback": list(lines)}
        self._add({"output_type": "error", **told})

    def clear(self, wait: bool) -> None:
        if wait:
            self._clear_before_next = True
        else:
            self.outputs.clear()

    def _add(self, output: Output) -> None:
        if self._clear_before_next:
            self.outputs.clear()
            self._clear_before_next = False
        self.outputs.append(output)


class _Stream(io.TextIOBase):
    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def write(self, text: str) -> int:
        self._write(text)
        return len(text)

    def writable(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    def __init__(self, collector: _Collector) -> None:
        super().__init__()
        self._collector = collector

    def publish(
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        source: object = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        self._collector.display(data, metadata or {}, (transient or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        self._collector.clear(wait)


@contextmanager
def _collecting(shell: InteractiveShell, collector: _Collector, source: str) -> Iterator[None]:
    """Let everything that executing `source` shows go to `collector`."""
    formatter = shell.display_formatter
    assert formatter is not None

    def show(value: object) -> None:
        if value is None or DisplayHook.semicolon_at_end_of_expression(source):
            return
        data, metadata = formatter.format(value)
        if data:  # nothing is left to show of what shows itself, such as a Plotly figure
            collector.result(data, metadata)

    with ExitStack() as stack:
        stack.enter_context(shell.display_trap)  # entered once more below, where it then leaves the hook alone
        stack.enter_context(_replaced(sys, "displayhook", show))
        stack.enter_context(_replaced(shell, "display_pub", _Publisher(collector)))
        stack.enter_context(_replaced(shell, "_showtraceback", collector.error))
        stack.enter_context(redirect_stdout(_Stream(lambda text: collector.stream("stdout", text))))
        stack.enter_context(redirect_stderr(_Stream(lambda text: collector.stream("stderr", text))))
        yield


@contextmanager
def _replaced(owner: object, name: str, value: object) -> Iterator[None]:
    """Give `owner` another attribute for a while; one that it only has from its class is uncovered again."""
    own, before = name in vars(owner), getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        if own:
            setattr(owner, name, before)
        else:
            delattr(owner, name)


def _rich(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> Output:
    return {"data": encode_images(dict(data)), "metadata": dict(metadata)}
