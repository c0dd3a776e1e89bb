"""A real kernel in a test, spoken to as a front end speaks to it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel

from aa_magics.magics.output import RUN_MIME

SECONDS = 60
SETUP = "%load_ext aa_magics\nimport pandas as pd\ndf = pd.DataFrame({'price': [1.0, 2.0], 'region': ['a', 'b']})"


@dataclass
class Answer:
    """What came back for one execution: the reply's content, and the messages, but for those on the state."""

    reply: dict[str, Any] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)

    def of_type(self, *types: str) -> list[dict[str, Any]]:
        return [message["content"] for message in self.messages if message["msg_type"] in types]

    @property
    def shown(self) -> list[dict[str, Any]]:
        """What was shown of runs, updates included."""
        found = self.of_type("display_data", "update_display_data")
        return [content for content in found if RUN_MIME in content["data"]]

    @property
    def bundle(self) -> dict[str, Any]:
        last: dict[str, Any] = self.shown[-1]["data"][RUN_MIME]
        return last

    @property
    def next_inputs(self) -> list[str]:
        return [p["text"] for p in self.reply["payload"] if p["source"] == "set_next_input"]

    def text(self) -> str:
        streams = [content["text"] for content in self.of_type("stream")]
        return "".join(streams + [content["data"].get("text/plain", "") for content in self.of_type("execute_result")])


class Kernel:
    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager, self.client = manager, client

    def send(self, code: str, *, cell: str | None = None, allow_stdin: bool = True) -> str:
        """Ask for the execution of a cell: JupyterLab tells its id, nbclient does not and cannot be asked for input."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "stop_on_error": True}
        metadata = {"cellId": cell} if cell else {}
        request = self.client.session.msg("execute_request", content | {"allow_stdin": allow_stdin}, metadata=metadata)
        self.client.shell_channel.send(request)
        return str(request["header"]["msg_id"])

    def receive(self, request: str) -> Answer:
        answer, until, idle = Answer(), time.monotonic() + SECONDS, False
        while not idle:
            message = self.client.get_iopub_msg(timeout=until - time.monotonic())
            if message["parent_header"].get("msg_id") == request:
                idle = message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
                if message["msg_type"] != "status":
                    answer.messages.append(message)
        while not answer.reply:
            message = self.client.get_shell_msg(timeout=until - time.monotonic())
            if message["parent_header"].get("msg_id") == request:
                answer.reply = message["content"]
        return answer

    def run(self, code: str, *, cell: str | None = None, allow_stdin: bool = True) -> Answer:
        return self.receive(self.send(code, cell=cell, allow_stdin=allow_stdin))

    def wait_for_message(self, request: str, kind: str) -> dict[str, Any]:
        """Return the first message of a kind that an execution sends, while it still runs."""
        while True:
            message: dict[str, Any] = self.client.get_iopub_msg(timeout=SECONDS)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == kind:
                return message

    def complete(self, code: str) -> list[str]:
        request = self.client.complete(code, len(code))
        while True:
            try:
                message = self.client.get_shell_msg(timeout=SECONDS)
            except Empty:
                raise AssertionError("no completions came") from None
            if message["parent_header"].get("msg_id") == request:
                matches: list[str] = message["content"]["matches"]
                return matches


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Return an environment in which nothing outside `folder` is read or written."""
    own = {"IPYTHONDIR": folder / "ipython", "JUPYTER_DATA_DIR": folder / "jupyter", "MPLCONFIGDIR": folder / "mpl"}
    return os.environ | {name: str(path) for name, path in own.items()} | {"AA_MAGICS_HISTORY": "0"} | settings


@contextmanager
def kernel(folder: Path, **settings: str) -> Iterator[Kernel]:
    """Provide a kernel with the magics loaded and a frame `df`."""
    manager, client = start_new_kernel(kernel_name="python3", env=environment(folder, **settings), cwd=str(folder))
    try:
        started = Kernel(manager, client)
        assert started.run(SETUP).reply["status"] == "ok"
        yield started
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
