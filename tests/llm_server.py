"""A real local server that speaks the OpenAI protocol and answers by a script: well, or badly on purpose."""

import json
import select
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

STATUS_TEXTS = {
    400: ("invalid_request_error", "The request is not valid."),
    404: ("invalid_request_error", "The model `{model}` does not exist or you do not have access to it."),
    429: ("rate_limit_error", "Rate limit reached for {model}."),
    500: ("server_error", "The server had an error while processing your request."),
}
CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}
TICK = 0.02


@dataclass(frozen=True)
class Request:
    """What one client sent, and when (seconds of the monotonic clock)."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    at: float = field(default_factory=time.monotonic)

    @property
    def key(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def text(self) -> str:
        """All that the model is given to read."""
        return "\n".join(_content(message["content"]) for message in self.body.get("messages", ()))


def _content(content: Any) -> str:
    return content if isinstance(content, str) else "\n".join(part.get("text", "") for part in content or ())


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the server does with a request, after `delay` seconds."""

    delay: float = 0.0

    def send(self, handler: "_Handler", request: Request) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Answer):
    """A completion; `finish` is its finish_reason. Without `prompt_tokens` it tells no usage. See `Fields`."""

    text: str
    fields: Mapping[str, Any] | None = None
    _: KW_ONLY
    prompt_tokens: int | None = 100
    completion_tokens: int = 20
    finish: str = "stop"

    def content(self, request: Request) -> str:
        if self.fields is None:
            return self.text
        return json.dumps(self.fields) if request.body.get("response_format") else marked(self.fields)

    @property
    def usage(self) -> dict[str, int] | None:
        if self.prompt_tokens is None:
            return None
        total = self.prompt_tokens + self.completion_tokens
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": total,
        }

    def send(self, handler: "_Handler", request: Request) -> None:
        content = self.content(request)
        if request.body.get("stream"):
            handler.stream(self._events(request, content))
            return
        message = {"role": "assistant", "content": content}
        choice = {"index": 0, "message": message, "finish_reason": self.finish}
        handler.reply(200, _completion(request, "chat.completion", [choice], self.usage))

    def _events(self, request: Request, content: str) -> Iterator[Mapping[str, Any]]:
        for start in range(0, len(content), 20):
            yield _chunk(request, {"role": "assistant", "content": content[start : start + 20]}, None)
        yield _chunk(request, {}, self.finish)
        if (request.body.get("stream_options") or {}).get("include_usage"):
            yield _completion(request, "chat.completion.chunk", [], self.usage)


def Fields(*, delay: float = 0.0, prompt_tokens: int = 100, completion_tokens: int = 20, **fields: Any) -> Text:  # noqa: N802
    """A completion with the output fields of a DSPy signature in the form that was asked for: marked, or JSON."""
    return Text("", fields, delay=delay, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens)


def marked(fields: Mapping[str, Any]) -> str:
    """Return output fields as DSPy's chat adapter reads them."""
    said = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    return "\n\n".join([*(f"[[ ## {name} ## ]]\n{value}" for name, value in said.items()), "[[ ## completed ## ]]"])


def Truncated(text: str, **options: Any) -> Text:  # noqa: N802  it stands among the kinds of answers
    """A completion that the provider cut at its limit."""
    return Text(text, finish="length", **options)


def Empty(**options: Any) -> Text:  # noqa: N802
    return Text("", **options)


def NoUsage(text: str, **options: Any) -> Text:  # noqa: N802
    return Text(text, prompt_tokens=None, **options)


@dataclass(frozen=True)
class Status(Answer):
    """An error of the protocol. A wrong key is repeated in the answer, as careless proxies do."""

    code: int
    retry_after: float | None = None
    message: str | None = None

    def send(self, handler: "_Handler", request: Request) -> None:
        kind, text = STATUS_TEXTS.get(self.code, ("error", f"HTTP {self.code}"))
        if self.code == 401:
            kind, text = "invalid_request_error", f"Incorrect API key provided: {request.key}."
        said = self.message or text.format(model=request.body.get("model"))
        headers = {} if self.retry_after is None else {"Retry-After": f"{self.retry_after:g}"}
        handler.reply(
            self.code, {"error": {"message": said, "type": kind, "code": CODES.get(self.code), "param": None}}, headers
        )


@dataclass(frozen=True)
class Hang(Answer):
    """No answer, until the client goes."""

    def send(self, handler: "_Handler", request: Request) -> None:
        handler.rest(float("inf"))


@dataclass(frozen=True)
class ResetHalfway(Answer):
    """Half an answer, and then the connection is reset."""

    def send(self, handler: "_Handler", request: Request) -> None:
        handler.begin(200, {"Content-Type": "application/json", "Content-Length": "1000"})
        handler.wfile.write(b'{"id": "chatcmpl-1", "object": "chat.completion", "choi')
        handler.wfile.flush()
        time.sleep(TICK)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.hang_up()


@dataclass(frozen=True)
class Endless(Answer):
    """A completion that never ends, 50 times a second a piece of it, until the client goes."""

    def send(self, handler: "_Handler", request: Request) -> None:
        if request.body.get("stream"):
            handler.stream(self._events(handler, request))
            return
        handler.begin(200, {"Content-Type": "application/json", "Transfer-Encoding": "chunked"})
        handler.piece(
            '{"id": "chatcmpl-1", "object": "chat.completion", "choices": [{"index": 0, "message": {"content": "'
        )
        while handler.rest(TICK):
            handler.piece("and so on " * 100)

    def _events(self, handler: "_Handler", request: Request) -> Iterator[Mapping[str, Any]]:
        while handler.rest(TICK):
            yield _chunk(request, {"content": "and so on " * 100}, None)


Script = Sequence[Answer] | Callable[[Request], Answer]


class ScriptedServer:
    """A server at `url` (an api_base) that answers by a script and keeps what it was sent, as a context manager.

    A script is a function from a request to its answer, or a list of answers: one for each chat in the order in which
    they arrive, the last one again for all that follow. `gone` counts the chats that the client gave up.
    """

    def __init__(self, script: Script = (), *, models: Sequence[str] = ("fake",)) -> None:
        self.script, self.models = script, models
        self.requests: list[Request] = []
        self.gone = 0
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.scripted = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(TICK,), name="scripted server")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def chats(self) -> list[Request]:
        return [request for request in self.requests if request.path.endswith("/chat/completions")]

    @property
    def busy(self) -> int:
        """How many requests are being answered now."""
        return self._server.busy

    def answer(self, request: Request) -> Answer:
        with self._lock:
            number = len(self.chats)
            self.requests.append(request)
        if not request.path.endswith("/chat/completions"):
            return Status(404, message=f"There is nothing at {request.path}.")
        if callable(self.script):
            return self.script(request)
        return self.script[min(number, len(self.script) - 1)] if self.script else Status(500, message="No script.")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 64
    scripted: ScriptedServer

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.connections: set[socket.socket] = set()
        self.busy = 0

    def hang_up(self) -> None:
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet of clients that went; the test looks at what they were told."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        with suppress(OSError, ValueError):
            super().finish()

    def do_GET(self) -> None:
        if not self.path.endswith("/models"):
            self.reply(404, {"error": {"message": f"There is nothing at {self.path}.", "type": "not_found"}})
            return
        self.server.scripted.requests.append(Request(self.path, self._lowered(), {}))
        models = [{"id": name, "object": "model", "owned_by": "tests"} for name in self.server.scripted.models]
        self.reply(200, {"object": "list", "data": models})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        request = Request(self.path, self._lowered(), body)
        answer = self.server.scripted.answer(request)
        self.server.busy += 1
        try:
            if self.rest(answer.delay):
                answer.send(self, request)
        except OSError:
            self.server.scripted.gone += 1
            self.close_connection = True
        finally:
            self.server.busy -= 1

    def rest(self, seconds: float) -> bool:
        """Wait; return false if the server stops. Raises ConnectionError when the client goes meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self.server.scripted.stopping.wait(min(left, TICK)):
                self.close_connection = True
                return False
            if select.select([self.connection], [], [], 0)[0] and not self.connection.recv(1, socket.MSG_PEEK):
                raise ConnectionAbortedError
        return True

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def reply(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> None:
        content = json.dumps(body).encode()
        self.begin(status, {"Content-Type": "application/json", "Content-Length": str(len(content)), **(headers or {})})
        self.wfile.write(content)

    def stream(self, events: Iterator[Mapping[str, Any]]) -> None:
        self.begin(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
        for event in events:
            self.piece(f"data: {json.dumps(event)}\n\n")
        self.piece("data: [DONE]\n\n")
        self.piece("")

    def piece(self, text: str) -> None:
        content = text.encode()
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _lowered(self) -> Mapping[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Say nothing on the screen."""


def _completion(
    request: Request, kind: str, choices: Sequence[Mapping[str, Any]], usage: Mapping[str, int] | None
) -> Mapping[str, Any]:
    head = {"id": "chatcmpl-1", "object": kind, "created": 1_700_000_000, "model": request.body.get("model")}
    return {**head, "choices": choices, **({"usage": usage} if usage else {})}


def _chunk(request: Request, delta: Mapping[str, Any], finish: str | None) -> Mapping[str, Any]:
    return _completion(request, "chat.completion.chunk", [{"index": 0, "delta": delta, "finish_reason": finish}], None)


def is_plan(request: Request) -> bool:
    """Return whether it is the planner that asks, not an agent."""
    return "Plan how to answer" in request.text


def plan_text(*steps: Mapping[str, Any]) -> str:
    """Return a plan as a model answers it."""
    return json.dumps({"steps": steps, "assumptions": []})


def code_text(code: str, summary: str = "It is done.") -> str:
    """Return a step's code as a model answers it."""
    return f"```python\n{code}\n```\nsummary: {summary}"
